#!/bin/bash
# rapporteur rebuild: from the raw mails and the events the same record is made again, row by row; what was lost of it comes
# back, what was decided stands whoever is on the roster now, and a rebuild that is killed has changed nothing.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/crash.sh"
plan 17

oyun=oyun@nature.mn.example
jian=jian.seo@hwankyung.kr.example
paek=paek.unhui@protection.kp.example
database() { # database STATEMENT...
	"$B/tests/helpers/sql" "$dir/state/rapporteur.db" "$@"
}
dump() {
	database --dump >"$tmp/$1"
}
same() { # same NAME: the record is as it was when NAME was dumped
	dump now && diff "$tmp/$1" "$tmp/now" >"$tmp/all-diff" && return 0
	cut -c1-200 "$tmp/all-diff" | head -n 12 >"$tmp/diff"
	return 1
}
number_of() { # number_of SUBJECT: of a mail in quarantine
	run quarantine list
	grep -B1 "^    $1" "$tmp/out" | sed -n 's/^\([0-9][0-9]*\)  .*/\1/p' | tail -n 1
}

# ---- a consultation with all that can happen ----------------------------------------------------------------
new_consultation "$tmp/consultation"
sed -i 's/^  unauthenticated: .*/  unauthenticated: confirm/' "$dir/consultation.yaml"
at 2020-07-06T08:00:00+09:00
{ head_of $oyun dmarc=pass "Too early" && printf '\nWe support [2.1].\n'; } | deliver early
work
at 2020-07-06T12:00:00+09:00
work
seven_mails
work
at 2020-07-07T10:00:00+09:00
reply_to "$(sent request/1/plan/KR $jian)" $jian $'2.1 support\n2.5 [P3] delete' '' | deliver asked
reply_to "$(sent request/1/plan/KP $paek)" $paek '2.2 support' '' | deliver asked-too
work
note "$(sent confirmation/ $jian)" $jian "Yes, confirmed." '' | deliver yes
note "$(sent confirmation/ $paek)" $paek no '' | deliver no
{ head_of friend@elsewhere.example dmarc=pass "For Japan" && printf '\n[2.1] support\n[2.2] support\n'; } | deliver guest
{ head_of k.hayashi@kankyo.jp.example dmarc=pass "Away" && printf 'Auto-Submitted: auto-replied\n\nI am away until 20 July.\n'; } | deliver away
for i in 1 2 3 4 5 6; do
	note "$(sent request/1/review/MN)" $oyun "[1.$i] $((i % 5 + 1))" | deliver "quick-$i"
done
work
at 2020-07-07T13:00:00+09:00
work
run quarantine release "$(number_of 'For Japan')" --as JP && run quarantine discard "$(number_of 'Re: .*Draft')" --reason "forged"
result $? "an officer gives one mail to a State and puts another away"
at 2020-07-24T09:00:00+09:00
work
note "$(sent reminder/ $jian)" $jian '[2.6] Thank you.' | deliver to-reminder
work
at 2020-07-31T09:00:00+09:00
reply_to "$(sent request/1/plan/MN $oyun)" $oyun '2.1 cannot support' | deliver late
work
at 2020-08-01T09:00:00+09:00
work
run quarantine release "$(number_of 'Re: .*Draft')"
result $? "and takes in a late one"
at 2020-08-11T09:00:00+09:00
run open 2 && work
{ head_of j.doe@newsdesk.example dmarc=pass "Again" && printf '\nWho attends?\n'; } | deliver stranger-again
work
dump before
for what in released discarded read-again confirmed_by denied_by reminder digest round-closed bounce; do
	grep -q "$what" "$tmp/before" || echo "nothing $what"
done >"$tmp/diff"
[ ! -s "$tmp/diff" ] && [ "$(grep -c "'mail-recorded'" "$tmp/before")" -ge 20 ]
result $? "a consultation in which all of it happened: $(grep -c "'mail-recorded'" "$tmp/before") mails"

# ---- the same again -----------------------------------------------------------------------------------------
run rebuild --check && grep -q 'is the same' "$tmp/out"
result $? "rebuild --check: the record made again is the same"
grep -q '100 %' "$tmp/err"
result $? "how far it is is told"
same before && [ ! -e "$dir/state/rapporteur.db.rebuilt" ]
result $? "nothing is changed, nothing is left behind"
run rebuild && grep -q 'is the same' "$tmp/out" && same before
result $? "rebuild: row by row the same record"

# ---- what is lost comes back --------------------------------------------------------------------------------
damage="PRAGMA foreign_keys = OFF; DELETE FROM answer; DELETE FROM proposal; DELETE FROM reading; DELETE FROM attachment;
	DELETE FROM member_state; DELETE FROM round; UPDATE mail_in SET kind = NULL, subject = 'lost', reason = NULL"
database "$damage"
run rebuild --check
[ $? -eq 65 ] && grep -q 'made again differs' "$tmp/out" && ! same before
result $? "answers, proposals, readings, rounds and what lists show are lost: rebuild --check says so and changes nothing"
run rebuild && same before
result $? "rebuild brings back the very same record"

# ---- killed -------------------------------------------------------------------------------------------------
database "$damage"
dump damaged
killed=0
for after in 0.02 0.05 0.1 0.2 0.3; do
	"$rapporteur" -C "$dir" --now "$now" rebuild >/dev/null 2>&1 &
	pid=$!
	sleep $after
	kill -KILL $pid 2>/dev/null && killed=$((killed + 1))
	{ wait $pid; } 2>/dev/null
	same damaged || same before || killed=-9
done
[ "$killed" -ge 2 ]
result $? "killed $killed times: the record is as before, or whole"
run rebuild && same before && [ ! -e "$dir/state/rapporteur.db.rebuilt" ]
result $? "the next one ends it"

# ---- who decides --------------------------------------------------------------------------------------------
cp "$dir/consultation.yaml" "$tmp/roster.yaml"
sed -i "s/$oyun/somebody.else@nature.mn.example/" "$dir/consultation.yaml"
run rebuild && grep -q 'would be judged otherwise' "$tmp/out"
result $? "a focal point has left the roster: told that his mails would be judged otherwise today"
[ "$(standing MN 2.2)" = support ]
result $? "what he said stands"
cp "$tmp/roster.yaml" "$dir/consultation.yaml"
run rebuild && same before
result $? "back on the roster the record is the same as ever"

# ---- not beside a daemon ------------------------------------------------------------------------------------
"$rapporteur" -C "$dir" serve >/dev/null 2>"$tmp/daemon" &
daemon=$!
at_end() {
	kill -KILL "$daemon" 2>/dev/null
}
until_true 20 grep -q 'event=started' "$tmp/daemon"
run rebuild
[ $? -eq 75 ] && grep -q 'Another rapporteur' "$tmp/err"
result $? "beside a daemon it is refused"
kill -TERM $daemon
wait $daemon
result $? "which ends in peace"
new_consultation "$tmp/other"
run rebuild
[ $? -eq 66 ] && [ ! -e "$dir/state/rapporteur.db" ]
result $? "without a record there is none to be made again"
