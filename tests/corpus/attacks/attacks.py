#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Attacks on the question whose voice a mail is; see README.md.

attacks.py list PROFILE                       name and source of each case
attacks.py world DIR SEED PROFILE             turns the sample consultation in DIR into one of unknown people
attacks.py step DIR SEED PROFILE N [FOLDER]   the mails of step N, as files in FOLDER (default DIR/inbox/new)
attacks.py revoked DIR SEED PROFILE           the person whose tokens are to be revoked before step 10
attacks.py judge DIR SEED PROFILE             a line of TAP for each case, without numbers

PROFILE is the border: id, microsoft365 or none. The same seed gives the same mails."""
import json
import os
import sys

import cases_author
import cases_boundary
import cases_content
import cases_machine
import cases_results
import cases_said
import cases_token
from case import CASES
from judge import Judge
from world import World

AFTER_REPORTS = 8  # the step behind the one of absences and reports: later mails of a person clear what was known of him
FAMILIES = (cases_author, cases_boundary, cases_content, cases_machine, cases_results, cases_said, cases_token)


def keep_addresses(world):
    with world.database() as db, open(os.path.join(world.dir, "addresses.json"), "w", encoding="utf-8") as f:
        json.dump([dict(row) for row in db.execute("SELECT * FROM member_state")], f)


def step(world, cases, number, folder):
    world.read_letters()
    due = []
    for case in cases:
        for at, name, mail, _, _ in case.mails(world, number):
            if at > number:
                break
            if at == number:
                due.append((name, mail if isinstance(mail, bytes) else mail.bytes()))
    if number == AFTER_REPORTS:
        keep_addresses(world)
    for name, raw in due:
        with open(os.path.join(folder, name), "wb") as f:
            f.write(raw)
    print(len(due))


def judge(world, cases):
    world.read_letters()
    record = Judge(world)
    for case in cases:
        wrong = record.case(list(case.mails(world)))
        print(f"{'not ' if wrong else ''}ok - {case.name}")
        for line in wrong[:6]:
            print(f"# {line}")
    wrong = record.addresses_known(cases)
    print(f"{'not ' if wrong else ''}ok - {world.profile}: nobody is held to be away or unreachable whom no true mail says so of")
    for line in wrong:
        print(f"# {line}")
    strangers = record.strangers()
    print(f"{'not ' if strangers else ''}ok - {world.profile}: {len(record.sent)} letters, all to people of the roster and officers")
    for address in strangers:
        print(f"# to {address}")


def main(argv):
    if len(argv) == 3 and argv[1] == "list":
        for case in sorted(CASES, key=lambda c: c.name):
            if case.profile == argv[2]:
                print(f"{case.name}\t{case.source}")
        return
    if len(argv) < 5 or len(FAMILIES) == 0:
        sys.exit(__doc__)
    world = World(argv[2], int(argv[3]), argv[4])
    cases = sorted((c for c in CASES if c.profile == argv[4]), key=lambda c: c.name)
    if argv[1] == "world":
        world.write()
    elif argv[1] == "step":
        step(world, cases, int(argv[5]), argv[6] if len(argv) > 6 else os.path.join(argv[2], "inbox", "new"))
    elif argv[1] == "revoked":
        print(world.focal[world.revoked].address)
    elif argv[1] == "judge":
        judge(world, cases)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv)
