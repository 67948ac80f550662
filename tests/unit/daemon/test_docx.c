// SPDX-License-Identifier: Apache-2.0
/*
 * The Word file of a request, taken apart with libzip and asked with XPath; its parts stand in tests/golden/docx/ and
 * have been looked at in LibreOffice. After a wanted change: RAP_GOLDEN_UPDATE=1 build/tests/unit/daemon/test_docx.
 */
#include "stage.h"

#include "common/word_mark.h"
#include "opened.h"
#include "report/docx.h"
#include "report/docx_zip.h"
#include "report/form.h"

#include <time.h>

#define W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

/* ---- taking a file apart -------------------------------------------------------------------------------- */

static xml opened(const rap_buf *file, const char *name)
{
	rap_buf part = part_of_file(file, name);
	xml x = xml_of(&part, "w", W);

	rap_buf_done(&part);
	return x;
}

/* The value as text; the caller frees with xmlFree. */
static char *ask(const xml *x, const char *expression)
{
	xmlXPathObject *found = xmlXPathEvalExpression((const xmlChar *)expression, x->context);
	char *text;

	assert_non_null(found);
	text = (char *)xmlXPathCastToString(found);
	xmlXPathFreeObject(found);
	return text;
}

static void says(const xml *x, const char *expression, const char *want)
{
	char *got = ask(x, expression);

	if (strcmp(got, want) != 0)
		fail_msg("%s: got '%s' want '%s'", expression, got, want);
	xmlFree(got);
}

static void counts(const xml *x, const char *expression, size_t want)
{
	rap_buf whole = rap_buf_init(1024), number = rap_buf_init(32);

	rap_buf_printf(&whole, "count(%s)", expression);
	rap_buf_printf(&number, "%zu", want);
	says(x, rap_buf_text(&whole), rap_buf_text(&number));
	rap_buf_done(&whole);
	rap_buf_done(&number);
}

static rap_buf make(const stage *s, size_t request, const rap_draft *draft)
{
	rap_buf file;

	assert_int_equal(rap_docx_make(s->c, &s->c->requests[request], draft, &file), RAP_OK);
	return file;
}

#define REVIEW 0
#define PLAN 1

/* ---- the contract with whoever reads it ----------------------------------------------------------------- */

