// SPDX-License-Identifier: Apache-2.0
/* Attribution lines, header blocks, closings and signatures in the six languages. */
#include "parsers/quote.h"

#include "common/mem.h"
#include "common/utf8.h"

#include <stdlib.h>

#define LINE_MAX_LOOKED 400u /* bytes; a longer line is somebody's paragraph */
#define CLOSING_MAX 90u /* bytes of a closing with a name on its line */
#define BLOCK_LINES 2 /* header lines that make a header block */

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* How an attribution ends, folded; the colon is asked for separately. */
static const char *const attribution_ends[] = {
	"wrote",          "writes",       "写道",
	"寫道",           "写到",         "さんは書きました",
	"は書きました",   "のメッセージ", "님이 작성",
	"님이 작성한 글", "написал",      "написала",
	"написал(а)",     "пишет",        "писал",
	"писал(а)",       "бичсэн",       "бичихдээ",
};

static const char *const header_names[] = {
	"from",     "sent",       "date",      "to",       "cc",           "subject",  "reply-to",
	"发件人",   "发送时间",   "发送日期",  "日期",     "收件人",       "抄送",     "主题",
	"寄件者",   "寄件人",     "傳送時間",  "收件者",   "副本",         "主旨",     "差出人",
	"送信日時", "日時",       "宛先",      "件名",     "보낸 사람",    "보낸사람", "보낸 날짜",
	"보낸날짜", "날짜",       "받는 사람", "받는사람", "참조",         "제목",     "от",
	"от кого",  "отправлено", "дата",      "кому",     "копия",        "тема",     "илгээгч",
	"хэнээс",   "илгээсэн",   "огноо",     "хэнд",     "хүлээн авагч", "хуулбар",  "сэдэв",
	"гарчиг",
};

static const char *const separators[] = {
	"original message",
	"forwarded message",
	"begin forwarded message",
	"原始邮件",
	"原始郵件",
	"回复的原邮件",
	"转发的邮件",
	"转发邮件信息",
	"元のメッセージ",
	"転送メッセージ",
	"원본 메시지",
	"원본 메일",
	"원본메일",
	"전달된 메시지",
	"исходное сообщение",
	"пересылаемое сообщение",
	"пересланное сообщение",
	"эх захидал",
};

static const char *const closings[] = {
	"best regards",
	"kind regards",
	"regards",
	"warm regards",
	"with best regards",
	"with kind regards",
	"best wishes",
	"with best wishes",
	"sincerely",
	"sincerely yours",
	"yours sincerely",
	"yours faithfully",
	"yours truly",
	"respectfully",
	"respectfully yours",
	"cordially",
	"best",
	"many thanks and best regards",
	"thanks and best regards",
	"thank you and best regards",
	"with highest consideration",
	"此致",
	"敬礼",
	"敬禮",
	"此致敬礼",
	"此致 敬礼",
	"顺颂商祺",
	"順頌商祺",
	"谨启",
	"祝好",
	"顺祝商祺",
	"敬具",
	"草々",
	"よろしくお願いいたします",
	"よろしくお願い致します",
	"よろしくお願いします",
	"宜しくお願いいたします",
	"宜しくお願い致します",
	"宜しくお願いします",
	"何卒よろしくお願いいたします",
	"どうぞよろしくお願いいたします",
	"以上、よろしくお願いいたします",
	"감사합니다",
	"고맙습니다",
	"이상입니다",
	"с уважением",
	"с наилучшими пожеланиями",
	"с искренним уважением",
	"искренне ваш",
	"искренне ваши",
	"всего доброго",
	"с глубоким уважением",
	"хүндэтгэсэн",
	"хүндэтгэсэн.",
	"хүндэтгэлтэй",
	"хүндэтгэн ёслосон",
	"хүндэтгэн мэндчилье",
};

/* A line that begins so was written by a device or a mail service. */
static const char *const devices[] = {
	"sent from my ",
	"sent from mail for",
	"sent via ",
	"get outlook for",
	"发自我的",
	"发自 ",
	"发送自",
	"從我的",
	"发自",
	"iphoneから送信",
	"ipadから送信",
	"나의 iphone에서",
	"내 iphone에서",
	"отправлено с ",
	"отправлено из ",
	"iphone-оос илгээв",
	"утаснаас илгээв",
};

