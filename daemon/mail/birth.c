// SPDX-License-Identifier: Apache-2.0
/* The beginning of a child; see birth.h. */
#include "mail/birth.h"

#include "mail/etpan.h"
#include "mail/link.h"

#include <signal.h>
#include <string.h>

rap_err rap_birth(int fd, json_t **ret_start)
{
	json_t *head = NULL;
	rap_err err;

	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGINT, SIG_IGN);
	(void)signal(SIGTERM, SIG_IGN);
	rap_etpan_init();
	err = rap_link_read(fd, &head, NULL);
	if (err == RAP_OK && strcmp(rap_link_op(head), "start") != 0) {
		json_decref(head);
		return RAP_E_PROTOCOL;
	}
	if (err == RAP_OK)
		*ret_start = head;
	return err;
}
