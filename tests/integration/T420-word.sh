#!/bin/bash
# The Word file of a request in a real word processor: LibreOffice opens it, prints it, and shows every word of it; what
# it saves again still has every bookmark.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/office.sh"
plan 9

new_consultation "$tmp/c"
# What LibreOffice says of a file it cannot read stands on standard output too; its status is 0.
complains() {
	grep -i 'error\|warn\|cannot\|could not' "$tmp/out" "$tmp/err" | grep -v 'javaldx'
}
one_line() {
	tr -s ' \t\r\n\302\240' ' ' <"$1"
}

run draft --docx "$tmp/draft.docx" && run draft --request review --docx "$tmp/review.docx"
result $? "the Word files are written"

office pdf "$tmp/draft.docx" "$tmp/review.docx" && ! complains && [ "$(head -c 5 "$tmp/made/draft.pdf")" = %PDF- ] &&
	[ "$(head -c 5 "$tmp/made/review.pdf")" = %PDF- ]
result $? "LibreOffice prints them without a complaint"

# Every word of the mail's draft and form, in the mail's order.
office 'txt:Text (encoded):UTF8' "$tmp/draft.docx" "$tmp/review.docx" && one_line "$tmp/made/draft.txt" >"$tmp/draft" &&
	one_line "$tmp/made/review.txt" >"$tmp/review"
run preview request --member MN --request plan
python3 - "$tmp/out" "$tmp/draft" 2>"$tmp/err" <<'END'
import sys
mail, word = (open(name, encoding="utf-8").read() for name in sys.argv[1:])
word = word.lstrip("\ufeff")
form = mail[mail.index("\n[2.1] "):mail.index("\nDocuments:")]
draft = mail[mail.index("\nZero draft (") : mail.index("\nNEASPEC Secretariat\n")]
paragraphs = [" ".join(p.split()) for p in (form + "\n" + draft).split("\n\n")]
paragraphs = [p for p in paragraphs if p]
assert len(paragraphs) > 80, len(paragraphs)
at = 0
for p in paragraphs:
    found = word.find(p, at)
    assert found >= 0, "not in its place: " + p
    at = found + len(p)
assert not word[at:].strip(), "behind the draft: " + word[at:]
END
result $? "the text has every field and paragraph in the words and the order of the mail"

grep -hoE 'id: "[0-9.]+"' "$dir"/objectives/[134]-*.yaml | tr -dc '0-9.\n' >"$tmp/fields"
missing=$(while read -r field; do
	grep -qF "Answer [$field]:" "$tmp/review" || echo "$field"
done <"$tmp/fields")
echo "missing: $missing" >"$tmp/err"
[ "$(wc -l <"$tmp/fields")" -gt 15 ] && [ -z "$missing" ] && grep -qF '[end of form - please do not write below this line]' "$tmp/review" && ! grep -qF '[P1]' "$tmp/review"
result $? "a request without proposals has its fields and no draft"

# Saved again, as by somebody who only looked at it.
office docx "$tmp/draft.docx"
cat >"$tmp/marks.py" <<'END'
import re, sys, zipfile
for name in sys.argv[1:]:
    text = zipfile.ZipFile(name).read("word/document.xml").decode()
    open(name + ".marks", "w").write("".join(m + "\n" for m in re.findall(r'bookmarkStart [^>]*w:name="(rap_(?:par|ans)_[^"]*)"', text)))
END
python3 "$tmp/marks.py" "$tmp/draft.docx" "$tmp/made/draft.docx" 2>"$tmp/err" &&
	diff "$tmp/draft.docx.marks" "$tmp/made/draft.docx.marks" >"$tmp/diff" &&
	[ "$(grep -c '^rap_par_' "$tmp/draft.docx.marks")" -ge 60 ] && [ "$(grep -c '^rap_ans_' "$tmp/draft.docx.marks")" -eq 15 ]
result $? "every bookmark is there once, in its order, when LibreOffice has saved the file"

# ---- there and back -----------------------------------------------------------------------------------------
# Filled in and changed by hand, then opened and saved in LibreOffice, then attached to a reply.
cat >"$tmp/fill.py" <<'END'
import re, sys, zipfile
source, target = sys.argv[1:]
with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
    for name in old.namelist():
        text = old.read(name).decode()
        if name == "word/document.xml":
            for field, words in (("2.1", "support with changes"), ("2.4", "Name Goal 15.3."), ("2.15", "Every two years.")):
                cell = re.compile(r'(Answer \[%s\]:</w:t>.*?"FormAnswer"/></w:pPr>)' % re.escape(field), re.S)
                text, n = cell.subn(lambda m: m.group(1) + "<w:r><w:t>" + words + "</w:t></w:r>", text, count=1)
                assert n == 1
            assert "shall contribute to all three" in text
            text = text.replace("shall contribute to all three", "should contribute to all three")
        new.writestr(name, text)
END
run preview request --member MN --request plan --output "$tmp/letter"
cat >"$tmp/want" <<'END'
2.1 ok support with changes
2.4 ok Name Goal 15.3.
2.15 ok Every two years.
P3 replace True
END
good=0
python3 "$tmp/fill.py" "$tmp/draft.docx" "$tmp/filled.docx" 2>"$tmp/err" && office docx "$tmp/filled.docx" || good=1
for file in "$tmp/filled.docx" "$tmp/made/filled.docx"; do
	reply_with "$file" >"$tmp/reply.eml"
	program parse --json --request "$tmp/letter/request.eml" "$tmp/reply.eml" 2>"$tmp/err" | python3 -c '
import json, sys
reading = json.load(sys.stdin)
for a in reading["answers"]:
    print(a["field"], a["status"], a["raw"])
for p in reading["proposals"]:
    print(p["paragraph"], p["action"], "should contribute to all three" in p["text"])
' >"$tmp/out" && diff "$tmp/want" "$tmp/out" >"$tmp/diff" || good=1
done
result $good "filled in, it is read as it was filled in, straight and from LibreOffice"

good=0
for file in "$tmp/draft.docx" "$tmp/made/draft.docx"; do
	reply_with "$file" >"$tmp/reply.eml"
	program parse --json --request "$tmp/letter/request.eml" "$tmp/reply.eml" >"$tmp/out" 2>"$tmp/err" &&
		grep -q '"answers":\[\],"proposals":\[\]' "$tmp/out" || good=1
done
result $good "sent back as it was, it holds neither an answer nor a proposal"

# What is sent is this file.
at 2020-07-06T09:05:00+09:00
work && [ -n "$(sent request/1/plan/MN)" ] && python3 - "$tmp/draft.docx" "$(sent request/1/plan/MN | head -n 1)" \
	"$(sent request/1/plan/JP | head -n 1)" 2>"$tmp/err" <<'END'
import email, email.policy, sys
want = open(sys.argv[1], "rb").read()
for name in sys.argv[2:]:
    mail = email.message_from_bytes(open(name, "rb").read(), policy=email.policy.default)
    assert [f.get_content() for f in mail.iter_attachments() if f.get_filename()] == [want]
END
result $? "the same file goes to every focal point"

# Nobody is named in it.
python3 - "$tmp/draft.docx" "$dir/consultation.yaml" 2>"$tmp/err" <<'END'
import re, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
text = "".join(archive.read(name).decode() for name in archive.namelist())
people = re.findall(r"address: *([^,}\s]+@[^,}\s]+)", open(sys.argv[2], encoding="utf-8").read())
assert len(people) > 6
assert not [p for p in people if p in text]
assert "<dc:creator" not in text and "lastModifiedBy" not in text and "TargetMode" not in text
END
result $? "no address and no author stands in it"