static void test_bookmark_names_have_letters_and_digits_only(void **state)
{
	static const struct {
		const char *prefix, *name, *want;
	} table[] = {
		{RAP_WORD_MARK_PARAGRAPH, "P12", "rap_par_P12"},
		{RAP_WORD_MARK_PARAGRAPH, "P2 bis", "rap_par_P2_bis"},
		{RAP_WORD_MARK_PARAGRAPH, "P2 (a)", "rap_par_P2__a_"},
		{RAP_WORD_MARK_PARAGRAPH, "P2 bis (a) (iv)", "rap_par_P2_bis__a___iv_"},
		{RAP_WORD_MARK_ANSWER, "2.1", "rap_ans_2_1"},
		{RAP_WORD_MARK_ANSWER, "1.2.3", "rap_ans_1_2_3"},
		{RAP_WORD_MARK_ANSWER, "\xC3\xA9\"<", "rap_ans_____"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		rap_buf name = rap_buf_init(256);

		rap_word_mark(&name, table[i].prefix, table[i].name);
		assert_string_equal(rap_buf_text(&name), table[i].want);
		rap_buf_done(&name);
	}
}

static void test_every_paragraph_stands_in_its_bookmark_with_its_mark(void **state)
{
	stage *s = stage_open("2020-07-06T09:00:00");
	rap_buf file = make(s, PLAN, &s->draft);
	xml x = opened(&file, "word/document.xml");
	size_t marked = 0;

	(void)state;
	for (size_t i = 0; i < s->draft.n; i++) {
		const rap_block *b = &s->draft.blocks[i];
		rap_buf where = rap_buf_init(1024), want = rap_buf_init(RAP_MIB);

		if (b->mark) {
			rap_buf_str(&where, "string(//w:p[w:bookmarkStart/@w:name='");
			rap_word_mark(&where, RAP_WORD_MARK_PARAGRAPH, b->mark);
			rap_buf_str(&where, "'])");
			rap_buf_printf(&want, "[%s] %s", b->mark, b->text);
			says(&x, rap_buf_text(&where), rap_buf_text(&want));
			marked++;
		} else {
			rap_buf_printf(&where,
			               "string(//w:p[w:pPr/w:pStyle/@w:val='Heading%d'][.=\"%s\"])",
			               b->level, b->text);
			says(&x, rap_buf_text(&where), b->text);
		}
		rap_buf_done(&where);
		rap_buf_done(&want);
	}
	assert_true(marked > 10);
	counts(&x, "//w:bookmarkStart[starts-with(@w:name,'rap_par_')]", marked);
	counts(&x, "//w:bookmarkStart[@w:id=following::w:bookmarkStart/@w:id]", 0);
	counts(&x, "//w:bookmarkStart[not(@w:id=../w:bookmarkEnd/@w:id)]", 0);
	says(&x, "string(//w:p[starts-with(.,'[P7 (a)]')]/w:pPr/w:pStyle/@w:val)", "DraftItem1");
	xml_done(&x);
	rap_buf_done(&file);
	stage_close(s);
}

static void field_stands(const xml *x, const rap_field *f)
{
	rap_buf row = rap_buf_init(1024), where = rap_buf_init(1024), want = rap_buf_init(4096);

	rap_buf_str(&row, "//w:tr[w:tc[2]/w:p[1]/w:bookmarkStart/@w:name='");
	rap_word_mark(&row, RAP_WORD_MARK_ANSWER, f->id);
	rap_buf_str(&row, "']");

	rap_buf_printf(&where, "string(%s/w:tc[1]/w:p[1])", rap_buf_text(&row));
	rap_buf_printf(&want, "[%s] ", f->id);
	rap_form_printed_label(&want, f);
	says(x, rap_buf_text(&where), rap_buf_text(&want));

	rap_buf_cut(&where, 0);
	rap_buf_cut(&want, 0);
	rap_buf_printf(&where, "string(%s/w:tc[1]/w:p[2])", rap_buf_text(&row));
	rap_buf_char(&want, '(');
	rap_form_printed_hint(&want, f);
	rap_buf_char(&want, ')');
	says(x, rap_buf_text(&where), rap_buf_text(&want));

	rap_buf_cut(&where, 0);
	rap_buf_cut(&want, 0);
	rap_buf_printf(&where, "string(%s/w:tc[2]/w:p[1])", rap_buf_text(&row));
	rap_buf_printf(&want, "Answer [%s]:", f->id);
	says(x, rap_buf_text(&where), rap_buf_text(&want));

	rap_buf_cut(&where, 0);
	rap_buf_printf(&where, "%s/w:tc[2]/w:p[2][not(w:r)]", rap_buf_text(&row));
	counts(x, rap_buf_text(&where), 1); /* room to write */
	rap_buf_done(&row);
	rap_buf_done(&where);
	rap_buf_done(&want);
}

static void test_every_field_is_a_row_with_an_empty_place_for_the_answer(void **state)
{
	stage *s = stage_open("2020-07-06T09:00:00");

	(void)state;
	for (size_t r = 0; r < s->c->n_requests; r++) {
		const rap_request_plan *request = &s->c->requests[r];
		rap_buf file = make(s, r, &s->draft);
		xml x = opened(&file, "word/document.xml");
		size_t fields = 0;

		for (size_t i = 0; i < request->n_objectives; i++) {
			const rap_objective *o =
				rap_consultation_objective(s->c, request->objectives[i]);

			for (size_t j = 0; j < o->n_fields; j++)
				field_stands(&x, &o->fields[j]);
			fields += o->n_fields;
		}
		counts(&x, "//w:tbl", request->n_objectives);
		counts(&x, "//w:tr", fields);
		counts(&x, "//w:bookmarkStart[starts-with(@w:name,'rap_ans_')]", fields);
		counts(&x, "//w:p[.='" RAP_FORM_END "']", 1);
		counts(&x, "//w:p[.='" RAP_FORM_END "']/following::w:tbl", 0);
		counts(&x,
		       "//w:p[.='" RAP_FORM_END "']/preceding::*[starts-with(@w:name,'rap_par_')]",
		       0);
		xml_done(&x);
		rap_buf_done(&file);
	}
	stage_close(s);
}

static void test_only_a_request_for_proposals_carries_the_draft(void **state)
{
	stage *s = stage_open("2020-07-06T09:00:00");
	static const struct {
		size_t request;
		bool draft;
		const char *name;
	} table[] = {
		{PLAN, true, "NEASPEC-NFP-2020-draft.docx"},
		{PLAN, false, "NEASPEC-NFP-2020-plan.docx"}, /* the round has none */
		{REVIEW, true, "NEASPEC-NFP-2020-review.docx"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const rap_draft *draft = table[i].draft ? &s->draft : NULL;
		rap_buf name = rap_buf_init(256), file = make(s, table[i].request, draft);
		xml x = opened(&file, "word/document.xml"),
		    head = opened(&file, "word/header1.xml");

		rap_docx_file_name(&name, s->c, &s->c->requests[table[i].request], draft);
		assert_string_equal(rap_buf_text(&name), table[i].name);
		counts(&x, "//w:p[starts-with(.,'[P1] ')]", i == 0);
		counts(&x, "//w:p[contains(.,'The draft follows the form')]", i == 0);
		counts(&head, "//w:t[.='Zero draft']", i == 0);
		counts(&head, "//w:t[.='NEASPEC-NFP-2020']", 1);
		xml_done(&x);
		xml_done(&head);
		rap_buf_done(&name);
		rap_buf_done(&file);
	}
	stage_close(s);
}

/* ---- the container -------------------------------------------------------------------------------------- */

static void test_parts_are_the_golden_ones(void **state)
{
	stage *s = stage_open("2020-07-06T09:00:00");
	rap_buf file = make(s, PLAN, &s->draft);
	zip_t *archive = archive_of(&file);

	(void)state;
	assert_int_equal(zip_get_num_entries(archive, 0), 8);
	assert_string_equal(zip_get_name(archive, 0, 0), "[Content_Types].xml");
	for (zip_int64_t i = 0; i < 8; i++) {
		const char *name = zip_get_name(archive, (zip_uint64_t)i, 0);
		rap_buf got = part_of(archive, name), want = rap_buf_init(0);
		rap_buf below = rap_buf_init(256), path;
		zip_stat_t about;

		rap_buf_str(&below, "tests/golden/docx/");
		for (const char *at = name; *at; at++)
			rap_buf_char(&below, *at == '/' || *at == '[' || *at == ']' ? '_' : *at);
		path = tree_path(rap_buf_text(&below));
		if (getenv("RAP_GOLDEN_UPDATE"))
			assert_int_equal(
				rap_file_replace(rap_buf_text(&path), rap_buf_as_slice(&got), 0644),
				RAP_OK);
		assert_int_equal(rap_file_read(rap_buf_text(&path), RAP_MIB, &want), RAP_OK);
		assert_string_equal(rap_buf_text(&got), rap_buf_text(&want));
		assert_int_equal(zip_stat_index(archive, (zip_uint64_t)i, 0, &about), 0);
		assert_int_equal(about.comp_method, ZIP_CM_DEFLATE);
		rap_buf_done(&got);
		rap_buf_done(&want);
		rap_buf_done(&below);
		rap_buf_done(&path);
	}
	zip_discard(archive);
	rap_buf_done(&file);
	stage_close(s);
}

static void test_the_same_request_gives_the_same_bytes_in_every_zone(void **state)
{
	static const char *const zones[] = {"UTC", "Asia/Seoul", "America/New_York"};
	stage *s = stage_open("2020-07-06T09:00:00");
	rap_buf first = make(s, PLAN, &s->draft);

	(void)state;
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
		rap_buf again;

		assert_int_equal(setenv("TZ", zones[i], 1), 0);
		tzset();
		again = make(s, PLAN, &s->draft);
		assert_int_equal(again.len, first.len);
		assert_memory_equal(again.at, first.at, first.len);
		rap_buf_done(&again);
	}
	assert_int_equal(setenv("TZ", "UTC", 1), 0);
	tzset();
	rap_buf_done(&first);
	stage_close(s);
}

/* Relations lead to parts that are there; whoever opens the file is told of no one and led nowhere. */
static void test_nothing_is_outside_and_nobody_is_named(void **state)
{
	static const struct {
		const char *of, *folder;
	} relations[] = {{"_rels/.rels", ""}, {"word/_rels/document.xml.rels", "word/"}};
	stage *s = stage_open("2020-07-06T09:00:00");
	rap_buf file = make(s, PLAN, &s->draft);
	zip_t *archive = archive_of(&file);
	xml types = opened(&file, "[Content_Types].xml"), core = opened(&file, "docProps/core.xml");

	(void)state;
	for (size_t r = 0; r < 2; r++) {
		xml x = opened(&file, relations[r].of);

		counts(&x, "//*[@TargetMode]", 0);
		for (xmlNode *n = xmlDocGetRootElement(x.document)->children; n; n = n->next) {
			char *target = (char *)xmlGetProp(n, (const xmlChar *)"Target");
			rap_buf name = rap_buf_init(256), typed = rap_buf_init(256);

			if (!target)
				continue;
			rap_buf_printf(&name, "%s%s", relations[r].folder, target);
			assert_true(zip_name_locate(archive, rap_buf_text(&name), 0) >= 0);
			rap_buf_printf(&typed, "//*[@PartName='/%s']", rap_buf_text(&name));
			counts(&types, rap_buf_text(&typed), 1);
			rap_buf_done(&name);
			rap_buf_done(&typed);
			xmlFree(target);
		}
		xml_done(&x);
	}
	counts(&types, "//*[contains(@ContentType,'macro') or contains(@ContentType,'vba')]", 0);
	for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); i++) { /* R63 */
		xml x = opened(&file, zip_get_name(archive, (zip_uint64_t)i, 0));

		counts(&x,
		       "//*[local-name()='fldSimple' or local-name()='fldChar' or "
		       "local-name()='instrText' or local-name()='hyperlink' or "
		       "local-name()='altChunk' or local-name()='object']",
		       0);
		xml_done(&x);
	}
	counts(&core, "/*/*", 2);
	says(&core, "string(//*[local-name()='title'])",
	     "NEASPEC-NFP-2020: Meeting of NEASPEC National Focal Points");
	says(&core, "string(//*[local-name()='language'])", "en");
	xml_done(&types);
	xml_done(&core);
	zip_discard(archive);
	rap_buf_done(&file);
	stage_close(s);
}

