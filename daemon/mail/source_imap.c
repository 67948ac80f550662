// SPDX-License-Identifier: Apache-2.0
/*
 * A mailbox on an IMAP server as a source of mails. One connection: what waits is fetched in batches, what is recorded
 * is moved in sets, and when there is nothing to do it stands in IDLE on the first folder. Other folders, and servers
 * without IDLE, are asked every LOOK_S seconds. Nothing is ever deleted, and no flag is changed.
 *
 * LIMITS: source_imap_parts.h
 */
#include "mail/link.h"
#include "mail/source_imap_parts.h"

#include "common/clock.h"
#include "common/mem.h"
#include "common/utf8.h"

#include <stdlib.h>
#include <string.h>

#define MOVE_AT_ONCE 200u
#define FAILURES_MAX 3u
#define LOOK_S 60
#define IDLE_S \
	(25 * 60) /* RFC 2177: below 29 minutes; routers forget sooner, TCP keepalive is on */

/* ---- keys ----------------------------------------------------------------------------------------------- */

char *rap_source_imap_key(const rap_imap_source *s, size_t folder, uint32_t uid)
{
	rap_buf key = rap_buf_init(100);

	rap_buf_printf(&key, "%zu.%u.%u", folder, s->folders[folder].uidvalidity, uid);
	return rap_buf_take(&key);
}

/* One number of a key, and what must stand behind it. */
static bool take_number(const char **at, char behind, unsigned long *ret)
{
	char *end = NULL;

	*ret = strtoul(*at, &end, 10);
	if (end == *at || *end != behind)
		return false;
	*at = behind ? end + 1 : end;
	return true;
}

/* NULL: of a mailbox that is no more. */
static rap_imap_mail *mail_of(const rap_imap_source *s, const char *key,
                              rap_imap_folder **ret_folder)
{
	unsigned long folder, uidvalidity, uid;

	if (!take_number(&key, '.', &folder) || !take_number(&key, '.', &uidvalidity) ||
	    !take_number(&key, '\0', &uid) || folder >= s->n ||
	    s->folders[folder].uidvalidity != uidvalidity)
		return NULL;
	*ret_folder = &s->folders[folder];
	return rap_imap_folder_find(*ret_folder, (uint32_t)uid);
}

/* ---- the connection ------------------------------------------------------------------------------------- */

void rap_source_imap_disconnect(rap_imap_source *s)
{
	s->imap = rap_imap_close(s->imap);
	s->selected = s->n;
	s->idling = false;
	s->quiet = false;
}

rap_err rap_source_imap_after(rap_imap_source *s, rap_err err)
{
	if (err == RAP_E_AGAIN)
		rap_source_imap_disconnect(s);
	return err;
}

rap_err rap_source_imap_ready(rap_imap_source *s, rap_buf *why)
{
	if (s->imap && s->idling) {
		s->idling = false;
		return rap_source_imap_after(s, rap_imap_idle_done(s->imap, why));
	}
	if (s->imap)
		return RAP_OK;
	s->looked = rap_clock_ms() / 1000;
	for (size_t i = 0; i < s->n; i++)
		rap_imap_folder_look(&s->folders[i]);
	return rap_imap_open(&s->server, NULL, NULL, &s->imap, NULL, why);
}

rap_err rap_source_imap_select(rap_imap_source *s, size_t i, rap_buf *why)
{
	rap_imap_folder_state state;
	rap_err err = rap_source_imap_ready(s, why);

	if (err != RAP_OK || s->selected == i)
		return err;
	s->selected = s->n;
	err = rap_source_imap_after(s, rap_imap_select(s->imap, s->folders[i].name, &state, why));
	if (err != RAP_OK)
		return err;
	s->selected = i;
	/* Where it was made anew core may still hold mails: they are handed over again, and known. */
	(void)rap_imap_folder_opened(&s->folders[i], state.uidvalidity, state.uidnext);
	return RAP_OK;
}

/* ---- next ----------------------------------------------------------------------------------------------- */

static rap_source_step from_queue(rap_imap_source *s, size_t room, rap_source_mail *ret)
{
	rap_source_mail *mail = &s->queue[s->queue_first];

	if (mail->bytes.len > room)
		return RAP_SOURCE_NO_ROOM;
	*ret = *mail;
	*mail = (rap_source_mail){0};
	s->queue_first++;
	if (s->queue_first == s->queue_n)
		s->queue_first = s->queue_n = 0;
	return RAP_SOURCE_MAIL;
}

/* A mail that has failed too often: told once, kept below the mark for the next run. */
static bool give_up_one(rap_imap_source *s, rap_buf *why)
{
	for (size_t i = 0; i < s->n; i++)
		for (size_t j = 0; j < s->folders[i].n; j++) {
			rap_imap_mail *mail = &s->folders[i].mails[j];

			if (mail->state != RAP_IMAP_HERE || mail->failures < FAILURES_MAX)
				continue;
			mail->state = RAP_IMAP_GIVEN_UP;
			rap_buf_printf(
				why,
				"%s: the mail with UID %u in folder %s cannot be fetched; "
				"it is left where it is until the next start. Please look at "
				"it with a mail program",
				s->mailbox, mail->uid, s->folders[i].name);
			return true;
		}
	return false;
}

