// SPDX-License-Identifier: Apache-2.0
/* Lists and persons, in many ways of writing; and what is no item and names nobody. */
#include "value_rows.h"

#define CHECK(rows) check_rows(&shipped, rows, sizeof(rows) / sizeof(rows)[0])

static void test_items_of_a_list(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_LIST, "1、水质\n2、渔业", "水质; 渔业"},
		{RAP_FIELD_LIST, "①水质\n②渔业", "水质; 渔业"},
		{RAP_FIELD_LIST, "1．水质\n2．渔业", "水质; 渔业"},
		{RAP_FIELD_LIST, "（１）水质\n（２）渔业", "水质; 渔业"},
		{RAP_FIELD_LIST, "- Fish ladders at the\n  lower dam\n- Plastic",
	         "Fish ladders at the lower dam; Plastic"},
		{RAP_FIELD_LIST, "Our items:\n- Fish\n- Dams", "Fish; Dams"},
		{RAP_FIELD_LIST, "а) Рыба\nб) Плотины", "Рыба; Плотины"},
		{RAP_FIELD_LIST, "가. 어류\n나. 댐", "어류; 댐"},
		{RAP_FIELD_LIST, "・魚\n・ダム", "魚; ダム"},
		{RAP_FIELD_LIST, "no", "(none)"},
		{RAP_FIELD_LIST, "1)Fish\n2)Dams", "Fish; Dams"},
		{RAP_FIELD_LIST, "2.5 million trees\n3.1 million fish",
	         "2.5 million trees; 3.1 million fish"},
		{RAP_FIELD_LIST, "- 水质的监测以及对沿岸各国\n  数据的共享\n- 渔业",
	         "水质的监测以及对沿岸各国数据的共享; 渔业"},
		{RAP_FIELD_LIST, "Fish; Dams", "Fish; Dams"},
		{RAP_FIELD_LIST, "Fish\nDams", "Fish; Dams"},
		{RAP_FIELD_LIST, "Fish, dams and weirs", "Fish, dams and weirs"},
		{RAP_FIELD_LIST, "no comment", "(none)"},
		{RAP_FIELD_LIST, "无", "(none)"},
		{RAP_FIELD_LIST, "一、水质\n二、渔业", "水质; 渔业"},
		{RAP_FIELD_LIST, "(a) Fish\n(b) Dams", "Fish; Dams"},
		{RAP_FIELD_LIST, "i) Fish\nii) Dams\niii) Weirs", "Fish; Dams; Weirs"},
		{RAP_FIELD_LIST, "A. Smith report\nB. Li report", "A. Smith report; B. Li report"},
		{RAP_FIELD_LIST, "2030 Agenda", "2030 Agenda"},
		{RAP_FIELD_LIST,
	         "Agenda of the third meeting of the experts on the water\nof the river, with "
	         "fish\nDams",
	         "Agenda of the third meeting of the experts on the water of the river, with fish; "
	         "Dams"},
		{RAP_FIELD_LIST, "无（none）", "(none)"},
		{RAP_FIELD_LIST, "Fish / none", "Fish / none"},
	};

	(void)state;
	CHECK(rows);
}

static void test_no_items(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_LIST, "same as last year", NULL},
		{RAP_FIELD_LIST, "see attached", NULL},
	};

	(void)state;
	CHECK(rows);
}

