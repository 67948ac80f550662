// SPDX-License-Identifier: Apache-2.0
/*
 * The text of a Word document (docx_body.h), in one walk without recursion. Every piece of text is kept, added or
 * taken; the text now is the first two, the text before is the first and the last. What was added and taken again
 * is in neither.
 *
 * LIMITS: RAP_LIMIT_WORD_TEXT for each text, RAP_LIMIT_WORD_PARAGRAPHS; depth by xml.h.
 */
#include "parsers/word/docx_body.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/word/docx_sent.h"
#include "parsers/word/docx_tag.h"

#include <stdlib.h>

#define SHOWN_BYTES 400u /* of hidden and set-aside text */
#define BOOKMARK_MAX 100u
#define BOOKMARKS_MAX (2u * RAP_LIMIT_WORD_PARAGRAPHS)

typedef struct body {
	rap_xml xml;
	const rap_docx_styles *styles;
	rap_docx *docx;
	rap_buf now, before, hidden, struck, aside;
	uint8_t tags[RAP_LIMIT_XML_DEPTH + 8]; /* of the open elements */
	size_t depth;
	size_t skip; /* depth of the element that is passed over, 0: none */
	size_t box; /* depth of the outermost text box, 0: none */
	size_t drawing; /* depth of the innermost drawing in which no text was met so far, 0: none */
	size_t added, taken; /* changes around the text */
	size_t row; /* depth of the row that is added or taken, 0: none */
	rap_docx_change row_change;
	unsigned tables, rows; /* so far; rows of tables in tables are not counted */
	size_t in_table; /* tables around */
	bool in_par, in_text, in_run, placeholder, checked;
	rap_docx_looks looks; /* of the run that is open, and around it */
	rap_docx_par par;
	rap_docx_sent sent;
	size_t room, bookmark_room; /* of docx->pars and docx->bookmarks */
} body;

/* ---- text ----------------------------------------------------------------------------------------------- */

/*
 * Words inside of changes that were in the file when it left: those added are in neither text, those taken in both.
 * false: somebody else's change lies inside, and they are his.
 */
static bool put_sent(body *b, const char *text, size_t n, bool deleted)
{
	bool taken = b->sent.taken > 0;

	if (b->added > 0 || (b->row && b->row_change == RAP_DOCX_ADDED))
		return false;
	b->sent.touched |= b->taken > 0 || (deleted && !taken);
	rap_docx_sent_words(&b->sent, (rap_slice){text, n}, taken);
	if (b->sent.added == 0) {
		rap_buf_add(&b->now, text, n);
		rap_buf_add(&b->before, text, n);
	}
	return true;
}

static void put(body *b, const char *text, size_t n, bool deleted)
{
	bool struck = rap_docx_looks_struck(&b->looks, b->styles);
	bool taken =
		deleted || b->taken > 0 || struck || (b->row && b->row_change == RAP_DOCX_TAKEN);
	bool added = b->added > 0 || (b->row && b->row_change == RAP_DOCX_ADDED);

	if (b->box) {
		rap_buf_add(&b->aside, text, n);
		return;
	}
	if (!b->in_par)
		return;
	if (rap_docx_looks_hidden(&b->looks, b->styles)) {
		rap_buf_add(&b->hidden, text, n);
		return;
	}
	if (b->sent.added + b->sent.taken > 0 && put_sent(b, text, n, deleted))
		return;
	if (struck && !deleted && b->taken == 0)
		rap_buf_add(&b->struck, text, n);
	if (!taken)
		rap_buf_add(&b->now, text, n);
	if (!added)
		rap_buf_add(&b->before, text, n);
	b->par.added |= added && !taken;
	b->par.taken |= taken && !added;
}

static void put_str(body *b, const char *text)
{
	put(b, text, strlen(text), false);
}

/* ---- paragraphs ----------------------------------------------------------------------------------------- */

