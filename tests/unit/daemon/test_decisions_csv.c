// SPDX-License-Identifier: Apache-2.0
/* decisions.csv as spreadsheets save it, and every mistake in it at its place. */
#include "report/decisions_csv.h"

#include "report/csv_read.h"
#include "report/escape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define HEAD "proposal,disposition,reason,text\r\n"

static bool known(const char *word, int *ret)
{
	static const char *const words[] = {"accepted", "not accepted", "noted"};

	for (int i = 0; i < 3; i++)
		if (strcmp(words[i], word) == 0) {
			*ret = i;
			return true;
		}
	return false;
}

/* What was read, one line per row; or the mistakes. */
static void check(const char *name, rap_slice bytes, const char *want)
{
	rap_diags diags = {0};
	rap_decision_lines lines;
	rap_buf got = rap_buf_init(65536);
	bool sound =
		rap_decisions_csv_read(bytes, "d.csv", known, "accepted, noted", &diags, &lines);

	for (size_t i = 0; i < lines.n; i++)
		rap_buf_printf(
			&got, "%s-%ld %d <%s> <%s> %u\n", lines.at[i].member, lines.at[i].number,
			lines.at[i].disposition, lines.at[i].reason ? lines.at[i].reason : "-",
			lines.at[i].text ? lines.at[i].text : "-", lines.at[i].proposal_at.line);
	rap_diags_print(&diags, &got);
	assert_int_equal(sound, diags.n == 0);
	if (!sound)
		assert_int_equal(lines.n, 0);
	if (strcmp(rap_buf_text(&got), want) != 0)
		fail_msg("%s: got '%s' want '%s'", name, rap_buf_text(&got), want);
	rap_buf_done(&got);
	rap_diags_done(&diags);
	rap_decision_lines_done(&lines);
}

