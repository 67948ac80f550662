// SPDX-License-Identifier: Apache-2.0
/* What is read with the words that are shipped: choices, ratings, days, in six languages, and what is asked about. */
#include "value_rows.h"

#define CHECK(rows) check_rows(&shipped, rows, sizeof(rows) / sizeof(rows)[0])

static void test_one_number_of_the_scale(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_RATING, "➃", "4"},
		{RAP_FIELD_RATING, "⑤", "5"},
		{RAP_FIELD_RATING, "❹", "4"},
		{RAP_FIELD_RATING, "④", "4"},
		{RAP_FIELD_RATING, "⑴", "1"},
		{RAP_FIELD_RATING, "4/5", "4"},
		{RAP_FIELD_RATING, "4 / 5", "4"},
		{RAP_FIELD_RATING, "４／５", "4"},
		{RAP_FIELD_RATING, "4 out of 5", "4"},
		{RAP_FIELD_RATING, "4 out of five", "4"},
		{RAP_FIELD_RATING, "four out of five", "4"},
		{RAP_FIELD_RATING, "4分", "4"},
		{RAP_FIELD_RATING, "5점", "5"},
		{RAP_FIELD_RATING, "четыре (4)", "4"},
		{RAP_FIELD_RATING, "4 (четыре)", "4"},
		{RAP_FIELD_RATING, "4 (high)", "4"},
		{RAP_FIELD_RATING, "4 - high", "4"},
		{RAP_FIELD_RATING, "4 – high", "4"},
		{RAP_FIELD_RATING, "4: high", "4"},
		{RAP_FIELD_RATING, "5 (very high)", "5"},
		{RAP_FIELD_RATING, "3 (medium)", "3"},
		{RAP_FIELD_RATING, "Rating: 4", "4"},
		{RAP_FIELD_RATING, "оценка: 4", "4"},
		{RAP_FIELD_RATING, "评分：4", "4"},
		{RAP_FIELD_RATING, "評価：4", "4"},
		{RAP_FIELD_RATING, "점수: 4", "4"},
		{RAP_FIELD_RATING, "үнэлгээ: 4", "4"},
		{RAP_FIELD_RATING, "4点です", "4"},
		{RAP_FIELD_RATING, "4점입니다", "4"},
		{RAP_FIELD_RATING, "5점 만점에 4점", "4"},
		{RAP_FIELD_RATING, "5-аас 4", "4"},
		{RAP_FIELD_RATING, "4 из 5 баллов", "4"},
		{RAP_FIELD_RATING, "4 балла из 5", "4"},
		{RAP_FIELD_RATING, "5点中4点", "4"},
		{RAP_FIELD_RATING, "4.0", "4"},
		{RAP_FIELD_RATING, "四", "4"},
		{RAP_FIELD_RATING, "дөрөв", "4"},
		{RAP_FIELD_RATING, "넷", "4"},
		{RAP_FIELD_RATING, "사", "4"},
		{RAP_FIELD_RATING, "Five", "5"},
		{RAP_FIELD_RATING, "일", "1"},
		{RAP_FIELD_RATING, "4점 (5점 만점)", "4"},
		{RAP_FIELD_RATING, "4 балла (из 5)", "4"},
		{RAP_FIELD_RATING, "4 / 5 (high)", "4"},
		{RAP_FIELD_RATING, "Оценка – 4", "4"},
		{RAP_FIELD_RATING, "Rating - 4", "4"},
		{RAP_FIELD_RATING, "Our score: four out of five", "4"},
		{RAP_FIELD_RATING, "4 分", "4"},
		{RAP_FIELD_RATING, "четыре балла", "4"},
		{RAP_FIELD_RATING, "four points", "4"},
		{RAP_FIELD_RATING, "5 из 5", "5"},
		{RAP_FIELD_RATING, "四分", "4"},
		{RAP_FIELD_RATING, "3.0", "3"},
		{RAP_FIELD_RATING, "4,0", "4"},
		{RAP_FIELD_RATING, "no comment (コメントなし)", "(none)"},
	};

	(void)state;
	CHECK(rows);
}

