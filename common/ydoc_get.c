// SPDX-License-Identifier: Apache-2.0
/* Typed getters over the tree of ydoc.c, and the search for keys that nobody asked for. */
#include "common/mem.h"
#include "common/utf8.h"
#include "common/ydoc.h"

#include <errno.h>
#include <stdlib.h>

#define KEY_MAX 64u /* longer keys are nobody's slip of the pen */
#define PATH_CAP 500u

static bool is_null(const rap_ynode *node)
{
	static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};

	if (node->kind != RAP_YNODE_SCALAR || node->quoted)
		return false;
	for (size_t i = 0; i < sizeof nulls / sizeof nulls[0]; i++)
		if (strcmp(node->text, nulls[i]) == 0)
			return true;
	return false;
}

const rap_ynode *rap_ydoc_get(const rap_ynode *mapping, const char *key)
{
	if (!mapping || mapping->kind != RAP_YNODE_MAPPING)
		return NULL;
	for (size_t i = 0; i < mapping->n; i++)
		if (strcmp(mapping->keys[i]->text, key) == 0) {
			mapping->items[i]->used = true;
			return is_null(mapping->items[i]) ? NULL : mapping->items[i];
		}
	return NULL;
}

void rap_ydoc_error(const rap_ydoc *doc, const rap_ynode *node, rap_diags *diags, const char *key,
                    const char *format, ...)
{
	rap_buf reason = rap_buf_init(2000);
	const char *got = node->kind == RAP_YNODE_SCALAR && !is_null(node) ? node->text : NULL;
	va_list args;

	va_start(args, format);
	rap_buf_vprintf(&reason, format, args);
	va_end(args);
	rap_diags_error(diags, rap_ydoc_name(doc), node->line, node->column,
	                key && *key ? key : NULL, got, "%s", rap_buf_text(&reason));
	rap_buf_done(&reason);
}

static rap_buf path_of(const char *prefix, const char *key)
{
	rap_buf path = rap_buf_init(PATH_CAP);

	rap_buf_printf(&path, "%s%s%s", prefix, *prefix ? "." : "", key);
	return path;
}

/* What every getter does first: NULL when there is nothing to read, *ret_good says whether that is right. */
static const rap_ynode *want(const rap_ydoc *doc, const rap_ynode *mapping, const char *path,
                             const char *key, bool required, rap_diags *diags, bool *ret_good)
{
	const rap_ynode *node = rap_ydoc_get(mapping, key);

	*ret_good = node || !required;
	if (!*ret_good)
		rap_diags_error(diags, rap_ydoc_name(doc), mapping ? mapping->line : 1,
		                mapping ? mapping->column : 1, path, NULL, "required");
	return node;
}

/* Line breaks and control characters would travel into header lines and tables. */
static bool is_one_line(const char *text)
{
	rap_slice s = rap_slice_of(text);

	for (size_t at = 0; at < s.len;) {
		uint32_t code = rap_utf8_next(s, &at);

		if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 ||
		    code == 0x2029 || code == RAP_UTF8_BAD)
			return false;
	}
	return true;
}

/* A scalar that is text: present, one line, not empty. */
static bool is_text(const rap_ydoc *doc, const rap_ynode *node, rap_diags *diags, const char *path)
{
	if (node->kind != RAP_YNODE_SCALAR)
		rap_ydoc_error(doc, node, diags, path, "must be one text, not a %s",
		               node->kind == RAP_YNODE_SEQUENCE ? "list" : "mapping");
	else if (rap_utf8_trim(rap_slice_of(node->text)).len == 0)
		rap_ydoc_error(doc, node, diags, path, "must not be empty");
	else if (!is_one_line(node->text))
		rap_ydoc_error(doc, node, diags, path,
		               "must be one line without control characters");
	else
		return true;
	return false;
}

bool rap_ydoc_string(const rap_ydoc *doc, const rap_ynode *mapping, const char *prefix,
                     const char *key, bool required, rap_diags *diags, const char **ret)
{
	rap_buf path = path_of(prefix, key);
	bool good;
	const rap_ynode *node =
		want(doc, mapping, rap_buf_text(&path), key, required, diags, &good);

	*ret = NULL;
	if (node) {
		good = is_text(doc, node, diags, rap_buf_text(&path));
		if (good)
			*ret = node->text;
	}
	rap_buf_done(&path);
	return good;
}

bool rap_ynode_number(const rap_ynode *node, long min, long max, long *ret)
{
	char *after = NULL;
	long n;

	if (node->kind != RAP_YNODE_SCALAR || node->quoted)
		return false;
	/* strtol would take leading blanks and a plus; a plain scalar has no blanks, a plus is none of ours. */
	if (node->text[0] != '-' && (node->text[0] < '0' || node->text[0] > '9'))
		return false;
	errno = 0;
	n = strtol(node->text, &after, 10);
	if (errno || *after || n < min || n > max)
		return false;
	*ret = n;
	return true;
}

