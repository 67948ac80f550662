/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A small consultation on record, for tests of what people receive: tests/golden/consultation/, a database in a
 * temporary directory, and helpers that put mails, answers and proposals into it.
 */
#ifndef RAP_TESTS_STAGE_H
#define RAP_TESTS_STAGE_H

#include "report/report.h"

#include "common/file.h"
#include "common/limits.h"
#include "common/mem.h"
#include "paths.h"
#include "store/answer.h"
#include "store/event.h"
#include "store/mailin.h"
#include "store/outbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct stage {
	char directory[32];
	rap_consultation *c;
	rap_draft draft;
	rap_token_key key;
	rap_desk desk;
	rap_buf why;
	int64_t mail; /* the latest */
	const char *member, *author;
	int64_t mail_at;
	rap_reading *reading; /* of the latest mail, being filled */
} stage;

static inline int64_t at(const char *iso)
{
	int64_t utc;

	assert_int_equal(rap_date_parse_iso(rap_slice_of(iso), "Asia/Seoul", &utc), RAP_OK);
	return utc;
}

static inline rap_buf tree_path(const char *below)
{
	rap_buf path = rap_buf_init(4096);

	rap_buf_printf(&path, "%s/../%s", rap_path_templates, below);
	return path;
}

static inline void stage_draft(stage *s)
{
	rap_buf path = tree_path("tests/golden/consultation/draft.md"), text = rap_buf_init(0);
	rap_diags diags = {0};

	assert_int_equal(rap_file_read(rap_buf_text(&path), RAP_LIMIT_DRAFT_FILE, &text), RAP_OK);
	assert_true(rap_draft_parse(rap_buf_as_slice(&text), "draft.md", &diags, &s->draft));
	s->draft.revision = rap_strdup("Zero draft");
	rap_diags_done(&diags);
	rap_buf_done(&path);
	rap_buf_done(&text);
}

/* now: of the desk. The round is open from its planned time on. */
static inline stage *stage_open(const char *now)
{
	stage *s = rap_calloc(1, sizeof *s);
	rap_buf dir = tree_path("tests/golden/consultation");
	rap_buf lexicon = tree_path("templates/lexicon.yaml");
	rap_diags diags = {0};
	char *why = NULL;

	(void)snprintf(s->directory, sizeof s->directory, "/tmp/rap-stage-XXXXXX");
	assert_non_null(mkdtemp(s->directory));
	s->c = rap_consultation_load(rap_buf_text(&dir), rap_buf_text(&lexicon), s->directory,
	                             &diags);
	assert_non_null(s->c);
	stage_draft(s);
	memset(s->key.at, 7, sizeof s->key.at);
	s->why = rap_buf_init(4096);
	s->desk = (rap_desk){.consultation = s->c,
	                     .draft = &s->draft,
	                     .templates = rap_path_templates,
	                     .token_key = &s->key,
	                     .now = at(now),
	                     .round = 1,
	                     .why = &s->why};
	assert_int_equal(rap_store_open(s->directory, RAP_STORE_WRITE, &s->desk.store, &why),
	                 RAP_OK);
	assert_int_equal(
		rap_round_open(s->desk.store, 1, s->c->rounds[0].opens, s->c->rounds[0].deadline),
		RAP_OK);
	/* Everything happens in one transaction: the posting of letters wants to be inside one. */
	assert_int_equal(rap_store_begin(s->desk.store), RAP_OK);
	rap_diags_done(&diags);
	rap_buf_done(&dir);
	rap_buf_done(&lexicon);
	free(why);
	return s;
}

static inline void stage_close(stage *s)
{
	static const char *const files[] = {"rapporteur.db", "rapporteur.db-wal",
	                                    "rapporteur.db-shm", "rapporteur.lock",
	                                    "rapporteur.marker"};

	assert_int_equal(rap_store_commit(s->desk.store), RAP_OK);
	s->desk.store = rap_store_close(s->desk.store);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		rap_buf path = rap_buf_init(256);

		rap_buf_printf(&path, "%s/%s", s->directory, files[i]);
		(void)unlink(rap_buf_text(&path));
		rap_buf_done(&path);
	}
	assert_int_equal(rmdir(s->directory), 0);
	s->reading = rap_reading_free(s->reading);
	rap_draft_done(&s->draft);
	rap_consultation_free(s->c);
	rap_buf_done(&s->why);
	free(s);
}

