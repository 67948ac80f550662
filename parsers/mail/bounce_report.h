/* SPDX-License-Identifier: Apache-2.0 */
/* The machine-readable part of a delivery report: RFC 3464, and what programs make of it. */
#ifndef RAP_PARSERS_BOUNCE_REPORT_H
#define RAP_PARSERS_BOUNCE_REPORT_H

#include "common/reading.h"
#include "common/slice.h"

/*
 * Adds the recipients of a message/delivery-status part (RFC 6533's kind too): the address that was written to where
 * it is given, else the final one; the action as one word; the status as digits, or NULL.
 */
void rap_bounce_report_read(rap_slice part, rap_bounce *bounce);

#endif
