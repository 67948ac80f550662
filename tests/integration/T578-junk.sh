#!/bin/bash
# A mailbox full of junk (G19): a good mail that lies at its end is taken in all the same, junk is answered to nobody, core stays small,
# and the digest has it in few lines. COUNT=10000 in `make torture`, where the good mail has 60 seconds.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 7
: "${COUNT:=500}"
oyun=oyun@nature.mn.example
new_consultation "$tmp/consultation"
far_away
work
plan_mn=$(sent request/1/plan/MN "$oyun")
python3 - "$dir/inbox/new" "$COUNT" "${SEED:-1}" <<'P'
# Advertising, lists, bounces of mails that we never sent, spoofs of the roster, empty mails, noise, repetitions.
import os, random, sys
folder, count, chance = sys.argv[1], int(sys.argv[2]), random.Random(sys.argv[3])
words = 'offer invoice winner congress paper urgent account support cannot 2.1 deadline prize click here now'.split()
people = ['oyun@nature.mn.example', 'k.hayashi@kankyo.jp.example', 'lin.wenhao@environment.cn.example']
def letter(i):
    kind = i % 7
    sender = chance.choice(people) if kind == 3 else 'u%d@junk%d.example' % (chance.randrange(10 ** 9), chance.randrange(50))
    head = ['Received: from x by mx.neaspec.example; Tue, 07 Jul 2020 09:00:00 +0900', 'From: <%s>' % sender, 'To: <consult@neaspec.example>',
            'Subject: ' + ' '.join(chance.choice(words) for _ in range(5)), 'Message-ID: <%d.%d@junk.example>' % (i, chance.randrange(10 ** 9))]
    if kind == 1:
        head += ['List-Id: <x.junk.example>', 'Precedence: bulk']
    if kind == 2:
        head = ['Return-Path: <>'] + head + ['Auto-Submitted: auto-replied']
    if kind == 3:
        head = ['Authentication-Results: mx.neaspec.example; dmarc=fail header.from=' + sender.split('@')[1]] + head
    if kind == 4:
        return b''.join(chance.randbytes(chance.randrange(2000)) for _ in range(2))
    body = '' if kind == 5 else '[2.1] cannot support\n' + '\n'.join(' '.join(chance.choice(words) for _ in range(12)) for _ in range(chance.randrange(1, 200)))
    return ('\n'.join(head) + '\n\n' + body + '\n').encode()
for i in range(count):
    with open(os.path.join(folder, 'a%07d' % i), 'wb') as file:
        file.write(letter(i))
P
note "$plan_mn" "$oyun" '[2.1] support' | deliver zz-good
# Or core is gone.
good_put_away() {
	[ ! -e "$dir/inbox/new/zz-good" ] || ! kill -0 "$daemon" 2>/dev/null
}
all_put_away() {
	[ "$(waiting)" -eq 0 ] || ! kill -0 "$daemon" 2>/dev/null
}
begin=$(date +%s%N)
"$B/tests/helpers/peak" "$tmp/peak" "$rapporteur" -C "$dir" serve >"$tmp/out" 2>"$tmp/err" &
daemon=$!
at_end() {
	kill "$daemon" 2>/dev/null
}
until_true 300 good_put_away && [ ! -e "$dir/inbox/new/zz-good" ]
result $? "the good mail is put away"
took=$((($(date +%s%N) - begin) / 1000000))
echo "# behind $COUNT junk mails: $took ms"
until_true 300 all_put_away
kill "$daemon"
wait "$daemon"
result $? "core takes the rest in, and ends when it is told to"
read -r memory processor <"$tmp/peak"
echo "# largest process $((memory / 1024)) MiB; processor time of all $processor ms"
"$B/rapporteur-reader" --version | grep -q "without its sandbox" && memory=0 # a sanitizer has its own
# Of the clock a busy machine makes what it likes.
[ "$processor" -le 60000 ] && [ "$memory" -le $((96 * 1024)) ]
result $? "all of it takes less than a minute of processor time, and little memory"
[ "$(standing MN 2.1)" = support ] && [ "$(table answers | tail -n +2 | grep -vc '^"[0-9]*","MN"')" -eq 0 ]
result $? "it stands, and nothing of the others"
[ "$(table mails | tail -n +2 | wc -l)" -eq $((COUNT + 1)) ]
result $? "each is in the record once"
at "$(date -d 'tomorrow 08:30' +%Y-%m-%dT%H:%M:%S%:z)"
work
[ "$(sent_count receipt/ "$oyun")" -eq 1 ] && [ "$(sent_count receipt/)" -eq "$(sent receipt/ | xargs grep -l '^To: .*@nature.mn.example' | wc -l)" ] && [ "$(sent_count confirm)" -eq 0 ]
result $? "one receipt to the good mail's State, and no mail to anybody because of the others"
text_of "$(sent digest/ | tail -n 1)" >"$tmp/out"
strangers=$(grep -cE '^- [0-9]+ mails, from mail' "$tmp/out")
[ "$strangers" -gt 0 ] && [ "$strangers" -le $((COUNT / 50 + 1)) ] && [ "$(wc -l <"$tmp/out")" -le $((650 + COUNT / 50)) ]
result $? "the digest has strangers in a line for fifty, and of others no more than a person reads"
