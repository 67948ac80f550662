// SPDX-License-Identifier: Apache-2.0
/* The overlay: examples that people can read, and its laws over generated paragraphs. */
#include "report/overlay.h"

#include "common/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define TEXTS_MAX 8

/* "a [b][c(0,2)] d | whole(1)": base and variants in brackets, alternatives behind bars. */
static char *drawn(const rap_overlay *o)
{
	rap_buf out = rap_buf_init(1 << 20);

	for (size_t i = 0; i < o->n_segments; i++) {
		const rap_segment *s = &o->segments[i];

		if (s->n_variants == 0) {
			rap_buf_str(&out, s->base);
			continue;
		}
		rap_buf_printf(&out, "[%s]", s->base);
		for (size_t j = 0; j < s->n_variants; j++) {
			rap_buf_printf(&out, "[%s(", s->variants[j].text);
			for (size_t k = 0; k < s->variants[j].n_by; k++)
				rap_buf_printf(&out, "%s%zu", k ? "," : "", s->variants[j].by[k]);
			rap_buf_str(&out, ")]");
		}
	}
	for (size_t i = 0; i < o->n_alternatives; i++) {
		rap_buf_printf(&out, " | %s(", o->alternatives[i].text);
		for (size_t k = 0; k < o->alternatives[i].n_by; k++)
			rap_buf_printf(&out, "%s%zu", k ? "," : "", o->alternatives[i].by[k]);
		rap_buf_char(&out, ')');
	}
	return rap_buf_take(&out);
}

static const struct {
	const char *name, *base, *texts[4], *want;
} examples[] = {
	{"nobody", "Member States shall report.", {0}, "Member States shall report."},
	{"one word",
         "Member States shall report yearly.",
         {"Member States should report yearly."},
         "Member States[ shall][ should(0)] report yearly."},
	{"identical edits merge, competing ones stand side by side",
         "Member States shall report yearly.",
         {"Member States should report yearly.", "Member States may report yearly.",
          "Member States should report yearly."},
         "Member States[ shall][ should(0,2)][ may(1)] report yearly."},
	{"addition and removal",
         "Member States shall report yearly.",
         {"Member States shall report yearly to the Meeting.", "Member States shall report."},
         "Member States shall report[ yearly][(1)][][ to the Meeting(0)]."},
	{"two additions in one place",
         "They meet.",
         {"They meet yearly.", "They meet in Seoul."},
         "They meet[][ yearly(0)][ in Seoul(1)]."},
	{"edits that overlap are extended to the same words",
         "The States will jointly strengthen cooperation on clean air in all cities of the region.",
         {"The States will strengthen cooperation on clean air in all cities of the region.",
          "The States will work together on clean air in all cities of the region."},
         "The States will[ jointly strengthen cooperation][ strengthen cooperation(0)]"
         "[ work together(1)] on clean air in all cities of the region."},
	{"a wording with little in common stays whole",
         "Member States shall establish a voluntary exchange of emission inventories.",
         {"The Secretariat is requested to study options and to report in due course."},
         "Member States shall establish a voluntary exchange of emission inventories."
         " | The Secretariat is requested to study options and to report in due course.(0)"},
	{"Chinese and Japanese by the character",
         "成员国应每年报告。",
         {"成员国应当每年报告。"},
         "成员国应[][当(0)]每年报告。"},
	{"compounds and numbers are one word",
         "The 2021-2025 plan costs 1.5 million.",
         {"The 2021-2030 plan costs 2.5 million."},
         "The[ 2021-2025][ 2021-2030(0)] plan costs[ 1.5][ 2.5(0)] million."},
	{"little between two changes: one change",
         "to protect rivers and lakes of the region",
         {"to conserve wetlands and coasts of the region"},
         "to[ protect rivers and lakes][ conserve wetlands and coasts(0)] of the region"},
	{"everything is taken out", "One two three.", {""}, "One two three. | (0)"},
	{"base is empty", "", {"New."}, "[][New.(0)]"},
	{"the same text is no edit", "Same.", {"Same."}, "Same."},
};

static size_t count(const char *const *texts, size_t max)
{
	size_t n = 0;

	while (n < max && texts[n])
		n++;
	return n;
}

static void test_overlay_of_examples_reads_well(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		rap_overlay o = rap_overlay_make(examples[i].base, examples[i].texts,
		                                 count(examples[i].texts, 4));
		char *got = drawn(&o);

		if (strcmp(got, examples[i].want) != 0)
			print_message("in: %s\n", examples[i].name);
		assert_string_equal(got, examples[i].want);
		free(got);
		rap_overlay_done(&o);
	}
}

/* ---- laws ----------------------------------------------------------------------------------------------- */

static uint64_t seed = 20200806;

