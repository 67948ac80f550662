#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Word files that want to hurt, or to be read as something else: made when tests run, never kept.

    bombs.py DIR    writes DIR/NAME.docx and DIR/NAME.json, what must come out of each

Each is a Word file in all but the one thing that its name says.
"""
import json
import os
import random
import struct
import sys
import zipfile

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="xml" ContentType="application/xml"/></Types>')
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def relations(*pairs):
    return ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
            ''.join('<Relationship Id="r%d" Type="%s/%s" Target="%s"/>' % (i, OFFICE, kind, target)
                    for i, (kind, target) in enumerate(pairs)) + '</Relationships>')


def document(body, head=HEAD, attributes=''):
    return '%s<w:document xmlns:w="%s"%s><w:body>%s</w:body></w:document>' % (head, W, attributes, body)


def par(text, properties='', mark=''):
    bookmark = '<w:bookmarkStart w:id="1" w:name="%s"/>' % mark if mark else ''
    return ('<w:p>%s<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r></w:p>' %
            (bookmark, properties, text))


GOOD = document(par('[2.1] Overall position on the draft') + par('Answer [2.1]: support'))


def parts(body=GOOD, more=()):
    return [('[Content_Types].xml', TYPES), ('_rels/.rels', relations(('officeDocument', 'word/document.xml'))),
            ('word/document.xml', body)] + list(more)


def write(path, entries, method=zipfile.ZIP_DEFLATED):
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')  # a name twice is meant
        with zipfile.ZipFile(path, 'w', method) as z:
            for name, data in entries:
                z.writestr(zipfile.ZipInfo(name), data, method)


def patch(path, change):
    with open(path, 'r+b') as file:
        data = bytearray(file.read())
        data = change(data) or data
        file.seek(0)
        file.truncate()
        file.write(data)


def directory(data):
    """Where the entries of the directory begin."""
    at = data.index(b'PK\1\2')
    while data[at:at + 4] == b'PK\1\2':
        yield at
        n, m, k = struct.unpack('<HHH', data[at + 28:at + 34])
        at += 46 + n + m + k


def encrypted(data):
    for at in directory(data):
        data[at + 8] |= 1


def lying(data):
    """The directory and the part say a hundred bytes; it is a megabyte."""
    for at in directory(data):
        if data[at + 46:].startswith(b'word/document.xml'):
            local = struct.unpack('<I', data[at + 42:at + 46])[0]
            struct.pack_into('<I', data, at + 24, 100)
            struct.pack_into('<I', data, local + 22, 100)


def overlapping(data):
    """Two entries are the same bytes."""
    at = list(directory(data))
    data[at[1] + 42:at[1] + 46] = data[at[2] + 42:at[2] + 46]


def wrong_sum(data):
    for at in directory(data):
        if data[at + 46:].startswith(b'word/document.xml'):
            data[at + 16] ^= 1


REFUSED = dict(findings=['not-read'])
bombs = {}


def bomb(name, truth, entries=None, change=None, raw=None, method=zipfile.ZIP_DEFLATED):
    bombs[name] = (truth, entries, change, raw, method)


def words(n, seed=1):
    chance = random.Random(seed)
    return ' '.join('w%d' % chance.randrange(50000) for _ in range(n))


bomb('good', dict(answers={'2.1': {'value': 'support'}}), parts())

# ---- the archive ------------------------------------------------------------------------------------------------
bomb('ratio', REFUSED, parts(document(par(' ' * 40000000))))
bomb('many-megabytes', REFUSED, parts(more=[('word/media/%d' % i, b'a' * 1000000) for i in range(70)]))
bomb('many-parts', REFUSED, parts(more=[('word/%d' % i, '') for i in range(1000)]))
bomb('one-twice', REFUSED, parts(more=[('word/document.xml', GOOD)]))
bomb('one-twice-in-capitals', REFUSED, parts(more=[('WORD/Document.XML', GOOD)]))
bomb('path-up', REFUSED, parts(more=[('word/../../../etc/x', 'x')]))
bomb('path-root', REFUSED, parts(more=[('/etc/x', 'x')]))
bomb('path-backslash', REFUSED, parts(more=[('word\\..\\x', 'x')]))
bomb('path-drive', REFUSED, parts(more=[('c:x', 'x')]))
bomb('encrypted', REFUSED, parts(), encrypted)
bomb('size-that-lies', REFUSED, parts(document(par('a' * 1000000))), lying)
bomb('overlapping', REFUSED, parts(more=[('word/a.xml', GOOD)]), overlapping)
bomb('wrong-sum', REFUSED, parts(), wrong_sum)
bomb('bzip2', REFUSED, parts(), method=zipfile.ZIP_BZIP2)
bomb('half', REFUSED, parts(), lambda data: data[:len(data) // 2])
bomb('end-only', REFUSED, raw=b'PK\5\6' + b'\0' * 18)
bomb('end-many', REFUSED, raw=b'PK\5\6' + b'\0' * 4 + b'\xff' * 14)
bomb('empty', REFUSED, raw=b'')
bomb('text', REFUSED, raw=b'[2.1] support\n' * 20)
bomb('old-word', REFUSED, raw=b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 2000)
bomb('no-document', REFUSED, [('[Content_Types].xml', TYPES)])
bomb('macros', REFUSED, parts(more=[('word/vbaProject.bin', 'x')]))
bomb('macros-by-type', REFUSED, [('[Content_Types].xml', TYPES.replace('application/xml', 'application/vnd.ms-word.'
                                                                       'document.macroEnabled.main+xml'))] + parts()[1:])
bomb('archive-in-place', REFUSED, parts(b'PK\3\4' + b'\0' * 100))
bomb('document-elsewhere', REFUSED, [('[Content_Types].xml', TYPES), (
    '_rels/.rels', relations(('officeDocument', '../../../etc/passwd'))), ('word/document.xml', GOOD)])
bomb('file-inside', dict(answers={'2.1': {'value': 'support'}}, findings=['file-in-file']),
     parts(more=[('word/embeddings/a.xlsx', b'PK\3\4')]))

# ---- its XML ----------------------------------------------------------------------------------------------------
LAUGHS = ('<!DOCTYPE d [<!ENTITY a "ha">' + ''.join(
    '<!ENTITY %s "%s">' % (chr(98 + i), ('&%s;' % chr(97 + i)) * 10) for i in range(10)) + ']>')
bomb('laughs', REFUSED, parts(document(par('&k;'), HEAD + LAUGHS)))
bomb('entity-of-a-file', REFUSED, parts(document(par('&x;'), HEAD + '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>')))
bomb('entity-unknown', REFUSED, parts(document(par('&x;'))))
bomb('deep', REFUSED, parts(document('<w:sdt><w:sdtContent>' * 5000 + par('x') + '</w:sdtContent></w:sdt>' * 5000)))
bomb('many-pieces', REFUSED, parts(document('<w:p/>' * 1500000)))
bomb('large-part', REFUSED, parts(document(par(words(3000000)))))
bomb('many-attributes', REFUSED, parts(document(par('x'), attributes=''.join(' a%d=""' % i for i in range(200000)))))
bomb('attributes-behind-a-comment', REFUSED, parts(document(
    par('x') + '<!-- < " -->' + "<w:p a='>'" + ''.join(" a%d='\"'" % i for i in range(200000)) + '/>')))
bomb('other-charset', REFUSED, parts(GOOD.replace('UTF-8', 'UTF-16').encode('utf-16')))
for n, label in enumerate(('windows-1251', 'IBM-1047', 'GB18030', 'UTF-7', 'no-such-charset')):
    bomb('declared-%d' % n, dict(answers={'2.1': {'value': 'support'}}), parts(GOOD.replace('UTF-8', label)))
for label in ('utf-16-le', 'utf-16-be', 'utf-32-le', 'utf-32-be', 'cp037', 'cp1140'):
    bomb('without-mark-' + label, REFUSED, parts(GOOD.encode(label)))
bomb('not-closed', REFUSED, parts(GOOD[:-20]))
bomb('html', REFUSED, parts('<html><body><p>[2.1] support</body></html>'))

SIXTEEN = words(2300000)
bomb('long-run', REFUSED, parts(document(par(SIXTEEN))))
bomb('long-comment', REFUSED, parts(GOOD.replace('<w:body>', '<w:body><!--%s-->' % SIXTEEN)))
bomb('long-instruction', REFUSED, parts(GOOD.replace('<w:body>', '<w:body><?x %s?>' % SIXTEEN)))
bomb('long-attribute', REFUSED, parts(GOOD.replace('<w:body>', '<w:body><w:x y="%s"/>' % SIXTEEN)))
bomb('long-cdata', REFUSED, parts(document(par('<![CDATA[%s]]>' % SIXTEEN))))
bomb('long-name', REFUSED, parts(document('<%s/>' % ('a' + SIXTEEN.replace(' ', '')))))
bomb('many-runs', dict(findings=['text-cut', 'attached-text']), parts(document(''.join(par(words(17000, i)) for i in range(65)))))

# ---- its text ---------------------------------------------------------------------------------------------------
bomb('many-paragraphs', dict(findings=['text-cut', 'attached-text']),
     parts(document(''.join(par(words(5, i)) for i in range(30000)))))
bomb('long-text', dict(findings=['text-cut', 'attached-text']),
     parts(document(''.join(par(words(3000, i)) for i in range(300)))))
bomb('one-long-paragraph', dict(proposals=[dict(paragraph='P1', action='replace', status='unclear')], findings=['part-of-draft']),
     parts(document('<w:p><w:bookmarkStart w:id="1" w:name="rap_par_P1"/>%s</w:p>' % ''.join('<w:r><w:t>%s</w:t></w:r>' % words(10000, i) for i in range(20)))))
bomb('many-alike', dict(findings=['attached-text', 'part-of-draft'], proposals=[dict(paragraph='P1', status='unclear')]),
     parts(document(''.join(par('measure the quality of the water of the river at no fewer than stations ' + words(2, i))
                            for i in range(15000)))))
bomb('many-bookmarks', dict(answers={'2.1': {'value': 'support'}}, findings=['part-of-draft'],
                            proposals=[dict(paragraph='P1', action='delete')]),
     parts(GOOD.replace('<w:body>', '<w:body><w:p>' + ''.join('<w:bookmarkStart w:id="%d" w:name="rap_par_P1"/>' % i for i in range(20000)) + '</w:p>')))
bomb('many-comments', dict(findings=['comment-elsewhere', 'text-cut']),
     parts(document(''.join('<w:p><w:commentRangeStart w:id="%d"/><w:r><w:t>x</w:t></w:r></w:p>' % i for i in range(3000))),
           [('word/_rels/document.xml.rels', relations(('comments', 'comments.xml'))),
            ('word/comments.xml', '%s<w:comments xmlns:w="%s">%s</w:comments>' % (HEAD, W, ''.join(
                '<w:comment w:id="%d" w:author="a">%s</w:comment>' % (i, par('c%d' % i)) for i in range(3000))))]))
bomb('hidden', dict(findings=['hidden-text']),
     parts(document(par('[2.1] Overall position on the draft') + par('Answer [2.1]:') + par('support', '<w:rPr><w:vanish/></w:rPr>'))))
STRUCK = '<w:r><w:rPr><w:%s/></w:rPr><w:t xml:space="preserve">support </w:t></w:r>'
for n, way in enumerate(('strike', 'dstrike w:val="true"')):
    bomb('struck-out-%d' % n, dict(answers={'2.1': {'value': 'cannot support'}}, findings=['struck-text']),
         parts(document(par('[2.1] Overall position on the draft') + '<w:p>%s</w:p>' % (
             '<w:r><w:t xml:space="preserve">Answer [2.1]: </w:t></w:r>' + STRUCK % way + '<w:r><w:t>cannot support</w:t></w:r>'))))
bomb('struck-out-not', dict(answers={'2.1': {'value': 'support'}}),
     parts(document(par('[2.1] Overall position on the draft') + '<w:p>%s</w:p>' % (
         '<w:r><w:t xml:space="preserve">Answer [2.1]: </w:t></w:r>' + STRUCK % 'strike w:val="0"'))))
bomb('hidden-by-style', dict(findings=['hidden-text']),
     parts(document(par('[2.1] Overall position on the draft') + par('Answer [2.1]:') +
                    par('support', '<w:rPr><w:rStyle w:val="s2"/></w:rPr>')),
           [('word/_rels/document.xml.rels', relations(('styles', 'styles.xml'))),
            ('word/styles.xml', '<w:styles xmlns:w="%s"><w:style w:styleId="s1"><w:rPr><w:vanish/></w:rPr></w:style>'
             '<w:style w:styleId="s2"><w:basedOn w:val="s1"/></w:style></w:styles>' % W)]))
bomb('chunk-of-another-format', dict(answers={'2.1': {'value': 'support'}}, findings=['file-in-file']),
     parts(GOOD.replace('</w:body>', '<w:altChunk xmlns:r="%s" r:id="r9"/></w:body>' % OFFICE)))
bomb('style-on-itself', dict(answers={'2.1': {'value': 'support'}}),
     parts(GOOD, [('word/_rels/document.xml.rels', relations(('styles', 'styles.xml'))),
                  ('word/styles.xml', '<w:styles xmlns:w="%s"><w:style w:styleId="s"><w:basedOn w:val="s"/></w:style></w:styles>' % W)]))


def main():
    folder = sys.argv[1]
    for name, (truth, entries, change, raw, method) in bombs.items():
        path = os.path.join(folder, name + '.docx')
        if raw is not None:
            with open(path, 'wb') as file:
                file.write(raw)
        else:
            write(path, entries, method)
        if change:
            patch(path, change)
        truth = dict(truth)
        truth.setdefault('findings', [])
        with open(os.path.join(folder, name + '.json'), 'w', encoding='utf-8') as out:
            json.dump(truth, out)


main()
