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

#define TEXTS_MAX 12

/* "a [b][c(0,2)] d | whole(1)": base and variants in brackets, alternatives behind bars. */
static char *drawn(const rap_overlay *o)
{
	rap_buf out = rap_buf_init(1 << 24);

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
	{"Korean by the word, not by the syllable",
         "회원국은 매년 사무국에 협력을 보고한다.",
         {"회원국은 매년 사무국에 협조를 보고하여야 한다."},
         "회원국은 매년 사무국에[ 협력을 보고한다][ 협조를 보고하여야 한다(0)]."},
	{"katakana words are words",
         "事務局はガイドラインを採択する。",
         {"事務局はガイダンスを採択する。"},
         "事務局は[ガイドライン][ガイダンス(0)]を採択する。"},
	{"numerals of Japanese are one number",
         "二〇二一年までに報告する。",
         {"二〇二五年までに報告する。"},
         "[二〇二一][二〇二五(0)]年までに報告する。"},
	{"Russian",
         "Государства-члены будут ежегодно сообщать Секретариату.",
         {"Государства-члены будут раз в два года сообщать Секретариату."},
         "Государства-члены будут[ ежегодно][ раз в два года(0)] сообщать Секретариату."},
	{"Mongolian",
         "Гишүүн орнууд жил бүр мэдээлнэ.",
         {"Гишүүн орнууд хоёр жил тутам мэдээлнэ."},
         "Гишүүн орнууд[][ хоёр(0)] жил[ бүр][ тутам(0)] мэдээлнэ."},
	{"marks stay with their letters, emoji with their parts",
         "か\xE3\x82\x99 \xF0\x9F\x87\xAF\xF0\x9F\x87\xB5 e\xCC\x81t\xC3\xA9",
         {"か \xF0\x9F\x87\xAF\xF0\x9F\x87\xB5 e\xCC\x81t\xC3\xA9",
          "か\xE3\x82\x99 \xF0\x9F\x87\xB0\xF0\x9F\x87\xB7 e\xCC\x81t\xC3\xA9"},
         "[か\xE3\x82\x99][か(0)][ \xF0\x9F\x87\xAF\xF0\x9F\x87\xB5]"
         "[ \xF0\x9F\x87\xB0\xF0\x9F\x87\xB7(1)] e\xCC\x81t\xC3\xA9"},
	{"one edit of two is the same: it stands once, with both",
         "Member States shall report on progress every year to the Meeting.",
         {"Member States should report on progress every two years to the Meeting.",
          "Member States should report on progress every year to the Meeting."},
         "Member States[ shall][ should(0,1)] report on progress every[ year][ two years(0)] to "
         "the "
         "Meeting."},
	{"also where it would be joined with its neighbour",
         "to protect rivers and lakes of the region",
         {"to conserve wetlands and coasts of the region", "to conserve rivers and lakes of the "
                                                           "region"},
         "to[ protect][ conserve(0,1)][ rivers and lakes][ wetlands and coasts(0)] of the region"},
	{"the end of a change that somebody else proposes by itself",
         "The Secretariat shall report progress yearly.",
         {"The Secretariat will present results every year.",
          "The Secretariat shall report results every "
          "year."},
         "The Secretariat[ shall report][ will present(0)][ progress yearly][ results every "
         "year(0,1)]."},
	{"an added sentence is the sentence, not the middle of two",
         "The Plan is voluntary. The Plan is reviewed in 2023.",
         {"The Plan is voluntary. The Plan is funded by contributions. The Plan is reviewed in "
          "2023."},
         "The Plan is voluntary.[][ The Plan is funded by contributions.(0)] The Plan is reviewed "
         "in "
         "2023."},
	{"an added part of a list is the part with its comma",
         "cities, institutes, and business",
         {"cities, institutes, youth, and business"},
         "cities, institutes,[][ youth,(0)] and business"},
	{"a short paragraph is not written twice",
         "Low carbon cities",
         {"Low-carbon and resilient cities", "Low-carbon cities"},
         "[Low carbon][Low-carbon(0,1)][][ and resilient(0)] cities"},
	{"Chinese rewritten in many pieces stays whole",
         "科学发现应作为政策讨论的基础。每个专题领域将在2021年底之前列明决策者寻求咨询意见的问题，"
         "并围绕这"
         "些问题组织评估。",
         {"政策讨论应以科学发现为基础。各专题领域将于2021年底前提出决策者需要咨询的问题，并据此开展"
          "评估。"},
         "科学发现应作为政策讨论的基础。每个专题领域将在2021年底之前列明决策者寻求咨询意见的问题，"
         "并围绕这"
         "些问题组织评估。 | "
         "政策讨论应以科学发现为基础。各专题领域将于2021年底前提出决策者需要咨询的问题，并据此开展"
         "评估。(0)"},
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

static const char *const vocabulary[] = {"shall",
                                         "should",
                                         "Member",
                                         "States",
                                         "the",
                                         "and",
                                         "air",
                                         "co-operation",
                                         "report",
                                         "2025",
                                         "1.5",
                                         "Meeting",
                                         "草",
                                         "案",
                                         "环境",
                                         "大気汚染",
                                         "ガイドライン",
                                         "二〇二一",
                                         "협력",
                                         "협력을",
                                         "данные",
                                         "Байгаль",
                                         "ᠮᠣᠩᠭᠣᠯ",
                                         ",",
                                         ".",
                                         ";",
                                         "。",
                                         "，",
                                         "(",
                                         ")",
                                         "[",
                                         "]",
                                         "the",
                                         "\t",
                                         "  ",
                                         "\xE3\x80\x80",
                                         "e\xCC\x81",
                                         "\xCC\x81\xCC\x82",
                                         "\xC2\xA0",
                                         "-",
                                         "\xE2\x80\x99s",
                                         "\xF0\x9F\x98\x80",
                                         "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9",
                                         "\xF0\x9F\x87\xAF\xF0\x9F\x87\xB5",
                                         "\xE2\x80\x8D",
                                         "\xEF\xB8\x8F",
                                         "か\xE3\x82\x99",
                                         "\xE2\x80\xAE",
                                         "\xE2\x80\x8B",
                                         "\xEF\xBB\xBF",
                                         "\x01"};

static void random_text(rap_buf *out, unsigned words)
{
	/* of few words now and then: then everything is equal to something */
	unsigned n = sizeof vocabulary / sizeof *vocabulary,
		 few = chance(5) == 0 ? 1 + chance(4) : n;
	unsigned first = chance(n);

	for (unsigned i = 0; i < words; i++) {
		if (chance(4))
			rap_buf_char(out, ' ');
		rap_buf_str(out, vocabulary[(first + chance(few)) % n]);
	}
}

/* Where a piece of text ends: at a blank, or anywhere between two characters. */
static size_t piece(const char *at)
{
	size_t len = 1 + strcspn(at + 1, " ");

	if (chance(3) == 0)
		len = 1 + chance((unsigned)(len < 12 ? len : 12));
	while (((unsigned char)at[len] & 0xC0) == 0x80)
		len++;
	return len;
}

/* A copy with pieces dropped, doubled, moved and replaced. */
static char *mutated(const char *base)
{
	rap_buf out = rap_buf_init(1 << 22);
	unsigned rate = 2 + chance(40);
	const char *kept = NULL;
	size_t kept_len = 0;

	for (const char *at = base; *at;) {
		size_t len = piece(at);

		switch (chance(rate) == 0 ? chance(6) : 9) {
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
		case 4: /* moved to where the next one is */
			kept = at;
			kept_len = len;
			break;
		default:
			rap_buf_add(&out, at, len);
			rap_buf_add(&out, kept, kept_len);
			kept_len = 0;
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

static void check_identical_merge(const rap_variant *list, size_t n, const char *base)
{
	for (size_t i = 0; i < n; i++) {
		assert_string_not_equal(list[i].text, base);
		assert_true(list[i].n_by > 0);
		for (size_t j = 1; j < list[i].n_by; j++)
			assert_true(list[i].by[j - 1] < list[i].by[j]);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(list[i].text, list[j].text);
	}
}

/* What accepting everything means, told without rap_overlay_take. */
static char *all_taken(const rap_overlay *o)
{
	rap_buf out = rap_buf_init(1 << 22);

	for (size_t i = 0; i < o->n_segments; i++) {
		const rap_segment *s = &o->segments[i];

		rap_buf_str(&out, s->n_variants == 0 ? s->base : "");
		for (size_t j = 0; j < s->n_variants; j++)
			rap_buf_str(&out, s->variants[j].text);
	}
	return rap_buf_take(&out);
}

static void check_taken(const rap_overlay *o, size_t which, const char *want)
{
	rap_buf taken = rap_buf_init(1 << 22);

	rap_overlay_take(o, which, &taken);
	assert_string_equal(rap_buf_text(&taken), want);
	rap_buf_done(&taken);
}

static void check_laws(const char *base, char *const *texts, size_t n)
{
	const char *const *borrowed = (const char *const *)(const void *)texts;
	rap_overlay o = rap_overlay_make(base, borrowed, n), again;
	char *one = drawn(&o), *two, *all = all_taken(&o);

	check_taken(&o, RAP_OVERLAY_NOBODY, base);
	check_taken(&o, RAP_OVERLAY_EVERYBODY, all);
	for (size_t i = 0; i < n; i++) {
		check_taken(&o, i, texts[i]);
		assert_int_equal(appears(&o, i), strcmp(texts[i], base) != 0);
		assert_false(holds(o.alternatives, o.n_alternatives, i) &&
		             strcmp(texts[i], base) == 0);
	}
	for (size_t i = 0; i < o.n_segments; i++)
		check_identical_merge(o.segments[i].variants, o.segments[i].n_variants,
		                      o.segments[i].base);
	check_identical_merge(o.alternatives, o.n_alternatives, base);
	again = rap_overlay_make(base, borrowed, n);
	two = drawn(&again);
	assert_string_equal(one, two);
	free(one);
	free(two);
	free(all);
	rap_overlay_done(&o);
	rap_overlay_done(&again);
}

static char *another(const char *base, char *const *texts, size_t n)
{
	rap_buf out = rap_buf_init(1 << 22);

	switch (chance(10)) {
	case 0:
		return rap_strdup(base);
	case 1:
		return rap_strdup("");
	case 2:
		random_text(&out, chance(40));
		return rap_buf_take(&out);
	case 3:
	case 4:
		return rap_strdup(n > 0 ? texts[chance((unsigned)n)] : base);
	case 5:
		return mutated(n > 0 ? texts[chance((unsigned)n)] : base);
	default:
		return mutated(base);
	}
}

/* RAP_TEST_CASES in the environment: so many cases; `make torture` runs 100,000. */
static void test_overlay_of_generated_paragraphs_keeps_its_laws(void **state)
{
	const char *cases = getenv("RAP_TEST_CASES");
	long n_cases = cases ? strtol(cases, NULL, 10) : 3000;

	(void)state;
	for (long i = 0; i < n_cases; i++) {
		rap_buf base = rap_buf_init(1 << 20);
		char *texts[TEXTS_MAX];
		size_t n = chance(TEXTS_MAX);

		random_text(&base, chance(60) * (chance(500) == 0 ? 30 : 1));
		for (size_t j = 0; j < n; j++)
			texts[j] = another(rap_buf_text(&base), texts, j);
		check_laws(rap_buf_text(&base), texts, n);
		for (size_t j = 0; j < n; j++)
			free(texts[j]);
		rap_buf_done(&base);
	}
	print_message("%ld generated paragraphs\n", n_cases);
}

/* A wording that is told to stay whole does, also when it could be shown as edits. */
static void test_overlay_of_a_whole_wording_keeps_it_below(void **state)
{
	const char *texts[] = {"They may meet yearly.", "They will meet.", "They may meet yearly."};
	bool whole[] = {true, false, true};
	rap_overlay o = rap_overlay_make_with("They meet yearly.", texts, whole, 3);
	char *got = drawn(&o);

	(void)state;
	assert_string_equal(got,
	                    "They[][ will(1)] meet[ yearly][(1)]. | They may meet yearly.(0,2)");
	free(got);
	rap_overlay_done(&o);
	whole[2] = false; /* somebody proposes the same on the text as it stands */
	o = rap_overlay_make_with("They meet yearly.", texts, whole, 3);
	got = drawn(&o);
	assert_string_equal(got, "They[][ may(0,2)][ will(1)] meet[ yearly][(1)].");
	free(got);
	rap_overlay_done(&o);
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
		cmocka_unit_test(test_overlay_of_a_whole_wording_keeps_it_below),
		cmocka_unit_test(test_overlay_of_long_texts_stays_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
