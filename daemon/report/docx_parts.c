// SPDX-License-Identifier: Apache-2.0
/* The parts of a Word file around its text; see docx_parts.h. Nobody is named in them and no time is. */
#include "report/docx_parts.h"

#include "common/limits.h"
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
	" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
	"</Types>\n";

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
	"<Relationship Id=\"rId3\" Type=\"" RAP_DOCX_R "/header\" Target=\"header1.xml\"/>"
	"</Relationships>\n";

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

/* ---- styles --------------------------------------------------------------------------------------------- */

typedef struct style {
	const char *id, *name, *based_on, *next; /* next NULL: the same */
	const char *paragraph, *run; /* inside of w:pPr and w:rPr */
} style;

#define SPACE(before, after) "<w:spacing w:before=\"" before "\" w:after=\"" after "\"/>"
#define INDENT(left) "<w:ind w:left=\"" left "\"/>"
#define OUTLINE(level) "<w:outlineLvl w:val=\"" level "\"/>"
#define SIZE(half_points) "<w:sz w:val=\"" half_points "\"/><w:szCs w:val=\"" half_points "\"/>"
#define BOLD "<w:b/><w:bCs/>"
#define GREY "<w:color w:val=\"595959\"/>"
#define KEEP "<w:keepNext/><w:keepLines/>"

/* Names that Word knows have its names, so that its outline and its own fonts and translations apply. */
static const style styles[] = {
	{"BodyText", "Body Text", "Normal", NULL, SPACE("0", "120"), ""},
	{"Title", "Title", "Normal", "BodyText", KEEP SPACE("0", "60"), BOLD SIZE("32")},
	{"Subtitle", "Subtitle", "Normal", "BodyText", KEEP SPACE("0", "200"), GREY SIZE("24")},
	{"Heading1", "heading 1", "Normal", "BodyText", KEEP SPACE("280", "120") OUTLINE("0"),
         BOLD SIZE("28")},
	{"Heading2", "heading 2", "Normal", "BodyText", KEEP SPACE("240", "120") OUTLINE("1"),
         BOLD SIZE("24")},
	{"Heading3", "heading 3", "Normal", "BodyText", KEEP SPACE("200", "100") OUTLINE("2"),
         BOLD},
	{"Heading4", "heading 4", "Normal", "BodyText", KEEP SPACE("200", "100") OUTLINE("3"),
         BOLD},
	{"Heading5", "heading 5", "Normal", "BodyText", KEEP SPACE("200", "100") OUTLINE("4"),
         BOLD},
	{"Heading6", "heading 6", "Normal", "BodyText", KEEP SPACE("200", "100") OUTLINE("5"),
         BOLD},
	{"DraftNote", "Draft note", "BodyText", NULL, "<w:pageBreakBefore/>", GREY},
	{"DraftText", "Draft text", "BodyText", NULL, "", ""},
	{"DraftItem1", "Draft item 1", "DraftText", NULL, INDENT("567"), ""},
	{"DraftItem2", "Draft item 2", "DraftText", NULL, INDENT("1134"), ""},
	{"FormLabel", "Form label", "Normal", "FormHint", SPACE("0", "20"), BOLD},
	{"FormHint", "Form hint", "Normal", NULL, SPACE("0", "0"), GREY SIZE("19")},
	{"FormCue", "Form cue", "Normal", "FormAnswer", SPACE("0", "20"), GREY SIZE("19")},
	{"FormAnswer", "Form answer", "Normal", NULL, SPACE("0", "0"), ""},
	{"FormEnd", "Form end", "BodyText", NULL, SPACE("160", "0") "<w:jc w:val=\"center\"/>",
         GREY SIZE("19")},
	{"Header", "header", "Normal", NULL,
         "<w:tabs><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs>" SPACE("0", "0"),
         GREY SIZE("18")},
};

static const char styles_end[] =
	"<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">"
	"<w:name w:val=\"Default Paragraph Font\"/></w:style>"
	"<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"Mark\"><w:name "
	"w:val=\"Mark\"/>"
	"<w:basedOn w:val=\"DefaultParagraphFont\"/><w:rPr>" BOLD "</w:rPr></w:style>"
	"<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\">"
	"<w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" "
	"w:type=\"dxa\"/></w:tblPr></w:style>"
	"<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"Form\"><w:name w:val=\"Form\"/>"
	"<w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>"
#define LINE(side) "<w:" side " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"A6A6A6\"/>"
	LINE("top") LINE("left") LINE("bottom") LINE("right") LINE("insideH") LINE(
		"insideV") "</w:tblBorders><w:tblCellMar>"
			   "<w:top w:w=\"60\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/>"
			   "<w:bottom w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"108\" "
			   "w:type=\"dxa\"/>"
			   "</w:tblCellMar></w:tblPr></w:style></w:styles>\n";

static bool is_our_own(const style *s)
{
	return strncmp(s->id, "Draft", 5) == 0 || strncmp(s->id, "Form", 4) == 0;
}

static void put_styles(rap_buf *out, const char *language)
{
	rap_buf_str(out, RAP_DOCX_XML
	            "<w:styles xmlns:w=\"" RAP_DOCX_W "\"><w:docDefaults><w:rPrDefault><w:rPr>"
	            "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\""
	            " w:cs=\"Times New Roman\"/>" SIZE("22") "<w:lang w:val=\"");
	rap_escape_xml(out, rap_slice_of(language));
	rap_buf_str(out, "\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
	                 "<w:spacing w:after=\"0\" w:line=\"264\" w:lineRule=\"auto\"/></w:pPr>"
	                 "</w:pPrDefault></w:docDefaults>"
	                 "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
	                 "<w:name w:val=\"Normal\"/><w:qFormat/></w:style>");
	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
		const style *s = &styles[i];

		rap_buf_printf(
			out,
			"<w:style w:type=\"paragraph\"%s w:styleId=\"%s\"><w:name w:val=\"%s\"/>"
			"<w:basedOn w:val=\"%s\"/><w:next w:val=\"%s\"/><w:qFormat/>"
			"<w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>",
			is_our_own(s) ? " w:customStyle=\"1\"" : "", s->id, s->name, s->based_on,
			s->next ? s->next : s->id, s->paragraph, s->run);
	}
	rap_buf_str(out, styles_end);
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
	rap_buf style_part = rap_buf_init(PART_MAX), header = rap_buf_init(PART_MAX);
	rap_buf properties = rap_buf_init(PART_MAX);
	rap_err err;

	put_styles(&style_part, front->language);
	put_header(&header, front);
	put_properties(&properties, front);
	if (style_part.over || header.over || properties.over) {
		err = RAP_E_LIMIT;
	} else {
		const rap_docx_part parts[] = {
			{"[Content_Types].xml", rap_slice_of(content_types)},
			{"_rels/.rels", rap_slice_of(package_relations)},
			{"docProps/core.xml", rap_buf_as_slice(&properties)},
			{"word/document.xml", document},
			{"word/_rels/document.xml.rels", rap_slice_of(document_relations)},
			{"word/styles.xml", rap_buf_as_slice(&style_part)},
			{"word/settings.xml", rap_slice_of(settings)},
			{"word/header1.xml", rap_buf_as_slice(&header)},
		};

		err = rap_docx_zip(parts, sizeof parts / sizeof *parts, ret_file);
	}
	rap_buf_done(&style_part);
	rap_buf_done(&header);
	rap_buf_done(&properties);
	return err;
}
