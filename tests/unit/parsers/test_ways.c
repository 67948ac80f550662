// SPDX-License-Identifier: Apache-2.0
/*
 * The ways in which people answer the form that was sent: what was changed in it, and what must be read. A row is a
 * mail as text or as HTML, made from the form by replacing pieces of it.
 */
#include "common/limits.h"
#include "parsers/form.h"
#include "parsers/html.h"

#include "form_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after the four above */
#include <cmocka.h>

#define FORM_MAX (256u * RAP_KIB)

enum way { TEXT, HTML };

typedef struct edit {
	const char *from, *to;
} edit;

typedef struct row {
	const char *name;
	enum way way;
	const char *top; /* written above the quotation, or NULL */
	edit edits[10];
	const char *want; /* "2.1=support 2.2?maybe-shifted": answers in the order of the form */
} row;

static void put_hint(rap_buf *out, const rap_field *field)
{
	if (field->hint)
		rap_buf_printf(out, "(%s)", field->hint);
	else if (field->type == RAP_FIELD_CHOICE)
		rap_buf_str(out, "(support / support with changes / cannot support / no position)");
	else if (field->type == RAP_FIELD_YES_NO)
		rap_buf_str(out, "(yes / no)");
	else
		rap_buf_str(out, "(as you like)");
}

/* The mail as sent: every edit in these tables refers to its words. */
static char *form_of(const rap_context *c, enum way way)
{
	rap_buf out = rap_buf_init(FORM_MAX);

	rap_buf_str(&out, way == HTML ? "<html><body><p>Dear colleagues,</p>\n"
	                                "<p>please answer below.</p>\n"
	                              : "Dear colleagues,\n\nplease answer below.\n\n");
	for (size_t f = 0; f < c->n_fields; f++) {
		const rap_field *field = &c->fields[f];

		rap_buf_printf(&out, way == HTML ? "<p>[%s] <b>%s</b><br>\n" : "[%s] %s\n",
		               field->id, field->label);
		put_hint(&out, field);
		rap_buf_printf(&out,
		               way == HTML ? "<br>\nAnswer [%s]:</p>\n" : "\nAnswer [%s]:\n\n",
		               field->id);
	}
	rap_buf_str(&out, way == HTML ? "<p>[end of form]</p>\n<p>The Secretariat</p></body></html>"
	                              : "[end of form]\n\nThe Secretariat\n");
	return rap_buf_take(&out);
}

static char *replaced(char *text, const edit *e)
{
	const char *at = strstr(text, e->from);
	rap_buf out = rap_buf_init(FORM_MAX);

	if (!at)
		fail_msg("'%s' is not in the form", e->from);
	rap_buf_add(&out, text, (size_t)(at - text));
	rap_buf_str(&out, e->to);
	rap_buf_str(&out, at + strlen(e->from));
	free(text);
	return rap_buf_take(&out);
}

static const char *quote_mark = "> ";

/* Of a blank line the blank behind the mark is lost, as programs do it. */
static void put_quoted(rap_buf *out, const char *line, size_t n)
{
	size_t mark = strlen(quote_mark);

	rap_buf_add(out, quote_mark, n == 0 && quote_mark[mark - 1] == ' ' ? mark - 1 : mark);
	rap_buf_add(out, line, n);
}

static char *reply_of(const rap_context *c, const row *r)
{
	rap_buf out = rap_buf_init(FORM_MAX);
	char *form = form_of(c, r->way);

	for (size_t i = 0; i < 10 && r->edits[i].from; i++)
		form = replaced(form, &r->edits[i]);
	if (r->top)
		rap_buf_str(&out, r->top);
	if (r->way == HTML) {
		rap_buf_str(&out, form);
		free(form);
		return rap_buf_take(&out);
	}
	for (const char *line = form; *line;) {
		size_t n = strcspn(line, "\n");

		/* Lines that begin with @ were typed among the quoted ones. */
		if (line[0] == '@')
			rap_buf_add(&out, line + 1, n - 1);
		else
			put_quoted(&out, line, n);
		rap_buf_char(&out, '\n');
		line += n + (line[n] == '\n');
	}
	free(form);
	return rap_buf_take(&out);
}

