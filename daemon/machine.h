/* SPDX-License-Identifier: Apache-2.0 */
/* Signs that no person wrote a mail, or that none wants an automatic answer: R40, RFC 3834. Part of trust. */
#ifndef RAP_DAEMON_MACHINE_H
#define RAP_DAEMON_MACHINE_H

#include "common/header.h"

typedef struct rap_machine {
	const char *sure; /* written by a machine: a sentence, static; NULL when nothing says so */
	const char *bulk; /* sent in bulk or by a list: a machine, unless a focal point writes so */
	bool silent; /* nothing automatic because of this mail; true with the two above too */
	bool own; /* it is a mail of ours */
} rap_machine;

/* author is From where it could be read (else NULL); mailbox is our own address. */
rap_machine rap_machine_signs(const rap_header *header, const rap_addr_spec *author,
                              const rap_addr_spec *mailbox);

#endif
