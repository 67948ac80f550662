// SPDX-License-Identifier: Apache-2.0
/*
 * Words to values. The rules err on the side of asking: a qualification, a second number, a word that is on no
 * list make an answer unclear, and its author is asked.
 */
#include "parsers/value.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/token.h"

#include <assert.h>
#include <stdlib.h>

#define WHOLE_ANSWER_MAX 1024u /* bytes; a longer text is no entry of a closed list */

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

static rap_slice trimmed(rap_slice s)
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

/* "- support" is a list item; a lone dash is an answer. */
static rap_slice without_bullet(rap_slice s)
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
	rap_buf_slice(out, trimmed(without_bullet(rap_buf_as_slice(&folded))));
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

const rap_word_set *rap_value_find(const rap_context *context, const char *group, rap_slice raw)
{
	rap_buf key = rap_buf_init(WHOLE_ANSWER_MAX * 18),
		closed = rap_buf_init(WHOLE_ANSWER_MAX * 18);
	const rap_word_set *set = NULL;

	if (!context->lexicon || raw.len > WHOLE_ANSWER_MAX)
		return NULL;
	rap_text_fold(raw, &key);
	/* A lone dash, n/a and the like stand in the list with their punctuation. */
	set = rap_lexicon_find(context->lexicon, group, rap_buf_as_slice(&key));
	if (!set) {
		rap_slice bare = trimmed(without_bullet(rap_buf_as_slice(&key)));

		/* What has been looked for already is not there now. */
		if (bare.len && bare.len != key.len)
			set = rap_lexicon_find(context->lexicon, group, bare);
		if (!set && bare.len) {
			close_up(bare, &closed);
			if (closed.len != bare.len)
				set = rap_lexicon_find(context->lexicon, group,
				                       rap_buf_as_slice(&closed));
		}
	}
	rap_buf_done(&key);
	rap_buf_done(&closed);
	return set;
}

void rap_value_prepare(rap_lexicon *lexicon)
{
	rap_buf folded = rap_buf_init(RAP_KIB);

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

/* ---- choice and yes-no ---------------------------------------------------------------------------------- */

static const char *option_named(const rap_field *field, const char *value)
{
	for (size_t i = 0; i < field->options.n; i++)
		if (rap_slice_is_nocase(rap_slice_of(field->options.at[i]), value))
			return field->options.at[i];
	return NULL;
}

/* yes-no fields have no options of their own. */
static const char *yes_or_no(const rap_context *context, rap_slice raw)
{
	const rap_word_set *set = rap_value_find(context, "yes-no", raw);

	if (set)
		return strcmp(set->value, "yes") == 0  ? "yes"
		       : strcmp(set->value, "no") == 0 ? "no"
		                                       : NULL;
	if (rap_slice_is_nocase(trimmed(raw), "yes"))
		return "yes";
	return rap_slice_is_nocase(trimmed(raw), "no") ? "no" : NULL;
}

const char *rap_value_option(const rap_context *context, const rap_field *field, rap_slice raw)
{
	static const char *const groups[] = {"choice", "yes-no"};
	rap_buf key = rap_buf_init(WHOLE_ANSWER_MAX * 18),
		option = rap_buf_init(WHOLE_ANSWER_MAX * 18);
	const char *found = NULL;

	if (raw.len > WHOLE_ANSWER_MAX)
		return NULL;
	if (field->type == RAP_FIELD_YES_NO)
		return yes_or_no(context, raw);
	rap_value_key(raw, &key);
	for (size_t i = 0; i < field->options.n && !found; i++) {
		rap_buf_cut(&option, 0);
		rap_value_key(rap_slice_of(field->options.at[i]), &option);
		if (option.len > 0 &&
		    rap_slice_eq(rap_buf_as_slice(&key), rap_buf_as_slice(&option)))
			found = field->options.at[i];
	}
	for (size_t i = 0; i < 2 && !found && key.len > 0; i++) {
		const rap_word_set *set = rap_value_find(context, groups[i], raw);

		found = set ? option_named(field, set->value) : NULL;
	}
	rap_buf_done(&key);
	rap_buf_done(&option);
	return found;
}

typedef enum script { SCRIPT_NONE, SCRIPT_CJK, SCRIPT_OTHER } script;

static script script_of(uint32_t c)
{
	if (rap_utf8_is_cjk(c))
		return SCRIPT_CJK;
	return rap_utf8_is_word(c) && (c > 0x7F || (c | 32) >= 'a') ? SCRIPT_OTHER : SCRIPT_NONE;
}

static bool parts(uint32_t c)
{
	return c == '(' || c == ')' || c == '[' || c == ']' || c == '/' || c == '|' || c == ';' ||
	       c == '\n' || c == '=' || c == 0xFF08 || c == 0xFF09 || c == 0xFF0F || c == 0x3010 ||
	       c == 0x3011 || c == 0xFF1B || c == 0xFF3B || c == 0xFF3D;
}

/* One piece of a bilingual answer: agrees with what the others said, or spoils it. */
static bool add_piece(const rap_context *context, const rap_field *field, rap_slice piece,
                      const char **agreed)
{
	const char *option;

	piece = trimmed(piece);
	if (piece.len == 0)
		return true;
	option = rap_value_option(context, field, piece);
	if (!option || (*agreed && strcmp(*agreed, option) != 0))
		return false;
	*agreed = option;
	return true;
}

/* "Support（支持）", "support / 支持", "支持 support": every piece must be on the list and all must agree. */
static const char *bilingual(const rap_context *context, const rap_field *field, rap_slice raw,
                             bool by_script)
{
	const char *agreed = NULL;
	script current = SCRIPT_NONE;
	size_t from = 0;

	for (size_t at = 0; at < raw.len;) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(raw, &at);
		script s = script_of(c);
		bool cut = parts(c);

		if (by_script && s != SCRIPT_NONE) {
			cut |= current != SCRIPT_NONE && s != current;
			current = s;
		}
		if (!cut)
			continue;
		if (!add_piece(context, field, rap_slice_sub(raw, from, begin), &agreed))
			return NULL;
		from = parts(c) ? at : begin;
	}
	return add_piece(context, field, rap_slice_sub(raw, from, raw.len), &agreed) ? agreed
	                                                                             : NULL;
}

