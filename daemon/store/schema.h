/* SPDX-License-Identifier: Apache-2.0 */
/* The tables, as numbered migrations. Private to daemon/store/. */
#ifndef RAP_DAEMON_STORE_SCHEMA_H
#define RAP_DAEMON_STORE_SCHEMA_H

#include "store/store.h"

/* "Rapp": marks our files (PRAGMA application_id, bytes 68 to 71 of the file). */
#define RAP_SCHEMA_APPLICATION_ID 0x52617070

/* The version this program writes (PRAGMA user_version); 0 is a file without tables. */
int rap_schema_version(void);

/* What version the open database has. */
rap_err rap_schema_get(rap_store *store, int *ret_version) RAP_MUST_CHECK;

/* Brings the database from its version to ours, each step in a transaction of its own. */
rap_err rap_schema_migrate(rap_store *store) RAP_MUST_CHECK;

#endif
