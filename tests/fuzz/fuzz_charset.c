// SPDX-License-Identifier: Apache-2.0
/* Charsets: the first line is the label (none when it is empty), the rest bytes in it. */
#include "tests/fuzz/fuzz.h"

#include "parsers/mail/charset.h"

/* What comes out for a cap is the beginning of what comes out without, in the same charset: where the label is wrong,
 * what lies behind the cap is not judged. */
static void check_cap(rap_slice bytes, const char *label, const rap_decoded *whole)
{
	size_t cap = whole->len / 2;
	rap_decoded part;

	rap_charset_decode(bytes, label, cap, &part);
	MUST(part.len <= cap && fuzz_is_text((rap_slice){part.text, part.len}));
	if (part.charset == whole->charset)
		MUST(memcmp(part.text, whole->text, part.len) == 0);
	MUST(part.cut || part.len == whole->len);
	rap_decoded_done(&part);
}

/* Read once more as what it is now, it stays as it is. */
static void check_still(const rap_decoded *whole)
{
	rap_decoded again;

	/* A byte order mark at the beginning goes each time. */
	if (strncmp(whole->text, "\xef\xbb\xbf", 3) == 0)
		return;
	rap_charset_decode((rap_slice){whole->text, whole->len}, "utf-8", whole->len + 1, &again);
	MUST(again.len == whole->len && memcmp(again.text, whole->text, again.len) == 0);
	MUST(again.controls == 0 && !again.cut);
	rap_decoded_done(&again);
}

/* With a line end behind it the text is the same, and a line end: nothing is kept back at the end. */
static void check_end(rap_slice bytes, const char *label, const rap_decoded *whole)
{
	static const char *const others[] = {"utf-16", "utf-32", "iso-2022", "hz"};
	rap_buf more = rap_buf_init(bytes.len + 1);
	rap_decoded ended;
	bool told = bytes.len > 0 && bytes.at[bytes.len - 1] != '\r';

	/* In wide and shifted charsets a line end may be half of a character. */
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		told &= strncmp(whole->charset, others[i], strlen(others[i])) != 0;
	if (!told)
		return;
	/* A CR, and behind it what only shifts: with the LF that is one line end. */
	if (whole->len > 0 && whole->text[whole->len - 1] == '\n' &&
	    bytes.at[bytes.len - 1] != '\n')
		return;
	rap_buf_slice(&more, bytes);
	rap_buf_char(&more, '\n');
	rap_charset_decode(rap_buf_as_slice(&more), label, 4 * bytes.len + 20, &ended);
	if (ended.charset == whole->charset && ended.lost == whole->lost)
		MUST(ended.len == whole->len + 1 &&
		     memcmp(ended.text, whole->text, whole->len) == 0 &&
		     ended.text[whole->len] == '\n');
	rap_decoded_done(&ended);
	rap_buf_done(&more);
}

static void one(rap_slice input)
{
	const char *end = input.len ? memchr(input.at, '\n', input.len) : NULL;
	size_t len = end ? (size_t)(end - input.at) : 0;
	rap_slice bytes = rap_slice_sub(input, end ? len + 1 : 0, input.len);
	char *label = len ? rap_strndup(input.at, len) : NULL;
	rap_decoded first, again;

	rap_charset_decode(bytes, label, 4 * bytes.len + 16, &first);
	MUST(first.text && first.charset && strlen(first.text) == first.len);
	MUST(fuzz_is_text((rap_slice){first.text, first.len}) && !first.cut);
	/* A kana of ISO-2022-JP is read as three bytes, each of which may be bad. */
	MUST(first.lost <= 3 * bytes.len && first.controls <= bytes.len &&
	     fuzz_line_or_null(first.repair));
	MUST(!memchr(first.text, '\r', first.len));
	check_cap(bytes, label, &first);
	check_still(&first);
	check_end(bytes, label, &first);
	rap_charset_decode(bytes, label, 4 * bytes.len + 16, &again);
	MUST(again.len == first.len && memcmp(again.text, first.text, first.len) == 0);
	MUST(again.lost == first.lost && again.charset == first.charset);
	rap_decoded_done(&first);
	rap_decoded_done(&again);
	free(label);
}

const fuzz_target fuzz_here = {fuzz_open_reader, one, 200000, 4000};
