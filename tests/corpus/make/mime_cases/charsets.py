# SPDX-License-Identifier: Apache-2.0
"""Charsets: labels that say what is written, less than that, something else, or nothing."""
from .common import EN, FR, JA, KO, MN, RU, TW, UK, ZH, b64, case, mail, multi, page, part

BASE64 = "Content-Transfer-Encoding: base64"


def charset(name, label, data, want, read=None, repairs=None, kind="text/plain", **more):
    """data: bytes of the body; read: the charset that the reading names; repairs: what it must say, [] for nothing."""
    body = {}
    if read:
        body["charset"] = read
    if repairs is not None:
        body["repairs"] = repairs
    if body:
        more["body"] = {**body, **more.get("body", {})}
    field = f"Content-Type: {kind}" + (f"; charset={label}" if label is not None else "")
    case("charset-" + name, mail([field, BASE64], b64(data)), want, [], **more)


def told(repair):
    return {"findings": [{"code": "charset-doubtful", "excerpt": repair}]}


KANA = "ﾌﾟﾛｸﾞﾗﾑ案を支持します。"
NEC = "①の㈱と№12を、髙橋に確認ください。"
ZHX = "朱镕基同志——我们可以接受第①项，“应当”改为“可以”。"
KOX = "똠방각하는 이 초안을 받아들일 수 있으나, 펲 부분은 고쳐 주십시오."
FRX = "L’œuvre coûte 12 € – c’est « trop » à nos yeux."
PL = "Zgadzamy się z projektem, ale w ustępie 12 trzeba wskazać rok, źródło i łączną kwotę."
EL = "Συμφωνούμε με το σχέδιο, αλλά η παράγραφος 12 πρέπει να αναφέρει το έτος."
TR = "Taslağı kabul ediyoruz, ancak on ikinci paragrafta yıl ve şehir açıkça gösterilmelidir."
HE = "אנו מסכימים לטיוטה, אך בסעיף 12 יש לציין את השנה."
AR = "نحن نوافق على المسودة ولكن يجب ذكر السنة في الفقرة 12."
TH = "เราเห็นชอบกับร่างนี้ แต่ควรระบุปีในวรรค 12"
VI = "Chúng tôi đồng ý với dự thảo, nhưng đoạn 12 cần ghi rõ năm."
LT = "Sutinkame su projektu, bet 12 punkte reikėtų nurodyti metus, šaltinį ir žymą."

# ---- labels that fit

charset("utf-8", "utf-8", MN.encode(), MN, "utf-8", [], findings=[])
charset("utf-8-with-mark", "utf-8", b"\xef\xbb\xbf" + MN.encode(), MN, "utf-8", [], findings=[])
for label, words, codec in (
    ("koi8-r", RU, "koi8-r"),
    ("koi8-u", UK, "koi8-u"),
    ("windows-1250", PL, "cp1250"),
    ("windows-1251", RU, "cp1251"),
    ("windows-1252", FRX, "cp1252"),
    ("windows-1253", EL, "cp1253"),
    ("windows-1254", TR, "cp1254"),
    ("windows-1255", HE, "cp1255"),
    ("windows-1256", AR, "cp1256"),
    ("windows-1257", LT, "cp1257"),
    ("iso-8859-2", PL, "iso-8859-2"),
    ("iso-8859-5", RU, "iso-8859-5"),
    ("iso-8859-7", EL, "iso-8859-7"),
    ("iso-8859-9", TR, "iso-8859-9"),
    ("iso-8859-13", LT, "iso-8859-13"),
    ("iso-8859-15", "12 € à nos frais, cœur", "iso-8859-15"),
    ("iso-2022-jp", JA, "iso-2022-jp"),
    ("iso-2022-kr", KO, "iso-2022-kr"),
    ("big5", TW, "big5"),
    ("gb18030", ZHX, "gb18030"),
):
    charset(label, label, words.encode(codec), words, label, [], findings=[])
