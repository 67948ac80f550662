# parsers/text/token.c: a bar at a line start is no mark of quotation any more
s/if \(c == '>' \|\| c == '\|' \|\| c == 0x2502/if (c == '>' || c == 0x2502/
