# shellcheck shell=bash disable=SC2154 # the variables are those of ../clients
# aerc: opens the Maildir, :reply -q, the editor, :send.
drive() {
	need aerc aerc
	mkdir -p "$work/.config/aerc" "$work/box"
	mv "$work/Maildir" "$work/box/INBOX"
	cat >"$work/.config/aerc/accounts.conf" <<-EOF
		[one]
		source = maildir://$work/box
		default = INBOX
		from = $person <$address>
		outgoing = $work/sendmail
	EOF
	chmod 600 "$work/.config/aerc/accounts.conf"
	cp /usr/share/aerc/aerc.conf "$work/.config/aerc/aerc.conf"
	sed -i -e "s|^#*editor=.*|editor=$work/editor|" -e "s|^#*edit-headers=.*||" "$work/.config/aerc/aerc.conf"
	[ -z "$settings" ] || echo "$settings" | while read -r line; do
		sed -i "s|^#*${line%%=*}=.*|$line|" "$work/.config/aerc/aerc.conf"
	done
	terminal "env COLORTERM= TERM=xterm-256color aerc"
	until_seen 'FORMS|NEASPEC'
	keys ":$(get reply 'reply -q')" Enter
	until_file "$work/typed"
	until_seen 'Send this email|[Yy]es'
	keys y
	until_file "$work/sent.eml"
}
