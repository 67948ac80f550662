// SPDX-License-Identifier: Apache-2.0
/* What the note of outcomes says, for its template. */
#include "report/outcome_parts.h"

#include "common/limits.h"
#include "common/mem.h"
#include "report/compile.h"
#include "report/view.h"
#include "store/decision.h"

#define PHRASE_MAX 1024u

/* ---- words ---------------------------------------------------------------------------------------------- */

static const rap_revise_trouble *trouble_of(const rap_outcome *o, const rap_proposal_row *row)
{
	for (size_t i = 0; i < o->revised.n_troubles; i++)
		if (o->revised.troubles[i].row == row && !o->revised.troubles[i].is_in)
			return &o->revised.troubles[i];
	return NULL;
}

static void put_disposition(const rap_outcome *o, const rap_proposal_row *row, rap_buf *out)
{
	const char *revision = o->revised.draft.revision;
	rap_disposition disposition = RAP_DISPOSITION_MEETING;

	(void)rap_disposition_parse(row->disposition, &disposition);
	switch (disposition) {
	case RAP_DISPOSITION_ACCEPTED:
		rap_buf_str(out, "accepted");
		break;
	case RAP_DISPOSITION_MODIFIED:
		rap_buf_str(out, "accepted with modification");
		break;
	case RAP_DISPOSITION_DECLINED:
		rap_buf_str(out, "not accepted");
		break;
	case RAP_DISPOSITION_NOTED:
		rap_buf_str(out, "noted, with thanks");
		break;
	case RAP_DISPOSITION_MEETING:
		rap_buf_str(out,
		            row->status == RAP_ANSWER_UNCLEAR
		                    ? "not yet clear to us; the Secretariat will come back to you"
		                    : "open; it is left to the meeting");
	}
	if (!rap_disposition_is_in(disposition))
		return;
	if (trouble_of(o, row))
		rap_buf_str(out, "; its words are still to be fitted into the text");
	else
		rap_buf_printf(out, "; it stands in %s%s", revision,
		               disposition == RAP_DISPOSITION_MODIFIED ? " in other words" : "");
}

static const char *action_words(rap_action action)
{
	switch (action) {
	case RAP_ACTION_REPLACE:
		return "you proposed as its text";
	case RAP_ACTION_INSERT_AFTER:
		return "you proposed a new paragraph after it";
	case RAP_ACTION_DELETE:
		return "you proposed to delete it";
	case RAP_ACTION_COMMENT:
		break;
	}
	return "you commented";
}

static json_t *view_proposal(const rap_outcome_note *n, const rap_proposal_row *row,
                             const rap_outcome_measure *m)
{
	json_t *item = rap_view_new();
	rap_buf number = rap_buf_init(PHRASE_MAX), what = rap_buf_init(PHRASE_MAX);
	const char *words = row->text ? row->text : row->words;

	rap_buf_printf(&number, "%s-%ld", row->member, row->number);
	put_disposition(n->outcome, row, &what);
	rap_view_buf(item, "number", &number);
	rap_view_str(item, "action", action_words(row->action));
	rap_view_excerpt(item, "words", row->action == RAP_ACTION_DELETE ? "" : words, m->words);
	rap_view_bool(item, "any_words", row->action != RAP_ACTION_DELETE && words && *words);
	rap_view_buf(item, "disposition", &what);
	if (row->decision_reason && *row->decision_reason)
		rap_view_excerpt(item, "reason", row->decision_reason, m->text);
	else
		rap_view_put(item, "reason", json_null());
	return item;
}

/* ---- paragraphs ----------------------------------------------------------------------------------------- */

static void add_text(json_t *list, const rap_block *block, const rap_outcome_measure *m)
{
	json_t *item = rap_view_new();

	rap_view_str(item, "number", rap_compile_number(block->mark));
	rap_view_excerpt(item, "text", block->text, m->text);
	rap_view_add(list, item);
}

/* The paragraph as it now stands, and what was put behind it for these proposals; each once. */
static json_t *view_texts(const rap_outcome_note *n, size_t first, size_t last,
                          const rap_outcome_measure *m)
{
	const rap_outcome *o = n->outcome;
	const rap_block *block = rap_outcome_block(o, n->rows[first]->paragraph);
	json_t *list = rap_view_list();
	const char *shown = NULL;

	if (!block || m->text == 0)
		return list;
	add_text(list, block, m);
	for (size_t i = first; i < last; i++) {
		const char *mark = o->revised.marks[n->rows[i] - o->rows.at];
		const rap_block *new = mark ? rap_outcome_block(o, mark) : NULL;

		if (new && (!shown || strcmp(shown, mark) != 0))
			add_text(list, new, m);
		shown = mark ? mark : shown;
	}
	return list;
}

