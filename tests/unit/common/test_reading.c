// SPDX-License-Identifier: Apache-2.0
/*
 * The reading as JSON. One good reading, then every rule of strictness broken in it one at a time; then the reading
 * cut at every byte and changed at random: whatever is accepted must be fit to be encoded and decoded again.
 */
#include "common/limits.h"
#include "common/mem.h"
#include "common/reading.h"
#include "common/utf8.h"

#include "reading_good.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void test_round_trip_gives_the_same_bytes(void **state)
{
	rap_reading *reading;
	const char *why;
	char *again;

	(void)state;
	if (decode(rap_slice_of(good), &reading, &why))
		fail_msg("%s", why);
	assert_int_equal(reading->kind, RAP_KIND_BOUNCE);
	assert_string_equal(reading->message.from.at[0].name, "Oyun");
	assert_null(reading->message.to.at[0].address);
	assert_int_equal(reading->body.lost_characters, 3);
	assert_int_equal(reading->n_answers, 5);
	assert_int_equal(reading->answers[0].span_to, 8);
	assert_int_equal(reading->answers[1].value.number, 5);
	assert_int_equal(reading->answers[2].status, RAP_ANSWER_CONFLICT);
	assert_true(reading->answers[2].value.yes);
	assert_string_equal(reading->answers[3].value.list.at[1], "b");
	assert_int_equal(reading->proposals[1].action, RAP_ACTION_DELETE);
	assert_int_equal(reading->attachments[0].size, 20480);
	assert_true(reading->bounce->permanent);
	assert_string_equal(reading->automatic.back_on, "2020-08-01");
	again = rap_reading_encode(reading);
	assert_string_equal(again, good);
	free(again);
	assert_null(rap_reading_free(reading));
}

static void test_empty_reading_has_every_key(void **state)
{
	rap_reading *reading = rap_calloc(1, sizeof *reading);
	char *json = rap_reading_encode(reading);
	const char *why;

	(void)state;
	assert_string_equal(json,
	                    "{\"version\":1,\"kind\":\"reply\",\"message\":{\"message_id\":null,"
	                    "\"date\":null,\"subject\":null,\"from\":[],"
	                    "\"to\":[],\"cc\":[],\"in_reply_to\":[],\"references\":[]},\"text\":"
	                    "\"\",\"body\":{\"text\":\"\",\"charset\":null,"
	                    "\"repairs\":[],\"lost_characters\":0},\"answers\":[],\"proposals\":[],"
	                    "\"intents\":[],\"people\":[],"
	                    "\"attachments\":[],\"bounce\":null,\"auto\":null,\"findings\":[]}");
	rap_reading_free(reading);
	assert_int_equal(decode(rap_slice_of(json), &reading, &why), RAP_OK);
	rap_reading_free(reading);
	free(json);
}

/* The good reading with the first `from` replaced by `to`. Caller frees. */
static char *changed(const char *from, const char *to)
{
	const char *at = strstr(good, from);
	rap_buf out = rap_buf_init(RAP_MIB);

	if (!at)
		fail_msg("'%s' does not occur", from);
	rap_buf_add(&out, good, (size_t)(at - good));
	rap_buf_str(&out, to);
	rap_buf_str(&out, at + strlen(from));
	return rap_buf_take(&out);
}

typedef struct breach {
	const char *from, *to, *why; /* part of the sentence */
} breach;

static void check_breaches(const breach *breaches, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char *json = changed(breaches[i].from, breaches[i].to);
		rap_reading *reading;
		const char *why;

		if (!decode(rap_slice_of(json), &reading, &why))
			fail_msg("accepted: %s -> %s", breaches[i].from, breaches[i].to);
		assert_null(reading);
		if (!strstr(why, breaches[i].why))
			fail_msg("%s -> %s: %s", breaches[i].from, breaches[i].to, why);
		free(json);
	}
}

