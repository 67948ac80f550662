// SPDX-License-Identifier: Apache-2.0
/*
 * The choice among the charsets of the closed table; see charset.h.
 *
 * The order: what the bytes prove comes before what the label says, because single-byte labels never fail.
 *   1. a byte order mark, or 7-bit bytes: ISO-2022 escapes, or ASCII
 *   2. well-formed UTF-8 with a multi-byte sequence
 *   3. the label, strictly, read as the superset that its users mean (gb2312 is written as GB18030)
 *   4. the label with a loss so small that it can only be damage
 *   5. what uchardet thinks, then the usual charsets of the region, strictly
 *   6. the candidate that loses least
 */
#include "parsers/mail/charset.h"

#include "common/buf.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/mail/charset_convert.h"
#include "parsers/mail/charset_shift.h"
#include "parsers/mail/charset_table.h"
#include "parsers/mail/latin.h"

#include <stdlib.h>
#include <uchardet/uchardet.h>

#define GUESS_BYTES (256u * RAP_KIB) /* more does not make uchardet wiser */
#define FEW 4u /* so few letters of a Latin text that are not ASCII tell no language */

const char *rap_charset_name(const char *label)
{
	bool superset;
	enum rap_charset charset = rap_charset_of_label(label, &superset);

	return charset == CS_NONE ? NULL : rap_charset_table[charset].name;
}

struct census { /* of the bytes, in one pass */
	size_t high, c1; /* >= 0x80, and those below 0xA0 */
	size_t nul_even, nul_odd;
	size_t blank;
	bool escape, shift_out, korean_escape, chinese_escape;
	bool beyond_jis; /* half-width kana or JIS X 0212, which iconv does not know in ISO-2022-JP */
};

/* s begins with the sign of an escape. */
static void note_escape(rap_slice s, struct census *c)
{
	enum rap_shift_set set = RAP_SHIFT_ONE;

	c->escape |= rap_shift_escape(s, &set) > 0;
	c->beyond_jis |= set == RAP_SHIFT_KANA || set == RAP_SHIFT_THREE;
	c->korean_escape |= s.len > 3 && memcmp(s.at + 1, "$)C", 3) == 0;
	c->chinese_escape |= s.len > 3 && memcmp(s.at + 1, "$)A", 3) == 0;
}

static struct census count_bytes(rap_slice in)
{
	struct census c = {0};

	for (size_t i = 0; i < in.len; i++) {
		unsigned char b = (unsigned char)in.at[i];

		c.high += b >= 0x80;
		c.c1 += b >= 0x80 && b < 0xa0;
		c.blank += b <= ' ';
		if (b == 0 && i % 2 == 0)
			c.nul_even++;
		else if (b == 0)
			c.nul_odd++;
		else if (b == 0x0e)
			c.shift_out = true;
		else if (b == 0x1b)
			note_escape(rap_slice_sub(in, i, i + 4), &c);
	}
	return c;
}

/* The byte order is read here: a reset converter does not forget the one it saw before. */
static enum rap_charset wide_charset(rap_slice in, enum rap_charset label, const struct census *c)
{
	bool labelled = label != CS_NONE && rap_charset_table[label].nature == RAP_CHARSET_WIDE;
	bool nul = c->nul_even + c->nul_odd > 0;

	if (in.len >= 4 && memcmp(in.at, "\xff\xfe\0\0", 4) == 0)
		return CS_UTF32LE;
	if (in.len >= 4 && memcmp(in.at, "\0\0\xfe\xff", 4) == 0)
		return CS_UTF32BE;
	if ((label == CS_UTF32LE || label == CS_UTF32BE) && in.len >= 4 && nul)
		return in.at[0] == '\0' ? CS_UTF32BE : CS_UTF32LE;
	if (in.len >= 2 && memcmp(in.at, "\xff\xfe", 2) == 0 && (labelled || nul))
		return CS_UTF16LE;
	if (in.len >= 2 && memcmp(in.at, "\xfe\xff", 2) == 0 && (labelled || nul))
		return CS_UTF16BE;
	if (!labelled || in.len < 2)
		return CS_NONE;
	if (c->nul_odd > c->nul_even)
		return CS_UTF16LE;
	if (c->nul_even > c->nul_odd)
		return CS_UTF16BE;
	/* A label that lies on top of 8-bit text; without any NUL there is not even a line end in UTF-16. */
	return rap_utf8_valid(in) ? CS_NONE : label;
}

