/* SPDX-License-Identifier: Apache-2.0 */
/* Where mails of ours go, behind function pointers: a Maildir, or a server. */
#ifndef RAP_DAEMON_MAIL_TRANSPORT_H
#define RAP_DAEMON_MAIL_TRANSPORT_H

#include "common/buf.h"
#include "common/err.h"

#include <jansson.h>
#include <stdint.h>

typedef struct rap_transport_mail {
	int64_t id;
	const char *key; /* one logical mail: the same key again is the same mail again */
	const char *from, *to; /* envelope; from "" is <> */
	int64_t attempt; /* from 1 */
	rap_slice bytes;
} rap_transport_mail;

typedef enum rap_transport_outcome {
	RAP_TRANSPORT_SENT, /* the other side has it, on disk */
	RAP_TRANSPORT_AGAIN, /* not now, or nobody knows: send the same bytes again later */
	RAP_TRANSPORT_FAILED, /* for good */
} rap_transport_outcome;

typedef struct rap_transport rap_transport;

typedef struct rap_transport_ops {
	/* reply gets what was said, for the record. */
	rap_transport_outcome (*send)(rap_transport *transport, const rap_transport_mail *mail,
	                              rap_buf *reply);
	/*
	 * Between two mails: lets go what has been kept long enough. How many ms to wait for the next call at most
	 * (-1: no need), and *ret_fd, when it becomes readable (-1: none).
	 */
	int (*rest)(rap_transport *transport, int *ret_fd);
	rap_transport *(*close)(rap_transport *transport);
} rap_transport_ops;

struct rap_transport {
	const rap_transport_ops *ops;
	bool about_recipient; /* the last mail did not leave because of the address it was for */
};

/* From core's message "mail" (mail/link.h); everything is borrowed. RAP_E_PROTOCOL: something is missing. */
rap_err rap_transport_mail_parse(const json_t *head, const rap_buf *bytes, rap_transport_mail *ret)
	RAP_MUST_CHECK;

rap_err rap_transport_maildir_open(const json_t *start, rap_transport **ret, rap_buf *why)
	RAP_MUST_CHECK;
/*
 * A submission server. start must live as long as the transport. Connects with the first mail only. RAP_E_PROTOCOL: start
 * names no server.
 */
rap_err rap_transport_smtp_open(const json_t *start, rap_transport **ret, rap_buf *why)
	RAP_MUST_CHECK;

#endif
