#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the replies of tests/corpus/wild: wild.py REQUEST.eml DIR

Answers of one focal point to the request, in the shape that mail programs give them which cannot be driven by a
script: their containers, header blocks, taglines, wrapping, charsets and transfer encodings. The truth, what was
typed, is written beside each mail as tests/integration/helpers/score.c reads it (forms)."""
import base64
import email
import email.policy
import html
import json
import os
import quopri
import re
import sys
import textwrap

NAME, ADDRESS = "Kari Example", "kari@ministry.no.example"


class Request:
    """What was sent: lines of the text part, paragraphs of the HTML part."""

    def __init__(self, path):
        with open(path, "rb") as f:
            mail = email.message_from_binary_file(f, policy=email.policy.default)
        self.id = mail["Message-Id"].strip()
        self.subject = str(mail["Subject"])
        self.reply_to = re.search(r"<(.*?)>", str(mail["Reply-To"])).group(1)
        self.sender, self.address = re.match(r"(.*) <(.*)>", str(mail["From"])).groups()
        self.lines = mail.get_body(("plain",)).get_content().rstrip("\n").split("\n")
        body = re.search(r"<body[^>]*>(.*)</body>", mail.get_body(("html",)).get_content(), re.S).group(1)
        self.paragraphs = [p.replace("\n", " ") for p in re.findall(r"<p>(.*?)</p>", body, re.S)]

    def header(self, labels, date):
        values = (f"{self.sender} <{self.address}>", date, f"{NAME} <{ADDRESS}>", self.subject)
        return list(zip(labels, values))


EN = ("From", "Sent", "To", "Subject")
ZH = ("发件人", "发送时间", "收件人", "主题")
HANT = ("寄件者", "傳送時間", "收件者", "主旨")
JA = ("差出人", "送信日時", "宛先", "件名")
KO = ("보낸 사람", "보낸 날짜", "받는 사람", "제목")
RU = ("От", "Отправлено", "Кому", "Тема")
DE = ("Von", "Gesendet", "An", "Betreff")

# ---- what was typed ------------------------------------------------------------------------------------------------
# language, letter above, letter below, {item: (words, value)}; None: the words are the value; a dict: more is expected

UNCLEAR, NONE, RESERVE = {"status": "unclear"}, {"status": "none"}, {"status": "reserve"}
OLA = "Ola Sample, Adviser, Water Agency, ola@water.no.example"
OLA_ROW = ["Ola Sample, Adviser, Water Agency, ola@water.no.example"]
SETS = {
    "en1": ("en", "Dear Secretariat,\n\nOur answers stand below.", "Best regards,\nKari Example", {
        "5.1": ("Support with changes", "support with changes"), "5.2": ("5", 5), "5.3": ("three", 3),
        "5.4": ("no position", "no position"),
        "5.6": ("The stations of the 2019 survey should be kept.\n\nTheir data are the only long series.", None),
        "6.1": ("Yes", True), "6.2": ("8 January 2027", "2027-01-08"), "6.3": ("Ice\nFish ladders", ["Ice", "Fish ladders"]),
        "6.4": (OLA, OLA_ROW), "6.5": ("none", NONE)}),
    "en2": ("en", "Hello,", "Kari", {
        "5.1": ("Support, provided that the costs are shared", UNCLEAR), "5.2": ("4/5", 4), "5.3": ("2 or 3", UNCLEAR),
        "5.4": ("cannot support", "cannot support"), "5.6": ("no further comments", NONE),
        "6.1": ("no", False), "6.5": ("One delegate uses a wheelchair; see also 5.6.", None)}),
    "en3": ("en", "", "Regards\nKari Example", {
        "5.1": ("reserves its position", RESERVE), "5.3": ("4", 4), "5.4": ("We support", "support"),
        "5.6": ("1. Costs are missing.\n2. So is a calendar: five years, 2027 to 2031.\n3. Chapter II is well drafted.", None),
        "6.1": ("not yet decided", UNCLEAR), "6.2": ("7 January", {"value": "2027-01-07", "flag": "year-assumed"})}),
    "zh1": ("zh", "秘书处：\n\n我方答复如下。", "此致\n敬礼", {
        "5.1": ("支持", "support"), "5.2": ("5分", 5), "5.3": ("③", 3), "5.4": ("原则上同意", UNCLEAR),
        "5.6": ("建议延长监测期限。\n第5.3项的评分以现有预算为基础。", None), "6.1": ("是", True),
        "6.2": ("2027年1月8日", "2027-01-08"), "6.3": ("湖冰\n渔业", ["湖冰", "渔业"]), "6.5": ("无", NONE)}),
    "zh2": ("zh", "您好！", "谢谢！", {
        "5.1": ("修改后支持（support with changes）", "support with changes"), "5.2": ("４", 4), "5.4": ("不支持", "cannot support"),
        "5.6": ("没有意见", NONE), "6.1": ("否", False)}),
    "hant1": ("hant", "秘書處您好：", "陳例", {
        "5.1": ("修改後支持", "support with changes"), "5.2": ("4分", 4), "5.6": ("建議增列經費來源。", None), "6.1": ("是", True)}),
    "ja1": ("ja", "事務局御中\n\n下記のとおり回答します。", "よろしくお願いいたします。", {
        "5.1": ("修正の上支持する", "support with changes"), "5.2": ("５", 5), "5.3": ("3点", 3), "5.4": ("支持できない", "cannot support"),
        "5.6": ("観測点の数を再検討してほしい。\n予算の見通しも示されたい。", None), "6.1": ("はい", True),
        "6.2": ("2027年1月7日", "2027-01-07"), "6.5": ("特になし", NONE)}),
    "ko1": ("ko", "사무국 귀중", "감사합니다.", {
        "5.1": ("지지함", "support"), "5.2": ("4점", 4), "5.3": ("둘", 2), "5.4": ("대체로 동의", UNCLEAR),
        "5.6": ("관측소 수를 다시 검토할 필요가 있음.", None), "6.1": ("아니요", False), "6.5": ("없음", NONE)}),
    "ru1": ("ru", "Уважаемые коллеги!\n\nНаправляем наши ответы.", "С уважением,\nКари Пример", {
        "5.1": ("Поддерживаем с поправками", "support with changes"), "5.2": ("пять", 5), "5.3": ("3 балла", 3),
        "5.4": ("не можем поддержать", "cannot support"),
        "5.6": ("Просим указать источник средств.\n\nСрок до 2031 года нереален.", None),
        "6.1": ("да", True), "6.2": ("8 января 2027 г.", "2027-01-08"), "6.5": ("нет", NONE)}),
    "mn1": ("mn", "Эрхэм нарийн бичгийн газар,", "Хүндэтгэсэн", {
        "5.1": ("дэмжинэ", "support"), "5.2": ("5 оноо", 5), "5.3": ("гурав", 3), "5.4": ("өөрчлөлттэйгөөр дэмжинэ", "support with changes"),
        "5.6": ("Хэмжилтийн цэгийн тоог нэмэх саналтай байна.", None), "6.1": ("тийм", True), "6.5": ("байхгүй", NONE)}),
}


def truth_of(answers):
    out = {}
    for item, (words, value) in answers.items():
        if isinstance(value, dict):
            out[item] = dict(value, raw=words)
        else:
            out[item] = {"value": words if value is None else value}
    return out


# ---- HTML programs -------------------------------------------------------------------------------------------------

def lines(text, each="<div>{}</div>", empty="<br>"):
    return "".join(each.format(html.escape(x, quote=False) if x.strip() else empty) for x in text.split("\n"))


def insert(request, answers, how):
    """The paragraphs of the form with the answers: (quoted, HTML, typed behind it) or (typed, text)."""
    out = []
    for p in request.paragraphs:
        cue = re.search(r"Answer \[([\d.]+)\]:$", p)
        words = answers.get(cue.group(1)) if cue else None
        if words is None:
            out.append(("q", p, ""))
        elif how == "same":
            out.append(("q", p + " ", words))
        elif how == "next":
            out.append(("q", p + "<br>", words))
        else:  # a paragraph of its own
            out += [("q", p, ""), ("a", words)]
    return out


def body(pieces, own, typed="{}", paragraph="<p>{}</p>", opens="", closes=""):
    """The quoted form as HTML; a quote that a typed paragraph splits is closed and opened again."""
    out = []
    for piece in pieces:
        if piece[0] == "a":
            out.append(closes + own(piece[1]) + opens)
        else:
            words = html.escape(piece[2], quote=False).replace("\n", "<br>")
            out.append(paragraph.format(piece[1] + (typed.format(words) if words else "")))
    return "\n".join(out)


def text_of(pieces, prefix="> ", width=0):
    """The same as the text/plain alternative."""
    out = []
    for piece in pieces:
        if piece[0] == "a":
            out += piece[1].split("\n")
        else:
            plain = html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<br> *", "\n", piece[1]))) + piece[2]
            for line in plain.split("\n"):
                parts = textwrap.wrap(line, width - len(prefix)) if width else [line]
                out += [prefix + x.rstrip() for x in parts or [""]]
        out.append(prefix.rstrip())
    return "\n".join(out)


def block(rows, form="<b>{}:</b> {}", between="<br>"):
    return between.join(form.format(k, html.escape(v, quote=False)) for k, v in rows)


def outlook_mac(r, top, pieces, labels=EN):
    own = lambda s: lines(s, '<p class="MsoNormal"><span lang="EN-GB" style="color:#0070C0">{}<o:p></o:p></span></p>', "<o:p>&nbsp;</o:p>")
    rows = r.header(labels, "Saturday, 5 December 2026 at 10:00")
    return ('<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name="Generator" content="Microsoft Word 15 (filtered medium)">'
            '<style><!-- p.MsoNormal {margin:0cm;} --></style></head><body lang="EN-GB"><div class="WordSection1">' + own(top) + own("") +
            '<div id="mail-editor-reference-message-container"><div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
            '<p class="MsoNormal" style="mso-margin-top-alt:0cm;margin-left:36.0pt">' + block(rows) + "<o:p></o:p></p></div>" +
            body(pieces, own, '<span style="color:#0070C0">{}</span>', '<p style="margin-left:36.0pt">{}<o:p></o:p></p>') +
            "</div></div></div></body></html>", top + "\n\n" + "\n".join(f"{k}: {v}" for k, v in rows) + "\n" + text_of(pieces, ""))


def outlook_2010(r, top, pieces, labels=EN):
    """Comments in an unmarked copy; a text part in which Word's soft line ends are gone."""
    own = lambda s: lines(s, "<p class=MsoNormal><b><span style='color:red'>{}<o:p></o:p></span></b></p>", "<o:p>&nbsp;</o:p>")
    rows = r.header(labels, "05 December 2026 10:00")
    return ('<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head><!--[if !mso]><style>v\\:* '
            "{behavior:url(#default#VML);}</style><![endif]--></head><body lang=EN-GB link=blue><div class=WordSection1>" + own(top) +
            "<div><div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>" + block(rows) +
            "<o:p></o:p></p></div></div><p class=MsoNormal><o:p>&nbsp;</o:p></p>" + body(pieces, own, "<b><span style='color:red'>{}</span></b>") +
            "</div></body></html>", None)


