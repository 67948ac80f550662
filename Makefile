# rapporteur: one non-recursive makefile. `make help` lists the targets.
#
#   build/            everything made; nothing is written elsewhere (B=DIR puts it in another place)
#   build/rapporteur  the program with the paths of this tree; build/installed/rapporteur the one `install` takes
#   V=1               show the commands     WERROR=1  warnings are errors     SAN=1  ASan + UBSan, sandbox left out

.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:

VERSION := 0.1.0
B := build
V := 0
WERROR := 0
SAN := 0

# GNU directory variables, all below DESTDIR.
prefix := /usr/local
exec_prefix := $(prefix)
sbindir := $(exec_prefix)/sbin
libexecdir := $(exec_prefix)/libexec
datadir := $(prefix)/share
mandir := $(datadir)/man
docdir := $(datadir)/doc/rapporteur
sysconfdir := /etc
localstatedir := /var
unitdir := $(prefix)/lib/systemd/system
sysusersdir := $(prefix)/lib/sysusers.d
tmpfilesdir := $(prefix)/lib/tmpfiles.d
DESTDIR :=
INSTALL := install
CC := gcc
AR := ar
PKG_CONFIG := pkg-config

ifeq ($(V),1)
Q :=
say :=
else
Q := @
say = @printf '  %-6s %s\n' $(1) $(2)
endif

# ---- compiler -------------------------------------------------------------------------------------------

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wformat=2 -Wstrict-prototypes \
	-Wmissing-prototypes -Wold-style-definition -Wcast-qual -Wwrite-strings -Wpointer-arith -Wundef -Wvla \
	-Wimplicit-fallthrough -Wswitch-enum -Werror=format-security -Werror=implicit-function-declaration \
	-Werror=int-conversion -Werror=incompatible-pointer-types
# Asked once per compiler: gcc knows more than clang, and hardening differs between versions.
probe = $(shell printf 'int main(void){return 0;}' | $(CC) -Werror $(1) -x c -fsyntax-only - 2>/dev/null && echo '$(1)')
WARN += $(call probe,-Wlogical-op) $(call probe,-Wduplicated-cond) $(call probe,-Wformat-signedness) \
	$(call probe,-Wbidi-chars=any)
ifeq ($(WERROR),1)
WARN += -Werror
endif

HARDEN := -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -fno-strict-aliasing \
	$(call probe,-ftrivial-auto-var-init=zero) $(call probe,-fstrict-flex-arrays=3)
ifeq ($(SAN),1)
# The sandbox forbids what sanitizers do; `rapporteur --version` says that it is not there.
HARDEN += -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -DRAP_NO_SANDBOX
LINK_HARDEN := -fsanitize=address,undefined -pie
OPT := -O1 -g
else ifeq ($(SAN),fuzz)
# libFuzzer; basic blocks are counted besides, so that an input that costs too much is found without a clock.
HARDEN += -fsanitize=fuzzer-no-link,address,undefined -fsanitize-coverage=trace-pc -fno-sanitize-recover=all \
	-fno-omit-frame-pointer -DRAP_NO_SANDBOX -DRAP_FUZZ_ENGINE
LINK_HARDEN := -fsanitize=address,undefined -pie -Wl,--wrap=__sanitizer_cov_trace_pc
OPT := -O1 -g
else ifeq ($(SAN),coverage)
HARDEN += --coverage -DRAP_NO_SANDBOX
LINK_HARDEN := --coverage -pie
OPT := -O1 -g
else ifeq ($(SAN),none)
# For valgrind and coverage: no sanitizer, but no sandbox either (valgrind does not know seccomp).
HARDEN += -DRAP_NO_SANDBOX
LINK_HARDEN := -pie
OPT := -O1 -g
else
HARDEN += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
LINK_HARDEN := -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,nodlopen
OPT := -O2 -g
endif
LINK_HARDEN += -Wl,--as-needed

# Foreign headers are -isystem: our warnings are for our code.
pc_cflags = $(patsubst -I%,-isystem %,$(shell $(PKG_CONFIG) --cflags $(1) 2>/dev/null))
pc_libs = $(shell $(PKG_CONFIG) --libs $(1) 2>/dev/null)
# libetpan's pkg-config file carries a specs file that silently turns PIE off: it is linked by hand.
daemon_libs = -letpan $(call pc_libs,$(DAEMON_PC))

COMMON_PC := glib-2.0 libutf8proc jansson
READER_PC := $(COMMON_PC) gmime-3.0 libxml-2.0 libzip uchardet libseccomp
DAEMON_PC := $(COMMON_PC) gmime-3.0 yaml-0.1 sqlite3 libcmark-gfm libsystemd gnutls libzip libical xlsxwriter

