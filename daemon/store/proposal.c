// SPDX-License-Identifier: Apache-2.0
/*
 * Proposals as they stand and as they stood; declared in answer.h. A number belongs to what a member wants of
 * one paragraph and is never given twice: a corrected proposal keeps it, one that is made again after it was
 * withdrawn gets the next. Two authors of a State who want different things have a proposal each.
 */
#include "store/answer.h"

#include "common/mem.h"
#include "store/sql.h"

#include <stdlib.h>

#define LIKE_MIN 333u /* thousandths: a third of a wording is enough to know it again */

static void row_done(rap_proposal_row *row)
{
	free(row->member);
	free(row->author);
	free(row->paragraph);
	free(row->base_revision);
	free(row->text);
	free(row->reason);
	free(row->words);
	free(row->disposition);
	free(row->decision_text);
	free(row->decision_reason);
}

void rap_proposal_rows_done(rap_proposal_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		row_done(&rows->at[i]);
	free(rows->at);
	*rows = (rap_proposal_rows){0};
}

/* ---- reading -------------------------------------------------------------------------------------------- */

/* The decision that holds is the newest; it is taken since the first one that accepts it with none between that does not. */
#define DECIDED                                                                           \
	"(SELECT id AS d_id, proposal_id AS d_of, disposition AS d_what, text AS d_text," \
	" reason AS d_why, at AS d_at FROM decision)"
#define TAKEN "('accepted', 'accepted with modification')"
#define TAKEN_BY                                                                      \
	"CASE WHEN d_what IN " TAKEN " THEN (SELECT min(t.id) FROM decision t WHERE"  \
	" t.proposal_id = d_of AND t.id > coalesce((SELECT max(u.id) FROM decision u" \
	" WHERE u.proposal_id = d_of AND u.disposition NOT IN " TAKEN "), 0)) END"
#define SELECT                                                                       \
	"SELECT id, mail_id, at, member, author, number, paragraph, base_revision,"  \
	" action, text, reason, words, type, status, withdrawn_by, superseded_by,"   \
	" coalesce(d_what, 'for the meeting'), d_text, d_why, d_id, d_at, " TAKEN_BY \
	", (SELECT received_at FROM mail_in WHERE mail_in.id = mail_id)"             \
	" FROM proposal LEFT JOIN " DECIDED " ON d_id ="                             \
	" (SELECT max(m.id) FROM decision m WHERE m.proposal_id = proposal.id) "

static rap_err add_row(rap_sql *q, rap_proposal_rows *rows)
{
	const char *action = rap_sql_peek_text(q, 8), *type = rap_sql_peek_text(q, 12);
	const char *status = rap_sql_peek_text(q, 13);
	rap_proposal_row *row;

	if (rows->n % 32 == 0)
		rows->at = rap_reallocarray(rows->at, rows->n + 32, sizeof *rows->at);
	row = &rows->at[rows->n++];
	*row = (rap_proposal_row){
		.id = rap_sql_get_int(q, 0),
		.mail_id = rap_sql_get_int(q, 1),
		.at = rap_sql_get_int(q, 2),
		.member = rap_sql_get_text(q, 3),
		.author = rap_sql_get_text(q, 4),
		.number = (long)rap_sql_get_int(q, 5),
		.paragraph = rap_sql_get_text(q, 6),
		.base_revision = rap_sql_get_text(q, 7),
		.text = rap_sql_get_text(q, 9),
		.reason = rap_sql_get_text(q, 10),
		.words = rap_sql_get_text(q, 11),
		.withdrawn = rap_sql_get_int(q, 14) != 0,
		.superseded_by = rap_sql_get_int(q, 15),
		.disposition = rap_sql_get_text(q, 16),
		.decision_text = rap_sql_get_text(q, 17),
		.decision_reason = rap_sql_get_text(q, 18),
		.decision_id = rap_sql_get_int(q, 19),
		.decided_at = rap_sql_get_int(q, 20),
		.taken_by = rap_sql_get_int(q, 21),
		.received = rap_sql_get_int(q, 22),
	};
	if (!action || !rap_action_parse(action, &row->action) || !type ||
	    !rap_proposal_type_parse(type, &row->type) || !status ||
	    !rap_answer_status_parse(status, &row->status))
		return RAP_E_DAMAGED;
	return RAP_OK;
}

