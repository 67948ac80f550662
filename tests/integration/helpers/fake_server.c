// SPDX-License-Identifier: Apache-2.0
/*
 * A mail server on 127.0.0.1 that does what a script says, for faults that no real server makes.
 *
 *     fake_server SCRIPT [--tls CERT KEY | --starttls CERT KEY] [--priority STRING] [--mail FILE]...
 *                 [--connections N] [--cut-sent N] [--cut-heard N] --port-file F --log F
 *
 * Without a rule for it every command is answered as by an ordinary server (fake/imap.c, fake/smtp.c); the
 * mails of --mail lie in its INBOX with the UIDs 101, 102, ... A script, line by line; # begins a comment:
 *
 *     protocol imap|smtp            imap if nothing is said
 *     capabilities WORD...          instead of the ordinary ones, also before STARTTLS
 *     present N                     only the first N mails are there at the beginning
 *     uidvalidity N|none            as SELECT says it; none: it does not
 *     uidnext N|none
 *     connections A | A-B | A- | all     the rules below are for these, counted from 1
 *     on PATTERN [times N]          a glob (fnmatch, * ? [ ] \), any case, for the whole command without its tag; the first
 *                                   rule that fits is played. Besides commands: GREETING, in SMTP "." after a whole mail
 *
 * and below a rule what is done, in this order; texts in "" know \r \n \t \0 \xHH \" \\ and $tag, $set (the set of the
 * command), $sizeN (octets of mail N):
 *
 *     send TEXT       line TEXT (with CRLF)      mail N [FROM [LEN]]: octets of mail N
 *     expect PATTERN  the next command, its tag saved; another one: the connection is closed
 *     close           reset: close by RST        hang: send nothing more, until the client closes
 *     wait MS         trickle MS TEXT: an octet every MS ms
 *     repeat N TEXT   endless TEXT: until the client closes
 *     starttls        ordinary: what an ordinary server does with the command
 *     loop [N] ... end
 *     set uidvalidity|uidnext|firstuid N|none    add: one more mail      remove UID: the mail is gone
 *     log TEXT
 *
 * The log: "N < octets" all that the client of connection N sends (by TLS: decrypted), "N - words" what happens.
 * --cut-sent N, --cut-heard N: the first connection is closed after so many octets, wherever that is.
 * Ends on SIGTERM, or when N connections have been served.
 */
#include "fake/fake.h"

#include "common/file.h"
#include "common/limits.h"
#include "common/mem.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define FIRST_UID 101u

RAP_NORETURN static void fail(const char *what, const char *why)
{
	fprintf(stderr, "fake_server: %s: %s\n", what, why);
	exit(2);
}

static void on_signal(int signal_number)
{
	(void)signal_number;
	fake_stopped = true;
}

/* With CRLF at the end of every line, as it goes over the wire. */
static void read_mail(const char *path, rap_buf *out)
{
	rap_buf text = rap_buf_init(RAP_LIMIT_MESSAGE * 2);

	*out = rap_buf_init(RAP_LIMIT_MESSAGE * 4);
	if (rap_file_read(path, RAP_LIMIT_MESSAGE * 2, &text) != RAP_OK)
		fail(path, "cannot be read");
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\n' && (i == 0 || text.at[i - 1] != '\r'))
			rap_buf_char(out, '\r');
		rap_buf_char(out, text.at[i]);
	}
	rap_buf_done(&text);
}

static void share(fake_world *w)
{
	const fake_script *s = &w->script;
	fake_shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
	                           MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (shared == MAP_FAILED)
		fail("memory", strerror(errno));
	shared->uidvalidity = s->uidvalidity;
	shared->uidnext = s->uidnext;
	shared->n_mails = s->present >= 0 && (size_t)s->present < w->n_files ? (size_t)s->present
	                                                                     : w->n_files;
	for (size_t i = 0; i < FAKE_MAILS; i++)
		shared->mails[i] = (fake_mail){FIRST_UID + (uint32_t)i, i < shared->n_mails};
	w->shared = shared;
}

