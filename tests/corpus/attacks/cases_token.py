# SPDX-License-Identifier: Apache-2.0
"""Tokens in the wrong hands, in pieces, several at once, out of their time (R20-R24), and what is no token at all."""
import mail as mails
from case import Expect, accepted, awaiting, case, quarantined, simple

TOKEN = "tokens, R20-R24"
NONE = "spf=pass smtp.mailfrom={d}"


def answering(mail, reply_to, message_id):
    """As if it answered the letter with that address and id; None: without."""
    mail.top[1] = f"Delivered-To: {reply_to or mail.world.own}"
    mail.set("To", reply_to or mail.world.own)
    for name in ("In-Reply-To", "References"):
        if message_id:
            mail.set(name, message_id)
        else:
            mail.drop(name)
    return mail


def to_letter(mail, letter):
    return answering(mail, letter.reply_to, letter.message_id)


def changed(c, change, results=NONE):
    """The own token, changed."""
    letter = c.letter
    token = change(letter.token)
    return answering(c.mail(results=results), letter.reply_to.replace(letter.token, token), letter.message_id.replace(letter.token, token))


def evil(c, letter=None, **fields):
    mail = c.mail(author=c.w.evil, letter=letter or c.letter)
    for name, value in fields.items():
        mail.set(name.replace("_", "-"), value)
    return mail


# ---- in other hands -------------------------------------------------------------------------------------------
simple("token", "leaked-to-stranger", TOKEN, evil, quarantined("token-of-stranger"))
simple("token", "leaked-unproved-stranger", TOKEN, lambda c: c.mail(author=c.w.evil, results=None), quarantined("token-of-stranger"))
simple("token", "leaked-private-address", TOKEN, lambda c: c.mail(author=c.x.local + "@post.example"), quarantined("token-of-stranger"))
simple("token", "leaked-colleague", TOKEN, lambda c: c.mail(author="deputy@" + c.x.domain), quarantined("token-of-stranger"))
simple("token", "leaked-dmarc-fails", TOKEN, lambda c: c.mail(results="dmarc=fail header.from={d}"), quarantined("failed"))
simple("token", "leaked-unproved", TOKEN, lambda c: c.mail(results=NONE), awaiting())
simple("token", "leaked-by-header-only", TOKEN, lambda c: answering(evil(c), None, c.letter.message_id), quarantined("token-of-stranger"))
simple("token", "leaked-reply-to-victim", TOKEN, lambda c: evil(c, Reply_To=c.x.address), quarantined("token-of-stranger"))
simple("token", "forwarded-by-mail-program", TOKEN, lambda c: evil(c, Subject="Fwd: " + c.letter.subject).say(
    f"---------- Forwarded message ---------\nFrom: {c.x.name} <{c.x.address}>\nTo: {c.w.own}\n\n" + mails.note(c.letter, c.bad)), quarantined("token-of-stranger"))
simple("token", "forwarded-resent", TOKEN, lambda c: c.mail(results="dmarc=fail header.from={d}").put(
    "Resent-From: <{e}>", "Resent-To: {own}", "Resent-Date: Tue, 07 Jul 2020 09:30:00 +0900"), quarantined("failed"))


@case("token", "of-another-state", TOKEN)
def of_another(c):
    yield 1, to_letter(c.mail(), c.letter_to(c.y)), Expect("quarantined", None, "elsewhere")


@case("token", "of-another-state-unproved", TOKEN)
def of_another_unproved(c):
    yield 1, to_letter(c.mail(results=NONE), c.letter_to(c.y)), Expect("quarantined", None, "unproved")


@case("token", "of-sibling-unproved", TOKEN)
def of_sibling_unproved(c):
    yield 1, c.mail(author=c.alt.address, results=NONE), Expect("quarantined", None, "unproved")


@case("token", "of-officer", TOKEN, step=5)
def of_officer(c):
    """A digest went to the officer; whoever answers it with the form speaks for nobody."""
    letter = next(x for x in c.w.letters if x.address == c.w.officer.address)
    yield 5, to_letter(c.mail(), letter), Expect("quarantined", None, "elsewhere")


