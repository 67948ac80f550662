// SPDX-License-Identifier: Apache-2.0
/*
 * Limits of R50, before any library; see prescan.h. The structure is followed as MIME has it: header blocks,
 * the boundaries that are open, messages in messages. Where GMime should see it in another way, its own bounds
 * and those of mime.c hold.
 */
#include "parsers/mail/prescan.h"

#include "common/limits.h"
#include "common/mem.h"
#include "parsers/mail/lines.h"
#include "parsers/mail/param.h"

#include <stdlib.h>
#include <strings.h>

/* A multipart that is open, or (without boundary) a message inside a message. */
struct level {
	char *boundary;
	size_t len;
};

struct scan {
	rap_slice raw;
	rap_prescan *ret;
	struct level levels[RAP_LIMIT_MIME_DEPTH];
	size_t n_levels, parts;
	bool in_header;
	size_t block_begin, fields; /* of this header block */
	size_t field_begin, field_end; /* of the field that may still be continued; equal: none */
	rap_slice content_type; /* of this header block */
	bool encoded; /* a message in base64 is one attachment: its lines are no header */
	size_t stray; /* of the top header: the first line behind its last field; or NO_STRAY */
};

#define NO_STRAY SIZE_MAX

static bool refuse(struct scan *s, const char *limit)
{
	s->ret->limit = limit;
	return false;
}

static bool names(rap_slice field, const char *name)
{
	size_t n = strlen(name);

	if (!field.at || field.len <= n || strncasecmp(field.at, name, n) != 0)
		return false;
	while (n < field.len && (field.at[n] == ' ' || field.at[n] == '\t'))
		n++;
	return n < field.len && field.at[n] == ':';
}

/* What stands behind the colon of a field that has one. */
static rap_slice value_of(rap_slice field)
{
	const char *colon = memchr(field.at, ':', field.len);

	return rap_slice_sub(field, (size_t)(colon - field.at) + 1, field.len);
}

static bool is_address_field(rap_slice field)
{
	static const char *const list[] = {"from",      "to",         "cc",           "bcc",
	                                   "sender",    "reply-to",   "resent-from",  "resent-to",
	                                   "resent-cc", "resent-bcc", "resent-sender"};

	for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++) {
		if (names(field, list[i]))
			return true;
	}
	return false;
}

/* Comments, groups and the number of addresses: what makes recursive parsers fall. */
static bool check_nesting(struct scan *s, rap_slice field)
{
	size_t addresses = 1, comments = 0, groups = 0, colon = 0;
	bool quoted = false, angle = false;

	while (colon < field.len && field.at[colon] != ':')
		colon++;
	for (size_t i = colon + 1; i < field.len; i++) {
		char c = field.at[i];

		if (c == '\\')
			i++;
		else if (c == '"' && comments == 0)
			quoted = !quoted;
		else if (quoted)
			continue;
		else if (c == '(')
			comments++;
		else if (c == ')')
			comments -= comments > 0;
		else if (comments > 0)
			continue;
		else if (c == '<' || c == '>')
			angle = c == '<';
		else if (c == ',')
			addresses++;
		else if (c == ':' && !angle)
			groups++;
		else if (c == ';')
			groups -= groups > 0;
		if (comments > RAP_LIMIT_COMMENT_DEPTH || groups > RAP_LIMIT_COMMENT_DEPTH)
			return refuse(s, "nesting of comments in a header field");
		if (addresses > RAP_LIMIT_ADDRESSES)
			return refuse(s, "number of addresses");
	}
	return true;
}

static bool check_sections(struct scan *s, rap_slice field)
{
	size_t sections = 0;

	for (size_t i = 0; i + 1 < field.len; i++)
		sections += field.at[i] == '*' && field.at[i + 1] >= '0' && field.at[i + 1] <= '9';
	if (sections > RAP_LIMIT_2231_SECTIONS && names(field, "content-disposition"))
		return refuse(s, "number of sections of a parameter");
	if (sections > RAP_LIMIT_2231_SECTIONS && names(field, "content-type"))
		return refuse(s, "number of sections of a parameter");
	return true;
}