static rap_source_step next(rap_source *source, size_t room, rap_source_mail *ret, rap_buf *why)
{
	rap_imap_source *s = (rap_imap_source *)source;

	s->quiet = s->again = false;
	if (s->why.len > 0) {
		rap_buf_slice(why, rap_buf_as_slice(&s->why));
		rap_buf_cut(&s->why, 0);
		return RAP_SOURCE_BROKEN;
	}
	if (give_up_one(s, why))
		return RAP_SOURCE_SKIPPED;
	for (size_t i = 0; s->queue_n == 0 && i < s->n; i++) {
		bool found = true;

		while (found && s->queue_n == 0) {
			rap_err err = rap_source_imap_work(s, i, room, &found, why);

			if (err == RAP_E_LIMIT)
				return RAP_SOURCE_NO_ROOM;
			if (err != RAP_OK)
				return RAP_SOURCE_BROKEN;
		}
	}
	if (s->queue_n > 0)
		return from_queue(s, room, ret);
	s->quiet = true;
	return RAP_SOURCE_NOTHING;
}

/* ---- putting away --------------------------------------------------------------------------------------- */

static void done(rap_source *source, const char *key)
{
	rap_imap_source *s = (rap_imap_source *)source;
	rap_imap_folder *folder;
	rap_imap_mail *mail = mail_of(s, key, &folder);

	if (mail && s->done_folder && (!s->imap || rap_imap_has_move(s->imap))) {
		mail->state = RAP_IMAP_RECORDED;
		return;
	}
	if (mail)
		rap_imap_folder_forget(folder, mail->uid);
	rap_strv_add(&s->settled, key);
}

static rap_err move_some(rap_imap_source *s, size_t i, rap_strv *ret_moved, bool *ret_more,
                         rap_buf *why)
{
	rap_imap_folder *folder = &s->folders[i];
	uint32_t uids[MOVE_AT_ONCE], uidvalidity = folder->uidvalidity;
	size_t n = rap_imap_folder_recorded(folder, MOVE_AT_ONCE, uids);
	rap_err err = RAP_OK;

	*ret_more = n == MOVE_AT_ONCE;
	if (n > 0)
		err = rap_source_imap_select(s, i, why);
	if (n == 0 || err != RAP_OK || folder->uidvalidity != uidvalidity)
		return err;
	if (rap_imap_has_move(s->imap))
		err = rap_source_imap_after(s,
		                            rap_imap_move(s->imap, uids, n, s->done_folder, why));
	for (size_t j = 0; err == RAP_OK && j < n; j++) {
		rap_strv_take(ret_moved, rap_source_imap_key(s, i, uids[j]));
		rap_imap_folder_forget(folder, uids[j]);
	}
	return err;
}

static rap_err put_away(rap_source *source, rap_strv *ret_moved, rap_buf *why)
{
	rap_imap_source *s = (rap_imap_source *)source;
	rap_err err = RAP_OK;

	for (size_t i = 0; i < s->settled.n; i++)
		rap_strv_add(ret_moved, s->settled.at[i]);
	rap_strv_done(&s->settled);
	for (size_t i = 0; i < s->n && err == RAP_OK; i++) {
		bool more = true;

		while (more && err == RAP_OK)
			err = move_some(s, i, ret_moved, &more, why);
	}
	return err;
}

static json_t *mark(rap_source *source)
{
	rap_imap_source *s = (rap_imap_source *)source;

	for (size_t i = 0; i < s->n; i++) {
		const rap_imap_folder *folder = &s->folders[i];
		json_t *head;

		if (folder->uidvalidity == 0)
			continue;
		head = json_pack("{s:s, s:s, s:I, s:I}", "op", "mark", "folder", folder->name,
		                 "uidvalidity", (json_int_t)folder->uidvalidity, "uid",
		                 (json_int_t)rap_imap_folder_mark(folder));
		rap_link_set_text(head, "mailbox", s->mailbox);
		if (!s->told[i] || json_equal(head, s->told[i]) != 1) {
			json_decref(s->told[i]);
			s->told[i] = json_incref(head);
			return head;
		}
		json_decref(head);
	}
	return NULL;
}

/* ---- waiting -------------------------------------------------------------------------------------------- */

static void look(rap_source *source)
{
	rap_imap_source *s = (rap_imap_source *)source;
	rap_err err;

	if (!s->imap)
		return;
	if (s->selected < s->n)
		rap_imap_folder_look(&s->folders[s->selected]);
	if (rap_clock_ms() / 1000 - s->looked >= LOOK_S) {
		s->looked = rap_clock_ms() / 1000;
		for (size_t i = 0; i < s->n; i++)
			rap_imap_folder_look(&s->folders[i]);
	}
	err = rap_source_imap_ready(s, &s->why);
	/* Not all servers tell of new mail in the answer to FETCH. */
	if (err == RAP_OK && !rap_imap_has_idle(s->imap))
		err = rap_source_imap_after(s, rap_imap_noop(s->imap, &s->why));
	if (err == RAP_E_NOT_FOUND) /* refused: no reason to go away */
		rap_buf_cut(&s->why, 0);
}

