#!/bin/bash
# The running daemon while its clock is set: forward, back, over the changes of summer time, over a day, three days, a month
# without it. Each digest is made once, none twice; a deadline that was slept over is kept (G9).
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 12

clocked=$B/tests/helpers/clocked
officer=haneul.kim@neaspec.example

# The round is open since the time given, digests are made at AT in ZONE; deadlines are far away.
begin() { # begin NAME ZONE AT OPENED
	new_consultation "$tmp/$1"
	sed -i "s/opens: 2020-07-06 09:00, deadline: 2020-07-30 18:00/opens: 2020-07-06 09:00, deadline: 2099-07-30 18:00/; s/opens: 2020-08-10 09:00, deadline: 2020-09-10 18:00/opens: 2099-08-10 09:00, deadline: 2099-09-10 18:00/
		s/  starts: 2020-08-06/  starts: 2099-08-06/; s/  ends: 2020-08-06/  ends: 2099-08-06/; s|^  timezone: Asia/Seoul|  timezone: $2|; s/at: \"08:00\"/at: \"$3\"/" "$dir/consultation.yaml"
	at "$4"
	work
}
start() {
	TEST_CLOCK=$dir/clock "$clocked" -C "$dir" serve >/dev/null 2>>"$dir/log" &
	daemon=$!
}
# The daemon has used this number in three different seconds: at least one whole look at what is due is over.
has_seen() {
	local used seconds
	{ read -r used seconds <"$dir/clock.seen"; } 2>/dev/null && [ "$used" = "$1" ] && [ "$seconds" -ge 3 ]
}
set_clock() { # set_clock TIME
	local shift
	shift=$(($(date -d "$1" +%s) - $(date +%s)))
	echo "$shift" >"$dir/clock.new" && mv "$dir/clock.new" "$dir/clock"
	[ -n "${daemon:-}" ] || start
	until_true 40 has_seen "$shift"
}
stop() {
	kill -TERM "$daemon" && wait "$daemon"
	daemon=
}
digests() {
	sent_count digest/ $officer
}
all_made() {
	[ $(($(digests) - before)) -ge "$wanted" ]
}
# Times are UTC; "-": the daemon ends, and is started again at the next one. What it gives: the digests since the beginning.
steps() { # steps TIME|- ...
	local step
	before=$(digests)
	daemon=
	for step; do
		case $step in
		-) stop ;;
		*) set_clock "$step" || echo "the daemon did not look at $step" ;;
		esac
	done
	until_true 15 all_made
	stop || echo "it did not end in peace"
	echo "digests $(($(digests) - before))"
	grep -cE 'event=(database-)?trouble' "$dir/log" | sed 's/^/trouble /'
}
# Side by side: one after another they would take minutes of waiting.
scenario() { # scenario NAME DIGESTS ZONE AT OPENED STEPS...
	local name=$1
	wanted=$2
	shift 2
	(
		begin "$name" "${@:1:3}"
		shift 3
		steps "$@" >"$tmp/$name.said" 2>&1
		[ -z "$daemon" ] || kill -KILL "$daemon"
	) &
}
scenario day 3 Asia/Seoul 08:00 2026-03-01T12:00:00+09:00 2026-03-01T22:59:50Z 2026-03-01T23:00:05Z 2026-03-02T22:59:50Z 2026-03-02T23:00:05Z 2026-03-03T23:00:05Z
scenario restart 1 Asia/Seoul 08:00 2026-03-01T12:00:00+09:00 2026-03-01T22:59:30Z - 2026-03-01T23:00:30Z - 2026-03-01T23:01:00Z
scenario three-days 1 Asia/Seoul 08:00 2026-03-01T12:00:00+09:00 2026-03-01T12:00:00Z - 2026-03-04T12:00:00Z
scenario hour-back 1 Asia/Seoul 08:00 2026-03-01T12:00:00+09:00 2026-03-01T22:59:55Z 2026-03-01T23:00:10Z 2026-03-01T22:00:10Z 2026-03-01T23:00:10Z
scenario forward 2 Asia/Seoul 08:00 2026-03-01T12:00:00+09:00 2026-03-01T23:30:00Z 2026-03-03T01:30:00Z
scenario epoch 1 Asia/Seoul 08:00 2026-03-01T12:00:00+09:00 1970-01-01T00:00:20Z 2026-03-02T12:00:00Z
scenario spring 1 Europe/Paris 02:30 2026-03-28T12:00:00+01:00 2026-03-29T00:59:50Z 2026-03-29T01:00:10Z 2026-03-29T01:31:00Z 2026-03-29T03:00:00Z
scenario autumn 1 Europe/Paris 02:30 2026-10-24T12:00:00+02:00 2026-10-25T00:29:50Z 2026-10-25T00:30:10Z 2026-10-25T01:29:50Z 2026-10-25T01:30:10Z 2026-10-25T03:00:00Z
scenario y2038 2 Asia/Seoul 08:00 2038-01-18T12:00:00+09:00 2038-01-18T22:59:50Z 2038-01-18T23:00:10Z 2038-01-19T03:14:20Z 2038-01-19T23:00:10Z
scenario month 1 Asia/Seoul 08:00 2026-03-01T12:00:00+09:00 2026-03-01T12:00:00Z - 2026-04-02T12:00:00Z
wait

expect() { # expect NAME DIGESTS WHAT
	printf 'digests %s\ntrouble 0\n' "$2" | diff - "$tmp/$1.said" >"$tmp/diff"
	result $? "$3: $2"
}
expect day 3 "two days and a morning"
expect restart 1 "started again a minute before the hour and after it"
expect three-days 1 "three days without the daemon"
expect hour-back 1 "the clock an hour back over the hour"
expect forward 2 "the clock 26 hours forward: one of each morning"
expect epoch 1 "a clock that begins in 1970"
expect spring 1 "an hour that is left out"
expect autumn 1 "an hour that comes twice"
expect y2038 2 "over the end of 32 bits"
expect month 1 "a month without the daemon"

# ---- the deadline -------------------------------------------------------------------------------------------
# Slept over: what lay in the mailbox in time counts, what came after it is recorded as late.
new_consultation "$tmp/deadline"
work
plan_kr=$(sent request/1/plan/KR jian.seo@hwankyung.kr.example)
plan_cn=$(sent request/1/plan/CN lin.wenhao@environment.cn.example)
note "$plan_cn" lin.wenhao@environment.cn.example '[2.1] support' | deliver in-time
touch -d '2020-07-30 17:58:00 +0900' "$dir/inbox/new/in-time"
note "$plan_kr" jian.seo@hwankyung.kr.example '[2.1] support' | deliver too-late
touch -d '2020-07-30 18:00:01 +0900' "$dir/inbox/new/too-late"
daemon=
set_clock 2020-08-01T12:00:00Z
both() {
	[ "$(waiting)" -eq 0 ]
}
until_true 20 both
now=2020-08-01T12:00:00Z
[ "$(standing CN 2.1)" = support ] && [ -z "$(standing KR 2.1)" ] && [ "$(count late)" -eq 1 ]
result $? "a deadline slept over: what was there in time counts, what came later is recorded as late"
# The mailbox's time is what counts, not that of a clock that runs ahead of it.
stop
result $? "it ends in peace"
