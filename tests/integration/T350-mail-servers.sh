#!/bin/bash
# A consultation over a real Postfix and a real Dovecot: six focal points have mailboxes there and answer with mutt,
# s-nail and mblaze. Nothing is lost and nothing comes twice when servers stall, go and come, or the daemon is killed.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source=../world/world.sh
. "$root/tests/world/world.sh"
# shellcheck source=../world/clients.sh
. "$root/tests/world/clients.sh"
plan 34

consult=consult@neaspec.example
oyun=oyun@nature.mn.example
kotone=k.hayashi@kankyo.jp.example
ryohei=r.mizuno@kankyo.jp.example
jian=jian.seo@hwankyung.kr.example
# State, address, client, charset, what stands for field 2.1 afterwards.
members="MN oyun@nature.mn.example mutt utf-8 support with changes
KR jian.seo@hwankyung.kr.example mutt euc-kr support with changes
RU a.veresova@ecology.ru.example s-nail windows-1251 support with changes
JP k.hayashi@kankyo.jp.example s-nail iso-2022-jp support with changes
CN lin.wenhao@environment.cn.example mblaze utf-8 support with changes
KP paek.unhui@protection.kp.example mblaze utf-8 support"
others="zhao.ruolan@environment.cn.example r.mizuno@kankyo.jp.example temuulen@nature.mn.example
dohyeon.yang@hwankyung.kr.example haneul.kim@neaspec.example"
# The same States in a second consultation, whose mailboxes make trouble.
again_consult=consult@again.example
again_kr=jian.seo@hwankyung.kr.again.example # 450
again_ru=a.veresova@ecology.ru.again.example # 550
again_kp=paek.unhui@protection.kp.again.example # accepted, and comes back
daemons=()
at_end() {
	local pid
	for pid in "${daemons[@]}"; do
		kill -KILL "$pid" 2>/dev/null
	done
	world_stop
}

