// SPDX-License-Identifier: Apache-2.0
/*
 * docs/reading.schema.json against what the program does: the limits in it are those of the program, and what the
 * encoder writes is valid by it, while a reading with any member taken away or renamed is not. A small validator knows
 * the words of JSON Schema that the file uses, and stops at any other.
 */
#include "common/limits.h"
#include "common/mem.h"
#include "common/reading.h"

#include <jansson.h>
#include <regex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static json_t *schema;

static bool has_type(const json_t *value, const char *type)
{
	return (strcmp(type, "object") == 0 && json_is_object(value)) ||
	       (strcmp(type, "array") == 0 && json_is_array(value)) ||
	       (strcmp(type, "string") == 0 && json_is_string(value)) ||
	       (strcmp(type, "integer") == 0 && json_is_integer(value)) ||
	       (strcmp(type, "boolean") == 0 && json_is_boolean(value)) ||
	       (strcmp(type, "null") == 0 && json_is_null(value));
}

static bool type_fits(const json_t *value, const json_t *types)
{
	if (json_is_string(types))
		return has_type(value, json_string_value(types));
	for (size_t i = 0; i < json_array_size(types); i++)
		if (has_type(value, json_string_value(json_array_get(types, i))))
			return true;
	return false;
}

static bool in_list(const json_t *value, const json_t *list)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		if (json_equal(json_array_get(list, i), value))
			return true;
	return false;
}

static bool pattern_fits(const char *text, const char *pattern)
{
	regex_t regex;
	bool fits;

	assert_int_equal(regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB), 0);
	fits = regexec(&regex, text, 0, NULL, 0) == 0;
	regfree(&regex);
	return fits;
}

static bool valid(const json_t *value, const json_t *rules);

static bool members_valid(const json_t *object, const json_t *rules)
{
	const json_t *properties = json_object_get(rules, "properties");
	const json_t *required = json_object_get(rules, "required"), *member;
	const char *key;
	void *at;

	for (size_t i = 0; i < json_array_size(required); i++)
		if (!json_object_get(object, json_string_value(json_array_get(required, i))))
			return false;
	for (at = json_object_iter((json_t *)(uintptr_t)object); at;
	     at = json_object_iter_next((json_t *)(uintptr_t)object, at)) {
		key = json_object_iter_key(at);
		member = json_object_get(properties, key);
		/* Every object of the file is closed: additionalProperties is false. */
		if (!member || !valid(json_object_iter_value(at), member))
			return false;
	}
	return true;
}

static bool one_rule(const json_t *value, const json_t *rules, const char *word, const json_t *rule)
{
	const json_t *target;
	json_int_t number = json_integer_value(rule);

	if (strcmp(word, "$ref") == 0) {
		target = json_object_get(json_object_get(schema, "$defs"),
		                         json_string_value(rule) + 8);
		assert_non_null(target);
		return valid(value, target);
	}
	if (strcmp(word, "type") == 0)
		return type_fits(value, rule);
	if (strcmp(word, "const") == 0)
		return json_equal(value, rule);
	if (strcmp(word, "enum") == 0)
		return in_list(value, rule);
	if (strcmp(word, "pattern") == 0)
		return !json_is_string(value) ||
		       pattern_fits(json_string_value(value), json_string_value(rule));
	if (strcmp(word, "minLength") == 0)
		return !json_is_string(value) || (json_int_t)json_string_length(value) >= number;
	if (strcmp(word, "maxLength") == 0)
		return !json_is_string(value) || (json_int_t)json_string_length(value) <= number;
	if (strcmp(word, "minimum") == 0)
		return !json_is_integer(value) || json_integer_value(value) >= number;
	if (strcmp(word, "maximum") == 0)
		return !json_is_integer(value) || json_integer_value(value) <= number;
	if (strcmp(word, "minItems") == 0)
		return !json_is_array(value) || (json_int_t)json_array_size(value) >= number;
	if (strcmp(word, "maxItems") == 0)
		return !json_is_array(value) || (json_int_t)json_array_size(value) <= number;
	if (strcmp(word, "items") == 0) {
		for (size_t i = 0; i < json_array_size(value); i++)
			if (!valid(json_array_get(value, i), rule))
				return false;
		return true;
	}
	if (strcmp(word, "properties") == 0)
		return !json_is_object(value) || members_valid(value, rules);
	if (strcmp(word, "additionalProperties") == 0)
		assert_true(json_is_false(rule));
	else if (strcmp(word, "required") != 0 && strcmp(word, "description") != 0 &&
	         strcmp(word, "title") != 0 && strcmp(word, "$schema") != 0 &&
	         strcmp(word, "$defs") != 0)
		fail_msg("the validator does not know '%s'", word);
	return true;
}

