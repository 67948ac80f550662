// SPDX-License-Identifier: Apache-2.0
/*
 * Mails from a Maildir: all of new/ and cur/, whatever their flags (a person may have looked at them first),
 * oldest first by the time the file was written, then by name. A mail's key is its file name before ':'.
 * A recorded mail moves to the Maildir++ folder named as `done`, made when it is missing; without one it is
 * marked seen in cur/ and remembered until the program ends (core knows it by its content ever after).
 *
 * LIMITS: RAP_LIMIT_MESSAGE per mail, above it only the header block is read; SCAN_MAX files per look.
 */
#include "mail/source.h"

#include "common/limits.h"
#include "common/mem.h"
#include "mail/link.h"
#include "mail/maildir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCAN_MAX 100000u /* what is over is found at the next look, when these have been put away */
#define PATIENCE_MS 60000 /* network file systems have no inotify */

/* One file found by the last look. */
typedef struct sighting {
	char *name;
	bool in_cur;
	struct timespec written;
} sighting;

/* One that core has, or that is put away in place: not to be handed out again. */
typedef struct given {
	char *key, *name;
	bool in_cur;
} given;

typedef struct maildir_source {
	rap_source base;
	rap_maildir dir;
	rap_maildir done; /* path NULL: no folder for recorded mails */
	int watch;
	bool dirty; /* something may be new since the last look */
	sighting *found;
	size_t n_found, next;
	void *given; /* tsearch tree of given */
	rap_strv recorded; /* keys to be put away */
} maildir_source;

/* ---- keys ----------------------------------------------------------------------------------------------- */

/* Any file name as printable ASCII: what is not stands as %XX. */
static char *key_of(const char *name)
{
	size_t len = strcspn(name, ":");
	rap_buf key = rap_buf_init(4 * RAP_KIB);

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)name[i];

		if (c <= 0x20 || c >= 0x7f || c == '%')
			rap_buf_printf(&key, "%%%02X", c);
		else
			rap_buf_char(&key, name[i]);
	}
	return rap_buf_take(&key);
}

static int by_key(const void *a, const void *b)
{
	return strcmp(((const given *)a)->key, ((const given *)b)->key);
}

static given *find_given(const maildir_source *s, char *key)
{
	const given like = {.key = key};
	given *const *node = tfind(&like, &s->given, by_key);

	return node ? *node : NULL;
}

static void free_given(void *node)
{
	given *g = node;

	free(g->key);
	free(g->name);
	free(g);
}

/* Takes key; name is copied. Of two files of one key the first is kept; the other is found when that one has moved. */
static void give(maildir_source *s, char *key, const char *name, bool in_cur)
{
	given *g = rap_calloc(1, sizeof *g);
	given *const *node;

	*g = (given){key, rap_strdup(name), in_cur};
	node = tsearch(g, &s->given, by_key);
	if (!node || *node != g)
		free_given(g);
}

static void forget(maildir_source *s, given *g)
{
	(void)tdelete(g, &s->given, by_key);
	free_given(g);
}

/* ---- looking -------------------------------------------------------------------------------------------- */

static void forget_found(maildir_source *s)
{
	for (size_t i = s->next; i < s->n_found; i++)
		free(s->found[i].name);
	free(s->found);
	s->found = NULL;
	s->n_found = s->next = 0;
}

static int by_age(const void *a, const void *b)
{
	const sighting *x = a, *y = b;

	if (x->written.tv_sec != y->written.tv_sec)
		return x->written.tv_sec < y->written.tv_sec ? -1 : 1;
	if (x->written.tv_nsec != y->written.tv_nsec)
		return x->written.tv_nsec < y->written.tv_nsec ? -1 : 1;
	return strcmp(x->name, y->name);
}

