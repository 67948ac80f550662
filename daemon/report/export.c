// SPDX-License-Identifier: Apache-2.0
/*
 * The whole record for other programs: JSON with all of it, CSV with one table. Keys and columns are an interface
 * (rapporteur(8)): they are added to, never renamed. Raw mails and the bodies of our own are not in it.
 */
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "report/escape.h"
#include "report/record.h"
#include "report/report.h"
#include "report/tables.h"
#include "report/view.h"
#include "store/event.h"
#include "store/mailin.h"
#include "store/outbox.h"

#include <inttypes.h>
#include <stdlib.h>

#define EXPORT_MAX (1024u * RAP_MIB)

/* Times as ISO in UTC; 0 and "none" are null. */
static void set_time(json_t *item, const char *key, int64_t at)
{
	rap_buf out = rap_buf_init(64);

	if (at == 0 || at == RAP_DATE_NONE) {
		rap_view_put(item, key, json_null());
		return;
	}
	rap_date_put_iso(&out, at, NULL);
	rap_view_buf(item, key, &out);
}

static void set_number(json_t *item, const char *key, int64_t number)
{
	rap_view_put(item, key, number ? json_integer(number) : json_null());
}

/* ---- rows as JSON --------------------------------------------------------------------------------------- */

static json_t *answer(const rap_desk *desk, const rap_answer_row *row)
{
	json_t *item = rap_view_new(), *value;

	rap_view_num(item, "id", row->id);
	rap_view_str(item, "member", row->member);
	rap_view_str(item, "state", rap_record_state(desk, row->member));
	rap_view_str(item, "author", row->author);
	rap_view_str(item, "field", row->field);
	rap_view_str(item, "status", rap_answer_status_text(row->status));
	value = row->value ? json_loads(row->value, JSON_DECODE_ANY, NULL) : NULL;
	rap_view_put(item, "value", value ? value : json_null());
	rap_view_str(item, "words", row->raw);
	set_time(item, "at", row->at);
	rap_view_num(item, "mail", row->mail_id);
	set_number(item, "superseded_by", row->superseded_by);
	return item;
}

static json_t *proposal(const rap_desk *desk, const rap_proposal_row *row)
{
	json_t *item = rap_view_new();
	rap_buf number = rap_buf_init(64);

	rap_buf_printf(&number, "%s-%ld", row->member, row->number);
	rap_view_buf(item, "number", &number);
	rap_view_str(item, "member", row->member);
	rap_view_str(item, "state", rap_record_state(desk, row->member));
	rap_view_str(item, "author", row->author);
	rap_view_str(item, "paragraph", row->paragraph);
	rap_view_str(item, "base_revision", row->base_revision);
	rap_view_str(item, "action", rap_action_text(row->action));
	rap_view_str(item, "type", rap_proposal_type_text(row->type));
	rap_view_str(item, "text", row->text);
	rap_view_str(item, "reason", row->reason);
	rap_view_str(item, "words", row->words);
	rap_view_str(item, "status", rap_answer_status_text(row->status));
	rap_view_str(item, "standing",
	             row->withdrawn       ? "withdrawn"
	             : row->superseded_by ? "superseded"
	                                  : "stands");
	rap_view_str(item, "disposition", row->disposition);
	set_time(item, "at", row->at);
	rap_view_num(item, "mail", row->mail_id);
	return item;
}

static rap_err add_mail(void *user, const rap_mail_in *mail)
{
	json_t *item = rap_view_new();

	rap_view_num(item, "id", mail->id);
	set_time(item, "received", mail->received_at);
	set_time(item, "recorded", mail->recorded_at);
	rap_view_str(item, "author", mail->author_address);
	rap_view_str(item, "member", mail->member);
	rap_view_str(item, "verdict", rap_verdict_text(mail->verdict));
	rap_view_str(item, "reason", mail->reason);
	rap_view_str(item, "kind", mail->kind);
	rap_view_str(item, "subject", mail->subject);
	rap_view_str(item, "message_id", rap_record_message_id_shown(mail->message_id));
	set_number(item, "answers_mail", mail->answers_out_id);
	rap_view_num(item, "round", mail->round);
	rap_view_bool(item, "late", mail->late);
	rap_view_str(item, "status", rap_mail_state_text(mail->state));
	rap_view_add(user, item);
	return RAP_OK;
}