static bool valid(const json_t *value, const json_t *rules)
{
	json_t *mine = (json_t *)(uintptr_t)rules; /* jansson's iterators take no const */

	for (void *at = json_object_iter(mine); at; at = json_object_iter_next(mine, at))
		if (!one_rule(value, rules, json_object_iter_key(at), json_object_iter_value(at)))
			return false;
	return true;
}

/* A reading in which every member is there. */
static json_t *full_reading(void)
{
	static const char json[] =
		"{\"version\":1,\"kind\":\"bounce\",\"message\":{\"message_id\":\"<a@b>\",\"date\":"
		"\"2020-07-20T10:11:12Z\","
		"\"subject\":\"s\",\"from\":[{\"name\":\"n\",\"address\":\"a\"}],\"to\":[],\"cc\":["
		"],\"in_reply_to\":[\"<x@y>\"],"
		"\"references\":[]},\"text\":\"t\",\"body\":{\"text\":\"text\",\"charset\":\"utf-"
		"8\",\"repairs\":[\"r\"],"
		"\"lost_characters\":0},\"answers\":[{\"field\":\"1\",\"raw\":\"r\",\"value\":["
		"\"v\"],\"status\":\"ok\","
		"\"where\":\"text\",\"span\":[0,1],\"flags\":[\"f\"]}],\"proposals\":[{"
		"\"paragraph\":\"P1\",\"action\":\"replace\","
		"\"text\":\"t\",\"reason\":\"r\",\"type\":\"general\",\"base_revision\":\"b\","
		"\"words\":\"w\",\"where\":\"text\","
		"\"status\":\"ok\",\"flags\":[]}],\"intents\":[{\"verb\":\"help\",\"object\":\"o\","
		"\"argument\":\"a\"}],"
		"\"people\":[{\"name\":\"n\",\"title\":\"t\",\"organisation\":\"o\",\"address\":"
		"\"a\"}],\"attachments\":[{"
		"\"name\":\"n\",\"type\":\"t\",\"size\":1,\"sha256\":"
		"\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\",\"read_as\":"
		"\"text\"}],\"bounce\":{"
		"\"recipients\":[{\"address\":\"a\",\"action\":\"a\",\"status\":\"s\","
		"\"diagnostic\":\"d\"}],\"reason\":\"r\","
		"\"permanent\":false,\"original_message_id\":\"m\"},\"auto\":{\"why\":\"w\",\"back_"
		"on\":\"2020-08-01\"},"
		"\"findings\":[{\"code\":\"c\",\"field\":\"f\",\"excerpt\":\"e\",\"text\":\"t\"}]}";
	json_t *root = json_loads(json, 0, NULL);

	assert_non_null(root);
	return root;
}

static bool program_accepts(const json_t *root)
{
	char *text = json_dumps(root, JSON_COMPACT);
	rap_reading *reading = NULL;
	const char *why;
	bool accepted = rap_reading_decode(rap_slice_of(text), &reading, &why) == RAP_OK;

	rap_reading_free(reading);
	free(text);
	return accepted;
}

static unsigned seen;

/* Both must refuse the root in its present, broken state. */
static void both_refuse(const json_t *root, const char *key, const char *what)
{
	if (valid(root, schema))
		fail_msg("the schema accepts '%s' %s", key, what);
	if (program_accepts(root))
		fail_msg("the program accepts '%s' %s", key, what);
	seen++;
}

