# SPDX-License-Identifier: Apache-2.0
"""What the cases have in common: the mail around them, and the words that people write."""
import base64

CASES = []

EN = "We can live with the draft as it stands."
MORE = "Paragraph 12 should name the year."
ZH = "我们可以接受这个草案，但第十二段应当写明年份。"
TW = "我們可以接受這個草案，但第十二段應當寫明年份。"
JA = "この案で差し支えありませんが、第十二段落に年を入れてください。"
KO = "이 초안을 받아들일 수 있으나 12항에 연도를 밝혀 주십시오."
RU = "Мы согласны с проектом, но в пункте 12 следует указать год."
UK = "Ми згодні з проєктом, але в пункті 12 слід вказати рік."
MN = "Бид төслийг зөвшөөрч байна, гэхдээ 12-р зүйлд оныг заана уу."
FR = "Le projet nous convient, mais le paragraphe 12 devrait préciser l’année."
PDF = b"%PDF-1.4\nnothing\n"


def to_bytes(part):
    return part if isinstance(part, bytes) else part.encode("utf-8")


def lines(*parts):
    """Lines, each with CRLF behind it."""
    return b"".join(to_bytes(p) + b"\r\n" for p in parts)


def head(*fields, subject="Our answer"):
    own = [] if subject is None else [b"Subject: " + to_bytes(subject)]
    return lines(
        "From: Oyun Example <oyun@environment.example>",
        "To: Consultation <consult@neaspec.example>",
        "Date: Mon, 20 Jul 2020 10:11:12 +0800",
        "Message-ID: <mime@environment.example>",
        *own,
        "MIME-Version: 1.0",
        *fields,
    )


def mail(fields, body, subject="Our answer"):
    """fields: a list; body: bytes as they stand, or words, which become lines."""
    if isinstance(body, str):
        body = body.replace("\n", "\r\n").encode("utf-8") + b"\r\n"
    return head(*fields, subject=subject) + b"\r\n" + body


def part(fields, body):
    if isinstance(fields, str):
        fields = [fields]
    if isinstance(body, str):
        body = body.replace("\n", "\r\n").encode("utf-8")
    return lines(*fields) + b"\r\n" + body


def multi(boundary, *parts, close=True, before=b"", after=b""):
    """The body of a multipart."""
    fence = b"--" + to_bytes(boundary)
    out = to_bytes(before)
    for p in parts:
        out += fence + b"\r\n" + p + b"\r\n"
    return out + (fence + b"--\r\n" if close else b"") + to_bytes(after)


def mixed(boundary="b"):
    return f'Content-Type: multipart/mixed; boundary="{boundary}"'


def text(words=EN, *fields):
    return part(["Content-Type: text/plain; charset=utf-8", *fields], words)


def page(words=EN, *fields):
    return part(["Content-Type: text/html; charset=utf-8", *fields], f"<html><body><p>{words}</p></body></html>")


def file(disposition, data=PDF, kind="Content-Type: application/pdf"):
    return part([kind, disposition, "Content-Transfer-Encoding: base64"], b64(data))


def b64(data, width=76):
    code = base64.b64encode(to_bytes(data)).decode()
    return "\r\n".join(code[i : i + width] for i in range(0, len(code), width)).encode()


def word(charset, words, encoding="B"):
    """One encoded word."""
    data = words if isinstance(words, bytes) else words.encode(charset)
    if encoding == "B":
        return f"=?{charset}?B?{base64.b64encode(data).decode()}?="
    safe = "".join(chr(c) if chr(c).isascii() and chr(c).isalnum() else f"={c:02X}" for c in data)
    return f"=?{charset}?{encoding}?{safe}?="


def case(name, raw, text=None, names=None, subject=None, **more):
    """names: of the attachments, all of them. more: further parts of the reading, as JSON has them; findings are those
    before the one that a letter without answers gets."""
    want = {}
    if subject is not None:
        want["message"] = {"subject": subject}
    if text is not None:
        want["text"] = text
    if names is not None:
        want["attachments"] = [n if isinstance(n, dict) else {"name": n} for n in names]
    want.update(more)
    if text and "findings" in want and {"code": "signed-not-read"} not in want["findings"]:
        want["findings"] = want["findings"] + [{"code": "needs-human"}]
    assert not any(c[0] == name for c in CASES), name
    CASES.append((name, raw, want))
