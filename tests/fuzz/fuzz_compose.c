// SPDX-License-Identifier: Apache-2.0
/*
 * The writer of our mails: header values with NUL between them, text and HTML, the name of a file that goes with it and
 * an id of the mails before it. What it takes has just the header fields that it should have, no CR, no line that is too
 * long, and reads back as what was given; anything else it refuses (R60).
 */
#include "tests/fuzz/fuzz.h"

#include "common/header.h"
#include "daemon/report/compose.h"
#include "parsers/gather.h"
#include "parsers/mail/mime.h"
#include "parsers/mail/prescan.h"
#include "parsers/mail/word2047.h"

enum {
	SUBJECT,
	TO_NAME,
	FROM_NAME,
	KEY,
	IN_REPLY_TO,
	ADDRESS,
	TEXT,
	HTML,
	FILE_NAME,
	REFERENCES,
	PARTS
};

static void check_fields(const rap_header *header)
{
	static const char *const known[] = {"From",
	                                    "To",
	                                    "Reply-To",
	                                    "Subject",
	                                    "Date",
	                                    "Message-ID",
	                                    "MIME-Version",
	                                    "Content-Type",
	                                    "Content-Transfer-Encoding",
	                                    "Auto-Submitted",
	                                    "X-Auto-Response-Suppress",
	                                    "X-Rapporteur-Loop",
	                                    "X-Rapporteur-Key",
	                                    "In-Reply-To",
	                                    "References"};

	MUST(!header->malformed);
	for (size_t i = 0; i < header->n; i++) {
		bool found = false;
		rap_buf line = rap_buf_init(RAP_LIMIT_HEADER_FIELD);

		for (size_t k = 0; k < sizeof known / sizeof *known; k++)
			found |= rap_slice_is_nocase(header->fields[i].name, known[k]);
		if (!found)
			fprintf(stderr, "a field %.*s\n", (int)header->fields[i].name.len,
			        header->fields[i].name.at);
		MUST(found);
		MUST(rap_header_unfold(header->fields[i].body, &line));
		/* A mailbox may have letters beyond ASCII; encoded words hold all else. */
		MUST(fuzz_is_line(rap_buf_as_slice(&line)));
		rap_buf_done(&line);
	}
	MUST(rap_header_count(header, "From") == 1 && rap_header_count(header, "To") == 1 &&
	     rap_header_count(header, "Subject") == 1 &&
	     rap_header_count(header, "Message-ID") == 1);
}

/* Blanks at the ends, those of any script, and doubled ones are no part of a subject that is written in words. */
static bool same_words(rap_slice subject, const char *b)
{
	rap_slice a = rap_utf8_trim(subject);
	rap_buf left = rap_buf_init(a.len + 1), right = rap_buf_init(strlen(b) + 1);
	bool same;

	for (size_t i = 0; i < a.len; i++)
		if (a.at[i] != ' ')
			rap_buf_char(&left, a.at[i]);
	for (; *b; b++)
		if (*b != ' ')
			rap_buf_char(&right, *b);
	same = rap_slice_eq(rap_buf_as_slice(&left), rap_buf_as_slice(&right));
	rap_buf_done(&left);
	rap_buf_done(&right);
	return same;
}

static void check_texts(const rap_mail_parts *parts, rap_slice mail)
{
	rap_prescan scan;
	rap_mime mime;
	const rap_part *text, *html;

	MUST(rap_prescan_check(mail, &scan));
	rap_mime_parse(mail, &scan, &mime);
	text = rap_mime_find(&mime, "text/plain");
	html = rap_mime_find(&mime, "text/html");
	MUST(mime.n == 2 + parts->n_enclosures && text && html && !text->damaged && !html->damaged);
	MUST(rap_slice_eq(rap_utf8_trim(text->bytes), rap_utf8_trim(rap_slice_of(parts->text))));
	MUST(rap_slice_eq(rap_utf8_trim(html->bytes), rap_utf8_trim(rap_slice_of(parts->html))));
	rap_mime_done(&mime);
}

static bool begins_with(rap_slice s, const char *prefix)
{
	return s.len >= strlen(prefix) && memcmp(s.at, prefix, strlen(prefix)) == 0;
}

