// SPDX-License-Identifier: Apache-2.0
/* Paragraphs, runs and bookmarks of a Word file; see docx_write.h. */
#include "report/docx_write.h"

#include "common/limits.h"
#include "common/word_mark.h"
#include "report/escape.h"

#define RUN_MAX (16u * RAP_KIB) /* escaped it may be six times as long */

rap_slice rap_docx_cut(rap_slice text, size_t *at)
{
	size_t from = *at, to = from + RUN_MAX < text.len ? from + RUN_MAX : text.len;

	while (to < text.len && to > from + 1 && ((unsigned char)text.at[to] & 0xC0) == 0x80)
		to--; /* not within a character */
	*at = to;
	return rap_slice_sub(text, from, to);
}

void rap_docx_begin(rap_docx_writer *w, const char *style)
{
	rap_buf_printf(&w->out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style);
}

void rap_docx_end(rap_docx_writer *w)
{
	rap_buf_str(&w->out, "</w:p>\n");
}

void rap_docx_run(rap_docx_writer *w, const char *words)
{
	rap_slice text = rap_slice_of(words);
	size_t at = 0;

	do {
		rap_buf_str(&w->out, "<w:r><w:t xml:space=\"preserve\">");
		rap_escape_xml(&w->out, rap_docx_cut(text, &at));
		rap_buf_str(&w->out, "</w:t></w:r>");
	} while (at < text.len);
}

void rap_docx_mark(rap_docx_writer *w, const char *mark)
{
	rap_buf_str(&w->out, "<w:r><w:rPr><w:rStyle w:val=\"Mark\"/></w:rPr><w:t>[");
	rap_buf_str(&w->out, mark); /* of letters, digits, blanks and parentheses */
	rap_buf_str(&w->out, "]</w:t></w:r>");
}

unsigned rap_docx_bookmark(rap_docx_writer *w, const char *prefix, const char *name)
{
	unsigned id = w->ids++;

	rap_buf_printf(&w->out, "<w:bookmarkStart w:id=\"%u\" w:name=\"", id);
	rap_word_mark(&w->out, prefix, name);
	rap_buf_str(&w->out, "\"/>");
	return id;
}

void rap_docx_bookmark_end(rap_docx_writer *w, unsigned id)
{
	rap_buf_printf(&w->out, "<w:bookmarkEnd w:id=\"%u\"/>", id);
}

void rap_docx_bookmark_sum(rap_docx_writer *w, const char *prefix, uint64_t sum)
{
	unsigned id = w->ids++;

	rap_buf_printf(&w->out, "<w:bookmarkStart w:id=\"%u\" w:name=\"", id);
	rap_word_mark_sum(&w->out, prefix, sum);
	rap_buf_printf(&w->out, "_%u\"/>", id);
	rap_docx_bookmark_end(w, id);
}

void rap_docx_bookmark_draft(rap_docx_writer *w, const rap_draft *draft)
{
	rap_buf name = rap_buf_init(RAP_KIB);
	uint64_t sum = RAP_WORD_MARK_SUM;
	unsigned id = w->ids++;

	for (size_t i = 0; i < draft->n; i++)
		if (draft->blocks[i].mark)
			sum = rap_word_mark_add(sum, draft->blocks[i].mark, draft->blocks[i].text);
	rap_word_mark_draft(&name, sum);
	rap_buf_printf(&w->out, "<w:bookmarkStart w:id=\"%u\" w:name=\"%s\"/>", id,
	               rap_buf_text(&name));
	rap_docx_bookmark_end(w, id);
	rap_buf_done(&name);
}

unsigned rap_docx_own_begin(rap_docx_writer *w, const char *style, const char *words)
{
	rap_buf name = rap_buf_init(RAP_KIB);
	unsigned id = w->ids++;

	rap_word_mark_own(&name, rap_slice_of(words));
	rap_docx_begin(w, style);
	rap_buf_printf(&w->out, "<w:bookmarkStart w:id=\"%u\" w:name=\"%s_%u\"/>", id,
	               rap_buf_text(&name), id);
	rap_buf_done(&name);
	return id;
}

void rap_docx_own(rap_docx_writer *w, const char *style, const char *words)
{
	unsigned id = rap_docx_own_begin(w, style, words);

	rap_docx_run(w, words);
	rap_docx_bookmark_end(w, id);
	rap_docx_end(w);
}
