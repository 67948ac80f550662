// SPDX-License-Identifier: Apache-2.0
/* The note of how proposals were handled; see outcome.h. */
#include "report/outcome.h"

#include "common/limits.h"
#include "common/mem.h"
#include "report/compile.h"
#include "report/deliver.h"
#include "report/docx.h"
#include "report/escape.h"
#include "report/record.h"
#include "report/view.h"
#include "store/decision.h"
#include "store/outbox.h"

#include <inttypes.h>
#include <stdlib.h>

#define PHRASE_MAX 1024u
#define TABLE_MAX (16u * RAP_MIB)

/* What one letter tells. */
typedef struct note {
	const rap_outcome *outcome;
	const rap_member *member;
	int64_t told; /* decisions up to this one have been; -1: nothing has */
	const rap_proposal_row **rows; /* in document order */
	size_t n;
	size_t unchanged; /* proposals of which an earlier letter told */
	int64_t latest; /* decision, 0: none */
} note;

/* How long the letter may be: characters of words and of paragraphs, number of proposals. */
typedef struct measure {
	size_t words, text, entries;
} measure;

/* ---- which proposals ------------------------------------------------------------------------------------ */

static const rap_block *block_of(const rap_outcome *o, const char *mark)
{
	return rap_draft_find(&o->revised.draft, mark);
}

/* What was settled about an earlier draft was told then. */
static bool is_of_this_draft(const note *n, const rap_proposal_row *row)
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

static void choose(note *n)
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
			list[n->n++] = (placed){row, block_of(n->outcome, row->paragraph)};
	}
	qsort(list, n->n, sizeof *list, by_place);
	for (size_t i = 0; i < n->n; i++)
		n->rows[i] = list[i].row;
	free(list);
}

/* ---- words ---------------------------------------------------------------------------------------------- */

static const rap_revise_trouble *trouble_of(const rap_outcome *o, const rap_proposal_row *row)
{
	for (size_t i = 0; i < o->revised.n_troubles; i++)
		if (o->revised.troubles[i].row == row && !o->revised.troubles[i].is_in)
			return &o->revised.troubles[i];
	return NULL;
}

static void put_disposition(const rap_outcome *o, const rap_proposal_row *row, rap_buf *out)
{
	const char *revision = o->revised.draft.revision;
	rap_disposition disposition = RAP_DISPOSITION_MEETING;

	(void)rap_disposition_parse(row->disposition, &disposition);
	switch (disposition) {
	case RAP_DISPOSITION_ACCEPTED:
		rap_buf_str(out, "accepted");
		break;
	case RAP_DISPOSITION_MODIFIED:
		rap_buf_str(out, "accepted with modification");
		break;
	case RAP_DISPOSITION_DECLINED:
		rap_buf_str(out, "not accepted");
		break;
	case RAP_DISPOSITION_NOTED:
		rap_buf_str(out, "noted, with thanks");
		break;
	case RAP_DISPOSITION_MEETING:
		rap_buf_str(out,
		            row->status == RAP_ANSWER_UNCLEAR
		                    ? "not yet clear to us; the Secretariat will come back to you"
		                    : "open; it is left to the meeting");
	}
	if (!rap_disposition_is_in(disposition))
		return;
	if (trouble_of(o, row))
		rap_buf_str(out, "; its words are still to be fitted into the text");
	else
		rap_buf_printf(out, "; it stands in %s%s", revision,
		               disposition == RAP_DISPOSITION_MODIFIED ? " in other words" : "");
}

static const char *action_words(rap_action action)
{
	switch (action) {
	case RAP_ACTION_REPLACE:
		return "you proposed as its text";
	case RAP_ACTION_INSERT_AFTER:
		return "you proposed a new paragraph after it";
	case RAP_ACTION_DELETE:
		return "you proposed to delete it";
	case RAP_ACTION_COMMENT:
		break;
	}
	return "you commented";
}

