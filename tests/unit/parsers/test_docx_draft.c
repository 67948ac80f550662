// SPDX-License-Identifier: Apache-2.0
/*
 * Word files against a draft, as Word itself writes them (runs in pieces, bookmarks between paragraphs, moves with
 * ranges, comments with replies), which no program here can: body in, proposals and rest out.
 */
#include "parsers/word/docx_draft.h"

#include "common/mem.h"
#include "parsers/word/docx_body.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#define W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

/* ---- a draft -------------------------------------------------------------------------------------------- */

static char m1[] = "P1", m2[] = "P2", m3[] = "P2 (a)", m4[] = "P3", revision[] = "Zero draft";
static char t1[] = "The States should measure the water of the river at twelve stations.";
static char t2[] = "The results are published \"every year\" - in a form that all can use.";
static char t3[] = "fishermen and farmers first;";
static char t4[] = "A fund pays for stations where a State cannot do so by itself.";
static rap_paragraph paragraphs[] = {{m1, NULL, t1, revision},
                                     {m2, NULL, t2, revision},
                                     {m3, NULL, t3, revision},
                                     {m4, NULL, t4, revision}};

/* The paragraphs as they were sent. */
#define SENT(mark, bookmark, text)                                                                 \
	"<w:p w:rsidR=\"00A1\"><w:pPr><w:pStyle w:val=\"D\"/></w:pPr><w:bookmarkStart w:id=\"1\" " \
	"w:name=\"rap_par_" bookmark "\"/><w:r><w:rPr><w:b/></w:rPr><w:t>[" mark                   \
	"]</w:t></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>" text                         \
	"<w:bookmarkEnd w:id=\"1\"/></w:p>"
#define RUN(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define GONE(text)                                                                      \
	"<w:del w:id=\"9\" w:author=\"A\"><w:r><w:delText xml:space=\"preserve\">" text \
	"</w:delText></w:r></w:del>"
#define COME(text)                                                                \
	"<w:ins w:id=\"8\" w:author=\"A\"><w:r><w:t xml:space=\"preserve\">" text \
	"</w:t></w:r></w:ins>"
#define P1               \
	SENT("P1", "P1", \
	     RUN("The States should measure the water of the river at twelve stations."))
#define P2               \
	SENT("P2", "P2", \
	     RUN("The results are published \"every year\" - in a form that all can use."))
#define P2A SENT("P2 (a)", "P2__a_", RUN("fishermen and farmers first;"))
#define P3 SENT("P3", "P3", RUN("A fund pays for stations where a State cannot do so by itself."))
#define MARK(change) "<w:pPr><w:rPr><w:" change " w:id=\"7\" w:author=\"A\"/></w:rPr></w:pPr>"