static void test_persons(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_PEOPLE, "no", "(none)"},
		{RAP_FIELD_PEOPLE, "Bat Oyun\nDirector\nMinistry of Water\noyun@water.example",
	         "Bat Oyun, Director, Ministry of Water, oyun@water.example"},
		{RAP_FIELD_PEOPLE,
	         "Bat Oyun, Director, Ministry of Water, oyun@water.example, +976 11 123456",
	         "Bat Oyun, Director, Ministry of Water, oyun@water.example, +976 11 123456"},
		{RAP_FIELD_PEOPLE,
	         "Name | Title | Organisation | E-mail\nBat Oyun | Director | Ministry of Water | "
	         "oyun@water.example",
	         "Bat Oyun, Director, Ministry of Water, oyun@water.example"},
		{RAP_FIELD_PEOPLE, "E-mail | Name\noyun@water.example | Bat Oyun",
	         "Bat Oyun, oyun@water.example"},
		{RAP_FIELD_PEOPLE, "ﾔﾏﾀﾞ ﾀﾛｳ、課長、環境省、taro@env.example",
	         "ヤマダ タロウ, 課長, 環境省, taro@env.example"},
		{RAP_FIELD_PEOPLE, "山田太郎（やまだ たろう）、課長、環境省",
	         "山田太郎（やまだ たろう）, 課長, 環境省"},
		{RAP_FIELD_PEOPLE, "김철수 과장, 환경부, kim@env.example",
	         "김철수 과장, 환경부, kim@env.example"},
		{RAP_FIELD_PEOPLE,
	         "氏名：山田太郎\n役職：課長\n所属：環境省\nメール：taro@env.example\n電話：03-"
	         "1234-5678",
	         "山田太郎, 課長, 環境省, taro@env.example, 03-1234-5678"},
		{RAP_FIELD_PEOPLE, "Name: Oyun\nPhone: +976 11 123456", "Oyun, +976 11 123456"},
		{RAP_FIELD_PEOPLE, "Bat Oyun (Director), Ministry of Water",
	         "Bat Oyun, Director, Ministry of Water"},
		{RAP_FIELD_PEOPLE,
	         "1. Bat Oyun\n   Director\n   Ministry of Water\n   oyun@water.example\n2. Li "
	         "Wei\n   Counsellor\n   Ministry of Ecology\n   li@eco.example",
	         "Bat Oyun, Director, Ministry of Water, oyun@water.example; Li Wei, Counsellor, "
	         "Ministry of Ecology, li@eco.example"},
		{RAP_FIELD_PEOPLE, "Bat Oyun; Li Wei", "Bat Oyun; Li Wei"},
		{RAP_FIELD_PEOPLE,
	         "Bat Oyun\tDirector\tMinistry of Water, Rivers Division\toyun@water.example",
	         "Bat Oyun, Director, Ministry of Water, Rivers Division, oyun@water.example"},
		{RAP_FIELD_PEOPLE, "李伟、处长、环境部", "李伟, 处长, 环境部"},
		{RAP_FIELD_PEOPLE, "李伟\n王芳", "李伟; 王芳"},
		{RAP_FIELD_PEOPLE, "Bat Oyun, Director; Li Wei, Counsellor",
	         "Bat Oyun, Director; Li Wei, Counsellor"},
		{RAP_FIELD_PEOPLE, "Bat Oyun; Director; Ministry of Water",
	         "Bat Oyun, Director, Ministry of Water"},
		{RAP_FIELD_PEOPLE,
	         "Mr. Bat-Erdene Oyun, Deputy Director, Ministry of Environment and Tourism",
	         "Mr. Bat-Erdene Oyun, Deputy Director, Ministry of Environment and Tourism"},
		{RAP_FIELD_PEOPLE,
	         "Иванов Иван Иванович, начальник отдела, Минприроды России, ivanov@mnr.example",
	         "Иванов Иван Иванович, начальник отдела, Минприроды России, ivanov@mnr.example"},
		{RAP_FIELD_PEOPLE, "Иванов И.И.\nПетров П.П.", "Иванов И.И.; Петров П.П."},
		{RAP_FIELD_PEOPLE, "Б. Оюун, захирал, Байгаль орчны яам",
	         "Б. Оюун, захирал, Байгаль орчны яам"},
		{RAP_FIELD_PEOPLE, "노무현 과장", "노무현 과장"},
		{RAP_FIELD_PEOPLE, "No Moo-hyun, Director", "No Moo-hyun, Director"},
		{RAP_FIELD_PEOPLE, "Name: Oyun, Title: Director, E-mail: oyun@water.example",
	         "Oyun, Director, oyun@water.example"},
		{RAP_FIELD_PEOPLE, "Organisation: Ministry of Water, Rivers Division\nName: Oyun",
	         "Oyun, Ministry of Water, Rivers Division"},
		{RAP_FIELD_PEOPLE, "Dr. Oyun <oyun@water.example>", "Dr. Oyun, oyun@water.example"},
		{RAP_FIELD_PEOPLE, "김철수 (환경부)", "김철수, 환경부"},
		{RAP_FIELD_PEOPLE,
	         "No. | Name | E-mail\n1 | Oyun | o@w.example\n2 | Li Wei | l@e.example",
	         "Oyun, o@w.example; Li Wei, l@e.example"},
		{RAP_FIELD_PEOPLE, "Bat Oyun, o@w.example\nLi Wei, l@e.example",
	         "Bat Oyun, o@w.example; Li Wei, l@e.example"},
		{RAP_FIELD_PEOPLE, "| Name | Title |\n| Oyun | Director |", "Oyun, Director"},
		{RAP_FIELD_PEOPLE, "Name: Oyun\nOrganisation: Ministry\nName: Li Wei",
	         "Oyun, Ministry; Li Wei"},
		{RAP_FIELD_PEOPLE, "김동일, 과장, 환경부", "김동일, 과장, 환경부"},
		{RAP_FIELD_PEOPLE, "이미정", "이미정"},
		{RAP_FIELD_PEOPLE, "장관식, 국장, 외교부", "장관식, 국장, 외교부"},
		{RAP_FIELD_PEOPLE, "益田 太郎（ますだ たろう）、課長、環境省",
	         "益田 太郎（ますだ たろう）, 課長, 環境省"},
		{RAP_FIELD_PEOPLE, "Kim Soon-ja, Counsellor", "Kim Soon-ja, Counsellor"},
		{RAP_FIELD_PEOPLE, "Are Olsen, Director", "Are Olsen, Director"},
		{RAP_FIELD_PEOPLE, "«Bat Oyun, Director, o@w.example»",
	         "Bat Oyun, Director, o@w.example"},
		{RAP_FIELD_PEOPLE, "*** Bat Oyun, o@w.example ***", "Bat Oyun, o@w.example"},
	};

	(void)state;
	CHECK(rows);
}

