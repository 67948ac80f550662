// SPDX-License-Identifier: Apache-2.0
/*
 * The text of the Word file of a request: how to answer, the forms, the draft; see docx.h.
 *
 * The order is that of the mail, form before draft, and so are the words: whoever lost all bookmarks on the way back
 * can still lay the text over the mail.
 */
#include "report/docx.h"

#include "common/limits.h"
#include "common/word_guide.h"
#include "common/word_mark.h"
#include "report/docx_parts.h"
#include "report/docx_write.h"
#include "report/fill.h"
#include "report/form.h"

#include <stdlib.h>

#define LEFT_COLUMN 4252u
#define HEADING_MAX 6

typedef struct writer {
	rap_docx_writer text;
	const rap_consultation *consultation;
	const rap_request_plan *request;
	const rap_draft *draft; /* NULL: the form only */
} writer;

bool rap_docx_wants_draft(const rap_consultation *c, const rap_request_plan *request)
{
	for (size_t i = 0; i < request->n_objectives; i++) {
		const rap_objective *o = rap_consultation_objective(c, request->objectives[i]);

		for (size_t j = 0; o && j < o->n_fields; j++)
			if (o->fields[j].draft)
				return true;
	}
	return false;
}

void rap_docx_file_name(rap_buf *out, const rap_consultation *c, const rap_request_plan *request,
                        const rap_draft *draft)
{
	bool has_draft = draft && rap_docx_wants_draft(c, request);

	rap_buf_printf(out, "%s-%s.docx", c->id, has_draft ? "draft" : request->id);
}

static void put_paragraph(writer *w, const char *style, const char *words)
{
	rap_docx_begin(&w->text, style);
	rap_docx_run(&w->text, words);
	rap_docx_end(&w->text);
}

static void put_guide_line(writer *w, const char *style, rap_word_guide line)
{
	rap_docx_own(&w->text, style, rap_word_guide_line(line));
}

/* ---- how to answer -------------------------------------------------------------------------------------- */

static void put_required(writer *w)
{
	rap_buf words = rap_buf_init(RAP_LIMIT_VALUE);

	rap_buf_str(&words, rap_word_guide_line(RAP_WORD_GUIDE_OPTIONS));
	for (size_t i = 0, n = 0; i < w->request->n_objectives; i++) {
		const rap_objective *o =
			rap_consultation_objective(w->consultation, w->request->objectives[i]);

		for (size_t j = 0; o && j < o->n_fields; j++)
			if (o->fields[j].required)
				rap_buf_printf(&words, "%s%s",
				               n++ ? ", " : "Please answer at least ",
				               o->fields[j].id);
		if (i + 1 == w->request->n_objectives)
			rap_buf_str(&words, n ? "; all other items are optional."
			                      : "All items are optional.");
	}
	rap_docx_own(&w->text, "BodyText", rap_buf_text(&words));
	rap_buf_done(&words);
}

static void put_guide(writer *w)
{
	unsigned id = rap_docx_bookmark(&w->text, RAP_WORD_MARK_CLEAN, "");

	rap_docx_bookmark_end(&w->text, id);
	if (w->draft)
		rap_docx_bookmark_draft(&w->text, w->draft);
	rap_docx_own(&w->text, "Title", w->consultation->title);
	put_guide_line(w, "Subtitle",
	               w->draft ? RAP_WORD_GUIDE_DRAFT_TITLE : RAP_WORD_GUIDE_FORM_TITLE);
	put_guide_line(w, "BodyText", RAP_WORD_GUIDE_CELLS);
	put_required(w);
	if (w->draft)
		put_guide_line(w, "BodyText", RAP_WORD_GUIDE_DRAFT);
	put_guide_line(w, "BodyText", RAP_WORD_GUIDE_SEND);
}

/* ---- the form ------------------------------------------------------------------------------------------- */

