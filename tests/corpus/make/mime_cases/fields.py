# SPDX-License-Identifier: Apache-2.0
"""Fields of the header as a person sees them: encoded words (RFC 2047), and names of files (RFC 2231 and what is
written instead)."""
import base64

from .common import EN, JA, KO, MN, RU, UK, ZH, case, file, head, lines, mail, mixed, multi, part, text, word

PLAIN = ["Content-Type: text/plain; charset=utf-8"]


def subject(name, raw, want, *fields, **more):
    case("subject-" + name, mail(list(fields) or PLAIN, EN, raw), EN, [], want, **more)


def cut(data, n):
    return [data[i : i + n] for i in range(0, len(data), n)]


def b(charset, data):
    return f"=?{charset}?B?{base64.b64encode(data).decode()}?="


# ---- encoded words

subject("plain", "Re: our answer", "Re: our answer")
subject("empty", "", "")
subject("folded", "Re: our\r\n answer\r\n\tof today", "Re: our answer of today")
subject(
    "words-of-one-charset",
    "\r\n ".join(word("utf-8", w) for w in ("Бид ", "төслийг ", "дэмжинэ")),
    "Бид төслийг дэмжинэ",
)
subject("split-in-character", "\r\n ".join(b("utf-8", d) for d in cut(ZH.encode(), 20)), ZH)
subject("split-in-character-q", " ".join(word("utf-8", d, "Q") for d in cut(MN.encode(), 11)), MN)
subject("split-in-character-gb", "\r\n ".join(b("gb2312", d) for d in cut(ZH.encode("gb18030"), 15)), ZH)
subject("split-in-character-kr", "\r\n ".join(b("euc-kr", d) for d in cut(KO.encode("cp949"), 13)), KO)
subject("split-in-character-jis", "\r\n ".join(b("iso-2022-jp", d) for d in cut(JA.encode("iso-2022-jp"), 16)), JA)
subject(
    "split-in-group-of-four",
    " ".join(f"=?utf-8?B?{c}?=" for c in cut(base64.b64encode(RU.encode()).decode(), 21)),
    RU,
)
subject("b-and-q-mixed", word("utf-8", "Монгол ") + " " + word("utf-8", "Улс", "Q"), "Монгол Улс")
subject("two-charsets", word("koi8-r", "Ответ ") + " " + word("gb2312", "中国"), "Ответ 中国")
subject(
    "charset-named-two-ways",
    b("gb2312", ZH.encode("gb18030")[:21]) + " " + b("GBK", ZH.encode("gb18030")[21:]),
    ZH,
)
subject(
    "between-words-and-text",
    "Re: " + word("utf-8", "Хариу") + " to you " + word("utf-8", "нь"),
    "Re: Хариу to you нь",
)
subject("words-touch", word("utf-8", "回") + word("utf-8", "答"), "回答")
subject("word-touches-text", "Re:" + word("utf-8", "回答") + "[1]", "Re:回答[1]")
subject("word-in-quotes", '"' + word("utf-8", "回答") + '"', '"回答"')
subject("word-in-brackets", "(" + word("utf-8", "回答") + ")", "(回答)")
subject("blanks-in-q", "=?utf-8?Q?our answer =E2=82=AC?=", "our answer €")
subject("question-marks-in-q", "=?utf-8?Q?really??=", "really?")
subject("underscores", "=?utf-8?q?our_answer?=", "our answer")
subject("raw-8bit-in-q", b"=?utf-8?Q?caf\xc3\xa9?=", "café")
subject("lower-case-hex", "=?utf-8?q?=d0=9e=d1=82?=", "От")
subject("equals-that-encode-nothing", "=?utf-8?Q?a=b=?=", "a=b=")
subject("padding-missing", "=?utf-8?B?0J7RgtCy0LXRgg?=", "Ответ")
subject("padding-too-much", "=?utf-8?B?0J7RgtCy0LXRgg====?=", "Ответ")
subject(
    "padded-words-in-a-row",
    b("utf-8", "От".encode()) + " " + b("utf-8", "вет!".encode()) + " " + b("utf-8", b"!"),
    "Ответ!!",
)
subject("blanks-in-b", "=?utf-8?B?0J7RgtCy\r\n 0LXRgg==?=", "Ответ")
subject("language", "=?utf-8*mn?B?" + base64.b64encode("Хариу".encode()).decode() + "?=", "Хариу")
subject("empty-word", "a =?utf-8?Q??= b", "a  b")
subject(
    "end-missing",
    "Re: =?utf-8?B?" + base64.b64encode("Ответ на проект".encode()).decode(),
    "Re: Ответ на проект",
)
subject("end-half-missing", "Re: =?utf-8?Q?=D0=9E=D1=82?", "Re: От")
subject("unknown-charset", "=?x-nobody?Q?=D0=9E=D1=82=D0=B2=D0=B5=D1=82?=", "Ответ")
subject("no-charset", "=??Q?a?=", "=??Q?a?=")
subject("unknown-encoding", "=?utf-8?X?abc?=", "=?utf-8?X?abc?=")
subject("looks-like-a-word", "a =? b ?= c", "a =? b ?= c")
subject("longer-than-allowed", word("utf-8", RU + RU), RU + RU)
subject("of-600-words", "\r\n ".join(word("utf-8", "үг ") for _ in range(600)), ("үг " * 600).strip())
subject("quotes-stay", 'He said "yes"', 'He said "yes"')
subject("raw-utf-8", MN, MN)
subject("raw-utf-8-folded", (RU[:20] + "\r\n " + RU[21:]), RU[:20] + " " + RU[21:])
subject("raw-koi8-r-by-body", RU.encode("koi8-r"), RU, "Content-Type: text/plain; charset=koi8-r")
subject("raw-koi8-u-short", "Звіт".encode("koi8-u"), "Звіт", "Content-Type: text/plain; charset=koi8-u")
subject("raw-gbk-short", "答复".encode("gbk"), "答复", "Content-Type: text/plain; charset=gb2312")
subject("raw-sjis-short", "回答".encode("cp932"), "回答", "Content-Type: text/plain; charset=Shift_JIS")
subject("raw-cp1251-short", "Ответ".encode("cp1251"), "Ответ", "Content-Type: text/html; charset=windows-1251")
subject("raw-euc-kr", KO.encode("cp949"), KO)
subject("raw-big5-by-body", "我們的答覆".encode("big5"), "我們的答覆", "Content-Type: text/plain; charset=big5")
subject("raw-latin-1", "Réponse à la consultation".encode("latin-1"), "Réponse à la consultation")
subject("raw-beside-word", UK[:12].encode() + b" " + word("utf-8", "так").encode(), UK[:12] + " так")
subject("raw-iso-2022-jp", "回答です".encode("iso-2022-jp"), "回答です", "Content-Type: text/plain; charset=iso-2022-jp")
subject("jis-kana-and-circled", b("iso-2022-jp", b"\x1b(I\x36\x37\x1b$B\x2d\x21\x1b(B"), "ｶｷ①")
subject("utf-7-stays", "=?utf-7?Q?+ZS9jAQ-?=", "+ZS9jAQ-")
subject("hz", "=?hz-gb-2312?Q?~{VP9z~}?=", "中国")
subject("default-charset", "=?default?B?" + base64.b64encode(ZH.encode("gb18030")).decode() + "?=", ZH)
subject("cp936", b("cp936", ZH.encode("gb18030")), ZH)
subject("ks-c-5601", b("ks_c_5601-1987", "똠방각하 회신".encode("cp949")), "똠방각하 회신")
subject("shift-jis-nec", b("shift_jis", "①㈱の回答".encode("cp932")), "①㈱の回答")
subject("nul", b"our\0answer", "our answer")
case("subject-twice-first-counts", head("Subject: second", *PLAIN) + b"\r\n" + lines(EN), EN, [], "Our answer")
case("subject-none", mail(PLAIN, EN, None), EN, [])
case(
    "subject-other-case",
    lines("SUBJECT: loud", "from: a@b.example", "CONTENT-TYPE: TEXT/PLAIN; CHARSET=UTF-8", "", MN),
    MN,
    [],
    "loud",
)


