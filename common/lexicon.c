// SPDX-License-Identifier: Apache-2.0
/* Reads templates/lexicon.yaml: group, value, language, list of whole answers. */
#include "common/mem.h"
#include "common/template.h"
#include "common/utf8.h"
#include "common/ydoc.h"

#include <stdlib.h>

#define WORD_MAX 200u /* bytes; far below what rap_lexicon_find compares */

typedef struct loader {
	const rap_ydoc *doc;
	rap_diags *diags;
	rap_lexicon *lexicon;
	size_t group_at; /* the first set of the group being read */
} loader;

/* Another value of this group that has the word, or NULL. The sets before the last one are whole. */
static const rap_word_set *holder(const loader *l, const char *word)
{
	for (size_t i = l->group_at; i + 1 < l->lexicon->n; i++)
		if (rap_strv_has(&l->lexicon->sets[i].words, word))
			return &l->lexicon->sets[i];
	return NULL;
}

static void read_word(const loader *l, const rap_ynode *node, const char *path)
{
	rap_word_set *set = &l->lexicon->sets[l->lexicon->n - 1];
	const rap_word_set *other;
	rap_word_set one = {0};
	rap_lexicon single = {.sets = &one, .n = 1};
	char *word;

	if (node->kind != RAP_YNODE_SCALAR || strlen(node->text) > WORD_MAX ||
	    rap_utf8_trim(rap_slice_of(node->text)).len == 0) {
		rap_ydoc_error(l->doc, node, l->diags, path, "must be a word of 1 to 200 bytes");
		return;
	}
	rap_strv_add(&one.words, node->text);
	rap_lexicon_fold(&single);
	word = one.words.at[0];
	other = holder(l, word);
	if (other)
		rap_ydoc_error(l->doc, node, l->diags, path, "stands under %s already",
		               other->value);
	else if (!rap_strv_has(&set->words, word)) /* languages may share a word */
		rap_strv_add(&set->words, word);
	rap_strv_done(&one.words);
}

static void read_value(const loader *l, const rap_ynode *value, const char *path)
{
	if (value->kind != RAP_YNODE_MAPPING) {
		rap_ydoc_error(l->doc, value, l->diags, path,
		               "must be lists by language: en: [...]");
		return;
	}
	for (size_t i = 0; i < value->n; i++) {
		const rap_ynode *words = value->items[i];

		if (words->kind != RAP_YNODE_SEQUENCE) {
			rap_ydoc_error(l->doc, words, l->diags, path, "must be a list of words");
			continue;
		}
		for (size_t j = 0; j < words->n; j++)
			read_word(l, words->items[j], path);
	}
}

static void read_group(loader *l, const char *group, const rap_ynode *values)
{
	if (values->kind != RAP_YNODE_MAPPING) {
		rap_ydoc_error(l->doc, values, l->diags, group, "must be a mapping of values");
		return;
	}
	l->group_at = l->lexicon->n;
	for (size_t i = 0; i < values->n; i++) {
		rap_buf path = rap_buf_init(200);

		rap_buf_printf(&path, "%s.%s", group, values->keys[i]->text);
		l->lexicon->sets = rap_reallocarray(l->lexicon->sets, l->lexicon->n + 1,
		                                    sizeof *l->lexicon->sets);
		l->lexicon->sets[l->lexicon->n++] = (rap_word_set){
			.group = rap_strdup(group), .value = rap_strdup(values->keys[i]->text)};
		read_value(l, values->items[i], rap_buf_text(&path));
		rap_buf_done(&path);
	}
}

bool rap_lexicon_read(const char *path, const char *name, rap_diags *diags, rap_lexicon *ret)
{
	size_t errors = diags->errors;
	rap_ydoc *doc = rap_ydoc_read(path, name, diags);
	const rap_ynode *root = doc ? rap_ydoc_root(doc) : NULL;
	rap_lexicon lexicon = {.folded = true};
	loader l = {.doc = doc, .diags = diags, .lexicon = &lexicon};

	if (root && root->kind != RAP_YNODE_MAPPING)
		rap_ydoc_error(doc, root, diags, NULL, "must be a mapping of groups");
	for (size_t i = 0; root && root->kind == RAP_YNODE_MAPPING && i < root->n; i++)
		read_group(&l, root->keys[i]->text, root->items[i]);
	rap_ydoc_free(doc);
	if (diags->errors > errors) {
		rap_lexicon_done(&lexicon);
		return false;
	}
	*ret = lexicon;
	return true;
}
