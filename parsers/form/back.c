// SPDX-License-Identifier: Apache-2.0
/* Which items and paragraphs came back, and which tokens were matched by chance; see back.h. */
#include "parsers/form/back.h"

#include "common/mem.h"
#include "parsers/form/cue.h"

#define PRESENT_PERCENT 60u /* of the label: less is a mention, not the item */
#define TEXT_BEGINS 3u /* words of a paragraph behind its mark */
#define LABEL_ALONE_MIN 3u /* words of a label that came back whole, but without its id */
#define LINE_OURS_PERCENT \
	75u /* of a line that holds words of our letter: less is typed, and alike by chance */
#define JUMPS_PART 3u /* a line of ours comes back in pieces of three words at least */
#define OWN_LINE_MIN 4u /* words and signs of a line that nobody types by chance */

static void forget(rap_alignment *a, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (a->reply_of[i] == RAP_ALIGN_NONE)
			continue;
		a->sent_of[a->reply_of[i]] = RAP_ALIGN_NONE;
		a->reply_of[i] = RAP_ALIGN_NONE;
	}
}

/* Whether most of the tokens [from, to) came back. */
static bool mostly_back(const rap_alignment *a, size_t from, size_t to)
{
	size_t back = 0;

	for (size_t i = from; i < to; i++)
		back += a->reply_of[i] != RAP_ALIGN_NONE;
	return back * 100 >= (to - from) * PRESENT_PERCENT;
}

/* "[2.6]" stands at the beginning of a line, whole: the label behind it may have been translated. */
static bool id_stands(const rap_tokens *reply, const rap_sent_item *item, const rap_alignment *a)
{
	uint32_t first = a->reply_of[item->from];

	if (item->label < item->from + 3 || first == RAP_ALIGN_NONE ||
	    !rap_token_begins_line(reply, first) || !rap_token_is_sign(reply, first, '['))
		return false;
	for (size_t i = item->from; i < item->label; i++)
		if (a->reply_of[i] != first + (i - item->from))
			return false;
	return true;
}

/* Of a label or hint that was deleted a word may stand in the answer before it. */
static void forget_strays(const rap_tokens *reply, const rap_sent_item *item, rap_alignment *a)
{
	if (!mostly_back(a, item->label, item->hint))
		forget(a, id_stands(reply, item, a) ? item->label : item->from, item->hint);
	if (!mostly_back(a, item->hint, item->cue))
		forget(a, item->hint, item->cue);
}

/*
 * Where the bracket that is token i of what was sent closes, when nothing of what it holds came back, and something was
 * typed behind it; end: it does not close. 0: it is ours.
 */
static size_t foreign_bracket(const rap_tokens *sent, const rap_tokens *reply,
                              const rap_alignment *a, size_t i, size_t end)
{
	size_t next = a->reply_of[i] + (size_t)1, k = i + 1;
	char close = rap_token_is_sign(sent, i, '(') ? ')' : ']';

	if (!(rap_token_is_sign(sent, i, '(') || rap_token_is_sign(sent, i, '[')) ||
	    next >= reply->n || a->sent_of[next] != RAP_ALIGN_NONE)
		return 0;
	for (; k < end && !rap_token_is_sign(sent, k, close); k++)
		if (a->reply_of[k] != RAP_ALIGN_NONE)
			return 0;
	return k > i + 1 ? k : 0; /* an empty box is there to be filled in */
}

/* "[P3] delete" behind a label whose cue "[2.6]" is gone: the bracket is the answer's. */
static void forget_brackets(const rap_sent *sent, const rap_tokens *reply,
                            const rap_sent_item *item, rap_alignment *a)
{
	for (size_t i = item->hint; i < item->to; i++) {
		size_t close = a->reply_of[i] == RAP_ALIGN_NONE
		                       ? 0
		                       : foreign_bracket(&sent->tokens, reply, a, i, item->to);

		if (close > 0) {
			forget(a, i, i + 1);
			forget(a, close, close < item->to ? close + 1 : close);
		}
	}
}

/*
 * An item came back when most of its label did; with its id, or with enough words not to be chance; or when its cue
 * did, which has the id too: people delete labels to shorten the mail.
 */
