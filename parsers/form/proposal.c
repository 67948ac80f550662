// SPDX-License-Identifier: Apache-2.0
/* "[P12] replace: ..." lines: marks, verbs, reasons. */
#include "parsers/form/proposal.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/form/mark.h"
#include "parsers/form/proposal_put.h"
#include "parsers/mail/text.h"
#include "parsers/value/value.h"

#include <stdlib.h>

#define SWAP_BYTES 24 /* " by ", " вместо ", " を " between two quoted texts */
#define STRANGE_CHARS 200u

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* A line that begins so, with a colon behind it, gives the reason of the proposal above it. */
static const char *const reason_words[] = {
	"reason",      "reasons",  "rationale", "justification", "explanation", "note",
	"理由",        "说明",     "說明",      "説明",          "備考",        "이유",
	"사유",        "근거",     "설명",      "обоснование",   "причина",     "пояснение",
	"комментарий", "үндэслэл", "шалтгаан",  "тайлбар",
};

static const char *const comment_words[] = {
	"comment",  "comments", "our comment", "评论",      "意见",  "評論",    "意見",
	"コメント", "의견",     "комментарий", "замечание", "санал", "тайлбар",
};

/* Why words behind a mark may mean something else, in lines up to end; NULL: nothing is to be said. */
static const char *doubt_of(const rap_names *names, const rap_tokens *t, const rap_mark *m,
                            size_t line, size_t end, bool foreign)
{
	if (rap_mark_doubt(names, t, m->rest))
		return "several-paragraphs";
	/* "[P3] delete" / "P5 is too long": of another paragraph. */
	for (size_t l = line + 1; l < end; l++)
		if (rap_mark_named(names, t, l))
			return "several-paragraphs";
	return foreign ? RAP_FLAG_FOREIGN : NULL;
}

static void put_strange(const rap_tokens *t, size_t from, size_t to, rap_reading *reading)
{
	rap_slice words = rap_slice_sub(t->text, t->lines[from].body, t->lines[to - 1].to);
	char *excerpt = rap_strndup(words.at, rap_utf8_offset(words, STRANGE_CHARS));

	rap_reading_finding(reading, "unknown-paragraph", NULL, excerpt,
	                    "The draft has no paragraph with this mark.");
	free(excerpt);
}

bool rap_proposal_begins(const rap_names *names, const rap_tokens *tokens, size_t line)
{
	rap_mark m;

	return rap_mark_of_line(NULL, names, tokens, line, &m);
}

/* ---- what is proposed ----------------------------------------------------------------------------------- */

typedef struct verbs {
	const char *word;
	rap_action action;
} verbs;

/* Where the lexicon has no proposal group. */
static const verbs plain_verbs[] = {
	{"insert after", RAP_ACTION_INSERT_AFTER},
	{"insert", RAP_ACTION_INSERT_AFTER},
	{"replace", RAP_ACTION_REPLACE},
	{"delete", RAP_ACTION_DELETE},
};

/* The verb that begins the folded text; its length, 0: none. */
static size_t verb_of(const rap_context *context, rap_slice folded, rap_action *ret)
{
	size_t n;
	const rap_word_set *set = rap_value_prefix(context, "proposal", folded, &n);

	if (set && rap_action_parse(set->value, ret))
		return n;
	for (size_t i = 0; i < COUNT(plain_verbs); i++) {
		n = strlen(plain_verbs[i].word);
		if (folded.len >= n && memcmp(folded.at, plain_verbs[i].word, n) == 0 &&
		    (folded.len == n || !(folded.at[n] >= 'a' && folded.at[n] <= 'z'))) {
			*ret = plain_verbs[i].action;
			return n;
		}
	}
	return 0;
}

bool rap_proposal_commands(const rap_context *context, rap_slice words)
{
	rap_buf folded = rap_buf_init(words.len * 18 + 64);
	rap_action action;
	rap_slice rest;
	size_t n;
	bool found;

	rap_text_fold(words, &folded);
	n = verb_of(context, rap_buf_as_slice(&folded), &action);
	rest = rap_utf8_trim(rap_slice_sub(rap_buf_as_slice(&folded), n, folded.len));
	found = n > 0 &&
	        (rest.len == 0 || rest.at[0] == ':' ||
	         (rest.at[0] == '(' && memchr(rest.at, ':', rest.len)) ||
	         (action == RAP_ACTION_DELETE && (rest.at[0] == '.' || rest.at[0] == '(')));
	rap_buf_done(&folded);
	return found;
}

