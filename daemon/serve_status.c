// SPDX-License-Identifier: Apache-2.0
/* Words for systemd: the round, its deadline, how many States have answered, what is at work; see serve_status.h. */
#include "serve_status.h"

#include "common/mem.h"
#include "store/answer.h"
#include "store/event.h"

#include <stdlib.h>
#include <systemd/sd-daemon.h>

static void count(rap_serve_status *status, rap_core *core, long round)
{
	rap_store *store = core->office.desk.store;
	int64_t version = rap_store_version(store);
	long answered = 0;

	if (version != 0 && version == status->version && round == status->round)
		return;
	if (rap_answers_members(store, round, &answered) != RAP_OK)
		return; /* what was true a moment ago is near enough */
	status->answered = answered;
	status->version = version;
	status->round = round;
}

static void put_round(rap_serve_status *status, rap_core *core, rap_buf *line)
{
	const rap_consultation *c = core->consultation;
	long round = core->office.desk.round;
	int64_t opened, deadline, closed;

	if (round == 0 ||
	    rap_round_get(core->office.desk.store, round, &opened, &deadline, &closed) != RAP_OK) {
		rap_buf_str(line, "No round has been opened yet");
		return;
	}
	count(status, core, round);
	rap_buf_printf(line, "Round %ld %s ", round,
	               closed ? "was closed; its deadline was" : "is open until");
	rap_date_put_human(line, deadline, c->meeting.timezone, false);
	rap_buf_printf(line, "; %ld of %zu States have answered", status->answered, c->n_members);
}

void rap_serve_status_say(rap_serve_status *status, rap_core *core, size_t recording,
                          size_t sending)
{
	rap_buf line = rap_buf_init(1024);

	put_round(status, core, &line);
	if (recording + sending > 0)
		rap_buf_printf(&line, "; at work: %zu received, %zu being sent", recording,
		               sending);
	if (status->refused)
		rap_buf_str(&line, "; the changed consultation.yaml was not taken over, the log "
		                   "says why");
	if (!status->said || strcmp(status->said, rap_buf_text(&line)) != 0) {
		(void)sd_notifyf(0, "STATUS=%s", rap_buf_text(&line));
		free(status->said);
		status->said = rap_strdup(rap_buf_text(&line));
	}
	rap_buf_done(&line);
}

void rap_serve_status_done(rap_serve_status *status)
{
	free(status->said);
	*status = (rap_serve_status){0};
}
