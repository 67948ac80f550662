// SPDX-License-Identifier: Apache-2.0
/* The ends of runs; see runs.h. */
#include "parsers/form/runs.h"

#include "parsers/form/correct.h"
#include "parsers/form/shortform.h"
#include "parsers/form/signoff.h"
#include "parsers/value/value.h"

#define LABEL_MIN 2u /* words of a label that tells an item */
#define MIDDLE_LINES 4u /* of a name below a closing, where the form goes on behind */

static bool none_back(const rap_page *page, size_t field)
{
	for (size_t c = 0; c < page->n_copies; c++)
		if (page->copies[c].present[field])
			return false;
	return true;
}

/* The rest of the line is one of the answers that the item can have: no sentence that only begins with its number. */
static bool is_answer(const rap_context *context, const rap_page *page,
                      const rap_short_start *start, size_t line)
{
	const rap_token_line *l = &page->tokens.lines[line];
	const rap_field *field = &context->fields[start->fields[0]];

	return !rap_value_is_open(field->type) && start->rest < l->first + l->n &&
	       rap_value_fits(context, field,
	                      rap_slice_sub(page->text, page->tokens.at[start->rest].from, l->to));
}

/* The run begins directly behind the cue of its item. */
static bool behind_cue(const rap_page *page, const rap_run *run)
{
	const rap_sent_item *item = &page->sent->fields[run->owner];

	return run->state == RAP_TOKEN_FIELD && item->cue < item->to &&
	       run->before + 1u == item->to;
}

/* An item that did not come back begins here, as in a list of short answers. */
static bool other_item(const rap_context *context, const rap_names *names, const rap_page *page,
                       const rap_run *run, size_t line)
{
	rap_short_start start;
	bool labelled;

	if (!rap_short_begins(names, &page->tokens, line, &start))
		return false;
	labelled = start.n == 1 && names->labels[start.fields[0]].n >= LABEL_MIN &&
	           rap_names_at(&page->tokens, start.rest, &names->labels[start.fields[0]]);
	if (!start.strong && !labelled)
		return false;
	for (size_t k = 0; k < start.n; k++)
		if (run->state == RAP_TOKEN_FIELD && start.fields[k] == (size_t)run->owner)
			return false;
	/* What the letter did not ask is talked about more often than answered here. */
	if (!labelled && run->state == RAP_TOKEN_FIELD &&
	    !page->sent->fields[start.fields[0]].found)
		return is_answer(context, page, &start, line);
	/* "2.3 and 2.6 repeat each other." may be the first words of an answer. */
	if (!labelled && behind_cue(page, run) && run->from == page->tokens.lines[line].first &&
	    !is_answer(context, page, &start, line))
		return false;
	/* With its label it is a piece of the form, wherever that stands. */
	return none_back(page, start.fields[0]) || labelled;
}

/* Behind the run our letter goes on: nothing before that is the end of the mail. */
static bool ours_behind(const rap_run *run)
{
	return run->state == RAP_TOKEN_FIELD && run->after != RAP_ALIGN_NONE;
}

/* Behind the run stands another piece of the form. */
static bool form_goes_on(const rap_page *page, const rap_run *run)
{
	return run->state == RAP_TOKEN_FIELD && run->after != RAP_ALIGN_NONE &&
	       page->sent->part[run->after] != RAP_SENT_OUTSIDE &&
	       page->sent->part[run->after] != RAP_SENT_MARK &&
	       page->sent->part[run->after] != RAP_SENT_PARAGRAPH;
}

static size_t end_line(const rap_page *page, const rap_run *run)
{
	return page->tokens.at[run->to - 1].line + (size_t)1;
}

/* A closing is the letter's, not the answer's. "Thank you." may be all that somebody answers. */
static bool ends_at_closing(const rap_page *page, const rap_run *run, size_t i, size_t line)
{
	bool first = i == run->from;
	size_t lines;

	if (!rap_quote_signs(&page->tokens, page->kinds, line, end_line(page, run), &lines))
		return false;
	if (form_goes_on(page, run))
		return !first && lines <= MIDDLE_LINES && !rap_quote_thanks(&page->tokens, line);
	return !first || lines > 0 ||
	       (run->after == RAP_ALIGN_NONE && !rap_quote_thanks(&page->tokens, line));
}

