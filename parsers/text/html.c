// SPDX-License-Identifier: Apache-2.0
/*
 * HTML to lines of text; see html.h. libxml2's parser calls back for every element and run of characters:
 * no tree is built, so that memory does not grow with the markup, and nesting is bounded here.
 */
#include "parsers/text/html.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/text/html_colour.h"
#include "parsers/text/html_css.h"
#include "parsers/text/html_rules.h"
#include "parsers/text/html_sheet.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define NESTING_MAX 256u
#define HIDDEN_SHOWN 120u /* bytes of hidden text put before people */
#define PIXELS_MIN 3 /* a picture not larger shows nothing */
#define SIGN_MAX 24u /* bytes of a sign that is given as a picture */
#define BULLET "\xe2\x80\xa2 " /* no dash: that may be an answer */
#define ITEM_NUMBER_MAX 100000

/* One open element. What is inherited is copied from the one around it. */
struct element {
	const xmlChar *name; /* of the parser's dictionary */
	rap_html_tag tag;
	bool dropped, hidden, font_zero, pre;
	bool in_cell, table; /* inside a cell; a table or row itself */
	bool struck; /* dropped because its author struck it out */
	bool container; /* in a container that was not typed now */
	bool borderless;
	uint32_t ink, ground; /* whether its letters can be seen */
	unsigned quotes;
	unsigned marks, colour, background, size, border; /* how its letters look */
	int item; /* ordered list: number of the next item */
};

struct writer {
	htmlParserCtxtPtr parser;
	rap_lines_maker lines;
	rap_buf line;
	bool open; /* the line holds something, be it an NBSP */
	bool fresh_cell; /* a cell has begun beside another: its first block stays on the line */
	bool in_cell_ended; /* a block in a cell has ended: the line ends when more follows in the cell */
	bool blank; /* white space waits to be written, should a word follow */
	bool inked; /* line_depth is that of the first visible character */
	unsigned line_depth;
	uint32_t look; /* of what was written last */
	rap_buf hidden;
	rap_html_sheet sheet;
	bool cut;
	struct element stack[NESTING_MAX + 1];
	size_t n; /* stack[n - 1] is the innermost; stack[0] stands for the document */
};

static struct element *top(struct writer *w)
{
	return &w->stack[w->n - 1];
}

static unsigned depth_of(const struct element *element)
{
	return element->quotes > 0 ? element->quotes : element->container;
}

static void end_line(struct writer *w)
{
	while (w->line.len > 0 &&
	       (w->line.at[w->line.len - 1] == ' ' || w->line.at[w->line.len - 1] == '\t'))
		rap_buf_cut(&w->line, w->line.len - 1);
	rap_lines_add(&w->lines, rap_buf_as_slice(&w->line),
	              w->inked ? w->line_depth : depth_of(top(w)));
	rap_buf_cut(&w->line, 0);
	w->open = w->blank = w->inked = w->fresh_cell = w->in_cell_ended = false;
}

/* A block begins or ends: the line ends, unless there is none. */
static void block(struct writer *w)
{
	if (w->open)
		end_line(w);
	w->blank = false;
}

/* The same inside a cell, where blocks must not part it from the cells beside it. */
static void block_in_cell(struct writer *w)
{
	w->in_cell_ended |= w->open && !w->fresh_cell;
	w->blank = false;
}

/* Equal looks give equal numbers. */
static uint32_t look_of(const struct element *element)
{
	uint32_t others = element->background * 5u + element->size * 3u + element->border;

	return element->marks | (uint32_t)element->colour << 5 | (others & 0x3fffu) << 17;
}

/* All that is written looks as the letters before, until a letter looks otherwise. */
static void change_look(struct writer *w)
{
	uint32_t look = look_of(top(w));

	if (look == w->look)
		return;
	rap_lines_look(&w->lines, w->lines.text.len + w->line.len, w->look);
	w->look = look;
}

static void put(struct writer *w, const char *bytes, size_t len)
{
	if (w->in_cell_ended)
		end_line(w);
	if (w->blank && w->line.len > 0)
		rap_buf_char(&w->line, ' ');
	w->blank = w->fresh_cell = false;
	w->open = true;
	if (!(len == 1 && (bytes[0] == ' ' || bytes[0] == '\t')))
		change_look(w);
	if (!w->inked && !(len == 1 && bytes[0] == ' ')) {
		w->inked = true;
		w->line_depth = depth_of(top(w));
	}
	rap_buf_add(&w->line, bytes, len);
}

static void put_ghost(struct writer *w)
{
	size_t at = w->lines.text.len + w->line.len;

	rap_lines_look(&w->lines, at, w->look);
	rap_lines_look(&w->lines, at, RAP_LOOK_GHOST);
}

