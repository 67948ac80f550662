#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Feeds hostile mails to a running daemon, a good reply behind each, and judges what became of them.

    judge.py RAPPORTEUR CONSULTATION REPORT [--seed N] [--only PATTERN] [--every N] [--good N] [--largest BYTES] [--save DIR]

The consultation has sent its requests. REPORT gets a line for each judgement, QUESTION, "good" or "wrong", and words,
with tabs between them; and one with the figures. --good: a good reply behind every Nth mail only
(behind large ones always). --save keeps the mails, for a look at one of them.
"""
import argparse
import glob
import hashlib
import json
import os
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cases_mime  # noqa: E402,F401
import cases_text  # noqa: E402,F401
import cases_word  # noqa: E402,F401
import frame  # noqa: E402

LIMIT = 25 * 2 ** 20
PATIENCE = 60  # seconds for one mail before it is given up; two attempts of the reader are 20
NEXT_GOOD = 2  # seconds for the good mail behind one
LOOK = 0.02    # seconds between two looks at the memory


class Memory(threading.Thread):
    """The largest sum of what the processes of the daemon hold, shared pages in shares; 0 where there is no /proc."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.peak, self.over = pid, 0, False

    def of(self, pid):
        try:
            with open('/proc/%d/smaps_rollup' % pid, encoding='ascii') as file:
                return int(re.search(r'\nPss:\s*(\d+)', file.read()).group(1))
        except (OSError, AttributeError):
            return 0

    def family(self):
        pids = [self.pid]
        for pid in pids:
            try:
                with open('/proc/%d/task/%d/children' % (pid, pid), encoding='ascii') as file:
                    pids += [int(child) for child in file.read().split()]
            except OSError:
                pass
        return pids

    def run(self):
        while not self.over:
            self.peak = max(self.peak, sum(self.of(pid) for pid in self.family()))
            time.sleep(LOOK)

    def take(self):
        """MiB at the peak since the last call."""
        peak, self.peak = self.peak, 0
        return peak / 1024


