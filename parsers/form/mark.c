// SPDX-License-Identifier: Apache-2.0
/* Marks of paragraphs at line starts; see mark.h. */
#include "parsers/form/mark.h"

#include "common/utf8.h"
#include "parsers/form/proposal.h"
#include "parsers/mail/text.h"

#define STRANGE_MARK_TOKENS 9u /* "[P2 bis (a) (iv)]" has as many before its last bracket */

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Words before a number that name a paragraph without its letter: "Paragraph 12:". */
static const char *const paragraph_words[] = {"paragraph", "para", "第",    "пункт", "п",
                                              "문단",      "단락", "заалт", "段落",  "パラグラフ"};

/* The longest mark at token i: "P2 (a)" before "P2". */
static bool mark_at(const rap_names *names, const rap_tokens *t, size_t i, size_t *ret_paragraph)
{
	size_t best = 0;

	for (size_t p = 0; p < names->n_paragraphs; p++)
		if (names->marks[p].n > best && rap_names_at(t, i, &names->marks[p])) {
			best = names->marks[p].n;
			*ret_paragraph = p;
		}
	return best > 0;
}

/* "Paragraph 12" is P12 where there is such a mark. */
static bool number_at(const rap_context *context, const rap_names *names, const rap_tokens *t,
                      size_t i, size_t *ret_paragraph)
{
	for (size_t p = 0; p < names->n_paragraphs && i < t->n; p++) {
		const char *mark = context->paragraphs[p].mark;

		if ((mark[0] == 'P' || mark[0] == 'p') &&
		    strcmp(mark + 1, rap_vocabulary_text(names->vocabulary, t->at[i].word)) == 0) {
			*ret_paragraph = p;
			return true;
		}
	}
	return false;
}

/* "[P.5]" is P5. */
static bool is_letter_p(const rap_names *names, const rap_tokens *t, size_t i)
{
	return i < t->n && strcmp(rap_vocabulary_text(names->vocabulary, t->at[i].word), "p") == 0;
}

static size_t skip_colons(const rap_names *names, const rap_tokens *t, size_t i, bool *ret_colon)
{
	while (rap_names_char(names, t, i, ':') || rap_names_char(names, t, i, '.') ||
	       rap_names_char(names, t, i, ')') || rap_names_char(names, t, i, ',')) {
		*ret_colon |= rap_names_char(names, t, i, ':');
		i++;
	}
	return i;
}

/* "P5 - why?": a dash between blanks. */
static bool dash_between(const rap_tokens *t, size_t i)
{
	rap_slice gap = rap_utf8_trim(rap_slice_sub(t->text, t->at[i].to, t->at[i + 1].from));
	size_t at = 0;

	return gap.len > 0 && t->at[i + 1].from > t->at[i].to + gap.len + 1 &&
	       rap_char_is_dash(rap_utf8_next(gap, &at)) && at == gap.len;
}

bool rap_mark_of_line(const rap_context *context, const rap_names *names, const rap_tokens *t,
                      size_t line, rap_mark *ret)
{
	size_t first = t->lines[line].first, end = first + t->lines[line].n, at = first, p = 0;

	if (first == end)
		return false;
	*ret = (rap_mark){.bracket = rap_names_char(names, t, at, '[')};
	if (ret->bracket) {
		at++;
		if (context && rap_names_char(names, t, at + 1, '.') &&
		    rap_names_char(names, t, at + 3, ']') && is_letter_p(names, t, at) &&
		    number_at(context, names, t, at + 2, &p)) {
			ret->paragraph = p;
			ret->rest = skip_colons(names, t, at + 4, &ret->colon);
			return true;
		}
		if (!mark_at(names, t, at, &p) ||
		    !rap_names_char(names, t, at + names->marks[p].n, ']'))
			return false;
		ret->paragraph = p;
		ret->rest = skip_colons(names, t, at + names->marks[p].n + 1, &ret->colon);
		return true;
	}
	if (context && rap_text_is_one_of(rap_vocabulary_text(names->vocabulary, t->at[at].word),
	                                  paragraph_words, COUNT(paragraph_words))) {
		size_t number = at + 1, behind;

		number += rap_names_char(names, t, number, '.');
		if (!number_at(context, names, t, number, &p) && !mark_at(names, t, number, &p))
			return false;
		behind = number + 1;
		if (behind < end &&
		    strcmp(rap_vocabulary_text(names->vocabulary, t->at[behind].word), "段") == 0)
			behind++;
		ret->paragraph = p;
		ret->rest = skip_colons(names, t, behind, &ret->colon);
		return ret->colon;
	}
	if (!mark_at(names, t, at, &p))
		return false;
	ret->paragraph = p;
	ret->rest = skip_colons(names, t, at + names->marks[p].n, &ret->colon);
	ret->colon |= ret->rest < end && ret->rest == at + names->marks[p].n &&
	              dash_between(t, ret->rest - 1);
	if (context && !ret->colon && ret->rest == at + names->marks[p].n && ret->rest < end)
		ret->colon = rap_proposal_commands(
			context, rap_slice_sub(t->text, t->at[ret->rest].from, t->lines[line].to));
	return ret->rest > at + names->marks[p].n || ret->colon;
}

