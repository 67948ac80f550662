/* SPDX-License-Identifier: Apache-2.0 */
/* How the lists of a Word file are numbered: the part named numbering.xml. */
#ifndef RAP_PARSERS_DOCX_NUMBER_H
#define RAP_PARSERS_DOCX_NUMBER_H

#include "common/slice.h"

#include <stdint.h>

#define RAP_DOCX_LIST_LEVELS 9u

typedef enum rap_docx_sign {
	RAP_DOCX_SIGN_NONE,
	RAP_DOCX_SIGN_BULLET,
	RAP_DOCX_SIGN_DECIMAL, /* 1, 2, 3 */
	RAP_DOCX_SIGN_LETTER, /* a, b, c */
	RAP_DOCX_SIGN_ROMAN, /* i, ii, iii */
} rap_docx_sign;

/* Several lists may be one in form: they go on counting, unless a list says where it begins. */
typedef struct rap_docx_list {
	uint32_t id, form;
	uint32_t begins; /* 0: not said */
} rap_docx_list;

typedef struct rap_docx_list_form {
	uint32_t id;
	rap_docx_sign signs[RAP_DOCX_LIST_LEVELS];
	uint32_t begins; /* first number of the first level */
} rap_docx_list_form;

typedef struct rap_docx_lists {
	rap_docx_list *lists;
	size_t n_lists;
	rap_docx_list_form *forms;
	size_t n_forms;
} rap_docx_lists;

/* xml may be NULL; what is damaged leaves out the rest. */
void rap_docx_lists_read(const char *xml, rap_docx_lists *ret);
void rap_docx_lists_done(rap_docx_lists *lists);

/* NULL: there is none of that number. */
const rap_docx_list *rap_docx_list_of(const rap_docx_lists *lists, uint32_t id);
const rap_docx_list_form *rap_docx_list_form_of(const rap_docx_lists *lists, uint32_t list);

#endif