/* Whether a line of this kind before token i, or that of token i, ends the run. */
static bool ends_at(const rap_context *context, const rap_names *names, const rap_page *page,
                    const rap_run *run, size_t i, size_t line)
{
	bool device = page->tokens.lines[line].n > 0;
	size_t lines;

	switch (page->kinds[line]) {
	case RAP_LINE_ATTRIBUTION:
	case RAP_LINE_SEPARATOR:
	case RAP_LINE_HEADER:
		/* Before words of ours no quotation begins; the answer is only doubtful then (field.c). */
		return !ours_behind(run);
	case RAP_LINE_NOTICE:
		return !ours_behind(run);
	case RAP_LINE_SIGNATURE:
		return (device ? !ours_behind(run) : !form_goes_on(page, run)) &&
		       rap_quote_signs(&page->tokens, page->kinds, line, end_line(page, run),
		                       &lines);
	case RAP_LINE_RULE:
		return !form_goes_on(page, run) &&
		       rap_quote_signs(&page->tokens, page->kinds, line, end_line(page, run),
		                       &lines) &&
		       rap_quote_contacts(&page->tokens, line, end_line(page, run));
	case RAP_LINE_CLOSING:
		return ends_at_closing(page, run, i, line);
	case RAP_LINE_TEXT:
	case RAP_LINE_BLANK:
	case RAP_LINE_GREETING:
		break;
	}
	/* Behind the last paragraph that is known the quotation goes on. */
	if (run->after == RAP_ALIGN_NONE && run->state == RAP_TOKEN_DRAFT && page->guessed &&
	    page->tokens.lines[line].depth > 0)
		return true;
	if (line != page->tokens.at[i].line)
		return false;
	return (i > run->from && rap_correct_line(context, names, page, line)) ||
	       other_item(context, names, page, run, line);
}

/* Token i begins a line: lines without tokens before it count too, "--" is one. */
static bool ends_run(const rap_context *context, const rap_names *names, const rap_page *page,
                     const rap_run *run, size_t i)
{
	size_t line = page->tokens.at[i].line;
	size_t from = i > 0 ? page->tokens.at[i - 1].line + (size_t)1 : 0;

	if (!rap_token_begins_line(&page->tokens, i))
		return false;
	for (size_t l = from; l <= line; l++)
		if (ends_at(context, names, page, run, i, l))
			return true;
	return false;
}

static bool may_be_names(const rap_context *context, const rap_run *run)
{
	rap_field_type type = context->fields[run->owner].type;

	return type == RAP_FIELD_PEOPLE || type == RAP_FIELD_LIST;
}

/* A signature without any word of farewell that is known. */
static void cut_signature(rap_page *page, rap_run *run, bool names)
{
	size_t from = page->tokens.at[run->from].line, to = run->to, line;

	/* Nothing may have been answered: the whole run is the signature then. */
	if (!names && from > 0 && page->tokens.lines[from - 1].n == 0)
		from--;
	line = rap_signoff_line(page, from, end_line(page, run), names);

	while (run->to > run->from && page->tokens.at[run->to - 1].line >= line)
		run->to--;
	for (size_t k = run->to; k < to; k++)
		page->state[k] = RAP_TOKEN_LOOSE;
}

void rap_runs_shorten(const rap_context *context, const rap_names *names, rap_page *page)
{
	for (size_t r = 0; r < page->n_runs; r++) {
		rap_run *run = &page->runs[r];

		for (size_t i = run->from; i < run->to; i++) {
			if (!ends_run(context, names, page, run, i))
				continue;
			for (size_t k = i; k < run->to; k++)
				page->state[k] = RAP_TOKEN_LOOSE;
			run->to = i;
		}
		if (run->from < run->to && !form_goes_on(page, run) &&
		    run->state == RAP_TOKEN_FIELD)
			cut_signature(page, run, may_be_names(context, run));
	}
}
