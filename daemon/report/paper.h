/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the papers of the meeting (programme, conclusions, participants, convergence) are made from, and what they
 * have in common: their head, how States are named in them, and their three forms.
 */
#ifndef RAP_DAEMON_REPORT_PAPER_H
#define RAP_DAEMON_REPORT_PAPER_H

#include "report/board.h"
#include "report/doc.h"
#include "report/report.h"

typedef struct rap_papers {
	const rap_desk *desk;
	rap_board board; /* empty where there is no draft */
	bool has_draft;
	rap_answer_rows
		answers; /* those that stand: board.answers, or its own where there is no draft */
	rap_board_list
		*settled; /* of each paragraph of the board: decided, and no longer in its lists */
	int64_t since; /* when this text of the draft went out first; INT64_MIN: none did */
	bool *replied; /* by place on the roster: something of that State stands or stood */
} rap_papers;

/* Reads the record once for all papers; desk is borrowed. */
rap_err rap_papers_open(const rap_desk *desk, rap_papers *ret) RAP_MUST_CHECK;
void rap_papers_done(rap_papers *papers);

/* Title, the meeting with its time and place, and as of when and on which text the paper speaks. */
void rap_paper_head(const rap_papers *papers, const char *title, rap_doc *doc);

/* A paragraph of our own words; one with a label before it; an item of a list. */
void rap_paper_say(rap_doc *doc, const char *text);
void rap_paper_labelled(rap_doc *doc, const char *label, const char *text);
void rap_paper_item(rap_doc *doc, const char *text);
void rap_paper_section(rap_doc *doc, int level, const char *title);

/* Whether States stand beside their proposals: always, or from the meeting on (attribution: secretariat-only). */
bool rap_papers_named(const rap_papers *papers);
/* "Japan, Mongolia", or "2 member States" where they are not to be named; by as for rap_board_names. */
void rap_paper_who(const rap_papers *papers, const rap_board_list *list, const size_t *by, size_t n,
                   rap_buf *out);
/* Sets on[place] of a member; nothing for one that is not on the roster. */
void rap_papers_mark(const rap_papers *papers, const char *member, bool *on);
/* Two voices of the State differ on a field: of the answers that stand, the later ones are marked, and none holds. */
bool rap_papers_differ(const rap_papers *papers, const char *member, const char *field);
/* The members for which on[place] is `as`, in the order of the roster: "China, Japan"; "" for none. */
void rap_paper_members(const rap_papers *papers, const bool *on, bool as, rap_buf *out);

/* "3 proposals" */
void rap_paper_count(rap_buf *out, size_t n, const char *one, const char *many);
/* Foreign words on one line, cut with "..." after `most` characters. */
void rap_paper_excerpt(rap_buf *out, const char *words, size_t most);

/* The three forms; the HTML is a page of its own. */
void rap_paper_print(const rap_desk *desk, const char *title, const rap_doc *doc,
                     rap_compiled *ret);

#endif
