// SPDX-License-Identifier: Apache-2.0
/* From nothing to a session that is logged in: connection, greeting, TLS, capabilities, login; see imap.h. */
#include "common/limits.h"
#include "common/mem.h"
#include "common/secrecy.h"
#include "common/utf8.h"
#include "mail/advice.h"
#include "mail/etpan.h"
#include "mail/imap_parts.h"
#include "mail/secret_line.h"

#include <stdlib.h>

#define CONNECT_S 30

/* ---- capabilities --------------------------------------------------------------------------------------- */

rap_err rap_imap_capability(rap_imap *imap, rap_buf *why)
{
	struct mailimap_capability_data *data = NULL;
	rap_err err;

	rap_imap_begin(imap, RAP_IMAP_S, RAP_IMAP_ANSWER);
	err = rap_imap_end(imap, mailimap_capability(imap->session, &data),
	                   MAILIMAP_ERROR_CAPABILITY, "CAPABILITY", why);
	if (err == RAP_OK && data)
		mailimap_capability_data_free(data);
	imap->has_move = mailimap_has_extension(imap->session, "MOVE");
	imap->has_idle = mailimap_has_idle(imap->session);
	return err;
}

/* What was said in clear is not believed behind TLS (RFC 3501, 6.2.1). */
static void forget_capabilities(rap_imap *imap)
{
	struct mailimap_connection_info *info = imap->session->imap_connection_info;

	if (info && info->imap_capability) {
		mailimap_capability_data_free(info->imap_capability);
		info->imap_capability = NULL;
	}
}

/* ---- login ---------------------------------------------------------------------------------------------- */

static int say_login(rap_imap *imap, const rap_server *server, const rap_secret *secret)
{
	rap_imap_begin(imap, RAP_IMAP_S, RAP_IMAP_ANSWER);
	if (secret->is_token)
		return mailimap_oauth2_authenticate(imap->session, server->user, secret->text);
	return mailimap_login(imap->session, server->user, secret->text);
}

/* The secret is needed for these two lines only: nothing of it stays for as long as the connection does (R71). */
static void forget_login(rap_imap *imap, const rap_server *server, const rap_secret *secret)
{
	rap_stream_wipe(imap->stream);
	if (secret->is_token) {
		rap_secret_line line = rap_secret_line_xoauth2(server->user, secret);

		rap_secrecy_scrub(line.len + 1);
		rap_secrecy_scrub((line.len + 2) / 3 * 4 + 1);
		rap_secret_line_done(&line);
	}
}

static rap_err said_no(rap_imap *imap, const rap_server *server, bool repeats, rap_buf *why)
{
	const char *said = imap->session->imap_response;

	if (repeats)
		said = "words that are not shown because they repeat the secret";
	rap_buf_printf(why, "%s: ", rap_stream_name(imap->stream));
	rap_advice_login(server, "IMAP", rap_slice_of(said ? said : ""), why);
	imap->dead = true;
	return RAP_E_AGAIN;
}

static rap_err log_in_as(rap_imap *imap, const rap_server *server, rap_buf *why)
{
	rap_secret secret = {0};
	rap_buf refused = rap_buf_init(RAP_KIB);
	const char *said;
	int r, refusal;
	bool repeats;
	rap_err err;

	if (server->tls != RAP_TLS_NONE && !rap_stream_is_secure(imap->stream)) {
		rap_buf_printf(why, "%s: no login without TLS", rap_stream_name(imap->stream));
		return RAP_E_AGAIN;
	}
	err = rap_secret_get(server, &secret, why);
	if (err != RAP_OK)
		return RAP_E_AGAIN;
	if (!secret.is_token && mailimap_has_extension(imap->session, "LOGINDISABLED")) {
		rap_secret_done(&secret);
		rap_buf_printf(why,
		               "%s: the server takes no password on such a connection "
		               "(LOGINDISABLED); nothing was sent",
		               rap_stream_name(imap->stream));
		imap->dead = true;
		return RAP_E_AGAIN;
	}
	r = say_login(imap, server, &secret);
	said = imap->session->imap_response;
	repeats = said && rap_secret_is_in(rap_slice_of(said), server->user, &secret);
	forget_login(imap, server, &secret);
	refusal = secret.is_token && r != MAILIMAP_ERROR_LOGIN ? MAILIMAP_ERROR_SASL
	                                                       : MAILIMAP_ERROR_LOGIN;
	rap_secret_done(&secret);
	err = rap_imap_end(imap, r, refusal, "LOGIN", &refused);
	if (err == RAP_E_NOT_FOUND)
		err = said_no(imap, server, repeats, why);
	else if (err != RAP_OK)
		rap_buf_slice(why, rap_buf_as_slice(&refused));
	rap_buf_done(&refused);
	return err;
}

