// SPDX-License-Identifier: Apache-2.0
/* The version of the draft in a Word file; see docx_revision.h. */
#include "parsers/word/docx_revision.h"

#include "common/limits.h"
#include "common/utf8.h"
#include "common/word_mark.h"

/* The name before the note that stands over the draft; empty: none. */
static rap_slice name_in(const rap_docx *docx)
{
	const char *note = strstr(docx->now, RAP_WORD_DRAFT_NOTE), *from = note;

	while (from && from > docx->now && from[-1] != '\n')
		from--;
	return note ? rap_utf8_trim((rap_slice){from, (size_t)(note - from)}) : (rap_slice){"", 0};
}

/* The bookmark that names a draft; NULL: none. */
static const char *sum_in(const rap_docx *docx)
{
	for (size_t i = 0; i < docx->n_bookmarks; i++)
		if (strncmp(docx->bookmarks[i].name, RAP_WORD_MARK_DRAFT,
		            strlen(RAP_WORD_MARK_DRAFT)) == 0)
			return docx->bookmarks[i].name;
	return NULL;
}

bool rap_docx_is_other_revision(const rap_context *context, const rap_docx *docx,
                                rap_slice *ret_name)
{
	const char *sum = sum_in(docx);
	rap_buf ours = rap_buf_init(RAP_KIB);
	uint64_t all = RAP_WORD_MARK_SUM;
	bool other;

	*ret_name = name_in(docx);
	if (context->n_paragraphs == 0)
		return false;
	for (size_t t = 0; t < context->n_paragraphs; t++)
		all = rap_word_mark_add(all, context->paragraphs[t].mark,
		                        context->paragraphs[t].text);
	rap_word_mark_draft(&ours, all);
	if (sum)
		other = strcmp(sum, rap_buf_text(&ours)) != 0;
	else
		other = ret_name->len > 0 && context->paragraphs[0].revision &&
		        !rap_slice_is(*ret_name, context->paragraphs[0].revision);
	rap_buf_done(&ours);
	return other;
}
