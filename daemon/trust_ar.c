// SPDX-License-Identifier: Apache-2.0
/*
 * Authentication-Results by the grammar of RFC 8601, section 2.2. Only those in the trace block count (R1):
 * what stands above the Received line of our border server was put there by servers of ours, everything
 * below it came with the mail and may be forged. Never read: Received-SPF, DKIM-Signature, X-*, and ARC, since
 * no sealer can be configured (R7).
 *
 * One step beyond the grammar: "action=none" without a property type, which Exchange Online writes, is skipped
 * as a property, and values may hold unquoted characters such as "/" and "=". LIMITS: R3.
 */
#include "trust_ar.h"

#include "common/mem.h"

#include <stdlib.h>

/* ---- words ---------------------------------------------------------------------------------------------- */

typedef struct cursor {
	rap_slice s;
	size_t at;
	bool broken; /* an open comment or quote, or nested too deep: the field says nothing */
} cursor;

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool at_end(const cursor *c)
{
	return c->broken || c->at >= c->s.len;
}

static bool next_is(const cursor *c, char want)
{
	return !at_end(c) && c->s.at[c->at] == want;
}

static void skip_comment(cursor *c)
{
	size_t depth = 0;

	for (; c->at < c->s.len; c->at++) {
		char x = c->s.at[c->at];

		if (x == '\\') {
			c->at++;
		} else if (x == '(') {
			if (++depth > RAP_LIMIT_AR_COMMENT_DEPTH)
				break;
		} else if (x == ')' && --depth == 0) {
			c->at++;
			return;
		}
	}
	c->broken = true;
}

static void skip_cfws(cursor *c)
{
	while (!at_end(c)) {
		if (is_blank(c->s.at[c->at]))
			c->at++;
		else if (c->s.at[c->at] == '(')
			skip_comment(c);
		else
			return;
	}
}

static bool skip_char(cursor *c, char want)
{
	if (!next_is(c, want))
		return false;
	c->at++;
	return true;
}

/* A word that ends at a blank, a comment, or one of the characters of `stop`. */
static rap_slice take_bare(cursor *c, const char *stop)
{
	size_t from = c->at;

	while (!at_end(c)) {
		char x = c->s.at[c->at];

		if ((unsigned char)x <= ' ' || (unsigned char)x > '~' || strchr("()<>,;\\\"", x) ||
		    strchr(stop, x))
			break;
		c->at++;
	}
	return rap_slice_sub(c->s, from, c->at);
}

/* A value: a word or a quoted string, without its quotes. false when there is none. */
static bool take_value(cursor *c, const char *stop, rap_buf *out)
{
	rap_slice word;

	rap_buf_cut(out, 0);
	if (!next_is(c, '"')) {
		word = take_bare(c, stop);
		rap_buf_slice(out, word);
		return word.len > 0;
	}
	for (c->at++; c->at < c->s.len; c->at++) {
		if (c->s.at[c->at] == '"') {
			c->at++;
			return true;
		}
		if (c->s.at[c->at] == '\\' && c->at + 1 < c->s.len)
			c->at++;
		rap_buf_char(out, c->s.at[c->at]);
	}
	c->broken = true;
	return false;
}

