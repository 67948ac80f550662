/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures known by what they hold, whatever the language: the sender's own name, or lines like a letter's end. */
#ifndef RAP_PARSERS_SIGNOFF_H
#define RAP_PARSERS_SIGNOFF_H

#include "parsers/form/page.h"

/*
 * The line of [from, end) with which the signature begins, or end: none was found. The first line is never one. For the
 * end of a letter only, where nothing of the form follows. names: the answer may be a list of names.
 */
size_t rap_signoff_line(const rap_page *page, size_t from, size_t end, bool names);

#endif