/* The style named by the element just opened, or by nothing: that which all have; NULL: none known. */
static const rap_docx_style *style_of(body *b, bool named)
{
	char *id = named ? rap_xml_attribute(&b->xml, "val") : NULL;
	const rap_docx_style *style = rap_docx_style_of(b->styles, named ? id : b->styles->normal);

	free(id);
	return style;
}

static void begin_par(body *b)
{
	const rap_docx_style *normal;

	if (b->box || b->in_par)
		return;
	normal = style_of(b, false);
	b->in_par = true;
	b->looks.par_style = normal ? normal->look : (rap_docx_look){0};
	b->looks.par_shaded = false;
	b->par = (rap_docx_par){.now = {b->now.len, 0},
	                        .before = {b->before.len, 0},
	                        .form = normal ? normal->form : (rap_docx_form){0},
	                        .table = b->in_table ? b->tables : 0,
	                        .row = b->in_table ? b->rows : 0};
	if (b->row)
		b->par.end = b->row_change;
	rap_docx_sent_begin_par(&b->sent);
}

/* A new paragraph that was in the file when it left: who comments on it does so on the one before. */
static bool pass_over(body *b)
{
	rap_docx *docx = b->docx;

	if (!b->sent.new || b->now.len > b->par.now.from || b->before.len > b->par.before.from)
		return false;
	for (size_t i = 0; i < docx->n_comments && docx->n_pars > 0; i++) {
		rap_docx_comment *comment = &docx->comments[i];

		if (comment->placed && comment->par == docx->n_pars) {
			comment->par--;
			comment->on_sent = true;
		}
	}
	return true;
}

static void end_par(body *b)
{
	rap_docx *docx = b->docx;

	if (b->box) {
		rap_buf_char(&b->aside, '\n');
		return;
	}
	if (!b->in_par)
		return;
	b->in_par = false;
	b->par.altered = rap_docx_sent_altered(&b->sent);
	docx->altered |= b->par.altered;
	if (pass_over(b))
		return;
	b->par.altered |= b->sent.new;
	if (docx->n_pars == RAP_LIMIT_WORD_PARAGRAPHS) {
		docx->cut = true;
		return;
	}
	b->par.now.to = b->now.len;
	b->par.before.to = b->before.len;
	if (b->par.end != RAP_DOCX_TAKEN)
		rap_buf_char(&b->now, '\n');
	if (b->par.end != RAP_DOCX_ADDED)
		rap_buf_char(&b->before, '\n');
	if (docx->n_pars == b->room) {
		b->room = b->room ? b->room * 2 : 64;
		docx->pars = rap_reallocarray(docx->pars, b->room, sizeof *docx->pars);
	}
	docx->pars[docx->n_pars++] = b->par;
}

static void add_bookmark(body *b)
{
	rap_docx *docx = b->docx;
	char *name = rap_xml_attribute(&b->xml, "name");

	/* Word's own begin with an underscore. */
	if (!name || name[0] == '_' || strlen(name) > BOOKMARK_MAX ||
	    docx->n_bookmarks == BOOKMARKS_MAX) {
		free(name);
		return;
	}
	rap_docx_sent_bookmark(&b->sent, name);
	docx->bookmarks =
		rap_reallocarray(docx->bookmarks, docx->n_bookmarks + 1, sizeof *docx->bookmarks);
	docx->bookmarks[docx->n_bookmarks++] =
		(rap_docx_bookmark){.name = name, .par = docx->n_pars};
}

/* A comment begins, ends, or has its sign here. */
static void place_comment(body *b, rap_docx_tag tag)
{
	char *id = rap_xml_attribute(&b->xml, "id");
	rap_docx_comment *comment = id ? rap_docx_comment_of(b->docx, id) : NULL;

	free(id);
	if (!comment)
		return;
	if (!comment->placed) {
		comment->placed = true;
		comment->par = b->docx->n_pars;
		comment->now = (rap_docx_span){b->now.len, b->now.len};
	} else if (tag == RAP_TAG_COMMENT_END) {
		comment->now.to = b->now.len;
	}
}