static void mark_present(const rap_context *context, const rap_sent *sent, const rap_tokens *reply,
                         rap_copy *copy)
{
	copy->present = rap_calloc(context->n_fields + 1, sizeof *copy->present);
	for (size_t f = 0; f < context->n_fields; f++) {
		const rap_sent_item *item = &sent->fields[f];
		size_t all = item->hint - item->label, back = 0;
		bool id = false;

		if (!item->found)
			continue;
		for (size_t i = item->from; i < item->label; i++)
			id |= copy->a.reply_of[i] != RAP_ALIGN_NONE &&
			      sent->weight[i] >= RAP_SENT_HEAVY;
		for (size_t i = item->label; i < item->hint; i++)
			back += copy->a.reply_of[i] != RAP_ALIGN_NONE;
		if (rap_cue_back(sent, item, &copy->a)) {
			copy->present[f] = true;
			forget_strays(reply, item, &copy->a);
			continue;
		}
		copy->present[f] = id ? back * 100 >= all * PRESENT_PERCENT
		                      : back == all && all >= LABEL_ALONE_MIN;
		/* A number of the scale may be the answer where the rest of the scale is gone. */
		if (copy->present[f] && context->fields[f].type == RAP_FIELD_RATING &&
		    !mostly_back(&copy->a, item->hint, item->cue))
			forget(&copy->a, item->hint, item->cue);
	}
}

/* A paragraph comes back with its whole mark at the beginning of a line. */
static bool mark_back(const rap_sent_item *item, const rap_tokens *reply, const rap_alignment *a)
{
	size_t marks = 0;

	for (size_t i = item->from; i < item->label; i++)
		marks += a->reply_of[i] != RAP_ALIGN_NONE;
	return marks == item->label - item->from &&
	       rap_token_begins_line(reply, a->reply_of[item->from]);
}

/* Whether any paragraph came back with its mark: a quotation of the draft has some, an answer that cites it has none. */
static bool any_mark_back(const rap_context *context, const rap_sent *sent, const rap_tokens *reply,
                          const rap_alignment *a)
{
	for (size_t p = 0; p < context->n_paragraphs; p++)
		if (sent->paragraphs[p].found && mark_back(&sent->paragraphs[p], reply, a))
			return true;
	return false;
}

/* Without the mark only a whole copy is one, quoted or in a quotation of the draft. */
static bool paragraph_present(const rap_sent_item *item, const rap_tokens *reply,
                              const rap_alignment *a, bool marks)
{
	size_t back = 0, quoted = 0;

	if (mark_back(item, reply, a))
		return true;
	for (size_t i = item->label; i < item->to; i++) {
		back += a->reply_of[i] != RAP_ALIGN_NONE;
		quoted += a->reply_of[i] != RAP_ALIGN_NONE &&
		          reply->lines[reply->at[a->reply_of[i]].line].depth > 0;
	}
	return back == item->to - item->label && (marks || quoted == back);
}

/* Whether an empty line stands between tokens i and k of the reply. */
static bool blank_between(const rap_tokens *reply, size_t i, size_t k)
{
	for (size_t l = reply->at[i].line + (size_t)1; l < reply->at[k].line; l++)
		if (reply->lines[l].n == 0)
			return true;
	return false;
}

/* Only the mark came back: words of the text that stand further down, behind an empty line, were typed. */
static void forget_far(const rap_sent_item *item, const rap_tokens *reply, rap_alignment *a)
{
	uint32_t mark = a->reply_of[item->from];

	if (mark == RAP_ALIGN_NONE || mostly_back(a, item->label, item->to))
		return;
	for (size_t i = item->label; i < item->to; i++)
		if (a->reply_of[i] != RAP_ALIGN_NONE && a->reply_of[i] > mark &&
		    blank_between(reply, mark, a->reply_of[i]))
			forget(a, i, i + 1);
}

/* "[P2] The results shall ...": the text begins right behind the mark. */
static bool begins_back(const rap_sent_item *item, const rap_alignment *a)
{
	uint32_t mark = a->reply_of[item->label - 1];

	if (mark == RAP_ALIGN_NONE || item->label + TEXT_BEGINS > item->to)
		return false;
	for (size_t i = 0; i < TEXT_BEGINS; i++)
		if (a->reply_of[item->label + i] != mark + 1 + i)
			return false;
	return true;
}

