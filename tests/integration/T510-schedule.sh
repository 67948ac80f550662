#!/bin/bash
# Every periodic task once, whatever the clock does: digests, reminders, deadline, days without the daemon.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 24

oyun=oyun@nature.mn.example
officer=haneul.kim@neaspec.example

digests() {
	sent_count digest/ "$officer"
}
reminders() {
	sent_count reminder/
}
# at_is TIME WHAT COUNT: after a run at TIME WHAT gives COUNT.
at_is() {
	at "$1"
	work && [ "$("$2")" -eq "$3" ]
}

new_consultation "$tmp/consultation"
run open --dry-run && [ "$(grep -c '<' "$tmp/out")" -eq 12 ] && [ ! -e "$dir/state/rapporteur.db" ]
result $? "open --dry-run shows twelve letters and writes nothing"
at 2020-07-06T08:59:00+09:00
work && [ "$(sent_count request/)" -eq 0 ]
result $? "a minute before its hour a round is not open"

# ---- digests ------------------------------------------------------------------------------------------------
at_is 2020-07-06T09:00:00+09:00 digests 0
result $? "no digest for an hour when nothing had begun"
at_is 2020-07-07T07:59:00+09:00 digests 0
result $? "none at 07:59"
at_is 2020-07-07T08:00:00+09:00 digests 1
result $? "one at 08:00"
at_is 2020-07-07T08:00:30+09:00 digests 1 && at_is 2020-07-07T23:00:00+09:00 digests 1
result $? "and no second one, after a restart or in the evening"
at_is 2020-07-07T07:30:00+09:00 digests 1 && at_is 2020-07-07T08:10:00+09:00 digests 1
result $? "the clock an hour back: none again"
reply_to "$(sent request/1/plan/MN)" "$oyun" $'2.1 support' | deliver while-away
at_is 2020-07-10T15:00:00+09:00 digests 2
result $? "after three days without the daemon one digest, not three"
latest=$(sent digest/ "$officer" | tail -n 1)
text_of "$latest" | grep -q 'Mongolia'
result $? "it tells of the mail that waited meanwhile"
at_is 2020-07-11T08:00:00+09:00 digests 3
result $? "the next morning the next one"

# ---- reminders ----------------------------------------------------------------------------------------------
# Mongolia gives everything that is required; the others owe.
reply_to "$(sent request/1/review/MN)" "$oyun" $'1.4 4\n1.18 4' | deliver review
{ note "$(sent request/1/review/MN)" "$oyun" "$(sed -n 's/^  - {id: "\([0-9.]*\)", type: \([a-z-]*\),.*required: true.*/\1 \2/p' "$dir"/objectives/*.yaml |
	awk '{ print "[" $1 "] " ($2 == "choice" ? "support" : $2 == "rating" ? "4" : $2 == "yes-no" ? "yes" : $2 == "people" ? "Bat-Erdene Oyun, Ministry" : "text") }')"; } | deliver rest
work
run status && grep -Eq '^Mongolia +[0-9]+ +0 +0 ' "$tmp/out"
result $? "a State that has given everything required owes nothing"
at_is 2020-07-23T17:59:00+09:00 reminders 0
result $? "no reminder before its time"
at_is 2020-07-23T18:00:00+09:00 reminders 5 && [ "$(sent_count reminder/ "$oyun")" -eq 0 ]
result $? "seven days before the deadline five States are reminded, not the one that owes nothing"
at_is 2020-07-23T18:30:00+09:00 reminders 5 && at_is 2020-07-26T09:00:00+09:00 reminders 5
result $? "once"
at_is 2020-07-29T19:00:00+09:00 reminders 10
result $? "of two reminders that were missed the later one goes out, once"

# ---- the deadline -------------------------------------------------------------------------------------------
at 2020-07-30T17:59:59+09:00
work && run status && grep -q '^Round *1, open' "$tmp/out"
result $? "open until the last second"
reply_to "$(sent request/1/plan/CN)" lin.wenhao@environment.cn.example $'2.1 support' | deliver in-time
touch -d '2020-07-30 17:58:00 +0900' "$dir/inbox/new/in-time"
reply_to "$(sent request/1/plan/KR)" jian.seo@hwankyung.kr.example $'2.1 support' | deliver too-late
touch -d '2020-07-30 18:00:01 +0900' "$dir/inbox/new/too-late"
at 2020-07-30T18:05:00+09:00
work && run status && grep -q '^Round *1, closed' "$tmp/out"
result $? "closed at the deadline"
[ "$(standing CN 2.1)" = support ] && [ -z "$(standing KR 2.1)" ] && [ "$(count late)" -eq 1 ]
result $? "what the mailbox had in time counts though it is read later; a second later is late"
closed_digests=$(digests)
at_is 2020-07-31T08:00:00+09:00 digests $((closed_digests + 1))
result $? "the digest after the deadline"
at_is 2020-08-01T08:00:00+09:00 digests $((closed_digests + 1)) && at_is 2020-08-03T08:00:00+09:00 digests $((closed_digests + 1))
result $? "then none while nothing is open and nothing new"
{ head_of j.doe@newsdesk.example dmarc=pass "Who attends?" && printf '\nWho attends?\n'; } | deliver stranger
at_is 2020-08-03T10:00:00+09:00 digests $((closed_digests + 1)) && at_is 2020-08-04T08:00:00+09:00 digests $((closed_digests + 2))
result $? "until something is new: in the next morning's digest"

# ---- rounds by hand -----------------------------------------------------------------------------------------
at 2020-08-11T09:00:00+09:00
work && [ "$(sent_count request/2/)" -eq 0 ]
result $? "a silence round does not open by itself"
run open 1
status=$?
run open 2 && work && [ "$status" -eq 65 ] && [ "$(sent_count request/2/)" -eq 12 ] && run status && grep -q '^Round *2, open' "$tmp/out"
result $? "an officer opens it, once; a round that was is not opened again"
new_consultation "$tmp/late"
at 2020-08-01T09:00:00+09:00
work && [ "$(sent_count request/)" -eq 0 ]
result $? "a round whose deadline has passed is not opened"
