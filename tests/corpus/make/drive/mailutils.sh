# shellcheck shell=bash disable=SC2154 # the variables are those of ../clients
# GNU mailutils mail: reply, ~m quotes the message (as MIME source), ~v opens the editor, a dot ends and sends.
drive() {
	need mail.mailutils mailutils
	cat >"$work/.mailrc" <<-EOF
		set sendmail="sendmail://$work/sendmail"
		set visual="$work/editor"
		set editor="$work/editor"
		set indentprefix="$(get prefix "> ")"
		set nosave sendwait dot
	EOF
	[ -z "$settings" ] || echo "$settings" >>"$work/.mailrc"
	terminal "mail.mailutils -f '$work/mbox'"
	until_seen '^\?'
	keys "$(get reply 'reply 1')" Enter
	until_seen 'Subject'
	keys "$(get quote '~m')" Enter
	sleep 0.5
	keys '~v' Enter
	until_file "$work/typed"
	sleep 0.5
	keys '.' Enter
	sleep 0.5
	keys Enter
	until_file "$work/sent.eml"
}
