// SPDX-License-Identifier: Apache-2.0
/*
 * The life of a child: one socket, in a sandbox, one answer for each request. Normally there is one request; in a
 * backlog core may send several of one proved author. Whatever a mail does in here ends with this process.
 */
#include "parsers/child.h"

#include "common/frame.h"
#include "common/hire.h"
#include "common/limits.h"
#include "common/mem.h"
#include "parsers/read.h"
#include "parsers/sandbox.h"
#include "parsers/slim.h"
#include "parsers/word/docx_markdown.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#define STATUS_OS 71
#define STATUS_PROTOCOL 76

/* Leaves the mail as the only descriptor, and the list of calls as the only way out. */
static void close_in(int mail_fd, pid_t core)
{
	/* Not inherited over fork. If core died before this line nobody would kill us any more: look. */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 || getppid() != core ||
	    dup3(mail_fd, RAP_HIRE_FD, 0) != RAP_HIRE_FD ||
	    close_range(RAP_HIRE_FD + 1, ~0U, 0) != 0 || !rap_sandbox_close_child())
		_exit(STATUS_OS);
}

/* Two texts of 8 MiB can be more than one frame. The mail is then for people, with what its header says. */
static char *encode_short(rap_reading *reading)
{
	rap_reading *brief = rap_calloc(1, sizeof *brief);
	char *json;

	brief->kind = RAP_KIND_OTHER;
	brief->message = reading->message;
	memset(&reading->message, 0, sizeof reading->message);
	rap_reading_finding(brief, RAP_FINDING_OVERSIZE, NULL, NULL,
	                    "The mail has more text than can be handed over; it was not read.");
	json = rap_reading_encode(brief);
	rap_reading_free(brief);
	return json;
}

static void answer(const rap_context *context, rap_buf *raw)
{
	rap_reading *reading = context->word_draft ? rap_docx_markdown_read(rap_buf_as_slice(raw))
	                                           : rap_read_mail_up(context, raw->at, raw->len);
	char *json = rap_reading_encode(reading);

	if (strlen(json) > RAP_LIMIT_READING_FRAME) {
		free(json);
		json = encode_short(reading);
	}
	/* First of all: core ends this process as soon as it has the answer. */
	if (rap_frame_write(RAP_HIRE_FD, rap_slice_of(json)))
		_exit(STATUS_PROTOCOL);
	rap_reading_free(reading);
	free(json);
}

/* One request; false at the end of the socket. */
static bool serve(const rap_context *kept)
{
	rap_buf head = rap_buf_init(0), raw = rap_buf_init(0);
	rap_err err = rap_frame_read(RAP_HIRE_FD, RAP_LIMIT_CONTEXT_FRAME, &head);
	rap_context context = {0}, whole;

	if (err == RAP_E_NOT_FOUND)
		return false;
	if (err || rap_frame_read(RAP_HIRE_FD, RAP_LIMIT_MESSAGE, &raw) ||
	    rap_context_decode(rap_buf_as_slice(&head), &context) ||
	    (context.kept && context.kept != kept->kept))
		_exit(STATUS_PROTOCOL);
	rap_buf_done(&head);
	whole = context.kept ? rap_context_join(kept, &context) : context;
	answer(&whole, &raw);
	rap_context_done(&context);
	rap_buf_done(&raw);
	return true;
}

void rap_child_run(int mail_fd, pid_t core, const rap_context *kept)
{
	close_in(mail_fd, core);
	rap_slim_fill();
	while (serve(kept))
		;
	_exit(0);
}
