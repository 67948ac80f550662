/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Proposals on paragraphs of the draft: (a) words typed under a quoted paragraph, (b) the quoted paragraph edited
 * in place, (c) "[P12] replace: ...", "insert after:", "delete" or a comment at a line start, wherever it stands.
 */
#ifndef RAP_PARSERS_PROPOSAL_H
#define RAP_PARSERS_PROPOSAL_H

#include "common/reading.h"
#include "parsers/form/words.h"

/* What words are read against. sent may be NULL: nothing is known of what was sent. */
typedef struct rap_against {
	const rap_context *context;
	const rap_names *names;
	rap_vocabulary *vocabulary;
	const rap_sent *sent;
} rap_against;

/*
 * Way (c): every line of raw that begins with the mark of a paragraph, up to the next such line. Returns how many
 * were found. A paragraph just as it was sent (our mail, quoted once more) is found and proposes nothing. foreign:
 * quoted from a stranger, so that nothing is more than unclear. A line that begins with a mark in brackets which the
 * draft does not have is not counted; it ends the words above it, and it is a finding.
 */
size_t rap_proposal_lines(const rap_against *against, rap_slice raw, const char *where,
                          bool foreign, rap_reading *reading);

/*
 * Words that stand under a paragraph: they are its own up to a line that begins with a mark as in way (c), and that
 * may be their first line.
 */
void rap_proposal_words(const rap_against *against, size_t paragraph, rap_slice raw,
                        const char *where, bool foreign, rap_reading *reading);

/* Words that stand behind the mark of a paragraph, on its line: where other marks stand first, nothing is certain. */
void rap_proposal_beside(const rap_against *against, size_t paragraph, rap_slice raw,
                         const char *where, bool foreign, rap_reading *reading);

/* Whether the line begins with a mark as in way (c): in brackets, or followed by a colon. */
bool rap_proposal_begins(const rap_names *names, const rap_tokens *tokens, size_t line);

/* Whether words behind a mark say what to do: "replace: ...", "delete". */
bool rap_proposal_commands(const rap_context *context, rap_slice words);

/* Ways (a) and (b), from the first copy of the page. */
void rap_proposal_edits(const rap_context *context, const rap_names *names,
                        rap_vocabulary *vocabulary, const rap_page *page, rap_reading *reading);

/* Way (c) in what is loose on the page; what was read is no longer loose. */
void rap_proposal_loose(const rap_context *context, const rap_names *names,
                        rap_vocabulary *vocabulary, rap_page *page, rap_reading *reading);

#endif
