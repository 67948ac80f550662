// SPDX-License-Identifier: Apache-2.0
/* rapporteur status [--json]: how the consultation stands, from the record alone. */
#include "app.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "report/record.h"
#include "report/report.h"
#include "store/event.h"
#include "store/mailin.h"
#include "store/outbox.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

/* Mails by what became of them. */
typedef struct mails {
	long accepted, late, awaiting, quarantined, machine, discarded;
} mails;

typedef struct outbox {
	long queued, sent, failed, revoked;
} outbox;

typedef struct line { /* of one member */
	const rap_member *member;
	size_t answered, unclear, owed, proposals;
	bool absent, undeliverable;
} line;

typedef struct standing {
	const rap_desk *desk;
	long round; /* 0: none was opened */
	int64_t opened, deadline, closed;
	mails in;
	outbox out;
	bool digested;
	int64_t digest;
	line *lines;
	size_t n;
} standing;

/* ---- gathering ------------------------------------------------------------------------------------------ */

static rap_err count_in(void *user, const rap_mail_in *mail)
{
	mails *n = user;

	if (mail->state == RAP_MAIL_DISCARDED) {
		n->discarded++;
		return RAP_OK;
	}
	if (mail->state == RAP_MAIL_RELEASED) {
		n->accepted++;
		return RAP_OK;
	}
	switch (mail->verdict) {
	case RAP_VERDICT_ACCEPTED:
		n->accepted++;
		n->late += mail->late;
		break;
	case RAP_VERDICT_AWAITING:
		n->awaiting++;
		break;
	case RAP_VERDICT_QUARANTINED:
		n->quarantined++;
		break;
	case RAP_VERDICT_MACHINE:
		n->machine++;
		break;
	}
	return RAP_OK;
}

static rap_err count_out(void *user, const rap_mail_out *mail)
{
	outbox *n = user;

	n->sent += mail->state == RAP_OUT_SENT;
	n->failed += mail->state == RAP_OUT_FAILED;
	n->queued += mail->state == RAP_OUT_QUEUED || mail->state == RAP_OUT_SENDING;
	n->revoked += mail->revoked_at != 0;
	return RAP_OK;
}

static rap_err note_address(void *user, const rap_address_state *state)
{
	standing *s = user;

	for (size_t i = 0; i < s->n; i++)
		if (state->member && strcmp(s->lines[i].member->code, state->member) == 0) {
			s->lines[i].absent |= state->absent_why != NULL;
			s->lines[i].undeliverable |= state->undeliverable != NULL;
		}
	return RAP_OK;
}

static rap_err gather_line(const standing *s, line *l)
{
	rap_answer_rows answers = {0};
	rap_proposal_rows proposals = {0};
	rap_strv fields = {0}, requests = {0};
	rap_err err = rap_record_answers(s->desk, l->member->code, false, &answers);

	if (err == RAP_OK)
		err = rap_record_proposals(s->desk, l->member->code, false, &proposals);
	if (err == RAP_OK)
		err = rap_owed(s->desk, l->member, &fields, &requests);
	for (size_t i = 0; i < answers.n; i++) {
		bool open = answers.at[i].status == RAP_ANSWER_UNCLEAR ||
		            answers.at[i].status == RAP_ANSWER_CONFLICT;

		l->unclear += open;
		l->answered += !open;
	}
	l->owed = fields.n;
	for (size_t i = 0; i < proposals.n; i++)
		l->proposals += !proposals.at[i].withdrawn;
	rap_answer_rows_done(&answers);
	rap_proposal_rows_done(&proposals);
	rap_strv_done(&fields);
	rap_strv_done(&requests);
	return err;
}

