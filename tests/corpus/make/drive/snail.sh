# shellcheck shell=bash disable=SC2154 # the variables are those of ../clients
# s-nail: opens the mbox, reply with quote, ~v opens the editor, ~. sends.
drive() {
	need s-nail s-nail
	cat >"$work/rc" <<-EOF
		set from="$person <$address>" mta=$work/sendmail editor=$work/editor VISUAL=$work/editor EDITOR=$work/editor
		set quote sendwait reply-to-honour=yes sendcharsets=$charset,utf-8
	EOF
	[ -z "$settings" ] || echo "$settings" >>"$work/rc"
	printf '%s\n~v\n~.\nx\n' "$(get reply 'reply 1')" |
		timeout 30 s-nail -:/ -# -X "source $work/rc" -f "$work/mbox" >>"$work/log" 2>&1
	until_file "$work/sent.eml"
}
