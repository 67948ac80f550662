#!/bin/bash
# R71: canaries as every secret (passwords, tokens, a credential, the key of the tokens) in whole worlds: logins that
# succeed, are refused by a server that repeats what it heard, fail in TLS; commands that fail and talk; processes that
# crash. Looked for in logs, mails, the record and its copies, core files, and where there is a /proc in the
# memory, environment and arguments of every process: found nowhere. First of all it is shown that they would be found.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/fake.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/faults.sh"
at_end() {
	fake_stop_all
}

# ---- the canaries -------------------------------------------------------------------------------------------
secrets=$tmp/secrets
mkdir -m 700 "$secrets"
umask 077
imap_password=$canary_password
smtp_password='Smtp-Canary/4712=x+y'
token_key=key.canary.4713.0123456789abcdef
imap_token=ya29.a0Canary-4714_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789
smtp_token=ya29.a0Canary-4715_ZyXwVuTsRqPoNmLkJiHgFeDcBa9876543210
credential='Credential Canary 4716'
printf '%s\n' "$imap_password" >"$secrets/imap"
printf '%s\n' "$smtp_password" >"$secrets/smtp"
printf '%s\n' "$imap_token" >"$secrets/imap-token"
printf '%s\n' "$smtp_token" >"$secrets/smtp-token"
for side in imap smtp; do # commands that fail and say the secret wherever they can
	printf 'cat %s\ncat %s >&2\nexit 3\n' "$secrets/$side" "$secrets/$side" >"$secrets/talking-$side"
done
mkdir "$secrets/credentials"
printf '%s\n' "$credential" >"$secrets/credentials/imap-password"
printf '%s\n' "$credential" >"$secrets/credentials/smtp-password"
printf '%s\n' "$imap_password" "$smtp_password" "$token_key" "$imap_token" "$smtp_token" "$credential" >"$secrets/all"
sed '3s/.*//' "$secrets/all" >"$secrets/all-but-key"

scan() {
	"$B/tests/helpers/secret_scan" "$@"
}

# ---- they would be found ------------------------------------------------------------------------------------
planted=$tmp/planted
mkdir "$planted"
missed=
n=0
plant() { # plant NUMBER FORM FORMAT ARGUMENTS...: a file with what printf makes of that
	local number=$1 form=$2
	shift 2
	n=$((n + 1))
	# shellcheck disable=SC2059 # a format is what is given
	printf "$@" >"$planted/file"
	scan "$secrets/all" "$planted" 2>&1 | grep -q "^secret $number, $form: " || missed="$missed $number/$form"
}
hex() {
	printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n'
}
encode() { # encode FORMAT ARGUMENTS...
	# shellcheck disable=SC2059
	printf "$@" | base64 -w 0
}
i=0
while IFS= read -r secret; do
	i=$((i + 1))
	plant $i bare 'x%sx' "$secret"
	plant $i bare '%3000000sx%sx' '' "$secret"
	plant $i base64 %s "$(encode %s "$secret")"
	plant $i base64 %s "$(encode '\0%s\0%s' "$canary_user" "$secret")"
	plant $i base64 %s "$(encode 'user=%s\001auth=Bearer %s\001\001' "$canary_user" "$secret")"
	plant $i hex %s "$(hex "$secret")"
	plant $i hex %s "$(hex "$secret" | tr a-f A-F)"
done <"$secrets/all"
plant 1 percent %s 'Canary%22Pass%5Cword%200815'
plant 1 quoted-printable %s 'Canary=22Pass=5Cword=200815'
plant 1 escaped %s 'a="Canary\"Pass\\word 0815"'
[ -z "$missed" ]
result $? "every form of a planted secret is found ($n files;${missed:- none missed})"
: >"$planted/file"
scan "$secrets/all" "$planted" "$root/templates"
result $? "nothing is found where nothing is"

has_proc=no
[ -r /proc/self/maps ] && has_proc=yes
# A process that is sent SIGSEGV is to end by it, under sanitizers too.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}handle_segv=0:handle_abort=0"
"$B/rapporteur" --version | grep -q 'WITHOUT A SANDBOX' && has_proc=no # sanitizers keep what was freed
if [ $has_proc = yes ]; then
	mkfifo "$tmp/fifo"
	# shellcheck disable=SC2016 # for the other shell, which holds it in its memory only
	bash -c 'IFS= read -r secret <"$0"; read -r end <"$1"' "$secrets/imap" "$tmp/fifo" &
	holder=$!
	held() {
		scan "$secrets/all" --pid "$holder" >"$tmp/out" 2>"$tmp/err"
		[ $? -eq 1 ] && grep -q '^secret 1, bare: memory' "$tmp/out"
	}
	until_true 10 held
	result $? "a secret in the memory of a process is found"
	echo >"$tmp/fifo"
	wait "$holder"
