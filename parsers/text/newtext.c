// SPDX-License-Identifier: Apache-2.0
/* Taking away what was not typed now; see newtext.h. One pass, with a bounded look ahead and back. */
#include "parsers/text/newtext.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/mail/text.h"

#include <stdlib.h>

#define BLOCK_LINES 12u /* a header block of a quoted mail is shorter */
#define ATTRIBUTION_LINES 3u /* long addresses make programs wrap it */
#define ATTRIBUTION_BYTES 400u

enum label { NO_LABEL = 0, FROM = 1, WHEN = 2, TO = 4, TOPIC = 8, MORE = 16 };

static const struct {
	const char *word;
	enum label label;
} labels[] = {
	{"From", FROM},     {"发件人", FROM},     {"寄件者", FROM},     {"寄件人", FROM},
	{"差出人", FROM},   {"送信者", FROM},     {"보낸 사람", FROM},  {"보낸사람", FROM},
	{"От кого", FROM},  {"От", FROM},         {"Илгээгч", FROM},    {"Хэнээс", FROM},
	{"Sent", WHEN},     {"Date", WHEN},       {"发送时间", WHEN},   {"发送日期", WHEN},
	{"日期", WHEN},     {"时间", WHEN},       {"傳送時間", WHEN},   {"寄件日期", WHEN},
	{"送信日時", WHEN}, {"日時", WHEN},       {"日付", WHEN},       {"보낸 날짜", WHEN},
	{"보낸날짜", WHEN}, {"날짜", WHEN},       {"Отправлено", WHEN}, {"Дата", WHEN},
	{"Илгээсэн", WHEN}, {"Огноо", WHEN},      {"To", TO},           {"收件人", TO},
	{"收件者", TO},     {"宛先", TO},         {"받는 사람", TO},    {"받는사람", TO},
	{"Кому", TO},       {"Хэнд", TO},         {"Хүлээн авагч", TO}, {"Subject", TOPIC},
	{"主题", TOPIC},    {"主旨", TOPIC},      {"主題", TOPIC},      {"件名", TOPIC},
	{"제목", TOPIC},    {"Тема", TOPIC},      {"Сэдэв", TOPIC},     {"Гарчиг", TOPIC},
	{"Cc", MORE},       {"抄送", MORE},       {"副本", MORE},       {"참조", MORE},
	{"Копия", MORE},    {"Importance", MORE}, {"Reply-To", MORE},
};

/* Behind dashes: what follows is another mail. */
static const char *const separators[] = {"Original Message",
                                         "Original",
                                         "Forwarded message",
                                         "Forwarded Message",
                                         "原始邮件",
                                         "回复的原邮件",
                                         "原始郵件",
                                         "转发邮件",
                                         "转发的邮件",
                                         "元のメッセージ",
                                         "転送メッセージ",
                                         "원본 메시지",
                                         "원본 메일",
                                         "원본메일",
                                         "Исходное сообщение",
                                         "Пересылаемое сообщение",
                                         "Пересланное сообщение",
                                         "Эх захидал",
                                         NULL};

static const char *const wrote[] = {"wrote",      "writes", "写道",    "寫道",  "书写",
                                    "書きました", "작성",   "написал", "пишет", "писал",
                                    "бичсэн",     "бичив",  NULL};

static const char *const taglines[] = {"Sent from my ",
                                       "Sent from Mail",
                                       "Sent from Outlook",
                                       "Sent from Yahoo",
                                       "Get Outlook for",
                                       "Sent via ",
                                       "发自我的",
                                       "从我的 iPhone 发送",
                                       "發自我的",
                                       "從我的 iPhone 傳送",
                                       "iPhoneから送信",
                                       "iPadから送信",
                                       "Androidから送信",
                                       "나의 iPhone에서 보냄",
                                       "내 iPhone에서 보냄",
                                       "나의 iPad에서 보냄",
                                       "Отправлено с iPhone",
                                       "Отправлено с iPad",
                                       "Отправлено из мобильной",
                                       "Отправлено из Outlook",
                                       "Отправлено из Почты",
                                       "Миний iPhone",
                                       "获取 Outlook",
                                       "Outlook for iOS",
                                       "Outlook for Android",
                                       NULL};

