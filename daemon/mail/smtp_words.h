/* SPDX-License-Identifier: Apache-2.0 */
/* What the words of SMTP mean: pure functions over texts; they touch no network. */
#ifndef RAP_DAEMON_MAIL_SMTP_WORDS_H
#define RAP_DAEMON_MAIL_SMTP_WORDS_H

#include "mail/transport.h"

/* What a server says after EHLO that it can. */
typedef struct rap_smtp_features {
	bool starttls, dsn, size, eightbit;
	bool plain, login, xoauth2; /* ways to log in that we know */
	size_t size_max; /* octets; 0: not said */
	char offered[200]; /* the words after AUTH, printable and cut, for messages */
} rap_smtp_features;

/* text: the lines of the reply without their codes, joined with LF; the first is the name of the server. */
void rap_smtp_parse_ehlo(rap_slice text, rap_smtp_features *ret);

/*
 * One line of a reply (RFC 5321, 4.2) without its line end: three digits from 200 to 599, and then a blank, a hyphen or
 * nothing. false: it is none.
 */
bool rap_smtp_parse_line(rap_slice line, int *ret_code, bool *ret_last, rap_slice *ret_text);

/* Where in the dialogue a reply stands. */
typedef enum rap_smtp_stage {
	RAP_SMTP_SESSION, /* greeting, EHLO, STARTTLS, AUTH */
	RAP_SMTP_MAIL,
	RAP_SMTP_RCPT,
	RAP_SMTP_DATA, /* the command */
	RAP_SMTP_CONTENT, /* after the final dot */
} rap_smtp_stage;

typedef struct rap_smtp_verdict {
	bool good; /* go on; after the content: the server has the mail */
	rap_transport_outcome outcome; /* when it is not good */
	bool drop; /* the connection is of no more use */
	const char *advice; /* NULL, or what an administrator can do */
} rap_smtp_verdict;

/*
 * 5yz is final only where it is about this mail. Where it says that we may not send, or not like this (no login, another
 * sender, a quota), the configuration is wrong and the mail must wait: the outcome is AGAIN. text: the reply's,
 * with its enhanced status code (RFC 3463) where there is one.
 */
rap_smtp_verdict rap_smtp_judge(rap_smtp_stage stage, int code, rap_slice text);

/* Whether what was said against a mail is about the address it is for: at RCPT anything, later an enhanced code that says so
 * (RFC 3463, X.1.z and X.2.z, but for those about a sender and about the size). */
bool rap_smtp_is_about_recipient(rap_smtp_stage stage, rap_slice text);

/*
 * Whether an address can stand between < and > of MAIL and RCPT: ASCII without control characters, blanks and angle
 * brackets, a local part of up to 64 octets, 254 in all (RFC 5321, 4.5.3.1). What is not is a second command
 * in the worst case, so that nothing else may decide.
 */
typedef enum rap_smtp_address {
	RAP_SMTP_ADDRESS_GOOD,
	RAP_SMTP_ADDRESS_NO_AT, /* or nothing before or behind it */
	RAP_SMTP_ADDRESS_TOO_LONG,
	RAP_SMTP_ADDRESS_BAD_CHARACTER,
} rap_smtp_address;
rap_smtp_address rap_smtp_address_check(const char *address);
const char *rap_smtp_address_text(rap_smtp_address result);

/* xtext of RFC 3461, 4. */
void rap_smtp_put_xtext(rap_buf *out, const char *text);

/* The octets of a mail as they go over the wire: every line end is CRLF, a dot at a line's beginning is doubled, the last
 * line has an end. Takes at most `most` octets of the mail from *offset, which moves; state is '\n' at first. */
void rap_smtp_put_content(rap_buf *out, rap_slice mail, size_t *offset, size_t most, char *state);
/* Its size as MAIL's SIZE counts it: with CRLF, without doubled dots. */
size_t rap_smtp_content_size(rap_slice mail);

#endif
