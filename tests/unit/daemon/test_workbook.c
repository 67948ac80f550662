// SPDX-License-Identifier: Apache-2.0
/* The workbook, taken apart with libzip and libxml2: what a cell holds is the text that was meant, and only text. */
#include "stage.h"

#include "common/utf8.h"
#include "hostile_words.h"
#include "opened.h"
#include "report/workbook.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define CELL_MAX 32767u

/* ---- cells ---------------------------------------------------------------------------------------------- */

static size_t units(const char *text)
{
	rap_slice s = rap_slice_of(text);
	size_t n = 0;

	for (size_t at = 0; at < s.len;)
		n += rap_utf8_next(s, &at) > 0xFFFF ? 2 : 1;
	return n;
}

static void test_R62_workbook_cell_is_the_text_and_harmless(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"", ""},
		{"=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"}, /* as a string it is no formula */
		{"+1", "+1"},
		{"@SUM(A1)", "@SUM(A1)"},
		{"a\tb\nc", "a\tb\nc"},
		{"a\r\nb\rc", "a\nb\nc"},
		{"a\x01\x1F\x7F"
	         "b",
	         "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
	         "b"},
		{"\xEF\xBF\xBE\xEF\xBF\xBF", "\xEF\xBF\xBD\xEF\xBF\xBD"},
		{"\xFF", "\xEF\xBF\xBD"},
		{"\xE2\x80\xAE"
	         "fdp.exe",
	         "[U+202E]fdp.exe"},
		{"_x0041_", "_x005F_x0041_"},
		{"a_x000a_b_x005F_", "a_x005F_x000a_b_x005F_x005F_"},
		{"_x0041", "_x0041"},
		{"_x004g_ __x_ _X0041_", "_x004g_ __x_ _X0041_"},
		{"__x0041_", "__x005F_x0041_"},
		{"<b>&amp;]]></b>", "<b>&amp;]]></b>"}, /* the writer's to escape */
		{"支持 да 🌏", "支持 да 🌏"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		rap_buf out = rap_buf_init(RAP_MIB);

		rap_workbook_cell(&out, rows[i].text);
		assert_string_equal(rap_buf_text(&out), rows[i].want);
		rap_buf_done(&out);
	}
}

static void check_cut(const char *piece, size_t n, bool cut)
{
	rap_buf text = rap_buf_init(16 * RAP_MIB), out = rap_buf_init(16 * RAP_MIB);

	for (size_t i = 0; i < n; i++)
		rap_buf_str(&text, piece);
	rap_workbook_cell(&out, rap_buf_text(&text));
	assert_true(units(rap_buf_text(&out)) <= CELL_MAX);
	assert_true(rap_utf8_valid(rap_buf_as_slice(&out)));
	assert_int_equal(strstr(rap_buf_text(&out), "[cut here:") != NULL, cut);
	if (!cut)
		assert_int_equal(out.len, text.len);
	else
		assert_true(units(rap_buf_text(&out)) > CELL_MAX - 100 - 14);
	rap_buf_done(&text);
	rap_buf_done(&out);
}

static void test_workbook_cell_is_cut_where_a_cell_ends(void **state)
{
	(void)state;
	check_cut("a", CELL_MAX - 1, false);
	check_cut("a", CELL_MAX, false);
	check_cut("a", CELL_MAX + 1, true);
	check_cut("a", 1000000, true);
	check_cut("支", CELL_MAX, false);
	check_cut("支", CELL_MAX + 1, true);
	check_cut("🌏", CELL_MAX / 2, false);
	check_cut("🌏", CELL_MAX / 2 + 1, true); /* two units each */
	check_cut("\n", 400000, true);
	check_cut("a支🌏", 400000, true);
	for (size_t i = 0; i < 16; i++) { /* never in the middle of an escape */
		rap_buf text = rap_buf_init(16 * RAP_MIB), out = rap_buf_init(16 * RAP_MIB);
		const char *note;
		size_t kept;

		for (size_t j = 0; j < i; j++)
			rap_buf_char(&text, 'a');
		for (size_t j = 0; j < 10000; j++)
			rap_buf_str(&text, "_x0041_");
		rap_workbook_cell(&out, rap_buf_text(&text));
		assert_true(units(rap_buf_text(&out)) <= CELL_MAX);
		note = strstr(rap_buf_text(&out), " [cut");
		assert_non_null(note);
		kept = ((size_t)(note - rap_buf_text(&out)) - i) % strlen("_x005F_x0041_");
		assert_true(kept == 0 || kept >= strlen("_x005F_"));
		rap_buf_done(&text);
		rap_buf_done(&out);
	}
}