charset("windows-874", "windows-874", TH.encode("cp874"), TH, findings=[])
charset("tis-620", "TIS-620", TH.encode("tis-620"), TH, findings=[])
charset("cp866", "cp866", RU.encode("cp866"), RU, findings=[])
charset(
    "ibm850",
    "cp-850",
    "Le projet coûte trop à nos yeux.".encode("cp850"),
    "Le projet coûte trop à nos yeux.",
    findings=[],
)
charset("cp852", "IBM852", PL.encode("cp852"), PL, findings=[])
charset("cp437", "ibm437", "façade à gauche".encode("cp437"), "façade à gauche", findings=[])
charset("macintosh", "macintosh", FRX.encode("mac-roman"), FRX, findings=[])
charset("x-mac-cyrillic", "x-mac-cyrillic", RU.encode("mac-cyrillic"), RU, findings=[])
charset("x-mac-ce", "x-mac-ce", PL.encode("mac-latin2"), PL, findings=[])
charset("windows-1258", "windows-1258", "Chu\xb4ng".encode("latin-1").replace(b"\xb4", b"\xec"), "Chúng", findings=[])
charset(
    "hz-gb-2312",
    "hz-gb-2312",
    b"~{" + bytes(c & 0x7F for c in "我们可以接受这个草案".encode("gb2312")) + b"~}~~\n",
    "我们可以接受这个草案~",
    findings=[],
)
charset(
    "iso-2022-cn",
    "iso-2022-cn",
    b"\x1b$)A\x0e" + bytes(c & 0x7F for c in "我们可以接受这个草案".encode("gb2312")) + b"\x0f.\r\n",
    "我们可以接受这个草案.",
    findings=[],
)
charset("utf-7-stays", "utf-7", b"[2.1] +ZS9jAQ-", "[2.1] +ZS9jAQ-", **told("utf-7 read as us-ascii"))
charset("utf-16-mark-le", "utf-16", b"\xff\xfe" + ZH.encode("utf-16-le"), ZH, "utf-16le")
charset("utf-16-mark-be", "utf-16", b"\xfe\xff" + ZH.encode("utf-16-be"), ZH, "utf-16be")
charset("utf-16-no-mark-be", "utf-16", (EN + "\r\n" + ZH).encode("utf-16-be"), f"{EN}\n{ZH}", "utf-16be")
charset("utf-16-no-mark-le", "utf-16", (EN + "\r\n" + ZH).encode("utf-16-le"), f"{EN}\n{ZH}", "utf-16le")
charset("utf-16le-named", "utf-16le", (ZH + "\r\n").encode("utf-16-le"), ZH, "utf-16le")
charset("utf-32-mark", "utf-32", b"\xff\xfe\0\0" + ZH.encode("utf-32-le"), ZH)
charset("euc-jp", "euc-jp", JA.encode("euc-jp"), JA)

# ---- labels that say less than is written, as everybody writes them

charset("gb2312-is-gb18030", "gb2312", ZHX.encode("gb18030"), ZHX, "gb18030", ["gb2312 read as gb18030"], findings=[])
charset("gbk-is-gb18030", "GBK", ZHX.encode("gb18030"), ZHX, "gb18030")
charset("x-gbk", "x-gbk", ZH.encode("gb18030"), ZH, "gb18030")
charset("euc-kr-is-cp949", "euc-kr", KOX.encode("cp949"), KOX, "cp949", ["euc-kr read as cp949"], findings=[])
charset(
    "ks-c-5601-is-cp949",
    '"ks_c_5601-1987"',
    KOX.encode("cp949"),
    KOX,
    "cp949",
    ["ks_c_5601-1987 read as cp949"],
    findings=[],
)
charset(
    "shift-jis-is-cp932",
    "shift_jis",
    NEC.encode("cp932"),
    NEC,
    "cp932",
    ["shift_jis read as cp932"],
    findings=[],
)
charset("sjis", "x-sjis", NEC.encode("cp932"), NEC, "cp932")
charset(
    "latin-1-is-cp1252",
    "iso-8859-1",
    FRX.encode("cp1252"),
    FRX,
    "windows-1252",
    ["iso-8859-1 read as windows-1252"],
    findings=[],
)
charset(
    "iso-8859-9-is-cp1254",
    "iso-8859-9",
    "“Taslağı” kabul ediyoruz – şimdi.".encode("cp1254"),
    "“Taslağı” kabul ediyoruz – şimdi.",
)
charset("iso-8859-11-is-cp874", "iso-8859-11", ("“" + TH + "”").encode("cp874"), "“" + TH + "”")
charset(
    "iso-2022-jp-kana",
    "iso-2022-jp",
    b"\x1b(I" + bytes(c & 0x7F for c in KANA[:7].encode("cp932")) + b"\x1b$B" + KANA[7:].encode("iso-2022-jp")[3:],
    KANA,
    findings=[],
)
charset("iso-2022-jp-nec", "iso-2022-jp", b"\x1b$B\x2d\x21\x24\x4e\x2d\x6a\x1b(B\r\n", "①の㈱", findings=[])
charset(
    "iso-2022-jp-8bit-kana",
    "iso-2022-jp",
    "案".encode("iso-2022-jp") + "ﾌﾟﾛ".encode("cp932") + "を支持".encode("iso-2022-jp"),
    "案ﾌﾟﾛを支持",
)
charset("iso-2022-jp-is-sjis", "iso-2022-jp", JA.encode("cp932"), JA, "cp932", **told("iso-2022-jp read as cp932"))
charset("iso-2022-jp-unlabelled", None, JA.encode("iso-2022-jp"), JA, "iso-2022-jp")
charset(
    "iso-2022-jp-called-ascii",
    "us-ascii",
    JA.encode("iso-2022-jp"),
    JA,
    "iso-2022-jp",
    **told("us-ascii read as iso-2022-jp"),
)
charset("big5-hkscs", "big5", "我們不會接受嘅、喺度。".encode("big5hkscs"), "我們不會接受嘅、喺度。")
charset("big5-eten", "big5", "裏面、恒心、粧".encode("cp950"), "裏面、恒心、粧")