/* Whether of any paragraph the text came back, not just the mark: "[P4] Why?" alone is typed, and no draft. */
static bool draft_back(const rap_context *context, const rap_sent *sent, const rap_tokens *reply,
                       const rap_alignment *a, bool marks)
{
	for (size_t p = 0; p < context->n_paragraphs; p++) {
		const rap_sent_item *item = &sent->paragraphs[p];

		if (item->found && item->label < item->to &&
		    paragraph_present(item, reply, a, marks) &&
		    (begins_back(item, a) || mostly_back(a, item->label, item->to)))
			return true;
	}
	return false;
}

/* Tokens of items that are not there matched by chance, or in a list of short answers: nothing of ours. */
static void forget_absent(const rap_context *context, const rap_sent *sent, const rap_tokens *reply,
                          rap_copy *copy)
{
	bool marks = any_mark_back(context, sent, reply, &copy->a);
	bool draft = draft_back(context, sent, reply, &copy->a, marks);

	for (size_t f = 0; f < context->n_fields; f++)
		if (sent->fields[f].found && !copy->present[f])
			forget(&copy->a, sent->fields[f].from, sent->fields[f].to);
	for (size_t p = 0; p < context->n_paragraphs; p++) {
		const rap_sent_item *item = &sent->paragraphs[p];

		if (!item->found)
			continue;
		if (draft && paragraph_present(item, reply, &copy->a, marks))
			forget_far(item, reply, &copy->a);
		else
			forget(&copy->a, item->from, item->to);
	}
}

/* Most of what came back stands behind marks of quotation. */
static bool is_quoted(const rap_tokens *reply, const rap_alignment *a)
{
	size_t ours = 0, marked = 0;

	for (size_t l = 0; l < reply->n_lines; l++) {
		const rap_token_line *line = &reply->lines[l];

		for (size_t j = line->first; j < line->first + line->n; j++) {
			ours += a->sent_of[j] != RAP_ALIGN_NONE;
			marked += a->sent_of[j] != RAP_ALIGN_NONE && line->depth > 0;
		}
	}
	return marked * 2 > ours;
}

/* Of the tokens of the part, or of all others, at least half came back. */
static bool half_back(const rap_sent *sent, const rap_alignment *a, bool outside)
{
	size_t all = 0, back = 0;

	for (size_t i = 0; i < sent->tokens.n; i++) {
		if ((sent->part[i] == RAP_SENT_OUTSIDE) != outside ||
		    sent->part[i] == RAP_SENT_MARK || sent->part[i] == RAP_SENT_PARAGRAPH)
			continue;
		all++;
		back += a->reply_of[i] != RAP_ALIGN_NONE;
	}
	return back * 2 >= all;
}

/*
 * Neither the letter nor the form came back, and no marks of quotation: what stands in an answer in the words of our
 * letter ("2.5 Member States should establish ...") was typed.
 */
static void forget_cited(const rap_sent *sent, const rap_tokens *reply, rap_copy *copy)
{
	if (half_back(sent, &copy->a, true) || half_back(sent, &copy->a, false))
		return;
	for (size_t j = 0; j < reply->n; j++) {
		uint32_t i = copy->a.sent_of[j];

		if (i != RAP_ALIGN_NONE && sent->part[i] == RAP_SENT_OUTSIDE &&
		    reply->lines[reply->at[j].line].depth == 0)
			forget(&copy->a, i, i + 1);
	}
}

/* A typed line may share words with our letter; it is ours only when nearly all of it is. */
static void forget_alike(const rap_sent *sent, const rap_tokens *reply, rap_copy *copy)
{
	bool quoted = is_quoted(reply, &copy->a);

	for (size_t l = 0; l < reply->n_lines; l++) {
		const rap_token_line *line = &reply->lines[l];
		size_t ours = 0, letter = 0, jumps = 0;
		uint32_t before = RAP_ALIGN_NONE;

		for (size_t j = line->first; j < line->first + line->n; j++) {
			uint32_t i = copy->a.sent_of[j];

			if (i == RAP_ALIGN_NONE)
				continue;
			jumps += ours > 0 && i != before + 1;
			before = i;
			ours++;
			letter += sent->part[i] == RAP_SENT_OUTSIDE;
		}
		/* "1.1: 4/5" of an id, a colon and two numbers from here and there is none of our lines. */
		if (letter == 0 ||
		    (ours * 100 >=
		             line->n * (quoted && line->depth == 0 ? 100 : LINE_OURS_PERCENT) &&
		     jumps * JUMPS_PART <= ours))
			continue;
		for (size_t j = line->first; j < line->first + line->n; j++) {
			uint32_t i = copy->a.sent_of[j];

			if (i == RAP_ALIGN_NONE || sent->part[i] != RAP_SENT_OUTSIDE)
				continue;
			copy->a.sent_of[j] = RAP_ALIGN_NONE;
			copy->a.reply_of[i] = RAP_ALIGN_NONE;
		}
	}
}

