// SPDX-License-Identifier: Apache-2.0
/* How words are compared (token.h): folded, with plain signs, and each with a number. */
#include "parsers/text/token.h"

#include "common/mem.h"
#include "common/utf8.h"

#include <assert.h>
#include <stdlib.h>

#define JOINED_MAX 80 /* bytes of a word that a program may have cut in two */
#define WORD_MAX 256u /* bytes of a folded token; longer ones are compared by their beginning */
#define BLOCK_SIZE 8192u /* far above WORD_MAX */

typedef struct folded_word {
	const char *text; /* in a block */
	uint32_t hash;
} folded_word;

/* Words of some texts are thousands: they lie together, not each in memory of its own. */
typedef struct block {
	struct block *before;
	size_t used;
	char text[BLOCK_SIZE];
} block;

struct rap_vocabulary {
	uint32_t *slots; /* number + 1, 0 = free; open addressing */
	size_t n_slots; /* a power of two */
	folded_word *words;
	size_t n, room;
	block *last;
};

#define HASH_BEGIN 2166136261u

static uint32_t hash_more(uint32_t h, char c)
{
	return (h ^ (unsigned char)c) * 16777619u;
}

static uint32_t hash_of(const char *s)
{
	uint32_t h = HASH_BEGIN;

	for (; *s; s++)
		h = hash_more(h, *s);
	return h;
}

rap_vocabulary *rap_vocabulary_new(void)
{
	rap_vocabulary *v = rap_calloc(1, sizeof *v);

	v->n_slots = 4096;
	v->slots = rap_calloc(v->n_slots, sizeof *v->slots);
	return v;
}

rap_vocabulary *rap_vocabulary_free(rap_vocabulary *v)
{
	if (!v)
		return NULL;
	while (v->last) {
		block *before = v->last->before;

		free(v->last);
		v->last = before;
	}
	free(v->words);
	free(v->slots);
	free(v);
	return NULL;
}

/* The slot of the word; s NULL: a free one, for a word that has none yet. */
static size_t slot_of(const rap_vocabulary *v, const char *s, uint32_t hash)
{
	size_t i = hash & (v->n_slots - 1);

	for (; v->slots[i]; i = (i + 1) & (v->n_slots - 1)) {
		const folded_word *w = &v->words[v->slots[i] - 1];

		if (s && w->hash == hash && strcmp(w->text, s) == 0)
			break;
	}
	return i;
}

static void grow(rap_vocabulary *v)
{
	free(v->slots);
	v->n_slots *= 2;
	v->slots = rap_calloc(v->n_slots, sizeof *v->slots);
	for (size_t i = 0; i < v->n; i++)
		v->slots[slot_of(v, NULL, v->words[i].hash)] = (uint32_t)i + 1;
}

/* A folded word is at most WORD_MAX bytes, so that a block has room for many. */
static const char *store(rap_vocabulary *v, const char *s, size_t len)
{
	char *text;

	assert(len < BLOCK_SIZE);
	if (!v->last || BLOCK_SIZE - v->last->used <= len) {
		block *more = rap_calloc(1, sizeof *more);

		more->before = v->last;
		v->last = more;
	}
	text = v->last->text + v->last->used;
	memcpy(text, s, len + 1);
	v->last->used += len + 1;
	return text;
}

static uint32_t intern(rap_vocabulary *v, const char *folded, size_t len, uint32_t hash)
{
	size_t slot = slot_of(v, folded, hash);

	if (v->slots[slot])
		return v->slots[slot] - 1;
	if (v->n == v->room) {
		v->room = v->room ? v->room * 2 : 512;
		v->words = rap_reallocarray(v->words, v->room, sizeof *v->words);
	}
	v->words[v->n++] = (folded_word){store(v, folded, len), hash};
	v->slots[slot] = (uint32_t)v->n;
	if (v->n * 2 > v->n_slots)
		grow(v);
	return (uint32_t)v->n - 1;
}

static uint32_t intern_text(rap_vocabulary *v, const char *folded)
{
	return intern(v, folded, strlen(folded), hash_of(folded));
}