/* Text with escapes. CS_NONE: the label and the escapes name nothing that shifts. */
static enum rap_charset convert_shifted(rap_slice in, enum rap_charset label,
                                        const struct census *c, rap_charset_attempt *attempt)
{
	rap_buf euc;

	if (label == CS_HZ || (label == CS_ISO2022CN && c->shift_out) ||
	    (c->chinese_escape && c->shift_out)) {
		label = label == CS_HZ ? CS_HZ : CS_ISO2022CN;
		(void)rap_charset_convert(label, in, RAP_CHARSET_ANY_LOSS, attempt);
		return label;
	}
	if (c->korean_escape || (label == CS_ISO2022KR && c->shift_out)) {
		(void)rap_charset_convert(CS_ISO2022KR, in, RAP_CHARSET_ANY_LOSS, attempt);
		return CS_ISO2022KR;
	}
	if (!c->escape && !(label == CS_ISO2022JP && c->shift_out))
		return CS_NONE;
	if (c->high == 0 && !c->beyond_jis && !c->shift_out &&
	    rap_charset_strictly(CS_ISO2022JP, in, attempt))
		return CS_ISO2022JP;
	euc = rap_buf_init(in.len * 2 + 16);
	rap_shift_japanese(in, &euc);
	(void)rap_charset_convert(CS_EUCJP, rap_buf_as_slice(&euc), RAP_CHARSET_ANY_LOSS, attempt);
	rap_buf_done(&euc);
	return CS_ISO2022JP;
}

/*
 * A couple of two-byte sequences is thin proof of UTF-8 when the label names a double-byte charset that fits
 * as well: a single Chinese or Korean character in an encoded word may look like an accented letter.
 */
static bool utf8_is_thin(rap_slice in, enum rap_charset label, rap_charset_attempt *attempt)
{
	size_t pairs = 0;

	if (label == CS_NONE || label == CS_UTF8 ||
	    rap_charset_table[label].nature != RAP_CHARSET_MULTI)
		return false;
	for (size_t i = 0; i < in.len; i++) {
		unsigned char b = (unsigned char)in.at[i];

		if (b >= 0xe0)
			return false;
		pairs += b >= 0xc2;
	}
	return pairs < 3 && rap_charset_strictly(label, in, attempt);
}

/* Alphabets of their own elsewhere, which uchardet tells apart when there is enough of them. */
static bool is_own_alphabet(enum rap_charset charset, const struct census *c)
{
	return c->high >= 40 &&
	       (charset == CS_CP1253 || charset == CS_ISO7 || charset == CS_CP1255 ||
	        charset == CS_ISO8 || charset == CS_CP1256 || charset == CS_CP874);
}

static bool is_regional(enum rap_charset charset)
{
	return charset != CS_NONE &&
	       (rap_charset_table[charset].nature != RAP_CHARSET_SINGLE || charset == CS_CP1251 ||
	        charset == CS_KOI8R || charset == CS_KOI8U || charset == CS_ISO5);
}

/* Code points that mean nothing outside one's own machine. */
static bool has_private(rap_slice s)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t c = rap_utf8_next(s, &at);

		if (c >= 0xE000 && c <= 0xF8FF)
			return true;
	}
	return false;
}

static bool is_latin(rap_slice in, const struct census *c)
{
	return rap_latin_is_umlauts(in) || (c->high * 3 < in.len - c->blank && rap_latin_looks(in));
}

static enum rap_charset ask_uchardet(rap_slice in)
{
	uchardet_t detector = uchardet_new();
	enum rap_charset found = CS_NONE;
	bool superset;
	size_t from = 0;

	while (from < in.len && (unsigned char)in.at[from] < 0x80)
		from++;
	from = from > 64 ? from - 64 : 0;
	in = rap_slice_sub(in, from, from + GUESS_BYTES);
	if (detector && uchardet_handle_data(detector, in.at, in.len) == 0) {
		uchardet_data_end(detector);
		found = rap_charset_of_label(uchardet_get_charset(detector), &superset);
	}
	if (detector)
		uchardet_delete(detector);
	return found;
}

