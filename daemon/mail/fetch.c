// SPDX-License-Identifier: Apache-2.0
/*
 * The process that fetches: hands waiting mails to core as far as its window allows, and puts each away when
 * core says that it is recorded. It decides nothing about a mail and keeps nothing across runs.
 *
 * LIMITS: RAP_LIMIT_WINDOW_MAILS and _BYTES handed over and not yet recorded; TOLD_MAX troubles remembered.
 */
#include "mail/link.h"
#include "mail/source.h"

#include "common/mem.h"
#include "common/strv.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>

#define TOLD_MAX 256u
#define BROKEN_AGAIN_S 30 /* how long a source that cannot be used is left alone */

typedef struct handed { /* a mail with core */
	char *key;
	size_t bytes;
} handed;

typedef struct fetch {
	int fd;
	rap_source *source;
	handed window[RAP_LIMIT_WINDOW_MAILS];
	size_t n, bytes;
	rap_strv stuck; /* keys recorded by core that could not be put away yet */
	rap_strv told; /* troubles said already */
	bool waiting; /* a mail is larger than the room left */
	bool broken; /* the source cannot be used at present */
	bool was_broken; /* and has not been used since */
	bool idle_told;
	bool stop;
} fetch;

static rap_err trouble(fetch *f, const char *text, int64_t again_in)
{
	if (rap_strv_has(&f->told, text))
		return RAP_OK;
	if (f->told.n >= TOLD_MAX)
		rap_strv_done(&f->told);
	rap_strv_add(&f->told, text);
	return rap_link_trouble(f->fd, text, again_in);
}

/* ---- handing over --------------------------------------------------------------------------------------- */

static rap_err hand_over(fetch *f, const rap_source_mail *mail)
{
	json_t *head = json_pack("{s:s, s:s, s:s, s:I, s:I, s:I, s:I, s:b}", "op", "mail", "key",
	                         mail->key, "folder", mail->folder, "uidvalidity",
	                         (json_int_t)mail->uidvalidity, "uid", (json_int_t)mail->uid, "at",
	                         (json_int_t)mail->at, "size", (json_int_t)mail->size, "oversize",
	                         mail->oversize);

	f->window[f->n++] = (handed){rap_strdup(mail->key), mail->bytes.len};
	f->bytes += mail->bytes.len;
	f->idle_told = false;
	return rap_link_write(f->fd, head, rap_buf_as_slice(&mail->bytes));
}

/* It can be used again: a new trouble is news. */
static void works_again(fetch *f)
{
	if (f->was_broken)
		rap_strv_done(&f->told);
	f->was_broken = false;
}

/* As many as the window takes. */
static rap_err hand_over_all(fetch *f)
{
	rap_err err = RAP_OK;

	f->waiting = false;
	while (err == RAP_OK && f->n < RAP_LIMIT_WINDOW_MAILS && !f->waiting && !f->broken) {
		/* A mail alone may always go: it is never larger than RAP_LIMIT_MESSAGE. */
		size_t room = f->n == 0 ? RAP_LIMIT_MESSAGE
		              : f->bytes < RAP_LIMIT_WINDOW_BYTES
		                      ? RAP_LIMIT_WINDOW_BYTES - f->bytes
		                      : 0;
		rap_buf why = rap_buf_init(4 * RAP_KIB);
		rap_source_mail mail;

		switch (f->source->ops->next(f->source, room, &mail, &why)) {
		case RAP_SOURCE_MAIL:
			works_again(f);
			err = hand_over(f, &mail);
			rap_source_mail_done(&mail);
			break;
		case RAP_SOURCE_NO_ROOM:
			f->waiting = true;
			break;
		case RAP_SOURCE_SKIPPED:
			err = trouble(f, rap_buf_text(&why), 0);
			break;
		case RAP_SOURCE_BROKEN:
			f->broken = f->was_broken = true;
			err = trouble(f, rap_buf_text(&why), BROKEN_AGAIN_S);
			break;
		case RAP_SOURCE_NOTHING:
			works_again(f);
			rap_buf_done(&why);
			return RAP_OK;
		}
		rap_buf_done(&why);
	}
	return err;
}

/* ---- putting away --------------------------------------------------------------------------------------- */

static handed *in_window(fetch *f, const char *key)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->window[i].key, key) == 0)
			return &f->window[i];
	return NULL;
}

static void leave_window(fetch *f, handed *mail)
{
	f->bytes -= mail->bytes;
	free(mail->key);
	*mail = f->window[--f->n];
}