/* A field of the top header that no library sees, and none of ours takes apart: the header's own size bounds it. */
static bool is_ours_alone(const struct scan *s, rap_slice field)
{
	return s->n_levels == 0 && s->parts == 0 && !is_address_field(field) &&
	       (field.len < 8 || strncasecmp(field.at, "content-", 8) != 0);
}

/* The field that ends here, with its continuation lines. */
static bool end_field(struct scan *s)
{
	rap_slice field = rap_slice_sub(s->raw, s->field_begin, s->field_end);

	if (!field.at || field.len == 0)
		return true;
	s->field_begin = s->field_end;
	if (field.len > RAP_LIMIT_HEADER_FIELD && !is_ours_alone(s, field))
		return refuse(s, "size of a header field");
	if (names(field, "content-type") && s->content_type.len == 0)
		s->content_type = value_of(field);
	if (names(field, "content-transfer-encoding")) {
		char *encoding = rap_param_value(value_of(field));

		s->encoded = strcmp(encoding, "base64") == 0;
		free(encoding);
	}
	if (is_address_field(field) && !check_nesting(s, field))
		return false;
	return check_sections(s, field);
}

static bool push(struct scan *s, char *boundary)
{
	if (s->n_levels == RAP_LIMIT_MIME_DEPTH) {
		free(boundary);
		return refuse(s, "depth of parts in parts");
	}
	s->levels[s->n_levels].len = boundary ? strlen(boundary) : 0;
	s->levels[s->n_levels++].boundary = boundary;
	return true;
}

static void begin_block(struct scan *s, size_t at)
{
	s->in_header = true;
	s->block_begin = s->field_begin = s->field_end = at;
	s->fields = 0;
	s->content_type = (rap_slice){0};
	s->encoded = false;
}

/* The header block ends; the next line, at `at`, belongs to what it describes. */
static bool end_block(struct scan *s, size_t at)
{
	char *type, *boundary;
	bool message;

	if (!end_field(s))
		return false;
	s->in_header = false;
	if (s->content_type.len == 0)
		return true;
	type = rap_param_value(s->content_type);
	message = strcmp(type, "message/rfc822") == 0 || strcmp(type, "message/global") == 0;
	boundary = strncmp(type, "multipart/", 10) == 0 ? rap_param_raw(s->content_type, "boundary")
	                                                : NULL;
	free(type);
	if (message && !s->encoded) {
		begin_block(s, at);
		return push(s, NULL);
	}
	if (!boundary)
		return true;
	if (strlen(boundary) > RAP_LIMIT_BOUNDARY) {
		free(boundary);
		return refuse(s, "length of a boundary");
	}
	return push(s, boundary);
}

static void pop_to(struct scan *s, size_t n)
{
	while (s->n_levels > n)
		free(s->levels[--s->n_levels].boundary);
}

enum fence { NO_FENCE, OPENS, CLOSES };

/* Whether the line is the delimiter of a multipart that is open, and of which. */
static enum fence find_fence(const struct scan *s, rap_slice line, size_t *ret_level)
{
	if (line.len < 2 || line.at[0] != '-' || line.at[1] != '-')
		return NO_FENCE;
	line = rap_slice_sub(line, 2, line.len);
	while (line.len > 0 && (line.at[line.len - 1] == ' ' || line.at[line.len - 1] == '\t' ||
	                        line.at[line.len - 1] == '\r'))
		line.len--;
	for (size_t i = s->n_levels; i-- > 0;) {
		const struct level *level = &s->levels[i];

		if (level->len == 0 || line.len < level->len ||
		    memcmp(line.at, level->boundary, level->len) != 0)
			continue;
		*ret_level = i;
		if (line.len == level->len)
			return OPENS;
		if (line.len == level->len + 2 && memcmp(line.at + level->len, "--", 2) == 0)
			return CLOSES;
	}
	return NO_FENCE;
}

static bool is_blank_line(rap_slice line)
{
	for (size_t i = 0; i < line.len; i++)
		if (line.at[i] != ' ' && line.at[i] != '\t' && line.at[i] != '\r')
			return false;
	return true;
}

static bool is_mbox_line(rap_slice line)
{
	size_t mark = line.len > 0 && line.at[0] == '>';

	return line.len > mark + 5 && memcmp(line.at + mark, "From ", 5) == 0;
}