/* As programs break lines at 72 and 76 columns, behind "Answer [2.5]: " or not. */
static void test_lines_that_a_program_broke(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_PEOPLE,
	         "Bat Oyun, Adviser, Ministry, Department of Environmental\nStudies, o@w.example",
	         "Bat Oyun, Adviser, Ministry, Department of Environmental Studies, o@w.example"},
		{RAP_FIELD_PEOPLE,
	         "1. Bat Oyun, Director, Ministry of Water and all its Rivers,\no@w.example\n2. "
	         "Li Wei, l@e.example",
	         "Bat Oyun, Director, Ministry of Water and all its Rivers, o@w.example; Li Wei, "
	         "l@e.example"},
		{RAP_FIELD_PEOPLE, "김철수, 과장, 환경부,\nkim@env.example",
	         "김철수, 과장, 환경부, kim@env.example"},
		{RAP_FIELD_PEOPLE, "Bat Oyun, Director, Ministry\nof Water, o@w.example",
	         "Bat Oyun, Director, Ministry of Water, o@w.example"},
		{RAP_FIELD_PEOPLE, "Bat Oyun, Director, Ministry\no@w.example",
	         "Bat Oyun, Director, Ministry, o@w.example"},
		{RAP_FIELD_PEOPLE,
	         "山田太郎、課長補佐、環境省水・大気環境局水環境課閉鎖性海域対策\n室、taro@env."
	         "example",
	         "山田太郎, 課長補佐, 環境省水・大気環境局水環境課閉鎖性海域対策室, "
	         "taro@env.example"},
		/* Persons, and no broken line. */
		{RAP_FIELD_PEOPLE, "Bat Oyun, Ministry of Water\nDorj, d@w.example",
	         "Bat Oyun, Ministry of Water; Dorj, d@w.example"},
		/* Nobody can tell. */
		{RAP_FIELD_PEOPLE,
	         "Bat Oyun, Adviser, Ministry of Water, Department of Rivers and\nCoastal Seas, "
	         "o@w.example",
	         NULL},
		{RAP_FIELD_PEOPLE,
	         "Bat Oyun, Adviser, Ministry of Water, Department of Rivers and\nLi Wei, "
	         "Counsellor, Ministry, l@e.example",
	         NULL},
		{RAP_FIELD_PEOPLE,
	         "山田\n太郎、課長補佐、環境省水・大気環境局、taro@environment.example", NULL},
	};

	(void)state;
	CHECK(rows);
}

