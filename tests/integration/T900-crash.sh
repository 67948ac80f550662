#!/bin/bash
# SIGKILL at every system call that changes the world, in core, fetch, send and reader, while a round opens and while mails
# are taken in and a digest leaves; then the daemon is started again, and what stands must be what an undisturbed run
# leaves: each mail once, each letter once, the same answers. EVERY=1 in the environment: at each single call (crash.sh).
# In memory where that is to be had: what is tried is the order of steps, and a disk takes minutes for it.
[ -d /dev/shm ] && [ -w /dev/shm ] && [ "$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')" -gt 100000 ] && test_place=/dev/shm
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/crash.sh"

command -v strace >/dev/null || { echo "Bail out! strace is missing: make deps-check"; exit 1; }
if ! strace -o /dev/null true 2>/dev/null; then
	echo "Bail out! this machine lets nobody trace a process: the crash series cannot be run here"
	exit 1
fi
plan 8

killed_and_compared() {
	killed_at "$1" serve --once
	compare "killed at call $1"
}

# series BASE: at all points; sets $points, what went wrong is in $tmp/diff.
series() {
	rm -rf "$dir"
	cp -a "$1" "$dir"
	calls_of serve --once
	work
	state_of >"$tmp/expected"
	at_points "$1" killed_and_compared
}

# ---- opening a round ----------------------------------------------------------------------------------------
new_consultation "$tmp/consultation"
cp -a "$dir" "$tmp/base-open"
series "$tmp/base-open"
grep -q '^ *1 X-Rapporteur-Key: request/1/plan/MN' "$tmp/expected" && [ "$(grep -c 'Key: request' "$tmp/expected")" -eq 12 ]
result $? "undisturbed, a round opens with twelve requests"
[ "$points" -ge 40 ] && [ ! -s "$tmp/diff" ]
result $? "killed at $points points while it opens: twelve requests, each once"

# ---- taking in, receipts, digest ----------------------------------------------------------------------------
rm -rf "$dir"
cp -a "$tmp/base-open" "$dir"
work
at 2020-07-07T10:00:00+09:00
seven_mails
cp -a "$dir" "$tmp/base-mail"
series "$tmp/base-mail"
[ "$(sed -n '1p' "$tmp/expected")" = "waiting 0, put away 7, left in tmp 0" ] &&
	[ "$(grep -c 'Key: receipt' "$tmp/expected")" -eq 6 ] && [ "$(grep -c 'Key: digest' "$tmp/expected")" -eq 1 ] &&
	! grep -E '^ *([2-9]|1[0-9]+) X-Rapporteur-Key' "$tmp/expected"
result $? "undisturbed, seven mails give six receipts and a digest"
[ "$points" -ge 40 ] && [ ! -s "$tmp/diff" ]
result $? "killed at $points points on the way of seven mails: each recorded once, each letter once, the same answers"

