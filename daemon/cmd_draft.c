// SPDX-License-Identifier: Apache-2.0
/*
 * rapporteur draft: the updated draft with all proposals in place, printed as text or written in every format; with
 * --docx the Word file that goes out with a request instead; with --revision on the text of the next revision, which has
 * what was accepted in it.
 */
#include "draft_files.h"
#include "output.h"
#include "peek.h"
#include "report/docx.h"
#include "report/record.h"
#include "report/report.h"
#include "report/revise.h"

#include <getopt.h>
#include <stdio.h>

typedef struct wishes {
	const char *output, *docx, *request;
	bool revision;
} wishes;

static int read_options(rap_app *app, wishes *ret)
{
	static const struct option options[] = {
		{"output", required_argument, NULL, 'o'},
		{"docx", required_argument, NULL, 'd'},
		{"request", required_argument, NULL, 'r'},
		{"revision", no_argument, NULL, 'n'},
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
		else if (option == 'n')
			ret->revision = true;
		else
			return 64;
	}
	if (optind != app->argc)
		return rap_app_fail(64, "draft takes no argument '%s'", app->argv[optind]);
	if (ret->docx && ret->output)
		return rap_app_fail(64, "--docx and --output are two different things to write");
	if (ret->docx && ret->revision)
		return rap_app_fail(64, "--docx is the file of the draft that is out; --revision "
		                        "goes with --output");
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

/* ---- the next revision ---------------------------------------------------------------------------------- */

/* What was accepted and is not in it is never passed over in silence. */
static void tell_troubles(const rap_revised *revised)
{
	for (size_t i = 0; i < revised->n_troubles; i++) {
		const rap_revise_trouble *t = &revised->troubles[i];

		if (t->is_in)
			continue;
		if (t->in_the_way)
			(void)rap_app_fail(0,
			                   "%s-%ld is accepted and is not in %s: it changes the "
			                   "same words as %s-%ld",
			                   t->row->member, t->row->number, revised->draft.revision,
			                   t->in_the_way->member, t->in_the_way->number);
		else
			(void)rap_app_fail(0, "%s-%ld is accepted and is not in %s: it %s",
			                   t->row->member, t->row->number, revised->draft.revision,
			                   t->why);
	}
}

static int put_revised(const rap_desk *desk, const rap_revised *revised, const char *output)
{
	const char *name = strrchr(revised->draft.revision, '/');
	rap_desk next = *desk;
	int status = 0;

	next.draft = &revised->draft;
	if (!output)
		return print(&next);
	name = name ? name + 1 : revised->draft.revision;
	status = rap_output_file(output, name, "md", rap_buf_as_slice(&revised->markdown));
	return status ? status : write_files(&next, output);
}

static int write_revision(const rap_desk *desk, const char *output)
{
	rap_proposal_rows rows;
	rap_revised revised = {0};
	rap_err err = rap_record_proposals(desk, NULL, true, &rows);
	int status;

	if (err == RAP_OK)
		err = rap_revise_make(desk, &rows, &revised);
	if (err == RAP_OK) {
		tell_troubles(&revised);
		status = put_revised(desk, &revised, output);
	} else if (err == RAP_E_NOT_FOUND) {
		status =
			rap_app_fail(66, "no round has sent out a draft yet that could be revised");
	} else {
		status = rap_app_fail(rap_err_status(err), "the revision cannot be made: %s",
		                      rap_err_text(err));
	}
	rap_revised_done(&revised);
	rap_proposal_rows_done(&rows);
	return status;
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
		status = what.docx       ? write_docx(&desk.desk, &what)
		         : what.revision ? write_revision(&desk.desk, what.output)
		         : what.output   ? write_files(&desk.desk, what.output)
		                         : print(&desk.desk);
		rap_app_desk_close(&desk);
	}
	rap_consultation_free(c);
	return status;
}
