// SPDX-License-Identifier: Apache-2.0
/* The styles of our Word files; see docx_style.h. */
#include "report/docx_style.h"

#include "report/docx_parts.h"
#include "report/escape.h"

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

/* Of the updated draft alone. Marks hang before the text, so that the eye finds them. */
#define HANG(left) "<w:ind w:left=\"" left "\" w:hanging=\"1134\"/>"
#define TABS(at) "<w:tabs><w:tab w:val=\"left\" w:pos=\"" at "\"/></w:tabs>"
#define BOX(side) "<w:" side " w:val=\"single\" w:sz=\"4\" w:space=\"6\" w:color=\"A6A6A6\"/>"
#define BOXED                                           \
	"<w:pBdr>" BOX("top") BOX("left") BOX("bottom") \
		BOX("right") "</w:pBdr>"                \
			     "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F2F2\"/>"
static const style paper_styles[] = {
	{"PaperText", "Paper text", "BodyText", NULL, TABS("1134") HANG("1134"), ""},
	{"PaperItem1", "Paper item 1", "PaperText", NULL, TABS("1701") HANG("1701"), ""},
	{"PaperItem2", "Paper item 2", "PaperText", NULL, TABS("2268") HANG("2268"), ""},
	{"PaperState", "Paper state", "BodyText", NULL, KEEP SPACE("0", "200"), ""},
	{"PaperKeyHead", "Paper key head", "Normal", "PaperKey",
         KEEP BOXED SPACE("0", "60") "<w:ind w:left=\"142\" w:right=\"142\"/>", BOLD SIZE("20")},
	{"PaperKey", "Paper key", "Normal", NULL,
         "<w:keepLines/>" BOXED TABS("1560")
                 SPACE("0", "40") "<w:ind w:left=\"1560\" w:right=\"142\" w:hanging=\"1418\"/>",
         SIZE("20")},
	{"PaperNote", "Paper note", "BodyText", NULL, TABS("1134") HANG("1134"), SIZE("20")},
	{"PaperAnnex", "Paper annex", "Normal", "BodyText",
         KEEP "<w:pageBreakBefore/>" SPACE("0", "160") OUTLINE("1"), BOLD SIZE("24")},
	{"CommentText", "annotation text", "Normal", NULL, SPACE("0", "0"), SIZE("20")},
	{"Footer", "footer", "Normal", NULL, SPACE("0", "0") "<w:jc w:val=\"center\"/>",
         GREY SIZE("18")},
};

static const char paper_signs[] =
	"<w:style w:type=\"character\" w:styleId=\"CommentReference\"><w:name w:val=\"annotation "
	"reference\"/>"
	"<w:basedOn w:val=\"DefaultParagraphFont\"/><w:rPr>" SIZE("16") "</w:rPr></w:style>";

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
			   "</w:tblCellMar></w:tblPr></w:style>";

static bool is_our_own(const style *s)
{
	return strncmp(s->id, "Draft", 5) == 0 || strncmp(s->id, "Form", 4) == 0 ||
	       strncmp(s->id, "Paper", 5) == 0;
}

static void put_list(rap_buf *out, const style *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const style *s = &list[i];

		rap_buf_printf(
			out,
			"<w:style w:type=\"paragraph\"%s w:styleId=\"%s\"><w:name w:val=\"%s\"/>"
			"<w:basedOn w:val=\"%s\"/><w:next w:val=\"%s\"/><w:qFormat/>"
			"<w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>",
			is_our_own(s) ? " w:customStyle=\"1\"" : "", s->id, s->name, s->based_on,
			s->next ? s->next : s->id, s->paragraph, s->run);
	}
}

void rap_docx_put_styles(rap_buf *out, const char *language, bool paper)
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
	put_list(out, styles, sizeof styles / sizeof *styles);
	if (paper)
		put_list(out, paper_styles, sizeof paper_styles / sizeof *paper_styles);
	rap_buf_str(out, styles_end);
	if (paper)
		rap_buf_str(out, paper_signs);
	rap_buf_str(out, "</w:styles>\n");
}
