// SPDX-License-Identifier: Apache-2.0
/* Reads scripts of the fake server; the language stands in fake_server.c. */
#include "fake.h"

#include "common/file.h"
#include "common/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 64u

typedef struct reader {
	fake_script *script;
	size_t line;
	long from, to;
	rap_buf words[WORDS_MAX];
	size_t n;
} reader;

RAP_NORETURN static void RAP_PRINTF(2, 3) mistake(const reader *r, const char *format, ...)
{
	va_list args;

	fprintf(stderr, "%s:%zu: ", r->script->path, r->line);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(2);
}

/* ---- words ---------------------------------------------------------------------------------------------- */

static char escape(const reader *r, const char **at)
{
	char hex[3] = {0};
	char c = *(*at)++;

	switch (c) {
	case 'r':
		return '\r';
	case 'n':
		return '\n';
	case 't':
		return '\t';
	case '0':
		return '\0';
	case 'x':
		for (int i = 0; i < 2; i++)
			if ((hex[i] = *(*at)++) == '\0')
				mistake(r, "\\x wants two digits");
		return (char)strtoul(hex, NULL, 16);
	case '\0':
		mistake(r, "a line ends in a backslash");
	default:
		return c;
	}
}

static void split(reader *r, const char *at)
{
	for (;;) {
		rap_buf *word = &r->words[r->n];

		at += strspn(at, " \t");
		if (*at == '\0' || *at == '#')
			return;
		if (r->n >= WORDS_MAX)
			mistake(r, "too many words");
		r->n++;
		*word = rap_buf_init(FAKE_LINE_MAX);
		if (*at != '"') {
			size_t len = strcspn(at, " \t");

			rap_buf_add(word, at, len);
			at += len;
			continue;
		}
		for (at++; *at != '"';) {
			if (*at == '\0')
				mistake(r, "a text without its end");
			if (*at == '\\') {
				at++;
				rap_buf_char(word, escape(r, &at));
			} else {
				rap_buf_char(word, *at++);
			}
		}
		at++;
	}
}

static void forget_words(reader *r)
{
	for (size_t i = 0; i < r->n; i++)
		rap_buf_done(&r->words[i]);
	r->n = 0;
}

static const char *word(const reader *r, size_t i)
{
	return i < r->n ? rap_buf_text(&r->words[i]) : "";
}

static bool is(const reader *r, size_t i, const char *text)
{
	return strcmp(word(r, i), text) == 0;
}

static long number(const reader *r, size_t i)
{
	char *end;
	long n = strtol(word(r, i), &end, 10);

	if (is(r, i, "none"))
		return -1;
	if (end == word(r, i) || *end != '\0')
		mistake(r, "'%s' is no number", word(r, i));
	return n;
}

/* ---- actions -------------------------------------------------------------------------------------------- */

/* Words that follow: t a text, n a number, w a word; small letters in brackets need not be there. */
static const struct {
	const char *name;
	fake_op op;
	const char *takes;
} kinds[] = {
	{"send", OP_SEND, "t"},        {"line", OP_LINE, "t"},       {"mail", OP_MAIL, "n?n?n"},
	{"expect", OP_EXPECT, "t"},    {"close", OP_CLOSE, ""},      {"reset", OP_RESET, ""},
	{"wait", OP_WAIT, "n"},        {"hang", OP_HANG, ""},        {"trickle", OP_TRICKLE, "nt"},
	{"repeat", OP_REPEAT, "nt"},   {"endless", OP_ENDLESS, "t"}, {"starttls", OP_STARTTLS, ""},
	{"ordinary", OP_ORDINARY, ""}, {"loop", OP_LOOP, "?n"},      {"end", OP_END, ""},
	{"set", OP_SET, "wn"},         {"add", OP_ADD, ""},          {"remove", OP_REMOVE, "n"},
	{"log", OP_ASIDE, "t"},
};

static void close_loop(const reader *r, size_t at)
{
	fake_script *s = r->script;
	size_t begin = s->rules[s->n_rules - 1].begin, depth = 1;

	for (size_t i = at; i > begin; i--) {
		if (s->actions[i - 1].op == OP_END)
			depth++;
		else if (s->actions[i - 1].op == OP_LOOP && --depth == 0) {
			s->actions[i - 1].partner = at;
			s->actions[at].partner = i - 1;
			return;
		}
	}
	mistake(r, "an end without its loop");
}

