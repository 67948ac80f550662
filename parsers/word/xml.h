/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A walk over untrusted XML: elements, texts, attributes. No document type, so no entities of its own; no network,
 * no file; depth and number of nodes bounded (R51).
 */
#ifndef RAP_PARSERS_XML_H
#define RAP_PARSERS_XML_H

#include "common/buf.h"

typedef enum rap_xml_event {
	RAP_XML_OPEN,
	RAP_XML_CLOSE, /* also of an empty element */
	RAP_XML_TEXT,
	RAP_XML_END,
	RAP_XML_BAD, /* not well-formed, or refused: nothing more comes */
} rap_xml_event;

typedef struct rap_xml {
	void *reader;
	unsigned nodes;
	rap_buf text; /* the text just met, where something had to go from it */
	bool closing; /* the element just opened is empty: its end comes next */
	const char *why; /* after RAP_XML_BAD: static half sentence for people */
} rap_xml;

/* bytes are borrowed until rap_xml_done. What is wrong with them is told by the first rap_xml_next. */
void rap_xml_begin(rap_slice bytes, rap_xml *ret);
rap_xml_event rap_xml_next(rap_xml *xml);
void rap_xml_done(rap_xml *xml);

/* Of the element just opened or closed: its name without prefix; the name space as it stands. Borrowed. */
const char *rap_xml_name(const rap_xml *xml);
const char *rap_xml_space(const rap_xml *xml);

/* Of the text just met, on one line and without control characters but TAB (R56); borrowed until the next event. */
rap_slice rap_xml_text(rap_xml *xml);

/* The attribute of that name, whatever its prefix, of the element just opened; NULL: none. The caller frees. */
char *rap_xml_attribute(rap_xml *xml, const char *name);

#endif