/* A name, and a colon behind it; blanks between them are allowed to old programs. One without a name is broken, but none of words. */
static bool is_field(rap_slice line)
{
	size_t i = 0;

	while (i < line.len && line.at[i] > ' ' && line.at[i] < 0x7f && line.at[i] != ':')
		i++;
	while (i < line.len && (line.at[i] == ' ' || line.at[i] == '\t'))
		i++;
	return i < line.len && line.at[i] == ':';
}

static bool header_line(struct scan *s, rap_slice line, size_t begin, size_t end)
{
	bool top = s->n_levels == 0 && s->parts == 0;

	if (end - s->block_begin > RAP_LIMIT_HEADER_BLOCK)
		return refuse(s, "size of a header");
	if (top && line.len > 0 && memchr(line.at, '\0', line.len))
		s->ret->nul_in_header = true;
	if (line.len == 0 || (line.len == 1 && line.at[0] == '\r')) {
		if (s->ret->body_at == 0 && end_field(s))
			s->ret->body_at = s->stray == NO_STRAY ? end : s->stray;
		return !s->ret->limit && end_block(s, end);
	}
	if ((line.at[0] == ' ' || line.at[0] == '\t') && s->field_end > s->field_begin) {
		s->field_end = begin + line.len;
		return true;
	}
	if (!end_field(s))
		return false;
	/* Words behind the last field: the blank line was forgotten, and the body begins there. */
	if (top && is_field(line))
		s->stray = NO_STRAY;
	else if (top && s->stray == NO_STRAY && !is_mbox_line(line) && !is_blank_line(line))
		s->stray = begin;
	s->field_begin = begin;
	s->field_end = begin + line.len;
	if (++s->fields > RAP_LIMIT_HEADER_FIELDS)
		return refuse(s, "number of header fields");
	return true;
}

static bool one_line(struct scan *s, rap_slice line, size_t begin, size_t end)
{
	size_t level;
	enum fence fence;

	if (line.len > RAP_LIMIT_LINE)
		return refuse(s, "length of a line");
	fence = find_fence(s, line, &level);
	if (fence == NO_FENCE)
		return !s->in_header || header_line(s, line, begin, end);
	/* A header that runs into a boundary has no body; it ends all the same. */
	if (s->in_header && !end_field(s))
		return false;
	s->in_header = false;
	if (fence == CLOSES) {
		pop_to(s, level);
		return true;
	}
	pop_to(s, level + 1);
	if (++s->parts > RAP_LIMIT_MIME_PARTS)
		return refuse(s, "number of parts");
	begin_block(s, end);
	return true;
}

/*
 * Where the header begins: behind a byte order mark, a line that mbox has put before it, and blank lines, if a field
 * comes then (else they are the end of a header that has none).
 */
static size_t find_begin(rap_slice raw)
{
	bool mark = raw.len >= 3 && memcmp(raw.at, "\xef\xbb\xbf", 3) == 0;
	size_t offset = mark ? 3 : 0, begin = offset, found = offset;
	rap_slice line;

	while (rap_lines_next(raw, &offset, &line)) {
		if (is_mbox_line(line))
			found = offset > raw.len ? raw.len : offset;
		else if (is_field(line))
			return begin;
		else if (!is_blank_line(line))
			break;
		begin = offset > raw.len ? raw.len : offset;
	}
	return found;
}

bool rap_prescan_check(rap_slice raw, rap_prescan *ret)
{
	struct scan *s = rap_calloc(1, sizeof(*s));
	size_t offset = 0, begin;
	rap_slice line;
	bool good = true;

	*ret = (rap_prescan){0};
	s->raw = raw;
	s->ret = ret;
	if (raw.len > RAP_LIMIT_MESSAGE)
		good = refuse(s, "size of a message");
	s->stray = NO_STRAY;
	ret->begin = find_begin(raw);
	begin_block(s, ret->begin);
	for (begin = offset = ret->begin; good && rap_lines_next(raw, &offset, &line);
	     begin = offset)
		good = one_line(s, line, begin, offset > raw.len ? raw.len : offset);
	if (good && s->in_header)
		good = end_field(s);
	if (good && ret->body_at == 0)
		ret->body_at = s->stray == NO_STRAY ? raw.len : s->stray;
	pop_to(s, 0);
	free(s);
	return good;
}
