# SPDX-License-Identifier: Apache-2.0
"""Who wrote it (R10-R13): From in every form that mail programs read differently."""
from case import accepted, quarantined, simple

CK = "Chen, Paxson, Jiang: Composition Kills (2020), "
MS = "Haddouche: Mailsploit (2017), "
RFC = "RFC 5322, "
EVIL = "dmarc=pass header.from={ed}"  # the border is right about who sent it
REAL = "dmarc=pass header.from={d}"  # the border has looked at the other name

# name, source, lines instead of the one From, what the border says, what must be said of it
SHAPES = [
    ("two-from-evil-first", CK + "A8", ["From: <{e}>", "From: <{x}>"], EVIL, "several"),
    ("two-from-evil-last", CK + "A8", ["From: <{x}>", "From: <{e}>"], REAL, "several"),
    ("two-from-same", CK + "A8", ["From: <{x}>", "From: <{x}>"], REAL, "several"),
    ("three-from", CK + "A8", ["From: <{e}>", "from: <{x}>", "FROM: <{e}>"], EVIL, "several"),
    ("blank-before-from", CK + "A9", [" From: <{e}>", "From: <{x}>"], EVIL, "other-domain"),
    ("blank-behind-from", CK + "A10", ["From: <{e}>", "From : <{x}>"], EVIL, "line"),
    ("blank-behind-only", CK + "A10", ["From : <{x}>"], REAL, "line"),
    ("tab-behind-from", CK + "A10", ["From: <{x}>", "From\t: <{e}>"], REAL, "line"),
    ("folded-name", CK + "A11", ["From", " : <{e}>", "From: <{x}>"], EVIL, "line"),
    ("folded-name-below", CK + "A11", ["From: <{x}>", "From", "\t: <{e}>"], REAL, "line"),
    ("nul-in-name", CK + "A3", ["From\0: <{e}>", "From: <{x}>"], EVIL, "line"),
    ("high-letter-in-name", CK + "A11", ["Fr\u043em: <{e}>", "From: <{x}>"], EVIL, "line"),
    ("sender-only", CK + "A12", ["From", " : <{e}>", "Sender: <{x}>"], REAL, "line"),
    ("sender-no-from", CK + "A12", ["Sender: <{x}>"], REAL, "no-author"),
    ("sender-is-victim", CK + "A12", ["From: <{e}>", "Sender: <{x}>"], EVIL, "stranger"),
    ("resent-from-is-victim", CK + "A13", ["From: <{e}>", "Resent-From: <{x}>", "Resent-Sender: <{x}>"], EVIL, "stranger"),
    ("resent-from-only", CK + "A13", ["Resent-From: <{x}>"], REAL, "no-author"),
    ("reply-to-is-victim", "R13", ["From: <{e}>", "Reply-To: <{x}>"], EVIL, "stranger"),
    ("apparently-from", "R13", ["From: <{e}>", "X-Sender: {x}", "X-Original-From: {x}", "Apparently-From: {x}"], EVIL, "stranger"),
    ("two-addresses", CK + "A14", ["From: <{e}>, <{x}>"], EVIL, "unusable"),
    ("two-addresses-victim-first", CK + "A14", ["From: <{x}>, <{e}>", "Sender: <{x}>"], REAL, "unusable"),
    ("two-addresses-semicolon", CK + "A14", ["From: <{x}>; <{e}>"], REAL, "unusable"),
    ("two-addresses-folded", CK + "A14", ["From: <{x}>,", " <{e}>"], REAL, "unusable"),
    ("comma-first", CK + "A14", ["From: , <{x}>"], REAL, "unusable"),
    ("encoded-address", CK + "A15", ["From: =?utf-8?b?{x64}?=, <{e}>"], EVIL, "unusable"),
    ("encoded-address-alone", CK + "A15", ["From: =?utf-8?b?{x64}?="], REAL, "unusable"),
    ("encoded-inside-angle", CK + "A15", ["From: <=?utf-8?q?{l}?=@{d}>"], REAL, "unusable"),
    ("encoded-at", CK + "A15", ["From: {l}=?utf-8?q?=40?={d}"], REAL, "unusable"),
    ("route", CK + "A16", ["From: <@{ed},@any.example:{x}>"], REAL, "unusable"),
    ("route-of-victim", CK + "A16", ["From: <@{d}:{e}>"], EVIL, "unusable"),
    ("quoted-pair", CK + "A17", ["From: <{x}>\\,<{e}>"], EVIL, "unusable"),
    ("quoted-pair-inside", CK + "A17", ["From: \"{l}\\\"@{d}"], REAL, "unusable"),
    ("bare-then-angle", CK + "A18", ["From: {x},<{e}>"], EVIL, "unusable"),
    ("address-as-name", CK + "A18", ["From: {x} <{e}>"], EVIL, "unusable"),
    ("angle-then-bare", CK + "A19", ["From: <{e}>{x}"], EVIL, "unusable"),
    ("angle-then-bare-victim", CK + "A19", ["From: <{x}>{e}"], REAL, "unusable"),
    ("two-angles", CK + "A19", ["From: <{x}> <{e}>"], REAL, "unusable"),
    ("angle-in-angle", CK + "A19", ["From: <<{x}>>"], REAL, "unusable"),
    ("account-two-from", CK + "client A1", ["From: <other@{d}>", "From: <{x}>"], REAL, "several"),
    ("account-two-addresses", CK + "client A2", ["From: <other@{d}>, <{x}>"], REAL, "unusable"),
    ("quoted-name-is-address", MS + "names", ["From: \"{x}\" <{e}>"], EVIL, "stranger"),
    ("quoted-name-with-angle", MS + "names", ["From: \"Ministry <{x}>\" <{e}>"], EVIL, "stranger"),
    ("encoded-nul", MS + "encoded words", ["From: =?utf-8?b?{x64}?==?utf-8?q?=00?=@{ed}"], EVIL, "unusable"),
    ("encoded-newline", MS + "encoded words", ["From: =?utf-8?b?{x64}?==?utf-8?q?=0A=00?==?utf-8?b?{x64}?=@{ed}"], EVIL, "unusable"),
    ("encoded-name-nul", MS + "encoded words", ["From: =?utf-8?q?{l}=40{d}=00?= <{e}>"], EVIL, "stranger"),
    ("encoded-name-newline", MS + "encoded words", ["From: =?utf-8?q?{l}=40{d}=3E=0D=0AFrom=3A_x?= <{e}>"], EVIL, "stranger"),
    ("encoded-local-nul", MS + "encoded words", ["From: <=?utf-8?q?{l}=40{d}=00?=@{ed}>"], EVIL, "unusable"),
    ("encoded-local-paren", MS + "encoded words", ["From: <{l}=?utf-8?q?=28?=@{ed}>"], EVIL, "unusable"),
    ("encoded-xss", MS + "injection", ["From: =?utf-8?q?=3Cscript=3Ealert(1)=3C/script=3E?= <{e}>"], EVIL, "stranger"),
    ("right-to-left-name", "Shen et al.: Weak Links (2021)", ["From: \"\u202e{rx}\u202c\" <{e}>"], EVIL, "stranger"),
    ("blank-name", "Shen et al.: Weak Links (2021)", ["From: \u3164\u2800 <{x}> \u200b <{e}>"], EVIL, "unusable"),
    ("group", RFC + "3.4", ["From: Focal points: {x};"], REAL, "unusable"),
    ("group-of-victim", RFC + "3.4", ["From: {x}:{e};"], EVIL, "unusable"),
    ("empty-group", RFC + "3.4", ["From: undisclosed:;, <{x}>"], REAL, "unusable"),
    ("comment-inside", RFC + "4.4", ["From: {l}(x)@{d}"], REAL, "unusable"),
    ("comment-in-domain", RFC + "4.4", ["From: <{l}@(x){d}>"], REAL, "unusable"),
    ("comment-hides-rest", RFC + "3.2.2", ["From: {x} ({e}"], REAL, "unusable"),
    ("comment-of-victim", RFC + "3.2.2", ["From: ({x}) <{e}>"], EVIL, "stranger"),
    ("comment-deep", RFC + "3.2.2", ["From: " + "(" * 40 + ")" * 40 + " <{x}>"], REAL, "unusable"),
    ("blanks-around-at", RFC + "4.4", ["From: {l} @ {d}"], REAL, "unusable"),
    ("blank-then-domain", RFC + "4.4", ["From: <{x} .{ed}>"], REAL, "unusable"),
    ("quoted-address-as-local", RFC + "3.2.4", ["From: \"{x}\"@{ed}"], EVIL, "unusable"),
    ("two-at", RFC + "3.4.1", ["From: <{x}@{ed}>"], EVIL, "unusable"),
    ("two-at-victim-last", RFC + "3.4.1", ["From: <{e}@{d}>"], REAL, "unusable"),
    ("percent-hack", "RFC 1123, 5.2.16", ["From: <{l}%{d}@{ed}>"], EVIL, "stranger"),
    ("bang-path", "RFC 976", ["From: <{ed}!{l}@{d}>"], REAL, "stranger"),
    ("domain-literal", RFC + "3.4.1", ["From: <{l}@[{d}]>"], REAL, "unusable"),
    ("domain-in-quotes", RFC + "3.4.1", ["From: <{l}@\"{d}\">"], REAL, "unusable"),
    ("nul-in-address", CK + "A3", ["From: <{x}\0@{ed}>"], REAL, "line"),
    ("nul-in-domain", CK + "A3", ["From: <{x}\0.{ed}>"], REAL, "line"),
    ("bare-cr", "RFC 5322, 2.2", ["From: <{x}>\rFrom: <{e}>"], REAL, "line"),
    ("escape", "terminal escapes", ["From: \x1b[2K<{x}>"], REAL, "unusable"),
    ("delete-characters", "terminal escapes", ["From: <{x}\x7f>"], REAL, "unusable"),
    ("empty", RFC + "3.6.2", ["From:"], REAL, "unusable"),
    ("empty-angle", RFC + "3.6.2", ["From: <>"], REAL, "unusable"),
    ("open-quote", RFC + "3.2.4", ["From: \"<{x}>"], REAL, "unusable"),
    ("quoted-evil-then-victim", RFC + "3.2.4", ["From: \"<{e}>\" <{x}>"], EVIL, "other-domain"),
    ("truncated-name", CK + "truncation", ["From: \"" + "a" * 1200 + "\" <{x}>, <{e}>"], EVIL, "unusable"),
    ("name-over-limit", "R50", ["From: \"" + "a" * 70000 + "\" <{x}>"], REAL, "limit"),
    ("three-hundred-authors", "R50", ["From: <{x}>" + ", <{e}>" * 300], REAL, "unusable"),
    ("no-from-at-all", RFC + "3.6", [], REAL, "no-author"),
    ("mbox-line-then-evil", "mbox", [">From: <{x}>", "From: <{e}>"], EVIL, "stranger"),
    ("header-ends-early", RFC + "2.1", ["X-A: b", "", "From: <{x}>"], REAL, "no-author"),
    ("line-without-colon", RFC + "2.2", ["nonsense", "From: <{x}>"], REAL, "line"),
    ("fullwidth-at", "homographs", ["From: <{l}\uff20{d}>"], REAL, "unusable"),
    ("fullwidth-dot", "homographs", ["From: <{l}@{fd}>"], REAL, "unusable"),
    ("cyrillic-local", "homographs", ["From: <{cl}@{d}>"], REAL, "stranger"),
    ("zero-width-local", "homographs", ["From: <{l}\u200b@{d}>"], REAL, "stranger"),
    ("soft-hyphen-domain", "homographs", ["From: <{l}@\u00ad{d}>"], REAL, "unusable"),
    ("unicode-domain", "homographs, IDN", ["From: <{l}@\u0435{d}>"], EVIL, "unusable"),
    ("a-label-lookalike", "homographs, IDN", ["From: <{l}@xn--{l62}-9cd.{d}>"], "dmarc=pass header.from=xn--{l62}-9cd.{d}", "stranger"),
    ("lookalike-hyphen", "homographs", ["From: <{l}@{hd}>"], "dmarc=pass header.from={hd}", "stranger"),
    ("subdomain", CK + "A1", ["From: <{l}@mail.{d}>"], "dmarc=pass header.from=mail.{d}", "stranger"),
    ("parent-domain", CK + "A1", ["From: <{l}@{parent}>"], "dmarc=pass header.from={parent}", "stranger"),
    ("domain-with-suffix", "homographs", ["From: <{l}@{d}.{ed}>"], "dmarc=pass header.from={d}.{ed}", "stranger"),
    ("plus-tag", "R12", ["From: <{l}+x@{d}>"], REAL, "stranger"),
    ("dots-added", "R12", ["From: <x.{l}@{d}>"], REAL, "stranger"),
    ("colleague", "R12", ["From: <colleague@{d}>"], REAL, "stranger"),
    ("invalid-utf8-local", "R12", ["From: <{l}\udcff@{d}>"], REAL, "unusable"),
]
# The same address in other words, the border sure of it: these are his.
HONEST = [
    ("name-in-quotes", ["From: \"Ministry, Dept. (Env) of State\" <{x}>"]),
    ("name-of-atoms", ["From: Ministry of X <{x}>"]),
    ("name-8bit", ["From: \u041c\u0438\u043d\u0438\u0441\u0442\u0435\u0440\u0441\u0442\u0432\u043e <{x}>"]),
    ("name-encoded", ["From: =?utf-8?b?7ZmY6rK967aA?= =?gb2312?b?u7e+s7K/?= <{x}>"]),
    ("name-is-other-address", ["From: \"{x}\" <{x}>"]),
    ("bare", ["From: {x}"]),
    ("bare-with-comment", ["From: {x} (Ministry)"]),
    ("capitals", ["From: <{ux}>"]),
    ("final-dot", ["From: <{x}.>"]),
    ("quoted-local", ["From: <\"{l}\"@{d}>"]),
    ("folded", ["From: Ministry of", "\tX", " <{x}>"]),
    ("field-name-capitals", ["FROM: <{x}>"]),
    ("sender-of-secretary", ["From: <{x}>", "Sender: <secretary@{d}>", "Reply-To: <office@{d}>"]),
    ("resent-by-himself", ["Resent-From: <{x}>", "Resent-To: <{own}>", "From: <{x}>"]),
]


