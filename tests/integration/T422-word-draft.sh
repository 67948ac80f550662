#!/bin/bash
# init --draft FILE.docx: drafts as LibreOffice and python-docx write them become Markdown with marks; what Markdown cannot
# carry is told or refused, and what wants to hurt is refused by the reader.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/office.sh"
: "${EVERY:=4}" # of the files that want to hurt
python=/usr/bin/python3
plan 9

init() { # init FILE: a new consultation in $tmp/new
	rm -rf "$tmp/new"
	program init "$tmp/new" --draft "$1" >"$tmp/out" 2>"$tmp/err"
}

# As somebody writes it: headings, paragraphs numbered by the program, lists below them, one that goes on.
cat >"$tmp/written.html" <<'END'
<html><head><meta charset="utf-8"></head><body>
<h1>Plan of the River Basin 2021</h1>
<h2>I. Goals</h2>
<ol><li><p>Member States share the goals below &amp; nothing else; 1 &lt; 2, *stars* and _lines_ are words.</p></li>
<li><p>They will:</p>
<ol type="a"><li><p>keep the water clean;</p></li>
<li><p>share data:</p><ol type="i"><li><p>every month;</p></li><li><p>after floods.</p></li></ol></li></ol></li>
<li><p>环境合作 and <b>сотрудничество</b> [with brackets] stay.</p></li></ol>
<h2>II. Follow-up</h2>
<ol start="4"><li><p>The Secretariat reports every year.</p></li></ol>
</body></html>
END
cat >"$tmp/want" <<'END'
# Plan of the River Basin 2021

## I. Goals

[P1] Member States share the goals below \& nothing else; 1 \< 2, \*stars\* and \_lines\_ are words.

[P2] They will:

- [P2 (a)] keep the water clean;
- [P2 (b)] share data:
  - [P2 (b) (i)] every month;
  - [P2 (b) (ii)] after floods.

[P3] 环境合作 and сотрудничество [with brackets] stay.

## II. Follow-up

[P4] The Secretariat reports every year.
END
office 'docx:Office Open XML Text' --infilter="HTML (StarWriter)" "$tmp/written.html"
init "$tmp/made/written.docx" && diff "$tmp/want" "$tmp/new/draft.md" >"$tmp/diff" && program -C "$tmp/new" check >"$tmp/out" 2>"$tmp/err"
result $? "a draft out of LibreOffice has its headings, its numbers as marks and its items"

# Typed numbers and letters, and styles of lists, by another program.
cat >"$tmp/make.py" <<'END'
import sys
import docx
folder = sys.argv[1]
d = docx.Document()
d.add_heading("Plan of the River Basin 2021", 0)
d.add_heading("I. Goals", 1)
for line in ("1. Member States share the goals.", "2. They will:", "(a) keep the water clean;", "(b) share data:",
             "(i) every month;", "(ii) after floods.", "3. They report."):
    d.add_paragraph(line)
d.add_paragraph("an item with a sign", style="List Bullet")
d.save(folder + "/typed.docx")
d = docx.Document()
d.add_heading("Plan", 0)
d.add_paragraph("Words before the table.")
t = d.add_table(1, 2)
t.cell(0, 0).text = "Area"
t.cell(0, 1).text = "Money"
d.save(folder + "/table.docx")
d = docx.Document()
d.add_heading("Plan", 0)
for chapter in ("One", "Two"):
    d.add_heading(chapter, 1)
    d.add_paragraph("1. A paragraph of chapter %s." % chapter)
d.save(folder + "/anew.docx")
d = docx.Document()
for line in ("1. A paragraph.", "3. The number before this is free."):
    d.add_paragraph(line)
d.save(folder + "/gap.docx")
docx.Document().save(folder + "/empty.docx")
END
$python "$tmp/make.py" "$tmp"
cat >"$tmp/want" <<'END'
# Plan of the River Basin 2021

## I. Goals

