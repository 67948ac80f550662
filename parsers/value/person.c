// SPDX-License-Identifier: Apache-2.0
/* Parts of a person: what is a name, an address, a telephone number; see person.h. */
#include "parsers/value/person.h"

#include "common/limits.h"
#include "common/utf8.h"
#include "parsers/text/token.h"
#include "parsers/value/value.h"

#include <string.h>

#define LABEL_MAX 60u /* bytes of "Name" before its colon */
#define NAME_BYTES_MAX 200u
#define NAME_WORDS_MAX 6u
#define NAME_CJK_MAX 16u
#define SHORT_NAME_MAX 4u /* CJK characters of a name beside which a title could be one too */
#define SHORTENED_MAX 4u /* letters of "Prof." */
#define PHONE_DIGITS_MIN 6u

static const struct {
	const char *value;
	rap_person_part part;
} labels[] = {
	{"name", RAP_PERSON_NAME},
	{"title", RAP_PERSON_TITLE},
	{"organisation", RAP_PERSON_ORGANISATION},
	{"address", RAP_PERSON_ADDRESS},
	{"phone", RAP_PERSON_PHONE},
	{"number", RAP_PERSON_NUMBER},
};

rap_person_part rap_person_label(const rap_context *context, rap_slice s)
{
	const rap_word_set *set = rap_value_find(context, "person-label", s);

	for (size_t i = 0; set && i < sizeof labels / sizeof labels[0]; i++)
		if (strcmp(labels[i].value, set->value) == 0)
			return labels[i].part;
	return RAP_PERSON_NONE;
}

rap_person_part rap_person_labelled(const rap_context *context, rap_slice s, rap_slice *ret_rest)
{
	for (size_t at = 0; at < s.len && at < LABEL_MAX;) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(s, &at);

		if (c != ':' && c != 0xFF1A)
			continue;
		*ret_rest = rap_utf8_trim(rap_slice_sub(s, at, s.len));
		return rap_person_label(context, rap_slice_sub(s, 0, begin));
	}
	return RAP_PERSON_NONE;
}

/* ---- addresses and telephone numbers -------------------------------------------------------------------- */

static bool has_at(rap_slice s)
{
	const char *at = s.len ? memchr(s.at, '@', s.len) : NULL;

	return at && at != s.at && at + 1 < s.at + s.len;
}

bool rap_person_is_address(rap_slice s)
{
	s = rap_utf8_trim(s);
	return has_at(s) && !memchr(s.at, ' ', s.len) && !memchr(s.at, '\n', s.len);
}

/* "<a@b.example>" and "mailto:a@b.example" are the address alone. */
static rap_slice bare_address(rap_slice s)
{
	while (s.len > 0 && (s.at[0] == '<' || s.at[0] == '('))
		s = rap_slice_sub(s, 1, s.len);
	if (s.len > 7 && rap_slice_is_nocase(rap_slice_sub(s, 0, 7), "mailto:"))
		s = rap_slice_sub(s, 7, s.len);
	while (s.len > 0 &&
	       (s.at[s.len - 1] == '>' || s.at[s.len - 1] == ')' || s.at[s.len - 1] == '.'))
		s.len--;
	return s;
}

bool rap_person_is_phone(rap_slice s)
{
	rap_buf folded = rap_buf_init(NAME_BYTES_MAX * 18);
	size_t digits = 0;
	bool phone = s.len <= NAME_BYTES_MAX;

	if (phone)
		rap_text_fold(s, &folded);
	for (size_t i = 0; i < folded.len && phone; i++) {
		char c = folded.at[i];

		digits += c >= '0' && c <= '9';
		phone = (c >= '0' && c <= '9') || strchr("+-() ./", c);
	}
	rap_buf_done(&folded);
	return phone && digits >= PHONE_DIGITS_MIN;
}

/* ---- names ---------------------------------------------------------------------------------------------- */

/* No character behind it that the word may go on in: 장관식 is no minister. */
static bool stands_alone(rap_slice rest, size_t len)
{
	return len >= rest.len || !rap_utf8_is_cjk(rap_utf8_next(rest, &len));
}

/* Whether a word of that value stands in the folded text; first: at its beginning, and not as a part of a name. */
static bool says(const rap_context *context, const char *value, rap_slice folded, bool first)
{
	uint32_t before = ' ';

	for (size_t at = 0; at < folded.len;) {
		rap_slice rest = rap_slice_sub(folded, at, folded.len);
		size_t len;
		const rap_word_set *set =
			rap_utf8_is_word(before)
				? NULL
				: rap_value_prefix(context, "person-word", rest, &len);

		if (set && strcmp(set->value, value) == 0 && (!first || stands_alone(rest, len)))
			return true;
		if (first)
			return false;
		before = rap_utf8_next(folded, &at);
	}
	return false;
}