static void add_action(const reader *r, size_t kind)
{
	fake_script *s = r->script;
	const char *takes = kinds[kind].takes;
	size_t at = 1, numbers = 0;
	fake_action action = {.op = kinds[kind].op,
	                      .text = rap_buf_init(FAKE_LINE_MAX),
	                      .n = {0, 0, -1},
	                      .line = r->line};

	for (; *takes; takes++) {
		if (*takes == '?') {
			if (at < r->n)
				continue;
			break;
		}
		if (at >= r->n)
			mistake(r, "%s wants more", kinds[kind].name);
		if (*takes == 'n')
			action.n[numbers++] = number(r, at);
		else if (*takes == 'w')
			action.name = rap_strdup(word(r, at));
		else
			rap_buf_add(&action.text, r->words[at].at, r->words[at].len);
		at++;
	}
	if (at < r->n)
		mistake(r, "%s takes less", kinds[kind].name);
	if (s->n_rules == 0)
		mistake(r, "%s before the first rule", kinds[kind].name);
	s->actions = rap_reallocarray(s->actions, s->n_actions + 1, sizeof *s->actions);
	s->actions[s->n_actions++] = action;
	s->rules[s->n_rules - 1].end = s->n_actions;
	if (action.op == OP_END)
		close_loop(r, s->n_actions - 1);
}

/* ---- lines ---------------------------------------------------------------------------------------------- */

static void take_connections(reader *r)
{
	char *end;

	r->from = strtol(word(r, 1), &end, 10);
	r->to = r->from;
	if (is(r, 1, "all")) {
		r->from = 1;
		r->to = 0;
	} else if (strcmp(end, "-") == 0) {
		r->to = 0;
	} else if (*end == '-') {
		r->to = strtol(end + 1, &end, 10);
	}
	if (!is(r, 1, "all") && (r->from < 1 || (*end != '\0' && *end != '-')))
		mistake(r, "connections A, A-B, A- or all");
}

static void take_rule(const reader *r)
{
	fake_script *s = r->script;

	if (s->n_rules == FAKE_RULES)
		mistake(r, "too many rules");
	if (r->n != 2 && (r->n != 4 || !is(r, 2, "times")))
		mistake(r, "on PATTERN [times N]");
	s->rules[s->n_rules++] = (fake_rule){.pattern = rap_strdup(word(r, 1)),
	                                     .from = r->from,
	                                     .to = r->to,
	                                     .times = r->n == 4 ? number(r, 3) : 0,
	                                     .begin = s->n_actions,
	                                     .end = s->n_actions};
}

static void take_line(reader *r)
{
	fake_script *s = r->script;

	if (is(r, 0, "protocol") && (is(r, 1, "imap") || is(r, 1, "smtp"))) {
		s->is_imap = is(r, 1, "imap");
	} else if (is(r, 0, "capabilities")) {
		s->has_capabilities = true;
		for (size_t i = 1; i < r->n; i++)
			rap_strv_add(&s->capabilities, word(r, i));
	} else if (is(r, 0, "present")) {
		s->present = number(r, 1);
	} else if (is(r, 0, "uidvalidity")) {
		s->uidvalidity = number(r, 1);
	} else if (is(r, 0, "uidnext")) {
		s->uidnext = number(r, 1);
	} else if (is(r, 0, "connections")) {
		take_connections(r);
	} else if (is(r, 0, "on")) {
		take_rule(r);
	} else {
		for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
			if (is(r, 0, kinds[i].name)) {
				add_action(r, i);
				return;
			}
		mistake(r, "'%s' is not known", word(r, 0));
	}
}

void fake_script_read(const char *path, fake_script *script)
{
	rap_buf text = rap_buf_init(FAKE_LINE_MAX);
	reader r = {.script = script, .from = 1};
	char *rest, *line;

	*script = (fake_script){.path = path, .is_imap = true, .present = -1, .uidvalidity = 7};
	if (rap_file_read(path, FAKE_LINE_MAX, &text) != RAP_OK)
		mistake(&r, "cannot be read");
	rest = text.len > 0 ? text.at : NULL;
	rap_buf_char(&text, '\0');
	rest = text.at;
	while ((line = strsep(&rest, "\n"))) {
		r.line++;
		split(&r, line);
		if (r.n > 0)
			take_line(&r);
		forget_words(&r);
	}
	for (size_t i = 0; i < script->n_actions; i++) {
		r.line = script->actions[i].line;
		if (script->actions[i].op == OP_LOOP && script->actions[i].partner == 0)
			mistake(&r, "a loop without its end");
	}
	rap_buf_done(&text);
}

void fake_script_done(fake_script *script)
{
	for (size_t i = 0; i < script->n_rules; i++)
		free(script->rules[i].pattern);
	for (size_t i = 0; i < script->n_actions; i++) {
		rap_buf_done(&script->actions[i].text);
		free(script->actions[i].name);
	}
	free(script->actions);
	rap_strv_done(&script->capabilities);
}