static rap_err gather(standing *s)
{
	const rap_consultation *c = s->desk->consultation;
	rap_store *store = s->desk->store;
	rap_err err = RAP_OK;

	s->round = s->desk->round;
	if (s->round)
		err = rap_round_get(store, s->round, &s->opened, &s->deadline, &s->closed);
	if (err == RAP_OK)
		err = rap_mail_in_each(store, INT64_MIN, INT64_MAX, count_in, &s->in);
	if (err == RAP_OK)
		err = rap_outbox_each(store, count_out, &s->out);
	if (err == RAP_OK) {
		err = rap_schedule_last(store, "digest-until", &s->digest);
		s->digested = err == RAP_OK;
		if (err == RAP_E_NOT_FOUND)
			err = RAP_OK;
	}
	s->lines = rap_calloc(c->n_members ? c->n_members : 1, sizeof *s->lines);
	for (s->n = 0; s->n < c->n_members && err == RAP_OK; s->n++) {
		s->lines[s->n].member = &c->members[s->n];
		err = gather_line(s, &s->lines[s->n]);
	}
	if (err == RAP_OK)
		err = rap_address_each(store, note_address, s);
	return err;
}

/* ---- for people ----------------------------------------------------------------------------------------- */

static void put_time(const char *label, int64_t at, const char *zone)
{
	rap_buf text = rap_buf_init(256);

	rap_date_put_human(&text, at, zone, true);
	printf("%-14s%s\n", label, rap_buf_text(&text));
	rap_buf_done(&text);
}

/* Padded by columns on a terminal, not by bytes. */
static void put_name(const char *name, size_t width)
{
	rap_buf shown = rap_buf_init(1024);
	size_t columns;

	rap_utf8_printable(&shown, rap_slice_of(name), 100);
	columns = rap_utf8_width(rap_buf_as_slice(&shown));
	printf("%s%*s", rap_buf_text(&shown), columns < width ? (int)(width - columns) : 0, "");
	rap_buf_done(&shown);
}

static void print_members(const standing *s)
{
	size_t width = strlen("State");

	for (size_t i = 0; i < s->n; i++) {
		size_t columns = rap_utf8_width(rap_slice_of(s->lines[i].member->name));

		width = columns > width ? columns : width;
	}
	putchar('\n');
	put_name("State", width);
	puts("  Answered  Unclear  Owed  Proposals");
	for (size_t i = 0; i < s->n; i++) {
		const line *l = &s->lines[i];

		put_name(l->member->name, width);
		printf("  %8zu  %7zu  %4zu  %9zu%s%s\n", l->answered, l->unclear, l->owed,
		       l->proposals, l->absent ? "  absent" : "",
		       l->undeliverable ? "  mail comes back" : "");
	}
}

static void print(const standing *s)
{
	const rap_consultation *c = s->desk->consultation;
	const char *zone = c->meeting.timezone;

	printf("%-13s %s\n", c->id, c->title); /* however long the id is */
	if (!s->round) {
		printf("%-14s%s\n", "Round", "none has been opened");
	} else {
		printf("%-14s%ld, %s\n", "Round", s->round, s->closed ? "closed" : "open");
		put_time("Opened", s->opened, zone);
		put_time("Deadline", s->deadline, zone);
	}
	if (s->desk->draft && s->desk->draft->revision)
		printf("%-14s%s\n", "Draft", s->desk->draft->revision);
	printf("%-14s%ld accepted (%ld late), %ld awaiting confirmation, %ld in quarantine, %ld "
	       "automatic, %ld discarded\n",
	       "Mails", s->in.accepted, s->in.late, s->in.awaiting, s->in.quarantined,
	       s->in.machine, s->in.discarded);
	printf("%-14s%ld waiting, %ld sent, %ld failed\n", "Outbox", s->out.queued, s->out.sent,
	       s->out.failed);
	if (s->out.revoked > 0)
		printf("%-14s%ld revoked\n", "Tokens", s->out.revoked);
	if (s->digested)
		put_time("Last digest", s->digest, zone);
	else
		printf("%-14s%s\n", "Last digest", "none yet");
	print_members(s);
}

/* ---- for programs --------------------------------------------------------------------------------------- */

