/* SPDX-License-Identifier: Apache-2.0 */
/* What HTML elements mean for the text: tables of tags, quoting containers, the style that hides. */
#ifndef RAP_PARSERS_HTML_RULES_H
#define RAP_PARSERS_HTML_RULES_H

#include "common/slice.h"

#include <stdint.h>

/* How an element breaks the text. */
typedef enum rap_html_tag {
	RAP_HTML_INLINE,
	RAP_HTML_BLOCK,
	RAP_HTML_BREAK, /* br */
	RAP_HTML_CELL,
	RAP_HTML_ITEM, /* li */
	RAP_HTML_ORDERED, /* ol, a block */
	RAP_HTML_UNORDERED, /* ul, a block */
	RAP_HTML_QUOTE, /* blockquote, a block */
	RAP_HTML_PRE, /* a block whose white space counts */
	RAP_HTML_DROPPED, /* with all that is in it: style, script, head */
} rap_html_tag;

rap_html_tag rap_html_tag_of(const char *name);

/* How an element makes its letters look by itself: b, strong, u, ins, mark, i, em. */
typedef enum rap_html_look {
	RAP_HTML_BOLD = 1,
	RAP_HTML_UNDERLINED = 2,
	RAP_HTML_ITALIC = 4,
	RAP_HTML_MARKED = 8,
	RAP_HTML_BIG = 16
} rap_html_look;

unsigned rap_html_look_of(const char *name);

/* A number from 1 to 4095 for a colour, so that equal words give equal numbers; 0: as around. */
unsigned rap_html_colour(const char *words, size_t len);

/* What the style attribute says about being seen. */
typedef struct rap_html_style {
	bool hidden; /* display: none and its kin, for all that is inside */
	bool displayed; /* the contrary, which a style sheet may have to hear */
	bool font_zero,
		font_sized; /* letters too small to be seen; a size that undoes an inherited 0 */
	uint32_t ink, ground; /* colours, see html_colour.h */
	bool struck; /* line-through: deleted by its author */
	bool pre, unpre; /* white-space kept, or collapsed again */
	bool borderless; /* an indentation, not a quotation */
	bool bold, light, underlined; /* light: not bold, whatever is around */
	unsigned size, border; /* as colours */
	unsigned colour,
		background; /* 0: nothing is said; else a number for the words that say it */
} rap_html_style;

void rap_html_style_of(const char *style, rap_html_style *ret);

/* Containers that mail programs put round what they quote, and round signatures. */
typedef enum rap_html_container {
	RAP_HTML_PLAIN,
	RAP_HTML_QUOTED, /* what is inside was not typed now */
	RAP_HTML_QUOTED_ON, /* nor is what follows beside it */
} rap_html_container;

/* class and id may be NULL. */
rap_html_container rap_html_container_of(const char *class_names, const char *id);

/*
 * The length up to which html may be given to the parser: it looks for duplicates among the attributes of a
 * tag by comparing all of them, so that a tag with more than 256 ends the text.
 */
size_t rap_html_safe_length(rap_slice html);

#endif