static void test_numbers_in_doubt(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_RATING, "4 (medium)", NULL},
		{RAP_FIELD_RATING, "4 (low)", NULL},
		{RAP_FIELD_RATING, "3 to 4", NULL},
		{RAP_FIELD_RATING, "3〜4", NULL},
		{RAP_FIELD_RATING, "3至4", NULL},
		{RAP_FIELD_RATING, "3から4", NULL},
		{RAP_FIELD_RATING, "от 3 до 4", NULL},
		{RAP_FIELD_RATING, "3-аас 4", NULL},
		{RAP_FIELD_RATING, "между 2 и 3", NULL},
		{RAP_FIELD_RATING, "2と3の間", NULL},
		{RAP_FIELD_RATING, "2 болон 3-ын хооронд", NULL},
		{RAP_FIELD_RATING, "介于2和3之间", NULL},
		{RAP_FIELD_RATING, "2와 3 사이", NULL},
		{RAP_FIELD_RATING, "④⑤", NULL},
		{RAP_FIELD_RATING, "④/⑤", NULL},
		{RAP_FIELD_RATING, "4½", NULL},
		{RAP_FIELD_RATING, "4以上", NULL},
		{RAP_FIELD_RATING, "≥4", NULL},
		{RAP_FIELD_RATING, "at least 4", NULL},
		{RAP_FIELD_RATING, "not 4", NULL},
		{RAP_FIELD_RATING, "4, but only for", NULL},
		{RAP_FIELD_RATING, "4 (with reservations)", NULL},
		{RAP_FIELD_RATING, "三点五", NULL},
		{RAP_FIELD_RATING, "двенадцать", NULL},
		{RAP_FIELD_RATING, "十分", NULL},
		{RAP_FIELD_RATING, "Rating: 3-4", NULL},
		{RAP_FIELD_RATING, "★★★★", NULL},
		{RAP_FIELD_RATING, "4 и 5", NULL},
		{RAP_FIELD_RATING, "評価は4", NULL},
		{RAP_FIELD_RATING, "4.05", NULL},
		{RAP_FIELD_RATING, "1.0.2", NULL},
	};

	(void)state;
	CHECK(rows);
}

static void test_options_in_six_languages(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_CHOICE, "☑ support", "support"},
		{RAP_FIELD_CHOICE, "[x] support", "support"},
		{RAP_FIELD_CHOICE, "(X) Support", "support"},
		{RAP_FIELD_CHOICE, "✓ support", "support"},
		{RAP_FIELD_CHOICE, "support ✓", "support"},
		{RAP_FIELD_CHOICE,
	         "[x] support [ ] support with changes [ ] cannot support [ ] no position",
	         "support"},
		{RAP_FIELD_CHOICE, "ad referendum", "(reserve)"},
		{RAP_FIELD_CHOICE, "No comments.", "(none)"},
		{RAP_FIELD_CHOICE, "我方支持。", "support"},
		{RAP_FIELD_CHOICE, "Position: support", "support"},
		{RAP_FIELD_CHOICE, "Our position: support", "support"},
		{RAP_FIELD_CHOICE, "我方立场：支持", "support"},
		{RAP_FIELD_CHOICE, "立場：支持", "support"},
		{RAP_FIELD_CHOICE, "нет комментариев", "(none)"},
		{RAP_FIELD_CHOICE, "의견 없음", "(none)"},
		{RAP_FIELD_CHOICE, "санал байхгүй", "(none)"},
		{RAP_FIELD_CHOICE, "コメントなし", "(none)"},
		{RAP_FIELD_CHOICE, "无意见", "(none)"},
		{RAP_FIELD_CHOICE, "support/支持/поддерживаем", "support"},
		{RAP_FIELD_CHOICE, "support\n支持", "support"},
		{RAP_FIELD_CHOICE, "Поддерживаем с изменениями", "support with changes"},
		{RAP_FIELD_CHOICE, "өөрчлөлттэйгөөр дэмжинэ", "support with changes"},
		{RAP_FIELD_CHOICE, "수정 후 지지", "support with changes"},
		{RAP_FIELD_CHOICE, "修正の上、支持する", "support with changes"},
		{RAP_FIELD_CHOICE, "дэмжихгүй", "cannot support"},
		{RAP_FIELD_CHOICE, "지지하지 않음", "cannot support"},
		{RAP_FIELD_CHOICE, "can’t support", "cannot support"},
		{RAP_FIELD_CHOICE, "позиция отсутствует", "no position"},
		{RAP_FIELD_CHOICE, "байр суурьгүй", "no position"},
		{RAP_FIELD_CHOICE, "입장 없음", "no position"},
		{RAP_FIELD_CHOICE, "特段の立場なし", "no position"},
		{RAP_FIELD_CHOICE, "暂无立场", "no position"},
		{RAP_FIELD_CHOICE, "reserves its position", "(reserve)"},
		{RAP_FIELD_CHOICE, "резервируем позицию", "(reserve)"},
		{RAP_FIELD_CHOICE, "байр сууриа хадгална", "(reserve)"},
		{RAP_FIELD_CHOICE, "입장 유보", "(reserve)"},
		{RAP_FIELD_CHOICE, "保留立场", "(reserve)"},
		{RAP_FIELD_CHOICE, "Position - support", "support"},
		{RAP_FIELD_CHOICE, "Our position: we reserve our position", "(reserve)"},
		{RAP_FIELD_CHOICE, "Answer: none", "(none)"},
		{RAP_FIELD_CHOICE, "No comment（无意见）", "(none)"},
		{RAP_FIELD_CHOICE, "无意见 / no comment", "(none)"},
		{RAP_FIELD_CHOICE, "we reserve our position / 保留立场", "(reserve)"},
		{RAP_FIELD_CHOICE, "Support, no comments", "support"},
		{RAP_FIELD_CHOICE, "Support. No further comments.", "support"},
		{RAP_FIELD_CHOICE, "支持，无意见。", "support"},
		{RAP_FIELD_CHOICE, "支持する。特段の意見なし。", "support"},
		{RAP_FIELD_CHOICE, "поддерживаем, замечаний нет", "support"},
		{RAP_FIELD_CHOICE, "지지함. 의견 없음", "support"},
		{RAP_FIELD_CHOICE, "дэмжинэ, саналгүй", "support"},
		{RAP_FIELD_CHOICE, "support with changes; no comments", "support with changes"},
	};

	(void)state;
	CHECK(rows);
}

