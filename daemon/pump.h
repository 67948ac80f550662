/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the outbox to send: takes what is due, a few at a time and not above the rate of the service, and writes
 * down what became of it (R34): sent; or again after 1, 2, 4 ... 60 minutes, for five days; or failed.
 */
#ifndef RAP_DAEMON_PUMP_H
#define RAP_DAEMON_PUMP_H

#include "core.h"

typedef struct rap_pump rap_pump;

/* say: hands one mail to send, takes the reference of head. */
typedef rap_err rap_pump_say_fn(void *user, json_t *head, rap_slice bytes);

rap_pump *rap_pump_new(rap_core *core, rap_pump_say_fn *say, void *user);

/* Hands over what is due, as far as window and rate allow. To be called whenever something may be due. */
void rap_pump_run(rap_pump *pump);

/* send runs. */
void rap_pump_connected(rap_pump *pump);
/* What send says of one mail. false: the head is not as it must be. */
bool rap_pump_result(rap_pump *pump, const json_t *head);
/* send has ended: nobody knows what became of the mails it had, they are sent again. */
void rap_pump_lost(rap_pump *pump);

/* No more is taken; what send has is waited for. */
void rap_pump_close(rap_pump *pump);
size_t rap_pump_in_flight(const rap_pump *pump);
/* Nothing is in flight, and at the last look nothing was due; for serve --once nothing will be in a moment, either. */
bool rap_pump_is_dry(const rap_pump *pump);
/* Whether the database has refused several times in a row. */
bool rap_pump_stuck(const rap_pump *pump);

/* After the attempt-th failed try: when the next is due, or false when it has been tried for long enough. */
bool rap_pump_next_try(int64_t created_at, int64_t now, long attempt, int64_t *ret_at);

rap_pump *rap_pump_free(rap_pump *pump);

#endif
