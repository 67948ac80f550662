// SPDX-License-Identifier: Apache-2.0
/*
 * The way of one mail through the reader: pre-scan, MIME, charsets, kind, text, and then the alignment room
 * (form.h). What is wrong with a mail becomes a finding; nothing here fails.
 */
#include "parsers/read.h"

#include "common/date.h"
#include "common/header.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/enclosed.h"
#include "parsers/form/form.h"
#include "parsers/form/proposal_put.h"
#include "parsers/gather.h"
#include "parsers/mail/absence.h"
#include "parsers/mail/addrs.h"
#include "parsers/mail/bounce.h"
#include "parsers/mail/fields.h"
#include "parsers/mail/kind.h"
#include "parsers/mail/mime.h"
#include "parsers/mail/param.h"
#include "parsers/mail/prescan.h"
#include "parsers/mail/word2047.h"
#include "parsers/prepare.h"
#include "parsers/text/newtext.h"
#include "parsers/word/docx_draft.h"

#include <stdlib.h>

/* One mail on its way. */
struct mail {
	rap_reading *reading;
	rap_header header;
	rap_mime mime;
	rap_gathered texts;
	rap_enclosed enclosed;
	size_t lost; /* characters of the header that could not be read */
	char *top; /* what the header points into, if not into the mail itself; else NULL */
};

static void say(rap_reading *reading, const char *code, const char *excerpt, const char *text)
{
	rap_reading_finding(reading, code, NULL, excerpt, text);
}

/* What raw 8-bit bytes in the header are in, most likely: the charset that the mail names first. Caller frees. */
static char *charset_of(const struct mail *mail)
{
	const rap_header_field *type = rap_header_get(&mail->header, "Content-Type", 0);
	char *charset = type ? rap_param_raw(type->body, "charset") : NULL;

	for (size_t i = 0; !charset && i < mail->mime.n; i++)
		if (mail->mime.parts[i].charset)
			charset = rap_strdup(mail->mime.parts[i].charset);
	return charset;
}

static void read_ids(const rap_header *header, const char *name, rap_strv *ret)
{
	for (size_t i = 0; i < rap_header_count(header, name); i++)
		rap_header_message_ids(rap_header_get(header, name, i)->body, ret);
}

static void read_addresses(const rap_header *header, const char *name, const char *charset,
                           rap_mailboxes *ret)
{
	for (size_t i = 0; i < rap_header_count(header, name); i++)
		rap_addrs_add(rap_header_get(header, name, i)->body, charset, ret);
}

/* ISO, in the writer's own offset: "2020-07-20T10:11:12+08:00". */
static char *read_date(const rap_header *header)
{
	const rap_header_field *field = rap_header_get(header, "Date", 0);
	rap_buf out = rap_buf_init(64);
	int64_t utc;
	int offset;

	if (!field || rap_date_parse_5322(field->body, &utc, &offset) != RAP_OK)
		return NULL;
	rap_date_put_iso(&out, utc + offset, NULL);
	if (out.len > 0 && out.at[out.len - 1] == 'Z')
		rap_buf_cut(&out, out.len - 1);
	rap_buf_printf(&out, "%c%02d:%02d", offset < 0 ? '-' : '+', abs(offset) / 3600,
	               abs(offset) / 60 % 60);
	return rap_buf_take(&out);
}

static void read_header(struct mail *mail)
{
	const rap_header *header = &mail->header;
	const rap_header_field *subject = rap_header_get(header, "Subject", 0);
	rap_reading *reading = mail->reading;
	char *charset = charset_of(mail);
	rap_strv ids = {0};

	read_ids(header, "Message-ID", &ids);
	if (ids.n > 0)
		reading->message.message_id = rap_strdup(ids.at[0]);
	rap_strv_done(&ids);
	if (subject)
		reading->message.subject = rap_word2047_hinted(subject->body, charset, &mail->lost);
	if (reading->message.subject && strlen(reading->message.subject) > RAP_LIMIT_HEADER_FIELD)
		say(reading, "header-cut", NULL,
		    "The subject is too long; the end of it was not read.");
	reading->message.date = read_date(header);
	read_addresses(header, "From", charset, &reading->message.from);
	read_addresses(header, "To", charset, &reading->message.to);
	read_addresses(header, "Cc", charset, &reading->message.cc);
	read_ids(header, "In-Reply-To", &reading->message.in_reply_to);
	read_ids(header, "References", &reading->message.references);
	free(charset);
}

