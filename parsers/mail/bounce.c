// SPDX-License-Identifier: Apache-2.0
/* Reports of mail systems; see bounce.h. */
#include "parsers/mail/bounce.h"

#include "common/buf.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/mail/addrs.h"
#include "parsers/mail/lines.h"
#include "parsers/mail/text.h"
#include "parsers/mail/word2047.h"

#include <stdlib.h>

#define REPORT_MAX (256u * RAP_KIB) /* of the text of a report that is looked through */
#define DIAGNOSTIC_MAX 1000u /* bytes */
#define PROSE_RECIPIENTS 20u /* more addresses than that are the quoted mail's */

static rap_bounce_recipient *add_recipient(rap_bounce *bounce)
{
	if (bounce->n_recipients == RAP_LIMIT_LIST)
		return NULL;
	bounce->recipients = rap_reallocarray(bounce->recipients, bounce->n_recipients + 1,
	                                      sizeof(*bounce->recipients));
	bounce->recipients[bounce->n_recipients] = (rap_bounce_recipient){0};
	return &bounce->recipients[bounce->n_recipients++];
}

/* One line of text for people, bounded; NULL for nothing. */
static char *line_of(rap_slice raw)
{
	char *text = rap_word2047_text(rap_slice_sub(raw, 0, DIAGNOSTIC_MAX), NULL);

	if (*text != '\0')
		return text;
	free(text);
	return NULL;
}

/* "rfc822; nfp@focal.example" and "smtp; 550 5.1.1 ...": what stands behind the type (RFC 3464, 2.1.2). */
static char *behind_type(rap_slice value)
{
	const char *semicolon = value.len ? memchr(value.at, ';', value.len) : NULL;

	if (semicolon)
		value = rap_slice_sub(value, (size_t)(semicolon - value.at) + 1, value.len);
	return line_of(value);
}

static char *lower(char *s)
{
	for (char *c = s; c && *c; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + 32);
	}
	return s;
}

/* One group of fields between blank lines: of one recipient, or (without one) of the message. */
static void read_group(rap_slice group, rap_bounce *bounce)
{
	rap_header fields;
	const rap_header_field *final, *original, *field;
	rap_bounce_recipient *recipient;

	if (rap_header_split(group, &fields) != RAP_OK)
		return;
	final = rap_header_get(&fields, "Final-Recipient", 0);
	original = rap_header_get(&fields, "Original-Recipient", 0);
	recipient = final || original ? add_recipient(bounce) : NULL;
	if (recipient) {
		/* The original one is what we wrote to; the final one may be a forwarding address. */
		recipient->address = behind_type((original ? original : final)->body);
		field = rap_header_get(&fields, "Action", 0);
		recipient->action = field ? lower(line_of(field->body)) : NULL;
		field = rap_header_get(&fields, "Status", 0);
		recipient->status = field ? line_of(rap_slice_sub(field->body, 0, 40)) : NULL;
		field = rap_header_get(&fields, "Diagnostic-Code", 0);
		recipient->diagnostic = field ? behind_type(field->body) : NULL;
	}
	rap_header_done(&fields);
}

static bool is_blank(rap_slice line)
{
	return line.len == 0 || (line.len == 1 && line.at[0] == '\r');
}

static void read_status_part(rap_slice text, rap_bounce *bounce)
{
	size_t offset = 0, begin = 0, end = 0;
	rap_slice line;

	text = rap_slice_sub(text, 0, REPORT_MAX);
	while (rap_lines_next(text, &offset, &line)) {
		if (!is_blank(line)) {
			end = offset;
			continue;
		}
		read_group(rap_slice_sub(text, begin, end), bounce);
		begin = end = offset;
	}
	read_group(rap_slice_sub(text, begin, end), bounce);
}

static char *message_id_of(rap_slice message)
{
	rap_header header;
	const rap_header_field *field;
	rap_strv ids = {0};
	char *id = NULL;

	if (rap_header_split(message, &header) != RAP_OK)
		return NULL;
	field = rap_header_get(&header, "Message-ID", 0);
	if (field)
		rap_header_message_ids(field->body, &ids);
	if (ids.n > 0)
		id = rap_strdup(ids.at[0]);
	rap_strv_done(&ids);
	rap_header_done(&header);
	return id;
}

/* The report as a whole: what it comes to. */
static void sum_up(rap_bounce *bounce)
{
	for (size_t i = 0; i < bounce->n_recipients; i++) {
		const rap_bounce_recipient *one = &bounce->recipients[i];
		bool failed = one->action && strcmp(one->action, "failed") == 0;
		bool for_now = one->status && one->status[0] == '4';

		bounce->permanent |= failed && !for_now;
		if (!bounce->reason && (one->diagnostic || one->status))
			bounce->reason =
				rap_strdup(one->diagnostic ? one->diagnostic : one->status);
	}
}

