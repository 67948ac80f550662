// SPDX-License-Identifier: Apache-2.0
/* Serves one connection of the fake server: for every command the script's rule, or what an ordinary server does. */
#include "fake.h"

#include "common/mem.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the command at hand -------------------------------------------------------------------------------- */

bool fake_is_command(const fake_conn *conn, const char *verb)
{
	size_t n = strlen(verb);
	const char *text = conn->command.len > 0 ? conn->command.at : "";

	return conn->command.len >= n && strncasecmp(text, verb, n) == 0 &&
	       (conn->command.len == n || text[n] == ' ' || text[n] == ':');
}

const char *fake_after_words(const fake_conn *conn, size_t n)
{
	const char *at = rap_buf_text(&conn->command);

	for (; n > 0; n--) {
		at += strcspn(at, " ");
		at += strspn(at, " ");
	}
	return at;
}

void fake_set_of(const fake_conn *conn, rap_buf *out)
{
	const char *at = fake_after_words(conn, fake_is_command(conn, "UID") ? 2 : 1);

	rap_buf_add(out, at, strcspn(at, " "));
}

/* A line, in IMAP with the literals in it, split into tag and command. */
static bool next_command(fake_conn *conn)
{
	rap_buf line = rap_buf_init(64 * FAKE_LINE_MAX);
	bool is_imap = conn->world->script.is_imap;
	bool good = fake_conn_line(conn, &line);
	const char *text, *space;

	while (good && is_imap && line.len > 2 && line.at[line.len - 1] == '}') {
		const char *brace = strrchr(rap_buf_text(&line), '{');
		size_t len = brace ? strtoul(brace + 1, NULL, 10) : 0;

		if (!brace)
			break;
		if (line.at[line.len - 2] != '+')
			(void)fake_conn_say(conn, "+ go on");
		good = fake_conn_bytes(conn, len, &line) && fake_conn_line(conn, &line);
	}
	rap_buf_cut(&conn->command, 0);
	text = rap_buf_text(&line);
	space = is_imap && !conn->idling ? strchr(text, ' ') : NULL;
	if (space) {
		rap_buf_cut(&conn->tag, 0);
		rap_buf_add(&conn->tag, text, (size_t)(space - text));
		rap_buf_str(&conn->command, space + 1);
	} else {
		rap_buf_str(&conn->command, text);
	}
	rap_buf_done(&line);
	return good;
}

/* ---- actions -------------------------------------------------------------------------------------------- */

static rap_slice file_of(const fake_conn *conn, long n)
{
	if (n < 1 || (size_t)n > conn->world->n_files)
		return (rap_slice){"", 0};
	return rap_buf_as_slice(&conn->world->files[n - 1]);
}

/* $tag, $set, $sizeN; $$ is a dollar. */
static void expand(const fake_conn *conn, const rap_buf *text, rap_buf *out)
{
	for (size_t i = 0; i < text->len; i++) {
		rap_slice rest = {text->at + i + 1, text->len - i - 1};

		if (text->at[i] != '$') {
			rap_buf_char(out, text->at[i]);
		} else if (rest.len >= 3 && memcmp(rest.at, "tag", 3) == 0) {
			rap_buf_slice(out, rap_buf_as_slice(&conn->tag));
			i += 3;
		} else if (rest.len >= 3 && memcmp(rest.at, "set", 3) == 0) {
			fake_set_of(conn, out);
			i += 3;
		} else if (rest.len >= 5 && memcmp(rest.at, "size", 4) == 0) {
			rap_buf_printf(out, "%zu", file_of(conn, rest.at[4] - '0').len);
			i += 5;
		} else {
			rap_buf_char(out, '$');
			i += rest.len > 0 && rest.at[0] == '$';
		}
	}
}

static void send_mail(fake_conn *conn, const fake_action *action)
{
	rap_slice mail = file_of(conn, action->n[0]);
	size_t from = (size_t)action->n[1];

	mail = rap_slice_sub(mail, from, action->n[2] < 0 ? mail.len : from + (size_t)action->n[2]);
	(void)fake_conn_send(conn, mail.at, mail.len);
}

static void trickle(fake_conn *conn, long ms, const rap_buf *text)
{
	for (size_t i = 0; i < text->len && conn->open; i++)
		if (!fake_conn_wait(conn, ms) || !fake_conn_send(conn, text->at + i, 1))
			return;
}

/* For ever: n < 0. In large pieces, so that much can be sent. */
static void repeat(fake_conn *conn, long n, const rap_buf *text)
{
	rap_buf piece = rap_buf_init(FAKE_LINE_MAX);
	long per_piece = 0;

	while (text->len > 0 && piece.len + text->len <= 65536) {
		rap_buf_slice(&piece, rap_buf_as_slice(text));
		per_piece++;
	}
	while (n != 0 && per_piece > 0 && conn->open && !fake_stopped) {
		long now = n < 0 || n > per_piece ? per_piece : n;

		(void)fake_conn_send(conn, piece.at, (size_t)now * text->len);
		n -= n < 0 ? 0 : now;
	}
	rap_buf_done(&piece);
}

static void expect(fake_conn *conn, const char *pattern)
{
	if (!next_command(conn))
		return;
	if (fnmatch(pattern, rap_buf_text(&conn->command), FNM_CASEFOLD) == 0)
		return;
	fake_conn_log(conn, "expected %s", pattern);
	fake_conn_close(conn, false);
}