/* Room for writing, in twentieths of a point: more where sentences are expected. */
static unsigned height_of(const rap_field *field)
{
	switch (field->type) {
	case RAP_FIELD_TEXT:
	case RAP_FIELD_LIST:
	case RAP_FIELD_PEOPLE:
	case RAP_FIELD_PROPOSALS:
		return 1400;
	case RAP_FIELD_CHOICE:
	case RAP_FIELD_RATING:
	case RAP_FIELD_YES_NO:
	case RAP_FIELD_DATE:
		break;
	}
	return 0;
}

static void put_cell(writer *w, unsigned width, const char *properties)
{
	rap_buf_printf(&w->text.out, "<w:tc><w:tcPr><w:tcW w:w=\"%u\" w:type=\"dxa\"/>%s</w:tcPr>",
	               width, properties);
}

static void put_field(writer *w, const rap_field *field)
{
	rap_buf label = rap_buf_init(RAP_LIMIT_VALUE), hint = rap_buf_init(RAP_LIMIT_VALUE);
	rap_buf cue = rap_buf_init(256);
	unsigned id, height = height_of(field);

	rap_buf_printf(&label, "[%s] ", field->id);
	rap_form_printed_label(&label, field);
	rap_buf_char(&hint, '(');
	rap_form_printed_hint(&hint, field);
	rap_buf_char(&hint, ')');
	rap_buf_printf(&cue, "Answer [%s]:", field->id);

	/* A row stays on one page. */
	rap_buf_str(&w->text.out, "<w:tr><w:trPr><w:cantSplit/>");
	if (height > 0)
		rap_buf_printf(&w->text.out, "<w:trHeight w:val=\"%u\" w:hRule=\"atLeast\"/>",
		               height);
	rap_buf_str(&w->text.out, "</w:trPr>");
	put_cell(w, LEFT_COLUMN, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F2F2\"/>");
	put_paragraph(w, "FormLabel", rap_buf_text(&label));
	put_paragraph(w, "FormHint", rap_buf_text(&hint));
	rap_buf_str(&w->text.out, "</w:tc>");
	put_cell(w, RAP_DOCX_WIDTH - LEFT_COLUMN, "");
	rap_docx_begin(&w->text, "FormCue");
	id = rap_docx_bookmark(&w->text, RAP_WORD_MARK_ANSWER, field->id);
	rap_docx_run(&w->text, rap_buf_text(&cue));
	rap_docx_bookmark_end(&w->text, id);
	rap_docx_end(&w->text);
	rap_docx_begin(&w->text, "FormAnswer");
	rap_docx_end(&w->text);
	rap_buf_str(&w->text.out, "</w:tc></w:tr>\n");
	rap_buf_done(&label);
	rap_buf_done(&hint);
	rap_buf_done(&cue);
}

/* Each paragraph of it. */
static void put_introduction(writer *w, const char *introduction)
{
	rap_buf flowed = rap_buf_init(RAP_LIMIT_VALUE);
	char *at, *next;

	rap_fill_flow(&flowed, introduction);
	for (at = rap_buf_take(&flowed), next = at; next;) {
		char *stop = strstr(next, "\n\n");

		if (stop)
			*stop = '\0';
		if (*next)
			rap_docx_own(&w->text, "BodyText", next);
		next = stop ? stop + 2 : NULL;
	}
	free(at);
	rap_buf_done(&flowed);
}

static void put_form(writer *w, const rap_objective *o)
{
	rap_buf heading = rap_buf_init(RAP_LIMIT_VALUE);

	rap_buf_printf(&heading, "Objective %u: %s", o->number, o->title);
	rap_docx_own(&w->text, "Heading1", rap_buf_text(&heading));
	rap_buf_done(&heading);
	if (o->introduction)
		put_introduction(w, o->introduction);
	rap_buf_printf(&w->text.out,
	               "<w:tbl><w:tblPr><w:tblStyle w:val=\"Form\"/><w:tblW w:w=\"%u\""
	               " w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
	               "<w:gridCol w:w=\"%u\"/><w:gridCol w:w=\"%u\"/></w:tblGrid>\n",
	               RAP_DOCX_WIDTH, LEFT_COLUMN, RAP_DOCX_WIDTH - LEFT_COLUMN);
	for (size_t i = 0; i < o->n_fields; i++)
		put_field(w, &o->fields[i]);
	rap_buf_str(&w->text.out, "</w:tbl>\n");
}

