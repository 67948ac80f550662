# shellcheck shell=bash
# What the integration scripts share. Source it first:   . "$(dirname "$0")/lib.sh"; plan 12
#
#   $B the build directory   $root the tree   $tmp a directory of its own, taken away at the end
#   TAP: plan N, result STATUS NAME, skip NAME WHY
#   a consultation on Maildirs in $dir with an injected clock $now: new_consultation DIRECTORY, at TIME, work, run
#   letters: sent KEY [ADDRESS], reply_to, note, deliver
set -u
: "${B:?B must name the build directory}"
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck disable=SC2034 # for the scripts
rapporteur=$B/rapporteur
tmp=$(mktemp -d -p "${test_place:-${TMPDIR:-/tmp}}")
export TZ=UTC LC_ALL=C.UTF-8 HOME=$tmp
tap_count=0
tap_failed=0
dir=$tmp/consultation
now=2020-07-06T09:00:00+09:00

at_end() {
	:
}
# shellcheck disable=SC2317 # by the trap
clean_up() {
	at_end
	chmod -R u+rwx "$tmp" 2>/dev/null
	rm -rf "$tmp"
}
trap clean_up EXIT

plan() {
	echo "1..$1"
}

# One line of TAP; after a failure what the program said last.
result() { # result STATUS NAME
	tap_count=$((tap_count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tap_count - $2"
		return 0
	fi
	tap_failed=$((tap_failed + 1))
	echo "not ok $tap_count - $2"
	for file in out err diff; do
		[ -s "$tmp/$file" ] && tail -n "${TAIL:-25}" "$tmp/$file" | sed "s/^/# $file: /"
	done
	[ -s "${dir:-}/log" ] && tail -n "${TAIL:-25}" "$dir/log" | sed "s/^/# log: /"
	return 0
}

skip() { # skip NAME WHY
	tap_count=$((tap_count + 1))
	echo "ok $tap_count - $1 # SKIP $2"
}

# Asks again ten times a second, until the command succeeds or the seconds are over.
# PATIENCE: how many times as long, where the programs are slower than usual (sanitizers).
until_true() { # until_true SECONDS COMMAND...
	local i seconds=$(($1 * ${PATIENCE:-1}))
	shift
	for ((i = 0; i < seconds * 10; i++)); do
		"$@" && return 0
		sleep 0.1
	done
	return 1
}

# The text of a Word file as XML.
document_of() { # document_of FILE.docx
	python3 -c 'import sys, zipfile
sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read("word/document.xml"))' "$1"
}

# A reply that is a Word file.
reply_with() { # reply_with FILE.docx
	head_of oyun@nature.mn.example dmarc=pass "Re: Draft" | grep -v '^MIME\|^Content-'
	printf 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nPlease see the file.\n'
	printf '\n--x\nContent-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document; name=draft.docx\n'
	printf 'Content-Disposition: attachment; filename=draft.docx\nContent-Transfer-Encoding: base64\n\n'
	base64 "$1"
	printf -- '--x--\n'
}

# ---- a consultation -----------------------------------------------------------------------------------------

# The one of 6 August 2020 in a directory of its own, with a token key that is the same every time.
new_consultation() { # new_consultation DIRECTORY
	dir=$1
	mkdir -p "$dir/state" "$dir/inbox/new" "$dir/inbox/cur" "$dir/inbox/tmp"
	cp -r "$root/conf/neaspec-2020/consultation.yaml" "$root/conf/neaspec-2020/objectives" \
		"$root/conf/neaspec-2020/draft.md" "$dir/"
	(umask 077 && printf '%-32.32s' "a key for tests" >"$dir/state/token-key")
	chmod 700 "$dir/state"
}

at() {
	now=$1
}

# The consultation as if today were the day after its first round has opened, and the real clock: where mail goes over
# a network no other is taken.
today() {
	local day shift
	now=
	shift=$((($(date +%s) - $(date -d '2020-07-07' +%s)) / 86400))
	grep -oE '2020-[0-9]{2}-[0-9]{2}' "$dir/consultation.yaml" | sort -u | while read -r day; do
		printf 's/%s/%s/g\n' "$day" "$(date -d "$day +$shift days" +%Y_%m_%d)"
	done >"$tmp/days"
	sed -i -f "$tmp/days" "$dir/consultation.yaml"
	sed -i -E 's/([0-9]{4})_([0-9]{2})_([0-9]{2})/\1-\2-\3/g' "$dir/consultation.yaml"
}

# The first round ends, and the meeting is held, when nobody runs this any more: for a daemon, which has the real clock.
far_away() {
	now=
	sed -i 's/opens: 2020-07-06 09:00, deadline: 2020-07-30 18:00/opens: 2020-07-06 09:00, deadline: 2099-07-30 18:00/; s/opens: 2020-08-10 09:00, deadline: 2020-09-10 18:00/opens: 2099-08-10 09:00, deadline: 2099-09-10 18:00/; s/  starts: 2020-08-06/  starts: 2099-08-06/; s/  ends: 2020-08-06/  ends: 2099-08-06/' "$dir/consultation.yaml"
}

# The program on the consultation; with an empty clock it has the real one.
program() {
	"$B/rapporteur" -C "$dir" ${now:+--now "$now"} "$@"
}

# run ARGUMENTS...: the program on the consultation at the present time; output in $tmp/out, $tmp/err.
run() {
	program "$@" >"$tmp/out" 2>"$tmp/err"
}

# Takes in what waits, does what is due, sends. The whole log of the consultation is $dir/log.
work() {
	local status
	program serve --once >"$tmp/out" 2>"$tmp/err"
	status=$?
	cat "$tmp/err" >>"$dir/log"
	return $status
}

# Tables of the record, for grep: answers, proposals, mails.
table() { # table NAME
	program export --format csv --output "$tmp/table" >/dev/null &&
		tr -d '\r' <"$tmp/table-$1.csv"
}

# The value that stands for a field of a member.
standing() { # standing MEMBER FIELD
	table answers | sed -n "s/^\"[0-9]*\",\"$1\",\"[^\"]*\",\"[^\"]*\",\"$2\",\"[^\"]*\",\"\([^\"]*\)\".*,\"\"\$/\1/p"
}

# A number of `status --json`.
count() { # count KEY
	program status --json |
		sed -n "s/^ *\"$1\": \([0-9][0-9]*\),*\$/\1/p" | head -n 1
}

# ---- letters ------------------------------------------------------------------------------------------------

# Files of sent mails whose key begins with KEY, to ADDRESS if given; oldest first.
sent() { # sent KEY [ADDRESS]
	local file
	for file in $(grep -lE "^X-Rapporteur-Key: $1" "$dir"/sent/new/* 2>/dev/null | xargs -r ls -tr); do
		if [ $# -lt 2 ] || sed '/^\r*$/q' "$file" | grep -iqF "<$2>"; then
			echo "$file"
		fi
	done
}

sent_count() {
	sent "$@" | wc -l
}

header_of() { # header_of FILE NAME: one field, unfolded
	sed '/^\r*$/q' "$1" | awk -v name="$2" '
		/^[ \t]/ { if (on) text = text " " $0; next }
		{ on = 0 }
		tolower(substr($0, 1, length(name) + 1)) == tolower(name) ":" { on = 1; text = substr($0, length(name) + 2) }
		END { gsub(/[ \t]+/, " ", text); sub(/^ /, "", text); print text }'
}

# The plain text part of a mail of ours (requests are 7bit).
text_of() {
	awk '/^Content-Type: text\/plain/ { part = 1 } part && !body && /^$/ { body = 1; next }
		body && /^--=_/ { exit } body' "$1"
}

# The head of a mail from somebody to us, as our border server leaves it.
head_of() { # head_of FROM RESULT SUBJECT [TO]
	local domain=${1##*@}
	printf 'Return-Path: <%s>\nDelivered-To: consult@neaspec.example\n' "$1"
	[ -n "$2" ] && printf 'Authentication-Results: mx.neaspec.example; %s header.from=%s\n' "$2" "$domain"
	printf 'Received: from mail.%s by mx.neaspec.example; Mon, 06 Jul 2020 12:00:00 +0900\n' "$domain"
	printf 'From: <%s>\nTo: %s\nSubject: %s\n' "$1" "${4:-consult@neaspec.example}" "$3"
	printf 'Date: Mon, 06 Jul 2020 12:00:00 +0900\nMessage-ID: <%s.%s@%s>\n' "$RANDOM$RANDOM" "$$" "$domain"
	printf 'MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n'
}

# A reply as mutt writes it: the mail quoted, answers typed under the cues. ANSWERS are lines "2.1 words".
reply_to() { # reply_to FILE FROM ANSWERS [RESULT]
	local id
	id=$(header_of "$1" Message-ID)
	head_of "$2" "${4-dmarc=pass}" "Re: $(header_of "$1" Subject)" \
		"$(header_of "$1" Reply-To | sed 's/.*<\(.*\)>.*/\1/')"
	printf 'In-Reply-To: %s\nReferences: %s\n\nOn Mon, Jul 06, 2020, NEASPEC Secretariat wrote:\n' "$id" "$id"
	text_of "$1" | ANSWERS=$3 awk '
		BEGIN { n = split(ENVIRON["ANSWERS"], lines, "\n")
			for (i = 1; i <= n; i++) { id = lines[i]; sub(/ .*/, "", id); words = lines[i]; sub(/^[^ ]* /, "", words); answer["Answer [" id "]:"] = words } }
		{ print ($0 == "" ? ">" : "> " $0) }
		$0 in answer { print answer[$0] }'
}

# A mail that quotes nothing: lines as they are.
note() { # note FILE FROM BODY [RESULT]
	local id
	id=$(header_of "$1" Message-ID)
	head_of "$2" "${4-dmarc=pass}" "Re: $(header_of "$1" Subject)" \
		"$(header_of "$1" Reply-To | sed 's/.*<\(.*\)>.*/\1/')"
	printf 'In-Reply-To: %s\nReferences: %s\n\n%s\n' "$id" "$id" "$3"
}

# Standard input into the inbox, as a mail server delivers: tmp, then new.
deliver() { # deliver NAME
	cat >"$dir/inbox/tmp/$1" && mv "$dir/inbox/tmp/$1" "$dir/inbox/new/$1"
}

# How many mails wait, and how many are put away.
waiting() {
	find "$dir/inbox/new" "$dir/inbox/cur" -type f | wc -l
}
put_away() {
	find "$dir/inbox/.Recorded/cur" -type f 2>/dev/null | wc -l
}
