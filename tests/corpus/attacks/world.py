# SPDX-License-Identifier: Apache-2.0
"""A consultation whose people, domains, servers and letters no program can know beforehand.

World(directory, seed, profile) draws them; write() changes the sample consultation into it; letters() reads what the
daemon has sent, so that attacks can use real tokens."""
import email
import glob
import os
import random
import re
import sqlite3
from collections import namedtuple

CODES = ["CN", "KP", "JP", "MN", "KR", "RU"]
BOUNDARIES = {"id": None, "microsoft365": "microsoft365", "none": "none"}
SYLLABLES = "ba ko mi ren tul sha yo gan dor lim ek sur na vel to jin ara hul men ost".split()
IDN = ["природа", "環境省", "환경부", "байгаль", "生态"]

Person = namedtuple("Person", "code name address local domain")
Letter = namedtuple("Letter", "kind key address token message_id reply_to subject text")


class World:
    def __init__(self, directory, seed, profile):
        self.dir, self.seed, self.profile = directory, seed, profile
        rng = random.Random(f"{seed}/{profile}")
        self.own_domain = self.word(rng, 2) + "-secretariat.example"
        self.own_local = rng.choice(["consult", "notes", "replies", self.word(rng, 2)])
        self.own = f"{self.own_local}@{self.own_domain}"
        self.border = f"{rng.choice(['mx', 'mx1', 'in', 'gate'])}.{self.own_domain}"
        self.evil_domain = self.word(rng, 3) + ".example"
        self.evil = f"{self.word(rng, 2)}@{self.evil_domain}"
        self.focal, self.alternate, self.parent = {}, {}, {}
        for i, code in enumerate(CODES):
            top = f"{self.word(rng, 2)}{i}.example"
            label = "xn--" + rng.choice(IDN).encode("punycode").decode() if i == seed % 6 else self.word(rng, 2)
            domain = f"{label}.{top}"
            self.parent[code] = top
            self.focal[code] = self.person(rng, code, domain)
            self.alternate[code] = self.person(rng, code, domain)
        self.officer = self.person(rng, "", self.own_domain)
        self.reader = self.person(rng, "", f"{self.word(rng, 2)}.example")
        self.revoked = rng.choice(CODES)  # whose focal point's letters are in wrong hands in the end
        self.letters = []

    @staticmethod
    def word(rng, n):
        return "".join(rng.choice(SYLLABLES) for _ in range(n)) + str(rng.randrange(10, 99))

    def person(self, rng, code, domain):
        local = rng.choice(["{}.{}", "{}-{}", "{}_{}", "{}{}"]).format(self.word(rng, 1), self.word(rng, 1))
        name = f"{self.word(rng, 2)} {self.word(rng, 1)}".title()
        return Person(code, re.sub(r"\d", "", name), f"{local}@{domain}", local, domain)

    # ---- the consultation -----------------------------------------------------------------------------------

    def members(self):
        for code in CODES:
            yield code, self.focal[code], self.alternate[code]

    def roster(self, code):
        return {self.focal[code].address, self.alternate[code].address}

    def entitled(self):
        """Everybody who may ever get a mail."""
        return {p.address for p in [*self.focal.values(), *self.alternate.values(), self.officer, self.reader]}

    def write(self):
        path = os.path.join(self.dir, "consultation.yaml")
        with open(path, encoding="utf-8") as f:
            text = f.read()
        block = "members:\n"
        for code, focal, alternate in self.members():
            block += (f'  - {{code: {code}, name: "State {code}", language: en, timezone: Asia/Seoul,\n'
                      f'     focal_points: [{{name: "{focal.name}", address: {focal.address}}}],\n'
                      f'     alternates: [{{name: "{alternate.name}", address: {alternate.address}}}],\n'
                      f"     dkim: [{focal.domain}, {self.parent[code]}]}}\n\n")
        text = re.sub(r"(?ms)^members:\n.*?(?=^# The questionnaires)", block, text)
        text = text.replace("haneul.kim@neaspec.example", self.officer.address)
        text = text.replace("evaluator@eval.example", self.reader.address).replace("consult@neaspec.example", self.own)
        text = re.sub(r"(?m)^  boundary: .*", "  boundary: " + (BOUNDARIES[self.profile] or self.border), text)
        text = re.sub(r"(?m)^  unauthenticated: .*", "  unauthenticated: confirm", text)
        text = re.sub(r"(?m)^  - \{id: 2, opens: .*kind: silence,", "  - {id: 2, opens: 2020-08-03 09:00, deadline: 2020-09-10 18:00,", text)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)

    # ---- what the daemon has sent ---------------------------------------------------------------------------

    def read_letters(self):
        self.letters = []
        for path in sorted(glob.glob(os.path.join(self.dir, "sent", "new", "*"))):
            with open(path, "rb") as f:
                mail = email.message_from_binary_file(f)
            key = mail["X-Rapporteur-Key"]
            reply_to = re.search(r"[^\s<>]+@[^\s<>]+", mail["Reply-To"]).group(0)
            token = reply_to.split("@")[0].partition("+")[2]
            part = next(p for p in mail.walk() if p.get_content_type() == "text/plain")
            self.letters.append(Letter(key.split("/")[0], key, re.search(r"[^\s<>]+@[^\s<>]+", mail["To"]).group(0), token,
                                       mail["Message-Id"].strip(), reply_to, re.sub(r"\s+", " ", mail["Subject"]),
                                       part.get_payload(decode=True).decode("utf-8")))

    def request(self, address, name="plan", number=1):
        """The letter that asks this address."""
        return next(x for x in self.letters if x.kind == "request" and x.address == address and
                    x.key.split("/")[1:3] == [str(number), name])

    def database(self):
        db = sqlite3.connect(f"file:{self.dir}/state/rapporteur.db?mode=ro", uri=True)
        db.row_factory = sqlite3.Row
        return db

    def question_about(self, name):
        """The letter that asks whether the mail delivered under this name was theirs."""
        with self.database() as db:
            row = db.execute("SELECT o.message_id FROM mail_out o JOIN mail_in i ON o.answers_mail_id = i.id WHERE "
                             "o.kind = 'confirmation' AND i.source_key = ?", (name,)).fetchone()
        return next((x for x in self.letters if row and x.message_id == row["message_id"]), None)
