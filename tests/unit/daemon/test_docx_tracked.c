// SPDX-License-Identifier: Apache-2.0
/*
 * Tracked changes of the updated draft, resolved here as a word processor does: the laws of docx_tracked.h over drafts at
 * random (RAP_TEST_CASES of them), and that hostile words stay words. After a wanted change of the golden parts:
 * RAP_GOLDEN_UPDATE=1 build/tests/unit/daemon/test_docx_tracked.
 */
#include "stage.h"

#include "draft_world.h"
#include "opened.h"
#include "report/docx_tracked.h"
#include "report/docx_updated.h"
#include "report/escape.h"
#include "report/record.h"

/* ---- resolving ------------------------------------------------------------------------------------------ */

typedef enum taken { NOBODYS, EVERYBODYS, ONES } taken;

typedef struct resolver {
	taken mode;
	const char *who; /* of ONES: the name of a State */
	rap_buf out; /* a line for each paragraph */
	size_t line; /* where the present one begins */
} resolver;

/* Whether the State is among "Japan, Mongolia". */
static bool is_among(const char *names, const char *who)
{
	size_t n = strlen(who);

	for (const char *at = names; (at = strstr(at, who)); at += n)
		if ((at == names || (at[-1] == ' ' && at[-2] == ',')) &&
		    (at[n] == '\0' || at[n] == ','))
			return true;
	return false;
}

static bool accepts(const resolver *r, xmlNode *change)
{
	char *author, *date;
	bool yes;

	author = (char *)xmlGetProp(change, (const xmlChar *)"author");
	date = (char *)xmlGetProp(change, (const xmlChar *)"date");
	assert_non_null(author);
	assert_non_null(date);
	assert_int_equal(strlen(date), strlen("2020-07-20T10:00:00Z"));
	yes = r->mode == EVERYBODYS || (r->mode == ONES && is_among(author, r->who));
	xmlFree(author);
	xmlFree(date);
	return yes;
}

static bool is(xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static void resolve_runs(resolver *r, xmlNode *in)
{
	for (xmlNode *node = in->children; node; node = node->next) {
		bool added = is(node, "ins"), cut = is(node, "del");

		if (is(node, "t") || is(node, "delText")) {
			xmlChar *text = xmlNodeGetContent(node);

			rap_buf_str(&r->out, (const char *)text);
			xmlFree(text);
		} else if (is(node, "tab")) {
			rap_buf_char(&r->out, '\t');
		} else if ((added && accepts(r, node)) || (cut && !accepts(r, node)) ||
		           (!added && !cut && node->type == XML_ELEMENT_NODE && !is(node, "pPr"))) {
			resolve_runs(r, node);
		}
	}
}

/* The change of the mark of a paragraph, or NULL. */
static xmlNode *mark_of(xmlNode *paragraph)
{
	for (xmlNode *p = paragraph->children; p; p = p->next)
		for (xmlNode *q = is(p, "pPr") ? p->children : NULL; q; q = q->next)
			for (xmlNode *c = is(q, "rPr") ? q->children : NULL; c; c = c->next)
				if (is(c, "ins"))
					return c;
	return NULL;
}

static char *resolve(xmlDoc *document, taken mode, const char *who)
{
	resolver r = {.mode = mode, .who = who, .out = rap_buf_init(64 * RAP_MIB)};

	for (xmlNode *p = xmlDocGetRootElement(document)->children; p; p = p->next) {
		xmlNode *mark = is(p, "p") ? mark_of(p) : NULL;

		if (!is(p, "p"))
			continue;
		resolve_runs(&r, p);
		/* Without its mark it is one with the next. */
		if (!mark || accepts(&r, mark))
			rap_buf_char(&r.out, '\n');
	}
	return rap_buf_take(&r.out);
}

/* ---- what is to be left --------------------------------------------------------------------------------- */

static void put_line(rap_buf *out, const char *mark, const char *text)
{
	rap_buf_printf(out, "[%s]\t", mark);
	rap_escape_shown(out, rap_slice_of(text));
	rap_buf_char(out, '\n');
}

/* The only proposal of the State in that list; NULL: none, or several. */
static const rap_proposal_row *only_of(const rap_board_list *list, const char *member,
                                       size_t *ret_n)
{
	const rap_proposal_row *found = NULL;

	*ret_n = 0;
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->at[i]->member, member) == 0) {
			found = list->at[i];
			(*ret_n)++;
		}
	return *ret_n == 1 ? found : NULL;
}

