/* SPDX-License-Identifier: Apache-2.0 */
/* The header of a mail for reading it, never for trust: that reads more strictly (common/header.h). */
#ifndef RAP_PARSERS_MAIL_FIELDS_H
#define RAP_PARSERS_MAIL_FIELDS_H

#include "common/header.h"

/* As rap_header_split, but "Subject : x" is a field too, and one field may be the whole block. */
rap_err rap_fields_split(rap_slice message, rap_header *ret) RAP_MUST_CHECK;

#endif
