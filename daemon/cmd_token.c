// SPDX-License-Identifier: Apache-2.0
/*
 * rapporteur token revoke: tokens that somebody else may have are worth nothing from now on (R24). A mail that answers by
 * one is quarantined with that as its reason; what is sent to the same person afterwards carries a token of its own, as
 * every mail does. A token is never given back.
 */
#include "common/mem.h"
#include "common/token.h"
#include "core.h"
#include "store/outbox.h"

#include <stdio.h>
#include <stdlib.h>

/* One argument, and the mails of ours whose tokens it means. */
typedef struct target {
	const char *text;
	rap_addr_spec address; /* of a person, or local NULL: one token */
	int64_t *ids;
	size_t n;
	json_t *keys;
} target;

static void done(target *t)
{
	rap_addr_spec_done(&t->address);
	free(t->ids);
	json_decref(t->keys);
}

static void add(target *t, const rap_mail_out *mail)
{
	t->ids = rap_reallocarray(t->ids, t->n + 1, sizeof *t->ids);
	t->ids[t->n++] = mail->id;
	json_array_append_new(t->keys, json_string(mail->key));
}

/* What has not been sent yet nobody can have seen: it leaves with a token that holds. */
static rap_err add_if_sent_there(void *user, const rap_mail_out *mail)
{
	target *t = user;
	rap_addr_spec recipient = {0};

	if (mail->attempts > 0 && mail->revoked_at == 0 &&
	    rap_addr_spec_parse(rap_slice_of(mail->recipient), &recipient) &&
	    rap_addr_spec_same(&recipient, &t->address))
		add(t, mail);
	rap_addr_spec_done(&recipient);
	return RAP_OK;
}

static rap_err find_token(rap_store *store, const char token[RAP_TOKEN_SIZE], target *t)
{
	rap_hash hash = rap_token_hash(token);
	rap_mail_out mail = {0};
	rap_err err = rap_outbox_by_token(store, &hash, &mail);

	if (err == RAP_OK && mail.revoked_at == 0)
		add(t, &mail);
	rap_mail_out_done(&mail);
	return err == RAP_E_NOT_FOUND ? RAP_OK : err;
}

static int failed(rap_store *store, rap_err err)
{
	return rap_app_fail(rap_err_status(err), "%s: %s", rap_err_text(err),
	                    rap_store_problem(store));
}

/* "local+TOKEN@our.domain" and "<rq.TOKEN@our.domain>" are copied from mails: the token is meant. */
static bool token_in(const rap_core *core, const char *text, char ret_token[RAP_TOKEN_SIZE])
{
	const char *domain = core->consultation->secretariat.spec.domain;
	const char *at = strrchr(text, '@');
	size_t len = strcspn(at ? at : "", ">");

	if (!at)
		return rap_token_well_formed(rap_slice_of(text), ret_token);
	return at - text > RAP_TOKEN_LEN &&
	       rap_slice_is_nocase((rap_slice){at + 1, len - 1}, domain) &&
	       strchr("+.", at[-RAP_TOKEN_LEN - 1]) &&
	       rap_token_well_formed((rap_slice){at - RAP_TOKEN_LEN, RAP_TOKEN_LEN}, ret_token);
}

static int find(rap_core *core, const char *text, target *t)
{
	rap_store *store = core->office.desk.store;
	char token[RAP_TOKEN_SIZE];
	rap_err err = RAP_OK;

	*t = (target){.text = text, .keys = json_array()};
	if (token_in(core, text, token))
		err = find_token(store, token, t);
	else if (rap_addr_spec_parse(rap_slice_of(text), &t->address))
		err = rap_outbox_each(store, add_if_sent_there, t);
	else
		return rap_app_fail(64,
		                    "'%s' is neither an address nor a token as it stands in a mail "
		                    "(Reply-To, Message-ID or the tag of the subject)",
		                    text);
	if (err != RAP_OK)
		return failed(store, err);
	if (t->n == 0)
		return rap_app_fail(65,
		                    t->address.local ? "no token that holds was sent to %s"
		                                     : "%s is no token of ours that holds",
		                    text);
	return 0;
}

static rap_err revoke_target(rap_core *core, const target *t)
{
	rap_err err = RAP_OK;

	for (size_t i = 0; i < t->n && err == RAP_OK; i++)
		err = rap_outbox_revoke(core->office.desk.store, t->ids[i], rap_core_now(core));
	if (err != RAP_OK)
		return err;
	/* The keys, never the token: the record knows no token either. */
	return rap_core_event(core, "token-revoked",
	                      json_pack("{s:s?, s:O}", "address", t->address.local ? t->text : NULL,
	                                "keys", t->keys));
}

/* All of them, or none. */
static int revoke_all(rap_core *core, const target *targets, size_t n)
{
	rap_store *store = core->office.desk.store;
	rap_err err = rap_store_begin(store);

	for (size_t i = 0; i < n && err == RAP_OK; i++)
		err = revoke_target(core, &targets[i]);
	if (err == RAP_OK)
		err = rap_store_commit(store);
	if (err != RAP_OK) {
		rap_store_rollback(store);
		return failed(store, err);
	}
	for (size_t i = 0; i < n; i++)
		if (targets[i].address.local)
			printf("%zu %s of %s %s revoked. The next mail to that address carries a "
			       "new one.\n",
			       targets[i].n, targets[i].n == 1 ? "token" : "tokens",
			       targets[i].text, targets[i].n == 1 ? "is" : "are");
		else
			printf("The token of %s is revoked.\n",
			       json_string_value(json_array_get(targets[i].keys, 0)));
	return 0;
}

int rap_cmd_token(rap_app *app)
{
	rap_core core = {.app = app, .fixed = true};
	size_t n = app->argc > 2 ? (size_t)app->argc - 2 : 0, found = 0;
	target *targets;
	int status = 0;

	if (n == 0 || strcmp(app->argv[1], "revoke") != 0)
		return rap_app_fail(64, "usage: token revoke ADDRESS|TOKEN...");
	core.consultation = rap_app_consultation(app);
	if (!core.consultation)
		return 78;
	targets = rap_calloc(n, sizeof *targets);
	if (rap_app_desk_open(app, core.consultation, RAP_STORE_EDIT, &core.office, &status)) {
		core.fixed_now = core.office.desk.now;
		for (; found < n && status == 0; found++)
			status = find(&core, app->argv[found + 2], &targets[found]);
		if (status == 0)
			status = revoke_all(&core, targets, n);
		rap_app_desk_close(&core.office);
	}
	for (size_t i = 0; i < found; i++)
		done(&targets[i]);
	free(targets);
	core.consultation = rap_consultation_free(core.consultation);
	return status;
}
