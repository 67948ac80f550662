#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Has LibreOffice edit the Word file of a request, as a focal point would
and says what must be read out of it.

    word.py SENT.docx DIR [NAME ...]    writes DIR/NAME.docx and DIR/NAME.json for every scene, or for those named
    word.py --list                      names the scenes
    word.py --bare FOLDER DIR           copies of the files in a folder without their bookmarks, which not all programs keep

Needs soffice and python3-uno; a profile of its own, no window, a pipe to talk over. The scenes are functions below,
each with the changes a person makes and the proposals that they are.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

FILTER = {'docx': 'MS Word 2007 XML', 'odt': 'writer8', 'doc': 'MS Word 97',
          'fodt': 'OpenDocument Text Flat XML'}


def prop(name, value):
    p = PropertyValue()
    p.Name, p.Value = name, value
    return p


def annotate(text, name, words, comment, to):
    note = ''.join('<text:p>%s</text:p>' % line for line in comment.split('\n'))
    at = text.index(words, text.index('<office:text'))
    end = text.index(to, at) + len(to)
    return (text[:at] + '<office:annotation office:name="%s"><dc:creator>Unknown Author</dc:creator>'
            '<dc:date>2020-07-20T10:00:00</dc:date>%s</office:annotation>' % (name, note) +
            text[at:end] + '<office:annotation-end office:name="%s"/>' % name + text[end:])


def program(home, *arguments):
    """LibreOffice without its starter, which refuses to work where /proc is not mounted; the program itself does."""
    folder = os.path.dirname(os.path.realpath(shutil.which('soffice')))
    return dict(args=[os.path.join(folder, 'soffice.bin'), '--headless', '--norestore',
                      '-env:UserInstallation=file://' + home] + list(arguments),
                env=dict(os.environ, LD_LIBRARY_PATH=folder),
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


NEW_PROFILE = 81  # it has made its profile and wants to be started again


def convert(home, kind, path):
    for _ in range(2):
        done = subprocess.run(**program(home, '--convert-to', kind, '--outdir', os.path.dirname(path) or '.', path))
        if done.returncode != NEW_PROFILE:
            break
    done.check_returncode()


class Office:
    def __init__(self, home):
        self.home = home
        self.pipe = 'rap%d' % os.getpid()
        self.start()
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            'com.sun.star.bridge.UnoUrlResolver', local)
        for _ in range(600):
            try:
                self.context = resolver.resolve(
                    'uno:pipe,name=%s;urp;StarOffice.ComponentContext' % self.pipe)
                break
            except NoConnectException:
                if self.process.poll() == NEW_PROFILE:
                    self.start()
                elif self.process.poll() is not None:
                    raise SystemExit('soffice has ended')
                time.sleep(0.1)
        else:
            raise SystemExit('soffice does not answer')
        self.manager = self.context.ServiceManager
        self.desktop = self.manager.createInstanceWithContext('com.sun.star.frame.Desktop',
                                                              self.context)

    def start(self):
        self.process = subprocess.Popen(**program(
            self.home, '--invisible', '--nologo', '--nodefault', '--accept=pipe,name=%s;urp' % self.pipe))

    def open(self, path):
        return Word(self, self.desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(os.path.abspath(path)), '_blank', 0, ()))

    def close(self):
        try:
            self.desktop.terminate()
        except Exception:  # it goes away under us
            pass
        self.process.wait(60)


