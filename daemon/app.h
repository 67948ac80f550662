/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the subcommands share: the parsed global options, loading of the consultation, the clock, and the
 * one way to tell a mistake and leave with the right status.
 */
#ifndef RAP_DAEMON_APP_H
#define RAP_DAEMON_APP_H

#include "common/diag.h"
#include "consultation.h"
#include "report/desk.h"
#include "store/store.h"

typedef struct rap_app {
	const char *directory; /* -C DIR, default "." */
	const char *now_text; /* --now TIME, or NULL */
	int argc; /* the subcommand's own arguments, argv[0] = its name */
	char **argv;
} rap_app;

/* A subcommand returns the exit status (sysexits.h). */
typedef int rap_command_fn(rap_app *app);

rap_command_fn rap_cmd_init, rap_cmd_check, rap_cmd_number, rap_cmd_open, rap_cmd_serve,
	rap_cmd_parse, rap_cmd_status, rap_cmd_preview, rap_cmd_draft, rap_cmd_export,
	rap_cmd_quarantine, rap_cmd_decide, rap_cmd_send, rap_cmd_token, rap_cmd_backup,
	rap_cmd_rebuild;

/* Loads the consultation of app->directory, printing all mistakes to stderr; NULL: leave with 78. */
rap_consultation *rap_app_consultation(const rap_app *app);

/* The same for a command that has more to say: what could be read, mistakes or not (then parts are missing);
 * NULL only without a directory. Nothing is printed. */
rap_consultation *rap_app_examine(const rap_app *app, rap_diags *diags);

/* All of them on stderr. */
void rap_app_print_diags(const rap_diags *diags);

/*
 * The draft that is planned for a round as its file stands now: its own, else that of the round before it (round
 * 0: the first). Without any draft *ret_markdown is NULL and *ret empty. false: mistakes are in diags.
 */
bool rap_app_planned_draft(const rap_consultation *c, long round, rap_diags *diags, rap_draft *ret,
                           char **ret_markdown);

/* For a command that knows one option, --FLAG, and takes no arguments. false after a message on stderr: leave with 64. */
bool rap_app_only_flag(const rap_app *app, const char *flag, bool *ret);

/* The time: --now when given (refused with a message where a network transport is configured), else the clock.
 * c may be NULL where there is no consultation yet.
 * false after a message on stderr: leave with 64. */
bool rap_app_now(const rap_app *app, const rap_consultation *c, int64_t *ret_now);

/* One line "rapporteur: ..." on stderr; returns status. */
int rap_app_fail(int status, const char *format, ...) RAP_PRINTF(2, 3);

/* Opens store, draft and token key into a desk; false after a message (*ret_status says how to leave). */
typedef struct rap_app_desk {
	rap_desk desk;
	rap_draft draft;
	rap_token_key *key; /* in pages of its own */
} rap_app_desk;
bool rap_app_desk_open(const rap_app *app, const rap_consultation *c, rap_store_mode mode,
                       rap_app_desk *ret, int *ret_status);
void rap_app_desk_close(rap_app_desk *desk);

#endif