# ---- the order on disk --------------------------------------------------------------------------------------
ordered=openat,fdatasync,fsync,renameat2,linkat,unlinkat,sendto,sendmsg,pwrite64
# G5: while a frame of the write-ahead log is not synced, no mail is told as recorded and no letter is given to send.
order_of() { # order_of TRACE
	awk '
		# The log is known by the descriptor it was opened as (strace -y would want /proc).
		function fd(line) { sub(/^[^(]*\(/, "", line); return line + 0 }
		/openat\(.*rapporteur\.db-wal".*\) = [0-9]/ { log_of[$1] = $NF }
		/pwrite64\(/ && ($1 in log_of) && fd($0) == log_of[$1] { dirty[$1] = 1; written++ }
		/fdatasync\(/ && !/INJECTED/ && ($1 in log_of) && fd($0) == log_of[$1] { dirty[$1] = 0; synced++ }
		/sendto\(.*"(done|mail)\\?"/ { told++; if (dirty[$1]) { print "told before it was on disk: " $0; bad++ } }
		END { if (told < 7 || synced < 7 || written < 7) { print "only " told + 0 " told, " synced + 0 " synced, " written + 0 " written"; bad++ } exit bad > 0 }
	' "$1"
}
rm -rf "$dir"
cp -a "$tmp/base-mail" "$dir"
strace -f -s 200 -o "$tmp/undisturbed" -e trace=$ordered "$B/rapporteur" -C "$dir" --now "$now" serve --once >"$tmp/out" 2>"$tmp/err"
sed 's/\\"/"/g' "$tmp/undisturbed" >"$tmp/order"
order_of "$tmp/order" >"$tmp/diff"
result $? "nothing is told before its transaction is on disk"
# The same with a disk that says it has written and has not: as good as a database that does not sync.
rm -rf "$dir"
cp -a "$tmp/base-mail" "$dir"
strace -f -s 200 -o "$tmp/undisturbed" -e trace=$ordered -e inject=fdatasync,fsync:retval=0 \
	"$B/rapporteur" -C "$dir" --now "$now" serve --once >"$tmp/out" 2>"$tmp/err"
sed 's/\\"/"/g' "$tmp/undisturbed" >"$tmp/unsynced"
! order_of "$tmp/unsynced" >"$tmp/diff" && [ "$(grep -c 'before it was on disk' "$tmp/diff")" -ge 7 ] && [ "$(put_away)" -eq 7 ]
result $? "(and this check sees a database that does not sync: a run that ends as well as any other)"

# ---- killed again and again ---------------------------------------------------------------------------------
base=$tmp/base-mail
rm -rf "$dir"
cp -a "$base" "$dir"
for when in 3 5 8 4 11 6 2; do
	{ strace -f -o /dev/null -e trace=fdatasync,sendto -e inject=fdatasync,sendto:signal=SIGKILL:when=$when \
		"$B/rapporteur" -C "$dir" --now "$now" serve --once >/dev/null 2>&1; } 2>/dev/null
done
compare "seven crashes in a row" >"$tmp/diff"
result $? "seven crashes in a row leave the same"

# ---- the running daemon -------------------------------------------------------------------------------------
# The children of a running daemon are killed; it goes on, and nothing is lost or doubled.
rm -rf "$dir"
new_consultation "$tmp/consultation"
sed -i 's/opens: 2020-07-06 09:00, deadline: 2020-07-30 18:00/opens: 2020-07-06 09:00, deadline: 2099-07-30 18:00/; s/opens: 2020-08-10 09:00, deadline: 2020-09-10 18:00/opens: 2099-08-10 09:00, deadline: 2099-09-10 18:00/; s/  starts: 2020-08-06/  starts: 2099-08-06/; s/  ends: 2020-08-06/  ends: 2099-08-06/' "$dir/consultation.yaml"
"$B/rapporteur" -C "$dir" serve >"$tmp/out" 2>"$tmp/err" &
daemon=$!
at_end() {
	kill -KILL "$daemon" 2>/dev/null
}
have_letters() {
	[ "$(sent_count "$1")" -ge "$2" ]
}
# fetch and send are named by the log; the zygote of the reader is what else the daemon started, where ps can see it.
child_of() { # child_of fetch|send|reader
	case $1 in
	reader) ps -o pid=,args= --ppid "$daemon" 2>/dev/null | awk '/rapporteur-reader/ { print $1; exit }' ;;
	*) sed -n "s/^event=child-started child=$1 pid=\([0-9]*\)\$/\1/p" "$tmp/err" | tail -n 1 ;;
	esac
}
until_true 20 have_letters request/ 12
killed=0
for child in fetch send reader; do
	pid=$(child_of "$child")
	[ -n "$pid" ] && kill -KILL "$pid" && killed=$((killed + 1))
	reply_to "$(sent request/1/plan/MN)" oyun@nature.mn.example "2.2 support
2.6 $child" | deliver "after-$child"
	sleep 0.2
done
until_true 20 have_letters receipt/ 6 && [ "$(waiting)" -eq 0 ] && kill -TERM "$daemon" && wait "$daemon" &&
	now=$(date +%FT%T+00:00) && [ "$(count accepted)" -eq 3 ] && [ "$(standing MN 2.6)" = reader ] && [ "$killed" -ge 2 ]
result $? "each child of the running daemon is killed: it is started again, the mails are recorded, SIGTERM ends it well"