/* Characters that NFKC leaves apart though no writer means a difference. */
static uint32_t plain_char(uint32_t c)
{
	switch (c) {
	case 0x201C:
	case 0x201D:
	case 0x201E:
	case 0x201F:
	case 0x2033:
	case 0x00AB:
	case 0x00BB:
	case 0x301D:
	case 0x301E:
	case 0x301F:
		return '"';
	case 0x2018:
	case 0x2019:
	case 0x201A:
	case 0x201B:
	case 0x2032:
	case 0x00B4:
	case 0x02BC:
		return '\'';
	case 0x3010:
	case 0x3014:
	case 0x3016:
		return '[';
	case 0x3011:
	case 0x3015:
	case 0x3017:
		return ']';
	default:
		return c;
	}
}

static void straighten(rap_slice s, rap_buf *out)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t c = rap_utf8_next(s, &at);

		if (c != RAP_UTF8_BAD)
			rap_utf8_put(out, plain_char(c));
	}
}

uint32_t rap_vocabulary_word(rap_vocabulary *v, rap_slice s)
{
	char small[32]; /* bound: the loop below stops before its end */
	rap_buf folded, straight;
	uint32_t number, hash = HASH_BEGIN;
	size_t n = 0;

	while (s.at && n < s.len && n < sizeof small - 1 && (unsigned char)s.at[n] < 0x80) {
		char c = s.at[n];

		c = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
		hash = hash_more(hash, c);
		small[n++] = c;
	}
	small[n] = '\0';
	if (n == s.len && !memchr(small, '\0', n))
		return intern(v, small, n, hash);
	folded = rap_buf_init(WORD_MAX);
	straight = rap_buf_init(WORD_MAX);
	rap_utf8_fold(&folded, s);
	straighten(rap_buf_as_slice(&folded), &straight);
	number = intern_text(v, rap_buf_text(&straight));
	rap_buf_done(&folded);
	rap_buf_done(&straight);
	return number;
}

uint32_t rap_vocabulary_count(const rap_vocabulary *v)
{
	return (uint32_t)v->n;
}

bool rap_vocabulary_joined(const rap_vocabulary *v, uint32_t first, uint32_t second, uint32_t *ret)
{
	char both[JOINED_MAX]; /* bound: lengths are compared first */
	const char *a = v->words[first].text, *b = v->words[second].text;
	size_t n = strlen(a), m = strlen(b), slot;

	if (n + m >= sizeof both)
		return false;
	memcpy(both, a, n);
	memcpy(both + n, b, m);
	both[n + m] = '\0';
	slot = slot_of(v, both, hash_of(both));
	if (!v->slots[slot])
		return false;
	*ret = v->slots[slot] - 1;
	return true;
}

const char *rap_vocabulary_text(const rap_vocabulary *v, uint32_t word)
{
	return v->words[word].text;
}

/* The same for ASCII, where no character becomes another but by its case. */
static bool fold_ascii(rap_slice s, rap_buf *out)
{
	bool blank = false, begun = false;

	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] >= 0x80)
			return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (rap_utf8_is_space((unsigned char)c)) {
			blank = begun;
			continue;
		}
		if (blank)
			rap_buf_char(out, ' ');
		blank = false;
		begun = true;
		rap_buf_char(out, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
	}
	return true;
}

void rap_text_fold(rap_slice s, rap_buf *out)
{
	rap_buf folded = rap_buf_init(s.len * 18 + 16); /* no NFKC is longer than 18 times */
	rap_slice f;
	bool blank = false, begun = false;

	if (fold_ascii(s, out))
		return;
	rap_utf8_fold(&folded, s);
	f = rap_buf_as_slice(&folded);
	for (size_t at = 0; at < f.len;) {
		uint32_t c = rap_utf8_next(f, &at);

		if (c == RAP_UTF8_BAD)
			continue;
		if (rap_utf8_is_space(c)) {
			blank = begun;
			continue;
		}
		if (blank)
			rap_buf_char(out, ' ');
		blank = false;
		begun = true;
		rap_utf8_put(out, plain_char(c));
	}
	rap_buf_done(&folded);
}
