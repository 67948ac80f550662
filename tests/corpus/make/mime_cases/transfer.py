# SPDX-License-Identifier: Apache-2.0
"""Transfer encodings: base64 and quoted-printable whole and damaged, and files that stand in a text."""
import base64
import binascii

from .common import EN, JA, KO, MN, MORE, PDF, RU, ZH, b64, case, lines, mail, mixed, multi, part, text

UTF8 = "Content-Type: text/plain; charset=utf-8"
DAMAGED = {"findings": [{"code": "damaged-encoding"}]}


def base(name, body, want, **more):
    case("base64-" + name, mail([UTF8, "Content-Transfer-Encoding: base64"], body), want, **more)


code = base64.b64encode(MN.encode() + b"\n").decode()
base("whole", b64(MN), MN, findings=[])
base("one-line", code.encode(), MN, findings=[])
base("short-lines", b64(MN, 4), MN, findings=[])
base("lines-not-of-four", b64(MN, 5), MN, findings=[])
base("blanks-inside", " ".join(code[i : i + 4] for i in range(0, len(code), 4)).encode(), MN)
base("tabs-around", lines("\t" + code[:40] + " ", "  " + code[40:]), MN)
base("blank-lines", lines("", code[:40], "", code[40:], "", ""), MN)
base("padding-missing", b64(RU).rstrip(b"="), RU)
base("padding-too-much", b64("От") + b"====\r\n", "От")
base("pieces-each-padded", b64("От") + b"\r\n" + b64("вет") + b"\r\n" + b64("!"), "Ответ!")
base("pieces-padded-one-line", b64("От") + b64("вет") + b64("!"), "Ответ!")
base("junk", lines(code[:20] + "!" + code[20:40], code[40:]), MN, **DAMAGED)
base("never-encoded", RU + "\n", RU, **DAMAGED)
base("never-encoded-english", EN + "\n" + MORE + "\n", f"{EN}\n{MORE}", **DAMAGED)
base(
    "footer-behind",
    lines(b64(RU), "_" * 40, "Scanned by the gateway."),
    f"{RU}\n{'_' * 40}\nScanned by the gateway.",
    **DAMAGED,
)
base("encoding-other-case", b64(KO), KO)
case("encoding-with-comment", mail([UTF8, "Content-Transfer-Encoding: base64 (really)"], b64(KO)), KO)
case("encoding-with-semicolon", mail([UTF8, "Content-Transfer-Encoding: BASE64;"], b64(KO)), KO)
case("encoding-in-quotes", mail([UTF8, 'Content-Transfer-Encoding: "base64"'], b64(KO)), KO)
case("encoding-unknown", mail([UTF8, "Content-Transfer-Encoding: 8-bit"], KO), KO)
case(
    "encoding-twice",
    mail([UTF8, "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: 7bit"], b64(KO)),
    KO,
)
case("encoding-7bit-that-is-8bit", mail([UTF8, "Content-Transfer-Encoding: 7bit"], JA), JA)
case(
    "base64-file-last-line-short",
    mail(
        [mixed()],
        multi(
            "b",
            text(),
            part(
                ["Content-Type: application/pdf; name=a.pdf", "Content-Transfer-Encoding: base64"],
                b64(PDF) + b"\r\n\r\n",
            ),
        ),
    ),
    EN,
    [{"name": "a.pdf", "size": len(PDF)}],
)


def quoted(name, body, want, **more):
    case("qp-" + name, mail([UTF8, "Content-Transfer-Encoding: quoted-printable"], body), want, **more)


def qp(words):
    return "".join(f"={c:02X}" if c > 126 or c == 61 else chr(c) for c in words.encode())


quoted("whole", qp(MN), MN, findings=[])
quoted("lower-case", qp(MN).lower(), MN, findings=[])
quoted(
    "soft-break-in-character",
    qp("支持")[:6].encode() + b"=\r\n" + qp("支持")[6:].encode() + b"\r\n",
    "支持",
    findings=[],
)
quoted("soft-break-with-blanks", b"We can=  \r\n live\r\n", "We can live", findings=[])
quoted("soft-break-at-end", b"We can live=", "We can live", findings=[])
quoted("soft-break-at-end-of-part", b"We can live=\r\n", "We can live", findings=[])
quoted("soft-break-lf", b"We can=\n live\n", "We can live", findings=[])
quoted("blanks-at-line-end-go", b"We can   \r\nlive=20\r\n", "We can\nlive", findings=[])
quoted("equals-alone", b"a = b and 1=2 =\r\n", "a = b and 1=2", **DAMAGED)
quoted(
    "half-a-code",
    qp(MN * 3).encode() + b" 50=E2=82=A",
    MN * 3 + " 50\ufffd=A",
    findings=[{"code": "lost-characters"}, {"code": "damaged-encoding"}],
)
quoted("raw-8bit", MN, MN)
quoted("lines-over-76", qp(RU * 3), RU * 3)
quoted("encoded-line-ends", b"We can=0D=0Alive=0A", "We can\nlive")
quoted("no-line-end", qp(KO).encode(), KO)
case(
    "qp-in-html",
    mail(
        ["Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"],
        b"<p style=3D\"x\">" + qp(MN).encode() + b"</p>",
    ),
    MN,
    [],
)


