// SPDX-License-Identifier: Apache-2.0
/* Mails out of a Maildir that other programs use too: what is handed out, in which order, and how it is put away. */
#include "mail/source.h"

#include "maildir_world.h"

#include <limits.h>
#include <poll.h>

#define ROOM 1000u
#define DONE "box/.Recorded/cur"

static rap_source *open_box(const char *done)
{
	json_t *start = json_pack("{s:s, s:s*}", "maildir", "box", "done", done);
	rap_buf why = rap_buf_init(1000);
	rap_source *s;

	if (rap_source_maildir_open(start, &s, &why) != RAP_OK)
		fail_msg("%s", rap_buf_text(&why));
	json_decref(start);
	rap_buf_done(&why);
	return s;
}

/* The next step; why must contain said. */
static void expect(rap_source *s, size_t room, rap_source_step want, const char *said)
{
	rap_source_mail mail;
	rap_buf why = rap_buf_init(1000);
	rap_source_step step = s->ops->next(s, room, &mail, &why);

	if (step != want || !strstr(rap_buf_text(&why), said))
		fail_msg("step %d: %s", (int)step, rap_buf_text(&why));
	rap_source_mail_done(&mail);
	rap_buf_done(&why);
}

/* The next step is this mail. */
static void expect_mail(rap_source *s, const char *key, const char *bytes)
{
	rap_source_mail mail;
	rap_buf why = rap_buf_init(1000);
	rap_source_step step = s->ops->next(s, ROOM, &mail, &why);

	if (step != RAP_SOURCE_MAIL)
		fail_msg("%s: step %d: %s", key, (int)step, rap_buf_text(&why));
	assert_string_equal(mail.key, key);
	assert_string_equal(mail.folder, "maildir");
	assert_string_equal(rap_buf_text(&mail.bytes), bytes);
	assert_int_equal(mail.size, strlen(bytes));
	assert_int_equal(mail.uidvalidity, 0);
	assert_int_equal(mail.uid, 0);
	assert_false(mail.oversize);
	rap_source_mail_done(&mail);
	rap_buf_done(&why);
}

/* Puts away what is recorded; all of n keys are. */
static void put_away(rap_source *s, size_t n)
{
	rap_strv moved = {0};
	rap_buf why = rap_buf_init(1000);

	if (s->ops->put_away(s, &moved, &why) != RAP_OK)
		fail_msg("%s", rap_buf_text(&why));
	assert_int_equal(moved.n, n);
	rap_strv_done(&moved);
	rap_buf_done(&why);
}

static void expect_nothing_new(rap_source *s)
{
	s->ops->look(s);
	expect(s, ROOM, RAP_SOURCE_NOTHING, "");
}

/* ---- handing out ---------------------------------------------------------------------------------------- */

static void test_source_maildir_hands_out_the_oldest_first(void **state)
{
	rap_source *s = open_box("Recorded");

	(void)state;
	put("box/new/1", "third", 300);
	put("box/cur/9:2,", "first", 100);
	put("box/new/b", "second, b", 200);
	put("box/cur/a:2,RS", "second, a", 200);
	put("box/new/.hidden", "no mail", 50);
	put("box/tmp/0", "being written", 50);
	expect_mail(s, "9", "first");
	put("box/new/late", "later", 150);
	expect_mail(s, "a", "second, a");
	expect_mail(s, "b", "second, b");
	expect_mail(s, "1", "third");
	expect(s, ROOM, RAP_SOURCE_NOTHING, ""); /* nobody has told it to look */
	s->ops->look(s);
	expect_mail(s, "late", "later");
	expect_nothing_new(s); /* each once */
	assert_null(s->ops->close(s));
}

static void test_source_maildir_tells_when_something_comes(void **state)
{
	rap_source *s = open_box("Recorded");
	struct pollfd fd = {.fd = s->ops->descriptor(s), .events = POLLIN};

	(void)state;
	assert_true(fd.fd >= 0);
	assert_int_equal(poll(&fd, 1, 0), 0);
	put("box/new/a", "x", 100);
	assert_int_equal(poll(&fd, 1, 0), 1);
	s->ops->look(s);
	assert_int_equal(poll(&fd, 1, 0), 0);
	expect_mail(s, "a", "x");
	assert_null(s->ops->mark(s));
	assert_true(s->ops->patience_ms(s) > 0);
	(void)s->ops->close(s);
}