static void put_value(rap_buf *out, const rap_answer *a)
{
	switch (a->value.kind) {
	case RAP_VALUE_NUMBER:
		rap_buf_printf(out, "%ld", (long)a->value.number);
		break;
	case RAP_VALUE_BOOL:
		rap_buf_str(out, a->value.yes ? "yes" : "no");
		break;
	case RAP_VALUE_TEXT:
		rap_buf_str(out, a->value.text);
		break;
	case RAP_VALUE_LIST:
	case RAP_VALUE_NULL:
		rap_buf_str(out, a->raw ? a->raw : "");
		break;
	}
}

static char *summary(const rap_context *c, const rap_reading *reading)
{
	rap_buf out = rap_buf_init(FORM_MAX);

	for (size_t f = 0; f < c->n_fields; f++)
		for (size_t i = 0; i < reading->n_answers; i++) {
			const rap_answer *a = &reading->answers[i];

			if (strcmp(a->field, c->fields[f].id) != 0)
				continue;
			rap_buf_printf(&out, "%s%s", out.len ? " " : "", a->field);
			if (a->status == RAP_ANSWER_UNCLEAR || a->status == RAP_ANSWER_CONFLICT) {
				rap_buf_printf(&out, "?%s",
				               a->flags.n ? a->flags.at[a->flags.n - 1] : "");
				continue;
			}
			rap_buf_char(&out, '=');
			put_value(&out, a);
		}
	return rap_buf_take(&out);
}

static void check_row(const row *r)
{
	rap_reading *reading = rap_calloc(1, sizeof *reading);
	rap_context c;
	rap_html html = {0};
	char *reply, *got;
	rap_body body = {.where = "text"};
	rap_bodies bodies = {&body, 1};

	fixture_context(&c);
	c.answers_text = form_of(&c, TEXT);
	c.answers_html = form_of(&c, HTML);
	reply = reply_of(&c, r);
	body.text = reply;
	if (r->way == HTML) {
		rap_html_text(rap_slice_of(reply), &html);
		body = (rap_body){.where = "html",
		                  .text = html.lines.text,
		                  .looks = html.lines.looks,
		                  .n_looks = html.lines.n_looks,
		                  .html = true};
	}
	reading->kind = RAP_KIND_REPLY;
	reading->message.from.at = rap_calloc(1, sizeof *reading->message.from.at);
	reading->message.from.at[0].name = rap_strdup("Oyun Tsend");
	reading->message.from.n = 1;
	rap_form_read(&c, &bodies, reading);
	got = summary(&c, reading);
	if (strcmp(got, r->want) != 0)
		fail_msg("%s:\nwant %s\ngot  %s", r->name, r->want, got);
	free(got);
	rap_html_done(&html);
	free(reply);
	rap_reading_free(reading);
	rap_context_done(&c);
}

#define CHECK_ALL(rows)                                               \
	for (size_t i = 0; i < sizeof(rows) / sizeof((rows)[0]); i++) \
	check_row(&(rows)[i])

/* ---- answers above their labels ------------------------------------------------------------------------- */

static void test_answers_above_labels_are_asked_about(void **state)
{
	static const row rows[] = {
		{"below the cue, for comparison",
	         TEXT,
	         NULL,
	         {{"Answer [1.1]:\n", "Answer [1.1]:\n4\n"},
	          {"Answer [2.1]:\n", "Answer [2.1]:\nsupport\n"},
	          {"Answer [2.2]:\n", "Answer [2.2]:\nyes\n"}},
	         "1.1=4 2.1=support 2.2=yes"},
		{"above every label",
	         TEXT,
	         NULL,
	         {{"[1.1] Impl", "4\n[1.1] Impl"},
	          {"[1.2] Less", "keep it\n[1.2] Less"},
	          {"[2.1] Over", "support\n[2.1] Over"}},
	         "1.1?maybe-shifted 1.2?maybe-shifted"},
		{"above some labels: what suits only the item below tells",
	         TEXT,
	         NULL,
	         {{"[2.1] Over", "support\n\n[2.1] Over"}, {"[2.2] Will", "yes\n\n[2.2] Will"}},
	         "1.2?maybe-shifted 2.1?maybe-shifted"},
		{"the same in HTML",
	         HTML,
	         NULL,
	         {{"<p>[2.1]", "<p>support</p><p>[2.1]"}, {"<p>[2.2]", "<p>yes</p><p>[2.2]"}},
	         "1.2?maybe-shifted 2.1?maybe-shifted"},
		{"a lone answer that leans on the label below it",
	         TEXT,
	         NULL,
	         {{"[2.2] Will", "no position\n[2.2] Will"}},
	         "2.1?maybe-shifted"},
		{"blank lines on both sides say nothing",
	         TEXT,
	         NULL,
	         {{"[2.2] Will", "no position\n\n[2.2] Will"}},
	         "2.1=no position"},
		{"blank lines were all taken out",
	         TEXT,
	         NULL,
	         {{"Answer [1.1]:\n\n", "Answer [1.1]:\n"},
	          {"Answer [1.2]:\n\n", "Answer [1.2]:\n"},
	          {"Answer [2.1]:\n\n", "Answer [2.1]:\n\nsupport\n"},
	          {"Answer [2.2]:\n\n", "Answer [2.2]:\n"}},
	         "2.1=support"},
		{"no comment under a text, and answers that fail, are no shift",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:\n", "Answer [1.2]:\nнет\n"},
	          {"Answer [2.1]:\n", "Answer [2.1]:\nsupport, if funds allow\n"}},
	         "1.2=нет 2.1?qualified"},
		{"one answer that suits only its own item clears the row",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:\n", "Answer [1.2]:\nsupport\n"},
	          {"Answer [2.1]:\n", "Answer [2.1]:\nno position\n"},
	          {"Answer [2.2]:\n", "Answer [2.2]:\nyes\n"}},
	         "1.2=support 2.1=no position 2.2=yes"},
	};

	(void)state;
	CHECK_ALL(rows);
}