/* ---- files ---------------------------------------------------------------------------------------------- */

static double number(const xml *x, const char *path)
{
	xmlXPathObject *found = xmlXPathEvalExpression((const xmlChar *)path, x->context);
	double value;

	assert_non_null(found);
	value = xmlXPathCastToNumber(found);
	xmlXPathFreeObject(found);
	return value;
}

/* What every sheet has, and what none may have. */
static void check_sheet(const xml *x)
{
	assert_true(number(x, "count(//m:row)") >= 1);
	assert_true(number(x, "count(//m:f | //m:hyperlink | //m:cfRule | //m:dataValidation |"
	                      " //m:drawing | //m:legacyDrawing | //m:oleObject)") == 0);
	assert_true(number(x, "count(//m:c[m:v])") == 0);
	assert_true(number(x, "count(//m:c[m:is and @t != 'inlineStr'])") == 0);
	assert_true(
		number(x,
	               "count(//m:pageSetup[@orientation = 'landscape' and @fitToHeight = 0])") ==
		1);
	assert_true(number(x, "count(//m:pane[@ySplit = 1 and @state = 'frozen'])") == 1);
	assert_true(number(x, "count(//m:autoFilter)") == 1);
	assert_true(number(x, "count(//m:row[not(@ht)])") == 0);
}

static rap_buf make(stage *s, const rap_tables *tables)
{
	rap_buf file = rap_buf_init(0);

	assert_int_equal(rap_workbook_make(&s->desk, tables, s->directory, &file), RAP_OK);
	return file;
}

static void test_workbook_make_has_sheets_for_people_and_is_the_same_again(void **state)
{
	stage *s = stage_open("2020-07-22T08:00:00");
	rap_tables tables;
	rap_buf file, again;
	zip_t *archive;

	(void)state;
	stage_mail(s, "2020-07-20T10:00:00", "MN", "oyun@nature.mn.example", "=Re",
	           RAP_VERDICT_ACCEPTED, NULL);
	stage_answer(s, "2.1", "support", "support", RAP_ANSWER_OK);
	stage_proposal(s, "P4", RAP_ACTION_REPLACE, "=1+1", NULL, "<f>1+1</f>");
	stage_read(s);
	assert_int_equal(rap_tables_make(&s->desk, &tables), RAP_OK);
	file = make(s, &tables);
	again = make(s, &tables);
	assert_true(rap_slice_eq(rap_buf_as_slice(&file), rap_buf_as_slice(&again)));
	archive = archive_of(&file);
	for (int i = 1; i <= 8; i++) {
		rap_buf name = rap_buf_init(100), part;
		xml x;

		rap_buf_printf(&name, "xl/worksheets/sheet%d.xml", i);
		part = part_of(archive, rap_buf_text(&name));
		x = xml_of(&part, "m", MAIN);
		check_sheet(&x);
		xml_done(&x);
		rap_buf_done(&part);
		rap_buf_done(&name);
	}
	/* The eight, with how they hang together and look; nothing that runs, and nothing that leads away. */
	for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); i++) {
		const char *name = zip_get_name(archive, (zip_uint64_t)i, 0);
		rap_buf part = part_of(archive, name);

		assert_true(strncmp(name, "xl/worksheets/sheet", 19) == 0 ||
		            strstr(name, "[Content_Types]") || strncmp(name, "_rels/", 6) == 0 ||
		            strncmp(name, "docProps/", 9) == 0 ||
		            strcmp(name, "xl/workbook.xml") == 0 ||
		            strcmp(name, "xl/styles.xml") == 0 ||
		            strncmp(name, "xl/theme/", 9) == 0 ||
		            strcmp(name, "xl/_rels/workbook.xml.rels") == 0);
		assert_null(strstr(rap_buf_text(&part), "TargetMode"));
		rap_buf_done(&part);
	}
	zip_discard(archive);
	rap_buf_done(&file);
	rap_buf_done(&again);
	rap_tables_done(&tables);
	stage_close(s); /* the folder it worked in is empty again */
}

