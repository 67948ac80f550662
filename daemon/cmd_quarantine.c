// SPDX-License-Identifier: Apache-2.0
/*
 * rapporteur quarantine: what was not taken over, and why. A person looks at it (list, show) and decides:
 * release gives the reading's answers to a State, discard puts the mail away with a reason. Both are events of
 * the record; neither can be undone by another, and the mail itself always stays.
 */
#include "common/mem.h"
#include "common/utf8.h"
#include "core.h"
#include "decide.h"
#include "ingest_mail.h"
#include "report/report.h"
#include "reread.h"
#include "store/mailin.h"
#include "store/outbox.h"

#include <assert.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#define SHOWN 60u /* characters of a subject in the list */
#define CUT 200u /* R64 */

/* ---- what lies there ------------------------------------------------------------------------------------ */

/* R64: foreign words are made safe to print. */
static void put_foreign_slice(rap_slice words, size_t max)
{
	rap_buf shown = rap_buf_init(8192);

	rap_utf8_printable(&shown, words, max);
	fputs(rap_buf_text(&shown), stdout);
	rap_buf_done(&shown);
}

static void put_foreign(const char *text, size_t max)
{
	put_foreign_slice(rap_slice_of(text ? text : "-"), max);
}

static void put_when(const rap_desk *desk, int64_t at)
{
	rap_civil day = {0};

	if (rap_date_from_utc(at, desk->consultation->meeting.timezone, &day) == RAP_OK)
		printf("%04d-%02d-%02d %02d:%02d", day.year, day.month, day.day, day.hour,
		       day.minute);
}

typedef struct listing {
	const rap_desk *desk;
	size_t n;
} listing;

static rap_err list_one(void *user, const rap_mail_in *mail)
{
	listing *l = user;
	int64_t asked = 0;
	rap_err err;

	if (!rap_decide_lies_here(mail))
		return RAP_OK;
	err = rap_outbox_question(l->desk->store, mail->id, &asked);
	if (err != RAP_OK)
		return err;
	l->n++;
	printf("%lld  ", (long long)mail->id);
	put_when(l->desk, mail->received_at);
	fputs("  ", stdout);
	put_foreign(mail->author_address, SHOWN);
	if (mail->member)
		printf("  (claims %s)", mail->member);
	if (asked)
		fputs("  (the address was asked)", stdout);
	fputs("\n    ", stdout);
	put_foreign(mail->subject, SHOWN);
	fputs("\n    ", stdout);
	put_foreign(mail->reason ? mail->reason : rap_verdict_text(mail->verdict), CUT);
	putchar('\n');
	return RAP_OK;
}

static int failed(rap_store *store, rap_err err)
{
	return rap_app_fail(rap_err_status(err), "%s: %s", rap_err_text(err),
	                    rap_store_problem(store));
}

static int list(rap_core *core)
{
	listing l = {.desk = &core->office.desk};
	rap_err err = rap_mail_in_each(l.desk->store, INT64_MIN, INT64_MAX, list_one, &l);

	if (err != RAP_OK)
		return failed(l.desk->store, err);
	if (l.n == 0)
		puts("Nothing is in quarantine.");
	else
		printf("\nTimes are those of %s.\nrapporteur quarantine show N, release N --as "
		       "CODE, discard N --reason TEXT\n",
		       l.desk->consultation->meeting.timezone);
	return 0;
}

/* The mail and its reading (NULL when it could not be read). 0, or an exit status after a message. */
static int load(rap_core *core, int64_t id, rap_mail_in *mail, rap_reading **ret)
{
	rap_store *store = core->office.desk.store;
	rap_err err = rap_mail_in_get(store, id, mail);

	*ret = NULL;
	if (err == RAP_E_NOT_FOUND)
		return rap_app_fail(66, "there is no mail %lld", (long long)id);
	if (err == RAP_OK) {
		err = rap_ingest_get_reading(store, id, ret);
		if (err == RAP_E_NOT_FOUND)
			err = RAP_OK;
	}
	return err == RAP_OK ? 0 : failed(store, err);
}

