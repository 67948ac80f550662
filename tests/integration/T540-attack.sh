#!/bin/bash
# Mails and folders nobody would make by accident: nothing blocks, nothing is lost, nothing is said for a State that
# it has not said itself, and a good mail that comes after them is recorded.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 30

oyun=oyun@nature.mn.example
lin=lin.wenhao@environment.cn.example
new_consultation "$tmp/consultation"
work
plan_mn=$(sent request/1/plan/MN "$oyun")
plan_cn=$(sent request/1/plan/CN "$lin")
at 2020-07-07T10:00:00+09:00

mails() {
	table mails | tail -n +2 | wc -l
}
answers_of() { # answers_of MEMBER
	table answers | grep -c "^\"[0-9]*\",\"$1\""
}
lines() { # lines N TEXT: N lines, %d numbered
	awk -v n="$1" -v text="$2" 'BEGIN { for (i = 1; i <= n; i++) { line = text; gsub(/%d/, i, line); print line } }'
}
# The head of a mail with another body than plain text.
head_with() { # head_with REQUEST FROM CONTENT-TYPE
	note "$1" "$2" '' | sed -e "s|^Content-Type: .*|Content-Type: $3|" -e '/^$/,$d'
	echo
}

# ---- files in the folder ------------------------------------------------------------------------------------
long=$(printf '%0255d' 0 | tr 0 n)
note "$plan_mn" "$oyun" '[2.1] support' >"$dir/inbox/new/$long"
work && [ "$(standing MN 2.1)" = support ] && [ "$(waiting)" -eq 0 ] && [ "$(put_away)" -eq 1 ]
result $? "a file whose name has 255 bytes is recorded and put away"
work && [ "$(mails)" -eq 1 ] && ! grep -q 'event=trouble' "$tmp/err"
result $? "and does not come again"
note "$plan_mn" "$oyun" '[2.2] support' >"$dir/inbox/new/same"
note "$plan_mn" "$oyun" '[2.3] support' >"$dir/inbox/cur/same:2,S"
work && [ "$(standing MN 2.2)" = support ] && [ "$(standing MN 2.3)" = support ]
result $? "two mails of the same name in new and cur are both recorded"
[ "$(waiting)" -eq 0 ] && [ "$(put_away)" -eq 3 ] && [ "$(mails)" -eq 3 ]
result $? "and both put away, none over the other"
mkdir "$dir/inbox/new/folder"
mkfifo "$dir/inbox/new/fifo"
note "$plan_mn" "$oyun" '[2.4] support' | deliver "$(printf 'odd \t name%%\n\377')"
work && [ "$(standing MN 2.4)" = support ] && [ "$(grep -c 'event=trouble' "$tmp/err")" -eq 2 ]
result $? "a folder and a FIFO hold nobody up; a name of odd bytes is a name"
rmdir "$dir/inbox/new/folder" && rm "$dir/inbox/new/fifo"
[ "$(waiting)" -eq 0 ] && [ "$(mails)" -eq 4 ]
result $? "and nothing is left of them"

# ---- shapes of mails ----------------------------------------------------------------------------------------
before=$(answers_of CN)
{ head_with "$plan_cn" "$lin" 'text/plain; charset=utf-8' && printf '[2.1] support\r\r\n[2.2] \rsupport\n\r[2.3] support\r'; } | deliver breaks
work && [ "$(waiting)" -eq 0 ] && [ "$(mails)" -eq 5 ]
result $? "bare CR and LF in any mixture are recorded"
{ head_of "$lin" dmarc=pass many | sed 's/^Subject: many$/Subject: many/' && lines 100000 'X-Line-%d: x' && printf '\n[2.1] cannot support\n'; } | deliver header-lines
{ head_with "$plan_cn" "$lin" 'multipart/mixed; boundary=b0' && for i in $(seq 1 400); do printf -- '--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n' $((i - 1)) "$i"; done &&
	printf -- '--b400\nContent-Type: text/plain\n\n[2.1] cannot support\n'; } | deliver nested
{ head_with "$plan_cn" "$lin" 'multipart/mixed; boundary=b' && printf -- '--b\nContent-Type: text/plain\n\n[2.9] support\n' &&
	lines 1000 '--b|Content-Type: text/plain; name=a%d.txt|Content-Disposition: attachment; filename=a%d.txt||[2.1] cannot support' | tr '|' '\n' && printf -- '--b--\n'; } | deliver attachments
{ head_of "$lin" dmarc=pass big && printf '\n' && head -c 31000000 /dev/zero | tr '\0' 'x' | fold -w 900; } | deliver big
work && [ "$(waiting)" -eq 0 ] && [ "$(mails)" -eq 9 ]
result $? "100 000 header lines, 400 nested parts, 1000 attachments, 31 MB: each recorded and put away"
[ "$(standing CN 2.1)" != 'cannot support' ]
result $? "and nothing is read from where a limit was hit"
run quarantine && grep -q 'over a limit' "$tmp/out" && grep -q 'larger than 25 MiB' "$tmp/out"
result $? "the quarantine says which limit"
{ head_with "$plan_cn" "$lin" 'text/html; charset=utf-8' &&
	printf '<html><body><p>[2.4] support</p><div style="display:none">[2.5] cannot support</div><p style="font-size:0">[2.6] cannot support</p></body></html>\n'; } | deliver hidden
