# shellcheck shell=bash disable=SC2154 # the variables are those of ../clients
# bsd-mailx: reply, ~m inserts the message (as MIME source), ~v opens the editor, a dot ends and sends.
drive() {
	need bsd-mailx bsd-mailx
	cat >"$work/.mailrc" <<-EOF
		set sendmail=$work/sendmail
		set VISUAL=$work/editor
		set EDITOR=$work/editor
		set indentprefix="$(get prefix "> ")"
		set asksub dot
	EOF
	[ -z "$settings" ] || echo "$settings" >>"$work/.mailrc"
	terminal "bsd-mailx -f '$work/mbox'"
	until_seen '^&'
	keys "$(get reply 'Reply 1')" Enter
	until_seen 'Subject'
	keys "$(get quote '~m 1')" Enter
	until_seen 'nterpolating|ontinue|[0-9]+/[0-9]+'
	keys '~v' Enter
	until_file "$work/typed"
	sleep 0.5
	keys '.' Enter
	sleep 0.3
	keys Enter
	until_file "$work/sent.eml"
}