static const struct {
	const char *name, *body, *want;
} cases[] = {
	{"unchanged", P1 P2 P2A P3, ""},
	{"a paragraph and, behind all, another text with its mark",
         P1 P2 P2A P3 "<w:p>" RUN("[P2] The results are published every month - in a form that "
                                  "all can use.") "</w:p>",
         "P2 replace unclear The results are published every month - in a form that all can use. "
         "two-texts\n"},
	{"runs in pieces, spelling marks, formats that changed",
         SENT("P1", "P1",
              "<w:proofErr w:type=\"spellStart\"/>" RUN("The Sta") RUN(
		      "tes should ") "<w:r><w:rPr><w:i/><w:rPrChange w:id=\"3\" "
                                     "w:author=\"B\"><w:rPr><w:vanish/>"
                                     "</w:rPr></w:rPrChange></w:rPr><w:t>measure</w:t></w:r>" RUN(
					     " the water of the river at twelve stations."))
                 P2 P2A P3,
         ""},
	{"what Word types by itself",
         P1 SENT("P2", "P2",
                 RUN("The results are published “every year” – in\xc2\xa0"
                     "a  form that all can use."))
                 P2A SENT("P3", "P3",
                          RUN("A fund pays for sta") "<w:r><w:softHyphen/></w:r>" RUN(
				  "tions where a State cannot do so by itself.")),
         ""},
	{"a word changed with tracked changes",
         SENT("P1", "P1",
              RUN("The States ") GONE("should") COME("shall")
                      RUN(" measure the water of the river at twelve stations.")) P2 P2A P3,
         "P1 replace ok The States shall measure the water of the river at twelve stations.\n"},
	{"added and taken again",
         SENT("P1", "P1",
              RUN("The States ") "<w:ins w:author=\"A\">" GONE("must ") "</w:ins>" RUN(
		      "should measure the water of the river at twelve stations.")) P2 P2A P3,
         ""},
	{"a paragraph deleted with tracked changes",
         P1 "<w:p>" MARK("del") "<w:bookmarkStart w:id=\"1\" w:name=\"rap_par_P2\"/>" GONE(
		 "[P2] The "
		 "results are "
		 "published "
		 "\"every year\" "
		 "- in a form "
		 "that all can "
		 "use.") "<w:"
                         "bookmar"
                         "kEnd "
                         "w:id="
                         "\"1\"/>"
                         "</"
                         "w:"
                         "p>" P2A P3,
         "P2 delete ok [deleted in the file]\n"},
	{"a paragraph moved with tracked changes",
         "<w:p>" MARK(
		 "moveFrom") "<w:moveFromRangeStart w:id=\"4\" w:name=\"move1\"/><w:bookmarkStart "
                             "w:id=\"1\" "
                             "w:name=\"rap_par_P1\"/><w:moveFrom w:id=\"5\" "
                             "w:author=\"A\"><w:r><w:t>[P1] The States should measure the "
                             "water of the river at twelve "
                             "stations.</w:t></w:r></w:moveFrom></w:p><w:moveFromRangeEnd "
                             "w:id=\"4\"/>" P2 P2A "<w:p>" MARK(
				     "moveTo") "<w:moveTo w:id=\"6\" w:author=\"A\"><w:r><w:t>[P1] "
                                               "The States should measure the "
                                               "water of the river at twelve "
                                               "stations.</w:t></w:r></w:moveTo></w:p>" P3,
         "P1 delete ok [deleted in the file] moved\n"
         "P2 (a) insert-after ok The States should measure the water of the river at twelve "
         "stations. moved\n"},
	{"words struck out by hand",
         P1 "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"rap_par_P2\"/>" RUN(
		 "[P2] The results are published \"every ") "<w:r><w:rPr><w:strike/></"
                                                            "w:rPr><w:t>year</w:t></w:r>" RUN("mont"
                                                                                              "h\"")
                                                                    RUN(" - in a form that all can "
                                                                        "use.") "<w:bookmarkEnd "
                                                                                "w:id=\"1\"/></"
                                                                                "w:p>" P2A P3,
         "P2 replace ok The results are published \"every month\" - in a form that all can use.\n! "
         "struck-text\n"},
	{"a paragraph divided with tracked changes",
         P1 "<w:p>" MARK("ins") "<w:bookmarkStart w:id=\"1\" w:name=\"rap_par_P2\"/>" RUN(
		 "[P2] The results are published \"every year\"") "</w:p><w:p>" RUN(" - in a form "
                                                                                    "that all can "
                                                                                    "use.") "<w:"
                                                                                            "bookma"
                                                                                            "rkEnd "
                                                                                            "w:id="
                                                                                            "\"1\"/"
                                                                                            "></"
                                                                                            "w:"
                                                                                            "p>" P2A
                                                                                                    P3,
         "P2 replace ok The results are published \"every year\" split\n"
         "P2 insert-after ok - in a form that all can use. split\n"},
	{"two paragraphs joined with tracked changes",
         P1 P2 "<w:p>" MARK("del") "<w:bookmarkStart w:id=\"1\" w:name=\"rap_par_P2__a_\"/>" RUN(
		 "[P2 (a)] fishermen and farmers first;") "</w:p><w:p><w:bookmarkStart w:id=\"2\" "
                                                          "w:name=\"rap_par_P3\"/>" COME(" ") GONE(
								  "[P3] ")
                                                                  RUN("A fund pays for stations "
                                                                      "where a State cannot do so "
                                                                      "by itself.") "</w:p>",
         "P2 (a) replace ok fishermen and farmers first; A fund pays for stations where a State "
         "cannot do so by "
         "itself. merged\n"
         "P3 delete ok [deleted in the file] merged\n"},
	{"bookmarks between paragraphs, in structured text, and one left behind",
         "<w:bookmarkStart w:id=\"1\" w:name=\"rap_par_P1\"/><w:p>" RUN(
		 "The States should measure the water of the river at ten stations.") "</"
                                                                                      "w:p><w:"
                                                                                      "bookmarkEnd "
                                                                                      "w:id=\"1\"/>"
                                                                                      "<w:sdt><w:"
                                                                                      "sdtContent"
                                                                                      ">" P2 "</"
                                                                                      "w:"
                                                                                      "sdtContent><"
                                                                                      "/w:sdt><w:"
                                                                                      "bookmarkStar"
                                                                                      "t "
                                                                                      "w:id=\"3\" "
                                                                                      "w:name="
                                                                                      "\"rap_par_"
                                                                                      "P2__a_\"/"
                                                                                      ">" P3,
         "P1 replace ok The States should measure the water of the river at ten stations.\n"
         "P2 (a) delete ok [deleted in the file]\n"},
	{"neither bookmark nor mark",
         "<w:p>" RUN(
		 "The States should measure the water of the river at ten stations.") "</w:p>" P2
                 P2A P3,
         "P1 replace ok The States should measure the water of the river at ten stations.\n"},
	{"the names of two persons",
         SENT("P1", "P1",
              RUN("The States ")
                      GONE("should") "<w:ins "
                                     "w:author=\"B\"><w:r><w:t>shall</w:t></w:r></w:ins>" RUN(
					     " measure the water of the river at twelve stations."))
                 P2 P2A P3,
         "P1 replace unclear The States shall measure the water of the river at twelve stations. "
         "several-authors\n"},
	{"two persons in a file that left without changes",
         "<w:bookmarkStart w:id=\"1\" w:name=\"rap_clean\"/>" SENT(
		 "P1", "P1",
		 RUN("The States ")
			 GONE("should") "<w:ins "
					"w:author=\"B\"><w:r><w:t>shall</w:t></w:r></w:ins>" RUN(
						" measure the water of the river at twelve "
						"stations.")) P2 P2A P3,
         "P1 replace ok The States shall measure the water of the river at twelve stations.\n"},
	{"a remark between the paragraphs",
         P1 "<w:p>" RUN("Comment: twelve is not enough.") "</w:p>" P2 P2A P3,
         "P1 comment ok Comment: twelve is not enough.\n"},
	{"a question behind a paragraph",
         P1 P2 P2A SENT("P3", "P3",
                        RUN("A fund pays for stations where a State cannot do so by itself. Who "
                            "pays into it?")),
         "P3 replace unclear A fund pays for stations where a State cannot do so by itself. Who "
         "pays into it? "
         "text-or-comment\n"},
	{"a part of the draft", P1, "! part-of-draft\n"},
	{"written anew", P1 P2 P2A SENT("P3", "P3", RUN("Nobody knows what comes next.")),
         "P3 replace unclear Nobody knows what comes next. much-changed\n"},
	{"a comment on what was taken, one with an answer, one on a heading",
         P1 "<w:p>" MARK(
		 "del") "<w:bookmarkStart w:id=\"1\" w:name=\"rap_par_P2\"/><w:commentRangeStart "
                        "w:id=\"1\"/>" GONE(
				"[P2] The results are published \"every year\" - in a "
				"form that all can use.") "<w:commentRangeEnd "
                                                          "w:id=\"1\"/"
                                                          "><w:r><w:commentReference "
                                                          "w:id=\"1\"/></w:r></"
                                                          "w:p>" SENT(
								  "P2 (a)", "P2__a_",
								  "<w:"
								  "commentRangeStar"
								  "t "
								  "w:id=\"2\"/"
								  "><w:"
								  "commentRangeStar"
								  "t "
								  "w:id=\"3\"/"
								  ">" RUN("fisherme"
                                                                          "n") "<w:"
									       "com"
									       "men"
									       "tRa"
									       "nge"
									       "End"
									       " w:"
									       "id="
									       "\"2"
									       "\"/"
									       "><"
									       "w:"
									       "com"
									       "men"
									       "tRa"
									       "nge"
									       "End"
									       " w:"
									       "id="
									       "\"3"
									       "\"/"
									       "><"
									       "w:"
									       "r><"
									       "w:"
									       "com"
									       "men"
									       "tRe"
									       "fer"
									       "enc"
									       "e "
									       "w:"
									       "id="
									       "\"2"
									       "\"/"
									       ">"
									       "</"
									       "w:"
									       "r"
									       ">" RUN(" and "
                                                                                       "farmers "
                                                                                       "first;")) P3
         "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:commentRangeStart w:id=\"4\"/>" RUN(
		 "Annex") "</w:p>",
         "P2 delete ok [deleted in the file]\n"
         "P2 comment ok Not needed.\n"
         "P2 (a) comment ok Fishers.\n"
         "P2 (a) comment ok Agreed.\n"
         "! heading-changed\n"
         "! comment-elsewhere\n"},
	{"hidden words, a text nobody has entered, and a form",
         "<w:p>" RUN(
		 "Answer [2.1]: support") "</w:p><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>not</"
                                          "w:t></w:r></w:p>"
                                          "<w:sdt><w:sdtPr><w:showingPlcHdr/></"
                                          "w:sdtPr><w:sdtContent><w:p>" RUN(
						  "Click here.") "</w:p></w:sdtContent></"
                                                                 "w:sdt><w:tbl><w:tr><w:tc><w:"
                                                                 "p>" RUN("a") "</w:p></"
                                                                               "w:tc><w:tc><w:p>"
                                                                               "<w:r><w:fldChar "
                                                                               "w:fldCharType="
                                                                               "\"begin\"><w:"
                                                                               "ffData><w:checkBox>"
                                                                               "<w:checked/></"
                                                                               "w:checkBox></"
                                                                               "w:ffData>"
                                                                               "</w:fldChar></"
                                                                               "w:r>" RUN(
										       "b") "<w:r><"
                                                                                            "w:sym "
                                                                                            "w:"
                                                                                            "font="
                                                                                            "\"Wing"
                                                                                            "dings"
                                                                                            "\" "
                                                                                            "w:"
                                                                                            "char="
                                                                                            "\"F0FE"
                                                                                            "\"/"
                                                                                            "><w:"
                                                                                            "tab/"
                                                                                            "><w:t>"
                                                                                            "c</"
                                                                                            "w:t></"
                                                                                            "w:r>"
                                                                                            "</"
                                                                                            "w:p></"
                                                                                            "w:tc><"
                                                                                            "/w:tr>"
                                                                                            "</"
                                                                                            "w:"
                                                                                            "tbl>",
         "! hidden-text\n= Answer [2.1]: support||a|☒b☑\tc|\n"},
	{"a row that was taken and one that came",
         "<w:tbl><w:tr><w:trPr><w:del w:author=\"A\"/></w:trPr><w:tc><w:p>" RUN(
		 "a") "</w:p></w:tc></w:tr>"
                      "<w:tr><w:trPr><w:ins w:author=\"A\"/></w:trPr><w:tc><w:p>" RUN(
			      "b") "</w:p></w:tc></w:tr></w:tbl><w:p>" RUN("c") "</w:p>",
         "= b|c|\n"},
	{"a text box, a second version of it, an equation, a picture, a file",
         "<w:p><mc:AlternateContent "
         "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">"
         "<mc:Choice><w:r><w:drawing><w:txbxContent><w:p>" RUN(
		 "box") "</w:p></w:txbxContent></w:drawing></w:r>"
                        "</mc:Choice><mc:Fallback><w:r><w:pict><w:txbxContent><w:p>" RUN(
				"box") "</w:p></w:txbxContent></w:pict>"
                                       "</w:r></mc:Fallback></mc:AlternateContent><m:oMath "
                                       "xmlns:m=\"http://schemas.openxmlformats.org/"
                                       "officeDocument/2006/math\"><m:r><m:t>x</m:t></m:r></"
                                       "m:oMath></w:p><w:altChunk/>",
         "! text-aside\n! file-in-file\n= x|\n"},
	{"a picture", P1 P2 P2A "<w:p><w:r><w:drawing/></w:r></w:p>" P3, "! picture-in-file\n"},
	{"a picture in a text box",
         P1 P2 P2A "<w:p><w:r><w:drawing><w:txbxContent><w:p><w:r><w:pict/></w:r></w:p></"
                   "w:txbxContent></w:drawing></w:r></w:p>" P3,
         "! picture-in-file\n"},
	{"bookmarks of two paragraphs exchanged: mark and words count",
         P1 SENT("P2", "P3",
                 RUN("The results are published \"every year\" - in a form that all can use."))
                 P2A SENT("P3", "P2",
                          RUN("A fund pays for stations where a State cannot do so by itself.")),
         ""},
	{"marks in brackets of East Asia",
         P1 SENT("P2", "P2",
                 RUN("The results are published \"every year\" - in a form that all can use.")) P2A
         "<w:p>" RUN("【P3】 A fund pays for all stations where a State cannot do so "
                     "by itself.") "</w:p>",
         "P3 replace ok A fund pays for all stations where a State cannot do so by itself.\n"},
	{"paragraphs numbered by hand as their marks do",
         P1 P2 SENT("P2 (a)", "P2__a_",
                    RUN("(a) fishermen and farmers first;")) "<w:p><w:bookmarkStart w:id=\"1\" "
                                                             "w:name=\"rap_par_P3\"/>" RUN(
								     "3. A fund pays for stations "
								     "where a State cannot do so "
								     "by itself.") "</w:p>",
         ""},
	{"few words, and other letters, between the paragraphs",
         P1 "<w:p>" RUN("Agreed.") "</w:p>" P2 "<w:p>" RUN("-----") "</w:p><w:p>" RUN(
		 "Результаты публикуются каждый год.") "</w:p>" P2A P3,
         "P1 insert-after unclear Agreed. text-or-comment\n"
         "P2 insert-after unclear Результаты публикуются каждый год. other-script\n"},
	{"behind the draft: a sentence",
         P1 P2 P2A P3 "<w:p>" RUN("The States meet once in two years.") "</w:p>",
         "P3 insert-after ok The States meet once in two years.\n"},
	{"behind the draft: what ends a note verbale",
         P1 P2 P2A P3 "<w:p>" RUN("The Ministry avails itself of this opportunity.") "</w:p>",
         "P3 insert-after unclear The Ministry avails itself of this opportunity. "
         "text-or-comment\n"},
	{"the draft in a table, remarks beside it",
         P1 "<w:tbl><w:tr><w:tc>" P2
            "</w:tc><w:tc><w:p>" RUN("Too often.") "</w:p></w:tc></w:tr><w:tr><w:tc>" P2A
                                                   "</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>" P3,
         "P2 comment ok Too often.\n"},
	{"behind the draft: a date, and a sentence",
         P1 P2 P2A P3 "<w:p>" RUN("Ulaanbaatar, 20 July 2020") "</w:p><w:p>" RUN(
		 "The States meet once in two years.") "</w:p>",
         "P3 insert-after unclear The States meet once in two years. behind-draft\n= Ulaanbaatar, "
         "20 July 2020|\n"},
	{"what a State proposes, between the paragraphs",
         P1 P2 "<w:p>" RUN("Mongolia proposes to take out the word all.") "</w:p>" P2A P3,
         "P2 insert-after unclear Mongolia proposes to take out the word all. text-or-comment\n"},
	{"an address on the web behind a paragraph",
         P1 SENT("P2", "P2",
                 RUN("The results are published \"every year\" - in a form that all can "
                     "use.") "<w:ins w:author=\"A\"><w:hyperlink>" RUN(" https://sdgs.example/"
                                                                       "14") "</w:hyperlink></"
                                                                             "w:ins>") P2A P3,
         "P2 replace ok The results are published \"every year\" - in a form that all can use. "
         "https://sdgs.example/14\n"},
};

