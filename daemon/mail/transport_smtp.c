// SPDX-License-Identifier: Apache-2.0
/*
 * Mails of ours to a submission server. One connection is kept from mail to mail and closed after a while; one that the
 * server has closed meanwhile is opened again, and that counts as no failure. After a failure nothing is tried for
 * 1, 2, 4 ... 60 seconds: what is to be sent then is put off at once, so that a server that is away does not cost
 * every mail the time of a connection that fails.
 */
#include "mail/transport_smtp.h"

#include "common/backoff.h"
#include "common/clock.h"
#include "common/limits.h"
#include "common/mem.h"

#include <stdlib.h>

#define LONGEST_WAIT_S 60
#define WHY_MAX 4096u

typedef struct smtp_transport {
	rap_transport base;
	rap_server server;
	const rap_smtp_times *times;
	rap_smtp *smtp; /* NULL: not connected */
	int64_t used_ms; /* when it last had a mail */
	unsigned failures; /* in a row */
	int64_t again_ms; /* nothing is tried before */
	rap_buf why; /* of the last failure */
} smtp_transport;

/* A connection that broke in a mail may have had an accident: the next mail finds out at once. */
static void failed(smtp_transport *t, bool was_open, const rap_buf *why)
{
	unsigned waits = t->failures++ + !was_open;

	t->again_ms = rap_clock_ms() + (waits > 0 ? rap_backoff_ms(waits, LONGEST_WAIT_S) : 0);
	rap_buf_cut(&t->why, 0);
	rap_buf_slice(&t->why, rap_buf_as_slice(why));
}

/* A session that can take a mail. *ret_fresh: it has had none yet. */
static bool connect(smtp_transport *t, bool *ret_fresh, rap_buf *reply)
{
	*ret_fresh = false;
	if (t->smtp && !rap_smtp_is_alive(t->smtp))
		t->smtp = rap_smtp_close(t->smtp);
	if (t->smtp)
		return true;
	*ret_fresh = true;
	if (rap_clock_ms() < t->again_ms) {
		rap_buf_printf(reply, "not tried so soon after: %s", rap_buf_text(&t->why));
		return false;
	}
	if (rap_smtp_open(&t->server, t->times, NULL, NULL, &t->smtp, NULL, reply) == RAP_OK)
		return true;
	t->smtp = NULL;
	failed(t, false, reply);
	return false;
}

static rap_transport_outcome send_mail(rap_transport *transport, const rap_transport_mail *mail,
                                       rap_buf *reply)
{
	smtp_transport *t = (smtp_transport *)transport;
	rap_transport_outcome outcome = RAP_TRANSPORT_AGAIN;
	bool fresh, untouched;

	transport->about_recipient = false;
	do {
		rap_buf_cut(reply, 0);
		if (!connect(t, &fresh, reply))
			return RAP_TRANSPORT_AGAIN;
		outcome = rap_smtp_send(t->smtp, mail, reply, &untouched);
	} while (untouched && !fresh); /* the old connection was gone: once more, on a new one */
	t->used_ms = rap_clock_ms();
	transport->about_recipient = rap_smtp_refused_recipient(t->smtp);
	if (rap_smtp_fd(t->smtp) < 0) {
		t->smtp = rap_smtp_close(t->smtp);
		if (outcome == RAP_TRANSPORT_AGAIN)
			failed(t, true, reply);
	}
	if (outcome != RAP_TRANSPORT_AGAIN)
		t->failures = 0;
	return outcome;
}

/* Between mails: closes what has been kept long enough, or was closed from the other side. */
static int rest(rap_transport *transport, int *ret_fd)
{
	smtp_transport *t = (smtp_transport *)transport;
	int64_t left = t->used_ms + (int64_t)t->times->idle_s * 1000 - rap_clock_ms();

	if (t->smtp && (left <= 0 || !rap_smtp_is_alive(t->smtp)))
		t->smtp = rap_smtp_close(t->smtp);
	*ret_fd = t->smtp ? rap_smtp_fd(t->smtp) : -1;
	return t->smtp ? (int)left : -1;
}

static rap_transport *close_transport(rap_transport *transport)
{
	smtp_transport *t = (smtp_transport *)transport;

	if (t) {
		t->smtp = rap_smtp_close(t->smtp);
		rap_buf_done(&t->why);
	}
	free(t);
	return NULL;
}

rap_err rap_transport_smtp_new(const rap_server *server, const rap_smtp_times *times,
                               rap_transport **ret)
{
	static const rap_transport_ops ops = {send_mail, rest, close_transport};
	smtp_transport *t = rap_calloc(1, sizeof *t);

	*t = (smtp_transport){
		.base = {.ops = &ops},
		.server = *server,
		.times = times,
		.why = rap_buf_init(WHY_MAX),
	};
	*ret = &t->base;
	return RAP_OK;
}

rap_err rap_transport_smtp_open(const json_t *start, rap_transport **ret, rap_buf *why)
{
	rap_server server;
	rap_err err = rap_server_parse(start, &server);

	if (err != RAP_OK) {
		rap_buf_str(why, "the start message names no server");
		return err;
	}
	return rap_transport_smtp_new(&server, &rap_smtp_times_usual, ret);
}
