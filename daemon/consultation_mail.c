// SPDX-License-Identifier: Apache-2.0
/* Sections mailbox, sending and trust of consultation.yaml: where mail comes from and goes to. */
#include "common/mem.h"
#include "consultation_load.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SERVER_KEYS "host port tls user password_file password_command oauth2_command ca_file"

static const char *const tls_words[] = {"implicit", "starttls", "none", NULL};
enum { TLS_IMPLICIT, TLS_STARTTLS, TLS_NONE };

static bool is_loopback(const char *host)
{
	struct in_addr v4;
	struct in6_addr v6;

	if (strcmp(host, "localhost") == 0)
		return true;
	if (inet_pton(AF_INET, host, &v4) == 1)
		return ntohl(v4.s_addr) >> 24 == 127;
	return inet_pton(AF_INET6, host, &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

/* Exactly one way to the secret, where there is a user who needs one. */
static void check_secret(const rap_section *s, const rap_endpoint *e, bool user_required)
{
	int ways = !!e->password_file + !!e->password_command + !!e->oauth2_command;
	const char *const commands[][2] = {{"password_command", e->password_command},
	                                   {"oauth2_command", e->oauth2_command}};

	if (ways > 1)
		rap_section_error(s, "user",
		                  "one of password_file, password_command and "
		                  "oauth2_command, not several");
	else if (e->user && ways == 0 && !rap_ydoc_get(s->map, "password")) /* refused already */
		rap_section_error(s, "user",
		                  "needs password_file, password_command or oauth2_command");
	else if (!e->user && ways > 0 && !user_required) /* else reported as missing */
		rap_section_error(s, "user", "required with a password");
	for (size_t i = 0; i < 2; i++)
		if (commands[i][1] && commands[i][1][0] != '/')
			rap_section_error(s, commands[i][0],
			                  "a command begins with its absolute path");
}

/* Others may read or replace it. Told, not refused: it may be on its way to being a credential. */
static void check_mode(const rap_section *s, const rap_endpoint *e)
{
	struct stat info;

	if (e->password_file && stat(e->password_file, &info) == 0 && (info.st_mode & 027) != 0)
		rap_section_warning(s, "password_file",
		                    "other users of this machine can %s it: chmod 600 %s",
		                    (info.st_mode & 022) ? "change" : "read", e->password_file);
}

static void take_server(const rap_section *s, rap_endpoint *e, const long ports[3],
                        bool user_required)
{
	char *file;
	size_t tls;

	e->host = rap_take_text(s, "host", "the name of the server as in its certificate");
	tls = rap_take_word(s, "tls", tls_words, TLS_IMPLICIT);
	e->tls = rap_strdup(tls_words[tls]);
	if (tls == TLS_NONE && e->host && !is_loopback(e->host))
		rap_section_error(s, "tls", "none is for loopback addresses only");
	e->port = rap_take_number(s, "port", 1, 65535, ports[tls]);
	e->user = rap_take_text(s, "user", user_required ? "the name to log in with" : NULL);
	file = rap_take_path(s, "password_file", true, NULL);
	e->password_file = rap_loader_join(s->loader, file);
	free(file);
	e->password_command = rap_take_text(s, "password_command", NULL);
	e->oauth2_command = rap_take_text(s, "oauth2_command", NULL);
	file = rap_take_path(s, "ca_file", true, NULL);
	e->ca_file = rap_loader_join(s->loader, file);
	free(file);
	check_secret(s, e, user_required);
	check_mode(s, e);
	rap_section_end(s, SERVER_KEYS);
}

/* A Maildir beside the file, or a server under the key of its protocol: exactly one. */
static void take_endpoint(const rap_section *s, const char *protocol, rap_endpoint *e,
                          const long ports[3], bool user_required)
{
	rap_section server = rap_section_below(s, protocol, NULL);
	char *folder = rap_take_path(s, "maildir", true, NULL);

	if (server.map && rap_ydoc_get(s->map, "maildir"))
		rap_section_error(s, "maildir", "one of maildir and %s, not both", protocol);
	else if (!server.map && !rap_ydoc_get(s->map, "maildir") && s->map)
		rap_section_error(s, "maildir", "required: a folder, or %s with a server",
		                  protocol);
	e->maildir = rap_loader_join(s->loader, folder);
	free(folder);
	if (server.map)
		take_server(&server, e, ports, user_required);
}

static void load_mailbox(const rap_section *root)
{
	static const long ports[] = {993, 143, 143};
	rap_consultation *c = root->loader->c;
	rap_section s = rap_section_below(root, "mailbox", "where mail comes in");

	take_endpoint(&s, "imap", &c->mailbox, ports, true);
	if (s.map)
		(void)rap_ydoc_strings(s.loader->doc, s.map, s.path, "folders", false,
		                       s.loader->diags, &c->folders);
	if (c->folders.n == 0)
		rap_strv_add(&c->folders, "INBOX");
	c->done_folder = rap_take_text(&s, "done", NULL);
	if (c->done_folder && strcmp(c->done_folder, "none") == 0) {
		free(c->done_folder);
		c->done_folder = NULL;
	}
	if (c->mailbox.maildir && c->done_folder &&
	    (strchr(c->done_folder, '/') || c->done_folder[0] == '.'))
		rap_section_error(&s, "done", "a name without slash or point at its beginning");
	if (c->mailbox.maildir && rap_ydoc_get(s.map, "folders"))
		rap_section_error(&s, "folders",
		                  "a Maildir is watched as it is: only imap has folders");
	rap_section_end(&s, "maildir imap folders done");
}

static void load_sending(const rap_section *root)
{
	static const long ports[] = {465, 587, 25};
	static const char *const envelopes[] = {"token", "mailbox", NULL};
	static const char *const replies[] = {"token", "subject", NULL};
	rap_consultation *c = root->loader->c;
	rap_section s = rap_section_below(root, "sending", "where mail goes out"), rate;

	take_endpoint(&s, "smtp", &c->sending, ports, false);
	rate = rap_section_below(&s, "rate", NULL);
	c->rate_per_minute = rap_take_number(&rate, "per_minute", 1, 6000, 60);
	rap_section_end(&rate, "per_minute");
	c->envelope_token = rap_take_word(&s, "envelope", envelopes, 0) == 0;
	c->reply_to_token = rap_take_word(&s, "reply_to", replies, 0) == 0;
	if (c->mailbox.maildir && c->sending.maildir &&
	    strcmp(c->mailbox.maildir, c->sending.maildir) == 0)
		rap_section_error(&s, "maildir",
		                  "must not be that of the mailbox: our own mail would come back");
	rap_section_end(&s, "maildir smtp rate envelope reply_to");
}

static bool is_host(const char *text)
{
	for (size_t i = 0; text[i]; i++)
		if (!((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z') ||
		      (text[i] >= '0' && text[i] <= '9') || text[i] == '.' || text[i] == '-'))
			return false;
	return text[0] != '.' && text[0] != '-' && strlen(text) <= 253;
}

static void load_trust(const rap_section *root)
{
	static const char *const words[] = {"confirm", "quarantine", NULL};
	rap_consultation *c = root->loader->c;
	rap_section s = rap_section_below(root, "trust", "whose word counts on who wrote a mail");
	char *boundary = rap_take_text(&s, "boundary",
	                               "the name of your border server, microsoft365 or none");

	c->boundary = RAP_BOUNDARY_NONE;
	if (boundary && strcmp(boundary, "microsoft365") == 0) {
		c->boundary = RAP_BOUNDARY_MICROSOFT365;
	} else if (boundary && strcmp(boundary, "none") != 0) {
		c->boundary = RAP_BOUNDARY_ID;
		c->boundary_id = rap_strdup(boundary);
		if (!is_host(boundary))
			rap_section_error(&s, "boundary", "a host name, microsoft365 or none");
	}
	free(boundary);
	c->confirm_unauthenticated = rap_take_word(&s, "unauthenticated", words, 0) == 0;
	rap_section_end(&s, "boundary unauthenticated");
}

void rap_load_mail(const rap_section *root)
{
	load_mailbox(root);
	load_sending(root);
	load_trust(root);
}
