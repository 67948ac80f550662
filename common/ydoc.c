// SPDX-License-Identifier: Apache-2.0
/*
 * YAML with places: libyaml's events become a tree whose nodes know line and column.
 *
 * DIAGNOSTICS A syntax error ends the reading (one mistake, no tree). Aliases, anchors, tags, duplicate keys
 * and keys that are no scalars are mistakes beside which the rest is still read, so that all come at once.
 * LIMITS RAP_LIMIT_YAML_FILE, _DEPTH and _NODES.
 */
#include "common/ydoc.h"

#include "common/file.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"

#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <yaml.h>

#define KEYS_MAX 1000u /* of one mapping; they are compared pair by pair */

struct rap_ydoc {
	char *name;
	rap_ynode *root;
};

typedef struct builder {
	yaml_parser_t parser;
	const char *name;
	rap_diags *diags;
	rap_ynode *open[RAP_LIMIT_YAML_DEPTH]; /* collections not yet ended, outermost first */
	rap_ynode *key[RAP_LIMIT_YAML_DEPTH]; /* mappings: the key that waits for its value */
	size_t depth;
	size_t nodes;
	size_t documents;
	rap_ynode *root;
} builder;

static unsigned clip(size_t n)
{
	return n < UINT32_MAX ? (unsigned)n : UINT32_MAX;
}

static rap_ynode *node_free(rap_ynode *node)
{
	if (!node)
		return NULL;
	for (size_t i = 0; i < node->n; i++) { /* at most RAP_LIMIT_YAML_DEPTH deep */
		node_free(node->items[i]);
		if (node->keys)
			node_free(node->keys[i]);
	}
	free(node->items);
	free(node->keys);
	free(node->text);
	free(node);
	return NULL;
}

static rap_ynode *node_new(builder *b, rap_ynode_kind kind, yaml_mark_t mark)
{
	rap_ynode *node = rap_calloc(1, sizeof *node);

	node->kind = kind;
	node->line = clip(mark.line + 1);
	node->column = clip(mark.column + 1);
	b->nodes++;
	return node;
}

static void mistake(const builder *b, const rap_ynode *node, const char *key, const char *text)
{
	rap_diags_error(b->diags, b->name, node->line, node->column, key, NULL, "%s", text);
}

static bool has_key(const rap_ynode *mapping, const char *text)
{
	for (size_t i = 0; i < mapping->n; i++)
		if (strcmp(mapping->keys[i]->text, text) == 0)
			return true;
	return false;
}

/* Room for one more: doubled whenever n is a power of two (and at nothing). */
static rap_ynode **grown(rap_ynode **array, size_t n)
{
	return (n & (n - 1)) == 0 ? rap_reallocarray(array, n ? 2 * n : 1, sizeof *array) : array;
}

static void append(rap_ynode *parent, rap_ynode *key, rap_ynode *value)
{
	parent->items = grown(parent->items, parent->n);
	parent->items[parent->n] = value;
	if (key) {
		parent->keys = grown(parent->keys, parent->n);
		parent->keys[parent->n] = key;
	}
	parent->n++;
}

/* A mapping takes keys and values in turn. A key that cannot be one is kept until its value can be dropped. */
static void attach_to_mapping(builder *b, rap_ynode *mapping, rap_ynode *node)
{
	rap_ynode **key = &b->key[b->depth - 1];

	if (!*key) {
		*key = node;
		return;
	}
	if ((*key)->kind != RAP_YNODE_SCALAR) {
		mistake(b, *key, NULL, "a key must be one word");
	} else if (has_key(mapping, (*key)->text)) {
		mistake(b, *key, (*key)->text, "this key stands twice");
	} else if (mapping->n >= KEYS_MAX) {
		mistake(b, *key, (*key)->text, "too many keys in one mapping");
	} else {
		append(mapping, *key, node);
		*key = NULL;
		return;
	}
	*key = node_free(*key);
	node_free(node);
}

static void attach(builder *b, rap_ynode *node)
{
	rap_ynode *parent = b->depth ? b->open[b->depth - 1] : NULL;

	if (!parent) {
		node_free(b->root);
		b->root = node;
	} else if (parent->kind == RAP_YNODE_MAPPING) {
		attach_to_mapping(b, parent, node);
	} else {
		append(parent, NULL, node);
	}
}

