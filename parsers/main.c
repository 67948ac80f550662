// SPDX-License-Identifier: Apache-2.0
/*
 * rapporteur-reader, the zygote: opens everything that reading a mail will need, closes the sandbox, says so, and
 * then forks a child for each descriptor that core hands it. It never sees a byte of a correspondent's mail; all it
 * decodes is the part of the context that core makes of the configuration, once, for all children to come, and in a
 * batch the one letter of ours that all its mails answer. The children are core's own
 * (CLONE_PARENT): core gets a pidfd, kills and reaps them, and this process can report nothing false.
 *
 * It has exactly one thread, which is what makes the bare clone() below sound. It ends when core does.
 *
 * DIAGNOSTICS: before "ready" a sentence on the control socket; afterwards the status only.
 */
#include "common/frame.h"
#include "common/hire.h"
#include "common/limits.h"
#include "common/mem.h"
#include "parsers/child.h"
#include "parsers/mail/charset.h"
#include "parsers/mail/mime.h"
#include "parsers/prepare.h"
#include "parsers/read.h"
#include "parsers/sandbox.h"
#include "parsers/slim.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Touches what a first mail would otherwise pay for in every child, and what is opened at first use: converters,
 * tables of the libraries, the seed of JSON objects. */
static const char warm_up_mail[] = "From: =?utf-8?B?0JDQvdC90LA=?= <warm-up@reader.invalid>\r\n"
				   "To: reader@reader.invalid\r\n"
				   "Subject: =?iso-2022-jp?B?GyRCMnE1RBsoQg==?=\r\n"
				   "Date: Mon, 06 Jul 2020 09:00:00 +0900\r\n"
				   "Message-ID: <warm-up@reader.invalid>\r\n"
				   "MIME-Version: 1.0\r\n"
				   "Content-Type: multipart/alternative; boundary=\"=_b\"\r\n"
				   "\r\n"
				   "--=_b\r\n"
				   "Content-Type: text/plain; charset=gb18030\r\n"
				   "Content-Transfer-Encoding: base64\r\n"
				   "\r\n"
				   "QW5zd2VyIFsxXTogyNXM4w==\r\n"
				   "--=_b\r\n"
				   "Content-Type: text/html; charset=utf-8\r\n"
				   "Content-Transfer-Encoding: quoted-printable\r\n"
				   "\r\n"
				   "<html><body><div>Answer [1]: yes "
				   "&eacute;</div><blockquote>=C3=A9</blockquote></body></html>\r\n"
				   "--=_b--\r\n";

/* Says why there will be no "ready", and ends. */
RAP_NORETURN static void give_up(const char *what, const char *name)
{
	rap_hire trouble = {.what = RAP_HIRE_TROUBLE};

	(void)snprintf(trouble.text, sizeof trouble.text, "%s%s", what, name);
	_exit(rap_hire_send(RAP_HIRE_FD, &trouble, -1) ? 74 : 71);
}

static void warm_up(void)
{
	rap_context context = {0};
	rap_reading *reading = rap_read_mail(&context, rap_slice_of(warm_up_mail));

	free(rap_reading_encode(reading));
	rap_reading_free(reading);
}

static void prepare(pid_t core)
{
	const char *what = "";

	/* At the terminal ^C is meant for core, which then ends us by closing the socket. */
	(void)signal(SIGINT, SIG_IGN);
	(void)signal(SIGTERM, SIG_IGN);
	(void)signal(SIGHUP, SIG_IGN);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 || getppid() != core)
		give_up("the parent is gone", "");
	rap_slim_heap();
	if (!rap_charset_open_all(&what))
		give_up("this system has no converter for ", what);
	rap_mime_init();
	warm_up();
	if (!rap_sandbox_prepare(&what) || !rap_sandbox_close_zygote(&what))
		give_up("the sandbox does not close: ", what);
	rap_slim_libraries();
	rap_slim_plug();
}

static rap_context kept; /* what the children have from birth */

/* Decodes what core wants kept. It is of core's making: nothing in it comes out of a mail. */
static void keep(uint32_t number, int fd)
{
	rap_buf json = rap_buf_init(0);

	rap_slim_unplug();
	rap_prepare_undo(&kept);
	rap_context_done(&kept);
	kept = (rap_context){0};
	if (dup3(fd, RAP_HIRE_KEEP_FD, 0) < 0 || close(fd) != 0 ||
	    rap_frame_read(RAP_HIRE_KEEP_FD, RAP_LIMIT_CONTEXT_FRAME, &json) ||
	    rap_context_decode(rap_buf_as_slice(&json), &kept))
		_exit(76);
	(void)close(RAP_HIRE_KEEP_FD);
	rap_buf_done(&json);
	rap_prepare(&kept);
	kept.kept = number;
	rap_slim_plug();
}

/* One child for one descriptor. The answer always goes out before the next request is taken. */
static void fork_for(uint32_t number, int mail_fd, pid_t core)
{
	rap_hire reply = {.what = RAP_HIRE_BORN, .number = number};
	int pidfd = -1;
	/* The raw call: glibc's fork() cannot give the child to core. The third argument is the pidfd's place. */
	long pid = syscall(SYS_clone, RAP_SANDBOX_CLONE_FLAGS, NULL, &pidfd, NULL, 0UL);

	if (pid == 0)
		rap_child_run(mail_fd, core, &kept);
	if (pid < 0) {
		reply.what = RAP_HIRE_FAILED;
		(void)snprintf(reply.text, sizeof reply.text, "no child can be forked: %s",
		               strerrordesc_np(errno));
	}
	(void)close(mail_fd);
	if (rap_hire_send(RAP_HIRE_FD, &reply, pidfd))
		_exit(0);
	if (pidfd >= 0)
		(void)close(pidfd);
}

RAP_NORETURN static void serve(pid_t core)
{
	rap_hire wanted = {0};
	int fd;

	for (;;) {
		rap_err err = rap_hire_receive(RAP_HIRE_FD, &wanted, &fd);

		if (!err && wanted.what == RAP_HIRE_WANTED && fd >= 0)
			fork_for(wanted.number, fd, core);
		else if (!err && wanted.what == RAP_HIRE_KEEP && fd >= 0)
			keep(wanted.number, fd);
		else
			_exit(err == RAP_E_NOT_FOUND ? 0 : 76);
	}
}

int main(int argc, char **argv)
{
	const rap_hire ready = {.what = RAP_HIRE_READY};
	int type = 0;
	socklen_t len = sizeof type;
	pid_t core = getppid();

	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		printf("rapporteur-reader %s%s\n", RAP_VERSION,
		       rap_sandbox_built_in() ? "" : " (built without its sandbox)");
		return fflush(stdout) ? 74 : 0;
	}
	if (argc != 1 || getsockopt(RAP_HIRE_FD, SOL_SOCKET, SO_TYPE, &type, &len) != 0 ||
	    type != SOCK_SEQPACKET) {
		fputs("rapporteur-reader: is started by rapporteur; see rapporteur(8)\n", stderr);
		return 64;
	}
	prepare(core);
	/* Warnings of libraries about a mail are no business of the journal. */
	if (dup3(STDIN_FILENO, STDERR_FILENO, 0) < 0 || rap_hire_send(RAP_HIRE_FD, &ready, -1))
		_exit(71);
	serve(core);
}
