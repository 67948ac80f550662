// SPDX-License-Identifier: Apache-2.0
/* Tables about elements, containers and styles; see html_rules.h. */
#include "parsers/text/html_rules.h"

#include "parsers/text/html_colour.h"
#include "parsers/text/html_css.h"

#include <stdlib.h>
#include <strings.h>

#define NUMBER_MAX 1000000L
#define FAINT 30L /* of a thousand: an opacity that leaves nothing to be seen */
#define TINY_PIXELS 2000L /* thousandths, as the following: pixels or points */
#define TINY_EM 100L
#define FAR_PIXELS 1000000L
#define FAR_EM 60000L
#define ATTRIBUTES_MAX 256u /* Word writes some twenty */

/* Sorted by name. What is not here is inline: b, span, font, o:p and whatever comes. */
static const struct tag {
	const char *name;
	rap_html_tag tag;
} tags[] = {
	{"address", RAP_HTML_BLOCK},
	{"article", RAP_HTML_BLOCK},
	{"aside", RAP_HTML_BLOCK},
	{"blockquote", RAP_HTML_QUOTE},
	{"body", RAP_HTML_BLOCK},
	{"br", RAP_HTML_BREAK},
	{"caption", RAP_HTML_BLOCK},
	{"center", RAP_HTML_BLOCK},
	{"dd", RAP_HTML_BLOCK},
	{"del", RAP_HTML_DROPPED}, /* struck out: what is left is what is meant */
	{"details", RAP_HTML_BLOCK},
	{"dir", RAP_HTML_UNORDERED},
	{"div", RAP_HTML_BLOCK},
	{"dl", RAP_HTML_BLOCK},
	{"dt", RAP_HTML_BLOCK},
	{"fieldset", RAP_HTML_BLOCK},
	{"figcaption", RAP_HTML_BLOCK},
	{"figure", RAP_HTML_BLOCK},
	{"footer", RAP_HTML_BLOCK},
	{"form", RAP_HTML_BLOCK},
	{"h1", RAP_HTML_BLOCK},
	{"h2", RAP_HTML_BLOCK},
	{"h3", RAP_HTML_BLOCK},
	{"h4", RAP_HTML_BLOCK},
	{"h5", RAP_HTML_BLOCK},
	{"h6", RAP_HTML_BLOCK},
	{"head", RAP_HTML_DROPPED},
	{"header", RAP_HTML_BLOCK},
	{"hr", RAP_HTML_BLOCK},
	{"html", RAP_HTML_BLOCK},
	{"iframe", RAP_HTML_DROPPED},
	{"legend", RAP_HTML_BLOCK},
	{"li", RAP_HTML_ITEM},
	{"listing", RAP_HTML_PRE},
	{"main", RAP_HTML_BLOCK},
	{"menu", RAP_HTML_UNORDERED},
	{"nav", RAP_HTML_BLOCK},
	{"object", RAP_HTML_DROPPED},
	{"ol", RAP_HTML_ORDERED},
	{"option", RAP_HTML_BLOCK},
	{"p", RAP_HTML_BLOCK},
	{"plaintext", RAP_HTML_PRE},
	{"pre", RAP_HTML_PRE},
	{"s", RAP_HTML_DROPPED},
	{"script", RAP_HTML_DROPPED},
	{"section", RAP_HTML_BLOCK},
	{"select", RAP_HTML_BLOCK},
	{"strike", RAP_HTML_DROPPED},
	{"style", RAP_HTML_DROPPED},
	{"summary", RAP_HTML_BLOCK},
	{"svg", RAP_HTML_DROPPED},
	{"table", RAP_HTML_BLOCK},
	{"tbody", RAP_HTML_BLOCK},
	{"td", RAP_HTML_CELL},
	{"template", RAP_HTML_DROPPED},
	{"textarea", RAP_HTML_PRE},
	{"tfoot", RAP_HTML_BLOCK},
	{"th", RAP_HTML_CELL},
	{"thead", RAP_HTML_BLOCK},
	{"title", RAP_HTML_DROPPED},
	{"tr", RAP_HTML_BLOCK},
	{"ul", RAP_HTML_UNORDERED},
	{"xml", RAP_HTML_DROPPED}, /* an island of Office properties */
	{"xmp", RAP_HTML_PRE},
};

static int by_name(const void *name, const void *tag)
{
	return strcasecmp(name, ((const struct tag *)tag)->name);
}