/* Takes away, retypes and doubles under another name each member of each object, one at a time. */
static void break_members(json_t *root, json_t *value)
{
	if (json_is_array(value))
		for (size_t i = 0; i < json_array_size(value); i++)
			break_members(root, json_array_get(value, i));
	if (!json_is_object(value))
		return;
	json_t *names = json_array();

	for (void *at = json_object_iter(value); at; at = json_object_iter_next(value, at))
		json_array_append_new(names, json_string(json_object_iter_key(at)));
	for (size_t i = 0; i < json_array_size(names); i++) {
		const char *key = json_string_value(json_array_get(names, i));
		json_t *member = json_incref(json_object_get(value, key));

		break_members(root, member);
		json_object_del(value, key);
		both_refuse(root, key, "missing");
		json_object_set_new(value, key, json_real(1.5));
		both_refuse(root, key, "as a real number");
		json_object_set_new(value, key, json_object());
		both_refuse(root, key, "as an empty object");
		json_object_set(value, key, member);
		json_object_set_new(value, "unknown", json_null());
		both_refuse(root, key, "beside an unknown member");
		json_object_del(value, "unknown");
		json_decref(member);
	}
	json_decref(names);
}

static void test_schema_and_program_agree_on_the_shape(void **state)
{
	json_t *root = full_reading();

	(void)state;
	assert_true(valid(root, schema));
	assert_true(program_accepts(root));
	break_members(root, root);
	assert_true(seen > 200);
	assert_true(valid(root, schema)); /* all was put back */
	json_decref(root);
}

static void test_empty_reading_is_valid(void **state)
{
	rap_reading *reading = rap_calloc(1, sizeof *reading);
	char *text = rap_reading_encode(reading);
	json_t *root = json_loads(text, 0, NULL);

	(void)state;
	assert_true(valid(root, schema));
	json_decref(root);
	free(text);
	rap_reading_free(reading);
}

/* A word is an enum's in the schema exactly if the program knows it. */
static void check_enum(const char *list, const char *key, size_t n,
                       const char *text_of_nth(int nth))
{
	const json_t *rules = json_object_get(schema, "properties"), *words;

	if (list) {
		rules = json_object_get(json_object_get(rules, list), "items");
		rules = json_object_get(rules, "properties");
	}
	words = json_object_get(json_object_get(rules, key), "enum");
	assert_int_equal(json_array_size(words), n);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(json_string_value(json_array_get(words, i)),
		                    text_of_nth((int)i));
}

static const char *kind_text(int nth)
{
	return rap_kind_text((rap_kind)nth);
}

static const char *status_text(int nth)
{
	return rap_answer_status_text((rap_answer_status)nth);
}

static const char *action_text(int nth)
{
	return rap_action_text((rap_action)nth);
}

static const char *type_text(int nth)
{
	return rap_proposal_type_text((rap_proposal_type)nth);
}

static void test_words_are_the_same(void **state)
{
	(void)state;
	check_enum(NULL, "kind", 5, kind_text);
	check_enum("answers", "status", 5, status_text);
	check_enum("proposals", "action", 4, action_text);
	check_enum("proposals", "type", 4, type_text);
}

static json_int_t number_at(const char *a, const char *b, const char *word)
{
	return json_integer_value(
		json_object_get(json_object_get(json_object_get(schema, a), b), word));
}

static void test_limits_are_the_same(void **state)
{
	(void)state;
	assert_int_equal(number_at("$defs", "text", "maxLength"), RAP_LIMIT_TEXT_MESSAGE);
	assert_int_equal(number_at("$defs", "line", "maxLength"), RAP_LIMIT_HEADER_FIELD);
	assert_int_equal(number_at("$defs", "lines", "maxItems"), RAP_LIMIT_LIST);
	assert_int_equal(number_at("$defs", "mailboxes", "maxItems"), RAP_LIMIT_ADDRESSES);
	assert_int_equal(number_at("properties", "answers", "maxItems"), RAP_LIMIT_ANSWERS);
	assert_int_equal(number_at("properties", "proposals", "maxItems"), RAP_LIMIT_PROPOSALS);
	assert_int_equal(number_at("properties", "findings", "maxItems"), RAP_LIMIT_FINDINGS);
	assert_int_equal(number_at("properties", "intents", "maxItems"), RAP_LIMIT_LIST);
}

static int load_schema(void **state)
{
	(void)state;
	schema = json_load_file("docs/reading.schema.json", JSON_REJECT_DUPLICATES, NULL);
	return schema ? 0 : -1;
}

static int free_schema(void **state)
{
	(void)state;
	json_decref(schema);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_schema_and_program_agree_on_the_shape),
		cmocka_unit_test(test_empty_reading_is_valid),
		cmocka_unit_test(test_words_are_the_same),
		cmocka_unit_test(test_limits_are_the_same),
	};

	return cmocka_run_group_tests_name("reading_schema", tests, load_schema, free_schema);
}
