// SPDX-License-Identifier: Apache-2.0
/* Encoded words, joined before they are converted; see word2047.h. */
#include "parsers/mail/word2047.h"

#include "common/buf.h"
#include "common/limits.h"
#include "common/utf8.h"
#include "parsers/mail/charset.h"
#include "parsers/mail/transfer.h"

#include <stdlib.h>
#include <strings.h>

#define LABEL_MAX 40u

/* One =?charset?encoding?text?= */
struct word {
	rap_slice label, text;
	bool base64;
	size_t end; /* offset behind it */
};

struct decoder {
	rap_buf out;
	rap_buf bytes; /* of the words that wait, all in one charset */
	char label[LABEL_MAX + 1];
	const char *hint; /* of bytes outside of words; NULL: nothing is known */
	rap_base64 base64;
	bool waiting;
	size_t lost;
};

static bool find(rap_slice raw, size_t from, char c, size_t *ret_at)
{
	const char *found = from < raw.len ? memchr(raw.at + from, c, raw.len - from) : NULL;

	if (!found)
		return false;
	*ret_at = (size_t)(found - raw.at);
	return true;
}

/* What stands before the text of the word that begins at `at`; *ret_text is where that begins. */
static bool parse_begin(rap_slice raw, size_t at, struct word *ret, size_t *ret_text)
{
	size_t label_end;
	const char *star;

	if (!find(rap_slice_sub(raw, 0, at + 2 + LABEL_MAX + 1), at + 2, '?', &label_end) ||
	    label_end == at + 2 || label_end + 2 >= raw.len || raw.at[label_end + 2] != '?')
		return false;
	ret->label = rap_slice_sub(raw, at + 2, label_end);
	star = memchr(ret->label.at, '*', ret->label.len); /* RFC 2231, 5: a language behind it */
	if (star)
		ret->label.len = (size_t)(star - ret->label.at);
	if (raw.at[label_end + 1] != 'b' && raw.at[label_end + 1] != 'B' &&
	    raw.at[label_end + 1] != 'q' && raw.at[label_end + 1] != 'Q')
		return false;
	ret->base64 = (raw.at[label_end + 1] | 0x20) == 'b';
	*ret_text = label_end + 3;
	return true;
}

/* The word that begins at `at`, where "=?" stands. */
static bool parse_word(rap_slice raw, size_t at, struct word *ret)
{
	size_t text, end;

	if (!parse_begin(raw, at, ret, &text))
		return false;
	for (end = text;; end++) {
		if (!find(raw, end, '?', &end) || end + 1 >= raw.len)
			return false;
		if (raw.at[end + 1] == '=')
			break;
	}
	ret->text = rap_slice_sub(raw, text, end);
	ret->end = end + 2;
	return true;
}

/* A word that was cut off at the end of the line, behind `from`: if it is nothing but code, it is text. */
static bool find_cut(rap_slice raw, size_t from, size_t *ret_at, struct word *ret)
{
	size_t at = raw.len, text, end = raw.len;

	while (at > from && !(raw.at[at - 1] == '?' && at - 1 > from && raw.at[at - 2] == '='))
		at--;
	if (at < from + 2 || !parse_begin(raw, at - 2, ret, &text) || text >= raw.len)
		return false;
	if (raw.at[end - 1] == '?')
		end--;
	for (size_t i = text; i < end; i++)
		if ((unsigned char)raw.at[i] <= ' ' || raw.at[i] == '?')
			return false;
	ret->text = rap_slice_sub(raw, text, end);
	ret->end = raw.len;
	*ret_at = at - 2;
	return end > text;
}

/* Text of a charset (NULL: none is named) goes out as one line. */
static void put_text(struct decoder *d, rap_slice bytes, const char *label)
{
	rap_decoded decoded;

	rap_charset_decode(bytes, label, d->out.cap, &decoded);
	for (size_t i = 0; i < decoded.len; i++) {
		if (decoded.text[i] == '\n' || decoded.text[i] == '\t')
			decoded.text[i] = ' ';
	}
	rap_buf_add(&d->out, decoded.text, decoded.len);
	d->lost += decoded.lost;
	rap_decoded_done(&decoded);
}

static void flush(struct decoder *d)
{
	if (!d->waiting)
		return;
	rap_base64_end(&d->base64, &d->bytes);
	put_text(d, rap_buf_as_slice(&d->bytes), d->label);
	rap_buf_cut(&d->bytes, 0);
	d->base64 = (rap_base64){0};
	d->waiting = false;
}

