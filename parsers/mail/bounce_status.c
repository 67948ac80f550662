// SPDX-License-Identifier: Apache-2.0
/* Enhanced status codes (RFC 3463), SMTP replies (RFC 5321, 4.2) and words; see bounce_status.h. */
#include "parsers/mail/bounce_status.h"

#include "common/buf.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/mail/text.h"

#include <string.h>

#define LOOKED_AT (4u * RAP_KIB)

/* The words of servers, folded, the special before the general; what follows the class of the code. */
static const struct {
	const char *words, *rest;
} phrases[] = {
	{"disabled", "2.1"},
	{"inactive", "2.1"},
	{"suspended", "2.1"},
	{"deactivated", "2.1"},
	{"no longer in use", "2.1"},
	{"no longer active", "2.1"},
	{"not accepting mail", "2.1"},
	{"not accepting messages", "2.1"},
	{"停用", "2.1"},
	{"заблокирован", "2.1"},
	{"mailbox full", "2.2"},
	{"mailbox is full", "2.2"},
	{"mailbox for user is full", "2.2"},
	{"full mailbox", "2.2"},
	{"inbox is full", "2.2"},
	{"mailfolder is full", "2.2"},
	{"quota", "2.2"},
	{"too many messages", "2.2"},
	{"zuviele mails", "2.2"},
	{"zu viele mails", "2.2"},
	{"exceeds allowed size", "2.2"},
	{"out of storage", "2.2"},
	{"storage limit", "2.2"},
	{"insufficient storage", "2.2"},
	{"exceeded the local limit", "2.2"},
	{"mailbox has exceeded", "2.2"},
	{"邮箱已满", "2.2"},
	{"邮箱空间不足", "2.2"},
	{"容量不足", "2.2"},
	{"いっぱい", "2.2"},
	{"容量を超え", "2.2"},
	{"용량 초과", "2.2"},
	{"용량이 초과", "2.2"},
	{"переполнен", "2.2"},
	{"message too big", "3.4"},
	{"message too large", "3.4"},
	{"message size exceeds", "3.4"},
	{"exceeds size limit", "3.4"},
	{"exceeds maximum", "3.4"},
	{"maximum message size", "3.4"},
	{"too big", "3.4"},
	{"邮件过大", "3.4"},
	{"邮件大小超过", "3.4"},
	{"user unknown", "1.1"},
	{"unknown user", "1.1"},
	{"unknown recipient", "1.1"},
	{"unknown address", "1.1"},
	{"unknown local", "1.1"},
	{"unknown mailbox", "1.1"},
	{"addressee unknown", "1.1"},
	{"recipient unknown", "1.1"},
	{"invalid recipient", "1.1"},
	{"invalid user", "1.1"},
	{"invalid mailbox", "1.1"},
	{"no such user", "1.1"},
	{"no such recipient", "1.1"},
	{"no such mailbox", "1.1"},
	{"no such address", "1.1"},
	{"no such account", "1.1"},
	{"no such person", "1.1"},
	{"no mailbox here", "1.1"},
	{"not a valid mailbox", "1.1"},
	{"not a known user", "1.1"},
	{"address not found", "1.1"},
	{"user not found", "1.1"},
	{"user not known", "1.1"},
	{"recipient not found", "1.1"},
	{"recipnotfound", "1.1"},
	{"recipient name is not recognized", "1.1"},
	{"mailbox not found", "1.1"},
	{"mailbox unavailable", "1.1"},
	{"not listed in", "1.1"},
	{"not our customer", "1.1"},
	{"not a valid user", "1.1"},
	{"not a valid recipient", "1.1"},
	{"not a valid address", "1.1"},
	{"no user by", "1.1"},
	{"no user named", "1.1"},
	{"not known here", "1.1"},
	{"is not known", "1.1"},
	{"no longer valid", "1.1"},
	{"is unknown", "1.1"},
	{"incorrect address", "1.1"},
	{"wrong address", "1.1"},
	{"could not find", "1.1"},
	{"no mail box", "1.1"},
	{"not have a mailbox", "1.1"},
	{"not a local", "1.1"},
	{"account does not exist", "1.1"},
	{"user does not exist", "1.1"},
	{"user doesn't exist", "1.1"},
	{"does not exist at the organization", "1.1"},
	{"doesn't have a", "1.1"},
	{"address couldn't be found", "1.1"},
	{"wasn't found at", "1.1"},
	{"doesn't like recipient", "1.1"},
	{"does not like recipient", "1.1"},
	{"bad destination mailbox", "1.1"},
	{"未找到", "1.1"},
	{"用户不存在", "1.1"},
	{"收件人不存在", "1.1"},
	{"地址不存在", "1.1"},
	{"帐号不存在", "1.1"},
	{"账号不存在", "1.1"},
	{"不存在", "1.1"},
	{"見つかりません", "1.1"},
	{"存在しません", "1.1"},
	{"存在しない", "1.1"},
	{"존재하지", "1.1"},
	{"없는 사용자", "1.1"},
	{"찾을 수 없", "1.1"},
	{"не существует", "1.1"},
	{"не найден", "1.1"},
	{"host unknown", "1.2"},
	{"unknown host", "1.2"},
	{"host not found", "1.2"},
	{"no such domain", "1.2"},
	{"domain does not exist", "1.2"},
	{"domain not found", "1.2"},
	{"unknown domain", "1.2"},
	{"unrouteable mail domain", "1.2"},
	{"unrouteable address", "1.2"},
	{"unroutable address", "1.2"},
	{"domain name not found", "1.2"},
	{"couldn't find any host", "1.2"},
	{"bad destination host", "1.2"},
	{"does not appear to be registered", "1.2"},
	{"no route to host", "4.1"},
	{"name or service not known", "1.2"},
	{"relaying denied", "7.1"},
	{"relay denied", "7.1"},
	{"relay not permitted", "7.1"},
	{"unable to relay", "7.1"},
	{"relay access denied", "7.1"},
	{"not permitted to relay", "7.1"},
	{"spam", "7.1"},
	{"blacklist", "7.1"},
	{"blocklist", "7.1"},
	{"blocked", "7.1"},
	{"rejected for policy", "7.1"},
	{"policy violation", "7.1"},
	{"access denied", "7.1"},
	{"not authorized", "7.1"},
	{"only accepts", "7.1"},
	{"virus", "7.1"},
	{"垃圾邮件", "7.1"},
	{"拒收", "7.1"},
	{"спам", "7.1"},
	{"authentication required", "7.0"},
	{"too many hops", "4.6"},
	{"mail loop", "4.6"},
	{"looping", "4.6"},
	{"hop count exceeded", "4.6"},
	{"connection timed out", "4.1"},
	{"connection refused", "4.1"},
	{"not responding", "4.1"},
	{"did not respond", "4.1"},
	{"was not reachable", "4.1"},
	{"wasn't able to establish", "4.1"},
	{"connect successfully", "4.1"},
	{"too long on the queue", "4.7"},
	{"in the queue too long", "4.7"},
	{"allowed queue period", "4.7"},
	{"retry timeout exceeded", "4.7"},
	{"retry time not reached", "4.7"},
	{"message expired", "4.7"},
	{"could not be delivered for", "4.7"},
	{"cannot send message within", "4.7"},
	{"has been delayed", "4.7"},
	{"does not exist", "1.1"},
	{"doesn't exist", "1.1"},
	{"were unknown", "1.1"},
	{"was unknown", "1.1"},
	{"over the limit", "2.2"},
};

