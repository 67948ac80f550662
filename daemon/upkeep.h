/* SPDX-License-Identifier: Apache-2.0 */
/* What keeps the record safe from the disk it lies on (R70): a copy every night, and once a week a look at every page. */
#ifndef RAP_DAEMON_UPKEEP_H
#define RAP_DAEMON_UPKEEP_H

#include "core.h"

#define RAP_UPKEEP_COPIES 7 /* a week of nights */

/*
 * What is due of both, each once, also when the night was slept through. A copy that cannot be made is logged and tried
 * again after an hour; only trouble with the database itself is an error, RAP_E_DAMAGED among it.
 */
rap_err rap_upkeep_run(rap_core *core) RAP_MUST_CHECK;

/* Path of the copy of that day, on the calendar of the consultation; caller frees. */
char *rap_upkeep_path(const rap_consultation *c, int64_t at);

/* The folder of the copies, made if missing; false with errno. */
bool rap_upkeep_folder(const char *state_directory);

#endif