class Word:
    """A document and what a person does in it."""

    def __init__(self, office, doc):
        self.office, self.doc, self.comments = office, doc, []

    def save(self, path, kind='docx'):
        if not self.comments:
            self.store(path, kind)
            return
        # A LibreOffice without windows dies of an annotation made in it; one that it loads it only writes on.
        flat = path[:-4] + 'fodt'
        self.store(flat, 'fodt')
        with open(flat, encoding='utf-8') as file:
            text = file.read()
        for i, (words, comment, to) in enumerate(self.comments):
            text = annotate(text, 'c%d' % i, words, comment, to)
        with open(flat, 'w', encoding='utf-8') as file:
            file.write(text)
        convert(os.path.join(self.office.home, 'b'), 'docx:' + FILTER['docx'], os.path.abspath(flat))
        os.unlink(flat)

    def store(self, path, kind):
        self.doc.storeToURL(uno.systemPathToFileUrl(os.path.abspath(path)),
                            (prop('FilterName', FILTER[kind]),))

    def close(self):
        self.doc.close(True)

    def track(self):
        self.doc.RecordChanges = True

    def find(self, words):
        search = self.doc.createSearchDescriptor()
        search.SearchString = words
        search.SearchCaseSensitive = True
        found = self.doc.findFirst(search)
        if found is None:
            raise SystemExit('not in the file: ' + words)
        return found

    def replace(self, words, by):
        self.find(words).setString(by)

    def paragraph(self, words):
        """A cursor over the paragraph in which the words stand."""
        found = self.find(words)
        cursor = found.Text.createTextCursorByRange(found)
        cursor.gotoStartOfParagraph(False)
        cursor.gotoEndOfParagraph(True)
        return cursor

    def delete_paragraph(self, words):
        cursor = self.paragraph(words)
        cursor.goRight(1, True)
        cursor.setString('')

    def empty_paragraph(self, words):
        self.paragraph(words).setString('')

    def append_paragraph(self, words, text):
        """Enter at the end of a paragraph, and a new one."""
        cursor = self.paragraph(words)
        cursor.collapseToEnd()
        cursor.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        cursor.Text.insertString(cursor, text, False)

    def split(self, words):
        """Enter before the words."""
        found = self.find(words)
        found.Text.insertControlCharacter(found.Start, PARAGRAPH_BREAK, False)

    def join(self, words, mark=None):
        """Delete at the end of a paragraph, a blank; and the mark of the next taken away."""
        cursor = self.paragraph(words)
        cursor.collapseToEnd()
        cursor.goRight(1, True)
        cursor.setString(' ')
        if mark:
            self.replace(mark + ' ', '')

    def move(self, words, behind):
        """Cut and paste of a whole paragraph to behind another one."""
        controller = self.doc.CurrentController
        cursor = self.paragraph(words)
        cursor.goRight(1, True)
        controller.select(cursor)
        held = controller.getTransferable()
        cursor.setString('')
        at = self.paragraph(behind)
        at.collapseToEnd()
        at.goRight(1, False)
        controller.select(at)
        controller.insertTransferable(held)

    def comment(self, words, text, to=None):
        """On the words, or from them up to others. Put in when the file is saved."""
        self.comments.append((words, text, to or words))

    def answer(self, item, text, in_cue=False):
        """Into the right cell: in the empty paragraph below the cue, or behind the cue."""
        cue = self.find('Answer [%s]:' % item)
        cell = cue.Text
        cursor = cell.createTextCursorByRange(cue.End if in_cue else cell.End)
        cell.insertString(cursor, (' ' if in_cue else '') + text, False)


# ---- the draft, as sent ---------------------------------------------------------------------------------------

DRAFT = {}


def read_draft(path):
    with open(path, encoding='utf-8') as lines:
        for line in lines:
            m = re.match(r'(?:- )?\[(P[^\]]*)\] (.*)', line)
            if m:
                DRAFT[m.group(1)] = m.group(2).strip()


def changed(mark, old, new):
    assert old in DRAFT[mark], (mark, old)
    return DRAFT[mark].replace(old, new, 1)


def replaced(mark, *pairs, **more):
    text = DRAFT[mark]
    for old, new in pairs:
        assert old in text, (mark, old)
        text = text.replace(old, new, 1)
    return dict(paragraph=mark, action='replace', text=text, status='ok', **more)


def deleted(mark, **more):
    return dict(paragraph=mark, action='delete', status='ok', **more)


def inserted(mark, text, **more):
    return dict(paragraph=mark, action='insert-after', text=text, status='ok', **more)


def commented(mark, words, **more):
    return dict(paragraph=mark, action='comment', words=words, status='ok', **more)


# ---- scenes ---------------------------------------------------------------------------------------------------

SCENES = {}


def scene(f):
    SCENES[f.__name__.replace('_', '-')] = f
    return f


def both(f):
    """A scene with tracked changes and the same without."""
    name = f.__name__.replace('_', '-')

    def tracked(w):
        w.track()
        return f(w)
    tracked.__doc__ = f.__doc__ + ', tracked'
    SCENES[name] = f
    SCENES[name + '-tracked'] = tracked
    return f


