// SPDX-License-Identifier: Apache-2.0
/*
 * Words to values. The rules err on the side of asking: a qualification, a second number, a word that is on no
 * list make an answer unclear, and its author is asked.
 */
#include "parsers/value/value.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/text/token.h"

#include <assert.h>
#include <stdlib.h>

#define RECENT 8u /* words of which the folded form is kept */
#define LEAD_MAX 100u /* bytes of "Our position:" */

bool rap_value_is_open(rap_field_type type)
{
	return type == RAP_FIELD_TEXT || type == RAP_FIELD_LIST || type == RAP_FIELD_PEOPLE ||
	       type == RAP_FIELD_PROPOSALS;
}

/* ---- folding -------------------------------------------------------------------------------------------- */

/*
 * What may stand around an answer without changing it. Not '?', '+', '<', '>', '~': they do change it.
 */
static bool is_trimmed(uint32_t c)
{
	return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '"' || c == '\'' ||
	       c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}' || c == '_' ||
	       c == '*' || c == '|' || c == '`' || c == 0x3001 || c == 0x3002 ||
	       (c >= 0x3008 && c <= 0x300F) || rap_utf8_is_space(c);
}

rap_slice rap_value_trim(rap_slice s)
{
	size_t from = 0, to;

	for (size_t at = 0; at < s.len; from = at)
		if (!is_trimmed(rap_utf8_next(s, &at)))
			break;
	to = from;
	for (size_t at = from; at < s.len;)
		if (!is_trimmed(rap_utf8_next(s, &at)))
			to = at;
	return rap_slice_sub(s, from, to);
}

bool rap_value_begins(rap_slice s, rap_slice word)
{
	size_t at = word.len, last = 0;
	uint32_t end = 0;

	if (word.len > s.len || memcmp(word.at, s.at, word.len) != 0)
		return false;
	while (last < word.len)
		end = rap_utf8_next(word, &last);
	return !(rap_utf8_is_word(end) && at < s.len && rap_utf8_is_word(rap_utf8_next(s, &at)));
}

rap_slice rap_value_unmarked(rap_slice s)
{
	size_t at = 0;
	uint32_t c = rap_utf8_next(s, &at);

	if (s.len > at + 1 && (rap_char_is_dash(c) || c == '*' || c == 0x2022) && s.at[at] == ' ')
		return rap_slice_sub(s, at + 1, s.len);
	return s;
}

void rap_value_key(rap_slice raw, rap_buf *out)
{
	rap_buf folded = rap_buf_init(raw.len * 18 + 16);

	rap_text_fold(raw, &folded);
	rap_buf_slice(out, rap_value_trim(rap_value_unmarked(rap_buf_as_slice(&folded))));
	rap_buf_done(&folded);
}

static bool is_han_or_kana(uint32_t c)
{
	return rap_utf8_is_cjk(c) && !(c >= 0xAC00 && c <= 0xD7FB) && !(c >= 0x1100 && c <= 0x11FF);
}

/* A client that wraps or flows text puts blanks between characters that need none. */
static void close_up(rap_slice key, rap_buf *out)
{
	uint32_t before = 0;

	for (size_t at = 0; at < key.len;) {
		uint32_t c = rap_utf8_next(key, &at);
		size_t ahead = at;

		if (c == ' ' && is_han_or_kana(before)) {
			uint32_t next = rap_utf8_next(key, &ahead);

			if (is_han_or_kana(next) || next == 0x3001 || next == ',')
				continue;
		}
		if (c == ' ' && (before == 0x3001 || before == ',')) {
			if (is_han_or_kana(rap_utf8_next(key, &ahead)))
				continue;
		}
		if (c != RAP_UTF8_BAD)
			rap_utf8_put(out, c);
		before = c;
	}
}

/*
 * The same words are looked up in one group after another, and folding them is most of the work: what was folded last
 * is kept.
 */
static rap_slice fold_once(rap_slice raw)
{
	static struct {
		rap_buf raw, key;
	} recent[RECENT];
	static size_t next;
	size_t i = 0;

	while (i < RECENT &&
	       !(recent[i].raw.at && rap_slice_eq(raw, rap_buf_as_slice(&recent[i].raw))))
		i++;
	if (i == RECENT) {
		i = next++ % RECENT;
		recent[i].raw.cap = RAP_VALUE_WHOLE_MAX;
		recent[i].key.cap = (size_t)RAP_VALUE_WHOLE_MAX * 18; /* no NFKC is longer */
		rap_buf_cut(&recent[i].raw, 0);
		rap_buf_cut(&recent[i].key, 0);
		rap_buf_slice(&recent[i].raw, raw);
		rap_text_fold(raw, &recent[i].key);
	}
	return rap_buf_as_slice(&recent[i].key);
}

