/* SPDX-License-Identifier: Apache-2.0 */
/* The first step of docx_match.h: the pieces of the file, before any stands for a paragraph of the draft. */
#ifndef RAP_PARSERS_DOCX_PIECE_H
#define RAP_PARSERS_DOCX_PIECE_H

#include "parsers/word/docx_match.h"

/* Fills m->pieces; m->n_targets is known. *steps is what looking for our words may still cost. */
void rap_docx_pieces_read(const rap_context *context, const rap_docx *docx, size_t *steps,
                          rap_docx_match *m);

/* The piece that a paragraph of the file is part of, or RAP_DOCX_NONE. */
size_t rap_docx_piece_of(const rap_docx_match *m, size_t par);

/* When all paragraphs of the draft are found: what else the mail sent has too, wrapped in another way, is ours. */
void rap_docx_pieces_know(const rap_context *context, size_t *steps, rap_docx_match *m);

#endif
