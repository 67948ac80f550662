// SPDX-License-Identifier: Apache-2.0
/*
 * Runs the steps of a mail's way (ingest_mail.h). Trouble with the database stops nothing but the recording:
 * the mails stay here and in the mailbox, and it is tried again.
 *
 * LIMITS: AT_READER mails with the reader at a time, GROUP_MAX in one transaction; fetch holds back beyond its window.
 */
#include "ingest.h"

#include "common/identity.h"
#include "common/mem.h"
#include "ingest_mail.h"
#include "log.h"
#include "mail/link.h"
#include "store/mailin.h"

#include <stdlib.h>
#include <strings.h>
#include <time.h>

#define AT_READER 8u
#define RETRY_FIRST_S 1u
#define RETRY_MAX_S 30u
#define STUCK_AFTER 3u
#define MOVED_BATCH 64u /* rows marked as done in one transaction */
#define SECOND UINT64_C(1000000)
#define GROUP_MAX 32u /* mails in one transaction */
#define WRITE_US 1000u /* about what writing a mail takes without the commit */
#define WAIT_US UINT64_C(100000) /* a mail waits for others no longer than this */

/* A recorded mail that fetch was told of; its row becomes done when fetch has put it away. */
typedef struct told {
	char *key;
	int64_t id;
	bool moved;
} told;

struct rap_ingest {
	rap_core *core;
	rap_reader *reader;
	rap_ingest_recorded_fn *recorded;
	void *user;
	rap_ingest_mail *first, **last; /* in the order of arrival */
	size_t n, at_reader;
	told *told;
	size_t n_told, n_moved;
	bool swept; /* what an earlier run left as recorded has been looked after */
	unsigned failures; /* of the database, in a row */
	bool held; /* until retry */
	bool waited; /* long enough for others to join in a commit */
	uint64_t commit_us; /* what the last commit took */
	sd_event_source *retry, *wait;
};

static void advance(rap_ingest *ingest);

/* ---- one mail ------------------------------------------------------------------------------------------- */

void rap_ingest_look(rap_ingest_mail *mail)
{
	rap_slice raw = rap_buf_as_slice(&mail->raw);

	mail->identity = rap_identity_of(raw);
	mail->header_err = rap_header_split(raw, &mail->header);
	if (mail->header_err == RAP_OK &&
	    rap_header_from(&mail->header, &mail->from) != RAP_FROM_OK) {
		rap_addr_spec_done(&mail->from);
		mail->from = (rap_addr_spec){0};
	}
}

rap_ingest_mail *rap_ingest_mail_free(rap_ingest_mail *mail)
{
	if (!mail)
		return NULL;
	free(mail->key);
	free(mail->folder);
	free(mail->why);
	rap_ingest_record_log_done(&mail->recorded);
	rap_header_done(&mail->header);
	rap_addr_spec_done(&mail->from);
	rap_mail_out_done(&mail->answered);
	(void)rap_reading_free(mail->reading);
	rap_buf_done(&mail->raw);
	free(mail);
	return NULL;
}

static void remove_mail(rap_ingest *ingest, rap_ingest_mail *mail)
{
	rap_ingest_mail **at = &ingest->first;

	while (*at && *at != mail)
		at = &(*at)->next;
	if (!*at)
		return;
	*at = mail->next;
	if (ingest->last == &mail->next)
		ingest->last = at;
	ingest->n--;
	(void)rap_ingest_mail_free(mail);
}

/* ---- trouble -------------------------------------------------------------------------------------------- */

static int on_retry(sd_event_source *source, uint64_t at, void *user)
{
	rap_ingest *ingest = user;

	(void)source;
	(void)at;
	ingest->retry = sd_event_source_disable_unref(ingest->retry);
	ingest->held = false;
	for (rap_ingest_mail *m = ingest->first; m; m = m->next)
		m->set_back = false;
	advance(ingest);
	return 0;
}

