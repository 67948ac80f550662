// SPDX-License-Identifier: Apache-2.0
/* Replies, addresses and contents of SMTP as texts; see smtp_words.h. */
#include "mail/smtp_words.h"

#include <stdlib.h>

#define LOCAL_MAX 64u
#define ADDRESS_MAX 254u

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* ---- what a server can ---------------------------------------------------------------------------------- */

/* Up to the next blank, from *at on, which moves past it. */
static rap_slice next_word(rap_slice line, size_t *at)
{
	size_t from;

	while (*at < line.len && (line.at[*at] == ' ' || line.at[*at] == '\t'))
		(*at)++;
	from = *at;
	while (*at < line.len && line.at[*at] != ' ' && line.at[*at] != '\t')
		(*at)++;
	return rap_slice_sub(line, from, *at);
}

static void take_ways(rap_slice line, size_t at, rap_smtp_features *ret)
{
	size_t n = strlen(ret->offered);

	for (;;) {
		rap_slice word = next_word(line, &at);

		if (word.len == 0)
			return;
		ret->plain = ret->plain || rap_slice_is_nocase(word, "PLAIN");
		ret->login = ret->login || rap_slice_is_nocase(word, "LOGIN");
		ret->xoauth2 = ret->xoauth2 || rap_slice_is_nocase(word, "XOAUTH2");
		if (n + word.len + 2 > sizeof ret->offered)
			continue;
		if (n > 0)
			ret->offered[n++] = ' ';
		for (size_t i = 0; i < word.len; i++)
			ret->offered[n++] =
				word.at[i] > ' ' && word.at[i] <= '~' ? word.at[i] : '?';
		ret->offered[n] = '\0';
	}
}

static size_t take_number(rap_slice digits)
{
	size_t n = 0;

	for (size_t i = 0; i < digits.len && is_digit(digits.at[i]); i++) {
		if (n > SIZE_MAX / 10 - 1)
			return 0; /* more than anybody has: no limit */
		n = n * 10 + (size_t)(digits.at[i] - '0');
	}
	return n;
}

static void take_feature(rap_slice line, rap_smtp_features *ret)
{
	static const char old_auth[] = "AUTH="; /* from before RFC 2554, still met */
	size_t at = 0;
	rap_slice word = next_word(line, &at);

	if (rap_slice_is_nocase(word, "STARTTLS")) {
		ret->starttls = true;
	} else if (rap_slice_is_nocase(word, "DSN")) {
		ret->dsn = true;
	} else if (rap_slice_is_nocase(word, "8BITMIME")) {
		ret->eightbit = true;
	} else if (rap_slice_is_nocase(word, "SIZE")) {
		ret->size = true;
		ret->size_max = take_number(next_word(line, &at));
	} else if (rap_slice_is_nocase(word, "AUTH")) {
		take_ways(line, at, ret);
	} else if (rap_slice_is_nocase(rap_slice_sub(word, 0, sizeof old_auth - 1), old_auth)) {
		take_ways(line, at - word.len + sizeof old_auth - 1, ret);
	}
}

void rap_smtp_parse_ehlo(rap_slice text, rap_smtp_features *ret)
{
	size_t from = 0;

	*ret = (rap_smtp_features){0};
	for (size_t i = 0; i <= text.len; i++) {
		if (i < text.len && text.at[i] != '\n')
			continue;
		if (from > 0)
			take_feature(rap_slice_sub(text, from, i), ret);
		from = i + 1;
	}
}

/* ---- replies -------------------------------------------------------------------------------------------- */

bool rap_smtp_parse_line(rap_slice line, int *ret_code, bool *ret_last, rap_slice *ret_text)
{
	if (line.len < 3 || line.at[0] < '2' || line.at[0] > '5' || !is_digit(line.at[1]) ||
	    !is_digit(line.at[2]))
		return false;
	if (line.len > 3 && line.at[3] != ' ' && line.at[3] != '-')
		return false;
	*ret_code = (line.at[0] - '0') * 100 + (line.at[1] - '0') * 10 + (line.at[2] - '0');
	*ret_last = line.len == 3 || line.at[3] == ' ';
	*ret_text = rap_slice_sub(line, 4, line.len);
	return true;
}

