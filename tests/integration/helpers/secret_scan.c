// SPDX-License-Identifier: Apache-2.0
/*
 * secret_scan SECRETS PATH...          looks for the lines of the file SECRETS in files and in all files below folders
 * secret_scan SECRETS --pid PID...     in the memory, environment and arguments of processes
 *
 * as they are, and in base64 (at each of its three alignments, so that it is found inside SASL PLAIN and XOAUTH2 too),
 * hexadecimal, percent-encoding, quoted-printable and with quotes escaped. Each find is a line: which secret (by its
 * number), in which form, where. Status 0: nothing found, 1: something, 2: could not look.
 */
#include "common/buf.h"
#include "common/file.h"
#include "common/limits.h"
#include "common/mem.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FORMS_MAX 200u
#define CHUNK (1u << 20)

typedef struct form {
	const char *name;
	unsigned secret;
	char *text;
	size_t len;
} form;

static form forms[FORMS_MAX];
static size_t n_forms;
static size_t overlap; /* the longest form: chunks of a large file share so much */
static bool found, blind;

/* ---- forms ---------------------------------------------------------------------------------------------- */

static void add(const char *name, unsigned secret, rap_buf *text)
{
	size_t len = text->len;
	char *bytes = rap_buf_take(text);

	if (n_forms == FORMS_MAX || len < 6) {
		fprintf(stderr, "secret_scan: too many forms, or one that is too short\n");
		exit(2);
	}
	forms[n_forms++] = (form){name, secret, bytes, len};
	if (len > overlap)
		overlap = len;
}

/* Those characters of the base64 that depend on the secret alone, with so many unknown bytes before it. */
static void add_base64(unsigned secret, rap_slice s, size_t before)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	rap_buf text = rap_buf_init(64 * RAP_KIB);
	size_t bits = (before + s.len) * 8;

	for (size_t at = (before * 8 + 5) / 6 * 6; at + 6 <= bits; at += 6) {
		unsigned v = 0;

		for (size_t bit = at; bit < at + 6; bit++) {
			unsigned char c = (unsigned char)s.at[bit / 8 - before];

			v = v << 1 | (c >> (7 - bit % 8) & 1u);
		}
		rap_buf_char(&text, digits[v]);
	}
	add("base64", secret, &text);
}

static void add_spelt(const char *name, unsigned secret, rap_slice s, const char *mark, bool all)
{
	rap_buf text = rap_buf_init(64 * RAP_KIB);
	bool differs = all;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (all || !(isalnum(c) || strchr("-_.~", c))) {
			rap_buf_printf(&text, "%s%02X", mark, c);
			differs = true;
		} else {
			rap_buf_char(&text, (char)c);
		}
	}
	if (differs && all) { /* in small letters too */
		rap_buf small = rap_buf_init(64 * RAP_KIB);

		for (size_t i = 0; i < text.len; i++)
			rap_buf_char(&small, (char)tolower((unsigned char)text.at[i]));
		add(name, secret, &small);
	}
	if (differs)
		add(name, secret, &text);
	else
		rap_buf_done(&text);
}

static void add_escaped(unsigned secret, rap_slice s)
{
	rap_buf text = rap_buf_init(64 * RAP_KIB);

	for (size_t i = 0; i < s.len; i++) {
		if (strchr("\"\\", s.at[i]))
			rap_buf_char(&text, '\\');
		rap_buf_char(&text, s.at[i]);
	}
	if (text.len > s.len)
		add("escaped", secret, &text);
	else
		rap_buf_done(&text);
}

static void add_secret(unsigned secret, rap_slice s)
{
	rap_buf bare = rap_buf_init(64 * RAP_KIB);

	rap_buf_slice(&bare, s);
	add("bare", secret, &bare);
	for (size_t before = 0; before < 3; before++)
		add_base64(secret, s, before);
	add_spelt("hex", secret, s, "", true);
	add_spelt("percent", secret, s, "%", false);
	add_spelt("quoted-printable", secret, s, "=", false);
	add_escaped(secret, s);
}

/* ---- looking -------------------------------------------------------------------------------------------- */