/* False: there is no timer to wait with. */
static bool retry_later(rap_ingest *ingest, rap_err err)
{
	unsigned s = RETRY_FIRST_S;

	for (unsigned i = 0; i < ingest->failures && s < RETRY_MAX_S; i++)
		s *= 2;
	if (s > RETRY_MAX_S)
		s = RETRY_MAX_S;
	ingest->failures++;
	rap_core_trouble(ingest->core, "recording mail", err);
	ingest->retry = sd_event_source_disable_unref(ingest->retry);
	return sd_event_add_time_relative(ingest->core->event, &ingest->retry, CLOCK_MONOTONIC,
	                                  s * SECOND, 0, on_retry, ingest) >= 0;
}

static void hold(rap_ingest *ingest, rap_err err)
{
	ingest->held = retry_later(ingest, err);
}

/* ---- steps ---------------------------------------------------------------------------------------------- */

static void on_read(void *user, rap_read_outcome outcome, rap_reading *reading, const char *why)
{
	rap_ingest_mail *mail = user;
	rap_ingest *ingest = mail->ingest;

	ingest->at_reader--;
	mail->state = RAP_INGEST_READ;
	mail->reading = reading;
	mail->why = rap_ingest_why_unread(outcome, reading, why);
	if (mail->why)
		rap_log(RAP_LOG_WARNING, "not-read", RAP_S("key", mail->key),
		        RAP_S("why", mail->why), RAP_S("action", "quarantined with its raw bytes"));
	advance(ingest);
}

static rap_err submit(rap_ingest *ingest, rap_ingest_mail *mail)
{
	rap_context context;
	rap_err err = rap_ingest_find_answered(ingest->core, mail);

	if (err != RAP_OK)
		return err;
	if (mail->header_err != RAP_OK || mail->oversize) {
		mail->state = RAP_INGEST_READ; /* R50: stored with a reason, not read */
		return RAP_OK;
	}
	mail->unread = rap_ingest_is_strange(ingest->core, mail);
	if (mail->unread) {
		mail->state = RAP_INGEST_READ;
		return RAP_OK;
	}
	err = rap_ingest_context(ingest->core, mail, &context);
	if (err != RAP_OK)
		return err;
	mail->state = RAP_INGEST_READING;
	ingest->at_reader++;
	rap_reader_submit_kept(ingest->reader, &context, rap_buf_as_slice(&mail->raw), on_read,
	                       mail);
	rap_context_done(&context);
	return RAP_OK;
}

/* In the record, now or before (R31): the source is told, and the mail is forgotten. */
static void settle(rap_ingest *ingest, rap_ingest_mail *mail, int64_t id)
{
	ingest->told = rap_reallocarray(ingest->told, ingest->n_told + 1, sizeof *ingest->told);
	ingest->told[ingest->n_told++] = (told){rap_strdup(mail->key), id, false};
	ingest->recorded(ingest->user, mail->key);
	remove_mail(ingest, mail);
}

/* *ret_settled: it is in the record already, and no more here. */
static rap_err begin(rap_ingest *ingest, rap_ingest_mail *mail, bool *ret_settled)
{
	int64_t known = 0;
	rap_err err = rap_mail_in_find(ingest->core->office.desk.store, &mail->identity, &known);

	if (err == RAP_OK && known) {
		rap_log(RAP_LOG_INFO, "known", RAP_N("mail", known), RAP_S("key", mail->key));
		settle(ingest, mail, known);
		*ret_settled = true;
		return RAP_OK;
	}
	return err == RAP_OK ? submit(ingest, mail) : err;
}

static bool same_author(const rap_ingest_mail *a, const rap_ingest_mail *b)
{
	return a->from.domain && b->from.domain && rap_addr_spec_same(&a->from, &b->from);
}

