// SPDX-License-Identifier: Apache-2.0
/*
 * rapporteur backup [FILE | --check FILE | --restore FILE]: a copy of the record, also beside a running daemon; whether a
 * copy is good; and the way back, for which no daemon may run.
 */
#include "app.h"
#include "common/mem.h"
#include "store/backup.h"
#include "upkeep.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct choice {
	bool check, restore;
	const char *file; /* NULL: among the nightly copies */
} choice;

static int read_options(rap_app *app, choice *ret)
{
	static const struct option options[] = {
		{"check", no_argument, NULL, 'c'},
		{"restore", no_argument, NULL, 'r'},
		{NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(app->argc, app->argv, "", options, NULL)) != -1) {
		if (option == '?')
			return 64;
		ret->check = ret->check || option == 'c';
		ret->restore = ret->restore || option == 'r';
	}
	if (ret->check && ret->restore)
		return rap_app_fail(64, "one of --check and --restore, not both");
	if (optind + 1 < app->argc)
		return rap_app_fail(64, "backup takes one file");
	if (optind < app->argc)
		ret->file = app->argv[optind];
	if ((ret->check || ret->restore) && !ret->file)
		return rap_app_fail(64, "%s needs the file of the copy",
		                    ret->check ? "--check" : "--restore");
	return 0;
}

static int put_facts(const char *file)
{
	rap_backup_facts facts = {0};
	rap_buf when = rap_buf_init(256);
	char *why = NULL;
	rap_err err = rap_backup_check(file, &facts, &why);
	int status = 0;

	if (err != RAP_OK) {
		status = rap_app_fail(rap_err_status(err), "%s%s", why,
		                      err == RAP_E_DAMAGED || err == RAP_E_FOREIGN
		                              ? " It cannot be put back; take another copy."
		                              : "");
	} else {
		if (facts.last_at)
			rap_date_put_human(&when, facts.last_at, "UTC", true);
		printf("%s: a good copy", file);
		if (facts.consultation)
			printf(" of '%s'", facts.consultation);
		printf(": %" PRId64 " mails received, %" PRId64 " answers, %" PRId64
		       " mails of ours\n",
		       facts.mails, facts.answers, facts.letters);
		if (when.len)
			printf("Its last event was on %s.\n", rap_buf_text(&when));
	}
	rap_backup_facts_done(&facts);
	rap_buf_done(&when);
	free(why);
	return status;
}

/* A slip, such as a forgotten --check, must cost no older copy, and no record or key either. */
static int refuse_existing(const char *file)
{
	struct stat there;

	if (lstat(file, &there) != 0)
		return 0;
	return rap_app_fail(73,
	                    "%s is there already and is not overwritten: name a new file; "
	                    "--check FILE looks through a copy, --restore FILE puts it back",
	                    file);
}

static int make(const rap_consultation *c, int64_t now, const char *file)
{
	rap_store *store = NULL;
	char *why = NULL, *path = file ? rap_strdup(file) : rap_upkeep_path(c, now);
	rap_err err = rap_store_open(c->state_directory, RAP_STORE_READ, &store, &why);
	int status = 0;

	if (err == RAP_OK && !file && !rap_upkeep_folder(c->state_directory))
		status = rap_app_fail(73, "%s/backup: %s", c->state_directory, strerror(errno));
	else if (err == RAP_OK)
		err = rap_backup_make(store, path, &why);
	if (err != RAP_OK)
		status = rap_app_fail(rap_err_status(err), "%s", why ? why : rap_err_text(err));
	store = rap_store_close(store);
	if (status == 0)
		status = put_facts(path);
	free(path);
	free(why);
	return status;
}

static int restore(const rap_consultation *c, int64_t now, const char *file)
{
	rap_buf stamp = rap_buf_init(64), key = rap_buf_init(16384);
	char *aside = NULL, *why = NULL;
	rap_civil t = {0};
	rap_err err;
	int status = 0;

	(void)!rap_date_from_utc(now, "UTC", &t);
	rap_buf_printf(&stamp, "%04d%02d%02d-%02d%02d%02d", t.year, t.month, t.day, t.hour,
	               t.minute, t.second);
	err = rap_backup_restore(c->state_directory, file, c->id, rap_buf_text(&stamp), &aside,
	                         &why);
	if (err != RAP_OK) {
		status = rap_app_fail(rap_err_status(err), "%s", why ? why : rap_err_text(err));
	} else {
		printf("%s/rapporteur.db is that copy now.\n", c->state_directory);
		if (aside)
			printf("What was there is kept as %s.\n", aside);
		puts("Mails that came later are put away in the mailbox: move them back to where "
		     "new mail\ncomes in, and they are read again; those that the copy has are "
		     "known.");
		rap_buf_printf(&key, "%s/token-key", c->state_directory);
		if (access(rap_buf_text(&key), F_OK) != 0)
			printf("%s is missing: put it back too, or replies to what left after "
			       "the copy was made are not known as such.\n",
			       rap_buf_text(&key));
	}
	rap_buf_done(&stamp);
	rap_buf_done(&key);
	free(aside);
	free(why);
	return status;
}

int rap_cmd_backup(rap_app *app)
{
	rap_consultation *c;
	choice what = {0};
	int64_t now = 0;
	int status = read_options(app, &what);

	if (status != 0)
		return status;
	if (what.check)
		return put_facts(what.file);
	if (what.file && !what.restore)
		status = refuse_existing(what.file);
	if (status != 0)
		return status;
	c = rap_app_consultation(app);
	if (!c)
		return 78;
	if (!rap_app_now(app, c, &now))
		status = 64;
	else
		status = what.restore ? restore(c, now, what.file) : make(c, now, what.file);
	rap_consultation_free(c);
	return status;
}
