# shellcheck shell=bash disable=SC2154 # the variables are those of ../clients
# bsd-mailx: reply, ~m inserts the message (as MIME source), ~v opens the editor, a dot ends and sends.
drive() {
	need bsd-mailx bsd-mailx
	cat >"$work/.mailrc" <<-EOF
		set sendmail=$work/sendmail
		set VISUAL=$work/editor
		set EDITOR=$work/editor
		set indentprefix="$(get prefix "> ")"
		set ask asksub dot interactive
	EOF
	[ -z "$settings" ] || echo "$settings" >>"$work/.mailrc"
	printf '%s\n%s\n~v\n.\n\nx\n' "$(get reply 'Reply 1')" "$(get quote '~m 1')" |
		timeout 30 bsd-mailx -f "$work/mbox" >>"$work/log" 2>&1
	until_file "$work/sent.eml"
}