/* A stranger's or an early mail was read without the form, and a machine's as that: in the place of that reading the
 * whole one. As load(). */
static int make_whole(rap_core *core, const rap_mail_in *mail, rap_reading **reading,
                      bool *ret_again)
{
	rap_reading *whole = NULL;
	rap_buf why = rap_buf_init(4 * RAP_KIB);
	int status = 0;
	rap_err err;

	*ret_again = rap_reread_is_wanted(mail, *reading);
	if (!*ret_again) {
		rap_buf_done(&why);
		return 0;
	}
	err = rap_reread(core, NULL, mail, &whole, &why);
	if (err != RAP_OK) {
		status = rap_app_fail(rap_err_status(err),
		                      "mail %lld must be read again, with the form, and that "
		                      "cannot be done: %s; nothing was changed",
		                      (long long)mail->id, rap_buf_text(&why));
	} else {
		if (!whole)
			(void)rap_app_fail(0, "mail %lld: %s", (long long)mail->id,
			                   rap_buf_text(&why));
		(void)rap_reading_free(*reading);
		*reading = whole;
	}
	rap_buf_done(&why);
	return status;
}

static void put_line(const char *label, const char *text)
{
	printf("%-10s", label);
	put_foreign(text, CUT);
	putchar('\n');
}

/* Line by line, so that line breaks of the text stay. A paragraph in one line is not cut but goes on in the next: who
 * decides about a mail must see all of it. */
static void put_text(const char *text)
{
	rap_slice line;

	for (size_t at = 0, end; text[at] != '\0'; at = end + (text[end] == '\n')) {
		end = at + strcspn(text + at, "\n");
		line = (rap_slice){text + at, end - at};
		do {
			size_t piece = rap_utf8_offset(line, CUT);

			fputs("  ", stdout);
			put_foreign_slice(rap_slice_sub(line, 0, piece), CUT);
			putchar('\n');
			line = rap_slice_sub(line, piece, line.len);
		} while (line.len > 0);
	}
}

static void show_reading(const rap_reading *r)
{
	for (size_t i = 0; i < r->n_attachments; i++)
		put_line("Attached", r->attachments[i].name);
	if (r->n_answers || r->n_proposals)
		puts("\nAs read:");
	for (size_t i = 0; i < r->n_answers; i++) {
		fputs("  [", stdout);
		put_foreign(r->answers[i].field, CUT);
		printf("] (%s) ", rap_answer_status_text(r->answers[i].status));
		put_foreign(r->answers[i].raw, CUT);
		putchar('\n');
	}
	for (size_t i = 0; i < r->n_proposals; i++) {
		fputs("  [", stdout);
		put_foreign(r->proposals[i].paragraph, CUT);
		printf("] (%s) ", rap_action_text(r->proposals[i].action));
		put_foreign(r->proposals[i].words, CUT);
		putchar('\n');
	}
	puts("\nWhat was written:");
	put_text(r->text);
}

static int show(rap_core *core, int64_t id)
{
	rap_reading *reading = NULL;
	rap_mail_in mail;
	bool again;
	int status = load(core, id, &mail, &reading);

	if (status == 0)
		status = make_whole(core, &mail, &reading, &again);
	if (status != 0) {
		reading = rap_reading_free(reading);
		rap_mail_in_done(&mail);
		return status;
	}
	printf("%-10s%lld, %s, %s\n", "Mail", (long long)mail.id, rap_verdict_text(mail.verdict),
	       rap_mail_state_text(mail.state));
	put_line("Reason", mail.reason);
	put_line("From", mail.author_address);
	put_line("Claims", mail.member);
	put_line("Subject", mail.subject);
	printf("%-10s", "Received");
	put_when(&core->office.desk, mail.received_at);
	printf(" (%s)\n", core->consultation->meeting.timezone);
	if (reading)
		show_reading(reading);
	else
		printf("\nIt could not be read; its %zu bytes are in the record.\n", mail.raw.len);
	reading = rap_reading_free(reading);
	rap_mail_in_done(&mail);
	return 0;
}

