#!/bin/bash
# Consultation directories: a good one, one full of mistakes, a new one, and the marks of its draft.
set -u
rapporteur=$B/rapporteur
root=$(cd "$(dirname "$0")/../.." && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
n=0

echo 1..13

# result STATUS WHAT: one TAP line.
result() {
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		[ -f "$dir/out" ] && sed 's/^/# out: /' "$dir/out"
		[ -f "$dir/err" ] && sed 's/^/# err: /' "$dir/err"
		[ -f "$dir/diff" ] && sed 's/^/# /' "$dir/diff"
	fi
}

# runs STATUS ARGUMENTS...: whether the program leaves with that status; output in $dir/out and $dir/err.
runs() {
	want=$1
	shift
	"$rapporteur" "$@" >"$dir/out" 2>"$dir/err"
	[ $? -eq "$want" ]
}

# ---- a good directory ---------------------------------------------------------------------------------------
cp -r "$root/conf/neaspec-2020" "$dir/good"
runs 0 -C "$dir/good" check && [ ! -s "$dir/err" ] && grep -q '^No mistakes\.$' "$dir/out" &&
	grep -q 'closes  Thursday 30 July 2020, 18:00 (Asia/Seoul, UTC+9) = 09:00 UTC' "$dir/out"
result $? "a good directory passes and says its dates"

[ ! -e "$dir/good/state" ]
result $? "check writes nothing"

# ---- mistakes -----------------------------------------------------------------------------------------------
mkdir -p "$dir/bad/objectives"
cat >"$dir/bad/consultation.yaml" <<'YAML'
consultation: NFP 2020
title: A title
meeting:
  starts: 2020-08-06 14:00
  ends: 2020-08-06 13:30
  timezone: Asia/Atlantis
secretariat:
  name: Secretariat
  address: consult@neaspec.example
  officers: [{name: Kim, address: haneul.kim}]
documents:
  - {title: Evaluation, objective: 9, file: documents/evaluation.pdf}
mailbox:
  imap: {host: imap.neaspec.example, tls: none, user: consult, password: hunter22}
sending:
  maildir: ../sent
  envelope: plus
trust:
  unauthenticated: reject
members:
  - {code: Mn, name: Mongolia, timezone: Asia/Ulaanbaatar,
     focal_points: [{name: Oyun, address: oyun@environment.example}]}
  - {code: JP, name: Japan, timezone: Asia/Tokyo, langauge: ja,
     focal_points: [{name: Kotone, address: Oyun@environment.example}]}
objectives: [objectives/1.yaml]
requests:
  - {id: review, objectives: [1, 2]}
rounds:
  - {id: 1, opens: 2020-07-06 09:00, deadline: 2020-07-03 18:00, draft: draft.md}
schedule:
  reminders: [7 days]
YAML
cat >"$dir/bad/objectives/1.yaml" <<'YAML'
objective: 1
title: Review
fields:
  - {id: "1.1", type: rating, label: Implementation}
YAML
printf '# T\n\n[P1] a\n\n[P1] b\n\n|x|\n|-|\n' >"$dir/bad/draft.md"
cat >"$dir/want" <<'EXPECTED'
consultation.yaml:1:15: consultation: letters, digits, '.', '-' and '_' only, at most 64 (got 'NFP 2020')
consultation.yaml:5:9: meeting.ends: must be after meeting.starts (got '2020-08-06 13:30')
consultation.yaml:6:13: meeting.timezone: unknown time zone; a name of the tz database such as Asia/Seoul (got 'Asia/Atlantis')
consultation.yaml:10:35: secretariat.officers.1.address: not a mail address (got 'haneul.kim')
consultation.yaml:12:36: documents.1.objective: no such objective (got '9')
consultation.yaml:12:45: documents.1.file: no such file (got 'documents/evaluation.pdf')
consultation.yaml:14:43: mailbox.imap.tls: none is for loopback addresses only (got 'none')
consultation.yaml:14:64: mailbox.imap.password: secrets do not stand here; put it into a file of its own and name that with password_file
consultation.yaml:16:12: sending.maildir: a path stays below the directory: no .. (got '../sent')
consultation.yaml:17:13: sending.envelope: must be token or mailbox (got 'plus')
consultation.yaml:19:3: trust.boundary: required: the name of your border server, microsoft365 or none
consultation.yaml:19:20: trust.unauthenticated: must be confirm or quarantine (got 'reject')
consultation.yaml:21:12: members.1.code: two capital letters after ISO 3166, such as MN (got 'Mn')
consultation.yaml:23:51: members.2.langauge: unknown key; did you mean language?
consultation.yaml:24:45: members.2.focal_points.1.address: belongs to Mongolia already (got 'Oyun@environment.example')
consultation.yaml:27:34: requests.1.objectives.2: no such objective (got '2')
consultation.yaml:29:48: rounds.1.deadline: must be after opens (got '2020-07-03 18:00')
consultation.yaml:29:73: rounds.1.draft: needs a revision: how is this state of the text called? (got 'draft.md')
consultation.yaml:31:15: schedule.reminders.1: a number with m, h, d or w, such as 3d (got '7 days')
draft.md:5:1: P1: this mark stands twice, first in line 3
draft.md:7:1: tables cannot be carried in a draft
rapporteur: 21 mistakes
EXPECTED
runs 78 -C "$dir/bad" check && diff "$dir/want" "$dir/err" >"$dir/diff"
result $? "all mistakes are reported at once, each at its place"
rm -f "$dir/diff"

! grep -q hunter22 "$dir/err"
result $? "a password found in the file is not shown"

[ ! -s "$dir/out" ]
result $? "with mistakes there is no summary"

# ---- init ---------------------------------------------------------------------------------------------------
runs 0 --now 2021-01-04T00:00Z init "$dir/un-2021" && runs 0 -C "$dir/un-2021" check && [ ! -s "$dir/err" ] &&
	grep -q '^UN-2021 ' "$dir/out"
result $? "a new directory passes check at once"

[ -z "$(find "$dir/un-2021" -perm /077)" ]
result $? "what init writes is for nobody else"

find "$dir/un-2021" -type f -exec sha256sum {} + | sort >"$dir/before"
runs 73 init "$dir/un-2021" && grep -q 'consultation.yaml: exists already' "$dir/err" &&
	find "$dir/un-2021" -type f -exec sha256sum {} + | sort | cmp -s - "$dir/before"
result $? "init never overwrites"

printf '# The plan: it'\''s "new"\n\n[P1] One.\n\nTwo:\n\n- three\n' >"$dir/own.md"
runs 0 init "$dir/own" --draft "$dir/own.md" && runs 0 -C "$dir/own" check &&
	grep -q '^\[P2\] Two:$' "$dir/own/draft.md" && grep -q 'The plan: it.s "new"' "$dir/out" &&
	! grep -q 'P2' "$dir/own.md"
result $? "init takes a draft, marks its copy and names the consultation after it"

printf '[P1] a\n\n[P1] b\n' >"$dir/twice.md"
runs 65 init "$dir/twice" --draft "$dir/twice.md" && [ ! -e "$dir/twice" ]
result $? "a draft with mistakes makes no directory"

# ---- number -------------------------------------------------------------------------------------------------
printf '\nLast.\n' >>"$dir/own/draft.md"
sed -i 's/^\[P2\] Two/New.\n\n&/' "$dir/own/draft.md"
grep -o '^.*\[P[^]]*\].*$' "$dir/own/draft.md" >"$dir/marked"
runs 78 -C "$dir/own" check && runs 0 -C "$dir/own" number &&
	[ "$(cat "$dir/out")" = "draft.md: 2 marks written" ] && runs 0 -C "$dir/own" check &&
	[ "$(grep -cFxf "$dir/marked" "$dir/own/draft.md")" -eq "$(wc -l <"$dir/marked")" ] &&
	grep -q '^\[P1 bis\] New\.$' "$dir/own/draft.md" && grep -q '^\[P3\] Last\.$' "$dir/own/draft.md"
result $? "number writes the missing marks and changes none"

before=$(sha256sum <"$dir/own/draft.md")
runs 0 -C "$dir/own" number && [ "$before" = "$(sha256sum <"$dir/own/draft.md")" ] &&
	[ -z "$(find "$dir/own" -maxdepth 1 -name 'draft.md.*')" ]
result $? "number has nothing to do twice and leaves nothing behind"

runs 64 -C "$dir/own" check now && runs 64 init && runs 64 -C "$dir/own" number x
result $? "usage errors leave with 64"
