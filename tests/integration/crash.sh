# shellcheck shell=bash disable=SC2154 # the variables are those of lib.sh and of the test
# For the series of crashes: seven mails of many kinds, what stands after they have been taken in, and whether a
# disturbed run has ended as an undisturbed one. Source it after lib.sh.
#
#   calls_of ARGUMENTS...    the command undisturbed on $dir; its calls that change the world in $tmp/calls
#   at_points BASE FUNCTION  at each point chosen of those: FUNCTION N on a copy of BASE in $dir, in a process and a $tmp of
#                            its own; what it says is in $tmp/diff in the end, how many points there were in $points
#   killed_at N ARGUMENTS... the command on $dir, of which the process is killed that comes to the N-th of those calls
#
# EVERY=1 in the environment: each point; EVERY=9: each ninth. Otherwise a few of every call. ONLY=N: that point alone.
# Who is traced cannot look for leaks at the end, and the sanitizer makes an error of that.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0"

# They wait in the inbox when this is over; round 1 is open.
seven_mails() {
	local plan_mn
	plan_mn=$(sent request/1/plan/MN)
	reply_to "$plan_mn" oyun@nature.mn.example $'2.1 support with changes\n2.2 support\n2.5 [P3] delete' | deliver 1-reply
	note "$plan_mn" oyun@nature.mn.example '[2.1] support' | deliver 2-correction
	reply_to "$(sent request/1/review/KR)" jian.seo@hwankyung.kr.example $'1.1 4' | deliver 3-other
	{ head_of j.doe@newsdesk.example dmarc=pass "Who attends?" && printf '\nWho attends?\n'; } | deliver 4-stranger
	reply_to "$plan_mn" oyun@nature.mn.example $'2.1 cannot support' dmarc=fail | deliver 5-forged
	sed "s/@TOKEN:review:paek.unhui@protection.kp.example@/$(header_of "$(sent request/1/review/KP)" Message-ID | sed 's/<rq\.\(.*\)@.*/\1/')/" \
		"$root/conf/neaspec-2020/replies/01-bounce-kp.eml" | deliver 6-bounce
	: | deliver 7-empty
}

# What must be the same after every crash, without numbers and times that depend on who was first and when.
state_of() {
	run export --format csv --output "$tmp/table"
	run status --json
	echo "waiting $(waiting), put away $(put_away), left in tmp $(find "$dir/sent/tmp" -type f | wc -l)"
	echo "mails:"
	tr -d '\r' <"$tmp/table-mails.csv" | sed 's/"[0-9]*\(-[0-9T:Z-]*\)*"/""/g' | sort
	echo "answers:"
	tr -d '\r' <"$tmp/table-answers.csv" | sed 's/,"\([^"]*-[0-9T:Z-]*Z\)","[0-9]*","\([0-9]*\)"$/,\2/; s/,[0-9][0-9]*$/,superseded/; s/^"[0-9]*"//' | sort
	echo "proposals:"
	tr -d '\r' <"$tmp/table-proposals.csv" | sed 's/"[0-9]*\(-[0-9T:Z-]*\)*"/""/g' | sort
	echo "letters:"
	grep -hE '^X-Rapporteur-Key:' -r "$dir/sent" | sort | uniq -c
	grep -E '"(waiting|failed|quarantined|machine)":' "$tmp/out"
}

# ---- the points at which something is killed -----------------------------------------------------------------
calls_of() {
	"$B/tests/helpers/kill_at" 0 "$tmp/calls" "$B/rapporteur" -C "$dir" --now "$now" "$@" >"$tmp/out" 2>"$tmp/err"
}
killed_at() {
	local n=$1
	shift
	"$B/tests/helpers/kill_at" "$n" - "$B/rapporteur" -C "$dir" --now "$now" "$@" >/dev/null 2>&1
}
# The first and the last of every call, and of those that are many some between; or with $points_each=1 one of every call.
points_chosen() {
	if [ -n "${ONLY:-}" ]; then
		echo "$ONLY"
	elif [ -n "${EVERY:-}" ]; then
		awk -v every="$EVERY" '(NR - 1) % every == 0 { print $1 }' "$tmp/calls"
	else
		awk -v each="${points_each:-2}" '
			{ at[$3, ++n[$3]] = $1 }
			n[$3] == 1 { name[++names] = $3 }
			END {
				for (i = 1; i <= names; i++) {
					calls = n[name[i]]
					few = calls > 40 ? 3 * each : calls > 14 ? each + 1 : each
					for (k = 0; k < few; k++) # alone it stands for the first, the middle or the last
						print at[name[i], 1 + int((few > 1 ? k / (few - 1) : i % 3 / 2) * (calls - 1))]
				}
			}' "$tmp/calls" | sort -nu
	fi
}
at_point() { # at_point N BASE FUNCTION
	local calls=$tmp/calls expected=$tmp/expected
	# shellcheck disable=SC2318 # the one of before, for both
	local tmp=$tmp/at-$1 dir=$tmp/at-$1/consultation
	mkdir "$tmp"
	cp -a "$2" "$dir"
	"$3" "$1" >"$tmp.diff" || echo "killed at call $1, of process $(sed -n "$1s/^[0-9]* //p" "$calls")" >>"$tmp.diff"
	rm -rf "$tmp"
}
at_points() {
	local n
	points=0
	for n in $(points_chosen); do
		points=$((points + 1))
		while [ "$(jobs -rp | wc -l)" -ge "${CRASHES_AT_ONCE:-2}" ]; do
			wait -n
		done
		at_point "$n" "$1" "$2" &
	done
	wait
	find "$tmp" -maxdepth 1 -name 'at-*.diff' -exec cat {} + >"$tmp/diff"
	rm -f "$tmp"/at-*.diff
}
# The file of the database is sound, and no row leads nowhere.
database_whole() {
	[ "$("$B/tests/helpers/sql" "$dir/state/rapporteur.db" 'PRAGMA integrity_check' 'PRAGMA foreign_key_check')" = ok ] && return 0
	echo "the database is not whole"
	return 1
}

# The end of a run that was disturbed, compared with the undisturbed one. The next start must end well; what was
# being sent when send was killed more than once leaves some minutes later.
compare() { # compare WHAT
	local then=$now
	if ! work; then
		echo "$1: the next start ended with a status that is not 0"
		return 1
	fi
	state_of >"$tmp/state"
	if ! cmp -s "${expected:-$tmp/expected}" "$tmp/state"; then
		at "${then%%T*}T${then:11:2}:20:00+09:00"
		work
		state_of >"$tmp/state"
		at "$then"
	fi
	database_whole && diff "${expected:-$tmp/expected}" "$tmp/state" >"$tmp/difference" && return 0
	echo "$1: the end is another"
	head -n 10 "$tmp/difference"
	return 1
}
