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

COMMON_PC := glib-2.0 libutf8proc jansson
READER_PC := $(COMMON_PC) gmime-3.0 libxml-2.0 uchardet libseccomp
DAEMON_PC := $(COMMON_PC) gmime-3.0 yaml-0.1 sqlite3 libcmark-gfm libsystemd
# Mind when libetpan joins: its pkg-config file carries a specs file that silently turns PIE off. Link it by hand.

BASE := -std=c17 -D_GNU_SOURCE $(WARN) $(OPT) $(HARDEN) -fPIE -fvisibility=hidden -I. -MMD -MP
common_flags := $(call pc_cflags,$(COMMON_PC) yaml-0.1)
parsers_flags := $(call pc_cflags,$(READER_PC))
daemon_flags := -Idaemon $(call pc_cflags,$(DAEMON_PC))

# ---- what is built from what ----------------------------------------------------------------------------

common_src := $(sort $(wildcard common/*.c))
parsers_src := $(sort $(wildcard parsers/*.c))
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
$(B)/installed/.prefix: FORCE
	$(Q)mkdir -p $(@D)
	$(Q)echo '$(sbindir) $(libexecdir) $(datadir)' | cmp -s - $@ || echo '$(sbindir) $(libexecdir) $(datadir)' >$@

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

$(LIBCOMMON): $(common_obj)
$(LIBPARSERS): $(parsers_obj)
$(LIBDAEMON): $(daemon_obj)
$(LIBCOMMON) $(LIBPARSERS) $(LIBDAEMON):
	$(call say,AR,$@)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $^

$(READER): $(B)/obj/parsers/main.o $(LIBPARSERS) $(LIBCOMMON)
	$(call say,LD,$@)
	$(Q)$(CC) $(LINK_HARDEN) $(LDFLAGS) -o $@ $^ $(call pc_libs,$(READER_PC)) $(LIBS)

$(PROGRAM): $(B)/obj/daemon/main.o $(B)/obj/daemon/paths.o $(LIBDAEMON) $(LIBCOMMON)
$(INSTALLED): $(B)/obj/daemon/main.o $(B)/installed/paths.o $(LIBDAEMON) $(LIBCOMMON)
$(PROGRAM) $(INSTALLED):
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(LINK_HARDEN) $(LDFLAGS) -o $@ $^ $(call pc_libs,$(DAEMON_PC)) $(LIBS)

# ---- man pages ------------------------------------------------------------------------------------------

.PHONY: man
man: $(MAN)

$(B)/man/%: docs/man/%.scd
	$(call say,MAN,$@)
	$(Q)mkdir -p $(@D)
	$(Q)SOURCE_DATE_EPOCH=1594000000 scdoc <$< >$@

# ---- tests ----------------------------------------------------------------------------------------------

unit_src := $(sort $(wildcard tests/unit/*/test_*.c))
unit_bin := $(patsubst tests/unit/%.c,$(B)/tests/unit/%,$(unit_src))
helper_src := $(sort $(wildcard tests/integration/helpers/*.c))
helper_bin := $(patsubst tests/integration/helpers/%.c,$(B)/tests/helpers/%,$(helper_src))
integration := $(sort $(wildcard tests/integration/T*.sh))
CMOCKA = $(call pc_libs,cmocka)

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
	$(Q)$(CC) $(BASE) $(daemon_flags) $(CFLAGS) -o $@ $< $(B)/obj/daemon/paths.o $(LIBDAEMON) $(LIBCOMMON) $(LINK_HARDEN) $(LDFLAGS) $(call pc_libs,$(DAEMON_PC)) $(CMOCKA)

$(B)/tests/helpers/%: tests/integration/helpers/%.c $(LIBDAEMON) $(LIBCOMMON) $(B)/obj/daemon/paths.o Makefile
	$(call say,TEST,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(BASE) $(daemon_flags) $(CFLAGS) -o $@ $< $(B)/obj/daemon/paths.o $(LIBDAEMON) $(LIBCOMMON) $(LINK_HARDEN) $(LDFLAGS) $(call pc_libs,$(DAEMON_PC))

.PHONY: test-programs unit integration
test-programs: all $(unit_bin) $(helper_bin)

unit: test-programs
	$(Q)B=$(abspath $(B)) tests/run $(unit_bin)

integration: test-programs
	$(Q)B=$(abspath $(B)) tests/run $(integration)

-include $(shell find $(B) -name '*.d' 2>/dev/null)
