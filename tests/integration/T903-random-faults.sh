#!/bin/bash
# A real Dovecot and a real Postfix behind a proxy that spoils connections at random: cut, reset, half closed, silent, in drops,
# refused, nonsense. Mails come all the while; when the proxy is gone two looks at the mailbox settle everything (G6).
#
# CONNECTIONS=1000 in the environment: so many connections; SEED=N: those faults again.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
# shellcheck source=../world/world.sh
. "$root/tests/world/world.sh"
plan 9
count=${CONNECTIONS:-16}
seed=${SEED:-$$}
consult=consult@neaspec.example
proxies=()
at_end() {
	if [ ${#proxies[@]} -gt 0 ]; then
		kill -KILL "${proxies[@]}" 2>/dev/null
		{ wait "${proxies[@]}"; } 2>/dev/null
	fi
	world_stop
}

people="oyun@nature.mn.example temuulen@nature.mn.example jian.seo@hwankyung.kr.example dohyeon.yang@hwankyung.kr.example
k.hayashi@kankyo.jp.example r.mizuno@kankyo.jp.example a.veresova@ecology.ru.example lin.wenhao@environment.cn.example
zhao.ruolan@environment.cn.example paek.unhui@protection.kp.example haneul.kim@neaspec.example"
# shellcheck disable=SC2086 # a list of addresses
world_start $consult $people
result $? "Dovecot and Postfix run"

# ---- the consultation: first on Maildirs, so that its requests are at hand -----------------------------------
new_consultation "$tmp/consultation"
today
"$rapporteur" -C "$dir" serve --once >"$tmp/out" 2>"$tmp/err"
[ "$(sent_count request/)" -eq 12 ]
result $? "a round is open"
mkdir "$tmp/letters"
n=0
for address in oyun@nature.mn.example jian.seo@hwankyung.kr.example k.hayashi@kankyo.jp.example lin.wenhao@environment.cn.example; do
	note "$(sent request/1/plan/ $address)" $address '[2.6] These are words of @N@.' |
		sed 's/^Message-ID:.*/Message-ID: <fault.@N@@faults.example>/' >"$tmp/letters/$n"
	n=$((n + 1))
done
requests=$(cd "$dir/sent/new" && cat -- * | grep -c '^X-Rapporteur-Key: request')
cp "$dir/consultation.yaml" "$tmp/plain.yaml"
(umask 077 && echo "$world_password" >"$dir/password")

at_ports() { # at_ports IMAP SMTP
	sed -e "s|^  maildir: inbox|  imap: {host: 127.0.0.1, port: $1, tls: none, user: $consult, password_file: password}|" \
		-e "s|^  maildir: sent|  smtp: {host: 127.0.0.1, port: $2, tls: none}\n  rate: {per_minute: 600}|" \
		"$tmp/plain.yaml" >"$dir/consultation.yaml"
}
proxy() { # proxy NAME PORT SEED: sets $proxied
	"$B/tests/helpers/fault_proxy" "$2" "$tmp/$1.port" "$tmp/$1.faults" "$3" 2>>"$tmp/err" &
	proxies+=($!)
	until_true 10 test -s "$tmp/$1.port"
	proxied=$(cat "$tmp/$1.port")
}
connections() {
	cat "$tmp"/*.faults | wc -l
}
# Dovecot makes it at the first login.
mkdir -p "$(world_mail $consult)/tmp" "$(world_mail $consult)/new" "$(world_mail $consult)/cur"
chown -R 904:904 "$(world_mail $consult)/.."
delivered=0
deliver_some() {
	local box
	box=$(world_mail $consult)
	for _ in 1 2; do
		sed "s/@N@/$delivered/" "$tmp/letters/$((delivered % 4))" >"$box/tmp/f$delivered" && chown 904:904 "$box/tmp/f$delivered" &&
			mv "$box/tmp/f$delivered" "$box/new/f$delivered"
		delivered=$((delivered + 1))
	done
}

echo "# seed $seed"
proxy imap "$imap_port" "$seed"
imap=$proxied
proxy smtp "$smtp_port" $((seed + 1))
at_ports "$imap" "$proxied"
# So that letters leave at every look, what was receipted long ago is no reason to wait (R42), and what failed is tried again.
no_waiting() {
	"$B/tests/helpers/sql" "$dir/state/rapporteur.db" "UPDATE mail_out SET created_at = created_at - 90000 WHERE kind = 'receipt'" &&
		"$B/tests/helpers/outbox" "$dir/state" --due >/dev/null
}
died=0
while [ "$(connections)" -lt "$count" ]; do
	deliver_some
	work
	[ $? -lt 128 ] || died=$((died + 1))
	no_waiting
done
kinds=$(cat "$tmp"/*.faults | cut -d' ' -f2 | sort | uniq -c | awk '{ printf "%s %s, ", $1, $2 }')
[ "$(connections)" -ge "$count" ] && [ $died -eq 0 ]
result $? "$(connections) connections, $(wc -l <"$tmp/smtp.faults") of them SMTP (${kinds%, }), $delivered mails"
! grep -q 'event=child-protocol' "$dir/log"
result $? "no process of ours was misled"

# ---- the end of it ------------------------------------------------------------------------------------------
at_ports "$imap_port" "$smtp_port"
# What waits for a later try is due now.
"$B/tests/helpers/outbox" "$dir/state" --due >"$tmp/outbox"
work
work
result $? "two looks without the proxy"
recorded=$(table mails | tail -n +2 | wc -l)
[ "$recorded" -eq "$delivered" ] && [ "$(table mails | tail -n +2 | sort -u | wc -l)" -eq "$delivered" ]
result $? "every mail is recorded once ($recorded of $delivered)"
box=$(world_mail $consult)
[ "$(find "$box/new" "$box/cur" -type f | wc -l)" -eq 0 ] && [ "$(find "$box/.Recorded/cur" "$box/.Recorded/new" -type f 2>/dev/null | wc -l)" -eq "$delivered" ]
result $? "and put away"
"$B/tests/helpers/outbox" "$dir/state" >"$tmp/outbox"
owed=$(grep -c '^sent ' "$tmp/outbox")
! grep -v '^sent ' "$tmp/outbox" && [ "$owed" -gt "$requests" ]
result $? "all $((owed - requests)) letters that were owed have left"
# What has left through the servers arrives: each, under one Message-ID.
arrived() {
	grep -ahiE '^(Message-ID|X-Rapporteur-Key):' "$world"/mail/*/Maildir/new/* "$world"/mail/*/Maildir/cur/* 2>/dev/null |
		awk 'tolower($1) == "message-id:" { id = $2 } tolower($1) == "x-rapporteur-key:" { key = $2 }
			id != "" && key != "" { print key, id; id = key = "" }' | sort >"$tmp/arrived"
	[ "$(cut -d' ' -f1 "$tmp/arrived" | sort -u | wc -l)" -ge $((owed - requests)) ]
}
until_true 30 arrived && [ "$(sort -u "$tmp/arrived" | wc -l)" -eq "$(cut -d' ' -f1 "$tmp/arrived" | sort -u | wc -l)" ]
result $? "each arrives, always with the same Message-ID; $(uniq -d "$tmp/arrived" | wc -l) came more than once"
