#!/bin/bash
# check-layers finds a forbidden include of each kind, and nothing in the tree as it is.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
n=0
report() { # report STATUS NAME
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}

echo "1..15"
"$here/tests/check-layers.sh" "$here" >"$tmp/clean" 2>&1
report $? "the tree as it is has no breach"
sed 's/^/# /' "$tmp/clean"

# A small tree of its own with one file that breaks one rule.
breaks() { # breaks FILE INCLUDE-LINE NAME
	rm -rf "$tmp/tree"
	mkdir -p "$tmp/tree/common" "$tmp/tree/parsers/mail" "$tmp/tree/parsers/form" "$tmp/tree/daemon/mail" "$tmp/tree/daemon/store" \
		"$tmp/tree/daemon/report" "$tmp/tree/tests"
	printf '%s\n' "$2" >"$tmp/tree/$1"
	if "$here/tests/check-layers.sh" "$tmp/tree" >"$tmp/out" 2>&1; then
		report 1 "$3"
	else
		grep -q "^$1:1:" "$tmp/out"
		report $? "$3"
	fi
}
breaks parsers/mail/mime.c '#include "consultation.h"' "the reader must not include the daemon"
breaks parsers/mail/mime.c '#include "parsers/form/align.h"' "mail must not include what stands above it"
breaks parsers/form/form.c '#include "parsers/word/docx.h"' "form must not include word"
breaks daemon/ingest.c '#include "parsers/mail/mime.h"' "the daemon must not include the reader"
breaks common/buf.c '#include "store/store.h"' "common must not include what stands above it"
breaks daemon/store/store.c '#include "mail/link.h"' "store must not include mail"
breaks daemon/report/digest.c '#include <sqlite3.h>' "only store includes SQLite"
breaks daemon/ingest.c '#include <gmime/gmime.h>' "core holds no mail library"
breaks daemon/trust.c '#include "common/reading.h"' "trust does not see the reading"
breaks daemon/trust_ar.c '#include <ctype.h>' "the trusted core includes no more of libc than it needs"
mkdir -p "$tmp/tree/daemon"
for _ in 1 2 3 4; do yes '/* R5 */' | head -n 400; done >"$tmp/tree/daemon/trust_ar.c"
"$here/tests/check-layers.sh" "$tmp/tree" >"$tmp/out" 2>&1
grep -q ':1600: the trusted core has more than' "$tmp/out"
report $? "nor has it more than 1,500 lines"
breaks daemon/store/x.c 'code = sqlite3_exec(db, text, NULL, NULL, NULL);' "SQL that is not prepared"
breaks daemon/store/x.c 'q = rap_sql_begin(store, "SELECT a FROM b WHERE c LIKE ?");' "a pattern whose signs are not escaped"
breaks daemon/store/x.c 'rap_buf_printf(&text, "SELECT %s FROM b", words);' "SQL made of words"
