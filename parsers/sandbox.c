// SPDX-License-Identifier: Apache-2.0
/*
 * The sandbox of the reader (R52); see sandbox.h. The lists are what docs/decisions/0002-reader-process.md says was
 * seen and why. Filters stack and the stricter answer wins, so the zygote's list must have all that the child's has.
 *
 * DIAGNOSTICS: a step that fails is named; nothing goes on without it.
 */
#include "parsers/sandbox.h"

#include "common/hire.h"
#include "common/limits.h"
#include "common/mem.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/filter.h>

#define CHILD_FDS 4u /* null, null, null, mail */
#define ZYGOTE_FDS          \
	(RAP_HIRE_KEEP_FD + \
	 1u) /* those, the one just received, its pidfd, and what libraries hold */
#define LOW32 UINT32_MAX /* the kernel looks at 32 bits of an int argument, whatever stands above */

/* One allowed call; with a mask, only where that argument has that value under it. */
typedef struct rule {
	int call;
	unsigned arg;
	uint64_t mask, value;
} rule;

/* What reading a mail needs: seen with all good mails, then error paths (trim, one-time inits, abort, messages). */
static const rule child_rules[] = {
	{SCMP_SYS(read), 0, LOW32, RAP_HIRE_FD},
	{SCMP_SYS(write), 0, LOW32, RAP_HIRE_FD},
	{SCMP_SYS(write), 0, LOW32, STDERR_FILENO},
	{SCMP_SYS(writev), 0, LOW32, STDERR_FILENO},
	{SCMP_SYS(brk), 0, 0, 0},
	{SCMP_SYS(munmap), 0, 0, 0},
	{SCMP_SYS(mremap), 0, 0, 0},
	{SCMP_SYS(madvise), 0, 0, 0},
	{SCMP_SYS(futex), 0, 0, 0},
	{SCMP_SYS(exit_group), 0, 0, 0},
	{SCMP_SYS(rt_sigprocmask), 0, 0, 0},
	{SCMP_SYS(getpid), 0, 0, 0},
	{SCMP_SYS(gettid), 0, 0, 0},
	{SCMP_SYS(tgkill), 2, LOW32, SIGABRT},
};

/* What the zygote needs above that: its loop, and a new child's way to its own list. */
static const rule zygote_rules[] = {
	{SCMP_SYS(read), 0, LOW32, RAP_HIRE_KEEP_FD},
	{SCMP_SYS(recvmsg), 0, LOW32, RAP_HIRE_FD},
	{SCMP_SYS(sendmsg), 0, LOW32, RAP_HIRE_FD},
	{SCMP_SYS(clone), 0, ~(uint64_t)0, RAP_SANDBOX_CLONE_FLAGS},
	{SCMP_SYS(close), 0, 0, 0},
	{SCMP_SYS(getppid), 0, 0, 0},
	{SCMP_SYS(dup3), 0, 0, 0},
	{SCMP_SYS(close_range), 0, 0, 0},
	{SCMP_SYS(prctl), 0, LOW32, PR_SET_PDEATHSIG},
	{SCMP_SYS(prlimit64), 0, LOW32, 0},
	{SCMP_SYS(seccomp), 0, LOW32, SECCOMP_SET_MODE_FILTER},
};

/* Tried by GLib and libc in passing (a warning, a charset's name, a random seed); both live well with a refusal. */
static const int refused[] = {
	SCMP_SYS(openat), SCMP_SYS(open),        SCMP_SYS(newfstatat),
	SCMP_SYS(ioctl),  SCMP_SYS(getpeername), SCMP_SYS(getppid),
};

#define N(table) (sizeof(table) / sizeof(table)[0])

static struct sock_fprog child_list; /* compiled before the limits: exporting it writes to a file */

bool rap_sandbox_built_in(void)
{
#ifdef RAP_NO_SANDBOX
	return false;
#else
	return true;
#endif
}

static int add_rules(scmp_filter_ctx filter, const rule *rules, size_t n)
{
	int failed = 0;

	for (size_t i = 0; i < n && !failed; i++) {
		struct scmp_arg_cmp cmp = {rules[i].arg, SCMP_CMP_MASKED_EQ, rules[i].mask,
		                           rules[i].value};

		failed = rules[i].mask ? seccomp_rule_add_exact_array(filter, SCMP_ACT_ALLOW,
		                                                      rules[i].call, 1, &cmp)
		                       : seccomp_rule_add_exact_array(filter, SCMP_ACT_ALLOW,
		                                                      rules[i].call, 0, NULL);
	}
	return failed;
}

