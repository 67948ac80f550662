/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of participants: whom the States have nominated in the fields of type `people`, in the alphabetical order
 * of States, then the secretariat. Who has not been nominated is not in it; what is missing is said.
 */
#ifndef RAP_DAEMON_REPORT_PARTICIPANTS_H
#define RAP_DAEMON_REPORT_PARTICIPANTS_H

#include "report/paper.h"

/* Addresses and telephone numbers stand in it only with meeting.addresses: shown. */
rap_err rap_participants_put(const rap_papers *papers, rap_doc *doc) RAP_MUST_CHECK;

#endif
