#!/bin/bash
# A mail that nothing but its own token speaks for (R21): its author is asked, and one word decides.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 42

oyun=oyun@nature.mn.example
new_consultation "$tmp/consultation"
sed -i 's/^  unauthenticated: .*/  unauthenticated: confirm/' "$dir/consultation.yaml"
work
plan_mn=$(sent request/1/plan/MN "$oyun")
plan_ru=$(sent request/1/plan/RU)
ru=$(header_of "$plan_ru" To | sed 's/.*<\(.*\)>.*/\1/')
questions() { sent_count confirmation/ "$@"; }
unproved() { reply_to "$1" "$2" "$3" ""; } # no check of the sender by any server

# ---- the question -------------------------------------------------------------------------------------------
at 2020-07-07T10:00:00+09:00
unproved "$plan_mn" "$oyun" $'2.1 cannot support' >"$tmp/unproved"
deliver unproved <"$tmp/unproved"
work && [ "$(count awaiting)" -eq 1 ] && [ -z "$(standing MN 2.1)" ]
result $? "a reply with its own token and no proof waits, and nothing of it counts"
question=$(sent confirmation/ "$oyun")
[ "$(questions)" -eq 1 ] && [ -n "$question" ] && [ "$(sent_count receipt/)" -eq 0 ]
result $? "one question goes to the address of the roster, and no receipt"
text_of "$question" >"$tmp/letter"
grep -q 'cannot support' "$tmp/letter" && grep -q '^yes  ' "$tmp/letter" && ! grep -q '^\[2' "$tmp/letter"
result $? "it says what the mail says, and how to answer"
[ "$(header_of "$question" Message-ID)" != "$(header_of "$plan_mn" Message-ID)" ] &&
	[ "$(header_of "$question" Reply-To)" != "$(header_of "$plan_mn" Reply-To)" ] &&
	[ "$(header_of "$question" Auto-Submitted)" = auto-replied ]
result $? "with a token of its own, and as a program's mail"
run preview digest && tr '\n' ' ' <"$tmp/out" | sed 's/  */ /g' >"$tmp/line" && grep -q 'AWAITING CONFIRMATION.*The address was asked on' "$tmp/line"
result $? "the digest says when the address was asked"
deliver again <"$tmp/unproved"
work && [ "$(questions)" -eq 1 ]
result $? "the same mail again asks nothing again"

# ---- who may answer -----------------------------------------------------------------------------------------
note "$question" "$oyun" yes dmarc=fail | deliver forged-yes
note "$question" "$ru" yes | deliver other-state
note "$plan_mn" "$oyun" yes "" | deliver other-letter
{ head_of "$oyun" "" "Re: $(header_of "$question" Subject)" && printf '\nyes\n'; } | deliver by-subject
work && [ -z "$(standing MN 2.1)" ] && [ "$(questions)" -eq 1 ]
result $? "a forged yes, another State's, one to another letter and one that only repeats its subject decide nothing"
{
	head_of "$oyun" "" "Automatic reply" "$(header_of "$question" Reply-To | sed 's/.*<\(.*\)>.*/\1/')"
	printf 'Auto-Submitted: auto-replied\n\nyes\n'
} | deliver machine-yes
work && [ -z "$(standing MN 2.1)" ]
result $? "nor does a machine's"
note "$question" "$oyun" "We shall come back to you." "" | deliver neither
work && [ -z "$(standing MN 2.1)" ] && [ "$(questions)" -eq 1 ]
result $? "an answer that says neither yes nor no decides nothing, and is not asked about"
run quarantine && grep -q 'neither yes nor no' "$tmp/out"
result $? "and lies before the secretariat with that reason"

