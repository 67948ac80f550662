// SPDX-License-Identifier: Apache-2.0
/* The parts of a Word file around its text; see docx_parts.h. Nobody is named in them and no time is. */
#include "report/docx_parts.h"

#include "common/limits.h"
#include "report/docx_style.h"
#include "report/docx_zip.h"
#include "report/escape.h"

#define PART_MAX (64u * RAP_KIB)
#define TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"

static const char content_types[] = RAP_DOCX_XML
	"<Types xmlns=\"" PACKAGE "content-types\">"
	"<Default Extension=\"rels\" "
	"ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	"<Override PartName=\"/word/document.xml\" ContentType=\"" TYPE "document.main+xml\"/>"
	"<Override PartName=\"/word/styles.xml\" ContentType=\"" TYPE "styles+xml\"/>"
	"<Override PartName=\"/word/settings.xml\" ContentType=\"" TYPE "settings+xml\"/>"
	"<Override PartName=\"/word/header1.xml\" ContentType=\"" TYPE "header+xml\"/>"
	"<Override PartName=\"/docProps/core.xml\""
	" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>";

/* The end of either list, with what the updated draft has beside the others. */
static void put_types(rap_buf *out, const rap_docx_front *front)
{
	rap_buf_str(out, content_types);
	if (front->paged)
		rap_buf_str(out, "<Override PartName=\"/word/footer1.xml\" ContentType=\"" TYPE
		                 "footer+xml\"/>");
	if (front->comments.len > 0)
		rap_buf_str(out, "<Override PartName=\"/word/comments.xml\" ContentType=\"" TYPE
		                 "comments+xml\"/>");
	rap_buf_str(out, "</Types>\n");
}

static const char package_relations[] = RAP_DOCX_XML
	"<Relationships xmlns=\"" PACKAGE "relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" RAP_DOCX_R
	"/officeDocument\" Target=\"word/document.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"" PACKAGE "relationships/metadata/core-properties\""
	" Target=\"docProps/core.xml\"/>"
	"</Relationships>\n";

static const char document_relations[] = RAP_DOCX_XML
	"<Relationships xmlns=\"" PACKAGE "relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" RAP_DOCX_R "/styles\" Target=\"styles.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"" RAP_DOCX_R "/settings\" Target=\"settings.xml\"/>"
	"<Relationship Id=\"rId3\" Type=\"" RAP_DOCX_R "/header\" Target=\"header1.xml\"/>";

static void put_relations(rap_buf *out, const rap_docx_front *front)
{
	rap_buf_str(out, document_relations);
	if (front->paged)
		rap_buf_str(out, "<Relationship Id=\"rId4\" Type=\"" RAP_DOCX_R
		                 "/footer\" Target=\"footer1.xml\"/>");
	if (front->comments.len > 0)
		rap_buf_str(out, "<Relationship Id=\"rId5\" Type=\"" RAP_DOCX_R
		                 "/comments\" Target=\"comments.xml\"/>");
	rap_buf_str(out, "</Relationships>\n");
}

/* Version 15: without it Word opens a file in its compatibility mode. */
static const char settings[] =
	RAP_DOCX_XML "<w:settings xmlns:w=\"" RAP_DOCX_W "\"><w:defaultTabStop w:val=\"709\"/>"
		     "<w:characterSpacingControl w:val=\"doNotCompress\"/><w:compat>"
		     "<w:compatSetting w:name=\"compatibilityMode\" "
		     "w:uri=\"http://schemas.microsoft.com/office/word\""
		     " w:val=\"15\"/></w:compat></w:settings>\n";

void rap_docx_put_text(rap_buf *out, const char *words)
{
	rap_buf_str(out, "<w:t xml:space=\"preserve\">");
	rap_escape_xml(out, rap_slice_of(words));
	rap_buf_str(out, "</w:t>");
}

/* ---- header and properties ------------------------------------------------------------------------------ */

