// SPDX-License-Identifier: Apache-2.0
/* The two probes, one after the other; see online.h. */
#include "online.h"

#include "children.h"
#include "common/mem.h"
#include "paths.h"
#include "report/trial.h"
#include "start.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void put_step(bool good, const char *side, const char *what, const char *text)
{
	printf("%-5s %-9s %s: %s\n", good ? "ok" : "FAIL", side, what, text);
	(void)fflush(stdout);
}

/* What the child says, until it has no more to say. Whether there was a step, and all of them were good. */
static bool hear(int fd, const char *side, bool *ret_any)
{
	json_t *head;
	bool good = true;

	*ret_any = false;
	while (rap_link_read(fd, &head, NULL) == RAP_OK) {
		const char *op = rap_link_op(head);
		bool step_good = json_is_true(json_object_get(head, "good"));

		if (strcmp(op, "step") == 0)
			put_step(step_good, side, rap_link_text(head, "what", ""),
			         rap_link_text(head, "text", ""));
		else if (strcmp(op, "trouble") == 0)
			put_step(false, side, "Trouble", rap_link_text(head, "text", ""));
		good = good && step_good;
		*ret_any = true;
		json_decref(head);
	}
	return good;
}

/* Takes the reference of start. trial NULL: nothing is sent. */
static bool probe(const char *name, const char *side, json_t *start, const rap_trial *trial)
{
	int fd = -1, status = 0;
	pid_t pid = 0;
	bool good, any = false;
	rap_err err = rap_child_spawn(name, &fd, &pid);

	if (err != RAP_OK) {
		json_decref(start);
		put_step(false, side, "Process", rap_err_text(err));
		return false;
	}
	json_object_set_new(start, "probe", json_true());
	err = rap_link_write(fd, start, (rap_slice){NULL, 0});
	if (err == RAP_OK && trial)
		err = rap_link_write(fd,
		                     json_pack("{s:s, s:i, s:s, s:s, s:s, s:i}", "op", "mail", "id",
		                               1, "key", trial->key, "from", trial->from, "to",
		                               trial->to, "attempt", 1),
		                     rap_buf_as_slice(&trial->mime));
	(void)shutdown(fd, SHUT_WR);
	good = hear(fd, side, &any);
	(void)close(fd);
	(void)waitpid(pid, &status, 0);
	if (err != RAP_OK || !WIFEXITED(status) || WEXITSTATUS(status) != 0 || !any) {
		put_step(false, side, "Process", "it ended before it was done");
		good = false;
	}
	return good;
}

int rap_online_run(const rap_app *app, const rap_consultation *c)
{
	rap_buf why = rap_buf_init(4 * RAP_KIB);
	rap_desk desk = {.consultation = c, .templates = rap_path_templates, .why = &why};
	rap_trial trial;
	bool good;
	rap_err err;

	if (!rap_app_now(app, c, &desk.now))
		return 64;
	(void)signal(SIGPIPE, SIG_IGN);
	err = rap_trial_make(&desk, &trial);
	if (err != RAP_OK) {
		(void)rap_app_fail(78, "the test mail cannot be made: %s",
		                   why.len ? rap_buf_text(&why) : rap_err_text(err));
		rap_buf_done(&why);
		return 78;
	}
	rap_buf_done(&why);
	good = probe("fetch", "mail in", rap_start_fetch(c, true), NULL);
	good = probe("send", "mail out", rap_start_send(c), &trial) && good;
	rap_trial_done(&trial);
	if (!good)
		return rap_app_fail(75, "not all is well; the lines with FAIL say what to do");
	printf("All is well. A test mail is on its way to %s.\n", c->secretariat.address);
	return 0;
}
