#!/bin/bash
# The attack corpus: mails that pretend, made anew for people, domains and tokens nobody knows beforehand, and honest
# ones beside them. SEED says which (its default is fixed), COUNT how many seeds from there.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
export PYTHONDONTWRITEBYTECODE=1
attacks() {
	/usr/bin/python3 "$root/tests/corpus/attacks/attacks.py" "$@"
}
seed=${SEED:-1}
count=${COUNT:-1}
profiles="id microsoft365 none"

# When the mails of a step come in. A round ends between 7 and 8, the next one begins between 8 and 9;
# before 10 tokens are revoked.
times=(- 2020-07-07T10:00:00+09:00 2020-07-07T11:30:00+09:00 2020-07-07T13:00:00+09:00 2020-07-08T10:00:00+09:00
	2020-07-09T10:00:00+09:00 2020-07-09T12:00:00+09:00 2020-07-09T14:00:00+09:00 2020-07-31T10:00:00+09:00
	2020-08-03T10:00:00+09:00 2020-08-03T12:00:00+09:00)

cases=0
for profile in $profiles; do
	cases=$((cases + $(attacks list "$profile" | wc -l) + 3))
done
plan $((cases * count))

one_world() { # one_world SEED PROFILE
	local step new made=0 status=0
	new_consultation "$tmp/$1-$2"
	at 2020-07-06T09:00:00+09:00
	attacks world "$dir" "$1" "$2" && work || status=1
	for ((step = 1; step < ${#times[@]}; step++)); do
		at "${times[$step]}"
		work || status=1
		[ "$step" -ne 10 ] || run token revoke "$(attacks revoked "$dir" "$1" "$2")" || status=1
		new=$(attacks step "$dir" "$1" "$2" "$step" 2>"$tmp/trouble") || status=1
		made=$((made + ${new:-0}))
		sed 's/^/# /' "$tmp/trouble"
		work || status=1
	done
	at 2020-08-04T08:00:00+09:00
	work || status=1
	[ $status -eq 0 ] && [ "$(waiting)" -eq 0 ] && [ "$(put_away)" -eq "$made" ]
	result $? "seed $1, $2: $made mails are taken in and put away"
	attacks judge "$dir" "$1" "$2" >"$tmp/judged" 2>"$tmp/err" || sed 's/^/# /' "$tmp/err"
	awk -v n="$tap_count" '/^(not )?ok - / { sub(/ok - /, "ok " ++n " - ") } { print }' "$tmp/judged"
	tap_count=$((tap_count + $(grep -cE '^(not )?ok - ' "$tmp/judged")))
	[ -n "${KEEP:-}" ] && cp -r "$dir" "$KEEP/"
	rm -rf "$dir"
}

for ((s = seed; s < seed + count; s++)); do
	echo "# seed $s"
	for profile in $profiles; do
		one_world "$s" "$profile"
	done
done
