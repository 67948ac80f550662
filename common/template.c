// SPDX-License-Identifier: Apache-2.0
/*
 * Objective templates: rapporteur-objective(5). What would spoil the form in somebody's mail client (letters
 * beyond ASCII, a bracket that looks like a field) is refused here; what only makes it ugly is a warning.
 */
#include "common/template.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "common/ydoc.h"

#include <stdint.h>
#include <stdlib.h>

#define NUMBER_MAX 999
#define LABEL_COLUMNS \
	66 /* "[2.10] " and this stay within 73 columns: more is always wrapped by clients */
#define OPTIONS_MAX 50u
#define SCALE_MAX 100
#define ROOT_KEYS "objective title introduction choices fields"
#define FIELD_KEYS "id type label hint required choices scale draft"

typedef struct loader {
	const rap_ydoc *doc;
	rap_diags *diags;
	const rap_ynode *choices; /* mapping or NULL */
	rap_objective *objective;
} loader;

static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

static void error(const loader *l, const rap_ynode *node, const char *prefix, const char *key,
                  const char *reason)
{
	rap_buf path = rap_buf_init(200);

	rap_buf_printf(&path, "%s%s%s", prefix, *prefix ? "." : "", key);
	rap_ydoc_error(l->doc, node, l->diags, rap_buf_text(&path), "%s", reason);
	rap_buf_done(&path);
}

static void warn(const loader *l, const rap_ynode *node, const char *prefix, const char *key,
                 const char *reason)
{
	rap_buf path = rap_buf_init(200);

	rap_buf_printf(&path, "%s.%s", prefix, key);
	rap_diags_warning(l->diags, rap_ydoc_name(l->doc), node->line, node->column,
	                  rap_buf_text(&path), node->text, "%s", reason);
	rap_buf_done(&path);
}

/* Text that stands in the form zone of a mail. */
static char *form_text(const loader *l, const rap_ynode *field, const char *prefix, const char *key,
                       bool required)
{
	const char *text;
	const rap_ynode *node = rap_ydoc_get(field, key);

	if (!rap_ydoc_string(l->doc, field, prefix, key, required, l->diags, &text) || !text)
		return NULL;
	if (!is_ascii(text))
		error(l, node, prefix, key,
		      "ASCII only in the form: mail programs change other characters");
	for (const char *at = strchr(text, '['); at; at = strchr(at + 1, '['))
		if (at[1] >= '0' && at[1] <= '9') {
			error(l, node, prefix, key,
			      "a bracket before a digit begins a field of the form");
			break;
		}
	if (rap_utf8_width(rap_slice_of(text)) > LABEL_COLUMNS)
		warn(l, node, prefix, key, "longer than 66 columns: mail programs will wrap it");
	return rap_strdup(text);
}

static bool is_id(const char *id)
{
	size_t digits = 0, points = 0;

	for (; *id; id++)
		if (*id == '.' && digits > 0) {
			points++;
			digits = 0;
		} else if (*id >= '0' && *id <= '9' && digits < 3) {
			digits++;
		} else {
			return false;
		}
	return points >= 1 && points <= 3 && digits > 0;
}

static void read_id(loader *l, const rap_ynode *node, const char *prefix, rap_field *field)
{
	const rap_ynode *id = rap_ydoc_get(node, "id");
	rap_objective *o = l->objective;
	const char *text;

	if (!rap_ydoc_string(l->doc, node, prefix, "id", true, l->diags, &text))
		return;
	if (!is_id(text)) {
		error(l, id, prefix, "id", "digits with a point between, such as \"2.1\"");
		return;
	}
	if (!id->quoted)
		warn(l, id, prefix, "id", "put it in quotes: other programs read 2.10 as 2.1");
	for (size_t i = 0; i < o->n_fields; i++)
		if (o->fields[i].id && strcmp(o->fields[i].id, text) == 0) {
			rap_buf reason = rap_buf_init(100);

			rap_buf_printf(&reason, "stands twice, first in line %u",
			               o->field_places[i].line);
			error(l, id, prefix, "id", rap_buf_text(&reason));
			rap_buf_done(&reason);
			return;
		}
	field->id = rap_strdup(text);
	o->field_places[o->n_fields] = (rap_place){id->line, id->column};
}

static void read_type(const loader *l, const rap_ynode *node, const char *prefix, rap_field *field)
{
	static const char known[] =
#define X(name, text) text " "
		RAP_FIELD_TYPE_TABLE(X);
#undef X
	const char *text;
	rap_slice nearest;

	field->type = RAP_FIELD_TEXT;
	if (!rap_ydoc_string(l->doc, node, prefix, "type", true, l->diags, &text) ||
	    rap_field_type_parse(text, &field->type))
		return;
	if (rap_ydoc_nearest(text, known, &nearest)) {
		rap_buf reason = rap_buf_init(100);

		rap_buf_str(&reason, "unknown type; did you mean ");
		rap_buf_slice(&reason, nearest);
		rap_buf_char(&reason, '?');
		error(l, rap_ydoc_get(node, "type"), prefix, "type", rap_buf_text(&reason));
		rap_buf_done(&reason);
	} else {
		error(l, rap_ydoc_get(node, "type"), prefix, "type",
		      "unknown type; choice, rating, yes-no, date, list, people, text or "
		      "proposals");
	}
}

