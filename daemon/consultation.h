/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One consultation as configured: rapporteur-consultation(5). Plain data once loaded, read by everything
 * in the daemon; that is why report/ may include this one header of the top folder.
 */
#ifndef RAP_DAEMON_CONSULTATION_H
#define RAP_DAEMON_CONSULTATION_H

#include "common/date.h"
#include "common/diag.h"
#include "common/header.h"
#include "common/template.h"

typedef struct rap_contact {
	char *name, *address;
	rap_addr_spec spec; /* of address */
	bool alternate; /* of a member: an alternate, not the focal point */
	unsigned sees[16]; /* readers: objectives they may see */
	size_t n_sees;
} rap_contact;

typedef struct rap_contacts {
	rap_contact *at;
	size_t n;
} rap_contacts;

typedef struct rap_member {
	char *code, *name, *language, *timezone;
	char *name_in_text; /* in a sentence, with its article: "the Republic of Korea" */
	rap_contacts contacts; /* focal points first, then alternates */
	rap_strv dkim; /* organisational parents for R5 */
} rap_member;

typedef struct rap_session {
	char *start, *end; /* "14:00" in the meeting's zone */
	char *kind, *title;
	rap_strv items;
	unsigned objectives[16];
	size_t n_objectives;
} rap_session;

typedef struct rap_document {
	char *title, *file, *link; /* one of file and link */
	unsigned objective; /* 0: all */
} rap_document;

typedef struct rap_request_plan {
	char *id; /* "review" */
	unsigned objectives[16];
	size_t n_objectives;
} rap_request_plan;

typedef struct rap_round_plan {
	long id;
	int64_t opens, deadline; /* UTC */
	char *draft, *revision; /* file and name; NULL when the round has no draft of its own */
	char *title;
	bool silence; /* only ever opened by an officer */
} rap_round_plan;

/* A server, or a Maildir beside the file: exactly one of host and maildir is set. */
typedef struct rap_endpoint {
	char *maildir; /* absolute path */
	char *host;
	long port;
	char *tls; /* implicit, starttls, none (loopback only) */
	char *user;
	char *password_file, *password_command, *oauth2_command, *ca_file;
} rap_endpoint;

typedef enum rap_boundary {
	RAP_BOUNDARY_ID,
	RAP_BOUNDARY_MICROSOFT365,
	RAP_BOUNDARY_NONE
} rap_boundary;

typedef struct rap_consultation {
	char *directory; /* absolute */
	char *state_directory; /* absolute; STATE_DIRECTORY overrides */
	char *id, *title, *language;

	struct {
		int64_t starts, ends;
		char *timezone, *venue, *join;
		char *forward_to; /* the body that the results go to: "SOM-24"; NULL: none is named */
		long sequence; /* of the calendar file: raised when the meeting is moved */
		bool addresses_shown; /* in the list of participants */
		rap_session *sessions;
		size_t n_sessions;
	} meeting;

	struct {
		char *name, *address;
		rap_addr_spec spec;
		rap_contacts officers, readers;
	} secretariat;

	rap_document *documents;
	size_t n_documents;

	rap_endpoint mailbox, sending;
	rap_strv folders; /* IMAP: what is watched; default INBOX */
	char *done_folder; /* NULL: none */
	long rate_per_minute;
	bool envelope_token; /* envelope sender carries the token */
	bool reply_to_token;

	rap_boundary boundary;
	char *boundary_id; /* RAP_BOUNDARY_ID: authserv-id and name of the border server; microsoft365: border host or NULL */
	bool confirm_unauthenticated;

	rap_member *members; /* alphabetical by name (UN order) */
	size_t n_members;

	rap_objective *objectives; /* by number */
	size_t n_objectives;
	rap_request_plan *requests;
	size_t n_requests;
	rap_round_plan *rounds;
	size_t n_rounds;

	struct {
		int digest_hour, digest_minute;
		bool digest_skip_quiet_days;
		int64_t *reminders; /* seconds before the deadline, longest first */
		size_t n_reminders;
		int64_t pack_before, pack_preview;
		bool pack_on_command;
	} schedule;
	bool attribution_named;

	rap_lexicon lexicon;
} rap_consultation;

/*
 * Loads DIR/consultation.yaml with the objective templates it names, and the lexicon. All mistakes are
 * reported at once; NULL when there is any error (warnings do not count). lexicon_path is the installed
 * templates/lexicon.yaml. getenv is not called here: state_override is STATE_DIRECTORY or NULL.
 */
rap_consultation *rap_consultation_load(const char *dir, const char *lexicon_path,
                                        const char *state_override, rap_diags *diags);
/* The same for `check` and `number`, which look at the rest as well: with mistakes too, then parts are missing. */
rap_consultation *rap_consultation_examine(const char *dir, const char *lexicon_path,
                                           const char *state_override, rap_diags *diags);
rap_consultation *rap_consultation_free(rap_consultation *c);

const rap_member *rap_consultation_member(const rap_consultation *c, const char *code);
/* Roster entry with that address: *ret_member its State (NULL for an officer), NULL when it is a stranger. */
const rap_contact *rap_consultation_contact(const rap_consultation *c, const rap_addr_spec *spec,
                                            const rap_member **ret_member);
bool rap_consultation_is_officer(const rap_consultation *c, const rap_addr_spec *spec);
const rap_objective *rap_consultation_objective(const rap_consultation *c, unsigned number);
const rap_field *rap_consultation_field(const rap_consultation *c, const char *id,
                                        const rap_objective **ret_objective);
/* The request that carries the objective; NULL if none. */
const rap_request_plan *rap_consultation_request(const rap_consultation *c, const char *id);
const rap_round_plan *rap_consultation_round(const rap_consultation *c, long id);

#endif
