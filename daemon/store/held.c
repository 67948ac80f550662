// SPDX-License-Identifier: Apache-2.0
/* Receipts held back; see held.h. */
#include "store/held.h"

#include "common/mem.h"
#include "store/sql.h"

#include <stdlib.h>

#define AHEAD_S \
	7200 /* what is dated later than that was made by a clock that has been set back since */

void rap_held_done(rap_held *held)
{
	free(held->address);
	free(held->member);
	free(held->author);
	*held = (rap_held){0};
}

rap_err rap_held_add(rap_store *store, const char *address, int64_t mail_id, const char *member,
                     const char *author, int64_t at)
{
	rap_sql q = rap_sql_begin(store,
	                          "INSERT INTO receipt_held (address, mail_id, member, author, at)"
	                          " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");

	rap_sql_text(&q, address);
	rap_sql_int(&q, mail_id);
	rap_sql_text(&q, member);
	rap_sql_text(&q, author);
	rap_sql_int(&q, at);
	return rap_sql_run(&q);
}

rap_err rap_held_waiting(rap_store *store, int64_t until, rap_strv *ret_addresses)
{
	rap_sql q = rap_sql_begin(store, "SELECT address FROM receipt_held WHERE settled_at IS NULL"
	                                 " GROUP BY address HAVING min(at) <= ?1"
	                                 "  OR min(at) > ?1 + ?2" /* by a clock that was ahead */
	                                 " ORDER BY min(at), address");

	rap_sql_int(&q, until);
	rap_sql_int(&q, AHEAD_S);
	while (rap_sql_row(&q))
		rap_strv_add(ret_addresses, rap_sql_peek_text(&q, 0));
	return rap_sql_end(&q);
}

rap_err rap_held_get(rap_store *store, const char *address, rap_held *ret)
{
	/* With max() the other columns are those of the row it stands in (SQLite, "bare columns"). */
	rap_sql q = rap_sql_begin(
		store,
		"SELECT h.address, h.member, h.author, count(*), max(h.mail_id),"
		" (SELECT m.received_at FROM receipt_held f JOIN mail_in m ON m.id = f.mail_id"
		"  WHERE f.address = ?1 AND f.settled_at IS NULL ORDER BY f.mail_id LIMIT 1)"
		" FROM receipt_held h WHERE h.address = ?1 AND h.settled_at IS NULL"
		" GROUP BY h.address");
	bool found;
	rap_err err;

	*ret = (rap_held){0};
	rap_sql_text(&q, address);
	found = rap_sql_row(&q);
	if (found) {
		ret->address = rap_strdup(rap_sql_peek_text(&q, 0));
		ret->member = rap_strdup(rap_sql_peek_text(&q, 1));
		ret->author = rap_strdup(rap_sql_peek_text(&q, 2));
		ret->mails = (long)rap_sql_get_int(&q, 3);
		ret->mail_id = rap_sql_get_int(&q, 4);
		ret->first_received = rap_sql_get_int(&q, 5);
	}
	err = rap_sql_end(&q);
	if (err != RAP_OK)
		rap_held_done(ret);
	return err == RAP_OK && !found ? RAP_E_NOT_FOUND : err;
}

rap_err rap_held_any(rap_store *store, const char *address, bool *ret)
{
	rap_sql q = rap_sql_begin(store, "SELECT 1 FROM receipt_held"
	                                 " WHERE address = ? AND settled_at IS NULL LIMIT 1");

	rap_sql_text(&q, address);
	*ret = rap_sql_row(&q);
	return rap_sql_end(&q);
}

rap_err rap_held_mails(rap_store *store, const char *address, rap_held_mail_fn *each, void *user)
{
	rap_sql q =
		rap_sql_begin(store, "SELECT mail_id FROM receipt_held"
	                             " WHERE address = ? AND settled_at IS NULL ORDER BY mail_id");
	rap_err err = RAP_OK, end;

	rap_sql_text(&q, address);
	while (err == RAP_OK && rap_sql_row(&q))
		err = each(user, rap_sql_get_int(&q, 0));
	end = rap_sql_end(&q);
	return err != RAP_OK ? err : end;
}

rap_err rap_held_settle(rap_store *store, const char *address, int64_t at)
{
	rap_sql q = rap_sql_begin(store, "UPDATE receipt_held SET settled_at = ?"
	                                 " WHERE address = ? AND settled_at IS NULL");

	rap_sql_int(&q, at);
	rap_sql_text(&q, address);
	return rap_sql_run(&q);
}

rap_err rap_held_since(rap_store *store, int64_t since, long *ret_mails, rap_strv *ret_addresses)
{
	rap_sql q = rap_sql_begin(store, "SELECT count(DISTINCT mail_id) FROM receipt_held"
	                                 " WHERE at > ?");
	rap_err err;

	*ret_mails = 0;
	rap_sql_int(&q, since);
	if (rap_sql_row(&q))
		*ret_mails = (long)rap_sql_get_int(&q, 0);
	err = rap_sql_end(&q);
	if (err != RAP_OK)
		return err;
	q = rap_sql_begin(store, "SELECT DISTINCT address FROM receipt_held WHERE at > ?"
	                         " ORDER BY address");
	rap_sql_int(&q, since);
	while (rap_sql_row(&q))
		rap_strv_add(ret_addresses, rap_sql_peek_text(&q, 0));
	return rap_sql_end(&q);
}

rap_err rap_held_made(rap_store *store, const char *address, int64_t since, int64_t now, long *ret)
{
	rap_sql q = rap_sql_begin(store, "SELECT count(*) FROM mail_out"
	                                 " WHERE kind IN ('receipt', 'confirmation')"
	                                 " AND created_at > ?1 AND created_at <= ?3"
	                                 " AND (?2 IS NULL OR recipient = ?2 COLLATE NOCASE)");

	*ret = 0;
	rap_sql_int(&q, since);
	rap_sql_text(&q, address);
	rap_sql_int(&q, now + AHEAD_S);
	if (rap_sql_row(&q))
		*ret = (long)rap_sql_get_int(&q, 0);
	return rap_sql_end(&q);
}
