// SPDX-License-Identifier: Apache-2.0
/* Hostile words where one line is meant: headers, the log, JSON, lines of a reading (R56, R60, R64). */
#include "common/json.h"
#include "common/utf8.h"
#include "log.h"
#include "report/compose.h"
#include "tests/unit/daemon/hostile_words.h"

#include <stdio.h>
#include <unistd.h>

/* ---- headers (R60) -------------------------------------------------------------------------------------- */

static size_t head_len(const char *mime)
{
	const char *end = strstr(mime, "\n\n");

	assert_non_null(end);
	return (size_t)(end - mime);
}

/* R60: a mail is refused, or its head has the fields it should have, each line ASCII and short enough. */
static void test_R60_no_value_makes_a_field(void **state)
{
	size_t made = 0;

	(void)state;
	seed = 67;
	for (size_t i = 0; i < 4 * ROUNDS; i++) {
		char *subject = hostile(), *name = hostile(), *file = hostile(), *id = hostile();
		rap_enclosure enclosure = {file, "application/pdf", {"x", 1}};
		rap_mail_parts p = {.from_name = "Secretariat",
		                    .from_address = "consult@neaspec.example",
		                    .to_name = any(2) ? name : "Oyun",
		                    .to_address = "oyun@nature.mn.example",
		                    .subject = any(2) ? subject : "Words",
		                    .date = "Mon, 06 Jul 2020 09:00:00 +0900",
		                    .message_id = "<rq.x@neaspec.example>",
		                    .key = "k",
		                    .in_reply_to = id,
		                    .text = "text\n",
		                    .html = "<p>text</p>\n",
		                    .enclosures = &enclosure,
		                    .n_enclosures = any(2)};
		rap_buf out;

		if (rap_compose_mail(&p, &out) == RAP_OK) {
			size_t len = head_len(rap_buf_text(&out)), line = 0;

			made++;
			for (size_t j = 0; j < len; j++) {
				line = out.at[j] == '\n' ? 0 : line + 1;
				if (line > 998 || (unsigned char)out.at[j] >= 0x7F ||
				    ((unsigned char)out.at[j] < ' ' && !strchr("\n\t", out.at[j])))
					fails_with("a head", rap_buf_text(&out));
			}
			assert_null(strchr(rap_buf_text(&out), '\r'));
			assert_null(strstr(rap_buf_text(&out), "\nBcc:"));
			assert_null(strstr(rap_buf_text(&out), "\nIn-Reply-To:"));
			rap_buf_done(&out);
		}
		free(subject);
		free(name);
		free(file);
		free(id);
	}
	assert_true(made > ROUNDS / 2);
}

/* ---- the log and JSON (R64) ----------------------------------------------------------------------------- */

/* What one call writes to standard error. */
static char *logged(const char *first, const char *second, const char *third)
{
	FILE *file = tmpfile();
	int kept = dup(STDERR_FILENO);
	rap_buf line = rap_buf_init(1 << 16);
	char chunk[4096]; /* as many at a time */
	size_t n;

	assert_true(file && kept >= 0);
	assert_true(dup2(fileno(file), STDERR_FILENO) >= 0);
	rap_log(RAP_LOG_INFO, "seen", RAP_S("a", first), RAP_S("b", second), RAP_S("c", third),
	        RAP_N("n", 7));
	assert_true(dup2(kept, STDERR_FILENO) >= 0);
	(void)close(kept);
	rewind(file);
	while ((n = fread(chunk, 1, sizeof chunk, file)) > 0)
		rap_buf_add(&line, chunk, n);
	(void)fclose(file);
	return rap_buf_take(&line);
}

/* One field as a machine reads it; moves behind the blank after it. */
static void next_field(const char **at, rap_buf *name, rap_buf *value)
{
	for (; **at && !strchr("= \n", **at); (*at)++)
		rap_buf_char(name, **at);
	assert_int_equal(**at, '=');
	(*at)++;
	if (**at == '"') {
		for ((*at)++; **at && **at != '"'; (*at)++) {
			if (**at == '\\' && ((*at)[1] == '\\' || (*at)[1] == '"'))
				(*at)++;
			rap_buf_char(value, **at);
		}
		assert_int_equal(**at, '"');
		(*at)++;
	} else {
		for (; **at && !strchr(" \n", **at); (*at)++)
			rap_buf_char(value, **at);
	}
	assert_true(**at == ' ' || **at == '\n');
	(*at)++;
}

