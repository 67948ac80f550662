#!/bin/bash
# Quarantine: why a mail lies there in plain words, whose it may be, and the lines that decide; by command and by an
# officer's reply. Nothing of it is ever shown as a position.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 28

oyun=oyun@nature.mn.example
ru=a.veresova@ecology.ru.example
kim=haneul.kim@neaspec.example
new_consultation "$tmp/consultation"
work
plan_mn=$(sent request/1/plan/MN "$oyun")
plan_ru=$(sent request/1/plan/RU "$ru")
plan_kr=$(sent request/1/plan/KR)
at 2020-07-07T10:00:00+09:00

number_of() { # number_of TEXT: of the mail in quarantine whose lines have it
	run quarantine && awk -v text="$1" '/^[0-9]/ { n = $1 } index($0, text) { print n }' "$tmp/out" | tail -n 1
}
lies() { # lies NUMBER
	run quarantine && grep -q "^$1  " "$tmp/out"
}
note "$plan_mn" "$oyun" $'[2.1] cannot support\n[P3] delete\n[2.6] planted words one' dmarc=fail | deliver forged
note "$plan_mn" friend@private.example $'[2.1] cannot support\n[P4] replace: planted words two\n[2.6] planted words three' | deliver private
note "$plan_ru" "$oyun" $'[2.1] cannot support\n[2.6] planted words four' | deliver wrong-state
{ head_of stranger@news.example dmarc=pass "Draft plan" && printf '\n[2.6] planted words five\n'; } | deliver stranger
reply_to "$plan_kr" jian.seo@hwankyung.kr.example '2.1 support' | deliver good
work
[ "$(count quarantined)" -eq 4 ] && [ "$(standing KR 2.1)" = support ]
result $? "four mails lie in quarantine, one counts"

# ---- what is said of them -----------------------------------------------------------------------------------
run quarantine
grep -q 'DMARC failed' "$tmp/out" && grep -q 'not on the roster' "$tmp/out" && grep -q 'sent to somebody else' "$tmp/out" && [ "$(grep -c 'claims' "$tmp/out")" -eq 3 ]
result $? "each with its reason, and a guess of the State where there is one"
forged=$(number_of 'DMARC failed')
private=$(number_of friend@private.example)
wrong=$(number_of 'sent to somebody else')
stranger=$(number_of stranger@news.example)
run preview digest && sed -n '/TO DECIDE/,/^[A-Z ]*$/p' "$tmp/out" >/dev/null
grep -n "quarantine [a-z]* $private\b" "$tmp/out" | head -n 2 | sed 's/.*quarantine //' | tr '\n' ' ' | grep -q "^show $private release $private --as MN"
result $? "the digest offers to look at it, and the line that releases it"
grep "quarantine [a-z]* $forged\b" "$tmp/out" | sed 's/.*quarantine \([a-z]*\) .*/\1/' | tr '\n' ' ' | grep -q '^show discard release '
result $? "where a check failed, to look and to put it away first"
grep -q "quarantine show $stranger\$" "$tmp/out" && ! grep -q "release $stranger" "$tmp/out"
result $? "of a stranger's it makes no guess"

# ---- nowhere a position -------------------------------------------------------------------------------------
program export --format csv --output "$tmp/table" >/dev/null
cat "$tmp"/table-answers.csv "$tmp"/table-proposals.csv >"$tmp/shown"
program draft --output "$tmp/draft" >/dev/null
find "$tmp/draft" -type f -exec cat {} + >>"$tmp/shown"
for kind in request reminder; do
	program preview "$kind" --member MN 2>/dev/null
done >>"$tmp/shown"
program preview digest --output "$tmp/digest" >/dev/null
cat "$tmp/digest"/* "$dir"/sent/new/* >>"$tmp/shown"
program status >>"$tmp/shown"
! grep -aq 'planted words' "$tmp/shown"
result $? "not in tables, draft, workbook text, letters or digest"
run status && grep -qE '^Mongolia +0 +0 ' "$tmp/out" && grep -qE '^Russian Federation +0 +0 ' "$tmp/out"
result $? "nor does it count in the standing"
[ "$(sent_count receipt/ "$oyun")$(sent_count receipt/ "$ru")" = 00 ]
result $? "and nobody got a receipt"

# ---- an officer's reply -------------------------------------------------------------------------------------
at 2020-07-08T09:00:00+09:00
work
digest=$(sent digest/ "$kim" | tail -n 1)
[ -n "$digest" ] && run preview digest && tr -s ' \n' ' ' <"$tmp/out" | grep -q 'answer this mail with lines such as'
result $? "the digest says how it can be answered"
{ note "$digest" "$kim" $'Dear colleagues, thank you.' && text_of "$digest" | sed 's/^/> /'; } | deliver quotes
{ note "$digest" "$kim" 'Thank you.' && echo && text_of "$digest"; } | deliver quotes-badly
work && lies "$forged" && lies "$private" && lies "$wrong" && [ "$(sent_count transcript/)" -eq 0 ]
result $? "an officer who only quotes it decides nothing, however badly his program quotes"
note "$digest" "$kim" "release $private as MN" dmarc=fail | deliver forged-officer
note "$digest" "$kim" "release $private as MN" "" | deliver unproved-officer
note "$digest" "$oyun" "release $private as MN" | deliver focal-point
note "$plan_ru" "$ru" "discard $wrong: no" | deliver focal-point-2
{ note "$digest" "$kim" $'I have been told:\n' && echo "> release $private as MN"; } | deliver quoted
work && lies "$private" && lies "$wrong" && [ "$(sent_count transcript/)" -eq 0 ]
result $? "nor does a forged officer, one that nothing proves, a focal point, or a quoted line"
told=$(grep -lF "release $private --as MN" "$dir"/sent/new/* | head -n 1)
asked() { # asked BODY: for what, in a reply to the digest that tells of it
	note "$told" "$kim" "$1" >"$tmp/reply.eml" && run parse --request "$told" "$tmp/reply.eml" && sed -n 's/^asks for  *//p' "$tmp/out"
}
[ -n "$told" ] && [ "$(asked "release $private as MN")" = "release $private: MN" ] &&
	[ "$(asked "Thank you.

discard $forged: not genuine")" = "discard $forged: not genuine" ] &&
	[ -z "$(asked "$(text_of "$told" | sed 's/rapporteur quarantine /&\n/; s/such as "/&\n/')")" ]
