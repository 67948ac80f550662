// SPDX-License-Identifier: Apache-2.0
/*
 * Cells of CSV (R62): a reader of RFC 4180 finds as many as were written, each is what was written but for what can
 * stand in no cell, and none begins with what a spreadsheet takes for a formula.
 */
#include "tests/fuzz/fuzz.h"

#include "common/limits.h"
#include "daemon/report/escape.h"
#include "tests/fuzz/shown.h"

#define CELLS_MAX 64u

/* RFC 4180, all fields quoted: one field from *at on, which moves behind its closing quote. */
static void read_field(rap_slice record, size_t *at, rap_buf *ret)
{
	MUST(*at < record.len && record.at[*at] == '"');
	for ((*at)++;; (*at)++) {
		MUST(*at < record.len);
		if (record.at[*at] == '"' && (*at + 1 >= record.len || record.at[*at + 1] != '"'))
			break;
		*at += record.at[*at] == '"';
		rap_buf_char(ret, record.at[*at]);
	}
	(*at)++;
}

static bool is_number(rap_slice s)
{
	size_t i = 0, whole = 0, part = 0;

	i += i < s.len && (s.at[i] == '-' || s.at[i] == '+');
	for (; i < s.len && s.at[i] >= '0' && s.at[i] <= '9'; i++)
		whole++;
	if (i < s.len && s.at[i] == '.') {
		for (i++; i < s.len && s.at[i] >= '0' && s.at[i] <= '9'; i++)
			part++;
		if (part == 0)
			return false;
	}
	return i == s.len && whole > 0;
}

/* What a spreadsheet may compute, also where it leaves out what stands before it. */
static bool is_formula(rap_slice s)
{
	static const uint32_t signs[] = {'=', '+', '-', '@', '|', 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20};
	size_t at = 0;
	uint32_t c = 0;

	if (s.len > 0 && (s.at[0] == '\t' || s.at[0] == '\r' || s.at[0] == '\n'))
		return true;
	while (at < s.len) {
		c = rap_utf8_next(s, &at);
		if (c != '"' && c != '\'' && c != 0x200B && c != 0xFEFF && !rap_utf8_is_space(c))
			break;
	}
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (c == signs[i])
			return !is_number(s);
	return false;
}

static void check_cell(rap_slice written, rap_slice read)
{
	rap_buf want = rap_buf_init(8 * written.len + 16);
	rap_slice cell = read;

	shown_text(&want, written);
	MUST(!is_formula(read) || read.at[0] == '\'');
	/* The apostrophe is ours where taking it away leaves a formula. */
	if (cell.len > 0 && cell.at[0] == '\'' && !rap_slice_eq(cell, rap_buf_as_slice(&want)))
		cell = rap_slice_sub(cell, 1, cell.len);
	MUST(rap_slice_eq(cell, rap_buf_as_slice(&want)));
	rap_buf_done(&want);
}

static void one(rap_slice input)
{
	rap_slice cells[CELLS_MAX];
	rap_buf record = rap_buf_init(16 * input.len + RAP_KIB);
	size_t n = 0, at = 0;

	while (n < CELLS_MAX && (n == 0 || input.len > 0)) {
		cells[n] = fuzz_part(&input);
		rap_buf_str(&record, n ? "," : "");
		rap_escape_csv(&record, cells[n++]);
	}
	for (size_t i = 0; i < n; i++) {
		rap_buf got = rap_buf_init(record.len);

		MUST(i == 0 || rap_buf_text(&record)[at++] == ',');
		read_field(rap_buf_as_slice(&record), &at, &got);
		check_cell(cells[i], rap_buf_as_slice(&got));
		rap_buf_done(&got);
	}
	MUST(at == record.len && fuzz_is_text(rap_buf_as_slice(&record)));
	for (size_t i = 0; i < n; i++)
		fuzz_free(cells[i]);
	rap_buf_done(&record);
}

const fuzz_target fuzz_here = {NULL, one, 100000, 5000};
