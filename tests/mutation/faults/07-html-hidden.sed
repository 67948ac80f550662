# parsers/text/html.c: hidden text is read
s/if \(element->hidden \|\| element->font_zero \|\|/if (element->font_zero ||/
