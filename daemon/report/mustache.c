// SPDX-License-Identifier: Apache-2.0
/*
 * A mustache renderer. A template is cut into tokens once (standalone lines are resolved there), then the
 * tokens are walked with a stack of views.
 *
 * LIMITS: RAP_MUSTACHE_DEPTH for sections and partials together; the cap of the output buffer.
 */
#include "report/mustache.h"

#include "common/mem.h"

#include <stdlib.h>

typedef enum token_kind {
	TOKEN_TEXT,
	TOKEN_VARIABLE,
	TOKEN_RAW,
	TOKEN_SECTION,
	TOKEN_INVERTED,
	TOKEN_END,
	TOKEN_PARTIAL,
} token_kind;

typedef struct token {
	token_kind kind;
	rap_slice text; /* literal text, or the name */
	rap_slice indent; /* a standalone partial: what stood before it */
	size_t end; /* sections: index of their TOKEN_END */
	unsigned line;
} token;

typedef struct tokens {
	token *at;
	size_t n;
} tokens;

typedef struct scanner {
	const char *name;
	rap_slice text;
	size_t at;
	rap_slice open, close; /* the delimiters in force */
	size_t sections[RAP_MUSTACHE_DEPTH];
	size_t depth;
	tokens tokens;
	size_t counted; /* up to where lines are counted */
	unsigned line; /* there */
	char **ret_why;
} scanner;

typedef struct walker {
	const rap_mustache *template;
	const char *name;
	const tokens *tokens;
	const json_t **stack; /* RAP_MUSTACHE_DEPTH + 1 views */
	size_t depth;
	rap_buf *out;
	char **ret_why;
} walker;

static unsigned line_of(rap_slice text, size_t at)
{
	unsigned line = 1;

	for (size_t i = 0; i < at; i++)
		line += text.at[i] == '\n';
	return line;
}

static rap_err complain(char **ret_why, const char *name, unsigned line, const char *reason,
                        rap_slice what)
{
	rap_buf why = rap_buf_init(1024);

	rap_buf_printf(&why, "%s:%u: %s", name, line, reason);
	if (what.len > 0) {
		rap_buf_str(&why, " '");
		rap_buf_slice(&why, rap_slice_sub(what, 0, 100));
		rap_buf_char(&why, '\'');
	}
	*ret_why = rap_buf_take(&why);
	return RAP_E_CONFIG;
}

/* ---- cutting -------------------------------------------------------------------------------------------- */

static token *add_token(scanner *s, token_kind kind, rap_slice text, size_t at)
{
	token *t;

	/* Tokens come in order, so that each line is counted once. */
	if (at < s->counted) {
		s->counted = 0;
		s->line = 0;
	}
	s->line += line_of(rap_slice_sub(s->text, s->counted, at), at - s->counted) - 1;
	s->counted = at;
	s->tokens.at = rap_reallocarray(s->tokens.at, s->tokens.n + 1, sizeof *s->tokens.at);
	t = &s->tokens.at[s->tokens.n++];
	*t = (token){.kind = kind, .text = text, .line = s->line + 1};
	return t;
}

static bool starts_with(rap_slice text, size_t at, rap_slice prefix)
{
	return text.len - at >= prefix.len && memcmp(text.at + at, prefix.at, prefix.len) == 0;
}