/* What a bare reply code says (RFC 5321, 4.2.3). */
static const struct {
	const char *reply, *status;
} replies[] = {
	{"421", "4.3.2"}, {"450", "4.2.0"}, {"451", "4.3.0"}, {"452", "4.3.1"},  {"550", "5.1.1"},
	{"551", "5.1.6"}, {"552", "5.2.2"}, {"553", "5.1.3"}, {"554", "5.0.0"},  {"501", "5.1.3"},
	{"521", "5.3.2"}, {"530", "5.7.0"}, {"535", "5.7.8"}, {"556", "5.1.10"},
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t digits(rap_slice s, size_t at, size_t max)
{
	size_t n = 0;

	while (at + n < s.len && n < max && is_digit(s.at[at + n]))
		n++;
	return n;
}

/* Length of a code that begins at `at`: class, subject of up to three digits, detail of up to three; or 0. */
static size_t code_length(rap_slice text, size_t at)
{
	size_t end = at + 2, n;

	if (at + 5 > text.len || !strchr("245", text.at[at]) || text.at[at + 1] != '.')
		return 0;
	if (at > 0 && (is_digit(text.at[at - 1]) || text.at[at - 1] == '.' ||
	               text.at[at - 1] == '[' || text.at[at - 1] == 'v'))
		return 0;
	n = digits(text, end, 3);
	end += n;
	if (n == 0 || end >= text.len || text.at[end] != '.')
		return 0;
	n = digits(text, ++end, 3);
	end += n;
	/* Not an address of a host, nor a date or version. */
	if (n == 0 || (end < text.len && is_digit(text.at[end])) ||
	    (end + 1 < text.len && text.at[end] == '.' && is_digit(text.at[end + 1])))
		return 0;
	return end - at;
}

char *rap_bounce_status_code(rap_slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		size_t n = is_digit(text.at[i]) ? code_length(text, i) : 0;

		if (n > 0)
			return rap_strndup(text.at + i, n);
	}
	return NULL;
}

