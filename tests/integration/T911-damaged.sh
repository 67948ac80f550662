#!/bin/bash
# A database that is damaged, cut short, empty, somebody else's, of a version to come, or gone where one was: the daemon refuses
# to begin, leaves it as it lies, and has not even greeted the mail server, so that no mail has lost a flag (G7).
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/fake.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/faults.sh"
plan 20
at_end() {
	fake_stop_all
}

faults_world
result $? "a consultation whose round is open, and replies to it"
faults_begin record
cp "$tmp/mail-1" "$dir/inbox/new/first"
once && [ "$(grep -c event=recorded "$dir/log")" -eq 1 ]
result $? "its record has a reply"
base=$dir
slowest=0
now= # as everywhere with servers

refused() { # refused WHERE
	local status before after begun=${EPOCHREALTIME/./} took
	before=$(cd "$dir" && find state inbox sent -type f -exec sha256sum {} + | grep -v rapporteur.lock | sort)
	run serve --once
	status=$?
	took=$(((${EPOCHREALTIME/./} - begun) / 1000))
	[ $took -gt $slowest ] && slowest=$took
	after=$(cd "$dir" && find state inbox sent -type f -exec sha256sum {} + | grep -v rapporteur.lock | sort)
	[ $status -eq 65 ] && [ -s "$tmp/err" ] && [ "$before" = "$after" ] && [ $took -lt 20000 ]
	result $? "$1: refused ($status), nothing is touched"
	echo "# after $took ms"
}
damaged() { # damaged NAME COMMAND...
	local name=$1
	shift
	dir=$tmp/damaged
	rm -rf "$dir"
	cp -a "$base" "$dir"
	cp "$tmp/mail-2" "$dir/inbox/new/second"
	"$@" "$dir/state/rapporteur.db"
	refused "$name, the mail in a Maildir"
	fake_start damaged imap-ordinary --mail "$tmp/mail-2"
	mailbox_at "$fake_port" none
	refused "$name, the mail on a server, which nobody has called"
	if grep -q '^[0-9]' "$fake_dir/damaged.log"; then
		echo "# the server was called: $(head -n 1 "$fake_dir/damaged.log")"
		called=$((called + 1))
	fi
	fake_stop damaged
}
called=0
empty() { : >"$1"; }
cut_short() { truncate -s 9000 "$1"; }
no_head() { printf 'not a database at all' | dd of="$1" conv=notrunc status=none; }
garbled() { head -c 20000 /dev/urandom | dd of="$1" bs=1 seek=8192 conv=notrunc status=none; }
torn_page() { head -c 4096 /dev/zero | dd of="$1" bs=4096 seek=2 conv=notrunc status=none; }
another_file() { cp "$root/Makefile" "$1"; }
gone() { rm -f "$1"; }
newer() { printf '\377' | dd of="$1" bs=1 seek=62 conv=notrunc status=none; }
damaged "an empty file" empty
damaged "cut short" cut_short
damaged "without its head" no_head
damaged "pages of noise" garbled
damaged "a page of zeros" torn_page
damaged "another file in its place" another_file
damaged "no file where one was" gone
damaged "of a version to come" newer
[ $called -eq 0 ]
result $? "the mail server was never called; the slowest refusal took $slowest ms"

# The same with its record whole: the server is called, and the mail goes where it belongs.
dir=$tmp/whole
cp -a "$base" "$dir"
: >"$dir/log"
fake_start whole imap-ordinary --mail "$tmp/mail-2"
mailbox_at "$fake_port" none
once && [ "$(grep -c event=recorded "$dir/log")" -eq 1 ] && [ "$(fake_count whole ' - moved 101$')" -eq 1 ]
result $? "(with the record whole it is called, and the mail put away)"
