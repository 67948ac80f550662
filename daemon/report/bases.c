// SPDX-License-Identifier: Apache-2.0
/* Drafts of earlier rounds, as they were sent out; see bases.h. */
#include "report/bases.h"

#include "common/mem.h"
#include "store/event.h"

#include <stdlib.h>

static size_t which(const rap_bases *bases, const char *revision)
{
	size_t i = 0;

	while (i < bases->n && strcmp(bases->drafts[i].revision, revision) != 0)
		i++;
	return i;
}

static rap_err load_round(rap_bases *bases, const rap_desk *desk, long round)
{
	char *revision = NULL, *markdown = NULL;
	rap_diags diags = {0};
	rap_draft draft = {0};
	rap_err err = rap_draft_get(desk->store, round, &revision, &markdown);

	if (err == RAP_OK && which(bases, revision) == bases->n &&
	    rap_draft_parse(rap_slice_of(markdown), "draft", &diags, &draft)) {
		free(draft.revision);
		draft.revision = rap_strdup(revision);
		bases->drafts = rap_reallocarray(bases->drafts, bases->n + 1, sizeof draft);
		bases->drafts[bases->n++] = draft; /* the index borrows the blocks, which stay */
	}
	rap_diags_done(&diags);
	free(revision);
	free(markdown);
	return err == RAP_E_NOT_FOUND ? RAP_OK : err;
}

static rap_err load(rap_bases *bases, const rap_desk *desk)
{
	const rap_consultation *c = desk->consultation;
	rap_err err = RAP_OK;

	rap_bases_done(bases);
	for (size_t i = 0; i < c->n_rounds && err == RAP_OK && desk->store; i++)
		err = load_round(bases, desk, c->rounds[i].id);
	bases->marks = rap_calloc(bases->n + 1, sizeof *bases->marks);
	for (size_t i = 0; i < bases->n; i++)
		bases->marks[i] = rap_draft_index_of(&bases->drafts[i]);
	bases->loaded = err == RAP_OK;
	return err;
}

/* Whether the draft on the desk is the very text that went out under that name. */
static bool is_on_desk(const rap_desk *desk, const char *revision)
{
	const rap_draft *draft = desk->draft;

	return draft && !draft->revised && draft->revision &&
	       strcmp(draft->revision, revision) == 0;
}

rap_err rap_bases_find(rap_bases *bases, const rap_desk *desk, const rap_proposal_row *row,
                       const char **ret_text)
{
	const rap_block *block = NULL;
	size_t draft;
	rap_err err;

	*ret_text = NULL;
	if (!row->base_revision || is_on_desk(desk, row->base_revision))
		return RAP_OK;
	err = bases->loaded ? RAP_OK : load(bases, desk);
	if (err != RAP_OK)
		return err;
	draft = which(bases, row->base_revision);
	if (draft < bases->n)
		block = rap_draft_index_find(&bases->marks[draft], row->paragraph);
	if (block)
		*ret_text = block->text;
	return RAP_OK;
}

void rap_bases_done(rap_bases *bases)
{
	for (size_t i = 0; i < bases->n; i++) {
		if (bases->marks)
			rap_draft_index_done(&bases->marks[i]);
		rap_draft_done(&bases->drafts[i]);
	}
	free(bases->marks);
	free(bases->drafts);
	*bases = (rap_bases){0};
}
