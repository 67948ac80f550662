# SPDX-License-Identifier: Apache-2.0
"""Parts: which there are, where they begin and end, and which of them is the body."""
from functools import reduce

from .common import EN, KO, MN, MORE, PDF, RU, ZH, b64, case, file, head, lines, mail, mixed, multi, page, part, text, word

ATTACHED = 'Content-Disposition: attachment; filename="report.pdf"'
INNER = head(subject="Inside") + b"\r\n" + b"Words of somebody else.\r\n"

# ---- whole and well-formed

case("plain", mail(["Content-Type: text/plain; charset=utf-8"], MN), MN, [], "Our answer")
case("mixed-with-file", mail([mixed()], multi("b", text(), file(ATTACHED))), EN, ["report.pdf"])
case("alternative", mail(["Content-Type: multipart/alternative; boundary=b"], multi("b", text(), page())), EN, [])
case(
    "alternative-with-calendar",
    mail(
        ["Content-Type: multipart/alternative; boundary=b"],
        multi(
            "b",
            text(),
            page(),
            part(
                ['Content-Type: text/calendar; method=REQUEST; name="meeting.ics"'],
                "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR",
            ),
        ),
    ),
    EN,
    ["meeting.ics"],
)
case(
    "related-with-picture",
    mail(
        [mixed("o")],
        multi(
            "o",
            part(
                'Content-Type: multipart/alternative; boundary="a"',
                multi(
                    "a",
                    text(),
                    part(
                        'Content-Type: multipart/related; boundary="r"; type="text/html"',
                        multi(
                            "r",
                            page(EN + '<img src="cid:logo">'),
                            part(
                                [
                                    "Content-Type: image/png; name=logo.png",
                                    "Content-ID: <logo>",
                                    'Content-Disposition: inline; filename="logo.png"',
                                    "Content-Transfer-Encoding: base64",
                                ],
                                b64(b"\x89PNG"),
                            ),
                        ),
                    ),
                ),
            ),
            file(ATTACHED),
        ),
    ),
    EN,
    ["logo.png", "report.pdf"],
)
case(
    "apple-text-file-text",
    mail([mixed()], multi("b", text(EN), file('Content-Disposition: inline; filename="report.pdf"'), text(MORE))),
    f"{EN}\n{MORE}",
    ["report.pdf"],
)
case(
    "apple-page-file-page",
    mail(
        ["Content-Type: multipart/alternative; boundary=a"],
        multi(
            "a",
            text(f"{EN}\n\n{MORE}"),
            part(mixed("m"), multi("m", page(EN), file(ATTACHED), page(MORE))),
        ),
    ),
    f"{EN}\n{MORE}",
    ["report.pdf"],
)
case(
    "page-file-text",
    mail([mixed()], multi("b", page(EN), file(ATTACHED), text(MORE))),
    f"{EN}\n{MORE}",
    ["report.pdf"],
)
case(
    "alternative-then-text",
    mail(
        [mixed()],
        multi("b", part('Content-Type: multipart/alternative; boundary="a"', multi("a", text(), page())), text(MORE)),
    ),
    f"{EN}\n{MORE}",
    [],
)
case(
    "digest",
    mail(
        [mixed()],
        multi("b", text(), part("Content-Type: multipart/digest; boundary=d", multi("d", b"\r\n" + INNER, b"\r\n" + INNER))),
    ),
    EN,
    [{"type": "message/rfc822"}, {"type": "message/rfc822"}],
)
case(
    "message-inside",
    mail([mixed()], multi("b", text(), part("Content-Type: message/rfc822", INNER))),
    EN,
    [{"type": "message/rfc822"}],
)
case(
    "message-inside-base64",
    mail(
        [mixed()],
        multi(
            "b",
            text(),
            part(
                ["Content-Type: message/rfc822; name=first.eml", "Content-Transfer-Encoding: base64"],
                b64(INNER),
            ),
        ),
    ),
    EN,
    [{"name": "first.eml", "type": "message/rfc822", "size": len(INNER)}],
)
case(
    "message-inside-with-files",
    mail(
        [mixed()],
        multi(
            "b",
            text(),
            part(
                'Content-Type: message/rfc822; name="forwarded.eml"',
                head(mixed("in")) + b"\r\n" + multi("in", text("Words of somebody else."), file(ATTACHED)),
            ),
        ),
    ),
    EN,
    [{"name": "forwarded.eml", "type": "message/rfc822"}],
)
case(
    "message-alone",
    mail(["Content-Type: message/rfc822"], INNER),
    "",
    [{"type": "message/rfc822"}],
)
case(
    "nested-ten-deep",
    mail(
        [mixed("b9")],
        reduce(
            lambda inner, i: multi(f"b{i + 1}", part(mixed(f"b{i}"), inner)),
            range(9),
            multi("b0", text(), file(ATTACHED)),
        ),
    ),
    EN,
    ["report.pdf"],
)
case(
    "winmail",
    mail(
        [mixed()],
        multi("b", text(), file('Content-Disposition: attachment; filename="winmail.dat"', b"\x78\x9f\x3e\x22", "Content-Type: application/ms-tnef; name=winmail.dat")),
    ),
    EN,
    ["winmail.dat"],
    findings=[{"code": "not-read"}],
)
case(
    "appledouble",
    mail(
        [mixed()],
        multi(
            "b",
            text(),
            part(
                "Content-Type: multipart/appledouble; boundary=d",
                multi(
                    "d",
                    file("Content-Disposition: attachment", b"fork", "Content-Type: application/applefile; name=\"report.pdf\""),
                    file(ATTACHED),
                ),
            ),
        ),
    ),
    EN,
    ["report.pdf", "report.pdf"],
)

