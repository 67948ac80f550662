# SPDX-License-Identifier: Apache-2.0
"""Looks at the record and at the letters that left: did every mail get its verdict, and nobody a letter he should not have?"""
import json
import os
import re

from case import WHY

VERDICTS = {"accepted": "accepted", "command": "accepted", "awaiting": "awaiting-confirmation", "quarantined": "quarantined",
            "machine": "machine"}


class Judge:
    def __init__(self, world):
        self.w = world
        with world.database() as db:
            self.mails = {row["source_key"]: row for row in db.execute("SELECT * FROM mail_in")}
            self.words = [(row["mail_id"], row["member"], row["raw"] + "\n" + row["value"], row["status"], row["superseded_by"]) for row in
                          db.execute("SELECT * FROM answer")]
            self.words += [(row["mail_id"], row["member"], "\n".join(str(row[k]) for k in ("words", "text", "reason")), "ok", row["superseded_by"]) for row in
                           db.execute("SELECT * FROM proposal")]
            self.sent = list(db.execute("SELECT * FROM mail_out"))
            self.held = {row["mail_id"] for row in db.execute("SELECT mail_id FROM receipt_held")}
        with open(os.path.join(world.dir, "addresses.json"), encoding="utf-8") as f:
            self.addresses = json.load(f)

    # ---- one mail -------------------------------------------------------------------------------------------

    def verdict(self, name, want, context):
        row = self.mails.get(name)
        if want.verdict == "ignored":
            return [f"recorded as {row['verdict']}"] if row else []
        if not row:
            return ["is not in the record"]
        wrong = []
        if row["verdict"] != VERDICTS[want.verdict]:
            wrong.append(f"{row['verdict']} instead of {want.verdict}")
        if row["verdict"] in ("quarantined", "awaiting-confirmation", "machine") or want.why:
            if not re.search(r"\w+ \w+", row["reason"] or ""):
                wrong.append("no reason in plain words")
            elif want.why and not re.search(WHY[want.why], row["reason"]):
                wrong.append(f"reason '{row['reason']}' is not {want.why}")
        allowed = {want.member} if want.member or want.verdict == "accepted" else {None, context.code}
        if want.verdict != "machine" and row["member"] not in allowed:
            wrong.append(f"shown as {row['member']} instead of {want.member}")
        if bool(row["late"]) != want.late:
            wrong.append("late" if row["late"] else "not late")
        return wrong + self.letters(row, want)

    def letters(self, row, want):
        """What left because of it."""
        caused = [o for o in self.sent if o["answers_mail_id"] == row["id"]]
        kinds = {o["kind"] for o in caused}
        wrong = []
        people = self.w.roster(want.member) if want.member and want.verdict in ("accepted", "awaiting") else set()
        if want.verdict == "command":
            people = {self.w.officer.address}  # what was done, and what was not
        for letter in caused:
            if letter["recipient"] not in people:
                wrong.append(f"{letter['kind']} to {letter['recipient']}")
        if "receipt" in kinds and not want.receipt:
            wrong.append("a receipt")
        if want.receipt and "receipt" not in kinds and row["id"] not in self.held:
            wrong.append("no receipt")
        if "confirmation" in kinds and want.verdict != "awaiting":
            wrong.append("a question")
        return wrong

    # ---- a case ---------------------------------------------------------------------------------------------

    def recorded(self, word):
        """(State, status) of every answer and proposal that has the word in it."""
        return [(member, status) for _, member, text, status, _ in self.words if word in text]

    def case(self, mails):
        wrong, counts, context = [], None, None
        for _, name, _, want, context in mails:
            wrong += [f"{name}: {x}" for x in self.verdict(name, want, context)]
            if want.answers:
                counts = want.member
        bad, good = self.recorded(context.bad), self.recorded(context.good)
        for member, status in bad:
            if status in ("ok", "none", "reserve"):
                wrong.append(f"words of the attack are an answer of {member}")
            elif member != context.code:
                wrong.append(f"words of the attack stand beside {member}")
        for member, _ in good:
            if member != counts:
                wrong.append(f"words recorded for {member}")
        # The other focal point of the State says something else on the same item: a conflict, and both stand.
        if counts and (counts, "ok") not in good and (counts, "conflict") not in good:
            wrong.append("its answer is not recorded" if not good else f"its answer is {good}")
        if any(context.old in text and status == "ok" and not by for _, _, text, status, by in self.words):
            wrong.append("what was said before stands again")
        for letter in self.sent:
            if context.bad in (letter["text"] or "") and letter["recipient"] not in self.may_see(context):
                wrong.append(f"its words were sent to {letter['recipient']}")
        return wrong

    def may_see(self, context):
        """The people of the State in whose name it came, and the officers."""
        return self.w.roster(context.code) | {self.w.officer.address}

    # ---- the whole ------------------------------------------------------------------------------------------

    def addresses_known(self, cases):
        """Which addresses are away or fail: those that a true note or report has told of, and no others."""
        away, gone = set(), set()
        for case in cases:
            for *_, context in case.mails(self.w):
                away |= {context.away} - {None}
                gone |= {context.gone} - {None}
        is_away = {a["address"] for a in self.addresses if a["absent_until"]}
        is_gone = {a["address"] for a in self.addresses if a["undeliverable"]}
        unknown = {c for case in cases for *_, context in case.mails(self.w) if case.family == "control" for c in (context.away, context.gone)}
        return ([f"{a} is held to be away" for a in sorted(is_away - away)] + [f"{a} is held to fail" for a in sorted(is_gone - gone)] +
                [f"{a} should be known to be away or to fail" for a in sorted(unknown - {None} - is_away - is_gone)])

    def strangers(self):
        return sorted({o["recipient"] for o in self.sent} - self.w.entitled())
