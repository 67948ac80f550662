#!/bin/bash
# One session each of IMAP and SMTP, cut off after every EVERY-th octet, of the server's and of ours: whatever was cut
# through, in the next session all is taken in, once, and all is sent (G6).
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/fake.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/faults.sh"
at_end() {
	fake_stop_all
}
every=${EVERY:-41}
world_unopened=$tmp/world.unopened

# Octets of a session without a cut: octets NAME sent|heard
octets() {
	sed -n "s/^1 - octets: \([0-9]*\) sent, \([0-9]*\) heard\$/\\$([ "$2" = sent ] && echo 1 || echo 2)/p" "$fake_dir/$1.log"
}

fetching() { # fetching NAME [CUT-OPTION N]
	local name=$1
	shift
	faults_begin "$name"
	fake_start "$name" imap-ordinary --mail "$tmp/mail-1" --mail "$tmp/mail-2" --mail "$tmp/mail-3" "$@"
	good "the fake server starts"
	mailbox_at "$fake_port" none
	once || once
	good "works in the end"
	once
	good "works once more"
	equal "recorded, each once" "$(grep -c 'event=recorded' "$dir/log")" 3
	equal "moved" "$(fake_count "$name" ' - moved 10[123]$')" 3
	! grep -qE 'event=(child-ended|child-protocol)' "$dir/log"
	good "no process of ours dies"
}

# Message-IDs of the mails that the fake has taken, one for each time.
accepted() { # accepted NAME
	awk '$2 == "<" && tolower($3) == "message-id:" { id[$1] = substr($4, 1, index($4, ">")) }
		$2 == "-" && $3 == "accepted" && ($1 in id) { print id[$1] }' "$fake_dir/$1.log"
}

sending() { # sending NAME [CUT-OPTION N]
	local name=$1 states round
	shift
	world=$world_unopened faults_begin "$name"
	fake_start "$name" smtp-ordinary "$@"
	good "the fake server starts"
	sending_at "$fake_port" none
	for round in 1 2 3; do
		once
		states=$("$B/tests/helpers/outbox" "$dir/state" --due)
		[ "$(grep -c '^sent ' <<<"$states")" -eq 12 ] && break
	done
	equal "sent" "$(grep -c '^sent ' <<<"$states")" 12
	equal "taken" "$(accepted "$name" | sort -u | wc -l)" 12
	most "taken twice" "$(accepted "$name" | sort | uniq -d | wc -l)" 1
	! grep -qE 'event=(child-ended|child-protocol|refused)' "$dir/log"
	good "no process of ours dies, nothing is refused"
	most rounds "$round" 3
}

# cuts FUNCTION DIRECTION STEP: one TAP line for all of them.
cuts() {
	local function=$1 direction=$2 step=$3 n last count=0 bad=0 name
	case_names=()
	last=$(octets "whole-$function" "$direction")
	for ((n = 0; n < last; n += step)); do
		case_run "$function" "$function-$direction-$n" "--cut-$direction" "$n"
	done
	wait
	for name in "${case_names[@]}"; do
		count=$((count + 1))
		[ -f "$tmp/case-$name.bad" ] && [ -z "$(cat "$tmp/case-$name.bad")" ] && continue
		bad=$((bad + 1))
		echo "# $name: $(cat "$tmp/case-$name.bad")"
	done
	[ "$count" -gt 10 ] && [ "$bad" -eq 0 ]
	result $? "$function, cut after every $step. octet of $last $direction by the server: $count cuts"
	rm -rf "$tmp/case-$function-$direction"-*
}

faults_world
result $? "a consultation whose round is open"
# Short ones: cuts within a long body teach nothing new.
dir=$world
for i in 1 2 3; do
	note "$(sent request/1/plan/MN oyun@nature.mn.example)" oyun@nature.mn.example "[2.$i] support" >"$tmp/mail-$i"
done
case_run fetching whole-fetching
case_run sending whole-sending
case_results
cuts fetching sent "$every"
cuts fetching heard $((every / 3 + 1))
cuts sending sent $((every * 2 / 3 + 1))
cuts sending heard $((every * 400))
plan $tap_count
