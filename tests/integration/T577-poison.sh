#!/bin/bash
# Mails that kill the reader, hang it, or make it answer nonsense: two attempts each, then quarantine with the raw bytes and a
# reason in plain words; the mails between them are read, and core never notices more than a reason.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 7
oyun=oyun@nature.mn.example
# What needs the sandbox is tried where there is one; LONG=1 waits for the limits of processor time and wall clock too. Calls
# that the sandbox forbids are tried one by one in tests/unit/daemon/test_reader.c.
attacks='SEGV STACK ABORT DOUBLE-FREE SILENT-EXIT EXIT-1 SHORT JUNK-LENGTH FLOOD NONSENSE-JSON WRONG-SPAN MANY-VALUES'
if "$B/rapporteur-reader" --version | grep -q "without its sandbox"; then
	attacks='SEGV SILENT-EXIT EXIT-1 SHORT JUNK-LENGTH NONSENSE-JSON WRONG-SPAN'
else
	attacks="$attacks BOMB${LONG:+ LOOP HANG}"
fi
new_consultation "$tmp/consultation"
work
plan_mn=$(sent request/1/plan/MN "$oyun")
at 2020-07-07T10:00:00+09:00
poison() { # poison WORD: a mail of the focal point with that attack
	note "$plan_mn" "$oyun" '[2.1] support' | sed "1i X-Attack: $1" | sed '1{h;d};2{p;x}'
}
# shellcheck disable=SC2086 # a list
set -- $attacks
mkdir "$tmp/mails"
for attack; do
	poison "$attack" >"$tmp/mails/$attack"
	deliver "$attack" <"$tmp/mails/$attack"
	poison NOTHING | deliver "good-$attack"
done
"$B/tests/helpers/peak" "$tmp/peak" "$B/tests/helpers/poisoned" -C "$dir" --now "$now" serve --once >"$tmp/out" 2>"$tmp/err"
result $? "all of them are taken in, and core ends as it should"
cp "$tmp/err" "$tmp/log"
[ "$(waiting)" -eq 0 ] && [ "$(table mails | tail -n +2 | wc -l)" -eq $((2 * $#)) ]
result $? "each is in the record once"
[ "$(table mails | grep -c '"accepted"')" -eq "$#" ]
result $? "the mails between them are read"
for attack; do
	grep -q "event=not-read key=$attack " "$tmp/log" || echo "$attack"
done >"$tmp/out"
[ ! -s "$tmp/out" ]
result $? "each of the others is told"
run quarantine && ! grep -E 'not-read' "$tmp/out" && [ "$(grep -cE 'parser died|took too long|no proper answer' "$tmp/out")" -eq "$(grep -c 'event=not-read' "$tmp/log")" ]
result $? "in plain words"
[ "$(standing MN 2.1)" = "" ]
result $? "and no answer is taken from any"
python3 - "$dir/state/rapporteur.db" "$tmp/mails" >"$tmp/out" 2>&1 <<'P'
import os, sqlite3, sys
db = sqlite3.connect('file:%s?mode=ro' % sys.argv[1], uri=True)
for name in sorted(os.listdir(sys.argv[2])):
    raw = [row[0] for row in db.execute('SELECT raw FROM mail_in WHERE source_key = ?', (name,))]
    with open(os.path.join(sys.argv[2], name), 'rb') as file:
        if raw != [file.read()]:
            print(name, len(raw))
P
[ ! -s "$tmp/out" ]
result $? "the record has them byte for byte"