/* The first reply code: three digits that stand alone, before a blank or a hyphen, of a class that refuses. */
static size_t reply_at(rap_slice text)
{
	for (size_t i = 0; i + 3 <= text.len; i++) {
		bool begins = i == 0 || strchr(" \t\n:;(#<\"'=[", text.at[i - 1]);
		bool ends = i + 3 == text.len || strchr(" \t\r\n-:;,.)]>\"'", text.at[i + 3]);

		if ((text.at[i] == '4' || text.at[i] == '5') && begins && ends &&
		    text.at[i + 1] >= '0' && text.at[i + 1] <= '5' && is_digit(text.at[i + 2]))
			return i;
	}
	return text.len;
}

static const char *rest_of(rap_slice folded)
{
	size_t n = sizeof(phrases) / sizeof(*phrases);
	size_t which = rap_text_which(folded, phrases, sizeof(*phrases), n);

	return which < n ? phrases[which].rest : NULL;
}

bool rap_bounce_status_has_words(rap_slice folded)
{
	return rest_of(folded) != NULL;
}

static char *derived(rap_slice text)
{
	rap_buf folded = rap_buf_init(8 * LOOKED_AT), code = rap_buf_init(16);
	size_t at = reply_at(text);
	char class = at < text.len ? text.at[at] : '5';
	const char *rest;

	if (rap_utf8_valid(text))
		rap_utf8_fold(&folded, text);
	else
		rap_buf_slice(&folded, text);
	rest = rest_of(rap_buf_as_slice(&folded));
	rap_buf_done(&folded);
	if (rest) {
		rap_buf_char(&code, class);
		rap_buf_char(&code, '.');
		rap_buf_str(&code, rest);
		return rap_buf_take(&code);
	}
	rap_buf_done(&code);
	for (size_t i = 0; at < text.len && i < sizeof(replies) / sizeof(*replies); i++) {
		if (rap_slice_is(rap_slice_sub(text, at, at + 3), replies[i].reply))
			return rap_strdup(replies[i].status);
	}
	return at == text.len ? NULL : rap_strdup(class == '4' ? "4.0.0" : "5.0.0");
}

char *rap_bounce_status_of(rap_slice text)
{
	rap_slice s = rap_slice_sub(text, 0, LOOKED_AT);
	char *code;

	while (s.len > 0 && s.len < text.len && ((unsigned char)text.at[s.len] & 0xc0) == 0x80)
		s.len--; /* not into the middle of a character */
	code = rap_bounce_status_code(s);
	return code ? code : derived(s);
}

bool rap_bounce_status_is_vague(const char *status)
{
	return status && status[0] != '\0' && strcmp(status + 1, ".0.0") == 0;
}