result $? "one line in the digest's own words is an order; its text, wrapped as it may be, is none"
note "$digest" "$kim" $"release $private as MN
discard $forged: not genuine
release $stranger
release 999 as MN
release $wrong as XX
discard $wrong" | deliver commands
work && ! lies "$private" && ! lies "$forged" && lies "$stranger" && lies "$wrong"
result $? "an authentic officer releases and puts away by reply; what is not clear is not done"
table answers | grep -q '"MN".*planted words three' && table proposals | grep -q '^"MN-1".*planted words two' && ! table answers | grep -q 'planted words one'
result $? "what he released counts for the State he named, what he put away does not"
[ "$(sent_count receipt/ "$oyun")" -eq 1 ] && ! grep -rlF '<friend@private.example>' "$dir/sent/new" | grep -q .
result $? "the State is told; the address that it came from is not"
transcript=$(sent transcript/ "$kim")
[ "$(sent_count transcript/)" -eq 1 ] && text_of "$transcript" | tr -s ' \n' ' ' >"$tmp/letter"
grep -q "release $private as MN done; it counts as Mongolia" "$tmp/letter" && grep -q "discard $forged: not genuine done" "$tmp/letter" &&
	grep -q "release $stranger not done; say whose" "$tmp/letter" && grep -q 'release 999 as MN not done; there is no such mail' "$tmp/letter" &&
	grep -q "release $wrong as XX not done; no member has the code 'XX'" "$tmp/letter" && grep -q "discard $wrong not done; say why" "$tmp/letter"
result $? "he gets one letter that says what became of each line"
[ "$(header_of "$transcript" Auto-Submitted)" = auto-replied ] && [ "$(header_of "$transcript" To | grep -c "<$kim>")" -eq 1 ]
result $? "as a program's mail, to his address as configured"
note "$digest" "$kim" "release $private as RU
discard $private: changed my mind" | deliver again
work && table answers | grep -q '"MN".*planted words three' && ! table answers | grep -q '"RU"'
result $? "what is decided stays decided"
record() { # record SQL: by another hand
	"$B/tests/helpers/sql" "$dir/state/rapporteur.db" "$1"
}
record "UPDATE reading SET json = 'x' || json WHERE mail_id = $wrong"
note "$digest" "$kim" "release 999 as MN
assign $wrong to RU
discard 998: x" >"$tmp/order"
deliver unusable <"$tmp/order"
work && lies "$wrong" && text_of "$(sent transcript/ "$kim" | tail -n 1)" | tr -s ' \n' ' ' >"$tmp/letter"
grep -q 'release 999 as MN not done' "$tmp/letter" && grep -q "assign $wrong to RU not done; the record of mail $wrong cannot be used" "$tmp/letter" && grep -q 'discard 998: x not done' "$tmp/letter"
result $? "a line that cannot be carried out is said, and the others are carried out"
record "UPDATE reading SET json = substr(json, 2) WHERE mail_id = $wrong"
before=$(sent_count transcript/)
sed 's/^Subject: /&Once more: /' "$tmp/order" | deliver replayed
work && lies "$wrong" && [ "$(sent_count transcript/)" -eq "$before" ]
result $? "an officer's mail sent again with another header is not carried out once more (R31)"
note "$digest" "$kim" "assign $wrong to RU" | deliver assign
work && [ "$(standing RU 2.1)" = 'cannot support' ]
result $? "assign gives a mail to another State than it claims"
note "$digest" "$kim" "assign $stranger to JP" | deliver assign-stranger
work && lies "$stranger" && text_of "$(sent transcript/ "$kim" | tail -n 1)" | tr -s ' \n' ' ' | grep -q "read against the form first: rapporteur quarantine release $stranger --as JP"
result $? "a stranger's, which was not read against the form, needs the command; the letter has it"
run quarantine release "$stranger" --as JP && table answers | grep -q '"JP".*planted words five'
result $? "which does it"
note "$digest" "$kim" "discard 1: x" | sed 's/^MIME-Version/Auto-Submitted: auto-replied\n&/' | deliver automatic
before=$(sent_count transcript/)
work && [ "$(sent_count transcript/)" -eq "$before" ]
result $? "an officer's automatic reply decides nothing and is not answered"
note "$digest" "$kim" "release 999 as MN" | sed 's/^MIME-Version/X-Auto-Response-Suppress: All\n&/' | deliver suppressed
work && [ "$(sent_count transcript/)" -eq "$before" ]
result $? "one that must not be answered is not answered (R40)"
run export --format json --output "$tmp/events" && grep -q '"by_mail"' "$tmp"/events* && [ "$(grep -o '"released"' "$tmp"/events* | wc -l)" -ge 3 ]
result $? "the record has each decision, and by which mail"
run rebuild --check
result $? "and is the same when it is made again"
run check
result $? "the consultation is in order"
