# shellcheck shell=bash disable=SC2154 # the variables are those of ../clients
# nmh: inc takes the mbox, repl makes the draft (with the filter or switches of the case), send posts by a pipe.
drive() {
	local bin=/usr/bin/mh
	[ -x $bin/repl ] || need repl nmh
	mkdir -p "$work/Mail/inbox"
	cat >"$work/.mh_profile" <<-EOF
		Path: Mail
		Local-Mailbox: $person <$address>
		Signature: $person
		Editor: $work/editor
		repl: $(get repl "-filter mhl.reply")
		forw: -editor $work/editor
		send: -mts sendmail/pipe -sendmail $work/sendmail
		post: -mts sendmail/pipe -sendmail $work/sendmail
	EOF
	[ -z "$settings" ] || echo "$settings" >>"$work/.mh_profile"
	[ -z "$(get filter)" ] || get filter >"$work/Mail/filter"
	export PATH=$bin:$PATH
	inc -silent -file "$work/mbox" >>"$work/log" 2>&1
	terminal "env PATH=$PATH EDITOR=$EDITOR $(get command 'repl 1')"
	until_file "$work/typed"
	until_seen 'What now'
	[ -z "$(get mime)" ] || { keys 'mime' Enter; sleep 0.5; }
	keys 'send' Enter
	until_file "$work/sent.eml"
}
