/* SPDX-License-Identifier: Apache-2.0 */
/* What the sender newly wrote. */
#ifndef RAP_PARSERS_NEWTEXT_H
#define RAP_PARSERS_NEWTEXT_H

#include "parsers/mail/lines.h"

#define RAP_NEWTEXT_MAX (1024u * 1024u)

/*
 * The lines that are not quoted, without attribution lines, header blocks of quoted mails, signatures,
 * disclaimers and what telephones add. Lines between quoted ones stay. In doubt a line is left out: commands
 * are read from this text, and a quoted command must never be one. Answers do not depend on it. At most
 * RAP_NEWTEXT_MAX bytes; caller frees, never NULL.
 */
char *rap_newtext(const rap_lines *lines);

#endif