static void test_decisions_csv_read_takes_what_spreadsheets_save(void **state)
{
	static const struct {
		const char *name, *text, *want;
	} rows[] = {
		{"as written",
	         "\xEF\xBB\xBF\"proposal\",\"disposition\",\"reason\",\"text\"\r\n"
	         "\"MN-4\",\"noted\",\"\",\"\"\r\n",
	         "MN-4 2 <-> <-> 2\n"},
		{"without a mark", HEAD "MN-4,noted,,\r\n", "MN-4 2 <-> <-> 2\n"},
		{"semicolons",
	         "proposal;disposition;reason;text\r\nKR-12;not accepted;\"a;b\";\r\n",
	         "KR-12 1 <a;b> <-> 2\n"},
		{"tabs", "proposal\tdisposition\treason\ttext\r\nKR-1\taccepted\tx, y\t\r\n",
	         "KR-1 0 <x, y> <-> 2\n"},
		{"quotes, and lines in a cell",
	         HEAD "MN-1,noted,\"says \"\"no\"\"\r\ntwice\",\"a\n\nb\"\r\nMN-2,noted\r\n",
	         "MN-1 2 <says \"no\"\ntwice> <a\n\nb> 2\nMN-2 2 <-> <-> 6\n"},
		{"line feeds, and none at the end", "proposal,disposition\nMN-1,noted\nMN-2,noted",
	         "MN-1 2 <-> <-> 2\nMN-2 2 <-> <-> 3\n"},
		{"carriage returns", "proposal,disposition\rMN-1,noted\r", "MN-1 2 <-> <-> 2\n"},
		{"another order, other capitals, blanks",
	         " Text ,REASON,Disposition,Proposal\n t , r , noted , MN-1 \n",
	         "MN-1 2 <r> <t> 2\n"},
		{"empty rows and columns", "proposal,disposition,,\n,,,\n\nMN-1,noted,,\n,,,\n",
	         "MN-1 2 <-> <-> 4\n"},
		{"cells left out at the end", HEAD "MN-1,noted\r\n", "MN-1 2 <-> <-> 2\n"},
		{"our apostrophe", HEAD "MN-1,noted,'=1+1,'- a list\nMN-2,noted,'tis,'quoted'\n",
	         "MN-1 2 <=1+1> <- a list> 2\nMN-2 2 <'tis> <'quoted'> 3\n"},
		{"other scripts", HEAD "MN-1,noted,\"지지함, да\",支持\n",
	         "MN-1 2 <지지함, да> <支持> 2\n"},
		{"the head alone", HEAD, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check(rows[i].name, rap_slice_of(rows[i].text), rows[i].want);
}

static void test_decisions_csv_read_tells_every_mistake_at_its_place(void **state)
{
	static const struct {
		const char *name, *text, *want;
	} rows[] = {
		{"empty", "",
	         "d.csv:1:1: an empty file; the first row names the columns: proposal, "
	         "disposition, reason, text\n"},
		{"no head", "MN-1,noted\nMN-2,noted\n",
	         "d.csv:1:1: no such column; proposal, disposition, reason, text (got 'MN-1')\n"
	         "d.csv:1:1: proposal: the first row has no column of this name\n"
	         "d.csv:1:1: disposition: the first row has no column of this name\n"
	         "d.csv:1:6: no such column; proposal, disposition, reason, text (got 'noted')\n"},
		{"a column twice", "proposal,disposition,proposal\n",
	         "d.csv:1:22: this column stands twice (got 'proposal')\n"},
		{"no proposals",
	         HEAD
	         ",noted,,\nMN4,noted\n-4,noted\nMN-04,noted\nMN-4x,noted\nMN-99999999999,noted\n",
	         "d.csv:2:1: proposal: which proposal? The cell is empty (got '')\n"
	         "d.csv:3:1: proposal: the number of a proposal, such as MN-4 (got 'MN4')\n"
	         "d.csv:4:1: proposal: the number of a proposal, such as MN-4 (got '-4')\n"
	         "d.csv:5:1: proposal: the number of a proposal, such as MN-4 (got 'MN-04')\n"
	         "d.csv:6:1: proposal: the number of a proposal, such as MN-4 (got 'MN-4x')\n"
	         "d.csv:7:1: proposal: the number of a proposal, such as MN-4 (got "
	         "'MN-99999999999')\n"},
		{"no dispositions", HEAD "MN-1,,,\nMN-2,\"perhaps\",,\n지-3,Noted\n",
	         "d.csv:2:6: disposition: one of accepted, noted (got '')\n"
	         "d.csv:3:6: disposition: one of accepted, noted (got 'perhaps')\n"
	         "d.csv:4:5: disposition: one of accepted, noted (got 'Noted')\n"},
		{"twice", HEAD "MN-1,noted\nKR-1,noted\nMN-1,accepted\n",
	         "d.csv:4:1: proposal: MN-1 stands in line 2 already\n"},
		{"a separator too many", HEAD "MN-1,noted,a,b,c\n",
	         "d.csv:2:16: a cell beyond the last column (got 'c')\n"},
		{"a quote never closed", HEAD "MN-1,noted,\"a\nMN-2,noted\n",
	         "d.csv:2:12: this quote is never closed\n"},
		{"behind a quote", HEAD "MN-1,noted,\"a\" b,\nMN-2,maybe\n",
	         "d.csv:2:15: something stands behind a closing quote\n"
	         "d.csv:3:6: disposition: one of accepted, noted (got 'maybe')\n"},
		{"a quote inside", HEAD "MN-1,noted,a \"b\",\n",
	         "d.csv:2:14: a quote inside a cell that does not begin with one\n"},
		{"opened as what it is not",
	         "\xC3\xAF\xC2\xBB\xC2\xBFproposal,disposition\nMN-1,noted\n",
	         "d.csv:1:1: this was UTF-8 and was opened in another character set: its letters "
	         "are damaged. Open the first file again, as Unicode (UTF-8)\n"},
		{"a workbook", "PK\x03\x04zzz",
	         "d.csv:1:1: this is a workbook: save its sheet as CSV (UTF-8)\n"},
		{"a control character", HEAD "MN-1,noted,a\x1b[2J,\n",
	         "d.csv:2:13: a control character, which no cell may have\n"},
		{"a control character of the upper half", HEAD "MN-1,noted,a\xC2\x9B[2J,\n",
	         "d.csv:2:13: a control character, which no cell may have\n"},
		{"another character set",
	         "proposal,disposition,reason\nMN-1,noted,caf\xE9 \xE9\nMN-2,noted,\xE9\n",
	         "d.csv:2:15: not UTF-8: save the file again, in Excel as \"CSV UTF-8\", in "
	         "LibreOffice with the "
	         "character set \"Unicode (UTF-8)\"\n"
	         "d.csv:3:12: not UTF-8: save the file again, in Excel as \"CSV UTF-8\", in "
	         "LibreOffice with the "
	         "character set \"Unicode (UTF-8)\"\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check(rows[i].name, rap_slice_of(rows[i].text), rows[i].want);
	check("a NUL", (rap_slice){HEAD "MN-1,no\0ed\n", sizeof HEAD "MN-1,no\0ed\n" - 1},
	      "d.csv:2:8: a control character, which no cell may have\n");
}

/* "Unicode text" of spreadsheets. */
static void test_csv_read_takes_utf16_with_a_mark(void **state)
{
	static const char little[] = "\xFF\xFE"
				     "a\0\t\0"
				     "=\xD8\x00\xDE"
				     "\r\0\n\0";
	static const char big[] = "\xFE\xFF\0a\0\t\xD8=\xDE\x00\0\r\0\n";
	static const char half[] = "\xFF\xFE"
				   "a\0=\xD8"
				   "b\0";
	static const char odd[] = "\xFF\xFE"
				  "a\0b";
	const struct {
		rap_slice bytes;
		bool sound;
	} rows[] = {{{little, sizeof little - 1}, true},
	            {{big, sizeof big - 1}, true},
	            {{half, sizeof half - 1}, false},
	            {{odd, sizeof odd - 1}, false}};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		rap_diags diags = {0};
		rap_csv csv;

		assert_int_equal(rap_csv_read(rows[i].bytes, "x", &diags, &csv), rows[i].sound);
		if (rows[i].sound) {
			assert_int_equal(csv.n, 1);
			assert_int_equal(csv.at[0].n, 2);
			assert_string_equal(csv.at[0].at[0].text, "a");
			assert_string_equal(csv.at[0].at[1].text, "\xF0\x9F\x98\x80");
		}
		rap_csv_done(&csv);
		rap_diags_done(&diags);
	}
}

/* Whatever is written is read as it was meant. */
static void test_csv_read_gets_back_what_escape_csv_wrote(void **state)
{
	static const char *const texts[] = {
		"",     "=1+1", "'=1",  "''",     "'",        "-",    "-5",
		"a\nb", "\tx",  "\"",   "\"\"=1", "a,b;c\td", "@x",   "\xEF\xBC\x9Dx",
		"'tis", "+",    "支持", "\n",     "a\"b",     "''=1", "  =1"};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		rap_buf out = rap_buf_init(1000);
		rap_diags diags = {0};
		rap_csv csv;
		rap_slice back;

		rap_buf_str(&out, "\"x\",");
		rap_escape_csv(&out, rap_slice_of(texts[i]));
		rap_buf_str(&out, "\r\n");
		assert_true(rap_csv_read(rap_buf_as_slice(&out), "x", &diags, &csv));
		assert_int_equal(csv.n, 1);
		assert_int_equal(csv.at[0].n, 2);
		back = rap_escape_csv_undone(rap_slice_of(csv.at[0].at[1].text));
		if (!rap_slice_is(back, texts[i]))
			fail_msg("'%s' came back as '%s'", texts[i], back.at);
		rap_csv_done(&csv);
		rap_diags_done(&diags);
		rap_buf_done(&out);
	}
}

static void test_csv_read_stops_at_its_limits(void **state)
{
	rap_buf wide = rap_buf_init(1000), tall = rap_buf_init(1u << 20);
	rap_diags diags = {0};
	rap_csv csv;

	(void)state;
	for (int i = 0; i < 200; i++)
		rap_buf_str(&wide, "a,");
	assert_false(rap_csv_read(rap_buf_as_slice(&wide), "x", &diags, &csv));
	assert_int_equal(diags.n, 1);
	assert_int_equal(csv.at[0].n, 100);
	rap_csv_done(&csv);
	rap_diags_done(&diags);
	for (int i = 0; i < 100001; i++)
		rap_buf_str(&tall, "a\n");
	assert_false(rap_csv_read(rap_buf_as_slice(&tall), "x", &diags, &csv));
	assert_int_equal(csv.n, 100000);
	assert_int_equal(diags.at[0].line, 100001);
	rap_csv_done(&csv);
	rap_diags_done(&diags);
	rap_buf_done(&wide);
	rap_buf_done(&tall);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decisions_csv_read_takes_what_spreadsheets_save),
		cmocka_unit_test(test_decisions_csv_read_tells_every_mistake_at_its_place),
		cmocka_unit_test(test_csv_read_takes_utf16_with_a_mark),
		cmocka_unit_test(test_csv_read_gets_back_what_escape_csv_wrote),
		cmocka_unit_test(test_csv_read_stops_at_its_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
