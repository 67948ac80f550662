// SPDX-License-Identifier: Apache-2.0
/*
 * The events of the record, done again one after another on a second one; see rebuild.h. The clock is that of each event.
 * What a mail brought about by being recorded comes about again by recording it; of the other events those that say
 * what somebody decided are done, and the rest, which only tell, are copied.
 */
#include "rebuild.h"

#include "common/mem.h"
#include "decide.h"
#include "ingest_mail.h"
#include "reread.h"
#include "settle.h"
#include "store/event.h"
#include "store/mailin.h"
#include "store/rebuild.h"

#include <stdlib.h>

typedef struct replay {
	rap_core *core; /* its store is the second record */
	rap_store *old;
	rap_reread_room room;
	rap_rebuilt *sum;
	rap_buf *why;
	rap_rebuild_event event;
	json_t *facts; /* of the event */
	int64_t said_by; /* the mail that confirmed or denied another one; 0: none did */
	rap_confirm said;
} replay;

static int64_t fact(const replay *r, const char *name)
{
	return (int64_t)json_integer_value(json_object_get(r->facts, name));
}

static rap_err wrong(const replay *r, rap_err err, const char *what)
{
	if (r->why->len == 0)
		rap_buf_printf(r->why, "event %lld (%s): %s", (long long)r->event.id, r->event.name,
		               what);
	return err;
}

static rap_err copy(const replay *r)
{
	return rap_event_add(r->core->office.desk.store, r->event.at, r->event.name, r->event.json);
}

/* ---- mails ---------------------------------------------------------------------------------------------- */

static rap_err read_mail(replay *r, rap_ingest_mail *mail)
{
	rap_context context;
	rap_err err = rap_ingest_context(r->core, mail, &context);

	if (err != RAP_OK)
		return err;
	err = rap_reread_raw(&r->room, &context, rap_buf_as_slice(&mail->raw), &mail->reading,
	                     r->why);
	rap_context_done(&context);
	if (err != RAP_OK)
		return err;
	mail->why = rap_ingest_why_unread(RAP_READ_OK, mail->reading, NULL);
	rap_buf_cut(r->why, 0); /* of a mail that is not to be read */
	return RAP_OK;
}

/* What could not be read when it came is not read now: it has its place, and an officer's `show` tries again. */
static rap_err look(replay *r, rap_ingest_mail *mail)
{
	const char *why = json_string_value(json_object_get(r->facts, "not_read"));
	rap_err err;

	rap_ingest_look(mail);
	err = rap_ingest_find_answered(r->core, mail);
	if (err != RAP_OK || mail->header_err != RAP_OK || mail->oversize)
		return err;
	if (mail->answered.revoked_at > r->event.at)
		mail->answered.revoked_at = 0;
	mail->unread = rap_ingest_is_strange(r->core, mail);
	mail->why = rap_strdup(why);
	return mail->unread || why ? RAP_OK : read_mail(r, mail);
}

static rap_err record(replay *r, const rap_mail_in *row)
{
	rap_ingest_mail *mail = rap_calloc(1, sizeof *mail);
	rap_ingest_record_log log = {0};
	rap_err err;

	mail->as = row;
	mail->said = r->said_by == row->id ? (int)r->said : (int)RAP_CONFIRM_NOT_ASKED;
	mail->key = rap_strdup(row->source_key);
	mail->folder = rap_strdup(row->folder);
	mail->uidvalidity = row->uidvalidity;
	mail->uid = row->uid;
	mail->at = row->received_at;
	mail->oversize = json_is_true(json_object_get(r->facts, "oversize"));
	mail->raw = rap_buf_init(row->raw.len);
	rap_buf_slice(&mail->raw, row->raw);
	err = look(r, mail);
	if (err == RAP_OK)
		err = rap_ingest_record(r->core, mail, &log);
	if (err == RAP_OK && log.id != row->id)
		err = wrong(r, RAP_E_DAMAGED, "mails have other numbers than they had");
	r->sum->mails++;
	r->sum->otherwise += log.otherwise;
	rap_ingest_record_log_done(&log);
	(void)rap_ingest_mail_free(mail);
	return err;
}

/* The event is the witness of what was decided, the row of the rest. */
static rap_err do_recorded(replay *r)
{
	const char *verdict = json_string_value(json_object_get(r->facts, "verdict"));
	rap_mail_in row = {0};
	rap_err err = rap_mail_in_get(r->old, fact(r, "mail"), &row);

	for (unsigned v = 0; verdict && v <= RAP_VERDICT_MACHINE; v++)
		if (strcmp(rap_verdict_text((rap_verdict)v), verdict) == 0)
			row.verdict = (rap_verdict)v;
	free(row.member);
	row.member = rap_strdup(json_string_value(json_object_get(r->facts, "member")));
	row.round = (long)fact(r, "round");
	row.late = json_is_true(json_object_get(r->facts, "late"));
	err = err == RAP_OK ? record(r, &row) : wrong(r, RAP_E_DAMAGED, "its mail is missing");
	rap_mail_in_done(&row);
	r->said_by = 0;
	return err;
}