/* ---- options that stand out ------------------------------------------------------------------------------- */

#define CHOICE "(support / support with changes / cannot support / no position)"

static void test_options_that_stand_out_are_answers(void **state)
{
	static const row rows[] = {
		{"bold",
	         HTML,
	         NULL,
	         {{CHOICE,
	           "(support / <b>support with changes</b> / cannot support / no position)"}},
	         "2.1=support with changes"},
		{"bold by its style",
	         HTML,
	         NULL,
	         {{CHOICE, "(<span style='font-weight:700'>support</span> / support with changes / "
	                   "cannot support / no position)"}},
	         "2.1=support"},
		{"underlined, the stroke too",
	         HTML,
	         NULL,
	         {{CHOICE,
	           "(support / support with changes<u> / cannot support</u> / no position)"}},
	         "2.1=cannot support"},
		{"marked with yellow",
	         HTML,
	         NULL,
	         {{"(yes / no)", "(<span style='background:yellow'>yes</span> / no)"}},
	         "2.2=yes"},
		{"in red letters",
	         HTML,
	         NULL,
	         {{CHOICE,
	           "(support / support with changes / cannot support / <font color=\"red\">no "
	           "position</font>)"}},
	         "2.1=no position"},
		{"in larger letters",
	         HTML,
	         NULL,
	         {{CHOICE, "(support / support with changes / cannot support / <span "
	                   "style='font-size:18pt'>no position</span>)"}},
	         "2.1=no position"},
		{"in big letters",
	         HTML,
	         NULL,
	         {{CHOICE,
	           "(support / <big>support with changes</big> / cannot support / no position)"}},
	         "2.1=support with changes"},
		{"circled",
	         HTML,
	         NULL,
	         {{CHOICE, "(<span style='border:1px solid red'>support</span> / support with "
	                   "changes / cannot support / no position)"}},
	         "2.1=support"},
		{"all in one colour says nothing",
	         HTML,
	         NULL,
	         {{CHOICE, "<span style='color:#1F497D'>" CHOICE "</span>"}},
	         ""},
		{"a colour and back again says nothing",
	         HTML,
	         NULL,
	         {{CHOICE,
	           "<span style='color:red'>(<span style='color:black'>support / support with "
	           "changes / cannot support / no position</span>)</span>"}},
	         ""},
		{"two",
	         HTML,
	         NULL,
	         {{CHOICE, "(<b>support</b> / support with changes / <b>cannot support</b> / no "
	                   "position)"}},
	         "2.1?several-options"},
		{"half of one",
	         HTML,
	         NULL,
	         {{CHOICE,
	           "(support / support <b>with</b> changes / cannot support / no position)"}},
	         "2.1?several-options"},
		{"and another answer typed",
	         HTML,
	         NULL,
	         {{CHOICE,
	           "(<b>support</b> / support with changes / cannot support / no position)"},
	          {"Answer [2.1]:", "Answer [2.1]: no position"}},
	         "2.1?two-answers"},
		{"and the same answer typed",
	         HTML,
	         NULL,
	         {{CHOICE,
	           "(<b>support</b> / support with changes / cannot support / no position)"},
	          {"Answer [2.1]:", "Answer [2.1]: <b>support</b>"}},
	         "2.1=support"},
		{"a number of a scale stands out",
	         HTML,
	         NULL,
	         {{"(1 = low, 5 = high)", "(1 = low, <b>5 = high</b>)"}},
	         "1.1?several-options"},
		{"stars of plain text",
	         TEXT,
	         NULL,
	         {{CHOICE, "(support / *support with changes* / cannot support / no position)"}},
	         "2.1=support with changes"},
		{"underscores of plain text",
	         TEXT,
	         NULL,
	         {{CHOICE, "(support / support with changes / _cannot support_ / no position)"}},
	         "2.1=cannot support"},
		{"a cross",
	         TEXT,
	         NULL,
	         {{CHOICE, "([X] support / [ ] support with changes / [ ] cannot support / [ ] no "
	                   "position)"}},
	         "2.1=support"},
		{"all but one deleted",
	         TEXT,
	         NULL,
	         {{CHOICE, "(cannot support)"}},
	         "2.1=cannot support"},
		{"all but one struck out",
	         HTML,
	         NULL,
	         {{CHOICE, "(<s>support / support with changes / </s>cannot support<s> / no "
	                   "position</s>)"}},
	         "2.1=cannot support"},
		{"arrows around one",
	         TEXT,
	         NULL,
	         {{CHOICE, "(>>support<< / support with changes / cannot support / no position)"}},
	         "2.1=support"},
		{"an arrow before one",
	         TEXT,
	         NULL,
	         {{CHOICE, "(support / support with changes / -> cannot support / no position)"}},
	         "2.1=cannot support"},
		{"signs around one",
	         TEXT,
	         NULL,
	         {{CHOICE, "(support / support with changes / ==cannot support== / no position)"}},
	         "2.1=cannot support"},
		{"a mark of quotation that wrapping left is no sign",
	         TEXT,
	         NULL,
	         {{CHOICE, "(support / support with changes / > cannot support / no position)"}},
	         ""},
		{"capitals",
	         TEXT,
	         NULL,
	         {{CHOICE, "(support / support with changes / CANNOT SUPPORT / no position)"}},
	         "2.1?several-options"},
		{"a sign of joy",
	         TEXT,
	         NULL,
	         {{CHOICE, "(support / support with changes / cannot support! / no position)"}},
	         "2.1?several-options"},
		{"a changed hint beside a typed answer",
	         TEXT,
	         NULL,
	         {{CHOICE, "(support / support with changes / CANNOT SUPPORT / no position)"},
	          {"Answer [2.1]:", "Answer [2.1]: cannot support"}},
	         "2.1=cannot support"},
		{"a cross, and the list wrapped without a mark",
	         TEXT,
	         NULL,
	         {{CHOICE, "([ ] support / [ ] support with changes / [x] cannot support / [ ] "
	                   "no\nposition)"}},
	         "2.1=cannot support"},
		{"lines instead of strokes",
	         TEXT,
	         NULL,
	         {{CHOICE,
	           "[ ] support\n[ ] support with changes\n[x] cannot support\n[ ] no position"}},
	         "2.1=cannot support"},
		{"two left",
	         TEXT,
	         NULL,
	         {{CHOICE, "(support / no position)"}},
	         "2.1?several-options"},
	};

	(void)state;
	CHECK_ALL(rows);
}

