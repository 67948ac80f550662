#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The Word files of the updated draft, as LibreOffice and python-docx have them.

    updated.py FOLDER SAVED    for each N.docx of FOLDER and its N.json (tests/integration/helpers/drafts.c): all changes
                               rejected and accepted in LibreOffice, authors, dates and comments against the record, and
                               python-docx; a TAP line for each without its number. SAVED gets each file as LibreOffice
                               saves it unedited.

    updated.py --edit FILE FOLDER   what a person does with the file N.docx, each with what must be read of it: changed.docx
                               (two paragraphs, tracked), accepted.docx, rejected.docx, and changed.json

Needs soffice, python3-uno and python3-docx.
"""
import glob
import json
import os
import re
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

import docx

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'corpus', 'make'))
import word  # noqa: E402

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
OFFICE = '{urn:oasis:names:tc:opendocument:xmlns:office:1.0}'
TEXT = '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'
DC = '{http://purl.org/dc/elements/1.1/}'
MARK = re.compile(r'\[P\d')


def without_comments(path, copy):
    """A LibreOffice without windows dies of comments when it is asked over its pipe, whoever made the file."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, 'w', zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == 'word/document.xml':
                data = re.sub(rb'<w:comment(RangeStart|RangeEnd|Reference)[^>]*/>', b'', data)
            new.writestr(name, data)


def convert(home, kind, folder, paths):
    for _ in range(2):
        done = word.subprocess.run(**word.program(home, '--convert-to', kind, '--outdir', folder, *paths))
        if done.returncode != word.NEW_PROFILE:
            break
    done.check_returncode()


def dispatch(office, document, command):
    helper = office.manager.createInstanceWithContext('com.sun.star.frame.DispatchHelper', office.context)
    helper.executeDispatch(document.doc.CurrentController.Frame, command, '', 0, ())


def paragraphs(document):
    """Those of the draft: behind the key, before the annexes."""
    found = []
    every = document.doc.Text.createEnumeration()
    while every.hasMoreElements():
        paragraph = every.nextElement()
        if MARK.match(paragraph.String) and not paragraph.ParaStyleName.startswith('Paper key'):
            found.append(paragraph.String)
    return found


def date_of(stamp):
    return '%04d-%02d-%02dT%02d:%02d:%02dZ' % (
        stamp.Year, stamp.Month, stamp.Day, stamp.Hours, stamp.Minutes, stamp.Seconds)


def changes(document):
    found = set()
    every = document.doc.getRedlines().createEnumeration()
    while every.hasMoreElements():
        change = every.nextElement()
        found.add((change.RedlineType, change.RedlineAuthor, date_of(change.RedlineDateTime)))
    return found


def squeezed(text):
    return ''.join(text.split())


def comments(flat):
    """Of a file as LibreOffice writes it in XML."""
    found = []
    for note in ElementTree.parse(flat).iter(OFFICE + 'annotation'):
        words = [''.join(p.itertext()) for p in note.iter(TEXT + 'p')]
        found.append((note.find(DC + 'creator').text, note.find(DC + 'date').text[:19] + 'Z', squeezed(''.join(words))))
    return found


def recorded(path):
    """The changes that stand in the file."""
    found = set()
    body = ElementTree.fromstring(zipfile.ZipFile(path).read('word/document.xml'))
    for kind, name in (('ins', 'Insert'), ('del', 'Delete')):
        for change in body.iter(W + kind):
            found.add((name, change.get(W + 'author'), change.get(W + 'date')))
    return found


def same(what, got, want):
    if got == want:
        return
    for g, w in zip(got, want):
        if g != w:
            raise AssertionError('%s: %r is not %r' % (what, g[:300], w[:300]))
    raise AssertionError('%s: %d and not %d' % (what, len(got), len(want)))


def check_comments(flat, want):
    got, wanted = comments(flat), [tuple(c) for c in want['comments']]
    assert len(got) == len(wanted), 'comments: %d and not %d' % (len(got), len(wanted))
    for g in got:
        assert any(g[:2] == w[:2] and squeezed(w[2]) in g[2] for w in wanted), 'comment: %r' % (g,)


