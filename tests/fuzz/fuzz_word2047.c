// SPDX-License-Identifier: Apache-2.0
/* Encoded words: one clean line comes out, the same each time; and what is encoded comes back. Address fields too. */
#include "tests/fuzz/fuzz.h"

#include "common/limits.h"
#include "parsers/mail/addrs.h"
#include "parsers/mail/word2047.h"

static void put_word(rap_buf *out, const char *bytes, size_t len)
{
	rap_buf_str(out, out->len ? " =?utf-8?Q?" : "=?utf-8?Q?");
	for (size_t i = 0; i < len; i++)
		rap_buf_printf(out, "=%02X", (unsigned)(unsigned char)bytes[i]);
	rap_buf_str(out, "?=");
}

/* Cut anywhere, also inside a character. */
static void check_round_trip(const char *text)
{
	size_t len = strlen(text);
	rap_buf words = rap_buf_init(len * 8 + RAP_KIB);
	char *back;

	for (size_t at = 0; at < len; at += 13)
		put_word(&words, text + at, len - at < 13 ? len - at : 13);
	back = rap_word2047_text(rap_buf_as_slice(&words), NULL);
	if (len <= 13 * RAP_LIMIT_ENCODED_WORDS)
		MUST(strcmp(text, back) == 0);
	free(back);
	rap_buf_done(&words);
}

static void one(rap_slice input)
{
	size_t lost = 0, lost_again = 0;
	char *text = rap_word2047_text(input, &lost),
	     *again = rap_word2047_text(input, &lost_again);
	rap_mailboxes list = {0};

	MUST(fuzz_is_line(rap_slice_of(text)) && strcmp(text, again) == 0 && lost == lost_again);
	MUST(strlen(text) <= 4 * input.len + 4 && lost <= input.len);
	check_round_trip(text);
	rap_addrs_add(input, NULL, &list);
	MUST(list.n <= RAP_LIMIT_ADDRESSES);
	for (size_t i = 0; i < list.n; i++) {
		MUST(fuzz_line_or_null(list.at[i].name) && fuzz_line_or_null(list.at[i].address));
		free(list.at[i].name);
		free(list.at[i].address);
	}
	free(list.at);
	free(text);
	free(again);
}

const fuzz_target fuzz_here = {fuzz_open_reader, one, 500000, 8000};
