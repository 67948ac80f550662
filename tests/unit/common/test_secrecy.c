// SPDX-License-Identifier: Apache-2.0
/* R71: core files, debuggers, and memory for secrets. */
#include "common/secrecy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define SIZE 5000u /* more than a page */

static void test_r71_a_process_leaves_no_core(void **state)
{
	int status = -1;
	pid_t child = fork();

	(void)state;
	if (child == 0) {
		struct rlimit core = {1, 1};
		int dumpable;

		rap_secrecy_begin();
		dumpable = prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
#ifdef RAP_NO_SANDBOX
		dumpable = 0;
#endif
		_exit(getrlimit(RLIMIT_CORE, &core) != 0 || core.rlim_cur != 0 ||
		      core.rlim_max != 0 || dumpable != 0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static void test_r71_secret_pages_are_zero_and_apart(void **state)
{
	unsigned char *at = rap_secrecy_new(SIZE);
	unsigned char vec[2] = {0};

	(void)state;
	assert_non_null(at);
	assert_int_equal((uintptr_t)at % (uintptr_t)sysconf(_SC_PAGESIZE), 0);
	for (size_t i = 0; i < SIZE; i++)
		assert_int_equal(at[i], 0);
	memset(at, 0x5a, SIZE);
	assert_null(rap_secrecy_free(at, SIZE));
	/* Not kept for the next one who asks for memory. */
	assert_int_equal(mincore(at, SIZE, vec), -1);
	assert_null(rap_secrecy_free(NULL, SIZE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_r71_a_process_leaves_no_core),
		cmocka_unit_test(test_r71_secret_pages_are_zero_and_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
