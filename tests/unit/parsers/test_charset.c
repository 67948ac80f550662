// SPDX-License-Identifier: Apache-2.0
/* Labels that are right, that lie, and that are missing; bytes that are whole and bytes that are not. */
#include "parsers/mail/charset.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "tests/unit/parsers/hostile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static int set_up(void **state)
{
	const char *missing = NULL;

	(void)state;
	return rap_charset_open_all(&missing) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	rap_charset_close_all();
	return 0;
}

#define S(literal)                           \
	{                                    \
		literal, sizeof(literal) - 1 \
	}

static const struct {
	const char *name;
	rap_slice bytes;
	const char *label, *text, *charset, *repair;
	bool doubtful;
	size_t lost;
} decodings[] = {
	{"ascii", S("yes\r\nno\n"), "us-ascii", "yes\nno\n", "us-ascii", NULL, false, 0},
	{"ascii under any label", S("support"), "gb2312", "support", "us-ascii", NULL, false, 0},
	{"no label, ascii", S("support"), NULL, "support", "us-ascii", NULL, false, 0},
	{"lone CR ends a line", S("a\rb"), NULL, "a\nb", "us-ascii", NULL, false, 0},
	{"unknown label, ascii", S("support"), "x-mars", "support", "us-ascii",
         "x-mars read as us-ascii", true, 0},
	{"utf-7 is refused", S("+ZS9jAQ-"), "utf-7", "+ZS9jAQ-", "us-ascii",
         "utf-7 read as us-ascii", true, 0},
	{"utf-8", S("\xe6\x94\xaf\xe6\x8c\x81"), "UTF-8", "支持", "utf-8", NULL, false, 0},
	{"utf-8 with a mark", S("\xef\xbb\xbf\xe6\x94\xaf"), "utf8", "支", "utf-8", NULL, false, 0},
	{"ascii label, utf-8 bytes", S("\xd0\xb4\xd0\xb0 \xd0\xb4\xd0\xb0"), "us-ascii", "да да",
         "utf-8", "us-ascii read as utf-8", true, 0},
	{"gb18030 label, utf-8 bytes", S("\xe6\x94\xaf\xe6\x8c\x81"), "gb18030", "支持", "utf-8",
         "gb18030 read as utf-8", true, 0},
	{"gb2312 with what only gb18030 has", S("\xa8\x43 \xe9\x46"), "gb2312", "– 镕", "gb18030",
         "gb2312 read as gb18030", false, 0},
	{"one gb2312 character that looks like utf-8", S("\xc3\xab"), "gb2312", "毛", "gb18030",
         "gb2312 read as gb18030", false, 0},
	{"euc-kr with what only cp949 has", S("\x8c\x63\xb9\xe6\xb0\xa2\xc7\xcf"), "euc-kr",
         "똠방각하", "cp949", "euc-kr read as cp949", false, 0},
	{"ks_c_5601-1987", S("\xc1\xf6\xc1\xf6"), "ks_c_5601-1987", "지지", "cp949",
         "ks_c_5601-1987 read as cp949", false, 0},
	{"shift_jis with a circled one", S("\x87\x40\x8e\x78\x8e\x9d"), "Shift_JIS", "①支持",
         "cp932", "Shift_JIS read as cp932", false, 0},
	{"iso-2022-jp", S("\x1b$B;Y;}\x1b(B ok"), "iso-2022-jp", "支持 ok", "iso-2022-jp", NULL,
         false, 0},
	{"iso-2022-jp without a label", S("\x1b$B;Y;}\x1b(B"), NULL, "支持", "iso-2022-jp",
         "no label read as iso-2022-jp", true, 0},
	{"iso-2022-jp, row 13 and half-width kana", S("\x1b$B-!\x1b(I1\x1b(B"), "iso-2022-jp", "①ｱ",
         "iso-2022-jp", NULL, false, 0},
	{"iso-2022-jp without its end", S("\x1b$B;Y;}"), "iso-2022-jp", "支持", "iso-2022-jp", NULL,
         false, 0},
	{"after that a fresh start", S(";Y;}"), "iso-2022-jp", ";Y;}", "us-ascii", NULL, false, 0},
	{"iso-2022-kr", S("\x1b$)C\x0e\x41\x76\x41\x76\x0f"), "iso-2022-kr", "지지", "iso-2022-kr",
         NULL, false, 0},
	{"windows-1251", S("\xcf\xf0\xee\xf2\xe8\xe2"), "cp1251", "Против", "windows-1251", NULL,
         false, 0},
	{"koi8-r", S("\xf0\xd2\xcf\xd4\xc9\xd7"), "KOI8-R", "Против", "koi8-r", NULL, false, 0},
	{"latin-1 with a Windows quote",
         S("l\x92id\xe9"
           "e du programme"),
         "iso-8859-1", "l’idée du programme", "windows-1252", "iso-8859-1 read as windows-1252",
         false, 0},
	{"utf-16 little", S("\xff\xfeY\0e\0s\0\n\0"), "utf-16", "Yes\n", "utf-16le", NULL, false,
         0},
	{"utf-16 big", S("\xfe\xff\0Y\0e\0s"), "utf-16", "Yes", "utf-16be", NULL, false, 0},
	{"utf-16 without a mark", S("Y\0e\0s\0"), "utf-16", "Yes", "utf-16le", NULL, false, 0},
	{"utf-16 without a label",
         S("\xff\xfe/e\x01"
           "c\n\0"),
         NULL, "支持\n", "utf-16le", "no label read as utf-16le", true, 0},
	{"utf-16 label on utf-8", S("\xe6\x94\xaf\xe6\x8c\x81"), "utf-16", "支持", "utf-8",
         "utf-16 read as utf-8", true, 0},
	{"half a character at the end", S("\xe6\x94\xaf\xe6\x8c"), "utf-8", "支\xef\xbf\xbd",
         "utf-8", NULL, false, 1},
	{"half a gb character at the end", S("\xd6\xa7\xb3"), "gbk", "支\xef\xbf\xbd", "gb18030",
         "gbk read as gb18030", false, 1},
	{"nul and controls go",
         S("a\0b\x01"
           "c\x7f\td"),
         "utf-8", "abc\td", "us-ascii", NULL, false, 0},
	{"c1 controls go",
         S("a\xc2\x85"
           "b"),
         "utf-8", "ab", "utf-8", NULL, false, 0},
	{"half-width kana in eight bits", S("\x1b$B;Y\x1b(B\xb1"), "iso-2022-jp", "支ｱ",
         "iso-2022-jp", NULL, false, 0},
	{"half-width kana shifted out", S("\x0e\x31\x0f."), "iso-2022-jp", "ｱ.", "iso-2022-jp",
         NULL, false, 0},
	{"hz", S("~{VP9z~} ~~ ~{VP\n~}a"), "hz-gb-2312", "中国 ~ 中\na", "hz-gb-2312", NULL, false,
         0},
	{"iso-2022-cn", S("\x1b$)A\x0eVP9z\x0f."), "iso-2022-cn", "中国.", "iso-2022-cn", NULL,
         false, 0},
	{"utf-32", S("\0\0\x65\x2f\0\0\0a"), "utf-32", "支a", "utf-32be", NULL, false, 0},
	{"utf-32 with a mark", S("\xff\xfe\0\0\x2f\x65\0\0"), "utf-32", "支", "utf-32le", NULL,
         false, 0},
	{"utf-32, no character", S("\0\x11\0\0\0\0\0a"), "utf-32",
         "\xef\xbf\xbd"
         "a",
         "utf-32be", NULL, false, 1},
	{"cp866", S("\x8f\xe0\xae\xe2\xa8\xa2"), "IBM866", "Против", "cp866", NULL, false, 0},
	{"iso-8859-9 with a Windows quote", S("\x93g\xf6r\x94"), "iso-8859-9", "“gör”",
         "windows-1254", "iso-8859-9 read as windows-1254", false, 0},
	{"iso-8859-5 that is windows-1251", S("\x93\xc4\xe0\x94"), "iso-8859-5", "“Да”",
         "windows-1251", "iso-8859-5 read as windows-1251", true, 0},
	{"big5 with kana", S("\xb1\xb5\xc6\xa7\xc7\x55"), "big5", "接⑦の", "big5-hkscs",
         "big5 read as big5-hkscs", false, 0},
	{"big5 with what only Hong Kong has", S("\xb1\xb5\x9d\xef"), "big5", "接嘅", "big5-hkscs",
         "big5 read as big5-hkscs", false, 0},
	{"a label that says nothing", S("yes"), "x-unknown", "yes", "us-ascii", NULL, false, 0},
	{"umlauts in a row", S("\xe4\xf6\xfc\xdf\xc4"), "iso-8859-1", "äöüßÄ", "windows-1252",
         "iso-8859-1 read as windows-1252", false, 0},
	{"windows-1258, tones of their own", S("u\xec"), "windows-1258", "ú", "windows-1258", NULL,
         false, 0},
	{"windows-1258, the last letter", S("xin ch\xe0o"), "windows-1258", "xin chào",
         "windows-1258", NULL, false, 0},
	{"nothing", S(""), "utf-8", "", "us-ascii", NULL, false, 0},
	{"empty label", S("a"), "", "a", "us-ascii", NULL, false, 0},
};

