// SPDX-License-Identifier: Apache-2.0
/* Clock, desk and trouble of the running daemon; see core.h. */
#include "core.h"

#include "common/clock.h"
#include "common/mem.h"
#include "log.h"
#include "store/event.h"

#include <stdlib.h>
#include <time.h>

#define TROUBLE_EVERY_S 60

int64_t rap_core_now(const rap_core *core)
{
	if (core->fixed)
		return core->fixed_now;
	return core->moment ? core->moment : (int64_t)time(NULL);
}

rap_err rap_core_begin(rap_core *core)
{
	rap_err err = rap_store_begin(core->office.desk.store);

	if (err == RAP_OK)
		core->moment = rap_core_now(core);
	return err;
}

rap_err rap_core_commit(rap_core *core)
{
	rap_err err = rap_store_commit(core->office.desk.store);

	if (err == RAP_OK)
		core->moment = 0;
	return err;
}

void rap_core_rollback(rap_core *core)
{
	core->moment = 0;
	rap_store_rollback(core->office.desk.store);
}

int64_t rap_core_ticks(void)
{
	return rap_clock_ms() / 1000;
}

const rap_desk *rap_core_desk(rap_core *core)
{
	core->office.desk.consultation = core->consultation;
	core->office.desk.now = rap_core_now(core);
	return &core->office.desk;
}

/* ---- rounds --------------------------------------------------------------------------------------------- */

/* The open round, else the one that was opened last. */
static rap_err round_now(const rap_core *core, long *ret_round)
{
	const rap_consultation *c = core->consultation;
	rap_store *store = core->office.desk.store;
	int64_t latest = INT64_MIN;
	rap_err err = rap_round_current(store, ret_round);

	if (err != RAP_OK || *ret_round != 0)
		return err;
	for (size_t i = 0; i < c->n_rounds; i++) {
		int64_t opened, deadline, closed;

		err = rap_round_get(store, c->rounds[i].id, &opened, &deadline, &closed);
		if (err == RAP_E_NOT_FOUND)
			continue;
		if (err != RAP_OK)
			return err;
		if (opened >= latest) {
			latest = opened;
			*ret_round = c->rounds[i].id;
		}
	}
	return RAP_OK;
}

static rap_err load_draft(rap_core *core, long round, rap_draft *ret, bool *ret_has)
{
	char *revision = NULL, *markdown = NULL;
	rap_diags diags = {0};
	rap_err err = rap_draft_get(core->office.desk.store, round, &revision, &markdown);

	*ret_has = false;
	if (err == RAP_E_NOT_FOUND)
		return RAP_OK;
	if (err == RAP_OK && rap_draft_parse(rap_slice_of(markdown), "draft", &diags, ret)) {
		free(ret->revision);
		ret->revision = rap_strdup(revision);
		*ret_has = true;
	}
	rap_diags_done(&diags);
	free(revision);
	free(markdown);
	return err;
}

rap_err rap_core_follow_round(rap_core *core)
{
	rap_draft draft = {0};
	bool has = false;
	long round = 0;
	rap_err err = round_now(core, &round);

	if (err != RAP_OK || round == core->office.desk.round)
		return err;
	err = load_draft(core, round, &draft, &has);
	if (err != RAP_OK)
		return err;
	rap_draft_done(&core->office.draft);
	core->office.draft = draft;
	core->office.desk.draft = has ? &core->office.draft : NULL;
	core->office.desk.round = round;
	return RAP_OK;
}

/* ---- record and trouble --------------------------------------------------------------------------------- */

rap_err rap_core_event(rap_core *core, const char *name, json_t *facts)
{
	char *json = json_dumps(facts, JSON_COMPACT | JSON_SORT_KEYS);
	rap_err err = rap_event_add(core->office.desk.store, rap_core_now(core), name,
	                            json ? json : "{}");

	json_decref(facts);
	free(json);
	return err;
}

void rap_core_trouble(rap_core *core, const char *doing, rap_err err)
{
	int64_t now = rap_core_ticks();

	if (core->trouble_told == 0 || now - core->trouble_told >= TROUBLE_EVERY_S) {
		rap_log(RAP_LOG_ERR, "database-trouble", RAP_S("doing", doing),
		        RAP_S("why", rap_err_text(err)),
		        RAP_S("detail", rap_store_problem(core->office.desk.store)),
		        RAP_S("action", err == RAP_E_DAMAGED ? "leaving; nothing more is written"
		                                             : "nothing is lost; trying again"));
		core->trouble_told = now == 0 ? 1 : now;
	}
	if (err == RAP_E_DAMAGED || err == RAP_E_FOREIGN) {
		core->status = rap_err_status(err);
		(void)sd_event_exit(core->event, core->status);
	}
}

bool rap_core_is_letter_trouble(rap_err err)
{
	return err == RAP_E_CONFIG || err == RAP_E_LIMIT || err == RAP_E_FORMAT ||
	       err == RAP_E_NOT_FOUND;
}
