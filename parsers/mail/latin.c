// SPDX-License-Identifier: Apache-2.0
/* Latin or not; see latin.h. */
#include "parsers/mail/latin.h"

#define FOREIGN_MIN 3u /* letters that are not ASCII: fewer say nothing */

static bool is_ascii_letter(unsigned char b)
{
	return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
}

bool rap_latin_is_umlauts(rap_slice in)
{
	static const char german[] = "\xc4\xd6\xdc\xdf\xe4\xf6\xfc";
	size_t n = 0;

	for (size_t i = 0; i < in.len; i++) {
		if ((unsigned char)in.at[i] < 0xc0)
			continue;
		n++;
		if (!strchr(german, in.at[i]))
			return false;
	}
	return n > 0;
}

/*
 * In a Latin alphabet most letters are ASCII, in the words that have others too: those alone are looked at, since the
 * form that is quoted is all ASCII.
 */
bool rap_latin_looks(rap_slice in)
{
	size_t high = 0, ascii = 0;

	for (size_t i = 0; i < in.len;) {
		size_t word_high = 0, word_ascii = 0, begin = i;

		for (; i < in.len && ((unsigned char)in.at[i] >= 0xc0 ||
		                      is_ascii_letter((unsigned char)in.at[i]));
		     i++) {
			word_high += (unsigned char)in.at[i] >= 0xc0;
			word_ascii += (unsigned char)in.at[i] < 0x80;
		}
		if (word_high + word_ascii == 0)
			i++;
		/* Short words of Latin alphabets may be accented letters alone; and people try out umlauts in a row. */
		if (word_high > 0 && word_high + word_ascii >= FOREIGN_MIN &&
		    !rap_latin_is_umlauts(rap_slice_sub(in, begin, i))) {
			high += word_high;
			ascii += word_ascii;
		}
	}
	return high < FOREIGN_MIN || high < ascii;
}

/* The small letters of a text are more than the capitals: they stand in the upper half in the one charset only. */
bool rap_latin_small_is_upper(rap_slice in)
{
	size_t upper = 0, lower = 0;

	for (size_t i = 0; i < in.len; i++) {
		upper += (unsigned char)in.at[i] >= 0xe0;
		lower += (unsigned char)in.at[i] >= 0xc0 && (unsigned char)in.at[i] < 0xe0;
	}
	return upper >= lower;
}
