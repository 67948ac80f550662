// SPDX-License-Identifier: Apache-2.0
/*
 * The closed table of charsets and the choice among them; see charset.h.
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
#include "parsers/mail/charset_table.h"
#include "parsers/mail/latin.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <uchardet/uchardet.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */
#define GUESS_BYTES (256u * RAP_KIB) /* more does not make uchardet wiser */
#define ANY_LOSS SIZE_MAX

/* Held open for the life of the process: closing and opening again would read files. */
static iconv_t converters[CS_COUNT];

/*
 * The upper halves of the single-byte sets, 0 where a byte means nothing. They are asked of iconv once, and its modules
 * are closed again: each takes five mappings, which every fork of the reader would have to copy.
 */
static uint16_t upper_halves[CS_COUNT][128];
static bool opened;

static bool is_table(int i)
{
	return rap_charset_table[i].converter && rap_charset_table[i].nature == RAP_CHARSET_SINGLE;
}

static void fill_table(iconv_t cd, uint16_t table[128])
{
	for (unsigned b = 0; b < 128; b++) {
		char byte = (char)(b + 128), out[8], *from = &byte, *to = out;
		size_t left = 1, room = sizeof out, offset = 0;

		(void)iconv(cd, NULL, NULL, NULL, NULL);
		table[b] = 0;
		/* The second call is for sets that wait for a combining character. */
		if (iconv(cd, &from, &left, &to, &room) == (size_t)-1 ||
		    iconv(cd, NULL, NULL, &to, &room) == (size_t)-1 || to == out)
			continue;
		table[b] = (uint16_t)rap_utf8_next((rap_slice){out, (size_t)(to - out)}, &offset);
	}
}

static bool open_one(int i)
{
	iconv_t cd = iconv_open("UTF-8", rap_charset_table[i].converter);

	if (cd == (iconv_t)-1)
		return false;
	converters[i] = cd;
	if (is_table(i)) {
		fill_table(cd, upper_halves[i]);
		(void)iconv_close(cd);
	}
	return true;
}

static void close_before(int end)
{
	for (int i = 0; i < end; i++)
		if (rap_charset_table[i].converter && !is_table(i))
			(void)iconv_close(converters[i]);
}

bool rap_charset_open_all(const char **ret_missing)
{
	for (int i = 0; !opened && i < CS_COUNT; i++)
		if (rap_charset_table[i].converter && !open_one(i)) {
			close_before(i);
			*ret_missing = rap_charset_table[i].converter;
			return false;
		}
	opened = true;
	return true;
}

void rap_charset_close_all(void)
{
	close_before(opened ? CS_COUNT : 0);
	opened = false;
}

const char *rap_charset_name(const char *label)
{
	bool superset;
	enum rap_charset charset = rap_charset_of_label(label, &superset);

	return charset == CS_NONE ? NULL : rap_charset_table[charset].name;
}

/* What came out of one attempt. */
struct attempt {
	rap_buf out;
	size_t lost; /* bad bytes inside */
	bool tail; /* the text ends in the middle of a character: damage, not a wrong charset */
};

static void lose(struct attempt *attempt)
{
	attempt->lost++;
	rap_buf_str(&attempt->out, REPLACEMENT);
}

static bool convert_utf8(rap_slice in, size_t loss_max, struct attempt *attempt)
{
	size_t offset = 0, good = 0;

	while (offset < in.len && !attempt->out.over) {
		size_t begin = offset;

		if (rap_utf8_next(in, &offset) != RAP_UTF8_BAD)
			continue;
		rap_buf_slice(&attempt->out, rap_slice_sub(in, good, begin));
		/* One sign for one broken character, not for each byte of it. */
		while (offset < in.len && ((unsigned char)in.at[offset] & 0xc0) == 0x80)
			offset++;
		good = offset;
		if (offset == in.len && in.len - begin < 4 && (unsigned char)in.at[begin] >= 0xc2) {
			attempt->tail = true;
			rap_buf_str(&attempt->out, REPLACEMENT);
			return true;
		}
		lose(attempt);
		if (attempt->lost > loss_max)
			return false;
	}
	rap_buf_slice(&attempt->out, rap_slice_sub(in, good, in.len));
	return true;
}

static bool convert_ascii(rap_slice in, size_t loss_max, struct attempt *attempt)
{
	for (size_t i = 0; i < in.len && !attempt->out.over; i++) {
		if ((unsigned char)in.at[i] < 0x80) {
			rap_buf_char(&attempt->out, in.at[i]);
			continue;
		}
		lose(attempt);
		if (attempt->lost > loss_max)
			return false;
	}
	return true;
}

static bool convert_single(const uint16_t upper_half[128], rap_slice in, size_t loss_max,
                           struct attempt *attempt)
{
	for (size_t i = 0; i < in.len && !attempt->out.over; i++) {
		unsigned char byte = (unsigned char)in.at[i];

		if (byte < 0x80) {
			rap_buf_char(&attempt->out, in.at[i]);
			continue;
		}
		if (upper_half[byte - 0x80]) {
			rap_utf8_put(&attempt->out, upper_half[byte - 0x80]);
			continue;
		}
		lose(attempt);
		if (attempt->lost > loss_max)
			return false;
	}
	return true;
}

