// SPDX-License-Identifier: Apache-2.0
/*
 * Mails of ours into a Maildir: written to tmp/, synced, linked into new/ under a name made of the mail's
 * key, folder synced. The same mail sent again finds its name taken and gives no second file.
 */
#include "mail/transport.h"

#include "common/hash.h"
#include "common/limits.h"
#include "common/mem.h"
#include "mail/link.h"
#include "mail/maildir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_LEN 32u /* characters of base32: 160 bits of the key's hash */

typedef struct maildir_transport {
	rap_transport base;
	rap_maildir dir;
} maildir_transport;

static void name_of(const rap_transport_mail *mail, rap_buf *out)
{
	rap_hash hash = rap_hash_of(rap_slice_of(mail->key));
	char text[NAME_LEN + 1];

	rap_hash_base32(&hash, text, NAME_LEN);
	rap_buf_printf(out, "R%s.rapporteur", text);
}

static rap_err write_all(int fd, rap_slice bytes)
{
	while (bytes.len > 0) {
		ssize_t n = write(fd, bytes.at, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return RAP_E_IO;
		bytes = rap_slice_sub(bytes, (size_t)n, bytes.len);
	}
	return RAP_OK;
}

/*
 * The whole mail in tmp/, on disk. What an earlier try left there goes first: it may be the delivered file itself,
 * linked into new/ when that try was ended, and must not be written to.
 */
static rap_err write_tmp(const maildir_transport *t, const char *name, rap_slice bytes)
{
	rap_err err;
	int fd, number;

	(void)unlinkat(t->dir.tmp, name, 0);
	fd = openat(t->dir.tmp, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return RAP_E_IO;
	err = write_all(fd, bytes);
	if (err == RAP_OK && fsync(fd) < 0)
		err = RAP_E_IO;
	number = errno;
	if (close(fd) < 0 && err == RAP_OK) {
		number = errno;
		err = RAP_E_IO;
	}
	errno = number;
	return err;
}

/* A mail that was sent before may have been looked at since: then it stands in cur/ with flags. */
static bool was_seen(const maildir_transport *t, const char *name)
{
	int fd = openat(t->dir.cur, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *file;
	size_t len = strlen(name);
	bool seen = false;

	if (!dir && fd >= 0)
		(void)close(fd);
	while (dir && !seen && (file = readdir(dir)) != NULL)
		seen = strncmp(file->d_name, name, len) == 0 &&
		       (file->d_name[len] == ':' || file->d_name[len] == '\0');
	if (dir)
		(void)closedir(dir);
	return seen;
}

static rap_transport_outcome again(const maildir_transport *t, const char *part, int number,
                                   rap_buf *reply)
{
	rap_maildir_why(reply, t->dir.path, part, NULL, number);
	return RAP_TRANSPORT_AGAIN;
}

static rap_transport_outcome deliver(const maildir_transport *t, const rap_transport_mail *mail,
                                     const char *name, rap_buf *reply)
{
	if (mail->attempt > 1 && was_seen(t, name)) {
		rap_buf_printf(reply, "already in cur/%s", name);
		return RAP_TRANSPORT_SENT;
	}
	if (write_tmp(t, name, mail->bytes) != RAP_OK) {
		int number = errno;

		(void)unlinkat(t->dir.tmp, name, 0);
		return again(t, "tmp", number, reply);
	}
	if (linkat(t->dir.tmp, name, t->dir.new, name, 0) < 0 && errno != EEXIST) {
		int number = errno;

		(void)unlinkat(t->dir.tmp, name, 0);
		return again(t, "new", number, reply);
	}
	(void)unlinkat(t->dir.tmp, name, 0);
	if (fsync(t->dir.new) < 0)
		return again(t, "new", errno, reply);
	rap_buf_printf(reply, "delivered as new/%s", name);
	return RAP_TRANSPORT_SENT;
}

static rap_transport_outcome send_mail(rap_transport *transport, const rap_transport_mail *mail,
                                       rap_buf *reply)
{
	maildir_transport *t = (maildir_transport *)transport;
	rap_buf name = rap_buf_init(64);
	rap_transport_outcome outcome;
	rap_maildir dir;

	/* Opened for every mail: the folder may have been away, or put back, since the last one. */
	if (rap_maildir_open(t->dir.path, &dir, reply) != RAP_OK)
		return RAP_TRANSPORT_AGAIN;
	rap_maildir_close(&t->dir);
	t->dir = dir;
	name_of(mail, &name);
	outcome = deliver(t, mail, rap_buf_text(&name), reply);
	rap_buf_done(&name);
	return outcome;
}

/* A folder is opened for every mail. */
static int rest(rap_transport *transport, int *ret_fd)
{
	(void)transport;
	*ret_fd = -1;
	return -1;
}

static rap_transport *close_transport(rap_transport *transport)
{
	maildir_transport *t = (maildir_transport *)transport;

	if (t)
		rap_maildir_close(&t->dir);
	free(t);
	return NULL;
}

rap_err rap_transport_maildir_open(const json_t *start, rap_transport **ret, rap_buf *why)
{
	static const rap_transport_ops ops = {send_mail, rest, close_transport};
	maildir_transport *t = rap_calloc(1, sizeof *t);
	rap_err err;

	*t = (maildir_transport){.base = {.ops = &ops}};
	err = rap_maildir_open(rap_link_text(start, "maildir", ""), &t->dir, why);
	if (err != RAP_OK) {
		free(t);
		return err;
	}
	*ret = &t->base;
	return RAP_OK;
}
