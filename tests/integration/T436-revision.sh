#!/bin/bash
# rapporteur draft --revision: the next revision from what was accepted, with the open proposals on it; it is the draft of the
# next round, whose own revision begins from it.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
plan 19

oyun=oyun@nature.mn.example
hayashi=k.hayashi@kankyo.jp.example
plan_of() {
	sent "request/$3/plan/$1" "$2" | head -n 1
}
new_consultation "$tmp/consultation"
run draft --revision
[ $? -eq 66 ] && grep -q 'no round has sent out a draft' "$tmp/err"
result $? "before the first round there is nothing to revise"
at 2020-07-06T09:00:00+09:00
work
run draft --revision --output "$tmp/none" && cmp -s "$tmp/none/Rev.1.md" "$dir/draft.md"
result $? "nothing accepted: the draft byte by byte"

five='The Plan is a framework for cooperation and creates no legal or financial obligation beyond those that member States have accepted elsewhere.'
note "$(plan_of MN $oyun 1)" $oyun "[P5] replace: ${five/creates/shall create}

[P8] insert after: Meetings are held online.

[P9] delete

[P10] We would like to see <b>this</b> shortened." | deliver mn
note "$(plan_of JP $hayashi 1)" $hayashi "[P5] replace: ${five/elsewhere/before}

[P8] insert after: Minutes are public.

[P3] replace: The goals have equal standing." | deliver jp
work
run decide MN-1..MN-3 JP-1 accept
result $? "some of it is accepted"
run draft --revision --output "$tmp/one"
result $? "the revision is written: $(cd "$tmp/one" && echo *)"
diff "$dir/draft.md" "$tmp/one/Rev.1.md" | grep '^>' >"$tmp/diff"
grep -qF "> [P5] ${five/creates/shall create}" <<<"$(sed 's/elsewhere/before/; s/before\.$/elsewhere./' "$tmp/diff")" && grep -q '^> \[P5\] .*shall create.* before\.$' "$tmp/diff" &&
	grep -qxF '> [P8 bis] Meetings are held online.' "$tmp/diff" && grep -qxF '> [P9] \[deleted\]' "$tmp/diff" && [ "$(grep -c '^> .' "$tmp/diff")" -eq 3 ]
result $? "two States' words in one paragraph, one behind it, one deleted; every other line is as it was"
grep -q 'Rev\.1' "$tmp/one/draft.txt" && grep -q 'Minutes are public' "$tmp/one/draft.txt" && grep -q '8 ter' "$tmp/one/draft.txt" && grep -q '^5\.  The Plan is a framework for cooperation and shall create no legal or$' "$tmp/one/draft.txt"
result $? "open proposals are shown on it, under the next free number; what is in it is not shown as a proposal"
grep -q 'JP-2' "$tmp/one/draft.md" && grep -q 'MN-1' "$tmp/one/draft.md" && grep -q 'accepted' "$tmp/one/draft.md"
result $? "every proposal is in it or named as settled"
document_of "$tmp/one/draft-clean.docx" | grep -q 'shall create' && document_of "$tmp/one/draft.docx" | grep -q 'Minutes are public'
result $? "the Word files too"
run draft --revision --output "$tmp/two" && cmp -s "$tmp/one/Rev.1.md" "$tmp/two/Rev.1.md" && diff -r "$tmp/one" "$tmp/two" >"$tmp/diff"
result $? "made again, every file is the same"
cp "$tmp/one/Rev.1.md" "$dir/rev1.md"
run draft --revision --docx "$tmp/x.docx"
[ $? -eq 64 ]
result $? "--docx is another thing"

# ---- the next round -----------------------------------------------------------------------------------------
sed -i 's/kind: silence,/draft: rev1.md, revision: Rev.1,/' "$dir/consultation.yaml"
run check
result $? "it is named as the draft of the second round"
at 2020-08-11T09:00:00+09:00
work
run open 2
work
run draft --revision --output "$tmp/three" && cmp -s "$tmp/three/Rev.2.md" "$dir/rev1.md" && [ ! -s "$tmp/err" ]
result $? "what was accepted in the first round is in it and is not put in again"
run draft --output "$tmp/second"
[ "$(grep -c 'Meetings are held online' "$tmp/second/draft.txt")" -eq 2 ] && ! grep -q 'delete: Mongolia' "$tmp/second/draft.txt" && ! grep -q "8 quater" "$tmp/second/draft.txt"
result $? "in the updated draft of that round it stands as text and in the list of what is decided, not as a proposal once more"
grep -A 40 'already decided' "$tmp/second/draft.txt" | grep -c 'MN-[123]\|JP-1' >"$tmp/count"
[ "$(cat "$tmp/count")" -ge 4 ] && document_of "$tmp/second/draft.docx" >"$tmp/document" && ! grep -q 'w:author="[^"]*Mongolia' "$tmp/document"
result $? "each of them is in that list, and no tracked change in the Word file is of the State that has nothing open but a comment"
run preview pack --output "$tmp/pack" && grep -q 'MN-2' "$tmp/pack/conclusions.txt" && ! grep -q 'New: "Meetings' "$tmp/pack/programme.txt"
result $? "the papers of the meeting say so too"
run decide JP-2 accept && run decide JP-3 accept && run draft --revision --output "$tmp/four" && grep -qxF '[P8 ter] Minutes are public.' "$tmp/four/Rev.2.md" && grep -qxF '[P3] The goals have equal standing.' "$tmp/four/Rev.2.md"
result $? "what was left for the meeting is accepted now, on the text as it stands now"
note "$(plan_of MN $oyun 2)" $oyun "[P8 bis] delete" | deliver mn-again
work
run decide MN-5 accept && run draft --revision --output "$tmp/five" && grep -qxF '[P8 bis] \[deleted\]' "$tmp/five/Rev.2.md" && grep -qxF '[P8 ter] Minutes are public.' "$tmp/five/Rev.2.md"
result $? "a paragraph of the first revision is deleted; its number stays, and the others keep theirs"
cp "$tmp/five/Rev.2.md" "$dir/draft.md" && run number && cmp -s "$tmp/five/Rev.2.md" "$dir/draft.md"
result $? "every paragraph of it has its number"

# ---- all in one second --------------------------------------------------------------------------------------
new_consultation "$tmp/quick"
at 2020-07-06T09:00:00+09:00
work
note "$(plan_of MN $oyun 1)" $oyun "[P8] insert after: Meetings are held online.

[P9] delete" | deliver mn
work
at 2020-08-11T09:00:00+09:00
run decide MN-1..MN-2 accept && run draft --revision --output "$tmp/quick-one" && cp "$tmp/quick-one/Rev.1.md" "$dir/rev1.md"
sed -i 's/kind: silence,/draft: rev1.md, revision: Rev.1,/' "$dir/consultation.yaml"
work
run open 2
run draft --revision --output "$tmp/quick-two" && cmp -s "$tmp/quick-two/Rev.2.md" "$dir/rev1.md" && [ ! -s "$tmp/err" ]
result $? "what was accepted in the second in which the next draft went out, and is in it, is not put in again"
