// SPDX-License-Identifier: Apache-2.0
/* The laws of the next revision (report/revise.h) over generated decisions. */
#include "tests/unit/daemon/revise_world.h"

static uint32_t seed;

static unsigned dice(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 16) % n;
}

/* The words of a paragraph with some of them changed, taken out or added. */
static char *reworded(const char *text)
{
	static const char *const words[] = {
		"may", "\xE6\xB0\xB4", "(a)", "*", "[x]", "2025.", "_", "&", "#", "-"};
	rap_buf out = rap_buf_init(10000);

	for (const char *p = text; *p;) {
		size_t len = strcspn(p, " ");
		unsigned d = dice(8);

		if (d == 0)
			rap_buf_printf(&out, " %s", words[dice(N(words))]);
		if (d != 1)
			rap_buf_printf(&out, " %.*s", (int)len, p);
		p += len + (p[len] == ' ');
	}
	if (out.len == 0)
		rap_buf_str(&out, " all");
	return rap_buf_take(&out);
}

typedef struct wanted {
	rap_buf text[8]; /* by block: what JP made of it; empty: left it */
} wanted;

/* Whatever is decided: marks only grow, are unique and found again; nothing accepted is lost without a word. */
static void assert_marks_hold(void)
{
	size_t at = 0;

	for (size_t i = 0; i < draft.n; i++) {
		const rap_block *b = &draft.blocks[i];

		while (at < revised.draft.n &&
		       (!b->mark || !revised.draft.blocks[at].mark
		                ? strcmp(b->text, revised.draft.blocks[at].text) != 0
		                : strcmp(b->mark, revised.draft.blocks[at].mark) != 0))
			at++;
		assert_true(at < revised.draft.n);
		at++;
	}
}

static void test_laws_over_generated_decisions(void **state)
{
	const char *count = getenv("COUNT");
	unsigned times = count ? (unsigned)atol(count) : 60;

	(void)state;
	for (unsigned round = 0; round < times; round++) {
		wanted w = {0};
		rap_buf first;
		int64_t others[8];
		size_t n_others = 0;

		DO(rap_store_begin(store));
		seed = round + 1;
		for (size_t i = 0; i < draft.n; i++) {
			const rap_block *b = &draft.blocks[i];
			char *text = b->mark ? reworded(b->text) : NULL;

			w.text[i] = rap_buf_init(10000);
			if (text && dice(3)) {
				char *clean = rap_revise_clean(text);

				accept(propose("JP", b->mark, REPLACE, text));
				rap_buf_str(&w.text[i], clean);
				free(clean);
			}
			free(text);
		}
		/* All of one State: that State's text. */
		revise();
		assert_int_equal(revised.n_troubles, 0);
		for (size_t i = 0; i < draft.n; i++) {
			const rap_block *b = &revised.draft.blocks[i];

			assert_string_equal(b->text, w.text[i].len ? rap_buf_text(&w.text[i])
			                                           : draft.blocks[i].text);
			rap_buf_done(&w.text[i]);
		}
		revise_done();
		/* Another State's beside it: in, or a trouble; the same every time. */
		for (size_t i = 0; i < draft.n && n_others < 8; i++) {
			const rap_block *b = &draft.blocks[i];
			char *text = b->mark ? reworded(b->text) : NULL;

			if (text)
				others[n_others++] = propose("MN", b->mark,
				                             dice(3)   ? REPLACE
				                             : dice(2) ? BEHIND
				                                       : DELETE,
				                             text);
			free(text);
		}
		for (size_t i = 0; i < n_others; i++)
			accept(others[i]);
		revise();
		assert_marks_hold();
		first = rap_buf_init(100000);
		rap_buf_slice(&first, rap_buf_as_slice(&revised.markdown));
		revise_done();
		revise();
		assert_string_equal(rap_buf_text(&first), rap_buf_text(&revised.markdown));
		revise_done();
		rap_buf_done(&first);
		rap_store_rollback(store);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_laws_over_generated_decisions,
	                                        enter_with_draft, leave_draft),
	};

	return cmocka_run_group_tests(tests, group_enter, group_leave);
}
