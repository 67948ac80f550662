// SPDX-License-Identifier: Apache-2.0
/* The note of how proposals were handled; see outcome.h. */
#include "report/outcome_parts.h"

#include "common/limits.h"
#include "common/mem.h"
#include "report/compile.h"
#include "report/deliver.h"
#include "report/docx.h"
#include "report/escape.h"
#include "report/record.h"
#include "report/view.h"
#include "store/outbox.h"

#include <inttypes.h>
#include <stdlib.h>

#define PHRASE_MAX 1024u

/* ---- which proposals ------------------------------------------------------------------------------------ */

const rap_block *rap_outcome_block(const rap_outcome *o, const char *mark)
{
	return rap_draft_find(&o->revised.draft, mark);
}

/* What was settled about an earlier draft was told then. */
static bool is_of_this_draft(const rap_outcome_note *n, const rap_proposal_row *row)
{
	return !row->withdrawn && !row->superseded_by &&
	       strcmp(row->member, n->member->code) == 0 &&
	       (strcmp(row->disposition, "for the meeting") == 0 ||
	        row->decided_at >= n->outcome->revised.since);
}

typedef struct placed {
	const rap_proposal_row *row;
	const rap_block *block;
} placed;

static int by_place(const void *a, const void *b)
{
	const placed *x = a, *y = b;

	if (x->block != y->block) {
		if (!x->block || !y->block)
			return x->block ? -1 : 1;
		return x->block < y->block ? -1 : 1;
	}
	return x->row->number < y->row->number ? -1 : x->row->number > y->row->number;
}

static void choose(rap_outcome_note *n)
{
	const rap_proposal_rows *rows = &n->outcome->rows;
	placed *list = rap_calloc(rows->n + 1, sizeof *list);

	n->rows = rap_calloc(rows->n + 1, sizeof *n->rows);
	n->n = n->unchanged = 0;
	n->latest = 0;
	for (size_t i = 0; i < rows->n; i++) {
		const rap_proposal_row *row = &rows->at[i];

		if (!is_of_this_draft(n, row))
			continue;
		if (row->decision_id > n->latest)
			n->latest = row->decision_id;
		if (row->decision_id <= n->told)
			n->unchanged++;
		else
			list[n->n++] = (placed){row, rap_outcome_block(n->outcome, row->paragraph)};
	}
	qsort(list, n->n, sizeof *list, by_place);
	for (size_t i = 0; i < n->n; i++)
		n->rows[i] = list[i].row;
	free(list);
}

/* ---- the letter ----------------------------------------------------------------------------------------- */

/* What does not fit into the letter goes with it as a table; of a letter that shows all there is none. */
static void put_table(const rap_outcome_note *n, rap_buf *out)
{
	rap_buf_str(out,
	            "\"proposal\",\"paragraph\",\"your words\",\"disposition\",\"reason\"\r\n");
	for (size_t i = 0; i < n->n; i++) {
		const rap_proposal_row *row = n->rows[i];
		const char *cells[] = {rap_compile_number(row->paragraph),
		                       row->text ? row->text : row->words, row->disposition,
		                       row->decision_reason};

		rap_buf_printf(out, "\"%s-%ld\"", row->member, row->number);
		for (size_t j = 0; j < sizeof cells / sizeof *cells; j++) {
			rap_buf_char(out, ',');
			rap_escape_csv(out, rap_slice_of(cells[j] ? cells[j] : ""));
		}
		rap_buf_str(out, "\r\n");
	}
}

static rap_err deliver(const rap_outcome_note *n, const rap_contact *contact, rap_letter letter,
                       rap_preview *preview)
{
	static const rap_outcome_measure measures[] = {{SIZE_MAX, SIZE_MAX, SIZE_MAX},
	                                               {600, 1200, SIZE_MAX},
	                                               {200, 300, SIZE_MAX},
	                                               {100, 0, SIZE_MAX},
	                                               {100, 0, 50},
	                                               {60, 0, 10}};
	rap_buf table = rap_buf_init(RAP_OUTCOME_TABLE_MAX);
	rap_enclosure enclosure = {.name = "proposals.csv", .type = "text/csv"};
	rap_err err = RAP_E_LIMIT;

	put_table(n, &table);
	enclosure.bytes = rap_buf_as_slice(&table);
	letter.enclosures = &enclosure;
	for (size_t i = 0; i < sizeof measures / sizeof *measures && err == RAP_E_LIMIT; i++) {
		json_t *view = rap_outcome_view(n, &measures[i]);

		if (n->outcome->desk->why)
			rap_buf_cut(n->outcome->desk->why, 0);
		rap_view_str(view, "name", contact->name);
		letter.n_enclosures = i > 0;
		err = rap_deliver(n->outcome->desk, "outcome", view, letter, preview);
		json_decref(view);
	}
	rap_buf_done(&table);
	return err;
}

