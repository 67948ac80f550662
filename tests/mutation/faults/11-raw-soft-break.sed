# parsers/text/rawquote.c: a soft break in quoted MIME source ends the line
s/soft = s->quoted_printable && line\.len > 0 && line\.at\[line\.len - 1\] == '='/soft = s->quoted_printable \&\& line.len > 76/
