// SPDX-License-Identifier: Apache-2.0
/*
 * Remarks among the paragraphs of a draft (docx_remark.h). Many who are sent a text write what they think of it
 * between the paragraphs: proposed as a paragraph of its own it would be put into the draft.
 */
#include "parsers/word/docx_remark.h"

#include "common/buf.h"
#include "common/utf8.h"

#define LABEL_CHARS 40u /* before a colon */
#define FOREIGN_LETTERS_MIN 8u /* in a paragraph: fewer are a name */
#define LABEL_BLANKS 3u /* more words than these are no label */

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Folded; before a colon. */
static const char *const labels[] = {
	"comment",   "comments",    "our comment", "remark",    "remarks",       "note",
	"question",  "explanation", "reason",      "rationale", "justification", "è¯è®º",
	"意见",      "意見",        "说明",        "説明",      "理由",          "備考",
	"コメント",  "의견",        "설명",        "사유",      "комментарий",   "замечание",
	"пояснение", "примечание",  "обоснование", "санал",     "тайлбар",       "үндэслэл",
};

/* Folded; at the beginning, a blank or a sign behind them (none where words are not parted). */
static const char *const beginnings[] = {
	"we ",      "our ",      "i ",           "please ",     "suggest ",      "suggestion ",
	"propose ", "proposed ", "proposal ",    "delete ",     "agree ",        "agreed ",
	"ok ",      "see ",      "why ",         "what ",       "我方",          "建议",
	"请",       "当方",      "わが国",       "提案",        "우리",          "제안",
	"мы ",      "наш",       "просим ",      "предлагаем ", "предлагается ", "почему ",
	"бид ",     "манай ",    "санал болгож",
};

/* Folded; anywhere: they are about the text, not of it. */
static const char *const about[] = {
	"this paragraph", "should read",  "be deleted",    "be replaced",  "instead of",
	"proposes",       "suggests",     "avails itself", "compliments",  "assurances of",
	"sincerely",      "prefers",      "would like",    "reserves its", "本段",
	"改为",           "改為",         "删除",          "刪除",         "本段落",
	"修正",           "削除",         "이 단락",       "삭제",         "제안합니다",
	"этот пункт",     "данный пункт", "исключить",     "заменить",     "предлагает",
	"энэ хэсэг",      "хасах",        "солих",
};

static bool ends_in_question(rap_slice text)
{
	text = rap_utf8_trim(text);
	return (text.len > 0 && text.at[text.len - 1] == '?') ||
	       (text.len > 3 && memcmp(text.at + text.len - 3, "？", 3) == 0);
}

static bool begins(rap_slice text, const char *with)
{
	size_t n = strlen(with);

	return text.len >= n && memcmp(text.at, with, n) == 0;
}

/* What stands before the first colon, when it is short. */
static bool label_of(rap_slice text, rap_slice *ret)
{
	size_t blanks = 0;

	for (size_t at = 0, n = 0; at < text.len && n < LABEL_CHARS; n++) {
		size_t from = at;
		uint32_t c = rap_utf8_next(text, &at);

		/* The colon of an address on the web ends no label. */
		if (c == ':' && begins(rap_slice_sub(text, at, text.len), "//"))
			return false;
		if (c == ':' || c == 0xFF1A) {
			*ret = rap_slice_sub(text, 0, from);
			return from > 0 && blanks <= LABEL_BLANKS;
		}
		blanks += c == ' ';
	}
	return false;
}

rap_docx_remark rap_docx_remark_of(rap_slice text)
{
	rap_buf folded = rap_buf_init(text.len * 18 + 16);
	rap_docx_remark found = RAP_REMARK_NONE;
	rap_slice s, label;

	text = rap_utf8_trim(text);
	rap_utf8_fold(&folded, text);
	s = rap_buf_as_slice(&folded);
	while (s.len > 0 && (s.at[0] == '[' || s.at[0] == '(')) {
		found = RAP_REMARK_MAYBE;
		s = rap_slice_sub(s, 1, s.len);
	}
	if (ends_in_question(text))
		found = RAP_REMARK_MAYBE;
	for (size_t i = 0; i < COUNT(about); i++)
		if (s.len > 0 && memmem(s.at, s.len, about[i], strlen(about[i])))
			found = RAP_REMARK_MAYBE;
	for (size_t i = 0; i < COUNT(beginnings); i++)
		if (begins(s, beginnings[i]))
			found = RAP_REMARK_MAYBE;
	if (label_of(s, &label)) {
		found = RAP_REMARK_MAYBE;
		for (size_t i = 0; i < COUNT(labels); i++)
			if (rap_slice_is(rap_utf8_trim(label), labels[i]))
				found = RAP_REMARK_SURE;
	}
	rap_buf_done(&folded);
	return found;
}

/* ---- letters -------------------------------------------------------------------------------------------- */

enum script { LATIN, CYRILLIC, EAST_ASIAN, OTHER, SCRIPTS };

static size_t count_letters(rap_slice text, size_t ret[static SCRIPTS])
{
	size_t all = 0;

	for (size_t at = 0; at < text.len;) {
		uint32_t c = rap_utf8_next(text, &at);
		enum script script = c < 0x370                 ? LATIN
		                     : c >= 0x400 && c < 0x530 ? CYRILLIC
		                     : rap_utf8_is_cjk(c)      ? EAST_ASIAN
		                                               : OTHER;

		if ((c >= '0' && c <= '9') || !(rap_utf8_is_word(c) || rap_utf8_is_cjk(c)))
			continue;
		ret[script]++;
		all++;
	}
	return all;
}

bool rap_docx_other_script(rap_slice base, rap_slice now, bool whole)
{
	size_t before[SCRIPTS] = {0}, after[SCRIPTS] = {0};
	size_t all = count_letters(now, after);

	(void)count_letters(base, before);
	for (size_t i = 0; i < SCRIPTS; i++)
		if (before[i] == 0 && after[i] > 0 &&
		    (whole ? after[i] * 4 >= all : after[i] >= FOREIGN_LETTERS_MIN))
			return true;
	return false;
}

bool rap_docx_is_rule(rap_slice text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t c = rap_utf8_next(text, &at);

		if (c > ' ' && c != '-' && c != '_' && c != '*' && c != '=' && c != '~' &&
		    c != '.' && c != 0xA0 && (c < 0x2010 || c > 0x2015) &&
		    (c < 0x2500 || c > 0x257F))
			return false;
	}
	return true;
}

bool rap_docx_remark_in(rap_slice base, rap_slice now)
{
	rap_slice added;

	base = rap_utf8_trim(base);
	now = rap_utf8_trim(now);
	if (memchr(now.at, '?', now.len) && !memchr(base.at, '?', base.len))
		return true;
	if (now.len <= base.len || memcmp(now.at, base.at, base.len) != 0)
		return false;
	added = rap_utf8_trim(rap_slice_sub(now, base.len, now.len));
	return rap_docx_remark_of(added) != RAP_REMARK_NONE;
}