# ---- labels that are wrong, or say nothing

charset(
    "ascii-that-is-utf-8",
    "us-ascii",
    MN.encode(),
    MN,
    "utf-8",
    ["us-ascii read as utf-8"],
    **told("us-ascii read as utf-8"),
)
charset(
    "ascii-that-is-cp1252",
    "us-ascii",
    FRX.encode("cp1252"),
    FRX,
    "windows-1252",
    **told("us-ascii read as windows-1252"),
)
charset("ascii-that-is-gbk", "us-ascii", ZH.encode("gbk"), ZH, "gb18030", **told("us-ascii read as gb18030"))
charset("big5-that-is-utf-8", "big5", ZH.encode(), ZH, "utf-8", **told("big5 read as utf-8"))
charset("gb2312-that-is-utf-8", "gb2312", ZH.encode(), ZH, "utf-8", **told("gb2312 read as utf-8"))
charset("latin-1-that-is-utf-8", "iso-8859-1", MN.encode(), MN, "utf-8", **told("iso-8859-1 read as utf-8"))
charset("utf-8-that-is-gb18030", "utf-8", ZHX.encode("gb18030"), ZHX, "gb18030", **told("utf-8 read as gb18030"))
charset(
    "utf-8-that-is-cp1251",
    "utf-8",
    RU.encode("cp1251"),
    RU,
    "windows-1251",
    **told("utf-8 read as windows-1251"),
)
charset("utf-8-that-is-cp949", "utf-8", KO.encode("cp949"), KO, "cp949", **told("utf-8 read as cp949"))
charset("utf-8-that-is-cp932", "utf-8", JA.encode("cp932"), JA, "cp932", **told("utf-8 read as cp932"))
charset(
    "utf-8-that-is-cp1252",
    "utf-8",
    FR.encode("cp1252"),
    FR,
    "windows-1252",
    **told("utf-8 read as windows-1252"),
)
charset(
    "utf-8-with-bad-byte",
    "utf-8",
    (MN * 3).encode() + b"\xff.",
    MN * 3 + "\ufffd.",
    "utf-8",
    body={"lost_characters": 1},
    findings=[{"code": "lost-characters"}],
)
charset(
    "gb18030-bad-byte-before-digits",
    "gb18030",
    (ZH * 3).encode("gb18030") + b"\xc0" + b"0.",
    ZH * 3 + "\ufffd0.",
    "gb18030",
    body={"lost_characters": 1},
)
charset("utf-16-label-on-utf-8", "utf-16", MN.encode(), MN, "utf-8")
charset("none-utf-8", None, MN.encode(), MN, "utf-8")
charset("none-gbk", None, ZH.encode("gbk"), ZH, "gb18030", **told("no label read as gb18030"))
charset("none-koi8-r", None, RU.encode("koi8-r"), RU, "koi8-r", **told("no label read as koi8-r"))
charset("none-cp949", None, KO.encode("cp949"), KO, "cp949", **told("no label read as cp949"))
charset("none-cp932", None, JA.encode("cp932"), JA, "cp932", **told("no label read as cp932"))
charset("none-euc-jp", None, JA.encode("euc-jp"), JA, "euc-jp-ms", **told("no label read as euc-jp-ms"))
charset("none-big5", None, (TW + TW).encode("big5"), TW + TW, "big5", **told("no label read as big5"))
for label in ("x-unknown", "default", "unknown-8bit", "unknown", "8bit", "none", "binary", "ISO", "iso-8859-8-i"):
    charset("label-" + label.lower(), label, EN.encode(), EN, "us-ascii", findings=[])
