// SPDX-License-Identifier: Apache-2.0
/*
 * The address of the author, strictly (R10-R12): one From field, one mailbox, and an addr-spec that every
 * mail program reads the same way. What is legal but read differently by different programs (comments inside
 * an address, routes, groups, blanks around the @, quoted specials) is refused: the mail then waits for a
 * person, which is the cheap mistake. Nothing is decoded before it is parsed, and nothing after (R11).
 *
 * Domains are compared as A-labels. A domain that is not ASCII is not usable: the roster writes the
 * domains of internationalised names as A-labels ("xn--..."), as they stand in DNS and in results of DMARC.
 */
#include "common/header.h"
#include "common/mem.h"
#include "common/utf8.h"

#include <stdlib.h>

#define LOCAL_MAX 64u /* RFC 5321, 4.5.3.1.1 */
#define DOMAIN_MAX 253u
#define LABEL_MAX 63u

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_high(char c)
{
	return (unsigned char)c >= 0x80;
}

/* RFC 5322, 3.2.3; strchr would find the NUL too. */
static bool is_atext(char c)
{
	return is_alnum(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c));
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* ---- local@domain --------------------------------------------------------------------------------------- */

static bool is_dot_atom(rap_slice s)
{
	bool after_dot = true; /* a dot must not stand here */

	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '.') {
			if (after_dot)
				return false;
			after_dot = true;
		} else if (is_atext(s.at[i]) || is_high(s.at[i])) {
			after_dot = false;
		} else {
			return false;
		}
	}
	return s.len > 0 && !after_dot;
}

/* "..." of atext, blanks and dots: no specials, no backslash (R10). */
static bool is_plain_quoted(rap_slice s)
{
	if (s.len < 3 || s.at[0] != '"' || s.at[s.len - 1] != '"')
		return false;
	for (size_t i = 1; i + 1 < s.len; i++)
		if (!is_atext(s.at[i]) && !is_high(s.at[i]) && s.at[i] != ' ' && s.at[i] != '.')
			return false;
	return true;
}

/* NULL when it is not usable. Quotes around a dot-atom say nothing and are dropped. */
static char *local_of(rap_slice s)
{
	if (!s.at || s.len == 0 || s.len > LOCAL_MAX || !rap_utf8_valid(s))
		return NULL;
	/* R11: an encoded word is no address; some programs would decode it into another one. */
	if (s.len >= 2 && memmem(s.at, s.len, "=?", 2))
		return NULL;
	if (is_dot_atom(s))
		return rap_strndup(s.at, s.len);
	if (!is_plain_quoted(s))
		return NULL;
	if (is_dot_atom(rap_slice_sub(s, 1, s.len - 1)))
		return rap_strndup(s.at + 1, s.len - 2);
	return rap_strndup(s.at, s.len);
}

static bool is_label(rap_slice s)
{
	if (s.len == 0 || s.len > LABEL_MAX || s.at[0] == '-' || s.at[s.len - 1] == '-')
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!is_alnum(s.at[i]) && s.at[i] != '-')
			return false;
	return true;
}

/* Lower case, without the trailing dot; NULL when it is no host name. */
static char *domain_of(rap_slice s)
{
	size_t from = 0;
	char *domain;

	if (s.at && s.len > 0 && s.at[s.len - 1] == '.')
		s.len--;
	if (!s.at || s.len == 0 || s.len > DOMAIN_MAX)
		return NULL;
	for (size_t i = 0; i <= s.len; i++) {
		if (i < s.len && s.at[i] != '.')
			continue;
		if (!is_label(rap_slice_sub(s, from, i)))
			return NULL;
		from = i + 1;
	}
	domain = rap_strndup(s.at, s.len);
	for (size_t i = 0; i < s.len; i++)
		if (domain[i] >= 'A' && domain[i] <= 'Z')
			domain[i] = (char)(domain[i] - 'A' + 'a');
	return domain;
}

bool rap_addr_spec_parse(rap_slice text, rap_addr_spec *ret)
{
	const char *sign = text.at ? memrchr(text.at, '@', text.len) : NULL;
	rap_addr_spec spec = {0};
	size_t at;

	if (!sign)
		return false;
	at = (size_t)(sign - text.at);
	spec.local = local_of(rap_slice_sub(text, 0, at));
	if (spec.local)
		spec.domain = domain_of(rap_slice_sub(text, at + 1, text.len));
	if (!spec.domain) {
		free(spec.local);
		return false;
	}
	*ret = spec;
	return true;
}

