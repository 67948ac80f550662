/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which paragraph of a Word file is which paragraph of the draft: by bookmark, then by its mark, then by likeness;
 * and which are two of them, or one half.
 */
#ifndef RAP_PARSERS_DOCX_MATCH_H
#define RAP_PARSERS_DOCX_MATCH_H

#include "common/context.h"
#include "parsers/form/wording.h"
#include "parsers/word/docx.h"

#define RAP_DOCX_NONE SIZE_MAX

typedef enum rap_piece_role {
	RAP_PIECE_LOOSE, /* nothing of the draft: form, letter, or new */
	RAP_PIECE_DRAFT, /* stands for a paragraph of the draft */
	RAP_PIECE_SPLIT, /* a further part of one that was divided */
	RAP_PIECE_OURS, /* our own words: heading, explanation */
	RAP_PIECE_EMPTY,
} rap_piece_role;

/* A paragraph as it stands now: one of the file, or several whose ends were taken. */
typedef struct rap_piece {
	size_t first, last; /* paragraphs of the file, both included */
	rap_slice text; /* borrowed from docx->now */
	rap_wording wording; /* without the mark */
	rap_piece_role role;
	size_t base; /* paragraph of the draft, RAP_DOCX_NONE: none */
	size_t mark; /* the one whose mark stands at its beginning, or RAP_DOCX_NONE */
	bool heading, table;
	bool command; /* "[P3] delete": a line about the paragraph, for the form reader */
	bool sent; /* the mail sent has just these words on a line of their own */
} rap_piece;

/* What became of a paragraph of the draft. */
typedef struct rap_target {
	rap_wording wording;
	size_t par; /* of the file, where its bookmark stands, or RAP_DOCX_NONE */
	size_t piece; /* that stands for it, or RAP_DOCX_NONE */
	bool taken; /* a tracked change took it out of its place */
	bool merged; /* into the piece, which stands for another paragraph first */
	bool moved;
	bool named; /* a command stands for it */
	unsigned likeness; /* thousandths, where it was found by it alone; else 1000 */
} rap_target;

typedef struct rap_docx_match {
	rap_piece *pieces;
	size_t n_pieces;
	rap_target *targets; /* as many as the context has paragraphs */
	size_t n_targets;
	size_t found; /* targets with a piece, or taken */
	bool over; /* too much to be compared: some may not have been found */
} rap_docx_match;

/* docx and context must stay as long as the result. */
void rap_docx_match_read(const rap_context *context, const rap_docx *docx, rap_docx_match *ret);
void rap_docx_match_done(rap_docx_match *match);

#endif
