// SPDX-License-Identifier: Apache-2.0
/* Mails into a Maildir: whole or not at all, each key once, and a reason when the folder takes none. */
#include "mail/transport.h"

#include "maildir_world.h"

#include <signal.h>
#include <sys/resource.h>

#define NOBODY 65534

static rap_transport *open_box(void)
{
	json_t *start = json_pack("{s:s}", "maildir", "box");
	rap_buf why = rap_buf_init(1000);
	rap_transport *t;

	if (rap_transport_maildir_open(start, &t, &why) != RAP_OK)
		fail_msg("%s", rap_buf_text(&why));
	json_decref(start);
	rap_buf_done(&why);
	return t;
}

/* Sends; the reply must contain said. The part of it after that is returned, to be freed. */
static char *send_and_check(rap_transport *t, const char *key, int64_t attempt, const char *text,
                            rap_transport_outcome want, const char *said)
{
	const rap_transport_mail mail = {
		1, key, "office@neaspec.example", "kim@a.example", attempt, rap_slice_of(text)};
	rap_buf reply = rap_buf_init(1000);
	rap_transport_outcome outcome = t->ops->send(t, &mail, &reply);
	const char *found = strstr(rap_buf_text(&reply), said);
	char *rest;

	if (outcome != want || !found)
		fail_msg("%s: outcome %d, reply '%s'", key, (int)outcome, rap_buf_text(&reply));
	rest = rap_strdup(found + strlen(said));
	rap_buf_done(&reply);
	return rest;
}

/* Sends; the name in new/ under which it was delivered. */
static char *deliver(rap_transport *t, const char *key, int64_t attempt, const char *text)
{
	return send_and_check(t, key, attempt, text, RAP_TRANSPORT_SENT, "delivered as new/");
}

static void fails(rap_transport *t, const char *said)
{
	free(send_and_check(t, "request/1", 1, "A: b\n\none\n", RAP_TRANSPORT_AGAIN, said));
}

static void new_has(const char *name, const char *text)
{
	char path[200];

	(void)snprintf(path, sizeof path, "box/new/%s", name);
	has(path, text);
}

static void test_transport_maildir_delivers(void **state)
{
	rap_transport *t = open_box();
	char *one = deliver(t, "request/1", 1, "A: b\n\none\n");
	char *two = deliver(t, "../../etc/x:2,S", 1, "A: b\n\ntwo\n"); /* a key is no name */
	int fd = 0;

	(void)state;
	assert_string_not_equal(one, two);
	new_has(one, "A: b\n\none\n");
	new_has(two, "A: b\n\ntwo\n");
	assert_int_equal(one[0], 'R');
	assert_null(strpbrk(two, "/:"));
	assert_int_equal(count("box/new"), 2);
	assert_int_equal(count("box/tmp"), 0);
	assert_int_equal(t->ops->rest(t, &fd), -1);
	assert_int_equal(fd, -1);
	free(one);
	free(two);
	assert_null(t->ops->close(t));
}

static void test_transport_maildir_delivers_a_key_once(void **state)
{
	rap_transport *t = open_box();
	char *first = deliver(t, "request/1", 1, "A: b\n\none\n"), *again, *moved;
	char from[200], to[200];

	(void)state;
	again = deliver(t, "request/1", 2, "A: b\n\nother\n");
	assert_string_equal(first, again);
	new_has(first, "A: b\n\none\n"); /* what is delivered is never written to */
	(void)snprintf(from, sizeof from, "box/new/%s", first);
	(void)snprintf(to, sizeof to, "box/cur/%s:2,S", first);
	assert_int_equal(rename(from, to), 0); /* somebody has read it */
	moved = send_and_check(t, "request/1", 3, "A: b\n\none\n", RAP_TRANSPORT_SENT,
	                       "already in cur/");
	assert_string_equal(moved, first);
	assert_int_equal(count("box/new"), 0);
	has(to, "A: b\n\none\n");
	free(first);
	free(again);
	free(moved);
	(void)t->ops->close(t);
}

/* Ended between two of its steps, an earlier try may have left half a mail in tmp/, or the delivered one itself. */
static void test_transport_maildir_goes_on_after_a_try_that_was_ended(void **state)
{
	rap_transport *t = open_box();
	char *name = deliver(t, "request/1", 1, "A: b\n\none\n"), *again;
	char in_new[200], in_tmp[200];

	(void)state;
	(void)snprintf(in_new, sizeof in_new, "box/new/%s", name);
	(void)snprintf(in_tmp, sizeof in_tmp, "box/tmp/%s", name);
	assert_int_equal(link(in_new, in_tmp), 0);
	again = deliver(t, "request/1", 2, "A: b\n\nother\n");
	has(in_new, "A: b\n\none\n");
	assert_int_equal(count("box/tmp"), 0);
	free(again);
	assert_int_equal(unlink(in_new), 0);
	put(in_tmp, "A: b\n\no and what was longer", 100);
	again = deliver(t, "request/1", 2, "A: b\n\none\n");
	has(in_new, "A: b\n\none\n");
	assert_int_equal(count("box/tmp"), 0);
	free(again);
	assert_int_equal(unlink(in_new), 0);
	put("elsewhere", "not ours", 100);
	assert_int_equal(symlink("../../elsewhere", in_tmp), 0);
	again = deliver(t, "request/1", 2, "A: b\n\none\n");
	has(in_new, "A: b\n\none\n");
	has("elsewhere", "not ours");
	free(again);
	free(name);
	(void)t->ops->close(t);
}

