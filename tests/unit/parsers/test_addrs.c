// SPDX-License-Identifier: Apache-2.0
/* Address fields for display. */
#include "parsers/mail/addrs.h"

#include "common/limits.h"
#include "parsers/mail/charset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static int set_up(void **state)
{
	const char *missing;

	(void)state;
	return rap_charset_open_all(&missing) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	rap_charset_close_all();
	return 0;
}

/* "name <address>" joined by " | ", "-" for what is not there. */
static void show(const rap_mailboxes *list, rap_buf *out)
{
	for (size_t i = 0; i < list->n; i++) {
		const char *name = list->at[i].name, *address = list->at[i].address;

		rap_buf_printf(out, "%s%s <%s>", i ? " | " : "", name ? name : "-",
		               address ? address : "-");
	}
}

static void release(rap_mailboxes *list)
{
	for (size_t i = 0; i < list->n; i++) {
		free(list->at[i].name);
		free(list->at[i].address);
	}
	free(list->at);
	*list = (rap_mailboxes){0};
}

static const struct {
	const char *name, *body, *list;
} cases[] = {
	{"bare", " a@b.example\r\n", "- <a@b.example>"},
	{"with a name", "Bat-Erdene Oyun <oyun@b.example>", "Bat-Erdene Oyun <oyun@b.example>"},
	{"quoted name with a comma", "\"Oyun, B.\" <oyun@b.example>, x@y.example",
         "Oyun, B. <oyun@b.example> | - <x@y.example>"},
	{"encoded name", "=?utf-8?B?5p2O5Lyf?= <li@b.example>", "李伟 <li@b.example>"},
	{"encoded name in quotes", "\"=?gb2312?B?wO7OsA==?=\" <li@b.example>",
         "李伟 <li@b.example>"},
	{"raw bytes", "\xe6\x9d\x8e <li@b.example>", "李 <li@b.example>"},
	{"name in a comment", "li@b.example (Li (Wei))", "Li (Wei) <li@b.example>"},
	{"a group", "Team: a@b.example, C <c@d.example>;, e@f.example",
         "- <a@b.example> | C <c@d.example> | - <e@f.example>"},
	{"empty group", "undisclosed-recipients:;", ""},
	{"no address", "National Focal Point", "National Focal Point <->"},
	{"two addresses in one", "a@b.example <c@d.example>", "a@b.example <c@d.example>"},
	{"blanks in an address", "<a @ b.example>", "- <a@b.example>"},
	{"nothing", "", ""},
	{"commas", ",,a@b.example,,", "- <a@b.example>"},
	{"no end of the address", "X <a@b.example", "X <a@b.example>"},
	{"no end of the quote", "\"X <a@b.example>", "- <X<a@b.example>>"},
};

static void test_addrs_add_lists_mailboxes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		rap_mailboxes list = {0};
		rap_buf out = rap_buf_init(1000);

		rap_addrs_add(rap_slice_of(cases[i].body), NULL, &list);
		show(&list, &out);
		if (strcmp(rap_buf_text(&out), cases[i].list) != 0)
			print_error("%s: %s\n", cases[i].name, rap_buf_text(&out));
		assert_string_equal(rap_buf_text(&out), cases[i].list);
		rap_buf_done(&out);
		release(&list);
	}
}

/* "\xc2\xe0\xf2" is three letters of a name in windows-1251, and nothing in UTF-8. */
static void test_addrs_add_reads_raw_names_in_the_charset_of_the_mail(void **state)
{
	static const char raw[] = "\xc2\xe0\xf2 <b@c.example>";
	rap_mailboxes list = {0};

	(void)state;
	rap_addrs_add(rap_slice_of(raw), "windows-1251", &list);
	rap_addrs_add(rap_slice_of(raw), "koi8-r", &list);
	assert_int_equal(list.n, 2);
	assert_string_equal(list.at[0].name, "Ват");
	assert_string_equal(list.at[1].name, "бЮР");
	release(&list);
}

static void test_addrs_add_stops_at_the_limit(void **state)
{
	rap_buf body = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	rap_mailboxes list = {0};

	(void)state;
	for (unsigned i = 0; i <= RAP_LIMIT_ADDRESSES; i++)
		rap_buf_printf(&body, "a%u@b.example,", i);
	rap_addrs_add(rap_buf_as_slice(&body), NULL, &list);
	assert_int_equal(list.n, RAP_LIMIT_ADDRESSES);
	release(&list);
	rap_buf_done(&body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addrs_add_lists_mailboxes),
		cmocka_unit_test(test_addrs_add_reads_raw_names_in_the_charset_of_the_mail),
		cmocka_unit_test(test_addrs_add_stops_at_the_limit),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
