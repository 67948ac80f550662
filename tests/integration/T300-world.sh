#!/bin/bash
# The test world proves itself: Postfix takes mail by submission and port 25, marks it as a border server does, hands it to
# Dovecot; faults come when a rule says so.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source=../world/world.sh
. "$root/tests/world/world.sh"
plan 21

oyun=oyun@nature.mn.example
consult=consult@neaspec.example
at_end() {
	world_stop
}

# A whole SMTP dialogue over plain TCP; lines from standard input, each after the answer to the one before.
dialogue() { # dialogue PORT
	local line answer
	exec 3<>"/dev/tcp/127.0.0.1/$1"
	hear
	while IFS= read -r line; do
		printf '%s\r\n' "$line" >&3
		case $line in
		EHLO* | MAIL* | RCPT* | DATA | . | QUIT | RSET) hear ;;
		esac
	done
	exec 3>&-
}
hear() {
	local answer
	while IFS= read -r -t 20 answer <&3; do
		printf '%s\n' "${answer%$'\r'}"
		[ "${answer:3:1}" = '-' ] || break
	done
}
submit() { # submit FROM TO [LINES...]: by port 25
	local from=$1 to=$2
	shift 2
	printf '%s\n' "EHLO [127.0.0.1]" "MAIL FROM:<$from>" "RCPT TO:<$to>" DATA "From: <$from>" "To: <$to>" \
		"Message-ID: <$RANDOM.$RANDOM@here.example>" "$@" "" "words" . QUIT | dialogue "$smtp_port" >"$tmp/out"
}
box() { # box ADDRESS: files of the account, newest last
	find "$(world_mail "$1")/new" "$(world_mail "$1")/cur" -type f -print0 2>/dev/null | xargs -0 -r ls -tr
}
arrives() { # arrives ADDRESS NUMBER
	local i
	for ((i = 0; i < 200; i++)); do
		[ "$(box "$1" | wc -l)" -ge "$2" ] && return 0
		sleep 0.05
	done
	return 1
}
newest() {
	box "$1" | tail -n 1
}
# openssl as client: TLS verified as the program does it.
verified() { # verified PORT [OPTIONS...]
	local port=$1
	shift
	openssl s_client -connect "127.0.0.1:$port" -CAfile "$world_ca" -verify_return_error -verify_ip 127.0.0.1 "$@" \
		</dev/null >"$tmp/out" 2>&1
}

world_start "$consult" "$oyun"
result $? "both run"
verified "$imaps_port" && verified "$smtps_port" && verified "$submission_port" -starttls smtp &&
	verified "$imap_port" -starttls imap
result $? "certificates are good for 127.0.0.1 at every door"

refused=
for kind in self-signed wrong-name expired not-yet-valid unknown-ca; do
	dovecot_stop
	world_certificate $kind
	dovecot_start
	verified "$imaps_port" && refused+=" $kind"
	grep -q 'Verif.*error' "$tmp/out" || refused+=" $kind?"
done
dovecot_stop
world_certificate good
dovecot_start && verified "$imaps_port" && [ -z "$refused" ]
result $? "bad ones are bad:$refused"

# ---- the border ---------------------------------------------------------------------------------------------
submit "$oyun" "$consult" && arrives "$consult" 1
result $? "a mail by port 25 reaches the mailbox"
file=$(newest "$consult")
grep -qx "Authentication-Results: $border; dmarc=pass header.from=nature.mn.example" "$file"
result $? "with the border's results"
[ "$(grep -n '^Received:' "$file" | head -n 1 | cut -d: -f1)" -lt "$(grep -n '^Authentication-Results:' "$file" | cut -d: -f1)" ] &&
	grep -A1 '^Received:' "$file" | grep -q 'with LMTP'
result $? "below the line of the delivery"
submit "$oyun" "$consult" "Authentication-Results: $border; dmarc=pass header.from=elsewhere.example" \
	"Authentication-Results: mx.elsewhere.example; dmarc=pass" && arrives "$consult" 2