/* Below the request that asked for proposals on the draft. */
static rap_err find_request(const rap_outcome_note *n, const rap_contact *contact, char **ret)
{
	const rap_desk *desk = n->outcome->desk;
	const rap_consultation *c = desk->consultation;
	rap_err err = RAP_OK;

	*ret = NULL;
	for (size_t i = 0; i < c->n_requests && err == RAP_OK && !*ret; i++) {
		rap_buf key = rap_buf_init(PHRASE_MAX);

		rap_buf_printf(&key, "request/%ld/%s/%s/%s", desk->round, c->requests[i].id,
		               n->member->code, contact->address);
		if (rap_docx_wants_draft(c, &c->requests[i]))
			err = rap_record_message_id(desk, rap_buf_text(&key), ret);
		rap_buf_done(&key);
	}
	return err;
}

static rap_err send(const rap_outcome_note *n, const rap_contact *contact, const char *prefix,
                    rap_preview *preview)
{
	rap_buf key = rap_buf_init(4096), subject = rap_buf_init(PHRASE_MAX);
	rap_strv references = {0};
	char *request = NULL;
	rap_letter letter = {.kind = "outcome",
	                     .member = n->member->code,
	                     .to_name = contact->name,
	                     .to_address = contact->address,
	                     .references = &references};
	rap_err err = find_request(n, contact, &request);

	if (request)
		rap_strv_add(&references, request);
	rap_buf_printf(&key, "%s%" PRId64, prefix, n->latest);
	rap_buf_printf(&subject, "%s the proposals of %s were handled",
	               n->told < 0 ? "How" : "Further decisions: how", n->member->name_in_text);
	letter.in_reply_to = request;
	letter.key = rap_buf_text(&key);
	letter.subject = rap_buf_text(&subject);
	if (err == RAP_OK)
		err = deliver(n, contact, letter, preview);
	free(request);
	rap_strv_done(&references);
	rap_buf_done(&key);
	rap_buf_done(&subject);
	return err;
}

/* Up to which decision the address has been told; -1: it has not. */
static rap_err find_told(const rap_desk *desk, const char *prefix, int64_t *ret)
{
	char *key = NULL;
	rap_err err = rap_outbox_last_key(desk->store, prefix, &key);

	*ret = -1;
	if (err == RAP_OK)
		*ret = strtoll(key + strlen(prefix), NULL, 10);
	free(key);
	return err == RAP_E_NOT_FOUND ? RAP_OK : err;
}

static rap_err post_one(const rap_outcome *o, const rap_member *member, const rap_contact *contact,
                        rap_outcome_sent *sent, rap_preview *preview)
{
	rap_outcome_note n = {.outcome = o, .member = member, .told = -1};
	rap_buf prefix = rap_buf_init(4096);
	rap_err err;

	rap_buf_printf(&prefix, "outcome/%s/%s/%s/", o->revised.draft.revision, member->code,
	               contact->address);
	err = find_told(o->desk, rap_buf_text(&prefix), &n.told);
	if (err == RAP_OK) {
		choose(&n);
		sent->none = n.n + n.unchanged == 0;
	}
	/* What is open has been told of by the first one. */
	if (err == RAP_OK && n.n > 0 && n.latest > n.told) {
		err = send(&n, contact, rap_buf_text(&prefix), preview);
		sent->letters++;
		if (n.n > sent->proposals)
			sent->proposals = n.n;
	}
	free(n.rows);
	rap_buf_done(&prefix);
	return err;
}

rap_err rap_outcome_post(const rap_outcome *outcome, const rap_member *member,
                         rap_outcome_sent *ret, rap_preview *preview)
{
	rap_err err = RAP_OK;

	*ret = (rap_outcome_sent){0};
	for (size_t i = 0; i < member->contacts.n && err == RAP_OK; i++)
		err = post_one(outcome, member, &member->contacts.at[i], ret, preview);
	return err;
}

rap_err rap_outcome_gather(const rap_desk *desk, rap_outcome *ret)
{
	rap_err err;

	*ret = (rap_outcome){.desk = desk};
	err = rap_record_proposals(desk, NULL, true, &ret->rows);
	return err == RAP_OK ? rap_revise_make(desk, &ret->rows, &ret->revised) : err;
}

void rap_outcome_done(rap_outcome *outcome)
{
	rap_revised_done(&outcome->revised);
	rap_proposal_rows_done(&outcome->rows);
}

json_t *rap_outcome_sample(const rap_desk *desk)
{
	static const rap_outcome_measure all = {SIZE_MAX, SIZE_MAX, SIZE_MAX};
	const rap_outcome outcome = {.desk = desk};
	const rap_outcome_note n = {
		.outcome = &outcome, .member = &desk->consultation->members[0], .told = -1};

	return rap_outcome_view(&n, &all);
}