/* A stranger's, read without the form when there was time. */
static rap_err read_plain(replay *r, int64_t id)
{
	rap_store *store = r->core->office.desk.store;
	rap_mail_in row = {0};
	rap_reading *reading = NULL;
	rap_context context;
	bool owed = false;
	rap_err err = rap_mail_in_get(store, id, &row);

	if (err == RAP_OK) {
		rap_ingest_context_plain(r->core, row.received_at, &context);
		err = rap_reread_raw(&r->room, &context, row.raw, &reading, r->why);
		rap_context_done(&context);
	}
	if (err == RAP_OK) {
		rap_buf_cut(r->why, 0);
		err = rap_mail_in_was_read(store, id, reading ? rap_kind_text(reading->kind) : NULL,
		                           reading ? reading->message.subject : NULL, &owed);
	}
	if (err == RAP_OK && owed && reading)
		err = rap_ingest_put_reading(store, id, reading);
	reading = rap_reading_free(reading);
	rap_mail_in_done(&row);
	return err;
}

/* ---- decisions ------------------------------------------------------------------------------------------ */

static rap_err do_read_again(replay *r)
{
	rap_store *store = r->core->office.desk.store;
	rap_mail_in row = {0};
	rap_reading *reading = NULL;
	rap_err err = rap_mail_in_get(store, fact(r, "mail"), &row);

	if (err == RAP_OK && row.unread && !json_is_true(json_object_get(r->facts, "owed")))
		err = read_plain(r, row.id);
	if (err == RAP_OK)
		err = rap_reread(r->core, &r->room, &row, &reading, r->why);
	if (err == RAP_OK && !reading)
		err = wrong(r, RAP_E_DIED, "the mail was read then and cannot be read now");
	if (err == RAP_OK)
		err = rap_reread_put(r->core, row.id, reading);
	reading = rap_reading_free(reading);
	rap_mail_in_done(&row);
	return err;
}

static rap_err do_released(replay *r)
{
	rap_store *store = r->core->office.desk.store;
	const char *code = json_string_value(json_object_get(r->facts, "as"));
	const rap_member *member =
		code ? rap_consultation_member(r->core->consultation, code) : NULL;
	rap_mail_in row = {0};
	rap_reading *reading = NULL;
	size_t changes, overtaken;
	rap_err err = rap_mail_in_get(store, fact(r, "mail"), &row);

	if (!member)
		err = wrong(r, RAP_E_CONFIG, "the consultation has no such member any more");
	if (err == RAP_OK)
		err = rap_ingest_get_reading(store, row.id, &reading);
	if (err == RAP_OK)
		err = rap_decide_release(r->core, &row, reading, member, 0, &changes, &overtaken);
	reading = rap_reading_free(reading);
	rap_mail_in_done(&row);
	return err;
}

/* By a mail: it comes about when that mail is recorded, whose event is the next but one or so. */
static bool by_mail(replay *r, const char *fact_name, rap_confirm said)
{
	int64_t by = fact(r, fact_name);

	if (by) {
		r->said_by = by;
		r->said = said;
	}
	return by != 0;
}

static rap_err do_decided(replay *r)
{
	const char *reason;

	if (strcmp(r->event.name, "released") == 0)
		return by_mail(r, "confirmed_by", RAP_CONFIRM_YES) ? RAP_OK : do_released(r);
	if (by_mail(r, "denied_by", RAP_CONFIRM_NO))
		return RAP_OK;
	reason = json_string_value(json_object_get(r->facts, "reason"));
	return rap_decide_discard(r->core, fact(r, "mail"), reason ? reason : "", 0);
}

/* About a proposal. */
static rap_err do_settled(replay *r)
{
	rap_err err = rap_settle_again(r->core, r->event.at, r->facts, r->why);

	if (err == RAP_E_DAMAGED)
		return wrong(r, err, rap_buf_text(r->why));
	return err == RAP_OK ? copy(r) : err;
}

/* ---- addresses ------------------------------------------------------------------------------------------ */

static rap_err do_undeliverable(replay *r)
{
	const char *member = json_string_value(json_object_get(r->facts, "member"));
	const char *address = json_string_value(json_object_get(r->facts, "address"));
	const char *reason = json_string_value(json_object_get(r->facts, "reason"));
	rap_err err = member && address
	                      ? rap_address_undeliverable(r->core->office.desk.store, member,
	                                                  address, reason, r->event.at)
	                      : wrong(r, RAP_E_DAMAGED, "it names no address");

	return err == RAP_OK ? copy(r) : err;
}

/* ---- rounds --------------------------------------------------------------------------------------------- */

