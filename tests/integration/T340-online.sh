#!/bin/bash
# check --online: the two sides tried step by step, what is wrong told with what to do, and a test mail that is known
# as our own where it comes in.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/fake.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/faults.sh"
plan 17
at_end() {
	fake_stop_all
}

# online STATUS: check --online ends so; its lines about the servers, ports left out, in $tmp/lines.
online() {
	local status
	"$B/rapporteur" -C "$dir" check --online >"$tmp/out" 2>"$tmp/err"
	status=$?
	sed -n '/^No mistakes/,$p' "$tmp/out" | sed -e 1d -e 's/127\.0\.0\.1:[0-9]*/SERVER/g' >"$tmp/lines"
	[ $status -eq "$1" ]
}
line() { # line REGEX: a whole line of them
	grep -qE -e "^$1\$" "$tmp/lines"
}
no_secret() {
	! grep -qF "$canary_password" "$tmp/out" "$tmp/err"
}

faults_world
result $? "a consultation"

# ---- on Maildirs --------------------------------------------------------------------------------------------
faults_begin maildir
before=$(find "$dir/sent/new" -type f | wc -l)
online 0 && line 'ok    mail in   Maildir: .*/inbox' && line 'ok    mail out  Folder: .*/sent' &&
	line 'ok    mail out  Test mail: delivered as new/.*' && line 'All is well. A test mail is on its way to consult@.*'
result $? "Maildirs are tried"
trial=$(sent trial/)
[ "$(find "$dir/sent/new" -type f | wc -l)" -eq $((before + 1)) ] && [ -n "$trial" ] &&
	[ "$(header_of "$trial" Auto-Submitted)" = auto-generated ] && [ -n "$(header_of "$trial" X-Rapporteur-Loop)" ] &&
	header_of "$trial" To | grep -qF '<consult@neaspec.example>'
result $? "one test mail is sent, to the secretariat, marked as automatic"
text_of "$trial" | grep -q 'This is a test' && text_of "$trial" | grep -q 'needs no answer'
result $? "it says that it is a test and needs no answer"
quarantined=$(count quarantined)
deliver trial <"$trial"
now=
work && [ "$(waiting)" -eq 0 ] && [ "$(sent_count receipt/)" -eq 0 ] && [ "$(count quarantined)" = "$quarantined" ]
result $? "in the mailbox it is known as our own: no receipt, nobody has to look at it"
chmod 500 "$dir/sent/new" "$dir/sent/tmp"
if [ "$(id -u)" -eq 0 ]; then
	mv "$dir/sent" "$dir/was-sent" && : >"$dir/sent"
fi
online 75 && line 'ok    mail in .*' && line 'FAIL  mail out .*/sent.*' && grep -q 'lines with FAIL' "$tmp/err"
result $? "a folder that cannot be written to is told, status 75"

# ---- on servers ---------------------------------------------------------------------------------------------
servers() { # servers NAME IMAP-SCRIPT SMTP-SCRIPT [SMTP-TLS]
	faults_begin "$1"
	printf 'protocol smtp\n%s' "$3" >"$tmp/smtp"
	printf 'protocol imap\n%s' "$2" >"$tmp/imap"
	fake_start "$1-imap" "$tmp/imap" && mailbox_at "$fake_port" none
	fake_start "$1-smtp" "$tmp/smtp" && sending_at "$fake_port" "${4-none}"
}

servers well '' ''
online 0 && line 'ok    mail in   Connection: SERVER' && line "ok    mail in   Login: as $canary_user" &&
	line 'ok    mail out  Connection: SERVER' && line 'ok    mail out  TLS: none, .*' &&
	line "ok    mail out  Login: as $canary_user" && line 'ok    mail out  Size: mails of up to 52 MB' &&
	line 'ok    mail out  Test mail: 250 2.0.0 queued'
result $? "servers are tried, every step on a line"
! grep -q '^FAIL' "$tmp/lines" && no_secret && [ "$(fake_count well-smtp 'RCPT TO:<consult@neaspec.example>')" -eq 1 ] &&
	[ "$(fake_count well-smtp 'accepted')" -eq 1 ]
result $? "one mail goes out, and no password is shown"
dir=$world.unopened
now=
work && grep -q '^event=sent .* member=MN ' "$dir/log" && ! grep -q '^event=sent .*@' "$dir/log"
result $? "no address stands in the log where the member should"

# shellcheck disable=SC2016 # $tag is the script's
servers refused 'on LOGIN*
	line "$tag NO [AUTHENTICATIONFAILED] no"
' 'on AUTH*
	line "535 5.7.8 no"
'
online 75 && line 'FAIL  mail in   Login: .*check user.*' &&
	line 'FAIL  mail out  Login: SERVER: the login was refused: 535 5\.7\.8 no; .*password' && no_secret
result $? "refused logins are told, of both sides, with what to do"
! fake_said refused-smtp 'MAIL FROM'
result $? "no mail is tried without the login"

for tls in starttls tls; do
	faults_begin "by-$tls"
	certificates && cp "$certs/ca.pem" "$dir/"
	printf 'protocol smtp\n' >"$tmp/smtp"
	fake_start "by-$tls" "$tmp/smtp" "--$tls" "$certs/good.pem" "$certs/good-key.pem"
	fake_start "expired-$tls" "$tmp/smtp" "--$tls" "$certs/expired.pem" "$certs/expired-key.pem"
	[ $tls = tls ] && words=implicit || words=starttls
	expired=$fake_port
	sending_at "$(cat "$fake_dir/by-$tls.port")" "$words" 'ca_file: ca.pem'
	online 0 && line 'ok    mail out  TLS: on, .*' && [ "$(fake_count "by-$tls" accepted)" -eq 1 ] &&
		sed -i "s/port: [0-9]*, tls: $words/port: $expired, tls: $words/" "$dir/consultation.yaml" &&
		online 75 && line 'ok    mail out  Connection: .*' && line 'FAIL  mail out  TLS: .*expired.*' &&
		! fake_said "expired-$tls" AUTH
	result $? "TLS by $words: a good certificate is taken, an expired one told before anything is said"
done

servers stripped '' 'capabilities SIZE
' starttls
online 75 && line 'FAIL  mail out  TLS: .*does not offer STARTTLS.*' && ! fake_said stripped-smtp AUTH
result $? "STARTTLS that is not offered ends it before the login"

servers mail '' 'on RCPT*
	line "554 5.7.1 relay access denied"
'
online 75 && line 'FAIL  mail out  Test mail: .*554 5\.7\.1 relay access denied; .*'
result $? "a refused test mail is told"

faults_begin away
mailbox_at 1 none
sending_at 1 none
online 75 && line 'FAIL  mail in   Connection: SERVER: cannot be reached: Connection refused.*' &&
	line 'FAIL  mail out  Connection: SERVER: cannot be reached: Connection refused.*'
result $? "servers that are away are told, both"

faults_begin mistakes
sed -i 's/^mailbox:/mailbax:/' "$dir/consultation.yaml"
"$B/rapporteur" -C "$dir" check --online >"$tmp/out" 2>"$tmp/err"
[ $? -eq 78 ] && [ ! -s "$tmp/out" ]
result $? "with mistakes in the configuration nothing is tried, status 78"
