// SPDX-License-Identifier: Apache-2.0
/* Each mistake that a consultation can have, by itself: its place, its key, and what is said of it. */
#include "consultation_world.h"

typedef struct change {
	const char *from, *to, *want;
} change;

static void check_changes(const change *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		rap_diags diags = {0};
		bool error = !strstr(cases[i].want, ": warning: ") && *cases[i].want;
		rap_consultation *c;

		put_changed(cases[i].from, cases[i].to);
		c = load(&diags);
		if (!c != error)
			fail_msg("%s", cases[i].to);
		assert_printed(&diags, cases[i].want, cases[i].to);
		rap_consultation_free(c);
	}
}

static void test_mistakes_of_head_and_meeting(void **state)
{
	static const change cases[] = {
		{"consultation: T-1\n", "",
	         "consultation.yaml:1:1: consultation: required: the short name in every "
	         "subject\n"},
		{"title: A title", "title: |\n  two\n  lines",
	         "consultation.yaml:2:8: title: must be one line without control characters (got "
	         "'two\\x0Alines\\x0A')\n"},
		{"title: A title", "title: A title\nlanguage: English",
	         "consultation.yaml:3:11: language: a language code of two or three letters such "
	         "as en "
	         "(got 'English')\n"},
		{"title: A title", "title: A title\nstate: a/../../b",
	         "consultation.yaml:3:8: state: a path stays below the directory: no .. (got "
	         "'a/../../b')\n"},
		{"title: A title", "title: A title\nattribution: nobody",
	         "consultation.yaml:3:14: attribution: must be named or secretariat-only (got "
	         "'nobody')\n"},
		{"title: A title", "title: A title\ntitel: x",
	         "consultation.yaml:3:1: titel: unknown key; did you mean title?\n"},
		{"starts: 2020-08-06 14:00", "starts: 2020-08-06",
	         "consultation.yaml:3:19: meeting.starts: a date and a time of day in the "
	         "meeting's "
	         "zone, such as 2020-07-30 18:00 (got '2020-08-06')\n"},
		{"starts: 2020-08-06 14:00", "starts: 2020-08-06T14:00Z",
	         "consultation.yaml:3:19: meeting.starts: a date and a time of day in the "
	         "meeting's "
	         "zone, such as 2020-07-30 18:00 (got '2020-08-06T14:00Z')\n"},
		{"ends: 2020-08-06 18:30", "ends: 2020-08-06 14:00",
	         "consultation.yaml:3:43: meeting.ends: must be after meeting.starts (got "
	         "'2020-08-06 "
	         "14:00')\n"},
		{"timezone: Asia/Seoul", "timezone: +09:00",
	         "consultation.yaml:3:71: meeting.timezone: unknown time zone; a name of the tz "
	         "database such as Asia/Seoul (got '+09:00')\n"},
		{"timezone: Asia/Seoul}", "timezone: Asia/Seoul, join: \"https://a b\"}",
	         "consultation.yaml:3:89: meeting.join: a link has no blank in it (got 'https://a "
	         "b')\n"},
		{"timezone: Asia/Seoul}", "timezone: Asia/Seoul, addresses: yes}",
	         "consultation.yaml:3:94: meeting.addresses: must be hidden or shown (got "
	         "'yes')\n"},
		{"timezone: Asia/Seoul}", "timezone: Asia/Seoul, sequence: -1}",
	         "consultation.yaml:3:93: meeting.sequence: must be a number from 0 to 9999 "
	         "(got '-1')\n"},
		{"timezone: Asia/Seoul}", "timezone: Asia/Seoul, forward_to: [x]}",
	         "consultation.yaml:3:95: meeting.forward_to: must be one text, not a list\n"},
		{"timezone: Asia/Seoul}", "timezone: Asia/Seoul, join: \"javascript:x\"}",
	         "consultation.yaml:3:89: meeting.join: must begin with https:// or http:// (got "
	         "'javascript:x')\n"},
		{"timezone: Asia/Seoul}",
	         "timezone: Asia/Seoul, programme: [{start: \"14:00\", end: \"13:00\", kind: tea, "
	         "title: "
	         "x, objectives: [7, a]}, {start: \"12:60\", end: \"18:00\", title: y}, 3]}",
	         "consultation.yaml:3:117: meeting.programme.1.end: must be after start (got "
	         "'13:00')\n"
	         "consultation.yaml:3:132: meeting.programme.1.kind: must be opening, session, "
	         "break "
	         "or conclusions (got 'tea')\n"
	         "consultation.yaml:3:160: meeting.programme.1.objectives.1: no such objective "
	         "(got "
	         "'7')\n"
	         "consultation.yaml:3:163: meeting.programme.1.objectives.2: must be numbers of "
	         "objectives (got 'a')\n"
	         "consultation.yaml:3:168: meeting.programme.2.kind: required: opening, session, "
	         "break "
	         "or conclusions\n"
	         "consultation.yaml:3:176: meeting.programme.2.start: a time of day such as "
	         "\"08:00\" "
	         "(got '12:60')\n"
	         "consultation.yaml:3:210: meeting.programme.3: must be a mapping: {key: value, "
	         "...} "
	         "(got '3')\n"},
		{"title: A title",
	         "title: A title\ndocuments: [{title: a, file: doc.pdf, link: x}, {title: b}, "
	         "{title: c, file: /etc/passwd}, {title: d, file: .}]",
	         "consultation.yaml:3:45: documents.1.link: one of file and link (got 'x')\n"
	         "consultation.yaml:3:45: documents.1.link: must begin with https:// or http:// "
	         "(got "
	         "'x')\n"
	         "consultation.yaml:3:49: documents.2.file: one of file and link\n"
	         "consultation.yaml:3:78: documents.3.file: a path below the directory, not from "
	         "the "
	         "root (got '/etc/passwd')\n"
	         "consultation.yaml:3:109: documents.4.file: no such file (got '.')\n"},
		{"meeting: {starts: 2020-08-06 14:00, ends: 2020-08-06 18:30, timezone: "
	         "Asia/Seoul}",
	         "meeting: soon",
	         "consultation.yaml:3:10: meeting: must be a mapping: {key: value, ...} (got "
	         "'soon')\n"},
	};

	(void)state;
	check_changes(cases, N(cases));
}

