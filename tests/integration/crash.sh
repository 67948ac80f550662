# shellcheck shell=bash disable=SC2154 # the variables are those of lib.sh and of the test
# For the series of crashes: seven mails of many kinds, what stands after they have been taken in, and whether a
# disturbed run has ended as an undisturbed one. Source it after lib.sh.

# They wait in the inbox when this is over; round 1 is open.
seven_mails() {
	local plan_mn
	plan_mn=$(sent request/1/plan/MN)
	reply_to "$plan_mn" oyun@nature.mn.example $'2.1 support with changes\n2.2 support\n2.5 [P3] delete' | deliver 1-reply
	note "$plan_mn" oyun@nature.mn.example '[2.1] support' | deliver 2-correction
	reply_to "$(sent request/1/review/KR)" jian.seo@hwankyung.kr.example $'1.1 4' | deliver 3-other
	{ head_of j.doe@newsdesk.example dmarc=pass "Who attends?" && printf '\nWho attends?\n'; } | deliver 4-stranger
	reply_to "$plan_mn" oyun@nature.mn.example $'2.1 cannot support' dmarc=fail | deliver 5-forged
	sed "s/@TOKEN:review:paek.unhui@protection.kp.example@/$(header_of "$(sent request/1/review/KP)" Message-ID | sed 's/<rq\.\(.*\)@.*/\1/')/" \
		"$root/conf/neaspec-2020/replies/01-bounce-kp.eml" | deliver 6-bounce
	: | deliver 7-empty
}

# What must be the same after every crash, without numbers and times that depend on who was first and when.
state_of() {
	run export --format csv --output "$tmp/table"
	run status --json
	echo "waiting $(waiting), put away $(put_away), left in tmp $(find "$dir/sent/tmp" -type f | wc -l)"
	echo "mails:"
	tr -d '\r' <"$tmp/table-mails.csv" | sed 's/"[0-9]*\(-[0-9T:Z-]*\)*"/""/g' | sort
	echo "answers:"
	tr -d '\r' <"$tmp/table-answers.csv" | sed 's/,"\([^"]*-[0-9T:Z-]*Z\)","[0-9]*","\([0-9]*\)"$/,\2/; s/,[0-9][0-9]*$/,superseded/; s/^"[0-9]*"//' | sort
	echo "proposals:"
	tr -d '\r' <"$tmp/table-proposals.csv" | sed 's/"[0-9]*\(-[0-9T:Z-]*\)*"/""/g' | sort
	echo "letters:"
	grep -hE '^X-Rapporteur-Key:' -r "$dir/sent" | sort | uniq -c
	grep -E '"(waiting|failed|quarantined|machine)":' "$tmp/out"
}

# The end of a run that was disturbed, compared with the undisturbed one. The next start must end well; what was
# being sent when send was killed more than once leaves some minutes later.
compare() { # compare WHAT
	local then=$now
	if ! work; then
		echo "$1: the next start ended with a status that is not 0"
		return 1
	fi
	at "${then%%T*}T${then:11:2}:20:00+09:00"
	work
	state_of >"$tmp/state"
	at "$then"
	diff "$tmp/expected" "$tmp/state" >"$tmp/difference" && return 0
	echo "$1: the end is another"
	head -n 10 "$tmp/difference"
	return 1
}
