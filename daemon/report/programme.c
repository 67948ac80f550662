// SPDX-License-Identifier: Apache-2.0
/* The annotated programme; see programme.h. */
#include "report/programme.h"

#include "common/limits.h"
#include "common/mem.h"
#include "report/annotation.h"

#include <stdlib.h>
#include <string.h>

#define LINE_MAX RAP_MIB

/* ---- times ---------------------------------------------------------------------------------------------- */

/* A time of day ("14:00") of the day on which the meeting begins; RAP_DATE_NONE where there is no such time. */
static int64_t time_of(const rap_consultation *c, const char *clock)
{
	rap_buf text = rap_buf_init(64);
	rap_civil civil;
	int64_t utc;

	if (!clock || rap_date_from_utc(c->meeting.starts, c->meeting.timezone, &civil) != RAP_OK)
		return RAP_DATE_NONE;
	rap_buf_printf(&text, "%04d-%02d-%02d %s", civil.year, civil.month, civil.day, clock);
	if (rap_date_parse_civil(rap_buf_as_slice(&text), &civil) != RAP_OK ||
	    rap_date_to_utc(&civil, c->meeting.timezone, &utc) != RAP_OK)
		utc = RAP_DATE_NONE;
	rap_buf_done(&text);
	return utc;
}

void rap_programme_put_times(rap_buf *out, const rap_consultation *c, const rap_session *session)
{
	int64_t start = time_of(c, session->start), end = time_of(c, session->end);
	rap_civil from, to, here;

	rap_buf_printf(out, "%s-%s", session->start, session->end);
	if (strcmp(c->meeting.timezone, "UTC") == 0 || start == RAP_DATE_NONE ||
	    end == RAP_DATE_NONE || rap_date_from_utc(start, "UTC", &from) != RAP_OK ||
	    rap_date_from_utc(end, "UTC", &to) != RAP_OK ||
	    rap_date_from_utc(start, c->meeting.timezone, &here) != RAP_OK)
		return;
	rap_buf_str(out, " (");
	if (from.day != here.day) /* another day there: say which */
		rap_buf_printf(out, "%04d-%02d-%02d, ", from.year, from.month, from.day);
	rap_buf_printf(out, "%02d:%02d-%02d:%02d UTC", from.hour, from.minute, to.hour, to.minute);
	rap_buf_char(out, ')');
}

/* ---- an objective --------------------------------------------------------------------------------------- */

static bool takes_proposals(const rap_objective *o)
{
	for (size_t i = 0; i < o->n_fields; i++)
		if (o->fields[i].draft)
			return true;
	return false;
}

static void put_document(const rap_document *d, rap_doc *doc)
{
	rap_doc_block_add(doc, RAP_DOC_ITEM, 0);
	rap_doc_printf(doc, RAP_RUN_PLAIN, "Document: %s", d->title);
	if (d->link)
		rap_doc_printf(doc, RAP_RUN_PLAIN, ", %s", d->link);
}

static void put_documents(const rap_consultation *c, unsigned objective, rap_doc *doc)
{
	for (size_t i = 0; i < c->n_documents; i++)
		if (c->documents[i].objective == objective)
			put_document(&c->documents[i], doc);
}

/* Who has said anything on it, and who has not. */
static void put_replies(const rap_papers *papers, const rap_objective *o, rap_doc *doc)
{
	const rap_consultation *c = papers->desk->consultation;
	bool *replied = rap_calloc(c->n_members + 1, sizeof *replied);
	rap_buf line = rap_buf_init(LINE_MAX);
	size_t n = 0;

	for (size_t i = 0; i < papers->answers.n; i++) {
		const rap_answer_row *row = &papers->answers.at[i];
		const rap_objective *of = NULL;

		(void)rap_consultation_field(c, row->field, &of);
		if (of == o)
			rap_papers_mark(papers, row->member, replied);
	}
	for (size_t i = 0; takes_proposals(o) && i < papers->board.rows.n; i++)
		if (!papers->board.rows.at[i].withdrawn)
			rap_papers_mark(papers, papers->board.rows.at[i].member, replied);
	for (size_t i = 0; i < c->n_members; i++)
		n += replied[i];
	rap_buf_printf(&line, "%zu of %zu member States", n, c->n_members);
	if (n < c->n_members) {
		rap_buf_str(&line, "; none yet from: ");
		rap_paper_members(papers, replied, false, &line);
	}
	rap_paper_labelled(doc, "Replies", rap_buf_text(&line));
	rap_buf_done(&line);
	free(replied);
}

static void put_objective(const rap_papers *papers, unsigned number, rap_doc *doc)
{
	const rap_consultation *c = papers->desk->consultation;
	const rap_objective *o = rap_consultation_objective(c, number);

	if (!o)
		return;
	rap_paper_section(doc, 3, o->title);
	put_documents(c, number, doc);
	put_replies(papers, o, doc);
	if (papers->has_draft && takes_proposals(o)) {
		rap_annotation_draft(papers, doc);
		rap_paper_section(doc, 4, "Answers");
	}
	rap_annotation_answers(papers, o, doc);
}

/* ---- the programme -------------------------------------------------------------------------------------- */

static void put_session(const rap_papers *papers, const rap_session *session, rap_doc *doc)
{
	rap_buf times = rap_buf_init(LINE_MAX);

	rap_programme_put_times(&times, papers->desk->consultation, session);
	rap_doc_block_add(doc, RAP_DOC_HEADING, 2);
	rap_doc_printf(doc, RAP_RUN_PLAIN, "%s %s", rap_buf_text(&times), session->title);
	for (size_t i = 0; i < session->items.n; i++)
		rap_paper_item(doc, session->items.at[i]);
	for (size_t i = 0; i < session->n_objectives; i++)
		put_objective(papers, session->objectives[i], doc);
	rap_buf_done(&times);
}

void rap_programme_put(const rap_papers *papers, rap_doc *doc)
{
	const rap_consultation *c = papers->desk->consultation;

	rap_paper_head(papers, "Annotated programme", doc);
	rap_doc_block_add(doc, RAP_DOC_PARAGRAPH, 0);
	rap_doc_printf(doc, RAP_RUN_PLAIN,
	               "Times are of %s%s. The wordings stand in the updated draft, the whole "
	               "answers in the workbook.",
	               c->meeting.timezone,
	               strcmp(c->meeting.timezone, "UTC") == 0 ? "" : ", in brackets UTC");
	put_documents(c, 0, doc);
	if (c->meeting.n_sessions == 0)
		rap_paper_say(doc, "No programme has been set.");
	for (size_t i = 0; i < c->meeting.n_sessions; i++)
		put_session(papers, &c->meeting.sessions[i], doc);
}
