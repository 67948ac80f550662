// SPDX-License-Identifier: Apache-2.0
/*
 * rapporteur preview: a letter as it would leave, without sending it. Printed as text, or written as .txt, .html
 * and .eml where --output names a directory. `preview pack` is all that the meeting works from.
 */
#include "common/file.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "output.h"
#include "pack.h"
#include "peek.h"
#include "report/outcome.h"
#include "report/report.h"
#include "store/mailin.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct choice {
	const char *kind, *member, *request, *output;
	int64_t mail;
} choice;

static bool read_number(const char *text, int64_t *ret)
{
	char *end;
	long number = strtol(text, &end, 10);

	if (*text < '0' || *text > '9' || *end || number <= 0)
		return false;
	*ret = number;
	return true;
}

static int read_options(rap_app *app, choice *ret)
{
	static const struct option options[] = {
		{"member", required_argument, NULL, 'm'},
		{"request", required_argument, NULL, 'r'},
		{"mail", required_argument, NULL, 'i'},
		{"output", required_argument, NULL, 'o'},
		{NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(app->argc, app->argv, "", options, NULL)) != -1) {
		if (option == 'm')
			ret->member = optarg;
		else if (option == 'r')
			ret->request = optarg;
		else if (option == 'o')
			ret->output = optarg;
		else if (option != 'i')
			return 64;
		else if (!read_number(optarg, &ret->mail))
			return rap_app_fail(64, "--mail takes the number of a mail, not '%s'",
			                    optarg);
	}
	if (app->argc - optind != 1)
		return rap_app_fail(
			64, "preview takes one of request, receipt, reminder, digest, outcome, "
			    "pack");
	ret->kind = app->argv[optind];
	return 0;
}

static const rap_member *chosen_member(const rap_consultation *c, const choice *what)
{
	const rap_member *member;

	if (!what->member)
		return c->n_members ? &c->members[0] : NULL;
	member = rap_consultation_member(c, what->member);
	if (!member)
		(void)rap_app_fail(64, "there is no member '%s' in the consultation", what->member);
	return member;
}

/* ---- the kinds ------------------------------------------------------------------------------------------ */

static rap_err preview_request(const rap_desk *desk, const choice *what, rap_preview *ret)
{
	const rap_consultation *c = desk->consultation;
	const rap_member *member = chosen_member(c, what);
	const rap_request_plan *request = what->request ? rap_consultation_request(c, what->request)
	                                  : c->n_requests ? &c->requests[0]
	                                                  : NULL;

	if (!member || member->contacts.n == 0)
		return RAP_E_USAGE;
	if (!request) {
		(void)rap_app_fail(64, "there is no request '%s' in the consultation",
		                   what->request ? what->request : "");
		return RAP_E_USAGE;
	}
	return rap_request_post(desk, request, member, &member->contacts.at[0], ret);
}

typedef struct latest {
	const char *member; /* NULL: of any */
	int64_t id;
} latest;

static rap_err note_latest(void *user, const rap_mail_in *mail)
{
	latest *l = user;

	if (mail->member && mail->kind && strcmp(mail->kind, "reply") == 0 &&
	    (mail->verdict == RAP_VERDICT_ACCEPTED || mail->state == RAP_MAIL_RELEASED) &&
	    (!l->member || strcmp(l->member, mail->member) == 0))
		l->id = mail->id;
	return RAP_OK;
}

/* Of the mail named, or of the last reply. */
static rap_err preview_receipt(const rap_desk *desk, const choice *what, rap_preview *ret)
{
	latest l = {what->member, what->mail};
	const rap_member *member = NULL;
	rap_mail_in mail;
	rap_err err = RAP_OK;

	if (desk->store && l.id == 0)
		err = rap_mail_in_each(desk->store, INT64_MIN, INT64_MAX, note_latest, &l);
	if (err == RAP_OK)
		err = desk->store && l.id ? rap_mail_in_facts(desk->store, l.id, &mail)
		                          : RAP_E_NOT_FOUND;
	if (err != RAP_OK) {
		if (err == RAP_E_NOT_FOUND)
			(void)rap_app_fail(66, "there is no such reply on record");
		return err;
	}
	if (mail.member)
		member = rap_consultation_member(desk->consultation, mail.member);
	if (member) {
		err = rap_receipt_post(desk, l.id, member, mail.author_address, ret);
	} else {
		(void)rap_app_fail(66, "mail %lld is not of a member", (long long)l.id);
		err = RAP_E_NOT_FOUND;
	}
	rap_mail_in_done(&mail);
	return err;
}