static void set(fake_conn *conn, const char *name, long value)
{
	fake_shared *shared = conn->world->shared;

	if (strcmp(name, "uidvalidity") == 0)
		shared->uidvalidity = value;
	else if (strcmp(name, "uidnext") == 0)
		shared->uidnext = value;
	else if (strcmp(name, "firstuid") == 0)
		for (size_t i = 0; i < FAKE_MAILS; i++)
			shared->mails[i].uid = (uint32_t)value + (uint32_t)i;
	else
		fake_conn_log(conn, "nothing is called %s", name);
}

static void add_mail(fake_conn *conn)
{
	fake_shared *shared = conn->world->shared;

	if (shared->n_mails < conn->world->n_files)
		shared->mails[shared->n_mails++].there = true;
}

static void remove_mail(fake_conn *conn, long uid)
{
	fake_shared *shared = conn->world->shared;

	for (size_t i = 0; i < shared->n_mails; i++)
		if ((long)shared->mails[i].uid == uid)
			shared->mails[i].there = false;
}

static void ordinary(fake_conn *conn)
{
	if (conn->world->script.is_imap)
		fake_imap_do(conn);
	else
		fake_smtp_do(conn);
}

static void act(fake_conn *conn, const fake_action *action)
{
	rap_buf text = rap_buf_init(4 * FAKE_LINE_MAX);

	expand(conn, &action->text, &text);
	switch (action->op) {
	case OP_LINE:
		rap_buf_str(&text, "\r\n");
		(void)fake_conn_send(conn, text.at, text.len);
		break;
	case OP_SEND:
		(void)fake_conn_send(conn, text.at, text.len);
		break;
	case OP_MAIL:
		send_mail(conn, action);
		break;
	case OP_EXPECT:
		expect(conn, rap_buf_text(&text));
		break;
	case OP_CLOSE:
	case OP_RESET:
		fake_conn_close(conn, action->op == OP_RESET);
		break;
	case OP_WAIT:
		(void)fake_conn_wait(conn, action->n[0]);
		break;
	case OP_HANG:
		fake_conn_drain(conn);
		break;
	case OP_TRICKLE:
		trickle(conn, action->n[0], &text);
		break;
	case OP_REPEAT:
		repeat(conn, action->n[0], &text);
		break;
	case OP_ENDLESS:
		repeat(conn, -1, &text);
		break;
	case OP_STARTTLS:
		(void)fake_conn_start_tls(conn);
		break;
	case OP_ORDINARY:
		ordinary(conn);
		break;
	case OP_SET:
		set(conn, action->name, action->n[0]);
		break;
	case OP_ADD:
		add_mail(conn);
		break;
	case OP_REMOVE:
		remove_mail(conn, action->n[0]);
		break;
	case OP_ASIDE:
		fake_conn_log(conn, "%s", rap_buf_text(&text));
		break;
	case OP_LOOP:
	case OP_END:
		break;
	}
	rap_buf_done(&text);
}

static void play(fake_conn *conn, const fake_rule *rule)
{
	const fake_script *s = &conn->world->script;
	long *left = rap_calloc(s->n_actions + 1, sizeof *left);

	for (size_t i = rule->begin; i < rule->end && conn->open && !fake_stopped; i++) {
		const fake_action *action = &s->actions[i];

		if (action->op == OP_LOOP)
			left[i] = action->n[0] > 0 ? action->n[0] : -1;
		else if (action->op == OP_END && left[action->partner] != 1) {
			left[action->partner] -= left[action->partner] > 0;
			i = action->partner; /* and on after it */
		} else
			act(conn, action);
	}
	free(left);
}

bool fake_play_rule(fake_conn *conn, const char *command)
{
	const fake_script *s = &conn->world->script;
	long *used = conn->world->shared->used;

	for (size_t i = 0; i < s->n_rules; i++) {
		const fake_rule *rule = &s->rules[i];

		if (conn->number < rule->from || (rule->to > 0 && conn->number > rule->to) ||
		    (rule->times > 0 && used[i] >= rule->times) ||
		    fnmatch(rule->pattern, command, FNM_CASEFOLD) != 0)
			continue;
		used[i]++;
		fake_conn_log(conn, "rule %s", rule->pattern);
		play(conn, rule);
		return true;
	}
	return false;
}

/* ---- the whole ------------------------------------------------------------------------------------------ */

static void greet(fake_conn *conn)
{
	if (fake_play_rule(conn, "GREETING"))
		return;
	if (conn->world->script.is_imap)
		fake_imap_greet(conn);
	else
		fake_smtp_greet(conn);
}

void fake_play(fake_world *world, long number, int fd)
{
	fake_conn conn = {.world = world,
	                  .number = number,
	                  .fd = fd,
	                  .open = true,
	                  .in = rap_buf_init(64 * FAKE_LINE_MAX),
	                  .heard = rap_buf_init(64 * FAKE_LINE_MAX),
	                  .tag = rap_buf_init(FAKE_LINE_MAX),
	                  .command = rap_buf_init(64 * FAKE_LINE_MAX)};

	fake_conn_log(&conn, "open");
	if (!world->implicit_tls || fake_conn_start_tls(&conn))
		greet(&conn);
	while (conn.open && !fake_stopped && next_command(&conn))
		if (!fake_play_rule(&conn, rap_buf_text(&conn.command)))
			ordinary(&conn);
	fake_conn_close(&conn, false);
	rap_buf_done(&conn.in);
	rap_buf_done(&conn.heard);
	rap_buf_done(&conn.tag);
	rap_buf_done(&conn.command);
}
