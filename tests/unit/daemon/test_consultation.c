// SPDX-License-Identifier: Apache-2.0
/* The consultation loader: what is taken, what is filled in, and each mistake by itself. */
#include "consultation_world.h"

static void test_the_smallest_file_has_defaults(void **state)
{
	rap_diags diags = {0};
	rap_consultation *c;
	char *inbox;

	(void)state;
	put_changed("", "");
	c = load(&diags);
	assert_printed(&diags, "", "base");
	assert_non_null(c);
	assert_string_equal(c->language, "en");
	assert_int_equal(c->meeting.starts, utc("2020-08-06T05:00:00Z"));
	assert_string_equal(c->members[0].name, "China"); /* by name */
	assert_string_equal(c->members[0].language, "en");
	assert_string_equal(c->members[0].timezone, "Asia/Seoul");
	assert_int_equal(c->n_objectives, 1); /* all of the folder */
	assert_string_equal(c->objectives[0].file, "objectives/1.yaml");
	assert_int_equal(c->rounds[0].deadline, utc("2020-07-30T09:00:00Z"));
	assert_null(c->rounds[0].draft);
	assert_false(c->rounds[0].silence);
	assert_int_equal(c->schedule.digest_hour, 8);
	assert_false(c->schedule.digest_skip_quiet_days);
	assert_int_equal(c->schedule.n_reminders, 3);
	assert_int_equal(c->schedule.reminders[0], 7 * 86400);
	assert_int_equal(c->schedule.pack_before, 48 * 3600);
	assert_int_equal(c->schedule.pack_preview, 24 * 3600);
	assert_false(c->schedule.pack_on_command);
	assert_true(c->attribution_named);
	assert_true(c->envelope_token && c->reply_to_token && c->confirm_unauthenticated);
	assert_int_equal(c->rate_per_minute, 60);
	assert_int_equal(c->boundary, RAP_BOUNDARY_ID);
	assert_string_equal(c->boundary_id, "mx.un.example");
	assert_int_equal(c->folders.n, 1);
	assert_null(c->done_folder);
	inbox = realpath(folder, NULL);
	assert_memory_equal(c->mailbox.maildir, inbox, strlen(inbox));
	free(inbox);
	rap_consultation_free(c);
}

static void test_the_shipped_consultation_is_read_whole(void **state)
{
	rap_diags diags = {0};
	rap_consultation *c = rap_consultation_load("conf/neaspec-2020", LEXICON, NULL, &diags);
	const rap_member *member = NULL;
	const rap_objective *objective = NULL;
	rap_addr_spec spec = {0};

	(void)state;
	assert_printed(&diags, "", "conf/neaspec-2020");
	assert_non_null(c);
	assert_int_equal(c->n_members, 6);
	assert_string_equal(c->members[1].code, "KP");
	assert_int_equal(c->n_objectives, 4);
	assert_int_equal(c->n_requests, 2);
	assert_int_equal(rap_consultation_request(c, "review")->n_objectives, 3);
	assert_null(rap_consultation_request(c, "none"));
	assert_int_equal(c->meeting.n_sessions, 5);
	assert_int_equal(c->meeting.sessions[1].n_objectives, 2);
	assert_int_equal(c->secretariat.readers.at[0].sees[0], 1);
	assert_true(rap_consultation_round(c, 2)->silence);
	assert_null(rap_consultation_round(c, 3));
	assert_string_equal(rap_consultation_member(c, "RU")->timezone, "Europe/Moscow");
	assert_null(rap_consultation_member(c, "XX"));
	assert_true(rap_addr_spec_parse(rap_slice_of("Temuulen@NATURE.mn.example"), &spec));
	assert_true(rap_consultation_contact(c, &spec, &member)->alternate);
	assert_string_equal(member->code, "MN");
	assert_false(rap_consultation_is_officer(c, &spec));
	rap_addr_spec_done(&spec);
	assert_true(rap_addr_spec_parse(rap_slice_of("haneul.kim@neaspec.example"), &spec));
	assert_non_null(rap_consultation_contact(c, &spec, &member));
	assert_null(member);
	assert_true(rap_consultation_is_officer(c, &spec));
	rap_addr_spec_done(&spec);
	assert_true(rap_addr_spec_parse(rap_slice_of("stranger@x.example"), &spec));
	assert_null(rap_consultation_contact(c, &spec, &member));
	rap_addr_spec_done(&spec);
	assert_string_equal(rap_consultation_field(c, "2.1", &objective)->id, "2.1");
	assert_int_equal(objective->number, 2);
	assert_null(rap_consultation_field(c, "9.9", NULL));
	assert_non_null(rap_lexicon_find(&c->lexicon, "choice", rap_slice_of("Support")));
	rap_consultation_free(c);
}

static void test_servers_are_taken(void **state)
{
	rap_diags diags = {0};
	rap_consultation *c;
	char *want;

	(void)state;
	put_changed(
		"mailbox: {maildir: inbox}\nsending: {maildir: sent}\n",
		"mailbox:\n"
		"  imap: {host: imap.un.example, user: u, password_file: secrets/imap, ca_file: "
		"/etc/ca.pem}\n"
		"  done: Recorded\n"
		"  folders: [INBOX, Junk]\n"
		"sending:\n"
		"  smtp: {host: \"::1\", tls: none}\n"
		"  rate: {per_minute: 7}\n"
		"  envelope: mailbox\n"
		"  reply_to: subject\n");
	c = load(&diags);
	assert_printed(&diags, "", "servers");
	assert_null(c->mailbox.maildir);
	assert_int_equal(c->mailbox.port, 993);
	assert_string_equal(c->mailbox.tls, "implicit");
	want = realpath(folder, NULL);
	assert_memory_equal(c->mailbox.password_file, want, strlen(want));
	free(want);
	assert_string_equal(c->mailbox.ca_file, "/etc/ca.pem");
	assert_string_equal(c->done_folder, "Recorded");
	assert_int_equal(c->folders.n, 2);
	assert_int_equal(c->sending.port, 25);
	assert_int_equal(c->rate_per_minute, 7);
	assert_false(c->envelope_token || c->reply_to_token);
	rap_consultation_free(c);
}

