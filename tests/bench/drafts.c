// SPDX-License-Identifier: Apache-2.0
/*
 * What the forms of the updated draft cost: six States propose changes, deletions, new paragraphs and comments on a
 * draft, all of it recorded in a database as mails leave it, and every form is made from there. Processor time, the best
 * of several runs, for growing drafts; then the Word file beside the bare zipping of its parts. drafts [RUNS]
 */
#include "common/file.h"
#include "common/limits.h"
#include "common/mem.h"
#include "paths.h"
#include "report/agreement.h"
#include "report/board.h"
#include "report/conclusions.h"
#include "report/docx_updated.h"
#include "report/docx_zip.h"
#include "report/participants.h"
#include "report/programme.h"
#include "report/report.h"
#include "report/revise.h"
#include "report/tables.h"
#include "report/workbook.h"
#include "store/answer.h"
#include "store/event.h"
#include "store/mailin.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <zip.h>

static uint64_t seed = 20200806;

static size_t any(size_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (size_t)(seed % below);
}

static void need(bool good, const char *what)
{
	if (good)
		return;
	(void)fprintf(stderr, "drafts: %s failed\n", what);
	exit(1);
}

/* ---- a draft and what is said about it ------------------------------------------------------------------ */

static const char *const words[] = {"member",
                                    "States",
                                    "will",
                                    "encourage",
                                    "cities",
                                    "research",
                                    "institutes",
                                    "to",
                                    "take",
                                    "part",
                                    "in",
                                    "the",
                                    "platforms",
                                    "of",
                                    "NEASPEC,",
                                    "exchange",
                                    "data",
                                    "on",
                                    "emissions",
                                    "and",
                                    "deposition",
                                    "report",
                                    "progress",
                                    "within",
                                    "available",
                                    "resources",
                                    "as",
                                    "agreed",
                                    "at",
                                    "each",
                                    "annual",
                                    "meeting;",
                                    "joint",
                                    "programme",
                                    "transboundary",
                                    "pollutants",
                                    "biodiversity",
                                    "habitats",
                                    "migratory",
                                    "species",
                                    "dust",
                                    "storms",
                                    "low-carbon",
                                    "voluntary",
                                    "national",
                                    "circumstances."};

#define WORDS (sizeof words / sizeof *words)

static void put_sentence(rap_buf *out, size_t n)
{
	for (size_t i = 0; i < n; i++)
		rap_buf_printf(out, "%s%s", i ? " " : "", words[any(WORDS)]);
	rap_buf_char(out, '.');
}

static rap_buf make_markdown(size_t paragraphs)
{
	rap_buf out = rap_buf_init(RAP_LIMIT_DRAFT_FILE);

	rap_buf_str(&out, "# Draft\n\n");
	for (size_t i = 1; i <= paragraphs; i++) {
		if (i % 10 == 1)
			rap_buf_printf(&out, "## Part %zu\n\n", i / 10 + 1);
		rap_buf_printf(&out, "[P%zu] ", i);
		put_sentence(&out, 30 + any(60));
		rap_buf_str(&out, "\n\n");
	}
	return out;
}

/* Up to three words changed, taken out or added to, out of few: some States want the same. */
static char *edited(const char *base)
{
	static const char *const wanted[] = {"should", "may,", "as appropriate,", "on request"};
	rap_buf out = rap_buf_init(RAP_MIB);
	size_t n = 1, at[3], i = 0;

	for (const char *p = base; *p; p++)
		n += *p == ' ';
	for (size_t j = 0; j < 3; j++)
		at[j] = any(n) / 4 * 4;
	for (const char *p = base; *p; i++) {
		size_t len = strcspn(p, " ");
		bool hit = i == at[0] || (i == at[1] && at[1] % 3 == 0) || i == at[2];

		rap_buf_str(&out, out.len ? " " : "");
		if (!hit || i % 3 != 0)
			rap_buf_add(&out, p, len);
		if (hit && i % 3 != 1)
			rap_buf_printf(&out, " %s", wanted[any(2) + i % 3]);
		p += len + (p[len] == ' ');
	}
	return rap_buf_take(&out);
}