rap_html_tag rap_html_tag_of(const char *name)
{
	const struct tag *tag =
		bsearch(name, tags, sizeof(tags) / sizeof(*tags), sizeof(*tags), by_name);

	return tag ? tag->tag : RAP_HTML_INLINE;
}

unsigned rap_html_look_of(const char *name)
{
	static const struct {
		const char *name;
		unsigned look;
	} looks[] = {{"b", RAP_HTML_BOLD},       {"strong", RAP_HTML_BOLD},
	             {"u", RAP_HTML_UNDERLINED}, {"ins", RAP_HTML_UNDERLINED},
	             {"i", RAP_HTML_ITALIC},     {"em", RAP_HTML_ITALIC},
	             {"mark", RAP_HTML_MARKED},  {"big", RAP_HTML_BIG},
	             {"small", RAP_HTML_BIG},    {"a", RAP_HTML_UNDERLINED}};

	for (size_t i = 0; i < sizeof(looks) / sizeof(*looks); i++)
		if (strcasecmp(name, looks[i].name) == 0)
			return looks[i].look;
	return 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static rap_slice trim(rap_slice s)
{
	while (s.len > 0 && is_blank(s.at[0]))
		s = rap_slice_sub(s, 1, s.len);
	while (s.len > 0 && is_blank(s.at[s.len - 1]))
		s.len--;
	return s;
}

static bool starts(rap_slice s, const char *word)
{
	size_t n = strlen(word);

	return s.len >= n && strncasecmp(s.at, word, n) == 0;
}

/* "0", "0px", "0.0em", ".0pt", "0%". */
static bool is_zero(rap_slice value)
{
	size_t i = 0;
	bool digit = false;

	while (i < value.len && (value.at[i] == '0' || value.at[i] == '.'))
		digit |= value.at[i++] == '0';
	return digit && !(i < value.len && value.at[i] >= '1' && value.at[i] <= '9');
}

/* The number at the beginning in thousandths, and what stands behind it; false: there is none. */
static bool number_of(rap_slice value, long *ret, rap_slice *ret_unit)
{
	bool minus = value.len > 0 && value.at[0] == '-', digit = false;
	long whole = 0, part = 0, place = 100;
	size_t i = minus;

	for (; i < value.len && value.at[i] >= '0' && value.at[i] <= '9'; i++, digit = true)
		whole = whole < NUMBER_MAX ? whole * 10 + (value.at[i] - '0') : whole;
	if (i < value.len && value.at[i] == '.')
		for (i++; i < value.len && value.at[i] >= '0' && value.at[i] <= '9'; i++) {
			part += place * (value.at[i] - '0');
			place /= 10;
			digit = true;
		}
	*ret = (minus ? -1 : 1) * (whole * 1000 + part);
	*ret_unit = rap_slice_sub(value, i, value.len);
	return digit;
}

/* Letters of a size that nobody reads: a point, a pixel, a tenth of what is around. */
static bool is_tiny(rap_slice value)
{
	rap_slice unit;
	long number;

	if (!number_of(value, &number, &unit))
		return false;
	if (starts(unit, "px") || starts(unit, "pt"))
		return number <= TINY_PIXELS;
	if (starts(unit, "em") || starts(unit, "rem"))
		return number <= TINY_EM;
	return starts(unit, "%") ? number <= TINY_EM * 100 : number == 0;
}

/* So far to one side that no screen shows it. */
static bool is_far(rap_slice value)
{
	rap_slice unit;
	long number;

	if (!number_of(value, &number, &unit))
		return false;
	if (starts(unit, "em") || starts(unit, "rem"))
		return number <= -FAR_EM || number >= FAR_EM;
	if (starts(unit, "px") || starts(unit, "pt"))
		return number <= -FAR_PIXELS || number >= FAR_PIXELS;
	return (starts(unit, "vw") || starts(unit, "vh") || starts(unit, "%")) &&
	       number <= -100 * 1000L;
}

/* An absolute size: relative ones of nothing stay nothing. */
static bool is_absolute_size(rap_slice value)
{
	rap_slice unit = value;

	while (unit.len > 0 && ((unit.at[0] >= '0' && unit.at[0] <= '9') || unit.at[0] == '.'))
		unit = rap_slice_sub(unit, 1, unit.len);
	if (unit.len == value.len)
		return !starts(value, "inherit") && !starts(value, "larger") &&
		       !starts(value, "smaller") && value.len > 0;
	return !is_tiny(value) && !starts(unit, "em") && !starts(unit, "%");
}

unsigned rap_html_colour(const char *words, size_t len)
{
	static const char *const around[] = {"inherit", "initial",    "unset",       "transparent",
	                                     "none",    "windowtext", "currentcolor"};
	rap_slice value = {words, len};
	unsigned hash = 2166136261u;

	for (size_t i = 0; i < sizeof(around) / sizeof(*around); i++)
		if (starts(value, around[i]))
			return 0;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)words[i];

		if (!is_blank(words[i]))
			hash = (hash ^ (c >= 'A' && c <= 'Z' ? c + 32u : c)) * 16777619u;
	}
	return len > 0 ? (hash ^ hash >> 12) % 4095 + 1 : 0;
}