static rap_err preview_reminder(const rap_desk *desk, const choice *what, rap_preview *ret)
{
	const rap_member *member = chosen_member(desk->consultation, what);
	rap_err err = member ? rap_reminder_post(desk, member, desk->now, ret) : RAP_E_USAGE;

	if (err == RAP_E_NOT_FOUND)
		(void)rap_app_fail(66, "%s owes nothing: no reminder would be sent", member->name);
	return err;
}

static rap_err preview_outcome(const rap_desk *desk, const choice *what, rap_preview *ret)
{
	const rap_member *member = chosen_member(desk->consultation, what);
	rap_outcome outcome = {0};
	rap_outcome_sent sent = {0};
	rap_err err = member ? rap_outcome_gather(desk, &outcome) : RAP_E_USAGE;

	if (err == RAP_E_NOT_FOUND)
		(void)rap_app_fail(66, "no round has sent out a draft yet");
	if (err == RAP_OK) {
		err = rap_outcome_post(&outcome, member, &sent, ret);
		if (err == RAP_OK && sent.letters == 0) {
			(void)rap_app_fail(66,
			                   sent.none ? "%s has made no proposal on this draft"
			                             : "%s has been told of every decision",
			                   member->name);
			err = RAP_E_NOT_FOUND;
		}
	}
	rap_outcome_done(&outcome);
	return err;
}

static rap_err make(const rap_desk *desk, const choice *what, rap_preview *ret)
{
	if (strcmp(what->kind, "request") == 0)
		return preview_request(desk, what, ret);
	if (strcmp(what->kind, "receipt") == 0)
		return preview_receipt(desk, what, ret);
	if (strcmp(what->kind, "reminder") == 0)
		return preview_reminder(desk, what, ret);
	if (strcmp(what->kind, "outcome") == 0)
		return preview_outcome(desk, what, ret);
	if (strcmp(what->kind, "digest") == 0)
		return rap_digest_post(desk, 0, desk->now, ret);
	(void)rap_app_fail(
		64, "there is no letter '%s': request, receipt, reminder, digest, outcome or pack",
		what->kind);
	return RAP_E_USAGE;
}

static int put(const choice *what, const rap_preview *preview)
{
	const struct {
		const char *extension;
		rap_slice bytes;
	} files[] = {
		{"txt", rap_slice_of(preview->text)},
		{"html", rap_slice_of(preview->html)},
		{"eml", {preview->mime, preview->mime_len}},
	};

	if (!what->output) {
		printf("To: %s\nSubject: %s\n\n%s", preview->to, preview->subject, preview->text);
		return rap_output_flush();
	}
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		int status = rap_output_file(what->output, what->kind, files[i].extension,
		                             files[i].bytes);

		if (status != 0)
			return status;
	}
	return rap_output_flush();
}

int rap_cmd_preview(rap_app *app)
{
	choice what = {0};
	rap_preview preview = {0};
	rap_buf why = rap_buf_init(4096);
	rap_consultation *c;
	rap_app_desk desk;
	int status = read_options(app, &what);
	bool is_pack;
	rap_err err;

	if (status != 0 || !what.kind)
		return status;
	c = rap_app_consultation(app);
	if (!c)
		return 78;
	if (!rap_peek_open(app, c, &desk, &status)) {
		rap_consultation_free(c);
		return status;
	}
	desk.desk.why = &why;
	is_pack = strcmp(what.kind, "pack") == 0;
	err = is_pack ? RAP_OK : make(&desk.desk, &what, &preview);
	status = rap_err_status(err);
	if (is_pack)
		status = rap_pack_write(&desk.desk, what.output);
	else if (err == RAP_OK)
		status = put(&what, &preview);
	else if (err != RAP_E_USAGE && err != RAP_E_NOT_FOUND)
		(void)rap_app_fail(status, "the %s cannot be made: %s", what.kind,
		                   why.len ? rap_buf_text(&why) : rap_err_text(err));
	else if (why.len)
		(void)rap_app_fail(status, "%s", rap_buf_text(&why));
	rap_preview_done(&preview);
	rap_buf_done(&why);
	rap_app_desk_close(&desk);
	rap_consultation_free(c);
	return status;
}