static void put_hidden(struct writer *w, rap_slice text)
{
	bool blank = w->hidden.len == 0;
	size_t offset = 0;

	while (offset < text.len && !w->hidden.over) {
		size_t begin = offset;
		uint32_t c = rap_utf8_next(text, &offset);
		bool space = c <= ' ';

		if ((space && blank) || c == RAP_UTF8_BAD || (c >= 0x7f && c < 0xa0))
			continue;
		blank = space;
		if (space)
			rap_buf_char(&w->hidden, ' ');
		else if (offset - begin <= w->hidden.cap - w->hidden.len)
			rap_buf_slice(&w->hidden, rap_slice_sub(text, begin, offset));
		else
			w->hidden.over = true; /* no half a character */
	}
}

static void characters(void *user, const xmlChar *bytes, int len)
{
	struct writer *w = user;
	const struct element *element = top(w);
	rap_slice text = {(const char *)bytes, (size_t)len};
	size_t offset = 0;

	if (w->cut)
		return;
	if (element->dropped) {
		if (element->struck && !element->hidden && rap_utf8_trim(text).len > 0)
			put_ghost(w);
		return;
	}
	if (element->hidden || element->font_zero ||
	    rap_html_unseen(element->ink, element->ground)) {
		rap_slice seen = rap_utf8_trim(text);

		if (seen.len > 0)
			put_hidden(w, text);
		return;
	}
	while (offset < text.len) {
		size_t begin = offset;
		uint32_t c = rap_utf8_next(text, &offset);

		if (c == '\n' && element->pre)
			end_line(w);
		else if (c == '\t' && element->pre)
			put(w, "\t", 1);
		else if (c == ' ' && element->pre)
			put(w, " ", 1);
		else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f')
			w->blank = !element->pre;
		else if (c == 0xa0)
			put(w, " ", 1);
		else if (c >= ' ' && c != RAP_UTF8_BAD && !(c >= 0x7f && c < 0xa0))
			put(w, text.at + begin, offset - begin);
	}
	if (w->line.over || w->lines.text.over) {
		w->cut = true;
		xmlStopParser(w->parser);
	}
}

static uint32_t first_of(rap_slice s)
{
	size_t at = 0;

	return rap_utf8_next(s, &at);
}

static const char *attribute(const xmlChar **atts, const char *name)
{
	for (size_t i = 0; atts && atts[i]; i += 2) {
		if (strcmp((const char *)atts[i], name) == 0)
			return atts[i + 1] ? (const char *)atts[i + 1] : "";
	}
	return NULL;
}

/* A number of an ordered list; people type "4." and their program makes a list that starts at 4. */
static int item_number(const char *text, int otherwise)
{
	long number = text && *text ? strtol(text, NULL, 10) : otherwise;

	return number < 0 || number > ITEM_NUMBER_MAX ? otherwise : (int)number;
}

static void begin_item(struct writer *w, struct element *list, const char *value)
{
	char number[16]; /* five digits, a full stop, a blank */
	int n;

	block(w);
	if (list->tag == RAP_HTML_ORDERED) {
		list->item = item_number(value, list->item);
		n = snprintf(number, sizeof(number), "%d. ", list->item++);
		if (n > 0 && (size_t)n < sizeof(number))
			put(w, number, (size_t)n);
	} else {
		put(w, BULLET, sizeof BULLET - 1);
	}
}

/* The colours of its letters and of what is behind them. */
static void inherit_colours(const rap_html_style *style, struct element *element,
                            const xmlChar **atts)
{
	const char *ground = attribute(atts, "bgcolor"), *ink = attribute(atts, "text");
	uint32_t said = ground ? rap_html_ground(rap_slice_of(ground)) : RAP_HTML_UNSAID;

	if (attribute(atts, "background"))
		said = RAP_HTML_UNKNOWN;
	if (style->ground)
		said = style->ground;
	if (said)
		element->ground = said;
	if (ink)
		element->ink = rap_html_ink(rap_slice_of(ink));
	if (style->ink)
		element->ink = style->ink;
}

