#!/bin/bash
# Mails that come back (R48): only a report tied to a mail of ours, really sent to that recipient, says something about an
# address; forged ones change nothing, and none is answered.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 21

oyun=oyun@nature.mn.example
ru=a.veresova@ecology.ru.example
new_consultation "$tmp/consultation"
work
plan_mn=$(sent request/1/plan/MN "$oyun")
plan_ru=$(sent request/1/plan/RU "$ru")
at 2020-07-07T10:00:00+09:00

address_of() { # address_of FILE: ours with its token
	header_of "$1" Reply-To | sed 's/.*<\(.*\)>.*/\1/'
}
# A report that RECIPIENT cannot be reached (ACTION: failed or delayed), to TO, about the mail with MESSAGE-ID.
dsn() { # dsn TO RECIPIENT MESSAGE-ID [ACTION]
	local action=${4:-failed}
	printf 'Return-Path: <>\nDelivered-To: %s\nReceived: from mx by mx.neaspec.example; Tue, 07 Jul 2020 10:00:00 +0900\n' "$1"
	printf 'From: Mail Delivery System <MAILER-DAEMON@mx.neaspec.example>\nTo: %s\nSubject: Undelivered Mail Returned to Sender\n' "$1"
	printf 'Date: Tue, 07 Jul 2020 10:00:00 +0900\nMessage-ID: <%s@mx.neaspec.example>\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n' "$RANDOM$RANDOM"
	printf 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n\nYour mail could not be delivered.\n\n'
	printf -- '--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.neaspec.example\n\n'
	printf 'Final-Recipient: rfc822; %s\nAction: %s\nStatus: %s\nDiagnostic-Code: smtp; 550 5.1.1 <b>no such user</b>\n\n' "$2" "$action" \
		"$([ "$action" = failed ] && echo 5.1.1 || echo 4.4.1)"
	printf -- '--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: %s\nFrom: consult@neaspec.example\n\n--b--\n' "$3"
}
id_of() {
	header_of "$1" Message-ID
}
returned() { # returned STATE: whether mail to it comes back
	run status && grep -q "^$1.*mail comes back" "$tmp/out"
}
nothing_changed() {
	work && ! returned Mongolia && ! returned Russian
}
outgoing() {
	grep -L '^X-Rapporteur-Key: digest' "$dir"/sent/new/* | wc -l
}
before=$(outgoing)

# ---- forged -------------------------------------------------------------------------------------------------
dsn consult@neaspec.example "$oyun" "$(id_of "$plan_mn")" | deliver no-token
nothing_changed
result $? "a report that did not come to the envelope's token changes nothing"
dsn "$(address_of "$plan_mn")" "$oyun" "<rq.aaaaaaaaaaaaaaaaaaaaaaaaaa@neaspec.example>" | deliver no-id
nothing_changed
result $? "nor one that returns no Message-ID of ours"
dsn "$(address_of "$plan_ru")" "$oyun" "$(id_of "$plan_mn")" | deliver two-mails
nothing_changed
result $? "nor one whose token and Message-ID are of two mails"
dsn "$(address_of "$plan_mn")" "$ru" "$(id_of "$plan_mn")" | deliver other-recipient
nothing_changed
result $? "nor one about a recipient that the mail was not sent to"
dsn "$(address_of "$plan_mn" | sed 's/+./+a/')" "$oyun" "$(id_of "$plan_mn")" | deliver wrong-token
nothing_changed
result $? "nor one to a token that is wrong in one letter"
dsn "$(address_of "$plan_mn")" "$oyun" "$(id_of "$plan_mn")" delayed | deliver delayed
nothing_changed
result $? "nor one that says the mail is only delayed"
{ head_of "$ru" dmarc=pass "Mail to Mongolia comes back" "$(address_of "$plan_mn")" && printf '\nMail to %s comes back: 550 5.1.1 no such user\n%s\n' "$oyun" "$(id_of "$plan_mn")"; } | deliver a-person
nothing_changed
result $? "nor what a person writes about it"
[ "$(count machine)" -eq 6 ] && [ "$(outgoing)" -eq "$before" ]
result $? "six of them are a machine's; none was answered"
run export --format json --output "$tmp/events" && ! grep -q '"bounce"' "$tmp/events"
result $? "and none is a bounce in the record"

# ---- genuine ------------------------------------------------------------------------------------------------
dsn "$(address_of "$plan_mn")" "$oyun" "$(id_of "$plan_mn")" | deliver genuine
work && returned Mongolia && ! returned Russian
result $? "with token, Message-ID and recipient of one mail it is believed"
run preview digest && grep -q 'ADDRESSES THAT CANNOT BE REACHED' "$tmp/out" && grep -q '<b>no such user</b>' "$tmp/out"
result $? "the digest says so, with the server's words"
program preview digest --output "$tmp/digest" && grep -q '&lt;b&gt;no such user' "$tmp/digest"/*.html
result $? "which are words in HTML, too"
[ "$(outgoing)" -eq "$before" ]
result $? "nobody is written to because of it"
at 2020-07-23T18:30:00+09:00
work && [ "$(sent_count reminder/ "$oyun")" -eq 0 ] && [ "$(sent_count reminder/ temuulen@nature.mn.example)" -eq 1 ]
result $? "the reminder goes to the colleague"
reply_to "$plan_mn" "$oyun" '2.1 support' | deliver alive
work && ! returned Mongolia
result $? "who writes can be reached again"
run token revoke "$oyun" && dsn "$(address_of "$plan_mn")" "$oyun" "$(id_of "$plan_mn")" | deliver revoked
work && ! returned Mongolia
result $? "a report to a revoked token is not believed"

# ---- automatic replies that are no reports ------------------------------------------------------------------
before=$(outgoing)
for name in rcpt@mx.ecology.ru.example "$ru"; do
	{ head_of "$name" dmarc=pass "Undeliverable: your mail" "$(address_of "$plan_ru")" && printf 'X-Failed-Recipients: %s\n\nThe following address failed: %s\n550 no such user\n' "$ru" "$ru"; } | deliver "informal-$name"
done
work && [ "$(outgoing)" -eq "$before" ]
result $? "reports of other forms are not answered either"

# ---- without tokens in the envelope -------------------------------------------------------------------------
new_consultation "$tmp/mailbox"
at 2020-07-06T09:00:00+09:00
sed -i 's/^  maildir: sent/&\n  envelope: mailbox/' "$dir/consultation.yaml"
work
plan_mn=$(sent request/1/plan/MN "$oyun")
dsn consult@neaspec.example "$oyun" "<rq.aaaaaaaaaaaaaaaaaaaaaaaaaa@neaspec.example>" | deliver no-id
dsn consult@neaspec.example "$ru" "$(id_of "$plan_mn")" | deliver other-recipient
nothing_changed
result $? "envelope: mailbox: without a Message-ID of ours, or about somebody else, it changes nothing"
dsn consult@neaspec.example "$oyun" "$(id_of "$plan_mn")" | deliver genuine
work && returned Mongolia
result $? "the Message-ID of a mail sent there is enough"
reply_to "$plan_mn" "$oyun" '2.1 support' | deliver answer
work && ! returned Mongolia && [ -n "$(sent receipt/ "$oyun")" ]
result $? "replies find their mail as ever"
run check
result $? "and the consultation is in order"