static rap_proposal make_proposal(const rap_block *block, const char *revision)
{
	size_t kind = any(20);
	rap_buf text = rap_buf_init(RAP_MIB), said = rap_buf_init(RAP_MIB);
	rap_proposal p = {.paragraph = rap_strdup(block->mark),
	                  .base_revision = rap_strdup(revision),
	                  .action = kind < 14   ? RAP_ACTION_REPLACE
	                            : kind < 15 ? RAP_ACTION_DELETE
	                            : kind < 17 ? RAP_ACTION_INSERT_AFTER
	                                        : RAP_ACTION_COMMENT};

	put_sentence(&said, 8 + any(20));
	if (p.action == RAP_ACTION_REPLACE)
		p.text = edited(block->text);
	else if (p.action == RAP_ACTION_INSERT_AFTER)
		put_sentence(&text, 20 + any(20));
	if (p.action == RAP_ACTION_INSERT_AFTER)
		p.text = rap_buf_take(&text);
	if (p.action != RAP_ACTION_COMMENT && any(2))
		p.reason = rap_strdup(rap_buf_text(&said));
	p.words = rap_strdup(p.text ? p.text : rap_buf_text(&said));
	rap_buf_done(&text);
	rap_buf_done(&said);
	return p;
}

static void proposal_done(rap_proposal *p)
{
	free(p->paragraph);
	free(p->base_revision);
	free(p->text);
	free(p->reason);
	free(p->words);
}

/* ---- the record ----------------------------------------------------------------------------------------- */

typedef struct world {
	char directory[32]; /* "/tmp/rap-bench-XXXXXX" */
	rap_consultation *c;
	rap_draft draft;
	rap_desk desk;
} world;

static int64_t add_mail(world *w, const rap_member *member, size_t number)
{
	rap_buf key = rap_buf_init(64);
	rap_mail_in mail = {.folder = rap_strdup("maildir"),
	                    .received_at = w->desk.now,
	                    .recorded_at = w->desk.now,
	                    .raw = rap_slice_of("From: x\n\nx\n"),
	                    .author_address = rap_strdup(member->contacts.at[0].address),
	                    .member = rap_strdup(member->code),
	                    .verdict = RAP_VERDICT_ACCEPTED,
	                    .kind = rap_strdup("reply"),
	                    .subject = rap_strdup("Re: draft"),
	                    .round = 1,
	                    .state = RAP_MAIL_DONE};
	int64_t id = 0;

	rap_buf_printf(&key, "%zu@client.example", number);
	mail.source_key = rap_strdup(rap_buf_text(&key));
	mail.message_id = rap_strdup(rap_buf_text(&key));
	mail.identity = rap_hash_of(rap_buf_as_slice(&key));
	need(rap_mail_in_add(w->desk.store, &mail, &id) == RAP_OK, "a mail");
	mail.raw = (rap_slice){0};
	rap_mail_in_done(&mail);
	rap_buf_done(&key);
	return id;
}

static void fill(world *w, size_t proposals)
{
	const size_t each = 20; /* of one mail */
	const rap_block **marked = rap_calloc(w->draft.n + 1, sizeof *marked);
	size_t n = 0;

	for (size_t i = 0; i < w->draft.n; i++)
		if (w->draft.blocks[i].mark)
			marked[n++] = &w->draft.blocks[i];
	for (size_t i = 0, done = 0; done < proposals; i++) {
		const rap_member *member = &w->c->members[i % w->c->n_members];
		int64_t mail = add_mail(w, member, i);

		for (size_t j = 0; j < each && done < proposals;) {
			rap_proposal p = make_proposal(marked[any(n)], w->draft.revision);
			long number;

			need(rap_proposal_add(w->desk.store, mail, member->code,
			                      member->contacts.at[0].address, w->desk.now, &p,
			                      &number) == RAP_OK,
			     "a proposal");
			done += number > 0;
			j += number > 0;
			proposal_done(&p);
		}
	}
	free(marked);
}

