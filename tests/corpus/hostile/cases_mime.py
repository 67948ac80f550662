# SPDX-License-Identifier: Apache-2.0
"""Headers, parts and encodings that no mail program writes."""
import base64
import binascii
import struct

from frame import ANSWER, TEXT, case, cases, harmless, octets, quarantined, read, told

# ---- headers ------------------------------------------------------------------------------------------------


@cases({'comments-106-kb': ('To', 106000), 'comments-in-from': ('From', 30000), 'comments-one-too-many': ('Cc', 33)},
       'stack overflow of recursive address parsers', quarantined(''))
def comments(w, p):
    field, n = p
    text = '%s: %s%s <%s>' % (field, '(' * n, ')' * n, w.request.address)
    return w.mail(ANSWER, extra=[text], without=[field])


@case('comments-at-the-limit', 'edge of R50', read())
def _(w):
    return w.mail(ANSWER, extra=['Cc: %s%s a@b.example' % ('(' * 32, ')' * 32)])


@cases({'groups-nested': 60000, 'groups-few-too-many': 40}, 'stack overflow of GMime on a:a:a:', quarantined(''))
def _(w, n):
    return w.mail(ANSWER, extra=['Cc: ' + 'a:' * n])


@cases({'addresses-quadratic': (200000, quarantined('')), 'addresses-513': (513, quarantined('number of addresses')),
        'addresses-512': (512, read())}, 'quadratic lists', None)
def _(w, n):
    return w.mail(ANSWER, extra=['Cc: ' + ',\n '.join('u%d@x.example' % i for i in range(n))])


@cases({'commas-only': (',', quarantined('number of addresses')), 'angles-only': ('<', read()), 'quotes-open': ('"a', read()), 'backslashes': ('\\', read()),
        'at-signs': ('@', read()), 'semicolons': (';', read())}, 'address grammar torn apart', None)
def _(w, c):
    return w.mail(ANSWER, extra=['Cc: ' + (c * 60000)[:60000]])


