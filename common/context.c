// SPDX-License-Identifier: Apache-2.0
/* The context as the first frame of a request to the reader, and back. Both programs are of one build, so limits
 * do not travel with it (common/limits.h is the same for both); what does travel is decoded strictly. */
#include "common/context.h"

#include "common/json.h"
#include "common/mem.h"
#include "common/utf8.h"

#include <limits.h>
#include <stdlib.h>

static void put(json_t *object, const char *key, const char *text, size_t max)
{
	rap_json_put_text(object, key, text ? text : "", max);
}

/* Of a mail as it was sent: any, but for control characters that a mail has no use for. */
static bool is_octet(uint32_t code)
{
	return code == '\t' || code == '\n' || (code >= 0x20 && code <= 0xFF);
}

/* A mail is bytes, not text: one code point for each, CR left out, so that nothing else is lost on the way. */
static void put_bytes(json_t *object, const char *key, const char *bytes)
{
	rap_buf out = rap_buf_init(RAP_JSON_TEXT);

	for (const char *at = bytes; at && *at && !out.over; at++) {
		size_t len = out.len;

		if (!is_octet((unsigned char)*at))
			continue;
		rap_utf8_put(&out, (unsigned char)*at);
		if (out.over)
			rap_buf_cut(&out, len);
	}
	rap_json_put(object, key,
	             bytes ? json_stringn_nocheck(rap_buf_text(&out), out.len) : json_null());
	rap_buf_done(&out);
}

static bool get_bytes(const json_t *json, const char *key, char **ret)
{
	const json_t *value = json_object_get(json, key);
	rap_slice s = {json_string_value(value), json_string_length(value)};
	rap_buf out = rap_buf_init(RAP_JSON_TEXT);
	bool good = s.at || json_is_null(value) || rap_json_refuse(key, "missing, or not a text");

	for (size_t at = 0; good && s.at && at < s.len;) {
		uint32_t code = rap_utf8_next(s, &at);

		if (!is_octet(code))
			good = rap_json_refuse(key, "not bytes");
		else
			rap_buf_char(&out, (char)code);
	}
	if (good && out.over)
		good = rap_json_refuse(key, "too long");
	if (good && s.at)
		*ret = rap_buf_take(&out);
	rap_buf_done(&out);
	return good;
}

static json_t *answers_to_json(const rap_context *context)
{
	json_t *json;

	if (!context->answers_kind)
		return json_null();
	json = rap_json_object();
	rap_json_put_text(json, "kind", context->answers_kind, RAP_JSON_NAME);
	rap_json_put_text(json, "id", context->answers_id, RAP_JSON_LINE);
	rap_json_put_text(json, "text", context->answers_text, RAP_JSON_TEXT);
	rap_json_put_text(json, "html", context->answers_html, RAP_JSON_TEXT);
	put_bytes(json, "mime", context->answers_mime);
	return json;
}

static json_t *fields_json(const rap_context *context)
{
	json_t *array = rap_json_array();

	for (size_t i = 0; i < context->n_fields; i++) {
		const rap_field *field = &context->fields[i];
		json_t *one = rap_json_object(), *scale = rap_json_array();

		put(one, "id", field->id, RAP_JSON_NAME);
		put(one, "type", rap_field_type_text(field->type), RAP_JSON_NAME);
		put(one, "label", field->label, RAP_JSON_LINE);
		rap_json_put_text(one, "hint", field->hint, RAP_JSON_LINE);
		rap_json_put_bool(one, "required", field->required);
		rap_json_put_bool(one, "draft", field->draft);
		rap_json_put_strv(one, "options", &field->options, RAP_JSON_LINE);
		rap_json_append(scale, json_integer(field->scale_min));
		rap_json_append(scale, json_integer(field->scale_max));
		rap_json_put(one, "scale", scale);
		rap_json_put_number(one, "objective", (long)field->objective);
		rap_json_append(array, one);
	}
	return array;
}

static json_t *paragraphs_json(const rap_context *context)
{
	json_t *array = rap_json_array();

	for (size_t i = 0; i < context->n_paragraphs; i++) {
		const rap_paragraph *paragraph = &context->paragraphs[i];
		json_t *one = rap_json_object();

		put(one, "mark", paragraph->mark, RAP_JSON_NAME);
		put(one, "bookmark", paragraph->bookmark, RAP_JSON_NAME);
		put(one, "text", paragraph->text, RAP_JSON_TEXT);
		put(one, "revision", paragraph->revision, RAP_JSON_NAME);
		rap_json_append(array, one);
	}
	return array;
}