/* Steps 4 to 6 of the order above: nothing was right at first sight. */
static enum rap_charset guess(rap_slice in, enum rap_charset label, const struct census *c,
                              rap_charset_attempt *attempt)
{
	static const enum rap_charset usual[] = {CS_GB18030, CS_CP949, CS_CP932, CS_CP1251,
	                                         CS_CP1252};
	bool latin = is_latin(in, c),
	     fits = label != CS_NONE && rap_charset_table[label].nature != RAP_CHARSET_SHIFTED;
	enum rap_charset opinion;

	/* In a wrong double-byte charset at least every fifteenth byte is bad. */
	if (fits && rap_charset_convert(label, in, c->high / 40, attempt))
		return label;
	if (rap_charset_convert(CS_UTF8, in, c->high / 8, attempt))
		return CS_UTF8;
	if (latin && c->high < FEW && rap_charset_strictly(CS_CP1252, in, attempt))
		return CS_CP1252;
	opinion = ask_uchardet(in);
	if ((is_regional(opinion) || latin || is_own_alphabet(opinion, c)) &&
	    rap_charset_strictly(opinion, in, attempt))
		return opinion;
	if (fits && rap_charset_convert(label, in, c->high / 10, attempt))
		return label;
	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++) {
		if (rap_charset_strictly(usual[i], in, attempt))
			return usual[i];
	}
	if (is_regional(opinion) && rap_charset_convert(opinion, in, c->high / 4, attempt))
		return opinion;
	opinion = fits ? label : CS_CP1252;
	(void)rap_charset_convert(opinion, in, RAP_CHARSET_ANY_LOSS, attempt);
	return opinion;
}

static enum rap_charset choose(rap_slice in, enum rap_charset label, const struct census *c,
                               rap_charset_attempt *attempt)
{
	enum rap_charset wide = wide_charset(in, label, c), shifted = CS_NONE, windows;

	if (wide != CS_NONE) {
		(void)rap_charset_convert(wide, in, RAP_CHARSET_ANY_LOSS, attempt);
		return wide;
	}
	if (c->high == 0 ||
	    ((label == CS_ISO2022JP || label == CS_NONE) && c->escape && !rap_utf8_valid(in)))
		shifted = convert_shifted(in, label, c, attempt);
	if (shifted != CS_NONE)
		return shifted;
	if (c->high == 0) {
		(void)rap_charset_convert(CS_ASCII, in, RAP_CHARSET_ANY_LOSS, attempt);
		return CS_ASCII;
	}
	if (rap_utf8_valid(in) && !utf8_is_thin(in, label, attempt)) {
		(void)rap_charset_convert(CS_UTF8, in, 0, attempt);
		return CS_UTF8;
	}
	windows = c->c1 > 0 ? rap_charset_windows_of(label) : CS_NONE;
	if (windows != CS_NONE && rap_charset_strictly(windows, in, attempt))
		return windows;
	/* Latin-1 is what programs write that do not know: believe it only when the text looks Latin. */
	if ((label == CS_CP1252 || label == CS_ISO15) && !is_latin(in, c)) {
		enum rap_charset opinion = ask_uchardet(in);

		if (!is_regional(opinion))
			opinion = (rap_latin_small_is_upper(in) ? CS_CP1251 : CS_KOI8R);
		if (rap_charset_strictly(opinion, in, attempt))
			return opinion;
	}
	/* What Taiwan's programs add to it (kana, circled numbers) has no letters of its own there. */
	if (label == CS_BIG5 && rap_charset_strictly(CS_BIG5, in, attempt) &&
	    has_private(rap_buf_as_slice(&attempt->out)) &&
	    rap_charset_strictly(CS_HKSCS, in, attempt) &&
	    !has_private(rap_buf_as_slice(&attempt->out)))
		return CS_HKSCS;
	if (label != CS_NONE && rap_charset_table[label].nature != RAP_CHARSET_WIDE &&
	    rap_charset_strictly(label, in, attempt))
		return label;
	if (label == CS_BIG5 && rap_charset_strictly(CS_HKSCS, in, attempt))
		return CS_HKSCS;
	return guess(in,
	             label != CS_NONE && rap_charset_table[label].nature == RAP_CHARSET_WIDE
	                     ? CS_NONE
	                     : label,
	             c, attempt);
}

/* A cap may have fallen into the middle of the last character. */
static void cut_to_character(rap_buf *out)
{
	size_t at = out->len, offset;

	while (at > 0 && ((unsigned char)out->at[at - 1] & 0xc0) == 0x80)
		at--;
	if (at == 0)
		return;
	offset = at - 1;
	if (rap_utf8_next(rap_buf_as_slice(out), &offset) == RAP_UTF8_BAD || offset != out->len)
		rap_buf_cut(out, at - 1);
}

