// SPDX-License-Identifier: Apache-2.0
/* A desk for looking; see peek.h. */
#include "peek.h"

#include "paths.h"

#include <stdlib.h>

static bool is_recorded(const rap_consultation *c)
{
	rap_store *store = NULL;
	char *why = NULL;
	rap_err err = rap_store_open(c->state_directory, RAP_STORE_READ, &store, &why);

	free(why);
	if (err == RAP_OK)
		rap_store_close(store);
	return err != RAP_E_NOT_FOUND; /* what else is wrong is said when it is opened in earnest */
}

static bool open_planned(const rap_app *app, const rap_consultation *c, rap_app_desk *ret,
                         int *ret_status)
{
	rap_diags diags = {0};
	char *markdown = NULL;
	bool good;

	*ret = (rap_app_desk){.desk = {.consultation = c, .templates = rap_path_templates}};
	*ret_status = 64;
	if (!rap_app_now(app, c, &ret->desk.now))
		return false;
	good = rap_app_planned_draft(c, 0, &diags, &ret->draft, &markdown);
	rap_app_print_diags(&diags);
	rap_diags_done(&diags);
	free(markdown);
	*ret_status = 78;
	if (good && ret->draft.n > 0)
		ret->desk.draft = &ret->draft;
	return good;
}

bool rap_peek_open(const rap_app *app, const rap_consultation *c, rap_app_desk *ret,
                   int *ret_status)
{
	if (is_recorded(c))
		return rap_app_desk_open(app, c, RAP_STORE_READ, ret, ret_status);
	return open_planned(app, c, ret, ret_status);
}
