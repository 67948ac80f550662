// SPDX-License-Identifier: Apache-2.0
/* The answer to an officer's mail: what became of each of its lines. It goes to the officer's address as configured (R41). */
#include "report/transcript.h"

#include "report/deliver.h"
#include "report/report.h"
#include "report/view.h"
#include "store/mailin.h"

#define WORDS_MAX 200u /* code points of a line */

json_t *rap_transcript_view(const rap_desk *desk, const char *subject, const json_t *lines)
{
	json_t *view = rap_view_new(), *list = rap_view_list();
	size_t n = json_array_size(lines);

	rap_view_house(view, desk);
	rap_view_excerpt(view, "mail_subject", subject, WORDS_MAX);
	for (size_t i = 0; i < n; i++) {
		const json_t *line = json_array_get(lines, i);
		json_t *item = rap_view_new();

		rap_view_excerpt(item, "words", json_string_value(json_object_get(line, "words")),
		                 WORDS_MAX);
		rap_view_str(item, "what", json_string_value(json_object_get(line, "what")));
		rap_view_add(list, item);
	}
	rap_view_put(view, "lines", list);
	return view;
}

rap_err rap_transcript_post(const rap_desk *desk, int64_t mail_id, const rap_contact *officer,
                            const json_t *lines)
{
	char identity[17]; /* 16 characters and NUL */
	rap_buf key = rap_buf_init(1024);
	rap_strv references = {0};
	rap_mail_in mail = {0};
	rap_err err = rap_mail_in_facts(desk->store, mail_id, &mail);

	if (err == RAP_OK) {
		json_t *view = rap_transcript_view(desk, mail.subject, lines);

		rap_hash_base32(&mail.identity, identity, 16);
		rap_buf_printf(&key, "transcript/%s/%s", identity, officer->address);
		if (mail.message_id)
			rap_strv_add(&references, mail.message_id);
		rap_view_str(view, "name", officer->name);
		err = rap_deliver(desk, "transcript", view,
		                  (rap_letter){.kind = "transcript",
		                               .key = rap_buf_text(&key),
		                               .to_name = officer->name,
		                               .to_address = officer->address,
		                               .subject = "What became of your lines",
		                               .in_reply_to = mail.message_id,
		                               .references = &references,
		                               .auto_replied = true,
		                               .answers_mail_id = mail_id},
		                  NULL);
		json_decref(view);
	}
	rap_mail_in_done(&mail);
	rap_strv_done(&references);
	rap_buf_done(&key);
	return err;
}
