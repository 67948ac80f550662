#!/bin/bash
# A disk that fails, is read-only or full for a while, a database that somebody else holds, an older copy put back: no
# answer is lost, the daemon stays and goes on by itself (G7). What is damaged: T911.
#
# LONG=1 in the environment: longer, and the database is held for twenty seconds instead of seven.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

# Who is traced cannot look for leaks at the end, and the sanitizer makes an error of that.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0"

if ! strace -o /dev/null true 2>/dev/null; then
	echo "Bail out! strace is missing, or nobody may trace a process here"
	exit 1
fi
plan 24
oyun=oyun@nature.mn.example
daemon=
holder=
at_end() {
	# shellcheck disable=SC2086 # one of them may not be there
	kill -KILL $daemon $holder 2>/dev/null
}
has_answer() { # has_answer FIELD
	[ "$(standing MN "$1")" = support ]
}
letters() { # letters KEY NUMBER
	[ "$(sent_count "$1" $oyun)" -ge "$2" ]
}
milliseconds() {
	local now=${EPOCHREALTIME/./}
	echo $((now / 1000))
}
# How long it took since `begun`, for whoever reads the log: G7 wants a minute at most.
took() { # took WHAT
	echo "# $1: $(($(milliseconds) - begun)) ms"
}
traced() {
	grep -q INJECTED "$tmp/trace"
}

new_consultation "$tmp/consultation"
sed -i 's/opens: 2020-07-06 09:00, deadline: 2020-07-30 18:00/opens: 2020-07-06 09:00, deadline: 2099-07-30 18:00/; s/opens: 2020-08-10 09:00, deadline: 2020-09-10 18:00/opens: 2099-08-10 09:00, deadline: 2099-09-10 18:00/; s/  starts: 2020-08-06/  starts: 2099-08-06/; s/  ends: 2020-08-06/  ends: 2099-08-06/' "$dir/consultation.yaml"
work
plan_mn=$(sent request/1/plan/MN $oyun)
[ -n "$plan_mn" ]
result $? "a round is open"
now=
base=$tmp/base
cp -a "$dir" "$base"

# ---- calls that fail for a while ----------------------------------------------------------------------------
# Once the daemon runs some of its calls fail, one after another; mails come until they do, and then the disk is well again.
recorded() { # recorded NUMBER
	[ "$(table mails 2>/dev/null | tail -n +2 | wc -l)" -eq "$1" ]
}
fails() { # fails CALL ERROR FIRST LAST
	local n
	rm -rf "$dir"
	cp -a "$base" "$dir"
	: >"$dir/log"
	rm -f "$tmp/pid"
	# shellcheck disable=SC2016 # by that shell
	strace -f -ttt -o "$tmp/trace" -e trace="$1" -e inject="$1:error=$2:when=$3..$4" \
		sh -c 'echo $$ >"$0"; exec "$@"' "$tmp/pid" "$B/rapporteur" -C "$dir" serve >"$tmp/out" 2>"$dir/log" &
	daemon=$!
	until_true 20 grep -q event=started "$dir/log"
	for ((n = 0; n < 15; n++)); do
		traced && [ $n -gt 1 ] && break
		note "$plan_mn" $oyun "[2.6] words of mail $n" | deliver "mail-$n"
		begun=$(milliseconds)
		until_true 3 recorded $((n + 1))
	done
	until_true 60 recorded "$n" && [ "$(standing MN 2.6)" = "words of mail $((n - 1))" ] && [ "$(waiting)" -eq 0 ] && traced
	result $? "$1 says $2 from the $3. call on: all $n mails are recorded, each once"
	took "$(grep -c INJECTED "$tmp/trace") calls failed, the last mail recorded after"
	begun=$(grep INJECTED "$tmp/trace" | tail -n 1 | awk '{ sub(/\./, "", $2); print substr($2, 1, 13) }')
	took "that is, after the last call that failed"
	kill -TERM "$(cat "$tmp/pid")"
	wait $daemon && [ "$(grep -c event=started "$dir/log")" -eq 1 ] && [ "$(grep -cE 'event=(database-)?trouble' "$dir/log")" -le 4 ]
	result $? "by the same daemon, without a line for every try; it ends in peace"
	daemon=
}
many=${LONG:+7} # failures more, in a row
fails fdatasync EIO 5 $((6 + ${many:-0}))
fails fdatasync ENOSPC 5 $((6 + ${many:-0}))
fails pwrite64 EIO 40 $((41 + ${many:-0}))
fails pwrite64 ENOSPC 40 $((41 + ${many:-0}))
fails pwrite64 EROFS 40 $((41 + ${many:-0}))

