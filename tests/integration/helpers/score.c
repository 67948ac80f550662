// SPDX-License-Identifier: Apache-2.0
/*
 * Scores readings against the truth beside each mail.
 *
 *     score corpus READINGS    readings as `parse --batch` prints them, NAME.json of tests/corpus/replies beside
 *                              each mail; prints "right N flagged N wrong N lost N" and a line per answer not right
 *     score clients READINGS   the same figures for NAME.json of tests/corpus/clients, which hold every type of field,
 *                              proposals, findings, and answers that must be asked about
 *     score forms READINGS     NAME.json of tests/corpus/forms: one TAP line per mail, beginning at number 1
 *
 * right: the true value, or the true words under a text. flagged: unclear or conflict with the words kept, or nothing
 * read and the mail put before a person. wrong: another value, or an answer nobody gave. lost: no trace of an answer.
 */
#include "common/buf.h"
#include "common/file.h"
#include "common/limits.h"
#include "common/utf8.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct score {
	unsigned right, flagged, wrong, lost;
} score;

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

/* White space collapsed, curly quotes and dashes as ASCII: clients change these. */
static void plain(const char *s, rap_buf *out)
{
	rap_slice text = rap_slice_of(s);
	bool blank = false;

	for (size_t at = 0; at < text.len;) {
		uint32_t c = rap_utf8_next(text, &at);

		if (rap_utf8_is_space(c)) {
			blank = out->len > 0;
			continue;
		}
		if (blank)
			rap_buf_char(out, ' ');
		blank = false;
		if (c == 0x201C || c == 0x201D)
			rap_buf_char(out, '"');
		else if (c == 0x2018 || c == 0x2019)
			rap_buf_char(out, '\'');
		else if (c == 0x2013)
			rap_buf_char(out, '-');
		else
			rap_utf8_put(out, c);
	}
}

static bool same_words(const char *a, const char *b)
{
	rap_buf x = rap_buf_init(RAP_MIB), y = rap_buf_init(RAP_MIB);
	bool same;

	plain(a, &x);
	plain(b, &y);
	same = rap_slice_eq(rap_buf_as_slice(&x), rap_buf_as_slice(&y));
	rap_buf_done(&x);
	rap_buf_done(&y);
	return same;
}

/* NAME.json for NAME.eml. */
static json_t *truth_of(const char *file)
{
	rap_buf path = rap_buf_init(8192);
	size_t len = strlen(file);
	json_t *truth;

	rap_buf_add(&path, file, len > 4 ? len - 4 : len);
	rap_buf_str(&path, ".json");
	truth = json_load_file(rap_buf_text(&path), 0, NULL);
	rap_buf_done(&path);
	return truth;
}

static const json_t *answer_to(const json_t *reading, const char *field)
{
	const json_t *answers = json_object_get(reading, "answers");

	for (size_t i = 0; i < json_array_size(answers); i++)
		if (strcmp(text_of(json_array_get(answers, i), "field"), field) == 0)
			return json_array_get(answers, i);
	return NULL;
}

static bool has_finding(const json_t *reading, const char *code)
{
	const json_t *findings = json_object_get(reading, "findings");

	for (size_t i = 0; i < json_array_size(findings); i++)
		if (strcmp(text_of(json_array_get(findings, i), "code"), code) == 0)
			return true;
	return false;
}

static bool is_flagged(const json_t *answer)
{
	const char *status = text_of(answer, "status");

	return (strcmp(status, "unclear") == 0 || strcmp(status, "conflict") == 0) &&
	       text_of(answer, "raw")[0];
}

/* ---- the corpus of replies ------------------------------------------------------------------------------ */

static bool is_right(const json_t *answer, const json_t *truth)
{
	const json_t *value = json_object_get(answer, "value");
	char number[32]; /* bound: snprintf */

	if (strcmp(text_of(truth, "kind"), "text") == 0)
		return same_words(text_of(answer, "raw"), text_of(truth, "raw"));
	if (strcmp(text_of(answer, "status"), "ok") != 0)
		return false;
	if (json_is_string(value))
		return strcmp(json_string_value(value), text_of(truth, "value")) == 0;
	(void)snprintf(number, sizeof number, "%lld", (long long)json_integer_value(value));
	return json_is_integer(value) && strcmp(number, text_of(truth, "value")) == 0;
}

