// SPDX-License-Identifier: Apache-2.0
/*
 * rapporteur check: reports all mistakes of the consultation, its questionnaires, drafts and mail templates, and
 * says in a few lines what was understood when there is none. With --online it goes on to try the mail servers.
 */
#include "app.h"
#include "common/mem.h"
#include "online.h"
#include "paths.h"
#include "report/compose.h"
#include "report/report.h"
#include "report/trial.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char indent[] = "             ";

static void put_time(const char *label, int64_t at, const char *zone)
{
	rap_buf text = rap_buf_init(300);

	rap_date_put_human(&text, at, zone, true);
	printf("%s%-8s%s\n", indent, label, rap_buf_text(&text));
	rap_buf_done(&text);
}

static void put_people(const rap_consultation *c)
{
	size_t contacts = 0;

	for (size_t i = 0; i < c->n_members; i++)
		contacts += c->members[i].contacts.n;
	printf("members      %zu, %zu people, %zu officer%s\n", c->n_members, contacts,
	       c->secretariat.officers.n, c->secretariat.officers.n == 1 ? "" : "s");
	for (size_t i = 0; i < c->n_members; i++)
		printf("%s%s  %s (%s, %s)\n", indent, c->members[i].code, c->members[i].name,
		       c->members[i].language, c->members[i].timezone);
}

static void put_objectives(const rap_consultation *c)
{
	printf("objectives   %zu\n", c->n_objectives);
	for (size_t i = 0; i < c->n_objectives; i++) {
		const rap_objective *o = &c->objectives[i];
		size_t required = 0;

		for (size_t j = 0; j < o->n_fields; j++)
			required += o->fields[j].required;
		printf("%s%u  %s: %zu fields, %zu required\n", indent, o->number, o->title,
		       o->n_fields, required);
	}
	printf("requests     %zu\n", c->n_requests);
	for (size_t i = 0; i < c->n_requests; i++) {
		printf("%s%s: objective%s", indent, c->requests[i].id,
		       c->requests[i].n_objectives == 1 ? "" : "s");
		for (size_t j = 0; j < c->requests[i].n_objectives; j++)
			printf("%s %u", j ? "," : "", c->requests[i].objectives[j]);
		putchar('\n');
	}
}

static size_t marked_paragraphs(const rap_draft *draft)
{
	size_t n = 0;

	for (size_t i = 0; i < draft->n; i++)
		n += draft->blocks[i].mark != NULL;
	return n;
}

/* Marked paragraphs in the draft of a round; 0 when it has none of its own, or mistakes. */
static size_t check_draft(const rap_consultation *c, size_t i, rap_diags *diags)
{
	const rap_round_plan *round = &c->rounds[i];
	rap_buf path = rap_buf_init(8192);
	rap_draft draft = {0};
	char *markdown = NULL;
	size_t n = 0;
	bool there;

	rap_buf_printf(&path, "%s/%s", c->directory, round->draft ? round->draft : "");
	there = round->draft &&
	        access(rap_buf_text(&path), F_OK) == 0; /* else the loader said so */
	rap_buf_done(&path);
	if (there && rap_app_planned_draft(c, round->id, diags, &draft, &markdown))
		n = marked_paragraphs(&draft);
	rap_draft_done(&draft);
	free(markdown);
	return n;
}

static void put_rounds(const rap_consultation *c, const size_t *paragraphs)
{
	for (size_t i = 0; i < c->n_rounds; i++) {
		const rap_round_plan *round = &c->rounds[i];

		printf("round %ld%s%s%s\n", round->id, round->title ? ": " : "",
		       round->title ? round->title : "",
		       round->silence ? " (silence: opened by an officer only)" : "");
		put_time("opens", round->opens, c->meeting.timezone);
		put_time("closes", round->deadline, c->meeting.timezone);
		if (round->draft && paragraphs[i] > 0)
			printf("%s%-8s%s, %s: %zu paragraphs\n", indent, "draft", round->draft,
			       round->revision, paragraphs[i]);
		else if (round->draft)
			printf("%s%-8s%s, %s: not there yet\n", indent, "draft", round->draft,
			       round->revision);
	}
}

static void put_endpoint(const char *label, const rap_endpoint *e)
{
	if (e->maildir)
		printf("%-13sMaildir %s\n", label, e->maildir);
	else
		printf("%-13s%s port %ld, TLS %s\n", label, e->host, e->port, e->tls);
}

static void put_summary(const rap_consultation *c, const size_t *paragraphs, size_t warnings)
{
	printf("%-12s %s\n", c->id, c->title);
	printf("meeting%s%s\n", c->meeting.venue ? "      " : "",
	       c->meeting.venue ? c->meeting.venue : "");
	put_time("begins", c->meeting.starts, c->meeting.timezone);
	put_time("ends", c->meeting.ends, c->meeting.timezone);
	put_people(c);
	put_objectives(c);
	put_rounds(c, paragraphs);
	put_endpoint("mail in", &c->mailbox);
	put_endpoint("mail out", &c->sending);
	printf("state        %s\n", c->state_directory);
	if (warnings)
		printf("No mistakes, %zu warning%s.\n", warnings, warnings == 1 ? "" : "s");
	else
		puts("No mistakes.");
}

