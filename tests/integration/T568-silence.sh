#!/bin/bash
# The silence rules (R40-R43, R49): what is never answered, how much is answered at most, and that no two programs write
# to each other for ever.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 18

oyun=oyun@nature.mn.example
new_consultation "$tmp/consultation"
sed -i 's/^  unauthenticated: .*/  unauthenticated: confirm/' "$dir/consultation.yaml"
work
plan_mn=$(sent request/1/plan/MN "$oyun")
at 2020-07-07T10:00:00+09:00
answers() { # what we have sent because of mails: everything but requests, reminders and digests
	grep -LE '^X-Rapporteur-Key: (request|reminder|digest)/' "$dir"/sent/new/* | wc -l
}

# ---- R43, R49: our own mails --------------------------------------------------------------------------------
bad=0
for file in "$dir"/sent/new/*; do
	sed '/^$/q' "$file" >"$tmp/head"
	for name in X-Rapporteur-Key X-Rapporteur-Loop Auto-Submitted Message-Id Date From To Reply-To Subject; do
		[ "$(grep -ic "^$name:" "$tmp/head")" -eq 1 ] || bad=1
	done
	grep -qx 'X-Auto-Response-Suppress: All' "$tmp/head" || bad=1
	grep -qiE '^(List-|Precedence|Cc|Bcc|Disposition-Notification-To|Return-Receipt-To)' "$tmp/head" && bad=1
	grep -aqiE '<img|src=|url\(|@import|<link|<script' "$file" && bad=1
done
[ "$bad" -eq 0 ]
result $? "each mail of ours has its key, says that a program wrote it, goes to one, loads nothing, is of no list"

# ---- R40: each cause ----------------------------------------------------------------------------------------
# A field above MIME-Version; answers of one field each, so that what counts can be told.
with() { # with FIELD WORDS
	reply_to "$plan_mn" "$oyun" "2.6 $2" | sed "s|^MIME-Version|$1\n&|"
}
hops=$(for i in $(seq 1 25); do printf 'Received: from a%s by b%s; Mon, 06 Jul 2020 12:00:00 +0900\\n' "$i" "$i"; done)
n=0
while IFS= read -r field; do
	n=$((n + 1))
	with "$field" "machine $n" | deliver "machine-$n"
done <<-'END'
	Auto-Submitted: auto-replied
	auto-submitted: auto-generated; owner-email="a@b.example"
	X-Autoreply: yes
	X-Autorespond: holiday
	X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent
	X-Rapporteur-Loop: consult@elsewhere.example
END
with 'X-Nothing: x' "machine null" | sed 's/^Return-Path: .*/Return-Path: <>/' | deliver null-path
with "${hops%\\n}" "machine hops" | deliver hops
with 'X-Nothing: x' "machine report" | sed 's|^Content-Type: .*|Content-Type: multipart/report; boundary=b; report-type=disposition-notification|' | deliver report
for from in consult@neaspec.example Consult+abc@NEASPEC.example; do
	with 'X-Nothing: x' "machine own $from" | sed "s/^From: .*/From: <$from>/" | deliver "own-$from"
done
work
[ "$(count machine)" -eq $((n + 5)) ]
result $? "$((n + 5)) mails with a sign of a machine are taken for a machine's"
[ "$(answers)" -eq 0 ] && ! table answers | grep -q 'machine'
result $? "none is answered, and none counts"
m=0
while IFS= read -r field; do
	m=$((m + 1))
	with "$field" "quiet $m" | deliver "quiet-$m"
	work
	table answers | grep -q "quiet $m" || bad=1
done <<-'END'
	Precedence: bulk
	Precedence: list
	Precedence: junk
	List-Id: <staff.nature.mn.example>
	X-Auto-Response-Suppress: All
	X-Auto-Response-Suppress: DR, AutoReply
END
[ "$bad" -eq 0 ] && [ "$(answers)" -eq 0 ]
result $? "$m mails of people that must not be answered are read and recorded, and not answered"

# ---- R41: whom ----------------------------------------------------------------------------------------------
reply_to "$plan_mn" "$oyun" '2.1 support' |
	sed 's/^MIME-Version/Reply-To: <evil@elsewhere.example>\nSender: <evil@elsewhere.example>\nReturn-Receipt-To: <evil@elsewhere.example>\nDisposition-Notification-To: <evil@elsewhere.example>\nCc: <evil@elsewhere.example>\n&/' | deliver reply-to
{ head_of stranger@elsewhere.example dmarc=pass "Help" && printf '\nhelp\nstatus\n'; } | deliver stranger
{ head_of stranger@elsewhere.example "" "Re: $(header_of "$plan_mn" Subject)" "$(header_of "$plan_mn" Reply-To | sed 's/.*<\(.*\)>.*/\1/')" && printf '\n[2.1] cannot support\n'; } | deliver stranger-token
work
! grep -rqi 'elsewhere.example' "$dir/sent/new" && [ "$(sent_count receipt/ "$oyun")" -eq 1 ] && [ "$(answers)" -eq 2 ]
result $? "only people of the roster get mail: not Reply-To, Sender or Cc of a mail, and no stranger"

# ---- R42: limits --------------------------------------------------------------------------------------------
new_consultation "$tmp/limits"
at 2020-07-06T09:00:00+09:00
work
plan_mn=$(sent request/1/plan/MN "$oyun")
at 2020-07-07T10:00:00+09:00
for i in 1 2 3 4 5 6 7 8; do
	reply_to "$plan_mn" "$oyun" "2.6 version $i" | deliver "fast-$i"
done
work
[ "$(sent_count receipt/ "$oyun")" -eq 4 ] && [ "$(standing MN 2.6)" = 'version 8' ]
result $? "eight mails within the hour: all count, four receipts"
at 2020-07-07T10:50:00+09:00
work && work
[ "$(sent_count receipt/ "$oyun")" -eq 4 ]
result $? "no more within that hour, however often the daemon starts"
at 2020-07-07T11:00:30+09:00
work
[ "$(sent_count receipt/ "$oyun")" -eq 5 ] && text_of "$(sent receipt/ "$oyun" | tail -n 1)" | tr -s ' \n' ' ' | grep -q 'stands for 4'
result $? "one for the other four when it is over, which says so"
run preview digest && [ "$(tr -s ' \n' ' ' <"$tmp/out" | grep -o 'Mails that came too fast for a receipt each: 4' | wc -l)" -eq 1 ]
result $? "and one line of the digest"
at 2020-07-07T12:30:00+09:00
for i in 1 2 3; do
	reply_to "$plan_mn" "$oyun" "2.6 later $i" | deliver "later-$i"
done
work
at 2020-07-06T12:00:00+09:00 # the clock is set back by a day
reply_to "$plan_mn" "$oyun" "2.6 earlier" | deliver earlier
work
[ "$(standing MN 2.6)" = earlier ] || [ "$(standing MN 2.6)" = 'later 3' ]
result $? "with a clock that was set back mails are recorded"
at 2020-07-07T14:30:00+09:00
work
run status
result $? "and when it is right again it goes on"

# ---- an autoresponder that gives no sign --------------------------------------------------------------------
# Whatever is sent to the address is answered at once, from the address, with our mail quoted: a day and a night of it.
new_consultation "$tmp/robot"
at 2020-07-06T09:00:00+09:00
work
touch "$tmp/answered"
robot() { # robot NAME ADDRESS BODY: answers each mail that it has not answered yet
	local file
	grep -liF "<$2>" "$dir"/sent/new/* | while read -r file; do
		grep -qxF "$file" "$tmp/answered" && continue
		echo "$file" >>"$tmp/answered"
		{ note "$file" "$2" "$3" dmarc=pass && text_of "$file" | sed 's/^/> /'; } | deliver "$1-$(basename "$file")"
	done
}
for hour in $(seq 10 2 34); do
	at "$(date -u -d "2020-07-06T00:00:00Z + $hour hours" +%Y-%m-%dT%H:%M:%SZ)"
	robot mn "$oyun" 'We have received your mail and will come back to you. Ref 12345'
	work
	robot mn "$oyun" 'We have received your mail and will come back to you. Ref 12345'
	work
done
robot_got=$(sent_count receipt/ "$oyun")
[ "$robot_got" -ge 10 ] && [ "$robot_got" -le 40 ]
result $? "a day of an autoresponder without any sign: $robot_got receipts"
! table answers | grep -q '"MN"'
result $? "and no answer of Mongolia is made of it"
for day in 06 07; do
	grep -l '^X-Rapporteur-Key: receipt/' "$dir"/sent/new/* | xargs -r grep -lF "<$oyun>" | xargs -r grep -h '^Date:' | grep -c " $day Jul"
done >"$tmp/per-day"
[ "$(sort -n "$tmp/per-day" | tail -n 1)" -le 20 ]
result $? "never more than twenty on one day"

# ---- R42: sixty in an hour overall --------------------------------------------------------------------------
new_consultation "$tmp/many"
at 2020-07-06T09:00:00+09:00
awk '/^members:/ { print; for (i = 0; i < 26; i++) { code = sprintf("X%c", 65 + i); printf "  - {code: %s, name: State %s, language: en, timezone: UTC, focal_points: [{name: P, address: p@x%c.example}, {name: Q, address: q@x%c.example}, {name: R, address: r@x%c.example}]}\n", code, code, 97 + i, 97 + i, 97 + i } next } { print }' "$dir/consultation.yaml" >"$tmp/yaml" && mv "$tmp/yaml" "$dir/consultation.yaml"
run check && work
for letter in a b c d e f g h i j k l m n o p q r s t u v w x y z; do
	note "$(sent "request/1/plan/X${letter^^}" "p@x$letter.example")" "p@x$letter.example" '[2.1] support' | deliver "all-$letter"
done
at 2020-07-07T10:00:00+09:00
work
[ "$(sent_count receipt/)" -eq 60 ] && [ "$(table answers | grep -c '"support"')" -eq 26 ]
result $? "26 States answer within the hour: all count, sixty receipts leave"
at 2020-07-07T11:00:30+09:00
work
[ "$(sent_count receipt/)" -eq 78 ]
result $? "the other eighteen when it is over"

# ---- two of us ----------------------------------------------------------------------------------------------
# Each has the other's address as a focal point, and the server carries mail between them.
first=$tmp/first second=$tmp/second
new_consultation "$first"
sed -i 's/oyun@nature.mn.example/consult@other.example/' "$dir/consultation.yaml"
new_consultation "$second"
sed -i 's/consult@neaspec.example/consult@other.example/; s/mx.neaspec.example/mx.other.example/; s/oyun@nature.mn.example/consult@neaspec.example/' "$dir/consultation.yaml"
carry() { # carry FROM TO ADDRESS DOMAIN: what FROM has sent to ADDRESS, as the border of TO delivers it
	local file name
	for file in "$1"/sent/new/*; do
		name=$(basename "$file")
		[ -e "$1/carried-$name" ] && continue
		sed '/^$/q' "$file" | grep -iqF "<$3" || continue
		: >"$1/carried-$name"
		{
			printf 'Return-Path: <bounce@%s>\nAuthentication-Results: mx.%s; dmarc=pass header.from=%s\n' "$5" "$4" "$5"
			printf 'Received: from mx.%s by mx.%s; Mon, 06 Jul 2020 12:00:00 +0900\n' "$5" "$4"
			# A service on the way that takes all signs of ours away.
			if [ "${strip:-}" ]; then sed '1,/^$/{/^Auto-Submitted:/d; /^X-/d; }' "$file"; else cat "$file"; fi
		} >"$2/inbox/new/$name"
	done
}
exchange() { # exchange ROUNDS
	local i
	for i in $(seq 1 "$1"); do
		at "$(date -u -d "2020-07-06T00:00:00Z + $((i * 50)) minutes" +%Y-%m-%dT%H:%M:%SZ)"
		dir=$first && work
		dir=$second && work
		carry "$first" "$second" consult@other.example other.example neaspec.example
		carry "$second" "$first" consult@neaspec.example neaspec.example other.example
	done
}
at 2020-07-06T09:00:00+09:00
exchange 3
count_of() {
	grep -lE '^X-Rapporteur-Key: (receipt|confirmation|transcript)/' "$1"/sent/new/* 2>/dev/null | wc -l
}
[ "$(count_of "$first")" -eq 0 ] && [ "$(count_of "$second")" -eq 0 ] && [ "$(find "$first" -maxdepth 1 -name 'carried-*' | wc -l)" -ge 2 ]
result $? "two of us that have each other on the roster do not answer each other"
rm -f "$first"/carried-* "$second"/carried-* "$first"/inbox/.Recorded/cur/* "$second"/inbox/.Recorded/cur/*
strip=yes
exchange 20
got=$(count_of "$first")
echo "# $got and $(count_of "$second") receipts in 16 hours without any sign"
[ "$got" -ge 1 ] && [ "$got" -le 40 ] && [ "$(count_of "$second")" -le 40 ]
result $? "not even where a service takes all signs away: the limits hold"