def quoting(attribution, opens, closes, prefix="> ", own="<div>{}</div>", typed="{}", tag="", head="", tail="", split=True, width=0, text=True):
    """Programs that put a line of attribution above a block of their own."""
    def make(r, top, pieces, labels=EN):
        said = attribution.format(name=r.sender, address=r.address)
        mine = lambda s: lines(s, own)
        mail = head + mine(top) + (mine(tag) if tag else "") + "<div>" + html.escape(said, quote=False) + "</div>" + opens
        mail += body(pieces, mine, typed, opens=opens if split else "", closes=closes if split else "") + closes + tail
        return mail, (top + "\n\n" + (tag + "\n\n" if tag else "") + said + "\n\n" + text_of(pieces, prefix, width)) if text else None
    return make


def heading(separator, opens, closes, prefix="", own="<div>{}</div>", typed="{}", tag="", row="<b>{}:</b> {}", date="2026-12-05 10:00", text=True):
    """Programs that put a separator and a header block above the copy, most of them without a mark of quotation."""
    def make(r, top, pieces, labels=EN):
        rows = r.header(labels, date)
        mine = lambda s: lines(s, own)
        mail = mine(top) + (mine(tag) if tag else "") + opens + separator + "<br>" + block(rows, row) + "<br><br>" + body(pieces, mine, typed) + closes
        plain = re.sub(r"<[^>]+>", "", separator) + "\n" + "\n".join(f"{k}: {v}" for k, v in rows) + "\n\n" + text_of(pieces, prefix)
        return mail, (top + "\n\n" + (tag + "\n" if tag else "") + plain) if text else None
    return make