/* R32: an earlier mail of the same author goes first. */
static bool must_wait(const rap_ingest *ingest, const rap_ingest_mail *mail)
{
	for (const rap_ingest_mail *m = ingest->first; m && m != mail; m = m->next)
		if (m->state != RAP_INGEST_WRITTEN && same_author(m, mail))
			return true;
	return false;
}

/* ---- recording ------------------------------------------------------------------------------------------ */

static uint64_t microseconds(void)
{
	struct timespec now = {0};

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * SECOND + (uint64_t)now.tv_nsec / 1000;
}

static rap_err commit(rap_ingest *ingest)
{
	uint64_t begun = microseconds();
	rap_err err = rap_core_commit(ingest->core);

	ingest->commit_us = microseconds() - begun;
	return err;
}

static bool can_be_recorded(const rap_ingest *ingest, const rap_ingest_mail *mail)
{
	return mail->state == RAP_INGEST_READ && !mail->set_back && !must_wait(ingest, mail);
}

/* Writes up to max mails in one transaction, in the order they came (R32); all of them are in it, or none. */
static rap_err write_mails(rap_ingest *ingest, size_t max)
{
	size_t n = 0;
	rap_err err = rap_core_follow_round(ingest->core);

	if (err == RAP_OK)
		err = rap_core_begin(ingest->core);
	if (err != RAP_OK)
		return err;
	for (rap_ingest_mail *m = ingest->first; m && n < max && err == RAP_OK; m = m->next)
		if (can_be_recorded(ingest, m)) {
			err = rap_ingest_record(ingest->core, m, &m->recorded);
			m->state = RAP_INGEST_WRITTEN;
			n++;
		}
	if (err == RAP_OK)
		err = commit(ingest);
	if (err != RAP_OK)
		rap_core_rollback(ingest->core);
	return err;
}

/* Tells of what was written, or takes it back. */
static void close_mails(rap_ingest *ingest, bool good)
{
	rap_ingest_mail *mail, *next;

	for (mail = ingest->first; mail; mail = next) {
		next = mail->next;
		if (mail->state != RAP_INGEST_WRITTEN)
			continue;
		if (good) {
			rap_ingest_record_say(&mail->recorded);
			settle(ingest, mail, mail->recorded.id);
		} else {
			rap_ingest_record_log_done(&mail->recorded);
			mail->state = RAP_INGEST_READ;
		}
	}
}

static rap_err record_one(rap_ingest *ingest, rap_ingest_mail *mail)
{
	rap_err err = write_mails(ingest, 1);
	int64_t id = 0;

	if (err == RAP_E_BUSY) { /* the same mail twice at once, or really busy */
		err = rap_mail_in_find(ingest->core->office.desk.store, &mail->identity, &id);
		if (err == RAP_OK && id == 0)
			err = RAP_E_BUSY;
	}
	close_mails(ingest, err == RAP_OK && id == 0);
	if (err == RAP_OK)
		ingest->failures = 0;
	if (err == RAP_OK && id != 0)
		settle(ingest, mail, id);
	return err;
}

static rap_ingest_mail *next_to_record(const rap_ingest *ingest)
{
	rap_ingest_mail *mail = ingest->first;

	while (mail && !can_be_recorded(ingest, mail))
		mail = mail->next;
	return mail;
}

/* Together; and when that fails each alone. One that the database has nothing against, and that cannot be recorded all the
 * same, is tried again later (with what its author wrote after it), so that it keeps no others out of the record. */
static rap_err record(rap_ingest *ingest)
{
	rap_ingest_mail *mail;
	rap_err err = RAP_OK;

	while ((mail = next_to_record(ingest)) && err == RAP_OK) {
		if (ingest->failures == 0 && write_mails(ingest, GROUP_MAX) == RAP_OK) {
			close_mails(ingest, true);
			continue;
		}
		close_mails(ingest, false);
		err = record_one(ingest, mail);
		if (err != RAP_OK && rap_core_is_letter_trouble(err)) {
			mail->set_back = retry_later(ingest, err);
			err = mail->set_back ? RAP_OK : err;
		}
	}
	return err;
}

