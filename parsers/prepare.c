// SPDX-License-Identifier: Apache-2.0
/* Before the mails; see prepare.h. */
#include "parsers/prepare.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/form/basis.h"
#include "parsers/mail/mime.h"
#include "parsers/mail/prescan.h"
#include "parsers/value/value.h"

#include <stdlib.h>

rap_context rap_prepare_letter(const rap_context *context, rap_gathered *texts)
{
	rap_slice raw = rap_slice_of(context->answers_mime);
	rap_context copy = *context;
	rap_prescan prescan;
	rap_mime mime;

	if (!context->answers_mime || !rap_prescan_check(raw, &prescan))
		return copy;
	rap_mime_parse(raw, &prescan, &mime);
	rap_gather(&mime, texts);
	if (rap_utf8_trim((rap_slice){texts->text.text, texts->text.len}).len > 0)
		copy.answers_text = texts->text.text;
	if (texts->html_source)
		copy.answers_html = texts->html_source;
	rap_mime_done(&mime);
	return copy;
}

static void own(char **text, const char *decoded)
{
	if (decoded == *text)
		return;
	free(*text);
	*text = rap_strdup(decoded);
}

void rap_prepare(rap_context *context)
{
	rap_gathered texts = {0};
	rap_context decoded;

	rap_value_prepare(&context->owned_lexicon);
	decoded = rap_prepare_letter(context, &texts);
	own(&context->answers_text, decoded.answers_text);
	own(&context->answers_html, decoded.answers_html);
	free(context->answers_mime);
	context->answers_mime = NULL;
	rap_gathered_done(&texts);
	context->basis = rap_basis_new(context);
}

void rap_prepare_undo(rap_context *context)
{
	context->basis = rap_basis_free(context->basis);
}
