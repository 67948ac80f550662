// SPDX-License-Identifier: Apache-2.0
/* The pieces a context is made of: field types, fields, paragraphs, and the lexicon of whole answers. */
#include "common/context.h"
#include "common/mem.h"
#include "common/utf8.h"

#include <assert.h>
#include <stdlib.h>

#define FOLDED_MAX 400 /* longer than any word of the lexicon: a longer text is none of them */

static const char *const type_texts[] = {
#define X(name, text) [name] = text,
	RAP_FIELD_TYPE_TABLE(X)
#undef X
};

#define N_TYPES (sizeof type_texts / sizeof type_texts[0])

const char *rap_field_type_text(rap_field_type type)
{
	assert((size_t)type < N_TYPES);
	return type_texts[type];
}

bool rap_field_type_parse(const char *text, rap_field_type *ret)
{
	for (size_t i = 0; i < N_TYPES; i++)
		if (strcmp(text, type_texts[i]) == 0) {
			*ret = (rap_field_type)i;
			return true;
		}
	return false;
}

void rap_field_done(rap_field *field)
{
	free(field->id);
	free(field->label);
	free(field->hint);
	rap_strv_done(&field->options);
	*field = (rap_field){0};
}

rap_field rap_field_copy(const rap_field *field)
{
	rap_field copy = *field;

	copy.id = rap_strdup(field->id);
	copy.label = rap_strdup(field->label);
	copy.hint = rap_strdup(field->hint);
	copy.options = (rap_strv){0};
	for (size_t i = 0; i < field->options.n; i++)
		rap_strv_add(&copy.options, field->options.at[i]);
	return copy;
}

void rap_paragraph_done(rap_paragraph *paragraph)
{
	free(paragraph->mark);
	free(paragraph->bookmark);
	free(paragraph->text);
	free(paragraph->revision);
	*paragraph = (rap_paragraph){0};
}

rap_paragraph rap_paragraph_copy(const rap_paragraph *paragraph)
{
	return (rap_paragraph){
		.mark = rap_strdup(paragraph->mark),
		.bookmark = rap_strdup(paragraph->bookmark),
		.text = rap_strdup(paragraph->text),
		.revision = rap_strdup(paragraph->revision),
	};
}

void rap_lexicon_done(rap_lexicon *lexicon)
{
	for (size_t i = 0; i < lexicon->n; i++) {
		free(lexicon->sets[i].group);
		free(lexicon->sets[i].value);
		rap_strv_done(&lexicon->sets[i].words);
		rap_strv_done(&lexicon->sets[i].openings);
	}
	free(lexicon->sets);
	free(lexicon->index);
	*lexicon = (rap_lexicon){0};
}

/* What people put around an answer without changing it. No dash: alone it is an answer; no question mark. */
static bool is_wrapping(uint32_t code)
{
	static const char ascii[] = ".,;:!'\"()[]{}*_";
	static const uint32_t wrapping[] = {
		0xAB, /* guillemets */
		0xBB,   0xB7,   0x201E, 0x2026, 0x3001, 0x3002, /* ideographic comma, full stop */
		0x3008, 0x3009, 0x300A, 0x300B, 0x300C, 0x300D, /* CJK brackets */
		0x300E, 0x300F, 0x3010, 0x3011, 0x3014, 0x3015, 0x30FB,
	};

	if ((code | 0x20) >= 'a' && (code | 0x20) <= 'z')
		return false;
	if (code < 0x80)
		return (code && strchr(ascii, (int)code)) || rap_utf8_is_space(code);
	for (size_t i = 0; i < sizeof wrapping / sizeof wrapping[0]; i++)
		if (code == wrapping[i])
			return true;
	return rap_utf8_is_space(code);
}

static uint32_t straight(uint32_t code)
{
	if (code == 0x2018 || code == 0x2019 || code == 0x02BC)
		return '\'';
	if (code == 0x201C || code == 0x201D)
		return '"';
	return code;
}

/*
 * The form in which answers and words are compared: folded, quotes straight, each run of white space one
 * blank, and nothing around it (unless nothing else is there).
 */
static void tidy(rap_buf *out, rap_slice s)
{
	size_t begin = SIZE_MAX, end = 0;

	rap_buf_cut(out, 0);
	for (size_t at = 0; at < s.len;) {
		uint32_t code = straight(rap_utf8_next(s, &at));
		size_t before = out->len;

		if (rap_utf8_is_space(code)) {
			if (out->len == 0 || out->at[out->len - 1] != ' ')
				rap_buf_char(out, ' ');
			continue;
		}
		if (code != RAP_UTF8_BAD) /* only behind the cap */
			rap_utf8_put(out, code);
		if (is_wrapping(code))
			continue;
		if (begin == SIZE_MAX)
			begin = before;
		end = out->len;
	}
	if (begin == SIZE_MAX)
		return;
	rap_buf_cut(out, end);
	memmove(out->at, out->at + begin, end - begin);
	rap_buf_cut(out, end - begin);
}