static rap_err put_away(fetch *f, const char *key)
{
	rap_buf why = rap_buf_init(4 * RAP_KIB);
	rap_err err = f->source->ops->done(f->source, key, &why);

	if (err == RAP_OK) {
		json_t *head = json_pack("{s:s, s:s}", "op", "moved", "key", key);

		err = rap_link_write(f->fd, head, (rap_slice){NULL, 0});
	} else {
		/* It is recorded; that it stays in the mailbox is a nuisance, and tried again. */
		rap_strv_add(&f->stuck, key);
		err = trouble(f, rap_buf_text(&why), BROKEN_AGAIN_S);
	}
	rap_buf_done(&why);
	return err;
}

static rap_err put_away_stuck(fetch *f)
{
	rap_strv stuck = f->stuck;
	rap_err err = RAP_OK;

	f->stuck = (rap_strv){0};
	for (size_t i = 0; i < stuck.n && err == RAP_OK; i++)
		err = put_away(f, stuck.at[i]);
	rap_strv_done(&stuck);
	return err;
}

static rap_err recorded(fetch *f, const char *key)
{
	handed *mail = in_window(f, key);

	if (mail)
		leave_window(f, mail);
	return put_away(f, key);
}

static rap_err say_idle(fetch *f)
{
	f->idle_told = true;
	return rap_link_write(f->fd, json_pack("{s:s}", "op", "idle"), (rap_slice){NULL, 0});
}

/* ---- the loop ------------------------------------------------------------------------------------------- */

static rap_err hear_core(fetch *f)
{
	json_t *head = NULL;
	const char *op;
	rap_err err = rap_link_read(f->fd, &head, NULL);

	if (err != RAP_OK)
		return err;
	op = rap_link_op(head);
	if (strcmp(op, "done") == 0 && rap_link_text(head, "key", NULL))
		err = recorded(f, rap_link_text(head, "key", NULL));
	else if (strcmp(op, "stop") == 0)
		f->stop = true;
	else
		err = RAP_E_PROTOCOL;
	json_decref(head);
	return err;
}

/* Waits for core, for news, or until it is time to look anyway. */
static rap_err wait_and_look(fetch *f)
{
	struct pollfd fds[] = {
		{f->fd, POLLIN, 0},
		{f->source->ops->descriptor(f->source), POLLIN, 0}, /* -1 is left out by poll */
	};
	int patience = f->broken ? BROKEN_AGAIN_S * 1000 : f->source->ops->patience_ms(f->source);
	int n = poll(fds, 2, patience);

	if (n < 0)
		return errno == EINTR ? RAP_OK : RAP_E_IO;
	if (n == 0 || fds[1].revents) {
		f->source->ops->look(f->source);
		f->broken = false;
	}
	if (n == 0) {
		rap_err err = put_away_stuck(f);

		if (err != RAP_OK)
			return err;
	}
	return fds[0].revents ? hear_core(f) : RAP_OK;
}

static rap_err serve(fetch *f)
{
	rap_err err = RAP_OK;

	while (err == RAP_OK && !f->stop) {
		err = hand_over_all(f);
		if (err == RAP_OK && f->n == 0 && !f->broken && !f->idle_told)
			err = say_idle(f);
		if (err == RAP_OK)
			err = wait_and_look(f);
	}
	return err;
}

int rap_fetch_main(int fd)
{
	fetch f = {.fd = fd};
	rap_buf why = rap_buf_init(4 * RAP_KIB);
	json_t *head = NULL;
	rap_err err;

	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGINT, SIG_IGN); /* core drains and then says stop, or goes and leaves EOF */
	(void)signal(SIGTERM, SIG_IGN);
	err = rap_link_read(fd, &head, NULL);
	if (err == RAP_OK && strcmp(rap_link_op(head), "start") != 0)
		err = RAP_E_PROTOCOL;
	if (err == RAP_OK) {
		err = rap_source_maildir_open(head, &f.source, &why);
		if (err != RAP_OK && rap_link_trouble(fd, rap_buf_text(&why), 1) != RAP_OK)
			err = RAP_E_DIED; /* core is gone as well */
	}
	if (err == RAP_OK)
		err = serve(&f);
	if (f.source)
		f.source = f.source->ops->close(f.source);
	while (f.n > 0)
		leave_window(&f, &f.window[0]);
	rap_strv_done(&f.told);
	rap_strv_done(&f.stuck);
	json_decref(head);
	rap_buf_done(&why);
	return err == RAP_OK || err == RAP_E_NOT_FOUND ? 0 : rap_err_status(err);
}
