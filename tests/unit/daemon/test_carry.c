// SPDX-License-Identifier: Apache-2.0
/* Proposals carried to a newer text: examples, and laws over generated texts. */
#include "report/carry.h"

#include "common/buf.h"
#include "common/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct {
	const char *name, *old, *now, *proposed, *want;
	bool changed, whole;
} examples[] = {
	{"nothing changed", "They meet yearly.", "They meet yearly.", "They may meet yearly.",
         "They may meet yearly.", false, false},
	{"a change elsewhere", "Member States shall report on progress every year.",
         "Member States shall report on progress every second year.",
         "Member States should report on progress every year.",
         "Member States should report on progress every second year.", true, false},
	{"the same change is in the text already", "Member States shall report every year.",
         "Member States should report every year.", "Member States should report every year.",
         "Member States should report every year.", true, false},
	{"one of two changes is in the text already",
         "Member States shall report on progress every year.",
         "Member States should report on progress every year.",
         "Member States should report on progress every two years.",
         "Member States should report on progress every two years.", true, false},
	{"the same words, changed otherwise", "Member States shall report every year.",
         "Member States may report every year.", "Member States should report every year.",
         "Member States should report every year.", true, true},
	{"words added where words were added", "Member States report every year.",
         "Member States report every year in writing.",
         "Member States report every year to the Meeting.",
         "Member States report every year to the Meeting.", true, true},
	{"words added at the end of words that are gone",
         "They exchange data on air, on water and on soil, and they meet every year.",
         "They exchange data on air, and they meet every year.",
         "They exchange data on air, on water and on soil and forests, and they meet every year.",
         "They exchange data on air, on water and on soil and forests, and they meet every year.",
         true, true},
	{"the text is new", "Member States report every year to the Meeting.",
         "A secretariat is established in Incheon, and is paid by all.",
         "Member States report every second year to the Meeting.",
         "Member States report every second year to the Meeting.", true, true},
	{"to keep the text as it was", "Member States shall report every year.",
         "Member States should report every year.", "Member States shall report every year.",
         "Member States shall report every year.", true, true},
	{"Chinese", "各成员国应在2025年之前建立自愿交换机制，并每年向秘书处报告进展情况。",
         "各成员国应在2025年之前建立自愿交换机制，并每年向秘书处和会议报告进展情况。",
         "各成员国可在2025年之前建立自愿交换机制，并每年向秘书处报告进展情况。",
         "各成员国可在2025年之前建立自愿交换机制，并每年向秘书处和会议报告进展情况。", true, false},
	{"empty now", "Some words.", "", "Some other words.", "Some other words.", true, true},
	{"empty then", "", "Some words.", "Other words.", "Other words.", true, true},
	{"taken out by both", "Some words.", "", "", "", true, false},
};

static void test_carry_of_examples(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		rap_carried c = rap_carry(examples[i].old, examples[i].now, examples[i].proposed);

		if (strcmp(c.text, examples[i].want) != 0 || c.whole != examples[i].whole)
			print_message("in: %s\n", examples[i].name);
		assert_string_equal(c.text, examples[i].want);
		assert_int_equal(c.changed, examples[i].changed);
		assert_int_equal(c.whole, examples[i].whole);
		rap_carried_done(&c);
	}
}

/* ---- laws ----------------------------------------------------------------------------------------------- */

static uint64_t seed = 20200806;

static unsigned chance(unsigned n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

static long n_cases(void)
{
	const char *cases = getenv("RAP_TEST_CASES");

	return cases ? strtol(cases, NULL, 10) : 5000;
}

/* The four texts of one case, made side by side. */
typedef struct quartet {
	rap_buf old, now, proposed, both;
} quartet;

static void put(quartet *q, const char *old, const char *now, const char *proposed,
                const char *both)
{
	rap_buf_str(&q->old, old);
	rap_buf_str(&q->now, now);
	rap_buf_str(&q->proposed, proposed);
	rap_buf_str(&q->both, both);
}

/* Words that nobody touches, enough of them that each text keeps most of the old one. */
static void put_kept(quartet *q, unsigned *word, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		char text[32]; /* " w", ten digits, NUL */

		(void)snprintf(text, sizeof text, " w%u", (*word)++);
		put(q, text, text, text, text);
	}
}

