# parsers/text/html.c: a line break is a blank
/if \(element->tag == RAP_HTML_BREAK\) \{/,/\} else if/ s/end_line\(w\);/w->blank = true;/
