// SPDX-License-Identifier: Apache-2.0
/* Dates of return in absence notes. */
#include "parsers/mail/absence.h"

#include "common/buf.h"
#include "common/limits.h"
#include "tests/unit/parsers/hostile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct {
	const char *text, *reference, *back_on;
} cases[] = {
	{"I am out of the office until 31 July 2020.", NULL, "2020-07-31"},
	{"I will be back on July 31st.", "2020-07-20", "2020-07-31"},
	{"Returning on Friday, 31 July", "2020-07-20T10:00:00+09:00", "2020-07-31"},
	{"away from 20 July through 31st of July 2020", "2020-07-20", "2020-07-31"},
	{"On leave until 2020-08-03, urgent: +82 32 458 6601", NULL, "2020-08-03"},
	{"until 03.08.2020", NULL, "2020-08-03"},
	{"until 31/07/2020", NULL, "2020-07-31"},
	{"until 07/08/2020", NULL, NULL}, /* July or August? */
	{"until 8 January", "2020-12-20", "2021-01-08"},
	{"until 8 January", NULL, NULL},
	{"until 30 February 2020", NULL, NULL},
	{"until 29 February 2020", NULL, "2020-02-29"},
	{"until 29 February 2021", NULL, NULL},
	{"I am in Seoul on 31 July 2020.", NULL, NULL},
	{"I received your mail of 6 July 2020.", NULL, NULL},
	{"untilled land, 31 July 2020", NULL, NULL},
	{"until May 5, 2020", NULL, "2020-05-05"},
	{"until maybe 5 2020", NULL, NULL},
	{"本人于7月20日至7月31日休假。", "2020-07-18", "2020-07-31"},
	{"外出，2020年8月3日返回", NULL, "2020-08-03"},
	{"休假至２０２０年７月３１日", NULL, "2020-07-31"},
	{"7月31日(金)まで不在にしております。", "2020-07-20", "2020-07-31"},
	{"8月3日から出社いたします", "2020-07-20", "2020-08-03"},
	{"7월 20일부터 7월 31일까지 휴가입니다.", "2020-07-20", "2020-07-31"},
	{"2020년 8월 3일에 복귀합니다", NULL, "2020-08-03"},
	{"2020. 7. 31.까지 출장", NULL, "2020-07-31"},
	{"Я в отпуске до 31 июля 2020 г.", NULL, "2020-07-31"},
	{"Нахожусь в отпуске с 20 июля по 31 июля.", "2020-07-20", "2020-07-31"},
	{"Вернусь 3 августа", "2020-07-20", "2020-08-03"},
	{"в отпуске до 03.08.2020", NULL, "2020-08-03"},
	{"7-р сарын 31 хүртэл чөлөөтэй", "2020-07-20", "2020-07-31"},
	{"2020 оны 8 дугаар сарын 3-нд ирнэ", NULL, "2020-08-03"},
	{"Ich bin bis zum 03.08.2020 nicht im Büro", NULL, "2020-08-03"},
	{"ab 20. Juli bis einschließlich 3. August 2020", NULL, "2020-08-03"},
	{"Je suis absente jusqu'au 3 août 2020.", NULL, "2020-08-03"},
	{"de retour le lundi 3 août", "2020-07-20", "2020-08-03"},
	{"Estaré fuera hasta el 3 de agosto de 2020", NULL, "2020-08-03"},
	{"Sono in ferie fino al 3 agosto 2020", NULL, "2020-08-03"},
	{"Estarei ausente até 3 de agosto de 2020", NULL, "2020-08-03"},
	{"Ik ben afwezig tot en met 3 augustus 2020", NULL, "2020-08-03"},
	{"Jag är tillbaka den 3 augusti 2020", NULL, "2020-08-03"},
	{"Jeg er tilbage d. 3. august 2020", NULL, "2020-08-03"},
	{"Olen lomalla 3. elokuuta 2020 asti", NULL, "2020-08-03"},
	{"Jestem na urlopie do 3 sierpnia 2020 r.", NULL, "2020-08-03"},
	{"Jsem mimo kancelář do 3. srpna 2020", NULL, "2020-08-03"},
	{"from 20 July to 3 August 2020", NULL, "2020-08-03"},
	{"20 July - 3 August 2020", NULL, "2020-08-03"},
	{"away until 03-Aug-2020", NULL, "2020-08-03"},
	{"back in the office: Mon 3 Aug", "2020-07-20", "2020-08-03"},
	{"7/20(月)～8/3(月)まで不在", "2020-07-18", "2020-08-03"},
	{"8/3까지 휴가", "2020-07-18", "2020-08-03"},
	{"until 8/3", "2020-07-18", NULL},
	{"8-р сарын 3-ны өдөр хүртэл амралттай", "2020-07-18", "2020-08-03"},
	{"", "2020-07-20", NULL},
	{"until", "2020-07-20", NULL},
	{"until 31 July", "nonsense", NULL},
};

static void test_absence_back_on_in_six_languages(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *got = rap_absence_back_on(rap_slice_of(cases[i].text), cases[i].reference);

		if (!got != !cases[i].back_on || (got && strcmp(got, cases[i].back_on) != 0))
			print_error("%s: %s\n", cases[i].text, got ? got : "none");
		if (cases[i].back_on)
			assert_string_equal(got ? got : "none", cases[i].back_on);
		else
			assert_null(got);
		free(got);
	}
}

/* The limit of what is looked at may fall into a character, and a long note costs no time. */
static void test_absence_of_a_long_text_looks_at_its_beginning(void **state)
{
	rap_buf text = rap_buf_init(HOSTILE_SIZE);
	clock_t begin = clock();

	(void)state;
	while (!text.over)
		rap_buf_str(&text, "до 31.1.2 支");
	assert_null(rap_absence_back_on(rap_buf_as_slice(&text), "2020-07-20"));
	assert_true(hostile_in_time(begin));
	rap_buf_done(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_absence_back_on_in_six_languages),
		cmocka_unit_test(test_absence_of_a_long_text_looks_at_its_beginning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