/* All rows of a bound query; nothing when it fails. */
static rap_err read_rows(rap_sql *q, rap_proposal_rows *ret)
{
	rap_proposal_rows rows = {0};
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
		rap_proposal_rows_done(&rows);
	return err;
}

rap_err rap_proposals_get(rap_store *store, const char *member, bool with_history,
                          rap_proposal_rows *ret)
{
	rap_sql q = rap_sql_begin(store, SELECT "WHERE (?1 IS NULL OR member = ?1) AND (?2 OR"
	                                        " (superseded_by IS NULL AND withdrawn_by IS NULL))"
	                                        " ORDER BY member, number, id");

	rap_sql_text(&q, member);
	rap_sql_int(&q, with_history);
	return read_rows(&q, ret);
}

rap_err rap_proposals_of_mail(rap_store *store, int64_t mail_id, rap_proposal_rows *ret)
{
	rap_sql q = rap_sql_begin(store, SELECT "WHERE mail_id = ?1 OR withdrawn_by = ?1"
	                                        " ORDER BY member, number, id");

	rap_sql_int(&q, mail_id);
	return read_rows(&q, ret);
}

rap_err rap_proposals_numbered(rap_store *store, const char *member, long number,
                               rap_proposal_rows *ret)
{
	rap_sql q = rap_sql_begin(store, SELECT "WHERE member = ? AND number = ? ORDER BY id");

	rap_sql_text(&q, member);
	rap_sql_int(&q, number);
	return read_rows(&q, ret);
}

/* ---- recording ------------------------------------------------------------------------------------------ */

static bool same_text(const char *a, const char *b)
{
	return (!a && !b) || (a && b && strcmp(a, b) == 0);
}

/* The same wish in the same words, whoever of the State says it. */
static bool repeats(const rap_proposal_row *row, const rap_proposal *p)
{
	return row->action == p->action && strcmp(row->words, p->words ? p->words : "") == 0 &&
	       same_text(row->text, p->text) && same_text(row->reason, p->reason) &&
	       row->type == p->type &&
	       !(row->status == RAP_ANSWER_UNCLEAR && p->status != RAP_ANSWER_UNCLEAR);
}

/* What one mail proposes, of which one is being recorded. */
typedef struct adding {
	rap_store *store;
	const rap_proposal *all;
	size_t n, at;
} adding;

/* Whether two are about the same thing, so that one may take the place of the other. */
static bool is_rival(const rap_proposal *a, const rap_proposal *b)
{
	return a->action == b->action && strcmp(a->paragraph, b->paragraph) == 0 &&
	       !rap_strv_has(&a->flags, RAP_FLAG_FOREIGN);
}

/* What the mail says again is not what it corrects. */
static bool is_restated(const adding *a, const rap_proposal_row *row)
{
	for (size_t i = 0; i < a->n; i++)
		if (is_rival(&a->all[i], &a->all[a->at]) && repeats(row, &a->all[i]))
			return true;
	return false;
}

/*
 * An earlier wish of the same author that this one may correct. Two comments in one mail are two comments: what the
 * same mail has said already is not taken back by it.
 */
static bool may_correct(const adding *a, const rap_proposal_row *row, const char *author,
                        int64_t mail_id)
{
	const rap_proposal *p = &a->all[a->at];

	return row->action == p->action && row->mail_id != mail_id &&
	       !rap_strv_has(&p->flags, RAP_FLAG_FOREIGN) && /* R14 */
	       rap_slice_is_nocase(rap_slice_of(row->author), author) && !is_restated(a, row);
}