HTML = {
    "outlook-mac": outlook_mac, "outlook-2010": outlook_2010,
    "horde": quoting("Quoting {name} <{address}>:", '<blockquote type="cite" style="border-left:2px solid blue;margin-left:2px;padding-left:12px;">',
                     "</blockquote>", own="<p>{}</p>", width=76),
    "sogo": quoting("On Saturday, December 05, 2026 10:00 CET, {name} <{address}> wrote:", '<blockquote type="cite" cite="x@y">', "</blockquote>",
                    head="<html>", tail="</html>", own="{}<br>"),
    "snappymail": quoting("On December 5, 2026 at 10:00 AM, {name} <{address}> wrote:", "<blockquote>", "</blockquote>", split=False, own="<p>{}</p>"),
    "fastmail": quoting("On Sat, 5 Dec 2026, at 10:00, {name} wrote:", '<blockquote type="cite" id="qt" style="">', "</blockquote>",
                        head="<!DOCTYPE html><html><body>", tail="</body></html>"),
    "spark": quoting("On 5. Dec 2026 at 10:00 +0100, {name} <{address}>, wrote:", '<div name="messageReplySection"><blockquote type="cite" '
                     'style="border-left-color: grey; border-left-width: thin; border-left-style: solid; margin: 5px 5px;padding-left: 10px;">',
                     "</blockquote></div>", typed='<span style="color: #1677be">{}</span>'),
    "mailspring": quoting("On Dec 5 2026, at 10:00 am, {name} <{address}> wrote:", '<blockquote class="gmail_quote" style="margin: 0 0 0 .8ex;">',
                          "</blockquote>", tag="Sent from Mailspring", text=False),
    "bluemail": quoting("On 5 Dec 2026, 10:00, at 10:00, {name} <{address}> wrote:", '<blockquote class="gmail_quote" style="margin: 0pt 0pt 0pt 0.8ex;">',
                        "</blockquote>", prefix=">", tag="\u2063Get BlueMail for Android"),
    "gmx": quoting('Gesendet: Samstag, 05. Dezember 2026 um 10:00 Uhr Von: "{name}" <{address}>', '<div name="quoted-content">', "</div>", prefix="",
                   split=False, text=False),
    "verse": heading('<hr style="border:0;border-top:1px solid #acc;">', '<div class="domino-section" dir="ltr">', "</div>", own='<div dir="ltr">{}</div>'),
    "groupwise": quoting('>>> {name} <{address}> 12/5/2026 10:00 AM >>>', '<div style="padding-left: 7px; margin-left: 15px; border-left: 1px solid #050505">',
                         "</div>", prefix="", split=False),
    "yahoo-mobile": heading("  ", '<blockquote style="margin: 0 0 20px 0;"><div style="font-family:Roboto;color:#6D00F6">', "</div></blockquote>",
                            tag="Sent from Yahoo Mail for iPhone"),
    "139mail": heading("----邮件原文----", '<div id="reply139content" style="margin-top:10px">', "</div>", row="{}：{}", typed='<font color="#ff0000">{}</font>'),
    "sina": heading("----- 原始邮件 -----", '<div style="margin:10px">', "</div>", row="{}：{}", typed="<strong>{}</strong>"),
    "hiworks": heading("-----원본 메일-----", '<div class="original" style="padding-left:8px;border-left:3px solid #ddd">', "</div>", text=False),
    "rambler": quoting("05.12.2026 в 13:00, {name} <{address}> написал(а):", "<blockquote>", "</blockquote>", split=False, own="<p>{}</p>", prefix="> "),
    "yahoo-japan": heading("----- Original Message -----", "<br><div>", "</div>", text=False),
}