/*
 * Converts, replacing bad bytes, and gives up (false) when more than loss_max are bad. The state is reset
 * first: an unterminated ISO-2022-JP text would turn the next one into other characters, silently.
 */
static bool convert(enum rap_charset charset, rap_slice in, size_t loss_max,
                    struct attempt *attempt)
{
	char *from, chunk[4096];
	size_t left = in.len;
	iconv_t cd;

	rap_buf_cut(&attempt->out, 0);
	attempt->out.over = false;
	attempt->lost = 0;
	attempt->tail = false;
	if (charset == CS_UTF8)
		return convert_utf8(in, loss_max, attempt);
	if (charset == CS_ASCII)
		return convert_ascii(in, loss_max, attempt);
	if (is_table((int)charset))
		return convert_single(upper_halves[charset], in, loss_max, attempt);
	cd = converters[charset];
	(void)iconv(cd, NULL, NULL, NULL, NULL);
	memcpy(&from, &in.at,
	       sizeof(from)); /* iconv() takes a pointer to non-const, and does not write */
	while (left > 0 && !attempt->out.over) {
		char *to = chunk;
		size_t room = sizeof(chunk), done;
		int why;

		errno = 0;
		done = iconv(cd, &from, &left, &to, &room);
		why = errno;
		rap_buf_add(&attempt->out, chunk, (size_t)(to - chunk));
		if (done != (size_t)-1 || why == E2BIG)
			continue;
		if (why == EINVAL) {
			attempt->tail = true;
			rap_buf_str(&attempt->out, REPLACEMENT);
			break;
		}
		lose(attempt);
		from++;
		left--;
		if (attempt->lost > loss_max)
			return false;
	}
	return true;
}

static bool strictly(enum rap_charset charset, rap_slice in, struct attempt *attempt)
{
	return charset != CS_NONE && convert(charset, in, 0, attempt) && !attempt->tail;
}

struct census { /* of the bytes, in one pass */
	size_t high; /* >= 0x80 */
	size_t nul_even, nul_odd;
	size_t blank;
	bool escape, shift_out, korean_escape;
};

static struct census count_bytes(rap_slice in)
{
	struct census c = {0};

	for (size_t i = 0; i < in.len; i++) {
		unsigned char b = (unsigned char)in.at[i];

		c.high += b >= 0x80;
		c.blank += b <= ' ';
		if (b == 0 && i % 2 == 0)
			c.nul_even++;
		else if (b == 0)
			c.nul_odd++;
		else if (b == 0x0e)
			c.shift_out = true;
		else if (b == 0x1b && in.len - i > 2 &&
		         (in.at[i + 1] == '$' || in.at[i + 1] == '('))
			c.escape = true;
		if (b == 0x1b && in.len - i > 3 && memcmp(in.at + i + 1, "$)C", 3) == 0)
			c.korean_escape = true;
	}
	return c;
}

/* The byte order is read here: a reset converter does not forget the one it saw before. */
static enum rap_charset wide_charset(rap_slice in, enum rap_charset label, const struct census *c)
{
	bool labelled = label != CS_NONE && rap_charset_table[label].nature == RAP_CHARSET_WIDE;
	bool nul = c->nul_even + c->nul_odd > 0;

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

/* ISO-2022-JP as EUC-JP: row 13 (circled numbers and the like) is known to EUC-JP-MS only. */
static void iso2022_to_euc(rap_slice in, rap_buf *out)
{
	enum { ONE, KANA, TWO, THREE } set = ONE;

	for (size_t i = 0; i < in.len; i++) {
		char c = in.at[i];

		if (c == 0x1b && in.len - i > 2) {
			rap_slice rest = rap_slice_sub(in, i + 1, in.len);

			if (rest.at[0] == '(') {
				set = rest.at[1] == 'I' ? KANA : ONE;
				i += 2;
				continue;
			}
			if (rest.at[0] == '$' && rest.at[1] == '(' && rest.len > 2) {
				set = THREE;
				i += 3;
				continue;
			}
			if (rest.at[0] == '$') {
				set = TWO;
				i += 2;
				continue;
			}
		}
		if (c == '\n')
			set = ONE; /* RFC 1468: lines end in ASCII, whatever was forgotten */
		if (set == ONE || c <= ' ' || c == 0x7f) {
			rap_buf_char(out, c);
			continue;
		}
		if (set == KANA)
			rap_buf_char(out, (char)0x8e);
		if (set == THREE)
			rap_buf_char(out, (char)0x8f);
		rap_buf_char(out, (char)(c | 0x80));
		if (set != KANA && in.len - i > 1)
			rap_buf_char(out, (char)(in.at[++i] | 0x80));
	}
}

static enum rap_charset convert_shifted(rap_slice in, enum rap_charset label,
                                        const struct census *c, struct attempt *attempt)
{
	struct attempt other = {.out = rap_buf_init(attempt->out.cap)};
	rap_buf euc = rap_buf_init(in.len * 2 + 16);

	if (c->korean_escape || (label == CS_ISO2022KR && c->shift_out)) {
		(void)convert(CS_ISO2022KR, in, ANY_LOSS, attempt);
		return CS_ISO2022KR;
	}
	if (!strictly(CS_ISO2022JP, in, attempt)) {
		iso2022_to_euc(in, &euc);
		(void)convert(CS_EUCJP, rap_buf_as_slice(&euc), ANY_LOSS, &other);
		rap_buf_done(&attempt->out);
		*attempt = other;
		rap_buf_done(&euc);
	}
	return CS_ISO2022JP;
}

/*
 * A couple of two-byte sequences is thin proof of UTF-8 when the label names a double-byte charset that fits
 * as well: a single Chinese or Korean character in an encoded word may look like an accented letter.
 */
static bool utf8_is_thin(rap_slice in, enum rap_charset label, struct attempt *attempt)
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
	return pairs < 3 && strictly(label, in, attempt);
}