static void inherit(struct writer *w, const struct element *around, struct element *element,
                    const char *name, const xmlChar **atts)
{
	const char *text = attribute(atts, "style");
	rap_html_style style = {0}, sheet = {0};

	*element = *around;
	if (text)
		rap_html_style_of(text, &style);
	rap_html_sheet_of(&w->sheet, name, attribute(atts, "class"), attribute(atts, "id"), &sheet);
	rap_html_style_over(&sheet, &style);
	style.hidden = sheet.hidden;
	style.font_zero = sheet.font_zero;
	style.font_sized = sheet.font_sized;
	style.ink = sheet.ink;
	style.ground = sheet.ground;
	inherit_colours(&style, element, atts);
	element->hidden |= style.hidden || attribute(atts, "hidden") || strcmp(name, "bdo") == 0;
	element->struck |= style.struck && !element->dropped;
	element->dropped |= style.struck;
	if (style.font_zero || style.font_sized)
		element->font_zero = style.font_zero;
	if (style.pre || style.unpre)
		element->pre = style.pre;
	element->borderless = style.borderless;
	if (style.bold || style.light)
		element->marks = (element->marks & ~(unsigned)RAP_HTML_BOLD) |
		                 (style.bold ? RAP_HTML_BOLD : 0);
	if (style.underlined)
		element->marks |= RAP_HTML_UNDERLINED;
	if (style.colour)
		element->colour = style.colour;
	if (style.background)
		element->background = style.background;
	if (style.size)
		element->size = style.size;
	if (style.border)
		element->border = style.border;
}

static void inline_look(const char *name, const xmlChar **atts, struct element *element)
{
	bool font = strcmp(name, "font") == 0;
	const char *colour = font ? attribute(atts, "color") : NULL,
		   *size = font ? attribute(atts, "size") : NULL;

	element->marks |= rap_html_look_of(name);
	if (colour) {
		element->colour = rap_html_colour(colour, strlen(colour));
		element->ink = rap_html_ink(rap_slice_of(colour));
	}
	if (size)
		element->size = rap_html_colour(size, strlen(size));
}

static bool is_object(const char *name)
{
	return strcmp(name, "object") == 0 || strcmp(name, "video") == 0 ||
	       strcmp(name, "audio") == 0 || strcmp(name, "embed") == 0 ||
	       strcmp(name, "svg") == 0 || strcmp(name, "iframe") == 0;
}

/* A table, or a row of one: parted from what is around it, wherever it stands. */
static bool is_table(const struct element *element)
{
	return element->table;
}

static bool is_struck(const char *name)
{
	return strcmp(name, "s") == 0 || strcmp(name, "strike") == 0 || strcmp(name, "del") == 0;
}

/* A picture of a sign is the sign: clients write smiling faces so. Of others it is only kept that they are there. */
static void picture(struct writer *w, const xmlChar **atts)
{
	const char *alt = attribute(atts, "alt"), *width = attribute(atts, "width"),
		   *height = attribute(atts, "height");
	rap_slice sign = rap_slice_of(alt);

	if ((width && strtol(width, NULL, 10) <= PIXELS_MIN) ||
	    (height && strtol(height, NULL, 10) <= PIXELS_MIN))
		return; /* a spacer, or a spy */
	if (sign.len > 0 && sign.len <= SIGN_MAX && (unsigned char)sign.at[0] >= 0xe2 &&
	    rap_utf8_valid(sign) && !rap_utf8_is_cjk(first_of(sign)) &&
	    !rap_utf8_is_word(first_of(sign)))
		put(w, sign.at, sign.len);
	else
		put_ghost(w);
}

static void start_element(void *user, const xmlChar *name, const xmlChar **atts)
{
	struct writer *w = user;
	struct element *around = top(w), *element;
	const char *type = attribute(atts, "type");
	rap_html_container container;

	if (w->cut)
		return;
	if (w->n > NESTING_MAX) {
		w->cut = true;
		xmlStopParser(w->parser);
		return;
	}
	element = &w->stack[w->n];
	inherit(w, around, element, (const char *)name, atts);
	element->name = name;
	element->tag = rap_html_tag_of((const char *)name);
	if (element->tag == RAP_HTML_INLINE)
		inline_look((const char *)name, atts, element);
	container = rap_html_container_of(attribute(atts, "class"), attribute(atts, "id"));
	element->container |= container != RAP_HTML_PLAIN;
	around->container |= container == RAP_HTML_QUOTED_ON;
	if (element->tag == RAP_HTML_QUOTE && (!element->borderless || type))
		element->quotes++;
	if (element->tag == RAP_HTML_PRE)
		element->pre = true;
	element->table = element->tag == RAP_HTML_BLOCK && name[0] == 't';
	if (element->tag == RAP_HTML_CELL || element->table)
		element->in_cell = element->tag == RAP_HTML_CELL;
	if (element->tag == RAP_HTML_DROPPED) {
		element->struck |= !element->dropped && is_struck((const char *)name);
		element->dropped = true;
	}
	if (element->tag == RAP_HTML_ORDERED)
		element->item = item_number(attribute(atts, "start"), 1);
	w->n++;
	if (is_object((const char *)name) && !around->dropped && !element->hidden)
		put_ghost(w);
	if (element->dropped || element->hidden)
		return;
	if (strcmp((const char *)name, "img") == 0)
		picture(w, atts);
	if (element->tag == RAP_HTML_BREAK) {
		if (w->in_cell_ended)
			end_line(w);
		end_line(w);
	} else if (element->tag == RAP_HTML_CELL) {
		w->blank = w->in_cell_ended = false;
		if (w->line.len > 0) {
			put(w, "\t", 1);
			w->fresh_cell = true;
		}
	} else if (element->tag == RAP_HTML_ITEM) {
		begin_item(w, around, attribute(atts, "value"));
	} else if (element->tag != RAP_HTML_INLINE && around->in_cell && !is_table(element)) {
		block_in_cell(w);
	} else if (element->tag != RAP_HTML_INLINE) {
		block(w);
	}
}

