// SPDX-License-Identifier: Apache-2.0
/*
 * R8: a boundary of another name than the border server writes makes every mail unauthenticated, and looks like a row
 * of careless senders. The mails of the record are asked, by the same code that decides about the next one.
 */
#include "vouched.h"

#include "store/mailin.h"
#include "trust_ar.h"

typedef struct looking {
	const rap_consultation *c;
	rap_vouched *ret;
} looking;

static rap_err look_at(void *user, rap_slice head)
{
	looking *l = user;
	rap_header header;
	rap_ar ar;

	l->ret->mails++;
	if (rap_header_split(head, &header) != RAP_OK)
		return RAP_OK;
	ar = rap_ar_read(&header, l->c->boundary, l->c->boundary_id);
	l->ret->with += ar.seen;
	rap_ar_done(&ar);
	rap_header_done(&header);
	return RAP_OK;
}

rap_err rap_vouched_look(rap_store *store, const rap_consultation *c, rap_vouched *ret)
{
	looking l = {c, ret};

	*ret = (rap_vouched){0};
	if (c->boundary == RAP_BOUNDARY_NONE)
		return RAP_OK;
	return rap_mail_in_heads(store, RAP_VOUCHED_MAILS, look_at, &l);
}

bool rap_vouched_is_wrong(const rap_vouched *vouched)
{
	return vouched->mails >= RAP_VOUCHED_LEAST && vouched->with == 0;
}
