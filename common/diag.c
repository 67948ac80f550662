// SPDX-License-Identifier: Apache-2.0
/* Collected mistakes of configuration, templates and drafts; see diag.h. */
#include "common/diag.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"

#include <stdint.h>
#include <stdlib.h>

#define REASON_MAX 2000 /* a sentence and a list of what is allowed */

RAP_PRINTF(3, 0)
static void add(rap_diags *diags, rap_diag diag, const char *format, va_list args)
{
	rap_buf reason = rap_buf_init(REASON_MAX);

	if (!diag.warning)
		diags->errors++;
	if (diags->n >= RAP_LIMIT_DIAGS)
		return;
	rap_buf_vprintf(&reason, format, args);
	diag.file = rap_strdup(diag.file);
	diag.key = rap_strdup(diag.key);
	diag.got = rap_strdup(diag.got);
	diag.reason = rap_buf_take(&reason);
	diags->at = rap_reallocarray(diags->at, diags->n + 1, sizeof *diags->at);
	diags->at[diags->n++] = diag;
}

void rap_diags_error(rap_diags *diags, const char *file, unsigned line, unsigned column,
                     const char *key, const char *got, const char *reason_format, ...)
{
	va_list args;
	rap_diag diag = {.file = (char *)(uintptr_t)file,
	                 .line = line,
	                 .column = column,
	                 .key = (char *)(uintptr_t)key,
	                 .got = (char *)(uintptr_t)got};

	va_start(args, reason_format);
	add(diags, diag, reason_format, args);
	va_end(args);
}

void rap_diags_warning(rap_diags *diags, const char *file, unsigned line, unsigned column,
                       const char *key, const char *got, const char *reason_format, ...)
{
	va_list args;
	rap_diag diag = {.file = (char *)(uintptr_t)file,
	                 .line = line,
	                 .column = column,
	                 .key = (char *)(uintptr_t)key,
	                 .got = (char *)(uintptr_t)got,
	                 .warning = true};

	va_start(args, reason_format);
	add(diags, diag, reason_format, args);
	va_end(args);
}

static int by_place(const void *a, const void *b)
{
	const rap_diag *const *x = a, *const *y = b;
	int order = strcmp((*x)->file ? (*x)->file : "", (*y)->file ? (*y)->file : "");

	if (order == 0)
		order = ((*x)->line > (*y)->line) - ((*x)->line < (*y)->line);
	if (order == 0)
		order = ((*x)->column > (*y)->column) - ((*x)->column < (*y)->column);
	if (order == 0) /* as they were found */
		order = (*x > *y) - (*x < *y);
	return order;
}

static void print_one(const rap_diag *diag, rap_buf *out)
{
	rap_utf8_printable(out, rap_slice_of(diag->file ? diag->file : "-"), SIZE_MAX);
	if (diag->line)
		rap_buf_printf(out, ":%u", diag->line);
	if (diag->line && diag->column)
		rap_buf_printf(out, ":%u", diag->column);
	rap_buf_str(out, diag->warning ? ": warning: " : ": ");
	if (diag->key) {
		rap_utf8_printable(out, rap_slice_of(diag->key), 200);
		rap_buf_str(out, ": ");
	}
	rap_utf8_printable(out, rap_slice_of(diag->reason), SIZE_MAX);
	if (diag->got) {
		rap_buf_str(out, " (got '");
		rap_utf8_printable(out, rap_slice_of(diag->got), 80);
		rap_buf_str(out, "')");
	}
	rap_buf_char(out, '\n');
}

void rap_diags_print(const rap_diags *diags, rap_buf *out)
{
	const rap_diag **sorted = rap_calloc(diags->n, sizeof *sorted);

	for (size_t i = 0; i < diags->n; i++)
		sorted[i] = &diags->at[i];
	qsort(sorted, diags->n, sizeof *sorted, by_place);
	for (size_t i = 0; i < diags->n; i++)
		print_one(sorted[i], out);
	free(sorted);
}

void rap_diags_done(rap_diags *diags)
{
	for (size_t i = 0; i < diags->n; i++) {
		free(diags->at[i].file);
		free(diags->at[i].key);
		free(diags->at[i].reason);
		free(diags->at[i].got);
	}
	free(diags->at);
	*diags = (rap_diags){0};
}
