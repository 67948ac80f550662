// SPDX-License-Identifier: Apache-2.0
/*
 * Tokens of a decoded text. Clients wrap, re-quote, embolden and transliterate what they quote; what is
 * compared here is chosen so that none of this makes a difference.
 */
#include "parsers/text/token.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/text/tail.h"

#include <stdio.h>
#include <stdlib.h>

#define QUOTED_LINES_MIN 3 /* a mark on fewer lines is somebody's text, not a quotation */
#define OTHER_LINES_MIN 10 /* of another mark, and more than half of all lines */
#define OTHERS_MAX 6u
#define SIGN_MAX 100u /* bytes of a longer name with '>' */
#define SIGN_MIN 4u
#define NAME_MAX 10 /* letters before '>' in the "NAME> " of supercite */

/* ---- characters ----------------------------------------------------------------------------------------- */

bool rap_char_is_dash(uint32_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFF0D ||
	       c == 0xFE58 || c == 0xFE63;
}

/* Not U+202D and U+202E: what they turn round is seen in another order than it is read. */
bool rap_char_is_noise(uint32_t c)
{
	if (c < 0x80)
		return c == '-' || c == '*' || c == '_' || c == '|' || c == '=' || c == '#';
	return rap_char_is_dash(c) || (c >= 0x2500 && c <= 0x259F) || c == 0x2022 || c == 0x00AD ||
	       c == 0xFF0A || c == 0xFF3F || c == 0xFF5C || c == 0xFF1D || c == 0xFF03 ||
	       c == 0xFE0F || c == 0x200C || c == 0x200D || c == 0x200E || c == 0x200F ||
	       (c >= 0x202A && c <= 0x202C) || (c >= 0x2066 && c <= 0x2069) || c == 0x061C ||
	       c == RAP_UTF8_BAD;
}

static bool is_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static bool is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_point(uint32_t c)
{
	return c == '.' || c == 0xFF0E;
}

static uint32_t peek(rap_slice s, size_t at)
{
	return rap_utf8_next(s, &at);
}

/* Moves *at behind a run of digits with points between them. */
static void skip_number(rap_slice s, size_t *at)
{
	for (;;) {
		size_t ahead;

		while (*at < s.len && is_digit(peek(s, *at)))
			(void)rap_utf8_next(s, at);
		ahead = *at;
		if (!is_point(rap_utf8_next(s, &ahead)) || !is_digit(peek(s, ahead)))
			return;
		*at = ahead;
	}
}

/* A combining mark belongs to the character before it, also the half-width voicing marks of kana. */
static bool is_mark(uint32_t c)
{
	return (c >= 0x0300 && c <= 0x036F) || c == 0x3099 || c == 0x309A || c == 0xFF9E ||
	       c == 0xFF9F;
}

/* "Q2.8" is Q and 2.8; "P12" and "CO2" are words. */
static bool is_dotted(rap_slice s, size_t at)
{
	size_t begin = at;

	if (!is_digit(peek(s, at)))
		return false;
	skip_number(s, &at);
	for (; begin < at; (void)rap_utf8_next(s, &begin))
		if (is_point(peek(s, begin)))
			return true;
	return false;
}

static rap_token_kind skip_token(rap_slice s, size_t *at)
{
	size_t begin = *at;
	uint32_t c = rap_utf8_next(s, at);

	if (is_digit(c)) {
		*at = begin;
		skip_number(s, at);
		/* Letters behind a number make it a word: 24th, 2a; so does nothing else. */
		if (*at >= s.len || !rap_utf8_is_word(peek(s, *at)))
			return RAP_TOKEN_NUMBER;
	} else if (rap_utf8_is_cjk(c)) {
		while (*at < s.len && is_mark(peek(s, *at)))
			(void)rap_utf8_next(s, at);
		return RAP_TOKEN_CJK;
	} else if (!rap_utf8_is_word(c)) {
		return RAP_TOKEN_PUNCT;
	} else if (c >= 0x2460 && c <= 0x2473) { /* circled numbers: 3 and nothing else */
		return RAP_TOKEN_NUMBER;
	}
	for (;;) {
		/* Only before a digit there is more to look at. */
		while (*at < s.len && is_ascii_letter(s.at[*at]))
			(*at)++;
		if (*at >= s.len || !rap_utf8_is_word(peek(s, *at)) || is_dotted(s, *at))
			break;
		(void)rap_utf8_next(s, at);
	}
	return RAP_TOKEN_WORD;
}

/* ---- marks of quotation --------------------------------------------------------------------------------- */

