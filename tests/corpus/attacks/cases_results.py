# SPDX-License-Identifier: Apache-2.0
"""What our border server says (R1-R8): results that are not its own, that contradict, that an attacker has written into,
and that prove less than they seem to."""
from case import accepted, awaiting, quarantined, simple

CK = "Chen, Paxson, Jiang: Composition Kills (2020), "
SHEN = "Shen et al.: Weak Links in Authentication Chains (2021), "
A8601 = "RFC 8601, "
PASS = "dmarc=pass header.from={d}"
FAIL = "dmarc=fail header.from={d}"

# name, source, what the border says of a mail in the name of the focal point, answering his own letter; verdict
SAID = [
    # HELO and MAIL FROM of others, and characters in them that end comments, quotes and results
    ("helo-confusion", CK + "A1", "spf=pass smtp.helo=helo.{ed} smtp.mailfrom=any@notexist.{d}; dmarc=none header.from={d}", "unproved"),
    ("helo-confusion-fails", CK + "A1", "spf=pass smtp.helo=helo.{ed}; " + FAIL, "failed"),
    ("empty-mail-from", CK + "A2", "spf=pass smtp.mailfrom=(any@{d}; " + PASS, "unproved"),
    ("nul-in-selector", CK + "A3", "dkim=pass header.d={d} header.s=s._domainkey.{ed}.\0.any; dmarc=none", "line"),
    ("nul-in-domain", CK + "A3", "dkim=pass header.d={d}\0.{ed}; dmarc=none", "line"),
    ("single-quote-domain", CK + "A4", "dkim=pass header.d={d}'a.{ed}; dmarc=none header.from={d}", "unproved"),
    ("parenthesis-domain", CK + "A4", "dkim=pass header.d={d}(.{ed}; dmarc=none header.from={d}", "unproved"),
    ("closed-parenthesis-domain", CK + "A4", "dkim=pass header.d={d}(x).{ed}; dmarc=none header.from={d}", "unproved"),
    ("double-quote-domain", CK + "A4", "dkim=pass header.d={d}\".{ed}; dmarc=none header.from={d}", "unproved"),
    ("quoted-domain-and-more", CK + "A4", "dkim=pass header.d=\"{d}\".{ed}; dmarc=none header.from={d}", "unproved"),
    ("equals-domain", CK + "A4", "dkim=pass header.d={d}=.{ed}; dmarc=none header.from={d}", "unproved"),
    ("comma-domain", CK + "A4", "dkim=pass header.d={d},.{ed}; dmarc=none header.from={d}", "unproved"),
    ("slash-domain", CK + "A4", "dkim=pass header.d={d}/.{ed}; dmarc=none header.from={d}", "unproved"),
    ("at-domain", CK + "A4", "dkim=pass header.d={d}@{ed}; dmarc=none header.from={d}", "unproved"),
    ("semicolon-selector", CK + "A4", "dkim=pass header.d={ed} header.s=x; " + PASS + "; " + FAIL, "failed"),
    ("selector-adds-domain", CK + "A4", "dkim=pass header.d={ed} header.s=x header.d={d}; dmarc=none header.from={d}", "unproved"),
    ("spf-parenthesis", CK + "A5", "spf=pass smtp.mailfrom=any@{d}(a.{ed}; " + FAIL, "unproved"),
    ("spf-single-quote", CK + "A6", "spf=pass smtp.mailfrom=any@{d}'@any.{ed}; dmarc=none header.from={d}", "unproved"),
    ("spf-route", CK + "A7", "spf=pass smtp.mailfrom=\"@{d},@any.example:'any\"@{ed}; " + FAIL, "failed"),
    ("mail-from-semicolon", CK + "A5", "spf=pass smtp.mailfrom=a; " + PASS + "; dmarc=none header.from={d}", "unproved"),
    ("mail-from-quoted-result", CK + "A5", "spf=pass smtp.mailfrom=\"a; " + PASS + "\"@{ed}; " + FAIL, "failed"),
    ("mail-from-quoted-blank", "RFC 5321, 4.1.2", "spf=pass smtp.mailfrom=\"a b\"@{ed}; " + FAIL, "failed"),
    ("comment-hides-failure", CK + "A5", "spf=pass smtp.mailfrom=(; " + FAIL + "; dkim=pass header.d={ed} header.s=); " + PASS, "unproved"),
    ("helo-comment", CK + "A5", "spf=pass (sender is {d}; " + PASS + ") smtp.helo={ed}; " + FAIL, "failed"),
    # results that prove nothing
    ("spf-only", "R6", "spf=pass smtp.mailfrom={d}", "unproved"),
    ("spf-and-helo", "R6", "spf=pass smtp.helo={d}; iprev=pass; auth=pass smtp.auth={l}", "unproved"),
    ("spf-fail", "R6", "spf=fail smtp.mailfrom={d}", "unproved"),
    ("nothing", A8601 + "2.2", "none", "unproved"),
    ("dmarc-none", "R5", "dmarc=none header.from={d}", "unproved"),
    ("dmarc-without-domain", "R5", "dmarc=pass", "unproved"),
    ("dmarc-of-policy", "R5", "dmarc=pass policy.from={d}", "unproved"),
    ("dmarc-subdomain", "R5", "dmarc=pass header.from=mail.{d}", "other-domain"),
    ("dmarc-other-domain", "R5", "dmarc=pass header.from={ed}", "other-domain"),
    ("dmarc-domain-suffix", "R5", "dmarc=pass header.from={d}.{ed}", "other-domain"),
    ("dmarc-domain-prefix", "R5", "dmarc=pass header.from=x{d}", "other-domain"),
    ("dmarc-address", "R5", "dmarc=pass header.from={e}", "other-domain"),
    ("dmarc-unicode", "R5", "dmarc=pass header.from=\u0435{d}", "unproved"),
    ("dkim-other", "R5", "dkim=pass header.d={ed} header.i=@{d}; dmarc=none header.from={d}", "unproved"),
    ("dkim-identity-only", "R5", "dkim=pass header.i=@{d}; dmarc=none header.from={d}", "unproved"),
    ("dkim-subdomain", "R5", "dkim=pass header.d=mail.{d}", "unproved"),
    ("dkim-unlisted-parent", "R5", "dkim=pass header.d=example", "unproved"),
    ("dkim-suffix", "R5", "dkim=pass header.d={d}.{ed}", "unproved"),
    ("dkim-neutral", "R5", "dkim=neutral header.d={d}", "unproved"),
    ("dkim-policy", "R5", "dkim=policy header.d={d}", "unproved"),
    ("dkim-fail", "R5", "dkim=fail header.d={d}; dmarc=none header.from={d}", "unproved"),
    ("dkim-pass-and-fail", "R4", "dkim=pass header.d={d}; dkim=fail header.d={d}", "unproved"),
    ("dkim-pass-dmarc-fail", "R5", "dkim=pass header.d={d}; " + FAIL, "failed"),
    ("forwarder-signs", SHEN + "forwarding", "dkim=pass header.d={ed}; arc=pass; spf=pass smtp.mailfrom={ed}; " + FAIL, "failed"),
    ("arc-only", SHEN + "ARC", "arc=pass (i=1 spf=pass dmarc=pass) header.oldest-pass=0; dmarc=none header.from={d}", "unproved"),
    ("arc-overrides", SHEN + "ARC", "dmarc=fail (ARC pass) header.from={d}; arc=pass header.oldest-pass=0", "failed"),
    ("bimi-and-others", A8601 + "2.7", "bimi=pass header.d={d}; vbr=pass header.md={d}; dnswl=pass; xdmarc=pass header.from={d}", "unproved"),
    # more than one result
    ("pass-then-fail", "R4", PASS + "; " + FAIL, "failed"),
    ("fail-then-pass", "R4", FAIL + "; " + PASS, "failed"),
    ("two-domains", "R4", PASS + "; dmarc=pass header.from={ed}", "other-domain"),
    ("two-domains-one-result", "R4", PASS + " header.from={ed}", "other-domain"),
    ("temperror", "R6", "dmarc=temperror header.from={d}; dkim=pass header.d={d}", "temporary"),
    ("dkim-temperror", "R6", "dkim=temperror header.d={d}; dmarc=none header.from={d}", "temporary"),
    ("permerror", "R4", "dmarc=permerror header.from={d}; dkim=pass header.d={d}", "failed"),
    ("unknown-word", A8601 + "2.7", "dmarc=passed header.from={d}", "failed"),
    ("word-with-tail", A8601 + "2.7", "dmarc=pass-but-not header.from={d}", "failed"),
    # grammar
    ("open-comment", "R3", "dmarc=pass (p=none header.from={d}", "unproved"),
    ("open-quote", "R3", "dmarc=pass reason=\"ok header.from={d}", "unproved"),
    ("result-in-comment", "R3", "dmarc=fail (dmarc=pass header.from={d})", "failed"),
    ("result-in-quotes", "R3", "spf=fail reason=\"x; " + PASS + "\"", "unproved"),
    ("domain-in-comment", "R3", "dmarc=pass (header.from={d})", "unproved"),
    ("no-result", "R3", "dmarc header.from={d}", "unproved"),
    ("two-equals", "R3", "dmarc==pass header.from={d}", "unproved"),
    ("deep-comment", "R3", "dmarc=pass " + "(" * 20 + ")" * 20 + " header.from={d}", "unproved"),
    ("sixty-five-results", "R3", "; ".join(["spf=pass"] * 65) + "; " + PASS, "unproved"),
    ("bare-cr", "R3", PASS + "\rx", "line"),
    ("nul", "R3", PASS + "\0", "line"),
    ("high-letters", "R3", PASS + "\u0435", "unproved"),
]