static json_t *iso(int64_t at, const char *zone)
{
	rap_buf text = rap_buf_init(64);
	json_t *json;

	rap_date_put_iso(&text, at, zone);
	json = json_string(rap_buf_text(&text));
	rap_buf_done(&text);
	return json;
}

static json_t *members_json(const standing *s)
{
	json_t *list = json_array();

	for (size_t i = 0; i < s->n; i++) {
		const line *l = &s->lines[i];

		json_array_append_new(list,
		                      json_pack("{s:s, s:s, s:I, s:I, s:I, s:I, s:b, s:b}", "code",
		                                l->member->code, "name", l->member->name,
		                                "answered", (json_int_t)l->answered, "unclear",
		                                (json_int_t)l->unclear, "owed", (json_int_t)l->owed,
		                                "proposals", (json_int_t)l->proposals, "absent",
		                                l->absent, "undeliverable", l->undeliverable));
	}
	return list;
}

static json_t *mails_json(const mails *in)
{
	return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I}", "accepted", (json_int_t)in->accepted,
	                 "late", (json_int_t)in->late, "awaiting", (json_int_t)in->awaiting,
	                 "quarantined", (json_int_t)in->quarantined, "machine",
	                 (json_int_t)in->machine, "discarded", (json_int_t)in->discarded);
}

static void print_json(const standing *s)
{
	const rap_consultation *c = s->desk->consultation;
	const char *zone = c->meeting.timezone;
	json_t *json = json_pack("{s:s, s:s, s:o}", "consultation", c->id, "title", c->title, "now",
	                         iso(s->desk->now, zone));
	json_t *round = json_null();
	char *text;

	if (s->round)
		round = json_pack("{s:I, s:b, s:o, s:o, s:o, s:o}", "id", (json_int_t)s->round,
		                  "open", s->closed == 0, "opened", iso(s->opened, zone),
		                  "deadline", iso(s->deadline, zone), "deadline_utc",
		                  iso(s->deadline, NULL), "closed",
		                  s->closed ? iso(s->closed, zone) : json_null());
	json_object_set_new(json, "round", round);
	json_object_set_new(json, "members", members_json(s));
	json_object_set_new(json, "mails", mails_json(&s->in));
	json_object_set_new(json, "outbox",
	                    json_pack("{s:I, s:I, s:I, s:I}", "waiting", (json_int_t)s->out.queued,
	                              "sent", (json_int_t)s->out.sent, "failed",
	                              (json_int_t)s->out.failed, "revoked",
	                              (json_int_t)s->out.revoked));
	json_object_set_new(json, "last_digest", s->digested ? iso(s->digest, zone) : json_null());
	text = json_dumps(json, JSON_INDENT(2));
	puts(text ? text : "null");
	free(text);
	json_decref(json);
}

int rap_cmd_status(rap_app *app)
{
	static const struct option options[] = {
		{"json", no_argument, NULL, 'j'},
		{NULL, 0, NULL, 0},
	};
	rap_consultation *c;
	rap_app_desk office;
	bool json = false;
	int option, status = 0;

	while ((option = getopt_long(app->argc, app->argv, "", options, NULL)) != -1) {
		if (option != 'j')
			return 64;
		json = true;
	}
	if (optind < app->argc)
		return rap_app_fail(64, "status takes no argument '%s'", app->argv[optind]);
	c = rap_app_consultation(app);
	if (!c)
		return 78;
	if (rap_app_desk_open(app, c, RAP_STORE_READ, &office, &status)) {
		standing s = {.desk = &office.desk};
		rap_err err = gather(&s);

		if (err != RAP_OK)
			status = rap_app_fail(rap_err_status(err), "%s: %s: %s", c->state_directory,
			                      rap_err_text(err),
			                      rap_store_problem(office.desk.store));
		else if (json)
			print_json(&s);
		else
			print(&s);
		free(s.lines);
		rap_app_desk_close(&office);
	}
	(void)rap_consultation_free(c);
	return status;
}
