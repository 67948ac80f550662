// SPDX-License-Identifier: Apache-2.0
/*
 * rapporteur decide: what became of proposals. Several at once, ranges, all editorial ones, or a file that export wrote and
 * an officer filled in. Everything that is wrong is said, and then nothing is done; the last decision about a proposal
 * holds, and none is forgotten.
 */
#include "common/file.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "core.h"
#include "output.h"
#include "report/decisions_csv.h"
#include "settle.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#define SHOWN 300u /* characters of a paragraph (R64) */
#define RANGE_MAX 10000L
#define WORDS "accepted, accepted with modification, not accepted, noted, for the meeting"

typedef struct choice {
	const char *reason, *text, *from;
	bool editorial;
	rap_settle_order *orders;
	size_t n;
	rap_strv codes; /* the orders borrow from it */
	rap_decision_lines lines; /* of the file */
	rap_diags diags; /* about the file */
} choice;

/* ---- the command line ----------------------------------------------------------------------------------- */

/* "MN-4", whatever its case. */
static bool read_name(const char *text, size_t len, char *code, long *ret_number)
{
	char digits[8]; /* checked */

	if (len < 4 || len - 3 >= sizeof digits || text[2] != '-')
		return false;
	for (size_t i = 0; i < 2; i++) {
		char c = text[i] >= 'a' && text[i] <= 'z' ? (char)(text[i] - 'a' + 'A') : text[i];

		if (c < 'A' || c > 'Z')
			return false;
		code[i] = c;
	}
	code[2] = '\0';
	memcpy(digits, text + 3, len - 3);
	digits[len - 3] = '\0';
	if (strspn(digits, "0123456789") != len - 3)
		return false;
	*ret_number = strtol(digits, NULL, 10);
	return *ret_number > 0;
}

static void add_order(choice *what, const char *code, long number)
{
	rap_strv_add(&what->codes, code);
	what->orders = rap_reallocarray(what->orders, what->n + 1, sizeof *what->orders);
	what->orders[what->n++] =
		(rap_settle_order){.member = what->codes.at[what->codes.n - 1], .number = number};
}

/* "MN-4", "MN-1..MN-4" or "MN-1..4". */
static int add_named(choice *what, const char *name)
{
	const char *dots = strstr(name, "..");
	size_t len = dots ? (size_t)(dots - name) : strlen(name);
	char code[3], last[3];
	long from, to;

	if (!read_name(name, len, code, &from))
		return rap_app_fail(64, "decide: no proposal is called '%s'; MN-4, or MN-1..MN-4",
		                    name);
	to = from;
	if (dots && strspn(dots + 2, "0123456789") == strlen(dots + 2) && dots[2])
		to = strtol(dots + 2, NULL, 10);
	else if (dots &&
	         (!read_name(dots + 2, strlen(dots + 2), last, &to) || strcmp(code, last) != 0))
		return rap_app_fail(64, "decide: '%s' is no range; MN-1..MN-4", name);
	if (to < from || to - from >= RANGE_MAX)
		return rap_app_fail(64, "decide: '%s' is no range from a lower to a higher number",
		                    name);
	for (; from <= to; from++)
		add_order(what, code, from);
	return 0;
}

/* PROPOSAL... VERB; all that is wrong is said. */
static int read_orders(choice *what, char **words, size_t n)
{
	rap_disposition disposition;
	int status = 0;

	if (n < 2)
		return rap_app_fail(64, "decide takes proposals, and at the end accept, modify, "
		                        "decline, note or meeting");
	if (!rap_disposition_parse(words[n - 1], &disposition))
		status = rap_app_fail(64,
		                      "decide: accept, modify, decline, note or meeting "
		                      "stands at the end (got '%s')",
		                      words[n - 1]);
	what->editorial = n == 2 && strcmp(words[0], "editorial") == 0;
	for (size_t i = 0; i + 1 < n && !what->editorial; i++)
		status = add_named(what, words[i]) ? 64 : status;
	if (status == 0 && what->editorial && disposition != RAP_DISPOSITION_ACCEPTED)
		status = rap_app_fail(64, "all editorial ones together can only be accepted");
	if (status == 0 && what->editorial && (what->text || what->reason))
		status = rap_app_fail(64, "editorial ones are accepted as they are, without "
		                          "--text and --reason");
	if (status == 0 && what->text && disposition == RAP_DISPOSITION_ACCEPTED)
		disposition = RAP_DISPOSITION_MODIFIED; /* in other words */
	for (size_t i = 0; status == 0 && i < what->n; i++) {
		what->orders[i].disposition = disposition;
		what->orders[i].reason = what->reason;
		what->orders[i].text = what->text;
	}
	return status;
}

