/* SPDX-License-Identifier: Apache-2.0 */
/* Replies for tests of the form reader: a form as it was sent, and what clients do to its quotation. */
#ifndef RAP_TESTS_FORM_REPLY_H
#define RAP_TESTS_FORM_REPLY_H

#include "parsers/form/form.h"

#include "common/limits.h"
#include "form_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after the four above */
#include <cmocka.h>

#define ROUNDS 300

/* A small generator: the same sequence everywhere. */
static uint32_t seed;

static inline uint32_t pick(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 16) % n;
}

/* One of the layouts an item may have. */
static inline void put_item(rap_buf *out, const rap_field *field, unsigned layout)
{
	const char *hint = field->hint ? field->hint
	                   : field->type == RAP_FIELD_CHOICE
	                           ? "support / support with changes / cannot support / no position"
	                           : "as you like";

	switch (layout) {
	case 0:
		rap_buf_printf(out, "[%s] %s\n(%s)\nAnswer [%s]:", field->id, field->label, hint,
		               field->id);
		break;
	case 1:
		rap_buf_printf(out, "[%s] %s (%s):", field->id, field->label, hint);
		break;
	case 2:
		rap_buf_printf(out, "%s) %s (%s): ________", field->id, field->label, hint);
		break;
	default:
		rap_buf_printf(out, "---- [%s] %s ----\n(%s)", field->id, field->label, hint);
		break;
	}
}

/* The mail as sent, and in *reply_parts the pieces behind which an answer may stand: one per item, and the rest. */
static inline char *sent_text(const rap_context *c, unsigned layout, char **parts)
{
	rap_buf all = rap_buf_init(RAP_MIB);

	for (size_t f = 0; f < c->n_fields; f++) {
		rap_buf part = rap_buf_init(RAP_MIB);

		if (f == 0)
			rap_buf_str(&part, "Dear colleagues,\n\nplease answer below.\n\n");
		else
			rap_buf_str(&part, "\n\n");
		put_item(&part, &c->fields[f], layout);
		rap_buf_str(&all, rap_buf_text(&part));
		parts[f] = rap_buf_take(&part);
	}
	rap_buf_str(&all, "\n\n[end of form - please do not write below this line]\n\nDraft\n\n");
	for (size_t p = 0; p < c->n_paragraphs; p++)
		rap_buf_printf(&all, "[%s] %s\n\n", c->paragraphs[p].mark, c->paragraphs[p].text);
	rap_buf_str(&all, "The Secretariat\n");
	return rap_buf_take(&all);
}

/* Quotes and wraps, as a client does. */
static inline void quote(rap_buf *out, const char *text, const char *mark, size_t width)
{
	size_t column = 0;

	rap_buf_str(out, mark);
	for (const char *at = text; *at; at++) {
		size_t word = strcspn(at + 1, " \n");

		if (*at == '\n' || (*at == ' ' && width > 0 && column + word > width)) {
			rap_buf_char(out, '\n');
			rap_buf_str(out, mark);
			column = 0;
		} else {
			rap_buf_char(out, *at);
			column++;
		}
	}
}

static inline rap_reading *read_reply(const rap_context *c, const char *text)
{
	rap_reading *reading = rap_calloc(1, sizeof *reading);
	rap_body body = {.where = "text", .text = text};
	rap_bodies bodies = {&body, 1};

	reading->kind = RAP_KIND_REPLY;
	rap_form_read(c, &bodies, reading);
	return reading;
}

static inline const rap_answer *answer_to(const rap_reading *reading, const char *field)
{
	for (size_t i = 0; i < reading->n_answers; i++)
		if (strcmp(reading->answers[i].field, field) == 0)
			return &reading->answers[i];
	return NULL;
}

static inline void free_parts(char **parts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(parts[i]);
}

static const char *const marks[] = {"", "> ", ">", "> > ", " | ", "Desk> "};
static const size_t widths[] = {0, 76, 60, 40, 1};

#endif
