// SPDX-License-Identifier: Apache-2.0
/*
 * The tables. A migration that has been released is never changed: the next one is put behind it. Nothing is
 * ever deleted from these tables; what no longer holds says by what it was superseded. Large columns stand
 * last, so that lists do not read past them. States and verdicts are words, those of docs/states.md.
 */
#include "store/schema.h"

#include "store/sql.h"

#include <stdio.h>

static const char *const migration_1[] = {
	"CREATE TABLE mail_in ("
	" id INTEGER PRIMARY KEY,"
	" identity BLOB NOT NULL UNIQUE CHECK (length(identity) = 32)," /* R30 */
	" folder TEXT NOT NULL,"
	" uidvalidity INTEGER NOT NULL,"
	" uid INTEGER NOT NULL,"
	" source_key TEXT NOT NULL,"
	" received_at INTEGER NOT NULL,"
	" recorded_at INTEGER NOT NULL,"
	" author_address TEXT,"
	" member TEXT,"
	" verdict TEXT NOT NULL CHECK (verdict IN"
	"  ('accepted', 'awaiting-confirmation', 'quarantined', 'machine')),"
	" reason TEXT,"
	" kind TEXT,"
	" subject TEXT,"
	" message_id TEXT,"
	" answers_out_id INTEGER REFERENCES mail_out (id),"
	" late INTEGER NOT NULL CHECK (late IN (0, 1)),"
	" round INTEGER NOT NULL,"
	" state TEXT NOT NULL CHECK (state IN ('recorded', 'done', 'released', 'discarded')),"
	" raw BLOB NOT NULL"
	") STRICT;",
	"CREATE INDEX mail_in_recorded ON mail_in (recorded_at, id);",
	"CREATE INDEX mail_in_source ON mail_in (folder, uidvalidity, uid);",

	"CREATE TABLE reading ("
	" mail_id INTEGER PRIMARY KEY REFERENCES mail_in (id),"
	" version INTEGER NOT NULL,"
	" json TEXT NOT NULL"
	") STRICT;",

	"CREATE TABLE answer ("
	" id INTEGER PRIMARY KEY,"
	" mail_id INTEGER NOT NULL REFERENCES mail_in (id),"
	" member TEXT NOT NULL,"
	" author TEXT NOT NULL,"
	" field TEXT NOT NULL,"
	" raw TEXT NOT NULL,"
	" value TEXT NOT NULL,"
	" status TEXT NOT NULL CHECK (status IN ('ok', 'none', 'reserve', 'unclear', 'conflict')),"
	" at INTEGER NOT NULL,"
	" superseded_by INTEGER REFERENCES answer (id)"
	") STRICT;",
	"CREATE INDEX answer_standing ON answer (member, field) WHERE superseded_by IS NULL;",
	"CREATE INDEX answer_mail ON answer (mail_id);",
	"CREATE INDEX answer_successor ON answer (superseded_by) WHERE superseded_by IS NOT NULL;",

	"CREATE TABLE proposal ("
	" id INTEGER PRIMARY KEY,"
	" mail_id INTEGER NOT NULL REFERENCES mail_in (id),"
	" member TEXT NOT NULL,"
	" author TEXT NOT NULL,"
	" number INTEGER NOT NULL CHECK (number > 0),"
	" paragraph TEXT NOT NULL,"
	" base_revision TEXT,"
	" action TEXT NOT NULL CHECK (action IN ('replace', 'insert-after', 'delete', 'comment')),"
	" text TEXT,"
	" reason TEXT,"
	" words TEXT NOT NULL,"
	" type TEXT NOT NULL CHECK (type IN ('substantive', 'editorial', 'translation', "
	"'general')),"
	" status TEXT NOT NULL,"
	" at INTEGER NOT NULL,"
	" withdrawn_by INTEGER REFERENCES mail_in (id),"
	" superseded_by INTEGER REFERENCES proposal (id)"
	") STRICT;",
	"CREATE INDEX proposal_standing ON proposal (member, paragraph)"
	" WHERE superseded_by IS NULL;",
	"CREATE INDEX proposal_number ON proposal (member, number);",
	"CREATE INDEX proposal_mail ON proposal (mail_id);",

	"CREATE TABLE decision ("
	" id INTEGER PRIMARY KEY,"
	" proposal_id INTEGER NOT NULL REFERENCES proposal (id),"
	" disposition TEXT NOT NULL,"
	" text TEXT,"
	" reason TEXT,"
	" by TEXT NOT NULL,"
	" at INTEGER NOT NULL,"
	" mail_id INTEGER REFERENCES mail_in (id)"
	") STRICT;",
	"CREATE INDEX decision_proposal ON decision (proposal_id, id);",

	"CREATE TABLE question ("
	" id INTEGER PRIMARY KEY,"
	" mail_id INTEGER NOT NULL REFERENCES mail_in (id),"
	" member TEXT NOT NULL,"
	" json TEXT NOT NULL,"
	" asked_at INTEGER NOT NULL,"
	" answered_by INTEGER REFERENCES mail_in (id)"
	") STRICT;",
	"CREATE INDEX question_open ON question (member) WHERE answered_by IS NULL;",

	"CREATE TABLE attachment ("
	" mail_id INTEGER NOT NULL REFERENCES mail_in (id),"
	" place INTEGER NOT NULL," /* two files of one mail may be equal */
	" sha256 TEXT NOT NULL," /* R65 */
	" name TEXT,"
	" type TEXT,"
	" size INTEGER NOT NULL,"
	" read_as TEXT,"
	" PRIMARY KEY (mail_id, place)"
	") STRICT, WITHOUT ROWID;",

	"CREATE TABLE mail_out ("
	" id INTEGER PRIMARY KEY,"
	" key TEXT NOT NULL UNIQUE,"
	" kind TEXT NOT NULL,"
	" recipient TEXT NOT NULL,"
	" member TEXT,"
	" round INTEGER NOT NULL,"
	" request TEXT,"
	" message_id TEXT NOT NULL UNIQUE," /* R34: fixed here, for ever */
	" envelope_from TEXT NOT NULL,"
	" token_hash BLOB UNIQUE CHECK (token_hash IS NULL OR length(token_hash) = 32)," /* R24 */
	" answers_mail_id INTEGER REFERENCES mail_in (id),"
	" state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed')),"
	" attempts INTEGER NOT NULL,"
	" created_at INTEGER NOT NULL,"
	" next_at INTEGER NOT NULL,"
	" sent_at INTEGER,"
	" last_reply TEXT,"
	" subject TEXT,"
	" text TEXT,"
	" html TEXT,"
	" mime BLOB NOT NULL"
	") STRICT;",
	"CREATE INDEX mail_out_due ON mail_out (next_at, id) WHERE state = 'queued';",
	"CREATE INDEX mail_out_sending ON mail_out (id) WHERE state = 'sending';",

	"CREATE TABLE round ("
	" id INTEGER PRIMARY KEY,"
	" opened_at INTEGER NOT NULL,"
	" deadline INTEGER NOT NULL,"
	" closed_at INTEGER"
	") STRICT;",

	"CREATE TABLE draft ("
	" round INTEGER PRIMARY KEY,"
	" revision TEXT NOT NULL,"
	" markdown TEXT NOT NULL"
	") STRICT;",

	"CREATE TABLE member_state ("
	" address TEXT PRIMARY KEY COLLATE NOCASE,"
	" member TEXT NOT NULL,"
	" absent_why TEXT,"
	" absent_until TEXT,"
	" undeliverable TEXT,"
	" at INTEGER NOT NULL"
	") STRICT, WITHOUT ROWID;",

	"CREATE TABLE schedule_done ("
	" what TEXT NOT NULL,"
	" due INTEGER NOT NULL,"
	" at INTEGER NOT NULL,"
	" PRIMARY KEY (what, due)"
	") STRICT, WITHOUT ROWID;",

	"CREATE TABLE event ("
	" id INTEGER PRIMARY KEY,"
	" at INTEGER NOT NULL,"
	" name TEXT NOT NULL,"
	" json TEXT NOT NULL"
	") STRICT;",
	"CREATE INDEX event_at ON event (at, id);",
	/* What happened has happened: rebuild rests on it. */
	"CREATE TRIGGER event_stays BEFORE UPDATE ON event"
	" BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;",
	"CREATE TRIGGER event_is_kept BEFORE DELETE ON event"
	" BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;",
	NULL,
};

