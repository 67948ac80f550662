# SPDX-License-Identifier: Apache-2.0
"""Word files that are bombs or no Word files."""
import base64
import io
import random
import struct
import warnings
import zipfile
import zlib

from frame import ANSWER, TEXT, case, cases, harmless, read

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
RELS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/officeDocument" Target="%s"/></Relationships>')


def document(body, head=HEAD):
    return '%s<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (head, W, body)


def paragraph(text):
    return '<w:p><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>' % text


GOOD = document(paragraph('[2.1] Overall position on the draft') + paragraph('Answer [2.1]: support'))


def archive(entries, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        with zipfile.ZipFile(out, 'w', method) as z:
            for name, data in entries:
                z.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def word(body=GOOD, more=(), target='word/document.xml'):
    return archive([('_rels/.rels', RELS % target), ('word/document.xml', body)] + list(more))


def crc_wrong():
    data = bytearray(word())
    at = data.rindex(b'PK\x01\x02')
    data[at + 16:at + 20] = b'\x12\x34\x56\x78'
    at = data.rindex(b'PK\x03\x04')
    data[at + 14:at + 18] = b'\x12\x34\x56\x78'
    return bytes(data)


def patched(offset, value, kind='<H', signature=b'PK\x01\x02', data=None):
    data = bytearray(data or word())
    at = -1
    while (at := data.find(signature, at + 1)) >= 0:
        struct.pack_into(kind, data, at + offset, value)
    return bytes(data)


def overlapping():
    """Every directory entry names the same bytes: the shape of the flat bomb."""
    body = b'\0' * 1000000
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    squeezed = squeezed.compress(body) + squeezed.flush()
    local = struct.pack('<IHHHHHIIIHH', 0x04034b50, 20, 0, 8, 0, 0, zlib.crc32(body), len(squeezed), len(body), 1, 0) + b'a' + squeezed
    names = [b'word/document.xml', b'_rels/.rels'] + [b'f%d' % i for i in range(900)]
    central = b''.join(struct.pack('<IHHHHHHIIIHHHHHII', 0x02014b50, 20, 20, 0, 8, 0, 0, zlib.crc32(body), len(squeezed), len(body), len(n), 0, 0, 0, 0, 0, 0) + n for n in names)
    return local + central + struct.pack('<IHHHHIIH', 0x06054b50, 0, 0, len(names), len(names), len(central), len(local), 0)


def shells(depth):
    data = b'\0' * 100000
    for i in range(depth):
        data = archive([('lib %d/%d.zip' % (i, n), data) for n in range(16)])
    return data


LAUGHS = '<!DOCTYPE x [<!ENTITY a0 "lol">' + ''.join('<!ENTITY a%d "%s">' % (i + 1, '&a%d;' % i * 10) for i in range(9)) + ']>'
FILES = {
    'docx-laughs': lambda: word(document(paragraph('&a9;'), HEAD + LAUGHS)),
    'docx-quadratic': lambda: word(document(paragraph('&a;' * 50000), HEAD + '<!DOCTYPE x [<!ENTITY a "%s">]>' % ('a' * 50000))),
    'docx-external-entity': lambda: word(document(paragraph('&a;'), HEAD + '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>')),
    'docx-external-dtd': lambda: word(document(paragraph('x'), HEAD + '<!DOCTYPE x SYSTEM "http://x.example/y.dtd">')),
    'docx-parameter-entity': lambda: word(document(paragraph('x'), HEAD + '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>')),
    'docx-xinclude': lambda: word(document('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>' + paragraph('x'))),
    'docx-deep': lambda: word(document('<w:p>' * 5000 + '</w:p>' * 5000)),
    'docx-attributes': lambda: word(document('<w:p %s/>' % ' '.join('a%d="b"' % i for i in range(20000)))),
    'docx-names-spaces': lambda: word(document('<w:p %s/>' % ' '.join('xmlns:a%d="b%d"' % (i, i) for i in range(20000)))),
    'docx-attribute-long': lambda: word(document('<w:p a="%s"/>' % ('x' * 5000000))),
    'docx-text-long': lambda: word(document(paragraph('word ' * 1000000))),
    'docx-paragraphs': lambda: word(document(paragraph('x') * 60000)),
    'docx-runs': lambda: word(document('<w:p>' + '<w:r><w:t>x</w:t></w:r>' * 150000 + '</w:p>')),
    'docx-changes': lambda: word(document('<w:p>' + '<w:ins w:id="1" w:author="a"><w:r><w:t>x</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>y</w:delText></w:r></w:del>' * 30000 + '</w:p>')),
    'docx-changes-nested': lambda: word(document('<w:p>' + '<w:ins w:id="1">' * 200 + '<w:r><w:t>x</w:t></w:r>' + '</w:ins>' * 200 + '</w:p>')),
    'docx-tables-nested': lambda: word(document('<w:tbl><w:tr><w:tc>' * 70 + paragraph('x') + '</w:tc></w:tr></w:tbl>' * 70)),
    'docx-cut-xml': lambda: word(GOOD[:-40]),
    'docx-no-xml': lambda: word(random.Random(1).randbytes(5000)),
    'docx-encoding-lies': lambda: word(GOOD.replace('UTF-8', 'UTF-16')),
    'docx-utf-7': lambda: word(GOOD.replace('UTF-8', 'UTF-7')),
    'docx-control': lambda: word(document(paragraph('a&#1;b&#xFFFE;\x0b'))),
    'docx-zeros-64-mib': lambda: word(GOOD, [('word/media/a.bin', b'\0' * (65 << 20))]),
    'docx-ratio': lambda: word(document(paragraph('a' * 6000000))),
    'docx-42': lambda: word(GOOD, [('word/embeddings/42.zip', shells(3))]),
    'docx-shells-only': lambda: shells(4),
    'docx-overlapping': overlapping,
    'docx-entries': lambda: word(GOOD, [('x%d' % i, '') for i in range(1200)]),
    'docx-entries-65535': lambda: patched(8, 0xffff, signature=b'PK\x05\x06'),
    'docx-names-up': lambda: word(GOOD, [('../../../../etc/cron.d/x', 'x'), ('/etc/passwd', 'x'), ('C:\\x', 'x'), ('a\0b', 'x')]),
    'docx-target-up': lambda: word(GOOD, target='../../../../etc/passwd'),
    'docx-target-file': lambda: word(GOOD, target='file:///etc/passwd'),
    'docx-names-twice': lambda: word(GOOD, [('word/document.xml', document(paragraph('x')))]),
    'docx-crc': crc_wrong,
    'docx-encrypted': lambda: patched(8, 1),
    'docx-method': lambda: patched(10, 97),
    'docx-size-lies': lambda: patched(24, 100, '<I'),
    'docx-size-huge': lambda: patched(24, 0xfffffffe, '<I'),
    'docx-offset-huge': lambda: patched(42, 0x7fffffff, '<I'),
    'docx-directory-offset': lambda: patched(16, 0x7fffffff, '<I', b'PK\x05\x06'),
    'docx-comment-long': lambda: patched(20, 0xffff, signature=b'PK\x05\x06'),
    'docx-cut': lambda: word()[:-30],
    'docx-half': lambda: word()[:300],
    'docx-behind-noise': lambda: random.Random(2).randbytes(30000) + word(),
    'docx-empty-archive': lambda: archive([]),
    'docx-no-parts': lambda: archive([('x', 'y')]),
    'docx-empty': lambda: b'',
    'docx-old-word': lambda: b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 20000,
    'docx-rtf': lambda: b'{\\rtf1' + b'{' * 100000,
    'docx-is-html': lambda: b'<html><body>[2.1] cannot support',
    'docx-symlink': lambda: patched(38, 0xa1ff0000, '<I'),
}


@cases({name: make for name, make in FILES.items()}, 'R51: archives and XML', harmless())
def _(w, make):
    return w.parts((TEXT, 'Please see the file.\n'), (
        'Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document; name="form.docx"\n'
        'Content-Disposition: attachment; filename="form.docx"\nContent-Transfer-Encoding: base64', base64.encodebytes(make())))


@case('docx-twenty', 'R51: files of one mail', harmless())
def _(w):
    return w.parts((TEXT, 'Please see the files.\n'), *[(
        'Content-Type: application/octet-stream; name="form%d.docx"\nContent-Transfer-Encoding: base64' % i, base64.encodebytes(word(document(paragraph('w ' * 100000)))))
        for i in range(20)])


@cases({'xlsx': 'a.xlsx', 'pptm': 'a.pptm', 'docm': 'a.docm', 'odt': 'a.odt', 'zip': 'a.zip', 'pdf': 'a.pdf', 'exe': 'a.exe', 'js': 'a.js', 'eml': 'a.eml', 'ics': 'a.ics', 'vcf': 'a.vcf', 'html': 'a.html'},
       'files nobody opens', read())
def _(w, name):
    return w.parts((TEXT, ANSWER), ('Content-Type: application/octet-stream; name="%s"\nContent-Disposition: attachment; filename="%s"\nContent-Transfer-Encoding: base64' % (name, name),
                                    base64.encodebytes(w.chance.choice([shells(2), w.chance.randbytes(20000)]))))