/* ---- what stands behind the last answer -------------------------------------------------------------------- */

#define LAST "Answer [2.7]:\n\n[end of form]\n\nThe Secretariat\n"
#define KEPT "Answer [2.7]:\nGood work.\n\n"

static void test_the_last_answer_ends_where_the_letter_goes_on(void **state)
{
	static const row rows[] = {
		{"closing",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "Thanks and regards,\nOyun\nMinistry"}},
	         "2.7=Good work."},
		{"closing in traditional characters",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "敬上\n王小明"}},
	         "2.7=Good work."},
		{"closing on the line of the name",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "王小明 敬上"}},
	         "2.7=Good work."},
		{"signature whose blank was lost",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "--\nOyun\nMinistry"}},
	         "2.7=Good work."},
		{"signature behind two paragraphs",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "And more.\n\n-- \nOyun\nMinistry"}},
	         "2.7=Good work.\n\nAnd more."},
		{"a line, a name and a telephone",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "____________\nOyun\nTel. +976 11 123456"}},
	         "2.7=Good work."},
		{"a line and more of the answer",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "-------\nAnd more."}},
	         "2.7=Good work.\n\n-------\nAnd more."},
		{"notice",
	         TEXT,
	         NULL,
	         {{LAST, KEPT
	           "DISCLAIMER\nThis mail is for its recipient. If you are not the one, tell us."}},
	         "2.7=Good work."},
		{"thanks, and the answer goes on",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "Thank you.\nMore stations are needed in the north."}},
	         "2.7=Good work.\n\nThank you.\nMore stations are needed in the north."},
		{"the sender's name in a paragraph of its own",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "Oyun\nMinistry of Water"}},
	         "2.7=Good work."},
		{"a farewell in a language that is not known",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "Lieve groeten uit het noorden,\nO. T."}},
	         "2.7=Good work.\n\nLieve groeten uit het noorden,\nO. T."},
		{"a farewell and a name",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "Lieve groeten uit het noorden,\nTsend van Dijk"}},
	         "2.7=Good work."},
		{"a last paragraph of the answer",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "And more stations"}},
	         "2.7=Good work.\n\nAnd more stations"},
		{"nothing answered, a line and the name",
	         TEXT,
	         NULL,
	         {{LAST, "Answer [2.7]:\n\n___________\nOyun Tsend"}},
	         ""},
		{"a card on one line",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "Oyun Tsend | Ministry of Water | www.x.example"}},
	         "2.7=Good work."},
		{"the name in a sentence",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "Oyun Tsend will come."}},
	         "2.7=Good work.\n\nOyun Tsend will come."},
		{"nothing answered, and two dashes",
	         TEXT,
	         NULL,
	         {{LAST, "Answer [2.7]:\n\n--\nOyun"}},
	         ""},
		{"nothing answered, only a closing",
	         TEXT,
	         NULL,
	         {{LAST, "Answer [2.7]:\n\nBest regards,\nOyun"}},
	         ""},
		{"thanks are the answer",
	         TEXT,
	         NULL,
	         {{LAST, "Answer [2.7]:\nThank you."}},
	         "2.7=Thank you."},
		{"header in another language",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "-----Ursprüngliche Nachricht-----\nVon: X <x@y.example>\nGesendet: "
	                      "Montag\nBetreff: z"}},
	         "2.7=Good work."},
	};

	(void)state;
	CHECK_ALL(rows);
}

