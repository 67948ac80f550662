#!/bin/bash
# The workbook, the tables and decisions.csv, as programs that people use see them: LibreOffice opens what we write, and
# what it saves is read. Hostile replies are on record, and long ones.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=office.sh
. "$root/tests/integration/office.sh"
plan 16

oyun=oyun@nature.mn.example seo=jian.seo@hwankyung.kr.example kotone=k.hayashi@kankyo.jp.example
new_consultation "$tmp/consultation"

# ---- nothing yet ---------------------------------------------------------------------------------------------
run export --output "$tmp/early.xlsx" && [ "$(cat "$tmp/out")" = "$tmp/early.xlsx" ] && [ "$(head -c 2 "$tmp/early.xlsx")" = PK ]
result $? "before the first round there is a workbook"
work

# ---- replies -------------------------------------------------------------------------------------------------
plan_mn=$(sent request/1/plan/MN "$oyun") review_mn=$(sent request/1/review/MN "$oyun")
plan_kr=$(sent request/1/plan/KR "$seo") plan_jp=$(sent request/1/plan/JP "$kotone")
at 2020-07-07T10:00:00+09:00
formula='=HYPERLINK("http://x.example";"y")'
unseen=$'\xe2\x80\xaefdp.exe\x1b[2J _x0041_ \xef\xbf\xbf'
markup='<f>1+1</f> ]]> &amp; "quotes" '"'"'q'"'"
reply_to "$plan_mn" "$oyun" "2.1 support with changes
2.2 cannot support
2.4 $formula $markup
2.6 $unseen" | deliver plan
reply_to "$review_mn" "$oyun" "1.1 4
1.8 2
3.1 @SUM(A1)
4.1 yes
4.2 Bat-Erdene Oyun, Director, Ministry of Nature, $oyun" | deliver review
note "$plan_kr" "$seo" "[P3] replace: $formula $markup
[P4] delete
[P5] $unseen, and -1+1 besides
[P6] replace: $(head -c 60000 /dev/zero | tr '\0' 'x')" | deliver proposals
note "$plan_jp" "$kotone" "[P4] delete
[P10] insert after: + a new paragraph: $(printf '%0.sword ' {1..210000} | fold -s -w 72)" | deliver long
head_of offers@shop.example dmarc=pass "=1+1" | { cat && printf '\nx\n'; } | deliver offers
work
export_all() { # export_all BASE
	run export --format xlsx,csv,json --output "$1"
}
export_all "$tmp/record" && [ "$(wc -l <"$tmp/out")" -eq 12 ] && [ "$(stat -c %a "$tmp/record.xlsx")" = 600 ]
result $? "workbook, JSON, and a table in CSV each are written at once"
export_all "$tmp/again" && cmp -s "$tmp/record.xlsx" "$tmp/again.xlsx" && cmp -s "$tmp/record-matrix.csv" "$tmp/again-matrix.csv"
result $? "the same record at the same time is the same file"
grep -qF "=HYPERLINK" "$tmp/record-matrix.csv" && ! grep -qE '(^|,)"[=+@-]' "$tmp"/record-*.csv && [ "$(wc -c <"$tmp/record-matrix.csv")" -gt 150000 ]
result $? "CSV has all of it, and none begins like a formula"

# ---- the workbook, by programs of others ---------------------------------------------------------------------
cat >"$tmp/look.py" <<'END'
"""Sheets of a workbook, by zip and XML alone, against the tables in JSON."""
import json, re, sys, zipfile
import xml.etree.ElementTree as tree
M = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
book = zipfile.ZipFile(sys.argv[1])
record = json.load(open(sys.argv[2], encoding='utf-8'))
names = [s.get('name') for s in tree.fromstring(book.read('xl/workbook.xml')).iter(M + 'sheet')]
assert names == ['Matrix', 'Positions', 'Ratings', 'Other matters', 'Participants', 'Log', 'Answers', 'Key'], names
unescape = lambda s: re.sub('_x([0-9A-Fa-f]{4})_', lambda m: chr(int(m.group(1), 16)), s)
marked = lambda c: chr(0x202A) <= c <= chr(0x202E)
def plain(s):  # controls as we show them
    s = ''.join('[U+%04X]' % ord(c) if marked(c) else c for c in s)
    return ''.join('\N{REPLACEMENT CHARACTER}' if (ord(c) < 32 and c not in '\t\n') or c == '\uffff' else c for c in s)