static const char *const disclaimers[] = {"CONFIDENTIALITY NOTICE",
                                          "DISCLAIMER",
                                          "This e-mail and any",
                                          "This email and any",
                                          "This message and any",
                                          "This e-mail is confidential",
                                          "The information contained in this",
                                          "本邮件及其附件",
                                          "本電子郵件",
                                          "免责声明",
                                          "このメールには",
                                          "本メールは",
                                          "이 메일은",
                                          "본 메일은",
                                          "Настоящее сообщение",
                                          "Данное сообщение",
                                          NULL};

struct text { /* the lines, found once */
	rap_slice *lines;
	bool *quoted;
	size_t n;
};

/* Word and Thunderbird's plain text put stars round bold words. */
static rap_slice bare(rap_slice line)
{
	line = rap_utf8_trim(line);
	while (line.len > 0 && line.at[0] == '*')
		line = rap_utf8_trim(rap_slice_sub(line, 1, line.len));
	return line;
}

static enum label label_of(rap_slice line)
{
	line = bare(line);
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++) {
		rap_slice rest;

		if (!rap_text_starts(line, labels[i].word))
			continue;
		rest = bare(rap_slice_sub(line, strlen(labels[i].word), line.len));
		if (rap_text_starts(rest, ":") || rap_text_starts(rest, "："))
			return labels[i].label;
	}
	return NO_LABEL;
}

static bool is_blank(const struct text *t, size_t at)
{
	return rap_utf8_trim(t->lines[at]).len == 0;
}

/* Whether the header of a quoted mail begins here; *ret_end is the line behind it. */
static bool is_block(const struct text *t, size_t at, size_t *ret_end)
{
	unsigned found = 0;

	if (label_of(t->lines[at]) != FROM)
		return false;
	*ret_end = at + 1;
	for (size_t i = at; i < t->n && i < at + BLOCK_LINES; i++) {
		enum label label = label_of(t->lines[i]);

		/* It ends at a blank line, at a quoted one, or where the next block begins. */
		if (t->quoted[i] || (i > at && label == FROM) ||
		    (is_blank(t, i) && (found & TOPIC)))
			break;
		found |= label;
		if (label != NO_LABEL)
			*ret_end = i + 1;
	}
	return (found & WHEN ? 1 : 0) + (found & TO ? 1 : 0) + (found & TOPIC ? 1 : 0) >= 2;
}

static bool is_dash(rap_slice line, size_t at, size_t *ret_len)
{
	static const char *const dashes[] = {"-", "_", "=", "—", "–", "─", "━"};

	for (size_t i = 0; i < sizeof(dashes) / sizeof(*dashes); i++) {
		*ret_len = strlen(dashes[i]);
		if (rap_text_starts(rap_slice_sub(line, at, line.len), dashes[i]))
			return true;
	}
	return false;
}

/* "-----Original Message-----", "------------------ 原始邮件 ------------------". */
static bool is_separator(rap_slice line)
{
	size_t from = 0, len;

	line = bare(line);
	while (from < line.len && is_dash(line, from, &len))
		from += len;
	if (from < 3)
		return false;
	line = rap_utf8_trim(rap_slice_sub(line, from, line.len));
	for (size_t i = 0; separators[i]; i++) {
		size_t at = strlen(separators[i]);

		if (!rap_text_starts(line, separators[i]))
			continue;
		line = rap_utf8_trim(rap_slice_sub(line, at, line.len));
		return line.len > 0 && is_dash(line, 0, &len);
	}
	return false;
}

/* A line of nothing but underscores: Outlook draws it above the header of what it quotes. */
static bool is_rule(rap_slice line)
{
	line = rap_utf8_trim(line);
	for (size_t i = 0; i < line.len; i++) {
		if (line.at[i] != '_')
			return false;
	}
	return line.len >= 10;
}