work && [ "$(standing CN 2.5)$(standing CN 2.6)" = "" ]
result $? "what an HTML mail hides is not read"
{ head_with "$plan_cn" "$lin" 'text/plain; charset=utf-16' && printf '[2.7] support \344\366\374\n'; } | deliver lie-1
{ head_with "$plan_cn" "$lin" 'text/plain; charset=../../etc/passwd' && printf '[2.8] support \377\376\n'; } | deliver lie-2
{ head_with "$plan_cn" "$lin" 'text/plain; charset=utf-7' && printf '+AFs-2.9+AF0- cannot support\n'; } | deliver lie-3
work && [ "$(waiting)" -eq 0 ] && [ "$(mails)" -eq 13 ]
result $? "charsets that are not what they say are recorded"
{ head_of "$lin" dmarc=pass "Hello" && printf '\nDear all, thank you. Kind regards, Lin\n'; } | deliver formless
work && [ "$(mails)" -eq 14 ] && ! table answers | grep -q 'Kind regards'
result $? "a letter without any form gives no answer"
{ head_with "$plan_cn" "$lin" 'text/html; charset=utf-8' && printf '<html><body><blockquote type="cite"><pre>' &&
	text_of "$plan_cn" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/^Answer \[2\.1\]:.*/& support/' && printf '</pre></blockquote></body></html>\n'; } | deliver all-quoted
work && [ "$(waiting)" -eq 0 ] && [ "$(mails)" -eq 15 ]
result $? "a reply that is one quote of HTML is recorded"
note "$plan_mn" "$oyun" '[2.2] support' | sed 's/^Date: .*/Date: Fri, 01 Jan 2100 00:00:00 +0000/' | deliver future
note "$plan_mn" "$oyun" '[2.2] cannot support' | sed '/^Message-ID:/d; s/^Date: .*/Date: Thu, 01 Jan 1970 00:00:00 +0000/' | deliver zz-past
touch -d '2020-07-07 09:00' "$dir/inbox/new/future"
work && [ "$(standing MN 2.2)" = 'cannot support' ] && [ "$(sent_count receipt/ "$oyun")" -gt 0 ]
result $? "a Date in 2100 decides nothing, and a mail without Message-ID is answered"
note "$plan_mn" "$oyun" '[2.6] support' | sed 's/^Message-ID: .*/Message-ID: <one@nature.mn.example>/' | deliver twin-1
work
note "$plan_mn" "$oyun" '[2.6] cannot support' | sed 's/^Message-ID: .*/Message-ID: <one@nature.mn.example>/' | deliver twin-2
work && [ "$(standing MN 2.6)" = 'cannot support' ]
result $? "the same Message-ID with other content is a new version"

# ---- our own mail more than once ----------------------------------------------------------------------------
new_consultation "$tmp/second"
at 2020-07-06T09:00:00+09:00
work
plan_mn=$(sent request/1/plan/MN "$oyun")
plan_cn=$(sent request/1/plan/CN "$lin")
at 2020-07-07T10:00:00+09:00
{ reply_to "$plan_mn" "$oyun" $'2.1 support\n2.5 [P3] delete' && printf '\n> On Monday the Secretariat wrote:\n' && text_of "$plan_mn" | sed 's/^/> > /'; } | deliver quoted-twice
work && [ "$(standing MN 2.1)" = support ] && [ "$(table answers | grep -c '"MN","[^"]*","[^"]*","2.1"')" -eq 1 ]
result $? "the request quoted twice: the answer once"
[ "$(table proposals | grep -c '^"MN-')" -eq 1 ] && [ "$(answers_of MN)" -eq 2 ]
result $? "and nothing of it becomes an answer or a proposal"
{ note "$plan_mn" "$oyun" '[2.2] support' && printf '\nOn Monday the Secretariat wrote:\n' && text_of "$plan_mn" | sed -n '/^\[P1\]/,$s/^/> /p' | sed '/^> \[P4\]/i As a whole this is good.' &&
	printf '\nOn Sunday the Secretariat wrote:\n' && text_of "$plan_mn" | sed -n '/^\[P1\]/,$s/^/> > /p'; } | deliver draft-twice
work && [ "$(table proposals | grep -c '^"MN-')" -eq 2 ] && [ "$(answers_of MN)" -eq 3 ]
result $? "nor of the draft alone, quoted twice"
{ head_with "$plan_cn" "$lin" 'multipart/mixed; boundary=b' && printf -- '--b\nContent-Type: text/plain; charset=utf-8\n\n' &&
	reply_to "$plan_cn" "$lin" $'2.1 support with changes' | sed '1,/^$/d' &&
	printf -- '\n--b\nContent-Type: message/rfc822\n\n' && cat "$plan_cn" &&
	printf -- '\n--b\nContent-Type: text/plain; charset=utf-8; name=form.txt\nContent-Disposition: attachment; filename=form.txt\n\n' && text_of "$plan_cn" &&
	printf -- '\n--b--\n'; } | deliver quoted-and-attached
work && [ "$(standing CN 2.1)" = 'support with changes' ] && [ "$(answers_of CN)" -eq 1 ]
result $? "quoted, attached as a mail and as a file: the answer once"
reply_to "$(sent request/1/plan/KR)" "$(header_of "$(sent request/1/plan/KR)" To | sed 's/.*<\(.*\)>/\1/')" $'2.1 support' >"$tmp/first"
{ cat "$tmp/first" && printf '\n' && text_of "$(sent request/1/plan/KR)" | sed 's/^/> /; s/^> Answer \[2\.1\]:.*/&\ncannot support/'; } | deliver contradicts
work && [ "$(standing KR 2.1)" != 'cannot support' ]
result $? "two copies with other answers: never silently the last"
table answers | grep '"KR"' | grep '"2.1"' | grep -q conflict
result $? "it is a conflict that a person sees"

# ---- marks --------------------------------------------------------------------------------------------------
plan_jp=$(sent request/1/plan/JP k.hayashi@kankyo.jp.example)
note "$plan_jp" k.hayashi@kankyo.jp.example $'[P12] delete\nWe cannot accept it.\n[P3] comment: too long\n[P1] comment: fine' | deliver marks
work
table proposals | tr '\n' ' ' | sed 's/"[A-Z][A-Z]-[0-9]*","/\n&/g' | grep '"JP"' >"$tmp/out"
grep '"P12"' "$tmp/out" | grep -q 'cannot accept' && ! grep '"P12"' "$tmp/out" | grep -Eq 'too long|fine' &&
	grep '"P1"' "$tmp/out" | grep -q fine && ! grep '"P1"' "$tmp/out" | grep -q 'too long'
result $? "a mark has its own words: P12, P3 and P1 beside each other"
note "$plan_jp" k.hayashi@kankyo.jp.example $'P12: replace "shall" with "should" as in P1 above\n\nP2: fine for us.' | deliver marks-loose
work
table proposals | tr '\n' ' ' | sed 's/"[A-Z][A-Z]-[0-9]*","/\n&/g' | grep '"JP"' >"$tmp/out"
! grep '"P12"' "$tmp/out" | grep -q 'fine for us' && ! grep '"P1"' "$tmp/out" | grep -q 'shall'
result $? "and so without brackets"

# ---- machines that do not say so ----------------------------------------------------------------------------
new_consultation "$tmp/third"
at 2020-07-06T09:00:00+09:00
work
plan_mn=$(sent request/1/plan/MN "$oyun")
for i in $(seq 1 30); do
	at "2020-07-07T10:$((i + 10)):00+09:00"
	note "$plan_mn" "$oyun" "I am away, this is letter $i.

[2.1] support" | deliver "loop-$i"
	work
done
[ "$(mails)" -eq 30 ] && [ "$(sent_count receipt/ "$oyun")" -eq 4 ] && [ "$(standing MN 2.1)" = support ]
result $? "thirty mails in half an hour are all recorded, and four receipts go out"
at 2020-07-07T11:45:00+09:00
work && work && [ "$(sent_count receipt/ "$oyun")" -eq 5 ]
result $? "the others are confirmed by one receipt at the end of the hour"
text_of "$(sent receipt/ "$oyun" | tail -n 1)" | grep -q '26 mails'
result $? "which says for how many it stands"
at 2020-07-08T08:00:00+09:00
work && text_of "$(sent digest/ | tail -n 1)" | grep -qi 'receipt'
result $? "the digest tells of it in one line"

# ---- another's record ---------------------------------------------------------------------------------------
sed -i 's/NEASPEC-NFP-2020/ANOTHER-ONE/' "$dir/consultation.yaml"
before=$(md5sum <"$dir/state/rapporteur.db")
work
[ $? -eq 78 ] && grep -q "'ANOTHER-ONE'" "$tmp/err" && grep -q "'NEASPEC-NFP-2020'" "$tmp/err"
result $? "the record of another consultation is refused, and both are named"
[ "$(md5sum <"$dir/state/rapporteur.db")" = "$before" ]
result $? "and it is untouched"
