// SPDX-License-Identifier: Apache-2.0
/*
 * rapporteur parse: reads mails from files in the real, sandboxed reader and prints what was understood. Nothing is
 * recorded or sent. Results come out in the order of the files, a bounded number is in flight.
 *
 * DIAGNOSTICS: 65 when a file could not be read as mail, 66 when one is missing; the others are read all the same.
 */
#include "cmd_parse.h"
#include "app.h"
#include "common/file.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "output.h"
#include "paths.h"
#include "reader.h"
#include "report/compose.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define IN_FLIGHT 8u /* the reader works on at most four at a time */

typedef struct wishes {
	bool json, batch;
	rap_strv objectives;
	const char *request;
} wishes;

/* What the mails are read with. What it points to is owned by the other members. */
typedef struct setting {
	rap_context context;
	rap_objective *objectives;
	size_t n_objectives;
	rap_lexicon lexicon;
	rap_consultation *consultation;
	rap_draft draft;
	char *draft_markdown;
	rap_buf request, now;
} setting;

/* One file on its way. */
typedef struct job {
	char *path;
	bool done;
	rap_reading *reading;
	char *why; /* when there is no reading */
	int status;
} job;

typedef struct parse {
	const wishes *options;
	setting setting;
	rap_reader *reader;
	sd_event *event;
	job jobs[IN_FLIGHT]; /* a ring: first is the oldest */
	size_t first, n;
	size_t printed;
	bool several; /* more than one file: each line says which */
	int status;
} parse;

/* ---- options -------------------------------------------------------------------------------------------- */

static int read_options(rap_app *app, wishes *ret)
{
	static const struct option table[] = {
		{"json", no_argument, NULL, 'j'},
		{"batch", no_argument, NULL, 'b'},
		{"objective", required_argument, NULL, 'o'},
		{"request", required_argument, NULL, 'r'},
		{"now", required_argument, NULL, 'n'},
		{NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(app->argc, app->argv, "", table, NULL)) != -1) {
		if (option == 'j')
			ret->json = true;
		else if (option == 'b')
			ret->batch = true;
		else if (option == 'o')
			rap_strv_add(&ret->objectives, optarg);
		else if (option == 'r')
			ret->request = optarg;
		else if (option == 'n')
			app->now_text = optarg;
		else
			return 64;
	}
	if (ret->batch && optind != app->argc)
		return rap_app_fail(64, "parse --batch takes its files from standard input");
	if (!ret->batch && optind == app->argc)
		return rap_app_fail(64, "parse: which FILE.eml?");
	return 0;
}

/* ---- the setting ---------------------------------------------------------------------------------------- */

static void add_fields(setting *s, const rap_objective *objectives, size_t n)
{
	rap_context *c = &s->context;

	for (size_t i = 0; i < n; i++) {
		const rap_objective *o = &objectives[i];

		c->fields = rap_reallocarray(c->fields, c->n_fields + o->n_fields + 1,
		                             sizeof *c->fields);
		for (size_t f = 0; f < o->n_fields; f++)
			c->fields[c->n_fields++] = o->fields[f]; /* borrowed: see setting_done */
	}
}

static int read_objectives(const wishes *options, setting *s)
{
	rap_buf path = rap_buf_init(8192);
	rap_diags diags = {0};

	rap_buf_printf(&path, "%s/lexicon.yaml", rap_path_templates);
	(void)rap_lexicon_read(rap_buf_text(&path), "lexicon.yaml", &diags, &s->lexicon);
	rap_buf_done(&path);
	s->objectives = rap_calloc(options->objectives.n + 1, sizeof *s->objectives);
	for (size_t i = 0; i < options->objectives.n; i++) {
		const char *name = options->objectives.at[i];

		if (rap_objective_read(name, name, &diags, &s->objectives[s->n_objectives]))
			s->n_objectives++;
	}
	add_fields(s, s->objectives, s->n_objectives);
	s->context.lexicon = &s->lexicon;
	if (diags.errors > 0)
		rap_app_print_diags(&diags);
	rap_diags_done(&diags);
	return s->n_objectives == options->objectives.n && s->lexicon.n > 0 ? 0 : 78;
}

static int read_consultation(const rap_app *app, setting *s)
{
	rap_context *c = &s->context;
	rap_diags diags = {0};
	bool good;

	s->consultation = rap_app_consultation(app);
	if (!s->consultation)
		return 78;
	add_fields(s, s->consultation->objectives, s->consultation->n_objectives);
	c->lexicon = &s->consultation->lexicon;
	good = rap_app_planned_draft(s->consultation, 0, &diags, &s->draft, &s->draft_markdown);
	if (!good)
		rap_app_print_diags(&diags);
	rap_diags_done(&diags);
	c->paragraphs = rap_calloc(s->draft.n + 1, sizeof *c->paragraphs);
	for (size_t i = 0; i < s->draft.n; i++) {
		const rap_block *block = &s->draft.blocks[i];

		if (block->mark)
			c->paragraphs[c->n_paragraphs++] = (rap_paragraph){
				.mark = block->mark,
				.bookmark = block->bookmark,
				.text = block->text,
				.revision = s->draft.revision,
			};
	}
	return good ? 0 : 78;
}

