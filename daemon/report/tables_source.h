/* SPDX-License-Identifier: Apache-2.0 */
/* Inside the tables: what is read from the record once for all of them, and who makes which. */
#ifndef RAP_DAEMON_REPORT_TABLES_SOURCE_H
#define RAP_DAEMON_REPORT_TABLES_SOURCE_H

#include "report/board.h"
#include "report/tables.h"
#include "store/decision.h"
#include "store/mailin.h"

/* A mail received, as far as tables tell of it. */
typedef struct rap_tables_mail {
	int64_t id, received_at, round;
	char *author, *member, *verdict, *reason, *kind, *subject, *status;
	char *message_id; /* NULL where it is ours or none */
	bool late;
	size_t answers, proposals; /* made by it, also those that hold no longer */
} rap_tables_mail;

typedef struct rap_tables_source {
	const rap_desk *desk;
	const rap_consultation *c;
	rap_board board; /* without a draft: rows and answers only */
	rap_tables_mail *mails; /* by id */
	size_t n_mails;
	rap_decisions decisions; /* the first n_decided hold, by proposal; then those before them */
	size_t n_decided;
	const rap_answer_row *
		*answers; /* those that stand: by field, then State, then as recorded */
	size_t n_answers;
} rap_tables_source;

/* The standing answers of one State (member NULL: of all) to one field: a run of source->answers. */
const rap_answer_row **rap_tables_answers(const rap_tables_source *source, const char *field,
                                          const char *member, size_t *ret_n);

rap_tables_mail *rap_tables_mail_of(const rap_tables_source *source, int64_t id);

/* What holds of a proposal; NULL: nothing was decided. */
const rap_decision *rap_tables_decision(const rap_tables_source *source, int64_t proposal);

/* "<a@b.example>", or "mail 12" where there is none that may be shown (R20). */
void rap_tables_put_source(const rap_tables_source *source, int64_t mail, rap_buf *out);
void rap_tables_put_time(rap_buf *out, int64_t utc);

/* "4.2 Participants" is columns from..from + 2: Objective, Item, Question. */
void rap_tables_field_columns(rap_table *table);
void rap_tables_field_set(rap_table *table, const rap_objective *objective, const rap_field *field);
/* One column for each State of the roster. */
void rap_tables_state_columns(rap_table *table, const rap_consultation *c, unsigned width);

/* An answer in words: of a list its entries line by line, of a choice, a date, a yes-no what was understood. */
void rap_tables_put_answer(rap_buf *out, const rap_field *field, const rap_answer_row *row);
/* "unclear", "in conflict", "reserves", "none", or "" for one that is plain. */
const char *rap_tables_status(rap_answer_status status);

bool rap_tables_asks_draft(const rap_objective *objective); /* proposals on the draft */
bool rap_tables_asks(const rap_objective *objective, rap_field_type type);

void rap_tables_matrix(const rap_tables_source *source, rap_table *matrix, rap_table *decisions);
void rap_tables_positions(const rap_tables_source *source, rap_table *table);
void rap_tables_ratings(const rap_tables_source *source, rap_table *table);
void rap_tables_matters(const rap_tables_source *source, rap_table *table);
rap_err rap_tables_participants(const rap_tables_source *source, rap_table *table);
void rap_tables_answers_all(const rap_tables_source *source, rap_table *table);
void rap_tables_log(const rap_tables_source *source, rap_table *table);
void rap_tables_key(const rap_tables_source *source, rap_table *table);

#endif
