#!/bin/bash
# rapporteur decide: what became of proposals. All mistakes at once and nothing half done; what touches what is accepted is
# refused; history is kept, and comes back by rebuild.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 22

oyun=oyun@nature.mn.example
hayashi=k.hayashi@kankyo.jp.example
jian=jian.seo@hwankyung.kr.example
database() { # database STATEMENT...
	"$B/tests/helpers/sql" "$dir/state/rapporteur.db" "$@"
}
decisions() {
	database "SELECT p.member || '-' || p.number || ' ' || d.disposition FROM decision d JOIN proposal p ON p.id = d.proposal_id ORDER BY d.id"
}
holds() { # holds PROPOSAL DISPOSITION
	[ "$(table proposals | grep -F "\"$1\"" | grep -cF "\"$2\"")" -ge 1 ]
}
plan_of() {
	sent "request/1/plan/$1" "$2" | head -n 1
}

new_consultation "$tmp/consultation"
at 2020-07-06T09:00:00+09:00
work
five='The Plan is a framework for cooperation and creates no legal or financial obligation beyond those that member States have accepted elsewhere.'
note "$(plan_of MN $oyun)" $oyun "[P5] replace: ${five/creates/shall create}

[P8] insert after: Meetings are held online.

[P9] delete

[P10] replace (editorial): Knowledge produced under the Plan will be published in English free of charge. Member States are invited to provide translations of summaries into their official languages, within available resources.

[P1] replace: Nothing." | deliver mn
note "$(plan_of JP $hayashi)" $hayashi "[P5] replace: ${five/elsewhere/before}

[P8] insert after: Minutes are public.

[P9] We do not understand this paragraph.

[P3] replace (editorial): The goals have equal standing. Each thematic area shall contribute to all three, and the annual report of the Secretariat shall state that contribution." | deliver jp
note "$(plan_of KR $jian)" $jian "[P5] replace: ${five/creates/may create}

