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

#define YEAR (365 * 86400)

static rap_err each(void *user, const rap_mail_out *mail)
{
	(void)user;
	printf("%s %ld %s %s %s\n", rap_out_state_text(mail->state), mail->attempts,
	       mail->message_id, mail->recipient, mail->last_reply ? mail->last_reply : "");
	return RAP_OK;
}

/* As after a crash in the middle of sending: all that is not settled is to be sent at once. */
static rap_err make_due(rap_store *store)
{
	int64_t now = (int64_t)time(NULL);
	rap_err err = RAP_OK;

	while (err == RAP_OK) {
		rap_mail_out mail = {0};

		err = rap_outbox_take(store, now + YEAR, &mail);
		rap_mail_out_done(&mail);
	}
	return err == RAP_E_NOT_FOUND ? rap_outbox_recover(store, now - 1) : err;
}

int main(int argc, char **argv)
{
	rap_store *store = NULL;
	char *why = NULL;
	rap_err err;

	if (argc < 2)
		return 64;
	err = rap_store_open(argv[1], RAP_STORE_WRITE, &store, &why);
	if (err == RAP_OK)
		err = rap_outbox_each(store, each, NULL);
	if (err == RAP_OK && argc == 3 && strcmp(argv[2], "--due") == 0)
		err = make_due(store);
	if (err != RAP_OK)
		fprintf(stderr, "outbox: %s: %s\n", why ? why : argv[1], rap_err_text(err));
	free(why);
	store = rap_store_close(store);
	return err == RAP_OK ? 0 : 1;
}
