// SPDX-License-Identifier: Apache-2.0
/* The lists of the digest, made whole here and shortened for the letter afterwards; see digest.h. */
#include "report/digest.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "report/agreement.h"
#include "report/compile.h"
#include "report/record.h"
#include "report/view.h"
#include "store/event.h"
#include "store/mailin.h"
#include "store/outbox.h"

#include <stdlib.h>

#define EXCERPT_MAX 160u /* code points */

static const char *const list_names[] = {
	"replies",   "quarantine",    "awaiting",  "unclear",       "conflicts",
	"proposals", "paragraphs",    "absent",    "undeliverable", "failed",
	"delayed",   "confirmations", "strangers",
};

static void view_excerpt(json_t *view, const char *key, const char *words)
{
	rap_view_excerpt(view, key, words, EXCERPT_MAX);
}

/* ---- answers and proposals ------------------------------------------------------------------------------ */

static json_t *voice(const rap_digest *d, const rap_answer_row *row)
{
	json_t *item = rap_view_new();

	rap_view_str(item, "state", rap_record_state(d->desk, row->member));
	rap_view_str(item, "field", row->field);
	rap_view_str(item, "person", rap_record_person(d->desk, row->author));
	view_excerpt(item, "words", row->raw);
	return item;
}

/* A conflict with the other answers that stand on the same item. */
static json_t *voices(const rap_digest *d, const rap_answer_row *row)
{
	json_t *item = voice(d, row), *others = rap_view_list();

	for (size_t i = 0; i < d->answers.n; i++) {
		const rap_answer_row *other = &d->answers.at[i];

		if (other->id != row->id && strcmp(other->field, row->field) == 0 &&
		    strcmp(other->member, row->member) == 0)
			rap_view_add(others, voice(d, other));
	}
	rap_view_put(item, "others", others);
	return item;
}

static void list_answers(const rap_digest *d, json_t *view)
{
	json_t *unclear = rap_view_list(), *conflicts = rap_view_list();

	for (size_t i = 0; i < d->answers.n; i++) {
		const rap_answer_row *row = &d->answers.at[i];

		if (row->status == RAP_ANSWER_UNCLEAR)
			rap_view_add(unclear, voice(d, row));
		else if (row->status == RAP_ANSWER_CONFLICT)
			rap_view_add(conflicts, voices(d, row));
	}
	rap_view_put(view, "unclear", unclear);
	rap_view_put(view, "conflicts", conflicts);
}

/* A mail may have waited across a digest: what counts is when it was recorded. */
static bool is_news(const rap_digest *d, const rap_proposal_row *row)
{
	return row->at > d->since || (d->first_new_mail && row->mail_id >= d->first_new_mail);
}

static void list_new_proposals(const rap_digest *d, json_t *view)
{
	json_t *list = rap_view_list();

	for (size_t i = 0; i < d->proposals.n; i++) {
		const rap_proposal_row *row = &d->proposals.at[i];
		rap_buf number = rap_buf_init(64);
		json_t *item;

		if (row->withdrawn || row->superseded_by || !is_news(d, row))
			continue;
		item = rap_view_new();
		rap_buf_printf(&number, "%s-%ld", row->member, row->number);
		rap_view_buf(item, "number", &number);
		rap_view_str(item, "paragraph", rap_compile_number(row->paragraph));
		rap_view_str(item, "action", rap_action_text(row->action));
		rap_view_bool(item, "unclear", row->status == RAP_ANSWER_UNCLEAR);
		/* The action stands before it: not "replace: replace: ...". */
		view_excerpt(item, "words", row->text && *row->text ? row->text : row->words);
		rap_view_add(list, item);
	}
	rap_view_put(view, "proposals", list);
}

static void add_paragraph(const rap_digest *d, json_t *list, const rap_board_paragraph *p,
                          const rap_board_list *all)
{
	json_t *item = rap_view_new();
	rap_buf what = rap_buf_init(RAP_LIMIT_VALUE);

	rap_agreement_line(d->desk, p, all, &what);
	rap_view_str(item, "paragraph", rap_compile_number(all->at[0]->paragraph));
	rap_view_bool(item, "known", p != NULL);
	rap_view_buf(item, "what", &what);
	rap_view_add(list, item);
}

/* What this draft does not have, each such paragraph once. */
static void add_strays(const rap_digest *d, json_t *list, const rap_board_list *strays)
{
	rap_board_list sorted = rap_agreement_strays(strays);

	for (size_t i = 0, n; i < sorted.n; i += n) {
		rap_board_list here = {sorted.at + i, n = rap_agreement_same_place(&sorted, i)};

		add_paragraph(d, list, NULL, &here);
	}
	free(sorted.at);
}