static const char *const greetings[] = {
	"dear ",          "hello",          "hi ",         "hi,",
	"good morning",   "good afternoon", "good day",    "excellency",
	"to whom it may", "尊敬的",         "敬启者",      "各位",
	"您好",           "你好",           "秘书处",      "秘書處",
	"いつも",         "お世話",         "拝啓",        "안녕하",
	"귀하",           "уважаем",        "добрый день", "здравствуйте",
	"эрхэм",          "сайн байна уу",  "хүндэт ",
};

static const char *const greeting_ends[] = {"御中", "様", "各位", "귀중", "귀하"};

static bool one_of(rap_slice s, const char *const *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rap_slice_is(s, all[i]))
			return true;
	return false;
}

static bool begins_with(rap_slice s, const char *word)
{
	size_t n;

	if (s.len == 0 || s.at[0] != word[0])
		return false;
	n = strlen(word);
	return s.len >= n && memcmp(s.at, word, n) == 0;
}

static bool ends_with(rap_slice s, const char *word)
{
	size_t n = strlen(word);

	return s.len >= n && memcmp(s.at + s.len - n, word, n) == 0;
}

static rap_slice strip(rap_slice s, const char *front, const char *back)
{
	while (s.len > 0 && strchr(front, s.at[0]))
		s = rap_slice_sub(s, 1, s.len);
	while (s.len > 0 && strchr(back, s.at[s.len - 1]))
		s.len--;
	return s;
}

/* Folded text ends in ':' for both widths of the colon. */
static bool is_attribution(rap_slice folded)
{
	rap_slice bare = strip(folded, "", " :");
	bool digits = false;

	if (!ends_with(folded, ":") && !ends_with(folded, "写道") && !ends_with(folded, "寫道"))
		return false;
	for (size_t i = 0; i < folded.len; i++)
		digits |= folded.at[i] >= '0' && folded.at[i] <= '9';
	for (size_t i = 0; i < COUNT(attribution_ends); i++)
		if (ends_with(bare, attribution_ends[i]) &&
		    (digits || memchr(folded.at, '@', folded.len) || begins_with(folded, "on ")))
			return true;
	return digits && ends_with(bare, ">") && memchr(folded.at, '@', folded.len);
}

static bool is_header(rap_slice folded)
{
	const char *colon = folded.len ? memchr(folded.at, ':', folded.len) : NULL;
	rap_slice name;

	if (!colon || colon - folded.at > 40)
		return false;
	name = strip(rap_slice_sub(folded, 0, (size_t)(colon - folded.at)), "* ", "* ");
	return one_of(name, header_names, COUNT(header_names));
}

static bool is_separator(rap_slice folded)
{
	rap_slice bare = strip(folded, "-_=>* ", "-_=<*: ");

	return bare.len + 2 <= folded.len && one_of(bare, separators, COUNT(separators));
}

static bool is_closing(rap_slice folded)
{
	rap_slice bare = strip(folded, "", " ,.:!");

	if (ends_with(bare, "。") || ends_with(bare, "、"))
		bare.len -= 3;
	if (one_of(bare, closings, COUNT(closings)))
		return true;
	if (folded.len > CLOSING_MAX)
		return false;
	for (size_t i = 0; i < COUNT(closings); i++) {
		size_t n = strlen(closings[i]);

		if (n > 8 && begins_with(folded, closings[i]) && folded.len > n &&
		    folded.at[n] == ',')
			return true;
	}
	return false;
}

static bool is_device(rap_slice folded)
{
	for (size_t i = 0; i < COUNT(devices); i++)
		if (begins_with(folded, devices[i]))
			return folded.len <= CLOSING_MAX;
	return false;
}

static bool is_greeting(rap_slice folded)
{
	rap_slice bare = strip(folded, "", " ,.:!");

	if (folded.len > 120)
		return false;
	for (size_t i = 0; i < COUNT(greetings); i++)
		if (begins_with(folded, greetings[i]))
			return true;
	for (size_t i = 0; i < COUNT(greeting_ends); i++)
		if (ends_with(bare, greeting_ends[i]))
			return true;
	return false;
}

static rap_slice line_text(const rap_tokens *t, size_t i)
{
	return rap_slice_sub(t->text, t->lines[i].body, t->lines[i].to);
}

