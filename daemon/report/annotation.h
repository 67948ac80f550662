/* SPDX-License-Identifier: Apache-2.0 */
/* What the replies say about one objective, short enough for a programme: for programme.c and conclusions.c. */
#ifndef RAP_DAEMON_REPORT_ANNOTATION_H
#define RAP_DAEMON_REPORT_ANNOTATION_H

#include "report/paper.h"

/*
 * The answers to the fields of an objective: choices, ratings, yes or no, and dates by value ("support: China,
 * Japan"), texts and lists by State, cut where they are long. Fields of people and of proposals have their own papers.
 */
void rap_annotation_answers(const rap_papers *papers, const rap_objective *objective, rap_doc *doc);

/* One field of those that go by value: "support: China, Japan; no reply: Mongolia". */
void rap_annotation_values(const rap_papers *papers, const rap_field *field, rap_buf *out);

/* The paragraphs of the draft: contested ones one by one, editorial ones to be taken together, the others in a line. */
void rap_annotation_draft(const rap_papers *papers, rap_doc *doc);

/* One paragraph: how it stands, who proposes what, and the words they differ on. */
void rap_annotation_paragraph(const rap_papers *papers, const rap_board_paragraph *paragraph,
                              rap_doc *doc);

#endif