/* A free port of 127.0.0.1; its number stands in the file when connections are taken. */
static int listen_at(const char *port_file)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof at;
	rap_buf text = rap_buf_init(16);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) < 0 || listen(fd, 16) < 0 ||
	    getsockname(fd, (struct sockaddr *)&at, &len) < 0)
		fail("the port", strerror(errno));
	rap_buf_printf(&text, "%d\n", ntohs(at.sin_port));
	if (rap_file_replace(port_file, rap_buf_as_slice(&text), 0644) != RAP_OK)
		fail(port_file, "cannot be written");
	rap_buf_done(&text);
	return fd;
}

static void serve(fake_world *w, int listener, long connections)
{
	for (long n = 1; !fake_stopped && (connections == 0 || n <= connections); n++) {
		struct pollfd p = {listener, POLLIN, 0};
		int fd = -1;

		while (!fake_stopped && fd < 0) {
			if (poll(&p, 1, 200) > 0)
				fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
			while (waitpid(-1, NULL, WNOHANG) > 0)
				continue;
		}
		if (fd < 0)
			break;
		if (fork() == 0) {
			(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
			(void)close(listener);
			fake_play(w, n, fd);
			_exit(0);
		}
		(void)close(fd);
	}
	(void)close(listener);
	if (fake_stopped) /* to the connections too; we lead a group of our own */
		(void)kill(0, SIGTERM);
	while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
		continue;
}

static void read_options(int argc, char **argv, fake_world *w, const char **ret_port_file,
                         long *ret_connections)
{
	static const struct option options[] = {
		{"tls", required_argument, NULL, 't'},
		{"starttls", required_argument, NULL, 's'},
		{"priority", required_argument, NULL, 'y'},
		{"mail", required_argument, NULL, 'm'},
		{"connections", required_argument, NULL, 'c'},
		{"cut-sent", required_argument, NULL, 'S'},
		{"cut-heard", required_argument, NULL, 'H'},
		{"port-file", required_argument, NULL, 'p'},
		{"log", required_argument, NULL, 'l'},
		{NULL, 0, NULL, 0},
	};
	int option;

	w->log = -1;
	w->cut_sent = w->cut_heard = -1;
	while ((option = getopt_long(argc, argv, "+", options, NULL)) != -1) {
		if (option == 't' || option == 's') {
			if (optind >= argc)
				fail("usage", "--tls CERT KEY");
			w->implicit_tls = option == 't';
			w->offers_starttls = option == 's';
			w->certificate = optarg;
			w->key = argv[optind++];
		} else if (option == 'y') {
			w->priority = optarg;
		} else if (option == 'm' && w->n_files < FAKE_MAILS) {
			read_mail(optarg, &w->files[w->n_files++]);
		} else if (option == 'c') {
			*ret_connections = strtol(optarg, NULL, 10);
		} else if (option == 'S') {
			w->cut_sent = strtol(optarg, NULL, 10);
		} else if (option == 'H') {
			w->cut_heard = strtol(optarg, NULL, 10);
		} else if (option == 'p') {
			*ret_port_file = optarg;
		} else if (option == 'l') {
			w->log = open(optarg, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
		} else {
			fail("usage", "see the head of fake_server.c");
		}
	}
	if (optind < argc || !*ret_port_file || w->log < 0)
		fail("usage", "SCRIPT ... --port-file F --log F");
}

int main(int argc, char **argv)
{
	static fake_world w;
	const char *port_file = NULL;
	struct sigaction stop = {.sa_handler = on_signal};
	long connections = 0;

	if (argc < 2 || argv[1][0] == '-')
		fail("usage", "SCRIPT first");
	(void)setpgid(0, 0);
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM); /* a test that is killed leaves no server behind */
	(void)sigaction(SIGTERM, &stop, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	fake_script_read(argv[1], &w.script);
	read_options(argc - 1, argv + 1, &w, &port_file, &connections);
	share(&w);
	serve(&w, listen_at(port_file), connections);
	fake_script_done(&w.script);
	for (size_t i = 0; i < w.n_files; i++)
		rap_buf_done(&w.files[i]);
	(void)munmap(w.shared, sizeof *w.shared);
	return 0;
}