static void test_an_answer_may_look_like_the_frame_of_a_letter(void **state)
{
	static const row rows[] = {
		{"header labels",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:\n",
	           "Answer [1.2]:\nSubject: youth exchange\nDate: every year in October\n"}},
	         "1.2=Subject: youth exchange\nDate: every year in October"},
		{"from and to",
	         HTML,
	         NULL,
	         {{"Answer [1.2]:", "Answer [1.2]:<br>From: 2027<br>To: 2031"}},
	         "1.2=From: 2027\nTo: 2031"},
		{"what somebody wrote",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:\n",
	           "Answer [1.2]:\nOn 5 May 2020 the minister wrote:\nkeep it.\n"}},
	         "1.2=On 5 May 2020 the minister wrote:\nkeep it."},
		{"two dashes and a line in the middle of the form",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:\n", "Answer [1.2]:\nKeep\n--\nthe stations\n-----\nin May\n"}},
	         "1.2=Keep\n--\nthe stations\n-----\nin May"},
		{"thanks in the middle of the form",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:\n", "Answer [1.2]:\nKeep it.\nThank you.\nMore stations.\n"}},
	         "1.2=Keep it.\nThank you.\nMore stations."},
	};

	(void)state;
	CHECK_ALL(rows);
}

static void test_what_holds_no_words_is_asked_about(void **state)
{
	static const row rows[] = {
		{"stars",
	         TEXT,
	         NULL,
	         {{"Answer [1.1]:", "Answer [1.1]: ★★★★"}},
	         "1.1?not-a-rating"},
		{"a thumb", TEXT, NULL, {{"Answer [2.1]:", "Answer [2.1]: 👍"}}, "2.1?not-a-choice"},
		{"a question mark",
	         TEXT,
	         NULL,
	         {{"Answer [2.2]:", "Answer [2.2]: ?"}},
	         "2.2?not-yes-or-no"},
		{"a second colon and an empty box",
	         TEXT,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: :"}, {"Answer [2.2]:", "Answer [2.2]: □"}},
	         ""},
		{"a picture of a sign",
	         HTML,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: <img class=emoji alt='👍' src=x>"}},
	         "2.1?not-a-choice"},
		{"a picture",
	         HTML,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: <img src=x>"}},
	         "2.1?no-words"},
		{"a spy",
	         HTML,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: <img src=x width=1 height=1>"}},
	         ""},
		{"struck out again",
	         HTML,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: <strike>support</strike>"}},
	         "2.1?no-words"},
		{"struck out, and typed anew",
	         HTML,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: <s>support</s> no position"}},
	         "2.1=no position"},
		{"the picture of a signature",
	         HTML,
	         NULL,
	         {{"<p>[end of form]</p>\n<p>The Secretariat</p>", "<img src=x>"}},
	         ""},
	};

	(void)state;
	CHECK_ALL(rows);
}

