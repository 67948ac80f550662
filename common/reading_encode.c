// SPDX-License-Identifier: Apache-2.0
/*
 * The reading as JSON, keys in the order of docs/reading.schema.json. What is written here can always be decoded
 * by reading_decode.c as long as the header's rules are kept: texts are cleaned and cut to the same limits.
 */
#include "common/json.h"
#include "common/reading.h"
#include "common/reading_rules.h"
#include "common/utf8.h"
#include "common/value.h"

/* Where NULL has no meaning of its own it is an empty text. */
static void put(json_t *object, const char *key, const char *text, size_t max)
{
	rap_json_put_text(object, key, text ? text : "", max);
}

static void put_line(json_t *object, const char *key, const char *text, size_t max)
{
	rap_json_put_line(object, key, text ? text : "", max);
}

static json_t *mailboxes_json(const rap_mailboxes *list)
{
	json_t *array = rap_json_array();

	for (size_t i = 0; i < list->n && i < RAP_LIMIT_ADDRESSES; i++) {
		json_t *one = rap_json_object();

		rap_json_put_line(one, "name", list->at[i].name, RAP_JSON_LINE);
		rap_json_put_line(one, "address", list->at[i].address, RAP_JSON_LINE);
		rap_json_append(array, one);
	}
	return array;
}

static json_t *message_json(const rap_reading *reading)
{
	json_t *message = rap_json_object();
	const char *date = reading->message.date;

	rap_json_put_line(message, "message_id", reading->message.message_id, RAP_JSON_LINE);
	rap_json_put_line(message, "date", date && rap_reading_is_date(date) ? date : NULL,
	                  RAP_JSON_NAME);
	rap_json_put_line(message, "subject", reading->message.subject, RAP_JSON_LINE);
	rap_json_put(message, "from", mailboxes_json(&reading->message.from));
	rap_json_put(message, "to", mailboxes_json(&reading->message.to));
	rap_json_put(message, "cc", mailboxes_json(&reading->message.cc));
	rap_json_put_lines(message, "in_reply_to", &reading->message.in_reply_to, RAP_JSON_LINE);
	rap_json_put_lines(message, "references", &reading->message.references, RAP_JSON_LINE);
	return message;
}

static json_t *body_json(const rap_reading *reading)
{
	json_t *body = rap_json_object();

	put(body, "text", reading->body.text, RAP_JSON_TEXT);
	rap_json_put_line(body, "charset", reading->body.charset, RAP_JSON_NAME);
	rap_json_put_lines(body, "repairs", &reading->body.repairs, RAP_JSON_LINE);
	rap_json_put_number(body, "lost_characters", (long)reading->body.lost_characters);
	return body;
}

/* A span is a help for the eye; one that does not lie in the text is written as unknown. */
static json_t *span_json(const rap_answer *answer, size_t body_len)
{
	json_t *span = rap_json_array();
	bool good = rap_reading_span_fits(answer, body_len);

	rap_json_append(span, json_integer(good ? (json_int_t)answer->span_from : 0));
	rap_json_append(span, json_integer(good ? (json_int_t)answer->span_to : 0));
	return span;
}

static json_t *answers_json(const rap_reading *reading, size_t body_len)
{
	json_t *array = rap_json_array();

	for (size_t i = 0; i < reading->n_answers; i++) {
		const rap_answer *answer = &reading->answers[i];
		json_t *one = rap_json_object();

		put_line(one, "field", answer->field, RAP_JSON_NAME);
		put(one, "raw", answer->raw, RAP_JSON_TEXT);
		rap_json_put(one, "value", rap_value_to_json(&answer->value));
		put_line(one, "status", rap_answer_status_text(answer->status), RAP_JSON_NAME);
		put_line(one, "where", answer->where, RAP_JSON_LINE);
		rap_json_put(one, "span", span_json(answer, body_len));
		rap_json_put_lines(one, "flags", &answer->flags, RAP_JSON_NAME);
		rap_json_append(array, one);
	}
	return array;
}

static json_t *proposals_json(const rap_reading *reading)
{
	json_t *array = rap_json_array();

	for (size_t i = 0; i < reading->n_proposals; i++) {
		const rap_proposal *proposal = &reading->proposals[i];
		bool whole = rap_reading_action_has_text(proposal->action);
		json_t *one = rap_json_object();

		put_line(one, "paragraph", proposal->paragraph, RAP_JSON_NAME);
		put_line(one, "action", rap_action_text(proposal->action), RAP_JSON_NAME);
		if (whole)
			put(one, "text", proposal->text, RAP_JSON_TEXT);
		else
			rap_json_put_text(one, "text", NULL, 0);
		rap_json_put_text(one, "reason", proposal->reason, RAP_JSON_TEXT);
		put_line(one, "type", rap_proposal_type_text(proposal->type), RAP_JSON_NAME);
		rap_json_put_line(one, "base_revision", proposal->base_revision, RAP_JSON_NAME);
		put(one, "words", proposal->words, RAP_JSON_TEXT);
		put_line(one, "where", proposal->where, RAP_JSON_LINE);
		put_line(one, "status", rap_answer_status_text(proposal->status), RAP_JSON_NAME);
		rap_json_put_lines(one, "flags", &proposal->flags, RAP_JSON_NAME);
		rap_json_append(array, one);
	}
	return array;
}

