// SPDX-License-Identifier: Apache-2.0
/* From parts to texts; see gather.h. */
#include "parsers/gather.h"

#include "common/limits.h"
#include "common/mem.h"
#include "parsers/mail/charset.h"
#include "parsers/text/flowed.h"
#include "parsers/text/html.h"
#include "parsers/text/rawquote.h"

#include <stdlib.h>
#include <strings.h>

struct gatherer {
	rap_gathered *g;
	rap_lines_maker html, text, sealed;
	rap_buf source;
	size_t budget; /* bytes of text that the message may still give */
};

static void decode(struct gatherer *gatherer, const rap_part *part, rap_decoded *ret)
{
	rap_gathered *g = gatherer->g;
	size_t cap =
		gatherer->budget < RAP_LIMIT_TEXT_PART ? gatherer->budget : RAP_LIMIT_TEXT_PART;

	rap_charset_decode(part->bytes, part->charset, cap, ret);
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

static void take_html(struct gatherer *gatherer, const rap_part *part, const rap_decoded *decoded)
{
	rap_gathered *g = gatherer->g;
	rap_html html;

	rap_html_text((rap_slice){decoded->text, decoded->len}, &html);
	append(part->sealed ? &gatherer->sealed : &gatherer->html, &html.lines);
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
	append(part->sealed ? &gatherer->sealed : &gatherer->text, &lines);
	g->cut |= cut;
	if (!g->text_charset)
		g->text_charset = decoded->charset;
	rap_lines_done(&lines);
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

void rap_gather(const rap_mime *mime, rap_gathered *ret)
{
	struct gatherer gatherer = {.g = ret,
	                            .html = rap_lines_begin(RAP_LIMIT_TEXT_PART),
	                            .text = rap_lines_begin(RAP_LIMIT_TEXT_PART),
	                            .sealed = rap_lines_begin(RAP_LIMIT_TEXT_PART),
	                            .source = rap_buf_init(RAP_LIMIT_TEXT_PART),
	                            .budget = RAP_LIMIT_TEXT_MESSAGE};
	bool cut[3];

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
	rap_lines_end(&gatherer.html, &ret->html, &cut[0]);
	rap_lines_end(&gatherer.text, &ret->text, &cut[1]);
	rap_lines_end(&gatherer.sealed, &ret->sealed, &cut[2]);
	ret->cut |= cut[0] || cut[1] || cut[2] || gatherer.source.over;
	if (gatherer.source.len > 0)
		ret->html_source = rap_buf_take(&gatherer.source);
	rap_buf_done(&gatherer.source);
}

void rap_gathered_done(rap_gathered *gathered)
{
	rap_lines_done(&gathered->html);
	rap_lines_done(&gathered->text);
	rap_lines_done(&gathered->sealed);
	free(gathered->html_source);
	for (size_t i = 0; i < gathered->n_attached; i++)
		free(gathered->attached[i].text);
	free(gathered->attached);
	rap_strv_done(&gathered->repairs);
	rap_strv_done(&gathered->doubtful);
	free(gathered->hidden);
	*gathered = (rap_gathered){0};
}
