/* SPDX-License-Identifier: Apache-2.0 */
/* What libetpan needs before its first use, and what is wrong with it that can be mended from outside. */
#ifndef RAP_DAEMON_MAIL_ETPAN_H
#define RAP_DAEMON_MAIL_ETPAN_H

/* Once per process, before any session. */
void rap_etpan_init(void);

/* What libetpan has made, never NULL: where it had no memory for it this process leaves, as from our own allocations. */
void *rap_etpan_made(void *made);
/* The same for what it adds to something. A list of wishes with one missing would be answered, and misunderstood. */
void rap_etpan_added(int result);

#endif
