// SPDX-License-Identifier: Apache-2.0
/* Comments in the updated draft; see docx_comments.h. */
#include "report/docx_comments.h"

#include "common/date.h"
#include "common/word_mark.h"
#include "report/docx_parts.h"
#include "report/docx_write.h"
#include "report/escape.h"

static void put_run(rap_buf *out, rap_slice words)
{
	rap_buf_str(out, "<w:r><w:t xml:space=\"preserve\">");
	rap_escape_xml(out, words);
	rap_buf_str(out, "</w:t></w:r>");
}

static void put_line(rap_buf *out, const char *label, rap_slice words)
{
	rap_buf_str(out, "<w:p><w:pPr><w:pStyle w:val=\"CommentText\"/></w:pPr>");
	if (label) {
		rap_buf_str(out, "<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>"
		                 "<w:annotationRef/></w:r>");
		put_run(out, rap_slice_of(label));
	}
	for (size_t at = 0; at < words.len;)
		put_run(out, rap_docx_cut(words, &at));
	rap_buf_str(out, "</w:p>");
}

static uint64_t sum_of(const rap_docx_remark *remark)
{
	rap_buf shown = rap_buf_init(RAP_DOCX_DOCUMENT_MAX);
	uint64_t sum;

	rap_escape_shown(&shown, rap_slice_of(remark->label));
	rap_escape_shown(&shown, rap_slice_of(remark->words));
	sum = rap_word_mark_exact(RAP_WORD_MARK_SUM, rap_buf_as_slice(&shown), false);
	rap_buf_done(&shown);
	return sum;
}

unsigned rap_docx_comments_add(rap_docx_comments *c, const rap_docx_remark *remark,
                               uint64_t *ret_sum)
{
	const char *line = remark->words;

	if (c->n == 0) {
		c->out = rap_buf_init(RAP_DOCX_DOCUMENT_MAX);
		rap_buf_str(&c->out, RAP_DOCX_XML "<w:comments xmlns:w=\"" RAP_DOCX_W "\">\n");
	}
	rap_buf_printf(&c->out, "<w:comment w:id=\"%u\" w:author=\"", c->n);
	rap_escape_xml(&c->out, rap_slice_of(remark->author));
	rap_buf_str(&c->out, "\" w:date=\"");
	rap_date_put_iso(&c->out, remark->at, NULL);
	rap_buf_str(&c->out, "\" w:initials=\"");
	rap_escape_xml(&c->out, rap_slice_of(remark->initials));
	rap_buf_str(&c->out, "\">");
	for (bool first = true; first || *line; first = false) {
		size_t n = strcspn(line, "\n");

		if (first || n > 0)
			put_line(&c->out, first ? remark->label : NULL, (rap_slice){line, n});
		line += n + (line[n] != '\0');
	}
	rap_buf_str(&c->out, "</w:comment>\n");
	*ret_sum = sum_of(remark);
	return c->n++;
}

rap_slice rap_docx_comments_end(rap_docx_comments *c)
{
	if (c->n == 0)
		return (rap_slice){"", 0};
	rap_buf_str(&c->out, "</w:comments>\n");
	return rap_buf_as_slice(&c->out);
}

void rap_docx_comments_done(rap_docx_comments *c)
{
	rap_buf_done(&c->out);
	*c = (rap_docx_comments){0};
}
