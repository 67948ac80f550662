// SPDX-License-Identifier: Apache-2.0
/*
 * The answer of the reader, which may be anything at all when a mail has taken its child over (R52). Every object
 * has exactly the keys of the schema, every text, number and list its type and limit; the first breach refuses
 * the whole reading. LIMITS: common/limits.h, common/json.h.
 */
#include "common/json.h"
#include "common/mem.h"
#include "common/reading.h"
#include "common/reading_rules.h"
#include "common/utf8.h"
#include "common/value.h"

#include <limits.h>
#include <stdlib.h>

#define SIZE_OF_PART_MAX \
	((long)RAP_LIMIT_MESSAGE) /* decoded, a part is never larger than its mail */

static bool get_text(const json_t *json, const char *key, char **ret)
{
	return rap_json_text(json, key, RAP_JSON_TEXT, ret);
}

static bool get_line(const json_t *json, const char *key, char **ret)
{
	return rap_json_line(json, key, RAP_JSON_LINE, ret);
}

static bool get_line_or_null(const json_t *json, const char *key, char **ret)
{
	return rap_json_line_or_null(json, key, RAP_JSON_LINE, ret);
}

/* Somebody's words: no longer than a line may be, but perhaps in several. */
static bool get_words(const json_t *json, const char *key, char **ret)
{
	return rap_json_text(json, key, RAP_JSON_LINE, ret);
}

static bool get_words_or_null(const json_t *json, const char *key, char **ret)
{
	return rap_json_text_or_null(json, key, RAP_JSON_LINE, ret);
}

/* A name of ours, such as a field or a mark: not empty. */
static bool get_name(const json_t *json, const char *key, char **ret)
{
	if (!rap_json_line(json, key, RAP_JSON_NAME, ret))
		return false;
	return **ret || rap_json_refuse(key, "empty");
}

static bool get_name_or_null(const json_t *json, const char *key, char **ret)
{
	return rap_json_line_or_null(json, key, RAP_JSON_NAME, ret);
}

static bool get_date_or_null(const json_t *json, const char *key, char **ret)
{
	if (!get_name_or_null(json, key, ret))
		return false;
	return !*ret || rap_reading_is_date(*ret) || rap_json_refuse(key, "not a date");
}

static bool get_flags(const json_t *json, rap_strv *ret)
{
	if (!rap_json_strv(json, "flags", RAP_JSON_NAME, ret))
		return false;
	for (size_t i = 0; i < ret->n; i++)
		if (!rap_json_is_word(ret->at[i]))
			return rap_json_refuse("flags", "not a word of a-z, 0-9 and hyphens");
	return true;
}

/* The text of an enumeration, as a borrowed string for its _parse function; never NULL. */
static const char *borrow(const json_t *json, const char *key)
{
	const char *text = json_string_value(json_object_get(json, key));

	return text ? text : "";
}

static bool get_mailboxes(const json_t *json, const char *key, rap_mailboxes *ret)
{
	const json_t *list = rap_json_list(json, key, RAP_LIMIT_ADDRESSES);

	ret->at = rap_calloc(json_array_size(list), sizeof *ret->at);
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *one = json_array_get(list, i);
		rap_mailbox *mailbox = &ret->at[ret->n++];

		if (!rap_json_is_object(one, key, 2) ||
		    !get_line_or_null(one, "name", &mailbox->name) ||
		    !get_line_or_null(one, "address", &mailbox->address))
			return false;
	}
	return list != NULL;
}

static bool get_message(const json_t *root, rap_reading *reading)
{
	const json_t *json = json_object_get(root, "message");

	return rap_json_is_object(json, "message", 8) &&
	       get_line_or_null(json, "message_id", &reading->message.message_id) &&
	       get_date_or_null(json, "date", &reading->message.date) &&
	       get_line_or_null(json, "subject", &reading->message.subject) &&
	       get_mailboxes(json, "from", &reading->message.from) &&
	       get_mailboxes(json, "to", &reading->message.to) &&
	       get_mailboxes(json, "cc", &reading->message.cc) &&
	       rap_json_lines(json, "in_reply_to", RAP_JSON_LINE, &reading->message.in_reply_to) &&
	       rap_json_lines(json, "references", RAP_JSON_LINE, &reading->message.references);
}

static bool get_body(const json_t *root, rap_reading *reading)
{
	const json_t *json = json_object_get(root, "body");
	long lost = 0;

	if (!rap_json_is_object(json, "body", 4) || !get_text(json, "text", &reading->body.text) ||
	    !get_name_or_null(json, "charset", &reading->body.charset) ||
	    !rap_json_lines(json, "repairs", RAP_JSON_LINE, &reading->body.repairs) ||
	    !rap_json_number(json, "lost_characters", 0, (long)RAP_LIMIT_MESSAGE, &lost))
		return false;
	reading->body.lost_characters = (size_t)lost;
	return true;
}

