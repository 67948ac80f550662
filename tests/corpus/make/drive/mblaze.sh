# shellcheck shell=bash disable=SC2154 # the variables are those of ../clients
# mblaze: mseq takes the Maildir's message, mrep quotes, the editor, then send.
drive() {
	need mrep mblaze
	mkdir -p "$work/.mblaze"
	printf 'Local-Mailbox: %s <%s>\nSendmail: %s\n' "$person" "$address" "$work/sendmail" >"$work/.mblaze/profile"
	[ -z "$settings" ] || echo "$settings" >>"$work/.mblaze/profile"
	export MBLAZE=$work/.mblaze
	terminal "sh -c 'export MBLAZE=$MBLAZE EDITOR=$EDITOR VISUAL=$EDITOR; cd $work; mlist Maildir | mseq -S >/dev/null; mseq -C 1; $(get reply 'mrep .')'"
	until_file "$work/typed"
	until_seen '[Ww]hat now|send'
	keys 'send' Enter
	until_file "$work/sent.eml"
}
