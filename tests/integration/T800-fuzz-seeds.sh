#!/bin/bash
# What the fuzz targets say must hold, holds for their seeds: those cut out of the corpus and those written by hand,
# among them every input that once failed.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

targets=()
for source in "$root"/tests/fuzz/fuzz_*.c; do
	target=${source##*/fuzz_}
	targets+=("${target%.c}")
done
plan $((${#targets[@]} * 2))

# One target over its seeds; what it says last is the name of the input that failed.
for target in "${targets[@]}"; do
	folders=()
	for folder in "$B/tests/seeds/$target" "$root/tests/fuzz/seeds/$target"; do
		[ -d "$folder" ] && folders+=("$folder")
	done
	FUZZ_VERBOSE=1 TMPDIR=$tmp "$B/tests/fuzz/fuzz_$target" "${folders[@]}" >"$tmp/out" 2>"$tmp/err"
	result $? "$target: $(cat "$tmp/out")"
	read -r n _ <"$tmp/out"
	[ "${n:-0}" -ge 4 ]
	result $? "$target has seeds"
done
