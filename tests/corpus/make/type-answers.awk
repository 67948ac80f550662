# The person at the editor: fills answers into a quoted form.   awk -f type-answers.awk ANSWERS DRAFT
# DRAFT is what the mail program put into the editor (headers or not, quoted form); the result goes to stdout.

function trim_end(s) { sub(/\n+$/, "", s); return s }

# Reading the answers file.
FNR == NR {
	if ($0 ~ /^@MODE /) { mode = $2; key = ""; next }
	if ($0 ~ /^@TO /) { key = ""; next }
	if ($0 ~ /^@EDIT /) {
		mark = $2
		rest = $0
		sub(/^@EDIT [^ ]+ /, "", rest)
		split(rest, pair, " => ")
		n_edits++
		edit_mark[n_edits] = mark
		edit_old[n_edits] = pair[1]
		edit_new[n_edits] = pair[2]
		key = ""
		next
	}
	if ($0 ~ /^@/) {
		key = substr($0, 2)
		order[++n_keys] = key
		text[key] = ""
		next
	}
	if (key != "")
		text[key] = text[key] $0 "\n"
	next
}

# The draft, line by line. Headers of an editor with headers end at the first empty line.
{ draft[++n] = $0 }

function is_field(key) { return key ~ /^[0-9]+\.[0-9]+$/ }

function place_of(line,   m) { # "Answer [2.1]:" -> 2.1
	if (match(line, /Answer \[[0-9]+\.[0-9]+\]:/)) {
		m = substr(line, RSTART + 8, RLENGTH - 10)
		return m
	}
	return ""
}

function type_top(   i, k) {
	if ("TOP" in text)
		printf "%s\n\n", trim_end(text["TOP"])
	if (mode == "top") {
		for (i = 1; i <= n_keys; i++) {
			k = order[i]
			if (is_field(k))
				printf "[%s] %s\n", k, trim_end(text[k])
		}
		print ""
	}
}

END {
	mode = mode == "" ? "next" : mode
	i = 1
	if (draft[1] ~ /^[A-Za-z-]+:/) { # headers in the editor
		while (i <= n && draft[i] != "")
			print draft[i++]
		if (i <= n)
			print draft[i++]
	}
	type_top()
	under = ""
	for (; i <= n; i++) {
		line = draft[i]
		if (match(line, /\[P[0-9]+[^\]]*\] /))
			inside = substr(line, RSTART + 1, RLENGTH - 3)
		for (e = 1; e <= n_edits; e++)
			if (inside == edit_mark[e]) {
				at = index(line, edit_old[e])
				if (at) {
					line = substr(line, 1, at - 1) edit_new[e] substr(line, at + length(edit_old[e]))
					edit_mark[e] = "done"
				}
			}
		key = place_of(line)
		if (key != "" && (key in text) && mode != "top") {
			answer = trim_end(text[key])
			if (mode == "same") {
				sub(/[ \t]+$/, "", line)
				print line " " answer
			} else {
				print line
				print answer
			}
			continue
		}
		print line
		# A paragraph ends where the quoted line is empty.
		bare = line
		gsub(/[>| \t]/, "", bare)
		nextbare = draft[i + 1]
		gsub(/[>| \t]/, "", nextbare)
		if (inside != "" && (nextbare == "" || i == n) && bare != "") {
			if (("UNDER " inside) in text)
				printf "\n%s\n\n", trim_end(text["UNDER " inside])
			inside = ""
		}
	}
	if ("BOTTOM" in text)
		printf "\n%s\n", trim_end(text["BOTTOM"])
	for (e = 1; e <= n_edits; e++)
		if (edit_mark[e] != "done")
			print "type-answers: nothing to edit for " edit_mark[e] > "/dev/stderr"
}
