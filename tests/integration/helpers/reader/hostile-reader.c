// SPDX-License-Identifier: Apache-2.0
/*
 * A reader that a mail has taken over: the real zygote, sandbox and child, with these rap_read_mail() in the place of
 * the real one. The first line of a mail, or its field X-Attack, is what the attacker does; what the kernel lets him do shows in the answer,
 * in the finding's text ("ALLOWED" or the errno's name), unless it kills him.
 */
#include "common/mem.h"
#include "parsers/read.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096u

/* The calls go straight to the kernel: an attacker does not use libc's manners. */
#define CALL(...) syscall(__VA_ARGS__)

static long try_open(void)
{
	return CALL(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY, 0);
}

static long try_create(void)
{
	return CALL(SYS_openat, AT_FDCWD, "/tmp/rapporteur-hostile", O_WRONLY | O_CREAT, 0600);
}

static long try_openat2(void)
{
	uint64_t how[3] = {O_RDONLY, 0, 0};

	return CALL(SYS_openat2, AT_FDCWD, "/etc/passwd", how, sizeof how);
}

static long try_stat(void)
{
	struct stat st;

	return CALL(SYS_newfstatat, AT_FDCWD, "/etc/passwd", &st, 0);
}

static long try_socket(void)
{
	return CALL(SYS_socket, AF_INET, SOCK_STREAM, 0);
}

static long try_fork(void)
{
	long pid = CALL(SYS_clone, SIGCHLD, NULL, NULL, NULL, 0UL);

	if (pid == 0)
		_exit(0);
	return pid;
}

/* As the zygote clones: its own list allows these flags. */
static long try_fork_as_zygote(void)
{
	int pidfd = -1;
	long pid = CALL(SYS_clone, CLONE_PARENT | CLONE_PIDFD | SIGCHLD, NULL, &pidfd, NULL, 0UL);

	if (pid == 0)
		_exit(0);
	return pid;
}

static long try_exec(void)
{
	char *argv[] = {NULL}, *envp[] = {NULL};

	return CALL(SYS_execve, "/bin/sh", argv, envp);
}

static long try_ptrace(void)
{
	return CALL(SYS_ptrace, PTRACE_ATTACH, (long)getpid() - 1, NULL, NULL);
}

static long try_kill(void)
{
	return CALL(SYS_kill, (long)getpid() - 1, SIGTERM);
}

static long try_tgkill(void)
{
	return CALL(SYS_tgkill, (long)getpid(), (long)gettid(), SIGSTOP);
}

static long try_write_other(void)
{
	return CALL(SYS_write, STDOUT_FILENO, "x", 1UL);
}

static long try_read_other(void)
{
	char byte;

	return CALL(SYS_read, STDIN_FILENO, &byte, 1UL);
}

static long try_sendmsg(void)
{
	struct iovec vector = {(char[]){"x"}, 1};
	struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};

	return CALL(SYS_sendmsg, 3, &message, 0);
}

static long try_dup(void)
{
	return CALL(SYS_dup3, 3, 1, 0);
}

static long try_mmap_exec(void)
{
	return CALL(SYS_mmap, NULL, (unsigned long)PAGE, PROT_READ | PROT_WRITE | PROT_EXEC,
	            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0L);
}

static long try_mmap_file(void)
{
	return CALL(SYS_mmap, NULL, (unsigned long)PAGE, PROT_READ, MAP_PRIVATE, 0, 0L);
}

static long try_mprotect(void)
{
	void *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return CALL(SYS_mprotect, page, (unsigned long)PAGE, PROT_READ | PROT_EXEC);
}

static long try_prctl(void)
{
	return CALL(SYS_prctl, PR_SET_PDEATHSIG, 0UL, 0UL, 0UL, 0UL);
}

static long try_prlimit(void)
{
	struct {
		unsigned long soft, hard;
	} none = {0, 0};

	return CALL(SYS_prlimit64, 0, 0, &none, NULL);
}

static long try_memfd(void)
{
	return CALL(SYS_memfd_create, "x", 0U);
}

static long try_io_uring(void)
{
	char parameters[128] = {0};

	return CALL(SYS_io_uring_setup, 1U, parameters);
}

static const struct {
	const char *word;
	long (*attempt)(void);
} attempts[] = {
	{"OPEN", try_open},
	{"CREATE", try_create},
	{"OPENAT2", try_openat2},
	{"STAT", try_stat},
	{"SOCKET", try_socket},
	{"FORK", try_fork},
	{"FORK-AS-ZYGOTE", try_fork_as_zygote},
	{"EXEC", try_exec},
	{"PTRACE", try_ptrace},
	{"KILL", try_kill},
	{"TGKILL-STOP", try_tgkill},
	{"WRITE-OTHER", try_write_other},
	{"READ-OTHER", try_read_other},
	{"SENDMSG", try_sendmsg},
	{"DUP", try_dup},
	{"MMAP-EXEC", try_mmap_exec},
	{"MMAP-FILE", try_mmap_file},
	{"MPROTECT", try_mprotect},
	{"PRCTL", try_prctl},
	{"PRLIMIT", try_prlimit},
	{"MEMFD", try_memfd},
	{"IO-URING", try_io_uring},
};

/* ---- what needs no kernel ---- */

static void answer_with(const char *bytes, size_t len)
{
	uint32_t head = htonl((uint32_t)len);

	if (write(3, &head, sizeof head) < 0 || write(3, bytes, len) < 0)
		_exit(1);
}

