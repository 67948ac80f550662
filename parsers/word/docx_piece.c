// SPDX-License-Identifier: Apache-2.0
/* The paragraphs of a Word file as they stand now (docx_piece.h), and which of them are words of ours. */
#include "parsers/word/docx_piece.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "common/word_guide.h"
#include "common/word_mark.h"
#include "parsers/form/proposal.h"

#include <stdlib.h>

#define WRAPPED_MIN \
	3u /* lines of the mail behind others: fewer may have been divided so by chance */
#define KNOWN_WORDS_MIN 8u /* of a paragraph that the mail sent has too: fewer may be an answer */
#define MARK_BYTES 40u /* longest mark in brackets that is looked for */

typedef struct reader {
	const rap_context *context;
	const rap_docx *docx;
	rap_docx_match *m;
	rap_wording *marks;
	size_t *steps;
} reader;

/* ---- pieces --------------------------------------------------------------------------------------------- */

/* The paragraph whose mark is that; RAP_DOCX_NONE: none. */
static size_t mark_named(const reader *x, rap_slice name)
{
	rap_wording w;
	size_t found = RAP_DOCX_NONE;

	if (name.len == 0 || name.len > MARK_BYTES)
		return RAP_DOCX_NONE;
	rap_wording_read(name, &w);
	for (size_t t = 0; t < x->m->n_targets && found == RAP_DOCX_NONE; t++)
		if (w.n > 0 && rap_wording_same(&w, &x->marks[t]))
			found = t;
	rap_wording_done(&w);
	return found;
}

static bool begins(rap_slice text, const char *with)
{
	size_t n = strlen(with);

	return text.len >= n && memcmp(text.at, with, n) == 0;
}

/* "[P12] ..." : the mark, and the text behind it. Input methods of East Asia have brackets of their own. */
static size_t split_mark(const reader *x, rap_slice *text)
{
	static const char *const brackets[][2] = {
		{"[", "]"}, {"［", "］"}, {"【", "】"}, {"〔", "〕"}};

	*text = rap_utf8_trim(*text);
	for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
		size_t open = strlen(brackets[i][0]), close = strlen(brackets[i][1]), mark;
		size_t room = text->len < MARK_BYTES ? text->len : MARK_BYTES;
		const char *end;

		if (!begins(*text, brackets[i][0]))
			continue;
		end = memmem(text->at, room, brackets[i][1], close);
		if (!end)
			return RAP_DOCX_NONE;
		mark = mark_named(x, rap_slice_sub(*text, open, (size_t)(end - text->at)));
		if (mark != RAP_DOCX_NONE)
			*text = rap_utf8_trim(
				rap_slice_sub(*text, (size_t)(end - text->at) + close, text->len));
		return mark;
	}
	return RAP_DOCX_NONE;
}

static void add_piece(reader *x, size_t first, size_t last)
{
	const rap_docx_par *pars = x->docx->pars;
	rap_docx_match *m = x->m;
	rap_piece *piece = &m->pieces[m->n_pieces++];
	rap_slice text =
		rap_slice_sub(rap_slice_of(x->docx->now), pars[first].now.from, pars[last].now.to);

	*piece = (rap_piece){.first = first,
	                     .last = last,
	                     .text = text,
	                     .base = RAP_DOCX_NONE,
	                     .heading = pars[last].heading,
	                     .table = pars[last].table > 0};
	piece->mark = split_mark(x, &text);
	piece->command = piece->mark != RAP_DOCX_NONE && rap_proposal_commands(x->context, text);
	rap_wording_read(text, &piece->wording);
	if (piece->wording.n == 0 && piece->mark == RAP_DOCX_NONE)
		piece->role = RAP_PIECE_EMPTY;
}

static void read_pieces(reader *x)
{
	const rap_docx *docx = x->docx;
	size_t first = 0;

	x->m->pieces = rap_calloc(docx->n_pars + 1, sizeof *x->m->pieces);
	for (size_t p = 0; p < docx->n_pars; p++) {
		/* Where its end is taken it goes on in the next; the last of all has none. */
		if (docx->pars[p].end == RAP_DOCX_TAKEN && p + 1 < docx->n_pars)
			continue;
		add_piece(x, first, p);
		first = p + 1;
	}
}

size_t rap_docx_piece_of(const rap_docx_match *m, size_t par)
{
	size_t low = 0, high = m->n_pieces;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (m->pieces[mid].last < par)
			low = mid + 1;
		else
			high = mid;
	}
	return low < m->n_pieces ? low : RAP_DOCX_NONE;
}

/* ---- our own words -------------------------------------------------------------------------------------- */

