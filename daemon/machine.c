// SPDX-License-Identifier: Apache-2.0
/*
 * R40: what must never be answered automatically, or two programs would write to each other for ever. Here a
 * wrong "yes" costs a receipt and a wrong "no" may cost a loop, so names are read generously: any field of
 * that name counts, wherever it stands.
 */
#include "machine.h"

#include <string.h>

/* The first word of a field in lower case, up to a blank, semicolon or comment; cut after 63 characters. */
static void first_word(rap_slice body, char ret[64])
{
	rap_buf text = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	size_t n = 0;

	if (rap_header_unfold(body, &text)) {
		const char *s = rap_buf_text(&text);

		while (*s == ' ' || *s == '\t')
			s++;
		for (; *s && !strchr(" \t;(,", *s) && n < 63; s++)
			ret[n++] = *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') : *s;
	}
	ret[n] = '\0';
	rap_buf_done(&text);
}

static bool begins_nocase(rap_slice s, const char *prefix)
{
	return rap_slice_is_nocase(rap_slice_sub(s, 0, strlen(prefix)), prefix);
}

/* Whether one of the comma-separated words of a field is `word`. */
static bool lists_word(rap_slice body, const char *word)
{
	size_t from = 0;

	for (size_t i = 0; i <= body.len; i++) {
		if (i < body.len && !strchr(" \t\r\n,;", body.at[i]))
			continue;
		if (rap_slice_is_nocase(rap_slice_sub(body, from, i), word))
			return true;
		from = i + 1;
	}
	return false;
}

/* Only the one on top is of our server; a server that delivers writes exactly one. */
static bool null_return_path(const rap_header *header)
{
	const rap_header_field *path = rap_header_get(header, "Return-Path", 0);
	char word[64];

	if (!path)
		return false;
	first_word(path->body, word);
	return strcmp(word, "<>") == 0;
}

/* X-Autoreply, X-Auto-Reply, X-Autoresponder, X-Mail-Autoreply ...: every program has a field of its own. */
static bool names_responder(rap_slice name)
{
	static const char *const parts[] = {"autoreply", "autorespon", "machinegenerated", NULL};
	char plain[64];
	size_t n = 0;

	for (size_t i = 0; i < name.len && n < sizeof plain - 1; i++) {
		char c = name.at[i];

		if (c != '-')
			plain[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	plain[n] = '\0';
	if (plain[0] != 'x' || strstr(plain, "suppress"))
		return false;
	for (size_t i = 0; parts[i]; i++) {
		if (strstr(plain, parts[i]))
			return true;
	}
	return strstr(plain, "msexchangegenerated") != NULL;
}

static const char *sign_of(const rap_header_field *field)
{
	char word[64];

	if (rap_slice_is_nocase(field->name, "Auto-Submitted")) {
		first_word(field->body, word);
		return strcmp(word, "no") != 0
		               ? "The mail was written by a program (Auto-Submitted)."
		               : NULL;
	}
	if (rap_slice_is_nocase(field->name, "Content-Type")) {
		first_word(field->body, word);
		return strcmp(word, "multipart/report") == 0
		               ? "The mail is a report of a mail server or a mail program."
		               : NULL;
	}
	if (rap_slice_is_nocase(field->name, "Precedence") ||
	    rap_slice_is_nocase(field->name, "X-Precedence")) {
		first_word(field->body, word);
		return strncmp(word, "auto", 4) == 0 ? "The mail is an automatic reply." : NULL;
	}
	if (names_responder(field->name)) {
		first_word(field->body, word);
		return strcmp(word, "no") != 0 && strcmp(word, "false") != 0
		               ? "The mail is an automatic reply."
		               : NULL;
	}
	return NULL;
}

static const char *bulk_sign_of(const rap_header_field *field)
{
	char word[64];

	if (begins_nocase(field->name, "List-"))
		return "The mail came through a mailing list.";
	if (!rap_slice_is_nocase(field->name, "Precedence"))
		return NULL;
	first_word(field->body, word);
	return strcmp(word, "bulk") == 0 || strcmp(word, "list") == 0 || strcmp(word, "junk") == 0
	               ? "The mail is marked as sent in bulk."
	               : NULL;
}

/* Our address in any form: with any case, and with anything behind a plus. */
static bool is_own_address(const rap_addr_spec *author, const rap_addr_spec *mailbox)
{
	size_t n;

	if (!author || !author->local || !mailbox->local || !mailbox->domain ||
	    strcmp(author->domain, mailbox->domain) != 0)
		return false;
	n = strlen(mailbox->local);
	return begins_nocase(rap_slice_of(author->local), mailbox->local) &&
	       (author->local[n] == '\0' || author->local[n] == '+');
}

rap_machine rap_machine_signs(const rap_header *header, const rap_addr_spec *author,
                              const rap_addr_spec *mailbox)
{
	rap_machine m = {0};

	if (rap_header_get(header, "X-Rapporteur-Loop", 0) || is_own_address(author, mailbox)) {
		m.own = true;
		m.sure = "The mail is one of our own that came back.";
	}
	if (!m.sure && null_return_path(header))
		m.sure = "The mail has no return address: a program wrote it.";
	if (!m.sure && rap_header_count(header, "Received") >= RAP_LIMIT_RECEIVED_HOPS)
		m.sure = "The mail has passed so many servers that it must be going in circles.";
	for (size_t i = 0; i < header->n; i++) {
		const rap_header_field *field = &header->fields[i];

		if (!m.sure)
			m.sure = sign_of(field);
		if (!m.bulk)
			m.bulk = bulk_sign_of(field);
		if (rap_slice_is_nocase(field->name, "X-Auto-Response-Suppress") &&
		    (lists_word(field->body, "All") || lists_word(field->body, "AutoReply")))
			m.silent = true;
	}
	m.silent = m.silent || m.sure || m.bulk;
	return m;
}
