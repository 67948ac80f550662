// SPDX-License-Identifier: Apache-2.0
/* Whole files: caps, what is no file, and writing that leaves nothing half done. */
#include "common/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/rap-file-XXXXXX";

static int enter(void **state)
{
	(void)state;
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave(void **state)
{
	(void)state;
	(void)unlink("a");
	(void)unlink("b");
	(void)unlink("link");
	return chdir("/") == 0 && rmdir(folder) == 0 ? 0
	                                             : -1; /* fails when a temporary file is left */
}

static void assert_holds(const char *path, const char *want)
{
	rap_buf got = {0};

	assert_int_equal(rap_file_read(path, 100, &got), RAP_OK);
	assert_string_equal(rap_buf_text(&got), want);
	rap_buf_done(&got);
}

static void test_read_keeps_to_the_cap(void **state)
{
	rap_buf got = {0};

	(void)state;
	assert_int_equal(rap_file_create("a", rap_slice_of("12345"), 0600), RAP_OK);
	assert_int_equal(rap_file_read("a", 5, &got), RAP_OK);
	assert_int_equal(got.len, 5);
	rap_buf_done(&got);
	assert_int_equal(rap_file_read("a", 4, &got), RAP_E_LIMIT);
	assert_null(got.at);
	assert_int_equal(rap_file_read("none", 5, &got), RAP_E_NOT_FOUND);
	assert_int_equal(rap_file_read(".", 5, &got), RAP_E_FORMAT);
	assert_int_equal(rap_file_read("/dev/null", 5, &got), RAP_E_FORMAT);
	assert_int_equal(unlink("a"), 0);
}

static void test_create_never_overwrites(void **state)
{
	struct stat info;

	(void)state;
	assert_int_equal(rap_file_create("a", rap_slice_of("first"), 0600), RAP_OK);
	assert_int_equal(stat("a", &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_int_equal(rap_file_create("a", rap_slice_of("second"), 0600), RAP_E_BUSY);
	assert_holds("a", "first");
	assert_int_equal(symlink("b", "link"), 0);
	assert_int_equal(rap_file_create("link", rap_slice_of("x"), 0600), RAP_E_BUSY);
	assert_int_equal(access("b", F_OK), -1);
	assert_int_equal(rap_file_create("none/a", rap_slice_of("x"), 0600), RAP_E_NOT_FOUND);
}

static void test_replace_keeps_the_mode(void **state)
{
	struct stat info;

	(void)state;
	assert_int_equal(rap_file_replace("b", rap_slice_of("new"), 0640), RAP_OK);
	assert_int_equal(chmod("b", 0604), 0);
	assert_int_equal(rap_file_replace("b", rap_slice_of("newer"), 0640), RAP_OK);
	assert_int_equal(stat("b", &info), 0);
	assert_int_equal(info.st_mode & 0777, 0604);
	assert_holds("b", "newer");
	assert_int_equal(rap_file_replace("none/b", rap_slice_of("x"), 0600), RAP_E_NOT_FOUND);
}

/* A folder in the way cannot be replaced. */
static void test_replace_that_fails_leaves_nothing(void **state)
{
	(void)state;
	assert_int_equal(mkdir("dir", 0700), 0);
	assert_int_not_equal(rap_file_replace("dir", rap_slice_of("x"), 0600), RAP_OK);
	assert_int_equal(rmdir("dir"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read_keeps_to_the_cap),
		cmocka_unit_test(test_create_never_overwrites),
		cmocka_unit_test(test_replace_keeps_the_mode),
		cmocka_unit_test(test_replace_that_fails_leaves_nothing),
	};

	return cmocka_run_group_tests_name("file", tests, enter, leave);
}
