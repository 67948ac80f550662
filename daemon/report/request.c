// SPDX-License-Identifier: Apache-2.0
/*
 * The request: who is asked what until when, how to answer, the form, and below its end marker the documents
 * and the draft. The draft stands in full up to RAP_LIMIT_DRAFT_IN_MAIL, above that with its headings only.
 */
#include "common/limits.h"
#include "common/mem.h"
#include "report/deliver.h"
#include "report/enclose.h"
#include "report/fill.h"
#include "report/form.h"
#include "report/record.h"
#include "report/view.h"

#include <stdlib.h>

#define FORM_MAX (512u * RAP_KIB)

typedef struct fields {
	const rap_field **at;
	size_t n;
} fields;

static fields fields_of(const rap_consultation *c, const rap_request_plan *request)
{
	fields f = {0};

	f.at = rap_calloc(RAP_LIMIT_FIELDS, sizeof *f.at);
	for (size_t i = 0; i < request->n_objectives; i++) {
		const rap_objective *o = rap_consultation_objective(c, request->objectives[i]);

		for (size_t j = 0; o && j < o->n_fields && f.n < RAP_LIMIT_FIELDS; j++)
			f.at[f.n++] = &o->fields[j];
	}
	return f;
}

static void view_flowed(json_t *view, const char *key, const char *text)
{
	rap_buf out = rap_buf_init(RAP_LIMIT_VALUE);

	if (!text) {
		rap_view_put(view, key, json_null());
		return;
	}
	rap_fill_flow(&out, text);
	rap_view_buf(view, key, &out);
}

/* ---- the view ------------------------------------------------------------------------------------------- */

static void view_objectives(json_t *view, const rap_consultation *c,
                            const rap_request_plan *request)
{
	json_t *list = rap_view_list();

	for (size_t i = 0; i < request->n_objectives; i++) {
		const rap_objective *o = rap_consultation_objective(c, request->objectives[i]);
		json_t *item;

		if (!o || o->n_fields == 0)
			continue;
		item = rap_view_new();
		rap_view_num(item, "number", o->number);
		rap_view_str(item, "objective", o->title);
		rap_view_str(item, "first", o->fields[0].id);
		rap_view_str(item, "last", o->n_fields > 1 ? o->fields[o->n_fields - 1].id : NULL);
		view_flowed(item, "introduction", o->introduction);
		rap_view_add(list, item);
	}
	rap_view_put(view, "objectives", list);
}

/* What must be answered, and the field that takes proposals on the draft. */
static void view_fields(json_t *view, const fields *f)
{
	rap_buf required = rap_buf_init(RAP_LIMIT_FIELDS * 16), text = rap_buf_init(FORM_MAX);
	rap_buf html = rap_buf_init(FORM_MAX);
	const char *proposals = NULL;

	for (size_t i = 0; i < f->n; i++) {
		if (f->at[i]->required)
			rap_buf_printf(&required, "%s%s", required.len ? ", " : "", f->at[i]->id);
		if (f->at[i]->draft)
			proposals = f->at[i]->id;
	}
	rap_form_text(&text, f->at, f->n);
	rap_form_html(&html, f->at, f->n);
	rap_view_buf(view, "required", &required);
	rap_view_str(view, "proposals", proposals);
	rap_view_buf(view, "form", &text);
	rap_view_buf(view, "form_html", &html);
}

static size_t draft_size(const rap_draft *draft)
{
	size_t size = 0;

	for (size_t i = 0; i < draft->n; i++)
		size += strlen(draft->blocks[i].text) + 8;
	return size;
}

static void view_draft(json_t *view, const rap_draft *draft, bool wanted, bool whole)
{
	json_t *item, *blocks;

	if (!draft || !wanted) {
		rap_view_put(view, "draft", json_null());
		return;
	}
	item = rap_view_new();
	blocks = rap_view_list();
	for (size_t i = 0; i < draft->n; i++) {
		const rap_block *b = &draft->blocks[i];
		bool heading = b->kind == RAP_BLOCK_HEADING;
		json_t *block;

		if (!heading && !whole)
			continue;
		block = rap_view_new();
		rap_view_bool(block, "heading", heading);
		rap_view_str(block, "mark", b->mark);
		rap_view_str(block, "words", b->text);
		rap_view_add(blocks, block);
	}
	rap_view_str(item, "revision", draft->revision ? draft->revision : "Draft");
	rap_view_bool(item, "whole", whole);
	rap_view_put(item, "blocks", blocks);
	rap_view_put(view, "draft", item);
}