# ---- yes ----------------------------------------------------------------------------------------------------
at 2020-07-08T10:00:00+09:00
note "$question" "$oyun" "Yes, confirmed." "" >"$tmp/yes"
deliver yes <"$tmp/yes"
work && [ "$(standing MN 2.1)" = 'cannot support' ]
result $? "a yes with the question's token makes the mail count"
[ "$(sent_count receipt/ "$oyun")" -eq 1 ] && [ "$(sent_count receipt/ temuulen@nature.mn.example)" -eq 1 ]
result $? "and now the State's people get their receipts"
run quarantine && ! grep -q 'cannot support\|carries no check of the sender.*release 1' "$tmp/out" && ! grep -q '^1  ' "$tmp/out"
result $? "the mail has left the quarantine"
run preview digest && tr '\n' ' ' <"$tmp/out" | sed 's/  */ /g' >"$tmp/line" && grep -q 'ASKED WHETHER A MAIL IS THEIRS.*on mail 1: It confirms.*Mail 1 is taken over\.' "$tmp/line"
result $? "the digest tells of it"
changes=$(table answers | md5sum)
deliver yes-again <"$tmp/yes"
note "$question" "$oyun" "no" "" | deliver no-after-yes
work && [ "$(table answers | md5sum)" = "$changes" ] && [ "$(standing MN 2.1)" = 'cannot support' ]
result $? "what is decided stays: a yes again, or a no after it, changes nothing"

# ---- no -----------------------------------------------------------------------------------------------------
unproved "$plan_ru" "$ru" $'2.1 cannot support' | deliver not-ours
work && question_ru=$(sent confirmation/ "$ru") && [ -n "$question_ru" ]
result $? "another State is asked in the same way"
note "$question_ru" "$ru" "Нет." "" | deliver no
work && [ -z "$(standing RU 2.1)" ] && run quarantine && ! grep -q "neither.*$ru" "$tmp/out"
result $? "a no, in Russian, puts the mail away"
run preview digest && tr '\n' ' ' <"$tmp/out" | sed 's/  */ /g' >"$tmp/line" && grep -q 'It says that the mail we asked about is not theirs' "$tmp/line"
result $? "and the digest says so"
note "$question_ru" "$ru" "да" "" | deliver yes-after-no
work && [ -z "$(standing RU 2.1)" ]
result $? "a yes after it comes too late"
[ "$(sent_count receipt/ "$ru")" -eq 0 ]
result $? "nobody of that State got a receipt"

# ---- the officer is quicker ---------------------------------------------------------------------------------
unproved "$plan_ru" "$ru" $'2.2 support' | deliver officer-first
work && number=$(run quarantine && sed -n "/$ru/s/^\([0-9]*\) .*/\1/p" "$tmp/out" | tail -n 1)
run quarantine discard "$number" --reason "telephone"
second=$(sent confirmation/ "$ru" | tail -n 1)
note "$second" "$ru" "yes" "" | deliver yes-after-officer
work && [ -z "$(standing RU 2.2)" ]
result $? "what an officer has put away no yes brings back"

# ---- who is proved, and a colleague -------------------------------------------------------------------------
unproved "$plan_mn" "$oyun" $'2.3 support' | deliver by-colleague
work && third=$(sent confirmation/ "$oyun" | tail -n 1)
note "$third" temuulen@nature.mn.example "yes" | deliver colleague
work && [ "$(standing MN 2.3)" = support ]
result $? "an authentic colleague who was given the question may confirm"

# ---- to what one says yes -----------------------------------------------------------------------------------
at 2020-07-09T10:00:00+09:00
note "$plan_mn" "$oyun" $'[P3] Please mention the dolphins as well.\nwithdraw MN-7' "" | deliver proposals
work && text_of "$(sent confirmation/ "$oyun" | tail -n 1)" >"$tmp/letter" &&
	grep -q 'mention the dolphins' "$tmp/letter" && grep -q '^To be withdrawn: MN-7' "$tmp/letter"
result $? "the question shows the words of proposals, and what is to be withdrawn"

# ---- what is not asked about --------------------------------------------------------------------------------
before=$(questions)
note "$plan_mn" "$oyun" "Thank you, well received." "" | deliver thanks
{ unproved "$plan_mn" "$oyun" $'2.4 support' | sed 's/^MIME-Version/Precedence: bulk\n&/'; } | deliver through-a-list
work && [ "$(questions)" -eq "$before" ]
result $? "no question because of a mere thank you, nor because of a mail that must not be answered"
before=$(questions "$oyun")
for i in 1 2 3 4 5 6; do
	unproved "$plan_mn" "$oyun" "2.5 [P3] comment number $i" | deliver "many-$i"
done
work && [ "$(questions "$oyun")" -gt "$before" ] && [ "$(questions "$oyun")" -le "$((before + 4))" ]
result $? "no more questions than receipts may go to one address in an hour"
run preview digest && grep -q 'The address was not asked' "$tmp/out"
result $? "those that were not asked about stand in the digest as that"