[P1] Member States share the goals.

[P2] They will:

- [P2 (a)] keep the water clean;
- [P2 (b)] share data:
  - [P2 (b) (i)] every month;
  - [P2 (b) (ii)] after floods.

[P3] They report.

- [P3 (a)] an item with a sign
END
init "$tmp/typed.docx" && diff "$tmp/want" "$tmp/new/draft.md" >"$tmp/diff"
result $? "numbers that were typed are the marks too"

init "$tmp/anew.docx" && grep -q 'begin anew' "$tmp/err" && grep -qF '[P2] A paragraph of chapter Two.' "$tmp/new/draft.md"
result $? "numbers that begin anew are told, and replaced"
init "$tmp/gap.docx" && grep -q 'leave some out' "$tmp/err" && grep -qF '[P2] The number before this is free.' "$tmp/new/draft.md"
result $? "numbers that leave some out likewise"

init "$tmp/table.docx"
[ $? -eq 65 ] && grep -q 'a table.*"Area"' "$tmp/err" && [ ! -e "$tmp/new" ]
result $? "a table is refused with its first words, and nothing is written"
init "$tmp/empty.docx"
[ $? -eq 65 ] && grep -q 'no text' "$tmp/err"
result $? "a file without text is refused"

# Our own: what goes out comes in as it was.
new_consultation "$tmp/c"
run draft --output "$tmp/draft" && init "$tmp/draft/draft-clean.docx" && [ ! -s "$tmp/err" ] &&
	$python - "$tmp/new/draft.md" "$dir/draft.md" >"$tmp/diff" 2>&1 <<'END'
import re, sys
def blocks(name):
    text = re.sub(r"\n +(?=[^\s-])", " ", re.sub(r"(?<!\n)\n(?=[^\n#\-\s])", " ", open(name, encoding="utf-8").read()))
    return [re.sub(r"\s+", " ", b).strip() for b in re.split(r"\n\s*\n|\n(?= *- )", text) if b.strip()]
got, want = map(blocks, sys.argv[1:])
assert len(want) > 60
for g, w in zip(got, want):
    assert g == w, (g, w)
assert len(got) == len(want)
END
result $? "the clean file of a draft comes in as the draft"

# Tracked changes by somebody: taken, and said.
$python - "$tmp/draft/draft-clean.docx" "$tmp/tracked.docx" <<'END'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as old, zipfile.ZipFile(sys.argv[2], "w") as new:
    for name in old.namelist():
        data = old.read(name)
        if name == "word/document.xml":
            at = data.index(b"</w:p>", data.index(b"[P1]"))
            data = data[:at] + b'<w:ins w:id="9999" w:author="X" w:date="2020-07-01T00:00:00Z"><w:r><w:t xml:space="preserve"> Added.</w:t></w:r></w:ins>' + data[at:]
        new.writestr(name, data)
END
init "$tmp/tracked.docx" && grep -q 'tracked changes: taken as accepted' "$tmp/err" && grep -q '^\[P1\].* Added\.$' "$tmp/new/draft.md"
result $? "tracked changes are taken as accepted, which is said"

# What wants to hurt.
mkdir "$tmp/bombs"
$python "$root/tests/corpus/make/bombs.py" "$tmp/bombs" || exit 1
good=0 n=0 m=0
for file in "$tmp"/bombs/*.docx; do
	m=$((m + 1))
	[ $((m % EVERY)) -eq 0 ] || continue
	init "$file"
	status=$?
	n=$((n + 1))
	{ [ $status -eq 65 ] && [ ! -e "$tmp/new" ] && [ -s "$tmp/err" ]; } || { [ $status -eq 0 ] && [ -s "$tmp/new/draft.md" ]; } || {
		echo "# ${file##*/}: status $status"
		good=1
	}
done
[ $good -eq 0 ] && [ $n -gt 10 ]
result $? "$n files that want to hurt are refused with a reason, or read"
