#!/bin/bash
# SIGKILL at the system calls that change the world while the record is made again, a copy of it is made or put back, a
# draft is written, a round comes to its deadline and the digest leaves: the database is whole and the old or the new one, a
# file is the old or the new one, and the same command, or the daemon, ends what was begun.
#
# EVERY=1 in the environment: at each single call (crash.sh).
[ -d /dev/shm ] && [ -w /dev/shm ] && [ "$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')" -gt 100000 ] && test_place=/dev/shm
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/crash.sh"
plan 11
points_each=1
kept=$tmp # what all of them compare with

dump() { # dump FILE
	"$B/tests/helpers/sql" "$dir/state/rapporteur.db" --dump >"$1"
}
# The record is that of one of the dumps named.
record_is() { # record_is DUMP...
	local name
	dump "$tmp/dump"
	for name; do
		cmp -s "$kept/$name" "$tmp/dump" && return 0
	done
	echo "the record is none of: $*"
	return 1
}
base() { # base NAME: what stands in $dir, to begin from
	rm -rf "${tmp:?}/base-$1"
	cp -a "$dir" "$tmp/base-$1"
}
from() { # from NAME
	rm -rf "$dir"
	cp -a "$tmp/base-$1" "$dir"
}
told() { # told LEAST WHAT
	[ "$points" -ge "$1" ] && [ ! -s "$tmp/diff" ]
	result $? "killed at $points points $2"
}

new_consultation "$tmp/consultation"
work
plan_mn=$(sent request/1/plan/MN oyun@nature.mn.example)
at 2020-07-07T10:00:00+09:00
seven_mails
work
dump "$tmp/whole"

# ---- rebuild ------------------------------------------------------------------------------------------------
"$B/tests/helpers/sql" "$dir/state/rapporteur.db" "PRAGMA foreign_keys = OFF; DELETE FROM answer; DELETE FROM proposal;
	DELETE FROM reading; DELETE FROM attachment; DELETE FROM member_state; UPDATE mail_in SET kind = NULL, subject = 'lost'"
base damaged
dump "$tmp/damaged"
calls_of rebuild && record_is whole && [ ! -e "$dir/state/rapporteur.db.rebuilt" ]
result $? "undisturbed, rebuild brings back what was lost"
base worked
killed_rebuild() {
	killed_at "$1" rebuild
	database_whole && record_is damaged whole || return 1
	run rebuild || { echo "the next rebuild ends with $?" && return 1; }
	record_is whole && [ -z "$(find "$dir/state" -name '*.rebuilt*')" ] && work && record_is whole
}
at_points "$tmp/base-damaged" killed_rebuild
told 15 "of rebuild: the record is as before or whole, the next one ends it, and the daemon finds nothing to do again"

# ---- the draft ----------------------------------------------------------------------------------------------
from worked
run draft --output "$dir/out"
cp -a "$dir/out" "$tmp/draft-before"
note "$plan_mn" oyun@nature.mn.example '2.5 [P3] Delete the whole paragraph.' | deliver later
work
dump "$tmp/later"
base later
calls_of draft --output "$dir/out" && [ "$(find "$dir/out" -type f | wc -l)" -ge 3 ] && ! diff -r "$tmp/draft-before" "$dir/out" >"$tmp/difference"
result $? "undisturbed, a draft is written over an older one"
cp -a "$dir/out" "$tmp/draft-after"
killed_draft() {
	local file
	killed_at "$1" draft --output "$dir/out"
	database_whole && record_is later || return 1
	for file in "$kept"/draft-after/*; do
		file=${file##*/}
		cmp -s "$dir/out/$file" "$kept/draft-after/$file" || cmp -s "$dir/out/$file" "$kept/draft-before/$file" ||
			{ echo "$file is neither the old one nor the new one" && return 1; }
	done
	run draft --output "$dir/out" || { echo "the next draft ends with $?" && return 1; }
	for file in "$kept"/draft-after/*; do
		cmp "$dir/out/${file##*/}" "$file" || return 1
	done
}
at_points "$tmp/base-later" killed_draft
told 8 "of draft: each file is the old one or the new one, whole"

# ---- a copy is made, and put back ---------------------------------------------------------------------------
from worked
calls_of backup "$dir/copy.db" && run backup --check "$dir/copy.db"
result $? "undisturbed, a copy is made"
killed_backup() {
	killed_at "$1" backup "$dir/copy.db"
	database_whole && record_is whole || return 1
	[ ! -e "$dir/copy.db" ] || run backup --check "$dir/copy.db" || { echo "half a copy has the name of a whole one" && return 1; }
	rm -f "$dir/copy.db"
	run backup "$dir/copy.db" && run backup --check "$dir/copy.db"
}
at_points "$tmp/base-worked" killed_backup
told 8 "of backup: the copy is whole or not there, and the record is untouched"

cp "$dir/copy.db" "$tmp/base-later/copy.db"
from later
calls_of backup --restore "$dir/copy.db" && record_is whole
result $? "undisturbed, a copy is put back"
killed_restore() {
	killed_at "$1" backup --restore "$dir/copy.db"
	if [ -e "$dir/state/rapporteur.db" ]; then
		database_whole && record_is later whole || return 1
	else
		# Between the two names: no empty record may be begun in its place, and what stood there is kept aside.
		run serve --once && echo "a record is begun anew" && return 1
		[ -n "$(find "$dir/state" -name 'rapporteur.db.aside-*')" ] || { echo "nothing is kept aside" && return 1; }
	fi
	run backup --restore "$dir/copy.db" || { echo "the next restore ends with $?" && return 1; }
	database_whole && record_is whole
}
at_points "$tmp/base-later" killed_restore
told 8 "of backup --restore: the record is the one or the other, never an empty one, and the next one ends it"

# ---- the deadline -------------------------------------------------------------------------------------------
from later
note "$plan_mn" oyun@nature.mn.example '[2.6] Thank you.' | deliver in-time
touch -d '2020-07-30 17:00 +0900' "$dir/inbox/new/in-time"
note "$plan_mn" oyun@nature.mn.example '[2.2] cannot support' | deliver late
touch -d '2020-07-30 19:00 +0900' "$dir/inbox/new/late"
base deadline
at 2020-07-31T09:00:00+09:00
calls_of serve --once
work
state_of >"$tmp/expected"
[ "$(grep -c '^ *1 X-Rapporteur-Key: digest' "$tmp/expected")" -eq 2 ] && [ "$(count late)" -eq 1 ] && [ "$(standing MN 2.6)" = 'Thank you.' ]
result $? "undisturbed, the day after the deadline: one mail in time, one late, the digest"
dump "$tmp/dump" && grep -q "'round-closed'" "$tmp/dump"
result $? "and the round is closed"
killed_deadline() {
	killed_at "$1" serve --once
	compare "killed at call $1"
}
at_points "$tmp/base-deadline" killed_deadline
told 15 "of that morning: each mail once, the late one late, one digest"