/* ---- deciding ------------------------------------------------------------------------------------------- */

static int not_here(const rap_mail_in *mail)
{
	return rap_app_fail(65, "mail %lld is not in quarantine (%s, %s)", (long long)mail->id,
	                    rap_verdict_text(mail->verdict), rap_mail_state_text(mail->state));
}

/*
 * In the transaction, looked at again: another officer may have decided since the mail was loaded. 0, or an exit
 * status after a message.
 */
static int begin_decision(rap_store *store, const rap_mail_in *mail)
{
	rap_mail_in latest = {0};
	rap_err err = rap_store_begin(store);
	int status = 0;

	if (err != RAP_OK)
		return failed(store, err);
	err = rap_mail_in_get(store, mail->id, &latest);
	if (err != RAP_OK)
		status = failed(store, err);
	else if (!rap_decide_open(&latest) || latest.verdict != mail->verdict)
		status = not_here(&latest);
	rap_mail_in_done(&latest);
	if (status != 0)
		rap_store_rollback(store);
	return status;
}

/* again: the reading is not the one in the record, and takes its place. */
static rap_err write_release(rap_core *core, const rap_mail_in *mail, const rap_reading *reading,
                             bool again, const rap_member *member, size_t *ret_changes,
                             size_t *ret_overtaken)
{
	rap_err err = RAP_OK;

	assert(reading && member); /* release() has refused everything else */
	if (again)
		err = rap_reread_put(core, mail->id, reading);
	if (err == RAP_OK)
		err = rap_decide_release(core, mail, reading, member, 0, ret_changes,
		                         ret_overtaken);
	if (err == RAP_OK) /* the State is told what now stands as its position */
		err = rap_receipt_post(rap_core_desk(core), mail->id, member,
		                       mail->author_address ? mail->author_address : "", NULL);
	return err;
}

static int release(rap_core *core, int64_t id, const char *code)
{
	rap_store *store = core->office.desk.store;
	const rap_member *member;
	rap_reading *reading = NULL;
	rap_mail_in mail;
	size_t changes = 0, overtaken = 0;
	bool again = false;
	int status = load(core, id, &mail, &reading);
	rap_err err = RAP_OK;

	if (status != 0)
		return status;
	if (!code)
		code = mail.verdict == RAP_VERDICT_ACCEPTED ? mail.member : NULL;
	member = code ? rap_consultation_member(core->consultation, code) : NULL;
	if (!code)
		status = rap_app_fail(64, "say whose words they are: release %lld --as CODE",
		                      (long long)id);
	else if (!member)
		status = rap_app_fail(64, "no member has the code '%s'", code);
	else if (!rap_decide_lies_here(&mail) &&
	         (mail.verdict != RAP_VERDICT_MACHINE || !rap_decide_open(&mail)))
		status = not_here(&mail);
	else if (mail.round == 0 && core->office.desk.round == 0)
		status = rap_app_fail(65,
		                      "no round has been opened yet that mail %lld could count "
		                      "for; release it then",
		                      (long long)id);
	else
		status = make_whole(core, &mail, &reading, &again);
	if (status == 0 && !reading)
		status = rap_app_fail(65,
		                      "mail %lld could not be read; nothing of it can be taken "
		                      "over",
		                      (long long)id);
	if (status == 0)
		status = begin_decision(store, &mail);
	if (status == 0) {
		err = write_release(core, &mail, reading, again, member, &changes, &overtaken);
		if (err == RAP_OK)
			err = rap_store_commit(store);
		if (err != RAP_OK)
			rap_store_rollback(store);
	}
	if (status == 0 && err != RAP_OK)
		status = failed(store, err);
	else if (status == 0 && member)
		printf("Mail %lld counts as %s: answers and proposals new or changed: %zu.\n",
		       (long long)id, member->name, changes);
	if (status == 0 && overtaken > 0)
		printf("%zu of what it says are left out: a later mail of the same author has "
		       "said something on the same item.\n",
		       overtaken);
	reading = rap_reading_free(reading);
	rap_mail_in_done(&mail);
	return status;
}

