/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A draft written in a word processor as Markdown, for `rapporteur init --draft`: headings, paragraphs with their numbers as
 * marks, items of lists. What Markdown cannot carry is told, or refused.
 */
#ifndef RAP_PARSERS_DOCX_MARKDOWN_H
#define RAP_PARSERS_DOCX_MARKDOWN_H

#include "common/reading.h"

/*
 * Never NULL. text: the Markdown. Findings RAP_FINDING_DRAFT_TOLD: what was left out or decided;
 * RAP_FINDING_DRAFT_REFUSED: why the file cannot be taken.
 */
rap_reading *rap_docx_markdown_read(rap_slice bytes);

#endif