static const char comments_xml[] =
	"<w:comments xmlns:w=\"" W "\"><w:comment w:id=\"1\" w:author=\"A\"><w:p>" RUN(
		"Not needed.") "</w:p></w:comment>"
			       "<w:comment w:id=\"2\" w:author=\"A\"><w:p>" RUN("Fi")
				       RUN("shers.") "</w:p></w:comment><w:comment w:id=\"3\" "
						     "w:author=\"A\"><w:p>" RUN(
							     "Agreed.") "</w:p></"
									"w:comment><w:comment "
									"w:id=\"4\" "
									"w:author=\"A\"><w:"
									"p>" RUN("Why?") "</"
											 "w:p><"
											 "/w:"
											 "comme"
											 "nt></"
											 "w:"
											 "comme"
											 "nts>";

/* ---- in and out ----------------------------------------------------------------------------------------- */

static void dump(const rap_reading *reading, const char *rest, rap_buf *out)
{
	for (size_t i = 0; i < reading->n_proposals; i++) {
		const rap_proposal *p = &reading->proposals[i];

		rap_buf_printf(out, "%s %s %s %s", p->paragraph, rap_action_text(p->action),
		               rap_answer_status_text(p->status), p->text ? p->text : p->words);
		for (size_t k = 0; k < p->flags.n; k++)
			rap_buf_printf(out, " %s", p->flags.at[k]);
		rap_buf_char(out, '\n');
	}
	for (size_t i = 0; i < reading->n_findings; i++) {
		bool told = false;

		for (size_t k = 0; k < reading->n_proposals; k++)
			told |= rap_strv_has(&reading->proposals[k].flags,
			                     reading->findings[i].code);
		if (!told)
			rap_buf_printf(out, "! %s\n", reading->findings[i].code);
	}
	if (rest[strspn(rest, "\n")])
		rap_buf_str(out, "= ");
	for (; rest[strspn(rest, "\n")]; rest++)
		rap_buf_char(out, *rest == '\n' ? '|' : *rest);
	if (out->len > 2 && out->at[out->len - 1] != '\n')
		rap_buf_str(out, "|\n");
}

