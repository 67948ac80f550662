/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A mail server that does what a script says: what the files of the fake server share. The language of scripts
 * stands in fake_server.c.
 *
 * A process per connection; what connections share (mails moved away, rules used up) lies in shared memory.
 */
#ifndef RAP_TESTS_FAKE_H
#define RAP_TESTS_FAKE_H

#include "common/attr.h"
#include "common/buf.h"
#include "common/strv.h"

#include <gnutls/gnutls.h>
#include <stdint.h>

#define FAKE_RULES 64u
#define FAKE_MAILS 64u
#define FAKE_LINE_MAX (1024u * 1024u)

/* ---- scripts -------------------------------------------------------------------------------------------- */

typedef enum fake_op {
	OP_SEND,
	OP_LINE,
	OP_MAIL,
	OP_EXPECT,
	OP_CLOSE,
	OP_RESET,
	OP_WAIT,
	OP_HANG,
	OP_TRICKLE,
	OP_REPEAT,
	OP_ENDLESS,
	OP_STARTTLS,
	OP_ORDINARY,
	OP_LOOP,
	OP_END,
	OP_SET,
	OP_ADD,
	OP_REMOVE,
	OP_ASIDE,
} fake_op;

typedef struct fake_action {
	fake_op op;
	rap_buf text; /* after escapes, before $names */
	char *name; /* of set */
	long n[3];
	size_t partner; /* of loop its end, of end its loop */
	size_t line;
} fake_action;

typedef struct fake_rule {
	char *pattern;
	long from, to; /* connections, 1 and up */
	long times; /* 0: always */
	size_t begin, end; /* of its actions */
} fake_rule;

typedef struct fake_script {
	const char *path;
	bool is_imap;
	long present; /* mails that are there at the beginning; -1: all */
	rap_strv capabilities;
	bool has_capabilities;
	fake_rule rules[FAKE_RULES];
	size_t n_rules;
	fake_action *actions;
	size_t n_actions;
	long uidvalidity, uidnext; /* uidnext 0: as it is; either -1: not said */
} fake_script;

/* A mistake in the script ends the program with status 2 and a line that names it. */
void fake_script_read(const char *path, fake_script *script);
void fake_script_done(fake_script *script);

/* ---- what all connections share ------------------------------------------------------------------------- */

typedef struct fake_mail {
	uint32_t uid;
	bool there;
} fake_mail;

typedef struct fake_shared {
	long used[FAKE_RULES];
	fake_mail mails[FAKE_MAILS];
	size_t n_mails;
	long uidvalidity, uidnext;
} fake_shared;

typedef struct fake_world {
	fake_script script;
	fake_shared *shared;
	rap_buf files[FAKE_MAILS]; /* the mails, CRLF */
	size_t n_files;
	const char *certificate, *key, *priority;
	bool implicit_tls, offers_starttls;
	long cut_sent, cut_heard; /* octets of the first connection; -1: no cut */
	int log; /* descriptor */
} fake_world;

/* ---- a connection --------------------------------------------------------------------------------------- */

typedef struct fake_conn {
	fake_world *world;
	long number;
	int fd;
	bool open;
	gnutls_certificate_credentials_t credentials;
	gnutls_session_t tls;
	rap_buf in, heard; /* not yet taken; not yet logged */
	long n_sent, n_heard; /* octets */
	/* the command at hand */
	rap_buf tag, command;
	bool idling;
} fake_conn;

extern volatile bool fake_stopped; /* SIGTERM has come */

void fake_conn_log(fake_conn *conn, const char *format, ...) RAP_PRINTF(2, 3);
/* false from all of these: the connection is closed. */
bool fake_conn_send(fake_conn *conn, const void *bytes, size_t len);
bool fake_conn_say(fake_conn *conn, const char *format, ...) RAP_PRINTF(2, 3);
/* A line without its CRLF. */
bool fake_conn_line(fake_conn *conn, rap_buf *line);
bool fake_conn_bytes(fake_conn *conn, size_t len, rap_buf *out);
bool fake_conn_start_tls(fake_conn *conn);
/* Reads and logs until the peer closes. */
void fake_conn_drain(fake_conn *conn);
/* Sleeps; false when told to stop. */
bool fake_conn_wait(const fake_conn *conn, long ms);
void fake_conn_close(fake_conn *conn, bool reset);

/* Serves one connection to its end. */
void fake_play(fake_world *world, long number, int fd);
/* The first rule for the command at hand, if any, is played. */
bool fake_play_rule(fake_conn *conn, const char *command);

/* What an ordinary server does with the command at hand. */
void fake_imap_greet(fake_conn *conn);
void fake_imap_do(fake_conn *conn);
void fake_smtp_greet(fake_conn *conn);
void fake_smtp_do(fake_conn *conn);

bool fake_is_command(const fake_conn *conn, const char *verb);
/* The rest of the command after its n-th word. */
const char *fake_after_words(const fake_conn *conn, size_t n);
/* The set of a FETCH, MOVE and the like; "" where there is none. */
void fake_set_of(const fake_conn *conn, rap_buf *out);

#endif
