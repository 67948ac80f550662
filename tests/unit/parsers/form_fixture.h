/* SPDX-License-Identifier: Apache-2.0 */
/* A small lexicon, a form with every type of field, and a draft: what the tests of the form reader share. */
#ifndef RAP_TESTS_FORM_FIXTURE_H
#define RAP_TESTS_FORM_FIXTURE_H

#include "common/context.h"
#include "common/mem.h"
#include "common/reading.h"

#include <stdlib.h>
#include <string.h>

typedef struct fixture_set {
	const char *group, *value;
	const char *words[12];
} fixture_set;

static const fixture_set fixture_sets[] = {
	{"choice", "support", {"support", "we support", "支持", "поддерживаем", "дэмжинэ", "지지"}},
	{"choice",
         "support with changes",
         {"support with changes", "修改后支持", "修正の上、支持する",
          "поддерживаем с изменениями"}},
	{"choice",
         "cannot support",
         {"cannot support", "不支持", "支持しない", "не поддерживаем", "반대"}},
	{"choice", "no position", {"no position", "无立场", "нет позиции"}},
	{"none",
         "none",
         {"-", "–", "—", "none", "n/a", "no comment", "无", "なし", "нет", "саналгүй",
          "의견 없음"}},
	{"reserve", "reserve", {"we reserve our position", "立場を留保", "保留立场"}},
	{"yes-no", "yes", {"yes", "да", "はい", "тийм"}},
	{"yes-no", "no", {"no", "нет", "いいえ", "үгүй", "没有"}},
	{"number", "1", {"one", "一", "один"}},
	{"number", "2", {"two", "二", "два"}},
	{"number", "3", {"three", "三", "три", "гурав"}},
	{"number", "4", {"four", "四", "четыре"}},
	{"number", "5", {"five", "五", "пять"}},
	{"unit", "unit", {"point", "points", "分", "点", "점", "балл", "балла", "баллов", "оноо"}},
	{"month", "7", {"july", "jul", "июля"}},
	{"month", "10", {"october", "oct", "октября"}},
	{"correction", "correction", {"correction", "更正", "исправление"}},
	{"revise", "revise", {"disregard", "should read", "correction"}},
	{"revise", "postscript", {"ps", "p.s"}},
	{"acknowledge", "acknowledge", {"received with thanks", "thank you", "收到"}},
	{"verb", "withdraw", {"withdraw", "we withdraw", "撤回"}},
	{"verb", "confirm-yes", {"yes", "confirm", "确认"}},
	{"verb", "confirm-no", {"no", "not confirmed"}},
	{"verb", "help", {"help"}},
	{"person-word", "title", {"director"}},
	{"person-word", "organisation", {"ministry"}},
	{"proposal", "replace", {"replace", "replace with", "修改为", "заменить на"}},
	{"proposal", "insert-after", {"insert after", "其后插入"}},
	{"proposal", "delete", {"delete", "删除", "удалить"}},
};

#define FIXTURE_SETS (sizeof fixture_sets / sizeof fixture_sets[0])

static const struct {
	const char *id;
	rap_field_type type;
	const char *label, *hint;
} fixture_fields[] = {
	{"1.1", RAP_FIELD_RATING, "Implementation of the first plan", "1 = low, 5 = high"},
	{"1.2", RAP_FIELD_TEXT, "Lessons learnt", "what should be kept"},
	{"2.1", RAP_FIELD_CHOICE, "Overall position on the draft", NULL},
	{"2.2", RAP_FIELD_YES_NO, "Will your country take part", NULL},
	{"2.3", RAP_FIELD_DATE, "Preferred first day", NULL},
	{"2.4", RAP_FIELD_LIST, "Other matters to be taken up", "one item per line"},
	{"2.5", RAP_FIELD_PEOPLE, "Experts nominated",
         "one per line: name, title, institution, email"},
	{"2.6", RAP_FIELD_PROPOSALS, "Proposals on paragraphs",
         "[P2] replace: new text / [P2] delete"},
	{"2.7", RAP_FIELD_TEXT, "General comments", "any length"},
};

#define FIXTURE_FIELDS (sizeof fixture_fields / sizeof fixture_fields[0])

static const struct {
	const char *mark, *text;
} fixture_paragraphs[] = {
	{"P1", "The riparian States will measure the quality of the water of the river at twelve "
               "stations."},
	{"P2", "The results shall be published every year, in a form that farmers can use."},
	{"P2 (a)", "Results on fish shall be published every month."},
	{"P3", "The Secretariat will keep a list of dams and weirs."},
};

#define FIXTURE_PARAGRAPHS (sizeof fixture_paragraphs / sizeof fixture_paragraphs[0])

static void fixture_lexicon(rap_lexicon *ret)
{
	*ret = (rap_lexicon){.sets = rap_calloc(FIXTURE_SETS, sizeof *ret->sets),
	                     .n = FIXTURE_SETS};
	for (size_t i = 0; i < FIXTURE_SETS; i++) {
		ret->sets[i].group = rap_strdup(fixture_sets[i].group);
		ret->sets[i].value = rap_strdup(fixture_sets[i].value);
		for (size_t w = 0; w < 12 && fixture_sets[i].words[w]; w++)
			rap_strv_add(&ret->sets[i].words, fixture_sets[i].words[w]);
	}
}

/* Everything in it is owned: rap_context_done() frees it. */
static void fixture_context(rap_context *ret)
{
	*ret = (rap_context){.certain = true};
	fixture_lexicon(&ret->owned_lexicon);
	ret->lexicon = &ret->owned_lexicon;
	ret->answers_kind = rap_strdup("request");
	ret->now = rap_strdup("2020-07-20");
	ret->fields = rap_calloc(FIXTURE_FIELDS, sizeof *ret->fields);
	ret->n_fields = FIXTURE_FIELDS;
	for (size_t f = 0; f < FIXTURE_FIELDS; f++) {
		rap_field *field = &ret->fields[f];

		field->id = rap_strdup(fixture_fields[f].id);
		field->type = fixture_fields[f].type;
		field->label = rap_strdup(fixture_fields[f].label);
		field->hint = rap_strdup(fixture_fields[f].hint);
		field->scale_min = 1;
		field->scale_max = 5;
		if (field->type == RAP_FIELD_CHOICE) {
			rap_strv_add(&field->options, "support");
			rap_strv_add(&field->options, "support with changes");
			rap_strv_add(&field->options, "cannot support");
			rap_strv_add(&field->options, "no position");
		}
	}
	ret->paragraphs = rap_calloc(FIXTURE_PARAGRAPHS, sizeof *ret->paragraphs);
	ret->n_paragraphs = FIXTURE_PARAGRAPHS;
	for (size_t p = 0; p < FIXTURE_PARAGRAPHS; p++) {
		ret->paragraphs[p].mark = rap_strdup(fixture_paragraphs[p].mark);
		ret->paragraphs[p].bookmark = rap_strdup(fixture_paragraphs[p].mark);
		ret->paragraphs[p].text = rap_strdup(fixture_paragraphs[p].text);
		ret->paragraphs[p].revision = rap_strdup("Zero draft");
	}
}

static inline const rap_field *fixture_field(const rap_context *context, rap_field_type type)
{
	for (size_t f = 0; f < context->n_fields; f++)
		if (context->fields[f].type == type)
			return &context->fields[f];
	return NULL;
}

#endif
