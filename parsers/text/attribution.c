// SPDX-License-Identifier: Apache-2.0
/* Attribution lines by their shape; see attribution.h. */
#include "parsers/text/attribution.h"

#include "common/utf8.h"
#include "parsers/mail/text.h"
#include "parsers/text/locales_find.h"
#include "parsers/text/token.h"

#define LINES_MAX 4u
#define LINE_MAX 240u /* bytes; people write longer lines, programs seldom */
#define JOINED_MAX 600u
#define NAME_WORDS 7u
#define NAME_BYTES 90u

/* How attributions begin that begin with a word: what stands above such a line does not belong to it. */
static const char *const begins[] = {
	"on ",      "at ",    "le ",    "el ",      "am ",      "il giorno ", "em ",
	"op ",      "den ",   "dne ",   "în ",      "w dniu ",  "na ",        "στισ ",
	"pada ",    "dalam ", "noong ", "vào ",     "в ",       "у ",         "dana ",
	"dňa ",     "ar ",    "a(z) ",  "missatge", "kuupäev ", "il ",        "in data ",
	"no dia ",  "på ",    "във ",   "dia ",     "v ",       "em ",        "tarihinde ",
	"quoting ", NULL};
static const char *const begins_unspaced[] = {"在",     "于",     "於",       "ใน", "เมื่อ",
                                              "بتاريخ", "בתאריך", "در تاریخ", "في", NULL};

static bool starts(rap_slice s, const char *word)
{
	size_t n = strlen(word);

	return s.len >= n && memcmp(s.at, word, n) == 0;
}

static rap_slice without_dashes(rap_slice s)
{
	while (s.len > 0 && strchr("-*_ \"'(", s.at[0]))
		s = rap_slice_sub(s, 1, s.len);
	return s;
}

static bool begins_attribution(rap_slice folded)
{
	folded = without_dashes(folded);
	for (size_t i = 0; begins[i]; i++)
		if (starts(folded, begins[i]))
			return true;
	for (size_t i = 0; begins_unspaced[i]; i++)
		if (starts(folded, begins_unspaced[i]))
			return true;
	return false;
}

/* Words with which sentences begin that tell of somebody's writing. */
static bool begins_sentence(rap_slice folded)
{
	static const char *const words[] = {
		"on ",       "as ",   "what ", "when ", "yesterday", "today",  "earlier ",
		"then ",     "here ", "and ",  "but ",  "he ",       "she ",   "they ",
		"i ",        "we ",   "you ",  "it ",   "this ",     "that ",  "last ",
		"recently ", "in ",   "also ", "so ",   "who ",      "the ",   "my ",
		"our ",      "your ", "a ",    "see ",  "how ",      "where ", NULL};

	for (size_t i = 0; words[i]; i++)
		if (starts(folded, words[i]))
			return true;
	return false;
}

/* All words begin with what is no small letter, but for the verb: "John Smith wrote:"; the raw text tells. */
static bool is_name_and_verb(rap_slice raw, rap_slice folded, const rap_facts *facts)
{
	bool first = true;
	size_t small = 0;

	if (!facts->colon || !facts->verb || facts->digits > 0 || raw.len > NAME_BYTES ||
	    rap_text_count_words(folded) > NAME_WORDS || begins_sentence(folded))
		return false;
	if (!facts->verb_last && !rap_locales_wrote_first(folded))
		return false;
	if (!memchr(folded.at, ' ',
	            folded.len)) /* one word alone is no name and verb, but in Han and kana */
		return (unsigned char)folded.at[0] >= 0xE3;
	for (size_t i = 0; i < raw.len; i++) {
		if (first && raw.at[i] >= 'a' && raw.at[i] <= 'z')
			small++;
		first = raw.at[i] == ' ';
	}
	return raw.at[0] < 'a' || raw.at[0] > 'z' ? small <= 3 : false;
}

/* Whether somebody's own sentence could look so, when what is below is not marked as a quotation. */
static bool says_everything(const rap_facts *f)
{
	if (!f->colon && !f->verb_last)
		return false;
	if (f->address && f->angled && (f->clock || f->date) && (f->colon || f->verb))
		return true;
	if (f->verb && f->address && (f->clock || f->date || f->angled))
		return true;
	if (f->colon && f->address && f->clock && f->date)
		return true;
	/* "On 3 May at 9:30 the minister wrote to the members:" is told by a person. */
	return f->verb &&
	       ((f->clock && f->date && (f->verb_last || f->numeric)) || (f->addressed && f->date));
}

static bool says_enough(rap_slice raw, rap_slice folded, const rap_facts *f)
{
	if (says_everything(f))
		return true;
	if (f->date && f->clock && rap_locales_marker_first(folded))
		return true;
	if (f->angled && f->date) /* "2011/4/7 X <x@y>": not even a colon */
		return folded.at[folded.len - 1] == '>' || f->colon || f->verb;
	/* "X գրել է 17.11.23 14:06-ին.": the verb before the date, and no colon in the language. */
	if (f->verb && f->clock && f->date && raw.len <= NAME_BYTES)
		return true;
	if (!f->colon && !f->verb_last)
		return false;
	if ((f->clock && f->date) || (f->angled && f->address && (f->verb || f->clock)))
		return true;
	if (f->verb && (f->date || f->clock || f->address))
		return true;
	/* "2020-07-06, X:", "X <x@y>:" */
	if (f->colon && (f->address ? f->angled : f->date && f->digits <= 4) &&
	    raw.len <= NAME_BYTES)
		return true;
	return is_name_and_verb(raw, folded, f);
}

