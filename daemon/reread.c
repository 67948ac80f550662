// SPDX-License-Identifier: Apache-2.0
/* One mail of the record, read again; see reread.h. */
#include "reread.h"

#include "decide.h"
#include "ingest_mail.h"
#include "paths.h"
#include "reader.h"

#include <stdlib.h>

typedef struct outcome {
	bool done;
	rap_reading *reading;
	rap_buf *why;
} outcome;

static void finished(void *user, rap_read_outcome how, rap_reading *reading, const char *why)
{
	outcome *o = user;

	(void)how;
	o->done = true;
	o->reading = reading;
	if (!reading)
		rap_buf_str(o->why, why ? why : "it could not be read");
}

/* Until the mail is read, or the reader is found not to come up (again). */
static rap_err wait_for(sd_event *event, rap_reader *reader, outcome *o)
{
	while (!o->done) {
		const char *trouble = rap_reader_trouble(reader);

		if (trouble) {
			rap_buf_str(o->why, trouble);
			return RAP_E_DIED;
		}
		if (sd_event_run(event, UINT64_MAX) < 0) {
			rap_buf_str(o->why, "the event loop failed");
			return RAP_E_IO;
		}
	}
	return RAP_OK;
}

rap_err rap_reread_open(rap_reread_room *room, rap_buf *why)
{
	char *trouble = NULL;
	rap_err err = RAP_E_IO;

	*room = (rap_reread_room){0};
	if (sd_event_new(&room->event) < 0)
		rap_buf_str(why, "no event loop can be made");
	else
		err = rap_reader_start(room->event, rap_path_reader, &room->reader, &trouble);
	if (trouble)
		rap_buf_str(why, trouble);
	free(trouble);
	return err;
}

void rap_reread_close(rap_reread_room *room)
{
	room->reader = rap_reader_stop(room->reader);
	room->event = sd_event_unref(room->event);
}

rap_err rap_reread_raw(rap_reread_room *room, const rap_context *context, rap_slice raw,
                       rap_reading **ret, rap_buf *why)
{
	outcome o = {.why = why};
	rap_err err;

	rap_reader_submit(room->reader, context, raw, finished, &o);
	err = wait_for(room->event, room->reader, &o);
	*ret = err == RAP_OK ? o.reading : NULL;
	return err;
}

/* In the room given, or in one of its own. */
static rap_err read_in(rap_reread_room *room, const rap_context *context, rap_slice raw,
                       rap_reading **ret, rap_buf *why)
{
	rap_reread_room own;
	rap_err err;

	if (room)
		return rap_reread_raw(room, context, raw, ret, why);
	err = rap_reread_open(&own, why);
	if (err == RAP_OK)
		err = rap_reread_raw(&own, context, raw, ret, why);
	rap_reread_close(&own);
	return err;
}

rap_err rap_reread(rap_core *core, rap_reread_room *room, const rap_mail_in *mail,
                   rap_reading **ret, rap_buf *why)
{
	rap_ingest_mail again = {.at = mail->received_at, .round = mail->round};
	rap_context context;
	rap_err err;

	*ret = NULL;
	again.raw = rap_buf_init(mail->raw.len);
	rap_buf_slice(&again.raw, mail->raw);
	rap_ingest_look(&again);
	err = rap_ingest_find_answered(core, &again);
	if (err == RAP_OK)
		err = rap_ingest_context(core, &again, &context);
	if (err == RAP_OK) {
		/* Whoever shows or releases it takes it for a person's: as a machine's it would give no answers. */
		context.person = true;
		err = read_in(room, &context, mail->raw, ret, why);
		rap_context_done(&context);
	} else {
		rap_buf_str(why, rap_store_problem(core->office.desk.store));
	}
	rap_mail_out_done(&again.answered);
	rap_header_done(&again.header);
	rap_addr_spec_done(&again.from);
	rap_buf_done(&again.raw);
	return err;
}

rap_err rap_reread_put(rap_core *core, int64_t id, const rap_reading *reading)
{
	rap_store *store = core->office.desk.store;
	bool owed = false;
	char *json;
	rap_err err = rap_mail_in_was_read(store, id, rap_kind_text(reading->kind),
	                                   reading->message.subject, &owed);

	if (err == RAP_OK && owed) {
		err = rap_ingest_put_reading(store, id, reading);
	} else if (err == RAP_OK) {
		json = rap_reading_encode(reading);
		err = rap_reading_put(store, id, RAP_READING_VERSION, json);
		free(json);
	}
	if (err != RAP_OK)
		return err;
	return rap_core_event(core, "read-again",
	                      json_pack("{s:I, s:b}", "mail", (json_int_t)id, "owed", owed));
}

bool rap_reread_is_wanted(const rap_mail_in *mail, const rap_reading *reading)
{
	return mail->unread || (mail->round == 0 && rap_mail_in_waits(mail)) ||
	       (reading && (rap_reading_is_plain(reading) ||
	                    (mail->verdict == RAP_VERDICT_MACHINE && rap_decide_open(mail) &&
	                     reading->kind == RAP_KIND_AUTO_REPLY)));
}
