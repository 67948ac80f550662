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
	rap_transport *(*close)(rap_transport *transport);
} rap_transport_ops;

struct rap_transport {
	const rap_transport_ops *ops;
};

rap_err rap_transport_maildir_open(const json_t *start, rap_transport **ret, rap_buf *why)
	RAP_MUST_CHECK;

#endif