def sender(name, raw, want):
    case(
        "from-" + name,
        lines(b"From: " + (raw if isinstance(raw, bytes) else raw.encode()), "Subject: x", "", EN),
        EN,
        message={"from": [want]},
    )


A = "bat@environment.example"
sender("word", word("utf-8", "Бат") + f" <{A}>", {"name": "Бат", "address": A})
sender("word-in-quotes", f'"{word("utf-8", "Бат")}" <{A}>', {"name": "Бат", "address": A})
sender("comma-in-word", word("utf-8", "Бат, Дорж") + f" <{A}>", {"name": "Бат, Дорж", "address": A})
sender("comment", f"{A} ({word('utf-8', 'Бат')})", {"name": "Бат", "address": A})
sender("quoted-pair", f'"Bat \\"Boss\\" Dorj" <{A}>', {"name": 'Bat "Boss" Dorj', "address": A})
sender("raw-8bit", "Бат".encode() + f" <{A}>".encode(), {"name": "Бат", "address": A})
sender(
    "split-words",
    b("gb2312", "蒙古国环境部".encode("gb18030")[:5]) + "\r\n " + b("gb2312", "蒙古国环境部".encode("gb18030")[5:]) + f" <{A}>",
    {"name": "蒙古国环境部", "address": A},
)
sender("no-name", A, {"address": A})


