/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of persons as their author wrote them: a program breaks a long one ("..., Department of Environmental" /
 * "Studies, a@x.example"), and the rest is no person.
 */
#ifndef RAP_PARSERS_PERSON_LINES_H
#define RAP_PARSERS_PERSON_LINES_H

#include "common/buf.h"
#include "common/context.h"

/*
 * Appends raw to out, lines joined that one person was broken into: behind a comma, before a lone address, before small
 * letters; and where a program may have broken it, before words that are no name. true: a line may be either, which
 * nobody can tell.
 */
bool rap_person_lines(const rap_context *context, rap_slice raw, rap_buf *out);

#endif