/* "[P3], [P5] delete", "[P1]-[P3] delete": another mark right behind the mark. */
static bool several_marks(const rap_names *names, const rap_tokens *t, size_t i)
{
	static const char *const between[] = {",",   ";",  "-", "–",  "/", "&",
	                                      "and", "to", "и", "和", "및"};
	size_t p;

	while (i < t->n && rap_text_is_one_of(rap_vocabulary_text(names->vocabulary, t->at[i].word),
	                                      between, COUNT(between)))
		i++;
	return rap_names_char(names, t, i, '[') && mark_at(names, t, i + 1, &p);
}

/* "[P5] bis: delete", "[P5] (b) delete": more of a mark than the draft has stands behind it. */
static bool goes_further(const rap_names *names, const rap_tokens *t, size_t i)
{
	static const char *const more[] = {"bis", "ter", "quater", "alt", "бис", "тер"};
	bool open = rap_names_char(names, t, i, '(');
	size_t word = i + (open ? 1 : 0), behind = word + 1;
	bool closed = rap_names_char(names, t, behind, ')');

	if (behind >= t->n || t->at[behind].line != t->at[i].line)
		return false;
	if (!closed && !rap_names_char(names, t, behind, ':') &&
	    !rap_names_char(names, t, behind, '.'))
		return false;
	return rap_text_is_one_of(rap_vocabulary_text(names->vocabulary, t->at[word].word), more,
	                          COUNT(more)) ||
	       (t->at[word].kind == RAP_TOKEN_WORD &&
	        rap_utf8_count(rap_slice_sub(t->text, t->at[word].from, t->at[word].to)) == 1 &&
	        !(t->text.at[t->at[word].from] >= '0' && t->text.at[t->at[word].from] <= '9'));
}

const char *rap_mark_doubt(const rap_names *names, const rap_tokens *t, size_t i)
{
	return several_marks(names, t, i) || goes_further(names, t, i) ? "several-paragraphs"
	                                                               : NULL;
}

/* "P" and digits. */
static bool is_p_number(const rap_names *names, const rap_tokens *t, size_t i)
{
	const char *word = i < t->n ? rap_vocabulary_text(names->vocabulary, t->at[i].word) : "";

	return word[0] == 'p' && word[1] >= '0' && word[1] <= '9';
}

bool rap_mark_named(const rap_names *names, const rap_tokens *t, size_t line)
{
	return t->lines[line].n > 1 && is_p_number(names, t, t->lines[line].first);
}

bool rap_mark_strange(const rap_names *names, const rap_tokens *t, size_t line)
{
	size_t first = t->lines[line].first;
	rap_mark m;

	if (t->lines[line].n < 3 || !rap_names_char(names, t, first, '[') ||
	    !is_p_number(names, t, first + 1))
		return false;
	for (size_t i = first + 2; i < first + t->lines[line].n && i < first + STRANGE_MARK_TOKENS;
	     i++)
		if (rap_names_char(names, t, i, ']'))
			return !rap_mark_of_line(NULL, names, t, line, &m);
	return false;
}
