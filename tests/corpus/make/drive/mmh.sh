# shellcheck shell=bash disable=SC2154 # the variables are those of ../clients
# mmh: inc takes the mbox, repl makes the draft and opens the editor, send posts it.
drive() {
	local bin=/usr/bin/mh
	[ -x $bin/mmh ] || need mmh mmh
	mkdir -p "$work/.mmh" "$work/Mail/inbox" "$work/Mail/drafts"
	cat >"$work/.mmh/profile" <<-EOF
		Path: Mail
		Default-From: $person <$address>
		Local-Mailbox: $address
		Editor: $work/editor
		Sendmail: $work/sendmail
		sendmail: $work/sendmail
	EOF
	[ -z "$settings" ] || echo "$settings" >>"$work/.mmh/profile"
	export PATH=$bin:$PATH
	inc -file "$work/mbox" >>"$work/log" 2>&1
	terminal "env PATH=$PATH EDITOR=$EDITOR MAIL=$work/mbox sh"
	keys "$(get reply 'repl 1')" Enter
	until_file "$work/typed"
	sleep 0.5
	keys 'send' Enter
	until_file "$work/sent.eml"
}
