/* SPDX-License-Identifier: Apache-2.0 */
/* A decoded text with the depth of quotation of each of its lines. */
#ifndef RAP_PARSERS_LINES_H
#define RAP_PARSERS_LINES_H

#include "common/buf.h"

#include <stdint.h>

#define RAP_LINES_DEPTH_MAX 255u

/* How letters look: 0 is plain. Only whether two are equal means anything. */
typedef struct rap_look {
	uint32_t
		to; /* the look of all bytes of the text before this one, from the end of the look before */
	uint32_t look;
} rap_look;

/*
 * Lines are separated by LF; a text that ends in LF has no empty line after it. In text made from text/plain
 * quoted lines keep their marks; in text made from HTML the depth comes from the quoting elements alone.
 */
typedef struct rap_lines {
	char *text; /* UTF-8, never NULL after a maker has returned; owned */
	size_t len;
	unsigned char *depth; /* n of them, 0 = not quoted; NULL when n is 0; owned */
	size_t n;
	rap_look *
		looks; /* of text made from HTML, n_looks of them; behind the last all is plain; owned, or NULL */
	size_t n_looks;
} rap_lines;

void rap_lines_done(rap_lines *lines);

/* Building: a line without its LF, with its depth. */
typedef struct rap_lines_maker {
	rap_buf text, depth, looks;
} rap_lines_maker;

rap_lines_maker rap_lines_begin(size_t cap);
void rap_lines_add(rap_lines_maker *maker, rap_slice line, unsigned depth);
#define RAP_LOOK_GHOST \
	UINT32_MAX /* a look of no letters: a picture, or words struck out, stood there */

/* All text up to byte `to` that has no look yet has this one. */
void rap_lines_look(rap_lines_maker *maker, size_t to, uint32_t look);
/* *ret_cut: the cap was reached and lines are missing. */
void rap_lines_end(rap_lines_maker *maker, rap_lines *ret, bool *ret_cut);

/* Text/plain: the depth of a line is the number of its leading '>' (blanks between them allowed). */
void rap_lines_of_plain(rap_slice text, rap_lines *ret);

/* The line at *offset without its LF; moves behind it. false at the end. */
bool rap_lines_next(rap_slice text, size_t *offset, rap_slice *ret_line);

/*
 * Line ends of a whole mail that was carried by something broken: where all are CR, or CR CR LF, *out gets the mail with
 * LF, and true.
 */
bool rap_lines_mend(rap_slice raw, rap_buf *out);

#endif
