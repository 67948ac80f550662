// SPDX-License-Identifier: Apache-2.0
/*
 * A reading can change no verdict of authorship: whatever a reader that was taken over says about a mail, the record
 * names the member and the author that its header bytes gave (trust.c), and answers are taken from nobody else. What a reading
 * may do is take away: a mail that it calls automatic counts for nothing.
 */
#include "tests/unit/daemon/stage.h"

#include "ingest_mail.h"

#define N(table) (sizeof(table) / sizeof *(table))

#define AR "Authentication-Results: mx.neaspec.example; "
#define BORDER "Received: from x (x [192.0.2.1]) by mx.neaspec.example with ESMTPS; x\n"
#define END "To: consult@neaspec.example\nSubject: Re: form\n\nbody\n"
#define PASS(domain) AR "dmarc=pass header.from=" domain "\n" BORDER

typedef struct headers {
	const char *mail;
	const char *member, *author; /* that must stand in the record; NULL: none */
	rap_verdict verdict; /* with an honest reading */
} headers;

static const headers mails[] = {
	{PASS("nature.mn.example") "From: Oyun <oyun@nature.mn.example>\n" END, "MN",
         "oyun@nature.mn.example", RAP_VERDICT_ACCEPTED},
	{PASS("kankyo.jp.example") "From: k.hayashi@kankyo.jp.example\n" END, "JP",
         "k.hayashi@kankyo.jp.example", RAP_VERDICT_ACCEPTED},
	{PASS("neaspec.example") "From: haneul.kim@neaspec.example\n" END, NULL,
         "haneul.kim@neaspec.example", RAP_VERDICT_ACCEPTED},
	{AR "dmarc=fail header.from=nature.mn.example\n" BORDER
            "From: oyun@nature.mn.example\n" END,
         "MN", "oyun@nature.mn.example", RAP_VERDICT_QUARANTINED},
	{BORDER "From: oyun@nature.mn.example\n" END, "MN", "oyun@nature.mn.example",
         RAP_VERDICT_QUARANTINED},
	{PASS("evil.example") "From: x@evil.example\n" END, NULL, "x@evil.example",
         RAP_VERDICT_QUARANTINED},
	{PASS("evil.example") "From: x@evil.example, oyun@nature.mn.example\n" END, NULL, NULL,
         RAP_VERDICT_QUARANTINED},
	{PASS("nature.mn.example") "Auto-Submitted: auto-replied\nFrom: "
                                   "oyun@nature.mn.example\n" END,
         "MN", "oyun@nature.mn.example", RAP_VERDICT_MACHINE},
	{PASS("neaspec.example") "From: consult@neaspec.example\n" END, NULL,
         "consult@neaspec.example", RAP_VERDICT_MACHINE},
};

/* Reads as if somebody else had written it: everything a reading can hold that names a person. */
static rap_reading *lying(rap_kind kind, const char *address)
{
	rap_reading *r = rap_calloc(1, sizeof *r);
	rap_answer *answer = rap_reading_answer(r);
	rap_person *person = rap_reading_person(r);

	r->kind = kind;
	r->text = rap_strdup("support");
	r->body.text = rap_strdup("support");
	r->message.subject = rap_strdup("Re: form");
	r->message.from.at = rap_calloc(1, sizeof *r->message.from.at);
	r->message.from.n = 1;
	r->message.from.at[0].name = rap_strdup("Anna Veresova");
	r->message.from.at[0].address = rap_strdup(address);
	answer->field = rap_strdup("2.1");
	answer->raw = rap_strdup("support");
	answer->where = rap_strdup("text");
	answer->value = (rap_value){.kind = RAP_VALUE_TEXT, .text = rap_strdup("support")};
	person->name = rap_strdup("Anna Veresova");
	(void)rap_reading_intent(r, "confirm", "", "");
	if (kind == RAP_KIND_AUTO_REPLY)
		r->automatic.why = rap_strdup("absent");
	return r;
}

