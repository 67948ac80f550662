#!/bin/bash
# Replies of real and rebuilt clients in all designs of the form, and forms with the traps that people and clients
# set, read by the real reader and compared with the truth beside each mail.
set -u
rapporteur=$B/rapporteur
score=$B/tests/helpers/score
root=$(cd "$(dirname "$0")/../.." && pwd)
replies=$root/tests/corpus/replies
forms=$root/tests/corpus/forms
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

designs='A B C D E F G'
for mail in "$forms"/*.eml; do
	[ "${mail##*/}" = request.eml ] || echo "$mail"
done >"$dir/forms"
n_forms=$(wc -l <"$dir/forms")
echo "1..$((n_forms + 9))"

"$rapporteur" --now 2020-07-20 -C "$forms/consultation" parse --batch --json --request "$forms/request.eml" \
	<"$dir/forms" >"$dir/forms.jsonl" 2>"$dir/err"
status=$?
"$score" forms "$dir/forms.jsonl"
n=$n_forms

n=$((n + 1))
if [ $status -eq 0 ] && [ "$(wc -l <"$dir/forms.jsonl")" -eq "$n_forms" ]; then
	echo "ok $n - every form was read, a line each"
else
	echo "not ok $n - every form was read, a line each (status $status)"
	sed 's/^/# /' "$dir/err"
fi

# No answer may be silently wrong or lost in any design; 98 of 100 are read right outright.
for design in $designs; do
	n=$((n + 1))
	: >"$dir/files"
	for truth in "$replies"/*.json; do
		grep -q "\"design\": \"$design\"" "$truth" && echo "${truth%.json}.eml" >>"$dir/files"
	done
	"$rapporteur" --now 2020-07-20 -C "$dir" parse --batch --json --objective "$root/tests/corpus/objective.yaml" \
		--request "$replies/request-$design.eml" <"$dir/files" >"$dir/readings" 2>"$dir/err"
	"$score" corpus "$dir/readings" >"$dir/score"
	tail -n 1 "$dir/score" >"$dir/sum"
	read -r _ right _ flagged _ wrong _ lost <"$dir/sum"
	if [ "$wrong" -eq 0 ] && [ "$lost" -eq 0 ] && [ "$right" -gt 0 ] &&
		[ $((right * 100)) -ge $(((right + flagged) * 98)) ]; then
		echo "ok $n - design $design: $(tail -n 1 "$dir/score")"
	else
		echo "not ok $n - design $design: $(tail -n 1 "$dir/score")"
		sed 's/^/# /' "$dir/err"
	fi
	grep '^#' "$dir/score"
done

# A megabyte of quoted letters costs less than two seconds (of processor: the machine may be busy), and is said to
# be too long.
n=$((n + 1))
{
	sed '/^$/q' "$forms/two-answers.eml"
	echo '[2.1] support'
	for _ in $(seq 1 430); do
		sed '1,/^$/d' "$forms/two-answers.eml" | sed 's/^/> /'
	done
} >"$dir/long.eml"
TIMEFORMAT='%U %S'
{ time "$rapporteur" --now 2020-07-20 -C "$forms/consultation" parse --json --request "$forms/request.eml" \
	"$dir/long.eml" >"$dir/long.json" 2>"$dir/err"; } 2>"$dir/time"
took=$(awk '{print int(($1 + $2) * 1000)}' "$dir/time")
if [ "$(stat -c %s "$dir/long.eml")" -gt 1000000 ] && [ "$took" -lt 2000 ] && grep -q '"too-long"' "$dir/long.json"; then
	echo "ok $n - a very long mail: $took ms"
else
	echo "not ok $n - a very long mail: $took ms, $(stat -c %s "$dir/long.eml") bytes"
	sed 's/^/# /' "$dir/err"
fi
