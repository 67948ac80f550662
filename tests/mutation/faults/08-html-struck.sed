# parsers/text/html.c: struck out text is read
s/element->dropped \|= style.struck;/element->dropped |= false;/
