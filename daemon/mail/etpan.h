/* SPDX-License-Identifier: Apache-2.0 */
/* What libetpan needs before its first use, and what is wrong with it that can be mended from outside. */
#ifndef RAP_DAEMON_MAIL_ETPAN_H
#define RAP_DAEMON_MAIL_ETPAN_H

/* Once per process, before any session. */
void rap_etpan_init(void);

#endif