/* Where one mark at `at` ends, or `at`: '>' '|' and box drawing, or a short name and '>'. */
static size_t skip_mark(rap_slice line, size_t at, bool names, size_t *ret_letters)
{
	size_t next = at, letters = 0;
	uint32_t c = rap_utf8_next(line, &next);

	*ret_letters = 0;
	if (c == '>' || c == '|' || c == 0x2502 || c == 0x2503 || (c >= 0x2588 && c <= 0x258F))
		return next;
	while (names && c != RAP_UTF8_BAD && rap_utf8_is_word(c) && letters < NAME_MAX) {
		letters++;
		c = rap_utf8_next(line, &next);
	}
	*ret_letters = letters;
	return letters > 0 && c == '>' ? next : at;
}

/*
 * A sign that programs can be told to quote with: any, but those that begin items, lists and tags. It is a mark only
 * where most lines of a long text begin with it.
 */
static bool may_mark(uint32_t c)
{
	return c != RAP_UTF8_BAD && !rap_utf8_is_word(c) && !rap_utf8_is_cjk(c) &&
	       !rap_utf8_is_space(c) && (c >= 0x80 || !strchr("[(<-*_=#|>\"'", (int)c)) &&
	       !rap_char_is_noise(c) && c != 0x2022 && c != 0x3010 && c != 0xFF3B && c != 0xFF08;
}

typedef struct quoting {
	size_t arrows, bars; /* lines that begin with '>', with '|' or its box drawing */
	size_t tight; /* lines on which text follows the '>' without a blank */
	size_t lines; /* that are not blank */
	struct {
		uint32_t sign;
		size_t n;
	} others[OTHERS_MAX]; /* lines that begin with a sign */
	uint32_t mark; /* the one that most lines begin with, or 0 */
	rap_slice name; /* the most frequent "NAME>" is taken to be the first met */
	size_t names;
	rap_slice sign; /* "A NAME <a@b.example>> ": the first met; counted where it stands again */
	size_t signs;
} quoting;

static size_t skip_blanks(rap_slice line, size_t at)
{
	while (line.at && at < line.len) {
		if (line.at[at] == ' ' || line.at[at] == '\t')
			at++;
		else if (line.len - at >= 3 && memcmp(line.at + at, "\xe3\x80\x80", 3) == 0)
			at += 3;
		else
			break;
	}
	return at;
}

static void count_other(rap_slice line, size_t at, quoting *q)
{
	uint32_t c = line.at && at < line.len ? rap_utf8_next(line, &at) : RAP_UTF8_BAD;
	size_t i = 0;

	if (!may_mark(c))
		return;
	while (i < OTHERS_MAX && q->others[i].n > 0 && q->others[i].sign != c)
		i++;
	if (i == OTHERS_MAX)
		return;
	q->others[i].sign = c;
	q->others[i].n++;
}

static void choose_other(quoting *q)
{
	for (size_t i = 0; i < OTHERS_MAX; i++)
		if (q->others[i].n >= OTHER_LINES_MIN && q->others[i].n * 2 > q->lines)
			q->mark = q->others[i].sign;
}

/* Behind the mark at `at`, or `at`. */
static size_t skip_other(rap_slice line, size_t at, const quoting *q)
{
	size_t next = at;

	return q->mark && line.at && at < line.len && rap_utf8_next(line, &next) == q->mark ? next
	                                                                                    : at;
}

/* A line begins with something that ends in '>', longer than a short name. */
static void count_sign(rap_slice line, quoting *q)
{
	size_t n = 0;

	if (q->signs > 0) {
		q->signs +=
			line.len >= q->sign.len && memcmp(line.at, q->sign.at, q->sign.len) == 0;
		if (q->signs > 1)
			return;
	}
	while (n < line.len && n < SIGN_MAX &&
	       !(line.at[n] == '>' && (n + 1 == line.len || line.at[n + 1] == ' ')))
		n++;
	if (n < SIGN_MIN || n >= line.len || n == SIGN_MAX)
		return;
	q->sign = rap_slice_sub(line, 0, n + 1);
	q->signs = 1;
}

/* "| 2.1 | support |": a line of a table, and no mark of quotation. */
static bool is_table(rap_slice line)
{
	line = rap_utf8_trim(line);
	return line.len > 1 && line.at[0] == '|' && line.at[line.len - 1] == '|';
}

static void count_marks(rap_slice line, quoting *q)
{
	size_t letters, at = skip_blanks(line, 0), end = skip_mark(line, at, true, &letters);

	q->lines += line.at && at < line.len;
	count_sign(line, q);
	if (end == at) {
		count_other(line, at, q);
		return;
	}
	if (letters > 0) {
		rap_slice name = rap_slice_sub(line, at, end);

		if (q->names == 0)
			q->name = name;
		if (name.at && q->name.at && rap_slice_eq(name, q->name))
			q->names++;
		return;
	}
	if (!line.at || line.at[at] != '>') {
		q->bars += !is_table(rap_slice_sub(line, at, line.len));
		return;
	}
	q->arrows++;
	if (end < line.len && line.at[end] != ' ' && line.at[end] != '>' && line.at[end] != '\t')
		q->tight++;
}

