/* SPDX-License-Identifier: Apache-2.0 */
/* The transport to a server with other times than the usual ones, for tests. */
#ifndef RAP_DAEMON_MAIL_TRANSPORT_SMTP_H
#define RAP_DAEMON_MAIL_TRANSPORT_SMTP_H

#include "mail/smtp.h"

/* The texts of server, and times, must live as long as the transport. */
rap_err rap_transport_smtp_new(const rap_server *server, const rap_smtp_times *times,
                               rap_transport **ret) RAP_MUST_CHECK;

#endif
