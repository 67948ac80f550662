// SPDX-License-Identifier: Apache-2.0
/* Lines that ask for something. */
#include "parsers/form/intent.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/form/confirm.h"
#include "parsers/value/value.h"

#include <stdlib.h>

#define LINE_BYTES_MAX 2000u
#define SUBJECT_BYTES_MAX 200u
#define OBJECTS_MAX 64u
#define QUESTIONS_MAX 64u

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* What an officer may write; the words behind the object are kept as the argument. */
typedef enum shape {
	SHAPE_PROPOSALS, /* accept MN-4, KR-1 */
	SHAPE_NUMBER, /* release 12 as MN; discard 3: reason */
	SHAPE_MEMBER, /* extend MN 2020-08-02; remind MN; remind */
	SHAPE_DRAFT, /* hold draft */
} shape;

static const struct {
	const char *word, *verb;
	shape shape;
} officer_verbs[] = {
	{"accept", "accept", SHAPE_PROPOSALS},
	{"modify", "modify", SHAPE_PROPOSALS},
	{"decline", "decline", SHAPE_PROPOSALS},
	{"note", "note", SHAPE_PROPOSALS},
	{"meeting", "meeting", SHAPE_PROPOSALS},
	{"for the meeting", "meeting", SHAPE_PROPOSALS},
	{"withdraw", "withdraw", SHAPE_PROPOSALS},
	{"release", "release", SHAPE_NUMBER},
	{"assign", "assign", SHAPE_NUMBER},
	{"discard", "discard", SHAPE_NUMBER},
	{"extend", "extend", SHAPE_MEMBER},
	{"remind", "remind", SHAPE_MEMBER},
	{"hold", "hold", SHAPE_DRAFT},
	{"send", "send", SHAPE_DRAFT},
};

/* Verbs of one word or phrase that need no object, where the lexicon knows no verb. */
static const char *const plain_verbs[] = {"help", "form", "status", "test", "attend"};

/* ---- pieces --------------------------------------------------------------------------------------------- */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "MN-4" at `at` of folded text: its length, 0: none. */
static size_t proposal_number(rap_slice s, size_t at)
{
	size_t n = 3;

	if (at + 4 > s.len || !is_letter(s.at[at]) || !is_letter(s.at[at + 1]) ||
	    s.at[at + 2] != '-' || !is_digit(s.at[at + 3]))
		return 0;
	if (at > 0 && (is_letter(s.at[at - 1]) || is_digit(s.at[at - 1]) || s.at[at - 1] == '-'))
		return 0;
	while (at + n < s.len && is_digit(s.at[at + n]) && n < 9)
		n++;
	return at + n < s.len && (is_letter(s.at[at + n]) || s.at[at + n] == '-') ? 0 : n;
}

typedef struct objects {
	char at[OBJECTS_MAX][16]; /* bound: proposal_number gives at most nine bytes */
	size_t n;
} objects;

static void add_object(objects *o, rap_slice number)
{
	size_t n = number.len < sizeof o->at[0] - 1 ? number.len : sizeof o->at[0] - 1;

	if (o->n == OBJECTS_MAX)
		return;
	for (size_t i = 0; i < n; i++) {
		char c = number.at[i];

		o->at[o->n][i] = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
	}
	o->at[o->n++][n] = '\0';
}

static bool is_connector(char c)
{
	return c == ' ' || c == ',' || c == ';' || c == '&' || c == '.';
}

/* Numbers that follow each other from `at`, with commas and "and" between; moves *at behind the last. */
static void take_objects(rap_slice s, size_t *at, objects *o)
{
	for (size_t i = *at; i < s.len;) {
		size_t n = proposal_number(s, i);

		if (n > 0) {
			add_object(o, rap_slice_sub(s, i, i + n));
			*at = i += n;
		} else if (is_connector(s.at[i])) {
			i++;
		} else if (i + 4 < s.len && memcmp(s.at + i, "and ", 4) == 0) {
			i += 4;
		} else {
			return;
		}
	}
}

static char *argument_of(rap_slice s)
{
	s = rap_utf8_trim(s);
	while (s.len > 0 && (s.at[0] == ':' || s.at[0] == ',' || s.at[0] == '-'))
		s = rap_utf8_trim(rap_slice_sub(s, 1, s.len));
	return s.len > 0 ? rap_strndup(s.at, s.len) : NULL;
}

