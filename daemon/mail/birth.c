// SPDX-License-Identifier: Apache-2.0
/* The first moments of fetch and send; see birth.h. */
#include "mail/birth.h"

#include "mail/etpan.h"
#include "mail/link.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

rap_err rap_birth(int fd, json_t **ret_start)
{
	const struct rlimit none = {0, 0};
	rap_err err;

	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGINT, SIG_IGN); /* core drains and then says stop, or goes and leaves EOF */
	(void)signal(SIGTERM, SIG_IGN);
	(void)setrlimit(RLIMIT_CORE, &none);
	(void)prctl(PR_SET_DUMPABLE, 0);
	rap_etpan_init();
	err = rap_link_read(fd, ret_start, NULL);
	if (err == RAP_OK && strcmp(rap_link_op(*ret_start), "start") != 0)
		err = RAP_E_PROTOCOL;
	return err;
}