/* R64: five fields go in, the same five are read, each value as it may be shown. */
static void test_R64_no_value_makes_a_line_or_a_field(void **state)
{
	static const char *const want_names[] = {"event", "a", "b", "c", "n"};

	(void)state;
	seed = 68;
	for (size_t i = 0; i < ROUNDS; i++) {
		char *words[3] = {hostile(), hostile(), hostile()};
		char *line = logged(words[0], words[1], words[2]);
		const char *at = line;

		is_clean(line);
		assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
		for (size_t f = 0; f < 5; f++) {
			rap_buf name = rap_buf_init(64), value = rap_buf_init(1 << 16);
			rap_buf want = rap_buf_init(1 << 16);

			next_field(&at, &name, &value);
			assert_string_equal(rap_buf_text(&name), want_names[f]);
			if (f >= 1 && f <= 3) {
				rap_utf8_printable(&want, rap_slice_of(words[f - 1]), 200);
				assert_string_equal(rap_buf_text(&value), rap_buf_text(&want));
			}
			rap_buf_done(&name);
			rap_buf_done(&value);
			rap_buf_done(&want);
		}
		assert_int_equal(*at, '\0');
		free(line);
		for (size_t w = 0; w < 3; w++)
			free(words[w]);
	}
}

static void test_R64_a_value_in_the_log_cannot_end_its_quotes(void **state)
{
	char *line = logged("a\\\" member=JP x=\\", "\\x1B", "\x1B\xE2\x80\xAE");

	(void)state;
	assert_string_equal(line, "event=seen a=\"a\\\\\\\" member=JP x=\\\\\" b=\"\\\\x1B\""
	                          " c=\\x1B\\u{202E} n=7\n");
	free(line);
}

/* R64: cut at 200 characters, and a line that is too long ends between two fields. */
static void test_R64_long_values_are_cut(void **state)
{
	rap_buf letters = rap_buf_init(4096), tags = rap_buf_init(4096);
	char *line;

	(void)state;
	for (int i = 0; i < 300; i++) {
		rap_buf_str(&letters, "\xE5\x90\x8C");
		rap_buf_str(&tags, "\xF3\xA0\x81\x81"); /* \u{E0041}: nine for four */
	}
	line = logged(rap_buf_text(&letters), "b", "c");
	assert_int_equal(rap_utf8_count(rap_slice_of(line)),
	                 strlen("event=seen a=... b=b c=c n=7\n") + 200);
	free(line);
	line = logged(rap_buf_text(&tags), rap_buf_text(&tags), rap_buf_text(&tags));
	assert_true(strlen(line) <= 4096);
	assert_non_null(strstr(line, "... cut=1\n"));
	free(line);
	rap_buf_done(&letters);
	rap_buf_done(&tags);
}

/* R64: JSON on a terminal shows nothing that acts, and whoever reads it gets every letter. */
static void test_R64_json_says_the_same_and_shows_no_controls(void **state)
{
	(void)state;
	seed = 69;
	for (size_t i = 0; i < ROUNDS; i++) {
		char *words = hostile(), *text;
		json_t *object = json_object(), *back;
		rap_buf shown = rap_buf_init(1 << 18);

		json_object_set_new(object, "words", as_json(words));
		text = json_dumps(object, JSON_INDENT(2));
		rap_utf8_json(&shown, rap_slice_of(text));
		is_clean(rap_buf_text(&shown));
		assert_null(strstr(rap_buf_text(&shown), "\xE2\x80\x8B"));
		back = json_loads(rap_buf_text(&shown), 0, NULL);
		assert_true(back && json_equal(back, object));
		json_decref(back);
		json_decref(object);
		free(text);
		free(words);
		rap_buf_done(&shown);
	}
}

/* What the reader says about a header is one line when core takes it, or core takes nothing (R56, R60). */
static void test_R56_a_line_of_a_reading_is_one_line(void **state)
{
	static const struct {
		const char *value;
		bool line, text;
	} list[] = {{"Re: plan", true, true},        {"a\tb", true, true},
	            {"a\nb", false, true},           {"a\xE2\x80\xA8z", false, true},
	            {"a\xE2\x80\xA9z", false, true}, {"a\x7Fz", false, false},
	            {"a\xC2\x9Bz", false, false},    {"a\x1Bz", false, false},
	            {"a\rz", false, false}};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		json_t *object = json_pack("{s:s}", "x", list[i].value);
		char *got = NULL;

		assert_int_equal(rap_json_line(object, "x", 100, &got), list[i].line);
		free(got);
		got = NULL;
		assert_int_equal(rap_json_text(object, "x", 100, &got), list[i].text);
		free(got);
		rap_json_put_line(object, "x", list[i].value, 100);
		assert_true(rap_json_line(object, "x", 100, &got));
		free(got);
		json_decref(object);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_R56_a_line_of_a_reading_is_one_line),
		cmocka_unit_test(test_R60_no_value_makes_a_field),
		cmocka_unit_test(test_R64_no_value_makes_a_line_or_a_field),
		cmocka_unit_test(test_R64_a_value_in_the_log_cannot_end_its_quotes),
		cmocka_unit_test(test_R64_long_values_are_cut),
		cmocka_unit_test(test_R64_json_says_the_same_and_shows_no_controls),
	};

	return cmocka_run_group_tests_name("output-lines", tests, NULL, NULL);
}
