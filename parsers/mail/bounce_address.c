// SPDX-License-Identifier: Apache-2.0
/* Addresses and recipients of reports; see bounce_address.h. */
#include "parsers/mail/bounce_address.h"

#include "common/limits.h"
#include "common/mem.h"
#include "parsers/mail/word2047.h"

#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES 1000u
#define ADDRESS_MAX 320u /* 64 + '@' + 255 */

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* RFC 5322, 3.2.3, and the dot. */
static bool is_local(char c)
{
	return is_alnum(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~.", c));
}

/* Begin of the local part that ends before the '@' at `end`. */
static size_t local_begin(rap_slice s, size_t end, size_t least)
{
	size_t from = end;

	if (end > least && s.at[end - 1] == '"') { /* "a b"@c */
		for (from = end - 1; from > least && end - from < 66 && s.at[from - 1] != '"';)
			from--;
		if (from > least && s.at[from - 1] == '"' && end - from > 1)
			return from - 1;
		return end;
	}
	while (from > least && end - from < ADDRESS_MAX && is_local(s.at[from - 1]))
		from--;
	for (size_t i = from; i < end; i++) { /* SMTP=a@b, to=a@b, but not bounce-a=b@c */
		size_t n = i - from;

		if (s.at[i] == '=' && n > 0 && n <= 10 &&
		    (rap_slice_is_nocase(rap_slice_sub(s, from, i), "smtp") ||
		     rap_slice_is_nocase(rap_slice_sub(s, from, i), "to") ||
		     rap_slice_is_nocase(rap_slice_sub(s, from, i), "rcpt") ||
		     rap_slice_is_nocase(rap_slice_sub(s, from, i), "address") ||
		     rap_slice_is_nocase(rap_slice_sub(s, from, i), "recipient"))) {
			from = i + 1;
			break;
		}
	}
	while (from < end && strchr("'*`|", s.at[from])) /* quotes and bullets */
		from++;
	return from;
}

static size_t domain_end(rap_slice s, size_t at)
{
	size_t to = at;

	if (to < s.len && s.at[to] == '[') { /* a@[192.0.2.1] */
		while (to < s.len && to - at < 64 && s.at[to] != ']')
			to++;
		return to < s.len && s.at[to] == ']' ? to + 1 : at;
	}
	while (to < s.len && to - at < 255 &&
	       (is_alnum(s.at[to]) || s.at[to] == '.' || s.at[to] == '-' || s.at[to] == '_'))
		to++;
	while (to > at && !is_alnum(s.at[to - 1]))
		to--;
	return to;
}

bool rap_bounce_address(rap_slice s, size_t at, size_t *ret_begin, size_t *ret_end)
{
	size_t least = at;

	while (at < s.len) {
		const char *sign = memchr(s.at + at, '@', s.len - at);
		size_t middle, from, to;

		if (!sign)
			return false;
		middle = (size_t)(sign - s.at);
		from = local_begin(s, middle, least);
		to = domain_end(s, middle + 1);
		if (from < middle && to > middle + 2) {
			*ret_begin = from;
			*ret_end = to;
			return true;
		}
		at = middle + 1;
		least = at;
	}
	return false;
}

rap_bounce_recipient *rap_bounce_recipient_of(rap_bounce *bounce, rap_slice address, size_t max)
{
	for (size_t i = 0; i < bounce->n_recipients; i++) {
		if (bounce->recipients[i].address &&
		    rap_slice_is_nocase(address, bounce->recipients[i].address))
			return &bounce->recipients[i];
	}
	if (bounce->n_recipients >= max || bounce->n_recipients == RAP_LIMIT_LIST)
		return NULL;
	bounce->recipients = rap_reallocarray(bounce->recipients, bounce->n_recipients + 1,
	                                      sizeof(*bounce->recipients));
	bounce->recipients[bounce->n_recipients] =
		(rap_bounce_recipient){.address = rap_bounce_line(address)};
	return &bounce->recipients[bounce->n_recipients++];
}

char *rap_bounce_line(rap_slice raw)
{
	char *text = rap_word2047_text(rap_slice_sub(raw, 0, LINE_MAX_BYTES), NULL);

	if (*text != '\0')
		return text;
	free(text);
	return NULL;
}