static int discard(rap_core *core, int64_t id, const char *reason)
{
	rap_store *store = core->office.desk.store;
	rap_reading *reading = NULL;
	rap_mail_in mail;
	int status = load(core, id, &mail, &reading);
	rap_err err;

	if (status != 0)
		return status;
	if (!reason || *reason == '\0' || !rap_utf8_valid(rap_slice_of(reason)))
		status = rap_app_fail(64, "say why: discard %lld --reason TEXT", (long long)id);
	else if (!rap_decide_lies_here(&mail))
		status = not_here(&mail);
	if (status == 0)
		status = begin_decision(store, &mail);
	if (status == 0) {
		err = rap_decide_discard(core, id, reason, 0);
		if (err == RAP_OK)
			err = rap_store_commit(store);
		if (err != RAP_OK)
			rap_store_rollback(store);
		if (err != RAP_OK)
			status = failed(store, err);
		else
			printf("Mail %lld is put away; it stays in the record.\n", (long long)id);
	}
	reading = rap_reading_free(reading);
	rap_mail_in_done(&mail);
	return status;
}

/* ---- the command ---------------------------------------------------------------------------------------- */

typedef struct choice {
	const char *what; /* list, show, release, discard */
	int64_t id;
	const char *as, *reason;
} choice;

static int read_options(rap_app *app, choice *ret)
{
	static const struct option options[] = {
		{"as", required_argument, NULL, 'a'},
		{"reason", required_argument, NULL, 'r'},
		{NULL, 0, NULL, 0},
	};
	const char *number;
	char *end;
	int option;

	while ((option = getopt_long(app->argc, app->argv, "", options, NULL)) != -1) {
		if (option == 'a')
			ret->as = optarg;
		else if (option == 'r')
			ret->reason = optarg;
		else
			return 64;
	}
	ret->what = optind < app->argc ? app->argv[optind++] : "list";
	if (strcmp(ret->what, "list") == 0)
		return optind < app->argc ? rap_app_fail(64, "quarantine list takes no argument")
		                          : 0;
	if (strcmp(ret->what, "show") != 0 && strcmp(ret->what, "release") != 0 &&
	    strcmp(ret->what, "discard") != 0)
		return rap_app_fail(64, "quarantine: list, show, release or discard (got '%s')",
		                    ret->what);
	number = optind < app->argc ? app->argv[optind++] : "";
	ret->id = strtoll(number, &end, 10);
	if (*number < '1' || *number > '9' || *end != '\0' || optind < app->argc)
		return rap_app_fail(64, "quarantine %s takes the number of one mail", ret->what);
	return 0;
}

int rap_cmd_quarantine(rap_app *app)
{
	rap_core core = {.app = app, .fixed = true};
	choice what = {0};
	int status = read_options(app, &what);
	bool edits = status == 0 && (*what.what == 'r' || *what.what == 'd');

	if (status != 0)
		return status;
	core.consultation = rap_app_consultation(app);
	if (!core.consultation)
		return 78;
	if (rap_app_desk_open(app, core.consultation, edits ? RAP_STORE_EDIT : RAP_STORE_READ,
	                      &core.office, &status)) {
		core.fixed_now = core.office.desk.now;
		if (*what.what == 'l')
			status = list(&core);
		else if (*what.what == 's')
			status = show(&core, what.id);
		else if (*what.what == 'r')
			status = release(&core, what.id, what.as);
		else
			status = discard(&core, what.id, what.reason);
		rap_app_desk_close(&core.office);
	}
	core.consultation = rap_consultation_free(core.consultation);
	return status;
}