static bool get_span(const json_t *json, size_t body_len, rap_answer *answer)
{
	const json_t *list = rap_json_list(json, "span", 2);
	json_int_t from, to;

	if (!list)
		return false;
	if (json_array_size(list) != 2 || !json_is_integer(json_array_get(list, 0)) ||
	    !json_is_integer(json_array_get(list, 1)))
		return rap_json_refuse("span", "not two whole numbers");
	from = json_integer_value(json_array_get(list, 0));
	to = json_integer_value(json_array_get(list, 1));
	if (from < 0 || to < 0)
		return rap_json_refuse("span", "negative");
	answer->span_from = (size_t)from;
	answer->span_to = (size_t)to;
	return rap_reading_span_fits(answer, body_len) ||
	       rap_json_refuse("span", "outside the text");
}

static bool get_answer(const json_t *json, size_t body_len, rap_answer *answer)
{
	return rap_json_is_object(json, "answers", 7) && get_name(json, "field", &answer->field) &&
	       get_text(json, "raw", &answer->raw) &&
	       rap_value_from_json(json_object_get(json, "value"), &answer->value) &&
	       (rap_answer_status_parse(borrow(json, "status"), &answer->status) ||
	        rap_json_refuse("answers.status", "not one of its words")) &&
	       get_line(json, "where", &answer->where) && get_span(json, body_len, answer) &&
	       get_flags(json, &answer->flags);
}

static bool get_answers(const json_t *root, rap_reading *reading)
{
	const json_t *list = rap_json_list(root, "answers", RAP_LIMIT_ANSWERS);
	size_t body_len = rap_utf8_count(rap_slice_of(reading->body.text));

	for (size_t i = 0; i < json_array_size(list); i++)
		if (!get_answer(json_array_get(list, i), body_len, rap_reading_answer(reading)))
			return false;
	return list != NULL;
}

static bool get_proposal_text(const json_t *json, rap_proposal *proposal)
{
	bool wanted = rap_reading_action_has_text(proposal->action);

	if (!rap_json_text_or_null(json, "text", RAP_JSON_TEXT, &proposal->text))
		return false;
	return wanted == (proposal->text != NULL) ||
	       rap_json_refuse("proposals.text", "does not go with the action");
}

static bool get_proposal(const json_t *json, rap_proposal *proposal)
{
	if (!rap_json_is_object(json, "proposals", 10) ||
	    !get_name(json, "paragraph", &proposal->paragraph))
		return false;
	if (!rap_action_parse(borrow(json, "action"), &proposal->action))
		return rap_json_refuse("action", "not one of its words");
	if (!rap_proposal_type_parse(borrow(json, "type"), &proposal->type))
		return rap_json_refuse("type", "not one of its words");
	if (!rap_answer_status_parse(borrow(json, "status"), &proposal->status) ||
	    (proposal->status != RAP_ANSWER_OK && proposal->status != RAP_ANSWER_UNCLEAR))
		return rap_json_refuse("proposals.status", "neither ok nor unclear");
	return get_proposal_text(json, proposal) &&
	       rap_json_text_or_null(json, "reason", RAP_JSON_TEXT, &proposal->reason) &&
	       get_name_or_null(json, "base_revision", &proposal->base_revision) &&
	       get_text(json, "words", &proposal->words) &&
	       get_line(json, "where", &proposal->where) && get_flags(json, &proposal->flags);
}

static bool get_proposals(const json_t *root, rap_reading *reading)
{
	const json_t *list = rap_json_list(root, "proposals", RAP_LIMIT_PROPOSALS);

	for (size_t i = 0; i < json_array_size(list); i++)
		if (!get_proposal(json_array_get(list, i), rap_reading_proposal(reading)))
			return false;
	return list != NULL;
}

static bool get_intents(const json_t *root, rap_reading *reading)
{
	const json_t *list = rap_json_list(root, "intents", RAP_LIMIT_LIST);

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *json = json_array_get(list, i);
		rap_intent *intent = rap_reading_intent(reading, NULL, NULL, NULL);

		if (!rap_json_is_object(json, "intents", 3) ||
		    !rap_json_word(json, "verb", &intent->verb) ||
		    !rap_json_text_or_null(json, "object", RAP_JSON_TEXT, &intent->object) ||
		    !rap_json_text_or_null(json, "argument", RAP_JSON_TEXT, &intent->argument))
			return false;
	}
	return list != NULL;
}

static bool get_people(const json_t *root, rap_reading *reading)
{
	const json_t *list = rap_json_list(root, "people", RAP_LIMIT_LIST);

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *json = json_array_get(list, i);
		rap_person *person = rap_reading_person(reading);

		if (!rap_json_is_object(json, "people", 4) ||
		    !get_words(json, "name", &person->name) ||
		    !get_words_or_null(json, "title", &person->title) ||
		    !get_words_or_null(json, "organisation", &person->organisation) ||
		    !get_line_or_null(json, "address", &person->address))
			return false;
	}
	return list != NULL;
}