/* Takes the marks off the beginning of a line. */
static size_t skip_marks(rap_slice line, const quoting *q, uint32_t *ret_depth)
{
	size_t body = 0;

	*ret_depth = 0;
	if (q->signs >= OTHER_LINES_MIN && q->signs * 2 > q->lines && line.len >= q->sign.len &&
	    memcmp(line.at, q->sign.at, q->sign.len) == 0) {
		*ret_depth = 1;
		return q->sign.len;
	}
	for (;;) {
		size_t letters, at = skip_blanks(line, body);
		size_t end = skip_mark(line, at, q->names >= QUOTED_LINES_MIN, &letters);
		bool arrow = letters == 0 && line.at && end > at && line.at[at] == '>';

		if (end == at && skip_other(line, at, q) > at) {
			(*ret_depth)++;
			body = skip_other(line, at, q);
			continue;
		}
		if (end == at)
			break;
		if (letters > 0 &&
		    (*ret_depth > 0 || !rap_slice_eq(rap_slice_sub(line, at, end), q->name)))
			break;
		if (arrow && q->arrows < QUOTED_LINES_MIN)
			break;
		/* ">3" among lines quoted with "> " says "more than 3". */
		if (arrow && q->tight * 4 < q->arrows && end < line.len && line.at[end] != ' ' &&
		    line.at[end] != '>' && line.at[end] != '\t')
			break;
		if (letters == 0 && !arrow && q->bars < QUOTED_LINES_MIN)
			break;
		(*ret_depth)++;
		body = end;
	}
	return body;
}

/* ---- lines and tokens ----------------------------------------------------------------------------------- */

static void read_lines(rap_tokens *t, quoting *q)
{
	size_t room = 0;

	*q = (quoting){.name = {"", 0}};
	for (size_t at = 0; t->text.at && at < t->text.len;) {
		const char *lf = memchr(t->text.at + at, '\n', t->text.len - at);
		size_t end = lf ? (size_t)(lf - t->text.at) : t->text.len;

		if (t->n_lines == room) {
			room = room ? room * 2 : t->text.len / 32 + 1;
			t->lines = rap_reallocarray(t->lines, room, sizeof *t->lines);
		}
		t->lines[t->n_lines++] =
			(rap_token_line){.from = (uint32_t)at, .to = (uint32_t)end};
		count_marks(rap_slice_sub(t->text, at, end), q);
		at = end + 1;
	}
}

/*
 * Arrows at a line start are no tokens even where they are too few to be taken for marks of quotation: a reply may
 * quote one line. They stay part of what was typed.
 */
static size_t skip_arrows(rap_slice text, size_t at)
{
	size_t next = at;

	while (text.at && next < text.len &&
	       (text.at[next] == '>' || text.at[next] == ' ' || text.at[next] == '\t'))
		next++;
	return next;
}

static void read_line(rap_tokens *t, size_t number, rap_vocabulary *v, size_t *room)
{
	rap_token_line *line = &t->lines[number];
	rap_slice text = rap_slice_sub(t->text, 0, line->to);

	for (size_t at = skip_arrows(text, line->body); at < text.len;) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(text, &at);
		rap_token_kind kind;

		if (rap_utf8_is_space(c) || rap_char_is_noise(c))
			continue;
		if (c == '\\' && at == text.len && line->depth > 0)
			continue; /* a quoted line that was folded there */
		if (t->n >= RAP_LIMIT_ALIGN_TOKENS) {
			t->cut = true;
			return;
		}
		at = begin;
		kind = skip_token(text, &at);
		if (t->n == *room) {
			*room = *room ? *room * 2 : t->text.len / 4 + 4;
			t->at = rap_reallocarray(t->at, *room, sizeof *t->at);
		}
		t->at[t->n++] = (rap_token){
			.from = (uint32_t)begin,
			.to = (uint32_t)at,
			.word = rap_vocabulary_word(v, rap_slice_sub(text, begin, at)),
			.line = (uint32_t)number,
			.kind = kind,
		};
		line->n++;
	}
}

static bool is_char(const rap_vocabulary *v, const rap_token *token, char c)
{
	const char *text = rap_vocabulary_text(v, token->word);

	return text[0] == c && text[1] == '\0';
}

