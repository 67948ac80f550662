// SPDX-License-Identifier: Apache-2.0
/*
 * A letter on its way into the outbox: wording (mustache, the consultation's own file before the installed
 * one), token, MIME, one row. The stored text and HTML are what was sent, byte for byte: replies are read
 * against them.
 */
#include "report/letter.h"

#include "common/file.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/subject_tag.h"
#include "report/compose.h"
#include "report/escape.h"
#include "report/fill.h"
#include "report/mustache.h"
#include "store/outbox.h"

#include <stdio.h>
#include <stdlib.h>

#define TEMPLATE_MAX (256u * RAP_KIB)
#define RENDER_MAX (4u * RAP_MIB)
#define PATH_ROOM 4096u

/* ---- wording -------------------------------------------------------------------------------------------- */

static char *read_file(const char *path)
{
	rap_buf text = rap_buf_init(0);
	bool good = rap_file_read(path, TEMPLATE_MAX, &text) == RAP_OK;
	char *taken = good ? rap_buf_take(&text) : NULL;

	rap_buf_done(&text);
	return taken;
}

/* NAME.EXTENSION.mustache from DIR/templates/mail, else from the installed templates/mail. */
static char *find_template(const rap_desk *desk, rap_slice name, const char *extension)
{
	const char *roots[] = {desk->consultation->directory, desk->templates};
	char *text = NULL;

	for (size_t i = 0; i < name.len; i++) /* never a path */
		if (name.at[i] == '/' || name.at[i] == '\0')
			return NULL;
	for (size_t i = 0; i < 2 && !text; i++) {
		rap_buf path = rap_buf_init(PATH_ROOM);

		rap_buf_printf(&path, "%s/%smail/%.*s.%s.mustache", roots[i] ? roots[i] : ".",
		               i == 0 ? "templates/" : "", (int)name.len, name.at, extension);
		text = read_file(rap_buf_text(&path));
		rap_buf_done(&path);
	}
	return text;
}

typedef struct format {
	const rap_desk *desk;
	const char *extension;
} format;

static char *partial(void *user, rap_slice name)
{
	const format *f = user;

	return find_template(f->desk, name, f->extension);
}

static rap_err render(const rap_desk *desk, const char *name, const json_t *view,
                      const char *extension, rap_buf *out, char **ret_why)
{
	format f = {desk, extension};
	rap_buf file = rap_buf_init(256);
	char *text = find_template(desk, rap_slice_of(name), extension);
	bool html = strcmp(extension, "html") == 0;
	rap_err err;

	rap_buf_printf(&file, "templates/mail/%s.%s.mustache", name, extension);
	if (!text) {
		rap_buf_str(&file, ": it cannot be read");
		*ret_why = rap_buf_take(&file);
		return RAP_E_CONFIG;
	}
	err = rap_mustache_render(
		&(rap_mustache){.name = rap_buf_text(&file),
	                        .text = rap_slice_of(text),
	                        .escape = html ? rap_escape_html : rap_escape_text,
	                        .partial = partial,
	                        .user = &f},
		view, out, ret_why);
	rap_buf_done(&file);
	free(text);
	return err;
}

rap_err rap_letter_render(const rap_desk *desk, const char *name, const json_t *view,
                          char **ret_text, char **ret_html, char **ret_why)
{
	rap_buf raw = rap_buf_init(RENDER_MAX), text = rap_buf_init(RENDER_MAX);
	rap_buf html = rap_buf_init(RENDER_MAX);
	rap_err err = render(desk, name, view, "txt", &raw, ret_why);

	if (err == RAP_OK)
		err = render(desk, name, view, "html", &html, ret_why);
	if (err == RAP_OK) {
		rap_fill_text(&text, rap_buf_as_slice(&raw));
		*ret_text = rap_buf_take(&text);
		*ret_html = rap_buf_take(&html);
	}
	rap_buf_done(&raw);
	rap_buf_done(&text);
	rap_buf_done(&html);
	return err;
}

/* ---- the mail ------------------------------------------------------------------------------------------- */

/* Everything of a letter that is derived from its key and the consultation. */
typedef struct envelope {
	char token[RAP_TOKEN_SIZE];
	rap_buf message_id, subject, date, token_address;
} envelope;

