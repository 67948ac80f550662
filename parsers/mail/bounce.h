/* SPDX-License-Identifier: Apache-2.0 */
/* Delivery reports: RFC 3464, and the prose of mail systems that write none. */
#ifndef RAP_PARSERS_BOUNCE_H
#define RAP_PARSERS_BOUNCE_H

#include "common/header.h"
#include "common/reading.h"
#include "parsers/mail/mime.h"

/*
 * The report, or NULL when the mail is none. `text` is its decoded body, `subject` its decoded subject. Prose
 * counts only in a mail that a machine has sent (null Return-Path, mailer-daemon, X-Failed-Recipients): people
 * quote such texts. Owned by the caller; rap_reading_free() frees it with the reading.
 */
rap_bounce *rap_bounce_read(const rap_header *header, const rap_mime *mime, const char *subject,
                            const char *text);

#endif
