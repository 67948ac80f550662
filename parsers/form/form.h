/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The alignment room: decoded texts of one mail against the form that was sent. What stands before it
 * (MIME, charsets, HTML) is read.c's business; what comes out are answers, proposals, intents, people.
 */
#ifndef RAP_PARSERS_FORM_H
#define RAP_PARSERS_FORM_H

#include "common/context.h"
#include "common/reading.h"
#include "parsers/mail/lines.h"

/* One decoded body or attachment of a mail, as the form reader sees it. Borrowed. */
typedef struct rap_body {
	const char *where; /* "html", "text", or the name of the attachment */
	const char *text; /* UTF-8, LF, without NUL */
	const rap_look *looks; /* of the text, as in rap_lines; may be NULL */
	size_t n_looks;
	const unsigned char *depth; /* by quoting elements, of each of n_depth lines; may be NULL */
	size_t n_depth;
	bool html; /* made from an HTML part */
	bool attachment;
} rap_body;

/* In order of worth: HTML before plain text before attachments. */
typedef struct rap_bodies {
	rap_body *at;
	size_t n;
} rap_bodies;

/*
 * Adds answers, proposals, intents, people and findings to the reading. context->answers_text and
 * answers_html are the mail as sent (answers_html as HTML source). Never fails: what cannot be read is
 * a finding, or an answer that is `unclear`.
 */
void rap_form_read(const rap_context *context, const rap_bodies *bodies, rap_reading *reading);

#endif