static json_t *questions_json(const rap_context *context)
{
	json_t *array = rap_json_array();

	for (size_t i = 0; i < context->n_questions; i++) {
		json_t *one = rap_json_object();

		put(one, "id", context->questions[i].id, RAP_JSON_NAME);
		rap_json_put_strv(one, "options", &context->questions[i].options, RAP_JSON_LINE);
		rap_json_append(array, one);
	}
	return array;
}

static json_t *lexicon_json(const rap_lexicon *lexicon)
{
	json_t *array = rap_json_array();

	for (size_t i = 0; lexicon && i < lexicon->n; i++) {
		json_t *one = rap_json_object();

		put(one, "group", lexicon->sets[i].group, RAP_JSON_NAME);
		put(one, "value", lexicon->sets[i].value, RAP_JSON_NAME);
		rap_json_put_strv(one, "words", &lexicon->sets[i].words, RAP_JSON_LINE);
		rap_json_append(array, one);
	}
	return array;
}

char *rap_context_encode(const rap_context *context)
{
	json_t *root = rap_json_object(), *json = rap_json_object();

	rap_json_put_bool(json, "certain", context->certain);
	rap_json_put_bool(json, "plain", context->plain);
	rap_json_put_bool(json, "person", context->person);
	rap_json_put_bool(json, "word_draft", context->word_draft);
	rap_json_put(json, "answers_to", answers_to_json(context));
	rap_json_put(json, "fields", fields_json(context));
	rap_json_put(json, "paragraphs", paragraphs_json(context));
	rap_json_put(json, "questions", questions_json(context));
	rap_json_put(json, "lexicon", lexicon_json(context->lexicon));
	rap_json_put_bool(json, "lexicon_folded", context->lexicon && context->lexicon->folded);
	rap_json_put_text(json, "now", context->now, RAP_JSON_NAME);
	rap_json_put_number(root, "version", RAP_CONTEXT_VERSION);
	rap_json_put_number(root, "kept", (long)context->kept);
	rap_json_put(root, "context", json);
	return rap_json_dump(root);
}

static bool get_answers_to(const json_t *context, rap_context *ret)
{
	const json_t *json = json_object_get(context, "answers_to");

	if (json_is_null(json))
		return true;
	return rap_json_is_object(json, "answers_to", 5) &&
	       rap_json_word(json, "kind", &ret->answers_kind) &&
	       rap_json_text_or_null(json, "id", RAP_JSON_LINE, &ret->answers_id) &&
	       rap_json_text_or_null(json, "text", RAP_JSON_TEXT, &ret->answers_text) &&
	       rap_json_text_or_null(json, "html", RAP_JSON_TEXT, &ret->answers_html) &&
	       get_bytes(json, "mime", &ret->answers_mime);
}

static bool get_scale(const json_t *json, rap_field *field)
{
	const json_t *scale = rap_json_list(json, "scale", 2);

	if (!scale)
		return false;
	if (json_array_size(scale) != 2 || !json_is_integer(json_array_get(scale, 0)) ||
	    !json_is_integer(json_array_get(scale, 1)))
		return rap_json_refuse("scale", "not two whole numbers");
	field->scale_min = (long)json_integer_value(json_array_get(scale, 0));
	field->scale_max = (long)json_integer_value(json_array_get(scale, 1));
	return true;
}

static bool get_field(const json_t *json, rap_field *field)
{
	const char *type = json_string_value(json_object_get(json, "type"));
	long objective = 0;

	if (!rap_json_is_object(json, "fields", 9) ||
	    !rap_json_text(json, "id", RAP_JSON_NAME, &field->id))
		return false;
	if (!type || !rap_field_type_parse(type, &field->type))
		return rap_json_refuse("type", "not one of its words");
	if (!rap_json_text(json, "label", RAP_JSON_LINE, &field->label) ||
	    !rap_json_text_or_null(json, "hint", RAP_JSON_LINE, &field->hint) ||
	    !rap_json_bool(json, "required", &field->required) ||
	    !rap_json_bool(json, "draft", &field->draft) ||
	    !rap_json_strv(json, "options", RAP_JSON_LINE, &field->options) ||
	    !get_scale(json, field) || !rap_json_number(json, "objective", 0, INT_MAX, &objective))
		return false;
	field->objective = (unsigned)objective;
	return true;
}

static bool get_fields(const json_t *context, rap_context *ret)
{
	const json_t *list = rap_json_list(context, "fields", RAP_LIMIT_FIELDS);

	ret->fields = rap_calloc(json_array_size(list), sizeof *ret->fields);
	for (size_t i = 0; i < json_array_size(list); i++)
		if (!get_field(json_array_get(list, i), &ret->fields[ret->n_fields++]))
			return false;
	return list != NULL;
}