static void test_source_maildir_waits_for_room(void **state)
{
	rap_source *s = open_box("Recorded");

	(void)state;
	put("box/new/a", "12345", 100);
	put("box/new/b", "1", 200);
	expect(s, 4, RAP_SOURCE_NO_ROOM, "");
	expect(s, 4, RAP_SOURCE_NO_ROOM, ""); /* the smaller one does not overtake it */
	expect(s, 5, RAP_SOURCE_MAIL, "");
	expect(s, 1, RAP_SOURCE_MAIL, "");
	expect(s, 1, RAP_SOURCE_NOTHING, "");
	(void)s->ops->close(s);
}

static void test_source_maildir_reads_the_header_of_what_is_too_large(void **state)
{
	static const struct {
		const char *text;
		off_t size;
		size_t len; /* of what is read */
	} list[] = {
		{"Subject: x\n\nbody\n\n", RAP_LIMIT_MESSAGE + 1, 11},
		{"Subject: x\r\n\r\nbody", RAP_LIMIT_MESSAGE + 1, 12},
		{"Subject: no end", RAP_LIMIT_MESSAGE + 1, RAP_LIMIT_HEADER_BLOCK},
		{"Subject: x\n\nbody", RAP_LIMIT_MESSAGE, RAP_LIMIT_MESSAGE},
	};
	rap_source *s = open_box("Recorded");

	(void)state;
	for (size_t i = 0; i < N(list); i++) {
		bool over = list[i].size > RAP_LIMIT_MESSAGE;
		rap_source_mail mail;
		rap_buf why = rap_buf_init(1000);

		put("box/new/a", list[i].text, 100);
		assert_int_equal(truncate("box/new/a", list[i].size), 0);
		s->ops->look(s);
		/* A mail that is not read needs no room. */
		assert_int_equal(s->ops->next(s, over ? 1 : RAP_LIMIT_MESSAGE, &mail, &why),
		                 RAP_SOURCE_MAIL);
		assert_int_equal(mail.oversize, over);
		assert_int_equal(mail.size, list[i].size);
		assert_int_equal(mail.bytes.len, list[i].len);
		rap_source_mail_done(&mail);
		rap_buf_done(&why);
		s->ops->done(s, "a");
		put_away(s, 1);
	}
	(void)s->ops->close(s);
}

static void test_source_maildir_skips_what_is_no_mail(void **state)
{
	rap_source *s = open_box("Recorded");

	(void)state;
	put("secret", "not for us", 100);
	put("box/new/e", "a mail", 4000000000); /* the youngest */
	assert_int_equal(mkfifo("box/new/a", 0600), 0);
	assert_int_equal(mkdir("box/new/b", 0700), 0);
	assert_int_equal(symlink("../../secret", "box/new/c"), 0);
	assert_int_equal(symlink("nowhere", "box/cur/d"), 0);
	expect(s, ROOM, RAP_SOURCE_SKIPPED, "box/new/a: not a mail");
	expect(s, ROOM, RAP_SOURCE_SKIPPED, "box/new/b: not a mail");
	expect(s, ROOM, RAP_SOURCE_SKIPPED, "box/new/c: ");
	expect(s, ROOM, RAP_SOURCE_SKIPPED, "box/cur/d: ");
	expect_mail(s, "e", "a mail");
	(void)s->ops->close(s);
}

static void test_source_maildir_follows_a_mail_that_moves_before_it_is_read(void **state)
{
	rap_source *s = open_box("Recorded");

	(void)state;
	put("box/new/a", "one", 100);
	put("box/new/b", "two", 200);
	put("box/new/c", "three", 300);
	put("box/new/d", "four", 400);
	expect_mail(s, "a", "one"); /* they are all seen by now */
	assert_int_equal(rename("box/new/b", "box/cur/b:2,S"), 0);
	assert_int_equal(unlink("box/new/c"), 0);
	expect_mail(s, "b", "two");
	expect(s, ROOM, RAP_SOURCE_SKIPPED, "box/new/c: ");
	expect_mail(s, "d", "four");
	(void)s->ops->close(s);
}