/* Keys that belong to one type only. */
static void check_belonging(const loader *l, const rap_ynode *node, const char *prefix,
                            const rap_field *field)
{
	static const struct {
		const char *key;
		rap_field_type type;
		const char *reason;
	} rows[] = {
		{"choices", RAP_FIELD_CHOICE, "only a choice has choices"},
		{"scale", RAP_FIELD_RATING, "only a rating has a scale"},
		{"draft", RAP_FIELD_PROPOSALS, "only proposals are made on the draft"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const rap_ynode *value = rap_ydoc_get(node, rows[i].key);

		if (value && field->type != rows[i].type)
			error(l, value, prefix, rows[i].key, rows[i].reason);
	}
}

static void read_choices(const loader *l, const rap_ynode *node, const char *prefix,
                         rap_field *field)
{
	const char *list;
	const rap_ynode *options;

	if (!rap_ydoc_string(l->doc, node, prefix, "choices", true, l->diags, &list))
		return;
	options = rap_ydoc_get(l->choices, list);
	if (!options)
		error(l, rap_ydoc_get(node, "choices"), prefix, "choices",
		      "no such list under choices");
	else if (options->kind == RAP_YNODE_SEQUENCE)
		for (size_t i = 0; i < options->n; i++)
			if (options->items[i]->kind == RAP_YNODE_SCALAR)
				rap_strv_add(&field->options, options->items[i]->text);
}

static void read_scale(const loader *l, const rap_ynode *node, const char *prefix, rap_field *field)
{
	const rap_ynode *scale = rap_ydoc_get(node, "scale");

	field->scale_min = 1;
	field->scale_max = 5;
	if (!scale)
		return;
	if (scale->kind != RAP_YNODE_SEQUENCE || scale->n != 2 ||
	    !rap_ynode_number(scale->items[0], 0, SCALE_MAX, &field->scale_min) ||
	    !rap_ynode_number(scale->items[1], 0, SCALE_MAX, &field->scale_max) ||
	    field->scale_min >= field->scale_max)
		error(l, scale, prefix, "scale",
		      "two numbers from 0 to 100, the lower first: [1, 5]");
}

static void read_field(loader *l, const rap_ynode *node, const char *prefix)
{
	rap_objective *o = l->objective;
	rap_field *field = &o->fields[o->n_fields];
	size_t len;

	if (node->kind != RAP_YNODE_MAPPING) {
		rap_ydoc_error(l->doc, node, l->diags, prefix, "must be a mapping: {id: ..., ...}");
		return;
	}
	read_id(l, node, prefix, field);
	read_type(l, node, prefix, field);
	field->label = form_text(l, node, prefix, "label", true);
	field->hint = form_text(l, node, prefix, "hint", false);
	field->objective = o->number;
	len = field->label ? strlen(field->label) : 0;
	if (len > 0 && field->label[len - 1] == ':')
		warn(l, rap_ydoc_get(node, "label"), prefix, "label",
		     "no colon at the end: the form puts its own marks");
	(void)rap_ydoc_bool(l->doc, node, prefix, "required", false, l->diags, &field->required);
	check_belonging(l, node, prefix, field);
	if (field->type == RAP_FIELD_CHOICE)
		read_choices(l, node, prefix, field);
	if (field->type == RAP_FIELD_RATING)
		read_scale(l, node, prefix, field);
	if (field->type == RAP_FIELD_PROPOSALS)
		(void)rap_ydoc_bool(l->doc, node, prefix, "draft", false, l->diags, &field->draft);
	rap_ydoc_unknown(l->doc, node, prefix, FIELD_KEYS, l->diags);
	o->n_fields++;
}

static void check_options(const loader *l, const rap_ynode *options, const char *path)
{
	rap_strv folded = {0};

	for (size_t i = 0; i < options->n; i++) {
		const rap_ynode *option = options->items[i];
		rap_buf word = rap_buf_init(200);

		if (option->kind != RAP_YNODE_SCALAR) {
			rap_ydoc_error(l->doc, option, l->diags, path, "options are texts");
			continue;
		}
		rap_utf8_fold(&word, rap_utf8_trim(rap_slice_of(option->text)));
		if (word.len == 0 || word.over || !is_ascii(option->text) ||
		    strpbrk(option->text, "/\n\t"))
			rap_ydoc_error(l->doc, option, l->diags, path,
			               "an option is ASCII, short, and has no slash in it");
		else if (rap_strv_has(&folded, rap_buf_text(&word)))
			rap_ydoc_error(l->doc, option, l->diags, path, "this option stands twice");
		rap_strv_take(&folded, rap_buf_take(&word));
	}
	rap_strv_done(&folded);
}

static void read_lists(loader *l, const rap_ynode *root)
{
	const rap_ynode *choices = rap_ydoc_get(root, "choices");

	if (choices && choices->kind != RAP_YNODE_MAPPING) {
		error(l, choices, "", "choices", "must be a mapping of lists: position: [...]");
		return;
	}
	l->choices = choices;
	for (size_t i = 0; choices && i < choices->n; i++) {
		const rap_ynode *options = choices->items[i];
		rap_buf path = rap_buf_init(200);

		rap_buf_printf(&path, "choices.%s", choices->keys[i]->text);
		if (options->kind != RAP_YNODE_SEQUENCE || options->n < 2 ||
		    options->n > OPTIONS_MAX)
			rap_ydoc_error(l->doc, options, l->diags, rap_buf_text(&path),
			               "a list of two to fifty options");
		else
			check_options(l, options, rap_buf_text(&path));
		rap_buf_done(&path);
	}
}

/* An introduction may have several lines. */
static void read_introduction(loader *l, const rap_ynode *root)
{
	const rap_ynode *node = rap_ydoc_get(root, "introduction");

	if (!node)
		return;
	if (node->kind != RAP_YNODE_SCALAR) {
		error(l, node, "", "introduction", "must be a text");
		return;
	}
	for (const char *at = node->text; *at; at++)
		if ((unsigned char)*at < 0x20 && *at != '\n') {
			error(l, node, "", "introduction", "no tabs or control characters");
			return;
		}
	l->objective->introduction = rap_strdup(node->text);
}

static void read_fields(loader *l, const rap_ynode *root)
{
	const rap_ynode *fields = rap_ydoc_get(root, "fields");
	rap_objective *o = l->objective;

	if (!fields) {
		error(l, root, "", "fields", "required: the questions");
		return;
	}
	if (fields->kind != RAP_YNODE_SEQUENCE || fields->n == 0 || fields->n > RAP_LIMIT_FIELDS) {
		error(l, fields, "", "fields", "must be a list of 1 to 1000 fields");
		return;
	}
	o->fields = rap_calloc(fields->n, sizeof *o->fields);
	o->field_places = rap_calloc(fields->n, sizeof *o->field_places);
	for (size_t i = 0; i < fields->n; i++) {
		rap_buf prefix = rap_buf_init(40);

		rap_buf_printf(&prefix, "fields.%zu", i + 1);
		read_field(l, fields->items[i], rap_buf_text(&prefix));
		rap_buf_done(&prefix);
	}
}

static void read_root(loader *l, const rap_ynode *root)
{
	rap_objective *o = l->objective;
	const char *title;
	long number = 0;

	if (root->kind != RAP_YNODE_MAPPING) {
		rap_ydoc_error(l->doc, root, l->diags, NULL, "must begin with objective: 1");
		return;
	}
	if (rap_ydoc_number(l->doc, root, "", "objective", true, (rap_yrange){1, NUMBER_MAX},
	                    l->diags, &number)) {
		const rap_ynode *node = rap_ydoc_get(root, "objective");

		o->number = (unsigned)number;
		o->place = (rap_place){node->line, node->column};
	}
	if (rap_ydoc_string(l->doc, root, "", "title", true, l->diags, &title))
		o->title = rap_strdup(title);
	read_introduction(l, root);
	read_lists(l, root);
	read_fields(l, root);
	rap_ydoc_unknown(l->doc, root, "", ROOT_KEYS, l->diags);
}

bool rap_objective_read(const char *path, const char *name, rap_diags *diags, rap_objective *ret)
{
	size_t errors = diags->errors;
	rap_ydoc *doc = rap_ydoc_read(path, name, diags);
	rap_objective objective = {.file = rap_strdup(name)};
	loader l = {.doc = doc, .diags = diags, .objective = &objective};

	if (doc)
		read_root(&l, rap_ydoc_root(doc));
	rap_ydoc_free(doc);
	if (diags->errors > errors) {
		rap_objective_done(&objective);
		return false;
	}
	*ret = objective;
	return true;
}

void rap_objective_done(rap_objective *objective)
{
	for (size_t i = 0; i < objective->n_fields; i++)
		rap_field_done(&objective->fields[i]);
	free(objective->fields);
	free(objective->field_places);
	free(objective->file);
	free(objective->title);
	free(objective->introduction);
	*objective = (rap_objective){0};
}