static size_t same_paragraph(const rap_outcome_note *n, size_t first, size_t end)
{
	size_t last = first;

	while (last < end && strcmp(n->rows[last]->paragraph, n->rows[first]->paragraph) == 0)
		last++;
	return last;
}

static json_t *view_paragraphs(const rap_outcome_note *n, const rap_outcome_measure *m)
{
	json_t *list = rap_view_list();
	size_t end = n->n < m->entries ? n->n : m->entries;

	for (size_t i = 0, last; i < end; i = last) {
		const char *mark = n->rows[i]->paragraph;
		json_t *item = rap_view_new(), *proposals = rap_view_list(), *texts;

		last = same_paragraph(n, i, end);
		for (size_t j = i; j < last; j++)
			rap_view_add(proposals, view_proposal(n, n->rows[j], m));
		texts = view_texts(n, i, last, m);
		rap_view_str(item, "paragraph", rap_compile_number(mark));
		rap_view_bool(item, "missing", !rap_outcome_block(n->outcome, mark));
		rap_view_put(item, "proposals", proposals);
		rap_view_bool(item, "any_texts", json_array_size(texts) > 0);
		rap_view_put(item, "texts", texts);
		rap_view_add(list, item);
	}
	return list;
}

/* ---- the letter ----------------------------------------------------------------------------------------- */

/* "2 accepted, 1 not accepted" */
static void put_summary(const rap_outcome_note *n, rap_buf *out)
{
	for (unsigned d = 0; d <= RAP_DISPOSITION_NOTED; d++) {
		/* What is open comes last. */
		const char *words = rap_disposition_text(
			(rap_disposition)((d + 1) % (RAP_DISPOSITION_NOTED + 1)));
		size_t many = 0;

		for (size_t i = 0; i < n->n; i++)
			many += strcmp(n->rows[i]->disposition, words) == 0;
		if (many > 0)
			rap_buf_printf(out, "%s%zu %s", out->len ? ", " : "", many, words);
	}
}

static void put_withdrawn(const rap_outcome_note *n, rap_buf *out)
{
	for (size_t i = 0; i < n->outcome->rows.n; i++) {
		const rap_proposal_row *row = &n->outcome->rows.at[i];

		if (row->withdrawn && !row->superseded_by &&
		    strcmp(row->member, n->member->code) == 0)
			rap_buf_printf(out, "%s%s-%ld", out->len ? ", " : "", row->member,
			               row->number);
	}
}

static void view_withdrawn(json_t *view, const rap_outcome_note *n)
{
	rap_buf out = rap_buf_init(RAP_OUTCOME_TABLE_MAX);

	if (n->told < 0)
		put_withdrawn(n, &out);
	if (out.len > 0)
		rap_view_buf(view, "withdrawn", &out);
	else
		rap_view_put(view, "withdrawn", json_null());
	rap_buf_done(&out);
}

json_t *rap_outcome_view(const rap_outcome_note *n, const rap_outcome_measure *m)
{
	const rap_desk *desk = n->outcome->desk;
	json_t *view = rap_view_new(), *paragraphs = view_paragraphs(n, m);
	rap_buf summary = rap_buf_init(PHRASE_MAX);
	size_t left_out = n->n > m->entries ? n->n - m->entries : 0;

	put_summary(n, &summary);
	rap_view_house(view, desk);
	rap_view_str(view, "member", n->member->name_in_text);
	rap_view_str(view, "revision", n->outcome->revised.draft.revision);
	rap_view_str(view, "draft",
	             desk->draft && desk->draft->revision ? desk->draft->revision : "the draft");
	rap_view_bool(view, "again", n->told >= 0);
	rap_view_count(view, "proposals", n->n, "proposal", "proposals");
	rap_view_buf(view, "summary", &summary);
	rap_view_bool(view, "any_paragraphs", json_array_size(paragraphs) > 0);
	rap_view_put(view, "paragraphs", paragraphs);
	rap_view_bool(view, "any_unchanged", n->unchanged > 0);
	rap_view_count(view, "unchanged", n->unchanged, "other proposal", "other proposals");
	view_withdrawn(view, n);
	rap_view_bool(view, "any_enclosed", left_out > 0 || m->text < SIZE_MAX);
	rap_view_bool(view, "any_left_out", left_out > 0);
	rap_view_num(view, "left_out", (int64_t)left_out);
	return view;
}
