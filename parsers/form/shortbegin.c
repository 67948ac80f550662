// SPDX-License-Identifier: Apache-2.0
/*
 * Line starts that name an item: bullet, a word such as "Item" or "п.", bracket, id, delimiter; ranges and lists of
 * ids; or the label.
 */
#include "common/utf8.h"
#include "parsers/form/cue.h"
#include "parsers/form/shortform.h"
#include "parsers/mail/text.h"

#include <stdlib.h>

#define PREFIX_TOKENS 5u /* before an id: "Our answer to 2.1" */
#define PREFIX_BYTES 64u
#define ID_BYTES 6u /* of "10.11" and the like: longer numbers are quantities */
#define LABEL_MIN 2u /* words of a label that tells an item */
#define CONNECTOR_TOKENS 4u /* between two ids of a range or list */

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Words before an id, without blanks. */
#define ENDING_MAX 3u /* letters */

static const char *const prefixes[] = {
	"q",        "que",        "question",  "item",      "no",          "nr",       "n",
	"qs",       "questions",  "items",     "nos",       "numbers",     "points",   "paras",
	"answers",  "пункты",     "вопросы",   "ответы",    "попунктам",   "пунктам",  "пункта",
	"num",      "number",     "para",      "paragraph", "point",       "section",  "ad",
	"re",       "ref",        "on",        "to",        "for",         "field",    "answer",
	"answerto", "answeron",   "answerfor", "ouranswer", "ouranswerto", "reply",    "replyto",
	"response", "responseto", "п",         "пп",        "пункт",       "попункту", "поп",
	"кпункту",  "вопрос",     "повопросу", "ответ",     "ответна",     "ответнап", "наш ответ",
	"нашответ", "поле",       "к",         "по",        "на",          "第",       "问",
	"問",       "问题",       "問題",      "项目",      "項目",        "第项",     "質問",
	"設問",     "回答",       "答",        "答复",      "答覆",        "回复",     "回覆",
	"条",       "項",         "项",        "문항",      "질문",        "답변",     "항목",
	"응답",     "회신",       "асуулт",    "хариулт",   "хариу",       "зүйл",     "заалт",
	"асуултын", "§",          "n°",        "punto",     "pregunta",    "frage",    "zu",
	"zufrage",  "punkt",      "ponto",     "questão",   "câu",         "câuhỏi",   "mục",
	"ข้อ",       "сұрақ",      "тармақ",    "питання",   "пунктом",     "madde",    "soru",
	"nomor",    "butir",      "سؤال",      "domanda",   "vraag",       "pytanie",  "суроо",
};

static const char *const bullets[] = {"·", "・", "●", "■", "◆", "◇", "○", "□", "→",
                                      "※", "@",  "+", "~", "✓", "▪", "►", "▶"};

static const char *const list_words[] = {",",  "、", "/",  "&",  ";",  "and", "и",     "和",
                                         "及", "与", "및", "과", "와", "ба",  "болон", "と",
                                         "に", "[",  "]",  "(",  ")",  "・"};
static const char *const range_words[] = {"to", "through", "until",  "till", "до", "по", "至",
                                          "到", "から",    "부터",   "까지", "か", "ら", "부",
                                          "터", "-ээс",    "хүртэл", "~",    "〜", "…"};
/* Behind a bare number they make it a quantity: "1.2 million people". */
static const char *const quantities[] = {
	"million", "millions", "billion", "billions", "trillion", "thousand",  "percent",  "per",
	"times",   "km",       "km2",     "m",        "m2",       "m3",        "mm",       "cm",
	"kg",      "t",        "ton",     "tons",     "tonnes",   "ha",        "hectares", "mw",
	"gw",      "kw",       "usd",     "eur",      "years",    "months",    "days",     "hours",
	"degrees", "млн",      "млрд",    "тыс",      "процента", "процентов", "раза",     "км",
	"сая",     "тэрбум",   "хувь",    "мянга",    "万",       "萬",        "亿",       "億",
	"倍",      "만",       "억",      "배",       "퍼센트",   "백만",      "%",        "°",
	"℃",       "‰"};
static const char *const suffixes[] = {"项", "項", "条", "번", "点", "题", "項目", "号"};

static const char *word(const rap_names *names, const rap_tokens *t, size_t i)
{
	return rap_vocabulary_text(names->vocabulary, t->at[i].word);
}

static bool opens(const rap_names *names, const rap_tokens *t, size_t i)
{
	return rap_names_char(names, t, i, '[') || rap_names_char(names, t, i, '(') ||
	       rap_names_char(names, t, i, '<') || rap_names_char(names, t, i, '{');
}

