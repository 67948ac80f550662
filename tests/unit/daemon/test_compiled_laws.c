// SPDX-License-Identifier: Apache-2.0
/*
 * Records at random, hostile words and all: no proposal is missing in any format of the compiled text, its words are the
 * very words, what is ours can be told from what is theirs. COUNT: how many records.
 */
#include "tests/unit/daemon/proposing.h"
#include "tests/unit/daemon/read_back.h"

/* ---- any record ----------------------------------------------------------------------------------------- */

/* What a mail could try beyond hostile_words.h: to look like ours in the compiled text. */
static const char *const forgeries[] = {
	"[should (China)]",
	"should (China)][shall",
	"]]",
	"[[",
	"[",
	"] (delete: Japan)",
	" (China)",
	"\n   | KR-1 comment (Japan): agreed",
	"\n\n   | JP-999 reason (Japan): agreed",
	"\n\n99. The Plan is binding.",
	"\n\nAnnex: sources\n\n- CN-999 on paragraph 1: delete",
	"\n\n> **KR-1** comment (Japan): x",
	"\n\n- a\n- b\n\n1. c",
	"\n\n    code",
	"\t",
	"  \n",
	"\\\n",
	"\\",
	"**",
	"&nbsp;",
	"\xEF\xBC\xBBx\xEF\xBC\xBD",
	"\xE4\xB8\xAD\xE6\x96\xB9\xE4\xBF\x9D\xE7\x95\x99",
	"\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9",
	"wordswordswordswordswordswordswordswordswordswordswordswordswordswordswords",
};

/* Valid UTF-8, as the reader's text always is; token is somewhere in it. */
static char *any_words(const char *token)
{
	rap_buf out = rap_buf_init(1 << 17), valid = rap_buf_init(1 << 18);
	size_t n = any(5), place = any(n + 1);

	for (size_t i = 0; i <= n; i++) {
		char *evil = hostile();

		if (i == place)
			rap_buf_printf(&out, "%s%s%s", any(2) ? " " : "", token, any(2) ? " " : "");
		else if (any(2))
			rap_buf_str(&out, forgeries[any(sizeof forgeries / sizeof *forgeries)]);
		else
			rap_buf_str(&out, evil);
		free(evil);
	}
	for (size_t at = 0; at < out.len;) {
		uint32_t c = rap_utf8_next(rap_buf_as_slice(&out), &at);

		rap_utf8_put(&valid, c == RAP_UTF8_BAD ? 0xFFFD : c);
	}
	rap_buf_done(&out);
	return rap_buf_take(&valid);
}

static const char *any_mark(const stage *s)
{
	for (;;) {
		const rap_block *b = &s->draft.blocks[any(s->draft.n)];

		if (b->mark)
			return any(12) ? b->mark : "P77";
	}
}

/* A paragraph as somebody wants it: new words in it, words taken out, or another one. */
static char *any_wording(const stage *s, const char *mark, const char *words)
{
	const rap_block *b = rap_draft_find(&s->draft, mark);
	rap_slice base = rap_slice_of(b ? b->text : "No such paragraph.");
	size_t from = rap_utf8_offset(base, any(rap_utf8_count(base))), to;
	rap_buf out = rap_buf_init(1 << 20);

	if (any(4) == 0)
		return rap_strdup(words);
	while (from > 0 && base.at[from] != ' ')
		from--;
	to = from + any(30);
	while (to < base.len && base.at[to] != ' ')
		to++;
	rap_buf_slice(&out, rap_slice_sub(base, 0, from));
	rap_buf_printf(&out, " %s ", words);
	rap_buf_slice(&out, rap_slice_sub(base, to, base.len));
	return rap_buf_take(&out);
}

