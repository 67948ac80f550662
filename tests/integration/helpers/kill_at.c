// SPDX-License-Identifier: Apache-2.0
/*
 * kill_at N LOG PROGRAM ARGUMENTS...: runs it and traces it and all that it starts; their system calls that change the world
 * are counted in the order in which they are made, and the process that is about to make the N-th is killed instead. The
 * others go on and are waited for. With 0 nobody is killed, and LOG has a line for each call: its number, which process in
 * the order of beginning, its name. 0 if all went as asked, 3 if there were fewer than N such calls.
 * What changes the world: files and folders made, filled, cut, synced, renamed and taken away, memory shared with others,
 * what is told to and taken from another process, signals.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* glibc's header and the kernel's cannot both be included; this much of the kernel's is needed. */
typedef struct call_info {
	uint8_t op;
	uint8_t pad[3];
	uint32_t arch;
	uint64_t instruction_pointer, stack_pointer, number, arguments[6];
} call_info;
enum { OP_ENTRY = 1, MAX_PROCESSES = 4096, MAX_STOPS = 64 };

static const struct {
	long number;
	const char *name;
} calls[] = {
	{SYS_write, "write"},
	{SYS_writev, "writev"},
	{SYS_pwrite64, "pwrite64"},
	{SYS_pwritev, "pwritev"},
	{SYS_fdatasync, "fdatasync"},
	{SYS_fsync, "fsync"},
	{SYS_ftruncate, "ftruncate"},
	{SYS_truncate, "truncate"},
	{SYS_fallocate, "fallocate"},
	{SYS_sendfile, "sendfile"},
	{SYS_copy_file_range, "copy_file_range"},
	{SYS_openat, "openat"},
	{SYS_mmap, "mmap"},
	{SYS_mkdirat, "mkdirat"},
	{SYS_linkat, "linkat"},
	{SYS_symlinkat, "symlinkat"},
	{SYS_unlinkat, "unlinkat"},
	{SYS_renameat2, "renameat2"},
	{SYS_fchmod, "fchmod"},
	{SYS_fchmodat, "fchmodat"},
	{SYS_fchown, "fchown"},
	{SYS_fchownat, "fchownat"},
	{SYS_utimensat, "utimensat"},
	{SYS_sendto, "sendto"},
	{SYS_sendmsg, "sendmsg"},
	{SYS_recvfrom, "recvfrom"},
	{SYS_recvmsg, "recvmsg"},
	{SYS_shutdown, "shutdown"},
	{SYS_kill, "kill"},
	{SYS_pidfd_send_signal, "pidfd_send_signal"},
/* Not on every architecture. */
#ifdef SYS_open
	{SYS_open, "open"},
	{SYS_creat, "creat"},
	{SYS_mkdir, "mkdir"},
	{SYS_rmdir, "rmdir"},
	{SYS_link, "link"},
	{SYS_symlink, "symlink"},
	{SYS_unlink, "unlink"},
	{SYS_rename, "rename"},
	{SYS_chmod, "chmod"},
	{SYS_chown, "chown"},
#endif
#ifdef SYS_renameat
	{SYS_renameat, "renameat"},
#endif
};

/* The name of the call if it changes the world, or NULL. */
static const char *changes(const call_info *c)
{
	const char *name = NULL;

	for (size_t i = 0; i < sizeof calls / sizeof *calls && !name; i++)
		if ((uint64_t)calls[i].number == c->number)
			name = calls[i].name;
	if (!name)
		return NULL;
	if (strcmp(name, "openat") == 0 || strcmp(name, "open") == 0)
		return c->arguments[name[4] ? 2 : 1] & (O_CREAT | O_TRUNC) ? name : NULL;
	if (strcmp(name, "mmap") == 0)
		return (c->arguments[2] & PROT_WRITE) && (c->arguments[3] & MAP_SHARED) &&
		                       !(c->arguments[3] & MAP_ANONYMOUS)
		               ? name
		               : NULL;
	return name;
}

static pid_t processes[MAX_PROCESSES];
static int n_processes;

static int number_of(pid_t pid)
{
	for (int i = 0; i < n_processes; i++)
		if (processes[i] == pid)
			return i + 1;
	if (n_processes < MAX_PROCESSES)
		processes[n_processes++] = pid;
	return n_processes;
}

static void begin(char **arguments)
{
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0) {
		perror("kill_at: ptrace");
		_exit(126);
	}
	(void)raise(SIGSTOP);
	(void)execv(arguments[0], arguments);
	perror(arguments[0]);
	_exit(127);
}

/* What is passed on when the process goes on. */
static int signal_for(int status)
{
	int number = WSTOPSIG(status);

	if (number == (SIGTRAP | 0x80) || status >> 16 != 0 || number == SIGSTOP)
		return 0;
	return number;
}

typedef struct stop {
	pid_t pid;
	int status;
} stop;

/*
 * All who stand still, waited for together: who has died is taken leave of before anybody goes on, else its parent, woken by
 * that death, finds nobody to wait for yet. 0: nobody is left.
 */
static int gather(stop *stops)
{
	int n = 0, status;
	pid_t pid;

	while (n < MAX_STOPS && ((pid = waitpid(-1, &status, __WALL | (n > 0 ? WNOHANG : 0))) > 0 ||
	                         (pid < 0 && errno == EINTR)))
		if (pid > 0 && WIFSTOPPED(status))
			stops[n++] = (stop){pid, status};
	return n;
}

/* The name of the call before which the process stands, if it changes the world. */
static const char *about_to(const stop *s)
{
	call_info c = {0};

	if (WSTOPSIG(s->status) != (SIGTRAP | 0x80) ||
	    ptrace(PTRACE_GET_SYSCALL_INFO, s->pid, (void *)sizeof c, &c) <= 0 || c.op != OP_ENTRY)
		return NULL;
	return changes(&c);
}

/* Until nobody is left; how many calls there were. */
static long follow(long target, FILE *log)
{
	stop stops[MAX_STOPS];
	long made = 0;
	int n;

	while ((n = gather(stops)) > 0) {
		for (int i = 0; i < n; i++) {
			const stop *s = stops + i;
			int number = number_of(s->pid);
			const char *name = about_to(s);

			if (name && ++made == target) {
				(void)kill(s->pid, SIGKILL);
				continue;
			}
			if (name && log)
				(void)fprintf(log, "%ld %d %s\n", made, number, name);
			(void)ptrace(PTRACE_SYSCALL, s->pid, NULL,
			             (void *)(intptr_t)signal_for(s->status));
		}
	}
	return made;
}

int main(int argc, char **argv)
{
	FILE *log = NULL;
	long target, made;
	pid_t pid;
	int status;

	if (argc < 4) {
		(void)fprintf(stderr, "usage: kill_at N LOG PROGRAM ARGUMENTS...\n");
		return 2;
	}
	target = strtol(argv[1], NULL, 10);
	if (target == 0 && !(log = fopen(argv[2], "we"))) {
		perror(argv[2]);
		return 2;
	}
	pid = fork();
	if (pid == 0)
		begin(argv + 3);
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status)) {
		(void)fprintf(stderr, "kill_at: nobody may be traced here\n");
		return 2;
	}
	(void)ptrace(PTRACE_SETOPTIONS, pid, NULL,
	             (void *)(PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
	                      PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL));
	(void)ptrace(PTRACE_SYSCALL, pid, NULL, NULL);
	made = follow(target, log);
	if (log && fclose(log) != 0)
		return 2;
	return made < target ? 3 : 0;
}
