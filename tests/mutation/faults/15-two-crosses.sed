# parsers/value/marks.c: of two crosses the last is taken
s/if \(marked > 1 \|\| !chosen/if (!chosen/
