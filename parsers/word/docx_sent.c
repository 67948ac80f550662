// SPDX-License-Identifier: Apache-2.0
/* Changes that were in a file of ours when it left; see docx_sent.h. */
#include "parsers/word/docx_sent.h"

#include "common/mem.h"
#include "common/word_mark.h"

#include <stdlib.h>

#define DATE_DIGITS 14u

/* The sum in a name behind its prefix; false: the name has another. */
static bool sum_in(const char *name, const char *prefix, uint64_t *ret)
{
	size_t n = strlen(prefix);
	char *end;

	if (strncmp(name, prefix, n) != 0)
		return false;
	*ret = strtoull(name + n, &end, 16);
	return end == name + n + 16;
}

void rap_docx_sent_bookmark(rap_docx_sent *sent, const char *name)
{
	size_t n = strlen(RAP_WORD_MARK_MADE);
	uint64_t sum;

	if (strncmp(name, RAP_WORD_MARK_MADE, n) == 0 && strlen(name) == n + DATE_DIGITS)
		memcpy(sent->made, name + n, DATE_DIGITS + 1);
	if (sum_in(name, RAP_WORD_MARK_BY, &sum) && sent->n_names < RAP_DOCX_SENT_NAMES)
		sent->names[sent->n_names++] = sum;
	if (sum_in(name, RAP_WORD_MARK_WAS, &sum)) {
		/* Two of them are of two paragraphs that were joined. */
		sent->left = sent->has_left ? 0 : sum;
		sent->has_left = true;
	}
}

/* "2020-07-20T09:00:00Z", up to that time. A clock of their own that is wrong makes it a change of somebody. */
static bool is_before(const char *date, const char *made)
{
	char digits[DATE_DIGITS + 1] = {0};
	size_t n = 0;

	for (; *date && n < DATE_DIGITS; date++)
		if (*date >= '0' && *date <= '9')
			digits[n++] = *date;
	return n == DATE_DIGITS && strcmp(digits, made) <= 0;
}

bool rap_docx_sent_has(const rap_docx_sent *sent, rap_xml *xml)
{
	char *author, *date;
	uint64_t sum;
	bool has = false;

	if (sent->made[0] == '\0')
		return false;
	author = rap_xml_attribute(xml, "author");
	date = rap_xml_attribute(xml, "date");
	if (author && date && is_before(date, sent->made)) {
		sum = rap_word_mark_exact(RAP_WORD_MARK_SUM, rap_slice_of(author), false);
		for (size_t i = 0; i < sent->n_names && !has; i++)
			has = sent->names[i] == sum;
	}
	free(author);
	free(date);
	return has;
}

void rap_docx_sent_begin_par(rap_docx_sent *sent)
{
	sent->sum = RAP_WORD_MARK_SUM;
	sent->has_left = sent->seen = sent->new = sent->touched = false;
}

void rap_docx_sent_words(rap_docx_sent *sent, rap_slice words, bool taken)
{
	sent->sum = rap_word_mark_exact(sent->sum, words, taken);
	sent->seen = true;
}

bool rap_docx_sent_altered(const rap_docx_sent *sent)
{
	if (sent->touched || sent->has_left != sent->seen)
		return true;
	return sent->has_left && sent->left != sent->sum;
}

static int by_size(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

uint64_t *rap_docx_sent_notes(const rap_docx *docx, size_t *ret_n)
{
	uint64_t *notes = rap_calloc(docx->n_bookmarks + 1, sizeof *notes);

	*ret_n = 0;
	for (size_t i = 0; i < docx->n_bookmarks; i++)
		if (sum_in(docx->bookmarks[i].name, RAP_WORD_MARK_NOTE, &notes[*ret_n]))
			(*ret_n)++;
	qsort(notes, *ret_n, sizeof *notes, by_size);
	return notes;
}

bool rap_docx_sent_is_note(const uint64_t *notes, size_t n, uint64_t sum)
{
	return n > 0 && bsearch(&sum, notes, n, sizeof *notes, by_size) != NULL;
}
