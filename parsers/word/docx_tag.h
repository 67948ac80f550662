/* SPDX-License-Identifier: Apache-2.0 */
/* The elements of WordprocessingML that reading knows, and the author's name on some of them. */
#ifndef RAP_PARSERS_DOCX_TAG_H
#define RAP_PARSERS_DOCX_TAG_H

#include "parsers/word/docx.h"
#include "parsers/word/xml.h"

/* Sorted by name. */
#define RAP_DOCX_TAG_TABLE(X)                         \
	X(RAP_TAG_ALT_CHUNK, "altChunk")              \
	X(RAP_TAG_BASED_ON, "basedOn")                \
	X(RAP_TAG_BOOKMARK, "bookmarkStart")          \
	X(RAP_TAG_BR, "br")                           \
	X(RAP_TAG_CHECK_BOX, "checkBox")              \
	X(RAP_TAG_CHECKED, "checked")                 \
	X(RAP_TAG_COLOR, "color")                     \
	X(RAP_TAG_COMMENT, "comment")                 \
	X(RAP_TAG_COMMENT_END, "commentRangeEnd")     \
	X(RAP_TAG_COMMENT_START, "commentRangeStart") \
	X(RAP_TAG_COMMENT_REF, "commentReference")    \
	X(RAP_TAG_CR, "cr")                           \
	X(RAP_TAG_DEFAULT, "default")                 \
	X(RAP_TAG_DEL, "del")                         \
	X(RAP_TAG_DEL_TEXT, "delText")                \
	X(RAP_TAG_DRAWING, "drawing")                 \
	X(RAP_TAG_DSTRIKE, "dstrike")                 \
	X(RAP_TAG_ENDNOTE, "endnote")                 \
	X(RAP_TAG_FOOTNOTE, "footnote")               \
	X(RAP_TAG_HIGHLIGHT, "highlight")             \
	X(RAP_TAG_ILVL, "ilvl")                       \
	X(RAP_TAG_INS, "ins")                         \
	X(RAP_TAG_MOVE_FROM, "moveFrom")              \
	X(RAP_TAG_MOVE_TO, "moveTo")                  \
	X(RAP_TAG_NAME, "name")                       \
	X(RAP_TAG_HYPHEN, "noBreakHyphen")            \
	X(RAP_TAG_NUM_ID, "numId")                    \
	X(RAP_TAG_OBJECT, "object")                   \
	X(RAP_TAG_OUTLINE, "outlineLvl")              \
	X(RAP_TAG_P, "p")                             \
	X(RAP_TAG_P_PR, "pPr")                        \
	X(RAP_TAG_P_STYLE, "pStyle")                  \
	X(RAP_TAG_PICT, "pict")                       \
	X(RAP_TAG_PTAB, "ptab")                       \
	X(RAP_TAG_R, "r")                             \
	X(RAP_TAG_R_PR, "rPr")                        \
	X(RAP_TAG_R_DEFAULTS, "rPrDefault")           \
	X(RAP_TAG_R_STYLE, "rStyle")                  \
	X(RAP_TAG_RT, "rt")                           \
	X(RAP_TAG_SDT_CONTENT, "sdtContent")          \
	X(RAP_TAG_SHD, "shd")                         \
	X(RAP_TAG_PLACEHOLDER, "showingPlcHdr")       \
	X(RAP_TAG_STRIKE, "strike")                   \
	X(RAP_TAG_STYLE, "style")                     \
	X(RAP_TAG_SUB_DOC, "subDoc")                  \
	X(RAP_TAG_SYM, "sym")                         \
	X(RAP_TAG_T, "t")                             \
	X(RAP_TAG_TAB, "tab")                         \
	X(RAP_TAG_TABS, "tabs")                       \
	X(RAP_TAG_TBL, "tbl")                         \
	X(RAP_TAG_TC, "tc")                           \
	X(RAP_TAG_TC_PR, "tcPr")                      \
	X(RAP_TAG_TR, "tr")                           \
	X(RAP_TAG_TR_PR, "trPr")                      \
	X(RAP_TAG_TEXT_BOX, "txbxContent")            \
	X(RAP_TAG_VANISH, "vanish")

typedef enum rap_docx_tag {
#define X(name, text) name,
	RAP_DOCX_TAG_TABLE(X)
#undef X
		RAP_TAG_MATH_TEXT, /* t of an equation */
	RAP_TAG_SENT_INS, /* ins and del that were in the file when it left (docx_sent.h) */
	RAP_TAG_SENT_DEL,
	RAP_TAG_SKIP, /* how things were before a change of form; the second version of what stands twice */
	RAP_TAG_OTHER,
} rap_docx_tag;

/* Of the element just opened or closed. */
rap_docx_tag rap_docx_tag_of(const rap_xml *xml);

/* A switch such as <w:vanish/>: on, unless its value says otherwise. */
bool rap_docx_is_on(rap_xml *xml);

/* The sign of a symbol font that the element just opened stands for; static. */
const char *rap_docx_symbol(rap_xml *xml);

/* Takes what the element just opened, a property of a paragraph or of a style, says of its form. */
void rap_docx_form_take(rap_docx_form *form, rap_docx_tag tag, rap_xml *xml);

/* Notes whose a change or comment is; NULL: nobody says. */
void rap_docx_note_author(const char *author, rap_docx *docx);

#endif
