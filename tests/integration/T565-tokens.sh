#!/bin/bash
# Tokens (R20-R24): whose they are, where they stand, what two of them say, and what a revoked one is worth.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 38

oyun=oyun@nature.mn.example
temuulen=temuulen@nature.mn.example
ru=a.veresova@ecology.ru.example
new_consultation "$tmp/consultation"
sed -i 's/^  unauthenticated: .*/  unauthenticated: confirm/' "$dir/consultation.yaml"
work
plan_mn=$(sent request/1/plan/MN "$oyun")
review_mn=$(sent request/1/review/MN "$oyun")
plan_ru=$(sent request/1/plan/RU)

token_of() { # token_of FILE
	header_of "$1" Message-ID | sed -n 's/^<rq\.\([a-z2-7]\{26\}\)@neaspec\.example>$/\1/p'
}
# The same mail without what ties it to ours.
untied() { # untied [SUBJECT]
	sed -e "s/^To: .*/To: consult@neaspec.example/" -e "${1:+s/^Subject: .*/Subject: $1/}" -e '/^In-Reply-To:/d' -e '/^References:/d'
}
# Numbers of the mails in quarantine whose reason has TEXT.
because() { # because TEXT
	run quarantine && awk -v text="$1" '/^[0-9]/ { n = $1 } index($0, text) && !/^[0-9]/ { print n }' "$tmp/out"
}

# ---- R20, R21: where they stand -----------------------------------------------------------------------------
for file in "$dir"/sent/new/*; do
	token=$(token_of "$file")
	echo "$token"
	[ "$(header_of "$file" Reply-To | sed 's/.*<\(.*\)>.*/\1/')" = "consult+$token@neaspec.example" ] || echo wrong
	[ "$(header_of "$file" To | tr -cd '<' | wc -c)" -eq 1 ] || echo wrong
done >"$tmp/tokens"
[ "$(wc -l <"$tmp/tokens")" -eq 12 ] && [ "$(grep -cE '^[a-z2-7]{26}$' "$tmp/tokens")" -eq 12 ]
result $? "each request carries 26 characters of base32 in Reply-To and Message-ID, and has one recipient"
[ -z "$(sort "$tmp/tokens" | uniq -d)" ]
result $? "no two of them the same, by person or by request"

# ---- R22: Y for X -------------------------------------------------------------------------------------------
at 2020-07-07T10:00:00+09:00
reply_to "$plan_mn" "$temuulen" '2.1 support' | deliver alternate
work && [ "$(standing MN 2.1)" = support ] && table answers | grep '"2.1"' | grep -q "$temuulen"
result $? "an alternate who answers the focal point's mail is recorded, under his own name"
run preview digest && tr -s ' \n' ' ' <"$tmp/out" | grep -q 'Ganzorig Temuulen, answering for Bat-Erdene Oyun'
result $? "and the digest says for whom he answered"
reply_to "$plan_mn" "$ru" '2.1 cannot support' | deliver other-state
work && [ -z "$(standing RU 2.1)" ] && [ "$(standing MN 2.1)" = support ] && [ -n "$(because 'sent to somebody else')" ]
result $? "another State that answers it is quarantined, for neither State"

# ---- R23: several tokens ------------------------------------------------------------------------------------
id_ru=$(header_of "$plan_ru" Message-ID)
id_mn=$(header_of "$plan_mn" Message-ID)
reply_to "$plan_ru" "$temuulen" '2.2 support' | sed "s/^References: .*/References: $id_mn $id_ru/" | deliver two-states
work && [ -z "$(standing MN 2.2)$(standing RU 2.2)" ] && [ "$(because 'sent to somebody else' | wc -l)" -eq 2 ]
result $? "tokens of two States and none of its sender's own: quarantined"
reply_to "$plan_mn" "$temuulen" '2.2 support' | sed "s/^References: .*/References: $id_ru $id_mn/" | deliver two-states-2
work && [ -z "$(standing MN 2.2)$(standing RU 2.2)" ] && [ "$(because 'different States' | wc -l)" -eq 1 ]
result $? "whichever stands first"
reply_to "$plan_ru" "$oyun" '2.2 support' | sed "s/^References: .*/References: $id_mn $id_ru/" | deliver own-wins
work && [ "$(standing MN 2.2)" = support ] && [ -z "$(standing RU 2.2)" ]
result $? "the authentic author's own token wins over another's"
reply_to "$plan_mn" "$oyun" '2.2 cannot support' "" | sed "s/^References: .*/References: $id_ru $id_mn/" | deliver unproved-own-first
reply_to "$plan_ru" "$oyun" '2.2 cannot support' "" | sed "s/^References: .*/References: $id_mn $id_ru/" | deliver unproved-other-first
work && [ "$(standing MN 2.2)" = support ] && [ "$(because 'nothing proves where it comes from' | wc -l)" -eq 2 ] && [ "$(count awaiting)" -eq 0 ]
result $? "where nothing proves the author, tokens of two States are quarantined and not asked about"
many=$(for i in $(seq 1 12); do printf '<rq.%s%s@neaspec.example> ' "$(printf '%024d' 0 | tr 0 a)" "$(printf '%02d' "$i" | tr 0189 bcde)"; done)
reply_to "$plan_mn" "$oyun" '2.3 support' | sed -e "s/^To: .*/To: consult@neaspec.example/" -e "s/^In-Reply-To: .*/In-Reply-To: $id_mn/" -e "s/^References: .*/References: $id_mn $many/" | deliver many
work && [ "$(standing MN 2.3)" = support ]
result $? "made-up tokens in References do not hide the one in In-Reply-To"

