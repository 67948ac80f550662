// SPDX-License-Identifier: Apache-2.0
/* The list of participants; see participants.h. */
#include "report/participants.h"

#include "common/limits.h"
#include "common/mem.h"
#include "store/mailin.h"

#include <stdlib.h>
#include <string.h>

#define LINE_MAX RAP_MIB

/* What is known of one person; parts borrowed. */
typedef struct said {
	const char *name, *title, *organisation, *contact;
} said;

static void put_person(const rap_papers *papers, const said *who, rap_doc *doc)
{
	const char *parts[] = {who->title, who->organisation,
	                       papers->desk->consultation->meeting.addresses_shown ? who->contact
	                                                                           : NULL};

	rap_doc_block_add(doc, RAP_DOC_ITEM, 0);
	rap_doc_run(doc, RAP_RUN_WORDS, who->name);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (!parts[i] || !*parts[i])
			continue;
		rap_doc_run(doc, RAP_RUN_PLAIN, ", ");
		rap_doc_run(doc, RAP_RUN_WORDS, parts[i]);
	}
}

/* ---- one person as the answer has it -------------------------------------------------------------------- */

/* "Name, title, institution, address, telephone": an answer keeps a person as one text. The reading of its mail knows
 * the parts. */
static bool begins_with(const char **text, const char *part)
{
	size_t n = part ? strlen(part) : 0;

	if (n == 0)
		return true;
	if (strncmp(*text, part, n) != 0)
		return false;
	if ((*text)[n] && strncmp(*text + n, ", ", 2) != 0)
		return false;
	*text += (*text)[n] ? n + 2 : n;
	return true;
}

static bool is_of(const rap_person *p, const char *text, const char **ret_rest)
{
	const char *at = text;

	if (!begins_with(&at, p->name) || !begins_with(&at, p->title) ||
	    !begins_with(&at, p->organisation) || !begins_with(&at, p->address))
		return false;
	*ret_rest = at; /* a telephone number, or nothing */
	return true;
}

/* An address, or digits and what stands between them in a telephone number. */
static bool is_contact(const char *part, size_t n)
{
	size_t digits = 0, others = 0;

	if (memchr(part, '@', n))
		return true;
	for (size_t i = 0; i < n; i++) {
		digits += part[i] >= '0' && part[i] <= '9';
		others += !strchr("0123456789 +-()./", part[i]);
	}
	return digits >= 5 && others == 0;
}

/* Without a reading that knows better: the pieces between commas, the first of them the name. */
static void put_pieces(const rap_papers *papers, const char *text, rap_doc *doc)
{
	bool shown = papers->desk->consultation->meeting.addresses_shown, first = true;

	rap_doc_block_add(doc, RAP_DOC_ITEM, 0);
	while (*text) {
		const char *end = strstr(text, ", ");
		size_t n = end ? (size_t)(end - text) : strlen(text);
		char *piece = rap_strndup(text, n);

		if (first)
			rap_doc_run(doc, RAP_RUN_WORDS,
			            shown || !is_contact(text, n) ? piece : "(address only)");
		else if (shown || !is_contact(text, n))
			rap_doc_printf(doc, RAP_RUN_WORDS, ", %s", piece);
		first = false;
		free(piece);
		text += end ? n + 2 : n;
	}
}

static void put_one(const rap_papers *papers, const rap_reading *reading, const char *text,
                    rap_doc *doc)
{
	for (size_t i = 0; reading && i < reading->n_people; i++) {
		const rap_person *p = &reading->people[i];
		rap_buf contact = rap_buf_init(LINE_MAX);
		const char *rest;
		bool found = is_of(p, text, &rest);

		if (found) {
			rap_buf_str(&contact, p->address);
			rap_buf_str(&contact, contact.len && *rest ? ", " : "");
			rap_buf_str(&contact, rest);
			put_person(
				papers,
				&(said){p->name, p->title, p->organisation, rap_buf_text(&contact)},
				doc);
		}
		rap_buf_done(&contact);
		if (found)
			return;
	}
	put_pieces(papers, text, doc);
}

static rap_err read_of(const rap_papers *papers, int64_t mail_id, rap_reading **ret)
{
	const char *why;
	char *json = NULL;
	rap_err err;

	*ret = NULL;
	if (!papers->desk->store)
		return RAP_OK;
	err = rap_reading_get(papers->desk->store, mail_id, &json);
	if (err == RAP_E_NOT_FOUND)
		return RAP_OK;
	/* One of an older version is none: the pieces of the answer do. */
	if (err == RAP_OK && rap_reading_decode(rap_slice_of(json), ret, &why) != RAP_OK)
		*ret = NULL;
	free(json);
	return err;
}

/* ---- a delegation --------------------------------------------------------------------------------------- */

