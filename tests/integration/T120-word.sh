#!/bin/bash
# The Word file of a request, edited in LibreOffice and sent back: every change becomes the right proposal or is put
# before a person, and a mere round trip none. Files of earlier runs are kept in tests/corpus/word; the same is played
# anew with the file that the program writes today and the LibreOffice that is there. Then files that want to hurt.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"
word=$root/tests/corpus/word
make=$root/tests/corpus/make
dir=$word/consultation
now=2020-07-20T09:00:00+09:00
python=/usr/bin/python3

# A reply with the file attached, from one who says no more than that.
mail() { # mail FILE [TYPE]
	local type=${2:-application/vnd.openxmlformats-officedocument.wordprocessingml.document}
	cat <<-EOF
		From: Dorj Saruul <saruul@water.mn.example>
		To: consult@basin.example
		Subject: Re: Draft plan
		Message-ID: <word@water.mn.example>
		MIME-Version: 1.0
		Content-Type: multipart/mixed; boundary="=_word"

		--=_word
		Content-Type: text/plain; charset=utf-8

		Please find our comments attached.

		--=_word
		Content-Type: $type; name="${1##*/}"
		Content-Disposition: attachment; filename="${1##*/}"
		Content-Transfer-Encoding: base64

	EOF
	base64 "$1"
	printf '\n--=_word--\n'
}