# ---- plain programs ------------------------------------------------------------------------------------------------
# the line above the quote, the mark, the width and whether a wrapped line gets its mark again

TEXT = {
    "squirrelmail": ("{name} wrote:", "> ", 78, True), "mew": ('From: {name} <{address}>\nDate: Sat, 05 Dec 2026 10:00:00 +0900\n', "> ", 0, True),
    "winbiff": ('"{name}" <{address}> wrote:', "> ", 0, True), "edmax": ("{name} さんは書きました:", "> ", 74, True),
    "nifty": ("-----Original Message-----\nFrom: {name} <{address}>\nDate: 2026/12/05 18:00", "> ", 0, True),
    "outlook-express": ("----- Original Message ----- \nFrom: \"{name}\" <{address}>\nTo: \"Kari Example\" <kari@ministry.no.example>\nSent: Saturday, "
                        "December 05, 2026 10:00 AM", "> ", 74, False),
    "k9": ("On 5 December 2026 10:00:00 CET, {name} <{address}> wrote:", ">", 0, True), "vim": ("* {name} [2026-12-05 10:00]:", "> ", 70, True),
    "gnus": (">>>>> On Sat, 05 Dec 2026, {name} <{address}> said:", "> ", 0, True), "deltachat": ("", "> ", 0, True),
}