static json_t *view_proposal(const note *n, const rap_proposal_row *row, const measure *m)
{
	json_t *item = rap_view_new();
	rap_buf number = rap_buf_init(PHRASE_MAX), what = rap_buf_init(PHRASE_MAX);
	const char *words = row->text ? row->text : row->words;

	rap_buf_printf(&number, "%s-%ld", row->member, row->number);
	put_disposition(n->outcome, row, &what);
	rap_view_buf(item, "number", &number);
	rap_view_str(item, "action", action_words(row->action));
	rap_view_excerpt(item, "words", row->action == RAP_ACTION_DELETE ? "" : words, m->words);
	rap_view_bool(item, "any_words", row->action != RAP_ACTION_DELETE && words && *words);
	rap_view_buf(item, "disposition", &what);
	if (row->decision_reason && *row->decision_reason)
		rap_view_excerpt(item, "reason", row->decision_reason, m->text);
	else
		rap_view_put(item, "reason", json_null());
	return item;
}

/* ---- paragraphs ----------------------------------------------------------------------------------------- */

static void add_text(json_t *list, const rap_block *block, const measure *m)
{
	json_t *item = rap_view_new();

	rap_view_str(item, "number", rap_compile_number(block->mark));
	rap_view_excerpt(item, "text", block->text, m->text);
	rap_view_add(list, item);
}

/* The paragraph as it now stands, and what was put behind it for these proposals; each once. */
static json_t *view_texts(const note *n, size_t first, size_t last, const measure *m)
{
	const rap_outcome *o = n->outcome;
	const rap_block *block = block_of(o, n->rows[first]->paragraph);
	json_t *list = rap_view_list();
	const char *shown = NULL;

	if (!block || m->text == 0)
		return list;
	add_text(list, block, m);
	for (size_t i = first; i < last; i++) {
		const char *mark = o->revised.marks[n->rows[i] - o->rows.at];
		const rap_block *new = mark ? block_of(o, mark) : NULL;

		if (new && (!shown || strcmp(shown, mark) != 0))
			add_text(list, new, m);
		shown = mark ? mark : shown;
	}
	return list;
}

static size_t same_paragraph(const note *n, size_t first, size_t end)
{
	size_t last = first;

	while (last < end && strcmp(n->rows[last]->paragraph, n->rows[first]->paragraph) == 0)
		last++;
	return last;
}

static json_t *view_paragraphs(const note *n, const measure *m)
{
	json_t *list = rap_view_list();
	size_t end = n->n < m->entries ? n->n : m->entries;

	for (size_t i = 0, last; i < end; i = last) {
		const char *mark = n->rows[i]->paragraph;
		json_t *item = rap_view_new(), *proposals = rap_view_list(), *texts;

		last = same_paragraph(n, i, end);
		for (size_t j = i; j < last; j++)
			rap_view_add(proposals, view_proposal(n, n->rows[j], m));
		texts = view_texts(n, i, last, m);
		rap_view_str(item, "paragraph", rap_compile_number(mark));
		rap_view_bool(item, "missing", !block_of(n->outcome, mark));
		rap_view_put(item, "proposals", proposals);
		rap_view_bool(item, "any_texts", json_array_size(texts) > 0);
		rap_view_put(item, "texts", texts);
		rap_view_add(list, item);
	}
	return list;
}

/* ---- the letter ----------------------------------------------------------------------------------------- */

/* "2 accepted, 1 not accepted" */
static void put_summary(const note *n, rap_buf *out)
{
	for (unsigned d = 0; d <= RAP_DISPOSITION_NOTED; d++) {
		/* What is open comes last. */
		const char *words = rap_disposition_text(
			(rap_disposition)((d + 1) % (RAP_DISPOSITION_NOTED + 1)));
		size_t many = 0;

		for (size_t i = 0; i < n->n; i++)
			many += strcmp(n->rows[i]->disposition, words) == 0;
		if (many > 0)
			rap_buf_printf(out, "%s%zu %s", out->len ? ", " : "", many, words);
	}
}