static bool get_sha256(const json_t *json, char **ret)
{
	if (!rap_json_text(json, "sha256", 64, ret))
		return false;
	return (strspn(*ret, "0123456789abcdef") == 64) ||
	       rap_json_refuse("sha256", "not 64 hexadecimal digits");
}

static bool get_attachments(const json_t *root, rap_reading *reading)
{
	const json_t *list = rap_json_list(root, "attachments", RAP_LIMIT_LIST);

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *json = json_array_get(list, i);
		rap_attachment_seen *seen = rap_reading_attachment(reading);
		long size = 0;

		if (!rap_json_is_object(json, "attachments", 5) ||
		    !get_line(json, "name", &seen->name) || !get_line(json, "type", &seen->type) ||
		    !rap_json_number(json, "size", 0, SIZE_OF_PART_MAX, &size) ||
		    !get_sha256(json, &seen->sha256) ||
		    !get_name_or_null(json, "read_as", &seen->read_as))
			return false;
		seen->size = (size_t)size;
	}
	return list != NULL;
}

static bool get_recipients(const json_t *json, rap_bounce *bounce)
{
	const json_t *list = rap_json_list(json, "recipients", RAP_LIMIT_LIST);

	bounce->recipients = rap_calloc(json_array_size(list), sizeof *bounce->recipients);
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *one = json_array_get(list, i);
		rap_bounce_recipient *recipient = &bounce->recipients[bounce->n_recipients++];

		if (!rap_json_is_object(one, "recipients", 4) ||
		    !get_line_or_null(one, "address", &recipient->address) ||
		    !get_line_or_null(one, "action", &recipient->action) ||
		    !get_line_or_null(one, "status", &recipient->status) ||
		    !get_words_or_null(one, "diagnostic", &recipient->diagnostic))
			return false;
	}
	return list != NULL;
}

static bool get_bounce(const json_t *root, rap_reading *reading)
{
	const json_t *json = json_object_get(root, "bounce");

	if (json_is_null(json))
		return true;
	if (!rap_json_is_object(json, "bounce", 4))
		return false;
	if (reading->kind != RAP_KIND_BOUNCE)
		return rap_json_refuse("bounce", "does not go with the kind");
	reading->bounce = rap_calloc(1, sizeof *reading->bounce);
	return get_recipients(json, reading->bounce) &&
	       get_words_or_null(json, "reason", &reading->bounce->reason) &&
	       rap_json_bool(json, "permanent", &reading->bounce->permanent) &&
	       get_line_or_null(json, "original_message_id", &reading->bounce->original_message_id);
}

static bool get_automatic(const json_t *root, rap_reading *reading)
{
	const json_t *json = json_object_get(root, "auto");

	if (json_is_null(json))
		return true;
	return rap_json_is_object(json, "auto", 2) &&
	       get_line(json, "why", &reading->automatic.why) &&
	       get_date_or_null(json, "back_on", &reading->automatic.back_on);
}

static bool get_findings(const json_t *root, rap_reading *reading)
{
	const json_t *list = rap_json_list(root, "findings", RAP_LIMIT_FINDINGS);

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *json = json_array_get(list, i);
		rap_finding *finding;

		rap_reading_finding(reading, NULL, NULL, NULL, NULL);
		finding = &reading->findings[i];
		if (!rap_json_is_object(json, "findings", 4) ||
		    !rap_json_word(json, "code", &finding->code) ||
		    !get_name_or_null(json, "field", &finding->field) ||
		    !get_words_or_null(json, "excerpt", &finding->excerpt) ||
		    !get_words(json, "text", &finding->text))
			return false;
	}
	return list != NULL;
}

static bool get_reading(const json_t *root, rap_reading *reading)
{
	long version = 0;

	if (!rap_json_is_object(root, "reading", 13) ||
	    !rap_json_number(root, "version", RAP_READING_VERSION, RAP_READING_VERSION, &version))
		return false;
	if (!rap_kind_parse(borrow(root, "kind"), &reading->kind))
		return rap_json_refuse("kind", "not one of its words");
	return get_message(root, reading) && get_text(root, "text", &reading->text) &&
	       get_body(root, reading) && get_answers(root, reading) &&
	       get_proposals(root, reading) && get_intents(root, reading) &&
	       get_people(root, reading) && get_attachments(root, reading) &&
	       get_bounce(root, reading) && get_automatic(root, reading) &&
	       get_findings(root, reading);
}

rap_err rap_reading_decode(rap_slice json, rap_reading **ret, const char **ret_why)
{
	json_t *root = rap_json_load(json);
	rap_reading *reading = rap_calloc(1, sizeof *reading);
	bool good = root && get_reading(root, reading);

	json_decref(root);
	if (!good) {
		*ret_why = rap_json_why();
		rap_reading_free(reading);
		return RAP_E_FORMAT;
	}
	*ret = reading;
	return RAP_OK;
}
