// SPDX-License-Identifier: Apache-2.0
/*
 * rapporteur open [--dry-run] [ROUND]: opens a round by hand, the only way a silence round is ever opened. The
 * requests go into the outbox; serve sends them. --dry-run makes every letter and shows what would be sent.
 */
#include "app.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "paths.h"
#include "report/report.h"
#include "schedule.h"
#include "store/event.h"

#include <assert.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct choice {
	bool dry_run;
	const char *round; /* NULL: the one that is due */
} choice;

static int read_options(rap_app *app, choice *ret)
{
	static const struct option options[] = {
		{"dry-run", no_argument, NULL, 'n'},
		{NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(app->argc, app->argv, "", options, NULL)) != -1) {
		if (option != 'n')
			return 64;
		ret->dry_run = true;
	}
	if (optind + 1 < app->argc)
		return rap_app_fail(64, "open takes one round");
	if (optind < app->argc)
		ret->round = app->argv[optind];
	return 0;
}

/* ---- which round ---------------------------------------------------------------------------------------- */

static const rap_round_plan *named(const rap_consultation *c, const char *name)
{
	char *end;
	long id = strtol(name, &end, 10);

	return *name != '\0' && *end == '\0' ? rap_consultation_round(c, id) : NULL;
}

/* Whether the round was ever opened, and whether it is open still. */
static rap_err look_up(rap_store *store, long id, bool *ret_opened, bool *ret_open)
{
	int64_t opened, deadline, closed = 0;
	rap_err err = RAP_E_NOT_FOUND;

	if (store)
		err = rap_round_get(store, id, &opened, &deadline, &closed);
	*ret_opened = err == RAP_OK;
	*ret_open = err == RAP_OK && closed == 0;
	return err == RAP_E_NOT_FOUND ? RAP_OK : err;
}

/* The first planned round that was not opened and can still be answered. */
static const rap_round_plan *next_planned(const rap_consultation *c, rap_store *store, int64_t now)
{
	for (size_t i = 0; i < c->n_rounds; i++) {
		bool opened = false, open = false;

		if (!c->rounds[i].silence && now < c->rounds[i].deadline &&
		    look_up(store, c->rounds[i].id, &opened, &open) == RAP_OK && !opened)
			return &c->rounds[i];
	}
	return NULL;
}

/* 0, or an exit status after a message. */
static int choose(const rap_consultation *c, rap_store *store, int64_t now, const choice *what,
                  const rap_round_plan **ret)
{
	const rap_round_plan *plan =
		what->round ? named(c, what->round) : next_planned(c, store, now);
	bool opened = false, open = false;

	if (!plan && what->round)
		return rap_app_fail(64, "there is no round '%s' in the consultation", what->round);
	if (!plan)
		return rap_app_fail(65,
		                    "no round is left to be opened; a silence round is opened by "
		                    "its number");
	for (size_t i = 0; i < c->n_rounds; i++) {
		rap_err err = look_up(store, c->rounds[i].id, &opened, &open);

		if (err != RAP_OK)
			return rap_app_fail(rap_err_status(err), "%s: %s", c->state_directory,
			                    rap_store_problem(store));
		if (opened && c->rounds[i].id == plan->id)
			return rap_app_fail(65, "round %ld has been opened already", plan->id);
		if (open)
			return rap_app_fail(65,
			                    "round %ld is open; round %ld can be opened when it "
			                    "is closed",
			                    c->rounds[i].id, plan->id);
	}
	if (now >= plan->deadline)
		return rap_app_fail(65,
		                    "the deadline of round %ld has passed; set a later one in "
		                    "consultation.yaml",
		                    plan->id);
	*ret = plan;
	return 0;
}

/* ---- showing and doing ---------------------------------------------------------------------------------- */

static int show_one(const rap_desk *desk, const rap_request_plan *request, const rap_member *member,
                    const rap_contact *contact)
{
	rap_preview preview = {0};
	rap_buf line = rap_buf_init(8192);
	rap_err err = rap_request_post(desk, request, member, contact, &preview);
	int status = 0;

	if (err != RAP_OK) {
		status = rap_app_fail(rap_err_status(err), "the request %s to %s: %s", request->id,
		                      contact->address,
		                      desk->why->len ? rap_buf_text(desk->why) : rap_err_text(err));
	} else {
		rap_utf8_printable(&line, rap_slice_of(contact->name), 200);
		printf("%-3s %-8s %s <%s>: %s\n", member->code, request->id, rap_buf_text(&line),
		       contact->address, preview.subject);
	}
	rap_preview_done(&preview);
	rap_buf_done(&line);
	return status;
}

