# parsers/field.c: a signature becomes part of the last answer
s/if \(kind == RAP_LINE_SIGNATURE \|\| kind == RAP_LINE_CLOSING\)/if (kind == RAP_LINE_CLOSING)/
