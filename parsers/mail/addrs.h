/* SPDX-License-Identifier: Apache-2.0 */
/* Address fields for display. Who wrote a mail is decided elsewhere, from undecoded bytes. */
#ifndef RAP_PARSERS_ADDRS_H
#define RAP_PARSERS_ADDRS_H

#include "common/reading.h"
#include "common/slice.h"

/*
 * Appends the mailboxes of one address field: names decoded, addresses as they stand, groups opened. Lenient
 * and linear, without recursion; at most RAP_LIMIT_ADDRESSES in the list. charset: of raw 8-bit bytes in names, or NULL.
 */
void rap_addrs_add(rap_slice body, const char *charset, rap_mailboxes *list);

#endif
