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

    def __init__(self, screen, design, gaps=True):
        """Without gaps: empty lines of the copy are only distance between paragraphs, no place for the caret."""
        self.screen, self.design, self.gaps = screen, design, gaps

    def read(self):
        """The text as it stands, by select all and copy."""
        self.screen.clip("")
        for _ in range(10):
            self.screen.keys("ctrl+a", *self.copy)
            time.sleep(0.3)
            text = self.screen.clipboard()
            if len(text) > 100:
                break
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
        for _ in range(0 if self.gaps else 30):
            # Lines of a page that is no list of lines: the person looks where the caret is.
            if self.here() == self.text[line].strip():
                break
            self.screen.keys("Down")
        self.screen.keys("Home" if column is not None else "End")
        self.screen.keys("Right", times=column or 0)

    def here(self):
        self.screen.clip("")
        self.screen.keys("Home", "shift+End", *self.copy)
        time.sleep(0.15)
        text = self.screen.clipboard().replace("\xa0", " ").strip()
        self.screen.keys("Home")
        return text

    def replace(self, line, column, old, new):
        behind = len(self.text[line].rstrip()) - column - len(old)
        if behind < column:
            self.go(line)
            self.screen.keys("Left", times=behind + len(self.text[line]) - len(self.text[line].rstrip()))
            self.screen.keys("shift+Left", times=len(old))
        else:
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
        lines = [line for line in text.split("\n") if self.gaps or line.strip()]
        self.text = lines
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
        self.compare(lines, plan, self.read())
        return text

    @staticmethod
    def compare(lines, plan, now):
        """The text is what it was and what was typed, each where it belongs; else nothing is sent."""
        lines, top = list(lines) + [""], ""
        for line, column, word, words in sorted(plan, key=lambda x: (x[0], x[1]), reverse=True):
            if word == "replace":
                old, new = words
                lines[line] = lines[line][:column] + new + lines[line][column + len(old):]
            elif word == "blank":
                lines[line + 1] += words
            elif word == "bare":
                del lines[line:]
            elif word == "cut":
                del lines[line:line + words]
            elif word == "top":
                top = words
            else:
                lines[min(line, len(lines) - 1)] += words
        if re.sub(r"[>\s]", "", top + "".join(lines)) != re.sub(r"[>\s]", "", now):
            raise RuntimeError("something was typed in another place, or lost")

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
