// SPDX-License-Identifier: Apache-2.0
/* Plain, aligned lines: kind, sender (display only), answers, proposals, intents, findings. */
#include "cmd_parse.h"
#include "common/limits.h"
#include "common/utf8.h"

#include <stdlib.h>

#define NAME_COLUMNS 11
#define WORDS_MAX 100u /* characters of words shown of each answer */
#define LINE_CAP (64u * RAP_KIB)

/* R64. One line of foreign text: line breaks become " / ". */
static void put_foreign(rap_buf *out, const char *s, size_t max)
{
	rap_buf line = rap_buf_init(LINE_CAP);

	for (; s && *s; s++) {
		if (*s == '\n')
			rap_buf_str(&line, " / ");
		else
			rap_buf_char(&line, *s);
	}
	rap_utf8_printable(out, rap_buf_as_slice(&line), max);
	rap_buf_done(&line);
}

static void put_name(rap_buf *out, const char *name)
{
	rap_buf_printf(out, "%-*s", NAME_COLUMNS, name);
}

static void put_line(rap_buf *out, const char *name, const char *text)
{
	if (!text || !*text)
		return;
	put_name(out, name);
	put_foreign(out, text, WORDS_MAX * 2);
	rap_buf_char(out, '\n');
}

/* Pads by columns, so that Chinese and Cyrillic values align too. */
static void put_padded(rap_buf *out, const rap_buf *text, size_t columns)
{
	size_t width = rap_utf8_width(rap_buf_as_slice(text));

	rap_buf_slice(out, rap_buf_as_slice(text));
	for (; width < columns; width++)
		rap_buf_char(out, ' ');
}

/* Names of ours as the reader says them: a mail may have taken it over. */
static void put_foreign_padded(rap_buf *out, const char *s, size_t columns)
{
	rap_buf shown = rap_buf_init(LINE_CAP);

	put_foreign(&shown, s, WORDS_MAX * 2);
	put_padded(out, &shown, columns);
	rap_buf_done(&shown);
}

static void value_text(const rap_answer *answer, rap_buf *ret)
{
	rap_buf value = rap_buf_init(LINE_CAP);

	rap_value_put(&value, &answer->value);
	put_foreign(ret, rap_buf_text(&value), 40);
	rap_buf_done(&value);
}

static void put_answers(rap_buf *out, const rap_reading *reading)
{
	size_t columns = 0;

	for (size_t i = 0; i < reading->n_answers; i++) {
		rap_buf value = rap_buf_init(LINE_CAP);
		size_t width;

		value_text(&reading->answers[i], &value);
		width = rap_utf8_width(rap_buf_as_slice(&value));
		columns = width > columns ? width : columns;
		rap_buf_done(&value);
	}
	for (size_t i = 0; i < reading->n_answers; i++) {
		const rap_answer *a = &reading->answers[i];
		rap_buf value = rap_buf_init(LINE_CAP);

		put_name(out, i == 0 ? "answers" : "");
		put_foreign_padded(out, a->field, 5);
		rap_buf_printf(out, " %-9s", rap_answer_status_text(a->status));
		value_text(a, &value);
		put_padded(out, &value, columns + 2);
		rap_buf_char(out, '"');
		put_foreign(out, a->raw, WORDS_MAX);
		rap_buf_str(out, "\"\n");
		rap_buf_done(&value);
	}
}

static void put_proposals(rap_buf *out, const rap_reading *reading)
{
	for (size_t i = 0; i < reading->n_proposals; i++) {
		const rap_proposal *p = &reading->proposals[i];

		put_name(out, i == 0 ? "proposals" : "");
		put_foreign_padded(out, p->paragraph, 8);
		rap_buf_printf(out, " %-9s%-13s", rap_answer_status_text(p->status),
		               rap_action_text(p->action));
		put_foreign(out, p->text ? p->text : p->words, WORDS_MAX);
		rap_buf_char(out, '\n');
		if (p->reason) {
			put_name(out, "");
			rap_buf_printf(out, "%-30s(", "");
			put_foreign(out, p->reason, WORDS_MAX);
			rap_buf_str(out, ")\n");
		}
	}
}

static void put_rest(rap_buf *out, const rap_reading *reading)
{
	for (size_t i = 0; i < reading->n_intents; i++) {
		const rap_intent *intent = &reading->intents[i];

		put_name(out, i == 0 ? "asks for" : "");
		rap_buf_printf(out, "%s ", intent->verb);
		put_foreign(out, intent->object, WORDS_MAX);
		if (intent->argument) {
			rap_buf_str(out, intent->object ? ": " : "");
			put_foreign(out, intent->argument, WORDS_MAX);
		}
		rap_buf_char(out, '\n');
	}
	for (size_t i = 0; i < reading->n_attachments; i++) {
		const rap_attachment_seen *a = &reading->attachments[i];

		put_name(out, i == 0 ? "attached" : "");
		put_foreign(out, a->name, WORDS_MAX);
		rap_buf_printf(out, " (%zu bytes, %s)\n", a->size,
		               a->read_as ? "read" : "not read");
	}
	for (size_t i = 0; i < reading->n_findings; i++) {
		const rap_finding *f = &reading->findings[i];

		put_name(out, i == 0 ? "findings" : "");
		rap_buf_printf(out, "%s: ", f->code);
		put_foreign(out, f->text, WORDS_MAX * 2);
		if (f->excerpt && f->excerpt[0]) {
			rap_buf_str(out, " \"");
			put_foreign(out, f->excerpt, WORDS_MAX);
			rap_buf_char(out, '"');
		}
		rap_buf_char(out, '\n');
	}
}

void rap_parse_put(rap_buf *out, const char *file, const rap_reading *reading)
{
	rap_buf from = rap_buf_init(LINE_CAP);

	put_line(out, "file", file);
	put_line(out, "kind", rap_kind_text(reading->kind));
	for (size_t i = 0; i < reading->message.from.n; i++) {
		const rap_mailbox *m = &reading->message.from.at[i];

		rap_buf_printf(&from, "%s%s <%s>", i ? ", " : "", m->name ? m->name : "",
		               m->address ? m->address : "");
	}
	put_line(out, "from", rap_buf_text(&from));
	put_line(out, "subject", reading->message.subject);
	put_line(out, "automatic", reading->automatic.why);
	put_line(out, "back on", reading->automatic.back_on);
	put_line(out, "bounce", reading->bounce ? reading->bounce->reason : NULL);
	put_answers(out, reading);
	put_proposals(out, reading);
	put_rest(out, reading);
	rap_buf_done(&from);
}
