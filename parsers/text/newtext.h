/* SPDX-License-Identifier: Apache-2.0 */
/* What the sender newly wrote. */
#ifndef RAP_PARSERS_NEWTEXT_H
#define RAP_PARSERS_NEWTEXT_H

#include "parsers/mail/lines.h"

#define RAP_NEWTEXT_MAX (1024u * 1024u)

/*
 * The lines that are not quoted, without attribution lines, heads of quoted and forwarded mails and what is below them,
 * signatures, notices and what telephones add. Lines between quoted ones stay, and so does what is in doubt: a
 * sentence that looks like a head or an attribution is known by what it lacks. Answers do not depend on it.
 * At most RAP_NEWTEXT_MAX bytes; caller frees, never NULL.
 */
char *rap_newtext(const rap_lines *lines);

#endif