/* Records the mail with that reading, and looks at the row. */
static void check(rap_core *core, size_t i, rap_reading *reading, const char *name)
{
	static unsigned number; /* no mail twice */
	const headers *h = &mails[i];
	rap_ingest_mail mail = {.reading = reading, .at = core->fixed_now};
	rap_ingest_record_log log;
	rap_answer_rows answers = {0};
	rap_mail_in row;

	mail.raw = rap_buf_init(RAP_MIB);
	rap_buf_printf(&mail.raw, "%snumber %u\n", h->mail, ++number);
	mail.folder = rap_strdup("maildir");
	mail.key = rap_strdup(name);
	rap_ingest_look(&mail);
	assert_int_equal(rap_ingest_find_answered(core, &mail), RAP_OK);
	if (rap_ingest_record(core, &mail, &log) != RAP_OK)
		fail_msg("%s: %s", name, rap_store_problem(core->office.desk.store));
	assert_int_equal(rap_mail_in_get(core->office.desk.store, log.id, &row), RAP_OK);
	if ((row.member ? !h->member || strcmp(row.member, h->member) != 0 : h->member != NULL) ||
	    (row.author_address ? !h->author || strcmp(row.author_address, h->author) != 0
	                        : h->author != NULL))
		fail_msg("mail %zu, %s: member %s, author %s", i, name, row.member,
		         row.author_address);
	if (row.verdict != h->verdict &&
	    !(h->verdict == RAP_VERDICT_ACCEPTED && row.verdict == RAP_VERDICT_MACHINE))
		fail_msg("mail %zu, %s: %s", i, name, rap_verdict_text(row.verdict));
	assert_int_equal(rap_answers_of_mail(core->office.desk.store, log.id, &answers), RAP_OK);
	if (strcmp(name, "honest") == 0 && h->verdict == RAP_VERDICT_ACCEPTED && h->member)
		assert_int_equal(answers.n, 1);
	for (size_t k = 0; k < answers.n; k++)
		if (row.verdict != RAP_VERDICT_ACCEPTED || !h->member ||
		    strcmp(answers.at[k].member, h->member) != 0 ||
		    strcmp(answers.at[k].author, h->author) != 0)
			fail_msg("mail %zu, %s: an answer of %s", i, name, answers.at[k].member);
	rap_answer_rows_done(&answers);
	rap_mail_in_done(&row);
	rap_ingest_record_log_done(&log);
	free(mail.folder);
	free(mail.key);
	rap_header_done(&mail.header);
	rap_addr_spec_done(&mail.from);
	rap_mail_out_done(&mail.answered);
	rap_buf_done(&mail.raw);
	(void)rap_reading_free(reading);
}

static void test_R13_a_reading_changes_no_verdict_of_authorship(void **state)
{
	static const char *const addresses[] = {
		"oyun@nature.mn.example", "a.veresova@ecology.ru.example",
		"haneul.kim@neaspec.example", "consult@neaspec.example", "x@evil.example"};
	stage *s = stage_open("2020-07-08 09:00");
	rap_core core = {.consultation = s->c, .fixed = true, .fixed_now = s->desk.now};

	(void)state;
	core.office.desk = s->desk;
	for (size_t i = 0; i < N(mails); i++) {
		check(&core, i, lying(RAP_KIND_REPLY, mails[i].author), "honest");
		for (size_t k = 0; k < N(addresses); k++) {
			check(&core, i, lying(RAP_KIND_REPLY, addresses[k]), addresses[k]);
			check(&core, i, lying(RAP_KIND_COMMAND, addresses[k]), "as a command");
			check(&core, i, lying(RAP_KIND_OTHER, addresses[k]), "as something");
			check(&core, i, lying(RAP_KIND_AUTO_REPLY, addresses[k]), "as automatic");
		}
	}
	stage_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_R13_a_reading_changes_no_verdict_of_authorship),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
