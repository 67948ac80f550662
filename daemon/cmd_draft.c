// SPDX-License-Identifier: Apache-2.0
/* rapporteur draft: the updated draft with all proposals in place, printed as text or written in three formats. */
#include "output.h"
#include "peek.h"
#include "report/report.h"

#include <getopt.h>
#include <stdio.h>

static int read_options(rap_app *app, const char **ret_output)
{
	static const struct option options[] = {
		{"output", required_argument, NULL, 'o'},
		{NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(app->argc, app->argv, "", options, NULL)) != -1) {
		if (option != 'o')
			return 64;
		*ret_output = optarg;
	}
	if (optind != app->argc)
		return rap_app_fail(64, "draft takes no argument '%s'", app->argv[optind]);
	return 0;
}

static int put(const char *output, const rap_compiled *compiled)
{
	int status;

	if (!output) {
		fputs(compiled->text, stdout);
		return rap_output_flush();
	}
	status = rap_output_file(output, "draft", "md", rap_slice_of(compiled->markdown));
	if (status == 0)
		status = rap_output_file(output, "draft", "html", rap_slice_of(compiled->html));
	if (status == 0)
		status = rap_output_file(output, "draft", "txt", rap_slice_of(compiled->text));
	return status ? status : rap_output_flush();
}

int rap_cmd_draft(rap_app *app)
{
	const char *output = NULL;
	rap_compiled compiled = {0};
	rap_consultation *c;
	rap_app_desk desk;
	int status = read_options(app, &output);
	rap_err err;

	if (status != 0)
		return status;
	c = rap_app_consultation(app);
	if (!c)
		return 78;
	if (!rap_peek_open(app, c, &desk, &status)) {
		rap_consultation_free(c);
		return status;
	}
	err = rap_compiled_make(&desk.desk, &compiled);
	if (err == RAP_OK)
		status = put(output, &compiled);
	else if (err == RAP_E_NOT_FOUND)
		status = rap_app_fail(rap_err_status(err), "the current round has no draft");
	else
		status = rap_app_fail(rap_err_status(err), "the draft cannot be compiled: %s",
		                      rap_err_text(err));
	rap_compiled_done(&compiled);
	rap_app_desk_close(&desk);
	rap_consultation_free(c);
	return status;
}
