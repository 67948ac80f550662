// SPDX-License-Identifier: Apache-2.0
/* Reports of mail systems: whether a mail is one, and what it comes to; see bounce.h. */
#include "parsers/mail/bounce.h"

#include "common/buf.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/mail/addrs.h"
#include "parsers/mail/bounce_address.h"
#include "parsers/mail/bounce_prose.h"
#include "parsers/mail/bounce_report.h"
#include "parsers/mail/bounce_status.h"
#include "parsers/mail/bounce_table.h"
#include "parsers/mail/lines.h"
#include "parsers/mail/sender.h"
#include "parsers/mail/text.h"

#include <stdlib.h>

#define REPORT_MAX (256u * RAP_KIB) /* of the text of a report that is looked through */
#define DISPOSITION "message/disposition-notification"
#define TOLD_IN (8u * RAP_KIB) /* where a report says that it is one */

/* ---- the mail it is about ------------------------------------------------------------------------------- */

/* What is known of it; to holds its address fields, raw. */
struct original {
	char *message_id;
	rap_buf to;
};

static void take_field(rap_slice name, rap_slice body, struct original *ret)
{
	rap_strv ids = {0};

	if (rap_slice_is_nocase(name, "To") || rap_slice_is_nocase(name, "Cc")) {
		rap_buf_slice(&ret->to, body);
		rap_buf_char(&ret->to, '\n');
	} else if (!ret->message_id && rap_slice_is_nocase(name, "Message-ID")) {
		rap_header_message_ids(body, &ids);
		if (ids.n > 0)
			ret->message_id = rap_strdup(ids.at[0]);
		rap_strv_done(&ids);
	}
}

static void read_original_part(rap_slice message, struct original *ret)
{
	rap_header header;

	if (rap_header_split(message, &header) != RAP_OK)
		return;
	for (size_t i = 0; i < header.n; i++)
		take_field(header.fields[i].name, header.fields[i].body, ret);
	rap_header_done(&header);
}

/* A header that stands somewhere in the text, maybe shifted; only its short lines matter. */
static void read_original_text(rap_slice text, struct original *ret)
{
	size_t offset = 0;
	rap_slice line;

	while (rap_lines_next(text, &offset, &line)) {
		rap_slice field = rap_utf8_trim(line);
		const char *colon =
			field.len ? memchr(field.at, ':', field.len < 12 ? field.len : 12) : NULL;

		if (colon)
			take_field(rap_slice_sub(field, 0, (size_t)(colon - field.at)),
			           rap_slice_sub(field, (size_t)(colon - field.at) + 1, field.len),
			           ret);
	}
}

static void read_originals(const rap_mime *mime, struct original *ret)
{
	static const char *const types[] = {"message/rfc822", "text/rfc822-headers",
	                                    "message/global", "message/global-headers", NULL};

	for (size_t i = 0; types[i]; i++) {
		const rap_part *part = rap_mime_find(mime, types[i]);

		if (part && ret->to.len == 0)
			read_original_part(part->bytes, ret);
	}
}

/* ---- the report ----------------------------------------------------------------------------------------- */

static const rap_part *status_part(const rap_mime *mime)
{
	const rap_part *part = rap_mime_find(mime, "message/delivery-status");

	return part ? part : rap_mime_find(mime, "message/global-delivery-status");
}

/* A report that came back or was passed on as a whole: opened once, for its fields only. */
static void read_inner_report(const rap_mime *mime, rap_bounce *bounce, struct original *original)
{
	const rap_part *part = rap_mime_find(mime, "message/rfc822");
	rap_prescan prescan;
	rap_mime inner;

	if (!part || !rap_prescan_check(part->bytes, &prescan))
		return;
	rap_mime_parse(part->bytes, &prescan, &inner);
	part = status_part(&inner);
	if (part) {
		rap_bounce_report_read(part->bytes, bounce);
		free(original->message_id);
		original->message_id = NULL;
		rap_buf_cut(&original->to, 0);
		read_originals(&inner, original);
	}
	rap_mime_done(&inner);
}

