// SPDX-License-Identifier: Apache-2.0
/*
 * Authentication-Results by the grammar of RFC 8601, section 2.2. Only those in the trace block count (R1):
 * what stands above the Received line of our border server was put there by servers of ours, everything
 * below it came with the mail and may be forged.
 *
 * R7: no other field is looked at: not Received-SPF, X-Original-Authentication-Results, DKIM-Signature, X-*; and ARC
 * not, since no sealer can be configured. R6: of the results, spf is not looked at.
 *
 * One step beyond the grammar: "action=none" without a property type, which Exchange Online writes, is skipped
 * as a property, and values may hold unquoted characters such as "/" and "=". LIMITS: R3.
 */
#include "trust_ar.h"

#include "common/mem.h"
#include "common/scan.h"

#include <stdlib.h>

/* ---- words ---------------------------------------------------------------------------------------------- */

/* A word that ends at a blank, a comment, or one of the characters of `stop`. */
static rap_slice take_bare(rap_scan *scan, const char *stop)
{
	size_t from = scan->at;

	while (!rap_scan_end(scan)) {
		char c = scan->s.at[scan->at];

		if (c <= ' ' || c > '~' || strchr("()<>,;\\\"", c) || strchr(stop, c))
			break;
		scan->at++;
	}
	return rap_slice_sub(scan->s, from, scan->at);
}

/*
 * A value: a word or a quoted string, without its quotes; with "@domain" behind it (RFC 5321: "a b"@x) all of it. false
 * when there is none.
 */
static bool take_value(rap_scan *scan, const char *stop, rap_slice *ret)
{
	bool quoted = rap_scan_is(scan, '"');
	size_t from = scan->at;

	*ret = quoted ? rap_scan_quoted(scan) : take_bare(scan, stop);
	if (quoted && rap_scan_is(scan, '@')) {
		(void)take_bare(scan, stop);
		*ret = rap_slice_sub(scan->s, from, scan->at);
	}
	return !scan->broken && (quoted || ret->len > 0);
}

/* ---- results -------------------------------------------------------------------------------------------- */

typedef enum method { METHOD_OTHER, METHOD_DMARC, METHOD_DKIM } method;

static method method_of(rap_slice name)
{
	return rap_slice_is_nocase(name, "dmarc")  ? METHOD_DMARC
	       : rap_slice_is_nocase(name, "dkim") ? METHOD_DKIM
	                                           : METHOD_OTHER;
}

static rap_ar_class class_of(rap_slice result)
{
	if (rap_slice_is_nocase(result, "pass"))
		return RAP_AR_PASS;
	/* Exchange Online: no policy is published, a guess would have passed. A guess is none. */
	if (rap_slice_is_nocase(result, "none") || rap_slice_is_nocase(result, "bestguesspass"))
		return RAP_AR_NONE;
	return rap_slice_is_nocase(result, "temperror") ? RAP_AR_TEMPERROR : RAP_AR_FAIL;
}

/* R4: the worst wins. */
static void worsen(rap_ar_class *class, rap_ar_class with)
{
	if (with > *class)
		*class = with;
}

/* R4: two values of header.from that differ say nothing at all. What is no domain differs from every domain. */
static void put_header_from(rap_ar *ar, rap_slice value)
{
	char *domain = rap_domain_of(value);

	if (!domain)
		domain = rap_strdup("");
	if (ar->header_from && strcmp(ar->header_from, domain) != 0)
		ar->contradictory = true;
	free(ar->header_from);
	ar->header_from = domain;
}

static void put_dkim_domain(rap_ar *ar, rap_slice value)
{
	char *domain = rap_domain_of(value);

	if (domain)
		rap_strv_take(&ar->dkim_domains, domain);
}

/* ptype.property=value, or name=value which is skipped. */
static bool take_property(rap_scan *scan, method of, rap_ar *ar)
{
	rap_slice type = take_bare(scan, ".=/"), property = {0}, value;

	rap_scan_cfws(scan);
	if (rap_scan_take(scan, '.')) {
		rap_scan_cfws(scan);
		property = take_bare(scan, "=");
		rap_scan_cfws(scan);
	} else if (method_of(type) != METHOD_OTHER) {
		return false; /* R3: a result without the semicolon before it is not passed over */
	}
	if (type.len == 0 || !rap_scan_take(scan, '='))
		return false;
	rap_scan_cfws(scan);
	if (!take_value(scan, "", &value))
		return false;
	if (!rap_slice_is_nocase(type, "header"))
		return true;
	if (of == METHOD_DMARC && rap_slice_is_nocase(property, "from"))
		put_header_from(ar, value);
	else if (of == METHOD_DKIM && rap_slice_is_nocase(property, "d"))
		put_dkim_domain(ar, value);
	return true;
}

