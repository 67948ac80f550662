// SPDX-License-Identifier: Apache-2.0
/*
 * Attachments (enclosed.h).
 *
 * LIMITS: RAP_LIMIT_WORD_FILES are opened; a further one is kept, and a finding.
 */
#include "parsers/enclosed.h"

#include "common/hash.h"
#include "common/mem.h"
#include "parsers/gather.h"

#include <stdlib.h>
#include <strings.h>

const char *rap_enclosed_name(const rap_part *part)
{
	if (part->name)
		return part->name;
	if (strcmp(part->type, "message/rfc822") == 0)
		return "a mail inside the mail";
	return part->type;
}

static bool ends_in(const char *name, const char *ending)
{
	size_t n = strlen(name), m = strlen(ending);

	return n > m && strcasecmp(name + n - m, ending) == 0;
}

/* By its bytes; what only says that it is one, by its name or type, is told when it cannot be opened. */
static bool is_word(const rap_part *part)
{
	static const char type[] =
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document";

	if (rap_docx_is_word(part->bytes))
		return true;
	if (part->name && strrchr(part->name, '.'))
		return ends_in(part->name, ".docx") ||
		       (strcmp(part->type, type) == 0 && !ends_in(part->name, ".doc") &&
		        !ends_in(part->name, ".docm"));
	return strcmp(part->type, type) == 0;
}

/* Parts whose being unread nobody needs to be told of: signatures, pictures in a text, parts of reports. */
static bool is_silent(const rap_part *part, const rap_reading *reading)
{
	return part->picture || reading->kind != RAP_KIND_REPLY ||
	       strcmp(part->type, "application/pgp-signature") == 0 ||
	       strcmp(part->type, "application/pkcs7-signature") == 0 ||
	       strcmp(part->type, "application/x-pkcs7-signature") == 0;
}

/* Kinds of files in which answers or drafts come, and in what form they would be read. */
static const char *why_not(const rap_part *part)
{
	static const struct {
		const char *ending, *text;
	} kinds[] = {
		{".doc",
	         "This Word file is in the format of old Word. It is kept, but not read: answers "
	         "may be inside."},
		{".docm",
	         "This Word file may hold macros. It is kept, but was not opened: answers may be "
	         "inside."},
		{".dotx",
	         "This template of a Word file is kept, but not read: answers may be inside."},
		{".odt", "This LibreOffice file is kept, but not read: answers may be inside."},
		{".rtf", "This text file (RTF) is kept, but not read: answers may be inside."},
		{".pdf", "This PDF is kept, but not read: answers may be inside."},
		{".hwp", "This Hangul file is kept, but not read: answers may be inside."},
		{".hwpx", "This Hangul file is kept, but not read: answers may be inside."},
		{".xls", "This table is kept, but not read: answers may be inside."},
		{".xlsx", "This table is kept, but not read: answers may be inside."},
		{".ods", "This table is kept, but not read: answers may be inside."},
		{".zip", "This archive is kept, but not opened: answers may be inside."},
	};

	if (rap_part_is_tnef(part))
		return "The mail holds a package that only Outlook can open (winmail.dat). It is "
		       "kept, but not read: answers may be inside.";
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (ends_in(rap_enclosed_name(part), kinds[i].ending))
			return kinds[i].text;
	return "This attachment is kept, but not read.";
}

static void say(rap_reading *reading, const rap_part *part, const char *text)
{
	rap_reading_finding(reading, "not-read", NULL, rap_enclosed_name(part), text);
}

/* Opens a Word file. false: it could not be, which is said. */
static bool open_word(const rap_part *part, size_t index, rap_reading *reading, rap_enclosed *ret)
{
	const char *why = "the mail holds too many of them";
	rap_buf text;

	if (ret->n < RAP_LIMIT_WORD_FILES) {
		ret->words[ret->n].part = index;
		if (rap_docx_read(part->bytes, &ret->words[ret->n].docx, &why)) {
			ret->n++;
			return true;
		}
	}
	text = rap_buf_init(RAP_KIB);
	rap_buf_printf(&text, "This Word file was not read: %s. It is kept; answers may be inside.",
	               why);
	say(reading, part, rap_buf_text(&text));
	rap_buf_done(&text);
	return false;
}

static void list(const rap_part *part, size_t index, bool read, rap_reading *reading,
                 rap_enclosed *ret)
{
	rap_attachment_seen *seen = rap_reading_attachment(reading);
	bool text = rap_gather_is_text(part) && !part->sealed;
	bool word = read && !part->sealed && is_word(part);
	rap_hash hash = rap_hash_of(part->bytes);

	if (!seen)
		return;
	seen->name = rap_strdup(rap_enclosed_name(part));
	seen->type = rap_strdup(part->type);
	seen->size = part->bytes.len;
	seen->sha256 = rap_calloc(RAP_HASH_HEX_SIZE, 1);
	rap_hash_hex(&hash, seen->sha256);
	if (word && open_word(part, index, reading, ret))
		seen->read_as = rap_strdup("docx");
	else if (text)
		seen->read_as = rap_strdup("text");
	else if (!word && !is_silent(part, reading))
		say(reading, part, why_not(part));
}

void rap_enclosed_list(const rap_mime *mime, bool read, rap_reading *reading, rap_enclosed *ret)
{
	*ret = (rap_enclosed){0};
	for (size_t i = 0; i < mime->n; i++)
		if (mime->parts[i].attachment)
			list(&mime->parts[i], i, read, reading, ret);
}

void rap_enclosed_done(rap_enclosed *enclosed)
{
	for (size_t i = 0; i < enclosed->n; i++)
		rap_docx_done(&enclosed->words[i].docx);
	enclosed->n = 0;
}
