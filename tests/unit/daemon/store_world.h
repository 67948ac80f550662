/* SPDX-License-Identifier: Apache-2.0 */
/* A database in a folder of its own for each test of the store, and rows to fill it with. */
#ifndef RAP_TESTS_STORE_WORLD_H
#define RAP_TESTS_STORE_WORLD_H

#include "common/mem.h"
#include "store/answer.h"
#include "store/event.h"
#include "store/mailin.h"
#include "store/outbox.h"
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#define N(table) (sizeof(table) / sizeof(table)[0])

/* The test's folder; the database is in "state" below it. */
static char folder[] = "/tmp/rap-store-XXXXXX";
static rap_store *store;

static inline void remove_files(const char *path)
{
	static const char *const names[] = {"rapporteur.db",     "rapporteur.db-wal",
	                                    "rapporteur.db-shm", "rapporteur.db.new",
	                                    "rapporteur.lock",   "rapporteur.marker"};

	for (size_t i = 0; i < N(names); i++) {
		char name[200]; /* shorter than folder and the longest name */

		snprintf(name, sizeof name, "%s/%s", path, names[i]);
		(void)unlink(name);
	}
	(void)rmdir(path);
}

/* Setup and teardown of a group: the folder. */
static inline int group_enter(void **state)
{
	(void)state;
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static inline int group_leave(void **state)
{
	(void)state;
	return chdir("/") == 0 && rmdir(folder) == 0 ? 0 : -1; /* fails when something is left */
}

static inline void open_store(void)
{
	char *why = NULL;
	rap_err err = rap_store_open("state", RAP_STORE_WRITE, &store, &why);

	if (err != RAP_OK)
		fail_msg("%s: %s", rap_err_text(err), why);
}

/* Setup and teardown of a test: an open, empty database. */
static inline int enter(void **state)
{
	(void)state;
	open_store();
	return 0;
}

static inline int leave(void **state)
{
	(void)state;
	store = rap_store_close(store);
	remove_files("state");
	return 0;
}

/* Statements whose failure would be a mistake of the test. */
#define DO(call) assert_int_equal(call, RAP_OK)

static inline rap_hash hash_of(const char *text)
{
	return rap_hash_of(rap_slice_of(text));
}

/* A mail of that text, recorded at that time; its id. */
static inline int64_t add_mail(const char *text, int64_t at)
{
	rap_mail_in mail = {.identity = hash_of(text),
	                    .received_at = 1000 - at, /* another order than that of recording */
	                    .recorded_at = at,
	                    .raw = rap_slice_of(text),
	                    .verdict = RAP_VERDICT_ACCEPTED};
	int64_t id = 0;

	DO(rap_mail_in_add(store, &mail, &id));
	assert_true(id > 0);
	return id;
}

#endif
