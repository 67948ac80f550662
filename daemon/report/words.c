// SPDX-License-Identifier: Apache-2.0
/* Tokens of a paragraph; see words.h. */
#include "report/words.h"

#include "common/mem.h"
#include "common/utf8.h"

#include <stdlib.h>

#define NOBODY UINT32_MAX

/* ---- cutting -------------------------------------------------------------------------------------------- */

static bool is_ascii_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* "co-operation", "State's", "2021-2025", "1.5" are one word each. */
static bool joins(uint32_t before, uint32_t sign, uint32_t after)
{
	if (sign == '-' || sign == '\'' || sign == 0x2019 || sign == 0x2010 || sign == 0x2011)
		return rap_utf8_is_word(before) && rap_utf8_is_word(after);
	if (sign == '.' || sign == ',')
		return is_ascii_digit(before) && is_ascii_digit(after);
	return false;
}

static uint32_t peek(rap_slice s, size_t at)
{
	return at < s.len ? rap_utf8_next(s, &at) : 0;
}

static size_t skip_blanks(rap_slice s, size_t at)
{
	for (size_t next = at; at < s.len; at = next)
		if (!rap_utf8_is_space(rap_utf8_next(s, &next)))
			break;
	return at;
}

/* Where the token that begins at `at` ends: blanks, then a word or one character. */
static size_t token_end(rap_slice s, size_t at)
{
	size_t next = at = skip_blanks(s, at);
	uint32_t c = at < s.len ? rap_utf8_next(s, &next) : 0;

	if (at >= s.len)
		return s.len;
	if (!rap_utf8_is_word(c))
		return rap_utf8_cluster_end(s, at);
	for (at = next; at < s.len; at = next) {
		uint32_t d = rap_utf8_next(s, &next);

		if (!rap_utf8_is_word(d) && !joins(c, d, peek(s, next)))
			return at;
		c = d;
	}
	return s.len;
}

static rap_words cut(rap_slice text)
{
	rap_words words = {.text = text};
	size_t room = 0, at = 0;

	for (;;) {
		if (words.n + 1 >= room) {
			room = room ? 2 * room : 64;
			words.at = rap_reallocarray(words.at, room, sizeof *words.at);
		}
		words.at[words.n] = at;
		if (at >= text.len)
			return words;
		words.n++;
		at = token_end(text, at);
	}
}

/* ---- numbers -------------------------------------------------------------------------------------------- */

static size_t hash_of(rap_slice token)
{
	uint64_t h = 14695981039346656037u; /* FNV-1a */

	for (size_t i = 0; i < token.len; i++)
		h = (h ^ (unsigned char)token.at[i]) * 1099511628211u;
	return (size_t)(h ^ (h >> 32));
}

/* The place in the table of a token equal to this one, or where it would stand. */
static size_t place_of(const rap_words *base, rap_slice token)
{
	size_t at = hash_of(token) & (base->room - 1);

	while (base->table[at] != NOBODY &&
	       !rap_slice_eq(rap_words_span(base, base->table[at], base->table[at] + 1), token))
		at = (at + 1) & (base->room - 1);
	return at;
}

rap_words rap_words_of(rap_slice text)
{
	rap_words words = cut(text);

	for (size_t i = 0; i < words.n; i++)
		words.size += rap_words_size(&words, i);
	for (words.room = 16; words.room < 2 * words.n; words.room *= 2)
		;
	words.table = rap_calloc(words.room, sizeof *words.table);
	words.ids = rap_calloc(words.n + 1, sizeof *words.ids);
	memset(words.table, 0xFF, words.room * sizeof *words.table);
	for (size_t i = 0; i < words.n; i++) {
		size_t at = place_of(&words, rap_words_span(&words, i, i + 1));

		if (words.table[at] == NOBODY)
			words.table[at] = (uint32_t)i;
		words.ids[i] = words.table[at];
	}
	return words;
}

rap_words rap_words_like(const rap_words *base, rap_slice text)
{
	rap_words words = cut(text);

	words.ids = rap_calloc(words.n + 1, sizeof *words.ids);
	for (size_t i = 0; i < words.n; i++)
		words.ids[i] = base->table[place_of(base, rap_words_span(&words, i, i + 1))];
	return words;
}

void rap_words_done(rap_words *words)
{
	free(words->at);
	free(words->ids);
	free(words->table);
	*words = (rap_words){0};
}

rap_slice rap_words_span(const rap_words *words, size_t from, size_t to)
{
	return (rap_slice){words->text.at + words->at[from], words->at[to] - words->at[from]};
}

/* ---- questions ------------------------------------------------------------------------------------------ */

/* The first character that is no blank, or 0. */
static uint32_t first_of(rap_slice token)
{
	return peek(token, skip_blanks(token, 0));
}

unsigned rap_words_size(const rap_words *words, size_t token)
{
	return rap_utf8_is_cjk(first_of(rap_words_span(words, token, token + 1))) ? RAP_WORDS_CJK
	                                                                          : RAP_WORDS_WHOLE;
}

bool rap_words_is_word(const rap_words *words, size_t token)
{
	uint32_t c = first_of(rap_words_span(words, token, token + 1));

	return rap_utf8_is_word(c) || rap_utf8_is_cjk(c);
}

typedef enum script { OTHER, HANGUL, KATAKANA, NUMERAL } script;

static script script_of(uint32_t c)
{
	static const uint32_t numerals[] = {0x3007, 0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
	                                    0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E, 0x5343};

	if ((c >= 0xAC00 && c <= 0xD7FB) || (c >= 0x1100 && c <= 0x11FF) ||
	    (c >= 0x3131 && c <= 0x318E) || (c >= 0xA960 && c <= 0xA97C))
		return HANGUL;
	if ((c >= 0x30A1 && c <= 0x30FA) || (c >= 0x30FC && c <= 0x30FE) ||
	    (c >= 0x31F0 && c <= 0x31FF) || (c >= 0xFF66 && c <= 0xFF9F))
		return KATAKANA;
	for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
		if (c == numerals[i])
			return NUMERAL;
	return OTHER;
}

bool rap_words_continues(rap_slice before, rap_slice token)
{
	script here = script_of(peek(token, 0)); /* a token with a blank before it begins a word */

	return here != OTHER && here == script_of(first_of(before));
}
