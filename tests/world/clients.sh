# shellcheck shell=bash disable=SC2154 # ports and certificates are set by world_start
# Real mail programs that answer what is in a mailbox of the test world. Source it after world.sh.
#
#   client_answers CLIENT ADDRESS WORD ANSWERS [CHARSET]
#
# CLIENT (mutt, s-nail or mblaze) opens the mailbox of ADDRESS, replies to the mail whose subject has WORD, and sends.
# In place of a person tests/corpus/make/type-answers.awk is the editor, with the file ANSWERS. mutt and s-nail read by
# IMAPS and send by submission with a login; mblaze reads the Maildir and sends by port 25.
: "${tmp:?lib.sh comes first}" "${root:?}" "${B:?}" "${world_password:?world.sh comes first}"

client_with_mutt() { # HOME ADDRESS WORD CHARSET
	cat >"$1/rc" <<END
set realname="Focal Point" from="$2" use_from=yes envelope_from=yes
set folder="imaps://127.0.0.1:$imaps_port/" spoolfile="=INBOX" imap_user="$2" imap_pass="$world_password"
set smtp_url="smtp://${2/@/%40}@127.0.0.1:$submission_port/" smtp_pass="$world_password"
set ssl_starttls=yes ssl_force_tls=yes ssl_ca_certificates_file="$world_ca" certificate_file=""
set editor="$1/editor" edit_headers=no send_charset="us-ascii:$4" charset=utf-8 fast_reply=yes include=yes reply_to=yes
set record="" copy=no move=no abort_unmodified=no abort_nosubject=no quit=yes hostname="${2#*@}" sleep_time=0
set mark_old=no wait_key=no header_cache="" beep=no use_domain=no
alternative_order text/plain text/html
END
	"$B/tests/helpers/terminal" 60 mutt -n -F "$1/rc" \
		-e "push '<limit>~s $3<enter><first-entry><reply><send-message><exit>'" >"$1/screen"
}

client_with_s_nail() { # HOME ADDRESS WORD CHARSET
	local user=${2/@/%40} password=${world_password// /%20}
	cat >"$1/rc" <<END
set v15-compat from="Focal Point <$2>" hostname=${2#*@} tls-fingerprint-digest=sha256
set tls-fingerprint=$(openssl x509 -in "$world/tls/server.crt" -noout -fingerprint -sha256 | sed 's/.*=//')
set mta=submission://$user:$password@127.0.0.1:$submission_port smtp-use-starttls smtp-auth=plain
set editor=$1/editor VISUAL=$1/editor EDITOR=$1/editor
set quote sendwait reply-to-honour=yes "indentprefix=> " ttycharset=utf-8 sendcharsets=$4,utf-8
END
	# A certificate for an address, not a name, is nothing to it: it knows this one by its fingerprint.
	printf "reply '(subject %s)'\\n~v\\n~.\\nx\\n" "$3" | timeout 60 s-nail -:/ -# -X "source $1/rc" \
		-f "imaps://$user:$password@127.0.0.1:$imaps_port/INBOX" >"$1/screen" 2>&1
}

client_with_mblaze() { # HOME ADDRESS WORD
	local mail
	mail=$(grep -lE "^Subject:.*$3" "$(world_mail "$2")"/new/* "$(world_mail "$2")"/cur/* 2>/dev/null | head -n 1)
	mkdir -p "$1/.mblaze" "$1/m/cur" "$1/m/new" "$1/m/tmp"
	printf 'Local-Mailbox: Focal Point <%s>\nSendmail: %s\n' "$2" "$root/tests/world/sendmail" >"$1/.mblaze/profile"
	cp "$mail" "$1/m/cur/1:2,S"
	(
		cd "$1" || exit 1
		export MBLAZE=$1/.mblaze SENDER=$2 SMTP_PORT=$smtp_port
		echo "$1/m/cur/1:2,S" | mseq -S >/dev/null
		mseq -C 1
		echo send | timeout 60 mrep .
	) >"$1/screen" 2>&1
}

client_answers() { # client_answers CLIENT ADDRESS WORD ANSWERS [CHARSET]
	local home status
	home=$(mktemp -d -p "$tmp" client.XXXXXX)
	cat >"$home/editor" <<END
#!/bin/sh
for file; do :; done
awk -f "$root/tests/corpus/make/type-answers.awk" "$4" "\$file" >"$home/typed" && cat "$home/typed" >"\$file"
END
	chmod +x "$home/editor"
	(
		export HOME=$home EDITOR=$home/editor VISUAL=$home/editor TERM=vt100 EMAIL="$2"
		"client_with_${1/-/_}" "$home" "$2" "$3" "${5:-utf-8}"
	)
	status=$?
	[ $status -eq 0 ] && [ -s "$home/typed" ] && [ ! -e "$home/dead.letter" ] && return 0
	echo "# $1 of $2: status $status"
	tr -d '\r\033' <"$home/screen" | tail -n 20 | sed 's/^/# /'
	return 1
}
