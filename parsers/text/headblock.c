// SPDX-License-Identifier: Apache-2.0
/* Header blocks by their labels, or by their shape; see headblock.h. */
#include "parsers/text/headblock.h"

#include "common/utf8.h"
#include "parsers/mail/text.h"
#include "parsers/text/attribution.h"
#include "parsers/text/locales_find.h"
#include "parsers/text/token.h"

#define LABELS                                                                             \
	((unsigned)(RAP_LOCALE_FROM | RAP_LOCALE_WHEN | RAP_LOCALE_TO | RAP_LOCALE_TOPIC | \
	            RAP_LOCALE_MORE))
#define LABEL_MAX 48u /* bytes before the colon */
#define LABEL_WORDS 4u
#define BLOCK_MAX 24u /* lines of one, folded addresses included */
#define FOLDED_MAX 8u /* lines of one value */
#define MARKER_MAX 160u
#define SHAPE_LINES 3u /* of a block in a language that we do not know */

/* Of a quoted line without the marks: "> From: x". */
static rap_slice without_marks(rap_slice folded)
{
	return rap_text_strip(folded, "> ", "");
}

/* What stands before the colon, and behind it. false: no label. */
static bool split(rap_slice line, rap_slice *ret_label, rap_slice *ret_value)
{
	const char *colon;
	size_t at;

	line = rap_text_strip(line, "*_| ", "");
	colon = line.len > 0 ? memchr(line.at, ':', line.len < LABEL_MAX ? line.len : LABEL_MAX)
	                     : NULL;
	if (!colon)
		return false;
	at = (size_t)(colon - line.at);
	*ret_label = rap_text_strip(rap_slice_sub(line, 0, at), "", "*_ ");
	*ret_value = rap_text_strip(rap_slice_sub(line, at + 1, line.len), "*_ ", "*_ ");
	return ret_label->len > 0 &&
	       !(ret_value->len > 1 && ret_value->at[0] == '/' && ret_value->at[1] == '/');
}

/* Few words without digits or signs. */
static bool looks_like_label(rap_slice label)
{
	size_t words = 1;

	for (size_t i = 0; i < label.len; i++) {
		unsigned char c = (unsigned char)label.at[i];

		if (!(c >= 0x80 || (c >= 'a' && c <= 'z') || strchr(" -'/().", c)))
			return false;
		words += c == ' ';
	}
	return words <= LABEL_WORDS;
}

struct block {
	unsigned found;
	size_t labelled, shaped, with_address;
	bool address, first_address, clock, date, reply_subject, sender;
};

static void see_value(rap_slice value, struct block *b, bool *ret_address)
{
	rap_facts facts;

	rap_facts_of(value, &facts);
	*ret_address = facts.address;
	b->with_address += facts.address;
	b->clock |= facts.clock && (facts.date || facts.digits >= 3);
	b->date |= facts.date || facts.clock;
}

static bool is_reply_subject(rap_slice value)
{
	static const char *const begins[] = {
		"re:",  "fw:",  "fwd:", "aw:",   "wg:",   "sv:",   "vs:",   "tr:",  "rv:",
		"rif:", "ynt:", "odp:", "回复:", "答复:", "转发:", "回覆:", "答覆:"};

	for (size_t i = 0; i < sizeof(begins) / sizeof(*begins); i++) {
		size_t n = strlen(begins[i]);

		if (value.len >= n && memcmp(value.at, begins[i], n) == 0)
			return true;
	}
	return false;
}

/* Which labels the line may bear; sees what stands behind them. *ret_shape: it looks like a labelled line at all. */
static unsigned see_line(rap_newlines *t, size_t i, struct block *b, bool *ret_shape)
{
	rap_slice label, value;
	unsigned bits;
	bool address;

	*ret_shape = false;
	if (!split(without_marks(rap_newlines_folded(t, i)), &label, &value))
		return 0;
	bits = rap_locales_word(label) & LABELS;
	*ret_shape = bits != 0 || looks_like_label(label);
	if (!*ret_shape)
		return 0;
	see_value(value, b, &address);
	b->address |= address && bits != 0; /* "E-mail: x@y" heads no mail */
	b->reply_subject |= is_reply_subject(value);
	b->first_address |= address && b->shaped < 2;
	b->sender |= (bits & RAP_LOCALE_FROM) && value.len > 0;
	b->shaped++;
	return bits;
}