@case("token", "of-officer-stranger", TOKEN, step=5)
def of_officer_stranger(c):
    letter = next(x for x in c.w.letters if x.address == c.w.officer.address)
    yield 5, to_letter(c.mail(author=c.w.evil), letter), Expect("quarantined", None, "stranger-or-token")


# ---- several --------------------------------------------------------------------------------------------------
@case("token", "two-neither-own", TOKEN)
def two_neither(c):
    """The alternate, with a letter to his State's focal point and one to another State: nobody knows which he answers."""
    mail = to_letter(c.mail(author=c.alt.address), c.letter)
    yield 1, mail.set("Cc", c.letter_to(c.y).reply_to), Expect("quarantined", None, "elsewhere")


@case("token", "two-neither-own-other-first", TOKEN)
def two_neither_other_first(c):
    mail = to_letter(c.mail(author=c.alt.address), c.letter_to(c.y))
    yield 1, mail.set("References", c.letter.message_id), Expect("quarantined", None, "elsewhere")


@case("token", "two-unproved-other-first", TOKEN)
def two_unproved(c):
    """Nothing proves him, and his letters contradict each other."""
    mail = to_letter(c.mail(results=NONE), c.letter_to(c.y))
    yield 1, mail.set("References", c.letter.message_id), Expect("quarantined", None, "elsewhere")


@case("token", "two-unproved-own-first", TOKEN)
def two_unproved_own_first(c):
    mail = to_letter(c.mail(results=NONE), c.letter)
    yield 1, mail.set("Cc", c.letter_to(c.y).reply_to), Expect("quarantined", None, "elsewhere")


@case("token", "nine-made-up", TOKEN)
def nine(c):
    mail = c.mail(letter=None, results=NONE)
    made = ["".join(c.rng.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(26)) for _ in range(40)]
    mail.set("To", ", ".join(f"{c.w.own_local}+{x}@{c.w.own_domain}" for x in made))
    yield 1, mail, Expect("quarantined", None, "unproved")


# ---- in pieces ------------------------------------------------------------------------------------------------
simple("token", "cut", TOKEN, lambda c: changed(c, lambda t: t[:-1]), quarantined("unproved"))
simple("token", "longer", TOKEN, lambda c: changed(c, lambda t: t + "a"), quarantined("unproved"))
simple("token", "with-dot", TOKEN, lambda c: changed(c, lambda t: t + "."), quarantined("unproved"))
simple("token", "one-letter", TOKEN, lambda c: changed(c, lambda t: t[:5] + ("b" if t[5] != "b" else "c") + t[6:]), quarantined("unproved"))
simple("token", "backwards", TOKEN, lambda c: changed(c, lambda t: t[::-1]), quarantined("unproved"))
simple("token", "wildcards", TOKEN, lambda c: changed(c, lambda t: "%" * 26), quarantined("unproved"))
simple("token", "quote", TOKEN, lambda c: changed(c, lambda t: "' or '1'='1"), quarantined("unproved"))
simple("token", "other-box", TOKEN, lambda c: answering(c.mail(results=NONE), f"x{c.letter.reply_to.replace('+', '-')}", None), quarantined("unproved"))
simple("token", "other-domain", TOKEN, lambda c: answering(c.mail(results=NONE), c.letter.reply_to.replace("@", "@x."), c.letter.message_id.replace("@", "@x.")),
       quarantined("unproved"))
simple("token", "in-subject", TOKEN, lambda c: answering(c.mail(results=NONE), None, None).set("Subject", f"Re: {c.letter.subject} +{c.letter.token}"),
       quarantined("unproved"))
simple("token", "in-text", TOKEN, lambda c: answering(c.mail(results=NONE), None, None).say(
    f"To: {c.letter.reply_to}\nIn-Reply-To: {c.letter.message_id}\n\n" + mails.note(c.letter, c.bad)), quarantined("unproved"))
simple("token", "in-reply-to-address", TOKEN, lambda c: answering(c.mail(results=NONE), None, None).set("Reply-To", c.letter.reply_to),
       quarantined("unproved"))
simple("token", "in-comment-of-id", TOKEN, lambda c: answering(c.mail(results=NONE), None, f"({c.letter.message_id.strip('<>')}) <a@b.example>"),
       quarantined("unproved"))