static void put_header(rap_buf *out, const rap_docx_front *front)
{
	rap_buf_str(out, RAP_DOCX_XML "<w:hdr xmlns:w=\"" RAP_DOCX_W
	                              "\"><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>"
	                              "<w:r>");
	rap_docx_put_text(out, front->symbol);
	rap_buf_str(out, "</w:r>");
	if (front->revision) {
		rap_buf_str(out, "<w:r><w:tab/></w:r><w:r>");
		rap_docx_put_text(out, front->revision);
		rap_buf_str(out, "</w:r>");
	}
	rap_buf_str(out, "</w:p><w:p><w:pPr><w:pStyle w:val=\"Header\"/><w:pBdr>"
	                 "<w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"A6A6A6\"/>"
	                 "</w:pBdr></w:pPr><w:r>");
	rap_docx_put_text(out, front->title);
	rap_buf_str(out, "</w:r></w:p></w:hdr>\n");
}

#define FIELD(what, shown) \
	"<w:fldSimple w:instr=\"" what "\"><w:r><w:t>" shown "</w:t></w:r></w:fldSimple>"
static const char footer[] = RAP_DOCX_XML
	"<w:ftr xmlns:w=\"" RAP_DOCX_W "\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>"
	"<w:r><w:t xml:space=\"preserve\">Page </w:t></w:r>" FIELD(
		"PAGE",
		"1") "<w:r><w:t xml:space=\"preserve\"> of </w:t></w:r>" FIELD("NUMPAGES",
                                                                               "1") "</w:p></"
										    "w:ftr>\n";

static void put_properties(rap_buf *out, const rap_docx_front *front)
{
	rap_buf_str(out, RAP_DOCX_XML "<cp:coreProperties xmlns:cp=\"" PACKAGE
	                              "metadata/core-properties\""
	                              " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>");
	rap_escape_xml(out, rap_slice_of(front->symbol));
	rap_buf_str(out, ": ");
	rap_escape_xml(out, rap_slice_of(front->title));
	rap_buf_str(out, "</dc:title><dc:language>");
	rap_escape_xml(out, rap_slice_of(front->language));
	rap_buf_str(out, "</dc:language></cp:coreProperties>\n");
}

rap_err rap_docx_finish(const rap_docx_front *front, rap_slice document, rap_buf *ret_file)
{
	rap_buf types = rap_buf_init(PART_MAX), relations = rap_buf_init(PART_MAX);
	rap_buf styles = rap_buf_init(PART_MAX), header = rap_buf_init(PART_MAX);
	rap_buf properties = rap_buf_init(PART_MAX);
	rap_err err = RAP_E_LIMIT;

	put_types(&types, front);
	put_relations(&relations, front);
	rap_docx_put_styles(&styles, front->language, front->paged);
	put_header(&header, front);
	put_properties(&properties, front);
	if (!styles.over && !header.over && !properties.over) {
		const rap_docx_part parts[] = {
			{"[Content_Types].xml", rap_buf_as_slice(&types)},
			{"_rels/.rels", rap_slice_of(package_relations)},
			{"docProps/core.xml", rap_buf_as_slice(&properties)},
			{"word/document.xml", document},
			{"word/_rels/document.xml.rels", rap_buf_as_slice(&relations)},
			{"word/styles.xml", rap_buf_as_slice(&styles)},
			{"word/settings.xml", rap_slice_of(settings)},
			{"word/header1.xml", rap_buf_as_slice(&header)},
			{"word/footer1.xml", rap_slice_of(footer)},
			{"word/comments.xml", front->comments},
		};
		const size_t all = sizeof parts / sizeof *parts;

		/* Comments stand in files with pages only. */
		err = rap_docx_zip(parts, all - (front->comments.len == 0) - !front->paged,
		                   ret_file);
	}
	rap_buf_done(&types);
	rap_buf_done(&relations);
	rap_buf_done(&styles);
	rap_buf_done(&header);
	rap_buf_done(&properties);
	return err;
}
