#!/bin/bash
# A full disk: nothing is lost, no receipt goes out for what is not on disk, the message says what is wrong, and with room
# the daemon goes on by itself. The disk is a small file system of its own, so this needs to mount one.
# shellcheck source-path=SCRIPTDIR
if [ "${1:-}" != inside ]; then
	# A mount namespace of its own where there can be one; as root in a bare chroot the mount is made and taken away.
	if unshare -m true 2>/dev/null; then
		exec unshare -m "$0" inside
	elif [ "$(id -u)" -ne 0 ] && unshare -rm true 2>/dev/null; then
		exec unshare -rm "$0" inside
	fi
fi
. "$(dirname "$0")/lib.sh"
plan 26

oyun=oyun@nature.mn.example
disk=$tmp/disk
daemon=
at_end() {
	[ -n "$daemon" ] && kill -KILL "$daemon" 2>/dev/null && wait "$daemon" 2>/dev/null
	umount "$disk" 2>/dev/null
}
mkdir "$disk"
mount -t tmpfs -o size=8m,mode=700 tmpfs "$disk" 2>"$tmp/err"
result $? "a disk of eight megabytes"

fill() {
	cat /dev/zero >"$disk/filler" 2>/dev/null
	cat /dev/zero >>"$disk/filler" 2>/dev/null
	[ "$(df --output=avail "$disk" | tail -n 1)" -eq 0 ]
}
room() {
	rm -f "$disk/filler"
}
mails() {
	table mails | tail -n +2 | wc -l
}

# ---- the state on it ----------------------------------------------------------------------------------------
new_consultation "$tmp/consultation"
cp -r "$dir/state" "$disk/state"
rm -rf "$dir/state"
ln -s "$disk/state" "$dir/state"
fill
result $? "it is full"
work
status=$?
[ $status -eq 75 ] || [ $status -eq 74 ]
result $? "a first start without room is refused ($status)"
grep -qiE 'no space|disk is full' "$tmp/err"
result $? "and says that there is no space"
[ "$(sent_count request/)" -eq 0 ]
result $? "nothing has left"
room
work && [ "$(sent_count request/1/)" -eq 12 ]
result $? "with room the round opens, each request once"
plan_mn=$(sent request/1/plan/MN "$oyun")
at 2020-07-07T10:00:00+09:00

reply_to "$plan_mn" "$oyun" $'2.1 support' | deliver reply-1
fill
work
[ $? -eq 75 ]
result $? "a reply that cannot be recorded: to be tried again"
grep -qiE 'no space' "$tmp/err"
result $? "the reason is told"
[ "$(waiting)" -eq 1 ] && [ "$(sent_count receipt/)" -eq 0 ]
result $? "the mail stays where it was, and no receipt has gone out"
room
work && [ "$(standing MN 2.1)" = support ] && [ "$(sent_count receipt/ "$oyun")" -eq 1 ] && [ "$(waiting)" -eq 0 ]
result $? "with room it is recorded, its receipt goes out, it is put away"
work && [ "$(sent_count receipt/ "$oyun")" -eq 1 ] && [ "$(mails)" -eq 1 ]
result $? "once"

# ---- a daemon that runs -------------------------------------------------------------------------------------
now=
fill
reply_to "$plan_mn" "$oyun" $'2.2 support' >"$tmp/reply-2"
: >"$dir/log"
"$B/rapporteur" -C "$dir" serve >"$tmp/out" 2>"$dir/log" &
daemon=$!
until_true 10 grep -q started "$dir/log"
result $? "it starts on a full disk"
deliver reply-2 <"$tmp/reply-2"
until_true 15 grep -qi 'no space' "$dir/log"
result $? "it says that there is no space"
sleep 1
[ "$(waiting)" -eq 1 ] && [ "$(sent_count receipt/ "$oyun")" -eq 1 ] && kill -0 "$daemon"
result $? "and goes on, with the mail where it was"
[ "$(grep -ci 'no space' "$dir/log")" -le 20 ]
result $? "without a line for every try"
room
recorded() {
	[ "$(mails)" -eq 2 ]
}
told() {
	[ "$(sent_count receipt/ "$oyun")" -ge 2 ]
}
until_true 40 recorded
result $? "with room it records by itself"
until_true 10 told
result $? "and the receipt goes out"
kill -TERM "$daemon"
wait "$daemon"
result $? "it ends in peace"
daemon=

# ---- the folder of sent mail on it --------------------------------------------------------------------------
mv "$dir/sent" "$disk/sent"
ln -s "$disk/sent" "$dir/sent"
at 2020-07-08T10:00:00+09:00
reply_to "$plan_mn" "$oyun" $'2.3 support' | deliver reply-3
rm "$dir/state"
cp -r "$disk/state" "$dir/state"
before=$(sent_count receipt/)
fill
work
grep -qiE 'no space' "$tmp/err"
result $? "a receipt that cannot be delivered for want of room: told"
[ "$(standing MN 2.3)" = support ] && [ "$(sent_count receipt/)" -eq "$before" ]
result $? "the reply is recorded"
room
at 2020-07-08T12:00:00+09:00
work && [ "$(sent_count receipt/)" -gt "$before" ]
result $? "with room the receipt is delivered"
[ "$(find "$disk/sent/tmp" -type f | wc -l)" -eq 0 ] && [ -z "$(find "$disk/sent/new" -size 0)" ]
result $? "no half of a mail is left"

# ---- what people ask for ------------------------------------------------------------------------------------
fill
run draft --output "$disk/out"
status=$?
[ $status -ne 0 ] && grep -qi 'no space' "$tmp/err"
result $? "a draft that finds no room is told ($status)"
run export --format json,csv --output "$disk/table"
status=$?
[ $status -ne 0 ] && grep -qi 'no space' "$tmp/err"
result $? "and a table ($status)"
# A workbook is made in a folder for temporary files, which may be full as well, or nearly.
: >"$tmp/diff"
run export --output "$tmp/whole.xlsx"
for left in 0 12 24 32 40 48 56 64 72 80 96 128; do # KiB
	rm -f "$disk/filler"
	fill
	truncate -s "-${left}K" "$disk/filler"
	rm -f "$tmp/book.xlsx"
	if TMPDIR=$disk run export --output "$tmp/book.xlsx"; then
		cmp -s "$tmp/whole.xlsx" "$tmp/book.xlsx" || echo "$left KiB: not the whole" >>"$tmp/diff"
	else
		grep -qi 'no space' "$tmp/err" && [ ! -e "$tmp/book.xlsx" ] || echo "$left KiB: not told" >>"$tmp/diff"
		told=$left
	fi
done
[ ! -s "$tmp/diff" ] && [ "$told" -ge 12 ] && [ -s "$tmp/book.xlsx" ]
result $? "and a workbook: whole, or told"
room
[ -z "$(find "$disk/out" "$disk" -maxdepth 1 -name '*.csv' -o -maxdepth 1 -name '*.json' 2>/dev/null)" ]
result $? "no half of a file stands under a name that looks whole"