/* ---- elements ------------------------------------------------------------------------------------------- */

static rap_docx_tag around(const body *b, size_t up)
{
	return b->depth > up ? (rap_docx_tag)b->tags[b->depth - 1 - up] : RAP_TAG_OTHER;
}

/* Our files have no such change of a row, and take out no end of a paragraph. */
static void open_sent_change(body *b, bool added)
{
	rap_docx_tag in = around(b, 1);

	if (in == RAP_TAG_R_PR && added && around(b, 2) == RAP_TAG_P_PR && b->in_par && !b->box)
		b->sent.new = true;
	if (in == RAP_TAG_R_PR || in == RAP_TAG_TR_PR)
		return;
	b->tags[b->depth - 1] = added ? RAP_TAG_SENT_INS : RAP_TAG_SENT_DEL;
	b->sent.added += added;
	b->sent.taken += !added;
}

/* A change of the end of a paragraph, of a row, or of what stands inside. */
static void open_change(body *b, bool added)
{
	rap_docx_tag in = around(b, 1);
	char *author;

	if (rap_docx_sent_has(&b->sent, &b->xml)) {
		open_sent_change(b, added);
		return;
	}

	author = rap_xml_attribute(&b->xml, "author");
	rap_docx_note_author(author, b->docx);
	free(author);
	if (in == RAP_TAG_R_PR) {
		if (around(b, 2) == RAP_TAG_P_PR && b->in_par && !b->box)
			/* Added and taken again: the end is not there now, and was not before. */
			b->par.end = b->par.end == RAP_DOCX_KEPT && added ? RAP_DOCX_ADDED
			                                                  : RAP_DOCX_TAKEN;
	} else if (in == RAP_TAG_TR_PR) {
		b->row = b->depth > 2 ? b->depth - 2 : 1;
		b->row_change = added ? RAP_DOCX_ADDED : RAP_DOCX_TAKEN;
	} else if (added) {
		b->added++;
	} else {
		b->taken++;
	}
}

static void close_change(body *b, bool added)
{
	rap_docx_tag in = around(b, 1);
	size_t *n = added ? &b->added : &b->taken;

	if (in != RAP_TAG_R_PR && in != RAP_TAG_TR_PR && *n > 0)
		(*n)--;
}

/* What the properties of a run, of a paragraph or of a cell say of how its words look. */
static void open_look(body *b, rap_docx_tag tag)
{
	rap_docx_tag in = around(b, 1);
	rap_docx_look look = {0};
	const rap_docx_style *style;

	if (b->box)
		return;
	/* Those of the end of a paragraph say nothing of its text. */
	if (in == RAP_TAG_R_PR && around(b, 2) == RAP_TAG_R) {
		if (tag == RAP_TAG_R_STYLE && (style = style_of(b, true)))
			b->looks.run_style = style->look;
		rap_docx_look_take(&b->looks.run, tag, &b->xml);
	} else if (tag == RAP_TAG_SHD) {
		rap_docx_look_take(&look, tag, &b->xml);
		if (in == RAP_TAG_P_PR)
			b->looks.par_shaded = look.shaded == RAP_DOCX_ON;
		else if (in == RAP_TAG_TC_PR)
			b->looks.cell_shaded = look.shaded == RAP_DOCX_ON;
	} else if (tag == RAP_TAG_P_STYLE && in == RAP_TAG_P_PR && (style = style_of(b, true))) {
		b->looks.par_style = style->look;
		b->par.heading |= style->heading;
		b->par.form = style->form;
	}
}

