// SPDX-License-Identifier: Apache-2.0
/*
 * One mail over an open session: MAIL, RCPT, DATA, content. Every reply is judged by its code (smtp_words.h); what the
 * server did not say is unknown, and unknown is AGAIN: the same bytes with the same Message-ID go out once more.
 */
#include "mail/smtp_parts.h"

#include "common/utf8.h"

#include <string.h>

#define CHUNK 65536u
#define PER_SECOND 16384u /* the slowest line that is waited for */
#define ENVID_MAX 100u /* RFC 3461, 4.4 */

static bool is_eight_bit(rap_slice bytes)
{
	for (size_t i = 0; i < bytes.len; i++)
		if ((unsigned char)bytes.at[i] >= 0x80)
			return true;
	return false;
}

static void put_mail(const rap_smtp *smtp, const rap_transport_mail *mail, size_t size,
                     rap_buf *out)
{
	rap_buf id = rap_buf_init(ENVID_MAX);

	rap_buf_printf(out, "MAIL FROM:<%s>", mail->from);
	if (smtp->can.size)
		rap_buf_printf(out, " SIZE=%zu", size);
	if (smtp->can.eightbit && is_eight_bit(mail->bytes))
		rap_buf_str(out, " BODY=8BITMIME");
	/* A mail that nobody hears of again (from <>) asks for nothing. */
	if (smtp->can.dsn && mail->from[0] != '\0') {
		rap_smtp_put_xtext(&id, mail->key);
		rap_buf_str(out, " RET=HDRS");
		if (!id.over)
			rap_buf_printf(out, " ENVID=%s", rap_buf_text(&id));
	}
	rap_buf_str(out, "\r\n");
	rap_buf_done(&id);
}

static void put_rcpt(const rap_smtp *smtp, const rap_transport_mail *mail, rap_buf *out)
{
	rap_buf_printf(out, "RCPT TO:<%s>", mail->to);
	if (smtp->can.dsn && mail->from[0] != '\0') {
		rap_buf_str(out, " NOTIFY=FAILURE,DELAY ORCPT=rfc822;");
		rap_smtp_put_xtext(out, mail->to);
	}
	rap_buf_str(out, "\r\n");
}

/* ---- the content ---------------------------------------------------------------------------------------- */

/*
 * Dots doubled, line ends made CRLF, a piece at a time, without the final dot; not further than until the server says
 * something. false: the stream has failed.
 */
static bool put_content(rap_smtp *smtp, rap_slice mail)
{
	rap_buf piece = rap_buf_init(2 * CHUNK + 8);
	size_t offset = 0;
	char state = '\n';
	bool good = true;

	while (good && offset < mail.len && !rap_smtp_is_ahead(smtp)) {
		rap_buf_cut(&piece, 0);
		rap_smtp_put_content(&piece, mail, &offset, CHUNK, &state);
		good = mailstream_write(smtp->etpan, piece.at, piece.len) == (ssize_t)piece.len;
	}
	good = good && mailstream_flush(smtp->etpan) == 0 && !rap_stream_why(smtp->stream);
	rap_buf_done(&piece);
	return good;
}

static bool put_end(rap_smtp *smtp)
{
	return mailstream_write(smtp->etpan, ".\r\n", 3) == 3 &&
	       mailstream_flush(smtp->etpan) == 0 && !rap_stream_why(smtp->stream);
}

/* ---- replies -------------------------------------------------------------------------------------------- */

/* After a refused mail the next one begins anew; where even that fails it begins on a new connection. */
static void reset(rap_smtp *smtp)
{
	rap_buf why = rap_buf_init(RAP_SMTP_COMMAND_MAX);

	if (rap_smtp_ask(smtp, "RSET\r\n", smtp->times->answer_s, &why) == RAP_OK &&
	    smtp->code / 100 != 2)
		rap_smtp_drop(smtp);
	rap_buf_done(&why);
}

typedef struct delivery {
	rap_smtp *smtp;
	rap_buf *reply;
	rap_transport_outcome outcome;
	bool untouched;
} delivery;

/* One step; true: go on. */
static bool step(delivery *d, rap_smtp_stage stage, const char *command, const char *doing,
                 int seconds)
{
	rap_smtp *smtp = d->smtp;
	rap_smtp_verdict verdict;
	rap_err err = command ? rap_smtp_ask(smtp, command, seconds, d->reply)
	                      : rap_smtp_hear(smtp, doing, seconds, d->reply);

	if (err != RAP_OK) {
		d->outcome = RAP_TRANSPORT_AGAIN;
		d->untouched = stage != RAP_SMTP_CONTENT;
		return false;
	}
	verdict = rap_smtp_judge(stage, smtp->code, rap_buf_as_slice(&smtp->text));
	d->outcome = verdict.outcome;
	if (verdict.good)
		return true;
	smtp->about_recipient = rap_smtp_is_about_recipient(stage, rap_buf_as_slice(&smtp->text));
	rap_smtp_put_reply(smtp, doing, d->reply);
	if (verdict.advice)
		rap_buf_printf(d->reply, "; %s", verdict.advice);
	d->untouched = verdict.drop && smtp->code == 421 && stage != RAP_SMTP_CONTENT;
	if (verdict.drop)
		rap_smtp_drop(smtp);
	else
		reset(smtp);
	return false;
}