const rap_word_set *rap_value_find(const rap_context *context, const char *group, rap_slice raw)
{
	rap_buf closed = rap_buf_init((size_t)RAP_VALUE_WHOLE_MAX * 18);
	rap_slice key;
	const rap_word_set *set = NULL;

	if (!context->lexicon || raw.len > RAP_VALUE_WHOLE_MAX)
		return NULL;
	key = fold_once(raw);
	/* A lone dash, n/a and the like stand in the list with their punctuation. */
	set = rap_lexicon_find_folded(context->lexicon, group, key);
	if (!set) {
		rap_slice bare = rap_value_trim(rap_value_unmarked(key));

		/* What has been looked for already is not there now. */
		if (bare.len && bare.len != key.len)
			set = rap_lexicon_find_folded(context->lexicon, group, bare);
		if (!set && bare.len) {
			close_up(bare, &closed);
			if (closed.len != bare.len)
				set = rap_lexicon_find_folded(context->lexicon, group,
				                              rap_buf_as_slice(&closed));
		}
	}
	rap_buf_done(&closed);
	return set;
}

void rap_value_prepare(rap_lexicon *lexicon)
{
	rap_buf folded = rap_buf_init(RAP_KIB);

	if (lexicon->folded)
		rap_lexicon_sort(lexicon);
	for (size_t i = 0; i < lexicon->n; i++) {
		rap_word_set *set = &lexicon->sets[i];

		rap_strv_done(&set->openings);
		for (size_t j = 0; j < set->words.n; j++) {
			rap_buf_cut(&folded, 0);
			rap_text_fold(rap_slice_of(set->words.at[j]), &folded);
			rap_strv_add(&set->openings, rap_buf_text(&folded));
		}
	}
	rap_buf_done(&folded);
}

/* Word j of the set as lines are folded; in buf, where it was not prepared. */
static rap_slice opening(const rap_word_set *set, size_t j, rap_buf *buf)
{
	if (set->openings.n == set->words.n)
		return rap_slice_of(set->openings.at[j]);
	rap_buf_cut(buf, 0);
	rap_text_fold(rap_slice_of(set->words.at[j]), buf);
	return rap_slice_of(rap_buf_text(buf));
}

/* Whether the folded line begins with the whole word, and not with a longer one. */
static bool opens(rap_slice word, rap_slice folded)
{
	size_t last = word.len;
	uint32_t end = 0;

	if (word.len > folded.len || memcmp(word.at, folded.at, word.len) != 0)
		return false;
	for (size_t at = 0; at < word.len;)
		end = rap_utf8_next(word, &at);
	return !(rap_utf8_is_word(end) && last < folded.len &&
	         rap_utf8_is_word(rap_utf8_next(folded, &last)));
}

const rap_word_set *rap_value_prefix(const rap_context *context, const char *group,
                                     rap_slice folded, size_t *ret_len)
{
	const rap_word_set *best = NULL;
	rap_buf buf = rap_buf_init(RAP_KIB);

	*ret_len = 0;
	for (size_t i = 0; context->lexicon && folded.len > 0 && i < context->lexicon->n; i++) {
		const rap_word_set *set = &context->lexicon->sets[i];

		if (strcmp(set->group, group) != 0)
			continue;
		for (size_t j = 0; j < set->words.n; j++) {
			rap_slice word = opening(set, j, &buf);

			if (word.len <= *ret_len || word.at[0] != folded.at[0] ||
			    !opens(word, folded))
				continue;
			best = set;
			*ret_len = word.len;
		}
	}
	rap_buf_done(&buf);
	return best;
}

/*
 * "Nothing", as an answer. Some of these words say something else in some places: a bare "no" under a list of
 * options may mean "against", "no changes" there may mean "support as it is", and なし under a yes-no question
 * may mean "no".
 */
