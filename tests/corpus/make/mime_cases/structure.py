# SPDX-License-Identifier: Apache-2.0
"""Parts: which there are, where they begin and end, and which of them is the body."""
from functools import reduce

from .common import EN, KO, MN, MORE, PDF, RU, ZH, b64, case, file, head, lines, mail, mixed, multi, page, part, text, word

ATTACHED = 'Content-Disposition: attachment; filename="report.pdf"'
INNER = head(subject="Inside") + b"\r\n" + b"Words of somebody else.\r\n"
NAMES = ["report.pdf"]


def parts(name, *all_parts, want=EN, names=NAMES, **more):
    """A multipart/mixed."""
    case(name, mail([mixed()], multi("b", *all_parts)), want, names, **more)


def pair(boundary="b", **more):
    """A text and a file."""
    return multi(boundary, text(), file(ATTACHED), **more)


def split(name, field, boundary="b", **more):
    """The pair, under one field that is to be read."""
    case(name, mail([field], pair(boundary, **more)), EN, NAMES)


def whole(name, raw, want=EN):
    """The pair, in a mail that has something else about it."""
    case(name, raw, want, NAMES, "Our answer")


def alternative(boundary="a", *ways):
    return part(f'Content-Type: multipart/alternative; boundary="{boundary}"', multi(boundary, *(ways or (text(), page()))))


# ---- whole and well-formed

