/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A YAML file as a tree whose nodes remember line and column. The only user of libyaml; called by the
 * daemon only. Aliases, several documents, duplicate keys and anything over the limits are mistakes.
 */
#ifndef RAP_COMMON_YDOC_H
#define RAP_COMMON_YDOC_H

#include "common/diag.h"
#include "common/strv.h"

#include <stdint.h>

typedef struct rap_ydoc rap_ydoc;

typedef enum rap_ynode_kind {
	RAP_YNODE_SCALAR,
	RAP_YNODE_SEQUENCE,
	RAP_YNODE_MAPPING
} rap_ynode_kind;

typedef struct rap_ynode {
	rap_ynode_kind kind;
	unsigned line, column; /* from 1 */
	char *text; /* of a scalar */
	bool quoted; /* a scalar in quotes or a block: never null, never a number by itself */
	struct rap_ynode **items; /* sequence: items; mapping: values */
	struct rap_ynode **keys; /* mapping: the key nodes, as many as values */
	size_t n;
	bool used; /* set by the getters below; what stays unset is an unknown key */
} rap_ynode;

typedef struct rap_yrange {
	long min, max;
} rap_yrange;

/* Reads and parses; mistakes go to diags under the name. NULL when no tree could be made. */
rap_ydoc *rap_ydoc_read(const char *path, const char *name, rap_diags *diags);
rap_ydoc *rap_ydoc_parse(rap_slice bytes, const char *name, rap_diags *diags);
rap_ydoc *rap_ydoc_free(rap_ydoc *doc);

const rap_ynode *rap_ydoc_root(const rap_ydoc *doc);
const char *rap_ydoc_name(const rap_ydoc *doc);

/* Value of a key of a mapping, or NULL; marks it used. A null scalar (~, null, nothing) counts as absent. */
const rap_ynode *rap_ydoc_get(const rap_ynode *mapping, const char *key);

/* A mistake at a node. key is the dotted path. */
void rap_ydoc_error(const rap_ydoc *doc, const rap_ynode *node, rap_diags *diags, const char *key,
                    const char *format, ...) RAP_PRINTF(5, 6);

/*
 * Typed getters below a mapping: false and a mistake when the value has the wrong form, or when it is
 * absent and required. prefix is the dotted path of the mapping ("" at the root). Strings are borrowed
 * from the tree. Texts are one line, without control characters, and not empty.
 */
bool rap_ydoc_string(const rap_ydoc *doc, const rap_ynode *mapping, const char *prefix,
                     const char *key, bool required, rap_diags *diags, const char **ret);
bool rap_ydoc_number(const rap_ydoc *doc, const rap_ynode *mapping, const char *prefix,
                     const char *key, bool required, rap_yrange range, rap_diags *diags, long *ret);
bool rap_ydoc_bool(const rap_ydoc *doc, const rap_ynode *mapping, const char *prefix,
                   const char *key, bool required, rap_diags *diags, bool *ret);
bool rap_ydoc_strings(const rap_ydoc *doc, const rap_ynode *mapping, const char *prefix,
                      const char *key, bool required, rap_diags *diags, rap_strv *ret);

/* A plain scalar that is a whole decimal number within the bounds. */
bool rap_ynode_number(const rap_ynode *node, long min, long max, long *ret);

/* The word of a list parted by blanks that text is a slip of; false when none is near. Borrowed from known. */
bool rap_ydoc_nearest(const char *text, const char *known, rap_slice *ret);

/* After the getters: every key of the mapping that nobody asked for is a mistake, with the nearest known key
 * (known_keys: parted by blanks). */
void rap_ydoc_unknown(const rap_ydoc *doc, const rap_ynode *mapping, const char *prefix,
                      const char *known_keys, rap_diags *diags);

#endif