static bool is_regional(enum rap_charset charset)
{
	return charset != CS_NONE &&
	       (rap_charset_table[charset].nature != RAP_CHARSET_SINGLE || charset == CS_CP1251 ||
	        charset == CS_KOI8R || charset == CS_KOI8U || charset == CS_ISO5);
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
                              struct attempt *attempt)
{
	static const enum rap_charset usual[] = {CS_GB18030, CS_CP949, CS_CP932, CS_CP1251,
	                                         CS_CP1252};
	bool latin = (c->high * 3 < in.len - c->blank && rap_latin_looks(in)),
	     fits = label != CS_NONE && rap_charset_table[label].nature != RAP_CHARSET_SHIFTED;
	enum rap_charset opinion;

	/* In a wrong double-byte charset at least every fifteenth byte is bad. */
	if (fits && convert(label, in, c->high / 40, attempt))
		return label;
	if (convert(CS_UTF8, in, c->high / 8, attempt))
		return CS_UTF8;
	opinion = ask_uchardet(in);
	if ((is_regional(opinion) || latin) && strictly(opinion, in, attempt))
		return opinion;
	if (fits && convert(label, in, c->high / 10, attempt))
		return label;
	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++) {
		if (strictly(usual[i], in, attempt))
			return usual[i];
	}
	if (is_regional(opinion) && convert(opinion, in, c->high / 4, attempt))
		return opinion;
	opinion = fits ? label : CS_CP1252;
	(void)convert(opinion, in, ANY_LOSS, attempt);
	return opinion;
}

static enum rap_charset choose(rap_slice in, enum rap_charset label, const struct census *c,
                               struct attempt *attempt)
{
	enum rap_charset wide = wide_charset(in, label, c);

	if (wide != CS_NONE) {
		(void)convert(wide, in, ANY_LOSS, attempt);
		return wide;
	}
	if (c->high == 0) {
		if (c->escape || c->korean_escape || (c->shift_out && label == CS_ISO2022KR))
			return convert_shifted(in, label, c, attempt);
		(void)convert(CS_ASCII, in, ANY_LOSS, attempt);
		return CS_ASCII;
	}
	if (rap_utf8_valid(in) && !utf8_is_thin(in, label, attempt)) {
		(void)convert(CS_UTF8, in, 0, attempt);
		return CS_UTF8;
	}
	/* Latin-1 is what programs write that do not know: believe it only when the text looks Latin. */
	if ((label == CS_CP1252 || label == CS_ISO15) &&
	    !(c->high * 3 < in.len - c->blank && rap_latin_looks(in))) {
		enum rap_charset opinion = ask_uchardet(in);

		if (!is_regional(opinion))
			opinion = (rap_latin_small_is_upper(in) ? CS_CP1251 : CS_KOI8R);
		if (strictly(opinion, in, attempt))
			return opinion;
	}
	if (label != CS_NONE && rap_charset_table[label].nature != RAP_CHARSET_WIDE &&
	    strictly(label, in, attempt))
		return label;
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

void rap_charset_decode(rap_slice bytes, const char *label, size_t cap, rap_decoded *ret)
{
	struct attempt attempt = {.out = rap_buf_init(cap)};
	struct census census = count_bytes(bytes);
	enum rap_charset known, used;
	bool superset, labelled = label && *label;

	*ret = (rap_decoded){0};
	known = rap_charset_of_label(label, &superset);
	used = choose(bytes, known, &census, &attempt);
	ret->charset = rap_charset_table[used].name;
	ret->lost = attempt.lost + attempt.tail;
	if (used == CS_ASCII)
		/* ASCII reads the same under every label but those we do not know or refuse, utf-7 above all. */
		ret->doubtful = labelled && known == CS_NONE;
	else if (known != used)
		ret->doubtful = known == CS_NONE ||
		                rap_charset_table[known].nature != RAP_CHARSET_WIDE ||
		                rap_charset_table[used].nature != RAP_CHARSET_WIDE;
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