/* The text behind the first colon, dash or line end of raw. */
static bool behind_colon(rap_slice raw, rap_slice *ret)
{
	for (size_t at = 0; at < raw.len;) {
		uint32_t c = rap_utf8_next(raw, &at);

		if (c == ':' || c == 0xFF1A || c == '\n') {
			*ret = rap_utf8_trim(rap_slice_sub(raw, at, raw.len));
			return true;
		}
	}
	return false;
}

/* "(editorial)" and the like, anywhere in the first words. */
static rap_proposal_type type_of(rap_slice folded)
{
	char text[121]; /* bound: at most 120 bytes are copied */
	size_t n = folded.len < 120 ? folded.len : 120;

	memcpy(text, folded.len ? folded.at : "", n);
	text[n] = '\0';
	if (strstr(text, "(editorial)") || strstr(text, "[editorial]"))
		return RAP_PROPOSAL_EDITORIAL;
	if (strstr(text, "(translation)") || strstr(text, "[translation]"))
		return RAP_PROPOSAL_TRANSLATION;
	return strstr(text, "(general)") ? RAP_PROPOSAL_GENERAL : RAP_PROPOSAL_SUBSTANTIVE;
}

/* The first line that begins with a reason word and a colon; what follows the colon is the reason. */
static rap_slice split_reason(rap_slice *text)
{
	for (size_t at = 0, from = 0; at <= text->len; from = at) {
		const char *lf = memchr(text->at + at, '\n', text->len - at);
		size_t end = lf ? (size_t)(lf - text->at) : text->len;
		rap_slice line = rap_slice_sub(*text, from, end), rest;
		rap_buf key = rap_buf_init(4096);
		bool is_reason = false;

		for (size_t c = 0; c < line.len && c < 60 && !is_reason;) {
			size_t begin = c;
			uint32_t code = rap_utf8_next(line, &c);

			if (code != ':' && code != 0xFF1A)
				continue;
			rap_value_key(rap_slice_sub(line, 0, begin), &key);
			is_reason = rap_text_is_one_of(rap_buf_text(&key), reason_words,
			                               COUNT(reason_words));
			break;
		}
		rap_buf_done(&key);
		if (is_reason && behind_colon(rap_slice_sub(*text, from, text->len), &rest)) {
			*text = rap_utf8_trim(rap_slice_sub(*text, 0, from));
			return rest;
		}
		at = end + 1;
	}
	return (rap_slice){0};
}

static rap_slice without_comment_word(rap_slice text)
{
	rap_slice rest;
	rap_buf key = rap_buf_init(4096);
	bool is_word = false;

	if (behind_colon(text, &rest) && rest.len > 0 && (size_t)(rest.at - text.at) < 60) {
		rap_value_key(rap_slice_sub(text, 0, (size_t)(rest.at - text.at)), &key);
		is_word =
			rap_text_is_one_of(rap_buf_text(&key), comment_words, COUNT(comment_words));
	}
	rap_buf_done(&key);
	return is_word ? rest : text;
}

/* '"haze" by "smog"': words to be put in the place of others, and not the whole paragraph. */
static bool swaps_words(rap_slice text)
{
	rap_buf folded = rap_buf_init(text.len * 18 + 64);
	const char *first, *second, *third;
	bool swaps = false;

	rap_text_fold(text, &folded);
	first = rap_buf_text(&folded);
	second = *first == '"' ? strchr(first + 1, '"') : NULL;
	third = second ? strchr(second + 1, '"') : NULL;
	if (third && third - second <= SWAP_BYTES) {
		const char *last = strchr(third + 1, '"');

		swaps = last && last[1 + strspn(last + 1, ".;, ")] == '\0';
	}
	rap_buf_done(&folded);
	return swaps;
}

