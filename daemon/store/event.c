// SPDX-License-Identifier: Apache-2.0
/* Events, rounds, the schedule, facts about addresses, and the draft of a round; see event.h. */
#include "store/event.h"

#include "common/mem.h"
#include "store/sql.h"

#include <stdlib.h>

/* ---- events --------------------------------------------------------------------------------------------- */

rap_err rap_event_add(rap_store *store, int64_t at, const char *name, const char *json)
{
	rap_sql q = rap_sql_begin(store, "INSERT INTO event (at, name, json) VALUES (?, ?, ?)");

	rap_sql_int(&q, at);
	rap_sql_text(&q, name);
	rap_sql_text(&q, json);
	return rap_sql_run(&q);
}

rap_err rap_event_each(rap_store *store, int64_t since, rap_event_each_fn *each, void *user)
{
	rap_sql q = rap_sql_begin(store, "SELECT id, at, name, json FROM event WHERE at >= ?"
	                                 " ORDER BY at, id");
	rap_err err = RAP_OK, end;

	rap_sql_int(&q, since);
	while (err == RAP_OK && rap_sql_row(&q))
		err = each(user, rap_sql_get_int(&q, 0), rap_sql_get_int(&q, 1),
		           rap_sql_peek_text(&q, 2), rap_sql_peek_text(&q, 3));
	end = rap_sql_end(&q);
	return err != RAP_OK ? err : end;
}

/* ---- rounds --------------------------------------------------------------------------------------------- */

rap_err rap_round_open(rap_store *store, long round, int64_t at, int64_t deadline)
{
	rap_sql q = rap_sql_begin(store, "INSERT INTO round (id, opened_at, deadline)"
	                                 " VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING");
	rap_err err;

	rap_sql_int(&q, round);
	rap_sql_int(&q, at);
	rap_sql_int(&q, deadline);
	err = rap_sql_run(&q);
	return err == RAP_OK && rap_sql_changes(store) == 0 ? RAP_E_BUSY : err;
}

rap_err rap_round_close(rap_store *store, long round, int64_t at)
{
	rap_sql q = rap_sql_begin(store, "UPDATE round SET closed_at = coalesce(closed_at, ?)"
	                                 " WHERE id = ?");
	rap_err err;

	rap_sql_int(&q, at);
	rap_sql_int(&q, round);
	err = rap_sql_run(&q);
	return err == RAP_OK && rap_sql_changes(store) == 0 ? RAP_E_NOT_FOUND : err;
}

rap_err rap_round_get(rap_store *store, long round, int64_t *ret_opened, int64_t *ret_deadline,
                      int64_t *ret_closed)
{
	rap_sql q = rap_sql_begin(store, "SELECT opened_at, deadline, closed_at FROM round"
	                                 " WHERE id = ?");
	bool found;
	rap_err err;

	rap_sql_int(&q, round);
	found = rap_sql_row(&q);
	if (found) {
		*ret_opened = rap_sql_get_int(&q, 0);
		*ret_deadline = rap_sql_get_int(&q, 1);
		*ret_closed = rap_sql_get_int(&q, 2);
	}
	err = rap_sql_end(&q);
	return err == RAP_OK && !found ? RAP_E_NOT_FOUND : err;
}

rap_err rap_round_current(rap_store *store, long *ret_round)
{
	rap_sql q = rap_sql_begin(store, "SELECT id FROM round WHERE closed_at IS NULL"
	                                 " ORDER BY opened_at DESC, id DESC LIMIT 1");

	*ret_round = rap_sql_row(&q) ? (long)rap_sql_get_int(&q, 0) : 0;
	return rap_sql_end(&q);
}

/* ---- schedule ------------------------------------------------------------------------------------------- */

rap_err rap_schedule_is_done(rap_store *store, const char *what, int64_t due, bool *ret)
{
	rap_sql q = rap_sql_begin(store, "SELECT 1 FROM schedule_done WHERE what = ? AND due = ?");

	rap_sql_text(&q, what);
	rap_sql_int(&q, due);
	*ret = rap_sql_row(&q);
	return rap_sql_end(&q);
}

rap_err rap_schedule_set_done(rap_store *store, const char *what, int64_t due, int64_t at)
{
	rap_sql q = rap_sql_begin(store, "INSERT INTO schedule_done (what, due, at)"
	                                 " VALUES (?, ?, ?) ON CONFLICT DO NOTHING");

	rap_sql_text(&q, what);
	rap_sql_int(&q, due);
	rap_sql_int(&q, at);
	return rap_sql_run(&q);
}