@cases({'header-10-mb': 10 * 2 ** 20, 'header-300-kib': 300 * 1024}, 'R50: header block', quarantined('over a limit'))
def _(w, n):
    fill = ['X-%s: %s' % (w.word(), 'y' * 900)] * (n // 900)
    return w.mail(ANSWER, extra=fill)


@case('header-one-line-of-10-mb', 'R50: header block', quarantined('over a limit'))
def _(w):
    return w.mail(ANSWER, extra=['X-Long: ' + 'x' * (10 * 2 ** 20)])


@cases({'fields-1001': 1001, 'fields-100000': 100000}, 'R50: number of fields', quarantined('over a limit'))
def _(w, n):
    return w.mail(ANSWER, extra=['X: y'] * n)


@case('fields-below-1000', 'edge of R50', read())
def _(w):
    return w.mail(ANSWER, extra=['X-%d: y' % i for i in range(985)])


@case('references-5000', 'R50: last 64 References', read())
def _(w):
    ids = ['<%s.%d@x.example>' % (w.word(8), i) for i in range(1500)]
    return w.mail(ANSWER, without=['References'], extra=['References: ' + '\n '.join(ids + [w.request.id])])


@case('encoded-words-3000', 'R50: encoded words', told('lost-characters', value='support'))
def _(w):
    return w.mail(ANSWER, subject='\n '.join(['=?utf-8?q?a?='] * 3000))


@case('encoded-words-a-million', 'R50: header block', quarantined('over a limit'))
def _(w):
    return w.mail(ANSWER, subject='\n '.join(['=?utf-8?b?YQ==?='] * 1000000))


@cases({'encoded-word-charset-%d' % i: c for i, c in enumerate(
    ['utf-7', 'EUC-TW', '../../../etc/passwd', 'x' * 5000, '%n%n%s', 'IBM1047', 'ISO-2022-CN-EXT'])},
    'converters the mail names itself', read())
def _(w, charset):
    return w.mail(ANSWER, extra=['X-Subject: =?%s?B?%s?=' % (charset, 'A' * 40)], subject='Re: =?%s?B?QUJD?= %s' % (
        charset.replace('\0', ''), w.request.subject))


@case('encoded-word-broken', 'RFC 2047 garbage', read())
def _(w):
    return w.mail(ANSWER, extra=['Comments: =?utf-8?b?====?= =?utf-8?q?=ZZ=?= =?=?=?= =?utf-8?x?a?= =?utf-8*en?b?YQ?='])


@case('continuations-100000', 'folding bomb', quarantined('over a limit'))
def _(w):
    return w.mail(ANSWER, extra=['X-Folded: a' + '\n ' * 200000])


@case('field-names-odd', 'what is a field', quarantined('no header field'))
def _(w):
    return w.mail(ANSWER, extra=[': no name', b'\xff\xfe: y', b'X\x01Y: z', 'A' * 900 + ': b', 'Sp ace : x'])


@cases({'nul-in-subject': b'Subject: Re: \0x', 'nul-in-message-id': b'Message-ID: <a\0b@c>', 'nul-in-unknown': b'X-A: \0' * 1},
       'NUL in the header', harmless())
def _(w, line):
    name = line.split(b':')[0].decode()
    return w.mail(ANSWER, without=[name], extra=[line])


@case('duplicate-mime-fields', 'two Content-Types', quarantined('says twice'))
def _(w):
    return w.mail(ANSWER, extra=['Content-Type: multipart/mixed; boundary=x', 'Content-Transfer-Encoding: base64'])


@case('content-type-64-kib', 'R50: field', quarantined(''))
def _(w):
    return w.mail(ANSWER, type='text/plain; ' + 'a=b; ' * 20000)


@case('parameters-10000', 'parameter bomb', read())
def _(w):
    return w.mail(ANSWER, type='text/plain; charset=utf-8; ' + '; '.join('p%d=v' % i for i in range(4000)))


# ---- line ends and ends -------------------------------------------------------------------------------------


def ending(w, way):
    raw = w.mail(ANSWER).replace(b'\r\n', b'\n')
    return {'lf': raw, 'crlf': raw.replace(b'\n', b'\r\n'), 'cr': raw.replace(b'\n', b'\r'), 'crcrlf': raw.replace(b'\n', b'\r\r\n'),
            'lfcr': raw.replace(b'\n', b'\n\r'), 'mixed': b'\n'.join(l + w.chance.choice([b'', b'\r']) for l in raw.split(b'\n'))}[way]


@cases({'lines-lf': ('lf', read()), 'lines-crlf': ('crlf', read()), 'lines-cr': ('cr', harmless()), 'lines-crcrlf': ('crcrlf', harmless()),
        'lines-lfcr': ('lfcr', harmless()), 'lines-mixed': ('mixed', read())}, 'line ends', None)
def _(w, way):
    return ending(w, way)


@case('bare-cr-in-field', 'a field within a field', harmless())
def _(w):
    return w.mail(ANSWER, extra=['X-A: b\rFrom: <someone@else.example>\rX-C: d'])


@case('no-header', 'a body alone', quarantined(''))
def _(w):
    return octets('\n' + ANSWER)


@case('no-body', 'a header alone', harmless())
def _(w):
    return w.head()


@case('nothing', 'an empty file', quarantined(''))
def _(w):
    return b''


@cases({'one-nul': b'\0', 'one-lf': b'\n', 'one-colon': b':', 'nuls-64-kib': b'\0' * 65536, 'ff-64-kib': b'\xff' * 65536,
        'blanks-64-kib': b' ' * 65536, 'crlf-64-kib': b'\r\n' * 32768}, 'no mail at all', quarantined(''))
def _(w, raw):
    return raw + (b'' if len(raw) == 1 else b'%d' % w.number(0, 10 ** 6))


@case('random-64-kib', 'noise', quarantined(''))
def _(w):
    return w.chance.randbytes(65536)


@case('random-behind-a-header', 'noise', harmless())
def _(w):
    return w.mail(w.chance.randbytes(200000))


@cases({'truncated-%02d' % i: i for i in range(12)}, 'a mail cut off somewhere', harmless())
def _(w, i):
    raw = w.parts((TEXT, ANSWER), ('Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64',
                                   base64.encodebytes(bytes(range(256)) * 4)), ('Content-Type: message/rfc822', w.head() + b'\nx\n'))
    return raw[:len(raw) * (i + w.chance.random()).__int__() // 12 + w.number(1, 30)]


@cases({'line-10-mb': (10 * 2 ** 20, quarantined('length of a line')), 'line-just-below-1-mib': (2 ** 20 - 1, harmless()),
        'line-just-above-1-mib': (2 ** 20 + 1, quarantined('length of a line'))}, 'R50: line', None)
def _(w, n):
    return w.mail(ANSWER + 'x' * n + '\n')


# ---- parts --------------------------------------------------------------------------------------------------


@cases({'parts-10000': 10000, 'parts-201': 201}, 'R50: parts', quarantined('number of parts'))
def _(w, n):
    return w.parts(*[(TEXT, ANSWER)] + [('Content-Type: text/plain; name=a%d.txt' % i, 'x') for i in range(n)])


@case('parts-200', 'edge of R50', read())
def _(w):
    return w.parts(*[(TEXT, ANSWER)] + [('Content-Type: application/x-a; name=a%d.bin' % i, 'x') for i in range(199)])


@cases({'nested-10000': (10000, quarantined('depth of parts')), 'nested-21': (21, quarantined('depth of parts')), 'nested-20': (20, read())},
       'quadratic nesting', None)
def _(w, n):
    b = w.boundary()
    body = ''.join('--%s.%d\nContent-Type: multipart/mixed; boundary="%s.%d"\n\n' % (b, i, b, i + 1) for i in range(n - 1))
    body += '--%s.%d\n%s\n\n%s' % (b, n - 1, TEXT, ANSWER)
    return w.mail(body, type='multipart/mixed; boundary="%s.0"' % b)


@cases({'boundaries-identical': 400, 'boundaries-prefix': 100}, 'nested boundaries that begin alike', harmless())
def _(w, n):
    b = w.word()
    names = [b if n == 400 else b + 'x' * i for i in range(19)]
    body = ''.join('--%s\nContent-Type: multipart/mixed; boundary="%s"\n\n' % (a, c) for a, c in zip(names, names[1:]))
    return w.mail(body + '--%s\n%s\n\n%s--%s--\n' % (names[-1], TEXT, ANSWER, names[-1]),
                  type='multipart/mixed; boundary="%s"' % names[0])


@cases({'boundary-missing': ('multipart/mixed', read()), 'boundary-empty': ('multipart/mixed; boundary=""', harmless()),
        'boundary-250': ('multipart/mixed; boundary="%s"' % ('b' * 250), harmless()),
        'boundary-251': ('multipart/mixed; boundary="%s"' % ('b' * 251), quarantined('length of a boundary')),
        'boundary-60000': ('multipart/mixed; boundary="%s"' % ('b' * 60000), quarantined('length of a boundary')),
        'boundary-twice': ('multipart/mixed; boundary=a; boundary=b', harmless()),
        'boundary-blank': ('multipart/mixed; boundary=" "', harmless()),
        'boundary-dashes': ('multipart/mixed; boundary="--"', harmless()),
        'boundary-nul': ('multipart/mixed; boundary="a\0b"', harmless()),
        'boundary-2231': ("multipart/mixed; boundary*0*=utf-8''a; boundary*1=b", harmless())}, 'boundaries', None)
def _(w, type):
    return w.mail('--b\n%s\n\n%s--b--\n' % (TEXT, ANSWER), type=type)


@case('boundary-never-closed', 'boundaries', read())
def _(w):
    return w.parts((TEXT, ANSWER), close=False)


@case('boundary-lines-a-million', 'R50: parts', quarantined('number of parts'))
def _(w):
    return w.mail('--b\n' * 1000000, type='multipart/mixed; boundary=b')


@case('closed-lines-a-million', 'closing delimiters without an opening', harmless())
def _(w):
    return w.mail('--b--\n' * 1000000, type='multipart/mixed; boundary=b')


@cases({'messages-30000': (30000, quarantined('depth of parts')), 'messages-21': (21, quarantined('depth of parts')), 'messages-19': (19, harmless())},
       'message/rfc822 in message/rfc822', None)
def _(w, n):
    return w.mail('Content-Type: message/rfc822\n\n' * (n - 1) + TEXT + '\n\n' + ANSWER, type='message/rfc822')


@case('multipart-in-base64', 'what may not be encoded', harmless())
def _(w):
    inner = '--b\n%s\n\n%s--b--\n' % (TEXT, ANSWER)
    return w.mail(base64.encodebytes(inner.encode()), type='multipart/mixed; boundary=b', encoding='base64')


@case('message-partial', 'pieces', harmless())
def _(w):
    return w.mail(ANSWER, type='message/partial; id="x"; number=1; total=%d' % w.number(2, 10 ** 9))


@case('external-body', 'a file elsewhere', harmless())
def _(w):
    return w.mail('Content-Type: text/plain\n\n', type='message/external-body; access-type=URL; URL="file:///etc/passwd"')


@cases({'signed-shell': 'signed; protocol="application/pkcs7-signature"; micalg=sha-256', 'encrypted-shell': 'encrypted; protocol="application/pgp-encrypted"'},
       'R14: signed and encrypted parts give no answers', harmless())
def _(w, kind):
    b = w.boundary()
    return w.mail('--%s\n%s\n\n%s--%s\nContent-Type: application/octet-stream\n\n%s\n--%s--\n' % (b, TEXT, ANSWER, b, 'x' * 4000, b),
                  type='multipart/%s; boundary="%s"' % (kind, b))


@case('pkcs7-mime', 'an opaque signature', harmless())
def _(w):
    return w.mail(base64.encodebytes(w.chance.randbytes(50000)), type='application/pkcs7-mime; smime-type=enveloped-data', encoding='base64')


@case('alternative-of-alternatives', 'choices in choices', harmless())
def _(w):
    body = ''.join('--b%d\nContent-Type: multipart/alternative; boundary=b%d\n\n' % (i, i + 1) for i in range(18))
    return w.mail(body + '--b18\n%s\n\n%s' % (TEXT, ANSWER), type='multipart/alternative; boundary=b0')


@case('alternative-contradicts', 'plain says yes, HTML says no (R57)', harmless())
def _(w):
    return w.parts((TEXT, ANSWER), ('Content-Type: text/html; charset=utf-8', '<p>[2.1] cannot support</p>'), kind='alternative')


@cases({'sections-101': (range(101), quarantined('sections')), 'sections-100000': (range(3000), quarantined('sections')),
        'sections-out-of-order': ([5, 3, 1, 0, 2, 4], read()), 'sections-twice': ([0, 1, 1, 0, 2], read()),
        'sections-gaps': ([0, 7, 99], read()), 'sections-huge-number': ([0, 4294967295, 99999999999999999999], read()),
        'sections-negative': ([-1, 0], read())}, 'RFC 2231 sections', None)
def _(w, numbers):
    name = ''.join(';\n filename*%d=a' % n for n in numbers)
    return w.parts((TEXT, ANSWER), ('Content-Type: application/x-a\nContent-Disposition: attachment' + name, 'x'))


@cases({'name-up': '../../../../etc/cron.d/x', 'name-absolute': '/etc/passwd', 'name-device': 'CON', 'name-stream': 'a.txt:$DATA', 'name-dot': '..',
        'name-empty': '', 'name-32-kib': 'n' * 32768, 'name-rtlo': '\u202efdp.exe', 'name-nul': "*=utf-8''a%00b.txt", 'name-newline': "*=utf-8''a%0D%0ABcc:%20x@y.example",
        'name-format': '%s%n%x', 'name-overlong': "*=utf-8''%C0%AE%C0%AE%C0%AF", 'name-shell': '$(reboot);`id`|x.docx', 'name-html': '<img src=x onerror=alert(1)>.txt'},
       'names of files', read())
def _(w, name):
    how = 'filename' + name if name.startswith('*=') else 'filename="%s"' % name
    return w.parts((TEXT, ANSWER), ('Content-Type: application/x-a\nContent-Disposition: attachment; ' + how, 'x'))


# ---- encodings ----------------------------------------------------------------------------------------------


@cases({'base64-garbage': ('base64', '!@#$%^&*()' * 500), 'base64-equals': ('base64', '=' * 50000), 'base64-one-character': ('base64', 'Q'),
        'base64-high': ('base64', b'\xff' * 50000), 'qp-garbage': ('quoted-printable', '=' * 50000), 'qp-open': ('quoted-printable', '=4'),
        'qp-soft-100000': ('quoted-printable', '=\n' * 100000), 'encoding-unknown': ('x-nothing', ANSWER), 'encoding-binary-nul': ('binary', b'a\0b' * 1000)},
       'transfer encodings', harmless())
def _(w, p):
    return w.mail(octets(p[1]), encoding=p[0])


@case('encoding-twice', 'base64 in base64', harmless())
def _(w):
    return w.mail(base64.encodebytes(base64.encodebytes(ANSWER.encode())), encoding='base64')


@case('encoding-64-kib-name', 'transfer encodings', harmless())
def _(w):
    return w.mail(ANSWER, encoding='x' * 60000)


@cases({'uuencode-no-end': 'begin 644 ../../x\n' + 'M' + 'X' * 60 + '\n', 'uuencode-bomb': None, 'uuencode-names': 'begin 777 ' + 'n' * 60000 + '\n`\nend\n'},
       'uuencoded files in the text', harmless())
def _(w, text):
    if text is None:
        line = binascii.b2a_uu(b'\0' * 45).decode()
        text = ('begin 644 a%d\n' % w.number(0, 9) + line * 20 + '`\nend\n') * 5000
    return w.mail(ANSWER + text)


@cases({'yenc': '=ybegin line=128 size=99999999999 name=x\n' + 'a' * 5000 + '\n=yend size=1\n', 'yenc-parts': '=ybegin part=1 line=128 size=5 name=a\n' * 20000,
        'binhex': '(This file must be converted with BinHex 4.0)\n:' + '!' * 60000}, 'other encodings in the text', harmless())
def _(w, text):
    return w.mail(ANSWER + text)


@cases({'tnef-huge-size': struct.pack('<IHBIIH', 0x223e9f78, 1, 1, 0x00069003, 0xffffffff, 0), 'tnef-garbage': b'\x78\x9f\x3e\x22' + b'\xff' * 30000,
        'tnef-empty': b''}, 'winmail.dat', harmless())
def _(w, data):
    return w.parts((TEXT, ANSWER), ('Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64', base64.encodebytes(data)))


@cases({'calendar-50000-events': 50000, 'calendar-nested': 0, 'calendar-folds': -1}, 'calendars', harmless())
def _(w, n):
    if n > 0:
        text = 'BEGIN:VCALENDAR\n' + 'BEGIN:VEVENT\nRRULE:FREQ=SECONDLY\nSUMMARY:x\nEND:VEVENT\n' * n + 'END:VCALENDAR\n'
    elif n == 0:
        text = 'BEGIN:VCALENDAR\n' * 100000
    else:
        text = 'BEGIN:VCALENDAR\nSUMMARY:x' + '\n ' * 300000
    return w.parts((TEXT, ANSWER), ('Content-Type: text/calendar; method=REQUEST; charset=utf-8', text))


@case('report-without-parts', 'a delivery report that is none', harmless())
def _(w):
    return w.mail('', type='multipart/report; report-type=delivery-status; boundary=b', without=['Return-Path'], extra=['Return-Path: <>'])


@case('report-50000-recipients', 'a delivery report of many', harmless())
def _(w):
    status = 'Reporting-MTA: dns; x.example\n\n' + ''.join('Final-Recipient: rfc822; u%d@x.example\nAction: failed\nStatus: 5.1.1\n\n' % i for i in range(20000))
    return w.parts((TEXT, 'failed'), ('Content-Type: message/delivery-status', status), kind='report; report-type=delivery-status')


# ---- sizes --------------------------------------------------------------------------------------------------


def sized(w, n):
    """n bytes in all, with the answer in the first part and a file behind it."""
    raw = w.parts((TEXT, ANSWER), ('Content-Type: application/octet-stream; name=a.bin\nContent-Transfer-Encoding: base64', ''), close=False)
    line = base64.b64encode(w.chance.randbytes(57)) + b'\n'
    return raw + (line * ((n - len(raw)) // len(line) + 1))[:n - len(raw)]


@cases({'size-25-mib': (25 * 2 ** 20, read()), 'size-just-below': (25 * 2 ** 20 - 1, read()), 'size-just-above': (25 * 2 ** 20 + 1, quarantined('larger than 25 MiB'))},
       'R50: message', None, memory=128)
def _(w, n):
    return sized(w, n)


@cases({'size-100-mb-of-lines': 100 * 10 ** 6, 'size-100-mb-and-one': 100 * 10 ** 6 + 1}, 'R50: message; G11', quarantined('larger than 25 MiB'))
def _(w, n):
    return sized(w, n)


@case('text-6-mib', 'R50: text of a part', told('text-cut'), memory=128)
def _(w):
    return w.mail(ANSWER + 'Words upon words, as far as they go.\n' * (6 * 2 ** 20 // 37))


@case('texts-12-mib', 'R50: text of a message', told('text-cut'), memory=128)
def _(w):
    text = 'Words upon words, as far as they go.\n' * (3 * 2 ** 20 // 37)
    return w.parts((TEXT, ANSWER + text), (TEXT, text), (TEXT, text), (TEXT, text))


@case('text-4-mib-of-quotes', 'a reading that is larger than its mail', harmless('support'), memory=128)
def _(w):
    return w.mail(ANSWER + ('"\\' * 40 + '\n') * (4 * 2 ** 20 // 81))
