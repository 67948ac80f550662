// SPDX-License-Identifier: Apache-2.0
/* The clock, the planned draft, and the desk with its token key. */
#include "app.h"
#include "common/file.h"
#include "store/event.h"

#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/rap-app-XXXXXX";
static rap_round_plan rounds[] = {
	{.id = 1, .draft = (char[]){"one.md"}, .revision = (char[]){"Zero draft"}},
	{.id = 2},
	{.id = 3, .draft = (char[]){"three.md"}, .revision = (char[]){"Rev.1"}},
};
static rap_consultation consultation = {
	.id = (char[]){"APP"}, .directory = folder, .rounds = rounds, .n_rounds = 3};
static char state_directory[64], zone[] = "Asia/Seoul", smtp[] = "smtp.un.example";

static int enter(void **state)
{
	rap_err err;

	(void)state;
	if (!mkdtemp(folder) || chdir(folder) != 0)
		return -1;
	(void)snprintf(state_directory, sizeof state_directory, "%s/state", folder);
	consultation.state_directory = state_directory;
	consultation.meeting.timezone = zone;
	err = rap_file_create("one.md", rap_slice_of("# T\n\n[P1] one\n"), 0600);
	if (err == RAP_OK)
		err = rap_file_create("three.md", rap_slice_of("# T\n\n[P1] three\n"), 0600);
	return err == RAP_OK ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *place)
{
	(void)info;
	(void)kind;
	(void)place;
	return remove(path);
}

static int leave(void **state)
{
	(void)state;
	return chdir("/") == 0 && nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS) == 0 ? 0 : -1;
}

/* The messages for people, while they are looked at, go to a file. */
static int begin_messages(void)
{
	int saved = dup(STDERR_FILENO);
	int fd = open("messages", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(saved >= 0 && fd >= 0 && dup2(fd, STDERR_FILENO) >= 0);
	assert_int_equal(close(fd), 0);
	return saved;
}

static void end_messages(int saved)
{
	assert_int_equal(fflush(stderr), 0);
	assert_true(dup2(saved, STDERR_FILENO) >= 0);
	assert_int_equal(close(saved), 0);
}

/* In the last call. */
static bool has_said(const char *words)
{
	rap_buf text = {0};
	bool found;

	assert_int_equal(rap_file_read("messages", 100000, &text), RAP_OK);
	found = strstr(rap_buf_text(&text), words);
	rap_buf_done(&text);
	return found;
}

static bool take_now(const rap_app *app, const rap_consultation *c, int64_t *ret_now)
{
	int saved = begin_messages();
	bool good = rap_app_now(app, c, ret_now);

	end_messages(saved);
	return good;
}

static void test_now_is_given_or_the_clock(void **state)
{
	rap_app app = {.directory = "."};
	rap_consultation c = consultation;
	int64_t now = 0;

	(void)state;
	assert_true(take_now(&app, &c, &now));
	assert_true(now > 1700000000);
	app.now_text = "2020-07-06T09:00";
	assert_true(take_now(&app, &c, &now));
	assert_int_equal(now, 1593993600); /* in the meeting's zone */
	assert_true(take_now(&app, NULL, &now));
	assert_int_equal(now, 1593993600 + 9 * 3600);
	app.now_text = "yesterday";
	assert_false(take_now(&app, &c, &now));
	assert_true(has_said("--now: a time such as"));
	app.now_text = "2020-07-06T09:00";
	c.sending.host = smtp;
	assert_false(take_now(&app, &c, &now));
	assert_true(has_said("--now is refused where mail goes over a network"));
	app.now_text = NULL;
	assert_true(take_now(&app, &c, &now));
}

static void test_the_planned_draft_is_that_of_the_round_or_before(void **state)
{
	static const struct {
		long round;
		const char *text, *revision;
	} cases[] = {{0, "one", "Zero draft"},
	             {1, "one", "Zero draft"},
	             {2, "one", "Zero draft"},
	             {3, "three", "Rev.1"},
	             {9, "three", "Rev.1"}};
	rap_consultation none = consultation;
	rap_diags diags = {0};
	rap_draft draft;
	char *markdown;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_true(rap_app_planned_draft(&consultation, cases[i].round, &diags, &draft,
		                                  &markdown));
		assert_string_equal(rap_draft_find(&draft, "P1")->text, cases[i].text);
		assert_string_equal(draft.revision, cases[i].revision);
		assert_non_null(strstr(markdown, cases[i].text));
		rap_draft_done(&draft);
		free(markdown);
	}
	none.n_rounds = 0;
	assert_true(rap_app_planned_draft(&none, 1, &diags, &draft, &markdown));
	assert_null(markdown);
	assert_int_equal(draft.n, 0);
	assert_int_equal(diags.n, 0);
}

static bool open_desk(rap_store_mode mode, rap_app_desk *desk, int *status)
{
	rap_app app = {.directory = ".", .now_text = "2020-07-06T09:00"};

	int saved = begin_messages();
	bool good;

	*status = -1;
	good = rap_app_desk_open(&app, &consultation, mode, desk, status);
	end_messages(saved);
	return good;
}