/*
 * A commit waits for the disk. Where that takes long, mails that are read while others are still being read wait for
 * each other, so that one commit is for as many as it takes milliseconds; never long, and not when no more are coming.
 */
static bool worth_a_commit(const rap_ingest *ingest)
{
	uint64_t enough = ingest->commit_us / WRITE_US;
	size_t ready = 0, coming = 0;

	for (const rap_ingest_mail *m = ingest->first; m; m = m->next) {
		ready += m->state == RAP_INGEST_READ;
		coming += m->state == RAP_INGEST_READING || m->state == RAP_INGEST_NEW;
	}
	return ready > 0 &&
	       (coming == 0 || ready >= enough || ready >= GROUP_MAX || ingest->waited);
}

static int on_waited(sd_event_source *source, uint64_t at, void *user)
{
	rap_ingest *ingest = user;

	(void)source;
	(void)at;
	ingest->wait = sd_event_source_disable_unref(ingest->wait);
	ingest->waited = true;
	advance(ingest);
	return 0;
}

static void record_or_wait(rap_ingest *ingest)
{
	rap_err err;

	if (!next_to_record(ingest))
		return;
	if (!worth_a_commit(ingest) &&
	    (ingest->wait ||
	     sd_event_add_time_relative(ingest->core->event, &ingest->wait, CLOCK_MONOTONIC,
	                                WAIT_US, 0, on_waited, ingest) >= 0))
		return;
	ingest->wait = sd_event_source_disable_unref(ingest->wait);
	ingest->waited = false;
	err = record(ingest);
	if (err != RAP_OK)
		hold(ingest, err);
}

static void begin_mails(rap_ingest *ingest)
{
	rap_ingest_mail *mail, *next;

	for (mail = ingest->first; mail && !ingest->held && ingest->at_reader < AT_READER;
	     mail = next) {
		bool settled = false;
		rap_err err = RAP_OK;

		next = mail->next;
		if (mail->state == RAP_INGEST_NEW)
			err = begin(ingest, mail, &settled);
		if (err != RAP_OK)
			hold(ingest, err);
	}
}

static void advance(rap_ingest *ingest)
{
	begin_mails(ingest);
	if (!ingest->held)
		record_or_wait(ingest);
}

/* ---- for the others ------------------------------------------------------------------------------------- */

rap_ingest *rap_ingest_new(rap_core *core, rap_reader *reader, rap_ingest_recorded_fn *recorded,
                           void *user)
{
	rap_ingest *ingest = rap_calloc(1, sizeof *ingest);

	*ingest = (rap_ingest){.core = core, .reader = reader, .recorded = recorded, .user = user};
	ingest->last = &ingest->first;
	return ingest;
}

bool rap_ingest_take(rap_ingest *ingest, const json_t *head, rap_buf *bytes)
{
	const char *key = rap_link_text(head, "key", NULL);
	const char *folder = rap_link_text(head, "folder", NULL);
	int64_t at = rap_link_number(head, "at", 0), now = rap_core_now(ingest->core);
	rap_ingest_mail *mail;

	if (!key || !folder)
		return false;
	mail = rap_calloc(1, sizeof *mail);
	mail->ingest = ingest;
	mail->key = rap_strdup(key);
	mail->folder = rap_strdup(folder);
	mail->uidvalidity = rap_link_number(head, "uidvalidity", 0);
	mail->uid = rap_link_number(head, "uid", 0);
	mail->at = at < now ? at : now; /* a clock in the future does not make a mail late */
	mail->size = rap_link_number(head, "size", (int64_t)bytes->len);
	mail->oversize = json_is_true(json_object_get(head, "oversize"));
	mail->raw = *bytes;
	*bytes = rap_buf_init(0);
	rap_ingest_look(mail);
	*ingest->last = mail;
	ingest->last = &mail->next;
	ingest->n++;
	advance(ingest);
	return true;
}

