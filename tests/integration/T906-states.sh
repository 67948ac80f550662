#!/bin/bash
# docs/states.md and the database name the same states: every word that a table admits is explained there, every word that is
# explained there is admitted, and every table has its place.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 8

states=$root/docs/states.md
new_consultation "$tmp/consultation"
work
result $? "a database as this version makes it"
"$B/tests/helpers/sql" "$dir/state/rapporteur.db" "SELECT sql FROM sqlite_schema WHERE type = 'table'" |
	tr '\n' ' ' | sed 's/CREATE TABLE/\n&/g' >"$tmp/schema"

admitted() { # admitted TABLE COLUMN: the words of its CHECK
	sed -n "s/^CREATE TABLE $1 .*CHECK ($2 IN *(\([^)]*\)).*/\1/p" "$tmp/schema" | grep -oE "'[a-z-]+'" | tr -d "'" | sort
}
section() { # section PATTERN: from that heading to the next of its kind
	awk -v pattern="$1" '/^## / { on = $0 ~ pattern } on' "$states"
}
# shellcheck disable=SC2016 # backquotes of Markdown
rows() { # the words that begin the rows of tables, in backquotes; of the table headed so, where HEAD is given
	awk -v head="$1" '/^\|-/ { next } /^\| / { cell = $0; sub(/^\| /, "", cell); sub(/ \|.*/, "", cell)
			if (!intable) { intable = 1; on = cell == head; next } if (on) print cell; next } { intable = 0 }' |
		grep -oE '^`[a-z-]+`' | tr -d '`' | sort -u
}
agree() { # agree TABLE COLUMN HEADING HEAD
	admitted "$1" "$2" >"$tmp/admitted"
	section "$3" | rows "$4" >"$tmp/told"
	[ -s "$tmp/admitted" ] && diff "$tmp/admitted" "$tmp/told" >"$tmp/diff"
	result $? "the words of $1.$2: $(tr '\n' ' ' <"$tmp/admitted")"
}
agree mail_in state 'Mails received' state
# shellcheck disable=SC2016
agree mail_in verdict 'Mails received' '`verdict`'
agree mail_out state 'Mails of ours' state

admitted answer status >"$tmp/admitted"
section 'Answers and proposals' >"$tmp/told"
while read -r word; do
	grep -qF "\`$word\`" "$tmp/told" || echo "$word"
done <"$tmp/admitted" >"$tmp/diff"
[ -s "$tmp/admitted" ] && [ ! -s "$tmp/diff" ]
result $? "the words of answer.status: $(tr '\n' ' ' <"$tmp/admitted")"

# Marks that are 0 or 1, or a time or nothing.
for word in unread revoked_at settled_at closed_at superseded_by withdrawn_by; do
	grep -qE "(^|[ ,(])$word " "$tmp/schema" && grep -qF "\`$word\`" "$states" || echo "$word"
done >"$tmp/diff"
[ ! -s "$tmp/diff" ]
result $? "marks that move: unread, revoked_at, settled_at, closed_at, superseded_by, withdrawn_by"

sed -n 's/^CREATE TABLE \([a-z_]*\) .*/\1/p' "$tmp/schema" | while read -r table; do
	grep -qF "\`$table\`" "$states" || echo "$table"
done >"$tmp/diff"
[ "$(grep -c . "$tmp/schema")" -ge 15 ] && [ ! -s "$tmp/diff" ]
result $? "every table has its place"

# Files and functions it names are there.
# shellcheck disable=SC2016
grep -oE '`[a-z_/]+\.[ch]`' "$states" | tr -d '`' | sort -u | while read -r file; do
	[ -n "$(find "$root/daemon" "$root/parsers" "$root/common" -path "*/${file#daemon/}" | head -n 1)" ] || echo "$file"
done >"$tmp/diff"
[ ! -s "$tmp/diff" ]
result $? "every source file it names is there"
