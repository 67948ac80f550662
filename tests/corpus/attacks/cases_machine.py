# SPDX-License-Identifier: Apache-2.0
"""Programs that write, mails in circles, and people who pretend to be programs (R40-R48)."""
import mail as mails
from case import Expect, accepted, case, machine, simple

RFC3834 = "RFC 3834"


def silent(c):
    """Through a list, or with a wish not to be answered: it counts, and no receipt goes out."""
    return Expect("accepted", c.code, receipt=False)


def returned(mail, path):
    mail.top[0] = f"Return-Path: {path}"
    return mail


# name, source, header lines: no person wrote it, whatever it says and whoever it proves to be
SIGNS = [
    ("auto-replied", RFC3834 + ", 5", ["Auto-Submitted: auto-replied"]),
    ("auto-generated", RFC3834 + ", 5", ["Auto-Submitted: auto-generated (by a rule)"]),
    ("auto-notified", "RFC 5436", ["auto-submitted: AUTO-NOTIFIED; owner-email=\"a@b.example\""]),
    ("auto-unknown", RFC3834 + ", 5", ["Auto-Submitted: yes"]),
    ("auto-no-then-yes", RFC3834 + ", 5", ["Auto-Submitted: no", "Auto-Submitted: auto-replied"]),
    ("autoreply", "R40", ["X-Autoreply: yes"]),
    ("autorespond", "R40", ["X-Autorespond: out of office"]),
    ("autoresponder", "R40", ["X-Auto-Responder: 1.0"]),
    ("mail-autoreply", "R40", ["X-Mail-Autoreply: x"]),
    ("exchange-rule", "R40", ["X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent"]),
    ("exchange-inbox-rule", "R40", ["X-MS-Exchange-Inbox-Rules-Loop: a@b.example", "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent"]),
    ("precedence-auto", "R40", ["Precedence: auto_reply"]),
    ("own-loop-field", "R40", ["X-Rapporteur-Loop: {own}"]),
    ("others-loop-field", "R40", ["x-rapporteur-loop: consult@other.example"]),
]
# It counts, but nothing automatic answers it.
QUIET = [
    ("list-id", "RFC 2919", ["List-Id: Focal points <fp.lists.example>"]),
    ("list-unsubscribe", "RFC 2369", ["List-Unsubscribe: <mailto:leave@lists.example>"]),
    ("precedence-bulk", "R40", ["Precedence: bulk"]),
    ("precedence-list", "R40", ["precedence: LIST"]),
    ("precedence-junk", "R40", ["Precedence: junk"]),
    ("suppress-all", "MS-OXCMAIL", ["X-Auto-Response-Suppress: All"]),
    ("suppress-autoreply", "MS-OXCMAIL", ["X-Auto-Response-Suppress: DR, AutoReply"]),
]
# What looks like it and is not.
PEOPLE = [
    ("auto-submitted-no", RFC3834 + ", 5", ["Auto-Submitted: no"]),
    ("suppress-receipts", "MS-OXCMAIL", ["X-Auto-Response-Suppress: DR, RN, NRN"]),
    ("precedence-first-class", "R40", ["Precedence: first-class"]),
    ("read-receipt-wanted", "RFC 8098", ["Disposition-Notification-To: <{x}>", "Return-Receipt-To: <{x}>"]),
    ("autoreply-no", "R40", ["X-Autoreply: no"]),
]

for name, source, lines in SIGNS:
    simple("machine", name, source, lambda c, lines=lines: c.mail().put(*lines), machine())
    simple("machine", name + "-at-end", source, lambda c, lines=lines: c.mail().add(*lines), machine())
for name, source, lines in QUIET:
    simple("machine", name, source, lambda c, lines=lines: c.honest().put(*lines), silent)
for name, source, lines in PEOPLE:
    simple("control", name, source, lambda c, lines=lines: c.honest().put(*lines), accepted())

# ---- our own, and circles -------------------------------------------------------------------------------------
OWN = [("own-address", "{own}"), ("own-capitals", "{OWN}"), ("own-token", "{token}"), ("own-other-tag", "{ol}+x@{od}"), ("own-quoted", "\"{ol}\"@{od}")]
for name, address in OWN:
    def make(c, address=address):
        mail = c.mail(results="dmarc=pass header.from=" + c.w.own_domain)
        mail.place.update(OWN=c.w.own.upper(), token=c.letter.reply_to, ol=c.w.own_local)
        return mail.author_lines(f"From: <{address}>")
    simple("machine", name, "R40", make, machine())


def hops(mail, n):
    """n Received lines in all."""
    there = sum("Received:" in x for x in mail.top + mail.below) + 1
    mail.below += [f"Received: from a{i} by b{i}; Tue, 07 Jul 2020 08:00:00 +0900" for i in range(n - there)]
    return mail


