// SPDX-License-Identifier: Apache-2.0
/* Three texts, word by word; see carry.h. */
#include "report/carry.h"

#include "common/buf.h"
#include "common/mem.h"
#include "report/edits.h"

#include <assert.h>
#include <stdlib.h>

#define KEPT_MIN_PERCENT \
	40u /* less of the old text than this is a new text: nothing to carry over */

static bool same_edit(const rap_edit *a, const rap_edit *b)
{
	return a->from == b->from && a->to == b->to && rap_slice_eq(a->new, b->new);
}

static bool touch(const rap_edit *a, const rap_edit *b)
{
	if (a->from == a->to || b->from == b->to)
		return a->from <= b->to && b->from <= a->to;
	return a->from < b->to && b->from < a->to;
}

/* Both sets of edits in one text; false when an edit of one touches an edit of the other. */
static bool put_both(const rap_words *old, const rap_edits *a, const rap_edits *b, rap_buf *out)
{
	size_t at = 0, i = 0, j = 0;

	while (i < a->n_parts || j < b->n_parts) {
		const rap_edit *x = i < a->n_parts ? &a->parts[i] : NULL;
		const rap_edit *y = j < b->n_parts ? &b->parts[j] : NULL;
		const rap_edit *next = x && (!y || x->from <= y->from) ? x : y;

		assert(next);
		if (x && y && same_edit(x, y))
			j++;
		else if (x && y && touch(x, y))
			return false;
		rap_buf_slice(out, rap_words_span(old, at, next->from));
		rap_buf_slice(out, next->new);
		at = next->to;
		if (next == x)
			i++;
		else
			j++;
	}
	rap_buf_slice(out, rap_words_span(old, at, old->n));
	return true;
}

/* Whether enough of the old text is left to say what was edited in it. */
static bool is_edited(const rap_words *old, const rap_edits *edits)
{
	return edits->n > 0 && edits->kept * 100 >= old->size * KEPT_MIN_PERCENT;
}

static bool merge(const char *old, const char *now, const char *proposed, rap_buf *out)
{
	rap_words words = rap_words_of(rap_slice_of(old));
	rap_edits theirs = rap_edits_of(&words, rap_slice_of(now));
	rap_edits ours = rap_edits_of(&words, rap_slice_of(proposed));
	bool good = is_edited(&words, &theirs) && is_edited(&words, &ours) &&
	            put_both(&words, &ours, &theirs, out);

	rap_edits_done(&theirs);
	rap_edits_done(&ours);
	rap_words_done(&words);
	return good;
}

rap_carried rap_carry(const char *old, const char *now, const char *proposed)
{
	rap_carried carried = {.changed = strcmp(old, now) != 0};
	rap_buf text = rap_buf_init((size_t)-1 / 2);

	if (carried.changed && strcmp(proposed, now) != 0)
		carried.whole = !merge(old, now, proposed, &text);
	else
		rap_buf_str(&text, proposed);
	if (carried.whole) {
		rap_buf_cut(&text, 0);
		rap_buf_str(&text, proposed);
	}
	carried.text = rap_buf_take(&text);
	return carried;
}

void rap_carried_done(rap_carried *carried)
{
	free(carried->text);
	*carried = (rap_carried){0};
}