/* One letter that cannot be made. */
static void complain(const char *letter, rap_err err, rap_buf *why, rap_diags *diags)
{
	if (err != RAP_OK && err != RAP_E_NOT_FOUND) /* a reminder with nothing to remind of */
		rap_diags_error(diags, "templates/mail", 0, 0, letter, NULL, "cannot be made: %s",
		                why->len ? rap_buf_text(why) : rap_err_text(err));
	rap_buf_cut(why, 0);
}

static void check_trial(const rap_desk *desk, rap_buf *why, rap_diags *diags)
{
	rap_trial trial = {0};

	complain("trial", rap_trial_make(desk, &trial), why, diags);
	rap_trial_done(&trial);
}

/* R60: an address that no header takes must be seen before a mail to it is due. */
static void check_addresses(const rap_consultation *c, const rap_contacts *people, rap_diags *diags)
{
	for (size_t i = 0; i < people->n; i++) {
		rap_mail_parts parts = {.from_name = c->secretariat.name,
		                        .from_address = c->secretariat.address,
		                        .to_name = people->at[i].name,
		                        .to_address = people->at[i].address,
		                        .subject = "check",
		                        .date = "Mon, 06 Jul 2020 09:00:00 +0900",
		                        .message_id = "<check@check.invalid>",
		                        .key = "check",
		                        .text = "",
		                        .html = ""};
		rap_buf mime;

		if (rap_compose_mail(&parts, &mime) == RAP_OK)
			rap_buf_done(&mime);
		else
			rap_diags_error(diags, "consultation.yaml", 0, 0, "address",
			                people->at[i].address,
			                "no mail can be sent to it: a character of its domain is "
			                "none that a domain may have");
	}
}

/*
 * Makes what the first member and the officers would get from an empty record, so that a mail template with a
 * mistake is found now and not when the mail is due.
 */
static void check_letters(const rap_consultation *c, rap_diags *diags)
{
	rap_buf why = rap_buf_init(2000);
	const rap_member *member = &c->members[0];
	rap_draft draft = {0};
	char *markdown = NULL;
	rap_desk desk = {.consultation = c, .templates = rap_path_templates, .why = &why};
	rap_preview preview;

	if (rap_app_planned_draft(c, 0, diags, &draft, &markdown) && draft.n > 0)
		desk.draft = &draft;
	desk.now = c->rounds[0].opens;
	desk.round = c->rounds[0].id;
	for (size_t i = 0; i < c->n_requests; i++) {
		preview = (rap_preview){0};
		complain(c->requests[i].id,
		         rap_request_post(&desk, &c->requests[i], member, &member->contacts.at[0],
		                          &preview),
		         &why, diags);
		rap_preview_done(&preview);
	}
	preview = (rap_preview){0};
	complain("reminder", rap_reminder_post(&desk, member, desk.now, &preview), &why, diags);
	rap_preview_done(&preview);
	preview = (rap_preview){0};
	complain("digest", rap_digest_post(&desk, desk.now - 1, desk.now, &preview), &why, diags);
	check_trial(&desk, &why, diags);
	complain("receipt", rap_sample_make(&desk, "receipt"), &why, diags);
	complain("confirmation", rap_sample_make(&desk, "confirmation"), &why, diags);
	complain("transcript", rap_sample_make(&desk, "transcript"), &why, diags);
	complain("outcome", rap_sample_make(&desk, "outcome"), &why, diags);
	complain("digest", rap_sample_make(&desk, "digest"), &why, diags);
	rap_preview_done(&preview);
	rap_draft_done(&draft);
	free(markdown);
	rap_buf_done(&why);
}

int rap_cmd_check(rap_app *app)
{
	rap_diags diags = {0};
	rap_consultation *c;
	size_t *paragraphs;
	int status = 0;
	bool online;

	if (!rap_app_only_flag(app, "online", &online))
		return 64;
	c = rap_app_examine(app, &diags);
	paragraphs = rap_calloc(c ? c->n_rounds : 0, sizeof *paragraphs);
	for (size_t i = 0; c && i < c->n_rounds; i++)
		paragraphs[i] = check_draft(c, i, &diags);
	for (size_t i = 0; c && i < c->n_members && diags.errors == 0; i++)
		check_addresses(c, &c->members[i].contacts, &diags);
	if (c && diags.errors == 0)
		check_addresses(c, &c->secretariat.officers, &diags);
	if (c && diags.errors == 0)
		check_letters(c, &diags);
	rap_app_print_diags(&diags);
	if (!c || diags.errors > 0)
		status = rap_app_fail(78, "%zu mistake%s", diags.errors,
		                      diags.errors == 1 ? "" : "s");
	else
		put_summary(c, paragraphs, diags.n);
	if (status == 0 && online)
		status = rap_online_run(app, c);
	free(paragraphs);
	rap_consultation_free(c);
	rap_diags_done(&diags);
	return status;
}
