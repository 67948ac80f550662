/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Proposals at random on a draft, the same for the same seed, and the board they make: for tests of what is written
 * from one. Words of all scripts of the region, identical and competing changes, and what is dangerous somewhere.
 */
#ifndef RAP_TESTS_DRAFT_WORLD_H
#define RAP_TESTS_DRAFT_WORLD_H

#include "common/limits.h"
#include "common/mem.h"
#include "report/board.h"

#include <stdlib.h>

typedef struct draft_world {
	uint64_t seed;
	const rap_desk *desk;
	bool nasty; /* words that no honest person writes, too */
	long numbers[64]; /* the last of each member */
	rap_board board;
} draft_world;

static inline size_t world_any(draft_world *w, size_t below)
{
	w->seed ^= w->seed << 13;
	w->seed ^= w->seed >> 7;
	w->seed ^= w->seed << 17;
	return (size_t)(w->seed % below);
}

static inline const char *world_word(draft_world *w)
{
	static const char *const words[] = {"should",         "may",
	                                    "as appropriate", "within available resources",
	                                    "voluntary",      "the Parties,",
	                                    "环境合作",       "должны",
	                                    "협력",           "大気汚染",
	                                    "(2025)",         "Secretariat;",
	                                    "yearly.",        "a",
	                                    "“quoted”",       "regional"};
	static const char *const bad[] = {"<w:p>",
	                                  "]]>",
	                                  "&amp;&",
	                                  "\x01\x1f",
	                                  "\xef\xbf\xbe",
	                                  "a\tb",
	                                  "x\ny",
	                                  ("\xe2\x80\xae"
	                                   "evil"),
	                                  "\"quoted\"'",
	                                  "=1+1",
	                                  "\xd7\xa9\xd7\x9c",
	                                  "[P3] delete"};

	if (w->nasty && world_any(w, 4) == 0)
		return bad[world_any(w, sizeof bad / sizeof *bad)];
	return words[world_any(w, sizeof words / sizeof *words)];
}

/* base with some of its words changed, taken out, or others put before them. */
static inline char *world_edited(draft_world *w, const char *base, size_t edits)
{
	rap_buf out = rap_buf_init(RAP_MIB);
	size_t n = 1;

	for (const char *p = base; *p; p++)
		n += *p == ' ';
	while (*base) {
		size_t len = strcspn(base, " ");
		bool hit = world_any(w, n) < edits;

		if (out.len > 0 && !(hit && world_any(w, 3) == 0))
			rap_buf_char(&out, ' ');
		if (!hit || world_any(w, 4) == 0)
			rap_buf_add(&out, base, len);
		if (hit && world_any(w, 3) > 0)
			rap_buf_printf(&out, " %s", world_word(w));
		base += len + (base[len] == ' ');
	}
	if (out.len == 0)
		rap_buf_str(&out, world_word(w));
	return rap_buf_take(&out);
}

static inline char *world_sentence(draft_world *w, size_t words)
{
	rap_buf out = rap_buf_init(RAP_MIB);

	for (size_t i = 0; i <= words; i++)
		rap_buf_printf(&out, "%s%s", i ? " " : "", world_word(w));
	return rap_buf_take(&out);
}

static inline void world_text(draft_world *w, rap_proposal_row *row, const rap_block *block)
{
	/* Often what somebody else has proposed. */
	for (size_t i = 0; i < w->board.rows.n && world_any(w, 3) == 0; i++) {
		const rap_proposal_row *other = &w->board.rows.at[world_any(w, w->board.rows.n)];

		if (other->text && other->action == row->action &&
		    strcmp(other->paragraph, row->paragraph) == 0) {
			row->text = rap_strdup(other->text);
			return;
		}
	}
	if (row->action == RAP_ACTION_REPLACE && world_any(w, 6) > 0)
		row->text = world_edited(w, block->text, 1 + world_any(w, 4));
	else if (row->action == RAP_ACTION_REPLACE || row->action == RAP_ACTION_INSERT_AFTER)
		row->text = world_sentence(w, 4 + world_any(w, 12));
}

static inline void world_row(draft_world *w, const rap_block *block)
{
	static const rap_action actions[] = {RAP_ACTION_REPLACE,      RAP_ACTION_REPLACE,
	                                     RAP_ACTION_REPLACE,      RAP_ACTION_REPLACE,
	                                     RAP_ACTION_REPLACE,      RAP_ACTION_DELETE,
	                                     RAP_ACTION_INSERT_AFTER, RAP_ACTION_COMMENT};
	const rap_consultation *c = w->desk->consultation;
	size_t member = world_any(w, c->n_members);
	rap_proposal_row row = {.id = (int64_t)w->board.rows.n + 1,
	                        .received = w->desk->now - 86400 + (int64_t)world_any(w, 86400),
	                        .member = rap_strdup(c->members[member].code),
	                        .author = rap_strdup("a@b.example"),
	                        .number = ++w->numbers[member % 64],
	                        .paragraph = rap_strdup(block->mark),
	                        .base_revision = rap_strdup("Zero draft"),
	                        .action = actions[world_any(w, 8)],
	                        .disposition = rap_strdup("for the meeting")};

	world_text(w, &row, block);
	row.words = world_sentence(w, 3);
	if (world_any(w, 3) == 0)
		row.reason = world_sentence(w, 5);
	if (world_any(w, 20) == 0)
		row.status = RAP_ANSWER_UNCLEAR;
	row.withdrawn = world_any(w, 20) == 0;
	w->board.rows.at =
		rap_reallocarray(w->board.rows.at, w->board.rows.n + 1, sizeof *w->board.rows.at);
	w->board.rows.at[w->board.rows.n++] = row;
}

/* n proposals on the paragraphs of desk->draft. */
static inline void world_board(draft_world *w, size_t n)
{
	const rap_draft *draft = w->desk->draft;
	const rap_block **marked = rap_calloc(draft->n + 1, sizeof *marked);
	rap_answer_rows no_answers = {0};
	rap_proposal_rows rows;
	size_t n_marked = 0;

	for (size_t i = 0; i < draft->n; i++)
		if (draft->blocks[i].mark)
			marked[n_marked++] = &draft->blocks[i];
	for (size_t i = 0; i < n; i++)
		world_row(w, marked[world_any(w, n_marked)]);
	rows = w->board.rows;
	if (rap_board_lay(w->desk, NULL, &rows, &no_answers, &w->board) != RAP_OK)
		abort();
	free(marked);
}

/* The board is ended by rap_board_done; then another may be made. */
static inline void world_done(draft_world *w)
{
	rap_board_done(&w->board);
	memset(w->numbers, 0, sizeof w->numbers);
}

#endif
