# SPDX-License-Identifier: Apache-2.0
"""Whose words stand in it (R14, R57): mails that are truly the focal point's, with somebody else's words inside, or with
words that nobody who read the mail could see. The good words count, the bad ones never."""
import base64

import mail as mails
from case import Expect, accepted, case, simple

MIME = "RFC 2046, "
SHEN = "Shen et al.: Weak Links in Authentication Chains (2021), "
REPLAY = "Chen, Paxson, Jiang: Composition Kills (2020), replay"


def note(c, words):
    return mails.note(c.letter, words)


def anothers(c, author=None):
    """A perfect answer as another mail."""
    person = author or c.y
    body = mails.quoted(c.letter, c.bad)
    return (f"From: {person.name} <{person.address}>\nTo: {c.letter.reply_to}\nSubject: Re: {c.letter.subject}\nMessage-ID: <{c.bad}@{person.domain}>\n"
            f"In-Reply-To: {c.letter.message_id}\nDate: Tue, 07 Jul 2020 09:00:00 +0900\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{body}")


def text(words, kind="text/plain; charset=utf-8"):
    return f"Content-Type: {kind}\n\n{words}"


# ---- quoted words of other people -----------------------------------------------------------------------------
HEADS = [
    ("gmail", "On Mon, Jul 6, 2020 at 3:00 PM {name} <{address}> wrote:"),
    ("outlook", "-----Original Message-----\nFrom: {name} <{address}>\nSent: Monday, July 6, 2020 3:00 PM\nTo: {own}\nSubject: Re: {subject}\n"),
    ("russian", "06.07.2020 15:00, {name} <{address}> \u043f\u0438\u0448\u0435\u0442:"),
    ("chinese", "{name} <{address}> \u4e8e2020\u5e747\u67086\u65e5\u5468\u4e00 15:00\u5199\u9053\uff1a"),
    ("korean", "2020\ub144 7\uc6d4 6\uc77c (\uc6d4) \uc624\ud6c4 3:00, {name} <{address}>\ub2d8\uc774 \uc791\uc131:"),
]


def head(c, shape, person):
    return shape.format(name=person.name, address=person.address, own=c.w.own, subject=c.letter.subject)


for name, shape in HEADS:
    def make(c, shape=shape):
        body = note(c, c.good) + "\n" + mails.quoted(c.letter, c.bad, head(c, shape, c.y))
        return c.honest().say(body)
    simple("content", "anothers-answer-quoted-" + name, "R14", make, accepted())

    def inner(c, shape=shape):
        """Quoted twice: another one's answer to the form, below the attribution of our own letter."""
        body = note(c, c.good) + "\nOn Tue, Jul 7, 2020, the Secretariat wrote:\n"
        body += "\n".join("> " + x for x in (head(c, shape, c.y) + "\n" + mails.quoted(c.letter, c.bad, "")).split("\n"))
        return c.honest().say(body + "\n")
    simple("content", "anothers-answer-quoted-twice-" + name, "R14", inner, accepted())


@case("content", "colleague-of-same-state-quoted", "R14")
def colleague(c):
    """Even his own State's other focal point speaks for himself in a mail of his own."""
    body = note(c, c.good) + "\n" + mails.quoted(c.letter, c.bad, head(c, HEADS[0][1], c.alt))
    yield 1, c.honest().say(body), Expect("accepted", c.code)


# ---- mails in mails -------------------------------------------------------------------------------------------
def with_part(*parts, kind="multipart/mixed"):
    def make(c):
        return c.honest().parts(kind, text(note(c, c.good)), *(p(c) for p in parts))
    return make