static void test_zip_with_a_name_twice_is_refused(void **state)
{
	const rap_docx_part parts[] = {{"a", rap_slice_of("1")}, {"a", rap_slice_of("2")}};
	rap_buf file;

	(void)state;
	assert_int_equal(rap_docx_zip(parts, 2, &file), RAP_E_IO);
}

/* ---- foreign words -------------------------------------------------------------------------------------- */

static void put_words(stage *s, size_t block, const char *words)
{
	free(s->draft.blocks[block].text);
	s->draft.blocks[block].text = rap_strdup(words);
}

static void test_foreign_words_stay_words(void **state)
{
	static const char evil[] =
		"<w:p>&amp; ]]> <!-- \"x\" 'y' \x01\x08\x0B\x7F\xC2\x85\xEF\xBF\xBF"
		"\xEF\xB7\x90\xFF\xED\xA0\x80 \xE2\x80\xAE"
		"exe. \t\r\n\xE2\x80\xA8%s \xE4\xB8\xAD\xE6\x96\x87 \xF0\x9F\x8C\x8F";
	static const char words[] = "<w:p>&amp; ]]> <!-- \"x\" 'y'  [U+202E]exe.    %s "
				    "\xE4\xB8\xAD\xE6\x96\x87 \xF0\x9F\x8C\x8F";
	stage *s = stage_open("2020-07-06T09:00:00");
	size_t last = s->draft.n - 1;
	char *title = s->c->title, *introduction;
	rap_buf want = rap_buf_init(4096), file;
	rap_objective *o;
	xml x, head, core;

	(void)state;
	put_words(s, 0, evil);
	put_words(s, last, evil);
	free(s->draft.revision);
	s->draft.revision = rap_strdup(evil);
	s->c->title = rap_strdup(evil);
	o = (rap_objective *)(uintptr_t)rap_consultation_objective(s->c, 2);
	introduction = o->introduction;
	o->introduction = rap_strdup("<w:p>\n\n\nsecond &\nline\n");

	file = make(s, PLAN, &s->draft);
	x = opened(&file, "word/document.xml");
	head = opened(&file, "word/header1.xml");
	core = opened(&file, "docProps/core.xml");
	rap_buf_printf(&want, "[P10] %s", words);
	says(&x, "string(//w:p[starts-with(.,'[P10]')])", rap_buf_text(&want));
	says(&x, "string(//w:p[1])", words);
	says(&x, "string(//w:p[.='" RAP_FORM_END "']/following::w:p[3])", words);
	counts(&x, "//w:p[.='<w:p>']", 1);
	counts(&x, "//w:p[.='second & line']", 1);
	counts(&x, "//w:p[w:pPr/w:pStyle/@w:val='BodyText'][not(w:r)]", 0);
	says(&head, "string(//w:p[2])", words);
	rap_buf_cut(&want, 0);
	rap_buf_printf(&want, "NEASPEC-NFP-2020: %s", words);
	says(&core, "string(//*[local-name()='title'])", rap_buf_text(&want));

	xml_done(&x);
	xml_done(&head);
	xml_done(&core);
	free(s->c->title);
	s->c->title = title;
	free(o->introduction);
	o->introduction = introduction;
	rap_buf_done(&want);
	rap_buf_done(&file);
	stage_close(s);
}

