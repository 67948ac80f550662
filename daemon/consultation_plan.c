// SPDX-License-Identifier: Apache-2.0
/* Sections requests, rounds, schedule and attribution of consultation.yaml: what is asked, and when. */
#include "common/mem.h"
#include "consultation_load.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DAY 86400
#define REMINDERS_MAX 20u

static bool names(const rap_request_plan *request, unsigned number)
{
	for (size_t i = 0; i < request->n_objectives; i++)
		if (request->objectives[i] == number)
			return true;
	return false;
}

/* Every objective goes out once: twice would ask the same fields twice, never would ask nobody. */
static void check_coverage(const rap_section *root)
{
	const rap_consultation *c = root->loader->c;

	for (size_t i = 0; i < c->n_objectives && root->loader->numbers_known; i++) {
		unsigned number = c->objectives[i].number;
		size_t times = 0;

		for (size_t j = 0; j < c->n_requests; j++)
			times += names(&c->requests[j], number);
		if (times == 0)
			rap_section_error(root, "requests", "objective %u is in no request",
			                  number);
		else if (times > 1)
			rap_section_error(root, "requests", "objective %u is in %zu requests",
			                  number, times);
	}
}

static void load_requests(const rap_section *root)
{
	rap_consultation *c = root->loader->c;
	const rap_ynode *list =
		rap_section_list(root, "requests", "what goes together in one mail");

	if (!list || list->n == 0)
		return;
	c->requests = rap_calloc(list->n, sizeof *c->requests);
	for (size_t i = 0; i < list->n; i++) {
		rap_section s = rap_section_item(root, "requests", list, i);
		rap_request_plan *request = &c->requests[c->n_requests];

		if (!s.map)
			continue;
		c->n_requests++;
		request->id = rap_take_name(&s, "id", "a short name");
		rap_section_once(&s, "id", list, i);
		request->n_objectives = rap_take_objectives(
			&s, "objectives", "the numbers it carries", request->objectives);
		rap_section_end(&s, "id objectives");
	}
	check_coverage(root);
}

/* The text of the first round is needed now; that of a later one is written in between. */
static void take_draft(const rap_section *s, size_t i, rap_round_plan *round)
{
	char *path;

	round->draft = rap_take_path(s, "draft", false, NULL);
	round->revision = rap_take_text(s, "revision", NULL);
	if (round->draft && !rap_ydoc_get(s->map, "revision"))
		rap_section_error(s, "draft",
		                  "needs a revision: how is this state of the text called?");
	if (round->revision && !rap_ydoc_get(s->map, "draft"))
		rap_section_error(s, "revision", "needs the draft it names");
	path = rap_loader_join(s->loader, round->draft);
	if (path && access(path, R_OK) != 0) {
		if (i == 0)
			rap_section_error(s, "draft", "no such file");
		else
			rap_section_warning(s, "draft",
			                    "not there yet: needed when the round opens");
	}
	free(path);
}

static void take_round(const rap_section *s, const rap_round_plan *before, size_t i,
                       rap_round_plan *round)
{
	static const char *const kinds[] = {"silence", NULL};
	const rap_consultation *c = s->loader->c;
	bool ends;

	if (!rap_ydoc_get(s->map, "id"))
		rap_section_error(s, "id", "required: a number, counted upwards");
	round->id = rap_take_number(s, "id", 1, 9999, 0);
	if (before && round->id && round->id <= before->id)
		rap_section_error(s, "id", "rounds are counted upwards; the one before is %ld",
		                  before->id);
	round->opens = rap_take_time(s, "opens");
	round->deadline = rap_take_time(s, "deadline");
	ends = round->deadline != RAP_DATE_NONE;
	if (ends && round->opens != RAP_DATE_NONE && round->deadline <= round->opens)
		rap_section_error(s, "deadline", "must be after opens");
	if (before && before->deadline != RAP_DATE_NONE && round->opens != RAP_DATE_NONE &&
	    round->opens < before->deadline)
		rap_section_error(s, "opens",
		                  "must not be before the deadline of the round before");
	take_draft(s, i, round);
	round->title = rap_take_text(s, "title", NULL);
	round->silence = rap_take_word(s, "kind", kinds, 1) == 0;
	if (!round->silence && ends && c->meeting.starts != RAP_DATE_NONE &&
	    round->opens < c->meeting.starts && round->deadline > c->meeting.starts)
		rap_section_warning(s, "deadline", "is after the meeting has begun");
	rap_section_end(s, "id opens deadline draft revision title kind");
}