static void test_mistakes_of_mail(void **state)
{
	static const change cases[] = {
		{"mailbox: {maildir: inbox}\n", "",
	         "consultation.yaml:1:1: mailbox: required: where mail comes in\n"},
		{"mailbox: {maildir: inbox}", "mailbox: {done: x}",
	         "consultation.yaml:5:10: mailbox.maildir: required: a folder, or imap with a "
	         "server\n"},
		{"maildir: inbox",
	         "maildir: inbox, imap: {host: localhost, user: u, password_file: p}",
	         "consultation.yaml:5:20: mailbox.maildir: one of maildir and imap, not both (got "
	         "'inbox')\n"},
		{"maildir: inbox", "maildir: inbox, done: a/b",
	         "consultation.yaml:5:33: mailbox.done: a name without slash or point at its "
	         "beginning (got 'a/b')\n"},
		{"maildir: inbox", "maildir: inbox, done: none", ""},
		{"maildir: inbox", "maildir: inbox, folders: [INBOX]",
	         "consultation.yaml:5:36: mailbox.folders: a Maildir is watched as it is: only "
	         "imap "
	         "has folders\n"},
		{"{maildir: inbox}",
	         "{imap: {host: 127.0.0.1.evil.example, tls: none, user: u, "
	         "password_file: p}}",
	         "consultation.yaml:5:53: mailbox.imap.tls: none is for loopback addresses only "
	         "(got "
	         "'none')\n"},
		{"{maildir: inbox}",
	         "{imap: {host: 127.9.9.9, tls: none, user: u, password_file: p}}", ""},
		{"{maildir: inbox}",
	         "{imap: {host: i.example, port: 0, tls: maybe, password_file: p}}",
	         "consultation.yaml:5:17: mailbox.imap.user: required: the name to log in with\n"
	         "consultation.yaml:5:41: mailbox.imap.port: must be a number from 1 to 65535 (got "
	         "'0')\n"
	         "consultation.yaml:5:49: mailbox.imap.tls: must be implicit, starttls or none "
	         "(got "
	         "'maybe')\n"},
		{"{maildir: inbox}", "{imap: {host: i.example, user: u}}",
	         "consultation.yaml:5:41: mailbox.imap.user: needs password_file, password_command "
	         "or "
	         "oauth2_command (got 'u')\n"},
		{"{maildir: inbox}",
	         "{imap: {host: i.example, user: u, password_command: pass show x, oauth2_command: "
	         "/bin/x}}",
	         "consultation.yaml:5:41: mailbox.imap.user: one of password_file, "
	         "password_command "
	         "and oauth2_command, not several (got 'u')\n"
	         "consultation.yaml:5:62: mailbox.imap.password_command: a command begins with its "
	         "absolute path\n"},
		{"{maildir: sent}", "{smtp: {host: s.example, user: u, password: hunter2}}",
	         "consultation.yaml:6:44: sending.smtp.password: secrets do not stand here; put it "
	         "into a file "
	         "of "
	         "its own and name that with password_file\n"},
		/* R71, whatever it is called; and what is in it is not shown. */
		{"{maildir: sent}",
	         "{smtp: {host: s.example, Passwd: hunter2, access_token: {a: hunter3}}}",
	         "consultation.yaml:6:35: sending.smtp.Passwd: secrets do not stand here; put it "
	         "into a file of its own and name that with password_file\n"
	         "consultation.yaml:6:52: sending.smtp.access_token: secrets do not stand here; "
	         "put "
	         "it into a file of its own and name that with password_file\n"},
		{"maildir: sent", "maildir: inbox",
	         "consultation.yaml:6:20: sending.maildir: must not be that of the mailbox: our "
	         "own "
	         "mail would come back (got 'inbox')\n"},
		{"maildir: sent", "maildir: sent, rate: 60",
	         "consultation.yaml:6:32: sending.rate: must be a mapping: {key: value, ...} (got "
	         "'60')\n"},
		{"maildir: sent", "maildir: sent, rate: {per_minute: 0, per_hour: 7}",
	         "consultation.yaml:6:45: sending.rate.per_minute: must be a number from 1 to 6000 "
	         "(got '0')\n"
	         "consultation.yaml:6:48: sending.rate.per_hour: unknown key; known here: "
	         "per_minute\n"},
		{"boundary: mx.un.example", "boundary: our server",
	         "consultation.yaml:7:19: trust.boundary: a host name, microsoft365 or none (got "
	         "'our "
	         "server')\n"},
		{"boundary: mx.un.example", "boundary: none, unauthenticated: accept",
	         "consultation.yaml:7:42: trust.unauthenticated: must be confirm or quarantine "
	         "(got "
	         "'accept')\n"},
	};

	(void)state;
	check_changes(cases, N(cases));
}

