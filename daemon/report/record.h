/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the letters ask the record. A desk without a store (a preview before the first round) answers as an
 * empty one. Also who stands where: how far a State has answered an objective.
 */
#ifndef RAP_DAEMON_REPORT_RECORD_H
#define RAP_DAEMON_REPORT_RECORD_H

#include "report/desk.h"
#include "store/answer.h"

/* The current round, or the first one planned while none is open, with its deadline as it stands now. NULL when
 * the consultation has no round. */
rap_err rap_record_round(const rap_desk *desk, const rap_round_plan **ret_plan,
                         int64_t *ret_deadline) RAP_MUST_CHECK;

rap_err rap_record_answers(const rap_desk *desk, const char *member, bool with_history,
                           rap_answer_rows *ret) RAP_MUST_CHECK;
rap_err rap_record_proposals(const rap_desk *desk, const char *member, bool with_history,
                             rap_proposal_rows *ret) RAP_MUST_CHECK;

/* Message-ID of a mail of ours by key (caller frees); NULL when there is none. */
rap_err rap_record_message_id(const rap_desk *desk, const char *key, char **ret) RAP_MUST_CHECK;

/* R20: a Message-ID as it may be shown; NULL for one of our own that came back, which is made of its token. */
const char *rap_record_message_id_shown(const char *message_id);

/* Whether a field asks for a position: one of its options is a position of the lexicon. */
bool rap_record_is_position(const rap_consultation *c, const rap_field *field);

/* Name of a State by its code (the code itself when it is not on the roster), and its place in the order. */
const char *rap_record_state(const rap_desk *desk, const char *code);
size_t rap_record_place(const rap_desk *desk, const char *code);

/* Name of the roster entry with that address, else the address; "" for NULL. */
const char *rap_record_person(const rap_desk *desk, const char *address);

/* How one State stands on one objective. */
typedef struct rap_standing {
	size_t fields, answered; /* of all fields; answered counts ok, none and reserve */
	size_t required, required_answered;
	size_t unclear; /* unclear or in conflict */
	size_t proposals; /* standing, on the draft this objective is about */
} rap_standing;

/* answers: rows in which the State's stand somewhere; proposals likewise. */
rap_standing rap_record_standing(const rap_answer_rows *answers, const rap_proposal_rows *proposals,
                                 const char *member, const rap_objective *objective);

/* Whether a field is settled: an answer that is neither unclear nor in conflict stands. */
bool rap_record_settled(const rap_answer_rows *answers, const char *member, const char *field);

#endif
