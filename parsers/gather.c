// SPDX-License-Identifier: Apache-2.0
/* From parts to texts; see gather.h. */
#include "parsers/gather.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/mail/charset.h"
#include "parsers/text/flowed.h"
#include "parsers/text/html.h"
#include "parsers/text/html_charset.h"
#include "parsers/text/rawquote.h"

#include <stdlib.h>
#include <strings.h>

/* The text of one body part. */
struct piece {
	const rap_part *part;
	rap_lines lines;
	bool html;
	bool shown; /* nothing else shows the same and is shown instead */
};

struct gatherer {
	rap_gathered *g;
	struct piece *pieces;
	size_t n;
	rap_buf source;
	size_t budget; /* bytes of text that the message may still give */
};

/*
 * The charset that a page names in itself, where the header names none that could be right: it names nothing, or UTF-8
 * or ASCII, and the bytes are neither. NULL: the header counts.
 */
static char *label_inside(const rap_part *part)
{
	const char *name = rap_charset_name(part->charset);
	char *label;

	if (name && strcmp(name, "utf-8") != 0 && strcmp(name, "us-ascii") != 0)
		return NULL;
	if (rap_utf8_valid(part->bytes))
		return NULL;
	label = rap_html_charset(part->bytes);
	if (!label || (rap_charset_name(label) && strncmp(rap_charset_name(label), "utf", 3) != 0))
		return label;
	free(label);
	return NULL;
}

static void decode(struct gatherer *gatherer, const rap_part *part, rap_decoded *ret)
{
	rap_gathered *g = gatherer->g;
	size_t cap =
		gatherer->budget < RAP_LIMIT_TEXT_PART ? gatherer->budget : RAP_LIMIT_TEXT_PART;
	char *meta = strcmp(part->type, "text/html") == 0 ? label_inside(part) : NULL;
	const char *label = meta ? meta : part->charset;

	rap_charset_decode(part->bytes, label, cap, ret);
	free(meta);
	gatherer->budget -= ret->len;
	g->lost += ret->lost;
	g->controls += ret->controls;
	g->cut |= ret->cut;
	g->damaged |= part->damaged;
	if (ret->repair && !rap_strv_has(&g->repairs, ret->repair))
		rap_strv_add(&g->repairs, ret->repair);
	if (ret->repair && ret->doubtful && !rap_strv_has(&g->doubtful, ret->repair))
		rap_strv_add(&g->doubtful, ret->repair);
}

static void append(rap_lines_maker *maker, const rap_lines *lines)
{
	rap_slice text = {lines->text, lines->len}, line;
	size_t offset = 0, base = maker->text.len;

	if (base > 0 && lines->n_looks > 0)
		rap_lines_look(maker, base, 0);
	for (size_t i = 0; i < lines->n_looks; i++)
		rap_lines_look(maker, base + lines->looks[i].to, lines->looks[i].look);
	for (size_t i = 0; i < lines->n && rap_lines_next(text, &offset, &line); i++)
		rap_lines_add(maker, line, lines->depth[i]);
}

/* Takes the lines over. */
static void add_piece(struct gatherer *gatherer, const rap_part *part, rap_lines *lines, bool html)
{
	gatherer->pieces =
		rap_reallocarray(gatherer->pieces, gatherer->n + 1, sizeof(*gatherer->pieces));
	gatherer->pieces[gatherer->n++] =
		(struct piece){.part = part, .lines = *lines, .html = html, .shown = true};
	*lines = (rap_lines){0};
}

static void take_plain(struct gatherer *gatherer, const rap_part *part, const rap_decoded *decoded);

/* Not one tag: some programs call a plain text HTML, and its lines would run together. */
static bool has_tags(const rap_decoded *decoded)
{
	for (size_t i = 0; i + 1 < decoded->len; i++) {
		unsigned char c = (unsigned char)decoded->text[i + 1];

		if (decoded->text[i] == '<' && (c == '!' || c == '/' || (c | 0x20u) - 'a' < 26u))
			return true;
	}
	return false;
}

