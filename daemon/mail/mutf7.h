/* SPDX-License-Identifier: Apache-2.0 */
/* Names of IMAP folders as they go over the wire: modified UTF-7 (RFC 3501, 5.1.3). */
#ifndef RAP_DAEMON_MAIL_MUTF7_H
#define RAP_DAEMON_MAIL_MUTF7_H

#include "common/buf.h"
#include "common/err.h"

/* Appends the name. RAP_E_FORMAT: it is no UTF-8 or holds control characters; out is as it was. */
rap_err rap_mutf7_encode(const char *name, rap_buf *out) RAP_MUST_CHECK;

#endif