static rap_bounce *read_standard(const rap_mime *mime)
{
	static const char *const originals[] = {"message/rfc822", "text/rfc822-headers",
	                                        "message/global", "message/global-headers"};
	const rap_part *status = rap_mime_find(mime, "message/delivery-status"), *original = NULL;
	rap_bounce *bounce;

	if (!status)
		status = rap_mime_find(mime, "message/global-delivery-status");
	if (!status)
		return NULL;
	bounce = rap_calloc(1, sizeof(*bounce));
	read_status_part(status->bytes, bounce);
	for (size_t i = 0; i < sizeof(originals) / sizeof(*originals) && !original; i++)
		original = rap_mime_find(mime, originals[i]);
	if (original)
		bounce->original_message_id = message_id_of(original->bytes);
	return bounce;
}

/* ---- prose ---------------------------------------------------------------------------------------------- */

static const char *const subjects[] = {"undeliver",
                                       "delivery status notification",
                                       "failure notice",
                                       "mail delivery failed",
                                       "delivery failure",
                                       "returned mail",
                                       "mail delivery problem",
                                       "could not be delivered",
                                       "delivery has failed",
                                       "退信",
                                       "无法投递",
                                       "投递失败",
                                       "未送達",
                                       "配信不能",
                                       "送信できませんでした",
                                       "반송",
                                       "전송 실패",
                                       "배달 실패",
                                       "недоставлен",
                                       "не доставлен",
                                       "не удалось доставить",
                                       NULL};

static const char *const bodies[] = {
	"This is the qmail-send program",
	"This is the mail system at host",
	"This message was created automatically by mail delivery software",
	"did not reach some or all of the intended recipients",
	"Delivery has failed to these recipients",
	"had permanent fatal errors",
	"could not be delivered",
	"was not delivered",
	"無法傳遞",
	"无法送达",
	"未能送达",
	"Не удалось доставить",
	NULL};

/* Where the report ends and the mail it is about begins. */
static const char *const ends[] = {"--- Below this line is a copy",
                                   "------ This is a copy of",
                                   "--- The header of",
                                   "---- Message header follows",
                                   "Original message headers:",
                                   "----- Original message -----",
                                   "Исходные заголовки",
                                   NULL};

static bool is_machine(const rap_header *header)
{
	static const char *const locals[] = {"mailer-daemon", "postmaster", "mail-daemon",
	                                     "mailerdaemon", NULL};
	const rap_header_field *from = rap_header_get(header, "From", 0);
	const rap_header_field *path = rap_header_get(header, "Return-Path", 0);
	rap_slice value = path ? rap_utf8_trim(path->body) : (rap_slice){0};

	if (rap_header_count(header, "X-Failed-Recipients") > 0 || rap_slice_is(value, "<>"))
		return true;
	return from && rap_text_has_any(from->body, locals);
}

/* The address in a line such as "<a@b.example>:", "'a@b.example' on 6/7/2020" or "    a@b.example"; NULL if none. */
static char *address_in(rap_slice line, size_t *ret_end)
{
	const char *at = line.len ? memchr(line.at, '@', line.len) : NULL;
	size_t from, to;

	if (!at)
		return NULL;
	from = to = (size_t)(at - line.at);
	while (from > 0 && (unsigned char)line.at[from - 1] > ' ' &&
	       !strchr("<'\"(:;,", line.at[from - 1]))
		from--;
	while (to < line.len && (unsigned char)line.at[to] > ' ' &&
	       !strchr(">'\"):;,", line.at[to]))
		to++;
	if (at - line.at == (ptrdiff_t)from || to - (size_t)(at - line.at) < 3)
		return NULL;
	*ret_end = to;
	return line_of(rap_slice_sub(line, from, to));
}

/* The first enhanced status code, "5.1.1". */
static char *status_in(rap_slice text)
{
	for (size_t i = 0; text.at && i + 5 <= text.len; i++) {
		size_t end = i + 4;

		if ((text.at[i] != '4' && text.at[i] != '5') || text.at[i + 1] != '.' ||
		    text.at[i + 2] < '0' || text.at[i + 2] > '9' || text.at[i + 3] != '.' ||
		    text.at[end] < '0' || text.at[end] > '9' ||
		    (i > 0 &&
		     ((text.at[i - 1] >= '0' && text.at[i - 1] <= '9') || text.at[i - 1] == '.')))
			continue;
		while (end < text.len && end < i + 7 && text.at[end] >= '0' && text.at[end] <= '9')
			end++;
		if (end < text.len && text.at[end] == '.')
			continue; /* an address of a host */
		return rap_strndup(text.at + i, end - i);
	}
	return NULL;
}