static void open_property(body *b, rap_docx_tag tag)
{
	switch ((int)tag) {
	case RAP_TAG_OUTLINE:
		b->par.heading |= around(b, 1) == RAP_TAG_P_PR;
		if (around(b, 1) == RAP_TAG_P_PR)
			rap_docx_form_take(&b->par.form, tag, &b->xml);
		break;
	case RAP_TAG_ILVL:
	case RAP_TAG_NUM_ID:
		if (around(b, 2) == RAP_TAG_P_PR && !b->box)
			rap_docx_form_take(&b->par.form, tag, &b->xml);
		break;
	case RAP_TAG_PLACEHOLDER:
		b->placeholder = rap_docx_is_on(&b->xml);
		break;
	case RAP_TAG_CHECK_BOX:
		b->checked = false;
		break;
	case RAP_TAG_DEFAULT:
	case RAP_TAG_CHECKED:
		if (around(b, 1) == RAP_TAG_CHECK_BOX)
			b->checked = rap_docx_is_on(&b->xml);
		break;
	default:
		open_look(b, tag);
		break;
	}
}

static void open_content(body *b, rap_docx_tag tag)
{
	switch ((int)tag) {
	case RAP_TAG_TAB:
		/* In a paragraph's properties it is a place, not a sign. */
		if (around(b, 1) != RAP_TAG_TABS)
			put_str(b, "\t");
		break;
	case RAP_TAG_PTAB:
		put_str(b, "\t");
		break;
	case RAP_TAG_BR:
	case RAP_TAG_CR:
		put_str(b, "\n");
		break;
	case RAP_TAG_HYPHEN:
		put_str(b, "\xe2\x80\x91");
		break;
	case RAP_TAG_SYM:
		put_str(b, rap_docx_symbol(&b->xml));
		break;
	case RAP_TAG_BOOKMARK:
		if (!b->box)
			add_bookmark(b);
		break;
	case RAP_TAG_COMMENT_START:
	case RAP_TAG_COMMENT_END:
	case RAP_TAG_COMMENT_REF:
		place_comment(b, tag);
		break;
	case RAP_TAG_DRAWING:
	case RAP_TAG_PICT:
		b->drawing = b->depth;
		break;
	case RAP_TAG_ALT_CHUNK:
	case RAP_TAG_SUB_DOC:
	case RAP_TAG_OBJECT:
		b->docx->foreign = true;
		break;
	default:
		open_property(b, tag);
		break;
	}
}

static void open_element(body *b, rap_docx_tag tag)
{
	switch ((int)tag) {
	case RAP_TAG_SKIP:
	case RAP_TAG_RT:
		b->skip = b->depth;
		break;
	case RAP_TAG_SDT_CONTENT:
		/* "Click here to enter text": nobody has. */
		if (b->placeholder)
			b->skip = b->depth;
		b->placeholder = false;
		break;
	case RAP_TAG_P:
		begin_par(b);
		break;
	case RAP_TAG_R:
		b->looks.run = b->looks.run_style = (rap_docx_look){0};
		break;
	case RAP_TAG_TC:
		b->looks.cell_shaded = false;
		break;
	case RAP_TAG_TBL:
		b->tables += b->in_table++ == 0;
		break;
	case RAP_TAG_TR:
		b->rows += b->in_table == 1;
		break;
	case RAP_TAG_TEXT_BOX:
		b->drawing = 0;
		if (!b->box)
			b->box = b->depth;
		break;
	case RAP_TAG_INS:
	case RAP_TAG_MOVE_TO:
		open_change(b, true);
		break;
	case RAP_TAG_DEL:
	case RAP_TAG_MOVE_FROM:
		open_change(b, false);
		break;
	default:
		open_content(b, tag);
		break;
	}
}

