/* SPDX-License-Identifier: Apache-2.0 */
/* What a header says about who sent a mail: a mail system, nobody, or a person who answers. For the kind of a mail only. */
#ifndef RAP_PARSERS_SENDER_H
#define RAP_PARSERS_SENDER_H

#include "common/header.h"

/* An empty envelope, as servers write it down: "Return-Path: <>", or the <MAILER-DAEMON@host> that some make of it. */
bool rap_sender_has_null_path(const rap_header *header);

/* From is a mail system's, by address or by name; or there is no From. */
bool rap_sender_is_system(const rap_header *header);

/* A decoded subject that begins with "Re:" or "Fwd:" in one of many languages: a person answers, or passes something on. */
bool rap_sender_is_answer(const char *subject);

#endif