static void test_bodies_give_these_proposals(void **state)
{
	rap_context context = {.paragraphs = paragraphs, .n_paragraphs = 4};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		rap_docx_styles styles = {0};
		rap_docx docx = {0};
		rap_reading *reading = rap_calloc(1, sizeof *reading);
		rap_buf xml = rap_buf_init(1 << 20), out = rap_buf_init(1 << 16);
		const char *why = NULL;
		bool other;
		char *rest;

		rap_buf_printf(&xml,
		               "<w:document xmlns:w=\"" W "\"><w:body>%s</w:body></w:document>",
		               cases[i].body);
		assert_true(rap_docx_body_read(rap_buf_as_slice(&xml), &styles, &docx, &why));
		if (strstr(cases[i].body, "commentRange"))
			rap_docx_comments_read(rap_slice_of(comments_xml), &docx);
		rest = rap_docx_draft_read(&context, &docx, "a.docx", reading, &other);
		dump(reading, rest, &out);
		if (strcmp(rap_buf_text(&out), cases[i].want) != 0)
			fail_msg("%s:\n%s\nbut wanted:\n%s", cases[i].name, rap_buf_text(&out),
			         cases[i].want);
		free(rest);
		rap_docx_done(&docx);
		rap_reading_free(reading);
		rap_buf_done(&xml);
		rap_buf_done(&out);
	}
}