# name, source, the whole fields in the trace block in place of ours; each proves nothing
FOREIGN = [
    ("other-id", A8601 + "5", ["Authentication-Results: mx.{ed}; " + PASS]),
    ("id-prefix", "R2", ["Authentication-Results: {mx}.{ed}; " + PASS]),
    ("id-suffix", "R2", ["Authentication-Results: x{mx}; " + PASS]),
    ("id-subdomain", "R2", ["Authentication-Results: a.{mx}; " + PASS]),
    ("id-parent", "R2", ["Authentication-Results: {od}; " + PASS]),
    ("id-final-dot", "R2", ["Authentication-Results: {mx}.; " + PASS]),
    ("id-slash", "R2", ["Authentication-Results: {mx}/x; " + PASS]),
    ("id-in-comment", "R2", ["Authentication-Results: ({mx}) mx.{ed}; " + PASS]),
    ("id-behind-comment-semicolon", "R2", ["Authentication-Results: mx.{ed} ({mx};) ; " + PASS]),
    ("id-as-version", "R2", ["Authentication-Results: mx.{ed} {mx}; " + PASS]),
    ("id-lookalike", "R2", ["Authentication-Results: {mx}\u200b; " + PASS]),
    ("id-quoted-more", "R2", ["Authentication-Results: \"{mx}\".{ed}; " + PASS]),
    ("id-missing", "R2", ["Authentication-Results: " + PASS]),
    ("id-empty", "R2", ["Authentication-Results: ; " + PASS]),
    ("version-two", "R2", ["Authentication-Results: {mx} 2; " + PASS]),
    ("no-semicolon", "R3", ["Authentication-Results: {mx} " + PASS]),
    ("two-foreign-one-lists-ours", "R2", ["Authentication-Results: mx.{ed}; x=pass; {mx}; " + PASS]),
    ("original-results", "R7", ["X-Original-Authentication-Results: {mx}; " + PASS, "Authentication-Results-Original: {mx}; " + PASS]),
    ("received-spf", "R7", ["Received-SPF: pass ({mx}: domain of {x} designates it) identity=mailfrom; envelope-from=\"{x}\""]),
    ("arc-fields", SHEN + "ARC", ["ARC-Authentication-Results: i=1; {mx}; " + PASS, "ARC-Seal: i=1; a=rsa-sha256; cv=none; d={ed}; s=x; b=eA=="]),
    ("dkim-signature", "R7", ["DKIM-Signature: v=1; a=rsa-sha256; d={d}; s=x; h=from; bh=eA==; b=eA=="]),
    ("misspelt", "R2", ["Authentication-Result: {mx}; " + PASS, "X-Authentication-Results: {mx}; " + PASS]),
]