static void check_alone(const rap_board_paragraph *p, xmlDoc *document, const rap_member *m)
{
	char *got = resolve(document, ONES, m->name);
	size_t n_replaced, n_deleted, n_new;
	const rap_proposal_row *row = only_of(&p->replacements, m->code, &n_replaced);
	rap_buf want = rap_buf_init(RAP_MIB);

	(void)only_of(&p->deletions, m->code, &n_deleted);
	(void)only_of(&p->insertions, m->code, &n_new);
	if (n_replaced + n_deleted == 0)
		put_line(&want, p->block->mark, p->block->text);
	else if (n_replaced == 0)
		put_line(&want, p->block->mark, RAP_DOCX_DELETED);
	else if (row && n_deleted == 0)
		put_line(&want, p->block->mark, row->text);
	if (want.len > 0 && strncmp(got, rap_buf_text(&want), want.len) != 0) {
		char *end = strchr(got, '\t');

		/* It stands whole, below. */
		assert_non_null(row);
		assert_non_null(end);
		rap_buf_cut(&want, 0);
		put_line(&want, p->block->mark, p->block->text);
		assert_int_equal(strncmp(got, rap_buf_text(&want), want.len), 0);
		rap_buf_cut(&want, 0);
		rap_buf_char(&want, '\t');
		rap_escape_shown(&want, rap_slice_of(row->text));
		rap_buf_char(&want, '\n');
		assert_non_null(strstr(got, " alt"));
		assert_non_null(strstr(got, rap_buf_text(&want)));
	}
	for (size_t i = 0; i < p->insertions.n; i++) {
		if (strcmp(p->insertions.at[i]->member, m->code) != 0)
			continue;
		rap_buf_cut(&want, 0);
		rap_buf_char(&want, '\t');
		rap_escape_shown(&want, rap_slice_of(p->insertions.at[i]->text));
		rap_buf_char(&want, '\n');
		assert_non_null(strstr(got, rap_buf_text(&want)));
	}
	rap_buf_done(&want);
	free(got);
}

/* All variants in the order of the overlay. */
static void put_all(const rap_board_paragraph *p, rap_buf *out)
{
	bool alone = p->overlay.n_alternatives == 1 && p->deletions.n == 0;

	for (size_t i = 0; i < p->overlay.n_segments; i++)
		alone = alone && p->overlay.segments[i].n_variants == 0;
	rap_buf_printf(out, "[%s]\t", p->block->mark);
	for (size_t i = 0; i < p->overlay.n_segments; i++) {
		const rap_segment *s = &p->overlay.segments[i];

		if (s->n_variants == 0 && p->deletions.n == 0 && !alone)
			rap_escape_shown(out, rap_slice_of(s->base));
		for (size_t j = 0; j < s->n_variants; j++)
			rap_escape_shown(out, rap_slice_of(s->variants[j].text));
	}
	if (p->deletions.n > 0)
		rap_buf_str(out, RAP_DOCX_DELETED);
	if (alone)
		rap_escape_shown(out, rap_slice_of(p->overlay.alternatives[0].text));
	rap_buf_char(out, '\n');
}

static void check_paragraph(const rap_desk *desk, const rap_board_paragraph *p)
{
	rap_docx_tracker t = rap_docx_tracker_init(desk);
	rap_buf body = rap_buf_init(64 * RAP_MIB), want = rap_buf_init(64 * RAP_MIB);
	xmlDoc *document;
	char *got;

	rap_docx_tracked(&t, p);
	rap_buf_printf(&body, "<w:body xmlns:w=\"w\">%s</w:body>", rap_buf_text(&t.text.out));
	document = xmlReadMemory(body.at, (int)body.len, "p", NULL, XML_PARSE_NONET);
	assert_non_null(document);

	put_line(&want, p->block->mark, p->block->text);
	got = resolve(document, NOBODYS, NULL);
	assert_string_equal(got, rap_buf_text(&want));
	free(got);

	rap_buf_cut(&want, 0);
	put_all(p, &want);
	got = resolve(document, EVERYBODYS, NULL);
	assert_int_equal(strncmp(got, rap_buf_text(&want), want.len), 0);
	free(got);

	for (size_t i = 0; i < desk->consultation->n_members; i++)
		check_alone(p, document, &desk->consultation->members[i]);
	xmlFreeDoc(document);
	rap_buf_done(&body);
	rap_buf_done(&want);
	rap_docx_tracker_done(&t);
}

static void test_tracked_changes_of_drafts_at_random_keep_their_laws(void **state)
{
	const char *cases = getenv("RAP_TEST_CASES");
	long n_cases = cases ? strtol(cases, NULL, 10) : 1500, done = 0;
	stage *s = stage_open("2020-07-20T09:00:00+09:00");
	draft_world w = {.seed = 20200720, .desk = &s->desk};

	(void)state;
	while (done < n_cases) {
		w.nasty = !w.nasty;
		world_board(&w, 3 * s->draft.n);
		for (size_t i = 0; i < w.board.n; i++, done++)
			check_paragraph(&s->desk, &w.board.paragraphs[i]);
		world_done(&w);
	}
	stage_close(s);
}