static void tell(const char *what, const char *file, const char *field, const json_t *answer)
{
	const char *slash = strrchr(file, '/');

	printf("# %s: %s %s \"%s\"\n", what, slash ? slash + 1 : file, field,
	       answer ? text_of(answer, "raw") : "");
}

static void score_answer(const json_t *reading, const char *file, const char *field,
                         const json_t *truth, score *s)
{
	const json_t *answer = answer_to(reading, field);
	bool given = json_is_string(json_object_get(truth, "raw"));

	if (!given && !answer)
		return;
	if (given && !answer) {
		bool told = has_finding(reading, "needs-human");

		*(told ? &s->flagged : &s->lost) += 1;
		tell(told ? "left to a person" : "LOST", file, field, NULL);
	} else if (given && is_flagged(answer)) {
		s->flagged++;
		tell("flagged", file, field, answer);
	} else if (given && is_right(answer, truth)) {
		s->right++;
	} else {
		s->wrong++;
		tell(given ? "WRONG" : "INVENTED", file, field, answer);
	}
}

static void score_reading(const json_t *reading, const char *file, score *s)
{
	json_t *truth = truth_of(file), *field_truth;
	const char *field;

	if (!truth || json_object_get(reading, "error")) {
		s->lost++;
		tell("NOT READ", file, "", NULL);
	}
	json_object_foreach(json_object_get(truth, "answers"), field, field_truth)
		score_answer(reading, file, field, field_truth, s);
	if (json_is_true(json_object_get(truth, "needs_human")) &&
	    !has_finding(reading, "needs-human")) {
		s->lost++;
		tell("NOT PUT BEFORE A PERSON", file, "", NULL);
	}
	json_decref(truth);
}

/* ---- forms of our own ----------------------------------------------------------------------------------- */

static void complain(rap_buf *why, const char *what, const json_t *got)
{
	char *text = got ? json_dumps(got, JSON_ENCODE_ANY) : NULL;

	rap_buf_printf(why, "# %s: got %s\n", what, text ? text : "nothing");
	free(text);
}

static bool has_flag(const json_t *answer, const char *flag)
{
	const json_t *flags = json_object_get(answer, "flags");

	for (size_t i = 0; i < json_array_size(flags); i++)
		if (strcmp(json_string_value(json_array_get(flags, i)), flag) == 0)
			return true;
	return false;
}

static bool same_value(const json_t *a, const json_t *b)
{
	if (json_is_string(a) && json_is_string(b))
		return same_words(json_string_value(a), json_string_value(b));
	return json_equal(a, b);
}

static void check_answer(const json_t *answer, const char *field, const json_t *want, rap_buf *why)
{
	const char *status = json_object_get(want, "status") ? text_of(want, "status") : "ok";
	const char *flag = json_string_value(json_object_get(want, "flag"));
	const char *raw = json_string_value(json_object_get(want, "raw"));

	if (!answer || strcmp(text_of(answer, "status"), status) != 0 ||
	    (json_object_get(want, "value") &&
	     !same_value(json_object_get(answer, "value"), json_object_get(want, "value"))) ||
	    (raw && !same_words(text_of(answer, "raw"), raw)) || (flag && !has_flag(answer, flag)))
		complain(why, field, answer);
}

static bool matches(const json_t *got, const json_t *want)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)(uintptr_t)want, key,
	                    value) if (!same_value(json_object_get(got, key), value)) return false;
	return true;
}

static void check_proposals(const json_t *got, const json_t *want, rap_buf *why)
{
	if (json_array_size(got) != json_array_size(want)) {
		complain(why, "proposals", got);
		return;
	}
	for (size_t i = 0; i < json_array_size(want); i++) {
		bool found = false;

		for (size_t k = 0; k < json_array_size(got); k++)
			found |= matches(json_array_get(got, k), json_array_get(want, i));
		if (!found)
			complain(why, "proposals", got);
	}
}

