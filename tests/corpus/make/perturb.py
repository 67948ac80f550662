#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes replies at random: perturb.py REQUEST.eml DIR COUNT SEED

The answers of one person to the request, and what programs and people do to the quoted form: cuts, wraps, marks of
quotation, other block tags, split tags, tables, lists, blanks lost and doubled; short lines in many spellings; words of
the draft changed where they stand. The same seed gives the same mails. Each has its truth beside it, as
tests/integration/helpers/score.c reads it (forms); a file name tells what was done."""
import email
import email.policy
import html
import json
import os
import random
import re
import sys
import textwrap

WORDS = {
    "choice": [("support", "support"), ("cannot support", "cannot support"), ("Support with changes.", "support with changes"),
               ("не поддерживаем", "cannot support"), ("修改后支持", "support with changes"), ("지지함", "support")],
    "rating": [("4", 4), ("5", 5), ("three", 3), ("２", 2), ("4/5", 4)],
    "yes-no": [("yes", True), ("No.", False)],
    "date": [("8 January 2027", "2027-01-08"), ("2027年1月8日", "2027-01-08")],
    "text": [(x, x) for x in (
        "The boats need new engines.", "Two questions remain open.\nWe shall write again.", "Мы просим уточнить расходы.", "需要说明资金来源。",
        "In 2019 we paid 4.5 million.\n\nMore is not possible.", "1. Boats\n2. Nets", "No change in 2.2 km of shore.",
        "Costs: the State pays half.", "Subject: boats\nDate: every spring")],
    "list": [("Whales\nSeals", ["Whales", "Seals"])],
    "people": [("Ola Sample, Adviser, Agency, ola@water.no.example", ["Ola Sample, Adviser, Agency, ola@water.no.example"])],
}
TYPES = {"5.1": "choice", "5.2": "rating", "5.3": "rating", "5.4": "choice", "5.6": "text", "6.1": "yes-no", "6.2": "date", "6.3": "list",
         "6.4": "people", "6.5": "text"}
ABOVE = ["On Sat, Dec 5, 2026 at 9:00 AM Secretariat <consult@secretariat.example> wrote:", "Secretariat 于2026年12月5日 写道：",
         "-----Original Message-----\nFrom: Secretariat\nSent: Saturday, December 5, 2026 9:00 AM\nTo: Kari Example\nSubject: Comments requested\n"]
FAREWELL = ["", "\n\nBest regards,\nKari Example", "\n\n-- \nKari Example\nMinistry of Environment", "\n\nС уважением,\nКари", "\n\n此致\n敬礼",
            "\n\nSent from my iPhone"]
CUE = re.compile(r"Answer \[([\d.]+)\]:$")


class Request:
    def __init__(self, path):
        with open(path, "rb") as f:
            mail = email.message_from_binary_file(f, policy=email.policy.default)
        self.lines = mail.get_body(("plain",)).get_content().rstrip("\n").split("\n")
        rich = re.search(r"<body[^>]*>(.*)</body>", mail.get_body(("html",)).get_content(), re.S).group(1)
        self.paragraphs = [p.replace("<br>\n", "<br>").replace("\n", " ") for p in re.findall(r"<p>(.*?)</p>", rich, re.S)]
        self.end = next(i for i, x in enumerate(self.lines) if x.startswith("[end of form"))
        self.label, self.hint = {}, {}
        for i, line in enumerate(self.lines):
            item = re.match(r"\[([\d.]+)\] (.*)", line)
            if item:
                self.label[item.group(1)], self.hint[item.group(1)] = item.group(2), self.lines[i + 1]


def choose(rng):
    return {item: rng.choice(WORDS[kind]) for item, kind in TYPES.items() if rng.random() < 0.6} or {"5.1": WORDS["choice"][0]}


def truth(answers, proposals=()):
    return {"answers": {item: {"value": value} for item, (_, value) in answers.items()}, "proposals": list(proposals)}


def mail(kind, body):
    return ("From: Kari Example <kari@ministry.no.example>\nTo: Secretariat <consult@secretariat.example>\nSubject: Re: Comments requested\n"
            f"MIME-Version: 1.0\nContent-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}\n")


# ---- the form quoted as text ---------------------------------------------------------------------------------------

def quoted(r, rng):
    answers, where = choose(rng), rng.choice(["same", "next", "gap", "own"])
    done = rng.sample(["intro", "end", "draft", "unanswered", "hints", "labels", "blanks", "wrap", "nbsp", "curly", "upper", "mark", "bare", "deeper", "headless",
                       "farewell", "indent", "random", "spaces", "dashes", "joined"], rng.choice([1, 2, 2, 3, 4]))
    rows, item = [], None
    for i, line in enumerate(r.lines):
        label, cue = re.match(r"\[([\d.]+)\] ", line), CUE.match(line)
        item = None if i >= r.end else label.group(1) if label else item
        rows.append(["form", line, item, i])
        if cue and cue.group(1) in answers:
            words = answers[cue.group(1)][0].split("\n")
            if where == "same":
                rows[-1][1] += " " + words.pop(0)
            blank = [["typed", "", item, i]]
            rows += (blank if where in ("gap", "own") else []) + [["typed", x, item, i] for x in words] + (blank if where == "own" else [])
    first = next(row[3] for row in rows if row[2])

    def kept(row):
        kind, line, item, i = row
        if kind == "typed":
            return True
        return not ("intro" in done and i < first or "end" in done and i >= r.end or "draft" in done and i > r.end or
                    "unanswered" in done and item and item not in answers or "hints" in done and item and line.startswith("(") or
                    "labels" in done and item and line.startswith(f"[{item}]") or
                    "blanks" in done and not line or
                    "random" in done and i < r.end and not re.match(r"Answer|\[", line) and rng.random() < 0.15)

    mark = rng.choice(["> ", ">", "| ", ">> ", "  > "]) if "mark" in done else "" if "bare" in done else "> "
    mark = "> " + mark if "deeper" in done else mark
    width, out = rng.choice([40, 55, 66]) if "wrap" in done else 0, []
    for kind, line, item, _ in filter(kept, rows):
        if kind == "typed":
            out.append(("    " if "indent" in done and line else "") + line)
            continue
        if "upper" in done and line.startswith("["):
            line = line.upper()
        if "curly" in done:
            line = line.replace('"', "”").replace("'", "’")
        if "dashes" in done:
            line = line.replace(" - ", " – ")
        if "spaces" in done and rng.random() < 0.3 and not line.startswith("Answer"):
            line = line.replace(" ", "  ")
        if "nbsp" in done:
            line = line.replace("Answer ", "Answer\u00a0")
        long = width and len(line) > width and not line.startswith("Answer")
        if "joined" in done and line.startswith("(") and out and out[-1].startswith(mark + "[") and rng.random() < 0.5:
            out[-1] += " " + line
        else:
            out += [(mark + x).rstrip() for x in (textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) if long else [line])]
    above = "" if "headless" in done else rng.choice(ABOVE) + "\n"
    below = rng.choice(FAREWELL) if "farewell" in done and not ("end" in done and "6.5" not in answers) else ""
    return "plain", "Please see our answers.\n\n" + above + "\n".join(out) + below, truth(answers), [where] + done


# ---- the form quoted as HTML ---------------------------------------------------------------------------------------

def rich(r, rng):
    answers, where = choose(rng), rng.choice(["same", "br", "p", "div", "split"])
    done = rng.sample(["div", "breaks", "spans", "nbsp", "font", "upper", "source", "table", "ids", "deeper", "plain", "style", "preheader", "intro", "end",
                       "unanswered", "marked", "wrap", "comment", "rows", "items", "empty", "header"], rng.choice([1, 2, 3, 4]))
    mark = rng.choice(["<b>{}</b>", '<font color="blue">{}</font>', '<span style="color:red"><i>{}</i></span>', "<u>{}</u>",
                       '<span style="background:yellow">{}</span>']) if "marked" in done else "{}"
    tag, style, rows, zone = "li" if "items" in done else "div" if "div" in done else "p", ' style="margin:0 0 10px"' if "style" in done else "", [], "before"

    def put(inner):
        if "rows" in done:
            rows.append(f"<tr><td>{inner}</td></tr>")
        else:
            rows.append(inner + "<br><br>" if "breaks" in done else f"<{tag}{style}>{inner}</{tag}>")
        if "empty" in done and "rows" not in done:
            rows.append(f"<{tag}><br></{tag}>")

    for p in r.paragraphs:
        cue = CUE.search(p)
        item = cue.group(1) if cue else None
        zone = "form" if cue else "after" if p.startswith("[end") else zone
        if "intro" in done and zone == "before" or "end" in done and zone == "after" or "unanswered" in done and item and item not in answers:
            continue
        if "plain" in done:
            p = re.sub("</?b>", "", p)
        if "ids" in done:
            p = re.sub(r"\[(\d\.\d)\]", r"[<span>\1</span>]", p)
        if "spans" in done:
            p = re.sub(r"(?<![<\w/&#])(\w+)(?=[ ,])", lambda m: f"<span>{m.group(1)}</span>" if rng.random() < 0.4 else m.group(0), p)
        if "nbsp" in done:
            p = p.replace(" (", "&nbsp;(")
        if "wrap" in done:
            p = "<br>".join("<br>".join(textwrap.wrap(x, 50, break_long_words=False)) if "<" not in x else x for x in p.split("<br>"))
        if "font" in done:
            p = f'<font face="Arial" size="2">{p}</font>'
        if "comment" in done:
            p = p.replace("<br>", "<br><!-- x -->")
        words = mark.format("<br>".join(html.escape(x, quote=False) for x in answers[item][0].split("\n"))) if item in answers else None
        if words is None or where in ("same", "br"):
            put(p + ("" if words is None else (" " if where == "same" else "<br>") + words))
        else:
            put(p)
            own = f"<div>{words}</div>" if where != "p" else f"<p>{words}</p>"
            if "rows" in done:
                own = f"<tr><td>{words}</td></tr>"
            elif where == "split" and "table" not in done and "items" not in done:
                own = "</blockquote>" + own + "<blockquote>"
            rows.append(own)
    q = "\n".join(rows)
    q = f"<table>{q}</table>" if "rows" in done else f"<ul>{q}</ul>" if "items" in done else q
    q = f'<table width="600"><tr><td>{q}</td></tr></table>' if "table" in done else q
    q = f"<blockquote>{q}</blockquote>"
    q = f"<blockquote>{q}</blockquote>" if "deeper" in done and where != "split" else q
    top = "<p>Please see our answers.</p>"
    if "preheader" in done:
        top = '<div style="display:none">support 4</div>' + top
    if "header" in done:
        top += ("<div><b>From:</b> Secretariat &lt;consult@secretariat.example&gt;<br><b>Sent:</b> Saturday, December 5, 2026<br><b>To:</b> Kari Example"
                "<br><b>Subject:</b> Comments requested</div>")
    page = "<html><head><style>p{margin:0}</style></head><body>" + top + q + "</body></html>"
    if "upper" in done:
        page = re.sub(r"<(/?)(\w+)", lambda m: "<" + m.group(1) + m.group(2).upper(), page)
    if "source" in done:
        page = "\n".join(textwrap.wrap(page, 76, break_long_words=False, break_on_hyphens=False, replace_whitespace=False))
    return "html", page, truth(answers), [where] + done


# ---- short lines ---------------------------------------------------------------------------------------------------

SPELLINGS = ["[{i}] {a}", "[{i}]: {a}", "{i} {a}", "{i}: {a}", "{i}. {a}", "{i}) {a}", "({i}) {a}", "{i} - {a}", "[{i}]\n{a}", "[{i}] {l}\n{a}", "[{i}] {l}: {a}",
             "Item {i}: {a}", "［{i}］ {a}", "> [{i}] {a}", "**{i}** {a}", "• {i}: {a}", "{i}：{a}", "[{i}] {l}\n{h}\nAnswer [{i}]: {a}", "Answer [{i}]: {a}"]


def short(r, rng):
    answers, spelling = choose(rng), rng.choice(SPELLINGS)
    items = list(answers)
    if "{l}" not in spelling and rng.random() < 0.3:
        rng.shuffle(items)
    top = rng.choice(["", "Dear Secretariat,\n\n", "Dear all,\nplease find our answers.\n\n", "尊敬的秘书处：\n\n", "Уважаемые коллеги,\n\n"])
    below = rng.choice(["", "", "\n\n" + ABOVE[0] + "\n" + "\n".join("> " + x for x in r.lines), "\n\n" + ABOVE[2] + "\n".join(r.lines)])
    blocks = [spelling.format(i=i, a=answers[i][0], l=r.label[i], h=r.hint[i]) for i in items]
    return "plain", top + rng.choice(["\n", "\n\n"]).join(blocks) + rng.choice(FAREWELL) + below, truth(answers), ["short", str(SPELLINGS.index(spelling))]


# ---- the draft changed or commented on where it stands -------------------------------------------------------------

COMMENTS = ["Who pays for this?", "Мы не согласны с этим сроком.", "建议删除后半句。", "We prefer the former wording.\nIt was clearer."]


def draft(r, rng):
    mark, width, out, proposals = rng.choice(["> ", ">", "", "| "]), rng.choice([60, 72]), list(r.lines[:r.end + 1]) + [""], []
    quote = [(mark + x).rstrip() for x in out]
    for paragraph in "\n".join(r.lines[r.end + 1:]).strip("\n").split("\n\n"):
        whole = re.match(r"\[(P\d(?: \(\w\))?)\] (.*)", " ".join(paragraph.split("\n")))
        words, how = whole.group(2).split() if whole else [], rng.random()
        at = rng.randrange(1, len(words) - 1) if len(words) > 4 else 0
        if at and how < 0.28:
            words[at:at if how < 0.1 else at + 1] = [] if 0.1 <= how < 0.2 else [rng.choice(["mountains", "всегда"])]
            proposals.append({"paragraph": whole.group(1), "action": "replace", "status": "ok", "text": " ".join(words)})
            paragraph = "\n".join(textwrap.wrap(f"[{whole.group(1)}] " + " ".join(words), width, break_long_words=False, break_on_hyphens=False))
        quote += [(mark + x).rstrip() for x in paragraph.split("\n")]
        if words and how > 0.85:
            typed = rng.choice(COMMENTS)
            proposals.append({"paragraph": whole.group(1), "action": "comment", "status": "ok", "words": typed})
            quote += ([mark.rstrip()] if rng.random() < 0.5 else []) + typed.split("\n")
        quote.append(mark.rstrip())
    if not proposals:
        return short(r, rng)
    return "plain", "Please see below.\n\n" + ABOVE[0] + "\n" + "\n".join(quote), truth({}, proposals), ["draft", str(width)]


def main():
    r, out, count, seed = Request(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
    for n in range(count):
        rng = random.Random(f"{seed} {n}")
        kind, body, true, done = rng.choice([quoted, quoted, rich, rich, short, draft])(r, rng)
        name = os.path.join(out, f"{n:04}-{'-'.join(done)}")
        with open(name + ".eml", "w", encoding="utf-8") as f:
            f.write(mail(kind, body))
        with open(name + ".json", "w", encoding="utf-8") as f:
            json.dump(true, f, ensure_ascii=False)


main()