static void put_withdrawn(const note *n, rap_buf *out)
{
	for (size_t i = 0; i < n->outcome->rows.n; i++) {
		const rap_proposal_row *row = &n->outcome->rows.at[i];

		if (row->withdrawn && !row->superseded_by &&
		    strcmp(row->member, n->member->code) == 0)
			rap_buf_printf(out, "%s%s-%ld", out->len ? ", " : "", row->member,
			               row->number);
	}
}

static void view_withdrawn(json_t *view, const note *n)
{
	rap_buf out = rap_buf_init(TABLE_MAX);

	if (n->told < 0)
		put_withdrawn(n, &out);
	if (out.len > 0)
		rap_view_buf(view, "withdrawn", &out);
	else
		rap_view_put(view, "withdrawn", json_null());
	rap_buf_done(&out);
}

static json_t *view_of(const note *n, const measure *m)
{
	const rap_desk *desk = n->outcome->desk;
	json_t *view = rap_view_new(), *paragraphs = view_paragraphs(n, m);
	rap_buf summary = rap_buf_init(PHRASE_MAX);
	size_t left_out = n->n > m->entries ? n->n - m->entries : 0;

	put_summary(n, &summary);
	rap_view_house(view, desk);
	rap_view_str(view, "member", n->member->name);
	rap_view_str(view, "revision", n->outcome->revised.draft.revision);
	rap_view_str(view, "draft",
	             desk->draft && desk->draft->revision ? desk->draft->revision : "the draft");
	rap_view_bool(view, "again", n->told >= 0);
	rap_view_count(view, "proposals", n->n, "proposal", "proposals");
	rap_view_buf(view, "summary", &summary);
	rap_view_bool(view, "any_paragraphs", json_array_size(paragraphs) > 0);
	rap_view_put(view, "paragraphs", paragraphs);
	rap_view_bool(view, "any_unchanged", n->unchanged > 0);
	rap_view_count(view, "unchanged", n->unchanged, "other proposal", "other proposals");
	view_withdrawn(view, n);
	rap_view_bool(view, "any_enclosed", left_out > 0 || m->text < SIZE_MAX);
	rap_view_bool(view, "any_left_out", left_out > 0);
	rap_view_num(view, "left_out", (int64_t)left_out);
	return view;
}

/* What does not fit into the letter goes with it as a table; of a letter that shows all there is none. */
static void put_table(const note *n, rap_buf *out)
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

static rap_err deliver(const note *n, const rap_contact *contact, rap_letter letter,
                       rap_preview *preview)
{
	static const measure measures[] = {{SIZE_MAX, SIZE_MAX, SIZE_MAX},
	                                   {600, 1200, SIZE_MAX},
	                                   {200, 300, SIZE_MAX},
	                                   {100, 0, SIZE_MAX},
	                                   {100, 0, 50},
	                                   {60, 0, 10}};
	rap_buf table = rap_buf_init(TABLE_MAX);
	rap_enclosure enclosure = {.name = "proposals.csv", .type = "text/csv"};
	rap_err err = RAP_E_LIMIT;

	put_table(n, &table);
	enclosure.bytes = rap_buf_as_slice(&table);
	letter.enclosures = &enclosure;
	for (size_t i = 0; i < sizeof measures / sizeof *measures && err == RAP_E_LIMIT; i++) {
		json_t *view = view_of(n, &measures[i]);

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
static rap_err find_request(const note *n, const rap_contact *contact, char **ret)
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

static rap_err send(const note *n, const rap_contact *contact, const char *prefix,
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
	               n->told < 0 ? "How" : "Further decisions: how", n->member->name);
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
	note n = {.outcome = o, .member = member, .told = -1};
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
	static const measure all = {SIZE_MAX, SIZE_MAX, SIZE_MAX};
	const rap_outcome outcome = {.desk = desk};
	const note n = {.outcome = &outcome, .member = &desk->consultation->members[0], .told = -1};

	return view_of(&n, &all);
}
