// SPDX-License-Identifier: Apache-2.0
/* Passwords and tokens from files and commands; what goes wrong is told without them (R71, R73). */
#include "mail/secret.h"

#include "common/file.h"
#include "common/mem.h"
#include "mail/secret_command.h"
#include "mail/secret_line.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define SECRET "hunter2"

static char dir[] = "/tmp/test_secret.XXXXXX";

static int make_dir(void **state)
{
	(void)state;
	return mkdtemp(dir) ? 0 : -1;
}

static const char *in_dir(const char *name)
{
	static char path[256];

	(void)snprintf(path, sizeof path, "%s/%s", dir, name);
	return path;
}

static const char *write_file(const char *name, rap_slice bytes)
{
	const char *path = in_dir(name);

	assert_int_equal(rap_file_replace(path, bytes, 0600), RAP_OK);
	return path;
}

static int remove_dir(void **state)
{
	(void)state;
	(void)unlink(in_dir("pw"));
	(void)unlink(in_dir("fifo"));
	return rmdir(dir);
}

/* ---- words ---------------------------------------------------------------------------------------------- */

static void test_secret_words_splits_as_a_shell_would_quote(void **state)
{
	static const struct {
		const char *command, *want; /* words joined with |; NULL: refused */
	} list[] = {
		{"/bin/cat /etc/x", "/bin/cat|/etc/x"},
		{"  /bin/cat\t\n/etc/x  ", "/bin/cat|/etc/x"},
		{"/bin/echo 'a b' \"c d\"", "/bin/echo|a b|c d"},
		{"/bin/echo a' 'b\" \"c", "/bin/echo|a b c"},
		{"/bin/echo '' \"\"", "/bin/echo||"},
		{"/bin/echo 'a\\b'", "/bin/echo|a\\b"},
		{"/bin/echo \"a\\\"b\\\\c\\$d\\`e\\f\"", "/bin/echo|a\"b\\c$d`e\\f"},
		{"/bin/echo a\\ b \\'", "/bin/echo|a b|'"},
		{"/bin/echo $HOME `id` *; x > y | z & #", "/bin/echo|$HOME|`id`|*;|x|>|y|||z|&|#"},
		{"/bin/echo 'open", NULL},
		{"/bin/echo \"open", NULL},
		{"/bin/echo \"open\\\"", NULL},
		{"/bin/echo end\\", NULL},
		{"", NULL},
		{" \t\n", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		rap_strv words = {0};
		rap_buf joined = rap_buf_init(1000);
		rap_err err = rap_secret_words(list[i].command, &words);

		for (size_t j = 0; j < words.n; j++)
			rap_buf_printf(&joined, "%s%s", j ? "|" : "", words.at[j]);
		if (err != (list[i].want ? RAP_OK : RAP_E_FORMAT))
			fail_msg("%s: %s", list[i].command, rap_err_text(err));
		assert_string_equal(rap_buf_text(&joined), list[i].want ? list[i].want : "");
		rap_buf_done(&joined);
		rap_strv_done(&words);
	}
}

/* ---- getting -------------------------------------------------------------------------------------------- */

typedef struct example {
	const char *name;
	const char *file, *password, *oauth2; /* file: what stands in it */
	const char *want; /* NULL: refused */
	const char *why; /* must be in the reason */
} example;

static void check(const example *e)
{
	rap_server server = {.host = "mx.example",
	                     .user = "office",
	                     .password_command = e->password,
	                     .oauth2_command = e->oauth2};
	rap_buf why = rap_buf_init(4000);
	rap_secret secret;
	rap_err err;

	if (e->file)
		server.password_file = write_file("pw", rap_slice_of(e->file));
	err = rap_secret_get(&server, &secret, &why);
	if (err != (e->want ? RAP_OK : RAP_E_AGAIN) ||
	    (!e->want && !strstr(rap_buf_text(&why), e->why)))
		fail_msg("%s: %s: %s", e->name, rap_err_text(err), rap_buf_text(&why));
	assert_null(strstr(rap_buf_text(&why), SECRET));
	if (e->want) {
		assert_string_equal(secret.text, e->want);
		assert_int_equal(secret.is_token, e->oauth2 != NULL);
	} else {
		assert_null(secret.text);
	}
	rap_secret_done(&secret);
	assert_null(secret.text);
	rap_secret_done(&secret);
	rap_buf_done(&why);
}

static void test_secret_get_takes_the_first_line(void **state)
{
	static const example list[] = {
		{"plain file", SECRET, NULL, NULL, SECRET, NULL},
		{"line end", SECRET "\n", NULL, NULL, SECRET, NULL},
		{"Windows line end", SECRET "\r\n", NULL, NULL, SECRET, NULL},
		{"more lines", SECRET "\nuser: x\n", NULL, NULL, SECRET, NULL},
		{"blanks are part of it", " a b \n", NULL, NULL, " a b ", NULL},
		{"letters outside ASCII", "p\xC3\xA4ss\n", NULL, NULL, "p\xC3\xA4ss", NULL},
		{"command", NULL, "/bin/echo '" SECRET "'", NULL, SECRET, NULL},
		{"token", NULL, NULL, "/bin/echo ya29.a0-" SECRET "=", "ya29.a0-" SECRET "=", NULL},
		{"much after the first line", NULL, "/usr/bin/seq 1 20000", NULL, "1", NULL},
		{"environment", NULL, "/usr/bin/env", NULL, "PATH=/usr/local/bin:/usr/bin:/bin",
	         NULL},
		{"input", NULL, "/bin/sh -c 'cat; echo " SECRET "'", NULL, SECRET, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		check(&list[i]);
}

static void test_secret_get_says_what_is_wrong_and_no_secret(void **state)
{
	static const example list[] = {
		{"empty file", "", NULL, NULL, NULL, "/pw: the first line is empty"},
		{"empty line", "\n" SECRET "\n", NULL, NULL, NULL, "the first line is empty"},
		{"control character", SECRET "\x01\n", NULL, NULL, NULL, "control characters"},
		{"a lone carriage return", SECRET "\rx\n", NULL, NULL, NULL, "control characters"},
		{"no output", NULL, "/bin/true", NULL, NULL,
	         "password_command: the first line is empty"},
		{"blank in a token", NULL, NULL, "/bin/echo " SECRET " x", NULL,
	         "oauth2_command: the first line is no access token"},
		{"status", NULL, "/bin/sh -c 'echo " SECRET "; exit 3'", NULL, NULL,
	         "password_command: /bin/sh ended with status 3"},
		{"signal", NULL, "/bin/sh -c 'echo " SECRET "; kill -9 $$'", NULL, NULL,
	         "/bin/sh was ended by signal 9"},
		{"no such program", NULL,
	         "/nowhere/"
	         "pass " SECRET,
	         NULL, NULL, "/nowhere/pass cannot be run: No such file or directory"},
		{"relative", NULL, "pass " SECRET, NULL, NULL, "pass is no absolute path"},
		{"open quote", NULL, "/bin/echo '" SECRET, NULL, NULL,
	         "a quote in it is not closed"},
		{"nothing configured", NULL, NULL, NULL, NULL, "is given"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		check(&list[i]);
}

static void test_secret_get_holds_the_longest_line_and_no_longer(void **state)
{
	char *text = rap_calloc(1, RAP_SECRET_MAX + 3);
	example e = {"longest", text, NULL, NULL, NULL, NULL};
	char *want = rap_calloc(1, RAP_SECRET_MAX + 1);

	(void)state;
	memset(want, 'x', RAP_SECRET_MAX);
	e.want = want;
	memset(text, 'x', RAP_SECRET_MAX);
	check(&e);
	text[RAP_SECRET_MAX] = '\n';
	check(&e);
	text[RAP_SECRET_MAX] = '\r';
	text[RAP_SECRET_MAX + 1] = '\n';
	check(&e);
	e.want = NULL;
	e.why = "longer than 16384 bytes";
	text[RAP_SECRET_MAX] = 'x';
	check(&e);
	text[RAP_SECRET_MAX + 1] = 'x';
	check(&e);
	free(want);
	free(text);
}

static void test_secret_get_reads_no_pipe_and_no_folder(void **state)
{
	rap_server server = {.host = "mx.example", .user = "office"};
	rap_secret secret;

	(void)state;
	assert_int_equal(mkfifo(in_dir("fifo"), 0600), 0);
	for (size_t i = 0; i < 3; i++) {
		const char *const paths[] = {in_dir("fifo"), dir, "/nowhere/pw"};
		const char *const causes[] = {"it is no ordinary file", "it is no ordinary file",
		                              "/nowhere/pw: No such file"};
		rap_buf why = rap_buf_init(1000);

		server.password_file = paths[i];
		assert_int_equal(rap_secret_get(&server, &secret, &why), RAP_E_AGAIN);
		if (!strstr(rap_buf_text(&why), causes[i]))
			fail_msg("%s", rap_buf_text(&why));
		rap_buf_done(&why);
	}
}

/* The command leaves a child behind that holds its output open: both must be gone for the read to end. */
static void test_secret_run_ends_a_slow_command_with_its_group(void **state)
{
	char at[100];
	size_t len = 0;
	rap_buf why = rap_buf_init(1000);

	(void)state;
	assert_int_equal(rap_secret_run("/bin/sh -c 'echo " SECRET "; sleep 3000 & sleep 3000'", 1,
	                                at, sizeof at, &len, &why),
	                 RAP_E_AGAIN);
	assert_string_equal(rap_buf_text(&why), "/bin/sh took longer than 1 seconds and was ended");
	rap_buf_done(&why);
	why = rap_buf_init(1000);
	/* output closed, still running */
	assert_int_equal(rap_secret_run("/bin/sh -c 'exec >/dev/null; sleep 3000'", 1, at,
	                                sizeof at, &len, &why),
	                 RAP_E_AGAIN);
	assert_string_equal(rap_buf_text(&why), "/bin/sh took longer than 1 seconds and was ended");
	rap_buf_done(&why);
}

static void test_r71_an_answer_that_repeats_the_secret_is_known(void **state)
{
	static char text[] = "Pass\"word 0815";
	static const struct {
		const char *said;
		bool want;
	} table[] = {
		{"no such user", false},
		{"", false},
		{"Pass\"word 081", false},
		{"wrong: Pass\"word 0815.", true},
		{"wrong: UGFzcyJ3b3JkIDA4MTU=", true}, /* alone */
		{"UGFzcyJ3b3JkIDA4MTU", true},
		{"AHUAUGFzcyJ3b3JkIDA4MTU=", true}, /* PLAIN of u */
		{"dXNlcj11AWF1dGg9QmVhcmVyIFBhc3Mid29yZCAwODE1AQE=", true}, /* XOAUTH2 of u */
		{"dXNlcj11AWF1dGg9QmVhcmVyIG90aGVyAQE=", false},
	};
	const rap_secret secret = {.text = text};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (rap_secret_is_in(rap_slice_of(table[i].said), "u", &secret) != table[i].want)
			fail_msg("%s", table[i].said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_secret_words_splits_as_a_shell_would_quote),
		cmocka_unit_test(test_secret_get_takes_the_first_line),
		cmocka_unit_test(test_secret_get_says_what_is_wrong_and_no_secret),
		cmocka_unit_test(test_secret_get_holds_the_longest_line_and_no_longer),
		cmocka_unit_test(test_secret_get_reads_no_pipe_and_no_folder),
		cmocka_unit_test(test_r71_an_answer_that_repeats_the_secret_is_known),
		cmocka_unit_test(test_secret_run_ends_a_slow_command_with_its_group),
	};

	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
