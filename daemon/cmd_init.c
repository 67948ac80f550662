// SPDX-License-Identifier: Apache-2.0
/*
 * rapporteur init: a new consultation directory that passes `check` at once. Everything is read and made ready
 * before the first file is written, and nothing that exists is ever overwritten.
 */
#include "app.h"
#include "common/file.h"
#include "common/limits.h"
#include "common/mem.h"
#include "init_text.h"
#include "paths.h"
#include "word_draft.h"

#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct new_file {
	char *name; /* below the directory */
	rap_buf bytes;
} new_file;

typedef struct plan {
	const char *directory;
	rap_init_facts facts;
	new_file *files;
	size_t n, marks; /* marks: written into the draft */
} plan;

static rap_buf *add_file(plan *p, char *name)
{
	p->files = rap_reallocarray(p->files, p->n + 1, sizeof *p->files);
	p->files[p->n] = (new_file){name, rap_buf_init(RAP_LIMIT_DRAFT_FILE * 2u)};
	return &p->files[p->n++].bytes;
}

static void plan_done(plan *p)
{
	for (size_t i = 0; i < p->n; i++) {
		free(p->files[i].name);
		rap_buf_done(&p->files[i].bytes);
	}
	free(p->files);
	free(p->facts.id);
	free(p->facts.title);
	rap_strv_done(&p->facts.objectives);
}

/* ---- what is to be written ------------------------------------------------------------------------------ */

/* The short name from that of the folder: capitals, digits and hyphens. */
static char *id_of(const char *directory)
{
	rap_buf id = rap_buf_init(40);
	const char *end = directory + strlen(directory), *begin;

	while (end > directory && end[-1] == '/')
		end--;
	for (begin = end; begin > directory && begin[-1] != '/';)
		begin--;
	for (; begin < end; begin++) {
		char c = *begin;

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (id.len > 0 && c == '-'))
			rap_buf_char(&id, c);
	}
	if (id.len == 0)
		rap_buf_str(&id, "CONSULTATION");
	return rap_buf_take(&id);
}

static bool has_draft_field(const rap_objective *o)
{
	for (size_t i = 0; i < o->n_fields; i++)
		if (o->fields[i].draft)
			return true;
	return false;
}

/* One questionnaire of the installed templates; copied under its number, so that the folder sorts well. */
static bool plan_questionnaire(plan *p, const char *name, rap_diags *diags)
{
	rap_buf path = rap_buf_init(8192), text = {0}, to = rap_buf_init(400);
	rap_objective o = {0};
	bool good = false;

	rap_buf_printf(&path, "%s/objectives/%s", rap_path_templates, name);
	if (rap_objective_read(rap_buf_text(&path), name, diags, &o) &&
	    rap_file_read(rap_buf_text(&path), RAP_LIMIT_YAML_FILE, &text) == RAP_OK) {
		good = true;
		rap_buf_printf(&to, "objectives/%u-%s", o.number, name);
		rap_strv_add(&p->facts.objectives, rap_buf_text(&to));
		rap_buf_slice(add_file(p, rap_buf_take(&to)), rap_buf_as_slice(&text));
		if (has_draft_field(&o))
			p->facts.on_draft = o.number;
		else if (p->facts.n_others < RAP_INIT_OTHERS)
			p->facts.others[p->facts.n_others++] = o.number;
	}
	rap_objective_done(&o);
	rap_buf_done(&text);
	rap_buf_done(&to);
	rap_buf_done(&path);
	return good;
}

static int is_yaml(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);

	return entry->d_name[0] != '.' && n > 5 && strcmp(entry->d_name + n - 5, ".yaml") == 0;
}

