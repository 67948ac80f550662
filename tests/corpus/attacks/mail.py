# SPDX-License-Identifier: Apache-2.0
"""One mail as it lies in the mailbox: what our servers put on top, then what its sender wrote. Text is UTF-8; a byte
that is none is written as its surrogate ("\\udcff")."""
import re

FOLD = "\n\t"


class Mail:
    def __init__(self, world, rng, author, letter=None, results="dmarc=pass header.from={d}"):
        """author: an address; letter: the one of ours that is answered; results: what our border server says, or None."""
        local, _, domain = author.rpartition("@")
        self.world, self.rng, self.eol = world, rng, rng.choice(["\n", "\n", "\r\n"])
        self.place = {"x": author, "l": local, "d": domain, "e": world.evil, "ed": world.evil_domain,
                      "el": world.evil.split("@")[0], "own": world.own, "mx": world.border, "od": world.own_domain}
        ip = f"192.0.2.{rng.randrange(1, 255)}"
        stamp = f"Tue, 07 Jul 2020 {rng.randrange(8, 10):02}:{rng.randrange(60):02}:00 +0900"
        number = rng.randrange(10**9)
        border = f"mta{rng.randrange(9)}.mail.protection.outlook.com" if world.profile == "microsoft365" else world.border
        self.top = [f"Return-Path: <{author}>", f"Delivered-To: {letter.reply_to if letter else world.own}"]
        if rng.random() < 0.5:
            self.top.append(f"Received: from {border} by imap.{world.own_domain} with LMTP id {number}; {stamp}")
        self.results = [self.own_results(results)] if results is not None else []
        self.border = f"Received: from mail.{domain} (mail.{domain} [{ip}]){FOLD}by {border} with ESMTPS id {number:x}; {stamp}"
        self.below = [f"Received: from [10.0.0.{rng.randrange(255)}] by mail.{domain} with ESMTPSA; {stamp}"]
        self.fields = [["From", f"<{author}>"], ["To", letter.reply_to if letter else world.own],
                       ["Subject", f"Re: {letter.subject}" if letter else "Our answers"], ["Date", stamp],
                       ["Message-ID", f"<{number}.{rng.randrange(10**6)}@{domain}>"], ["MIME-Version", "1.0"],
                       ["Content-Type", "text/plain; charset=utf-8"], ["Content-Transfer-Encoding", "8bit"]]
        if letter:
            self.fields += [["In-Reply-To", letter.message_id], ["References", letter.message_id]]
        rng.shuffle(self.fields)
        self.first, self.last = [], []
        self.body = ""

    def fill(self, text):
        return re.sub(r"\{(\w+)\}", lambda m: str(self.place.get(m.group(1), m.group(0))), text)

    def own_results(self, results):
        name = "" if self.world.profile == "microsoft365" else f"{self.world.border}; "
        return f"Authentication-Results: {name}{self.fill(results)}"

    # ---- fields ---------------------------------------------------------------------------------------------

    def set(self, name, value):
        """One field of that name, with that value."""
        self.drop(name)
        self.fields.append([name, self.fill(value)])
        return self

    def get(self, name):
        return next(v for k, v in self.fields if k == name)

    def drop(self, name):
        self.fields = [f for f in self.fields if f[0].lower() != name.lower()]
        return self

    def add(self, *lines):
        """Lines at the end of the header, as they are."""
        self.last += [self.fill(x) for x in lines]
        return self

    def put(self, *lines):
        """Lines above what the sender's program wrote, below the border."""
        self.first += [self.fill(x) for x in lines]
        return self

    def author_lines(self, *lines):
        """Instead of the one From."""
        return self.drop("From").put(*lines)

    def say(self, body):
        self.body = body
        return self

    def parts(self, kind, *parts, preamble="", epilogue=""):
        """A multipart body; each part its header lines, an empty one, its text."""
        mark = f"b{self.rng.randrange(10**12)}"
        self.set("Content-Type", f'{kind}; boundary="{mark}"')
        self.body = preamble + "".join(f"--{mark}\n{p}\n" for p in parts) + f"--{mark}--\n" + epilogue
        return self

    def no_border(self):
        """As if it had come in by another way than the border server."""
        self.border = None
        self.top = [x for x in self.top if "Received" not in x]
        return self

    def bytes(self):
        lines = self.top + self.results + ([self.border] if self.border else []) + self.below + self.first
        lines += [f"{k}: {v}" for k, v in self.fields] + self.last
        raw = "\n".join(lines) + "\n\n" + self.body
        return raw.replace("\n", self.eol).encode("utf-8", "surrogateescape")


# ---- bodies ---------------------------------------------------------------------------------------------------

def item_of(letter):
    """An item of that letter that takes any text."""
    return "1.2" if letter and "[1.2]" in letter.text else "2.6"


def note(letter, words):
    return f"[{item_of(letter)}] {words}\n"


def quoted(letter, words, attribution="On Mon, Jul 06, 2020, the Secretariat wrote:", mark="> "):
    out = [attribution] if attribution else []
    for line in letter.text.split("\n"):
        out.append((mark + line).rstrip(" ") if not line else mark + line)
        if line == f"Answer [{item_of(letter)}]:":
            out.append(words)
    return "\n".join(out) + "\n"


def html_of(letter, words, before="", after=""):
    """A web mail's reply: the answer on top, the letter quoted."""
    rows = "".join(f"<div>{re.sub('<', '&lt;', x.replace('&', '&amp;')) or '<br>'}</div>" for x in letter.text.split("\n"))
    return (f"<html><body>{before}<div>[{item_of(letter)}] {words}</div>{after}<blockquote type=\"cite\">{rows}</blockquote>"
            "</body></html>\n")


def letter_text(rng, letter, words):
    """One of the ways in which people answer."""
    if letter and rng.random() < 0.5:
        return quoted(letter, words)
    return f"Dear colleagues,\n\n{note(letter, words)}\nBest regards\n" if rng.random() < 0.5 else note(letter, words)
