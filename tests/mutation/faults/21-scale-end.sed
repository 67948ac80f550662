# parsers/value/value_number.c: four out of ten is a four
s/if \(r->top_next \|\| \(r->top != NUMBERS_MAX && r->numbers\[r->top\] != field->scale_max\)\)/if (r->top_next)/