on_servers() { # on_servers ADDRESS IMAP SMTP: the consultation in $dir has its mailbox there; each PORT, tls: WORD
	local login="user: $1, password_file: password, ca_file: ca.crt"
	cp "$world_ca" "$dir/ca.crt"
	(umask 077 && echo "$world_password" >"$dir/password")
	sed -i -e "s|^  maildir: inbox|  imap: {host: 127.0.0.1, port: $2, $login}|" \
		-e "s|^  maildir: sent|  smtp: {host: 127.0.0.1, port: $3, $login}\n  rate: {per_minute: 600}|" \
		-e "s|boundary: mx.neaspec.example|boundary: $border|" "$dir/consultation.yaml"
	today
}
start() { # the daemon on the consultation in $dir; its pid in $daemon
	"$B/rapporteur" -C "$dir" serve >>"$tmp/out" 2>>"$dir/log" &
	daemon=$!
	daemons+=("$daemon")
}
letters() { # letters KEY ADDRESS: files in the mailbox with such a key
	grep -lE "^X-Rapporteur-Key: $1" "$(world_mail "$2")"/new/* "$(world_mail "$2")"/cur/* 2>/dev/null
}
has() { # has NUMBER KEY ADDRESS
	[ "$(letters "$2" "$3" | wc -l)" -ge "$1" ]
}
all_have() { # all_have NUMBER KEY
	local address rest
	while read -r _ address rest; do
		has "$1" "$2" "$address" || return 1
	done <<<"$members"
}
in_folder() { # in_folder [FOLDER]
	find "$(world_mail $consult)${1:+/.$1}"/new "$(world_mail $consult)${1:+/.$1}"/cur -type f 2>/dev/null | wc -l
}
folder_has() { # folder_has NUMBER: so many are put away, and none waits
	[ "$(in_folder Recorded)" -eq "$1" ] && [ "$(in_folder)" -eq 0 ]
}
stands() { # stands MEMBER FIELD VALUE
	[ "$(standing "$1" "$2")" = "$3" ]
}
counts() { # counts KEY NUMBER
	[ "$(count "$1" 2>/dev/null)" = "$2" ]
}
answers_of() {
	echo "$root/tests/corpus/make/neaspec-2020/$1.txt"
}
typed() { # typed FILE LINES...: answers to type
	printf '%s\n' '@MODE next' "${@:2}" >"$1"
}
status_says() {
	program status 2>/dev/null | grep -q "$1"
}
# Letters that are in one mailbox more than once.
twice() {
	local box
	for box in "$world"/mail/*/Maildir; do
		cat "$box"/new/* "$box"/cur/* 2>/dev/null | grep -a '^X-Rapporteur-Key:' | sort | uniq -d
	done
}

# shellcheck disable=SC2086,SC2046 # lists of addresses
world_start $consult $others $(awk '{print $2}' <<<"$members") $again_consult $again_kr $again_ru ghost:$again_kp \
	oyun@nature.mn.again.example k.hayashi@kankyo.jp.again.example lin.wenhao@environment.cn.again.example \
	haneul.kim@again.example
result $? "Dovecot and Postfix run"
world_commands $consult

# ---- trouble on the way out ---------------------------------------------------------------------------------
new_consultation "$tmp/again"
sed -i -E 's/\b(cn|kp|jp|mn|kr|ru)\.example/\1.again.example/; s/@neaspec.example/@again.example/' "$dir/consultation.yaml"
on_servers $again_consult "$imap_port, tls: starttls" "$smtps_port, tls: implicit"
rule "RCPT $again_kr 0 450 4.2.0 the mailbox rests"
rule "RCPT $again_ru 0 550 5.1.1 nobody of this name"
start
until_true 30 counts failed 2
result $? "550: both requests to that State have failed"
until_true 30 status_says "Russian.*mail comes back" && run preview digest && grep -q 'nobody of this name' "$tmp/out"
result $? "its address is marked, and the digest has the server's words"
until_true 30 counts waiting 2
result $? "450: both requests to that State wait"
until_true 30 status_says "Democratic.*mail comes back" && until_true 30 counts machine 2
result $? "the report that a mailbox does not exist is understood, for the State it was about"
program status --json | sed -n '/"code": "MN"/,/}/p' | grep -q '"undeliverable": false'
result $? "and for no other"
rules_reset

# ---- requests -----------------------------------------------------------------------------------------------
new_consultation "$tmp/consultation"
on_servers $consult "$imaps_port, tls: implicit" "$submission_port, tls: starttls"
start
until_true 60 all_have 2 request/1/
result $? "two requests are in each of six mailboxes"
[ "$(cat "$world"/mail/*neaspec.example/Maildir/new/* 2>/dev/null | grep -c '^X-Rapporteur-Key: request')" -eq 0 ]
result $? "and in no other"

# ---- answers ------------------------------------------------------------------------------------------------
while read -r state address client charset value; do
	client_answers "$client" "$address" Plan "$(answers_of "${state,,}-plan")" "$charset" </dev/null &&
		until_true 30 stands "$state" 2.1 "$value"
	result $? "$state answers with $client, and it is recorded"
done <<<"$members"
until_true 60 all_have 1 receipt/
result $? "each has a receipt in the mailbox"
until_true 30 folder_has 6
result $? "the replies are put away"
counts accepted 6 && counts quarantined 0
result $? "all were accepted"

# ---- no polling ---------------------------------------------------------------------------------------------
said() { # said COMMAND: how often the daemon has said it
	cat "$world/raw/$consult"/*.in | grep -ciE " [0-9A-Za-z]+ $1\b"
}
[ "$(find "$world/raw/$consult" -name '*.in' | wc -l)" -eq 1 ]
result $? "all came over one session"
# Two for each mail: one until it is recorded, one until the next.
[ "$(said IDLE)" -ge 7 ] && [ "$(said IDLE)" -le 16 ] && [ "$(said NOOP)" -eq 0 ] && [ "$(said CHECK)" -eq 0 ] &&
	[ "$(said STATUS)" -le 1 ] && [ "$(said 'SELECT INBOX')" -eq 1 ] && [ "$(said 'UID FETCH')" -le 12 ]
result $? "in which the server was waited for and not asked"

# ---- the mailbox goes and comes -----------------------------------------------------------------------------
dovecot_stop
typed "$tmp/typed" @2.2 'cannot support'
# mblaze needs no server to read: the mail is on the disk.
client_answers mblaze $jian Plan "$tmp/typed"
result $? "KR answers while Dovecot is away"
dovecot_start && until_true 60 stands KR 2.2 'cannot support' && until_true 60 has 2 receipt/ $jian
result $? "when it is back the answer is recorded, and the receipt is there"

# ---- killed -------------------------------------------------------------------------------------------------
kill -KILL "$daemon"
wait "$daemon" 2>/dev/null
typed "$tmp/typed" @2.2 'cannot support'
client_answers mutt $oyun Plan "$tmp/typed"
result $? "MN answers while no daemon runs"
start
until_true 60 stands MN 2.2 'cannot support' && until_true 60 has 2 receipt/ $oyun
result $? "the next daemon records it"
kill -KILL "$daemon"
wait "$daemon" 2>/dev/null
start
until_true 60 folder_has 8
result $? "killed again, and started: all is put away"
counts accepted 8
result $? "nothing was recorded twice"

# ---- a minute of silence ------------------------------------------------------------------------------------
headed() { # how many mails to the alternate of JP Postfix has begun to take
	grep -c "replace: header.*to=<$ryohei>" "$world/postfix.log"
}
one_more() {
	[ "$(headed)" -gt "$before" ]
}
rule "END-OF-MESSAGE $ryohei 60 DUNNO"
before=$(headed)
receipts=$(letters receipt/ $ryohei | wc -l)
client_answers s-nail $kotone Objectives "$(answers_of jp-review)" && until_true 30 one_more
result $? "Postfix is silent at the end of a receipt"
typed "$tmp/typed" @2.2 'support'
client_answers mutt $oyun Plan "$tmp/typed" && until_true 30 stands MN 2.2 support && until_true 20 folder_has 10 &&
	[ "$(letters receipt/ $ryohei | wc -l)" -eq "$receipts" ]
result $? "a mail that comes meanwhile is recorded and put away"
until_true 100 has $((receipts + 1)) receipt/ $ryohei && until_true 30 has 3 receipt/ $oyun
result $? "then this receipt arrives, and the next"

# ---- the end ------------------------------------------------------------------------------------------------
[ -z "$(twice)" ]
result $? "no letter is in a mailbox twice"
counts waiting 0 && counts failed 0
result $? "nothing is left to send"
dir=$tmp/again
until_true 90 has 2 request/1/ $again_kr && until_true 30 counts waiting 0 && counts failed 2
result $? "450: the requests have arrived later"
stopped=0
for pid in "${daemons[0]}" "$daemon"; do
	kill -TERM "$pid"
	wait "$pid" || stopped=1
done
daemons=()
result $stopped "both daemons end when told to"
dir=$tmp/consultation
program check --online >"$tmp/out" 2>"$tmp/err" && grep -q '^All is well' "$tmp/out" && work && folder_has 11
result $? "check --online finds nothing to mend, and its test mail is put away"
! grep -hE 'AddressSanitizer|runtime error|assert' "$tmp/again/log" "$tmp/consultation/log"
result $? "no fault of ours in the logs"
