// SPDX-License-Identifier: Apache-2.0
/* Encoded words as programs write them, right and wrong. */
#include "parsers/mail/word2047.h"

#include "common/buf.h"
#include "common/limits.h"
#include "common/utf8.h"
#include "parsers/mail/charset.h"
#include "tests/unit/parsers/hostile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static int set_up(void **state)
{
	const char *missing;

	(void)state;
	return rap_charset_open_all(&missing) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	rap_charset_close_all();
	return 0;
}

static const struct {
	const char *name, *raw, *text;
	size_t lost;
} cases[] = {
	{"plain", " Re: [NEASPEC-NFP-2020] yes\r\n", "Re: [NEASPEC-NFP-2020] yes", 0},
	{"a fold", "a\r\n b", "a b", 0},
	{"q", "=?utf-8?q?a_=3D_b?= c", "a = b c", 0},
	{"b", "=?UTF-8?B?5pSv5oyB?=", "支持", 0},
	{"blank between two words goes", "=?utf-8?q?a?=\r\n =?utf-8?q?b?=", "ab", 0},
	{"blank between a word and text stays", "x =?utf-8?q?a?= y", "x a y", 0},
	{"words that touch", "=?utf-8?q?a?==?utf-8?q?b?=", "ab", 0},
	{"two padded words", "=?utf-8?B?YQ==?= =?utf-8?B?Yg==?=", "ab", 0},
	{"utf-8 character split between words", "=?utf-8?B?5pQ=?= =?utf-8?B?r+aMgQ==?=", "支持", 0},
	{"group of four split between words", "=?utf-8?B?5pSv5?= =?utf-8?B?oyB?=", "支持", 0},
	{"iso-2022-jp split inside its escape",
         "=?iso-2022-jp?B?GyRCO1k=?= =?iso-2022-jp?B?O30bKEI=?=", "支持", 0},
	{"euc-kr split in a character", "=?euc-kr?B?wffB?= =?euc-kr?B?9g==?=", "직지", 0},
	{"gb2312 with what gb18030 has", "=?gb2312?B?qEM=?=", "–", 0},
	{"ks_c_5601-1987", "=?ks_c_5601-1987?B?wfbB9g==?=", "지지", 0},
	{"windows-1251 q", "=?windows-1251?Q?=CF=F0=EE=F2=E8=E2?=", "Против", 0},
	{"other charset, other word", "=?utf-8?q?=E6=94=AF?= =?gb2312?b?s9Y=?=", "支持", 0},
	{"a language", "=?utf-8*zh?B?5pSv?=", "支", 0},
	{"blanks inside a word", "=?utf-8?Q?a b?=", "a b", 0},
	{"raw utf-8", "Re: \xe6\x94\xaf\xe6\x8c\x81", "Re: 支持", 0},
	{"raw windows-1251",
         "\xcf\xee\xe4\xe4\xe5\xf0\xe6\xe8\xe2\xe0\xe5\xec \xef\xf0\xee\xe5\xea\xf2",
         "Поддерживаем проект", 0},
	{"raw iso-2022-jp", "\x1b$B;Y;}\x1b(B", "支持", 0},
	{"no such encoding", "=?utf-8?x?a?=", "=?utf-8?x?a?=", 0},
	{"no end", "=?utf-8?q?abc", "abc", 0},
	{"half an end", "a =?utf-8?q?abc?", "a abc", 0},
	{"no end, and text behind", "=?utf-8?q?abc def", "=?utf-8?q?abc def", 0},
	{"no end, then a word", "=?utf-8?q?abc =?utf-8?q?d?=", "abc =?utf-8?q?d", 0},
	{"a character split between two names of a charset", "=?gb2312?q?=BB?= =?GBK?q?=D8?=", "回",
         0},
	{"empty word",
         "=?utf-8?q?"
         "?=x",
         "x", 0},
	{"unknown charset", "=?x-mars?q?ab?=", "ab", 0},
	{"broken bytes", "=?utf-8?q?=E6=94=AF=E6=8C=81=FF=E6=94=AF?=", "支持\xef\xbf\xbd支", 1},
	{"line ends inside a word are blanks", "=?utf-8?q?a=0D=0ABcc:_x?=", "a Bcc: x", 0},
	{"controls go",
         "a\x01"
         "b=?utf-8?q?=00c?=",
         "abc", 0},
	{"nothing", "", "", 0},
};

static void test_word2047_text_of_headers(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t lost;
		char *text = rap_word2047_text(rap_slice_of(cases[i].raw), &lost);

		if (strcmp(text, cases[i].text) != 0)
			print_error("%s: '%s'\n", cases[i].name, text);
		assert_string_equal(text, cases[i].text);
		assert_int_equal(lost, cases[i].lost);
		free(text);
	}
}

/* At the limit all is decoded; one word more stays as it is, and is told. */
static void test_word2047_decodes_up_to_the_limit(void **state)
{
	(void)state;
	for (unsigned more = 0; more < 2; more++) {
		rap_buf raw = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
		size_t lost;
		char *text;

		for (unsigned i = 0; i < RAP_LIMIT_ENCODED_WORDS + more; i++)
			rap_buf_str(&raw, "=?utf-8?q?a?= ");
		text = rap_word2047_text(rap_buf_as_slice(&raw), &lost);
		assert_int_equal(strspn(text, "a"), RAP_LIMIT_ENCODED_WORDS);
		assert_string_equal(text + RAP_LIMIT_ENCODED_WORDS, more ? " =?utf-8?q?a?=" : "");
		assert_int_equal(lost, more);
		free(text);
		rap_buf_done(&raw);
	}
}

static void test_word2047_hostile_repetition_takes_no_time(void **state)
{
	static const char *const units[] = {
		"=?", "=?a?q?", "=?a?b?=", "?=", "=?a?q?x?= ", "=", "\x1b$B", "\xff"};

	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		rap_buf raw = rap_buf_init(HOSTILE_SIZE);
		clock_t begin = clock();
		char *text;

		while (!raw.over)
			rap_buf_str(&raw, units[i]);
		text = rap_word2047_text(rap_buf_as_slice(&raw), NULL);
		assert_true(rap_utf8_valid(rap_slice_of(text)));
		assert_true(hostile_in_time(begin));
		free(text);
		rap_buf_done(&raw);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_word2047_text_of_headers),
		cmocka_unit_test(test_word2047_decodes_up_to_the_limit),
		cmocka_unit_test(test_word2047_hostile_repetition_takes_no_time),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