static void view_documents(json_t *view, const rap_consultation *c, const rap_request_plan *request)
{
	json_t *list = rap_view_list();
	bool any = false;

	for (size_t i = 0; i < c->n_documents; i++) {
		const rap_document *d = &c->documents[i];
		json_t *item;

		if (!rap_enclose_is_for(d, request))
			continue;
		item = rap_view_new();
		rap_view_str(item, "document", d->title);
		rap_view_str(item, "link", d->link);
		rap_view_add(list, item);
		any = true;
	}
	rap_view_bool(view, "any_documents", any);
	rap_view_put(view, "documents", list);
}

/* ---- the letter ----------------------------------------------------------------------------------------- */

static json_t *view_of(const rap_desk *desk, const rap_request_plan *request,
                       const rap_member *member, const rap_contact *contact, const fields *f)
{
	const rap_consultation *c = desk->consultation;
	json_t *view = rap_view_new();

	rap_view_house(view, desk);
	rap_view_str(view, "name", contact->name);
	rap_view_str(view, "member", member->name_in_text);
	rap_view_time(view, "meeting", c->meeting.starts, member->timezone, true);
	view_objectives(view, c, request);
	view_fields(view, f);
	view_documents(view, c, request);
	return view;
}

static rap_err post(const rap_desk *desk, const rap_request_plan *request, const rap_letter *letter,
                    json_t *view, rap_preview *preview)
{
	bool wanted = json_is_string(json_object_get(view, "proposals"));
	bool whole = desk->draft && draft_size(desk->draft) <= RAP_LIMIT_DRAFT_IN_MAIL;
	rap_enclosures enclosed;
	rap_letter full = *letter;
	rap_err err = rap_enclose(desk, request, &enclosed);

	if (err != RAP_OK)
		return err;
	full.enclosures = enclosed.at;
	full.n_enclosures = enclosed.n;
	rap_view_str(view, "word_file", enclosed.at[0].name);
	view_draft(view, desk->draft, wanted, whole);
	err = rap_deliver(desk, "request", view, full, preview);
	if (err == RAP_E_LIMIT && whole && wanted) { /* a long form with a long draft */
		if (desk->why)
			rap_buf_cut(desk->why, 0);
		view_draft(view, desk->draft, wanted, false);
		err = rap_deliver(desk, "request", view, full, preview);
	}
	rap_enclosures_done(&enclosed);
	return err;
}

static void put_subject(rap_buf *out, const rap_consultation *c, const rap_request_plan *request,
                        int64_t deadline, const char *zone)
{
	static const char *const months[] = {"January",   "February", "March",    "April",
	                                     "May",       "June",     "July",     "August",
	                                     "September", "October",  "November", "December"};
	const rap_objective *only = request->n_objectives == 1
	                                    ? rap_consultation_objective(c, request->objectives[0])
	                                    : NULL;
	rap_civil day;

	if (only)
		rap_buf_str(out, only->title);
	else
		rap_buf_str(out, "Objectives ");
	for (size_t i = 0; !only && i < request->n_objectives; i++) {
		const char *before = i + 1 == request->n_objectives ? " and " : ", ";

		rap_buf_printf(out, "%s%u", i ? before : "", request->objectives[i]);
	}
	rap_buf_str(out, ": comments requested");
	if (deadline != RAP_DATE_NONE && rap_date_from_utc(deadline, zone, &day) == RAP_OK)
		rap_buf_printf(out, " by %d %s %d", day.day, months[day.month - 1], day.year);
}

rap_err rap_request_post(const rap_desk *desk, const rap_request_plan *request,
                         const rap_member *member, const rap_contact *contact, rap_preview *preview)
{
	fields f = fields_of(desk->consultation, request);
	rap_buf key = rap_buf_init(1024), subject = rap_buf_init(4096);
	json_t *view = view_of(desk, request, member, contact, &f);
	rap_letter letter = {.kind = "request",
	                     .member = member->code,
	                     .request = request->id,
	                     .to_name = contact->name,
	                     .to_address = contact->address};
	const rap_round_plan *round;
	int64_t deadline;
	rap_err err = rap_record_round(desk, &round, &deadline);

	if (err == RAP_OK) {
		if (deadline == RAP_DATE_NONE)
			rap_view_put(view, "deadline", json_null());
		else
			rap_view_time(view, "deadline", deadline, member->timezone, true);
		put_subject(&subject, desk->consultation, request, deadline, member->timezone);
		rap_buf_printf(&key, "request/%ld/%s/%s/%s",
		               desk->round ? desk->round : (round ? round->id : 0), request->id,
		               member->code, contact->address);
		letter.key = rap_buf_text(&key);
		letter.subject = rap_buf_text(&subject);
		err = post(desk, request, &letter, view, preview);
	}
	json_decref(view);
	rap_buf_done(&key);
	rap_buf_done(&subject);
	free(f.at);
	return err;
}
