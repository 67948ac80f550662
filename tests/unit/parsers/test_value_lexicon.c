// SPDX-License-Identifier: Apache-2.0
/*
 * Properties of the words that are shipped: no word means two things where both are looked for, however it is
 * compared; every word is read as what it stands for; and no word that qualifies or denies leaves an answer plain.
 */
#include "value_rows.h"

/* ---- one word, one meaning ------------------------------------------------------------------------------ */

/* As answers are compared at their loosest: without any blank, sign or bracket. */
static void loosest(const char *word, rap_buf *out)
{
	rap_buf key = rap_buf_init(RAP_MIB);

	rap_buf_cut(out, 0);
	rap_value_key(rap_slice_of(word), &key);
	for (size_t at = 0; at < key.len;) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(rap_buf_as_slice(&key), &at);

		if (rap_utf8_is_word(c) || rap_utf8_is_cjk(c) || c == '-')
			rap_buf_slice(out, rap_slice_sub(rap_buf_as_slice(&key), begin, at));
	}
	rap_buf_done(&key);
}

/* Words of these groups are looked for in the same place, so that one word of two of them would hide the other. */
static const char *const places[][4] = {
	{"choice", "none", "reserve", NULL},
	{"number", "unit", NULL},
	{"yes-no", "reserve", NULL},
	{"month", NULL},
	{"proposal", NULL},
	{"verb", NULL},
	{"acknowledge", "correction", NULL},
	{"person-label", NULL},
	{"person-word", NULL},
};

static bool in_place(const char *group, size_t place)
{
	for (size_t i = 0; i < 4 && places[place][i]; i++)
		if (strcmp(places[place][i], group) == 0)
			return true;
	return false;
}

static void compare_sets(const rap_word_set *a, const rap_word_set *b)
{
	rap_buf x = rap_buf_init(RAP_MIB), y = rap_buf_init(RAP_MIB);

	for (size_t i = 0; i < a->words.n; i++) {
		loosest(a->words.at[i], &x);
		for (size_t j = 0; j < b->words.n; j++) {
			loosest(b->words.at[j], &y);
			if (x.len > 0 && rap_slice_eq(rap_buf_as_slice(&x), rap_buf_as_slice(&y)))
				fail_msg("%s is %s %s and %s %s", a->words.at[i], a->group,
				         a->value, b->group, b->value);
		}
	}
	rap_buf_done(&x);
	rap_buf_done(&y);
}

static void test_no_word_means_two_things_in_one_place(void **state)
{
	size_t compared = 0;

	(void)state;
	for (size_t p = 0; p < sizeof places / sizeof places[0]; p++)
		for (size_t a = 0; a < shipped_lexicon.n; a++)
			for (size_t b = a + 1; b < shipped_lexicon.n; b++)
				if (in_place(shipped_lexicon.sets[a].group, p) &&
				    in_place(shipped_lexicon.sets[b].group, p)) {
					compare_sets(&shipped_lexicon.sets[a],
					             &shipped_lexicon.sets[b]);
					compared++;
				}
	assert_true(compared > 80);
}

static void test_every_word_is_read_as_what_it_stands_for(void **state)
{
	static const struct {
		const char *group;
		rap_field_type type;
	} groups[] = {{"choice", RAP_FIELD_CHOICE},
	              {"yes-no", RAP_FIELD_YES_NO},
	              {"number", RAP_FIELD_RATING},
	              {"reserve", RAP_FIELD_CHOICE},
	              {"none", RAP_FIELD_LIST}};
	rap_buf text = rap_buf_init(RAP_MIB);
	size_t read = 0;

	(void)state;
	for (size_t s = 0; s < shipped_lexicon.n; s++)
		for (size_t g = 0; g < sizeof groups / sizeof groups[0]; g++) {
			const rap_word_set *set = &shipped_lexicon.sets[s];
			bool high = groups[g].type == RAP_FIELD_RATING &&
			            strtol(set->value, NULL, 10) > 5; /* not on the scale */
			const char *want = strcmp(set->group, "none") == 0      ? "(none)"
			                   : strcmp(set->group, "reserve") == 0 ? "(reserve)"
			                   : high                               ? "(unclear)"
			                                                        : set->value;

			if (strcmp(set->group, groups[g].group) != 0)
				continue;
			for (size_t w = 0; w < set->words.n; w++, read++)
				assert_string_equal(value_read(&shipped, groups[g].type,
				                               set->words.at[w], &text),
				                    want);
		}
	rap_buf_done(&text);
	assert_true(read > 600);
}

/* ---- words that qualify --------------------------------------------------------------------------------- */

/* %s is the plain answer. */
static const char *const qualified[] = {
	"%s, but",
	"%s, but paragraph 3 needs work",
	"%s with reservations",
	"%s in principle",
	"in principle %s",
	"%s unless paragraph 3 stays",
	"%s if paragraph 3 is deleted",
	"%s except paragraph 3",
	"%s subject to approval",
	"%s provided that others do",
	"%s ad referendum",
	"partly %s",
	"mostly %s",
	"not %s",
	"we do not %s",
	"%s?",
	"~ %s",
	"%s (partly)",
	"%s - for the time being",
	"%s for now",
	"%s / see letter",
	"%s\nsee our comments",
	"%s，但需进一步讨论",
	"原则上%s",
	"部分%s",
	"%s（有条件）",
	"并非%s",
	"不是%s",
	"%s，除第三段外",
	"暂时%s",
	"条件付きで%s",
	"原則として%s",
	"%s（ただし第3項を除く）",
	"%sしないわけではない",
	"%sとは言えない",
	"概ね%s",
	"원칙적으로 %s",
	"조건부 %s",
	"%s, 다만 3항은 제외",
	"%s 하는 것은 아님",
	"부분적으로 %s",
	"в принципе %s",
	"%s, но с оговорками",
	"%s за исключением пункта 3",
	"%s при условии",
	"частично %s",
	"не %s",
	"не можем не %s",
	"%s, если",
	"зарчмын хувьд %s",
	"%s, гэхдээ 3-р заалтаас бусад",
	"хэсэгчлэн %s",
	"%s гэсэн үг биш",
	"нөхцөлтэйгөөр %s",
};

