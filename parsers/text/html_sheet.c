// SPDX-License-Identifier: Apache-2.0
/* Rules of a style sheet that hide; see html_sheet.h. Without the cascade's finer points: the last rule counts. */
#include "parsers/text/html_sheet.h"

#include "common/mem.h"
#include "common/utf8.h"

#include <stdlib.h>

void rap_html_style_over(rap_html_style *style, const rap_html_style *over)
{
	if (over->hidden || over->displayed)
		style->hidden = over->hidden;
	if (over->font_zero || over->font_sized) {
		style->font_zero = over->font_zero;
		style->font_sized = over->font_sized;
	}
	if (over->ink)
		style->ink = over->ink;
	if (over->ground)
		style->ground = over->ground;
}

static bool matters(const rap_html_style *style)
{
	return style->hidden || style->displayed || style->font_zero || style->font_sized ||
	       style->ink || style->ground;
}

/* One selector: a class or an id, perhaps with an element before it; others are passed over. */
static void add_rule(rap_html_sheet *sheet, rap_slice selector, const rap_html_style *style)
{
	size_t at = 0, from;

	selector = rap_utf8_trim(selector);
	while (at < selector.len && selector.at[at] != '.' && selector.at[at] != '#')
		at++;
	from = at + 1;
	if (from >= selector.len || sheet->n == RAP_HTML_SHEET_RULES)
		return;
	for (size_t i = 0; i < selector.len; i++)
		if (i != at && strchr(" \t\r\n.#:[>+~*", selector.at[i]))
			return;
	sheet->rules[sheet->n].name = rap_strndup(selector.at + from, selector.len - from);
	sheet->rules[sheet->n].id = selector.at[at] == '#';
	sheet->rules[sheet->n++].style = *style;
}

static void add_rules(rap_html_sheet *sheet, rap_slice selectors, rap_slice body)
{
	char *text = rap_strndup(body.at, body.len);
	rap_html_style style;

	rap_html_style_of(text, &style);
	free(text);
	for (size_t at = 0; matters(&style) && at < selectors.len;) {
		size_t from = at;

		while (at < selectors.len && selectors.at[at] != ',')
			at++;
		add_rule(sheet, rap_slice_sub(selectors, from, at), &style);
		at++;
	}
}

/* Without comments, and without the signs that hide a sheet from the oldest programs. */
static void strip(rap_slice text, rap_buf *out)
{
	for (size_t i = 0; i < text.len; i++) {
		const char *end;

		if (i + 1 < text.len && text.at[i] == '/' && text.at[i + 1] == '*') {
			end = memmem(text.at + i + 2, text.len - i - 2, "*/", 2);
			if (!end)
				return;
			i = (size_t)(end - text.at) + 1;
		} else if (i + 4 <= text.len && memcmp(text.at + i, "<!--", 4) == 0) {
			i += 3;
		} else if (i + 3 <= text.len && memcmp(text.at + i, "-->", 3) == 0) {
			i += 2;
		} else {
			rap_buf_char(out, text.at[i]);
		}
	}
}

/* Behind the bracket that closes the one before `at`. */
static size_t behind_block(rap_slice s, size_t at)
{
	for (size_t depth = 1; at < s.len && depth > 0; at++)
		depth += s.at[at] == '{' ? 1u : s.at[at] == '}' ? (size_t)-1 : 0u;
	return at;
}

void rap_html_sheet_add(rap_html_sheet *sheet, rap_slice text)
{
	rap_buf plain = rap_buf_init(text.len + 1);
	rap_slice s;

	strip(text, &plain);
	s = rap_buf_as_slice(&plain);
	for (size_t at = 0; at < s.len;) {
		size_t from = at, end;
		rap_slice head;

		while (at < s.len && s.at[at] != '{' && s.at[at] != ';' && s.at[at] != '}')
			at++;
		head = rap_utf8_trim(rap_slice_sub(s, from, at));
		if (at >= s.len || s.at[at++] != '{')
			continue;
		/* The rules within are read as if they stood outside. */
		if (rap_slice_is_nocase(head, "@media screen") ||
		    rap_slice_is_nocase(head, "@media all"))
			continue;
		end = behind_block(s, at);
		if (head.len > 0 && head.at[0] != '@' && end > at)
			add_rules(sheet, head, rap_slice_sub(s, at, end - 1));
		at = end;
	}
	rap_buf_done(&plain);
}

static bool names_it(const char *class_names, const char *name)
{
	size_t n = strlen(name);

	for (const char *at = class_names; at && *at;) {
		size_t len = strcspn(at, " \t\r\n\f");

		if (len == n && memcmp(at, name, n) == 0)
			return true;
		at += len;
		at += strspn(at, " \t\r\n\f");
	}
	return false;
}

void rap_html_sheet_of(const rap_html_sheet *sheet, const char *class_names, const char *id,
                       rap_html_style *style)
{
	for (size_t i = 0; i < sheet->n; i++)
		if (sheet->rules[i].id ? id && strcmp(id, sheet->rules[i].name) == 0
		                       : names_it(class_names, sheet->rules[i].name))
			rap_html_style_over(style, &sheet->rules[i].style);
}

void rap_html_sheet_done(rap_html_sheet *sheet)
{
	for (size_t i = 0; i < sheet->n; i++)
		free(sheet->rules[i].name);
	sheet->n = 0;
}
