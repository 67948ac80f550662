// SPDX-License-Identifier: Apache-2.0
/* Element names of WordprocessingML, of both its name spaces (transitional and strict). */
#include "parsers/word/docx_tag.h"

#include "common/mem.h"

#include <stdlib.h>

#define SYMBOL_SKIP 0xF000u /* fonts of symbols have theirs from here on */
#define AUTHORS_MAX 4u /* more than one is all that is asked */

static const char *const tag_names[] = {
#define X(name, text) text,
	RAP_DOCX_TAG_TABLE(X)
#undef X
};

#define TAGS (sizeof tag_names / sizeof tag_names[0])

static bool is_word(const char *space)
{
	return strcmp(space, "http://schemas.openxmlformats.org/wordprocessingml/2006/main") == 0 ||
	       strcmp(space, "http://purl.oclc.org/ooxml/wordprocessingml/main") == 0;
}

static bool ends_in(const char *s, const char *ending)
{
	size_t n = strlen(s), m = strlen(ending);

	return n >= m && strcmp(s + n - m, ending) == 0;
}

rap_docx_tag rap_docx_tag_of(const rap_xml *xml)
{
	const char *name = rap_xml_name(xml), *space = rap_xml_space(xml);
	size_t low = 0, high = TAGS;

	if (!is_word(space)) {
		/* What a newer Word shows stands first; Fallback is the same again for an older one. */
		if (strcmp(name, "Fallback") == 0 && strstr(space, "markup-compatibility"))
			return RAP_TAG_SKIP;
		return strcmp(name, "t") == 0 && ends_in(space, "/math") ? RAP_TAG_MATH_TEXT
		                                                         : RAP_TAG_OTHER;
	}
	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = strcmp(name, tag_names[mid]);

		if (order == 0)
			return (rap_docx_tag)mid;
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	/* rPrChange, pPrChange, ...: the properties as they were. */
	return ends_in(name, "PrChange") || strcmp(name, "tblPrExChange") == 0 ? RAP_TAG_SKIP
	                                                                       : RAP_TAG_OTHER;
}

bool rap_docx_is_on(rap_xml *xml)
{
	char *value = rap_xml_attribute(xml, "val");
	bool on = !value || (strcmp(value, "0") != 0 && strcmp(value, "false") != 0 &&
	                     strcmp(value, "off") != 0);

	free(value);
	return on;
}

/* Signs out of symbol fonts: those with which boxes are ticked and arrows are made; the rest is a sign unknown. */
const char *rap_docx_symbol(rap_xml *xml)
{
	static const struct {
		unsigned code;
		const char *text;
	} wingdings[] = {{0xFE, "☑"}, {0xFD, "☒"}, {0xFC, "✓"}, {0xFB, "✗"}, {0x78, "☒"},
	                 {0x54, "☒"}, {0x52, "☑"}, {0x50, "✓"}, {0xA8, "☐"}, {0x6F, "☐"},
	                 {0x30, "☐"}, {0xE0, "→"}, {0xDF, "←"}, {0xE8, "→"}, {0xA7, "•"}};
	char *code = rap_xml_attribute(xml, "char"), *font = rap_xml_attribute(xml, "font");
	unsigned long c = code ? strtoul(code, NULL, 16) : 0;
	const char *text = "\xef\xbf\xbd";

	if (c >= SYMBOL_SKIP)
		c -= SYMBOL_SKIP;
	for (size_t i = 0;
	     font && strstr(font, "ingdings") && i < sizeof wingdings / sizeof *wingdings; i++)
		if (wingdings[i].code == c)
			text = wingdings[i].text;
	free(code);
	free(font);
	return text;
}

/* The number in "val"; -1: there is none. */
static long value_of(rap_xml *xml)
{
	char *value = rap_xml_attribute(xml, "val"), *end = value;
	long n = value && *value >= '0' && *value <= '9' ? strtol(value, &end, 10) : -1;

	if (end && *end)
		n = -1;
	free(value);
	return n;
}

void rap_docx_form_take(rap_docx_form *form, rap_docx_tag tag, rap_xml *xml)
{
	long n = value_of(xml);

	/* The tenth level is that of text. */
	if (tag == RAP_TAG_OUTLINE && n >= 0 && n <= 9)
		form->heading = n < 9 ? (uint8_t)(n + 1) : 0;
	else if (tag == RAP_TAG_ILVL && n >= 0 && n <= 8)
		form->level = (uint8_t)n;
	else if (tag == RAP_TAG_NUM_ID && n >= 0 && n <= INT32_MAX)
		form->list = (uint32_t)n;
}

void rap_docx_note_author(const char *author, rap_docx *docx)
{
	if (author && docx->authors.n < AUTHORS_MAX && !rap_strv_has(&docx->authors, author))
		rap_strv_add(&docx->authors, author);
}
