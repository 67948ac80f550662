// SPDX-License-Identifier: Apache-2.0
/* Nightly copies and weekly checks of the database; see upkeep.h. */
#include "upkeep.h"

#include "common/date.h"
#include "common/mem.h"
#include "log.h"
#include "schedule.h"
#include "store/backup.h"
#include "store/event.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define HOUR 3 /* on the wall of the consultation: nobody waits for a receipt then */
#define MINUTE 10
#define AGAIN_S 3600
#define WEEK_S (INT64_C(7) * 86400)
#define PREFIX "rapporteur-"
#define NAME_LEN 22u /* rapporteur-20200708.db */

/* ---- the folder of copies ------------------------------------------------------------------------------- */

static char *folder_of(const char *state_directory)
{
	rap_buf path = rap_buf_init(16384);

	rap_buf_printf(&path, "%s/backup", state_directory);
	return rap_buf_take(&path);
}

char *rap_upkeep_path(const rap_consultation *c, int64_t at)
{
	rap_buf path = rap_buf_init(16384);
	rap_civil day = {0};

	(void)!rap_date_from_utc(at, c->meeting.timezone, &day); /* a zone that was checked */
	rap_buf_printf(&path, "%s/backup/" PREFIX "%04d%02d%02d.db", c->state_directory, day.year,
	               day.month, day.day);
	return rap_buf_take(&path);
}

/* A link in its place is not followed: what it leads to may be open to others. */
bool rap_upkeep_folder(const char *state_directory)
{
	char *path = folder_of(state_directory);
	bool made = mkdir(path, 0700) == 0 || errno == EEXIST;
	int fd = made ? open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1;
	bool good = fd >= 0 && fchmod(fd, 0700) == 0;

	if (fd >= 0)
		(void)close(fd);
	free(path);
	return good;
}

static int is_copy(const struct dirent *entry)
{
	return strlen(entry->d_name) == NAME_LEN &&
	       strncmp(entry->d_name, PREFIX, strlen(PREFIX)) == 0 &&
	       strcmp(entry->d_name + NAME_LEN - 3, ".db") == 0;
}

/* Their names sort by day. */
static void remove_oldest(const char *state_directory)
{
	char *folder = folder_of(state_directory);
	struct dirent **copies = NULL;
	int n = scandir(folder, &copies, is_copy, alphasort);

	for (int i = 0; i < n; i++) {
		rap_buf path = rap_buf_init(16384);

		rap_buf_printf(&path, "%s/%s", folder, copies[i]->d_name);
		if (i < n - RAP_UPKEEP_COPIES)
			(void)unlink(rap_buf_text(&path));
		rap_buf_done(&path);
		free(copies[i]);
	}
	free(copies);
	free(folder);
}

/* ---- what is due ---------------------------------------------------------------------------------------- */

static rap_err write_down(rap_core *core, const char *what, int64_t due)
{
	return rap_schedule_set_done(core->office.desk.store, what, due, rap_core_now(core));
}

/* Logged and tried again later: the record is as it was. */
static void not_copied(rap_core *core, const char *why)
{
	rap_log(RAP_LOG_ERR, "backup-failed", RAP_S("why", why), RAP_N("again_in", AGAIN_S));
	core->backup_again = rap_core_ticks() + AGAIN_S;
}

static rap_err copy(rap_core *core, int64_t due)
{
	const char *state = core->consultation->state_directory;
	char *path = rap_upkeep_path(core->consultation, due), *why = NULL;
	rap_err err;

	if (!rap_upkeep_folder(state)) {
		not_copied(core, strerror(errno));
		free(path);
		return RAP_OK;
	}
	err = rap_backup_make(core->office.desk.store, path, &why);
	if (err != RAP_OK) {
		not_copied(core, why);
		err = RAP_OK;
	} else {
		remove_oldest(state);
		rap_log(RAP_LOG_INFO, "backup", RAP_S("file", path));
		err = write_down(core, "backup", due);
	}
	free(path);
	free(why);
	return err;
}

static rap_err look_at_every_page(rap_core *core, int64_t due)
{
	rap_err err = rap_backup_integrity(core->office.desk.store);

	if (err == RAP_OK)
		rap_log(RAP_LOG_INFO, "integrity", RAP_S("database", "good"));
	return err == RAP_OK ? write_down(core, "integrity", due) : err;
}

rap_err rap_upkeep_run(rap_core *core)
{
	rap_store *store = core->office.desk.store;
	int64_t due = 0, begun = 0, last = INT64_MIN;
	bool copied = false;
	rap_err err;

	if (core->backup_again > rap_core_ticks())
		return RAP_OK;
	err = rap_schedule_due_at(core->consultation, rap_core_now(core), HOUR, MINUTE, &due);
	if (err == RAP_OK)
		err = rap_schedule_is_done(store, "backup", due, &copied);
	if (err == RAP_OK && !copied)
		err = rap_schedule_begun(core, &begun);
	if (err != RAP_OK || copied || due <= begun) /* nothing was recorded by then */
		return err;
	/* Once a week with that night's copy, and before it, so that no damage is copied over what was good. */
	err = rap_schedule_last(store, "integrity", &last);
	if (err == RAP_E_NOT_FOUND)
		err = RAP_OK;
	if (err == RAP_OK && (last == INT64_MIN || due - last >= WEEK_S || due < last))
		err = look_at_every_page(core, due);
	return err == RAP_OK ? copy(core, due) : err;
}
