// SPDX-License-Identifier: Apache-2.0
/*
 * Compares readings with the part of them that must come out: NAME.json beside each mail.
 *
 *     compare check READINGS LIST     readings as `parse --batch --json` prints them; a line "# FILE: ..." per mail that
 *                                     is wrong and not named in LIST, or right though it is; then "N cases, N right"
 *     compare report KIND=READINGS... a table of results
 *
 * Objects are compared member by member (what the truth does not name may be anything), arrays whole, strings without
 * white space at the ends of lines and of the text.
 */
#include "common/buf.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/strv.h"
#include "common/utf8.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN 160u /* characters of a value in a message */

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

/* ---- one mail ------------------------------------------------------------------------------------------- */

/* Lines without white space at their ends, the whole without any at its own. */
static void trimmed(const char *s, rap_buf *out)
{
	rap_slice text = rap_utf8_trim(rap_slice_of(s));

	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\n')
			while (out->len > 0 && strchr(" \t\r", out->at[out->len - 1]))
				rap_buf_cut(out, out->len - 1);
		rap_buf_char(out, text.at[i]);
	}
}

static bool same_string(const char *a, const char *b)
{
	rap_buf x = rap_buf_init(RAP_LIMIT_TEXT_MESSAGE), y = rap_buf_init(RAP_LIMIT_TEXT_MESSAGE);
	bool same;

	trimmed(a, &x);
	trimmed(b, &y);
	same = rap_slice_eq(rap_buf_as_slice(&x), rap_buf_as_slice(&y));
	rap_buf_done(&x);
	rap_buf_done(&y);
	return same;
}

static void put_value(const json_t *value, rap_buf *out)
{
	char *text = value ? json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;

	rap_buf_str(out, text ? text : "nothing");
	free(text);
}

static bool differ(const char *path, const json_t *truth, const json_t *read, rap_buf *why)
{
	rap_buf wanted = rap_buf_init(RAP_LIMIT_TEXT_MESSAGE),
		got = rap_buf_init(RAP_LIMIT_TEXT_MESSAGE);

	put_value(truth, &wanted);
	put_value(read, &got);
	rap_buf_printf(why, "%s: wanted ", path);
	rap_utf8_printable(why, rap_buf_as_slice(&wanted), SHOWN);
	rap_buf_str(why, ", read ");
	rap_utf8_printable(why, rap_buf_as_slice(&got), SHOWN);
	rap_buf_done(&wanted);
	rap_buf_done(&got);
	return false;
}

/* Why says where they differ first. Recursion as deep as the truth is, which is ours. */
static bool holds(const char *path, const json_t *truth, const json_t *read, rap_buf *why)
{
	char inner[256];
	const char *key;
	const json_t *value;

	if (json_is_object(truth) && json_is_object(read)) {
		json_object_foreach((json_t *)(uintptr_t)truth, key, value)
		{
			(void)snprintf(inner, sizeof inner, "%s.%s", path, key);
			if (!holds(inner, value, json_object_get(read, key), why))
				return false;
		}
		return true;
	}
	if (json_is_array(truth) && json_is_array(read) &&
	    json_array_size(truth) == json_array_size(read)) {
		for (size_t i = 0; i < json_array_size(truth); i++) {
			(void)snprintf(inner, sizeof inner, "%s[%zu]", path, i);
			if (!holds(inner, json_array_get(truth, i), json_array_get(read, i), why))
				return false;
		}
		return true;
	}
	if (json_is_string(truth) && json_is_string(read)
	            ? same_string(json_string_value(truth), json_string_value(read))
	            : json_equal(truth, read))
		return true;
	return differ(path, truth, read, why);
}

/* NAME.json for NAME.eml; NULL when there is none. */
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

static bool is_right(const json_t *reading, const json_t *truth, rap_buf *why)
{
	if (!json_is_object(truth) || json_object_size(truth) == 0)
		rap_buf_str(why, "no truth beside it");
	else if (!json_is_object(reading) || json_object_get(reading, "error"))
		rap_buf_str(why, "it was not read");
	else
		return holds("", truth, reading, why);
	return false;
}

/* ---- check ---------------------------------------------------------------------------------------------- */