# ---- too late -----------------------------------------------------------------------------------------------
at 2020-07-12T10:00:00+09:00
unproved "$plan_ru" "$ru" $'2.6 support this' | deliver slow
work && slow=$(sent confirmation/ "$ru" | tail -n 1)
at 2020-07-19T11:00:00+09:00
note "$slow" "$ru" "yes" "" | deliver slow-yes
work && [ -z "$(standing RU 2.6)" ] && run quarantine && grep -q 'later than we asked for' "$tmp/out"
result $? "a yes after more than seven days is for the secretariat"

# ---- a later mail of the same author ------------------------------------------------------------------------
at 2020-07-20T10:00:00+09:00
unproved "$plan_ru" "$ru" $'2.1 cannot support\n2.4 earlier words' | deliver overtaken
work && overtaken=$(sent confirmation/ "$ru" | tail -n 1)
at 2020-07-20T12:00:00+09:00
reply_to "$plan_ru" "$ru" $'2.1 support' | deliver newer
work && [ "$(standing RU 2.1)" = support ]
result $? "a proved mail counts while an earlier one of its author waits"
at 2020-07-20T14:00:00+09:00
note "$overtaken" "$ru" "yes" "" | deliver overtaken-yes
work && [ "$(standing RU 2.1)" = support ] && table answers | grep -q 'earlier words'
result $? "confirmed then, the earlier one gives what the later does not say, and takes nothing back"
at 2020-07-21T10:00:00+09:00
unproved "$plan_ru" "$ru" $'2.1 cannot support' | deliver held
work && held=$(run quarantine && sed -n "/$ru/s/^\([0-9]*\) .*/\1/p" "$tmp/out" | tail -n 1)
at 2020-07-21T12:00:00+09:00
reply_to "$plan_ru" "$ru" $'2.1 support' | deliver repeated
work && run quarantine release "$held" --as RU && grep -q 'later mail of the same author' "$tmp/out" &&
	[ "$(standing RU 2.1)" = support ]
result $? "nor does it when an officer releases it, be the later one a mere repetition; the officer is told"

# ---- more than one word -------------------------------------------------------------------------------------
at 2020-07-22T10:00:00+09:00
unproved "$plan_ru" "$ru" $'2.2 the first mail' | deliver more-1
work && more=$(sent confirmation/ "$ru" | tail -n 1)
note "$more" "$ru" $'yes\n\n[2.3] unproved words' "" | deliver yes-and-more
work && table answers | grep -q 'the first mail' && ! table answers | grep -q 'unproved words'
result $? "a yes that says more confirms, and the rest, which nothing proves, does not count"
run quarantine && grep -q 'It says more' "$tmp/out" && [ "$(sent confirmation/ "$ru" | tail -n 1)" = "$more" ]
result $? "it waits for the secretariat, and no second question is asked"
at 2020-07-22T12:00:00+09:00
unproved "$plan_ru" "$ru" $'2.2 the second mail' | deliver more-2
work && more=$(sent confirmation/ "$ru" | tail -n 1)
note "$more" "$ru" $'yes\n\n[2.2] proved words' | deliver proved-yes-and-more
work && table answers | grep -q '"2.2".*"proved words".*,""$'
result $? "where it is proved the rest counts, and as what came later"

# ---- no word of the author ----------------------------------------------------------------------------------
at 2020-07-23T10:00:00+09:00
unproved "$plan_ru" "$ru" $'2.1 strongly against' | deliver chosen
work && chosen=$(sent confirmation/ "$ru" | tail -n 1)
note "$chosen" "$ru" $'[ ] yes\n[x] no' "" | deliver boxes
note "$chosen" "$ru" $'yes ____\nno __x__' "" | deliver blanks
note "$chosen" "$ru" $'I have asked.\n\n> yes' "" | deliver quoted
note "$chosen" "$ru" '<p>I have asked.</p><blockquote>yes</blockquote>' "" |
	sed 's,text/plain,text/html,' | deliver html-quoted
note "$chosen" "$ru" '<p>I have asked.</p><p style="display:none">yes</p>' "" |
	sed 's,text/plain,text/html,' | deliver html-hidden
