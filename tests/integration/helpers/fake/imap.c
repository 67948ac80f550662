// SPDX-License-Identifier: Apache-2.0
/* What an ordinary IMAP server does, as far as a client needs that reads one mailbox (RFC 3501, 2177, 4315, 6851). */
#include "fake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DATE "06-Jul-2020 12:00:00 +0900"

static const char *tag_of(const fake_conn *conn)
{
	return rap_buf_text(&conn->tag);
}

static void put_capabilities(const fake_conn *conn, rap_buf *out)
{
	const fake_script *s = &conn->world->script;

	rap_buf_str(out, "CAPABILITY");
	if (s->has_capabilities)
		for (size_t i = 0; i < s->capabilities.n; i++)
			rap_buf_printf(out, " %s", s->capabilities.at[i]);
	else if (conn->world->offers_starttls && !conn->tls)
		rap_buf_str(out, " IMAP4rev1 STARTTLS LOGINDISABLED");
	else
		rap_buf_str(out, " IMAP4rev1 IDLE MOVE UIDPLUS SASL-IR AUTH=PLAIN AUTH=XOAUTH2");
}

void fake_imap_greet(fake_conn *conn)
{
	(void)fake_conn_say(conn, "* OK ready");
}

/* ---- mails ---------------------------------------------------------------------------------------------- */

static uint32_t last_uid(const fake_shared *shared)
{
	uint32_t last = 0;

	for (size_t i = 0; i < shared->n_mails; i++)
		if (shared->mails[i].there)
			last = shared->mails[i].uid;
	return last;
}

static size_t count_there(const fake_shared *shared)
{
	size_t n = 0;

	for (size_t i = 0; i < shared->n_mails; i++)
		n += shared->mails[i].there;
	return n;
}

static unsigned long set_number(const char **at, unsigned long last)
{
	char *end;
	unsigned long n;

	if (**at == '*') {
		(*at)++;
		return last;
	}
	n = strtoul(*at, &end, 10);
	*at = end;
	return n;
}

/* "4:*" is never empty: it holds the last one, also when that is below 4. */
static bool in_set(const char *set, unsigned long n, unsigned long last)
{
	while (*set) {
		const char *before = set;
		unsigned long a = set_number(&set, last), b = a;

		if (*set == ':') {
			set++;
			b = set_number(&set, last);
		}
		if ((n >= a && n <= b) || (n >= b && n <= a))
			return true;
		if (*set == ',')
			set++;
		else if (set == before)
			return false;
	}
	return false;
}

static bool is_asked(const fake_conn *conn, const char *set, size_t i, size_t sequence)
{
	const fake_shared *shared = conn->world->shared;

	if (!shared->mails[i].there)
		return false;
	if (fake_is_command(conn, "UID"))
		return in_set(set, shared->mails[i].uid, last_uid(shared));
	return in_set(set, sequence, count_there(shared));
}

/* ---- FETCH ---------------------------------------------------------------------------------------------- */

static void put_body(rap_buf *out, const char *section, rap_slice body, const char *part)
{
	if (part && *part == '<') {
		size_t from = strtoul(part + 1, NULL, 10);
		const char *dot = strchr(part, '.');

		body = rap_slice_sub(body, from, from + (dot ? strtoul(dot + 1, NULL, 10) : 0));
		rap_buf_printf(out, "BODY[%s]<%zu> {%zu}\r\n", section, from, body.len);
	} else {
		rap_buf_printf(out, "BODY[%s] {%zu}\r\n", section, body.len);
	}
	rap_buf_slice(out, body);
}