static void test_shape_is_exact(void **state)
{
	static const breach breaches[] = {
		{"{\"version\":1", "[{\"version\":1", "json"},
		{"\"version\":1,", "", "keys"},
		{"\"version\":1,", "\"version\":2,", "version: out of range"},
		{"\"version\":1,", "\"version\":0,", "version: out of range"},
		{"\"version\":1,", "\"version\":1.0,", "version"},
		{"\"version\":1,", "\"version\":\"1\",", "version"},
		{"\"version\":1,", "\"version\":1,\"version\":1,", "json"},
		{"\"version\":1,", "\"version\":1,\"extra\":1,", "keys"},
		{"\"version\":1,", "\"Version\":1,", "version"},
		{"\"kind\":\"bounce\"", "\"kind\":\"bounced\"", "kind"},
		{"\"kind\":\"bounce\"", "\"kind\":\"\"", "kind"},
		{"\"kind\":\"bounce\"", "\"kind\":null", "kind"},
		{"\"kind\":\"bounce\"", "\"kind\":1", "kind"},
		{"\"message\":{", "\"message\":null,\"m\":{", "keys"},
		{"\"message_id\":\"<a@b.example>\"", "\"message_id\":1", "message_id"},
		{"\"message_id\":\"<a@b.example>\"", "\"message_id\":\"a\\u0000b\"", "json"},
		{"\"message_id\":\"<a@b.example>\"", "\"message_id\":\"a\\u000db\"", "control"},
		{"\"message_id\":\"<a@b.example>\"", "\"message_id\":\"a\\u001bb\"", "control"},
		{"\"message_id\":\"<a@b.example>\"", "\"message_id\":\"a\xFF\"", "json"},
		{"\"message_id\":\"<a@b.example>\"", "\"message_id\":\"a\xC0\x80\"", "json"},
		{"\"message_id\":\"<a@b.example>\"", "\"message_id\":\"a\xED\xA0\x80\"", "json"},
		{"\"message_id\":\"<a@b.example>\"", "\"message_id\":\"a\\ud800\"", "json"},
		{"2020-07-20T", "2020-13-20T", "date"},
		{"2020-07-20T", "2020-07-32T", "date"},
		{"2020-07-20T", "2020-07-20 ", "date"},
		{"T10:11:12+08:00", "T24:11:12+08:00", "date"},
		{"T10:11:12+08:00", "T10:11:12", "date"},
		{"T10:11:12+08:00", "T10:11:12+08:00x", "date"},
		{"\"from\":[{", "\"from\":[{\"x\":1,", "keys"},
		{"\"from\":[{", "\"from\":[null,{", "from"},
		{"\"cc\":[]", "\"cc\":null", "cc"},
		{"\"cc\":[]", "\"cc\":{}", "cc"},
		{"\"in_reply_to\":[\"<rq.x@neaspec.example>\"]", "\"in_reply_to\":[null]",
	         "in_reply_to"},
		{"\"in_reply_to\":[\"<rq.x@neaspec.example>\"]", "\"in_reply_to\":\"a\"",
	         "in_reply_to"},
		{"\"text\":\"new words\"", "\"text\":null", "text"},
		{"\"body\":{", "\"body\":{\"x\":{},", "keys"},
		{"\"lost_characters\":3", "\"lost_characters\":-1", "lost_characters"},
		{"\"lost_characters\":3", "\"lost_characters\":3e0", "lost_characters"},
		{"\"lost_characters\":3", "\"lost_characters\":26214401", "lost_characters"},
		{"\"lost_characters\":3", "\"lost_characters\":99999999999999999999", "json"},
	};

	(void)state;
	check_breaches(breaches, sizeof breaches / sizeof breaches[0]);
}

