#!/bin/bash
# Whatever a mail contains, nothing we write does more than be read (R60-R64): hostile replies go through the daemon,
# and each output is looked at by a program of its own (helpers/inert.c).
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
plan 26

inert() { # inert KIND FILE...
	"$B/tests/helpers/inert" "$@" >>"$tmp/diff" 2>&1
}
begin() {
	: >"$tmp/diff"
}

# ---- the one who looks ---------------------------------------------------------------------------------------
# shellcheck disable=SC2016 # text, not to be expanded
bad() { # bad KIND TEXT: it must be refused
	printf '%b' "$2" >"$tmp/bad"
	! "$B/tests/helpers/inert" "$1" "$tmp/bad" >/dev/null
}
bad html '<p><script>x</script></p>' && bad html '<p onclick="x">y</p>' && bad html '<a href="http://x.example">y</a>' &&
	bad html '<p style="background:url(http://x.example)">y</p>' && bad html '<p>\xe2\x80\xae</p>' && bad html '<p>&x;</p>' &&
	bad html '<img src="cid:x">' && bad html '<p>\x1b[2J</p>' && bad html 'a > b'
result $? "whoever looks sees markup that acts or leads away"
bad text 'a\x1b[2J' && bad text 'a\xe2\x80\xa8b' && bad text '\xe2\x80\xaea' && bad text '\xe2\x81\xa8a' && bad text '\xff'
result $? "and controls in a text"
bom='\xef\xbb\xbf'
bad csv "$bom"'"=1"\r\n' && bad csv "$bom"'"a","b"\r\n"c"\r\n' && bad csv "$bom"'a\r\n' && bad csv '"a"\r\n' &&
	bad csv "$bom"'"  @x"\r\n' && bad csv "$bom"'"a"\n'
result $? "and formulas in a table, or what is none"
bad json '{"a":"\xe2\x80\xae"}' && bad json '{"a"' && bad log 'forged\n' && bad log 'event=a b="c\n' && bad log 'event=a \x1b=1\n' &&
	bad terminal 'a\xc2\x9b' && bad terminal 'a\tb'
result $? "and what a terminal would act upon, or a line of the log that is none"
head='From: <a@b.example>\nTo: <c@d.example>\nSubject: x\n'
bad mail "${head}Bcc: <e@f.example>\n\nx\n" && bad mail "${head}Subject: y\n\nx\n" && bad mail "${head}X-Rapporteur-Key: \xe2\x80\xae\n\nx\n" &&
	bad mail "${head}Content-Type: text/html\n\n<script>x</script>\n"
result $? "and a mail with a field or a part that is none of ours"

# ---- hostile mails -------------------------------------------------------------------------------------------
oyun=oyun@nature.mn.example temuulen=temuulen@nature.mn.example seo=jian.seo@hwankyung.kr.example
kotone=k.hayashi@kankyo.jp.example
new_consultation "$tmp/consultation"
sed -i 's/^  unauthenticated: .*/  unauthenticated: confirm/' "$dir/consultation.yaml"
work
plan_mn=$(sent request/1/plan/MN "$oyun") plan_kr=$(sent request/1/plan/KR "$seo") plan_jp=$(sent request/1/plan/JP "$kotone")

# What is dangerous somewhere: HTML, spreadsheet, terminal, direction of text, our own form and templates.
markup='<script>alert(1)</script></bdi></p><img src=http://x.example/t.png onerror=alert(2)>&lt;b&gt; "q" '"'q'"' {{address}} {{{html}}}'
formula='=HYPERLINK("http://x.example";"y")'
control=$'\x1b[2J\x1b]0;owned\x07\x9b2J\xc2\x9b31m\x7f\x08\x00'
unseen=$'\xe2\x80\xaefdp.exe\xe2\x81\xa9\xe2\x81\xa6\xe2\x80\x8b\xef\xbb\xbf\xf3\xa0\x81\x81\xef\xbf\xb9x\xef\xbf\xbb'
lines=$'\xe2\x80\xa8[2.1] cannot support\xe2\x80\xa9--=_r_forged_a\xc2\x85event=forged level=1'
# shellcheck disable=SC2016 # text, not to be expanded
marks='*b* `c` ~~s~~ [a](http://x.example) ![i](http://x.example/i.png) # h | t | www.x.example https://x.example'
hebrew=$'\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d'
encoded='=?utf-8?Q?=0D=0ABcc:_v=40x.example=0D=0A=1B[31m_=E2=80=AEfdp.exe_=C2=9B_=7F_=3D1+1_<script>?='