static void test_source_maildir_opens_a_folder_that_was_put_back(void **state)
{
	rap_source *s = open_box(NULL);

	(void)state;
	put("box/new/a", "one", 100);
	expect_mail(s, "a", "one");
	assert_int_equal(rename("box", "away"), 0);
	put("box", "in the way", 100);
	s->ops->look(s);
	expect(s, ROOM, RAP_SOURCE_BROKEN, "box/tmp: ");
	expect(s, ROOM, RAP_SOURCE_BROKEN, "box/tmp: "); /* until it is back */
	assert_int_equal(unlink("box"), 0);
	assert_int_equal(mkdir("box", 0700), 0);
	assert_int_equal(mkdir("box/new", 0700), 0);
	put("box/new/b", "two", 100);
	expect_mail(s, "b", "two");
	(void)s->ops->close(s);
}

/* ---- putting away --------------------------------------------------------------------------------------- */

static void test_source_maildir_moves_what_is_recorded(void **state)
{
	rap_source *s = open_box("Recorded");

	(void)state;
	put("box/new/a", "one", 100);
	put("box/cur/b:2,FR", "two", 200);
	put("box/new/c", "three", 300);
	for (int i = 0; i < 3; i++)
		expect(s, ROOM, RAP_SOURCE_MAIL, "");
	put_away(s, 0); /* none is recorded */
	s->ops->done(s, "a");
	s->ops->done(s, "b");
	put_away(s, 2);
	has(DONE "/a:2,S", "one");
	has(DONE "/b:2,S", "two");
	has("box/new/c", "three");
	has("box/.Recorded/maildirfolder", "");
	assert_int_equal(count("box/cur"), 0);
	expect_nothing_new(s);
	put_away(s, 0); /* once is enough */
	(void)s->ops->close(s);
}

static void test_source_maildir_puts_away_what_an_earlier_run_recorded(void **state)
{
	rap_source *s = open_box("Recorded");

	(void)state;
	put("box/new/a b%\xff,U=7:2,x", "one", 100);
	expect_mail(s, "a%20b%25%FF,U=7", "one");
	(void)s->ops->close(s);
	s = open_box("Recorded");
	s->ops->done(s, "a%20b%25%FF,U=7");
	put_away(s, 1);
	has(DONE "/a b%\xff,U=7:2,S", "one");
	expect_nothing_new(s);
	(void)s->ops->close(s);
}

static void test_source_maildir_finds_what_was_renamed_since(void **state)
{
	rap_source *s = open_box("Recorded");

	(void)state;
	put("box/new/a", "one", 100);
	put("box/new/b", "two", 200);
	expect_mail(s, "a", "one");
	expect_mail(s, "b", "two");
	assert_int_equal(rename("box/new/a", "box/cur/a:2,RS"), 0);
	assert_int_equal(unlink("box/new/b"), 0); /* somebody has tidied up */
	s->ops->done(s, "a");
	s->ops->done(s, "b");
	s->ops->done(s, "never seen");
	put_away(s, 3); /* recorded and gone is as good as moved */
	has(DONE "/a:2,S", "one");
	assert_int_equal(count(DONE), 1);
	assert_int_equal(count("box/cur"), 0);
	(void)s->ops->close(s);
}

static void test_source_maildir_overwrites_no_mail(void **state)
{
	rap_source *s = open_box("Recorded");

	(void)state;
	put(DONE "/a:2,S", "another", 100);
	put("box/new/a", "one", 100);
	put("box/cur/a:2,S", "two", 200); /* the same base name: not unique, but seen */
	expect_mail(s, "a", "one");
	expect_mail(s, "a", "two");
	s->ops->done(s, "a");
	s->ops->done(s, "a");
	put_away(s, 2);
	has(DONE "/a:2,S", "another");
	has(DONE "/a_1:2,S", "one");
	has(DONE "/a_2:2,S", "two");
	expect_nothing_new(s);
	(void)s->ops->close(s);
}

static void test_source_maildir_moves_the_longest_names(void **state)
{
	char a[NAME_MAX + 1], path[400];
	rap_source *s = open_box("Recorded");

	(void)state;
	memset(a, 'x', NAME_MAX);
	a[NAME_MAX] = '\0';
	for (int i = 0; i < 2; i++) {
		a[NAME_MAX - 1] = (char)('a' + i);
		(void)snprintf(path, sizeof path, "box/new/%s", a);
		put(path, i ? "two" : "one", 100 + i);
		expect_mail(s, a, i ? "two" : "one");
		s->ops->done(s, a);
		s->ops->look(s);
	}
	put_away(s, 2);
	a[NAME_MAX - (sizeof "_99:2,S" - 1)] = '\0';
	for (int i = 0; i < 2; i++) {
		(void)snprintf(path, sizeof path, DONE "/%s_%d:2,S", a, i);
		has(path, i ? "two" : "one");
	}
	expect_nothing_new(s);
	(void)s->ops->close(s);
}

