#!/bin/bash
# Mail servers that break IMAP in every way we could think of: the daemon lives, does not run in circles, loses no
# mail and takes none twice, and takes all in when the fault is over. The faults themselves: faults/imap-*.script.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/fake.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/faults.sh"
at_end() {
	fake_stop_all
}
case_prefix=imap-
peak_max=160 # MiB: the largest mail there may be, some copies of it, and the program
lines_max=120 # of log in the few seconds of a case

# How many lines of the fake's log: waits until there are N.
fake_times() { # fake_times NAME N PATTERN [SECONDS]
	local i
	for ((i = 0; i < ${4:-20} * 10; i++)); do
		[ "$(fake_count "$1" "$3")" -ge "$2" ] && return 0
		sleep 0.1
	done
	return 1
}

begin() { # begin NAME [MORE [FAKE-OPTIONS]]
	local name=$1 more=${2-}
	shift
	[ $# -gt 0 ] && shift
	faults_begin "$name"
	fake_start "$name" "imap-$name" --mail "$tmp/mail-1" --mail "$tmp/mail-2" --mail "$tmp/mail-3" "$@"
	good "the fake server starts"
	mailbox_at "$fake_port" none "$more"
	daemon_start
}

# What holds for every fault.
finish() { # finish NAME RECORDED CONNECTIONS
	daemon_stop
	equal "status when told to end" "$daemon_status" 0
	! grep -qE 'event=(child-ended|child-protocol|gave-up)' "$dir/log"
	good "no process of ours dies"
	most connections "$(fake_count "$1" '^[0-9]+ - open$')" "$3"
	most "lines of log" "$(wc -l <"$dir/log")" "$lines_max"
	most MiB "$(peak_mib)" "$peak_max"
	once
	equal "mails recorded, each once" "$(grep -c 'event=recorded' "$dir/log")" "$2"
	! grep -qE -e "$canary_piece" -e 'token-[0-9]' "$dir/log"
	good "no secret in the log"
}

# The mails are recorded, each once, and moved away as far as that is possible.
fault() { # fault NAME [RECORDED [MOVED [CONNECTIONS [SECONDS]]]]
	local recorded=${2:-3} moved=${3:-3}
	begin "$1"
	daemon_until "$recorded" 'event=recorded' "${5:-40}"
	good "recorded in time"
	fake_times "$1" "$moved" '^[0-9]+ - moved [0-9]+$'
	good "moved"
	finish "$1" "$recorded" "${4:-4}"
}

# For a fault that takes long until it is noticed.
slow() {
	fault "$1" 3 3 4 150
}

# A fault that never ends: after it the daemon waits, with patience.
for_ever() { # for_ever NAME RECORDED PATTERN MOST
	begin "$1"
	daemon_until "$2" 'event=recorded' 40
	good "recorded in time"
	fake_until "$1" "$3"
	good "the fault is met"
	sleep 3
	most "tries in 3 s" "$(fake_count "$1" "$3")" "$4"
	finish "$1" "$2" 6
}

# IDLE does not work: the mail that comes later is found all the same.
without_idle() {
	begin "$1"
	daemon_until 2 'event=recorded' 40
	good "recorded in time"
	fake_until "$1" '< [^ ]+ IDLE'
	good "IDLE is tried"
	sleep 3
	most "tries of IDLE" "$(fake_count "$1" '< [^ ]+ IDLE')" 6
	most "commands without a pause" "$(fake_count "$1" '<')" 60
	finish "$1" 3 8
}

token() {
	local name=$1
	cat >"$tmp/token-$name" <<-EOT
		#!/bin/sh
		echo x >>$tmp/case-$name/asked
		echo token-\$(wc -l <$tmp/case-$name/asked)
	EOT
	chmod 755 "$tmp/token-$name"
	begin "$name" "-, user: \"$canary_user\", oauth2_command: \"$tmp/token-$name\""
	daemon_until 3 'event=recorded' 40
	good "recorded in time"
	grep -qx x "$dir/asked" && [ "$(wc -l <"$dir/asked")" -ge 2 ]
	good "asks for a new token"
	fake_said "$name" "AUTHENTICATE XOAUTH2|$(printf 'user=%s\001auth=Bearer token-2' "$canary_user" | base64 -w 0 | cut -c1-40)"
	good "logs in with it"
	finish "$name" 3 4
}

faults_world
result $? "a consultation whose round is open"

# Those that take long come first; they only wait, so that others run beside them.
faults_at_once=$((faults_at_once + 7))
case_run slow silent
case_run slow trickle
case_run slow literal-too-large
case_run slow greeting-silent
case_run slow greeting-garbage
case_run slow literal-negative
case_run slow select-wrong-tag
case_run fault ordinary 3 3 2
for name in greeting-bye greeting-close capability-bad login-no login-bad login-bye login-disabled no-idle select-no \
	fetch-bye fetch-no sizes-no list-no-uid list-no-size fetch-bad fetch-nothing fetch-nil fetch-unknown-item fetch-parentheses \
	fetch-parentheses-many fetch-continuation literal-cut literal-reset literal-too-small literal-4g literal-overflow \
	size-too-small size-too-large sizes-endless line-endless greeting-endless select-permanentflags select-unknown \
	select-ok-bare select-nul select-exists-flood select-exists-shrinks uidnext-none uidnext-too-small uidvalidity-none \
	uidvalidity-within uid-out-of-range uid-twice uid-unasked uid-none uid-swapped move-overquota idle-bye idle-close \
	idle-news-at-once idle-garbage logout-silent; do
	case_run fault "$name"
done
case_run fault fetch-expunged 2 2
case_run fault move-close 3 2
case_run fault no-move 3 0
case_run fault select-read-only 3 0
case_run fault uidvalidity-changes 3 0
case_run for_ever greeting-preauth 0 '- open' 6
case_run for_ever move-no 3 '< [^ ]+ UID MOVE' 6
case_run for_ever move-bad 3 '< [^ ]+ UID MOVE' 6
for name in idle-no idle-bad idle-ok-at-once idle-ends; do
	case_run without_idle "$name"
done
case_run token token-expires
case_run token token-refused
case_results
plan $tap_count