static void look_at(const char *where, rap_slice bytes)
{
	for (size_t i = 0; i < n_forms; i++)
		if (memmem(bytes.at, bytes.len, forms[i].text, forms[i].len)) {
			printf("secret %u, %s: %s\n", forms[i].secret, forms[i].name, where);
			found = true;
		}
}

static void look_at_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
	char *chunk = rap_calloc(CHUNK + overlap, 1);
	size_t kept = 0;
	ssize_t n;

	if (fd < 0 && errno != ENOENT && errno != ELOOP && errno != ENXIO)
		blind = true;
	while (fd >= 0 && (n = read(fd, chunk + kept, CHUNK)) > 0) {
		size_t all = kept + (size_t)n;

		look_at(path, (rap_slice){chunk, all});
		kept = all < overlap ? all : overlap;
		memmove(chunk, chunk + all - kept, kept);
	}
	if (fd >= 0)
		(void)close(fd);
	free(chunk);
}

/* Names too: a secret may have become one. */
static int each_file(const char *path, const struct stat *info, int type, struct FTW *ftw)
{
	(void)info;
	look_at(path, rap_slice_of(path + ftw->base));
	if (type == FTW_F)
		look_at_file(path);
	return 0;
}

static void look_at_range(int memory, const char *where, unsigned long from, unsigned long to)
{
	char *chunk = rap_calloc(CHUNK + overlap, 1);
	size_t kept = 0;

	while (from < to) {
		size_t want = to - from < CHUNK ? to - from : CHUNK;
		ssize_t n = pread(memory, chunk + kept, want, (off_t)from);
		size_t all;

		if (n <= 0)
			break; /* [vvar] and the like cannot be read */
		from += (size_t)n;
		all = kept + (size_t)n;
		look_at(where, (rap_slice){chunk, all});
		kept = all < overlap ? all : overlap;
		memmove(chunk, chunk + all - kept, kept);
	}
	free(chunk);
}

static void look_at_process(const char *pid)
{
	static const char *const names[] = {"environ", "cmdline"};
	char path[64], line[4096]; /* a pid; a line of maps */
	FILE *maps;
	int memory;

	for (size_t i = 0; i < 2; i++) {
		(void)snprintf(path, sizeof path, "/proc/%.20s/%s", pid, names[i]);
		look_at_file(path);
	}
	(void)snprintf(path, sizeof path, "/proc/%.20s/maps", pid);
	maps = fopen(path, "re");
	(void)snprintf(path, sizeof path, "/proc/%.20s/mem", pid);
	memory = open(path, O_RDONLY | O_CLOEXEC);
	blind = blind || !maps || memory < 0;
	while (maps && memory >= 0 && fgets(line, sizeof line, maps)) {
		unsigned long from = 0, to = 0;
		char mode[8] = "", where[200];

		if (sscanf(line, "%lx-%lx %7s", &from, &to, mode) != 3 || mode[1] != 'w')
			continue;
		line[strcspn(line, "\n")] = '\0';
		(void)snprintf(where, sizeof where, "memory of %.20s: %.150s", pid, line);
		look_at_range(memory, where, from, to);
	}
	if (maps)
		(void)fclose(maps);
	if (memory >= 0)
		(void)close(memory);
}

int main(int argc, char **argv)
{
	rap_buf secrets = {0};
	unsigned number = 0;
	bool processes = argc > 2 && strcmp(argv[2], "--pid") == 0;

	if (argc < 3 || rap_file_read(argv[1], 64 * RAP_KIB, &secrets) != RAP_OK) {
		fprintf(stderr, "usage: secret_scan SECRETS PATH...|--pid PID...\n");
		return 2;
	}
	for (const char *at = rap_buf_text(&secrets); *at;) {
		size_t len = strcspn(at, "\n");

		number++;
		if (len > 0)
			add_secret(number, (rap_slice){at, len});
		at += len + (at[len] == '\n');
	}
	for (int i = processes ? 3 : 2; i < argc; i++)
		if (processes)
			look_at_process(argv[i]);
		else if (nftw(argv[i], each_file, 32, FTW_PHYS) != 0)
			blind = true;
	for (size_t i = 0; i < n_forms; i++)
		free(forms[i].text);
	rap_buf_done(&secrets);
	return found ? 1 : blind ? 2 : 0;
}
