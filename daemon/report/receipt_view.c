// SPDX-License-Identifier: Apache-2.0
/*
 * What a receipt says. No line of it begins with the id of a field or the mark of a paragraph, and no example in
 * it is a valid answer: a receipt that comes back mangled in a quote must not be read as an answer.
 */
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "report/compile.h"
#include "report/convergence.h"
#include "report/escape.h"
#include "report/form.h"
#include "report/owed.h"
#include "report/receipt.h"
#include "report/view.h"

#include <stdlib.h>

#define SAID_MAX (64u * RAP_KIB)
#define EXCERPT_MAX 240u /* of a proposal, whose paragraph is shown below */
#define SHOWN_MAX 2000u /* code points of one value or wording; the record keeps all of it */

/* ---- values --------------------------------------------------------------------------------------------- */

/* Sets a text, cut where a letter would be swamped by it; its lines stand below each other in plain text. */
static void view_words(json_t *view, const char *key, const char *words)
{
	rap_slice s = rap_utf8_trim(rap_slice_of(words));
	bool cut = rap_utf8_count(s) > SHOWN_MAX;
	rap_buf out = rap_buf_init(SAID_MAX);

	if (cut)
		s.len = rap_utf8_offset(s, SHOWN_MAX);
	for (size_t at = 0; at < s.len;) {
		size_t from = at;
		uint32_t c = rap_utf8_next(s, &at);

		/* Whatever the letter makes a new line of. */
		if (c == '\r' && at < s.len && s.at[at] == '\n')
			continue;
		if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029)
			rap_buf_str(&out, "\n   ");
		else
			rap_buf_slice(&out, rap_slice_sub(s, from, at));
	}
	rap_buf_str(&out, cut ? " [... cut here; the record holds all of it]" : "");
	rap_view_buf(view, key, &out);
}

static void understood(const rap_answer_row *row, rap_buf *out)
{
	rap_value value = {0};

	if (row->status == RAP_ANSWER_NONE) {
		rap_buf_str(out, "no comment");
	} else if (row->status == RAP_ANSWER_RESERVE) {
		rap_buf_str(out, "reserves its position");
	} else if (row->value && rap_value_decode(row->value, &value) == RAP_OK) {
		rap_value_put(out, &value);
		rap_value_done(&value);
	}
	if (out->len == 0)
		rap_buf_str(out, row->raw);
}

static const rap_field *field_of(const rap_receipt *r, const char *id)
{
	const rap_objective *objective;

	return rap_consultation_field(r->desk->consultation, id, &objective);
}

static json_t *entry(const rap_receipt *r, const char *id, const char *words)
{
	const rap_field *field = field_of(r, id);
	json_t *item = rap_view_new();

	rap_view_str(item, "field", id);
	rap_view_str(item, "label", field ? field->label : "(no longer in the form)");
	view_words(item, "words", words);
	return item;
}

/* ---- answers -------------------------------------------------------------------------------------------- */

static json_t *recorded(const rap_receipt *r, const rap_answer_row *row)
{
	json_t *item = entry(r, row->field, row->raw);
	rap_buf said = rap_buf_init(SAID_MAX);

	understood(row, &said);
	rap_view_bool(item, "same",
	              rap_slice_eq(rap_utf8_trim(rap_buf_as_slice(&said)),
	                           rap_utf8_trim(rap_slice_of(row->raw))));
	view_words(item, "understood", rap_buf_text(&said));
	rap_view_bool(item, "replaced", row->before != NULL);
	view_words(item, "before", row->before);
	rap_buf_done(&said);
	return item;
}