/* The first word of a line. */
static bool is_listed(const char *list, const char *file)
{
	const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
	size_t len = strlen(name) > 4 ? strlen(name) - 4 : strlen(name);
	FILE *in = fopen(list, "re");
	char line[1024];
	bool found = false;

	while (in && !found && fgets(line, sizeof line, in))
		found = strncmp(line, name, len) == 0 && strchr(" \t\n", line[len]);
	if (in)
		(void)fclose(in); /* only read */
	return found;
}

static int check(const char *readings, const char *list)
{
	FILE *in = fopen(readings, "re");
	char *line = NULL;
	size_t room = 0, cases = 0, right = 0;

	if (!in)
		return 66;
	while (getline(&line, &room, in) > 0) {
		json_t *reading = json_loads(line, 0, NULL);
		const char *file = text_of(reading, "file");
		json_t *truth = truth_of(file);
		rap_buf why = rap_buf_init(RAP_MIB);
		bool good = is_right(reading, truth, &why), listed = is_listed(list, file);

		cases++;
		right += good;
		if (!good && !listed)
			printf("# %s: %s\n", file, rap_buf_text(&why));
		else if (good && listed)
			printf("# %s: is right, but named in %s\n", file, list);
		rap_buf_done(&why);
		json_decref(truth);
		json_decref(reading);
	}
	printf("%zu cases, %zu right\n", cases, right);
	free(line);
	(void)fclose(in); /* only read */
	return 0;
}

/* ---- report --------------------------------------------------------------------------------------------- */

/* Of one folder; what a folder does not have stays 0. */
typedef struct tally {
	size_t cases, right;
	size_t texts, equal, words, lost, too_much;
	size_t bounces, found, recipients, recipient, statuses, status, permanents, permanent;
	size_t false_bounces;
	size_t machines, machine, people, taken;
} tally;