simple("machine", "twenty-five-hops", "RFC 5321, 6.3", lambda c: hops(c.mail(), 25), machine())
simple("machine", "hundred-hops", "RFC 5321, 6.3", lambda c: hops(c.mail(), 100), machine())
simple("control", "twenty-four-hops", "RFC 5321, 6.3", lambda c: hops(c.honest(), 24), accepted())
simple("machine", "null-return-path", RFC3834 + ", 2", lambda c: returned(c.mail(), "<>"), machine())
simple("machine", "null-return-path-blank", RFC3834 + ", 2", lambda c: returned(c.mail(), "  <>"), machine())
simple("control", "other-return-path", "R13", lambda c: returned(c.honest(), "<bounces@provider.example>"), accepted())
simple("machine", "list-of-stranger", "RFC 2919", lambda c: c.mail(author=c.w.evil, letter=None).put("List-Id: <x.example>"), machine())
simple("machine", "our-letter-comes-back", "R40", lambda c: c.mail().put(
    "X-Rapporteur-Key: request/1/plan/XX", "Auto-Submitted: auto-generated", "X-Rapporteur-Loop: {own}"), machine())
simple("machine", "forged-with-failure", "R40", lambda c: c.mail(results="dmarc=fail header.from={d}").put("Auto-Submitted: auto-replied"), machine())


# ---- delivery reports and absences that nobody sent -----------------------------------------------------------
def report(c, letter, recipient, to=None, author=None, message_id=None):
    mail = returned(c.mail(author=author or "mailer-daemon@" + c.w.evil_domain, letter=None, results="dmarc=pass header.from={d}"), "<>")
    mail.set("Subject", "Undelivered Mail Returned to Sender").set("To", to or c.w.own)
    mail.top[1] = f"Delivered-To: {to or c.w.own}"
    status = (f"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mail.x.example\n\nFinal-Recipient: rfc822; {recipient}\n"
              "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 unknown user\n")
    head = f"Content-Type: text/rfc822-headers\n\nMessage-ID: {message_id or letter.message_id}\nTo: <{recipient}>\nSubject: {letter.subject}\n"
    return mail.parts("multipart/report; report-type=delivery-status", "Content-Type: text/plain\n\nI am sorry.\n", status, head)


def told(verdict="machine"):
    """It is put away; nothing of the address changes (judge.py looks at every address)."""
    return lambda c: Expect(verdict, None, "any")


simple("machine", "bounce-no-token", "R48", lambda c: report(c, c.letter, c.x.address), told(), step=7)
simple("machine", "bounce-made-up-id", "R48", lambda c: report(c, c.letter, c.x.address, message_id=f"<rq.{'a' * 26}@{c.w.own_domain}>"), told(), step=7)
simple("machine", "bounce-other-token", "R48", lambda c: report(c, c.letter, c.x.address, to=c.letter_to(c.y).reply_to), told(), step=7)
simple("machine", "bounce-other-recipient", "R48", lambda c: report(c, c.letter, c.y.address, to=c.letter.reply_to), told(), step=7)
simple("machine", "bounce-in-victims-name", "R48", lambda c: report(c, c.letter, c.x.address, author=c.x.address), told(), step=7)


def absence(c, author=None, results="dmarc=pass header.from={d}", letter="own"):
    mail = c.mail(author=author, letter=letter, results=results).set("Subject", "Automatic reply: out of office")
    return mail.put("Auto-Submitted: auto-replied").say("I am out of the office until 30 July 2020.\n")


simple("machine", "absence-of-stranger", "R40", lambda c: absence(c, c.w.evil), told(), step=7)
simple("machine", "absence-dmarc-fails", "R40", lambda c: absence(c, results="dmarc=fail header.from={d}"), told(), step=7)
simple("machine", "absence-no-letter", "R40", lambda c: absence(c, results=None, letter=None), told(), step=7)
simple("machine", "absence-two-authors", "R10", lambda c: absence(c).author_lines("From: <{x}>", "From: <{e}>"), told(), step=7)


@case("machine", "absence-of-anothers-letter", "R40", step=7)
def absence_of_another(c):
    letter = c.letter_to(c.y)
    mail = absence(c, results=None)
    mail.top[1] = f"Delivered-To: {letter.reply_to}"
    mail.set("To", letter.reply_to).set("In-Reply-To", letter.message_id).set("References", letter.message_id)
    yield 7, mail, Expect("machine", None, "any")


# ---- honest machines: known for what they are -----------------------------------------------------------------
@case("control", "absence", "R40", step=7)
def true_absence(c):
    c.away = c.alt.address
    yield 7, absence(c, c.away), Expect("machine", None, "any")


@case("control", "bounce", "R48", step=7)
def true_bounce(c):
    c.gone = c.x.address
    yield 7, report(c, c.letter, c.x.address, to=c.letter.reply_to), Expect("machine", None, "any")


def words_of_machines(c):
    """A person who writes of machines."""
    return c.honest().set("Subject", "Re: out of office hours").say(f"I was out of the office, sorry.\n\n{mails.note(c.letter, c.good)}")


simple("control", "speaks-of-absence", RFC3834, words_of_machines, accepted())
simple("machine", "read-notice", "RFC 8098", lambda c: c.mail().set("Subject", "Read: " + c.letter.subject).parts(
    "multipart/report; report-type=disposition-notification", "Content-Type: text/plain\n\nYour message was read.\n" + mails.note(c.letter, c.bad),
    "Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; a@b.example\nDisposition: manual-action/MDN-sent-manually; displayed\n"), machine())
simple("machine", "stranger-token-absent", "R40", lambda c: absence(c, "x@" + c.x.domain), told(), step=7)
simple("machine", "looks-like-command", "R40", lambda c: c.mail(author=c.w.officer.address, letter=None).put("Auto-Submitted: auto-replied").say(
    "hold draft\nrelease 1\n"), machine())