static bool known_word(const char *word, int *ret)
{
	rap_disposition disposition;

	if (!rap_disposition_parse(word, &disposition))
		return false;
	*ret = (int)disposition;
	return true;
}

static int read_file(choice *what)
{
	rap_buf bytes = rap_buf_init(0);
	rap_err err = rap_file_read(what->from, RAP_LIMIT_DECISIONS_FILE, &bytes);
	bool good;

	if (err != RAP_OK) {
		rap_buf_done(&bytes);
		return rap_app_fail(rap_err_status(err), "%s: %s", what->from, rap_err_text(err));
	}
	good = rap_decisions_csv_read(rap_buf_as_slice(&bytes), what->from, known_word, WORDS,
	                              &what->diags, &what->lines);
	rap_buf_done(&bytes);
	for (size_t i = 0; good && i < what->lines.n; i++) {
		const rap_decision_line *line = &what->lines.at[i];

		add_order(what, line->member, line->number);
		what->orders[i].disposition = (rap_disposition)line->disposition;
		what->orders[i].reason = line->reason;
		what->orders[i].text = line->text;
	}
	return good ? 0 : 65;
}

/* A word that says nothing is none, and one that is no UTF-8 cannot be kept. */
static int check_words(const choice *what)
{
	const struct {
		const char *option, *words;
	} all[] = {{"--reason", what->reason}, {"--text", what->text}};
	int status = 0;

	for (size_t i = 0; i < 2; i++)
		if (all[i].words && (!rap_utf8_valid(rap_slice_of(all[i].words)) ||
		                     rap_utf8_trim(rap_slice_of(all[i].words)).len == 0))
			status = rap_app_fail(64, "decide: %s is empty, or not UTF-8",
			                      all[i].option);
	return status;
}

static int read_options(rap_app *app, choice *ret)
{
	static const struct option options[] = {
		{"reason", required_argument, NULL, 'r'},
		{"text", required_argument, NULL, 't'},
		{"from", required_argument, NULL, 'f'},
		{NULL, 0, NULL, 0},
	};
	int option, status;

	while ((option = getopt_long(app->argc, app->argv, "", options, NULL)) != -1) {
		if (option == 'r')
			ret->reason = optarg;
		else if (option == 't')
			ret->text = optarg;
		else if (option == 'f')
			ret->from = optarg;
		else
			return 64;
	}
	status = check_words(ret);
	if (status != 0)
		return status;
	if (!ret->from)
		return read_orders(ret, app->argv + optind, (size_t)(app->argc - optind));
	if (optind < app->argc || ret->reason || ret->text)
		return rap_app_fail(64, "--from takes everything from the file");
	return read_file(ret);
}

/* ---- saying --------------------------------------------------------------------------------------------- */

static void complain(void *user, size_t order, rap_settle_part part, const char *what)
{
	choice *c = user;
	const rap_settle_order *o = part == RAP_SETTLE_ALL ? NULL : &c->orders[order];
	const rap_decision_line *line = c->from && o ? &c->lines.at[order] : NULL;
	const rap_place *at;

	if (!o) {
		(void)rap_app_fail(65, "%s", what);
	} else if (!line) {
		(void)rap_app_fail(65, "%s-%ld %s", o->member, o->number, what);
	} else {
		at = part == RAP_SETTLE_DISPOSITION ? &line->disposition_at
		     : part == RAP_SETTLE_REASON    ? &line->reason_at
		     : part == RAP_SETTLE_TEXT      ? &line->text_at
		                                    : &line->proposal_at;
		rap_diags_error(&c->diags, c->from, at->line, at->column, NULL, NULL, "%s-%ld %s",
		                o->member, o->number, what);
	}
}

/* R64: foreign words are made safe to print. */
static void put_foreign(const char *words)
{
	rap_buf shown = rap_buf_init(16384);

	rap_utf8_printable(&shown, rap_slice_of(words ? words : ""), SHOWN);
	fputs(rap_buf_text(&shown), stdout);
	rap_buf_done(&shown);
}

