#!/bin/bash
# preview, draft and export on the command line: before anything is recorded and after a round has opened.
set -u
rapporteur=$B/rapporteur
root=$(cd "$(dirname "$0")/../.." && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
n=0

echo 1..21

result() {
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		sed 's/^/# out: /' "$dir/out" | head -n 40
		sed 's/^/# err: /' "$dir/err"
	fi
}

# runs STATUS ARGUMENTS...: whether the program leaves with that status; output in $dir/out and $dir/err.
runs() {
	want=$1
	shift
	"$rapporteur" -C "$dir/c" --now 2020-07-06T09:00 "$@" >"$dir/out" 2>"$dir/err"
	[ $? -eq "$want" ]
}

cp -r "$root/tests/golden/consultation" "$dir/c"

# ---- before the first round ---------------------------------------------------------------------------------
runs 0 preview request --member MN --request plan && grep -q '^To: Bat-Erdene Oyun <oyun@nature.mn.example>$' "$dir/out" &&
	grep -q '^\[P10\] Knowledge produced' "$dir/out" && [ ! -e "$dir/c/state" ]
result $? "a request can be seen before anything is recorded"

tail -n +4 "$dir/out" | diff - "$root/tests/golden/request-plan.txt" >>"$dir/err"
result $? "and is the golden one"

runs 0 draft && grep -q '^9\.  Member States will encourage' "$dir/out" && grep -q 'There are no proposals yet' "$dir/out"
result $? "the draft without proposals is the draft"

runs 66 preview receipt && grep -q 'there is no such reply on record' "$dir/err"
result $? "there is no receipt without a reply"

runs 64 preview letter && runs 64 preview request --member XX && runs 64 preview request --request x && runs 64 preview
result $? "what does not exist is named"

# ---- files --------------------------------------------------------------------------------------------------
runs 0 preview request --member MN --request plan --output "$dir/letters" &&
	(cd "$dir/letters" && ls) >"$dir/list" && printf 'request.eml\nrequest.html\nrequest.txt\n' | diff - "$dir/list" >>"$dir/err" &&
	diff "$dir/letters/request.html" "$root/tests/golden/request-plan.html" >>"$dir/err"
result $? "preview --output writes three files"

runs 0 draft --output "$dir/draft" && [ -s "$dir/draft/draft.md" ] && [ -s "$dir/draft/draft.html" ] && [ -s "$dir/draft/draft.txt" ]
result $? "draft --output writes three files"

runs 66 draft --output "$dir/missing/place" && grep -q 'missing/place cannot be made' "$dir/err"
result $? "a place that cannot be made is named"

"$rapporteur" -C "$dir/c" draft >/dev/full 2>"$dir/err"
[ $? -eq 75 ] && grep -q 'No space left' "$dir/err"
result $? "a full disk is told, with status 75"

# ---- the Word file ------------------------------------------------------------------------------------------
runs 0 draft --docx "$dir/draft.docx" && runs 0 draft --request review --docx "$dir/review.docx" && python3 -c '
import email, email.policy, sys
mail = email.message_from_bytes(open(sys.argv[1], "rb").read(), policy=email.policy.default)
assert mail.get_content_type() == "multipart/mixed"
assert [part.get_content_type() for part in mail.iter_parts()][0] == "multipart/alternative"
files = {part.get_filename(): part.get_content() for part in mail.iter_attachments() if part.get_filename()}
assert list(files) == ["NEASPEC-NFP-2020-draft.docx"]
assert files["NEASPEC-NFP-2020-draft.docx"] == open(sys.argv[2], "rb").read()
assert open(sys.argv[2], "rb").read() != open(sys.argv[3], "rb").read()
' "$dir/letters/request.eml" "$dir/draft.docx" "$dir/review.docx" 2>>"$dir/err"
result $? "draft --docx writes the Word file that is attached to the request"

runs 64 draft --docx "$dir/x" --request nothing && runs 64 draft --request plan && runs 64 draft --docx "$dir/x" --output "$dir/y" &&
	runs 66 draft --docx "$dir/missing/x.docx" && [ ! -e "$dir/x" ]
result $? "and says what it cannot write"

# A reply is read against the letter, whatever was attached to it.
sample() {
	"$rapporteur" -C "$root/conf/neaspec-2020" --now 2020-07-06T09:00 "$@" 2>>"$dir/err"
}
sample preview request --request plan --output "$dir/sample" >"$dir/out" &&
	sed '/^Content-Type: multipart\/mixed/,/^--=_r_/d; /^--=_r_[a-z0-9]*_a--$/q' "$dir/sample/request.eml" >"$dir/sample/bare.eml" &&
	! grep -q 'multipart/mixed\|wordprocessingml' "$dir/sample/bare.eml" &&
	for letter in request bare; do
		sample parse --json --request "$dir/sample/$letter.eml" "$root/conf/neaspec-2020/replies/03-mn-plan.eml" >"$dir/$letter.json"
	done && diff "$dir/request.json" "$dir/bare.json" >"$dir/out" && grep -q '"field":"2.1"' "$dir/bare.json"
result $? "a reply reads the same with and without the enclosures of the request"
: >"$dir/empty"
refused=0
for request in "$dir/empty" "$dir"; do
	sample parse --request "$request" "$root/conf/neaspec-2020/replies/03-mn-plan.eml" >"$dir/out"
	[ $? -eq 65 ] && [ ! -s "$dir/out" ] && tail -n 1 "$dir/err" | grep -q 'it is empty, or no file$' && refused=$((refused + 1))
done
[ $refused -eq 2 ]
result $? "a request that is none ends with a word, not with a guess"

# ---- with a record ------------------------------------------------------------------------------------------
runs 0 open
result $? "the round opens"

runs 0 preview digest && grep -q '0 of 6 member States' "$dir/out" && runs 0 preview reminder --member JP && grep -q '^\[1\.1\]' "$dir/out"
result $? "digest and reminder can be seen"

runs 0 status && grep -q '^NEASPEC-NFP-2020 Meeting of' "$dir/out"
result $? "a long name of the consultation stands apart from its title"

# A round that an officer opens before its time is not announced as one that will open.
cp -r "$root/tests/golden/consultation" "$dir/early"
"$rapporteur" -C "$dir/early" --now 2020-07-01T09:00 open >"$dir/out" 2>"$dir/err" &&
	"$rapporteur" -C "$dir/early" --now 2020-07-01T10:00 preview digest >"$dir/out" 2>>"$dir/err" &&
	grep -q '^Next: reminders' "$dir/out" && ! grep -q 'a round opens' "$dir/out"
result $? "a round opened early is no date ahead"

runs 0 export && python3 -c '
import json, sys
record = json.load(open(sys.argv[1]))
assert record["version"] == 1 and record["consultation"] == "NEASPEC-NFP-2020"
assert len(record["members"]) == 6 and record["answers"] == [] and record["mails"] == []
assert all(mail["key"].startswith("request/1/") for mail in record["sent"]) and len(record["sent"]) >= 12
' "$dir/out" 2>>"$dir/err"
result $? "export is JSON with all mails sent"

runs 0 export --format csv,json --output "$dir/record" && [ -s "$dir/record.json" ] && [ -s "$dir/record-answers.csv" ] &&
	[ -s "$dir/record-proposals.csv" ] && [ -s "$dir/record-mails.csv" ]
result $? "export in several formats takes a base name"

runs 64 export --format xls && runs 64 export --format json,csv && runs 64 export more
result $? "export says what it cannot do"

# ---- a template of the consultation's own -------------------------------------------------------------------
mkdir -p "$dir/c/templates/mail"
printf 'Dear {{name}},\n{{#no_such}}x{{/no_such}}\n' >"$dir/c/templates/mail/request.txt.mustache"
runs 78 preview request && grep -q "templates/mail/request.txt.mustache:2: there is no value named 'no_such'" "$dir/err"
result $? "a mistake in a template is named with file and line"