static void test_state_directory(void **state)
{
	rap_diags diags = {0};
	rap_consultation *c;

	(void)state;
	put_changed("title: A title", "title: A title\nstate: /var/lib/x");
	c = load(&diags);
	assert_string_equal(c->state_directory, "/var/lib/x");
	rap_consultation_free(c);
	c = rap_consultation_load(folder, LEXICON, "/var/lib/rapporteur/a:/other", &diags);
	assert_string_equal(c->state_directory, "/var/lib/rapporteur/a");
	rap_consultation_free(c);
	assert_int_equal(diags.n, 0);
}

static void test_objectives_are_compared_with_each_other(void **state)
{
	rap_diags diags = {0};
	char *path = in_folder("objectives/2.yaml");

	(void)state;
	put_changed("", "");
	put("objectives/2.yaml", "objective: 1\n"
	                         "title: Again\n"
	                         "fields:\n"
	                         "  - {id: \"1.1\", type: proposals, draft: true, label: A}\n"
	                         "  - {id: \"1.2\", type: proposals, draft: true, label: B}\n");
	assert_null(load(&diags));
	assert_printed(
		&diags,
		"consultation.yaml:12:9: rounds: the first round needs a draft: field 1.1 takes "
		"proposals on it\n"
		"objectives/2.yaml:1:12: objective: 1 is the number of objectives/1.yaml "
		"already\n"
		"objectives/2.yaml:4:10: fields.1.id: stands in objectives/1.yaml:4 already "
		"(got '1.1')\n"
		"objectives/2.yaml:5:10: fields.2.draft: 1.1 takes the proposals on the draft "
		"already: one field does\n",
		"objectives");
	assert_int_equal(unlink(path), 0);
	free(path);
}

static void test_what_is_no_consultation(void **state)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{"", "consultation.yaml:1:1: the file is empty\n"},
		{"- a\n",
	         "consultation.yaml:1:1: must be a mapping that begins with consultation: NAME\n"},
		{"a: [\n", NULL},
		{"a: \xFF\n",
	         "consultation.yaml:1:4: not UTF-8: byte FF; save the file as UTF-8\n"},
		{"\ta: b\n", NULL},
		{"a: &a [*a]\nmembers: *a\nmeeting: *a\nrounds: [*a, {id: *a}]\nrequests: {*a : "
	         "*a}\n",
	         NULL},
		{"members: [[], {}, 3, ~]\nrounds: [[], {}, 3, ~]\nrequests: [[], {}]\n"
	         "mailbox: []\nsending: 1\ntrust: ~\nsecretariat: [x]\nobjectives: {a: b}\n"
	         "documents: [[], {}, 3, ~]\nschedule: [1]\nmeeting: {programme: [[], {}, ~]}\n",
	         NULL},
		{"mailbox: {imap: [], maildir: []}\nsending: {smtp: {}, rate: []}\ntrust: "
	         "{boundary: {}}\n"
	         "members: [{code: [], name: {}, focal_points: [{}, [], 1], dkim: {}, alternates: "
	         "3}]\n"
	         "rounds: [{id: [], opens: {}, deadline: [], draft: [], revision: {}, kind: []}]\n"
	         "schedule: {reminders: [[], {}], digest: {at: []}, pack: {send: {}}}\n",
	         NULL},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		rap_diags diags = {0};

		put("consultation.yaml", cases[i].in);
		assert_null(load(&diags));
		assert_true(diags.errors > 0);
		if (cases[i].want)
			assert_printed(&diags, cases[i].want, cases[i].in);
		rap_diags_done(&diags);
	}
}

static void test_a_missing_directory_or_lexicon(void **state)
{
	rap_diags diags = {0};

	(void)state;
	assert_null(rap_consultation_load("/nonexistent", LEXICON, NULL, &diags));
	assert_printed(&diags, "/nonexistent: no such directory\n", "directory");
	assert_null(rap_consultation_load("/", LEXICON, NULL, &diags));
	assert_printed(&diags,
	               "consultation.yaml: no such file in /; -C names the directory of a "
	               "consultation\n",
	               "a directory of something else");
	put_changed("", "");
	assert_null(rap_consultation_load(folder, "/nonexistent.yaml", NULL, &diags));
	assert_printed(&diags, "/nonexistent.yaml: no such file\n", "lexicon");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_smallest_file_has_defaults),
		cmocka_unit_test(test_the_shipped_consultation_is_read_whole),
		cmocka_unit_test(test_servers_are_taken),
		cmocka_unit_test(test_state_directory),
		cmocka_unit_test(test_objectives_are_compared_with_each_other),
		cmocka_unit_test(test_what_is_no_consultation),
		cmocka_unit_test(test_a_missing_directory_or_lexicon),
	};

	return cmocka_run_group_tests_name("consultation", tests, enter, leave);
}