static void put_forms(writer *w)
{
	for (size_t i = 0; i < w->request->n_objectives; i++) {
		const rap_objective *o =
			rap_consultation_objective(w->consultation, w->request->objectives[i]);

		if (o && o->n_fields > 0)
			put_form(w, o);
	}
	put_paragraph(w, "FormEnd", RAP_FORM_END);
	if (w->draft)
		put_guide_line(w, "FormEnd", RAP_WORD_GUIDE_NEXT);
}

/* ---- the draft ------------------------------------------------------------------------------------------ */

static void put_block(writer *w, const rap_block *b)
{
	static const char *const items[] = {"DraftText", "DraftItem1", "DraftItem2"};
	char heading[] = "Heading1";
	unsigned id;

	if (b->kind == RAP_BLOCK_HEADING) {
		int level = b->level < 1 ? 1 : b->level > HEADING_MAX ? HEADING_MAX : b->level;

		heading[sizeof heading - 2] = (char)('0' + level);
		rap_docx_own(&w->text, heading, b->text);
		return;
	}
	if (!b->mark) {
		rap_docx_own(&w->text,
		             items[b->level < 0   ? 0
		                   : b->level > 2 ? 2
		                                  : b->level],
		             b->text);
		return;
	}
	rap_docx_begin(&w->text, items[b->level < 0 ? 0 : b->level > 2 ? 2 : b->level]);
	id = rap_docx_bookmark(&w->text, RAP_WORD_MARK_PARAGRAPH, b->mark);
	rap_docx_mark(&w->text, b->mark);
	rap_docx_run(&w->text, " ");
	rap_docx_run(&w->text, b->text);
	rap_docx_bookmark_end(&w->text, id);
	rap_docx_end(&w->text);
}

static void put_draft(writer *w)
{
	rap_buf note = rap_buf_init(RAP_LIMIT_VALUE);

	rap_buf_printf(&note, "%s%s", w->draft->revision ? w->draft->revision : "Draft",
	               RAP_WORD_DRAFT_NOTE);
	rap_docx_own(&w->text, "DraftNote", rap_buf_text(&note));
	rap_buf_done(&note);
	for (size_t i = 0; i < w->draft->n; i++)
		put_block(w, &w->draft->blocks[i]);
}

rap_err rap_docx_make(const rap_consultation *c, const rap_request_plan *request,
                      const rap_draft *draft, rap_buf *ret_file)
{
	writer w = {.text.out = rap_buf_init(RAP_DOCX_DOCUMENT_MAX),
	            .consultation = c,
	            .request = request,
	            .draft = rap_docx_wants_draft(c, request) ? draft : NULL};
	rap_docx_front front = {.symbol = c->id, .title = c->title, .language = c->language};
	rap_err err = RAP_E_LIMIT;

	if (w.draft)
		front.revision = w.draft->revision ? w.draft->revision : "Draft";
	rap_buf_str(&w.text.out, RAP_DOCX_XML "<w:document xmlns:w=\"" RAP_DOCX_W
	                                      "\" xmlns:r=\"" RAP_DOCX_R "\"><w:body>\n");
	put_guide(&w);
	put_forms(&w);
	if (w.draft)
		put_draft(&w);
	rap_buf_str(&w.text.out, RAP_DOCX_SECTION "</w:body></w:document>\n");
	if (!w.text.out.over)
		err = rap_docx_finish(&front, rap_buf_as_slice(&w.text.out), ret_file);
	rap_buf_done(&w.text.out);
	return err;
}