static int deeper(volatile int *from)
{
	volatile int frame[4096];

	frame[0] = *from + 1;
	return frame[0] ? deeper(frame) + frame[0] : 0;
}

static void bomb(void)
{
	for (;;) {
		char *block = rap_calloc(1, 1u << 20);

		memset(block, 1, 1u << 20);
	}
}

static void flood(void)
{
	uint32_t head = htonl(16u << 20);
	char *block = rap_calloc(1, 1u << 20);

	if (write(3, &head, sizeof head) < 0)
		_exit(1);
	for (;;)
		if (write(3, block, 1u << 20) < 0)
			_exit(1);
}

static void hang(void)
{
	uint32_t word = 0;

	for (;;)
		(void)syscall(SYS_futex, &word, 0 /* FUTEX_WAIT */, 0, NULL, NULL, 0);
}

static void many_values(void)
{
	size_t n = 8u << 20;
	char *text = rap_calloc(n + 1, 1);

	for (size_t i = 0; i < n; i++)
		text[i] = i == 0 ? '[' : i == n - 1 ? ']' : i % 2 ? '1' : ',';
	answer_with(text, n);
	_exit(0);
}

static void double_free(void)
{
	char *volatile block = rap_calloc(1, 2000);
	char *volatile same = block;

	free(block);
	free(same);
}

static const char nonsense[] = "{\"version\":1,\"kind\":\"reply\"}";

/* A reading in which nothing is wrong but that an answer stands behind the end of the text. */
static const char wrong_span[] =
	"{\"version\":1,\"kind\":\"reply\",\"message\":{\"message_id\":null,\"date\":null,"
	"\"subject\":null,\"from\":[],"
	"\"to\":[],\"cc\":[],\"in_reply_to\":[],\"references\":[]},\"text\":\"\",\"body\":{"
	"\"text\":\"abc\",\"charset\":"
	"null,\"repairs\":[],\"lost_characters\":0},\"answers\":[{\"field\":\"1\",\"raw\":\"abc\","
	"\"value\":\"abc\","
	"\"status\":\"ok\",\"where\":\"text\",\"span\":[0,4],\"flags\":[]}],\"proposals\":[],"
	"\"intents\":[],\"people\":[],"
	"\"attachments\":[],\"bounce\":null,\"auto\":null,\"findings\":[]}";

/* Crimes that leave no reading behind. Unknown words are harmless. */
static void commit(const char *word)
{
	volatile unsigned long turns = 0;

	if (strcmp(word, "SEGV") == 0)
		*(volatile int *)(uintptr_t)turns = 1;
	else if (strcmp(word, "STACK") == 0)
		_exit(deeper((volatile int[]){0}));
	else if (strcmp(word, "LOOP") == 0)
		for (;;)
			turns++;
	else if (strcmp(word, "BOMB") == 0)
		bomb();
	else if (strcmp(word, "FLOOD") == 0)
		flood();
	else if (strcmp(word, "HANG") == 0)
		hang();
	else if (strcmp(word, "ABORT") == 0)
		abort();
	else if (strcmp(word, "DOUBLE-FREE") == 0)
		double_free();
	else if (strcmp(word, "SILENT-EXIT") == 0)
		_exit(0);
	else if (strcmp(word, "EXIT-1") == 0)
		_exit(1);
	else if (strcmp(word, "SHORT") == 0)
		_exit(write(3, "\0\0\1\0{\"version\"", 14) < 0);
	else if (strcmp(word, "JUNK-LENGTH") == 0)
		_exit(write(3, "GET / HTTP/1.0\r\n", 16) < 0);
	else if (strcmp(word, "NONSENSE-JSON") == 0)
		answer_with(nonsense, strlen(nonsense)), _exit(0);
	else if (strcmp(word, "WRONG-SPAN") == 0)
		answer_with(wrong_span, strlen(wrong_span)), _exit(0);
	else if (strcmp(word, "MANY-VALUES") == 0)
		many_values();
}

/* Its first line, or what a field X-Attack says, where it has to be a mail. */
static char *word_of(rap_slice raw)
{
	static const char field[] = "\nX-Attack: ";
	const char *at = raw.len ? memmem(raw.at, raw.len, field, strlen(field)) : NULL, *end;

	if (at)
		raw = rap_slice_sub(raw, (size_t)(at - raw.at) + strlen(field), raw.len);
	end = raw.len ? memchr(raw.at, '\n', raw.len) : NULL;
	return rap_strndup(raw.at, end ? (size_t)(end - raw.at) : raw.len);
}

rap_reading *rap_read_mail_up(const rap_context *context, char *raw, size_t len)
{
	return rap_read_mail(context, (rap_slice){raw, len});
}

rap_reading *rap_read_mail(const rap_context *context, rap_slice raw)
{
	rap_reading *reading = rap_calloc(1, sizeof *reading);
	char *word = word_of(raw);

	commit(word ? word : "");
	reading->kind = RAP_KIND_REPLY;
	reading->message.subject = rap_strdup(context->answers_id);
	reading->body.text = rap_strndup(raw.at, raw.len < 1000 ? raw.len : 1000);
	for (size_t i = 0; word && i < sizeof attempts / sizeof attempts[0]; i++)
		if (strcmp(word, attempts[i].word) == 0) {
			long result = attempts[i].attempt();

			rap_reading_finding(reading, "attempt", NULL, NULL,
			                    result >= 0 ? "ALLOWED" : strerrorname_np(errno));
		}
	free(word);
	return reading;
}