/* The text of a cell as the file has it. */
static void check_cell(const xml *x, size_t row, char column, const char *text)
{
	rap_buf path = rap_buf_init(200), want = rap_buf_init(4 * RAP_MIB);
	xmlXPathObject *found;
	xmlChar *got;

	rap_buf_printf(&path, "string(//m:c[@r = '%c%zu']/m:is/m:t)", column, row);
	found = xmlXPathEvalExpression((const xmlChar *)rap_buf_text(&path), x->context);
	got = xmlXPathCastToString(found);
	rap_workbook_cell(&want, text);
	assert_string_equal((const char *)got, rap_buf_text(&want));
	xmlFree(got);
	xmlXPathFreeObject(found);
	rap_buf_done(&path);
	rap_buf_done(&want);
}

static void test_R62_workbook_make_keeps_hostile_words_words(void **state)
{
	stage *s = stage_open("2020-07-22T08:00:00");
	rap_tables tables = {0};
	rap_table *t = &tables.at[RAP_TABLES_MATRIX];
	rap_buf file, part, long_text = rap_buf_init(4 * RAP_MIB);
	zip_t *archive;
	xml x;

	(void)state;
	seed = 0x62626262;
	*t = rap_table_init("matrix", "Matrix");
	rap_table_column_add(t, "a", "=A", 10);
	rap_table_column_add(t, "b", "<B>", 10);
	while (long_text.len < 2 * RAP_MIB)
		rap_buf_str(&long_text, "=A1&\x01<\xE2\x80\xAE_x0041_ ");
	for (size_t i = 0; i < ROUNDS; i++) {
		char *words = hostile();

		(void)rap_table_row_add(t);
		rap_table_set(t, 0, i == 7 ? rap_buf_text(&long_text) : words);
		rap_table_set(t, 1, i % 3 ? words : "=1+1");
		free(words);
	}
	file = make(s, &tables);
	archive = archive_of(&file);
	part = part_of(archive, "xl/worksheets/sheet1.xml");
	x = xml_of(&part, "m", MAIN);
	check_sheet(&x);
	for (size_t i = 0; i < ROUNDS; i++)
		for (size_t j = 0; j < 2; j++)
			if (t->rows[i].cells[j].text)
				check_cell(&x, i + 2, (char)('A' + j), t->rows[i].cells[j].text);
	xml_done(&x);
	rap_buf_done(&part);
	zip_discard(archive);
	rap_buf_done(&file);
	rap_buf_done(&long_text);
	rap_tables_done(&tables);
	stage_close(s);
}

static void test_workbook_make_says_when_it_cannot(void **state)
{
	stage *s = stage_open("2020-07-22T08:00:00");
	rap_tables tables;
	rap_buf file = rap_buf_init(0);

	(void)state;
	assert_int_equal(rap_tables_make(&s->desk, &tables), RAP_OK);
	assert_int_equal(rap_workbook_make(&s->desk, &tables, "/nonexistent", &file),
	                 RAP_E_NOT_FOUND);
	assert_int_equal(file.len, 0);
	rap_buf_done(&file);
	rap_tables_done(&tables);
	stage_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_R62_workbook_cell_is_the_text_and_harmless),
		cmocka_unit_test(test_workbook_cell_is_cut_where_a_cell_ends),
		cmocka_unit_test(test_workbook_make_has_sheets_for_people_and_is_the_same_again),
		cmocka_unit_test(test_R62_workbook_make_keeps_hostile_words_words),
		cmocka_unit_test(test_workbook_make_says_when_it_cannot),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
