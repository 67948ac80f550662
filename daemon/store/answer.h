/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Answers and proposals as they stand, with their history. A later mail of the same author replaces only
 * what it names; another author of the same State who changes an answer makes a conflict. Nothing is deleted.
 */
#ifndef RAP_DAEMON_STORE_ANSWER_H
#define RAP_DAEMON_STORE_ANSWER_H

#include "common/reading.h"
#include "store/store.h"

typedef struct rap_answer_row {
	int64_t id, mail_id;
	int64_t at; /* taken over; where a mail was held back, later than it was received */
	int64_t received;
	char *member, *author, *field, *raw;
	char *value; /* JSON, see rap_value_encode */
	rap_answer_status status;
	int64_t superseded_by; /* 0: it stands */
	char *before; /* raw of the answer it replaced; NULL if none */
} rap_answer_row;

typedef struct rap_answer_rows {
	rap_answer_row *at;
	size_t n;
} rap_answer_rows;

typedef struct rap_proposal_row {
	int64_t id, mail_id;
	int64_t at, received; /* as of an answer */
	char *member, *author;
	long number; /* per member, never re-used: MN-4 */
	char *paragraph, *base_revision, *text, *reason, *words;
	rap_action action;
	rap_proposal_type type;
	rap_answer_status status; /* ok or unclear */
	bool withdrawn;
	int64_t superseded_by;
	char *disposition; /* "for the meeting" unless decided */
	char *decision_text; /* accepted with modification: the words that stand; else NULL */
	char *decision_reason; /* or NULL */
	int64_t decision_id, decided_at; /* of the decision that holds; 0: nobody has decided */
	int64_t taken_by; /* accepted, modified or not: id of the decision since which it is, without a break; 0: it is not */
} rap_proposal_row;

typedef struct rap_proposal_rows {
	rap_proposal_row *at;
	size_t n;
} rap_proposal_rows;

/*
 * Records one answer of the reading for a member; inside a transaction. The same raw words again (white space
 * apart), or the same words or value as another author of the State, change nothing (*ret_id = 0). Where it
 * differs from a standing answer of another author, the new one is stored with status conflict and both stand,
 * until one of them agrees. Words out of somebody else's letter are recorded, unclear, only where nothing stands.
 */
rap_err rap_answer_add(rap_store *store, int64_t mail_id, const char *member, const char *author,
                       int64_t at, const rap_answer *answer, int64_t *ret_id) RAP_MUST_CHECK;

/* Standing answers of a member (NULL: of all), by member and field; with_history: superseded ones too. */
rap_err rap_answers_get(rap_store *store, const char *member, bool with_history,
                        rap_answer_rows *ret) RAP_MUST_CHECK;
/* What one mail changed. */
rap_err rap_answers_of_mail(rap_store *store, int64_t mail_id, rap_answer_rows *ret) RAP_MUST_CHECK;
/* How many members have said anything in a round: an answer or a proposal. */
rap_err rap_answers_members(rap_store *store, long round, long *ret) RAP_MUST_CHECK;
void rap_answer_rows_done(rap_answer_rows *rows);

/*
 * Records the proposals of one mail and gives each the member's next number. The same author's same action on the same
 * paragraph in a later mail supersedes the earlier one and keeps its number; of several the one it resembles, and none
 * that the mail says again. Two of one mail are two. Identical words again, of whichever author of the State, change
 * nothing. What is recorded after a later mail of its author said otherwise is history at once. Words out of somebody
 * else's letter correct nothing: they are a proposal of their own, and unclear. *ret_changes: how many stand anew.
 */
rap_err rap_proposals_add(rap_store *store, int64_t mail_id, const char *member, const char *author,
                          int64_t at, const rap_proposal *proposals, size_t n, size_t *ret_changes)
	RAP_MUST_CHECK;
/* The same for one alone: its number, 0 where nothing stands anew. */
rap_err rap_proposal_add(rap_store *store, int64_t mail_id, const char *member, const char *author,
                         int64_t at, const rap_proposal *proposal, long *ret_number) RAP_MUST_CHECK;
/* Marks MEMBER-number withdrawn; RAP_E_NOT_FOUND when the member has no such standing proposal. */
rap_err rap_proposal_withdraw(rap_store *store, int64_t mail_id, const char *member, long number)
	RAP_MUST_CHECK;
/* Standing proposals by member and number; with_history: superseded and withdrawn ones too. */
rap_err rap_proposals_get(rap_store *store, const char *member, bool with_history,
                          rap_proposal_rows *ret) RAP_MUST_CHECK;
/* What one mail proposed or withdrew. */
rap_err rap_proposals_of_mail(rap_store *store, int64_t mail_id, rap_proposal_rows *ret)
	RAP_MUST_CHECK;
/* All rows that ever had this number, the oldest first. */
rap_err rap_proposals_numbered(rap_store *store, const char *member, long number,
                               rap_proposal_rows *ret) RAP_MUST_CHECK;
void rap_proposal_rows_done(rap_proposal_rows *rows);

#endif