/* ---- the sign for the answer ---------------------------------------------------------------------------- */

static void test_cues_in_other_words_are_no_answers(void **state)
{
	static const row rows[] = {
		{"translated, one answer",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Ответ [1.2]: Keep it."},
	          {"Answer [2.7]:", "Ответ [2.7]:"},
	          {"Answer [2.1]:", "Ответ [2.1]: support"},
	          {"Answer [2.4]:", "Ответ [2.4]:"}},
	         "1.2=Keep it. 2.1=support"},
		{"with words of ours kept",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Our answer [1.2]: Keep it."},
	          {"Answer [2.1]:", "Answer by Oyun [2.1]: support"}},
	         "1.2=Keep it. 2.1=support"},
		{"in words nobody knows",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Svar [1.2]:"}, {"Answer [2.7]:", "Svar [2.7]: Good."}},
	         "2.7=Good."},
		{"words before the id, and nothing behind",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Keep it [1.2]:"}},
	         "1.2?before-cue"},
		{"a choice before the id",
	         TEXT,
	         NULL,
	         {{"Answer [2.1]:", "support [2.1]:"}},
	         "2.1=support"},
		{"labels deleted, hints and cues kept",
	         TEXT,
	         NULL,
	         {{"[1.2] Lessons learnt\n", ""},
	          {"Answer [1.2]:", "Answer [1.2]: Keep it."},
	          {"[2.1] Overall position on the draft\n", ""},
	          {"[2.2] Will your country take part\n", ""},
	          {"Answer [2.2]:", "Answer [2.2]: yes"},
	          {"[2.4] Other matters to be taken up\n", ""}},
	         "1.2=Keep it. 2.2=yes"},
		{"typed over, with a colon",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Costs: the State pays."}},
	         "1.2=Costs: the State pays."},
		{"typed over, with our word",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Our answer is: wait."}},
	         "1.2=Our answer is: wait."},
		{"typed over, with the id",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "See 1.2 above: fine."}},
	         "1.2=See 1.2 above: fine."},
		{"typed over, unquoted",
	         HTML,
	         NULL,
	         {{"Answer [1.2]:", "(a) cost: 5; (b) date: 2027"}},
	         "1.2=(a) cost: 5; (b) date: 2027"},
	};

	(void)state;
	CHECK_ALL(rows);
}

/* ---- the form in other shapes --------------------------------------------------------------------------- */