static void put(rap_reading *reading, const char *verb, const objects *o, const char *argument)
{
	for (size_t i = 0; i < o->n; i++)
		(void)rap_reading_intent(reading, verb, o->at[i], argument);
}

/* ---- verbs of the lexicon ------------------------------------------------------------------------------- */

static bool put_verb(const rap_context *context, const char *value, const objects *o,
                     rap_reading *reading)
{
	bool confirmation =
		context->answers_kind && strcmp(context->answers_kind, "confirmation") == 0;

	if (strncmp(value, "confirm", 7) == 0) {
		/* "Yes" means something only under a question of ours. */
		if (!confirmation || o->n > 0)
			return false;
		(void)rap_reading_intent(reading, "confirm", NULL,
		                         strcmp(value, "confirm-no") == 0 ? "no" : "yes");
		return true;
	}
	if (strcmp(value, "withdraw") == 0) {
		put(reading, value, o, NULL);
		return o->n > 0;
	}
	if (o->n > 0)
		return false;
	(void)rap_reading_intent(reading, value, NULL, NULL);
	return true;
}

/* The line without its proposal numbers must be a verb as a whole. */
static bool lexicon_verb(const rap_context *context, rap_slice folded, rap_reading *reading)
{
	rap_buf rest = rap_buf_init(folded.len + 16);
	objects o = {0};
	const rap_word_set *set;
	bool done = false;

	for (size_t i = 0; i < folded.len;) {
		size_t n = proposal_number(folded, i);

		if (n > 0) {
			add_object(&o, rap_slice_sub(folded, i, i + n));
			i += n;
		} else if (o.n > 0 && i + 3 < folded.len && memcmp(folded.at + i, "and ", 4) == 0) {
			i += 4;
		} else {
			rap_buf_char(&rest,
			             is_connector(folded.at[i]) && folded.at[i] != '.' && o.n > 0
			                     ? ' '
			                     : folded.at[i]);
			i++;
		}
	}
	set = rap_value_find(context, "verb", rap_buf_as_slice(&rest));
	if (set && strncmp(set->value, "confirm", 7) == 0 && rap_confirm_is_chosen(folded)) {
		done = false;
	} else if (set) {
		done = put_verb(context, set->value, &o, reading);
	} else if (o.n == 0) {
		rap_buf key = rap_buf_init(LINE_BYTES_MAX);

		rap_value_key(folded, &key);
		for (size_t i = 0; i < COUNT(plain_verbs) && !done; i++)
			if (rap_slice_is(rap_buf_as_slice(&key), plain_verbs[i])) {
				(void)rap_reading_intent(reading, plain_verbs[i], NULL, NULL);
				done = true;
			}
		rap_buf_done(&key);
	}
	rap_buf_done(&rest);
	return done;
}

/* ---- verbs of officers ---------------------------------------------------------------------------------- */

static size_t word_len(rap_slice s, size_t at)
{
	size_t n = 0;

	while (at + n < s.len && s.at[at + n] != ' ' && s.at[at + n] != ':' && s.at[at + n] != ',')
		n++;
	return n;
}

static size_t skip_blanks(rap_slice s, size_t at)
{
	while (at < s.len && s.at[at] == ' ')
		at++;
	return at;
}

/* "12", "#12": the digits. */
static bool number_object(rap_slice s, size_t *at, rap_slice *ret)
{
	size_t from = skip_blanks(s, *at), to;

	from += from < s.len && s.at[from] == '#';
	for (to = from; to < s.len && is_digit(s.at[to]);)
		to++;
	if (to == from || to - from > 9 ||
	    (to < s.len && s.at[to] != ' ' && s.at[to] != ':' && s.at[to] != ','))
		return false;
	*ret = rap_slice_sub(s, from, to);
	*at = to;
	return true;
}

/* Two capital letters, as in the roster. */
static bool member_object(rap_slice raw, size_t *at, rap_slice *ret)
{
	size_t from = skip_blanks(raw, *at), n = word_len(raw, from);

	if (n != 2 || !(raw.at[from] >= 'A' && raw.at[from] <= 'Z') ||
	    !(raw.at[from + 1] >= 'A' && raw.at[from + 1] <= 'Z'))
		return false;
	*ret = rap_slice_sub(raw, from, from + 2);
	*at = from + 2;
	return true;
}

