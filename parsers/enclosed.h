/* SPDX-License-Identifier: Apache-2.0 */
/* What is attached to a mail: listed, read where it can be, and otherwise put before a person. */
#ifndef RAP_PARSERS_ENCLOSED_H
#define RAP_PARSERS_ENCLOSED_H

#include "common/limits.h"
#include "common/reading.h"
#include "parsers/mail/mime.h"
#include "parsers/word/docx.h"

/* A Word file that was read. */
typedef struct rap_enclosed_word {
	size_t part; /* index in the list of parts */
	rap_docx docx;
} rap_enclosed_word;

typedef struct rap_enclosed {
	rap_enclosed_word words[RAP_LIMIT_WORD_FILES];
	size_t n;
} rap_enclosed;

/*
 * Lists every attachment in the reading, with its hash. read: the mail is read against the form; then Word files are
 * opened, and what cannot be read is a finding. The caller ends *ret.
 */
void rap_enclosed_list(const rap_mime *mime, bool read, rap_reading *reading, rap_enclosed *ret);
void rap_enclosed_done(rap_enclosed *enclosed);

/* The name of a part, for people and for `where`. Borrowed. */
const char *rap_enclosed_name(const rap_part *part);

#endif
