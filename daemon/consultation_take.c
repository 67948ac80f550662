// SPDX-License-Identifier: Apache-2.0
/* Sections and single values of consultation.yaml; see consultation_load.h. */
#include "common/mem.h"
#include "common/utf8.h"
#include "consultation_load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_MAX_LEN 64u

/* ---- sections ------------------------------------------------------------------------------------------- */

static void set_path(rap_section *s, const char *above, const char *key)
{
	int n = snprintf(s->path, sizeof s->path, "%s%s%s", above, *above ? "." : "", key);

	if (n < 0 || (size_t)n >= sizeof s->path) /* cut short: it is only shown */
		s->path[sizeof s->path - 1] = '\0';
}

rap_section rap_section_root(rap_loader *loader)
{
	const rap_ynode *root = rap_ydoc_root(loader->doc);
	rap_section s = {.loader = loader};

	if (root->kind == RAP_YNODE_MAPPING)
		s.map = root;
	else
		rap_ydoc_error(loader->doc, root, loader->diags, NULL,
		               "must be a mapping that begins with consultation: NAME");
	return s;
}

static void required(const rap_section *s, const char *key, const char *why)
{
	if (s->map)
		rap_section_error(s, key, "required%s%s", *why ? ": " : "", why);
}

rap_section rap_section_below(const rap_section *s, const char *key, const char *why_required)
{
	const rap_ynode *node = rap_ydoc_get(s->map, key);
	rap_section below = {.loader = s->loader};

	set_path(&below, s->path, key);
	if (node && node->kind == RAP_YNODE_MAPPING)
		below.map = node;
	else if (node)
		rap_section_error(s, key, "must be a mapping: {key: value, ...}");
	else if (why_required)
		required(s, key, why_required);
	return below;
}

rap_section rap_section_item(const rap_section *s, const char *key, const rap_ynode *list, size_t i)
{
	rap_section item = {.loader = s->loader};
	rap_buf name = rap_buf_init(100);

	rap_buf_printf(&name, "%s.%zu", key, i + 1);
	set_path(&item, s->path, rap_buf_text(&name));
	rap_buf_done(&name);
	if (list->items[i]->kind == RAP_YNODE_MAPPING)
		item.map = list->items[i];
	else
		rap_ydoc_error(s->loader->doc, list->items[i], s->loader->diags, item.path,
		               "must be a mapping: {key: value, ...}");
	return item;
}

const rap_ynode *rap_section_list(const rap_section *s, const char *key, const char *why_required)
{
	const rap_ynode *node = rap_ydoc_get(s->map, key);

	if (node && node->kind != RAP_YNODE_SEQUENCE) {
		rap_section_error(s, key, "must be a list");
		return NULL;
	}
	if (why_required && (!node || node->n == 0))
		required(s, key, why_required);
	return node;
}

void rap_section_end(const rap_section *s, const char *known_keys)
{
	rap_ydoc_unknown(s->loader->doc, s->map, s->path, known_keys, s->loader->diags);
}

RAP_PRINTF(4, 0)
static void put(const rap_section *s, const char *key, bool warning, const char *format,
                va_list args)
{
	const rap_ynode *node = rap_ydoc_get(s->map, key), *place = node ? node : s->map;
	const char *file = rap_ydoc_name(s->loader->doc);
	const char *tail = strrchr(key, '_');
	/* R71: a command is not shown, for somebody may have put the secret itself into it. */
	bool shown =
		node && node->kind == RAP_YNODE_SCALAR && !(tail && strcmp(tail, "_command") == 0);
	const char *got = shown ? node->text : NULL;
	unsigned line = place ? place->line : 1, column = place ? place->column : 1;
	rap_buf reason = rap_buf_init(2000);
	rap_section path = {0};

	set_path(&path, s->path, key);
	rap_buf_vprintf(&reason, format, args);
	if (warning)
		rap_diags_warning(s->loader->diags, file, line, column, path.path, got, "%s",
		                  rap_buf_text(&reason));
	else
		rap_diags_error(s->loader->diags, file, line, column, path.path, got, "%s",
		                rap_buf_text(&reason));
	rap_buf_done(&reason);
}

void rap_section_error(const rap_section *s, const char *key, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	put(s, key, false, format, args);
	va_end(args);
}

void rap_section_warning(const rap_section *s, const char *key, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	put(s, key, true, format, args);
	va_end(args);
}

void rap_section_item_error(const rap_section *s, const char *key, const rap_ynode *list, size_t i,
                            const char *reason)
{
	rap_buf path = rap_buf_init(sizeof s->path);

	rap_buf_printf(&path, "%s%s%s.%zu", s->path, *s->path ? "." : "", key, i + 1);
	rap_ydoc_error(s->loader->doc, list->items[i], s->loader->diags, rap_buf_text(&path), "%s",
	               reason);
	rap_buf_done(&path);
}

