// SPDX-License-Identifier: Apache-2.0
/* What telephones, scanners, lawyers and lists say below and above a letter, by their words; see notice.h. */
#include "parsers/text/notice.h"

#include "common/utf8.h"
#include "parsers/mail/text.h"
#include "parsers/text/locales_find.h"

#define TAGLINE_BYTES 220u
#define TAGLINE_WORDS 14u
#define NOTICE_MIN 60u /* bytes of a paragraph that is a notice */
#define NOTICE_LOOKED 4000u
#define CLASS_MAX 48u /* bytes of a line that says how secret a mail is */
#define BANNER_LINES 4u

static bool has(rap_slice s, const char *word)
{
	return s.len > 0 && memmem(s.at, s.len, word, strlen(word)) != NULL;
}

static bool starts_any(rap_slice s, const char *const *words)
{
	for (; *words; words++)
		if (s.len >= strlen(*words) && memcmp(s.at, *words, strlen(*words)) == 0)
			return true;
	return false;
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
			return rap_text_has_any(folded, devices) &&
			       rap_text_count_words(folded) <= 6;
		if (rap_text_starts(rest, "my ") || rap_text_starts(rest, "an "))
			return true;
		for (size_t i = 0; i < rest.len && rest.at[i] != '<'; i++) {
			if (first && rest.at[i] >= 'a' && rest.at[i] <= 'z' &&
			    !rap_text_starts(rap_slice_sub(rest, i, rest.len), "for ") &&
			    !rap_text_starts(rap_slice_sub(rest, i, rest.len), "on "))
				return false;
			first = rest.at[i] == ' ';
		}
		return rap_text_count_words(rest) <= 5;
	}
	return false;
}

bool rap_notice_is_url(rap_slice s)
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

	return has(s, "outlook") && rap_text_has_any(s, systems) && rap_text_count_words(s) <= 8;
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

	return rap_text_has_any(s, viruses) &&
	       (rap_text_has_any(s, makers) ||
	        (rap_text_has_any(s, verbs) && rap_text_has_any(s, of_mail)));
}

bool rap_notice_is_tagline(rap_newlines *t, size_t i)
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
	if (folded.len == 0 || rap_text_count_words(folded) > TAGLINE_WORDS)
		return false;
	return is_short_boast(raw, folded) || is_outlook_offer(folded) ||
	       (rap_text_has_any(folded, devices) && rap_locales_sent(folded));
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

bool rap_notice_is(rap_newlines *t, size_t from, size_t end)
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
		notice = rap_text_has_any(s, of_mail) && rap_text_has_any(s, of_reader) &&
		         count_any(s, of_harm) >= 2;
	rap_buf_done(&text);
	return notice;
}

/* What a rule of a list's program has below it. */
bool rap_notice_is_list(rap_slice folded)
{
	return rap_text_has_any(folded, list_words);
}

bool rap_notice_begins(rap_slice folded)
{
	return starts_any(folded, footers);
}

size_t rap_notice_banner(rap_newlines *t, size_t from, size_t end)
{
	size_t first = rap_newlines_next(t, from), last = first;

	while (last < end && !rap_newline_blank(t, last))
		last++;
	if (last >= end || last - first > BANNER_LINES ||
	    !starts_any(rap_newlines_folded(t, first), banners))
		return from;
	return last;
}
