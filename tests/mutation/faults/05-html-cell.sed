# parsers/text/html.c: the cells of a table row run together
/element->tag == RAP_HTML_CELL\) \{/,/\} else if/ s/put\(w, "\\t", 1\);/w->blank = false;/
