// SPDX-License-Identifier: Apache-2.0
/*
 * Styles of a Word file; see docx_style.h.
 *
 * LIMITS: STYLES_MAX styles, STYLE_DEPTH of them on one another; what is beyond says nothing.
 */
#include "parsers/word/docx_style.h"

#include "common/mem.h"

#include <stdlib.h>
#include <strings.h>

#define STYLES_MAX 2000u /* Word's own are some 370 */
#define STYLE_DEPTH 10u /* styles on styles, in Word's own rule */
#define WHITE_MIN 0xF0u /* of each colour: nobody reads paler ones on paper */
#define DARK_MAX 570u /* of all three together: behind white words it makes them seen */

/* ---- looks ---------------------------------------------------------------------------------------------- */

/* "FFFFFF"; false: "auto", a name, or nothing. */
static bool colour_of(const char *text, unsigned ret[static 3])
{
	char *end;
	unsigned long all;

	if (!text || strlen(text) != 6)
		return false;
	all = strtoul(text, &end, 16);
	if (*end)
		return false;
	for (size_t i = 0; i < 3; i++)
		ret[i] = (unsigned)(all >> (16 - 8 * i)) & 0xFFu;
	return true;
}

static uint8_t is_white(rap_xml *xml)
{
	char *value = rap_xml_attribute(xml, "val"), *theme = rap_xml_attribute(xml, "themeColor");
	unsigned c[3];
	bool white = theme && (strcmp(theme, "background1") == 0 || strcmp(theme, "light1") == 0);

	/* Word says beside a theme's colour what that is, lighter or darker as the case may be. */
	if (colour_of(value, c))
		white = c[0] >= WHITE_MIN && c[1] >= WHITE_MIN && c[2] >= WHITE_MIN;
	free(value);
	free(theme);
	return white ? RAP_DOCX_ON : RAP_DOCX_OFF;
}

static uint8_t is_dark(rap_xml *xml)
{
	char *fill = rap_xml_attribute(xml, "fill");
	unsigned c[3];
	bool dark = colour_of(fill, c) && c[0] + c[1] + c[2] <= DARK_MAX;

	free(fill);
	return dark ? RAP_DOCX_ON : RAP_DOCX_OFF;
}

static uint8_t is_marked(rap_xml *xml)
{
	char *value = rap_xml_attribute(xml, "val");
	bool marked = value && strcmp(value, "none") != 0 && strcmp(value, "white") != 0;

	free(value);
	return marked ? RAP_DOCX_ON : RAP_DOCX_OFF;
}

void rap_docx_look_take(rap_docx_look *look, rap_docx_tag tag, rap_xml *xml)
{
	uint8_t on = rap_docx_is_on(xml) ? RAP_DOCX_ON : RAP_DOCX_OFF;

	switch ((int)tag) {
	case RAP_TAG_VANISH:
		look->vanish = on;
		break;
	case RAP_TAG_STRIKE:
		look->strike = on;
		break;
	case RAP_TAG_DSTRIKE:
		look->double_strike = on;
		break;
	case RAP_TAG_COLOR:
		look->white = is_white(xml);
		break;
	case RAP_TAG_SHD:
		look->shaded = is_dark(xml);
		break;
	case RAP_TAG_HIGHLIGHT:
		look->shaded = is_marked(xml);
		break;
	default:
		break;
	}
}

/* What is said at the run counts; else the file's default; else both styles together, two of them undoing each other. */
static bool is_on(uint8_t run, uint8_t run_style, uint8_t par_style, uint8_t defaults)
{
	if (run != RAP_DOCX_UNSET)
		return run == RAP_DOCX_ON;
	return defaults == RAP_DOCX_ON || (run_style == RAP_DOCX_ON) != (par_style == RAP_DOCX_ON);
}

/* Of colours the nearest counts. */
static bool is_said(uint8_t run, uint8_t run_style, uint8_t par_style, uint8_t defaults)
{
	uint8_t said = run ? run : run_style ? run_style : par_style ? par_style : defaults;

	return said == RAP_DOCX_ON;
}

bool rap_docx_looks_hidden(const rap_docx_looks *l, const rap_docx_styles *styles)
{
	const rap_docx_look *d = &styles->defaults;

	if (is_on(l->run.vanish, l->run_style.vanish, l->par_style.vanish, d->vanish))
		return true;
	return is_said(l->run.white, l->run_style.white, l->par_style.white, d->white) &&
	       !l->par_shaded && !l->cell_shaded &&
	       !is_said(l->run.shaded, l->run_style.shaded, l->par_style.shaded, d->shaded);
}

bool rap_docx_looks_struck(const rap_docx_looks *l, const rap_docx_styles *styles)
{
	const rap_docx_look *d = &styles->defaults;

	return is_on(l->run.strike, l->run_style.strike, l->par_style.strike, d->strike) ||
	       is_on(l->run.double_strike, l->run_style.double_strike, l->par_style.double_strike,
	             d->double_strike);
}

/* ---- styles --------------------------------------------------------------------------------------------- */

static int by_id(const void *a, const void *b)
{
	return strcmp(((const rap_docx_style *)a)->id, ((const rap_docx_style *)b)->id);
}

const rap_docx_style *rap_docx_style_of(const rap_docx_styles *styles, const char *id)
{
	rap_docx_style wanted = {.id = (char *)(uintptr_t)id};

	if (!id || styles->n == 0)
		return NULL;
	return bsearch(&wanted, styles->at, styles->n, sizeof *styles->at, by_id);
}

