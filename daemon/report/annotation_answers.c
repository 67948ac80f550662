// SPDX-License-Identifier: Apache-2.0
/* Answers to the fields of an objective, for the programme; see annotation.h. */
#include "report/annotation.h"

#include "common/limits.h"
#include "common/mem.h"
#include "report/record.h"

#include <stdlib.h>

#define LINE_MAX RAP_MIB
#define WORDS_MAX 400u /* characters of one answer */
#define NO_POSITION "no position" /* a canonical word of the lexicon's choices */

/* ---- by value ------------------------------------------------------------------------------------------- */

/* The State's answer to a field, any of two that differ; NULL: none. */
static const rap_answer_row *answer_of(const rap_papers *papers, const char *member,
                                       const char *field)
{
	for (size_t i = 0; i < papers->answers.n; i++) {
		const rap_answer_row *row = &papers->answers.at[i];

		if (!row->superseded_by && strcmp(row->member, member) == 0 &&
		    strcmp(row->field, field) == 0)
			return row;
	}
	return NULL;
}

/* What a State has said, in a word by which States are put together. */
static char *word_of(const rap_papers *papers, const rap_field *field, const rap_answer_row *row)
{
	rap_buf out = rap_buf_init(LINE_MAX);
	rap_value value = {0};

	if (!row)
		rap_buf_str(&out, "no reply");
	else if (rap_papers_differ(papers, row->member, row->field))
		rap_buf_str(&out, "two answers that differ");
	else if (row->status == RAP_ANSWER_UNCLEAR)
		rap_buf_str(&out, "not clear yet");
	else if (row->status == RAP_ANSWER_RESERVE)
		rap_buf_str(&out, "reserves its position");
	else if (row->status == RAP_ANSWER_NONE)
		/* As in the workbook: "none" to a question of position is no position. */
		rap_buf_str(&out, rap_strv_has(&field->options, NO_POSITION) ? NO_POSITION
		                                                             : "nothing to say");
	else if (row->value && rap_value_decode(row->value, &value) == RAP_OK)
		rap_value_put(&out, &value);
	if (row && out.len == 0)
		rap_buf_str(&out, row->raw);
	rap_value_done(&value);
	return rap_buf_take(&out);
}

/* Values in the order of the form: options as they stand there, numbers and dates rising, the rest behind. */
typedef struct group {
	char *word;
	size_t order;
	bool real; /* a value, and not the want of one */
	bool *on; /* by place of the State */
} group;

static size_t order_of(const rap_papers *papers, const rap_field *field, const rap_answer_row *row,
                       const char *word)
{
	if (!row || row->status != RAP_ANSWER_OK ||
	    rap_papers_differ(papers, row->member, row->field))
		return SIZE_MAX;
	for (size_t i = 0; i < field->options.n; i++)
		if (strcmp(field->options.at[i], word) == 0)
			return i;
	if (field->type == RAP_FIELD_RATING) {
		long number = strtol(word, NULL, 10);

		return number > 0 ? (size_t)number : 0;
	}
	return field->options.n;
}

static int by_order(const void *a, const void *b)
{
	const group *x = a, *y = b;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return strcmp(x->word, y->word);
}

static group *group_for(group *groups, size_t *n, char *word, size_t members)
{
	for (size_t i = 0; i < *n; i++)
		if (strcmp(groups[i].word, word) == 0) {
			free(word);
			return &groups[i];
		}
	groups[*n].word = word;
	groups[*n].on = rap_calloc(members + 1, sizeof(bool));
	return &groups[(*n)++];
}

void rap_annotation_values(const rap_papers *papers, const rap_field *field, rap_buf *out)
{
	const rap_consultation *c = papers->desk->consultation;
	group *groups = rap_calloc(c->n_members + 1, sizeof *groups);
	size_t n = 0;

	for (size_t i = 0; i < c->n_members; i++) {
		const rap_answer_row *row = answer_of(papers, c->members[i].code, field->id);
		char *word = word_of(papers, field, row);
		size_t order = order_of(papers, field, row, word);
		group *g = group_for(groups, &n, word, c->n_members);

		g->order = order;
		g->on[i] = true;
	}
	qsort(groups, n, sizeof *groups, by_order);
	for (size_t i = 0; i < n; i++) {
		rap_buf who = rap_buf_init(LINE_MAX);

		rap_paper_members(papers, groups[i].on, true, &who);
		rap_buf_str(out, i ? "; " : "");
		rap_paper_excerpt(out, groups[i].word, WORDS_MAX);
		rap_buf_printf(out, ": %s", rap_buf_text(&who));
		rap_buf_done(&who);
		free(groups[i].word);
		free(groups[i].on);
	}
	free(groups);
}

