/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was understood of one mail. The reader makes it, core receives it as hostile input: decoded here,
 * strictly, or not at all. docs/reading.schema.json is the same in JSON Schema. A reading never says who
 * wrote a mail: `from` is for display, attribution is decided in daemon/trust.c.
 */
#ifndef RAP_COMMON_READING_H
#define RAP_COMMON_READING_H

#include "common/buf.h"
#include "common/err.h"
#include "common/slice.h"
#include "common/strv.h"

#include <stdint.h>

#define RAP_READING_VERSION 1

#define RAP_KIND_TABLE(X)                    \
	X(RAP_KIND_REPLY, "reply")           \
	X(RAP_KIND_AUTO_REPLY, "auto-reply") \
	X(RAP_KIND_BOUNCE, "bounce")         \
	X(RAP_KIND_COMMAND, "command")       \
	X(RAP_KIND_OTHER, "other")

#define RAP_ANSWER_STATUS_TABLE(X)       \
	X(RAP_ANSWER_OK, "ok")           \
	X(RAP_ANSWER_NONE, "none")       \
	X(RAP_ANSWER_RESERVE, "reserve") \
	X(RAP_ANSWER_UNCLEAR, "unclear") \
	X(RAP_ANSWER_CONFLICT, "conflict")

#define RAP_ACTION_TABLE(X)                        \
	X(RAP_ACTION_REPLACE, "replace")           \
	X(RAP_ACTION_INSERT_AFTER, "insert-after") \
	X(RAP_ACTION_DELETE, "delete")             \
	X(RAP_ACTION_COMMENT, "comment")

#define RAP_PROPOSAL_TYPE_TABLE(X)                 \
	X(RAP_PROPOSAL_SUBSTANTIVE, "substantive") \
	X(RAP_PROPOSAL_EDITORIAL, "editorial")     \
	X(RAP_PROPOSAL_TRANSLATION, "translation") \
	X(RAP_PROPOSAL_GENERAL, "general")

#define X(name, text) name,
typedef enum rap_kind { RAP_KIND_TABLE(X) } rap_kind;
typedef enum rap_answer_status { RAP_ANSWER_STATUS_TABLE(X) } rap_answer_status;
typedef enum rap_action { RAP_ACTION_TABLE(X) } rap_action;
typedef enum rap_proposal_type { RAP_PROPOSAL_TYPE_TABLE(X) } rap_proposal_type;
#undef X

const char *rap_kind_text(rap_kind kind);
const char *rap_answer_status_text(rap_answer_status status);
const char *rap_action_text(rap_action action);
const char *rap_proposal_type_text(rap_proposal_type type);
/* And back, for the database; false when the text names none. */
bool rap_kind_parse(const char *text, rap_kind *ret);
bool rap_answer_status_parse(const char *text, rap_answer_status *ret);
bool rap_action_parse(const char *text, rap_action *ret);
bool rap_proposal_type_parse(const char *text, rap_proposal_type *ret);

/* A value typed by its field: choice, date, text = text; rating = number; yes-no = bool; list, people = list. */
typedef enum rap_value_kind {
	RAP_VALUE_NULL,
	RAP_VALUE_TEXT,
	RAP_VALUE_NUMBER,
	RAP_VALUE_BOOL,
	RAP_VALUE_LIST,
} rap_value_kind;

typedef struct rap_value {
	rap_value_kind kind;
	char *text;
	long number;
	bool yes;
	rap_strv list;
} rap_value;

typedef struct rap_mailbox {
	char *name; /* decoded, may be NULL */
	char *address; /* may be NULL where none could be read */
} rap_mailbox;

typedef struct rap_mailboxes {
	rap_mailbox *at;
	size_t n;
} rap_mailboxes;

/* The flag of words that stand in a quoted letter of somebody else: never an answer of the sender (R14). */
#define RAP_FLAG_FOREIGN "quoted-author"

typedef struct rap_answer {
	char *field;
	char *raw; /* the words typed, cut from the decoded text */
	rap_value value;
	rap_answer_status status;
	char *where; /* "text", "html", or the name of an attachment */
	size_t span_from,
		span_to; /* code points of the decoded text named in where; both 0 when unknown */
	rap_strv flags;
} rap_answer;

typedef struct rap_proposal {
	char *paragraph; /* mark: "P12" */
	rap_action action;
	char *text; /* the whole paragraph as proposed; NULL for delete and comment */
	char *reason; /* or NULL; for a comment the words are in `words` */
	rap_proposal_type type;
	char *base_revision; /* or NULL */
	char *words; /* the very words typed */
	char *where;
	rap_answer_status status; /* ok or unclear */
	rap_strv flags;
} rap_proposal;

