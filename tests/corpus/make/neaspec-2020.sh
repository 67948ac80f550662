#!/bin/bash
# Makes the sample replies of conf/neaspec-2020/replies anew from the requests that the program sends.
#   neaspec-2020.sh PROGRAM          PROGRAM: build/rapporteur
# The mail programs of README.md answer; tokens are replaced by @TOKEN:REQUEST:ADDRESS@ (conf/neaspec-2020/play puts
# in those of the day), and the border server's lines are put on top.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
program=$(realpath "$1")
out=$root/conf/neaspec-2020/replies
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$root/conf/neaspec-2020" "$work/c"
"$program" -C "$work/c" --now 2020-07-06T09:00:00+09:00 serve --once

request_to() { # request_to REQUEST ADDRESS: the file as sent
	grep -lF "X-Rapporteur-Key: request/1/$1/" "$work"/c/sent/new/* | while read -r f; do
		grep -qiF "<$2>" "$f" && echo "$f" && break
	done
}

# reply FILE CLIENT REQUEST ANSWERS NAME ADDRESS DATE CHARSET
reply() {
	local sent token domain=${6#*@}
	sent=$(request_to "$3" "$6")
	[ -n "$sent" ] || { echo "no request $3 to $6" >&2; exit 1; }
	token=$(sed -n 's/^Message-ID: <rq\.\([a-z2-7]*\)@.*/\1/Ip' "$sent" | head -n 1)
	case $2 in
	qq | naver | mailru | outlook)
		NAME=$5 ADDRESS=$6 python3 "$here/shape.py" "$2" "$sent" "$here/neaspec-2020/$4.txt" "$work/r.eml" ;;
	*)
		NAME=$5 ADDRESS=$6 "$here/reply.sh" "$2" "$sent" "$here/neaspec-2020/$4.txt" "$work/r.eml" "$8" ;;
	esac
	{
		printf 'Return-Path: <%s>\nDelivered-To: consult@neaspec.example\n' "$6"
		printf 'Authentication-Results: mx.neaspec.example; dmarc=pass header.from=%s\n' "$domain"
		printf 'Received: from mail.%s by mx.neaspec.example; %s\n' "$domain" "$7"
		# The Date is that of the story.
		LC_ALL=C sed -e "s/$token/@TOKEN:$3:$6@/g" -e "s/^Date: .*/Date: $7/" "$work/r.eml"
	} >"$out/$1.eml"
	echo "$1.eml: $2, $8"
}

mkdir -p "$out"
reply 03-mn-plan mutt plan mn-plan "Bat-Erdene Oyun" oyun@nature.mn.example "Wed, 08 Jul 2020 11:20:00 +0800" utf-8
reply 04-cn-plan mutt plan cn-plan "Lin Wenhao" lin.wenhao@environment.cn.example "Wed, 08 Jul 2020 15:02:00 +0800" gb18030
reply 05-kr-plan neomutt plan kr-plan "Seo Ji-an" jian.seo@hwankyung.kr.example "Wed, 08 Jul 2020 17:45:00 +0900" euc-kr
reply 06-ru-plan mutt plan ru-plan "Anna Veresova" a.veresova@ecology.ru.example "Thu, 09 Jul 2020 12:10:00 +0300" windows-1251
reply 07-jp-plan neomutt plan jp-plan "Hayashi Kotone" k.hayashi@kankyo.jp.example "Mon, 13 Jul 2020 10:30:00 +0900" iso-2022-jp
reply 08-kp-plan mblaze plan kp-plan "Paek Un Hui" paek.unhui@protection.kp.example "Tue, 14 Jul 2020 09:12:00 +0900" utf-8
reply 09-mn-review s-nail review mn-review "Bat-Erdene Oyun" oyun@nature.mn.example "Wed, 15 Jul 2020 16:00:00 +0800" utf-8
reply 10-cn-review qq review cn-review "Lin Wenhao" lin.wenhao@environment.cn.example "Thu, 16 Jul 2020 09:40:00 +0800" gb18030
reply 11-kr-review naver review kr-review "Seo Ji-an" jian.seo@hwankyung.kr.example "Thu, 16 Jul 2020 11:05:00 +0900" utf-8
reply 12-ru-review mailru review ru-review "Anna Veresova" a.veresova@ecology.ru.example "Fri, 17 Jul 2020 14:30:00 +0300" koi8-r
reply 13-jp-review outlook review jp-review "Hayashi Kotone" k.hayashi@kankyo.jp.example "Mon, 20 Jul 2020 13:25:00 +0900" utf-8