/* ---- by State ------------------------------------------------------------------------------------------- */

static void put_words(const rap_papers *papers, const rap_answer_row *row, rap_doc *doc)
{
	rap_buf words = rap_buf_init(LINE_MAX);
	rap_value value = {0};

	rap_doc_block_add(doc, RAP_DOC_ITEM, 0);
	rap_doc_run(doc, RAP_RUN_BY, rap_record_state(papers->desk, row->member));
	rap_doc_run(doc, RAP_RUN_PLAIN, ": ");
	if (row->status == RAP_ANSWER_RESERVE)
		rap_doc_run(doc, RAP_RUN_PLAIN, "reserves its position: ");
	if (row->status == RAP_ANSWER_UNCLEAR)
		rap_doc_run(doc, RAP_RUN_PLAIN, "not clear yet: ");
	if (rap_papers_differ(papers, row->member, row->field))
		rap_doc_run(doc, RAP_RUN_PLAIN, "one of two answers that differ: ");
	if (row->value && /* also of two that differ */
	    rap_value_decode(row->value, &value) == RAP_OK && value.kind == RAP_VALUE_LIST)
		for (size_t i = 0; i < value.list.n; i++) {
			rap_buf_str(&words, i ? "; " : "");
			rap_paper_excerpt(&words, value.list.at[i], WORDS_MAX);
		}
	if (words.len == 0)
		rap_paper_excerpt(&words, row->raw, WORDS_MAX);
	rap_value_done(&value);
	rap_doc_run(doc, RAP_RUN_WORDS, rap_buf_text(&words));
	rap_buf_done(&words);
}

/* false: nobody has said anything. */
static bool put_states(const rap_papers *papers, const rap_field *field, rap_doc *doc)
{
	const rap_consultation *c = papers->desk->consultation;
	bool *silent = rap_calloc(c->n_members + 1, sizeof *silent), any = false, none = false;

	for (size_t i = 0; i < c->n_members; i++)
		for (size_t j = 0; j < papers->answers.n; j++) {
			const rap_answer_row *row = &papers->answers.at[j];

			if (row->superseded_by || strcmp(row->member, c->members[i].code) != 0 ||
			    strcmp(row->field, field->id) != 0)
				continue;
			if (!any)
				rap_paper_labelled(doc, field->label, "");
			any = true;
			silent[i] = row->status == RAP_ANSWER_NONE;
			none = none || silent[i];
			if (!silent[i])
				put_words(papers, row, doc);
		}
	if (none) {
		rap_buf line = rap_buf_init(LINE_MAX);

		rap_buf_str(&line, "Nothing to say: ");
		rap_paper_members(papers, silent, true, &line);
		rap_paper_item(doc, rap_buf_text(&line));
		rap_buf_done(&line);
	}
	free(silent);
	return any;
}

/* ---- an objective --------------------------------------------------------------------------------------- */

static bool has_answer(const rap_papers *papers, const rap_field *field)
{
	const rap_consultation *c = papers->desk->consultation;

	for (size_t i = 0; i < c->n_members; i++)
		if (answer_of(papers, c->members[i].code, field->id))
			return true;
	return false;
}

static bool put_field(const rap_papers *papers, const rap_field *field, rap_doc *doc)
{
	rap_buf line = rap_buf_init(LINE_MAX);

	switch (field->type) {
	case RAP_FIELD_PEOPLE:
	case RAP_FIELD_PROPOSALS:
		break;
	case RAP_FIELD_LIST:
	case RAP_FIELD_TEXT:
		return put_states(papers, field, doc);
	case RAP_FIELD_CHOICE:
	case RAP_FIELD_RATING:
	case RAP_FIELD_YES_NO:
	case RAP_FIELD_DATE:
		if (!has_answer(papers, field))
			return false;
		rap_annotation_values(papers, field, &line);
		rap_paper_labelled(doc, field->label, rap_buf_text(&line));
		break;
	}
	rap_buf_done(&line);
	return true;
}

void rap_annotation_answers(const rap_papers *papers, const rap_objective *objective, rap_doc *doc)
{
	rap_buf empty = rap_buf_init(LINE_MAX);

	for (size_t i = 0; i < objective->n_fields; i++)
		if (!put_field(papers, &objective->fields[i], doc))
			rap_buf_printf(&empty, "%s%s", empty.len ? "; " : "",
			               objective->fields[i].label);
	if (empty.len > 0)
		rap_paper_labelled(doc, "No answers yet on", rap_buf_text(&empty));
	rap_buf_done(&empty);
}