typedef struct enhanced { /* of RFC 3463; class 0: none */
	int class, subject, detail;
} enhanced;

static int take_part(rap_slice text, size_t *at)
{
	int n = 0;
	size_t from = *at;

	while (*at < text.len && *at - from < 3 && is_digit(text.at[*at]))
		n = n * 10 + (text.at[(*at)++] - '0');
	return *at > from ? n : -1;
}

static enhanced enhanced_of(rap_slice text)
{
	static const enhanced none = {0};
	enhanced e = none;
	size_t at = 0;

	e.class = take_part(text, &at);
	if (e.class < 2 || e.class > 5 || at >= text.len || text.at[at++] != '.')
		return none;
	e.subject = take_part(text, &at);
	if (e.subject < 0 || at >= text.len || text.at[at++] != '.')
		return none;
	e.detail = take_part(text, &at);
	return e.detail < 0 ? none : e;
}

#define ADVICE_LOGIN "the server wants a login: give user and its password under sending.smtp"
#define ADVICE_SENDER                                                                       \
	"the server does not let this account use the sender: \"envelope: mailbox\" under " \
	"sending uses the mailbox's own address; or allow the account to send as the mailbox"
#define ADVICE_QUOTA "the account has sent as much as it may: lower rate.per_minute under sending"
#define ADVICE_POLICY                                                                              \
	"the server does not let us send: is user missing under sending.smtp, or does the server " \
	"know us by another address or sender?"
#define ADVICE_HOST "the server takes no mail from us: is it the right host and port?"

/* 5yz replies that are not about the mail, whatever the stage. */
static const char *not_about_the_mail(int code, enhanced e)
{
	static const struct {
		int subject, detail;
		const char *advice;
	} list[] = {
		{7, 60, ADVICE_SENDER}, {2, 252, ADVICE_SENDER}, {1, 8, ADVICE_SENDER},
		{1, 90, ADVICE_QUOTA},  {2, 122, ADVICE_QUOTA},  {4, 5, ADVICE_QUOTA},
		{7, 57, ADVICE_LOGIN}, /* Client was not authenticated to send anonymous mail */
	};

	for (size_t i = 0; e.class == 5 && i < sizeof list / sizeof *list; i++)
		if (e.subject == list[i].subject && e.detail == list[i].detail)
			return list[i].advice;
	if (e.class == 5 && e.subject == 7 && e.detail >= 700 && e.detail <= 799)
		return ADVICE_QUOTA; /* "traffic not accepted from this address" and its kin */
	switch (code) {
	case 500: /* our commands are ordinary: this is no SMTP server, or one out of step */
	case 502:
	case 503:
	case 504:
	case 521: /* RFC 7504 */
		return ADVICE_HOST;
	case 523:
	case 524:
	case 530:
	case 534:
	case 535:
	case 538:
		return ADVICE_LOGIN;
	default:
		return NULL;
	}
}

static bool is_too_large(int code, enhanced e)
{
	return code == 552 || (e.subject == 3 && e.detail == 4) ||
	       (e.subject == 2 && e.detail == 3);
}

/* A 5yz reply in the middle of a mail. */
static rap_smtp_verdict judge_refusal(rap_smtp_stage stage, int code, enhanced e)
{
	rap_smtp_verdict again = {.outcome = RAP_TRANSPORT_AGAIN};
	rap_smtp_verdict failed = {.outcome = RAP_TRANSPORT_FAILED};

	again.advice = not_about_the_mail(code, e);
	again.drop = code == 500 || code == 502 || code == 503 || code == 504 || code == 521;
	if (again.advice)
		return again;
	/* MAIL tells of the sender, which is ours, and of the size. */
	if (stage == RAP_SMTP_MAIL && !is_too_large(code, e)) {
		again.advice = ADVICE_SENDER;
		return again;
	}
	/* Before the content is known a policy (5.7.x) is about who we are. */
	if ((stage == RAP_SMTP_RCPT || stage == RAP_SMTP_DATA) && e.class == 5 && e.subject == 7) {
		again.advice = ADVICE_POLICY;
		return again;
	}
	return failed;
}

