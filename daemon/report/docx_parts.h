/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every Word file of ours has beside its text: styles, settings, header, properties, relations. The updated draft
 * has comments and a footer too, with the number of the page: the only fields of ours (R63), of fixed words.
 */
#ifndef RAP_DAEMON_REPORT_DOCX_PARTS_H
#define RAP_DAEMON_REPORT_DOCX_PARTS_H

#include "common/buf.h"
#include "common/err.h"

#define RAP_DOCX_XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define RAP_DOCX_W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define RAP_DOCX_R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/* A4 with margins of 2 cm: what stands between them, in twentieths of a point. */
#define RAP_DOCX_WIDTH 9638u

#define RAP_DOCX_PAPER                                                               \
	"<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"                                      \
	"<w:pgMar w:top=\"1418\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\"" \
	" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>"                        \
	"</w:sectPr>"

/* Behind the last block of the body: paper, header and, for the second, the footer. */
#define RAP_DOCX_HEAD "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId3\"/>"
#define RAP_DOCX_SECTION RAP_DOCX_HEAD RAP_DOCX_PAPER
#define RAP_DOCX_SECTION_PAGED \
	RAP_DOCX_HEAD "<w:footerReference w:type=\"default\" r:id=\"rId4\"/>" RAP_DOCX_PAPER

typedef struct rap_docx_front {
	const char *symbol, *title; /* in the header; the title also among the properties */
	const char *revision; /* at the right of the header; may be NULL */
	const char *language; /* of the text: "en" */
	bool paged; /* with RAP_DOCX_SECTION_PAGED */
	rap_slice comments; /* word/comments.xml as a whole; empty: none; with paged only */
} rap_docx_front;

/* document: word/document.xml as a whole. RAP_E_LIMIT: the file is above 15 MiB. */
rap_err rap_docx_finish(const rap_docx_front *front, rap_slice document, rap_buf *ret_file)
	RAP_MUST_CHECK;

/* <w:t> with words, escaped. */
void rap_docx_put_text(rap_buf *out, const char *words);

#endif
