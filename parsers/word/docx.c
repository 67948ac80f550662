// SPDX-License-Identifier: Apache-2.0
/*
 * The package of a Word file (docx.h): which part is the document, which hold its comments, notes and styles.
 *
 * LIMITS: those of unzip.h and xml.h; text RAP_LIMIT_WORD_TEXT.
 */
#include "parsers/word/docx.h"

#include "common/limits.h"
#include "common/mem.h"
#include "parsers/word/docx_body.h"
#include "parsers/word/unzip.h"

#include <stdlib.h>

#define MARGINS_MAX \
	20u /* headers or footers that are looked at; the document's own are three of each */

/* The document and where it stands in the archive. */
typedef struct package {
	rap_unzip *zip;
	rap_buf relations; /* of the document */
	char *folder; /* "word/" */
} package;

static bool get(package *p, const char *name, rap_buf *ret, const char **ret_why)
{
	*ret = rap_buf_init(RAP_LIMIT_XML_PART);
	if (rap_unzip_get(p->zip, name, ret, ret_why))
		return true;
	rap_buf_done(ret);
	return false;
}

/* A target is named from the folder of the part that names it, or from the top. */
static char *resolve(const char *folder, const char *target)
{
	rap_buf name = rap_buf_init(RAP_KIB);

	if (target[0] != '/')
		rap_buf_str(&name, folder);
	rap_buf_str(&name, target[0] == '/' ? target + 1 : target);
	return rap_buf_take(&name);
}

/* A part that the document names; false: there is none. One that is there and cannot be read leaves docx->cut. */
static bool get_related(package *p, const char *type, size_t number, rap_docx *docx, rap_buf *ret)
{
	char *target = rap_docx_relation(rap_buf_as_slice(&p->relations), type, number), *name;
	const char *why = NULL;
	bool good;

	if (!target)
		return false;
	name = resolve(p->folder, target);
	good = get(p, name, ret, &why);
	docx->cut |= why != NULL;
	free(target);
	free(name);
	return good;
}

/* "word/document.xml", or what the package says in its place. */
static char *find_document(package *p)
{
	rap_buf relations;
	const char *why;
	char *target = NULL, *name = NULL;

	if (get(p, "_rels/.rels", &relations, &why)) {
		target = rap_docx_relation(rap_buf_as_slice(&relations), "/officeDocument", 0);
		rap_buf_done(&relations);
	}
	if (target)
		name = resolve("", target);
	free(target);
	return name ? name : rap_strdup("word/document.xml");
}

static void read_relations(package *p, const char *document)
{
	const char *slash = strrchr(document, '/'), *why;
	size_t n = slash ? (size_t)(slash + 1 - document) : 0;
	rap_buf name = rap_buf_init(RAP_KIB);

	p->folder = rap_strndup(document, n);
	rap_buf_printf(&name, "%s_rels/%s.rels", p->folder, document + n);
	if (!get(p, rap_buf_text(&name), &p->relations, &why))
		p->relations = rap_buf_init(1);
	rap_buf_done(&name);
}

/* Programs in a file: it may be shown to nobody unseen, and what they would do to its text nobody knows. */
static bool has_macros(package *p)
{
	rap_buf types;
	const char *why;
	bool found =
		rap_unzip_has(p->zip, "word/vbaProject") || rap_unzip_has(p->zip, "word/vbaData");

	if (!get(p, "[Content_Types].xml", &types, &why))
		return found;
	found |= memmem(types.at, types.len, "macroEnabled", strlen("macroEnabled")) != NULL;
	rap_buf_done(&types);
	return found;
}

static bool read_document(package *p, const char *document, rap_docx *docx, const char **ret_why)
{
	rap_docx_styles styles = {0};
	rap_buf part;
	bool good;

	if (get_related(p, "/styles", 0, docx, &part)) {
		rap_docx_styles_read(rap_buf_as_slice(&part), &styles);
		rap_buf_done(&part);
	}
	good = get(p, document, &part, ret_why);
	if (good) {
		good = rap_docx_body_read(rap_buf_as_slice(&part), &styles, docx, ret_why);
		rap_buf_done(&part);
	} else if (!*ret_why) {
		*ret_why = "it is no Word file";
	}
	rap_docx_styles_done(&styles);
	return good;
}

/* Headers or footers: one for each section, and others for first and even pages. */
static void read_margins(package *p, const char *type, rap_docx *docx)
{
	rap_buf part;

	for (size_t i = 0; i < MARGINS_MAX && get_related(p, type, i, docx, &part); i++) {
		rap_docx_margin_read(rap_buf_as_slice(&part), docx);
		rap_buf_done(&part);
	}
}