void rap_proposal_put_words(const rap_context *context, size_t paragraph, rap_slice words,
                            const char *where, const char *doubt, rap_reading *reading)
{
	rap_slice text = rap_utf8_trim(words), body, reason;
	rap_put put = {.context = context, .paragraph = paragraph, .words = words, .where = where};
	rap_action action = RAP_ACTION_COMMENT;
	rap_buf folded = rap_buf_init(words.len * 18 + 64);
	size_t verb;

	rap_text_fold(text, &folded);
	put.type = type_of(rap_buf_as_slice(&folded));
	reason = split_reason(&text);
	rap_buf_cut(&folded, 0);
	rap_text_fold(text, &folded);
	verb = verb_of(context, rap_buf_as_slice(&folded), &action);
	put.action = RAP_ACTION_COMMENT;
	if (verb > 0 && action == RAP_ACTION_DELETE) {
		rap_slice rest = rap_slice_sub(rap_buf_as_slice(&folded), verb, folded.len);
		rap_buf key = rap_buf_init(words.len * 18 + 64);

		/* Delete must be all that is said: "delete the words ..." is a comment. */
		rap_value_key(rest, &key);
		if (key.len == 0 || rap_slice_is(rap_buf_as_slice(&key), "editorial"))
			put.action = RAP_ACTION_DELETE;
		rap_buf_done(&key);
	} else if (verb > 0) {
		const char *at = rap_buf_text(&folded) + verb;

		while (*at == ' ')
			at++;
		/* A colon, or a line end in the raw text, parts verb and text: "replace should with shall" has none. */
		if ((*at == ':' || (*at == '(' && strchr(at, ':'))) && behind_colon(text, &body) &&
		    !(action == RAP_ACTION_REPLACE && swaps_words(body))) {
			put.action = action;
			put.text = body;
		}
	}
	if (put.action == RAP_ACTION_COMMENT)
		put.words = without_comment_word(words);
	put.reason = reason;
	put.unclear = doubt;
	if (put.action != RAP_ACTION_COMMENT && put.action != RAP_ACTION_DELETE &&
	    put.text.len == 0)
		put.unclear = "no-text";
	rap_proposal_put(&put, reading);
	rap_buf_done(&folded);
}

/*
 * How many tokens of t in [from, to) are the paragraph just as it was sent, with its mark or from its first word on,
 * and what stood behind it. The whole paragraph, or none: 0.
 */
static size_t again_as_sent(const rap_sent *sent, const rap_tokens *t, size_t paragraph,
                            bool marked, size_t from, size_t to)
{
	const rap_sent_item *item = &sent->paragraphs[paragraph];
	size_t n = 0, at = marked ? item->from : item->label;

	if (!item->found)
		return 0;
	while (from + n < to && at + n < sent->tokens.n &&
	       t->at[from + n].word == sent->tokens.at[at + n].word)
		n++;
	return at + n >= item->to && item->to > item->label ? n : 0;
}

size_t rap_proposal_lines(const rap_against *against, rap_slice raw, const char *where,
                          bool foreign, rap_reading *reading)
{
	const rap_context *context = against->context;
	const rap_names *names = against->names;
	rap_tokens t;
	size_t found = 0;

	if (context->n_paragraphs == 0 || raw.len == 0)
		return 0;
	rap_tokens_read(raw, against->vocabulary, &t);
	for (size_t line = 0; line < t.n_lines; line++) {
		size_t end = line + 1, from, to, ours;
		bool strange = rap_mark_strange(names, &t, line);
		rap_mark m, next;

		if (!strange && !rap_mark_of_line(context, names, &t, line, &m))
			continue;
		while (end < t.n_lines && !rap_mark_of_line(context, names, &t, end, &next) &&
		       !rap_mark_strange(names, &t, end))
			end++;
		if (strange) {
			put_strange(&t, line, end, reading);
			continue;
		}
		/* Our mail quoted once more says nothing; what was typed under the paragraph does. */
		to = end < t.n_lines ? t.lines[end].first : t.n;
		ours = again_as_sent(against->sent, &t, m.paragraph, true, t.lines[line].first, to);
		if (ours > 0) {
			m.rest = t.lines[line].first + ours;
			found += m.rest >= to;
		}
		from = m.rest < to || (ours == 0 && m.rest < t.n) ? t.at[m.rest].from : raw.len;
		to = t.lines[end - 1].to;
		if (from < to) {
			rap_proposal_put_words(context, m.paragraph, rap_slice_sub(raw, from, to),
			                       where, doubt_of(names, &t, &m, line, end, foreign),
			                       reading);
			found++;
		}
	}
	rap_tokens_done(&t);
	return found;
}