@scene
def unchanged(w):
    """opened and saved again"""
    return []


@scene
def unchanged_odt(w):
    """saved as .odt, and that as .docx"""
    return []


@scene
def unchanged_doc(w):
    """saved as .doc, and that as .docx"""
    return []


@both
def word_changed(w):
    """a word changed"""
    w.replace('fishermen', 'fishers')
    return [replaced('P2', ('fishermen', 'fishers'))]


@both
def words_in_several(w):
    """words changed, added and taken in several paragraphs"""
    w.replace('no fewer than twelve', 'at least twenty')
    w.replace('should warn', 'shall warn')
    w.replace(' and without delay', '')
    w.replace('on board a research vessel', 'on board a research vessel, alternately in each State')
    return [replaced('P1', ('no fewer than twelve', 'at least twenty')),
            replaced('P3', ('should warn', 'shall warn')),
            replaced('P8', (' and without delay', '')),
            replaced('P9', ('vessel', 'vessel, alternately in each State'))]


@both
def sentence_added(w):
    """a sentence behind the last one"""
    w.replace('whose report is public.', 'whose report is public. The States comment on it.')
    return [replaced('P10', ('whose report is public.',
                             'whose report is public. The States comment on it.'))]


@both
def sign_changed(w):
    """a colon and a capital"""
    w.replace('the States\' own data', 'The states\' own data')
    w.replace('approaches:', 'approaches.')
    return [replaced('P4', ('approaches:', 'approaches.')),
            replaced('P4 (b)', ('the States\' own', 'The states\' own'))]


@scene
def typography(w):
    """quotes, dashes and blanks as word processors make them: nothing is changed"""
    w.replace('"source to mouth" approach - every', '\u201csource to mouth\u201d approach \u2013 every')
    w.replace('the States\' own', 'the States\u2019 own')
    w.replace('six hours. The', 'six\u00a0hours.  The')
    w.replace('hydrological', 'hydro\u00adlogical')
    return []


@both
def paragraph_deleted(w):
    """a paragraph deleted"""
    w.delete_paragraph('free of charge')
    return [deleted('P8')]


@both
def two_deleted(w):
    """two neighbours and another paragraph deleted"""
    w.delete_paragraph('hydrological institute')
    w.delete_paragraph('free of charge')
    w.delete_paragraph('keep a public list')
    return [deleted('P5'), deleted('P7'), deleted('P8')]


@both
def paragraph_emptied(w):
    """the text of a paragraph deleted, its line left"""
    w.empty_paragraph('free of charge')
    return [deleted('P8')]


@both
def last_of_chapter_deleted(w):
    """the paragraph before a heading deleted"""
    w.delete_paragraph('summer school')
    return [deleted('P9')]


@both
def first_deleted(w):
    """the first paragraph of the draft deleted"""
    w.delete_paragraph('twelve stations')
    return [deleted('P1')]


@both
def paragraph_new(w):
    """a new paragraph"""
    w.append_paragraph('free of charge', 'Each station is inspected once a year by its neighbours.')
    return [inserted('P8', 'Each station is inspected once a year by its neighbours.')]


@both
def two_new(w):
    """two new paragraphs, one at the end"""
    w.append_paragraph('keep a public list', 'The list names the owner of each dam.')
    w.append_paragraph('alters the rights', 'The plan enters into force on 1 January 2021.')
    return [inserted('P5', 'The list names the owner of each dam.'),
            inserted('P12', 'The plan enters into force on 1 January 2021.')]


@both
def split(w):
    """a paragraph divided in two"""
    w.split('The focal institutes meet')
    return [replaced('P7', (' The focal institutes meet once a year, in turn in each of the States.', ''),
                     flags=['split']),
            inserted('P7', 'The focal institutes meet once a year, in turn in each of the States.',
                     flags=['split'])]


@both
def split_and_changed(w):
    """a paragraph divided, and words of both halves changed"""
    w.split('The focal institutes meet')
    w.replace('one hydrological institute', 'one or two hydrological institutes')
    w.replace('once a year, in turn', 'twice a year, in turn')
    return [dict(paragraph='P7', action='replace', status='ok',
                 text='Each State names one or two hydrological institutes as its focal institute.'),
            inserted('P7', 'The focal institutes meet twice a year, in turn in each of the States.')]


