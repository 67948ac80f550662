// SPDX-License-Identifier: Apache-2.0
/* Commands and replies of SMTP over the stream, and the end of a session; see smtp.h. */
#include "mail/smtp_parts.h"

#include "common/mem.h"
#include "common/utf8.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX 16384u
#define SHOWN_MAX 400u /* code points of a reply in messages */
#define QUIT_S 2

const rap_smtp_times rap_smtp_times_usual = {
	.connect_s = 30,
	.answer_s = 60,
	.content_s = 300,
	.taken_s =
		600, /* a server that checks a mail before it takes it; giving up early means sending twice */
	.idle_s = 20,
};

void rap_smtp_drop(rap_smtp *smtp)
{
	smtp->dead = true;
	rap_stream_drop(smtp->stream);
}

/* libetpan keeps what it has sent in its buffer; a password or a token may be in it. */
static bool say(rap_smtp *smtp, const char *command)
{
	size_t len = strlen(command);
	bool good = mailstream_write(smtp->etpan, command, len) == (ssize_t)len &&
	            mailstream_flush(smtp->etpan) == 0;

	explicit_bzero(smtp->etpan->write_buffer,
	               len < smtp->etpan->buffer_max_size ? len : smtp->etpan->buffer_max_size);
	return good && !rap_stream_why(smtp->stream);
}

/* false: the stream failed, or *ret_odd: what came is no reply, or its lines have different codes. */
static bool hear(rap_smtp *smtp, bool *ret_odd)
{
	bool last = false;
	int code = 0;

	*ret_odd = false;
	rap_buf_cut(&smtp->text, 0);
	for (size_t n = 0; !last; n++) {
		rap_slice text;

		if (!mailstream_read_line_remove_eol(smtp->etpan, smtp->line) ||
		    rap_stream_why(smtp->stream))
			return false;
		if (!rap_smtp_parse_line((rap_slice){smtp->line->str, smtp->line->len}, &code,
		                         &last, &text) ||
		    (n > 0 && code != smtp->code)) {
			*ret_odd = true;
			return false;
		}
		smtp->code = code;
		if (n > 0)
			rap_buf_char(&smtp->text, '\n');
		rap_buf_slice(&smtp->text, text);
	}
	return true;
}

static void put_doing(const rap_smtp *smtp, const char *doing, rap_buf *out)
{
	rap_buf_printf(out, "%s: ", rap_stream_name(smtp->stream));
	if (doing)
		rap_buf_printf(out, "%s: ", doing);
}

void rap_smtp_put_failure(const rap_smtp *smtp, const char *doing, const char *otherwise,
                          rap_buf *out)
{
	const char *why = rap_stream_why(smtp->stream);

	put_doing(smtp, doing, out);
	rap_buf_str(out, why ? why : otherwise);
}

/* Behind TLS a readable descriptor may be TLS's own affair. */
bool rap_smtp_is_ahead(const rap_smtp *smtp)
{
	struct pollfd p = {rap_stream_fd(smtp->stream), POLLIN, 0};

	return rap_stream_is_ahead(smtp->stream) ||
	       (!rap_stream_is_secure(smtp->stream) && p.fd >= 0 && poll(&p, 1, 0) > 0);
}

/* One exchange. doing: for messages; NULL: nothing that could be named. */
static rap_err exchange(rap_smtp *smtp, const char *command, const char *doing, int seconds,
                        rap_buf *why)
{
	bool odd = false;

	smtp->code = 0;
	/* Else the answer to one command is taken for that to the next, and in the end a mail for sent. */
	if (command && !smtp->dead && rap_stream_is_ahead(smtp->stream)) {
		put_doing(smtp, doing, why);
		rap_buf_str(why, "the server answers before it is asked");
		rap_smtp_drop(smtp);
		return RAP_E_AGAIN;
	}
	rap_stream_begin(smtp->stream, seconds, RAP_SMTP_ANSWER_MAX);
	if (!smtp->dead && (!command || say(smtp, command)) && hear(smtp, &odd))
		return RAP_OK;
	if (odd) {
		put_doing(smtp, doing, why);
		rap_buf_str(why, "the answer is not SMTP: ");
		rap_utf8_printable(why, (rap_slice){smtp->line->str, smtp->line->len}, 80);
	} else {
		rap_smtp_put_failure(smtp, doing, "the connection has ended", why);
	}
	rap_smtp_drop(smtp);
	return RAP_E_AGAIN;
}

rap_err rap_smtp_ask(rap_smtp *smtp, const char *command, int seconds, rap_buf *why)
{
	char verb[16]; /* those of ours are shorter */
	size_t n = strcspn(command, " \r");

	if (n >= sizeof verb)
		n = 0; /* a line of base64, which may be secret */
	memcpy(verb, command, n);
	verb[n] = '\0';
	return exchange(smtp, command, n > 0 ? verb : NULL, seconds, why);
}

rap_err rap_smtp_hear(rap_smtp *smtp, const char *doing, int seconds, rap_buf *why)
{
	return exchange(smtp, NULL, doing, seconds, why);
}

void rap_smtp_put_reply(const rap_smtp *smtp, const char *doing, rap_buf *out)
{
	rap_buf text = rap_buf_init(TEXT_MAX * 3);

	for (size_t i = 0; i < smtp->text.len; i++)
		if (smtp->text.at[i] == '\n')
			rap_buf_str(&text, " / ");
		else
			rap_buf_char(&text, smtp->text.at[i]);
	if (doing)
		put_doing(smtp, doing, out);
	rap_buf_printf(out, "%d ", smtp->code);
	rap_utf8_printable(out, rap_buf_as_slice(&text), SHOWN_MAX);
	rap_buf_done(&text);
}

/* ---- for the others ------------------------------------------------------------------------------------- */

bool rap_smtp_is_alive(rap_smtp *smtp)
{
	struct pollfd p = {rap_stream_fd(smtp->stream), POLLIN, 0};

	/* Between mails a server says nothing, unless it takes its leave (421). */
	if (!smtp->dead && (p.fd < 0 || rap_stream_is_ahead(smtp->stream) || poll(&p, 1, 0) != 0))
		rap_smtp_drop(smtp);
	return !smtp->dead;
}

int rap_smtp_fd(const rap_smtp *smtp)
{
	return rap_stream_fd(smtp->stream);
}

bool rap_smtp_refused_recipient(const rap_smtp *smtp)
{
	return smtp->about_recipient;
}

size_t rap_smtp_size_max(const rap_smtp *smtp)
{
	return smtp->can.size_max;
}

rap_smtp *rap_smtp_close(rap_smtp *smtp)
{
	if (!smtp)
		return NULL;
	if (!smtp->dead) {
		/* The answer is not waited for (RFC 5321, 4.1.1.10 would have it): all mails have theirs. */
		rap_stream_begin(smtp->stream, QUIT_S, 0);
		(void)say(smtp, "QUIT\r\n");
		rap_smtp_drop(smtp);
	}
	(void)mailstream_close(smtp->etpan);
	mmap_string_free(smtp->line);
	rap_buf_done(&smtp->text);
	free(smtp);
	return NULL;
}
