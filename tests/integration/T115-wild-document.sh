#!/bin/bash
# Every mail that docs/replies-in-the-wild.md names is in the corpus, and every row of a table of tests.
# shellcheck disable=SC2016 # backquotes are what is looked for
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
document=$root/docs/replies-in-the-wild.md

echo 1..2
missing=
named=$(grep -o '`\(replies\|clients\|wild\|forms\|html\|plain\|broken\)/[^`]\+`' "$document" | tr -d '`' | sort -u)
for mail in $named; do
	[ -f "$root/tests/corpus/$mail.eml" ] || missing="$missing $mail"
done
if [ -n "$named" ] && [ -z "$missing" ]; then
	echo "ok 1 - all mails named are there"
else
	echo "not ok 1 - all mails named are there: missing$missing"
fi

missing=
while IFS='|' read -r test row; do
	grep -q "\"$row" "$root/tests/unit/parsers/$test.c" || missing="$missing, $test: $row"
done <<<"$(grep -o 'test_[a-z_]*, `[^`]*`' "$document" | grep -v '/' | sed 's/, `/|/; s/`$//')"
if [ -z "$missing" ]; then
	echo "ok 2 - all rows named are there"
else
	echo "not ok 2 - all rows named are there: missing$missing"
fi
