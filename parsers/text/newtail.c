// SPDX-License-Identifier: Apache-2.0
/* Signatures, lines of telephones, notices; see newtail.h. */
#include "parsers/text/newtail.h"

#include "common/utf8.h"
#include "parsers/mail/text.h"
#include "parsers/text/locales_find.h"
#include "parsers/text/phrases.h"

#define SIGNED_LINES 14u /* of a signature below its dashes, notices not counted */
#define SIGNED_BYTES 110u /* of one of its lines */
#define TAGLINE_BYTES 220u
#define TAGLINE_WORDS 14u
#define NOTICE_MIN 60u /* bytes of a paragraph that is a notice */
#define NOTICE_LOOKED 4000u
#define NAME_BYTES 48u
#define TAIL_LINES 120u /* below which dashes that may be anything are asked */
#define RULED_LINES 24u /* below other dashes, notices counted */
#define CLASS_MAX 48u /* bytes of a line that says how secret a mail is */
#define BANNER_LINES 4u
#define ROUNDS 5u /* of tails below tails */
#define BELOW_LINES 5u /* of a greeting and name below the quotation */

static bool has(rap_slice s, const char *word)
{
	return s.len > 0 && memmem(s.at, s.len, word, strlen(word)) != NULL;
}

static bool has_any(rap_slice s, const char *const *words)
{
	for (; *words; words++)
		if (has(s, *words))
			return true;
	return false;
}

static bool starts_any(rap_slice s, const char *const *words)
{
	for (; *words; words++)
		if (s.len >= strlen(*words) && memcmp(s.at, *words, strlen(*words)) == 0)
			return true;
	return false;
}

static size_t count_words(rap_slice s)
{
	size_t n = 0;
	bool inside = false;

	for (size_t i = 0; i < s.len; i++) {
		n += !inside && s.at[i] != ' ';
		inside = s.at[i] != ' ';
	}
	return n;
}

/* ---- what a telephone or a program says of itself ------------------------------------------------------- */

static const char *const devices[] = {
	"iphon",        "ipad",        "ipod",      "android",    "galaxy",       "samsung",
	"blackberry",   "windows",     "outlook",   "huawei",     "xiaomi",       "redmi",
	"oppo",         "vivo",        "oneplus",   "nokia",      "htc",          "xperia",
	"sony",         "motorola",    "lenovo",    "nexus",      "google pixel", "mail.ru",
	"яндекс",       "yandex",      "yahoo",     "gmail",      "proton",       "tutanota",
	"tuta ",        "thunderbird", "k-9",       "mymail",     "bluemail",     "blue mail",
	"typeapp",      "aquamail",    "aqua mail", "spark",      "airmail",      "newton",
	"superhuman",   "polymail",    "mailbird",  "em client",  "foxmail",      "qq邮箱",
	"qq mail",      "邮箱大师",    "網易",      "网易",       "手机",         "手機",
	"平板",         "小米",        "华为",      "華為",       "三星",         "スマートフォン",
	"スマホ",       "携帯",        "휴대폰",    "휴대전화",   "스마트폰",     "갤럭시",
	"아이폰",       "모바일",      "아이패드",  "네이버",     "다음메일",     "카카오",
	"мобильн",      "телефон",     "айфон",     "айпад",      "смартфон",     "планшет",
	"утас",         "гар утас",    "почт",      "мобілн",     "handy",        "smartphone",
	"smarttelefon", "mobile",      "mobil",     "móvil",      "móbil",        "telefoon",
	"telefono",     "teléfono",    "téléphone", "telefone",   "celular",      "phone",
	"tablet",       "apple mail",  "roundcube", "zimbra",     "zoho",         "web.de",
	"gmx",          "t-online",    "orange",    "aol",        "mailspring",   "airdroid",
	"front",        "hey",         "fastmail",  "mail for",   "courrier",     "correo",
	"posta",        "邮件",        "メール",    "메일",       "aplikac",      "aplikas",
	"app ",         "κινητό",      "हैंडसेट",      "wireless",   "verizon",      "device",
	"モバイル",     "ios",         "tiết bị",   "điện thoại", "มือถือ",         "โทรศัพท์",
	"الهاتف",       "هاتف",        "جوال",      "נייד",       "netease",      NULL};

