// SPDX-License-Identifier: Apache-2.0
/* Senders; see sender.h. */
#include "parsers/mail/sender.h"

#include "common/buf.h"
#include "common/limits.h"
#include "common/utf8.h"
#include "parsers/mail/bounce_table.h"
#include "parsers/mail/text.h"
#include "parsers/mail/word2047.h"

#include <stdlib.h>
#include <string.h>

/* Folded; full-width colons are folded to ASCII. */
static const char *const answers[] = {
	"re:",   "re :",       "re[",         "re(",   "aw:",    "sv:",   "vs:",     "antw:",
	"odp:",  "ynt:",       "r:",          "rif:",  "res:",   "bls:",  "回复:",   "答复:",
	"回覆:", "回信:",      "答覆:",       "回應:", "返信:",  "返:",   "답장:",   "회신:",
	"re^",   "ответ:",     "отв:",        "на:",   "хариу:", "відп:", "fwd:",    "fw:",
	"wg:",   "tr:",        "rv:",         "i:",    "enc:",   "vb:",   "doorst:", "vl:",
	"pd:",   "ilt:",       "转发:",       "轉寄:", "轉發:",  "転送:", "전달:",   "пересл:",
	"fwd[",  "дамжуулах:", "дамжуулсан:", NULL};

bool rap_sender_has_null_path(const rap_header *header)
{
	static const char *const fields[] = {"Return-Path", "X-MailFrom", "X-Mimecast-Originator"};

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		const rap_header_field *field = rap_header_get(header, fields[i], 0);
		rap_slice value = field ? rap_utf8_trim(field->body) : (rap_slice){0};

		if (rap_slice_is(value, "<>") || rap_text_starts(value, "<MAILER-DAEMON"))
			return true;
	}
	return false;
}

bool rap_sender_is_system(const rap_header *header)
{
	const rap_header_field *from = rap_header_get(header, "From", 0);
	rap_buf folded = rap_buf_init(4 * RAP_LIMIT_HEADER_FIELD);
	char *text;
	bool found;

	if (!from)
		return true;
	text = rap_word2047_text(from->body, NULL);
	rap_utf8_fold(&folded, rap_slice_of(text));
	/* "From: <>" */
	found = !strchr(text, '@') && (strstr(text, "<>") || *text == '\0');
	found = found || rap_text_has_any(rap_buf_as_slice(&folded), rap_bounce_senders);
	rap_buf_done(&folded);
	free(text);
	return found;
}

bool rap_sender_is_answer(const char *subject)
{
	rap_buf folded = rap_buf_init(4 * RAP_LIMIT_HEADER_FIELD);
	rap_slice s;
	bool found = false;

	rap_utf8_fold(&folded, rap_slice_of(subject));
	s = rap_utf8_trim(rap_buf_as_slice(&folded));
	for (size_t i = 0; answers[i] && !found; i++)
		found = rap_text_starts(s, answers[i]);
	rap_buf_done(&folded);
	return found;
}