/* Body, comments and a header in; proposals and findings out. */
static void check_parts(const char *body, const char *comments, const char *header,
                        const char *want)
{
	rap_context context = {.paragraphs = paragraphs, .n_paragraphs = 4};
	rap_docx_styles styles = {0};
	rap_docx docx = {0};
	rap_reading *reading = rap_calloc(1, sizeof *reading);
	rap_buf xml = rap_buf_init(1 << 20), out = rap_buf_init(1 << 16);
	const char *why = NULL;
	bool other;
	char *rest;

	rap_buf_printf(&xml, "<w:document xmlns:w=\"" W "\"><w:body>%s</w:body></w:document>",
	               body);
	assert_true(rap_docx_body_read(rap_buf_as_slice(&xml), &styles, &docx, &why));
	docx.properties = rap_strdup("<dc:title>WORD-2020: The river</dc:title>");
	rap_docx_comments_read(rap_slice_of(comments), &docx);
	rap_docx_margin_read(rap_slice_of(header), &docx);
	rest = rap_docx_draft_read(&context, &docx, "a.docx", reading, &other);
	dump(reading, rest, &out);
	assert_string_equal(rap_buf_text(&out), want);
	free(rest);
	rap_docx_done(&docx);
	rap_reading_free(reading);
	rap_buf_done(&xml);
	rap_buf_done(&out);
}