static void take_html(struct gatherer *gatherer, const rap_part *part, const rap_decoded *decoded)
{
	rap_gathered *g = gatherer->g;
	rap_html html;

	if (!has_tags(decoded) && !memchr(decoded->text, '&', decoded->len)) {
		take_plain(gatherer, part, decoded);
		return;
	}
	rap_html_text((rap_slice){decoded->text, decoded->len}, &html);
	add_piece(gatherer, part, &html.lines, true);
	rap_buf_add(&gatherer->source, decoded->text, decoded->len);
	g->cut |= html.cut;
	if (html.hidden && !g->hidden) {
		g->hidden = html.hidden;
		html.hidden = NULL;
	}
	if (!g->html_charset)
		g->html_charset = decoded->charset;
	rap_html_done(&html);
}

static void take_plain(struct gatherer *gatherer, const rap_part *part, const rap_decoded *decoded)
{
	rap_gathered *g = gatherer->g;
	rap_slice text = {decoded->text, decoded->len};
	rap_lines lines;
	bool cut = false;

	if (part->flowed)
		rap_flowed_join(text, part->delsp, &lines, &cut);
	else
		rap_lines_of_plain(text, &lines);
	if (rap_rawquote_decode(&lines) && !rap_strv_has(&g->repairs, "quoted MIME source decoded"))
		rap_strv_add(&g->repairs, "quoted MIME source decoded");
	add_piece(gatherer, part, &lines, false);
	g->cut |= cut;
	if (!g->text_charset)
		g->text_charset = decoded->charset;
}

/* An archive, an office file, a PDF: whatever is said of it, it is no text. */
static bool begins_as_file(rap_slice bytes)
{
	static const struct {
		const char *bytes;
		size_t n;
	} files[] = {{"PK\3\4", 4}, {"\xD0\xCF\x11\xE0", 4}, {"%PDF-", 5}, {"{\\rtf", 5}};

	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (bytes.len >= files[i].n && memcmp(bytes.at, files[i].bytes, files[i].n) == 0)
			return true;
	return false;
}

bool rap_gather_is_text(const rap_part *part)
{
	size_t n = part->name ? strlen(part->name) : 0;

	if (begins_as_file(part->bytes))
		return false;
	return strcmp(part->type, "text/plain") == 0 ||
	       (n > 4 && strcasecmp(part->name + n - 4, ".txt") == 0);
}

static void take_attached(struct gatherer *gatherer, size_t index, rap_decoded *decoded)
{
	rap_gathered *g = gatherer->g;

	g->attached = rap_reallocarray(g->attached, g->n_attached + 1, sizeof(*g->attached));
	g->attached[g->n_attached++] = (rap_attached_text){.part = index, .text = decoded->text};
	decoded->text = NULL;
}

/* Whether two texts are the same but for white space. */
static bool is_same_text(const rap_lines *a, const rap_lines *b)
{
	rap_slice one = {a->text, a->len}, two = {b->text, b->len};
	size_t i = 0, k = 0;

	for (;;) {
		uint32_t c = ' ', d = ' ';

		while (i < one.len && rap_utf8_is_space(c))
			c = rap_utf8_next(one, &i);
		while (k < two.len && rap_utf8_is_space(d))
			d = rap_utf8_next(two, &k);
		if (rap_utf8_is_space(c) || rap_utf8_is_space(d))
			return rap_utf8_is_space(c) && rap_utf8_is_space(d);
		if (c != d)
			return false;
	}
}

static bool is_blank(const rap_lines *lines)
{
	return rap_utf8_trim((rap_slice){lines->text, lines->len}).len == 0;
}

/* A plain text is not shown where HTML is shown in its stead, or says the very same beside it. */
static void hide_what_html_shows(struct gatherer *gatherer)
{
	for (size_t i = 0; i < gatherer->n; i++) {
		struct piece *plain = &gatherer->pieces[i];

		for (size_t k = 0; !plain->html && plain->shown && k < gatherer->n; k++) {
			const struct piece *html = &gatherer->pieces[k];

			if (html->html && !is_blank(&html->lines) &&
			    (rap_part_competes(plain->part, html->part) ||
			     is_same_text(&plain->lines, &html->lines)))
				plain->shown = false;
		}
	}
}

