#!/bin/bash
# Ten bad set-ups of TLS, for both protocols: no octet of user name or password leaves us, no mail is lost, and what
# is told names the reason in plain words.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/fake.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/faults.sh"
at_end() {
	fake_stop_all
}
world_unopened=$tmp/world.unopened

# The canaries in clear, as the log writes them, and as pieces of base64 at each of its three alignments.
canaries() { # canaries WORD...
	local word pad
	for word in "$@"; do
		printf '%s\n' "$word" "${word//\\/\\\\}" "${word//\"/\\\\\"}"
		for pad in '' x xx; do
			printf '%s%s' "$pad" "$word" | base64 -w 0 | sed 's/^....//;s/....$//'
			echo
		done
	done
}
canaries "$canary_user" "$canary_password" >"$tmp/canaries"
canaries "$canary_password" >"$tmp/secrets"

# One run against a fake: bad NAME PROTOCOL TLS SCRIPT REASON [FAKE-OPTIONS]
refused() {
	local name=$1 protocol=$2 tls=$3 script=$4 reason=$5
	shift 5
	begin "$name" "$protocol" "$tls" "$script" "$@"
	daemon_start
	daemon_until 1 'event=(trouble|not-sent)'
	good "it is told"
	daemon_stop
	equal "status when told to end" "$daemon_status" 0
	! grep -qFf "$tmp/canaries" "$fake_dir/$name.log"
	good "no octet of the login is said"
	! fake_said "$name" '< .*(LOGIN|AUTH|MAIL FROM)'
	good "no attempt to log in or to send"
	fake_said "$name" ' - open$'
	good "the server is asked at all"
	grep -E 'event=(trouble|not-sent)' "$dir/log" | grep -qE "$reason"
	good "the reason is told: $reason"
	if [ "$protocol" = smtp ]; then
		equal "mails that still wait" "$("$B/tests/helpers/outbox" "$dir/state" | grep -c '^queued ')" 12
	fi
	! grep -qFf "$tmp/secrets" "$dir/log"
	good "no secret in the log"
}

begin() { # begin NAME PROTOCOL TLS SCRIPT FAKE-OPTIONS...
	local name=$1 protocol=$2 tls=$3 script=$4
	shift 4
	if [ "$protocol" = smtp ]; then
		world=$world_unopened faults_begin "$name"
	else
		faults_begin "$name"
	fi
	fake_start "$name" "$protocol-$script" "$@"
	good "the fake server starts"
	if [ "$protocol" = smtp ]; then
		sending_at "$fake_port" "$tls" "${ca:-ca_file: $certs/ca.pem}"
	else
		mailbox_at "$fake_port" "$tls" "${ca:-ca_file: $certs/ca.pem}"
	fi
}

# The same with a good certificate: it works, and the log of the fake has the canaries: they can be found.
accepted() { # accepted NAME PROTOCOL TLS OPTION
	begin "$1" "$2" "$3" ordinary "$4" "$certs/good.pem" "$certs/good-key.pem" --mail "$tmp/mail-1"
	once
	good "it works"
	grep -qFf "$tmp/canaries" "$fake_dir/$1.log"
	good "the canaries can be found"
	! grep -qFf "$tmp/secrets" "$dir/log"
	good "no secret in the log"
	! grep -rqFf "$tmp/secrets" "$dir/state" "$dir/sent"
	good "no secret in the database or in mails"
}

faults_world
result $? "a consultation whose round is open"
certificates
result $? "an authority, and certificates good and bad"

for protocol in imap smtp; do
	for tls in implicit starttls; do
		option=--tls
		[ $tls = starttls ] && option=--starttls
		case_run accepted "$protocol-$tls-good" $protocol $tls $option
		while IFS=: read -r fault reason; do
			case_run refused "$protocol-$tls-$fault" $protocol $tls ordinary "$reason" \
				$option "$certs/$fault.pem" "$certs/$fault-key.pem"
		done <<-'EOT'
			self-signed:signed by itself
			wrong-name:another name|not for|does not match
			expired:expired
			not-yet-valid:not yet
			unknown-ca:authorit|issuer
			weak:weak|insecure
		EOT
		case_run refused "$protocol-$tls-tls-1.1" $protocol $tls ordinary 'TLS 1\.2' \
			$option "$certs/good.pem" "$certs/good-key.pem" --priority 'NORMAL:-VERS-ALL:+VERS-TLS1.1'
	done
	while IFS=: read -r fault reason; do
		case_run refused "$protocol-starttls-$fault" $protocol starttls "starttls-$fault" "$reason" \
			--starttls "$certs/good.pem" "$certs/good-key.pem"
	done <<-'EOT'
		stripped:does not offer STARTTLS, which is required
		refused:STARTTLS: (454|not today)
		injected:somebody may stand between
		no-tls:does not speak TLS|somebody may stand between
	EOT
	case_run refused "$protocol-clear" $protocol implicit ordinary 'does not speak TLS'
done
case_run refused imap-starttls-bad imap starttls starttls-bad 'STARTTLS' --starttls "$certs/good.pem" "$certs/good-key.pem"
case_run refused imap-starttls-injected-ok imap starttls starttls-injected-ok 'somebody may stand between' \
	--starttls "$certs/good.pem" "$certs/good-key.pem"
case_run refused imap-preauth imap starttls greeting-preauth 'logged in before' \
	--starttls "$certs/good.pem" "$certs/good-key.pem"
ca='' case_run refused imap-no-such-ca-file imap implicit ordinary 'ca.pem|authorit' \
	--tls "$certs/unknown-ca.pem" "$certs/unknown-ca-key.pem"
case_results
plan $tap_count
