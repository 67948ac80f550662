// SPDX-License-Identifier: Apache-2.0
/*
 * Ratings: exactly one number of the scale. "4", "５分", "4/5", "4 out of 5", "five (5)", "5点満点中4点", "4 (high)"
 * are one number; "3-4", "4.5", ">3", "4 or 5" are none.
 */
#include "parsers/value/value.h"

#include "common/utf8.h"
#include "parsers/text/token.h"

#include <string.h>

#define NUMBERS_MAX 4 /* "4 points (four out of 5)" has three */
#define ANSWER_MAX 200u /* bytes of a rating */

typedef struct rating {
	long numbers[NUMBERS_MAX];
	size_t n;
	size_t top; /* of the numbers: that which names the end of the scale, NUMBERS_MAX: none */
	bool top_next; /* the next number names it: "/", "out of" */
	long level; /* what a word such as "high" stands for, by the hint */
	bool has_level, middle; /* "medium" */
} rating;

/* Words that make the number before them, or behind them, the end of the scale. */
static const char *const top_follows[] = {"/", "out of", "of", "из", "满分", "滿分"};
static const char *const top_before[] = {
	"点中",       "点満点中", "点満点で", "点満点", "점 만점에", "점만점에",
	"점 만점 중", "점 만점",  "점만점",   "-аас",   "аас",       "-ээс",
	"分制",       "分中",     "分满分",   "分滿分",
};

/* high and low in the six languages, for "4 (high)" where the hint names the ends of the scale so */
static const char *const words_high[] = {"high",    "高",      "高い",   "높음",  "높다",
                                         "высокая", "высокий", "высоко", "өндөр", "высокое"};
static const char *const words_low[] = {"low",    "低",    "低い",   "낮음", "낮다",   "низкая",
                                        "низкий", "низко", "низкое", "бага", "доогуур"};
static const char *const words_middle[] = {"medium",  "middle",  "average", "moderate", "中",
                                           "中等",    "中程度",  "普通",    "보통",     "중간",
                                           "средняя", "средний", "средне",  "среднее",  "дунд"};
/* "very high" lies no nearer to the end of the scale than "high" may. */
static const char *const words_very[] = {"very", "очень", "非常",   "很",     "매우",
                                         "아주", "大変",  "とても", "非常に", "маш"};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* The length of the longest of the words that begins s, with a boundary behind it; 0 if none. */
static size_t begins(rap_slice s, const char *const *words, size_t n)
{
	size_t best = 0;

	for (size_t i = 0; i < n; i++) {
		rap_slice word = rap_slice_of(words[i]);

		if (word.len <= best || !rap_value_begins(s, word))
			continue;
		best = word.len;
	}
	return best;
}

/* The same, where CJK words stand without a blank between them. */
static size_t begins_loosely(rap_slice s, const char *const *words, size_t n)
{
	size_t best = begins(s, words, n);

	for (size_t i = 0; i < n && best == 0; i++) {
		size_t at = 0, len = strlen(words[i]);

		if (len < s.len && memcmp(words[i], s.at, len) == 0 &&
		    rap_utf8_is_cjk(rap_utf8_next(s, &at)))
			best = len;
	}
	return best;
}

/* The number that the hint gives to a word: "1 = low, 5 = high". */
static bool hint_number(const char *hint, const char *word, long *ret)
{
	const char *at = hint ? strstr(hint, word) : NULL;

	if (!at)
		return false;
	while (at > hint && !(at[-1] >= '0' && at[-1] <= '9'))
		at--;
	if (at == hint)
		return false;
	*ret = at[-1] - '0';
	return at - 1 == hint || !(at[-2] >= '0' && at[-2] <= '9');
}

static bool add_number(rating *r, long number)
{
	if (r->n == NUMBERS_MAX)
		return false;
	if (r->top_next)
		r->top = r->n;
	r->top_next = false;
	r->numbers[r->n++] = number;
	return true;
}

