// SPDX-License-Identifier: Apache-2.0
/* R30: the identity of a mail is what its author sent; see identity.h. */
#include "common/identity.h"

/*
 * What servers put on top of a mail on its way to us: the same mail delivered twice differs only there. A
 * name that ends in "-" stands for all that begin so.
 */
static bool is_trace(rap_slice name)
{
	static const char *const names[] = {
		"Received",
		"Return-Path",
		"Delivered-To",
		"X-Original-To",
		"Envelope-To",
		"Delivery-Date",
		"X-Envelope-From",
		"X-Envelope-To",
		"Authentication-Results",
		"Received-SPF",
		"X-Received",
		"X-Delivered-To",
		"ARC-",
		"X-Spam-",
		"X-Virus-",
		"X-Rspamd-",
		"X-MS-Exchange-Organization-",
		"X-MS-Exchange-Transport-",
		"DKIM-Filter",
		"X-Original-Authentication-Results",
	};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		size_t n = strlen(names[i]);
		bool prefix = names[i][n - 1] == '-';

		if (rap_slice_is_nocase(prefix ? rap_slice_sub(name, 0, n) : name, names[i]))
			return true;
	}
	return false;
}

/* From at to the line end, without it; *ret_next behind it. */
static rap_slice line_at(rap_slice message, size_t at, size_t *ret_next)
{
	const char *end = memchr(message.at + at, '\n', message.len - at);
	size_t to = end ? (size_t)(end - message.at) : message.len;

	*ret_next = to + (end ? 1 : 0);
	if (end && to > at && message.at[to - 1] == '\r')
		to--;
	return rap_slice_sub(message, at, to);
}

rap_hash rap_identity_of(rap_slice message)
{
	size_t at = 0, next;
	bool trace = false;

	while (at < message.len) {
		rap_slice line = line_at(message, at, &next);
		const char *colon = line.len ? memchr(line.at, ':', line.len) : NULL;
		bool mbox = at == 0 && (rap_slice_is(rap_slice_sub(line, 0, 5), "From ") ||
		                        rap_slice_is(rap_slice_sub(line, 0, 6), ">From "));

		if (line.len == 0 && trace)
			at = message.len;
		if (line.len == 0)
			break;
		if (line.at[0] != ' ' && line.at[0] != '\t')
			trace = mbox ||
			        (colon &&
			         is_trace(rap_slice_sub(line, 0, (size_t)(colon - line.at))));
		if (!trace)
			break;
		at = next;
	}
	/* One whose header is nothing but trace, like a mail without a single LF, is all of it: its body alone says too
	 * little, and what passes for the same mail is not recorded. */
	return rap_hash_of_lines(at < message.len ? rap_slice_sub(message, at, message.len)
	                                          : message);
}
