// SPDX-License-Identifier: Apache-2.0
/* Files that people write: YAML, an objective, a lexicon. Read, or refused with mistakes that have a place. */
#include "tests/fuzz/fuzz.h"

#include "common/limits.h"
#include "common/template.h"
#include "common/ydoc.h"

#include <stdio.h>
#include <unistd.h>

static char path[4096];
static int file = -1;

static void forget(void)
{
	(void)unlink(path);
}

static void begin(void)
{
	const char *folder = getenv("TMPDIR");

	(void)snprintf(path, sizeof path, "%s/rapporteur-fuzz-XXXXXX", folder ? folder : "/tmp");
	file = mkstemp(path);
	if (file < 0 || atexit(forget) != 0)
		exit(73);
}

static void put_file(rap_slice bytes)
{
	if (ftruncate(file, 0) != 0 || pwrite(file, bytes.at, bytes.len, 0) != (ssize_t)bytes.len)
		exit(74);
}

static void check_diags(const rap_diags *diags, bool good)
{
	rap_buf out = rap_buf_init(64 * RAP_MIB);

	MUST(diags->n <= RAP_LIMIT_DIAGS && (good || diags->errors > 0));
	rap_diags_print(diags, &out);
	MUST(fuzz_is_text(rap_buf_as_slice(&out)));
	rap_buf_done(&out);
}

static void check_yaml(rap_slice input)
{
	rap_diags diags = {0};
	rap_ydoc *doc = rap_ydoc_parse(input, "file.yaml", &diags);

	check_diags(&diags, doc != NULL);
	rap_ydoc_free(doc);
	rap_diags_done(&diags);
}

static void check_objective(void)
{
	rap_diags diags = {0};
	rap_objective objective;
	bool good = rap_objective_read(path, "objective.yaml", &diags, &objective);

	check_diags(&diags, good);
	if (good) {
		MUST(objective.n_fields > 0 && objective.n_fields <= RAP_LIMIT_FIELDS &&
		     objective.title);
		MUST(fuzz_is_line(rap_slice_of(objective.title)) &&
		     fuzz_text_or_null(objective.introduction));
		for (size_t i = 0; i < objective.n_fields; i++)
			MUST(fuzz_is_line(rap_slice_of(objective.fields[i].id)) &&
			     fuzz_is_line(rap_slice_of(objective.fields[i].label)) &&
			     fuzz_line_or_null(objective.fields[i].hint));
		rap_objective_done(&objective);
	}
	rap_diags_done(&diags);
}

static void check_lexicon(void)
{
	rap_diags diags = {0};
	rap_lexicon lexicon = {0};
	bool good = rap_lexicon_read(path, "lexicon.yaml", &diags, &lexicon);

	check_diags(&diags, good);
	if (good) {
		for (size_t i = 0; i < lexicon.n; i++)
			for (size_t k = 0; k < lexicon.sets[i].words.n; k++)
				MUST(rap_lexicon_find(&lexicon, lexicon.sets[i].group,
				                      rap_slice_of(lexicon.sets[i].words.at[k])) ==
				     &lexicon.sets[i]);
		rap_lexicon_done(&lexicon);
	}
	rap_diags_done(&diags);
}

static void one(rap_slice input)
{
	check_yaml(input);
	put_file(input);
	check_objective();
	check_lexicon();
}

const fuzz_target fuzz_here = {begin, one, 1000000, 5000};
