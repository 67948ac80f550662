#!/bin/bash
# The running daemon and what it is told: an end that drains, a second one that does not, a new consultation, a
# mailbox that is another one, children that are killed; and what it tells systemd meanwhile.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 22

oyun=oyun@nature.mn.example
daemon=
listener=
at_end() {
	# shellcheck disable=SC2086 # one of them may not be there
	kill -KILL $daemon $listener 2>/dev/null
	wait 2>/dev/null
}
have_letters() { # have_letters KEY N [ADDRESS]
	[ "$(sent_count "$1" ${3:+"$3"})" -ge "$2" ]
}
told() { # told PATTERN: a line for systemd, since the last `forget`
	grep -qE "$1" "$tmp/told"
}
logged() {
	grep -qE "$1" "$tmp/err"
}
forget() {
	: >"$tmp/told"
	: >"$tmp/err"
}
start() {
	forget
	NOTIFY_SOCKET=$tmp/notify "$B/rapporteur" -C "$dir" serve >>"$tmp/out" 2>>"$tmp/err" &
	daemon=$!
	until_true 20 told '^READY=1'
}
gone() {
	! kill -0 "$daemon" 2>/dev/null
}
# Signals it once or twice; its status when it has ended.
end_of() { # end_of SIGNAL [SIGNAL]
	kill -"$1" "$daemon"
	[ $# -lt 2 ] || kill -"$2" "$daemon"
	wait "$daemon"
}
child_of() { # child_of fetch|send
	sed -n "s/^event=child-started child=$1 pid=\([0-9]*\)\$/\1/p" "$tmp/err" | tail -n 1
}

new_consultation "$tmp/consultation"
sed -i 's/opens: 2020-07-06 09:00, deadline: 2020-07-30 18:00/opens: 2020-07-06 09:00, deadline: 2099-07-30 18:00/; s/opens: 2020-08-10 09:00, deadline: 2020-09-10 18:00/opens: 2099-08-10 09:00, deadline: 2099-09-10 18:00/; s/  starts: 2020-08-06/  starts: 2099-08-06/; s/  ends: 2020-08-06/  ends: 2099-08-06/' "$dir/consultation.yaml"
cp "$dir/consultation.yaml" "$tmp/good.yaml"
"$B/tests/helpers/notified" "$tmp/notify" >>"$tmp/told" 2>>"$tmp/diff" &
listener=$!
until_true 20 test -S "$tmp/notify"

# ---- what systemd hears -------------------------------------------------------------------------------------
start
result $? "READY=1 when it is up"
until_true 20 told '^STATUS=Round 1 is open until .*30 July 2099.*0 of 6 States have answered'
result $? "STATUS says which round is open, until when, and how many States have answered"
until_true 20 have_letters request/ 12
reply_to "$(sent request/1/plan/MN "$oyun")" "$oyun" $'2.1 support' | deliver first
until_true 20 have_letters receipt/ 2 && until_true 20 told '^STATUS=.*1 of 6 States have answered'
result $? "and counts one more after a reply"

# ---- SIGTERM ------------------------------------------------------------------------------------------------
end_of TERM && told '^STOPPING=1' && logged 'event=stopped status=0'
result $? "SIGTERM: STOPPING=1, and it ends with status 0"
start
for i in $(seq 1 40); do
	note "$(sent request/1/plan/MN "$oyun")" "$oyun" "[2.2] support

Letter $i" | deliver "many-$i"
done
until_true 20 logged 'event=recorded'
end_of TERM
status=$?
[ $status -eq 0 ] && ! logged 'event=not-drained'
result $? "SIGTERM with forty mails waiting: what is at work is finished"
at "$(date +%FT%T+00:00)"
work
[ "$(waiting)" -eq 0 ] && [ "$(count accepted)" -eq 41 ]
result $? "and the next start takes in the rest, each once"
now=

# A child that does not answer: stopped, so that the mail with it cannot be finished.
start
kill -STOP "$(child_of send)"
note "$(sent request/1/plan/KR)" jian.seo@hwankyung.kr.example '[2.2] support' | deliver held
until_true 20 logged 'event=recorded.*member=KR'
end_of TERM
status=$?
gone && [ $status -eq 0 ] && logged 'event=(not-drained|stopped)'
result $? "SIGTERM with a child that answers no more: it ends all the same"
at "$(date +%FT%T+00:00)"
work
[ "$(sent_count receipt/ jian.seo@hwankyung.kr.example)" -eq 1 ]
result $? "and the letter that was held leaves at the next start, once"
now=
start
kill -STOP "$(child_of send)"
note "$(sent request/1/plan/KR)" jian.seo@hwankyung.kr.example '[2.3] support' | deliver held-2
until_true 20 logged 'event=recorded.*member=KR'
kill -TERM "$daemon"
until_true 20 logged 'event=stopping'
end_of TERM
gone && ! logged 'event=not-drained'
result $? "SIGTERM twice: at once"

# ---- SIGHUP -------------------------------------------------------------------------------------------------
start
forget
sed -i 's/^title: .*/title: "Another title"/' "$dir/consultation.yaml"
kill -HUP "$daemon"
until_true 20 logged 'event=reloaded' && until_true 20 told '^READY=1' && told '^RELOADING=1' && told '^MONOTONIC_USEC=[0-9]'
result $? "SIGHUP: RELOADING=1 with its time, then READY=1, and the new consultation holds"
forget
sed -i 's/^  timezone: .*/  timezone: Mars\/Olympus/; s/^members:/membres:/' "$dir/consultation.yaml"
kill -HUP "$daemon"
until_true 20 logged 'event=reload-refused' && until_true 20 told '^READY=1'
result $? "SIGHUP with mistakes in the consultation: refused, and the daemon goes on"
grep -qE 'consultation.yaml:[0-9]+' "$tmp/err"
result $? "the log says where the mistakes are"
until_true 20 told '^STATUS=.*consultation.yaml was not taken over'
result $? "and so does STATUS"
note "$(sent request/1/plan/MN "$oyun")" "$oyun" '[2.4] support' | deliver with-the-old
until_true 20 logged 'event=recorded.*member=MN'
result $? "mail is read with the consultation as it was"
forget
cp "$tmp/good.yaml" "$dir/consultation.yaml"
kill -HUP "$daemon"
until_true 20 logged 'event=reloaded' && until_true 20 told '^STATUS=Round 1 is open'
result $? "mended, it is taken over"
forget
mkdir -p "$dir/other/new" "$dir/other/cur" "$dir/other/tmp"
sed -i 's/maildir: inbox/maildir: other/' "$dir/consultation.yaml"
grep -q 'maildir: other' "$dir/consultation.yaml" && kill -HUP "$daemon" && until_true 20 logged 'event=reloaded' &&
	until_true 20 logged 'event=child-started child=fetch'
result $? "SIGHUP with another mailbox starts fetch anew"
note "$(sent request/1/plan/MN "$oyun")" "$oyun" '[2.6] from the other mailbox' >"$dir/other/tmp/one" && mv "$dir/other/tmp/one" "$dir/other/new/one"
until_true 20 logged 'event=recorded.*member=MN'
result $? "and mail comes from there"
forget
sed -i 's/NEASPEC-NFP-2020/ANOTHER-ONE/' "$dir/consultation.yaml"
kill -HUP "$daemon"
until_true 20 logged 'event=reload-refused.*old id'
result $? "another consultation's id is not taken over by a running daemon"
cp "$tmp/good.yaml" "$dir/consultation.yaml"
kill -HUP "$daemon"
until_true 20 logged 'event=reloaded'

# ---- SIGKILL of children ------------------------------------------------------------------------------------
forget
until_true 20 logged 'event=child-started child=fetch'
kill -KILL "$(child_of fetch)" && until_true 20 logged 'event=child-ended child=fetch' && reply_to "$(sent request/1/plan/JP)" k.hayashi@kankyo.jp.example $'2.1 support' | deliver jp-1 &&
	until_true 20 logged 'event=recorded.*member=JP'
result $? "fetch killed: another one reads the mailbox"
until_true 20 have_letters receipt/ 1 k.hayashi@kankyo.jp.example
result $? "and its receipt leaves"
end_of TERM
at "$(date +%FT%T+00:00)"
work
[ "$(waiting)" -eq 0 ] && [ -z "$(cat "$dir"/sent/new/* | grep '^X-Rapporteur-Key: receipt' | sort | uniq -d)" ]
result $? "in all of this nothing is lost, and no letter twice"
[ "$(sent_count request/)" -eq 12 ]
result $? "the requests went out once"
