// SPDX-License-Identifier: Apache-2.0
/* The command `serve`: options, consultation, clock, database, and then the loop of serve.c. */
#include "common/mem.h"
#include "log.h"
#include "serve.h"
#include "store/outbox.h"

#include <signal.h>
#include <stdlib.h>

/* Signals come through the event loop, and the children's ends too. */
static void block_signals(void)
{
	sigset_t set;

	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGCHLD);
	(void)sigaddset(&set, SIGTERM);
	(void)sigaddset(&set, SIGINT);
	(void)sigaddset(&set, SIGHUP);
	(void)sigprocmask(SIG_BLOCK, &set, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
}

/* Each try waits for some seconds by itself (store.c): about a minute for who holds the database just now. */
#define TRIES 12

/* What an earlier run left half done is taken up again. */
static rap_err take_up(rap_core *core)
{
	rap_err err = RAP_E_BUSY;

	for (int i = 0; i < TRIES && err == RAP_E_BUSY; i++) {
		err = rap_outbox_recover(core->office.desk.store, rap_core_now(core));
		if (err == RAP_OK)
			err = rap_core_follow_round(core);
		if (err == RAP_E_BUSY)
			rap_core_trouble(core, "starting", err);
	}
	return err;
}

static int run(rap_core *core)
{
	rap_err err = take_up(core);

	if (err != RAP_OK)
		return rap_app_fail(rap_err_status(err), "%s: %s",
		                    core->consultation->state_directory,
		                    rap_store_problem(core->office.desk.store));
	if (sd_event_default(&core->event) < 0)
		return rap_app_fail(75, "the event loop cannot be started");
	rap_log_init();
	block_signals();
	core->status = rap_serve_run(core);
	core->event = sd_event_unref(core->event);
	return core->status;
}

int rap_cmd_serve(rap_app *app)
{
	rap_core core = {.app = app};
	int status = 64;

	if (!rap_app_only_flag(app, "once", &core.once))
		return 64;
	if (app->now_text && !core.once)
		return rap_app_fail(64,
		                    "--now goes with serve --once: a daemon needs a real clock");
	core.consultation = rap_app_consultation(app);
	if (!core.consultation)
		return 78;
	core.fixed = app->now_text != NULL;
	if (!rap_app_now(app, core.consultation, &core.fixed_now)) {
		status = 64;
	} else if (rap_app_desk_open(app, core.consultation, RAP_STORE_WRITE, &core.office,
	                             &status)) {
		status = run(&core);
		rap_app_desk_close(&core.office);
	}
	core.consultation = rap_consultation_free(core.consultation);
	return status;
}