static size_t find(rap_slice text, size_t from, rap_slice what)
{
	for (size_t i = from; i + what.len <= text.len; i++)
		if (starts_with(text, i, what))
			return i;
	return text.len;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static rap_slice trim(rap_slice s)
{
	while (s.len > 0 && is_blank(s.at[0]))
		s = rap_slice_sub(s, 1, s.len);
	while (s.len > 0 && is_blank(s.at[s.len - 1]))
		s.len--;
	return s;
}

/* Whether [from, to) is alone on its lines; then *ret_line is where the first begins, *ret_next the next. */
static bool is_standalone(rap_slice text, size_t from, size_t to, size_t *ret_line,
                          size_t *ret_next)
{
	while (from > 0 && (text.at[from - 1] == ' ' || text.at[from - 1] == '\t'))
		from--;
	if (from > 0 && text.at[from - 1] != '\n')
		return false;
	while (to < text.len && (text.at[to] == ' ' || text.at[to] == '\t'))
		to++;
	if (to < text.len && text.at[to] == '\r' && to + 1 < text.len && text.at[to + 1] == '\n')
		to++;
	if (to < text.len && text.at[to] != '\n')
		return false;
	*ret_line = from;
	*ret_next = to < text.len ? to + 1 : to;
	return true;
}

static rap_err set_delimiters(scanner *s, rap_slice inside, size_t at)
{
	unsigned line = line_of(s->text, at);
	size_t gap = 0, last;

	if (inside.len < 2 || inside.at[inside.len - 1] != '=')
		return complain(s->ret_why, s->name, line, "delimiters must end with '='", inside);
	inside = trim(rap_slice_sub(inside, 0, inside.len - 1));
	while (gap < inside.len && !is_blank(inside.at[gap]))
		gap++;
	last = gap;
	while (last < inside.len && is_blank(inside.at[last]))
		last++;
	s->open = rap_slice_sub(inside, 0, gap);
	s->close = rap_slice_sub(inside, last, inside.len);
	if (s->open.len == 0 || s->close.len == 0 || memchr(s->close.at, ' ', s->close.len))
		return complain(s->ret_why, s->name, line, "delimiters must be two words", inside);
	return RAP_OK;
}

static rap_err open_section(scanner *s, char sigil, rap_slice name, size_t at)
{
	if (s->depth == RAP_MUSTACHE_DEPTH)
		return complain(s->ret_why, s->name, line_of(s->text, at), "too deep", name);
	s->sections[s->depth++] = s->tokens.n;
	add_token(s, sigil == '#' ? TOKEN_SECTION : TOKEN_INVERTED, name, at);
	return RAP_OK;
}

static rap_err close_section(scanner *s, rap_slice name, size_t at)
{
	unsigned line = line_of(s->text, at);
	token *section;

	if (s->depth == 0)
		return complain(s->ret_why, s->name, line, "this closes no section:", name);
	section = &s->tokens.at[s->sections[--s->depth]];
	if (!rap_slice_eq(section->text, name))
		return complain(s->ret_why, s->name, line,
		                "another section has to be closed first:", section->text);
	section->end = s->tokens.n;
	add_token(s, TOKEN_END, name, at);
	return RAP_OK;
}

/* What is inside one pair of delimiters, from its sigil on. */
static rap_err add_tag(scanner *s, char sigil, rap_slice inside, size_t at, rap_slice indent)
{
	rap_slice name = trim(inside);

	if (sigil == '!')
		return RAP_OK;
	if (sigil == '=')
		return set_delimiters(s, inside, at);
	if (name.len == 0)
		return complain(s->ret_why, s->name, line_of(s->text, at), "a tag without a name",
		                name);
	if (sigil == '#' || sigil == '^')
		return open_section(s, sigil, name, at);
	if (sigil == '/')
		return close_section(s, name, at);
	if (sigil == '>')
		add_token(s, TOKEN_PARTIAL, name, at)->indent = indent;
	else
		add_token(s, sigil == '{' || sigil == '&' ? TOKEN_RAW : TOKEN_VARIABLE, name, at);
	return RAP_OK;
}

/* One tag at s->at, with the text before it from *literal on; moves both behind the tag. */
static rap_err scan_tag(scanner *s, size_t *literal)
{
	size_t tag = s->at, inside = tag + s->open.len, end, next, line, behind;
	rap_slice close = s->close, indent = {0};
	char sigil = '\0';
	rap_buf triple = rap_buf_init(256);
	rap_err err;

	while (inside < s->text.len && is_blank(s->text.at[inside]))
		inside++;
	if (inside < s->text.len && strchr("!=#^/>{&", s->text.at[inside]))
		sigil = s->text.at[inside++];
	if (sigil == '{') {
		rap_buf_char(&triple, '}');
		rap_buf_slice(&triple, close);
		close = rap_buf_as_slice(&triple);
	}
	end = find(s->text, inside, close);
	next = end + close.len;
	if (end == s->text.len) {
		rap_buf_done(&triple);
		return complain(s->ret_why, s->name, line_of(s->text, tag),
		                "a tag is not closed:", rap_slice_sub(s->text, tag, tag + 20));
	}
	if (sigil != '\0' && sigil != '{' && sigil != '&' &&
	    is_standalone(s->text, tag, next, &line, &behind)) {
		indent = rap_slice_sub(s->text, line, tag);
		next = behind;
	} else {
		line = tag;
	}
	if (line > *literal)
		add_token(s, TOKEN_TEXT, rap_slice_sub(s->text, *literal, line), *literal);
	err = add_tag(s, sigil, rap_slice_sub(s->text, inside, end), tag, indent);
	s->at = *literal = next;
	rap_buf_done(&triple);
	return err;
}

static rap_err scan(scanner *s)
{
	size_t literal = 0;

	for (;;) {
		rap_err err;

		s->at = find(s->text, s->at, s->open);
		if (s->at >= s->text.len)
			break;
		err = scan_tag(s, &literal);
		if (err != RAP_OK)
			return err;
	}
	if (s->text.len > literal)
		add_token(s, TOKEN_TEXT, rap_slice_sub(s->text, literal, s->text.len), literal);
	if (s->depth > 0) {
		const token *section = &s->tokens.at[s->sections[s->depth - 1]];

		return complain(s->ret_why, s->name, section->line,
		                "this section is not closed:", section->text);
	}
	return RAP_OK;
}

/* ---- walking -------------------------------------------------------------------------------------------- */

static const json_t *member_of(const json_t *view, rap_slice key)
{
	char *name;
	const json_t *value;

	if (!json_is_object(view))
		return NULL;
	name = rap_strndup(key.at, key.len);
	value = json_object_get(view, name);
	free(name);
	return value;
}

/* "a.b": a is looked for from the innermost view outwards, b only inside a. */
static const json_t *look_up(const walker *w, rap_slice name)
{
	const json_t *value = NULL;
	size_t dot = 0;

	if (rap_slice_is(name, "."))
		return w->stack[w->depth];
	while (dot < name.len && name.at[dot] != '.')
		dot++;
	for (size_t i = w->depth + 1; i-- > 0 && !value;)
		value = member_of(w->stack[i], rap_slice_sub(name, 0, dot));
	while (value && dot < name.len) {
		size_t from = dot + 1;

		for (dot = from; dot < name.len && name.at[dot] != '.';)
			dot++;
		value = member_of(value, rap_slice_sub(name, from, dot));
	}
	return value;
}

static bool is_true(const json_t *value)
{
	if (json_is_string(value))
		return json_string_length(value) > 0;
	if (json_is_array(value))
		return json_array_size(value) > 0;
	return !json_is_false(value) && !json_is_null(value);
}

static rap_err put_value(const walker *w, const token *t, const json_t *value)
{
	rap_buf number = rap_buf_init(64);
	rap_slice text = {0};

	switch (json_typeof(value)) {
	case JSON_STRING:
		text = (rap_slice){json_string_value(value), json_string_length(value)};
		break;
	case JSON_INTEGER:
		rap_buf_printf(&number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
		break;
	case JSON_REAL:
		rap_buf_printf(&number, "%.15g", json_real_value(value));
		break;
	case JSON_TRUE:
		rap_buf_str(&number, "true");
		break;
	case JSON_FALSE:
		rap_buf_str(&number, "false");
		break;
	case JSON_NULL:
		return RAP_OK;
	case JSON_OBJECT:
	case JSON_ARRAY:
		return complain(w->ret_why, w->name, t->line,
		                "this is a list, not a value:", t->text);
	}
	if (number.len > 0)
		text = rap_buf_as_slice(&number);
	if (t->kind == TOKEN_RAW || !w->template->escape)
		rap_buf_slice(w->out, text);
	else
		w->template->escape(w->out, text);
	rap_buf_done(&number);
	return RAP_OK;
}

static rap_err walk(walker *w, size_t from, size_t to);

static rap_err walk_with(walker *w, const json_t *view, const token *t, size_t from, size_t to)
{
	rap_err err;

	if (w->depth == RAP_MUSTACHE_DEPTH)
		return complain(w->ret_why, w->name, t->line, "too deep", t->text);
	w->stack[++w->depth] = view;
	err = walk(w, from, to);
	w->depth--;
	return err;
}

static rap_err walk_section(walker *w, size_t at, const json_t *value)
{
	const token *t = &w->tokens->at[at];

	if (t->kind == TOKEN_INVERTED)
		return is_true(value) ? RAP_OK : walk(w, at + 1, t->end);
	if (!is_true(value))
		return RAP_OK;
	if (!json_is_array(value))
		return walk_with(w, value, t, at + 1, t->end);
	for (size_t i = 0; i < json_array_size(value); i++) {
		rap_err err = walk_with(w, json_array_get(value, i), t, at + 1, t->end);

		if (err != RAP_OK)
			return err;
	}
	return RAP_OK;
}

static rap_err render_text(const walker *outer, const char *name, rap_slice text);

/* The partial's lines are indented as the tag was; what its variables bring in is not. */
static rap_err walk_partial(walker *w, const token *t)
{
	char *text = w->template->partial ? w->template->partial(w->template->user, t->text) : NULL;
	char *name = rap_strndup(t->text.at, t->text.len);
	rap_buf indented = rap_buf_init(w->out->cap);
	rap_err err;

	if (!text) {
		err = complain(w->ret_why, w->name, t->line, "there is no partial", t->text);
	} else if (w->depth == RAP_MUSTACHE_DEPTH) {
		err = complain(w->ret_why, w->name, t->line, "too deep", t->text);
	} else {
		for (const char *line = text; *line;) {
			size_t len = strcspn(line, "\n");

			len += line[len] == '\n';
			rap_buf_slice(&indented, t->indent);
			rap_buf_add(&indented, line, len);
			line += len;
		}
		w->stack[w->depth + 1] = w->stack[w->depth];
		w->depth++;
		err = render_text(w, name, rap_buf_as_slice(&indented));
		w->depth--;
	}
	rap_buf_done(&indented);
	free(name);
	free(text);
	return err;
}

static rap_err walk_token(walker *w, size_t at)
{
	const token *t = &w->tokens->at[at];
	const json_t *value;

	if (t->kind == TOKEN_TEXT) {
		rap_buf_slice(w->out, t->text);
		return RAP_OK;
	}
	if (t->kind == TOKEN_PARTIAL)
		return walk_partial(w, t);
	value = look_up(w, t->text);
	if (!value)
		return complain(w->ret_why, w->name, t->line, "there is no value named", t->text);
	if (t->kind == TOKEN_SECTION || t->kind == TOKEN_INVERTED)
		return walk_section(w, at, value);
	return put_value(w, t, value);
}

static rap_err walk(walker *w, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const token *t = &w->tokens->at[i];
		rap_err err = walk_token(w, i);

		if (err != RAP_OK)
			return err;
		if (t->kind == TOKEN_SECTION || t->kind == TOKEN_INVERTED)
			i = t->end;
	}
	return RAP_OK;
}

static rap_err render_text(const walker *outer, const char *name, rap_slice text)
{
	scanner s = {.name = name,
	             .text = text,
	             .open = rap_slice_of("{{"),
	             .close = rap_slice_of("}}"),
	             .ret_why = outer->ret_why};
	rap_err err = scan(&s);

	if (err == RAP_OK) {
		walker w = *outer;

		w.name = name;
		w.tokens = &s.tokens;
		err = walk(&w, 0, s.tokens.n);
	}
	free(s.tokens.at);
	return err;
}

rap_err rap_mustache_render(const rap_mustache *template, const json_t *view, rap_buf *out,
                            char **ret_why)
{
	const json_t *stack[RAP_MUSTACHE_DEPTH + 1] = {view};
	walker w = {.template = template, .stack = stack, .out = out, .ret_why = ret_why};
	rap_err err = render_text(&w, template->name, template->text);

	if (err == RAP_OK && out->over) {
		(void)complain(ret_why, template->name, 1, "the letter becomes too long",
		               (rap_slice){0});
		return RAP_E_LIMIT;
	}
	return err;
}