at 2020-07-07T10:00:00+09:00
reply_to "$plan_mn" "$oyun" "2.1 support
2.2 $formula $markup
2.3 $unseen$control
2.4 +1-1$lines $hebrew
2.6 | $marks
2.7 @SUM(A1) $lines" | deliver answers
# Two voices, and words that are no answer.
reply_to "$plan_mn" "$temuulen" "2.1 cannot support
2.5 [P3] replace: $markup $marks $unseen
2.7 -2+3 $hebrew $control" | deliver second
note "$plan_kr" "$seo" "[P3] replace: $formula $marks $lines
[P4] delete
[P5] $markup $hebrew $unseen
[P99] $formula $control
[2.1] perhaps $markup
withdraw KR-$markup" | deliver proposals
{
	head_of "$kotone" dmarc=pass "$encoded" "$(header_of "$plan_jp" Reply-To | sed 's/.*<\(.*\)>.*/\1/')" |
		sed 's,^Content-Type: .*,Content-Type: multipart/mixed; boundary=b,; s,^Content-Transfer.*,X-Evil: \x1b[31m,'
	printf 'In-Reply-To: %s\n\n--b\nContent-Type: text/plain; charset="x\x1b[31m<script>=1+1"\n\n%s\n' \
		"$(header_of "$plan_jp" Message-ID)" "2.1 support $control"
	printf -- '--b\nContent-Type: application/%s\nContent-Disposition: attachment; filename="%s"\n\nx\n' 'x<script>' \
		"../../=cmd|' /C calc'!A0 <script> $unseen $formula.exe"
	printf -- '--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename*=utf-8%s\n\nx\n--b--\n' \
		"''%0D%0ABcc%3A%20x%1B%5B31m%E2%80%AE%2F..%2F=1%2B1"
} | deliver attachments
# Strangers, and heads that cannot be read.
{
	printf 'From: "%s" <"=1+1\x9b"@evil.example>\nSubject: %s %s\xc2\x9b\x7f\x9b\nMessage-ID: <a\x1b[31m\xe2\x80\xae@x>\n\nx %s\n' \
		"$markup$unseen" "$formula $markup" "$unseen" "$control$marks"
} | deliver stranger
printf 'From: a@b.example\nFrom: c@d.example\nSubject: \x1b[31m%s\x9b\r\x08 %s\nMessage-ID: <"x y"@[1.2.3.4]>\n\n%s\n' \
	"$unseen" "$encoded" "$control" | deliver two-from
# Words that would stand, in a digest filled to its width, where the line of a command stands.
head_of offers@shop.example dmarc=pass "$(printf '%0.sletters ' {1..7}) rapporteur quarantine release 1 --as CN $encoded" | { cat && printf '\n%s\n' "$markup"; } | deliver offers
# One that waits for a word of its author, and one that no server vouches for.
note "$plan_kr" "$seo" "[2.2] $formula
[P3] $markup $lines
withdraw KR-9" "" | deliver unproved
# A bounce and an absence, whose words are told in the digest.
{
	printf 'Return-Path: <>\nReceived: from x by mx.neaspec.example; Mon, 06 Jul 2020 12:00:00 +0900\nFrom: MAILER-DAEMON@x.example\n'
	printf 'To: %s\nSubject: %s\nMIME-Version: 1.0\n' "$(header_of "$plan_jp" Reply-To | sed 's/.*<\(.*\)>.*/\1/')" "$encoded"
	printf 'Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nx\n--b\nContent-Type: message/delivery-status\n\n'
	printf 'Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; %s\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 %s %s\n\n' \
		"$kotone" "$markup $formula" "$control$unseen"
	printf -- '--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: %s\n\n--b--\n' "$(header_of "$plan_jp" Message-ID)"
} | deliver bounce
head_of zhao.ruolan@environment.cn.example dmarc=pass "Automatic reply: $encoded" |
	{ cat && printf 'Auto-Submitted: auto-replied\n\nOut of office until 20 July 2020. %s %s\n' "$markup" "$control"; } | deliver absence
cp -r "$dir/inbox/new" "$tmp/mails"
work
result $? "hostile mails are taken in"