bool rap_addr_spec_same(const rap_addr_spec *a, const rap_addr_spec *b)
{
	if (!a->local || !b->local || !a->domain || !b->domain)
		return false;
	/* R12: ASCII case is folded, other letters are compared bytewise; the roster is written in NFC. */
	return strcmp(a->domain, b->domain) == 0 &&
	       rap_slice_is_nocase(rap_slice_of(a->local), b->local);
}

void rap_addr_spec_done(rap_addr_spec *spec)
{
	free(spec->local);
	free(spec->domain);
	*spec = (rap_addr_spec){0};
}

/* ---- From ----------------------------------------------------------------------------------------------- */

/* Behind the comment that begins at i, or 0 when it does not end, is nested too deep or holds controls. */
static size_t skip_comment(rap_slice s, size_t i)
{
	size_t depth = 0;

	for (; i < s.len; i++) {
		char c = s.at[i];

		if (c == '\\') {
			i++;
		} else if (c == '(') {
			if (++depth > RAP_LIMIT_COMMENT_DEPTH)
				return 0;
		} else if (c == ')' && --depth == 0) {
			return i + 1;
		}
	}
	return 0;
}

/* Behind blanks and comments; false when a comment is broken. */
static bool skip_cfws(rap_slice s, size_t *i)
{
	while (*i < s.len) {
		if (is_blank(s.at[*i])) {
			++*i;
		} else if (s.at[*i] == '(') {
			*i = skip_comment(s, *i);
			if (*i == 0)
				return false;
		} else {
			break;
		}
	}
	return true;
}

/* Behind the quoted string that begins at i, or 0. */
static size_t skip_quoted(rap_slice s, size_t i)
{
	for (i++; i < s.len; i++) {
		if (s.at[i] == '\\')
			i++;
		else if (s.at[i] == '"')
			return i + 1;
	}
	return 0;
}

/*
 * Where the angle address begins, walking over a display name of atoms, dots, quoted strings and comments.
 * s.len when there is none; SIZE_MAX when something else stands there (comma, colon, semicolon, @, ...).
 */
static size_t find_angle(rap_slice s)
{
	size_t i = 0;

	for (;;) {
		if (!skip_cfws(s, &i))
			return SIZE_MAX;
		if (i >= s.len || s.at[i] == '<')
			return i;
		if (s.at[i] == '"') {
			i = skip_quoted(s, i);
			if (i == 0)
				return SIZE_MAX;
		} else if (is_atext(s.at[i]) || is_high(s.at[i]) || s.at[i] == '.') {
			i++;
		} else {
			return SIZE_MAX;
		}
	}
}

/* Whether only blanks and comments stand behind i. */
static bool ends_at(rap_slice s, size_t i)
{
	return skip_cfws(s, &i) && i == s.len;
}

static bool parse_mailbox(rap_slice s, rap_addr_spec *ret)
{
	size_t from = 0, to, angle = find_angle(s);

	if (angle < s.len) {
		const char *close = memchr(s.at + angle, '>', s.len - angle);

		to = close ? (size_t)(close - s.at) : 0;
		return close && ends_at(s, to + 1) &&
		       rap_addr_spec_parse(rap_slice_sub(s, angle + 1, to), ret);
	}
	/* A bare addr-spec: it ends at the first blank or comment behind it. */
	if (!skip_cfws(s, &from))
		return false;
	to = from;
	if (to < s.len && s.at[to] == '"' && (to = skip_quoted(s, to)) == 0)
		return false;
	while (to < s.len && !is_blank(s.at[to]) && s.at[to] != '(')
		to++;
	return to > from && ends_at(s, to) && rap_addr_spec_parse(rap_slice_sub(s, from, to), ret);
}

static bool has_control(rap_slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (((unsigned char)s.at[i] < 0x20 && s.at[i] != '\t') || s.at[i] == 0x7f)
			return true;
	return false;
}

rap_from_result rap_header_from(const rap_header *header, rap_addr_spec *ret)
{
	const rap_header_field *from = rap_header_get(header, "From", 0);
	rap_buf text = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	bool usable;

	*ret = (rap_addr_spec){0};
	if (!from)
		return RAP_FROM_NONE;
	if (rap_header_get(header, "From", 1))
		return RAP_FROM_SEVERAL;
	/* A bare CR or an escape is read as a line end or worse by some programs. */
	usable = rap_header_unfold(from->body, &text) && !has_control(rap_buf_as_slice(&text)) &&
	         parse_mailbox(rap_buf_as_slice(&text), ret);
	rap_buf_done(&text);
	return usable ? RAP_FROM_OK : RAP_FROM_UNUSABLE;
}