static bool is_upper(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 0x0410 && c <= 0x042F) || c == 0x0401 ||
	       c == 0x04AE || c == 0x04E8 || (c >= 0x00C0 && c <= 0x00DE) ||
	       (c >= 0xFF21 && c <= 0xFF3A);
}

typedef struct shape {
	size_t words, cjk, capitals;
	bool letters; /* of an alphabet that has capitals */
	bool signs; /* that no name has */
	bool lone; /* a small letter between blanks: "и" joins two names */
} shape;

static shape shape_of(rap_slice s)
{
	shape h = {0};
	uint32_t before = ' ', earlier = 0;

	for (size_t at = 0; at < s.len;) {
		uint32_t c = rap_utf8_next(s, &at);

		h.lone |=
			earlier == ' ' && c == ' ' && !is_upper(before) && rap_utf8_is_word(before);
		earlier = before;
		h.words += rap_utf8_is_space(before) && !rap_utf8_is_space(c);
		h.capitals += rap_utf8_is_space(before) && is_upper(c);
		h.cjk += rap_utf8_is_cjk(c);
		h.letters |= rap_utf8_is_word(c) && c < 0x0530 && !(c >= '0' && c <= '9');
		h.signs |= c == ':' || c == 0xFF1A || c == '?' || c == '!' || c == '&' ||
		           c == '/' || c == 0x3002 || c == '\n' || c == 0xFF06 ||
		           (c >= '0' && c <= '9');
		before = c;
	}
	return h;
}

/* "We wish you well.": a point behind a word that no one shortens so. */
static bool is_sentence(rap_slice s)
{
	size_t n = 0, from;

	if (s.len == 0 || s.at[s.len - 1] != '.')
		return false;
	for (from = s.len - 1; from > 0 && s.at[from - 1] != ' ' && s.at[from - 1] != '.';)
		from--;
	for (size_t at = from; at + 1 < s.len; n++)
		(void)rap_utf8_next(s, &at);
	return n > SHORTENED_MAX;
}

bool rap_person_is_name(const rap_context *context, rap_slice s)
{
	shape h = shape_of(s);
	rap_buf folded = rap_buf_init(NAME_BYTES_MAX * 18);
	bool name;

	if (s.len == 0 || s.len > NAME_BYTES_MAX || has_at(s) || h.signs || h.lone ||
	    (!h.letters && h.cjk == 0) || is_sentence(s) || h.words > NAME_WORDS_MAX ||
	    h.cjk > NAME_CJK_MAX || (h.letters && h.capitals == 0))
		return false;
	rap_text_fold(s, &folded);
	name = !says(context, "no name", rap_buf_as_slice(&folded), false) &&
	       !says(context, "organisation", rap_buf_as_slice(&folded), false) &&
	       !says(context, "title", rap_buf_as_slice(&folded), true);
	rap_buf_done(&folded);
	return name;
}

/* As short and as capital as names are. */
static bool looks_like_name(const rap_context *context, rap_slice s)
{
	shape h = shape_of(s);
	rap_buf folded = rap_buf_init(NAME_BYTES_MAX * 18);
	bool title;

	if (!rap_person_is_name(context, s))
		return false;
	rap_text_fold(s, &folded);
	title = says(context, "title", rap_buf_as_slice(&folded), false);
	rap_buf_done(&folded);
	return !title && (h.cjk > 0 ? h.cjk <= SHORT_NAME_MAX
	                            : h.words <= SHORT_NAME_MAX && h.capitals == h.words);
}

bool rap_person_only_names(const rap_context *context, const rap_person_text *person)
{
	const rap_slice *organisation = &person->parts[RAP_PERSON_ORGANISATION];

	return person->parts[RAP_PERSON_ADDRESS].len == 0 &&
	       person->parts[RAP_PERSON_PHONE].len == 0 &&
	       looks_like_name(context, person->parts[RAP_PERSON_TITLE]) &&
	       (organisation->len == 0 || looks_like_name(context, *organisation));
}

/* ---- putting a person together -------------------------------------------------------------------------- */

void rap_person_set(rap_person_text *person, rap_person_part part, rap_slice s)
{
	person->any |= s.len > 0;
	person->parts[part] = part == RAP_PERSON_ADDRESS ? bare_address(s) : s;
}

