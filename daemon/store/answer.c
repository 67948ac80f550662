// SPDX-License-Identifier: Apache-2.0
/*
 * Answers as they stand and as they stood; see answer.h. For each field of a member the standing answers are
 * compared with the new one:
 *
 *     the author's own, same words                    nothing happens
 *     the author's own, other words                   superseded by the new one
 *     another author's, same words or same meaning    nothing new is said, unless the author changes his mind:
 *                                                     then the new one supersedes both, and the conflict is over
 *     another author's, other words                   both stand, the new one as a conflict
 *
 * "Same words" leaves white space out of account, since clients fold lines.
 */
#include "store/answer.h"

#include "common/mem.h"
#include "store/sql.h"

#include <stdlib.h>

static void row_done(rap_answer_row *row)
{
	free(row->member);
	free(row->author);
	free(row->field);
	free(row->raw);
	free(row->value);
	free(row->before);
}

void rap_answer_rows_done(rap_answer_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		row_done(&rows->at[i]);
	free(rows->at);
	*rows = (rap_answer_rows){0};
}

/* ---- reading -------------------------------------------------------------------------------------------- */

/* What stood before: of several answers that one superseded, the author's own, else the latest. */
#define SELECT                                                                                    \
	"SELECT id, mail_id, at, member, author, field, raw, value, status, superseded_by,"       \
	" coalesce((SELECT b.raw FROM answer b WHERE b.superseded_by = a.id"                      \
	"  AND b.author = a.author COLLATE NOCASE ORDER BY b.id DESC LIMIT 1),"                   \
	" (SELECT b.raw FROM answer b WHERE b.superseded_by = a.id ORDER BY b.id DESC LIMIT 1))," \
	" (SELECT received_at FROM mail_in m WHERE m.id = a.mail_id)"                             \
	" FROM answer a "

static rap_err add_row(rap_sql *q, rap_answer_rows *rows)
{
	const char *status;
	rap_answer_row *row;

	if (rows->n % 32 == 0)
		rows->at = rap_reallocarray(rows->at, rows->n + 32, sizeof *rows->at);
	row = &rows->at[rows->n++];
	*row = (rap_answer_row){
		.id = rap_sql_get_int(q, 0),
		.mail_id = rap_sql_get_int(q, 1),
		.at = rap_sql_get_int(q, 2),
		.member = rap_sql_get_text(q, 3),
		.author = rap_sql_get_text(q, 4),
		.field = rap_sql_get_text(q, 5),
		.raw = rap_sql_get_text(q, 6),
		.value = rap_sql_get_text(q, 7),
		.superseded_by = rap_sql_get_int(q, 9),
		.before = rap_sql_get_text(q, 10),
		.received = rap_sql_get_int(q, 11),
	};
	status = rap_sql_peek_text(q, 8);
	return status && rap_answer_status_parse(status, &row->status) ? RAP_OK : RAP_E_DAMAGED;
}

/* All rows of a bound query; nothing when it fails. */
static rap_err read_rows(rap_sql *q, rap_answer_rows *ret)
{
	rap_answer_rows rows = {0};
	rap_err err = RAP_OK, end;

	*ret = rows;
	while (err == RAP_OK && rap_sql_row(q))
		err = add_row(q, &rows);
	end = rap_sql_end(q);
	if (end != RAP_OK)
		err = end;
	if (err == RAP_OK)
		*ret = rows;
	else
		rap_answer_rows_done(&rows);
	return err;
}

rap_err rap_answers_get(rap_store *store, const char *member, bool with_history,
                        rap_answer_rows *ret)
{
	rap_sql q = rap_sql_begin(store, SELECT
	                          "WHERE (?1 IS NULL OR member = ?1)"
	                          " AND (?2 OR superseded_by IS NULL) ORDER BY member, field, id");

	rap_sql_text(&q, member);
	rap_sql_int(&q, with_history);
	return read_rows(&q, ret);
}

rap_err rap_answers_of_mail(rap_store *store, int64_t mail_id, rap_answer_rows *ret)
{
	rap_sql q = rap_sql_begin(store, SELECT "WHERE mail_id = ? ORDER BY id");

	rap_sql_int(&q, mail_id);
	return read_rows(&q, ret);
}

/* ---- recording ------------------------------------------------------------------------------------------ */

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The next character with runs of white space as one blank; leading and trailing ones do not count. */
static char next_word_char(const char **at)
{
	const char *s = *at;

	if (is_space(*s)) {
		while (is_space(*s))
			s++;
		*at = s;
		return *s ? ' ' : '\0';
	}
	if (*s)
		++*at;
	return *s;
}

static bool same_words(const char *a, const char *b)
{
	char x, y;

	while (is_space(*a))
		a++;
	while (is_space(*b))
		b++;
	do {
		x = next_word_char(&a);
		y = next_word_char(&b);
	} while (x == y && x != '\0');
	return x == y;
}

static bool is_clear(rap_answer_status status)
{
	return status == RAP_ANSWER_OK || status == RAP_ANSWER_NONE || status == RAP_ANSWER_RESERVE;
}

typedef struct candidate {
	const char *author, *raw, *value;
	rap_answer_status status;
} candidate;

/* Whether a standing answer of another author says the same: in words, or by a value both were understood as. */
static bool agrees(const rap_answer_row *row, const candidate *c)
{
	if (same_words(row->raw, c->raw))
		return true;
	if (row->status == RAP_ANSWER_NONE && c->status == RAP_ANSWER_NONE)
		return true;
	return row->status != RAP_ANSWER_UNCLEAR && is_clear(c->status) &&
	       strcmp(c->value, "null") != 0 && strcmp(row->value, c->value) == 0;
}