static void test_words_that_are_no_option(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_CHOICE, "no changes", NULL},
		{RAP_FIELD_CHOICE, "без изменений", NULL},
		{RAP_FIELD_CHOICE, "无需修改", NULL},
		{RAP_FIELD_CHOICE, "☐ support", NULL},
		{RAP_FIELD_CHOICE, "Support, but paragraph 3 has to go", NULL},
		{RAP_FIELD_CHOICE, "支持，但需进一步讨论", NULL},
		{RAP_FIELD_CHOICE, "support in principle", NULL},
		{RAP_FIELD_CHOICE, "do not support unless", NULL},
		{RAP_FIELD_CHOICE, "не возражаем", NULL},
		{RAP_FIELD_CHOICE, "支持しないわけではない", NULL},
		{RAP_FIELD_CHOICE, "条件付きで支持", NULL},
		{RAP_FIELD_CHOICE, "원칙적으로 지지", NULL},
		{RAP_FIELD_CHOICE, "зарчмын хувьд дэмжинэ", NULL},
		{RAP_FIELD_CHOICE, "в принципе поддерживаем", NULL},
		{RAP_FIELD_CHOICE, "原则上支持", NULL},
		{RAP_FIELD_CHOICE, "Support ad referendum", NULL},
		{RAP_FIELD_CHOICE, "s̶u̶p̶p̶o̶r̶t̶", NULL},
		{RAP_FIELD_CHOICE, "support → cannot support", NULL},
		{RAP_FIELD_CHOICE, "no", NULL},
		{RAP_FIELD_CHOICE, "いいえ", NULL},
		{RAP_FIELD_CHOICE, "үгүй", NULL},
		{RAP_FIELD_CHOICE, "agree", NULL},
		{RAP_FIELD_CHOICE, "同意", NULL},
		{RAP_FIELD_CHOICE, "賛成", NULL},
		{RAP_FIELD_CHOICE, "согласны", NULL},
		{RAP_FIELD_CHOICE, "зөвшөөрнө", NULL},
		{RAP_FIELD_CHOICE, "동의", NULL},
		{RAP_FIELD_CHOICE, "no objection", NULL},
		{RAP_FIELD_CHOICE, "поддерживаем, кроме пункта 3", NULL},
		{RAP_FIELD_CHOICE, "дэмжихгүй гэсэн үг биш", NULL},
		{RAP_FIELD_CHOICE, "지지하지 않는 것은 아님", NULL},
		{RAP_FIELD_CHOICE, "не можем не поддержать", NULL},
		{RAP_FIELD_CHOICE, "支持しないこともない", NULL},
		{RAP_FIELD_CHOICE, "不是不支持", NULL},
		{RAP_FIELD_CHOICE, "Position: support with reservations", NULL},
		{RAP_FIELD_CHOICE, "Not our position: support", NULL},
		{RAP_FIELD_CHOICE, "Position: support / Position: cannot support", NULL},
		{RAP_FIELD_CHOICE, "[x] support [x] cannot support", NULL},
		{RAP_FIELD_CHOICE, "✗ support", NULL},
		{RAP_FIELD_CHOICE, "support - but", NULL},
		{RAP_FIELD_CHOICE, "нет / no", NULL},
		{RAP_FIELD_CHOICE, "нет（无）", NULL},
		{RAP_FIELD_CHOICE, "reserve / support", NULL},
		{RAP_FIELD_CHOICE, "no comment / support", NULL},
		{RAP_FIELD_CHOICE, "support, no", NULL},
		{RAP_FIELD_CHOICE, "no comments, but support", NULL},
		{RAP_FIELD_CHOICE, "support, support with changes", NULL},
		{RAP_FIELD_CHOICE, "support, no position", NULL},
		{RAP_FIELD_CHOICE, "support with changes, no changes", NULL},
		{RAP_FIELD_CHOICE, "support, but no comments", NULL},
		{RAP_FIELD_CHOICE, "support, we reserve our position", NULL},
		{RAP_FIELD_CHOICE, "no comments. no comments", NULL},
	};

	(void)state;
	CHECK(rows);
}

