# SPDX-License-Identifier: Apache-2.0
"""The other two borders: Exchange Online, which writes its results without a name of its own, and none at all, where a mail is
worth its own token and what its author says when he is asked (R2, R21)."""
from case import Expect, accepted, awaiting, case, machine, quarantined, simple
from cases_author import HONEST, SHAPES, places

MS = "go-msgauth #64; R2"
PASS = "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom={d}; dkim=pass (signature was verified) header.d={d};dmarc=pass action=none header.from={d};compauth=pass reason=100"
FAIL = "spf=fail (sender IP is 192.0.2.9) smtp.mailfrom={d}; dkim=none (message not signed) header.d=none;dmarc=fail action=quarantine header.from={d};compauth=fail reason=000"
OUT = "x.mail.protection.outlook.com"


def m365(name, source, make, expect):
    simple("exchange", name, source, make, expect, profile="microsoft365")


def none(name, source, make, expect):
    simple("no-border", name, source, make, expect, profile="none")


def said(results):
    return lambda c: c.mail(results=results)


# ---- Exchange Online ------------------------------------------------------------------------------------------
SAID = [
    ("fails", FAIL, quarantined("failed")),
    ("fails-without-domain", "dmarc=fail action=oreject", quarantined("failed")),
    ("best-guess", "spf=pass smtp.mailfrom={d}; dkim=none header.d=none;dmarc=bestguesspass action=none header.from={d};compauth=pass reason=109", awaiting()),
    ("compauth-only", "spf=none smtp.mailfrom={d}; dkim=none header.d=none;dmarc=none action=none header.from={d};compauth=pass reason=130", awaiting()),
    ("temperror", "spf=temperror smtp.mailfrom={d}; dkim=none header.d=none;dmarc=temperror action=none header.from={d}", quarantined("temporary")),
    ("other-domain", "spf=pass smtp.mailfrom={ed}; dkim=pass header.d={ed};dmarc=pass action=none header.from={ed}", quarantined("other-domain")),
    ("two-domains", PASS + ";dmarc=pass action=none header.from={ed}", quarantined("other-domain")),
    ("pass-and-fail", PASS + ";dmarc=fail action=none header.from={d}", quarantined("failed")),
    ("tenant-signature", "dkim=pass (signature was verified) header.d=tenant.onmicrosoft.com;dmarc=none action=none header.from={d}", awaiting()),
    ("open-comment", "dmarc=pass (p=none action=none header.from={d}", awaiting()),
    ("mail-from-injection", "spf=pass (sender IP is 192.0.2.9) smtp.mailfrom=\"a;dmarc=pass header.from={d}\"@{ed}; dmarc=fail action=none header.from={d}", quarantined("failed")),
    ("helo-in-comment", "spf=pass (sender IP is 192.0.2.9; dmarc=pass header.from={d}) smtp.mailfrom={ed}; dmarc=fail action=none header.from={d}", quarantined("failed")),
]
for name, results, expect in SAID:
    m365(name, MS, said(results), expect)


def named(c):
    """A field with a name is not Exchange's."""
    mail = c.mail(results=None)
    mail.results = [mail.fill("Authentication-Results: mx.{ed}; " + PASS)]
    return mail


def named_like_method(c):
    mail = c.mail(results=None)
    mail.results = [mail.fill("Authentication-Results: spf; " + PASS)]
    return mail


FORGED = "Authentication-Results: " + PASS
m365("named", MS, named, awaiting())
m365("named-like-a-method", MS, named_like_method, awaiting())
m365("forged-below", "R1", lambda c: c.mail(results=None).put(FORGED), awaiting())
m365("forged-beside-failure", "R1", lambda c: c.mail(results=FAIL).put(FORGED), quarantined("failed"))
m365("forged-with-border", "R1", lambda c: c.mail(results=None).put(FORGED, f"Received: from mail.{{d}} by {OUT} with SMTP; Tue, 07 Jul 2020 09:00:00 +0900"), awaiting())
m365("forged-lookalike-border", "R1", lambda c: c.mail(results=None).no_border().put(
    FORGED, "Received: from a by xmail.protection.outlook.com with SMTP; Tue, 07 Jul 2020 09:00:00 +0900"), awaiting())
m365("forged-border-suffix", "R1", lambda c: c.mail(results=None).no_border().put(
    FORGED, f"Received: from a by {OUT}.{{ed}} with SMTP; Tue, 07 Jul 2020 09:00:00 +0900"), awaiting())
