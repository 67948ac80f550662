// SPDX-License-Identifier: Apache-2.0
/* The files of the pack; see pack.h. */
#include "pack.h"

#include "app.h"
#include "common/limits.h"
#include "draft_files.h"
#include "output.h"
#include "report/agreement.h"
#include "report/calendar.h"
#include "report/conclusions.h"
#include "report/participants.h"
#include "report/programme.h"
#include "report/workbook.h"

#include <stdio.h>

typedef rap_err paper_fn(const rap_papers *papers, rap_doc *doc);

static rap_err put_programme(const rap_papers *papers, rap_doc *doc)
{
	rap_programme_put(papers, doc);
	return RAP_OK;
}

static rap_err put_agreement(const rap_papers *papers, rap_doc *doc)
{
	rap_agreement_put(papers, doc);
	return RAP_OK;
}

static const struct {
	const char *name, *title;
	paper_fn *put;
} papers_of[] = {
	{"programme", "Annotated programme", put_programme},
	{"convergence", "Convergence by paragraph", put_agreement},
	{"conclusions", "Draft conclusions", rap_conclusions_put},
	{"participants", "Provisional list of participants", rap_participants_put},
};

#define N_PAPERS (sizeof papers_of / sizeof *papers_of)

/* ---- the index ------------------------------------------------------------------------------------------ */

static void row(rap_doc *doc, const char *files, const char *what)
{
	rap_doc_cell(doc, files);
	rap_doc_cell(doc, what);
}

/* Where States are not to be named yet, what names them says so. */
static void row_with_names(rap_doc *doc, const rap_papers *papers, const char *files,
                           const char *what)
{
	rap_buf text = rap_buf_init(RAP_MIB);

	rap_buf_printf(&text, "%s%s", what,
	               rap_papers_named(papers)
	                       ? ""
	                       : "; names States beside their proposals: for the Secretariat only "
	                         "until the meeting");
	row(doc, files, rap_buf_text(&text));
	rap_buf_done(&text);
}

static void put_index(const rap_papers *papers, rap_doc *doc)
{
	rap_paper_head(papers, "Papers of the meeting", doc);
	rap_doc_block_add(doc, RAP_DOC_TABLE, 2);
	row(doc, "File", "What it is");
	row(doc, "programme.*",
	    "Annotated programme: sessions with what the replies bring to them");
	row(doc, "convergence.*", "How far States agree, paragraph by paragraph");
	row(doc, "conclusions.*", "Draft conclusions: agreed, open, for the body that comes after");
	row(doc, "participants.*", "Provisional list of participants");
	row(doc, "meeting.ics",
	    papers->desk->consultation->meeting.join
	            ? "The meeting for calendars, with the link to join: for the roster only"
	            : "The meeting for calendars");
	if (papers->has_draft) {
		row_with_names(doc, papers, "draft.md, .html, .txt",
		               "The updated draft with all proposals, as compiled text");
		row_with_names(doc, papers, "draft.docx",
		               "The same as a Word file with tracked changes");
		row(doc, "draft-clean.docx", "The text of the draft alone, as a Word file");
	}
	row(doc, "workbook.xlsx",
	    "The record in tables, with addresses and the log: for the Secretariat only");
	rap_paper_say(doc, "A star stands for md (Markdown), html and txt, which say the same. "
	                   "Nothing of this has been sent.");
}

/* ---- writing -------------------------------------------------------------------------------------------- */

static int write_forms(const char *directory, const char *name, const rap_compiled *forms)
{
	const struct {
		const char *extension, *text;
	} files[] = {{"md", forms->markdown}, {"html", forms->html}, {"txt", forms->text}};
	int status = 0;

	if (!directory) {
		fputs(forms->text, stdout);
		putchar('\n');
		return 0;
	}
	for (size_t i = 0; i < sizeof files / sizeof *files && status == 0; i++)
		status = rap_output_file(directory, name, files[i].extension,
		                         rap_slice_of(files[i].text));
	return status;
}

static int write_papers(const rap_papers *papers, const char *directory)
{
	int status = 0;

	for (size_t i = 0; i < N_PAPERS && status == 0; i++) {
		rap_doc doc = {0};
		rap_compiled forms = {0};
		rap_err err = papers_of[i].put(papers, &doc);

		if (err == RAP_OK) {
			rap_paper_print(papers->desk, papers_of[i].title, &doc, &forms);
			status = write_forms(directory, papers_of[i].name, &forms);
		} else {
			status = rap_app_fail(rap_err_status(err), "the %s cannot be made: %s",
			                      papers_of[i].name, rap_err_text(err));
		}
		rap_compiled_done(&forms);
		rap_doc_done(&doc);
	}
	return status;
}

static int write_calendar(const rap_desk *desk, const char *directory)
{
	rap_buf file = rap_buf_init(RAP_MIB);
	int status;

	rap_calendar_make(desk, true, &file);
	status = rap_output_file(directory, "meeting", "ics", rap_buf_as_slice(&file));
	rap_buf_done(&file);
	return status;
}

static int write_index(const rap_papers *papers, const char *directory)
{
	rap_doc doc = {0};
	rap_buf text = rap_buf_init(RAP_MIB);
	int status;

	put_index(papers, &doc);
	rap_doc_text(&doc, &text);
	status = rap_output_file(directory, "index", "txt", rap_buf_as_slice(&text));
	rap_buf_done(&text);
	rap_doc_done(&doc);
	return status;
}

static int write_workbook(const rap_desk *desk, const char *directory)
{
	rap_tables tables;
	rap_buf file = rap_buf_init(0);
	rap_err err = rap_tables_make(desk, &tables);
	int status;

	if (err == RAP_OK)
		err = rap_workbook_make(desk, &tables, "/tmp", &file);
	rap_tables_done(&tables);
	status = err == RAP_OK
	                 ? rap_output_file(directory, "workbook", "xlsx", rap_buf_as_slice(&file))
	                 : rap_app_fail(rap_err_status(err), "the workbook cannot be made: %s",
	                                rap_err_text(err));
	rap_buf_done(&file);
	return status;
}

int rap_pack_write(const rap_desk *desk, const char *directory)
{
	rap_papers papers;
	rap_err err = rap_papers_open(desk, &papers);
	int status;

	if (err != RAP_OK)
		return rap_app_fail(rap_err_status(err), "the pack cannot be made: %s",
		                    rap_err_text(err));
	status = directory ? write_index(&papers, directory) : 0;
	if (status == 0)
		status = write_papers(&papers, directory);
	if (status == 0 && directory)
		status = write_calendar(desk, directory);
	if (status == 0 && directory && papers.has_draft)
		status = rap_draft_files(desk, directory);
	if (status == 0 && directory)
		status = write_workbook(desk, directory);
	rap_papers_done(&papers);
	return status ? status : rap_output_flush();
}
