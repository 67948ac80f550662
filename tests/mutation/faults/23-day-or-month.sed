# parsers/value/value_date.c: of 10/12/2020 the first is the day
s/if \(d->behind\[0\] == '\.' \|\| a > 12/if (d->behind[0] == '.' || d->behind[0] == '\/' || a > 12/
