// SPDX-License-Identifier: Apache-2.0
/*
 * The process that fetches: hands waiting mails to core as far as its window allows, and puts each away when
 * core says that it is recorded. It decides nothing about a mail and keeps nothing across runs.
 *
 * LIMITS: RAP_LIMIT_WINDOW_MAILS and _BYTES handed over and not yet recorded; TOLD_MAX troubles remembered.
 */
#include "mail/birth.h"
#include "mail/imap_probe.h"
#include "mail/link.h"
#include "mail/probe.h"
#include "mail/source.h"

#include "common/backoff.h"
#include "common/clock.h"

#include "common/mem.h"
#include "common/strv.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#define TOLD_MAX 256u
#define GATHER_MS 20 /* mails are put away together that are recorded so close to each other */
#define GATHER_MAX 200u
#define REST_MAX_S 60 /* a source that cannot be used is left alone for 1, 2, 4 ... s */
#define ONCE_TRIES 3u /* serve --once gives a server so many tries */

typedef struct handed { /* a mail with core */
	char *key;
	size_t bytes;
} handed;

typedef struct fetch {
	int fd;
	rap_source *source;
	handed window[RAP_LIMIT_WINDOW_MAILS];
	size_t n, bytes;
	size_t recorded; /* to be put away with the next set */
	rap_strv told; /* troubles said already */
	bool once;
	bool waiting; /* a mail is larger than the room left */
	bool nothing; /* no mail waited when last asked */
	bool broken; /* the source cannot be used until `rest` is over */
	unsigned failures; /* in a row */
	int64_t rest; /* in ms of the monotonic clock */
	unsigned refusals; /* to put mails away, in a row */
	int64_t put_again;
	bool put_breaks; /* the connection, the last time */
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
	if (f->put_breaks) /* reading does, putting away does not */
		return;
	if (f->failures > 0)
		rap_strv_done(&f->told);
	f->failures = 0;
}

/* A server that restarts is not worth a line to anybody who waits for the end of --once. */
static rap_err rest(fetch *f, const char *why)
{
	int64_t ms = rap_backoff_ms(++f->failures, REST_MAX_S);

	f->broken = true;
	f->rest = rap_clock_ms() + ms;
	return f->once && f->failures < ONCE_TRIES ? RAP_OK : trouble(f, why, (ms + 999) / 1000);
}

