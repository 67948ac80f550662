// SPDX-License-Identifier: Apache-2.0
/*
 * The process that sends: one mail at a time, each with its outcome told to core. It knows nothing but where
 * mail goes; what it was sending when it died is asked of it again.
 */
#include "mail/birth.h"
#include "mail/link.h"
#include "mail/probe.h"
#include "mail/transport.h"

#include <errno.h>
#include <poll.h>

static const char *const outcomes[] = {
	[RAP_TRANSPORT_SENT] = "sent",
	[RAP_TRANSPORT_AGAIN] = "again",
	[RAP_TRANSPORT_FAILED] = "failed",
};

static rap_err answer(int fd, int64_t id, rap_transport_outcome outcome, bool about_recipient,
                      const char *reply)
{
	json_t *head = json_pack("{s:s, s:I, s:s, s:b}", "op", "result", "id", (json_int_t)id,
	                         "outcome", outcomes[outcome], "about_recipient", about_recipient);

	rap_link_set_text(head, "reply", reply);
	return rap_link_write(fd, head, (rap_slice){NULL, 0});
}

rap_err rap_transport_mail_parse(const json_t *head, const rap_buf *bytes, rap_transport_mail *ret)
{
	*ret = (rap_transport_mail){
		.id = rap_link_number(head, "id", 0),
		.key = rap_link_text(head, "key", NULL),
		.from = rap_link_text(head, "from", NULL),
		.to = rap_link_text(head, "to", NULL),
		.attempt = rap_link_number(head, "attempt", 1),
		.bytes = rap_buf_as_slice(bytes),
	};
	return ret->key && ret->from && ret->to && ret->bytes.len > 0 ? RAP_OK : RAP_E_PROTOCOL;
}

static rap_err take_mail(int fd, rap_transport *transport, const json_t *head, const rap_buf *bytes)
{
	rap_transport_mail mail;
	rap_buf reply = rap_buf_init(4 * RAP_KIB);
	rap_transport_outcome outcome;
	rap_err err = rap_transport_mail_parse(head, bytes, &mail);

	if (err != RAP_OK)
		return err;
	outcome = transport->ops->send(transport, &mail, &reply);
	err = answer(fd, mail.id, outcome,
	             outcome != RAP_TRANSPORT_SENT && transport->about_recipient,
	             rap_buf_text(&reply));
	rap_buf_done(&reply);
	return err;
}

/* Until core says something; the transport may let go of what it keeps meanwhile. */
static rap_err wait_for_core(int fd, rap_transport *transport)
{
	for (;;) {
		struct pollfd fds[2] = {{fd, POLLIN, 0}, {-1, POLLIN, 0}};
		int ms = transport->ops->rest(transport, &fds[1].fd);
		int n = poll(fds, 2, ms);

		if (n < 0 && errno != EINTR)
			return RAP_E_IO;
		if (n > 0 && fds[0].revents)
			return RAP_OK;
	}
}

static rap_err serve(int fd, rap_transport *transport)
{
	for (;;) {
		rap_buf bytes = rap_buf_init(RAP_LINK_BYTES_MAX);
		json_t *head = NULL;
		rap_err err = wait_for_core(fd, transport);
		bool stop;

		if (err == RAP_OK)
			err = rap_link_read(fd, &head, &bytes);
		stop = err == RAP_OK && strcmp(rap_link_op(head), "stop") == 0;

		if (err == RAP_OK && strcmp(rap_link_op(head), "mail") == 0)
			err = take_mail(fd, transport, head, &bytes);
		else if (err == RAP_OK && !stop)
			err = RAP_E_PROTOCOL;
		json_decref(head);
		rap_buf_done(&bytes);
		if (err != RAP_OK || stop)
			return err;
	}
}

static rap_err run(int fd, const json_t *start)
{
	rap_transport *transport = NULL;
	rap_buf why = rap_buf_init(4 * RAP_KIB);
	rap_err err = rap_link_text(start, "host", NULL)
	                      ? rap_transport_smtp_open(start, &transport, &why)
	                      : rap_transport_maildir_open(start, &transport, &why);

	if (err != RAP_OK && rap_link_trouble(fd, rap_buf_text(&why), 1) != RAP_OK)
		err = RAP_E_DIED; /* core is gone as well */
	if (err == RAP_OK)
		err = serve(fd, transport);
	if (transport)
		transport = transport->ops->close(transport);
	rap_buf_done(&why);
	return err;
}

int rap_send_main(int fd)
{
	json_t *start = NULL;
	rap_err err = rap_birth(fd, &start);

	if (err == RAP_OK && json_is_true(json_object_get(start, "probe")))
		err = rap_probe_send(fd, start);
	else if (err == RAP_OK)
		err = run(fd, start);
	json_decref(start);
	return err == RAP_OK || err == RAP_E_NOT_FOUND ? 0 : rap_err_status(err);
}