/* Where there is no draft, nothing that is proposed has a place. */
static void list_without_draft(const rap_digest *d, json_t *list)
{
	rap_board_list all = {rap_calloc(d->proposals.n + 1, sizeof(void *)), 0};

	for (size_t i = 0; i < d->proposals.n; i++)
		all.at[all.n++] = &d->proposals.at[i];
	add_strays(d, list, &all);
	free(all.at);
}

/* In the order of the draft; what this draft does not have comes last. */
static rap_err list_paragraphs(const rap_digest *d, json_t *view)
{
	json_t *list = rap_view_list();
	rap_board board = {0};
	rap_err err = d->desk->draft ? rap_board_make(d->desk, NULL, &board) : RAP_OK;

	for (size_t i = 0; i < board.n; i++)
		if (board.paragraphs[i].all.n > 0)
			add_paragraph(d, list, &board.paragraphs[i], &board.paragraphs[i].all);
	if (d->desk->draft)
		add_strays(d, list, &board.strays);
	else
		list_without_draft(d, list);
	rap_board_done(&board);
	rap_view_put(view, "paragraphs", list);
	return err;
}

/* ---- addresses and the outbox --------------------------------------------------------------------------- */

typedef struct post {
	rap_digest *digest;
	json_t *absent, *undeliverable, *failed, *delayed;
} post;

static rap_err add_address(void *user, const rap_address_state *state)
{
	post *p = user;
	json_t *item = rap_view_new();

	rap_view_str(item, "state", rap_record_state(p->digest->desk, state->member));
	rap_view_str(item, "address", state->address);
	view_excerpt(item, "reason",
	             state->undeliverable ? state->undeliverable : state->absent_why);
	rap_view_str(item, "until",
	             state->absent_until && *state->absent_until ? state->absent_until : NULL);
	if (state->at > p->digest->since)
		p->digest->n_new_away++;
	if (state->undeliverable)
		rap_view_add(p->undeliverable, item);
	else if (state->absent_why)
		rap_view_add(p->absent, item);
	else
		json_decref(item);
	return RAP_OK;
}

static rap_err add_outgoing(void *user, const rap_mail_out *mail)
{
	post *p = user;
	bool failed = mail->state == RAP_OUT_FAILED;
	json_t *item;

	if (!failed && !(mail->state == RAP_OUT_QUEUED && mail->attempts > 0))
		return RAP_OK;
	item = rap_view_new();
	rap_view_str(item, "kind", mail->kind);
	rap_view_str(item, "address", mail->recipient);
	view_excerpt(item, "reply", mail->last_reply ? mail->last_reply : "no answer");
	rap_view_add(failed ? p->failed : p->delayed, item);
	/* The time of a failure is not kept; a mail made since the last digest is news. */
	p->digest->n_new_failed += failed && mail->created_at > p->digest->since;
	return RAP_OK;
}

static rap_err list_post(rap_digest *d, json_t *view)
{
	post p = {d, rap_view_list(), rap_view_list(), rap_view_list(), rap_view_list()};
	rap_err err = RAP_OK;

	rap_view_put(view, "absent", p.absent);
	rap_view_put(view, "undeliverable", p.undeliverable);
	rap_view_put(view, "failed", p.failed);
	rap_view_put(view, "delayed", p.delayed);
	if (d->desk->store)
		err = rap_address_each(d->desk->store, add_address, &p);
	if (err == RAP_OK && d->desk->store)
		err = rap_outbox_each(d->desk->store, add_outgoing, &p);
	return err;
}

rap_err rap_digest_lists(rap_digest *digest, json_t *view)
{
	rap_err err = rap_digest_mails(digest, view);

	if (err == RAP_OK)
		err = list_post(digest, view);
	if (err == RAP_OK) {
		list_answers(digest, view);
		list_new_proposals(digest, view);
		err = list_paragraphs(digest, view);
	}
	return err;
}

void rap_digest_shorten(json_t *view, const json_t *full, size_t most)
{
	for (size_t i = 0; i < sizeof list_names / sizeof *list_names; i++) {
		const json_t *all = json_object_get(full, list_names[i]);
		size_t n = json_array_size(all);
		json_t *list = rap_view_list();
		rap_buf key = rap_buf_init(64), more = rap_buf_init(64);

		for (size_t j = 0; j < n && j < most; j++)
			rap_view_add(list, json_incref(json_array_get(all, j)));
		rap_view_put(view, list_names[i], list);
		rap_buf_printf(&key, "%s_more", list_names[i]);
		if (n > most)
			rap_buf_printf(&more, "and %zu more; `rapporteur export` has them all",
			               n - most);
		rap_view_str(view, rap_buf_text(&key), n > most ? rap_buf_text(&more) : NULL);
		rap_buf_cut(&key, 0);
		rap_buf_printf(&key, "any_%s", list_names[i]);
		rap_view_bool(view, rap_buf_text(&key), n > 0);
		rap_buf_done(&key);
		rap_buf_done(&more);
	}
}
