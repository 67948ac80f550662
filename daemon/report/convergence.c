// SPDX-License-Identifier: Apache-2.0
/*
 * How far States agree on a paragraph. Only what is open counts: what is decided is no longer in question. The
 * classes are tried from the one that needs people most: a reservation, competing words, then what fits together.
 */
#include "report/convergence.h"

#include "common/mem.h"
#include "common/utf8.h"

#include <stdlib.h>

#define FOLDED_MAX (64u * 1024)
#define PHRASE_CJK_MIN 3u /* characters: shorter words are found in other words */

/* ---- reservations --------------------------------------------------------------------------------------- */

rap_strv rap_convergence_words(const rap_lexicon *lexicon)
{
	rap_strv words = {0};

	for (size_t i = 0; i < lexicon->n; i++) {
		const rap_word_set *set = &lexicon->sets[i];

		for (size_t j = 0; strcmp(set->group, "reserve") == 0 && j < set->words.n; j++) {
			rap_buf folded = rap_buf_init(FOLDED_MAX);

			rap_utf8_fold(&folded, rap_slice_of(set->words.at[j]));
			rap_strv_add(&words, rap_buf_text(&folded));
			rap_buf_done(&folded);
		}
	}
	return words;
}

/* Long enough to be a reservation wherever it stands; "reserve" alone may be money. */
static bool is_phrase(const char *word)
{
	rap_slice s = rap_slice_of(word);
	size_t at = 0;
	bool cjk = s.len > 0 && rap_utf8_is_cjk(rap_utf8_next(s, &at));

	return cjk ? rap_utf8_count(s) >= PHRASE_CJK_MIN : strchr(word, ' ') != NULL;
}

static bool is_letter(rap_slice text, size_t at)
{
	return at < text.len && rap_utf8_is_word(rap_utf8_next(text, &at));
}

static bool contains(rap_slice text, const char *phrase)
{
	for (const char *at = text.at; (at = strstr(at, phrase)) != NULL; at++) {
		size_t from = (size_t)(at - text.at), before = from;

		while (before > 0 && ((unsigned char)text.at[--before] & 0xC0) == 0x80)
			;
		if ((from == 0 || !is_letter(text, before)) &&
		    !is_letter(text, from + strlen(phrase)))
			return true;
	}
	return false;
}

/* Without the signs that close a sentence. */
static rap_slice bare(rap_slice text)
{
	text = rap_utf8_trim(text);
	while (text.len > 0 && strchr(".!;,", text.at[text.len - 1]))
		text.len--;
	if (text.len >= 3 && memcmp(text.at + text.len - 3, "\xE3\x80\x82", 3) == 0)
		text.len -= 3;
	return text;
}

bool rap_convergence_reserves(const rap_strv *words, const char *text)
{
	rap_buf folded = rap_buf_init(FOLDED_MAX);
	bool found = false;

	if (!text || !*text)
		return false;
	rap_utf8_fold(&folded, rap_slice_of(text));
	for (size_t i = 0; i < words->n && !found; i++)
		found = rap_slice_is(bare(rap_buf_as_slice(&folded)), words->at[i]) ||
		        (is_phrase(words->at[i]) &&
		         contains((rap_slice){rap_buf_text(&folded), folded.len}, words->at[i]));
	rap_buf_done(&folded);
	return found;
}

static bool is_open(const rap_proposal_row *row)
{
	return strncmp(row->disposition, "accepted", 8) != 0;
}

static bool is_reserved(const rap_strv *words, const rap_board_paragraph *p)
{
	for (size_t i = 0; i < p->all.n; i++) {
		const rap_proposal_row *row = p->all.at[i];

		if (is_open(row) && (rap_convergence_reserves(words, row->reason) ||
		                     (row->action == RAP_ACTION_COMMENT &&
		                      rap_convergence_reserves(words, row->words))))
			return true;
	}
	return false;
}

/* ---- agreement ------------------------------------------------------------------------------------------ */