static void check_intents(const json_t *got, const json_t *want, rap_buf *why)
{
	bool same = json_array_size(got) == json_array_size(want);

	for (size_t i = 0; same && i < json_array_size(want); i++) {
		const json_t *g = json_array_get(got, i), *w = json_array_get(want, i);

		same = json_equal(json_object_get(g, "verb"), json_array_get(w, 0)) &&
		       json_equal(json_object_get(g, "object"), json_array_get(w, 1)) &&
		       json_equal(json_object_get(g, "argument"), json_array_get(w, 2));
	}
	if (!same)
		complain(why, "intents", got);
}

static void check_reading(const json_t *reading, const json_t *truth, rap_buf *why)
{
	const json_t *answers = json_object_get(reading, "answers"),
		     *want = json_object_get(truth, "answers");
	const json_t *findings = json_object_get(truth, "findings");
	const char *field;
	json_t *field_truth;

	if (!truth || json_object_get(reading, "error"))
		complain(why, "reading", reading);
	json_object_foreach((json_t *)(uintptr_t)want, field, field_truth)
		check_answer(answer_to(reading, field), field, field_truth, why);
	for (size_t i = 0; i < json_array_size(answers); i++)
		if (!json_object_get(want, text_of(json_array_get(answers, i), "field")))
			complain(why, "an answer nobody gave", json_array_get(answers, i));
	check_proposals(json_object_get(reading, "proposals"), json_object_get(truth, "proposals"),
	                why);
	check_intents(json_object_get(reading, "intents"), json_object_get(truth, "intents"), why);
	for (size_t i = 0; i < json_array_size(findings); i++)
		if (!has_finding(reading, json_string_value(json_array_get(findings, i))))
			complain(why, "findings", json_object_get(reading, "findings"));
	if (!findings && has_finding(reading, "needs-human"))
		complain(why, "needlessly for a person", json_object_get(reading, "findings"));
}

static void check_form(const json_t *reading, const char *file, unsigned number)
{
	json_t *truth = truth_of(file);
	rap_buf why = rap_buf_init(RAP_MIB);
	const char *slash = strrchr(file, '/');

	check_reading(reading, truth, &why);
	printf("%s %u - %s%s%s\n", why.len ? "not ok" : "ok", number, slash ? slash + 1 : file,
	       text_of(truth, "what")[0] ? ": " : "", text_of(truth, "what"));
	fputs(rap_buf_text(&why), stdout);
	rap_buf_done(&why);
	json_decref(truth);
}

/* ---- replies to our own mails by clients ----------------------------------------------------------------- */

static void count(unsigned *figure, const char *what, const char *file, const char *field,
                  const json_t *answer)
{
	*figure += 1;
	tell(what, file, field, answer);
}

static bool is_true_answer(const json_t *answer, const json_t *truth)
{
	const char *kind = text_of(truth, "kind"), *status = text_of(answer, "status");

	if (strcmp(text_of(truth, "status"), "none") == 0)
		return strcmp(status, "none") == 0;
	if (strcmp(kind, "text") == 0 || strcmp(kind, "choice") == 0 || strcmp(kind, "rating") == 0)
		return is_right(answer, truth);
	return strcmp(status, "ok") == 0 &&
	       same_value(json_object_get(answer, "value"), json_object_get(truth, "value"));
}

static void score_typed(const json_t *reading, const char *file, const char *field,
                        const json_t *truth, score *s)
{
	const json_t *answer = answer_to(reading, field);
	const char *status = text_of(truth, "status");
	bool doubtful = strcmp(status, "unclear") == 0 || strcmp(status, "conflict") == 0;
	bool told = answer ? is_flagged(answer) : has_finding(reading, "needs-human");

	if (doubtful && told)
		s->right++;
	else if (told)
		count(&s->flagged, answer ? "flagged" : "left to a person", file, field, answer);
	else if (!answer)
		count(&s->lost, "LOST", file, field, NULL);
	else if (!doubtful && is_true_answer(answer, truth))
		s->right++;
	else
		count(&s->wrong, "WRONG", file, field, answer);
}