/* "Sent from X": without any telling, from what the writer of the line calls his program. */
static bool is_short_boast(rap_slice raw, rap_slice folded)
{
	static const char *const begins[] = {"Sent from ",  "Sent via ", "Sent with ",
	                                     "Sent using ", "From my ",  NULL};

	for (size_t k = 0; begins[k]; k++) {
		rap_slice rest;
		bool first = true;

		if (!rap_text_starts(raw, begins[k]))
			continue;
		rest = rap_slice_sub(raw, strlen(begins[k]), raw.len);
		if (begins[k][0] == 'F')
			return has_any(folded, devices) && count_words(folded) <= 6;
		if (rap_text_starts(rest, "my ") || rap_text_starts(rest, "an "))
			return true;
		for (size_t i = 0; i < rest.len && rest.at[i] != '<'; i++) {
			if (first && rest.at[i] >= 'a' && rest.at[i] <= 'z' &&
			    !rap_text_starts(rap_slice_sub(rest, i, rest.len), "for ") &&
			    !rap_text_starts(rap_slice_sub(rest, i, rest.len), "on "))
				return false;
			first = rest.at[i] == ' ';
		}
		return count_words(rest) <= 5;
	}
	return false;
}

static bool is_url(rap_slice s)
{
	while (s.len > 0 && strchr("<([*_ ", s.at[0]))
		s = rap_slice_sub(s, 1, s.len);
	return (rap_text_starts(s, "http://") || rap_text_starts(s, "https://") ||
	        rap_text_starts(s, "www.")) &&
	       !memchr(s.at, ' ', s.len);
}

/* Without the address of a web page at its end, and the brackets round all of it. */
static rap_slice said(rap_slice folded)
{
	for (size_t i = 0; i + 4 < folded.len; i++) {
		rap_slice rest = rap_slice_sub(folded, i, folded.len);

		if (rap_text_starts(rest, "http://") || rap_text_starts(rest, "https://")) {
			folded = rap_slice_sub(folded, 0, i);
			break;
		}
	}
	while (folded.len > 0 && strchr("*_[( <>\"'-", folded.at[0]))
		folded = rap_slice_sub(folded, 1, folded.len);
	while (folded.len > 0 && strchr("*_]) <>\"'.:", folded.at[folded.len - 1]))
		folded.len--;
	return folded;
}

static bool is_outlook_offer(rap_slice s)
{
	static const char *const systems[] = {"ios", "android", "mobil", "iphone", NULL};

	return has(s, "outlook") && has_any(s, systems) && count_words(s) <= 8;
}

/* Stems of what lawyers and scanners put below mails, for the mail. */
static const char *const of_mail[] = {"e-mail",     "email",        "message",
                                      "mail",       "transmission", "communication",
                                      "邮件",       "郵件",         "信件",
                                      "メール",     "메일",         "전자우편",
                                      "이메일",     "сообщени",     "письмо",
                                      "письма",     "захидал",      "nachricht",
                                      "courriel",   "mensaje",      "correo",
                                      "messaggio",  "mensagem",     "bericht",
                                      "wiadomość",  "wiadomości",   "повідомлення",
                                      "meddelande", "meddelelse",   "zpráva",
                                      "zprávy",     "ileti",        "correio",
                                      "levél",      "üzenet",       "sähköposti",
                                      "viesti",     "e-post",       "epost",
                                      "mesaj",      "имейл",        "съобщение",
                                      "μήνυμα",     "pesan",        "surel",
                                      "อีเมล",       "ข้อความ",       "رسالة",
                                      "بريد",       "הודעה",        NULL};
static bool is_scanned(rap_slice s)
{
	static const char *const viruses[] = {
		"virus",    "vírus", "вирус", "вірус", "ウイルス", "ウィルス", "病毒",
		"바이러스", "viren", "ιούς",  "ιών",   "malware",  NULL};
	static const char *const makers[] = {"avast",       "avg.com", "kaspersky", "касперск",
	                                     "eset",        "norton",  "mcafee",    "symantec",
	                                     "bitdefender", "avira",   "sophos",    "mailscanner",
	                                     "trend micro", "dr.web",  "卡巴斯基",  NULL};
	static const char *const verbs[] = {"checked", "scanned",  "geprüft", "überprüft",
	                                    "analysé", "проверен", "검사",    "スキャン",
	                                    "扫描",    NULL};

	return has_any(s, viruses) &&
	       (has_any(s, makers) || (has_any(s, verbs) && has_any(s, of_mail)));
}

