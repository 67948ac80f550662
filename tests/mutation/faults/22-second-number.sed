# parsers/value/value_number.c: of two numbers the last is taken
s/if \(any && r->numbers\[i\] != number\)/if (any \&\& r->numbers[i] > 99)/
