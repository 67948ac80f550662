// SPDX-License-Identifier: Apache-2.0
/*
 * What in a header may tie the mail to one of ours: Message-IDs and candidates for tokens (R20, R21). Nothing is decided
 * here: a token counts by its hash alone (token.c), and says which mail is answered, never who answers it.
 */
#include "common/header.h"
#include "common/mem.h"
#include "common/token.h"

#include <stdlib.h>

#define MESSAGE_ID_MAX 998u /* a line of RFC 5322 */

static bool is_id_char(char c)
{
	return (unsigned char)c > 32 && (unsigned char)c < 127 && c != '<' && c != '>';
}

/* Length of the <...@...> that begins at i, or 0. */
static size_t message_id_len(rap_slice s, size_t i)
{
	size_t end = i + 1;
	bool sign = false;

	while (end < s.len && is_id_char(s.at[end]) && end - i < MESSAGE_ID_MAX) {
		sign = sign || s.at[end] == '@';
		end++;
	}
	return sign && end < s.len && s.at[end] == '>' ? end + 1 - i : 0;
}

void rap_header_message_ids(rap_slice body, rap_strv *ret)
{
	rap_buf text = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	size_t from[RAP_LIMIT_REFERENCES] = {0}, n = 0; /* a ring of the last ones */
	rap_slice s;

	if (rap_header_unfold(body, &text)) {
		s = rap_buf_as_slice(&text);
		for (size_t i = 0; i < s.len; i++)
			if (s.at[i] == '<' && message_id_len(s, i))
				from[n++ % RAP_LIMIT_REFERENCES] = i;
		for (size_t k = n > RAP_LIMIT_REFERENCES ? n - RAP_LIMIT_REFERENCES : 0; k < n;
		     k++) {
			size_t i = from[k % RAP_LIMIT_REFERENCES];

			rap_strv_take(ret, rap_strndup(s.at + i, message_id_len(s, i)));
		}
	}
	rap_buf_done(&text);
}

static void add_token(rap_slice text, rap_strv *ret)
{
	char token[RAP_TOKEN_SIZE];

	if (ret->n < RAP_LIMIT_TOKENS && rap_token_well_formed(text, token) &&
	    !rap_strv_has(ret, token))
		rap_strv_add(ret, token);
}

/* Whether the len bytes of s at `at` are text, ASCII case folded, and lie inside s. */
static bool holds(rap_slice s, size_t at, const char *text)
{
	return rap_slice_is_nocase(rap_slice_sub(s, at, at + strlen(text)), text);
}

/*
 * Finds "local+TOKEN@domain" wherever it stands, quoted or in angles. That is no address parsing and need not
 * be: a token is a secret of ours and says only which mail is answered, never who answers it (R13, R22).
 */
static void tokens_in_addresses(rap_slice body, const rap_addr_spec *mailbox, rap_strv *ret)
{
	rap_buf text = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	size_t local = strlen(mailbox->local);
	rap_slice s = {0};

	if (rap_header_unfold(body, &text))
		s = rap_buf_as_slice(&text);
	for (size_t i = local + 1 + RAP_TOKEN_LEN; i < s.len; i++) {
		size_t token = i - RAP_TOKEN_LEN;

		if (s.at[i] == '@' && s.at[token - 1] == '+' &&
		    holds(s, token - 1 - local, mailbox->local) && holds(s, i + 1, mailbox->domain))
			add_token(rap_slice_sub(s, token, i), ret);
	}
	rap_buf_done(&text);
}

/* "<xx.TOKEN@domain>", the last one first: it is nearest to the reply. */
static void tokens_in_ids(rap_slice body, const rap_addr_spec *mailbox, rap_strv *ret)
{
	rap_strv ids = {0};

	rap_header_message_ids(body, &ids);
	for (size_t k = ids.n; k-- > 0;) {
		rap_slice id = rap_slice_of(ids.at[k]);
		const char *dot = memchr(id.at, '.', id.len);
		size_t token = dot ? (size_t)(dot - id.at) + 1 : 0, sign = token + RAP_TOKEN_LEN;

		if (dot && sign < id.len && id.at[sign] == '@' &&
		    rap_slice_is_nocase(rap_slice_sub(id, sign + 1, id.len - 1), mailbox->domain))
			add_token(rap_slice_sub(id, token, sign), ret);
	}
	rap_strv_done(&ids);
}

void rap_header_tokens(const rap_header *header, const rap_addr_spec *mailbox, rap_strv *ret)
{
	static const char *const addresses[] = {"Delivered-To", "X-Original-To", "To", "Cc"};
	static const char *const ids[] = {"In-Reply-To", "References"};
	const rap_header_field *field;

	for (size_t k = 0; k < sizeof addresses / sizeof addresses[0]; k++)
		for (size_t i = 0; (field = rap_header_get(header, addresses[k], i)); i++)
			tokens_in_addresses(field->body, mailbox, ret);
	for (size_t k = 0; k < sizeof ids / sizeof ids[0]; k++)
		for (size_t i = 0; (field = rap_header_get(header, ids[k], i)); i++)
			tokens_in_ids(field->body, mailbox, ret);
}
