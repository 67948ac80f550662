#!/usr/bin/env python3
"""The person at the editor, and the truth about what was typed.

    typist.py type CASE DRAFT [CHARSET]   types what CASE says into the draft that a mail program opened
    typist.py truth CASE OUT.json         writes the truth from CASE alone: it never sees the mail or a reading
    typist.py get CASE KEY [DEFAULT]      a line of the head of CASE

A case is a head of `key value` lines, an empty line, and blocks that begin with @:

    @same ID [= VALUE]     typed on the line where the form asks for it, the rest of the lines beneath it
    @next ID [= VALUE]     typed on lines of its own right beneath
    @blank ID [= VALUE]    the same with an empty line before and behind, in place of the quoted empty line
    @inside ID [= VALUE]   typed on lines that carry the quote's own mark
    @over ID [= VALUE]     typed over the underscores
    @hint ID [= VALUE]     what is left of the hint line once the other words are deleted from it
    @shift ID, @cell ID, @bold ID, @mark ID
                           graphical programs only (gui): as next, by Shift+Enter; in the last cell of the row; the words
                           made bold in the hint; [X] before them there
    @top, @bottom          typed above or below everything, as it stands
    @under WORDS           typed beneath the quoted paragraph in which WORDS stand, as it stands
    @edit OLD => NEW       words changed where they stand in the quote
    @cut FROM ... TO       quoted lines deleted; FROM and TO are words of the first and the last one
    @bare                  the whole quote deleted
    @wrap N                what the person types is broken at N columns by the editor
    @means ID [= VALUE]    truth only: the words in the block are the answer that stands in @top, @bottom or @under
    @conflict ID           truth only: two answers differ
    @unclear ID            truth only: must be asked about
    @none ID               truth only: answered, with nothing
    @proposal JSON, @intent JSON, @finding CODE, @human
                           truth only: a proposal, a wish, a finding, a mail a person must see

VALUE is the meaning where it is not the words themselves: an English option, a digit, or JSON."""
import json
import re
import sys
import unicodedata

ANSWERS = ("same", "next", "blank", "inside", "over", "hint", "shift", "cell", "bold", "mark", "means")
QUOTE = re.compile(r"^(?:\s*[A-Za-z]{0,10}[>|:}]+[ \t]?)*")
# Where the form asks: the line on which a field begins, and the one after which the answer belongs.
DESIGNS = {
    "A": (r"\[%s\] ", r":\s*$"),
    "B": (r"\b%s\) ", r"_{3,}"),
    "C": (r"@%s\b", r"\)[\s│|]*$"),
    "D": (r">>> ?%s\b", r"\)\s*$"),
    "E": (r"\[%s\] ", r"Answer:"),
    "F": (r"\[%s\] ", r"\)\s*$"),
    "G": (r"\[%s\]:", r""),
}
# What the fields of each request are.
KINDS = {
    "design": {"choice": "2.1 2.4", "rating": "2.2 2.3"},
    "forms": {"rating": "1.1 2.3", "choice": "2.1 2.2", "yes-no": "2.4", "date": "2.5", "list": "2.6", "people": "2.7"},
    "plan": {"choice": "2.1 2.2 2.3 2.7 2.8 2.9 2.10 2.11 2.12 2.13 2.14"},
    "review": {
        "rating": "1.1 1.8 1.10 1.12 1.14 1.16 1.18 1.20 1.22",
        "list": "3.1",
        "date": "3.4",
        "yes-no": "4.1 4.3",
        "people": "4.2",
    },
}
KINDS["receipt"] = KINDS["forms"]


def load(path):
    """The head as a dictionary, the blocks as [directive, argument, text]."""
    head, blocks = {}, []
    with open(path, encoding="utf-8") as f:
        lines = f.read().split("\n")
    while lines and lines[0]:
        key, _, value = lines.pop(0).partition(" ")
        head[key] = head[key] + "\n" + value if key in head else value
    for line in lines[1:]:
        if line.startswith("@") and line[1:2].islower():
            word, _, argument = line[1:].partition(" ")
            blocks.append([word, argument, []])
        elif blocks:
            blocks[-1][2].append(line)
    return head, [(word, argument, "\n".join(text).strip("\n")) for word, argument, text in blocks]


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text, columns):
    """Broken as an editor does it: between words, and anywhere between two wide characters."""
    out = []
    for line in text.split("\n"):
        now = ""
        for piece in re.findall(r"[^\s\u1100-\uffef]+\s*|.\s*", line):
            if now and width((now + piece).rstrip()) > columns:
                out.append(now.rstrip())
                now = ""
            now += piece
        out.append(now.rstrip())
    return out


