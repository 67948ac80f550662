// SPDX-License-Identifier: Apache-2.0
/* A Word file of another draft is known by the sum of its paragraphs, and without that by the name over them. */
#include "parsers/word/docx_revision.h"

#include "common/mem.h"
#include "common/word_mark.h"
#include "parsers/word/docx_body.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#define W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

static char p1[] = "P1", p2[] = "P2", first[] = "The States measure.", second[] = "They publish.";
static char revision[] = "Rev.1";
static rap_paragraph paragraphs[] = {{p1, NULL, first, revision}, {p2, NULL, second, revision}};

static uint64_t sum_of(const rap_paragraph *all, size_t n)
{
	uint64_t sum = RAP_WORD_MARK_SUM;

	for (size_t i = 0; i < n; i++)
		sum = rap_word_mark_add(sum, all[i].mark, all[i].text);
	return sum;
}

/* A file with that bookmark (0: none) and that name over the draft; *ret_name is to be freed. */
static bool is_other(uint64_t sum, const char *name, char **ret_name)
{
	rap_context context = {.paragraphs = paragraphs, .n_paragraphs = 2};
	rap_buf xml = rap_buf_init(1 << 16);
	rap_docx_styles styles = {0};
	rap_docx docx = {0};
	rap_slice found;
	const char *why = NULL;
	bool other;

	rap_buf_str(&xml, "<w:document xmlns:w=\"" W "\"><w:body><w:p>");
	if (sum) {
		rap_buf_str(&xml, "<w:bookmarkStart w:id=\"1\" w:name=\"");
		rap_word_mark_draft(&xml, sum);
		rap_buf_str(&xml, "\"/>");
	}
	rap_buf_str(&xml, "</w:p><w:p><w:r><w:t>");
	if (name)
		rap_buf_printf(&xml, "%s%s", name, RAP_WORD_DRAFT_NOTE);
	rap_buf_str(&xml, "</w:t></w:r></w:p></w:body></w:document>");
	assert_true(rap_docx_body_read(rap_buf_as_slice(&xml), &styles, &docx, &why));
	other = rap_docx_is_other_revision(&context, &docx, &found);
	*ret_name = rap_strndup(found.at, found.len);
	rap_docx_done(&docx);
	rap_buf_done(&xml);
	return other;
}

static void check(uint64_t sum, const char *name, bool want)
{
	char *found;

	assert_int_equal(is_other(sum, name, &found), want);
	assert_string_equal(found, name ? name : "");
	free(found);
}

static void test_the_sum_tells_the_draft(void **state)
{
	rap_paragraph changed[] = {paragraphs[0], paragraphs[1]};
	char text[] = "They publish it.", half[] = "P", other_half[] = "1The States measure.";

	(void)state;
	check(sum_of(paragraphs, 2), "Rev.1", false);
	check(sum_of(paragraphs, 2), "Whatever", false);
	check(sum_of(paragraphs, 1), "Rev.1", true);
	changed[1].text = text;
	check(sum_of(changed, 2), "Rev.1", true);
	changed[1] = paragraphs[1];
	changed[0].mark = half;
	changed[0].text = other_half;
	check(sum_of(changed, 2), NULL, true);
}

static void test_without_the_sum_the_name_does(void **state)
{
	(void)state;
	check(0, "Rev.1", false);
	check(0, "Zero draft", true);
	check(0, NULL, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_sum_tells_the_draft),
		cmocka_unit_test(test_without_the_sum_the_name_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