static rap_err put_nominated(const rap_papers *papers, const rap_answer_row *row, size_t *count,
                             rap_doc *doc)
{
	rap_value value = {0};
	rap_reading *reading;
	rap_err err = read_of(papers, row->mail_id, &reading);

	if (err == RAP_OK && row->value && rap_value_decode(row->value, &value) == RAP_OK) {
		for (size_t i = 0; i < value.list.n; i++)
			put_one(papers, reading, value.list.at[i], doc);
		*count += value.list.n;
		rap_value_done(&value);
	}
	rap_reading_free(reading);
	return err;
}

/* What one State has answered to one field; *answered stays false where it has not. */
static rap_err put_answers(const rap_papers *papers, const char *member, const rap_field *field,
                           size_t *count, bool *answered, rap_doc *doc)
{
	rap_err err = RAP_OK;

	for (size_t i = 0; i < papers->answers.n && err == RAP_OK; i++) {
		const rap_answer_row *row = &papers->answers.at[i];
		const char *say = NULL;

		if (row->superseded_by || strcmp(row->member, member) != 0 ||
		    strcmp(row->field, field->id) != 0)
			continue;
		if (!*answered && rap_papers_differ(papers, member, field->id))
			say = "Two lists of this State differ; it has been asked which one holds:";
		else if (row->status == RAP_ANSWER_NONE)
			say = "Nobody is nominated, as the State has answered.";
		else if (row->status == RAP_ANSWER_RESERVE)
			say = "The State reserves its answer.";
		else if (row->status == RAP_ANSWER_UNCLEAR)
			say = "A nomination has come that is not clear yet; the State has been "
			      "asked about it.";
		*answered = true;
		if (say)
			rap_paper_say(doc, say);
		if (row->status == RAP_ANSWER_OK || row->status == RAP_ANSWER_CONFLICT)
			err = put_nominated(papers, row, count, doc);
	}
	return err;
}

static rap_err put_delegation(const rap_papers *papers, const rap_member *member, size_t *count,
                              bool *answered, rap_doc *doc)
{
	const rap_consultation *c = papers->desk->consultation;
	rap_err err = RAP_OK;

	rap_paper_section(doc, 2, member->name);
	for (size_t i = 0; i < c->n_objectives; i++)
		for (size_t j = 0; j < c->objectives[i].n_fields && err == RAP_OK; j++)
			if (c->objectives[i].fields[j].type == RAP_FIELD_PEOPLE)
				err = put_answers(papers, member->code, &c->objectives[i].fields[j],
				                  count, answered, doc);
	if (!*answered)
		rap_paper_say(doc, "No nomination received yet.");
	return err;
}

static void put_secretariat(const rap_papers *papers, rap_doc *doc)
{
	const rap_consultation *c = papers->desk->consultation;

	rap_paper_section(doc, 2, c->secretariat.name);
	for (size_t i = 0; i < c->secretariat.officers.n; i++)
		put_person(papers,
		           &(said){.name = c->secretariat.officers.at[i].name,
		                   .contact = c->secretariat.officers.at[i].address},
		           doc);
}

/* At the end, when it is known. */
static void put_sum(const rap_papers *papers, size_t count, const bool *answered, rap_doc *doc)
{
	rap_buf line = rap_buf_init(LINE_MAX), missing = rap_buf_init(LINE_MAX);

	rap_paper_count(&line, count, "person has", "persons have");
	rap_buf_str(&line, " been nominated.");
	rap_paper_members(papers, answered, false, &missing);
	if (missing.len > 0)
		rap_buf_printf(&line, " No nomination has come yet from: %s.",
		               rap_buf_text(&missing));
	rap_paper_section(doc, 2, "Summary");
	rap_paper_say(doc, rap_buf_text(&line));
	rap_buf_done(&line);
	rap_buf_done(&missing);
}

static bool asks(const rap_consultation *c)
{
	for (size_t i = 0; i < c->n_objectives; i++)
		for (size_t j = 0; j < c->objectives[i].n_fields; j++)
			if (c->objectives[i].fields[j].type == RAP_FIELD_PEOPLE)
				return true;
	return false;
}

rap_err rap_participants_put(const rap_papers *papers, rap_doc *doc)
{
	const rap_consultation *c = papers->desk->consultation;
	bool *answered = rap_calloc(c->n_members + 1, sizeof *answered);
	size_t count = 0;
	rap_err err = RAP_OK;

	rap_paper_head(papers, "Provisional list of participants", doc);
	if (!asks(c))
		rap_paper_say(doc, "This consultation asks for no nominations.");
	for (size_t i = 0; asks(c) && i < c->n_members && err == RAP_OK; i++)
		err = put_delegation(papers, &c->members[i], &count, &answered[i], doc);
	put_secretariat(papers, doc);
	if (asks(c))
		put_sum(papers, count, answered, doc);
	free(answered);
	return err;
}
