/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The token in the tag of a subject, "[NEASPEC-2020 #TOKEN] ...", for mailboxes that know no plus-addresses and services
 * that write Message-IDs of their own (R21). It says only which mail is answered, never who answers it (R13, R22).
 */
#ifndef RAP_COMMON_SUBJECT_TAG_H
#define RAP_COMMON_SUBJECT_TAG_H

#include "common/buf.h"
#include "common/strv.h"

/* "[id #token] " or, without token, "[id] ". */
void rap_subject_tag_put(rap_buf *out, const char *id, const char *token);

/* Adds the tokens of a Subject field, as it stands in the header, to ret, which holds up to RAP_LIMIT_TOKENS of them, each
 * once. Encoded words are taken apart only as far as ASCII needs it; what is malformed has no token. */
void rap_subject_tag_tokens(rap_slice body, rap_strv *ret);

/* Takes the tokens out of the tags of a decoded subject, for all who are shown it: whoever sees one could use it. */
void rap_subject_tag_hide(char *subject);

#endif
