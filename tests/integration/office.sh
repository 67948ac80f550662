# shellcheck shell=bash
# LibreOffice without its starter, which refuses to work where /proc is not mounted; the program itself does. Source it
# after lib.sh.   office FORMAT FILE...   writes into $tmp/made, what it says into $tmp/out and $tmp/err
: "${tmp:?source lib.sh first}"
office_folder=$(dirname "$(readlink -f "$(command -v soffice)")")

office() {
	local status
	# 81: it has made its profile and wants to be started again.
	for _ in 1 2; do
		LD_LIBRARY_PATH=$office_folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} "$office_folder/soffice.bin" \
			"-env:UserInstallation=file://$tmp/profile" --headless --norestore --convert-to "$1" \
			--outdir "$tmp/made" "${@:2}" >"$tmp/out" 2>"$tmp/err"
		status=$?
		[ "$status" -eq 81 ] || break
	done
	return "$status"
}