static void scalar(builder *b, const yaml_event_t *event)
{
	rap_ynode *node = node_new(b, RAP_YNODE_SCALAR, event->start_mark);
	const char *text = (const char *)event->data.scalar.value;

	node->text = rap_strndup(text, event->data.scalar.length);
	node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	if (strlen(node->text) != event->data.scalar.length)
		mistake(b, node, NULL, "a NUL character cannot be part of a text");
	if (event->data.scalar.anchor)
		mistake(b, node, NULL, "anchors are not used here: write the value out");
	if (event->data.scalar.tag)
		mistake(b, node, NULL, "tags are not used here: remove it");
	attach(b, node);
}

/* Stands for what it names, so that only the alias itself is reported. */
static void alias(builder *b, const yaml_event_t *event)
{
	rap_ynode *node = node_new(b, RAP_YNODE_SCALAR, event->start_mark);

	node->text = rap_strdup((const char *)event->data.alias.anchor);
	node->quoted = true;
	rap_diags_error(b->diags, b->name, node->line, node->column, NULL, node->text,
	                "aliases are not used here: write the value out");
	attach(b, node);
}

static bool begin(builder *b, const yaml_event_t *event, rap_ynode_kind kind)
{
	rap_ynode *node = node_new(b, kind, event->start_mark);
	bool sequence = kind == RAP_YNODE_SEQUENCE;

	if (b->depth == RAP_LIMIT_YAML_DEPTH) {
		mistake(b, node, NULL, "nested too deeply");
		node_free(node);
		return false;
	}
	if (sequence ? event->data.sequence_start.anchor : event->data.mapping_start.anchor)
		mistake(b, node, NULL, "anchors are not used here: write the value out");
	if (sequence ? event->data.sequence_start.tag : event->data.mapping_start.tag)
		mistake(b, node, NULL, "tags are not used here: remove it");
	b->open[b->depth++] = node;
	return true;
}

static void end(builder *b)
{
	assert(b->depth > 0);
	attach(b,
	       b->open[--b->depth]); /* a whole collection: only now is it reachable from above */
}

/* false: reading ends here. */
static bool take(builder *b, const yaml_event_t *event)
{
	bool sequence = event->type == YAML_SEQUENCE_START_EVENT;

	if (b->nodes >= RAP_LIMIT_YAML_NODES) {
		rap_diags_error(b->diags, b->name, clip(event->start_mark.line + 1),
		                clip(event->start_mark.column + 1), NULL, NULL,
		                "too many entries in one file");
		return false;
	}
	if (event->type == YAML_DOCUMENT_START_EVENT && b->documents++ > 0) {
		rap_diags_error(b->diags, b->name, clip(event->start_mark.line + 1),
		                clip(event->start_mark.column + 1), NULL, NULL,
		                "a second document begins here: one file holds one");
		return false;
	}
	if (event->type == YAML_ALIAS_EVENT)
		alias(b, event);
	else if (event->type == YAML_SCALAR_EVENT)
		scalar(b, event);
	else if (sequence || event->type == YAML_MAPPING_START_EVENT)
		return begin(b, event, sequence ? RAP_YNODE_SEQUENCE : RAP_YNODE_MAPPING);
	else if (event->type == YAML_SEQUENCE_END_EVENT || event->type == YAML_MAPPING_END_EVENT)
		end(b);
	return true;
}

/* What to do about the mistakes that people make most. NULL: libyaml's own words must do. */
static const char *advice(const char *problem)
{
	if (strstr(problem, "mapping values are not allowed"))
		return "a text with a colon and a blank in it stands in quotes";
	if (strstr(problem, "cannot start any token"))
		return "indent with blanks, not with tabs; a text that begins with a sign stands "
		       "in quotes";
	return NULL;
}

static void syntax_error(builder *b)
{
	const yaml_parser_t *p = &b->parser;
	const char *problem = p->problem ? p->problem : "not understood";
	const char *to_do = advice(problem);
	yaml_mark_t mark = p->problem_mark;

	if (to_do)
		rap_diags_error(b->diags, b->name, clip(mark.line + 1), clip(mark.column + 1), NULL,
		                NULL, "YAML syntax: %s", to_do);
	else if (p->context && p->context_mark.line != mark.line)
		rap_diags_error(b->diags, b->name, clip(mark.line + 1), clip(mark.column + 1), NULL,
		                NULL, "YAML syntax: %s (%s in line %u)", problem, p->context,
		                clip(p->context_mark.line + 1));
	else
		rap_diags_error(b->diags, b->name, clip(mark.line + 1), clip(mark.column + 1), NULL,
		                NULL, "YAML syntax: %s%s%s", problem, p->context ? " " : "",
		                p->context ? p->context : "");
}

