/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The form (design "G"), whose copy in a reply is aligned with what was sent:
 *
 *	[2.1] Overall position on the draft
 *	(support / support with changes / cannot support / no position)
 *	Answer [2.1]:
 *
 * Only ASCII, lines of at most 72 columns, no trailing blanks, the same words in text and HTML, an end marker.
 * Nothing but fields stands between the first id and the end marker: what is typed there belongs to the field
 * before it, so a heading inside would take an answer away from its field.
 */
#ifndef RAP_DAEMON_REPORT_FORM_H
#define RAP_DAEMON_REPORT_FORM_H

#include "common/buf.h"
#include "common/context.h"

#define RAP_FORM_END "[end of form - please do not write below this line]"

/* What stands in parentheses below the label: the field's hint, or one made of its options, scale or type. */
void rap_form_hint(rap_buf *out, const rap_field *field);

/* Label and hint as they are printed everywhere: ASCII, on one line. */
void rap_form_printed_label(rap_buf *out, const rap_field *field);
void rap_form_printed_hint(rap_buf *out, const rap_field *field);

/* All fields and the end marker. */
void rap_form_text(rap_buf *out, const rap_field *const *fields, size_t n);
void rap_form_html(rap_buf *out, const rap_field *const *fields, size_t n);

#endif
