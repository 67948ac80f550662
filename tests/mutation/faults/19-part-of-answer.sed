# parsers/value_choice.c: a piece that is no option is passed over
s/if \(!option \|\| \(\*agreed && strcmp/if (!option)\n\t\treturn true;\n\tif ((*agreed \&\& strcmp/
