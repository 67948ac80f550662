// SPDX-License-Identifier: Apache-2.0
/* The Word files of the updated draft; see docx_updated.h. */
#include "report/docx_updated.h"

#include "common/limits.h"
#include "common/word_mark.h"
#include "report/compile.h"
#include "report/docx_parts.h"
#include "report/docx_tracked.h"
#include "report/escape.h"
#include "report/record.h"

/* ---- before the text ------------------------------------------------------------------------------------ */

static void own(rap_docx_writer *w, const char *style, const char *words)
{
	rap_buf shown = rap_buf_init(RAP_DOCX_DOCUMENT_MAX);

	rap_escape_shown(&shown, rap_slice_of(words));
	rap_docx_own(w, style, rap_buf_text(&shown));
	rap_buf_done(&shown);
}

/* A sign and what it means. */
static void put_key_line(rap_docx_writer *w, const char *sign, const char *meaning)
{
	rap_buf words = rap_buf_init(RAP_LIMIT_VALUE);
	unsigned id;

	rap_buf_printf(&words, "%s\t%s", sign, meaning);
	id = rap_docx_own_begin(w, "PaperKey", rap_buf_text(&words));
	rap_buf_printf(&w->out,
	               "<w:r><w:rPr><w:rStyle w:val=\"Mark\"/></w:rPr><w:t>%s</w:t></w:r>"
	               "<w:r><w:tab/></w:r>",
	               sign); /* ours */
	rap_docx_run(w, meaning);
	rap_docx_bookmark_end(w, id);
	rap_docx_end(w);
	rap_buf_done(&words);
}

static void put_key(rap_docx_writer *w)
{
	static const char *const lines[][2] = {
		{"Changes",
	         "Words proposed are underlined, words to be taken out are struck through; "
	         "State and date stand at each change (Review, All Markup). All "
	         "rejected, the text is the draft; nothing marked here is agreed."},
		{"[P12]", "mark of a paragraph, which never changes"},
		{"[P12 alt]", "another wording for the whole of paragraph P12"},
		{"[P12 bis]", "a new paragraph after paragraph P12; then ter, quater"},
		{"[deleted]", "a proposal to take the paragraph out; its number stays"},
		{"MN-4", "number of a proposal, at comments and in the annex, which names its "
	                 "source"},
	};

	rap_docx_own(w, "PaperKeyHead", "Key");
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		put_key_line(w, lines[i][0], lines[i][1]);
}

static void put_front(rap_docx_writer *w, const rap_desk *desk, const rap_draft *draft,
                      const rap_board *board)
{
	const rap_consultation *c = desk->consultation;
	rap_buf words = rap_buf_init(RAP_LIMIT_VALUE);

	own(w, "Title", *draft->title ? draft->title : c->title);
	own(w, "Subtitle", c->title);
	rap_buf_str(&words, draft->revision ? draft->revision : "Draft");
	if (board && rap_board_decided(board) > 0)
		rap_buf_printf(&words,
		               " with the proposals of member States (%zu, decided: %zu) as of ",
		               board->rows.n - board->gone.n, rap_board_decided(board));
	else if (board)
		rap_buf_printf(&words, " with the proposals of member States (%zu) as of ",
		               board->rows.n - board->gone.n);
	else
		rap_buf_str(&words, ", the text without proposals, as of ");
	rap_date_put_human(&words, desk->now, c->meeting.timezone, true);
	rap_buf_char(&words, '.');
	own(w, "PaperState", rap_buf_text(&words));
	if (board)
		put_key(w);
	rap_buf_done(&words);
}

/* ---- the text ------------------------------------------------------------------------------------------- */

/* Headings, and paragraphs without a mark; the title stands at the head already. */
static void put_unmarked(rap_docx_writer *w, const rap_draft *draft, const rap_block *b,
                         bool *titled)
{
	static const char *const items[] = {"BodyText", "DraftItem1", "DraftItem2"};
	char heading[] = "Heading1";

	if (b->kind != RAP_BLOCK_HEADING) {
		own(w, items[b->level < 0 ? 0 : b->level > 2 ? 2 : b->level], b->text);
	} else if (!*titled && strcmp(b->text, draft->title) == 0) {
		*titled = true;
	} else {
		heading[sizeof heading - 2] = (char)('0' + (b->level < 2   ? 2
		                                            : b->level > 6 ? 6
		                                                           : b->level));
		own(w, heading, b->text);
	}
}

/* ---- around the text ------------------------------------------------------------------------------------ */

/* before: it stands before the text, not behind it. */
static void put_block(rap_docx_writer *w, const rap_doc_block *b, bool before, bool first)
{
	rap_buf words = rap_buf_init(RAP_DOCX_DOCUMENT_MAX);
	const char *style = b->kind != RAP_DOC_HEADING ? "BodyText"
	                    : first && !before         ? "PaperAnnex"
	                                               : "Heading2";
	unsigned id;

	for (size_t i = 0; i < b->n; i++)
		rap_escape_shown(&words, rap_slice_of(b->runs[i].text));
	id = rap_docx_own_begin(w, style, rap_buf_text(&words));
	for (size_t i = 0; i < b->n; i++) {
		rap_slice text = rap_slice_of(b->runs[i].text);

		if (b->runs[i].style != RAP_RUN_STRONG) {
			rap_docx_run(w, b->runs[i].text);
			continue;
		}
		rap_buf_str(&w->out, "<w:r><w:rPr><w:rStyle w:val=\"Mark\"/></w:rPr><w:t "
		                     "xml:space=\"preserve\">");
		rap_escape_xml(&w->out, text);
		rap_buf_str(&w->out, "</w:t></w:r>");
	}
	rap_docx_bookmark_end(w, id);
	rap_docx_end(w);
	rap_buf_done(&words);
}

