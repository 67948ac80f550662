// SPDX-License-Identifier: Apache-2.0
/* Blocks of runs, printed as Markdown, HTML and plain text; see doc.h. */
#include "report/doc.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "report/doc_table.h"
#include "report/escape.h"
#include "report/fill.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define RUN_MAX (256u * RAP_MIB) /* as a whole document: nothing is cut here */

void rap_doc_block_add(rap_doc *doc, rap_doc_kind kind, int level)
{
	if ((doc->n & (doc->n - 1)) == 0) /* room grows by doubling: 0, 1, 2, 4, ... */
		doc->blocks =
			rap_reallocarray(doc->blocks, doc->n ? 2 * doc->n : 1, sizeof *doc->blocks);
	doc->blocks[doc->n++] = (rap_doc_block){.kind = kind, .level = level};
}

/* ---- lines ---------------------------------------------------------------------------------------------- */

/* The next line of s, whatever ends it; false behind the last. */
static bool next_line(rap_slice s, size_t *at, rap_slice *ret)
{
	size_t from = *at;

	if (from > s.len)
		return false;
	for (size_t here = from, next = from; here < s.len; here = next) {
		uint32_t c = rap_utf8_next(s, &next);

		if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029) {
			*ret = rap_slice_sub(s, from, here);
			*at = next + (c == '\r' && next < s.len && s.at[next] == '\n');
			return true;
		}
	}
	*ret = rap_slice_sub(s, from, s.len);
	*at = s.len + 1;
	return true;
}

/* "- ", "* ", "(a)", "1.", "2)", and a bullet. */
static bool begins_item(rap_slice line)
{
	size_t i = 0;

	line = rap_utf8_trim(line);
	if (line.len > 2 && memcmp(line.at, "\xE2\x80\xA2", 3) == 0)
		return true;
	if (line.len > 1 && strchr("-*", line.at[0]))
		return line.at[1] == ' ';
	while (i < line.len && i < 4 && rap_utf8_is_word((unsigned char)line.at[i]))
		i++;
	if (line.len > 2 && line.at[0] == '(')
		return memchr(line.at + 1, ')', line.len < 6 ? line.len - 1 : 5) != NULL;
	return i > 0 && i + 1 < line.len && strchr(".)", line.at[i]) && line.at[i + 1] == ' ' &&
	       (i == 1 || (line.at[0] >= '0' && line.at[0] <= '9'));
}

/* Mails are broken where a line was full: a break counts behind an empty line, and before what begins an item. */
static char *flowed(const char *text)
{
	rap_slice s = rap_slice_of(text), line;
	rap_buf out = rap_buf_init(2 * s.len + 1);
	bool empty = false;

	for (size_t at = 0, n = 0; next_line(s, &at, &line); n++) {
		bool blank = rap_utf8_trim(line).len == 0;

		if (n > 0 && blank)
			empty = true;
		if (n > 0 && !blank)
			rap_buf_char(&out, empty || begins_item(line) ? '\n' : ' ');
		else if (n > 0 && at > s.len)
			rap_buf_char(&out, ' '); /* a blank at the end parts what follows */
		empty = empty && blank;
		rap_buf_slice(&out, line);
	}
	return rap_buf_take(&out);
}

void rap_doc_run(rap_doc *doc, rap_run_style style, const char *text)
{
	rap_doc_block *block;

	assert(doc->n > 0);
	if (!text || !*text)
		return;
	block = &doc->blocks[doc->n - 1];
	block->runs = rap_reallocarray(block->runs, block->n + 1, sizeof *block->runs);
	block->runs[block->n++] = (rap_run){style, flowed(text)};
}

void rap_doc_cell(rap_doc *doc, const char *text)
{
	rap_doc_block *block;

	assert(doc->n > 0 && doc->blocks[doc->n - 1].kind == RAP_DOC_TABLE);
	block = &doc->blocks[doc->n - 1];
	if ((block->n & (block->n - 1)) == 0) /* grows as the blocks do */
		block->runs = rap_reallocarray(block->runs, block->n ? 2 * block->n : 1,
		                               sizeof *block->runs);
	block->runs[block->n++] = (rap_run){RAP_RUN_PLAIN, rap_strdup(text ? text : "")};
}

void rap_doc_printf(rap_doc *doc, rap_run_style style, const char *format, ...)
{
	rap_buf text = rap_buf_init(RUN_MAX);
	va_list args;

	va_start(args, format);
	rap_buf_vprintf(&text, format, args);
	va_end(args);
	rap_doc_run(doc, style, rap_buf_text(&text));
	rap_buf_done(&text);
}