static bool closes(const rap_names *names, const rap_tokens *t, size_t i)
{
	return rap_names_char(names, t, i, ']') || rap_names_char(names, t, i, ')') ||
	       rap_names_char(names, t, i, '>') || rap_names_char(names, t, i, '}');
}

/* The field whose id stands at token i. */
static bool id_at(const rap_names *names, const rap_tokens *t, size_t i, size_t *ret_field)
{
	for (size_t f = 0; f < names->n_fields; f++)
		if (rap_names_at(t, i, &names->ids[f])) {
			*ret_field = f;
			return true;
		}
	return false;
}

/* Signs that are no tokens between the end of token i and the next one on its line. */
static bool signs_behind(const rap_tokens *t, size_t i, bool dashes_only)
{
	size_t to = t->lines[t->at[i].line].to;

	if (!rap_token_ends_line(t, i))
		to = t->at[i + 1].from;
	for (size_t at = t->at[i].to; at < to;) {
		uint32_t c = rap_utf8_next(t->text, &at);

		if (rap_char_is_dash(c) || (!dashes_only && c == '='))
			return true;
	}
	return false;
}

/* ---- the beginning of an item --------------------------------------------------------------------------- */

/* The number at token i with a point or bracket behind it, as lists are numbered; 0: none. */
static unsigned numbering(const rap_names *names, const rap_tokens *t, size_t i, size_t end)
{
	size_t field;

	if (i + 2 >= end || t->at[i].kind != RAP_TOKEN_NUMBER || id_at(names, t, i, &field) ||
	    !(rap_names_char(names, t, i + 1, '.') || rap_names_char(names, t, i + 1, ')')))
		return 0;
	return (unsigned)strtoul(word(names, t, i), NULL, 10);
}

/* A line has this number of a list, and no id behind it. */
static bool is_numbered(const rap_names *names, const rap_tokens *t, size_t line, unsigned number)
{
	size_t end, field;

	if (line >= t->n_lines || number == 0)
		return false;
	end = t->lines[line].first + t->lines[line].n;
	for (size_t i = t->lines[line].first; i < end; i++)
		if (numbering(names, t, i, end) == number)
			return !opens(names, t, i + 2) && !id_at(names, t, i + 2, &field);
	return false;
}

/* "1) Say who pays." / "2) 3.2 has our answer": the line is one of a list that somebody wrote into a text. */
static bool in_written_list(const rap_names *names, const rap_tokens *t, size_t i, size_t end)
{
	unsigned number = numbering(names, t, i, end);
	size_t line = t->at[i].line;

	return number > 0 && ((line > 0 && is_numbered(names, t, line - 1, number - 1)) ||
	                      is_numbered(names, t, line + 1, number + 1));
}

/* A sign before the id that is no letter and no punctuation of a language: an arrow, a tick, a picture. */
static bool is_symbol(const rap_tokens *t, size_t i)
{
	size_t at = t->at[i].from;
	uint32_t c = t->at[i].kind == RAP_TOKEN_PUNCT ? rap_utf8_next(t->text, &at) : 0;

	return (c >= 0x2190 && c < 0x2E80) || c >= 0x1F000;
}

/* The token behind bullets and numbering: "* ", "→ ", "1) ", "a. " */
static size_t skip_bullets(const rap_names *names, const rap_tokens *t, size_t i, size_t end)
{
	size_t field;

	while (i < end &&
	       (rap_text_is_one_of(word(names, t, i), bullets, COUNT(bullets)) || is_symbol(t, i)))
		i++;
	if (i + 2 < end && t->at[i].kind == RAP_TOKEN_NUMBER && !id_at(names, t, i, &field) &&
	    (rap_names_char(names, t, i + 1, '.') || rap_names_char(names, t, i + 1, ')')) &&
	    (opens(names, t, i + 2) || id_at(names, t, i + 2, &field)) &&
	    !in_written_list(names, t, i, end))
		return i + 2;
	return i;
}

/* A known word, or in front of a bracketed id with a colon any few words: a translated "Answer". */
static bool is_prefix(const rap_names *names, const rap_tokens *t, size_t from, size_t to)
{
	char text[PREFIX_BYTES]; /* bound: nothing is copied that does not fit */
	size_t n = 0;

	for (size_t i = from; i < to; i++) {
		const char *w = word(names, t, i);
		size_t len = strlen(w);

		if ((w[0] == '.' || w[0] == ':') && w[1] == '\0')
			continue;
		if (n + len >= sizeof text)
			return false;
		memcpy(text + n, w, len);
		n += len;
	}
	text[n] = '\0';
	return n > 0 &&
	       (rap_text_is_one_of(text, prefixes, COUNT(prefixes)) ||
	        rap_cue_is_word(rap_slice_sub(t->text, t->at[from].from, t->at[to - 1].to)));
}

