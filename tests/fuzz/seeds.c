// SPDX-License-Identifier: Apache-2.0
/*
 * Cuts the seeds of the fuzz targets out of the mails in tests/corpus: seeds FOLDER writes FOLDER/TARGET/NAME. What
 * no mail of the corpus has stands in tests/fuzz/seeds/TARGET, written by hand.
 */
#include "tests/fuzz/fuzz.h"

#include "common/file.h"
#include "common/frame.h"
#include "common/header.h"
#include "parsers/form/sent.h"
#include "parsers/gather.h"
#include "parsers/read.h"
#include "parsers/word/unzip.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define SEED_MAX (64u * RAP_KIB) /* larger ones only slow the mutations down */
#define MAIL_MAX (24u * RAP_KIB)

const fuzz_target fuzz_here = {NULL, NULL, 0, 0}; /* this is none; for fuzz.c */

static const char *folder; /* where the seeds go */
static char name[300]; /* of the mail at work */
static unsigned count; /* of its seeds */

static void put(const char *target, rap_slice bytes)
{
	rap_buf path = rap_buf_init(4096);

	rap_buf_printf(&path, "%s/%s", folder, target);
	if (mkdir(rap_buf_text(&path), 0777) != 0 && errno != EEXIST)
		exit(73);
	rap_buf_printf(&path, "/%s-%u", name, ++count);
	if (bytes.len > 0 && bytes.len <= SEED_MAX &&
	    rap_file_create(rap_buf_text(&path), bytes, 0644)) {
		fprintf(stderr, "%s: cannot be written\n", rap_buf_text(&path));
		exit(73);
	}
	rap_buf_done(&path);
}

/* A seed with something in front. */
static void put_behind(const char *target, const char *front, rap_slice bytes)
{
	rap_buf seed = rap_buf_init(SEED_MAX);

	rap_buf_str(&seed, front);
	rap_buf_slice(&seed, bytes);
	if (!seed.over)
		put(target, rap_buf_as_slice(&seed));
	rap_buf_done(&seed);
}

static void cut_header(rap_slice mail)
{
	rap_header header;

	if (rap_header_split(mail, &header) != RAP_OK)
		return;
	put_behind("header", "meeting@secretariat.example\n",
	           rap_slice_sub(mail, 0, header.body_at));
	put_behind("trust", count % 2 ? "i194\n" : "i192\n",
	           rap_slice_sub(mail, 0, header.body_at));
	for (size_t i = 0; i < header.n; i++) {
		rap_slice field = header.fields[i].body;

		if (memmem(field.at, field.len, "=?", 2) ||
		    rap_slice_is_nocase(header.fields[i].name, "Cc"))
			put("word2047", field);
		if (rap_slice_is_nocase(header.fields[i].name, "Content-Type"))
			put("param", field);
	}
	rap_header_done(&header);
}

/* The heads of parts, which the list of parts does not keep. */
static void cut_params(rap_slice mail)
{
	static const char mark[] = "\nContent-Disposition:";
	const char *at = mail.len ? memmem(mail.at, mail.len, mark, strlen(mark)) : NULL;

	while (at) {
		rap_slice rest =
			rap_slice_sub(mail, (size_t)(at - mail.at) + strlen(mark), mail.len);

		put("param", rap_slice_sub(rest, 0, 300));
		at = memmem(rest.at, rest.len, mark, strlen(mark));
	}
}

static void cut_word(rap_slice bytes)
{
	static const char *const parts[] = {"word/document.xml", "word/styles.xml",
	                                    "word/comments.xml", "word/footnotes.xml",
	                                    "word/header1.xml"};
	const char *why;
	rap_unzip *zip = rap_unzip_open(bytes, &why);
	rap_buf all = rap_buf_init(16 * RAP_MIB);

	put("unzip", bytes);
	for (size_t i = 0; zip && i < sizeof parts / sizeof *parts; i++) {
		(void)rap_unzip_get(zip, parts[i], &all, &why);
		rap_buf_char(&all, '\0');
	}
	if (zip)
		put("docx", rap_buf_as_slice(&all));
	(void)rap_unzip_close(zip);
	rap_buf_done(&all);
}