/* The other voices that stand on the same item. */
static json_t *in_conflict(const rap_receipt *r, const rap_answer_row *row)
{
	json_t *item = entry(r, row->field, row->raw), *others = rap_view_list();

	rap_view_str(item, "by", rap_record_person(r->desk, row->author));
	for (size_t i = 0; i < r->standing.n; i++) {
		const rap_answer_row *other = &r->standing.at[i];
		json_t *one;

		if (other->id == row->id || strcmp(other->field, row->field) != 0)
			continue;
		one = rap_view_new();
		rap_view_str(one, "by", rap_record_person(r->desk, other->author));
		view_words(one, "words", other->raw);
		rap_view_add(others, one);
	}
	rap_view_put(item, "others", others);
	return item;
}

static const char *why_unclear(const rap_receipt *r, const char *field)
{
	for (size_t i = 0; r->reading && i < r->reading->n_findings; i++) {
		const rap_finding *f = &r->reading->findings[i];

		if (f->field && strcmp(f->field, field) == 0)
			return f->text;
	}
	return "We could not be certain of the meaning.";
}

static void how_to_answer(const rap_field *field, rap_buf *out)
{
	rap_buf hint = rap_buf_init(SAID_MAX);

	if (!field)
		return;
	rap_form_hint(&hint, field);
	rap_buf_printf(out, "Please reply with a line that begins with [%s], followed by ",
	               field->id);
	switch (field->type) {
	case RAP_FIELD_CHOICE:
		rap_buf_printf(out, "one of: %s", rap_buf_text(&hint));
		break;
	case RAP_FIELD_RATING:
		rap_buf_printf(out, "one number (%s)", rap_buf_text(&hint));
		break;
	case RAP_FIELD_YES_NO:
		rap_buf_str(out, "yes or no");
		break;
	case RAP_FIELD_DATE:
		rap_buf_str(out, "a date written as year-month-day");
		break;
	case RAP_FIELD_LIST:
	case RAP_FIELD_PEOPLE:
	case RAP_FIELD_TEXT:
	case RAP_FIELD_PROPOSALS:
		rap_buf_str(out, "your text");
		break;
	}
	rap_buf_char(out, '.');
	rap_buf_done(&hint);
}

static json_t *to_clarify(const rap_receipt *r, const rap_answer_row *row)
{
	json_t *item = entry(r, row->field, row->raw);
	rap_buf how = rap_buf_init(SAID_MAX);

	rap_view_excerpt(item, "reason", why_unclear(r, row->field), SHOWN_MAX);
	how_to_answer(field_of(r, row->field), &how);
	rap_view_buf(item, "how", &how);
	return item;
}

static bool is_new(const rap_receipt *r, const rap_answer *answer)
{
	for (size_t i = 0; i < r->answers.n; i++)
		if (strcmp(r->answers.at[i].field, answer->field) == 0)
			return true;
	return false;
}

/* What the mail says and did not change: it repeats what stood already, or it is late and waits. */
static json_t *not_changed(const rap_receipt *r)
{
	json_t *list = rap_view_list();

	for (size_t i = 0; r->reading && i < r->reading->n_answers; i++)
		if (!is_new(r, &r->reading->answers[i]))
			rap_view_add(list, entry(r, r->reading->answers[i].field,
			                         r->reading->answers[i].raw));
	return list;
}

static void view_answers(json_t *view, rap_receipt *r)
{
	json_t *clear = rap_view_list(), *unclear = rap_view_list(), *conflict = rap_view_list();
	json_t *same = not_changed(r), *none = rap_view_list();
	bool any = json_array_size(same) > 0;

	for (size_t i = 0; i < r->answers.n; i++) {
		const rap_answer_row *row = &r->answers.at[i];

		if (row->status == RAP_ANSWER_UNCLEAR)
			rap_view_add(unclear, to_clarify(r, row));
		else if (row->status == RAP_ANSWER_CONFLICT)
			rap_view_add(conflict, in_conflict(r, row));
		else
			rap_view_add(clear, recorded(r, row));
	}
	r->n_answers = json_array_size(clear);
	r->n_unclear = json_array_size(unclear) + json_array_size(conflict);
	rap_view_bool(view, "any_unchanged", any && !r->waits);
	rap_view_bool(view, "any_waiting", any && r->waits);
	rap_view_bool(view, "any_answers", r->n_answers > 0);
	rap_view_bool(view, "any_unclear", json_array_size(unclear) > 0);
	rap_view_bool(view, "any_conflicts", json_array_size(conflict) > 0);
	rap_view_put(view, "answers", clear);
	rap_view_put(view, "unclear", unclear);
	rap_view_put(view, "conflicts", conflict);
	rap_view_put(view, r->waits ? "waiting" : "unchanged", same);
	rap_view_put(view, r->waits ? "unchanged" : "waiting", none);
}