INSIDE = [
    ("mail-in-mail", MIME + "5.2.1", lambda c: "Content-Type: message/rfc822\n\n" + anothers(c)),
    ("mail-in-mail-of-his-own", MIME + "5.2.1", lambda c: "Content-Type: message/rfc822\n\n" + anothers(c, c.x)),
    ("mail-in-mail-idn", "RFC 5890", lambda c: "Content-Type: message/rfc822\n\n" + anothers(c).replace(c.y.domain, "xn--80ak6aa92e.example")),
    ("mail-in-mail-inline", MIME + "5.2.1", lambda c: "Content-Type: message/rfc822\nContent-Disposition: inline\n\n" + anothers(c)),
    ("mail-in-mail-base64", MIME + "5.2.1", lambda c: "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
     + base64.encodebytes(anothers(c).encode()).decode()),
    ("mail-in-digest", MIME + "5.1.5", lambda c: "Content-Type: multipart/digest; boundary=d\n\n--d\n\n" + anothers(c) + "\n--d--\n"),
    ("mail-as-file", MIME + "4.5.1", lambda c: "Content-Type: application/octet-stream; name=reply.eml\nContent-Disposition: attachment; filename=reply.eml\n\n" + anothers(c)),
    ("mail-global", "RFC 6532", lambda c: "Content-Type: message/global\n\n" + anothers(c)),
    ("mail-partial", MIME + "5.2.2", lambda c: "Content-Type: message/partial; id=a; number=1; total=1\n\n" + anothers(c)),
    ("external-body", MIME + "5.2.3", lambda c: "Content-Type: message/external-body; access-type=URL; URL=\"http://x.example/\"\n\nContent-Type: text/plain\n\n" + note(c, c.bad)),
    ("signed-mail", "RFC 8551", lambda c: "Content-Type: application/pkcs7-mime; smime-type=signed-data\nContent-Transfer-Encoding: base64\n\n"
     + base64.encodebytes(anothers(c).encode()).decode()),
    ("encrypted", "RFC 3156", lambda c: "Content-Type: application/pgp-encrypted\n\nVersion: 1\n" + note(c, c.bad)),
    ("headers-of-mail", "RFC 6522", lambda c: "Content-Type: text/rfc822-headers\n\n" + anothers(c)),
]
for name, source, part in INSIDE:
    simple("content", name, source, with_part(part), accepted())


# ---- said twice, differently ----------------------------------------------------------------------------------
@case("content", "alternatives-differ", SHEN + "A14")
def differ(c):
    """Plain text and HTML say different things: nobody knows which he saw, so that neither is an answer."""
    mail = c.mail().parts("multipart/alternative", text(f"[{mails.item_of(c.letter)}] {c.bad} says the text\n"),
                          text(mails.html_of(c.letter, f"{c.bad} says the other", "", ""), "text/html; charset=utf-8"))
    yield 1, mail, Expect("accepted", c.code, answers=False)


HIDDEN = [
    ("display-none", '<div style="display:none">{}</div>'), ("visibility", '<div style="visibility:hidden">{}</div>'),
    ("font-size", '<p style="font-size:0">{}</p>'), ("opacity", '<p style="opacity:0">{}</p>'), ("hidden-attribute", "<p hidden>{}</p>"),
    ("mso-hide", '<p style="mso-hide:all">{}</p>'), ("height", '<div style="height:0;overflow:hidden">{}</div>'),
    ("comment", "<!-- {} -->"), ("style", "<style>{}</style>"), ("script", "<script>{}</script>"), ("template", "<template>{}</template>"),
    ("title", "<title>{}</title>"), ("conditional", "<!--[if mso]>{}<![endif]-->"), ("white-on-white", '<p style="color:#ffffff;background:#fff">{}</p>'),
]
for name, shape in HIDDEN:
    def make(c, shape=shape):
        seen = shape.format(f"[{'1.3' if c.request == 'review' else '2.4'}] {c.bad}")
        mail = c.honest().say(mails.html_of(c.letter, c.good, *c.rng.choice([(seen, ""), ("", seen)])))
        return mail.set("Content-Type", "text/html; charset=utf-8")
    simple("content", "hidden-" + name, SHEN + "UI", make, accepted())