/* A field that takes proposals needs a text they are made on. */
static void check_nothing_on_draft(const rap_section *root)
{
	const rap_consultation *c = root->loader->c;

	for (size_t i = 0; i < c->n_objectives; i++)
		for (size_t j = 0; j < c->objectives[i].n_fields; j++)
			if (c->objectives[i].fields[j].draft) {
				rap_section_error(root, "rounds",
				                  "the first round needs a draft: field %s takes "
				                  "proposals on it",
				                  c->objectives[i].fields[j].id);
				return;
			}
}

static void load_rounds(const rap_section *root)
{
	rap_consultation *c = root->loader->c;
	const rap_ynode *list = rap_section_list(root, "rounds", "when we ask, and until when");

	if (!list || list->n == 0)
		return;
	c->rounds = rap_calloc(list->n, sizeof *c->rounds);
	for (size_t i = 0; i < list->n; i++) {
		rap_section s = rap_section_item(root, "rounds", list, i);
		rap_round_plan *round = &c->rounds[c->n_rounds];

		if (!s.map)
			continue;
		take_round(&s, c->n_rounds ? round - 1 : NULL, i, round);
		c->n_rounds++;
	}
	if (c->n_rounds && !c->rounds[0].draft)
		check_nothing_on_draft(root);
}

static int longest_first(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x < *y) - (*x > *y);
}

static void take_reminders(const rap_section *s)
{
	static const int64_t usual[] = {7 * DAY, 3 * DAY, 1 * DAY};
	rap_consultation *c = s->loader->c;
	const rap_ynode *list = rap_section_list(s, "reminders", NULL);
	size_t n = list ? list->n : sizeof usual / sizeof usual[0];

	if (n > REMINDERS_MAX) {
		rap_section_error(s, "reminders", "at most %u", REMINDERS_MAX);
		return;
	}
	c->schedule.reminders = rap_calloc(n, sizeof *c->schedule.reminders);
	for (size_t i = 0; i < n; i++) {
		int64_t span = list ? 0 : usual[i];

		if (list &&
		    (list->items[i]->kind != RAP_YNODE_SCALAR ||
		     rap_date_parse_span(rap_slice_of(list->items[i]->text), &span) != RAP_OK ||
		     span == 0)) {
			rap_section_item_error(s, "reminders", list, i,
			                       "a number with m, h, d or w, such as 3d");
			continue;
		}
		c->schedule.reminders[c->schedule.n_reminders++] = span;
	}
	qsort(c->schedule.reminders, c->schedule.n_reminders, sizeof *c->schedule.reminders,
	      longest_first);
	for (size_t i = 1; i < c->schedule.n_reminders; i++)
		if (c->schedule.reminders[i] == c->schedule.reminders[i - 1])
			rap_section_error(s, "reminders", "the same time stands twice");
}

static void load_schedule(const rap_section *root)
{
	static const char *const quiet[] = {"one-line", "skip", NULL};
	static const char *const sending[] = {"after-preview", "on-command", NULL};
	rap_consultation *c = root->loader->c;
	rap_section s = rap_section_below(root, "schedule", NULL);
	rap_section digest = rap_section_below(&s, "digest", NULL);
	rap_section pack = rap_section_below(&s, "pack", NULL);
	int minutes = rap_take_clock(&digest, "at", NULL);

	if (minutes < 0)
		minutes = 8 * 60;
	c->schedule.digest_hour = minutes / 60;
	c->schedule.digest_minute = minutes % 60;
	c->schedule.digest_skip_quiet_days = rap_take_word(&digest, "quiet_days", quiet, 0) == 1;
	rap_section_end(&digest, "at quiet_days");
	take_reminders(&s);
	c->schedule.pack_before = rap_take_span(&pack, "before_meeting", 2 * DAY);
	c->schedule.pack_preview = rap_take_span(&pack, "preview", DAY);
	c->schedule.pack_on_command = rap_take_word(&pack, "send", sending, 0) == 1;
	rap_section_end(&pack, "before_meeting preview send");
	rap_section_end(&s, "digest reminders pack");
}

void rap_load_plan(const rap_section *root)
{
	static const char *const attributions[] = {"named", "secretariat-only", NULL};

	load_requests(root);
	load_rounds(root);
	load_schedule(root);
	root->loader->c->attribution_named =
		rap_take_word(root, "attribution", attributions, 0) == 0;
}
