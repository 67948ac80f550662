# SPDX-License-Identifier: Apache-2.0
"""What a case is: a name, a published source, mails with the verdict each must get, drawn anew for every seed."""
import random
import zlib

import mail as mails
from world import SYLLABLES

CASES = []
# What the secretariat must be told, in the words of the daemon.
WHY = {
    "no-author": "names no sender", "several": "several senders", "unusable": "programs read differently",
    "line": "has a line that is no header field", "stranger": "The sender is not on the roster",
    "token-of-stranger": "comes from an address that is not on the roster", "other-domain": "for another domain than the one in From",
    "failed": "DMARC failed", "temporary": "temporary error", "unproved": "nothing proves|carries no check of the sender|no mail server of ours checks",
    "no-token": "does not answer a mail we sent to that address", "elsewhere": "sent to somebody else, not to his State|sent to different States", "two-bodies": "says twice, and differently", "more": "It says more", "revoked": "token was revoked",
    "limit": "over a limit|larger than 25 MiB", "late": "after the deadline", "again": "the same Message-ID", "any": ".",
    "stranger-or-token": "not on the roster", "neither": "neither yes nor no", "machine": ".",
}


class Expect:
    """verdict: accepted, awaiting, quarantined, machine, ignored (no row), command (an officer's). member: whose voice it is,
    or for a quarantined mail the State that may be shown as claimed. answers: whether its good words are recorded."""

    def __init__(self, verdict, member=None, why=None, answers=None, receipt=None, late=False):
        self.verdict, self.member, self.why, self.late = verdict, member, why, late
        self.answers = verdict == "accepted" if answers is None else answers
        self.receipt = (verdict == "accepted" and not late) if receipt is None else receipt


class Context:
    def __init__(self, world, case):
        self.w, self.case = world, case
        self.rng = random.Random(f"{world.seed}/{world.profile}/{case.name}")
        self.speak_for(self.rng.choice(sorted(world.focal)))
        # Of thousands of words two are alike by chance; the case's own beginning tells whose they are.
        own = zlib.crc32(case.name.encode())
        own = "".join(SYLLABLES[own // len(SYLLABLES) ** i % len(SYLLABLES)] for i in range(3))
        self.good, self.bad, self.old = (own + world.word(self.rng, 4) for _ in range(3))
        self.away = self.gone = None  # addresses of which a true mail says so
        self.request = self.rng.choice(["plan", "review"])

    def speak_for(self, code):
        """x is the focal point in whose name it comes, alt his alternate, y another State's."""
        self.code, self.other = code, self.rng.choice(sorted(set(self.w.focal) - {code}))
        self.x, self.y, self.alt = self.w.focal[code], self.w.focal[self.other], self.w.alternate[code]

    @property
    def letter(self):
        return self.w.request(self.x.address, self.request)

    def letter_to(self, person, number=1):
        return self.w.request(person.address, self.request, number)

    def text(self, letter, words):
        return mails.letter_text(self.rng, letter or self.letter, f"We say {words} and no more.")

    def mail(self, author=None, letter="own", results="dmarc=pass header.from={d}", words=None):
        """By default the focal point's true answer, with the words that must not count."""
        letter = self.letter if letter == "own" else letter
        made = mails.Mail(self.w, self.rng, author or self.x.address, letter, results)
        return made.say(self.text(letter, words or self.bad))

    def honest(self, **more):
        return self.mail(words=self.good, **more)


class NotYet(Exception):
    """The letter that a mail answers has not been sent."""


class Case:
    def __init__(self, family, name, source, make, profile, step):
        self.family, self.name, self.source, self.make, self.profile = family, f"{family}-{name}", source, make, profile
        self.first = step

    def mails(self, world, until=99):
        """(step, file name, Mail, Expect, Context) one after another; a later step may look at what an earlier one brought,
        so that nobody asks for it too early."""
        if until < self.first:
            return
        context = Context(world, self)
        try:
            for i, (step, mail, expect) in enumerate(self.make(context)):
                yield step, f"{self.name}.{i}", mail, expect, context
        except NotYet:
            if until == 99:
                raise


def case(family, name, source, step=1, profile="id"):
    """step: of its first mail."""
    def keep(make):
        CASES.append(Case(family, name, source, make, profile, step))
        return make
    return keep


def simple(family, name, source, make, expect, profile="id", step=1):
    """One mail, one verdict. make(context) -> Mail; expect(context) -> Expect."""
    CASES.append(Case(family, name, source, lambda c: iter([(step, make(c), expect(c))]), profile, step))


def accepted(**more):
    return lambda c: Expect("accepted", c.code, **more)


def awaiting(why="unproved"):
    return lambda c: Expect("awaiting", c.code, why)


def quarantined(why, claims=False):
    return lambda c: Expect("quarantined", c.code if claims else None, why)


def machine(receipt=False):
    return lambda c: Expect("machine", None, "machine", receipt=receipt)