static void put_doc(rap_docx_writer *w, rap_doc *doc, bool before)
{
	for (size_t i = 0; i < doc->n; i++)
		put_block(w, &doc->blocks[i], before, i == 0);
	rap_doc_done(doc);
}

/* ---- files ---------------------------------------------------------------------------------------------- */

static void put_bookmark(rap_buf *out, unsigned id, const char *name)
{
	rap_buf_printf(out,
	               "<w:bookmarkStart w:id=\"%u\" w:name=\"%s\"/><w:bookmarkEnd w:id=\"%u\"/>",
	               id, name, id);
}

/* What the reader of the file must know before its first change. */
static void put_changes_known(rap_docx_tracker *t, rap_buf *out)
{
	int64_t made = t->latest > t->desk->now ? t->latest : t->desk->now;
	rap_buf iso = rap_buf_init(64), name = rap_buf_init(64);

	rap_date_put_iso(&iso, made, NULL);
	rap_buf_str(&name, RAP_WORD_MARK_MADE);
	for (size_t i = 0; i < iso.len; i++)
		if (iso.at[i] >= '0' && iso.at[i] <= '9')
			rap_buf_char(&name, iso.at[i]);
	put_bookmark(out, t->text.ids++, rap_buf_text(&name));
	for (size_t i = 0; i < t->authors.n; i++) {
		uint64_t sum = rap_word_mark_exact(RAP_WORD_MARK_SUM,
		                                   rap_slice_of(t->authors.at[i]), false);

		rap_buf_cut(&name, 0);
		rap_word_mark_sum(&name, RAP_WORD_MARK_BY, sum);
		rap_buf_printf(&name, "_%u", t->text.ids);
		put_bookmark(out, t->text.ids++, rap_buf_text(&name));
	}
	rap_buf_done(&iso);
	rap_buf_done(&name);
}

static rap_err finish(const rap_desk *desk, const rap_draft *draft, const rap_buf *document,
                      rap_slice comments, rap_buf *ret_file)
{
	const rap_consultation *c = desk->consultation;
	rap_docx_front front = {.symbol = c->id,
	                        .title = c->title,
	                        .revision = draft->revision ? draft->revision : "Draft",
	                        .language = c->language,
	                        .paged = true,
	                        .comments = comments};

	return document->over ? RAP_E_LIMIT
	                      : rap_docx_finish(&front, rap_buf_as_slice(document), ret_file);
}

#define BEGIN                                                                                     \
	RAP_DOCX_XML "<w:document xmlns:w=\"" RAP_DOCX_W "\" xmlns:r=\"" RAP_DOCX_R "\"><w:body>" \
		     "\n"
#define END RAP_DOCX_SECTION_PAGED "</w:body></w:document>\n"

rap_err rap_docx_updated_make(const rap_desk *desk, const rap_board *board, rap_buf *ret_file)
{
	rap_docx_tracker t = rap_docx_tracker_init(desk);
	rap_buf document = rap_buf_init(RAP_DOCX_DOCUMENT_MAX);
	const rap_board_paragraph *next = board->paragraphs; /* in the order of the blocks */
	rap_slice comments;
	rap_doc general = {0}, annexes = {0};
	bool titled = false;
	rap_err err;

	rap_docx_bookmark_draft(&t.text, board->draft);
	put_front(&t.text, desk, board->draft, board);
	rap_compile_general(desk, board, &general);
	put_doc(&t.text, &general, true);
	for (size_t i = 0; i < board->draft->n; i++) {
		const rap_block *b = &board->draft->blocks[i];

		if (b->mark)
			rap_docx_tracked(&t, next++);
		else
			put_unmarked(&t.text, board->draft, b, &titled);
	}
	rap_compile_annexes(desk, board, &annexes);
	put_doc(&t.text, &annexes, false);
	rap_buf_str(&document, BEGIN);
	put_changes_known(&t, &document);
	rap_buf_slice(&document, rap_buf_as_slice(&t.text.out));
	rap_buf_str(&document, END);
	comments = rap_docx_comments_end(&t.comments);
	if (t.text.out.over || t.comments.out.over)
		err = RAP_E_LIMIT;
	else
		err = finish(desk, board->draft, &document, comments, ret_file);
	rap_docx_tracker_done(&t);
	rap_buf_done(&document);
	return err;
}

rap_err rap_docx_clean_make(const rap_desk *desk, const rap_draft *draft, rap_buf *ret_file)
{
	rap_docx_writer w = {.out = rap_buf_init(RAP_DOCX_DOCUMENT_MAX)};
	bool titled = false;
	rap_err err;

	rap_buf_str(&w.out, BEGIN);
	put_bookmark(&w.out, w.ids++, RAP_WORD_MARK_CLEAN);
	rap_docx_bookmark_draft(&w, draft);
	put_front(&w, desk, draft, NULL);
	for (size_t i = 0; i < draft->n; i++) {
		const rap_block *b = &draft->blocks[i];

		if (b->mark)
			rap_docx_untracked(&w, b);
		else
			put_unmarked(&w, draft, b, &titled);
	}
	rap_buf_str(&w.out, END);
	err = finish(desk, draft, &w.out, (rap_slice){"", 0}, ret_file);
	rap_buf_done(&w.out);
	return err;
}
