/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What core and the zygote of the reader say on their control socket (SOCK_SEQPACKET, so that a message and its
 * descriptor stay together):
 *
 *   zygote -> core   RAP_HIRE_READY once; or RAP_HIRE_TROUBLE with a sentence, and the end
 *   core -> zygote   RAP_HIRE_WANTED with a number and one end of a socketpair
 *   core -> zygote   RAP_HIRE_KEEP with a number and a file that holds one frame: the context that children born
 *                    from now on have, in the place of the one before
 *   zygote -> core   RAP_HIRE_BORN with the same number, and the pidfd of the child that holds it;
 *                    or RAP_HIRE_FAILED with the number and a sentence
 */
#ifndef RAP_COMMON_HIRE_H
#define RAP_COMMON_HIRE_H

#include "common/attr.h"
#include "common/err.h"

#include <stdint.h>

/* The descriptor of the control socket in the zygote, and of its mail socket in a child. */
#define RAP_HIRE_FD 3

/* Where the zygote reads the context that it is to keep; no child has it. */
#define RAP_HIRE_KEEP_FD 15

typedef enum rap_hire_what {
	RAP_HIRE_READY = 1,
	RAP_HIRE_TROUBLE,
	RAP_HIRE_WANTED,
	RAP_HIRE_BORN,
	RAP_HIRE_FAILED,
	RAP_HIRE_KEEP,
} rap_hire_what;

typedef struct rap_hire {
	uint32_t what; /* a rap_hire_what, or anything: it comes from outside */
	uint32_t number; /* of the child, or of the context to keep */
	char text[248]; /* of RAP_HIRE_TROUBLE and _FAILED; always ends with NUL after receiving */
} rap_hire;

/* Sends one message, with a descriptor unless fd is -1. RAP_E_AGAIN when the socket is full and non-blocking. */
rap_err rap_hire_send(int socket, const rap_hire *hire, int fd) RAP_MUST_CHECK;

/*
 * Receives one; *ret_fd is -1 when none came with it, else the caller's (close-on-exec). RAP_E_NOT_FOUND: EOF;
 * RAP_E_AGAIN: nothing there (non-blocking); RAP_E_PROTOCOL: not such a message.
 */
rap_err rap_hire_receive(int socket, rap_hire *ret, int *ret_fd) RAP_MUST_CHECK;

#endif