/* How far each folder of a mailbox on a server has been settled: all UIDs below are recorded and put away. */
static const char *const migration_2[] = {
	"CREATE TABLE mailbox_mark ("
	" mailbox TEXT NOT NULL," /* USER@HOST:PORT */
	" folder TEXT NOT NULL,"
	" uidvalidity INTEGER NOT NULL,"
	" uid INTEGER NOT NULL,"
	" at INTEGER NOT NULL,"
	" PRIMARY KEY (mailbox, folder)"
	") STRICT, WITHOUT ROWID;",
	NULL,
};

/* Whose record it is; and receipts that came too fast one after another and go out as one (R42). */
static const char *const migration_3[] = {
	"CREATE TABLE owner ("
	" one INTEGER PRIMARY KEY CHECK (one = 1),"
	" consultation TEXT NOT NULL"
	") STRICT;",
	"CREATE TABLE receipt_held ("
	" address TEXT NOT NULL COLLATE NOCASE," /* whom it is owed to */
	" mail_id INTEGER NOT NULL REFERENCES mail_in (id),"
	" member TEXT NOT NULL,"
	" author TEXT NOT NULL," /* of that mail */
	" at INTEGER NOT NULL,"
	" settled_at INTEGER," /* when one receipt was made for all that waited */
	" PRIMARY KEY (address, mail_id)"
	") STRICT, WITHOUT ROWID;",
	"CREATE INDEX receipt_held_now ON receipt_held (address, mail_id) WHERE settled_at IS "
	"NULL;",
	"CREATE INDEX mail_out_made ON mail_out (kind, created_at, recipient);",
	NULL,
};