file=$(newest "$consult")
[ "$(grep -c "^Authentication-Results: $border;" "$file")" -eq 1 ] && ! grep -q 'header.from=elsewhere' "$file" &&
	grep -q '^Authentication-Results: mx.elsewhere.example' "$file"
result $? "forged results of the border are taken away, others stay"
submit "$oyun" "consult+r.abc-def@neaspec.example" && arrives "$consult" 3 && grep -q '^Delivered-To:.*+r.abc-def' "$(newest "$consult")"
result $? "an address with a tag is the address"
submit "$oyun" "nobody@neaspec.example"
grep -q '^550 5.1.1' "$tmp/out"
result $? "an account that does not exist: 550"
submit "$oyun" "someone@far.example"
grep -q '^554 5.7.1' "$tmp/out"
result $? "no relay without a login"
printf '%s\n' "EHLO [127.0.0.1]" "MAIL FROM:<$oyun>" | dialogue "$submission_port" >"$tmp/out"
grep -q '^530 5.7.0.*STARTTLS' "$tmp/out"
result $? "no submission without TLS"

# ---- a login ------------------------------------------------------------------------------------------------
login=$(printf '\0%s\0%s' "$oyun" "$world_password" | base64 -w0)
submission() { # submission LOGIN
	{
		sleep 0.3
		printf '%s\r\n' "EHLO [127.0.0.1]" "AUTH PLAIN $1"
		sleep 0.5
		printf '%s\r\n' "MAIL FROM:<$oyun>" "RCPT TO:<$consult>" DATA
		sleep 0.3
		printf '%s\r\n' "From: <$oyun>" "" "words" . QUIT
		sleep 0.3
	} | openssl s_client -quiet -starttls smtp -connect "127.0.0.1:$submission_port" -CAfile "$world_ca" >"$tmp/out" 2>&1
}
submission "$login"
grep -q '^235' "$tmp/out" && arrives "$consult" 4
result $? "submission with a login"
submission "$(printf '\0%s\0wrong' "$oyun" | base64 -w0)"
grep -q '^535' "$tmp/out"
result $? "a wrong password: 535"

# ---- faults -------------------------------------------------------------------------------------------------
rule "RCPT $consult 0 450 4.2.0 not now"
submit "$oyun" "$consult"
grep -q '^450 4.2.0' "$tmp/out"
result $? "450 at the recipient"
rules_reset
rule "RCPT $consult 0 421 4.3.2 leaving"
submit "$oyun" "$consult"
grep -q '^421' "$tmp/out"
result $? "421"
rules_reset
rule "END-OF-MESSAGE $consult 0 451 4.3.0 after all of it"
submit "$oyun" "$consult"
grep -q '^451 4.3.0' "$tmp/out" && [ "$(box "$consult" | wc -l)" -eq 4 ]
result $? "451 after the whole mail, which is then not delivered"
rules_reset
rule "END-OF-MESSAGE $consult 2 DUNNO"
start=$SECONDS
submit "$oyun" "$consult"
[ $((SECONDS - start)) -ge 1 ] && arrives "$consult" 5
result $? "silence for a while"
rules_reset
rule "DATA * 0 DUNNO"
submit "$oyun" "$consult" && arrives "$consult" 6 && ! grep -q "^Authentication-Results: $border" "$(newest "$consult")"
result $? "a mail without results"
rules_reset

# ---- away and back ------------------------------------------------------------------------------------------
dovecot_stop
submit "$oyun" "$consult"
grep -q '^250.*queued' "$tmp/out" && dovecot_start && arrives "$consult" 7
result $? "Dovecot away: Postfix keeps the mail and delivers it later"
postfix_stop
submit "$oyun" "$consult" 2>/dev/null
[ ! -s "$tmp/out" ]
postfix_start && submit "$oyun" "$consult" && arrives "$consult" 8
result $? "Postfix away and back"
where=$world
world_stop
[ ! -e "$where" ] && ! kill -0 "$policy_pid" 2>/dev/null
result $? "nothing is left"
