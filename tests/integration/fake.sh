# shellcheck shell=bash
# The fake mail server (helpers/fake_server.c) for scripts of tests. Source it after lib.sh.
#
#   fake_start NAME SCRIPT [OPTIONS]   SCRIPT: a file, or the name of one in faults/ without .script
#                                      sets $fake_port and $fake_log
#   fake_said NAME PATTERN             whether the client sent, or the server noted, such a line (grep -E)
#   fake_count NAME PATTERN            how many such lines
#   fake_until NAME PATTERN [SECONDS]  waits for such a line
#   fake_wait NAME                     until it has ended by itself (--connections)
#   fake_stop NAME, fake_stop_all      call the latter in at_end
#   certificates                       makes them once in $certs (helpers/certificates.c)
: "${tmp:?lib.sh comes first}" "${root:?}" "${B:?}"
fake_dir=$tmp/fake
certs=$tmp/certs
mkdir -p "$fake_dir"

fake_start() {
	local name=$1 script=$2 i
	shift 2
	[ -f "$script" ] || script=$root/tests/integration/faults/$script.script
	fake_log=$fake_dir/$name.log
	rm -f "$fake_dir/$name.port"
	: >"$fake_log"
	"$B/tests/helpers/fake_server" "$script" --port-file "$fake_dir/$name.port" --log "$fake_log" "$@" \
		2>"$fake_dir/$name.err" &
	echo $! >"$fake_dir/$name.pid"
	for ((i = 0; i < 500; i++)); do
		[ -s "$fake_dir/$name.port" ] && break
		if ! kill -0 "$(cat "$fake_dir/$name.pid")" 2>/dev/null; then
			cat "$fake_dir/$name.err"
			return 1
		fi
		sleep 0.02
	done
	# shellcheck disable=SC2034 # for the scripts
	fake_port=$(cat "$fake_dir/$name.port")
}

fake_said() {
	grep -qE -e "$2" "$fake_dir/$1.log"
}

fake_count() {
	grep -cE -e "$2" "$fake_dir/$1.log"
}

fake_until() {
	local i
	for ((i = 0; i < ${3:-20} * 20; i++)); do
		fake_said "$1" "$2" && return 0
		sleep 0.05
	done
	return 1
}

fake_wait() {
	wait "$(cat "$fake_dir/$1.pid")" 2>/dev/null
	rm -f "$fake_dir/$1.pid"
}

fake_stop() {
	[ -f "$fake_dir/$1.pid" ] || return 0
	kill "$(cat "$fake_dir/$1.pid")" 2>/dev/null
	fake_wait "$1"
}

fake_stop_all() {
	local file
	for file in "$fake_dir"/*.pid; do
		[ -f "$file" ] && kill "$(cat "$file")" 2>/dev/null
	done
	for file in "$fake_dir"/*.pid; do
		[ -f "$file" ] && fake_wait "$(basename "$file" .pid)"
	done
	return 0
}

certificates() {
	[ -d "$certs" ] && return 0
	mkdir -p "$certs" && "$B/tests/helpers/certificates" "$certs"
}
