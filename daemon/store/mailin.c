// SPDX-License-Identifier: Apache-2.0
/* Mails received, their readings and their attachments; see mailin.h. */
#include "store/mailin.h"

#include "common/limits.h"
#include "common/mem.h"
#include "store/sql.h"

#include <assert.h>
#include <stdlib.h>

static const char *const verdicts[] = {
#define X(name, text) [name] = text,
	RAP_VERDICT_TABLE(X)
#undef X
};

static const char *const states[] = {
#define X(name, text) [name] = text,
	RAP_MAIL_STATE_TABLE(X)
#undef X
};

const char *rap_verdict_text(rap_verdict verdict)
{
	assert((size_t)verdict < sizeof verdicts / sizeof verdicts[0]);
	return verdicts[verdict];
}

const char *rap_mail_state_text(rap_mail_state state)
{
	assert((size_t)state < sizeof states / sizeof states[0]);
	return states[state];
}

/* The tables' CHECKs let no other word in; RAP_E_DAMAGED if one stands there all the same. */
static rap_err find_word(const char *const *words, size_t n, const char *word, unsigned *ret)
{
	for (unsigned i = 0; i < n; i++) {
		if (word && strcmp(words[i], word) == 0) {
			*ret = i;
			return RAP_OK;
		}
	}
	return RAP_E_DAMAGED;
}

void rap_mail_in_done(rap_mail_in *mail)
{
	free(mail->folder);
	free(mail->source_key);
	free((char *)(uintptr_t)mail->raw.at);
	free(mail->author_address);
	free(mail->member);
	free(mail->reason);
	free(mail->kind);
	free(mail->subject);
	free(mail->message_id);
	*mail = (rap_mail_in){0};
}

bool rap_mail_in_waits(const rap_mail_in *mail)
{
	return mail->verdict == RAP_VERDICT_ACCEPTED && mail->member &&
	       (mail->late || mail->round == 0) && mail->state != RAP_MAIL_RELEASED &&
	       mail->state != RAP_MAIL_DISCARDED;
}

rap_err rap_mail_in_find(rap_store *store, const rap_hash *identity, int64_t *ret_id)
{
	rap_sql q = rap_sql_begin(store, "SELECT id FROM mail_in WHERE identity = ?");

	*ret_id = 0;
	rap_sql_hash(&q, identity);
	if (rap_sql_row(&q))
		*ret_id = rap_sql_get_int(&q, 0);
	return rap_sql_end(&q);
}

rap_err rap_mail_in_add(rap_store *store, const rap_mail_in *mail, int64_t *ret_id)
{
	rap_sql q = rap_sql_begin(
		store,
		"INSERT INTO mail_in (identity, folder, uidvalidity, uid, source_key, received_at,"
		" recorded_at, author_address, member, verdict, reason, kind, subject, message_id,"
		" answers_out_id, late, round, state, unread, suspect, raw)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
		" ON CONFLICT (identity) DO NOTHING");
	rap_err err;

	rap_sql_hash(&q, &mail->identity);
	rap_sql_text(&q, mail->folder ? mail->folder : "");
	rap_sql_int(&q, mail->uidvalidity);
	rap_sql_int(&q, mail->uid);
	rap_sql_text(&q, mail->source_key ? mail->source_key : "");
	rap_sql_int(&q, mail->received_at);
	rap_sql_int(&q, mail->recorded_at);
	rap_sql_text(&q, mail->author_address);
	rap_sql_text(&q, mail->member);
	rap_sql_text(&q, rap_verdict_text(mail->verdict));
	rap_sql_text(&q, mail->reason);
	rap_sql_text(&q, mail->kind);
	rap_sql_text(&q, mail->subject);
	rap_sql_text(&q, mail->message_id);
	rap_sql_int_or_null(&q, mail->answers_out_id);
	rap_sql_int(&q, mail->late);
	rap_sql_int(&q, mail->round);
	rap_sql_text(&q, rap_mail_state_text(mail->state));
	rap_sql_int(&q, mail->unread);
	rap_sql_int(&q, mail->suspect);
	rap_sql_blob(&q, mail->raw);
	err = rap_sql_run(&q);
	if (err != RAP_OK)
		return err;
	if (rap_sql_changes(store) == 0)
		return RAP_E_BUSY;
	*ret_id = rap_sql_new_id(store);
	return RAP_OK;
}

#define COLUMNS                                                                \
	"id, identity, folder, uidvalidity, uid, source_key, received_at,"     \
	" author_address, member, verdict, reason, kind, subject, message_id," \
	" answers_out_id, late, round, state, recorded_at, unread, suspect"
