# parsers/form/intent.c: a quoted line asks for something
s/if \(l->n == 0 \|\| rap_page_not_own\(page, line\) \|\|/if (l->n == 0 ||/