cut = cells = 0
for i, key in enumerate(['matrix', 'positions', 'ratings', 'matters', 'participants', 'log']):
    sheet = tree.fromstring(book.read('xl/worksheets/sheet%d.xml' % (i + 1)))
    assert not list(sheet.iter(M + 'f')) and not list(sheet.iter(M + 'hyperlink'))
    rows = []
    for row in sheet.iter(M + 'row'):
        rows.append([unescape(''.join(t.text or '' for t in c.iter(M + 't'))) for c in row.iter(M + 'c')])
    assert len(rows) == len(record[key]) + 1, key
    for got, want in zip(rows[1:], record[key]):
        for a, b in zip(got, [plain(v or '') for v in want.values()]):
            cells += 1
            if len(b) > 32767:
                cut += 1
                end = a.index(' [cut here:')
                assert len(a) <= 32767 and end > 32000 and a[:end] == b[:end], (key, a[:80])
            else:
                assert a == b, (key, a[:80], b[:80])
assert cut >= 2 and cells > 300, (cut, cells)
END
python3 "$tmp/look.py" "$tmp/record.xlsx" "$tmp/record.json" 2>"$tmp/err"
result $? "every cell of the workbook is what JSON says, long ones cut with a note"

# Each sheet as LibreOffice reads it: 44 comma, 34 quote, 76 UTF-8, from line 1, all cells quoted, all sheets.
office 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,-1' "$tmp/record.xlsx"
cat >"$tmp/same.py" <<'END'
"""Two tables in CSV: ours, and a sheet as LibreOffice saved it, which breaks a line after some 16,000 characters."""
import csv, sys
csv.field_size_limit(1 << 30)
ours = list(csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline='')))
theirs = list(csv.reader(open(sys.argv[2], encoding='utf-8-sig', newline='')))
assert len(ours) == len(theirs) > 1, (len(ours), len(theirs))
for a, b in zip(ours, theirs):
    assert len(a) == len(b), (a, b)
    for x, y in zip(a, b):
        x = x.replace('\r\n', '\n')
        y = y.replace('\r\n', '\n')
        if len(x) > 16000:
            x, y = x.replace('\n', ''), y.replace('\n', '')
        assert x == y or x == "'" + y or (' [cut here:' in y and x.startswith(y[:32000])), (x[:200], y[:200])
END
for sheet in Matrix:matrix Positions:positions Ratings:ratings "Other matters:matters" Participants:participants Log:log; do
	python3 "$tmp/same.py" "$tmp/record-${sheet#*:}.csv" "$tmp/made/record-${sheet%:*}.csv" 2>>"$tmp/err"
	result $? "LibreOffice reads the sheet ${sheet%:*} as the table says"
done

# ---- decisions -----------------------------------------------------------------------------------------------
sed -i 's/^"KR-1","for the meeting","",""/"KR-1","not accepted","'"'"'=not needed, \&c","/; s/^"KR-2","for the meeting"/"KR-2","accepted"/' "$tmp/record-decisions.csv"
grep -q '^"KR-1","not accepted","' "$tmp/record-decisions.csv" && sed -i 's/^\("KR-1","not accepted","[^"]*","\)\r*$/\1"\r/' "$tmp/record-decisions.csv"
run decide --from "$tmp/record-decisions.csv" && grep -q '^2 decided' "$tmp/out" && run export --format csv --output "$tmp/decided" &&
	grep -q '"KR-1"' "$tmp/decided-matrix.csv" && grep -q "\"not accepted\",\"'=not needed, &c\"" "$tmp/decided-matrix.csv"
result $? "decisions come back from the file, and stand in the matrix"
office 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false' '--infilter=CSV:44,34,76,1' "$tmp/decided-decisions.csv"
grep -q '^KR-1;' "$tmp/made/decided-decisions.csv" && run decide --from "$tmp/made/decided-decisions.csv" && grep -q '^0 decided' "$tmp/out"
result $? "saved by LibreOffice, with semicolons, nothing in them has changed"
iconv -f LATIN1 -t UTF-8 "$tmp/decided-decisions.csv" >"$tmp/twice.csv"
! run decide --from "$tmp/twice.csv" && grep -q 'twice.csv:1:1: .*opened in another character set' "$tmp/err"
result $? "what was opened in another character set is told as that"
iconv -f UTF-8 -t CP1252//TRANSLIT "$tmp/decided-decisions.csv" 2>/dev/null | sed 's/not needed/\xe9t\xe9/' >"$tmp/old.csv"
! run decide --from "$tmp/old.csv" && grep -q 'old.csv:[0-9]*:[0-9]*: not UTF-8' "$tmp/err"
result $? "another character set is refused at its place"

# ---- the command ---------------------------------------------------------------------------------------------
run export --format xlsx
[ $? -eq 64 ] && ! run export --format xls && grep -q "xlsx, csv or json" "$tmp/err" && run export --output "$tmp/by-name.csv" &&
	[ -s "$tmp/by-name-matrix.csv" ] && run export --output "$tmp/by-name" && [ -s "$tmp/by-name.json" ]
result $? "the name of the file says the format; a workbook goes into a file"