# ---- held by another program --------------------------------------------------------------------------------
rm -rf "$dir"
cp -a "$base" "$dir"
mkfifo "$tmp/hold"
: >"$dir/log" # else the lines of an earlier daemon are seen there, until this one begins
"$B/rapporteur" -C "$dir" serve >"$tmp/out" 2>"$dir/log" &
daemon=$!
until_true 60 grep -q event=started "$dir/log"
result $? "a daemon has started"
"$B/tests/helpers/sql" "$dir/state/rapporteur.db" --hold <"$tmp/hold" >"$tmp/held" &
holder=$!
exec 9>"$tmp/hold"
until_true 20 grep -q held "$tmp/held"
result $? "another program holds the database"
reply_to "$plan_mn" $oyun '2.1 support' | deliver first
sleep "$([ -n "${LONG:-}" ] && echo 20 || echo 7)"
kill -0 $daemon && [ "$(waiting)" -eq 1 ] && ! letters receipt/ 1
result $? "the daemon waits, the mail lies where it lay, nothing is told that is not recorded"
exec 9>&-
begun=$(milliseconds)
until_true 60 has_answer 2.1 && until_true 30 letters receipt/ 1
result $? "let go, and it is recorded"
took "recorded and answered after"

# ---- held while it starts -----------------------------------------------------------------------------------
kill -TERM $daemon
wait $daemon
"$B/tests/helpers/sql" "$dir/state/rapporteur.db" --hold <"$tmp/hold" >"$tmp/held" &
holder=$!
exec 9>"$tmp/hold" # the daemon must not have it
until_true 20 grep -q held "$tmp/held"
"$B/rapporteur" -C "$dir" serve >"$tmp/out" 2>"$dir/log" 9>&- &
daemon=$!
until_true 20 grep -q 'database-trouble doing=starting' "$dir/log" && kill -0 $daemon
result $? "a daemon that starts meanwhile says so and waits"
exec 9>&-
until_true 60 grep -q event=started "$dir/log"
result $? "let go, and it starts"

# ---- two of them --------------------------------------------------------------------------------------------
timeout 60 "$B/rapporteur" -C "$dir" serve >"$tmp/out" 2>"$tmp/err"
[ $? -eq 75 ] && grep -q 'one at a time' "$tmp/err" && kill -0 $daemon
result $? "a second daemon is refused"
kill -TERM $daemon
wait $daemon
result $? "the first ends in peace"
daemon=

rm -rf "$base"
cp -a "$dir" "$base"

# ---- what was put back --------------------------------------------------------------------------------------
# A copy from before a reply: the mail, moved back to where new mail comes in, is taken in again, once.
rm -rf "$dir"
cp -a "$base" "$dir"
run backup "$tmp/copy.db"
result $? "a copy is made"
reply_to "$plan_mn" $oyun '2.4 as far as it goes' | deliver after-copy
work
[ "$(standing MN 2.4)" = 'as far as it goes' ] && run backup --restore "$tmp/copy.db" && [ -z "$(standing MN 2.4)" ]
result $? "an older copy is put back: what came after it is not in the record"
find "$dir/inbox/.Recorded/cur" -type f -exec mv {} "$dir/inbox/new/" \;
work && [ "$(standing MN 2.4)" = 'as far as it goes' ] && [ "$(waiting)" -eq 0 ]
result $? "its mails, moved back, are read again"
[ "$(table mails | tail -n +2 | wc -l)" -eq 2 ] && [ "$(grep -h '^X-Rapporteur-Key: receipt' -r "$dir/sent" | sort | uniq -c | awk '$1 > 2' | wc -l)" -eq 0 ]
result $? "and each stands once"
run rebuild --check
result $? "which the events bear out"
