// SPDX-License-Identifier: Apache-2.0
/*
 * rapporteur draft: the updated draft with all proposals in place, printed as text or written in every format; with
 * --docx the Word file that goes out with a request instead.
 */
#include "draft_files.h"
#include "output.h"
#include "peek.h"
#include "report/docx.h"
#include "report/report.h"

#include <getopt.h>
#include <stdio.h>

typedef struct wishes {
	const char *output, *docx, *request;
} wishes;

static int read_options(rap_app *app, wishes *ret)
{
	static const struct option options[] = {
		{"output", required_argument, NULL, 'o'},
		{"docx", required_argument, NULL, 'd'},
		{"request", required_argument, NULL, 'r'},
		{NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(app->argc, app->argv, "", options, NULL)) != -1) {
		if (option == 'o')
			ret->output = optarg;
		else if (option == 'd')
			ret->docx = optarg;
		else if (option == 'r')
			ret->request = optarg;
		else
			return 64;
	}
	if (optind != app->argc)
		return rap_app_fail(64, "draft takes no argument '%s'", app->argv[optind]);
	if (ret->docx && ret->output)
		return rap_app_fail(64, "--docx and --output are two different things to write");
	if (ret->request && !ret->docx)
		return rap_app_fail(64, "--request says whose Word file --docx writes");
	return 0;
}

static int print(const rap_desk *desk)
{
	rap_compiled compiled = {0};
	rap_err err = rap_compiled_make(desk, &compiled);

	if (err == RAP_E_NOT_FOUND)
		return rap_app_fail(rap_err_status(err), "the current round has no draft");
	if (err != RAP_OK)
		return rap_app_fail(rap_err_status(err), "the draft cannot be compiled: %s",
		                    rap_err_text(err));
	fputs(compiled.text, stdout);
	rap_compiled_done(&compiled);
	return rap_output_flush();
}

static int write_files(const rap_desk *desk, const char *output)
{
	int status = rap_draft_files(desk, output);

	return status ? status : rap_output_flush();
}

/* The request named, or the first that takes proposals on the draft. */
static const rap_request_plan *chosen_request(const rap_consultation *c, const char *id)
{
	const rap_request_plan *found = id ? rap_consultation_request(c, id) : NULL;

	for (size_t i = 0; !id && !found && i < c->n_requests; i++)
		if (rap_docx_wants_draft(c, &c->requests[i]))
			found = &c->requests[i];
	if (!found && id)
		(void)rap_app_fail(64, "there is no request '%s' in the consultation", id);
	else if (!found)
		(void)rap_app_fail(64, "no request takes proposals on a draft: --request says "
		                       "which form is wanted");
	return found;
}

static int write_docx(const rap_desk *desk, const wishes *what)
{
	const rap_request_plan *request = chosen_request(desk->consultation, what->request);
	rap_buf file;
	rap_err err;
	int status;

	if (!request)
		return 64;
	err = rap_docx_make(desk->consultation, request, desk->draft, &file);
	if (err != RAP_OK)
		return rap_app_fail(rap_err_status(err), "the Word file cannot be made: %s",
		                    rap_err_text(err));
	status = rap_output_path(what->docx, rap_buf_as_slice(&file));
	rap_buf_done(&file);
	return status ? status : rap_output_flush();
}

int rap_cmd_draft(rap_app *app)
{
	wishes what = {0};
	rap_consultation *c;
	rap_app_desk desk;
	int status = read_options(app, &what);

	if (status != 0)
		return status;
	c = rap_app_consultation(app);
	if (!c)
		return 78;
	if (rap_peek_open(app, c, &desk, &status)) {
		status = what.docx     ? write_docx(&desk.desk, &what)
		         : what.output ? write_files(&desk.desk, what.output)
		                       : print(&desk.desk);
		rap_app_desk_close(&desk);
	}
	rap_consultation_free(c);
	return status;
}
