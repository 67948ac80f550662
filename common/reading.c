// SPDX-License-Identifier: Apache-2.0
/* The reading: texts of its enumerations, the rules shared by encoder and decoder, appending, freeing. */
#include "common/reading.h"

#include "common/mem.h"
#include "common/reading_rules.h"

#include <assert.h>
#include <stdlib.h>

#define X(name, text) [name] = text,
static const char *const kinds[] = {RAP_KIND_TABLE(X)};
static const char *const statuses[] = {RAP_ANSWER_STATUS_TABLE(X)};
static const char *const actions[] = {RAP_ACTION_TABLE(X)};
static const char *const types[] = {RAP_PROPOSAL_TYPE_TABLE(X)};
#undef X

#define N(table) (sizeof(table) / sizeof(table)[0])

static bool find_text(const char *const *table, size_t n, const char *text, size_t *ret)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(table[i], text) == 0) {
			*ret = i;
			return true;
		}
	return false;
}

const char *rap_kind_text(rap_kind kind)
{
	assert((size_t)kind < N(kinds));
	return kinds[kind];
}

const char *rap_answer_status_text(rap_answer_status status)
{
	assert((size_t)status < N(statuses));
	return statuses[status];
}

const char *rap_action_text(rap_action action)
{
	assert((size_t)action < N(actions));
	return actions[action];
}

const char *rap_proposal_type_text(rap_proposal_type type)
{
	assert((size_t)type < N(types));
	return types[type];
}

bool rap_kind_parse(const char *text, rap_kind *ret)
{
	size_t i;

	if (!find_text(kinds, N(kinds), text, &i))
		return false;
	*ret = (rap_kind)i;
	return true;
}

bool rap_answer_status_parse(const char *text, rap_answer_status *ret)
{
	size_t i;

	if (!find_text(statuses, N(statuses), text, &i))
		return false;
	*ret = (rap_answer_status)i;
	return true;
}

bool rap_action_parse(const char *text, rap_action *ret)
{
	size_t i;

	if (!find_text(actions, N(actions), text, &i))
		return false;
	*ret = (rap_action)i;
	return true;
}

bool rap_proposal_type_parse(const char *text, rap_proposal_type *ret)
{
	size_t i;

	if (!find_text(types, N(types), text, &i))
		return false;
	*ret = (rap_proposal_type)i;
	return true;
}

bool rap_reading_action_has_text(rap_action action)
{
	return action == RAP_ACTION_REPLACE || action == RAP_ACTION_INSERT_AFTER;
}

bool rap_reading_span_fits(const rap_answer *answer, size_t code_points_of_body)
{
	bool in_body = !answer->where || strcmp(answer->where, "text") == 0 ||
	               strcmp(answer->where, "html") == 0;
	size_t max = in_body ? code_points_of_body : RAP_LIMIT_TEXT_MESSAGE;

	return answer->span_from <= answer->span_to && answer->span_to <= max;
}

/* Two digits up to max at text, which moves past them. */
static bool two_digits(const char **text, int max)
{
	const char *at = *text;
	int number;

	if (at[0] < '0' || at[0] > '9' || at[1] < '0' || at[1] > '9')
		return false;
	number = (at[0] - '0') * 10 + at[1] - '0';
	*text += 2;
	return number <= max;
}

static bool four_digits(const char **text)
{
	bool century = two_digits(text, 99);

	return century && two_digits(text, 99);
}

static bool one_of(const char **text, const char *characters)
{
	if (!**text || !strchr(characters, **text))
		return false;
	(*text)++;
	return true;
}

bool rap_reading_is_date(const char *text)
{
	if (!four_digits(&text) || !one_of(&text, "-") || !two_digits(&text, 12) ||
	    !one_of(&text, "-") || !two_digits(&text, 31))
		return false;
	if (!*text)
		return true;
	if (!one_of(&text, "T") || !two_digits(&text, 23) || !one_of(&text, ":") ||
	    !two_digits(&text, 59) || !one_of(&text, ":") || !two_digits(&text, 60))
		return false;
	if (one_of(&text, "Z"))
		return !*text;
	return one_of(&text, "+-") && two_digits(&text, 23) && one_of(&text, ":") &&
	       two_digits(&text, 59) && !*text;
}

/* A zeroed entry more at the end of an array, or NULL at max. */
#define APPEND(array, n, max)                                                           \
	((n) >= (max) ? NULL                                                            \
	              : ((array) = rap_reallocarray((array), (n) + 1, sizeof *(array)), \
	                 memset(&(array)[n], 0, sizeof *(array)), &(array)[(n)++]))

rap_answer *rap_reading_answer(rap_reading *reading)
{
	return APPEND(reading->answers, reading->n_answers, RAP_LIMIT_ANSWERS);
}

