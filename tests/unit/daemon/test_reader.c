// SPDX-License-Identifier: Apache-2.0
/*
 * Core and a reader that mails take over (tests/integration/helpers/reader): real processes, real sockets, the real
 * sandbox. Whatever a mail does costs that mail its outcome, after two attempts; the next good mail is read. In builds
 * without a sandbox the tests of the sandbox are skipped, and say so; in the normal build none is.
 */
#include "reader.h"

#include "common/limits.h"
#include "common/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

/* A test that needs the sandbox; where there is none it says so (TAP: "ok N - name # SKIP why"). */
#define PLAIN_TEST(test) cmocka_unit_test_teardown(test, clean_up)
#ifdef RAP_NO_SANDBOX
typedef struct left_out {
	CMUnitTestFunction test;
} left_out;

#define SANDBOXED_TEST(test)                                                                \
	{                                                                                   \
#test " # SKIP this build has no sandbox", skipped, NULL, NULL, &(left_out) \
		{                                                                           \
			test                                                                \
		}                                                                           \
	}

static void skipped(void **state)
{
	const left_out *what = *state;

	assert_true(what->test != NULL);
}
#else
#define SANDBOXED_TEST(test) cmocka_unit_test_teardown(test, clean_up)
#endif

typedef struct house {
	sd_event *event;
	rap_reader *reader;
	int fds; /* open before the reader was started */
} house;

typedef struct result {
	unsigned calls;
	rap_read_outcome outcome;
	bool read;
	char *why, *subject, *attempt;
} result;

static const rap_reader_limits quick = {
	.wall_ms = 10000,
	.hire_ms = 10000,
	.ready_ms = 10000,
	.backoff_ms = 20,
	.backoff_max_ms = 100,
	.at_work = 2,
};

/* For mails that hang. */
static const rap_reader_limits impatient = {
	.wall_ms = 2500,
	.hire_ms = 10000,
	.ready_ms = 10000,
	.backoff_ms = 20,
	.backoff_max_ms = 100,
	.at_work = 2,
};

static house *current; /* of a test that failed half-way */

static char *path_of(const char *program)
{
	const char *build = getenv("B");
	char *path = NULL, *real;

	assert_true(asprintf(&path, "%s/%s", build ? build : "build", program) > 0);
	real = realpath(path, NULL);
	free(path);
	assert_non_null(real);
	return real;
}

/* Works without /proc. */
static int count_fds(void)
{
	int n = 0;

	for (int fd = 0; fd < 1024; fd++)
		n += fcntl(fd, F_GETFD) != -1;
	return n;
}

static int64_t now_ms(void)
{
	struct timespec now;

	assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &now), 0);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static house *open_house(const rap_reader_limits *limits)
{
	house *h = rap_calloc(1, sizeof *h);
	char *path = path_of("tests/helpers/hostile-reader"), *why = NULL;

	h->fds = count_fds();
	assert_true(sd_event_new(&h->event) >= 0);
	if (rap_reader_start_limited(h->event, path, limits, &h->reader, &why))
		fail_msg("%s", why);
	free(path);
	current = h;
	return h;
}

/* Nothing is left of it: no child, running or zombie, and no descriptor. */
static void close_house(house *h)
{
	h->reader = rap_reader_stop(h->reader);
	h->event = sd_event_unref(h->event);
	assert_int_equal(count_fds(), h->fds);
	errno = 0;
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	current = NULL;
	free(h);
}

/* So that a test that fails does not spoil the next one. */
static int clean_up(void **state)
{
	(void)state;
	if (!current)
		return 0;
	current->reader = rap_reader_stop(current->reader);
	sd_event_unref(current->event);
	free(current);
	current = NULL;
	return 0;
}

static void forget(result *r)
{
	free(r->why);
	free(r->subject);
	free(r->attempt);
	*r = (result){0};
}