/* method[/version] = result {property}; "none" alone is no result. */
static bool take_result(rap_scan *scan, rap_ar *ar)
{
	rap_slice name = take_bare(scan, "=/"), result;
	method of = method_of(name);
	size_t domains = ar->dkim_domains.n;

	rap_scan_cfws(scan);
	if (rap_slice_is_nocase(name, "none") && (rap_scan_end(scan) || rap_scan_is(scan, ';')))
		return true;
	if (rap_scan_take(scan, '/')) {
		rap_scan_cfws(scan);
		if (!rap_slice_is(take_bare(scan, "="), "1")) /* R3 */
			return false;
		rap_scan_cfws(scan);
	}
	if (name.len == 0 || !rap_scan_take(scan, '='))
		return false;
	rap_scan_cfws(scan);
	result = take_bare(scan, "=");
	if (result.len == 0)
		return false;
	if (of != METHOD_OTHER)
		worsen(of == METHOD_DMARC ? &ar->dmarc : &ar->dkim, class_of(result));
	for (rap_scan_cfws(scan); !rap_scan_end(scan) && !rap_scan_is(scan, ';');
	     rap_scan_cfws(scan))
		if (!take_property(scan, of, ar))
			return false;
	if (ar->dkim_domains.n >
	    domains + 1) /* a signature has one: the other came in by its selector */
		worsen(&ar->dkim, RAP_AR_FAIL);
	return true;
}

static bool take_results(rap_scan *scan, rap_ar *ar)
{
	size_t n = 0;

	for (;;) {
		rap_scan_cfws(scan);
		if (rap_scan_end(scan)) /* a semicolon behind the last one is common */
			return !scan->broken;
		if (++n > RAP_LIMIT_AR_RESULTS || !take_result(scan, ar))
			return false;
		if (!rap_scan_end(scan) && !rap_scan_take(scan, ';'))
			return false;
	}
}

/* R2: the whole name, version absent or 1. Behind it stands the first semicolon. */
static bool is_ours(rap_scan *scan, rap_boundary boundary, const char *id)
{
	rap_slice name, version;

	rap_scan_cfws(scan);
	if (boundary == RAP_BOUNDARY_MICROSOFT365) {
		/* R2: no name: the first word is a method. A field with a name is somebody else's. */
		rap_scan ahead = *scan;

		(void)take_bare(&ahead, "=/");
		rap_scan_cfws(&ahead);
		return rap_scan_is(&ahead, '=') || rap_scan_is(&ahead, '/');
	}
	if (!take_value(scan, "=", &name) || !rap_slice_is_nocase(name, id))
		return false;
	rap_scan_cfws(scan);
	version = take_bare(scan, "=");
	rap_scan_cfws(scan);
	return !scan->broken && (version.len == 0 || rap_slice_is(version, "1")) &&
	       (rap_scan_take(scan, ';') || rap_scan_end(scan));
}

static void merge(rap_ar *all, const rap_ar *one)
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
	rap_ar one = {0};
	rap_scan scan;

	if (rap_scan_begin(&scan, body, RAP_LIMIT_AR_COMMENT_DEPTH, &text) &&
	    is_ours(&scan, boundary, id) && take_results(&scan, &one))
		merge(all, &one);
	rap_ar_done(&one);
	rap_buf_done(&text);
}

/* ---- trace block ---------------------------------------------------------------------------------------- */

typedef enum hop {
	HOP_OTHER, /* of another server, or "(qmail 123 invoked by uid 0)" */
	HOP_UNCLEAR, /* can be read in two ways */
	HOP_BORDER,
	HOP_DELIVERY /* the border's own, into a mailbox */
} hop;

