// SPDX-License-Identifier: Apache-2.0
/* Frames of quotations in the six languages. */
#include "parsers/text/quote.h"

#include "common/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
/* after the five above */
#include <cmocka.h>

static void test_kinds_of_lines(void **state)
{
	static const struct {
		const char *text;
		rap_line_kind want; /* of the first line */
	} rows[] = {
		{"On Mon, Jul 06, 2020 at 09:00, X wrote:", RAP_LINE_ATTRIBUTION},
		{"On Mon, Jul 06, 2020 at 09:00, Basin Secretariat\n<consult@basin.example> wrote:",
	         RAP_LINE_ATTRIBUTION},
		{"在 2020年7月6日 09:00，X 写道：", RAP_LINE_ATTRIBUTION},
		{"2023年11月17日(金) 14:06 X <x@y.example>:", RAP_LINE_ATTRIBUTION},
		{"2020년 8월 6일 (목) 오후 2:06, X님이 작성:", RAP_LINE_ATTRIBUTION},
		{"06.07.2020 09:00, X пишет:", RAP_LINE_ATTRIBUTION},
		{"2020-07-06 09:00, X бичсэн:", RAP_LINE_ATTRIBUTION},
		{"As our minister wrote:\nkeep it", RAP_LINE_TEXT},
		{"-----Original Message-----", RAP_LINE_SEPARATOR},
		{"------------------ 原始邮件 ------------------", RAP_LINE_SEPARATOR},
		{"----------------&nbsp;原始邮件&nbsp;----------------", RAP_LINE_SEPARATOR},
		{"From: X\nSent: Monday\nTo: Y", RAP_LINE_HEADER},
		{"发件人： X\n发送时间： 2020", RAP_LINE_HEADER},
		{"От: X\nКому: y@x.example", RAP_LINE_HEADER},
		{"From: 2027\nTo: 2031", RAP_LINE_TEXT},
		{"Subject: youth exchange\nDate: every year in October", RAP_LINE_TEXT},
		{"Von: X <x@y.example>\nGesendet: Montag", RAP_LINE_HEADER},
		{"王小明 敬上", RAP_LINE_CLOSING},
		{"此致 敬禮", RAP_LINE_CLOSING},
		{"Thanks,", RAP_LINE_CLOSING},
		{"Thank you, received with thanks.", RAP_LINE_TEXT},
		{"With best wishes from Ulaanbaatar,", RAP_LINE_CLOSING},
		{"____________", RAP_LINE_RULE},
		{"━━━━━━━━", RAP_LINE_RULE},
		{"─", RAP_LINE_TEXT},
		{"This e-mail and any attachments are confidential", RAP_LINE_NOTICE},
		{"On 5 May 2020 the minister wrote:\nkeep it", RAP_LINE_TEXT},
		{"Basin Secretariatさんは書きました:\n> a\n> b\n> c", RAP_LINE_ATTRIBUTION},
		{"Date: the first week of October", RAP_LINE_TEXT},
		{"Basin Secretariat writes:", RAP_LINE_ATTRIBUTION},
		{"on request only.\n2023年11月17日(金) 14:06 X <x12@y.example>:", RAP_LINE_TEXT},
		{"on request only.\nOn Fri, 17 Nov 2023 at 14:06 X <x12@y.example> wrote:",
	         RAP_LINE_TEXT},
		{"2023年11月17日(金) 14:06 X\n<x12@y.example>:", RAP_LINE_ATTRIBUTION},
		{"On Fri, 17 Nov 2023 at\n14:06 X <x12@y.example> wrote:", RAP_LINE_ATTRIBUTION},
		{"Our minister writes:\nkeep it", RAP_LINE_TEXT},
		{"Best regards,", RAP_LINE_CLOSING},
		{"С уважением, Иван Петров", RAP_LINE_CLOSING},
		{"Хүндэтгэсэн,", RAP_LINE_CLOSING},
		{"Best regards to all who wrote the draft", RAP_LINE_TEXT},
		{"-- ", RAP_LINE_SIGNATURE},
		{"--", RAP_LINE_SIGNATURE},
		{"Sent from my iPhone", RAP_LINE_SIGNATURE},
		{"发自我的iPhone", RAP_LINE_SIGNATURE},
		{"Dear colleagues,", RAP_LINE_GREETING},
		{"事務局御中", RAP_LINE_GREETING},
		{"", RAP_LINE_BLANK},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		rap_vocabulary *v = rap_vocabulary_new();
		rap_line_kind *kinds;
		rap_buf text = rap_buf_init(1000);
		rap_tokens t;

		rap_buf_printf(&text, "%s\n", rows[i].text);
		rap_tokens_read(rap_buf_as_slice(&text), v, &t);
		kinds = rap_quote_kinds(&t);
		if (kinds[0] != rows[i].want)
			fail_msg("'%s': got %d, want %d", rows[i].text, (int)kinds[0],
			         (int)rows[i].want);
		free(kinds);
		rap_tokens_done(&t);
		rap_buf_done(&text);
		v = rap_vocabulary_free(v);
	}
}

static void test_address_of_a_line(void **state)
{
	char address[16]; /* small, to see the bound */

	(void)state;
	rap_quote_address(rap_slice_of("X <A.b+tag@C.example> wrote:"), address, sizeof address);
	assert_string_equal(address, "a.b@c.example");
	rap_quote_address(rap_slice_of("no address @ all"), address, sizeof address);
	assert_string_equal(address, "");
	rap_quote_address(rap_slice_of("averylongname@c.example"), address, sizeof address);
	assert_int_equal(strlen(address), 15);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds_of_lines),
		cmocka_unit_test(test_address_of_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
