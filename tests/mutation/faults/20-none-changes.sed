# parsers/value/value.c: "no changes" under a list of options is "nothing"
s/if \(strcmp\(set->value, "no changes"\) == 0\)/if (strcmp(set->value, "no change") == 0)/
