// SPDX-License-Identifier: Apache-2.0
/* Cues that were changed; see cue.h. */
#include "parsers/form/cue.h"

#include "common/mem.h"
#include "parsers/value/value.h"

#define WORDS_BYTES 100u /* of a cue: longer words are an answer */
#define FOLDED_BYTES 2048u

/* What stands in the place of "Answer", or is typed behind it once more. */
static const char *const cues[] = {
	"answer",
	"our answer",
	"reply",
	"response",
	"ответ",
	"наш ответ",
	"答",
	"答复",
	"答覆",
	"回答",
	"回复",
	"回覆",
	"我方答复",
	"当方回答",
	"a",
	"ans",
	"our reply",
	"our response",
	"наша позиция",
	"답변",
	"응답",
	"답",
	"хариулт",
	"хариу",
	"我方回复",
	"我方答覆",
	"我方回覆",
	"ご回答",
	"당방 답변",
	"우리측 답변",
	"우리 답변",
	"회답",
	"회신",
	"манай хариулт",
	"манай хариу",
	"réponse",
	"notre réponse",
	"respuesta",
	"nuestra respuesta",
	"resposta",
	"risposta",
	"antwort",
	"unsere antwort",
	"antwoord",
	"відповідь",
	"адказ",
	"жауап",
	"жооп",
	"javob",
	"cevap",
	"jawaban",
	"jawapan",
	"trả lời",
	"câu trả lời",
	"คําตอบ",
	"الجواب",
	"الإجابة",
	"جواب",
	"उत्तर",
	"odpowiedź",
};

bool rap_cue_is_word(rap_slice words)
{
	rap_buf key = rap_buf_init(FOLDED_BYTES);
	bool is_cue = false;

	if (words.len > WORDS_BYTES)
		return false;
	rap_value_key(words, &key);
	for (size_t i = 0; i < sizeof cues / sizeof cues[0]; i++)
		is_cue |= strcmp(rap_buf_text(&key), cues[i]) == 0;
	rap_buf_done(&key);
	return is_cue;
}

/* The token of the item's id in its cue; item->to: there is none. */
static size_t id_of(const rap_sent *sent, const rap_sent_item *item)
{
	size_t i = item->cue;

	while (i < item->to && sent->weight[i] < RAP_SENT_HEAVY)
		i++;
	return i;
}

/* The id came back, and what stood directly before it too, if that was punctuation. */
static bool is_intact(const rap_sent *sent, const rap_alignment *a, const rap_sent_item *item,
                      size_t id)
{
	if (a->reply_of[id] == RAP_ALIGN_NONE)
		return false;
	return id == item->cue || sent->tokens.at[id - 1].kind != RAP_TOKEN_PUNCT ||
	       (a->reply_of[id] > 0 && a->reply_of[id - 1] == a->reply_of[id] - 1);
}

bool rap_cue_back(const rap_sent *sent, const rap_sent_item *item, const rap_alignment *a)
{
	bool word = false;

	if (id_of(sent, item) == item->to)
		return false;
	for (size_t i = item->cue; i < item->to; i++) {
		if (a->reply_of[i] == RAP_ALIGN_NONE ||
		    (i > item->cue && a->reply_of[i] != a->reply_of[i - 1] + 1))
			return false;
		word |= sent->tokens.at[i].kind == RAP_TOKEN_WORD ||
		        sent->tokens.at[i].kind == RAP_TOKEN_CJK;
	}
	return word;
}

static bool has_typed(const rap_tokens *reply, const rap_alignment *a, size_t line)
{
	const rap_token_line *l = &reply->lines[line];

	for (size_t j = l->first; j < l->first + l->n; j++)
		if (a->sent_of[j] == RAP_ALIGN_NONE)
			return true;
	return false;
}

/* The id of the item, typed on this line before token j; j: it is not there. */
static size_t id_before(const rap_sent *sent, const rap_tokens *reply, const rap_alignment *a,
                        size_t id, size_t j)
{
	size_t at = reply->lines[reply->at[j].line].first;

	if (a->sent_of[at] != RAP_ALIGN_NONE)
		return j;
	while (at < j &&
	       (a->sent_of[at] != RAP_ALIGN_NONE || reply->at[at].word != sent->tokens.at[id].word))
		at++;
	return at;
}