static void any_proposal(stage *s, size_t i)
{
	char token[32], *words, *reason, *text;
	wish w = {.mark = any_mark(s),
	          .action = (rap_action)any(4),
	          .type = (rap_proposal_type)any(4)};

	(void)snprintf(token, sizeof token, "tok%zuen", i);
	words = any_words(token);
	reason = any_words(token);
	text = w.action == RAP_ACTION_REPLACE ? any_wording(s, w.mark, words) : rap_strdup(words);
	w.status = any(8) ? RAP_ANSWER_OK : RAP_ANSWER_UNCLEAR;
	w.text =
		w.action == RAP_ACTION_REPLACE || w.action == RAP_ACTION_INSERT_AFTER ? text : NULL;
	w.words = words;
	w.reason = any(4) ? NULL : reason;
	propose(s, &w);
	free(words);
	free(reason);
	free(text);
}

static void any_decision(stage *s)
{
	static const rap_disposition what[] = {RAP_DISPOSITION_ACCEPTED, RAP_DISPOSITION_DECLINED,
	                                       RAP_DISPOSITION_NOTED, RAP_DISPOSITION_MEETING};
	rap_proposal_rows rows;

	assert_int_equal(rap_proposals_get(s->desk.store, NULL, false, &rows), RAP_OK);
	if (rows.n > 0) {
		const rap_proposal_row *row = &rows.at[any(rows.n)];

		decide(s, row->member, row->number, what[any(4)], NULL, "for a reason");
	}
	rap_proposal_rows_done(&rows);
}

static void any_record(stage *s)
{
	static const char *const members[] = {"CN", "KP", "JP", "MN", "KR", "RU"};
	size_t n = 2 + any(14), token = 0;

	for (size_t i = 0; i < s->draft.n; i++) /* brackets that the draft has already */
		if (s->draft.blocks[i].mark && any(6) == 0) {
			char *words = any_words("baseword");

			free(s->draft.blocks[i].text);
			s->draft.blocks[i].text = words;
			for (; *words; words++)
				if ((unsigned char)*words < ' ')
					*words = ' ';
		}
	for (size_t i = 0; i < n; i++) {
		char when[32];

		(void)snprintf(when, sizeof when, "2020-07-%02zuT%02zu:%02zu:00", 7 + i, any(24),
		               any(60));
		mail(s, when, members[any(6)]);
		for (size_t j = any(4); j > 0; j--)
			any_proposal(s, token++);
		if (any(4) == 0) {
			rap_err err = rap_proposal_withdraw(s->desk.store, s->mail, s->member,
			                                    (long)any(5) + 1);

			assert_true(err == RAP_OK || err == RAP_E_NOT_FOUND);
		}
		if (any(4) == 0)
			any_decision(s);
	}
}

/* ---- what must hold ------------------------------------------------------------------------------------- */

/* As somebody sees it, without blanks. */
static char *seen(const char *words)
{
	rap_buf shown = rap_buf_init(8u << 20);
	char *out;

	shown_text(&shown, rap_slice_of(words));
	out = without_blanks(rap_buf_text(&shown));
	rap_buf_done(&shown);
	return out;
}

static size_t times(const char *text, const char *words)
{
	size_t n = 0;

	for (const char *at = text; (at = strstr(at, words)) != NULL; at++)
		n++;
	return n;
}

static void has(const char *text, const char *words, const char *what)
{
	if (!strstr(text, words))
		fails_with(what, words);
}

static const char *state_of(const stage *s, const char *member)
{
	return rap_consultation_member(s->c, member)->name;
}

/* "KR-2 comment (Republic of Korea): " and the very words. */
static void has_note(const stage *s, const char *text, const rap_proposal_row *row,
                     const char *what, const char *words)
{
	rap_buf note = rap_buf_init(8u << 20);
	char *head, *all = seen(words);

	rap_buf_printf(&note, "%s-%ld %s (%s):", row->member, row->number, what,
	               state_of(s, row->member));
	head = without_blanks(rap_buf_text(&note));
	rap_buf_cut(&note, 0);
	rap_buf_printf(&note, "%s%s", head, *all ? all : "(nowords)");
	has(text, rap_buf_text(&note), "a note is missing");
	free(head);
	free(all);
	rap_buf_done(&note);
}

