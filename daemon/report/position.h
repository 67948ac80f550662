/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a State has said in words that it supports the draft. Silence, "no position", a reservation and an answer
 * that is not clear are none of them support.
 */
#ifndef RAP_DAEMON_REPORT_POSITION_H
#define RAP_DAEMON_REPORT_POSITION_H

#include "report/paper.h"

/* Choices one of whose words is "support" are questions for a position. The first one of the objective that takes the
 * proposals is about the draft as a whole. NULL: the form does not ask. */
const rap_field *rap_position_field(const rap_consultation *c);

/* Whether it is a question for a position on the draft or a part of it, and some State has said anything but support. */
bool rap_position_differs(const rap_papers *papers, const rap_field *field);

/*
 * By place on the roster: whether the State, since this text of it went out, supports the draft as a whole, with or without changes, and has nothing
 * else but support to say wherever it is asked for a position. All false where the form does not ask.
 */
void rap_position_supporters(const rap_papers *papers, bool *ret_on);

#endif