static void cut_parts(rap_slice mail, const rap_prescan *scan)
{
	rap_mime mime;
	rap_gathered texts;
	char label[100];

	rap_mime_parse(mail, scan, &mime);
	for (size_t i = 0; i < mime.n; i++) {
		const rap_part *part = &mime.parts[i];

		(void)snprintf(label, sizeof label, "%s\n", part->charset ? part->charset : "");
		if (strncmp(part->type, "text/", 5) == 0)
			put_behind("charset", label, part->bytes);
		if (part->flowed)
			put_behind("flowed", part->delsp ? "1" : "0", part->bytes);
		if (part->name && strstr(part->name, ".docx"))
			cut_word(part->bytes);
	}
	rap_gather(&mime, &texts);
	put("html", rap_slice_of(texts.html_source));
	put("newtext", (rap_slice){texts.text.text, texts.text.len});
	rap_gathered_done(&texts);
	rap_mime_done(&mime);
}

static void cut_reading(rap_slice mail)
{
	rap_reading *reading = rap_read_mail(fuzz_corpus_context(), mail);
	char *json = rap_reading_encode(reading);
	rap_frame_out frame = rap_frame_out_init(SEED_MAX);

	put("reading", rap_slice_of(json));
	if (rap_frame_out_add(&frame, rap_slice_of(json)) == RAP_OK)
		put("frame", rap_buf_as_slice(&frame.buf));
	for (size_t i = 0; i < reading->n_answers; i++)
		put("value", rap_slice_of(reading->answers[i].raw));
	rap_frame_out_done(&frame);
	free(json);
	rap_reading_free(reading);
}

/* "G" for tests/corpus/replies/x.json with "design": "G"; "?" where there is no such truth. */
static const char *design_of(const char *path)
{
	static char design[2];
	rap_buf truth = rap_buf_init(4096);
	rap_buf bytes = {0};
	const char *at = NULL;

	rap_buf_printf(&truth, "%.*s.json", (int)(strlen(path) - strlen(".eml")), path);
	if (rap_file_read(rap_buf_text(&truth), RAP_MIB, &bytes) == RAP_OK)
		at = strstr(rap_buf_text(&bytes), "\"design\": \"");
	design[0] = at ? at[strlen("\"design\": \"")] : '?';
	rap_buf_done(&truth);
	rap_buf_done(&bytes);
	return design;
}

static void cut_mail(const char *path)
{
	char *text = fuzz_file(path);
	struct stat about;
	rap_slice mail = {text, stat(path, &about) == 0 ? (size_t)about.st_size : 0};
	rap_prescan scan;

	put("prescan", mail);
	if (mail.len <= MAIL_MAX) {
		put_behind("mail", design_of(path), mail);
		put("bounce", mail);
		cut_reading(mail);
	}
	cut_header(mail);
	cut_params(mail);
	if (rap_prescan_check(mail, &scan))
		cut_parts(mail, &scan);
	free(text);
}

/* Every step-th mail of a folder of the corpus. */
static void cut_folder(const char *of, size_t step)
{
	rap_buf path = rap_buf_init(4096);
	struct dirent **found;
	int n;

	rap_buf_printf(&path, FUZZ_ROOT "/tests/corpus/%s", of);
	n = scandir(rap_buf_text(&path), &found, NULL, alphasort);
	for (int i = 0, k = 0; i < n; i++) {
		const char *file = found[i]->d_name;
		size_t len = strlen(file);

		if (len > 4 && strcmp(file + len - 4, ".eml") == 0 && (size_t)k++ % step == 0) {
			rap_buf mail = rap_buf_init(4096);

			rap_buf_printf(&mail, "%s/%s", rap_buf_text(&path), file);
			(void)snprintf(name, sizeof name, "%s-%.*s", of, (int)len - 4, file);
			count = 0;
			cut_mail(rap_buf_text(&mail));
			rap_buf_done(&mail);
		}
		free(found[i]);
	}
	if (n < 0) {
		fprintf(stderr, "%s: cannot be listed\n", rap_buf_text(&path));
		exit(66);
	}
	free((void *)found);
	rap_buf_done(&path);
}

