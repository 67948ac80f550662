// SPDX-License-Identifier: Apache-2.0
/* Tails of lines; see tail.h. */
#include "parsers/text/tail.h"

#include "common/utf8.h"
#include "parsers/mail/lines.h"

#define KNOWN_LINES_MIN 2u
#define USUAL_LINES_MIN 12u
#define USUAL_PERCENT \
	75u /* of the lines that are not blank: a form has half of them, and its lines end otherwise */
#define USUAL_BYTES 16u
#define SAMPLES 4u /* lines that the tail is looked for in */

static const char *const known[] = {"=20",    "=A0",     "=C2=A0", "=0D",     "<br>",
                                    "<br/>",  "<br />",  "</p>",   "<p>",     "<div>",
                                    "</div>", "</span>", "&nbsp;", "[/quote]"};

#define KNOWN (sizeof known / sizeof known[0])

static rap_slice without_blanks(rap_slice s)
{
	while (s.len > 0 &&
	       (s.at[s.len - 1] == ' ' || s.at[s.len - 1] == '\t' || s.at[s.len - 1] == '\r'))
		s.len--;
	return s;
}

static bool ends_in(rap_slice s, rap_slice tail)
{
	return tail.len > 0 && s.len >= tail.len &&
	       memcmp(s.at + s.len - tail.len, tail.at, tail.len) == 0;
}

/* The signs at the end of a line: from the first that is no letter, digit or blank; "=3D" and tags hold letters. */
static rap_slice tail_of(rap_slice line)
{
	size_t from = line.len;

	while (from > 0 && line.len - from < USUAL_BYTES && line.at[from - 1] > ' ' &&
	       (unsigned char)line.at[from - 1] < 0x80)
		from--;
	while (from < line.len && rap_utf8_is_word((unsigned char)line.at[from]))
		from++;
	return rap_slice_sub(line, from, line.len);
}

typedef struct counts {
	size_t lines, usual, known[KNOWN];
} counts;

static counts count(rap_slice text, rap_slice tail)
{
	counts n = {0};
	rap_slice line;

	for (size_t at = 0; rap_lines_next(text, &at, &line);) {
		line = without_blanks(line);
		n.lines += line.len > 0;
		n.usual += ends_in(line, tail);
		for (size_t i = 0; i < KNOWN; i++)
			n.known[i] += ends_in(line, rap_slice_of(known[i]));
	}
	return n;
}

static bool is_usual(rap_slice text, rap_slice tail)
{
	counts n = count(text, tail);

	return tail.len > 0 && n.usual >= USUAL_LINES_MIN &&
	       n.usual * 100 >= n.lines * USUAL_PERCENT;
}

void rap_tails_find(rap_slice text, rap_tails *ret)
{
	counts n = count(text, (rap_slice){0});
	rap_slice line, tail;
	size_t samples = 0;

	*ret = (rap_tails){0};
	for (size_t i = 0; i < KNOWN; i++)
		if (n.known[i] >= KNOWN_LINES_MIN)
			ret->known |= 1u << i;
	for (size_t at = 0;
	     n.lines >= USUAL_LINES_MIN && samples < SAMPLES && rap_lines_next(text, &at, &line);) {
		line = without_blanks(line);
		samples += line.len > 0;
		/* What a line ends in may be signs of its own before those that all have. */
		for (tail = tail_of(line); tail.len > 0; tail = rap_slice_sub(tail, 1, tail.len))
			if (!rap_utf8_is_word((unsigned char)tail.at[0]) && is_usual(text, tail)) {
				ret->usual = tail;
				return;
			}
	}
}

rap_slice rap_tails_cut(const rap_tails *tails, rap_slice line)
{
	bool cut = tails->known != 0 || tails->usual.len > 0;

	while (cut) {
		rap_slice bare = without_blanks(line);

		cut = false;
		for (size_t i = 0; i < KNOWN && !cut; i++)
			if ((tails->known & (1u << i)) && ends_in(bare, rap_slice_of(known[i]))) {
				line = rap_slice_sub(bare, 0, bare.len - strlen(known[i]));
				cut = true;
			}
		if (!cut && ends_in(bare, tails->usual)) {
			line = rap_slice_sub(bare, 0, bare.len - tails->usual.len);
			break;
		}
	}
	return line;
}
