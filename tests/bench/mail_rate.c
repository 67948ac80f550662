// SPDX-License-Identifier: Apache-2.0
/*
 * How fast mixed ordinary mail is read in one process: no child, no frame, no sandbox. mail_rate [SECONDS [FOLDER]...]
 * reads the mails of each folder of tests/corpus over and over for so long, then all of them in turn; replies with the
 * request that they answer. Says mails a second, bytes of a mail, and the memory of the process at its most.
 */
#include "tests/fuzz/fuzz.h"

#include "common/file.h"
#include "common/limits.h"
#include "parsers/gather.h"
#include "parsers/read.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#define DESIGNS 7u
#define FOLDERS 32u

const fuzz_target fuzz_here = {NULL, NULL, 0, 0}; /* this is none; for fuzz.c */

typedef struct mail {
	rap_buf raw;
	unsigned design; /* of the form that it answers; DESIGNS: none is known */
	size_t folder;
} mail;

static mail *mails;
static size_t n_mails;
static rap_context contexts[DESIGNS + 1];

static double now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What was sent, decoded as core keeps it. */
static void make_contexts(void)
{
	for (unsigned i = 0; i <= DESIGNS; i++) {
		char path[] = FUZZ_ROOT "/tests/corpus/replies/request-A.eml", *text;
		rap_gathered texts;
		rap_prescan scan;
		rap_mime mime;

		contexts[i] = *fuzz_corpus_context();
		if (i == DESIGNS)
			continue;
		path[sizeof path - sizeof "A.eml"] = (char)('A' + i);
		text = fuzz_file(path);
		if (!rap_prescan_check(rap_slice_of(text), &scan))
			exit(65);
		rap_mime_parse(rap_slice_of(text), &scan, &mime);
		rap_gather(&mime, &texts);
		contexts[i].answers_kind = rap_strdup("request");
		contexts[i].answers_text = rap_strdup(texts.text.text);
		contexts[i].answers_html = rap_strdup(texts.html_source);
		rap_gathered_done(&texts);
		rap_mime_done(&mime);
		free(text);
	}
}

/* The truth beside a reply names the design of the form, or the request. */
static unsigned design_of(const char *path)
{
	static const char *const keys[] = {"\"design\": \"", "\"request\": \""};
	rap_buf truth = rap_buf_init(4096), bytes = {0};
	unsigned design = DESIGNS;

	rap_buf_printf(&truth, "%.*s.json", (int)(strlen(path) - strlen(".eml")), path);
	if (rap_file_read(rap_buf_text(&truth), RAP_MIB, &bytes) == RAP_OK)
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
			const char *at = strstr(rap_buf_text(&bytes), keys[i]);

			if (at && at[strlen(keys[i]) + 1] == '"' && at[strlen(keys[i])] >= 'A' &&
			    at[strlen(keys[i])] <= 'G')
				design = (unsigned)(at[strlen(keys[i])] - 'A');
		}
	rap_buf_done(&truth);
	rap_buf_done(&bytes);
	return design;
}

static void load(const char *name, size_t folder)
{
	rap_buf path = rap_buf_init(4096);
	struct dirent **found;
	int n;

	rap_buf_printf(&path, FUZZ_ROOT "/tests/corpus/%s", name);
	n = scandir(rap_buf_text(&path), &found, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		size_t len = strlen(found[i]->d_name), before = path.len;

		rap_buf_printf(&path, "/%s", found[i]->d_name);
		if (len > 4 && strcmp(found[i]->d_name + len - 4, ".eml") == 0) {
			mails = rap_reallocarray(mails, n_mails + 1, sizeof *mails);
			mails[n_mails] =
				(mail){.folder = folder, .design = design_of(rap_buf_text(&path))};
			if (rap_file_read(rap_buf_text(&path), RAP_LIMIT_MESSAGE,
			                  &mails[n_mails].raw))
				exit(66);
			n_mails++;
		}
		rap_buf_cut(&path, before);
		free(found[i]);
	}
	if (n < 0) {
		fprintf(stderr, "mail_rate: no folder %s\n", rap_buf_text(&path));
		exit(66);
	}
	free((void *)found);
	rap_buf_done(&path);
}

static void read_one(const mail *one)
{
	rap_reading *reading = rap_read_mail(&contexts[one->design], rap_buf_as_slice(&one->raw));
	char *json = rap_reading_encode(reading);

	free(json);
	rap_reading_free(reading);
}

/* Mails [from, to), again and again. */
static void measure(const char *name, size_t from, size_t to, double seconds)
{
	size_t read = 0, bytes = 0;
	double begin = now(), took;

	if (from == to)
		return;
	do {
		for (size_t i = from; i < to; i++) {
			read_one(&mails[i]);
			bytes += mails[i].raw.len;
		}
		read += to - from;
		took = now() - begin;
	} while (took < seconds);
	printf("%-12s %5zu mails of %6zu bytes  %7.0f a second\n", name, to - from, bytes / read,
	       (double)read / took);
}

int main(int argc, char **argv)
{
	static const char *const usual[] = {"text",  "people", "mime",    "machines", "bounces",
	                                    "plain", "html",   "replies", "clients",  "wild"};
	const char *const *folders = usual;
	size_t n = sizeof usual / sizeof *usual, begins[FOLDERS + 1] = {0};
	double seconds = argc > 1 ? strtod(argv[1], NULL) : 1;
	struct rusage used;

	if (argc > 2) {
		folders = (const char *const *)argv + 2;
		n = (size_t)argc - 2 < FOLDERS ? (size_t)argc - 2 : FOLDERS;
	}
	fuzz_open_reader();
	make_contexts();
	for (size_t i = 0; i < n; i++) {
		load(folders[i], i);
		begins[i + 1] = n_mails;
	}
	for (size_t i = 0; i < n; i++)
		measure(folders[i], begins[i], begins[i + 1], seconds);
	measure("all", 0, n_mails, 3 * seconds);
	(void)getrusage(RUSAGE_SELF, &used);
	printf("memory at most %ld MiB\n", used.ru_maxrss / 1024);
	return 0;
}
