// SPDX-License-Identifier: Apache-2.0
/* rapporteur number: writes the missing marks into the drafts of the consultation. */
#include "app.h"
#include "common/file.h"
#include "common/limits.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* One file. false after mistakes (in diags) or a message. */
static bool number_file(const rap_consultation *c, const char *name, rap_diags *diags)
{
	rap_buf path = rap_buf_init(8192), text = {0}, marked = {0};
	size_t errors = diags->errors, added = 0;
	rap_err err;

	rap_buf_printf(&path, "%s/%s", c->directory, name);
	err = rap_file_read(rap_buf_text(&path), RAP_LIMIT_DRAFT_FILE, &text);
	if (err != RAP_OK) {
		rap_diags_error(diags, name, 0, 0, NULL, NULL, "%s", rap_err_text(err));
	} else if (rap_draft_number(rap_buf_as_slice(&text), name, diags, &marked, &added)) {
		if (added > 0)
			err = rap_file_replace(rap_buf_text(&path), rap_buf_as_slice(&marked),
			                       0600);
		if (err != RAP_OK)
			rap_diags_error(diags, name, 0, 0, NULL, NULL, "cannot be written: %s",
			                strerror(errno));
		else if (added == 0)
			printf("%s: every paragraph has its mark\n", name);
		else
			printf("%s: %zu mark%s written\n", name, added, added == 1 ? "" : "s");
	}
	rap_buf_done(&marked);
	rap_buf_done(&text);
	rap_buf_done(&path);
	return diags->errors == errors;
}

/* Several rounds may share a draft. */
static bool is_first_of(const rap_consultation *c, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (c->rounds[j].draft && strcmp(c->rounds[j].draft, c->rounds[i].draft) == 0)
			return false;
	return true;
}

int rap_cmd_number(rap_app *app)
{
	rap_diags ignored = {0}, diags = {0};
	rap_consultation *c;
	size_t drafts = 0;
	int status = 0;

	if (app->argc > 1)
		return rap_app_fail(64, "number takes no arguments");
	c = rap_app_examine(app, &ignored); /* what else is wrong there is for `check` to say */
	for (size_t i = 0; c && i < c->n_rounds; i++)
		if (c->rounds[i].draft && is_first_of(c, i)) {
			drafts++;
			if (!number_file(c, c->rounds[i].draft, &diags))
				status = 65;
		}
	rap_app_print_diags(drafts > 0 ? &diags : &ignored);
	if (drafts == 0)
		status = rap_app_fail(78, "no round of this consultation names a draft");
	rap_consultation_free(c);
	rap_diags_done(&ignored);
	rap_diags_done(&diags);
	return status;
}