/* Every letter is made as it would leave, so that what cannot be made is known now. */
static int show(rap_desk desk, const rap_round_plan *plan)
{
	const rap_consultation *c = desk.consultation;
	rap_buf why = rap_buf_init(4096);
	rap_draft draft = {0};
	rap_diags diags = {0};
	char *markdown = NULL;
	int status = 78;

	assert(plan); /* choose() succeeded */
	if (rap_app_planned_draft(c, plan->id, &diags, &draft, &markdown)) {
		status = 0;
		desk.round = plan->id;
		desk.draft = draft.n > 0 ? &draft : NULL;
		desk.why = &why;
		for (size_t i = 0; i < c->n_members; i++)
			for (size_t j = 0; j < c->members[i].contacts.n; j++)
				for (size_t k = 0; status == 0 && k < c->n_requests &&
				                   !c->members[i].contacts.at[j].alternate;
				     k++)
					status = show_one(&desk, &c->requests[k], &c->members[i],
					                  &c->members[i].contacts.at[j]);
	}
	rap_app_print_diags(&diags);
	rap_diags_done(&diags);
	rap_draft_done(&draft);
	rap_buf_done(&why);
	free(markdown);
	return status;
}

static int open_round(rap_core *core, const rap_round_plan *plan)
{
	rap_buf why = rap_buf_init(16384), when = rap_buf_init(256);
	int status = 0;
	rap_err err;

	assert(plan); /* choose() succeeded */
	err = rap_schedule_open(core, plan, &why);
	if (err != RAP_OK) {
		const char *problem = why.len ? rap_buf_text(&why)
		                      : err == RAP_E_CONFIG
		                              ? rap_err_text(err)
		                              : rap_store_problem(core->office.desk.store);

		status = rap_app_fail(rap_err_status(err), "round %ld cannot be opened: %s",
		                      plan->id, problem);
	} else {
		rap_date_put_human(&when, plan->deadline, core->consultation->meeting.timezone,
		                   true);
		printf("Round %ld is open until %s.\nThe requests are in the outbox; rapporteur "
		       "serve "
		       "sends them.\n",
		       plan->id, rap_buf_text(&when));
	}
	rap_buf_done(&why);
	rap_buf_done(&when);
	return status;
}

static int dry_run(rap_app *app, const rap_consultation *c, const choice *what)
{
	static const rap_token_key no_key;
	rap_desk desk = {.consultation = c, .templates = rap_path_templates, .token_key = &no_key};
	const rap_round_plan *plan = NULL;
	char *why = NULL;
	rap_err err;
	int status;

	if (!rap_app_now(app, c, &desk.now))
		return 64;
	/* Before the first round there is no database, and a dry run makes none. */
	err = rap_store_open(c->state_directory, RAP_STORE_READ, &desk.store, &why);
	if (err != RAP_OK && err != RAP_E_NOT_FOUND) {
		status = rap_app_fail(rap_err_status(err), "%s: %s", c->state_directory,
		                      why ? why : rap_err_text(err));
		free(why);
		return status;
	}
	free(why);
	if (err != RAP_OK)
		desk.store = NULL;
	status = choose(c, desk.store, desk.now, what, &plan);
	if (status == 0)
		status = show(desk, plan);
	(void)rap_store_close(desk.store);
	return status;
}

int rap_cmd_open(rap_app *app)
{
	rap_core core = {.app = app};
	const rap_round_plan *plan = NULL;
	choice what = {0};
	int status = read_options(app, &what);

	if (status != 0)
		return status;
	core.consultation = rap_app_consultation(app);
	if (!core.consultation)
		return 78;
	core.fixed = app->now_text != NULL;
	if (what.dry_run) {
		status = dry_run(app, core.consultation, &what);
	} else if (!rap_app_now(app, core.consultation, &core.fixed_now)) {
		status = 64;
	} else if (rap_app_desk_open(app, core.consultation, RAP_STORE_EDIT, &core.office,
	                             &status)) {
		status = choose(core.consultation, core.office.desk.store, rap_core_now(&core),
		                &what, &plan);
		if (status == 0)
			status = open_round(&core, plan);
		rap_app_desk_close(&core.office);
	}
	core.consultation = rap_consultation_free(core.consultation);
	return status;
}