# ---- services that write Message-IDs of their own -----------------------------------------------------------
reply_to "$plan_mn" "$oyun" '2.4 support' "" | sed -e 's/^In-Reply-To: .*/In-Reply-To: <0102018f@ses.example>/' -e 's/^References: .*/References: <0102018f@ses.example>/' | deliver rewritten
work && [ "$(count awaiting)" -eq 1 ]
result $? "where the service rewrote our Message-ID, the token of Reply-To suffices"

# ---- R24: revoked -------------------------------------------------------------------------------------------
run token revoke nobody@nature.mn.example
[ $? -eq 65 ] && grep -q 'no token that holds' "$tmp/err"
result $? "token revoke: an address to which nothing was sent is an error"
run token revoke "$oyun" not-a-token
[ $? -eq 64 ] && run status && ! grep -q revoked "$tmp/out"
result $? "a mistake among the arguments revokes nothing"
run token revoke "<rq.$(token_of "$review_mn")@neaspec.example>" && grep -q 'request/1/review/MN' "$tmp/out" && run status && grep -q '^Tokens *1 revoked' "$tmp/out"
result $? "one token, as it stands in a mail; status counts it"
reply_to "$review_mn" "$oyun" '1.1 4' | deliver revoked
before=$(sent_count receipt/)
work && [ "$(because 'token was revoked' | wc -l)" -eq 1 ] && [ "$(sent_count receipt/)" -eq "$before" ]
result $? "what answers by it is quarantined with that reason, be it authentic, and gets no receipt"
reply_to "$review_mn" "$ru" '1.1 4' | deliver revoked-stranger
reply_to "$review_mn" "$oyun" '1.1 5' "" | deliver revoked-unproved
questions=$(sent_count confirmation/)
work && [ "$(because 'token was revoked' | wc -l)" -eq 3 ] && [ "$(sent_count confirmation/)" -eq "$questions" ]
result $? "so is what another sends, and what nothing proves; nobody is asked"
reply_to "$review_mn" "$oyun" '1.1 5' dmarc=fail | deliver revoked-forged
work && [ "$(because 'token was revoked' | wc -l)" -eq 3 ] && [ -n "$(because 'DMARC failed')" ]
result $? "a failing check stays the reason"
run quarantine release "$(because 'token was revoked' | head -n 1)" --as MN && table answers | grep -q '"MN".*"1.1"'
result $? "an officer may release it"
reply_to "$plan_mn" "$oyun" '2.7 support' | deliver other-request
work && [ "$(standing MN 2.7)" = support ]
result $? "the other tokens of that person hold"
run token revoke "$(token_of "$review_mn")"
[ $? -eq 65 ]
result $? "revoked twice is an error that changes nothing"
run token revoke "$oyun" && grep -q 'of oyun@nature.mn.example are revoked' "$tmp/out" && work
result $? "all tokens of an address"
receipt_old=$(sent receipt/ "$oyun" | tail -n 1)
note "$receipt_old" "$oyun" '[2.6] support' | deliver by-old-receipt
work && [ -z "$(standing MN 2.6)" ]
result $? "also those of receipts"
at 2020-07-08T12:00:00+09:00
reply_to "$plan_mn" "$temuulen" '2.6 support' | deliver alternate-old
work && [ -z "$(standing MN 2.6)" ]
result $? "a colleague who answers the revoked mail is quarantined as well"
note "$(sent receipt/ "$temuulen" | tail -n 1)" "$temuulen" '[2.9] support' | deliver alternate-own
work && [ "$(standing MN 2.9)" = support ]
result $? "with his own he is not"
new=$(sent receipt/ "$oyun" | tail -n 1)
[ "$new" != "$receipt_old" ] && note "$new" "$oyun" '[2.8] support' | deliver by-new
work && [ "$(standing MN 2.8)" = support ]
result $? "the next mail to that person carries a new token, which holds"
printf '%s' "$(header_of "$new" Message-ID)" >"$tmp/new-id"
reply_to "$plan_mn" "$oyun" '2.10 support' | sed "s/^References: .*/References: $id_mn $(cat "$tmp/new-id")/" | deliver both
work && [ "$(standing MN 2.10)" = support ]
result $? "an own token that holds wins over a revoked one"
run export --format json --output "$tmp/table" && cat "$tmp/out" "$tmp"/table* >"$tmp/exported" && ! grep -qFf "$tmp/tokens" "$tmp/exported" "$dir/log"
result $? "neither the export nor the log has a token"
grep -q 'token-revoked' "$tmp/exported"
result $? "the record of events has the revocations"