struct hiding { /* takes two properties together */
	bool no_height, overflow, placed, far, clipped;
};

static void set_line(rap_slice value, rap_html_style *ret)
{
	ret->struck |= memmem(value.at, value.len, "line-through", 12) != NULL;
	ret->underlined |= memmem(value.at, value.len, "underline", 9) != NULL;
}

static void set_display(rap_slice value, rap_html_style *ret)
{
	ret->hidden |= starts(value, "none");
	ret->displayed |= !starts(value, "none");
}

static void set_weight(rap_slice value, rap_html_style *ret)
{
	ret->bold = starts(value, "bold") || (value.len == 3 && value.at[0] >= '6');
	ret->light = !ret->bold && !starts(value, "inherit");
}

/* "rect(0,0,0,0)", "rect(1px 1px 1px 1px)": four edges of which none is away from the others. */
static bool is_no_area(rap_slice value)
{
	const char *edge = NULL;
	size_t len = 0;

	if (!starts(value, "rect("))
		return false;
	for (size_t i = 5; i < value.len && value.at[i] != ')'; i++) {
		size_t from = i;

		while (i < value.len && !is_blank(value.at[i]) && value.at[i] != ',' &&
		       value.at[i] != ')')
			i++;
		if (i > from && edge &&
		    (len != i - from || memcmp(edge, value.at + from, len) != 0) &&
		    !(is_zero((rap_slice){edge, len}) && is_zero(rap_slice_sub(value, from, i))))
			return false;
		if (i > from) {
			edge = value.at + from;
			len = i - from;
		}
		if (i < value.len && value.at[i] == ')')
			break;
	}
	return edge != NULL;
}

/* Nothing of the element is left to be seen: "inset(100%)", "circle(0)", "scale(0)", moved out of the window. */
static bool is_cut_away(rap_slice value)
{
	static const char *const shapes[] = {"inset(", "circle(", "ellipse(",
	                                     "scale(", "scalex(", "scaley("};
	const char *open = value.len ? memchr(value.at, '(', value.len) : NULL;
	rap_slice inner, unit;
	long number = 0;

	if (!open)
		return false;
	inner = rap_slice_sub(value, (size_t)(open - value.at) + 1, value.len);
	if (!number_of(inner, &number, &unit))
		return false;
	if (starts(value, shapes[0]))
		return starts(unit, "%") && number >= 50 * 1000L;
	for (size_t i = 1; i < sizeof(shapes) / sizeof(*shapes); i++)
		if (starts(value, shapes[i]))
			return number == 0;
	return starts(value, "translate") && is_far(inner);
}

/* "0/0 a", "1px serif": the size in the shorthand is the first word that begins with a digit. */
static void set_font(rap_slice value, rap_html_style *ret)
{
	size_t at = 0;

	while (at < value.len) {
		size_t from = at;

		while (at < value.len && !is_blank(value.at[at]) && value.at[at] != '/')
			at++;
		if (at - from < 3 || value.at[at - 1] < '0' ||
		    value.at[at - 1] > '9') { /* 400 is a weight */
			rap_slice word = rap_slice_sub(value, from, at);

			if (word.len > 0 &&
			    ((word.at[0] >= '0' && word.at[0] <= '9') || word.at[0] == '.')) {
				ret->font_zero = is_tiny(word);
				ret->font_sized = is_absolute_size(word);
				return;
			}
		}
		at++;
	}
}