static void refuse(rap_reading *reading, const char *limit)
{
	rap_buf text = rap_buf_init(RAP_KIB);

	rap_buf_printf(&text,
	               "This mail is over a limit (%s) and was not opened; it is kept as it came.",
	               limit);
	reading->kind = RAP_KIND_OTHER;
	say(reading, RAP_FINDING_OVER_LIMIT, limit, rap_buf_text(&text));
	rap_buf_done(&text);
}

/* In the text, the subject and the names of files. */
static void report_lost(const struct mail *mail, rap_reading *reading)
{
	size_t lost = mail->texts.lost + mail->lost + mail->mime.lost;
	rap_buf text = rap_buf_init(RAP_KIB);

	reading->body.lost_characters = lost;
	rap_buf_printf(&text,
	               "Characters that could not be read: %zu. Each stands as \xef\xbf\xbd.",
	               lost);
	if (lost > 0)
		say(reading, "lost-characters", mail->lost > 0 ? reading->message.subject : NULL,
		    rap_buf_text(&text));
	rap_buf_done(&text);
}

static void report_texts(const struct mail *mail, rap_reading *reading)
{
	const rap_gathered *texts = &mail->texts;

	for (size_t i = 0; i < texts->repairs.n; i++)
		rap_strv_add(&reading->body.repairs, texts->repairs.at[i]);
	for (size_t i = 0; i < texts->doubtful.n; i++)
		say(reading, "charset-doubtful", texts->doubtful.at[i],
		    strncmp(texts->doubtful.at[i], "no label", 8) == 0
		            ? "The mail does not say in which character set it is written, "
		              "so that was guessed. Please see whether your words are right:"
		            : "The text was not read in the character set that the mail "
		              "names, because it does not fit. Please see whether your words "
		              "are right:");
	report_lost(mail, reading);
	if (texts->controls > 0)
		say(reading, "control-characters", NULL,
		    "Control characters in the text were left out.");
	if (texts->hidden)
		say(reading, "hidden-text", texts->hidden,
		    "The mail holds text that a reader does not see. It was not read.");
	if (texts->cut)
		say(reading, "text-cut", NULL,
		    "The text is too long or too deeply nested; the end of it was not read.");
	if (texts->damaged)
		say(reading, "damaged-encoding", NULL,
		    "The text was damaged on its way; something may be missing.");
	if (texts->sealed.n > 0)
		say(reading, "signed-not-read", NULL,
		    "The text stands in a signed part, which is not verified here; answers were "
		    "not taken from it.");
}

static bool is_empty(const rap_lines *lines)
{
	return rap_utf8_trim((rap_slice){lines->text, lines->len}).len == 0;
}

/* An attachment may be called "text", but `where` must not mistake it for the body. */
static char *where_of(const rap_part *part)
{
	rap_buf where = rap_buf_init(RAP_KIB);

	rap_buf_str(&where, rap_enclosed_name(part));
	if (rap_slice_is(rap_buf_as_slice(&where), "text") ||
	    rap_slice_is(rap_buf_as_slice(&where), "html"))
		rap_buf_str(&where, " (attached)");
	return rap_buf_take(&where);
}

/* What was read out of a file that holds another version of the draft is put to its sender. */
static void doubt(rap_reading *reading, const char *where)
{
	static const char flag[] = "other-revision";

	for (size_t i = 0; i < reading->n_answers; i++)
		if (reading->answers[i].where && strcmp(reading->answers[i].where, where) == 0) {
			reading->answers[i].status = RAP_ANSWER_UNCLEAR;
			rap_strv_add(&reading->answers[i].flags, flag);
		}
	for (size_t i = 0; i < reading->n_proposals; i++)
		if (reading->proposals[i].where &&
		    strcmp(reading->proposals[i].where, where) == 0 &&
		    reading->proposals[i].status == RAP_ANSWER_OK) {
			reading->proposals[i].status = RAP_ANSWER_UNCLEAR;
			rap_strv_add(&reading->proposals[i].flags, flag);
		}
}

/* Proposals in Word files; what is left of them is read like any other text. */
static void read_words(struct mail *mail, const rap_context *context, rap_strv *names,
                       rap_strv *rests, rap_strv *doubted, rap_bodies *bodies)
{
	for (size_t i = 0; i < mail->enclosed.n; i++) {
		const rap_enclosed_word *word = &mail->enclosed.words[i];
		bool other_revision;

		rap_strv_take(names, where_of(&mail->mime.parts[word->part]));
		rap_strv_take(rests,
		              rap_docx_draft_read(context, &word->docx, names->at[names->n - 1],
		                                  mail->reading, &other_revision));
		if (other_revision)
			rap_strv_add(doubted, names->at[names->n - 1]);
		bodies->at[bodies->n++] = (rap_body){.where = names->at[names->n - 1],
		                                     .text = rests->at[rests->n - 1],
		                                     .attachment = true};
	}
}

