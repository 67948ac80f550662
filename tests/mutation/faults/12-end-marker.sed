# parsers/form/sent.c: what stands behind the end marker is the answer to the last item
s/floor = item->to;/floor = item->to;\n\t\tpaint(s, item->to, s->tokens.n, RAP_SENT_CUE, (int)f);/
