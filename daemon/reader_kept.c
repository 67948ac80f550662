// SPDX-License-Identifier: Apache-2.0
/*
 * The part of the context that the zygote keeps: made anew only when it has changed, and handed over in a file without
 * a name, because the zygote must never have to wait for the rest of something.
 */
#include "reader_parts.h"

#include "common/limits.h"
#include "common/mem.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

rap_reader_kept *rap_reader_kept_unref(rap_reader_kept *kept)
{
	if (!kept || --kept->refs > 0)
		return NULL;
	rap_context_done(&kept->context);
	rap_buf_done(&kept->frame);
	free(kept);
	return NULL;
}

/* Ours to compare with: what the caller's parts point to may be gone by the next mail. */
static rap_reader_kept *make(const rap_context *context)
{
	rap_context part = rap_context_kept_part(context);
	rap_frame_out out = rap_frame_out_init(RAP_LIMIT_CONTEXT_FRAME + RAP_KIB);
	rap_reader_kept *kept = rap_calloc(1, sizeof *kept);
	char *json = rap_context_encode(&part);
	rap_slice text = rap_slice_of(json);
	bool good = text.len <= RAP_LIMIT_CONTEXT_FRAME &&
	            rap_frame_out_add(&out, text) == RAP_OK &&
	            rap_context_decode(text, &kept->context) == RAP_OK;

	kept->refs = 1;
	/* On the way its line ends are made one; it is compared as it was. */
	kept->context.one_letter = context->one_letter;
	if (context->one_letter && context->answers_mime) {
		free(kept->context.answers_mime);
		kept->context.answers_mime = rap_strdup(context->answers_mime);
	}
	kept->frame = out.buf;
	free(json);
	return good ? kept : rap_reader_kept_unref(kept);
}

rap_reader_kept *rap_reader_keep(rap_reader *reader, const rap_context *context)
{
	if (!reader->kept || !rap_context_same_kept(&reader->kept->context, context)) {
		reader->kept = rap_reader_kept_unref(reader->kept);
		reader->kept = make(context);
		if (!reader->kept)
			return NULL;
		/* Never 0, which says that nothing is kept. */
		reader->last_kept += reader->last_kept == UINT32_MAX ? 2 : 1;
		reader->kept->number = reader->last_kept;
	}
	reader->kept->refs++;
	return reader->kept;
}

static bool write_all(int fd, const rap_buf *bytes)
{
	size_t at = 0;

	while (at < bytes->len) {
		ssize_t n = write(fd, bytes->at + at, bytes->len - at);

		if (n <= 0)
			return false;
		at += (size_t)n;
	}
	return lseek(fd, 0, SEEK_SET) == 0;
}

rap_err rap_reader_kept_tell(rap_reader *reader, const rap_reader_kept *kept)
{
	rap_hire message = {.what = RAP_HIRE_KEEP, .number = kept->number};
	rap_err err = RAP_E_IO;
	int fd;

	if (reader->told == kept->number)
		return RAP_OK;
	fd = memfd_create("context", MFD_CLOEXEC);
	if (fd >= 0 && write_all(fd, &kept->frame))
		err = rap_hire_send(reader->control, &message, fd);
	if (fd >= 0)
		(void)close(fd);
	if (err == RAP_OK)
		reader->told = kept->number;
	return err;
}
