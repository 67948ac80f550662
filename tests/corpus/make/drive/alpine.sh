# shellcheck shell=bash disable=SC2154 # the variables are those of ../clients
# Alpine: opens the mbox, replies with the quote included, the person edits by ^_ (alternate editor), ^X sends.
drive() {
	need alpine alpine
	cat >"$work/.pinerc" <<-EOF
		personal-name=$person
		user-domain=${address#*@}
		user-id=${address%@*}
		customized-hdrs=From: $person <$address>
		inbox-path=$work/mbox
		sendmail-path=$work/sendmail
		editor=$work/editor
		feature-list=enable-alternate-editor-cmd,enable-alternate-editor-implicitly,include-header-in-reply-no,include-text-in-reply,quell-timezone-comment-when-sending,quell-user-lookup-in-passwd-file,no-confirm-role-even-for-default,auto-move-read-msgs-no,send-without-confirm,quit-without-confirm,allow-changing-from,reply-always-uses-reply-to
		fcc-name-rule=fcc-by-recipient
		default-fcc=""
		sort-key=arrival
		last-version-used=2.26
		last-time-prune-questioned=126.11
		alt-addresses=$address
		new-version-threshold=9.99
	EOF
	[ -z "$settings" ] || echo "$settings" >>"$work/.pinerc"
	terminal "alpine -p '$work/.pinerc' -i -P /dev/null"
	until_seen 'MESSAGE INDEX'
	keys "$(get reply r)"
	if [ -n "$(get to)" ]; then
		until_seen 'COMPOSE'
		keys "$(get to)" Enter
		sleep 0.3
		keys C-n C-n C-n C-n C-n C-n
		sleep 0.3
	fi
	for _ in $(seq 40); do # the questions differ with the message and the settings
		[ ! -s "$work/typed" ] || break
		case $(screen) in
		*'Reply to all recipients'*) keys n ;;
		*'eply-To'*\?* | *'nclude original'* | *'message in Reply?'* | *'attachments'*\?*) keys y ;;
		*'COMPOSE'*) keys C-_ ;;
		esac
		sleep 0.4
	done
	[ -s "$work/typed" ] || { screen >>"$work/log"; return 1; }
	sleep 0.5
	keys C-x
	for _ in $(seq 30); do
		[ ! -s "$work/sent.eml" ] || return 0
		case $(screen) in *'end message'* | *'? '*) keys y ;; esac
		sleep 0.3
	done
	screen >>"$work/log"
	return 1
}
