#!/bin/bash
# SIGKILL at random moments: the whole daemon at once, core alone, fetch, send or the reader, while mails are taken in,
# letters and the digest leave, a draft is written. After a few kills what stands must be what an undisturbed run leaves.
#
# COUNT=2000 in the environment: so many kills that hit; SEED=N: that series again.
[ -d /dev/shm ] && [ -w /dev/shm ] && [ "$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')" -gt 100000 ] && test_place=/dev/shm
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/crash.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/fake.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/faults.sh"
plan 6
count=${COUNT:-40}
seed=${SEED:-$$}
RANDOM=$seed
at_end() {
	fake_stop_all
}
echo "# seed $seed"

milliseconds() {
	local now=${EPOCHREALTIME/./}
	echo $((now / 1000))
}
# The zygote of the reader has no line in the log; where ps cannot show it core is killed in its place.
reader_of() {
	ps -o pid=,args= --ppid "$1" 2>/dev/null | awk '/rapporteur-reader/ { print $1; exit }'
}
child_of() { # child_of fetch|send
	sed -n "s/^event=child-started child=$1 pid=\([0-9]*\)\$/\1/p" "$tmp/running" | tail -n 1
}
victims=(all all core fetch send reader)
declare -A hits=([all]=0 [core]=0 [fetch]=0 [send]=0 [reader]=0 [command]=0)

# Kills once while the command runs; 0 if it hit. *length is how long the command takes undisturbed.
kill_once() { # kill_once LENGTH ARGUMENTS...
	local length=$1 pid victim target
	shift
	setsid "$B/rapporteur" -C "$dir" ${now:+--now "$now"} "$@" >/dev/null 2>"$tmp/running" &
	pid=$!
	printf -v target '0.%03d' $((RANDOM % (length + length / 10 + 1)))
	sleep "$target"
	victim='command'
	[ "$1" = serve ] && victim=${victims[RANDOM % ${#victims[@]}]}
	case $victim in
	all | command) target=-$pid ;;
	core) target=$pid ;;
	reader) target=$(reader_of "$pid") ;;
	*) target=$(child_of "$victim") ;;
	esac
	if [ -n "$target" ] && kill -0 "$pid" 2>/dev/null && kill -KILL -- "$target" 2>/dev/null; then
		hits[$victim]=$((hits[$victim] + 1))
		{ wait "$pid"; } 2>/dev/null
		cat "$tmp/running" >>"$dir/log"
		return 0
	fi
	{ wait "$pid"; } 2>/dev/null
	return 1
}

# The daemon, or now and then a command beside nothing.
kill_some() {
	if [ $((RANDOM % 8)) -eq 0 ]; then
		kill_once $((length / 3)) draft --output "$dir/out"
	else
		kill_once "$length" serve --once
	fi
}

# series BASE KILLS: kills from the same beginning, up to eight in a row, each row settled and compared.
series() {
	local begun length missed row
	base=$1
	rm -rf "$dir"
	cp -a "$base" "$dir"
	begun=$(milliseconds)
	work
	length=$(($(milliseconds) - begun))
	work
	state_of >"$tmp/expected"
	grep -v event=sent "$dir/log" >"$tmp/undisturbed"
	: >"$tmp/diff"
	killed=0
	while [ "$killed" -lt "$2" ]; do
		rm -rf "$dir"
		cp -a "$base" "$dir"
		row=$((RANDOM % 8 + 1))
		missed=0
		while [ "$row" -gt 0 ] && [ "$missed" -lt 3 ]; do
			if kill_some; then
				killed=$((killed + 1))
				row=$((row - 1))
			else
				missed=$((missed + 1))
			fi
		done
		compare "after $killed kills of the seed $seed" >>"$tmp/diff"
		identities >>"$tmp/diff"
		rm -rf "$dir/out"
	done
}