static void score_proposals(const json_t *reading, const json_t *truth, const char *file, score *s)
{
	const json_t *got = json_object_get(reading, "proposals"),
		     *want = json_object_get(truth, "proposals");
	size_t n_found = 0;

	for (size_t i = 0; i < json_array_size(want); i++) {
		const json_t *wanted = json_array_get(want, i), *near = NULL;
		bool found = false;

		for (size_t k = 0; k < json_array_size(got) && !found; k++) {
			found = matches(json_array_get(got, k), wanted);
			if (strcmp(text_of(json_array_get(got, k), "paragraph"),
			           text_of(wanted, "paragraph")) == 0)
				near = json_array_get(got, k);
		}
		n_found += found;
		if (found)
			s->right++;
		else if (near && strcmp(text_of(near, "status"), "ok") == 0)
			count(&s->wrong, "WRONG", file, text_of(wanted, "paragraph"), near);
		else if (near || has_finding(reading, "needs-human"))
			count(&s->flagged, "flagged", file, text_of(wanted, "paragraph"), near);
		else
			count(&s->lost, "LOST", file, text_of(wanted, "paragraph"), NULL);
	}
	for (; n_found < json_array_size(got) && json_array_size(got) > json_array_size(want);
	     n_found++)
		count(&s->wrong, "INVENTED", file, "a proposal", NULL);
}

static void score_client(const json_t *reading, const char *file, score *s)
{
	json_t *truth = truth_of(file), *field_truth;
	const json_t *answers = json_object_get(reading, "answers"),
		     *findings = json_object_get(truth, "findings");
	bool for_person = json_is_true(json_object_get(truth, "needs_human"));
	const char *field;

	if (!truth || json_object_get(reading, "error"))
		count(&s->lost, "NOT READ", file, "", NULL);
	json_object_foreach(json_object_get(truth, "answers"), field, field_truth)
		score_typed(reading, file, field, field_truth, s);
	for (size_t i = 0; i < json_array_size(answers); i++) {
		const json_t *answer = json_array_get(answers, i);

		field = text_of(answer, "field");
		if (json_object_get(json_object_get(truth, "answers"), field))
			continue;
		if (!is_flagged(answer))
			count(&s->wrong, "INVENTED", file, field, answer);
		else if (!for_person)
			count(&s->flagged, "flagged, though nobody answered", file, field, answer);
	}
	score_proposals(reading, truth, file, s);
	for (size_t i = 0; i < json_array_size(findings); i++) {
		const char *code = json_string_value(json_array_get(findings, i));

		if (has_finding(reading, code))
			s->right++;
		else if (!has_finding(reading, "needs-human"))
			count(&s->lost, "NOT FOUND", file, code, NULL);
	}
	if (has_finding(reading, "needs-human") == for_person)
		s->right += for_person;
	else if (for_person)
		count(&s->lost, "NOT PUT BEFORE A PERSON", file, "", NULL);
	else if (json_object_size(json_object_get(truth, "answers")) == json_array_size(answers))
		count(&s->flagged, "needlessly for a person", file, "", NULL);
	json_decref(truth);
}

int main(int argc, char **argv)
{
	score s = {0};
	unsigned number = 0;
	char *line = NULL;
	size_t room = 0;
	FILE *in;

	if (argc != 3 || !(in = fopen(argv[2], "re"))) {
		fputs("usage: score corpus|clients|forms READINGS\n", stderr);
		return 64;
	}
	while (getline(&line, &room, in) > 0) {
		json_t *reading = json_loads(line, 0, NULL);
		const char *file = text_of(reading, "file");

		if (strcmp(argv[1], "forms") == 0)
			check_form(reading, file, ++number);
		else if (strcmp(argv[1], "clients") == 0)
			score_client(reading, file, &s);
		else
			score_reading(reading, file, &s);
		json_decref(reading);
	}
	if (strcmp(argv[1], "forms") != 0)
		printf("right %u flagged %u wrong %u lost %u\n", s.right, s.flagged, s.wrong,
		       s.lost);
	free(line);
	(void)fclose(in); /* only read */
	return 0;
}
