// SPDX-License-Identifier: Apache-2.0
/* Colours in HTML; see html_colour.h. Names and forms after CSS Color 4. */
#include "parsers/text/html_colour.h"

#include <stdlib.h>
#include <strings.h>

#define PAPER 0xffffffu
#define NEAR 8u /* in each of the three parts, of 255: no eye tells them apart */

static const struct {
	const char *name;
	uint32_t rgb;
} names[] = {
	{"aqua", 0x00ffff},   {"black", 0x000000},       {"blue", 0x0000ff},
	{"cyan", 0x00ffff},   {"floralwhite", 0xfffaf0}, {"fuchsia", 0xff00ff},
	{"gray", 0x808080},   {"ghostwhite", 0xf8f8ff},  {"green", 0x008000},
	{"grey", 0x808080},   {"ivory", 0xfffff0},       {"lightgray", 0xd3d3d3},
	{"lime", 0x00ff00},   {"maroon", 0x800000},      {"navy", 0x000080},
	{"olive", 0x808000},  {"orange", 0xffa500},      {"purple", 0x800080},
	{"red", 0xff0000},    {"silver", 0xc0c0c0},      {"snow", 0xfffafa},
	{"teal", 0x008080},   {"white", 0xffffff},       {"whitesmoke", 0xf5f5f5},
	{"yellow", 0xffff00},
};

static bool starts(rap_slice s, const char *word)
{
	size_t n = strlen(word);

	return s.len >= n && strncasecmp(s.at, word, n) == 0;
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "#fff", "#ffffff", "ffffff" with or without more digits behind. */
static uint32_t from_hex(rap_slice s)
{
	uint32_t rgb = 0;
	size_t n = 0;

	while (n < s.len && n < 6 && hex(s.at[n]) >= 0)
		rgb = rgb << 4 | (uint32_t)hex(s.at[n++]);
	if (n == 6)
		return RAP_HTML_RGB + rgb;
	if (n != 3)
		return RAP_HTML_UNKNOWN;
	return RAP_HTML_RGB +
	       (((rgb >> 8 & 15) * 17) << 16 | ((rgb >> 4 & 15) * 17) << 8 | (rgb & 15) * 17);
}

/* "rgb(255, 255, 255)", "rgba(255 255 255 / 0)". */
static uint32_t from_parts(rap_slice s)
{
	uint32_t parts[4] = {0, 0, 0, 1};
	size_t n = 0;

	for (size_t i = 0; i < s.len && s.at[i] != ')' && n < 4;) {
		uint32_t value = 0;
		bool some = false;

		if (s.at[i] < '0' || s.at[i] > '9') {
			if (s.at[i++] == '%')
				return RAP_HTML_UNKNOWN;
			continue;
		}
		while (i < s.len && ((s.at[i] >= '0' && s.at[i] <= '9') || s.at[i] == '.')) {
			some |= s.at[i] >= '1' && s.at[i] <= '9';
			if (s.at[i] != '.' && value < 1000)
				value = value * 10 + (uint32_t)(s.at[i] - '0');
			i++;
		}
		parts[n] = n == 3 ? some : value;
		n++;
	}
	if (n < 3)
		return RAP_HTML_UNKNOWN;
	if (parts[3] == 0)
		return RAP_HTML_CLEAR;
	for (size_t k = 0; k < 3; k++)
		parts[k] = parts[k] > 255 ? 255 : parts[k];
	return RAP_HTML_RGB + (parts[0] << 16 | parts[1] << 8 | parts[2]);
}

uint32_t rap_html_ink(rap_slice value)
{
	static const char *const around[] = {"inherit", "unset", "currentcolor"};
	size_t n = 0;

	if (value.len == 0)
		return RAP_HTML_UNSAID;
	for (size_t i = 0; i < sizeof around / sizeof *around; i++)
		if (starts(value, around[i]))
			return RAP_HTML_UNSAID;
	if (value.at[0] == '#')
		return from_hex(rap_slice_sub(value, 1, value.len));
	if (starts(value, "rgb"))
		return from_parts(value);
	if (starts(value, "transparent"))
		return RAP_HTML_CLEAR;
	while (n < value.len && ((value.at[n] | 0x20) >= 'a' && (value.at[n] | 0x20) <= 'z'))
		n++;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (rap_slice_is_nocase(rap_slice_sub(value, 0, n), names[i].name))
			return RAP_HTML_RGB + names[i].rgb;
	return RAP_HTML_UNKNOWN;
}

uint32_t rap_html_ground(rap_slice value)
{
	uint32_t ground;

	if (starts(value, "none") || starts(value, "initial"))
		return RAP_HTML_UNSAID;
	if (memmem(value.at, value.len, "url(", 4) || memmem(value.at, value.len, "gradient", 8))
		return RAP_HTML_UNKNOWN;
	ground = rap_html_ink(value);
	return ground == RAP_HTML_CLEAR ? RAP_HTML_UNSAID : ground;
}

bool rap_html_unseen(uint32_t ink, uint32_t ground)
{
	if (ink == RAP_HTML_CLEAR)
		return true;
	if (ground == RAP_HTML_UNSAID)
		ground = RAP_HTML_RGB + PAPER;
	if (ink < RAP_HTML_RGB || ground < RAP_HTML_RGB)
		return false;
	ink -= RAP_HTML_RGB;
	ground -= RAP_HTML_RGB;
	for (unsigned shift = 0; shift < 24; shift += 8)
		if ((unsigned)abs((int)(ink >> shift & 255) - (int)(ground >> shift & 255)) > NEAR)
			return false;
	return true;
}
