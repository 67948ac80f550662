/* SPDX-License-Identifier: Apache-2.0 */
/* What telephones, scanners, lawyers and mailing lists put below a letter, and servers above it, in many languages. */
#ifndef RAP_PARSERS_NOTICE_H
#define RAP_PARSERS_NOTICE_H

#include "parsers/text/newlines.h"

/* "Sent from my ...", "Virus-free. ...": the line of a device, a program or a scanner. */
bool rap_notice_is_tagline(rap_newlines *t, size_t i);

/* Whether the lines [from, end) are a notice of lawyers, of a list or of a server. */
bool rap_notice_is(rap_newlines *t, size_t from, size_t end);

/* Folded: words with which no letter begins a paragraph; words of a mailing list. */
bool rap_notice_begins(rap_slice folded);
bool rap_notice_is_list(rap_slice folded);

/* Nothing but the address of a web page. */
bool rap_notice_is_url(rap_slice s);

/* The line behind what a server put above the words of a mail from outside; from: there is nothing. */
size_t rap_notice_banner(rap_newlines *t, size_t from, size_t end);

#endif