/* The author's own again? What was unclear and is now understood is news, the reverse is not. */
static bool repeats(const rap_answer_row *row, const candidate *c)
{
	return same_words(row->raw, c->raw) &&
	       !(row->status == RAP_ANSWER_UNCLEAR && is_clear(c->status));
}

static bool is_own(const rap_answer_row *row, const candidate *c)
{
	return rap_slice_is_nocase(rap_slice_of(row->author), c->author);
}

static rap_err supersede(rap_store *store, int64_t id, int64_t by)
{
	rap_sql q = rap_sql_begin(store, "UPDATE answer SET superseded_by = ? WHERE id = ?");

	rap_sql_int(&q, by);
	rap_sql_int(&q, id);
	return rap_sql_run(&q);
}

static rap_err insert(rap_store *store, const rap_answer_row *row, int64_t *ret_id)
{
	rap_sql q = rap_sql_begin(store, "INSERT INTO answer (mail_id, member, author, field, raw,"
	                                 " value, status, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
	rap_err err;

	rap_sql_int(&q, row->mail_id);
	rap_sql_text(&q, row->member);
	rap_sql_text(&q, row->author);
	rap_sql_text(&q, row->field);
	rap_sql_text(&q, row->raw);
	rap_sql_text(&q, row->value);
	rap_sql_text(&q, rap_answer_status_text(row->status));
	rap_sql_int(&q, row->at);
	err = rap_sql_run(&q);
	*ret_id = err == RAP_OK ? rap_sql_new_id(store) : 0;
	return err;
}

/* How the standing answers of the field relate to a new one. */
typedef struct relation {
	bool own; /* the author has answered before */
	bool repeated; /* ... the same */
	bool agreed; /* another author says the same */
	bool disputed; /* another author says something else */
} relation;

static relation relate(const rap_answer_rows *standing, const candidate *c)
{
	relation r = {0};

	for (size_t i = 0; i < standing->n; i++) {
		const rap_answer_row *row = &standing->at[i];

		if (is_own(row, c)) {
			r.own = true;
			r.repeated = r.repeated || repeats(row, c);
		} else if (agrees(row, c)) {
			r.agreed = true;
		} else {
			r.disputed = true;
		}
	}
	return r;
}

static rap_err get_standing(rap_store *store, const char *member, const char *field,
                            rap_answer_rows *ret)
{
	rap_sql q = rap_sql_begin(store, SELECT "WHERE member = ? AND field = ?"
	                                        " AND superseded_by IS NULL ORDER BY id");

	rap_sql_text(&q, member);
	rap_sql_text(&q, field);
	return read_rows(&q, ret);
}

/* What its author has said in a later mail; NULL for most. */
static const rap_answer_row *later(const rap_answer_rows *standing, const rap_answer_row *row,
                                   const candidate *c)
{
	for (size_t i = 0; i < standing->n; i++)
		if (is_own(&standing->at[i], c) && standing->at[i].mail_id > row->mail_id)
			return &standing->at[i];
	return NULL;
}

static rap_err record(rap_store *store, const rap_answer_rows *standing, rap_answer_row *row,
                      int64_t *ret_id)
{
	candidate c = {row->author, row->raw, row->value, row->status};
	relation r = relate(standing, &c);
	const rap_answer_row *since = later(standing, row, &c);
	rap_err err;

	if (r.repeated || (r.agreed && !r.own))
		return RAP_OK;
	/* A mail that was held back for long is history beside what its author has said since. */
	if (since) {
		int64_t id;

		err = insert(store, row, &id);
		return err == RAP_OK ? supersede(store, id, since->id) : err;
	}
	if (r.disputed)
		row->status = RAP_ANSWER_CONFLICT;
	err = insert(store, row, ret_id);
	for (size_t i = 0; err == RAP_OK && i < standing->n; i++)
		if (is_own(&standing->at[i], &c) || agrees(&standing->at[i], &c))
			err = supersede(store, standing->at[i].id, *ret_id);
	return err;
}

rap_err rap_answer_add(rap_store *store, int64_t mail_id, const char *member, const char *author,
                       int64_t at, const rap_answer *answer, int64_t *ret_id)
{
	rap_answer_rows standing;
	rap_answer_row row = {
		.mail_id = mail_id,
		.at = at,
		.member = rap_strdup(member),
		.author = rap_strdup(author),
		.field = rap_strdup(answer->field),
		.raw = rap_strdup(answer->raw ? answer->raw : ""),
		.value = rap_value_encode(&answer->value),
		.status = answer->status,
	};
	rap_err err = get_standing(store, member, answer->field, &standing);

	*ret_id = 0;
	/* R14: what somebody else wrote neither takes back nor disputes what the State has said. */
	if (err == RAP_OK && !(rap_strv_has(&answer->flags, RAP_FLAG_FOREIGN) && standing.n > 0))
		err = record(store, &standing, &row, ret_id);
	rap_answer_rows_done(&standing);
	row_done(&row);
	return err;
}

rap_err rap_answers_members(rap_store *store, long round, long *ret)
{
	rap_sql q = rap_sql_begin(store, "SELECT count(*) FROM (SELECT a.member FROM answer a"
	                                 " JOIN mail_in m ON m.id = a.mail_id WHERE m.round = ?1"
	                                 " UNION SELECT p.member FROM proposal p"
	                                 " JOIN mail_in m ON m.id = p.mail_id WHERE m.round = ?1)");

	*ret = 0;
	rap_sql_int(&q, round);
	if (rap_sql_row(&q))
		*ret = (long)rap_sql_get_int(&q, 0);
	return rap_sql_end(&q);
}