static void put_item(rap_buf *out, const char *item, size_t len, const fake_mail *mail,
                     rap_slice body)
{
	char name[64];
	const char *end = body.len > 0 ? memmem(body.at, body.len, "\r\n\r\n", 4) : NULL;

	(void)snprintf(name, sizeof name, "%.*s", (int)len, item);
	if (strcasecmp(name, "UID") == 0)
		rap_buf_printf(out, "UID %u", mail->uid);
	else if (strcasecmp(name, "RFC822.SIZE") == 0)
		rap_buf_printf(out, "RFC822.SIZE %zu", body.len);
	else if (strcasecmp(name, "FLAGS") == 0)
		rap_buf_str(out, "FLAGS ()");
	else if (strcasecmp(name, "INTERNALDATE") == 0)
		rap_buf_str(out, "INTERNALDATE \"" DATE "\"");
	else if (strncasecmp(name, "BODY.PEEK[HEADER]", 17) == 0)
		put_body(out, "HEADER",
		         end ? rap_slice_sub(body, 0, (size_t)(end - body.at) + 4) : body,
		         strchr(name, '<'));
	else if (strncasecmp(name, "BODY.PEEK[]", 11) == 0 || strncasecmp(name, "BODY[]", 6) == 0)
		put_body(out, "", body, strchr(name, '<'));
	else
		rap_buf_printf(out, "X-UNKNOWN NIL");
}

static void fetch(fake_conn *conn)
{
	const fake_shared *shared = conn->world->shared;
	bool by_uid = fake_is_command(conn, "UID");
	const char *items = fake_after_words(conn, by_uid ? 3 : 2);
	rap_buf set = rap_buf_init(FAKE_LINE_MAX);
	size_t sequence = 0;

	fake_set_of(conn, &set);
	for (size_t i = 0; i < shared->n_mails; i++) {
		rap_slice body = rap_buf_as_slice(&conn->world->files[i]);
		rap_buf out = rap_buf_init(64 * FAKE_LINE_MAX);
		bool first = true;

		sequence += shared->mails[i].there;
		if (!is_asked(conn, rap_buf_text(&set), i, sequence))
			continue;
		rap_buf_printf(&out, "* %zu FETCH (", sequence);
		if (by_uid && !strcasestr(items, "UID")) {
			rap_buf_printf(&out, "UID %u", shared->mails[i].uid);
			first = false;
		}
		for (const char *at = items + strspn(items, "( "); *at && *at != ')';) {
			size_t len = strcspn(at, " )");

			if (!first)
				rap_buf_char(&out, ' ');
			first = false;
			put_item(&out, at, len, &shared->mails[i], body);
			at += len;
			at += strspn(at, " ");
		}
		rap_buf_str(&out, ")\r\n");
		(void)fake_conn_send(conn, out.at, out.len);
		rap_buf_done(&out);
	}
	rap_buf_done(&set);
	(void)fake_conn_say(conn, "%s OK fetched", tag_of(conn));
}

/* ---- MOVE, SEARCH --------------------------------------------------------------------------------------- */

static void move(fake_conn *conn)
{
	fake_shared *shared = conn->world->shared;
	rap_buf set = rap_buf_init(FAKE_LINE_MAX);
	size_t sequence = 1;

	fake_set_of(conn, &set);
	(void)fake_conn_say(conn, "* OK [COPYUID 9 %s 1] moved", rap_buf_text(&set));
	for (size_t i = 0; i < shared->n_mails; i++) {
		if (is_asked(conn, rap_buf_text(&set), i, sequence)) {
			shared->mails[i].there = false;
			fake_conn_log(conn, "moved %u", shared->mails[i].uid);
			(void)fake_conn_say(conn, "* %zu EXPUNGE", sequence);
		} else {
			sequence += shared->mails[i].there;
		}
	}
	rap_buf_done(&set);
	(void)fake_conn_say(conn, "%s OK moved", tag_of(conn));
}

static void search(fake_conn *conn)
{
	const fake_shared *shared = conn->world->shared;
	const char *uid = strcasestr(fake_after_words(conn, 2), "UID ");
	rap_buf out = rap_buf_init(FAKE_LINE_MAX);

	rap_buf_str(&out, "* SEARCH");
	for (size_t i = 0; i < shared->n_mails; i++)
		if (shared->mails[i].there &&
		    (!uid || in_set(uid + 4, shared->mails[i].uid, last_uid(shared))))
			rap_buf_printf(&out, " %u", shared->mails[i].uid);
	(void)fake_conn_say(conn, "%s", rap_buf_text(&out));
	(void)fake_conn_say(conn, "%s OK searched", tag_of(conn));
	rap_buf_done(&out);
}

