# shellcheck shell=bash
# A real Dovecot and a real Postfix for one test, on high ports of the loopback address.   . tests/world/world.sh
#
#   world_start ADDRESS...   makes an account for each (password: $world_password), starts both; ports in $imap_port,
#                            $imaps_port, $lmtp_port, $smtp_port, $smtps_port, $submission_port, the CA in $world_ca;
#                            "ghost:ADDRESS": Postfix believes in it, Dovecot does not, so mail to it comes back
#   world_stop               ends them; call it in at_end
#   world_mail ADDRESS       the account's Maildir            $world the directory of this world
#   dovecot_start/stop, postfix_start/stop                    one of the two
#   world_commands ADDRESS   from now on what its IMAP clients say is kept in files $world/raw/ADDRESS/*.in
#   world_certificate KIND   what the servers show from their next start on: good, self-signed, wrong-name, expired,
#                            not-yet-valid, unknown-ca (tests/integration/helpers/certificates.c)
#   rule WHAT                a line for the policy server (tests/integration/helpers/policy_server.c) before the others
#   rules_reset              only the border's own rule is left
# The border: Postfix is $border; it adds an Authentication-Results of its own to what comes in by $smtp_port and
# takes away what claims to be one. Servers run in the root that `make world` has unpacked ($WORLD/root). Where the user
# is not root the whole test begins again in a namespace where it is.
: "${WORLD:?WORLD must name what make world has made}"
if [ "$(id -u)" -ne 0 ]; then
	clean_up
	exec unshare -Urm --map-auto env WORLD_NAMESPACE=yes "$0"
fi
world_conf=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/conf
world_password='correct horse battery'
border=mx.secretariat.example

world_mail() {
	echo "$world/mail/$1/Maildir"
}

world_commands() {
	mkdir -p "$world/raw/$1"
	chown -R 904:904 "$world/raw"
}

world_certificate() {
	cp "$world/tls/$1.pem" "$world/tls/server.crt"
	cp "$world/tls/$1-key.pem" "$world/tls/server.key"
}

fill_in() { # fill_in FILE
	sed -e "s|@T@|$world_inside|g" -e "s|@BORDER@|$border|g" -e "s|@IMAP@|$imap_port|g" -e "s|@IMAPS@|$imaps_port|g" \
		-e "s|@LMTP@|$lmtp_port|g" -e "s|@SMTP@|$smtp_port|g" -e "s|@SMTPS@|$smtps_port|g" \
		-e "s|@SUBMISSION@|$submission_port|g" -e "s|@POLICY@|$policy_port|g" "$world_conf/$1"
}