case("plain", mail(["Content-Type: text/plain; charset=utf-8"], MN), MN, [], "Our answer")
split("mixed-with-file", mixed())
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
parts(
    "apple-text-file-text",
    text(EN),
    file('Content-Disposition: inline; filename="report.pdf"'),
    text(MORE),
    want=f"{EN}\n{MORE}",
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
    NAMES,
)
parts("page-file-text", page(EN), file(ATTACHED), text(MORE), want=f"{EN}\n{MORE}")
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
        multi(
            "b",
            text(),
            part("Content-Type: multipart/digest; boundary=d", multi("d", b"\r\n" + INNER, b"\r\n" + INNER)),
        ),
    ),
    EN,
    [{"type": "message/rfc822"}, {"type": "message/rfc822"}],
)
parts("message-inside", text(), part("Content-Type: message/rfc822", INNER), names=[{"type": "message/rfc822"}])
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
    NAMES,
)
case(
    "winmail",
    mail(
        [mixed()],
        multi(
            "b",
            text(),
            file(
                'Content-Disposition: attachment; filename="winmail.dat"',
                b"\x78\x9f\x3e\x22",
                "Content-Type: application/ms-tnef; name=winmail.dat",
            ),
        ),
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
                    file(
                        "Content-Disposition: attachment",
                        b"fork",
                        "Content-Type: application/applefile; name=\"report.pdf\"",
                    ),
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
parts(
    "text-named-behind-text",
    text(),
    part(TXT + '; name="notes.txt"', MORE),
    names=[{"name": "notes.txt", "read_as": "text"}],
)
case("text-named-alone", mail([TXT + "; name=body.txt"], EN), EN, [])
parts(
    "text-attached-unnamed",
    text(),
    part([TXT, "Content-Disposition: attachment"], MORE),
    names=[{"type": "text/plain", "read_as": "text"}],
)
parts(
    "text-inline-named",
    text(),
    part([TXT, "Content-Disposition: inline; filename=notes.txt"], MORE),
    names=["notes.txt"],
)
parts(
    "page-attached",
    text(),
    part(["Content-Type: text/html; name=page.html", "Content-Disposition: attachment"], "<p>x"),
    names=["page.html"],
)
parts("file-first", file(ATTACHED), text())
parts("disposition-without-kind", text(), file('Content-Disposition: filename="report.pdf"'))
parts("disposition-unknown-kind", text(), file('Content-Disposition: enclosed; filename="report.pdf"'))
parts(
    "name-in-type-alone",
    text(),
    file("Content-Description: x", kind='Content-Type: application/pdf; name="report.pdf"'),
)
parts("two-names-disposition-wins", text(), file(ATTACHED, kind='Content-Type: application/pdf; name="other.pdf"'))
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
parts("table-is-a-file", text(), part('Content-Type: text/csv; name="table.csv"', "a,b"), names=["table.csv"])
parts("no-type-in-part", b"\r\n" + EN.encode(), names=[])
case("empty-multipart", mail([mixed()], multi("b")), "", [])
case("no-body", head()[:-2] + b"\r\n", "", [], "Our answer")
case("nothing-behind-header", head() + b"\r\n", "", [], "Our answer")

# ---- boundaries

split("boundary-in-single-quotes", "Content-Type: multipart/mixed; boundary='b x'", "b x")
split(
    "boundary-bare-with-specials",
    "Content-Type: multipart/mixed; boundary=----=_Part_1:2/3@x",
    "----=_Part_1:2/3@x",
)
split("boundary-with-blanks-inside", mixed("a b c"), "a b c")
split("boundary-blank-at-its-end", mixed("abc "), "abc")
split("boundary-folded", 'Content-Type: multipart/mixed;\r\n\tboundary="abc"', "abc")
split("boundary-in-sections", 'Content-Type: multipart/mixed; boundary*0="ab"; boundary*1="cd"', "abcd")
split("boundary-with-percent", "Content-Type: multipart/mixed; boundary*=us-ascii''a%3Db", "a=b")
case(
    "boundary-quoted-pair",
    mail(['Content-Type: multipart/mixed; boundary="a\\"b"'], multi('a"b', text(), file(ATTACHED))),
    EN,
    NAMES,
)
split("boundary-no-semicolon", "Content-Type: multipart/mixed boundary=abc", "abc")
split("boundary-twice-first-counts", "Content-Type: multipart/mixed; boundary=abc; boundary=xyz", "abc")
split("boundary-twice-second-used", "Content-Type: multipart/mixed; boundary=abc; boundary=xyz", "xyz")
split("boundary-missing", "Content-Type: multipart/mixed", "abc")
split("boundary-wrong", mixed("xyz"), "abc")
split("boundary-empty", mixed(""), "abc")
split("boundary-of-other-case", mixed("ABC"), "abc")
split("boundary-not-closed", mixed(), close=False)
case("boundary-long-100", mail([mixed("x" * 100)], multi("x" * 100, text(), file(ATTACHED))), EN, NAMES)
case("boundary-long-200", mail([mixed("y" * 200)], multi("y" * 200, text(), file(ATTACHED))), EN, NAMES)
case("boundary-blanks-behind", mail([mixed()], pair().replace(b"--b\r\n", b"--b \t\r\n")), EN, NAMES)
case(
    "boundary-begins-another",
    mail([mixed("b")], multi("b", part(mixed("bb"), multi("bb", text(), file(ATTACHED))), text(MORE))),
    f"{EN}\n{MORE}",
    NAMES,
)
case(
    "boundary-same-inside",
    mail(
        [mixed("b")],
        multi("b", part('Content-Type: multipart/alternative; boundary="b"', b""), text(), page(), file(ATTACHED)),
    ),
    EN,
    NAMES,
)
case(
    "boundary-missing-inside",
    mail(
        [mixed("b")],
        multi("b", part("Content-Type: multipart/alternative", multi("in", text(), page())), file(ATTACHED)),
    ),
    EN,
    NAMES,
)
case(
    "boundary-wrong-inside",
    mail(
        [mixed("b")],
        multi(
            "b",
            part('Content-Type: multipart/alternative; boundary="other"', multi("in", text(), page())),
            file(ATTACHED),
        ),
    ),
    EN,
    NAMES,
)
case(
    "boundary-inside-not-closed",
    mail(
        [mixed("b")],
        multi(
            "b",
            part('Content-Type: multipart/alternative; boundary="in"', multi("in", text(), page(), close=False)),
            file(ATTACHED),
        ),
    ),
    EN,
    NAMES,
)
split("before-and-behind", mixed(), before="This is a MIME mail.\r\n", after="Behind the end.\r\n")
case("fence-without-line-end", mail([mixed()], pair()[:-2]), EN, NAMES)
case(
    "fence-looks-alike-in-text",
    mail([mixed("frontier")], multi("frontier", text(f"{EN}\n--frontiers\n{MORE}"), file(ATTACHED))),
    f"{EN}\n--frontiers\n{MORE}",
    NAMES,
)
split("multipart-unknown-kind", "Content-Type: multipart/x-thing; boundary=b")
case("multipart-that-is-text", mail([mixed()], EN), EN, [])
case(
    "type-says-text-body-is-parts",
    mail(["Content-Type: text/plain; charset=utf-8"], EN + "\n--b is no fence\nnor is this"),
    f"{EN}\n--b is no fence\nnor is this",
    [],
)
case("multipart-in-base64", mail([mixed(), "Content-Transfer-Encoding: base64"], b64(pair())), EN, NAMES)
case("multipart-said-base64", mail([mixed(), "Content-Transfer-Encoding: base64"], pair()), EN, NAMES)
case(
    "part-header-without-blank-line",
    mail([mixed()], b"--b\r\n" + EN.encode() + b"\r\n" + MORE.encode() + b"\r\n--b--\r\n"),
    f"{EN}\n{MORE}",
    [],
)
case(
    "part-header-broken-line",
    mail(
        [mixed()],
        multi("b", part(["nonsense here", "Content-Type: text/plain; charset=utf-8"], RU), file(ATTACHED)),
    ),
    RU,
    NAMES,
)
case(
    "nul-in-part-header",
    mail([mixed()], multi("b", part([b"Content-Type: text/plain;\0 charset=utf-8"], KO), file(ATTACHED))),
    KO,
    NAMES,
)
split("nul-in-preamble", mixed("xyz"), "abc", before=b"a\0b\r\n")

# ---- the whole mail

whole("from-line", b"From oyun Mon Jul 20 10:11:12 2020\r\n" + mail([mixed()], pair()))
whole("from-line-escaped", b">From oyun Mon Jul 20 10:11:12 2020\r\n" + mail([mixed()], pair()))
case(
    "from-line-inside-header",
    mail([b">From oyun Mon Jul 20 2020", "Content-Type: text/plain; charset=utf-8"], ZH),
    ZH,
    [],
    "Our answer",
)
whole("blank-lines-first", b"\r\n\r\n" + mail([mixed()], pair()))
whole("byte-order-mark-first", b"\xef\xbb\xbf" + mail([mixed()], pair()))
whole("line-ends-lf", mail([mixed()], pair()).replace(b"\r\n", b"\n"))
case(
    "line-ends-cr",
    mail([mixed()], multi("b", text(f"{EN}\n{MORE}"), file(ATTACHED))).replace(b"\r\n", b"\r"),
    f"{EN}\n{MORE}",
    NAMES,
    "Our answer",
)
case(
    "line-ends-cr-cr-lf",
    mail([mixed()], multi("b", text(f"{EN}\n{MORE}"), file(ATTACHED))).replace(b"\r\n", b"\r\r\n"),
    f"{EN}\n{MORE}",
    NAMES,
    "Our answer",
)
whole("line-ends-header-crlf-body-lf", head(mixed()) + b"\r\n" + pair().replace(b"\r\n", b"\n"))
whole("line-ends-header-lf-body-crlf", head(mixed()).replace(b"\r\n", b"\n") + b"\n" + pair())
case(
    "line-ends-lf-cr-in-text",
    mail(["Content-Type: text/plain"], f"{EN}\r{MORE}".encode() + b"\r\n"),
    f"{EN}\n{MORE}",
    [],
)
case(
    "header-without-blank-line",
    head("Content-Type: text/plain; charset=utf-8") + lines(RU, "", MN),
    f"{RU}\n\n{MN}",
    [],
    "Our answer",
)
whole("header-line-without-colon", mail(["this line has none", mixed()], pair()))
case(
    "header-blank-before-colon",
    lines("Subject : Spaced out", "Content-Type : text/plain; charset=utf-8", "", ZH),
    ZH,
    [],
    "Spaced out",
)
whole("header-continued-by-blanks", mail(["X-Thing: a\r\n \t", mixed()], pair()))
whole("header-first-line-continued", b" folded from nowhere\r\n" + mail([mixed()], pair()))
case("types-twice-first-counts", mail([mixed(), "Content-Type: text/plain"], pair()), EN, NAMES)
case("no-mime-at-all", lines("Subject: Bare", "", EN), EN, [], "Bare")
case("no-header", b"\r\n" + lines(EN), EN, [])
case(
    "nul-in-body",
    mail(["Content-Type: text/plain"], EN.encode() + b"\r\n\0\0" + MORE.encode() + b"\r\n"),
    f"{EN}\n{MORE}",
    [],
    findings=[{"code": "control-characters"}],
)
case(
    "parts-too-many",
    mail([mixed()], multi("b", *[b"\r\n"] * 10000)),
    "",
    [],
    "Our answer",
    findings=[{"code": "over-limit"}],
)
case(
    "parts-too-deep",
    mail(
        [mixed("b60")],
        reduce(lambda inner, i: multi(f"b{i + 1}", part(mixed(f"b{i}"), inner)), range(60), multi("b0", text())),
    ),
    "",
    [],
    "Our answer",
    findings=[{"code": "over-limit"}],
)
parts(
    "parts-200",
    text(),
    *[file(f'Content-Disposition: attachment; filename="{i}.pdf"', b"x") for i in range(199)],
    names=[f"{i}.pdf" for i in range(199)],
)
case(
    "header-of-300-kib",
    head("X-Long: " + "x" * 50000 + ("\r\n " + "y" * 50000) * 5) + b"\r\n" + lines(EN),
    "",
    [],
    findings=[{"code": "over-limit"}],
)
case(
    "header-field-of-100-kib",
    head("X-Long: " + "x" * 50000 + "\r\n " + "y" * 50000) + b"\r\n" + lines(EN),
    EN,
    [],
    "Our answer",
)
case(
    "header-of-many-lines",
    head(*["X-A: b"] * 2000) + b"\r\n" + lines(EN),
    "",
    [],
    findings=[{"code": "over-limit"}],
)
case(
    "messages-in-messages",
    mail(["Content-Type: message/rfc822"], b"Content-Type: message/rfc822\r\n\r\n" * 15 + INNER),
    "",
    [{"type": "message/rfc822"}],
)
SIGNED = part(
    "Content-Type: multipart/signed; boundary=s",
    multi("s", text(), file("X-A: b", b"S", "Content-Type: application/pgp-signature; name=signature.asc")),
)
case(
    "signed",
    mail(["Content-Type: multipart/signed; boundary=s"], SIGNED.split(b"\r\n\r\n", 1)[1]),
    EN,
    ["signature.asc"],
    findings=[{"code": "signed-not-read"}],
)
parts("signed-then-footer", SIGNED, text(MORE), want=f"{EN}\n{MORE}", names=["signature.asc"])
case(
    "ways-that-have-names",
    mail(
        ["Content-Type: multipart/alternative; boundary=a"],
        multi(
            "a",
            part(TXT + "; name=message.txt", EN),
            part("Content-Type: text/html; charset=utf-8; name=message.html", f"<p>{EN}"),
        ),
    ),
    EN,
    [],
)
case(
    "ways-in-ways",
    mail(
        ["Content-Type: multipart/alternative; boundary=o"],
        multi("o", text(), part(mixed("m"), multi("m", alternative(), file(ATTACHED), page(MORE)))),
    ),
    f"{EN}\n{MORE}",
    NAMES,
)
case(
    "way-of-pictures-alone",
    mail(
        ["Content-Type: multipart/alternative; boundary=a"],
        multi("a", text(), page('<img src="cid:x">')),
    ),
    EN,
    [],
)
parts("winmail-without-name", text(), file("X-A: b", b"\x78", "Content-Type: application/vnd.ms-tnef"), names=["winmail.dat"])
parts("text-and-page-say-the-same", text(), page(), want=EN, names=[])
parts("text-and-page-differ", text(), page(MORE), want=f"{EN}\n{MORE}", names=[])
parts(
    "type-word-in-name",
    text(),
    file("Content-Disposition: attachment", kind="Content-Type: application/pdf; name=" + word("utf-8", "报告.pdf")),
    names=["报告.pdf"],
)
assert PDF