/* ---- proposals ------------------------------------------------------------------------------------------ */

static json_t *proposal(const rap_proposal_row *row)
{
	json_t *item = rap_view_new();
	rap_buf number = rap_buf_init(64);

	rap_buf_printf(&number, "%s-%ld", row->member, row->number);
	rap_view_buf(item, "number", &number);
	rap_view_str(item, "paragraph", rap_compile_number(row->paragraph));
	rap_view_str(item, "action", rap_action_text(row->action));
	rap_view_excerpt(item, "words", row->words && *row->words ? row->words : row->text,
	                 EXCERPT_MAX);
	rap_view_bool(item, "unclear", row->status == RAP_ANSWER_UNCLEAR);
	rap_view_excerpt(item, "reason", row->reason, EXCERPT_MAX);
	return item;
}

static json_t *as_it_stands(const rap_doc *doc)
{
	rap_buf text = rap_buf_init(RAP_MIB), html = rap_buf_init(RAP_MIB);
	json_t *item = rap_view_new();

	rap_doc_text(doc, &text);
	rap_doc_html(doc, &html);
	rap_view_buf(item, "text", &text);
	rap_view_buf(item, "html", &html);
	return item;
}

/* Each touched paragraph once, in the order of the draft. */
static json_t *paragraphs(rap_receipt *r, bool *ret_doubled)
{
	const rap_desk *desk = r->desk;
	const char *only = desk->consultation->attribution_named ? NULL : r->member->code;
	rap_strv reserving = rap_convergence_words(&desk->consultation->lexicon);
	size_t room = desk->draft ? desk->draft->n : 0, n = 0;
	rap_doc *docs = rap_calloc(room + 1, sizeof *docs);
	json_t *list = rap_view_list();

	for (size_t i = 0; i < room; i++) {
		const rap_block *b = &desk->draft->blocks[i];
		rap_board_paragraph stands;
		bool touched = false;

		for (size_t j = 0; b->mark && j < r->proposals.n; j++)
			touched = touched || strcmp(r->proposals.at[j].paragraph, b->mark) == 0;
		if (!touched)
			continue;
		r->err = rap_board_paragraph_make(desk, b, &r->all, only, &stands);
		if (r->err != RAP_OK)
			break;
		rap_compile_paragraph(desk, &stands, &reserving, &docs[n]);
		rap_board_paragraph_done(&stands);
		*ret_doubled = *ret_doubled || rap_doc_has_brackets(&docs[n]);
		n++;
	}
	for (size_t i = 0; i < n; i++) {
		docs[i].doubled = *ret_doubled; /* one letter, one kind of brackets */
		rap_view_add(list, as_it_stands(&docs[i]));
		rap_doc_done(&docs[i]);
	}
	free(docs);
	rap_strv_done(&reserving);
	return list;
}

static json_t *not_in_draft(const rap_receipt *r)
{
	json_t *list = rap_view_list();

	for (size_t i = 0; i < r->proposals.n; i++)
		if (!r->desk->draft ||
		    !rap_draft_find(r->desk->draft, r->proposals.at[i].paragraph))
			rap_view_add(list, proposal(&r->proposals.at[i]));
	return list;
}

