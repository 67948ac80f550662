// SPDX-License-Identifier: Apache-2.0
/*
 * Advice on refused logins. The large providers give the same bare refusal for a wrong password and for a way to log
 * in that they no longer take; who reads the message should not have to find out which. See advice.h.
 */
#include "mail/advice.h"

#include "common/utf8.h"

#include <string.h>
#include <strings.h>

#define SAID_SHOWN 200u
#define MANUAL "rapporteur-consultation(5)"

typedef struct provider {
	const char *domain; /* the host is it, or below it */
	const char *password_advice; /* %s: the protocol */
} provider;

static const provider providers[] = {
	{"office365.com",
         "Microsoft 365 no longer takes passwords for %s; see oauth2_command in " MANUAL},
	{"outlook.com",
         "Microsoft no longer takes passwords for %s; see oauth2_command in " MANUAL},
	{"gmail.com",
         "Google takes no account password for %s: use an app password, or oauth2_command "
         "in " MANUAL},
	{"googlemail.com",
         "Google takes no account password for %s: use an app password, or oauth2_command "
         "in " MANUAL},
	{"yahoo.com",
         "Yahoo takes no account password for %s: make an app password in the account's settings"},
	{"qq.com",
         "Tencent wants the authorisation code from the mailbox's settings for %s, not the "
         "password"},
	{"163.com",
         "NetEase wants the authorisation code from the mailbox's settings for %s, not the "
         "password"},
	{"naver.com",
         "Naver wants %s to be switched on in the mailbox's settings, and an application password "
         "where two-step verification is on"},
	{"mail.ru",
         "Mail.ru takes no account password for %s: make a password for external applications"},
};

static bool is_below(const char *host, const char *domain)
{
	size_t h = strlen(host), d = strlen(domain);

	return h >= d && strcasecmp(host + h - d, domain) == 0 &&
	       (h == d || host[h - d - 1] == '.');
}

static const provider *provider_of(const rap_server *server)
{
	for (size_t i = 0; i < sizeof providers / sizeof *providers; i++)
		if (is_below(server->host, providers[i].domain))
			return &providers[i];
	return NULL;
}

static void put_password_advice(const rap_server *server, const char *protocol, rap_buf *why)
{
	const provider *p = provider_of(server);
	const char *place = p ? strstr(p->password_advice, "%s") : NULL;

	if (place) {
		rap_buf_slice(
			why, (rap_slice){p->password_advice, (size_t)(place - p->password_advice)});
		rap_buf_str(why, protocol);
		rap_buf_str(why, place + 2);
	} else if (server->password_command) {
		rap_buf_str(why, "Please check user, and what password_command prints");
	} else {
		rap_buf_str(why, "Please check user and the password in password_file; nothing but "
		                 "the password may stand on its first line");
	}
}

void rap_advice_login(const rap_server *server, const char *protocol, rap_slice said, rap_buf *why)
{
	rap_buf_printf(why, "the server refuses the login of %s", server->user ? server->user : "");
	if (said.len > 0) {
		rap_buf_str(why, " (");
		rap_utf8_printable(why, said, SAID_SHOWN);
		rap_buf_str(why, ")");
	}
	rap_buf_str(why, ". ");
	if (server->oauth2_command)
		rap_buf_printf(why,
		               "Please check that oauth2_command prints a token that has not "
		               "expired, is for this mailbox and carries the scope for %s",
		               protocol);
	else
		put_password_advice(server, protocol, why);
}
