#!/bin/bash
# Sixty replies in the shapes of programs that cannot be driven: each must be read entirely right.
set -u
wild=$(cd "$(dirname "$0")/../corpus/wild" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

for mail in "$wild"/*.eml; do
	[ "${mail##*/}" = request.eml ] || echo "$mail"
done >"$dir/files"
n=$(wc -l <"$dir/files")
echo "1..$((n + 1))"

"$B/rapporteur" --now 2026-12-08 -C "$wild/consultation" parse --batch --json --request "$wild/request.eml" \
	<"$dir/files" >"$dir/readings" 2>"$dir/err"
status=$?
"$B/tests/helpers/score" forms "$dir/readings"

if [ $status -eq 0 ] && [ "$n" -ge 60 ] && [ "$(wc -l <"$dir/readings")" -eq "$n" ]; then
	echo "ok $((n + 1)) - $n replies were read, a line each"
else
	echo "not ok $((n + 1)) - $n replies were read, a line each (status $status)"
	sed 's/^/# /' "$dir/err"
fi