/* A value goes on: a long list of addresses, a subject of two lines, or a value below its label. */
static bool goes_on(rap_newlines *t, size_t i, size_t folded_lines, unsigned last)
{
	bool was_to = (last & (RAP_LOCALE_FROM | RAP_LOCALE_TO | RAP_LOCALE_MORE)) != 0;
	const rap_newline *one = &t->at[i];
	rap_slice before = t->at[i - 1].text;
	struct block probe = {0};
	bool shape;

	if (folded_lines >= FOLDED_MAX || one->text.len > 300)
		return false;
	if (one->raw.len > 0 && (one->raw.at[0] == ' ' || one->raw.at[0] == '\t'))
		return true;
	if (before.len > 0 && strchr(",;:<(", before.at[before.len - 1]))
		return true;
	if (was_to &&
	    (memchr(one->text.at, '@', one->text.len) || memchr(one->text.at, ';', one->text.len)))
		return true;
	return i + 1 < t->n && !rap_newline_blank(t, i + 1) && folded_lines == 0 &&
	       see_line(t, i + 1, &probe, &shape) != 0;
}

static void see_folded(rap_newlines *t, size_t i, struct block *b)
{
	rap_facts facts;

	rap_facts_of(rap_newlines_folded(t, i), &facts);
	b->address |= facts.address;
	b->clock |= facts.clock && facts.date;
	b->date |= facts.date;
}

static unsigned kinds(unsigned found)
{
	return (found & RAP_LOCALE_FROM ? 1u : 0u) + (found & RAP_LOCALE_WHEN ? 1u : 0u) +
	       (found & RAP_LOCALE_TO ? 1u : 0u) + (found & RAP_LOCALE_TOPIC ? 1u : 0u);
}

/* Over a blank line, as a program has it that makes a paragraph of every line: whether a label stands behind. */
static bool goes_over_blank(rap_newlines *t, size_t i, bool inside, const struct block *b)
{
	struct block probe = {0};
	bool shape;

	if (i + 1 >= t->n || rap_newline_blank(t, i + 1) || (t->at[i + 1].quoted && !inside) ||
	    kinds(b->found) >= 3 || (b->labelled > 1 && !rap_newline_blank(t, i - 2)))
		return false;
	return see_line(t, i + 1, &probe, &shape) != 0;
}

/* Reads the block; the line behind it. */
static size_t read_block(rap_newlines *t, size_t from, bool inside, struct block *b)
{
	size_t folded_lines = 0, i;
	unsigned last = 0;

	for (i = from; i < t->n && i < from + BLOCK_MAX; i++) {
		unsigned bits;
		bool shape;

		if (t->at[i].quoted && !inside)
			break;
		if (rap_newline_blank(t, i)) {
			if (i == from || !goes_over_blank(t, i, inside, b))
				break;
			continue;
		}
		bits = see_line(t, i, b, &shape);
		if (bits == RAP_LOCALE_FROM && (b->found & bits) && kinds(b->found) >= 3)
			break; /* the next mail's */
		if (bits || (shape && kinds(b->found) < 3)) {
			b->found |= bits;
			last = bits;
			b->labelled++;
			folded_lines = 0;
			continue;
		}
		if (b->labelled == 0 || !goes_on(t, i, folded_lines++, last))
			break;
		see_folded(t, i, b);
	}
	return i;
}

bool rap_headblock_at(rap_newlines *t, size_t i, bool below_marker, bool first, bool inside,
                      size_t *ret_end)
{
	struct block b = {0};
	size_t end;
	unsigned n;
	bool followed;

	if (rap_newline_blank(t, i) || (t->at[i].quoted && !inside) ||
	    !memchr(rap_newlines_folded(t, i).at, ':', rap_newlines_folded(t, i).len))
		return false;
	end = read_block(t, i, inside, &b);
	if (end == i)
		return false;
	*ret_end = end;
	n = kinds(b.found);
	followed = rap_newlines_next(t, end) < t->n && t->at[rap_newlines_next(t, end)].quoted &&
	           !inside;
	/* Below a line of dashes little is needed, in any language. */
	if (below_marker)
		return (b.sender && (b.address || n >= 2)) ||
		       (b.shaped >= 2 && b.with_address > 0) || (b.shaped >= 3 && b.date);
	/* The head of somebody's memorandum has neither address nor hour. */
	if (first && !b.address && !b.clock)
		return false;
	if (b.sender && n >= 3)
		return b.address || b.clock || n == 4 || followed;
	if (b.sender && n == 2)
		return (b.address && (b.date || (b.found & RAP_LOCALE_TOPIC))) ||
		       ((b.found & RAP_LOCALE_WHEN) && b.clock);
	if ((b.found & RAP_LOCALE_WHEN) && (b.found & RAP_LOCALE_TO) && b.address && b.clock)
		return true;
	/* An unknown language: the sender's address first, an hour, and somebody else's address or a reply's subject. */
	return b.first_address && b.clock && b.shaped > SHAPE_LINES &&
	       (b.with_address >= 2 || b.reply_subject);
}

