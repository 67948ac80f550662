/* SPDX-License-Identifier: Apache-2.0 */
/* One objective of the meeting: the questionnaire (rapporteur-objective(5)), and the lexicon of whole answers. */
#ifndef RAP_COMMON_TEMPLATE_H
#define RAP_COMMON_TEMPLATE_H

#include "common/context.h"
#include "common/diag.h"

typedef struct rap_place {
	unsigned line, column;
} rap_place;

typedef struct rap_objective {
	unsigned number;
	char *file; /* as named in the consultation */
	char *title;
	char *introduction; /* may be NULL */
	rap_field *fields;
	size_t n_fields;
	rap_place place; /* of the number, for diagnostics that compare files */
	rap_place *field_places; /* of the ids of the fields */
} rap_objective;

/* Reads an objective template. All mistakes are added to diags; false when it cannot be used. */
bool rap_objective_read(const char *path, const char *name, rap_diags *diags, rap_objective *ret);
void rap_objective_done(rap_objective *objective);

/* Reads templates/lexicon.yaml. A word that stands for two values of one group after folding is a mistake. */
bool rap_lexicon_read(const char *path, const char *name, rap_diags *diags, rap_lexicon *ret);

#endif
