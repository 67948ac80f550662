// SPDX-License-Identifier: Apache-2.0
/* Decisions about proposals; see decision.h. */
#include "store/decision.h"

#include "common/mem.h"
#include "common/slice.h"
#include "store/sql.h"

#include <stdlib.h>

static const struct {
	const char *text, *verb;
} words[] = {
	[RAP_DISPOSITION_MEETING] = {"for the meeting", "meeting"},
	[RAP_DISPOSITION_ACCEPTED] = {"accepted", "accept"},
	[RAP_DISPOSITION_MODIFIED] = {"accepted with modification", "modify"},
	[RAP_DISPOSITION_DECLINED] = {"not accepted", "decline"},
	[RAP_DISPOSITION_NOTED] = {"noted", "note"},
};

const char *rap_disposition_text(rap_disposition disposition)
{
	return words[disposition].text;
}

bool rap_disposition_parse(const char *text, rap_disposition *ret)
{
	for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
		if (rap_slice_is_nocase(rap_slice_of(text), words[i].text) ||
		    rap_slice_is_nocase(rap_slice_of(text), words[i].verb)) {
			*ret = (rap_disposition)i;
			return true;
		}
	}
	return false;
}

bool rap_disposition_is_in(rap_disposition disposition)
{
	return disposition == RAP_DISPOSITION_ACCEPTED || disposition == RAP_DISPOSITION_MODIFIED;
}

rap_err rap_decision_add(rap_store *store, const rap_decision *decision)
{
	rap_sql q = rap_sql_begin(store, "INSERT INTO decision (proposal_id, disposition, text,"
	                                 " reason, by, at, mail_id)"
	                                 " SELECT id, ?2, ?3, ?4, ?5, ?6, ?7 FROM proposal"
	                                 " WHERE id = ?1");
	rap_err err;

	rap_sql_int(&q, decision->proposal_id);
	rap_sql_text(&q, rap_disposition_text(decision->disposition));
	rap_sql_text(&q, decision->text);
	rap_sql_text(&q, decision->reason);
	rap_sql_text(&q, decision->by);
	rap_sql_int(&q, decision->at);
	rap_sql_int_or_null(&q, decision->mail_id);
	err = rap_sql_run(&q);
	return err == RAP_OK && rap_sql_changes(store) == 0 ? RAP_E_NOT_FOUND : err;
}

static rap_err add_row(rap_sql *q, rap_decisions *list)
{
	const char *disposition = rap_sql_peek_text(q, 2);
	rap_decision *row;

	if (list->n % 32 == 0)
		list->at = rap_reallocarray(list->at, list->n + 32, sizeof *list->at);
	row = &list->at[list->n++];
	*row = (rap_decision){.id = rap_sql_get_int(q, 0),
	                      .proposal_id = rap_sql_get_int(q, 1),
	                      .text = rap_sql_get_text(q, 3),
	                      .reason = rap_sql_get_text(q, 4),
	                      .by = rap_sql_get_text(q, 5),
	                      .at = rap_sql_get_int(q, 6),
	                      .mail_id = rap_sql_get_int(q, 7)};
	return disposition && rap_disposition_parse(disposition, &row->disposition) ? RAP_OK
	                                                                            : RAP_E_DAMAGED;
}

rap_err rap_decisions_get(rap_store *store, int64_t proposal_id, rap_decisions *ret)
{
	rap_sql q =
		rap_sql_begin(store, "SELECT id, proposal_id, disposition, text, reason, by, at,"
	                             " mail_id FROM decision WHERE ?1 = 0 OR proposal_id = ?1"
	                             " ORDER BY id");
	rap_decisions list = {0};
	rap_err err = RAP_OK, end;

	*ret = list;
	rap_sql_int(&q, proposal_id);
	while (err == RAP_OK && rap_sql_row(&q))
		err = add_row(&q, &list);
	end = rap_sql_end(&q);
	if (end != RAP_OK)
		err = end;
	if (err == RAP_OK)
		*ret = list;
	else
		rap_decisions_done(&list);
	return err;
}

void rap_decisions_done(rap_decisions *decisions)
{
	for (size_t i = 0; i < decisions->n; i++) {
		free(decisions->at[i].text);
		free(decisions->at[i].reason);
		free(decisions->at[i].by);
	}
	free(decisions->at);
	*decisions = (rap_decisions){0};
}
