/* SPDX-License-Identifier: Apache-2.0 */
/* R30: by what a mail is known again, however often and by whatever way it arrives. */
#ifndef RAP_COMMON_IDENTITY_H
#define RAP_COMMON_IDENTITY_H

#include "common/hash.h"

/* SHA-256 from the first field that is not a trace field (Received, Return-Path, Delivered-To, X-Original-To,
 * Authentication-Results, ARC-*, and other fields an MTA adds on top) to the end, with CRLF counted as LF. Defined for
 * any bytes; where the header is nothing but trace, of all of it. */
rap_hash rap_identity_of(rap_slice message);

#endif