static void test_mistakes_of_people(void **state)
{
	static const change cases[] = {
		{"officers: [{name: O, address: o@un.example}]", "officers: []",
	         "consultation.yaml:4:57: secretariat.officers: required: at least one who "
	         "receives "
	         "the digest\n"},
		{"address: s@un.example",
	         "address: secretariat-of-the-programme-for-cooperation@un.example",
	         "consultation.yaml:4:33: warning: secretariat.address: 50 characters or more: "
	         "mail "
	         "programs wrap longer lines (got "
	         "'secretariat-of-the-programme-for-cooperation@un.example')\n"},
		{"address: o@un.example", "address: s@UN.example",
	         "consultation.yaml:4:77: secretariat.officers.1.address: belongs to the "
	         "secretariat "
	         "already (got 's@UN.example')\n"},
		{"address: o@un.example}]",
	         "address: o@un.example}], readers: [{name: R, address: r@x.example}]",
	         "consultation.yaml:4:103: secretariat.readers.1.sees: required: the objectives "
	         "this "
	         "reader may see\n"},
		{"code: MN", "code: mn",
	         "consultation.yaml:9:12: members.1.code: two capital letters after ISO 3166, such "
	         "as "
	         "MN (got 'mn')\n"},
		{"code: MN", "code: QZ",
	         "consultation.yaml:9:12: warning: members.1.code: not a code of ISO 3166 (got "
	         "'QZ')\n"},
		{"code: CN, name: China", "code: MN, name: Mongolia",
	         "consultation.yaml:10:12: members.2.code: stands twice, first in line 9 (got "
	         "'MN')\n"
	         "consultation.yaml:10:22: members.2.name: stands twice, first in line 9 (got "
	         "'Mongolia')\n"},
		{"address: b@cn.example", "address: A@MN.example",
	         "consultation.yaml:10:63: members.2.focal_points.1.address: belongs to Mongolia "
	         "already (got 'A@MN.example')\n"},
		{"address: b@cn.example", "address: \"B <b@cn.example>\"",
	         "consultation.yaml:10:63: members.2.focal_points.1.address: not a mail address "
	         "(got "
	         "'B <b@cn.example>')\n"},
		{"name: China,",
	         "name: China, dkim: [cn.example, gov.cn.example, example, Cn.Example],",
	         "consultation.yaml:10:35: warning: members.2.dkim: no address of this member ends "
	         "in "
	         "gov.cn.example\n"
	         "consultation.yaml:10:35: members.2.dkim: 'example' is not a domain in lower case "
	         "with a point\n"
	         "consultation.yaml:10:35: members.2.dkim: 'Cn.Example' is not a domain in lower "
	         "case "
	         "with a point\n"},
		{"name: China, focal_points: [{name: B, address: b@cn.example}]", "name: China",
	         "consultation.yaml:10:5: members.2.focal_points: required: at least one who is "
	         "asked\n"},
	};

	(void)state;
	/* The dkim case mixes errors and a warning: it must still be refused. */
	for (size_t i = 0; i < N(cases); i++) {
		rap_diags diags = {0};
		rap_consultation *c;

		put_changed(cases[i].from, cases[i].to);
		c = load(&diags);
		assert_int_equal(!c, diags.errors > 0);
		assert_printed(&diags, cases[i].want, cases[i].to);
		rap_consultation_free(c);
	}
}

