// SPDX-License-Identifier: Apache-2.0
/* Replies, automatic replies, and what is neither; see kind.h. */
#include "parsers/mail/kind.h"

#include "common/buf.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/mail/text.h"

#include <stdlib.h>

#define WHY_MAX 200u

/* Subjects of absence notes, folded. */
static const char *const phrases[] = {"automatic reply",
                                      "auto reply",
                                      "auto-reply",
                                      "autoreply",
                                      "autoresponse",
                                      "out of office",
                                      "out of the office",
                                      "out-of-office",
                                      "on leave",
                                      "on vacation",
                                      "away from the office",
                                      "自动回复",
                                      "自动答复",
                                      "自動回覆",
                                      "自动应答",
                                      "外出",
                                      "休假",
                                      "自動応答",
                                      "自動返信",
                                      "不在",
                                      "休暇",
                                      "자동 회신",
                                      "자동회신",
                                      "자동 응답",
                                      "자동응답",
                                      "부재중",
                                      "부재 중",
                                      "휴가",
                                      "출장",
                                      "автоответ",
                                      "автоматический ответ",
                                      "отсутствую",
                                      "в отпуске",
                                      "автомат хариу",
                                      "чөлөөтэй",
                                      "томилолттой",
                                      "амралттай",
                                      NULL};

/* A person who answers: behind these the subject is ours, and so may the phrase be. */
static const char *const replies[] = {"re:",   "aw:",   "回复:", "答复:",  "回覆:",  "回信:",
                                      "返信:", "답장:", "회신:", "ответ:", "хариу:", NULL};

static char *field_as_why(const char *name, rap_slice body)
{
	rap_buf why = rap_buf_init(WHY_MAX);

	rap_buf_printf(&why, "%s: ", name);
	rap_utf8_printable(&why, rap_utf8_trim(rap_slice_sub(body, 0, WHY_MAX / 2)), 80);
	return rap_buf_take(&why);
}

/* The field of a responder, as "name: value", or NULL (RFC 3834, 5, and what was there before it). */
static char *automatic_field(const rap_header *header)
{
	static const char *const marks[] = {
		"X-Autoreply",      "X-Autorespond",    "X-Autoresponder",
		"X-AutoReply-From", "X-Mail-Autoreply", "X-MS-Exchange-Generated-Message-Source"};
	const rap_header_field *field = rap_header_get(header, "Auto-Submitted", 0);

	if (field && !rap_text_starts(rap_utf8_trim(field->body), "no"))
		return field_as_why("Auto-Submitted", field->body);
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		field = rap_header_get(header, marks[i], 0);
		if (field && !rap_text_starts(rap_utf8_trim(field->body), "no"))
			return field_as_why(marks[i], field->body);
	}
	field = rap_header_get(header, "Precedence", 0);
	if (field && rap_text_starts(rap_utf8_trim(field->body), "auto"))
		return field_as_why("Precedence", field->body);
	return NULL;
}

static const char *phrase_in(const char *subject)
{
	rap_buf folded = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	const char *found = NULL;
	rap_slice s;
	size_t at;

	rap_utf8_fold(&folded, rap_slice_of(subject));
	s = rap_utf8_trim(rap_buf_as_slice(&folded));
	for (size_t i = 0; replies[i]; i++) {
		if (rap_text_starts(s, replies[i]))
			s.len = 0;
	}
	for (size_t i = 0; phrases[i] && !found; i++) {
		if (rap_text_find(s, phrases[i], &at))
			found = phrases[i];
	}
	rap_buf_done(&folded);
	return found;
}

/* Machine mail that is neither a reply nor an absence note. */
static const char *other_kind(const rap_mime *mime)
{
	if (mime->report_type &&
	    rap_text_starts(rap_slice_of(mime->report_type), "disposition-notification"))
		return "a receipt that the mail was displayed";
	if (mime->report_type &&
	    rap_text_starts(rap_slice_of(mime->report_type), "feedback-report"))
		return "a report about unwanted mail";
	if (mime->calendar_method &&
	    (rap_text_starts(rap_slice_of(mime->calendar_method), "reply") ||
	     rap_text_starts(rap_slice_of(mime->calendar_method), "counter")))
		return "an answer of a calendar program";
	return NULL;
}

void rap_kind_find(const rap_header *header, const rap_mime *mime, const char *subject,
                   rap_kind_found *ret)
{
	const char *phrase = phrase_in(subject);
	char *why = automatic_field(header);
	rap_buf text = rap_buf_init(WHY_MAX);

	*ret = (rap_kind_found){.kind = RAP_KIND_REPLY};
	ret->other = other_kind(mime);
	if (ret->other) {
		ret->kind = RAP_KIND_OTHER;
		free(why);
		return;
	}
	/* Exchange marks absence notes so, but meeting mails of people too: it counts beside a phrase only. */
	if (!why && phrase && rap_header_count(header, "X-Auto-Response-Suppress") > 0)
		why = field_as_why("X-Auto-Response-Suppress",
		                   rap_header_get(header, "X-Auto-Response-Suppress", 0)->body);
	if (!why && phrase) {
		ret->by_phrase = true;
		rap_buf_printf(&text, "subject: %s", phrase);
		why = rap_buf_take(&text);
	}
	rap_buf_done(&text);
	if (why) {
		ret->kind = RAP_KIND_AUTO_REPLY;
		ret->why = why;
	}
}