static json_t *intents_json(const rap_reading *reading)
{
	json_t *array = rap_json_array();

	for (size_t i = 0; i < reading->n_intents; i++) {
		json_t *one = rap_json_object();

		put_line(one, "verb", reading->intents[i].verb, RAP_JSON_NAME);
		rap_json_put_text(one, "object", reading->intents[i].object, RAP_JSON_TEXT);
		rap_json_put_text(one, "argument", reading->intents[i].argument, RAP_JSON_TEXT);
		rap_json_append(array, one);
	}
	return array;
}

static json_t *people_json(const rap_reading *reading)
{
	json_t *array = rap_json_array();

	for (size_t i = 0; i < reading->n_people; i++) {
		const rap_person *person = &reading->people[i];
		json_t *one = rap_json_object();

		put(one, "name", person->name, RAP_JSON_LINE);
		rap_json_put_text(one, "title", person->title, RAP_JSON_LINE);
		rap_json_put_text(one, "organisation", person->organisation, RAP_JSON_LINE);
		rap_json_put_line(one, "address", person->address, RAP_JSON_LINE);
		rap_json_append(array, one);
	}
	return array;
}

static json_t *attachments_json(const rap_reading *reading)
{
	json_t *array = rap_json_array();

	for (size_t i = 0; i < reading->n_attachments; i++) {
		const rap_attachment_seen *seen = &reading->attachments[i];
		json_t *one = rap_json_object();

		put_line(one, "name", seen->name, RAP_JSON_LINE);
		put_line(one, "type", seen->type, RAP_JSON_LINE);
		rap_json_put_number(one, "size", (long)seen->size);
		put_line(one, "sha256", seen->sha256, RAP_JSON_NAME);
		rap_json_put_line(one, "read_as", seen->read_as, RAP_JSON_NAME);
		rap_json_append(array, one);
	}
	return array;
}

static json_t *bounce_json(const rap_reading *reading)
{
	const rap_bounce *bounce = reading->bounce;
	json_t *one, *array;

	if (!bounce || reading->kind != RAP_KIND_BOUNCE)
		return json_null();
	one = rap_json_object();
	array = rap_json_array();
	for (size_t i = 0; i < bounce->n_recipients && i < RAP_LIMIT_LIST; i++) {
		const rap_bounce_recipient *recipient = &bounce->recipients[i];
		json_t *entry = rap_json_object();

		rap_json_put_line(entry, "address", recipient->address, RAP_JSON_LINE);
		rap_json_put_line(entry, "action", recipient->action, RAP_JSON_LINE);
		rap_json_put_line(entry, "status", recipient->status, RAP_JSON_LINE);
		rap_json_put_text(entry, "diagnostic", recipient->diagnostic, RAP_JSON_LINE);
		rap_json_append(array, entry);
	}
	rap_json_put(one, "recipients", array);
	rap_json_put_text(one, "reason", bounce->reason, RAP_JSON_LINE);
	rap_json_put_bool(one, "permanent", bounce->permanent);
	rap_json_put_line(one, "original_message_id", bounce->original_message_id, RAP_JSON_LINE);
	return one;
}

static json_t *automatic_json(const rap_reading *reading)
{
	const char *back_on = reading->automatic.back_on;
	json_t *one;

	if (!reading->automatic.why)
		return json_null();
	one = rap_json_object();
	rap_json_put_line(one, "why", reading->automatic.why, RAP_JSON_LINE);
	rap_json_put_line(one, "back_on", back_on && rap_reading_is_date(back_on) ? back_on : NULL,
	                  RAP_JSON_NAME);
	return one;
}

static json_t *findings_json(const rap_reading *reading)
{
	json_t *array = rap_json_array();

	for (size_t i = 0; i < reading->n_findings; i++) {
		const rap_finding *finding = &reading->findings[i];
		json_t *one = rap_json_object();

		put_line(one, "code", finding->code, RAP_JSON_NAME);
		rap_json_put_line(one, "field", finding->field, RAP_JSON_NAME);
		rap_json_put_text(one, "excerpt", finding->excerpt, RAP_JSON_LINE);
		put(one, "text", finding->text, RAP_JSON_LINE);
		rap_json_append(array, one);
	}
	return array;
}

char *rap_reading_encode(const rap_reading *reading)
{
	json_t *root = rap_json_object(), *body = body_json(reading);
	const json_t *text = json_object_get(body, "text");
	size_t body_len =
		rap_utf8_count((rap_slice){json_string_value(text), json_string_length(text)});

	rap_json_put_number(root, "version", RAP_READING_VERSION);
	put_line(root, "kind", rap_kind_text(reading->kind), RAP_JSON_NAME);
	rap_json_put(root, "message", message_json(reading));
	put(root, "text", reading->text, RAP_JSON_TEXT);
	rap_json_put(root, "body", body);
	rap_json_put(root, "answers", answers_json(reading, body_len));
	rap_json_put(root, "proposals", proposals_json(reading));
	rap_json_put(root, "intents", intents_json(reading));
	rap_json_put(root, "people", people_json(reading));
	rap_json_put(root, "attachments", attachments_json(reading));
	rap_json_put(root, "bounce", bounce_json(reading));
	rap_json_put(root, "auto", automatic_json(reading));
	rap_json_put(root, "findings", findings_json(reading));
	return rap_json_dump(root);
}