static rap_err add_sent(void *user, const rap_mail_out *mail)
{
	json_t *item = rap_view_new();

	rap_view_num(item, "id", mail->id);
	rap_view_str(item, "key", mail->key);
	rap_view_str(item, "kind", mail->kind);
	rap_view_str(item, "recipient", mail->recipient);
	rap_view_str(item, "member", mail->member);
	rap_view_num(item, "round", mail->round);
	rap_view_str(item, "request", mail->request);
	rap_view_str(item, "subject", mail->subject); /* no Message-ID: it holds the token (R20) */
	rap_view_str(item, "status", rap_out_state_text(mail->state));
	rap_view_num(item, "attempts", mail->attempts);
	set_time(item, "made", mail->created_at);
	set_time(item, "sent", mail->sent_at);
	rap_view_str(item, "last_reply", mail->last_reply);
	set_number(item, "answers_mail", mail->answers_mail_id);
	rap_view_add(user, item);
	return RAP_OK;
}

static rap_err add_event(void *user, int64_t id, int64_t at, const char *name, const char *json)
{
	json_t *item = rap_view_new(), *detail = json ? json_loads(json, 0, NULL) : NULL;

	rap_view_num(item, "id", id);
	set_time(item, "at", at);
	rap_view_str(item, "event", name);
	rap_view_put(item, "detail", detail ? detail : json_null());
	rap_view_add(user, item);
	return RAP_OK;
}

/* ---- tables --------------------------------------------------------------------------------------------- */

static rap_err answers(const rap_desk *desk, json_t *list)
{
	rap_answer_rows rows;
	rap_err err = rap_record_answers(desk, NULL, true, &rows);

	for (size_t i = 0; err == RAP_OK && i < rows.n; i++)
		rap_view_add(list, answer(desk, &rows.at[i]));
	rap_answer_rows_done(&rows);
	return err;
}

static rap_err proposals(const rap_desk *desk, json_t *list)
{
	rap_proposal_rows rows;
	rap_err err = rap_record_proposals(desk, NULL, true, &rows);

	for (size_t i = 0; err == RAP_OK && i < rows.n; i++)
		rap_view_add(list, proposal(desk, &rows.at[i]));
	rap_proposal_rows_done(&rows);
	return err;
}

static rap_err mails(const rap_desk *desk, json_t *list)
{
	return desk->store ? rap_mail_in_each(desk->store, INT64_MIN, INT64_MAX, add_mail, list)
	                   : RAP_OK;
}

static rap_err sent(const rap_desk *desk, json_t *list)
{
	return desk->store ? rap_outbox_each(desk->store, add_sent, list) : RAP_OK;
}

static rap_err events(const rap_desk *desk, json_t *list)
{
	return desk->store ? rap_event_each(desk->store, INT64_MIN, add_event, list) : RAP_OK;
}

static const struct table {
	const char *name;
	rap_err (*rows)(const rap_desk *desk, json_t *list);
	bool csv;
	const char *columns[20];
} lists[] = {
	{"answers",
         answers,
         true,
         {"id", "member", "state", "author", "field", "status", "value", "words", "at", "mail",
          "superseded_by"}},
	{"proposals",
         proposals,
         true,
         {"number", "member", "state", "author", "paragraph", "base_revision", "action", "type",
          "text", "reason", "words", "status", "standing", "disposition", "at", "mail"}},
	{"mails",
         mails,
         true,
         {"id", "received", "recorded", "author", "member", "verdict", "reason", "kind", "subject",
          "message_id", "answers_mail", "round", "late", "status"}},
	{"sent", sent, false, {0}},
	{"events", events, false, {0}},
};

static json_t *form(const rap_consultation *c)
{
	json_t *list = rap_view_list();

	for (size_t i = 0; i < c->n_objectives; i++) {
		for (size_t j = 0; j < c->objectives[i].n_fields; j++) {
			const rap_field *f = &c->objectives[i].fields[j];
			json_t *item = rap_view_new();

			rap_view_str(item, "field", f->id);
			rap_view_num(item, "objective", c->objectives[i].number);
			rap_view_str(item, "type", rap_field_type_text(f->type));
			rap_view_str(item, "label", f->label);
			rap_view_bool(item, "required", f->required);
			rap_view_add(list, item);
		}
	}
	return list;
}

