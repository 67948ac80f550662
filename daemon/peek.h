/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A desk for looking: preview, draft and export read what is on record, and before the first round opens, when
 * there is no record yet, they show what is planned.
 */
#ifndef RAP_DAEMON_PEEK_H
#define RAP_DAEMON_PEEK_H

#include "app.h"

/* As rap_app_desk_open with RAP_STORE_READ; without a database desk.store is NULL and the round the planned one. */
bool rap_peek_open(const rap_app *app, const rap_consultation *c, rap_app_desk *ret,
                   int *ret_status);

#endif