static void on_done(void *user, rap_read_outcome outcome, rap_reading *reading, const char *why)
{
	result *r = user;

	r->calls++;
	r->outcome = outcome;
	r->why = rap_strdup(why);
	r->read = reading != NULL;
	assert_int_equal(outcome == RAP_READ_OK, reading != NULL);
	assert_int_equal(outcome == RAP_READ_OK, why == NULL);
	if (reading) {
		r->subject = rap_strdup(reading->message.subject);
		if (reading->n_findings)
			r->attempt = rap_strdup(reading->findings[0].text);
	}
	rap_reading_free(reading);
}

static void submit(house *h, rap_slice mail, result *r)
{
	static char kind[] = "request", id[] = "the id";
	rap_context context = {.answers_kind = kind, .answers_id = id};

	rap_reader_submit(h->reader, &context, mail, on_done, r);
}

static void run_until_idle(house *h, int64_t limit_ms)
{
	int64_t end = now_ms() + limit_ms;

	while (rap_reader_busy(h->reader) > 0) {
		assert_true(sd_event_run(h->event, 100000) >= 0);
		if (now_ms() > end)
			fail_msg("not done after %ld ms", (long)limit_ms);
	}
}

static void read_one(house *h, const char *mail, result *r)
{
	submit(h, rap_slice_of(mail), r);
	run_until_idle(h, 150000);
	assert_int_equal(r->calls, 1);
}

static void assert_still_reads(house *h)
{
	result r = {0};

	read_one(h, "OK\n", &r);
	if (r.outcome != RAP_READ_OK)
		fail_msg("the next mail was not read: %s", r.why);
	assert_string_equal(r.subject, "the id");
	forget(&r);
}

static void test_forbidden_calls_are_refused_or_kill(void **state)
{
	/* want: the errno's name where a refusal is documented, NULL where the child dies by SIGSYS. */
	static const struct {
		const char *word, *want;
	} cases[] = {
		{"OPEN", "EACCES"},       {"CREATE", "EACCES"},  {"STAT", "EACCES"},
		{"OPENAT2", NULL},        {"SOCKET", NULL},      {"FORK", NULL},
		{"FORK-AS-ZYGOTE", NULL}, {"EXEC", NULL},        {"PTRACE", NULL},
		{"KILL", NULL},           {"TGKILL-STOP", NULL}, {"WRITE-OTHER", NULL},
		{"READ-OTHER", NULL},     {"SENDMSG", NULL},     {"DUP", NULL},
		{"MMAP-EXEC", NULL},      {"MMAP-FILE", NULL},   {"MPROTECT", NULL},
		{"PRCTL", NULL},          {"PRLIMIT", NULL},     {"MEMFD", NULL},
		{"IO-URING", NULL},
	};
	house *h;

	(void)state;
	h = open_house(&quick);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		result r = {0};

		read_one(h, cases[i].word, &r);
		if (cases[i].want) {
			if (r.outcome != RAP_READ_OK || strcmp(r.attempt, cases[i].want) != 0)
				fail_msg("%s: %s", cases[i].word, r.attempt ? r.attempt : r.why);
		} else if (r.outcome != RAP_READ_DIED || !strstr(r.why, "SIGSYS")) {
			fail_msg("%s: %s", cases[i].word, r.attempt ? r.attempt : r.why);
		}
		forget(&r);
		assert_still_reads(h);
	}
	assert_int_equal(access("/tmp/rapporteur-hostile", F_OK), -1);
	close_house(h);
}

typedef struct crime {
	const char *word;
	rap_read_outcome outcome;
	const char *why; /* part of the sentence */
} crime;

static void check_crimes(const rap_reader_limits *limits, const crime *crimes, size_t n)
{
	house *h = open_house(limits);

	for (size_t i = 0; i < n; i++) {
		result r = {0};

		read_one(h, crimes[i].word, &r);
		if (r.outcome != crimes[i].outcome || !r.why || !strstr(r.why, crimes[i].why))
			fail_msg("%s: outcome %d, %s", crimes[i].word, (int)r.outcome, r.why);
		forget(&r);
		assert_still_reads(h);
	}
	close_house(h);
}