else
	result 0 "no /proc here, or a build for testing: memory is not looked at"
fi

# A program that does not protect itself leaves its core, with the secret in it, where the kernel puts cores into
# the working folder.
mkdir "$tmp/control"
# shellcheck disable=SC2016
(cd "$tmp/control" && ulimit -c unlimited && exec bash -c 'IFS= read -r secret <"$0"; kill -SEGV $$' "$secrets/imap") 2>/dev/null
if [ -n "$(ls "$tmp/control")" ]; then
	scan "$secrets/all" "$tmp/control" >"$tmp/out"
	[ $? -eq 1 ]
	result $? "a secret in a core file is found"
	rm -rf "$tmp/control"
else
	result 0 "this kernel puts core files elsewhere or nowhere"
fi

# ---- the world ----------------------------------------------------------------------------------------------
eval "plain_$(declare -f new_consultation)"
new_consultation() {
	plain_new_consultation "$@"
	printf '%s' "$token_key" >"$dir/state/token-key"
}
faults_world
result $? "a consultation whose round is open"
rm "$world/password" "$world.unopened/password" # of other tests
certificates
result $? "certificates"

# The way to a secret, in the YAML.
way() { # way KIND imap|smtp
	printf -- '-, user: "%s", ca_file: %s, ' "$canary_user" "$certs/ca.pem"
	case $1 in
	file) printf 'password_file: %s' "$secrets/$2" ;;
	command) printf 'password_command: "/bin/cat %s"' "$secrets/$2" ;;
	token) printf 'oauth2_command: "/bin/cat %s"' "$secrets/$2-token" ;;
	credential) printf 'password_file: %s-password' "$2" ;;
	talking) printf 'password_command: "/bin/sh %s"' "$secrets/talking-$2" ;;
	esac
}

# Two fakes, and the daemon, where core files may be written.
begin() { # begin NAME KIND IMAP-SCRIPT SMTP-SCRIPT CERTIFICATE
	local name=$1 kind=$2 certificate=$5
	faults_begin "$name"
	mkdir "$dir/cwd"
	fake_start "$name-imap" "$3" --tls "$certs/$certificate.pem" "$certs/$certificate-key.pem" \
		--mail "$tmp/mail-1" --mail "$tmp/mail-2"
	mailbox_at "$fake_port" implicit "$(way "$kind" imap)"
	fake_start "$name-smtp" "$4" --tls "$certs/$certificate.pem" "$certs/$certificate-key.pem"
	sending_at "$fake_port" implicit "$(way "$kind" smtp)"
	[ "$kind" = credential ] && export CREDENTIALS_DIRECTORY=$secrets/credentials
	(cd "$dir/cwd" && ulimit -c unlimited && exec "$B/rapporteur" -C "$dir" serve) >>"$dir/log" 2>&1 &
	daemon_pid=$!
}
end() {
	fake_stop "$1-imap"
	fake_stop "$1-smtp"
}

# No secret in those places: none WHAT SECRETS PLACE...
none() {
	local what=$1 status said
	shift
	scan "$@" >"$dir.found" 2>&1
	status=$?
	said=$(head -n 3 "$dir.found")
	[ $status -eq 0 ]
	good "$what: $said"
}

# Nothing below the consultation holds one, but for the file that is the key; no core file lies about.
nowhere() {
	equal "core files" "$(find "$dir/cwd" -type f | wc -l)" 0
	mv "$dir/state/token-key" "$tmp/key.$name"
	none "no secret below the consultation" "$secrets/all" "$dir"
	rm "$tmp/key.$name"
}

pid_of() { # pid_of fetch|send: the one that was started last
	sed -n "s/.*event=child-started child=$1 pid=//p" "$dir/log" | tail -n 1
}
pid_of_reader() {
	grep -l "^PPid:[[:space:]]$daemon_pid\$" /proc/[0-9]*/status 2>/dev/null | while read -r file; do
		grep -q '^Name:[[:space:]]rapporteur-read' "$file" && basename "$(dirname "$file")"
	done | head -n 1
}

# The secret of a process is in its memory for the login only.
memory() {
	[ $has_proc = yes ] || return 0
	none "core has nothing but the key" "$secrets/all-but-key" --pid "$daemon_pid"
	none "fetch has nothing any more" "$secrets/all" --pid "$(pid_of fetch)"
	none "send has nothing any more" "$secrets/all" --pid "$(pid_of send)"
	none "the reader has nothing" "$secrets/all" --pid "$(pid_of_reader)"
}

crash() { # crash SIGNAL fetch|send
	local before
	before=$(grep -c "event=child-started child=$2" "$dir/log")
	kill "-$1" "$(pid_of "$2")"
	daemon_until $((before + 1)) "event=child-started child=$2"
	good "$2 is started again after $1"
}