static bool ends_in_colon(rap_slice line)
{
	line = rap_utf8_trim(line);
	return (line.len > 0 && line.at[line.len - 1] == ':') ||
	       (line.len >= 3 && memcmp(line.at + line.len - 3, "：", 3) == 0);
}

static bool has_digit(rap_slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] >= '0' && s.at[i] <= '9')
			return true;
	}
	return false;
}

/* "NEASPEC> ": up to ten letters, as supercite writes them. */
static bool is_supercited(rap_slice line)
{
	size_t n = 0;

	line = rap_utf8_trim(line);
	while (n < line.len && n <= 10 &&
	       ((line.at[n] | 0x20) >= 'a' && (line.at[n] | 0x20) <= 'z'))
		n++;
	return n > 0 && n <= 10 && n < line.len && line.at[n] == '>';
}

static bool begins_attribution(rap_slice line)
{
	static const char *const words[] = {"On ", "At ", "Le ", "在", "于", "於"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (rap_text_starts(line, words[i]))
			return true;
	}
	return false;
}

/*
 * The lines before a quotation that say whose it is: how many of them end at `last`. An address and a date
 * with a colon at the end, or a word for writing; what people type ("see below:") has neither.
 */
static size_t attribution_lines(const struct text *t, size_t last)
{
	bool address = false, digit = false, verb = false, last_verb = false, complete = false;
	size_t bytes = 0, n = 0;

	if (!ends_in_colon(t->lines[last]))
		return 0;
	while (n <= last && n < ATTRIBUTION_LINES) {
		rap_slice line = rap_utf8_trim(t->lines[last - n]);

		bytes += line.len;
		if (line.len == 0 || t->quoted[last - n] || bytes > ATTRIBUTION_BYTES)
			break;
		if (complete && !begins_attribution(line))
			break;
		n++;
		address |= memchr(line.at, '@', line.len) != NULL;
		digit |= has_digit(line);
		verb |= rap_text_has_any(line, wrote);
		last_verb |= n == 1 && verb;
		complete = verb ? address || digit : address && digit;
		if (complete && begins_attribution(line))
			break;
	}
	return complete ? n : last_verb;
}

static void find_lines(const rap_lines *lines, struct text *ret)
{
	rap_slice text = {lines->text, lines->len}, line;
	size_t offset = 0;

	ret->n = 0;
	ret->lines = rap_calloc(lines->n + 1, sizeof(*ret->lines));
	ret->quoted = rap_calloc(lines->n + 1, sizeof(*ret->quoted));
	while (ret->n < lines->n && rap_lines_next(text, &offset, &line)) {
		rap_slice begin = rap_utf8_trim(line);

		ret->quoted[ret->n] = lines->depth[ret->n] > 0 ||
		                      (begin.len > 0 && begin.at[0] == '>') || is_supercited(line);
		ret->lines[ret->n++] = line;
	}
}

/* An attribution belongs to the quotation below it, perhaps with blank lines between. */
static void mark_attributions(struct text *t)
{
	for (size_t i = 1; i < t->n; i++) {
		size_t last = i, n;

		if (!t->quoted[i] || t->quoted[i - 1])
			continue;
		while (last > 0 && is_blank(t, last - 1) && !t->quoted[last - 1] && i - last < 3)
			last--;
		if (last == 0 || t->quoted[last - 1])
			continue;
		n = attribution_lines(t, last - 1);
		for (size_t k = 0; k < n; k++)
			t->quoted[last - 1 - k] = true;
	}
}

/* Other marks of quotation than '>': a bar (mutt, s-nail), or a TAB (s-nail). 0 when there is none. */
static char other_mark(rap_slice line)
{
	if (line.len > 0 && line.at[0] == '\t')
		return '\t';
	line = rap_utf8_trim(line);
	return rap_text_starts(line, "|") || rap_text_starts(line, "│") ? '|' : 0;
}