# name, source, what is in the mail besides; the border itself has said nothing
FORGED = [
    ("forged-below", "R1", lambda m: m.put("Authentication-Results: {mx}; " + PASS)),
    ("forged-at-end", "R1", lambda m: m.add("Authentication-Results: {mx}; " + PASS)),
    ("forged-below-with-received", "R1", lambda m: m.put("Authentication-Results: {mx}; " + PASS,
                                                         "Received: from mail.{d} by {mx} with ESMTPS; Tue, 07 Jul 2020 09:00:00 +0900")),
    ("forged-folded-into-received", "R1", lambda m: m.put(" Authentication-Results: {mx}; " + PASS)),
    ("forged-no-border", "R1", lambda m: m.no_border().put("Authentication-Results: {mx}; " + PASS)),
    ("forged-other-border", "R1", lambda m: m.no_border().put("Authentication-Results: {mx}; " + PASS, "Received: from {mx} by mx.{ed}; Tue, 07 Jul 2020 09:00:00 +0900")),
    ("forged-border-in-helo", "R1", lambda m: m.no_border().put("Authentication-Results: {mx}; " + PASS,
                                                                "Received: from by ({mx}) by mx.{ed}; Tue, 07 Jul 2020 09:00:00 +0900")),
    ("forged-border-suffix", "R1", lambda m: m.no_border().put("Authentication-Results: {mx}; " + PASS,
                                                               "Received: from a by {mx}.{ed} with ESMTPS; Tue, 07 Jul 2020 09:00:00 +0900")),
    ("forged-in-body", "R1", lambda m: m.say("Authentication-Results: {mx}; ".replace("{mx}", m.world.border) + m.fill(PASS) + "\n\n" + m.body)),
    ("forged-in-part", "R1", lambda m: m.parts("multipart/mixed", m.fill("Authentication-Results: {mx}; " + PASS) + "\nContent-Type: text/plain\n\n" + m.body)),
]