static void one_property(rap_slice name, rap_slice value, struct hiding *hiding,
                         rap_html_style *ret)
{
	rap_slice unit;
	long number;

	if (rap_slice_is_nocase(name, "display"))
		set_display(value, ret);
	else if (rap_slice_is_nocase(name, "visibility"))
		ret->hidden |= starts(value, "hidden") || starts(value, "collapse");
	else if (rap_slice_is_nocase(name, "mso-hide"))
		ret->hidden |= starts(value, "all");
	else if (rap_slice_is_nocase(name, "opacity"))
		ret->hidden |= number_of(value, &number, &unit) && number <= FAINT &&
		               (unit.len == 0 || unit.at[0] != '%' || number == 0);
	else if (rap_slice_is_nocase(name, "position"))
		hiding->placed |= starts(value, "absolute") || starts(value, "fixed") ||
		                  starts(value, "relative");
	else if (rap_slice_is_nocase(name, "left") || rap_slice_is_nocase(name, "top") ||
	         rap_slice_is_nocase(name, "right") || rap_slice_is_nocase(name, "bottom"))
		hiding->far |= is_far(value);
	else if (rap_slice_is_nocase(name, "text-indent") ||
	         rap_slice_is_nocase(name, "margin-left") ||
	         rap_slice_is_nocase(name, "margin-top"))
		ret->hidden |= is_far(value);
	else if (rap_slice_is_nocase(name, "clip"))
		hiding->clipped |= is_no_area(value);
	else if (rap_slice_is_nocase(name, "clip-path") || rap_slice_is_nocase(name, "transform"))
		ret->hidden |= is_cut_away(value);
	else if (rap_slice_is_nocase(name, "content-visibility"))
		ret->hidden |= starts(value, "hidden");
	else if (rap_slice_is_nocase(name,
	                             "unicode-bidi")) /* seen in another order than it is read */
		ret->hidden |= memmem(value.at, value.len, "override", 8) != NULL;
	else if (rap_slice_is_nocase(name, "font"))
		set_font(value, ret);
	else if (rap_slice_is_nocase(name, "max-height") || rap_slice_is_nocase(name, "height") ||
	         rap_slice_is_nocase(name, "max-width") || rap_slice_is_nocase(name, "width"))
		hiding->no_height |= is_zero(value);
	else if (rap_slice_is_nocase(name, "overflow"))
		hiding->overflow |= starts(value, "hidden");
	else if (rap_slice_is_nocase(name, "text-decoration") ||
	         rap_slice_is_nocase(name, "text-decoration-line"))
		set_line(value, ret);
	else if (rap_slice_is_nocase(name, "font-weight"))
		set_weight(value, ret);
	else if (rap_slice_is_nocase(name, "color")) {
		ret->colour = rap_html_colour(value.at, value.len);
		ret->ink = rap_html_ink(value);
	} else if (rap_slice_is_nocase(name, "background") ||
	           rap_slice_is_nocase(name, "background-color") ||
	           rap_slice_is_nocase(name, "mso-highlight")) {
		ret->background = rap_html_colour(value.at, value.len);
		ret->ground = rap_html_ground(value);
	} else if (rap_slice_is_nocase(name, "border") || rap_slice_is_nocase(name, "outline")) {
		ret->borderless |= starts(value, "none");
		ret->border = rap_html_colour(value.at, value.len);
	} else if (rap_slice_is_nocase(name, "white-space")) {
		ret->pre = starts(value, "pre") && !starts(value, "pre-line");
		ret->unpre = !ret->pre;
	} else if (rap_slice_is_nocase(name, "font-size")) {
		ret->size = rap_html_colour(value.at, value.len);
		ret->font_zero = is_tiny(value);
		ret->font_sized = is_absolute_size(value);
	}
}

void rap_html_style_of(const char *style, rap_html_style *ret)
{
	struct hiding hiding = {0};
	rap_buf plain = rap_buf_init(strlen(style) + 1);
	rap_slice rest;

	rap_html_css_plain(rap_slice_of(style), &plain);
	rest = rap_buf_as_slice(&plain);
	*ret = (rap_html_style){0};
	while (rest.len > 0) {
		const char *end = memchr(rest.at, ';', rest.len), *colon;
		rap_slice one = rap_slice_sub(rest, 0, end ? (size_t)(end - rest.at) : rest.len);

		colon = one.len > 0 ? memchr(one.at, ':', one.len) : NULL;
		if (colon) {
			size_t at = (size_t)(colon - one.at);

			one_property(trim(rap_slice_sub(one, 0, at)),
			             trim(rap_slice_sub(one, at + 1, one.len)), &hiding, ret);
		}
		rest = rap_slice_sub(rest, one.len + 1, rest.len);
	}
	ret->hidden |= (hiding.no_height && hiding.overflow) || (hiding.placed && hiding.far) ||
	               (hiding.placed && hiding.clipped);
	rap_buf_done(&plain);
}