note "$chosen" "$ru" 'This is not mine.' "" | sed 's,^Subject:.*,Subject: yes,' | deliver subject-yes
note "$chosen" "$ru" $'I shall look.\n\n-- \nyes' "" | deliver signature-yes
work && ! table answers | grep -q 'strongly against' && [ "$(run quarantine && grep -c 'neither yes nor no' "$tmp/out")" -ge 7 ]
result $? "a yes beside an empty box, in a quotation of text or HTML, out of sight, or as the subject or below the signature of a letter decides nothing"

# ---- gone to another State ----------------------------------------------------------------------------------
at 2020-07-25T10:00:00+09:00
unproved "$plan_mn" "$oyun" $'2.6 of my time in Mongolia' | deliver moving
work && moving=$(sent confirmation/ "$oyun" | tail -n 1)
cp "$dir/consultation.yaml" "$tmp/before-moving"
sed -i '/alternates:.*temuulen/d
	/focal_points:.*oyun/s/{.*}/{name: Ganzorig Temuulen, address: temuulen@nature.mn.example}/
	/focal_points:.*veresova/s/}/}, {name: Bat-Erdene Oyun, address: oyun@nature.mn.example}/' "$dir/consultation.yaml"
note "$moving" "$oyun" "yes" "" | deliver moved-yes
note "$moving" "$oyun" "yes" | deliver moved-proved-yes
work && run check && ! table answers | grep -q 'my time in Mongolia'
result $? "who has gone to another State does not decide about what was written for the first"
cp "$tmp/before-moving" "$dir/consultation.yaml"

# ---- a mail that cannot be recorded -------------------------------------------------------------------------
unproved "$plan_ru" "$ru" $'2.8 held up for long' | deliver held-up
work && asked=$(sent confirmation/ "$ru" | tail -n 1)
record() { # record SQL: by another hand
	"$B/tests/helpers/sql" "$dir/state/rapporteur.db" "$1"
}
record "UPDATE reading SET json = 'x' || json WHERE mail_id = (SELECT max(mail_id) FROM reading)"
note "$asked" "$ru" "yes" "" | deliver held-up-yes
reply_to "$plan_mn" "$oyun" $'2.8 not kept out' | deliver not-kept-out
! work && table answers | grep -q 'not kept out' && ! table answers | grep -q 'held up for long' && [ "$(waiting)" -eq 1 ]
result $? "one that cannot be recorded stays in the mailbox, and keeps no other out"
record "UPDATE reading SET json = substr(json, 2) WHERE json LIKE 'x{%'"
work && table answers | grep -q 'held up for long' && [ "$(waiting)" -eq 0 ]
result $? "and is recorded as soon as that can be done"
record "UPDATE reading SET json = '{}' WHERE mail_id = (SELECT max(id) FROM mail_in WHERE kind = 'confirmation')"
run preview digest && grep -q 'ASKED WHETHER A MAIL IS THEIRS' "$tmp/out"
result $? "the digest does without a reading that cannot be used"

# ---- after the deadline -------------------------------------------------------------------------------------
at 2020-07-30T12:00:00+09:00
unproved "$plan_ru" "$ru" $'2.7 in time' | deliver in-time
work && last=$(sent confirmation/ "$ru" | tail -n 1)
at 2020-08-01T10:00:00+09:00
note "$last" "$ru" "подтверждаем" "" | deliver in-time-yes
work && table answers | grep -q 'in time'
result $? "what came in time and is confirmed after the deadline counts"
before=$(questions)
unproved "$plan_ru" "$ru" $'2.8 long after' | deliver long-after
work && [ "$(questions)" -eq "$before" ] && ! table answers | grep -q 'long after'
result $? "what came late is not asked about: an officer decides on it anyway"

# ---- switched off -------------------------------------------------------------------------------------------
new_consultation "$tmp/strict"
at 2020-07-06T09:00:00+09:00
work
unproved "$(sent request/1/plan/MN "$oyun")" "$oyun" $'2.1 support' | deliver strict
work && [ "$(count quarantined)" -eq 1 ] && [ "$(questions)" -eq 0 ]
result $? "with trust.unauthenticated: quarantine nobody is asked"
run check
result $? "and the consultation is in order"
