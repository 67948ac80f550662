// SPDX-License-Identifier: Apache-2.0
/*
 * R31: a Message-ID that the record has already, under another identity. It suppresses nothing; but a signature covers
 * few fields, so that a true mail can be sent again by anybody with another subject or without its token, and what a State
 * said first would undo what it has said since, or be its answer in the next round. And where nothing proves a mail, its
 * Message-ID is one more thing that was copied.
 */
#include "ingest_judge.h"

#include "common/utf8.h"

#include <stdlib.h>

#define MESSAGE_ID_SHOWN 998u /* a line of RFC 5322 */
#define SAME_ID_MAX \
	16u /* mails under one Message-ID, and Message-IDs of one mail, that are looked at */

/* A relaxed signature does not see how the field is folded, so neither is that seen here. */
static void drop_blanks(rap_buf *text)
{
	size_t n = 0;

	for (size_t i = 0; i < text->len; i++)
		if (text->at[i] != ' ' && text->at[i] != '\t')
			text->at[n++] = text->at[i];
	rap_buf_cut(text, n);
}

char *rap_ingest_message_id(const rap_ingest_mail *mail, size_t index)
{
	const rap_header_field *field = mail->header_err == RAP_OK
	                                        ? rap_header_get(&mail->header, "Message-ID", index)
	                                        : NULL;
	rap_buf raw = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	rap_buf text = rap_buf_init(9 * RAP_LIMIT_HEADER_FIELD); /* \u{E0041} for four bytes */
	char *taken = NULL;

	if (field && rap_header_unfold(field->body, &raw))
		drop_blanks(&raw);
	if (raw.len > 0 && !raw.over) {
		rap_utf8_printable(&text, rap_buf_as_slice(&raw), MESSAGE_ID_SHOWN);
		taken = rap_buf_take(&text);
	}
	rap_buf_done(&raw);
	rap_buf_done(&text);
	return taken;
}

/* A relaxed signature does not see blanks and empty lines. */
static size_t skip_blanks(rap_slice s, size_t i)
{
	while (i < s.len && (unsigned char)s.at[i] <= ' ')
		i++;
	return i;
}

static bool same_words(rap_slice a, rap_slice b)
{
	size_t i = 0, k = 0;

	for (;;) {
		i = skip_blanks(a, i);
		k = skip_blanks(b, k);
		if (i == a.len || k == b.len)
			return i == a.len && k == b.len;
		if (a.at[i++] != b.at[k++])
			return false;
	}
}

static bool same_body(const rap_ingest_mail *mail, rap_slice earlier)
{
	rap_slice raw = rap_buf_as_slice(&mail->raw);
	rap_header header;
	bool same;

	if (rap_header_split(earlier, &header) != RAP_OK)
		return false;
	same = same_words(rap_slice_sub(raw, mail->header.body_at, raw.len),
	                  rap_slice_sub(earlier, header.body_at, earlier.len));
	rap_header_done(&header);
	return same;
}

/* Whether one of those that the member, or an officer, has sent under that Message-ID makes this one a copy. */
static rap_err look(rap_core *core, const rap_ingest_mail *mail, const rap_judgement *j,
                    const char *message_id, const char **ret_reason)
{
	rap_store *store = core->office.desk.store;
	const char *member = j->trust.member ? j->trust.member->code : NULL;
	int64_t id = mail->as ? mail->as->id : INT64_MAX;
	rap_err err = RAP_OK;

	for (size_t n = 0; err == RAP_OK && !*ret_reason && n < SAME_ID_MAX; n++) {
		rap_mail_in earlier = {0};

		err = rap_mail_in_said_before(store, message_id, member, id, &earlier);
		if (err != RAP_OK)
			return err == RAP_E_NOT_FOUND ? RAP_OK : err;
		id = earlier.id;
		if (j->verdict == RAP_VERDICT_AWAITING)
			*ret_reason = "Nothing proves where it comes from, and there is another "
				      "mail with the same Message-ID.";
		else if (earlier.verdict == RAP_VERDICT_ACCEPTED && same_body(mail, earlier.raw))
			*ret_reason = "It is an earlier mail once more, with the same Message-ID "
				      "and another header.";
		rap_mail_in_done(&earlier);
	}
	return err;
}

rap_err rap_ingest_judge_again(rap_core *core, const rap_ingest_mail *mail, rap_judgement *j)
{
	const char *reason = NULL;
	size_t n = mail->header_err == RAP_OK ? rap_header_count(&mail->header, "Message-ID") : 0;
	rap_err err = RAP_OK;

	if ((!j->trust.member && j->trust.verdict != RAP_TRUST_OFFICER) ||
	    (j->verdict != RAP_VERDICT_ACCEPTED && j->verdict != RAP_VERDICT_AWAITING))
		return RAP_OK;
	/* The lowest first, for that is the one that was signed: none put on top hides it, however many, and empty ones neither. */
	for (size_t i = n; err == RAP_OK && !reason && i > 0 && n - i < SAME_ID_MAX; i--) {
		char *message_id = rap_ingest_message_id(mail, i - 1);

		if (message_id)
			err = look(core, mail, j, message_id, &reason);
		free(message_id);
	}
	if (reason) {
		j->verdict = RAP_VERDICT_QUARANTINED;
		j->reason = reason;
	}
	return err;
}
