# shellcheck shell=bash disable=SC2154 # the variables are those of ../clients
# neomutt and mutt: opens the Maildir, <reply> (or <group-reply>, <forward-message>), the editor, then y sends.
drive() {
	local program=${client%% *} command
	need "$program" "$program"
	command=$(get reply '<reply>')
	cat >"$work/rc" <<-EOF
		set realname="$person" from="$address" use_from=yes envelope_from=no hostname="${address#*@}"
		set sendmail="$work/sendmail" editor="$work/editor" edit_headers=no
		set send_charset="us-ascii:$charset:utf-8" fast_reply=yes include=yes reply_to=yes
		set record="" copy=no move=no abort_unmodified=no abort_nosubject=no quit=yes user_agent=yes
		set sleep_time=0 mark_old=no wait_key=no header_cache="" beep=no
	EOF
	for program in lynx elinks w3m; do
		! grep -q "; $program " "$work/.mailcap" || need $program $program
	done
	program=${client%% *}
	[ -z "$settings" ] || echo "$settings" >>"$work/rc"
	terminal "$program -F '$work/rc' -f '$work/Maildir' -e 'push $command'"
	until_file "$work/typed"
	until_file "$work/sent.eml" y
}
