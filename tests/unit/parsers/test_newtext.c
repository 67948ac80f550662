// SPDX-License-Identifier: Apache-2.0
/* What the sender newly wrote: shapes of many programs in six languages. */
#include "parsers/text/newtext.h"

#include "common/limits.h"
#include "parsers/text/locales.h"
#include "parsers/text/locales_find.h"
#include "parsers/text/token.h"
#include "tests/unit/parsers/hostile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct {
	const char *name, *text, *wanted;
} cases[] = {
	{"nothing", "", ""},
	{"only new", "support\n\n\n\nYes.\n", "support\n\nYes."},
	{"quote below", "support\n\nOn 7/6/20, X <x@y.example> wrote:\n> [2.1]\n> a\n", "support"},
	{"wrapped attribution",
         "support\n\nOn Mon, 6 Jul 2020 at 09:00, NEASPEC Secretariat\n<x@y.example> wrote:\n\n> "
         "a\n",
         "support"},
	{"attribution right below an answer", "support\nOn Mon, 6 Jul 2020, X wrote:\n> a\n",
         "support"},
	{"answers between", "> [2.1]\nsupport\n> [2.2]\n\n4\n> end\n", "support\n\n4"},
	{"what people type above a quote", "See my remarks below:\n> a\nmine\n",
         "See my remarks below:\n\nmine"},
	{"zh", "支持\n\n在 2020年7月6日，X 写道：\n> a\n", "支持"},
	{"zh Hant", "支持\n於 2020/7/6 寫道：\n> a\n", "支持"},
	{"ja", "支持\n\n2020年7月6日(月) 9:00 X <x@y.example>:\n\n> a\n", "支持"},
	{"ja wrote", "支持\nX さんは書きました:\n> a\n", "支持"},
	{"ko", "지지\n\n2020년 7월 6일 (월) 오전 9:00, X님이 작성:\n\n> a\n", "지지"},
	{"ru", "нет\n\nПонедельник, 6 июля 2020, 9:00 +09:00 от X <x@y.example>:\n\n> a\n", "нет"},
	{"ru wrote", "нет\n06.07.2020 09:00, X пишет:\n> a\n", "нет"},
	{"mn", "дэмжинэ\n\n2020.07.06 X бичсэн:\n> a\n", "дэмжинэ"},
	{"Outlook, en",
         "support\n\n________________________________\nFrom: X <x@y.example>\nSent: Monday\nTo: Z\n"
         "Subject: form\n\nDear Z,\naccept MN-4\n",
         "support"},
	{"Outlook, zh",
         "支持\n\n发件人: X\n发送时间: 2020年7月6日\n收件人: Z\n主题: form\n\naccept MN-4\n",
         "支持"},
	{"Outlook, ja",
         "支持\n\n差出人: X\n送信日時: 2020年7月6日\n宛先: Z\n件名: form\n\naccept MN-4\n", "支持"},
	{"Outlook, ko",
         "지지\n\n보낸 사람: X\n보낸 날짜: 2020\n받는 사람: Z\n제목: form\n\naccept MN-4\n",
         "지지"},
	{"Outlook, ru", "нет\n\nОт: X\nОтправлено: 6 июля\nКому: Z\nТема: form\n\naccept MN-4\n",
         "нет"},
	{"Outlook, mn", "дэмжинэ\n\nХэнээс: X\nОгноо: 2020\nХэнд: Z\nСэдэв: form\n\naccept MN-4\n",
         "дэмжинэ"},
	{"bold labels, NBSP, full-width colon",
         "支持\n\n*From:* X\n*Sent\xc2\xa0:* Y\nTo： Z\n*Subject:* W\n\nq\n", "支持"},
	{"separator", "yes\n-----Original Message-----\nFrom: X\nSubject: y\n\nq\n", "yes"},
	{"separators of QQ and Naver", "yes\n------------------ 原始邮件 ------------------\nq\n",
         "yes"},
	{"forwarded", "yes\n---------- Forwarded message ---------\nq\n", "yes"},
	{"a dashed line of people", "a\n----- see Original plan\nb\n",
         "a\n----- see Original plan\nb"},
	{"header block over a marked quote",
         "top\n\nFrom: X\nTo: Y\nSubject: Z\n> a\n> b\nmine\n> c\n", "top\n\nmine"},
	{"labels in prose are no block",
         "From: our ministry\nthe following comes.\nTo: be agreed\n",
         "From: our ministry\nthe following comes.\nTo: be agreed"},
	{"signature", "support\n-- \nOyun\nMinistry\n", "support"},
	{"signature above the quote, answer below", "top\n-- \nOyun\n> a\nmine\n", "top\n\nmine"},
	{"two dashes in a text", "a\n-- b\nc\n", "a\n-- b\nc"},
	{"telephone", "support\n\nSent from my iPhone\n", "support"},
	{"telephone, zh", "支持\n发自我的iPhone\n", "支持"},
	{"telephone, ko", "지지\n나의 iPhone에서 보냄\n", "지지"},
	{"telephone, ja", "支持\niPhoneから送信\n", "支持"},
	{"telephone, ru", "нет\nОтправлено с iPhone\n", "нет"},
	{"disclaimer", "support\n\nThis e-mail and any attachments are confidential.\nIf you\n",
         "support"},
	{"supercite", "support\n\nNEASPEC> Dear all,\n  NEASPEC> text\nmine\n", "support\n\nmine"},
	{"bars", "X さんは書きました:\n| a\n|\nmine\n| b\n", "mine"},
	{"TAB", "X <x@y.example> wrote:\n\n\ta\n\n\tb\nmine\n", "mine"},
	{"bars of people", "| a | b |\n| c | d |\n", "| a | b |\n| c | d |"},
	{"trailing blanks", "a  \nb\t\n", "a\nb"},
	{"a verb of many words first", "yes\n\nSkrivet eo bet gant X Y :\n> a\n", "yes"},
	{"an unknown language, by its shape",
         "yes\n\nQan 6 zum 2020, 09:00 X <x@y.example> brontu:\n> a\n", "yes"},
	{"an unknown head, by its shape",
         "yes\n\n---- Grelmo ----\nVorl: X <x@y.example>\nZumi: 6 zum 2020 09:00\nHant: Z\n\nq\n",
         "yes"},
	{"in three lines", "yes\n\nOn Jul 6, 2020,\nat 9:00,\nX <x@y.example> wrote:\n\n> a\n",
         "yes"},
	{"an answer with an hour above", "The meeting of 9:00 suits us\nOn 7/6/20, X wrote:\n> a\n",
         "The meeting of 9:00 suits us"},
	{"on the line of the answer",
         "yes, of course --- On Mon, Jul 6, 2020 at 9:00 AM x@y.example wrote:\n> a\n",
         "yes, of course"},
	{"nothing below", "yes\n\nOn Jul 6, 2020, at 9:00 AM, X <x@y.example> wrote:\n", "yes"},
	{"unmarked", "yes\n\nOn Jul 6, 2020, at 9:00 AM, X <x@y.example> wrote:\n\naccept MN-4\n",
         "yes"},
	{"unmarked, without date: the sender's", "On Monday he wrote:\n\nit is balanced.\n",
         "On Monday he wrote:\n\nit is balanced."},
	{"dashes round the line", "yes\n\n---- X wrote ----\n\naccept MN-4\n", "yes"},
	{"all on one line", "yes\n\n----- Forwarded Message ----- From: X <x@y.example>To: Z\nq\n",
         "yes"},
	{"the name of the mail alone", "yes\n\nBegin forwarded message:\n\nq\n", "yes"},
	{"GroupWise", "yes\n\n>>> X <x@y.example> 07/06/20 9:00 AM >>>\nq\n", "yes"},
	{"a date and places are no head", "see\n\nFrom: A\nTo: B\nDate: 3 May 2020\n\nmine\n",
         "see\n\nFrom: A\nTo: B\nDate: 3 May 2020\n\nmine"},
	{"a mailbox's mark", "we start\n>From here on it goes\nwell\n",
         "we start\nFrom here on it goes\nwell"},
	{"one arrow of people", "x> 5 is wrong\n\nmine\n", "x> 5 is wrong\n\nmine"},
	{"code below dashes", "see\n---\n--- a/x\n+++ b/x\n-a\n+b\n",
         "see\n---\n--- a/x\n+++ b/x\n-a\n+b"},
	{"notes below dashes", "see [1]\n---\n[1] https://x.example\n",
         "see [1]\n---\n[1] https://x.example"},
	{"a rule drawn twice", "a\n=====\nb\n=====\n\nc https://x.example\n",
         "a\n=====\nb\n=====\n\nc https://x.example"},
	{"a greeting and name below the quotation", "yes\n\n> a\n\nRegards,\nOyun\n", "yes"},
	{"a greeting and name above it stay", "yes\n\nRegards,\nOyun\n\n> a\n",
         "yes\n\nRegards,\nOyun"},
	{"what stands below a name", "yes\n\nRegards,\nOyun\nMinistry\n+976 11 000000\n",
         "yes\n\nRegards,"},
	{"a telephone of no table", "yes\n\nNire iPhonetik bidalia\n\n> a\n", "yes"},
	{"of telephones", "Users of an iPhone sent us letters, too.\n",
         "Users of an iPhone sent us letters, too."},
	{"a list", "yes\n\n____________________\nround mailing list\nround@x.example\n", "yes"},
	{"quoted commands never",
         "accept MN-1\n\n> accept MN-2\nOn 7 July X <a@b.example> wrote:\n>> accept MN-3\n",
         "accept MN-1"},
};