static void take_failed_recipients(const rap_header *header, rap_bounce *bounce)
{
	const rap_header_field *field = rap_header_get(header, "X-Failed-Recipients", 0);
	size_t at = 0, begin, end;

	while (field && rap_bounce_address(field->body, at, &begin, &end)) {
		(void)rap_bounce_recipient_of(bounce, rap_slice_sub(field->body, begin, end),
		                              RAP_LIMIT_LIST);
		at = end;
	}
}

/* Nobody is named: then it was the one to whom the mail had been written, if it was one. */
static void take_original_recipient(const struct original *original, rap_bounce *bounce)
{
	rap_slice to = rap_buf_as_slice(&original->to);
	size_t begin, end, more_begin, more_end;

	if (bounce->n_recipients == 0 && rap_bounce_address(to, 0, &begin, &end) &&
	    !rap_bounce_address(to, end, &more_begin, &more_end))
		(void)rap_bounce_recipient_of(bounce, rap_slice_sub(to, begin, end),
		                              RAP_LIMIT_LIST);
}

static void read_own(const rap_header *header, rap_buf *own, rap_buf *home)
{
	static const char *const names[] = {"From", "To", "Reply-To", NULL};
	size_t begin, end;

	for (size_t i = 0; names[i]; i++) {
		const rap_header_field *field = rap_header_get(header, names[i], 0);

		if (!field)
			continue;
		rap_buf_slice(own, field->body);
		rap_buf_char(own, '\n');
		if (i == 0 && rap_bounce_address(field->body, 0, &begin, &end)) {
			rap_slice address = rap_slice_sub(field->body, begin, end);
			const char *at = memchr(address.at, '@', address.len);

			rap_buf_slice(home, rap_slice_sub(address, (size_t)(at - address.at) + 1,
			                                  address.len));
		}
	}
}

static void read_recipients(const rap_header *header, const rap_mime *mime,
                            const rap_bounce_prose *prose, struct original *original,
                            rap_bounce *bounce)
{
	const rap_part *status = status_part(mime);
	rap_buf own = rap_buf_init(RAP_LIMIT_HEADER_FIELD), home = rap_buf_init(RAP_KIB);

	if (!status)
		status = rap_mime_find(mime, DISPOSITION);
	if (status)
		rap_bounce_report_read(status->bytes, bounce);
	else
		read_inner_report(mime, bounce, original);
	if (bounce->n_recipients == 0) {
		read_own(header, &own, &home);
		take_failed_recipients(header, bounce);
		rap_bounce_prose_read(prose, rap_buf_as_slice(&own), rap_buf_as_slice(&home), false,
		                      bounce);
		take_original_recipient(original, bounce);
		if (bounce->n_recipients == 0)
			rap_bounce_prose_read(prose, rap_buf_as_slice(&own),
			                      rap_buf_as_slice(&home), true, bounce);
	}
	rap_buf_done(&own);
	rap_buf_done(&home);
}

/* ---- what it comes to ----------------------------------------------------------------------------------- */

static bool is_success(const rap_bounce_recipient *one)
{
	return one->action &&
	       (strcmp(one->action, "delivered") == 0 || strcmp(one->action, "relayed") == 0 ||
	        strcmp(one->action, "expanded") == 0);
}

static void free_recipient(rap_bounce_recipient *one)
{
	free(one->address);
	free(one->action);
	free(one->status);
	free(one->diagnostic);
	*one = (rap_bounce_recipient){0};
}

/* Those whom the mail has reached are of no interest beside those whom it has not. */
static void drop_successes(rap_bounce *bounce)
{
	size_t n = 0, all = bounce->n_recipients;

	for (size_t i = 0; i < all; i++)
		n += !is_success(&bounce->recipients[i]);
	if (n == 0)
		return;
	n = 0;
	for (size_t i = 0; i < all; i++) {
		rap_bounce_recipient one = bounce->recipients[i];

		if (is_success(&one))
			free_recipient(&one);
		else
			bounce->recipients[n++] = one;
	}
	bounce->n_recipients = n;
}

static void replace_status(rap_bounce_recipient *one, char *status)
{
	free(one->status);
	one->status = status;
}

