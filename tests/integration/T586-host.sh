#!/bin/bash
# R70: the state folder and all that is ever written are for their owner only; nothing is written through a link; one daemon at
# a time; a database that is empty, damaged, foreign, newer or lost is refused within a second, with a reason and a
# status, before any connection is made, and every file is what it was.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/fake.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/faults.sh"
daemon=
at_end() {
	[ -n "$daemon" ] && kill -KILL "$daemon" 2>/dev/null && wait "$daemon" 2>/dev/null
	fake_stop_all
}

# ---- modes, whatever the umask of who starts it -------------------------------------------------------------
oyun=oyun@nature.mn.example
(umask 000 && new_consultation "$tmp/consultation" && rm "$dir/state/token-key" && rmdir "$dir/state")
dir=$tmp/consultation
umask 000
work
result $? "a first start under umask 000"
reply_to "$(sent request/1/plan/MN "$oyun")" "$oyun" '2.1 support' | deliver one
reply_to "$(sent request/1/plan/MN "$oyun")" somebody@elsewhere.example '2.1 oppose' 'dmarc=pass' | deliver two
at 2020-07-07T10:00:00+09:00
work && run draft --output "$dir/out" && run draft --docx "$dir/out/form.docx" &&
	run export --format xlsx,json,csv --output "$dir/out/record" && run backup && run backup "$dir/out/copy.db" &&
	run preview digest --output "$dir/out"
result $? "a reply, a draft, tables, copies"
umask 022
# What a test has delivered keeps its mode on its way; all else is ours.
find "$dir/state" "$dir/sent" "$dir/out" "$dir/inbox/.Recorded" \( -type f -o -type d \) -perm /077 \
	! -path '*/.Recorded/cur/*' >"$tmp/diff"
[ ! -s "$tmp/diff" ] && [ "$(find "$dir/state" "$dir/sent" "$dir/out" -type f | wc -l)" -gt 20 ]
result $? "no file or folder of ours is open to others"
[ "$(stat -c %a "$dir/state" "$dir/state/backup" | sort -u)" = 700 ] &&
	[ "$(find "$dir/state" -type f -exec stat -c %a {} + | sort -u)" = 600 ]
result $? "folders 0700, files 0600"
chmod 755 "$dir/state" "$dir/state/backup"
chmod 644 "$dir"/state/rapporteur.db*
at 2020-07-08T10:00:00+09:00
work && [ -z "$(find "$dir/state" -perm /077)" ]
result $? "what was opened is closed again"
chmod 644 "$dir/state/token-key"
work
[ $? -eq 78 ] && grep -q 'token-key.*nobody else can read' "$tmp/err"
result $? "a key that others can read is refused"
chmod 600 "$dir/state/token-key"

# ---- links --------------------------------------------------------------------------------------------------
cp -a "$dir" "$tmp/good"
again() { # again NAME: the good consultation anew
	rm -rf "${tmp:?}/$1"
	cp -a "$tmp/good" "$tmp/$1"
	dir=$tmp/$1
}
victim=$tmp/victim
for name in rapporteur.db rapporteur.db-wal rapporteur.db-shm rapporteur.lock token-key; do
	again linked
	printf 'nothing for us' >"$victim"
	chmod 644 "$victim"
	case $name in # these two would be taken for what they are
	rapporteur.db | token-key) mv "$dir/state/$name" "$victim" && chmod 644 "$victim" ;;
	esac
	sha256sum "$victim" >"$tmp/victim.sum"
	ln -sf "$victim" "$dir/state/$name"
	work
	status=$?
	[ $status -ne 0 ] && sha256sum --quiet -c "$tmp/victim.sum" >"$tmp/out" 2>&1 && [ "$(stat -c %a "$victim")" = 644 ] &&
		[ "$(sed 1q "$tmp/err" | wc -c)" -gt 20 ]
	result $? "a link in place of $name: refused ($status), nothing behind it touched"
done
again linked
mkdir -m 755 "$tmp/elsewhere"
rm -rf "$dir/state/backup"
ln -s "$tmp/elsewhere" "$dir/state/backup"
at 2020-07-09T10:00:00+09:00
work && grep -q 'event=backup-failed' "$tmp/err" && [ -z "$(ls -A "$tmp/elsewhere")" ] && [ "$(stat -c %a "$tmp/elsewhere")" = 755 ]
result $? "a link in place of the folder of copies: told, and the day's work goes on"
again foreign
mkdir -m 755 "$tmp/others"
: >"$tmp/others/passwd"
sed -i "s|^state: .*||" "$dir/consultation.yaml"
printf 'state: %s\n' "$tmp/others" >>"$dir/consultation.yaml"
work
[ $? -eq 78 ] && grep -q "open to other users" "$tmp/err" && [ "$(stat -c %a "$tmp/others")" = 755 ] && [ "$(ls -A "$tmp/others")" = passwd ]
result $? "a folder of somebody else, named by mistake: refused as it is"

