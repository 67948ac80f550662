// SPDX-License-Identifier: Apache-2.0
/* The updated draft in a folder; see draft_files.h. */
#include "draft_files.h"

#include "app.h"
#include "output.h"
#include "report/docx_updated.h"
#include "report/report.h"

static int refuse(rap_err err)
{
	if (err == RAP_E_NOT_FOUND)
		return rap_app_fail(rap_err_status(err), "the current round has no draft");
	return rap_app_fail(rap_err_status(err), "the draft cannot be compiled: %s",
	                    rap_err_text(err));
}

static int put_texts(const rap_desk *desk, const char *directory)
{
	rap_compiled compiled = {0};
	rap_err err = rap_compiled_make(desk, &compiled);
	int status;

	if (err != RAP_OK)
		return refuse(err);
	status = rap_output_file(directory, "draft", "md", rap_slice_of(compiled.markdown));
	if (status == 0)
		status = rap_output_file(directory, "draft", "html", rap_slice_of(compiled.html));
	if (status == 0)
		status = rap_output_file(directory, "draft", "txt", rap_slice_of(compiled.text));
	rap_compiled_done(&compiled);
	return status;
}

static int put_word(const char *directory, const char *name, rap_err err, rap_buf *file)
{
	int status;

	if (err != RAP_OK)
		return rap_app_fail(rap_err_status(err), "%s.docx cannot be made: %s", name,
		                    rap_err_text(err));
	status = rap_output_file(directory, name, "docx", rap_buf_as_slice(file));
	rap_buf_done(file);
	return status;
}

static int put_words(const rap_desk *desk, const char *directory)
{
	rap_board board;
	rap_buf file = {0};
	rap_err err = rap_board_make(desk, NULL, &board);
	int status;

	if (err != RAP_OK)
		return refuse(err);
	err = rap_docx_updated_make(desk, &board, &file);
	status = put_word(directory, "draft", err, &file);
	if (status == 0) {
		err = rap_docx_clean_make(desk, board.draft, &file);
		status = put_word(directory, "draft-clean", err, &file);
	}
	rap_board_done(&board);
	return status;
}

int rap_draft_files(const rap_desk *desk, const char *directory)
{
	int status = put_texts(desk, directory);

	return status ? status : put_words(desk, directory);
}