static void test_decode_labels_and_bytes_as_in_the_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(decodings) / sizeof(*decodings); i++) {
		rap_decoded got;

		rap_charset_decode(decodings[i].bytes, decodings[i].label, 1000, &got);
		if (strcmp(got.text, decodings[i].text) != 0 ||
		    strcmp(got.charset, decodings[i].charset) != 0)
			print_error("%s: '%s' as %s\n", decodings[i].name, got.text, got.charset);
		assert_string_equal(got.text, decodings[i].text);
		assert_int_equal(got.len, strlen(got.text));
		assert_string_equal(got.charset, decodings[i].charset);
		if (decodings[i].repair)
			assert_string_equal(got.repair ? got.repair : "none", decodings[i].repair);
		else
			assert_null(got.repair);
		assert_int_equal(got.doubtful, decodings[i].doubtful);
		assert_int_equal(got.lost, decodings[i].lost);
		assert_false(got.cut);
		rap_decoded_done(&got);
	}
}

/* Long enough for statistics, as people write. */
static const char chinese[] =
	"\xce\xd2\xb7\xbd\xd7\xdc\xcc\xe5\xd6\xa7\xb3\xd6\xa3\xac\xb5\xab\xd0\xe8"
	"\xd7\xf7\xd0\xde\xb8\xc4\xa1\xa3\xc7\xeb\xb2\xce\xbc\xfb\xb5\xda\xca\xae"
	"\xb6\xfe\xb6\xce\xb5\xc4\xbd\xa8\xd2\xe9\xa1\xa3\r\n";
