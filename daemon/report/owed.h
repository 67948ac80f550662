/* SPDX-License-Identifier: Apache-2.0 */
/* What a State still owes, in detail: for the reminder and the receipt (report.h has the short form). */
#ifndef RAP_DAEMON_REPORT_OWED_H
#define RAP_DAEMON_REPORT_OWED_H

#include "report/record.h"

typedef struct rap_owed_list {
	const rap_field *
		*fields; /* required ones without a clear answer, in the order of the forms */
	size_t n_fields;
	const rap_request_plan **requests; /* with such a field, or without any answer at all */
	size_t n_requests;
} rap_owed_list;

rap_owed_list rap_owed_of(const rap_desk *desk, const rap_member *member,
                          const rap_answer_rows *answers, const rap_proposal_rows *proposals);
void rap_owed_done(rap_owed_list *list);

/* Whether nothing at all was answered of a request. */
bool rap_owed_silent(const rap_desk *desk, const rap_member *member,
                     const rap_request_plan *request, const rap_answer_rows *answers,
                     const rap_proposal_rows *proposals);

#endif
