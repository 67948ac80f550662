// SPDX-License-Identifier: Apache-2.0
/*
 * Word files by their parts, so that what is changed is XML and not a compressed archive: the document, its styles,
 * comments, footnotes and a header, NUL between them. Put together, read, and laid over the draft.
 */
#include "tests/fuzz/fuzz.h"

#include "common/limits.h"
#include "parsers/word/docx.h"
#include "parsers/word/docx_draft.h"
#include "parsers/word/docx_markdown.h"
#include "tests/fuzz/zip.h"

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELATION(id, name) \
	"<Relationship Id=\"r" id "\" Type=\"" OFFICE name "\" Target=\"" name ".xml\"/>"

static const char relations[] =
	"<Relationships "
	"xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" RELATION(
		"1", "styles") RELATION("2", "comments") RELATION("3", "footnotes")
		RELATION("4", "header") RELATION("5", "numbering") "</Relationships>";

static const char *const names[] = {"word/document.xml",  "word/styles.xml", "word/comments.xml",
                                    "word/footnotes.xml", "word/header.xml", "word/numbering.xml"};
#define PARTS (sizeof names / sizeof *names)

static rap_buf package_of(rap_slice input)
{
	fuzz_zip zip = fuzz_zip_begin(input.len + 8 * RAP_KIB);

	fuzz_zip_add(&zip, "word/_rels/document.xml.rels", rap_slice_of(relations));
	for (size_t i = 0; i < PARTS && (i == 0 || input.len > 0); i++) {
		rap_slice part = fuzz_part(&input);

		fuzz_zip_add(&zip, names[i], part);
		fuzz_free(part);
	}
	return fuzz_zip_end(&zip);
}

/* ---- laws ------------------------------------------------------------------------------------------------ */

static void check_span(rap_docx_span span, const char *text)
{
	MUST(span.from <= span.to && span.to <= strlen(text));
	MUST(rap_utf8_valid(rap_slice_sub(rap_slice_of(text), span.from, span.to)));
}

static void check_docx(const rap_docx *docx)
{
	MUST(docx->now && docx->before);
	MUST(fuzz_text_or_null(docx->now) && fuzz_text_or_null(docx->before));
	MUST(docx->n_pars <= RAP_LIMIT_WORD_PARAGRAPHS &&
	     docx->n_comments <= RAP_LIMIT_WORD_COMMENTS);
	MUST(strlen(docx->now) <= 2 * RAP_LIMIT_WORD_TEXT &&
	     strlen(docx->before) <= 2 * RAP_LIMIT_WORD_TEXT);
	for (size_t i = 0; i < docx->n_pars; i++) {
		check_span(docx->pars[i].now, docx->now);
		check_span(docx->pars[i].before, docx->before);
		MUST(i == 0 || docx->pars[i].now.from >= docx->pars[i - 1].now.to);
	}
	for (size_t i = 0; i < docx->n_bookmarks; i++)
		MUST(docx->bookmarks[i].par <= docx->n_pars);
	for (size_t i = 0; i < docx->n_comments; i++) {
		const rap_docx_comment *comment = &docx->comments[i];

		MUST(fuzz_text_or_null(comment->words));
		MUST(!comment->placed || comment->par <= docx->n_pars);
		if (comment->placed)
			check_span(comment->now, docx->now);
	}
	MUST(fuzz_text_or_null(docx->hidden) && fuzz_text_or_null(docx->struck) &&
	     fuzz_text_or_null(docx->aside) && fuzz_text_or_null(docx->margins));
}

static rap_reading *read_draft(const rap_docx *docx, char **ret_rest)
{
	rap_reading *reading = rap_calloc(1, sizeof *reading);
	bool other_revision;

	reading->text = rap_strdup("");
	reading->body.text = rap_strdup("");
	reading->kind = RAP_KIND_REPLY;
	*ret_rest = rap_docx_draft_read(fuzz_fixture_context(), docx, "draft.docx", reading,
	                                &other_revision);
	return reading;
}

/* The same file as a draft for init --draft. */
static void check_markdown(rap_slice zip)
{
	rap_reading *reading = rap_docx_markdown_read(zip);

	fuzz_check_reading(reading);
	MUST(reading->text[0] || reading->n_findings > 0);
	rap_reading_free(reading);
}

static void one(rap_slice input)
{
	rap_buf zip = package_of(input);
	const char *why = NULL;
	rap_docx docx;

	check_markdown(rap_buf_as_slice(&zip));
	if (rap_docx_read(rap_buf_as_slice(&zip), &docx, &why)) {
		char *rest, *again;
		rap_reading *first, *second;

		check_docx(&docx);
		first = read_draft(&docx, &rest);
		second = read_draft(&docx, &again);
		MUST(fuzz_is_text(rap_slice_of(rest)) && strcmp(rest, again) == 0);
		fuzz_check_reading(first);
		MUST(fuzz_same_reading(first, second));
		rap_reading_free(first);
		rap_reading_free(second);
		free(rest);
		free(again);
		rap_docx_done(&docx);
	} else {
		MUST(why && *why);
	}
	rap_buf_done(&zip);
}

const fuzz_target fuzz_here = {fuzz_open_reader, one, 20000000, 20000};