static const char korean[] = "\xbf\xec\xb8\xae\xb4\xc2 \xc0\xfc\xb9\xdd\xc0\xfb\xc0\xb8\xb7\xce "
			     "\xc1\xf6\xc1\xf6\xc7\xd5\xb4\xcf\xb4\xd9. \xbc\xf6\xc1\xa4 \xc8\xc4 "
			     "\xc1\xf6\xc1\xf6\xc7\xd4\r\n";
static const char russian[] =
	"\xcf\xee\xe4\xe4\xe5\xf0\xe6\xe8\xe2\xe0\xe5\xec \xf1 \xe8\xe7\xec\xe5\xed"
	"\xe5\xed\xe8\xff\xec\xe8. \xd1\xec. \xef\xf0\xe5\xe4\xeb\xee\xe6\xe5\xed"
	"\xe8\xff \xef\xee \xef\xf3\xed\xea\xf2\xf3 12.\r\n";

static const struct {
	const char *name, *bytes, *label, *begins, *charset;
} guesses[] = {
	{"chinese, no label", chinese, NULL, "我方总体支持", "gb18030"},
	{"korean, no label", korean, NULL, "우리는 전반적으로", "cp949"},
	{"russian, no label", russian, NULL, "Поддерживаем с изменениями.", "windows-1251"},
	{"chinese called ascii", chinese, "us-ascii", "我方总体支持", "gb18030"},
	{"chinese called latin-1", chinese, "iso-8859-1", "我方总体支持", "gb18030"},
	{"russian called latin-1", russian, "iso-8859-1", "Поддерживаем", "windows-1251"},
	{"chinese called utf-8", chinese, "utf-8", "我方总体支持", "gb18030"},
	{"russian under an unknown name", russian, "x-user-defined", "Поддерживаем",
         "windows-1251"},
};

static void test_decode_without_a_true_label_is_guessed_and_doubtful(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(guesses) / sizeof(*guesses); i++) {
		rap_decoded got;

		rap_charset_decode(rap_slice_of(guesses[i].bytes), guesses[i].label, 1000, &got);
		if (strncmp(got.text, guesses[i].begins, strlen(guesses[i].begins)) != 0)
			print_error("%s: %s as %s\n", guesses[i].name, got.text, got.charset);
		assert_memory_equal(got.text, guesses[i].begins, strlen(guesses[i].begins));
		assert_string_equal(got.charset, guesses[i].charset);
		assert_true(got.doubtful);
		assert_non_null(got.repair);
		assert_int_equal(got.lost, 0);
		rap_decoded_done(&got);
	}
}

static void test_decode_damage_inside_a_long_text_keeps_the_label(void **state)
{
	rap_buf text = rap_buf_init(100000);
	rap_decoded got;

	(void)state;
	for (int i = 0; i < 20; i++)
		rap_buf_str(&text, chinese);
	rap_buf_add(&text, "\xff\n", 2);
	rap_charset_decode(rap_buf_as_slice(&text), "gb2312", 100000, &got);
	assert_string_equal(got.charset, "gb18030");
	assert_int_equal(got.lost, 1);
	rap_decoded_done(&got);
	rap_buf_cut(&text, 0);
	for (int i = 0; i < 20; i++)
		rap_buf_str(&text, "支持。\n");
	rap_buf_add(&text, "\xff\xfe\n", 3);
	rap_charset_decode(rap_buf_as_slice(&text), "utf-8", 100000, &got);
	assert_string_equal(got.charset, "utf-8");
	assert_int_equal(got.lost, 2);
	rap_decoded_done(&got);
	rap_buf_done(&text);
}