static const char *why_not_read(rap_err err)
{
	return err == RAP_E_FORMAT ? "it is empty, or no file" : rap_err_text(err);
}

static int read_request(const wishes *options, setting *s)
{
	rap_err err;

	if (!options->request)
		return 0;
	err = rap_file_read(options->request, RAP_LIMIT_MESSAGE, &s->request);
	if (err == RAP_OK && rap_utf8_trim(rap_buf_as_slice(&s->request)).len == 0)
		err = RAP_E_FORMAT; /* without what was sent each mail would be read as a guess */
	if (err != RAP_OK)
		return rap_app_fail(rap_err_status(err), "%s: %s", options->request,
		                    why_not_read(err));
	/* Our own mails are ASCII; the context travels as JSON, which holds nothing but UTF-8. */
	if (!rap_utf8_valid(rap_buf_as_slice(&s->request)) ||
	    memchr(rap_buf_text(&s->request), '\0', s->request.len)) {
		(void)rap_app_fail(0, "%s: is not UTF-8, so the mails are read without it",
		                   options->request);
		return 0;
	}
	rap_buf_cut(&s->request, rap_compose_letter_len(rap_buf_as_slice(&s->request)));
	s->context.answers_mime = s->request.at;
	s->context.answers_kind = rap_strdup("request");
	s->context.certain = true;
	s->context.one_letter = true;
	return 0;
}

static int read_now(const rap_app *app, setting *s)
{
	int64_t now;

	if (!rap_app_now(app, s->consultation, &now))
		return 64;
	s->now = rap_buf_init(64);
	rap_date_put_iso(&s->now, now, s->consultation ? s->consultation->meeting.timezone : NULL);
	rap_buf_cut(&s->now, strlen("2020-07-20"));
	s->context.now = s->now.at;
	return 0;
}

static int setting_read(const rap_app *app, const wishes *options, setting *ret)
{
	rap_buf path = rap_buf_init(8192);
	bool inside;
	int status;

	*ret = (setting){0};
	rap_buf_printf(&path, "%s/consultation.yaml", app->directory);
	inside = options->objectives.n == 0 && access(rap_buf_text(&path), F_OK) == 0;
	rap_buf_done(&path);
	status = inside ? read_consultation(app, ret) : read_objectives(options, ret);
	if (status == 0)
		status = read_now(app, ret);
	return status == 0 ? read_request(options, ret) : status;
}

static void setting_done(setting *s)
{
	free(s->context.fields);
	free(s->context.paragraphs);
	free(s->context.answers_kind);
	for (size_t i = 0; i < s->n_objectives; i++)
		rap_objective_done(&s->objectives[i]);
	free(s->objectives);
	rap_lexicon_done(&s->lexicon);
	rap_draft_done(&s->draft);
	free(s->draft_markdown);
	rap_consultation_free(s->consultation);
	rap_buf_done(&s->request);
	rap_buf_done(&s->now);
}

/* ---- printing ------------------------------------------------------------------------------------------- */

static char *json_text(const char *s)
{
	rap_buf printable = rap_buf_init(65536);
	bool valid = rap_utf8_valid(rap_slice_of(s));
	json_t *string;
	char *text;

	/* A file name is bytes; JSON holds text. */
	if (!valid)
		rap_utf8_printable(&printable, rap_slice_of(s), 4096);
	string = json_string(valid ? s : rap_buf_text(&printable));
	text = string ? json_dumps(string, JSON_ENCODE_ANY) : NULL;
	json_decref(string);
	rap_buf_done(&printable);
	return text;
}

static void print_json(const parse *p, const job *j)
{
	char *file = json_text(j->path), *rest = NULL;
	rap_buf line = rap_buf_init(8 * RAP_LIMIT_READING_FRAME), shown = rap_buf_init(line.cap);

	if (j->reading) {
		rest = rap_reading_encode(j->reading);
		if (p->several)
			rap_buf_printf(&line, "{\"file\":%s,%s\n", file ? file : "null", rest + 1);
		else
			rap_buf_printf(&line, "%s\n", rest);
	} else if (p->several) {
		rest = json_text(j->why);
		rap_buf_printf(&line, "{\"file\":%s,\"error\":%s}\n", file ? file : "null",
		               rest ? rest : "null");
	}
	rap_utf8_json(&shown, rap_buf_as_slice(&line));
	fputs(rap_buf_text(&shown), stdout);
	rap_buf_done(&line);
	rap_buf_done(&shown);
	free(file);
	free(rest);
}