static void test_what_names_nobody(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_PEOPLE, "same as last year", NULL},
		{RAP_FIELD_PEOPLE, "同去年", NULL},
		{RAP_FIELD_PEOPLE, "昨年と同じ", NULL},
		{RAP_FIELD_PEOPLE, "작년과 동일", NULL},
		{RAP_FIELD_PEOPLE, "как в прошлом году", NULL},
		{RAP_FIELD_PEOPLE, "өнгөрсөн жилийнхтэй адил", NULL},
		{RAP_FIELD_PEOPLE, "to be announced", NULL},
		{RAP_FIELD_PEOPLE, "We will nominate two experts later", NULL},
		{RAP_FIELD_PEOPLE, "yes", NULL},
		{RAP_FIELD_PEOPLE, "Director\nMinistry of Water", NULL},
		{RAP_FIELD_PEOPLE, "Bat Oyun and Li Wei", NULL},
		{RAP_FIELD_PEOPLE, "李伟、王芳", NULL},
		{RAP_FIELD_PEOPLE, "Bat Oyun, Li Wei", NULL},
		{RAP_FIELD_PEOPLE, "Просим сообщить позднее", NULL},
		{RAP_FIELD_PEOPLE, "Кандидатуры будут сообщены дополнительно", NULL},
		{RAP_FIELD_PEOPLE, "将另行通知专家姓名", NULL},
		{RAP_FIELD_PEOPLE, "追って連絡いたします", NULL},
		{RAP_FIELD_PEOPLE, "oyun@water.example", NULL},
		{RAP_FIELD_PEOPLE, "Ministry of Water\nBat Oyun", NULL},
		{RAP_FIELD_PEOPLE, "Director Bat Oyun", NULL},
		{RAP_FIELD_PEOPLE, "Not yet decided", NULL},
		{RAP_FIELD_PEOPLE, "The same experts", NULL},
		{RAP_FIELD_PEOPLE, "Our focal point", NULL},
		{RAP_FIELD_PEOPLE, "Focal point", NULL},
		{RAP_FIELD_PEOPLE, "to be nominated", NULL},
		{RAP_FIELD_PEOPLE, "見附件", NULL},
		{RAP_FIELD_PEOPLE, "Иванов и Петров", NULL},
		{RAP_FIELD_PEOPLE, "작년과 동일합니다", NULL},
		{RAP_FIELD_PEOPLE, "専門家は追って推薦します", NULL},
		{RAP_FIELD_PEOPLE, "처장", NULL},
		{RAP_FIELD_PEOPLE, "장관", NULL},
		{RAP_FIELD_PEOPLE, "Bat Oyun, o@w.example\nАмжилт хүсье.", NULL},
		{RAP_FIELD_PEOPLE, "'; DROP TABLE answer;--", NULL},
	};

	(void)state;
	CHECK(rows);
}

static void test_persons_one_by_one(void **state)
{
	rap_reading *reading = rap_calloc(1, sizeof *reading);

	(void)state;
	rap_people_add(&shipped,
	               rap_slice_of("Bat Oyun, Director, Ministry of Water, oyun@water.example\n"
	                            "ﾔﾏﾀﾞ ﾀﾛｳ、課長、環境省、03-1234-5678"),
	               reading);
	assert_int_equal(reading->n_people, 2);
	assert_string_equal(reading->people[0].name, "Bat Oyun");
	assert_string_equal(reading->people[0].title, "Director");
	assert_string_equal(reading->people[0].organisation, "Ministry of Water");
	assert_string_equal(reading->people[0].address, "oyun@water.example");
	assert_string_equal(reading->people[1].name, "ヤマダ タロウ");
	assert_string_equal(reading->people[1].organisation, "環境省");
	assert_null(reading->people[1].address); /* a telephone number is none */
	reading->text = rap_strdup("");
	rap_reading_free(reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_items_of_a_list),
		cmocka_unit_test(test_no_items),
		cmocka_unit_test(test_persons),
		cmocka_unit_test(test_lines_that_a_program_broke),
		cmocka_unit_test(test_what_names_nobody),
		cmocka_unit_test(test_persons_one_by_one),
	};

	return cmocka_run_group_tests(tests, shipped_set_up, shipped_tear_down);
}
