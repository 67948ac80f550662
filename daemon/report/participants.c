// SPDX-License-Identifier: Apache-2.0
/* The list of participants; see participants.h. */
#include "report/participants.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "store/mailin.h"

#include <stdlib.h>
#include <string.h>

#define LINE_MAX RAP_MIB
#define NUMBER_MIN 5u /* digits of a number that can be called */

/* What is known of one person; parts borrowed. */
typedef struct said {
	const char *name, *title, *organisation, *contact;
} said;

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

/* Signs of a telephone number, as it is typed on keyboards of Latin and of Chinese and Japanese letters. */
static bool is_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static bool is_of_number(uint32_t c)
{
	return is_digit(c) || (c < 0x80 && strchr(" +-()./", (int)c)) || c == 0xFF0B ||
	       c == 0xFF0D || c == 0xFF08 || c == 0xFF09 || (c >= 0x2010 && c <= 0x2013) ||
	       c == 0x00A0 || c == 0x3000;
}

/* How much of a part others may see: what stands before an address, or before a number long enough to be called. */
static size_t before_contact(rap_slice part)
{
	size_t run = 0, word = 0, digits = 0;

	for (size_t at = 0, from = 0; at < part.len; from = at) {
		uint32_t c = rap_utf8_next(part, &at);

		if (c == '@' || c == 0xFF20)
			return word < from ? word : from;
		digits = is_of_number(c) ? digits + is_digit(c) : 0;
		run = is_of_number(c) ? run : at;
		word = rap_utf8_is_space(c) ? at : word;
		if (digits >= NUMBER_MIN)
			return run;
	}
	return part.len;
}

/* What is left of a part; of one that was nothing else, with or without a word such as "Tel.", nothing. */
static rap_slice without_contact(rap_slice part, bool is_name)
{
	size_t n = before_contact(part);
	rap_slice left = rap_utf8_trim(rap_slice_sub(part, 0, n));

	if (n == part.len)
		return part;
	return is_name || memchr(left.at, ' ', left.len) ? left : rap_slice_sub(part, 0, 0);
}

static void put_part(const rap_papers *papers, const char *text, rap_slice part, rap_doc *doc)
{
	bool is_name = text == part.at;
	rap_slice left = papers->desk->consultation->meeting.addresses_shown
	                         ? part
	                         : without_contact(part, is_name);
	char *words = rap_strndup(left.at, left.len);

	if (is_name)
		rap_doc_run(doc, RAP_RUN_WORDS, left.len ? words : "(address only)");
	else if (left.len > 0)
		rap_doc_printf(doc, RAP_RUN_WORDS, ", %s", words);
	free(words);
}

/* Without a reading that knows better: the pieces between commas, the first of them the name. */
static void put_pieces(const rap_papers *papers, const char *text, rap_doc *doc)
{
	rap_doc_block_add(doc, RAP_DOC_ITEM, 0);
	for (const char *at = text; *at;) {
		const char *end = strstr(at, ", ");
		size_t n = end ? (size_t)(end - at) : strlen(at);

		put_part(papers, text, (rap_slice){at, n}, doc);
		at += end ? n + 2 : n;
	}
}

static void put_person(const rap_papers *papers, const said *who, rap_doc *doc)
{
	const char *parts[] = {who->title, who->organisation, who->contact};
	bool shown = papers->desk->consultation->meeting.addresses_shown;

	rap_doc_block_add(doc, RAP_DOC_ITEM, 0);
	rap_doc_run(doc, RAP_RUN_WORDS, who->name);
	for (size_t i = 0; i < (shown ? 3 : 2); i++) {
		rap_slice part = rap_slice_of(parts[i] ? parts[i] : "");
		rap_slice left = shown ? part : without_contact(part, false);
		char *words = rap_strndup(left.at, left.len);

		if (left.len > 0) {
			rap_doc_run(doc, RAP_RUN_PLAIN, ", ");
			rap_doc_run(doc, RAP_RUN_WORDS, words);
		}
		free(words);
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
