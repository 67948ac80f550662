// SPDX-License-Identifier: Apache-2.0
/*
 * Choices and yes-no: one option, in the words of the questionnaire or of the lexicon, once or in two languages
 * that agree, with a tick before it, or with "no comments" behind it. A word more is no option.
 */
#include "parsers/value/value.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/value/marks.h"

#include <string.h>

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
	if (rap_slice_is_nocase(rap_value_trim(raw), "yes"))
		return "yes";
	return rap_slice_is_nocase(rap_value_trim(raw), "no") ? "no" : NULL;
}

const char *rap_value_option(const rap_context *context, const rap_field *field, rap_slice raw)
{
	static const char *const groups[] = {"choice", "yes-no"};
	rap_buf key = rap_buf_init(RAP_VALUE_WHOLE_MAX * 18),
		option = rap_buf_init(RAP_VALUE_WHOLE_MAX * 18);
	const char *found = NULL;

	if (raw.len > RAP_VALUE_WHOLE_MAX)
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

static bool is_comma(uint32_t c)
{
	return c == ',' || c == '.' || c == ';' || c == '\n' || c == '(' || c == ')' ||
	       c == 0xFF0C || c == 0x3001 || c == 0x3002 || c == 0xFF1B || c == 0xFF08 ||
	       c == 0xFF09;
}

/* What the pieces of an answer in two languages are looked up in: the options of a field, or a group of words. */
typedef struct lookup {
	const rap_context *context;
	const rap_field *field; /* NULL: the group */
	const char *group;
	bool remarks; /* "no comments" behind the option says nothing; commas part them */
} lookup;

typedef struct agreed {
	const char *value;
	size_t remarks; /* pieces that say that there are none */
} agreed;

static const char *look_up(const lookup *l, rap_slice piece)
{
	const rap_word_set *set;

	if (l->field)
		return rap_value_option(l->context, l->field, piece);
	set = rap_value_find(l->context, l->group, piece);
	return set ? set->value : NULL;
}

/* One piece of a bilingual answer: agrees with what the others said, or spoils it. */
static bool add_piece(const lookup *l, rap_slice piece, agreed *so_far)
{
	const rap_word_set *none;
	const char *option;

	piece = rap_value_trim(piece);
	if (piece.len == 0)
		return true;
	option = look_up(l, piece);
	if (!option && l->remarks) {
		none = rap_value_find(l->context, "none", piece);
		if (!none || strcmp(none->value, "none") != 0 || !so_far->value)
			return false;
		so_far->remarks++;
		return true;
	}
	if (!option || (so_far->value && strcmp(so_far->value, option) != 0))
		return false;
	so_far->value = option;
	return true;
}

/*
 * "Support（支持）", "support / 支持", "支持 support": every piece must be on the list and all must agree. Two scripts
 * without a blank between them may be one word: 不是no.
 */
static const char *bilingual(const lookup *l, rap_slice raw, bool by_script)
{
	agreed so_far = {0};
	script current = SCRIPT_NONE;
	uint32_t before = ' ';
	size_t from = 0;

	for (size_t at = 0; at < raw.len;) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(raw, &at);
		script s = script_of(c);
		bool sign = l->remarks ? is_comma(c) : parts(c), cut = sign;

		if (by_script && s != SCRIPT_NONE) {
			cut |= current != SCRIPT_NONE && s != current;
			if (cut && script_of(before) != SCRIPT_NONE)
				return NULL;
			current = s;
		}
		before = c;
		if (!cut)
			continue;
		if (!add_piece(l, rap_slice_sub(raw, from, begin), &so_far))
			return NULL;
		from = sign ? at : begin;
	}
	if (!add_piece(l, rap_slice_sub(raw, from, raw.len), &so_far) ||
	    (l->remarks && so_far.remarks == 0))
		return NULL;
	return so_far.value;
}

const char *rap_value_twice(const rap_context *context, const char *group, rap_slice raw)
{
	const lookup words = {.context = context, .group = group};
	const char *value = NULL;

	if (raw.len <= RAP_VALUE_WHOLE_MAX)
		value = bilingual(&words, raw, false);
	if (!value && raw.len <= RAP_VALUE_WHOLE_MAX)
		value = bilingual(&words, raw, true);
	return value;
}

/* A tick or a crossed box: "[x] support", "support ✓". An empty box alone says nothing. */
static bool has_tick(rap_slice raw)
{
	for (size_t at = 0; at < raw.len;) {
		uint32_t c = rap_utf8_next(raw, &at);

		if ((c >= 0x2611 && c <= 0x2612) || c == 0x2705 || (c >= 0x2713 && c <= 0x2714) ||
		    c == 0x221A)
			return true;
		if ((c == '[' || c == '(' || c == 0xFF08 || c == 0xFF3B) && at + 1 < raw.len &&
		    (raw.at[at] | 0x20) == 'x' && (raw.at[at + 1] == ']' || raw.at[at + 1] == ')'))
			return true;
	}
	return false;
}

/* "[ ] support": a box before the words that nobody ticked. */
static bool has_empty_box(rap_slice raw)
{
	raw = rap_utf8_trim(raw);
	return raw.len > 3 && memcmp(raw.at, "[ ]", 3) == 0;
}

/* Why the words are no option, as far as that can be told. */
static const char *why_none(const rap_context *context, const rap_field *field, rap_slice raw)
{
	bool yes_no = field->type == RAP_FIELD_YES_NO, qualified = false;
	rap_buf key = rap_buf_init(RAP_VALUE_WHOLE_MAX * 18);
	const rap_word_set *set = NULL;
	size_t len = 0;

	if (!yes_no && rap_value_find(context, "yes-no", raw))
		return "bare-yes-or-no";
	if (raw.len <= RAP_VALUE_WHOLE_MAX) {
		rap_value_key(raw, &key);
		set = rap_value_prefix(context, yes_no ? "yes-no" : "choice",
		                       rap_buf_as_slice(&key), &len);
		qualified = set && len < key.len && (yes_no || option_named(field, set->value));
	}
	rap_buf_done(&key);
	return qualified ? "qualified" : yes_no ? "not-yes-or-no" : "not-a-choice";
}

void rap_value_choice(const rap_context *context, const rap_field *field, rap_slice raw,
                      rap_valued *ret)
{
	const lookup options = {.context = context, .field = field};
	const lookup remarked = {.context = context, .field = field, .remarks = true};
	const char *option = NULL, *flag = NULL;
	rap_slice ticked;

	if (raw.len <= RAP_VALUE_WHOLE_MAX && (!has_empty_box(raw) || has_tick(raw))) {
		option = rap_value_option(context, field, raw);
		if (!option)
			option = bilingual(&options, raw, false);
		if (!option)
			option = bilingual(&options, raw, true);
		if (!option)
			option = bilingual(&remarked, raw, false);
		if (!option && has_tick(raw)) {
			rap_marks marks = rap_marks_read(context, field, raw, &ticked);

			if (marks == RAP_MARKS_ONE)
				option = rap_value_option(context, field, ticked);
			else if (marks == RAP_MARKS_UNCLEAR)
				flag = "several-options";
		}
	}
	if (!option)
		*ret = (rap_valued){.status = RAP_ANSWER_UNCLEAR,
		                    .flag = flag ? flag : why_none(context, field, raw)};
	else if (field->type == RAP_FIELD_YES_NO)
		ret->value = (rap_value){.kind = RAP_VALUE_BOOL, .yes = strcmp(option, "yes") == 0};
	else
		ret->value = (rap_value){.kind = RAP_VALUE_TEXT, .text = rap_strdup(option)};
}
