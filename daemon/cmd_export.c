// SPDX-License-Identifier: Apache-2.0
/*
 * rapporteur export: the record for other programs and for spreadsheets. json is one file with all of it; csv is one file
 * per table; xlsx is a workbook. On standard output one of json and csv (then the table of answers) may be asked for.
 */
#include "common/mem.h"
#include "output.h"
#include "peek.h"
#include "report/report.h"
#include "report/workbook.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CSV_MAX ((size_t)1 << 30)

static const char *const csv_tables[] = {"answers", "proposals", "mails"};

typedef struct choice {
	bool json, csv, xlsx;
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
		else if (rap_slice_is(name, "xlsx"))
			ret->xlsx = true;
		else
			return rap_app_fail(64, "there is no format '%.*s': xlsx, csv or json",
			                    (int)name.len, name.at);
		list += name.len + (list[name.len] == ',');
	}
	return 0;
}

static bool ends_with(const char *text, const char *ending)
{
	size_t len = text ? strlen(text) : 0;

	return len > strlen(ending) && strcmp(text + len - strlen(ending), ending) == 0;
}

/* Without --format the name of the file says it; JSON where it does not. */
static void by_name(choice *ret)
{
	ret->xlsx = ends_with(ret->output, ".xlsx");
	ret->csv = ends_with(ret->output, ".csv");
	ret->json = !ret->xlsx && !ret->csv;
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
	if (!ret->json && !ret->csv && !ret->xlsx)
		by_name(ret);
	if (status == 0 && ret->json + ret->csv > 1 && !ret->output)
		return rap_app_fail(64, "several formats need --output FILE");
	if (status == 0 && ret->xlsx && !ret->output)
		return rap_app_fail(64, "a workbook needs --output FILE");
	return status;
}

/* FILE + ending, in the place of an ending that it has. */
static int write_one(const choice *what, const char *ending, const rap_buf *bytes)
{
	static const char *const known[] = {".json", ".csv", ".xlsx"};
	rap_buf path = rap_buf_init(4096);
	int status;

	if (!what->output) {
		if (fwrite(rap_buf_text(bytes), 1, bytes->len, stdout) != bytes->len)
			return rap_output_flush();
		return 0;
	}
	rap_buf_str(&path, what->output);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (ends_with(what->output, known[i])) {
			rap_buf_cut(&path, path.len - strlen(known[i]));
			break;
		}
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

/* Writes what was made, if it was. */
static int put(rap_err err, const choice *what, const char *name, const char *ending,
               rap_buf *bytes)
{
	rap_buf end = rap_buf_init(100);
	int status;

	rap_buf_printf(&end, "%s%s%s", name ? "-" : "", name ? name : "", ending);
	status = err == RAP_OK ? write_one(what, rap_buf_text(&end), bytes) : failed(err);
	rap_buf_done(bytes);
	rap_buf_done(&end);
	return status;
}

static int export_json(const rap_desk *desk, const rap_tables *tables, const choice *what)
{
	rap_buf out = rap_buf_init(0);
	rap_err err = rap_export_json(desk, tables, &out);

	return put(err, what, NULL, ".json", &out);
}

static int export_xlsx(const rap_desk *desk, const rap_tables *tables, const choice *what)
{
	const char *scratch = getenv("TMPDIR");
	rap_buf out = rap_buf_init(0);
	rap_err err = rap_workbook_make(desk, tables, scratch && *scratch ? scratch : "/tmp", &out);

	return put(err, what, NULL, ".xlsx", &out);
}

static int export_csv(const rap_desk *desk, const rap_tables *tables, const choice *what)
{
	size_t n = what->output ? sizeof csv_tables / sizeof *csv_tables : 1;
	int status = 0;

	for (size_t i = 0; i < n && status == 0; i++) {
		rap_buf out = rap_buf_init(0);
		rap_err err = rap_export_csv(desk, csv_tables[i], &out);

		status = put(err, what, csv_tables[i], ".csv", &out);
	}
	for (size_t i = 0; i < RAP_TABLES_N && what->output && status == 0; i++) {
		rap_buf out = rap_buf_init(CSV_MAX);

		if (!rap_tables_in_csv((rap_tables_kind)i))
			continue;
		rap_table_csv(&tables->at[i], &out);
		status = put(out.over ? RAP_E_LIMIT : RAP_OK, what, tables->at[i].name, ".csv",
		             &out);
	}
	return status;
}

static int export_all(const rap_desk *desk, const choice *what)
{
	rap_tables tables;
	rap_err err = rap_tables_make(desk, &tables);
	int status = err == RAP_OK ? 0 : failed(err);

	if (status == 0 && what->xlsx)
		status = export_xlsx(desk, &tables, what);
	if (status == 0 && what->json)
		status = export_json(desk, &tables, what);
	if (status == 0 && what->csv)
		status = export_csv(desk, &tables, what);
	rap_tables_done(&tables);
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
	status = export_all(&desk.desk, &what);
	if (status == 0)
		status = rap_output_flush();
	rap_app_desk_close(&desk);
	rap_consultation_free(c);
	return status;
}
