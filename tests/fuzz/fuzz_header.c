// SPDX-License-Identifier: Apache-2.0
/* The strict header reader that trust rests on. The first line is our mailbox, the rest a mail. */
#include "tests/fuzz/fuzz.h"

#include "common/date.h"
#include "common/header.h"
#include "common/identity.h"
#include "common/token.h"

/* Nothing in it that could end a line, a command or a string of somebody else. */
static bool is_plain(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			return false;
	return true;
}

static void check_from(const rap_header *header)
{
	rap_addr_spec from, back;
	rap_buf text = rap_buf_init(RAP_KIB);

	if (rap_header_from(header, &from) != RAP_FROM_OK)
		return;
	MUST(rap_header_count(header, "From") == 1);
	MUST(*from.local && *from.domain && is_plain(from.local) && is_plain(from.domain));
	MUST(!strpbrk(from.domain, " @<>,;:\"") && fuzz_line_or_null(from.domain));
	rap_buf_printf(&text, "%s@%s", from.local, from.domain);
	if (!text.over) {
		MUST(rap_addr_spec_parse(rap_buf_as_slice(&text), &back));
		MUST(rap_addr_spec_same(&from, &back) && strcmp(from.domain, back.domain) == 0);
		rap_addr_spec_done(&back);
	}
	rap_addr_spec_done(&from);
	rap_buf_done(&text);
}

static void check_fields(const rap_header *header, rap_slice mail)
{
	MUST(header->n <= RAP_LIMIT_HEADER_FIELDS && header->body_at <= mail.len);
	for (size_t i = 0; i < header->n; i++) {
		const rap_header_field *field = &header->fields[i];
		rap_buf line = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
		rap_strv ids = {0};
		int64_t utc;
		int offset;

		MUST(field->name.len > 0 && fuzz_within(field->name, mail) &&
		     fuzz_within(field->body, mail));
		for (size_t k = 0; k < field->name.len; k++)
			MUST(field->name.at[k] > 32 && field->name.at[k] < 127 &&
			     field->name.at[k] != ':');
		if (rap_header_unfold(field->body, &line))
			MUST(line.len <= field->body.len &&
			     (line.len == 0 || !memchr(line.at, '\0', line.len)));
		rap_header_message_ids(field->body, &ids);
		MUST(ids.n <= RAP_LIMIT_REFERENCES);
		for (size_t k = 0; k < ids.n; k++)
			MUST(is_plain(ids.at[k]) && ids.at[k][0] == '<' && strchr(ids.at[k], '@') &&
			     ids.at[k][strlen(ids.at[k]) - 1] == '>');
		if (rap_date_parse_5322(field->body, &utc, &offset) == RAP_OK)
			MUST(offset > -86400 && offset < 86400);
		rap_strv_done(&ids);
		rap_buf_done(&line);
	}
}

static void check_tokens(const rap_header *header, rap_slice mailbox)
{
	rap_addr_spec ours;
	rap_strv tokens = {0};
	char folded[RAP_TOKEN_SIZE];

	if (!rap_addr_spec_parse(mailbox, &ours))
		return;
	rap_header_tokens(header, &ours, &tokens);
	MUST(tokens.n <= RAP_LIMIT_TOKENS);
	for (size_t i = 0; i < tokens.n; i++)
		MUST(rap_token_well_formed(rap_slice_of(tokens.at[i]), folded) &&
		     strcmp(folded, tokens.at[i]) == 0);
	rap_strv_done(&tokens);
	rap_addr_spec_done(&ours);
}

/* A mail is the same whatever traces are laid on top of it, and with either kind of line end. */
static void check_identity(rap_slice mail)
{
	static const char trace[] = "Received: from a by b; Mon, 06 Jul 2020 09:00:00 +0900\n";
	rap_hash plain = rap_identity_of(mail), whole = rap_hash_of_lines(mail), other;
	rap_buf more = rap_buf_init(mail.len * 2 + sizeof trace);

	rap_buf_str(&more, trace);
	rap_buf_slice(&more, mail);
	other = rap_identity_of(rap_buf_as_slice(&more));
	/* Behind a From_ line, or before a continuation, the trace is in another place. */
	if (mail.len > 0 && !strchr(" \t>F", mail.at[0]) && !rap_hash_same(&plain, &other)) {
		/* A header of nothing but traces: both are all of what there is. */
		MUST(rap_hash_same(&plain, &whole));
		whole = rap_hash_of_lines(rap_buf_as_slice(&more));
		MUST(rap_hash_same(&other, &whole));
	}
	rap_buf_cut(&more, 0);
	for (size_t i = 0; i < mail.len; i++) {
		if (mail.at[i] == '\n' && (i == 0 || mail.at[i - 1] != '\r'))
			rap_buf_char(&more, '\r');
		rap_buf_char(&more, mail.at[i]);
	}
	other = rap_identity_of(rap_buf_as_slice(&more));
	MUST(rap_hash_same(&plain, &other));
	rap_buf_done(&more);
}

static void one(rap_slice input)
{
	const char *end = input.len ? memchr(input.at, '\n', input.len) : NULL;
	size_t len = end ? (size_t)(end - input.at) : 0;
	rap_slice mail = rap_slice_sub(input, end ? len + 1 : 0, input.len);
	rap_header header = {0};
	rap_err err = rap_header_split(mail, &header);

	if (!err) {
		check_fields(&header, mail);
		check_from(&header);
		check_tokens(&header, rap_slice_sub(input, 0, len));
	}
	check_identity(mail);
	rap_header_done(&header);
}

const fuzz_target fuzz_here = {NULL, one, 200000, 1500};
