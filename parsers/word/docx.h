/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A Word file as text: its paragraphs as they stand now and as they stood before the tracked changes, its bookmarks
 * and comments, and what it holds besides. Nothing in it is followed, fetched or run. Who made a change is not
 * kept: only core says who wrote.
 */
#ifndef RAP_PARSERS_DOCX_H
#define RAP_PARSERS_DOCX_H

#include "common/buf.h"
#include "common/strv.h"

#include <stdint.h>

/* Bytes of a text. */
typedef struct rap_docx_span {
	size_t from, to;
} rap_docx_span;

typedef enum rap_docx_change {
	RAP_DOCX_KEPT,
	RAP_DOCX_ADDED,
	RAP_DOCX_TAKEN,
} rap_docx_change;

#define RAP_DOCX_TITLE 10u
#define RAP_DOCX_SUBTITLE 11u

/* What a paragraph is in the outline of the document, by its style or by itself. */
typedef struct rap_docx_form {
	uint8_t heading; /* 0: none; 1 to 9, RAP_DOCX_TITLE, RAP_DOCX_SUBTITLE */
	uint8_t level; /* in the list, from 0 */
	uint32_t list; /* number of the list it is an item of; 0: none */
} rap_docx_form;

/*
 * A paragraph as the file has it. Where its end is taken, it and the next are one paragraph now; where its end is
 * added, they were one before.
 */
typedef struct rap_docx_par {
	rap_docx_span now, before;
	rap_docx_change end;
	bool added, taken; /* some of its text is */
	bool heading; /* by its style or its level */
	bool altered; /* changes that were in the file when it left are other than they were */
	rap_docx_form form;
	unsigned table, row; /* numbers of the table that it stands in, and of the row; 0: none */
} rap_docx_par;

typedef struct rap_docx_bookmark {
	char *name;
	size_t par;
} rap_docx_bookmark;

typedef struct rap_docx_comment {
	char *id;
	char *words; /* lines joined with LF; NULL until the comment itself was read */
	bool placed;
	size_t par; /* where it begins */
	rap_docx_span now; /* what it is about */
	bool on_sent; /* on a new paragraph that was in the file when it left; par is the one before */
} rap_docx_comment;

typedef struct rap_docx {
	char *now, *before; /* UTF-8, a line for each paragraph; never NULL after reading */
	rap_docx_par *pars;
	size_t n_pars;
	rap_docx_bookmark *bookmarks; /* in order; of one name the first counts */
	size_t n_bookmarks;
	rap_docx_comment *comments;
	size_t n_comments;
	rap_strv
		authors; /* on changes and comments, each once: to tell one from several, and for nothing else */
	char *hidden; /* beginning of hidden text, or NULL; it is in neither text */
	char *struck; /* beginning of text that is struck out, or NULL; to its author it is deleted, and stands before only */
	char *aside; /* beginning of footnotes and text boxes, or NULL; likewise */
	char *margins; /* words of headers and footers, parted by LF and tabs, or NULL; likewise */
	char *properties; /* what the file says about itself, its title among it, as XML; or NULL */
	char *numbering; /* how its lists are numbered, as XML; or NULL */
	bool altered; /* some paragraph is */
	bool pictures; /* at least one stands in the text */
	bool foreign; /* parts of another format, files or documents stand in it */
	bool cut; /* over a limit: something is missing at the end */
} rap_docx;

/* Whether the bytes are a Word file of any kind (document or template, with macros or without), whatever it is called. */
bool rap_docx_is_word(rap_slice bytes);

/*
 * false: not to be read, and *ret_why is a static half sentence for people. *ret is then empty; else the caller ends
 * it with rap_docx_done.
 */
bool rap_docx_read(rap_slice bytes, rap_docx *ret, const char **ret_why);
void rap_docx_done(rap_docx *docx);

#endif
