/* SPDX-License-Identifier: Apache-2.0 */
/* word/styles.xml: one set for all Word files of ours, and for the updated draft some more. */
#ifndef RAP_DAEMON_REPORT_DOCX_STYLE_H
#define RAP_DAEMON_REPORT_DOCX_STYLE_H

#include "common/buf.h"

/* language: "en". paper: with the styles of the updated draft. */
void rap_docx_put_styles(rap_buf *out, const char *language, bool paper);

#endif