void rap_ingest_moved(rap_ingest *ingest, const char *key)
{
	for (size_t i = 0; i < ingest->n_told; i++)
		if (!ingest->told[i].moved && strcmp(ingest->told[i].key, key) == 0) {
			ingest->told[i].moved = true;
			ingest->n_moved++;
			break;
		}
	if (ingest->n_moved >= MOVED_BATCH)
		rap_ingest_tidy(ingest, false);
}

static rap_err add_left(void *user, const rap_mail_in *mail)
{
	rap_ingest *ingest = user;

	if (mail->state != RAP_MAIL_RECORDED)
		return RAP_OK;
	for (size_t i = 0; i < ingest->n_told; i++)
		if (ingest->told[i].id == mail->id)
			return RAP_OK;
	ingest->told = rap_reallocarray(ingest->told, ingest->n_told + 1, sizeof *ingest->told);
	ingest->told[ingest->n_told++] = (told){rap_strdup(mail->source_key), mail->id, true};
	ingest->n_moved++;
	return RAP_OK;
}

void rap_ingest_tidy(rap_ingest *ingest, bool idle)
{
	rap_store *store = ingest->core->office.desk.store;
	size_t kept = 0;
	rap_err err = RAP_OK;

	/* Nothing waits any more: what an earlier run left as recorded was put away before it ended. */
	if (idle && !ingest->swept) {
		err = rap_mail_in_each(store, INT64_MIN, INT64_MAX, add_left, ingest);
		ingest->swept = err == RAP_OK;
	}
	if (err == RAP_OK && ingest->n_moved > 0)
		err = rap_store_begin(store);
	else if (err == RAP_OK)
		return;
	if (err == RAP_OK) {
		for (size_t i = 0; err == RAP_OK && i < ingest->n_told; i++)
			if (ingest->told[i].moved)
				err = rap_mail_in_set_state(store, ingest->told[i].id,
				                            RAP_MAIL_DONE);
		if (err == RAP_OK)
			err = rap_store_commit(store);
		if (err != RAP_OK)
			rap_store_rollback(store);
	}
	if (err != RAP_OK) {
		rap_core_trouble(ingest->core, "marking mail as done", err);
		return;
	}
	for (size_t i = 0; i < ingest->n_told; i++)
		if (ingest->told[i].moved)
			free(ingest->told[i].key);
		else
			ingest->told[kept++] = ingest->told[i];
	ingest->n_told = kept;
	ingest->n_moved = 0;
}

void rap_ingest_lost(rap_ingest *ingest)
{
	rap_ingest_mail *mail, *next;

	for (mail = ingest->first; mail; mail = next) {
		next = mail->next;
		if (mail->state == RAP_INGEST_NEW)
			remove_mail(ingest, mail);
	}
}

void rap_ingest_reloaded(rap_ingest *ingest)
{
	for (rap_ingest_mail *m = ingest->first; m; m = m->next)
		if (m->unread) {
			m->unread = false;
			m->state = RAP_INGEST_NEW;
		}
	advance(ingest);
}

size_t rap_ingest_waiting(const rap_ingest *ingest)
{
	return ingest->n;
}

bool rap_ingest_stuck(const rap_ingest *ingest)
{
	return ingest->failures >= STUCK_AFTER;
}

rap_ingest *rap_ingest_free(rap_ingest *ingest)
{
	if (!ingest)
		return NULL;
	while (ingest->first)
		remove_mail(ingest, ingest->first);
	for (size_t i = 0; i < ingest->n_told; i++)
		free(ingest->told[i].key);
	free(ingest->told);
	ingest->retry = sd_event_source_disable_unref(ingest->retry);
	ingest->wait = sd_event_source_disable_unref(ingest->wait);
	free(ingest);
	return NULL;
}