rap_proposal *rap_reading_proposal(rap_reading *reading)
{
	return APPEND(reading->proposals, reading->n_proposals, RAP_LIMIT_PROPOSALS);
}

rap_intent *rap_reading_intent(rap_reading *reading, const char *verb, const char *object,
                               const char *argument)
{
	rap_intent *intent = APPEND(reading->intents, reading->n_intents, RAP_LIMIT_LIST);

	if (intent)
		*intent = (rap_intent){rap_strdup(verb), rap_strdup(object), rap_strdup(argument)};
	return intent;
}

rap_person *rap_reading_person(rap_reading *reading)
{
	return APPEND(reading->people, reading->n_people, RAP_LIMIT_LIST);
}

rap_attachment_seen *rap_reading_attachment(rap_reading *reading)
{
	return APPEND(reading->attachments, reading->n_attachments, RAP_LIMIT_LIST);
}

void rap_reading_finding(rap_reading *reading, const char *code, const char *field,
                         const char *excerpt, const char *text)
{
	rap_finding *finding = APPEND(reading->findings, reading->n_findings, RAP_LIMIT_FINDINGS);

	if (finding)
		*finding = (rap_finding){rap_strdup(code), rap_strdup(field), rap_strdup(excerpt),
		                         rap_strdup(text)};
}

bool rap_reading_is_plain(const rap_reading *reading)
{
	for (size_t i = 0; i < reading->n_findings; i++)
		if (strcmp(reading->findings[i].code, RAP_FINDING_PLAIN) == 0)
			return true;
	return false;
}

/* ---- freeing ---- */

static void mailboxes_done(rap_mailboxes *list)
{
	for (size_t i = 0; i < list->n; i++) {
		free(list->at[i].name);
		free(list->at[i].address);
	}
	free(list->at);
}

static void answer_done(rap_answer *answer)
{
	free(answer->field);
	free(answer->raw);
	rap_value_done(&answer->value);
	free(answer->where);
	rap_strv_done(&answer->flags);
}

static void proposal_done(rap_proposal *proposal)
{
	free(proposal->paragraph);
	free(proposal->text);
	free(proposal->reason);
	free(proposal->base_revision);
	free(proposal->words);
	free(proposal->where);
	rap_strv_done(&proposal->flags);
}

void rap_bounce_free(rap_bounce *bounce)
{
	if (!bounce)
		return;
	for (size_t i = 0; i < bounce->n_recipients; i++) {
		free(bounce->recipients[i].address);
		free(bounce->recipients[i].action);
		free(bounce->recipients[i].status);
		free(bounce->recipients[i].diagnostic);
	}
	free(bounce->recipients);
	free(bounce->reason);
	free(bounce->original_message_id);
	free(bounce);
}

static void lists_done(rap_reading *reading)
{
	for (size_t i = 0; i < reading->n_intents; i++) {
		free(reading->intents[i].verb);
		free(reading->intents[i].object);
		free(reading->intents[i].argument);
	}
	for (size_t i = 0; i < reading->n_people; i++) {
		free(reading->people[i].name);
		free(reading->people[i].title);
		free(reading->people[i].organisation);
		free(reading->people[i].address);
	}
	for (size_t i = 0; i < reading->n_attachments; i++) {
		free(reading->attachments[i].name);
		free(reading->attachments[i].type);
		free(reading->attachments[i].sha256);
		free(reading->attachments[i].read_as);
	}
	for (size_t i = 0; i < reading->n_findings; i++) {
		free(reading->findings[i].code);
		free(reading->findings[i].field);
		free(reading->findings[i].excerpt);
		free(reading->findings[i].text);
	}
	free(reading->intents);
	free(reading->people);
	free(reading->attachments);
	free(reading->findings);
}

rap_reading *rap_reading_free(rap_reading *reading)
{
	if (!reading)
		return NULL;
	free(reading->message.message_id);
	free(reading->message.date);
	free(reading->message.subject);
	mailboxes_done(&reading->message.from);
	mailboxes_done(&reading->message.to);
	mailboxes_done(&reading->message.cc);
	rap_strv_done(&reading->message.in_reply_to);
	rap_strv_done(&reading->message.references);
	free(reading->text);
	free(reading->body.text);
	free(reading->body.charset);
	rap_strv_done(&reading->body.repairs);
	for (size_t i = 0; i < reading->n_answers; i++)
		answer_done(&reading->answers[i]);
	for (size_t i = 0; i < reading->n_proposals; i++)
		proposal_done(&reading->proposals[i]);
	free(reading->answers);
	free(reading->proposals);
	lists_done(reading);
	rap_bounce_free(reading->bounce);
	free(reading->automatic.why);
	free(reading->automatic.back_on);
	free(reading);
	return NULL;
}