/* One charset has many names: gb2312 and GBK are read alike, and a character may be split between the two. */
static bool is_same_charset(const char *label, rap_slice other)
{
	char name[LABEL_MAX + 1];
	const char *one, *two;

	if (rap_slice_is_nocase(other, label))
		return true;
	memcpy(name, other.at, other.len); /* parse_word() keeps it below LABEL_MAX */
	name[other.len] = '\0';
	one = rap_charset_name(label);
	two = rap_charset_name(name);
	return one && two && strcmp(one, two) == 0;
}

static void add_word(struct decoder *d, const struct word *word)
{
	if (d->waiting && !is_same_charset(d->label, word->label))
		flush(d);
	if (!d->waiting) {
		memcpy(d->label, word->label.at,
		       word->label.len); /* parse_word() keeps it below LABEL_MAX */
		d->label[word->label.len] = '\0';
		d->waiting = true;
	}
	if (word->base64) {
		/* A group of four may be split between words too, if nothing was padded. */
		rap_base64_add(&d->base64, word->text, &d->bytes);
		return;
	}
	rap_base64_end(&d->base64, &d->bytes);
	for (size_t i = 0; i < word->text.len; i++) {
		int high = -1, low = -1;

		if (word->text.at[i] == '=' && i + 2 < word->text.len) {
			high = rap_transfer_hex(word->text.at[i + 1]);
			low = rap_transfer_hex(word->text.at[i + 2]);
		}
		if (high >= 0 && low >= 0) {
			rap_buf_char(&d->bytes, (char)(high << 4 | low));
			i += 2;
		} else {
			rap_buf_char(&d->bytes, word->text.at[i] == '_' ? ' ' : word->text.at[i]);
		}
	}
}

static bool is_blank(rap_slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] != ' ' && s.at[i] != '\t')
			return false;
	}
	return true;
}

/* Folds are CR and LF before a blank; whatever other line ends there are go as well. NUL is taken for a blank. */
static void unfold(rap_slice raw, rap_buf *out)
{
	for (size_t i = 0; i < raw.len; i++) {
		if (raw.at[i] != '\r' && raw.at[i] != '\n')
			rap_buf_char(out, raw.at[i] ? raw.at[i] : ' ');
	}
}

/* Text outside of words, and the word behind it. */
static void add_both(struct decoder *d, rap_slice between, const struct word *word)
{
	/* White space between two words is not part of the text (RFC 2047, 6.2). */
	if (!(d->waiting && is_blank(between))) {
		flush(d);
		put_text(d, between, d->hint);
	}
	add_word(d, word);
}

char *rap_word2047_text(rap_slice raw, size_t *ret_lost)
{
	return rap_word2047_hinted(raw, NULL, ret_lost);
}

char *rap_word2047_hinted(rap_slice raw, const char *hint, size_t *ret_lost)
{
	struct decoder d = {.hint = hint,
	                    .out = rap_buf_init(4 * raw.len + 16),
	                    .bytes = rap_buf_init(raw.len + 16)};
	rap_buf unfolded = rap_buf_init(raw.len + 1), text;
	size_t plain = 0, at = 0, words = 0, last;
	struct word word;
	rap_slice line;

	unfold(raw, &unfolded);
	line = rap_buf_as_slice(&unfolded);
	/* Behind the last end of a word none begins: so a field of beginnings is not searched again and again. */
	for (last = line.len;
	     last > 0 && !(line.at[last - 1] == '=' && last > 1 && line.at[last - 2] == '?');)
		last--;
	while (words < RAP_LIMIT_ENCODED_WORDS && at < last && find(line, at, '=', &at)) {
		if (at + 1 >= line.len || line.at[at + 1] != '?' || !parse_word(line, at, &word)) {
			at++;
			continue;
		}
		add_both(&d, rap_slice_sub(line, plain, at), &word);
		words++;
		at = plain = word.end;
	}
	if (words < RAP_LIMIT_ENCODED_WORDS && find_cut(line, plain, &at, &word)) {
		add_both(&d, rap_slice_sub(line, plain, at), &word);
		plain = word.end;
	}
	flush(&d);
	d.lost += words == RAP_LIMIT_ENCODED_WORDS && find(line, plain, '=', &at) && at < last;
	put_text(&d, rap_slice_sub(line, plain, line.len), d.hint);
	if (ret_lost)
		*ret_lost = d.lost;
	text = rap_buf_init(d.out.cap);
	rap_buf_slice(&text, rap_utf8_trim(rap_buf_as_slice(&d.out)));
	rap_buf_done(&d.out);
	rap_buf_done(&d.bytes);
	rap_buf_done(&unfolded);
	return rap_buf_take(&text);
}