static void test_a_megabyte_in_a_paragraph_is_carried(void **state)
{
	stage *s = stage_open("2020-07-06T09:00:00");
	char *words = rap_calloc(RAP_MIB + 1, 1);
	rap_buf file;
	xml x;

	(void)state;
	memset(words, 'w', RAP_MIB);
	put_words(s, s->draft.n - 1, words);
	file = make(s, PLAN, &s->draft);
	x = opened(&file, "word/document.xml");
	says(&x, "string-length(//w:p[starts-with(.,'[P10]')])", "1048582");
	xml_done(&x);
	rap_buf_done(&file);
	free(words);
	stage_close(s);
}

static void test_a_file_above_the_limit_is_refused(void **state)
{
	stage *s = stage_open("2020-07-06T09:00:00");
	const rap_member *mn = rap_consultation_member(s->c, "MN");
	char *words = rap_calloc(65 * RAP_MIB + 1, 1);
	rap_preview p = {0};
	rap_buf file;

	(void)state;
	memset(words, 'w', 65 * RAP_MIB);
	put_words(s, s->draft.n - 1, words);
	assert_int_equal(rap_docx_make(s->c, &s->c->requests[PLAN], &s->draft, &file), RAP_E_LIMIT);
	assert_int_equal(
		rap_request_post(&s->desk, &s->c->requests[PLAN], mn, &mn->contacts.at[0], &p),
		RAP_E_LIMIT);
	assert_non_null(strstr(rap_buf_text(&s->why), "the Word file cannot be made"));
	free(words);
	stage_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bookmark_names_have_letters_and_digits_only),
		cmocka_unit_test(test_every_paragraph_stands_in_its_bookmark_with_its_mark),
		cmocka_unit_test(test_every_field_is_a_row_with_an_empty_place_for_the_answer),
		cmocka_unit_test(test_only_a_request_for_proposals_carries_the_draft),
		cmocka_unit_test(test_parts_are_the_golden_ones),
		cmocka_unit_test(test_the_same_request_gives_the_same_bytes_in_every_zone),
		cmocka_unit_test(test_nothing_is_outside_and_nobody_is_named),
		cmocka_unit_test(test_zip_with_a_name_twice_is_refused),
		cmocka_unit_test(test_foreign_words_stay_words),
		cmocka_unit_test(test_a_megabyte_in_a_paragraph_is_carried),
		cmocka_unit_test(test_a_file_above_the_limit_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