/* Records a mail; what follows belongs to it. member NULL: nobody's. */
static inline void stage_mail(stage *s, const char *when, const char *member, const char *author,
                              const char *subject, rap_verdict verdict, const char *reason)
{
	rap_buf id = rap_buf_init(256);
	rap_mail_in mail = {.folder = rap_strdup("maildir"),
	                    .source_key = rap_strdup(when),
	                    .received_at = at(when),
	                    .recorded_at = at(when),
	                    .raw = rap_slice_of("From: x\n\nx\n"),
	                    .author_address = rap_strdup(author),
	                    .member = rap_strdup(member),
	                    .verdict = verdict,
	                    .reason = rap_strdup(reason),
	                    .kind = rap_strdup("reply"),
	                    .subject = rap_strdup(subject),
	                    .round = 1,
	                    .state = RAP_MAIL_DONE};

	mail.identity = rap_hash_of(rap_slice_of(when));
	rap_buf_printf(&id, "<%lld@client.example>", (long long)at(when));
	mail.message_id = rap_buf_take(&id);
	if (rap_mail_in_add(s->desk.store, &mail, &s->mail) != RAP_OK)
		fail_msg("%s", rap_store_problem(s->desk.store));
	mail.raw = (rap_slice){0};
	rap_mail_in_done(&mail);
	s->member = member;
	s->author = author;
	s->mail_at = at(when);
	s->reading = rap_reading_free(s->reading);
	s->reading = rap_calloc(1, sizeof *s->reading);
	s->reading->text = rap_strdup("");
	s->reading->body.text = rap_strdup("");
}

static inline void stage_answer(stage *s, const char *field, const char *raw, const char *value,
                                rap_answer_status status)
{
	rap_answer *a = rap_reading_answer(s->reading);
	int64_t id;

	a->field = rap_strdup(field);
	a->raw = rap_strdup(raw);
	a->status = status;
	a->where = rap_strdup("text");
	if (value)
		a->value = (rap_value){.kind = RAP_VALUE_TEXT, .text = rap_strdup(value)};
	if (rap_answer_add(s->desk.store, s->mail, s->member, s->author, s->mail_at, a, &id) !=
	    RAP_OK)
		fail_msg("%s", rap_store_problem(s->desk.store));
}

static inline void stage_proposal(stage *s, const char *mark, rap_action action, const char *text,
                                  const char *words, const char *reason)
{
	rap_proposal *p = rap_reading_proposal(s->reading);
	long number;

	p->paragraph = rap_strdup(mark);
	p->action = action;
	p->text = rap_strdup(text);
	p->words = rap_strdup(words ? words : text ? text : "");
	p->reason = rap_strdup(reason);
	p->base_revision = rap_strdup("Zero draft");
	p->where = rap_strdup("text");
	assert_int_equal(rap_proposal_add(s->desk.store, s->mail, s->member, s->author, s->mail_at,
	                                  p, &number),
	                 RAP_OK);
}

/* The reading of the latest mail goes on record: to be called after its answers and proposals. */
static inline void stage_read(stage *s)
{
	char *json = rap_reading_encode(s->reading);

	assert_int_equal(rap_reading_put(s->desk.store, s->mail, RAP_READING_VERSION, json),
	                 RAP_OK);
	free(json);
}

/* Text of a paragraph of the draft with one stretch replaced; caller frees. */
static inline char *stage_changed(const stage *s, const char *mark, const char *from,
                                  const char *to)
{
	const rap_block *b = rap_draft_find(&s->draft, mark);
	const char *found;
	rap_buf out = rap_buf_init(RAP_LIMIT_VALUE);

	assert_non_null(b);
	found = strstr(b->text, from);
	assert_non_null(found);
	rap_buf_add(&out, b->text, (size_t)(found - b->text));
	rap_buf_str(&out, to);
	rap_buf_str(&out, found + strlen(from));
	return rap_buf_take(&out);
}

#endif
