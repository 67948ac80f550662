// SPDX-License-Identifier: Apache-2.0
/*
 * Letters that say nothing and letters that say everything, for `check`: a template's mistakes hide in the sections
 * that an empty record does not enter.
 */
#include "report/digest.h"
#include "report/outcome.h"
#include "report/receipt.h"
#include "report/report.h"

#include "common/mem.h"
#include "report/letter.h"
#include "report/transcript.h"
#include "report/view.h"

#include <stdlib.h>

/* An entry with every name that an entry of some list has. */
static json_t *entry(void)
{
	static const char *const names[] = {
		"about",      "action",  "any_texts", "any_words", "disposition", "missing",
		"texts",      "address", "answers",   "any_new",   "asked",       "author",
		"before",     "by",      "code",      "comment",   "done",        "excerpt",
		"fate",       "field",   "first",     "for",       "how",         "html",
		"id",         "kind",    "known",     "label",     "last",        "late",
		"mails",      "more",    "new",       "number",    "paragraph",   "person",
		"proposals",  "quoted",  "reason",    "repair",    "replaced",    "reply",
		"same",       "state",   "subject",   "suspect",   "text",        "unclear",
		"understood", "until",   "waits",     "what",      "when",        "words",
	};
	json_t *item = rap_view_new();

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		rap_view_str(item, names[i], "x");
	return item;
}

static json_t *list_of_one(void)
{
	static const char *const inner[] = {"others", "proposals", "texts"};
	json_t *list = rap_view_list(), *item = entry();

	for (size_t i = 0; i < sizeof inner / sizeof *inner; i++) {
		json_t *others = rap_view_list();

		rap_view_add(others, entry());
		rap_view_put(item, inner[i], others);
	}
	rap_view_add(list, item);
	return list;
}

/* Every empty list gets an entry, everything absent a value, and every yes or no becomes `yes` (any_... stays true). */
static json_t *filled(json_t *view, bool yes)
{
	json_t *full = rap_view_new(), *value;
	const char *key;

	json_object_foreach(view, key, value)
	{
		if (json_is_array(value) && json_array_size(value) == 0)
			rap_view_put(full, key, list_of_one());
		else if (json_is_boolean(value))
			rap_view_bool(full, key, yes || strncmp(key, "any_", 4) == 0);
		else if (json_is_null(value) && strcmp(key, "next") == 0)
			rap_view_put(full, key, entry());
		else if (json_is_null(value))
			rap_view_str(full, key, "x");
		else
			rap_view_put(full, key, json_incref(value));
	}
	return full;
}

static rap_err try_all(const rap_desk *desk, const char *letter, json_t *view)
{
	json_t *views[] = {json_incref(view), filled(view, true), filled(view, false)};
	const size_t n = sizeof views / sizeof *views;
	rap_err err = RAP_OK;

	for (size_t i = 0; i < n && err == RAP_OK; i++) {
		char *text = NULL, *html = NULL, *why = NULL;

		err = rap_letter_render(desk, letter, views[i], &text, &html, &why);
		if (err != RAP_OK && desk->why)
			rap_buf_str(desk->why, why);
		free(text);
		free(html);
		free(why);
	}
	for (size_t i = 0; i < n; i++)
		json_decref(views[i]);
	return err;
}

rap_err rap_sample_make(const rap_desk *desk, const char *letter)
{
	json_t *view, *nothing = rap_view_new();
	rap_err err;

	if (strcmp(letter, "transcript") == 0) {
		view = rap_transcript_view(desk, "x", nothing);
	} else if (strcmp(letter, "outcome") == 0) {
		view = rap_outcome_sample(desk);
	} else if (strcmp(letter, "digest") != 0) {
		rap_receipt r = {.desk = desk,
		                 .member = &desk->consultation->members[0],
		                 .deadline = RAP_DATE_NONE,
		                 .mail = {.received_at = desk->now}};

		view = strcmp(letter, "receipt") == 0 ? rap_receipt_view(&r)
		                                      : rap_confirmation_view(&r);
		rap_view_bool(view, "to_author", false);
	} else {
		rap_digest d = {.desk = desk, .since = 0, .deadline = RAP_DATE_NONE};

		view = rap_digest_view(&d);
		rap_digest_shorten(view, nothing, 1);
	}
	rap_view_str(view, "name", "x");
	err = try_all(desk, letter, view);
	json_decref(view);
	json_decref(nothing);
	return err;
}