static void test_transport_maildir_overwrites_no_file(void **state)
{
	rap_transport *t = open_box();
	char *name = deliver(t, "request/1", 1, "A: b\n\none\n"), *again;
	char path[200];

	(void)state;
	(void)snprintf(path, sizeof path, "box/new/%s", name);
	assert_int_equal(unlink(path), 0);
	put(path, "another's", 100);
	again = deliver(t, "request/1", 1, "A: b\n\none\n");
	has(path, "another's");
	assert_int_equal(count("box/tmp"), 0);
	free(name);
	free(again);
	(void)t->ops->close(t);
}

/* A limit on the size of files stands for a full disk: the write ends half-way. */
static void test_transport_maildir_with_no_space(void **state)
{
	rap_transport *t = open_box();
	struct rlimit old, small;
	char *name;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = (struct rlimit){4, old.rlim_max};
	assert_true(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	fails(t, "box/tmp: File too large");
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_int_equal(count("box/tmp"), 0); /* no half of a mail */
	assert_int_equal(count("box/new"), 0);
	name = deliver(t, "request/1", 2, "A: b\n\none\n");
	new_has(name, "A: b\n\none\n");
	free(name);
	(void)t->ops->close(t);
}

/* For root no directory is read-only: there the test becomes somebody else for the moment. */
static void test_transport_maildir_that_may_not_be_written(void **state)
{
	static const char *const parts[] = {"tmp", "new"};
	rap_transport *t = open_box();
	bool root = geteuid() == 0;

	(void)state;
	assert_int_equal(chmod(".", 0755), 0);
	assert_int_equal(chmod("box", 0755), 0);
	assert_int_equal(chmod("box/cur", 0777), 0);
	for (size_t i = 0; i < N(parts); i++) {
		char path[20], other[20], said[60];

		(void)snprintf(path, sizeof path, "box/%s", parts[i]);
		(void)snprintf(other, sizeof other, "box/%s", parts[1 - i]);
		(void)snprintf(said, sizeof said, "%s: Permission denied", path);
		assert_int_equal(chmod(path, 0555), 0);
		assert_int_equal(chmod(other, 0777), 0);
		assert_int_equal(root ? seteuid(NOBODY) : 0, 0);
		fails(t, said);
		assert_int_equal(root ? seteuid(0) : 0, 0);
		assert_int_equal(count("box/tmp"), 0);
		assert_int_equal(count("box/new"), 0);
	}
	assert_int_equal(chmod("box/new", 0700), 0);
	free(deliver(t, "request/1", 2, "A: b\n\none\n"));
	(void)t->ops->close(t);
}

static void test_transport_maildir_that_is_away(void **state)
{
	rap_transport *t = open_box();

	(void)state;
	assert_int_equal(rename("box", "away"), 0);
	put("box", "in the way", 100);
	fails(t, "box/tmp: Not a directory");
	fails(t, "box/tmp: Not a directory");
	assert_int_equal(unlink("box"), 0);
	assert_int_equal(rename("away", "box"), 0); /* it was put back */
	free(deliver(t, "request/1", 3, "A: b\n\none\n"));
	assert_int_equal(count("box/new"), 1);
	assert_int_equal(rename("box", "away"), 0);
	free(deliver(t, "request/1", 4, "A: b\n\none\n")); /* nothing is there: it is made */
	assert_int_equal(count("box/new"), 1);
	(void)t->ops->close(t);
}

static void test_transport_maildir_that_cannot_be_opened(void **state)
{
	json_t *start = json_pack("{s:s}", "maildir", "box/new/a/b");
	rap_buf why = rap_buf_init(1000);
	rap_transport *t;

	(void)state;
	assert_int_not_equal(rap_transport_maildir_open(start, &t, &why), RAP_OK);
	assert_string_equal(rap_buf_text(&why), "box/new/a/b: No such file or directory");
	json_decref(start);
	rap_buf_done(&why);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_transport_maildir_delivers),
		TEST(test_transport_maildir_delivers_a_key_once),
		TEST(test_transport_maildir_goes_on_after_a_try_that_was_ended),
		TEST(test_transport_maildir_overwrites_no_file),
		TEST(test_transport_maildir_with_no_space),
		TEST(test_transport_maildir_that_may_not_be_written),
		TEST(test_transport_maildir_that_is_away),
		TEST(test_transport_maildir_that_cannot_be_opened),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