/* Bookmarks that say whose words a paragraph holds: still ours while the sum of their letters is the same. */
static void find_own(reader *x)
{
	size_t prefix = strlen(RAP_WORD_MARK_OWN);

	for (size_t i = 0; i < x->docx->n_bookmarks; i++) {
		const rap_docx_bookmark *b = &x->docx->bookmarks[i];
		rap_buf name = rap_buf_init(RAP_KIB);
		size_t k;

		if (strncmp(b->name, RAP_WORD_MARK_OWN, prefix) != 0)
			continue;
		k = rap_docx_piece_of(x->m, b->par);
		if (k != RAP_DOCX_NONE && x->m->pieces[k].role == RAP_PIECE_LOOSE) {
			rap_word_mark_own(&name, x->m->pieces[k].text);
			if (strncmp(b->name, rap_buf_text(&name), name.len) == 0)
				x->m->pieces[k].role = RAP_PIECE_OURS;
		}
		rap_buf_done(&name);
	}
}

/* Behind "Objective 2:", as the heading of a form begins; 0: it is none. */
static size_t title_of(rap_slice text)
{
	size_t at = strlen("Objective "), from = at;

	if (!begins(text, "Objective "))
		return 0;
	while (at < text.len && text.at[at] >= '0' && text.at[at] <= '9')
		at++;
	return at > from && at < text.len && text.at[at] == ':' ? at + 1 : 0;
}

/* What our file says about how to fill it in, where its bookmarks are lost. */
static void find_guide(reader *x)
{
	for (size_t k = 0; k < x->m->n_pieces; k++) {
		rap_piece *piece = &x->m->pieces[k];

		if (piece->role == RAP_PIECE_LOOSE && piece->heading && title_of(piece->text) > 0)
			piece->role = RAP_PIECE_OURS;
		for (int i = 0; i < RAP_WORD_GUIDE_LINES && piece->role == RAP_PIECE_LOOSE; i++) {
			const char *line = rap_word_guide_line((rap_word_guide)i);

			if (!piece->table &&
			    (rap_slice_is(piece->text, line) ||
			     (i == RAP_WORD_GUIDE_OPTIONS && begins(piece->text, line))))
				piece->role = RAP_PIECE_OURS;
		}
	}
}

/* All of a wording as one number. */
static uint64_t sum_of(const rap_wording *w)
{
	uint64_t sum = w->n;

	for (size_t i = 0; i < w->n; i++)
		sum = (sum ^ w->at[i].hash) * 1099511628211u;
	return sum;
}