# Mails of all files of a folder, read at once; readings in FOLDER/mails/readings.
read_all() { # read_all FOLDER REQUEST
	local mails=$tmp/mails/${1##*/} file name
	mkdir -p "$mails"
	for file in "$1"/*.docx; do
		name=${file##*/}
		mail "$file" >"$mails/${name%.docx}.eml"
		cp "${file%.docx}.json" "$mails/"
	done
	printf '%s\n' "$mails"/*.eml >"$mails/files"
	program parse --batch --json --request "$2" <"$mails/files" >"$mails/readings" 2>"$tmp/err"
	status=$?
}

# The verdicts of `score` under our own numbers; all files must have one.
judge() { # judge NAME COUNT
	local count=0 line
	"$B/tests/helpers/score" forms "$tmp/mails/$1/readings" >"$tmp/score"
	while IFS= read -r line; do
		case $line in
		'#'*) echo "$line" ;;
		ok*)
			result 0 "$1: ${line#* - }"
			count=$((count + 1))
			;;
		*)
			result 1 "$1: ${line#* - }"
			count=$((count + 1))
			;;
		esac
	done <"$tmp/score"
	[ "$count" -eq "$2" ] && [ "$status" -eq 0 ]
	result $? "$1: $2 files were read, each within its limits"
}

# Findings of the readings of files whose names begin so.
codes() { # codes NAME BEGINNING
	grep "/$2[^/]*\.eml\"" "$tmp/mails/$1/readings" | grep -o '"code": *"[^"]*"' | sort | uniq -c
}

mkdir -p "$tmp/new" "$tmp/bombs" "$tmp/docx" "$tmp/edits"
run preview request --output "$tmp"
run draft --docx "$tmp/sent.docx"
$python "$make/bombs.py" "$tmp/bombs" || exit 1
n_kept=$(find "$word" -maxdepth 1 -name '*.docx' | wc -l)
n_scenes=$($python "$make/word.py" --list | wc -l)
n_bombs=$(find "$tmp/bombs" -name '*.docx' | wc -l)
plan $((2 * n_kept + n_scenes + n_bombs + 28))

# ---- kept files -----------------------------------------------------------------------------------------------

read_all "$word" "$word/request.eml"
judge word "$n_kept"
[ "$n_kept" -ge 45 ]
result $? 'at least 45 files are kept'
codes word unchanged >"$tmp/out"
[ "$(grep -c needs-human "$tmp/out")" -eq 1 ] && [ "$(wc -l <"$tmp/out")" -eq 1 ]
result $? 'an unchanged file gives nothing to say but that the letter is one'

# Programs that keep no bookmarks leave the marks.
mkdir "$tmp/bare"
$python "$make/word.py" --bare "$word" "$tmp/bare"
read_all "$tmp/bare" "$word/request.eml"
judge bare "$n_kept"

# ---- today's file, today's LibreOffice ------------------------------------------------------------------------

$python "$make/word.py" "$tmp/sent.docx" "$tmp/new" >"$tmp/out" 2>"$tmp/err"
result $? 'LibreOffice plays all scenes'
read_all "$tmp/new" "$tmp/request.eml"
judge new "$n_scenes"
codes new unchanged >"$tmp/out"
[ "$(grep -c needs-human "$tmp/out")" -eq 1 ] && [ "$(wc -l <"$tmp/out")" -eq 1 ]
result $? 'an unchanged file gives nothing to say today either'

# ---- changes at random ----------------------------------------------------------------------------------------

# Each is read as it was made, and nothing else is; hardly anything is asked about.
n_edits=60
$python "$make/word_edits.py" "$tmp/sent.docx" "$tmp/edits" $n_edits || exit 1
read_all "$tmp/edits" "$tmp/request.eml"
"$B/tests/helpers/score" forms "$tmp/mails/edits/readings" >"$tmp/out"
[ "$(grep -c ^ok "$tmp/out")" -eq $n_edits ] || {
	grep -A1 '^not ok' "$tmp/out" | sed 's/^not/# not/'
	false
}
result $? "$n_edits files with changes at random"
unclear=$(grep -o '"status": *"unclear"' "$tmp/mails/edits/readings" | wc -l)
all=$(grep -o '"base_revision"' "$tmp/mails/edits/readings" | wc -l)
[ "$all" -gt 200 ] && [ $((unclear * 20)) -le "$all" ]
result $? "of $all changes $unclear are asked about"

# ---- another program ------------------------------------------------------------------------------------------

$python "$make/word_docx.py" "$tmp/sent.docx" "$tmp/request.txt" "$tmp/docx" || exit 1
read_all "$tmp/docx" "$tmp/request.eml"
judge docx 13

# ---- the file of another round --------------------------------------------------------------------------------

# The draft has gone on since, and somebody fills in the old file: nothing of it is taken for certain.
cp -r "$dir" "$tmp/older"
sed -i 's/river/stream/g' "$tmp/older/draft.md"
sed -i 's/revision: [^,}]*/revision: Old draft/' "$tmp/older/consultation.yaml"
"$B/rapporteur" -C "$tmp/older" --now "$now" draft --docx "$tmp/older.docx" >"$tmp/out" 2>"$tmp/err"
mkdir "$tmp/old"
$python "$make/word_edits.py" "$tmp/older.docx" "$tmp/old" 8 || exit 1
$python "$make/word_docx.py" "$tmp/older.docx" "$tmp/request.txt" "$tmp/old" || exit 1
rm "$tmp"/old/{typed,own-table,letter,pasted-*,plain-looks,rows-moved,draft-in-table,signed}.*
read_all "$tmp/old" "$tmp/request.eml"
! grep -q '"status": *"ok"' "$tmp/mails/old/readings" && grep -q '"status": *"unclear"' "$tmp/mails/old/readings"
result $? 'what stands in the file of another round is asked about'
[ "$(grep -c 'other-revision.*Old draft\|Old draft.*other-revision' "$tmp/mails/old/readings")" -eq 10 ]
result $? 'and told as what it is'

# ---- whatever they are called ---------------------------------------------------------------------------------

# named NAME TYPE FILE: what is found of a file that is sent so.
named() {
	cp "$3" "$tmp/names/$1"
	mail "$tmp/names/$1" "$2" >"$tmp/named.eml"
	program parse --json --request "$word/request.eml" "$tmp/named.eml" >"$tmp/out" 2>"$tmp/err"
}
mkdir "$tmp/names"
good=0
while read -r name type; do
	named "$name" "$type" "$word/word-changed.docx" && grep -q '"action":"replace"' "$tmp/out" &&
		grep -q '"read_as":"docx"' "$tmp/out" && ! grep -q 'attached-text' "$tmp/out" || good=1
done <<'END'
reply.txt text/plain
reply application/octet-stream
reply.doc application/msword
reply.dotx application/vnd.openxmlformats-officedocument.wordprocessingml.template
reply.zip application/zip
END
result $good 'a Word file is one whatever its name and type say'

printf '%%PDF-1.4\nnothing\n' >"$tmp/a.pdf"
printf '{\\rtf1 nothing}' >"$tmp/a.rtf"
(printf '\xd0\xcf\x11\xe0' && head -c 600 /dev/zero && printf 'EncryptedPackage' | sed 's/./&\x00/g') >"$tmp/a.locked"
good=0
while read -r name type file words; do
	named "$name" "$type" "$file" && grep -q '"code":"not-read"' "$tmp/out" && grep -qF "$words" "$tmp/out" &&
		grep -q '"sha256":"[0-9a-f]\{64\}"' "$tmp/out" && ! grep -q 'attached-text' "$tmp/out" || good=1
done <<END
reply.txt text/plain $tmp/a.pdf kept, but not read
reply.docx application/octet-stream $tmp/a.pdf it is a PDF
reply.docx application/octet-stream $tmp/a.rtf in the format RTF
reply.docx application/octet-stream $tmp/a.locked it is protected with a password
END
result $good 'what is none is kept and told, whatever it is called'

# ---- files that want to hurt ----------------------------------------------------------------------------------

read_all "$tmp/bombs" "$tmp/request.eml"
judge bombs "$n_bombs"
