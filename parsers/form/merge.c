// SPDX-License-Identifier: Apache-2.0
/*
 * One answer per item. The same words twice are one answer; two different ones are a conflict, never silently
 * the first or the last (R57). What another author wrote, or what may belong to the neighbouring item, is
 * unclear.
 */
#include "parsers/form/merge.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/form/proposal.h"
#include "parsers/value/value.h"

#include <stdlib.h>

#define EXCERPT_CHARS 200u

/* ---- comparing ------------------------------------------------------------------------------------------ */

/* Letters and digits alone: what a client does to quotes, dashes and blanks makes no difference. */
static void letters_of(rap_slice raw, rap_buf *out)
{
	rap_buf folded = rap_buf_init(raw.len * 18 + 16);
	rap_slice s;

	rap_utf8_fold(&folded, raw);
	s = rap_buf_as_slice(&folded);
	for (size_t at = 0; at < s.len;) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(s, &at);

		/* "<mailto:...>" and "<https://...>" that a client writes behind a link */
		if (c == '<' && s.len - at > 7 &&
		    (memcmp(s.at + at, "mailto:", 7) == 0 || memcmp(s.at + at, "http", 4) == 0)) {
			while (at < s.len && s.at[at] != '>')
				at++;
			continue;
		}
		if (rap_utf8_is_word(c) || rap_utf8_is_cjk(c))
			rap_buf_slice(out, rap_slice_sub(s, begin, at));
	}
	rap_buf_done(&folded);
}

