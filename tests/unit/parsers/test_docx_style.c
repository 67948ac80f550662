// SPDX-License-Identifier: Apache-2.0
/* What is hidden or struck out in a Word file, wherever that is said: at the words, by styles, by defaults. */
#include "parsers/word/docx_style.h"

#include "parsers/word/docx_body.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define RUN(look) "<w:r><w:rPr>" look "</w:rPr><w:t>x</w:t></w:r>"
#define BEFORE "<w:r><w:t>a</w:t></w:r>"
#define BEHIND "<w:r><w:t>b</w:t></w:r>"
#define STYLE(kind, id, more)                                                               \
	"<w:style w:type=\"" kind "\" w:styleId=\"" id "\"><w:name w:val=\"" id "\"/>" more \
	"</w:style>"
#define BASED(on) "<w:basedOn w:val=\"" on "\"/>"
#define LOOK(look) "<w:rPr>" look "</w:rPr>"
#define DEFAULTS(look) "<w:docDefaults><w:rPrDefault>" LOOK(look) "</w:rPrDefault></w:docDefaults>"
#define R_STYLE(id) "<w:rStyle w:val=\"" id "\"/>"
#define P_STYLE(id) "<w:pPr><w:pStyle w:val=\"" id "\"/></w:pPr>"
#define WHITE "<w:color w:val=\"FFFFFF\"/>"

/* The text is "axb"; now: what stands, hidden and struck: whether anything is. */
static const struct {
	const char *name, *styles, *par, *run, *now;
	bool hidden, struck;
} cases[] = {
	{"nothing said", "", "", "", "axb", false, false},
	{"struck by hand", "", "", "<w:strike/>", "ab", false, true},
	{"struck twice by hand", "", "", "<w:dstrike/>", "ab", false, true},
	{"switched off", "", "", "<w:strike w:val=\"0\"/><w:vanish w:val=\"false\"/>", "axb", false,
         false},
	{"struck by its style", STYLE("character", "S", LOOK("<w:strike/>")), "", R_STYLE("S"),
         "ab", false, true},
	{"by a style three deep",
         STYLE("character", "C", BASED("B")) STYLE("character", "B", BASED("A"))
                 STYLE("character", "A", LOOK("<w:dstrike/>")),
         "", R_STYLE("C"), "ab", false, true},
	{"a style that undoes the one it is based on",
         STYLE("character", "A", LOOK("<w:strike/><w:vanish/>" WHITE))
                 STYLE("character", "B",
                       BASED("A") LOOK("<w:strike w:val=\"0\"/><w:vanish w:val=\"off\"/>"
                                       "<w:color w:val=\"auto\"/>")),
         "", R_STYLE("B"), "axb", false, false},
	{"styles in a ring",
         STYLE("character", "A", BASED("B")) STYLE("character", "B", BASED("A")), "", R_STYLE("A"),
         "axb", false, false},
	{"a paragraph's style strikes all of it",
         STYLE("paragraph", "P", BASED("Q")) STYLE("paragraph", "Q", LOOK("<w:strike/>")),
         P_STYLE("P"), "", "", false, true},
	{"and at the words it is switched off", STYLE("paragraph", "P", LOOK("<w:strike/>")),
         P_STYLE("P"), "<w:strike w:val=\"0\"/>", "x", false, true},
	{"two styles undo each other",
         STYLE("paragraph", "P", LOOK("<w:strike/>")) STYLE("character", "S", LOOK("<w:strike/>")),
         P_STYLE("P"), R_STYLE("S"), "x", false, true},
	{"the style of paragraphs that name none",
         "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"N\">" LOOK(
		 "<w:strike/>") "</w:style>",
         "", "<w:strike w:val=\"0\"/>", "x", false, true},
	{"the file's defaults", DEFAULTS("<w:vanish/>"), "", "<w:vanish w:val=\"0\"/>", "x", true,
         false},
	{"hidden by its style", STYLE("character", "S", LOOK("<w:vanish/>")), "", R_STYLE("S"),
         "ab", true, false},
	{"how a style looked before it was changed",
         STYLE("character", "S",
               LOOK("<w:b/><w:rPrChange w:author=\"A\"><w:rPr><w:vanish/><w:strike/></w:rPr>"
                    "</w:rPrChange>")),
         "", R_STYLE("S"), "axb", false, false},
	{"white", "", "", WHITE, "ab", true, false},
	{"almost white", "", "", "<w:color w:val=\"f2F2F2\"/>", "ab", true, false},
	{"grey", "", "", "<w:color w:val=\"A6A6A6\"/>", "axb", false, false},
	{"white by a theme", "", "", "<w:color w:val=\"FFFFFF\" w:themeColor=\"background1\"/>",
         "ab", true, false},
	{"a theme's white made darker", "", "",
         "<w:color w:val=\"7F7F7F\" w:themeColor=\"background1\" w:themeShade=\"7F\"/>", "axb",
         false, false},
	{"white by its style", STYLE("character", "S", LOOK(WHITE)), "", R_STYLE("S"), "ab", true,
         false},
	{"a paragraph's white, at the words black", STYLE("paragraph", "P", LOOK(WHITE)),
         P_STYLE("P"), "<w:color w:val=\"000000\"/>", "x", true, false},
	{"white on a marker's black", "", "", WHITE "<w:highlight w:val=\"black\"/>", "axb", false,
         false},
	{"white on dark", "", "",
         WHITE "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"1F3864\"/>", "axb", false, false},
	{"white on pale", "", "",
         WHITE "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F2F2\"/>", "ab", true, false},
	{"white in a dark paragraph", "",
         "<w:pPr><w:shd w:val=\"clear\" w:fill=\"4472C4\"/></w:pPr>", WHITE, "axb", false, false},
	{"the end of the paragraph only", "",
         "<w:pPr>" LOOK("<w:strike/><w:vanish/>" WHITE) "</w:pPr>", "", "axb", false, false},
};