# ---- files that stand in a text


def uu(data, name="report.pdf", mode="644", end="`"):
    out = [f"begin {mode} {name}"]
    for i in range(0, len(data), 45):
        out.append(binascii.b2a_uu(data[i : i + 45], backtick=True).decode().rstrip("\n"))
    return lines(*out, end, "end")


LONG = bytes(range(256)) * 2


def yenc(data, name="report.pdf", size=128, crc=True):
    rows, row = [], bytearray()
    for c in data:
        c = (c + 42) % 256
        row += bytes([61, (c + 64) % 256]) if c in (0, 10, 13, 61) else bytes([c])
        if len(row) >= size:
            rows.append(bytes(row))
            row = bytearray()
    rows.append(bytes(row))
    tail = f" crc32={binascii.crc32(data):08x}" if crc else ""
    return lines(f"=ybegin line={size} size={len(data)} name={name}", *rows, f"=yend size={len(data)}{tail}")


def inside(name, body, want, names, **more):
    case("inside-" + name, mail(["Content-Type: text/plain"], body), want, names, **more)


inside("uuencode", lines(EN, "") + uu(LONG), EN, [{"name": "report.pdf", "size": 512}])
inside(
    "uuencode-text-behind",
    lines(EN, "") + uu(PDF) + lines("", MORE),
    f"{EN}\n\n{MORE}",
    [{"name": "report.pdf", "size": len(PDF)}],
)
inside(
    "uuencode-two",
    lines(EN) + uu(PDF, "a.pdf") + uu(LONG, "b.bin", "0755"),
    EN,
    [{"name": "a.pdf", "size": len(PDF)}, {"name": "b.bin", "size": 512}],
)
inside("uuencode-blanks", lines(EN) + uu(bytes(100)).replace(b"`", b" "), EN, [{"name": "report.pdf", "size": 100}])
inside("uuencode-name-with-blanks", lines(EN) + uu(PDF, "our report.pdf"), EN, ["our report.pdf"])
inside("uuencode-not-closed", (lines(EN) + uu(LONG))[:-8], EN, [{"name": "report.pdf", "size": 512}])
case(
    "inside-uuencode-name-in-koi8-r",
    mail(
        ["Content-Type: text/plain; charset=koi8-r"],
        RU.encode("koi8-r") + b"\r\n" + uu(PDF).replace(b"report", "отчёт".encode("koi8-r")),
    ),
    RU,
    ["отчёт.pdf"],
)
inside("uuencode-only-said", lines("begin 644 of the", "draft was good."), "begin 644 of the\ndraft was good.", [])
inside("begin-of-a-sentence", lines("begin 2021 with a", "meeting."), "begin 2021 with a\nmeeting.", [])
inside("yenc", lines(EN, "") + yenc(LONG), EN, [{"name": "report.pdf", "size": 512}])
inside(
    "yenc-text-behind",
    lines(EN, "") + yenc(PDF, "a b.pdf") + lines("", MORE),
    f"{EN}\n\n{MORE}",
    [{"name": "a b.pdf", "size": len(PDF)}],
)
inside("yenc-only-said", lines("=ybegin is a word.", EN), f"=ybegin is a word.\n{EN}", [])
case(
    "encoding-uuencode",
    mail(
        [mixed()],
        multi(
            "b",
            text(),
            part(["Content-Type: application/pdf; name=other.pdf", "Content-Transfer-Encoding: x-uuencode"], uu(PDF)),
        ),
    ),
    EN,
    [{"name": "other.pdf", "size": len(PDF)}],
)
case(
    "encoding-uuencode-name-inside",
    mail(
        [mixed()],
        multi("b", text(), part(["Content-Type: application/pdf", "Content-Transfer-Encoding: uuencode"], uu(PDF))),
    ),
    EN,
    [{"name": "report.pdf", "size": len(PDF)}],
)