static void match(rap_alignment *a, size_t i, size_t j)
{
	a->reply_of[i] = (uint32_t)j;
	a->sent_of[j] = (uint32_t)i;
}

/* Whether a word stands between tokens i and k of the reply, or a line ends there. */
static bool words_between(const rap_tokens *reply, size_t i, size_t k)
{
	if (reply->at[i].line != reply->at[k].line)
		return true;
	for (size_t j = i + 1; j < k; j++)
		if (reply->at[j].kind != RAP_TOKEN_PUNCT)
			return true;
	return false;
}

/* Token i of what was sent is the colon of a cue, and was found further on than what stood before it. */
static void draw_colon(const rap_sent *sent, const rap_tokens *reply, size_t i, rap_alignment *a)
{
	uint32_t near = a->reply_of[i - 1], far = a->reply_of[i];

	if (near == RAP_ALIGN_NONE || far == RAP_ALIGN_NONE || far <= near + 1u ||
	    !words_between(reply, near, far))
		return;
	a->sent_of[far] = RAP_ALIGN_NONE;
	a->reply_of[i] = RAP_ALIGN_NONE;
	if (a->sent_of[near + 1u] == RAP_ALIGN_NONE &&
	    sent->tokens.at[i].word == reply->at[near + 1u].word)
		match(a, i, near + 1u);
}

void rap_cue_draw(const rap_context *context, const rap_sent *sent, const rap_tokens *reply,
                  rap_alignment *a)
{
	for (size_t f = 0; f < context->n_fields; f++) {
		const rap_sent_item *item = &sent->fields[f];
		size_t id = item->found ? id_of(sent, item) : item->to;

		for (size_t i = id + 1; i < item->to; i++)
			if (rap_token_is_sign(&sent->tokens, i, ':'))
				draw_colon(sent, reply, i, a);
	}
}

/* Whether token i of what was sent may be laid over token j of the reply. */
static bool fits(const rap_sent *sent, const rap_tokens *reply, const rap_alignment *a, size_t i,
                 size_t j)
{
	return j < reply->n && a->reply_of[i] == RAP_ALIGN_NONE &&
	       a->sent_of[j] == RAP_ALIGN_NONE && sent->tokens.at[i].word == reply->at[j].word;
}

/* The id of the cue, and the signs that touch it, are found at token j of the reply. */
static void lay_cue(const rap_sent *sent, const rap_tokens *reply, const rap_sent_item *item,
                    size_t id, size_t j, rap_alignment *a)
{
	match(a, id, j);
	for (size_t k = 1; k <= id - item->cue && k <= j && fits(sent, reply, a, id - k, j - k);
	     k++)
		match(a, id - k, j - k);
	for (size_t k = 1; id + k < item->to && fits(sent, reply, a, id + k, j + k); k++)
		match(a, id + k, j + k);
}

/*
 * "Ответ [2.1]: support" where the hint was deleted: the option behind the id was typed. It was taken for that of the
 * hint, and the id for typed.
 */
static void find_cue(const rap_sent *sent, const rap_tokens *reply, const rap_sent_item *item,
                     size_t id, rap_alignment *a)
{
	for (size_t i = item->hint; i < item->cue; i++) {
		uint32_t j = a->reply_of[i];
		size_t at = j == RAP_ALIGN_NONE ? 0 : id_before(sent, reply, a, id, j);

		if (j == RAP_ALIGN_NONE || at == j)
			continue;
		for (size_t k = item->hint; k < item->cue; k++) {
			uint32_t other = a->reply_of[k];

			if (other == RAP_ALIGN_NONE || reply->at[other].line != reply->at[j].line)
				continue;
			a->reply_of[k] = RAP_ALIGN_NONE;
			a->sent_of[other] = RAP_ALIGN_NONE;
		}
		lay_cue(sent, reply, item, id, at, a);
		return;
	}
}

