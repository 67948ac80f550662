// SPDX-License-Identifier: Apache-2.0
/*
 * The real reader in its real sandbox, over the real socket: every mail of the corpus gets a reading (no library
 * tries what the sandbox forbids), and a text at the limit comes back whole (running out of memory is never silent).
 */
#include "reader.h"

#include "common/limits.h"
#include "common/mem.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct house {
	sd_event *event;
	rap_reader *reader;
} house;

typedef struct result {
	rap_reading *reading;
	char *why;
	bool called;
} result;

static house open_house(void)
{
	const char *build = getenv("B");
	char *name = NULL, *path, *why = NULL;
	rap_reader_limits limits = rap_reader_limits_usual();
	house h = {0};

	limits.wall_ms = 60000; /* sanitizers on a busy machine */
	assert_true(asprintf(&name, "%s/rapporteur-reader", build ? build : "build") > 0);
	path = realpath(name, NULL);
	assert_non_null(path);
	assert_true(sd_event_new(&h.event) >= 0);
	if (rap_reader_start_limited(h.event, path, &limits, &h.reader, &why))
		fail_msg("%s", why);
	free(path);
	free(name);
	return h;
}

static void close_house(house *h)
{
	h->reader = rap_reader_stop(h->reader);
	sd_event_unref(h->event);
}

static void on_done(void *user, rap_read_outcome outcome, rap_reading *reading, const char *why)
{
	result *r = user;

	(void)outcome;
	r->reading = reading;
	r->why = rap_strdup(why);
	r->called = true;
}

static result read_mail(house *h, rap_slice mail)
{
	rap_context context = {0};
	result r = {0};

	rap_reader_submit(h->reader, &context, mail, on_done, &r);
	while (!r.called)
		assert_true(sd_event_run(h->event, UINT64_MAX) >= 0);
	return r;
}

static void forget(result *r)
{
	rap_reading_free(r->reading);
	free(r->why);
}

static rap_buf load(const char *folder, const char *name)
{
	rap_buf bytes = rap_buf_init(RAP_LIMIT_MESSAGE);
	char *path = NULL, chunk[65536];
	FILE *file;
	size_t n;

	assert_true(asprintf(&path, "%s/%s", folder, name) > 0);
	file = fopen(path, "rb");
	assert_non_null(file);
	while ((n = fread(chunk, 1, sizeof chunk, file)) > 0)
		rap_buf_add(&bytes, chunk, n);
	assert_int_equal(fclose(file), 0);
	free(path);
	return bytes;
}

static void test_every_mail_of_the_corpus_is_read(void **state)
{
	static const char folder[] = "tests/corpus/replies";
	DIR *dir = opendir(folder);
	house h = open_house();
	struct dirent *entry;
	unsigned n = 0;

	(void)state;
	assert_non_null(dir);
	while ((entry = readdir(dir))) {
		const char *dot = strrchr(entry->d_name, '.');
		rap_buf mail;
		result r;

		if (!dot || strcmp(dot, ".eml") != 0)
			continue;
		mail = load(folder, entry->d_name);
		r = read_mail(&h, rap_buf_as_slice(&mail));
		if (!r.reading)
			fail_msg("%s: %s", entry->d_name, r.why);
		assert_true(strlen(r.reading->body.text) > 0);
		assert_non_null(r.reading->message.subject);
		forget(&r);
		rap_buf_done(&mail);
		n++;
	}
	assert_true(n > 50);
	assert_int_equal(closedir(dir), 0);
	close_house(&h);
}

/* Lines with their numbers, up to nearly the limit of a part; *ret_lines of them. */
static rap_buf large_mail(const char *type, const char *before, const char *after,
                          size_t *ret_lines)
{
	rap_buf mail = rap_buf_init(RAP_LIMIT_MESSAGE);
	size_t n = 0, head;

	rap_buf_printf(&mail,
	               "From: a@b.example\r\nSubject: large\r\nMIME-Version: 1.0\r\n"
	               "Content-Type: %s; charset=utf-8\r\n\r\n",
	               type);
	head = mail.len;
	while (mail.len - head < RAP_LIMIT_TEXT_PART - 100)
		rap_buf_printf(&mail, "%sline-%zu%s\r\n", before, n++, after);
	*ret_lines = n;
	return mail;
}

static void check_whole(const char *type, const char *before, const char *after)
{
	size_t lines, seen = 0;
	rap_buf mail = large_mail(type, before, after, &lines);
	house h = open_house();
	result r = read_mail(&h, rap_buf_as_slice(&mail));

	if (!r.reading)
		fail_msg("%s: %s", type, r.why);
	for (const char *at = r.reading->body.text; at; at = strchr(at + 1, '\n')) {
		at += *at == '\n';
		if (strncmp(at, "line-", 5) == 0 && strtoul(at + 5, NULL, 10) == seen)
			seen++;
		if (!*at)
			break;
	}
	assert_int_equal(seen, lines);
	forget(&r);
	rap_buf_done(&mail);
	close_house(&h);
}