void rap_section_once(const rap_section *s, const char *key, const rap_ynode *list, size_t i)
{
	const rap_ynode *mine = rap_ydoc_get(s->map, key);

	if (!mine || mine->kind != RAP_YNODE_SCALAR)
		return;
	for (size_t j = 0; j < i; j++) {
		const rap_ynode *other = rap_ydoc_get(list->items[j], key);

		if (other && other->kind == RAP_YNODE_SCALAR &&
		    strcmp(other->text, mine->text) == 0) {
			rap_section_error(s, key, "stands twice, first in line %u", other->line);
			return;
		}
	}
}

/* ---- values --------------------------------------------------------------------------------------------- */

/* Borrowed from the tree; NULL when absent or after a mistake. */
static const char *text_at(const rap_section *s, const char *key, const char *why_required)
{
	const char *text = NULL;

	if (!s->map)
		return NULL;
	if (!rap_ydoc_get(s->map, key)) {
		if (why_required)
			required(s, key, why_required);
		return NULL;
	}
	(void)rap_ydoc_string(s->loader->doc, s->map, s->path, key, false, s->loader->diags, &text);
	return text;
}

char *rap_take_text(const rap_section *s, const char *key, const char *why_required)
{
	return rap_strdup(text_at(s, key, why_required));
}

static bool is_name(const char *text)
{
	size_t n = 0;

	for (; text[n]; n++)
		if (!((text[n] >= 'a' && text[n] <= 'z') || (text[n] >= 'A' && text[n] <= 'Z') ||
		      (text[n] >= '0' && text[n] <= '9') || strchr(".-_", text[n])))
			return false;
	return n > 0 && n <= NAME_MAX_LEN;
}

char *rap_take_name(const rap_section *s, const char *key, const char *why_required)
{
	const char *text = text_at(s, key, why_required);

	if (!text || is_name(text))
		return rap_strdup(text);
	rap_section_error(s, key, "letters, digits, '.', '-' and '_' only, at most %u",
	                  NAME_MAX_LEN);
	return NULL;
}

char *rap_take_zone(const rap_section *s, const char *key, const char *why_required)
{
	const char *text = text_at(s, key, why_required);

	if (!text || rap_date_zone_known(text))
		return rap_strdup(text);
	rap_section_error(s, key,
	                  "unknown time zone; a name of the tz database such as Asia/Seoul");
	return NULL;
}

char *rap_take_language(const rap_section *s, const char *key)
{
	const char *text = text_at(s, key, NULL);
	size_t n = text ? strspn(text, "abcdefghijklmnopqrstuvwxyz") : 0;

	if (!text || ((n == 2 || n == 3) && !text[n]))
		return rap_strdup(text);
	rap_section_error(s, key, "a language code of two or three letters such as en");
	return NULL;
}

size_t rap_take_word(const rap_section *s, const char *key, const char *const *words,
                     size_t by_default)
{
	const char *text = text_at(s, key, NULL);
	rap_buf list = rap_buf_init(200);

	if (!text)
		return by_default;
	for (size_t i = 0; words[i]; i++) {
		if (strcmp(text, words[i]) == 0) {
			rap_buf_done(&list);
			return i;
		}
		rap_buf_printf(&list, "%s%s", i == 0 ? "" : words[i + 1] ? ", " : " or ", words[i]);
	}
	rap_section_error(s, key, "must be %s", rap_buf_text(&list));
	rap_buf_done(&list);
	return by_default;
}

long rap_take_number(const rap_section *s, const char *key, long min, long max, long by_default)
{
	long number = by_default;

	if (s->map)
		(void)rap_ydoc_number(s->loader->doc, s->map, s->path, key, false,
		                      (rap_yrange){min, max}, s->loader->diags, &number);
	return number;
}

int64_t rap_take_time(const rap_section *s, const char *key)
{
	const char *text = text_at(s, key, "a date and a time of day");
	const char *zone = s->loader->c->meeting.timezone;
	rap_civil civil;
	int64_t utc;

	if (!text)
		return RAP_DATE_NONE;
	/* A date alone would silently mean its first minute. */
	if (strlen(text) >= sizeof "2020-07-30 18:00" - 1 &&
	    rap_date_parse_civil(rap_slice_of(text), &civil) == RAP_OK &&
	    rap_date_to_utc(&civil, zone ? zone : "UTC", &utc) == RAP_OK)
		return utc;
	rap_section_error(
		s, key, "a date and a time of day in the meeting's zone, such as 2020-07-30 18:00");
	return RAP_DATE_NONE;
}