/* Word files that came back, without the mail around them. */
static void cut_words(void)
{
	struct dirent **found;
	int n = scandir(FUZZ_ROOT "/tests/corpus/word", &found, NULL, alphasort);

	for (int i = 0, k = 0; i < n; i++) {
		const char *file = found[i]->d_name;

		if (strstr(file, ".docx") && k++ % 4 == 0) {
			rap_buf path = rap_buf_init(4096), bytes = {0};

			rap_buf_printf(&path, FUZZ_ROOT "/tests/corpus/word/%s", file);
			(void)snprintf(name, sizeof name, "word-%s", file);
			if (rap_file_read(rap_buf_text(&path), RAP_MIB, &bytes) == RAP_OK)
				cut_word(rap_buf_as_slice(&bytes));
			rap_buf_done(&bytes);
			rap_buf_done(&path);
		}
		free(found[i]);
	}
	free(n < 0 ? NULL : (void *)found);
}

/* ---- replies to the form of the fixture ------------------------------------------------------------------ */

/* The form with words typed behind each nth line; quoted, or as it is. */
static void put_reply(const char *form, const char *quote, size_t nth, const char *typed)
{
	rap_buf seed = rap_buf_init(SEED_MAX);
	size_t at = 0, n = 0;
	rap_slice line;

	rap_buf_add(&seed, form, strlen(form) + 1);
	rap_buf_str(&seed, *quote ? "On Monday the secretariat wrote:\n" : "Dear colleagues,\n");
	while (rap_lines_next(rap_slice_of(form), &at, &line)) {
		rap_buf_str(&seed, quote);
		rap_buf_slice(&seed, line);
		rap_buf_char(&seed, '\n');
		if (++n % nth == 0)
			rap_buf_printf(&seed, "%s\n", typed);
	}
	put("align", rap_buf_as_slice(&seed));
	rap_buf_done(&seed);
}

static void cut_forms(void)
{
	static const char *const typed[] = {
		"support",    "4",           "2020-10-05", "Yes, we will.\nWith three experts.",
		"修改后支持", "[P2] delete", "-"};
	char *form = rap_sent_invent(fuzz_fixture_context()), *json;
	size_t n = sizeof typed / sizeof *typed;

	(void)snprintf(name, sizeof name, "form");
	for (size_t i = 0; i < n; i++) {
		put_reply(form, i % 2 ? "> " : "", i + 2, typed[i]);
		put_reply(form, i % 2 ? "" : "> ", i + 1, typed[n - 1 - i]);
	}
	json = rap_context_encode(fuzz_fixture_context());
	put("reading", rap_slice_of(json));
	free(json);
	free(form);
}

static void copy_file(const char *target, const char *path)
{
	char *text = fuzz_file(path);

	put(target, rap_slice_of(text));
	free(text);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *folder;
		size_t step;
	} folders[] = {{"replies", 2},  {"forms", 2},   {"plain", 1}, {"html", 1}, {"broken", 1},
	               {"wild", 3},     {"clients", 6}, {"word", 1},  {"mime", 8}, {"bounces", 4},
	               {"machines", 8}, {"text", 8},    {"people", 8}};

	if (argc != 2) {
		fputs("usage: seeds FOLDER\n", stderr);
		return 64;
	}
	folder = argv[1];
	if (mkdir(folder, 0777) != 0) {
		perror(folder);
		return 73;
	}
	fuzz_open_reader();
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		cut_folder(folders[i].folder, folders[i].step);
	cut_words();
	cut_forms();
	copy_file("template", FUZZ_ROOT "/tests/corpus/objective.yaml");
	copy_file("template", FUZZ_ROOT "/templates/lexicon.yaml");
	return 0;
}