typedef struct rap_intent {
	char *verb, *object, *argument; /* object and argument may be NULL */
} rap_intent;

typedef struct rap_person {
	char *name, *title, *organisation, *address; /* all but name may be NULL */
} rap_person;

typedef struct rap_attachment_seen {
	char *name, *type;
	size_t size;
	char *sha256; /* 64 hexadecimal digits */
	char *read_as; /* "text", "docx", or NULL: not read */
} rap_attachment_seen;

typedef struct rap_bounce_recipient {
	char *address, *action, *status, *diagnostic; /* all may be NULL */
} rap_bounce_recipient;

typedef struct rap_bounce {
	rap_bounce_recipient *recipients;
	size_t n_recipients;
	char *reason;
	bool permanent;
	char *original_message_id;
} rap_bounce;

/* Frees one that is in no reading. NULL is fine. */
void rap_bounce_free(rap_bounce *bounce);

typedef struct rap_finding {
	char *code; /* stable, lower case with hyphens */
	char *field; /* or NULL */
	char *excerpt; /* or NULL */
	char *text; /* a sentence for a desk officer */
} rap_finding;

typedef struct rap_reading {
	rap_kind kind;
	struct {
		char *message_id, *date, *subject;
		rap_mailboxes from, to, cc;
		rap_strv in_reply_to, references; /* with < > */
	} message;
	char *text; /* what the sender newly wrote */
	struct {
		char *text, *charset;
		rap_strv repairs;
		size_t lost_characters;
	} body;
	rap_answer *answers;
	size_t n_answers;
	rap_proposal *proposals;
	size_t n_proposals;
	rap_intent *intents;
	size_t n_intents;
	rap_person *people;
	size_t n_people;
	rap_attachment_seen *attachments;
	size_t n_attachments;
	rap_bounce *bounce; /* NULL unless kind is bounce */
	struct {
		char *why, *back_on; /* why NULL: not automatic. back_on: ISO date or NULL */
	} automatic; /* "auto" in JSON */
	rap_finding *findings;
	size_t n_findings;
} rap_reading;

/* Appending, for the reader: a zeroed new entry, borrowed until the next append; NULL at the limit. */
rap_answer *rap_reading_answer(rap_reading *reading);
rap_proposal *rap_reading_proposal(rap_reading *reading);
rap_intent *rap_reading_intent(rap_reading *reading, const char *verb, const char *object,
                               const char *argument);
rap_person *rap_reading_person(rap_reading *reading);
rap_attachment_seen *rap_reading_attachment(rap_reading *reading);
void rap_reading_finding(rap_reading *reading, const char *code, const char *field,
                         const char *excerpt, const char *text);

#define RAP_FINDING_OVER_LIMIT "over-limit" /* not opened; excerpt: which limit */
#define RAP_FINDING_DRAFT_TOLD "draft-told" /* of a Word draft: left out, or decided */
#define RAP_FINDING_DRAFT_REFUSED "draft-refused" /* why it cannot be taken */
#define RAP_FINDING_OVERSIZE "oversize" /* its reading does not fit into a frame, and is not here */

/*
 * A reading that was not made against the form says so with a finding of this code: answers and proposals may be in
 * the mail all the same. One that could not have had any (an automatic mail, say) does not say it.
 */
#define RAP_FINDING_PLAIN "plain"
bool rap_reading_is_plain(const rap_reading *reading);

/* Compact JSON, keys as in docs/reading.schema.json; caller frees. Strings must be valid UTF-8. */
char *rap_reading_encode(const rap_reading *reading);

/*
 * Strict: unknown or missing keys, wrong types, ranges or sizes, invalid UTF-8, NUL, spans outside the text
 * are RAP_E_FORMAT, and *ret_why (static) says which rule was broken.
 */
rap_err rap_reading_decode(rap_slice json, rap_reading **ret, const char **ret_why) RAP_MUST_CHECK;

rap_reading *rap_reading_free(rap_reading *reading); /* takes NULL, gives NULL */

/* A value as JSON text (for the database) and back; RAP_E_FORMAT when it is none. */
char *rap_value_encode(const rap_value *value);
rap_err rap_value_decode(const char *json, rap_value *ret) RAP_MUST_CHECK;
/* For people: text as it is, number as digits, yes/no, list joined with "; ". Null gives "". */
void rap_value_put(rap_buf *out, const rap_value *value);
void rap_value_done(rap_value *value);

#endif
