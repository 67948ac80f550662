#!/bin/bash
# The walls between the rooms, as rules about #include. `tests/check-layers.sh [TREE]`; status 1 names each breach.
#
#   common <- parsers/mail <- text <- value <- form <- word <- parsers/*.c    the reader
#   common <- daemon/{mail,store} <- daemon/report <- daemon/*.c         the daemon
#
# report/ may include consultation.h (plain data) from the top. Foreign headers have one owner each.
set -u
cd "${1:-.}" || exit 2
bad=0
found=$(mktemp) || exit 2 # no /dev/fd in a bare root, so no <(...)
trap 'rm -f "$found"' EXIT
breach() {
	printf '%s:%s: %s\n' "$1" "$2" "$3"
	bad=1
}

# Room of a file, and of a header of ours as written in an #include.
room_of() {
	case $1 in
	common/*) echo common ;;
	parsers/*/*) # "parsers/form/align.h" is in room parsers-form
		local inner=${1#parsers/}
		echo "parsers-${inner%%/*}"
		;;
	parsers/*) echo parsers ;;
	daemon/mail/* | mail/*) echo mail ;;
	daemon/store/* | store/*) echo store ;;
	daemon/report/* | report/*) echo report ;;
	*) echo top ;;
	esac
}

may_include() { # may_include ROOM HEADER
	local to
	to=$(room_of "$2")
	case $1:$to in
	parsers*:common | parsers:parsers*) return 0 ;;
	parsers-mail:parsers-mail | parsers-text:parsers-mail | parsers-text:parsers-text) return 0 ;;
	parsers-value:parsers-mail | parsers-value:parsers-text | parsers-value:parsers-value) return 0 ;;
	parsers-form:parsers-mail | parsers-form:parsers-text | parsers-form:parsers-value | parsers-form:parsers-form) return 0 ;;
	parsers-word:parsers-*) return 0 ;;
	esac
	case $1:$to in
	common:common | mail:common | mail:mail | store:common | store:store) return 0 ;;
	report:common | report:store | report:report | top:common | top:mail | top:store | top:report | top:top) return 0 ;;
	report:top) [ "$2" = consultation.h ] && return 0 ;;
	esac
	return 1
}

# Owners of foreign headers: header pattern, then the files that may include it.
owner_of() {
	case $1 in
	sqlite3.h) echo 'daemon/store/*' ;;
	libetpan/*) echo 'daemon/mail/*' ;;
	gnutls/*) echo 'daemon/mail/*' ;;
	yaml.h) echo 'common/ydoc*' ;;
	gmime/*) echo 'parsers/mail/mime* parsers/main.c parsers/child.c daemon/report/compose*' ;;
	libxml/*) echo 'parsers/* daemon/report/docx*' ;;
	zip.h) echo 'parsers/* daemon/report/docx* daemon/report/workbook_check.c' ;;
	iconv.h | uchardet/*) echo 'parsers/mail/charset*' ;;
	utf8proc.h) echo 'common/utf8*' ;;
	seccomp.h | linux/seccomp.h | sys/prctl.h) echo 'parsers/sandbox* parsers/main.c parsers/child.c common/secrecy.c' ;;
	cmark-gfm* | registry.h | plugin.h) echo 'daemon/report/draft*' ;;
	xlsxwriter.h) echo 'daemon/report/workbook*' ;;
	libical/*) echo 'daemon/report/calendar*' ;;
	systemd/*) echo 'daemon/*.[ch]' ;;
	jansson.h) echo 'common/* daemon/report/* daemon/mail/* daemon/*.[ch]' ;;
	glib.h) echo 'common/hash.c common/date.c' ;;
	*) echo '' ;;
	esac
}

# Does FILE match one of the patterns? A pattern daemon/*.[ch] means the top folder only.
owned_by() { # owned_by FILE PATTERNS
	local pattern
	set -f
	for pattern in $2; do
		# shellcheck disable=SC2254 # the pattern is meant
		case $1 in
		$pattern)
			if [ "$pattern" = 'daemon/*.[ch]' ] && [ "$(room_of "$1")" != top ]; then
				continue
			fi
			set +f
			return 0
			;;
		esac
	done
	set +f
	return 1
}

find common parsers daemon -name '*.[ch]' -print0 | sort -z | xargs -0 grep -nHE '^[[:space:]]*#[[:space:]]*include' >"$found"
while IFS=: read -r file line text; do
	name=${text#*[\"<]}
	name=${name%%[\">]*}
	case $text in
	*'"'*)
		may_include "$(room_of "$file")" "$name" ||
			breach "$file" "$line" "the room '$(room_of "$file")' must not include \"$name\""
		;;
	*)
		owners=$(owner_of "$name")
		if [ -n "$owners" ] && ! owned_by "$file" "$owners"; then
			breach "$file" "$line" "<$name> belongs to $owners"
		fi
		;;
	esac
done <"$found"

# The clock, the environment and the log belong to the top files of the daemon; the reader has none of them.
find common parsers daemon/store daemon/report -name '*.c' -print0 | sort -z |
	xargs -0 grep -nHE '(^|[^a-z_])(getenv|secure_getenv|time|gettimeofday)[[:space:]]*\(' | grep -vE '^[^:]*:[0-9]*:[[:space:]]*(\*|//|/\*)' >"$found"
while IFS=: read -r file line text; do
	[ "$(room_of "$file")" = top ] || breach "$file" "$line" "only top files of the daemon read clock or environment: ${text#"${text%%[![:space:]]*}"}"
done <"$found"

# Trust never reads what the reader says about the author.
grep -nHE 'reading\.h|message\.from|rap_reading' daemon/trust*.[ch] daemon/machine.[ch] common/header*.[ch] common/addr_spec.c common/scan.[ch] \
	2>/dev/null >"$found"
while IFS=: read -r file line text; do
	breach "$file" "$line" "trust decides from header bytes alone: $text"
done <"$found"

# The trusted core (docs/decisions/0006-trust.md): who is the author. At most 1,500 lines, and no library in sight.
core=()
for file in common/header.[ch] common/addr_spec.c common/scan.[ch] common/token.[ch] daemon/trust*.[ch]; do
	[ -e "$file" ] && core+=("$file")
done
if [ "${#core[@]}" -gt 0 ]; then
	lines=$(cat "${core[@]}" | wc -l)
	[ "$lines" -le 1500 ] || breach "${core[0]}" "$lines" "the trusted core has more than 1,500 lines"
	grep -nHE '^[[:space:]]*#[[:space:]]*include' "${core[@]}" >"$found"
	while IFS=: read -r file line text; do
		name=${text#*[\"<]}
		case ${name%%[\">]*} in
		stdbool.h | stddef.h | stdint.h | stdlib.h | string.h) ;; # libc, and no more of it
		common/header.h | common/scan.h | common/token.h | trust.h | trust_ar.h) ;; # the core
		common/buf.h | common/err.h | common/hash.h | common/limits.h | common/mem.h | common/strv.h | common/utf8.h) ;;
		consultation.h | machine.h) ;; # the roster as data, and R40
		*) breach "$file" "$line" "the trusted core includes neither libraries nor other rooms: $text" ;;
		esac
	done <"$found"
fi

# Each rule of it has its number at its line, and a test of its own name.
if [ -e daemon/trust.c ] && [ -e tests/unit/daemon/test_trust.c ]; then
	for rule in 1 2 3 4 5 6 7 8 10 11 12 13 20 21 22; do
		grep -qE "R$rule([^0-9]|\$)" "${core[@]}" || breach daemon/trust.c 1 "rule R$rule stands nowhere in the core"
		grep -qrE "^static void test_R${rule}_" tests/unit || breach tests/unit/daemon/test_trust.c 1 "rule R$rule has no test"
	done
fi

# R65: statements are prepared, and made of our own words alone. A pattern says what its signs mean.
grep -rnHE 'sqlite3_(exec|get_table|mprintf|snprintf|vmprintf|load_extension|enable_load_extension)[[:space:]]*\(' daemon --include='*.c' |
	grep -v '^daemon/store/sql\.c:' >"$found"
grep -rnHE '"[^"]*\<(LIKE|GLOB)\>' daemon --include='*.c' | grep -v ESCAPE >>"$found"
grep -rnHE '(printf|rap_buf_str)[^"]*"[[:space:]]*(SELECT|INSERT|UPDATE|DELETE)\>' daemon --include='*.c' |
	grep -v '^daemon/store/rebuild\.c:.*INSERT INTO main\.%s SELECT \* FROM old\.%s' >>"$found" # names of our own schema
while IFS=: read -r file line text; do
	breach "$file" "$line" "SQL is prepared, its words are bound, its patterns escaped: ${text#"${text%%[![:space:]]*}"}"
done <"$found"

# Each rule about outputs has tests that bear its number.
if [ -e tests/unit/daemon/test_outputs.c ]; then
	for rule in 60 61 62 63 64 65; do
		grep -qrE "^static void test_R${rule}_" tests/unit || breach tests/unit/daemon/test_outputs.c 1 "rule R$rule has no test"
	done
fi

# One room per file, no file of two rooms: 600 lines are the limit.
find common parsers daemon tests -name '*.[ch]' -o -path '*tests*' -name '*.sh' | sort | xargs wc -l | grep -v ' total$' >"$found"
while read -r lines file; do
	[ "$lines" -le 600 ] || breach "$file" "$lines" "over 600 lines: is it two rooms?"
done <"$found"

[ "$bad" -eq 0 ] && echo "layers: no breach"
exit "$bad"