# ---- text: body or file?

TXT = "Content-Type: text/plain; charset=utf-8"
case(
    "text-named-behind-text",
    mail([mixed()], multi("b", text(), part(TXT + '; name="notes.txt"', MORE))),
    EN,
    [{"name": "notes.txt", "read_as": "text"}],
)
case("text-named-alone", mail([TXT + "; name=body.txt"], EN), EN, [])
case(
    "text-attached-unnamed",
    mail([mixed()], multi("b", text(), part([TXT, "Content-Disposition: attachment"], MORE))),
    EN,
    [{"type": "text/plain", "read_as": "text"}],
)
case(
    "text-inline-named",
    mail([mixed()], multi("b", text(), part([TXT, "Content-Disposition: inline; filename=notes.txt"], MORE))),
    EN,
    ["notes.txt"],
)
case(
    "page-attached",
    mail([mixed()], multi("b", text(), part(["Content-Type: text/html; name=page.html", "Content-Disposition: attachment"], "<p>x"))),
    EN,
    ["page.html"],
)
case(
    "file-first",
    mail([mixed()], multi("b", file(ATTACHED), text())),
    EN,
    ["report.pdf"],
)
case(
    "disposition-without-kind",
    mail([mixed()], multi("b", text(), file('Content-Disposition: filename="report.pdf"'))),
    EN,
    ["report.pdf"],
)
case(
    "disposition-unknown-kind",
    mail([mixed()], multi("b", text(), file('Content-Disposition: enclosed; filename="report.pdf"'))),
    EN,
    ["report.pdf"],
)
case(
    "name-in-type-alone",
    mail([mixed()], multi("b", text(), file("Content-Description: x", kind='Content-Type: application/pdf; name="report.pdf"'))),
    EN,
    ["report.pdf"],
)
case(
    "two-names-disposition-wins",
    mail([mixed()], multi("b", text(), file(ATTACHED, kind='Content-Type: application/pdf; name="other.pdf"'))),
    EN,
    ["report.pdf"],
)
case(
    "text-of-other-kinds",
    mail([mixed()], multi("b", part("Content-Type: text/x-markdown; charset=utf-8", MN))),
    MN,
    [],
)
case(
    "enriched",
    mail(["Content-Type: text/enriched; charset=utf-8"], EN),
    EN,
    [],
)
case(
    "table-is-a-file",
    mail([mixed()], multi("b", text(), part('Content-Type: text/csv; name="table.csv"', "a,b"))),
    EN,
    ["table.csv"],
)
case("no-type-in-part", mail([mixed()], multi("b", b"\r\n" + EN.encode())), EN, [])
case("empty-multipart", mail([mixed()], multi("b")), "", [])
case("no-body", head()[:-2] + b"\r\n", "", [], "Our answer")
case("nothing-behind-header", head() + b"\r\n", "", [], "Our answer")