static world open_world(size_t paragraphs, size_t proposals)
{
	world w = {.directory = "/tmp/rap-bench-XXXXXX"};
	rap_buf dir = rap_buf_init(4096), lexicon = rap_buf_init(4096);
	rap_buf markdown = make_markdown(paragraphs);
	rap_diags diags = {0};
	char *why = NULL;

	need(mkdtemp(w.directory) != NULL, "mkdtemp");
	rap_buf_printf(&dir, "%s/../tests/golden/consultation", rap_path_templates);
	rap_buf_printf(&lexicon, "%s/lexicon.yaml", rap_path_templates);
	w.c = rap_consultation_load(rap_buf_text(&dir), rap_buf_text(&lexicon), w.directory,
	                            &diags);
	need(w.c != NULL, "the consultation");
	need(rap_draft_parse(rap_buf_as_slice(&markdown), "draft.md", &diags, &w.draft),
	     "the draft");
	w.draft.revision = rap_strdup("Zero draft");
	w.desk = (rap_desk){.consultation = w.c,
	                    .templates = rap_path_templates,
	                    .now = w.c->meeting.starts - 86400,
	                    .round = 1};
	need(rap_store_open(w.directory, RAP_STORE_WRITE, &w.desk.store, &why) == RAP_OK,
	     "the store");
	need(rap_round_open(w.desk.store, 1, w.c->rounds[0].opens, w.c->rounds[0].deadline) ==
	             RAP_OK,
	     "the round");
	need(rap_draft_put(w.desk.store, 1, w.draft.revision, rap_buf_text(&markdown)) == RAP_OK,
	     "the draft on record");
	need(rap_store_begin(w.desk.store) == RAP_OK, "begin");
	fill(&w, proposals);
	need(rap_store_commit(w.desk.store) == RAP_OK, "commit");
	rap_diags_done(&diags);
	rap_buf_done(&markdown);
	rap_buf_done(&dir);
	rap_buf_done(&lexicon);
	free(why);
	return w;
}

static void close_world(world *w)
{
	static const char *const files[] = {"rapporteur.db", "rapporteur.db-wal",
	                                    "rapporteur.db-shm", "rapporteur.lock",
	                                    "rapporteur.marker"};

	w->desk.store = rap_store_close(w->desk.store);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		rap_buf path = rap_buf_init(256);

		rap_buf_printf(&path, "%s/%s", w->directory, files[i]);
		(void)unlink(rap_buf_text(&path));
		rap_buf_done(&path);
	}
	(void)rmdir(w->directory);
	rap_draft_done(&w->draft);
	rap_consultation_free(w->c);
}

/* ---- the forms ------------------------------------------------------------------------------------------ */

static double now_ms(void)
{
	struct timespec t;

	need(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) == 0, "the clock");
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static size_t make_board(const rap_desk *desk)
{
	rap_board board;
	size_t n;

	need(rap_board_make(desk, NULL, &board) == RAP_OK, "the board");
	n = board.n;
	rap_board_done(&board);
	return n;
}

static size_t make_texts(const rap_desk *desk)
{
	rap_compiled compiled = {0};
	size_t n;

	need(rap_compiled_make(desk, &compiled) == RAP_OK, "the compiled text");
	n = strlen(compiled.markdown) + strlen(compiled.html) + strlen(compiled.text);
	rap_compiled_done(&compiled);
	return n;
}

static rap_buf make_file(const rap_desk *desk)
{
	rap_board board;
	rap_buf file = {0};

	need(rap_board_make(desk, NULL, &board) == RAP_OK, "the board");
	need(rap_docx_updated_make(desk, &board, &file) == RAP_OK, "the Word file");
	rap_board_done(&board);
	return file;
}

