/* SPDX-License-Identifier: Apache-2.0 */
/* The lists behind phrases.h, each ending with NULL. */
#ifndef RAP_PARSERS_PHRASES_TABLE_H
#define RAP_PARSERS_PHRASES_TABLE_H

extern const char *const rap_phrases_closings[]; /* Han and kana without blanks */
extern const char *const rap_phrases_signed_ends[]; /* behind a name: "NAME 敬上" */
extern const char *const rap_phrases_thanks[]; /* closings that are words of thanks */
extern const char *const
	rap_phrases_devices[]; /* a line that begins so was written by a device or a mail service */
extern const char *const rap_phrases_notices[]; /* beginnings */
extern const char *const rap_phrases_greetings[]; /* beginnings */
extern const char *const rap_phrases_greeting_ends[];

#endif