int rap_take_clock(const rap_section *s, const char *key, const char *why_required)
{
	const char *t = text_at(s, key, why_required);
	int minutes;

	if (!t)
		return -1;
	if (strlen(t) == 5 && t[2] == ':' && strspn(t, "0123456789") == 2 &&
	    strspn(t + 3, "0123456789") == 2) {
		minutes =
			((t[0] - '0') * 10 + (t[1] - '0')) * 60 + (t[3] - '0') * 10 + (t[4] - '0');
		if (minutes < 24 * 60 && t[3] < '6')
			return minutes;
	}
	rap_section_error(s, key, "a time of day such as \"08:00\"");
	return -1;
}

int64_t rap_take_span(const rap_section *s, const char *key, int64_t by_default)
{
	const char *text = text_at(s, key, NULL);
	int64_t seconds;

	if (!text)
		return by_default;
	if (rap_date_parse_span(rap_slice_of(text), &seconds) == RAP_OK)
		return seconds;
	rap_section_error(s, key, "a number with m, h, d or w, such as 48h");
	return by_default;
}

/* ".." anywhere would lead out of the directory. */
static bool leads_up(const char *path)
{
	for (const char *at = path; at; at = strchr(at, '/')) {
		if (*at == '/')
			at++;
		if (strncmp(at, "..", 2) == 0 && (at[2] == '/' || !at[2]))
			return true;
	}
	return false;
}

char *rap_take_path(const rap_section *s, const char *key, bool absolute_allowed,
                    const char *why_required)
{
	const char *text = text_at(s, key, why_required);

	if (!text)
		return NULL;
	if (leads_up(text))
		rap_section_error(s, key, "a path stays below the directory: no ..");
	else if (*text == '/' && !absolute_allowed)
		rap_section_error(s, key, "a path below the directory, not from the root");
	else
		return rap_strdup(text);
	return NULL;
}

char *rap_loader_join(const rap_loader *l, const char *path)
{
	rap_buf joined = rap_buf_init(8192);

	if (!path || *path == '/')
		return rap_strdup(path);
	rap_buf_printf(&joined, "%s/%s", l->c->directory, path);
	return rap_buf_take(&joined);
}

size_t rap_take_objectives(const rap_section *s, const char *key, const char *why_required,
                           unsigned ret[RAP_OBJECTIVES_PER_LIST])
{
	const rap_ynode *list = rap_section_list(s, key, why_required);
	const rap_loader *l = s->loader;
	size_t n = 0;
	long number;

	for (size_t i = 0; list && i < list->n; i++) {
		if (n >= RAP_OBJECTIVES_PER_LIST) {
			rap_section_item_error(s, key, list, i, "at most 16 objectives");
			break;
		}
		if (!rap_ynode_number(list->items[i], 1, 999, &number))
			rap_section_item_error(s, key, list, i, "must be numbers of objectives");
		else if (l->numbers_known && !rap_consultation_objective(l->c, (unsigned)number))
			rap_section_item_error(s, key, list, i, "no such objective");
		else
			ret[n++] = (unsigned)number;
	}
	return n;
}

void rap_take_address(const rap_section *s, const char *key, const char *owner, char **ret_address,
                      rap_addr_spec *ret_spec)
{
	const char *text = text_at(s, key, "a mail address");
	rap_loader *l = s->loader;
	rap_addr_spec again = {0};

	if (!text)
		return;
	if (!rap_addr_spec_parse(rap_slice_of(text), ret_spec)) {
		rap_section_error(s, key, "not a mail address");
		return;
	}
	*ret_address = rap_strdup(text);
	for (size_t i = 0; i < l->n_seen; i++)
		if (rap_addr_spec_same(&l->seen[i].spec, ret_spec)) {
			rap_section_error(s, key, "belongs to %s already", l->seen[i].owner);
			return;
		}
	if (!rap_addr_spec_parse(rap_slice_of(text), &again))
		return; /* it was one above */
	l->seen = rap_reallocarray(l->seen, l->n_seen + 1, sizeof *l->seen);
	l->seen[l->n_seen++] = (rap_seen_address){again, rap_strdup(owner)};
}

void rap_take_contacts(const rap_section *s, const char *key, const char *why_required,
                       const char *owner, rap_contacts *ret)
{
	const rap_ynode *list = rap_section_list(s, key, why_required);

	for (size_t i = 0; list && i < list->n; i++) {
		rap_section item = rap_section_item(s, key, list, i);
		rap_contact *contact;

		if (!item.map)
			continue;
		ret->at = rap_reallocarray(ret->at, ret->n + 1, sizeof *ret->at);
		contact = &ret->at[ret->n++];
		*contact = (rap_contact){.name = rap_take_text(&item, "name", "")};
		rap_take_address(&item, "address", owner, &contact->address, &contact->spec);
		if (strcmp(key, "readers") == 0)
			contact->n_sees = rap_take_objectives(
				&item, "sees", "the objectives this reader may see", contact->sees);
		contact->alternate = strcmp(key, "alternates") == 0;
		rap_section_end(&item,
		                strcmp(key, "readers") == 0 ? "name address sees" : "name address");
	}
}