static void test_newtext_of_plain_mails(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		rap_lines lines;
		char *got;

		rap_lines_of_plain(rap_slice_of(cases[i].text), &lines);
		got = rap_newtext(&lines);
		if (strcmp(got, cases[i].wanted) != 0)
			print_error("%s: '%s'\n", cases[i].name, got);
		assert_string_equal(got, cases[i].wanted);
		free(got);
		rap_lines_done(&lines);
	}
}

/* Lines of HTML have no marks, but a depth. */
static void test_newtext_takes_depth_for_quotation(void **state)
{
	rap_lines_maker maker = rap_lines_begin(1000);
	rap_lines lines;
	bool cut;
	char *got;

	(void)state;
	rap_lines_add(&maker, rap_slice_of("support"), 0);
	rap_lines_add(&maker, rap_slice_of("On 6 July 2020 X wrote:"), 0);
	rap_lines_add(&maker, rap_slice_of("accept MN-4"), 1);
	rap_lines_add(&maker, rap_slice_of("mine"), 0);
	rap_lines_end(&maker, &lines, &cut);
	got = rap_newtext(&lines);
	assert_string_equal(got, "support\n\nmine");
	free(got);
	rap_lines_done(&lines);
}

static void check_words(const char *code, const char *list)
{
	while (*list) {
		size_t n = strcspn(list, "|");
		rap_buf folded = rap_buf_init(RAP_KIB);

		assert_true(n > 0);
		rap_text_fold((rap_slice){list, n}, &folded);
		if (folded.len != n || memcmp(folded.at, list, n) != 0)
			print_error("%s: %.*s folds to %s\n", code, (int)n, list,
			            rap_buf_text(&folded));
		assert_true(folded.len == n && memcmp(folded.at, list, n) == 0);
		assert_true(rap_locales_word((rap_slice){list, n}) != 0);
		rap_buf_done(&folded);
		list += n + (list[n] == '|');
	}
}

