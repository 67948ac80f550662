/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the fuzz targets share. A target is one file fuzz_NAME.c that fills `fuzz_here`; linked with fuzz.c and either
 * libFuzzer or plain.c, which gives it files one after the other. What must hold is written as MUST(...): it aborts.
 */
#ifndef RAP_TESTS_FUZZ_H
#define RAP_TESTS_FUZZ_H

#include "common/context.h"
#include "common/mem.h"
#include "common/reading.h"
#include "common/utf8.h"

#include <stdint.h>
#include <stdlib.h>

typedef struct fuzz_target {
	void (*begin)(void); /* once, before the first input; may be NULL */
	void (*one)(rap_slice input);
	/* What one input may cost, in basic blocks of our own code; counted in the build for libFuzzer. */
	uint64_t steps, steps_per_byte;
} fuzz_target;

extern const fuzz_target fuzz_here;

_Noreturn void fuzz_failed(const char *condition, const char *file, int line);
#define MUST(condition) ((condition) ? (void)0 : fuzz_failed(#condition, __FILE__, __LINE__))

/* Texts after R56: valid UTF-8 without control characters other than TAB and LF; a line has no LF. */
bool fuzz_is_text(rap_slice s);
bool fuzz_is_line(rap_slice s);
/* The same for C strings, where NULL is fine. */
bool fuzz_text_or_null(const char *s);
bool fuzz_line_or_null(const char *s);

/* Whether `part` lies within `whole`. */
bool fuzz_within(rap_slice part, rap_slice whole);

/* Inputs of several parts have NUL between them: the part at the front is taken off. An exact copy of it, with a NUL
 * behind it that is not counted, so that a step too far is seen; the caller frees. */
rap_slice fuzz_part(rap_slice *rest);
/* The same, and made a text as the charset room makes one. */
rap_slice fuzz_text_part(rap_slice *rest);
void fuzz_free(rap_slice part);

/* A file of the tree; leaves when it cannot be read. The caller frees. */
char *fuzz_file(const char *path);

/* What rap_read_mail needs before the first mail; and the form and lexicon of the corpus, without what was sent. */
void fuzz_open_reader(void);
const rap_context *fuzz_corpus_context(void);
/* The form with every type of field and a draft that the unit tests use. */
const rap_context *fuzz_fixture_context(void);

/* Every law about a reading that can be told without the mail. */
void fuzz_check_reading(const rap_reading *reading);
bool fuzz_same_reading(const rap_reading *a, const rap_reading *b);

#endif
