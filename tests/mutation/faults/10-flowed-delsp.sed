# parsers/text/flowed.c: the blank of a soft break stays in spite of DelSp
s/if \(delsp \|\| \(is_unspaced/if ((is_unspaced/
