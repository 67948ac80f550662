#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Each limit of common/limits.h that a mail can hit: a mail on it, which is read, and one beyond it, which is not or says so.

    edges.py LIMITS.H DIR      writes DIR/NAME.on.eml, DIR/NAME.beyond.eml, and DIR/edges: NAME, and what is said beyond

The numbers are those of the header: a test of a limit that has changed is still one.
"""
import base64
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cases_word as word  # noqa: E402

HEAD = 'From: <oyun@nature.mn.example>\nTo: <consult@neaspec.example>\nSubject: edge\nMIME-Version: 1.0\n'
PLAIN = 'Content-Type: text/plain; charset=utf-8\n'
ANSWER = '[2.1] support\n'


def limits(path):
    with open(path, encoding='utf-8') as file:
        text = re.sub(r'\\\n', ' ', re.sub(r'/\*.*?\*/', '', file.read(), flags=re.S))
    found = {'RAP_KIB': 1024, 'RAP_MIB': 1 << 20}
    for name, value in re.findall(r'#define (RAP_LIMIT_\w+)\s+(.+)', text):
        found[name] = eval(re.sub(r'(\d)u\b', r'\1', value), {}, found)  # our own header: numbers, products, names above
    return {name.replace('RAP_LIMIT_', ''): value for name, value in found.items()}


def mail(body=ANSWER, extra='', type=PLAIN):
    return (HEAD + extra + type + '\n').encode() + (body if isinstance(body, bytes) else body.encode())


def filled(head, size, unit):
    """A field or text of a size in bytes."""
    return head + (unit * (size // len(unit) + 1))[:size - len(head)]


def parts(*parts):
    return mail(''.join('--b\n%s\n%s\n' % part for part in parts) + '--b--\n', type='Content-Type: multipart/mixed; boundary=b\n')


def nested(n):
    return mail(''.join('--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n' % (i, i + 1) for i in range(n - 1)) +
                '--b%d\n%s\n%s' % (n - 1, PLAIN, ANSWER), type='Content-Type: multipart/mixed; boundary=b0\n')


def docx(*files):
    kind = 'Content-Type: application/octet-stream; name="f%d.docx"\nContent-Transfer-Encoding: base64\n'
    return parts((PLAIN, 'See the file.\n'), *[(kind % i, base64.encodebytes(f).decode()) for i, f in enumerate(files)])


def body(text):
    return word.word(word.document(word.paragraph('[2.1] Overall position on the draft') + word.paragraph('Answer [2.1]: support') + text))


def text_of(size):
    """A mail whose text and attached texts have so many bytes together; each is below its own limit."""
    kind = 'Content-Type: text/plain; charset=utf-8; name=a%d.txt\nContent-Disposition: attachment\n'
    rest, each = 'Words that say nothing, on many lines.\n', size // 4
    return parts((PLAIN, filled(ANSWER, size - 3 * each, rest)), *[(kind % i, filled('', each, rest)) for i in range(3)])


def edges(L):
    yield 'header-block', 'over-limit', L['HEADER_BLOCK'] - 1, lambda n: mail(extra=padding(n))
    yield 'header-fields', 'over-limit', L['HEADER_FIELDS'] - HEAD.count('\n') - 1, lambda n: mail(extra='X: y\n' * n)
    yield 'header-field', 'over-limit', L['HEADER_FIELD'], lambda n: mail(extra=folded('Cc: x@x.example (', n - 1) + ')\n')
    yield 'line', 'over-limit', L['LINE'], lambda n: mail(ANSWER + '\n' + 'x' * n + '\n')
    yield 'addresses', 'over-limit', L['ADDRESSES'], lambda n: mail(extra='Cc: ' + ',\n '.join(['a@x.example'] * n) + '\n')
    yield 'comments', 'over-limit', L['COMMENT_DEPTH'], lambda n: mail(extra='Cc: a@x.example ' + '(' * n + ')' * n + '\n')
    yield 'groups', 'over-limit', L['COMMENT_DEPTH'], lambda n: mail(extra='Cc: ' + 'a:' * n + ';' * n + '\n')
    yield 'depth', 'over-limit', L['MIME_DEPTH'], nested
    yield 'parts', 'over-limit', L['MIME_PARTS'], lambda n: parts((PLAIN, ANSWER), *[('Content-Type: x/y\n', 'x')] * (n - 1))
    yield 'boundary', 'over-limit', L['BOUNDARY'], lambda n: mail(
        '--%s\n%s\n%s--%s--\n' % ('b' * n, PLAIN, ANSWER, 'b' * n), type='Content-Type: multipart/mixed; boundary=%s\n' % ('b' * n))
    yield 'sections', 'over-limit', L['2231_SECTIONS'], lambda n: parts((PLAIN, ANSWER), (
        'Content-Type: x/y\nContent-Disposition: attachment%s\n' % ''.join(';\n filename*%d=a' % i for i in range(n)), 'x'))
    yield 'encoded-words', 'lost-characters', L['ENCODED_WORDS'], lambda n: mail(extra='Subject: %s\n' % '\n '.join(['=?utf-8?q?a?='] * n)).replace(b'Subject: edge\n', b'')
    yield 'text-part', 'text-cut', L['TEXT_PART'], lambda n: mail(filled(ANSWER, n - 1, 'Words that say nothing, on many lines.\n') + '\n')
    yield 'text-message', 'text-cut', L['TEXT_MESSAGE'], text_of
    yield 'zip-entries', 'not-read', L['ZIP_ENTRIES'] - 2, lambda n: docx(word.word(more=[('x%d' % i, '') for i in range(n)]))
    yield 'zip-expanded', 'not-read', L['ZIP_EXPANDED'] - 2 ** 20, lambda n: docx(word.word(more=[
        ('word/media/%d' % i, os.urandom(2 ** 14) * 64) for i in range((n + 2 ** 21 - 1) // 2 ** 20 - 1)]))
    yield 'xml-depth', 'not-read', L['XML_DEPTH'] - 2, lambda n: docx(body('<w:sdt>' * n + '</w:sdt>' * n))
    yield 'xml-attributes', 'not-read', L['XML_ATTRIBUTES'], lambda n: docx(body('<w:p %s/>' % ' '.join('a%d="b"' % i for i in range(n))))
    yield 'xml-run', 'not-read', L['XML_RUN'] - 2, lambda n: docx(body(word.paragraph(filled('', n, 'word '))))
    yield 'word-files', 'not-read', L['WORD_FILES'], lambda n: docx(*[body('')] * n)


def folded(head, size):
    """A field of that size whose lines are short."""
    text = filled(head, size, 'x' * 900 + '\n ')
    return text[:-2] + 'xx' if text.endswith('\n ') or text.endswith('\n') else text


def padding(size):
    """Fields that make the whole header, with its last line's end, that large."""
    left, out = size - len(HEAD) - len(PLAIN), []
    while left > 0:
        n = left if left <= 1000 else min(900, left - 100)
        out.append('X: ' + 'y' * (n - 4) + '\n')
        left -= n
    return ''.join(out)


def main():
    L, folder = limits(sys.argv[1]), sys.argv[2]
    with open(os.path.join(folder, 'edges'), 'w', encoding='utf-8') as list_of_all:
        for name, said, n, make in edges(L):
            for kind, number in (('on', n), ('beyond', n + 1)):
                with open(os.path.join(folder, '%s.%s.eml' % (name, kind)), 'wb') as file:
                    file.write(make(number))
            print(name, said, file=list_of_all)


main()
