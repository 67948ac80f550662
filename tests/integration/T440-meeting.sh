#!/bin/bash
# `preview pack`: the papers of the meeting as files, before anything is on record and from replies; the calendar file as
# another reader sees it.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
plan 17

oyun=oyun@nature.mn.example kotone=k.hayashi@kankyo.jp.example seo=jian.seo@hwankyung.kr.example
new_consultation "$tmp/consultation"

# One line: what was filled is compared as words.
flat() { # flat FILE
	tr -s ' \n' ' ' <"$1"
}

# ---- nothing yet --------------------------------------------------------------------------------------------
run preview pack --output "$tmp/early" && [ ! -e "$dir/state/rapporteur.db" ]
result $? "before the first round there is a pack"

# Names of files in the index: "draft.md, .html, .txt", and a star for three forms.
sed -n '/^File /,/^$/s/^\([a-z][^ ]*\(, \.[a-z]*\)*\)  .*/\1/p' "$tmp/early/index.txt" |
	sed -E 's/^(.*)\.\*$/\1.md, .html, .txt/' | while IFS=, read -r first rest; do
	echo "$first"
	for ending in ${rest//,/ }; do
		echo "${first%.*}$ending"
	done
done >"$tmp/named"
echo index.txt >>"$tmp/named"
sort "$tmp/named" >"$tmp/want"
find "$tmp/early" -type f -printf '%f\n' | sort | diff "$tmp/want" - >"$tmp/diff" && [ "$(wc -l <"$tmp/want")" -eq 20 ]
result $? "the index names every file that is there, and no other"

[ -z "$(find "$tmp/early" -type f ! -perm 600)" ] && ! grep -rl 'meet\.example\.org' "$tmp/early" | grep -v 'meeting\.ics$'
result $? "files are for their owner, and the link to join stands in the calendar file alone"

flat "$tmp/early/participants.txt" | grep -q "Mongolia No nomination received yet\." &&
	flat "$tmp/early/conclusions.txt" | grep -q "silence is no consent" && flat "$tmp/early/conclusions.txt" | grep -q "III\. For SOM-24"
result $? "nobody has spoken: nobody is nominated and nothing is agreed"

# ---- replies ------------------------------------------------------------------------------------------------
work
review_mn=$(sent request/1/review/MN "$oyun") plan_mn=$(sent request/1/plan/MN "$oyun")
plan_jp=$(sent request/1/plan/JP "$kotone") plan_kr=$(sent request/1/plan/KR "$seo")
at 2020-07-08T10:00:00+09:00
reply_to "$review_mn" "$oyun" "1.1 4
3.3 Mongolia offers to host <b>SOM-25</b> | =1+1
4.1 yes
4.2 Bat-Erdene Oyun, Director, Ministry of Nature, $oyun" | deliver review
note "$plan_mn" "$oyun" "[P12] Does this bind the Core Fund?
[P5] delete" | deliver plan-mn
reply_to "$plan_jp" "$kotone" "2.1 support with changes" | deliver plan-jp
note "$plan_jp" "$kotone" "[P5] replace: The Plan creates no obligation." | deliver more-jp
note "$plan_kr" "$seo" "[P5] replace: The Plan creates no obligation whatsoever." | deliver plan-kr
work
at 2020-08-04T14:00:00+09:00
run preview pack --output "$tmp/pack"
result $? "a pack is made from replies"

grep -q '^5  *competing .*  Japan, Mongolia,' "$tmp/pack/convergence.txt" && grep -q '^12  *comments only  *Mongolia  *MN-' "$tmp/pack/convergence.txt" &&
	grep -q '^| 5 | competing proposals | Japan, Mongolia, Republic of Korea | ' "$tmp/pack/convergence.md"
result $? "convergence names what competes, and whose it is"

flat "$tmp/pack/programme.txt" | grep -q "Competing proposals Paragraph 5: other words: Japan, Republic of Korea; deletion: Mongolia\. .*Comments only Paragraph 12: .*Does this bind the Core Fund?"
result $? "the first session has the contested paragraphs, the worst first"

flat "$tmp/pack/programme.txt" | grep -q "Session 2: Other matters .*Hosting of meetings: - Mongolia: Mongolia offers to host <b>SOM-25</b> | =1+1 " &&
	grep -q 'host &lt;b&gt;SOM-25&lt;/b&gt; | =1+1' "$tmp/pack/programme.html" && ! grep -q '<b>SOM-25' "$tmp/pack/programme.html"
result $? "the second has what else was raised, as words"

grep -q '^- Bat-Erdene Oyun, Director, Ministry of Nature$' "$tmp/pack/participants.txt" && ! grep -q '@' "$tmp/pack"/{programme,convergence,conclusions,participants}.*
result $? "who is nominated is in the list, without an address"

sed 's/^  forward_to:.*/&\n  addresses: shown\n  sequence: 2/' "$dir/consultation.yaml" >"$tmp/yaml" && cp "$dir/consultation.yaml" "$tmp/kept" && cp "$tmp/yaml" "$dir/consultation.yaml" &&
	run preview pack --output "$tmp/shown" && grep -q "^- Bat-Erdene Oyun, Director, Ministry of Nature, $oyun\$" "$tmp/shown/participants.txt" &&
	grep -q '^SEQUENCE:2' "$tmp/shown/meeting.ics"
result $? "with it where the configuration says so"
cp "$tmp/kept" "$dir/consultation.yaml"

sed 's/^attribution: named/attribution: secretariat-only/' "$tmp/kept" >"$dir/consultation.yaml" && run preview pack --output "$tmp/unnamed" &&
	grep -q '^5  *competing proposals  *3 member States' "$tmp/unnamed/convergence.txt" && ! grep -qE '(JP|MN|KR)-[0-9]' "$tmp/unnamed"/{programme,convergence,conclusions}.* &&
	flat "$tmp/unnamed/index.txt" | grep -q 'names States beside their'
result $? "before the meeting no State is named where none is to be"
cp "$tmp/kept" "$dir/consultation.yaml"

run preview pack --output "$tmp/again" && diff -r "$tmp/pack" "$tmp/again" >"$tmp/diff"
result $? "the same record at the same time is the same pack"

run preview pack && grep -q '^Annotated programme$' "$tmp/out" && grep -q '^Provisional list of participants$' "$tmp/out"
result $? "without --output the papers are printed"

program preview pack >/dev/full 2>"$tmp/err"
[ $? -eq 75 ] && grep -q 'No space left' "$tmp/err" && ! run preview pack --output "$tmp/no/such/place" && grep -q 'cannot be made' "$tmp/err"
result $? "a full disk and a place that is not there are told"

# ---- the calendar file, by another reader -------------------------------------------------------------------
cat >"$tmp/ics.py" <<'EOF'
import datetime, icalendar, sys
raw = open(sys.argv[1], "rb").read()
assert all(len(line) <= 75 for line in raw.split(b"\r\n")), "a line is too long"
assert raw.endswith(b"END:VCALENDAR\r\n") and raw.count(b"\n") == raw.count(b"\r\n")
calendar = icalendar.Calendar.from_ical(raw)
assert calendar["METHOD"] == "PUBLISH" and calendar["VERSION"] == "2.0" and not calendar.errors
events = calendar.walk("VEVENT")
assert len(events) == 1 and len(calendar.walk()) == 2
event = events[0]
assert not event.errors and "ATTENDEE" not in event
for key in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "ORGANIZER", "SEQUENCE"):
    assert key in event, key
