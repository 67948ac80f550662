// SPDX-License-Identifier: Apache-2.0
/* An owned list of owned strings; see strv.h. */
#include "common/strv.h"

#include "common/mem.h"

#include <stdlib.h>
#include <string.h>

void rap_strv_take(rap_strv *list, char *s)
{
	list->at = rap_reallocarray(list->at, list->n + 1, sizeof *list->at);
	list->at[list->n++] = s;
}

void rap_strv_add(rap_strv *list, const char *s)
{
	rap_strv_take(list, rap_strdup(s));
}

bool rap_strv_has(const rap_strv *list, const char *s)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->at[i], s) == 0)
			return true;
	return false;
}

void rap_strv_done(rap_strv *list)
{
	for (size_t i = 0; i < list->n; i++)
		free(list->at[i]);
	free(list->at);
	*list = (rap_strv){0};
}