/* raw and folded have the same bytes up to letter case: only ASCII lines come here. */
static bool put_officer(shape form, const char *verb, rap_slice raw, size_t at,
                        rap_reading *reading)
{
	objects o = {0};
	rap_slice object = {0};
	char *argument, *name;
	bool done = true;

	if (form == SHAPE_PROPOSALS) {
		take_objects(raw, &at, &o);
		argument = argument_of(rap_slice_sub(raw, at, raw.len));
		put(reading, verb, &o, argument);
		free(argument);
		return o.n > 0;
	}
	if (form == SHAPE_DRAFT) {
		rap_slice what = rap_utf8_trim(rap_slice_sub(raw, at, raw.len));

		if (!rap_slice_is_nocase(what, "draft") && !rap_slice_is_nocase(what, "the draft"))
			return false;
		(void)rap_reading_intent(reading, verb, "draft", NULL);
		return true;
	}
	if (form == SHAPE_NUMBER ? !number_object(raw, &at, &object)
	                         : !member_object(raw, &at, &object))
		done = form == SHAPE_MEMBER && strcmp(verb, "remind") == 0 &&
		       rap_utf8_trim(rap_slice_sub(raw, at, raw.len)).len == 0;
	if (!done)
		return false;
	at = skip_blanks(raw, at);
	/* "release 12 as MN", "assign 12 to MN", "extend MN to 2020-08-02" */
	if (at + 3 <= raw.len && (rap_slice_is_nocase(rap_slice_sub(raw, at, at + 3), "as ") ||
	                          rap_slice_is_nocase(rap_slice_sub(raw, at, at + 3), "to ")))
		at += 3;
	argument = argument_of(rap_slice_sub(raw, at, raw.len));
	name = object.len ? rap_strndup(object.at, object.len) : NULL;
	(void)rap_reading_intent(reading, verb, name, argument);
	free(argument);
	free(name);
	return true;
}

static bool officer_verb(rap_slice raw, rap_reading *reading)
{
	size_t number = proposal_number(raw, 0);

	for (size_t i = 0; i < COUNT(officer_verbs); i++) {
		size_t n = strlen(officer_verbs[i].word), at = 0;
		objects o = {0};

		/* "MN-4: accept" */
		if (number > 0 && officer_verbs[i].shape == SHAPE_PROPOSALS) {
			take_objects(raw, &at, &o);
			while (at < raw.len &&
			       (raw.at[at] == ' ' || raw.at[at] == ':' || raw.at[at] == '-'))
				at++;
		}
		if (at + n > raw.len ||
		    !rap_slice_is_nocase(rap_slice_sub(raw, at, at + n), officer_verbs[i].word) ||
		    (at + n < raw.len && (is_letter(raw.at[at + n]) || is_digit(raw.at[at + n]))))
			continue;
		if (o.n > 0) {
			char *argument = argument_of(rap_slice_sub(raw, at + n, raw.len));

			put(reading, officer_verbs[i].verb, &o, argument);
			free(argument);
			return true;
		}
		if (number == 0 && put_officer(officer_verbs[i].shape, officer_verbs[i].verb, raw,
		                               at + n, reading))
			return true;
	}
	return false;
}

/* ---- open questions ------------------------------------------------------------------------------------- */

typedef struct choice {
	const rap_open_question *question;
	const char *option;
} choice;

static const rap_open_question *question_of(const rap_context *context, rap_slice name)
{
	size_t number = 0;

	for (size_t i = 0; i < context->n_questions; i++)
		if (rap_slice_is_nocase(name, context->questions[i].id))
			return &context->questions[i];
	for (size_t i = 0; i < name.len; i++) {
		if (!is_digit(name.at[i]) || i > 2)
			return NULL;
		number = number * 10 + (size_t)(name.at[i] - '0');
	}
	return number >= 1 && number <= context->n_questions ? &context->questions[number - 1]
	                                                     : NULL;
}

static const char *option_of(const rap_open_question *question, char letter)
{
	const char text[2] = {letter, '\0'};

	for (size_t i = 0; i < question->options.n; i++)
		if (rap_slice_is_nocase(rap_slice_of(text), question->options.at[i]))
			return question->options.at[i];
	return NULL;
}

