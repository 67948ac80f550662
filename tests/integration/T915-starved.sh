#!/bin/bash
# An allocation fails, in core, in fetch, in send, in the reader: once, or from then on for the rest of that process's
# life. Nobody dies of it but in the ways there are for it; the daemon is then started with memory enough, and what stands
# must be what an undisturbed run leaves: each mail once, each letter once, the same answers, a sound database.
#
# A run with memory enough has remembered which chain of functions asked for which allocation. EVERY=1 in the environment
# tries the first allocation of every chain, otherwise some of them; JOBS=N at a time. PARTS=mails ONLY="core 4711 once"
# that one alone.
[ -d /dev/shm ] && [ -w /dev/shm ] && [ "$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')" -gt 200000 ] && test_place=/dev/shm
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/crash.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/fake.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/faults.sh"
starved=$B/tests/helpers/starved
plan_of=$B/tests/helpers/starve_plan
jobs=${JOBS:-2}
parts=${PARTS:-open mails commands network}
at_end() {
	fake_stop_all
}

# The program with what FILE says about its memory.
starve() { # starve FILE ARGUMENTS...
	local file=$1
	shift
	TEST_STARVE=$file "$starved" -C "$dir" ${now:+--now "$now"} "$@" >"$tmp/out" 2>"$tmp/err"
}

# A run of the program that remembers where each process asks for memory: then lines "ROLE N once|ever" of COUNT
# allocations that were the first of their chain, evenly; all with EVERY=1.
remember() { # remember FILE ARGUMENTS...
	"$plan_of" "$1" places
	starve "$@"
}
points() { # points FILE ROLE COUNT
	"$plan_of" "$1" told | awk -v role="$2" -v count="$3" -v every="${EVERY:-}" '
		$1 == role { at[n++] = $2 }
		END {
			step = every || n <= count ? 1 : n / count
			for (i = 0; int(i) < n; i += step)
				print role, at[int(i)], (k++ % 2 ? "ever" : "once")
		}'
}

# How a process may end: 75 where our own allocation failed, another status of sysexits.h where a library said that
# it had none. By a signal only in GLib, cmark and GMP, which end the process by themselves, and in libraries below GnuTLS
# and in libetpan, which do not look.
ended_well() { # ended_well WHAT STATUS
	local what=$1 status=$2 role signal library
	"$plan_of" "$tmp/starve" ended >"$tmp/ended"
	while read -r role signal library; do
		case $role/$library in
		refused/) [ "$signal" -gt 0 ] || echo "$what" >>"$tmp/missed" ;;
		*/libglib-* | */libcmark-* | fetch/lib[egtnhp]*.so.* | send/lib[egtnhp]*.so.*)
			echo "$what: $signal in $library" >>"$tmp/library"
			[ "$role" = core ] && status=0
			;;
		*)
			echo "$what: $role was ended by signal $signal in $library"
			grep -h '(+0x' "$tmp/err"
			;;
		esac
	done <"$tmp/ended"
	[ "$status" -le 78 ] || echo "$what: status $status"
}

sound() { # sound WHAT
	[ "$("$B/tests/helpers/sql" "$dir/state/rapporteur.db" 'PRAGMA integrity_check')" = ok ] ||
		echo "$1: the database is not sound"
}

# All points of $tmp/points, shared out: FUNCTION ARGUMENTS... ROLE N once|ever for each, in a place of its own ($tmp).
# What it says is wrong, in $tmp/diff; sets $tried.
worker() { # worker K FUNCTION ARGUMENTS...
	local job=$1 lines=$tmp/points tmp=$tmp/job-$1 role n once
	local dir=$tmp/consultation
	shift
	awk -v k="$job" -v n="$jobs" 'NR % n == k' "$lines" >"$tmp/lines"
	while read -r role n once; do
		"$@" "$role" "$n" "$once"
	done <"$tmp/lines" >"$tmp/bad" 2>&1
}
share_out() { # share_out FUNCTION ARGUMENTS...
	local k workers=()
	[ -z "${ONLY:-}" ] || echo "$ONLY" >"$tmp/points"
	tried=$(wc -l <"$tmp/points")
	for ((k = 0; k < jobs; k++)); do
		mkdir -p "$tmp/job-$k"
		[ ! -f "$tmp/expected" ] || cp "$tmp/expected" "$tmp/job-$k/"
		worker "$k" "$@" &
		workers[k]=$!
	done
	wait "${workers[@]}"
	cat "$tmp"/job-*/bad >"$tmp/diff"
	echo "# $tried points, $(cat "$tmp"/job-*/missed 2>/dev/null | wc -l) not come to, $(cat "$tmp"/job-*/library 2>/dev/null | wc -l) ended in a library"
	rm -f "$tmp"/job-*/missed "$tmp"/job-*/library
}
all_well() { # all_well AT-LEAST
	[ ! -s "$tmp/diff" ] && { [ "$tried" -ge "$1" ] || [ -n "${ONLY:-}" ]; }
}