static void read_rest(package *p, rap_docx *docx)
{
	rap_buf part;
	const char *why;
	bool cut;

	if (get_related(p, "/comments", 0, docx, &part)) {
		rap_docx_comments_read(rap_buf_as_slice(&part), docx);
		rap_buf_done(&part);
	}
	if (get_related(p, "/footnotes", 0, docx, &part)) {
		rap_docx_notes_read(rap_buf_as_slice(&part), docx);
		rap_buf_done(&part);
	}
	if (get_related(p, "/endnotes", 0, docx, &part)) {
		rap_docx_notes_read(rap_buf_as_slice(&part), docx);
		rap_buf_done(&part);
	}
	read_margins(p, "/header", docx);
	read_margins(p, "/footer", docx);
	if (docx->margins && get(p, "docProps/core.xml", &part, &why))
		docx->properties = rap_buf_take(&part);
	cut = docx->cut;
	if (get_related(p, "/numbering", 0, docx, &part))
		docx->numbering = rap_buf_take(&part);
	docx->cut = cut; /* of no text */
	docx->foreign |= rap_unzip_has(p->zip, "word/embeddings/");
}

static bool holds(rap_slice bytes, const char *what, size_t n)
{
	return bytes.len > 0 && memmem(bytes.at, bytes.len, what, n) != NULL;
}

bool rap_docx_is_word(rap_slice bytes)
{
	package p = {0};
	rap_buf types;
	const char *why;
	bool found;

	if (bytes.len < 4 || memcmp(bytes.at, "PK\3\4", 4) != 0)
		return false;
	p.zip = rap_unzip_open(bytes, &why);
	if (!p.zip)
		return false;
	found = rap_unzip_has(p.zip, "word/document");
	if (get(&p, "[Content_Types].xml", &types, &why)) {
		static const char *const main[] = {"wordprocessingml.document.main+xml",
		                                   "wordprocessingml.template.main+xml",
		                                   "vnd.ms-word."};

		for (size_t i = 0; i < sizeof main / sizeof *main; i++)
			found |= holds(rap_buf_as_slice(&types), main[i], strlen(main[i]));
		rap_buf_done(&types);
	}
	p.zip = rap_unzip_close(p.zip);
	return found;
}

/* What is no archive. The container of Word files up to 2003 holds those with a password too. */
static const char *why_no_archive(rap_slice bytes)
{
	static const char password[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

	if (bytes.len >= 4 && memcmp(bytes.at, "\xD0\xCF\x11\xE0", 4) == 0)
		return holds(bytes, password, sizeof password - 1)
		               ? "it is protected with a password"
		               : "it is in the format of old Word, or protected with a password";
	if (bytes.len >= 5 && memcmp(bytes.at, "{\\rtf", 5) == 0)
		return "it is a text in the format RTF, whatever its name says";
	if (bytes.len >= 5 && memcmp(bytes.at, "%PDF-", 5) == 0)
		return "it is a PDF, whatever its name says";
	return NULL;
}

bool rap_docx_read(rap_slice bytes, rap_docx *ret, const char **ret_why)
{
	package p = {0};
	char *document;
	bool good;

	*ret = (rap_docx){0};
	*ret_why = why_no_archive(bytes);
	if (*ret_why)
		return false;
	p.zip = rap_unzip_open(bytes, ret_why);
	if (!p.zip)
		return false;
	if (has_macros(&p)) {
		*ret_why = "it holds macros";
		p.zip = rap_unzip_close(p.zip);
		return false;
	}
	document = find_document(&p);
	read_relations(&p, document);
	good = read_document(&p, document, ret, ret_why);
	if (good)
		read_rest(&p, ret);
	else
		rap_docx_done(ret);
	free(document);
	free(p.folder);
	rap_buf_done(&p.relations);
	p.zip = rap_unzip_close(p.zip);
	return good;
}

void rap_docx_done(rap_docx *docx)
{
	free(docx->now);
	free(docx->before);
	free(docx->pars);
	for (size_t i = 0; i < docx->n_bookmarks; i++)
		free(docx->bookmarks[i].name);
	free(docx->bookmarks);
	for (size_t i = 0; i < docx->n_comments; i++) {
		free(docx->comments[i].id);
		free(docx->comments[i].words);
	}
	free(docx->comments);
	rap_strv_done(&docx->authors);
	free(docx->hidden);
	free(docx->struck);
	free(docx->aside);
	free(docx->margins);
	free(docx->properties);
	free(docx->numbering);
	*docx = (rap_docx){0};
}

rap_docx_comment *rap_docx_comment_of(rap_docx *docx, const char *id)
{
	for (size_t i = 0; i < docx->n_comments; i++)
		if (strcmp(docx->comments[i].id, id) == 0)
			return &docx->comments[i];
	return rap_docx_comment_add(docx, id);
}

rap_docx_comment *rap_docx_comment_add(rap_docx *docx, const char *id)
{
	if (docx->n_comments == RAP_LIMIT_WORD_COMMENTS) {
		docx->cut = true;
		return NULL;
	}
	docx->comments =
		rap_reallocarray(docx->comments, docx->n_comments + 1, sizeof *docx->comments);
	docx->comments[docx->n_comments] = (rap_docx_comment){.id = rap_strdup(id)};
	return &docx->comments[docx->n_comments++];
}