static const struct container {
	const char *name;
	rap_html_container container;
} classes[] =
	{
		{"gmail_attr",
                 RAP_HTML_QUOTED}, /* its div gmail_quote may hold answers between the quotes */
		{"gmail_signature", RAP_HTML_QUOTED},
		{"mail-quote-collapse", RAP_HTML_QUOTED}, /* mail.ru */
		{"moz-email-headers-table", RAP_HTML_QUOTED},
		{"moz-forward-container", RAP_HTML_QUOTED},
		{"moz-signature", RAP_HTML_QUOTED},
		{"ntes-mailmaster-quote", RAP_HTML_QUOTED},
		{"OutlookMessageHeader", RAP_HTML_QUOTED_ON},
		{"protonmail_quote", RAP_HTML_QUOTED},
		{"reply139content", RAP_HTML_QUOTED},
		{"tutanota_quote", RAP_HTML_QUOTED},
		{"zmail_extra", RAP_HTML_QUOTED},
},
  ids[] = {
	  {"divRplyFwdMsg", RAP_HTML_QUOTED_ON},
	  {"isForwardContent", RAP_HTML_QUOTED},
	  {"isReplyContent", RAP_HTML_QUOTED},
	  {"mail-editor-reference-message-container", RAP_HTML_QUOTED},
	  {"ms-outlook-mobile-signature", RAP_HTML_QUOTED},
	  {"origbody", RAP_HTML_QUOTED},
	  {"OLK_SRC_BODY_SECTION", RAP_HTML_QUOTED},
	  {"reply-intro", RAP_HTML_QUOTED},
	  {"zwchr", RAP_HTML_QUOTED_ON}, /* the rule that Zimbra draws above what it quotes */
};

/* Not here: moz-cite-prefix and yahoo_quoted, in which people type above the line that says who wrote; that line is
 * known by its words (attribution.h). */

/* Outlook on the web puts x_ before the names of what it takes over from another mail. */
static rap_html_container look_up(const struct container *list, size_t n, rap_slice word)
{
	if (starts(word, "x_"))
		word = rap_slice_sub(word, 2, word.len);
	for (size_t i = 0; i < n; i++) {
		if (rap_slice_is_nocase(word, list[i].name))
			return list[i].container;
	}
	return RAP_HTML_PLAIN;
}

rap_html_container rap_html_container_of(const char *class_names, const char *id)
{
	rap_slice rest = rap_slice_of(class_names), name = trim(rap_slice_of(id));
	rap_html_container found = look_up(ids, sizeof(ids) / sizeof(*ids), name);

	while (found == RAP_HTML_PLAIN && rest.len > 0) {
		size_t n = 0;

		while (n < rest.len && !is_blank(rest.at[n]))
			n++;
		found = look_up(classes, sizeof(classes) / sizeof(*classes),
		                rap_slice_sub(rest, 0, n));
		rest = rap_slice_sub(rest, n + 1, rest.len);
	}
	return found;
}

/* Behind the attribute that begins at `at`: a name, perhaps "=" and a value in quotes or without. */
static size_t skip_attribute(rap_slice html, size_t at)
{
	size_t i = at;

	while (i < html.len && !is_blank(html.at[i]) && html.at[i] != '>' && html.at[i] != '=')
		i++;
	for (at = i; at < html.len && is_blank(html.at[at]);)
		at++;
	if (at >= html.len || html.at[at] != '=')
		return i;
	for (i = at + 1; i < html.len && is_blank(html.at[i]);)
		i++;
	if (i < html.len && (html.at[i] == '"' || html.at[i] == '\'')) {
		const char *end = memchr(html.at + i + 1, html.at[i], html.len - i - 1);

		return end ? (size_t)(end - html.at) + 1 : html.len;
	}
	while (i < html.len && !is_blank(html.at[i]) && html.at[i] != '>')
		i++;
	return i;
}

size_t rap_html_safe_length(rap_slice html)
{
	size_t i = 0;

	while (i < html.len) {
		const char *open = memchr(html.at + i, '<', html.len - i);
		size_t begin, n = 0;

		if (!open)
			return html.len;
		i = begin = (size_t)(open - html.at);
		i++;
		if (i >= html.len || !((html.at[i] | 0x20) >= 'a' && (html.at[i] | 0x20) <= 'z'))
			continue;
		while (i < html.len && !is_blank(html.at[i]) && html.at[i] != '>' &&
		       html.at[i] != '/')
			i++;
		while (i < html.len && html.at[i] != '>') {
			if (is_blank(html.at[i]) || html.at[i] == '/') {
				i++;
				continue;
			}
			i = skip_attribute(html, i);
			if (++n > ATTRIBUTES_MAX)
				return begin;
		}
	}
	return html.len;
}
