/* SPDX-License-Identifier: Apache-2.0 */
/* How one server is reached, as the start message of core says it. */
#ifndef RAP_DAEMON_MAIL_SERVER_H
#define RAP_DAEMON_MAIL_SERVER_H

#include "common/buf.h"
#include "common/err.h"

#include <jansson.h>

typedef enum rap_tls {
	RAP_TLS_IMPLICIT, /* from the first byte */
	RAP_TLS_STARTTLS, /* required: without it there is no session */
	RAP_TLS_NONE, /* loopback only, see rapporteur-consultation(5) */
} rap_tls;

/* Texts are borrowed from the start message; NULL where nothing is configured. */
typedef struct rap_server {
	const char *host;
	int port;
	rap_tls tls;
	const char *ca_file; /* NULL: the authorities of the system */
	const char *user; /* NULL: no login */
	const char *password_file, *password_command, *oauth2_command;
} rap_server;

/* From the head of a start message. RAP_E_PROTOCOL: it names no server. */
rap_err rap_server_parse(const json_t *start, rap_server *ret) RAP_MUST_CHECK;

#endif
