// SPDX-License-Identifier: Apache-2.0
/* Changes that were in a file of ours when it left: which they are, and how it shows that they are other than they were. */
#include "parsers/word/docx_sent.h"

#include "common/word_mark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void mark(rap_docx_sent *sent, const char *prefix, const char *words, bool taken)
{
	rap_buf name = rap_buf_init(256);

	rap_word_mark_sum(&name, prefix,
	                  rap_word_mark_exact(RAP_WORD_MARK_SUM, rap_slice_of(words), taken));
	rap_buf_str(&name, "_7");
	rap_docx_sent_bookmark(sent, rap_buf_text(&name));
	rap_buf_done(&name);
}

static bool has(const rap_docx_sent *sent, const char *author, const char *date)
{
	char text[400]; /* longest: some 200 */
	rap_xml xml;
	bool found;

	(void)snprintf(text, sizeof text, "<w:ins xmlns:w=\"w\"%s%s%s%s%s%s/>",
	               author ? " w:author=\"" : "", author ? author : "", author ? "\"" : "",
	               date ? " w:date=\"" : "", date ? date : "", date ? "\"" : "");
	rap_xml_begin(rap_slice_of(text), &xml);
	assert_int_equal(rap_xml_next(&xml), RAP_XML_OPEN);
	found = rap_docx_sent_has(sent, &xml);
	rap_xml_done(&xml);
	return found;
}

static void test_changes_are_known_by_author_and_date(void **state)
{
	static const struct {
		const char *author, *date;
		bool known;
	} table[] = {
		{"Japan, Mongolia", "2020-07-19T11:35:00Z", true},
		{"Japan, Mongolia", "2020-07-20T00:00:00Z", true},
		{"Japan, Mongolia", "2020-07-20T00:00:01Z", false}, /* made later */
		{"Japan", "2020-07-19T11:35:00Z", false}, /* nobody's name there */
		{"Japan, Mongolia", NULL, false},
		{NULL, "2020-07-19T11:35:00Z", false},
		{"Japan, Mongolia", "", false},
		{"Japan, Mongolia", "2020", false},
		{"Japan, Mongolia", "yesterday", false},
	};
	rap_docx_sent sent = {0};

	(void)state;
	mark(&sent, RAP_WORD_MARK_BY, "Japan, Mongolia", false);
	assert_false(has(&sent, "Japan, Mongolia", "2020-07-19T11:35:00Z")); /* no file of ours */
	rap_docx_sent_bookmark(&sent, "rap_made_20200720000000");
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		assert_int_equal(has(&sent, table[i].author, table[i].date), table[i].known);
}

static void test_a_time_that_is_none_makes_no_file_of_ours(void **state)
{
	static const char *const names[] = {
		"rap_made_",  "rap_made_2020", "rap_made_202007200000001",
		"rap_by_xyz", "rap_by_",       "rap_by_0123456789abcde"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		rap_docx_sent sent = {0};

		rap_docx_sent_bookmark(&sent, names[i]);
		assert_int_equal(sent.made[0], '\0');
		assert_int_equal(sent.n_names, 0);
	}
}

static void test_names_are_bounded(void **state)
{
	rap_docx_sent sent = {0};

	(void)state;
	for (unsigned i = 0; i < RAP_DOCX_SENT_NAMES + 10; i++)
		mark(&sent, RAP_WORD_MARK_BY, "A", false);
	assert_int_equal(sent.n_names, RAP_DOCX_SENT_NAMES);
}

/* left: the words of which the paragraph has the sum; NULL: it has none. now: those that are there. */
static bool altered(const char *left, bool left_taken, const char *now, bool taken, bool touched)
{
	rap_docx_sent sent = {0};

	rap_docx_sent_begin_par(&sent);
	if (left)
		mark(&sent, RAP_WORD_MARK_WAS, left, left_taken);
	if (now)
		rap_docx_sent_words(&sent, rap_slice_of(now), taken);
	sent.touched = touched;
	return rap_docx_sent_altered(&sent);
}

static void test_a_paragraph_shows_that_changes_are_other_than_they_were(void **state)
{
	(void)state;
	assert_false(altered(NULL, false, NULL, false, false));
	assert_false(altered(" should", false, " should", false, false));
	assert_false(altered(" should", false, "\nshould ", false,
	                     false)); /* blanks are the program's */
	assert_true(altered(" should", false, " should", true, false)); /* put in, not taken out */
	assert_true(altered(" should", false, " shall", false, false));
	assert_true(altered(" should", false, " should,", false, false)); /* a sign counts */
	assert_true(altered(" should", false, NULL, false, false)); /* accepted or rejected */
	assert_true(altered(NULL, false, " should", false, false)); /* from another paragraph */
	assert_true(altered(" should", false, " should", false, true)); /* struck by somebody */
}

static void test_two_paragraphs_that_were_joined_are_altered(void **state)
{
	rap_docx_sent sent = {0};

	(void)state;
	rap_docx_sent_begin_par(&sent);
	mark(&sent, RAP_WORD_MARK_WAS, "a", false);
	mark(&sent, RAP_WORD_MARK_WAS, "b", false);
	rap_docx_sent_words(&sent, rap_slice_of("b"), false);
	assert_true(rap_docx_sent_altered(&sent));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_changes_are_known_by_author_and_date),
		cmocka_unit_test(test_a_time_that_is_none_makes_no_file_of_ours),
		cmocka_unit_test(test_names_are_bounded),
		cmocka_unit_test(test_a_paragraph_shows_that_changes_are_other_than_they_were),
		cmocka_unit_test(test_two_paragraphs_that_were_joined_are_altered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