static void read_form(struct mail *mail, const rap_context *context)
{
	rap_gathered *texts = &mail->texts, request = {0};
	rap_bodies bodies = {
		.at = rap_calloc(texts->n_attached + mail->enclosed.n + 2, sizeof(*bodies.at))};
	rap_strv names = {0}, rests = {0}, doubted = {0};
	rap_context copy;

	if (!is_empty(&texts->html))
		bodies.at[bodies.n++] = (rap_body){.where = "html",
		                                   .text = texts->html.text,
		                                   .looks = texts->html.looks,
		                                   .n_looks = texts->html.n_looks,
		                                   .depth = texts->html.depth,
		                                   .n_depth = texts->html.n,
		                                   .html = true};
	if (!is_empty(&texts->text))
		bodies.at[bodies.n++] = (rap_body){.where = "text", .text = texts->text.text};
	copy = rap_prepare_letter(context, &request);
	read_words(mail, &copy, &names, &rests, &doubted, &bodies);
	for (size_t i = 0; i < texts->n_attached; i++) {
		rap_strv_take(&names, where_of(&mail->mime.parts[texts->attached[i].part]));
		bodies.at[bodies.n++] = (rap_body){.where = names.at[names.n - 1],
		                                   .text = texts->attached[i].text,
		                                   .attachment = true};
	}
	rap_form_read(&copy, &bodies, mail->reading);
	for (size_t i = 0; i < doubted.n; i++)
		doubt(mail->reading, doubted.at[i]);
	rap_proposal_compare(mail->reading);
	rap_gathered_done(&request);
	rap_strv_done(&names);
	rap_strv_done(&rests);
	rap_strv_done(&doubted);
	free(bodies.at);
}

/*
 * The body that is shown is the one most answers were taken from. A span in the other one is kept only where it
 * could lie in this one: who decodes a reading checks spans against the text that is there.
 */
static void choose_body(struct mail *mail)
{
	rap_reading *reading = mail->reading;
	rap_gathered *texts = &mail->texts;
	bool html = !is_empty(&texts->html);
	const rap_lines *lines;
	size_t in_html = 0, in_text = 0, length;

	for (size_t i = 0; i < reading->n_answers; i++) {
		const char *where = reading->answers[i].where;

		in_html += where && strcmp(where, "html") == 0;
		in_text += where && strcmp(where, "text") == 0;
	}
	html = html && in_html >= in_text;
	/* Without answers there are no spans to keep, and the body is what a person sees. */
	lines = reading->n_answers == 0   ? rap_gathered_shown(texts)
	        : html                    ? &texts->html
	        : !is_empty(&texts->text) ? &texts->text
	                                  : &texts->sealed;
	reading->body.text = rap_strdup(lines->text);
	reading->body.charset = rap_strdup(html || !texts->text_charset ? texts->html_charset
	                                                                : texts->text_charset);
	length = rap_utf8_count((rap_slice){lines->text, lines->len});
	for (size_t i = 0; i < reading->n_answers; i++) {
		rap_answer *answer = &reading->answers[i];
		bool body = answer->where && (strcmp(answer->where, "html") == 0 ||
		                              strcmp(answer->where, "text") == 0);

		if (body && answer->span_to > length)
			answer->span_from = answer->span_to = 0;
	}
}

/* The date of a mail, unless it lies in the future. */
static const char *day_written(const char *date, const char *now)
{
	return date && (!now || strncmp(date, now, strlen("2020-07-20")) <= 0) ? date : now;
}

