/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What holds of every verdict, whatever the mail: for the fuzz target and for the test that makes mails at random. The
 * roster is that of trust_world.h. A law that does not hold is returned as a sentence; NULL: all hold.
 */
#ifndef RAP_TESTS_TRUST_LAWS_H
#define RAP_TESTS_TRUST_LAWS_H

#include "tests/unit/daemon/trust_roster.h"

/* One mail, and all that it is judged by. */
typedef struct trust_case {
	rap_boundary boundary;
	const rap_trust_token *token;
	bool confirm;
	rap_slice mail; /* what came in: nothing in it is of our border server */
} trust_case;

/* What our border server writes above a mail, and whom it vouches for by that. */
static const struct {
	const char *fields;
	const char *domain; /* behind @; NULL: nobody */
	bool by_token; /* only with the address's own token */
} trust_said[] = {
	{"", NULL, false},
	{AR "none\n", NULL, false},
	{AR "dmarc=pass header.from=evil.example\n", NULL, false},
	{AR "dmarc=fail header.from=env.mn.example\n", NULL, false},
	{AR "dmarc=temperror header.from=env.mn.example\n", NULL, false},
	{AR "spf=pass smtp.mailfrom=env.mn.example; dkim=pass header.d=evil.example\n", NULL,
         false},
	{AR "dmarc=pass header.from=env.mn.example\n" AR "dmarc=fail header.from=env.mn.example\n",
         NULL, false},
	{AR "dkim=pass header.d=env.mn.example\n", "@env.mn.example", true},
	{AR "dmarc=pass header.from=neaspec.example\n", "@neaspec.example", false},
	{AR "dmarc=pass header.from=env.mn.example\n", "@env.mn.example", false},
};
#define TRUST_SAID (sizeof trust_said / sizeof *trust_said)

static inline bool trust_gives_voice(const rap_trust *t)
{
	return t->verdict == RAP_TRUST_ACCEPTED || t->verdict == RAP_TRUST_OFFICER;
}

/* The verdict on the mail with `above` on top; false when its header is over a limit or none at all. */
static inline bool trust_of(const trust_case *of, const char *above, rap_slice mail, rap_trust *ret)
{
	rap_consultation c = world();
	rap_buf all = rap_buf_init(2 * RAP_MIB);
	rap_header header;
	bool judged;

	c.boundary = of->boundary;
	c.boundary_id = of->boundary == RAP_BOUNDARY_ID ? boundary_id : NULL;
	c.confirm_unauthenticated = of->confirm;
	rap_buf_str(&all, above);
	rap_buf_slice(&all, mail);
	judged = rap_header_split(rap_buf_as_slice(&all), &header) == RAP_OK;
	if (judged) {
		*ret = rap_trust_decide(&c, &header, of->token);
		rap_header_done(&header);
	}
	rap_buf_done(&all);
	return judged;
}

static inline bool trust_same(const rap_trust *a, const rap_trust *b)
{
	return a->verdict == b->verdict && a->member == b->member && a->contact == b->contact &&
	       a->reason == b->reason && a->stranger == b->stranger && a->silent == b->silent &&
	       a->own == b->own && a->fails == b->fails &&
	       a->unauthenticated == b->unauthenticated &&
	       (a->author ? b->author && strcmp(a->author, b->author) == 0 : !b->author);
}

/* ---- one verdict ---------------------------------------------------------------------------------------- */

static inline bool trust_author_is(const rap_trust *t, const char *address)
{
	rap_addr_spec author, other;
	bool same;

	if (!t->author || !rap_addr_spec_parse(rap_slice_of(t->author), &author))
		return false;
	same = rap_addr_spec_parse(rap_slice_of(address), &other) &&
	       rap_addr_spec_same(&author, &other);
	if (same)
		rap_addr_spec_done(&other);
	rap_addr_spec_done(&author);
	return same;
}

