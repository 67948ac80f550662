// SPDX-License-Identifier: Apache-2.0
/* The form of a request, in form G; see form.h. */
#include "report/form.h"

#include "common/limits.h"
#include "report/escape.h"
#include "report/fill.h"

#define LINE_MAX_BYTES (64u * RAP_KIB)

static void put_options(rap_buf *out, const rap_field *field)
{
	for (size_t i = 0; i < field->options.n; i++)
		rap_buf_printf(out, "%s%s", i ? " / " : "", field->options.at[i]);
}

/* A hint of the author's own need not name the options, but the reader has to see them. */
static bool names_options(const rap_field *field)
{
	for (size_t i = 0; i < field->options.n; i++)
		if (!strstr(field->hint, field->options.at[i]))
			return false;
	return true;
}

void rap_form_hint(rap_buf *out, const rap_field *field)
{
	bool own = field->hint && *field->hint;

	if (own)
		rap_buf_str(out, field->hint);
	if (own && (field->type != RAP_FIELD_CHOICE || names_options(field)))
		return;
	if (own)
		rap_buf_str(out, ": ");
	switch (field->type) {
	case RAP_FIELD_CHOICE:
		put_options(out, field);
		break;
	case RAP_FIELD_RATING:
		rap_buf_printf(out, "%ld = low, %ld = high", field->scale_min, field->scale_max);
		break;
	case RAP_FIELD_YES_NO:
		rap_buf_str(out, "yes / no");
		break;
	case RAP_FIELD_DATE:
		rap_buf_str(out, "a date such as 2020-08-06");
		break;
	case RAP_FIELD_LIST:
		rap_buf_str(out, "one item per line");
		break;
	case RAP_FIELD_PEOPLE:
		rap_buf_str(out, "name, title, organisation, email - one person per line");
		break;
	case RAP_FIELD_TEXT:
		rap_buf_str(out, "any length");
		break;
	case RAP_FIELD_PROPOSALS:
		rap_buf_str(out, "[P12] replace: new text / [P12] delete / [P12] your comment");
		break;
	}
}

void rap_form_printed_label(rap_buf *out, const rap_field *field)
{
	rap_escape_ascii(out, rap_slice_of(field->label));
}

void rap_form_printed_hint(rap_buf *out, const rap_field *field)
{
	rap_buf hint = rap_buf_init(LINE_MAX_BYTES);

	rap_form_hint(&hint, field);
	rap_escape_ascii(out, rap_buf_as_slice(&hint));
	rap_buf_done(&hint);
}

void rap_form_text(rap_buf *out, const rap_field *const *fields, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		rap_buf label = rap_buf_init(LINE_MAX_BYTES), hint = rap_buf_init(LINE_MAX_BYTES);
		rap_buf lines = rap_buf_init(LINE_MAX_BYTES);

		rap_form_printed_label(&label, fields[i]);
		rap_form_printed_hint(&hint, fields[i]);
		rap_buf_printf(&lines, "[%s] %s\n(%s)\nAnswer [%s]:\n\n", fields[i]->id,
		               rap_buf_text(&label), rap_buf_text(&hint), fields[i]->id);
		rap_fill_text(out, rap_buf_as_slice(&lines));
		rap_buf_done(&lines);
		rap_buf_done(&label);
		rap_buf_done(&hint);
	}
	rap_buf_str(out, RAP_FORM_END "\n");
}

void rap_form_html(rap_buf *out, const rap_field *const *fields, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		rap_buf label = rap_buf_init(LINE_MAX_BYTES), hint = rap_buf_init(LINE_MAX_BYTES);

		rap_form_printed_label(&label, fields[i]);
		rap_form_printed_hint(&hint, fields[i]);
		rap_buf_printf(out, "<p>[%s] <b>", fields[i]->id);
		rap_escape_html(out, rap_buf_as_slice(&label));
		rap_buf_str(out, "</b><br>\n(");
		rap_escape_html(out, rap_buf_as_slice(&hint));
		rap_buf_printf(out, ")<br>\nAnswer [%s]:</p>\n", fields[i]->id);
		rap_buf_done(&label);
		rap_buf_done(&hint);
	}
	rap_buf_str(out, "<p>" RAP_FORM_END "</p>\n");
}