# ---- one at a time ------------------------------------------------------------------------------------------
again two
at 2020-07-08T11:00:00+09:00
now=
"$B/rapporteur" -C "$dir" serve >"$tmp/out" 2>"$dir/log" &
daemon=$!
until_true 20 grep -q event=started "$dir/log"
result $? "a daemon"
run serve
[ $? -eq 75 ] && grep -q 'Another rapporteur is at work' "$tmp/err"
result $? "a second one is told so"
run serve --once
[ $? -eq 75 ] && grep -q 'Another rapporteur is at work' "$tmp/err"
result $? "and a single run"
run backup --restore "$(find "$dir/state/backup" -name '*.db' | head -n 1)"
[ $? -eq 75 ] && grep -q 'Another rapporteur is at work' "$tmp/err"
result $? "no copy is put back under it"
id=$(run quarantine list && sed -n 's/^ *\([0-9][0-9]*\) .*/\1/p' "$tmp/out" | head -n 1)
run quarantine discard "${id:-0}" --reason 'not ours'
result $? "a command that writes goes on beside it"
run status && run export --output "$dir/out/again"
result $? "and one that reads"
kill -KILL "$daemon"
wait "$daemon" 2>/dev/null
daemon=
until_true 10 run serve --once
result $? "the lock of a daemon that was killed is gone with it"

# ---- refused as it lies there -------------------------------------------------------------------------------
faults_world
result $? "a consultation whose mail comes over IMAP"
now=
certificates
fake_start watch imap-ordinary --tls "$certs/good.pem" "$certs/good-key.pem" --mail "$tmp/mail-1"
disown "$(cat "$fake_dir/watch.pid")" # the cases below are waited for, not this
dir=$world
mailbox_at "$fake_port" implicit "ca_file: $certs/ca.pem"

# All of the folder but the log: names, modes, times, content.
picture() {
	(cd "$dir" && find . ! -name log -printf '%p %y %m %s %T@\n' | sort &&
		find . -type f ! -name log -exec sha256sum {} + | sort -k2)
}
spoil() { # spoil KIND: the database of $dir
	local db=$dir/state/rapporteur.db
	case $1 in
	empty) : >"$db" ;;
	lost) rm "$db" ;;
	zeros) head -c 65536 /dev/zero >"$db" ;;
	foreign) head -c 65536 /dev/urandom >"$db" ;;
	text) echo 'Dear colleague' >"$db" ;;
	cut) truncate -s 20480 "$db" ;;
	odd) truncate -s $(($(stat -c %s "$db") - 1000)) "$db" ;;
	pages) head -c $(($(stat -c %s "$db") - 12288)) /dev/urandom | dd of="$db" bs=4096 seek=3 conv=notrunc status=none ;;
	newer) printf '\1' | dd of="$db" bs=1 seek=60 conv=notrunc status=none ;;
	other) printf 'Mail' | dd of="$db" bs=1 seek=68 conv=notrunc status=none ;;
	esac
}
alone() {
	! sed -n 's/.*event=child-started .*pid=//p' "$dir/log" | xargs -r kill -0 2>/dev/null
}
refusal() { # refusal NAME KIND HOW
	local status begun
	begun=$(date +%s%N)
	dir=$tmp/case-$1
	cp -a "$world" "$dir"
	: >"$dir/log"
	case_bad=
	if [ "$3" = crashed ]; then # a daemon that was killed leaves commits in -wal
		sed -i 's|^  imap: .*|  maildir: inbox|' "$dir/consultation.yaml"
		"$B/rapporteur" -C "$dir" serve >>"$dir/log" 2>&1 &
		daemon_pid=$!
		daemon_until 1 event=started
		deliver one <"$tmp/mail-2"
		daemon_until 1 event=recorded
		good "a mail is recorded"
		kill -KILL "$daemon_pid"
		wait "$daemon_pid" 2>/dev/null
		until_true 10 alone # its children see it and go
		good "its children are gone"
		cp "$world/consultation.yaml" "$dir/consultation.yaml"
		[ -s "$dir/state/rapporteur.db-wal" ]
		good "commits wait in -wal"
	fi
	spoil "$2"
	picture >"$dir.before"
	begun=$(date +%s%N)
	timeout 20 "$B/rapporteur" -C "$dir" serve >"$dir.out" 2>&1
	status=$?
	printf '%s %s ms\n' "$1" $((($(date +%s%N) - begun) / 1000000)) >>"$tmp/times"
	picture >"$dir.after"
	[ $status -eq 65 ]
	good "status 65 (got $status)"
	cmp -s "$dir.before" "$dir.after"
	good "every file is what it was"
	grep -qE 'backup --restore|newer version|belongs to another program' "$dir.out" && [ "$(wc -l <"$dir.out")" -eq 1 ]
	good "a line says what to do"
	dir=$tmp/case-$1
}
for kind in empty lost zeros foreign text cut odd pages newer other; do
	case_run refusal "$kind" $kind clean
	# What -wal holds mends an end that is missing.
	[ $kind = odd ] || case_run refusal "$kind-after-a-crash" $kind crashed
done
case_results
! fake_said watch 'open$|<'
result $? "in all that time the server was not asked once"
awk '$2 > 1000 { slow = slow " " $1 ":" $2 } $2 > most { most = $2 } END { print "# slowest: " most " ms" slow }' "$tmp/times"
dir=$world
"$B/rapporteur" -C "$dir" serve --once >"$tmp/out" 2>"$tmp/err" && fake_said watch 'open$' && fake_said watch '< .*LOGIN'
result $? "with the good database it is"
plan $tap_count