static void test_a_desk_without_database(void **state)
{
	rap_app_desk desk;
	int status;

	(void)state;
	assert_false(open_desk(RAP_STORE_READ, &desk, &status));
	assert_int_equal(status, 66);
	assert_true(has_said("nothing is recorded yet"));
	assert_int_equal(access("state", F_OK), -1);
}

static void test_a_desk_for_writing_makes_the_key_once(void **state)
{
	rap_app_desk desk;
	rap_token_key key;
	struct stat info;
	int status;

	(void)state;
	assert_true(open_desk(RAP_STORE_WRITE, &desk, &status));
	assert_int_equal(stat("state/token-key", &info), 0);
	assert_int_equal(info.st_size, RAP_TOKEN_KEY_SIZE);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_int_equal(desk.desk.round, 0);
	assert_string_equal(desk.desk.draft->revision, "Zero draft"); /* as planned */
	assert_int_equal(desk.desk.now, 1593993600);
	key = *desk.key;
	assert_ptr_equal(desk.desk.token_key, desk.key);
	rap_app_desk_close(&desk);
	assert_true(open_desk(RAP_STORE_WRITE, &desk, &status));
	assert_memory_equal(&key, desk.key, sizeof key);
	rap_app_desk_close(&desk);
	assert_true(open_desk(RAP_STORE_READ, &desk, &status));
	assert_memory_equal(&key, desk.key, sizeof key);
	rap_app_desk_close(&desk);
}

static void test_the_recorded_draft_wins_over_the_file(void **state)
{
	rap_app_desk desk;
	int status;

	(void)state;
	assert_true(open_desk(RAP_STORE_WRITE, &desk, &status));
	assert_int_equal(rap_store_begin(desk.desk.store), RAP_OK);
	assert_int_equal(rap_round_open(desk.desk.store, 1, 1593993600, 1596099600), RAP_OK);
	assert_int_equal(rap_draft_put(desk.desk.store, 1, "As sent", "[P1] sent\n"), RAP_OK);
	assert_int_equal(rap_store_commit(desk.desk.store), RAP_OK);
	rap_app_desk_close(&desk);
	assert_true(open_desk(RAP_STORE_READ, &desk, &status));
	assert_int_equal(desk.desk.round, 1);
	assert_string_equal(rap_draft_find(desk.desk.draft, "P1")->text, "sent");
	assert_string_equal(desk.desk.draft->revision, "As sent");
	rap_app_desk_close(&desk);
	/* Closed, it is still the round that is talked about. */
	assert_true(open_desk(RAP_STORE_WRITE, &desk, &status));
	assert_int_equal(rap_store_begin(desk.desk.store), RAP_OK);
	assert_int_equal(rap_round_close(desk.desk.store, 1, 1596099600), RAP_OK);
	assert_int_equal(rap_store_commit(desk.desk.store), RAP_OK);
	rap_app_desk_close(&desk);
	assert_true(open_desk(RAP_STORE_READ, &desk, &status));
	assert_int_equal(desk.desk.round, 1);
	rap_app_desk_close(&desk);
}

/* R71: a key that others could have read, or put there, is none. */
static void test_a_key_that_is_not_ours_alone_is_refused(void **state)
{
	rap_app_desk desk;
	int status;

	(void)state;
	assert_int_equal(chmod("state/token-key", 0640), 0);
	assert_false(open_desk(RAP_STORE_WRITE, &desk, &status));
	assert_int_equal(status, 78);
	assert_int_equal(chmod("state/token-key", 0600), 0);
	assert_int_equal(truncate("state/token-key", 31), 0);
	assert_false(open_desk(RAP_STORE_WRITE, &desk, &status));
	assert_int_equal(status, 78);
	assert_int_equal(rename("state/token-key", "elsewhere"), 0);
	assert_int_equal(symlink("../elsewhere", "state/token-key"), 0);
	assert_false(open_desk(RAP_STORE_WRITE, &desk, &status));
	assert_int_not_equal(status, 0);
	assert_true(has_said("token-key"));
	assert_int_equal(unlink("state/token-key"), 0);
	/* For reading no key is needed, and none is made. */
	assert_true(open_desk(RAP_STORE_READ, &desk, &status));
	assert_null(desk.desk.token_key);
	rap_app_desk_close(&desk);
	assert_int_equal(access("state/token-key", F_OK), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_now_is_given_or_the_clock),
		cmocka_unit_test(test_the_planned_draft_is_that_of_the_round_or_before),
		cmocka_unit_test(test_a_desk_without_database),
		cmocka_unit_test(test_a_desk_for_writing_makes_the_key_once),
		cmocka_unit_test(test_the_recorded_draft_wins_over_the_file),
		cmocka_unit_test(test_a_key_that_is_not_ours_alone_is_refused),
	};

	return cmocka_run_group_tests_name("app", tests, enter, leave);
}