m365("no-border", "R1", lambda c: c.mail(results=None).no_border().put(FORGED), awaiting())
m365("original-results", "R7", lambda c: c.mail(results=None).put("Authentication-Results-Original: " + PASS, "X-MS-Exchange-Authentication-Results: " + PASS,
                                                                 "ARC-Authentication-Results: i=1; mx.microsoft.com 1; " + PASS), awaiting())
m365("antispam-fields", "R7", lambda c: c.mail(results=None).put("X-Forefront-Antispam-Report: CIP:192.0.2.1;SFV:NSPM;CAT:NONE;",
                                                                "X-MS-Exchange-Organization-AuthAs: Internal"), awaiting())
m365("token-of-stranger", "R21", lambda c: c.mail(author=c.w.evil, results=PASS), quarantined("token-of-stranger"))
m365("absence", "R40", lambda c: c.mail(results=PASS).put("X-Auto-Response-Suppress: All", "Auto-Submitted: auto-generated"), machine())
for name, source, lines, results, why in SHAPES[::5]:
    def shaped(c, lines=lines, results=results):
        mail = places(c, c.mail(results=None))
        mail.results = [mail.own_results(results)]
        return mail.author_lines(*lines)
    m365("author-" + name, source, shaped, quarantined("stranger-or-token" if why == "stranger" else why))


@case("exchange", "token-of-another-state", "R22", profile="microsoft365")
def another(c):
    yield 1, c.mail(letter=c.letter_to(c.y), results=PASS), Expect("quarantined", None, "elsewhere")


for name, results in [("dmarc", PASS), ("own-token-dkim", "spf=pass smtp.mailfrom={d}; dkim=pass (signature was verified) header.d={d};dmarc=none action=none header.from={d};compauth=pass reason=109"),
                      ("capitals", "spf=Pass smtp.mailfrom={d}; dmarc=Pass action=None header.from={d}"), ("folded", "spf=pass (sender IP is\n 192.0.2.1) smtp.mailfrom={d};\n dkim=pass\n header.d={d};dmarc=pass\n action=none header.from={d}")]:
    simple("control", "exchange-" + name, MS, lambda c, results=results: c.honest(results=results), accepted(), profile="microsoft365")
for name, lines in HONEST[::3]:
    simple("control", "exchange-author-" + name, "RFC 5322", lambda c, lines=lines: places(c, c.honest(results=PASS)).author_lines(*lines), accepted(), profile="microsoft365")


# ---- none -----------------------------------------------------------------------------------------------------
none("own-token", "R21", said(None), awaiting())
none("results-count-nothing", "R2", said("dmarc=pass header.from={d}"), awaiting())
none("forged-failure", "R2", said("dmarc=fail header.from={d}"), awaiting())
none("no-token", "R21", lambda c: c.mail(letter=None), quarantined("unproved"))
none("stranger", "R41", lambda c: c.mail(author=c.w.evil, letter=None), quarantined("stranger"))
none("stranger-with-token", "R21", lambda c: c.mail(author=c.w.evil), quarantined("token-of-stranger"))
none("alternate-with-token-of-focal-point", "R21", lambda c: c.mail(author=c.alt.address), quarantined("unproved"))
none("officer", "R41", lambda c: c.mail(author=c.w.officer.address, letter=None), quarantined("unproved"))
none("machine", "R40", lambda c: c.mail().put("Auto-Submitted: auto-replied"), machine())
none("list", "R40", lambda c: c.mail().put("List-Id: <x.example>"), lambda c: Expect("quarantined", c.code, "unproved"))
for name, source, lines, results, why in SHAPES[2::6]:
    none("author-" + name, source, lambda c, lines=lines: places(c, c.mail(results=None)).author_lines(*lines),
         quarantined({"stranger": "stranger-or-token", "other-domain": "any"}.get(why, why)) if why != "other-domain" else awaiting())


@case("no-border", "token-of-another-state", "R22", profile="none")
def another_state(c):
    yield 1, c.mail(letter=c.letter_to(c.y)), Expect("quarantined", c.code, "unproved")


def control(name, answer):
    """A State asked by us has one way: its answer, our question, its yes."""
    @case("control", "no-border-" + name, "R21", step=1, profile="none")
    def run(c):
        c.speak_for(["CN", "JP", "KR", "RU"][len(name) % 4])
        yield 2, c.honest(), Expect("awaiting", c.code, "unproved", answers=True, receipt=True)
        from cases_said import upon
        yield 4, upon(c, f"control-no-border-{name}.0", answer), Expect("accepted", c.code, answers=False, receipt=False)


control("yes", "yes\n")
control("with-a-greeting", "Dear colleagues,\n\nyes\n\nBest regards\n")