/* ---- the rest ------------------------------------------------------------------------------------------- */

static void select_mailbox(fake_conn *conn)
{
	const fake_shared *shared = conn->world->shared;
	uint32_t next = shared->n_mails > 0 ? shared->mails[shared->n_mails - 1].uid + 1 : 1;

	(void)fake_conn_say(conn, "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)");
	(void)fake_conn_say(conn, "* OK [PERMANENTFLAGS (\\Deleted \\Seen \\*)] flags");
	(void)fake_conn_say(conn, "* %zu EXISTS", count_there(shared));
	(void)fake_conn_say(conn, "* 0 RECENT");
	if (shared->uidvalidity >= 0)
		(void)fake_conn_say(conn, "* OK [UIDVALIDITY %ld] valid", shared->uidvalidity);
	if (shared->uidnext >= 0)
		(void)fake_conn_say(conn, "* OK [UIDNEXT %ld] next",
		                    shared->uidnext > 0 ? shared->uidnext : (long)next);
	(void)fake_conn_say(conn, "%s OK [READ-WRITE] selected", tag_of(conn));
}

static void authenticate(fake_conn *conn)
{
	rap_buf line = rap_buf_init(FAKE_LINE_MAX);

	if (*fake_after_words(conn, 2) == '\0') {
		(void)fake_conn_say(conn, "+ ");
		if (!fake_conn_line(conn, &line)) {
			rap_buf_done(&line);
			return;
		}
	}
	rap_buf_done(&line);
	(void)fake_conn_say(conn, "%s OK logged in", tag_of(conn));
}

static void start_tls(fake_conn *conn)
{
	if (!conn->world->offers_starttls || conn->tls) {
		(void)fake_conn_say(conn, "%s BAD no", tag_of(conn));
	} else {
		(void)fake_conn_say(conn, "%s OK begin", tag_of(conn));
		(void)fake_conn_start_tls(conn);
	}
}

static void idle(fake_conn *conn)
{
	conn->idling = true;
	(void)fake_conn_say(conn, "+ idling");
}

static void idle_ends(fake_conn *conn)
{
	conn->idling = false;
	(void)fake_conn_say(conn, fake_is_command(conn, "DONE") ? "%s OK idled" : "%s BAD DONE",
	                    tag_of(conn));
}

static void logout(fake_conn *conn)
{
	(void)fake_conn_say(conn, "* BYE goodbye");
	(void)fake_conn_say(conn, "%s OK out", tag_of(conn));
	fake_conn_close(conn, false);
}

static void capability(fake_conn *conn)
{
	rap_buf out = rap_buf_init(FAKE_LINE_MAX);

	put_capabilities(conn, &out);
	(void)fake_conn_say(conn, "* %s", rap_buf_text(&out));
	(void)fake_conn_say(conn, "%s OK done", tag_of(conn));
	rap_buf_done(&out);
}

static void status(fake_conn *conn)
{
	(void)fake_conn_say(conn, "* STATUS INBOX (MESSAGES %zu UIDVALIDITY %ld)",
	                    count_there(conn->world->shared), conn->world->shared->uidvalidity);
	(void)fake_conn_say(conn, "%s OK done", tag_of(conn));
}

void fake_imap_do(fake_conn *conn)
{
	static const struct {
		const char *verb;
		void (*how)(fake_conn *conn);
	} verbs[] = {
		{"CAPABILITY", capability},
		{"STARTTLS", start_tls},
		{"AUTHENTICATE", authenticate},
		{"SELECT", select_mailbox},
		{"EXAMINE", select_mailbox},
		{"UID FETCH", fetch},
		{"FETCH", fetch},
		{"UID MOVE", move},
		{"UID SEARCH", search},
		{"STATUS", status},
		{"IDLE", idle},
		{"LOGOUT", logout},
	};

	if (conn->idling) {
		idle_ends(conn);
		return;
	}
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (fake_is_command(conn, verbs[i].verb)) {
			verbs[i].how(conn);
			return;
		}
	/* LOGIN, NOOP, STORE, LIST and whatever else there is */
	(void)fake_conn_say(conn, "%s OK done", tag_of(conn));
}
