// SPDX-License-Identifier: Apache-2.0
/*
 * The address of the author, strictly (R10-R12): one From field, one mailbox, and an addr-spec that every
 * mail program reads the same way. What is legal but read differently by different programs (comments inside
 * an address, routes, groups, blanks around the @, quoted specials) is refused: the mail then waits for a
 * person, which is the cheap mistake. Nothing is decoded before it is parsed, and nothing after (R11).
 */
#include "common/header.h"
#include "common/mem.h"
#include "common/scan.h"
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

/* R10: "..." of atext and blanks: no specials (the dot is one), no backslash. */
static bool is_plain_quoted(rap_slice s)
{
	if (s.len < 3 || s.at[0] != '"' || s.at[s.len - 1] != '"')
		return false;
	for (size_t i = 1; i + 1 < s.len; i++)
		if (!is_atext(s.at[i]) && !is_high(s.at[i]) && s.at[i] != ' ')
			return false;
	return true;
}

/* R12: letters that are not ASCII are compared in NFC, as they may be written in two ways. */
static char *in_nfc(rap_slice s)
{
	rap_buf text = rap_buf_init(RAP_KIB);

	rap_utf8_nfc(&text, s);
	return rap_buf_take(&text);
}

/* R10: the local part is a dot-atom or plainly quoted, else NULL. Quotes around a dot-atom say nothing and are dropped. */
static char *local_of(rap_slice s)
{
	rap_slice inside = s.len > 2 && s.at[0] == '"' && s.at[s.len - 1] == '"'
	                           ? rap_slice_sub(s, 1, s.len - 1)
	                           : s;

	if (s.len == 0 || s.len > LOCAL_MAX || !rap_utf8_valid(s))
		return NULL;
	/* R11: an encoded word is no address; some programs would decode it into another one. */
	if (memmem(s.at, s.len, "=?", 2))
		return NULL;
	if (is_dot_atom(inside))
		return in_nfc(inside);
	return is_plain_quoted(s) ? in_nfc(s) : NULL;
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

/*
 * R12: A-labels in lower case, without the trailing dot. What is not ASCII is refused: the roster writes the domains of
 * internationalised names as they stand in DNS and in results of DMARC ("xn--...").
 */
char *rap_domain_of(rap_slice s)
{
	size_t from = 0;
	char *domain;

	if (s.len > 0 && s.at[s.len - 1] == '.')
		s.len--;
	if (s.len == 0 || s.len > DOMAIN_MAX)
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
		spec.domain = rap_domain_of(rap_slice_sub(text, at + 1, text.len));
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
	/* R12: ASCII case is folded, other letters are compared bytewise. No plus-tag is folded away. */
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

/* Over a display name of atoms, dots, quoted strings and comments: whether the angle address begins behind it. */
static bool find_angle(rap_scan *scan)
{
	for (;;) {
		rap_scan_cfws(scan);
		if (rap_scan_end(scan) || rap_scan_is(scan, '<'))
			return !rap_scan_end(scan);
		if (rap_scan_is(scan, '"'))
			(void)rap_scan_quoted(scan);
		else if (is_atext(scan->s.at[scan->at]) || is_high(scan->s.at[scan->at]) ||
		         scan->s.at[scan->at] == '.')
			scan->at++;
		else /* comma, colon, semicolon, @, ... */
			return false;
	}
}

/* "<local@domain>" as it stands, up to the first ">"; R10: no route and no comment inside, for it must be an addr-spec. */
static rap_slice angle_address(rap_scan *scan)
{
	size_t from = ++scan->at;

	while (!rap_scan_end(scan) && !rap_scan_is(scan, '>'))
		scan->at++;
	scan->broken = rap_scan_end(scan);
	return rap_slice_sub(scan->s, from, scan->at++);
}

/* A bare addr-spec: it ends at the first blank or comment behind it. */
static rap_slice bare_address(rap_scan *scan)
{
	size_t from;

	rap_scan_cfws(scan);
	from = scan->at;
	if (rap_scan_is(scan, '"'))
		(void)rap_scan_quoted(scan);
	while (!rap_scan_end(scan) && !rap_scan_is(scan, ' ') && !rap_scan_is(scan, '\t') &&
	       !rap_scan_is(scan, '('))
		scan->at++;
	return rap_slice_sub(scan->s, from, scan->at);
}

/* R10: exactly one mailbox: nothing but blanks and comments stands around it. */
static bool parse_mailbox(rap_scan scan, rap_addr_spec *ret)
{
	rap_scan angle = scan;
	bool has_angle = find_angle(&angle);
	rap_slice address;

	if (has_angle)
		scan = angle;
	address = has_angle ? angle_address(&scan) : bare_address(&scan);
	rap_scan_cfws(&scan);
	return !scan.broken && rap_scan_end(&scan) && rap_addr_spec_parse(address, ret);
}

rap_from_result rap_header_from(const rap_header *header, rap_addr_spec *ret)
{
	const rap_header_field *from = rap_header_get(header, "From", 0);
	rap_buf text = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	rap_scan scan;
	bool usable;

	*ret = (rap_addr_spec){0};
	if (!from)
		return RAP_FROM_NONE;
	if (rap_header_get(header, "From", 1)) /* R10: exactly one */
		return RAP_FROM_SEVERAL;
	usable = rap_scan_begin(&scan, from->body, RAP_LIMIT_COMMENT_DEPTH, &text) &&
	         parse_mailbox(scan, ret); /* R11: of the undecoded field */
	rap_buf_done(&text);
	return usable ? RAP_FROM_OK : RAP_FROM_UNUSABLE;
}
