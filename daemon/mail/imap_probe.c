// SPDX-License-Identifier: Apache-2.0
/* The steps of a trial of a mailbox; see imap_probe.h. */
#include "mail/imap_probe.h"

#include "common/limits.h"
#include "mail/imap.h"
#include "mail/link.h"
#include "mail/probe.h"

#define TEXT_MAX (4u * RAP_KIB)

typedef struct probe {
	int fd;
	rap_err err; /* of the link to core */
} probe;

static void say(probe *p, const char *what, bool good, const char *text)
{
	if (p->err == RAP_OK)
		p->err = rap_probe_say(p->fd, what, good, text);
}

static void on_step(void *user, const char *what, const char *text)
{
	say(user, what, true, text);
}

/* false: the connection is of no more use. */
static bool try_folder(probe *p, rap_imap *imap, const char *name)
{
	rap_imap_folder_state state;
	rap_buf text = rap_buf_init(TEXT_MAX);
	rap_err err = rap_imap_select(imap, name, &state, &text);

	if (err == RAP_OK && state.uidvalidity == 0)
		rap_buf_printf(&text,
		               "%s: opened, but the server says no UIDVALIDITY: after each "
		               "connection the whole folder is read again",
		               name);
	else if (err == RAP_OK)
		rap_buf_printf(&text, "%s: opened, %u mail%s in it", name, state.exists,
		               state.exists == 1 ? "" : "s");
	else if (err == RAP_E_NOT_FOUND)
		rap_buf_printf(&text, ". Please check folders, or create '%s' with a mail program",
		               name);
	say(p, "Folder", err == RAP_OK, rap_buf_text(&text));
	rap_buf_done(&text);
	return err != RAP_E_AGAIN;
}

static bool try_done(probe *p, rap_imap *imap, const char *name)
{
	rap_buf text = rap_buf_init(TEXT_MAX);
	rap_err err = RAP_OK;

	if (!rap_imap_has_move(imap)) {
		say(p, "Move", true,
		    "the server does not offer MOVE: recorded mails stay where they are, and are "
		    "not read again");
		return true;
	}
	err = rap_imap_create(imap, name, &text);
	if (err == RAP_OK)
		rap_buf_printf(&text, "recorded mails are moved to %s", name);
	else if (err == RAP_E_NOT_FOUND)
		rap_buf_printf(&text,
		               ". Please create '%s' with a mail program, or name another folder "
		               "in done (some servers want INBOX/ or INBOX. before it)",
		               name);
	say(p, "Move", err == RAP_OK, rap_buf_text(&text));
	rap_buf_done(&text);
	return err != RAP_E_AGAIN;
}

static void try_idle(probe *p, rap_imap *imap)
{
	rap_buf text = rap_buf_init(TEXT_MAX);
	rap_err err = RAP_E_NOT_FOUND;

	if (rap_imap_has_idle(imap))
		err = rap_imap_idle(imap, &text);
	if (err == RAP_OK)
		err = rap_imap_idle_done(imap, &text);
	rap_buf_cut(&text, err == RAP_E_AGAIN ? text.len : 0);
	if (err == RAP_OK)
		rap_buf_str(&text, "new mail is told by the server at once");
	else if (err == RAP_E_NOT_FOUND)
		rap_buf_str(&text, "not offered: the mailbox is asked every minute");
	say(p, "Idle", err != RAP_E_AGAIN, rap_buf_text(&text));
	rap_buf_done(&text);
}

static void try_folders(probe *p, rap_imap *imap, const json_t *start)
{
	const json_t *folders = json_object_get(start, "folders");
	const char *done = rap_link_text(start, "done", NULL);
	bool good = true;

	for (size_t i = json_array_size(folders); i-- > 0 && good;) /* IDLE is tried in the first */
		good = try_folder(p, imap, json_string_value(json_array_get(folders, i)));
	if (good && done)
		good = try_done(p, imap, done);
	if (good)
		try_idle(p, imap);
}

rap_err rap_imap_probe(int fd, const json_t *start)
{
	probe p = {.fd = fd};
	rap_buf why = rap_buf_init(TEXT_MAX);
	const char *what = "Connection";
	rap_server server;
	rap_imap *imap = NULL;

	if (rap_server_parse(start, &server) != RAP_OK || !server.user)
		return RAP_E_PROTOCOL;
	if (rap_imap_open(&server, on_step, &p, &imap, &what, &why) == RAP_OK)
		try_folders(&p, imap, start);
	else
		say(&p, what, false, rap_buf_text(&why));
	imap = rap_imap_close(imap);
	rap_buf_done(&why);
	return p.err;
}
