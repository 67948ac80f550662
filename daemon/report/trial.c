// SPDX-License-Identifier: Apache-2.0
/* Composes the test mail; see trial.h. */
#include "report/trial.h"

#include "common/mem.h"
#include "report/letter.h"
#include "report/view.h"

#include <inttypes.h>
#include <stdlib.h>

rap_err rap_trial_make(const rap_desk *desk, rap_trial *ret)
{
	const rap_consultation *c = desk->consultation;
	json_t *view = rap_view_new();
	rap_buf key = rap_buf_init(256);
	char *text = NULL, *html = NULL, *why = NULL;
	rap_letter letter = {.kind = "trial",
	                     .to_name = c->secretariat.name,
	                     .to_address = c->secretariat.address,
	                     .subject = "Test of the mail service, no answer needed"};
	rap_err err;

	rap_view_house(view, desk);
	rap_view_time(view, "at", desk->now, c->meeting.timezone, true);
	err = rap_letter_render(desk, "trial", view, &text, &html, &why);
	if (err != RAP_OK && desk->why)
		rap_buf_str(desk->why, why);
	/* One key per test: a second one is another mail. */
	rap_buf_printf(&key, "trial/%" PRId64, desk->now);
	*ret = (rap_trial){.key = rap_buf_take(&key),
	                   .to = rap_strdup(letter.to_address),
	                   .mime = rap_buf_init(0)};
	letter.key = ret->key;
	letter.text = text;
	letter.html = html;
	if (err == RAP_OK)
		err = rap_letter_compose(desk, &letter, &ret->mime);
	if (err == RAP_OK)
		ret->from = rap_letter_sender(desk, &letter);
	else
		rap_trial_done(ret);
	json_decref(view);
	free(text);
	free(html);
	free(why);
	return err;
}

void rap_trial_done(rap_trial *trial)
{
	free(trial->key);
	free(trial->from);
	free(trial->to);
	rap_buf_done(&trial->mime);
	*trial = (rap_trial){0};
}