static void test_the_form_in_other_shapes(void **state)
{
	static const row rows[] = {
		{"items in another order",
	         TEXT,
	         "2.2 Will your country take part\nyes\n1.2 Lessons learnt\n(what should be "
	         "kept)\nthe boats\n"
	         "2.1 Overall position on the draft: support\n\n",
	         {{0}},
	         "1.2=the boats 2.1=support 2.2=yes"},
		{"bare ids and labels in another order",
	         TEXT,
	         "2.7 General comments\n(any length)\nNo change in 2.2 km of shore.\n\n1.2 Lessons "
	         "learnt\n"
	         "(what should be kept)\nthe boats\n2.2 Will your country take part\nyes\n\n",
	         {{0}},
	         "1.2=the boats 2.2=yes 2.7=No change in 2.2 km of shore."},
		{"an item that the form does not have",
	         TEXT,
	         "[2.1] support\n[2.9] more\n[2.2] yes\n\n",
	         {{0}},
	         "2.1=support 2.2=yes"},
		{"a bare number of no item",
	         TEXT,
	         "2.1 support\n9.1 more to say\n2.2 yes\n\n",
	         {{0}},
	         "2.1=support 2.2=yes"},
		{"a label copied, and an answer that a scale has too",
	         TEXT,
	         "[1.1] Implementation of the first plan: 5-\n\n[2.2] Will your country take part: "
	         "yes\n\n",
	         {{0}},
	         "1.1?not-a-rating 2.2=yes"},
		{"a number and a scale are none of our letter",
	         TEXT,
	         "1.1: 4/5\n2.7: x\n\n",
	         {{0}},
	         "1.1=4 2.7=x"},
		{"in a list, nothing answered",
	         HTML,
	         NULL,
	         {{"<p>[1.1]", "<ul><li>[1.1]"},
	          {"<p>[1.2]", "<li>[1.2]"},
	          {"<p>[2.1]", "<li>[2.1]"},
	          {"<p>[2.2]", "</ul><p>[2.2]"}},
	         ""},
		{"label deleted, and a word of it in the answer before",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Answer [1.2]: Overall it went well."},
	          {"[2.1] Overall position on the draft\n", ""},
	          {"Answer [2.1]:", "Answer [2.1]: support"}},
	         "1.2=Overall it went well. 2.1=support"},
		{"only cues are left",
	         TEXT,
	         NULL,
	         {{"[1.1] Implementation of the first plan\n(1 = low, 5 = high)\n", ""},
	          {"Answer [1.1]:", "Answer [1.1]: 4/5"},
	          {"[1.2] Lessons learnt\n(what should be kept)\n", ""},
	          {"Answer [1.2]:", "Answer [1.2]: 5 boats"},
	          {"[2.1] Overall position on the draft\n" CHOICE "\n", ""},
	          {"Answer [2.1]:", "Answer [2.1]: support with changes"}},
	         "1.1=4 1.2=5 boats 2.1=support with changes"},
		{"words cut where a program wrapped",
	         TEXT,
	         NULL,
	         {{"Overall position on", "Overall posi\ntion on"},
	          {"cannot support", "canno\nt support"},
	          {"Answer [2.1]:", "Answer [2.1]: no position"},
	          {"Lessons learnt", "Les\nsons learnt"}},
	         "2.1=no position"},
		{"quoted lines that were folded with a stroke",
	         TEXT,
	         NULL,
	         {{"cannot support /", "cannot support \\\n/"},
	          {"Answer [2.1]:", "Answer [2.1]: support"}},
	         "2.1=support"},
	};

	(void)state;
	CHECK_ALL(rows);
}

static void test_any_mark_of_quotation(void **state)
{
	static const char *const marks[] = {"> ",
	                                    "} ",
	                                    ": ",
	                                    "| ",
	                                    "+ ",
	                                    "\t",
	                                    "Desk> ",
	                                    "»",
	                                    "　> ",
	                                    "§ ",
	                                    "The Secretariat <s@x.example>> "};

	(void)state;
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		row r = {marks[i],
		         TEXT,
		         NULL,
		         {{"Answer [1.2]:\n", "Answer [1.2]:\n@keep\n"},
		          {"Answer [2.1]:", "Answer [2.1]: support"}},
		         "1.2=keep 2.1=support"};

		quote_mark = marks[i];
		check_row(&r);
	}
	quote_mark = "> ";
}

static void test_the_same_everywhere_is_a_programs(void **state)
{
#define TAGS "\n</p>\n<p>"
	static const row rows[] = {
		{"tags",
	         TEXT,
	         NULL,
	         {{"Answer [1.1]:", "Answer [1.1]:" TAGS},
	          {"Answer [1.2]:", "Answer [1.2]:" TAGS},
	          {"Answer [2.1]:", "Answer [2.1]:" TAGS},
	          {"Answer [2.4]:", "Answer [2.4]:" TAGS},
	          {"Answer [2.5]:", "Answer [2.5]:" TAGS},
	          {"Answer [2.7]:", "Answer [2.7]: Good."}},
	         "1.1?same-everywhere 1.2?same-everywhere 2.1?same-everywhere 2.4?same-everywhere "
	         "2.5?same-everywhere 2.7=Good."},
		{"no comment under most items is a person's",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Answer [1.2]: no comment"},
	          {"Answer [2.1]:", "Answer [2.1]: no comment"},
	          {"Answer [2.4]:", "Answer [2.4]: no comment"},
	          {"Answer [2.5]:", "Answer [2.5]: no comment"},
	          {"Answer [2.6]:", "Answer [2.6]: no comment"},
	          {"Answer [2.7]:", "Answer [2.7]: no comment"}},
	         "1.2=no comment 2.1=no comment 2.4=no comment 2.5=no comment 2.6=no comment "
	         "2.7=no comment"},
	};

	(void)state;
	CHECK_ALL(rows);
}