static void left(void *user, const rap_proposal_row *row, const char *why)
{
	size_t *n = user;

	(*n)++;
	printf("%s-%ld  %s  left for the meeting: it %s\n", row->member, row->number,
	       row->paragraph, why);
}

/* The paragraph as it now reads, so that an officer sees what he has done. */
static void put_paragraph(const rap_settled *s, const rap_settle_order *o)
{
	size_t at = (size_t)(o->row - s->rows.at);
	const char *mark =
		s->revised.marks && s->revised.marks[at] ? s->revised.marks[at] : o->row->paragraph;
	const rap_block *block = rap_draft_find(&s->revised.draft, mark);

	if (!block)
		return;
	printf("    [%s] ", mark);
	put_foreign(block->text);
	putchar('\n');
}

/* It stands in place of an earlier one: what an officer has on paper may be that. */
static bool is_correction(const rap_settled *s, const rap_proposal_row *row)
{
	for (size_t i = 0; i < s->rows.n; i++)
		if (s->rows.at[i].superseded_by == row->id)
			return true;
	return false;
}

static int report(const rap_settled *s, const rap_settle_order *orders, size_t n, size_t n_left)
{
	size_t same = 0;

	for (size_t i = 0; i < n; i++) {
		const rap_settle_order *o = &orders[i];

		same += o->same;
		printf("%s-%ld  %s  %s%s%s\n", o->member, o->number, o->row->paragraph,
		       rap_disposition_text(o->disposition), o->same ? " (as before)" : "",
		       is_correction(s, o->row) ? " (as last corrected by its State)" : "");
		if (rap_disposition_is_in(o->disposition))
			put_paragraph(s, o);
	}
	printf("%s%zu decided", n + n_left ? "\n" : "", n - same);
	if (same > 0)
		printf(", %zu as before", same);
	if (n_left > 0)
		printf(", %zu left for the meeting", n_left);
	puts(".");
	return rap_output_flush();
}

/* ---- deciding ------------------------------------------------------------------------------------------- */

static rap_err decide(rap_core *core, choice *what, rap_settled *settled, size_t *ret_left)
{
	static const rap_settle_who who = {.by = RAP_SETTLE_DESK};
	rap_err err = rap_core_begin(core);

	if (err != RAP_OK)
		return err;
	if (what->editorial)
		err = rap_settle_editorial(core, &who, left, ret_left, settled);
	else
		err = rap_settle(core, what->orders, what->n, &who, complain, what, settled);
	if (err == RAP_OK && settled->refused == 0)
		err = rap_core_commit(core);
	else
		rap_core_rollback(core);
	return err;
}

static int run(rap_core *core, choice *what)
{
	rap_store *store = core->office.desk.store;
	rap_settled settled = {0};
	size_t n_left = 0;
	rap_err err = decide(core, what, &settled, &n_left);
	int status = 0;

	rap_app_print_diags(&what->diags);
	if (err == RAP_E_LIMIT || err == RAP_E_FORMAT)
		status = rap_app_fail(65, "the draft cannot hold all of it; decide one by one");
	else if (err != RAP_OK)
		status = rap_app_fail(rap_err_status(err), "%s: %s; nothing was decided",
		                      rap_err_text(err), rap_store_problem(store));
	else if (settled.refused > 0)
		status = rap_app_fail(65, "nothing was decided");
	else if (what->editorial)
		status = report(&settled, settled.orders, settled.n_orders, n_left);
	else
		status = report(&settled, what->orders, what->n, 0);
	rap_settled_done(&settled);
	return status;
}

int rap_cmd_decide(rap_app *app)
{
	rap_core core = {.app = app, .fixed = true};
	choice what = {0};
	int status = read_options(app, &what);

	if (status == 0) {
		core.consultation = rap_app_consultation(app);
		if (!core.consultation) {
			status = 78;
		} else if (rap_app_desk_open(app, core.consultation, RAP_STORE_EDIT, &core.office,
		                             &status)) {
			core.fixed_now = core.office.desk.now;
			status = run(&core, &what);
			rap_app_desk_close(&core.office);
		}
		core.consultation = rap_consultation_free(core.consultation);
	} else {
		rap_app_print_diags(&what.diags);
	}
	free(what.orders);
	rap_strv_done(&what.codes);
	rap_decision_lines_done(&what.lines);
	rap_diags_done(&what.diags);
	return status;
}