# ---- parts and marks ------------------------------------------------------------------------------------------
simple("content", "preamble", MIME + "5.1.1", lambda c: c.honest().parts("multipart/mixed", text(note(c, c.good)), preamble=note(c, c.bad) + "\n"), accepted())
simple("content", "epilogue", MIME + "5.1.1", lambda c: c.honest().parts("multipart/mixed", text(note(c, c.good)), epilogue="\n" + note(c, c.bad)), accepted())
simple("content", "words-in-subject", "R14", lambda c: c.honest().set("Subject", f"Re: {note(c, c.bad).strip()}"), accepted())
simple("content", "words-in-name", "R14", lambda c: c.honest().set("From", f"\"{note(c, c.bad).strip()}\" <{c.x.address}>"), accepted())
simple("content", "words-in-header", "R14", lambda c: c.honest().put(f"X-Answer: {note(c, c.bad).strip()}", f"Comments: {note(c, c.bad).strip()}"), accepted())
simple("content", "attached-text", MIME + "4.1", with_part(lambda c: text(note(c, c.bad), "text/plain; name=a.txt") .replace(
    "\n\n", "\nContent-Disposition: attachment; filename=a.txt\n\n", 1)), accepted())
simple("content", "calendar", "RFC 5545", with_part(lambda c: text(f"BEGIN:VCALENDAR\nMETHOD:REPLY\nDESCRIPTION:{note(c, c.bad)}END:VCALENDAR\n", "text/calendar")), accepted())


@case("content", "second-content-type", REPLAY)
def two_types(c):
    """A signed mail sent again with another Content-Type on top: the body is split where nobody has split it."""
    mark = "zz"
    mail = c.mail().put(f'Content-Type: multipart/mixed; boundary="{mark}"')
    mail.say(f"I say nothing yet.\n\n--{mark}\n{text(note(c, c.bad))}\n--{mark}--\n")
    yield 1, mail, Expect("quarantined", c.code, "two-bodies")


@case("content", "second-encoding", REPLAY)
def two_encodings(c):
    mail = c.mail().say(base64.encodebytes(note(c, c.bad).encode()).decode())
    yield 1, mail.put("Content-Transfer-Encoding: base64"), Expect("quarantined", c.code, "two-bodies")


@case("content", "signed-part", "RFC 1847, R14")
def signed(c):
    """A signature that we do not check gives no answer: a person reads it."""
    yield 1, c.mail().parts("multipart/signed; protocol=\"application/pkcs7-signature\"", text(note(c, c.bad)),
                            "Content-Type: application/pkcs7-signature\nContent-Transfer-Encoding: base64\n\neA==\n"), Expect("accepted", c.code, answers=False)


# ---- honest ---------------------------------------------------------------------------------------------------
simple("control", "alternatives-agree", MIME + "5.1.4", lambda c: c.honest().parts(
    "multipart/alternative", text(note(c, c.good)), text(mails.html_of(c.letter, c.good), "text/html; charset=utf-8")), accepted())
simple("control", "html-only", MIME + "4.1", lambda c: c.honest().say(mails.html_of(c.letter, c.good)).set("Content-Type", "text/html; charset=utf-8"), accepted())
simple("control", "our-letter-attached", MIME + "5.2.1", with_part(lambda c: f"Content-Type: message/rfc822\n\nFrom: <{c.w.own}>\nTo: <{c.x.address}>\nSubject: x\n\n{c.letter.text}"), accepted())
simple("control", "forwarded-within-ministry", "R14", lambda c: c.honest().say(mails.quoted(c.letter, c.good, f"> From: {c.w.own}\n> To: {c.x.address}\n> Subject: {c.letter.subject}\n>")), accepted())
simple("control", "content-type-twice-the-same", MIME + "5", lambda c: c.honest().put("Content-Type: text/plain; charset=utf-8"), accepted())
simple("control", "base64", "RFC 2045, 6.8", lambda c: c.honest().set("Content-Transfer-Encoding", "base64").say(
    base64.encodebytes(mails.letter_text(c.rng, c.letter, c.good).encode()).decode()), accepted())
simple("control", "long-letter", "R50", lambda c: c.honest().say("".join(f"{i}. We explain our reason number {i * 7919 % 1000}.\n" for i in range(c.rng.randrange(50, 500))) + "\n" + note(c, c.good)), accepted())