struct joined {
	rap_buf text;
	rap_facts facts;
};

/* The lines [from, last] as one. */
static void join(rap_newlines *t, size_t from, size_t last, struct joined *ret)
{
	ret->text = rap_buf_init(JOINED_MAX * 4);
	for (size_t i = from; i <= last; i++) {
		if (i > from)
			rap_buf_char(&ret->text, ' ');
		rap_buf_slice(&ret->text, rap_newlines_folded(t, i));
	}
	rap_facts_of(rap_buf_as_slice(&ret->text), &ret->facts);
}

static bool is_finished(const rap_facts *f)
{
	return (f->clock || f->date) && (f->address || f->verb || !f->colon);
}

/* Whether line i can be the part of an attribution before line i + 1. */
static bool can_go_before(rap_newlines *t, size_t i)
{
	rap_slice text = t->at[i].text;

	return !t->at[i].quoted && text.len > 0 && text.len <= LINE_MAX;
}

static bool ends_prose(rap_newlines *t, size_t i)
{
	rap_slice folded = rap_newlines_folded(t, i);
	rap_facts facts;

	if (folded.len == 0)
		return true;
	rap_facts_of(folded, &facts);
	return facts.colon ||
	       (rap_newline_is_sentence(t->at[i].text) && !facts.clock && !facts.date);
}

/* The first line, when what line `last` lacks stands above it; else `last`. */
static size_t extend(rap_newlines *t, size_t last, const rap_facts *last_facts)
{
	size_t first = last;
	rap_facts have = *last_facts;

	for (size_t n = 1; n < LINES_MAX && last >= n; n++) {
		size_t i = last - n;
		rap_slice folded;
		rap_facts facts;
		bool more;

		if (begins_attribution(rap_newlines_folded(t, i + 1)) && first == i + 1 &&
		    have.date)
			break;
		if (!can_go_before(t, i) || ends_prose(t, i))
			break;
		folded = rap_newlines_folded(t, i);
		rap_facts_of(folded, &facts);
		more = (!(have.date && have.clock) && (facts.date || facts.clock) &&
		        !(have.date && facts.date)) ||
		       (!have.address && facts.angled &&
		        !begins_attribution(rap_newlines_folded(t, i + 1))) ||
		       (first == i + 1 && begins_attribution(folded) && facts.digits > 0);
		if (!more)
			continue;
		first = i;
		have.date |= facts.date;
		have.clock |= facts.clock;
		have.address |= facts.address;
		have.verb |= facts.verb;
	}
	return first;
}

size_t rap_attribution_lines(rap_newlines *t, size_t last, rap_below below)
{
	rap_facts own;
	struct joined all;
	size_t first = last;
	rap_slice folded;
	bool enough;

	if (t->at[last].quoted || t->at[last].text.len > LINE_MAX)
		return 0;
	folded = rap_newlines_folded(t, last);
	if (folded.len == 0)
		return 0;
	rap_facts_of(folded, &own);
	if (!own.colon && !own.verb_last && !own.angled && !(own.date && own.clock))
		return 0;
	if (!(is_finished(&own) && begins_attribution(folded)))
		first = extend(t, last, &own);
	join(t, first, last, &all);
	folded = rap_buf_as_slice(&all.text);
	enough = folded.len <= JOINED_MAX &&
	         (below == RAP_BELOW_TEXT ? says_everything(&all.facts)
	                                  : says_enough(first == last ? t->at[last].text : folded,
	                                                folded, &all.facts));
	rap_buf_done(&all.text);
	if (enough || first == last)
		return enough ? last - first + 1 : 0;
	/* What stands above was not part of it, or not to be believed. */
	folded = rap_newlines_folded(t, last);
	enough = below == RAP_BELOW_TEXT ? says_everything(&own)
	                                 : says_enough(t->at[last].text, folded, &own);
	return enough;
}

size_t rap_attribution_inside(rap_slice line)
{
	static const char *const words[] = {" On ", "-On ", " Le ", " Am ",
	                                    " El ", " Op ", " Em ", NULL};

	if (line.len < 30 || line.len > RAP_NEWLINE_LOOKED || !memchr(line.at, ':', line.len))
		return 0;
	for (size_t k = 0; words[k]; k++) {
		size_t from = 0;
		const char *at;

		while ((at = memmem(line.at + from, line.len - from, words[k], 4)) != NULL) {
			size_t begin = (size_t)(at - line.at);
			rap_buf folded = rap_buf_init(RAP_NEWLINE_LOOKED * 40u);
			rap_facts facts;

			rap_text_fold(rap_slice_sub(line, begin + 1, line.len), &folded);
			rap_facts_of(rap_buf_as_slice(&folded), &facts);
			rap_buf_done(&folded);
			if (facts.colon && facts.verb_last && facts.date && facts.clock) {
				while (begin > 0 && strchr("- ", line.at[begin - 1]))
					begin--;
				return begin;
			}
			from = begin + 1;
		}
	}
	return 0;
}