static void test_yes_and_no(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_YES_NO, "-", "(none)"},
		{RAP_FIELD_YES_NO, "Да.", "yes"},
		{RAP_FIELD_YES_NO, "Тийм", "yes"},
		{RAP_FIELD_YES_NO, "예.", "yes"},
		{RAP_FIELD_YES_NO, "아니오", "no"},
		{RAP_FIELD_YES_NO, "不是", "no"},
		{RAP_FIELD_YES_NO, "否", "no"},
		{RAP_FIELD_YES_NO, "Yes (はい)", "yes"},
		{RAP_FIELD_YES_NO, "☑ yes", "yes"},
		{RAP_FIELD_YES_NO, "үгүй", "no"},
		{RAP_FIELD_YES_NO, "いいえ", "no"},
		{RAP_FIELD_YES_NO, "нет", "no"},
		{RAP_FIELD_YES_NO, "没有", "no"},
		{RAP_FIELD_YES_NO, "n/a", "(none)"},
		{RAP_FIELD_YES_NO, "no comment", "(none)"},
		{RAP_FIELD_YES_NO, "Answer: yes", "yes"},
		{RAP_FIELD_YES_NO, "yes, no comments", "yes"},
	};

	(void)state;
	CHECK(rows);
}

static void test_neither_yes_nor_no(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_YES_NO, "无", NULL},
		{RAP_FIELD_YES_NO, "none", NULL},
		{RAP_FIELD_YES_NO, "yes / no", NULL},
		{RAP_FIELD_YES_NO, "not yes", NULL},
		{RAP_FIELD_YES_NO, "yes, but not in winter", NULL},
		{RAP_FIELD_YES_NO, "да, если", NULL},
		{RAP_FIELD_YES_NO, "はい、ただし", NULL},
		{RAP_FIELD_YES_NO, "no, no", NULL},
		{RAP_FIELD_YES_NO, "无 / none", NULL},
		{RAP_FIELD_YES_NO, "no, no", NULL},
	};

	(void)state;
	CHECK(rows);
}

static void test_one_day(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_DATE, "令和2年10月12日", "2020-10-12"},
		{RAP_FIELD_DATE, "令和２年１０月１２日（月）", "2020-10-12"},
		{RAP_FIELD_DATE, "平成31年4月30日", "2019-04-30"},
		{RAP_FIELD_DATE, "令和元年5月1日", "2019-05-01"},
		{RAP_FIELD_DATE, "주체109(2020)년 10월 12일", "2020-10-12"},
		{RAP_FIELD_DATE, "주체109년 10월 12일", "2020-10-12"},
		{RAP_FIELD_DATE, "2020. 10. 12.", "2020-10-12"},
		{RAP_FIELD_DATE, "2020年10月12日星期一", "2020-10-12"},
		{RAP_FIELD_DATE, "2020年10月12日(一)", "2020-10-12"},
		{RAP_FIELD_DATE, "понедельник, 12 октября 2020 года", "2020-10-12"},
		{RAP_FIELD_DATE, "в понедельник, 12 октября 2020 г.", "2020-10-12"},
		{RAP_FIELD_DATE, "пн, 12 октября 2020", "2020-10-12"},
		{RAP_FIELD_DATE, "2020 оны 10 дугаар сарын 12", "2020-10-12"},
		{RAP_FIELD_DATE, "2020 оны 10-р сарын 12-ны өдөр", "2020-10-12"},
		{RAP_FIELD_DATE, "2020 оны аравдугаар сарын 12", "2020-10-12"},
		{RAP_FIELD_DATE, "2020 оны 10 сарын 12-ны даваа гараг", "2020-10-12"},
		{RAP_FIELD_DATE, "13/10/2020", "2020-10-13"},
		{RAP_FIELD_DATE, "10/13/2020", "2020-10-13"},
		{RAP_FIELD_DATE, "12-Oct-2020", "2020-10-12"},
		{RAP_FIELD_DATE, "Oct. 12, 2020", "2020-10-12"},
		{RAP_FIELD_DATE, "Mon 12 Oct 2020", "2020-10-12"},
		{RAP_FIELD_DATE, "2020/10/12", "2020-10-12"},
		{RAP_FIELD_DATE, "2020年10月12号", "2020-10-12"},
		{RAP_FIELD_DATE, "12.10.2020 г.", "2020-10-12"},
		{RAP_FIELD_DATE, "the 12th of October, 2020", "2020-10-12"},
		{RAP_FIELD_DATE, "12 окт. 2020", "2020-10-12"},
		{RAP_FIELD_DATE, "12 октября 2020 года (понедельник)", "2020-10-12"},
		{RAP_FIELD_DATE, "2020.10.12-ны өдөр", "2020-10-12"},
		{RAP_FIELD_DATE, "10月12日（月曜）", "2020-10-12"},
		{RAP_FIELD_DATE, "Monday 12 October", "2020-10-12"},
		{RAP_FIELD_DATE, "12th October 2020 (Mon.)", "2020-10-12"},
		{RAP_FIELD_DATE, "Date: 12 October 2020", "2020-10-12"},
	};

	(void)state;
	CHECK(rows);
}