/*
 * A refusal may come before the end of the mail; the server then reads on, or hangs up. An acceptance before the end is
 * none.
 */
static bool is_refused_early(delivery *d)
{
	rap_smtp *smtp = d->smtp;

	if (!rap_smtp_is_ahead(smtp))
		return false;
	d->outcome = RAP_TRANSPORT_AGAIN;
	if (rap_smtp_hear(smtp, "content", smtp->times->answer_s, d->reply) != RAP_OK)
		return true;
	if (smtp->code / 100 == 5)
		d->outcome =
			rap_smtp_judge(RAP_SMTP_CONTENT, smtp->code, rap_buf_as_slice(&smtp->text))
				.outcome;
	rap_smtp_put_reply(smtp, "before the end of the content", d->reply);
	rap_smtp_drop(smtp);
	return true;
}

static bool send_content(delivery *d, rap_slice mail)
{
	rap_smtp *smtp = d->smtp;
	int seconds = smtp->times->content_s + (int)(mail.len / PER_SECOND);

	rap_stream_begin(smtp->stream, seconds, RAP_SMTP_ANSWER_MAX);
	if (put_content(smtp, mail)) {
		if (is_refused_early(d))
			return false;
		if (put_end(smtp))
			return true;
	}
	rap_smtp_put_failure(smtp, "content", "the connection has ended", d->reply);
	rap_smtp_drop(smtp);
	d->outcome = RAP_TRANSPORT_AGAIN;
	return false;
}

static void deliver(delivery *d, const rap_transport_mail *mail, size_t size)
{
	rap_buf from = rap_buf_init(RAP_SMTP_COMMAND_MAX), to = rap_buf_init(RAP_SMTP_COMMAND_MAX);
	int seconds = d->smtp->times->answer_s;

	put_mail(d->smtp, mail, size, &from);
	put_rcpt(d->smtp, mail, &to);
	if (step(d, RAP_SMTP_MAIL, rap_buf_text(&from), "MAIL", seconds) &&
	    step(d, RAP_SMTP_RCPT, rap_buf_text(&to), "RCPT", seconds) &&
	    step(d, RAP_SMTP_DATA, "DATA\r\n", "DATA", seconds) && send_content(d, mail->bytes) &&
	    step(d, RAP_SMTP_CONTENT, NULL, "after the content", d->smtp->times->taken_s))
		rap_smtp_put_reply(d->smtp, NULL, d->reply);
	rap_buf_done(&from);
	rap_buf_done(&to);
}

static bool is_good_address(const char *which, const char *address, rap_buf *reply)
{
	rap_smtp_address result = rap_smtp_address_check(address);

	if (result == RAP_SMTP_ADDRESS_GOOD)
		return true;
	rap_buf_printf(reply, "not sent: the %s ", which);
	rap_utf8_printable(reply, rap_slice_of(address), 300);
	rap_buf_printf(reply, " is no address for SMTP: %s", rap_smtp_address_text(result));
	return false;
}

rap_transport_outcome rap_smtp_send(rap_smtp *smtp, const rap_transport_mail *mail, rap_buf *reply,
                                    bool *ret_untouched)
{
	delivery d = {.smtp = smtp, .reply = reply, .outcome = RAP_TRANSPORT_AGAIN};
	size_t size = rap_smtp_content_size(mail->bytes);

	*ret_untouched = smtp->about_recipient = false;
	/* The sender is of our making: no reason to lose the mail. */
	if (mail->from[0] != '\0' && !is_good_address("sender", mail->from, reply))
		return RAP_TRANSPORT_AGAIN;
	smtp->about_recipient = !is_good_address("recipient", mail->to, reply);
	if (smtp->about_recipient)
		return RAP_TRANSPORT_FAILED;
	if (smtp->can.size_max > 0 && size > smtp->can.size_max) {
		rap_buf_printf(reply, "%s: not sent: the mail has %zu octets, the server takes %zu",
		               rap_stream_name(smtp->stream), size, smtp->can.size_max);
		return RAP_TRANSPORT_FAILED;
	}
	deliver(&d, mail, size);
	*ret_untouched = d.untouched && smtp->dead;
	return d.outcome;
}