/* RFC 3848 and 6531: LMTP, LMTPA, LMTPS, LMTPSA, UTF8LMTP... */
static bool is_lmtp(rap_slice with)
{
	if (rap_slice_is_nocase(rap_slice_sub(with, 0, 4), "UTF8"))
		with = rap_slice_sub(with, 4, with.len);
	return rap_slice_is_nocase(rap_slice_sub(with, 0, 4), "LMTP");
}

/* R1: Exchange Online receives on many hosts below one name; any other border server has one name. */
static bool is_border(rap_slice by, rap_boundary boundary, const char *id)
{
	char *host = rap_domain_of(by);
	rap_slice name = rap_slice_of(host);
	size_t n;
	bool border;

	if (boundary == RAP_BOUNDARY_MICROSOFT365 && !id)
		id = "mail.protection.outlook.com";
	n = strlen(id);
	if (boundary == RAP_BOUNDARY_MICROSOFT365 && name.len > n &&
	    name.at[name.len - n - 1] == '.')
		name = rap_slice_sub(name, name.len - n, name.len);
	border = rap_slice_is_nocase(name, id);
	free(host);
	return border;
}

/* What a word of a Received line means follows from the word before it. */
typedef struct received {
	rap_slice before, by, with;
	size_t n, n_by, n_with;
	bool from, dated; /* ";": what follows is the date */
} received;

static void take_word(received *r, rap_slice word)
{
	bool helo = r->n == 1 && r->from; /* the client's own words, whatever they are */

	if (r->n++ == 0)
		r->from = rap_slice_is_nocase(word, "from");
	if (rap_slice_is_nocase(word, "by") && !helo) {
		r->n_by++;
	} else if (rap_slice_is_nocase(r->before, "by")) {
		r->by = word;
	} else if (rap_slice_is_nocase(r->before, "with") && r->n_by == 1 && !r->dated) {
		r->with = word;
		r->n_with++;
	}
	r->before = word;
	if (helo)
		r->before.len = 0;
}

/*
 * R1: the host behind "by" of a Received line (RFC 5321, 4.4). All of the line is read: what a client says in HELO may
 * have blanks in it, and a mail that begins with a blank continues the line. So one in which "by" stands more than once
 * is unclear, and one with "with" more than once is no delivery.
 */
static hop hop_of(rap_slice body, rap_boundary boundary, const char *id)
{
	rap_buf text = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	received r = {0};
	hop result = HOP_UNCLEAR;
	rap_scan scan;
	rap_slice word;
	bool readable = rap_scan_begin(&scan, body, RAP_LIMIT_AR_COMMENT_DEPTH, &text);

	while (readable) {
		rap_scan_cfws(&scan);
		if (rap_scan_end(&scan))
			break;
		if (take_value(&scan, "", &word)) {
			take_word(&r, word);
		} else { /* "<" of an address and the like */
			r.dated |= rap_scan_is(&scan, ';');
			r.before = (rap_slice){0};
			scan.at++;
		}
	}
	if (readable && !scan.broken && r.n_by <= 1 && (r.by.len > 0 || (!r.from && r.n_by == 0)))
		result = r.by.len == 0 || !is_border(r.by, boundary, id) ? HOP_OTHER
		         : r.n_with == 1 && is_lmtp(r.with)              ? HOP_DELIVERY
		                                                         : HOP_BORDER;
	rap_buf_done(&text);
	return result;
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
	bool first = true, delivered = false;
	size_t end = 0;

	for (size_t i = 0; i < header->n; i++) {
		hop by;

		if (!rap_slice_is_nocase(header->fields[i].name, "Received"))
			continue;
		by = hop_of(header->fields[i].body, boundary, id);
		if (by == HOP_BORDER || by == HOP_DELIVERY)
			end = i;
		if (delivered || by == HOP_UNCLEAR || by == HOP_BORDER ||
		    (by == HOP_DELIVERY && !first))
			break;
		delivered = by == HOP_DELIVERY; /* then one more line is looked at */
		first = false;
	}
	return end;
}

rap_ar rap_ar_read(const rap_header *header, rap_boundary boundary, const char *boundary_id)
{
	rap_ar ar = {0};
	size_t end;

	/* R2: with the profile "none" nothing counts. */
	if (boundary == RAP_BOUNDARY_NONE || (boundary == RAP_BOUNDARY_ID && !boundary_id))
		return ar;
	end = trace_block(header, boundary, boundary_id);
	for (size_t i = 0; i < end; i++) /* R1 */
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
