#!/bin/bash
# A mailbox on a real Dovecot: fetched, recorded, moved; by marks, in pieces, from several folders, by IDLE; and the
# server's restarts.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source=../world/world.sh
. "$root/tests/world/world.sh"
plan 31

oyun=oyun@nature.mn.example
consult=consult@neaspec.example
daemon=
at_end() {
	[ -n "$daemon" ] && kill -KILL "$daemon" 2>/dev/null
	world_stop
}

# imap TLS PORT [LINES...]: the mailbox is on the server. Lines for the section mailbox.
imap() {
	local tls=$1 port=$2
	shift 2
	{
		sed '/^mailbox:/,$d' "$root/conf/neaspec-2020/consultation.yaml"
		printf 'mailbox:\n  imap: {host: 127.0.0.1, port: %s, tls: %s, user: %s, ca_file: ca.crt,\n         %s}\n' \
			"$port" "$tls" "$consult" "${secret:-password_file: imap-password}"
		printf '  %s\n' "${@:-done: Recorded}"
		sed -n '/^# Where mail goes out/,$p' "$root/conf/neaspec-2020/consultation.yaml"
	} >"$dir/consultation.yaml"
	today
}

# Into a folder of the mailbox, as the server itself would.
post() { # post NAME [FOLDER]
	local maildir
	maildir=$(world_mail $consult)${2:+/.$2}
	mkdir -p "$maildir/tmp" "$maildir/new" "$maildir/cur"
	cat >"$maildir/tmp/$1"
	chown -R 904:904 "$world/mail/$consult"
	mv "$maildir/tmp/$1" "$maildir/new/$1"
}
in_folder() { # in_folder [FOLDER]
	local maildir
	maildir=$(world_mail $consult)${1:+/.$1}
	find "$maildir/new" "$maildir/cur" -type f 2>/dev/null | wc -l
}
# What Dovecot says at the end of a session: bodies and headers it has given out in the last one.
bodies() {
	sed -n 's/.* hdr_count=\([0-9]*\) .* body_count=\([0-9]*\) .*/\1+\2/p' "$world/dovecot.log" | tail -n 1
}
mails() {
	table mails | grep -c '^"[0-9]'
}

world_start $consult
result $? "Dovecot and Postfix run"
new_consultation "$tmp/consultation"
cp "$world_ca" "$dir/ca.crt"
printf '%s\n' "$world_password" >"$dir/imap-password"

# ---- one reply ----------------------------------------------------------------------------------------------
imap implicit "$imaps_port"
work && [ "$(sent_count request/1/)" -eq 12 ]
result $? "an empty mailbox is read over TLS, and the round opens"
plan_mn=$(sent request/1/plan/MN "$oyun")
review_mn=$(sent request/1/review/MN "$oyun")
reply_to "$plan_mn" "$oyun" $'2.1 support with changes\n2.2 support' | post reply-1
work && [ "$(standing MN 2.1)" = 'support with changes' ] && [ "$(sent_count receipt/ "$oyun")" -eq 1 ]
result $? "a reply is recorded and its receipt goes out"
[ "$(in_folder)" -eq 0 ] && [ "$(in_folder Recorded)" -eq 1 ] && grep -qx Recorded "$(world_mail $consult)/subscriptions"
result $? "it is moved to a folder that is made and subscribed to for it"
work && [ "$(bodies)" = 0+0 ]
result $? "when nothing is new nothing is fetched"

# ---- ways in ------------------------------------------------------------------------------------------------
imap starttls "$imap_port"
reply_to "$plan_mn" "$oyun" $'2.2 cannot support' | post reply-2
work && [ "$(standing MN 2.2)" = "cannot support" ]
result $? "STARTTLS"
secret="password_command: \"/bin/sh -c 'echo; cat $dir/imap-password'\"" imap implicit "$imaps_port"
work
[ $? -eq 75 ] && grep -q 'password_command: the first line is empty' "$dir/log"
result $? "a command that prints an empty line is named"
secret="password_command: \"/bin/cat '$dir/imap-password'\"" imap implicit "$imaps_port"
work
result $? "a password from a command"
printf 'wrong canary 4711\n' >"$dir/wrong"
: >"$dir/log"
secret="password_file: wrong" imap implicit "$imaps_port"
work
[ $? -eq 75 ] && grep -q "127.0.0.1:[0-9]*: the login was refused.*check user ($consult)" "$dir/log"
result $? "a wrong password: what to do is said"
! grep -rq 'canary 4711' "$dir/log" "$dir/state"
result $? "and the password is not"
imap implicit "$imaps_port"
sed -i 's/host: 127.0.0.1/host: 127.0.0.2/' "$dir/consultation.yaml"
: >"$dir/log"
work
[ $? -eq 75 ] && grep -q '127.0.0.2:' "$dir/log"
result $? "a server that is not there: told with its name"

# ---- folders ------------------------------------------------------------------------------------------------
imap implicit "$imaps_port" 'folders: [INBOX, Ответы]' 'done: Выполнено'
reply_to "$plan_mn" "$oyun" $'2.2 support' | post reply-3 '&BB4EQgQyBDUEQgRL-'
work && [ "$(standing MN 2.2)" = support ] && [ "$(in_folder '&BB4EQgQyBDUEQgRL-')" -eq 0 ] &&
	[ "$(in_folder '&BBIESwQ,BD4EOwQ9BDUEPQQ+-')" -eq 1 ]
