// SPDX-License-Identifier: Apache-2.0
/*
 * The words of locales.h in a table for looking up, made once in a process; and searches for those that stand inside
 * a line.
 */
#include "parsers/text/locales_find.h"

#include "common/attr.h"
#include "common/utf8.h"
#include "parsers/text/locales.h"

#include <assert.h>
#include <stdint.h>
#include <threads.h>

#define PHRASE_WORDS 4u /* of a verb */
#define SLOTS 8192u /* a power of two, and more than twice the words */

static struct slot {
	const char *word;
	uint16_t len, bits;
} slots[SLOTS];
static once_flag made = ONCE_FLAG_INIT;

static struct slot *slot_of(rap_slice word)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < word.len; i++)
		hash = (hash ^ (unsigned char)word.at[i]) * 16777619u;
	for (size_t i = (hash ^ hash >> 15) % SLOTS;; i = (i + 1) % SLOTS) {
		struct slot *slot = &slots[i];

		if (!slot->word ||
		    (slot->len == word.len && memcmp(slot->word, word.at, word.len) == 0))
			return slot;
	}
}

/* The next word of a list; false at its end. */
static bool next_word(const char **list, rap_slice *ret)
{
	size_t n = strcspn(*list, "|");

	if (n == 0)
		return false;
	*ret = (rap_slice){*list, n};
	*list += n + ((*list)[n] == '|');
	return true;
}

static void add_words(const char *list, unsigned bit)
{
	rap_slice word;

	while (next_word(&list, &word)) {
		struct slot *slot = slot_of(word);

		slot->word = word.at;
		slot->len = (uint16_t)word.len;
		slot->bits = (uint16_t)(slot->bits | bit);
	}
}

static void make(void)
{
	for (size_t i = 0; i < rap_locales_n; i++) {
		const rap_locale *l = &rap_locales[i];

		add_words(l->from, RAP_LOCALE_FROM);
		add_words(l->when, RAP_LOCALE_WHEN);
		add_words(l->to, RAP_LOCALE_TO);
		add_words(l->topic, RAP_LOCALE_TOPIC);
		add_words(l->more, RAP_LOCALE_MORE);
		add_words(l->wrote, RAP_LOCALE_WROTE);
		add_words(l->markers, RAP_LOCALE_MARKER);
	}
}

unsigned rap_locales_word(rap_slice word)
{
	call_once(&made, make);
	return word.len > 0 ? slot_of(word)->bits : 0;
}

static size_t step_back(rap_slice s, size_t at)
{
	do
		at--;
	while (at > 0 && ((unsigned char)s.at[at] & 0xC0) == 0x80);
	return at;
}

/* Whether a word ends before `at` and another begins there: scripts without blanks have no such places. */
static bool is_edge(rap_slice s, size_t at)
{
	size_t before, here = at;

	if (at == 0 || at >= s.len)
		return true;
	before = step_back(s, at);
	return !rap_utf8_is_word(rap_utf8_next(s, &before)) ||
	       !rap_utf8_is_word(rap_utf8_next(s, &here));
}

static bool is_spaced(rap_slice word)
{
	return (unsigned char)word.at[0] < 0xE0; /* Latin, Greek, Cyrillic, Hebrew, Arabic ... */
}

static rap_slice without_end(rap_slice line, const char *signs)
{
	while (line.len > 0 && strchr(signs, line.at[line.len - 1]))
		line.len--;
	return line;
}

/* The words of [from, ...) that a verb could be: up to PHRASE_WORDS of them, longest first. */
static bool verb_at(rap_slice line, size_t from, bool *ret_last)
{
	size_t end = from, ends[PHRASE_WORDS], n = 0;

	while (n < PHRASE_WORDS && end < line.len) {
		while (end < line.len && line.at[end] != ' ')
			end++;
		ends[n++] = end++;
	}
	while (n > 0) {
		rap_slice words = rap_slice_sub(line, from, ends[--n]), bare = words;

		while (bare.len > 0 && strchr(".,:;\"')*", bare.at[bare.len - 1]))
			bare.len--;
		if ((rap_locales_word(words) | rap_locales_word(bare)) & RAP_LOCALE_WROTE) {
			*ret_last |= ends[n] == line.len;
			return true;
		}
	}
	return false;
}

/* In scripts without blanks, or with endings glued to the name, a verb may stand anywhere. */
static bool glued_verb(rap_slice line, bool *ret_last)
{
	bool found = false;

	for (size_t i = 0; i < rap_locales_n; i++) {
		const char *list = rap_locales[i].wrote;
		rap_slice word;

		while (next_word(&list, &word)) {
			const char *at;

			if (is_spaced(word) || word.len > line.len)
				continue;
			at = memmem(line.at, line.len, word.at, word.len);
			found |= at != NULL;
			*ret_last |=
				at && memcmp(line.at + line.len - word.len, word.at, word.len) == 0;
		}
	}
	return found;
}

bool rap_locales_wrote(rap_slice line, bool *ret_last)
{
	bool found = false, high = false;
	rap_slice bare = without_end(line, " :*-\"'.");

	*ret_last = false;
	for (size_t i = 0; i < bare.len; i++) {
		unsigned char c = (unsigned char)bare.at[i];

		if (c != ' ' && (i == 0 || strchr(" \"'(>", bare.at[i - 1])))
			found |= verb_at(bare, i, ret_last);
		high |= c >= 0xE0;
	}
	return (high && glued_verb(bare, ret_last)) || found;
}

bool rap_locales_wrote_first(rap_slice line)
{
	bool last = false;

	return verb_at(line, 0, &last);
}

bool rap_locales_addressed(rap_slice line)
{
	static const char *const phrases[] = {"you wrote",    "you have written", "вы писали",
	                                      "вы написали",  "vous avez écrit",  "schrieben sie",
	                                      "schriebst du", "usted escribió",   NULL};

	for (size_t i = 0; phrases[i]; i++)
		if (memmem(line.at, line.len, phrases[i], strlen(phrases[i])))
			return true;
	return false;
}

bool rap_locales_marker_first(rap_slice line)
{
	for (size_t i = 0; i < rap_locales_n; i++) {
		const char *list = rap_locales[i].markers;
		rap_slice word;

		while (next_word(&list, &word))
			if (line.len > word.len && memcmp(line.at, word.at, word.len) == 0 &&
			    is_edge(line, word.len))
				return true;
	}
	return false;
}

bool rap_locales_sent(rap_slice line)
{
	line = without_end(line, " .!*_\"')");
	for (size_t i = 0; i < rap_locales_n; i++) {
		const char *list = rap_locales[i].sent;
		rap_slice word;

		while (next_word(&list, &word)) {
			if (word.len > line.len)
				continue;
			if (memcmp(line.at, word.at, word.len) == 0 && is_edge(line, word.len))
				return true;
			if (memcmp(line.at + line.len - word.len, word.at, word.len) == 0 &&
			    (!is_spaced(word) || is_edge(line, line.len - word.len)))
				return true;
		}
	}
	return false;
}