static unsigned chance(unsigned n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

static const char *const vocabulary[] = {"shall",     "should",
                                         "Member",    "States",
                                         "the",       "and",
                                         "air",       "co-operation",
                                         "report",    "2025",
                                         "1.5",       "Meeting",
                                         "草",        "案",
                                         "협력",      "данные",
                                         "Байгаль",   ",",
                                         ".",         ";",
                                         "(",         ")",
                                         "[",         "the",
                                         "\t",        "  ",
                                         "e\xCC\x81", "\xC2\xA0",
                                         "-",         "\xE2\x80\x99s"};

static void random_text(rap_buf *out, unsigned words)
{
	for (unsigned i = 0; i < words; i++) {
		if (chance(4))
			rap_buf_char(out, ' ');
		rap_buf_str(out, vocabulary[chance(sizeof vocabulary / sizeof *vocabulary)]);
	}
}

/* A copy with pieces dropped, doubled, moved and replaced, cut at blanks. */
static char *mutated(const char *base)
{
	rap_buf out = rap_buf_init(1 << 20);
	unsigned rate = 2 + chance(12);

	for (const char *at = base; *at;) {
		size_t len = 1 + strcspn(at + 1, " ");

		switch (chance(rate) == 0 ? chance(4) : 9) {
		case 0:
			break;
		case 1:
			random_text(&out, 1 + chance(3));
			break;
		case 2:
			rap_buf_add(&out, at, len);
			random_text(&out, 1 + chance(2));
			break;
		case 3:
			rap_buf_add(&out, at, len);
			rap_buf_add(&out, at, len);
			break;
		default:
			rap_buf_add(&out, at, len);
		}
		at += len;
	}
	return rap_buf_take(&out);
}

static bool holds(const rap_variant *list, size_t n, size_t which)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < list[i].n_by; j++)
			if (list[i].by[j] == which)
				return true;
	return false;
}

static bool appears(const rap_overlay *o, size_t which)
{
	bool found = holds(o->alternatives, o->n_alternatives, which);

	for (size_t i = 0; i < o->n_segments && !found; i++)
		found = holds(o->segments[i].variants, o->segments[i].n_variants, which);
	return found;
}

static void check_laws(const char *base, char *const *texts, size_t n)
{
	const char *const *borrowed = (const char *const *)(const void *)texts;
	rap_overlay o = rap_overlay_make(base, borrowed, n), again;
	char *one = drawn(&o), *two;

	for (size_t i = 0; i <= n; i++) {
		rap_buf taken = rap_buf_init(1 << 20);
		const char *want = i < n ? texts[i] : base;

		rap_overlay_take(&o, i < n ? i : RAP_OVERLAY_NOBODY, &taken);
		assert_string_equal(rap_buf_text(&taken), want);
		rap_buf_done(&taken);
		if (i < n)
			assert_int_equal(appears(&o, i), strcmp(texts[i], base) != 0);
	}
	again = rap_overlay_make(base, borrowed, n);
	two = drawn(&again);
	assert_string_equal(one, two);
	free(one);
	free(two);
	rap_overlay_done(&o);
	rap_overlay_done(&again);
}

static void test_overlay_of_generated_paragraphs_keeps_its_laws(void **state)
{
	const char *cases = getenv("RAP_TEST_CASES");
	long n_cases = cases ? strtol(cases, NULL, 10) : 3000;

	(void)state;
	for (long i = 0; i < n_cases; i++) {
		rap_buf base = rap_buf_init(1 << 20);
		char *texts[TEXTS_MAX];
		size_t n = 1 + chance(TEXTS_MAX - 1);

		random_text(&base, chance(60));
		for (size_t j = 0; j < n; j++)
			texts[j] = j > 0 && chance(4) == 0 ? rap_strdup(texts[chance((unsigned)j)])
			                                   : mutated(rap_buf_text(&base));
		check_laws(rap_buf_text(&base), texts, n);
		for (size_t j = 0; j < n; j++)
			free(texts[j]);
		rap_buf_done(&base);
	}
}

/* R53: a table of more than four million cells is not made; the laws hold all the same. */
static void test_overlay_of_long_texts_stays_bounded(void **state)
{
	rap_buf base = rap_buf_init(1 << 20), text = rap_buf_init(1 << 20);
	char *texts[1];

	(void)state;
	for (int i = 0; i < 9000; i++) {
		rap_buf_printf(&base, " a%d", i);
		rap_buf_printf(&text, " b%d a%d", i, 9000 - i);
	}
	texts[0] = rap_buf_take(&text);
	check_laws(rap_buf_text(&base), texts, 1);
	free(texts[0]);
	rap_buf_done(&base);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_overlay_of_examples_reads_well),
		cmocka_unit_test(test_overlay_of_generated_paragraphs_keeps_its_laws),
		cmocka_unit_test(test_overlay_of_long_texts_stays_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
