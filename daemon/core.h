/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the parts of the running daemon share: the consultation, the desk with its store, the clock and the event
 * loop. serve.c owns it; ingest, pump and schedule borrow it.
 */
#ifndef RAP_DAEMON_CORE_H
#define RAP_DAEMON_CORE_H

#include "app.h"

#include <jansson.h>
#include <systemd/sd-event.h>

typedef struct rap_core {
	const rap_app *app;
	rap_consultation *consultation;
	rap_app_desk office;
	sd_event *event;
	bool fixed; /* the time is --now and stands still */
	int64_t fixed_now;
	int64_t moment; /* of the transaction that is open; 0: none is */
	bool once; /* serve --once */
	int status; /* how to leave, when something went wrong for good */
	int64_t backup_again; /* in ticks: a copy of the database could not be made; 0: it could */
	int64_t held_version,
		held_looked; /* of the record, and ticks, at the last look at receipts held back */
	int64_t trouble_told; /* when trouble with the database was last logged; 0: never */
} rap_core;

/* The wall clock, or --now; during a transaction the second in which it began, so that all it writes bears one time. */
int64_t rap_core_now(const rap_core *core);

/* As rap_store_begin, rap_store_commit and rap_store_rollback. */
rap_err rap_core_begin(rap_core *core) RAP_MUST_CHECK;
rap_err rap_core_commit(rap_core *core) RAP_MUST_CHECK;
void rap_core_rollback(rap_core *core);

/* Seconds that only ever grow, for waiting. */
int64_t rap_core_ticks(void);

/* The desk at this moment. */
const rap_desk *rap_core_desk(rap_core *core);

/*
 * Takes over what the record says about rounds (another command may have opened one): desk.round is the open
 * round, else the last that was open, else 0; the draft is the one of that round as it was when it opened.
 */
rap_err rap_core_follow_round(rap_core *core) RAP_MUST_CHECK;

/* An event of the record, now; inside a transaction. Takes the reference of facts. */
rap_err rap_core_event(rap_core *core, const char *name, json_t *facts) RAP_MUST_CHECK;

/* Logs trouble with the database, at most once a minute (G7); for good trouble ends the daemon. */
void rap_core_trouble(rap_core *core, const char *doing, rap_err err);

/* Trouble in making a letter, not in the world: the database is as it was, others can go on. */
bool rap_core_is_letter_trouble(rap_err err);

#endif
