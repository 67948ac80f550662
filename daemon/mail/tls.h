/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TLS on a connected socket, and nothing of it without verification (R72): TLS 1.2 or later, a chain to the CA file or
 * the system's authorities, the host name, the dates, keys of at least 112 bits of security. The verification stands
 * inside the handshake, so that no byte of ours is sent to a server that fails it. Non-blocking.
 */
#ifndef RAP_DAEMON_MAIL_TLS_H
#define RAP_DAEMON_MAIL_TLS_H

#include "common/buf.h"
#include "common/err.h"

#include <sys/types.h>

typedef struct rap_tls_session rap_tls_session;

/* ca_file NULL: the authorities of the system. RAP_E_AGAIN with *why: no authority can be read. */
rap_err rap_tls_new(int fd, const char *host, const char *ca_file, rap_tls_session **ret,
                    rap_buf *why) RAP_MUST_CHECK;
rap_tls_session *rap_tls_free(rap_tls_session *tls);

typedef enum rap_tls_step {
	RAP_TLS_DONE,
	RAP_TLS_WANTS_READ, /* call again when the socket is readable */
	RAP_TLS_WANTS_WRITE,
	RAP_TLS_FAILED, /* *why says what is wrong, for an administrator */
} rap_tls_step;

rap_tls_step rap_tls_handshake(rap_tls_session *tls, rap_buf *why);
/* *ret_n bytes; 0 with RAP_TLS_DONE: the server has ended the connection. */
rap_tls_step rap_tls_read(rap_tls_session *tls, void *at, size_t len, size_t *ret_n, rap_buf *why);
rap_tls_step rap_tls_write(rap_tls_session *tls, const void *at, size_t len, size_t *ret_n,
                           rap_buf *why);
/* Decoded bytes wait inside. */
bool rap_tls_pending(const rap_tls_session *tls);
/* Says goodbye, without waiting for an answer. */
void rap_tls_bye(rap_tls_session *tls);

#endif
