// SPDX-License-Identifier: Apache-2.0
/* "Yes" and "no" to the question whether somebody wrote a mail (R21), with the courtesies that people put beside them. */
#include "parsers/form/confirm.h"

#include "parsers/value/value.h"

#include <string.h>

/* "[ ] yes", "yes: ___", "yes?": a word of a form, which is chosen, or not, by something beside it. */
bool rap_confirm_is_chosen(rap_slice folded)
{
	for (size_t i = 0; i < folded.len; i++)
		if (strchr("[](){}<>:;=?|/_#~", folded.at[i]) ||
		    (folded.at[i] == '.' && i > 0 && folded.at[i - 1] == '.'))
			return true;
	return false;
}

/* The end of a piece of a line, at `from`: a comma or a full stop that is followed by a blank or by nothing. In Chinese and
 * Japanese none stands there; folding has made them narrow. */
static size_t piece_end(rap_slice s, size_t from)
{
	static const char *const wide[] = {"\u3001", "\u3002", "\uff61", "\uff64"};

	for (size_t i = from; i < s.len; i++) {
		if (strchr(",.!", s.at[i]))
			return i;
		for (size_t k = 0; k < sizeof wide / sizeof wide[0]; k++)
			if (i + 3 <= s.len && memcmp(s.at + i, wide[k], 3) == 0)
				return i;
	}
	return s.len;
}

/*
 * "Yes, thank you.": pieces that are all yes, or all no, but for courtesies. One word that is neither, and the line is for a
 * person to read.
 */
bool rap_confirm_politely(const rap_context *context, rap_slice folded, rap_reading *reading)
{
	const char *said = NULL;

	if (!context->answers_kind || strcmp(context->answers_kind, "confirmation") != 0 ||
	    rap_confirm_is_chosen(folded))
		return false;
	for (size_t at = 0, end; at < folded.len; at = end + 1) {
		rap_slice piece;
		const rap_word_set *set;

		end = piece_end(folded, at);
		piece = rap_value_trim(rap_slice_sub(folded, at, end));
		if (end < folded.len && (unsigned char)folded.at[end] >= 0x80)
			end += 2; /* of three bytes */
		if (piece.len == 0 || rap_value_find(context, "courtesy", piece))
			continue;
		set = rap_value_find(context, "verb", piece);
		if (!set || strncmp(set->value, "confirm", 7) != 0 ||
		    (said && strcmp(said, set->value) != 0))
			return false;
		said = set->value;
	}
	if (said)
		(void)rap_reading_intent(reading, "confirm", NULL,
		                         strcmp(said, "confirm-no") == 0 ? "no" : "yes");
	return said != NULL;
}