static void add_found(maildir_source *s, const char *name, bool in_cur)
{
	struct stat st;
	char *key = key_of(name);
	bool known = find_given(s, key) != NULL;

	free(key);
	/* One that cannot be looked at is kept: reading it will say why. */
	if (known)
		return;
	if (fstatat(in_cur ? s->dir.cur : s->dir.new, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		st.st_mtim = (struct timespec){0};
	if (s->n_found % 256 == 0)
		s->found = rap_reallocarray(s->found, s->n_found + 256, sizeof *s->found);
	s->found[s->n_found++] = (sighting){rap_strdup(name), in_cur, st.st_mtim};
}

static rap_err scan(maildir_source *s, bool in_cur, rap_buf *why)
{
	int fd = openat(in_cur ? s->dir.cur : s->dir.new, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *file;
	int number;

	if (!dir) {
		number = errno;
		if (fd >= 0)
			(void)close(fd);
		rap_maildir_why(why, s->dir.path, in_cur ? "cur" : "new", NULL, number);
		return rap_err_from_errno(number);
	}
	errno = 0;
	while (s->n_found < SCAN_MAX && (file = readdir(dir)) != NULL) {
		if (file->d_name[0] != '.')
			add_found(s, file->d_name, in_cur);
		errno = 0;
	}
	number = errno;
	(void)closedir(dir);
	if (number != 0) {
		rap_maildir_why(why, s->dir.path, in_cur ? "cur" : "new", NULL, number);
		return rap_err_from_errno(number);
	}
	return RAP_OK;
}

/* Opens again what was taken away and put back (a mount, a restored folder). */
static rap_err still_there(maildir_source *s, rap_buf *why)
{
	struct stat open_one, named;
	rap_buf path = rap_buf_init(RAP_MAILDIR_PATH_MAX);
	rap_err err = RAP_OK;
	bool same;

	rap_buf_printf(&path, "%s/new", s->dir.path);
	same = fstat(s->dir.new, &open_one) == 0 && stat(rap_buf_text(&path), &named) == 0 &&
	       open_one.st_ino == named.st_ino && open_one.st_dev == named.st_dev;
	rap_buf_done(&path);
	if (!same) {
		rap_maildir again;

		err = rap_maildir_open(s->dir.path, &again, why);
		if (err == RAP_OK) {
			rap_maildir_close(&s->dir);
			s->dir = again;
		}
	}
	return err;
}

static rap_err look_now(maildir_source *s, rap_buf *why)
{
	rap_err err = still_there(s, why);

	forget_found(s);
	if (err == RAP_OK)
		err = scan(s, false, why);
	if (err == RAP_OK)
		err = scan(s, true, why);
	if (err != RAP_OK) {
		forget_found(s);
		return err;
	}
	s->dirty = false;
	if (s->n_found > 1)
		qsort(s->found, s->n_found, sizeof *s->found, by_age);
	return RAP_OK;
}

/* ---- reading -------------------------------------------------------------------------------------------- */

/* The name a file now has under the same key (a mail program may have moved or marked it); NULL when it is gone. */
static char *find_again(const maildir_source *s, const char *key, bool *ret_in_cur)
{
	char *found = NULL;

	for (int part = 0; part < 2 && !found; part++) {
		int fd = openat(part ? s->dir.cur : s->dir.new, ".",
		                O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		DIR *dir = fd < 0 ? NULL : fdopendir(fd);
		const struct dirent *file;

		if (!dir && fd >= 0)
			(void)close(fd);
		while (dir && !found && (file = readdir(dir)) != NULL) {
			char *other = key_of(file->d_name);

			if (file->d_name[0] != '.' && strcmp(other, key) == 0) {
				found = rap_strdup(file->d_name);
				*ret_in_cur = part == 1;
			}
			free(other);
		}
		if (dir)
			(void)closedir(dir);
	}
	return found;
}

static int open_entry(const maildir_source *s, sighting *e, const char *key)
{
	const int flags =
		O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC; /* a FIFO must not hold us */
	int fd = openat(e->in_cur ? s->dir.cur : s->dir.new, e->name, flags);

	if (fd < 0 && errno == ENOENT) {
		char *name = find_again(s, key, &e->in_cur);

		if (!name) {
			errno = ENOENT;
			return -1;
		}
		free(e->name);
		e->name = name;
		fd = openat(e->in_cur ? s->dir.cur : s->dir.new, e->name, flags);
	}
	return fd;
}

static rap_source_step hand_out(maildir_source *s, sighting *e, size_t room, rap_source_mail *ret,
                                rap_buf *why)
{
	rap_source_step step = RAP_SOURCE_SKIPPED;
	char *key = key_of(e->name);
	int fd = open_entry(s, e, key);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) < 0) {
		rap_maildir_why(why, s->dir.path, e->in_cur ? "cur" : "new", e->name, errno);
	} else if (!S_ISREG(st.st_mode)) {
		rap_buf_printf(why, "%s/%s/%s: not a mail but something else", s->dir.path,
		               e->in_cur ? "cur" : "new", e->name);
	} else if (st.st_size <= (off_t)RAP_LIMIT_MESSAGE && (size_t)st.st_size > room) {
		step = RAP_SOURCE_NO_ROOM;
	} else if (rap_source_read(fd, &st, ret) != RAP_OK) {
		rap_maildir_why(why, s->dir.path, e->in_cur ? "cur" : "new", e->name, errno);
		rap_source_mail_done(ret);
	} else {
		ret->key = rap_strdup(key);
		ret->folder = rap_strdup("maildir");
		give(s, key, e->name, e->in_cur);
		key = NULL;
		step = RAP_SOURCE_MAIL;
	}
	if (fd >= 0)
		(void)close(fd);
	free(key);
	return step;
}

static rap_source_step next(rap_source *source, size_t room, rap_source_mail *ret, rap_buf *why)
{
	maildir_source *s = (maildir_source *)source;
	rap_source_step step;

	*ret = (rap_source_mail){0};
	if (s->next == s->n_found) {
		if (!s->dirty)
			return RAP_SOURCE_NOTHING;
		if (look_now(s, why) != RAP_OK)
			return RAP_SOURCE_BROKEN;
		if (s->n_found == 0)
			return RAP_SOURCE_NOTHING;
	}
	step = hand_out(s, &s->found[s->next], room, ret, why);
	if (step != RAP_SOURCE_NO_ROOM)
		free(s->found[s->next++].name);
	return step;
}

/* ---- putting away --------------------------------------------------------------------------------------- */

/* Never over another mail, also where the file system cannot promise it by itself. */
static int move_to(int from, const char *name, int to, const char *target)
{
	if (renameat2(from, name, to, target, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL)
		return -1;
	if (faccessat(to, target, F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		return -1;
	}
	return renameat(from, name, to, target);
}

/* To KEY:2,S, seen; a name that is taken gets a number, one that would be too long with it loses its end. */
static int move(int from, const char *name, int to)
{
	const size_t longest = NAME_MAX - sizeof "_99:2,S" + 1;
	size_t whole = strcspn(name, ":"), base = whole < longest ? whole : longest;
	rap_buf target = rap_buf_init(4 * RAP_KIB);
	int result = -1;

	for (unsigned i = 0; i < 100; i++) {
		rap_buf_cut(&target, 0);
		rap_buf_add(&target, name, base);
		if (i > 0 || base < whole)
			rap_buf_printf(&target, "_%u", i);
		rap_buf_str(&target, ":2,S");
		result = move_to(from, name, to, rap_buf_text(&target));
		if (result == 0 || errno != EEXIST)
			break;
	}
	rap_buf_done(&target);
	return result;
}

static rap_err put_away(maildir_source *s, const char *name, bool in_cur, rap_buf *why)
{
	int from = in_cur ? s->dir.cur : s->dir.new;
	int to = s->done.path ? s->done.cur : s->dir.cur;

	if (move(from, name, to) < 0) {
		if (errno == ENOENT)
			return RAP_E_NOT_FOUND;
		rap_maildir_why(why, s->dir.path, in_cur ? "cur" : "new", name, errno);
		return rap_err_from_errno(errno);
	}
	if (fsync(to) < 0 || fsync(from) < 0) {
		rap_maildir_why(why, s->dir.path, in_cur ? "cur" : "new", NULL, errno);
		return rap_err_from_errno(errno);
	}
	return RAP_OK;
}

/* Without a folder for recorded mails, and already marked as seen. */
static bool stays(const maildir_source *s, const char *name, bool in_cur)
{
	const char *flags = strstr(name, ":2,");

	return !s->done.path && in_cur && flags && strchr(flags, 'S');
}

static rap_err settle(maildir_source *s, const char *key, rap_buf *why)
{
	char *own = rap_strdup(key);
	given *g = find_given(s, own);
	bool in_cur = g && g->in_cur;
	char *name = g ? rap_strdup(g->name) : find_again(s, key, &in_cur);
	rap_err err = RAP_E_NOT_FOUND;

	if (name)
		err = stays(s, name, in_cur) ? RAP_OK : put_away(s, name, in_cur, why);
	if (err == RAP_E_NOT_FOUND && g) { /* renamed by a mail program since */
		free(name);
		name = find_again(s, key, &in_cur);
		if (name)
			err = stays(s, name, in_cur) ? RAP_OK : put_away(s, name, in_cur, why);
	}
	if (err == RAP_E_NOT_FOUND) /* taken away by somebody: it is recorded, that suffices */
		err = RAP_OK;
	if (err == RAP_OK && s->done.path && g)
		forget(s, g);
	else if (!g && name && !s->done.path) {
		give(s, own, name, in_cur);
		own = NULL;
	}
	free(own);
	free(name);
	return err;
}

static void done(rap_source *source, const char *key)
{
	rap_strv_add(&((maildir_source *)source)->recorded, key);
}

/* One that cannot be put away does not keep the others. */
static rap_err put_all_away(rap_source *source, rap_strv *ret_moved, rap_buf *why)
{
	maildir_source *s = (maildir_source *)source;
	rap_strv recorded = s->recorded;
	rap_buf unheard = rap_buf_init(4 * RAP_KIB);
	rap_err ret = RAP_OK;

	s->recorded = (rap_strv){0};
	for (size_t i = 0; i < recorded.n; i++) {
		rap_err err;

		err = settle(s, recorded.at[i], ret == RAP_OK ? why : &unheard);
		rap_strv_add(err == RAP_OK ? ret_moved : &s->recorded, recorded.at[i]);
		if (err != RAP_OK)
			ret = err;
	}
	rap_strv_done(&recorded);
	rap_buf_done(&unheard);
	return ret;
}

/* What is new in a folder needs no mark: what is recorded has left it, or is known by its name. */
static json_t *mark(rap_source *source)
{
	(void)source;
	return NULL;
}

/* ---- life ----------------------------------------------------------------------------------------------- */

static void look(rap_source *source)
{
	maildir_source *s = (maildir_source *)source;
	char events[4096];

	while (s->watch >= 0 && read(s->watch, events, sizeof events) > 0)
		;
	s->dirty = true;
}

static int descriptor(rap_source *source)
{
	return ((const maildir_source *)source)->watch;
}

static int patience_ms(const rap_source *source)
{
	(void)source;
	return PATIENCE_MS;
}

static rap_source *close_source(rap_source *source)
{
	maildir_source *s = (maildir_source *)source;

	if (!s)
		return NULL;
	forget_found(s);
	tdestroy(s->given, free_given);
	rap_strv_done(&s->recorded);
	rap_maildir_close(&s->dir);
	rap_maildir_close(&s->done);
	if (s->watch >= 0)
		(void)close(s->watch);
	free(s);
	return NULL;
}

static void watch_part(maildir_source *s, const char *part)
{
	rap_buf path = rap_buf_init(RAP_MAILDIR_PATH_MAX);

	rap_buf_printf(&path, "%s/%s", s->dir.path, part);
	/* Without a watch (too many on this machine) the patience above still finds every mail. */
	(void)inotify_add_watch(s->watch, rap_buf_text(&path),
	                        IN_MOVED_TO | IN_CLOSE_WRITE | IN_CREATE | IN_ONLYDIR);
	rap_buf_done(&path);
}

static rap_err open_done(maildir_source *s, const char *folder, rap_buf *why)
{
	rap_buf path = rap_buf_init(RAP_MAILDIR_PATH_MAX);
	rap_err err;

	if (*folder == '\0' || *folder == '.' || strchr(folder, '/')) {
		rap_buf_printf(why, "the folder '%s' for recorded mails: not a folder name",
		               folder);
		return RAP_E_CONFIG;
	}
	rap_buf_printf(&path, "%s/.%s", s->dir.path, folder);
	err = rap_maildir_open(rap_buf_text(&path), &s->done, why);
	if (err == RAP_OK) {
		/* Maildir++ marks folders with this file, or some servers do not show them. */
		int fd;

		rap_buf_str(&path, "/maildirfolder");
		fd = open(rap_buf_text(&path), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (fd >= 0)
			(void)close(fd);
	}
	rap_buf_done(&path);
	return err;
}

rap_err rap_source_maildir_open(const json_t *start, rap_source **ret, rap_buf *why)
{
	static const rap_source_ops ops = {next, done,       put_all_away, mark,
	                                   look, descriptor, patience_ms,  close_source};
	const char *folder = rap_link_text(start, "done", NULL);
	maildir_source *s = rap_calloc(1, sizeof *s);
	rap_err err;

	*s = (maildir_source){.base = {&ops},
	                      .dir = {NULL, -1, -1, -1},
	                      .done = {NULL, -1, -1, -1},
	                      .watch = -1,
	                      .dirty = true};
	err = rap_maildir_open(rap_link_text(start, "maildir", ""), &s->dir, why);
	if (err == RAP_OK && folder)
		err = open_done(s, folder, why);
	if (err != RAP_OK) {
		(void)close_source(&s->base);
		return err;
	}
	s->watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (s->watch >= 0) {
		watch_part(s, "new");
		watch_part(s, "cur");
	}
	*ret = &s->base;
	return RAP_OK;
}