/* Line ends become LF; a byte order mark, NUL and control characters other than TAB and LF go (R56). */
static void clean(rap_buf *in, size_t cap, rap_decoded *ret)
{
	rap_buf out = rap_buf_init(cap);
	rap_slice s = rap_buf_as_slice(in);
	size_t offset = 0, good = 0;

	if (s.len >= 3 && memcmp(s.at, "\xef\xbb\xbf", 3) == 0)
		offset = good = 3;
	while (offset < s.len) {
		unsigned char b = (unsigned char)s.at[offset];
		bool c1 = b == 0xc2 && offset + 1 < s.len && (unsigned char)s.at[offset + 1] < 0xa0;

		if ((b >= ' ' && b != 0x7f && !c1) || b == '\t' || b == '\n') {
			offset++;
			continue;
		}
		rap_buf_slice(&out, rap_slice_sub(s, good, offset));
		if (b == '\r' && !(offset + 1 < s.len && s.at[offset + 1] == '\n'))
			rap_buf_char(&out, '\n');
		else if (b != '\r')
			ret->controls++;
		offset += c1 ? 2 : 1;
		good = offset;
	}
	rap_buf_slice(&out, rap_slice_sub(s, good, s.len));
	ret->cut = in->over || out.over;
	rap_buf_done(in);
	if (ret->cut)
		cut_to_character(&out);
	ret->len = out.len;
	ret->text = rap_buf_take(&out);
}

static char *describe(const char *label, rap_slice name)
{
	rap_buf out = rap_buf_init(512); /* forty characters of up to ten bytes, and what is said */

	if (label && *label)
		rap_utf8_printable(&out, rap_slice_of(label), 40);
	else
		rap_buf_str(&out, "no label");
	rap_buf_str(&out, " read as ");
	rap_buf_slice(&out, name);
	return rap_buf_take(&out);
}

/* Signs and the letters that they stand on become one character. What was cut off may have lost its signs: it goes. */
static void compose(rap_buf *text, size_t cap)
{
	rap_buf composed = rap_buf_init(cap);
	bool letter = false;

	while (text->over && text->len > 0 && !letter) {
		size_t at = text->len - 1, offset;
		uint32_t c;

		while (at > 0 && ((unsigned char)text->at[at] & 0xc0) == 0x80)
			at--;
		offset = at;
		c = rap_utf8_next(rap_buf_as_slice(text), &offset);
		letter = c != RAP_UTF8_BAD && (c < 0x300 || c > 0x36f);
		rap_buf_cut(text, at);
	}
	rap_utf8_nfc(&composed, rap_buf_as_slice(text));
	composed.over |= text->over;
	rap_buf_done(text);
	*text = composed;
}

/* One set is the other and more: no text of the smaller reads differently. */
static bool holds_all_of(enum rap_charset greater, enum rap_charset smaller)
{
	return (greater == CS_HKSCS && smaller == CS_BIG5) ||
	       (greater == CS_CP1254 && smaller == CS_ISO9) ||
	       (greater == CS_CP874 && smaller == CS_ISO11);
}

void rap_charset_decode(rap_slice bytes, const char *label, size_t cap, rap_decoded *ret)
{
	rap_charset_attempt attempt = {.out = rap_buf_init(cap)};
	struct census census = count_bytes(bytes);
	enum rap_charset known, used;
	bool superset, labelled = !rap_charset_label_is_none(label);

	*ret = (rap_decoded){0};
	known = rap_charset_of_label(label, &superset);
	used = choose(bytes, known, &census, &attempt);
	if (holds_all_of(used, known)) {
		superset = true;
		known = used;
	}
	ret->charset = rap_charset_table[used].name;
	ret->lost = attempt.lost + attempt.tail;
	if (ret->lost > bytes.len) /* where bytes became more on the way */
		ret->lost = bytes.len;
	if (used == CS_ASCII)
		/* ASCII reads the same under every label but those we do not know or refuse, utf-7 above all. */
		ret->doubtful = labelled && known == CS_NONE;
	else if (known != used)
		ret->doubtful = known == CS_NONE ||
		                rap_charset_table[known].nature != RAP_CHARSET_WIDE ||
		                rap_charset_table[used].nature != RAP_CHARSET_WIDE;
	/* Vietnamese writes tones as signs of their own there. */
	if (used == CS_CP1258 || used == CS_TCVN)
		compose(&attempt.out, cap);
	if (ret->doubtful || (superset && used == known))
		ret->repair = describe(label, rap_slice_of(ret->charset));
	clean(&attempt.out, cap, ret);
}

void rap_decoded_done(rap_decoded *decoded)
{
	free(decoded->text);
	free(decoded->repair);
	*decoded = (rap_decoded){0};
}