/* libetpan frees texts that are its own only: from malloc they would be lost. */
static char *text_of_etpan(const char *text)
{
	MMAPString *string = mmap_string_new(text);

	if (!string || mmap_string_ref(string) < 0)
		rap_mem_exhausted();
	return string->str;
}

/* Some providers serve no folder to a program that has not said its name (RFC 2971). */
static rap_err say_who(rap_imap *imap, rap_buf *why)
{
	struct mailimap_id_params_list *mine = rap_etpan_made(mailimap_id_params_list_new_empty());
	struct mailimap_id_params_list *theirs = NULL;
	rap_buf refused = rap_buf_init(RAP_KIB);
	rap_err err = RAP_OK;

	if (mailimap_has_id(imap->session)) {
		rap_etpan_added(mailimap_id_params_list_add_name_value(
			mine, text_of_etpan("name"), text_of_etpan("rapporteur")));
		rap_imap_begin(imap, RAP_IMAP_S, RAP_IMAP_ANSWER);
		err = rap_imap_end(imap, mailimap_id(imap->session, mine, &theirs),
		                   MAILIMAP_ERROR_EXTENSION, "ID", &refused);
	}
	if (err == RAP_OK && theirs)
		mailimap_id_params_list_free(theirs);
	mailimap_id_params_list_free(mine);
	if (err == RAP_E_NOT_FOUND)
		err = RAP_OK;
	else if (err != RAP_OK)
		rap_buf_slice(why, rap_buf_as_slice(&refused));
	rap_buf_done(&refused);
	return err;
}

/* ---- the way there -------------------------------------------------------------------------------------- */

static rap_err greet(rap_imap *imap, mailstream *etpan, rap_buf *why)
{
	int r;

	rap_imap_begin(imap, CONNECT_S, RAP_IMAP_ANSWER);
	r = mailimap_connect(imap->session, etpan);
	if (r == MAILIMAP_NO_ERROR_NON_AUTHENTICATED)
		return RAP_OK;
	imap->dead = true;
	if (r == MAILIMAP_NO_ERROR_AUTHENTICATED) {
		rap_buf_printf(why,
		               "%s: the server says that we are logged in before we are; "
		               "somebody may stand between us and it. Nothing was sent",
		               rap_stream_name(imap->stream));
		return RAP_E_AGAIN;
	}
	if (r == MAILIMAP_ERROR_DONT_ACCEPT_CONNECTION) {
		const char *said = imap->session->imap_response;

		rap_buf_printf(why, "%s: the server does not take connections now: ",
		               rap_stream_name(imap->stream));
		rap_utf8_printable(why, rap_slice_of(said ? said : ""), 200);
		return RAP_E_AGAIN;
	}
	return rap_imap_end(imap, r, -1, "greeting", why);
}