static envelope envelope_of(const rap_desk *desk, const rap_letter *letter)
{
	static const rap_token_key no_key;
	const rap_consultation *c = desk->consultation;
	envelope e = {.message_id = rap_buf_init(512),
	              .subject = rap_buf_init(4096),
	              .date = rap_buf_init(64),
	              .token_address = rap_buf_init(512)};
	char round[24]; /* a long and NUL */

	snprintf(round, sizeof round, "%ld", desk->round);
	rap_token_make(desk->token_key ? desk->token_key : &no_key, round,
	               letter->request ? letter->request : letter->kind, letter->to_address,
	               letter->key, e.token);
	rap_buf_printf(&e.message_id, "<rq.%s@%s>", e.token, c->secretariat.spec.domain);
	rap_buf_printf(&e.token_address, "%s+%s@%s", c->secretariat.spec.local, e.token,
	               c->secretariat.spec.domain);
	rap_subject_tag_put(&e.subject, c->id, c->reply_to_token ? NULL : e.token);
	rap_buf_str(&e.subject, letter->subject);
	rap_date_put_5322(&e.date, desk->now, c->meeting.timezone);
	return e;
}

static void envelope_done(envelope *e)
{
	rap_buf_done(&e->message_id);
	rap_buf_done(&e->subject);
	rap_buf_done(&e->date);
	rap_buf_done(&e->token_address);
}

static rap_err compose(const rap_desk *desk, const rap_letter *letter, const envelope *e,
                       rap_buf *ret_mime)
{
	const rap_consultation *c = desk->consultation;
	rap_mail_parts parts = {
		.from_name = c->secretariat.name,
		.from_address = c->secretariat.address,
		.reply_to = c->reply_to_token ? rap_buf_text(&e->token_address) : NULL,
		.to_name = letter->to_name,
		.to_address = letter->to_address,
		.subject = rap_buf_text(&e->subject),
		.date = rap_buf_text(&e->date),
		.message_id = rap_buf_text(&e->message_id),
		.key = letter->key,
		.in_reply_to = letter->in_reply_to,
		.references = letter->references,
		.auto_replied = letter->auto_replied,
		.text = letter->text,
		.html = letter->html,
		.enclosures = letter->enclosures,
		.n_enclosures = letter->n_enclosures,
	};

	return rap_compose_mail(&parts, ret_mime);
}

rap_err rap_letter_compose(const rap_desk *desk, const rap_letter *letter, rap_buf *ret_mime)
{
	envelope e = envelope_of(desk, letter);
	rap_err err = compose(desk, letter, &e, ret_mime);

	envelope_done(&e);
	return err;
}

/* Receipts leave with an empty sender (RFC 3834): no bounce of an automatic reply comes back as a mail. */
static char *envelope_from(const rap_desk *desk, const rap_letter *letter, const envelope *e)
{
	if (letter->auto_replied && desk->consultation->envelope_token)
		return rap_strdup("");
	return rap_strdup(desk->consultation->envelope_token
	                          ? rap_buf_text(&e->token_address)
	                          : desk->consultation->secretariat.address);
}

char *rap_letter_sender(const rap_desk *desk, const rap_letter *letter)
{
	envelope e = envelope_of(desk, letter);
	char *sender = envelope_from(desk, letter, &e);

	envelope_done(&e);
	return sender;
}

rap_err rap_letter_post(const rap_desk *desk, const rap_letter *letter, int64_t *ret_out_id)
{
	envelope e = envelope_of(desk, letter);
	rap_buf mime = rap_buf_init(0);
	rap_mail_out out = {0};
	rap_err err = compose(desk, letter, &e, &mime);

	if (err == RAP_OK) {
		out.key = rap_strdup(letter->key);
		out.kind = rap_strdup(letter->kind);
		out.recipient = rap_strdup(letter->to_address);
		out.member = rap_strdup(letter->member);
		out.round = desk->round;
		out.request = rap_strdup(letter->request);
		out.message_id = rap_buf_take(&e.message_id);
		out.envelope_from = envelope_from(desk, letter, &e);
		out.token_hash = rap_token_hash(e.token);
		out.answers_mail_id = letter->answers_mail_id;
		out.mime.len = mime.len;
		out.mime.at = rap_buf_take(&mime);
		out.subject = rap_buf_take(&e.subject);
		rap_subject_tag_hide(out.subject);
		out.text = rap_strdup(letter->text);
		out.html = rap_strdup(letter->html);
		out.state = RAP_OUT_QUEUED;
		out.created_at = out.next_at = desk->now;
		err = rap_outbox_add(desk->store, &out, ret_out_id);
		rap_mail_out_done(&out);
	}
	rap_buf_done(&mime);
	envelope_done(&e);
	return err;
}
