#!/bin/bash
# Mail servers that break SMTP in every way we could think of: every mail of ours is sent, or failed with a reason that
# the server gave; none is lost, none leaves twice, unless nobody could know whether it had been taken: then it
# goes again with the same Message-ID. The faults themselves: faults/smtp-*.script.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/fake.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/faults.sh"
at_end() {
	fake_stop_all
}
case_prefix=smtp-
world_unopened=$tmp/world.unopened
mails=12

begin() { # begin NAME [MORE [SCRIPT]]
	world=$world_unopened faults_begin "$1"
	fake_start "$1" "smtp-${3:-$1}"
	good "the fake server starts"
	sending_at "$fake_port" none "${2-}"
}

outbox() { # outbox [--due]
	"$B/tests/helpers/outbox" "$dir/state" "$@"
}
in_state() { # in_state STATE
	outbox | grep -c "^$1 "
}

# Message-IDs of the mails that the fake has taken, one for each time.
accepted() { # accepted NAME
	awk '$2 == "<" && tolower($3) == "message-id:" { id[$1] = substr($4, 1, index($4, ">")) }
		$2 == "-" && $3 == "accepted" && ($1 in id) { print id[$1] }' "$fake_dir/$1.log"
}

# Tries until nothing waits any more; what waits for a later try is made due.
until_settled() {
	local round
	once
	for ((round = 0; round < ${1:-6}; round++)); do
		[ "$(in_state queued)" -eq 0 ] && return 0
		outbox --due >/dev/null
		once
	done
	[ "$(in_state queued)" -eq 0 ]
}

# What holds for every fault: FAILED mails in the end, UNKNOWN of which nobody could know.
finish() { # finish NAME FAILED UNKNOWN
	equal failed "$(in_state failed)" "$2"
	equal sent "$(in_state sent)" $((mails - $2))
	outbox | sed -n 's/^sent [0-9]* \([^ ]*\) .*/\1/p' | sort >"$dir/sent-ids"
	accepted "$1" | sort >"$dir/accepted-ids"
	sort -u "$dir/accepted-ids" | cmp -s - "$dir/sent-ids"
	good "what counts as sent was taken by the server, and nothing else"
	most "taken twice" "$(uniq -d "$dir/accepted-ids" | wc -l)" "$3"
	equal "taken more than twice" "$(uniq -c "$dir/accepted-ids" | awk '$1 > 2' | wc -l)" 0
	! grep -qE 'event=(child-ended|child-protocol)' "$dir/log"
	good "no process of ours dies"
	most MiB "$(peak_mib)" 100
	most connections "$(fake_count "$1" ' - open$')" 40
	most "lines of log" "$(wc -l <"$dir/log")" 250
	! grep -qF "$canary_piece" "$dir/log"
	good "no secret in the log"
}

# fault NAME [FAILED [UNKNOWN [REPLY]]]: in the end FAILED have failed; REPLY stands in the log.
fault() {
	begin "$1"
	until_settled
	good "all settled in the end"
	[ $# -lt 4 ] || grep -qE -e "$4" "$dir/log"
	good "the log says ${4-}"
	finish "$1" "${2:-0}" "${3:-0}"
}

# Without a user there is no login.
without_user() {
	begin "$1" - ordinary
	until_settled
	good "all settled in the end"
	! fake_said "$1" '< AUTH'
	good "no AUTH"
	finish "$1" 0 0
}

# Nothing can be sent, ever; nothing is lost.
for_ever() { # for_ever NAME REASON
	begin "$1"
	until_settled 2
	equal "all wait" "$(in_state queued)" "$mails"
	[ -z "$(accepted "$1")" ]
	good "nothing was taken"
	grep -E 'event=(trouble|not-sent)' "$dir/log" | grep -qE "$2"
	good "the reason is told"
	! fake_said "$1" '< (AUTH|MAIL)'
	good "nothing is tried without logging in"
}

faults_world
result $? "a consultation whose round is about to open"

case_run fault data-early-reply 1 0 'event=refused .*552 5.3.4 too large'
case_run fault greeting-silent
case_run fault greeting-garbage
case_run fault code-none
case_run fault ordinary
for name in greeting-421 greeting-554 greeting-endless greeting-line-endless greeting-close ehlo-500 ehlo-502 ehlo-endless \
	auth-535 auth-454 auth-continuation mail-451 mail-close rcpt-450 rcpt-421 data-451 data-250 data-reset dot-451 \
	dot-421 dot-trickle code-short code-bare reply-ahead quit-silent rset-close; do
	case_run fault "$name"
done
# A sender that is refused is a matter of the configuration: the mail waits for somebody who mends it.
case_run fault mail-550 0 0 'event=not-sent .*550 5.7.1 not this sender'
case_run fault data-554 0 0 'event=not-sent .*554 5.7.1 not from you'
case_run fault mail-552 1 0 'event=refused .*552 5.3.4 too large'
case_run fault rcpt-550 1 0 'event=refused .*550 5.1.1 no such user'
case_run fault dot-550 1 0 'event=refused .*550 5.7.1 looks like spam'
case_run fault reply-nul 1 0 'event=refused .*550 5.1.1 no '
for name in dot-close dot-half dot-endless code-changes code-out-of-range code-150; do
	case_run fault "$name" 0 1
done
case_run without_user without-user
case_run for_ever auth-missing 'log'
case_results

# A reply's control octets reach no terminal.
! grep -q $'[\033\001-\010]' "$tmp/case-reply-nul/log"
result $? "control octets of a server's words are made visible"

# What the mails carry (G18).
! grep -rqF "$canary_piece" "$tmp"/case-*/state "$tmp"/case-*/log &&
	! grep -hE '^[0-9]+ < ' "$fake_dir"/*.log | grep -vE '^[0-9]+ < (AUTH|[A-Za-z0-9+/=]+\\r\\n$)' | grep -qF -e "$canary_piece" -e canary
result $? "the password stands in no log, no database and no mail"
plan $tap_count
