/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Replies made from the form that was sent by replacing pieces of it, and what must be read: shared by test_ways.c and
 * test_ways_around.c. A row is one mail as text or as HTML.
 */
#ifndef RAP_TESTS_WAYS_H
#define RAP_TESTS_WAYS_H

#include "common/limits.h"
#include "parsers/form/form.h"
#include "parsers/text/html.h"

#include "form_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after the four above */
#include <cmocka.h>

#define FORM_MAX (256u * RAP_KIB)

/* The list of options as it was sent. */
#define CHOICE "(support / support with changes / cannot support / no position)"

enum way { TEXT, HTML };

typedef struct edit {
	const char *from, *to;
} edit;

typedef struct row {
	const char *name;
	enum way way;
	const char *top; /* written above the quotation, or NULL */
	edit edits[10];
	const char *want; /* "2.1=support 2.2?maybe-shifted": answers in the order of the form */
} row;

static void put_hint(rap_buf *out, const rap_field *field)
{
	if (field->hint)
		rap_buf_printf(out, "(%s)", field->hint);
	else if (field->type == RAP_FIELD_CHOICE)
		rap_buf_str(out, "(support / support with changes / cannot support / no position)");
	else if (field->type == RAP_FIELD_YES_NO)
		rap_buf_str(out, "(yes / no)");
	else
		rap_buf_str(out, "(as you like)");
}

/* The mail as sent: every edit in these tables refers to its words. */
static char *form_of(const rap_context *c, enum way way)
{
	rap_buf out = rap_buf_init(FORM_MAX);

	rap_buf_str(&out, way == HTML ? "<html><body><p>Dear colleagues,</p>\n"
	                                "<p>please answer below.</p>\n"
	                              : "Dear colleagues,\n\nplease answer below.\n\n");
	for (size_t f = 0; f < c->n_fields; f++) {
		const rap_field *field = &c->fields[f];

		rap_buf_printf(&out, way == HTML ? "<p>[%s] <b>%s</b><br>\n" : "[%s] %s\n",
		               field->id, field->label);
		put_hint(&out, field);
		rap_buf_printf(&out,
		               way == HTML ? "<br>\nAnswer [%s]:</p>\n" : "\nAnswer [%s]:\n\n",
		               field->id);
	}
	rap_buf_str(&out, way == HTML ? "<p>[end of form]</p>\n<p>The Secretariat</p></body></html>"
	                              : "[end of form]\n\nThe Secretariat\n");
	return rap_buf_take(&out);
}

static char *replaced(char *text, const edit *e)
{
	const char *at = strstr(text, e->from);
	rap_buf out = rap_buf_init(FORM_MAX);

	if (!at)
		fail_msg("'%s' is not in the form", e->from);
	rap_buf_add(&out, text, (size_t)(at - text));
	rap_buf_str(&out, e->to);
	rap_buf_str(&out, at + strlen(e->from));
	free(text);
	return rap_buf_take(&out);
}

static const char *quote_mark = "> ";

/* Of a blank line the blank behind the mark is lost, as programs do it. */
static void put_quoted(rap_buf *out, const char *line, size_t n)
{
	size_t mark = strlen(quote_mark);

	rap_buf_add(out, quote_mark, n == 0 && quote_mark[mark - 1] == ' ' ? mark - 1 : mark);
	rap_buf_add(out, line, n);
}

static char *reply_of(const rap_context *c, const row *r)
{
	rap_buf out = rap_buf_init(FORM_MAX);
	char *form = form_of(c, r->way);

	for (size_t i = 0; i < 10 && r->edits[i].from; i++)
		form = replaced(form, &r->edits[i]);
	if (r->top)
		rap_buf_str(&out, r->top);
	if (r->way == HTML) {
		rap_buf_str(&out, form);
		free(form);
		return rap_buf_take(&out);
	}
	for (const char *line = form; *line;) {
		size_t n = strcspn(line, "\n");

		/* Lines that begin with @ were typed among the quoted ones. */
		if (line[0] == '@')
			rap_buf_add(&out, line + 1, n - 1);
		else
			put_quoted(&out, line, n);
		rap_buf_char(&out, '\n');
		line += n + (line[n] == '\n');
	}
	free(form);
	return rap_buf_take(&out);
}

static void put_value(rap_buf *out, const rap_answer *a)
{
	switch (a->value.kind) {
	case RAP_VALUE_NUMBER:
		rap_buf_printf(out, "%ld", (long)a->value.number);
		break;
	case RAP_VALUE_BOOL:
		rap_buf_str(out, a->value.yes ? "yes" : "no");
		break;
	case RAP_VALUE_TEXT:
		rap_buf_str(out, a->value.text);
		break;
	case RAP_VALUE_LIST:
	case RAP_VALUE_NULL:
		rap_buf_str(out, a->raw ? a->raw : "");
		break;
	}
}

static char *summary(const rap_context *c, const rap_reading *reading)
{
	rap_buf out = rap_buf_init(FORM_MAX);

	for (size_t f = 0; f < c->n_fields; f++)
		for (size_t i = 0; i < reading->n_answers; i++) {
			const rap_answer *a = &reading->answers[i];

			if (strcmp(a->field, c->fields[f].id) != 0)
				continue;
			rap_buf_printf(&out, "%s%s", out.len ? " " : "", a->field);
			if (a->status == RAP_ANSWER_UNCLEAR || a->status == RAP_ANSWER_CONFLICT) {
				rap_buf_printf(&out, "?%s",
				               a->flags.n ? a->flags.at[a->flags.n - 1] : "");
				continue;
			}
			rap_buf_char(&out, '=');
			put_value(&out, a);
		}
	return rap_buf_take(&out);
}

static void check_row(const row *r)
{
	rap_reading *reading = rap_calloc(1, sizeof *reading);
	rap_context c;
	rap_html html = {0};
	char *reply, *got;
	rap_body body = {.where = "text"};
	rap_bodies bodies = {&body, 1};

	fixture_context(&c);
	c.answers_text = form_of(&c, TEXT);
	c.answers_html = form_of(&c, HTML);
	reply = reply_of(&c, r);
	body.text = reply;
	if (r->way == HTML) {
		rap_html_text(rap_slice_of(reply), &html);
		body = (rap_body){.where = "html",
		                  .text = html.lines.text,
		                  .looks = html.lines.looks,
		                  .n_looks = html.lines.n_looks,
		                  .html = true};
	}
	reading->kind = RAP_KIND_REPLY;
	reading->message.from.at = rap_calloc(1, sizeof *reading->message.from.at);
	reading->message.from.at[0].name = rap_strdup("Oyun Tsend");
	reading->message.from.n = 1;
	rap_form_read(&c, &bodies, reading);
	got = summary(&c, reading);
	if (strcmp(got, r->want) != 0)
		fail_msg("%s:\nwant %s\ngot  %s", r->name, r->want, got);
	free(got);
	rap_html_done(&html);
	free(reply);
	rap_reading_free(reading);
	rap_context_done(&c);
}

#define CHECK_ALL(rows)                                               \
	for (size_t i = 0; i < sizeof(rows) / sizeof((rows)[0]); i++) \
	check_row(&(rows)[i])

#endif