/* Reads all events; false after a mistake that leaves no tree. */
static bool run(builder *b)
{
	for (;;) {
		yaml_event_t event;
		bool go_on, last;

		if (!yaml_parser_parse(&b->parser, &event)) {
			syntax_error(b);
			return false;
		}
		last = event.type == YAML_STREAM_END_EVENT;
		go_on = take(b, &event);
		yaml_event_delete(&event);
		if (!go_on)
			return false;
		if (last)
			return true;
	}
}

/* libyaml names an offset only; people want the line. Also refuses control characters, which it lets through. */
static bool check_bytes(rap_slice bytes, const char *name, rap_diags *diags)
{
	unsigned line = 1, column = 1;

	for (size_t at = 0; at < bytes.len;) {
		unsigned char byte = (unsigned char)bytes.at[at];
		uint32_t code = rap_utf8_next(bytes, &at);

		if (code == RAP_UTF8_BAD) {
			rap_diags_error(diags, name, line, column, NULL, NULL,
			                "not UTF-8: byte %02X; save the file as UTF-8", byte);
			return false;
		}
		if ((code < 0x20 && code != '\t' && code != '\n' && code != '\r') || code == 0x7F) {
			rap_diags_error(diags, name, line, column, NULL, NULL,
			                "control character %02X", byte);
			return false;
		}
		column++;
		if (code == '\n') {
			line++;
			column = 1;
		}
	}
	return true;
}

rap_ydoc *rap_ydoc_parse(rap_slice bytes, const char *name, rap_diags *diags)
{
	builder b = {.name = name, .diags = diags};
	rap_ydoc *doc = NULL;
	bool whole;

	if (bytes.len > RAP_LIMIT_YAML_FILE) {
		rap_diags_error(diags, name, 0, 0, NULL, NULL, "larger than %u MiB",
		                RAP_LIMIT_YAML_FILE / RAP_MIB);
		return NULL;
	}
	if (bytes.len >= 3 && memcmp(bytes.at, "\xEF\xBB\xBF", 3) == 0)
		bytes = rap_slice_sub(bytes, 3, bytes.len);
	if (!check_bytes(bytes, name, diags))
		return NULL;
	if (!yaml_parser_initialize(&b.parser)) {
		rap_diags_error(diags, name, 0, 0, NULL, NULL, "out of memory");
		return NULL;
	}
	yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&b.parser, (const unsigned char *)(bytes.len ? bytes.at : ""),
	                             bytes.len);
	whole = run(&b);
	yaml_parser_delete(&b.parser);
	for (size_t i = 0; i < b.depth; i++) { /* none when all went well */
		node_free(b.open[i]);
		node_free(b.key[i]);
	}
	if (whole && b.root) {
		doc = rap_calloc(1, sizeof *doc);
		doc->name = rap_strdup(name);
		doc->root = b.root;
		return doc;
	}
	if (whole)
		rap_diags_error(diags, name, 1, 1, NULL, NULL, "the file is empty");
	node_free(b.root);
	return NULL;
}

rap_ydoc *rap_ydoc_read(const char *path, const char *name, rap_diags *diags)
{
	rap_buf bytes = {0};
	rap_err err = rap_file_read(path, RAP_LIMIT_YAML_FILE, &bytes);
	rap_ydoc *doc = NULL;

	if (err == RAP_OK)
		doc = rap_ydoc_parse(rap_buf_as_slice(&bytes), name, diags);
	else if (err == RAP_E_NOT_FOUND)
		rap_diags_error(diags, name, 0, 0, NULL, NULL, "no such file");
	else if (err == RAP_E_LIMIT)
		rap_diags_error(diags, name, 0, 0, NULL, NULL, "larger than %u MiB",
		                RAP_LIMIT_YAML_FILE / RAP_MIB);
	else if (err == RAP_E_FORMAT)
		rap_diags_error(diags, name, 0, 0, NULL, NULL, "not a regular file");
	else
		rap_diags_error(diags, name, 0, 0, NULL, NULL, "cannot be read: %s",
		                strerror(errno));
	rap_buf_done(&bytes);
	return doc;
}

rap_ydoc *rap_ydoc_free(rap_ydoc *doc)
{
	if (!doc)
		return NULL;
	node_free(doc->root);
	free(doc->name);
	free(doc);
	return NULL;
}

const rap_ynode *rap_ydoc_root(const rap_ydoc *doc)
{
	return doc->root;
}

const char *rap_ydoc_name(const rap_ydoc *doc)
{
	return doc->name;
}
