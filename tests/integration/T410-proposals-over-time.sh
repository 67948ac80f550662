#!/bin/bash
# What a State proposes over weeks: numbers that are never given twice, corrections and withdrawals by mail, and in the
# second round the proposals of the first, carried to the text as it stands then.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 12

oyun=oyun@nature.mn.example
hayashi=k.hayashi@kankyo.jp.example
plan_of() {
	sent "request/$3/plan/$1" "$2" | head -n 1
}
latest() { # the latest receipt to an address
	sent receipt/ "$1" | tail -n 1
}
proposal() { # proposal NUMBER: its rows in the table
	table proposals | grep "^\"$1\","
}
new_consultation "$tmp/consultation"
at 2020-07-06T09:00:00+09:00
work

five='The Plan is a framework for cooperation and creates no legal or financial obligation beyond those that member States have accepted elsewhere.'
eight='Scientific findings shall be the basis of policy discussion. Each thematic area will name, by the end of 2021, the questions on which decision makers seek advice, and will organize its assessments around them.'
note "$(plan_of MN $oyun 1)" $oyun "[P5] replace: ${five/creates/shall create}

[P8] replace: ${eight/shall be/should be}

[P9] Please say who pays.

[P9] Please name the cities." | deliver mn-1
at 2020-07-07T09:00:00+09:00
work
[ "$(table proposals | grep -c "^\"MN-")" -eq 4 ]
result $? "four proposals, two of them comments on one paragraph"

note "$(latest $oyun)" $oyun "[P5] replace: ${five/creates/will create}

[P9] Please say who pays.

[P9] Please name the cities and towns." | deliver mn-2
at 2020-07-08T09:00:00+09:00
work
proposal MN-1 >"$tmp/one"
[ "$(wc -l <"$tmp/one")" -eq 2 ] && grep -q 'shall create.*superseded' "$tmp/one" && grep -q 'will create.*stands' "$tmp/one"
result $? "a correction keeps the number, and the first words stay on record as superseded"
proposal MN-3 >"$tmp/three" && proposal MN-4 >"$tmp/four"
[ "$(wc -l <"$tmp/three")" -eq 1 ] && grep -q 'who pays.*stands' "$tmp/three" && grep -q 'cities and towns.*stands' "$tmp/four"
result $? "of two comments the one that was reworded is corrected, the one said again stands"

note "$(latest $oyun)" $oyun 'withdraw MN-1' | deliver mn-3
at 2020-07-09T09:00:00+09:00
work
proposal MN-1 | grep -q 'will create.*withdrawn'
result $? "withdrawn by its number in a later mail"
note "$(latest $oyun)" $oyun 'withdraw MN-1' | deliver mn-4
at 2020-07-10T09:00:00+09:00
work
[ "$(proposal MN-1 | grep -c withdrawn)" -eq 1 ] && grep -qi 'MN-1' "$(latest $oyun)"
result $? "withdrawn twice is withdrawn once, and the receipt names it"
note "$(latest $oyun)" $oyun "[P5] replace: ${five/creates/will create}" | deliver mn-5
at 2020-07-11T09:00:00+09:00
work
proposal MN-5 | grep -q 'will create.*stands' && proposal MN-1 | grep -q 'will create.*withdrawn'
result $? "proposed again it has a number of its own: a withdrawn one does not come back"
note "$(plan_of JP $hayashi 1)" $hayashi "[P5] replace: ${five/elsewhere/before}" | deliver jp-1
work
run draft --output "$tmp/first"
for number in MN-1 MN-2 MN-3 MN-4 MN-5 JP-1; do
	for file in draft.md draft.html draft.txt; do
		grep -q "$number" "$tmp/first/$file" || echo "$number is not in $file"
	done
done >"$tmp/missing"
[ ! -s "$tmp/missing" ] && grep -q 'withdrawn' "$tmp/first/draft.txt" && grep -q 'superseded' "$tmp/first/draft.txt"
result $? "every number is in every form of the draft, or named there as withdrawn"

# ---- the second round, on another text ----------------------------------------------------------------------
sed "s/beyond those that member States have accepted elsewhere/beyond what member States have accepted elsewhere/
	s/^\[P8\] Scientific findings shall be the basis/[P8] Scientific findings are the basis/" \
	"$dir/draft.md" | sed -e '/^\[P5\]/,/^$/s/obligation beyond those that member/obligation beyond what member/' >"$dir/rev1.md"
cmp -s "$dir/draft.md" "$dir/rev1.md" && echo "# the sample draft has changed"
sed -i 's/kind: silence,/draft: rev1.md, revision: Rev.1,/' "$dir/consultation.yaml"
at 2020-08-11T09:00:00+09:00
work
run open 2
work
run draft --output "$tmp/second"
result $? "the second round is open, and its draft is written"
grep -q 'MN-2 on Zero draft (Mongolia): the paragraph has changed' "$tmp/second/draft.txt" && grep -q '^8 alt\. \[Scientific findings should be' "$tmp/second/draft.txt"
result $? "a proposal on words that have changed stands whole, and says what it was made on"
tr -s '\n ' '  ' <"$tmp/second/draft.txt" >"$tmp/flat"
grep -q 'accepted \[elsewhere\]\[before (Japan)\]' "$tmp/flat" && grep -q '\[creates\]\[will create (Mongolia)\]' "$tmp/flat"
result $? "proposals on other words of a paragraph that changed stand on its present text"
note "$(plan_of JP $hayashi 2)" $hayashi "[P5] replace: $(sed -n '/^\[P5\]/,/^$/p' "$dir/rev1.md" | tr '\n' ' ' | sed 's/^\[P5\] //; s/elsewhere/so far/; s/ *$//')" | deliver jp-2
work
proposal JP-1 >"$tmp/jp" && [ "$(wc -l <"$tmp/jp")" -eq 2 ] && grep -q 'before.*superseded' "$tmp/jp" && grep -q 'Rev\.1.*so far' "$tmp/jp"
result $? "corrected in the second round it keeps its number, and its base is the new text"
table proposals >"$tmp/before"
run rebuild --check
grep -q "is the same" "$tmp/out" && run rebuild
table proposals >"$tmp/after"
cmp -s "$tmp/before" "$tmp/after"
result $? "made again from mails and events, the record is the same"