static bool is_tagline(rap_newlines *t, size_t i)
{
	rap_slice folded, raw = t->at[i].text;

	if (raw.len > TAGLINE_BYTES)
		return false;
	folded = rap_newlines_folded(t, i);
	if (is_scanned(folded))
		return true;
	folded = said(folded);
	while (raw.len > 0 && strchr("*_[(", raw.at[0]))
		raw = rap_slice_sub(raw, 1, raw.len);
	if (folded.len == 0 || count_words(folded) > TAGLINE_WORDS)
		return false;
	return is_short_boast(raw, folded) || is_outlook_offer(folded) ||
	       (has_any(folded, devices) && rap_locales_sent(folded));
}

/* ---- notices -------------------------------------------------------------------------------------------- */

/* And of its reader, and of the harm. */
static const char *const of_reader[] = {
	"recipient",  "addressee",     "intended",     "received this",
	"in error",   "destinataire",  "destinatario", "destinatário",
	"empfänger",  "adressat",      "收件人",       "收件者",
	"接收",       "误收",          "誤收",         "受信者",
	"宛先",       "誤って",        "수신인",       "수신자",
	"잘못",       "адресат",       "получател",    "по ошибке",
	"хүлээн ав",  "erreur",        "errore",       "por error",
	"irrtümlich", "geadresseerde", "ontvanger",    "por engano",
	"alıcı",      "odbiorc",       "одержувач",    "mottagare",
	"modtager",   "příjemc",       "címzett",      "vastaanottaja",
	"destinatar", "παραλήπτη",     "penerima",     "người nhận",
	"ผู้รับ",        "المستلم",       "נמען",         "指定",
	NULL};
static const char *const of_harm[] = {
	"confidential", "privileged", "disclos",     "unauthori",    "prohibited",
	"delete",       "liab",       "distribut",   "copying",      "dissemination",
	"strictly",     "virus",      "vertraulich", "confidentiel", "confidencial",
	"riservat",     "保密",       "机密",        "機密",         "泄露",
	"洩漏",         "删除",       "刪除",        "禁止",         "禁じ",
	"削除",         "기밀",       "비밀",        "금지",         "삭제",
	"конфиденциал", "запрещ",     "удалит",      "нууц",         "устга",
	"horiglo",      "löschen",    "unbefugt",    "supprimer",    "interdit",
	"eliminar",     "prohibid",   "cancellar",   "vietat",       "vertrouwelijk",
	"verwijder",    "poufn",      "gizli",       "konfidenti",   "fortrolig",
	"důvěrn",       "apague",     "borre",       "effac",        "détruire",
	"vernicht",     "복사",       "배포",        "転送",         "複製",
	"開示",         "请勿",       "請勿",        "复制",         "複製",
	"传播",         "傳播",       "копирован",   "распростран",  "уничтож",
	"usuń",         "usunąć",     "kopiow",      "smaz",         "vymaz",
	"törö",         "bizalmas",   "radera",      "slett",        "poista",
	"luottamuks",   "confidenț",  "ștergeți",    "поверителн",   "изтри",
	"εμπιστευτικ",  "διαγρά",     "rahasia",     "hapus",        "ลับ",
	"سرية",         "סודי",       NULL};

/* Beginnings that no letter has. */
static const char *const footers[] = {"this e-mail and any attach",
                                      "this email and any attach",
                                      "this message and any attach",
                                      "this message and its attach",
                                      "you received this message because you are subscribed",
                                      "you are receiving this email because",
                                      "you received this email because",
                                      "you are receiving this because",
                                      "to unsubscribe from this group",
                                      "to unsubscribe from this list",
                                      "to unsubscribe, ",
                                      "to unsubscribe:",
                                      "to unsubscribe send",
                                      "to post to this group",
                                      "to view this discussion on the web",
                                      "for more options, visit",
                                      "unsubscribe:",
                                      "to stop receiving emails from",
                                      "please consider the environment before",
                                      "please think of the environment",
                                      "think before you print",
                                      "no virus found in this",
                                      "virus-free.",
                                      "confidentiality notice",
                                      "confidentiality note",
                                      "legal disclaimer",
                                      "email disclaimer",
                                      "avis de confidentialité",
                                      "aviso de confidencialidad",
                                      "aviso legal",
                                      "reply to this email directly",
                                      "this email was sent to",
                                      "subscription options",
                                      "view this email in your browser",
                                      "list-unsubscribe",
                                      "вы получили это сообщение, потому что",
                                      "您收到此邮件是因为",
                                      "退订",
                                      "メール配信停止",
                                      "수신거부",
                                      "important notice: ",
                                      "the content of this email is confidential",
                                      "checked by mailscanner",
                                      "scanned by mailscanner",
                                      NULL};
