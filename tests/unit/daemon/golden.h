/* SPDX-License-Identifier: Apache-2.0 */
/* What is written, against a file below tests/golden/ that has been looked at. RAP_GOLDEN_UPDATE=1 writes it anew. */
#ifndef RAP_TESTS_GOLDEN_H
#define RAP_TESTS_GOLDEN_H

#include "stage.h"

static inline void golden(const char *name, rap_slice got)
{
	rap_buf below = rap_buf_init(256), path, want = rap_buf_init(0);
	size_t i = 0;

	rap_buf_printf(&below, "tests/golden/%s", name);
	path = tree_path(rap_buf_text(&below));
	if (getenv("RAP_GOLDEN_UPDATE"))
		assert_int_equal(rap_file_replace(rap_buf_text(&path), got, 0644), RAP_OK);
	assert_int_equal(rap_file_read(rap_buf_text(&path), 4u * RAP_MIB, &want), RAP_OK);
	while (i < got.len && i < want.len && got.at[i] == want.at[i])
		i++;
	if (i < got.len || i < want.len)
		fail_msg("%s differs at byte %zu: got '%.60s' want '%.60s'", name, i,
		         i < got.len ? got.at + i : "", rap_buf_text(&want) + i);
	rap_buf_done(&below);
	rap_buf_done(&path);
	rap_buf_done(&want);
}

#endif
