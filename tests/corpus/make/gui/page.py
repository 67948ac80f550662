"""The person in an editable page: the lines are found by lines.js, the words come as from an input method."""
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import typist  # noqa: E402
from editor import Editor  # noqa: E402

with open(os.path.join(HERE, "lines.js"), encoding="utf-8") as source:
    LINES = source.read()


class Page:
    """A program gives: root (JavaScript for the editable element), js(), words(), enter(shift), bold(), colour()."""

    root = "document.body"

    def __init__(self, design):
        self.design = design

    def call(self, function, *arguments):
        return self.js("%s\nreturn %s(%s);" % (LINES, function, ", ".join((self.root,) + arguments)))

    def lines(self):
        return json.loads(self.js("%s\nreturn JSON.stringify(deskLines(%s).map(l => l.text));" % (LINES, self.root)))

    def select(self, line, start=None, end=None):
        self.call("deskSelect", str(line), json.dumps(start), json.dumps(end))

    def type(self, text, shift=False):
        for n, line in enumerate(text.split("\n")):
            if n:
                self.enter(shift)
            if line:
                self.words(line)

    def steps(self, steps):
        lines = self.lines()
        draft = typist.Draft(lines, self.design, 0)
        draft.start = 0
        plan = []
        for word, argument, words in steps:
            if word in ("same", "next", "shift", "blank", "cell", "over", "hint", "bold", "mark"):
                plan.append((draft.place(argument), word, words))
            elif word in ("edit", "under"):
                plan.append((draft.find(argument.split(" => ")[0]), word, (argument, words)))
            elif word in ("top", "bottom"):
                plan.append((-1 if word == "top" else len(lines), word, words))
        for line, word, words in sorted(plan, key=lambda x: x[0], reverse=True):
            getattr(self, "do_" + word)(line, words, lines)
        Editor.check("\n".join(self.lines()), steps)

    def do_same(self, line, words, _):
        self.select(line)
        self.type(" " + words)

    def do_next(self, line, words, _):
        self.select(line)
        self.enter(False)
        self.type(words)

    def do_shift(self, line, words, _):
        self.select(line)
        self.enter(True)
        self.type(words, True)

    def do_blank(self, line, words, lines):
        if line + 1 < len(lines) and not typist.QUOTE.sub("", lines[line + 1]).strip():
            self.select(line + 1)
            self.type(words)
        else:
            self.select(line)
            self.enter(False)
            self.enter(False)
            self.type(words)

    def do_cell(self, line, words, _):
        self.call("deskCell", str(line))
        self.type(words)

    def do_over(self, line, words, lines):
        blank = re.search(r"_{3,}", lines[line])
        self.select(line, blank.start(), blank.end())
        self.type(words)

    def hint(self, line, lines):
        while not re.search(r"\(.*\)", lines[line]):
            line -= 1
        found = re.search(r"\((.*)\)", lines[line])
        return line, found.start(1), found.end(1)

    def option(self, line, words, lines):
        line, start, end = self.hint(line, lines)
        at = next(m.start() for m in re.finditer(r"[^/]+", lines[line][start:end])
                  if m.group(0).strip() == words)
        at = lines[line].index(words, start + at)
        return line, at, at + len(words)

    def do_hint(self, line, words, lines):
        line, start, end = self.hint(line, lines)
        self.select(line, start, end)
        self.type(words)

    def do_bold(self, line, words, lines):
        self.select(*self.option(line, words, lines))
        self.bold()

    def do_mark(self, line, words, lines):
        line, start, _ = self.option(line, words, lines)
        self.select(line, start)
        self.type("[X] ")

    def do_edit(self, line, what, lines):
        old, new = what[0].split(" => ")
        start = lines[line].index(old)
        self.select(line, start, start + len(old))
        self.type(new)

    def do_under(self, line, what, lines):
        self.select(line)
        self.enter(False)
        self.type(what[1])

    def do_top(self, _, words, __):
        self.call("deskEdge", "false")
        self.type(words)

    def do_bottom(self, _, words, __):
        self.call("deskEdge", "true")
        self.enter(False)
        self.type(words)
