// SPDX-License-Identifier: Apache-2.0
/* Trying the sending side, step by step; see probe.h. */
#include "common/limits.h"
#include "mail/link.h"
#include "mail/probe.h"
#include "mail/smtp.h"
#include "mail/transport.h"

#include <string.h>

typedef struct probe {
	int fd;
	rap_err err; /* of telling core */
	rap_server server;
	rap_smtp *smtp;
	rap_transport *folder;
} probe;

static void tell(probe *p, const char *what, bool good, const char *text)
{
	if (p->err == RAP_OK)
		p->err = rap_probe_say(p->fd, what, good, text);
}

static void step_well(void *user, const char *what, const char *text)
{
	tell(user, what, true, text);
}

static void put_size(const rap_smtp *smtp, rap_buf *out)
{
	size_t most = rap_smtp_size_max(smtp);

	if (most == 0)
		rap_buf_str(out, "the server names no limit for a mail");
	else
		rap_buf_printf(out, "mails of up to %zu MB", most / (1000u * 1000u));
}

static bool open_server(probe *p, const json_t *start)
{
	rap_buf why = rap_buf_init(4 * RAP_KIB);
	const char *what = "Connection";
	rap_err err = rap_server_parse(start, &p->server);

	if (err != RAP_OK)
		rap_buf_str(&why, "the start message names no server");
	else
		err = rap_smtp_open(&p->server, &rap_smtp_times_usual, step_well, p, &p->smtp,
		                    &what, &why);
	if (err != RAP_OK) {
		tell(p, what, false, rap_buf_text(&why));
	} else {
		put_size(p->smtp, &why);
		tell(p, "Size", true, rap_buf_text(&why));
	}
	rap_buf_done(&why);
	return err == RAP_OK;
}

static bool open_folder(probe *p, const json_t *start)
{
	rap_buf why = rap_buf_init(4 * RAP_KIB);
	rap_err err = rap_transport_maildir_open(start, &p->folder, &why);

	tell(p, "Folder", err == RAP_OK,
	     err == RAP_OK ? rap_link_text(start, "maildir", "") : rap_buf_text(&why));
	rap_buf_done(&why);
	return err == RAP_OK;
}

static void send_one(probe *p, const rap_transport_mail *mail)
{
	rap_buf reply = rap_buf_init(4 * RAP_KIB);
	rap_transport_outcome outcome;
	bool untouched;

	if (p->smtp)
		outcome = rap_smtp_send(p->smtp, mail, &reply, &untouched);
	else
		outcome = p->folder->ops->send(p->folder, mail, &reply);
	tell(p, "Test mail", outcome == RAP_TRANSPORT_SENT, rap_buf_text(&reply));
	rap_buf_done(&reply);
}

/* The mail of core, if it has one. */
static rap_err take_mail(probe *p)
{
	rap_buf bytes = rap_buf_init(RAP_LINK_BYTES_MAX);
	json_t *head = NULL;
	rap_err err = rap_link_read(p->fd, &head, &bytes);

	if (err == RAP_E_NOT_FOUND) {
		err = RAP_OK;
	} else if (err == RAP_OK && strcmp(rap_link_op(head), "mail") == 0) {
		rap_transport_mail mail;

		err = rap_transport_mail_parse(head, &bytes, &mail);
		if (err == RAP_OK)
			send_one(p, &mail);
	} else if (err == RAP_OK && strcmp(rap_link_op(head), "stop") != 0) {
		err = RAP_E_PROTOCOL;
	}
	json_decref(head);
	rap_buf_done(&bytes);
	return err;
}

rap_err rap_probe_send(int fd, const json_t *start)
{
	probe p = {.fd = fd};
	bool open = rap_link_text(start, "host", NULL) ? open_server(&p, start)
	                                               : open_folder(&p, start);

	if (open && p.err == RAP_OK) {
		rap_err err = take_mail(&p);

		if (p.err == RAP_OK)
			p.err = err;
	}
	p.smtp = rap_smtp_close(p.smtp);
	if (p.folder)
		p.folder = p.folder->ops->close(p.folder);
	return p.err;
}
