#!/bin/bash
# What counts as yes and what as no to the question whether a mail is somebody's (R21), in six languages and as people
# write it; and what is left to a person.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 15

oyun=oyun@nature.mn.example
new_consultation "$tmp/consultation"
sed -i 's/^  unauthenticated: .*/  unauthenticated: confirm/' "$dir/consultation.yaml"
work
plan_mn=$(sent request/1/plan/MN "$oyun")
hour=0

# An unproved mail of Mongolia, and the question about it in $question: three hours later than the one before, so
# that no limit holds a question back.
ask() {
	hour=$((hour + 1))
	at "$(date -u -d "2020-07-06T10:00:00Z + $((hour * 180)) minutes" +%Y-%m-%dT%H:%M:%SZ)"
	reply_to "$plan_mn" "$oyun" "2.6 words of mail $hour" "" | deliver "asked-$hour"
	work
	question=$(sent confirmation/ "$oyun" | tail -n 1)
}
taken() {
	table answers | grep -q "words of mail $hour\""
}
# What became of the mail asked about: yes, no, or open.
became() {
	if taken; then
		echo yes
	elif run quarantine && grep -q "later than\|neither yes nor no" "$tmp/out"; then
		echo open
	else
		echo no
	fi
}
# Each line an answer, \n a new line: all of them must come out as WHAT. One mail is asked about for each.
all_are() { # all_are WHAT LINE...
	local what=$1 line got status=0 number
	shift
	for line in "$@"; do
		ask
		note "$question" "$oyun" "$(printf %b "$line")" "" | deliver "answer-$hour"
		work
		got=$(became)
		if [ "$got" != "$what" ]; then
			echo "# '$line' came out as $got"
			status=1
		fi
		run quarantine && grep -o '^[0-9]*' "$tmp/out" >"$tmp/left"
		while read -r number; do
			run quarantine discard "$number" --reason test
		done <"$tmp/left"
	done
	return $status
}

all_are yes 'yes' 'Yes, thank you.' 'Dear Secretariat,\n\nYes, I confirm.\n\nBest regards,\nOyun'
result $? "English: yes, with courtesies and a greeting"
all_are yes 'Да' 'Да, спасибо.' 'Подтверждаем. С уважением'
result $? "Russian"
all_are yes 'はい' 'はい、ありがとうございます。' '間違いございません。'
result $? "Japanese"
all_are yes '네' '네, 맞습니다. 감사합니다.' '예'
result $? "Korean"
all_are yes '是' '是的，谢谢！' '确认无误。'
result $? "Chinese"
all_are yes 'Тийм' 'Тийм, баярлалаа.' 'Баталж байна.'
result $? "Mongolian"
all_are no 'no' 'Нет, это не я.' 'いいえ、違います。' '아니요' '不是' 'Үгүй'
result $? "no, in all six"
all_are open 'Yes, received.' 'Yes, but not item two' 'yes and no' 'Thank you.' 'yes?' 'Yes, thanks, no'
result $? "what is neither is left to a person"
all_are yes '-- \nyes'
result $? "a yes that stands below the line of a signature, alone, is one"

ask
note "$question" "$oyun" "" "" | sed 's/^Subject: .*/Subject: yes/' | deliver subject
work && taken
result $? "so is one that is all of the subject, over no text"
run preview digest && tr -s ' \n' ' ' <"$tmp/out" | grep -q '"yes" Mail [0-9]* is taken over'
result $? "the digest shows the words, and what became of the mail"

# ---- R40: mails that must not be answered -------------------------------------------------------------------
ask
before=$(sent_count receipt/)
note "$question" "$oyun" "yes" "" | sed 's/^MIME-Version/X-Auto-Response-Suppress: All\n&/' | deliver suppress
work && taken && [ "$(sent_count receipt/)" -eq "$before" ]
result $? "X-Auto-Response-Suppress: a yes counts, and no receipt is sent because of it"
before=$(sent_count confirmation/)
{ reply_to "$plan_mn" "$oyun" '2.6 quiet words' "" | sed 's/^MIME-Version/X-Auto-Response-Suppress: All\n&/'; } | deliver quiet
work && [ "$(sent_count confirmation/)" -eq "$before" ] && run preview digest && grep -q 'The address was not asked' "$tmp/out"
result $? "and an unproved mail with it waits without being asked about"
ask
note "$question" "$oyun" "yes" "" | sed 's/^MIME-Version/Precedence: bulk\n&/' | deliver bulk
work && ! taken
result $? "an unproved yes that came in bulk decides nothing"

# ---- a long yes ---------------------------------------------------------------------------------------------
ask
note "$question" "$oyun" $'Yes.\n\nHowever, the answer on goals is not final.' "" | deliver however
work && taken && run preview digest && tr -s ' \n' ' ' <"$tmp/out" | grep -q 'Yes. However, the answer on goals is not final.'
result $? "what else is written beside a yes stands before the secretariat"
