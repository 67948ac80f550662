# shellcheck shell=bash
# A consultation whose servers are fakes, for the tests of faults. Source it after lib.sh and fake.sh.
#
#   faults_world           makes $world: a consultation whose round is open, requests in sent/; and $tmp/mail-1 to -3,
#                          replies to them of MN, JP and RU
#   faults_begin NAME      a copy of it in $dir, for one case
#   mailbox_at PORT TLS [MORE], sending_at PORT TLS [MORE]     its mailbox, its sending is a server on 127.0.0.1;
#                          MORE: further keys, "ca_file: x"; without user and password if MORE begins with "-"
#   daemon_start, daemon_stop      `serve` in the background, $dir/log; how it ended in $daemon_status
#   daemon_until N PATTERN [SECONDS]   until N lines of its log fit
#   once                   `serve --once`, its log added to $dir/log
#   good WHAT              notes a failed condition: `condition; good "what it means"` (no command in WHAT: it would
#                          take the condition's place); equal WHAT GOT WANTED; most WHAT GOT LIMIT
#   case_run FUNCTION NAME ARGUMENTS..., case_results   cases at the same time, their TAP lines in the order of starting;
#                          ONLY=NAME in the environment: just this one
#
# The clock is the real one: with servers none can be injected. The user and the password are canaries.
: "${fake_dir:?fake.sh comes first}" "${tmp:?}" "${root:?}" "${B:?}"
world=$tmp/world
canary_user=canary.user.4711@neaspec.example
canary_password='Canary"Pass\word 0815'
# shellcheck disable=SC2034 # for the scripts
canary_piece='word 0815' # stands as it is in every way of quoting
faults_at_once=${FAULTS_AT_ONCE:-6}
case_names=()

day() { # day DAYS: that many from today
	date -u -d "@$(($(date +%s) + $1 * 86400))" +%Y-%m-%d
}

faults_world() {
	local i=0 code from
	new_consultation "$world"
	sed -i -e "s/2020-08-06/$(day 40)/" -e "s/2020-07-06/$(day -2)/" -e "s/2020-07-30/$(day 30)/" \
		-e "s/2020-08-10/$(day 60)/" -e "s/2020-09-10/$(day 90)/" "$world/consultation.yaml"
	cp -r "$world" "$world.unopened"
	(umask 077 && printf '%s\n' "$canary_password" | tee "$world/password" >"$world.unopened/password")
	"$B/rapporteur" -C "$world" serve --once >"$tmp/out" 2>"$tmp/err" || return 1
	for code in MN:oyun@nature.mn.example JP:k.hayashi@kankyo.jp.example RU:a.veresova@ecology.ru.example; do
		i=$((i + 1))
		from=${code#*:}
		: >"$tmp/err"
		reply_to "$(sent "request/1/plan/${code%%:*}" "$from")" "$from" '2.1 support' >"$tmp/mail-$i"
	done
}

faults_begin() {
	dir=$tmp/case-$1
	cp -r "$world" "$dir"
	: >"$dir/log"
	case_bad=
}

# The flow mapping of a server.
server() { # server PORT TLS MORE
	printf '{host: 127.0.0.1, port: %s, tls: %s' "$1" "$2"
	case $3 in
	-*) printf '%s' "${3:+${3#-}}" ;;
	*) printf ', user: "%s", password_file: password%s' "$canary_user" "${3:+, $3}" ;;
	esac
	printf '}'
}
mailbox_at() {
	sed -i "s|^  maildir: inbox|  imap: $(server "$1" "$2" "${3-}")|" "$dir/consultation.yaml"
}
sending_at() {
	sed -i "s|^  maildir: sent|  smtp: $(server "$1" "$2" "${3-}")|" "$dir/consultation.yaml"
}

daemon_start() {
	"$B/tests/helpers/peak" "$dir/peak" "$B/rapporteur" -C "$dir" serve >>"$dir/log" 2>&1 &
	daemon_pid=$!
}
daemon_stop() {
	kill "$daemon_pid" 2>/dev/null
	wait "$daemon_pid"
	# shellcheck disable=SC2034 # for the scripts
	daemon_status=$?
}
daemon_until() {
	local i
	for ((i = 0; i < ${3:-30} * 10; i++)); do
		[ "$(grep -cE -e "$2" "$dir/log")" -ge "$1" ] && return 0
		kill -0 "$daemon_pid" 2>/dev/null || return 1
		sleep 0.1
	done
	return 1
}
once() {
	"$B/tests/helpers/peak" "$dir/peak" "$B/rapporteur" -C "$dir" serve --once >>"$dir/log" 2>&1
}

good() {
	# shellcheck disable=SC2319 # that of the caller, whatever it is
	local status=$?
	[ $status -eq 0 ] || case_bad="$case_bad; $1"
	return 0
}

equal() {
	[ "$2" = "$3" ]
	good "$1: $3 (got $2)"
}
most() {
	[ "$2" -le "$3" ]
	good "$1: at most $3 (got $2)"
}

# MiB that the largest process had at its peak; 0 where sanitizers have their own ideas of memory.
peak_mib() {
	if "$B/rapporteur" --version | grep -q 'WITHOUT A SANDBOX'; then
		echo 0
	else
		awk '{ print int($1 / 1024) }' "$dir/peak"
	fi
}

# Runs FUNCTION NAME ARGUMENTS... in the background; it calls good and leaves what it found in $case_bad.
case_run() {
	local name=$2
	[ -z "${ONLY-}" ] || [ "$ONLY" = "$name" ] || return 0
	case_names+=("$name")
	while [ "$(jobs -rp | wc -l)" -ge "$faults_at_once" ]; do
		wait -n
	done
	(
		"$@" >"$tmp/case-$name.out" 2>&1
		fake_stop "$name"
		printf '%s\n' "${case_bad#; }" >"$tmp/case-$name.bad"
	) &
}
case_results() {
	local name
	wait
	for name in "${case_names[@]}"; do
		[ -f "$tmp/case-$name.bad" ] && [ -z "$(cat "$tmp/case-$name.bad")" ]
		result $? "$name$(sed -n '1s/^# */: /p' "$root/tests/integration/faults/${case_prefix-}$name.script" 2>/dev/null)"
		if [ -s "$tmp/case-$name.bad" ] && [ -n "$(cat "$tmp/case-$name.bad")" ]; then
			sed 's/^/#   /' "$tmp/case-$name.bad"
			tail -n 12 "$tmp/case-$name/log" 2>/dev/null | cut -c1-300 | sed 's/^/#   log: /'
			tail -n 12 "$fake_dir/$name.log" 2>/dev/null | cut -c1-200 | sed 's/^/#   fake: /'
		fi
	done
}