/* Of one line alone. */
static const char *const classes[] = {"for official use only", "official use only",
                                      "internal use only", "classification: ", NULL};
/* What a server puts above a mail that comes from outside. */
static const char *const banners[] = {"caution: external",
                                      "caution: this email originated",
                                      "caution: this e-mail originated",
                                      "[external]",
                                      "external email:",
                                      "external email -",
                                      "warning: external",
                                      "warning: this email originated",
                                      "this email originated from outside",
                                      "this message originated from outside",
                                      "this message came from outside",
                                      NULL};
static const char *const list_words[] = {
	"mailing list", "listinfo", "unsubscribe", "groups.google", "maillist", "list archive",
	"mailman",      "listserv", "yahoogroups", "sympa",         NULL};

static size_t count_any(rap_slice s, const char *const *words)
{
	size_t n = 0;

	for (; *words; words++)
		n += has(s, *words);
	return n;
}

/* The paragraph [from, end), folded. */
static void put_paragraph(rap_newlines *t, size_t from, size_t end, rap_buf *out)
{
	for (size_t i = from; i < end && out->len < NOTICE_LOOKED; i++) {
		rap_slice s = t->at[i].text;

		rap_buf_char(out, ' ');
		if (s.len <= RAP_NEWLINE_LOOKED)
			rap_buf_slice(out, rap_newlines_folded(t, i));
		else
			rap_utf8_fold(out, s);
	}
}

static bool is_notice(rap_newlines *t, size_t from, size_t end)
{
	rap_buf text = rap_buf_init(64u * RAP_NEWLINE_LOOKED);
	rap_slice s, begin;
	bool notice;

	put_paragraph(t, from, end, &text);
	begin = s = rap_buf_as_slice(&text);
	while (begin.len > 0 && strchr(" *_-#=~>", begin.at[0]))
		begin = rap_slice_sub(begin, 1, begin.len);
	notice = starts_any(begin, footers) ||
	         (end == from + 1 && begin.len < CLASS_MAX && starts_any(begin, classes) &&
	          !rap_newline_is_sentence(t->at[from].text));
	if (!notice && s.len >= NOTICE_MIN)
		notice = has_any(s, of_mail) && has_any(s, of_reader) && count_any(s, of_harm) >= 2;
	rap_buf_done(&text);
	return notice;
}

/* ---- signatures ----------------------------------------------------------------------------------------- */

static size_t count_lines(const rap_newlines *t, size_t from, size_t end)
{
	size_t n = 0;

	for (size_t i = from; i < end; i++)
		n += !rap_newline_blank(t, i);
	return n;
}

static bool stands_above(const rap_newlines *t, size_t from, size_t line)
{
	for (size_t i = line; i > from && line - i < TAIL_LINES; i--)
		if (rap_slice_eq(t->at[i - 1].text, t->at[line].text))
			return true;
	return false;
}

/* "--" and its kin. *ret_sure: the line that the standard has, its blank included. */
static bool is_delimiter(const rap_newlines *t, size_t i, bool *ret_sure)
{
	static const char *const others[] = {"—",    "–",   "__", "___",  "____", "---",
	                                     "----", "- -", "——", "--- ", "***",  "=-=-="};
	rap_slice s = t->at[i].text;

	*ret_sure = false;
	if (rap_slice_is(s, "--")) {
		*ret_sure = t->at[i].raw.len > 2 && t->at[i].raw.at[t->at[i].raw.len - 1] == ' ';
		return true;
	}
	for (size_t k = 0; k < sizeof(others) / sizeof(*others); k++)
		if (rap_slice_is(s, others[k]))
			return true;
	return rap_newline_is_rule(s, 5);
}