static bool parts_choice(char c)
{
	return c == ' ' || c == ':' || c == '.' || c == ')' || c == '(' || c == ',' || c == ';' ||
	       c == '-' || c == '=' || c == '[' || c == ']';
}

static bool only_parts(rap_slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!parts_choice(s.at[i]))
			return false;
	return true;
}

/* "1b 3a", "1: b, 3: a", "c7 b". The whole line must be made of such pairs. */
static size_t choices_of(const rap_context *context, rap_slice s, choice *ret)
{
	size_t n = 0;

	for (size_t at = 0; at < s.len;) {
		size_t from = at, to;
		const rap_open_question *question;

		if (parts_choice(s.at[at])) {
			at++;
			continue;
		}
		/* A lone letter under the only question. */
		if (context->n_questions == 1 && n == 0 && is_letter(s.at[at]) &&
		    only_parts(rap_slice_sub(s, at + 1, s.len))) {
			ret[0] = (choice){&context->questions[0],
			                  option_of(&context->questions[0], s.at[at])};
			return ret[0].option ? 1 : 0;
		}
		while (at < s.len && !is_digit(s.at[at]) && is_letter(s.at[at]))
			at++;
		while (at < s.len && is_digit(s.at[at]))
			at++;
		to = at;
		while (at < s.len && parts_choice(s.at[at]))
			at++;
		question = question_of(context, rap_slice_sub(s, from, to));
		if (!question || at >= s.len || !is_letter(s.at[at]) ||
		    (at + 1 < s.len && !parts_choice(s.at[at + 1])) || n == QUESTIONS_MAX)
			return 0;
		ret[n] = (choice){question, option_of(question, s.at[at])};
		if (!ret[n++].option)
			return 0;
		at++;
	}
	return n;
}

static bool read_choices(const rap_context *context, rap_slice line, rap_reading *reading)
{
	choice choices[QUESTIONS_MAX];
	size_t n = context->n_questions > 0 ? choices_of(context, line, choices) : 0;

	for (size_t i = 0; i < n; i++)
		(void)rap_reading_intent(reading, "choose", choices[i].question->id,
		                         choices[i].option);
	return n > 0;
}

/* ---- lines ---------------------------------------------------------------------------------------------- */

static bool is_ascii(rap_slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] >= 0x80)
			return false;
	return true;
}

bool rap_intent_line(const rap_context *context, rap_slice line, rap_reading *reading)
{
	rap_buf folded = rap_buf_init(LINE_BYTES_MAX * 18 + 64);
	bool done;

	line = rap_utf8_trim(line);
	if (line.len == 0 || line.len > LINE_BYTES_MAX)
		return false;
	if (line.at[0] == '-' || line.at[0] == '*')
		line = rap_utf8_trim(rap_slice_sub(line, 1, line.len));
	rap_text_fold(line, &folded);
	done = read_choices(context, rap_buf_as_slice(&folded), reading) ||
	       lexicon_verb(context, rap_buf_as_slice(&folded), reading) ||
	       rap_confirm_politely(context, rap_buf_as_slice(&folded), reading) ||
	       (is_ascii(line) && officer_verb(line, reading));
	rap_buf_done(&folded);
	return done;
}

bool rap_intent_withdraws(const rap_context *context, rap_slice line)
{
	rap_reading *probe;
	bool withdraws = false, numbered = false;

	for (size_t i = 0; i < line.len && line.len <= LINE_BYTES_MAX && !numbered; i++)
		numbered = line.at[i] == '-' && i > 0 && i + 1 < line.len &&
		           is_letter((char)(line.at[i - 1] | 0x20)) && is_digit(line.at[i + 1]);
	if (!numbered)
		return false;
	probe = rap_calloc(1, sizeof *probe);
	if (rap_intent_line(context, line, probe) && probe->n_intents > 0)
		withdraws =
			probe->intents[0].object && strcmp(probe->intents[0].verb, "withdraw") == 0;
	rap_reading_free(probe);
	return withdraws;
}