static void test_mistakes_of_the_plan(void **state)
{
	static const change cases[] = {
		{"objectives: [1]", "objectives: [2]",
	         "consultation.yaml:11:11: requests: objective 1 is in no request\n"
	         "consultation.yaml:11:35: requests.1.objectives.1: no such objective (got '2')\n"},
		{"[{id: all, objectives: [1]}]",
	         "[{id: a, objectives: [1]}, {id: a, objectives: [1]}]",
	         "consultation.yaml:11:11: requests: objective 1 is in 2 requests\n"
	         "consultation.yaml:11:43: requests.2.id: stands twice, first in line 11 (got "
	         "'a')\n"},
		{"objectives: [1]",
	         "objectives: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]",
	         "consultation.yaml:11:83: requests.1.objectives.17: at most 16 objectives (got "
	         "'1')\n"},
		{"id: 1, opens", "opens",
	         "consultation.yaml:12:10: rounds.1.id: required: a number, counted upwards\n"},
		{"2020-07-30 18:00}", "2020-07-06 09:00}",
	         "consultation.yaml:12:53: rounds.1.deadline: must be after opens (got '2020-07-06 "
	         "09:00')\n"},
		{"2020-07-30 18:00}", "2020-08-07 18:00}",
	         "consultation.yaml:12:53: warning: rounds.1.deadline: is after the meeting has "
	         "begun "
	         "(got '2020-08-07 18:00')\n"},
		{"2020-07-30 18:00}", "2020-07-30 18:00, draft: none.md, revision: Zero}",
	         "consultation.yaml:12:78: rounds.1.draft: no such file (got 'none.md')\n"},
		{"2020-07-30 18:00}", "2020-07-30 18:00, draft: doc.pdf}",
	         "consultation.yaml:12:78: rounds.1.draft: needs a revision: how is this state of "
	         "the "
	         "text called? (got 'doc.pdf')\n"},
		{"2020-07-30 18:00}",
	         "2020-07-30 18:00}, {id: 1, opens: 2020-07-20 09:00, deadline: "
	         "2020-09-01 10:00, draft: rev1.md, revision: Rev.1, kind: loud}",
	         "consultation.yaml:12:77: rounds.2.id: rounds are counted upwards; the one before "
	         "is "
	         "1 (got '1')\n"
	         "consultation.yaml:12:87: rounds.2.opens: must not be before the deadline of the "
	         "round "
	         "before (got '2020-07-20 09:00')\n"
	         "consultation.yaml:12:115: warning: rounds.2.deadline: is after the meeting has "
	         "begun "
	         "(got '2020-09-01 10:00')\n"
	         "consultation.yaml:12:140: warning: rounds.2.draft: not there yet: needed when "
	         "the "
	         "round opens (got 'rev1.md')\n"
	         "consultation.yaml:12:172: rounds.2.kind: must be silence (got 'loud')\n"},
		{"title: A title",
	         "title: A title\nschedule: {reminders: [3d, 3d, 0d, x], digest: {at: 8, "
	         "quiet_days: never}, pack: {preview: soon}, packs: 1}",
	         "consultation.yaml:3:23: schedule.reminders: the same time stands twice\n"
	         "consultation.yaml:3:32: schedule.reminders.3: a number with m, h, d or w, such "
	         "as "
	         "3d "
	         "(got '0d')\n"
	         "consultation.yaml:3:36: schedule.reminders.4: a number with m, h, d or w, such "
	         "as "
	         "3d "
	         "(got 'x')\n"
	         "consultation.yaml:3:53: schedule.digest.at: a time of day such as \"08:00\" (got "
	         "'8')\n"
	         "consultation.yaml:3:68: schedule.digest.quiet_days: must be one-line or skip "
	         "(got "
	         "'never')\n"
	         "consultation.yaml:3:92: schedule.pack.preview: a number with m, h, d or w, such "
	         "as "
	         "48h (got 'soon')\n"
	         "consultation.yaml:3:99: schedule.packs: unknown key; did you mean pack?\n"},
		{"title: A title", "title: A title\nobjectives: [objectives/9.yaml, ../1.yaml]",
	         "consultation.yaml:3:14: objectives.1: no such file (got 'objectives/9.yaml')\n"
	         "consultation.yaml:3:33: objectives.2: a path below the directory, without .. "
	         "(got "
	         "'../1.yaml')\n"},
		{"title: A title", "title: A title\nobjectives: []",
	         "consultation.yaml:3:13: objectives: required: the questionnaires\n"
	         "consultation.yaml:12:35: requests.1.objectives.1: no such objective (got '1')\n"},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		rap_diags diags = {0};
		rap_consultation *c;

		put_changed(cases[i].from, cases[i].to);
		c = load(&diags);
		assert_int_equal(!c, diags.errors > 0);
		assert_printed(&diags, cases[i].want, cases[i].to);
		rap_consultation_free(c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mistakes_of_head_and_meeting),
		cmocka_unit_test(test_mistakes_of_mail),
		cmocka_unit_test(test_mistakes_of_people),
		cmocka_unit_test(test_mistakes_of_the_plan),
	};

	return cmocka_run_group_tests_name("consultation-mistakes", tests, enter, leave);
}