static void test_largest_text_comes_back_whole(void **state)
{
	(void)state;
	check_whole("text/plain", "", " of a text that is long");
}

static void test_largest_html_comes_back_whole(void **state)
{
	(void)state;
	check_whole("text/html", "<p><b>", "</b> of a <i>dense</i> text</p>");
}

static void test_encoded_words_in_foreign_charsets_do_not_kill(void **state)
{
	/* Charsets that are not held open: opening their converters is refused, and the mail is read all the same. */
	static const char mail[] = "From: =?EUC-TW?B?xOPG5A==?= <a@b.example>\r\nSubject: "
				   "=?UTF-7?Q?+ZeVnLIqe-?= =?x-none?Q?a?=\r\n"
				   "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-7; "
				   "name*=IBM1390''%44%44\r\n\r\nHello\r\n";
	house h = open_house();
	result r = read_mail(&h, rap_slice_of(mail));

	(void)state;
	if (!r.reading)
		fail_msg("%s", r.why);
	assert_string_equal(r.reading->message.from.at[0].address, "a@b.example");
	forget(&r);
	close_house(&h);
}

static void test_a_backlog_gives_equal_readings(void **state)
{
	enum { MAILS = 200 };
	static result results[MAILS];
	house h = open_house();
	rap_buf mail = load("tests/corpus/replies", "thunderbird-html-G-same-zh1.eml");
	rap_context context = {0};

	(void)state;
	for (size_t i = 0; i < MAILS; i++)
		rap_reader_submit(h.reader, &context, rap_buf_as_slice(&mail), on_done,
		                  &results[i]);
	while (rap_reader_busy(h.reader) > 0)
		assert_true(sd_event_run(h.event, UINT64_MAX) >= 0);
	for (size_t i = 0; i < MAILS; i++) {
		assert_non_null(results[i].reading);
		assert_string_equal(results[i].reading->body.text, results[0].reading->body.text);
	}
	for (size_t i = 0; i < MAILS; i++)
		forget(&results[i]);
	rap_buf_done(&mail);
	close_house(&h);
}

/* What the zygote keeps follows what each mail is to be read with, also to and fro, and never the mail before. */
static void test_each_mail_is_read_with_its_own_context(void **state)
{
	enum { MAILS = 24 };
	static result results[MAILS];
	static char ids[][4] = {"1.1", "1.2"}, label[] = "Support";
	rap_field fields[2] = {{.id = ids[0], .label = label, .type = RAP_FIELD_YES_NO},
	                       {.id = ids[1], .label = label, .type = RAP_FIELD_YES_NO}};
	static const char mail[] = "From: a@b.example\nSubject: s\n\n[1.1] yes\n[1.2] no\n";
	house h = open_house();

	(void)state;
	for (size_t i = 0; i < MAILS; i++) {
		/* the first field, the second, both, none */
		size_t first = i % 4 == 1, n = (size_t[]){1, 1, 2, 0}[i % 4];
		rap_context context = {.fields = fields + first, .n_fields = n};

		rap_reader_submit(h.reader, &context, rap_slice_of(mail), on_done, &results[i]);
	}
	while (rap_reader_busy(h.reader) > 0)
		assert_true(sd_event_run(h.event, UINT64_MAX) >= 0);
	for (size_t i = 0; i < MAILS; i++) {
		const rap_reading *r = results[i].reading;
		size_t n = (size_t[]){1, 1, 2, 0}[i % 4];

		if (!r)
			fail_msg("%zu: %s", i, results[i].why);
		assert_int_equal(r->n_answers, n);
		if (n > 0)
			assert_string_equal(r->answers[0].field, ids[i % 4 == 1]);
		if (n > 1)
			assert_string_equal(r->answers[1].field, ids[1]);
		forget(&results[i]);
	}
	close_house(&h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_mail_of_the_corpus_is_read),
		cmocka_unit_test(test_largest_text_comes_back_whole),
		cmocka_unit_test(test_largest_html_comes_back_whole),
		cmocka_unit_test(test_encoded_words_in_foreign_charsets_do_not_kill),
		cmocka_unit_test(test_a_backlog_gives_equal_readings),
		cmocka_unit_test(test_each_mail_is_read_with_its_own_context),
	};

	return cmocka_run_group_tests_name("reader_real", tests, NULL, NULL);
}
