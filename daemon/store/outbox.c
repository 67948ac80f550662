// SPDX-License-Identifier: Apache-2.0
/*
 * The outbox (R34): what we owe, with its Message-ID and bytes fixed when it was written. See outbox.h and
 * docs/states.md. A mail that is `sent` stays so, whatever is heard later.
 */
#include "store/outbox.h"

#include "common/mem.h"
#include "store/sql.h"

#include <assert.h>
#include <stdlib.h>

static const char *const states[] = {
#define X(name, text) [name] = text,
	RAP_OUT_STATE_TABLE(X)
#undef X
};

const char *rap_out_state_text(rap_out_state state)
{
	assert((size_t)state < sizeof states / sizeof states[0]);
	return states[state];
}

void rap_mail_out_done(rap_mail_out *mail)
{
	free(mail->key);
	free(mail->kind);
	free(mail->recipient);
	free(mail->member);
	free(mail->request);
	free(mail->message_id);
	free(mail->envelope_from);
	free((char *)(uintptr_t)mail->mime.at);
	free(mail->subject);
	free(mail->text);
	free(mail->html);
	free(mail->last_reply);
	*mail = (rap_mail_out){0};
}

rap_err rap_outbox_add(rap_store *store, const rap_mail_out *mail, int64_t *ret_id)
{
	static const rap_hash none;
	bool token = !rap_hash_same(&mail->token_hash, &none);
	rap_err err;
	rap_sql q = rap_sql_begin(
		store,
		"INSERT INTO mail_out (key, kind, recipient, member, round, request, message_id,"
		" envelope_from, answers_mail_id, state, attempts, created_at, next_at, sent_at,"
		" last_reply, subject, text, html, mime, token_hash)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
		" ON CONFLICT (key) DO NOTHING");

	rap_sql_text(&q, mail->key);
	rap_sql_text(&q, mail->kind);
	rap_sql_text(&q, mail->recipient);
	rap_sql_text(&q, mail->member);
	rap_sql_int(&q, mail->round);
	rap_sql_text(&q, mail->request);
	rap_sql_text(&q, mail->message_id);
	rap_sql_text(&q, mail->envelope_from ? mail->envelope_from : "");
	rap_sql_int_or_null(&q, mail->answers_mail_id);
	rap_sql_text(&q, rap_out_state_text(mail->state));
	rap_sql_int(&q, mail->attempts);
	rap_sql_int(&q, mail->created_at);
	rap_sql_int(&q, mail->next_at);
	rap_sql_int_or_null(&q, mail->sent_at);
	rap_sql_text(&q, mail->last_reply);
	rap_sql_text(&q, mail->subject);
	rap_sql_text(&q, mail->text);
	rap_sql_text(&q, mail->html);
	rap_sql_blob(&q, mail->mime);
	if (token)
		rap_sql_hash(&q, &mail->token_hash);
	else
		rap_sql_text(&q, NULL);
	err = rap_sql_run(&q);
	if (err != RAP_OK)
		return err;
	if (rap_sql_changes(store) == 0)
		return RAP_E_BUSY;
	if (ret_id)
		*ret_id = rap_sql_new_id(store);
	return RAP_OK;
}

/* ---- on its way ----------------------------------------------------------------------------------------- */

rap_err rap_outbox_take(rap_store *store, int64_t now, rap_mail_out *ret)
{
	/* One statement, committed by itself: a crash behind it leaves `sending`, which recover() finds. */
	rap_sql q = rap_sql_begin(
		store, "UPDATE mail_out SET state = 'sending', attempts = attempts + 1 WHERE id ="
		       " (SELECT id FROM mail_out WHERE state = 'queued' AND next_at <= ?"
		       "  ORDER BY next_at, id LIMIT 1) RETURNING id");
	int64_t id = 0;
	rap_err err;

	assert(!store->in_transaction);
	*ret = (rap_mail_out){0};
	rap_sql_int(&q, now);
	while (rap_sql_row(&q))
		id = rap_sql_get_int(&q, 0);
	err = rap_sql_end(&q);
	if (err == RAP_OK)
		err = id ? rap_outbox_get(store, id, ret) : RAP_E_NOT_FOUND;
	if (err != RAP_OK)
		return err;
	err = rap_outbox_mime(store, id, &ret->mime);
	if (err != RAP_OK)
		rap_mail_out_done(ret);
	return err;
}