static rap_line_kind kind_of(rap_slice raw, rap_slice folded)
{
	if (folded.len == 0)
		return RAP_LINE_BLANK;
	if (rap_slice_is(rap_utf8_trim(raw), "--"))
		return raw.len > 0 && raw.at[raw.len - 1] == ' ' ? RAP_LINE_SIGNATURE
		                                                 : RAP_LINE_TEXT;
	if (is_separator(folded))
		return RAP_LINE_SEPARATOR;
	if (is_attribution(folded))
		return RAP_LINE_ATTRIBUTION;
	if (is_header(folded))
		return RAP_LINE_HEADER;
	if (is_device(folded))
		return RAP_LINE_SIGNATURE;
	if (is_closing(folded))
		return RAP_LINE_CLOSING;
	return is_greeting(folded) ? RAP_LINE_GREETING : RAP_LINE_TEXT;
}

/* A line "Date: ..." alone is text; two header lines together make a block. */
static void check_blocks(const rap_tokens *t, rap_line_kind *kinds)
{
	for (size_t i = 0; i < t->n_lines;) {
		size_t n = 0, lines = 0, end = i;

		if (kinds[i] != RAP_LINE_HEADER) {
			i++;
			continue;
		}
		while (end < t->n_lines && lines < 24 && kinds[end] != RAP_LINE_BLANK) {
			n += kinds[end] == RAP_LINE_HEADER;
			end++;
			lines++;
		}
		for (size_t k = i; k < end; k++)
			if (n >= BLOCK_LINES && kinds[k] == RAP_LINE_TEXT && k > i &&
			    kinds[k - 1] == RAP_LINE_HEADER && k + 1 < end &&
			    kinds[k + 1] == RAP_LINE_HEADER)
				kinds[k] = RAP_LINE_HEADER; /* a folded line of addresses */
			else if (n < BLOCK_LINES && kinds[k] == RAP_LINE_HEADER)
				kinds[k] = RAP_LINE_TEXT;
		i = end > i ? end : i + 1;
	}
}

rap_line_kind *rap_quote_kinds(const rap_tokens *t)
{
	rap_line_kind *kinds = rap_calloc(t->n_lines + 1, sizeof *kinds);
	rap_buf folded = rap_buf_init(LINE_MAX_LOOKED * 40),
		before = rap_buf_init(LINE_MAX_LOOKED * 40);

	for (size_t i = 0; i < t->n_lines; i++) {
		rap_slice raw = line_text(t, i);

		rap_buf_cut(&folded, 0);
		if (raw.len <= LINE_MAX_LOOKED) {
			rap_text_fold(raw, &folded);
			kinds[i] = kind_of(raw, rap_buf_as_slice(&folded));
		}
		/* Long attributions are wrapped: "On Mon, ... Secretariat" / "<...> wrote:". */
		if (i > 0 && folded.len > 0 && kinds[i - 1] == RAP_LINE_TEXT &&
		    kinds[i] != RAP_LINE_BLANK) {
			size_t own = before.len;

			rap_buf_char(&before, ' ');
			rap_buf_slice(&before, rap_buf_as_slice(&folded));
			if ((kinds[i] == RAP_LINE_TEXT || kinds[i] == RAP_LINE_ATTRIBUTION) &&
			    own < 120 &&
			    (begins_with(rap_buf_as_slice(&before), "on ") ||
			     memchr(rap_buf_as_slice(&folded).at, '@', folded.len)) &&
			    is_attribution(rap_buf_as_slice(&before)))
				kinds[i - 1] = kinds[i] = RAP_LINE_ATTRIBUTION;
		}
		rap_buf_cut(&before, 0);
		rap_buf_slice(&before, rap_buf_as_slice(&folded));
	}
	rap_buf_done(&folded);
	rap_buf_done(&before);
	check_blocks(t, kinds);
	return kinds;
}

bool rap_quote_begins(rap_line_kind kind)
{
	return kind == RAP_LINE_ATTRIBUTION || kind == RAP_LINE_HEADER ||
	       kind == RAP_LINE_SEPARATOR;
}

static bool in_address(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '.' || c == '_' || c == '-' || c == '+';
}

void rap_quote_address(rap_slice line, char *ret, size_t size)
{
	size_t at = 0, from, to, n = 0;
	bool tag = false;

	ret[0] = '\0';
	while (at < line.len && line.at[at] != '@')
		at++;
	if (at == line.len)
		return;
	for (from = at; from > 0 && in_address(line.at[from - 1]);)
		from--;
	for (to = at + 1; to < line.len && in_address(line.at[to]) && line.at[to] != '+';)
		to++;
	if (from == at || to == at + 1)
		return;
	for (size_t i = from; i < to && n + 1 < size; i++) {
		char c = line.at[i];

		tag = c == '+' || (tag && c != '@');
		if (!tag)
			ret[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	ret[n] = '\0';
}