static void test_lists_are_exact(void **state)
{
	static const breach breaches[] = {
		{"\"field\":\"2.1\"", "\"field\":\"\"", "field"},
		{"\"field\":\"2.1\"", "\"field\":null", "field"},
		{"\"raw\":\"5\"", "\"raw\":5", "raw"},
		{"\"value\":5", "\"value\":5.5", "value"},
		{"\"value\":5", "\"value\":{}", "value"},
		{"\"value\":5", "\"value\":99999999999999999999", "json"},
		{"\"value\":[\"a\",\"b\"]", "\"value\":[\"a\",1]", "value"},
		{"\"value\":[\"a\",\"b\"]", "\"value\":[[\"a\"]]", "value"},
		{"\"status\":\"reserve\"", "\"status\":\"Ok\"", "status"},
		{"\"where\":\"html\"", "\"where\":null", "where"},
		{"\"span\":[0,8]", "\"span\":[0,9]", "span: outside"},
		{"\"span\":[0,8]", "\"span\":[5,4]", "span: outside"},
		{"\"span\":[0,8]", "\"span\":[-1,4]", "span: negative"},
		{"\"span\":[0,8]", "\"span\":[0]", "span"},
		{"\"span\":[0,8]", "\"span\":[0,1,2]", "span"},
		{"\"span\":[0,8]", "\"span\":[0,1.0]", "span"},
		{"\"span\":[0,8]", "\"span\":null", "span"},
		{"\"span\":[9,900]", "\"span\":[9,8388609]", "span: outside"},
		{"\"flags\":[\"not-a-choice\"]", "\"flags\":[\"Not a choice\"]", "flags"},
		{"\"flags\":[\"not-a-choice\"]", "\"flags\":[\"\"]", "flags"},
		{"\"paragraph\":\"P12\"", "\"paragraph\":\"\"", "paragraph"},
		{"\"action\":\"replace\"", "\"action\":\"overwrite\"", "action"},
		{"\"action\":\"replace\"", "\"action\":\"comment\"", "proposals.text"},
		{"\"action\":\"delete\"", "\"action\":\"insert-after\"", "proposals.text"},
		{"\"type\":\"general\"", "\"type\":\"\"", "type"},
		{"\"words\":\"typed\"", "\"words\":null", "words"},
		{"\"status\":\"unclear\"", "\"status\":\"conflict\"", "proposals.status"},
		{"\"base_revision\":null", "\"base_revision\":1", "base_revision"},
		{"\"verb\":\"withdraw\"", "\"verb\":\"With draw\"", "verb"},
		{"\"verb\":\"withdraw\"", "\"verb\":null", "verb"},
		{"\"name\":\"Kim\"", "\"name\":null", "name"},
		{"\"size\":20480", "\"size\":-1", "size"},
		{"\"size\":20480", "\"size\":26214401", "size"},
		{"\"sha256\":\"0", "\"sha256\":\"", "sha256"},
		{"\"sha256\":\"0", "\"sha256\":\"00", "sha256"},
		{"\"sha256\":\"0", "\"sha256\":\"A", "sha256"},
		{"\"kind\":\"bounce\"", "\"kind\":\"reply\"", "bounce: does not go"},
		{"\"permanent\":true", "\"permanent\":1", "permanent"},
		{"\"recipients\":[{", "\"recipients\":[[],{", "recipients"},
		{"\"why\":\"absence\"", "\"why\":null", "why"},
		{"\"back_on\":\"2020-08-01\"", "\"back_on\":\"soon\"", "back_on"},
		{"\"code\":\"not-a-choice\"", "\"code\":\"not_a_choice\"", "code"},
		{"\"findings\":[", "\"findings\":[7,", "findings"},
		{"\"A sentence.\"}]}", "\"A sentence.\"}]}{}", "json"},
		{"\"A sentence.\"}]}", "\"A sentence.\"}]", "json"},
	};

	(void)state;
	check_breaches(breaches, sizeof breaches / sizeof breaches[0]);
}

