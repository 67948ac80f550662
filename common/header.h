/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The small strict header reader that trust rests on. Pure, bounded, without any library: bytes in,
 * borrowed slices out. It reads the top header block only and decodes nothing (R11).
 */
#ifndef RAP_COMMON_HEADER_H
#define RAP_COMMON_HEADER_H

#include "common/buf.h"
#include "common/err.h"
#include "common/limits.h"
#include "common/strv.h"

typedef struct rap_header_field {
	rap_slice name; /* directly before the colon; bytes 33..126 without ':' */
	rap_slice body; /* after the colon, folds and all, without the last line end */
} rap_header_field;

typedef struct rap_header {
	rap_header_field *fields; /* in order, at most RAP_LIMIT_HEADER_FIELDS */
	size_t n;
	size_t body_at; /* offset of the first byte of the body in the message */
	bool malformed; /* a line stood in the block that programs read differently */
} rap_header;

/* Splits the header block (LF or CRLF; a leading From_ line is skipped). RAP_E_LIMIT beyond R50, RAP_E_FORMAT
 * when there is no field at all. Slices borrow from message. */
rap_err rap_header_split(rap_slice message, rap_header *ret) RAP_MUST_CHECK;

void rap_header_done(rap_header *header);

/* The index-th field of that name (ASCII case-insensitive), or NULL. */
const rap_header_field *rap_header_get(const rap_header *header, const char *name, size_t index);
size_t rap_header_count(const rap_header *header, const char *name);

/* Body unfolded (CRLF before white space removed), trimmed. false when it holds NUL or is over 64 KiB. */
bool rap_header_unfold(rap_slice body, rap_buf *out);

typedef enum rap_from_result {
	RAP_FROM_OK,
	RAP_FROM_NONE,
	RAP_FROM_SEVERAL,
	RAP_FROM_UNUSABLE
} rap_from_result;

/*
 * R10: exactly one From, exactly one mailbox, no group, route or comment inside the addr-spec, local part
 * dot-atom or quoted without specials. local is kept as written, in NFC (R12); domain becomes an A-label in lower
 * case without trailing dot. Both are copied.
 */
typedef struct rap_addr_spec {
	char *local, *domain;
} rap_addr_spec;
rap_from_result rap_header_from(const rap_header *header, rap_addr_spec *ret);
/* One bare "local@domain"; false when it is none. */
bool rap_addr_spec_parse(rap_slice text, rap_addr_spec *ret);
/* R12: domain equal, local part equal with ASCII case folded. */
bool rap_addr_spec_same(const rap_addr_spec *a, const rap_addr_spec *b);
void rap_addr_spec_done(rap_addr_spec *spec);
/* R12: a host name as it is compared, in lower case without trailing dot; NULL when it is none. The caller frees. */
char *rap_domain_of(rap_slice s);

/* All <...@...> of a field such as References or In-Reply-To, prose ignored, the last RAP_LIMIT_REFERENCES. */
void rap_header_message_ids(rap_slice body, rap_strv *ret);

/*
 * R20, R21: candidates for tokens, at most RAP_LIMIT_TOKENS, in order of worth: the plus part of addresses of
 * ours (local part of `mailbox`, same domain) in Delivered-To, X-Original-To, To, Cc; then tokens inside our
 * Message-IDs "<xx.TOKEN@domain>" in In-Reply-To and References (last first).
 */
void rap_header_tokens(const rap_header *header, const rap_addr_spec *mailbox, rap_strv *ret);

#endif