# ---- mails come, letters leave ------------------------------------------------------------------------------
serve_at() { # serve_at BASE ROLE N once|ever
	local what="$2 $3 $4"
	rm -rf "$dir"
	cp -a "$1" "$dir"
	"$plan_of" "$tmp/starve" "$2" "$3" "$4"
	starve "$tmp/starve" serve --once
	ended_well "$what" $?
	compare "$what"
	sound "$what"
}

series() { # series BASE CORE FETCH SEND ZYGOTE READER: so many points of each
	local base=$1
	rm -rf "$dir"
	cp -a "$base" "$dir"
	work
	state_of >"$tmp/expected"
	rm -rf "$dir"
	cp -a "$base" "$dir"
	remember "$tmp/starve" serve --once
	{
		points "$tmp/starve" core "$2"
		points "$tmp/starve" fetch "$3"
		points "$tmp/starve" send "$4"
		points "$tmp/starve" zygote "$5"
		points "$tmp/starve" reader "$6"
	} >"$tmp/points"
	share_out serve_at "$base"
}

new_consultation "$tmp/consultation"
cp -a "$dir" "$tmp/base-open"
part_open() {
	local now=2020-07-06T09:00:00+09:00
	series "$tmp/base-open" 4 0 2 0 0
	grep -q '^ *1 X-Rapporteur-Key: request/1/plan/MN' "$tmp/expected" && [ "$(grep -c 'Key: request' "$tmp/expected")" -eq 12 ]
	result $? "undisturbed, a round opens with twelve requests"
	all_well 6
	result $? "without memory at $tried points while it opens: twelve requests, each once"

}

work
at 2020-07-07T10:00:00+09:00
seven_mails
cp -a "$dir" "$tmp/base-mail"
part_mails() {
	series "$tmp/base-mail" 10 3 2 2 4
	[ "$(sed -n '1p' "$tmp/expected")" = "waiting 0, put away 7, left in tmp 0" ] && [ "$(grep -c 'Key: receipt' "$tmp/expected")" -eq 6 ]
	result $? "undisturbed, seven mails are recorded and answered"
	all_well 20
	result $? "without memory at $tried points on their way: each recorded once, each letter once, the same answers"

}

# ---- commands -----------------------------------------------------------------------------------------------
dump() {
	"$B/tests/helpers/sql" "$dir/state/rapporteur.db" --dump
}
command_of() { # command_of NAME: sets $command
	case $1 in
	draft) command=(draft --output "$dir/out") ;;
	export) command=(export --format 'json,csv' --output "$dir/out/table") ;;
	rebuild) command=(rebuild) ;;
	esac
}

# What a command leaves: the record as it was, and files that are whole or are not there.
command_at() { # command_at UNDISTURBED NAME ROLE N once|ever
	local what="$2: $3 $4 $5" status file
	rm -rf "$dir/out"
	mkdir "$dir/out"
	command_of "$2"
	"$plan_of" "$tmp/starve" "$3" "$4" "$5"
	starve "$tmp/starve" "${command[@]}"
	status=$?
	ended_well "$what" $status
	sound "$what"
	dump | cmp -s - "$1/dump" || echo "$what: the record is another"
	for file in "$dir"/out/*; do
		[ ! -f "$file" ] || cmp -s "$file" "$1/out/${file##*/}" || echo "$what: ${file##*/} is not what it should be"
	done
	[ $status -ne 0 ] || [ "$(ls "$dir/out")" = "$(ls "$1/out")" ] || echo "$what: a file is missing, and it says that all is well"
}

commands() { # commands NAME CORE READER
	local k
	rm -rf "$dir" "$tmp/undisturbed"
	cp -a "$tmp/base-done" "$dir"
	mkdir "$dir/out" "$tmp/undisturbed"
	dump >"$tmp/undisturbed/dump"
	command_of "$1"
	remember "$tmp/starve" "${command[@]}" && mv "$dir/out" "$tmp/undisturbed/" || return 1
	dump | cmp -s - "$tmp/undisturbed/dump" || return 1
	for ((k = 0; k < jobs; k++)); do
		rm -rf "$tmp/job-$k"
		mkdir "$tmp/job-$k"
		cp -a "$tmp/base-done" "$tmp/job-$k/consultation"
	done
	{
		points "$tmp/starve" core "$2"
		points "$tmp/starve" reader "$3"
	} >"$tmp/points"
	share_out command_at "$tmp/undisturbed" "$1"
}

