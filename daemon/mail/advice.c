// SPDX-License-Identifier: Apache-2.0
/* A refused login in words that say what to do; see advice.h. */
#include "mail/advice.h"

#include "common/utf8.h"

#include <strings.h>

#define SAID_MAX 300u
#define PAGE "rapporteur-consultation(5)"

static bool ends_with(const char *host, const char *end)
{
	size_t n = strlen(host), m = strlen(end);

	return n >= m && strcasecmp(host + n - m, end) == 0 && (n == m || host[n - m - 1] == '.');
}

/* What a provider wants instead of the password of the account. */
typedef struct provider {
	const char *domain; /* the host is it, or below it */
	const char *name, *says, *instead; /* NAME says PROTOCOL instead */
} provider;

#define NO_PASSWORD "no longer takes passwords for"
#define NOT_THE_ACCOUNT "does not take the password of the account for"

static const provider providers[] = {
	{"office365.com", "Microsoft 365", NO_PASSWORD, "; see oauth2_command in " PAGE},
	{"outlook.com", "Microsoft", NO_PASSWORD, "; see oauth2_command in " PAGE},
	{"gmail.com", "Gmail", NOT_THE_ACCOUNT,
         ": make an app password (it needs 2-step verification), or see oauth2_command in " PAGE},
	{"googlemail.com", "Gmail", NOT_THE_ACCOUNT,
         ": make an app password (it needs 2-step verification), or see oauth2_command in " PAGE},
	{"yahoo.com", "Yahoo", NOT_THE_ACCOUNT, ": make an app password in the account's settings"},
	{"qq.com", "Tencent", NOT_THE_ACCOUNT,
         ": it wants the authorisation code from the mailbox's settings"},
	{"163.com", "NetEase", NOT_THE_ACCOUNT,
         ": it wants the authorisation code from the mailbox's settings"},
	{"naver.com", "Naver", "wants to be told in the mailbox's settings of",
         ", and an application password where 2-step verification is on"},
	{"mail.ru", "Mail.ru", NOT_THE_ACCOUNT, ": make a password for external applications"},
};

static const provider *provider_of(const char *host)
{
	for (size_t i = 0; i < sizeof providers / sizeof *providers; i++)
		if (ends_with(host, providers[i].domain))
			return &providers[i];
	return NULL;
}

static bool is_of(const char *host, const char *name)
{
	const provider *p = provider_of(host);

	return p && strncmp(p->name, name, strlen(name)) == 0;
}

static bool has(rap_slice said, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= said.len; i++)
		if (strncasecmp(said.at + i, word, n) == 0)
			return true;
	return false;
}

/* RFC 5530 [UNAVAILABLE], RFC 4954 454 4.7.0: the server's trouble, not ours. */
static bool is_passing(const char *protocol, rap_slice said)
{
	if (strcmp(protocol, "SMTP") == 0)
		return said.len > 0 && said.at[0] == '4';
	return has(said, "[UNAVAILABLE]") || has(said, "[INUSE]") || has(said, "[LIMIT]");
}

/* The program of a command; its arguments are nobody's business. */
static void put_program(const char *command, rap_buf *why)
{
	size_t n = strcspn(command, " \t\r\n");

	rap_utf8_printable(why, (rap_slice){command, n}, SAID_MAX);
}

static void put_source(const rap_server *server, rap_buf *why)
{
	if (server->password_file) {
		rap_buf_str(why, "the first line of ");
		rap_utf8_printable(why, rap_slice_of(server->password_file), SAID_MAX);
	} else if (server->password_command) {
		rap_buf_str(why, "what password_command (");
		put_program(server->password_command, why);
		rap_buf_str(why, ") prints");
	} else {
		rap_buf_str(why, "the password");
	}
}

static void put_token_advice(const rap_server *server, const char *protocol, rap_buf *why)
{
	rap_buf_str(why, "the access token that oauth2_command (");
	put_program(server->oauth2_command, why);
	rap_buf_printf(why,
	               ") printed was refused: it has expired, is not for this user, or does not "
	               "include the permission for %s",
	               protocol);
	if (is_of(server->host, "Microsoft"))
		rap_buf_printf(
			why,
			"; for Microsoft 365 that is %s, and %s must be allowed for the mailbox",
			strcmp(protocol, "SMTP") == 0 ? "SMTP.Send" : "IMAP.AccessAsUser.All",
			strcmp(protocol, "SMTP") == 0 ? "authenticated SMTP" : "IMAP");
	else if (is_of(server->host, "Gmail"))
		rap_buf_str(why, "; for Gmail that is the scope https://mail.google.com/");
}

static void put_password_advice(const rap_server *server, const char *protocol, rap_buf *why)
{
	const provider *p = provider_of(server->host);

	if (p) {
		rap_buf_printf(why, "%s %s %s%s", p->name, p->says, protocol, p->instead);
		return;
	}
	rap_buf_printf(why,
	               "user or password is wrong, or the account may not use %s: check user (",
	               protocol);
	rap_utf8_printable(why, rap_slice_of(server->user ? server->user : ""), SAID_MAX);
	rap_buf_str(why, ") and ");
	put_source(server, why);
}

void rap_advice_login(const rap_server *server, const char *protocol, rap_slice said, rap_buf *why)
{
	said = rap_utf8_trim(said);
	rap_buf_str(why, "the login was refused: ");
	if (said.len > 0) {
		rap_utf8_printable(why, said, SAID_MAX);
		rap_buf_str(why, "; ");
	}
	if (is_passing(protocol, said))
		rap_buf_str(why, "the server cannot check logins at the moment: look again later");
	else if (strcmp(protocol, "SMTP") == 0 && has(said, "SmtpClientAuthentication"))
		rap_buf_str(why, "authenticated SMTP is switched off in Microsoft 365: its "
		                 "administrator must allow it for this mailbox");
	else if (!server->password_file && server->oauth2_command)
		put_token_advice(server, protocol, why);
	else
		put_password_advice(server, protocol, why);
}