result $? "a second folder, with a name in Cyrillic, and such a folder for what is recorded"
imap implicit "$imaps_port" 'folders: [INBOX, Nowhere]' 'done: Recorded'
: >"$dir/log"
work
[ $? -eq 75 ] && grep -q 'refuses.*Nowhere\|Nowhere.*refuses' "$dir/log"
result $? "a folder that does not exist is named"
imap implicit "$imaps_port" 'done: none'
reply_to "$plan_mn" "$oyun" $'2.1 cannot support' | post reply-4
work && [ "$(standing MN 2.1)" = "cannot support" ] && [ "$(in_folder)" -eq 1 ]
result $? "without a folder for it the mail stays"
before=$(mails)
work && [ "$(bodies)" = 0+0 ] && [ "$(mails)" -eq "$before" ]
result $? "and is not fetched again"

# ---- UIDVALIDITY --------------------------------------------------------------------------------------------
rm -f "$(world_mail $consult)"/dovecot*
sleep 1 # Dovecot's next UIDVALIDITY is the time in seconds
work && [ "$(mails)" -eq "$before" ] && [ "$(in_folder)" -eq 1 ] && [ "$(bodies)" != 0+0 ]
result $? "a folder that is made anew is read again, and each mail is known"
work && [ "$(bodies)" = 0+0 ]
result $? "once"
imap implicit "$imaps_port"

# ---- sizes --------------------------------------------------------------------------------------------------
large() { # large MIB: a reply with an attachment
	reply_to "$review_mn" "$oyun" $'1.1 5' | sed 's/^Content-Type:.*/Content-Type: multipart\/mixed; boundary=bb/;/^Content-Transfer/d' >"$tmp/large"
	sed '/^$/q' "$tmp/large"
	printf -- '--bb\nContent-Type: text/plain; charset=utf-8\n\n'
	sed '1,/^$/d' "$tmp/large"
	printf -- '--bb\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment\n\n'
	head -c "$(($1 * 774000))" /dev/zero | base64
	printf -- '--bb--\n'
}
large 6 | post large-1
size=$(find "$(world_mail $consult)/new" -name large-1 -printf %s)
[ "$size" -gt 6000000 ]
work && table mails | grep -q "$oyun" && [ "$(in_folder)" -eq 1 ] && [ "$(in_folder Recorded)" -eq 3 ]
result $? "a mail of six megabytes is taken in"
large 27 | post large-2
work && [ "$(in_folder Recorded)" -eq 4 ] && table mails | grep -q 'quarantined.*too large\|too large.*quarantined\|larger than'
result $? "of one that is too large the header is kept, with the reason"

# ---- many ---------------------------------------------------------------------------------------------------
for i in $(seq 1 250); do
	note "$plan_mn" "stranger$i@elsewhere.example" "Advertisement $i" | post "many-$i"
done 2>/dev/null
before=$(mails)
work && [ "$(mails)" -eq $((before + 250)) ] && [ "$(in_folder)" -eq 1 ]
result $? "two hundred and fifty at one go"

# ---- a running daemon ---------------------------------------------------------------------------------------
"$B/rapporteur" -C "$dir" serve >"$tmp/out" 2>>"$dir/log" &
daemon=$!
idles() {
	[ "$(grep -c "imap-login: Login" "$world/dovecot.log")" -gt "$logins" ]
}
logins=$(grep -c "imap-login: Login" "$world/dovecot.log")
until_true 10 grep -q 'event=started\|"started"\|started' "$dir/log"
result $? "the daemon runs"
has() { # has ADDRESS
	[ "$(table mails | grep -c "$1")" -ge 1 ]
}
sleep 1
note "$plan_mn" "news1@elsewhere.example" "hello" | post news-1
until_true 10 has news1@elsewhere.example
result $? "a mail that arrives while it waits is recorded at once"
one_waits() {
	[ "$(in_folder)" -eq 1 ]
}
until_true 10 one_waits
result $? "and moved"
sessions=$(grep -c "imap-login: Login" "$world/dovecot.log")
for i in 2 3 4; do
	note "$plan_mn" "news$i@elsewhere.example" "hello" | post "news-$i"
	until_true 10 has "news$i@elsewhere.example"
done
[ "$(grep -c "imap-login: Login" "$world/dovecot.log")" -eq "$sessions" ]
result $? "all in one session"

dovecot_stop
note "$plan_mn" "news5@elsewhere.example" "hello" | post news-5
until_true 10 grep -q '127.0.0.1:.*connection\|127.0.0.1:.*reached' "$dir/log"
result $? "a server that has gone is told"
dovecot_start
until_true 20 has news5@elsewhere.example
result $? "when it is back what came meanwhile is recorded"
note "$plan_mn" "news6@elsewhere.example" "hello" | post news-6
until_true 10 has news6@elsewhere.example
result $? "and it waits by IDLE again"

kill -KILL "$daemon"
wait "$daemon" 2>/dev/null
before=$(mails)
"$B/rapporteur" -C "$dir" serve >"$tmp/out" 2>>"$dir/log" &
daemon=$!
note "$plan_mn" "news7@elsewhere.example" "hello" | post news-7
until_true 15 has news7@elsewhere.example && [ "$(mails)" -eq $((before + 1)) ]
result $? "killed and started again: nothing twice"

# ---- a server that hangs does not hold the daemon -----------------------------------------------------------
start=$SECONDS
kill -TERM "$daemon"
wait "$daemon"
status=$?
daemon=
[ $status -eq 0 ] && [ $((SECONDS - start)) -le 6 ]
result $? "SIGTERM ends it in time"
[ "$(in_folder)" -eq 1 ]
result $? "with all that was recorded put away"
! grep -qE 'AddressSanitizer|runtime error|assert' "$dir/log"
result $? "no fault of ours in the log"