/* n times a text, joined by a comma. */
static char *repeated(const char *head, const char *one, size_t n, const char *tail)
{
	rap_buf out = rap_buf_init(64 * RAP_MIB);

	rap_buf_str(&out, head);
	for (size_t i = 0; i < n; i++) {
		if (i)
			rap_buf_char(&out, ',');
		rap_buf_str(&out, one);
	}
	rap_buf_str(&out, tail);
	assert_false(out.over);
	return rap_buf_take(&out);
}

static void check_limit(const char *from, char *to, bool fits, const char *want_why)
{
	const char *at = strstr(good, from), *why;
	rap_buf out = rap_buf_init(64 * RAP_MIB);
	rap_reading *reading;
	rap_err err;

	assert_non_null(at);
	rap_buf_add(&out, good, (size_t)(at - good));
	rap_buf_str(&out, to);
	rap_buf_str(&out, at + strlen(from));
	err = decode(rap_buf_as_slice(&out), &reading, &why);
	if (fits != (err == RAP_OK) || (!fits && !strstr(why, want_why)))
		fail_msg("%s: %s", from, why ? why : "accepted");
	rap_reading_free(reading);
	rap_buf_done(&out);
	free(to);
}

static char *filled(const char *head, size_t n, const char *tail)
{
	rap_buf out = rap_buf_init(64 * RAP_MIB);

	rap_buf_str(&out, head);
	for (size_t i = 0; i < n; i++)
		rap_buf_char(&out, 'x');
	rap_buf_str(&out, tail);
	return rap_buf_take(&out);
}

static void test_limits_hold_to_the_byte(void **state)
{
	static const char finding[] =
		"{\"code\":\"a\",\"field\":null,\"excerpt\":null,\"text\":\"\"}";
	static const char answer[] =
		"{\"field\":\"1\",\"raw\":\"\",\"value\":null,\"status\":\"ok\","
		"\"where\":\"text\",\"span\":[0,0],\"flags\":[]}";
	static const char box[] = "{\"name\":null,\"address\":null}";

	(void)state;
	for (size_t over = 0; over < 2; over++) {
		check_limit("\"subject\":\"Re: [NFP]\"",
		            filled("\"subject\":\"", RAP_LIMIT_HEADER_FIELD + over, "\""), !over,
		            "too long");
		check_limit("\"text\":\"new words\"",
		            filled("\"text\":\"", RAP_LIMIT_TEXT_MESSAGE + over, "\""), !over,
		            "too long");
		check_limit("\"field\":\"2.1\"", filled("\"field\":\"", 256 + over, "\""), !over,
		            "too long");
		check_limit("\"verb\":\"withdraw\"", filled("\"verb\":\"", 64 + over, "\""), !over,
		            "verb");
		check_limit("\"findings\":[",
		            repeated("\"findings\":[", finding, RAP_LIMIT_FINDINGS - 1 + over, ","),
		            !over, "too many");
		check_limit("\"answers\":[",
		            repeated("\"answers\":[", answer, RAP_LIMIT_ANSWERS - 5 + over, ","),
		            !over, "too many");
		check_limit("\"cc\":[", repeated("\"cc\":[", box, RAP_LIMIT_ADDRESSES + over, ""),
		            !over, "too many");
		check_limit("\"value\":[\"a\",",
		            repeated("\"value\":[", "\"\"", RAP_LIMIT_LIST - 1 + over, ","), !over,
		            "too many");
	}
}

static void test_bombs_are_refused_before_they_are_built(void **state)
{
	static const char *const pieces[] = {"[[[[[[[[", "{\"a\":", "[],", "1,", "\"\","};
	rap_reading *reading;
	const char *why;

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
		rap_buf json = rap_buf_init(RAP_LIMIT_READING_FRAME);

		rap_buf_char(&json, '[');
		while (!json.over)
			rap_buf_str(&json, pieces[i]);
		assert_int_equal(decode(rap_buf_as_slice(&json), &reading, &why), RAP_E_FORMAT);
		assert_true(strstr(why, "too many values") || strstr(why, "nested too deeply"));
		rap_buf_done(&json);
	}
	assert_int_equal(decode((rap_slice){NULL, 0}, &reading, &why), RAP_E_FORMAT);
}

