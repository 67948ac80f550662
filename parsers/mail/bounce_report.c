// SPDX-License-Identifier: Apache-2.0
/* RFC 3464; see bounce_report.h. */
#include "parsers/mail/bounce_report.h"

#include "common/header.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/mail/bounce_address.h"
#include "parsers/mail/bounce_status.h"
#include "parsers/mail/lines.h"
#include "parsers/mail/text.h"

#include <stdlib.h>

#define REPORT_MAX (256u * RAP_KIB) /* of a part that is looked through */

/* "rfc822; nfp@focal.example" and "smtp; 550 5.1.1 ...": what stands behind the type (RFC 3464, 2.1.2). */
static rap_slice behind_type(rap_slice value)
{
	const char *semicolon = value.len ? memchr(value.at, ';', value.len) : NULL;

	if (semicolon && semicolon - value.at < 20)
		value = rap_slice_sub(value, (size_t)(semicolon - value.at) + 1, value.len);
	return rap_utf8_trim(value);
}

/* RFC 3461, 4: in an original address a plus stands as "+2B", an equals sign as "+3D". */
static void put_decoded(rap_slice address, rap_buf *out)
{
	for (size_t i = 0; i < address.len; i++) {
		rap_slice code = rap_slice_sub(address, i, i + 3);

		if (rap_slice_is(code, "+2B") || rap_slice_is(code, "+3D")) {
			rap_buf_char(out, code.at[1] == '2' ? '+' : '=');
			i += 2;
		} else {
			rap_buf_char(out, address.at[i]);
		}
	}
}

/* The address in a field, or false. Without an '@' it is what a system calls one of its own users. */
static bool field_address(const rap_header *fields, const char *name, bool with_domain,
                          rap_buf *out)
{
	const rap_header_field *field = rap_header_get(fields, name, 0);
	rap_slice value = field ? behind_type(field->body) : (rap_slice){0};
	size_t begin, end = 0;

	rap_buf_cut(out, 0);
	if (rap_bounce_address(value, 0, &begin, &end)) {
		put_decoded(rap_slice_sub(value, begin, end), out);
		return true;
	}
	while (end < value.len && (unsigned char)value.at[end] > ' ')
		end++;
	value = rap_slice_sub(value, 0, end);
	if (with_domain || value.len == 0 || rap_slice_is_nocase(value, "unknown") ||
	    rap_slice_is_nocase(value, "<>"))
		return false;
	rap_buf_slice(out, value);
	return true;
}

/* RFC 3464, 2.3.3, as one word; NULL when the field is missing. Some systems write comments or words of their own. */
static const char *action_of(const rap_header *fields)
{
	static const char *const actions[] = {"failed",  "delayed",  "delivered",
	                                      "relayed", "expanded", NULL};
	const rap_header_field *field = rap_header_get(fields, "Action", 0);

	for (size_t i = 0; field && actions[i]; i++) {
		if (rap_text_starts(rap_utf8_trim(field->body), actions[i]))
			return actions[i];
	}
	return field ? "failed" : NULL;
}

static void fill(const rap_header *fields, rap_bounce_recipient *one)
{
	const rap_header_field *status = rap_header_get(fields, "Status", 0);
	const rap_header_field *said = rap_header_get(fields, "Diagnostic-Code", 0);
	const char *action = action_of(fields);

	if (!one->action && action)
		one->action = rap_strdup(action);
	if (!one->status && status)
		one->status = rap_bounce_status_code(status->body);
	if (!one->diagnostic && said)
		one->diagnostic = rap_bounce_line(behind_type(said->body));
}

/* One group of fields between blank lines: of one recipient, or (without one) of the message. */
static void read_group(rap_slice group, rap_bounce *bounce)
{
	static const char *const names[] = {"Original-Recipient", "Final-Recipient",
	                                    "X-Actual-Recipient", NULL};
	rap_header fields;
	rap_buf address;
	bool found = false;

	if (rap_header_split(group, &fields) != RAP_OK)
		return;
	address = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	/* The original one is what we wrote to; the final one may be a forwarding address. */
	for (size_t i = 0; names[i] && !found; i++)
		found = field_address(&fields, names[i], true, &address);
	for (size_t i = 0; names[i] && !found; i++)
		found = field_address(&fields, names[i], false, &address);
	if (found) {
		rap_bounce_recipient *one =
			rap_bounce_recipient_of(bounce, rap_buf_as_slice(&address), RAP_LIMIT_LIST);

		if (one)
			fill(&fields, one);
	} else if (bounce->n_recipients > 0 && action_of(&fields)) {
		/* A blank line that does not belong there. */
		fill(&fields, &bounce->recipients[bounce->n_recipients - 1]);
	}
	rap_buf_done(&address);
	rap_header_done(&fields);
}

static bool is_blank(rap_slice line)
{
	return line.len == 0 || (line.len == 1 && line.at[0] == '\r');
}

void rap_bounce_report_read(rap_slice part, rap_bounce *bounce)
{
	size_t offset = 0, begin = 0, end = 0;
	bool recipient = false; /* the group has named one */
	rap_slice line;

	part = rap_slice_sub(part, 0, REPORT_MAX);
	while (rap_lines_next(part, &offset, &line)) {
		bool next = rap_text_starts(line, "Final-Recipient:");

		if (!is_blank(line) && !(next && recipient)) {
			recipient |= next;
			end = offset;
			continue;
		}
		read_group(rap_slice_sub(part, begin, end), bounce);
		recipient = next;
		begin = is_blank(line) ? offset : end;
		end = offset;
	}
	read_group(rap_slice_sub(part, begin, end), bounce);
}