/* The word "tok7en" of a proposal; where it stands in the text, with the name of its State before the bracket of ours
 * that closes. */
static void has_token(const stage *s, const char *text, const rap_proposal_row *row,
                      const char *words, bool bracketed)
{
	const char *from = strstr(words, "tok"), *close = strstr(text, "[[double") ? "]]" : "]";
	char *token = rap_strndup(from, strcspn(from, "n") + 1);
	bool named = false;

	has(text, token, "words are missing");
	for (const char *at = text; bracketed && !named && (at = strstr(at, token)) != NULL; at++) {
		const char *by = strstr(at, state_of(s, row->member)), *end = strstr(at, close);

		named = by && end && by < end;
	}
	if (bracketed && !named)
		fails_with("words without a State", token);
	free(token);
}

static bool is_here(const stage *s, const rap_proposal_row *row)
{
	bool settled = row->decision_id && strcmp(row->disposition, "for the meeting") != 0 &&
	               strncmp(row->disposition, "accepted", 8) != 0;

	return !settled && rap_draft_find(&s->draft, row->paragraph);
}

/* One proposal in the words of one format, as they are (or bare again, where lines break words) and without blanks. */
static void has_proposal(const stage *s, const char *words, const char *bare,
                         const rap_proposal_row *row)
{
	rap_buf source = rap_buf_init(256);
	char *wanted;
	const char *mark = row->paragraph + (row->paragraph[0] == 'P');

	rap_buf_printf(&source, "%s-%ld on paragraph %s: %s, %s; mail of ", row->member,
	               row->number, mark, rap_action_text(row->action),
	               rap_proposal_type_text(row->type));
	wanted = without_blanks(rap_buf_text(&source));
	has(bare, wanted, "not in the annex");
	free(wanted);
	rap_buf_done(&source);
	if (row->withdrawn || row->superseded_by)
		return;
	if (row->reason && is_here(s, row) && !strstr(row->reason, "\xE4\xBF\x9D\xE7\x95\x99"))
		has_note(s, bare, row, "reason", row->reason);
	if (row->action == RAP_ACTION_DELETE && row->status == RAP_ANSWER_OK)
		return; /* its words are no part of it */
	if (row->action == RAP_ACTION_COMMENT && row->status == RAP_ANSWER_OK && is_here(s, row) &&
	    !strstr(row->words, "\xE4\xBF\x9D\xE7\x95\x99"))
		has_note(s, bare, row, "comment", row->words);
	else if (row->status == RAP_ANSWER_UNCLEAR && is_here(s, row))
		has_note(s, bare, row, "not yet clear", row->words);
	else
		has_token(s, bare, row, row->text ? row->text : row->words, false);
	if (row->text && row->status == RAP_ANSWER_OK && is_here(s, row) && words != bare)
		has_token(s, words, row, row->text, true);
}

/* Every bracket of ours has its other half; which are ours can be told. */
static void is_balanced(const char *words)
{
	bool doubled = strstr(words, "[[double square brackets]]") != NULL;
	size_t depth = 0;

	for (const char *at = words; *at;) {
		size_t n = *at == '[' || *at == ']' ? strspn(at, *at == '[' ? "[" : "]") : 0;
		size_t ours = doubled ? (n > 1 ? n / 2 : 0) : n;

		if (doubled && n > 1 && n % 2 != 0)
			fails_with("whose bracket is it", at > words + 60 ? at - 60 : words);
		if (*at == ']' && ours > depth)
			fails_with("closed, and was not open", at > words + 60 ? at - 60 : words);
		depth = *at == '[' ? depth + ours : depth - ours;
		at += n ? n : 1;
		if (*at == '\n' && depth > 0)
			fails_with("a bracket stays open", words);
	}
	assert_int_equal(depth, 0);
}

static bool is_one_word(rap_slice line)
{
	size_t from = 0;

	while (from < line.len && strchr(" |-", line.at[from]))
		from++;
	return !memchr(line.at + from, ' ', line.len - from) && rap_utf8_width(line) <= 250;
}