/* A missing or empty-handed status from what was said; a delay is never final. */
static void complete(rap_bounce_recipient *one, const rap_bounce_prose *prose, bool alone)
{
	char *better = one->diagnostic ? rap_bounce_status_of(rap_slice_of(one->diagnostic)) : NULL;

	if (!one->action)
		one->action = rap_strdup(prose->delayed ? "delayed" : "failed");
	if (!one->status && better) {
		replace_status(one, better);
		better = NULL;
	}
	if (!one->status && alone)
		one->status = rap_bounce_status_of(prose->report);
	if (rap_bounce_status_is_vague(one->status) && better && better[0] == one->status[0]) {
		replace_status(one, better);
		better = NULL;
	}
	free(better);
	if (strcmp(one->action, "delayed") == 0 && one->status && one->status[0] == '5')
		one->status[0] = '4';
}

/* "failed" is final whatever the class of the status: the server has given up (RFC 3464, 2.3.3). */
static void sum_up(rap_bounce *bounce, const rap_bounce_prose *prose)
{
	drop_successes(bounce);
	for (size_t i = 0; i < bounce->n_recipients; i++) {
		rap_bounce_recipient *one = &bounce->recipients[i];

		complete(one, prose, bounce->n_recipients == 1);
		bounce->permanent |= strcmp(one->action, "failed") == 0;
		if (!bounce->reason && (one->diagnostic || one->status))
			bounce->reason =
				rap_strdup(one->diagnostic ? one->diagnostic : one->status);
	}
	if (bounce->n_recipients == 0)
		bounce->permanent = !prose->delayed;
}

/* ---- whether it is one ---------------------------------------------------------------------------------- */

static bool has_folded(const char *text, const char *const *words)
{
	rap_buf folded = rap_buf_init(4 * TOLD_IN);
	rap_slice s = rap_slice_sub(rap_slice_of(text), 0, TOLD_IN);
	bool found;

	while (s.len > 0 && ((unsigned char)text[s.len] & 0xc0) == 0x80)
		s.len--; /* not into the middle of a character */
	rap_utf8_fold(&folded, s);
	found = rap_text_has_any(rap_buf_as_slice(&folded), words);
	rap_buf_done(&folded);
	return found;
}

static bool opens_as_report(const char *text)
{
	rap_buf folded = rap_buf_init(RAP_KIB);
	rap_slice s = rap_slice_of(text);
	size_t n = 0;
	bool opens = false;

	/* Below a rule or between dashes. */
	while (n < s.len && strchr("*-=# \t\r\n", s.at[n]))
		n++;
	s = rap_slice_sub(s, n, s.len);
	n = rap_utf8_offset(s, 60);
	rap_utf8_fold(&folded, rap_slice_sub(s, 0, n));
	for (const char *const *opener = rap_bounce_openers; *opener && !opens; opener++)
		opens = rap_text_starts(rap_buf_as_slice(&folded), *opener);
	rap_buf_done(&folded);
	return opens;
}

/* Words that only mail systems write stand near the begin. */
static bool begins_as_system(const char *text)
{
	rap_slice s = rap_utf8_trim(rap_slice_of(text));

	return rap_text_has_any(rap_slice_sub(s, 0, 1500), rap_bounce_systems);
}

/* It names somebody as a recipient whom it has not reached. */
static bool names_recipient(const char *text)
{
	rap_bounce *bounce = rap_calloc(1, sizeof(*bounce));
	rap_bounce_prose prose;
	bool named;

	rap_bounce_prose_divide(rap_slice_sub(rap_slice_of(text), 0, TOLD_IN), &prose);
	rap_bounce_prose_read(&prose, (rap_slice){0}, (rap_slice){0}, false, bounce);
	named = bounce->n_recipients > 0 && bounce->recipients[0].address;
	rap_bounce_free(bounce);
	return named;
}

static bool says_why(const char *text)
{
	char *status = rap_bounce_status_of(rap_slice_sub(rap_slice_of(text), 0, RAP_KIB));

	free(status);
	return status != NULL;
}

/* The mail that it is about came back with it: one that no mail system wrote. */
static bool has_original(const rap_mime *mime)
{
	const rap_part *part = rap_mime_find(mime, "message/rfc822");
	rap_header header;
	bool person;

	if (!part)
		part = rap_mime_find(mime, "text/rfc822-headers");
	if (!part || rap_header_split(part->bytes, &header) != RAP_OK)
		return false;
	person = !rap_sender_is_system(&header);
	rap_header_done(&header);
	return person;
}