static bool get_paragraphs(const json_t *context, rap_context *ret)
{
	const json_t *list = rap_json_list(context, "paragraphs", RAP_LIMIT_PARAGRAPHS);

	ret->paragraphs = rap_calloc(json_array_size(list), sizeof *ret->paragraphs);
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *json = json_array_get(list, i);
		rap_paragraph *paragraph = &ret->paragraphs[ret->n_paragraphs++];

		if (!rap_json_is_object(json, "paragraphs", 4) ||
		    !rap_json_text(json, "mark", RAP_JSON_NAME, &paragraph->mark) ||
		    !rap_json_text(json, "bookmark", RAP_JSON_NAME, &paragraph->bookmark) ||
		    !rap_json_text(json, "text", RAP_JSON_TEXT, &paragraph->text) ||
		    !rap_json_text(json, "revision", RAP_JSON_NAME, &paragraph->revision))
			return false;
	}
	return list != NULL;
}

static bool get_questions(const json_t *context, rap_context *ret)
{
	const json_t *list = rap_json_list(context, "questions", RAP_LIMIT_LIST);

	ret->questions = rap_calloc(json_array_size(list), sizeof *ret->questions);
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *json = json_array_get(list, i);
		rap_open_question *question = &ret->questions[ret->n_questions++];

		if (!rap_json_is_object(json, "questions", 2) ||
		    !rap_json_text(json, "id", RAP_JSON_NAME, &question->id) ||
		    !rap_json_strv(json, "options", RAP_JSON_LINE, &question->options))
			return false;
	}
	return list != NULL;
}

static bool get_lexicon(const json_t *context, rap_lexicon *ret)
{
	const json_t *list = rap_json_list(context, "lexicon", RAP_LIMIT_LIST);

	ret->sets = rap_calloc(json_array_size(list), sizeof *ret->sets);
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *json = json_array_get(list, i);
		rap_word_set *set = &ret->sets[ret->n++];

		if (!rap_json_is_object(json, "lexicon", 3) ||
		    !rap_json_text(json, "group", RAP_JSON_NAME, &set->group) ||
		    !rap_json_text(json, "value", RAP_JSON_NAME, &set->value) ||
		    !rap_json_strv(json, "words", RAP_JSON_LINE, &set->words))
			return false;
	}
	return list != NULL && rap_json_bool(context, "lexicon_folded", &ret->folded);
}

static bool get_context(const json_t *root, rap_context *ret)
{
	const json_t *json = json_object_get(root, "context");
	long version = 0, kept = 0;

	if (!rap_json_is_object(root, "request", 3) ||
	    !rap_json_number(root, "version", RAP_CONTEXT_VERSION, RAP_CONTEXT_VERSION, &version) ||
	    !rap_json_number(root, "kept", 0, UINT32_MAX, &kept))
		return false;
	ret->kept = (uint32_t)kept;
	return rap_json_is_object(json, "context", 11) &&
	       rap_json_bool(json, "certain", &ret->certain) &&
	       rap_json_bool(json, "plain", &ret->plain) &&
	       rap_json_bool(json, "person", &ret->person) &&
	       rap_json_bool(json, "word_draft", &ret->word_draft) && get_answers_to(json, ret) &&
	       get_fields(json, ret) && get_paragraphs(json, ret) && get_questions(json, ret) &&
	       get_lexicon(json, &ret->owned_lexicon) &&
	       rap_json_text_or_null(json, "now", RAP_JSON_NAME, &ret->now);
}

rap_err rap_context_decode(rap_slice json, rap_context *ret)
{
	json_t *root = rap_json_load(json);
	rap_context context = {0};
	bool good = root && get_context(root, &context);

	json_decref(root);
	if (!good) {
		rap_context_done(&context);
		return RAP_E_FORMAT;
	}
	*ret = context;
	ret->lexicon = &ret->owned_lexicon;
	return RAP_OK;
}

void rap_context_done(rap_context *context)
{
	free(context->answers_kind);
	free(context->answers_id);
	free(context->answers_text);
	free(context->answers_html);
	free(context->answers_mime);
	for (size_t i = 0; i < context->n_fields; i++)
		rap_field_done(&context->fields[i]);
	free(context->fields);
	for (size_t i = 0; i < context->n_paragraphs; i++)
		rap_paragraph_done(&context->paragraphs[i]);
	free(context->paragraphs);
	for (size_t i = 0; i < context->n_questions; i++) {
		free(context->questions[i].id);
		rap_strv_done(&context->questions[i].options);
	}
	free(context->questions);
	rap_lexicon_done(&context->owned_lexicon);
	free(context->now);
	*context = (rap_context){0};
}