class Daemon:
    def __init__(self, program, directory):
        with open(os.path.join(directory, 'log'), 'ab') as log:
            self.process = subprocess.Popen([program, '-C', directory, 'serve'], stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        self.inbox = os.path.join(directory, 'inbox')
        self.memory = Memory(self.process.pid)
        self.memory.start()

    def lives(self):
        return self.process.poll() is None

    def take_in(self, name, raw):
        """Delivers a mail; the seconds until it is put away, or None: never."""
        path = os.path.join(self.inbox, 'tmp', name)
        with open(path, 'wb') as file:
            file.write(raw)
        begin, pause = time.monotonic(), 0.001
        os.rename(path, os.path.join(self.inbox, 'new', name))
        path = os.path.join(self.inbox, 'new', name)
        while os.path.exists(path):
            if time.monotonic() - begin > PATIENCE or not self.lives():
                return None
            time.sleep(pause)
            pause = min(pause * 1.2, 0.01)
        took = time.monotonic() - begin
        for put_away in glob.glob(os.path.join(self.inbox, '.Recorded', 'cur', glob.escape(name) + '*')) if len(raw) > 2 ** 20 else ():
            os.unlink(put_away)  # the record has it; the disk of a test need not
        return took

    def end(self):
        """Its status, or a sentence."""
        self.memory.over = True
        self.memory.join()
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return 'it did not end'


class Record:
    """What the record says of mails."""

    def __init__(self, directory):
        self.db = sqlite3.connect('file:%s/state/rapporteur.db?mode=ro' % directory, uri=True)

    def mails(self, name):
        columns = ('id', 'verdict', 'reason', 'raw')
        return [dict(zip(columns, row)) for row in self.db.execute('SELECT id, verdict, reason, raw FROM mail_in WHERE source_key = ?', (name,))]

    def reading(self, mail):
        row = self.db.execute('SELECT json FROM reading WHERE mail_id = ?', (mail,)).fetchone()
        return json.loads(row[0]) if row else {'answers': [], 'findings': []}

    def taken_over(self, mail):
        return sum(self.db.execute('SELECT count(*) FROM %s WHERE mail_id = ?' % table, (mail,)).fetchone()[0] for table in ('answer', 'proposal'))

    def is_sound(self):
        return self.db.execute('PRAGMA integrity_check').fetchall() == [('ok',)]


def values_of(reading):
    """What a mail says, field by field: a value, or a status in brackets."""
    return {a['field']: a.get('value') if a['status'] == 'ok' else '(%s)' % a['status'] for a in reading['answers']}


def header_of(raw):
    """What is kept of a mail that is too large: its header without the empty line."""
    return raw[:re.search(rb'\n\r?\n', raw).start() + 1]


class Fed:
    """One hostile mail that was fed, and what has to be found again."""

    def __init__(self, case, raw):
        kept = header_of(raw) if len(raw) > LIMIT else raw
        self.case, self.size, self.kept = case, len(raw), hashlib.sha256(kept).hexdigest()
        self.took = self.next_took = None
        self.followed = False  # by a good mail
        self.memory = 0


def is_wanted(verdict, mail, values, codes):
    kind = verdict['class']
    if kind == 'quarantined':
        return mail['verdict'] == 'quarantined' and mail['reason'] and verdict['words'] in mail['reason']
    if kind == 'machine':
        return mail['verdict'] == 'machine'
    if kind == 'read':
        return mail['verdict'] == 'accepted' and values.get('2.1') == verdict['value']
    if kind == 'told':
        return (mail['verdict'] == 'accepted' and set(codes) & set(verdict['codes']) and
                (not verdict['value'] or values.get('2.1') == verdict['value']))
    return not [f for f, value in values.items() if value == verdict['never'] and f != '2.9']


class Judgement:
    def __init__(self, record, path):
        self.record, self.file = record, open(path, 'w', encoding='utf-8')

    def say(self, question, good, words):
        print('%s\t%s\t%s' % (question, 'good' if good else 'wrong', words.replace('\n', ' ')), file=self.file)

    def of_hostile(self, fed):
        name, mails = fed.case.name, self.record.mails(fed.case.name)
        self.say('once', len(mails) == 1, '%s: %d times in the record' % (name, len(mails)))
        if len(mails) != 1:
            return
        mail, reading = mails[0], self.record.reading(mails[0]['id'])
        values, codes = values_of(reading), sorted({f['code'] for f in reading['findings']})
        self.say('raw', hashlib.sha256(mail['raw']).hexdigest() == fed.kept, '%s: the bytes that came' % name)
        said = '%s, wanted %s: %s (%s) %s %s' % (name, fed.case.verdict['class'], mail['verdict'], mail['reason'], codes, values)
        self.say('verdict', is_wanted(fed.case.verdict, mail, values, codes), said)
        self.say('nothing', mail['verdict'] == 'accepted' or not self.record.taken_over(mail['id']), said)
        self.say('memory', fed.memory <= fed.case.memory, '%s: %.0f MiB' % (name, fed.memory))

    def of_good(self, fed):
        mails = self.record.mails('good.' + fed.case.name)
        good = len(mails) == 1 and mails[0]['verdict'] == 'accepted' and values_of(self.record.reading(mails[0]['id'])).get('2.2') in ('support', 'cannot support')
        self.say('good', good, 'behind %s: %s' % (fed.case.name, [(m['verdict'], m['reason']) for m in mails]))

    def of_all(self, all_fed, status):
        self.say('core', status == 0, 'it ended with %s' % status)
        self.say('database', self.record.is_sound(), 'integrity_check')
        behind = sorted((f.next_took or PATIENCE, f.case.name) for f in all_fed if f.followed)
        # On a machine that is busy with other things everything takes longer, and not more.
        soon = max(NEXT_GOOD, 40 * behind[len(behind) // 2][0]) if behind else NEXT_GOOD
        for fed in all_fed:
            self.say('time', fed.took is not None, '%s: %s s' % (fed.case.name, fed.took))
            self.of_hostile(fed)
            if fed.followed:
                self.say('next', fed.next_took is not None and fed.next_took <= soon, 'behind %s: %s s' % (fed.case.name, fed.next_took))
                self.of_good(fed)
        times = sorted((f.took or PATIENCE, f.case.name) for f in all_fed)
        memory = max((f.memory, f.case.name) for f in all_fed)
        print('figures\t\t%d mails; median %.0f ms, worst %.0f ms (%s); the good mail behind: median %.0f ms, worst %.0f ms (%s); memory together %.0f MiB (%s), '
              'largest process %d MiB' % (len(times), 1000 * times[len(times) // 2][0], 1000 * times[-1][0], times[-1][1], 1000 * behind[len(behind) // 2][0],
                                          1000 * behind[-1][0], behind[-1][1], memory[0], memory[1], resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024), file=self.file)
        self.file.close()


def requests(directory):
    """The requests for the draft plan that were sent, one for each member."""
    found = []
    for path in sorted(glob.glob(os.path.join(directory, 'sent', 'new', '*'))):
        with open(path, 'rb') as file:
            raw = file.read()
        key = re.search(rb'(?m)^X-Rapporteur-Key: request/1/plan/([A-Z]+)', raw)
        to = re.search(rb'(?mi)^To:.*?<([^>]*)>', raw, re.S)
        if key and to:
            found.append(frame.Request(key.group(1).decode(), to.group(1).decode(), raw))
    return found


def feed(options):
    """Everything that was fed, and the status that the daemon ended with."""
    asked, chance = requests(options.directory), frame.random.Random(options.seed)
    cases = [case for case in frame.CASES if re.search(options.only, case.name)]
    chance.shuffle(cases)
    daemon, all_fed = Daemon(options.program, options.directory), []
    for n, case in enumerate(cases[::options.every]):
        raw = case.make(frame.Maker(options.seed, case.name, asked[n % len(asked)]))
        if options.save:
            with open(os.path.join(options.save, case.name + '.eml'), 'wb') as file:
                file.write(raw)
        if len(raw) > options.largest:
            continue
        fed = Fed(case, raw)
        all_fed.append(fed)
        daemon.memory.take()
        fed.took = daemon.take_in(case.name, raw)
        if n % options.good == 0 or len(raw) > 2 ** 20:
            good = frame.Maker(options.seed, 'good ' + case.name, asked[(n + 1) % len(asked)])
            fed.followed = True
            fed.next_took = daemon.take_in('good.' + case.name, good.mail('[2.2] %s\n' % chance.choice(['support', 'cannot support'])))
        fed.memory = daemon.memory.take()
        if not daemon.lives():
            break
    return all_fed, daemon.end()


def main():
    p = argparse.ArgumentParser()
    for name in ('program', 'directory', 'report'):
        p.add_argument(name)
    p.add_argument('--seed', default='1')
    p.add_argument('--only', default='')
    p.add_argument('--every', type=int, default=1)
    p.add_argument('--good', type=int, default=1)
    p.add_argument('--largest', type=int, default=2 ** 30)
    p.add_argument('--save')
    options = p.parse_args()
    all_fed, status = feed(options)
    Judgement(Record(options.directory), options.report).of_all(all_fed, status)


main()