static void end_element(void *user, const xmlChar *name)
{
	struct writer *w = user;
	size_t at = w->n;

	while (at > 1 && strcmp((const char *)w->stack[at - 1].name, (const char *)name) != 0)
		at--;
	if (at <= 1)
		return;
	/* What stands in the line belongs to the element that ends. */
	if (top(w)->tag != RAP_HTML_INLINE && top(w)->tag != RAP_HTML_BREAK &&
	    top(w)->tag != RAP_HTML_CELL && !top(w)->dropped && !top(w)->hidden) {
		if (top(w)->in_cell && !is_table(top(w)))
			block_in_cell(w);
		else
			block(w);
	}
	w->n = at - 1;
}

/* libxml2 goes on with half a text when memory runs out; it must not get the chance. */
static void *checked_malloc(size_t size)
{
	void *memory = malloc(size);

	if (!memory)
		_exit(75);
	return memory;
}

static void *checked_realloc(void *old, size_t size)
{
	void *memory = realloc(old, size);

	if (!memory && size > 0)
		_exit(75);
	return memory;
}

static char *checked_strdup(const char *s)
{
	return rap_strdup(s);
}

static void parse(struct writer *w, rap_slice html)
{
	static bool checked;
	htmlSAXHandler calls = {0};

	if (!checked) {
		(void)xmlMemSetup(free, checked_malloc, checked_realloc, checked_strdup);
		checked = true;
	}
	calls.startElement = start_element;
	calls.endElement = end_element;
	calls.characters = characters;
	calls.cdataBlock = characters;
	calls.ignorableWhitespace = characters;
	w->parser = htmlNewParserCtxt();
	if (!w->parser || !w->parser->sax)
		_exit(75);
	*w->parser->sax = calls;
	w->parser->userData = w;
	(void)htmlCtxtReadMemory(w->parser, html.at, (int)html.len, NULL, "UTF-8",
	                         HTML_PARSE_NONET | HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
	                                 HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC |
	                                 HTML_PARSE_COMPACT);
	if (w->parser->errNo == XML_ERR_NO_MEMORY)
		_exit(75);
	htmlFreeParserCtxt(w->parser);
}

/* Before anything is read: a sheet at the end hides what stands above it. One that is over its limits could hide anything. */
static void read_sheets(struct writer *w, rap_slice html)
{
	rap_slice sheet;

	for (size_t at = 0; rap_html_css_next(html, &at, &sheet);)
		rap_html_sheet_add(&w->sheet, sheet);
	w->cut = w->sheet.over;
}

void rap_html_text(rap_slice html, rap_html *ret)
{
	struct writer *w = rap_calloc(1, sizeof(*w));
	size_t safe = rap_html_safe_length(html);
	bool over;

	*ret = (rap_html){0};
	w->lines = rap_lines_begin(RAP_LIMIT_TEXT_PART);
	w->line = rap_buf_init(RAP_LIMIT_TEXT_PART);
	w->hidden = rap_buf_init(HIDDEN_SHOWN);
	w->stack[0] = (struct element){.name = (const xmlChar *)""};
	w->n = 1;
	if (safe > 2 * (size_t)RAP_LIMIT_TEXT_MESSAGE)
		safe = 2 * (size_t)RAP_LIMIT_TEXT_MESSAGE;
	read_sheets(w, rap_slice_sub(html, 0, safe));
	if (safe > 0 && !w->cut)
		parse(w, rap_slice_sub(html, 0, safe));
	block(w);
	if (w->look != 0)
		rap_lines_look(&w->lines, w->lines.text.len, w->look);
	rap_lines_end(&w->lines, &ret->lines, &over);
	ret->cut = w->cut || over || w->line.over || safe < html.len;
	if (w->hidden.len > 0)
		ret->hidden = rap_buf_take(&w->hidden);
	rap_buf_done(&w->line);
	rap_buf_done(&w->hidden);
	rap_html_sheet_done(&w->sheet);
	free(w);
}

void rap_html_done(rap_html *html)
{
	rap_lines_done(&html->lines);
	free(html->hidden);
	*html = (rap_html){0};
}
