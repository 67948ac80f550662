// SPDX-License-Identifier: Apache-2.0
/* The marks of folders on servers; see mark.h. */
#include "store/mark.h"

#include "store/sql.h"

rap_err rap_mark_set(rap_store *store, const rap_mark *mark, int64_t at)
{
	rap_sql q = rap_sql_begin(store,
	                          "INSERT INTO mailbox_mark (mailbox, folder, uidvalidity, uid, at)"
	                          " VALUES (?, ?, ?, ?, ?) ON CONFLICT (mailbox, folder) DO UPDATE"
	                          " SET uidvalidity = excluded.uidvalidity, uid = excluded.uid,"
	                          " at = excluded.at");

	rap_sql_text(&q, mark->mailbox);
	rap_sql_text(&q, mark->folder);
	rap_sql_int(&q, mark->uidvalidity);
	rap_sql_int(&q, mark->uid);
	rap_sql_int(&q, at);
	return rap_sql_run(&q);
}

rap_err rap_mark_each(rap_store *store, rap_mark_each_fn *each, void *user)
{
	rap_sql q = rap_sql_begin(store, "SELECT mailbox, folder, uidvalidity, uid"
	                                 " FROM mailbox_mark ORDER BY mailbox, folder");

	while (rap_sql_row(&q)) {
		rap_mark mark = {rap_sql_peek_text(&q, 0), rap_sql_peek_text(&q, 1),
		                 rap_sql_get_int(&q, 2), rap_sql_get_int(&q, 3)};

		each(user, &mark);
	}
	return rap_sql_end(&q);
}
