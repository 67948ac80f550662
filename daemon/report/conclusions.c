// SPDX-License-Identifier: Apache-2.0
/* Draft conclusions in three parts; see conclusions.h. Silence is never consent: nothing is agreed by it here. */
#include "report/conclusions.h"

#include "common/limits.h"
#include "common/mem.h"
#include "report/agreement.h"
#include "report/annotation.h"
#include "report/compile.h"
#include "report/position.h"
#include "report/record.h"
#include "store/decision.h"

#include <stdlib.h>

#define LINE_MAX RAP_MIB
#define WORDS_MAX 400u

typedef struct making {
	const rap_papers *papers;
	rap_doc *doc;
	rap_decisions decisions; /* of all proposals, the earliest first */
	bool *supports; /* by place */
	bool all_support;
} making;

static const rap_consultation *consultation(const making *m)
{
	return m->papers->desk->consultation;
}

/* ---- proposals that are decided ------------------------------------------------------------------------- */

static rap_disposition disposition_of(const rap_proposal_row *row)
{
	rap_disposition d;

	return rap_disposition_parse(row->disposition, &d) ? d : RAP_DISPOSITION_MEETING;
}

static int by_proposal(const void *a, const void *b)
{
	const rap_decision *x = a, *y = b;

	if (x->proposal_id != y->proposal_id)
		return x->proposal_id < y->proposal_id ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* The reason of the decision that holds, which is the last one; NULL: none was given. */
static const char *reason_of(const making *m, const rap_proposal_row *row)
{
	size_t low = 0, high = m->decisions.n;

	while (low < high) { /* the first behind all of this proposal */
		size_t middle = low + (high - low) / 2;

		if (m->decisions.at[middle].proposal_id <= row->id)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && m->decisions.at[low - 1].proposal_id == row->id
	               ? m->decisions.at[low - 1].reason
	               : NULL;
}

static bool is_open(const rap_board_paragraph *p)
{
	return p->convergence != RAP_CONVERGENCE_NONE;
}

/* "JP-3 (Japan) on paragraph 5: accepted. Reason: ..." */
static void put_decided(const making *m, const rap_proposal_row *row)
{
	const rap_board_paragraph *p = rap_board_find(&m->papers->board, row->paragraph);
	const char *reason = reason_of(m, row);

	rap_doc_block_add(m->doc, RAP_DOC_ITEM, 0);
	if (rap_papers_named(m->papers)) {
		rap_doc_printf(m->doc, RAP_RUN_STRONG, "%s-%ld", row->member, row->number);
		rap_doc_printf(m->doc, RAP_RUN_BY, " (%s)",
		               rap_record_state(m->papers->desk, row->member));
	} else {
		rap_doc_run(m->doc, RAP_RUN_PLAIN, "A proposal");
	}
	rap_doc_printf(m->doc, RAP_RUN_PLAIN, " on paragraph %s, %s: %s.",
	               rap_compile_number(row->paragraph), rap_action_text(row->action),
	               row->disposition);
	if (p && is_open(p))
		rap_doc_run(m->doc, RAP_RUN_PLAIN, " Other proposals on this paragraph are open.");
	if (reason && *reason) {
		rap_buf words = rap_buf_init(LINE_MAX);

		rap_paper_excerpt(&words, reason, WORDS_MAX);
		rap_doc_run(m->doc, RAP_RUN_PLAIN, " Reason: ");
		rap_doc_run(m->doc, RAP_RUN_WORDS, rap_buf_text(&words));
		rap_buf_done(&words);
	}
}

/* Those that were decided so, or (in false) that were decided and are not in the text; how many. */
static size_t put_all_decided(const making *m, bool in, const char *title)
{
	const rap_board *board = &m->papers->board;
	size_t n = 0;

	for (size_t i = 0; i <= board->n; i++) {
		const rap_board_list *list =
			i < board->n ? &board->paragraphs[i].all : &board->settled;

		for (size_t j = 0; j < list->n; j++) {
			rap_disposition d = disposition_of(list->at[j]);

			if (d == RAP_DISPOSITION_MEETING || rap_disposition_is_in(d) != in)
				continue;
			if (n++ == 0)
				rap_paper_say(m->doc, title);
			put_decided(m, list->at[j]);
		}
	}
	return n;
}

/* ---- agreed --------------------------------------------------------------------------------------------- */

static void put_missing_support(const making *m)
{
	const rap_field *field = rap_position_field(consultation(m));
	rap_buf line = rap_buf_init(LINE_MAX);

	rap_buf_str(&line, "No paragraph is listed as agreed for want of proposals: silence is "
	                   "no consent, and ");
	if (field) {
		rap_buf_str(&line, "not every member State has said that it supports the draft. "
		                   "Support has not been said, not for every part of it, or of "
		                   "an earlier text only, by: ");
		rap_paper_members(m->papers, m->supports, false, &line);
	} else {
		rap_buf_str(&line, "the form does not ask for a position on the draft");
	}
	rap_buf_char(&line, '.');
	rap_paper_say(m->doc, rap_buf_text(&line));
	rap_buf_done(&line);
}

static void put_agreed(const making *m)
{
	rap_buf list = rap_buf_init(LINE_MAX);
	size_t accepted;

	rap_paper_section(m->doc, 2, "I. Agreed");
	if (!m->papers->has_draft) {
		rap_paper_say(m->doc, "There is no draft under consultation.");
		return;
	}
	accepted = put_all_decided(m, true,
	                           "Changes taken into the text by decision of the Secretariat, "
	                           "for the Meeting to confirm:");
	if (!m->all_support)
		put_missing_support(m);
	else if (rap_agreement_list(m->papers, rap_agreement_untouched, &list) > 0)
		rap_paper_labelled(m->doc,
		                   "Paragraphs without proposals, on a draft that every member "
		                   "State supports, for the Meeting to confirm",
		                   rap_buf_text(&list));
	else if (accepted == 0)
		rap_paper_say(m->doc, "Nothing yet.");
	rap_buf_done(&list);
}

/* ---- open ----------------------------------------------------------------------------------------------- */

/* "Paragraph 5: competing proposals (Japan, Mongolia)" */
static void put_open_paragraphs(const making *m)
{
	bool any = false;

	for (int which = RAP_CONVERGENCE_RESERVATION; which > RAP_CONVERGENCE_NONE; which--)
		for (size_t i = 0; i < m->papers->board.n; i++) {
			const rap_board_paragraph *p = &m->papers->board.paragraphs[i];
			rap_buf who = rap_buf_init(LINE_MAX);

			if ((int)p->convergence == which) {
				rap_paper_who(m->papers, &p->all, NULL, p->all.n, &who);
				rap_doc_block_add(m->doc, RAP_DOC_ITEM, 0);
				rap_doc_printf(m->doc, RAP_RUN_STRONG,
				               "Paragraph %s:", rap_compile_number(p->block->mark));
				rap_doc_printf(m->doc, RAP_RUN_PLAIN, " %s (",
				               rap_agreement_text(m->papers, p));
				rap_doc_run(m->doc, RAP_RUN_BY, rap_buf_text(&who));
				rap_doc_run(m->doc, RAP_RUN_PLAIN, ")");
				any = true;
			}
			rap_buf_done(&who);
		}
	if (!any)
		rap_paper_say(m->doc, "No proposal on the draft is open.");
}

static void put_strays(const making *m)
{
	rap_board_list strays = rap_agreement_strays(&m->papers->board.strays);

	for (size_t i = 0, n; i < strays.n; i += n) {
		rap_board_list here = {strays.at + i, n = rap_agreement_same_place(&strays, i)};
		rap_buf who = rap_buf_init(LINE_MAX);

		rap_paper_who(m->papers, &here, NULL, n, &who);
		rap_doc_block_add(m->doc, RAP_DOC_ITEM, 0);
		rap_doc_printf(m->doc, RAP_RUN_STRONG,
		               "Paragraph %s:", rap_compile_number(here.at[0]->paragraph));
		rap_doc_run(m->doc, RAP_RUN_PLAIN, " not in this draft (");
		rap_doc_run(m->doc, RAP_RUN_BY, rap_buf_text(&who));
		rap_doc_run(m->doc, RAP_RUN_PLAIN, ")");
		rap_buf_done(&who);
	}
	free(strays.at);
}

static bool in_programme(const rap_consultation *c, unsigned objective)
{
	for (size_t i = 0; i < c->meeting.n_sessions; i++)
		for (size_t j = 0; j < c->meeting.sessions[i].n_objectives; j++)
			if (c->meeting.sessions[i].objectives[j] == objective)
				return true;
	return false;
}

static bool is_about_draft(const rap_objective *o)
{
	for (size_t i = 0; i < o->n_fields; i++)
		if (o->fields[i].draft)
			return true;
	return false;
}

static void put_other_matter(const making *m, const rap_objective *o)
{
	const rap_consultation *c = consultation(m);
	bool *on = rap_calloc(c->n_members + 1, sizeof *on);
	rap_buf who = rap_buf_init(LINE_MAX);

	for (size_t i = 0; i < m->papers->answers.n; i++) {
		const rap_objective *of = NULL;

		(void)rap_consultation_field(c, m->papers->answers.at[i].field, &of);
		if (of == o)
			rap_papers_mark(m->papers, m->papers->answers.at[i].member, on);
	}
	rap_paper_members(m->papers, on, true, &who);
	rap_doc_block_add(m->doc, RAP_DOC_ITEM, 0);
	rap_doc_printf(m->doc, RAP_RUN_STRONG, "%s:", o->title);
	if (who.len > 0)
		rap_doc_printf(m->doc, RAP_RUN_PLAIN,
		               " the replies of %s, as set out in the annotated programme",
		               rap_buf_text(&who));
	else
		rap_doc_run(m->doc, RAP_RUN_PLAIN, " no replies yet");
	rap_buf_done(&who);
	free(on);
}

/* What else the meeting has before it: the objectives of its programme that are not about the draft. */
static void put_other_matters(const making *m)
{
	const rap_consultation *c = consultation(m);
	bool any = false;

	for (size_t i = 0; i < c->n_objectives; i++) {
		const rap_objective *o = &c->objectives[i];

		if (is_about_draft(o) || !in_programme(c, o->number))
			continue;
		if (!any)
			rap_paper_say(m->doc, "The Meeting has before it besides:");
		any = true;
		put_other_matter(m, o);
	}
}

static void put_open(const making *m)
{
	rap_buf list = rap_buf_init(LINE_MAX);

	rap_paper_section(m->doc, 2, "II. Open");
	if (m->papers->has_draft) {
		put_open_paragraphs(m);
		put_strays(m);
		if (!m->all_support &&
		    rap_agreement_list(m->papers, rap_agreement_untouched, &list) > 0)
			rap_paper_labelled(m->doc,
			                   "Paragraphs without proposals, to which not every State "
			                   "has said yes",
			                   rap_buf_text(&list));
		(void)put_all_decided(m, false,
		                      "Proposals that are not in the text by decision of the "
		                      "Secretariat; their State may raise them again:");
	}
	put_other_matters(m);
	rap_buf_done(&list);
}

/* ---- for the body that comes after ---------------------------------------------------------------------- */

static void put_reserved_items(const making *m)
{
	const rap_consultation *c = consultation(m);

	for (size_t i = 0; i < m->papers->answers.n; i++) {
		const rap_answer_row *row = &m->papers->answers.at[i];
		const rap_field *field = rap_consultation_field(c, row->field, NULL);
		rap_buf words = rap_buf_init(LINE_MAX);

		if (row->status == RAP_ANSWER_RESERVE && !row->superseded_by) {
			rap_paper_excerpt(&words, row->raw, WORDS_MAX);
			rap_doc_block_add(m->doc, RAP_DOC_ITEM, 0);
			rap_doc_run(m->doc, RAP_RUN_BY,
			            rap_record_state(m->papers->desk, row->member));
			rap_doc_printf(m->doc, RAP_RUN_PLAIN,
			               " reserves its position on item %s, %s: ", row->field,
			               field ? field->label : "");
			rap_doc_run(m->doc, RAP_RUN_WORDS, rap_buf_text(&words));
		}
		rap_buf_done(&words);
	}
}

static bool is_reserved(const rap_papers *papers, const rap_board_paragraph *p)
{
	(void)papers;
	return p->convergence == RAP_CONVERGENCE_RESERVATION;
}

static void put_silence_rounds(const making *m)
{
	const rap_consultation *c = consultation(m);

	for (size_t i = 0; i < c->n_rounds; i++) {
		const rap_round_plan *round = &c->rounds[i];
		rap_buf from = rap_buf_init(LINE_MAX), to = rap_buf_init(LINE_MAX);

		if (round->silence) {
			rap_date_put_human(&from, round->opens, c->meeting.timezone, true);
			rap_date_put_human(&to, round->deadline, c->meeting.timezone, true);
			rap_doc_block_add(m->doc, RAP_DOC_ITEM, 0);
			rap_doc_printf(m->doc, RAP_RUN_PLAIN,
			               "A silence procedure is planned%s%s, from %s to %s; it "
			               "counts only once an officer has opened it.",
			               round->title ? ": " : "", round->title ? round->title : "",
			               rap_buf_text(&from), rap_buf_text(&to));
		}
		rap_buf_done(&from);
		rap_buf_done(&to);
	}
}

static void put_position(const making *m, const rap_field *field)
{
	rap_buf line = rap_buf_init(LINE_MAX);

	rap_annotation_values(m->papers, field, &line);
	rap_paper_labelled(m->doc, field->label, rap_buf_text(&line));
	rap_buf_done(&line);
}

/* On the whole, and on each part that not everybody who spoke supports. */
static void put_positions(const making *m)
{
	const rap_consultation *c = consultation(m);
	const rap_field *whole = rap_position_field(c);

	if (whole)
		put_position(m, whole);
	for (size_t i = 0; i < c->n_objectives; i++)
		for (size_t j = 0; j < c->objectives[i].n_fields; j++) {
			const rap_field *field = &c->objectives[i].fields[j];

			if (field != whole && rap_position_differs(m->papers, field))
				put_position(m, field);
		}
}

static void put_forwarded(const making *m)
{
	const rap_consultation *c = consultation(m);
	const char *body = c->meeting.forward_to ? c->meeting.forward_to : "the governing body";
	rap_buf list = rap_buf_init(LINE_MAX);

	rap_doc_block_add(m->doc, RAP_DOC_HEADING, 2);
	rap_doc_printf(m->doc, RAP_RUN_PLAIN, "III. For %s", body);
	rap_doc_block_add(m->doc, RAP_DOC_PARAGRAPH, 0);
	rap_doc_printf(m->doc, RAP_RUN_PLAIN,
	               "What the Meeting leaves open goes to %s in square brackets, with whose "
	               "proposals they are.",
	               body);
	if (m->papers->has_draft && rap_agreement_list(m->papers, is_reserved, &list) > 0)
		rap_paper_labelled(m->doc, "Paragraphs on which a State reserves its position",
		                   rap_buf_text(&list));
	put_reserved_items(m);
	put_positions(m);
	put_silence_rounds(m);
	rap_buf_done(&list);
}

/* ---- the paper ------------------------------------------------------------------------------------------ */

rap_err rap_conclusions_put(const rap_papers *papers, rap_doc *doc)
{
	making m = {.papers = papers, .doc = doc};
	const size_t n = consultation(&m)->n_members;
	rap_err err = RAP_OK;

	if (papers->desk->store)
		err = rap_decisions_get(papers->desk->store, 0, &m.decisions);
	if (err != RAP_OK)
		return err;
	if (m.decisions.n > 1)
		qsort(m.decisions.at, m.decisions.n, sizeof *m.decisions.at, by_proposal);
	m.supports = rap_calloc(n + 1, sizeof *m.supports);
	rap_position_supporters(papers, m.supports);
	m.all_support = n > 0;
	for (size_t i = 0; i < n; i++)
		m.all_support = m.all_support && m.supports[i];
	rap_paper_head(papers, "Draft conclusions", doc);
	rap_paper_say(doc, "Made from the replies before the Meeting, for the Chair and the "
	                   "Secretariat to complete. Silence is not taken for agreement.");
	put_agreed(&m);
	put_open(&m);
	put_forwarded(&m);
	free(m.supports);
	rap_decisions_done(&m.decisions);
	return RAP_OK;
}