static bool same_letters(const char *a, const char *b)
{
	rap_buf x = rap_buf_init(strlen(a) * 18 + 16), y = rap_buf_init(strlen(b) * 18 + 16);
	bool same;

	letters_of(rap_slice_of(a), &x);
	letters_of(rap_slice_of(b), &y);
	same = rap_slice_eq(rap_buf_as_slice(&x), rap_buf_as_slice(&y));
	rap_buf_done(&x);
	rap_buf_done(&y);
	return same;
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_value(const rap_valued *a, const rap_valued *b)
{
	if (a->status != b->status || a->value.kind != b->value.kind ||
	    a->status == RAP_ANSWER_UNCLEAR)
		return false;
	switch (a->value.kind) {
	case RAP_VALUE_NUMBER:
		return a->value.number == b->value.number;
	case RAP_VALUE_BOOL:
		return a->value.yes == b->value.yes;
	case RAP_VALUE_TEXT:
		return same_text(a->value.text, b->value.text);
	case RAP_VALUE_NULL:
		return true; /* none and none, reserve and reserve */
	case RAP_VALUE_LIST:
		return false; /* compared by their words */
	}
	return false;
}

static bool agree(const rap_context *context, const rap_words *a, const rap_words *b)
{
	const rap_field *field = &context->fields[a->field];
	rap_valued x, y;
	bool same;

	if (same_letters(a->raw, b->raw)) {
		rap_buf folded = rap_buf_init(RAP_KIB), other = rap_buf_init(RAP_KIB);

		/* Signs matter where there are no letters ("-"), or in a number (">3" against "3"). */
		if (strlen(a->raw) > 40 || strlen(b->raw) > 40)
			return true;
		rap_text_fold(rap_slice_of(a->raw), &folded);
		rap_text_fold(rap_slice_of(b->raw), &other);
		same = rap_slice_eq(rap_buf_as_slice(&folded), rap_buf_as_slice(&other));
		rap_buf_done(&folded);
		rap_buf_done(&other);
		if (same || rap_value_is_open(field->type))
			return true;
	}
	rap_value_read(context, field, rap_slice_of(a->raw), &x);
	rap_value_read(context, field, rap_slice_of(b->raw), &y);
	same = same_value(&x, &y);
	rap_value_done(&x.value);
	rap_value_done(&y.value);
	return same;
}

/* ---- one answer ----------------------------------------------------------------------------------------- */

static char *cut_to(const char *s, size_t bytes)
{
	size_t n = strlen(s);

	if (n > bytes)
		n = bytes;
	while (n > 0 && n < strlen(s) && ((unsigned char)s[n] & 0xC0) == 0x80)
		n--;
	return rap_strndup(s, n);
}

static const char *reason_text(const char *flag)
{
	static const struct {
		const char *flag, *text;
	} reasons[] = {
		{"not-a-choice", "The answer is not one of the choices."},
		{"qualified", "The answer names a choice, but says more than that."},
		{"bare-yes-or-no", "A yes or no alone does not say which choice is meant."},
		{"not-a-rating", "The answer is not exactly one number of the scale."},
		{"several-numbers", "The answer has more than one number."},
		{"not-yes-or-no", "The answer is neither yes nor no."},
		{"not-a-date", "The answer is not one day without doubt."},
		{"year-missing", "The day has no year, and one that has passed may be meant."},
		{"not-a-list", "No items were found in the answer."},
		{"not-people", "The names could not be told from the rest with certainty."},
		{"no-paragraph", "The text names no paragraph by its mark."},
		{"several-options", "It is not certain which option is marked."},
		{"two-answers", "The mail gives two different answers to this item."},
		{"parts-differ", "The plain text and the HTML of the mail give different answers."},
		{RAP_FLAG_FOREIGN, "The words stand in a quoted letter of somebody else."},
		{"quotes-a-mail",
	         "The answer holds the head of another mail; whose words are meant is "
	         "not certain."},
		{"maybe-shifted",
	         "Answers may have been typed above their labels instead of below."},
		{"no-words",
	         "A picture, a lone sign or words struck out stand where the answer should be."},
		{"before-cue",
	         "The words stand before the sign for the answer, perhaps in its place."},
		{"same-everywhere",
	         "The same words stand under most items, as if a program had put them there."},
		{"bare-number", "The number may name this item, or stand in a sentence."},
		{"correction-in-prose", "The letter seems to correct this item in a sentence."},
		{"form-unknown", "It is not known what was sent; some of these words may be ours."},
		{"may-be-signature",
	         "The last lines may be the end of the letter and no part of the answer."},
		{"too-long", "The mail is too long to be read with certainty."},
		{"lost-characters", "Characters of the answer were lost in conversion."},
	};

	for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
		if (strcmp(reasons[i].flag, flag) == 0)
			return reasons[i].text;
	return "The answer could not be read with certainty.";
}

static void add_finding(rap_reading *reading, const char *code, const char *field,
                        const char *words)
{
	rap_buf text = rap_buf_init(RAP_KIB);
	char *excerpt = rap_strndup(words, rap_utf8_offset(rap_slice_of(words), EXCERPT_CHARS));

	rap_buf_printf(&text, "Item %s: %s", field, reason_text(code));
	rap_reading_finding(reading, code, field, excerpt, rap_buf_text(&text));
	rap_buf_done(&text);
	free(excerpt);
}

static void make_unclear(rap_answer *answer, rap_answer_status status, const char *flag)
{
	rap_value_done(&answer->value);
	answer->value = (rap_value){0};
	answer->status = status;
	if (!rap_strv_has(&answer->flags, flag))
		rap_strv_add(&answer->flags, flag);
}

static void set_span(const rap_page *page, const rap_words *words, rap_answer *answer)
{
	size_t before = rap_utf8_count(rap_slice_sub(page->text, 0, words->from));
	answer->span_from = before;
	answer->span_to =
		before + rap_utf8_count(rap_slice_sub(page->text, words->from, words->to));
}

/* A text that proposes nothing on any marked paragraph has no place in the draft yet. */
static void check_proposals(const rap_merge *m, const rap_words *words, rap_answer *answer,
                            rap_reading *reading)
{
	const rap_field *field = &m->context->fields[words->field];
	const rap_against against = {m->context, m->names, m->vocabulary,
	                             m->pages[words->page].sent};
	size_t n;

	if (field->type != RAP_FIELD_PROPOSALS && field->type != RAP_FIELD_TEXT)
		return;
	if (answer->status == RAP_ANSWER_NONE || answer->status == RAP_ANSWER_RESERVE)
		return;
	n = rap_proposal_lines(&against, rap_slice_of(words->raw), answer->where,
	                       answer->status != RAP_ANSWER_OK, reading);
	if (n == 0 && field->type == RAP_FIELD_PROPOSALS && answer->status == RAP_ANSWER_OK)
		make_unclear(answer, RAP_ANSWER_UNCLEAR, "no-paragraph");
}

static void put_answer(const rap_merge *m, const rap_words *words, const rap_words *other,
                       const char *conflict, rap_reading *reading)
{
	const rap_field *field = &m->context->fields[words->field];
	rap_answer *answer = rap_reading_answer(reading);
	rap_valued v;

	if (!answer)
		return;
	answer->field = rap_strdup(field->id);
	answer->where = rap_strdup(m->pages[words->page].where);
	set_span(&m->pages[words->page], words, answer);
	rap_value_read(m->context, field, rap_slice_of(words->raw), &v);
	answer->status = v.status;
	answer->value = v.value;
	/* The last flag is the reason, where there is one. */
	if (words->fan_out)
		rap_strv_add(&answer->flags, "range");
	if (words->how == RAP_WORDS_HINT)
		rap_strv_add(&answer->flags, "marked-in-list");
	if (v.flag)
		rap_strv_add(&answer->flags, v.flag);
	if (words->foreign)
		make_unclear(answer, RAP_ANSWER_UNCLEAR, RAP_FLAG_FOREIGN);
	if (words->unclear || words->how == RAP_WORDS_PROSE)
		make_unclear(answer, RAP_ANSWER_UNCLEAR, words->flag ? words->flag : "unclear");
	if (conflict) {
		/* Both are kept, one line below the other. */
		rap_buf both = rap_buf_init(strlen(words->raw) + strlen(other->raw) + 16);

		rap_buf_printf(&both, "%s\n%s", words->raw, other->raw);
		make_unclear(answer, RAP_ANSWER_CONFLICT, conflict);
		answer->raw = cut_to(rap_buf_text(&both), RAP_LIMIT_VALUE);
		rap_buf_done(&both);
	} else {
		answer->raw = cut_to(words->raw, RAP_LIMIT_VALUE);
	}
	check_proposals(m, words, answer, reading);
	if (field->type == RAP_FIELD_PEOPLE && answer->status == RAP_ANSWER_OK)
		rap_people_add(m->context, rap_slice_of(words->raw), reading);
	if (answer->status == RAP_ANSWER_UNCLEAR || answer->status == RAP_ANSWER_CONFLICT)
		add_finding(reading,
		            answer->flags.n ? answer->flags.at[answer->flags.n - 1] : "unclear",
		            field->id, answer->raw);
}

/* ---- all of an item ------------------------------------------------------------------------------------- */

static bool usable(const rap_merge *m, const rap_words *w, size_t field, bool foreign)
{
	(void)m;
	return w->field == field && w->foreign == foreign;
}

/* The first words of an item in the primary body, then in attachments; what contradicts them. */
static void merge_field(const rap_merge *m, const rap_found *found, size_t field, bool foreign,
                        rap_reading *reading)
{
	const rap_words *first = NULL, *other = NULL;
	const char *conflict = NULL;

	for (int turn = 0; turn < 3; turn++) {
		for (size_t i = 0; i < found->n; i++) {
			const rap_words *w = &found->at[i];
			bool attachment = m->pages[w->page].attachment;

			/* Turn 0: the primary body, 1: attachments, 2: the other body. */
			if (!usable(m, w, field, foreign) || (turn == 0 && w->page != m->primary) ||
			    (turn == 1 && !attachment) ||
			    (turn == 2 && (attachment || w->page == m->primary)))
				continue;
			if (!first) {
				first = w;
				/* Only the other body has it: nobody knows which one its author saw. */
				if (turn == 2)
					conflict = "parts-differ";
			} else if (!conflict && !agree(m->context, first, w)) {
				other = w;
				conflict = turn == 2 ? "parts-differ" : "two-answers";
			}
		}
	}
	if (!first)
		return;
	if (conflict && !other) {
		rap_words copy = *first;

		copy.unclear = true;
		copy.flag = conflict;
		put_answer(m, &copy, NULL, NULL, reading);
		return;
	}
	put_answer(m, first, other, conflict, reading);
}

static bool has_own(const rap_found *found, size_t field)
{
	for (size_t i = 0; i < found->n; i++)
		if (found->at[i].field == field && !found->at[i].foreign)
			return true;
	return false;
}

void rap_merge_answers(const rap_merge *merge, const rap_found *found, rap_reading *reading)
{
	for (size_t f = 0; f < merge->context->n_fields; f++)
		merge_field(merge, found, f, !has_own(found, f), reading);
}

static size_t items_of(const rap_found *found, size_t page)
{
	size_t n = 0;

	for (size_t i = 0; i < found->n; i++) {
		bool again = false;

		for (size_t k = 0; k < i && !again; k++)
			again = found->at[k].page == page &&
			        found->at[k].field == found->at[i].field;
		n += found->at[i].page == page && !again;
	}
	return n;
}

size_t rap_merge_primary(const rap_page *pages, size_t n_pages, const rap_found *found)
{
	size_t best = 0, most = 0;

	for (size_t p = 0; p < n_pages; p++) {
		size_t n = pages[p].attachment ? 0 : items_of(found, p);

		/* The bodies come in order of worth: a later one must yield more to be preferred. */
		if (n > most) {
			most = n;
			best = p;
		}
	}
	return best;
}
