// SPDX-License-Identifier: Apache-2.0
/* Enclosures of a request; see enclose.h. */
#include "report/enclose.h"

#include "common/file.h"
#include "common/limits.h"
#include "common/mem.h"
#include "report/docx.h"

#include <stdlib.h>

#define ENCLOSURES_MAX (15u * RAP_MIB) /* base64 adds a third; most servers take 25 MiB */

bool rap_enclose_is_for(const rap_document *document, const rap_request_plan *request)
{
	for (size_t i = 0; i < request->n_objectives; i++)
		if (document->objective == 0 || document->objective == request->objectives[i])
			return true;
	return false;
}

static const char *media_type(const char *file)
{
	static const struct {
		const char *ending, *type;
	} types[] = {
		{".pdf", "application/pdf"},
		{".docx",
	         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{".pptx",
	         "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
		{".txt", "text/plain"},
		{".csv", "text/csv"},
		{".ics", "text/calendar"},
	};
	size_t len = strlen(file);

	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		size_t n = strlen(types[i].ending);

		if (len > n && strcmp(file + len - n, types[i].ending) == 0)
			return types[i].type;
	}
	return "application/octet-stream";
}

static rap_err read_document(const rap_desk *desk, const char *file, rap_buf *ret)
{
	rap_buf path = rap_buf_init(4096);
	rap_err err;

	rap_buf_printf(&path, "%s/%s", desk->consultation->directory, file);
	*ret = rap_buf_init(0);
	err = rap_file_read(rap_buf_text(&path), ENCLOSURES_MAX, ret);
	rap_buf_done(&path);
	if (err != RAP_OK && desk->why)
		rap_buf_printf(desk->why, "the document %s cannot be attached: %s", file,
		               rap_err_text(err));
	if (err != RAP_OK)
		rap_buf_done(ret);
	return err;
}

void rap_enclosures_done(rap_enclosures *enclosures)
{
	rap_strv_done(&enclosures->owned);
	free(enclosures->at);
	*enclosures = (rap_enclosures){0};
}

/* Takes the bytes; name is borrowed. */
static void add(rap_enclosures *e, const char *name, rap_buf *bytes)
{
	rap_enclosure *new;

	e->size += bytes->len;
	e->at = rap_reallocarray(e->at, e->n + 1, sizeof *e->at);
	new = &e->at[e->n++];
	new->name = name;
	new->type = media_type(name);
	new->bytes.len = bytes->len;
	rap_strv_take(&e->owned, rap_buf_take(bytes));
	new->bytes.at = e->owned.at[e->owned.n - 1];
}

static rap_err add_word_file(const rap_desk *desk, const rap_request_plan *request,
                             rap_enclosures *e)
{
	rap_buf bytes, name = rap_buf_init(512);
	rap_err err = rap_docx_make(desk->consultation, request, desk->draft, &bytes);

	if (err == RAP_OK) {
		rap_docx_file_name(&name, desk->consultation, request, desk->draft);
		rap_strv_take(&e->owned, rap_buf_take(&name));
		add(e, e->owned.at[e->owned.n - 1], &bytes);
	} else if (desk->why) {
		rap_buf_printf(desk->why, "the Word file cannot be made: %s", rap_err_text(err));
	}
	rap_buf_done(&name);
	return err;
}

rap_err rap_enclose(const rap_desk *desk, const rap_request_plan *request, rap_enclosures *ret)
{
	const rap_consultation *c = desk->consultation;
	rap_err err;

	*ret = (rap_enclosures){0};
	err = add_word_file(desk, request, ret);
	for (size_t i = 0; i < c->n_documents && err == RAP_OK; i++) {
		const rap_document *d = &c->documents[i];
		const char *slash = d->file ? strrchr(d->file, '/') : NULL;
		rap_buf bytes;

		if (!d->file || !rap_enclose_is_for(d, request))
			continue;
		err = read_document(desk, d->file, &bytes);
		if (err == RAP_OK)
			add(ret, slash ? slash + 1 : d->file, &bytes);
	}
	if (err == RAP_OK && ret->size > ENCLOSURES_MAX) {
		err = RAP_E_LIMIT;
		if (desk->why)
			rap_buf_str(desk->why, "the files to attach are above 15 MiB together; "
			                       "give links instead");
	}
	if (err != RAP_OK)
		rap_enclosures_done(ret);
	return err;
}
