# parsers/form/intent.c: a line in a quotation is carried out
s/return page->tokens\.lines\[line\]\.depth > 0;/return page->tokens.lines[line].depth > 3;/
