// SPDX-License-Identifier: Apache-2.0
/* Content transfer encodings, lenient and linear; see transfer.h. */
#include "parsers/mail/transfer.h"

#include "common/base64.h"
#include "parsers/mail/lines.h"

void rap_base64_add(rap_base64 *state, rap_slice text, rap_buf *out)
{
	for (size_t i = 0; i < text.len; i++) {
		int value = rap_base64_digit(text.at[i]);

		if (text.at[i] == '=') {
			rap_base64_end(state, out);
			state->padded = true;
			continue;
		}
		if (value < 0) {
			state->junk += (unsigned char)text.at[i] > ' ';
			continue;
		}
		state->padded = false;
		state->bits = state->bits << 6 | (unsigned)value;
		if (++state->n < 4)
			continue;
		rap_buf_char(out, (char)(state->bits >> 16 & 0xff));
		rap_buf_char(out, (char)(state->bits >> 8 & 0xff));
		rap_buf_char(out, (char)(state->bits & 0xff));
		state->n = state->bits = 0;
	}
}

void rap_base64_end(rap_base64 *state, rap_buf *out)
{
	if (state->n == 2) {
		rap_buf_char(out, (char)(state->bits >> 4 & 0xff));
	} else if (state->n == 3) {
		rap_buf_char(out, (char)(state->bits >> 10 & 0xff));
		rap_buf_char(out, (char)(state->bits >> 2 & 0xff));
	}
	state->n = state->bits = 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* A capital or not, and small letters behind it: a word, and so no base64 to speak of. */
static bool is_word(rap_slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!(s.at[i] >= 'a' && s.at[i] <= 'z') &&
		    !(i == 0 && s.at[i] >= 'A' && s.at[i] <= 'Z'))
			return false;
	return s.len > 0;
}

/* Whether a line was never encoded: blanks inside it, and what they part is not of the alphabet, or words. */
static bool is_prose(rap_slice line)
{
	size_t pieces = 0, words = 0;

	for (size_t i = 0; i < line.len;) {
		size_t begin = i;
		bool foreign = false;

		for (; i < line.len && !is_blank(line.at[i]); i++)
			foreign |= rap_base64_digit(line.at[i]) < 0 && line.at[i] != '=';
		if (i > begin) {
			pieces++;
			words += foreign || is_word(rap_slice_sub(line, begin, i));
		}
		i++;
	}
	return pieces > 1 && words * 2 > pieces;
}

/* Whether a line holds the alphabet and blanks alone. */
static bool is_base64_line(rap_slice line)
{
	for (size_t i = 0; i < line.len; i++) {
		if (rap_base64_digit(line.at[i]) < 0 && line.at[i] != '=' && !is_blank(line.at[i]))
			return false;
	}
	return true;
}

bool rap_transfer_base64(rap_slice body, rap_buf *out)
{
	rap_base64 state = {0};
	size_t offset = 0, begin;
	rap_slice line;
	bool whole;

	for (begin = 0; rap_lines_next(body, &offset, &line); begin = offset) {
		/* After the end of the data, or on a line of words: this was never encoded. */
		if (is_prose(line) || (state.padded && !is_base64_line(line))) {
			rap_base64_end(&state, out);
			if (out->len > 0 && out->at[out->len - 1] != '\n')
				rap_buf_char(out, '\n');
			rap_buf_slice(out, rap_slice_sub(body, begin, body.len));
			return false;
		}
		rap_base64_add(&state, line, out);
	}
	whole = state.n == 0 && state.junk == 0;
	rap_base64_end(&state, out);
	return whole;
}

int rap_transfer_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool rap_transfer_quoted_printable(rap_slice body, rap_buf *out)
{
	size_t offset = 0;
	rap_slice line;
	bool whole = true;

	while (rap_lines_next(body, &offset, &line)) {
		bool ended = offset <= body.len && line.at[line.len] == '\n', soft;
		size_t used = line.len;

		/* Blanks at the end of a line were added on the way (6.7, rule 3). */
		while (used > 0 && (line.at[used - 1] == ' ' || line.at[used - 1] == '\t' ||
		                    line.at[used - 1] == '\r'))
			used--;
		soft = used > 0 && line.at[used - 1] == '=';
		used -= soft;
		for (size_t i = 0; i < used; i++) {
			int high, low;

			if (line.at[i] != '=') {
				rap_buf_char(out, line.at[i]);
				continue;
			}
			high = i + 1 < used ? rap_transfer_hex(line.at[i + 1]) : -1;
			low = i + 2 < used ? rap_transfer_hex(line.at[i + 2]) : -1;
			if (high < 0 || low < 0) {
				whole = false;
				rap_buf_char(out, '=');
				continue;
			}
			rap_buf_char(out, (char)(high << 4 | low));
			i += 2;
		}
		if (ended && !soft)
			rap_buf_char(out, '\n');
	}
	return whole;
}
