// SPDX-License-Identifier: Apache-2.0
/* Alignment: runs before lone words, anchors in long texts, chance matches undone, typed stretches between lines. */
#include "parsers/form/align.h"

#include "common/limits.h"
#include "common/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
/* after the five above */
#include <cmocka.h>

typedef struct pair {
	rap_vocabulary *vocabulary;
	rap_tokens sent, reply;
	uint8_t *weight;
	rap_alignment a;
	size_t steps;
} pair;

static void lay(pair *p, const char *sent, const char *reply, size_t steps)
{
	rap_align_range range;

	*p = (pair){.vocabulary = rap_vocabulary_new(), .steps = steps};
	rap_tokens_read(rap_slice_of(sent), p->vocabulary, &p->sent);
	rap_tokens_read(rap_slice_of(reply), p->vocabulary, &p->reply);
	p->weight = rap_calloc(p->sent.n + 1, 1);
	for (size_t i = 0; i < p->sent.n; i++)
		p->weight[i] = p->sent.at[i].kind == RAP_TOKEN_NUMBER  ? 6
		               : p->sent.at[i].kind == RAP_TOKEN_PUNCT ? 1
		                                                       : 2;
	rap_alignment_init(&p->a, p->sent.n, p->reply.n);
	range = (rap_align_range){0, p->sent.n, 0, p->reply.n};
	rap_align(&p->sent, &p->reply, p->weight, range, &p->steps, &p->a);
}

static void done(pair *p)
{
	rap_alignment_done(&p->a);
	rap_tokens_done(&p->sent);
	rap_tokens_done(&p->reply);
	free(p->weight);
	p->vocabulary = rap_vocabulary_free(p->vocabulary);
}

/* The words of the reply that match nothing. */
static char *typed(const pair *p)
{
	rap_buf out = rap_buf_init(RAP_MIB);

	for (size_t j = 0; j < p->reply.n; j++)
		if (p->a.sent_of[j] == RAP_ALIGN_NONE)
			rap_buf_printf(&out, "%s%s", out.len ? " " : "",
			               rap_vocabulary_text(p->vocabulary, p->reply.at[j].word));
	return rap_buf_take(&out);
}

static void assert_rises(const pair *p)
{
	size_t last = 0;
	bool any = false;

	for (size_t i = 0; i < p->sent.n; i++) {
		uint32_t j = p->a.reply_of[i];

		if (j == RAP_ALIGN_NONE)
			continue;
		assert_int_equal(p->a.sent_of[j], i);
		assert_int_equal(p->sent.at[i].word, p->reply.at[j].word);
		assert_true(!any || j > last);
		last = j;
		any = true;
	}
}

static void test_typed_words_are_what_remains(void **state)
{
	static const struct {
		const char *sent, *reply, *want;
	} rows[] = {
		{"a b c", "a b c", ""},
		{"a b c", "a x b c", "x"},
		{"a b c", "", ""},
		{"", "a b", "a b"},
		/* The lone "position" must not tear the run of the label apart. */
		{"[2.1] Overall position\nAnswer:",
	         "position taken:\n[2.1] Overall position\nAnswer: support",
	         "position taken : support"},
		/* Of two copies the later is taken, whole. */
		{"[1.1] one two three", "[1.1] one two x three\n[1.1] one two three",
	         "[ 1.1 ] one two x three"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		pair p;
		char *got;

		lay(&p, rows[i].sent, rows[i].reply, RAP_LIMIT_ALIGN_STEPS);
		got = typed(&p);
		assert_string_equal(got, rows[i].want);
		assert_rises(&p);
		free(got);
		done(&p);
	}
}

/* n words "wK", of which every 50th is common to all texts. */
static char *long_text(size_t n, size_t insert_at)
{
	rap_buf out = rap_buf_init(16 * RAP_MIB);

	for (size_t i = 0; i < n; i++) {
		if (i == insert_at)
			rap_buf_str(&out, "typed here ");
		rap_buf_printf(&out, i % 5 ? "w%zu%c" : "the%.0zu%c", i, i % 12 ? ' ' : '\n');
	}
	return rap_buf_take(&out);
}

static void test_long_texts_are_divided_at_anchors(void **state)
{
	char *sent = long_text(15000, SIZE_MAX), *reply = long_text(15000, 7777), *got;
	pair p;

	(void)state;
	/* The whole table would have 225 million cells. */
	lay(&p, sent, reply, RAP_LIMIT_ALIGN_STEPS);
	got = typed(&p);
	assert_string_equal(got, "typed here");
	assert_false(p.a.over);
	assert_rises(&p);
	free(got);
	done(&p);
	free(sent);
	free(reply);
}

static void test_bound_leaves_the_rest_unmatched_and_says_so(void **state)
{
	rap_buf sent = rap_buf_init(RAP_MIB), reply = rap_buf_init(RAP_MIB);
	pair p;

	(void)state;
	for (size_t i = 0; i < 5000; i++) {
		rap_buf_str(&sent, i % 2 ? "a " : "b ");
		rap_buf_str(&reply, i % 3 ? "a " : "b ");
	}
	lay(&p, rap_buf_text(&sent), rap_buf_text(&reply), 1000);
	assert_true(p.a.over);
	assert_rises(&p);
	done(&p);
	lay(&p, "a b", "a b", 4);
	assert_false(p.a.over);
	assert_int_equal(p.steps, 0);
	done(&p);
	lay(&p, "a b", "b a", 3);
	assert_true(p.a.over || p.steps < 3);
	done(&p);
	rap_buf_done(&sent);
	rap_buf_done(&reply);
}

static void test_lone_short_runs_are_chance(void **state)
{
	static const struct {
		const char *sent, *reply, *want;
	} rows[] = {
		/* Two words of the letter in an answer. */
		{"we thank all States for this\n[2.1] Overall position",
	         "[2.1] Overall position\nall of it", "all of it"},
		/* A shortened list of options stays part of the item. */
		{"[2.1] Position (a / b / c)", "[2.1] Position (b)", ""},
		/* Four words inside a sentence somebody wrote. */
		{"x y z the text of the plan u v w", "we know the text of the old treaty well",
	         "we know the text of the old treaty well"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		pair p;
		char *got;

		lay(&p, rows[i].sent, rows[i].reply, RAP_LIMIT_ALIGN_STEPS);
		rap_align_demote(&p.sent, &p.reply, p.weight, 6, &p.a);
		got = typed(&p);
		assert_string_equal(got, rows[i].want);
		free(got);
		done(&p);
	}
}

static void test_typed_stretch_slides_between_lines(void **state)
{
	pair p;

	(void)state;
	lay(&p, "farmers can use.\n[P3] Next", "farmers can use.\nWe want two.\n[P3] Next",
	    RAP_LIMIT_ALIGN_STEPS);
	rap_align_slide(&p.sent, &p.reply, &p.a);
	assert_int_equal(p.a.sent_of[3], 3); /* the full stop of our sentence is ours */
	assert_int_equal(p.a.sent_of[4], RAP_ALIGN_NONE);
	assert_int_equal(p.a.sent_of[7], RAP_ALIGN_NONE);
	assert_rises(&p);
	done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_typed_words_are_what_remains),
		cmocka_unit_test(test_long_texts_are_divided_at_anchors),
		cmocka_unit_test(test_bound_leaves_the_rest_unmatched_and_says_so),
		cmocka_unit_test(test_lone_short_runs_are_chance),
		cmocka_unit_test(test_typed_stretch_slides_between_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