print(event["UID"])
for key in ("DTSTART", "DTEND", "DTSTAMP"):
    assert event[key].dt.utcoffset() == datetime.timedelta(0), key
    print(key, event[key].dt.strftime("%Y-%m-%d %H:%M"))
for key in ("SUMMARY", "LOCATION", "URL", "ORGANIZER", "DESCRIPTION"):
    print(key, event.get(key))
EOF
/usr/bin/python3 "$tmp/ics.py" "$tmp/pack/meeting.ics" >"$tmp/read" 2>"$tmp/err" && cat >"$tmp/want" <<'EOF' && sed '/^Programme/,$d' "$tmp/read" | diff "$tmp/want" - >"$tmp/diff"
meeting.NEASPEC-NFP-2020@neaspec.example
DTSTART 2020-08-06 05:00
DTEND 2020-08-06 09:30
DTSTAMP 2020-08-04 05:00
SUMMARY Meeting of NEASPEC National Focal Points
LOCATION Virtual meeting
URL https://meet.example.org/nfp-2020
ORGANIZER mailto:consult@neaspec.example
DESCRIPTION Meeting of NEASPEC National Focal Points
Begins: Thursday 6 August 2020, 14:00 (Asia/Seoul, UTC+9) = 05:00 UTC
Ends: Thursday 6 August 2020, 18:30 (Asia/Seoul, UTC+9) = 09:30 UTC
Place: Virtual meeting
To join: https://meet.example.org/nfp-2020

EOF
result $? "another program reads the same meeting from the calendar file"

! grep -qiE 'nature\.mn|oyun|ATTENDEE' "$tmp/pack/meeting.ics"
result $? "and nobody of the roster in it"

# Signs that mean something in the format, long lines in several scripts, and a zone whose clocks change that night.
sed -e 's/^title: .*/title: "Treffen: a; b, c \\\\ \\"d\\" 北東亜環境協力計画北東亜環境協力計画北東亜環境協力計画 Монгол улсын байгаль орчин"/' \
	-e 's/^  starts: .*/  starts: 2020-10-25 04:00/; s/^  ends: .*/  ends: 2020-10-25 06:00/; s/^  timezone: .*/  timezone: Europe\/Berlin/' \
	-e '/^  programme:/,/^$/d' "$tmp/kept" >"$dir/consultation.yaml"
run preview pack --output "$tmp/berlin" && /usr/bin/python3 "$tmp/ics.py" "$tmp/berlin/meeting.ics" >"$tmp/read" 2>"$tmp/err" &&
	grep -q '^DTSTART 2020-10-25 03:00$' "$tmp/read" && grep -qF 'SUMMARY Treffen: a; b, c \ "d" 北東亜環境協力計画北東亜環境協力計画北東亜環境協力計画 Монгол улсын байгаль орчин' "$tmp/read" &&
	grep -q '(Europe/Berlin, UTC+1) = 03:00 UTC' "$tmp/read"
result $? "signs of the format stay words, and the zone's own time of that day holds"
