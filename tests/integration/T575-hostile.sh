#!/bin/bash
# Some four hundred hostile mails, fed to a running daemon one by one, and a good reply behind each: core lives, every mail
# is in the record once and byte for byte, what is read of it is what a person could see, the next good mail is taken in
# at once, memory stays bounded, and the letters still come. See tests/corpus/hostile/README.md.
#
#   GOOD=1     a good reply behind every mail, not behind every second
#   SEED=N     other names, sizes, boundaries and order (1); SEEDS="A B" several in a row
#   ONLY=TEXT  the cases whose names match; KEEP=DIR keeps the mails of the last seed
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
seeds=${SEEDS:-${SEED:-1}}
# shellcheck disable=SC2086 # a list
set -- $seeds
plan $(($# * 15))
limits=(--good "${GOOD:-2}")
"$B/rapporteur-reader" --version | grep -q "without its sandbox" && sandbox=no || sandbox=yes
# Under a sanitizer everything takes ten times as long, and memory says nothing.
[ "$sandbox" = yes ] || limits+=(--every 4 --largest 1000000)

# judged QUESTION NAME: no judgement on it was "wrong", and there was one.
judged() {
	grep -P "^$1\twrong" "$tmp/report" >"$tmp/out"
	! [ -s "$tmp/out" ] && grep -qP "^$1\tgood" "$tmp/report"
	result $? "$2"
}

for seed; do
	new_consultation "$tmp/consultation-$seed"
	far_away
	work
	python3 "$root/tests/corpus/hostile/judge.py" "$rapporteur" "$dir" "$tmp/report" --seed "$seed" \
		--only "${ONLY:-}" ${KEEP:+--save "$KEEP"} "${limits[@]}" >"$tmp/out" 2>"$tmp/err"
	result $? "seed $seed: all are fed and judged"
	sed -n 's/^figures\t*/# /p' "$tmp/report"
	judged core "core lives, and ends when it is told to"
	judged once "each mail is in the record once"
	judged raw "byte for byte; of those above 25 MiB the header"
	judged verdict "read, told or quarantined as it should be"
	judged nothing "nothing is taken over from what is not accepted"
	judged time "each is dealt with"
	judged next "the next good mail is put away within two seconds"
	judged good "and read"
	if [ "$sandbox" = no ] || ! [ -r /proc/self/smaps_rollup ]; then
		skip "daemon and children hold no more than 96 MiB, 128 for the largest mails" "nothing to measure it by"
	else
		judged memory "daemon and children hold no more than 96 MiB, 128 for the largest mails"
	fi
	judged database "the database is sound"

	# ---- what comes out afterwards ------------------------------------------------------------------------
	now=$(date -d 'tomorrow 08:30' +%Y-%m-%dT%H:%M:%S%:z)
	work && [ "$(sent_count digest/)" -ge 1 ]
	result $? "the digest leaves"
	run status && run status --json && run draft && [ -s "$tmp/out" ]
	result $? "status and draft are made"
	run export --format csv --output "$tmp/table" && [ "$(wc -l <"$tmp/table-mails.csv")" -ge "$(grep -c "^once" "$tmp/report")" ]
	result $? "the tables are exported"
	! grep -hP '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]' "$tmp"/table-*.csv "$dir/log" >"$tmp/out"
	result $? "no control character stands in the tables or in the log"
	chmod -R u+w "$dir" && rm -rf "$dir"
done