def places(c, mail):
    local, _, domain = c.x.address.partition("@")
    import base64
    mail.place.update(x=c.x.address, l=local, d=domain, parent=c.w.parent[c.code], ux=c.x.address.upper(), rx=c.x.address[::-1],
                      x64=base64.b64encode(c.x.address.encode()).decode(), fd=domain.replace(".", "\uff0e"), hd=domain.replace(".", "-", 1),
                      cl=local.replace("a", "\u0430").replace("o", "\u043e").replace("e", "\u0435") + ("\u0456" if not set("aoe") & set(local) else ""),
                      l62=local[:6].replace(".", "").replace("_", "") or "a")
    return mail


def shaped(lines, results):
    def make(c):
        # The leaked token of the victim, or none: it must make no difference to what a doubtful From is worth.
        mail = places(c, c.mail(letter=c.letter if c.rng.random() < 0.7 else None, results=None))
        mail.results = [mail.own_results(results)]
        return mail.author_lines(*lines)
    return make


def verdict(why):
    def expect(c):
        if why == "stranger":  # with a token: the State is shown as claimed
            return quarantined("stranger-or-token")(c)
        return quarantined(why)(c)
    return expect


for name, source, lines, results, why in SHAPES:
    simple("author", name, source, shaped(lines, results), verdict(why))
for name, lines in HONEST:
    simple("control", "author-" + name, RFC + "3.4", lambda c, lines=lines: places(c, c.honest()).author_lines(*lines), accepted())