static rap_err do_round(replay *r)
{
	rap_store *store = r->core->office.desk.store;
	long round = (long)fact(r, "round");
	rap_err err = strcmp(r->event.name, "round-opened") == 0
	                      ? rap_round_open(store, round, r->event.at, fact(r, "deadline"))
	                      : rap_round_close(store, round, r->event.at);

	if (err == RAP_OK)
		err = copy(r);
	return err == RAP_OK ? rap_core_follow_round(r->core) : err;
}

/* ---- all of it ------------------------------------------------------------------------------------------ */

/* NULL: comes about by the recording of a mail. */
static rap_err nothing(replay *r)
{
	(void)r;
	return RAP_OK;
}

static const struct {
	const char *name;
	rap_err (*act)(replay *r);
} acts[] = {
	{"mail-recorded", do_recorded},
	{"read-again", do_read_again},
	{"released", do_decided},
	{"discarded", do_decided},
	{"decided", do_settled},
	{"round-opened", do_round},
	{"round-closed", do_round},
	{"bounce", nothing},
	{"undeliverable", do_undeliverable},
};

static rap_err step(replay *r)
{
	rap_err (*act)(replay * r) = NULL;
	rap_err err;

	r->core->fixed_now = r->event.at;
	r->facts = json_loads(r->event.json, 0, NULL);
	for (size_t i = 0; i < sizeof acts / sizeof *acts && !act; i++)
		if (strcmp(acts[i].name, r->event.name) == 0)
			act = acts[i].act;
	err = act ? act(r) : copy(r);
	if (err != RAP_OK)
		err = wrong(r, err, rap_store_problem(r->core->office.desk.store));
	json_decref(r->facts);
	r->facts = NULL;
	r->sum->events++;
	return err;
}

static rap_err run(replay *r, rap_rebuild_progress_fn *progress, void *user)
{
	rap_store *store = r->core->office.desk.store;
	int64_t last = 0, unread;
	long all = 0;
	rap_err err = rap_rebuild_count(store, &all);

	for (; err == RAP_OK; rap_rebuild_event_done(&r->event)) {
		err = rap_rebuild_next(store, last, &r->event);
		if (err != RAP_OK)
			break;
		last = r->event.id;
		err = step(r);
		progress(user, r->sum->events, all);
	}
	while (err == RAP_E_NOT_FOUND && (err = rap_rebuild_unread(store, &unread)) == RAP_OK) {
		err = read_plain(r, unread);
		if (err == RAP_OK)
			err = RAP_E_NOT_FOUND;
	}
	return err == RAP_E_NOT_FOUND ? RAP_OK : err;
}

static void differs(void *user, const char *table, long rows)
{
	rap_buf *text = user;

	rap_buf_printf(text, "%s%ld of %s", text->len ? ", " : "", rows, table);
}

/* Before the first round: no round, and the draft as its file stands. */
static bool begin(rap_core *core, rap_buf *why)
{
	rap_diags diags = {0};
	char *markdown = NULL;
	bool good;

	core->office.desk.round = 0;
	core->office.desk.draft = NULL;
	rap_draft_done(&core->office.draft);
	core->office.draft = (rap_draft){0};
	good = rap_app_planned_draft(core->consultation, 0, &diags, &core->office.draft, &markdown);
	if (good && core->office.draft.n > 0)
		core->office.desk.draft = &core->office.draft;
	rap_diags_print(&diags, why);
	rap_diags_done(&diags);
	free(markdown);
	return good;
}

rap_err rap_rebuild(rap_core *core, bool only_check, rap_rebuild_progress_fn *progress, void *user,
                    rap_rebuilt *ret, rap_buf *why)
{
	const char *directory = core->consultation->state_directory;
	rap_store *old = core->office.desk.store, *store = NULL;
	replay r = {.core = core, .old = old, .sum = ret, .why = why};
	rap_err err;

	*ret = (rap_rebuilt){.differs = rap_buf_init(4 * RAP_KIB)};
	if (!begin(core, why))
		return RAP_E_CONFIG;
	err = rap_rebuild_open(directory, &store, why);
	if (err == RAP_OK) {
		core->office.desk.store = store;
		core->fixed = true;
		err = rap_reread_open(&r.room, why);
		if (err == RAP_OK)
			err = run(&r, progress, user);
		rap_reread_close(&r.room);
		if (err == RAP_OK)
			err = rap_rebuild_compare(store, differs, &ret->differs);
		if (err == RAP_OK && ret->differs.len > 0 && !only_check)
			err = rap_rebuild_put(store);
		if (err != RAP_OK && why->len == 0)
			rap_buf_str(why, rap_store_problem(store));
		core->office.desk.store = old;
	}
	(void)rap_rebuild_close(directory, store);
	return err;
}

void rap_rebuilt_done(rap_rebuilt *rebuilt)
{
	rap_buf_done(&rebuilt->differs);
}
