// SPDX-License-Identifier: Apache-2.0
/*
 * XML by libxml2's text reader, in bounds (xml.h).
 *
 * LIMITS: RAP_LIMIT_XML_DEPTH, RAP_LIMIT_XML_NODES. What is read is UTF-8, whatever the declaration says: office
 * programs write nothing else, and so no converter is ever looked for.
 */
#include "parsers/word/xml.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"

#include <libxml/xmlreader.h>
#include <stdlib.h>

#define OPTIONS                                                                          \
	(XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT | \
	 XML_PARSE_IGNORE_ENC)

static const char *text_of(const xmlChar *s)
{
	return s ? (const char *)s : "";
}

/* Behind the end of what begins at `at`, a comment for instance; the length where there is none. */
static size_t behind(rap_slice s, size_t at, const char *end)
{
	const char *found = memmem(s.at + at, s.len - at, end, strlen(end));

	return found ? (size_t)(found - s.at) + strlen(end) : s.len;
}

static bool begins(rap_slice s, size_t at, const char *with)
{
	return s.len - at >= strlen(with) && memcmp(s.at + at, with, strlen(with)) == 0;
}

/* Behind the tag that begins at `at`; its attributes are counted. */
static size_t skip_tag(rap_slice s, size_t at, size_t *ret_attributes)
{
	for (*ret_attributes = 0; at < s.len && s.at[at] != '>'; at++) {
		const char *close = NULL;

		*ret_attributes += s.at[at] == '=';
		if (s.at[at] != '"' && s.at[at] != '\'')
			continue;
		close = memchr(s.at + at + 1, s.at[at], s.len - at - 1);
		if (!close)
			return s.len;
		at = (size_t)(close - s.at);
	}
	return at;
}

/*
 * Looked for before libxml2 sees it: an element of 200 000 attributes, or one text of a megabyte, costs it more than a
 * mail may take.
 */
static const char *find_excess(rap_slice s)
{
	for (size_t at = 0, n = 0; at < s.len;) {
		size_t from = at;

		at = behind(s, at, "<");
		if (at - from > RAP_LIMIT_XML_RUN)
			return "a piece of it is too large to be read";
		if (begins(s, at, "!--")) {
			at = behind(s, at + 3, "-->");
		} else if (begins(s, at, "![CDATA[")) {
			from = at;
			at = behind(s, at, "]]>");
			if (at - from > RAP_LIMIT_XML_RUN)
				return "a piece of it is too large to be read";
		} else if (begins(s, at, "?")) {
			at = behind(s, at, "?>");
		} else {
			at = skip_tag(s, at, &n);
		}
		if (n > RAP_LIMIT_XML_ATTRIBUTES)
			return "it has too many pieces";
	}
	return NULL;
}

/* Text of another kind (UTF-16, UCS-4, EBCDIC) libxml2 would tell by its first bytes, and look for a converter. */
static bool begins_as_utf8(rap_slice s)
{
	size_t at = begins(s, 0, "\xEF\xBB\xBF") ? 3 : 0;

	return at < s.len &&
	       (s.at[at] == '<' || s.at[at] == '\n' || s.at[at] == '\r' || s.at[at] == ' ') &&
	       !memchr(s.at, 0, s.len);
}

void rap_xml_begin(rap_slice bytes, rap_xml *ret)
{
	*ret = (rap_xml){0};
	if (bytes.len > RAP_LIMIT_XML_PART || !begins_as_utf8(bytes))
		ret->why = "its text is damaged";
	else if (memmem(bytes.at, bytes.len, "<!DOCTYPE", strlen("<!DOCTYPE")))
		ret->why = "it defines entities of its own, which office files never do";
	else
		ret->why = find_excess(bytes);
	if (!ret->why)
		ret->reader = xmlReaderForMemory(bytes.at, (int)bytes.len, NULL, "UTF-8", OPTIONS);
	if (!ret->why && !ret->reader)
		rap_mem_exhausted();
}

