// SPDX-License-Identifier: Apache-2.0
/* Rules of a style sheet that hide; see html_sheet.h. Without the cascade's finer points: the last rule counts. */
#include "parsers/text/html_sheet.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/text/html_css.h"

#include <stdlib.h>
#include <strings.h>

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

static void put_rule(rap_html_sheet *sheet, rap_html_rule_kind kind, rap_slice name,
                     const rap_html_style *style)
{
	if (sheet->n == RAP_HTML_SHEET_RULES) {
		sheet->over = true;
		return;
	}
	sheet->rules[sheet->n].kind = kind;
	sheet->rules[sheet->n].name = rap_strndup(name.at, name.len);
	sheet->rules[sheet->n++].style = *style;
}

static bool is_sign(char c)
{
	return c != '\0' && strchr(" \t\r\n\f.#:[>+~*", c);
}

static rap_slice name_at(rap_slice selector, size_t at)
{
	size_t end = at;

	while (end < selector.len && !is_sign(selector.at[end]))
		end++;
	return rap_slice_sub(selector, at, end);
}

/*
 * A selector of many parts is taken for its last one, if it hides: what stands around an element is not known here, and
 * hiding too much is told, while too little is read. A state ("a:hover") hides nothing for good.
 */
static void add_last_part(rap_html_sheet *sheet, rap_slice selector, const rap_html_style *style)
{
	size_t at = selector.len, sign;

	while (at > 0 && !strchr(" \t\r\n\f>+~", selector.at[at - 1]))
		at--;
	selector = rap_slice_sub(selector, at, selector.len);
	if (selector.len == 0 || memchr(selector.at, ':', selector.len))
		return;
	for (sign = selector.len;
	     sign > 0 && selector.at[sign - 1] != '.' && selector.at[sign - 1] != '#';)
		sign--;
	if (sign > 0)
		put_rule(sheet,
		         selector.at[sign - 1] == '#' ? RAP_HTML_RULE_ID : RAP_HTML_RULE_CLASS,
		         name_at(selector, sign), style);
	else
		put_rule(sheet, RAP_HTML_RULE_ELEMENT,
		         selector.at[0] == '*' || selector.at[0] == '[' ? rap_slice_of("*")
		                                                        : name_at(selector, 0),
		         style);
}

/* One selector: a class or an id, perhaps with an element before it; others only where they hide. */
static void add_rule(rap_html_sheet *sheet, rap_slice selector, const rap_html_style *style)
{
	size_t at = 0;
	bool simple;

	selector = rap_utf8_trim(selector);
	while (at < selector.len && selector.at[at] != '.' && selector.at[at] != '#')
		at++;
	simple = at + 1 < selector.len;
	for (size_t i = 0; i < selector.len; i++)
		simple &= i == at || !is_sign(selector.at[i]);
	if (simple)
		put_rule(sheet, selector.at[at] == '#' ? RAP_HTML_RULE_ID : RAP_HTML_RULE_CLASS,
		         rap_slice_sub(selector, at + 1, selector.len), style);
	else if (style->hidden || style->font_zero)
		add_last_part(sheet, selector, style);
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

/* Up to the bracket that closes the one before `at`, or the end, which closes it too; *ret_next behind it. */
static rap_slice block_at(rap_slice s, size_t at, size_t *ret_next)
{
	size_t depth = 1, end = at;

	for (; end < s.len; end++) {
		depth += s.at[end] == '{' ? 1u : s.at[end] == '}' ? (size_t)-1 : 0u;
		if (depth == 0)
			break;
	}
	*ret_next = end < s.len ? end + 1 : end;
	return rap_slice_sub(s, at, end);
}

/* "@media screen", "@media all", "@supports (...)", "@layer x": what stands within holds on every screen. */
static bool holds_always(rap_slice head)
{
	static const char *const heads[] = {"@media screen", "@media all"};

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		if (rap_slice_is_nocase(head, heads[i]))
			return true;
	return rap_slice_is_nocase(rap_slice_sub(head, 0, 9), "@supports") ||
	       rap_slice_is_nocase(rap_slice_sub(head, 0, 6), "@layer");
}

void rap_html_sheet_add(rap_html_sheet *sheet, rap_slice text)
{
	rap_buf plain = rap_buf_init(text.len + 1);
	rap_slice s;

	sheet->over |= text.len > RAP_HTML_SHEET_MAX;
	rap_html_css_plain(rap_slice_sub(text, 0, RAP_HTML_SHEET_MAX), &plain);
	s = rap_buf_as_slice(&plain);
	for (size_t at = 0; at < s.len;) {
		size_t from = at;
		rap_slice head, block;

		while (at < s.len && s.at[at] != '{' && s.at[at] != ';' && s.at[at] != '}')
			at++;
		head = rap_utf8_trim(rap_slice_sub(s, from, at));
		if (at >= s.len || s.at[at++] != '{')
			continue;
		/* The rules within are read as if they stood outside. */
		if (holds_always(head))
			continue;
		block = block_at(s, at, &at);
		if (head.len > 0 && head.at[0] != '@')
			add_rules(sheet, head, block);
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

static bool is_for(const rap_html_rule *rule, const char *element, const char *class_names,
                   const char *id)
{
	switch (rule->kind) {
	case RAP_HTML_RULE_CLASS:
		return names_it(class_names, rule->name);
	case RAP_HTML_RULE_ID:
		return id && strcmp(id, rule->name) == 0;
	case RAP_HTML_RULE_ELEMENT:
		return strcmp(rule->name, "*") == 0 || strcasecmp(rule->name, element) == 0;
	}
	return false;
}

void rap_html_sheet_of(const rap_html_sheet *sheet, const char *element, const char *class_names,
                       const char *id, rap_html_style *style)
{
	for (size_t i = 0; i < sheet->n; i++)
		if (is_for(&sheet->rules[i], element, class_names, id))
			rap_html_style_over(style, &sheet->rules[i].style);
}

void rap_html_sheet_done(rap_html_sheet *sheet)
{
	for (size_t i = 0; i < sheet->n; i++)
		free(sheet->rules[i].name);
	sheet->n = 0;
}