static void view_proposals(json_t *view, rap_receipt *r)
{
	bool comments = false, doubled = false;
	json_t *list = rap_view_list(), *stand = paragraphs(r, &doubled), *strays = not_in_draft(r);

	for (size_t i = 0; i < r->proposals.n; i++) {
		/* withdrawn: stands under "Withdrawals"; superseded: the mail waited, and a later one holds */
		if (r->proposals.at[i].withdrawn || r->proposals.at[i].superseded_by)
			continue;
		comments = comments || r->proposals.at[i].action == RAP_ACTION_COMMENT;
		r->n_unclear += r->proposals.at[i].status == RAP_ANSWER_UNCLEAR;
		r->n_proposals++;
		rap_view_add(list, proposal(&r->proposals.at[i]));
	}
	rap_view_bool(view, "any_proposals", r->n_proposals > 0);
	rap_view_bool(view, "any_comments", comments);
	rap_view_bool(view, "doubled", doubled);
	rap_view_bool(view, "any_paragraphs", json_array_size(stand) > 0);
	rap_view_bool(view, "any_strays", json_array_size(strays) > 0);
	rap_view_put(view, "proposals", list);
	rap_view_put(view, "paragraphs", stand);
	rap_view_put(view, "strays", strays);
}

/* "MN-4" as written by a person: blanks and case do not matter, the code may be left out. */
static const rap_proposal_row *proposal_named(const rap_receipt *r, const char *object)
{
	const char *dash = object ? strrchr(object, '-') : NULL;
	const char *digits = dash ? dash + 1 : object;
	char *end;
	long number = digits ? strtol(digits, &end, 10) : 0;

	for (size_t i = 0; i < r->all.n && number > 0; i++)
		if (strcmp(r->all.at[i].member, r->member->code) == 0 &&
		    r->all.at[i].number == number && !r->all.at[i].superseded_by)
			return &r->all.at[i];
	return NULL;
}

static void view_withdrawals(json_t *view, rap_receipt *r)
{
	json_t *list = rap_view_list();

	for (size_t i = 0; r->reading && i < r->reading->n_intents; i++) {
		const rap_intent *intent = &r->reading->intents[i];
		const rap_proposal_row *row;
		json_t *item;

		if (strcmp(intent->verb, "withdraw") != 0)
			continue;
		row = proposal_named(r, intent->object);
		item = rap_view_new();
		rap_view_excerpt(item, "number", intent->object, EXCERPT_MAX);
		rap_view_bool(item, "done", row && row->withdrawn);
		r->n_withdrawn += row && row->withdrawn;
		rap_view_add(list, item);
	}
	rap_view_bool(view, "any_withdrawals", json_array_size(list) > 0);
	rap_view_put(view, "withdrawals", list);
}

/* ---- the rest ------------------------------------------------------------------------------------------- */

static bool said_as_unclear(const rap_receipt *r, const rap_finding *f)
{
	for (size_t i = 0; f->field && i < r->answers.n; i++)
		if (r->answers.at[i].status == RAP_ANSWER_UNCLEAR &&
		    strcmp(r->answers.at[i].field, f->field) == 0)
			return true;
	return false;
}

static void view_not_read(json_t *view, const rap_receipt *r)
{
	json_t *list = rap_view_list();

	for (size_t i = 0; r->reading && i < r->reading->n_findings; i++) {
		const rap_finding *f = &r->reading->findings[i];
		json_t *item;

		if (said_as_unclear(r, f))
			continue;
		item = rap_view_new();
		rap_view_excerpt(item, "reason", f->text, SHOWN_MAX);
		rap_view_bool(item, "quoted", f->excerpt && *f->excerpt);
		rap_view_excerpt(item, "excerpt", f->excerpt, EXCERPT_MAX);
		rap_view_add(list, item);
	}
	for (size_t i = 0; r->reading && i < r->reading->n_attachments; i++) {
		const rap_attachment_seen *a = &r->reading->attachments[i];
		json_t *item;

		if (a->read_as)
			continue;
		item = rap_view_new();
		rap_view_str(item, "reason",
		             "An attachment was kept, and the Secretariat will look at it; "
		             "nothing was read from it:");
		rap_view_bool(item, "quoted", true);
		rap_view_excerpt(item, "excerpt", a->name && *a->name ? a->name : a->type,
		                 EXCERPT_MAX);
		rap_view_add(list, item);
	}
	rap_view_bool(view, "any_not_read", json_array_size(list) > 0);
	rap_view_put(view, "not_read", list);
}