static void test_lead_ins_are_taken_off(void **state)
{
	static const row rows[] = {
		{"arrows",
	         TEXT,
	         NULL,
	         {{"Answer [1.1]:", "Answer [1.1]: -> 4"},
	          {"Answer [2.1]:", "Answer [2.1]: ==> support"},
	          {"Answer [2.7]:", "Answer [2.7]: → Good."}},
	         "1.1=4 2.1=support 2.7=→ Good."},
		{"more than is no arrow",
	         TEXT,
	         NULL,
	         {{"Answer [1.1]:", "Answer [1.1]: >3"}},
	         "1.1?not-a-rating"},
		{"answer",
	         TEXT,
	         NULL,
	         {{"Answer [1.1]:\n", "Answer [1.1]:\nAnswer: 4\n"},
	          {"Answer [2.7]:\n", "Answer [2.7]:\nОтвет: Good.\n"}},
	         "1.1=4 2.7=Ответ: Good."},
		{"the sender's name, as a program writes it",
	         HTML,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: [Oyun Tsend] support"},
	          {"Answer [2.7]:", "Answer [2.7]: [Oyun Tsend] Good."}},
	         "2.1=support 2.7=[Oyun Tsend] Good."},
		{"a country before every answer",
	         TEXT,
	         NULL,
	         {{"Answer [1.1]:", "Answer [1.1]: MN: 4"},
	          {"Answer [2.1]:", "Answer [2.1]: MN: support"}},
	         "1.1=4 2.1=support"},
		{"once, by nobody knows whom",
	         TEXT,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: Alternatively: support"}},
	         "2.1?not-a-choice"},
		{"an answer before the colon",
	         TEXT,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: support: yes"}},
	         "2.1?qualified"},
	};

	(void)state;
	CHECK_ALL(rows);
}

/* ---- lists of short answers ------------------------------------------------------------------------------ */

static void test_short_answers_above_the_quotation(void **state)
{
	static const row rows[] = {
		{"words and signs before and behind ids",
	         TEXT,
	         "Item 2.1 - support\nNo. 2.2: yes\n(1.1) 4\n2.7 = Good work.\n\n",
	         {{0}},
	         "1.1=4 2.1=support 2.2=yes 2.7=Good work."},
		{"items parted by strokes",
	         TEXT,
	         "1.1 4 / 2.1 support / 2.2 yes\n\n",
	         {{0}},
	         "1.1=4 2.1=support 2.2=yes"},
		{"plurals before several ids",
	         TEXT,
	         "Items 1.2 and 2.7: to be kept\n\n",
	         {{0}},
	         "1.2=to be kept 2.7=to be kept"},
		{"a quantity is no item",
	         TEXT,
	         "We counted again:\n1.2 million people live there.\n2.1 support\n\n",
	         {{0}},
	         "2.1=support"},
		{"a number at the beginning of a wrapped line",
	         TEXT,
	         "We spoke about\n1.2 and would like to keep it.\n\n2.1 support\n\n",
	         {{0}},
	         "1.2?bare-number 2.1=support"},
		{"a bare number behind a text of two lines",
	         TEXT,
	         "1.1 4\n1.2 we should keep the stations\nand the people\n2.1 support\n2.7 keep it "
	         "short\n"
	         "and clear\n\n",
	         {{0}},
	         "1.1=4 1.2=we should keep the stations\nand the people 2.1=support 2.7=keep it "
	         "short\nand clear"},
		{"small letters in a list",
	         TEXT,
	         "1.1 4\n1.2 good work\n\n",
	         {{0}},
	         "1.1=4 1.2=good work"},
	};

	(void)state;
	CHECK_ALL(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers_above_labels_are_asked_about),
		cmocka_unit_test(test_options_that_stand_out_are_answers),
		cmocka_unit_test(test_what_holds_no_words_is_asked_about),
		cmocka_unit_test(test_the_last_answer_ends_where_the_letter_goes_on),
		cmocka_unit_test(test_an_answer_may_look_like_the_frame_of_a_letter),
		cmocka_unit_test(test_cues_in_other_words_are_no_answers),
		cmocka_unit_test(test_the_form_in_other_shapes),
		cmocka_unit_test(test_any_mark_of_quotation),
		cmocka_unit_test(test_the_same_everywhere_is_a_programs),
		cmocka_unit_test(test_lead_ins_are_taken_off),
		cmocka_unit_test(test_short_answers_above_the_quotation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
