// SPDX-License-Identifier: Apache-2.0
/* Lists of addresses; see addrs.h. */
#include "parsers/mail/addrs.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/mail/charset.h"
#include "parsers/mail/word2047.h"

#include <stdlib.h>

#define ADDRESS_MAX 512u /* bytes; SMTP allows 256 */

/* One mailbox in the making. */
struct mailbox {
	rap_buf phrase; /* words before <...>, quotes removed, or a bare address */
	rap_buf address; /* inside <...> */
	rap_buf comment; /* old mails have the name in parentheses */
	bool angle;
	const char *charset; /* of raw 8-bit bytes in names, or NULL */
};

static void empty(struct mailbox *m)
{
	rap_buf_cut(&m->phrase, 0);
	rap_buf_cut(&m->address, 0);
	rap_buf_cut(&m->comment, 0);
	m->angle = false;
}

/* An address without blanks and controls, as valid UTF-8; NULL when there is none. */
static char *clean_address(const rap_buf *raw)
{
	rap_buf bytes = rap_buf_init(ADDRESS_MAX);
	rap_decoded decoded;

	for (size_t i = 0; i < raw->len; i++) {
		if ((unsigned char)raw->at[i] > ' ' && raw->at[i] != 0x7f)
			rap_buf_char(&bytes, raw->at[i]);
	}
	if (bytes.len == 0 || bytes.over) {
		rap_buf_done(&bytes);
		return NULL;
	}
	rap_charset_decode(rap_buf_as_slice(&bytes), "utf-8", ADDRESS_MAX, &decoded);
	rap_buf_done(&bytes);
	free(decoded.repair);
	return decoded.text;
}

static char *clean_name(const rap_buf *raw, const char *charset)
{
	char *name = rap_word2047_hinted(rap_buf_as_slice(raw), charset, NULL);

	if (*name != '\0')
		return name;
	free(name);
	return NULL;
}

static void finish(struct mailbox *m, rap_mailboxes *list)
{
	rap_mailbox found = {0};
	rap_slice phrase = rap_utf8_trim(rap_buf_as_slice(&m->phrase));

	if (m->angle) {
		found.address = clean_address(&m->address);
		found.name = clean_name(phrase.len > 0 ? &m->phrase : &m->comment, m->charset);
	} else if (phrase.len > 0 && memchr(phrase.at, '@', phrase.len)) {
		found.address = clean_address(&m->phrase);
		found.name = clean_name(&m->comment, m->charset);
	} else {
		found.name = clean_name(&m->phrase, m->charset);
	}
	empty(m);
	if ((!found.name && !found.address) || list->n >= RAP_LIMIT_ADDRESSES) {
		free(found.name);
		free(found.address);
		return;
	}
	list->at = rap_reallocarray(list->at, list->n + 1, sizeof(*list->at));
	list->at[list->n++] = found;
}

static size_t take_quoted(rap_slice body, size_t at, rap_buf *out)
{
	for (at++; at < body.len && body.at[at] != '"'; at++) {
		if (body.at[at] == '\\' && at + 1 < body.len)
			at++;
		rap_buf_char(out, body.at[at]);
	}
	return at;
}

static size_t take_comment(rap_slice body, size_t at, rap_buf *out)
{
	unsigned depth = 0;

	for (; at < body.len; at++) {
		if (body.at[at] == '(' && depth++ == 0)
			continue;
		if (body.at[at] == ')' && --depth == 0)
			break;
		if (body.at[at] == '\\' && at + 1 < body.len)
			at++;
		rap_buf_char(out, body.at[at]);
	}
	return at;
}

static size_t take_angle(rap_slice body, size_t at, rap_buf *out)
{
	for (at++; at < body.len && body.at[at] != '>'; at++)
		rap_buf_char(out, body.at[at]);
	return at;
}

void rap_addrs_add(rap_slice body, const char *charset, rap_mailboxes *list)
{
	struct mailbox m = {.phrase = rap_buf_init(RAP_LIMIT_HEADER_FIELD),
	                    .address = rap_buf_init(RAP_LIMIT_HEADER_FIELD),
	                    .comment = rap_buf_init(RAP_LIMIT_HEADER_FIELD),
	                    .charset = charset};

	for (size_t i = 0; i < body.len && list->n < RAP_LIMIT_ADDRESSES; i++) {
		char c = body.at[i];

		if (c == '"') {
			i = take_quoted(body, i, &m.phrase);
		} else if (c == '(') {
			i = take_comment(body, i, &m.comment);
		} else if (c == '<') {
			rap_buf_cut(&m.address, 0);
			m.angle = true;
			i = take_angle(body, i, &m.address);
		} else if (c == ',' || c == ';') {
			finish(&m, list);
		} else if (c == ':') {
			empty(&m); /* a group's name */
		} else {
			rap_buf_char(&m.phrase, c);
		}
	}
	finish(&m, list);
	rap_buf_done(&m.phrase);
	rap_buf_done(&m.address);
	rap_buf_done(&m.comment);
}