/* As it is compared: lower case, without trailing dot (R5). */
static char *domain_of(rap_slice s)
{
	char *domain;

	if (s.len > 0 && s.at[s.len - 1] == '.')
		s.len--;
	domain = rap_strndup(s.len ? s.at : "", s.len);
	for (char *p = domain; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return domain;
}

/* ---- results -------------------------------------------------------------------------------------------- */

typedef enum method { METHOD_OTHER, METHOD_DMARC, METHOD_DKIM } method;

static rap_ar_class class_of(rap_slice result)
{
	if (rap_slice_is_nocase(result, "pass"))
		return RAP_AR_PASS;
	/* Exchange Online: no policy is published, a guess would have passed. A guess is none. */
	if (rap_slice_is_nocase(result, "none") || rap_slice_is_nocase(result, "bestguesspass"))
		return RAP_AR_NONE;
	if (rap_slice_is_nocase(result, "temperror"))
		return RAP_AR_TEMPERROR;
	return RAP_AR_FAIL;
}

static void worsen(rap_ar_class *class, rap_ar_class with)
{
	if (with > *class)
		*class = with;
}

/* R4: two values of header.from that differ say nothing at all. */
static void put_header_from(rap_ar *ar, rap_slice value)
{
	char *domain = domain_of(value);

	if (ar->header_from && strcmp(ar->header_from, domain) != 0)
		ar->contradictory = true;
	free(ar->header_from);
	ar->header_from = domain;
}

/* ptype.property=value, or name=value which is skipped. */
static bool take_property(cursor *c, method of, rap_buf *value, rap_ar *ar)
{
	rap_slice type = take_bare(c, ".=/"), property = {0};

	skip_cfws(c);
	if (skip_char(c, '.')) {
		skip_cfws(c);
		property = take_bare(c, "=");
		skip_cfws(c);
	}
	if (type.len == 0 || !skip_char(c, '='))
		return false;
	skip_cfws(c);
	if (!take_value(c, "", value))
		return false;
	if (!rap_slice_is_nocase(type, "header"))
		return true;
	if (of == METHOD_DMARC && rap_slice_is_nocase(property, "from"))
		put_header_from(ar, rap_buf_as_slice(value));
	else if (of == METHOD_DKIM && rap_slice_is_nocase(property, "d"))
		rap_strv_take(&ar->dkim_domains, domain_of(rap_buf_as_slice(value)));
	return true;
}

/* method[/version] = result {property}; "none" alone is no result. */
static bool take_result(cursor *c, rap_buf *value, rap_ar *ar)
{
	method of = METHOD_OTHER;
	rap_slice name = take_bare(c, "=/"), result;

	skip_cfws(c);
	if (rap_slice_is_nocase(name, "none") && (at_end(c) || next_is(c, ';')))
		return true;
	if (skip_char(c, '/')) {
		skip_cfws(c);
		(void)take_bare(c, "=");
		skip_cfws(c);
	}
	if (name.len == 0 || !skip_char(c, '='))
		return false;
	skip_cfws(c);
	result = take_bare(c, "=");
	if (result.len == 0)
		return false;
	if (rap_slice_is_nocase(name, "dmarc")) {
		of = METHOD_DMARC;
		worsen(&ar->dmarc, class_of(result));
	} else if (rap_slice_is_nocase(name, "dkim")) {
		of = METHOD_DKIM;
		worsen(&ar->dkim, class_of(result));
	}
	for (skip_cfws(c); !at_end(c) && !next_is(c, ';'); skip_cfws(c))
		if (!take_property(c, of, value, ar))
			return false;
	return true;
}

static bool take_results(cursor *c, rap_buf *value, rap_ar *ar)
{
	size_t n = 0;

	for (;;) {
		skip_cfws(c);
		if (at_end(c)) /* a semicolon behind the last one is common */
			return !c->broken;
		if (++n > RAP_LIMIT_AR_RESULTS || !take_result(c, value, ar) || c->broken)
			return false;
		if (!at_end(c) && !skip_char(c, ';'))
			return false;
	}
}

/* R2: the whole name, version absent or 1. Behind it stands the first semicolon. */
static bool is_ours(cursor *c, rap_boundary boundary, const char *id, rap_buf *value)
{
	rap_slice version;
	bool ours;

	skip_cfws(c);
	if (boundary == RAP_BOUNDARY_MICROSOFT365) {
		/* No name: the first word is a method. A field with a name is somebody else's. */
		cursor ahead = *c;

		(void)take_bare(&ahead, "=/");
		skip_cfws(&ahead);
		return next_is(&ahead, '=') || next_is(&ahead, '/');
	}
	if (!take_value(c, "=", value))
		return false;
	ours = rap_slice_is_nocase(rap_buf_as_slice(value), id);
	skip_cfws(c);
	version = take_bare(c, "=");
	skip_cfws(c);
	return ours && (version.len == 0 || rap_slice_is(version, "1")) &&
	       (skip_char(c, ';') || at_end(c)) && !c->broken;
}

static bool has_control(rap_slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (((unsigned char)s.at[i] < ' ' && s.at[i] != '\t') || s.at[i] == 0x7f)
			return true;
	return false;
}

static void merge(rap_ar *all, rap_ar *one)
{
	all->seen = true;
	worsen(&all->dmarc, one->dmarc);
	worsen(&all->dkim, one->dkim);
	all->contradictory = all->contradictory || one->contradictory;
	if (one->header_from)
		put_header_from(all, rap_slice_of(one->header_from));
	for (size_t i = 0; i < one->dkim_domains.n; i++)
		rap_strv_add(&all->dkim_domains, one->dkim_domains.at[i]);
}

/* R3: a field that breaks the grammar yields nothing, not even its beginning. */
static void read_field(rap_slice body, rap_boundary boundary, const char *id, rap_ar *all)
{
	rap_buf text = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	rap_buf value = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	rap_ar one = {0};
	cursor c = {0};

	if (rap_header_unfold(body, &text) && !has_control(rap_buf_as_slice(&text))) {
		c.s = rap_buf_as_slice(&text);
		if (is_ours(&c, boundary, id, &value) && take_results(&c, &value, &one))
			merge(all, &one);
	}
	rap_ar_done(&one);
	rap_buf_done(&text);
	rap_buf_done(&value);
}

/* ---- trace block ---------------------------------------------------------------------------------------- */

typedef enum by_result { BY_HOST, BY_NONE, BY_UNCLEAR } by_result;

/* RFC 3848 and 6531: LMTP, LMTPA, LMTPS, LMTPSA, UTF8LMTP... */
static bool is_lmtp(rap_slice with)
{
	if (with.len >= 4 && rap_slice_is_nocase((rap_slice){with.at, 4}, "UTF8"))
		with = (rap_slice){with.at + 4, with.len - 4};
	return with.len >= 4 && rap_slice_is_nocase((rap_slice){with.at, 4}, "LMTP");
}

/*
 * The host behind "by" of a Received line: RFC 5321, 4.4. The word behind "from" is what the client said in
 * HELO and is passed over, whatever it is. A line that could be read in two ways is unclear.
 */
static by_result find_by(cursor *c, rap_buf *word, rap_buf *host, bool *ret_lmtp)
{
	bool from = false, by = false;

	*ret_lmtp = false;
	for (skip_cfws(c); take_value(c, "", word); skip_cfws(c)) {
		rap_slice s = rap_buf_as_slice(word);

		if (rap_slice_is_nocase(s, "from") && !by) {
			from = true;
			skip_cfws(c);
			if (!take_value(c, "", word))
				return BY_UNCLEAR;
		} else if (rap_slice_is_nocase(s, "by")) {
			skip_cfws(c);
			if (by || !take_value(c, "", host))
				return BY_UNCLEAR;
			by = true;
		} else if (rap_slice_is_nocase(s, "with")) {
			skip_cfws(c);
			if (!take_value(c, "", word))
				return BY_UNCLEAR;
			*ret_lmtp = is_lmtp(rap_buf_as_slice(word));
		}
	}
	if (c->broken || (from && !by))
		return BY_UNCLEAR;
	return by ? BY_HOST : BY_NONE; /* qmail: "(qmail 123 invoked by uid 0)" */
}

static by_result received_by(rap_slice body, rap_buf *host, bool *ret_lmtp)
{
	rap_buf text = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	rap_buf word = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	by_result result = BY_UNCLEAR;
	cursor c = {0};

	if (rap_header_unfold(body, &text)) {
		c.s = rap_buf_as_slice(&text);
		result = find_by(&c, &word, host, ret_lmtp);
	}
	rap_buf_done(&text);
	rap_buf_done(&word);
	return result;
}

/* Exchange Online receives on many hosts below one name; any other border server has one name. */
static bool is_border(const char *by, rap_boundary boundary, const char *id)
{
	char *host = domain_of(rap_slice_of(by));
	size_t n = strlen(host), m;
	bool border;

	if (boundary == RAP_BOUNDARY_MICROSOFT365 && !id)
		id = "mail.protection.outlook.com";
	m = strlen(id);
	border = rap_slice_is_nocase(rap_slice_of(host), id);
	if (boundary == RAP_BOUNDARY_MICROSOFT365 && n > m && host[n - m - 1] == '.')
		border = border || rap_slice_is_nocase(rap_slice_of(host + n - m), id);
	free(host);
	return border;
}

/*
 * R1: number of fields above the topmost Received of the border server; 0 when there is none. An unclear line
 * may be that one, so nothing below it is looked for: a forged one could stand there.
 *
 * Where border and mailbox are one host, its delivery (LMTP) puts a Received of its own on top, above what its SMTP
 * side has added. That one is passed over when the very next one is of the border as well: then no mail from outside
 * stands between them.
 */
static size_t trace_block(const rap_header *header, rap_boundary boundary, const char *id)
{
	rap_buf host = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	size_t end = 0, n = 0;
	bool go_on = true, found = false;

	for (size_t i = 0; i < header->n && go_on; i++) {
		bool border, lmtp = false;
		by_result result;

		if (!rap_slice_is_nocase(header->fields[i].name, "Received"))
			continue;
		result = received_by(header->fields[i].body, &host, &lmtp);
		border = result == BY_HOST && is_border(rap_buf_text(&host), boundary, id);
		if (border)
			end = i;
		/* After a delivery on top one more line is looked at; otherwise until the border is found. */
		if (border || result == BY_UNCLEAR || found)
			go_on = border && lmtp && n == 0;
		found = found || border;
		n++;
	}
	rap_buf_done(&host);
	return end;
}

rap_ar rap_ar_read(const rap_header *header, rap_boundary boundary, const char *boundary_id)
{
	rap_ar ar = {0};
	size_t end;

	if (boundary == RAP_BOUNDARY_NONE || (boundary == RAP_BOUNDARY_ID && !boundary_id))
		return ar;
	end = trace_block(header, boundary, boundary_id);
	for (size_t i = 0; i < end; i++)
		if (rap_slice_is_nocase(header->fields[i].name, "Authentication-Results"))
			read_field(header->fields[i].body, boundary, boundary_id, &ar);
	return ar;
}

void rap_ar_done(rap_ar *ar)
{
	free(ar->header_from);
	rap_strv_done(&ar->dkim_domains);
	*ar = (rap_ar){0};
}