bool rap_intent_subject(const rap_context *context, const char *subject, rap_reading *reading)
{
	rap_buf folded = rap_buf_init(SUBJECT_BYTES_MAX * 18 + 64);
	rap_slice line = rap_utf8_trim(rap_slice_of(subject ? subject : ""));
	bool done;

	if (line.len == 0 || line.len > SUBJECT_BYTES_MAX)
		return false;
	rap_text_fold(line, &folded);
	done = lexicon_verb(context, rap_buf_as_slice(&folded), reading) ||
	       rap_confirm_politely(context, rap_buf_as_slice(&folded), reading);
	rap_buf_done(&folded);
	return done;
}

/*
 * A quotation asks for nothing: the line may be years old. Only the letter of an option counts there, for some programs
 * quote whatever is typed, and an option is one of this mail's questions.
 */
static bool quoted_line(const rap_context *context, rap_slice line, rap_reading *reading)
{
	rap_reading *probe = rap_calloc(1, sizeof *probe);
	bool read = false;

	if (rap_intent_line(context, line, probe) && probe->n_intents > 0) {
		if (strcmp(probe->intents[0].verb, "choose") == 0) {
			read = rap_intent_line(context, line, reading);
		} else {
			char *excerpt = rap_strndup(line.at, line.len);

			rap_reading_finding(reading, "quoted-command", NULL, excerpt,
			                    "The line asks for something, but stands in a "
			                    "quotation; nothing was done.");
			free(excerpt);
		}
	}
	rap_reading_free(probe);
	return read;
}

static bool is_quoted(const rap_page *page, size_t line)
{
	return page->tokens.lines[line].depth > 0 ||
	       (line < page->n_depth && page->depth[line] > 0);
}

static bool confirms(const rap_context *context, rap_slice line)
{
	rap_reading *probe = rap_calloc(1, sizeof *probe);
	bool does = rap_intent_line(context, line, probe) && probe->n_intents > 0 &&
	            strcmp(probe->intents[0].verb, "confirm") == 0;

	rap_reading_free(probe);
	return does;
}

/*
 * The digest offers "release 5 --as MN", and who answers "release 5 as MN" uses its words in its order, so that they seem
 * to have come back. They are his where they do not stand so in what was sent, and none of them was typed into an item.
 */
static bool is_typed_order(const rap_page *page, size_t line)
{
	const rap_token_line *l = &page->tokens.lines[line];
	rap_slice words = rap_utf8_trim(rap_slice_sub(page->text, l->body, l->to));
	bool order = false;

	for (size_t i = 0; i < COUNT(officer_verbs) && !order; i++) {
		size_t n = strlen(officer_verbs[i].word);
		rap_slice number;

		order = officer_verbs[i].shape == SHAPE_NUMBER && n < words.len &&
		        words.at[n] == ' ' &&
		        rap_slice_is_nocase(rap_slice_sub(words, 0, n), officer_verbs[i].word) &&
		        number_object(words, &n, &number);
	}
	for (size_t i = l->first; i < l->first + l->n && order; i++)
		order = page->state[i] == RAP_TOKEN_LOOSE || page->state[i] == RAP_TOKEN_OURS;
	return order && !is_quoted(page, line) && !rap_page_was_sent(page, line);
}

/* A yes or a no below the line of a signature is the whole answer or none: who has written above it has answered there. */
void rap_intent_read(const rap_context *context, rap_page *page, rap_reading *reading)
{
	bool signed_off = false, written = false;

	for (size_t line = 0; line < page->tokens.n_lines; line++) {
		const rap_token_line *l = &page->tokens.lines[line];
		rap_slice words;
		bool read;

		signed_off |= page->kinds[line] == RAP_LINE_SIGNATURE;
		if (l->n == 0 || rap_page_not_own(page, line) ||
		    rap_quote_begins(page->kinds[line]) ||
		    (rap_page_loose(page, line) != l->first && !is_typed_order(page, line)))
			continue;
		if (page->kinds[line] == RAP_LINE_SIGNATURE)
			return;
		words = rap_slice_sub(page->text, l->body, l->to);
		if (is_quoted(page, line))
			read = quoted_line(context, words, reading);
		else if (signed_off && written && confirms(context, words))
			continue;
		else
			read = rap_intent_line(context, words, reading);
		written |= !read && !is_quoted(page, line);
		if (read)
			for (size_t i = l->first; i < l->first + l->n; i++)
				page->state[i] = RAP_TOKEN_FIELD;
	}
}
