// SPDX-License-Identifier: Apache-2.0
/*
 * rapporteur send: letters that leave only when the Secretariat says so. Now: outcome, the note to each State of how its
 * proposals were handled. All are queued in one transaction, each is owed once: a second run sends nothing twice.
 */
#include "common/mem.h"
#include "core.h"
#include "output.h"
#include "report/outcome.h"

#include <getopt.h>
#include <stdio.h>

typedef struct choice {
	const char *what, *member;
	bool dry;
} choice;

static int read_options(rap_app *app, choice *ret)
{
	static const struct option options[] = {
		{"member", required_argument, NULL, 'm'},
		{"dry-run", no_argument, NULL, 'd'},
		{NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(app->argc, app->argv, "", options, NULL)) != -1) {
		if (option == 'm')
			ret->member = optarg;
		else if (option == 'd')
			ret->dry = true;
		else
			return 64;
	}
	ret->what = app->argc - optind == 1 ? app->argv[optind] : "";
	if (strcmp(ret->what, "outcome") != 0)
		return rap_app_fail(64, "send takes what is to be sent: outcome");
	return 0;
}

static void tell(const rap_member *member, const rap_outcome_sent *sent)
{
	if (sent->letters > 0)
		printf("%s: %zu %s about %zu %s\n", member->name, sent->letters,
		       sent->letters == 1 ? "letter" : "letters", sent->proposals,
		       sent->proposals == 1 ? "proposal" : "proposals");
	else
		printf("%s: %s\n", member->name,
		       sent->none ? "no proposal on this draft"
		                  : "nothing new since the last note");
}

static rap_err send_one(rap_core *core, const rap_outcome *outcome, const rap_member *member,
                        size_t *ret_letters)
{
	rap_outcome_sent sent = {0};
	rap_err err = rap_outcome_post(outcome, member, &sent, NULL);

	if (err != RAP_OK)
		return err;
	*ret_letters += sent.letters;
	tell(member, &sent);
	if (sent.letters == 0)
		return RAP_OK;
	return rap_core_event(core, "outcome-queued",
	                      json_pack("{s:s, s:s, s:I, s:I}", "member", member->code, "revision",
	                                outcome->revised.draft.revision, "letters",
	                                (json_int_t)sent.letters, "proposals",
	                                (json_int_t)sent.proposals));
}

static rap_err send_all(rap_core *core, const choice *what, const rap_member *only,
                        size_t *ret_letters)
{
	const rap_consultation *c = core->consultation;
	rap_outcome outcome = {0};
	rap_err err = rap_core_begin(core);

	if (err != RAP_OK)
		return err;
	err = rap_outcome_gather(rap_core_desk(core), &outcome);
	for (size_t i = 0; i < c->n_members && err == RAP_OK; i++)
		if (!only || only == &c->members[i])
			err = send_one(core, &outcome, &c->members[i], ret_letters);
	if (err == RAP_OK && !what->dry)
		err = rap_core_commit(core);
	else
		rap_core_rollback(core);
	rap_outcome_done(&outcome);
	return err;
}

static int run(rap_core *core, const choice *what)
{
	rap_buf why = rap_buf_init(4 * RAP_KIB);
	const rap_member *only = NULL;
	size_t letters = 0;
	rap_err err = RAP_OK;
	int status;

	if (what->member) {
		only = rap_consultation_member(core->consultation, what->member);
		if (!only)
			return rap_app_fail(64, "no member has the code '%s'", what->member);
	}
	core->office.desk.why = &why;
	err = send_all(core, what, only, &letters);
	core->office.desk.why = NULL;
	if (err == RAP_OK) {
		printf("%zu %s %s.\n", letters, letters == 1 ? "letter" : "letters",
		       what->dry ? "would be queued" : "queued");
		status = rap_output_flush();
	} else if (err == RAP_E_NOT_FOUND) {
		status = rap_app_fail(66, "no round has sent out a draft yet; nothing was queued");
	} else {
		status = rap_app_fail(
			rap_err_status(err), "%s: %s; nothing was queued", rap_err_text(err),
			why.len ? rap_buf_text(&why) : rap_store_problem(core->office.desk.store));
	}
	rap_buf_done(&why);
	return status;
}

int rap_cmd_send(rap_app *app)
{
	rap_core core = {.app = app, .fixed = true};
	choice what = {0};
	int status = read_options(app, &what);

	if (status != 0)
		return status;
	core.consultation = rap_app_consultation(app);
	if (!core.consultation)
		return 78;
	if (rap_app_desk_open(app, core.consultation, RAP_STORE_EDIT, &core.office, &status)) {
		core.fixed_now = core.office.desk.now;
		status = run(&core, &what);
		rap_app_desk_close(&core.office);
	}
	core.consultation = rap_consultation_free(core.consultation);
	return status;
}
