/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of typed words and what they are read as. */
#ifndef RAP_TESTS_VALUE_ROWS_H
#define RAP_TESTS_VALUE_ROWS_H

#include "common/limits.h"
#include "common/template.h"
#include "common/utf8.h"
#include "common/value.h"
#include "parsers/value/value.h"

#include "form_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after the four above */
#include <cmocka.h>

typedef struct row {
	rap_field_type type;
	const char *raw;
	const char *want; /* as people see it; NULL: unclear; "(none)", "(reserve)" */
} row;

/* What the words are read as, as people see it; owned by out. */
static inline const char *value_read(const rap_context *context, rap_field_type type,
                                     const char *raw, rap_buf *out)
{
	rap_valued v;

	rap_buf_cut(out, 0);
	rap_value_read(context, fixture_field(context, type), rap_slice_of(raw), &v);
	/* What is unclear has no value, and says why. */
	if (v.status == RAP_ANSWER_UNCLEAR) {
		assert_int_equal(v.value.kind, RAP_VALUE_NULL);
		assert_non_null(v.flag);
	}
	rap_value_put(out, &v.value);
	rap_value_done(&v.value);
	return v.status == RAP_ANSWER_UNCLEAR   ? "(unclear)"
	       : v.status == RAP_ANSWER_NONE    ? "(none)"
	       : v.status == RAP_ANSWER_RESERVE ? "(reserve)"
	                                        : rap_buf_text(out);
}

static inline void check_rows(const rap_context *context, const row *rows, size_t n)
{
	rap_buf text = rap_buf_init(RAP_MIB);
	size_t wrong = 0;

	for (size_t i = 0; i < n; i++) {
		const char *want = rows[i].want ? rows[i].want : "(unclear)";
		const char *got = value_read(context, rows[i].type, rows[i].raw, &text);

		if (strcmp(got, want) == 0)
			continue;
		print_error("'%s': got %s, want %s\n", rows[i].raw, got, want);
		wrong++;
	}
	rap_buf_done(&text);
	assert_int_equal(wrong, 0);
}

/* The form of the fixture, with the words that are shipped. */
static rap_context shipped;
static rap_lexicon shipped_lexicon;

static inline int shipped_set_up(void **state)
{
	rap_diags diags = {0};

	(void)state;
	fixture_context(&shipped);
	assert_true(rap_lexicon_read("templates/lexicon.yaml", "lexicon.yaml", &diags,
	                             &shipped_lexicon));
	shipped.lexicon = &shipped_lexicon;
	return 0;
}

static inline int shipped_tear_down(void **state)
{
	(void)state;
	rap_context_done(&shipped);
	rap_lexicon_done(&shipped_lexicon);
	return 0;
}

#endif