/* Such marks count only below an attribution line, and then to the end. */
static void mark_other_quotes(struct text *t)
{
	for (size_t i = 0; i + 1 < t->n; i++) {
		size_t next = i + 1, n;
		char mark;

		while (next < t->n && is_blank(t, next) && next < i + 3)
			next++;
		mark = next < t->n ? other_mark(t->lines[next]) : 0;
		if (t->quoted[i] || !mark || is_blank(t, i))
			continue;
		n = attribution_lines(t, i);
		if (n == 0)
			continue;
		for (size_t k = 0; k < n; k++)
			t->quoted[i - k] = true;
		for (size_t k = next; k < t->n; k++)
			t->quoted[k] |= other_mark(t->lines[k]) == mark;
		return;
	}
}

/* After a header block: whether the quoted mail is marked, so that unmarked lines are the sender's. */
static bool rest_is_marked(const struct text *t, size_t from)
{
	size_t quoted = 0, plain = 0;

	for (size_t i = from; i < t->n; i++) {
		if (is_blank(t, i))
			continue;
		quoted += t->quoted[i];
		plain += !t->quoted[i];
	}
	return quoted > plain;
}

static void mark_blocks(struct text *t)
{
	bool marked = false;

	for (size_t i = 0; i < t->n; i++) {
		size_t begin = i, end = i + 1;
		bool separator = is_separator(t->lines[i]);

		if (t->quoted[i] || (!separator && !is_block(t, i, &end)))
			continue;
		if (separator && end < t->n)
			(void)(is_blank(t, end) && end + 1 < t->n ? is_block(t, end + 1, &end)
			                                          : is_block(t, end, &end));
		while (begin > 0 && (is_blank(t, begin - 1) || is_rule(t->lines[begin - 1])))
			begin--;
		/* Decided once, at the first block: those behind it are inside the quoted mail. */
		marked = marked || rest_is_marked(t, end);
		if (!marked)
			end = t->n;
		for (size_t k = begin; k < end; k++)
			t->quoted[k] = true;
		if (end == t->n)
			return;
		i = end - 1;
	}
}

/* From here to the next quotation nothing is the sender's answer. */
static bool begins_tail(rap_slice line)
{
	rap_slice begin = rap_utf8_trim(line);

	if (rap_slice_is(begin, "--") && line.len <= begin.len + 2)
		return true;
	for (size_t i = 0; disclaimers[i]; i++) {
		if (rap_text_starts(begin, disclaimers[i]))
			return true;
	}
	return false;
}

static bool is_tagline(rap_slice line)
{
	rap_slice begin = rap_utf8_trim(line);

	for (size_t i = 0; begin.len < 120 && taglines[i]; i++) {
		if (rap_text_starts(begin, taglines[i]))
			return true;
	}
	return false;
}

char *rap_newtext(const rap_lines *lines)
{
	rap_buf out = rap_buf_init(RAP_NEWTEXT_MAX);
	struct text t;
	bool tail = false, gap = false;

	find_lines(lines, &t);
	mark_attributions(&t);
	mark_other_quotes(&t);
	mark_blocks(&t);
	for (size_t i = 0; i < t.n; i++) {
		rap_slice line = t.lines[i];

		if (t.quoted[i]) {
			tail = false;
			gap = true;
			continue;
		}
		tail |= begins_tail(line);
		if (tail || is_blank(&t, i) || is_tagline(line)) {
			gap = true;
			continue;
		}
		while (line.len > 0 &&
		       (line.at[line.len - 1] == ' ' || line.at[line.len - 1] == '\t'))
			line.len--;
		/* One blank line stands for whatever stood between. */
		if (out.len > 0)
			rap_buf_str(&out, gap ? "\n\n" : "\n");
		rap_buf_slice(&out, line);
		gap = false;
	}
	free(t.lines);
	free(t.quoted);
	return rap_buf_take(&out);
}