static size_t dashes_before(rap_slice s)
{
	size_t at = 0, n = 0;

	while (at < s.len) {
		size_t next = at;
		uint32_t c = rap_utf8_next(s, &next);

		if (c == ' ' && n > 0) {
			at = next;
			continue;
		}
		if (!rap_char_is_dash(c) && !strchr("_=*~#>", (int)(c < 0x80 ? c : 'x')) &&
		    !(c >= 0x2500 && c <= 0x257F))
			break;
		at = next;
		n++;
	}
	return n > 1 ? at : 0;
}

/* "----- Forwarded Message ----- From: X": a program that made one line of all, behind the first dashes. */
static bool is_glued(rap_slice line)
{
	size_t n = 0;
	rap_buf folded = rap_buf_init(MARKER_MAX * 40u);
	bool glued;

	while (n < line.len && line.at[n] != '-')
		n++;
	if (n == line.len || n == 0 || n > MARKER_MAX / 2 ||
	    dashes_before(rap_slice_sub(line, n, line.len)) < 3)
		return false;
	rap_text_fold(rap_slice_sub(line, 0, n), &folded);
	glued = (rap_locales_word(rap_text_strip(rap_buf_as_slice(&folded), " ", " ")) &
	         RAP_LOCALE_MARKER) != 0;
	rap_buf_done(&folded);
	return glued;
}

rap_marker rap_headblock_marker(rap_newlines *t, size_t i)
{
	rap_slice folded, bare, raw = t->at[i].text;
	rap_facts facts;
	size_t front;
	bool dashed, behind;

	if (raw.len == 0 || raw.len > RAP_NEWLINE_LOOKED)
		return RAP_MARKER_NONE;
	front = dashes_before(raw);
	if (front > 0 && is_glued(rap_slice_sub(raw, front, raw.len)))
		return RAP_MARKER_WHOLE;
	if (raw.len > MARKER_MAX)
		return RAP_MARKER_NONE;
	behind = raw.len > front && front > 0 &&
	         (strchr("-_=*~#<:", raw.at[raw.len - 1]) ||
	          (unsigned char)raw.at[raw.len - 1] >= 0x80);
	folded = rap_newlines_folded(t, i);
	if (front == 0 && folded.len > 0 && folded.at[folded.len - 1] != ':' &&
	    (unsigned char)folded.at[0] < 0x80 && !strchr("bofi&", folded.at[0]))
		return RAP_MARKER_NONE;
	bare = without_marks(folded);
	while (bare.len > 6 && memcmp(bare.at, "&nbsp;", 6) == 0)
		bare = rap_slice_sub(bare, 6, bare.len);
	bare = rap_text_strip(rap_slice_sub(bare, 0, bare.len), "-_=*~#>< ", "-_=*~#>< ");
	while (bare.len > 6 && memcmp(bare.at, "&nbsp;", 6) == 0)
		bare = rap_slice_sub(bare, 6, bare.len);
	while (bare.len > 6 && memcmp(bare.at + bare.len - 6, "&nbsp;", 6) == 0)
		bare.len -= 6;
	bare = rap_text_strip(bare, "-_=*~#>< ", "-_=*~#><: .");
	dashed = front > 0 && behind;
	if (rap_locales_word(bare) & RAP_LOCALE_MARKER)
		return dashed ? RAP_MARKER_WHOLE : RAP_MARKER_WORDS;
	if (!dashed)
		return RAP_MARKER_NONE;
	rap_facts_of(bare, &facts);
	if (rap_locales_marker_first(bare) && (facts.address || facts.date || bare.len < 60))
		return RAP_MARKER_WHOLE;
	if (facts.verb &&
	    (facts.address || facts.date || facts.verb_last)) /* "---- X wrote ----" */
		return RAP_MARKER_WHOLE;
	return bare.len > 0 ? RAP_MARKER_SHAPE : RAP_MARKER_NONE;
}