static void test_the_same_board_gives_the_same_file(void **state)
{
	stage *s = stage_open("2020-07-20T09:00:00+09:00");
	rap_buf file[2] = {{0}, {0}};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		draft_world w = {.seed = 7, .desk = &s->desk, .nasty = true};

		world_board(&w, 60);
		assert_int_equal(rap_docx_updated_make(&s->desk, &w.board, &file[i]), RAP_OK);
		world_done(&w);
	}
	assert_int_equal(file[0].len, file[1].len);
	assert_memory_equal(file[0].at, file[1].at, file[0].len);
	rap_buf_done(&file[0]);
	rap_buf_done(&file[1]);
	stage_close(s);
}

static void check_golden(const rap_buf *file, const char *name, const char *golden)
{
	rap_buf got = part_of_file(file, name), want = rap_buf_init(0), path = tree_path(golden);

	if (getenv("RAP_GOLDEN_UPDATE"))
		assert_int_equal(
			rap_file_replace(rap_buf_text(&path), rap_buf_as_slice(&got), 0644),
			RAP_OK);
	assert_int_equal(rap_file_read(rap_buf_text(&path), RAP_MIB, &want), RAP_OK);
	assert_string_equal(rap_buf_text(&got), rap_buf_text(&want));
	rap_buf_done(&got);
	rap_buf_done(&want);
	rap_buf_done(&path);
}

/* They have been looked at in LibreOffice. */
static void test_parts_are_the_golden_ones(void **state)
{
	stage *s = stage_open("2020-07-20T09:00:00+09:00");
	draft_world w = {.seed = 7, .desk = &s->desk};
	rap_buf file = {0};

	(void)state;
	world_board(&w, 24);
	assert_int_equal(rap_docx_updated_make(&s->desk, &w.board, &file), RAP_OK);
	check_golden(&file, "word/document.xml", "tests/golden/docx/updated_document.xml");
	check_golden(&file, "word/comments.xml", "tests/golden/docx/updated_comments.xml");
	check_golden(&file, "word/footer1.xml", "tests/golden/docx/updated_footer1.xml");
	check_golden(&file, "word/styles.xml", "tests/golden/docx/updated_styles.xml");
	rap_buf_done(&file);
	assert_int_equal(rap_docx_clean_make(&s->desk, &s->draft, &file), RAP_OK);
	check_golden(&file, "word/document.xml", "tests/golden/docx/clean_document.xml");
	rap_buf_done(&file);
	world_done(&w);
	stage_close(s);
}

/* A megabyte in each place where a State's words stand. */
static void test_a_megabyte_stays_text(void **state)
{
	stage *s = stage_open("2020-07-20T09:00:00+09:00");
	rap_buf long_words = rap_buf_init(4 * RAP_MIB), file = {0};
	draft_world w = {.seed = 7, .desk = &s->desk, .nasty = true};

	(void)state;
	world_board(&w, 30);
	while (long_words.len < RAP_MIB)
		rap_buf_str(&long_words, world_word(&w));
	for (size_t i = 0; i < w.board.rows.n; i += 7) {
		rap_proposal_row *row = &w.board.rows.at[i];
		char **words = row->text ? &row->text : &row->words;

		free(*words);
		*words = rap_strdup(rap_buf_text(&long_words));
		free(row->reason);
		row->reason = rap_strdup(rap_buf_text(&long_words));
	}
	for (size_t i = 0; i < w.board.n; i++) {
		rap_board_paragraph *p = &w.board.paragraphs[i];
		const rap_block *block = p->block;

		rap_board_paragraph_done(p);
		assert_int_equal(rap_board_paragraph_make(&s->desk, block, &w.board.rows, NULL, p),
		                 RAP_OK);
		check_paragraph(&s->desk, p);
	}
	assert_int_equal(rap_docx_updated_make(&s->desk, &w.board, &file), RAP_OK);
	assert_true(file.len > 10000);
	rap_buf_done(&file);
	rap_buf_done(&long_words);
	world_done(&w);
	stage_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tracked_changes_of_drafts_at_random_keep_their_laws),
		cmocka_unit_test(test_the_same_board_gives_the_same_file),
		cmocka_unit_test(test_parts_are_the_golden_ones),
		cmocka_unit_test(test_a_megabyte_stays_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
