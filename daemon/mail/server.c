// SPDX-License-Identifier: Apache-2.0
/* Reads what a start message says about a server; see server.h. */
#include "mail/server.h"

#include "mail/link.h"

#include <string.h>

rap_err rap_server_parse(const json_t *start, rap_server *ret)
{
	const char *tls = rap_link_text(start, "tls", "");
	int64_t port = rap_link_number(start, "port", 0);

	*ret = (rap_server){
		.host = rap_link_text(start, "host", NULL),
		.port = (int)port,
		.ca_file = rap_link_text(start, "ca_file", NULL),
		.user = rap_link_text(start, "user", NULL),
		.password_file = rap_link_text(start, "password_file", NULL),
		.password_command = rap_link_text(start, "password_command", NULL),
		.oauth2_command = rap_link_text(start, "oauth2_command", NULL),
	};
	if (!ret->host || port < 1 || port > 65535)
		return RAP_E_PROTOCOL;
	if (strcmp(tls, "implicit") == 0)
		ret->tls = RAP_TLS_IMPLICIT;
	else if (strcmp(tls, "starttls") == 0)
		ret->tls = RAP_TLS_STARTTLS;
	else if (strcmp(tls, "none") == 0)
		ret->tls = RAP_TLS_NONE;
	else
		return RAP_E_PROTOCOL;
	return RAP_OK;
}