# ---- boundaries

case("boundary-in-single-quotes", mail(["Content-Type: multipart/mixed; boundary='b x'"], multi("b x", text(), file(ATTACHED))), EN, ["report.pdf"])
case("boundary-bare-with-specials", mail(["Content-Type: multipart/mixed; boundary=----=_Part_1:2/3@x"], multi("----=_Part_1:2/3@x", text(), file(ATTACHED))), EN, ["report.pdf"])
case("boundary-with-blanks-inside", mail([mixed("a b c")], multi("a b c", text(), file(ATTACHED))), EN, ["report.pdf"])
case("boundary-blank-at-its-end", mail([mixed("abc ")], multi("abc", text(), file(ATTACHED))), EN, ["report.pdf"])
case("boundary-folded", mail(['Content-Type: multipart/mixed;\r\n\tboundary="abc"'], multi("abc", text(), file(ATTACHED))), EN, ["report.pdf"])
case("boundary-in-sections", mail(['Content-Type: multipart/mixed; boundary*0="ab"; boundary*1="cd"'], multi("abcd", text(), file(ATTACHED))), EN, ["report.pdf"])
case("boundary-with-percent", mail(["Content-Type: multipart/mixed; boundary*=us-ascii''a%3Db"], multi("a=b", text(), file(ATTACHED))), EN, ["report.pdf"])
case("boundary-quoted-pair", mail(['Content-Type: multipart/mixed; boundary="a\\"b"'], multi('a"b', text(), file(ATTACHED))), EN, ["report.pdf"])
case("boundary-no-semicolon", mail(["Content-Type: multipart/mixed boundary=abc"], multi("abc", text(), file(ATTACHED))), EN, ["report.pdf"])
case("boundary-twice-first-counts", mail(["Content-Type: multipart/mixed; boundary=abc; boundary=xyz"], multi("abc", text(), file(ATTACHED))), EN, ["report.pdf"])
case("boundary-twice-second-used", mail(["Content-Type: multipart/mixed; boundary=abc; boundary=xyz"], multi("xyz", text(), file(ATTACHED))), EN, ["report.pdf"])
case("boundary-missing", mail(["Content-Type: multipart/mixed"], multi("abc", text(), file(ATTACHED))), EN, ["report.pdf"])
case("boundary-wrong", mail([mixed("xyz")], multi("abc", text(), file(ATTACHED))), EN, ["report.pdf"])
case("boundary-empty", mail([mixed("")], multi("abc", text(), file(ATTACHED))), EN, ["report.pdf"])
case("boundary-of-other-case", mail([mixed("ABC")], multi("abc", text(), file(ATTACHED))), EN, ["report.pdf"])
case("boundary-not-closed", mail([mixed()], multi("b", text(), file(ATTACHED), close=False)), EN, ["report.pdf"])
case("boundary-long-100", mail([mixed("x" * 100)], multi("x" * 100, text(), file(ATTACHED))), EN, ["report.pdf"])
case("boundary-long-200", mail([mixed("y" * 200)], multi("y" * 200, text(), file(ATTACHED))), EN, ["report.pdf"])
case("boundary-blanks-behind", mail([mixed()], multi("b", text(), file(ATTACHED)).replace(b"--b\r\n", b"--b \t\r\n")), EN, ["report.pdf"])
case("boundary-begins-another", mail([mixed("b")], multi("b", part(mixed("bb"), multi("bb", text(), file(ATTACHED))), text(MORE))), f"{EN}\n{MORE}", ["report.pdf"])
case("boundary-same-inside", mail([mixed("b")], multi("b", part('Content-Type: multipart/alternative; boundary="b"', b""), text(), page(), file(ATTACHED))), EN, ["report.pdf"])
case(
    "boundary-missing-inside",
    mail([mixed("b")], multi("b", part("Content-Type: multipart/alternative", multi("in", text(), page())), file(ATTACHED))),
    EN,
    ["report.pdf"],
)
case(
    "boundary-wrong-inside",
    mail([mixed("b")], multi("b", part('Content-Type: multipart/alternative; boundary="other"', multi("in", text(), page())), file(ATTACHED))),
    EN,
    ["report.pdf"],
)
case(
    "boundary-inside-not-closed",
    mail([mixed("b")], multi("b", part('Content-Type: multipart/alternative; boundary="in"', multi("in", text(), page(), close=False)), file(ATTACHED))),
    EN,
    ["report.pdf"],
)
case("before-and-behind", mail([mixed()], multi("b", text(), file(ATTACHED), before="This is a MIME mail.\r\n", after="Behind the end.\r\n")), EN, ["report.pdf"])
case("fence-without-line-end", mail([mixed()], multi("b", text(), file(ATTACHED))[:-2]), EN, ["report.pdf"])
case("fence-looks-alike-in-text", mail([mixed("frontier")], multi("frontier", text(f"{EN}\n--frontiers\n{MORE}"), file(ATTACHED))), f"{EN}\n--frontiers\n{MORE}", ["report.pdf"])
case("multipart-unknown-kind", mail(["Content-Type: multipart/x-thing; boundary=b"], multi("b", text(), file(ATTACHED))), EN, ["report.pdf"])
case("multipart-that-is-text", mail([mixed()], EN), EN, [])
case("type-says-text-body-is-parts", mail(["Content-Type: text/plain; charset=utf-8"], EN + "\n--b is no fence\nnor is this"), f"{EN}\n--b is no fence\nnor is this", [])
case("multipart-in-base64", mail([mixed(), "Content-Transfer-Encoding: base64"], b64(multi("b", text(), file(ATTACHED)))), EN, ["report.pdf"])
case("multipart-said-base64", mail([mixed(), "Content-Transfer-Encoding: base64"], multi("b", text(), file(ATTACHED))), EN, ["report.pdf"])
case("part-header-without-blank-line", mail([mixed()], b"--b\r\n" + EN.encode() + b"\r\n" + MORE.encode() + b"\r\n--b--\r\n"), f"{EN}\n{MORE}", [])
case("part-header-broken-line", mail([mixed()], multi("b", part(["nonsense here", "Content-Type: text/plain; charset=utf-8"], RU), file(ATTACHED))), RU, ["report.pdf"])
case("nul-in-part-header", mail([mixed()], multi("b", part([b"Content-Type: text/plain;\0 charset=utf-8"], KO), file(ATTACHED))), KO, ["report.pdf"])
case("nul-in-preamble", mail([mixed("xyz")], multi("abc", text(), file(ATTACHED), before=b"a\0b\r\n")), EN, ["report.pdf"])

