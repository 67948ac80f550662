/* SPDX-License-Identifier: Apache-2.0 */
/* One child of the zygote: closes itself in, then reads mails until its socket ends. */
#ifndef RAP_PARSERS_CHILD_H
#define RAP_PARSERS_CHILD_H

#include "common/attr.h"
#include "common/context.h"

#include <sys/types.h>

/*
 * Called in a freshly cloned process; core is who the parent must be; kept is the context that the zygote keeps, which
 * a request may name by its number (its `kept`). Statuses: 0 at the end of the socket; 71 when
 * the sandbox does not close; 75 out of memory; 76 when a request is none. An answer is one frame for each request.
 */
RAP_NORETURN void rap_child_run(int mail_fd, pid_t core, const rap_context *kept);

#endif
