#!/bin/bash
# The Word file of the updated draft in programs of others: LibreOffice and python-docx open it, find the text of the draft
# when all changes are rejected and all proposals when they are accepted, and authors, dates and comments as recorded. Sent
# back unedited it holds no proposal, edited just what was changed. COUNT: drafts at random.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
: "${COUNT:=2}" "${SEED:=1}"
python=/usr/bin/python3
plan $((COUNT + 5))

new_consultation "$tmp/c"
# What is read of a file that is sent back: a line for each proposal, and the codes of the findings.
read_back() { # read_back FILE
	reply_with "$1" >"$tmp/reply.eml"
	program parse --json --request "$tmp/letter/request.eml" "$tmp/reply.eml" 2>"$tmp/err" | $python -c '
import json, sys
reading = json.load(sys.stdin)
for p in reading["proposals"]:
    print(p["paragraph"], p["action"], p["status"], p["text"])
print(*sorted({f["code"] for f in reading["findings"]}))
'
}
run preview request --member MN --request plan --output "$tmp/letter"

mkdir "$tmp/drafts" "$tmp/saved" "$tmp/edited"
"$B/tests/helpers/drafts" "$dir" "$root/templates/lexicon.yaml" "$tmp/drafts" "$SEED" "$COUNT" 60 >"$tmp/out" 2>&1
$python "$root/tests/integration/updated.py" "$tmp/drafts" "$tmp/saved" >"$tmp/verdicts" 2>"$tmp/err"
status=$?
while IFS= read -r line; do
	[ "${line%% *}" = ok ]
	result $? "${line#*ok - }"
done <"$tmp/verdicts"
[ $status -eq 0 ] && [ "$(wc -l <"$tmp/verdicts")" -eq "$COUNT" ]
result $? "each of $COUNT drafts was looked at"

good=0
run draft --output "$tmp/none" && [ -s "$tmp/none/draft-clean.docx" ] || good=1
for file in "$tmp"/drafts/*.docx "$tmp"/saved/*.docx "$tmp/none/draft.docx" "$tmp/none/draft-clean.docx"; do
	[ "$(read_back "$file")" = needs-human ] || {
		echo "# ${file#"$tmp/"}: $(read_back "$file" | head -n 3)"
		good=1
	}
done
result $good "sent back unedited, straight or saved by LibreOffice, they hold no proposal"

$python "$root/tests/integration/updated.py" --edit "$tmp/drafts/$SEED.docx" "$tmp/edited" 2>"$tmp/err"
$python -c '
import json, sys
for mark, text in sorted(json.load(open(sys.argv[1], encoding="utf-8")).items()):
    print(mark, "replace ok", text)
print()
' "$tmp/edited/changed.json" >"$tmp/want" 2>>"$tmp/err"
read_back "$tmp/edited/changed.docx" | sort >"$tmp/out"
sort "$tmp/want" | diff - "$tmp/out" >"$tmp/diff" && [ "$(wc -l <"$tmp/want")" -eq 3 ]
result $? "changed among the changes of others, it holds what was changed in it and nothing of theirs"

read_back "$tmp/edited/accepted.docx" >"$tmp/out"
grep -q ' unclear ' "$tmp/out" && ! grep -q ' ok ' "$tmp/out" && grep -q others-changes "$tmp/out"
result $? "with the changes of others accepted, all of it is asked about"
read_back "$tmp/edited/rejected.docx" >"$tmp/out"
[ "$(cat "$tmp/out")" = "needs-human others-changes" ]
result $? "with them rejected, it holds no proposal, and that is said"
