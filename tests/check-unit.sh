#!/bin/bash
# The systemd unit as `make install` puts it down: systemd understands every line of it, and what it leaves open is no
# more than it was (exposure 1.0 of 10: the network, and a root directory that it shares). Nothing is started;
# tests/boot/run does that.
set -eu
: "${B:?B must name the build directory}"
place=$B/check-unit
rm -rf "$place"
mkdir -p "$place"
make --no-print-directory B="$B" install prefix="$place/usr" DESTDIR= >"$place/log"
unit=$place/usr/lib/systemd/system/rapporteur@.service
failed=0
fail() {
	echo "check-unit: $*" >&2
	failed=1
}

# A warning about a line of ours is a mistake too; other units of this machine are not our affair.
systemd-analyze verify --man=no --recursive-errors=no "$unit" >"$place/verify" 2>&1 || fail "systemd-analyze verify"
grep 'rapporteur' "$place/verify" >&2 && fail "systemd-analyze verify complains"

systemd-analyze security --offline=true --no-pager --threshold=10 "$unit" >"$place/security" 2>&1 || {
	grep '✗' "$place/security" >&2
	fail "exposed more than 1.0"
}

# The paths are those of the installation, and nothing of the tree's own is left.
grep -q "^ExecStart=$place/usr/sbin/rapporteur -C /etc/rapporteur/%i serve\$" "$unit" || fail "ExecStart: not the installed program"
grep -q '/usr/sbin/rapporteur' systemd/rapporteur@.service || fail "the unit of the tree has no path to replace"

# The user that the unit names is the one that sysusers.d makes.
user=$(sed -n 's/^User=//p' "$unit")
grep -q "^u $user " "$place/usr/lib/sysusers.d/rapporteur.conf" || fail "sysusers.d does not make the user $user"
grep -q "^d /etc/rapporteur 0750 root $user " "$place/usr/lib/tmpfiles.d/rapporteur.conf" ||
	fail "tmpfiles.d does not make /etc/rapporteur for $user"

[ "$failed" -eq 0 ]
echo "check-unit: $(sed -n 's/.*\(Overall exposure level\).*: \([0-9.]*\).*/\1 \2/p' "$place/security")"
