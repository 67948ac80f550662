// SPDX-License-Identifier: Apache-2.0
/* The replies of many programs, and damaged mails: nothing typed is lost in decoding, and a reading always comes out. */
#include "tests/unit/parsers/recorder.h"

#include <dirent.h>
#include <jansson.h>

/* Letters and digits alone, quotation marks and dashes made equal: clients change those and all white space. */
static char *squeeze(const char *text)
{
	rap_buf folded = rap_buf_init(64u * RAP_MIB), out = rap_buf_init(64u * RAP_MIB);
	size_t offset = 0;

	rap_utf8_fold(&folded, rap_slice_of(text));
	while (offset < folded.len) {
		uint32_t c = rap_utf8_next(rap_buf_as_slice(&folded), &offset);

		if (rap_utf8_is_word(c) || rap_utf8_is_cjk(c))
			rap_utf8_put(&out, c);
	}
	rap_buf_done(&folded);
	return rap_buf_take(&out);
}

/* Decoding loses nothing of what people typed: every true answer stands in a text the alignment room gets. */
static void check_reply(const char *name)
{
	char path[300];
	json_t *truth, *answers;
	const char *id;
	json_t *answer;
	rap_reading *got;
	char *all;

	(void)snprintf(path, sizeof(path), "tests/corpus/replies/%s.json", name);
	truth = json_load_file(path, 0, NULL);
	assert_non_null(truth);
	(void)snprintf(path, sizeof(path), "tests/corpus/replies/%s.eml", name);
	got = read_file(path);
	check_decodable(path, got);
	assert_int_equal(got->kind, RAP_KIND_REPLY);
	assert_int_equal(got->body.lost_characters, 0);
	all = squeeze(rap_buf_text(&given));
	answers = json_object_get(truth, "answers");
	json_object_foreach(answers, id, answer)
	{
		const char *raw = json_string_value(json_object_get(answer, "raw"));
		char *typed = squeeze(raw ? raw : "");

		if (!strstr(all, typed))
			print_error("%s: %s '%s' is not in the text\n", name, id, raw);
		assert_non_null(strstr(all, typed));
		free(typed);
	}
	free(all);
	rap_reading_free(got);
	json_decref(truth);
}

static void test_read_replies_lose_no_answer(void **state)
{
	DIR *folder = opendir("tests/corpus/replies");
	size_t n = 0;

	(void)state;
	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder));) {
		char *dot = strstr(entry->d_name, ".json");

		if (!dot)
			continue;
		*dot = '\0';
		check_reply(entry->d_name);
		n++;
	}
	(void)closedir(folder);
	assert_int_equal(n, 67);
}

/* Where the quotation is marked, what is newly written is exactly the answers. */
static void test_read_text_is_what_stands_between_quotes(void **state)
{
	static const struct {
		const char *file, *text;
	} replies[] = {
		{"snail-A-inline-zh1",
	         "修改后支持\n\n５分\n\n3分\n\n支持\n\n建议将第二句中的“应当建立”改为“将努力建立”。"
	         "\n\n无\n\n删去“2023年前”的字样；其余不变。\n\n感谢秘书处的工作。我们认为目标2"
	         "（跨界空气污染、生物多样性、低碳城市）总体上可以接受，但经费安排须由高官会另行商"
	         "定。"},
		{"outlook-G-same-en2", "Dear Secretariat,"},
		{"mailru-E-same-ru2", "Добрый день! Наши ответы ниже."},
		{"qq-G-same-zh2", "秘书处：您好！我方意见见下文红字。"},
		{"roundcube-html-E-same-ja1", ""},
		{"gmail-G-same-ru1", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(replies) / sizeof(*replies); i++) {
		char path[100];
		rap_reading *got;

		(void)snprintf(path, sizeof(path), "tests/corpus/replies/%s.eml", replies[i].file);
		got = read_file(path);
		assert_string_equal(got->text, replies[i].text);
		rap_reading_free(got);
	}
}

/* Cut off anywhere, changed anywhere: a reading comes out, and core can decode it. */
static void test_read_damaged_mails_give_a_reading(void **state)
{
	static const char *const files[] = {"tests/corpus/plain/bounce-postfix.eml",
	                                    "tests/corpus/plain/rfc2231-continued-name.eml",
	                                    "tests/corpus/html/text-differs.eml",
	                                    "tests/corpus/replies/thunderbird-html-C-cell-ja1.eml"};
	rap_context context = {0};
	uint32_t seed = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		rap_buf raw = {0};

		assert_int_equal(rap_file_read(files[i], RAP_MIB, &raw), RAP_OK);
		for (int round = 0; round < 150; round++) {
			char *copy = rap_calloc(raw.len + 1, 1);
			size_t len = raw.len;
			rap_reading *got;

			memcpy(copy, raw.at, raw.len);
			seed = seed * 1664525u + 1013904223u;
			if (round % 3 == 0)
				len = seed % raw.len;
			for (int k = 0; k < round % 20; k++) {
				seed = seed * 1664525u + 1013904223u;
				copy[(seed >> 8) % raw.len] = (char)(seed >> 3);
			}
			got = read_bytes(&context, (rap_slice){copy, len});
			check_decodable(files[i], got);
			rap_reading_free(got);
			free(copy);
		}
		rap_buf_done(&raw);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read_replies_lose_no_answer),
		cmocka_unit_test(test_read_text_is_what_stands_between_quotes),
		cmocka_unit_test(test_read_damaged_mails_give_a_reading),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