#define RAW_COLUMN 21

static rap_err read_row(rap_sql *q, rap_mail_in *ret)
{
	unsigned verdict = 0, state = 0;
	rap_err err;

	*ret = (rap_mail_in){
		.id = rap_sql_get_int(q, 0),
		.folder = rap_sql_get_text(q, 2),
		.uidvalidity = rap_sql_get_int(q, 3),
		.uid = rap_sql_get_int(q, 4),
		.source_key = rap_sql_get_text(q, 5),
		.received_at = rap_sql_get_int(q, 6),
		.author_address = rap_sql_get_text(q, 7),
		.member = rap_sql_get_text(q, 8),
		.reason = rap_sql_get_text(q, 10),
		.kind = rap_sql_get_text(q, 11),
		.subject = rap_sql_get_text(q, 12),
		.message_id = rap_sql_get_text(q, 13),
		.answers_out_id = rap_sql_get_int(q, 14),
		.late = rap_sql_get_int(q, 15) != 0,
		.round = (long)rap_sql_get_int(q, 16),
		.recorded_at = rap_sql_get_int(q, 18),
		.unread = rap_sql_get_int(q, 19) != 0,
		.suspect = rap_sql_get_int(q, 20) != 0,
	};
	rap_sql_get_hash(q, 1, &ret->identity);
	err = find_word(verdicts, sizeof verdicts / sizeof verdicts[0], rap_sql_peek_text(q, 9),
	                &verdict);
	if (err == RAP_OK)
		err = find_word(states, sizeof states / sizeof states[0], rap_sql_peek_text(q, 17),
		                &state);
	ret->verdict = (rap_verdict)verdict;
	ret->state = (rap_mail_state)state;
	return err;
}

/* The one row, with its raw bytes if they were asked for. */
static rap_err read_one(rap_sql *q, bool raw, rap_mail_in *ret)
{
	rap_err err = RAP_E_NOT_FOUND, end;

	*ret = (rap_mail_in){0};
	if (rap_sql_row(q)) {
		err = read_row(q, ret);
		if (raw)
			ret->raw = rap_sql_get_blob(q, RAW_COLUMN);
	}
	end = rap_sql_end(q);
	if (end != RAP_OK)
		err = end;
	if (err != RAP_OK)
		rap_mail_in_done(ret);
	return err;
}

rap_err rap_mail_in_get(rap_store *store, int64_t id, rap_mail_in *ret)
{
	rap_sql q = rap_sql_begin(store, "SELECT " COLUMNS ", raw FROM mail_in WHERE id = ?");

	rap_sql_int(&q, id);
	return read_one(&q, true, ret);
}

rap_err rap_mail_in_facts(rap_store *store, int64_t id, rap_mail_in *ret)
{
	rap_sql q = rap_sql_begin(store, "SELECT " COLUMNS " FROM mail_in WHERE id = ?");

	rap_sql_int(&q, id);
	return read_one(&q, false, ret);
}

rap_err rap_mail_in_said_before(rap_store *store, const char *message_id, const char *member,
                                int64_t id, rap_mail_in *ret)
{
	rap_sql q = rap_sql_begin(store, "SELECT " COLUMNS ", raw FROM mail_in"
	                                 " WHERE message_id = ? AND member IS ? AND id < ?"
	                                 " AND verdict IN ('accepted', 'awaiting-confirmation')"
	                                 " ORDER BY id DESC LIMIT 1");

	rap_sql_text(&q, message_id);
	rap_sql_text(&q, member);
	rap_sql_int(&q, id);
	return read_one(&q, true, ret);
}

rap_err rap_mail_in_set_state(rap_store *store, int64_t id, rap_mail_state state)
{
	/* What an officer decided stays decided when the source says later that the mail was moved. */
	rap_sql q = rap_sql_begin(
		store, "UPDATE mail_in SET state = CASE"
		       " WHEN ?1 IN ('recorded', 'done') AND state IN ('released', 'discarded')"
		       " THEN state ELSE ?1 END WHERE id = ?2");
	rap_err err;

	rap_sql_text(&q, rap_mail_state_text(state));
	rap_sql_int(&q, id);
	err = rap_sql_run(&q);
	return err == RAP_OK && rap_sql_changes(store) == 0 ? RAP_E_NOT_FOUND : err;
}

