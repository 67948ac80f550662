# shellcheck shell=bash disable=SC2154 # the variables are those of ../clients
# Mail programs inside Emacs: client gnus, mu4e, notmuch, rmail, vm, mew or mh-e (drive/emacs/PROGRAM.el opens
# the stored mail, replies by its own command and sends). The elisp lines of `set` stand in for the person's own file.
drive() {
	local program=${client%% *}
	need emacs emacs-nox
	case $program in
	mu4e)
		need mu maildir-utils
		mkdir -p "$work/box"
		mv "$work/Maildir" "$work/box/INBOX"
		mu init --maildir="$work/box" --my-address="$address" >>"$work/log" 2>&1
		mu index >>"$work/log" 2>&1
		;;
	notmuch)
		need notmuch notmuch
		printf '[database]\npath=%s\n[user]\nname=%s\nprimary_email=%s\n[new]\ntags=inbox;unread\n' "$work/Maildir" "$person" "$address" \
			>"$work/.notmuch-config"
		notmuch new >>"$work/log" 2>&1
		;;
	gnus)
		mkdir -p "$work/box"
		mv "$work/Maildir" "$work/box/INBOX"
		;;
	mew | mh-e)
		mkdir -p "$work/Mail/inbox" "$work/Mail/draft" "$work/Mail/trash" "$work/Mail/queue"
		cp "$work/Maildir/cur/"* "$work/Mail/inbox/1"
		;;
	esac
	if [ "$program" = mew ]; then
		python3 "$here/drive/smtp-sink.py" "$work/port" "$work/sent.eml" 2>>"$work/log" &
		until_file "$work/port"
	fi
	{
		cat <<-EOF
			;; -*- lexical-binding: t -*-
			(setq case-work "$work" case-editor "$work/editor" user-full-name "$person" user-mail-address "$address"
			      sendmail-program "$work/sendmail" case-charset '$charset case-reply "$(get reply)" case-to "$(get to)")
		EOF
		cat "$here/drive/emacs/common.el"
		[ -z "$settings" ] || echo "$settings"
		cat "$here/drive/emacs/$program.el"
	} >"$work/case.el"
	[ "$program" != mh-e ] || mkdir -p "$work/Mail/drafts" && printf 'Path: Mail\nDraft-Folder: +drafts\nsend: -mts sendmail/pipe -sendmail %s\n' "$work/sendmail" >"$work/.mh_profile"
	terminal "env MH_BIN=/usr/bin/mh PATH=/usr/bin/mh:$PATH TERM=xterm emacs -nw -q --no-splash -l '$work/case.el'"
	until_file "$work/sent.eml" || { cat "$work/errors" >>"$work/log" 2>/dev/null; return 1; }
}
