#!/bin/bash
# The way of a reply, whole: request out, reply in, receipt out; each mail once; strangers and machines get nothing.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 47

oyun=oyun@nature.mn.example
new_consultation "$tmp/consultation"

# ---- requests -----------------------------------------------------------------------------------------------
work && [ "$(sent_count request/1/)" -eq 12 ]
result $? "the round opens at its hour: two requests to each of six focal points"
! grep -lE '^To:.*(zhao.ruolan|temuulen|r.mizuno|dohyeon)' "$dir"/sent/new/* >"$tmp/out"
result $? "alternates get no request"
work && [ "$(sent_count request/1/)" -eq 12 ]
result $? "the round opens once"
[ "$(find "$dir/sent/tmp" -type f | wc -l)" -eq 0 ]
result $? "nothing is left in the sending folder's tmp"

plan_mn=$(sent request/1/plan/MN "$oyun")
review_mn=$(sent request/1/review/MN "$oyun")

# ---- a reply ------------------------------------------------------------------------------------------------
at 2020-07-07T10:00:00+09:00
reply_to "$plan_mn" "$oyun" $'2.1 support with changes\n2.2 support' >"$tmp/reply-1"
deliver reply-1 <"$tmp/reply-1"
work
result $? "a reply is taken in"
[ "$(standing MN 2.1)" = 'support with changes' ] && [ "$(standing MN 2.2)" = support ]
result $? "its answers are recorded as those of the State"
[ "$(sent_count receipt/ "$oyun")" -eq 1 ] && [ "$(sent_count receipt/ temuulen@nature.mn.example)" -eq 1 ]
result $? "the author and the State's other contact get one receipt each"
receipt=$(sent receipt/ "$oyun")
[ "$(header_of "$receipt" In-Reply-To)" = "$(sed -n 's/^Message-ID: //p' "$tmp/reply-1")" ] &&
	[ "$(header_of "$receipt" Auto-Submitted)" = auto-replied ]
result $? "the receipt answers the reply and says that a program wrote it"
[ "$(waiting)" -eq 0 ] && [ "$(put_away)" -eq 1 ] && [ -f "$dir/inbox/.Recorded/cur/reply-1:2,S" ]
result $? "the mail is moved to the folder of recorded mails"

# ---- the same again -----------------------------------------------------------------------------------------
{
	printf 'Received: from elsewhere by mx.neaspec.example; Tue, 07 Jul 2020 10:01:00 +0900\n'
	cat "$tmp/reply-1"
} | deliver reply-1-again
deliver reply-1 <"$tmp/reply-1"
work && [ "$(count accepted)" -eq 1 ] && [ "$(sent_count receipt/ "$oyun")" -eq 1 ] && [ "$(put_away)" -eq 3 ]
result $? "delivered again, with another trace header too: no row, no receipt, put away"
reply_to "$plan_mn" "$oyun" $'2.3 support' >"$dir/inbox/cur/seen:2,RS"
work && [ "$(standing MN 2.3)" = support ]
result $? "a mail that somebody looked at first (cur, with flags) is taken in as well"

# ---- corrections --------------------------------------------------------------------------------------------
at 2020-07-08T10:00:00+09:00
note "$receipt" "$oyun" '[2.1] support' | deliver correction
work && [ "$(standing MN 2.1)" = support ] && [ "$(standing MN 2.2)" = support ] && [ "$(standing MN 2.3)" = support ]
result $? "a correction by replying to the receipt replaces what it names and nothing else"
[ "$(sent_count receipt/ "$oyun")" -eq 3 ]
result $? "and is confirmed by a receipt of its own"
reply_to "$review_mn" temuulen@nature.mn.example $'1.1 The alternate writes.' | deliver alternate
work && table answers | grep 'MN' | grep -q 'The alternate writes'
result $? "the alternate may answer the focal point's request"

# ---- who it is not ------------------------------------------------------------------------------------------
before=$(find "$dir/sent/new" -type f | wc -l)
answers_before=$(table answers | md5sum)
reply_to "$plan_mn" "$oyun" $'2.1 cannot support' dmarc=fail | deliver forged
{ head_of j.doe@newsdesk.example dmarc=pass "Who attends?" && printf '\nDear Secretariat, who attends?\n'; } | deliver stranger
reply_to "$plan_mn" a.veresova@ecology.ru.example $'2.1 cannot support' | deliver other-state
work && [ "$(count quarantined)" -eq 3 ]
result $? "a forged sender, a stranger and another State's token are quarantined"
[ "$(table answers | md5sum)" = "$answers_before" ]
result $? "nothing of them is recorded as an answer"
[ "$(find "$dir/sent/new" -type f | wc -l)" -eq "$before" ]
result $? "and no mail goes to anybody because of them"
run quarantine && grep -q 'j.doe@newsdesk.example' "$tmp/out" && grep -q 'claims MN' "$tmp/out"
result $? "the quarantine lists them with a reason and the State that is claimed"

# ---- machines -----------------------------------------------------------------------------------------------
{
	head_of k.hayashi@kankyo.jp.example dmarc=pass "Out of office" "$(header_of "$(sent request/1/plan/JP)" Reply-To | sed 's/.*<\(.*\)>.*/\1/')"
	printf 'In-Reply-To: %s\nAuto-Submitted: auto-replied\n\nI am out of the office until 20 July 2020.\n' "$(header_of "$(sent request/1/plan/JP)" Message-ID)"
} | deliver absence
sed -e "s/@TOKEN:review:paek.unhui@protection.kp.example@/$(header_of "$(sent request/1/review/KP)" Message-ID | sed 's/<rq\.\(.*\)@.*/\1/')/" \
	"$root/conf/neaspec-2020/replies/01-bounce-kp.eml" | deliver bounce
