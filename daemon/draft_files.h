/* SPDX-License-Identifier: Apache-2.0 */
/* The updated draft in a folder, in every format: draft.md, .html, .txt, .docx with tracked changes, draft-clean.docx. */
#ifndef RAP_DAEMON_DRAFT_FILES_H
#define RAP_DAEMON_DRAFT_FILES_H

#include "report/desk.h"

/* Of desk->draft; names each file that it wrote. Returns 0, or an exit status after a message. */
int rap_draft_files(const rap_desk *desk, const char *directory);

#endif