static void test_answers_that_are_none_cost_only_their_mail(void **state)
{
	static const crime crimes[] = {
		{"SILENT-EXIT", RAP_READ_DIED, "without an answer"},
		{"EXIT-1", RAP_READ_DIED, "status 1"},
		{"SHORT", RAP_READ_NONSENSE, "breaks off"},
		{"JUNK-LENGTH", RAP_READ_NONSENSE, "over the limit"},
		{"NONSENSE-JSON", RAP_READ_NONSENSE, "breaks a rule"},
		{"WRONG-SPAN", RAP_READ_NONSENSE, "span: outside the text"},
		{"MANY-VALUES", RAP_READ_NONSENSE, "too many values"},
		{"FLOOD", RAP_READ_NONSENSE, "breaks a rule"},
	};

	(void)state;
	check_crimes(&quick, crimes, sizeof crimes / sizeof crimes[0]);
}

/* Sanitizers end the process in their own way, and set no limit of memory: not for them. */
static void test_crashes_cost_only_their_mail(void **state)
{
	static const crime crimes[] = {
		{"SEGV", RAP_READ_DIED, "SIGSEGV"},       {"STACK", RAP_READ_DIED, "SIGSEGV"},
		{"ABORT", RAP_READ_DIED, "SIGABRT"},      {"DOUBLE-FREE", RAP_READ_DIED, "SIGABRT"},
		{"BOMB", RAP_READ_DIED, "out of memory"},
	};

	(void)state;
	check_crimes(&quick, crimes, sizeof crimes / sizeof crimes[0]);
}

static void test_loop_ends_by_processor_time(void **state)
{
	rap_reader_limits limits = quick;
	result r = {0};
	house *h;

	(void)state;
	limits.wall_ms = 70000;
	h = open_house(&limits);
	read_one(h, "LOOP", &r);
	assert_int_equal(r.outcome, RAP_READ_DIED);
	assert_non_null(strstr(r.why, "SIGXCPU"));
	forget(&r);
	assert_still_reads(h);
	close_house(h);
}

static void test_hanging_ends_at_the_wall_limit(void **state)
{
	static const crime crimes[] = {
		{"HANG", RAP_READ_TIMEOUT, "2500 ms"},
		{"LOOP", RAP_READ_TIMEOUT, "2500 ms"},
	};
	int64_t begin = now_ms();

	(void)state;
	check_crimes(&impatient, crimes, 2);
	assert_true(now_ms() - begin >= 4 * (int64_t)impatient.wall_ms);
}

static void test_bad_mails_among_good_ones_spoil_none(void **state)
{
	static const char *const words[] = {"OK", "SILENT-EXIT", "OK", "NONSENSE-JSON",
	                                    "OK", "JUNK-LENGTH"};
	enum { MAILS = 60 };
	result results[MAILS] = {0};
	house *h = open_house(&quick);

	(void)state;
	for (size_t i = 0; i < MAILS; i++)
		submit(h, rap_slice_of(words[i % 6]), &results[i]);
	assert_int_equal(rap_reader_busy(h->reader), MAILS);
	run_until_idle(h, 60000);
	for (size_t i = 0; i < MAILS; i++) {
		assert_int_equal(results[i].calls, 1);
		assert_int_equal(results[i].outcome == RAP_READ_OK, i % 2 == 0);
		forget(&results[i]);
	}
	close_house(h);
}

static void test_size_limits(void **state)
{
	char *mail = rap_calloc(RAP_LIMIT_MESSAGE + 1, 1);
	house *h = open_house(&quick);
	result r = {0};

	(void)state;
	memset(mail, 'x', RAP_LIMIT_MESSAGE + 1);
	submit(h, (rap_slice){mail, RAP_LIMIT_MESSAGE}, &r);
	run_until_idle(h, 60000);
	assert_int_equal(r.outcome, RAP_READ_OK);
	forget(&r);
	submit(h, (rap_slice){mail, RAP_LIMIT_MESSAGE + 1}, &r);
	assert_int_equal(r.calls, 0); /* from the event loop, never from submit */
	run_until_idle(h, 60000);
	assert_int_equal(r.outcome, RAP_READ_NONSENSE);
	forget(&r);
	submit(h, (rap_slice){mail, 0}, &r);
	run_until_idle(h, 60000);
	assert_int_equal(r.outcome, RAP_READ_OK);
	forget(&r);
	free(mail);
	close_house(h);
}

