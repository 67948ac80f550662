// SPDX-License-Identifier: Apache-2.0
/*
 * The second record; see rebuild.h. It is the main database of its connection, so that all of store/ works on it, and the
 * first one is attached as `old`.
 *
 * LIMITS: it needs about as much room on the disk as the first one, until it is closed.
 */
#include "store/rebuild.h"
#include "store/opening.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/strv.h"
#include "store/schema.h"
#include "store/sql.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MS 5000

#define PATH_MAX_BYTES (64 * RAP_KIB)

/* What follows from mails received and from what was decided about them; every other table is taken over. Those of which the first record keeps rows that
 * nothing makes again are not put in place whole: mail_in (raw bytes) and event (append-only). */
#define DERIVED_TABLE(X) \
	X(reading) X(attachment) X(answer) X(proposal) X(decision) X(member_state) X(round)

#define MAIL_COLUMNS                                                                          \
	"author_address, member, verdict, reason, kind, subject, message_id, answers_out_id," \
	" late, round, state, unread, suspect"
#define MAIL_SOURCE "id, identity, folder, uidvalidity, uid, source_key, received_at, recorded_at"

/* ---- open and close ------------------------------------------------------------------------------------- */

static char *path_in(const char *directory, const char *name)
{
	rap_buf path = rap_buf_init(PATH_MAX_BYTES);

	rap_buf_printf(&path, "%s/%s", directory, name);
	return rap_buf_take(&path);
}

/* An earlier one that was killed may have left its file. */
static rap_err make_file(const char *path, rap_buf *why)
{
	int fd;

	(void)unlink(path);
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0) {
		rap_buf_printf(why, "%s cannot be made: %s", path, strerror(errno));
		return rap_err_from_errno(errno);
	}
	(void)close(fd);
	return RAP_OK;
}

static rap_err attach(rap_store *store, const char *directory)
{
	char *path = path_in(directory, "rapporteur.db");
	rap_sql q = rap_sql_begin(store, "ATTACH ? AS old");
	rap_err err;

	rap_sql_text(&q, path);
	err = rap_sql_run(&q);
	free(path);
	return err;
}

static rap_err each_kept(rap_store *store, rap_strv *ret)
{
	rap_sql q = rap_sql_begin(store, "SELECT name FROM main.sqlite_schema WHERE type = 'table'"
	                                 " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
	                                 " AND name NOT IN ('mail_in', 'event'"
#define X(table) ", '" #table "'"
	                          DERIVED_TABLE(X)
#undef X
	                                  ")");

	while (rap_sql_row(&q))
		rap_strv_add(ret, rap_sql_peek_text(&q, 0));
	return rap_sql_end(&q);
}

/* Names of our own schema. */
static rap_err take_over(rap_store *store)
{
	rap_strv tables = {0};
	rap_err err = each_kept(store, &tables);

	for (size_t i = 0; err == RAP_OK && i < tables.n; i++) {
		rap_buf text = rap_buf_init(RAP_KIB);

		rap_buf_printf(&text, "INSERT INTO main.%s SELECT * FROM old.%s", tables.at[i],
		               tables.at[i]);
		err = rap_sql_exec(store, rap_buf_text(&text));
		rap_buf_done(&text);
	}
	rap_strv_done(&tables);
	return err;
}

/* Letters name mails that are not there yet: references are checked at the end. The file is not worth a sync. */
static rap_err set_up(rap_store *store, const char *directory)
{
	rap_err err =
		rap_store_configure(store, BUSY_TIMEOUT_MS); /* R65: what is read may be damaged */

	if (err == RAP_OK)
		err = rap_sql_exec(store, "PRAGMA foreign_keys = OFF;"
		                          "PRAGMA main.journal_mode = MEMORY");
	if (err == RAP_OK)
		err = rap_schema_migrate(store);
	if (err == RAP_OK)
		err = attach(store, directory);
	if (err == RAP_OK)
		err = rap_sql_exec(store, "PRAGMA main.synchronous = OFF;"
		                          "PRAGMA old.synchronous = FULL");
	if (err == RAP_OK)
		err = rap_store_begin(store);
	return err == RAP_OK ? take_over(store) : err;
}

