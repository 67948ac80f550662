# SPDX-License-Identifier: Apache-2.0
"""Who decides: a yes that nobody said, officers who are none (R21, R41); and the same mail again (R30-R32)."""
import mail as mails
from case import Expect, NotYet, accepted, case, quarantined, simple
from world import CODES

ANSWER, LATER = 6, 7  # steps: what answers our questions, and what comes behind; they were asked in 4 and 5


# ---- confirmations --------------------------------------------------------------------------------------------
CONFIRM = []


def confirmation(name):
    """A mail that waits for its author's word; make(c, question) yields what comes upon the question. Each State is asked
    about few, since questions are limited (R42)."""
    def keep(make):
        place = len(CONFIRM)
        ask = 4 + place % 2
        CONFIRM.append(name)

        @case("confirm", name, "R21", step=ask)
        def run(c):
            c.speak_for(CODES[place // 2 % 6])
            counts = make.__name__ == "counts"
            base = c.mail(results="spf=pass smtp.mailfrom={d}")
            # On an item of its own: what is confirmed late does not undo what was said in between.
            item = (("2.4", "2.15") if c.request == "plan" else ("1.3", "1.27"))[place % 2]
            base.say(f"[{item}] {c.good if counts else c.bad}\n")
            yield ask, base, Expect("awaiting", c.code, "unproved", answers=counts, receipt=counts)
            yield from make(c, f"confirm-{name}.0")
        return run
    return keep


def asked(c, base):
    question = c.w.question_about(base)
    if not question:
        raise NotYet(f"nobody was asked about {base}")
    return question


def upon(c, base, words="yes\n", author=None, results=None):
    return c.mail(author=author, letter=asked(c, base), results=results).say(words)


def said(c):
    return Expect("accepted", c.code, answers=False, receipt=False)


@confirmation("true-yes")
def counts(c, base):
    yield ANSWER, upon(c, base), said(c)


@confirmation("proved-yes")
def counts(c, base):
    yield ANSWER, upon(c, base, "Yes, confirmed.\n", results="dmarc=pass header.from={d}"), said(c)


@confirmation("yes-of-alternate")
def counts(c, base):
    yield ANSWER, upon(c, base, author=c.alt.address, results="dmarc=pass header.from={d}"), said(c)


@confirmation("yes-again")
def counts(c, base):
    """The same yes, once more and with another subject: nothing happens twice."""
    mail = upon(c, base)
    yield ANSWER, mail, said(c)
    mail.top.append("X-Spam-Status: No")
    yield LATER, mail, Expect("ignored")
    yield LATER, mail.set("Subject", "Re: once more"), Expect("quarantined", c.code, "again")


@confirmation("yes-and-more")
def counts(c, base):
    yield ANSWER, upon(c, base, f"yes\n\n[{mails.item_of(c.letter)}] {c.bad}\n"), Expect("awaiting", c.code, "more")


@confirmation("yes-fails")
def waits(c, base):
    yield ANSWER, upon(c, base, results="dmarc=fail header.from={d}"), Expect("quarantined", c.code, "failed")


@confirmation("yes-of-stranger")
def waits(c, base):
    yield ANSWER, upon(c, base, author=c.w.evil, results="dmarc=pass header.from={d}"), Expect("quarantined", c.code, "token-of-stranger")


@confirmation("yes-of-other-state")
def waits(c, base):
    yield ANSWER, upon(c, base, author=c.y.address, results="dmarc=pass header.from={d}"), Expect("quarantined", c.other, "elsewhere")


@confirmation("yes-of-alternate-unproved")
def waits(c, base):
    yield ANSWER, upon(c, base, author=c.alt.address), Expect("quarantined", c.code, "unproved")


@confirmation("yes-of-officer")
def waits(c, base):
    yield ANSWER, upon(c, base, author=c.w.officer.address, results="dmarc=pass header.from={d}"), Expect("command", None, answers=False, receipt=False)


@confirmation("yes-of-machine")
def waits(c, base):
    yield ANSWER, upon(c, base).put("Auto-Submitted: auto-replied"), Expect("machine", None, "machine")


@confirmation("yes-two-authors")
def waits(c, base):
    yield ANSWER, upon(c, base).author_lines("From: <{x}>", "From: <{e}>"), Expect("quarantined", c.code, "several")


@confirmation("yes-to-the-request")
def waits(c, base):
    """It answers our request, which a forger may have, not the question, which he has not."""
    yield ANSWER, c.mail(results=None).say("yes\n"), Expect("awaiting", c.code, "unproved")


@confirmation("yes-by-subject")
def waits(c, base):
    question = asked(c, base)
    yield ANSWER, c.mail(letter=None, results=None).set("Subject", f"Re: {question.subject}").say("yes\n"), Expect("quarantined", c.code, "unproved")


@confirmation("yes-cut-token")
def waits(c, base):
    question = asked(c, base)
    cut = question._replace(token=question.token[:-1], reply_to=question.reply_to.replace(question.token, question.token[:-1]),
                            message_id=question.message_id.replace(question.token, question.token[:-1]))
    yield ANSWER, c.mail(letter=cut, results=None).say("yes\n"), Expect("quarantined", c.code, "unproved")


@confirmation("yes-only-quoted")
def waits(c, base):
    yield ANSWER, upon(c, base, "We shall come back to this.\n\nOn Wed, Jul 8, 2020, somebody wrote:\n> yes\n> yes  - it is\n"), Expect("awaiting", c.code, "neither")


@confirmation("yes-and-no")
def waits(c, base):
    yield ANSWER, upon(c, base, "yes\n\nno\n"), Expect("awaiting", c.code, "neither")


@confirmation("no-then-yes")
def waits(c, base):
    """Once it is said not to be theirs, a later yes brings nothing back."""
    yield ANSWER, upon(c, base, "no\n"), said(c)
    yield LATER, upon(c, base), said(c)


# ---- officers -------------------------------------------------------------------------------------------------
# Were one of them obeyed, words of attacks would be answers. The true officer names mails that are not there.
ORDERS = "".join(f"release {i}\n" for i in range(1, 60)) + "\nhold draft\n"


def order(author, results, text=ORDERS):
    return lambda c: c.mail(author=author(c), letter=None, results=results).say(text + "\n" + mails.note(c.letter, c.bad))


def officer(c):
    return c.w.officer.address


COMMAND = Expect("command", None, answers=False, receipt=False)
simple("officer", "genuine", "R41", order(officer, "dmarc=pass header.from={d}", "release 999999\n\nhold draft\n"), lambda c: COMMAND)
simple("officer", "form-of-a-state", "R22", lambda c: c.mail(author=officer(c)), lambda c: COMMAND)
simple("officer", "dmarc-fails", "R5", order(officer, "dmarc=fail header.from={d}"), quarantined("failed"))
simple("officer", "unproved", "R8", order(officer, None), quarantined("unproved"))
simple("officer", "spf-only", "R6", order(officer, "spf=pass smtp.mailfrom={d}"), quarantined("unproved"))
simple("officer", "display-name", "R13", lambda c: order(lambda c: c.w.evil, "dmarc=pass header.from={ed}")(c).author_lines(
    f"From: \"{officer(c)}\" <{{e}}>", f"Reply-To: <{officer(c)}>"), quarantined("stranger"))
simple("officer", "lookalike", "homographs", order(lambda c: officer(c).replace("@", "@x"), "dmarc=pass header.from={d}"), quarantined("stranger"))
simple("officer", "reader-is-none", "R12", order(lambda c: c.w.reader.address, "dmarc=pass header.from={d}"), quarantined("stranger"))
simple("officer", "focal-point-commands", "R22", lambda c: c.honest().say(f"release 1\n\n{mails.note(c.letter, c.good)}"), accepted())


# ---- the same again -------------------------------------------------------------------------------------------
AGAIN = [
    ("received", lambda m: m.top.insert(0, "Received: from a by b; Tue, 07 Jul 2020 11:00:00 +0900")),
    ("spam-fields", lambda m: m.top.extend(["X-Spam-Status: No, score=0", "X-Rspamd-Server: a", "ARC-Seal: i=1; cv=none; d=a; b=eA=="])),
    ("other-results", lambda m: m.results.insert(0, "Authentication-Results: x.example; none")),
    ("other-line-ends", lambda m: setattr(m, "eol", "\n" if m.eol == "\r\n" else "\r\n")),
    ("other-return-path", lambda m: m.top.__setitem__(0, "Return-Path: <srs0=x@forward.example>")),
    ("mbox-line", lambda m: m.top.insert(0, "From someone Tue Jul  7 11:00:00 2020")),
]
for name, change in AGAIN:
    @case("again", name, "R30, R31")
    def run(c, change=change):
        mail = c.honest()
        yield 1, mail.bytes(), Expect("accepted", c.code)
        change(mail)
        yield 2, mail, Expect("ignored")


@case("again", "same-id-new-words", "R31")
def new_version(c):
    mail = c.honest()
    yield 1, mail.bytes(), Expect("accepted", c.code)
    mail.body = mail.body.replace(c.good, c.good + " and more")
    yield 2, mail, Expect("accepted", c.code)


@case("again", "same-id-unproved", "R31")
def unproved_version(c):
    """The id of a mail that counted, other words, and nothing that proves them: nobody is asked about it."""
    mail = c.honest()
    yield 1, mail.bytes(), Expect("accepted", c.code)
    mail.results = []
    mail.body = mail.body.replace(c.good, c.bad)
    yield 2, mail, Expect("quarantined", c.code, "again")


@case("again", "id-of-other-state", "R31")
def id_of_another(c):
    """Taking another one's Message-ID first does not keep his mail out."""
    mail = c.honest()
    thief = c.mail(author=c.w.evil, letter=None).set("Message-ID", mail.get("Message-ID"))
    yield 1, thief, Expect("quarantined", None, "stranger")
    yield 2, mail, Expect("accepted", c.code)


REPLAYS = [
    ("subject", lambda m: m.set("Subject", "Our final position")),
    ("field-more", lambda m: m.put("X-Priority: 1")),
    ("second-subject", lambda m: m.put("Subject: Our final position")),
    ("other-date", lambda m: m.set("Date", "Thu, 09 Jul 2020 09:00:00 +0900")),
    ("to-other", lambda m: m.set("Cc", "minister@x.example")),
]
ID = "Message-ID"
REPLAYS += [ # a relaxed signature does not see how a field is folded, and the lowest of several is the one it covers
    ("folded-id", lambda m: m.set(ID, "\n " + m.get(ID)).set("Subject", "Our final position")),
    ("under-empty-id", lambda m: m.put(ID + ":")),
    ("under-many-ids", lambda m: m.put(*[f"{ID}: <{i}@x.example>" for i in range(40)])),
]
REPLAY = "Chen, Paxson, Jiang: Composition Kills (2020), replay; R31"
for place, (name, change) in enumerate(REPLAYS):
    @case("again", "replayed-" + name, REPLAY)
    def run(c, change=change, place=place):
        """A true mail of yesterday once more, with a header that its signature does not cover: it must not undo today's."""
        c.speak_for(CODES[place % len(CODES)])
        first = c.mail(words=c.old).say(f"[2.15] {c.old}\n") if c.request == "plan" else c.mail().say(f"[1.27] {c.old}\n")
        raw = first.bytes()
        yield 1, raw, Expect("accepted", c.code, answers=False)
        yield 2, c.honest().say(f"[{'2.15' if c.request == 'plan' else '1.27'}] {c.good}\n"), Expect("accepted", c.code)
        yield 3, change(first), Expect("quarantined", c.code, "again")


@case("again", "replayed-in-next-round", REPLAY)
def next_round(c):
    """What was said in the first round is not said in the second."""
    letter = c.letter
    mail = c.honest(letter=None).say(mails.note(letter, c.good))
    raw = mail.bytes()
    yield 1, raw, Expect("accepted", c.code)
    yield 9, mail.set("Subject", "Our answers, second round"), Expect("quarantined", c.code, "again")