part_commands() {
	rm -rf "$dir"
	cp -a "$tmp/base-mail" "$dir"
	work
	cp -a "$dir" "$tmp/base-done"
	commands draft 4 0 && all_well 4
	result $? "without memory at ${tried:-0} points of draft: it is written whole or not at all"
	commands export 4 0 && all_well 4
	result $? "without memory at ${tried:-0} points of export: likewise"
	commands rebuild 5 2 && all_well 7
	result $? "without memory at ${tried:-0} points of rebuild: the record is as it was"

}

# ---- over a network -----------------------------------------------------------------------------------------
# IMAP and SMTP over TLS: three mails are fetched, their receipts leave. There a letter may arrive twice, under one
# Message-ID.
# Servers for the consultation in $dir.
servers() { # servers NAME
	local tls=(--tls "$certs/good.pem" "$certs/good-key.pem")
	fake_start "imap-$1" imap-ordinary "${tls[@]}" --mail "$world/../mail-1" --mail "$world/../mail-2" --mail "$world/../mail-3"
	mailbox_at "$fake_port" implicit "ca_file: $certs/ca.pem"
	fake_start "smtp-$1" smtp-ordinary "${tls[@]}"
	sending_at "$fake_port" implicit "ca_file: $certs/ca.pem"
	(umask 077 && printf '%s\n' "$canary_password" >"$dir/password")
}
stop_servers() { # stop_servers NAME
	fake_stop "imap-$1"
	fake_stop "smtp-$1"
}
# Three mails recorded and put away, five receipts that have left, none of them under two names.
settled() { # settled NAME WHAT
	"$B/tests/helpers/outbox" "$dir/state" --due >"$tmp/outbox"
	once
	"$B/tests/helpers/outbox" "$dir/state" --due >"$tmp/outbox"
	once || echo "$2: the next start ended with a status that is not 0"
	"$B/tests/helpers/sql" "$dir/state/rapporteur.db" "SELECT count(*), count(DISTINCT identity), sum(verdict = 'accepted'), sum(state = 'done'), sum(length(raw)) FROM mail_in" >"$tmp/counts"
	[ "$(cat "$tmp/counts")" = "3|3|3|3|$octets" ] || echo "$2: mails recorded, different, accepted, put away, octets of all: $(cat "$tmp/counts")"
	"$B/tests/helpers/outbox" "$dir/state" | grep -v '^sent ' | sed "s/^/$2: not sent: /"
	awk '$2 == "<" && tolower($3) == "message-id:" { id[$1] = $4 } $2 == "<" && tolower($3) == "x-rapporteur-key:" { key[$1] = $4 }
		$2 == "-" && $3 == "accepted" && key[$1] ~ /^receipt\// { print key[$1], id[$1] }' "$fake_dir/smtp-$1.log" >"$tmp/accepted"
	[ "$(cut -d' ' -f1 "$tmp/accepted" | sort -u | wc -l)" -eq 5 ] || echo "$2: $(cut -d' ' -f1 "$tmp/accepted" | sort -u | wc -l) of 5 receipts arrived"
	[ "$(sort -u "$tmp/accepted" | wc -l)" -eq 5 ] || echo "$2: a receipt had two Message-IDs"
	[ "$(wc -l <"$tmp/accepted")" -le 6 ] || echo "$2: $(wc -l <"$tmp/accepted") copies of 5 receipts"
}
net_at() { # net_at ROLE N once|ever
	local what="over a network: $1 $2 $3"
	rm -rf "$dir"
	cp -a "$world" "$dir"
	servers "$job"
	"$plan_of" "$tmp/starve" "$1" "$2" "$3"
	starve "$tmp/starve" serve --once
	ended_well "$what" $?
	settled "$job" "$what" >"$tmp/unsettled"
	if [ -s "$tmp/unsettled" ]; then
		cat "$tmp/unsettled" "$tmp/err" "$dir/log"
	fi
	sound "$what"
	stop_servers "$job"
}
part_network() {
	certificates
	faults_world
	result $? "a consultation whose round is open"
	now=
	octets=$(cat "$world"/../mail-[123] | sed 's/\r*$/\r/' | wc -c)
	dir=$tmp/network
	cp -a "$world" "$dir"
	servers all
	remember "$tmp/starve" serve --once
	settled all "undisturbed" >"$tmp/diff"
	stop_servers all
	[ ! -s "$tmp/diff" ]
	result $? "undisturbed, three mails come and five receipts leave over TLS"
	{
		points "$tmp/starve" fetch 3
		points "$tmp/starve" send 3
	} >"$tmp/points"
	share_out net_at
	all_well 6
	result $? "without memory at $tried points of fetch and send over TLS: three mails, five receipts, one Message-ID each"
}

for part in $parts; do
	"part_$part"
done
plan $tap_count