/* Digits: at most three, so that nothing overflows; a point or comma before another digit makes it no number. */
static size_t take_digits(rap_slice s, rating *r, bool *ret_ok)
{
	size_t n = 0;
	long number = 0;

	while (n < s.len && s.at[n] >= '0' && s.at[n] <= '9') {
		number = number > 1000 ? number : number * 10 + (s.at[n] - '0');
		n++;
	}
	if (n == 0)
		return 0;
	*ret_ok = n <= 3 && add_number(r, number);
	/* "4.0" is four; "4.5" is no number of the scale. */
	if (n + 1 < s.len && (s.at[n] == '.' || s.at[n] == ',') && s.at[n + 1] == '0' &&
	    (n + 2 == s.len || !((s.at[n + 2] >= '0' && s.at[n + 2] <= '9') || s.at[n + 2] == '.')))
		return n + 2;
	if (n + 1 < s.len && (s.at[n] == '.' || s.at[n] == ',') && s.at[n + 1] >= '0' &&
	    s.at[n + 1] <= '9')
		*ret_ok = false;
	return n;
}

static size_t take_level(const rap_field *field, rap_slice s, rating *r, bool *ret_ok)
{
	size_t very = begins_loosely(s, words_very, COUNT(words_very));
	rap_slice rest = rap_utf8_trim(rap_slice_sub(s, very, s.len));
	size_t high = begins(rest, words_high, COUNT(words_high));
	size_t low = begins(rest, words_low, COUNT(words_low));
	size_t middle = very == 0 ? begins(s, words_middle, COUNT(words_middle)) : 0;
	long level;

	if (middle > 0) {
		r->middle = true;
		return middle;
	}
	if (high == 0 && low == 0)
		return 0;
	very = (size_t)(rest.at - s.at);
	high += high > 0 ? very : 0;
	low += low > 0 ? very : 0;
	if (!hint_number(field->hint, high ? "high" : "low", &level) ||
	    (r->has_level && r->level != level)) {
		*ret_ok = false;
		return high ? high : low;
	}
	r->level = level;
	r->has_level = true;
	return high ? high : low;
}

static uint32_t first_of(rap_slice s)
{
	size_t at = 0;

	return rap_utf8_next(s, &at);
}

/* One step of reading; 0: the text is not a rating. */
static size_t take(const rap_context *context, const rap_field *field, rap_slice s, rating *r)
{
	const rap_word_set *set;
	bool ok = true;
	size_t n;

	if (s.at[0] == ' ' || s.at[0] == '(' || s.at[0] == ')' || s.at[0] == '=' ||
	    s.at[0] == ':' || s.at[0] == '"' || s.at[0] == ',' || s.at[0] == '.' || s.at[0] == '!')
		return 1;
	n = take_digits(s, r, &ok);
	if (n > 0)
		return ok ? n : 0;
	if (r->n > 0 && (n = begins(s, top_before, COUNT(top_before))) > 0) {
		if (r->top != NUMBERS_MAX)
			return 0;
		r->top = r->n - 1;
		return n;
	}
	/* "4 - high": a dash between the number and what it stands for; any other may be a range. */
	if (r->n > 0 && rap_char_is_dash(first_of(s))) {
		size_t level;

		n = 0;
		(void)rap_utf8_next(s, &n);
		while (n < s.len && s.at[n] == ' ')
			n++;
		level = take_level(field, rap_slice_sub(s, n, s.len), r, &ok);
		return ok && level > 0 ? n + level : 0;
	}
	if ((n = begins(s, top_follows, COUNT(top_follows))) > 0) {
		if (r->top_next || r->top != NUMBERS_MAX)
			return 0;
		r->top_next = true;
		return n;
	}
	if ((n = take_level(field, s, r, &ok)) > 0)
		return ok ? n : 0;
	set = rap_value_prefix(context, "number", s, &n);
	if (set) {
		long number = 0;

		for (const char *digit = set->value; *digit >= '0' && *digit <= '9'; digit++)
			number = number * 10 + (*digit - '0');
		return add_number(r, number) ? n : 0;
	}
	/* A unit only behind a number. */
	return r->n > 0 && rap_value_prefix(context, "unit", s, &n) ? n : 0;
}