static rap_err start_tls(rap_imap *imap, rap_buf *why)
{
	rap_err err = rap_imap_capability(imap, why);
	int r;

	if (err != RAP_OK)
		return RAP_E_AGAIN;
	if (!mailimap_has_extension(imap->session, "STARTTLS")) {
		rap_buf_printf(why,
		               "%s: the server does not offer STARTTLS, which is required; "
		               "nothing was sent. Is this the right port (993 with tls: implicit)?",
		               rap_stream_name(imap->stream));
		return RAP_E_AGAIN;
	}
	rap_imap_begin(imap, CONNECT_S, RAP_IMAP_ANSWER);
	r = mailimap_starttls(imap->session);
	/* Bytes in clear behind the OK are an injection (CVE-2020-15953, CVE-2011-0411); Debian's libetpan sees them too. */
	if (rap_stream_is_ahead(imap->stream)) {
		rap_buf_printf(why,
		               "%s: something was put behind the answer to STARTTLS; somebody "
		               "may stand between us and the server",
		               rap_stream_name(imap->stream));
		return RAP_E_AGAIN;
	}
	if (rap_imap_end(imap, r, MAILIMAP_ERROR_STARTTLS, "STARTTLS", why) != RAP_OK)
		return RAP_E_AGAIN;
	err = rap_stream_start_tls(imap->stream, CONNECT_S, why);
	forget_capabilities(imap);
	return err;
}

typedef struct steps {
	rap_imap_step_fn *step;
	void *user;
	const char *now;
} steps;

static void well(const steps *s, const char *text)
{
	if (s->step)
		s->step(s->user, s->now, text);
}

static rap_err log_in(rap_imap *imap, const rap_server *server, steps *s, rap_buf *why)
{
	rap_buf text = rap_buf_init(RAP_KIB);
	rap_err err;

	s->now = "Login";
	err = rap_imap_capability(imap, why);
	if (err == RAP_OK)
		err = log_in_as(imap, server, why);
	if (err == RAP_OK) /* what a server can may differ before and after */
		err = rap_imap_capability(imap, why);
	if (err == RAP_OK)
		err = say_who(imap, why);
	if (err == RAP_OK) {
		rap_buf_printf(&text, "as %s%s", server->user,
		               server->oauth2_command ? ", with an access token" : "");
		well(s, rap_buf_text(&text));
	}
	rap_buf_done(&text);
	return err;
}

static rap_err secure(rap_imap *imap, const rap_server *server, steps *s, rap_buf *why)
{
	rap_err err = RAP_OK;

	s->now = "TLS";
	if (server->tls == RAP_TLS_STARTTLS)
		err = start_tls(imap, why);
	if (err == RAP_OK)
		well(s, server->tls == RAP_TLS_NONE ? "none, which is for this machine only"
		                                    : "on, the certificate is good for this name");
	return err;
}

rap_err rap_imap_open(const rap_server *server, rap_imap_step_fn *step, void *user, rap_imap **ret,
                      const char **ret_what, rap_buf *why)
{
	steps s = {step, user, "Connection"};
	rap_imap *imap = rap_calloc(1, sizeof *imap);
	mailstream *etpan;
	rap_err err = rap_stream_open(server, CONNECT_S, &imap->stream, why);

	if (err != RAP_OK) {
		free(imap);
		if (ret_what)
			*ret_what = s.now;
		return RAP_E_AGAIN;
	}
	imap->session = mailimap_new(0, NULL);
	etpan = rap_stream_etpan(imap->stream);
	if (!imap->session || !etpan)
		rap_mem_exhausted();
	err = greet(imap, etpan, why);
	if (err == RAP_OK) {
		well(&s, rap_stream_name(imap->stream));
		err = secure(imap, server, &s, why);
	}
	if (err == RAP_OK)
		err = log_in(imap, server, &s, why);
	if (ret_what)
		*ret_what = s.now;
	if (err != RAP_OK) {
		imap->dead = true;
		(void)rap_imap_close(imap);
		return RAP_E_AGAIN;
	}
	*ret = imap;
	return RAP_OK;
}