static void find_kind(struct mail *mail, const rap_context *context, bool *ret_read)
{
	rap_reading *reading = mail->reading;
	const char *subject = reading->message.subject ? reading->message.subject : "";
	const rap_lines *lines =
		is_empty(&mail->texts.text) ? &mail->texts.html : &mail->texts.text;
	const char *reference = day_written(reading->message.date, context->now);
	rap_kind_found found;
	rap_buf both;

	*ret_read = false;
	reading->bounce = rap_bounce_read(&mail->header, &mail->mime, subject, lines->text);
	if (reading->bounce) {
		reading->kind = RAP_KIND_BOUNCE;
		return;
	}
	rap_kind_find(&mail->header, &mail->mime, subject, reading->text, reference, &found);
	if (context->person && found.kind == RAP_KIND_AUTO_REPLY) {
		free(found.why);
		found = (rap_kind_found){.kind = RAP_KIND_REPLY};
	}
	reading->kind = found.kind;
	reading->automatic.why = found.why;
	*ret_read = found.kind == RAP_KIND_REPLY || found.by_phrase;
	if (found.other)
		say(reading, "machine-mail", NULL, found.other);
	if (found.kind != RAP_KIND_AUTO_REPLY || found.other)
		return;
	both = rap_buf_init(RAP_LIMIT_TEXT_MESSAGE);
	rap_buf_printf(&both, "%s\n%s", subject, reading->text);
	reading->automatic.back_on = rap_absence_back_on(rap_buf_as_slice(&both), reference);
	rap_buf_done(&both);
	if (found.by_phrase)
		say(reading, "probably-absent", found.why,
		    "The subject reads like an absence note, but no header field says so. The text "
		    "was read.");
}

/* No program fills in a form: only words had told that one wrote this. */
static void trust_answers(rap_reading *reading)
{
	if (reading->n_answers + reading->n_proposals + reading->n_intents == 0)
		return;
	reading->kind = RAP_KIND_REPLY;
	free(reading->automatic.why);
	free(reading->automatic.back_on);
	reading->automatic.why = reading->automatic.back_on = NULL;
}

static void read_parts(struct mail *mail, const rap_context *context)
{
	rap_reading *reading = mail->reading;
	bool read;

	rap_gather(&mail->mime, &mail->texts);
	reading->text = rap_newtext(rap_gathered_shown(&mail->texts));
	find_kind(mail, context, &read);
	/* Before anything that a mail could have many of: this finding must not fall to the limit. */
	if (read && context->plain)
		say(reading, RAP_FINDING_PLAIN, NULL,
		    "The sender is a stranger: the text was not read against the form.");
	report_texts(mail, reading);
	rap_enclosed_list(&mail->mime, read && !context->plain, reading, &mail->enclosed);
	if (read && !context->plain) {
		read_form(mail, context);
		trust_answers(reading);
	}
	choose_body(mail);
}

/* Header and body, as far as they are good. Of a mail that may be written into (own) there is no second copy, but one of
 * its header: the fields point into that. */
static bool split(struct mail *mail, rap_slice raw, char *own, rap_prescan *prescan)
{
	bool good = rap_prescan_check(raw, prescan);
	rap_slice header = rap_slice_sub(raw, prescan->begin, raw.len);

	if (good && own) {
		header = rap_slice_sub(raw, prescan->begin, prescan->body_at);
		mail->top = rap_calloc(header.len + 1, 1);
		if (header.len > 0)
			memcpy(mail->top, header.at, header.len);
		header.at = mail->top;
	}
	/* Without a single field there is still a body to be read. */
	if (prescan->body_at > 0 || good)
		good &= rap_fields_split(header, &mail->header) != RAP_E_LIMIT;
	if (good && own)
		rap_mime_parse_in_place(own, raw.len, prescan, &mail->mime);
	else if (good)
		rap_mime_parse(raw, prescan, &mail->mime);
	return good;
}

static rap_reading *read_mail(const rap_context *context, rap_slice raw, char *own)
{
	struct mail mail = {.reading = rap_calloc(1, sizeof(*mail.reading))};
	rap_reading *reading = mail.reading;
	rap_buf mended = rap_buf_init(raw.len);
	rap_prescan prescan;
	bool good;

	reading->kind = RAP_KIND_OTHER;
	if (rap_lines_mend(raw, &mended)) {
		raw = rap_buf_as_slice(&mended);
		own = mended.at;
	}
	good = split(&mail, raw, own, &prescan);
	read_header(&mail);
	if (!good || mail.mime.limit)
		refuse(reading, !good ? prescan.limit ? prescan.limit : "size of a header"
		                      : mail.mime.limit);
	else
		read_parts(&mail, context);
	if (!reading->text)
		reading->text = rap_strdup("");
	if (!reading->body.text)
		reading->body.text = rap_strdup("");
	rap_gathered_done(&mail.texts);
	rap_enclosed_done(&mail.enclosed);
	rap_mime_done(&mail.mime);
	rap_header_done(&mail.header);
	free(mail.top);
	rap_buf_done(&mended);
	return reading;
}

rap_reading *rap_read_mail(const rap_context *context, rap_slice raw)
{
	return read_mail(context, raw, NULL);
}

rap_reading *rap_read_mail_up(const rap_context *context, char *raw, size_t len)
{
	return read_mail(context, (rap_slice){raw, len}, raw);
}