work && [ "$(count machine)" -eq 2 ] && [ "$(find "$dir/sent/new" -type f | wc -l)" -eq "$before" ]
result $? "an absence note and a bounce are automatic mail and get no answer"
run status && grep -q 'Japan.*absent' "$tmp/out" && grep -q "Democratic.*mail comes back" "$tmp/out"
result $? "the absence and the address that fails are known"
sed -e "s/@TOKEN:review:paek.unhui@protection.kp.example@/$(header_of "$(sent request/1/plan/CN)" Message-ID | sed 's/<rq\.\(.*\)@.*/\1/')/" \
	-e 's/paek.unhui@protection.kp.example/lin.wenhao@environment.cn.example/; s/^Message-Id: .*/Message-Id: <x@y.example>/' \
	-e 's/^Message-ID: <rq.*/Message-ID: <rq.nothing@neaspec.example>/' "$root/conf/neaspec-2020/replies/01-bounce-kp.eml" | deliver loose-bounce
work && run status && ! grep -q 'China.*comes back' "$tmp/out"
result $? "a bounce that is not tied to a mail really sent says nothing of an address"

# ---- mails that cannot be read ------------------------------------------------------------------------------
mkdir "$dir/inbox/new/a-folder"
mkfifo "$dir/inbox/new/b-fifo"
ln -s /etc/hostname "$dir/inbox/new/c-link"
reply_to "$plan_mn" "$oyun" $'2.4 after the unreadable ones' | deliver z-good
work && table answers | grep -q 'after the unreadable ones' &&
	grep -c 'event=trouble' "$tmp/err" | grep -qx 3
result $? "what is no mail is told of once each, and the next mail goes on"
rm -rf "$dir/inbox/new/a-folder" "$dir/inbox/new/b-fifo" "$dir/inbox/new/c-link"
: | deliver empty
printf 'no header at all' | deliver headless
{ head_of "$oyun" dmarc=pass big && printf '\n' && head -c 27000000 /dev/zero | tr '\0' 'x' | fold -w 900; } | deliver huge
work && [ "$(waiting)" -eq 0 ]
result $? "an empty mail, one without a header and one of 27 MB are recorded and put away"
run quarantine && grep -q 'larger than 25 MiB' "$tmp/out" && grep -q 'no readable header' "$tmp/out"
result $? "each with its reason"

