# parsers/form/runs.c: a signature becomes part of the last answer
s/^\tcase RAP_LINE_SIGNATURE:$/\tcase RAP_LINE_SIGNATURE:\n\t\treturn false;/
