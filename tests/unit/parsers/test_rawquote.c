// SPDX-License-Identifier: Apache-2.0
/* MIME source that was quoted instead of the text it means, behind any mark or none. */
#include "parsers/text/rawquote.h"

#include "common/limits.h"
#include "common/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
/* after the four above */
#include <cmocka.h>

/* What a program quotes; '^' stands for its mark. */
#define SOURCE                                                                                     \
	"^From s Mon Jul  6\n^From: S <s@x.example>\n^Subject: =?utf-8?q?a?=\n^MIME-Version: "     \
	"1.0\n"                                                                                    \
	"^Content-Type: multipart/alternative; boundary=B\n^\n^--B\n"                              \
	"^Content-Type: text/plain; charset=utf-8\n^Content-Transfer-Encoding: quoted-printable\n" \
	"^\n^[2.1] Overall posi=\n^tion =E2=80=93 x\n^Answer [2.1]: нет\n"
#define REST                                                                                   \
	"^\n^--B\n^Content-Type: text/html\n^Content-Transfer-Encoding: quoted-printable\n^\n" \
	"^<p>[2.1] x</p>\n^--B--\n"

static char *with_mark(const char *text, const char *mark)
{
	rap_buf out = rap_buf_init(16u * RAP_KIB);

	for (; *text; text++)
		if (*text == '^')
			rap_buf_str(&out, mark);
		else
			rap_buf_char(&out, *text);
	return rap_buf_take(&out);
}

static void test_source_behind_any_mark_becomes_text(void **state)
{
	static const struct {
		const char *mark, *shown;
	} rows[] = {{"> ", "> "}, {"| ", "> "}, {"\t", "> "},
	            {": ", "> "}, {"", ""},     {"X <x@y.example>> ", ">> "}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char *text =
			with_mark("typed above\n" SOURCE "typed between\n" REST "typed below\n",
		                  rows[i].mark);
		char *want =
			with_mark("typed above\n^From: S <s@x.example>\n^Subject: =?utf-8?q?a?=\n"
		                  "^[2.1] Overall position – x\n^Answer [2.1]: нет\ntyped "
		                  "between\n^\ntyped below\n",
		                  rows[i].shown);
		rap_lines lines;

		rap_lines_of_plain(rap_slice_of(text), &lines);
		assert_true(rap_rawquote_decode(&lines));
		assert_string_equal(lines.text, want);
		rap_lines_done(&lines);
		free(text);
		free(want);
	}
}

/* The names of fields in a text are no source, nor is a header without a part. */
static void test_what_is_no_source_is_left_alone(void **state)
{
	static const char two_fields[] = "Content-Type: text/plain\nContent-Transfer-Encoding: "
					 "8bit\n\nwe propose these fields\n";
	static const char *const texts[] = {
		"> Answer:\nSet Content-Transfer-Encoding: base64 please\n",
		two_fields,
		"> [2.1] x\nsupport\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		rap_lines lines;

		rap_lines_of_plain(rap_slice_of(texts[i]), &lines);
		assert_false(rap_rawquote_decode(&lines));
		assert_string_equal(lines.text, texts[i]);
		rap_lines_done(&lines);
	}
}

/* Words of other letters in quoted-printable source were typed, also among the HTML. */
static void test_typed_into_source_is_kept(void **state)
{
	char *text = with_mark(SOURCE REST, "");
	rap_lines lines;

	(void)state;
	memcpy(strstr(text, "[2.1] x</p>"), "\xd0\xb4\xd0\xb0 x", 6);
	rap_lines_of_plain(rap_slice_of(text), &lines);
	assert_true(rap_rawquote_decode(&lines));
	assert_non_null(strstr(lines.text, "да x"));
	rap_lines_done(&lines);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_source_behind_any_mark_becomes_text),
		cmocka_unit_test(test_what_is_no_source_is_left_alone),
		cmocka_unit_test(test_typed_into_source_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
