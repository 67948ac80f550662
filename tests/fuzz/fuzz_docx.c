// SPDX-License-Identifier: Apache-2.0
/*
 * Word files by their parts, so that what is changed is XML and not a compressed archive: the document, its styles,
 * comments, footnotes and a header, NUL between them. Put together, read, and laid over the draft.
 */
#include "tests/fuzz/fuzz.h"

#include "common/limits.h"
#include "parsers/word/docx.h"
#include "parsers/word/docx_draft.h"

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELATION(id, name) \
	"<Relationship Id=\"r" id "\" Type=\"" OFFICE name "\" Target=\"" name ".xml\"/>"

static const char relations[] =
	"<Relationships "
	"xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" RELATION(
		"1", "styles") RELATION("2", "comments") RELATION("3", "footnotes")
		RELATION("4", "header") "</Relationships>";

static const char *const names[] = {"word/document.xml", "word/styles.xml", "word/comments.xml",
                                    "word/footnotes.xml", "word/header.xml"};
#define PARTS (sizeof names / sizeof *names)

/* ---- an archive that packs nothing ----------------------------------------------------------------------- */

static uint32_t crc_of(rap_slice bytes)
{
	static uint32_t table[256];
	uint32_t crc = UINT32_MAX;

	for (uint32_t i = 0; !table[255] && i < 256; i++) {
		table[i] = i;
		for (int k = 0; k < 8; k++)
			table[i] = table[i] >> 1 ^ (table[i] & 1 ? 0xEDB88320u : 0);
	}
	for (size_t i = 0; i < bytes.len; i++)
		crc = crc >> 8 ^ table[(crc ^ (unsigned char)bytes.at[i]) & 0xff];
	return ~crc;
}

static void put(rap_buf *out, unsigned width, size_t value)
{
	for (unsigned i = 0; i < width; i++)
		rap_buf_char(out, (char)(unsigned char)(value >> 8 * i));
}

/* What a part's two heads have in common. */
static void put_head(rap_buf *out, const char *name, rap_slice bytes)
{
	put(out, 2, 20);
	put(out, 4, 0); /* flags, method */
	put(out, 4, 0x21 << 16); /* 1 January 1980 */
	put(out, 4, crc_of(bytes));
	put(out, 4, bytes.len);
	put(out, 4, bytes.len);
	put(out, 2, strlen(name));
	put(out, 2, 0);
}

static void add(rap_buf *zip, rap_buf *directory, const char *name, rap_slice bytes)
{
	size_t at = zip->len;

	rap_buf_str(zip, "PK\3\4");
	put_head(zip, name, bytes);
	rap_buf_str(zip, name);
	rap_buf_slice(zip, bytes);
	rap_buf_str(directory, "PK\1\2");
	put(directory, 2, 20);
	put_head(directory, name, bytes);
	put(directory, 6, 0); /* comment, disk, internal attributes */
	put(directory, 4, 0);
	put(directory, 4, at);
	rap_buf_str(directory, name);
}

static void end(rap_buf *zip, const rap_buf *directory, size_t n)
{
	size_t at = zip->len;

	rap_buf_slice(zip, rap_buf_as_slice(directory));
	rap_buf_str(zip, "PK\5\6");
	put(zip, 4, 0);
	put(zip, 2, n);
	put(zip, 2, n);
	put(zip, 4, directory->len);
	put(zip, 4, at);
	put(zip, 2, 0);
}

static rap_buf package_of(rap_slice input)
{
	rap_buf zip = rap_buf_init(input.len + 8 * RAP_KIB), directory = rap_buf_init(8 * RAP_KIB);
	size_t n = 0;

	add(&zip, &directory, "word/_rels/document.xml.rels", rap_slice_of(relations));
	for (size_t i = 0; i < PARTS && (i == 0 || input.len > 0); i++, n++) {
		rap_slice part = fuzz_part(&input);

		add(&zip, &directory, names[i], part);
		fuzz_free(part);
	}
	end(&zip, &directory, n + 1);
	rap_buf_done(&directory);
	return zip;
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

static void one(rap_slice input)
{
	rap_buf zip = package_of(input);
	const char *why = NULL;
	rap_docx docx;

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

const fuzz_target fuzz_here = {fuzz_open_reader, one, 200000000, 100000};
