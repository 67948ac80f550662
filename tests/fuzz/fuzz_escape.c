// SPDX-License-Identifier: Apache-2.0
/*
 * Foreign words in what we write (R60, R61, R63, R64): whoever reads HTML, plain text, XML, a log or JSON back finds
 * words and nothing but words, and the same in each. CSV has a target of its own.
 */
#include "tests/fuzz/fuzz.h"

#include "common/json.h"
#include "daemon/report/escape.h"
#include "parsers/text/html.h"
#include "tests/fuzz/shown.h"

/* Without blanks of any kind: HTML makes one of many. */
static void put_words(rap_buf *out, rap_slice s)
{
	for (size_t at = 0; at < s.len;) {
		size_t from = at;

		if (!rap_utf8_is_space(rap_utf8_next(s, &at)))
			rap_buf_slice(out, rap_slice_sub(s, from, at));
	}
}

static bool same_words(rap_slice a, rap_slice b)
{
	rap_buf left = rap_buf_init(a.len), right = rap_buf_init(b.len);
	bool same;

	put_words(&left, a);
	put_words(&right, b);
	same = rap_slice_eq(rap_buf_as_slice(&left), rap_buf_as_slice(&right));
	rap_buf_done(&left);
	rap_buf_done(&right);
	return same;
}

static void check_html(rap_slice words, rap_slice want)
{
	rap_buf html = rap_buf_init(16 * words.len + RAP_KIB), got = rap_buf_init(html.cap);
	rap_html read;

	rap_buf_str(&html, "<p><bdi>");
	rap_escape_html(&html, words);
	MUST(shown_of_html(&got, rap_slice_sub(rap_buf_as_slice(&html), 8, html.len)));
	MUST(rap_slice_eq(rap_buf_as_slice(&got), want));
	rap_buf_str(&html, "</bdi></p>");
	/* A whole reader of HTML, with the same outcome. */
	rap_html_text(rap_buf_as_slice(&html), &read);
	if (html.len <= RAP_LIMIT_TEXT_PART / 4)
		MUST(same_words((rap_slice){read.lines.text, read.lines.len}, want) &&
		     !read.hidden);
	rap_html_done(&read);
	rap_buf_done(&html);
	rap_buf_done(&got);
}

static void check_text(rap_slice words, rap_slice want)
{
	rap_buf text = rap_buf_init(16 * words.len + RAP_KIB), got = rap_buf_init(text.cap);
	size_t open = 0;

	rap_escape_text(&text, words);
	shown_without_isolates(&got, rap_buf_as_slice(&text));
	MUST(rap_slice_eq(rap_buf_as_slice(&got), want));
	for (size_t at = 0; at < text.len;) {
		uint32_t c = rap_utf8_next(rap_buf_as_slice(&text), &at);

		MUST(c != 0x2069 || open == 1);
		MUST(c != '\n' || open == 0);
		open += c == 0x2068;
		open -= c == 0x2069;
	}
	MUST(open == 0);
	rap_buf_done(&text);
	rap_buf_done(&got);
}

/* Nothing but characters of XML 1.0 and four entities. */
static void check_xml(rap_slice words)
{
	static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;"};
	rap_buf xml = rap_buf_init(16 * words.len + RAP_KIB);

	rap_escape_xml(&xml, words);
	for (size_t at = 0; at < xml.len;) {
		size_t from = at;
		uint32_t c = rap_utf8_next(rap_buf_as_slice(&xml), &at);
		bool entity = false;

		MUST(c >= 0x20 && c != RAP_UTF8_BAD && !shown_is_control(c) && c != '<' &&
		     c != '>' && c != '"' && (c & 0xFFFE) != 0xFFFE && !shown_is_marked(c));
		for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
			entity |= strncmp(xml.at + from, entities[i], strlen(entities[i])) == 0;
		MUST(c != '&' || entity);
	}
	rap_buf_done(&xml);
}

static void check_printable(rap_slice words)
{
	rap_buf shown = rap_buf_init(16 * words.len + RAP_KIB), again = rap_buf_init(shown.cap);

	rap_utf8_printable(&shown, words, 200);
	MUST(fuzz_is_line(rap_buf_as_slice(&shown)) &&
	     !memchr(rap_buf_text(&shown), '\t', shown.len));
	rap_utf8_printable(&again, rap_buf_as_slice(&shown), SIZE_MAX);
	MUST(rap_slice_eq(rap_buf_as_slice(&shown), rap_buf_as_slice(&again)));
	rap_buf_done(&shown);
	rap_buf_done(&again);
}

/* What is in strings stays what it is; what is seen is harmless. */
static void check_json(rap_slice words)
{
	json_t *object = rap_json_object(), *back;
	rap_buf shown = rap_buf_init(16 * words.len + RAP_KIB), printable = rap_buf_init(shown.cap);
	char *text;

	rap_json_put_text(object, "words", words.at, words.len);
	text = json_dumps(object, JSON_COMPACT);
	MUST(text);
	rap_utf8_json(&shown, rap_slice_of(text));
	rap_utf8_printable(&printable, rap_buf_as_slice(&shown), SIZE_MAX);
	MUST(rap_slice_eq(rap_buf_as_slice(&shown), rap_buf_as_slice(&printable)));
	back = json_loadb(rap_buf_text(&shown), shown.len, 0, NULL);
	MUST(back && json_equal(object, back));
	json_decref(back);
	json_decref(object);
	free(text);
	rap_buf_done(&shown);
	rap_buf_done(&printable);
}

/* R60: what may stand in a header is one printable line; what is an id is ASCII without blanks. */
static void check_header(rap_slice words)
{
	if (rap_escape_header_ok(words))
		MUST(fuzz_is_line(words) && !memchr(words.at, '\t', words.len));
	if (rap_escape_message_id_ok(words))
		MUST(words.len <= 403 && rap_escape_header_ok(words) && words.at[0] == '<' &&
		     !memchr(words.at, ' ', words.len) &&
		     memchr(words.at, '>', words.len) == words.at + words.len - 1);
}

static void one(rap_slice input)
{
	rap_slice words = fuzz_part(&input);
	rap_buf want = rap_buf_init(16 * words.len + RAP_KIB);

	shown_text(&want, words);
	check_html(words, rap_buf_as_slice(&want));
	check_text(words, rap_buf_as_slice(&want));
	check_xml(words);
	check_printable(words);
	check_json(words);
	check_header(words);
	fuzz_free(words);
	rap_buf_done(&want);
}

const fuzz_target fuzz_here = {NULL, one, 300000, 10000};