static bool says_none(const rap_context *context, const rap_field *field, rap_slice raw)
{
	/* A bare "no" under a list of options may mean "against" or "nothing": nobody can tell. */
	if (!rap_value_is_open(field->type) && rap_value_find(context, "yes-no", raw))
		return false;
	return rap_value_find(context, "none", raw) != NULL;
}

static void unclear(rap_valued *ret, const char *flag)
{
	rap_value_done(&ret->value);
	*ret = (rap_valued){.status = RAP_ANSWER_UNCLEAR, .flag = flag};
}

static void read_choice(const rap_context *context, const rap_field *field, rap_slice raw,
                        rap_valued *ret)
{
	const char *option = rap_value_option(context, field, raw);

	if (!option && raw.len <= WHOLE_ANSWER_MAX)
		option = bilingual(context, field, raw, false);
	if (!option && raw.len <= WHOLE_ANSWER_MAX)
		option = bilingual(context, field, raw, true);
	if (!option) {
		unclear(ret, field->type == RAP_FIELD_YES_NO ? "not-yes-or-no" : "not-a-choice");
	} else if (field->type == RAP_FIELD_YES_NO) {
		ret->value = (rap_value){.kind = RAP_VALUE_BOOL, .yes = strcmp(option, "yes") == 0};
	} else {
		ret->value = (rap_value){.kind = RAP_VALUE_TEXT, .text = rap_strdup(option)};
	}
}

/* ---- all ------------------------------------------------------------------------------------------------ */

static void read_text(rap_slice raw, rap_valued *ret)
{
	rap_buf nfc =
		rap_buf_init(raw.len * 3 + 16); /* NFC makes a text at most three times longer */

	rap_utf8_nfc(&nfc, rap_utf8_trim(raw));
	ret->value = (rap_value){.kind = RAP_VALUE_TEXT, .text = rap_buf_take(&nfc)};
}

void rap_value_read(const rap_context *context, const rap_field *field, rap_slice raw,
                    rap_valued *ret)
{
	*ret = (rap_valued){.status = RAP_ANSWER_OK};
	if (raw.len > RAP_LIMIT_VALUE) {
		unclear(ret, "too-long");
		return;
	}
	if (says_none(context, field, raw))
		ret->status = RAP_ANSWER_NONE;
	else if (rap_value_find(context, "reserve", raw))
		ret->status = RAP_ANSWER_RESERVE;
	if (ret->status != RAP_ANSWER_OK) {
		if (field->type == RAP_FIELD_TEXT)
			read_text(raw, ret);
		return;
	}
	switch (field->type) {
	case RAP_FIELD_CHOICE:
	case RAP_FIELD_YES_NO:
		read_choice(context, field, raw, ret);
		break;
	case RAP_FIELD_RATING:
		rap_value_rating(context, field, raw, ret);
		break;
	case RAP_FIELD_DATE:
		rap_value_date(context, raw, ret);
		break;
	case RAP_FIELD_LIST:
		rap_value_list(raw, ret);
		break;
	case RAP_FIELD_PEOPLE:
		rap_value_people(raw, ret);
		break;
	case RAP_FIELD_TEXT:
	case RAP_FIELD_PROPOSALS:
		read_text(raw, ret);
		break;
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