/* The recipient of that address, found or added; takes address over. NULL at the limit. */
static rap_bounce_recipient *named_recipient(rap_bounce *bounce, char *address)
{
	rap_bounce_recipient *one = NULL;

	for (size_t i = 0; i < bounce->n_recipients && !one; i++) {
		if (strcmp(bounce->recipients[i].address, address) == 0)
			one = &bounce->recipients[i];
	}
	if (one || bounce->n_recipients >= PROSE_RECIPIENTS) {
		free(address);
		return one;
	}
	one = add_recipient(bounce);
	one->address = address;
	one->action = rap_strdup("failed");
	return one;
}

/* *current is the recipient that the lines are about, or NULL. */
static void take_prose_line(rap_slice line, rap_bounce *bounce, rap_bounce_recipient **current)
{
	size_t end = 0;
	rap_slice begin = rap_utf8_trim(line);
	char *address = begin.len > 0 && begin.len < 400 ? address_in(begin, &end) : NULL;

	/* At the start of a line; an address inside a sentence is somebody who may be asked. */
	if (address && end < strlen(address) + 3) {
		*current = named_recipient(bounce, address);
		address = NULL;
		while (end < begin.len && strchr(">'\"): ;,", begin.at[end]))
			end++;
		begin = rap_slice_sub(begin, end, begin.len);
	}
	free(address);
	if (!*current || begin.len == 0)
		return;
	if (!(*current)->status)
		(*current)->status = status_in(begin);
	if (!(*current)->diagnostic)
		(*current)->diagnostic = line_of(begin);
}

static void read_prose(rap_slice text, rap_bounce *bounce)
{
	size_t offset = 0;
	rap_slice line;
	char *status;
	rap_bounce_recipient *current = NULL;

	while (rap_lines_next(text, &offset, &line)) {
		if (rap_text_has_any(rap_slice_sub(line, 0, 80), ends))
			break;
		take_prose_line(line, bounce, &current);
	}
	status = status_in(rap_slice_sub(text, 0, offset));
	if (bounce->n_recipients == 1 && !bounce->recipients[0].status) {
		bounce->recipients[0].status = status;
		status = NULL;
	}
	free(status);
	/* The mail that came back, or its header, stands behind. */
	while (rap_lines_next(text, &offset, &line)) {
		rap_strv ids = {0};

		if (!rap_text_starts(rap_utf8_trim(line), "Message-ID:"))
			continue;
		rap_header_message_ids(line, &ids);
		if (ids.n > 0)
			bounce->original_message_id = rap_strdup(ids.at[0]);
		rap_strv_done(&ids);
		break;
	}
}

static void take_failed_recipients(const rap_header *header, rap_bounce *bounce)
{
	const rap_header_field *field = rap_header_get(header, "X-Failed-Recipients", 0);
	rap_mailboxes list = {0};

	if (!field)
		return;
	rap_addrs_add(field->body, &list);
	for (size_t i = 0; i < list.n; i++) {
		rap_bounce_recipient *one = list.at[i].address ? add_recipient(bounce) : NULL;

		if (one) {
			one->address = list.at[i].address;
			one->action = rap_strdup("failed");
		} else {
			free(list.at[i].address);
		}
		free(list.at[i].name);
	}
	free(list.at);
}

rap_bounce *rap_bounce_read(const rap_header *header, const rap_mime *mime, const char *subject,
                            const char *text)
{
	rap_slice body = rap_slice_sub(rap_slice_of(text), 0, REPORT_MAX);
	bool report = mime->report_type &&
	              rap_text_starts(rap_slice_of(mime->report_type), "delivery-status");
	rap_bounce *bounce = report || is_machine(header) ? read_standard(mime) : NULL;
	const rap_part *original;

	if (!bounce && (report || (is_machine(header) &&
	                           (rap_text_has_any(rap_slice_of(subject), subjects) ||
	                            rap_text_has_any(rap_slice_sub(body, 0, 4096), bodies) ||
	                            rap_header_count(header, "X-Failed-Recipients") > 0)))) {
		bounce = rap_calloc(1, sizeof(*bounce));
		take_failed_recipients(header, bounce);
		read_prose(body, bounce);
		original = rap_mime_find(mime, "message/rfc822");
		if (original && !bounce->original_message_id)
			bounce->original_message_id = message_id_of(original->bytes);
	}
	if (bounce)
		sum_up(bounce);
	return bounce;
}