# ---- the reader ends ----------------------------------------------------------------------------------------
{ head_of "$oyun" dmarc=pass "Deep" && printf 'Content-Type: multipart/mixed; boundary=b\n\n' &&
	for i in $(seq 1 300); do printf -- '--b\nContent-Type: multipart/mixed; boundary=b%s\n\n' "$i"; done; } | deliver deep
reply_to "$plan_mn" "$oyun" $'2.5 [P3] comment after the deep one' | deliver zz-next
work && [ "$(waiting)" -eq 0 ]
result $? "a mail made to break parsers does not keep the next one"

# ---- people decide ------------------------------------------------------------------------------------------
number=$(run quarantine && sed -n '/veresova/s/^\([0-9]*\) .*/\1/p' "$tmp/out")
run quarantine show "$number" && grep -q '\[2.1\]' "$tmp/out" && grep -q 'cannot support' "$tmp/out"
result $? "quarantine show prints what was read"
run quarantine release "$number"
[ $? -eq 64 ]
result $? "release wants to know whose words they are"
run quarantine release "$number" --as RU && table answers | grep 'RU' | grep -q 'cannot support'
result $? "release takes the answers over"
run quarantine release "$number" --as RU
[ $? -eq 65 ]
result $? "only once"
number=$(run quarantine && sed -n '/newsdesk/s/^\([0-9]*\) .*/\1/p' "$tmp/out")
run quarantine discard "$number" --reason "a journalist" && run quarantine && ! grep -q newsdesk "$tmp/out"
result $? "discard puts a mail away with a reason"

# ---- a stranger's mail is read when somebody asks -----------------------------------------------------------
reading_of() { # reading_of MAIL: the reading in the record
	"$B/tests/helpers/reading" "$dir/state" "$1"
}
{ head_of oyun.private@post.example dmarc=pass "Our answers" &&
	printf '\n[2.1] cannot support\n[2.8] typed from a private address\n'; } | deliver private
work && number=$(run quarantine && sed -n '/oyun.private/s/^\([0-9]*\) .*/\1/p' "$tmp/out") && [ -n "$number" ]
result $? "a stranger's mail with answers is quarantined"
plain=$(reading_of "$number")
[[ $plain == *'"answers":[]'*'"code":"plain"'* && $plain == *'typed from a private address'* ]]
result $? "its text is in the record, not read against the form"
# The same program, looking for its reader where none is.
LC_ALL=C sed 's|/rapporteur-reader|/rapporteur-absent|g' "$B/rapporteur" >"$tmp/without-reader" && chmod +x "$tmp/without-reader"
"$tmp/without-reader" -C "$dir" --now "$now" quarantine release "$number" --as MN >"$tmp/out" 2>"$tmp/err"
[ $? -eq 75 ] && grep -q 'read again.*nothing was changed' "$tmp/err" && [ "$(reading_of "$number")" = "$plain" ] &&
	! table answers | grep -q 'private address'
result $? "without a reader release says so and changes nothing"
run quarantine show "$number" && grep -q '\[2.1\] (ok) cannot support' "$tmp/out" && grep -q '\[2.8\].*private address' "$tmp/out"
result $? "show reads it again and prints its answers"
run quarantine release "$number" --as MN && table answers | grep '"MN".*"2.8"' | grep -q 'typed from a private address' &&
	table answers | grep '"MN".*oyun.private.*"2.1"' | grep -q 'cannot support'
result $? "release takes them over"
[[ $(reading_of "$number") != *'"code":"plain"'* && $(reading_of "$number") == *'"field":"2.8"'* ]]
result $? "and the whole reading is in the record"