#define COMMENT(id, text) \
	"<w:comment w:id=\"" id "\" w:author=\"A\"><w:p>" RUN(text) "</w:p></w:comment>"
#define COMMENTS(all) "<w:comments xmlns:w=\"" W "\">" all "</w:comments>"
#define HEADER(all) "<w:hdr xmlns:w=\"" W "\">" all "</w:hdr>"
#define OUR_HEADER                                                                          \
	"<w:p>" RUN("WORD-2020") "<w:r><w:tab/></w:r>" RUN("Zero draft") "</w:p><w:p>" RUN( \
		"The river") "</w:p><w:p>" RUN("Page 1 of 12") "</w:p>"
#define START(id) "<w:commentRangeStart w:id=\"" id "\"/>"
#define END(id) "<w:commentRangeEnd w:id=\"" id "\"/>"

static void test_parts_beside_the_text_are_told(void **state)
{
	(void)state;
	check_parts(P1 P2 P2A P3, COMMENTS(""), HEADER(OUR_HEADER), "");
	check_parts(P1 P2 P2A P3, COMMENTS(""),
	            HEADER(OUR_HEADER "<w:p>" RUN("We cannot accept P2.") "</w:p>"),
	            "! text-aside\n");
	/* Two of one number, and one without: no word is lost. */
	check_parts(P1 START("1") P2 END("1") P2A P3,
	            COMMENTS(COMMENT("1", "First.") COMMENT("1", "Second.") "<w:comment><w:p>" RUN(
			    "Third.") "</w:p></w:comment>"),
	            HEADER(""), "P2 comment ok First.\n! comment-elsewhere\n! comment-elsewhere\n");
	check_parts(START("1") P1 P2 P2A P3 END("1"), COMMENTS(COMMENT("1", "Too long.")),
	            HEADER(""), "! comment-elsewhere\n");
	check_parts(P1 START("1") P2 P2A END("1") P3, COMMENTS(COMMENT("1", "Too long.")),
	            HEADER(""), "P2 comment ok Too long.\nP2 (a) comment ok Too long.\n");
}

/* Strict files have other name spaces. */
static void test_both_name_spaces_are_read(void **state)
{
	rap_docx_styles styles = {0};
	rap_docx docx = {0};
	const char *why = NULL;

	(void)state;
	assert_true(rap_docx_body_read(
		rap_slice_of("<x:document "
	                     "xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body>"
	                     "<x:p><x:r><x:t>strict</x:t></x:r></x:p></x:body></x:document>"),
		&styles, &docx, &why));
	assert_string_equal(docx.now, "strict\n");
	rap_docx_done(&docx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bodies_give_these_proposals),
		cmocka_unit_test(test_parts_beside_the_text_are_told),
		cmocka_unit_test(test_both_name_spaces_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