def said(results):
    def make(c):
        mail = c.mail(results=None)
        mail.results = [mail.own_results(results)]
        return mail
    return make


def foreign(lines):
    def make(c):
        mail = c.mail(results=None)
        mail.results = [mail.fill(x) for x in lines]
        return mail
    return make


def without_token(c):
    """The same from somebody who has no letter of ours: there is nobody to ask."""
    mail = c.mail(letter=None, results="spf=pass smtp.mailfrom={d}; dmarc=none header.from={d}")
    return mail


for name, source, results, why in SAID:
    simple("results", name, source, said(results), awaiting() if why == "unproved" else quarantined(why))
for name, source, lines in FOREIGN:
    simple("results", name, source, foreign(lines), awaiting())
for name, source, change in FORGED:
    simple("results", name, source, lambda c, change=change: change(c.mail(results=None)), awaiting())
simple("results", "forged-beside-failure", "R1", lambda c: c.mail(results=FAIL).put("Authentication-Results: {mx}; " + PASS), quarantined("failed"))
simple("results", "unproved-no-token", "R21", without_token, quarantined("unproved"))
simple("results", "dkim-no-token", "R5", lambda c: c.mail(letter=None, results="dkim=pass header.d={d}; dmarc=none header.from={d}"),
       quarantined("no-token"))