succeeds() { # succeeds NAME KIND
	local name=$1
	begin "$name" "$2" imap-ordinary smtp-ordinary good
	daemon_until 2 'event=recorded'
	good "mails are recorded"
	daemon_until 2 'event=sent .*kind=receipt'
	good "receipts leave"
	fake_until "$name-imap" '< .*IDLE'
	good "fetch is connected"
	memory
	now=
	run_in "$dir/shown"
	crash ABRT fetch
	crash SEGV send
	[ $has_proc = yes ] && kill -SEGV "$(pid_of_reader)" && daemon_until 1 'event=reader-trouble'
	kill -SEGV "$daemon_pid"
	wait "$daemon_pid" 2>/dev/null
	[ $? -eq 139 ]
	good "core ends by SIGSEGV"
	fake_said "$name-imap" '< .*(LOGIN|AUTHENTICATE) ' && fake_said "$name-smtp" '< .*AUTH '
	good "both servers have heard it"
	nowhere
	end "$name"
}

# What people look at, and a copy, beside the daemon.
run_in() {
	mkdir "$1"
	program status >"$1/status" 2>&1
	program export --output "$1/record" >"$1/export.log" 2>&1
	program draft --output "$1/draft" >"$1/draft.log" 2>&1
	program backup >"$1/backup" 2>&1
	good "a copy beside the daemon"
	program check >"$1/check" 2>&1
}

fails() { # fails NAME KIND IMAP-SCRIPT SMTP-SCRIPT CERTIFICATE LOG-PATTERN
	local name=$1
	begin "$@"
	daemon_until 1 "event=trouble child=fetch .*$6"
	good "what fetch met is told"
	kill "$daemon_pid"
	wait "$daemon_pid"
	nowhere
	end "$name"
}
sending_fails() { # sending_fails NAME KIND IMAP-SCRIPT SMTP-SCRIPT CERTIFICATE LOG-PATTERN
	local name=$1
	begin "$@"
	daemon_until 1 "event=not-sent .*$6"
	good "what send met is told"
	kill "$daemon_pid"
	wait "$daemon_pid"
	nowhere
	end "$name"
}

# Servers that repeat what they have heard, as words of a refusal or as no answer of the protocol at all.
quoted() {
	local text=${1//\\/\\\\}
	printf '%s' "${text//\"/\\\"}"
}
plain=$(encode '\0%s\0%s' "$canary_user" "$smtp_password")
bearer=$(encode 'user=%s\001auth=Bearer %s\001\001' "$canary_user" "$smtp_token")
imap_bearer=$(encode 'user=%s\001auth=Bearer %s\001\001' "$canary_user" "$imap_token")
cat >"$tmp/imap-no.script" <<EOT
on "LOGIN *"
	line "\$tag NO [AUTHENTICATIONFAILED] no user with the password $(quoted "$imap_password")"
EOT
cat >"$tmp/imap-garbage.script" <<EOT
on "LOGIN *"
	line "$(quoted "$imap_password") is not what I know"
EOT
cat >"$tmp/imap-token-no.script" <<EOT
on "AUTHENTICATE XOAUTH2*"
	line "\$tag NO [AUTHENTICATIONFAILED] $imap_bearer"
EOT
cat >"$tmp/smtp-no.script" <<EOT
protocol smtp
on "AUTH *"
	line "535-5.7.8 wrong: $smtp_password"
	line "535 5.7.8 that is $plain"
EOT
cat >"$tmp/smtp-garbage.script" <<EOT
protocol smtp
on "AUTH *"
	line "what do you mean by $smtp_password"
EOT
cat >"$tmp/smtp-token-no.script" <<EOT
protocol smtp
on "AUTH *"
	line "334 $(encode %s "{\"status\":\"401\",\"token\":\"$smtp_token\"}")"
	expect "*"
	line "535 5.7.8 $bearer"
EOT

case_run succeeds file file
case_run succeeds command command
case_run succeeds token token
case_run succeeds credential credential
case_run fails imap-refused file "$tmp/imap-no.script" smtp-ordinary good 'not shown'
case_run fails imap-garbage file "$tmp/imap-garbage.script" smtp-ordinary good ''
case_run fails imap-token-refused token "$tmp/imap-token-no.script" smtp-ordinary good 'not shown'
case_run sending_fails smtp-refused file imap-ordinary "$tmp/smtp-no.script" good 'not shown'
case_run sending_fails smtp-garbage file imap-ordinary "$tmp/smtp-garbage.script" good 'not shown'
case_run sending_fails smtp-token-refused token imap-ordinary "$tmp/smtp-token-no.script" good 'not shown'
case_run fails tls-unknown-ca file imap-ordinary smtp-ordinary unknown-ca 'authorit|issuer'
case_run fails talking-command talking imap-ordinary smtp-ordinary good 'status 3'
case_results
plan $tap_count