def wrapped(line, mark, width, again):
    parts = textwrap.wrap(line, width - len(mark), break_long_words=False, break_on_hyphens=False) if width and len(mark + line) > width else [line]
    return [(mark if again or i == 0 else "") + x for i, x in enumerate(parts or [""])]


def plain_reply(r, client, top, bottom, answers, how):
    said, mark, width, again = TEXT[client]
    out = top.split("\n") + [""] + said.format(name=r.sender, address=r.address).split("\n")
    for line in r.lines:
        cue = re.match(r"Answer \[([\d.]+)\]:$", line)
        words = answers.get(cue.group(1), "").split("\n") if cue else [""]
        if words == [""]:
            out += [x.rstrip() for x in wrapped(line, mark, width, again)]
        elif how == "same":
            out += [mark + line + " " + words[0]] + words[1:]
        elif how == "inside":
            out += [mark + line] + [(mark + x).rstrip() for x in words]
        else:
            out += [mark + line] + ([""] if how == "gap" else []) + words + [""]
    return "\n".join(out + [""] + bottom.split("\n")) + "\n"


# ---- the mails -----------------------------------------------------------------------------------------------------

def part(kind, text, charset, encoding, more=""):
    codec = {"gb2312": "gb18030", "ks_c_5601-1987": "cp949", "shift_jis": "cp932", "big5": "cp950"}.get(charset, charset)
    data = text.encode(codec)
    if encoding == "base64":
        data = base64.encodebytes(data.replace(b"\n", b"\r\n"))
    elif encoding == "quoted-printable":
        data = quopri.encodestring(data)
    return f"Content-Type: {kind}; charset={charset}{more}\nContent-Transfer-Encoding: {encoding}\n\n".encode() + data.rstrip(b"\n") + b"\n"


def mail(r, name, plain, rich, charset, encoding, more=""):
    head = (f"Return-Path: <{ADDRESS}>\nDelivered-To: {r.reply_to}\nFrom: {NAME} <{ADDRESS}>\nTo: {r.sender} <{r.reply_to}>\nSubject: Re: {r.subject}\n"
            f"Date: Mon, 07 Dec 2026 10:12:13 +0100\nMessage-ID: <{name}@ministry.no.example>\nIn-Reply-To: {r.id}\nReferences: {r.id}\nMIME-Version: 1.0\n").encode()
    if rich is None:
        return head + part("text/plain", plain, charset, encoding, more)
    if plain is None:
        return head + part("text/html", rich, charset, encoding)
    edge = "b_" + name
    return (head + f'Content-Type: multipart/alternative; boundary="{edge}"\n\n'.encode() + b"".join(
        b"--" + edge.encode() + b"\n" + x for x in (part("text/plain", plain, charset, encoding, more), part("text/html", rich, charset, encoding))) +
        b"--" + edge.encode() + b"--\n")


