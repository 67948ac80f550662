// SPDX-License-Identifier: Apache-2.0
/*
 * The process that sends: one mail at a time, each with its outcome told to core. It knows nothing but where
 * mail goes; what it was sending when it died is asked of it again.
 */
#include "mail/birth.h"
#include "mail/link.h"
#include "mail/transport.h"

static const char *const outcomes[] = {
	[RAP_TRANSPORT_SENT] = "sent",
	[RAP_TRANSPORT_AGAIN] = "again",
	[RAP_TRANSPORT_FAILED] = "failed",
};

static rap_err answer(int fd, int64_t id, rap_transport_outcome outcome, const char *reply)
{
	json_t *head = json_pack("{s:s, s:I, s:s}", "op", "result", "id", (json_int_t)id, "outcome",
	                         outcomes[outcome]);

	rap_link_set_text(head, "reply", reply);
	return rap_link_write(fd, head, (rap_slice){NULL, 0});
}

static rap_err take_mail(int fd, rap_transport *transport, const json_t *head, const rap_buf *bytes)
{
	rap_transport_mail mail = {
		.id = rap_link_number(head, "id", 0),
		.key = rap_link_text(head, "key", NULL),
		.from = rap_link_text(head, "from", NULL),
		.to = rap_link_text(head, "to", NULL),
		.attempt = rap_link_number(head, "attempt", 1),
		.bytes = rap_buf_as_slice(bytes),
	};
	rap_buf reply = rap_buf_init(4 * RAP_KIB);
	rap_transport_outcome outcome;
	rap_err err;

	if (!mail.key || !mail.from || !mail.to || mail.bytes.len == 0)
		return RAP_E_PROTOCOL;
	outcome = transport->ops->send(transport, &mail, &reply);
	err = answer(fd, mail.id, outcome, rap_buf_text(&reply));
	rap_buf_done(&reply);
	return err;
}

static rap_err serve(int fd, rap_transport *transport)
{
	for (;;) {
		rap_buf bytes = rap_buf_init(RAP_LINK_BYTES_MAX);
		json_t *head = NULL;
		rap_err err = rap_link_read(fd, &head, &bytes);
		bool stop = err == RAP_OK && strcmp(rap_link_op(head), "stop") == 0;

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

int rap_send_main(int fd)
{
	rap_transport *transport = NULL;
	rap_buf why = rap_buf_init(4 * RAP_KIB);
	json_t *head = NULL;
	rap_err err;

	err = rap_birth(fd, &head);
	if (err == RAP_OK) {
		err = rap_transport_maildir_open(head, &transport, &why);
		if (err != RAP_OK && rap_link_trouble(fd, rap_buf_text(&why), 1) != RAP_OK)
			err = RAP_E_DIED; /* core is gone as well */
	}
	if (err == RAP_OK)
		err = serve(fd, transport);
	if (transport)
		transport = transport->ops->close(transport);
	json_decref(head);
	rap_buf_done(&why);
	return err == RAP_OK || err == RAP_E_NOT_FOUND ? 0 : rap_err_status(err);
}
