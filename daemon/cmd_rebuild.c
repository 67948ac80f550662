// SPDX-License-Identifier: Apache-2.0
/*
 * rapporteur rebuild: the record made again from the raw mails and the events, compared with the one that is there, and put
 * in its place where they differ; --check: only compared. No daemon runs meanwhile.
 */
#include "output.h"
#include "rebuild.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* How far it is, on stderr: a line that changes on a terminal, else a line for each tenth. */
static void progress(void *user, long done, long all)
{
	long *shown = user;
	long part = all > 0 ? done * 100 / all : 100;
	bool terminal = isatty(STDERR_FILENO);

	if (!terminal)
		part -= part % 10;
	if (part == *shown)
		return;
	*shown = part;
	if (terminal)
		fprintf(stderr, "\rrebuilding %3ld %%  (%ld of %ld events)%s", part, done, all,
		        done == all ? "\n" : "");
	else if (part > 0)
		fprintf(stderr, "rebuilding: %ld %% (%ld of %ld events)\n", part, done, all);
}

static int say(const rap_rebuilt *r, bool only_check)
{
	printf("%ld mails and %ld events: ", r->mails, r->events);
	if (r->differs.len == 0)
		puts("the record made again is the same.");
	else if (only_check)
		printf("the record made again differs (rows: %s); nothing was changed.\n",
		       rap_buf_text(&r->differs));
	else
		printf("the record made again differs and stands now (rows: %s).\n",
		       rap_buf_text(&r->differs));
	if (only_check && r->differs.len > 0)
		puts("That comes of damage, but also of another version of the program or a "
		     "changed "
		     "consultation.yaml.\nrebuild puts the record made again in place.");
	if (r->otherwise > 0)
		printf("%ld mails would be judged otherwise if they came today; what was decided "
		       "when they came stands.\n",
		       r->otherwise);
	return only_check && r->differs.len > 0 ? 65 : 0;
}

static int rebuild(rap_core *core, bool only_check)
{
	rap_rebuilt rebuilt;
	rap_buf why = rap_buf_init(4 * RAP_KIB);
	long shown = 0;
	rap_err err = rap_rebuild(core, only_check, progress, &shown, &rebuilt, &why);
	int status;

	if (err == RAP_OK)
		status = say(&rebuilt, only_check);
	else
		status =
			rap_app_fail(rap_err_status(err),
		                     "the record cannot be made again: %s: %s; nothing was changed",
		                     rap_err_text(err), rap_buf_text(&why));
	rap_rebuilt_done(&rebuilt);
	rap_buf_done(&why);
	return status;
}

/* Opening one for writing would make one. */
static bool is_there(const rap_consultation *c)
{
	rap_buf path = rap_buf_init(64 * RAP_KIB);
	bool there;

	rap_buf_printf(&path, "%s/rapporteur.db", c->state_directory);
	there = access(rap_buf_text(&path), F_OK) == 0;
	rap_buf_done(&path);
	return there;
}

int rap_cmd_rebuild(rap_app *app)
{
	rap_core core = {.app = app};
	bool only_check;
	int status = 0;

	if (!rap_app_only_flag(app, "check", &only_check))
		return 64;
	core.consultation = rap_app_consultation(app);
	if (!core.consultation)
		return 78;
	if (!is_there(core.consultation)) {
		status = rap_app_fail(66, "%s: there is no record; rapporteur status says why",
		                      core.consultation->state_directory);
	} else if (rap_app_desk_open(app, core.consultation, RAP_STORE_WRITE, &core.office,
	                             &status)) {
		status = rebuild(&core, only_check);
		rap_app_desk_close(&core.office);
	}
	core.consultation = rap_consultation_free(core.consultation);
	return status;
}