# ---- R23: a closed round ------------------------------------------------------------------------------------
at 2020-07-31T10:00:00+09:00
work
reply_to "$plan_ru" "$ru" $'2.1 support\n2.5 [P3] delete' | deliver late
work && [ -z "$(standing RU 2.1)" ] && ! table proposals | grep -q '^"RU-'
result $? "a token of a round whose time is over: recorded, in no answer and no proposal"
late=$(because 'after the deadline')
run draft --output "$tmp/draft" && ! grep -rqE 'RU-[0-9]|Russian Federation *:' "$tmp/draft"
result $? "and in no draft"
run quarantine release "$late" && [ "$(standing RU 2.1)" = support ] && table proposals | grep -q '^"RU-1'
result $? "until an officer releases it"

# ---- without plus-addresses ---------------------------------------------------------------------------------
new_consultation "$tmp/subject"
at 2020-07-06T09:00:00+09:00
sed -i -e 's/^  unauthenticated: .*/  unauthenticated: confirm/' -e 's/^  maildir: sent/&\n  reply_to: subject\n  envelope: mailbox/' "$dir/consultation.yaml"
work
plan_mn=$(sent request/1/plan/MN "$oyun")
token=$(token_of "$plan_mn")
[ -z "$(header_of "$plan_mn" Reply-To)" ] && [[ $(header_of "$plan_mn" Subject) == "[NEASPEC-NFP-2020 #$token] "* ]]
result $? "reply_to: subject: no Reply-To, the token stands in the tag of the subject"
at 2020-07-07T10:00:00+09:00
reply_to "$plan_mn" "$oyun" '2.1 support' "" | sed 's/^To: .*/To: consult@neaspec.example/' | deliver by-id
work && [ "$(sent_count confirmation/ "$oyun")" -eq 1 ]
result $? "a reply is known by its references"
question=$(sent confirmation/ "$oyun")
note "$question" "$oyun" yes "" | untied | deliver yes-by-subject
work && [ "$(standing MN 2.1)" = support ]
result $? "or, where nothing else is left, by the tag"
encoded="=?UTF-8?B?$(printf 'Хариу: [NEASPEC-NFP-2020 #%s] x' "$token" | base64 -w 0)?="
reply_to "$plan_mn" "$oyun" '2.2 support' "" | untied "$(printf '%s' "$encoded" | sed 's/[&/]/\\&/g')" | deliver encoded
work && [ "$(sent_count confirmation/ "$oyun")" -eq 2 ]
result $? "also in a subject that the client has encoded"
reply_to "$plan_mn" "$oyun" '2.3 cannot support' | untied "Re: objective 2" | deliver no-tag
work && [ "$(standing MN 2.3)" = 'cannot support' ]
result $? "an authentic mail without it still counts where its fields are certain"
reply_to "$plan_mn" "$oyun" '2.4 support' "" | untied "Re: objective 2" | deliver no-tag-unproved
work && [ -z "$(standing MN 2.4)" ] && [ "$(sent_count confirmation/ "$oyun")" -eq 2 ]
result $? "one that nothing proves is not even asked about"
{ printf 'Received: from mail.mn.example by mx.neaspec.example; Tue, 07 Jul 2020 12:00:00 +0900\n' && cat "$plan_mn"; } | deliver came-back
work && mkdir "$tmp/came-back" && run export --format csv --output "$tmp/came-back/csv" && run export --format json --output "$tmp/came-back/json" &&
	table mails | grep -q 'one of our own' && ! grep -rq "$token" "$tmp/came-back"
result $? "one of our own that comes back shows its token nowhere"