bool rap_ydoc_number(const rap_ydoc *doc, const rap_ynode *mapping, const char *prefix,
                     const char *key, bool required, rap_yrange range, rap_diags *diags, long *ret)
{
	rap_buf path = path_of(prefix, key);
	bool good;
	const rap_ynode *node =
		want(doc, mapping, rap_buf_text(&path), key, required, diags, &good);

	if (node && !rap_ynode_number(node, range.min, range.max, ret)) {
		good = false;
		rap_ydoc_error(doc, node, diags, rap_buf_text(&path),
		               "must be a number from %ld to %ld%s", range.min, range.max,
		               node->quoted ? ", without quotes" : "");
	}
	rap_buf_done(&path);
	return good;
}

bool rap_ydoc_bool(const rap_ydoc *doc, const rap_ynode *mapping, const char *prefix,
                   const char *key, bool required, rap_diags *diags, bool *ret)
{
	rap_buf path = path_of(prefix, key);
	bool good;
	const rap_ynode *node =
		want(doc, mapping, rap_buf_text(&path), key, required, diags, &good);

	if (node) {
		bool plain = node->kind == RAP_YNODE_SCALAR && !node->quoted;
		bool yes = plain && strcmp(node->text, "true") == 0;

		good = yes || (plain && strcmp(node->text, "false") == 0);
		if (good)
			*ret = yes;
		else
			rap_ydoc_error(doc, node, diags, rap_buf_text(&path),
			               "must be true or false");
	}
	rap_buf_done(&path);
	return good;
}

bool rap_ydoc_strings(const rap_ydoc *doc, const rap_ynode *mapping, const char *prefix,
                      const char *key, bool required, rap_diags *diags, rap_strv *ret)
{
	rap_buf path = path_of(prefix, key);
	size_t stem = path.len;
	bool good;
	const rap_ynode *node =
		want(doc, mapping, rap_buf_text(&path), key, required, diags, &good);

	if (node && node->kind != RAP_YNODE_SEQUENCE) {
		rap_ydoc_error(doc, node, diags, rap_buf_text(&path),
		               "must be a list: put [ ] around it");
		good = false;
	} else if (node) {
		for (size_t i = 0; i < node->n; i++) {
			rap_buf_cut(&path, stem);
			rap_buf_printf(&path, ".%zu", i + 1);
			if (is_text(doc, node->items[i], diags, rap_buf_text(&path)))
				rap_strv_add(ret, node->items[i]->text);
			else
				good = false;
		}
	}
	rap_buf_done(&path);
	return good;
}

/* Edit distance with neighbours exchanged counting one; both are at most KEY_MAX long. */
static size_t distance(rap_slice a, rap_slice b)
{
	size_t rows[3][KEY_MAX + 1] = {{0}};

	for (size_t j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			bool same = a.at[i - 1] == b.at[j - 1];
			size_t best = last[j - 1] + !same;

			if (last[j] + 1 < best)
				best = last[j] + 1;
			if (now[j - 1] + 1 < best)
				best = now[j - 1] + 1;
			if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] &&
			    a.at[i - 2] == b.at[j - 1] && before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			now[j] = best;
		}
	}
	return rows[a.len % 3][b.len];
}

/* The next of the words parted by blanks; false at the end. */
static bool next_word(rap_slice *rest, rap_slice *ret)
{
	size_t from = 0, to;

	while (from < rest->len && rest->at[from] == ' ')
		from++;
	for (to = from; to < rest->len && rest->at[to] != ' ';)
		to++;
	*ret = rap_slice_sub(*rest, from, to);
	*rest = rap_slice_sub(*rest, to, rest->len);
	return ret->len > 0;
}

bool rap_ydoc_nearest(const char *text, const char *known, rap_slice *ret)
{
	rap_slice asked = rap_slice_of(text), rest = rap_slice_of(known), word;
	size_t best = asked.len / 3 + 1; /* more letters than these are no slip */
	bool found = false;

	if (asked.len > KEY_MAX)
		return false;
	while (next_word(&rest, &word)) {
		size_t d = word.len > KEY_MAX ? SIZE_MAX : distance(asked, word);

		if (d < best || (d == best && !found)) {
			best = d;
			*ret = word;
			found = true;
		}
	}
	return found;
}

static bool is_known(const char *key, const char *known)
{
	rap_slice rest = rap_slice_of(known), word;

	while (next_word(&rest, &word))
		if (rap_slice_is(word, key))
			return true;
	return false;
}

void rap_ydoc_unknown(const rap_ydoc *doc, const rap_ynode *mapping, const char *prefix,
                      const char *known_keys, rap_diags *diags)
{
	if (!mapping || mapping->kind != RAP_YNODE_MAPPING)
		return;
	for (size_t i = 0; i < mapping->n; i++) {
		const rap_ynode *key = mapping->keys[i];
		rap_buf path;
		rap_slice nearest;

		if (mapping->items[i]->used || is_known(key->text, known_keys))
			continue;
		path = path_of(prefix, key->text);
		if (rap_ydoc_nearest(key->text, known_keys, &nearest))
			rap_diags_error(diags, rap_ydoc_name(doc), key->line, key->column,
			                rap_buf_text(&path), NULL,
			                "unknown key; did you mean %.*s?", (int)nearest.len,
			                nearest.at);
		else
			rap_diags_error(diags, rap_ydoc_name(doc), key->line, key->column,
			                rap_buf_text(&path), NULL, "unknown key; known here: %s",
			                known_keys);
		rap_buf_done(&path);
	}
}