static inline const char *trust_law_of_one(const trust_case *of, const rap_trust *t)
{
	const char *token_of = of->token->member;

	if (trust_gives_voice(t) != (t->reason == NULL))
		return "a reason is given exactly where something is in the way";
	if (t->contact && !trust_author_is(t, t->contact->address))
		return "the roster entry is that of the author's address (R12)";
	if (trust_gives_voice(t) && (!t->contact || of->boundary == RAP_BOUNDARY_NONE))
		return "only the roster has a voice, and only by the border's word (R2, R12)";
	if (t->verdict == RAP_TRUST_ACCEPTED &&
	    (!t->member || (token_of && strcmp(token_of, t->member->code) != 0)))
		return "a member speaks, and not with another State's token (R22)";
	if (trust_gives_voice(t) && t->unauthenticated)
		return "nobody speaks without a result of our border server (R8)";
	if (t->verdict == RAP_TRUST_AWAITING &&
	    (!of->confirm || !t->member || !of->token->recipient ||
	     !trust_author_is(t, of->token->recipient)))
		return "only who has his own token is asked (R21)";
	if (t->fails && (trust_gives_voice(t) || t->verdict == RAP_TRUST_AWAITING))
		return "what fails a check speaks for nobody, and nobody is asked (R4, R6, R21)";
	if (t->verdict == RAP_TRUST_MACHINE && !t->silent)
		return "a machine is not answered (R40)";
	if (t->own && (t->verdict != RAP_TRUST_MACHINE || t->member))
		return "our own mail speaks for nobody (R40)";
	if (t->stranger && (t->verdict != RAP_TRUST_QUARANTINED || t->contact || t->member))
		return "a stranger is quarantined and nobody's";
	return NULL;
}

/* ---- two verdicts --------------------------------------------------------------------------------------- */

/* The mail without the fields of that name. */
static inline void trust_without(rap_slice mail, const char *name, rap_buf *out)
{
	rap_header header;
	const char *from = mail.at;

	if (rap_header_split(mail, &header) != RAP_OK)
		return;
	for (size_t i = 0; i < header.n; i++) {
		const rap_header_field *f = &header.fields[i];
		const char *end = f->body.at + f->body.len, *stop = mail.at + mail.len;

		if (!rap_slice_is_nocase(f->name, name))
			continue;
		rap_buf_add(out, from, (size_t)(f->name.at - from));
		end += end < stop && *end == '\r';
		from = end + (end < stop && *end == '\n');
	}
	rap_buf_add(out, from, (size_t)(mail.at + mail.len - from));
	rap_header_done(&header);
}

static inline const char *trust_law_of_removal(const trust_case *of)
{
	rap_buf less = rap_buf_init(RAP_MIB);
	const char *broken = NULL;
	rap_trust t;

	trust_without(of->mail, "Authentication-Results", &less);
	if (trust_of(of, "", rap_buf_as_slice(&less), &t)) {
		if (trust_gives_voice(&t))
			broken = "without Authentication-Results nobody speaks (R8)";
		rap_trust_done(&t);
	}
	rap_buf_done(&less);
	return broken;
}

/* The mail came through our border server; `with` is the verdict on it, and must be the same with an addition. */
static inline const char *trust_law_of_additions(const trust_case *of, size_t law,
                                                 const char *above, const rap_trust *with)
{
	static const char *const added[] = {
		AR "dmarc=pass header.from=env.mn.example; dkim=pass header.d=env.mn.example\n",
		AR "dmarc=fail header.from=env.mn.example\n" BORDER,
		BORDER AR "dmarc=pass header.from=env.mn.example\n" BORDER,
		("Received-SPF: pass\nX-Original-" AR "dmarc=pass header.from=env.mn.example\n"
	         "ARC-" AR "dmarc=pass header.from=env.mn.example\n"),
		"Sender: oyun@env.mn.example\nReply-To: lee@me.kr.example\nFrom-X: x\n",
	};
	rap_buf more = rap_buf_init(RAP_MIB);
	const char *broken = NULL;
	rap_trust t;

	/* A fold at the beginning belongs to the border's line. */
	if (of->mail.len == 0 || of->mail.at[0] == ' ' || of->mail.at[0] == '\t')
		return NULL;
	rap_buf_str(&more, added[law % (sizeof added / sizeof *added)]);
	rap_buf_slice(&more, of->mail);
	if (trust_of(of, above, rap_buf_as_slice(&more), &t)) {
		/* Too many Received lines are a loop (R40): then it is a machine's. */
		if (!trust_same(&t, with) && t.verdict != RAP_TRUST_MACHINE)
			broken = "what stands below the border's Received changes nothing (R1, R7, "
				 "R13)";
		rap_trust_done(&t);
	}
	rap_buf_done(&more);
	return broken;
}