static void close_element(body *b, rap_docx_tag tag)
{
	switch ((int)tag) {
	case RAP_TAG_P:
		end_par(b);
		break;
	case RAP_TAG_R:
		b->looks.run = b->looks.run_style = (rap_docx_look){0};
		break;
	case RAP_TAG_TC:
		b->looks.cell_shaded = false;
		break;
	case RAP_TAG_TBL:
		b->in_table -= b->in_table > 0;
		break;
	case RAP_TAG_TR:
		if (b->row == b->depth)
			b->row = 0;
		break;
	case RAP_TAG_TEXT_BOX:
		if (b->box == b->depth)
			b->box = 0;
		break;
	case RAP_TAG_DRAWING:
	case RAP_TAG_PICT:
		b->docx->pictures |= b->drawing == b->depth;
		b->drawing = 0;
		break;
	case RAP_TAG_INS:
	case RAP_TAG_MOVE_TO:
		close_change(b, true);
		break;
	case RAP_TAG_DEL:
	case RAP_TAG_MOVE_FROM:
		close_change(b, false);
		break;
	case RAP_TAG_SENT_INS:
		b->sent.added -= b->sent.added > 0;
		break;
	case RAP_TAG_SENT_DEL:
		b->sent.taken -= b->sent.taken > 0;
		break;
	case RAP_TAG_CHECK_BOX:
		put_str(b, b->checked ? "☒" : "☐");
		break;
	default:
		break;
	}
}

static void on_text(body *b)
{
	rap_docx_tag in = around(b, 0);
	rap_slice text;

	if (in != RAP_TAG_T && in != RAP_TAG_DEL_TEXT && in != RAP_TAG_MATH_TEXT)
		return;
	text = rap_xml_text(&b->xml);
	put(b, text.at, text.len, in == RAP_TAG_DEL_TEXT);
}

static void walk(body *b, rap_xml_event event)
{
	rap_docx_tag tag;

	switch (event) {
	case RAP_XML_OPEN:
		tag = b->skip ? RAP_TAG_OTHER : rap_docx_tag_of(&b->xml);
		b->tags[b->depth++] = (uint8_t)tag;
		if (!b->skip)
			open_element(b, tag);
		break;
	case RAP_XML_CLOSE:
		if (b->skip == b->depth)
			b->skip = 0;
		else if (!b->skip && b->depth > 0)
			close_element(b, (rap_docx_tag)b->tags[b->depth - 1]);
		b->depth -= b->depth > 0;
		break;
	case RAP_XML_TEXT:
		if (!b->skip)
			on_text(b);
		break;
	case RAP_XML_END:
	case RAP_XML_BAD:
		break;
	}
}

static char *shown(rap_buf *text)
{
	rap_slice s = rap_utf8_trim(rap_buf_as_slice(text));
	char *copy = s.len > 0 ? rap_strndup(s.at, s.len) : NULL;

	rap_buf_done(text);
	/* The cap may have cut a character in two. */
	while (copy && !rap_utf8_valid(rap_slice_of(copy)))
		copy[strlen(copy) - 1] = '\0';
	return copy;
}

static void begin(body *b, rap_slice xml, const rap_docx_styles *styles, rap_docx *docx)
{
	*b = (body){.styles = styles,
	            .docx = docx,
	            .now = rap_buf_init(RAP_LIMIT_WORD_TEXT),
	            .before = rap_buf_init(RAP_LIMIT_WORD_TEXT),
	            .hidden = rap_buf_init(SHOWN_BYTES),
	            .struck = rap_buf_init(SHOWN_BYTES),
	            .aside = rap_buf_init(SHOWN_BYTES)};
	rap_xml_begin(xml, &b->xml);
}

bool rap_docx_body_read(rap_slice xml, const rap_docx_styles *styles, rap_docx *docx,
                        const char **ret_why)
{
	body *b = rap_calloc(1, sizeof *b);
	rap_xml_event event;

	begin(b, xml, styles, docx);
	do {
		event = rap_xml_next(&b->xml);
		walk(b, event);
	} while (event != RAP_XML_END && event != RAP_XML_BAD);
	end_par(b);
	docx->cut |= b->now.over || b->before.over;
	docx->now = rap_buf_take(&b->now);
	docx->before = rap_buf_take(&b->before);
	docx->hidden = shown(&b->hidden);
	docx->struck = shown(&b->struck);
	docx->aside = shown(&b->aside);
	*ret_why = b->xml.why;
	rap_xml_done(&b->xml);
	free(b);
	return event == RAP_XML_END;
}