/* Where the line of token i ends: behind its last token. */
static size_t line_end(const rap_tokens *t, size_t i)
{
	const rap_token_line *line = &t->lines[t->at[i].line];

	return line->first + line->n;
}

static bool none_matched(const uint32_t *of, size_t from, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (of[from + k] != RAP_ALIGN_NONE)
			return false;
	return true;
}

/* The tokens [from, from + n) of what was sent stand at token j of the reply, on lines of their own, and nothing else. */
static bool stands_at(const rap_sent *sent, const rap_tokens *reply, const rap_alignment *a,
                      size_t from, size_t n, size_t j)
{
	if (!rap_token_begins_line(reply, j) || !rap_token_ends_line(reply, j + n - 1) ||
	    !none_matched(a->sent_of, j, n))
		return false;
	for (size_t k = 0; k < n; k++)
		if (sent->tokens.at[from + k].word != reply->at[j + k].word)
			return false;
	return true;
}

/* The line of our letter that begins with token i is looked for between [from, to) of the reply, from the end. */
static void find_own_line(const rap_sent *sent, const rap_tokens *reply, size_t i, size_t from,
                          size_t to, rap_alignment *a)
{
	size_t n = line_end(&sent->tokens, i) - i;

	if (n < OWN_LINE_MIN || !none_matched(a->reply_of, i, n))
		return;
	for (size_t j = to; j-- > from;) {
		if (j + n > to || !stands_at(sent, reply, a, i, n, j))
			continue;
		for (size_t k = 0; k < n; k++) {
			a->reply_of[i + k] = (uint32_t)(j + k);
			a->sent_of[j + k] = (uint32_t)(i + k);
		}
		return;
	}
}

/*
 * The end of the form, and a heading between two items: an answer that cites the draft draws the alignment past them,
 * and they would stand in the answer. The place is known, so that a whole line tells it.
 */
static void find_own_lines(const rap_context *context, const rap_sent *sent,
                           const rap_tokens *reply, rap_copy *copy)
{
	for (size_t f = 0; f < context->n_fields; f++) {
		const rap_sent_item *item = &sent->fields[f];
		size_t next = item->to, from = 0, to = copy->to;
		bool last;

		if (!item->found || !copy->present[f])
			continue;
		for (size_t i = item->from; i < item->to; i++)
			if (copy->a.reply_of[i] != RAP_ALIGN_NONE && copy->a.reply_of[i] >= from)
				from = copy->a.reply_of[i] + (size_t)1;
		while (next < sent->tokens.n && sent->part[next] == RAP_SENT_OUTSIDE)
			next++;
		last = next == sent->tokens.n || sent->part[next] == RAP_SENT_MARK;
		for (size_t i = next; i < sent->tokens.n && !last; i++)
			if (copy->a.reply_of[i] != RAP_ALIGN_NONE && copy->a.reply_of[i] >= from) {
				to = copy->a.reply_of[i];
				break;
			}
		for (size_t i = item->to; i < next; i = line_end(&sent->tokens, i)) {
			if (rap_token_begins_line(&sent->tokens, i))
				find_own_line(sent, reply, i, from, to, &copy->a);
			/* Behind the end of the form stands a letter, and people write such lines too. */
			if (last)
				break;
		}
	}
}

void rap_back_sift(const rap_context *context, const rap_sent *sent, const rap_tokens *reply,
                   rap_copy *copy)
{
	rap_cue_draw(context, sent, reply, &copy->a);
	mark_present(context, sent, reply, copy);
	for (size_t f = 0; f < context->n_fields; f++)
		if (sent->fields[f].found)
			forget_brackets(sent, reply, &sent->fields[f], &copy->a);
	forget_absent(context, sent, reply, copy);
	forget_cited(sent, reply, copy);
	forget_alike(sent, reply, copy);
	find_own_lines(context, sent, reply, copy);
	rap_cue_forget(context, sent, reply, &copy->a);
}