charset("label-default-8bit", "default", MN.encode(), MN, "utf-8")
charset("label-x-unknown-gbk", "x-unknown", ZH.encode("gbk"), ZH, "gb18030", **told("x-unknown read as gb18030"))
charset("label-nobody-knows", "x-klingon", MN.encode(), MN, "utf-8", **told("x-klingon read as utf-8"))
charset("label-unicode-1-1-utf-8", '"unicode-1-1-utf-8"', MN.encode(), MN, "utf-8", [], findings=[])
charset("label-in-single-quotes", "'utf-8'", MN.encode(), MN, "utf-8", [], findings=[])
charset("label-utf8", "UTF8", MN.encode(), MN, "utf-8", [], findings=[])
charset("label-with-comment", "utf-8 (Unicode)", MN.encode(), MN, "utf-8", [], findings=[])
charset("label-with-blank-around", ' "utf-8" ', MN.encode(), MN, "utf-8", [], findings=[])
charset("label-not-closed", '"utf-8', MN.encode(), MN, "utf-8", [], findings=[])
case(
    "charset-label-2231",
    mail(["Content-Type: text/plain; charset*=us-ascii''koi8-r", BASE64], b64(RU.encode("koi8-r"))),
    RU,
    [],
)
case(
    "charset-no-semicolon",
    mail(["Content-Type: text/plain charset=koi8-r", BASE64], b64(RU.encode("koi8-r"))),
    RU,
    [],
)
case("charset-comma", mail(["Content-Type: text/plain, charset=koi8-r", BASE64], b64(RU.encode("koi8-r"))), RU, [])
case(
    "charset-twice",
    mail(["Content-Type: text/plain; charset=koi8-r; charset=utf-8", BASE64], b64(RU.encode("koi8-r"))),
    RU,
    [],
)

# ---- HTML says it too


def html(words, label):
    return f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={label}"></head><body><p>{words}</p></body></html>'


charset("meta-alone", None, html(RU, "koi8-r").encode("koi8-r"), RU, "koi8-r", kind="text/html")
charset(
    "meta-short",
    None,
    b"<meta charset=windows-1251><p>" + "Ответ".encode("cp1251"),
    "Ответ",
    "windows-1251",
    kind="text/html",
)
charset(
    "meta-against-header",
    "koi8-r",
    html(RU, "windows-1251").encode("koi8-r"),
    RU,
    "koi8-r",
    [],
    kind="text/html",
    findings=[],
)
charset("meta-right-header-wrong", "utf-8", html("回答", "gb2312").encode("gbk"), "回答", "gb18030", kind="text/html")
charset(
    "meta-right-header-ascii",
    "us-ascii",
    html("Ответ", "windows-1251").encode("cp1251"),
    "Ответ",
    "windows-1251",
    kind="text/html",
)
charset("meta-and-header-both-wrong", "iso-8859-1", html(MN, "gb2312").encode(), MN, "utf-8", kind="text/html")
charset("meta-utf-16-is-none", None, html(MN, "utf-16").encode(), MN, "utf-8", kind="text/html")

case(
    "charset-parts-differ",
    mail(
        ['Content-Type: multipart/alternative; boundary="b"'],
        multi(
            "b",
            part(["Content-Type: text/plain; charset=koi8-r"], RU.encode("koi8-r")),
            page(RU),
        ),
    ),
    RU,
    [],
)
case(
    "charset-parts-of-one-body",
    mail(
        ['Content-Type: multipart/mixed; boundary="b"'],
        multi(
            "b",
            part(["Content-Type: text/plain; charset=koi8-r"], RU.encode("koi8-r")),
            part(["Content-Type: text/plain; charset=gb2312"], ZH.encode("gbk")),
        ),
    ),
    f"{RU}\n{ZH}",
    [],
)
