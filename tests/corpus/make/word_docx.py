#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Word files as they come from those who do not use ours: written with python-docx.

    word_docx.py SENT.docx REQUEST.txt DIR    writes DIR/NAME.docx and DIR/NAME.json

The file of the request written anew, the text of the mail put into a file (a paragraph for each line), answers typed
into an empty one, a table of one's own, a letter.
"""
import json
import os
import sys

import docx

ANSWERS = {'2.1': 'support', '2.3': '4', '2.9': 'We thank you.\nA second line.'}
READ = {'2.1': {'value': 'support'}, '2.3': {'value': 4}, '2.9': {'value': 'We thank you.\nA second line.'}}


def save(folder, name, document, **truth):
    document.save(os.path.join(folder, name + '.docx'))
    with open(os.path.join(folder, name + '.json'), 'w', encoding='utf-8') as out:
        json.dump(truth, out)


def anew(sent, old=None, new=None):
    document = docx.Document(sent)
    for paragraph in document.paragraphs if old else ():
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    return document


def pasted(lines, below, whole, changes=()):
    document = docx.Document()
    begun = whole
    for line in lines:
        begun |= line.startswith('[2.1]')
        if not begun:
            continue
        for old, new in changes:
            line = line.replace(old, new)
        paragraph = document.add_paragraph(line)
        for item, answer in ANSWERS.items():
            if line.startswith('Answer [%s]:' % item):
                if below:
                    for part in answer.split('\n'):
                        document.add_paragraph(part)
                else:
                    paragraph.add_run(' ' + answer)
        if not whole and line.startswith('[end of form'):
            break
    return document


def typed(*lines):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return document


def own_table():
    document = docx.Document()
    table = document.add_table(0, 2)
    for item, answer in ANSWERS.items():
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = '[%s]' % item, answer
    return document


def by_mark(document, mark):
    return next(p for p in document.paragraphs if p.text.startswith('[%s]' % mark))


def plain_looks(sent):
    """No bookmark and no style is left: all is body text."""
    document = docx.Document(sent)
    for element in list(document.element.body.iter()):
        if element.tag.rsplit('}')[-1] in ('bookmarkStart', 'bookmarkEnd', 'pStyle'):
            element.getparent().remove(element)
    return document


def rows_moved(sent):
    """Rows of the form in another order, one of them answered, and a row of one's own at the end."""
    document = docx.Document(sent)
    table = document.tables[0]
    rows = list(table.rows)
    for row in rows:
        for item, answer in ANSWERS.items():
            if row.cells[0].text.startswith('[%s]' % item):
                row.cells[1].paragraphs[-1].text = answer.split('\n')[0]
    for row in reversed(rows):
        table._tbl.append(row._tr)
    row = table.add_row()
    row.cells[0].text, row.cells[1].text = 'Other remarks', 'None of us can travel in winter.'
    return document


def draft_in_table(sent):
    """Paragraphs of the draft moved into a table, with a remark or another text beside them."""
    document = docx.Document(sent)
    paragraphs = [by_mark(document, mark) for mark in ('P2', 'P3')]
    table = document.add_table(2, 2)
    paragraphs[0]._p.addprevious(table._tbl)
    for row, paragraph, words in zip(table.rows, paragraphs, (
            'We support this.', 'The riparian States should warn each other of floods within two hours. The warning '
            'shall reach the ministry that is responsible.')):
        row.cells[0]._tc.append(paragraph._p)
        row.cells[0]._tc.remove(row.cells[0].paragraphs[0]._p)
        row.cells[1].text = words
    return document


def signed(sent):
    document = docx.Document(sent)
    document.add_paragraph('Ulaanbaatar, 20 July 2020')
    document.add_paragraph('All that we have to say on the draft stands above.')
    return document


def replace(mark, text):
    return dict(paragraph=mark, action='replace', status='ok', text=text)


def main():
    sent, request, folder = sys.argv[1:4]
    with open(request, encoding='utf-8') as file:
        lines = file.read().split('\n')
    save(folder, 'anew', anew(sent), findings=['needs-human'])
    save(folder, 'anew-edited', anew(sent, 'without delay', 'within a day'), proposals=[
        replace('P8', 'Data of the stations are exchanged free of charge and within a day.')])
    save(folder, 'pasted-form', pasted(lines, False, False), answers=READ)
    save(folder, 'pasted-form-below', pasted(lines, True, False), answers=READ)
    save(folder, 'pasted-mail', pasted(lines, True, True), answers=READ)
    save(folder, 'pasted-mail-edited', pasted(lines, True, True, [('fishermen', 'fishers')]), answers=READ, proposals=[
        replace('P2', 'The results of the measurements shall be published every year, in a form that fishers and '
                      'farmers can use.')])
    save(folder, 'typed', typed('Reply of Mongolia', '', '2.1 support', '2.3: 4', '[2.9] We thank you.',
                                'A second line.', '[P3] replace: The States warn each other.', '[P8] delete'),
         answers=READ, findings=['attached-text'], proposals=[
             replace('P3', 'The States warn each other.'), dict(paragraph='P8', action='delete', status='ok')])
    save(folder, 'own-table', own_table(), answers=READ)
    save(folder, 'plain-looks', plain_looks(sent), findings=['needs-human'])
    save(folder, 'rows-moved', rows_moved(sent), findings=['row-in-form'],
         answers=dict(READ, **{'2.9': {'value': 'We thank you.'}}))
    save(folder, 'draft-in-table', draft_in_table(sent), findings=['two-texts'], proposals=[
        dict(paragraph='P2', action='comment', status='ok'), dict(paragraph='P3', action='replace', status='unclear')])
    last = [p for p in docx.Document(sent).paragraphs if p.text.startswith('[P')][-1].text
    save(folder, 'signed', signed(sent), findings=['behind-draft'], proposals=[
        dict(paragraph=last[1:last.index(']')], action='insert-after', status='unclear')])
    save(folder, 'letter', typed('NOTE VERBALE', 'The Ministry presents its compliments and supports the draft.'),
         findings=['needs-human', 'attached-text'])


main()