rap_smtp_verdict rap_smtp_judge(rap_smtp_stage stage, int code, rap_slice text)
{
	bool good = stage == RAP_SMTP_DATA ? code / 100 == 3 : code / 100 == 2;

	if (good)
		return (rap_smtp_verdict){.good = true, .outcome = RAP_TRANSPORT_SENT};
	if (stage != RAP_SMTP_SESSION && code / 100 == 5)
		return judge_refusal(stage, code, enhanced_of(text));
	/* 421, and what is no answer to this command: we are out of step. */
	return (rap_smtp_verdict){
		.outcome = RAP_TRANSPORT_AGAIN,
		.drop = stage == RAP_SMTP_SESSION || code == 421 || code / 100 != 4,
	};
}

bool rap_smtp_is_about_recipient(rap_smtp_stage stage, rap_slice text)
{
	enhanced e = enhanced_of(text);

	if (stage != RAP_SMTP_CONTENT)
		return stage == RAP_SMTP_RCPT;
	return (e.class == 4 || e.class == 5) &&
	       ((e.subject == 1 && e.detail != 7 && e.detail != 8 && e.detail != 9) ||
	        (e.subject == 2 && e.detail != 3));
}

/* ---- addresses ------------------------------------------------------------------------------------------ */

rap_smtp_address rap_smtp_address_check(const char *address)
{
	size_t len = strlen(address);
	const char *at = strrchr(address, '@');

	for (size_t i = 0; i < len; i++)
		if (address[i] <= ' ' || address[i] > '~' || address[i] == '<' || address[i] == '>')
			return RAP_SMTP_ADDRESS_BAD_CHARACTER;
	if (!at || at == address || at[1] == '\0')
		return RAP_SMTP_ADDRESS_NO_AT;
	if (len > ADDRESS_MAX || (size_t)(at - address) > LOCAL_MAX)
		return RAP_SMTP_ADDRESS_TOO_LONG;
	return RAP_SMTP_ADDRESS_GOOD;
}

const char *rap_smtp_address_text(rap_smtp_address result)
{
	switch (result) {
	case RAP_SMTP_ADDRESS_NO_AT:
		return "it is not of the form NAME@DOMAIN";
	case RAP_SMTP_ADDRESS_TOO_LONG:
		return "it is longer than mail servers take (64 before the @, 254 in all)";
	case RAP_SMTP_ADDRESS_BAD_CHARACTER:
		return "there are characters in it that SMTP does not take (a domain with letters "
		       "outside ASCII is written as xn--...)";
	case RAP_SMTP_ADDRESS_GOOD:
		break;
	}
	return "it is good";
}

void rap_smtp_put_xtext(rap_buf *out, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c >= '!' && c <= '~' && c != '+' && c != '=')
			rap_buf_char(out, (char)c);
		else
			rap_buf_printf(out, "+%02X", c);
	}
}

/* ---- content -------------------------------------------------------------------------------------------- */

/* state: the octet before, '\n' also after a lone CR. */
void rap_smtp_put_content(rap_buf *out, rap_slice mail, size_t *offset, size_t most, char *state)
{
	size_t end = mail.len - *offset > most ? *offset + most : mail.len;

	for (; *offset < end; (*offset)++) {
		char c = mail.at[*offset];

		if (c == '\n' && *state == '\r') {
			*state = '\n'; /* its CRLF is out already */
			continue;
		}
		if (c == '.' && (*state == '\n' || *state == '\r'))
			rap_buf_char(out, '.');
		if (c == '\r' || c == '\n')
			rap_buf_str(out, "\r\n");
		else
			rap_buf_char(out, c);
		*state = c;
	}
	if (end == mail.len && *state != '\n' && *state != '\r')
		rap_buf_str(out, "\r\n");
}

size_t rap_smtp_content_size(rap_slice mail)
{
	size_t n = 0;
	char before = '\n';

	for (size_t i = 0; i < mail.len; i++) {
		char c = mail.at[i];

		if (c == '\r' || (c == '\n' && before != '\r'))
			n += 2;
		else if (c != '\n')
			n++;
		before = c;
	}
	return before == '\n' || before == '\r' ? n : n + 2;
}