static size_t make_docx(const rap_desk *desk)
{
	rap_buf file = make_file(desk);
	size_t n = file.len;

	rap_buf_done(&file);
	return n;
}

static size_t make_clean(const rap_desk *desk)
{
	rap_buf file = {0};
	size_t n;

	need(rap_docx_clean_make(desk, desk->draft, &file) == RAP_OK, "the clean Word file");
	n = file.len;
	rap_buf_done(&file);
	return n;
}

static size_t make_workbook(const rap_desk *desk)
{
	rap_tables tables;
	rap_buf file = {0};
	size_t n;

	need(rap_tables_make(desk, &tables) == RAP_OK, "the tables");
	need(rap_workbook_make(desk, &tables, "/tmp", &file) == RAP_OK, "the workbook");
	rap_tables_done(&tables);
	n = file.len;
	rap_buf_done(&file);
	return n;
}

static size_t make_exports(const rap_desk *desk)
{
	rap_tables tables;
	rap_buf json = {0}, csv = {0};
	size_t n;

	need(rap_tables_make(desk, &tables) == RAP_OK, "the tables");
	need(rap_export_json(desk, &tables, &json) == RAP_OK, "JSON");
	need(rap_export_csv(desk, "proposals", &csv) == RAP_OK, "CSV");
	rap_tables_done(&tables);
	n = json.len + csv.len;
	rap_buf_done(&json);
	rap_buf_done(&csv);
	return n;
}

static size_t make_papers(const rap_desk *desk)
{
	static rap_err (*const put[])(const rap_papers *, rap_doc *) = {rap_conclusions_put,
	                                                                rap_participants_put};
	rap_papers papers;
	size_t size = 0;

	need(rap_papers_open(desk, &papers) == RAP_OK, "the papers");
	for (size_t i = 0; i < 4; i++) {
		rap_doc doc = {0};
		rap_compiled forms_of = {0};

		if (i < 2)
			need(put[i](&papers, &doc) == RAP_OK, "a paper");
		else if (i == 2)
			rap_programme_put(&papers, &doc);
		else
			rap_agreement_put(&papers, &doc);
		rap_paper_print(desk, "Paper", &doc, &forms_of);
		size += strlen(forms_of.markdown) + strlen(forms_of.html) + strlen(forms_of.text);
		rap_compiled_done(&forms_of);
		rap_doc_done(&doc);
	}
	rap_papers_done(&papers);
	return size;
}

/* All that goes in at once, as if it were accepted; what does not is in the way of something. */
static size_t make_revision(const rap_desk *desk)
{
	static char accepted[] = "accepted";
	rap_proposal_rows rows;
	rap_revised revised;
	size_t n;

	need(rap_proposals_get(desk->store, NULL, true, &rows) == RAP_OK, "the proposals");
	for (size_t i = 0; i < rows.n; i++) {
		free(rows.at[i].disposition);
		rows.at[i].disposition = accepted;
		rows.at[i].decided_at = desk->now;
	}
	need(rap_revise_make(desk, &rows, &revised) == RAP_OK, "the revision");
	n = revised.markdown.len;
	rap_revised_done(&revised);
	for (size_t i = 0; i < rows.n; i++)
		rows.at[i].disposition = NULL;
	rap_proposal_rows_done(&rows);
	return n;
}

static const struct {
	const char *name;
	size_t (*make)(const rap_desk *desk);
} forms[] = {{"board", make_board},      {"md+html+txt", make_texts}, {"docx", make_docx},
             {"papers", make_papers},    {"clean docx", make_clean},  {"xlsx", make_workbook},
             {"json+csv", make_exports}, {"revision", make_revision}};

#define FORMS (sizeof forms / sizeof *forms)