static json_t *members(const rap_consultation *c)
{
	json_t *list = rap_view_list();

	for (size_t i = 0; i < c->n_members; i++) {
		json_t *item = rap_view_new();

		rap_view_str(item, "code", c->members[i].code);
		rap_view_str(item, "state", c->members[i].name);
		rap_view_add(list, item);
	}
	return list;
}

rap_err rap_export_json(const rap_desk *desk, const rap_tables *tables, rap_buf *ret)
{
	const rap_consultation *c = desk->consultation;
	json_t *all = rap_view_new();
	rap_err err = RAP_OK;
	char *text;

	rap_view_num(all, "version", 1);
	rap_view_str(all, "consultation", c->id);
	rap_view_str(all, "title", c->title);
	set_time(all, "exported", desk->now);
	rap_view_num(all, "round", desk->round);
	rap_view_put(all, "members", members(c));
	rap_view_put(all, "fields", form(c));
	for (size_t i = 0; i < sizeof lists / sizeof *lists && err == RAP_OK; i++) {
		json_t *list = rap_view_list();

		rap_view_put(all, lists[i].name, list);
		err = lists[i].rows(desk, list);
	}
	for (size_t i = 0; i < RAP_TABLES_N; i++)
		if (rap_tables_in_json((rap_tables_kind)i))
			rap_view_put(all, tables->at[i].name, rap_table_json(&tables->at[i]));
	if (err == RAP_OK) {
		*ret = rap_buf_init(EXPORT_MAX);
		text = json_dumps(all, JSON_INDENT(2));
		rap_utf8_json(ret, rap_slice_of(text));
		rap_buf_char(ret, '\n');
		free(text);
		if (ret->over) {
			rap_buf_done(ret);
			err = RAP_E_LIMIT;
		}
	}
	json_decref(all);
	return err;
}

/* ---- CSV ------------------------------------------------------------------------------------------------ */

static void put_cell(rap_buf *out, const json_t *value)
{
	char *text;

	if (json_is_string(value)) {
		rap_escape_csv(out, rap_slice_of(json_string_value(value)));
	} else if (!value || json_is_null(value)) {
		rap_escape_csv(out, (rap_slice){0});
	} else if (json_is_array(value)) {
		rap_buf list = rap_buf_init(4 * RAP_LIMIT_VALUE);

		for (size_t i = 0; i < json_array_size(value); i++)
			rap_buf_printf(&list, "%s%s", i ? "; " : "",
			               json_string_value(json_array_get(value, i)));
		rap_escape_csv(out, rap_buf_as_slice(&list));
		rap_buf_done(&list);
	} else {
		text = json_dumps(value, JSON_ENCODE_ANY);
		rap_escape_csv(out, rap_slice_of(text));
		free(text);
	}
}

rap_err rap_export_csv(const rap_desk *desk, const char *what, rap_buf *ret)
{
	const struct table *table = NULL;
	json_t *list;
	rap_err err;

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (lists[i].csv && strcmp(lists[i].name, what) == 0)
			table = &lists[i];
	if (!table)
		return RAP_E_USAGE;
	list = rap_view_list();
	err = table->rows(desk, list);
	*ret = rap_buf_init(EXPORT_MAX);
	rap_buf_str(ret, "\xEF\xBB\xBF"); /* R62: a spreadsheet takes it for UTF-8 by this alone */
	for (size_t j = 0; table->columns[j]; j++) {
		rap_buf_str(ret, j ? "," : "");
		rap_escape_csv(ret, rap_slice_of(table->columns[j]));
	}
	rap_buf_str(ret, "\r\n");
	for (size_t i = 0; i < json_array_size(list); i++) {
		for (size_t j = 0; table->columns[j]; j++) {
			rap_buf_str(ret, j ? "," : "");
			put_cell(ret, json_object_get(json_array_get(list, i), table->columns[j]));
		}
		rap_buf_str(ret, "\r\n");
	}
	json_decref(list);
	if (err == RAP_OK && ret->over)
		err = RAP_E_LIMIT;
	if (err != RAP_OK)
		rap_buf_done(ret);
	return err;
}
