# parsers/value/value_choice.c: a piece that is no option is passed over
s/if \(!option \|\| \(so_far->value && strcmp/if (!option)\n\t\treturn true;\n\tif ((so_far->value \&\& strcmp/