static void add_field(rap_short_start *s, size_t field)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->fields[i] == field)
			return;
	if (s->n < RAP_SHORT_FIELDS)
		s->fields[s->n++] = field;
}

/* Behind an id: a connector and another id. Moves *i behind the second; adds what the list or range names. */
static bool more_ids(const rap_names *names, const rap_tokens *t, size_t *i, size_t end,
                     bool bracket, rap_short_start *s)
{
	size_t last = s->fields[s->n - 1], field = 0, at = *i;
	bool range = signs_behind(t, at - 1, true), list = false, closed = false;

	for (size_t n = 0; at < end && n <= CONNECTOR_TOKENS; n++, at++) {
		const char *w = word(names, t, at);

		if (id_at(names, t, at, &field)) {
			/* A range rises, and its ends look alike: "2.9 - [2.3] was high" is an answer. */
			if ((!range && !list) || field <= last)
				return false;
			for (size_t f = last + 1; range && f < field; f++)
				add_field(s, f);
			add_field(s, field);
			*i = at + names->ids[field].n;
			return true;
		}
		closed |= closes(names, t, at);
		if (opens(names, t, at) && !(bracket && closed))
			return false;
		if (rap_text_is_one_of(w, range_words, COUNT(range_words)))
			range = true;
		else if (rap_text_is_one_of(w, list_words, COUNT(list_words)))
			list |= !(w[0] == '[' || w[0] == ']' || w[0] == '(' || w[0] == ')');
		else
			return false;
		range |= signs_behind(t, at, true);
	}
	return false;
}

/*
 * A case or an ordinal written onto the number, "3.5-д:", "3.5-й:": a dash, a few letters and a colon, all in one piece.
 * Without the colon it may be the answer.
 */
static bool is_ending(const rap_names *names, const rap_tokens *t, size_t i, size_t end)
{
	rap_slice dash, letters;

	if (i == 0 || i + 1 >= end || t->at[i - 1].to >= t->at[i].from)
		return false;
	dash = rap_slice_sub(t->text, t->at[i - 1].to, t->at[i].from);
	letters = rap_slice_sub(t->text, t->at[i].from, t->at[i].to);
	return rap_utf8_count(dash) == 1 && signs_behind(t, i - 1, true) &&
	       rap_utf8_count(letters) <= ENDING_MAX && t->at[i].to == t->at[i + 1].from &&
	       rap_names_char(names, t, i + 1, ':');
}

/* "5.2 / 4": a stroke between blanks. */
static bool is_stroke(const rap_names *names, const rap_tokens *t, size_t i)
{
	return rap_names_char(names, t, i, '/') && t->at[i].from > t->at[i - 1].to &&
	       (rap_token_ends_line(t, i) || t->at[i + 1].from > t->at[i].to);
}

/* "5.2 => 4": the point of an arrow. */
static bool is_arrow(const rap_names *names, const rap_tokens *t, size_t i)
{
	size_t from = t->at[i].from;

	return rap_names_char(names, t, i, '>') && from > 0 && i + 1 < t->n &&
	       (t->text.at[from - 1] == '=' || t->text.at[from - 1] == '-' ||
	        t->text.at[from - 1] == '>');
}

/* What may follow an id before its answer. */
static size_t skip_delimiters(const rap_names *names, const rap_tokens *t, size_t i, size_t end,
                              bool *ret_any)
{
	bool dash = i > 0 && signs_behind(t, i - 1, false);

	if (i < end && (rap_text_is_one_of(word(names, t, i), suffixes, COUNT(suffixes)) ||
	                is_ending(names, t, i, end))) {
		i++;
		*ret_any = true;
	}
	while (i < end && ((closes(names, t, i) && !rap_names_char(names, t, i, '>')) ||
	                   rap_names_char(names, t, i, ':') || rap_names_char(names, t, i, '.') ||
	                   rap_names_char(names, t, i, ',') || rap_names_char(names, t, i, ';') ||
	                   is_stroke(names, t, i) || is_arrow(names, t, i) ||
	                   strcmp(word(names, t, i), "、") == 0)) {
		i++;
		*ret_any = true;
	}
	if (dash)
		*ret_any = true;
	return i;
}

/* What is quoted may be a copy of the form that was not recognised. */
static bool is_quoted(const rap_tokens *t, size_t i)
{
	return t->lines[t->at[i].line].depth > 0;
}