class Draft:
    def __init__(self, lines, design, columns):
        self.lines, self.columns = lines, columns
        self.begins, self.ends = DESIGNS.get(design, DESIGNS["G"])
        self.start = 0
        if re.match(r"[A-Za-z-]+:", lines[0] if lines else ""):  # headers in the editor
            while self.start < len(lines) and lines[self.start].strip() and not lines[self.start].startswith("----"):
                self.start += 1
            self.start = min(self.start + 1, len(lines))

    def typed(self, text):
        return wrapped(text, self.columns) if self.columns else text.split("\n")

    def place(self, field):
        """The line behind which the answer to a field belongs."""
        begins = re.compile(self.begins % re.escape(field))
        for i in range(self.start, len(self.lines)):
            if begins.search(self.lines[i]):
                for k in range(i, min(i + 8, len(self.lines))):
                    if re.search(self.ends, self.lines[k]):
                        return k
        sys.exit("typist: the draft asks nowhere for %s" % field)

    def find(self, words):
        for i in range(self.start, len(self.lines)):
            if words in self.lines[i]:
                return i
        sys.exit("typist: no such words in the draft: %s" % words)

    def is_empty(self, i):
        return i >= len(self.lines) or not QUOTE.sub("", self.lines[i]).strip()

    def answer(self, how, field, text):
        i, new = self.place(field), self.typed(text)
        line = self.lines[i]
        if how == "same":
            self.lines[i] = line.rstrip() + " " + new[0]
            self.lines[i + 1 : i + 1] = new[1:]
        elif how == "over":
            self.lines[i] = re.sub(r"_{3,}", lambda m: new[0], line, count=1)
            self.lines[i + 1 : i + 1] = new[1:]
        elif how == "next":
            self.lines[i + 1 : i + 1] = new
        elif how == "blank":
            self.lines[i + 1 : i + 2 if self.is_empty(i + 1) else i + 1] = [""] + new + [""]
        elif how == "inside":
            mark = QUOTE.match(line).group(0)
            self.lines[i + 1 : i + 1] = [(mark or "> ") + x for x in new]
        elif how == "hint":
            while not re.search(r"\(.*\)", self.lines[i]):
                i -= 1
            self.lines[i] = re.sub(r"\(.*\)", lambda m: "(%s)" % text, self.lines[i])

    def under(self, words, text):
        i = self.find(words)
        while not self.is_empty(i):
            i += 1
        self.lines[i:i] = [""] + self.typed(text) + [""]

    def edit(self, old, new):
        i = self.find(old)
        self.lines[i] = self.lines[i].replace(old, new, 1)

    def cut(self, first, last):
        i = self.find(first)
        k = next(n for n in range(i, len(self.lines)) if last in self.lines[n])
        del self.lines[i : k + 1]

    def bare(self):
        """From the attribution line to the end, but for what stands there of the signature."""
        keep = len(self.lines)
        for i in range(len(self.lines) - 1, self.start, -1):
            if self.lines[i] == "-- ":
                keep = i
        self.lines[self.start : keep] = [""]


def type_into(case, path, charset):
    head, blocks = load(case)
    with open(path, encoding=charset, errors="surrogateescape", newline="\n") as f:
        text = f.read()
    columns = next((int(argument) for word, argument, _ in blocks if word == "wrap"), 0)
    draft = Draft(text.rstrip("\n").split("\n"), head["request"], columns)
    top, bottom = [], []
    for word, argument, words in blocks:
        if word in ANSWERS and word != "means":
            draft.answer(word, argument.split(" = ")[0], words)
        elif word == "top":
            top = draft.typed(words) + [""]
        elif word == "bottom":
            bottom = [""] + draft.typed(words)
        elif word == "under":
            draft.under(argument, words)
        elif word == "edit":
            draft.edit(*argument.split(" => "))
        elif word == "cut":
            draft.cut(*argument.split(" ... "))
        elif word == "bare":
            draft.bare()
    draft.lines[draft.start : draft.start] = top
    with open(path, "w", encoding=charset, errors="surrogateescape", newline="\n") as f:
        f.write("\n".join(draft.lines + bottom) + "\n")


def truth(case, out):
    head, blocks = load(case)
    name = re.sub(r".*/|\.(txt|step)$", "", case)
    request = head["request"]
    kinds = {}
    for kind, fields in KINDS.get(request, KINDS["design"]).items():
        kinds.update({field: kind for field in fields.split()})
    result = {"name": name, "client": head["client"], "kind": "real", "request": request, "language": head["language"]}
    if "notes" in head:
        result["notes"] = head["notes"]
    answers, proposals, intents, findings = {}, [], [], []
    for word, argument, words in blocks:
        if word in ANSWERS:
            field, _, value = argument.partition(" = ")
            kind = kinds.get(field, "text")
            try:
                value = json.loads(value) if value else words
            except ValueError:
                pass
            if kind == "rating":
                value = str(value)
            answers[field] = {"kind": kind, "raw": words, "value": value}
        elif word in ("conflict", "unclear", "none"):
            answers.setdefault(argument, {"kind": kinds.get(argument, "text"), "raw": words})["status"] = word
        elif word == "proposal":
            proposals.append(json.loads(argument))
        elif word == "intent":
            intents.append(json.loads(argument))
        elif word == "finding":
            findings.append(argument)
        elif word == "human":
            result["needs_human"] = True
    result["answers"] = dict(sorted(answers.items(), key=lambda x: [int(n) for n in x[0].split(".")]))
    for key, value in (("proposals", proposals), ("intents", intents), ("findings", findings)):
        if value:
            result[key] = value
    with open(out, "w", encoding="utf-8") as f:
        json.dump(result, f, ensure_ascii=False, indent=1)
        f.write("\n")


def main():
    if sys.argv[1] == "type":
        type_into(sys.argv[2], sys.argv[3], sys.argv[4] if len(sys.argv) > 4 else "utf-8")
    elif sys.argv[1] == "truth":
        truth(sys.argv[2], sys.argv[3])
    else:
        print(load(sys.argv[2])[0].get(sys.argv[3], sys.argv[4] if len(sys.argv) > 4 else ""))


if __name__ == "__main__":
    main()