simple("token", "subject-tag-only", TOKEN, lambda c: answering(evil(c), None, None).set("Subject", f"Re: {c.letter.subject}"), quarantined("stranger"))
simple("token", "tag-of-unproved", TOKEN, lambda c: answering(c.mail(results=NONE), None, None), quarantined("unproved"))


# ---- out of its time ------------------------------------------------------------------------------------------
@case("token", "closed-round", TOKEN, step=8)
def closed(c):
    yield 8, c.mail(), Expect("accepted", c.code, "late", answers=False, receipt=True, late=True)


@case("token", "closed-round-unproved", TOKEN, step=8)
def closed_unproved(c):
    yield 8, c.mail(results=NONE), Expect("awaiting", c.code, "unproved", late=True)


@case("token", "round-before", TOKEN, step=9)
def round_before(c):
    yield 9, c.mail(), Expect("accepted", c.code, "late", answers=False, receipt=True, late=True)


# ---- revoked: before step 10 those of one person (attacks.py revoked) -------------------------------------------
REVOKED = 10


def revoked(name, verdict, **more):
    @case("token", "revoked-" + name, "R24", step=REVOKED)
    def run(c):
        c.speak_for(c.w.revoked)
        author = more.get("author", lambda c: c.x.address)(c)
        mail = c.mail(author=author, letter=c.letter_to(c.x, 2), results=more.get("results", "dmarc=pass header.from={d}"))
        yield REVOKED, mail, verdict(c)


revoked("proved", quarantined("revoked"))
revoked("unproved", quarantined("revoked"), results=NONE)
revoked("of-sibling", quarantined("revoked"), author=lambda c: c.alt.address)
revoked("fails", quarantined("failed"), results="dmarc=fail header.from={d}")
revoked("stranger", quarantined("revoked"), author=lambda c: c.w.evil)


@case("control", "revoked-but-none-carried", "R24", step=REVOKED)
def without_revoked(c):
    """Who is proved needs no token."""
    c.speak_for(c.w.revoked)
    letter = c.letter_to(c.x, 2)
    yield REVOKED, answering(c.honest(letter=letter), None, None).say(mails.note(letter, c.good)), Expect("accepted", c.code)


# ---- honest ---------------------------------------------------------------------------------------------------
simple("control", "token-own", TOKEN, lambda c: c.honest(), accepted())
simple("control", "token-capitals", TOKEN, lambda c: answering(c.honest(), c.letter.reply_to.upper(), c.letter.message_id), accepted())
simple("control", "token-only-in-id", TOKEN, lambda c: answering(c.honest(), None, c.letter.message_id), accepted())
simple("control", "token-only-in-address", TOKEN, lambda c: answering(c.honest(), c.letter.reply_to, "<x@y.example>"), accepted())
simple("control", "token-in-cc", TOKEN, lambda c: answering(c.honest(), None, None).set("To", "minister@" + c.x.domain).set("Cc", c.letter.reply_to), accepted())
simple("control", "token-in-quoted-name", TOKEN, lambda c: c.honest().set("To", f"\"{c.letter.reply_to}\" <{c.letter.reply_to}>"), accepted())
simple("control", "no-token", TOKEN, lambda c: answering(c.honest(), None, None).say(mails.note(c.letter, c.good)), accepted())
simple("control", "alternate-answers", TOKEN, lambda c: c.honest(author=c.alt.address), accepted())


@case("control", "own-and-anothers-token", TOKEN)
def own_and_another(c):
    """A State that answers to all: its own letter counts, whichever stands first."""
    mail = to_letter(c.honest(), c.letter_to(c.y))
    yield 1, mail.set("References", c.letter_to(c.y).message_id + " " + c.letter.message_id), Expect("accepted", c.code)


@case("control", "both-own-letters", TOKEN)
def both_own(c):
    mail = c.honest()
    other = c.w.request(c.x.address, "review" if c.request == "plan" else "plan")
    yield 1, mail.set("Cc", other.reply_to), Expect("accepted", c.code)


@case("control", "second-round", TOKEN, step=9)
def second_round(c):
    letter = c.letter_to(c.x, 2)
    yield 9, to_letter(c.honest(), letter).say(mails.letter_text(c.rng, letter, c.good)), Expect("accepted", c.code)
