/* SPDX-License-Identifier: Apache-2.0 */
/* The texts of a mail, gathered from its parts: one from HTML, one from text/plain, one for each text attached. */
#ifndef RAP_PARSERS_GATHER_H
#define RAP_PARSERS_GATHER_H

#include "common/strv.h"
#include "parsers/mail/lines.h"
#include "parsers/mail/mime.h"

/* The text of one attachment. */
typedef struct rap_attached_text {
	size_t part; /* index in the list of parts */
	char *text;
} rap_attached_text;

typedef struct rap_gathered {
	rap_lines
		html; /* the body with HTML in it: where a text stands alone beside it, that too; n is 0 without any */
	rap_lines
		text; /* of all parts in plain text, one after the other; n is 0 when there are none */
	rap_lines sealed; /* of signed parts: for people, gives no answers (R14) */
	rap_lines
		whole; /* what a person sees, in its order, where that is neither html nor text; else n is 0 */
	char *html_source; /* of all HTML body parts as UTF-8, or NULL */
	rap_attached_text *attached;
	size_t n_attached;
	const char *html_charset,
		*text_charset; /* of the first such part; static, NULL when there is none */
	rap_strv repairs; /* each once */
	rap_strv doubtful; /* those of the repairs that were made against the label, or by guess */
	size_t lost, controls; /* characters replaced, and left out */
	char *hidden; /* beginning of hidden HTML text, or NULL */
	bool cut; /* over RAP_LIMIT_TEXT_PART or RAP_LIMIT_TEXT_MESSAGE: something is missing */
	bool damaged; /* a transfer encoding was */
} rap_gathered;

void rap_gather(const rap_mime *mime, rap_gathered *ret);

/* The body as a person sees it, signed parts and all: one of the lines above. */
const rap_lines *rap_gathered_shown(const rap_gathered *gathered);
void rap_gathered_done(rap_gathered *gathered);

/* Whether an attachment is read as text: text/plain, or any type under a name that ends in .txt, and not by its first
 * bytes a file of another kind. */
bool rap_gather_is_text(const rap_part *part);

#endif