/* ---- mutation ---- */

static uint64_t seed = 88172645463325252u;

static size_t dice(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (size_t)(seed % n);
}

/* Whatever was accepted is valid throughout: it encodes to a text that decodes to the same text. */
static void assert_sound(rap_reading *reading)
{
	char *one = rap_reading_encode(reading), *two;
	rap_reading *again;
	const char *why;

	assert_true(rap_utf8_valid(rap_slice_of(one)));
	if (decode(rap_slice_of(one), &again, &why))
		fail_msg("%s: %s", why, one);
	two = rap_reading_encode(again);
	assert_string_equal(one, two);
	for (size_t i = 0; i < reading->n_answers; i++)
		assert_true(rap_utf8_valid(rap_slice_of(reading->answers[i].raw)));
	rap_reading_free(again);
	free(one);
	free(two);
}

static void test_cut_anywhere_is_refused(void **state)
{
	rap_reading *reading;
	const char *why;

	(void)state;
	for (size_t n = 0; n < sizeof good - 1; n++) {
		char *copy = rap_strndup(good, n); /* so that a sanitizer sees the end */

		assert_int_equal(decode((rap_slice){copy, n}, &reading, &why), RAP_E_FORMAT);
		free(copy);
	}
}

static void mutate(char *text, size_t *len)
{
	static const char *const words[] = {
		"null", "true",    "-1",   "[]",   "{}",
		"\"\"", "\\u0000", "\xFF", "\xC2", "9223372036854775807",
		"1e9",  "\\ud83d", "\"",   ","};
	size_t at = dice(*len), n;
	const char *word;

	switch (dice(5)) {
	case 0:
		text[at] = (char)dice(256);
		break;
	case 1: /* takes a piece out */
		n = dice(*len - at < 40 ? *len - at : 40);
		memmove(text + at, text + at + n, *len - at - n);
		*len -= n;
		break;
	case 2: /* puts a word over */
		word = words[dice(sizeof words / sizeof words[0])];
		n = strlen(word) < *len - at ? strlen(word) : *len - at;
		memcpy(text + at, word, n);
		break;
	case 3: /* copies a piece over another */
		n = dice(60);
		if (at + n < *len)
			memmove(text + dice(*len - n), text + at, n);
		break;
	default: /* turns one bit */
		text[at] = (char)((unsigned char)text[at] ^ (1u << dice(8)));
		break;
	}
}

static void test_mutations_are_refused_or_sound(void **state)
{
	unsigned accepted = 0;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t len = sizeof good - 1;
		char *text = rap_strndup(good, len), *exact;
		rap_reading *reading;
		const char *why;

		for (size_t n = 1 + dice(3); n > 0; n--)
			mutate(text, &len);
		exact = rap_calloc(len, 1);
		memcpy(exact, text, len);
		if (!decode((rap_slice){exact, len}, &reading, &why)) {
			accepted++;
			assert_true(rap_utf8_valid((rap_slice){exact, len}));
			assert_sound(reading);
		} else {
			assert_null(reading);
			assert_non_null(why);
		}
		rap_reading_free(reading);
		free(exact);
		free(text);
	}
	/* Both ways must have been walked. */
	assert_in_range(accepted, 100, 15000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip_gives_the_same_bytes),
		cmocka_unit_test(test_empty_reading_has_every_key),
		cmocka_unit_test(test_shape_is_exact),
		cmocka_unit_test(test_lists_are_exact),
		cmocka_unit_test(test_limits_hold_to_the_byte),
		cmocka_unit_test(test_bombs_are_refused_before_they_are_built),
		cmocka_unit_test(test_cut_anywhere_is_refused),
		cmocka_unit_test(test_mutations_are_refused_or_sound),
	};

	return cmocka_run_group_tests_name("reading", tests, NULL, NULL);
}
