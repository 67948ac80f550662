#!/bin/bash
# R73: what core starts has a fixed program, fixed arguments, no environment and no descriptor but its own; a command for a
# secret likewise, without a shell between. What was planted in environment and descriptors of the daemon reaches nobody.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/fake.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/faults.sh"
daemon_pid=
at_end() {
	[ -n "$daemon_pid" ] && kill -KILL "$daemon_pid" 2>/dev/null && wait "$daemon_pid" 2>/dev/null
	fake_stop_all
}
faults_world
result $? "a consultation whose round is open"
certificates
dir=$world
: >"$dir/log"
fake_start imap imap-ordinary --tls "$certs/good.pem" "$certs/good-key.pem" --mail "$tmp/mail-1"

# A command that says what it was given: arguments, environment, and which descriptors are open.
cat >"$tmp/command" <<'EOT'
#!/bin/sh
printf '%s|' "$@" >"$0.arguments"
env >"$0.environment"
for fd in 3 4 5 6 7 8 9; do
	(eval ": >&$fd") 2>/dev/null && echo "$fd can be written"
	(eval "exec <&$fd") 2>/dev/null && echo "$fd can be read"
done >"$0.descriptors"
echo 'a password'
EOT
chmod 700 "$tmp/command"
mailbox_at "$fake_port" implicit "-, user: u, ca_file: $certs/ca.pem, password_command: \"$tmp/command 'a b' \$HOME \`id\` ; x\""
export PLANTED=planted.in.the.environment LD_PRELOAD_NOT=planted MALLOC_ARENA_MAX=1
for n in 5 7 9; do
	echo planted >"$tmp/planted-$n"
done
"$B/rapporteur" -C "$dir" serve >>"$dir/log" 2>&1 5<"$tmp/planted-5" 7>>"$tmp/planted-7" 9<>"$tmp/planted-9" &
daemon_pid=$!
daemon_until 1 event=recorded
result $? "a mail is fetched with what the command says, and read"

[ "$(cat "$tmp/command.arguments")" = "a b|\$HOME|\`id\`|;|x|" ]
result $? "the command has its words, and no shell has seen them"
grep -vE '^(PATH=/usr/local/bin:/usr/bin:/bin|PWD=.*|SHLVL=.*|_=.*|OLDPWD=.*)$' "$tmp/command.environment" >"$tmp/diff"
[ ! -s "$tmp/diff" ] && grep -q '^PATH=' "$tmp/command.environment"
result $? "and of the environment the PATH, besides what its own shell sets"
# The shell holds its script open on 10 or above.
[ ! -s "$tmp/command.descriptors" ]
result $? "and no descriptor: $(head -n 2 "$tmp/command.descriptors" | tr '\n' ' ')"

# ---- where there is a /proc, the children themselves --------------------------------------------------------
child_of() { # child_of NAME: its pid by the log, the reader's by its parent
	case $1 in
	reader)
		grep -l "^PPid:[[:space:]]$daemon_pid\$" /proc/[0-9]*/status 2>/dev/null | while read -r file; do
			grep -q '^Name:[[:space:]]rapporteur-read' "$file" && basename "$(dirname "$file")"
		done | head -n 1
		;;
	*) sed -n "s/.*event=child-started child=$1 pid=//p" "$dir/log" | tail -n 1 ;;
	esac
}
words() { # words FILE: of /proc, a blank after each
	tr '\0' ' ' <"$1"
}
for child in fetch send reader; do
	pid=$(child_of $child)
	# In a build for testing a coverage or sanitizer run has its own variables; its reader has them by way of nobody.
	if [ -z "$pid" ] || ! [ -r "/proc/$pid/environ" ]; then
		result 0 "$child: no /proc to look at here"
		continue
	fi
	case $child in
	reader) want_arguments='rapporteur-reader ' want_environment='LD_BIND_NOW=1 ' program=rapporteur-reader ;;
	*) want_arguments="rapporteur --child-$child " want_environment='' program=rapporteur ;;
	esac
	# shellcheck disable=SC2010 # what links lead to, not names of files
	[ "$(words "/proc/$pid/cmdline")" = "$want_arguments" ] && [ "$(words "/proc/$pid/environ")" = "$want_environment" ] &&
		[ "$(readlink "/proc/$pid/exe")" = "$(realpath "$B/$program")" ] &&
		! ls -l "/proc/$pid/fd" | grep -qE 'planted|rapporteur\.(db|lock)|token-key|consultation\.yaml'
	result $? "$child: its program, its arguments, no environment, nothing of ours open"
done
kill -TERM "$daemon_pid"
wait "$daemon_pid"
result $? "it ends in peace"
daemon_pid=
plan $tap_count
