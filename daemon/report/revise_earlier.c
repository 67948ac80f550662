// SPDX-License-Identifier: Apache-2.0
/* What earlier drafts have to do with the one that is out; see revise_earlier.h. */
#include "report/revise_earlier.h"

#include "common/mem.h"
#include "report/carry.h"
#include "store/event.h"

#include <stdlib.h>

/* A text that was sent out, and when first. */
typedef struct issue {
	char *markdown;
	int64_t opened;
} issue;

typedef struct issues {
	issue *at;
	size_t n;
} issues;

/* Takes the text. */
static void note_issue(issues *list, char *markdown, int64_t opened)
{
	for (size_t i = 0; i < list->n; i++) {
		if (strcmp(list->at[i].markdown, markdown) != 0)
			continue;
		if (opened < list->at[i].opened)
			list->at[i].opened = opened;
		free(markdown);
		return;
	}
	list->at = rap_reallocarray(list->at, list->n + 1, sizeof *list->at);
	list->at[list->n++] = (issue){markdown, opened};
}

static rap_err load_round(const rap_desk *desk, long round, issues *list)
{
	char *markdown = NULL, *name = NULL;
	int64_t opened, deadline, closed;
	rap_err err = rap_draft_get(desk->store, round, &name, &markdown);

	if (err == RAP_OK)
		err = rap_round_get(desk->store, round, &opened, &deadline, &closed);
	if (err == RAP_OK)
		note_issue(list, markdown, opened);
	else
		free(markdown);
	free(name);
	return err == RAP_E_NOT_FOUND ? RAP_OK : err;
}

rap_err rap_revise_since(const rap_desk *desk, const char *markdown, int64_t *ret_since,
                         int64_t *ret_before)
{
	const rap_consultation *c = desk->consultation;
	issues list = {0};
	rap_err err = RAP_OK;

	*ret_since = *ret_before = INT64_MIN;
	for (size_t i = 0; err == RAP_OK && i < c->n_rounds; i++)
		err = load_round(desk, c->rounds[i].id, &list);
	for (size_t i = 0; i < list.n; i++)
		if (strcmp(list.at[i].markdown, markdown) == 0)
			*ret_since = list.at[i].opened;
	for (size_t i = 0; i < list.n; i++)
		if (list.at[i].opened < *ret_since && list.at[i].opened > *ret_before)
			*ret_before = list.at[i].opened;
	if (*ret_before == INT64_MIN)
		*ret_before = *ret_since; /* nothing that was decided earlier is about a draft */
	for (size_t i = 0; i < list.n; i++)
		free(list.at[i].markdown);
	free(list.at);
	return err;
}

rap_err rap_revise_desk_since(const rap_desk *desk, int64_t *ret)
{
	char *markdown = NULL, *name = NULL;
	int64_t before;
	rap_err err;

	*ret = INT64_MIN;
	if (!desk->store || !desk->round)
		return RAP_OK;
	err = rap_draft_get(desk->store, desk->round, &name, &markdown);
	if (err == RAP_OK)
		err = rap_revise_since(desk, markdown, ret, &before);
	free(name);
	free(markdown);
	return err == RAP_E_NOT_FOUND ? RAP_OK : err;
}

static bool has_text(const rap_raw_draft *draft, const char *text)
{
	for (size_t i = 0; i < draft->n; i++)
		if (strcmp(draft->at[i].text, text) == 0)
			return true;
	return false;
}

/* Carried to the text as it stands, the words change nothing in it any more. */
static bool has_words(const char *now, const char *base, const char *text)
{
	rap_carried carried = rap_carry(base, now, text);
	bool has = !carried.whole && strcmp(carried.text, now) == 0;

	rap_carried_done(&carried);
	return has;
}

bool rap_revise_holds(const rap_raw_draft *draft, size_t block, const rap_proposal_row *row,
                      const char *base, const char *text)
{
	const char *now = block < draft->n ? draft->at[block].text : NULL;

	if (!row->decision_text && row->action == RAP_ACTION_DELETE)
		return !now || strcmp(now, "[deleted]") == 0;
	if (!text)
		return true;
	if (row->action == RAP_ACTION_INSERT_AFTER)
		return has_text(draft, text);
	if (!now)
		return false;
	return !base || has_words(now, base, text);
}