rap_err rap_rebuild_open(const char *directory, rap_store **ret, rap_buf *why)
{
	char *path = path_in(directory, "rapporteur.db.rebuilt");
	rap_store *store = rap_calloc(1, sizeof *store);
	rap_err err = make_file(path, why);
	int code;

	store->lock = -1;
	store->problem = rap_buf_init(4 * RAP_KIB);
	if (err == RAP_OK) {
		code = sqlite3_open_v2(
			path, &store->db,
			SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
		err = code == SQLITE_OK ? set_up(store, directory) : rap_sql_error(store, code);
		if (err != RAP_OK)
			rap_buf_printf(why, "%s: %s", path, rap_store_problem(store));
	}
	free(path);
	*ret = store;
	if (err != RAP_OK)
		*ret = rap_rebuild_close(directory, store);
	return err;
}

rap_store *rap_rebuild_close(const char *directory, rap_store *store)
{
	char *path;

	if (!store)
		return NULL;
	if (store->db) {
		(void)rap_store_close(store);
	} else {
		rap_buf_done(&store->problem);
		free(store);
	}
	path = path_in(directory, "rapporteur.db.rebuilt");
	(void)unlink(path);
	free(path);
	return NULL;
}

/* ---- events --------------------------------------------------------------------------------------------- */

rap_err rap_rebuild_next(rap_store *store, int64_t after, rap_rebuild_event *ret)
{
	rap_sql q = rap_sql_begin(store, "SELECT id, at, name, json FROM old.event WHERE id > ?"
	                                 " ORDER BY id LIMIT 1");
	bool found;
	rap_err err;

	*ret = (rap_rebuild_event){0};
	rap_sql_int(&q, after);
	found = rap_sql_row(&q);
	if (found)
		*ret = (rap_rebuild_event){rap_sql_get_int(&q, 0), rap_sql_get_int(&q, 1),
		                           rap_sql_get_text(&q, 2), rap_sql_get_text(&q, 3)};
	err = rap_sql_end(&q);
	return err == RAP_OK && !found ? RAP_E_NOT_FOUND : err;
}

void rap_rebuild_event_done(rap_rebuild_event *event)
{
	free(event->name);
	free(event->json);
	*event = (rap_rebuild_event){0};
}

rap_err rap_rebuild_count(rap_store *store, long *ret)
{
	rap_sql q = rap_sql_begin(store, "SELECT count(*) FROM old.event");

	*ret = rap_sql_row(&q) ? (long)rap_sql_get_int(&q, 0) : 0;
	return rap_sql_end(&q);
}

rap_err rap_rebuild_unread(rap_store *store, int64_t *ret_id)
{
	rap_sql q = rap_sql_begin(store, "SELECT m.id FROM main.mail_in m JOIN old.mail_in o"
	                                 " ON o.id = m.id WHERE m.unread = 1 AND o.unread = 0"
	                                 " ORDER BY m.id LIMIT 1");
	bool found = rap_sql_row(&q);
	rap_err err;

	*ret_id = found ? rap_sql_get_int(&q, 0) : 0;
	err = rap_sql_end(&q);
	return err == RAP_OK && !found ? RAP_E_NOT_FOUND : err;
}

/* ---- comparing ------------------------------------------------------------------------------------------ */

#define ONE_WAY(columns, a, b, table)                                                           \
	"(SELECT count(*) FROM (SELECT " columns " FROM " a "." table " EXCEPT SELECT " columns \
	" FROM " b "." table "))"
#define COUNT(columns, table) \
	"SELECT " ONE_WAY(columns, "main", "old", table) ", " ONE_WAY(columns, "old", "main", table)

typedef struct comparison {
	const char *table, *count;
} comparison;

static const comparison comparisons[] = {
	{"mail_in", COUNT(MAIL_SOURCE ", " MAIL_COLUMNS, "mail_in")},
	{"event", COUNT("*", "event")},
#define X(table) {#table, COUNT("*", #table)},
	DERIVED_TABLE(X)
#undef X
};

/* Whether the mailbox has been told is no matter of the mail; what an officer decided is, and stays. */
static rap_err take_states(rap_store *store)
{
	return rap_sql_exec(store, "UPDATE main.mail_in SET state = 'done' WHERE state = 'recorded'"
	                           " AND id IN (SELECT id FROM old.mail_in WHERE state = 'done')");
}

rap_err rap_rebuild_compare(rap_store *store, rap_rebuild_differs_fn *differs, void *user)
{
	rap_err err = take_states(store);

	for (size_t i = 0; err == RAP_OK && i < sizeof comparisons / sizeof *comparisons; i++) {
		rap_sql q = rap_sql_begin(store, comparisons[i].count);
		int64_t more = 0, less = 0;

		if (rap_sql_row(&q)) {
			more = rap_sql_get_int(&q, 0);
			less = rap_sql_get_int(&q, 1);
		}
		err = rap_sql_end(&q);
		if (err == RAP_OK && more + less > 0)
			differs(user, comparisons[i].table, (long)(more > less ? more : less));
	}
	return err;
}

/* ---- putting in place ----------------------------------------------------------------------------------- */

static rap_err references_hold(rap_store *store)
{
	rap_sql q = rap_sql_begin(store, "SELECT count(*) FROM pragma_foreign_key_check WHERE"
	                                 " schema = 'old'");
	int64_t n = rap_sql_row(&q) ? rap_sql_get_int(&q, 0) : 1;
	rap_err err = rap_sql_end(&q);

	return err == RAP_OK && n > 0 ? RAP_E_DAMAGED : err;
}

rap_err rap_rebuild_put(rap_store *store)
{
	static const char *const steps[] = {"UPDATE old.mail_in SET (" MAIL_COLUMNS
	                                    ") = (SELECT " MAIL_COLUMNS
	                                    " FROM main.mail_in m WHERE m.id = old.mail_in.id)",
#define X(table) "DELETE FROM old." #table, "INSERT INTO old." #table " SELECT * FROM main." #table,
	                                    DERIVED_TABLE(X)
#undef X
	};
	rap_err err = RAP_OK;

	for (size_t i = 0; err == RAP_OK && i < sizeof steps / sizeof *steps; i++)
		err = rap_sql_exec(store, steps[i]);
	if (err == RAP_OK)
		err = references_hold(store);
	return err == RAP_OK ? rap_store_commit(store) : err;
}
