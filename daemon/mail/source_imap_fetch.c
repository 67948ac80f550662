// SPDX-License-Identifier: Apache-2.0
/* Listing and fetching for a mailbox on a server: from the marks of its folders into the queue; see source_imap.c. */
#include "mail/source_imap_parts.h"

#include "common/mem.h"

#include <string.h>

#define QUEUE_BYTES (2u * RAP_MIB)
#define ALONE (512u * RAP_KIB) /* larger mails are fetched in pieces */
#define PIECE RAP_MIB
#define LIST_MAX 100000u /* lines, from a server that does not say UIDNEXT */

/* ---- listing -------------------------------------------------------------------------------------------- */

static void add_listed(void *user, uint32_t uid, int64_t size, int64_t at)
{
	/* Of unknown size: fetched in pieces, as a large one. */
	rap_imap_folder_add(user, uid, size < 0 ? (int64_t)ALONE + 1 : size, at);
}

/* One step of listing. *ret_more: ask again. */
static rap_err list_some(rap_imap_source *s, size_t i, bool *ret_more, rap_buf *why)
{
	rap_imap_folder *folder = &s->folders[i];
	rap_imap_folder_state state;
	uint32_t from, to;
	rap_err err;

	*ret_more = false;
	if (!rap_imap_folder_unlisted(folder, RAP_IMAP_LIST_UIDS, &from, &to))
		return RAP_OK;
	if (s->selected != i && s->selected < s->n) {
		/* Another folder is open: it is left only when there is something. */
		err = rap_source_imap_ready(s, why);
		if (err == RAP_OK)
			err = rap_source_imap_after(
				s, rap_imap_status(s->imap, folder->name, &state, why));
		if (err != RAP_OK)
			return err;
		(void)rap_imap_folder_opened(folder, state.uidvalidity, state.uidnext);
		if (!rap_imap_folder_unlisted(folder, RAP_IMAP_LIST_UIDS, &from, &to))
			return RAP_OK;
	}
	err = rap_source_imap_select(s, i, why);
	*ret_more = true;
	if (err != RAP_OK || !rap_imap_folder_unlisted(folder, RAP_IMAP_LIST_UIDS, &from, &to))
		return err;
	err = rap_source_imap_after(
		s, rap_imap_list(s->imap, from, to,
	                         to || folder->uidnext ? 2 * RAP_IMAP_LIST_UIDS : LIST_MAX,
	                         add_listed, folder, why));
	if (err == RAP_OK)
		rap_imap_folder_listed(folder, to);
	return err;
}

/* ---- fetching ------------------------------------------------------------------------------------------- */

static rap_source_mail *queue(rap_imap_source *s, size_t folder, const rap_imap_mail *mail)
{
	rap_source_mail *at = &s->queue[s->queue_n++];

	*at = (rap_source_mail){
		.key = rap_source_imap_key(s, folder, mail->uid),
		.folder = rap_strdup(s->folders[folder].name),
		.uidvalidity = s->folders[folder].uidvalidity,
		.uid = mail->uid,
		.at = mail->at,
		.size = mail->size,
		.bytes = rap_buf_init(RAP_LIMIT_MESSAGE),
	};
	return at;
}

typedef struct batch {
	rap_imap_source *source;
	const uint32_t *uids;
	size_t n;
} batch;

/* The server may answer in any order, twice, and with what was not asked for. */
static void take_body(void *user, uint32_t uid, rap_slice bytes)
{
	batch *b = user;
	rap_imap_source *s = b->source;
	rap_imap_mail *mail = rap_imap_folder_find(&s->folders[s->selected], uid);
	rap_source_mail *queued;
	bool asked = false;

	for (size_t i = 0; i < b->n; i++)
		asked = asked || b->uids[i] == uid;
	if (!asked || !mail || mail->state != RAP_IMAP_HERE || s->queue_n >= RAP_IMAP_QUEUE_MAILS ||
	    bytes.len > RAP_LIMIT_MESSAGE || (bytes.len == 0 && mail->size > 0))
		return;
	queued = queue(s, s->selected, mail);
	rap_buf_slice(&queued->bytes, bytes);
	queued->size = (int64_t)bytes.len;
	mail->state = RAP_IMAP_HANDED;
}

/* Those of the folder that are still to be fetched, among these. */
static size_t unanswered(const rap_imap_folder *folder, const uint32_t *uids, size_t n,
                         uint32_t *ret_uids)
{
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		const rap_imap_mail *mail = rap_imap_folder_find(folder, uids[i]);

		if (mail && mail->state == RAP_IMAP_HERE)
			ret_uids[m++] = uids[i];
	}
	return m;
}

static void note_there(void *user, uint32_t uid, int64_t size, int64_t at)
{
	rap_imap_mail *mail = rap_imap_folder_find(user, uid);

	(void)size;
	(void)at;
	if (mail && mail->state == RAP_IMAP_HERE)
		mail->failures++;
}

/*
 * What the server answers without is gone: deleted, or moved by somebody else. That is not believed without asking: a
 * server that only failed to answer would make us forget a mail that is there.
 */
static rap_err forget_gone(rap_imap_source *s, const uint32_t *uids, size_t n, rap_buf *why)
{
	rap_imap_folder *folder = &s->folders[s->selected];
	uint32_t left[RAP_IMAP_QUEUE_MAILS];
	unsigned before[RAP_IMAP_QUEUE_MAILS];
	size_t m = unanswered(folder, uids, n, left);
	rap_err err = RAP_OK;

	for (size_t i = 0; i < m; i++)
		before[i] = rap_imap_folder_find(folder, left[i])->failures;
	for (size_t i = 0; i < m && err == RAP_OK; i++) {
		const rap_imap_mail *mail = rap_imap_folder_find(folder, left[i]);

		err = rap_imap_list(s->imap, left[i], left[i], 1, note_there, folder, why);
		if (err == RAP_OK && mail->failures == before[i])
			rap_imap_folder_forget(folder, left[i]);
	}
	return err;
}