/* How much two wordings begin and end with the same bytes, in thousandths of the longer. */
static size_t likeness(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), least = n < m ? n : m, most = n < m ? m : n;
	size_t head = 0, tail = 0;

	while (head < least && a[head] == b[head])
		head++;
	while (tail < least - head && a[n - 1 - tail] == b[m - 1 - tail])
		tail++;
	return most > 0 ? 1000 * (head + tail) / most : 1000;
}

static size_t likeness_of(const rap_proposal_row *row, const rap_proposal *p)
{
	const char *words = p->words ? p->words : "";

	return likeness(row->text ? row->text : row->words, p->text ? p->text : words);
}

/* Whether a proposal of the mail that is still to be recorded is more like this row. */
static bool is_anothers(const adding *a, const rap_proposal_row *row, size_t like)
{
	for (size_t i = a->at + 1; i < a->n; i++)
		if (is_rival(&a->all[i], &a->all[a->at]) && !repeats(row, &a->all[i]) &&
		    likeness_of(row, &a->all[i]) >= LIKE_MIN && likeness_of(row, &a->all[i]) > like)
			return true;
	return false;
}

/* How many proposals of the mail, from this one on, are about this. */
static size_t count_rivals(const adding *a, const rap_proposal_rows *standing)
{
	size_t n = 0;

	for (size_t i = a->at; i < a->n; i++) {
		bool again = false;

		for (size_t j = 0; j < standing->n; j++)
			again = again || repeats(&standing->at[j], &a->all[i]);
		n += is_rival(&a->all[i], &a->all[a->at]) && !again;
	}
	return n;
}

/*
 * The earlier wish that this one corrects, or NULL. Of one wish it is that; of several the one that is like it. Where
 * none is, the first, if the mail says as many things anew as stand: fewer take nothing back that they do not resemble.
 */
static const rap_proposal_row *corrected(const adding *a, const rap_proposal_rows *standing,
                                         const rap_proposal_row *row)
{
	const rap_proposal_row *best = NULL, *first = NULL;
	size_t most = LIKE_MIN - 1, n = 0;

	for (size_t i = 0; i < standing->n; i++) {
		const rap_proposal_row *old = &standing->at[i];
		size_t like;

		if (!may_correct(a, old, row->author, row->mail_id))
			continue;
		n++;
		like = likeness_of(old, &a->all[a->at]);
		if (is_anothers(a, old, like))
			continue;
		first = first ? first : old;
		if (like > most) {
			most = like;
			best = old;
		}
	}
	return best ? best : count_rivals(a, standing) >= n ? first : NULL;
}

static rap_err next_number(rap_store *store, const char *member, long *ret)
{
	rap_sql q = rap_sql_begin(store, "SELECT coalesce(max(number), 0) + 1 FROM proposal"
	                                 " WHERE member = ?");

	rap_sql_text(&q, member);
	*ret = rap_sql_row(&q) ? (long)rap_sql_get_int(&q, 0) : 0;
	return rap_sql_end(&q);
}

