// SPDX-License-Identifier: Apache-2.0
/* The decision that an event tells of, once more; see settle.h. */
#include "common/mem.h"
#include "settle_parts.h"

#include <stdlib.h>

static const char *fact(const json_t *facts, const char *key)
{
	return json_string_value(json_object_get(facts, key));
}

/* The row that an event names, if it still is the same one; 0 after a sentence. */
static int64_t same_proposal(const rap_proposal_rows *rows, const json_t *facts, rap_buf *why)
{
	const char *name = fact(facts, "proposal");
	const char *paragraph = fact(facts, "paragraph"), *action = fact(facts, "action");
	const rap_proposal_row *row =
		rows->n > 0 ? rap_settle_find(rows, rows->at[0].member, rows->at[0].number) : NULL;
	bool same = row && !row->withdrawn && paragraph && action &&
	            row->mail_id == json_integer_value(json_object_get(facts, "mail")) &&
	            strcmp(row->paragraph, paragraph) == 0 &&
	            strcmp(rap_action_text(row->action), action) == 0;

	if (!same)
		rap_buf_printf(why, "proposal %s is not what it was when it was decided",
		               name ? name : "-");
	return same ? row->id : 0;
}

/* The rows with the number that an event names, "MN-4". */
static rap_err rows_of(rap_core *core, const json_t *facts, rap_proposal_rows *ret)
{
	const char *name = fact(facts, "proposal"), *dash = name ? strchr(name, '-') : NULL;
	char *member = dash ? rap_strndup(name, (size_t)(dash - name)) : NULL;
	rap_err err = RAP_OK;

	*ret = (rap_proposal_rows){0};
	if (member)
		err = rap_proposals_numbered(core->office.desk.store, member,
		                             strtol(dash + 1, NULL, 10), ret);
	free(member);
	return err;
}

rap_err rap_settle_again(rap_core *core, int64_t at, const json_t *facts, rap_buf *why)
{
	const char *disposition = fact(facts, "disposition"), *by = fact(facts, "by");
	rap_decision decision = {
		.text = rap_settle_borrowed(fact(facts, "text")),
		.reason = rap_settle_borrowed(fact(facts, "reason")),
		.by = rap_settle_borrowed(by ? by : RAP_SETTLE_DESK),
		.at = at,
		.mail_id = (int64_t)json_integer_value(json_object_get(facts, "by_mail"))};
	rap_proposal_rows rows;
	rap_err err = rows_of(core, facts, &rows);

	if (err != RAP_OK)
		return err;
	decision.proposal_id = same_proposal(&rows, facts, why);
	if (decision.proposal_id == 0 || !disposition ||
	    !rap_disposition_parse(disposition, &decision.disposition))
		err = RAP_E_DAMAGED;
	if (err == RAP_OK)
		err = rap_decision_add(core->office.desk.store, &decision);
	rap_proposal_rows_done(&rows);
	return err;
}