/* A CJK character, kana or hangul syllable is a word. */
static void words_of(const char *s, rap_strv *ret)
{
	rap_slice text = rap_slice_of(s);
	size_t begin = 0, at = 0;

	while (at <= text.len) {
		size_t from = at;
		uint32_t c = at < text.len ? rap_utf8_next(text, &at) : ' ';
		bool alone = rap_utf8_is_cjk(c);

		if (from < text.len && !alone && !rap_utf8_is_space(c))
			continue;
		if (from > begin)
			rap_strv_take(ret, rap_strndup(text.at + begin, from - begin));
		if (alone)
			rap_strv_take(ret, rap_strndup(text.at + from, at - from));
		begin = at;
		at += from == text.len;
	}
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* How many words of either text the other does not have, wherever they stand. */
static void count_words(const char *truth, const char *read, tally *t)
{
	rap_strv a = {0}, b = {0};
	size_t i = 0, j = 0;

	words_of(truth, &a);
	words_of(read, &b);
	if (a.n > 0)
		qsort(a.at, a.n, sizeof *a.at, by_bytes);
	if (b.n > 0)
		qsort(b.at, b.n, sizeof *b.at, by_bytes);
	t->words += a.n;
	while (i < a.n || j < b.n) {
		int order = i == a.n ? 1 : j == b.n ? -1 : strcmp(a.at[i], b.at[j]);

		t->lost += order < 0;
		t->too_much += order > 0;
		i += order <= 0;
		j += order >= 0;
	}
	rap_strv_done(&a);
	rap_strv_done(&b);
}

/* Whether a member is as the truth has it; counts it in *of if the truth names it. */
static bool same_member(const json_t *truth, const json_t *read, const char *key, size_t *of)
{
	const json_t *value = json_object_get(truth, key);
	rap_buf why = rap_buf_init(RAP_MIB);
	bool same = value && holds(key, value, json_object_get(read, key), &why);

	*of += value != NULL;
	rap_buf_done(&why);
	return same;
}

static void tally_bounce(const json_t *truth, const json_t *read, tally *t)
{
	const json_t *wanted = json_object_get(truth, "recipients"),
		     *got = json_object_get(read, "recipients");

	for (size_t i = 0; i < json_array_size(wanted); i++) {
		const json_t *one = json_array_get(wanted, i), *other = json_array_get(got, i);

		t->recipient += same_member(one, other, "address", &t->recipients);
		t->status += same_member(one, other, "status", &t->statuses);
	}
	t->permanent += same_member(truth, read, "permanent", &t->permanents);
}

static bool says_absent(const json_t *reading)
{
	const json_t *findings = json_object_get(reading, "findings");
	bool found = false;

	for (size_t i = 0; i < json_array_size(findings) && !found; i++)
		found = strcmp(text_of(json_array_get(findings, i), "code"), "probably-absent") ==
		        0;
	return found;
}

static void tally_kind(const json_t *truth, const json_t *reading, tally *t)
{
	const char *kind = text_of(truth, "kind"), *read = text_of(reading, "kind");

	if (strcmp(kind, "bounce") == 0) {
		t->bounces++;
		t->found += strcmp(read, "bounce") == 0;
		tally_bounce(json_object_get(truth, "bounce"), json_object_get(reading, "bounce"),
		             t);
		return;
	}
	if (!*kind)
		return;
	t->false_bounces += strcmp(read, "bounce") == 0;
	if (strcmp(kind, "auto-reply") == 0 || strcmp(kind, "other") == 0) {
		t->machines++;
		t->machine += strcmp(read, "reply") != 0;
	} else {
		/* One that is probably absent is read all the same: nothing is lost. */
		t->people++;
		t->taken += strcmp(read, "reply") != 0 && !says_absent(reading);
	}
}

static bool tally_file(const char *readings, tally *t)
{
	FILE *in = fopen(readings, "re");
	char *line = NULL;
	size_t room = 0;

	if (!in)
		return false;
	while (getline(&line, &room, in) > 0) {
		json_t *reading = json_loads(line, 0, NULL);
		json_t *truth = truth_of(text_of(reading, "file"));
		rap_buf why = rap_buf_init(RAP_MIB);

		t->cases++;
		t->right += is_right(reading, truth, &why);
		if (json_object_get(truth, "text")) {
			t->texts++;
			t->equal += same_string(text_of(truth, "text"), text_of(reading, "text"));
			count_words(text_of(truth, "text"), text_of(reading, "text"), t);
		}
		tally_kind(truth, reading, t);
		rap_buf_done(&why);
		json_decref(truth);
		json_decref(reading);
	}
	free(line);
	(void)fclose(in); /* only read */
	return true;
}

static void row(const char *what, size_t n, size_t of)
{
	if (of > 0)
		printf("    %-28s %6zu of %6zu %7.2f %%\n", what, n, of,
		       100.0 * (double)n / (double)of);
}

static void add(tally *sum, const tally *t)
{
	sum->false_bounces += t->false_bounces;
	sum->people += t->people;
	sum->machines += t->machines;
	sum->taken += t->taken;
}

/* argument is KIND=READINGS. */
static int report_kind(const char *argument, tally *sum)
{
	const char *equals = strchr(argument, '=');
	tally t = {0};

	if (!equals)
		return 64;
	if (!tally_file(equals + 1, &t))
		return 66;
	printf("%-10.*s %8zu %8zu %8zu %8.2f\n", (int)(equals - argument), argument, t.cases,
	       t.right, t.cases - t.right,
	       t.cases > 0 ? 100.0 * (double)t.right / (double)t.cases : 0.0);
	row("text: equal", t.equal, t.texts);
	row("text: words lost", t.lost, t.words);
	row("text: words kept too much", t.too_much, t.words);
	row("bounces: found", t.found, t.bounces);
	row("bounces: recipient", t.recipient, t.recipients);
	row("bounces: status", t.status, t.statuses);
	row("bounces: permanent or not", t.permanent, t.permanents);
	row("machines: found", t.machine, t.machines);
	add(sum, &t);
	return 0;
}

static int report(int n, char **arguments)
{
	tally sum = {0};
	int status = 0;

	printf("%-10s %8s %8s %8s %8s\n", "kind", "cases", "right", "wrong", "%");
	for (int i = 0; i < n && status == 0; i++)
		status = report_kind(arguments[i], &sum);
	printf("all kinds\n");
	row("taken for a bounce", sum.false_bounces, sum.people + sum.machines);
	row("people taken for machines", sum.taken, sum.people);
	return status;
}

int main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "check") == 0)
		return check(argv[2], argv[3]);
	if (argc > 2 && strcmp(argv[1], "report") == 0)
		return report(argc - 2, argv + 2);
	fputs("usage: compare check READINGS LIST | report KIND=READINGS...\n", stderr);
	return 64;
}
