#!/bin/bash
# The note to each State of how its proposals were handled: golden, sent once, again only after further decisions, and whatever
# stands in it stays text.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 22

oyun=oyun@nature.mn.example
jian=jian.seo@hwankyung.kr.example
hayashi=k.hayashi@kankyo.jp.example
golden=$root/tests/golden
plan_of() {
	sent "request/1/plan/$1" "$2" | head -n 1
}
new_consultation "$tmp/consultation"
run send outcome
[ $? -eq 66 ]
result $? "before the first round there is nothing to tell"
at 2020-07-06T09:00:00+09:00
work
run preview outcome --member MN
[ $? -eq 66 ] && grep -q 'has made no proposal' "$tmp/err"
result $? "who proposed nothing gets no note"

five='The Plan is a framework for cooperation and creates no legal or financial obligation beyond those that member States have accepted elsewhere.'
note "$(plan_of MN $oyun)" $oyun "[P5] replace: ${five/creates/shall create}

[P8] insert after: Meetings are held <b>online</b> {{name}}.

[P9] delete

[P10] We would like to see this shortened; \`=1+1\` &amp; [P4] delete.

[P3] replace: The goals have equal standing.

[P1] replace: Nothing." | deliver mn
note "$(plan_of JP $hayashi)" $hayashi "[P5] replace: ${five/elsewhere/before}" | deliver jp
work
note "$(sent receipt/ $oyun | head -n 1)" $oyun 'MN-6: withdraw' | deliver withdraw
work
run decide MN-1 MN-2 JP-1 accept && run decide MN-3 decline --reason "The meeting of 2019 asked for this paragraph." &&
	run decide MN-4 note
result $? "some of it is decided"
at 2020-07-08T10:00:00+09:00
run preview outcome --member MN --output "$tmp/note"
result $? "a preview is made"
for kind in txt html; do
	[ -n "${GOLDEN:-}" ] && cp "$tmp/note/outcome.$kind" "$golden/outcome.$kind"
	diff "$golden/outcome.$kind" "$tmp/note/outcome.$kind" >"$tmp/diff"
	result $? "outcome.$kind is the golden one"
done
for number in 1 2 3 4 5 6; do
	grep -q "MN-$number" "$tmp/note/outcome.txt" && grep -q "MN-$number" "$tmp/note/outcome.html" || echo "MN-$number"
done >"$tmp/diff"
[ ! -s "$tmp/diff" ]
result $? "every proposal is in it, in the text and in the HTML"
grep -q 'shall create no legal' "$tmp/note/outcome.txt" && grep -q '8 bis: Meetings are held <b>online</b>' "$tmp/note/outcome.txt" && ! grep -q '<b>online' "$tmp/note/outcome.html"
result $? "paragraphs as they now stand; markup in a proposal stays text"
! grep -qi japan "$tmp/note/outcome.txt"
result $? "it names no other State"
! grep -nE '^.{999,}' "$tmp/note/outcome.eml" >"$tmp/diff" && [ "$(wc -c <"$tmp/note/outcome.html")" -lt 50000 ]
result $? "short lines, a short letter"

# ---- once ---------------------------------------------------------------------------------------------------
run send outcome --dry-run && grep -q '^2 letters would be queued\|^4 letters would be queued' "$tmp/out" && [ "$(sent_count outcome/)" -eq 0 ]
result $? "--dry-run says what would be sent"
run send outcome && grep -q '^Mongolia: [12] letters\{0,1\} about 5 proposals' "$tmp/out" && grep -q '^China: no proposal' "$tmp/out"
result $? "all are queued"
work
letter=$(sent outcome/ $oyun | head -n 1)
sent outcome/ | wc -l >"$tmp/diff"
[ -n "$letter" ] && header_of "$letter" X-Rapporteur-Key | grep -qE '^outcome/Rev\.1/MN/oyun@nature\.mn\.example/[0-9]+$' &&
	[ "$(header_of "$letter" In-Reply-To)" = "$(header_of "$(plan_of MN $oyun)" Message-ID)" ]
result $? "and leave, below the request"
before=$(sent_count outcome/)
run send outcome && grep -q '^0 letters queued' "$tmp/out" && grep -q '^Mongolia: nothing new' "$tmp/out" && work && [ "$(sent_count outcome/)" -eq "$before" ]
result $? "a second run sends nothing"
run preview outcome --member MN
[ $? -eq 66 ] && grep -q 'has been told of every decision' "$tmp/err"
result $? "nor is there anything to preview"
run decide MN-5 accept && run decide MN-3 meeting --reason "Taken up again." && run send outcome && grep -q '^Mongolia: [12] letters\{0,1\} about 2 proposals' "$tmp/out" && grep -q '^Japan: nothing new' "$tmp/out"
result $? "after further decisions a note about these, to whom they concern"
work
text_of "$(sent outcome/ $oyun | tail -n 1)" >"$tmp/diff"
grep -q 'further decisions' "$tmp/diff" && grep -q MN-5 "$tmp/diff" && grep -q MN-3 "$tmp/diff" && ! grep -q MN-1 "$tmp/diff" && grep -q 'About 3 other proposals' "$tmp/diff"
result $? "which tells of nothing else"

# ---- replies ------------------------------------------------------------------------------------------------
table proposals >"$tmp/proposals"
reply_to "$letter" $oyun '' | deliver thanks
{ head_of $oyun dmarc=pass "Re: $(header_of "$letter" Subject)"; printf 'In-Reply-To: %s\n\nThank you very much.\n\n-----Original Message-----\nFrom: Secretariat\n\n' "$(header_of "$letter" Message-ID)"; text_of "$letter"; } | deliver unquoted
work
table proposals | diff "$tmp/proposals" - >"$tmp/diff"
result $? "a reply that quotes all of it proposes nothing"
note "$letter" $oyun 'MN-5: withdraw' | deliver withdraw-again
work
table proposals | grep '"MN-5"' >"$tmp/diff"
grep -q withdrawn "$tmp/diff"
result $? "a line in a reply withdraws a proposal"

# ---- very much ----------------------------------------------------------------------------------------------
long=$(printf 'word%.0s ' $(seq 400))
for i in $(seq 10 49); do
	printf '[P%d] replace: %s\n\n' "$i" "$long$i"
done >"$tmp/many"
note "$(plan_of KR $jian)" $jian "$(cat "$tmp/many")" | deliver many
work
run preview outcome --member KR --output "$tmp/many-note"
grep -rho 'KR-[0-9]*,' "$tmp/many-note/outcome.txt" | sort -u | wc -l >"$tmp/diff"
[ "$(cat "$tmp/diff")" -ge 30 ] && [ $(($(wc -c <"$tmp/many-note/outcome.txt") + $(wc -c <"$tmp/many-note/outcome.html"))) -le 102400 ] && grep -q 'proposals.csv' "$tmp/many-note/outcome.eml"
result $? "forty long proposals: a letter under 100 KB, and a table with all of it"
run rebuild --check && grep -q 'is the same' "$tmp/out"
result $? "the record made again is the same"
run check
result $? "the templates hold"