/* After an UPDATE ... WHERE id = ?: nothing changed is right when the mail is there, in another state. */
static rap_err changed(rap_store *store, rap_sql *update, int64_t id)
{
	rap_err err = rap_sql_run(update);
	rap_sql q;
	bool there;

	if (err != RAP_OK || rap_sql_changes(store) > 0)
		return err;
	q = rap_sql_begin(store, "SELECT 1 FROM mail_out WHERE id = ?");
	rap_sql_int(&q, id);
	there = rap_sql_row(&q);
	err = rap_sql_end(&q);
	return err == RAP_OK && !there ? RAP_E_NOT_FOUND : err;
}

rap_err rap_outbox_sent(rap_store *store, int64_t id, int64_t at, const char *reply)
{
	rap_sql q = rap_sql_begin(store, "UPDATE mail_out SET state = 'sent', sent_at = ?,"
	                                 " last_reply = ? WHERE id = ? AND state <> 'sent'");

	rap_sql_int(&q, at);
	rap_sql_text(&q, reply);
	rap_sql_int(&q, id);
	return changed(store, &q, id);
}

rap_err rap_outbox_retry(rap_store *store, int64_t id, int64_t next_at, const char *reply)
{
	rap_sql q = rap_sql_begin(store, "UPDATE mail_out SET state = 'queued', next_at = ?,"
	                                 " last_reply = ? WHERE id = ? AND state = 'sending'");

	rap_sql_int(&q, next_at);
	rap_sql_text(&q, reply);
	rap_sql_int(&q, id);
	return changed(store, &q, id);
}

rap_err rap_outbox_failed(rap_store *store, int64_t id, const char *reply)
{
	rap_sql q = rap_sql_begin(store, "UPDATE mail_out SET state = 'failed', last_reply = ?"
	                                 " WHERE id = ? AND state IN ('sending', 'queued')");

	rap_sql_text(&q, reply);
	rap_sql_int(&q, id);
	return changed(store, &q, id);
}

rap_err rap_outbox_recover(rap_store *store, int64_t now)
{
	rap_sql q = rap_sql_begin(store, "UPDATE mail_out SET state = 'queued', next_at = ?"
	                                 " WHERE state = 'sending'");

	rap_sql_int(&q, now);
	return rap_sql_run(&q);
}

rap_err rap_outbox_next_at(rap_store *store, int64_t *ret_at)
{
	rap_sql q = rap_sql_begin(store, "SELECT next_at FROM mail_out WHERE state = 'queued'"
	                                 " ORDER BY next_at, id LIMIT 1");
	bool found = rap_sql_row(&q);
	rap_err err;

	if (found)
		*ret_at = rap_sql_get_int(&q, 0);
	err = rap_sql_end(&q);
	return err == RAP_OK && !found ? RAP_E_NOT_FOUND : err;
}

/* ---- looking up ----------------------------------------------------------------------------------------- */

#define COLUMNS                                                                        \
	"id, key, kind, recipient, member, round, request, message_id, envelope_from," \
	" token_hash, answers_mail_id, state, attempts, created_at, next_at, sent_at," \
	" last_reply, subject, revoked_at"
#define BODY ", text, html"
#define TEXT_COLUMN 19

static rap_err read_row(rap_sql *q, rap_mail_out *ret)
{
	const char *state;

	*ret = (rap_mail_out){
		.id = rap_sql_get_int(q, 0),
		.key = rap_sql_get_text(q, 1),
		.kind = rap_sql_get_text(q, 2),
		.recipient = rap_sql_get_text(q, 3),
		.member = rap_sql_get_text(q, 4),
		.round = (long)rap_sql_get_int(q, 5),
		.request = rap_sql_get_text(q, 6),
		.message_id = rap_sql_get_text(q, 7),
		.envelope_from = rap_sql_get_text(q, 8),
		.answers_mail_id = rap_sql_get_int(q, 10),
		.attempts = (long)rap_sql_get_int(q, 12),
		.created_at = rap_sql_get_int(q, 13),
		.next_at = rap_sql_get_int(q, 14),
		.sent_at = rap_sql_get_int(q, 15),
		.last_reply = rap_sql_get_text(q, 16),
		.subject = rap_sql_get_text(q, 17),
		.revoked_at = rap_sql_get_int(q, 18),
	};
	rap_sql_get_hash(q, 9, &ret->token_hash);
	state = rap_sql_peek_text(q, 11);
	for (unsigned i = 0; i < sizeof states / sizeof states[0]; i++) {
		if (state && strcmp(states[i], state) == 0) {
			ret->state = (rap_out_state)i;
			return RAP_OK;
		}
	}
	return RAP_E_DAMAGED;
}