static int by_size(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* The lines of the mail sent, as sums in order of size; the caller frees. */
static uint64_t *lines_of(rap_slice text, size_t *ret_n)
{
	uint64_t *sums = NULL;
	size_t room = 0;

	*ret_n = 0;
	for (size_t at = 0; at < text.len;) {
		const char *lf = memchr(text.at + at, '\n', text.len - at);
		size_t end = lf ? (size_t)(lf - text.at) : text.len;
		rap_wording w;

		rap_wording_read(rap_slice_sub(text, at, end), &w);
		if (*ret_n == room) {
			room = room ? room * 2 : 256;
			sums = rap_reallocarray(sums, room, sizeof *sums);
		}
		sums[(*ret_n)++] = sum_of(&w);
		rap_wording_done(&w);
		at = end + 1;
	}
	if (*ret_n > 0)
		qsort(sums, *ret_n, sizeof *sums, by_size);
	return sums;
}

/* The heading of a form is one without its style too: its title stands in the mail, which says what it covers. */
static bool has_title(const rap_wording *sent, rap_slice text)
{
	size_t at = title_of(text);
	rap_wording title;
	bool has;

	if (at == 0)
		return false;
	rap_wording_read(rap_slice_sub(text, at, text.len), &title);
	has = rap_wording_has(sent, &title);
	rap_wording_done(&title);
	return has;
}

/*
 * And words that the mail sent has too. Headings may be wrapped there and stand anywhere; of other words only whole
 * lines count, because an answer may well be a word that stands in the mail.
 */
static void find_sent(reader *x)
{
	rap_slice text = rap_slice_of(x->context->answers_text);
	rap_wording sent;
	uint64_t *lines;
	size_t n;

	if (!text.at || text.len == 0 || !rap_utf8_valid(text))
		return;
	rap_wording_read(text, &sent);
	lines = lines_of(text, &n);
	for (size_t k = 0; k < x->m->n_pieces; k++) {
		rap_piece *piece = &x->m->pieces[k];
		uint64_t sum = sum_of(&piece->wording);

		if (piece->role != RAP_PIECE_LOOSE || piece->wording.n == 0)
			continue;
		piece->sent = bsearch(&sum, lines, n, sizeof *lines, by_size) != NULL;
		if (!(piece->heading || title_of(piece->text) > 0) || *x->steps < sent.n)
			continue;
		*x->steps -= sent.n;
		if (rap_wording_has(&sent, &piece->wording) || has_title(&sent, piece->text))
			piece->role = RAP_PIECE_OURS;
	}
	free(lines);
	rap_wording_done(&sent);
}

void rap_docx_pieces_know(const rap_context *context, size_t *steps, rap_docx_match *m)
{
	rap_slice text = rap_slice_of(context->answers_text);
	rap_wording sent;

	if (!text.at || text.len == 0 || !rap_utf8_valid(text))
		return;
	rap_wording_read(text, &sent);
	for (size_t k = 0; k < m->n_pieces; k++) {
		rap_piece *piece = &m->pieces[k];

		if (piece->role != RAP_PIECE_LOOSE || piece->base != RAP_DOCX_NONE ||
		    piece->mark != RAP_DOCX_NONE || piece->table || piece->sent ||
		    piece->wording.n_bag < KNOWN_WORDS_MIN || *steps < sent.n)
			continue;
		*steps -= sent.n;
		if (rap_wording_has(&sent, &piece->wording))
			piece->role = RAP_PIECE_OURS;
	}
	rap_wording_done(&sent);
}

/* ---- lines ---------------------------------------------------------------------------------------------- */

/* Whether a piece is the next line of the one before. */
static bool goes_on(const rap_piece *piece)
{
	return piece->role == RAP_PIECE_LOOSE && piece->mark == RAP_DOCX_NONE && !piece->heading &&
	       !piece->table;
}

/*
 * Whoever puts the text of the mail into a file has a paragraph for each of its lines. They are known by being just
 * the lines of the mail, and parts of the paragraph; then what follows a mark, up to an empty line, is one paragraph.
 */
static bool is_wrapped(const rap_docx_match *m)
{
	size_t lines = 0;
	const rap_wording *open = NULL; /* a paragraph of which a part stands on the line before */

	for (size_t k = 0; k < m->n_pieces; k++) {
		const rap_piece *piece = &m->pieces[k];

		if (piece->mark != RAP_DOCX_NONE) {
			open = &m->targets[piece->mark].wording;
			if (rap_wording_same(open, &piece->wording) ||
			    !rap_wording_has(open, &piece->wording))
				open = NULL;
			continue;
		}
		if (open && !(goes_on(piece) && piece->sent))
			open = NULL;
		lines += open && rap_wording_has(open, &piece->wording);
	}
	return lines >= WRAPPED_MIN;
}

/* A line of the mail that is none of the paragraph's, such as a heading: there it ends. */
static bool is_other_line(const rap_docx_match *m, const rap_piece *first, const rap_piece *line)
{
	return line->sent && !rap_wording_has(&m->targets[first->mark].wording, &line->wording);
}

static void join_lines(reader *x)
{
	rap_docx_match *m = x->m;
	size_t n = 0;

	for (size_t k = 0; k < m->n_pieces;) {
		rap_piece piece = m->pieces[k++];
		size_t first = k;
		rap_slice text;

		while (piece.mark != RAP_DOCX_NONE && k < m->n_pieces && goes_on(&m->pieces[k]) &&
		       !is_other_line(m, &piece, &m->pieces[k])) {
			piece.last = m->pieces[k].last;
			rap_wording_done(&m->pieces[k++].wording);
		}
		if (k > first) {
			piece.text = rap_slice_sub(rap_slice_of(x->docx->now),
			                           x->docx->pars[piece.first].now.from,
			                           x->docx->pars[piece.last].now.to);
			text = piece.text;
			(void)split_mark(x, &text);
			rap_wording_done(&piece.wording);
			rap_wording_read(text, &piece.wording);
		}
		m->pieces[n++] = piece;
	}
	m->n_pieces = n;
}

/* ---- the whole ------------------------------------------------------------------------------------------ */

void rap_docx_pieces_read(const rap_context *context, const rap_docx *docx, size_t *steps,
                          rap_docx_match *m)
{
	reader x = {.context = context, .docx = docx, .m = m, .steps = steps};

	x.marks = rap_calloc(m->n_targets + 1, sizeof *x.marks);
	for (size_t t = 0; t < m->n_targets; t++)
		rap_wording_read(rap_slice_of(context->paragraphs[t].mark), &x.marks[t]);
	read_pieces(&x);
	find_own(&x);
	find_guide(&x);
	find_sent(&x);
	if (is_wrapped(m))
		join_lines(&x);
	for (size_t t = 0; t < m->n_targets; t++)
		rap_wording_done(&x.marks[t]);
	free(x.marks);
}