# ---- the whole mail

case("from-line", b"From oyun Mon Jul 20 10:11:12 2020\r\n" + mail([mixed()], multi("b", text(), file(ATTACHED))), EN, ["report.pdf"], "Our answer")
case("from-line-escaped", b">From oyun Mon Jul 20 10:11:12 2020\r\n" + mail([mixed()], multi("b", text(), file(ATTACHED))), EN, ["report.pdf"], "Our answer")
case("from-line-inside-header", mail([b">From oyun Mon Jul 20 2020", "Content-Type: text/plain; charset=utf-8"], ZH), ZH, [], "Our answer")
case("blank-lines-first", b"\r\n\r\n" + mail([mixed()], multi("b", text(), file(ATTACHED))), EN, ["report.pdf"], "Our answer")
case("byte-order-mark-first", b"\xef\xbb\xbf" + mail([mixed()], multi("b", text(), file(ATTACHED))), EN, ["report.pdf"], "Our answer")
case("line-ends-lf", mail([mixed()], multi("b", text(), file(ATTACHED))).replace(b"\r\n", b"\n"), EN, ["report.pdf"], "Our answer")
case("line-ends-cr", mail([mixed()], multi("b", text(f"{EN}\n{MORE}"), file(ATTACHED))).replace(b"\r\n", b"\r"), f"{EN}\n{MORE}", ["report.pdf"], "Our answer")
case("line-ends-cr-cr-lf", mail([mixed()], multi("b", text(f"{EN}\n{MORE}"), file(ATTACHED))).replace(b"\r\n", b"\r\r\n"), f"{EN}\n{MORE}", ["report.pdf"], "Our answer")
case("line-ends-header-crlf-body-lf", head(mixed()) + b"\r\n" + multi("b", text(), file(ATTACHED)).replace(b"\r\n", b"\n"), EN, ["report.pdf"], "Our answer")
case("line-ends-header-lf-body-crlf", head(mixed()).replace(b"\r\n", b"\n") + b"\n" + multi("b", text(), file(ATTACHED)), EN, ["report.pdf"], "Our answer")
case("line-ends-lf-cr-in-text", mail(["Content-Type: text/plain"], f"{EN}\r{MORE}".encode() + b"\r\n"), f"{EN}\n{MORE}", [])
case("header-without-blank-line", head("Content-Type: text/plain; charset=utf-8") + lines(RU, "", MN), f"{RU}\n\n{MN}", [], "Our answer")
case("header-line-without-colon", mail(["this line has none", mixed()], multi("b", text(), file(ATTACHED))), EN, ["report.pdf"], "Our answer")
case("header-blank-before-colon", lines("Subject : Spaced out", "Content-Type : text/plain; charset=utf-8", "", ZH), ZH, [], "Spaced out")
case("header-continued-by-blanks", mail(["X-Thing: a\r\n \t", mixed()], multi("b", text(), file(ATTACHED))), EN, ["report.pdf"], "Our answer")
case("header-first-line-continued", b" folded from nowhere\r\n" + mail([mixed()], multi("b", text(), file(ATTACHED))), EN, ["report.pdf"], "Our answer")
case("types-twice-first-counts", mail([mixed(), "Content-Type: text/plain"], multi("b", text(), file(ATTACHED))), EN, ["report.pdf"])
case("no-mime-at-all", lines("Subject: Bare", "", EN), EN, [], "Bare")
case("no-header", b"\r\n" + lines(EN), EN, [])
case("nul-in-body", mail(["Content-Type: text/plain"], EN.encode() + b"\r\n\0\0" + MORE.encode() + b"\r\n"), f"{EN}\n{MORE}", [], findings=[{"code": "control-characters"}])
case("parts-too-many", mail([mixed()], multi("b", *[b"\r\n"] * 10000)), "", [], "Our answer", findings=[{"code": "over-limit"}])
case(
    "parts-too-deep",
    mail([mixed("b60")], reduce(lambda inner, i: multi(f"b{i + 1}", part(mixed(f"b{i}"), inner)), range(60), multi("b0", text()))),
    "",
    [],
    "Our answer",
    findings=[{"code": "over-limit"}],
)
case("parts-200", mail([mixed()], multi("b", text(), *[file(f'Content-Disposition: attachment; filename="{i}.pdf"', b"x") for i in range(199)])), EN, [f"{i}.pdf" for i in range(199)])
case("header-of-300-kib", head("X-Long: " + "x" * 50000 + ("\r\n " + "y" * 50000) * 5) + b"\r\n" + lines(EN), "", [], findings=[{"code": "over-limit"}])
case("header-field-of-100-kib", head("X-Long: " + "x" * 50000 + "\r\n " + "y" * 50000) + b"\r\n" + lines(EN), EN, [], "Our answer")
case("header-of-many-lines", head(*["X-A: b"] * 2000) + b"\r\n" + lines(EN), "", [], findings=[{"code": "over-limit"}])
case("messages-in-messages", mail(["Content-Type: message/rfc822"], b"Content-Type: message/rfc822\r\n\r\n" * 15 + INNER), "", [{"type": "message/rfc822"}])
case("signed-word-not-multi", mail(["Content-Type: multipart/signed; boundary=b"], multi("b", text(), file("X-A: b", b"S", "Content-Type: application/pgp-signature; name=signature.asc"))), None, ["signature.asc"])
case("type-word-in-name", mail([mixed()], multi("b", text(), file("Content-Disposition: attachment", kind="Content-Type: application/pdf; name=" + word("utf-8", "报告.pdf")))), EN, ["报告.pdf"])
assert PDF
