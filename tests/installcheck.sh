#!/bin/bash
# `make install` into an empty directory, under a prefix that is that directory, so that the program finds its own
# files; then the installed program checks a new consultation and reads a mail.   tests/installcheck.sh DIR
set -eu
root=$1
rm -rf "$root"
mkdir -p "$root"
make --no-print-directory install prefix="$root/usr" DESTDIR= >"$root/log"
program=$root/usr/sbin/rapporteur
"$program" --version
"$program" init "$root/consultation" >/dev/null
"$program" -C "$root/consultation" check >/dev/null
printf 'From: a@b.example\nSubject: hello\n\nGood morning.\n' >"$root/mail.eml"
"$program" parse --json "$root/mail.eml" | grep -q '"text": *"Good morning'
for file in usr/share/man/man8/rapporteur.8 usr/share/man/man5/rapporteur-consultation.5 \
	usr/share/doc/rapporteur/README.md usr/share/rapporteur/templates/lexicon.yaml \
	usr/lib/systemd/system/rapporteur@.service usr/lib/sysusers.d/rapporteur.conf usr/lib/tmpfiles.d/rapporteur.conf; do
	test -s "$root/$file"
done
make --no-print-directory uninstall prefix="$root/usr" DESTDIR= >>"$root/log"
left=$(find "$root/usr" -type f | wc -l)
[ "$left" -eq 0 ] || { echo "uninstall left $left files"; exit 1; }
# A staged installation keeps the paths of the prefix, not of the stage.
make --no-print-directory install prefix=/usr DESTDIR="$root/stage" >>"$root/log"
grep -aq '/usr/libexec/rapporteur/rapporteur-reader' "$root/stage/usr/sbin/rapporteur"
if grep -aq "$root" "$root/stage/usr/sbin/rapporteur"; then
	echo "the staged program knows the stage"
	exit 1
fi
grep -q '^ExecStart=/usr/sbin/rapporteur ' "$root/stage/usr/lib/systemd/system/rapporteur@.service"
echo "installcheck: the installed program works from $root"
