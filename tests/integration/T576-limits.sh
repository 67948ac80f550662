#!/bin/bash
# Every limit of common/limits.h that a mail can hit (R50, R51): a mail on the limit is read, one beyond it is not, or says
# what was left out; and what the daemon makes of the second is quarantine with the limit named. The rest of them
# are tried where they are kept: tests/unit/parsers/test_prescan.c, tests/unit/daemon/test_reader.c.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
mkdir "$tmp/mails"
python3 "$root/tests/corpus/hostile/edges.py" "$root/common/limits.h" "$tmp/mails" || { echo "Bail out! no mails"; exit 1; }
plan $((2 * $(wc -l <"$tmp/mails/edges") + 3))
new_consultation "$tmp/consultation"

says() { # says CODE MAIL: whether the reading has such a finding; 2: there is no reading
	"$rapporteur" -C "$dir" --now 2020-07-20 parse --json "$2" >"$tmp/out" 2>"$tmp/err" || return 2
	grep -q "\"code\":\"$1\"" "$tmp/out"
}

while read -r name code; do
	says "$code" "$tmp/mails/$name.on.eml"
	[ $? -eq 1 ]
	result $? "$name: on the limit nothing is said"
	says "$code" "$tmp/mails/$name.beyond.eml"
	result $? "$name: one more is $code"
done <"$tmp/mails/edges"

# ---- what becomes of them -----------------------------------------------------------------------------------
oyun=oyun@nature.mn.example
work
plan_mn=$(sent request/1/plan/MN "$oyun")
at 2020-07-07T10:00:00+09:00
number=0
while read -r name code; do
	[ "$code" = over-limit ] || continue
	number=$((number + 1))
	{ head_of "$oyun" dmarc=pass edge | sed '/^Content-/d; /^MIME/d; /^Subject/d; /^From/d; /^To:/d' &&
		printf 'In-Reply-To: %s\n' "$(header_of "$plan_mn" Message-ID)" && cat "$tmp/mails/$name.beyond.eml"; } | deliver "$name"
done <"$tmp/mails/edges"
work && [ "$(waiting)" -eq 0 ] && [ "$(count quarantined)" -eq "$number" ]
result $? "each is quarantined"
run quarantine && [ "$(grep -cE 'over a limit' "$tmp/out")" -eq "$number" ]
result $? "with its limit for a reason"
grep -rlE 'was not( *=?$|[[:space:]]*opened)' "$dir/sent/new" >/dev/null && [ -z "$(standing MN 2.1)" ]
result $? "its author is told that it was not opened, and no answer is taken from it"