wait_for_port() { # wait_for_port PORT
	local i
	for ((i = 0; i < 300; i++)); do
		(exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return 0
		sleep 0.05
	done
	echo "# nothing listens on port $1"
	return 1
}

# Ends a server and waits until it is gone.
end_server() { # end_server PID
	local i
	kill -TERM "$1" 2>/dev/null
	for ((i = 0; i < 100; i++)); do
		kill -0 "$1" 2>/dev/null || break
		sleep 0.05
	done
	kill -KILL -- "-$1" 2>/dev/null || kill -KILL "$1" 2>/dev/null
	wait "$1" 2>/dev/null
}

dovecot_start() {
	setsid chroot "$WORLD/root" /usr/sbin/dovecot -F -c "$world_inside/dovecot.conf" >>"$world/out" 2>&1 &
	dovecot_pid=$!
	wait_for_port "$imaps_port" && wait_for_port "$lmtp_port"
}

dovecot_stop() {
	end_server "$dovecot_pid"
	dovecot_pid=
	rm -rf "$world/run"
}

postfix_start() {
	setsid chroot "$WORLD/root" /usr/lib/postfix/sbin/master -c "$world_inside/pf" -d >>"$world/out" 2>&1 &
	postfix_pid=$!
	wait_for_port "$smtp_port" && wait_for_port "$submission_port"
}

postfix_stop() {
	end_server "$postfix_pid"
	postfix_pid=
}

rules_reset() {
	echo "DATA * 0 PREPEND $border_header: $border; dmarc=pass header.from=%d" >"$world/rules.new"
	mv "$world/rules.new" "$world/rules"
}

rule() { # rule "STATE PATTERN SECONDS ACTION"
	{
		echo "$1"
		cat "$world/rules"
	} >"$world/rules.new"
	mv "$world/rules.new" "$world/rules"
}

world_directories() {
	mkdir -p "$world"/{tls,mail,pf,data,state,queue}
	(cd "$world/queue" && mkdir active bounce corrupt defer deferred flush hold incoming private saved trace \
		maildrop public pid &&
		chmod 700 active bounce corrupt defer deferred flush hold incoming private saved trace &&
		chown 903 active bounce corrupt defer deferred flush hold incoming private saved trace &&
		chown 903:905 maildrop public && chmod 730 maildrop && chmod 710 public && chmod 755 pid)
	chown 903 "$world/data"
	chown 904:904 "$world/mail"
}

world_accounts() { # world_accounts ADDRESS...
	local address
	: >"$world/users"
	: >"$world/pf/boxes"
	for address; do
		[ "$address" = "${address#ghost:}" ] && echo "$address:{PLAIN}$world_password" >>"$world/users"
		address=${address#ghost:}
		echo "$address x" >>"$world/pf/boxes"
		echo "${address#*@} x"
	done | sort -u >"$world/pf/domains"
}

# Without -m, which wants /proc. In a namespace none can be made: those of the machine are shown there.
world_devices() {
	local name dev=$WORLD/root/dev minor
	for name in null:3 random:8 urandom:9; do
		minor=${name#*:}
		name=${name%:*}
		[ -c "$dev/$name" ] && continue
		if [ -n "${WORLD_NAMESPACE:-}" ]; then
			mount --bind "/dev/$name" "$dev/$name"
		else
			rm -f "$dev/$name"
			(umask 0 && mknod "$dev/$name" c 1 "$minor")
		fi
	done
}

world_start() { # world_start ADDRESS...
	world=$(mktemp -d -p "$WORLD/root" w.XXXXXX) || {
		echo "# $WORLD has been made by another user"
		return 1
	}
	world_devices
	chmod 755 "$world"
	world_inside=/${world##*/}
	# shellcheck disable=SC2034 # for the tests
	world_ca=$world/tls/ca.pem
	border_header=X-Border-$RANDOM$RANDOM
	"$B/tests/helpers/free_ports" 6 >"$world/ports"
	read -r imap_port imaps_port lmtp_port smtp_port smtps_port submission_port <"$world/ports"
	world_directories
	"$B/tests/helpers/certificates" "$world/tls" && world_certificate good
	world_accounts "$@"
	rules_reset
	"$B/tests/helpers/policy_server" "$world/rules" "$world/policy-port" >>"$world/out" 2>&1 &
	policy_pid=$!
	while [ ! -s "$world/policy-port" ] && kill -0 "$policy_pid" 2>/dev/null; do sleep 0.02; done
	policy_port=$(cat "$world/policy-port")
	fill_in dovecot.conf >"$world/dovecot.conf"
	fill_in main.cf >"$world/pf/main.cf"
	fill_in master.cf >"$world/pf/master.cf"
	printf '%s\n' "/^$border_header: (.*)\$/ REPLACE Authentication-Results: \$1" \
		"/^Authentication-Results:[[:space:]]*${border//./\\.}[[:space:]]*;/ IGNORE" >"$world/pf/border"
	dovecot_start && postfix_start
}

world_stop() {
	[ -n "${world:-}" ] || return 0
	# Dovecot takes a second to end: both at the same time.
	[ -n "${postfix_pid:-}" ] && kill -TERM "$postfix_pid" 2>/dev/null
	[ -n "${dovecot_pid:-}" ] && kill -TERM "$dovecot_pid" 2>/dev/null
	[ -n "${postfix_pid:-}" ] && postfix_stop
	[ -n "${dovecot_pid:-}" ] && dovecot_stop
	[ -n "${policy_pid:-}" ] && end_server "$policy_pid"
	rm -rf "$world"
	world=
}
