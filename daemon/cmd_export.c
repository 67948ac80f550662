// SPDX-License-Identifier: Apache-2.0
/*
 * rapporteur export: the record for other programs. json is one file with all of it; csv is one file per table.
 * On standard output one of json and csv (then the table of answers) may be asked for.
 */
#include "common/mem.h"
#include "output.h"
#include "peek.h"
#include "report/report.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const csv_tables[] = {"answers", "proposals", "mails"};

typedef struct choice {
	bool json, csv;
	const char *output;
} choice;

static int read_formats(const char *list, choice *ret)
{
	while (*list) {
		rap_slice name = {list, strcspn(list, ",")};

		if (rap_slice_is(name, "json"))
			ret->json = true;
		else if (rap_slice_is(name, "csv"))
			ret->csv = true;
		else
			return rap_app_fail(64, "there is no format '%.*s': json or csv",
			                    (int)name.len, name.at);
		list += name.len + (list[name.len] == ',');
	}
	return 0;
}

static int read_options(rap_app *app, choice *ret)
{
	static const struct option options[] = {
		{"format", required_argument, NULL, 'f'},
		{"output", required_argument, NULL, 'o'},
		{NULL, 0, NULL, 0},
	};
	int option, status = 0;

	while (status == 0 &&
	       (option = getopt_long(app->argc, app->argv, "", options, NULL)) != -1) {
		if (option == 'f')
			status = read_formats(optarg, ret);
		else if (option == 'o')
			ret->output = optarg;
		else
			return 64;
	}
	if (status == 0 && optind != app->argc)
		return rap_app_fail(64, "export takes no argument '%s'", app->argv[optind]);
	if (!ret->json && !ret->csv)
		ret->json = true;
	if (status == 0 && ret->json && ret->csv && !ret->output)
		return rap_app_fail(64, "several formats need --output FILE");
	return status;
}

/* FILE as given when it has the ending already and is the only file, else FILE + ending. */
static int write_one(const choice *what, const char *ending, bool alone, const rap_buf *bytes)
{
	rap_buf path = rap_buf_init(4096);
	size_t len = strlen(ending), given = what->output ? strlen(what->output) : 0;
	int status;

	if (!what->output) {
		if (fwrite(rap_buf_text(bytes), 1, bytes->len, stdout) != bytes->len)
			return rap_output_flush();
		return 0;
	}
	rap_buf_str(&path, what->output);
	if (!(alone && given > len && strcmp(what->output + given - len, ending) == 0))
		rap_buf_str(&path, ending);
	status = rap_output_path(rap_buf_text(&path), rap_buf_as_slice(bytes));
	if (status == 0)
		printf("%s\n", rap_buf_text(&path));
	rap_buf_done(&path);
	return status;
}

static int failed(rap_err err)
{
	return rap_app_fail(rap_err_status(err), "the record cannot be exported: %s",
	                    rap_err_text(err));
}

static int export_json(const rap_desk *desk, const choice *what)
{
	rap_buf out = rap_buf_init(0);
	rap_err err = rap_export_json(desk, &out);
	int status = err == RAP_OK ? write_one(what, ".json", !what->csv, &out) : failed(err);

	rap_buf_done(&out);
	return status;
}

static int export_csv(const rap_desk *desk, const choice *what)
{
	size_t n = what->output ? sizeof csv_tables / sizeof *csv_tables : 1;
	int status = 0;

	for (size_t i = 0; i < n && status == 0; i++) {
		rap_buf out = rap_buf_init(0), ending = rap_buf_init(64);
		rap_err err = rap_export_csv(desk, csv_tables[i], &out);

		rap_buf_printf(&ending, "-%s.csv", csv_tables[i]);
		status = err == RAP_OK ? write_one(what, rap_buf_text(&ending), false, &out)
		                       : failed(err);
		rap_buf_done(&out);
		rap_buf_done(&ending);
	}
	return status;
}

int rap_cmd_export(rap_app *app)
{
	choice what = {0};
	rap_consultation *c;
	rap_app_desk desk;
	int status = read_options(app, &what);

	if (status != 0)
		return status;
	c = rap_app_consultation(app);
	if (!c)
		return 78;
	if (!rap_peek_open(app, c, &desk, &status)) {
		rap_consultation_free(c);
		return status;
	}
	status = what.json ? export_json(&desk.desk, &what) : 0;
	if (status == 0 && what.csv)
		status = export_csv(&desk.desk, &what);
	if (status == 0)
		status = rap_output_flush();
	rap_app_desk_close(&desk);
	rap_consultation_free(c);
	return status;
}