BASE := -std=c17 -D_GNU_SOURCE $(WARN) $(OPT) $(HARDEN) -fPIE -fvisibility=hidden -I. -MMD -MP
common_flags := $(call pc_cflags,$(COMMON_PC) yaml-0.1)
parsers_flags := $(call pc_cflags,$(READER_PC))
daemon_flags := -Idaemon $(call pc_cflags,$(DAEMON_PC))

# ---- what is built from what ----------------------------------------------------------------------------

common_src := $(sort $(wildcard common/*.c))
parsers_src := $(sort $(wildcard parsers/*.c parsers/*/*.c))
daemon_src := $(sort $(wildcard daemon/*.c daemon/mail/*.c daemon/store/*.c daemon/report/*.c))
obj = $(patsubst %.c,$(B)/obj/%.o,$(1))

common_obj := $(call obj,$(common_src))
parsers_obj := $(call obj,$(filter-out parsers/main.c,$(parsers_src)))
daemon_obj := $(call obj,$(filter-out daemon/main.c daemon/paths.c,$(daemon_src)))

LIBCOMMON := $(B)/libcommon.a
LIBPARSERS := $(B)/libparsers.a
LIBDAEMON := $(B)/libdaemon.a
READER := $(B)/rapporteur-reader
PROGRAM := $(B)/rapporteur
INSTALLED := $(B)/installed/rapporteur

MAN := $(patsubst docs/man/%.scd,$(B)/man/%,$(sort $(wildcard docs/man/*.scd)))

.PHONY: all
all: $(PROGRAM) $(READER) $(INSTALLED)

paths = -DRAP_VERSION='"$(VERSION)"' -DRAP_PATH_SELF='"$(1)"' -DRAP_PATH_READER='"$(2)"' -DRAP_PATH_TEMPLATES='"$(3)"'

$(B)/obj/daemon/paths.o: paths_flags = $(call paths,$(abspath $(PROGRAM)),$(abspath $(READER)),$(abspath templates))
$(B)/obj/daemon/paths.o: daemon/paths.c Makefile
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(BASE) $(daemon_flags) $(paths_flags) $(CFLAGS) -c -o $@ $<

$(B)/installed/paths.o: daemon/paths.c Makefile $(B)/installed/.prefix
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(BASE) $(daemon_flags) $(call paths,$(sbindir)/rapporteur,$(libexecdir)/rapporteur/rapporteur-reader,$(datadir)/rapporteur/templates) $(CFLAGS) -c -o $@ $<

# Remembers the directories, so that `make install prefix=...` links the program anew when they change.
.PHONY: FORCE
directories = $(sbindir) $(libexecdir) $(datadir) $(sysconfdir)
$(B)/installed/.prefix: FORCE
	$(Q)mkdir -p $(@D)
	$(Q)echo '$(directories)' | cmp -s - $@ || echo '$(directories)' >$@

$(B)/obj/common/%.o: common/%.c Makefile
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(BASE) $(common_flags) $(CFLAGS) -c -o $@ $<

$(B)/obj/parsers/%.o: parsers/%.c Makefile
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(BASE) $(parsers_flags) $(CFLAGS) -c -o $@ $<

$(B)/obj/daemon/%.o: daemon/%.c Makefile
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(BASE) $(daemon_flags) $(CFLAGS) -c -o $@ $<

$(B)/obj/parsers/main.o: parsers_flags += -DRAP_VERSION='"$(VERSION)"'

$(LIBCOMMON): $(common_obj)
$(LIBPARSERS): $(parsers_obj)
$(LIBDAEMON): $(daemon_obj)
$(LIBCOMMON) $(LIBPARSERS) $(LIBDAEMON):
	$(call say,AR,$@)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $^

$(READER): $(B)/obj/parsers/main.o $(LIBPARSERS) $(LIBCOMMON)
	$(call say,LD,$@)
	$(Q)$(CC) $(LINK_HARDEN) $(LDFLAGS) -o $@ $^ $(reader_wrap) $(call pc_libs,$(READER_PC)) $(LIBS)

ifeq ($(SAN),coverage)
$(READER): $(B)/obj/tests/coverage/flush.o
reader_wrap := -Wl,--wrap=rap_frame_write,--wrap=_exit
endif

$(PROGRAM): $(B)/obj/daemon/main.o $(B)/obj/daemon/paths.o $(LIBDAEMON) $(LIBCOMMON)
$(INSTALLED): $(B)/obj/daemon/main.o $(B)/installed/paths.o $(LIBDAEMON) $(LIBCOMMON)
$(PROGRAM) $(INSTALLED):
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(LINK_HARDEN) $(LDFLAGS) -o $@ $^ $(daemon_libs) $(LIBS)

# ---- man pages ------------------------------------------------------------------------------------------

.PHONY: man
man: $(MAN)

$(B)/man/%: docs/man/%.scd
	$(call say,MAN,$@)
	$(Q)mkdir -p $(@D)
	$(Q)SOURCE_DATE_EPOCH=1594000000 scdoc <$< >$@

# ---- systemd --------------------------------------------------------------------------------------------

# The unit stands in the tree with prefix=/usr and is installed with the paths of the installation.
UNIT := $(B)/installed/rapporteur@.service

$(UNIT): systemd/rapporteur@.service $(B)/installed/.prefix
	$(call say,UNIT,$@)
	$(Q)mkdir -p $(@D)
	$(Q)sed -e 's|/usr/sbin/rapporteur|$(sbindir)/rapporteur|g' -e 's|/etc/rapporteur|$(sysconfdir)/rapporteur|g' $< >$@

$(B)/installed/rapporteur.tmpfiles: systemd/rapporteur.tmpfiles $(B)/installed/.prefix
	$(call say,UNIT,$@)
	$(Q)mkdir -p $(@D)
	$(Q)sed 's|/etc/rapporteur|$(sysconfdir)/rapporteur|g' $< >$@

.PHONY: check-unit
check-unit: deps-ci
	$(Q)$(MAKE) --no-print-directory $(INSTALLED) $(READER)
	$(Q)B=$(abspath $(B)) tests/check-unit.sh

# ---- tests ----------------------------------------------------------------------------------------------

unit_src := $(sort $(wildcard tests/unit/*/test_*.c))
unit_bin := $(patsubst tests/unit/%.c,$(B)/tests/unit/%,$(unit_src))
helper_src := $(sort $(wildcard tests/integration/helpers/*.c))
hostile_src := tests/integration/helpers/reader/hostile-reader.c
fake_src := $(sort $(wildcard tests/integration/helpers/fake/*.c))
helper_bin := $(patsubst tests/integration/helpers/%.c,$(B)/tests/helpers/%,$(helper_src))
integration := $(sort $(wildcard tests/integration/T*.sh))
# It puts allocations of its own in place of malloc, where a sanitizer has put its own already.
ifeq ($(SAN),1)
integration := $(filter-out %/T915-starved.sh,$(integration))
endif
CMOCKA = $(call pc_libs,cmocka)
# Word files are looked at with XPath; the daemon itself reads no XML.
XPATH := libxml-2.0

$(B)/tests/unit/common/%: tests/unit/common/%.c $(LIBCOMMON) Makefile
	$(call say,TEST,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(BASE) $(common_flags) $(CFLAGS) -o $@ $< $(LIBCOMMON) $(LINK_HARDEN) $(LDFLAGS) $(call pc_libs,$(COMMON_PC) yaml-0.1) $(CMOCKA)

$(B)/tests/unit/parsers/%: tests/unit/parsers/%.c $(LIBPARSERS) $(LIBCOMMON) Makefile
	$(call say,TEST,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(BASE) $(parsers_flags) $(CFLAGS) -o $@ $< $(LIBPARSERS) $(LIBCOMMON) $(LINK_HARDEN) $(LDFLAGS) $(call pc_libs,$(READER_PC) yaml-0.1) $(CMOCKA)

$(B)/tests/unit/daemon/%: tests/unit/daemon/%.c $(LIBDAEMON) $(LIBCOMMON) $(B)/obj/daemon/paths.o Makefile
	$(call say,TEST,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(BASE) $(daemon_flags) $(call pc_cflags,$(XPATH)) $(CFLAGS) -o $@ $< $(B)/obj/daemon/paths.o $(LIBDAEMON) $(LIBCOMMON) $(LINK_HARDEN) $(LDFLAGS) $(daemon_libs) $(CMOCKA) $(call pc_libs,$(XPATH))

# The reader as it is, sandbox and all, but for the one function that reads a mail: a mail's first line says which
# crime its child commits. The linker takes ours before the archive's.
HOSTILE := $(B)/tests/helpers/hostile-reader
$(HOSTILE): $(hostile_src) $(B)/obj/parsers/main.o $(LIBPARSERS) $(LIBCOMMON) Makefile
	$(call say,TEST,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(BASE) $(parsers_flags) $(CFLAGS) -o $@ $< $(B)/obj/parsers/main.o $(LIBPARSERS) $(LIBCOMMON) $(LINK_HARDEN) $(LDFLAGS) $(call pc_libs,$(READER_PC)) $(LIBS)

# The program as it is, with that reader.
POISONED := $(B)/tests/helpers/poisoned
$(B)/obj/tests/poisoned-paths.o: daemon/paths.c Makefile
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(BASE) $(daemon_flags) $(call paths,$(abspath $(POISONED)),$(abspath $(HOSTILE)),$(abspath templates)) $(CFLAGS) -c -o $@ $<

$(POISONED): $(B)/obj/daemon/main.o $(B)/obj/tests/poisoned-paths.o $(LIBDAEMON) $(LIBCOMMON)
	$(call say,TEST,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(LINK_HARDEN) $(LDFLAGS) -o $@ $^ $(daemon_libs) $(LIBS)

# The program as it is, with a clock that a test can set while it runs.
CLOCKED := $(B)/tests/helpers/clocked
$(CLOCKED): tests/integration/helpers/clock/clock.c $(B)/obj/daemon/main.o $(B)/obj/daemon/paths.o $(LIBDAEMON) $(LIBCOMMON) Makefile
	$(call say,TEST,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(BASE) $(CFLAGS) $(LINK_HARDEN) $(LDFLAGS) -o $@ $(filter %.c %.o %.a,$^) $(daemon_libs) $(LIBS)

# The program and the reader as they are, with an allocation that fails.
STARVED := $(B)/tests/helpers/starved
STARVED_READER := $(B)/tests/helpers/starved-reader
$(B)/obj/tests/starved-paths.o: daemon/paths.c Makefile
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(BASE) $(daemon_flags) $(call paths,$(abspath $(STARVED)),$(abspath $(STARVED_READER)),$(abspath templates)) $(CFLAGS) -c -o $@ $<

$(B)/obj/tests/starve.o: tests/integration/helpers/starve/starve.c tests/integration/helpers/starve/starve.h Makefile
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(BASE) -fno-builtin $(CFLAGS) -c -o $@ $<

$(STARVED): $(B)/obj/daemon/main.o $(B)/obj/tests/starved-paths.o $(B)/obj/tests/starve.o $(LIBDAEMON) $(LIBCOMMON)
	$(call say,TEST,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(LINK_HARDEN) $(LDFLAGS) -o $@ $^ $(daemon_libs) $(LIBS)

$(STARVED_READER): $(B)/obj/parsers/main.o $(B)/obj/tests/starve.o $(LIBPARSERS) $(LIBCOMMON)
	$(call say,TEST,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(LINK_HARDEN) $(LDFLAGS) -o $@ $^ $(reader_wrap) $(call pc_libs,$(READER_PC)) $(LIBS)

# A mail server that does what a script says, in several files.
$(B)/tests/helpers/fake_server: tests/integration/helpers/fake_server.c $(fake_src) tests/integration/helpers/fake/fake.h $(LIBCOMMON) Makefile
	$(call say,TEST,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -MMD -MP,$(BASE)) $(daemon_flags) $(CFLAGS) -o $@ $< $(fake_src) $(LIBCOMMON) $(LINK_HARDEN) $(LDFLAGS) $(call pc_libs,$(COMMON_PC) yaml-0.1 gnutls)

$(B)/tests/helpers/%: tests/integration/helpers/%.c $(LIBDAEMON) $(LIBCOMMON) $(B)/obj/daemon/paths.o Makefile
	$(call say,TEST,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(BASE) $(daemon_flags) $(CFLAGS) -o $@ $< $(B)/obj/daemon/paths.o $(LIBDAEMON) $(LIBCOMMON) $(LINK_HARDEN) $(LDFLAGS) $(daemon_libs)

# Fuzz targets: with files for `make check`, with libFuzzer where SAN=fuzz.
fuzz_src := $(sort $(wildcard tests/fuzz/fuzz_*.c))
fuzz_bin := $(patsubst tests/fuzz/%.c,$(B)/tests/fuzz/%,$(fuzz_src))
fuzz_flags = $(parsers_flags) -Idaemon -DFUZZ_ROOT='"$(abspath .)"'
fuzz_libs = $(LIBPARSERS) $(LIBCOMMON) $(LINK_HARDEN) $(LDFLAGS) $(call pc_libs,$(READER_PC) yaml-0.1) $(LIBS)
FUZZ_ENGINE := $(if $(filter fuzz,$(SAN)),-fsanitize=fuzzer,$(B)/obj/tests/fuzz/plain.o)
SEEDS := $(B)/tests/seeds/.made

$(B)/obj/tests/%.o: tests/%.c Makefile
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(BASE) $(fuzz_flags) $(CFLAGS) -c -o $@ $<

fuzz_shared = $(B)/obj/tests/fuzz/fuzz.o $(B)/obj/tests/fuzz/zip.o
fuzz_parts = $(fuzz_shared) $(B)/obj/tests/fuzz/plain.o $(LIBPARSERS) $(LIBCOMMON)
$(B)/tests/fuzz/fuzz_compose: fuzz_more := $(call obj,daemon/report/compose.c daemon/report/escape.c)
$(B)/tests/fuzz/fuzz_compose: $(call obj,daemon/report/compose.c daemon/report/escape.c)
$(B)/tests/fuzz/fuzz_csv $(B)/tests/fuzz/fuzz_escape: fuzz_more := $(call obj,daemon/report/escape.c)
$(B)/tests/fuzz/fuzz_csv $(B)/tests/fuzz/fuzz_escape: $(call obj,daemon/report/escape.c)
doc_obj := $(call obj,$(addprefix daemon/report/,doc.c doc_table.c escape.c fill.c))
$(B)/tests/fuzz/fuzz_doc: fuzz_more := $(doc_obj) $(call pc_libs,libcmark-gfm)
$(B)/tests/fuzz/fuzz_doc: $(doc_obj)
$(B)/tests/fuzz/fuzz_decisions: fuzz_more := $(call obj,daemon/report/decisions_csv.c daemon/report/csv_read.c daemon/report/escape.c)
$(B)/tests/fuzz/fuzz_decisions: $(call obj,daemon/report/decisions_csv.c daemon/report/csv_read.c daemon/report/escape.c)
trust_obj := $(call obj,daemon/trust.c daemon/trust_ar.c daemon/machine.c $(wildcard daemon/consultation*.c))
$(B)/tests/fuzz/fuzz_trust: fuzz_more := $(trust_obj)
$(B)/tests/fuzz/fuzz_trust: $(trust_obj)
$(B)/tests/fuzz/fuzz_%: $(B)/obj/tests/fuzz/fuzz_%.o $(fuzz_parts)
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) -o $@ $< $(fuzz_shared) $(fuzz_more) $(FUZZ_ENGINE) $(fuzz_libs)

$(B)/tests/fuzz/seeds: $(B)/obj/tests/fuzz/seeds.o $(fuzz_parts)
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) -o $@ $< $(fuzz_shared) $(fuzz_libs)

$(SEEDS): $(B)/tests/fuzz/seeds $(wildcard tests/corpus/*)
	$(call say,SEEDS,$(@D))
	$(Q)rm -rf $(@D)
	$(Q)$(B)/tests/fuzz/seeds $(@D)
	$(Q)touch $@

.PHONY: test-programs unit integration
test-programs: all $(unit_bin) $(helper_bin) $(HOSTILE) $(POISONED) $(CLOCKED) $(STARVED) $(STARVED_READER) $(fuzz_bin) $(SEEDS)

.SECONDARY: $(patsubst %.c,$(B)/obj/%.o,$(wildcard tests/fuzz/*.c))

# A real Dovecot and a real Postfix in a root of their own; once for all builds. WORLD=DIR takes one that is there.
WORLD := $(firstword $(subst /asan, ,$(subst /valgrind, ,$(B))))/world
.PHONY: world
world:
	$(Q)tests/world/fetch $(WORLD)

unit: test-programs
	$(Q)B=$(abspath $(B)) tests/run $(unit_bin)

integration: test-programs world
	$(Q)WORLD=$(abspath $(WORLD)) B=$(abspath $(B)) tests/run $(integration)


.PHONY: check check-asan check-valgrind check-layers
check: deps-check
	$(Q)$(MAKE) --no-print-directory test-programs man
	$(Q)tests/check-layers.sh
	$(Q)$(MAKE) --no-print-directory run-tests

# The same tests under ASan and UBSan. What needs the sandbox says so there; the normal build runs it.
check-asan: deps-check
	$(Q)$(MAKE) --no-print-directory B=$(B)/asan SAN=1 test-programs
	$(Q)PATIENCE=3 $(MAKE) --no-print-directory B=$(B)/asan SAN=1 WORLD=$(WORLD) run-tests

# Unit tests under valgrind, without the sandbox that valgrind does not know; every lost byte is a failure.
check-valgrind: deps-check
	$(Q)$(MAKE) --no-print-directory B=$(B)/valgrind SAN=none test-programs
	$(Q)$(MAKE) --no-print-directory B=$(B)/valgrind SAN=none run-valgrind

.PHONY: run-tests run-valgrind
run-tests: world
	$(Q)WORLD=$(abspath $(WORLD)) B=$(abspath $(B)) tests/run $(unit_bin) $(integration)

run-valgrind:
	$(Q)B=$(abspath $(B)) TIMEOUT=600 WRAP="valgrind -q --error-exitcode=99 --leak-check=full \
		--errors-for-leak-kinds=definite,indirect --suppressions=tests/valgrind.supp" tests/run $(unit_bin)

check-layers:
	$(Q)tests/check-layers.sh

# The long series at full count: the daemon is killed at every system call that changes the world, sessions with
# servers are cut at every octet, allocations fail wherever one is asked for; hostile mails of many seeds, and a
# mailbox of junk; the mails that cost most; and libFuzzer for FUZZ_SECONDS on every format.
SEEDS_HOSTILE := 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
.PHONY: torture
torture: deps-check
	$(Q)$(MAKE) --no-print-directory test-programs
	$(Q)$(MAKE) --no-print-directory world
	$(Q)WORLD=$(abspath $(WORLD)) B=$(abspath $(B)) EVERY=1 COUNT=2100 CONNECTIONS=1000 LONG=1 TIMEOUT=14400 \
		tests/run tests/integration/T900-crash.sh tests/integration/T901-kills.sh tests/integration/T902-disk-faults.sh \
		tests/integration/T903-random-faults.sh tests/integration/T904-clock.sh tests/integration/T905-rebuild.sh \
		tests/integration/T910-crash-commands.sh tests/integration/T911-damaged.sh tests/integration/T333-cuts.sh \
		tests/integration/T915-starved.sh
	$(Q)B=$(abspath $(B)) SEEDS="$(SEEDS_HOSTILE)" GOOD=1 LONG=1 COUNT=10000 TIMEOUT=7200 tests/run \
		tests/integration/T575-hostile.sh tests/integration/T577-poison.sh tests/integration/T578-junk.sh tests/integration/T916-memory.sh
	$(Q)B=$(abspath $(B)) COUNT=20 SEED=100 TIMEOUT=7200 tests/run tests/integration/T570-attacks.sh
	$(Q)B=$(abspath $(B)) COUNT=20 SEED=100 EVERY=1 TIMEOUT=7200 tests/run \
		tests/integration/T421-updated-draft.sh tests/integration/T422-word-draft.sh
	$(Q)B=$(abspath $(B)) RAP_TEST_CASES=100000 COUNT=2000 TIMEOUT=7200 tests/run \
		$(patsubst %,$(B)/tests/unit/daemon/test_%,overlay carry board docx_tracked compiled_laws forms revise_laws)
	$(Q)B=$(abspath $(B)) LONG=1 TIMEOUT=7200 tests/run $(B)/tests/unit/daemon/test_compiled
	$(Q)$(MAKE) --no-print-directory $(bench_bin)
	$(Q)$(B)/tests/bench/worst
	$(Q)$(MAKE) --no-print-directory fuzz

# A month of mail in ten minutes, with kills; measured.
SOAK_SECONDS := 600
SOAK_MAILS := 12000
.PHONY: soak
soak: all
	$(Q)B=$(abspath $(B)) SOAK_SECONDS=$(SOAK_SECONDS) SOAK_MAILS=$(SOAK_MAILS) TIMEOUT=3600 tests/run tests/soak/run

# libFuzzer on every format for so many seconds each, two at a time; what is found stays below $(B)/fuzz.
FUZZ_SECONDS := 600
.PHONY: fuzz fuzz-smoke fuzz-programs
fuzz-programs: $(fuzz_bin) $(SEEDS)
fuzz: deps-ci
	$(Q)$(MAKE) --no-print-directory B=$(B)/fuzz CC=clang SAN=fuzz fuzz-programs
	$(Q)B=$(abspath $(B))/fuzz SECONDS_EACH=$(FUZZ_SECONDS) tests/fuzz/run
fuzz-smoke:
	$(Q)SEED=1 $(MAKE) --no-print-directory FUZZ_SECONDS=30 fuzz

# Which lines of the reader its tests run.
.PHONY: coverage
coverage: deps-check
	$(Q)$(MAKE) --no-print-directory B=$(B)/coverage SAN=coverage test-programs
	$(Q)B=$(abspath $(B))/coverage tests/coverage/run

# Whether the tests of the reader notice when it is wrong: one seeded fault after the other.
.PHONY: mutation
mutation: deps-check
	$(Q)$(MAKE) --no-print-directory test-programs
	$(Q)B=$(abspath $(B)) tests/mutation/run

# Figures, not tests: how fast mails are read.
bench_bin := $(patsubst tests/bench/%.c,$(B)/tests/bench/%,$(sort $(wildcard tests/bench/*.c)))
$(B)/tests/bench/drafts: tests/bench/drafts.c $(LIBDAEMON) $(LIBCOMMON) $(B)/obj/daemon/paths.o
	$(call say,BENCH,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(BASE) $(daemon_flags) $(CFLAGS) -o $@ $< $(B)/obj/daemon/paths.o $(LIBDAEMON) $(LIBCOMMON) $(LINK_HARDEN) $(LDFLAGS) $(daemon_libs) $(LIBS)
$(B)/tests/bench/%: tests/bench/%.c $(fuzz_parts)
	$(call say,BENCH,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(BASE) $(fuzz_flags) $(CFLAGS) -o $@ $< $(fuzz_shared) $(fuzz_libs)

.PHONY: bench
bench: $(B)/rapporteur $(B)/rapporteur-reader $(bench_bin)
	$(Q)$(B)/tests/bench/mail_rate
	$(Q)$(B)/tests/bench/worst
	$(Q)$(B)/tests/bench/drafts
	$(Q)B=$(abspath $(B)) tests/bench/read-rate

# How well every kind of mail is read: the table that T130 ends with.
.PHONY: report-reading
report-reading: all $(B)/tests/helpers/compare
	$(Q)B=$(abspath $(B)) tests/integration/T130-reading.sh | sed -n -e '/^not ok/p' -e 's/^# | //p'

# ---- form and analysis ----------------------------------------------------------------------------------

sources = $(common_src) $(parsers_src) $(daemon_src) $(unit_src) $(helper_src) $(hostile_src) $(fake_src) $(wildcard tests/fuzz/*.c tests/bench/*.c tests/coverage/*.c)
headers = $(sort $(wildcard common/*.h parsers/*.h parsers/*/*.h daemon/*.h daemon/*/*.h tests/integration/helpers/*/*.h tests/fuzz/*.h))
scripts = $(sort $(wildcard tests/*.sh tests/run tests/mutation/run tests/fuzz/run tests/soak/run tests/coverage/run tests/world/*.sh tests/world/fetch tests/world/sendmail tests/integration/*.sh tests/corpus/make/*.sh .ci/*) tests/boot/init tests/boot/probe \
	tests/boot/run conf/neaspec-2020/play)

.PHONY: format format-check lint
format:
	$(Q)clang-format -i $(sources) $(headers)

format-check: deps-ci
	$(Q)clang-format --dry-run --Werror $(sources) $(headers)

tidy_flags = -std=c17 -D_GNU_SOURCE -I. -Idaemon $(subst -isystem ,-isystem,$(daemon_flags) $(parsers_flags))

lint: deps-ci
	$(Q)shellcheck -x $(scripts)
	$(Q)cppcheck --quiet --error-exitcode=1 --std=c11 --inline-suppr --enable=warning,portability \
		--suppress=normalCheckLevelMaxBranches -I. -Idaemon -j2 $(common_src) $(parsers_src) $(daemon_src)
	$(Q)printf '%s\n' $(common_src) $(parsers_src) $(daemon_src) | \
		xargs -P 2 -n 8 sh -c 'clang-tidy --quiet "$$@" -- $(tidy_flags) $(paths_for_tidy) 2>/dev/null || exit 255' tidy
	$(Q)$(MAKE) --no-print-directory B=$(B)/analyzer WERROR=1 CFLAGS=-fanalyzer lint-gcc

paths_for_tidy = -DRAP_VERSION=\"\" -DRAP_PATH_SELF=\"\" -DRAP_PATH_READER=\"\" -DRAP_PATH_TEMPLATES=\"\"

.PHONY: lint-gcc
lint-gcc: $(common_obj) $(parsers_obj) $(daemon_obj)

# ---- programs and people --------------------------------------------------------------------------------

.PHONY: deps deps-check deps-ci
deps:
	$(Q).ci/deps build
deps-check:
	$(Q).ci/deps check
deps-ci:
	$(Q).ci/deps ci

.PHONY: demo
demo: deps
	$(Q)$(MAKE) --no-print-directory all
	$(Q)PROGRAM=$(abspath $(PROGRAM)) conf/neaspec-2020/play demo

# The programs must be position-independent, with full RELRO and no executable stack.
.PHONY: hardening-check
hardening-check: all
	$(Q)for program in $(PROGRAM) $(READER) $(INSTALLED); do \
		readelf -h $$program | grep -q 'Type: *DYN' || { echo "$$program: not PIE"; exit 1; }; \
		readelf -d $$program | grep -q 'BIND_NOW\|FLAGS.*NOW' || { echo "$$program: not BIND_NOW"; exit 1; }; \
		readelf -lW $$program | grep -q 'GNU_RELRO' || { echo "$$program: no RELRO"; exit 1; }; \
		readelf -lW $$program | grep 'GNU_STACK' | grep -q 'RWE' && { echo "$$program: executable stack"; exit 1; }; \
		readelf -sW $$program | grep -q '__stack_chk_fail' || { echo "$$program: no stack protector"; exit 1; }; \
	done; echo "hardening: PIE, RELRO, BIND_NOW, stack protector"

.PHONY: install uninstall installcheck
install: all man $(UNIT) $(B)/installed/rapporteur.tmpfiles
	$(INSTALL) -d $(DESTDIR)$(sbindir) $(DESTDIR)$(libexecdir)/rapporteur $(DESTDIR)$(docdir) \
		$(DESTDIR)$(datadir)/rapporteur/templates/objectives $(DESTDIR)$(datadir)/rapporteur/templates/mail \
		$(DESTDIR)$(mandir)/man5 $(DESTDIR)$(mandir)/man8 \
		$(DESTDIR)$(unitdir) $(DESTDIR)$(sysusersdir) $(DESTDIR)$(tmpfilesdir)
	$(INSTALL) -m 755 $(INSTALLED) $(DESTDIR)$(sbindir)/rapporteur
	$(INSTALL) -m 755 $(READER) $(DESTDIR)$(libexecdir)/rapporteur/rapporteur-reader
	$(INSTALL) -m 644 templates/*.yaml $(DESTDIR)$(datadir)/rapporteur/templates
	$(INSTALL) -m 644 templates/objectives/*.yaml $(DESTDIR)$(datadir)/rapporteur/templates/objectives
	$(INSTALL) -m 644 templates/mail/*.mustache $(DESTDIR)$(datadir)/rapporteur/templates/mail
	$(INSTALL) -m 644 $(filter %.5,$(MAN)) $(DESTDIR)$(mandir)/man5
	$(INSTALL) -m 644 $(filter %.8,$(MAN)) $(DESTDIR)$(mandir)/man8
	$(INSTALL) -m 644 README.md CHANGELOG.md LICENSE docs/architecture.md docs/states.md docs/systemd.md \
		$(DESTDIR)$(docdir)
	$(INSTALL) -m 644 $(UNIT) $(DESTDIR)$(unitdir)/rapporteur@.service
	$(INSTALL) -m 644 systemd/rapporteur.sysusers $(DESTDIR)$(sysusersdir)/rapporteur.conf
	$(INSTALL) -m 644 $(B)/installed/rapporteur.tmpfiles $(DESTDIR)$(tmpfilesdir)/rapporteur.conf

uninstall:
	rm -f $(DESTDIR)$(sbindir)/rapporteur
	rm -rf $(DESTDIR)$(libexecdir)/rapporteur $(DESTDIR)$(datadir)/rapporteur $(DESTDIR)$(docdir)
	rm -f $(DESTDIR)$(unitdir)/rapporteur@.service $(DESTDIR)$(sysusersdir)/rapporteur.conf \
		$(DESTDIR)$(tmpfilesdir)/rapporteur.conf
	rm -f $(foreach page,$(notdir $(MAN)),$(DESTDIR)$(mandir)/man$(lastword $(subst ., ,$(page)))/$(page))

# Installs into a directory of its own and lets the installed program read a mail there.
installcheck: all man
	$(Q)tests/installcheck.sh $(abspath $(B)/installcheck)

.PHONY: clean distclean ci help
clean:
	rm -rf $(B)
distclean: clean
	rm -rf demo

ci:
	.ci/run

help:
	@echo "make demo             builds, plays the NEASPEC consultation on Maildirs, says which files to open"
	@echo "make check            runs all tests            check-asan, check-valgrind: the same under the tools"
	@echo "make all              builds rapporteur and rapporteur-reader in build/"
	@echo "make deps             installs the packages that are missing (Debian 12)"
	@echo "make install          GNU variables, DESTDIR    uninstall, installcheck"
	@echo "make lint             clang-tidy, gcc -fanalyzer, cppcheck, shellcheck"
	@echo "make world            unpacks the Dovecot and the Postfix of the tests (check does it; WORLD=DIR)"
	@echo "make bench            how fast mails are read (figures of this machine, not a test)"
	@echo "make report-reading   how well mails of every kind are read: a table"
	@echo "make torture          the long series: SIGKILL at system calls, sessions cut at every octet, hostile mails, fuzz"
	@echo "make soak             a month of mail in ten minutes, with kills: memory, descriptors, load, the time to end"
	@echo "make fuzz             libFuzzer, FUZZ_SECONDS=600 on each format        fuzz-smoke: 30 seconds"
	@echo "make coverage         which lines of parsers/ the tests of the reader run"
	@echo "make mutation         thirty faults seeded in the reader, and how many of them the tests catch"
	@echo "make check-unit       the systemd unit: verified, its exposure    tests/boot/run: a whole start, as root"
	@echo "make check-layers     the rules about who includes whom"
	@echo "make format           clang-format              format-check"
	@echo "make hardening-check  what the linker was told  man, clean, distclean, ci"

# Those of other builds below this one left out.
-include $(shell find $(B) \( -path $(B)/boot -o -path $(B)/asan -o -path $(B)/valgrind -o -path $(B)/analyzer -o -path $(B)/fuzz -o -path $(B)/coverage -o -path $(B)/world \) \
	-prune -o -name '*.d' -type f -print 2>/dev/null)