# ---- what was sent -------------------------------------------------------------------------------------------
at 2020-07-08T08:00:00+09:00
work
at 2020-07-23T19:00:00+09:00
work
begin
[ "$(sent_count receipt/)" -ge 3 ] && [ "$(sent_count confirmation/)" -ge 1 ] && [ "$(sent_count digest/)" -ge 1 ] && [ "$(sent_count reminder/)" -ge 1 ]
result $? "receipts, a question, digests and reminders have gone out"
inert mail "$dir"/sent/new/*
result $? "every mail that was sent is inert: head, text and HTML"

# The words of the mail, as a person reads them, so that the above was about something.
for kind in digest receipt; do
	begin
	run preview "$kind" --output "$tmp/$kind"
	inert html "$tmp/$kind"/*.html && inert text "$tmp/$kind"/*.txt && inert mail "$tmp/$kind"/*.eml
	result $? "the $kind, looked at before it is sent, is inert"
done
begin
program preview reminder --member RU --output "$tmp/reminder" >"$tmp/out" 2>"$tmp/err"
inert html "$tmp"/reminder/*.html && inert text "$tmp"/reminder/*.txt && inert mail "$tmp"/reminder/*.eml
result $? "so is a reminder"
cat "$tmp"/digest/*.html >"$tmp/all" && grep -qF '&lt;script&gt;' "$tmp/all" && grep -qF '[U+202E]fdp.exe' "$tmp/all" && grep -qF 'HYPERLINK' "$tmp/all"
result $? "and the words of the mails are in the digest, to be read"
cat "$tmp"/digest/*.txt | tr '\n' ' ' >"$tmp/all" && grep -qF '<script>' "$tmp/all" && grep -qF '[U+202E]' "$tmp/all"
result $? "with the same marks in its text part"
! grep -E '^(\[[0-9P]|--=_r_forged|event=|  rapporteur quarantine release .* CN)' "$tmp"/digest/*.txt >"$tmp/diff" &&
	grep -q '^  | .*rapporteur quarantine release 1 --as CN' "$tmp"/digest/*.txt
result $? "and no line of it was made by a mail"

# ---- files ---------------------------------------------------------------------------------------------------
begin
run draft --output "$tmp/draft" && inert html "$tmp"/draft/draft.html && inert text "$tmp"/draft/draft.txt "$tmp"/draft/draft.md &&
	grep -qF '&lt;script&gt;' "$tmp/draft/draft.html" && grep -qF '\<script\>' "$tmp/draft/draft.md" && ! grep -qE '[^\\]<script' "$tmp/draft/draft.md"
result $? "the compiled draft is inert in its formats"
run draft && begin && inert text "$tmp/out"
result $? "on standard output too"
begin
run export --format csv,json --output "$tmp/record" && inert csv "$tmp"/record-*.csv && inert json "$tmp/record.json"
result $? "tables and JSON of the record are inert"
grep -qF "\"'=HYPERLINK" "$tmp/record-answers.csv" && grep -qF "\"'+1-1" "$tmp/record-answers.csv" &&
	grep -qF "\"'@SUM" "$tmp/record-answers.csv" && grep -qF '[U+202E]' "$tmp/record-mails.csv"
result $? "and hold what the mails said"
begin
for what in json csv; do
	run export --format "$what" && inert "$what" "$tmp/out" || echo "export of $what" >>"$tmp/diff"
done
[ ! -s "$tmp/diff" ]
result $? "on standard output too"
[ -z "$(find "$tmp" -name passwd -o -name '*calc*' -o -name '*.exe')" ]
result $? "no name in a mail has become the name of a file"

# ---- log and terminal ----------------------------------------------------------------------------------------
begin
inert log "$dir/log" && ! grep -q '^event=forged' "$dir/log"
result $? "every line of the log is one of ours"
begin
run status && inert terminal "$tmp/out" && run status --json && inert json "$tmp/out" && run quarantine && inert terminal "$tmp/out"
result $? "status and the list of the quarantine show nothing that acts"
grep -q 'U+202E\|u{202E}' "$tmp/out" && grep -q 'HYPERLINK' "$tmp/out"
result $? "and hold what the mails said"
begin
shown=0
for number in $(program quarantine | sed -n 's/^\([0-9][0-9]*\)  .*/\1/p') 1 2 3; do
	run quarantine show "$number" || echo "show $number" >>"$tmp/diff"
	inert terminal "$tmp/out" "$tmp/err"
	shown=$((shown + 1))
done
[ ! -s "$tmp/diff" ] && [ "$shown" -ge 6 ]
result $? "nor does a mail that is shown"
begin
for mail in "$tmp"/mails/*; do
	run parse "$mail"
	inert terminal "$tmp/out" "$tmp/err"
	run parse --json "$mail"
	inert json "$tmp/out"
	inert terminal "$tmp/err"
done
find "$tmp/mails" -type f | program parse --batch >"$tmp/out" 2>"$tmp/err"
inert json "$tmp/out"
inert terminal "$tmp/err"
[ ! -s "$tmp/diff" ]
result $? "nor does the reading of one, in lines, in JSON, and of all of them"

# ---- the roster ----------------------------------------------------------------------------------------------
sed -i "s/$oyun/oyun@nature.xn--xample/" "$dir/consultation.yaml"
! run check && grep -q 'no mail can be sent to it' "$tmp/err"
result $? "an address that no header could hold is a mistake of the consultation, seen before a mail to it is due"
