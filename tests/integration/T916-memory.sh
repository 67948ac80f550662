#!/bin/bash
# Memory is bounded whatever the record holds: a hundred thousand mails in it, and the daemon takes in the next one, sends
# its digest, shows how it stands and writes its tables in little memory.
#
# ROWS=100000 in the environment: so many mails; by itself a tenth of them.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
rows=${ROWS:-10000}
limit=$((96 * 1024)) # KiB, of the largest process
plan 7
"$B/rapporteur-reader" --version | grep -q "without its sandbox" && limit=$((1 << 30)) # a sanitizer has its own

# The program's largest process; what it took goes into $memory.
measured() { # measured ARGUMENTS...
	"$B/tests/helpers/peak" "$tmp/peak" "$rapporteur" -C "$dir" --now "$now" "$@" >"$tmp/out" 2>"$tmp/err" || return 1
	read -r memory _ <"$tmp/peak"
	echo "# $1: $((memory / 1024)) MiB"
	[ "$memory" -le "$limit" ]
}

new_consultation "$tmp/consultation"
work
at 2020-07-07T10:00:00+09:00
reply_to "$(sent request/1/plan/MN)" oyun@nature.mn.example $'2.1 support\n2.2 support' | deliver first
{ head_of j.doe@newsdesk.example dmarc=pass "Who attends?" && printf '\nWho attends?\n'; } | deliver stranger
measured serve --once && [ "$(put_away)" -eq 2 ]
result $? "two mails, in the memory that the program needs"
# The stranger's, so many times more: each with an identity and an event of its own.
columns=$("$B/tests/helpers/sql" "$dir/state/rapporteur.db" "SELECT group_concat(CASE name WHEN 'id' THEN '100 + n' WHEN 'identity' THEN
	'randomblob(32)' WHEN 'uid' THEN 'n' WHEN 'source_key' THEN '''made-'' || n' ELSE name END) FROM pragma_table_info('mail_in')")
"$B/tests/helpers/sql" "$dir/state/rapporteur.db" "WITH RECURSIVE number (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM number WHERE n < $rows)
	INSERT INTO mail_in SELECT $columns FROM number, (SELECT * FROM mail_in WHERE verdict = 'quarantined' LIMIT 1)" >"$tmp/out" 2>&1
[ "$("$B/tests/helpers/sql" "$dir/state/rapporteur.db" 'SELECT count(*) FROM mail_in')" -eq $((rows + 2)) ]
result $? "$rows mails more are in the record"
reply_to "$(sent request/1/plan/KR)" jian.seo@hwankyung.kr.example '2.1 support' | deliver next
measured serve --once && [ "$(put_away)" -eq 3 ]
result $? "the next mail is taken in, in no more than 96 MiB"
at 2020-07-08T08:30:00+09:00
measured serve --once && [ "$(sent_count digest/)" -ge 1 ]
result $? "the digest leaves, likewise"
measured status && measured status --json
result $? "status, likewise"
measured quarantine list && [ "$(grep -c '^ *[0-9]* ' "$tmp/out")" -ge "$rows" ]
result $? "the list of what lies in quarantine, likewise"
measured export --format csv --output "$tmp/table" && [ "$(wc -l <"$tmp/table-mails.csv")" -ge "$rows" ]
result $? "the tables, likewise"