/* "heading 2", in any language of Word. */
static void name_form(const char *name, rap_docx_form *form)
{
	if (strncasecmp(name, "heading ", 8) == 0 && name[8] >= '1' && name[8] <= '9' && !name[9])
		form->heading = (uint8_t)(name[8] - '0');
	else if (strcasecmp(name, "title") == 0)
		form->heading = RAP_DOCX_TITLE;
	else if (strcasecmp(name, "subtitle") == 0)
		form->heading = RAP_DOCX_SUBTITLE;
}

static void read_style(rap_xml *xml, rap_docx_tag tag, rap_docx_style *s)
{
	char *name;

	switch ((int)tag) {
	case RAP_TAG_BASED_ON:
		free(s->based_on);
		s->based_on = rap_xml_attribute(xml, "val");
		break;
	case RAP_TAG_NAME:
		/* The name is English in every language of Word; the id is not. */
		name = rap_xml_attribute(xml, "val");
		if (name)
			name_form(name, &s->form);
		s->heading |= name &&
		              (strncasecmp(name, "heading", 7) == 0 ||
		               strcasecmp(name, "title") == 0 || strcasecmp(name, "subtitle") == 0);
		free(name);
		break;
	case RAP_TAG_OUTLINE:
		s->heading = true;
		rap_docx_form_take(&s->form, tag, xml);
		break;
	case RAP_TAG_ILVL:
	case RAP_TAG_NUM_ID:
		rap_docx_form_take(&s->form, tag, xml);
		break;
	default:
		rap_docx_look_take(&s->look, tag, xml);
		break;
	}
}

static void lay_under(rap_docx_look *look, const rap_docx_look *base)
{
	look->vanish = look->vanish ? look->vanish : base->vanish;
	look->strike = look->strike ? look->strike : base->strike;
	look->double_strike = look->double_strike ? look->double_strike : base->double_strike;
	look->white = look->white ? look->white : base->white;
	look->shaded = look->shaded ? look->shaded : base->shaded;
}

static void form_under(rap_docx_form *form, const rap_docx_form *base)
{
	form->heading = form->heading ? form->heading : base->heading;
	form->level = form->level ? form->level : base->level;
	form->list = form->list ? form->list : base->list;
}

static void inherit(rap_docx_styles *styles)
{
	rap_docx_look *looks = rap_calloc(styles->n + 1, sizeof *looks);
	bool *headings = rap_calloc(styles->n + 1, sizeof *headings);
	rap_docx_form *forms = rap_calloc(styles->n + 1, sizeof *forms);

	for (size_t i = 0; i < styles->n; i++) {
		const rap_docx_style *base = &styles->at[i];

		for (size_t depth = 0; base && depth <= STYLE_DEPTH; depth++) {
			lay_under(&looks[i], &base->look);
			headings[i] |= base->heading;
			form_under(&forms[i], &base->form);
			base = rap_docx_style_of(styles, base->based_on);
		}
	}
	for (size_t i = 0; i < styles->n; i++) {
		styles->at[i].look = looks[i];
		styles->at[i].heading = headings[i];
		styles->at[i].form = forms[i];
	}
	free(forms);
	free(looks);
	free(headings);
}

static rap_docx_style *begin_style(rap_xml *xml, rap_docx_styles *ret)
{
	char *id, *kind, *normal;
	rap_docx_style *style;

	if (ret->n == STYLES_MAX)
		return NULL;
	id = rap_xml_attribute(xml, "styleId");
	kind = rap_xml_attribute(xml, "type");
	normal = rap_xml_attribute(xml, "default");
	style = &ret->at[ret->n++];
	*style = (rap_docx_style){.id = id ? id : rap_strdup("")};
	if (!ret->normal && kind && strcmp(kind, "paragraph") == 0 && normal &&
	    (strcmp(normal, "1") == 0 || strcmp(normal, "true") == 0 || strcmp(normal, "on") == 0))
		ret->normal = rap_strdup(style->id);
	free(kind);
	free(normal);
	return style;
}

/* The walk over the part: what an element says, and to whom. */
typedef struct walker {
	rap_xml xml;
	rap_docx_styles *styles;
	rap_docx_style *open;
	bool in_defaults;
	size_t skip; /* elements that are passed over around it */
} walker;

static void on_element(walker *w, rap_docx_tag tag, bool opens)
{
	if (tag == RAP_TAG_SKIP)
		w->skip = opens ? w->skip + 1 : w->skip - (w->skip > 0);
	if (tag == RAP_TAG_SKIP || w->skip > 0)
		return;
	if (tag == RAP_TAG_STYLE)
		w->open = opens ? begin_style(&w->xml, w->styles) : NULL;
	else if (tag == RAP_TAG_R_DEFAULTS)
		w->in_defaults = opens;
	else if (opens && w->open)
		read_style(&w->xml, tag, w->open);
	else if (opens && w->in_defaults)
		rap_docx_look_take(&w->styles->defaults, tag, &w->xml);
}

void rap_docx_styles_read(rap_slice bytes, rap_docx_styles *ret)
{
	walker w = {.styles = ret};
	rap_xml_event event;

	*ret = (rap_docx_styles){.at = rap_calloc(STYLES_MAX, sizeof *ret->at)};
	rap_xml_begin(bytes, &w.xml);
	while ((event = rap_xml_next(&w.xml)) != RAP_XML_END && event != RAP_XML_BAD)
		if (event != RAP_XML_TEXT)
			on_element(&w, rap_docx_tag_of(&w.xml), event == RAP_XML_OPEN);
	rap_xml_done(&w.xml);
	if (ret->n > 0)
		qsort(ret->at, ret->n, sizeof *ret->at, by_id);
	inherit(ret);
}

void rap_docx_styles_done(rap_docx_styles *styles)
{
	for (size_t i = 0; i < styles->n; i++) {
		free(styles->at[i].id);
		free(styles->at[i].based_on);
	}
	free(styles->at);
	free(styles->normal);
	*styles = (rap_docx_styles){0};
}