void rap_person_place(rap_person_text *person, rap_slice s, size_t *place)
{
	s = rap_utf8_trim(s);
	if (s.len == 0)
		return;
	person->any = true;
	if (rap_person_is_address(s) && person->parts[RAP_PERSON_ADDRESS].len == 0) {
		person->parts[RAP_PERSON_ADDRESS] = bare_address(s);
	} else if (rap_person_is_phone(s) && person->parts[RAP_PERSON_PHONE].len == 0) {
		person->parts[RAP_PERSON_PHONE] = s;
	} else if (*place < RAP_PERSON_ADDRESS) {
		person->parts[(*place)++] = s;
	} else if (person->parts[RAP_PERSON_ADDRESS].len == 0 &&
	           person->parts[RAP_PERSON_PHONE].len == 0) {
		/* More parts than expected belong to the institution: it may have commas in its name. */
		rap_slice *last = &person->parts[RAP_PERSON_ORGANISATION];

		last->len = (size_t)(s.at + s.len - last->at);
	} else {
		person->doubtful = true; /* behind an address it belongs to nothing that is known */
	}
}

/* "Oyun <oyun@water.example>": the address behind the name without a comma. */
static void take_angle(rap_person_text *person, rap_slice *s)
{
	const char *angle = s->len ? memchr(s->at, '<', s->len) : NULL;

	if (!angle || !has_at(*s))
		return;
	person->parts[RAP_PERSON_ADDRESS] =
		bare_address((rap_slice){angle, (size_t)(s->at + s->len - angle)});
	*s = rap_utf8_trim((rap_slice){s->at, (size_t)(angle - s->at)});
}

/* "Oyun (Director)", "김철수 (환경부)": what the brackets hold is told by its words; a reading of the name stays. */
static void take_brackets(const rap_context *context, rap_person_text *person)
{
	rap_slice *name = &person->parts[RAP_PERSON_NAME], inner;
	size_t open = name->len;
	rap_person_part part = RAP_PERSON_NONE;
	rap_buf folded = rap_buf_init(NAME_BYTES_MAX * 18);

	for (size_t at = 0; at < name->len && open == name->len;) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(*name, &at);

		if (c == '(' || c == 0xFF08)
			open = begin;
	}
	inner = rap_value_trim(rap_slice_sub(*name, open, name->len));
	if (open == 0 || inner.len == 0 || inner.len > NAME_BYTES_MAX)
		return;
	rap_text_fold(inner, &folded);
	if (says(context, "organisation", rap_buf_as_slice(&folded), false))
		part = RAP_PERSON_ORGANISATION;
	else if (says(context, "title", rap_buf_as_slice(&folded), false))
		part = RAP_PERSON_TITLE;
	rap_buf_done(&folded);
	if (part == RAP_PERSON_NONE)
		return;
	/* What came by its place is one place further than it seemed: the title was in the brackets. */
	if (part == RAP_PERSON_TITLE && person->parts[RAP_PERSON_ORGANISATION].len == 0)
		person->parts[RAP_PERSON_ORGANISATION] = person->parts[RAP_PERSON_TITLE];
	else if (person->parts[part].len > 0) {
		person->doubtful = true;
		return;
	}
	person->parts[part] = inner;
	*name = rap_utf8_trim(rap_slice_sub(*name, 0, open));
}

void rap_person_settle(const rap_context *context, rap_person_text *person)
{
	for (size_t i = 0; i < RAP_PERSON_ADDRESS; i++)
		take_angle(person, &person->parts[i]);
	take_brackets(context, person);
}

/* ---- as it is kept -------------------------------------------------------------------------------------- */

static bool is_half_kana(uint32_t c)
{
	return c >= 0xFF65 && c <= 0xFF9F;
}

void rap_person_put(rap_slice s, rap_buf *out)
{
	rap_buf plain = rap_buf_init(s.len * 3 + 16);
	bool blank = false;

	for (size_t at = 0; at < s.len;) {
		size_t begin = at, end;
		uint32_t c = rap_utf8_next(s, &at);

		if (rap_utf8_is_space(c)) {
			blank = plain.len > 0;
			continue;
		}
		if (blank)
			rap_buf_char(&plain, ' ');
		blank = false;
		if (!is_half_kana(c)) {
			rap_buf_slice(&plain, rap_slice_sub(s, begin, at));
			continue;
		}
		/* A sound mark is a character of its own: the run is folded together. Kana have no case to lose. */
		for (end = at; at < s.len && is_half_kana(rap_utf8_next(s, &at));)
			end = at;
		at = end;
		rap_utf8_fold(&plain, rap_slice_sub(s, begin, end));
	}
	rap_utf8_nfc(out, rap_buf_as_slice(&plain));
	rap_buf_done(&plain);
}