def check_changes(office, path, want):
    document = office.open(path)
    same('changes', changes(document), recorded(path))
    dispatch(office, document, '.uno:RejectAllTrackedChanges')
    same('rejected', paragraphs(document), want['rejected'])
    document.close()
    document = office.open(path)
    dispatch(office, document, '.uno:AcceptAllTrackedChanges')
    same('accepted', paragraphs(document), want['accepted'])
    document.close()


def check_docx(path, want):
    """python-docx knows no changes: it sees the words of no change, the styles, the margins, the properties."""
    document = docx.Document(path)
    styles = {style.name for style in document.styles}
    assert {'Title', 'Heading 2', 'Paper text', 'annotation text'} <= styles, styles
    texts = [p.text for p in document.paragraphs if MARK.match(p.text) and p.style.name.startswith('Paper')
             and not p.style.name.startswith('Paper key')]
    assert [t.split(']')[0] for t in texts] == [r.split(']')[0] for r in want['rejected']]
    for text, base in zip(texts, want['rejected']):
        kept = iter(base)
        assert all(letter in kept for letter in text), text
    section = document.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == (210.0, 297.0) or abs(section.page_width.mm - 210) < 1
    assert document.core_properties.title in section.header.paragraphs[1].text or section.header.paragraphs[0].text
    assert 'PAGE' in section.footer.paragraphs[0]._p.xml


def check(office, home, path):
    with open(path[:-4] + 'json', encoding='utf-8') as file:
        want = json.load(file)
    bare = os.path.join(home, 'bare.docx')
    without_comments(path, bare)
    check_docx(path, want)
    check_comments(os.path.join(home, 'flat', os.path.basename(path)[:-4] + 'fodt'), want)
    check_changes(office, bare, want)


ADDED = ' And so it is.'


def change(document, line):
    """Something behind the last word of that paragraph."""
    every = document.doc.Text.createEnumeration()
    while every.hasMoreElements():
        paragraph = every.nextElement()
        if paragraph.String == line:
            paragraph.End.setString(ADDED)
            return
    raise SystemExit('no paragraph ' + line)


def edit(path, folder):
    with open(path[:-4] + 'json', encoding='utf-8') as file:
        want = json.load(file)
    marks = [line.split(']')[0] for line in want['accepted']]
    untouched = [r for r in want['rejected'] if r in want['accepted']]
    touched = [r for r in want['rejected'] if r not in want['accepted']]
    assert len(untouched) > 3 and len(touched) > 3 and len(marks) > len(want['rejected'])
    with tempfile.TemporaryDirectory(prefix='rap') as home:
        bare = os.path.join(home, 'bare.docx')
        without_comments(path, bare)
        office = word.Office(home)
        try:
            document = office.open(bare)
            document.track()
            shown = paragraphs(document)
            mine = [untouched[1], next(line for line in shown if line.startswith(touched[1].split(']')[0] + ']'))]
            for line in mine:
                change(document, line)
            document.save(os.path.join(folder, 'changed.docx'))
            document.close()
            for name, command in (('accepted', 'Accept'), ('rejected', 'Reject')):
                document = office.open(bare)
                dispatch(office, document, '.uno:%sAllTrackedChanges' % command)
                document.save(os.path.join(folder, name + '.docx'))
                document.close()
        finally:
            office.close()
    with open(os.path.join(folder, 'changed.json'), 'w', encoding='utf-8') as file:
        json.dump({base[1:].split(']')[0]: base.split('\t', 1)[1] + ADDED for base in (untouched[1], touched[1])}, file)


def main(folder, saved):
    paths = sorted(glob.glob(os.path.join(folder, '*.docx')))
    # A short path: LibreOffice makes a socket below it.
    with tempfile.TemporaryDirectory(prefix='rap') as home:
        convert(home, 'fodt', os.path.join(home, 'flat'), paths)
        convert(home, 'docx', saved, paths)
        office = word.Office(home)
        try:
            for path in paths:
                try:
                    check(office, home, path)
                    print('ok - %s: LibreOffice and python-docx find what is on record' % os.path.basename(path))
                except AssertionError as wrong:
                    print('not ok - %s: %s' % (os.path.basename(path), wrong))
        finally:
            office.close()


if sys.argv[1] == '--edit':
    edit(*sys.argv[2:])
else:
    main(*sys.argv[1:])
