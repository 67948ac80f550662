// SPDX-License-Identifier: Apache-2.0
/*
 * Tables that come back (csv_read.h, decisions_csv.h): every mistake has a place in the file, nothing is handed on where
 * there is one, and what was read is read again out of what we write of it.
 */
#include "tests/fuzz/fuzz.h"

#include "common/limits.h"
#include "daemon/report/csv_read.h"
#include "daemon/report/decisions_csv.h"
#include "daemon/report/escape.h"

static bool known(const char *word, int *ret)
{
	*ret = strcmp(word, "noted") == 0;
	return *ret != 0 || strcmp(word, "accepted") == 0;
}

static void check_places(const rap_diags *diags, rap_slice input)
{
	for (size_t i = 0; i < diags->n && i < RAP_LIMIT_DIAGS; i++)
		MUST(diags->at[i].line >= 1 && diags->at[i].line <= input.len + 1 &&
		     diags->at[i].column >= 1 && diags->at[i].column <= input.len + 1);
}

/* The same table, written by us, is the same table. */
static void check_again(const rap_csv *csv)
{
	rap_buf out = rap_buf_init(64 * RAP_MIB);
	rap_diags diags = {0};
	rap_csv again;

	for (size_t i = 0; i < csv->n; i++) {
		for (size_t j = 0; j < csv->at[i].n; j++) {
			rap_buf_str(&out, j ? "," : "");
			rap_escape_csv(&out, rap_slice_of(csv->at[i].at[j].text));
		}
		rap_buf_str(&out, "\r\n");
	}
	MUST(rap_csv_read(rap_buf_as_slice(&out), "again", &diags, &again));
	MUST(again.n == csv->n);
	for (size_t i = 0; i < csv->n; i++) {
		MUST(again.at[i].n == csv->at[i].n);
		for (size_t j = 0; j < csv->at[i].n; j++) {
			rap_buf want = rap_buf_init(64 * RAP_MIB);
			rap_slice got = rap_slice_of(again.at[i].at[j].text);

			rap_escape_csv(&want, rap_slice_of(csv->at[i].at[j].text));
			MUST(fuzz_is_text(got));
			/* Shown again it is the same, with its apostrophe or without. */
			if (strncmp(rap_buf_text(&want), "\"'", 2) != 0) {
				rap_buf twice = rap_buf_init(64 * RAP_MIB);

				rap_escape_csv(&twice, got);
				MUST(rap_slice_eq(rap_buf_as_slice(&want),
				                  rap_buf_as_slice(&twice)));
				rap_buf_done(&twice);
			}
			rap_buf_done(&want);
		}
	}
	rap_csv_done(&again);
	rap_diags_done(&diags);
	rap_buf_done(&out);
}

static void one(rap_slice input)
{
	rap_diags diags = {0}, about = {0};
	rap_decision_lines lines;
	rap_csv csv;
	bool sound = rap_csv_read(input, "csv", &diags, &csv);

	MUST(sound == (diags.errors == 0));
	check_places(&diags, input);
	for (size_t i = 0; i < csv.n; i++)
		MUST(csv.at[i].n >= 1 && csv.at[i].n <= 100);
	if (sound)
		check_again(&csv);
	rap_csv_done(&csv);
	rap_diags_done(&diags);

	sound = rap_decisions_csv_read(input, "csv", known, "accepted, noted", &about, &lines);
	MUST(sound == (about.errors == 0));
	MUST(sound || lines.n == 0);
	check_places(&about, input);
	for (size_t i = 0; i < lines.n; i++) {
		MUST(lines.at[i].member[0] != '\0' && lines.at[i].number > 0);
		MUST(lines.at[i].disposition == 0 || lines.at[i].disposition == 1);
		MUST(fuzz_text_or_null(lines.at[i].reason) && fuzz_text_or_null(lines.at[i].text));
		MUST(lines.at[i].proposal_at.line > 1);
	}
	rap_decision_lines_done(&lines);
	rap_diags_done(&about);
}

const fuzz_target fuzz_here = {NULL, one, 200000, 20000};
