#!/bin/bash
# R70: a copy of the record every night, once, also when the night was slept through; seven are kept; each can be put back; and
# with a lost database, the last copy and the mails that came later the record is what it was.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 19
daemon=
at_end() {
	[ -n "$daemon" ] && kill -KILL "$daemon" 2>/dev/null && wait "$daemon" 2>/dev/null
}
oyun=oyun@nature.mn.example
hayashi=k.hayashi@kankyo.jp.example

copies() {
	find "$dir/state/backup" -name 'rapporteur-*.db' -printf '%f\n' 2>/dev/null | sort | tr '\n' ' '
}
# What is said, without numbers and times that a second reading may give anew.
positions() {
	table answers | cut -d, -f2-7 | sort
}

new_consultation "$tmp/consultation"
work
[ -z "$(copies)" ]
result $? "on the first day there is nothing to copy"
plan_mn=$(sent request/1/plan/MN "$oyun")
plan_jp=$(sent request/1/plan/JP "$hayashi")
reply_to "$plan_mn" "$oyun" '2.1 support' | deliver mn
at 2020-07-07T03:09:00+09:00
work && [ -z "$(copies)" ]
result $? "none before its time"
at 2020-07-07T03:11:00+09:00
work && [ "$(copies)" = "rapporteur-20200707.db " ] && grep -q 'event=integrity database=good' "$tmp/err"
result $? "one at ten past three, by the clock of the meeting"
before=$(stat -c '%i %Y' "$dir/state/backup/rapporteur-20200707.db")
at 2020-07-07T12:00:00+09:00
work && [ "$(stat -c '%i %Y' "$dir/state/backup/rapporteur-20200707.db")" = "$before" ]
result $? "once"
at 2020-07-10T12:00:00+09:00
work && [ "$(copies)" = "rapporteur-20200707.db rapporteur-20200710.db " ] && ! grep -q event=integrity "$tmp/err"
result $? "after three days without the daemon one, not three"
for day in 11 12 13 14 15 16 17; do
	at "2020-07-${day}T12:00:00+09:00"
	work
	grep -q event=integrity "$tmp/err" && echo "$day" >>"$tmp/integrity"
done
[ "$(copies | wc -w)" -eq 7 ] && [ "$(copies | cut -d' ' -f1)" = rapporteur-20200711.db ]
result $? "seven are kept"
[ "$(cat "$tmp/integrity")" = 14 ]
result $? "every page is looked at once a week"
[ "$(find "$dir/state/backup" -type f | wc -l)" -eq 7 ]
result $? "nothing else lies there"
for name in $(copies); do
	run backup --check "$dir/state/backup/$name" && grep -q '1 mails received, 1 answers' "$tmp/out" || echo "$name"
done >"$tmp/diff"
[ ! -s "$tmp/diff" ]
result $? "each is good"
cp "$dir/state/backup/$(copies | cut -d' ' -f7)" "$tmp/bad.db"
head -c 4096 /dev/urandom | dd of="$tmp/bad.db" bs=4096 seek=5 conv=notrunc status=none
run backup --check "$tmp/bad.db"
[ $? -eq 65 ]
result $? "a damaged one is told"

# ---- no room ------------------------------------------------------------------------------------------------
chmod 500 "$dir/state/backup"
at 2020-07-18T12:00:00+09:00
if [ "$(id -u)" -eq 0 ]; then # root may write anywhere: something stands in the way instead
	mkdir -p "$dir/state/backup/rapporteur-20200718.db.new/x"
fi
work && grep -q 'event=backup-failed' "$tmp/err" && [ "$(copies | wc -w)" -eq 7 ]
result $? "a copy that cannot be made is told, and the rest goes on"
chmod 700 "$dir/state/backup"
rm -rf "$dir/state/backup/rapporteur-20200718.db.new"
work && [ "$(copies | cut -d' ' -f7)" = rapporteur-20200718.db ]
result $? "and is made up for"

# ---- the way back -------------------------------------------------------------------------------------------
at 2020-07-19T01:00:00+09:00
reply_to "$plan_jp" "$hayashi" '2.1 support' | deliver jp
reply_to "$plan_mn" "$oyun" '2.2 support' | deliver mn-2
work
positions >"$tmp/positions"
[ "$(standing JP 2.1)" = support ] && [ "$(standing MN 2.2)" = support ]
result $? "replies come after the last copy"
rm "$dir/state/rapporteur.db" "$dir/state/rapporteur.db-wal"
work
[ $? -eq 65 ] && grep -q 'backup --restore' "$tmp/err"
result $? "the database is lost: refused, with the way out"
run backup --restore "$dir/state/backup/rapporteur-20200718.db" && work && [ -z "$(standing JP 2.1)" ] && [ -z "$(standing MN 2.2)" ] && [ "$(standing MN 2.1)" = support ]
result $? "with the last copy it stands where it stood"
mv "$dir"/inbox/.Recorded/cur/* "$dir/inbox/new/"
work
positions | diff "$tmp/positions" - >"$tmp/diff" && [ "$(waiting)" -eq 0 ]
result $? "with the recorded mails moved back to the inbox, nothing is lost and nothing counts twice"

# ---- beside a daemon at work --------------------------------------------------------------------------------
now=
"$B/rapporteur" -C "$dir" serve >"$tmp/out" 2>"$dir/log" &
daemon=$!
until_true 20 grep -q event=started "$dir/log"
run backup "$tmp/copy.db" && run backup --check "$tmp/copy.db" && grep -q 'a good copy' "$tmp/out" &&
	[ "$(stat -c %a "$tmp/copy.db")" = 600 ]
result $? "a copy beside a daemon"
before=$(cksum <"$tmp/copy.db")
for there in "$tmp/copy.db" "$dir/consultation.yaml" "$dir/state/rapporteur.db" "$dir/state/token-key"; do
	program backup "$there" >"$tmp/out" 2>&1
	[ $? -eq 73 ] && grep -q 'is there already and is not overwritten' "$tmp/out" && echo refused
done >"$tmp/refused"
[ "$(wc -l <"$tmp/refused")" -eq 4 ] && [ "$(cksum <"$tmp/copy.db")" = "$before" ] && run check
result $? "which takes the place of no file that is there"
kill -TERM "$daemon"
wait "$daemon"
result $? "which ends in peace"
daemon=