@both
def joined(w):
    """two paragraphs made one, the mark of the second taken away"""
    w.join('free of charge', '[P9]')
    return [replaced('P8', ('delay.', 'delay. ' + DRAFT['P9']), flags=['merged']),
            deleted('P9', flags=['merged'])]


@both
def joined_with_mark(w):
    """two paragraphs made one, the mark of the second left in the text"""
    w.join('free of charge')
    return [replaced('P8', ('delay.', 'delay. ' + DRAFT['P9']), flags=['merged']),
            deleted('P9', flags=['merged'])]


@both
def moved(w):
    """a paragraph cut and put to another place"""
    w.move('free of charge', 'keep a public list')
    return [deleted('P8', flags=['moved']), inserted('P5', DRAFT['P8'], flags=['moved'])]


@scene
def comments(w):
    """comments on words, on a paragraph, on two, and on a heading"""
    w.comment('at no fewer than twelve stations', 'Twelve is too few.')
    w.comment('The riparian States should warn', 'Which ministry?\nPlease name it.', 'responsible.')
    w.comment('Each State names', 'These two belong together.', 'without delay.')
    w.comment('II. Means', 'This heading is short.')
    return [commented('P1', 'Twelve is too few.'),
            commented('P3', 'Which ministry? Please name it.'),
            commented('P7', 'These two belong together.'),
            commented('P8', 'These two belong together.')], {}, ['comment-elsewhere']


@scene
def comment_and_change(w):
    """a comment in a paragraph that is changed with tracked changes"""
    w.comment('public list of dams', 'Every second year is not often enough.')
    w.track()
    w.replace('revise it every second year', 'revise it every year')
    return [replaced('P5', ('every second year', 'every year')),
            commented('P5', 'Every second year is not often enough.')]


@scene
def headings(w):
    """a heading changed, another with a new paragraph behind it, and one typed before the first"""
    w.replace('II. Means', 'II. Ways and means')
    w.append_paragraph('III. Review', 'The review is paid for by the fund.')
    w.append_paragraph('I. Goals', 'The States are the five States on the river.')
    return [dict(paragraph='P9', action='insert-after', status='unclear',
                 text='The review is paid for by the fund.')], {}, ['heading-changed', 'attached-text']


@both
def remarks(w):
    """what is thought of a paragraph, typed below it and in it"""
    w.append_paragraph('free of charge', 'Comment: we have done so since 2012.')
    w.append_paragraph('keep a public list', 'Mongolia: is the list in English?')
    w.replace('are voluntary.', 'are voluntary. [Can they be in kind?]')
    return [commented('P8', 'Comment: we have done so since 2012.'),
            dict(paragraph='P5', action='insert-after', status='unclear'),
            dict(paragraph='P6', action='replace', status='unclear')]


@scene
def two_swapped(w):
    """two neighbours changed places"""
    w.move('keep a public list', 'A fund of the riparian')
    return [deleted('P5', flags=['moved']), inserted('P6', DRAFT['P5'], flags=['moved'])]


@scene
def pasted_twice(w):
    """a paragraph copied to another place: nothing is known of what is meant, and the first stands"""
    w.append_paragraph('alters the rights', '[P8] ' + DRAFT['P8'])
    return []


FORM = {'2.1': 'support with changes', '2.3': '4', '2.4': 'yes', '2.9': 'We thank the Secretariat.'}


@scene
def form(w):
    """the form filled in its cells"""
    for item, text in FORM.items():
        w.answer(item, text)
    return [], dict({i: {'value': t} for i, t in FORM.items()},
                    **{'2.3': {'value': 4}, '2.4': {'value': True}})


@scene
def form_behind_cue(w):
    """the form filled on the line of each cue"""
    for item, text in FORM.items():
        w.answer(item, text, True)
    return form_truth()


def form_truth():
    return [], dict({i: {'value': t} for i, t in FORM.items()},
                    **{'2.3': {'value': 4}, '2.4': {'value': True}})


@scene
def form_tracked(w):
    """the form filled with tracked changes"""
    w.track()
    for item, text in FORM.items():
        w.answer(item, text)
    return form_truth()