static int by_text(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static int by_number(const void *a, const void *b)
{
	const unsigned *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int plan_questionnaires(plan *p, rap_diags *diags)
{
	rap_buf folder = rap_buf_init(8192);
	struct dirent **entries = NULL;
	int n, status = 0;

	rap_buf_printf(&folder, "%s/objectives", rap_path_templates);
	n = scandir(rap_buf_text(&folder), &entries, is_yaml, alphasort);
	if (n <= 0)
		status = rap_app_fail(66, "%s: no questionnaires are installed there",
		                      rap_buf_text(&folder));
	for (int i = 0; i < n; i++) {
		if (!plan_questionnaire(p, entries[i]->d_name, diags))
			status = 78;
		free(entries[i]);
	}
	free(entries);
	rap_buf_done(&folder);
	qsort(p->facts.objectives.at, p->facts.objectives.n, sizeof(char *), by_text);
	qsort(p->facts.others, p->facts.n_others, sizeof *p->facts.others, by_number);
	return status;
}

/* The draft given, or a small one, as Markdown. */
static int get_draft(const char *file, rap_buf *text)
{
	rap_err err = RAP_OK;

	if (file && rap_word_draft_is(file))
		return rap_word_draft_read(file, text);
	if (file)
		err = rap_file_read(file, RAP_LIMIT_DRAFT_FILE, text);
	else
		rap_buf_str(text, rap_init_draft);
	if (err != RAP_OK)
		return rap_app_fail(rap_err_status(err), "%s: %s", file, rap_err_text(err));
	return 0;
}

/* The same with its marks; its first heading becomes the title. */
static int plan_draft(plan *p, const char *file, rap_diags *diags)
{
	rap_buf text = rap_buf_init(RAP_LIMIT_DRAFT_FILE), marked = {0};
	const char *name = file ? file : "draft.md";
	size_t added;
	rap_draft draft = {0};
	int status = get_draft(file, &text);

	if (status != 0) {
		rap_buf_done(&text);
		return status;
	}
	if (rap_draft_number(rap_buf_as_slice(&text), name, diags, &marked, &added) &&
	    rap_draft_parse(rap_buf_as_slice(&marked), name, diags, &draft)) {
		rap_buf_slice(add_file(p, rap_strdup("draft.md")), rap_buf_as_slice(&marked));
		if (file && *draft.title)
			p->facts.title = rap_strdup(draft.title);
		p->marks = added;
	}
	rap_draft_done(&draft);
	rap_buf_done(&marked);
	rap_buf_done(&text);
	return diags->errors > 0 ? 65 : 0;
}

/* ---- writing -------------------------------------------------------------------------------------------- */

static char *join(const plan *p, const char *name)
{
	rap_buf path = rap_buf_init(8192);

	rap_buf_printf(&path, "%s/%s", p->directory, name);
	return rap_buf_take(&path);
}

static int refuse_existing(const plan *p)
{
	int status = 0;

	for (size_t i = 0; i < p->n; i++) {
		char *path = join(p, p->files[i].name);
		struct stat info;

		if (lstat(path, &info) == 0)
			status = rap_app_fail(73, "%s: exists already; nothing was written", path);
		free(path);
	}
	return status;
}

static int make_folder(const char *path)
{
	struct stat info;

	if (mkdir(path, 0700) == 0 ||
	    (errno == EEXIST && stat(path, &info) == 0 && S_ISDIR(info.st_mode)))
		return 0;
	return rap_app_fail(73, "%s: %s", path, strerror(errno));
}

static int make_folders(const plan *p)
{
	static const char *const names[] = {"objectives", "documents", "inbox", "inbox/cur",
	                                    "inbox/new",  "inbox/tmp", "sent",  "sent/cur",
	                                    "sent/new",   "sent/tmp"};
	int status = make_folder(p->directory);

	for (size_t i = 0; i < sizeof names / sizeof names[0] && status == 0; i++) {
		char *path = join(p, names[i]);

		status = make_folder(path);
		free(path);
	}
	return status;
}

static int write_files(const plan *p)
{
	int status = 0;

	for (size_t i = 0; i < p->n && status == 0; i++) {
		char *path = join(p, p->files[i].name);
		rap_err err = rap_file_create(path, rap_buf_as_slice(&p->files[i].bytes), 0600);

		if (err != RAP_OK)
			status = rap_app_fail(rap_err_status(err), "%s: %s", path,
			                      rap_err_text(err));
		else
			printf("wrote %s\n", path);
		free(path);
	}
	return status;
}

static int run(plan *p, const char *draft)
{
	rap_diags diags = {0};
	int status = plan_questionnaires(p, &diags);

	if (status == 0)
		status = plan_draft(p, draft, &diags);
	rap_app_print_diags(&diags);
	rap_diags_done(&diags);
	if (status != 0)
		return status;
	rap_init_put_consultation(add_file(p, rap_strdup("consultation.yaml")), &p->facts);
	status = refuse_existing(p);
	if (status == 0)
		status = make_folders(p);
	if (status == 0)
		status = write_files(p);
	if (status == 0)
		printf("%zu mark%s written into the draft\n"
		       "\nNow change consultation.yaml, above all the members, and then run\n"
		       "    rapporteur -C %s check\n",
		       p->marks, p->marks == 1 ? "" : "s", p->directory);
	return status;
}

int rap_cmd_init(rap_app *app)
{
	static const struct option options[] = {{"draft", required_argument, NULL, 'd'},
	                                        {NULL, 0, NULL, 0}};
	const char *draft = NULL;
	plan p = {0};
	int option, status;

	while ((option = getopt_long(app->argc, app->argv, "", options, NULL)) != -1) {
		if (option != 'd')
			return 64; /* getopt has said which */
		draft = optarg;
	}
	if (app->argc - optind != 1)
		return rap_app_fail(64, "init takes one directory");
	if (!rap_app_now(app, NULL, &p.facts.now))
		return 64;
	p.directory = app->argv[optind];
	p.facts.id = id_of(p.directory);
	status = run(&p, draft);
	plan_done(&p);
	return status;
}