# Every letter that left has the Message-ID that the outbox has for it, and no key has two.
identities() {
	grep -hiE '^(X-Rapporteur-Key|Message-ID):' -r "$dir/sent/new" "$dir/sent/cur" 2>/dev/null |
		awk 'tolower($1) == "message-id:" { id = $2 } tolower($1) == "x-rapporteur-key:" { key = $2 }
			id != "" && key != "" { if ((key in of) && of[key] != id) print key " left with two Message-IDs"; of[key] = id; id = key = "" }'
}

new_consultation "$tmp/consultation"
cp -a "$dir" "$tmp/base-open"
series "$tmp/base-open" $((count / 3))
grep -q '^ *1 X-Rapporteur-Key: request/1/plan/MN' "$tmp/expected" && [ "$(grep -c 'Key: request' "$tmp/expected")" -eq 12 ]
result $? "undisturbed, a round opens with twelve requests"
[ "$killed" -ge $((count / 3)) ] && [ ! -s "$tmp/diff" ]
result $? "killed $killed times at random while it opens: each request once"

rm -rf "$dir"
cp -a "$tmp/base-open" "$dir"
work
at 2020-07-07T10:00:00+09:00
seven_mails
cp -a "$dir" "$tmp/base-mail"
series "$tmp/base-mail" $((count * 2 / 3))
[ "$(sed -n '1p' "$tmp/expected")" = "waiting 0, put away 7, left in tmp 0" ] && [ "$(grep -c 'Key: receipt' "$tmp/expected")" -eq 6 ]
status=$?
[ $status -eq 0 ] || cat "$tmp/undisturbed" "$tmp/expected" >"$tmp/out"
result $status "undisturbed, seven mails are recorded and answered"
[ "$killed" -ge $((count * 2 / 3)) ] && [ ! -s "$tmp/diff" ]
result $? "killed $killed times at random on their way: each recorded once, each letter once, the same answers"
for victim in "${!hits[@]}"; do
	printf '# %s: %d hits\n' "$victim" "${hits[$victim]}"
done

# ---- over a network -----------------------------------------------------------------------------------------
# There a mail may arrive twice: never under two Message-IDs, and not more often than something was killed.
faults_world
result $? "a consultation whose round is open"
now=
over_smtp() { # over_smtp KILLS
	local n kills=0 owed copies
	: >"$tmp/diff"
	for ((n = 0; kills < $1; n++)); do
		world=$tmp/world.unopened faults_begin "smtp-$n"
		fake_start "smtp-$n" smtp-ordinary || return 1
		sending_at "$fake_port" none
		owed=0
		while [ "$owed" -lt 5 ] && kill_once 400 serve --once; do
			owed=$((owed + 1))
		done
		kills=$((kills + owed))
		once || once || once
		awk '$2 == "<" && tolower($3) == "message-id:" { id[$1] = $4 } $2 == "<" && tolower($3) == "x-rapporteur-key:" { key[$1] = $4 }
			$2 == "-" && $3 == "accepted" && ($1 in id) { print key[$1], id[$1] }' "$fake_dir/smtp-$n.log" >"$tmp/accepted"
		fake_stop "smtp-$n"
		[ "$(cut -d' ' -f1 "$tmp/accepted" | sort -u | wc -l)" -eq 12 ] ||
			echo "run $n: $(cut -d' ' -f1 "$tmp/accepted" | sort -u | wc -l) of 12 letters arrived" >>"$tmp/diff"
		[ "$(sort -u "$tmp/accepted" | wc -l)" -eq 12 ] || echo "run $n: a letter had two Message-IDs" >>"$tmp/diff"
		copies=$(sort "$tmp/accepted" | uniq -c | sort -rn | awk 'NR == 1 { print $1 }')
		[ "$copies" -le $((1 + owed)) ] || echo "run $n: $copies copies after $owed kills" >>"$tmp/diff"
		rm -rf "$dir"
	done
	network_kills=$kills
}
over_smtp $((count / 10 + 1))
[ ! -s "$tmp/diff" ]
result $? "killed ${network_kills:-0} times while letters leave over SMTP: each arrives, always with the same Message-ID"