void rap_xml_done(rap_xml *xml)
{
	if (xml->reader)
		xmlFreeTextReader(xml->reader);
	xml->reader = NULL;
	rap_buf_done(&xml->text);
}

static rap_xml_event bad(rap_xml *xml, const char *why)
{
	const xmlError *error = xmlGetLastError();

	/* A half tree would be a half text: short memory ends the process. */
	if (error && error->code == XML_ERR_NO_MEMORY)
		rap_mem_exhausted();
	xml->why = why;
	rap_xml_done(xml);
	return RAP_XML_BAD;
}

rap_xml_event rap_xml_next(rap_xml *xml)
{
	int read;

	if (!xml->reader)
		return RAP_XML_BAD;
	if (xml->closing) {
		xml->closing = false;
		return RAP_XML_CLOSE;
	}
	while ((read = xmlTextReaderRead(xml->reader)) == 1) {
		if (++xml->nodes > RAP_LIMIT_XML_NODES)
			return bad(xml, "it has too many pieces");
		if (xmlTextReaderDepth(xml->reader) >= (int)RAP_LIMIT_XML_DEPTH)
			return bad(xml, "it is nested too deeply");
		switch (xmlTextReaderNodeType(xml->reader)) {
		case XML_READER_TYPE_ELEMENT:
			xml->closing = xmlTextReaderIsEmptyElement(xml->reader) == 1;
			return RAP_XML_OPEN;
		case XML_READER_TYPE_END_ELEMENT:
			return RAP_XML_CLOSE;
		case XML_READER_TYPE_TEXT:
		case XML_READER_TYPE_CDATA:
		case XML_READER_TYPE_WHITESPACE:
		case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
			return RAP_XML_TEXT;
		case XML_READER_TYPE_DOCUMENT_TYPE:
		case XML_READER_TYPE_ENTITY:
		case XML_READER_TYPE_ENTITY_REFERENCE:
			return bad(xml,
			           "it defines entities of its own, which office files never do");
		default:
			break;
		}
	}
	return read == 0 ? RAP_XML_END : bad(xml, "its text is damaged");
}

const char *rap_xml_name(const rap_xml *xml)
{
	return text_of(xmlTextReaderConstLocalName(xml->reader));
}

const char *rap_xml_space(const rap_xml *xml)
{
	return text_of(xmlTextReaderConstNamespaceUri(xml->reader));
}

/* XML lets through what no text of ours holds: DEL, C1, and by reference CR. */
static bool is_clean(rap_slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if ((c < 0x20 && c != '\t') || c == 0x7f ||
		    (c == 0xc2 && i + 1 < text.len && (unsigned char)text.at[i + 1] < 0xa0))
			return false;
	}
	return true;
}

rap_slice rap_xml_text(rap_xml *xml)
{
	rap_slice text = rap_slice_of(text_of(xmlTextReaderConstValue(xml->reader)));
	size_t offset = 0;

	if (is_clean(text))
		return text;
	rap_buf_done(&xml->text);
	xml->text = rap_buf_init(text.len);
	while (offset < text.len) {
		uint32_t c = rap_utf8_next(text, &offset);

		if (c == '\n' || c == '\r')
			rap_buf_char(&xml->text, ' ');
		else if (c != RAP_UTF8_BAD && (c >= 0x20 || c == '\t') && !(c >= 0x7f && c < 0xa0))
			rap_utf8_put(&xml->text, c);
	}
	return rap_buf_as_slice(&xml->text);
}

char *rap_xml_attribute(rap_xml *xml, const char *name)
{
	char *value = NULL;

	while (!value && xmlTextReaderMoveToNextAttribute(xml->reader) == 1)
		if (strcmp(text_of(xmlTextReaderConstLocalName(xml->reader)), name) == 0)
			value = rap_strdup(text_of(xmlTextReaderConstValue(xml->reader)));
	(void)xmlTextReaderMoveToElement(xml->reader);
	return value;
}
