// SPDX-License-Identifier: Apache-2.0
/* Lists of a Word file; see docx_number.h. */
#include "parsers/word/docx_number.h"

#include "common/mem.h"
#include "parsers/word/xml.h"

#include <stdlib.h>

#define LISTS_MAX 1000u

typedef struct walker {
	rap_xml xml;
	rap_docx_lists *lists;
	rap_docx_list *list; /* open, or NULL */
	rap_docx_list_form *form;
	unsigned level;
} walker;

static uint32_t number_in(walker *w, const char *attribute)
{
	char *text = rap_xml_attribute(&w->xml, attribute);
	unsigned long n = text && *text >= '0' && *text <= '9' ? strtoul(text, NULL, 10) : 0;

	free(text);
	return n <= UINT32_MAX ? (uint32_t)n : 0;
}

static rap_docx_sign sign_in(walker *w)
{
	static const struct {
		const char *name;
		rap_docx_sign sign;
	} signs[] = {{"bullet", RAP_DOCX_SIGN_BULLET},       {"decimal", RAP_DOCX_SIGN_DECIMAL},
	             {"decimalZero", RAP_DOCX_SIGN_DECIMAL}, {"lowerLetter", RAP_DOCX_SIGN_LETTER},
	             {"upperLetter", RAP_DOCX_SIGN_LETTER},  {"lowerRoman", RAP_DOCX_SIGN_ROMAN},
	             {"upperRoman", RAP_DOCX_SIGN_ROMAN}};
	char *name = rap_xml_attribute(&w->xml, "val");
	rap_docx_sign sign = RAP_DOCX_SIGN_NONE;

	for (size_t i = 0; name && i < sizeof signs / sizeof *signs; i++)
		if (strcmp(name, signs[i].name) == 0)
			sign = signs[i].sign;
	free(name);
	return sign;
}

static void begin_form(walker *w)
{
	w->form = NULL;
	if (w->lists->n_forms == LISTS_MAX)
		return;
	w->form = &w->lists->forms[w->lists->n_forms++];
	*w->form = (rap_docx_list_form){.id = number_in(w, "abstractNumId"), .begins = 1};
}

static void begin_list(walker *w)
{
	w->list = NULL;
	if (w->lists->n_lists == LISTS_MAX)
		return;
	w->list = &w->lists->lists[w->lists->n_lists++];
	*w->list = (rap_docx_list){.id = number_in(w, "numId")};
}

static void open_element(walker *w)
{
	const char *name = rap_xml_name(&w->xml);

	if (strcmp(name, "abstractNum") == 0) {
		begin_form(w);
	} else if (strcmp(name, "num") == 0) {
		w->form = NULL;
		begin_list(w);
	} else if (strcmp(name, "abstractNumId") == 0 && w->list) {
		w->list->form = number_in(w, "val");
	} else if (strcmp(name, "lvl") == 0 || strcmp(name, "lvlOverride") == 0) {
		w->level = number_in(w, "ilvl");
	} else if (strcmp(name, "startOverride") == 0 && w->list && w->level == 0) {
		w->list->begins = number_in(w, "val");
	} else if (w->form && w->level < RAP_DOCX_LIST_LEVELS) {
		if (strcmp(name, "numFmt") == 0)
			w->form->signs[w->level] = sign_in(w);
		else if (strcmp(name, "start") == 0 && w->level == 0)
			w->form->begins = number_in(w, "val");
	}
}

void rap_docx_lists_read(const char *xml, rap_docx_lists *ret)
{
	walker w = {.lists = ret};
	rap_xml_event event;

	*ret = (rap_docx_lists){.lists = rap_calloc(LISTS_MAX, sizeof *ret->lists),
	                        .forms = rap_calloc(LISTS_MAX, sizeof *ret->forms)};
	if (!xml)
		return;
	rap_xml_begin(rap_slice_of(xml), &w.xml);
	while ((event = rap_xml_next(&w.xml)) != RAP_XML_END && event != RAP_XML_BAD)
		if (event == RAP_XML_OPEN)
			open_element(&w);
	rap_xml_done(&w.xml);
}

void rap_docx_lists_done(rap_docx_lists *lists)
{
	free(lists->lists);
	free(lists->forms);
	*lists = (rap_docx_lists){0};
}

const rap_docx_list *rap_docx_list_of(const rap_docx_lists *lists, uint32_t id)
{
	for (size_t i = 0; i < lists->n_lists; i++)
		if (lists->lists[i].id == id)
			return &lists->lists[i];
	return NULL;
}

const rap_docx_list_form *rap_docx_list_form_of(const rap_docx_lists *lists, uint32_t list)
{
	const rap_docx_list *named = rap_docx_list_of(lists, list);

	for (size_t i = 0; named && i < lists->n_forms; i++)
		if (lists->forms[i].id == named->form)
			return &lists->forms[i];
	return NULL;
}