rap_err rap_mail_in_heads(rap_store *store, unsigned n, rap_mail_in_head_fn *each, void *user)
{
	rap_sql q = rap_sql_begin(store,
	                          "SELECT substr(raw, 1, ?) FROM mail_in ORDER BY id DESC LIMIT ?");
	rap_err err = RAP_OK, end;

	rap_sql_int(&q, RAP_LIMIT_HEADER_BLOCK);
	rap_sql_int(&q, n);
	while (err == RAP_OK && rap_sql_row(&q)) {
		rap_slice head = rap_sql_get_blob(&q, 0);

		err = each(user, head);
		free((char *)(uintptr_t)head.at);
	}
	end = rap_sql_end(&q);
	return err != RAP_OK ? err : end;
}

rap_err rap_mail_in_each(rap_store *store, int64_t since, int64_t until, rap_mail_in_each_fn *each,
                         void *user)
{
	rap_sql q = rap_sql_begin(store, "SELECT " COLUMNS " FROM mail_in"
	                                 " WHERE recorded_at >= ? AND recorded_at < ?"
	                                 " ORDER BY recorded_at, id");
	rap_err err = RAP_OK, end;

	rap_sql_int(&q, since);
	rap_sql_int(&q, until);
	while (err == RAP_OK && rap_sql_row(&q)) {
		rap_mail_in mail;

		err = read_row(&q, &mail);
		if (err == RAP_OK)
			err = each(user, &mail);
		rap_mail_in_done(&mail);
	}
	end = rap_sql_end(&q);
	return err != RAP_OK ? err : end;
}

rap_err rap_mail_in_unread(rap_store *store, int64_t *ids, size_t max, size_t *ret_n)
{
	rap_sql q =
		rap_sql_begin(store, "SELECT id FROM mail_in WHERE unread = 1 ORDER BY id LIMIT ?");

	*ret_n = 0;
	rap_sql_int(&q, (int64_t)max);
	while (rap_sql_row(&q))
		ids[(*ret_n)++] = rap_sql_get_int(&q, 0);
	return rap_sql_end(&q);
}

rap_err rap_mail_in_was_read(rap_store *store, int64_t id, const char *kind, const char *subject,
                             bool *ret_owed)
{
	rap_sql q = rap_sql_begin(store,
	                          "UPDATE mail_in SET unread = 0, kind = coalesce(?1, kind),"
	                          " subject = coalesce(?2, subject) WHERE id = ?3 AND unread = 1");
	rap_err err;

	rap_sql_text(&q, kind);
	rap_sql_text(&q, subject);
	rap_sql_int(&q, id);
	err = rap_sql_run(&q);
	*ret_owed = err == RAP_OK && rap_sql_changes(store) > 0;
	return err;
}

rap_err rap_reading_put(rap_store *store, int64_t mail_id, int version, const char *json)
{
	rap_sql q =
		rap_sql_begin(store, "INSERT INTO reading (mail_id, version, json) VALUES (?, ?, ?)"
	                             " ON CONFLICT (mail_id) DO UPDATE"
	                             " SET version = excluded.version, json = excluded.json");

	rap_sql_int(&q, mail_id);
	rap_sql_int(&q, version);
	rap_sql_text(&q, json);
	return rap_sql_run(&q);
}

rap_err rap_reading_get(rap_store *store, int64_t mail_id, char **ret_json)
{
	rap_sql q = rap_sql_begin(store, "SELECT json FROM reading WHERE mail_id = ?");
	char *json = NULL;
	rap_err err;

	rap_sql_int(&q, mail_id);
	if (rap_sql_row(&q))
		json = rap_sql_get_text(&q, 0);
	err = rap_sql_end(&q);
	if (err == RAP_OK && !json)
		err = RAP_E_NOT_FOUND;
	if (err == RAP_OK)
		*ret_json = json;
	else
		free(json);
	return err;
}

rap_err rap_attachment_add(rap_store *store, int64_t mail_id, const char *sha256, const char *name,
                           const char *type, int64_t size, const char *read_as)
{
	rap_sql q = rap_sql_begin(
		store, "INSERT INTO attachment (mail_id, place, sha256, name, type, size, read_as)"
		       " VALUES (?1, (SELECT count(*) FROM attachment WHERE mail_id = ?1),"
		       " ?2, ?3, ?4, ?5, ?6)");

	rap_sql_int(&q, mail_id);
	rap_sql_text(&q, sha256);
	rap_sql_text(&q, name);
	rap_sql_text(&q, type);
	rap_sql_int(&q, size);
	rap_sql_text(&q, read_as);
	return rap_sql_run(&q);
}