static void test_decode_at_the_cap_cuts_between_characters(void **state)
{
	static const struct {
		size_t cap;
		bool cut;
		const char *text;
	} caps[] = {{6, false, "支持"},
	            {5, true, "支"},
	            {4, true, "支"},
	            {3, true, "支"},
	            {2, true, ""}};
	static const char *const labels[] = {"utf-8", "gb18030"};
	static const rap_slice bytes[] = {S("\xe6\x94\xaf\xe6\x8c\x81"), S("\xd6\xa7\xb3\xd6")};

	(void)state;
	for (size_t i = 0; i < sizeof(caps) / sizeof(*caps); i++) {
		for (size_t k = 0; k < 2; k++) {
			rap_decoded got;

			rap_charset_decode(bytes[k], labels[k], caps[i].cap, &got);
			assert_string_equal(got.text, caps[i].text);
			assert_int_equal(got.cut, caps[i].cut);
			rap_decoded_done(&got);
		}
	}
}

static void test_name_knows_repairs_and_refuses(void **state)
{
	static const struct {
		const char *label, *name;
	} names[] = {
		{"GB_2312-80", "gb18030"},
		{"x-gbk", "gb18030"},
		{"windows-949", "cp949"},
		{"KS_C_5601-1987", "cp949"},
		{"x-sjis", "cp932"},
		{"EUC-JP", "euc-jp-ms"},
		{"csISO2022JP", "iso-2022-jp"},
		{"Cp1251", "windows-1251"},
		{"x-cp1251", "windows-1251"},
		{"ISO8859-5", "iso-8859-5"},
		{"ISO_8859-1:1987", "windows-1252"},
		{"utf-7", NULL},
		{"utf-32", "utf-32be"},
		{"IBM850", "cp850"},
		{"cp-866", "cp866"},
		{"x-mac-roman", "macintosh"},
		{"TIS-620", "windows-874"},
		{"hz-gb-2312", "hz-gb-2312"},
		{"iso-8859-8-i", "iso-8859-8"},
		{"x-unknown", NULL},
		{"", NULL},
		{NULL, NULL},
		{"../../lib/evil", NULL},
		{"utf-8//IGNORE", NULL},
		{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaautf8", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *got = rap_charset_name(names[i].label);

		if (names[i].name)
			assert_string_equal(got ? got : "none", names[i].name);
		else
			assert_null(got);
	}
}

/* Whatever the bytes and the label: valid UTF-8 comes out, without controls, and soon. */
static void test_decode_any_bytes_gives_clean_utf8_in_time(void **state)
{
	static const char *const labels[] = {NULL,          "utf-8",  "gb18030", "euc-kr",
	                                     "shift_jis",   "euc-jp", "big5",    "iso-2022-jp",
	                                     "iso-2022-kr", "utf-16", "koi8-r",  "us-ascii"};
	static const unsigned char fills[] = {0x00, 0x80, 0x81, 0xc2, 0xff, 0x1b, 0x0e, 0xe0};
	size_t size = HOSTILE_SIZE;
	char *bytes = rap_calloc(size, 1);
	uint32_t seed = 1;

	(void)state;
	for (size_t l = 0; l < sizeof(labels) / sizeof(*labels); l++) {
		for (size_t f = 0; f <= sizeof(fills); f++) {
			clock_t begin = clock();
			rap_decoded got;

			for (size_t i = 0; i < size; i++) {
				seed = seed * 1664525u + 1013904223u;
				bytes[i] = (char)(f < sizeof(fills) ? fills[f] : seed >> 24);
			}
			rap_charset_decode((rap_slice){bytes, size}, labels[l], RAP_LIMIT_TEXT_PART,
			                   &got);
			assert_true(rap_utf8_valid((rap_slice){got.text, got.len}));
			assert_int_equal(strlen(got.text), got.len);
			assert_null(strpbrk(got.text, "\r\x01\x1b\x7f"));
			assert_true(hostile_in_time(begin));
			rap_decoded_done(&got);
		}
	}
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decode_labels_and_bytes_as_in_the_table),
		cmocka_unit_test(test_decode_without_a_true_label_is_guessed_and_doubtful),
		cmocka_unit_test(test_decode_damage_inside_a_long_text_keeps_the_label),
		cmocka_unit_test(test_decode_at_the_cap_cuts_between_characters),
		cmocka_unit_test(test_name_knows_repairs_and_refuses),
		cmocka_unit_test(test_decode_any_bytes_gives_clean_utf8_in_time),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