# ---- names of files


def named(name, field, want, kind="Content-Type: application/pdf"):
    case("name-" + name, mail([mixed()], multi("b", text(), file(field, kind=kind))), EN, [want])


D = "Content-Disposition: attachment; "
named("quoted", D + 'filename="our report.pdf"', "our report.pdf")
named("bare-with-blank", D + "filename=our report.pdf", "our report.pdf")
named("bare-then-size", D + "filename=report.pdf; size=12", "report.pdf")
named("quote-not-closed", D + 'filename="report.pdf; size=12', "report.pdf")
named("quoted-pairs", D + 'filename="a \\"b\\".pdf"', 'a "b".pdf')
named("semicolon-in-quotes", D + 'filename="a; b.pdf"', "a; b.pdf")
named("path-of-windows", D + 'filename="C:\\temp\\report.pdf"', "report.pdf")
named("path-of-unix", D + 'filename="../../etc/report.pdf"', "report.pdf")
named("extended", D + "filename*=utf-8''%E6%8A%A5%E5%91%8A.pdf", "报告.pdf")
named("extended-language", D + "filename*=UTF-8'zh'%E6%8A%A5%E5%91%8A.pdf", "报告.pdf")
named("extended-no-charset", D + "filename*=''%E6%8A%A5%E5%91%8A.pdf", "报告.pdf")
named("extended-quoted", D + "filename*=\"utf-8''%E6%8A%A5%E5%91%8A.pdf\"", "报告.pdf")
named("extended-no-quotes-at-all", D + "filename*=%E6%8A%A5%E5%91%8A.pdf", "报告.pdf")
named("extended-lower-case-hex", D + "filename*=utf-8''%e6%8a%a5%e5%91%8a.pdf", "报告.pdf")
named("extended-bad-percent", D + "filename*=utf-8''100%25%zz%.pdf", "100%%zz%.pdf")
named("extended-raw-8bit", D + "filename*=utf-8''报告.pdf", "报告.pdf")
named(
    "extended-koi8-r",
    D + "filename*=koi8-r''" + "".join(f"%{c:02X}" for c in "отчёт.pdf".encode("koi8-r")),
    "отчёт.pdf",
)
named("extended-gbk", D + "filename*=gb2312''" + "".join(f"%{c:02X}" for c in "朱镕基.pdf".encode("gbk")), "朱镕基.pdf")
named("sections", D + 'filename*0="our long ";\r\n filename*1="report.pdf"', "our long report.pdf")
named("sections-out-of-order", D + 'filename*1="report.pdf"; filename*0="our long "', "our long report.pdf")
named(
    "sections-mixed",
    D + "filename*0*=utf-8''%E6%8A%A5;\r\n filename*1*=%E5%91%8A;\r\n filename*2=\" 100%25.pdf\"",
    "报告 100%25.pdf",
)
named("sections-split-in-character", D + "filename*0*=utf-8''%E6%8A;\r\n filename*1*=%A5%E5%91%8A.pdf", "报告.pdf")
named("sections-split-in-percent", D + "filename*0*=utf-8''%E6%8A%A5%E5%9;\r\n filename*1*=1%8A.pdf", "报告.pdf")
named("sections-one-missing", D + 'filename*0="our "; filename*2="report.pdf"', "our report.pdf")
named("sections-first-missing", D + 'filename*1="our "; filename*2="report.pdf"', "our report.pdf")
named(
    "sections-ten-and-more",
    D + ";\r\n ".join(f'filename*{i}="{i},"' for i in range(12)),
    "0,1,2,3,4,5,6,7,8,9,10,11,",
)
named("sections-leading-zero", D + 'filename*00="our "; filename*01="report.pdf"', "our report.pdf")
named("sections-first-not-percent", D + "filename*0=\"our \"; filename*1*=%E6%8A%A5.pdf", "our 报.pdf")
named("sections-words-inside", D + f'filename*0="{word("utf-8", "报告")}"; filename*1=".pdf"', "报告.pdf")
named("both-extended-wins", D + "filename=\"report.pdf\"; filename*=utf-8''%E6%8A%A5%E5%91%8A.pdf", "报告.pdf")
named("both-other-order", D + "filename*=utf-8''%E6%8A%A5%E5%91%8A.pdf; filename=\"report.pdf\"", "报告.pdf")
named("twice-first-counts", D + 'filename="first.pdf"; filename="second.pdf"', "first.pdf")
named("word", D + f'filename="{word("utf-8", "报告.pdf")}"', "报告.pdf")
named("word-bare", D + f'filename={word("utf-8", "报告.pdf")}', "报告.pdf")
named(
    "words-folded",
    D + f'filename="{b("gb2312", "年度报告".encode("gbk"))}\r\n {b("gb2312", "二.pdf".encode("gbk"))}"',
    "年度报告二.pdf",
)
named(
    "word-inside-extended",
    D + "filename*=utf-8''" + "".join(f"%{c:02X}" for c in word("utf-8", "报告.pdf").encode()),
    "报告.pdf",
)
named("word-q-with-blanks", D + 'filename="=?utf-8?Q?our =E6=8A=A5.pdf?="', "our 报.pdf")
named("raw-utf-8", D + 'filename="报告.pdf"', "报告.pdf")
named(
    "raw-gbk",
    b"Content-Disposition: attachment; filename=\"" + "年度报告二〇二〇.pdf".encode("gbk") + b'"',
    "年度报告二〇二〇.pdf",
)
named("percent-stays", D + 'filename="100%25.pdf"', "100%25.pdf")
named("entity-stays", D + 'filename="a&amp;b.pdf"', "a&amp;b.pdf")
named("blanks-around-equals", D + 'filename = "report.pdf"', "report.pdf")
named("other-case", "content-disposition: ATTACHMENT; FILENAME=Report.PDF", "Report.PDF")
named("comma-for-semicolon", 'Content-Disposition: attachment, filename="report.pdf"', "report.pdf")
named("no-semicolon", 'Content-Disposition: attachment filename="report.pdf"', "report.pdf")
named("semicolons-doubled", 'Content-Disposition: attachment;; filename="report.pdf";', "report.pdf")
named("comment", 'Content-Disposition: attachment (a file); filename="report.pdf"', "report.pdf")
named("empty-then-type", D + 'filename=""', "report.pdf", 'Content-Type: application/pdf; name="report.pdf"')
named(
    "type-extended",
    "Content-Disposition: attachment",
    "报告.pdf",
    "Content-Type: application/pdf; name*=utf-8''%E6%8A%A5%E5%91%8A.pdf",
)
named(
    "type-only-word",
    "X-A: b",
    "отчёт.pdf",
    "Content-Type: application/pdf;\r\n name=\"" + word("koi8-r", "отчёт.pdf") + '"',
)
named(
    "disposition-plain-type-words",
    D + 'filename="report.pdf"',
    "report.pdf",
    f'Content-Type: application/pdf; name="{word("utf-8", "报告.pdf")}"',
)
named("control-characters", D + 'filename="a\tb.pdf"', "a b.pdf")
case(
    "name-of-300-bytes",
    mail([mixed()], multi("b", text(), file(D + "filename*=utf-8''" + "%D0%BE" * 200 + ".pdf"))),
    EN,
    ["о" * 127],
)
case(
    "name-split-over-three-types",
    mail(
        [mixed()],
        multi(
            "b",
            text(),
            part(
                ["Content-Type: application/octet-stream;", '\tname="data.bin"', "Content-Disposition: attachment;\r\n\tfilename=\"data.bin\""],
                "x",
            ),
        ),
    ),
    EN,
    ["data.bin"],
)