static inline const char *trust_law_of_lines(const trust_case *of, const char *above,
                                             const rap_trust *with)
{
	rap_buf crlf = rap_buf_init(2 * RAP_MIB);
	const char *broken = NULL;
	rap_trust t;

	for (size_t i = 0; i < of->mail.len; i++) {
		if (of->mail.at[i] == '\n' && (i == 0 || of->mail.at[i - 1] != '\r'))
			rap_buf_char(&crlf, '\r');
		rap_buf_char(&crlf, of->mail.at[i]);
	}
	if (trust_of(of, above, rap_buf_as_slice(&crlf), &t)) {
		if (!trust_same(&t, with))
			broken = "either line end gives the same verdict";
		rap_trust_done(&t);
	}
	rap_buf_done(&crlf);
	return broken;
}

/* Whose voice can a mail have, of which our border server said that? */
static inline const char *trust_law_of_the_border(const trust_case *of, size_t said,
                                                  const rap_trust *t)
{
	const char *domain = t->author ? strrchr(t->author, '@') : NULL;

	if (!trust_gives_voice(t) || of->boundary != RAP_BOUNDARY_ID)
		return NULL; /* Exchange Online's line is no line of the border above */
	if (!trust_said[said].domain)
		return "no mail is authentic that our border server does not vouch for (R1-R6)";
	if (!domain || strcmp(domain, trust_said[said].domain) != 0)
		return "what is vouched for is the domain in From (R5)";
	if (trust_said[said].by_token &&
	    (!of->token->recipient || !trust_author_is(t, of->token->recipient)))
		return "a signature alone needs the address's own token (R5)";
	return NULL;
}

/* ---- all of them ---------------------------------------------------------------------------------------- */

#define TRUST_LAWS 9u

static inline const char *trust_law_of_repeat(const trust_case *of, const char *above,
                                              const rap_trust *with)
{
	const char *broken = "the same mail is read twice";
	rap_trust t;

	if (trust_of(of, above, of->mail, &t)) {
		broken = trust_same(&t, with) ? NULL : "the same verdict twice";
		rap_trust_done(&t);
	}
	return broken;
}

/* As it is, with nothing of ours on top: what a border with other habits would make of it. */
static inline const char *trust_law_of_itself(const trust_case *of)
{
	const char *broken = NULL;
	rap_trust t;

	if (trust_of(of, "", of->mail, &t)) {
		broken = trust_law_of_one(of, &t);
		rap_trust_done(&t);
	}
	return broken;
}

/* The laws of one verdict, and of those that compare two the one of that number (of TRUST_LAWS). */
static inline const char *trust_laws(const trust_case *of, size_t said, size_t law)
{
	rap_buf above = rap_buf_init(4096);
	const char *broken = NULL;
	rap_trust t;

	rap_buf_str(&above, trust_said[said].fields);
	rap_buf_str(&above, BORDER);
	if (law == 0) {
		broken = trust_law_of_removal(of);
	} else if (law == 1) {
		broken = trust_law_of_itself(of);
	} else if (trust_of(of, rap_buf_text(&above), of->mail, &t)) {
		broken = trust_law_of_one(of, &t);
		if (!broken)
			broken = trust_law_of_the_border(of, said, &t);
		if (!broken)
			broken = law == 2   ? trust_law_of_repeat(of, rap_buf_text(&above), &t)
			         : law == 3 ? trust_law_of_lines(of, rap_buf_text(&above), &t)
			                    : trust_law_of_additions(of, law - 4,
			                                             rap_buf_text(&above), &t);
		rap_trust_done(&t);
	}
	rap_buf_done(&above);
	return broken;
}

#endif
