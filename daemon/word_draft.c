// SPDX-License-Identifier: Apache-2.0
/* A Word draft through the reader; see word_draft.h and parsers/word/docx_markdown.h. */
#include "word_draft.h"

#include "app.h"
#include "common/file.h"
#include "common/limits.h"
#include "common/mem.h"
#include "paths.h"
#include "reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct outcome {
	bool done;
	rap_reading *reading;
	char *why; /* when there is no reading */
} outcome;

bool rap_word_draft_is(const char *file)
{
	size_t n = strlen(file);

	return n > 5 && strcasecmp(file + n - 5, ".docx") == 0;
}

static void finished(void *user, rap_read_outcome what, rap_reading *reading, const char *why)
{
	outcome *o = user;

	o->done = true;
	o->reading = reading;
	if (what != RAP_READ_OK)
		o->why = rap_strdup(why ? why : "it could not be read");
}

static int wait_for(sd_event *event, rap_reader *reader, rap_slice bytes, outcome *ret)
{
	const rap_lexicon lexicon = {0};
	const rap_context context = {.word_draft = true, .lexicon = &lexicon};

	rap_reader_submit(reader, &context, bytes, finished, ret);
	while (!ret->done)
		if (sd_event_run(event, UINT64_MAX) < 0)
			return rap_app_fail(75, "the event loop failed");
	return 0;
}

static int in_reader(rap_slice bytes, outcome *ret)
{
	sd_event *event = NULL;
	rap_reader *reader = NULL;
	char *why = NULL;
	int status;

	if (sd_event_new(&event) < 0)
		return rap_app_fail(75, "no event loop can be made");
	if (rap_reader_start(event, rap_path_reader, &reader, &why) == RAP_OK)
		status = wait_for(event, reader, bytes, ret);
	else
		status = rap_app_fail(75, "the reader cannot be started: %s",
		                      why ? why : "no reason given");
	free(why);
	reader = rap_reader_stop(reader);
	sd_event_unref(event);
	return status;
}

/* What was left out, and why it is refused; the words are the file's. */
static int tell(const char *file, const rap_reading *reading)
{
	rap_buf line = rap_buf_init(RAP_LIMIT_VALUE);
	int status = 0;

	for (size_t i = 0; i < reading->n_findings; i++) {
		const rap_finding *f = &reading->findings[i];

		rap_buf_cut(&line, 0);
		rap_buf_str(&line, f->text);
		if (f->excerpt && *f->excerpt)
			rap_buf_printf(&line, " (\"%s\")", f->excerpt);
		if (strcmp(f->code, RAP_FINDING_DRAFT_REFUSED) == 0)
			status = 65;
		(void)rap_app_fail(status, "%s: %s", file, rap_buf_text(&line));
	}
	rap_buf_done(&line);
	return status;
}

int rap_word_draft_read(const char *file, rap_buf *ret_markdown)
{
	rap_buf bytes = {0};
	outcome o = {0};
	rap_err err = rap_file_read(file, RAP_LIMIT_MESSAGE, &bytes);
	int status;

	if (err != RAP_OK)
		return rap_app_fail(rap_err_status(err), "%s: %s", file, rap_err_text(err));
	status = in_reader(rap_buf_as_slice(&bytes), &o);
	if (status == 0 && o.reading) {
		status = tell(file, o.reading);
		if (status == 0)
			rap_buf_str(ret_markdown, o.reading->text);
	} else if (status == 0) {
		status = rap_app_fail(65, "%s: %s", file, o.why);
	}
	(void)rap_reading_free(o.reading);
	free(o.why);
	rap_buf_done(&bytes);
	return status;
}