static void read_with(const char *styles_text, const char *body, rap_docx *ret)
{
	rap_buf xml = rap_buf_init(1 << 20);
	rap_docx_styles styles;
	const char *why = NULL;

	rap_buf_printf(&xml, "<w:styles xmlns:w=\"" W "\">%s</w:styles>", styles_text);
	rap_docx_styles_read(rap_buf_as_slice(&xml), &styles);
	xml.len = 0;
	rap_buf_printf(&xml, "<w:document xmlns:w=\"" W "\"><w:body>%s</w:body></w:document>",
	               body);
	assert_true(rap_docx_body_read(rap_buf_as_slice(&xml), &styles, ret, &why));
	rap_docx_styles_done(&styles);
	rap_buf_done(&xml);
}

static void test_words_hidden_or_struck_out_do_not_stand(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		rap_buf body = rap_buf_init(1 << 16), want = rap_buf_init(64);
		rap_docx docx = {0};

		rap_buf_printf(&body,
		               "<w:p>%s" BEFORE "<w:r><w:rPr>%s</w:rPr><w:t>x</w:t></w:r>" BEHIND
		               "</w:p>",
		               cases[i].par, cases[i].run);
		rap_buf_printf(&want, "%s\n", cases[i].now);
		read_with(cases[i].styles, rap_buf_text(&body), &docx);
		if (strcmp(docx.now, rap_buf_text(&want)) != 0 ||
		    cases[i].hidden != !!docx.hidden || cases[i].struck != !!docx.struck)
			fail_msg("%s: %s, hidden %d, struck %d", cases[i].name, docx.now,
			         !!docx.hidden, !!docx.struck);
		rap_docx_done(&docx);
		rap_buf_done(&body);
		rap_buf_done(&want);
	}
}

static void test_white_in_a_dark_cell_is_seen_and_in_the_next_not(void **state)
{
	rap_docx docx = {0};

	(void)state;
	read_with(
		"",
		"<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill=\"000000\"/></w:tcPr><w:p>" RUN(
			WHITE) "</w:p></w:tc><w:tc><w:p>" RUN(WHITE) "</w:p></w:tc></w:tr></w:tbl>",
		&docx);
	assert_string_equal(docx.now, "x\n\n");
	assert_non_null(docx.hidden);
	rap_docx_done(&docx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_hidden_or_struck_out_do_not_stand),
		cmocka_unit_test(test_white_in_a_dark_cell_is_seen_and_in_the_next_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
