"""The person in a text editor of a window: looks where the form asks, moves the caret there, types.

The words come from the clipboard, as from an input method. The window must be so wide that it breaks no line itself."""
import os
import re
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import typist  # noqa: E402


class Editor:
    paste = ("ctrl+v",)
    copy = ("ctrl+c",)

    def __init__(self, screen, design):
        self.screen, self.design = screen, design

    def read(self):
        """The text as it stands, by select all and copy."""
        self.screen.clip("")
        self.screen.keys("ctrl+a", *self.copy)
        text = self.screen.clipboard()
        self.screen.keys("ctrl+Home")
        return text.replace("\r\n", "\n").replace("\xa0", " ")

    def put(self, text):
        self.screen.clip(text)
        time.sleep(0.1)
        self.screen.keys(*self.paste)
        time.sleep(0.15)

    def go(self, line, column=None):
        """Column None: the end of the line."""
        self.screen.keys("ctrl+Home")
        self.screen.keys("Down", times=line)
        self.screen.keys("Home" if column is not None else "End")
        self.screen.keys("Right", times=column or 0)

    def replace(self, line, column, old, new):
        self.go(line, column)
        self.screen.keys("shift+Right", times=len(old))
        self.put(new)

    def steps(self, steps):
        """From the last place to the first, so that the lines before stand where they stood."""
        for _ in range(10):
            text = self.read()
            if len(text) > 1000:
                break
            time.sleep(0.5)
        lines = text.split("\n")
        draft = typist.Draft(lines, self.design, 0)
        draft.start = 0
        plan = []
        for word, argument, words in steps:
            if word in ("same", "next", "blank"):
                plan.append((draft.place(argument), 0, word, words))
            elif word == "over":
                i = draft.place(argument)
                blank = re.search(r"_{3,}", lines[i])
                plan.append((i, blank.start(), "replace", (blank.group(0), words)))
            elif word == "hint":
                i = draft.place(argument)
                while not re.search(r"\(.*\)", lines[i]):
                    i -= 1
                hint = re.search(r"\((.*)\)", lines[i])
                plan.append((i, hint.start(1), "replace", (hint.group(1), words)))
            elif word == "edit":
                old, new = argument.split(" => ")
                i = draft.find(old)
                plan.append((i, lines[i].index(old), "replace", (old, new)))
            elif word == "under":
                i = draft.find(argument)
                while not draft.is_empty(i + 1):
                    i += 1
                plan.append((i, 0, "under", words))
            elif word == "bare":
                first = next(i for i, line in enumerate(lines) if line.startswith(">"))
                plan.append((first, 0, "bare", None))
            elif word == "cut":
                first, last = argument.split(" ... ")
                i = draft.find(first)
                k = next(n for n in range(i, len(lines)) if last in lines[n])
                plan.append((i, 0, "cut", k - i + 1))
            elif word in ("top", "bottom"):
                plan.append((-1 if word == "top" else len(lines), 0, word, words))
        for line, column, word, words in sorted(plan, key=lambda x: (x[0], x[1]), reverse=True):
            self.step(line, column, word, words)
        self.check(self.read(), steps)
        return text

    @staticmethod
    def check(text, steps):
        """A program that was too slow for its keys has lost something: then nothing is sent."""
        there = re.sub(r"[>\s]", "", text)
        for word, argument, words in steps:
            words = argument.split(" => ")[1] if word == "edit" else words
            if word not in ("means", "bare", "cut") and re.sub(r"[>\s]", "", words) not in there:
                raise RuntimeError("not in the editor: " + words)

    def step(self, line, column, word, words):
        keys = self.screen.keys
        if word == "same":
            self.go(line)
            self.put(" " + words)
        elif word == "next":
            self.go(line)
            keys("Return")
            self.put(words)
        elif word == "blank":
            self.go(line + 1)
            self.put(words)
        elif word == "under":
            self.go(line)
            keys("Return", "Return")
            self.put(words)
        elif word == "replace":
            self.replace(line, column, *words)
        elif word == "bare":
            self.go(line, 0)
            keys("ctrl+shift+End", "Delete")
        elif word == "cut":
            self.go(line, 0)
            keys("shift+Down", times=words)
            keys("Delete")
        elif word == "top":
            keys("ctrl+Home")
            self.put(words + "\n\n")
        elif word == "bottom":
            keys("ctrl+End", "Return")
            self.put(words)
