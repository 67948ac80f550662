#!/bin/bash
# The fake server itself: it does what its scripts say, and its log has what the client said. Else the tests of
# faults would prove nothing.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/fake.sh"
plan 26
at_end() {
	fake_stop_all
}

# Standard input is what the client does; what it hears is in $tmp/out.
talk() {
	"$B/tests/helpers/talk" "$fake_port" "$@" >"$tmp/out" 2>"$tmp/err"
}
script() {
	cat >"$tmp/script"
}
printf 'From: a@a.example\nSubject: one\n\nBody one.\n' >"$tmp/mail-1"
printf 'From: b@b.example\nSubject: two\n\nBody two.\n' >"$tmp/mail-2"

# ---- as an ordinary server ----------------------------------------------------------------------------------
script </dev/null
fake_start imap "$tmp/script" --mail "$tmp/mail-1" --mail "$tmp/mail-2"
talk <<'EOT'
< \* OK *
> a CAPABILITY
< \* CAPABILITY IMAP4rev1 IDLE MOVE *
< a OK*
> b LOGIN user "pass word"
< b OK*
> c SELECT INBOX
< \* FLAGS*
< \* OK \[PERMANENTFLAGS*
< \* 2 EXISTS
< \* 0 RECENT
< \* OK \[UIDVALIDITY 7\]*
< \* OK \[UIDNEXT 103\]*
< c OK*
> d UID FETCH 1:* (UID RFC822.SIZE)
< \* 1 FETCH (UID 101 RFC822.SIZE 46)
< \* 2 FETCH (UID 102 RFC822.SIZE 46)
< d OK*
> e UID FETCH 102 (UID BODY.PEEK[])
< \* 2 FETCH (UID 102 BODY\[\] {46}
< From: b@b.example
< Subject: two
< 
< Body two.
< )
< e OK*
> f UID MOVE 101 Recorded
< \* OK \[COPYUID 9 101 1\]*
< \* 1 EXPUNGE
< f OK*
> g UID FETCH 1:* (UID)
< \* 1 FETCH (UID 102)
< g OK*
> h IDLE
< + *
> DONE
< h OK*
> i LOGOUT
< \* BYE*
< i OK*
end
EOT
result $? "an IMAP session as with any server"
fake_said imap '^1 < b LOGIN user "pass word"\\r\\n$' && fake_said imap '^1 - moved 101$'
result $? "the log has what the client said and what became of mails"
talk <<'EOT'
< \* OK*
> a SELECT INBOX
< \* FLAGS*
< \* OK*
< \* 1 EXISTS
< \* 0*
< \* OK*
< \* OK*
< a OK*
> z UID FETCH 500:* (UID)
< \* 1 FETCH (UID 102)
< z OK*
EOT
result $? "a later connection finds the mailbox as it was left; n:* holds the last mail always"
fake_said imap '^2 < z UID'
result $? "connections are numbered"

script <<'EOT'
protocol smtp
EOT
fake_start smtp "$tmp/script"
talk <<'EOT'
< 220*
> EHLO me
< 250-*
< 250-AUTH PLAIN*
< 250-8BITMIME
< 250 SIZE*
> AUTH PLAIN AGEAYg==
< 235*
> MAIL FROM:<a@a.example>
< 250*
> RCPT TO:<b@b.example>
< 250*
> DATA
< 354*
> Subject: one
> 
> body
> .
< 250*
> QUIT
< 221*
end
EOT
result $? "an SMTP session as with any server"
fake_said smtp '^1 < Subject: one' && [ "$(fake_count smtp '^1 - accepted$')" -eq 1 ]
result $? "the mail is in the log, and that it was accepted"

# ---- TLS ----------------------------------------------------------------------------------------------------
certificates
script </dev/null
fake_start tls "$tmp/script" --tls "$certs/good.pem" "$certs/good-key.pem"
talk --tls <<'EOT'
< \* OK *
> a LOGIN user canary-1
< a OK*
EOT
result $? "TLS from the first byte"
fake_until tls '^1 < a LOGIN user canary-1' && fake_said tls '^1 - TLS stands'
result $? "the log has it decrypted"
fake_start starttls "$tmp/script" --starttls "$certs/good.pem" "$certs/good-key.pem"
talk <<'EOT'
< \* OK *
> a CAPABILITY
< \* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED
< a OK*
> b STARTTLS
< b OK*
tls
> c CAPABILITY
< \* CAPABILITY IMAP4rev1 IDLE *
< c OK*
EOT
result $? "STARTTLS"
printf '> a NOOP\nend\n' | "$B/tests/helpers/talk" "$(cat "$fake_dir/tls.port")" >"$tmp/out" 2>&1
fake_until tls '^2 - TLS failed'
result $? "a client that speaks in clear to a TLS port gets nothing"

# ---- rules --------------------------------------------------------------------------------------------------
script <<'EOT'
# all actions
connections 1
on GREETING
	send "* OK one"
	send ", two\r\n"
on "NOOP" times 1
	line "$tag OK only once \x41\\"
on "FETCH 1 *"
	line "* 1 FETCH (BODY[] {$size1}"
	mail 1 0 10
	close
on "X *"
	loop 2
		line "$set"
	end
	expect "Y*"
	line "$tag OK y"
	repeat 3 "ab"
	send "\r\n"
	trickle 5 "slow\r\n"
	wait 50
	ordinary
	set uidvalidity 9
	add
	remove 101
	log "an aside"
	hang
connections 2
on GREETING
	reset
connections 3
on GREETING
	endless "x"
EOT
fake_start rules "$tmp/script" --mail "$tmp/mail-1" --mail "$tmp/mail-2" --connections 4
talk <<'EOT'
< \* OK one, two
> a NOOP
< a OK only once A?
> b NOOP
< b OK done
> c X 5,6 y
< 5,6
< 5,6
> d Y
< d OK y
< ababab
< slow
< d OK done
EOT
result $? "send, line, loop, expect, repeat, trickle, wait, ordinary"
fake_until rules '^1 - an aside$' && fake_until rules '^1 - closed$'
result $? "log; hang ends with the client"
! talk <<<'< *' && grep -q 'closed' "$tmp/err" && fake_until rules '^2 - closed$'
result $? "reset"
"$B/tests/helpers/talk" "$fake_port" <<<'' >"$tmp/out" 2>&1
fake_until rules '^3 - the client is gone$'
result $? "endless, until the client closes"
talk <<'EOT'
< \* OK*
> a SELECT INBOX
< \* FLAGS*
< \* OK*
< \* 1 EXISTS
< \* 0*
< \* OK \[UIDVALIDITY 9\]*
< \* OK \[UIDNEXT 103\]*
< a OK*
> b FETCH 1 UID
< \* 1 FETCH (UID 102)
< b OK*
EOT
result $? "set and remove last; rules are for the connections they name"
fake_wait rules
! talk <<<''
result $? "--connections: it ends by itself"

script <<'EOT'
present 1
on "UID FETCH *"
	line "* 1 FETCH (BODY[] {$size1}"
	mail 1 0 10
	close
EOT
fake_start half "$tmp/script" --mail "$tmp/mail-1" --mail "$tmp/mail-2"
talk <<'EOT'
< \* OK*
> a SELECT INBOX
< \* FLAGS*
< \* OK*
< \* 1 EXISTS
< \* 0*
< \* OK*
< \* OK*
< a OK*
> b UID FETCH 1 BODY[]
< \* 1 FETCH (BODY\[\] {46}
end
EOT
result $? "present; a mail is cut in the middle"
if talk <<'EOT'
< \* OK*
> a APPEND x {5}
< + *
> hello
< a OK*
> b LOGIN {4}
< + *
> user canary
< b OK*
EOT
then
	fake_until half '^2 < user canary'
else
	false
fi
result $? "literals of the client"

# ---- cuts ---------------------------------------------------------------------------------------------------
script </dev/null
fake_start cut "$tmp/script" --cut-sent 20
talk <<'EOT'
< \* OK ready
> a NOOP
end
EOT
result $? "--cut-sent: closed in the middle of an answer"
fake_start deaf "$tmp/script" --cut-heard 5
! talk <<'EOT'
< \* OK ready
> a NOOP
< a *
EOT
fake_until deaf '^1 - octets: 12 sent, 5 heard$' && fake_said deaf '^1 < a NOO$' && fake_said cut '^1 - octets: 20 sent, 8 heard$'
result $? "--cut-heard: closed in the middle of a command"

# ---- mistakes in scripts ------------------------------------------------------------------------------------
wrong() { # wrong NAME PATTERN
	script
	"$B/tests/helpers/fake_server" "$tmp/script" --port-file "$tmp/p" --log "$tmp/l" >"$tmp/out" 2>"$tmp/err"
	[ $? -eq 2 ] && grep -qE "$2" "$tmp/err"
	result $? "$1"
}
wrong "a word that is not known" ':2: .fly. is not known' <<<$'on NOOP\nfly'
wrong "a number that is none" ':2: .soon. is no number' <<<$'on NOOP\nwait soon'
wrong "a text without end" ':2: a text without its end' <<<$'on NOOP\nline "abc'
wrong "a loop without end" ':2: a loop without its end' <<<$'on NOOP\nloop 3\nclose'
wrong "an end without loop" ':2: an end without its loop' <<<$'on NOOP\nend'
wrong "an action without rule" ':1: close before the first rule' <<<'close'