/* Where connections break on IDLE they would be made anew all the time: asking from time to time does as well. */
static rap_err idle(rap_imap_source *s, rap_buf *why)
{
	rap_err err = rap_source_imap_after(s, rap_imap_idle(s->imap, why));

	if (err == RAP_E_AGAIN)
		s->idle_breaks++;
	return err;
}

/* IDLE on the first folder, unless something has come while another one was open. */
static rap_err go_idle(rap_imap_source *s, rap_buf *why)
{
	uint32_t from, to;
	rap_err err = rap_source_imap_select(s, 0, why);

	if (err == RAP_OK &&
	    rap_imap_folder_unlisted(&s->folders[0], RAP_IMAP_LIST_UIDS, &from, &to))
		s->again = true;
	else if (err == RAP_OK)
		err = idle(s, why);
	s->idling = err == RAP_OK && !s->again;
	return err;
}

static int descriptor(rap_source *source)
{
	rap_imap_source *s = (rap_imap_source *)source;

	if (!s->quiet || !s->imap || s->why.len > 0)
		return -1;
	if (!s->idling && rap_imap_has_idle(s->imap) && s->idle_breaks < FAILURES_MAX) {
		rap_buf why = rap_buf_init(4 * RAP_KIB);

		/* Refused: the server says that it can IDLE and does not; it is asked from time to time. */
		if (go_idle(s, &why) == RAP_E_AGAIN)
			rap_buf_slice(&s->why, rap_buf_as_slice(&why));
		rap_buf_done(&why);
	}
	return s->idling ? rap_imap_fd(s->imap) : -1;
}

static int patience_ms(const rap_source *source)
{
	const rap_imap_source *s = (const rap_imap_source *)source;

	if (s->why.len > 0 || s->again || (s->idling && rap_imap_is_ahead(s->imap)))
		return 0;
	return (s->idling && s->n == 1 ? IDLE_S : LOOK_S) * 1000;
}

/* ---- life ----------------------------------------------------------------------------------------------- */

static rap_source *close_source(rap_source *source)
{
	rap_imap_source *s = (rap_imap_source *)source;

	if (!s)
		return NULL;
	rap_source_imap_disconnect(s);
	for (size_t i = 0; i < s->queue_n; i++)
		rap_source_mail_done(&s->queue[i]);
	for (size_t i = 0; i < s->n; i++) {
		rap_imap_folder_done(&s->folders[i]);
		json_decref(s->told[i]);
	}
	free(s->folders);
	free(s->told);
	free(s->mailbox);
	rap_strv_done(&s->settled);
	rap_buf_done(&s->why);
	free(s);
	return NULL;
}

/* The mark of an earlier run, if there is one for this folder of this mailbox. */
static rap_imap_folder folder_from(const rap_imap_source *s, const json_t *marks, const char *name)
{
	size_t i;
	json_t *mark;

	json_array_foreach(marks, i, mark)
	{
		if (strcmp(rap_link_text(mark, "mailbox", ""), s->mailbox) == 0 &&
		    strcmp(rap_link_text(mark, "folder", ""), name) == 0)
			return rap_imap_folder_init(
				name, (uint32_t)rap_link_number(mark, "uidvalidity", 0),
				(uint32_t)rap_link_number(mark, "uid", 0));
	}
	return rap_imap_folder_init(name, 0, 0);
}

static char *mailbox_name(const rap_server *server)
{
	rap_buf raw = rap_buf_init(RAP_KIB), name = rap_buf_init(RAP_KIB);

	rap_buf_printf(&raw, "%s@%s:%d", server->user, server->host, server->port);
	rap_utf8_printable(&name, rap_buf_as_slice(&raw), 500);
	rap_buf_done(&raw);
	return rap_buf_take(&name);
}

rap_err rap_source_imap_open(const json_t *start, rap_source **ret)
{
	static const rap_source_ops ops = {next, done,       put_away,    mark,
	                                   look, descriptor, patience_ms, close_source};
	const json_t *folders = json_object_get(start, "folders");
	const json_t *marks = json_object_get(start, "marks");
	rap_imap_source *s = rap_calloc(1, sizeof *s);
	size_t i;
	json_t *folder;

	*s = (rap_imap_source){
		.base = {&ops},
		.done_folder = rap_link_text(start, "done", NULL),
		.n = json_array_size(folders),
		.why = rap_buf_init(4 * RAP_KIB),
	};
	if (rap_server_parse(start, &s->server) != RAP_OK || !s->server.user || s->n == 0) {
		s->n = 0;
		(void)close_source(&s->base);
		return RAP_E_PROTOCOL;
	}
	s->mailbox = mailbox_name(&s->server);
	s->selected = s->n;
	s->folders = rap_calloc(s->n, sizeof *s->folders);
	s->told = rap_calloc(s->n, sizeof(json_t *));
	json_array_foreach(folders, i, folder)
	{
		const char *name = json_string_value(folder);

		s->folders[i] = folder_from(s, marks, name ? name : "");
	}
	*ret = &s->base;
	return RAP_OK;
}