static bool begins_with_id(const rap_names *names, const rap_tokens *t, size_t from, size_t end,
                           rap_short_start *ret)
{
	size_t first = skip_bullets(names, t, from, end);

	for (size_t at = first; at < end && at <= first + PREFIX_TOKENS; at++) {
		bool bracket = opens(names, t, at), delimiter = false, colon = false, angle;
		size_t field, i = at + (bracket ? 1 : 0), content;

		if (i >= end || !id_at(names, t, i, &field))
			continue;
		ret->n = 0;
		add_field(ret, field);
		i += names->ids[field].n;
		while (more_ids(names, t, &i, end, bracket, ret))
			continue;
		angle = rap_names_char(names, t, at, '<') && rap_names_char(names, t, i, '>');
		content = skip_delimiters(names, t, i + (angle ? 1 : 0), end, &delimiter);
		for (size_t k = i; k < content; k++)
			colon |= rap_names_char(names, t, k, ':');
		if (bracket && !closes(names, t, i))
			return false;
		if (at > first && !is_prefix(names, t, first, at) && !(bracket && colon))
			return false;
		if (at == first && !bracket && !delimiter && content < end &&
		    rap_text_is_one_of(word(names, t, content), quantities, COUNT(quantities)))
			return false;
		ret->rest = content;
		ret->strong = bracket || at > first || delimiter || ret->n > 1 ||
		              (names->labels[field].n >= LABEL_MIN && !is_quoted(t, at) &&
		               rap_names_at(t, content, &names->labels[field]));
		ret->cue = at > first && bracket && colon;
		ret->label = false;
		return true;
	}
	return false;
}

/* The end of the line below, where that is quoted no deeper; 0: there is none. */
static size_t end_of_next(const rap_tokens *t, size_t line)
{
	const rap_token_line *next = line + 1 < t->n_lines ? &t->lines[line + 1] : NULL;

	return next && next->n > 0 && next->depth == t->lines[line].depth ? next->first + next->n
	                                                                  : 0;
}

/* The whole label of one item, and of no other, at a line start, with a colon or the line's end behind it. */
static bool begins_with_label(const rap_names *names, const rap_tokens *t, size_t from, size_t end,
                              rap_short_start *ret)
{
	size_t first = skip_bullets(names, t, from, end), best = 0, field = 0;

	for (size_t f = 0; f < names->n_fields; f++) {
		size_t n = names->labels[f].n;

		if (n < 2 || n < best || !rap_names_at(t, first, &names->labels[f]))
			continue;
		if (n == best)
			return false;
		best = n;
		field = f;
	}
	if (best == 0)
		return false;
	/* A long label may have been wrapped. */
	if (first + best > end)
		end = end_of_next(t, t->at[first].line);
	if (first + best > end)
		return false;
	if (first + best < end && !rap_names_char(names, t, first + best, ':') &&
	    !rap_names_char(names, t, first + best, '(') &&
	    !signs_behind(t, first + best - 1, false))
		return false;
	*ret = (rap_short_start){
		.fields = {field}, .n = 1, .rest = first + best, .strong = true, .label = true};
	if (rap_names_char(names, t, ret->rest, ':'))
		ret->rest++;
	return true;
}

bool rap_short_unknown(const rap_names *names, const rap_tokens *t, size_t line)
{
	size_t at, end, field;
	bool bracket;
	rap_slice id;

	if (line >= t->n_lines || t->lines[line].n < 2)
		return false;
	end = t->lines[line].first + t->lines[line].n;
	at = skip_bullets(names, t, t->lines[line].first, end);
	bracket = at < end && rap_names_char(names, t, at, '[');
	at += bracket;
	if (at >= end || t->at[at].kind != RAP_TOKEN_NUMBER || id_at(names, t, at, &field))
		return false;
	id = rap_slice_sub(t->text, t->at[at].from, t->at[at].to);
	if (id.len > ID_BYTES || !memchr(id.at, '.', id.len) ||
	    memchr(id.at, '.', id.len) != memrchr(id.at, '.', id.len))
		return false;
	return bracket ? rap_names_char(names, t, at + 1, ']')
	               : at + 1 < end && !rap_text_is_one_of(word(names, t, at + 1), quantities,
	                                                     COUNT(quantities));
}

bool rap_short_begins_at(const rap_names *names, const rap_tokens *tokens, size_t from, size_t end,
                         rap_short_start *ret)
{
	size_t field;

	return id_at(names, tokens, opens(names, tokens, from) ? from + 1 : from, &field) &&
	       begins_with_id(names, tokens, from, end, ret);
}

bool rap_short_begins(const rap_names *names, const rap_tokens *tokens, size_t line,
                      rap_short_start *ret)
{
	size_t from, end;

	if (line >= tokens->n_lines || tokens->lines[line].n == 0)
		return false;
	from = tokens->lines[line].first;
	end = from + tokens->lines[line].n;
	return begins_with_id(names, tokens, from, end, ret) ||
	       begins_with_label(names, tokens, from, end, ret);
}
