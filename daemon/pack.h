/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pack: all that the meeting works from, as files in one directory: the papers of the meeting in three forms
 * each, its calendar file, the updated draft in all its forms, and an index that says what each of them is.
 */
#ifndef RAP_DAEMON_PACK_H
#define RAP_DAEMON_PACK_H

#include "report/desk.h"

/* Writes them below the directory, which is made where it is missing; directory NULL: prints the papers as text. 0, or
 * an exit status after a message. */
int rap_pack_write(const rap_desk *desk, const char *directory);

#endif
