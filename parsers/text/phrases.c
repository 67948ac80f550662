// SPDX-License-Identifier: Apache-2.0
/* The tables of phrases and how they are looked up; see phrases.h. */
#include "parsers/text/phrases.h"

#include "common/buf.h"
#include "common/utf8.h"
#include "parsers/mail/text.h"
#include "parsers/text/locales_find.h"
#include "parsers/text/phrases_table.h"

#define LABEL_MAX 40 /* bytes before the colon of a header line */
#define CLOSING_MAX 90u /* bytes of a closing with a name on its line */
#define SIGNED_MAX 60u /* bytes of a line "NAME 敬上" */
#define DEVICE_MAX 120u
#define GREETING_MAX 120u

static bool one_of(rap_slice s, const char *const *all)
{
	for (; s.len > 0 && *all; all++)
		if ((*all)[0] == s.at[0] && rap_slice_is(s, *all))
			return true;
	return false;
}

static bool begins_with(rap_slice s, const char *word)
{
	size_t n;

	if (s.len == 0 || s.at[0] != word[0])
		return false;
	n = strlen(word);
	return s.len >= n && memcmp(s.at, word, n) == 0;
}

static bool begins_with_any(rap_slice s, const char *const *all)
{
	for (; *all; all++)
		if (begins_with(s, *all))
			return true;
	return false;
}

static bool ends_with(rap_slice s, const char *word)
{
	size_t n = strlen(word);

	return s.len >= n && memcmp(s.at + s.len - n, word, n) == 0;
}

static bool ends_with_any(rap_slice s, const char *const *all)
{
	for (; *all; all++)
		if (ends_with(s, *all))
			return true;
	return false;
}

rap_phrase_label rap_phrase_label_of(rap_slice line)
{
	static const struct {
		rap_locale_word bit;
		rap_phrase_label label;
	} labels[] = {{RAP_LOCALE_FROM, RAP_PHRASE_FROM},
	              {RAP_LOCALE_WHEN, RAP_PHRASE_WHEN},
	              {RAP_LOCALE_TO, RAP_PHRASE_TO},
	              {RAP_LOCALE_TOPIC, RAP_PHRASE_TOPIC},
	              {RAP_LOCALE_MORE, RAP_PHRASE_MORE}};
	const char *colon = line.len ? memchr(line.at, ':', line.len) : NULL;
	rap_slice name;
	unsigned bits;

	if (!colon || colon - line.at > LABEL_MAX)
		return RAP_PHRASE_NONE;
	name = rap_text_strip(rap_slice_sub(line, 0, (size_t)(colon - line.at)), "* ", "* ");
	bits = rap_locales_word(name);
	for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
		if (bits & labels[i].bit)
			return labels[i].label;
	return RAP_PHRASE_NONE;
}

/* A client writes the blanks beside its separator as "&nbsp;", in plain text too. */
static rap_slice without_entities(rap_slice s)
{
	static const char entity[] = "&nbsp;";
	const size_t n = sizeof entity - 1;

	while (begins_with(s, entity))
		s = rap_slice_sub(s, n, s.len);
	while (ends_with(s, entity))
		s.len -= n;
	return s;
}

bool rap_phrase_is_separator(rap_slice line)
{
	rap_slice bare = rap_text_strip(without_entities(rap_text_strip(line, "-_=>* ", "-_=<*: ")),
	                                " ", " ");

	return bare.len + 2 <= line.len && (rap_locales_word(bare) & RAP_LOCALE_MARKER) != 0;
}

bool rap_phrase_says_wrote(rap_slice line)
{
	bool last;

	(void)rap_locales_wrote(rap_text_strip(line, "", " :"), &last);
	return last;
}

/* Without the punctuation at the end; Han and kana without blanks. */
static rap_slice closing_words(rap_slice line, rap_buf *room)
{
	rap_slice bare = rap_text_strip(line, "", " ,.:!~");

	while (ends_with(bare, "。") || ends_with(bare, "、"))
		bare = rap_text_strip(rap_slice_sub(bare, 0, bare.len - 3), "", " ");
	if (bare.len == 0 || (unsigned char)bare.at[0] < 0xe3 || !memchr(bare.at, ' ', bare.len))
		return bare;
	for (size_t i = 0; i < bare.len; i++)
		if (bare.at[i] != ' ')
			rap_buf_char(room, bare.at[i]);
	return rap_buf_as_slice(room);
}

static bool is_whole(rap_slice line, const char *const *all)
{
	rap_buf room = rap_buf_init(CLOSING_MAX);
	bool whole = line.len <= CLOSING_MAX && one_of(closing_words(line, &room), all);

	rap_buf_done(&room);
	return whole;
}

bool rap_phrase_is_closing(rap_slice line)
{
	rap_slice bare = rap_text_strip(line, "", " ,.:!");

	if (line.len == 0 || line.len > CLOSING_MAX)
		return false;
	if (is_whole(line, rap_phrases_closings))
		return true;
	if (bare.len <= SIGNED_MAX && ends_with_any(bare, rap_phrases_signed_ends))
		return true;
	for (const char *const *all = rap_phrases_closings; *all; all++) {
		size_t n;

		if (!begins_with(line, *all))
			continue;
		n = strlen(*all);
		/* "Thank you, received." goes on as a letter. */
		if (n <= 8 || line.len <= n || one_of(rap_slice_of(*all), rap_phrases_thanks))
			continue;
		/* "Kind regards, NAME"; "With best wishes from the delegation," */
		if (line.at[n] == ',' || (line.at[n] == ' ' && line.at[line.len - 1] == ','))
			return true;
	}
	return false;
}

bool rap_phrase_is_thanks(rap_slice line)
{
	return is_whole(line, rap_phrases_thanks);
}

bool rap_phrase_is_device(rap_slice line)
{
	return line.len <= DEVICE_MAX && begins_with_any(line, rap_phrases_devices);
}

bool rap_phrase_is_notice(rap_slice line)
{
	return begins_with_any(rap_text_strip(line, "*_ ", ""), rap_phrases_notices);
}

bool rap_phrase_is_greeting(rap_slice line)
{
	return line.len <= GREETING_MAX &&
	       (begins_with_any(line, rap_phrases_greetings) ||
	        ends_with_any(rap_text_strip(line, "", " ,.:!"), rap_phrases_greeting_ends));
}