/* Strangers' mails that have been recorded by their headers, and not been read yet. */
static const char *const migration_4[] = {
	"ALTER TABLE mail_in ADD COLUMN unread INTEGER NOT NULL DEFAULT 0"
	" CHECK (unread IN (0, 1))",
	"CREATE INDEX mail_in_unread ON mail_in (id) WHERE unread = 1",
	NULL,
};

/* R24: since when a token is worth nothing; its mail is still known by it. And which mails failed a check. */
static const char *const migration_5[] = {
	"ALTER TABLE mail_out ADD COLUMN revoked_at INTEGER",
	"ALTER TABLE mail_in ADD COLUMN suspect INTEGER NOT NULL DEFAULT 0"
	" CHECK (suspect IN (0, 1))",
	NULL,
};

/* R31: what a member has sent under a Message-ID. */
static const char *const migration_6[] = {
	"CREATE INDEX mail_in_said ON mail_in (message_id, member, id)"
	" WHERE verdict IN ('accepted', 'awaiting-confirmation')",
	NULL,
};

static const char *const *const migrations[] = {migration_1, migration_2, migration_3,
                                                migration_4, migration_5, migration_6};

int rap_schema_version(void)
{
	return (int)(sizeof migrations / sizeof migrations[0]);
}

rap_err rap_schema_get(rap_store *store, int *ret_version)
{
	rap_sql q = rap_sql_begin(store, "PRAGMA user_version");

	*ret_version = rap_sql_row(&q) ? (int)rap_sql_get_int(&q, 0) : 0;
	return rap_sql_end(&q);
}

static rap_err step(rap_store *store, int version)
{
	char mark[100]; /* the words and two numbers */
	rap_err err = rap_store_begin(store);

	if (err != RAP_OK)
		return err;
	snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %d",
	         RAP_SCHEMA_APPLICATION_ID, version);
	for (const char *const *text = migrations[version - 1]; *text && err == RAP_OK; text++)
		err = rap_sql_exec(store, *text);
	if (err == RAP_OK)
		err = rap_sql_exec(store, mark);
	if (err == RAP_OK)
		err = rap_store_commit(store);
	if (err != RAP_OK)
		rap_store_rollback(store);
	return err;
}

rap_err rap_schema_migrate(rap_store *store)
{
	int version;
	rap_err err = rap_schema_get(store, &version);

	while (err == RAP_OK && version < rap_schema_version())
		err = step(store, ++version);
	return err;
}