static bool says_none(const rap_context *context, const rap_field *field, rap_slice raw)
{
	bool open = rap_value_is_open(field->type);
	const rap_word_set *yes_no = rap_value_find(context, "yes-no", raw);
	const rap_word_set *set = rap_value_find(context, "none", raw);

	/* There is no list whose only item is "no". */
	if (yes_no && strcmp(yes_no->value, "no") == 0 && open && field->type != RAP_FIELD_TEXT)
		return true;
	if (!set) {
		const char *twice = rap_value_twice(context, "none", raw);

		return twice && (open || strcmp(twice, "none") == 0);
	}
	if (yes_no && !open)
		return false;
	if (strcmp(set->value, "no changes") == 0)
		return open;
	return strcmp(set->value, "nothing") != 0 || field->type != RAP_FIELD_YES_NO;
}

/*
 * "Position: support", "оценка - 4": what the words behind the sign are, the author has said. Only where it is the first
 * such sign, and all before it is on the list of such words. Empty: there is nothing of the kind.
 */
static rap_slice behind_lead(const rap_context *context, rap_slice raw)
{
	uint32_t before = 0;

	for (size_t at = 0; at < raw.len && at < LEAD_MAX;) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(raw, &at);
		bool sign = c == ':' || c == 0xFF1A || c == '=' ||
		            (rap_char_is_dash(c) && rap_utf8_is_space(before));

		before = c;
		if (!sign)
			continue;
		if (!rap_value_find(context, "lead", rap_slice_sub(raw, 0, begin)))
			break;
		return rap_utf8_trim(rap_slice_sub(raw, at, raw.len));
	}
	return (rap_slice){0};
}

static void unclear(rap_valued *ret, const char *flag)
{
	rap_value_done(&ret->value);
	*ret = (rap_valued){.status = RAP_ANSWER_UNCLEAR, .flag = flag};
}

/* ---- all ------------------------------------------------------------------------------------------------ */

static void read_text(rap_slice raw, rap_valued *ret)
{
	rap_buf nfc =
		rap_buf_init(raw.len * 3 + 16); /* NFC makes a text at most three times longer */

	rap_utf8_nfc(&nfc, rap_utf8_trim(raw));
	ret->value = (rap_value){.kind = RAP_VALUE_TEXT, .text = rap_buf_take(&nfc)};
}

static void read_typed(const rap_context *context, const rap_field *field, rap_slice raw,
                       rap_valued *ret)
{
	*ret = (rap_valued){.status = RAP_ANSWER_OK};
	if (says_none(context, field, raw))
		ret->status = RAP_ANSWER_NONE;
	else if (rap_value_find(context, "reserve", raw) ||
	         rap_value_twice(context, "reserve", raw))
		ret->status = RAP_ANSWER_RESERVE;
	if (ret->status != RAP_ANSWER_OK) {
		if (field->type == RAP_FIELD_TEXT)
			read_text(raw, ret);
		return;
	}
	switch (field->type) {
	case RAP_FIELD_CHOICE:
	case RAP_FIELD_YES_NO:
		rap_value_choice(context, field, raw, ret);
		break;
	case RAP_FIELD_RATING:
		rap_value_rating(context, field, raw, ret);
		break;
	case RAP_FIELD_DATE:
		rap_value_date(context, raw, ret);
		break;
	case RAP_FIELD_LIST:
		rap_value_list(context, raw, ret);
		break;
	case RAP_FIELD_PEOPLE:
		rap_value_people(context, raw, ret);
		break;
	case RAP_FIELD_TEXT:
	case RAP_FIELD_PROPOSALS:
		read_text(raw, ret);
		break;
	}
}

void rap_value_read(const rap_context *context, const rap_field *field, rap_slice raw,
                    rap_valued *ret)
{
	rap_slice rest;

	*ret = (rap_valued){.status = RAP_ANSWER_OK};
	if (raw.len > RAP_LIMIT_VALUE) {
		unclear(ret, "too-long");
		return;
	}
	read_typed(context, field, raw, ret);
	if (ret->status == RAP_ANSWER_UNCLEAR && !rap_value_is_open(field->type)) {
		rest = behind_lead(context, raw);
		if (rest.len > 0)
			read_typed(context, field, rest, ret);
	}
	/* A character that was lost in conversion may have been the one that mattered. */
	if (ret->status == RAP_ANSWER_OK && memmem(raw.at, raw.len, "\xEF\xBF\xBD", 3))
		unclear(ret, "lost-characters");
}

bool rap_value_fits(const rap_context *context, const rap_field *field, rap_slice raw)
{
	rap_valued v;
	bool fits;

	if (rap_value_is_open(field->type))
		return false;
	rap_value_read(context, field, raw, &v);
	fits = v.status == RAP_ANSWER_OK || v.status == RAP_ANSWER_RESERVE;
	rap_value_done(&v.value);
	return fits;
}