/* A finding has told of it already. */
static bool is_told(const rap_receipt *r, const char *repair)
{
	for (size_t i = 0; i < r->reading->n_findings; i++) {
		const char *excerpt = r->reading->findings[i].excerpt;

		if (excerpt && strcmp(excerpt, repair) == 0)
			return true;
	}
	return false;
}

/* How the letters were read, where the mail said less than it holds: "gb2312 read as gb18030". */
static void view_repairs(json_t *view, const rap_receipt *r)
{
	json_t *list = rap_view_list();

	for (size_t i = 0; r->reading && i < r->reading->body.repairs.n; i++) {
		const char *repair = r->reading->body.repairs.at[i];
		json_t *item;

		if (is_told(r, repair))
			continue;
		item = rap_view_new();
		rap_view_excerpt(item, "repair", repair, EXCERPT_MAX);
		rap_view_bool(item, "more", json_array_size(list) > 0);
		rap_view_add(list, item);
	}
	rap_view_bool(view, "any_repairs", json_array_size(list) > 0);
	rap_view_put(view, "repairs", list);
}

static void view_owed(json_t *view, const rap_receipt *r)
{
	rap_owed_list owed = rap_owed_of(r->desk, r->member, &r->standing, &r->all);
	json_t *list = rap_view_list();

	for (size_t i = 0; i < owed.n_fields; i++)
		rap_view_add(list, entry(r, owed.fields[i]->id, ""));
	rap_view_bool(view, "any_owed", owed.n_fields > 0);
	rap_view_put(view, "owed", list);
	rap_owed_done(&owed);
}

json_t *rap_receipt_view(rap_receipt *r)
{
	json_t *view = rap_view_new();
	const char *zone = r->member->timezone;

	rap_view_house(view, r->desk);
	rap_view_str(view, "member", r->member->name_in_text);
	rap_view_str(view, "author", rap_record_person(r->desk, r->author));
	rap_view_bool(view, "combined", r->held != NULL);
	rap_view_count(view, "mails", r->held ? (size_t)r->held->mails : 1, "mail", "mails");
	rap_view_time(view, "first_received",
	              r->held ? r->held->first_received : r->mail.received_at, zone, false);
	rap_view_excerpt(view, "mail_subject", r->mail.subject, EXCERPT_MAX);
	rap_view_time(view, "received", r->mail.received_at, zone, true);
	rap_view_bool(view, "late", r->mail.late);
	rap_view_bool(view, "waits", r->waits);
	rap_view_bool(view, "any_waiting_proposals",
	              r->waits && r->reading && r->reading->n_proposals > 0);
	rap_view_count(view, "waiting_proposals",
	               r->waits && r->reading ? r->reading->n_proposals : 0, "proposal",
	               "proposals");
	if (r->deadline == RAP_DATE_NONE || r->deadline <= r->desk->now)
		rap_view_put(view, "deadline", json_null());
	else
		rap_view_time(view, "deadline", r->deadline, zone, true);
	view_answers(view, r);
	view_proposals(view, r);
	view_withdrawals(view, r);
	view_not_read(view, r);
	view_repairs(view, r);
	view_owed(view, r);
	rap_view_str(view, "left_out", NULL);
	rap_view_bool(view, "nothing",
	              !r->waits &&
	                      r->n_answers + r->n_proposals + r->n_unclear + r->n_withdrawn == 0);
	return view;
}
