/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the files that `init` writes. */
#ifndef RAP_DAEMON_INIT_TEXT_H
#define RAP_DAEMON_INIT_TEXT_H

#include "common/buf.h"
#include "common/strv.h"

#include <stdint.h>

#define RAP_INIT_OTHERS 16u /* as many as one request carries */

typedef struct rap_init_facts {
	char *id;
	char *title; /* NULL: to be changed */
	int64_t now; /* the dates proposed follow from it */
	rap_strv objectives; /* files of questionnaires */
	unsigned on_draft; /* the objective that asks about the draft; 0: none */
	unsigned others[RAP_INIT_OTHERS]; /* the other objectives */
	size_t n_others;
} rap_init_facts;

/* A small draft without marks. */
extern const char rap_init_draft[];

/* consultation.yaml with comments; it passes `check` and asks invented people only. */
void rap_init_put_consultation(rap_buf *out, const rap_init_facts *facts);

#endif