/* A wrapped "[2.", "1]" is one number again; its token stands on the first line. */
static void join_broken_numbers(rap_tokens *t, rap_vocabulary *v)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++, n++) {
		const rap_token *p = &t->at[i];
		char word[32]; /* bound: snprintf, and the length is compared below */
		int len;

		t->at[n] = *p;
		if (n == 0 || i + 3 >= t->n || !is_char(v, &t->at[n - 1], '[') ||
		    p[0].kind != RAP_TOKEN_NUMBER || !is_char(v, &p[1], '.') ||
		    p[2].kind != RAP_TOKEN_NUMBER || !is_char(v, &p[3], ']'))
			continue;
		len = snprintf(word, sizeof word, "%s.%s", rap_vocabulary_text(v, p[0].word),
		               rap_vocabulary_text(v, p[2].word));
		if (len < 0 || (size_t)len >= sizeof word)
			continue;
		t->at[n].to = p[2].to;
		t->at[n].word = rap_vocabulary_word(v, rap_slice_of(word));
		i += 2;
	}
	t->n = n;
	for (size_t i = 0; i < t->n_lines; i++)
		t->lines[i].n = 0;
	for (size_t i = t->n; i-- > 0;) {
		t->lines[t->at[i].line].first = (uint32_t)i;
		t->lines[t->at[i].line].n++;
	}
}

/* Token i ends its line, and the next one begins the line below, both quoted: nothing but the mark stands between. */
static bool is_cut(const rap_tokens *t, size_t i)
{
	const rap_token *a = &t->at[i], *b = &t->at[i + 1];
	const rap_token_line *above = &t->lines[a->line], *below = &t->lines[b->line];
	size_t body = below->body;

	if (a->kind != RAP_TOKEN_WORD || b->kind != RAP_TOKEN_WORD || b->line != a->line + 1 ||
	    above->depth == 0 || below->depth == 0 || a->to != above->to)
		return false;
	return b->from == body || (b->from == body + 1 && t->text.at[body] == ' ');
}

/*
 * Some programs wrap what they quote in the middle of words: "amendmen", "> t". known: how many words there were
 * before this text; the parts are one when only together they are a word of ours.
 */
static void join_cut_words(rap_tokens *t, const rap_vocabulary *v, uint32_t known)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++, n++) {
		uint32_t word;

		t->at[n] = t->at[i];
		if (i + 1 >= t->n || !is_cut(t, i) ||
		    (t->at[i].word < known && t->at[i + 1].word < known) ||
		    !rap_vocabulary_joined(v, t->at[i].word, t->at[i + 1].word, &word) ||
		    word >= known)
			continue;
		t->at[n].to = t->at[i + 1].to;
		t->at[n].word = word;
		i++;
	}
	t->n = n;
}

static void read_text(rap_slice text, const rap_tails *tails, rap_vocabulary *vocabulary,
                      rap_tokens *ret)
{
	uint32_t known = rap_vocabulary_count(vocabulary);
	size_t room = 0;
	quoting q;

	*ret = (rap_tokens){.text = text};
	read_lines(ret, &q);
	choose_other(&q);
	for (size_t i = 0; i < ret->n_lines; i++) {
		rap_token_line *line = &ret->lines[i];

		line->to = line->from +
		           (uint32_t)rap_tails_cut(tails, rap_slice_sub(text, line->from, line->to))
		                   .len;
		line->body =
			line->from + (uint32_t)skip_marks(rap_slice_sub(text, line->from, line->to),
		                                          &q, &line->depth);
		if (!ret->cut)
			read_line(ret, i, vocabulary, &room);
	}
	join_cut_words(ret, vocabulary, known);
	join_broken_numbers(ret, vocabulary);
}

void rap_tokens_read(rap_slice text, rap_vocabulary *vocabulary, rap_tokens *ret)
{
	const rap_tails none = {0};

	read_text(text, &none, vocabulary, ret);
}

void rap_tokens_read_reply(rap_slice text, rap_vocabulary *vocabulary, rap_tokens *ret)
{
	rap_tails tails;

	rap_tails_find(text, &tails);
	read_text(text, &tails, vocabulary, ret);
}

void rap_tokens_done(rap_tokens *tokens)
{
	free(tokens->at);
	free(tokens->lines);
	*tokens = (rap_tokens){0};
}

bool rap_token_begins_line(const rap_tokens *t, size_t i)
{
	return i == 0 || t->at[i - 1].line != t->at[i].line;
}

bool rap_token_ends_line(const rap_tokens *t, size_t i)
{
	return i + 1 >= t->n || t->at[i + 1].line != t->at[i].line;
}

void rap_tokens_cut(const rap_tokens *t, size_t from, size_t to, rap_buf *out)
{
	bool first = true;

	for (size_t i = 0; i < t->n_lines; i++) {
		const rap_token_line *line = &t->lines[i];
		size_t begin = line->body > from ? line->body : from,
		       end = line->to < to ? line->to : to;
		rap_slice piece;

		if (line->to < from)
			continue;
		if (line->from >= to)
			break;
		piece = rap_slice_sub(t->text, begin, end);
		if (!first)
			rap_buf_char(out, '\n');
		first = false;
		/* After a mark of quotation one blank is the client's; the rest is trimmed at both ends. */
		rap_buf_slice(out, rap_utf8_trim(piece));
	}
}
