// SPDX-License-Identifier: Apache-2.0
/* Line numbers, tags and the like in all items; see same.h. */
#include "parsers/form/same.h"

#include "common/mem.h"

#include <stdlib.h>

#define ITEMS_MIN 4u /* of one shape */
#define SHAPE_MAX 200u /* bytes; longer words were typed by a person */
#define WORD_MIN 3u /* letters of a word that was */

/* One line again and again: nobody types so. */
static bool repeats(const char *raw)
{
	size_t n = strcspn(raw, "\n");

	for (const char *line = raw; *line;) {
		size_t len = strcspn(line, "\n");

		if (len > 0 && (len != n || memcmp(line, raw, n) != 0))
			return false;
		line += len + (line[len] == '\n');
	}
	return n > 0;
}

/* The words with every number made 0, or NULL: a person may have typed them. */
static char *shape_of(const char *raw)
{
	size_t n = 0, letters = 0;
	bool tag = false;
	char *shape;

	if (strlen(raw) > SHAPE_MAX || !strchr(raw, '\n'))
		return NULL;
	for (const char *c = raw; *c; c++) {
		tag = *c == '<' || (tag && *c != '>');
		letters = !tag && (*c | 0x20) >= 'a' && (*c | 0x20) <= 'z' ? letters + 1 : 0;
		if ((letters >= WORD_MIN || (unsigned char)*c >= 0x80) && !repeats(raw))
			return NULL;
	}
	shape = rap_calloc(strlen(raw) + 1, 1);
	for (; *raw; raw++) {
		bool digit = *raw >= '0' && *raw <= '9';

		if (!digit)
			shape[n++] = *raw;
		else if (n == 0 || shape[n - 1] != '0')
			shape[n++] = '0';
	}
	return shape;
}

static bool is_typed(const rap_words *words, size_t page_number)
{
	return words->page == page_number && words->how == RAP_WORDS_INLINE;
}

/* How many of the words have the shape. */
static size_t count(char *const *shapes, size_t n, const char *shape)
{
	size_t same = 0;

	for (size_t i = 0; i < n; i++)
		same += shapes[i] && strcmp(shapes[i], shape) == 0;
	return same;
}

bool rap_same_mark(const rap_context *context, const rap_page *page, size_t page_number,
                   rap_found *found)
{
	char **shapes = rap_calloc(found->n + 1, sizeof *shapes);
	size_t most = 0, items = 0;
	bool same;

	for (size_t f = 0; f < context->n_fields; f++)
		items += page->sent->fields[f].found && page->copies[0].present[f];
	for (size_t i = 0; i < found->n; i++)
		if (is_typed(&found->at[i], page_number))
			shapes[i] = shape_of(found->at[i].raw);
	for (size_t i = 0; i < found->n; i++) {
		size_t n = shapes[i] ? count(shapes, found->n, shapes[i]) : 0;

		most = n > most ? n : most;
	}
	same = most >= ITEMS_MIN && most * 2 > items;
	for (size_t i = 0; i < found->n; i++) {
		if (same && is_typed(&found->at[i], page_number) &&
		    strchr(found->at[i].raw, '\n')) {
			found->at[i].unclear = true;
			found->at[i].flag = "same-everywhere";
		}
		free(shapes[i]);
	}
	free(shapes);
	return same;
}
