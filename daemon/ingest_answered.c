// SPDX-License-Identifier: Apache-2.0
/*
 * Which mail of ours is answered: found by what only its recipient can know (R20, R21), never by the words of a
 * subject.
 * For a mail that answers nothing known a request is offered to the reader, and marked as a guess.
 */
#include "ingest_mail.h"

#include "common/mem.h"
#include "common/subject_tag.h"
#include "common/token.h"

#include <stdlib.h>

/* ---- by token and Message-ID ---------------------------------------------------------------------------- */

static bool sent_to_author(const rap_ingest_mail *mail, const rap_mail_out *out)
{
	rap_addr_spec recipient = {0};
	bool same = mail->from.domain &&
	            rap_addr_spec_parse(rap_slice_of(out->recipient), &recipient) &&
	            rap_addr_spec_same(&mail->from, &recipient);

	rap_addr_spec_done(&recipient);
	return same;
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/*
 * Keeps the better one of what is known and a new finding, frees the other: the author's own before others' (R23), and one
 * whose token holds before one that was revoked (R24). mail->own: it cannot get better.
 */
static void keep_better(rap_ingest_mail *mail, rap_mail_out *found, bool by_token)
{
	bool own = !mail->own && sent_to_author(mail, found) && found->revoked_at == 0;
	bool better = mail->answered.id == 0 || own ||
	              (mail->answered.revoked_at != 0 && found->revoked_at == 0);

	if (by_token && mail->answered.id != 0)
		mail->contradicted =
			mail->contradicted || !same_text(mail->answered.member, found->member);
	mail->own = mail->own || own;
	if (better) {
		rap_mail_out_done(&mail->answered);
		mail->answered = *found;
		mail->by_token = by_token;
	} else {
		rap_mail_out_done(found);
	}
}

/* All of them, for one that comes behind the author's own can contradict it. */
static rap_err by_tokens(rap_core *core, rap_ingest_mail *mail)
{
	const rap_header_field *subject;
	rap_strv tokens = {0};
	rap_err err = RAP_OK;

	rap_header_tokens(&mail->header, &core->consultation->secretariat.spec, &tokens);
	subject = rap_header_get(&mail->header, "Subject", 0);
	if (subject)
		rap_subject_tag_tokens(subject->body, &tokens);
	for (size_t i = 0; i < tokens.n && err == RAP_OK; i++) {
		char token[RAP_TOKEN_SIZE];
		rap_mail_out found = {0};
		rap_hash hash;

		if (!rap_token_well_formed(rap_slice_of(tokens.at[i]), token))
			continue;
		hash = rap_token_hash(token);
		err = rap_outbox_by_token(core->office.desk.store, &hash, &found);
		if (err == RAP_OK)
			keep_better(mail, &found, true);
		else if (err == RAP_E_NOT_FOUND)
			err = RAP_OK;
	}
	rap_strv_done(&tokens);
	return err;
}

/* Nearest first: In-Reply-To, then References from the last one back. */
static void list_message_ids(const rap_header *header, rap_strv *ret)
{
	static const char *const names[] = {"In-Reply-To", "References"};

	for (size_t i = 0; i < 2; i++) {
		const rap_header_field *field = rap_header_get(header, names[i], 0);
		rap_strv ids = {0};

		if (field)
			rap_header_message_ids(field->body, &ids);
		for (size_t j = ids.n; j-- > 0;)
			rap_strv_add(ret, ids.at[j]);
		rap_strv_done(&ids);
	}
}

static rap_err by_message_ids(rap_core *core, rap_ingest_mail *mail)
{
	rap_strv ids = {0};
	rap_err err = RAP_OK;

	list_message_ids(&mail->header, &ids);
	/* R20: what is not found by then is not there; the author of a mail sets no price for looking. */
	for (size_t i = 0; i < ids.n && i < RAP_LIMIT_TOKENS && err == RAP_OK && !mail->own; i++) {
		rap_mail_out found = {0};

		err = rap_outbox_by_message_id(core->office.desk.store, ids.at[i], &found);
		if (err == RAP_OK)
			keep_better(mail, &found, false);
		else if (err == RAP_E_NOT_FOUND)
			err = RAP_OK;
	}
	rap_strv_done(&ids);
	return err;
}

rap_err rap_ingest_find_answered(rap_core *core, rap_ingest_mail *mail)
{
	rap_err err;

	rap_mail_out_done(&mail->answered);
	mail->answered = (rap_mail_out){0};
	mail->by_token = mail->own = mail->contradicted = false;
	if (mail->header_err != RAP_OK)
		return RAP_OK;
	err = by_tokens(core, mail);
	if (err == RAP_OK && mail->answered.id == 0)
		err = by_message_ids(core, mail);
	return err;
}

/* ---- a guess -------------------------------------------------------------------------------------------- */

/* How often the ids of a request's fields stand in the raw mail; what is encoded counts nothing. */
static size_t marks_in(const rap_consultation *c, const rap_request_plan *request, rap_slice raw)
{
	size_t n = 0;

	for (size_t i = 0; i < request->n_objectives; i++) {
		const rap_objective *o = rap_consultation_objective(c, request->objectives[i]);

		for (size_t j = 0; o && j < o->n_fields; j++) {
			rap_buf mark = rap_buf_init(64);

			rap_buf_printf(&mark, "[%s]", o->fields[j].id);
			n += memmem(raw.at, raw.len, mark.at, mark.len) != NULL;
			rap_buf_done(&mark);
		}
	}
	return n;
}

/* Whether the words of the subject we wrote (after the tag) stand in that of the mail. */
static bool subject_matches(const rap_ingest_mail *mail, const rap_mail_out *out)
{
	const rap_header_field *field = rap_header_get(&mail->header, "Subject", 0);
	const char *ours = out->subject ? strchr(out->subject, ']') : NULL;
	rap_buf subject = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	bool same = field && ours && strlen(ours) > 2 && rap_header_unfold(field->body, &subject) &&
	            strstr(rap_buf_text(&subject), ours + 2) != NULL;

	rap_buf_done(&subject);
	return same;
}

rap_err rap_ingest_offer(rap_core *core, const rap_ingest_mail *mail, rap_mail_out *ret)
{
	const rap_consultation *c = core->consultation;
	const rap_member *member = NULL;
	const rap_contact *contact =
		mail->from.domain ? rap_consultation_contact(c, &mail->from, &member) : NULL;
	size_t best = 0;
	rap_err err = RAP_OK;

	*ret = (rap_mail_out){0};
	for (size_t i = 0; contact && member && i < c->n_requests && err == RAP_OK; i++) {
		rap_buf key = rap_buf_init(1024);
		rap_mail_out out = {0};
		size_t worth;

		rap_buf_printf(&key, "request/%ld/%s/%s/%s", core->office.desk.round,
		               c->requests[i].id, member->code, contact->address);
		err = rap_outbox_by_key(core->office.desk.store, rap_buf_text(&key), &out);
		rap_buf_done(&key);
		if (err == RAP_E_NOT_FOUND) {
			err = RAP_OK;
			continue;
		}
		worth = 1 + marks_in(c, &c->requests[i], rap_buf_as_slice(&mail->raw));
		if (err == RAP_OK && subject_matches(mail, &out))
			worth += RAP_LIMIT_FIELDS;
		if (err == RAP_OK && worth > best) {
			best = worth;
			rap_mail_out_done(ret);
			*ret = out;
		} else {
			rap_mail_out_done(&out);
		}
	}
	return err;
}
