// SPDX-License-Identifier: Apache-2.0
/*
 * outbox STATE-DIRECTORY [--due]: the mails of ours, a line each: state, attempts, Message-ID, recipient, and the
 * server's last reply. --due: what waits for a later try is due now, so that no test need wait for it.
 */
#include "store/outbox.h"
#include "common/err.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct list {
	rap_store *store;
	bool due;
} list;

static rap_err each(void *user, const rap_mail_out *mail)
{
	const list *l = user;

	printf("%s %ld %s %s %s\n", rap_out_state_text(mail->state), mail->attempts,
	       mail->message_id, mail->recipient, mail->last_reply ? mail->last_reply : "");
	if (!l->due || mail->state != RAP_OUT_QUEUED)
		return RAP_OK;
	return rap_outbox_retry(l->store, mail->id, (int64_t)time(NULL) - 1,
	                        mail->last_reply ? mail->last_reply : "");
}

int main(int argc, char **argv)
{
	list l = {NULL, argc == 3 && strcmp(argv[2], "--due") == 0};
	char *why = NULL;
	rap_err err;

	if (argc < 2)
		return 64;
	err = rap_store_open(argv[1], RAP_STORE_WRITE, &l.store, &why);
	if (err == RAP_OK)
		err = rap_outbox_each(l.store, each, &l);
	if (err != RAP_OK)
		fprintf(stderr, "outbox: %s: %s\n", why ? why : argv[1], rap_err_text(err));
	free(why);
	l.store = rap_store_close(l.store);
	return err == RAP_OK ? 0 : 1;
}
