# SPDX-License-Identifier: Apache-2.0
"""What every hostile mail is made with: the seeded chance, a focal point who was asked, the head of his reply, and the list of cases.

A case is a function of a Maker that gives the bytes of one mail. What must become of it stands beside its name:

    read(VALUE)            accepted, and VALUE (default "support") is the answer to [2.1]; nothing need be told
    told(CODE, ...)        accepted, with at least one of these findings for its author; no other answer than "support"
    harmless(VALUE)        read or not, as it may be: what it hides or garbles, VALUE (default "cannot support"), is the answer to nothing
    quarantined(WORDS)     kept raw, with a reason that has these words; no answer
    machine()              no person wrote it; no answer
"""
import random
import re

CASES = []


class Case:
    """A name for logs, the technique or the rule, what must become of it, and the function that makes it."""

    def __init__(self, name, source, verdict, make, memory=96):
        self.name, self.source, self.verdict, self.make = name, source, verdict, make
        self.memory = memory    # MiB that daemon and children may have together


def read(value='support'):
    return {'class': 'read', 'value': value}


def told(*codes, value=None):
    return {'class': 'told', 'codes': codes, 'value': value}


def harmless(never='cannot support'):
    return {'class': 'harmless', 'never': never}


def quarantined(words):
    return {'class': 'quarantined', 'words': words}


def machine():
    return {'class': 'machine'}


def case(name, source, verdict, memory=96):
    def put(make):
        CASES.append(Case(name, source, verdict, make, memory))
        return make
    return put


def cases(names, source, verdict, **more):
    """One function for several names: it is given the name's parameter too. names: {NAME: PARAMETER}, or {NAME: (PARAMETER, VERDICT)}
    where verdict is None."""
    def put(make):
        for name, parameter in names.items():
            wanted = verdict
            if verdict is None:
                parameter, wanted = parameter
            CASES.append(Case(name, source, wanted, lambda w, p=parameter: make(w, p), **more))
        return make
    return put


def octets(text):
    return text if isinstance(text, bytes) else text.encode('utf-8', 'surrogateescape')


class Request:
    """A request that the daemon has sent, and whom it went to."""

    def __init__(self, code, address, raw):
        head = raw.split(b'\n\n', 1)[0].decode('ascii', 'replace')
        head = re.sub(r'\n[ \t]+', ' ', head)
        get = lambda name: re.search(r'(?mi)^%s:\s*(.*)$' % name, head).group(1).strip()
        self.code, self.address = code, address
        self.id, self.subject = get('Message-ID'), get('Subject')
        self.to = re.sub(r'.*<(.*)>.*', r'\1', get('Reply-To'))
        self.text = raw.split(b'Content-Type: text/plain', 1)[1].split(b'\n\n', 1)[1].split(b'\n--', 1)[0].decode('ascii', 'replace')


class Maker:
    def __init__(self, seed, name, request):
        self.chance = random.Random('%s/%s' % (seed, name))
        self.request = request
        self.lines = self.chance.choice(['\n', '\n', '\r\n'])

    def number(self, low, high):
        return self.chance.randint(low, high)

    def word(self, length=None):
        return ''.join(self.chance.choice('abcdefghijklmnopqrstuvwxyz') for _ in range(length or self.number(4, 12)))

    def boundary(self):
        return self.chance.choice(['=_', '----=_Part_', 'b', 'Apple-Mail=_', '_000_']) + self.word() + str(self.number(1, 10 ** 9))

    def head(self, type='text/plain; charset=utf-8', encoding=None, extra=(), without=(), subject=None, sender=None):
        """The head of an authenticated reply, ended by its last field. extra: fields as lines of text or octets."""
        r, domain = self.request, self.request.address.split('@')[1]
        fields = [
            ('From', sender or '<%s>' % r.address), ('To', '<%s>' % r.to),
            ('Subject', subject if subject is not None else 'Re: ' + r.subject),
            ('Date', 'Tue, 07 Jul 2020 1%d:%02d:00 +0900' % (self.number(0, 9), self.number(0, 59))),
            ('Message-ID', '<%s.%d@%s>' % (self.word(), self.number(1, 10 ** 9), domain)),
            ('In-Reply-To', r.id), ('References', r.id)]
        self.chance.shuffle(fields)
        fields = [('Return-Path', '<%s>' % r.address),
                  ('Authentication-Results', 'mx.neaspec.example; dmarc=pass header.from=' + domain),
                  ('Received', 'from mail.%s by mx.neaspec.example; Tue, 07 Jul 2020 09:00:00 +0900' % domain)] + fields
        if type is not None:
            fields += [('MIME-Version', '1.0'), ('Content-Type', type)]
        if encoding:
            fields.append(('Content-Transfer-Encoding', encoding))
        out = [octets('%s: %s' % f) for f in fields if f[0] not in without]
        out += [octets(line) for line in extra]
        return self.lines.encode().join(out) + self.lines.encode()

    def mail(self, body, **head):
        return self.head(**head) + self.lines.encode() + octets(body)

    def parts(self, *parts, kind='mixed', close=True, boundary=None, **head):
        """A multipart of (head lines, body) pairs."""
        b = boundary or self.boundary()
        body = b''
        for lines, content in parts:
            body += octets('--%s%s%s%s%s' % (b, self.lines, lines, self.lines, self.lines)) + octets(content) + self.lines.encode()
        if close:
            body += octets('--%s--%s' % (b, self.lines))
        return self.mail(body, type='multipart/%s; boundary="%s"' % (kind, b), **head)


ANSWER = '[2.1] support\n'
TEXT = 'Content-Type: text/plain; charset=utf-8'