@scene
def form_and_draft(w):
    """the form filled, a proposal typed in it, and the draft changed"""
    w.answer('2.1', 'support with changes')
    w.answer('2.8', '[P11] replace: The riparian States adopt the next plan in 2026.')
    w.track()
    w.replace('fishermen', 'fishers')
    w.comment('free of charge', 'We agree.')
    return [dict(paragraph='P11', action='replace', status='ok',
                 text='The riparian States adopt the next plan in 2026.'),
            replaced('P2', ('fishermen', 'fishers')),
            commented('P8', 'We agree.')], \
        {'2.1': {'value': 'support with changes'}, '2.8': {}}


@scene
def letter_above(w):
    """a sentence typed above the form: for a person"""
    cursor = w.paragraph('Form and draft for comments')
    cursor.collapseToEnd()
    cursor.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    cursor.Text.insertString(cursor, 'Mongolia will write again after its inter-agency meeting.', False)
    return [], {}, ['attached-text']


@both
def all_at_once(w):
    """changed, deleted, new, divided and commented in one file"""
    w.comment('independent experts', 'How many?')
    w.replace('within six hours', 'within three hours')
    w.delete_paragraph('free of charge')
    w.append_paragraph('keep a public list', 'The list names the owner of each dam.')
    w.split('Contributions to the fund')
    w.replace('ordinary meeting of 2025', 'ordinary meeting of 2026')
    return [replaced('P3', ('six hours', 'three hours')),
            deleted('P8'),
            inserted('P5', 'The list names the owner of each dam.'),
            replaced('P6', (' Contributions to the fund are voluntary.', '')),
            inserted('P6', 'Contributions to the fund are voluntary.'),
            replaced('P11', ('of 2025', 'of 2026')),
            commented('P10', 'How many?')]


def through(office, word, path, kind):
    """By way of another format."""
    other = path[:-4] + kind
    word.save(other, kind)
    again = office.open(other)
    again.save(path)
    again.close()
    os.unlink(other)


def play(office, sent, folder, name):
    word = office.open(sent)
    path = os.path.join(folder, name + '.docx')
    got = SCENES[name](word)
    # Proposals; proposals and answers; or these and findings.
    got = got if isinstance(got, tuple) else (got,)
    proposals, answers, findings = got + ({}, None)[len(got) - 1:]
    if name.endswith(('-odt', '-doc')):
        through(office, word, path, name[-3:])
    else:
        word.save(path)
    word.close()
    truth = {'what': SCENES[name].__doc__, 'answers': answers, 'proposals': proposals}
    if findings or not (proposals or answers):
        # Where nothing at all was said the letter is for a person.
        truth['findings'] = findings or ['needs-human']
    with open(os.path.join(folder, name + '.json'), 'w', encoding='utf-8') as out:
        json.dump(truth, out, ensure_ascii=False, indent=1)
        out.write('\n')


def bare(folder, to):
    for name in os.listdir(folder):
        if name.endswith('.json'):
            shutil.copy(os.path.join(folder, name), to)
        if not name.endswith('.docx'):
            continue
        with zipfile.ZipFile(os.path.join(folder, name)) as old, \
                zipfile.ZipFile(os.path.join(to, name), 'w', zipfile.ZIP_DEFLATED) as new:
            for part in old.namelist():
                data = old.read(part)
                if part == 'word/document.xml':
                    data = re.sub(rb'<w:bookmark(Start|End)[^>]*/>', b'', data)
                new.writestr(part, data)


def main():
    if sys.argv[1:] == ['--list']:
        print('\n'.join(SCENES))
        return
    if sys.argv[1] == '--bare':
        bare(*sys.argv[2:4])
        return
    sent, folder = sys.argv[1:3]
    here = os.path.dirname(os.path.abspath(__file__))
    read_draft(os.path.join(here, '../word/consultation/draft.md'))
    with tempfile.TemporaryDirectory() as home:
        # A copy: a lock that a crash leaves beside it goes with it.
        shutil.copy(sent, os.path.join(home, 'sent.docx'))
        sent = os.path.join(home, 'sent.docx')
        office = Office(home)
        try:
            for name in sys.argv[3:] or SCENES:
                play(office, sent, folder, name)
        finally:
            office.close()


if __name__ == '__main__':
    main()