# ---- two officers decide at once ----------------------------------------------------------------------------
{ head_of oyun.sister@post.example dmarc=pass "Our answers" && printf '\n[2.8] of one State only\n'; } | deliver two
reply_to "$plan_mn" robot@post.example '2.6 of a machine' | sed 's/^Subject:/Auto-Submitted: auto-generated\n&/' | deliver robot
work && number=$(run quarantine && sed -n '/oyun.sister/s/^\([0-9]*\) .*/\1/p' "$tmp/out") && [ -n "$number" ]
# While each reads the mail again, the other does too.
program quarantine release "$number" --as MN >/dev/null 2>&1 &
one=$!
program quarantine release "$number" --as CN >/dev/null 2>&1
two=$?
wait "$one"
one=$?
[ $((one + two)) -eq 65 ] && [ "$(table answers | grep -c 'of one State only')" -eq 1 ]
result $? "a mail that two officers release at once counts for one State"
number=$(table mails | sed -n '/robot@post/s/^"\([0-9]*\)".*/\1/p')
run quarantine release "$number" --as MN && ! run quarantine release "$number" --as CN &&
	! run quarantine discard "$number" --reason "a machine"
result $? "a machine's mail is released once, too"
[ "$(table answers | grep '"MN"' | grep -c 'of a machine')" -eq 1 ]
result $? "and its answers count, as if a person had sent it"

# ---- other things -------------------------------------------------------------------------------------------
{ head_of haneul.kim@neaspec.example dmarc=pass "Re: digest" && printf '\nhold draft\n'; } | deliver officer
work && table mails | grep -q 'command'
result $? "an officer's mail is received as a command"
at 2020-07-30T18:00:00+09:00
work
reply_to "$plan_mn" "$oyun" $'2.6 too late' | deliver late
at 2020-07-31T10:00:00+09:00
work && ! table answers | grep -q 'too late' && [ "$(count late)" -eq 1 ] && run quarantine && grep -q 'after the deadline' "$tmp/out"
result $? "a reply after the deadline is recorded as late and not counted"
run preview receipt --mail "$(sed -n "/$oyun/s/^\([0-9]*\) .*/\1/p" "$tmp/out" | tail -n 1)" && grep -q 'too late' "$tmp/out" && grep -q 'Nothing of it counts yet' "$tmp/out" && ! grep -q 'no answer and no proposal\|On record already' "$tmp/out"
result $? "its receipt says what waits, and does not call it empty or on record"
run preview digest && tr '\n' ' ' <"$tmp/out" | sed 's/  */ /g' >"$tmp/line" && grep -q 'to decide, see below; late' "$tmp/line" && grep -q 'TO DECIDE.*after the deadline.* --as MN.*DATES AHEAD' "$tmp/line"
result $? "and the digest puts it among what an officer has to decide"
run quarantine
number=$(sed -n "/$oyun/s/^\([0-9]*\) .*/\1/p" "$tmp/out" | tail -n 1)
run quarantine release "$number" && table answers | grep -q 'too late'
result $? "until an officer releases it"

# ---- before any round ---------------------------------------------------------------------------------------
new_consultation "$tmp/early"
at 2020-07-05T10:00:00+09:00
{ head_of "$oyun" dmarc=pass "Our answers" && printf '\n[2.1] support\n'; } | deliver early
work && run quarantine && grep -q 'No round was open' "$tmp/out" && run preview digest && grep -q 'release 1 --as MN' "$tmp/out"
result $? "what a member writes before a round is kept for an officer's decision"
! run quarantine release 1 && [ -z "$(standing MN 2.1)" ] && run quarantine && grep -q "$oyun" "$tmp/out"
result $? "and cannot be released into nothing"
at 2020-07-06T09:00:00+09:00
work && run quarantine release 1 && [ "$(standing MN 2.1)" = support ] && run quarantine && ! grep -q "$oyun" "$tmp/out"
result $? "but into the round, once one is open"
