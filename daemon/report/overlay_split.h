/* SPDX-License-Identifier: Apache-2.0 */
/* An edit that holds what somebody else proposes by itself is cut there. Private to the overlay. */
#ifndef RAP_DAEMON_REPORT_OVERLAY_SPLIT_H
#define RAP_DAEMON_REPORT_OVERLAY_SPLIT_H

#include "report/overlay_plan.h"

void rap_plan_split(rap_plan *plan);

#endif
