/* SPDX-License-Identifier: Apache-2.0 */
/* What a mail is taken for before anything is written, and what is known of an address from a machine's mail. */
#ifndef RAP_DAEMON_INGEST_JUDGE_H
#define RAP_DAEMON_INGEST_JUDGE_H

#include "ingest_mail.h"
#include "store/mailin.h"
#include "trust.h"

/* What is decided about one mail before anything is written. */
typedef struct rap_judgement {
	rap_trust trust;
	rap_verdict verdict;
	const char *reason; /* a sentence, or NULL */
	const char *kind; /* for the row */
	long round;
	bool late;
	bool counts; /* its answers are taken over */
	bool receipt; /* and its author is told */
	rap_confirm confirm; /* what it says to our question about another mail */
	bool more; /* and it says more than that */
	bool ask; /* its author is to be asked whether it is his */
	bool otherwise; /* it was decided otherwise when it came (below) */
} rap_judgement;

/* Of a mail whose answered letter is looked up and whose reading, if there is one, is back. The caller calls
 * rap_trust_done on j->trust, whatever is returned. */
rap_err rap_ingest_judge(rap_core *core, const rap_ingest_mail *mail, rap_judgement *j)
	RAP_MUST_CHECK;

/*
 * rapporteur rebuild, of a mail that has its row (mail->as): what was decided when it came stands, whoever is on the roster
 * now; and its letters are in the outbox already.
 */
void rap_ingest_judge_as_recorded(const rap_core *core, const rap_ingest_mail *mail,
                                  rap_judgement *j);

/* ingest_again.c: the Message-ID as the record has it, without blanks; of several the index-th. NULL: there is none, or it is
 * empty. The caller frees. */
char *rap_ingest_message_id(const rap_ingest_mail *mail, size_t index);
/* R31: a mail whose Message-ID is in the record already is quarantined, if it is an accepted one's text again, or not proved. */
rap_err rap_ingest_judge_again(rap_core *core, const rap_ingest_mail *mail, rap_judgement *j)
	RAP_MUST_CHECK;

/* ingest_machine.c: what a bounce or an absence note says of an address; nothing where the verdict is another. Inside a
 * transaction. */
rap_err rap_ingest_note_machine(rap_core *core, const rap_ingest_mail *mail, const rap_judgement *j)
	RAP_MUST_CHECK;

#endif
