/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses inside the text of a report, and the list of its recipients. */
#ifndef RAP_PARSERS_BOUNCE_ADDRESS_H
#define RAP_PARSERS_BOUNCE_ADDRESS_H

#include "common/reading.h"
#include "common/slice.h"

/*
 * The first address in s at or behind *at, as [*ret_begin, *ret_end); false when there is none. ASCII only, with the
 * dots anywhere that some carriers allow: "a..b.@carrier.example". What is written before it and joined by '=' or ':'
 * ("SMTP=", "rcpt:") does not belong to it.
 */
bool rap_bounce_address(rap_slice s, size_t at, size_t *ret_begin, size_t *ret_end);

/* The recipient of that address (ASCII case folded), found or added; NULL at `max` or RAP_LIMIT_LIST recipients. */
rap_bounce_recipient *rap_bounce_recipient_of(rap_bounce *bounce, rap_slice address, size_t max);

/* One line of text for people, bounded; NULL for nothing. Caller frees. */
char *rap_bounce_line(rap_slice raw);

#endif