# client, answers, where typed, charset, transfer encoding
REPLIES = [
    ("outlook-mac", "en1", "same", "utf-8", "quoted-printable"), ("outlook-mac", "ru1", "own", "koi8-r", "base64"), ("outlook-mac", "ja1", "next", "iso-2022-jp", "7bit"),
    ("outlook-2010", "en3", "own", "us-ascii", "quoted-printable"), ("outlook-2010", "zh1", "same", "gb2312", "quoted-printable"),
    ("outlook-2010", "mn1", "next", "utf-8", "base64"),
    ("horde", "en2", "same", "utf-8", "quoted-printable"), ("horde", "ko1", "own", "euc-kr", "base64"), ("horde", "hant1", "next", "big5", "base64"),
    ("sogo", "en1", "own", "utf-8", "quoted-printable"), ("sogo", "ja1", "same", "utf-8", "base64"),
    ("snappymail", "ru1", "next", "utf-8", "quoted-printable"), ("snappymail", "zh2", "own", "utf-8", "base64"),
    ("fastmail", "en3", "same", "utf-8", "8bit"), ("fastmail", "mn1", "own", "utf-8", "quoted-printable"),
    ("spark", "en2", "own", "utf-8", "base64"), ("spark", "ko1", "same", "utf-8", "quoted-printable"),
    ("mailspring", "en1", "next", "utf-8", "base64"), ("mailspring", "ru1", "own", "windows-1251", "quoted-printable"),
    ("bluemail", "en2", "next", "utf-8", "base64"), ("bluemail", "ja1", "own", "utf-8", "base64"),
    ("gmx", "en3", "next", "utf-8", "quoted-printable"), ("gmx", "ru1", "same", "koi8-r", "quoted-printable"),
    ("verse", "en1", "same", "utf-8", "base64"), ("verse", "zh1", "own", "gbk", "base64"),
    ("groupwise", "en2", "same", "us-ascii", "7bit"), ("groupwise", "mn1", "next", "utf-8", "quoted-printable"),
    ("yahoo-mobile", "en3", "own", "utf-8", "base64"), ("yahoo-mobile", "hant1", "same", "utf-8", "base64"),
    ("139mail", "zh1", "next", "utf-8", "base64"), ("139mail", "zh2", "own", "gbk", "base64"), ("sina", "zh2", "same", "gbk", "quoted-printable"),
    ("sina", "zh1", "own", "utf-8", "base64"), ("hiworks", "ko1", "own", "ks_c_5601-1987", "base64"), ("hiworks", "en1", "next", "utf-8", "base64"),
    ("rambler", "ru1", "own", "utf-8", "base64"), ("rambler", "mn1", "same", "utf-8", "quoted-printable"),
    ("yahoo-japan", "ja1", "next", "shift_jis", "base64"), ("yahoo-japan", "en2", "own", "us-ascii", "7bit"),
    ("squirrelmail", "en1", "next", "us-ascii", "7bit"), ("squirrelmail", "zh1", "same", "gb2312", "8bit"), ("squirrelmail", "ru1", "inside", "utf-8", "8bit"),
    ("mew", "ja1", "next", "iso-2022-jp", "7bit"), ("mew", "en3", "gap", "us-ascii", "7bit"),
    ("winbiff", "ja1", "same", "iso-2022-jp", "7bit"), ("winbiff", "en2", "next", "us-ascii", "7bit"),
    ("edmax", "ja1", "gap", "shift_jis", "8bit"), ("edmax", "en1", "inside", "iso-2022-jp", "7bit"),
    ("nifty", "ja1", "inside", "euc-jp", "base64"), ("nifty", "zh1", "gap", "gb18030", "base64"),
    ("outlook-express", "ru1", "next", "koi8-r", "8bit"), ("outlook-express", "ko1", "same", "euc-kr", "8bit"),
    ("outlook-express", "hant1", "gap", "big5", "quoted-printable"), ("k9", "en1", "same", "utf-8", "quoted-printable"), ("k9", "mn1", "next", "utf-8", "base64"),
    ("vim", "en2", "gap", "us-ascii", "7bit"), ("vim", "ru1", "same", "utf-8", "8bit"), ("gnus", "en3", "next", "us-ascii", "7bit"),
    ("gnus", "zh2", "inside", "utf-8", "8bit"), ("deltachat", "ko1", "next", "utf-8", "base64"),
]


def main():
    r, out, seen = Request(sys.argv[1]), sys.argv[2], {}
    for client, key, how, charset, encoding in REPLIES:
        language, top, bottom, answers = SETS[key]
        words = {item: typed for item, (typed, _) in answers.items()}
        seen[client] = seen.get(client, 0) + 1
        name = f"{client}-{how}-{key}"
        labels = {"zh": ZH, "hant": HANT, "ja": JA, "ko": KO, "ru": RU, "mn": RU}.get(language, DE if client == "gmx" else EN)
        if client in HTML:
            letter = (top + "\n\n" + bottom).strip()
            rich, plain = HTML[client](r, letter, insert(r, words, how), labels)
        else:
            rich, plain = None, plain_reply(r, client, top, bottom, words, how)
        with open(os.path.join(out, name + ".eml"), "wb") as f:
            f.write(mail(r, name, plain, rich, charset, encoding))
        with open(os.path.join(out, name + ".json"), "w", encoding="utf-8") as f:
            truth = {"what": f"{client}, {language}, typed {how}", "answers": truth_of(answers)}
            json.dump(truth, f, ensure_ascii=False, indent=1)
            f.write("\n")


main()