/* The one number meant, or false. */
static bool settle(const rap_field *field, const rating *r, long *ret)
{
	bool any = false;
	long number = 0;

	if (r->top_next || (r->top != NUMBERS_MAX && r->numbers[r->top] != field->scale_max))
		return false;
	for (size_t i = 0; i < r->n; i++) {
		if (i == r->top)
			continue;
		if (any && r->numbers[i] != number)
			return false;
		number = r->numbers[i];
		any = true;
	}
	if (!any || number < field->scale_min || number > field->scale_max)
		return false;
	if (r->middle && (r->has_level || number * 2 != field->scale_min + field->scale_max))
		return false;
	/* "2 (high)": the number must lie nearer to what the word stands for than to the other end. */
	if (r->has_level) {
		long other = r->level == field->scale_max ? field->scale_min : field->scale_max;
		long near = number > r->level ? number - r->level : r->level - number;
		long far = number > other ? number - other : other - number;

		if (near >= far)
			return false;
	}
	*ret = number;
	return true;
}

/*
 * Numbers in circles that NFKC leaves as they are become digits. Two circles are two numbers, whatever stands between
 * them: ④/⑤ is no four out of five.
 */
static size_t uncircle(rap_slice raw, rap_buf *out)
{
	static const uint32_t firsts[] = {0x2776, 0x2780, 0x278A, 0x24F5, 0x2460, 0x2474};
	size_t circles = 0;

	for (size_t at = 0; at < raw.len;) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(raw, &at), number = 0;

		for (size_t i = 0; i < COUNT(firsts) && number == 0; i++)
			if (c >= firsts[i] && c < firsts[i] + 10)
				number = c - firsts[i] + 1;
		circles += number > 0;
		if (number > 0)
			rap_buf_printf(out, "(%u)", (unsigned)number);
		else
			rap_buf_slice(out, rap_slice_sub(raw, begin, at));
	}
	return circles;
}

/* Two numbers in digits, with something between them: a range, or a choice that was not made. */
static bool has_several(rap_slice key)
{
	size_t numbers = 0;

	for (size_t i = 0; i < key.len; i++)
		numbers += key.at[i] >= '0' && key.at[i] <= '9' &&
		           (i == 0 || !(key.at[i - 1] >= '0' && key.at[i - 1] <= '9'));
	return numbers > 1;
}

void rap_value_rating(const rap_context *context, const rap_field *field, rap_slice raw,
                      rap_valued *ret)
{
	rating r = {.top = NUMBERS_MAX};
	rap_buf plain = rap_buf_init(ANSWER_MAX * 2 + 16),
		key = rap_buf_init(ANSWER_MAX * 36 + 288);
	rap_slice rest;
	long number = 0;
	bool read = raw.len <= ANSWER_MAX;

	if (read)
		read = uncircle(raw, &plain) <= 1;
	if (read)
		rap_value_key(rap_buf_as_slice(&plain), &key);
	rest = rap_buf_as_slice(&key);
	while (read && rest.len > 0) {
		size_t n = take(context, field, rest, &r);

		read = n > 0;
		rest = rap_slice_sub(rest, n, rest.len);
	}
	if (read && settle(field, &r, &number))
		ret->value = (rap_value){.kind = RAP_VALUE_NUMBER, .number = number};
	else
		*ret = (rap_valued){.status = RAP_ANSWER_UNCLEAR,
		                    .flag = has_several(rap_buf_as_slice(&key)) ? "several-numbers"
		                                                                : "not-a-rating"};
	rap_buf_done(&plain);
	rap_buf_done(&key);
}