rap_err rap_schedule_last(rap_store *store, const char *what, int64_t *ret_due)
{
	rap_sql q = rap_sql_begin(store, "SELECT due FROM schedule_done WHERE what = ?"
	                                 " ORDER BY due DESC LIMIT 1");
	bool found;
	rap_err err;

	rap_sql_text(&q, what);
	found = rap_sql_row(&q);
	if (found)
		*ret_due = rap_sql_get_int(&q, 0);
	err = rap_sql_end(&q);
	return err == RAP_OK && !found ? RAP_E_NOT_FOUND : err;
}

/* ---- addresses ------------------------------------------------------------------------------------------ */

rap_err rap_address_absent(rap_store *store, const char *member, const char *address,
                           const char *why, const char *back_on, int64_t at)
{
	rap_sql q = rap_sql_begin(
		store, "INSERT INTO member_state (member, address, absent_why, absent_until, at)"
		       " VALUES (?, ?, ?, ?, ?) ON CONFLICT (address) DO UPDATE"
		       " SET member = excluded.member, absent_why = excluded.absent_why,"
		       " absent_until = excluded.absent_until, at = excluded.at");

	rap_sql_text(&q, member);
	rap_sql_text(&q, address);
	rap_sql_text(&q, why ? why : "");
	rap_sql_text(&q, back_on ? back_on : "");
	rap_sql_int(&q, at);
	return rap_sql_run(&q);
}

rap_err rap_address_undeliverable(rap_store *store, const char *member, const char *address,
                                  const char *reason, int64_t at)
{
	rap_sql q = rap_sql_begin(
		store, "INSERT INTO member_state (member, address, undeliverable, at)"
		       " VALUES (?, ?, ?, ?) ON CONFLICT (address) DO UPDATE"
		       " SET member = excluded.member, undeliverable = excluded.undeliverable,"
		       " at = excluded.at");

	rap_sql_text(&q, member);
	rap_sql_text(&q, address);
	rap_sql_text(&q, reason ? reason : "");
	rap_sql_int(&q, at);
	return rap_sql_run(&q);
}

rap_err rap_address_clear(rap_store *store, const char *address)
{
	rap_sql q = rap_sql_begin(store, "DELETE FROM member_state WHERE address = ?");

	rap_sql_text(&q, address);
	return rap_sql_run(&q);
}

rap_err rap_address_each(rap_store *store, rap_address_each_fn *each, void *user)
{
	rap_sql q = rap_sql_begin(store, "SELECT address, member, absent_why, absent_until,"
	                                 " undeliverable, at FROM member_state"
	                                 " ORDER BY member, address");
	rap_err err = RAP_OK, end;

	while (err == RAP_OK && rap_sql_row(&q)) {
		rap_address_state state = {
			.address = rap_sql_get_text(&q, 0),
			.member = rap_sql_get_text(&q, 1),
			.absent_why = rap_sql_get_text(&q, 2),
			.absent_until = rap_sql_get_text(&q, 3),
			.undeliverable = rap_sql_get_text(&q, 4),
			.at = rap_sql_get_int(&q, 5),
		};

		err = each(user, &state);
		free(state.address);
		free(state.member);
		free(state.absent_why);
		free(state.absent_until);
		free(state.undeliverable);
	}
	end = rap_sql_end(&q);
	return err != RAP_OK ? err : end;
}

/* ---- drafts --------------------------------------------------------------------------------------------- */

rap_err rap_draft_put(rap_store *store, long round, const char *revision, const char *markdown)
{
	rap_sql q = rap_sql_begin(store, "INSERT INTO draft (round, revision, markdown)"
	                                 " VALUES (?, ?, ?) ON CONFLICT (round) DO UPDATE"
	                                 " SET revision = excluded.revision,"
	                                 " markdown = excluded.markdown");

	rap_sql_int(&q, round);
	rap_sql_text(&q, revision);
	rap_sql_text(&q, markdown);
	return rap_sql_run(&q);
}

rap_err rap_draft_get(rap_store *store, long round, char **ret_revision, char **ret_markdown)
{
	rap_sql q = rap_sql_begin(store, "SELECT revision, markdown FROM draft WHERE round = ?");
	char *revision = NULL, *markdown = NULL;
	rap_err err;

	rap_sql_int(&q, round);
	if (rap_sql_row(&q)) {
		revision = rap_sql_get_text(&q, 0);
		markdown = rap_sql_get_text(&q, 1);
	}
	err = rap_sql_end(&q);
	if (err == RAP_OK && !revision)
		err = RAP_E_NOT_FOUND;
	if (err == RAP_OK) {
		*ret_revision = revision;
		*ret_markdown = markdown;
	} else {
		free(revision);
		free(markdown);
	}
	return err;
}