/* The one row of a bound query, with its bodies. */
static rap_err read_one(rap_sql *q, rap_mail_out *ret)
{
	rap_err err = RAP_E_NOT_FOUND, end;

	*ret = (rap_mail_out){0};
	if (rap_sql_row(q)) {
		err = read_row(q, ret);
		ret->text = rap_sql_get_text(q, TEXT_COLUMN);
		ret->html = rap_sql_get_text(q, TEXT_COLUMN + 1);
	}
	end = rap_sql_end(q);
	if (end != RAP_OK)
		err = end;
	if (err != RAP_OK)
		rap_mail_out_done(ret);
	return err;
}

rap_err rap_outbox_by_token(rap_store *store, const rap_hash *token_hash, rap_mail_out *ret)
{
	rap_sql q =
		rap_sql_begin(store, "SELECT " COLUMNS BODY " FROM mail_out WHERE token_hash = ?");

	rap_sql_hash(&q, token_hash);
	return read_one(&q, ret);
}

rap_err rap_outbox_by_message_id(rap_store *store, const char *message_id, rap_mail_out *ret)
{
	rap_sql q =
		rap_sql_begin(store, "SELECT " COLUMNS BODY " FROM mail_out WHERE message_id = ?");

	rap_sql_text(&q, message_id);
	return read_one(&q, ret);
}

rap_err rap_outbox_by_key(rap_store *store, const char *key, rap_mail_out *ret)
{
	rap_sql q = rap_sql_begin(store, "SELECT " COLUMNS BODY " FROM mail_out WHERE key = ?");

	rap_sql_text(&q, key);
	return read_one(&q, ret);
}

rap_err rap_outbox_get(rap_store *store, int64_t id, rap_mail_out *ret)
{
	rap_sql q = rap_sql_begin(store, "SELECT " COLUMNS BODY " FROM mail_out WHERE id = ?");

	rap_sql_int(&q, id);
	return read_one(&q, ret);
}

rap_err rap_outbox_last_key(rap_store *store, const char *prefix, char **ret)
{
	rap_sql q = rap_sql_begin(store, "SELECT key FROM mail_out WHERE key >= ?1"
	                                 " AND key < ?1 || char(1114111)"
	                                 " AND substr(key, 1, length(?1)) = ?1"
	                                 " ORDER BY id DESC LIMIT 1");
	rap_err err;

	*ret = NULL;
	rap_sql_text(&q, prefix);
	if (rap_sql_row(&q))
		*ret = rap_sql_get_text(&q, 0);
	err = rap_sql_end(&q);
	return err == RAP_OK && !*ret ? RAP_E_NOT_FOUND : err;
}

rap_err rap_outbox_question(rap_store *store, int64_t mail_id, int64_t *ret_at)
{
	rap_sql q = rap_sql_begin(store, "SELECT created_at FROM mail_out"
	                                 " WHERE kind = 'confirmation' AND answers_mail_id = ?");

	*ret_at = 0;
	rap_sql_int(&q, mail_id);
	if (rap_sql_row(&q))
		*ret_at = rap_sql_get_int(&q, 0);
	return rap_sql_end(&q);
}

rap_err rap_outbox_revoke(rap_store *store, int64_t id, int64_t at)
{
	rap_sql q = rap_sql_begin(store, "UPDATE mail_out SET revoked_at = ?"
	                                 " WHERE id = ? AND revoked_at IS NULL");

	rap_sql_int(&q, at);
	rap_sql_int(&q, id);
	return changed(store, &q, id);
}

rap_err rap_outbox_mime(rap_store *store, int64_t id, rap_slice *ret)
{
	rap_sql q = rap_sql_begin(store, "SELECT mime FROM mail_out WHERE id = ?");
	rap_slice mime = {0};
	bool found;
	rap_err err;

	rap_sql_int(&q, id);
	found = rap_sql_row(&q);
	if (found)
		mime = rap_sql_get_blob(&q, 0);
	err = rap_sql_end(&q);
	if (err == RAP_OK && found)
		*ret = mime;
	else
		free((char *)(uintptr_t)mime.at);
	return err == RAP_OK && !found ? RAP_E_NOT_FOUND : err;
}

rap_err rap_outbox_each(rap_store *store, rap_outbox_each_fn *each, void *user)
{
	rap_sql q = rap_sql_begin(store, "SELECT " COLUMNS " FROM mail_out ORDER BY id");
	rap_err err = RAP_OK, end;

	while (err == RAP_OK && rap_sql_row(&q)) {
		rap_mail_out mail;

		err = read_row(&q, &mail);
		if (err == RAP_OK)
			err = each(user, &mail);
		rap_mail_out_done(&mail);
	}
	end = rap_sql_end(&q);
	return err != RAP_OK ? err : end;
}