static void normalise(rap_buf *out, rap_slice text)
{
	rap_buf folded = rap_buf_init(4 * FOLDED_MAX);

	rap_utf8_fold(&folded, rap_utf8_trim(text));
	tidy(out, rap_buf_as_slice(&folded));
	if (folded.over)
		out->over = true;
	rap_buf_done(&folded);
}

void rap_lexicon_fold(rap_lexicon *lexicon)
{
	for (size_t i = 0; i < lexicon->n; i++)
		for (size_t j = 0; j < lexicon->sets[i].words.n; j++) {
			char **word = &lexicon->sets[i].words.at[j];
			rap_buf folded = rap_buf_init(FOLDED_MAX);

			normalise(&folded, rap_slice_of(*word));
			free(*word);
			*word = rap_buf_take(&folded);
		}
	lexicon->folded = true;
}

/* Whether the folded text is one of the words; these are folded here where nobody did so before. */
static bool has_word(const rap_strv *words, bool folded, rap_slice text)
{
	rap_buf word = rap_buf_init(FOLDED_MAX);
	bool found = false;

	for (size_t i = 0; i < words->n && !found; i++) {
		if (folded) {
			found = rap_slice_is(text, words->at[i]);
			continue;
		}
		normalise(&word, rap_slice_of(words->at[i]));
		found = rap_slice_eq(text, rap_buf_as_slice(&word));
	}
	rap_buf_done(&word);
	return found;
}

/* ---- the index ------------------------------------------------------------------------------------------ */

struct rap_lexicon_word {
	const char *word; /* of its set */
	size_t set;
};

static int by_word(const void *left, const void *right)
{
	const struct rap_lexicon_word *a = left, *b = right;
	int order = strcmp(a->word, b->word);

	/* Where a word stands twice the first set comes first, as without an index. */
	return order != 0 ? order : (a->set > b->set) - (a->set < b->set);
}

void rap_lexicon_sort(rap_lexicon *lexicon)
{
	size_t n = 0;

	assert(lexicon->folded || lexicon->n == 0);
	free(lexicon->index);
	for (size_t i = 0; i < lexicon->n; i++)
		n += lexicon->sets[i].words.n;
	lexicon->index = rap_calloc(n, sizeof *lexicon->index);
	lexicon->n_index = 0;
	for (size_t i = 0; i < lexicon->n; i++)
		for (size_t j = 0; j < lexicon->sets[i].words.n; j++)
			lexicon->index[lexicon->n_index++] =
				(struct rap_lexicon_word){lexicon->sets[i].words.at[j], i};
	if (n > 0)
		qsort(lexicon->index, n, sizeof *lexicon->index, by_word);
}

static const rap_word_set *find_sorted(const rap_lexicon *lexicon, const char *group,
                                       const char *folded)
{
	size_t from = 0, to = lexicon->n_index;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (strcmp(lexicon->index[middle].word, folded) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	for (; from < lexicon->n_index && strcmp(lexicon->index[from].word, folded) == 0; from++) {
		const rap_word_set *set = &lexicon->sets[lexicon->index[from].set];

		if (strcmp(set->group, group) == 0)
			return set;
	}
	return NULL;
}

static const rap_word_set *find_in_turn(const rap_lexicon *lexicon, const char *group,
                                        rap_slice folded)
{
	for (size_t i = 0; i < lexicon->n; i++) {
		const rap_word_set *set = &lexicon->sets[i];

		if (strcmp(set->group, group) == 0 &&
		    has_word(&set->words, lexicon->folded, folded))
			return set;
	}
	return NULL;
}

static const rap_word_set *find(const rap_lexicon *lexicon, const char *group, rap_slice text,
                                void (*make)(rap_buf *out, rap_slice text))
{
	rap_buf folded = rap_buf_init(FOLDED_MAX);
	const rap_word_set *found = NULL;

	/* A text far longer than every word is none, and need not be folded to see it. */
	if (text.len > 16u * FOLDED_MAX)
		return NULL;
	make(&folded, text);
	if (folded.len > 0 && !folded.over && !memchr(folded.at, '\0', folded.len))
		found = lexicon->index ? find_sorted(lexicon, group, rap_buf_text(&folded))
		                       : find_in_turn(lexicon, group, rap_buf_as_slice(&folded));
	rap_buf_done(&folded);
	return found;
}

const rap_word_set *rap_lexicon_find(const rap_lexicon *lexicon, const char *group, rap_slice text)
{
	return rap_utf8_valid(text) ? find(lexicon, group, text, normalise) : NULL;
}

const rap_word_set *rap_lexicon_find_folded(const rap_lexicon *lexicon, const char *group,
                                            rap_slice text)
{
	return find(lexicon, group, text, tidy);
}