/* Names, titles, addresses: nothing that is a sentence, or a long line. */
static bool looks_signed(rap_newlines *t, size_t from, size_t end, bool delimited)
{
	size_t lines = 0;

	for (size_t i = from; i < end; i++) {
		rap_slice s = t->at[i].text;

		if (s.len == 0)
			continue;
		if (delimited && i > from && rap_newline_blank(t, i - 1) && is_notice(t, i, end))
			return lines > 0;
		if (is_tagline(t, i) || is_url(s))
			continue;
		if (s.at[s.len - 1] == ':' && s.len > 8)
			return false;
		if (delimited && s.len > 1 &&
		    (strchr("+-@#{}=\\;", s.at[0]) ||
		     (s.at[0] == '[' && s.at[1] >= '0' && s.at[1] <= '9')))
			return false; /* code, a list, or the notes of a text */
		if (++lines > SIGNED_LINES ||
		    s.len > SIGNED_BYTES * (1u + ((unsigned char)s.at[0] >= 0x80)) ||
		    (rap_newline_is_sentence(s) && count_words(s) > 4))
			return false;
	}
	return lines > 0;
}

static bool has_contact(rap_newlines *t, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++) {
		rap_slice folded = rap_newlines_folded(t, i);
		rap_facts facts;
		size_t digits = 0;

		if (folded.len == 0)
			continue;
		rap_facts_of(folded, &facts);
		for (size_t k = 0; k < folded.len; k++)
			digits += folded.at[k] >= '0' && folded.at[k] <= '9';
		if (facts.address || has(folded, "www.") || has(folded, "http") || digits >= 7)
			return true;
	}
	return false;
}

/* What a rule of a list's program has below it. */
static bool is_list_footer(rap_newlines *t, size_t from, size_t end)
{
	size_t lines = 0;
	bool words = false;

	for (size_t i = from; i < end; i++) {
		if (rap_newline_blank(t, i))
			continue;
		words |= has_any(rap_newlines_folded(t, i), list_words);
		if (++lines > SIGNED_LINES || t->at[i].text.len > 200)
			return false;
	}
	return words;
}

static size_t trim_end(const rap_newlines *t, size_t from, size_t end)
{
	while (end > from && rap_newline_blank(t, end - 1))
		end--;
	return end;
}

/* A rule, or the dashes of a signature, that stand above what was taken away. */
static size_t trim_rules(const rap_newlines *t, size_t from, size_t end)
{
	end = trim_end(t, from, end);
	while (end > from && rap_newline_is_rule(t->at[end - 1].text, 2))
		end = trim_end(t, from, end - 1);
	return end;
}

static size_t paragraph_begin(const rap_newlines *t, size_t from, size_t end)
{
	while (end > from && !rap_newline_blank(t, end - 1) &&
	       !rap_newline_is_rule(t->at[end - 1].text, 2))
		end--;
	return end;
}

/* Lines of telephones, and of scanners with the address of a page below them, from the end. */
static size_t cut_taglines(rap_newlines *t, size_t from, size_t end)
{
	for (;;) {
		size_t last = trim_end(t, from, end), i = last;

		if (last == from)
			return last;
		i--;
		while (i > from && (is_url(t->at[i].text) || rap_newline_blank(t, i)))
			i--;
		if (!is_tagline(t, i))
			return last;
		end = trim_rules(t, from, i);
	}
}

static size_t cut_notices(rap_newlines *t, size_t from, size_t end)
{
	for (;;) {
		size_t last = trim_end(t, from, end), begin = paragraph_begin(t, from, last);

		if (begin == last || !is_notice(t, begin, last))
			return last;
		end = trim_rules(t, from, begin);
	}
}

/* A notice with more paragraphs below its heading. */
static size_t cut_from_notice(rap_newlines *t, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++) {
		if (rap_newline_blank(t, i) || (i > from && !rap_newline_blank(t, i - 1) &&
		                                !rap_newline_is_rule(t->at[i - 1].text, 2)))
			continue;
		if (end - i <= TAIL_LINES && starts_any(rap_newlines_folded(t, i), footers) &&
		    is_notice(t, i, end))
			return trim_rules(t, from, i);
	}
	return end;
}

