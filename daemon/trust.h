/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whose voice a mail is: decided from its header bytes alone (R1-R12, R40), without any library and without
 * anything the reader says. Pure: no database, no clock; what the database knows is handed in.
 */
#ifndef RAP_DAEMON_TRUST_H
#define RAP_DAEMON_TRUST_H

#include "common/header.h"
#include "consultation.h"

typedef enum rap_trust_verdict {
	RAP_TRUST_ACCEPTED, /* the mail speaks for member */
	RAP_TRUST_OFFICER, /* an authentic officer of the secretariat */
	RAP_TRUST_AWAITING, /* roster address and its own token, nothing failing, not authenticated (R21) */
	RAP_TRUST_QUARANTINED,
	RAP_TRUST_MACHINE, /* not written by a person: R40 and RFC 3834 signs */
} rap_trust_verdict;

/* The mail of ours that is answered, as the database knows it; absent: all NULL. */
typedef struct rap_trust_token {
	const char *member; /* whose token the mail carries */
	const char *recipient; /* address it was sent to */
} rap_trust_token;

typedef struct rap_trust {
	rap_trust_verdict verdict;
	const rap_member *
		member; /* accepted: who speaks; quarantined: who is claimed, a guess only; may be NULL */
	const rap_contact *contact; /* the roster entry of From, or NULL */
	char *author; /* local@domain of From as written, or NULL */
	const char *reason; /* static sentence, NULL when accepted */
	bool stranger; /* quarantined only because From is no address of the roster, and nothing of ours is answered */
	bool silent; /* R40: nothing automatic because of this mail */
	bool own; /* sent by ourselves: X-Rapporteur-Loop or our own address */
	bool fails; /* a check says that it is not from there, or could not be made, or (machine) From names nobody */
	bool unauthenticated; /* R8: no Authentication-Results of ours */
} rap_trust;

rap_trust rap_trust_decide(const rap_consultation *c, const rap_header *header,
                           const rap_trust_token *token);
void rap_trust_done(rap_trust *trust);

#endif