static bool any_open(const rap_board_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (is_open(list->at[i]))
			return true;
	return false;
}

static bool variant_open(const rap_variant *v, const rap_board_list *list)
{
	for (size_t i = 0; i < v->n_by; i++)
		if (is_open(list->at[v->by[i]]))
			return true;
	return false;
}

static size_t count_open(const rap_variant *list, size_t n, const rap_board_list *rows)
{
	size_t open = 0;

	for (size_t i = 0; i < n; i++)
		open += variant_open(&list[i], rows);
	return open;
}

/*
 * How many different wordings of the paragraph are proposed that change it. Two touch when they change the same words, or
 * one adds words at an end of what the other changes: both cannot be accepted (revise_merge.c).
 */
static size_t count_wordings(const rap_board_paragraph *p, bool *ret_touch)
{
	const rap_overlay *o = &p->overlay;
	size_t edited = 0, before = 0; /* before: open variants of the segment before */

	*ret_touch = false;
	for (size_t i = 0; i < o->n_segments; i++) {
		size_t open = count_open(o->segments[i].variants, o->segments[i].n_variants,
		                         &p->replacements);
		bool adds = !*o->segments[i].base || (i > 0 && !*o->segments[i - 1].base);

		*ret_touch = *ret_touch || open > 1 || (open > 0 && before > 0 && adds);
		edited += open > 0;
		before = open;
	}
	return (edited > 0) + count_open(o->alternatives, o->n_alternatives, &p->replacements);
}

static bool several_states(const rap_board_list *list)
{
	for (size_t i = 1; i < list->n; i++)
		if (strcmp(list->at[i]->member, list->at[0]->member) != 0)
			return true;
	return false;
}

/* To keep the text as it stands is a wish about it, too. */
static bool any_keeps(const rap_board_paragraph *p)
{
	for (size_t i = 0; i < p->replacements.n; i++)
		if (is_open(p->replacements.at[i]) && strcmp(p->texts[i], p->block->text) == 0)
			return true;
	return false;
}

/* Two wordings of the same words, a whole alternative beside another change, a deletion of what others change, or
 * new paragraphs of several States in one place. */
static bool is_competing(const rap_board_paragraph *p)
{
	bool touch;
	size_t wordings = count_wordings(p, &touch);

	wordings += any_keeps(p);
	return touch || wordings > 1 || (wordings > 0 && any_open(&p->deletions)) ||
	       (several_states(&p->insertions) && count_open(p->new, p->n_new, &p->insertions) > 1);
}

static bool same_change(const rap_proposal_row *a, const rap_proposal_row *b)
{
	if (a->status == RAP_ANSWER_UNCLEAR || b->status == RAP_ANSWER_UNCLEAR ||
	    a->action != b->action || a->action == RAP_ACTION_COMMENT)
		return false;
	return a->action == RAP_ACTION_DELETE ||
	       (a->text && b->text && strcmp(a->text, b->text) == 0);
}

rap_convergence rap_convergence_of(const rap_strv *words, const rap_board_paragraph *p)
{
	bool editorial = true, identical = true, several = false;
	const rap_proposal_row *first = NULL;

	for (size_t i = 0; i < p->all.n; i++) {
		const rap_proposal_row *row = p->all.at[i];

		if (!is_open(row))
			continue;
		first = first ? first : row;
		editorial = editorial && (row->type == RAP_PROPOSAL_EDITORIAL ||
		                          row->type == RAP_PROPOSAL_TRANSLATION);
		identical = identical && same_change(first, row);
		several = several || strcmp(row->member, first->member) != 0;
	}
	if (!first)
		return RAP_CONVERGENCE_NONE;
	if (is_reserved(words, p))
		return RAP_CONVERGENCE_RESERVATION;
	if (is_competing(p))
		return RAP_CONVERGENCE_COMPETING;
	if (editorial)
		return RAP_CONVERGENCE_EDITORIAL;
	return identical && several ? RAP_CONVERGENCE_IDENTICAL : RAP_CONVERGENCE_APART;
}