void rap_doc_done(rap_doc *doc)
{
	for (size_t i = 0; i < doc->n; i++) {
		for (size_t j = 0; j < doc->blocks[i].n; j++)
			free(doc->blocks[i].runs[j].text);
		free(doc->blocks[i].runs);
	}
	free(doc->blocks);
	*doc = (rap_doc){0};
}

void rap_doc_append(rap_doc *doc, rap_doc *tail)
{
	doc->blocks = rap_reallocarray(doc->blocks, doc->n + tail->n + 1, sizeof *doc->blocks);
	memcpy(doc->blocks + doc->n, tail->blocks, tail->n * sizeof *doc->blocks);
	doc->n += tail->n;
	free(tail->blocks);
	*tail = (rap_doc){0};
}

/* ---- brackets ------------------------------------------------------------------------------------------- */

/* '[' or ']' for what is one, or will be shown with one on either side ('m'); 0 for all else. */
static char bracket_of(uint32_t c)
{
	if (c == '[' || c == 0xFF3B)
		return '[';
	if (c == ']' || c == 0xFF3D)
		return ']';
	return rap_escape_is_marked(c) ? 'm' : '\0';
}

/* What a draft says of a paragraph that was taken out: its brackets are known, and mistaken for nobody's. */
#define DELETED "[deleted]"

bool rap_doc_has_brackets(const rap_doc *doc)
{
	for (size_t i = 0; i < doc->n; i++) {
		for (size_t j = 0; j < doc->blocks[i].n; j++) {
			const rap_run *run = &doc->blocks[i].runs[j];
			rap_slice s = rap_slice_of(run->text);
			bool ours =
				run->style == RAP_RUN_BRACKET ||
				(run->style == RAP_RUN_PLAIN && strcmp(run->text, DELETED) == 0);

			for (size_t at = 0; !ours && at < s.len;)
				if (bracket_of(rap_utf8_next(s, &at)))
					return true;
		}
	}
	return false;
}

/* Prints the runs of a block one after the other. */
typedef struct printer {
	bool doubled;
	char before; /* the last character was this bracket */
	bool ours;
	rap_buf text; /* of the run that is printed */
} printer;

static printer printer_of(const rap_doc *doc)
{
	return (printer){.doubled = doc->doubled, .text = rap_buf_init(RUN_MAX)};
}

static void part(printer *p, char bracket)
{
	if (p->before == bracket)
		rap_buf_char(&p->text, ' ');
}

/*
 * The text of a run. Where ours are doubled, two brackets that stand together are always ours: those of the words are
 * parted from each other, and from ours, by a blank.
 */
static rap_slice text_of(printer *p, const rap_run *run)
{
	rap_slice s = rap_slice_of(run->text);

	rap_buf_cut(&p->text, 0);
	if (!p->doubled)
		return s;
	if (run->style == RAP_RUN_BRACKET) {
		if (!p->ours)
			part(p, *run->text);
		rap_buf_printf(&p->text, "%s%s", run->text, run->text);
		p->before = *run->text;
		p->ours = true;
		return rap_buf_as_slice(&p->text);
	}
	for (size_t at = 0; at < s.len;) {
		size_t from = at;
		char bracket = bracket_of(rap_utf8_next(s, &at));

		part(p, bracket == 'm' ? '[' : bracket ? bracket : '?');
		rap_buf_slice(&p->text, rap_slice_sub(s, from, at));
		p->before = bracket == 'm' ? ']' : bracket;
		p->ours = false;
	}
	return rap_buf_as_slice(&p->text);
}

/* ---- Markdown ------------------------------------------------------------------------------------------- */

static rap_slice without_indent(rap_slice line)
{
	while (line.len > 0 && (line.at[0] == ' ' || line.at[0] == '\t'))
		line = rap_slice_sub(line, 1, line.len);
	return line;
}

/*
 * Inline text, with each line after the first behind a "\\\n": broken is said where words follow only. A line
 * begins without blanks, which would make code of it.
 */
static void markdown_words(rap_buf *out, rap_slice text, bool *broken)
{
	rap_slice line;

	for (size_t at = 0, n = 0; next_line(text, &at, &line); n++) {
		if (n > 0)
			*broken = true;
		if (out->len == 0 || *broken)
			line = without_indent(line);
		if (line.len == 0)
			continue;
		if (*broken && out->len > 0)
			rap_buf_str(out, "\\\n");
		*broken = false;
		rap_escape_markdown(out, line);
	}
}