enum view { NOTHING, HTML, TEXT, SEALED, WHOLE };

static bool is_in_view(const struct piece *piece, enum view view)
{
	switch (view) {
	case NOTHING:
		return false;
	case HTML:
		return piece->shown && !piece->part->sealed;
	case TEXT:
		return !piece->html && !piece->part->sealed;
	case SEALED:
		return piece->shown && piece->part->sealed;
	case WHOLE:
		break;
	}
	return piece->shown;
}

static void compose(const struct gatherer *gatherer, enum view view, rap_lines *ret)
{
	rap_lines_maker maker = rap_lines_begin(RAP_LIMIT_TEXT_PART);
	bool cut;

	for (size_t i = 0; i < gatherer->n; i++)
		if (is_in_view(&gatherer->pieces[i], view))
			append(&maker, &gatherer->pieces[i].lines);
	rap_lines_end(&maker, ret, &cut);
	gatherer->g->cut |= cut;
}

static void compose_all(struct gatherer *gatherer)
{
	rap_gathered *g = gatherer->g;
	bool html = false, sealed = false, open = false;

	hide_what_html_shows(gatherer);
	for (size_t i = 0; i < gatherer->n; i++) {
		const struct piece *piece = &gatherer->pieces[i];

		sealed |= piece->part->sealed;
		open |= !piece->part->sealed;
		html |= piece->html && !piece->part->sealed && !is_blank(&piece->lines);
	}
	compose(gatherer, html ? HTML : NOTHING, &g->html);
	compose(gatherer, TEXT, &g->text);
	compose(gatherer, sealed ? SEALED : NOTHING, &g->sealed);
	compose(gatherer, sealed && open ? WHOLE : NOTHING, &g->whole);
	for (size_t i = 0; i < gatherer->n; i++)
		rap_lines_done(&gatherer->pieces[i].lines);
	free(gatherer->pieces);
}

void rap_gather(const rap_mime *mime, rap_gathered *ret)
{
	struct gatherer gatherer = {.g = ret,
	                            .source = rap_buf_init(RAP_LIMIT_TEXT_PART),
	                            .budget = RAP_LIMIT_TEXT_MESSAGE};

	*ret = (rap_gathered){0};
	for (size_t i = 0; i < mime->n; i++) {
		const rap_part *part = &mime->parts[i];
		rap_decoded decoded;

		if (part->attachment && (part->sealed || !rap_gather_is_text(part)))
			continue;
		decode(&gatherer, part, &decoded);
		if (part->attachment)
			take_attached(&gatherer, i, &decoded);
		else if (strcmp(part->type, "text/html") == 0)
			take_html(&gatherer, part, &decoded);
		else
			take_plain(&gatherer, part, &decoded);
		rap_decoded_done(&decoded);
	}
	compose_all(&gatherer);
	ret->cut |= gatherer.source.over;
	if (gatherer.source.len > 0)
		ret->html_source = rap_buf_take(&gatherer.source);
	rap_buf_done(&gatherer.source);
}

const rap_lines *rap_gathered_shown(const rap_gathered *gathered)
{
	const rap_lines *const list[] = {&gathered->whole, &gathered->html, &gathered->text};

	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (list[i]->n > 0 && !is_blank(list[i]))
			return list[i];
	return &gathered->sealed;
}

void rap_gathered_done(rap_gathered *gathered)
{
	rap_lines_done(&gathered->html);
	rap_lines_done(&gathered->text);
	rap_lines_done(&gathered->sealed);
	rap_lines_done(&gathered->whole);
	free(gathered->html_source);
	for (size_t i = 0; i < gathered->n_attached; i++)
		free(gathered->attached[i].text);
	free(gathered->attached);
	rap_strv_done(&gathered->repairs);
	rap_strv_done(&gathered->doubtful);
	free(gathered->hidden);
	*gathered = (rap_gathered){0};
}