/* What is not folded would never be found. */
static void test_newtext_words_of_languages_are_folded(void **state)
{
	(void)state;
	for (size_t i = 0; i < rap_locales_n; i++) {
		const rap_locale *l = &rap_locales[i];
		const char *const lists[] = {l->from, l->when,  l->to,     l->topic,
		                             l->more, l->wrote, l->markers};

		for (size_t k = 0; k < sizeof(lists) / sizeof(*lists); k++)
			check_words(l->code, lists[k]);
	}
}

static void test_newtext_hostile_repetition_takes_no_time(void **state)
{
	static const char *const units[] = {"From:\n",
	                                    "From: a\nTo: b\nSubject: c\nDate: d\n",
	                                    "x wrote:\n\ty\n",
	                                    "> a\nb@c 1:\n",
	                                    "-----Original Message-----\n> a\n> a\n",
	                                    "\n",
	                                    "a\n",
	                                    ">\n\n\n\n",
	                                    "--\n",
	                                    "|\n",
	                                    "____________\n",
	                                    "a:\n\n|b\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		rap_buf text = rap_buf_init(HOSTILE_SIZE);
		clock_t begin = clock();
		rap_lines lines;

		while (!text.over)
			rap_buf_str(&text, units[i]);
		rap_lines_of_plain(rap_buf_as_slice(&text), &lines);
		free(rap_newtext(&lines));
		if (!hostile_in_time(begin))
			print_error("%s: slow\n", units[i]);
		assert_true(hostile_in_time(begin));
		rap_lines_done(&lines);
		rap_buf_done(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_newtext_of_plain_mails),
		cmocka_unit_test(test_newtext_takes_depth_for_quotation),
		cmocka_unit_test(test_newtext_words_of_languages_are_folded),
		cmocka_unit_test(test_newtext_hostile_repetition_takes_no_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
