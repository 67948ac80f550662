#!/bin/bash
# A real mail program answers a request; see README.md.   reply.sh CLIENT REQUEST.eml ANSWERS OUT.eml [CHARSET]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
client=$1 request=$(realpath "$2") answers=$(realpath "$3") out=$(realpath -m "$4") charset=${5:-utf-8}
name=${NAME:-National Focal Point} address=${ADDRESS:-nfp@focal.example}
work=$(mktemp -d)
mkdir "$work/Mail"
trap 'rm -rf "$work"' EXIT
export HOME=$work LC_ALL=C.UTF-8 TZ=${SENDER_TZ:-UTC} EMAIL="$name <$address>"

# What the mail program believes to be sendmail: keeps the mail.
cat >"$work/sendmail" <<EOF
#!/bin/sh
cat >"$work/sent.eml"
EOF
# The editor: awk in place of a person.
cat >"$work/editor" <<EOF
#!/bin/sh
for file; do :; done
awk -f "$here/type-answers.awk" "$answers" "\$file" >"$work/typed" && cat "$work/typed" >"\$file"
EOF
chmod +x "$work/sendmail" "$work/editor"
{
	echo "From secretariat@example Mon Jul  6 00:00:00 2020"
	sed 's/^From />From /' "$request"
	echo
} >"$work/mbox"

# Runs a command in a terminal of its own, types keys into it, waits until the mail is sent.
terminal() { # terminal COMMAND [KEYS]
	tmux -S "$work/tmux" -f /dev/null new-session -d -x 120 -y 60 "$1 2>>'$work/log'"
	for _ in $(seq 100); do
		[ -s "$work/sent.eml" ] && break
		if [ -n "${2:-}" ] && [ -s "$work/typed" ]; then
			tmux -S "$work/tmux" send-keys "$2" 2>/dev/null || true
		fi
		sleep 0.2
	done
	tmux -S "$work/tmux" capture-pane -p >>"$work/log" 2>/dev/null || true
	tmux -S "$work/tmux" kill-server 2>/dev/null || true
}

case $client in
mutt | neomutt)
	cat >"$work/rc" <<EOF
set realname="$name" from="$address" use_from=yes envelope_from=no
set sendmail="$work/sendmail" editor="$work/editor" edit_headers=no
set send_charset="us-ascii:$charset" charset=utf-8 fast_reply=yes include=yes reply_to=yes
set record="" copy=no move=no abort_unmodified=no abort_nosubject=no quit=yes
set hostname="${address#*@}" sleep_time=0 mark_old=no wait_key=no header_cache="" beep=no
alternative_order text/plain text/html
${RC:-}
EOF
	terminal "$client -F '$work/rc' -f '$work/mbox' -e 'push <reply>'" y
	;;
s-nail)
	cat >"$work/rc" <<EOF
set from="$name <$address>" mta=$work/sendmail editor=$work/editor VISUAL=$work/editor EDITOR=$work/editor
set quote sendwait reply-to-honour=yes "indentprefix=> " ttycharset=utf-8 sendcharsets=$charset,utf-8
${RC:-}
EOF
	printf 'reply 1\n~v\n~.\nx\n' | timeout 30 s-nail -:/ -# -X "source $work/rc" -f "$work/mbox" >"$work/log" 2>&1 || true
	;;
mblaze)
	mkdir -p "$work/.mblaze" "$work/m/cur" "$work/m/new" "$work/m/tmp"
	printf 'Local-Mailbox: %s <%s>\nSendmail: %s\n' "$name" "$address" "$work/sendmail" >"$work/.mblaze/profile"
	cp "$request" "$work/m/cur/1:2,S"
	export MBLAZE=$work/.mblaze EDITOR=$work/editor VISUAL=$work/editor
	terminal "cd '$work' && echo '$work/m/cur/1:2,S' | mseq -S >/dev/null; mseq -C 1; mrep ." "send
"
	;;
*)
	echo "reply.sh: no such client: $client" >&2
	exit 64
	;;
esac
if [ ! -s "$work/sent.eml" ]; then
	echo "reply.sh: $client sent nothing:" >&2
	tail -n 20 "$work/log" >&2
	exit 70
fi
cp "$work/sent.eml" "$out"