void rap_proposal_words(const rap_against *against, size_t paragraph, rap_slice raw,
                        const char *where, bool foreign, rap_reading *reading)
{
	const rap_context *context = against->context;
	const rap_names *names = against->names;
	rap_tokens t;
	size_t line = 0, end, from, to = raw.len;
	rap_mark m = {0};

	rap_tokens_read(raw, against->vocabulary, &t);
	while (line < t.n_lines &&
	       (!rap_mark_of_line(context, names, &t, line, &m) || !(m.bracket || m.colon)) &&
	       !rap_mark_strange(names, &t, line))
		line++;
	end = line < t.n_lines ? t.lines[line].first : t.n;
	from = again_as_sent(against->sent, &t, paragraph, false, 0, end);
	if (line < t.n_lines)
		to = t.lines[line].from;
	if (from < end)
		rap_proposal_put_words(context, paragraph,
		                       rap_slice_sub(raw, from > 0 ? t.at[from].from : 0, to),
		                       where, foreign ? RAP_FLAG_FOREIGN : NULL, reading);
	if (line < t.n_lines)
		(void)rap_proposal_lines(against, rap_slice_sub(raw, to, raw.len), where, foreign,
		                         reading);
	rap_tokens_done(&t);
}

void rap_proposal_beside(const rap_against *against, size_t paragraph, rap_slice raw,
                         const char *where, bool foreign, rap_reading *reading)
{
	rap_tokens t;
	bool several;

	rap_tokens_read(raw, against->vocabulary, &t);
	several = rap_mark_doubt(against->names, &t, 0) != NULL;
	rap_tokens_done(&t);
	if (several)
		rap_proposal_put_words(against->context, paragraph, raw, where,
		                       "several-paragraphs", reading);
	else
		rap_proposal_words(against, paragraph, raw, where, foreign, reading);
}

/* ---- loose lines ---------------------------------------------------------------------------------------- */

static bool is_loose_line(const rap_page *page, size_t line)
{
	const rap_token_line *l = &page->tokens.lines[line];

	return l->n > 0 && rap_page_loose(page, line) == l->first;
}

static bool ends_block(const rap_page *page, size_t line)
{
	rap_line_kind kind = page->kinds[line];

	return rap_quote_begins(kind) || kind == RAP_LINE_SIGNATURE || kind == RAP_LINE_CLOSING ||
	       kind == RAP_LINE_NOTICE;
}

void rap_proposal_loose(const rap_context *context, const rap_names *names,
                        rap_vocabulary *vocabulary, rap_page *page, rap_reading *reading)
{
	const rap_against against = {context, names, vocabulary, page->sent};
	const rap_tokens *t = &page->tokens;

	for (size_t line = 0; line < t->n_lines; line++) {
		size_t last = line;
		rap_buf raw = rap_buf_init(page->text.len + 1);
		rap_mark m;

		if (!is_loose_line(page, line) || (!rap_mark_of_line(context, names, t, line, &m) &&
		                                   !rap_mark_strange(names, t, line)))
			continue;
		for (size_t next = line + 1; next < t->n_lines; next++) {
			if (t->lines[next].n == 0)
				continue;
			if (!is_loose_line(page, next) || ends_block(page, next))
				break;
			last = next;
		}
		rap_tokens_cut(t, t->lines[line].body, t->lines[last].to, &raw);
		if (rap_proposal_lines(&against, rap_buf_as_slice(&raw), page->where,
		                       page->foreign[line], reading) > 0)
			for (size_t i = t->lines[line].first;
			     i < t->lines[last].first + t->lines[last].n; i++)
				page->state[i] = RAP_TOKEN_DRAFT;
		rap_buf_done(&raw);
		line = last;
	}
}
