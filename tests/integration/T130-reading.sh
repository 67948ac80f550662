#!/bin/bash
# Mails of every kind, each with the part of its reading that must come out beside it: new text, MIME and charsets,
# reports of mail servers, other machines, and people who are easily taken for one.
#
# A folder is right when every mail in it is, but for those named in its file `wrong` (a name and the reason in a line):
# what is known to be read wrong stands there to be seen, and must be taken out when it is mended.
# The table that `make report-reading` prints stands at the end, behind "# | ".
set -u
compare=$B/tests/helpers/compare
corpus=$(cd "$(dirname "$0")/../corpus" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

kinds='text mime bounces machines people'
echo "1..5"

n=0
report=()
for kind in $kinds; do
	n=$((n + 1))
	find "$corpus/$kind" -name '*.eml' | LC_ALL=C sort >"$dir/files"
	truths=$(find "$corpus/$kind" -name '*.json' | wc -l)
	"$B/rapporteur" --now 2020-07-20 -C "$dir" parse --batch --json <"$dir/files" >"$dir/$kind" 2>"$dir/err"
	status=$?
	"$compare" check "$dir/$kind" "$corpus/$kind/wrong" >"$dir/check"
	sum=$(tail -n 1 "$dir/check")
	cases=$(wc -l <"$dir/files")
	if [ $status -eq 0 ] && [ "$cases" -gt 0 ] && [ "$truths" -eq "$cases" ] &&
		[ "$(wc -l <"$dir/$kind")" -eq "$cases" ] && ! grep -q '^#' "$dir/check"; then
		echo "ok $n - $kind: $sum"
	else
		echo "not ok $n - $kind: $sum ($cases mails, $truths truths, status $status)"
		head -n 60 "$dir/check" | grep '^#' | sed "s|$corpus/||"
		sed 's/^/# /' "$dir/err"
	fi
	report+=("$kind=$dir/$kind")
done
"$compare" report "${report[@]}" | sed 's/^/# | /'