/* As many as the window takes. */
static rap_err hand_over_all(fetch *f)
{
	rap_err err = RAP_OK;

	f->waiting = f->nothing = false;
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
			err = rest(f, rap_buf_text(&why));
			break;
		case RAP_SOURCE_NOTHING:
			works_again(f);
			f->nothing = true;
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

static rap_err say_moved(fetch *f, const rap_strv *moved)
{
	rap_err err = RAP_OK;

	for (size_t i = 0; i < moved->n && err == RAP_OK; i++)
		err = rap_link_write(f->fd,
		                     json_pack("{s:s, s:s}", "op", "moved", "key", moved->at[i]),
		                     (rap_slice){NULL, 0});
	f->recorded -= moved->n < f->recorded ? moved->n : f->recorded;
	return err;
}

static rap_err say_marks(fetch *f)
{
	rap_err err = RAP_OK;
	json_t *head;

	while (err == RAP_OK && (head = f->source->ops->mark(f->source)) != NULL)
		err = rap_link_write(f->fd, head, (rap_slice){NULL, 0});
	return err;
}

/* Mails that are recorded and stay in the mailbox are a nuisance, not a loss: it is tried again. */
static rap_err refused(fetch *f, const char *why)
{
	int64_t ms = rap_backoff_ms(++f->refusals, REST_MAX_S);

	f->put_again = rap_clock_ms() + ms;
	return trouble(f, why, (ms + 999) / 1000);
}

/* A connection that breaks on it, time after time, must not be made anew without a pause: reading would work. */
static rap_err broke(fetch *f, const char *why)
{
	f->put_breaks = true;
	f->put_again = rap_clock_ms() + rap_backoff_ms(++f->refusals, REST_MAX_S);
	if (f->failures < f->refusals - 1)
		f->failures = f->refusals - 1;
	return rest(f, why);
}

static bool may_put_away(const fetch *f)
{
	return f->recorded > 0 && !f->broken &&
	       (f->refusals == 0 || rap_clock_ms() >= f->put_again);
}

static rap_err put_away(fetch *f)
{
	rap_buf why = rap_buf_init(4 * RAP_KIB);
	rap_strv moved = {0};
	rap_err put = f->source->ops->put_away(f->source, &moved, &why);
	rap_err err = say_moved(f, &moved);

	f->put_breaks = false;
	if (put == RAP_OK)
		f->recorded = f->refusals = 0;
	else if (err == RAP_OK && put == RAP_E_AGAIN)
		err = broke(f, rap_buf_text(&why));
	else if (err == RAP_OK)
		err = refused(f, rap_buf_text(&why));
	rap_strv_done(&moved);
	rap_buf_done(&why);
	return err == RAP_OK ? say_marks(f) : err;
}

static void recorded(fetch *f, const char *key)
{
	handed *mail = in_window(f, key);

	if (mail)
		leave_window(f, mail);
	f->source->ops->done(f->source, key);
	f->recorded++;
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
		recorded(f, rap_link_text(head, "key", NULL));
	else if (strcmp(op, "stop") == 0)
		f->stop = true;
	else
		err = RAP_E_PROTOCOL;
	json_decref(head);
	return err;
}

static int until(int64_t ms)
{
	int64_t left = ms - rap_clock_ms();

	return left > 0 ? (int)left : 0;
}

/* How long to wait for anything; *ret_news: what the source says for itself, or -1. */
static int patience(fetch *f, int *ret_news)
{
	int ms;

	*ret_news = -1;
	if (f->broken)
		return until(f->rest);
	if (may_put_away(f))
		return GATHER_MS;
	*ret_news = f->source->ops->descriptor(f->source);
	ms = f->source->ops->patience_ms(f->source);
	return f->recorded > 0 && until(f->put_again) < ms ? until(f->put_again) : ms;
}

/* Nobody said anything for so long. */
static rap_err time_has_come(fetch *f)
{
	if (may_put_away(f))
		return put_away(f);
	f->source->ops->look(f->source);
	f->broken = false;
	return RAP_OK;
}

/* Waits for core, for news, or until it is time to do something anyway. */
static rap_err wait_and_look(fetch *f)
{
	int news;
	int ms = patience(f, &news);
	struct pollfd fds[] = {{f->fd, POLLIN, 0}, {news, POLLIN, 0}}; /* -1 is left out by poll */
	int n = poll(fds, 2, ms);

	if (n < 0)
		return errno == EINTR ? RAP_OK : RAP_E_IO;
	if (n == 0)
		return time_has_come(f);
	if (fds[1].revents)
		f->source->ops->look(f->source);
	return fds[0].revents ? hear_core(f) : RAP_OK;
}

static bool all_done(const fetch *f)
{
	return f->n == 0 && f->nothing && !f->broken && f->recorded == 0;
}

static rap_err serve(fetch *f)
{
	rap_err err = RAP_OK;

	while (err == RAP_OK && !f->stop) {
		err = hand_over_all(f);
		if (err == RAP_OK && f->recorded >= GATHER_MAX && may_put_away(f))
			err = put_away(f);
		if (err == RAP_OK && all_done(f) && !f->idle_told) {
			err = say_marks(f);
			if (err == RAP_OK)
				err = say_idle(f);
		}
		if (err == RAP_OK)
			err = wait_and_look(f);
	}
	/* What core has recorded is put away, so that nothing is left half done. */
	if (err == RAP_OK && may_put_away(f))
		err = put_away(f);
	return err;
}

static rap_err open_source(fetch *f, const json_t *start)
{
	rap_buf why = rap_buf_init(4 * RAP_KIB);
	rap_err err;

	f->once = json_is_true(json_object_get(start, "once"));
	if (rap_link_text(start, "host", NULL))
		err = rap_source_imap_open(start, &f->source);
	else
		err = rap_source_maildir_open(start, &f->source, &why);
	if (err != RAP_OK && why.len > 0 &&
	    rap_link_trouble(f->fd, rap_buf_text(&why), 1) != RAP_OK)
		err = RAP_E_DIED; /* core is gone as well */
	rap_buf_done(&why);
	return err;
}

static rap_err probe(int fd, const json_t *start)
{
	rap_buf why = rap_buf_init(4 * RAP_KIB);
	rap_source *source = NULL;
	rap_err err;

	if (rap_link_text(start, "host", NULL))
		return rap_imap_probe(fd, start);
	err = rap_source_maildir_open(start, &source, &why);
	err = rap_probe_say(fd, "Maildir", err == RAP_OK,
	                    err == RAP_OK ? rap_link_text(start, "maildir", "")
	                                  : rap_buf_text(&why));
	if (source)
		(void)source->ops->close(source);
	rap_buf_done(&why);
	return err;
}

int rap_fetch_main(int fd)
{
	fetch f = {.fd = fd};
	json_t *head = NULL;
	rap_err err;

	err = rap_birth(fd, &head);
	if (err == RAP_OK && json_is_true(json_object_get(head, "probe"))) {
		err = probe(fd, head);
	} else {
		if (err == RAP_OK)
			err = open_source(&f, head);
		if (err == RAP_OK)
			err = serve(&f);
	}
	if (f.source)
		f.source = f.source->ops->close(f.source);
	while (f.n > 0)
		leave_window(&f, &f.window[0]);
	rap_strv_done(&f.told);
	json_decref(head);
	return err == RAP_OK || err == RAP_E_NOT_FOUND ? 0 : rap_err_status(err);
}