/* "550 5.1.1", "#4.4.1". */
static bool has_reply_code(const char *text)
{
	char *code = rap_bounce_status_code(rap_slice_sub(rap_slice_of(text), 0, TOLD_IN));

	free(code);
	return code != NULL;
}

static bool is_automatic(const rap_header *header)
{
	const rap_header_field *field = rap_header_get(header, "Auto-Submitted", 0);

	return field && !rap_text_starts(rap_utf8_trim(field->body), "no");
}

/* "Auto-Submitted: auto-replied (rejected)": a filter of the recipient refuses the mail (RFC 5429). */
static bool is_rejection_field(const rap_header *header)
{
	const rap_header_field *field = rap_header_get(header, "Auto-Submitted", 0);
	size_t at;

	return field && rap_text_find(field->body, "reject", &at);
}

/* The same in the form of a receipt. */
static bool is_rejection(const rap_header *header, const char *subject)
{
	return is_rejection_field(header) ||
	       (rap_sender_is_system(header) && has_folded(subject, rap_bounce_subjects));
}

/* By the form of the mail alone. */
static bool is_formal_report(const rap_header *header, const rap_mime *mime)
{
	bool named = mime->report_type &&
	             rap_text_starts(rap_slice_of(mime->report_type), "delivery-status");

	return rap_header_count(header, "X-Failed-Recipients") > 0 ||
	       (strcmp(mime->type, "multipart/report") == 0 && (named || status_part(mime)));
}

/*
 * A report by its form; or one in prose, from a sender that is a mail system, that says so. People quote, forward and
 * discuss reports: their words count for nothing, and an answer ("Re:") is theirs unless the envelope was empty.
 */
static bool is_report(const rap_header *header, const rap_mime *mime, const char *subject,
                      const char *text)
{
	bool null_path = rap_sender_has_null_path(header), system, told, says;

	if (rap_mime_find(mime, DISPOSITION) && !is_rejection(header, subject))
		return false;
	if (is_formal_report(header, mime) || is_rejection_field(header))
		return true;
	system = rap_sender_is_system(header) || strcmp(mime->type, "multipart/report") == 0;
	/* Some gateways answer as people do. */
	if (rap_sender_is_answer(subject) && !null_path)
		return opens_as_report(text) && says_why(text) &&
		       (system || begins_as_system(text)) && names_recipient(text);
	if (status_part(mime) && (system || null_path))
		return true;
	told = has_folded(subject, rap_bounce_subjects);
	if (!told && !system && !null_path && !opens_as_report(text))
		return false;
	says = has_folded(text, rap_bounce_bodies);
	if (system || null_path)
		return told || has_folded(text, rap_bounce_systems) ||
		       (says && (system || has_original(mime) || has_reply_code(text))) ||
		       (system && has_reply_code(text) && has_folded(text, rap_bounce_hints));
	/* Gateways send under names of all kinds; then everything must fit. */
	if (told && says && rap_header_count(header, "In-Reply-To") == 0 &&
	    (has_original(mime) || is_automatic(header)))
		return true;
	told = told || (is_automatic(header) && says);
	return opens_as_report(text) && says_why(text) &&
	       (begins_as_system(text) || (told && says)) && names_recipient(text);
}

rap_bounce *rap_bounce_read(const rap_header *header, const rap_mime *mime, const char *subject,
                            const char *text)
{
	struct original original = {.to = rap_buf_init(RAP_LIMIT_HEADER_FIELD)};
	rap_bounce_prose prose;
	rap_bounce *bounce;

	if (!is_report(header, mime, subject, text))
		return NULL;
	bounce = rap_calloc(1, sizeof(*bounce));
	rap_bounce_prose_divide(rap_slice_sub(rap_slice_of(text), 0, REPORT_MAX), &prose);
	read_originals(mime, &original);
	read_original_text(prose.copy, &original);
	if (!original.message_id)
		read_original_text(prose.report, &original);
	read_recipients(header, mime, &prose, &original, bounce);
	bounce->original_message_id = original.message_id;
	rap_buf_done(&original.to);
	sum_up(bounce, &prose);
	return bounce;
}
