/* SPDX-License-Identifier: Apache-2.0 */
/* Where what was typed into an item ends: at the letter's closing, a signature, a quoted mail, another item. */
#ifndef RAP_PARSERS_RUNS_H
#define RAP_PARSERS_RUNS_H

#include "parsers/form/page.h"

/* Shortens all runs; what is behind their ends is loose again. */
void rap_runs_shorten(const rap_context *context, const rap_names *names, rap_page *page);

#endif