/* The zygote: the child of ours that leads its process group. Seen through the group of any child's number. */
static pid_t zygote_of(void)
{
	siginfo_t info = {0};

	/* Children are numbered close to us; asking the kernel which of them are group leaders needs no /proc. */
	for (pid_t pid = getpid() + 1; pid < getpid() + 100000; pid++)
		if (getpgid(pid) == pid &&
		    waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0)
			return pid;
	for (pid_t pid = 2; pid < getpid(); pid++)
		if (getpgid(pid) == pid &&
		    waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0)
			return pid;
	fail_msg("no zygote");
	return 0;
}

static void check_zygote_signal(int number)
{
	rap_reader_limits limits = quick;
	pid_t before;
	result results[8] = {0};
	house *h;

	limits.hire_ms = 2000;
	h = open_house(&limits);

	assert_still_reads(h);
	before = zygote_of();
	assert_int_equal(kill(before, number), 0);
	for (size_t i = 0; i < 8; i++)
		submit(h, rap_slice_of("OK"), &results[i]);
	run_until_idle(h, 60000);
	for (size_t i = 0; i < 8; i++) {
		assert_int_equal(results[i].outcome, RAP_READ_OK);
		forget(&results[i]);
	}
	assert_null(rap_reader_trouble(h->reader));
	assert_int_not_equal(zygote_of(), before);
	close_house(h);
}

static void test_zygote_killed_is_started_again(void **state)
{
	(void)state;
	check_zygote_signal(SIGKILL);
}

static void test_zygote_stopped_is_started_again(void **state)
{
	(void)state;
	check_zygote_signal(SIGSTOP);
}

/* A mail at work when the zygote goes is not blamed for it, and never read for ever. */
static void test_zygote_killed_at_work_costs_no_attempt(void **state)
{
	house *h = open_house(&quick);
	result hanging = {0}, good = {0};
	unsigned kills = 0;

	(void)state;
	submit(h, rap_slice_of("HANG"), &hanging);
	submit(h, rap_slice_of("OK"), &good);
	for (int64_t end = now_ms() + 60000; !hanging.calls && now_ms() < end;) {
		assert_true(sd_event_run(h->event, 100000) >= 0);
		/* Only when both the mail is at work and another child waits. */
		if (good.calls && !rap_reader_trouble(h->reader) && ++kills % 4 == 0)
			assert_int_equal(kill(zygote_of(), SIGKILL), 0);
	}
	assert_int_equal(good.outcome, RAP_READ_OK);
	assert_int_equal(hanging.calls, 1);
	assert_int_equal(hanging.outcome, RAP_READ_DIED);
	assert_non_null(strstr(hanging.why, "the reader ended while"));
	forget(&hanging);
	forget(&good);
	assert_still_reads(h);
	close_house(h);
}

static void test_zygote_ignores_the_terminal(void **state)
{
	house *h = open_house(&quick);
	pid_t zygote = zygote_of();

	(void)state;
	assert_int_equal(kill(zygote, SIGINT), 0);
	assert_int_equal(kill(zygote, SIGTERM), 0);
	assert_int_equal(kill(zygote, SIGHUP), 0);
	assert_still_reads(h);
	assert_int_equal(zygote_of(), zygote);
	close_house(h);
}