/* One change by one of the two, or the same one by both. */
static void put_change(quartet *q, unsigned *word)
{
	char was[64] = "", is[64] = ""; /* three times " x", ten digits; NUL */
	unsigned gone = chance(3), come = gone ? chance(3) : 1 + chance(2);
	const char *whose[] = {"n", "p", "b"};

	for (unsigned i = 0; i < gone; i++)
		(void)snprintf(was + strlen(was), sizeof was - strlen(was), " g%u", (*word)++);
	for (unsigned i = 0; i < come; i++)
		(void)snprintf(is + strlen(is), sizeof is - strlen(is), " c%u", (*word)++);
	switch (*whose[chance(3)]) {
	case 'n':
		put(q, was, is, was, is);
		break;
	case 'p':
		put(q, was, was, is, is);
		break;
	default:
		put(q, was, is, is, is);
	}
}

/* Changes with words between them that nobody touches are all in the result, and it does not matter who came first. */
static void test_carry_of_changes_apart_has_both(void **state)
{
	(void)state;
	for (long i = 0; i < n_cases(); i++) {
		quartet q = {rap_buf_init(1 << 20), rap_buf_init(1 << 20), rap_buf_init(1 << 20),
		             rap_buf_init(1 << 20)};
		unsigned word = 0, changes = 1 + chance(6);
		const char *old, *now, *proposed;
		rap_carried one, two;

		put_kept(&q, &word, 2 + chance(5));
		for (unsigned j = 0; j < changes; j++) {
			put_change(&q, &word);
			put_kept(&q, &word, 2 + chance(5));
		}
		old = rap_buf_text(&q.old);
		now = rap_buf_text(&q.now);
		proposed = rap_buf_text(&q.proposed);
		one = rap_carry(old, now, proposed);
		two = rap_carry(old, proposed, now);
		assert_int_equal(one.changed, strcmp(old, now) != 0);
		if (strcmp(old, proposed) != 0) {
			assert_false(one.whole);
			assert_string_equal(one.text, rap_buf_text(&q.both));
		}
		if (strcmp(old, now) != 0) {
			assert_false(two.whole);
			assert_string_equal(two.text, rap_buf_text(&q.both));
		}
		rap_carried_done(&one);
		rap_carried_done(&two);
		rap_buf_done(&q.old);
		rap_buf_done(&q.now);
		rap_buf_done(&q.proposed);
		rap_buf_done(&q.both);
	}
}

static char *jumble(const char *from)
{
	static const char *const words[] = {" the", " and", " shall", " report",   "，", "国", "家",
	                                    ",",    ".",    " 협력",  "e\xCC\x81", "  ", " a"};
	rap_buf out = rap_buf_init(1 << 20);
	unsigned rate = 2 + chance(20), n = sizeof words / sizeof *words;

	for (const char *at = from; at && *at;) {
		size_t len = 1;

		while (((unsigned char)at[len] & 0xC0) == 0x80)
			len++;
		if (chance(rate) != 0)
			rap_buf_add(&out, at, len);
		else if (chance(2))
			rap_buf_str(&out, words[chance(n)]);
		at += len;
	}
	for (unsigned i = from ? 0 : chance(30); i > 0; i--)
		rap_buf_str(&out, words[chance(n)]);
	return rap_buf_take(&out);
}

static void test_carry_of_anything_keeps_its_laws(void **state)
{
	(void)state;
	for (long i = 0; i < n_cases(); i++) {
		char *old = jumble(NULL), *now = jumble(chance(8) ? old : NULL);
		char *proposed = jumble(chance(8) ? old : chance(2) ? now : NULL);
		rap_carried c = rap_carry(old, now, proposed), d = rap_carry(old, proposed, now);
		rap_carried same = rap_carry(old, old, proposed), in = rap_carry(old, now, now);
		rap_carried again = rap_carry(old, now, proposed);

		assert_string_equal(same.text, proposed);
		assert_false(same.changed || same.whole);
		assert_string_equal(in.text, now);
		assert_false(in.whole);
		assert_int_equal(c.changed, strcmp(old, now) != 0);
		if (c.whole)
			assert_string_equal(c.text, proposed);
		if (strcmp(old, now) != 0 && strcmp(old, proposed) != 0) {
			assert_int_equal(c.whole, d.whole);
			if (!c.whole)
				assert_string_equal(c.text, d.text);
		}
		assert_string_equal(again.text, c.text);
		rap_carried_done(&c);
		rap_carried_done(&d);
		rap_carried_done(&same);
		rap_carried_done(&in);
		rap_carried_done(&again);
		free(old);
		free(now);
		free(proposed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_carry_of_examples),
		cmocka_unit_test(test_carry_of_changes_apart_has_both),
		cmocka_unit_test(test_carry_of_anything_keeps_its_laws),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