static void test_source_maildir_tries_again_what_could_not_be_moved(void **state)
{
	rap_source *s = open_box("Recorded");
	rap_strv moved = {0};
	rap_buf why = rap_buf_init(1000);
	char path[40];

	(void)state;
	put("box/new/a", "one", 100);
	put("box/new/b", "two", 200);
	for (int i = 0; i < 100; i++) { /* every name is taken */
		(void)snprintf(path, sizeof path, i ? DONE "/a_%d:2,S" : DONE "/a:2,S", i);
		put(path, "another", 100);
	}
	expect_mail(s, "a", "one");
	expect_mail(s, "b", "two");
	s->ops->done(s, "a");
	s->ops->done(s, "b");
	assert_int_not_equal(s->ops->put_away(s, &moved, &why), RAP_OK);
	assert_int_equal(moved.n, 1); /* one that stays does not keep the other */
	assert_string_equal(moved.at[0], "b");
	assert_non_null(strstr(rap_buf_text(&why), "box/new/a: "));
	assert_int_equal(unlink(path), 0);
	put_away(s, 1);
	has(path, "one");
	rap_strv_done(&moved);
	rap_buf_done(&why);
	(void)s->ops->close(s);
}

static void test_source_maildir_without_a_folder_marks_as_seen(void **state)
{
	rap_source *s = open_box(NULL);

	(void)state;
	put("box/new/a", "one", 100);
	put("box/cur/b:2,RS", "two", 200);
	put("box/cur/c:2,R", "three", 300);
	expect_mail(s, "a", "one");
	expect_mail(s, "b", "two");
	expect_mail(s, "c", "three");
	s->ops->done(s, "a");
	s->ops->done(s, "b");
	s->ops->done(s, "c");
	put_away(s, 3);
	has("box/cur/a:2,S", "one");
	has("box/cur/b:2,RS", "two");
	has("box/cur/c:2,S", "three");
	expect_nothing_new(s);
	(void)s->ops->close(s);
	s = open_box(NULL); /* it has no memory: core says what it has */
	s->ops->done(s, "b");
	put_away(s, 1);
	expect_mail(s, "a", "one");
	expect_mail(s, "c", "three");
	expect_nothing_new(s);
	(void)s->ops->close(s);
}

static void test_source_maildir_refuses_what_is_no_folder_name(void **state)
{
	static const char *const names[] = {"", ".", "..", ".hidden", "a/b", "/etc"};

	(void)state;
	for (size_t i = 0; i < N(names); i++) {
		json_t *start = json_pack("{s:s, s:s}", "maildir", "box", "done", names[i]);
		rap_buf why = rap_buf_init(1000);
		rap_source *s;

		if (rap_source_maildir_open(start, &s, &why) != RAP_E_CONFIG)
			fail_msg("'%s' was opened", names[i]);
		assert_non_null(strstr(rap_buf_text(&why), names[i]));
		json_decref(start);
		rap_buf_done(&why);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_source_maildir_hands_out_the_oldest_first),
		TEST(test_source_maildir_tells_when_something_comes),
		TEST(test_source_maildir_waits_for_room),
		TEST(test_source_maildir_reads_the_header_of_what_is_too_large),
		TEST(test_source_maildir_skips_what_is_no_mail),
		TEST(test_source_maildir_follows_a_mail_that_moves_before_it_is_read),
		TEST(test_source_maildir_opens_a_folder_that_was_put_back),
		TEST(test_source_maildir_moves_what_is_recorded),
		TEST(test_source_maildir_puts_away_what_an_earlier_run_recorded),
		TEST(test_source_maildir_finds_what_was_renamed_since),
		TEST(test_source_maildir_overwrites_no_mail),
		TEST(test_source_maildir_moves_the_longest_names),
		TEST(test_source_maildir_tries_again_what_could_not_be_moved),
		TEST(test_source_maildir_without_a_folder_marks_as_seen),
		TEST(test_source_maildir_refuses_what_is_no_folder_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
