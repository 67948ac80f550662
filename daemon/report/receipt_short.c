// SPDX-License-Identifier: Apache-2.0
/*
 * A receipt that would become too long says less, and says so. A State that revises the whole draft in one mail, or
 * writes a hundred mails in an hour, must have a letter all the same: what nobody was told is as good as lost.
 */
#include "report/receipt.h"

#include "report/view.h"

static const struct {
	const char *list, *any, *what;
} lists[] = {
	{"paragraphs", "any_paragraphs", "paragraphs as they now stand"},
	{"proposals", "any_proposals", "proposals"},
	{"answers", "any_answers", "answers"},
	{"unclear", "any_unclear", "answers that we could not understand"},
	{"conflicts", "any_conflicts", "answers that differ"},
	{"waiting", "any_waiting", "answers that wait"},
	{"strays", "any_strays", "proposals on paragraphs that this draft does not have"},
	{"withdrawals", "any_withdrawals", "withdrawals"},
	{"not_read", "any_not_read", "notes on what was not taken in"},
	{"repairs", "any_repairs", "notes on letters that were mended"},
};

/* The paragraphs are the longest by far, and stand in the draft as well: they go first, and all of them. */
static size_t kept_of(size_t list, size_t n, size_t most)
{
	if (list == 0 && most < SIZE_MAX)
		return 0;
	return n < most ? n : most;
}

json_t *rap_receipt_shortened(json_t *full, size_t most)
{
	json_t *view = json_copy(full);
	rap_buf left_out = rap_buf_init(2048);

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		const json_t *all = json_object_get(full, lists[i].list);
		size_t n = json_array_size(all), kept = kept_of(i, n, most);
		json_t *list = rap_view_list();

		for (size_t j = 0; j < kept; j++)
			rap_view_add(list, json_incref(json_array_get(all, j)));
		rap_view_put(view, lists[i].list, list);
		if (kept == n)
			continue;
		rap_view_bool(view, lists[i].any, kept > 0);
		rap_buf_printf(&left_out, "%s%zu of %zu %s", left_out.len ? "; " : "", n - kept, n,
		               lists[i].what);
	}
	rap_view_buf(view, "left_out", &left_out);
	return view;
}
