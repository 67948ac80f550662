// SPDX-License-Identifier: Apache-2.0
/* What fetch and send are told first; see start.h. */
#include "start.h"

#include "common/mem.h"
#include "log.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void put(json_t *head, const char *key, const char *text)
{
	if (text)
		json_object_set_new(head, key, json_string(text));
}

/*
 * A password file of the consultation's own folder that systemd has brought as a credential of the same name
 * (LoadCredential=NAME:...) is read from there: the unit's user need not see the original.
 */
static void put_password_file(json_t *head, const rap_consultation *c, const char *path)
{
	const char *credentials = getenv("CREDENTIALS_DIRECTORY");
	size_t folder = strlen(c->directory);
	rap_buf credential = rap_buf_init(8 * RAP_KIB);
	struct stat info;

	if (credentials && path && strncmp(path, c->directory, folder) == 0 &&
	    path[folder] == '/' && !strchr(path + folder + 1, '/')) {
		rap_buf_printf(&credential, "%s%s", credentials, path + folder);
		if (access(rap_buf_text(&credential), F_OK) == 0)
			path = rap_buf_text(&credential);
	}
	put(head, "password_file", path);
	if (path && stat(path, &info) == 0 && (info.st_mode & 027) != 0)
		rap_log(RAP_LOG_WARNING, "secret-open", RAP_S("file", path),
		        RAP_S("why", "other users of this machine can read it: chmod 600"));
	rap_buf_done(&credential);
}

static json_t *start(const rap_consultation *c, const rap_endpoint *e)
{
	json_t *head = json_pack("{s:s}", "op", "start");

	put(head, "maildir", e->maildir);
	if (!e->host)
		return head;
	put(head, "host", e->host);
	json_object_set_new(head, "port", json_integer(e->port));
	put(head, "tls", e->tls);
	put(head, "ca_file", e->ca_file);
	put(head, "user", e->user);
	put_password_file(head, c, e->password_file);
	put(head, "password_command", e->password_command);
	put(head, "oauth2_command", e->oauth2_command);
	return head;
}

json_t *rap_start_fetch(const rap_consultation *c, bool once)
{
	json_t *head = start(c, &c->mailbox), *folders = json_array();

	for (size_t i = 0; i < c->folders.n; i++)
		json_array_append_new(folders, json_string(c->folders.at[i]));
	if (c->mailbox.host)
		json_object_set(head, "folders", folders);
	json_decref(folders);
	put(head, "done", c->done_folder);
	json_object_set_new(head, "once", json_boolean(once));
	return head;
}

json_t *rap_start_send(const rap_consultation *c)
{
	return start(c, &c->sending);
}
