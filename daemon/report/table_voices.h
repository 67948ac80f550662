/* SPDX-License-Identifier: Apache-2.0 */
/* Inside the tables: what States say about the draft, proposals and general comments alike, as rows of the matrix. */
#ifndef RAP_DAEMON_REPORT_TABLE_VOICES_H
#define RAP_DAEMON_REPORT_TABLE_VOICES_H

#include "report/tables_source.h"

/* One voice: a proposal, or a general comment. */
typedef struct rap_voice {
	size_t place; /* of its group: a question, then a paragraph, then what has none */
	size_t state; /* its place in the roster */
	size_t order; /* as recorded, then as read */
	const rap_proposal_row *proposal; /* or */
	const rap_answer_row *answer;
	const rap_field *field; /* of the answer */
	const rap_board_paragraph *paragraph; /* of the proposal; NULL: not in this draft */
	const char *heading; /* what the paragraph stands under */
	size_t leader; /* the order of the first of those that are one row with it */
} rap_voice;

typedef struct rap_voices {
	/* in the order of rows; those of one row stand together */
	const rap_tables_source *source;
	rap_voice *at;
	size_t n;
} rap_voices;

/* All of them; free at. Borrows from the source. */
rap_voices rap_voices_make(const rap_tables_source *source);

const char *rap_voice_member(const rap_voice *one);
/* Withdrawn or superseded. */
bool rap_voice_is_gone(const rap_voice *one);

#endif