static void markdown_block(const rap_doc *doc, const rap_doc_block *b, rap_buf *out)
{
	static const char *const first[] = {"", "", "", "> ", "- "};
	static const char *const rest[] = {"", "", "", "> ", "  "};
	rap_buf text = rap_buf_init(RUN_MAX);
	printer p = printer_of(doc);
	bool broken = false;

	for (size_t i = 0; i < b->n; i++) {
		const rap_run *run = &b->runs[i];
		bool strong = run->style == RAP_RUN_STRONG && b->kind != RAP_DOC_HEADING;

		if (strong && broken && text.len > 0)
			rap_buf_str(&text, "\\\n");
		broken = broken && !strong;
		rap_buf_str(&text, strong ? "**" : "");
		markdown_words(&text, text_of(&p, run), &broken);
		rap_buf_str(&text, strong ? "**" : "");
	}
	for (int i = 0; b->kind == RAP_DOC_HEADING && i < b->level; i++)
		rap_buf_str(out, i + 1 < b->level ? "#" : "# ");
	rap_buf_str(out, first[b->kind]);
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\n' && b->kind == RAP_DOC_HEADING) {
			rap_buf_cut(out, out->len - 1); /* a heading is one line */
			rap_buf_char(out, ' ');
			continue;
		}
		rap_buf_char(out, text.at[i]);
		if (text.at[i] == '\n')
			rap_buf_str(out, rest[b->kind]);
	}
	rap_buf_char(out, '\n');
	rap_buf_done(&text);
	rap_buf_done(&p.text);
}

void rap_doc_markdown(const rap_doc *doc, rap_buf *out)
{
	for (size_t i = 0; i < doc->n; i++) {
		const rap_doc_block *b = &doc->blocks[i];

		if (b->kind == RAP_DOC_TABLE) {
			rap_doc_table_markdown(b, out);
			continue;
		}
		markdown_block(doc, b, out);
		if (b->kind != RAP_DOC_ITEM || i + 1 == doc->n ||
		    doc->blocks[i + 1].kind != RAP_DOC_ITEM)
			rap_buf_char(out, '\n');
	}
}

/* ---- HTML ----------------------------------------------------------------------------------------------- */

static void html_open(rap_buf *out, const rap_doc_block *b)
{
	static const char *const sizes[] = {"1.5em", "1.25em", "1.05em"};
	int level = b->level < 1 ? 1 : b->level > 3 ? 3 : b->level;

	switch (b->kind) {
	case RAP_DOC_HEADING:
		rap_buf_printf(out,
		               "<h%d style=\"margin:1.4em 0 .5em 0;font-size:%s;line-height:1.3\">",
		               level, sizes[level - 1]);
		break;
	case RAP_DOC_PARAGRAPH:
		rap_buf_printf(out, "<p style=\"margin:.6em 0 .6em %dem\">", 2 * b->level);
		break;
	case RAP_DOC_CLAUSE:
		rap_buf_printf(out,
		               "<p style=\"margin:.8em 0 .8em %dem;padding-left:2em;"
		               "text-indent:-2em\">",
		               2 * b->level);
		break;
	case RAP_DOC_NOTE:
		rap_buf_printf(out,
		               "<p style=\"margin:.3em 0 .3em %dem;padding-left:.6em;"
		               "border-left:3px solid #888888;font-size:.95em\">",
		               2 + 2 * b->level);
		break;
	case RAP_DOC_ITEM:
		rap_buf_str(out,
		            "<p style=\"margin:.3em 0 .3em 0;padding-left:1em;text-indent:-1em\">");
		break;
	case RAP_DOC_TABLE:
		assert(false); /* is printed by itself */
		break;
	}
}

static void html_close(rap_buf *out, const rap_doc_block *b)
{
	int level = b->level < 1 ? 1 : b->level > 3 ? 3 : b->level;

	if (b->kind == RAP_DOC_HEADING)
		rap_buf_printf(out, "</h%d>\n", level);
	else
		rap_buf_str(out, "</p>\n");
}

static void html_run(rap_buf *out, const rap_run *run, rap_slice text, bool margin)
{
	static const char *const open[] = {"", "<b>", "<u><bdi>", "<i>", "<bdi>", "<b>"};
	static const char *const close[] = {"", "</b>", "</bdi></u>", "</i>", "</bdi>", "</b>"};

	if (margin) /* the text begins where its next lines do */
		rap_buf_str(out,
		            "<b style=\"display:inline-block;min-width:1.6em;text-indent:0\">");
	else
		rap_buf_str(out, open[run->style]);
	rap_escape_html(out, text);
	rap_buf_str(out, close[run->style]);
}

