/* SPDX-License-Identifier: Apache-2.0 */
/* How far States agree on a paragraph; the classes are in board.h, their reasons in docs/decisions/0007-drafting.md. */
#ifndef RAP_DAEMON_REPORT_CONVERGENCE_H
#define RAP_DAEMON_REPORT_CONVERGENCE_H

#include "report/board.h"

/* What a reservation is called in the languages of the lexicon, folded; made once for many paragraphs. */
rap_strv rap_convergence_words(const rap_lexicon *lexicon);

/* Of a paragraph whose lists and overlay are made. */
rap_convergence rap_convergence_of(const rap_strv *words, const rap_board_paragraph *p);

/* Whether a State says in this text that it reserves its position. */
bool rap_convergence_reserves(const rap_strv *words, const char *text);

#endif
