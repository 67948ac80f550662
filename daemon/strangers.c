// SPDX-License-Identifier: Apache-2.0
/*
 * Strangers' mails, read when there is time for them; see strangers.h.
 *
 * LIMITS: BATCH mails at the reader, or read and not yet written down; they are written in one transaction.
 */
#include "strangers.h"

#include "common/mem.h"
#include "ingest_mail.h"
#include "log.h"
#include "store/mailin.h"

#include <stdlib.h>

#define BATCH 16u

typedef struct stranger {
	rap_strangers *all;
	int64_t id;
	bool read; /* the reader has said what it had to say */
	rap_reading *reading;
} stranger;

struct rap_strangers {
	rap_core *core;
	rap_reader *reader;
	stranger batch[BATCH];
	size_t n, n_read;
	bool none; /* of those at the last look */
};

static void forget(rap_strangers *all)
{
	for (size_t i = 0; i < all->n; i++)
		all->batch[i].reading = rap_reading_free(all->batch[i].reading);
	all->n = all->n_read = 0;
}

/* ---- writing -------------------------------------------------------------------------------------------- */

static rap_err write_one(rap_store *store, const stranger *one)
{
	const rap_reading *r = one->reading;
	bool owed = false;
	rap_err err = rap_mail_in_was_read(store, one->id, r ? rap_kind_text(r->kind) : NULL,
	                                   r ? r->message.subject : NULL, &owed);

	/* An officer was faster, and had it read with the form. */
	if (err != RAP_OK || !owed || !r)
		return err;
	return rap_ingest_put_reading(store, one->id, r);
}

static rap_err write_all(rap_strangers *all)
{
	rap_store *store = all->core->office.desk.store;
	rap_err err = rap_store_begin(store);

	if (err != RAP_OK)
		return err;
	for (size_t i = 0; i < all->n && err == RAP_OK; i++)
		err = write_one(store, &all->batch[i]);
	if (err == RAP_OK)
		err = rap_store_commit(store);
	if (err != RAP_OK)
		rap_store_rollback(store);
	return err;
}

static void trouble(rap_strangers *all, rap_err err)
{
	rap_core_trouble(all->core, "reading strangers' mail", err);
	all->none = true; /* until the next look */
}

static void finished(void *user, rap_read_outcome outcome, rap_reading *reading, const char *why)
{
	stranger *one = user;
	rap_strangers *all = one->all;
	rap_err err;

	(void)outcome;
	one->read = true;
	one->reading = reading;
	if (!reading)
		rap_log(RAP_LOG_WARNING, "not-read", RAP_N("mail", one->id),
		        RAP_S("why", why ? why : ""),
		        RAP_S("action", "stays quarantined with its raw bytes"));
	if (++all->n_read < all->n)
		return;
	err = write_all(all);
	forget(all);
	if (err != RAP_OK)
		trouble(all, err);
}

/* ---- reading -------------------------------------------------------------------------------------------- */

static rap_err submit(rap_strangers *all, stranger *one)
{
	rap_mail_in mail = {0};
	rap_err err = rap_mail_in_get(all->core->office.desk.store, one->id, &mail);

	if (err == RAP_OK) {
		rap_context context;

		rap_ingest_context_plain(all->core, mail.received_at, &context);
		rap_reader_submit(all->reader, &context, mail.raw, finished, one);
		rap_context_done(&context);
	}
	rap_mail_in_done(&mail);
	return err;
}

void rap_strangers_run(rap_strangers *all)
{
	int64_t ids[BATCH];
	size_t n = 0;
	rap_err err;

	if (all->none || all->n > 0)
		return;
	err = rap_mail_in_unread(all->core->office.desk.store, ids, BATCH, &n);
	all->none = n == 0;
	for (size_t i = 0; i < n && err == RAP_OK; i++) {
		all->batch[i] = (stranger){.all = all, .id = ids[i]};
		err = submit(all, &all->batch[i]);
		if (err == RAP_OK)
			all->n++;
	}
	if (err != RAP_OK)
		trouble(all, err);
}

/* ---- for the others ------------------------------------------------------------------------------------- */

rap_strangers *rap_strangers_new(rap_core *core, rap_reader *reader)
{
	rap_strangers *all = rap_calloc(1, sizeof *all);

	*all = (rap_strangers){.core = core, .reader = reader};
	return all;
}

void rap_strangers_look(rap_strangers *all)
{
	all->none = false;
}

bool rap_strangers_wait(const rap_strangers *all)
{
	return !all->none || all->n > 0;
}

rap_strangers *rap_strangers_free(rap_strangers *all)
{
	if (all)
		forget(all);
	free(all);
	return NULL;
}