void rap_doc_html(const rap_doc *doc, rap_buf *out)
{
	for (size_t i = 0; i < doc->n; i++) {
		const rap_doc_block *b = &doc->blocks[i];
		printer p = printer_of(doc);

		if (b->kind == RAP_DOC_TABLE) {
			rap_doc_table_html(b, out);
			continue;
		}
		html_open(out, b);
		for (size_t j = 0; j < b->n; j++)
			html_run(out, &b->runs[j], text_of(&p, &b->runs[j]),
			         b->kind == RAP_DOC_CLAUSE && b->runs[j].style == RAP_RUN_STRONG &&
			                 j == 0);
		html_close(out, b);
		rap_buf_done(&p.text);
	}
}

void rap_doc_page(const rap_doc *doc, const char *title, rap_buf *out)
{
	rap_buf_str(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
	                 "<meta name=\"viewport\" content=\"width=device-width, "
	                 "initial-scale=1\">\n"
	                 "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
	rap_escape_html(out, rap_slice_of(title));
	rap_buf_str(out, "</title></head>\n<body style=\"font-family:Georgia,'Times New "
	                 "Roman',serif;font-size:16px;line-height:1.5;max-width:46em;"
	                 "margin:0 auto;padding:12px;overflow-wrap:break-word\">\n");
	rap_doc_html(doc, out);
	rap_buf_str(out, "</body></html>\n");
}

/* ---- plain text ----------------------------------------------------------------------------------------- */

/* Where words go on is an even column from 2; at 0 stand beginnings of ours, and at 3 the bar of a note. */
#define INDENT_MAX 8

static void text_block(const rap_doc *doc, const rap_doc_block *b, rap_buf *out)
{
	static const char blanks[] = "                    "; /* INDENT_MAX levels and a number */
	int level = b->level < 0 ? 0 : b->level > INDENT_MAX ? INDENT_MAX : b->level;
	const char *indent = blanks + sizeof blanks - 1 - 2 * level, *margin = "    ";
	rap_buf line = rap_buf_init(RUN_MAX);
	printer p = printer_of(doc);

	for (size_t j = 0; j < b->n; j++) {
		size_t from = line.len;

		rap_escape_text(&line, text_of(&p, &b->runs[j]));
		if (b->kind == RAP_DOC_CLAUSE && j > 0 && b->runs[j - 1].style == RAP_RUN_STRONG)
			while (line.len < strlen(margin)) /* text begins where it goes on */
				rap_buf_char(&line, ' ');
		for (size_t k = from; k < line.len; k++)
			if (line.at[k] == '\t' ||
			    (line.at[k] == '\n' && b->kind == RAP_DOC_HEADING))
				line.at[k] = ' ';
	}
	if (b->kind == RAP_DOC_NOTE)
		rap_fill_block(out, rap_buf_as_slice(&line), "   | ", "   |   ");
	else if (b->kind == RAP_DOC_ITEM)
		rap_fill_block(out, rap_buf_as_slice(&line), "- ", "  ");
	else if (b->kind == RAP_DOC_CLAUSE)
		rap_fill_block(out, rap_buf_as_slice(&line), indent, indent - 4);
	else
		rap_fill_block(out, rap_buf_as_slice(&line),
		               b->kind == RAP_DOC_PARAGRAPH ? indent : "",
		               b->kind == RAP_DOC_PARAGRAPH ? indent : "");
	rap_buf_done(&line);
	rap_buf_done(&p.text);
}

void rap_doc_text(const rap_doc *doc, rap_buf *out)
{
	for (size_t i = 0; i < doc->n; i++) {
		const rap_doc_block *b = &doc->blocks[i];
		bool list = b->kind == RAP_DOC_ITEM || b->kind == RAP_DOC_NOTE;

		if (b->kind == RAP_DOC_TABLE) {
			rap_doc_table_text(b, out);
			continue;
		}
		if (b->kind == RAP_DOC_HEADING && b->level <= 2 && out->len > 0)
			rap_buf_char(out, '\n');
		text_block(doc, b, out);
		if (!list || i + 1 == doc->n || doc->blocks[i + 1].kind != b->kind)
			rap_buf_char(out, '\n');
	}
}