static void print_job(parse *p, const job *j)
{
	if (!j->reading) {
		rap_buf path = rap_buf_init(65536);

		rap_utf8_printable(&path, rap_slice_of(j->path), 4096);
		(void)rap_app_fail(j->status, "%s: %s", rap_buf_text(&path), j->why);
		rap_buf_done(&path);
	}
	if (p->options->json || p->options->batch) {
		print_json(p, j);
	} else if (j->reading) {
		rap_buf out = rap_buf_init(RAP_LIMIT_READING_FRAME);

		if (p->printed > 0)
			rap_buf_char(&out, '\n');
		rap_parse_put(&out, p->several ? j->path : NULL, j->reading);
		fwrite(rap_buf_text(&out), 1, out.len, stdout);
		rap_buf_done(&out);
		p->printed++;
	}
	/* A missing file says more about the command than one that is no mail. */
	if (j->status > p->status)
		p->status = j->status;
}

/* ---- reading -------------------------------------------------------------------------------------------- */

static void finished(void *user, rap_read_outcome outcome, rap_reading *reading, const char *why)
{
	job *j = user;

	j->done = true;
	j->reading = reading;
	if (outcome == RAP_READ_OK)
		return;
	j->why = rap_strdup(why ? why : "it could not be read");
	j->status = 65;
}

static void submit(parse *p, const char *path)
{
	job *j = &p->jobs[(p->first + p->n++) % IN_FLIGHT];
	rap_buf raw = {0};
	rap_err err;

	*j = (job){.path = rap_strdup(path)};
	err = rap_file_read(path, RAP_LIMIT_MESSAGE, &raw);
	if (err == RAP_OK && raw.len == 0)
		err = RAP_E_FORMAT;
	if (err != RAP_OK) {
		j->done = true;
		j->status = rap_err_status(err);
		j->why = rap_strdup(why_not_read(err));
	} else {
		rap_reader_submit(p->reader, &p->setting.context, rap_buf_as_slice(&raw), finished,
		                  j);
	}
	rap_buf_done(&raw);
}

/* Prints what is ready at the head of the ring; waits until `leave` are left. */
static int drain(parse *p, size_t leave)
{
	while (p->n > leave) {
		job *j = &p->jobs[p->first];

		if (!j->done) {
			if (sd_event_run(p->event, UINT64_MAX) < 0)
				return rap_app_fail(75, "the event loop failed");
			continue;
		}
		print_job(p, j);
		free(j->path);
		free(j->why);
		(void)rap_reading_free(j->reading);
		*j = (job){0};
		p->first = (p->first + 1) % IN_FLIGHT;
		p->n--;
	}
	return 0;
}

static int one_file(parse *p, const char *path)
{
	int status = drain(p, IN_FLIGHT - 1);

	if (status == 0)
		submit(p, path);
	return status;
}

static int from_stdin(parse *p)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t n;
	int status = 0;

	while (status == 0 && (n = getline(&line, &room, stdin)) > 0) {
		if (line[n - 1] == '\n')
			line[n - 1] = '\0';
		if (line[0])
			status = one_file(p, line);
		/* Who feeds us line by line wants answers without feeding more. */
		if (status == 0 && fflush(stdout) != 0)
			status = 74;
	}
	free(line);
	return status;
}

static int run(rap_app *app, parse *p)
{
	char *why = NULL;
	int status = 0;

	if (sd_event_new(&p->event) < 0)
		return rap_app_fail(75, "no event loop can be made");
	if (rap_reader_start(p->event, rap_path_reader, &p->reader, &why) != RAP_OK) {
		status = rap_app_fail(75, "the reader cannot be started: %s",
		                      why ? why : "no reason given");
		free(why);
		return status;
	}
	if (p->options->batch)
		status = from_stdin(p);
	for (int i = optind; !p->options->batch && i < app->argc && status == 0; i++)
		status = one_file(p, app->argv[i]);
	return status == 0 ? drain(p, 0) : status;
}

int rap_cmd_parse(rap_app *app)
{
	wishes options = {0};
	parse p = {.options = &options};
	int status = read_options(app, &options);

	if (status == 0) {
		p.several = options.batch || app->argc - optind > 1;
		status = setting_read(app, &options, &p.setting);
		if (status == 0)
			status = run(app, &p);
		p.reader = rap_reader_stop(p.reader);
		p.event = sd_event_unref(p.event);
		for (size_t i = 0; i < IN_FLIGHT; i++) {
			free(p.jobs[i].path);
			free(p.jobs[i].why);
			(void)rap_reading_free(p.jobs[i].reading);
		}
		setting_done(&p.setting);
	}
	rap_strv_done(&options.objectives);
	if (status == 0)
		status = rap_output_flush();
	return status ? status : p.status;
}