/* Lines that fit, and nothing at the margin that words could have put there. */
static void has_clean_lines(const stage *s, const char *text)
{
	for (const char *at = text, *end; *at; at = end + 1) {
		rap_slice line;

		end = strchr(at, '\n');
		assert_non_null(end);
		line = (rap_slice){at, (size_t)(end - at)};
		if (rap_utf8_width(line) > 72 && !is_one_word(line))
			fails_with("a long line", at);
		if (line.len > 0 && line.at[line.len - 1] == ' ')
			fails_with("a blank at the end", at);
		if (strncmp(at, "   | ", 5) == 0 && at[5] != ' ') {
			bool known = at[7] == '-';

			for (size_t i = 0; i < s->c->n_members; i++)
				known = known || strncmp(at + 5, s->c->members[i].name,
				                         strlen(s->c->members[i].name)) == 0;
			if (!known || strncmp(at + 5, "JP-999", 6) == 0)
				fails_with("a note that is none", at);
		}
		if (strncmp(at, "99.", 3) == 0 || strncmp(at, "- CN-999", 8) == 0 || *at == '>' ||
		    *at == '|' || *at == '*')
			fails_with("made by words", at);
	}
	if (times(text, "\nAnnex: sources\n") > 1)
		fails_with("two annexes", text);
}

/* Without the bar beside notes. */
static char *words_of_text(const char *text)
{
	rap_buf out = rap_buf_init(64u << 20);

	for (const char *at = text; *at; at++) {
		if (strncmp(at, "   | ", 5) == 0 && (at == text || at[-1] == '\n'))
			at += 5;
		rap_buf_char(&out, *at);
	}
	return rap_buf_take(&out);
}

/* The third law of the draft, in each format. */
static void look_at(stage *s)
{
	rap_compiled one, two;
	rap_proposal_rows rows;
	char *words[3], *bare[3];

	assert_int_equal(rap_compiled_make(&s->desk, &one), RAP_OK);
	assert_int_equal(rap_compiled_make(&s->desk, &two), RAP_OK);
	assert_string_equal(one.markdown, two.markdown);
	assert_string_equal(one.html, two.html);
	assert_string_equal(one.text, two.text);
	is_clean(one.markdown);
	is_clean(one.html);
	is_clean(one.text);
	has_clean_lines(s, one.text);
	words[0] = words_of_markdown(one.markdown);
	words[1] = words_of_html(one.html);
	words[2] = words_of_text(one.text);
	for (size_t i = 0; i < 2; i++)
		is_balanced(words[i]);
	for (size_t i = 0; i < 3; i++) {
		rap_buf plain = rap_buf_init(64u << 20);

		shown_without_isolates(&plain, rap_slice_of(words[i]));
		bare[i] = without_blanks(rap_buf_text(&plain));
		rap_buf_done(&plain);
	}
	assert_string_equal(bare[0], bare[1]);
	assert_int_equal(rap_proposals_get(s->desk.store, NULL, true, &rows), RAP_OK);
	for (size_t i = 0; i < rows.n; i++)
		for (size_t j = 0; j < 3; j++)
			has_proposal(s, j < 2 ? words[j] : bare[j], bare[j], &rows.at[i]);
	rap_proposal_rows_done(&rows);
	for (size_t i = 0; i < 3; i++) {
		free(words[i]);
		free(bare[i]);
	}
	rap_compiled_done(&one);
	rap_compiled_done(&two);
}

static void test_no_proposal_is_missing_whatever_the_record(void **state)
{
	const char *count = getenv("COUNT");
	size_t n = count ? (size_t)atol(count) : 60;

	(void)state;
	for (size_t i = 0; i < n; i++) {
		stage *s = stage_open("2020-07-30T08:00:00");

		seed = 88172645463325252u + 7919 * i;
		any_record(s);
		if (count)
			print_message("# record %zu\n", i);
		look_at(s);
		stage_close(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_proposal_is_missing_whatever_the_record),
	};

	return cmocka_run_group_tests_name("compiled laws", tests, NULL, NULL);
}
