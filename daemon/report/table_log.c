// SPDX-License-Identifier: Apache-2.0
/* The mails received, in the order in which they were recorded; and what the words of all the tables mean. */
#include "report/record.h"
#include "report/tables_source.h"

static void put_number(rap_table *t, size_t column, int64_t number)
{
	rap_buf cell = rap_buf_init(100);

	rap_buf_printf(&cell, "%lld", (long long)number);
	rap_table_buf(t, column, &cell);
}

static void log_row(const rap_tables_source *s, rap_table *t, const rap_tables_mail *mail)
{
	rap_buf time = rap_buf_init(100);

	rap_table_row_add(t)->quiet = mail->answers + mail->proposals == 0;
	put_number(t, 0, mail->id);
	rap_tables_put_time(&time, mail->received_at);
	rap_table_buf(t, 1, &time);
	rap_table_set(t, 2, mail->member ? rap_record_state(s->desk, mail->member) : NULL);
	rap_table_set(t, 3, mail->author);
	rap_table_set(t, 4, mail->subject);
	rap_table_set(t, 5, mail->kind);
	rap_table_set(t, 6, mail->verdict);
	rap_table_set(t, 7, mail->reason);
	rap_table_set(t, 8, mail->late ? "late" : NULL);
	if (mail->round > 0)
		put_number(t, 9, mail->round);
	rap_table_set(t, 10, mail->status);
	put_number(t, 11, (int64_t)mail->answers);
	put_number(t, 12, (int64_t)mail->proposals);
	rap_table_set(t, 13, mail->message_id);
}

void rap_tables_log(const rap_tables_source *s, rap_table *t)
{
	static const struct {
		const char *key, *title;
		unsigned width;
	} columns[] = {
		{"mail", "Mail", 6},
		{"received", "Received (UTC)", 19},
		{"state", "State", 14},
		{"author", "Author", 22},
		{"subject", "Subject", 28},
		{"kind", "Kind", 9},
		{"verdict", "Verdict", 12},
		{"reason", "Reason", 28},
		{"late", "Late", 6},
		{"round", "Round", 7},
		{"status", "Status", 10},
		{"answers", "Answers", 9},
		{"proposals", "Proposals", 10},
		{"message_id", "Message-ID", 22},
	};

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		rap_table_column_add(t, columns[i].key, columns[i].title, columns[i].width);
	for (size_t i = 0; i < s->n_mails; i++)
		log_row(s, t, &s->mails[i]);
}

/* ---- key ------------------------------------------------------------------------------------------------ */

static const char *const meanings[][2] = {
	{"Matrix",
         "What States say about the draft. General comments first, then paragraph by paragraph; "
         "the same proposal of several States is one row. Numbers such as MN-4 belong to a "
         "State and are never used again."},
	{"Matrix: Disposition",
         "accepted; accepted with modification; not accepted; noted; for the meeting, as long as "
         "nothing "
         "is decided; withdrawn, and superseded by a later one, are no longer proposed."},
	{"Matrix: Observations",
         "What the record itself knows of a proposal. Room for the secretariat's "
         "own; nothing is read back from here."},
	{"Positions",
         "What each State has said. \"no reply\" is silence, and silence is not consent. "
         "\"reserves\" is neither support nor objection. \"unclear\" and \"in conflict\" have "
         "been put to the State."},
	{"Ratings",
         "Numbers as given. Median, lowest, highest and spread (highest less lowest) are of those "
         "who gave one; nothing is put in the place of a missing one."},
	{"Other matters", "Answers to the objectives that ask for lists; each entry is a row."},
	{"Participants", "Whom States name, with their other answers to the same objective."},
	{"Log", "Every mail received: whose it is, why it counts or does not, and what was read "
                "out of it."},
	{"Answers",
         "Every answer that stands, as it was understood and, where that differs, as it was "
         "written."},
	{"Long texts",
         "A cell takes 32,767 characters. What is longer is cut, and the cell says so; the "
         "files in CSV and JSON have all of it."},
};

void rap_tables_key(const rap_tables_source *s, rap_table *t)
{
	const char *revision = s->desk->draft ? s->desk->draft->revision : NULL;
	rap_buf time = rap_buf_init(200);

	rap_table_column_add(t, "what", "What", 26);
	rap_table_column_add(t, "meaning", "Meaning", 100);
	(void)rap_table_row_add(t);
	rap_table_set(t, 0, "Consultation");
	rap_table_set(t, 1, s->c->title);
	(void)rap_table_row_add(t);
	rap_table_set(t, 0, "As of");
	rap_date_put_human(&time, s->desk->now, s->c->meeting.timezone, true);
	rap_table_buf(t, 1, &time);
	if (revision) {
		(void)rap_table_row_add(t);
		rap_table_set(t, 0, "Draft");
		rap_table_set(t, 1, revision);
	}
	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
		rap_table_row_add(t)->begins = i == 0;
		rap_table_set(t, 0, meanings[i][0]);
		rap_table_set(t, 1, meanings[i][1]);
	}
}
