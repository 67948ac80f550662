// SPDX-License-Identifier: Apache-2.0
/* How a mail is to be read: what was sent, the fields of all objectives, the paragraphs of that round's draft. */
#include "ingest_mail.h"

#include "common/mem.h"
#include "store/event.h"

#include <stdlib.h>

static void add_fields(const rap_consultation *c, rap_context *ret)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_objectives; i++)
		n += c->objectives[i].n_fields;
	ret->fields = rap_calloc(n ? n : 1, sizeof *ret->fields);
	for (size_t i = 0; i < c->n_objectives; i++)
		for (size_t j = 0; j < c->objectives[i].n_fields; j++)
			ret->fields[ret->n_fields++] = rap_field_copy(&c->objectives[i].fields[j]);
}

static void add_paragraphs(const rap_draft *draft, rap_context *ret)
{
	ret->paragraphs = rap_calloc(draft->n ? draft->n : 1, sizeof *ret->paragraphs);
	for (size_t i = 0; i < draft->n; i++) {
		const rap_block *b = &draft->blocks[i];

		if (b->mark)
			ret->paragraphs[ret->n_paragraphs++] = (rap_paragraph){
				rap_strdup(b->mark), rap_strdup(b->bookmark), rap_strdup(b->text),
				rap_strdup(draft->revision ? draft->revision : "Draft")};
	}
}

/* The draft of another round than the current one: a late reply, read against what it was sent. */
static rap_err add_old_paragraphs(rap_core *core, long round, rap_context *ret)
{
	char *revision = NULL, *markdown = NULL;
	rap_draft draft = {0};
	rap_diags diags = {0};
	rap_err err = rap_draft_get(core->office.desk.store, round, &revision, &markdown);

	if (err == RAP_OK && rap_draft_parse(rap_slice_of(markdown), "draft", &diags, &draft)) {
		free(draft.revision);
		draft.revision = rap_strdup(revision);
		add_paragraphs(&draft, ret);
		rap_draft_done(&draft);
	}
	rap_diags_done(&diags);
	free(revision);
	free(markdown);
	return err == RAP_E_NOT_FOUND ? RAP_OK : err;
}

static void add_answered(const rap_mail_out *out, bool certain, rap_context *ret)
{
	ret->certain = certain;
	ret->answers_kind = rap_strdup(out->kind);
	ret->answers_id = rap_strdup(out->request ? out->request : out->key);
	ret->answers_text = rap_strdup(out->text);
	ret->answers_html = rap_strdup(out->html);
}

/* The day on which it came, where the meeting is. */
static char *day_of(const rap_consultation *c, int64_t at)
{
	rap_buf day = rap_buf_init(64);

	rap_date_put_iso(&day, at, c->meeting.timezone);
	rap_buf_cut(&day, strlen("2020-07-20"));
	return rap_buf_take(&day);
}

void rap_ingest_context_plain(rap_core *core, int64_t at, rap_context *ret)
{
	const rap_consultation *c = core->consultation;

	*ret = (rap_context){.lexicon = &c->lexicon, .plain = true, .now = day_of(c, at)};
}

rap_err rap_ingest_context(rap_core *core, const rap_ingest_mail *mail, rap_context *ret)
{
	const rap_consultation *c = core->consultation;
	const rap_desk *desk = rap_core_desk(core);
	long round = mail->answered.id ? mail->answered.round
	             : mail->round     ? mail->round
	                               : desk->round;
	rap_err err = RAP_OK;

	*ret = (rap_context){.lexicon = &c->lexicon, .now = day_of(c, mail->at)};
	add_fields(c, ret);
	if (round == desk->round && desk->draft)
		add_paragraphs(desk->draft, ret);
	else if (round != desk->round)
		err = add_old_paragraphs(core, round, ret);
	if (err == RAP_OK && mail->answered.id) {
		add_answered(&mail->answered, true, ret);
	} else if (err == RAP_OK) {
		rap_mail_out offer = {0};

		err = rap_ingest_offer(core, mail, &offer);
		if (err == RAP_OK && offer.id)
			add_answered(&offer, false, ret);
		rap_mail_out_done(&offer);
	}
	if (err != RAP_OK)
		rap_context_done(ret);
	return err;
}
