/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Between the files of the loader only (consultation*.c): a section is one mapping of consultation.yaml with its
 * dotted path; the readers of single keys report what is wrong and go on, so that all mistakes come at once.
 */
#ifndef RAP_DAEMON_CONSULTATION_LOAD_H
#define RAP_DAEMON_CONSULTATION_LOAD_H

#include "common/ydoc.h"
#include "consultation.h"

#define RAP_OBJECTIVES_PER_LIST 16u /* as in the arrays of consultation.h */

typedef struct rap_seen_address {
	rap_addr_spec spec; /* owned */
	char *owner; /* whose it is: "Japan", "the secretariat" */
} rap_seen_address;

typedef struct rap_loader {
	rap_consultation *c;
	rap_ydoc *doc;
	rap_diags *diags;
	rap_seen_address *seen;
	size_t n_seen;
	bool numbers_known; /* all objectives could be read: a number that is none of them is a mistake */
} rap_loader;

typedef struct rap_section {
	rap_loader *loader;
	const rap_ynode *map; /* NULL: absent, or not a mapping */
	char path[160]; /* dotted; longer ones are cut, they are only shown */
} rap_section;

rap_section rap_section_root(rap_loader *loader);
/* The mapping below a key. Absent with why_required: "required: ...". */
rap_section rap_section_below(const rap_section *s, const char *key, const char *why_required);
/* The i-th mapping of the list under key. */
rap_section rap_section_item(const rap_section *s, const char *key, const rap_ynode *list,
                             size_t i);
/* The list under key, NULL when absent or none. */
const rap_ynode *rap_section_list(const rap_section *s, const char *key, const char *why_required);
/* The unknown keys. */
void rap_section_end(const rap_section *s, const char *known_keys);

/* A mistake at the value of a key, or at the mapping when the key is absent. */
void rap_section_error(const rap_section *s, const char *key, const char *format, ...)
	RAP_PRINTF(3, 4);
void rap_section_warning(const rap_section *s, const char *key, const char *format, ...)
	RAP_PRINTF(3, 4);
/* A mistake at the i-th item of the list under key. */
void rap_section_item_error(const rap_section *s, const char *key, const rap_ynode *list, size_t i,
                            const char *reason);
/* The value stands under the same key of an earlier item of the list already. */
void rap_section_once(const rap_section *s, const char *key, const rap_ynode *list, size_t i);

/* Values, each NULL (or the default) after a mistake. Strings are copies. why_required NULL: may be absent. */
char *rap_take_text(const rap_section *s, const char *key, const char *why_required);
char *rap_take_name(const rap_section *s, const char *key, const char *why_required);
char *rap_take_zone(const rap_section *s, const char *key, const char *why_required);
char *rap_take_language(const rap_section *s, const char *key);
/* Index of the word among words (ended by NULL); at absence or mistake the default. */
size_t rap_take_word(const rap_section *s, const char *key, const char *const *words,
                     size_t by_default);
long rap_take_number(const rap_section *s, const char *key, long min, long max, long by_default);
/* A wall time in the meeting's zone; RAP_DATE_NONE after a mistake. */
int64_t rap_take_time(const rap_section *s, const char *key);
/* "14:00"; -1 after a mistake or when absent, else minutes of the day. */
int rap_take_clock(const rap_section *s, const char *key, const char *why_required);
int64_t rap_take_span(const rap_section *s, const char *key, int64_t by_default);
/* A path, kept below the directory; absolute only where allowed. As written: join it with rap_loader_join. */
char *rap_take_path(const rap_section *s, const char *key, bool absolute_allowed,
                    const char *why_required);
char *rap_loader_join(const rap_loader *l, const char *path);
/* Numbers of objectives. */
size_t rap_take_objectives(const rap_section *s, const char *key, const char *why_required,
                           unsigned ret[RAP_OBJECTIVES_PER_LIST]);
/* A list of {name, address}, appended. owner is whose addresses these are. */
void rap_take_contacts(const rap_section *s, const char *key, const char *why_required,
                       const char *owner, rap_contacts *ret);
/* Remembers an address; a mistake at the key when it belongs to somebody already. */
void rap_take_address(const rap_section *s, const char *key, const char *owner, char **ret_address,
                      rap_addr_spec *ret_spec);

/* Sections, each in its file. */
void rap_load_objectives(const rap_section *root);
void rap_load_meeting(const rap_section *root);
void rap_load_mail(const rap_section *root);
void rap_load_people(const rap_section *root);
void rap_load_plan(const rap_section *root);

#endif