simple("results", "dkim-token-of-sibling", "R5", lambda c: c.mail(author=c.alt.address, results="dkim=pass header.d={d}"), quarantined("no-token"))
simple("results", "id-with-nul", "R2", foreign(["Authentication-Results: {mx}\0.{ed}; " + PASS]), quarantined("line"))
simple("results", "space-behind-name", "R3", lambda c: c.mail(results=None).put("Authentication-Results : {mx}; " + PASS), quarantined("line"))

# What honest borders write about honest mails.
TRUE = [
    ("dmarc", PASS),
    ("opendmarc", "dmarc=pass (p=none dis=none) header.from={d}"),
    ("rspamd", "dkim=pass header.d={d} header.s=mail header.b=Ab1/x+2=; spf=pass ({mx}: domain of {x} designates 192.0.2.1 as permitted sender) "
     "smtp.mailfrom={x}; dmarc=pass (policy=quarantine) header.from={d}"),
    ("gmail", "dkim=pass header.i=@{d} header.s=s1 header.b=AbCd; spf=pass smtp.mailfrom={x}; dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from={d}"),
    ("folded", "dkim=pass (2048-bit key; unprotected)\n\theader.d={d} header.i=@{d}\n\theader.a=rsa-sha256;\n\tdmarc=pass (p=none)\n\theader.from={d};"),
    ("capitals", "DMARC=Pass Header.From=\"{d}\""),
    ("final-dot", "dmarc=pass header.from={d}."),
    ("method-version", "dmarc/1=pass header.from={d}"),
    ("list-signature-too", "dkim=fail header.d=list.example; dkim=pass header.d={d}; " + PASS),
    ("quoted-mail-from", "spf=pass smtp.mailfrom=\"a b\"@{d}; " + PASS),
    ("dkim-own-token", "dkim=pass header.d={d}; dmarc=none header.from={d}"),
    ("dkim-listed-parent", "dkim=pass header.d={parent}"),
    ("two-signatures", "dkim=pass header.d={d} header.s=a; dkim=pass header.d=provider.example header.s=b; dmarc=none"),
    ("spf-softfail-dmarc-pass", "spf=softfail smtp.mailfrom={d}; dkim=pass header.d={d}; " + PASS),
]


def true(results):
    def make(c):
        mail = c.honest(results=None)
        mail.place["parent"] = c.w.parent[c.code]
        mail.results = [mail.own_results(results)]
        return mail
    return make


for name, results in TRUE:
    simple("control", "results-" + name, A8601 + "appendix B", true(results), accepted())
for name, lines in [("id-capitals", ["Authentication-Results: {MX}; " + PASS]), ("id-version", ["Authentication-Results: {mx} 1; " + PASS]),
                    ("id-comment", ["Authentication-Results: (our border) {mx} (id 1); " + PASS]),
                    ("two-fields", ["Authentication-Results: {mx}; dkim=pass header.d={d}", "Authentication-Results: {mx}; " + PASS]),
                    ("foreign-beside", ["Authentication-Results: {mx}; " + PASS, "Authentication-Results: mx.{ed}; " + FAIL])]:
    def make(c, lines=lines):
        mail = c.honest(results=None)
        mail.place["MX"] = c.w.border.upper()
        mail.results = [mail.fill(x) for x in lines]
        return mail
    simple("control", "results-" + name, A8601 + "2.2", make, accepted())
simple("control", "results-foreign-below", A8601 + "5", lambda c: c.honest().put("Authentication-Results: mx.{d}; auth=pass smtp.auth={x}",
                                                                              "ARC-Seal: i=1; cv=none; d={d}; b=eA=="), accepted())
