/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every cap in one place, each with its reason. A hit is never an error of the program: the raw mail is
 * stored and the mail is quarantined with the reason (or the configuration is refused with a line).
 */
#ifndef RAP_COMMON_LIMITS_H
#define RAP_COMMON_LIMITS_H

#define RAP_KIB 1024u
#define RAP_MIB (1024u * 1024u)

/* R50: one message. 25 MiB is what the large providers carry; above it only header and size are kept. */
#define RAP_LIMIT_MESSAGE (25u * RAP_MIB)
#define RAP_LIMIT_HEADER_BLOCK \
	(256u * RAP_KIB) /* a long References chain with DKIM and ARC stays below 64 KiB */
#define RAP_LIMIT_HEADER_FIELDS 1000u /* fifteen hops with ARC and spam marks write 150 */
#define RAP_LIMIT_HEADER_FIELD \
	(64u * RAP_KIB) /* GMime's group parser recurses: 40 000 levels are still safe */
#define RAP_LIMIT_LINE RAP_MIB /* some Exchange servers write HTML as one line */
#define RAP_LIMIT_ADDRESSES 512u /* the roster is a dozen; parsers get slow on long lists */
#define RAP_LIMIT_COMMENT_DEPTH 32u /* recursive parsers fall at some 40 000 */
#define RAP_LIMIT_MIME_DEPTH 20u /* forwards of forwards reach six */
#define RAP_LIMIT_MIME_PARTS 200u /* a reply with twenty files and pictures has 30 */
#define RAP_LIMIT_ENCODED_WORDS \
	2000u /* of one field, of which some 6 000 could be in it: more stay as they are, and are told */
#define RAP_LIMIT_REFERENCES 64u /* the last ones count: they are nearest to the reply */
#define RAP_LIMIT_BOUNDARY \
	250u /* RFC 2046, 5.1.1 has 70; more is forgiven, see docs/decisions/0006 */
#define RAP_LIMIT_2231_SECTIONS 100u /* of 70 characters: a name of 255 bytes takes ten */
#define RAP_LIMIT_TEXT_PART (4u * RAP_MIB) /* fits in the reader's 256 MiB with HTML around it */
#define RAP_LIMIT_TEXT_MESSAGE (8u * RAP_MIB)
#define RAP_LIMIT_VALUE (64u * RAP_KIB) /* of one answer in tables; the raw mail keeps the rest */
#define RAP_LIMIT_RECEIVED_HOPS 25u /* R40: a loop, not a route */

/* R51: office files. A Word file of a whole plan has some 20 parts and expands to less than 2 MiB; what goes far
 * beyond is a bomb or no draft. Judged by the directory, before anything is expanded. */
#define RAP_LIMIT_ZIP_ENTRIES 1000u
#define RAP_LIMIT_ZIP_EXPANDED (64u * RAP_MIB) /* of all parts together */
#define RAP_LIMIT_ZIP_RATIO 100u /* text expands ten- to thirtyfold */
#define RAP_LIMIT_ZIP_RATIO_FLOOR \
	RAP_MIB /* smaller parts cannot hurt, and may be one sentence repeated */
#define RAP_LIMIT_XML_PART (8u * RAP_MIB) /* one part; five hundred pages are below it */
#define RAP_LIMIT_XML_DEPTH 250u /* below libxml2's own 256, so that we are the ones who say it */
#define RAP_LIMIT_XML_NODES 1000000u /* a second of the reader's five */
#define RAP_LIMIT_XML_ATTRIBUTES \
	250u /* of one element, name spaces included: libxml2 compares each with each */
#define RAP_LIMIT_XML_RUN \
	(128u * RAP_KIB) /* text without a tag: libxml2 copies it again for each 512 bytes */
#define RAP_LIMIT_WORD_TEXT RAP_MIB /* of one file; three hundred pages */
#define RAP_LIMIT_WORD_FILES 4u /* read of one mail; form, draft and a copy of each */
#define RAP_LIMIT_WORD_PARAGRAPHS 20000u
#define RAP_LIMIT_WORD_COMMENTS 1000u

/* R3: Authentication-Results. */
#define RAP_LIMIT_AR_RESULTS 64u
#define RAP_LIMIT_AR_COMMENT_DEPTH 16u

/* R20: tokens looked up per message. */
#define RAP_LIMIT_TOKENS 8u

/* R52: one child of the reader. */
#define RAP_LIMIT_READER_MEMORY (256u * RAP_MIB)
#define RAP_LIMIT_READER_CPU_S 5u
#define RAP_LIMIT_READER_WALL_MS 10000u
#define RAP_LIMIT_READER_ATTEMPTS 2u
#define RAP_LIMIT_READING_FRAME (16u * RAP_MIB) /* its answer; contracts of core and reader */
#define RAP_LIMIT_CONTEXT_FRAME \
	(16u * RAP_MIB) /* a sent form with its draft and lexicon is below 1 MiB */

/* JSON between processes, before it is built in memory: the largest honest reading has some 40 000 values. */
#define RAP_LIMIT_JSON_NODES 200000u
#define RAP_LIMIT_JSON_DEPTH 8u

/* R53: steps of one alignment; beyond it fields are unclear and a paragraph counts as replaced. */
#define RAP_LIMIT_ALIGN_STEPS 20000000u
#define RAP_LIMIT_ALIGN_TOKENS 20000u

/* What the reader may list of one mail. */
#define RAP_LIMIT_ANSWERS 1000u
#define RAP_LIMIT_PROPOSALS 1000u
#define RAP_LIMIT_FINDINGS 200u
#define RAP_LIMIT_LIST \
	1000u /* entries of one list answer, people, attachments, recipients of a bounce */

/* Configuration written by people. */
#define RAP_LIMIT_YAML_FILE (4u * RAP_MIB)
#define RAP_LIMIT_YAML_DEPTH 32u
#define RAP_LIMIT_YAML_NODES 200000u
#define RAP_LIMIT_DIAGS 1000u
#define RAP_LIMIT_DRAFT_FILE (4u * RAP_MIB)
#define RAP_LIMIT_PARAGRAPHS 5000u
#define RAP_LIMIT_FIELDS 1000u /* of all objectives of a consultation */

/* Our own mail. */
#define RAP_LIMIT_SUBJECT 200u
#define RAP_LIMIT_DRAFT_IN_MAIL (40u * RAP_KIB) /* above it the request carries headings only */
#define RAP_LIMIT_LETTER \
	(100u * RAP_KIB) /* text + HTML, without attachments: Gmail cuts at 102 KB */

/* R42: receipts; above it one receipt stands for all that wait. A machine that answers us ends here. */
#define RAP_LIMIT_RECEIPTS_HOUR 4 /* to one address */
#define RAP_LIMIT_RECEIPTS_DAY 20
#define RAP_LIMIT_RECEIPTS_ALL_HOUR 60 /* to all addresses */
#define RAP_LIMIT_CONFIRM_DAYS \
	7 /* R21: a "yes" to our question counts; a week covers an ordinary absence */

/* fetch hands over at most so many mails, and so many bytes, that core has not yet recorded. */
#define RAP_LIMIT_WINDOW_MAILS 64u
#define RAP_LIMIT_WINDOW_BYTES (32u * RAP_MIB)

#endif