static rap_err fetch_batch(rap_imap_source *s, const uint32_t *uids, size_t n, rap_buf *why)
{
	batch b = {s, uids, n};
	size_t bytes = 0;
	rap_err err;

	for (size_t i = 0; i < n; i++)
		bytes += (size_t)rap_imap_folder_find(&s->folders[s->selected], uids[i])->size;
	err = rap_imap_bodies(s->imap, uids, n, bytes, take_body, &b, why);
	if (err == RAP_OK)
		err = forget_gone(s, uids, n, why);
	return err;
}

/* A large one, in pieces; of one that is too large the header block (R50). */
static rap_err fetch_pieces(rap_imap_source *s, const rap_imap_mail *mail, rap_buf *out,
                            rap_buf *why)
{
	bool oversize = mail->size > (int64_t)RAP_LIMIT_MESSAGE, there = true;
	size_t max = oversize ? RAP_LIMIT_HEADER_BLOCK : RAP_LIMIT_MESSAGE;
	rap_err err = RAP_OK;

	while (err == RAP_OK && there && out->len < max) {
		size_t was = out->len;

		err = rap_imap_piece(s->imap, mail->uid, oversize, (uint32_t)was,
		                     max - was < PIECE ? (uint32_t)(max - was) : PIECE, out, &there,
		                     why);
		if (out->len == was) /* the end; or it is gone, and out is empty */
			break;
	}
	return err;
}

static rap_err fetch_alone(rap_imap_source *s, uint32_t uid, rap_buf *why)
{
	rap_imap_folder *folder = &s->folders[s->selected];
	rap_imap_mail *mail = rap_imap_folder_find(folder, uid);
	rap_buf bytes = rap_buf_init(RAP_LIMIT_MESSAGE);
	rap_err err = fetch_pieces(s, mail, &bytes, why);
	bool oversize = mail->size > (int64_t)RAP_LIMIT_MESSAGE;

	if (err != RAP_OK || (bytes.len == 0 && mail->size > 0)) {
		rap_buf_done(&bytes);
		return err == RAP_OK ? forget_gone(s, &uid, 1, why) : err;
	}
	if (!oversize && bytes.len == RAP_LIMIT_MESSAGE && mail->size != (int64_t)bytes.len) {
		mail->size = RAP_LIMIT_MESSAGE + 1; /* larger than was said: its header then */
		rap_buf_done(&bytes);
		return RAP_OK;
	}
	rap_source_mail *queued = queue(s, s->selected, mail);

	queued->oversize = oversize;
	if (!oversize)
		queued->size = (int64_t)bytes.len;
	rap_buf_done(&queued->bytes);
	queued->bytes = bytes;
	mail->state = RAP_IMAP_HANDED;
	return RAP_OK;
}

/* A mail on which connections break again and again must not keep the others waiting. */
static void count_failure(rap_imap_folder *folder, const uint32_t *uids, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		rap_imap_mail *mail = rap_imap_folder_find(folder, uids[i]);

		if (mail && mail->state == RAP_IMAP_HERE)
			mail->failures++;
	}
}

/* A batch into the queue. *ret_n 0: nothing waits in this folder. */
static rap_err fetch_some(rap_imap_source *s, size_t i, size_t room, size_t *ret_n, rap_buf *why)
{
	rap_imap_folder *folder = &s->folders[i];
	uint32_t uids[RAP_IMAP_QUEUE_MAILS];
	size_t n = rap_imap_folder_batch(folder, QUEUE_BYTES, ALONE, RAP_IMAP_QUEUE_MAILS, uids);
	const rap_imap_mail *first = n > 0 ? rap_imap_folder_find(folder, uids[0]) : NULL;
	rap_err err;

	*ret_n = n;
	if (n == 0)
		return RAP_OK;
	if ((size_t)first->size > room && first->size <= (int64_t)RAP_LIMIT_MESSAGE)
		return RAP_E_LIMIT;
	err = rap_source_imap_select(s, i, why);
	if (err != RAP_OK || !rap_imap_folder_find(folder, uids[0]))
		return err; /* it was made anew: all begins again */
	if (n == 1 && ((size_t)first->size > ALONE || first->failures > 0))
		err = fetch_alone(s, uids[0], why);
	else
		err = fetch_batch(s, uids, n, why);
	if (err != RAP_OK)
		count_failure(folder, uids, n);
	return rap_source_imap_after(s, err);
}

/* ---- both ----------------------------------------------------------------------------------------------- */

rap_err rap_source_imap_work(rap_imap_source *s, size_t i, size_t room, bool *ret_found,
                             rap_buf *why)
{
	size_t n = 0;
	rap_err err = RAP_OK;

	*ret_found = false;
	if (s->folders[i].uidvalidity == 0 ||
	    !s->imap) /* never opened, or not since reconnecting */
		err = rap_source_imap_select(s, i, why);
	if (err == RAP_OK)
		err = fetch_some(s, i, room, &n, why);
	if (err == RAP_OK && n > 0)
		*ret_found = true;
	else if (err == RAP_OK)
		err = list_some(s, i, ret_found, why);
	return err;
}
