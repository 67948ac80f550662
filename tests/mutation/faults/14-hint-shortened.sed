# parsers/value/marks.c: two options left in the list are one choice
s/if \(options > 1 \|\| others > 0 \|\| l\.over\)/if (options > 2 || others > 0 || l.over)/
