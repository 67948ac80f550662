#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Edits the draft in the Word file of a request at random, with seeds, and says what must be read out of it.

    word_edits.py SENT.docx DIR COUNT    writes DIR/N.docx and DIR/N.json

Some six of ten paragraphs stay; of others words are changed, taken and added, or they are deleted, or a new one stands
behind them. Half of all changes are tracked, and four files of ten have lost their bookmarks.
"""
import html
import json
import os
import random
import re
import sys
import zipfile

PARAGRAPH = re.compile(r'<w:p><w:pPr>(<w:pStyle w:val="\w+"/>)</w:pPr>'
                       r'(<w:bookmarkStart w:id="(\d+)" w:name="rap_par_\w+"/>)(.*?)<w:bookmarkEnd w:id="\3"/></w:p>', re.S)
TEXT = re.compile(r'<w:t xml:space="preserve">(.*?)</w:t>')
WORDS = ['alpha', 'budget', 'river', 'network', 'annual', 'policy', 'shall', 'carbon', 'regional', 'cities', 'desert']


def run(text, kind='t'):
    return '<w:r><w:%s xml:space="preserve">%s</w:%s></w:r>' % (kind, html.escape(text, quote=False), kind)


def added(text, tracked):
    return '<w:ins w:id="1" w:author="A">%s</w:ins>' % run(text) if tracked else run(text)


def taken(text, tracked):
    return '<w:del w:id="1" w:author="A">%s</w:del>' % run(text, 'delText') if tracked else ''


def tracked_end(kind, tracked):
    return '<w:rPr><w:%s w:id="1" w:author="A"/></w:rPr>' % kind if tracked else ''


def edit_words(chance, text, tracked):
    """Runs with the text changed, and the text as it then stands."""
    words = text.split(' ')
    picked = set(chance.sample(range(len(words)), chance.randint(1, max(1, len(words) // 4))))
    body, now = '', []
    for i, word in enumerate(words):
        blank = ' ' if i < len(words) - 1 else ''
        new = '%sx%d' % (chance.choice(WORDS), chance.randint(0, 99))
        how = chance.choice(['replace', 'take', 'add']) if i in picked else 'keep'
        if how == 'take' and len(words) - len(picked) <= 4:
            how = 'replace'
        if how == 'keep':
            body += run(word + blank)
            now.append(word)
        elif how == 'replace':
            body += taken(word + blank, tracked) + added(new + blank, tracked)
            now.append(new)
        elif how == 'take':
            body += taken(word + blank, tracked)
        else:
            body += added(new + ' ', tracked) + run(word + blank)
            now += [new, word]
    return body, ' '.join(now)


def edit(chance, xml):
    out, at, truth, deleted = '', 0, [], 0
    bookmarks = chance.random() < 0.6
    for match in PARAGRAPH.finditer(xml):
        out += xml[at:match.start()]
        at = match.end()
        style, bookmark, _, content = match.groups()
        mark = re.search(r'\[(P[^\]]*)\]', content).group(1)
        text = html.unescape(TEXT.findall(content)[-1])
        what, tracked = chance.random(), chance.random() < 0.5

        def paragraph(body, end=''):
            return '<w:p><w:pPr>%s%s</w:pPr>%s%s</w:p>' % (style, end, bookmark if bookmarks else '', body)

        if 0.6 <= what < 0.85:
            body, now = edit_words(chance, text, tracked)
            out += paragraph(run('[%s] ' % mark) + body)
            truth.append(dict(paragraph=mark, action='replace', text=now))
        elif 0.85 <= what < 0.92 and deleted < 2:
            # Three in a row without a track are rather a part of the draft: they are asked about.
            deleted += 1
            if tracked:
                out += paragraph(taken('[%s] %s' % (mark, text), True), tracked_end('del', True))
            truth.append(dict(paragraph=mark, action='delete'))
            continue
        else:
            out += paragraph(run('[%s] %s' % (mark, text)))
        if what >= 0.92:
            now = ' '.join(chance.choice(WORDS) for _ in range(12)) + '.'
            out += '<w:p><w:pPr>%s</w:pPr>%s</w:p>' % (tracked_end('ins', tracked), added(now, tracked))
            truth.append(dict(paragraph=mark, action='insert-after', text=now))
        deleted = 0
    return out + xml[at:], truth


def main():
    sent, folder, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with zipfile.ZipFile(sent) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    xml = parts['word/document.xml'].decode()
    for seed in range(count):
        body, proposals = edit(random.Random(seed), xml)
        with zipfile.ZipFile(os.path.join(folder, '%d.docx' % seed), 'w', zipfile.ZIP_DEFLATED) as new:
            for name, data in parts.items():
                new.writestr(name, body.encode() if name == 'word/document.xml' else data)
        truth = dict(proposals=proposals)
        if not proposals:
            truth['findings'] = ['needs-human']
        with open(os.path.join(folder, '%d.json' % seed), 'w', encoding='utf-8') as out:
            json.dump(truth, out)


main()