/* R60: no line is longer than mail may have, and the heads of parts hold three fields and ASCII. */
static void check_lines(rap_slice mail)
{
	bool in_part = false;
	rap_slice line;

	for (size_t at = 0; at < mail.len; at += line.len + 1) {
		const char *end = memchr(mail.at + at, '\n', mail.len - at);

		line = rap_slice_sub(mail, at, end ? (size_t)(end - mail.at) : mail.len);
		MUST(line.len <= 998);
		if (line.len == 0)
			in_part = false;
		if (in_part) {
			MUST(line.at[0] == ' ' || line.at[0] == '\t' ||
			     begins_with(line, "Content-Type: ") ||
			     begins_with(line, "Content-Transfer-Encoding: ") ||
			     begins_with(line, "Content-Disposition: attachment"));
			for (size_t i = 0; i < line.len; i++)
				MUST(line.at[i] == '\t' ||
				     (line.at[i] >= ' ' && line.at[i] < 0x7F));
		}
		if (begins_with(line, "--=_r_"))
			in_part = true;
	}
}

static void check_mail(const rap_mail_parts *parts, rap_slice mail)
{
	rap_header header;
	char *subject;

	check_lines(mail);
	MUST(!memchr(mail.at, '\r', mail.len) && !memchr(mail.at, '\0', mail.len));
	MUST(rap_header_split(mail, &header) == RAP_OK);
	check_fields(&header);
	subject = rap_word2047_text(rap_header_get(&header, "Subject", 0)->body, NULL);
	if (rap_utf8_count(rap_slice_of(parts->subject)) <= RAP_LIMIT_SUBJECT &&
	    !strstr(parts->subject, "=?") && fuzz_is_line(rap_slice_of(parts->subject)))
		MUST(same_words(rap_slice_of(parts->subject), subject));
	free(subject);
	check_texts(parts, mail);
	rap_header_done(&header);
}

static void compose(char *const at[PARTS])
{
	rap_buf address = rap_buf_init(RAP_KIB), mail = rap_buf_init(0), again;
	rap_enclosure file = {.name = at[FILE_NAME],
	                      .type = "application/octet-stream",
	                      .bytes = rap_slice_of("bytes")};
	rap_strv references = {0};
	rap_addr_spec to;
	rap_mail_parts parts = {.from_name = at[FROM_NAME],
	                        .from_address = "meeting@secretariat.example",
	                        .to_name = *at[TO_NAME] ? at[TO_NAME] : NULL,
	                        .to_address = "focal@environment.example",
	                        .subject = at[SUBJECT],
	                        .date = "Mon, 06 Jul 2020 09:00:00 +0900",
	                        .message_id = "<ab.cd@secretariat.example>",
	                        .key = at[KEY],
	                        .in_reply_to = *at[IN_REPLY_TO] ? at[IN_REPLY_TO] : NULL,
	                        .references = &references,
	                        .enclosures = &file,
	                        .n_enclosures = *at[FILE_NAME] ? 1 : 0,
	                        .text = at[TEXT],
	                        .html = at[HTML]};

	/* Addresses are those of the roster, which are read strictly. */
	if (rap_addr_spec_parse(rap_slice_of(at[ADDRESS]), &to)) {
		rap_buf_printf(&address, "%s@%s", to.local, to.domain);
		parts.to_address = rap_buf_text(&address);
		rap_addr_spec_done(&to);
	}
	for (size_t i = 0; i < 24 && *at[REFERENCES];
	     i++) /* as many as a long correspondence has */
		rap_strv_add(&references, at[REFERENCES]);
	if (rap_compose_mail(&parts, &mail) == RAP_OK) {
		check_mail(&parts, rap_buf_as_slice(&mail));
		MUST(rap_compose_letter_len(rap_buf_as_slice(&mail)) <= mail.len);
		MUST(rap_compose_mail(&parts, &again) == RAP_OK);
		MUST(rap_slice_eq(rap_buf_as_slice(&mail), rap_buf_as_slice(&again)));
		rap_buf_done(&again);
	}
	rap_strv_done(&references);
	rap_buf_done(&mail);
	rap_buf_done(&address);
}

static void one(rap_slice input)
{
	char *at[PARTS];

	for (size_t i = 0; i < TEXT; i++)
		at[i] = (char *)(uintptr_t)fuzz_part(&input).at;
	for (size_t i = TEXT; i <= HTML; i++)
		at[i] = (char *)(uintptr_t)fuzz_text_part(&input).at;
	for (size_t i = HTML + 1; i < PARTS; i++)
		at[i] = (char *)(uintptr_t)fuzz_part(&input).at;
	compose(at);
	for (size_t i = 0; i < PARTS; i++)
		free(at[i]);
}

const fuzz_target fuzz_here = {fuzz_open_reader, one, 1000000, 5000};
