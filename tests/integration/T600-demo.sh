#!/bin/bash
# The consultation that ships is played whole, and what comes of it is what the replies say.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
dir=$tmp/demo
n=0
report() { # report STATUS NAME
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
holds() { # holds FILE FIXED-TEXT NAME: however its lines are broken
	tr -s ' \n' ' ' <"$1" | grep -qF -- "$2"
	report $? "$3"
}
count() { # count KIND WANT
	[ "$(grep -lE "^X-Rapporteur-Key: $1/" "$dir"/sent/new/* | wc -l)" -eq "$2" ]
	report $? "$2 letters of the kind $1 left"
}

echo "1..22"
PROGRAM=$B/rapporteur "$here/conf/neaspec-2020/play" "$dir" >"$tmp/out" 2>&1
report $? "the play ends well"
sed 's/^/# /' "$tmp/out"
holds "$dir/status.txt" "12 accepted (0 late), 0 awaiting confirmation, 2 in quarantine, 2 automatic" "every mail has its verdict"
count request 12
[ "$(grep -lE '^X-Rapporteur-Key: reminder/' "$dir"/sent/new/* | xargs grep -lF '<paek.unhui@protection.kp.example>' | wc -l)" -eq 1 ]
report $? "the one who owes answers is reminded once"
count reminder 1
[ "$(grep -lE '^X-Rapporteur-Key: digest/' "$dir"/sent/new/* | wc -l)" -ge 2 ]
report $? "there are at least two digests"
cat "$dir"/sent/new/* | grep -E '^(To|Cc|Bcc):' >"$tmp/to"
! grep -qE 'newsdesk|bulk\.invalid|MAILER-DAEMON' "$tmp/to"
report $? "nothing went to strangers or machines"

# One fact of each charset, client and kind of answer.
rows=$dir/record-answers.csv
fact() { # fact FIELD RAW NAME: a row that holds both
	grep -F "\"$1\"" "$rows" | grep -qF -- "$2"
	report $? "$3"
}
fact 2.1 修改后支持 "gb18030: China on the draft"
fact 2.1 "수정 후 지지" "euc-kr: the Republic of Korea on the draft"
fact 2.1 修正の上支持 "iso-2022-jp: Japan on the draft"
fact 2.14 "резервируем позицию" "windows-1251: a reservation of the Russian Federation"
fact 1.1 четыре "koi8-r, HTML only: a rating in words"
fact 1.18 ③ "QQ Mail: a circled digit"
fact 1.1 4점 "Naver, HTML only: a digit with its unit"
fact 4.2 "Dorjsuren Altan" "s-nail: experts nominated"
holds "$dir/draft-updated/draft.txt" "[shall][should (China, Japan, Mongolia)]" "three States, one wording"
holds "$dir/draft-updated/draft.txt" "9 bis." "a paragraph inserted by one State"
holds "$dir/draft-updated/draft.txt" "(delete: Russian Federation)" "a deletion proposed by one State"
holds "$dir/read/digest.txt" "quarantine release 7 --as RU" "the digest shows the forgery, and what to do"
[ "$(grep -cF 'MN-2' "$dir/draft-updated/draft.txt")" -eq 1 ] &&
	grep -F -A1 'MN-2' "$dir/draft-updated/draft.txt" | grep -qF withdrawn
report $? "what Mongolia withdrew is only listed as withdrawn"
grep -qF "Outbox        0 waiting" "$dir/status.txt"
report $? "nothing waits in the outbox"
B2=$(cd "$dir" && find read draft-updated -type f | wc -l)
[ "$B2" -ge 8 ]
report $? "the files that the play names are there"