/* Memory may be had, but never a file's, and never to run code from. */
static int add_mmap(scmp_filter_ctx filter)
{
	struct scmp_arg_cmp cmp[] = {
		{2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0},
		{4, SCMP_CMP_MASKED_EQ, LOW32, LOW32},
	};

	return seccomp_rule_add_exact_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), N(cmp), cmp);
}

static int add_refusals(scmp_filter_ctx filter, bool zygote)
{
	int failed = 0;

	for (size_t i = 0; i < N(refused) && !failed; i++) {
		if (zygote && refused[i] == SCMP_SYS(getppid))
			continue;
		/* Not exact: a call that an architecture lacks (open on arm64) is left out by itself. */
		failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), refused[i], 0);
	}
	return failed;
}

/* The list, or NULL. */
static scmp_filter_ctx make_list(bool zygote)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);

	if (!filter)
		return NULL;
	if (seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) ||
	    add_rules(filter, child_rules, N(child_rules)) || add_mmap(filter) ||
	    add_refusals(filter, zygote) ||
	    (zygote && add_rules(filter, zygote_rules, N(zygote_rules)))) {
		seccomp_release(filter);
		return NULL;
	}
	return filter;
}

/* libseccomp's in-memory export is younger than Debian 12's, so the program passes through a memfd. */
static bool export_list(scmp_filter_ctx filter, struct sock_fprog *ret)
{
	int fd = memfd_create("child-list", MFD_CLOEXEC);
	struct sock_filter *code = NULL;
	off_t size = 0;
	bool good = fd >= 0 && seccomp_export_bpf(filter, fd) == 0;

	if (good)
		size = lseek(fd, 0, SEEK_END);
	if (size > 0 && size % (off_t)sizeof *code == 0 &&
	    (size_t)size / sizeof *code <= BPF_MAXINSNS) {
		code = rap_calloc(1, (size_t)size);
		good = pread(fd, code, (size_t)size, 0) == size;
	} else {
		good = false;
	}
	if (fd >= 0)
		(void)close(fd);
	if (!good) {
		free(code);
		return false;
	}
	*ret = (struct sock_fprog){.len = (unsigned short)((size_t)size / sizeof *code),
	                           .filter = code};
	return true;
}

bool rap_sandbox_prepare(const char **ret_what)
{
	scmp_filter_ctx filter;
	bool good;

	if (!rap_sandbox_built_in())
		return true;
	filter = make_list(false);
	good = filter && export_list(filter, &child_list);
	if (filter)
		seccomp_release(filter);
	if (!good)
		*ret_what = "the list of system calls cannot be compiled";
	return good;
}

static bool limit(int resource, rlim_t soft, rlim_t hard)
{
	struct rlimit both = {soft, hard};

	return setrlimit((__rlimit_resource_t)resource, &both) == 0;
}

bool rap_sandbox_close_zygote(const char **ret_what)
{
	scmp_filter_ctx filter;
	bool good;

	*ret_what = "resource limits";
	if (!limit(RLIMIT_CORE, 0, 0))
		return false;
	*ret_what = "no new privileges";
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		return false;
	if (!rap_sandbox_built_in())
		return true;
	*ret_what = "resource limits";
	if (!limit(RLIMIT_AS, RAP_LIMIT_READER_MEMORY, RAP_LIMIT_READER_MEMORY) ||
	    !limit(RLIMIT_FSIZE, 0, 0) || !limit(RLIMIT_NOFILE, ZYGOTE_FDS, ZYGOTE_FDS))
		return false;
	*ret_what = "the list of system calls (seccomp) cannot be loaded";
	filter = make_list(true);
	if (!filter)
		return false;
	good = seccomp_load(filter) == 0;
	seccomp_release(filter);
	return good;
}

bool rap_sandbox_close_child(void)
{
	/* soft below hard: a loop then ends by SIGXCPU, which tells it from our own kill. In the child, because
	 * the zygote's own time grows with every fork. */
	if (!limit(RLIMIT_CPU, RAP_LIMIT_READER_CPU_S, RAP_LIMIT_READER_CPU_S + 1))
		return false;
	if (!rap_sandbox_built_in())
		return true;
	return limit(RLIMIT_NOFILE, CHILD_FDS, CHILD_FDS) &&
	       syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &child_list) == 0;
}