static rap_err insert(rap_store *store, const rap_proposal_row *row, const rap_proposal *p)
{
	rap_sql q = rap_sql_begin(
		store, "INSERT INTO proposal (mail_id, member, author, number, paragraph,"
		       " base_revision, action, text, reason, words, type, status, at)"
		       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

	rap_sql_int(&q, row->mail_id);
	rap_sql_text(&q, row->member);
	rap_sql_text(&q, row->author);
	rap_sql_int(&q, row->number);
	rap_sql_text(&q, p->paragraph);
	rap_sql_text(&q, p->base_revision);
	rap_sql_text(&q, rap_action_text(p->action));
	rap_sql_text(&q, p->text);
	rap_sql_text(&q, p->reason);
	rap_sql_text(&q, p->words ? p->words : "");
	rap_sql_text(&q, rap_proposal_type_text(p->type));
	rap_sql_text(&q, rap_answer_status_text(p->status));
	rap_sql_int(&q, row->at);
	return rap_sql_run(&q);
}

static rap_err supersede(rap_store *store, int64_t id, int64_t by)
{
	rap_sql q = rap_sql_begin(store, "UPDATE proposal SET superseded_by = ? WHERE id = ?");

	rap_sql_int(&q, by);
	rap_sql_int(&q, id);
	return rap_sql_run(&q);
}

/* What the member wants of the paragraph now, by number. */
static rap_err get_standing(rap_store *store, const char *member, const char *paragraph,
                            rap_proposal_rows *ret)
{
	rap_sql q = rap_sql_begin(store, SELECT "WHERE member = ? AND paragraph = ?"
	                                        " AND superseded_by IS NULL"
	                                        " AND withdrawn_by IS NULL ORDER BY number");

	rap_sql_text(&q, member);
	rap_sql_text(&q, paragraph);
	return read_rows(&q, ret);
}

static rap_err record(const adding *a, const rap_proposal_rows *standing, rap_proposal_row *row,
                      long *ret_number)
{
	const rap_proposal *p = &a->all[a->at];
	const rap_proposal_row *old;
	rap_err err = RAP_OK;

	for (size_t i = 0; i < standing->n; i++)
		if (repeats(&standing->at[i], p))
			return RAP_OK;
	old = corrected(a, standing, row);
	row->number = old ? old->number : 0;
	if (!old)
		err = next_number(a->store, row->member, &row->number);
	if (err == RAP_OK)
		err = insert(a->store, row, p);
	/* A mail that was held back for long is older than what its author has said since. */
	if (err == RAP_OK && old && old->mail_id > row->mail_id)
		return supersede(a->store, rap_sql_new_id(a->store), old->id);
	if (err == RAP_OK && old)
		err = supersede(a->store, old->id, rap_sql_new_id(a->store));
	if (err == RAP_OK)
		*ret_number = row->number;
	return err;
}

static rap_err add_one(const adding *a, int64_t mail_id, const char *member, const char *author,
                       int64_t at, long *ret_number)
{
	rap_proposal_rows standing;
	rap_proposal_row row = {
		.mail_id = mail_id,
		.at = at,
		.member = rap_strdup(member),
		.author = rap_strdup(author),
	};
	rap_err err = get_standing(a->store, member, a->all[a->at].paragraph, &standing);

	*ret_number = 0;
	if (err == RAP_OK)
		err = record(a, &standing, &row, ret_number);
	rap_proposal_rows_done(&standing);
	row_done(&row);
	return err;
}

rap_err rap_proposal_add(rap_store *store, int64_t mail_id, const char *member, const char *author,
                         int64_t at, const rap_proposal *proposal, long *ret_number)
{
	adding a = {.store = store, .all = proposal, .n = 1};

	return add_one(&a, mail_id, member, author, at, ret_number);
}

rap_err rap_proposals_add(rap_store *store, int64_t mail_id, const char *member, const char *author,
                          int64_t at, const rap_proposal *proposals, size_t n, size_t *ret_changes)
{
	adding a = {.store = store, .all = proposals, .n = n};
	rap_err err = RAP_OK;

	*ret_changes = 0;
	for (; err == RAP_OK && a.at < n; a.at++) {
		long number;

		err = add_one(&a, mail_id, member, author, at, &number);
		*ret_changes += err == RAP_OK && number != 0;
	}
	return err;
}

rap_err rap_proposal_withdraw(rap_store *store, int64_t mail_id, const char *member, long number)
{
	rap_sql q = rap_sql_begin(store, "UPDATE proposal SET withdrawn_by = ? WHERE member = ?"
	                                 " AND number = ? AND superseded_by IS NULL"
	                                 " AND withdrawn_by IS NULL");
	rap_err err;

	rap_sql_int(&q, mail_id);
	rap_sql_text(&q, member);
	rap_sql_int(&q, number);
	err = rap_sql_run(&q);
	return err == RAP_OK && rap_sql_changes(store) == 0 ? RAP_E_NOT_FOUND : err;
}
