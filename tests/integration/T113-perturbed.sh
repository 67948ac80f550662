#!/bin/bash
# Six hundred replies made at random from one request: what programs and people do to a quoted form, in combinations
# that nobody wrote down. Each must be read entirely right. perturb.py makes others from another seed.
set -u
corpus=$(cd "$(dirname "$0")/../corpus" && pwd)
wild=$corpus/wild
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
count=600

echo 1..2
mkdir "$dir/mails"
/usr/bin/python3 "$corpus/make/perturb.py" "$wild/request.eml" "$dir/mails" $count "${SEED:-1}" >"$dir/err" 2>&1
made=$?
printf '%s\n' "$dir/mails"/*.eml >"$dir/files"
if [ $made -eq 0 ] && [ "$(wc -l <"$dir/files")" -eq $count ]; then
	echo "ok 1 - $count replies were made"
else
	echo "not ok 1 - $count replies were made"
	sed 's/^/# /' "$dir/err"
fi

"$B/rapporteur" --now 2026-12-08 -C "$wild/consultation" parse --batch --json --request "$wild/request.eml" \
	<"$dir/files" >"$dir/readings" 2>"$dir/err"
status=$?
"$B/tests/helpers/score" forms "$dir/readings" >"$dir/score"
right=$(grep -c '^ok ' "$dir/score")
if [ $status -eq 0 ] && [ "$right" -eq $count ]; then
	echo "ok 2 - all were read right"
else
	echo "not ok 2 - $right of $count were read right (status $status)"
	sed 's/^/# /' "$dir/err"
	grep -A4 '^not ok' "$dir/score" | sed -n '1,40s/^/# /p'
fi