static double best_of(long runs, size_t (*make)(const rap_desk *desk), const rap_desk *desk)
{
	double best = 0;

	for (long i = 0; i < runs; i++) {
		double before = now_ms(), took;

		(void)make(desk);
		took = now_ms() - before;
		if (i == 0 || took < best)
			best = took;
	}
	return best;
}

/* ---- the Word file beside its zipping -------------------------------------------------------------------- */

#define PARTS_MAX 32

static size_t unzip(const rap_buf *file, rap_docx_part *parts)
{
	zip_source_t *source = zip_source_buffer_create(file->at, file->len, 0, NULL);
	zip_t *archive = source ? zip_open_from_source(source, ZIP_RDONLY, NULL) : NULL;
	size_t n = 0;

	need(archive != NULL, "opening the Word file");
	for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0) && n < PARTS_MAX; i++) {
		zip_file_t *part = zip_fopen_index(archive, (zip_uint64_t)i, 0);
		zip_stat_t stat;
		char *bytes;

		need(part && zip_stat_index(archive, (zip_uint64_t)i, 0, &stat) == 0, "a part");
		bytes = rap_calloc((size_t)stat.size + 1, 1);
		need(zip_fread(part, bytes, stat.size) == (zip_int64_t)stat.size, "reading a part");
		parts[n++] = (rap_docx_part){rap_strdup(stat.name), {bytes, (size_t)stat.size}};
		(void)zip_fclose(part);
	}
	(void)zip_close(archive);
	return n;
}

static double zip_alone(long runs, const rap_desk *desk, size_t *ret_bytes)
{
	rap_docx_part parts[PARTS_MAX];
	rap_buf file = make_file(desk);
	size_t n = unzip(&file, parts);
	double best = 0;

	*ret_bytes = 0;
	for (long i = 0; i < runs; i++) {
		rap_buf again = {0};
		double before = now_ms(), took;

		need(rap_docx_zip(parts, n, &again) == RAP_OK, "zipping");
		took = now_ms() - before;
		if (i == 0 || took < best)
			best = took;
		rap_buf_done(&again);
	}
	for (size_t i = 0; i < n; i++) {
		*ret_bytes += parts[i].bytes.len;
		free((void *)(uintptr_t)parts[i].name);
		free((void *)(uintptr_t)parts[i].bytes.at);
	}
	rap_buf_done(&file);
	return best;
}

int main(int argc, char **argv)
{
	static const struct {
		size_t paragraphs, proposals;
	} sizes[] = {{60, 500}, {125, 1250}, {250, 2500}, {500, 5000}, {1000, 10000}};
	long runs = argc > 1 ? strtol(argv[1], NULL, 10) : 5;

	printf("milliseconds of processor time, the best of %ld\n%10s %9s", runs, "paragraphs",
	       "proposals");
	for (size_t i = 0; i < FORMS; i++)
		printf(" %11s", forms[i].name);
	printf(" %8s %9s %s\n", "all", "per 1000", "docx / its zipping");
	for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
		world w = open_world(sizes[s].paragraphs, sizes[s].proposals);
		double all = 0, docx = 0, zip;
		size_t bytes;

		w.desk.draft = &w.draft;
		printf("%10zu %9zu", sizes[s].paragraphs, sizes[s].proposals);
		for (size_t i = 0; i < FORMS; i++) {
			double took = best_of(runs, forms[i].make, &w.desk);

			/* every other form makes the board for itself */
			all += forms[i].make == make_board ? 0 : took;
			docx = forms[i].make == make_docx ? took : docx;
			printf(" %11.1f", took);
			(void)fflush(stdout);
		}
		zip = zip_alone(runs, &w.desk, &bytes);
		printf(" %8.1f %9.1f %.1f (%.1f ms for %.1f MB)\n", all,
		       all * 1000 / (double)sizes[s].proposals, docx / zip, zip,
		       (double)bytes / 1e6);
		close_world(&w);
	}
	return 0;
}
