/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Draft conclusions of the meeting in three parts: what is agreed, what is open, what is for the body that the
 * results go to (meeting.forward_to). What counts as agreed: docs/decisions/0007-drafting.md.
 */
#ifndef RAP_DAEMON_REPORT_CONCLUSIONS_H
#define RAP_DAEMON_REPORT_CONCLUSIONS_H

#include "report/paper.h"

rap_err rap_conclusions_put(const rap_papers *papers, rap_doc *doc) RAP_MUST_CHECK;

#endif