#define QUALIFIED (sizeof qualified / sizeof qualified[0])

static void put_qualified(const char *pattern, const char *word, rap_buf *out)
{
	const char *place = strstr(pattern, "%s");

	assert_non_null(place);
	rap_buf_cut(out, 0);
	rap_buf_slice(out, (rap_slice){pattern, (size_t)(place - pattern)});
	rap_buf_str(out, word);
	rap_buf_str(out, place + 2);
}

static size_t check_qualified(const char *group, rap_field_type type)
{
	rap_buf text = rap_buf_init(RAP_MIB), typed = rap_buf_init(RAP_MIB);
	size_t tried = 0;

	for (size_t s = 0; s < shipped_lexicon.n; s++) {
		const rap_word_set *set = &shipped_lexicon.sets[s];

		if (strcmp(set->group, group) != 0)
			continue;
		for (size_t w = 0; w < set->words.n; w++)
			for (size_t q = 0; q < QUALIFIED; q++, tried++) {
				const char *got;

				put_qualified(qualified[q], set->words.at[w], &typed);
				got = value_read(&shipped, type, rap_buf_text(&typed), &text);
				if (strcmp(got, set->value) == 0)
					fail_msg("'%s' is read as %s", rap_buf_text(&typed), got);
			}
	}
	rap_buf_done(&text);
	rap_buf_done(&typed);
	return tried;
}

static void test_a_qualification_never_leaves_the_plain_option(void **state)
{
	(void)state;
	assert_true(check_qualified("choice", RAP_FIELD_CHOICE) > 10000);
	assert_true(check_qualified("yes-no", RAP_FIELD_YES_NO) > 1000);
}

static void test_a_rating_or_day_with_more_words_is_in_doubt(void **state)
{
	static const char *const ratings[] = {"4",      "４",    "④",   "four", "四",      "넷",
	                                      "четыре", "дөрөв", "4/5", "4分",  "4 (high)"};
	static const char *const days[] = {"2020-10-12",         "12 October 2020",
	                                   "2020年10月12日",     "2020년 10월 12일",
	                                   "12 октября 2020 г.", "2020 оны 10 сарын 12"};
	static const char *const more[] = {"about %s",
	                                   "at least %s",
	                                   "more than %s",
	                                   "%s or 5",
	                                   "%s to 5",
	                                   "%s - 5",
	                                   "%s〜5",
	                                   "%s或5",
	                                   "%sまたは5",
	                                   "%s 또는 5",
	                                   "%s или 5",
	                                   "%s эсвэл 5",
	                                   "約%s",
	                                   "大约%s",
	                                   "약 %s",
	                                   "около %s",
	                                   "ойролцоогоор %s",
	                                   "%s以上",
	                                   "%s 이상",
	                                   "не менее %s",
	                                   "by %s",
	                                   "from %s",
	                                   "after %s",
	                                   "before %s",
	                                   "until %s",
	                                   "до %s",
	                                   "после %s",
	                                   "%s以降",
	                                   "%s之前",
	                                   "%s까지",
	                                   "%s хүртэл",
	                                   "week of %s",
	                                   "early %s",
	                                   "%s?",
	                                   "%s+",
	                                   ">%s",
	                                   "~%s",
	                                   "-%s",
	                                   "%s, maybe",
	                                   "not %s"};
	rap_buf text = rap_buf_init(RAP_MIB), typed = rap_buf_init(RAP_MIB);

	(void)state;
	for (size_t m = 0; m < sizeof more / sizeof more[0]; m++) {
		for (size_t i = 0; i < sizeof ratings / sizeof ratings[0]; i++) {
			put_qualified(more[m], ratings[i], &typed);
			if (strcmp(value_read(&shipped, RAP_FIELD_RATING, rap_buf_text(&typed),
			                      &text),
			           "(unclear)") != 0)
				fail_msg("'%s' is read as %s", rap_buf_text(&typed),
				         rap_buf_text(&text));
		}
		for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
			put_qualified(more[m], days[i], &typed);
			if (strcmp(value_read(&shipped, RAP_FIELD_DATE, rap_buf_text(&typed),
			                      &text),
			           "(unclear)") != 0)
				fail_msg("'%s' is read as %s", rap_buf_text(&typed),
				         rap_buf_text(&text));
		}
	}
	rap_buf_done(&text);
	rap_buf_done(&typed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_word_means_two_things_in_one_place),
		cmocka_unit_test(test_every_word_is_read_as_what_it_stands_for),
		cmocka_unit_test(test_a_qualification_never_leaves_the_plain_option),
		cmocka_unit_test(test_a_rating_or_day_with_more_words_is_in_doubt),
	};

	return cmocka_run_group_tests(tests, shipped_set_up, shipped_tear_down);
}