[P3] replace (editorial): The goals stand on equal footing. Each thematic area shall contribute to all three, and the annual report of the Secretariat shall state that contribution." | deliver kr
work
note "$(sent receipt/ $oyun | head -n 1)" $oyun 'MN-5: withdraw' | deliver withdraw
work
table proposals >"$tmp/diff"
[ "$(grep -c '"MN-' "$tmp/diff")" -eq 5 ] && [ "$(grep -c '"JP-' "$tmp/diff")" -eq 4 ] && [ "$(grep -c '"KR-' "$tmp/diff")" -eq 2 ]
result $? "three States make eleven proposals, one is withdrawn"

# ---- mistakes -----------------------------------------------------------------------------------------------
run decide MN-1
[ $? -eq 64 ]
result $? "without a verb it is refused"
run decide MN-x MN-4..MN-1 MN-1..JP-2 JP accept
[ $? -eq 64 ] && [ "$(grep -c "no proposal is called\|no range" "$tmp/err")" -eq 4 ]
result $? "names and ranges that are none, all at once"
run decide MN-1 perhaps
[ $? -eq 64 ] && grep -q "'perhaps'" "$tmp/err"
result $? "a verb that is none"
run decide MN-1..MN-7 MN-2 JP-3 decline
[ $? -eq 65 ] && grep -q 'MN-5 is withdrawn' "$tmp/err" && grep -q 'MN-6 is no proposal' "$tmp/err" &&
	grep -q 'MN-2 is named twice' "$tmp/err" && [ "$(grep -c 'needs a reason to be declined' "$tmp/err")" -ge 6 ]
result $? "unknown, withdrawn, twice, without a reason: all is said"
[ -z "$(decisions)" ]
result $? "and nothing is done"
run decide JP-3 accept
[ $? -eq 65 ] && grep -q 'JP-3 is a comment' "$tmp/err"
result $? "a comment has no words that could be accepted"

# ---- deciding -----------------------------------------------------------------------------------------------
run decide MN-1..2 mn-3 accept && grep -q 'framework for cooperation and shall create no legal' "$tmp/out" && grep -q '\[P8 bis\] Meetings are held online' "$tmp/out" &&
	grep -qF '[P9] [deleted]' "$tmp/out" && grep -q '^3 decided\.' "$tmp/out"
result $? "a range is accepted, and the paragraphs are shown as they now read"
run decide JP-1 accept && grep -q 'shall create no legal or financial obligation beyond those that member States have accepted before' "$tmp/out"
result $? "what does not touch it goes in beside it"
run decide KR-1 JP-2 accept
[ $? -eq 65 ] && grep -q 'KR-1 changes the same words of P5 as MN-1, which is accepted' "$tmp/err" && ! holds JP-2 accepted
result $? "what touches the same words is refused, with all that came with it"
run decide KR-1 MN-1 accept --text "${five/creates/will create}" --reason "Language agreed between the two." && holds KR-1 'accepted with modification' && holds MN-1 'accepted with modification'
result $? "both go in in other words"
run decide KR-1 modify --reason "x"
[ $? -eq 65 ] && grep -q 'say how the text shall read' "$tmp/err"
result $? "a modification says how the text shall read"
run decide KR-1 MN-1 modify --text "${five/creates/will create}" --reason "Language agreed between the two." && grep -q '^0 decided, 2 as before' "$tmp/out"
result $? "the same once more is no decision"
run decide editorial accept && holds MN-4 accepted && grep -q '^JP-4 .*left for the meeting.*KR-2' "$tmp/out" && grep -q '^KR-2 .*left for the meeting.*JP-4' "$tmp/out" && holds JP-4 'for the meeting'
result $? "editorial ones are accepted together; of two that touch each other both are left"
run decide JP-3 note && run decide JP-2 meeting --reason "Not before the host has spoken." && holds JP-3 noted
result $? "a comment is noted, and one is left for the meeting with a reason"

# ---- corrected afterwards -----------------------------------------------------------------------------------
note "$(plan_of MN $oyun)" $oyun '[P8] insert after: Meetings are held online and in person.' | deliver correction
work
table proposals | grep -F '"MN-2"' >"$tmp/diff"
grep -q '"accepted"' "$tmp/diff" && grep -q '"for the meeting"' "$tmp/diff"
result $? "a proposal that is corrected is open again; what was decided about its old words stays with these"
run decide MN-2 accept && grep -q 'MN-2 .*as last corrected' "$tmp/out"
result $? "deciding about it says that it is the corrected one"

# ---- from a file --------------------------------------------------------------------------------------------
printf 'proposal,disposition,reason,text\r\nJP-4,not accepted,,\r\nKR-9,accepted,,\r\nMN-5,noted,,\r\n' >"$tmp/bad.csv"
run decide --from "$tmp/bad.csv"
[ $? -eq 65 ] && grep -q 'bad.csv:2:.*JP-4 needs a reason' "$tmp/err" && grep -q 'bad.csv:3:1: .*KR-9 is no proposal' "$tmp/err" && grep -q 'bad.csv:4:1: .*MN-5 is withdrawn' "$tmp/err"
result $? "a file with mistakes: each at its line"
printf 'proposal;disposition;reason;text\r\nJP-4;Not accepted;"Too long; see P3";\r\nKR-2;accepted;;\r\n' >"$tmp/decisions.csv"
run decide --from "$tmp/decisions.csv" && holds JP-4 'not accepted' && holds KR-2 accepted
result $? "a file is taken as a whole"

# ---- history ------------------------------------------------------------------------------------------------
run decide MN-3 decline --reason "The meeting wants to keep it."
decisions | grep '^MN-3' >"$tmp/diff"
[ "$(tr '\n' ',' <"$tmp/diff")" = 'MN-3 accepted,MN-3 not accepted,' ] && holds MN-3 'not accepted'
result $? "the last decision holds, the one before is kept"
database --dump >"$tmp/before"
run rebuild --check && grep -q 'is the same' "$tmp/out"
result $? "the record made again from mails and events is the same"
database "PRAGMA foreign_keys = OFF; DELETE FROM decision; DELETE FROM proposal"
run rebuild && database --dump >"$tmp/after" && diff "$tmp/before" "$tmp/after" >"$tmp/diff"
result $? "decisions that were lost come back, each with its reason and words"
