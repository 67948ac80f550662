// SPDX-License-Identifier: Apache-2.0
/* Delivery reports, absence notes and kinds: of any mail something can be said, within limits, and twice the same. */
#include "tests/fuzz/fuzz.h"

#include "common/header.h"
#include "parsers/gather.h"
#include "parsers/mail/absence.h"
#include "parsers/mail/bounce.h"
#include "parsers/mail/kind.h"
#include "parsers/mail/word2047.h"

static void check_bounce(const rap_bounce *bounce, const rap_bounce *again)
{
	MUST((bounce != NULL) == (again != NULL));
	if (!bounce)
		return;
	MUST(bounce->n_recipients == again->n_recipients && bounce->permanent == again->permanent);
	MUST(bounce->n_recipients <= RAP_LIMIT_LIST && fuzz_text_or_null(bounce->reason));
	for (size_t i = 0; i < bounce->n_recipients; i++) {
		const rap_bounce_recipient *one = &bounce->recipients[i];

		MUST(fuzz_line_or_null(one->address) && fuzz_line_or_null(one->action) &&
		     fuzz_line_or_null(one->status) && fuzz_line_or_null(one->diagnostic));
		MUST(!one->address || *one->address);
	}
	MUST(fuzz_line_or_null(bounce->original_message_id));
}

static void check_absence(const char *text)
{
	char *back = rap_absence_back_on(rap_slice_of(text), "2020-07-20");

	MUST(!back || (strlen(back) == 10 && back[4] == '-' && back[7] == '-'));
	free(back);
}

static void check_mail(rap_slice mail, const rap_prescan *scan)
{
	rap_header header = {0};
	rap_mime mime;
	rap_gathered texts;
	rap_kind_found kind;
	rap_bounce *bounce, *again;
	const rap_header_field *field;
	char *subject;

	if (rap_header_split(rap_slice_sub(mail, scan->begin, mail.len), &header) == RAP_E_LIMIT)
		return;
	rap_mime_parse(mail, scan, &mime);
	rap_gather(&mime, &texts);
	field = rap_header_get(&header, "Subject", 0);
	subject = field ? rap_word2047_text(field->body, NULL) : rap_strdup("");
	bounce = rap_bounce_read(&header, &mime, subject, texts.text.text);
	again = rap_bounce_read(&header, &mime, subject, texts.text.text);
	check_bounce(bounce, again);
	rap_kind_find(&header, &mime, subject, texts.text.text ? texts.text.text : "", "2020-07-20",
	              &kind);
	MUST(kind.kind == RAP_KIND_REPLY || kind.kind == RAP_KIND_AUTO_REPLY ||
	     kind.kind == RAP_KIND_OTHER);
	MUST((kind.kind == RAP_KIND_AUTO_REPLY) == (kind.why != NULL) &&
	     fuzz_line_or_null(kind.why));
	check_absence(texts.text.text);
	free(kind.why);
	rap_bounce_free(bounce);
	rap_bounce_free(again);
	free(subject);
	rap_gathered_done(&texts);
	rap_mime_done(&mime);
	rap_header_done(&header);
}

static void one(rap_slice input)
{
	rap_prescan scan;

	if (rap_prescan_check(input, &scan))
		check_mail(input, &scan);
}

const fuzz_target fuzz_here = {fuzz_open_reader, one, 1000000, 10000};