static void test_days_in_doubt(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_DATE, "R2.10.12", NULL},
		{RAP_FIELD_DATE, "2020年10月12日星期日", NULL},
		{RAP_FIELD_DATE, "12/13 October 2020", NULL},
		{RAP_FIELD_DATE, "12 or 13 October 2020", NULL},
		{RAP_FIELD_DATE, "10-12 октября 2020", NULL},
		{RAP_FIELD_DATE, "10月12日-13日", NULL},
		{RAP_FIELD_DATE, "10月中旬", NULL},
		{RAP_FIELD_DATE, "by 12 October 2020", NULL},
		{RAP_FIELD_DATE, "до 12 октября 2020", NULL},
		{RAP_FIELD_DATE, "after 12 October", NULL},
		{RAP_FIELD_DATE, "October 2020", NULL},
		{RAP_FIELD_DATE, "12th", NULL},
		{RAP_FIELD_DATE, "1 July", NULL},
		{RAP_FIELD_DATE, "12/10/2020", NULL},
		{RAP_FIELD_DATE, "Tue 12 Oct 2020", NULL},
		{RAP_FIELD_DATE, "20201012", NULL},
		{RAP_FIELD_DATE, "2020年十月十二日", NULL},
		{RAP_FIELD_DATE, "not 12 October 2020", NULL},
		{RAP_FIELD_DATE, "TBD", NULL},
		{RAP_FIELD_DATE, "Tuesday 12 October", NULL},
		{RAP_FIELD_DATE, "令和2年", NULL},
		{RAP_FIELD_DATE, "令和2年10月12日(火)", NULL},
		{RAP_FIELD_DATE, "주체109(2021)년 10월 12일", NULL},
		{RAP_FIELD_DATE, "元年10月12日", NULL},
		{RAP_FIELD_DATE, "12.10", NULL},
		{RAP_FIELD_DATE, "in October", NULL},
		{RAP_FIELD_DATE, "29.02.2021", NULL},
		{RAP_FIELD_DATE, "2020年10月12日 or 13日", NULL},
	};

	(void)state;
	CHECK(rows);
}

static void test_texts_keep_their_words(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_TEXT, "нет", "(none)"},
		{RAP_FIELD_TEXT, "No, never.", "No, never."},
		{RAP_FIELD_TEXT, "no changes", "(none)"},
		{RAP_FIELD_TEXT, "无需修改", "(none)"},
		{RAP_FIELD_TEXT, "ad referendum", "(reserve)"},
		{RAP_FIELD_TEXT, "no comments (нет замечаний)", "(none)"},
		{RAP_FIELD_TEXT, "no comments; see our letter", "no comments; see our letter"},
	};

	(void)state;
	CHECK(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_number_of_the_scale),
		cmocka_unit_test(test_numbers_in_doubt),
		cmocka_unit_test(test_options_in_six_languages),
		cmocka_unit_test(test_words_that_are_no_option),
		cmocka_unit_test(test_yes_and_no),
		cmocka_unit_test(test_neither_yes_nor_no),
		cmocka_unit_test(test_one_day),
		cmocka_unit_test(test_days_in_doubt),
		cmocka_unit_test(test_texts_keep_their_words),
	};

	return cmocka_run_group_tests(tests, shipped_set_up, shipped_tear_down);
}