/* "Answer:", at the beginning of a line: of the cue the id with its brackets is gone, and nothing else. */
static bool lost_id_alone(const rap_sent *sent, const rap_tokens *reply, const rap_alignment *a,
                          const rap_sent_item *item, size_t id)
{
	uint32_t first = a->reply_of[item->cue], next = first;
	bool word = false;

	if (first == RAP_ALIGN_NONE || !rap_token_begins_line(reply, first))
		return false;
	for (size_t i = item->cue; i < item->to; i++) {
		if (a->reply_of[i] == RAP_ALIGN_NONE && i + 1 >= id && i <= id + 1)
			continue;
		if (a->reply_of[i] != next++)
			return false;
		word |= i < id && sent->tokens.at[i].kind != RAP_TOKEN_PUNCT;
	}
	return word && next > first + 1 && reply->at[next - 1].line == reply->at[first].line;
}

void rap_cue_forget(const rap_context *context, const rap_sent *sent, const rap_tokens *reply,
                    rap_alignment *a)
{
	for (size_t f = 0; f < context->n_fields; f++) {
		const rap_sent_item *item = &sent->fields[f];
		size_t id = item->found ? id_of(sent, item) : item->to;

		if (id < item->to && a->reply_of[id] == RAP_ALIGN_NONE)
			find_cue(sent, reply, item, id, a);
		if (id == item->to || is_intact(sent, a, item, id) ||
		    lost_id_alone(sent, reply, a, item, id))
			continue;
		for (size_t i = item->cue; i < item->to; i++) {
			uint32_t j = a->reply_of[i];

			if (j == RAP_ALIGN_NONE || !has_typed(reply, a, reply->at[j].line))
				continue;
			a->reply_of[i] = RAP_ALIGN_NONE;
			a->sent_of[j] = RAP_ALIGN_NONE;
		}
	}
}

/* The run stands on the line of its item's cue, before the id. */
static bool before_id(const rap_page *page, const rap_run *run)
{
	const rap_sent *sent = page->sent;
	const rap_sent_item *item = &sent->fields[run->owner];
	size_t id = id_of(sent, item);

	return run->state == RAP_TOKEN_FIELD && run->from < run->to && id < item->to &&
	       run->after != RAP_ALIGN_NONE && run->after >= item->cue && run->after <= id &&
	       page->tokens.at[run->to - 1].line == page->tokens.at[run->to].line &&
	       page->tokens.at[run->from].line == page->tokens.at[run->to].line &&
	       (rap_token_begins_line(&page->tokens, run->from) ||
	        run->before >= (uint32_t)item->cue);
}

static bool same_words(const rap_page *page, const rap_run *a, const rap_run *b)
{
	if (a->to - a->from != b->to - b->from)
		return false;
	for (size_t i = 0; i < a->to - a->from; i++)
		if (page->tokens.at[a->from + i].word != page->tokens.at[b->from + i].word)
			return false;
	return true;
}

/* The same words before the id of another item: no answer. */
static bool is_usual(const rap_page *page, const rap_run *run)
{
	for (size_t r = 0; r < page->n_runs; r++) {
		const rap_run *other = &page->runs[r];

		if (other->state == RAP_TOKEN_FIELD && other->copy == run->copy &&
		    other->owner != run->owner && before_id(page, other) &&
		    same_words(page, run, other))
			return true;
	}
	return false;
}

bool rap_cue_answered(const rap_page *page, const rap_run *run)
{
	for (size_t r = 0; r < page->n_runs; r++) {
		const rap_run *other = &page->runs[r];

		if (other->state == RAP_TOKEN_FIELD && other->copy == run->copy &&
		    other->owner == run->owner && other->from >= run->to &&
		    other->from < other->to &&
		    other->before + 1u == page->sent->fields[run->owner].to)
			return true;
	}
	return false;
}

rap_cue_words rap_cue_read(const rap_area *area, const rap_run *run)
{
	const rap_page *page = area->page;
	const rap_field *field = &area->context->fields[area->field];
	rap_slice text;

	if (!before_id(page, run))
		return RAP_CUE_NOT;
	text = rap_slice_sub(page->text, page->tokens.at[run->from].from,
	                     page->tokens.at[run->to - 1].to);
	if (rap_value_fits(area->context, field, text))
		return RAP_CUE_NOT;
	if (rap_cue_answered(page, run) || is_usual(page, run) || rap_cue_is_word(text))
		return RAP_CUE_WORDS;
	return RAP_CUE_MAYBE;
}