static size_t cut_signature(rap_newlines *t, size_t from, size_t end, bool below)
{
	for (size_t i = from; i < end; i++) {
		bool sure, rule;

		if (t->at[i].text.len == 0 || !is_delimiter(t, i, &sure) ||
		    (!sure && end - i > TAIL_LINES))
			continue;
		rule = !sure && !rap_slice_is(t->at[i].text, "--");
		if (rule && count_lines(t, i + 1, end) > RULED_LINES)
			continue;
		/* Drawn twice, it parts what is said. */
		if (rule && i > from && stands_above(t, from, i))
			continue;
		rule = rule && t->at[i].text.len > 4;
		if (rap_newlines_next(t, i + 1) >= end)
			return i; /* dashes with nothing below */
		if (sure || is_list_footer(t, i + 1, end))
			return i;
		if ((i > from || below) && looks_signed(t, i + 1, end, true) &&
		    (!rule || has_contact(t, i + 1, end)))
			return i;
	}
	return end;
}

/* "-X Y" as the last line: a name behind a dash, where no list stands. */
static size_t cut_dashed_name(const rap_newlines *t, size_t from, size_t end)
{
	rap_slice s;
	size_t last = trim_end(t, from, end), before, dash, words;
	bool space, first = true;

	if (last == from)
		return last;
	s = t->at[last - 1].text;
	before = trim_end(t, from, last - 1);
	if (before == from || s.len < 3 || s.len > NAME_BYTES)
		return last;
	dash = s.at[0] == '-'                                       ? (s.at[1] == '-' ? 2 : 1)
	       : rap_text_starts(s, "—") || rap_text_starts(s, "–") ? 3
	                                                            : 0;
	if (dash == 0 || strchr("-*", t->at[before - 1].text.at[0]) ||
	    (unsigned char)t->at[before - 1].text.at[0] == 0xE2 || s.len <= dash)
		return last;
	space = s.at[dash] == ' ';
	s = rap_slice_sub(s, dash + space, s.len);
	words = count_words(s);
	if (s.len == 0 || words > 4 || (words < 2 && dash < 3) || (space && dash == 1) ||
	    rap_newline_is_sentence(s))
		return last;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (first && !((c >= 'A' && c <= 'Z') || c >= 0x80))
			return last;
		if ((c >= '0' && c <= '9') || strchr(":;,!?=/<>$%", c))
			return last;
		first = c == ' ';
	}
	return before;
}

/* ---- closings ------------------------------------------------------------------------------------------- */

static bool is_closing(rap_newlines *t, size_t i)
{
	rap_slice folded = rap_newlines_folded(t, i);

	return folded.len > 0 && rap_phrase_is_closing(folded) &&
	       !rap_newline_is_sentence(t->at[i].text);
}

/* Behind a closing the lines of a name with its address and telephone. */
static size_t cut_closed(rap_newlines *t, size_t from, size_t end, bool below)
{
	for (size_t i = end; i > from && end - i < SIGNED_LINES + 8; i--) {
		size_t line = i - 1, lines = 0;

		if (rap_newline_blank(t, line) || !is_closing(t, line))
			continue;
		for (size_t k = line + 1; k < end; k++)
			lines += !rap_newline_blank(t, k);
		/* Nothing but "Regards, X" below the quotation. */
		if (below && rap_newlines_next(t, from) == line && lines <= BELOW_LINES &&
		    (lines == 0 || looks_signed(t, line + 1, end, false)))
			return from;
		if (lines < 2 || !looks_signed(t, line + 1, end, false) ||
		    !has_contact(t, line + 1, end))
			return end;
		return line + 1;
	}
	return end;
}

size_t rap_newtail_begin(rap_newlines *t, size_t from, size_t end, bool below)
{
	end = trim_end(t, from, end);
	for (size_t round = 0, before = end + 1; round < ROUNDS && end < before; round++) {
		before = end;
		end = cut_from_notice(t, from, end);
		end = cut_notices(t, from, end);
		end = cut_taglines(t, from, end);
		end = cut_signature(t, from, end, below);
		end = cut_dashed_name(t, from, trim_end(t, from, end));
	}
	return trim_end(t, from, cut_closed(t, from, end, below));
}

size_t rap_newtail_banner(rap_newlines *t, size_t from, size_t end)
{
	size_t first = rap_newlines_next(t, from), last = first;

	while (last < end && !rap_newline_blank(t, last))
		last++;
	if (last >= end || last - first > BANNER_LINES ||
	    !starts_any(rap_newlines_folded(t, first), banners))
		return from;
	return last;
}