static void test_children_killed_while_idle_are_replaced(void **state)
{
	house *h = open_house(&quick);
	pid_t zygote = zygote_of();

	(void)state;
	for (int round = 0; round < 3; round++) {
		assert_still_reads(h);
		/* All members of the group but the leader. */
		for (pid_t pid = zygote + 1; pid < zygote + 2000; pid++)
			if (getpgid(pid) == zygote)
				assert_int_equal(kill(pid, SIGKILL), 0);
		for (int i = 0; i < 5; i++)
			assert_true(sd_event_run(h->event, 30000) >= 0);
	}
	assert_still_reads(h);
	assert_int_equal(zygote_of(), zygote);
	close_house(h);
}

static void test_start_fails_with_a_reason(void **state)
{
	static const char *const programs[] = {"/nonexistent/reader", "/bin/true", "/etc/passwd"};
	sd_event *event = NULL;
	int fds = count_fds();

	(void)state;
	assert_true(sd_event_new(&event) >= 0);
	for (size_t i = 0; i < 3; i++) {
		rap_reader *reader = NULL;
		char *why = NULL;

		assert_int_equal(rap_reader_start(event, programs[i], &reader, &why), RAP_E_DIED);
		assert_null(reader);
		assert_non_null(why);
		free(why);
	}
	sd_event_unref(event);
	assert_int_equal(count_fds(), fds);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void test_stop_kills_what_runs_and_calls_nobody(void **state)
{
	house *h = open_house(&quick);
	result results[6] = {0};

	(void)state;
	for (size_t i = 0; i < 6; i++)
		submit(h, rap_slice_of(i % 2 ? "HANG" : "LOOP"), &results[i]);
	for (int i = 0; i < 30; i++)
		assert_true(sd_event_run(h->event, 10000) >= 0);
	close_house(h);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(results[i].calls, 0);
}

static void stop_it(void *user, rap_read_outcome outcome, rap_reading *reading, const char *why)
{
	house *h = user;

	(void)why;
	assert_int_equal(outcome, RAP_READ_OK);
	rap_reading_free(reading);
	h->reader = rap_reader_stop(h->reader);
}

static void test_stop_from_a_callback(void **state)
{
	house *h = open_house(&quick);
	rap_context context = {0};

	(void)state;
	rap_reader_submit(h->reader, &context, rap_slice_of("OK"), stop_it, h);
	rap_reader_submit(h->reader, &context, rap_slice_of("OK"), stop_it, h);
	for (int i = 0; i < 500 && h->reader; i++)
		assert_true(sd_event_run(h->event, 10000) >= 0);
	assert_null(h->reader);
	close_house(h);
}

static void test_real_reader_starts_and_ends_with_its_socket(void **state)
{
	char *path = path_of("rapporteur-reader"), *why = NULL;
	rap_reader *reader = NULL;
	sd_event *event = NULL;

	(void)state;
	assert_true(sd_event_new(&event) >= 0);
	if (rap_reader_start(event, path, &reader, &why))
		fail_msg("%s", why);
	assert_null(rap_reader_trouble(reader));
	reader = rap_reader_stop(reader);
	sd_event_unref(event);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SANDBOXED_TEST(test_forbidden_calls_are_refused_or_kill),
		PLAIN_TEST(test_answers_that_are_none_cost_only_their_mail),
		SANDBOXED_TEST(test_crashes_cost_only_their_mail),
		PLAIN_TEST(test_loop_ends_by_processor_time),
		PLAIN_TEST(test_hanging_ends_at_the_wall_limit),
		PLAIN_TEST(test_bad_mails_among_good_ones_spoil_none),
		PLAIN_TEST(test_size_limits),
		PLAIN_TEST(test_zygote_killed_is_started_again),
		PLAIN_TEST(test_zygote_stopped_is_started_again),
		PLAIN_TEST(test_zygote_killed_at_work_costs_no_attempt),
		PLAIN_TEST(test_zygote_ignores_the_terminal),
		PLAIN_TEST(test_children_killed_while_idle_are_replaced),
		PLAIN_TEST(test_start_fails_with_a_reason),
		PLAIN_TEST(test_stop_kills_what_runs_and_calls_nobody),
		PLAIN_TEST(test_stop_from_a_callback),
		PLAIN_TEST(test_real_reader_starts_and_ends_with_its_socket),
	};

	return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
