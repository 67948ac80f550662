/* SPDX-License-Identifier: Apache-2.0 */
/* Colours in HTML as far as they tell whether letters can be seen. */
#ifndef RAP_PARSERS_HTML_COLOUR_H
#define RAP_PARSERS_HTML_COLOUR_H

#include "common/slice.h"

#include <stdint.h>

#define RAP_HTML_UNSAID 0u /* as around */
#define RAP_HTML_UNKNOWN 1u /* a picture, a name that is not known */
#define RAP_HTML_CLEAR 2u /* letters without any colour */
#define RAP_HTML_RGB 3u /* and more: this plus 0xRRGGBB */

/* What a value of "color" says. */
uint32_t rap_html_ink(rap_slice value);

/* What a value of "background" or "background-color" says. */
uint32_t rap_html_ground(rap_slice value);

/*
 * Whether letters of that ink on that ground are not to be seen. Where no ground is said it is white, as programs have it
 * for letters whose colour is said; where it is not known, nobody can tell.
 */
bool rap_html_unseen(uint32_t ink, uint32_t ground);

#endif
