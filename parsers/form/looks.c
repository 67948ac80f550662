// SPDX-License-Identifier: Apache-2.0
/* What stands out in a list; see looks.h. */
#include "parsers/form/looks.h"

#define LOOKS_MAX 16u /* of one list; with more, nothing can be said */

/* The first entry that goes beyond the offset. */
static size_t entry_at(const rap_page *page, size_t offset)
{
	size_t low = 0, high = page->n_looks;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (page->looks[mid].to <= offset)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static uint32_t look_at(const rap_page *page, size_t offset)
{
	size_t entry = entry_at(page, offset);

	while (entry < page->n_looks && page->looks[entry].look == RAP_LOOK_GHOST)
		entry++;
	return entry < page->n_looks ? page->looks[entry].look : 0;
}

bool rap_looks_ghost(const rap_page *page, size_t from, size_t to)
{
	for (size_t i = entry_at(page, from > 0 ? from - 1 : 0);
	     i < page->n_looks && page->looks[i].to <= to; i++)
		if (page->looks[i].look == RAP_LOOK_GHOST)
			return true;
	return false;
}

static uint32_t look_of(const rap_page *page, size_t token)
{
	return look_at(page, page->tokens.at[token].from);
}

/* The look of most tokens. false: of no more than half of them. */
static bool common_look(const rap_page *page, size_t from, size_t to, uint32_t *ret)
{
	struct {
		uint32_t look;
		size_t n;
	} looks[LOOKS_MAX];
	size_t n = 0, best = 0;

	for (size_t i = from; i < to; i++) {
		uint32_t look = look_of(page, i);
		size_t k = 0;

		while (k < n && looks[k].look != look)
			k++;
		if (k == LOOKS_MAX)
			return false;
		if (k == n) {
			looks[n].look = look;
			looks[n++].n = 0;
		}
		if (++looks[k].n > looks[best].n)
			best = k;
	}
	*ret = n > 0 ? looks[best].look : 0;
	return n > 0 && looks[best].n * 2 > to - from;
}

rap_looks rap_looks_read(const rap_page *page, size_t from, size_t to, size_t *ret_from,
                         size_t *ret_to)
{
	size_t stretches = 0;
	bool inside = false;
	uint32_t common;

	if (page->n_looks == 0 || !common_look(page, from, to, &common))
		return RAP_LOOKS_ALIKE;
	for (size_t i = from; i < to; i++) {
		if (page->tokens.at[i].kind == RAP_TOKEN_PUNCT)
			continue;
		if (look_of(page, i) == common) {
			inside = false;
			continue;
		}
		if (!inside && ++stretches == 1)
			*ret_from = i;
		inside = true;
		if (stretches == 1)
			*ret_to = i + 1;
	}
	return stretches == 0   ? RAP_LOOKS_ALIKE
	       : stretches == 1 ? RAP_LOOKS_ONE
	                        : RAP_LOOKS_SEVERAL;
}
