// SPDX-License-Identifier: Apache-2.0
/* What the subcommands share: consultation, clock, desk, and the way to tell a mistake; see app.h. */
#include "app.h"

#include "common/file.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/secrecy.h"
#include "common/utf8.h"
#include "paths.h"
#include "store/event.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int rap_app_fail(int status, const char *format, ...)
{
	rap_buf line = rap_buf_init(4000), shown = rap_buf_init(9 * 4000);
	va_list args;

	va_start(args, format);
	rap_buf_vprintf(&line, format, args);
	va_end(args);
	rap_utf8_printable(&shown, rap_buf_as_slice(&line), SIZE_MAX); /* R64 */
	fprintf(stderr, "rapporteur: %s\n", rap_buf_text(&shown));
	rap_buf_done(&line);
	rap_buf_done(&shown);
	return status;
}

void rap_app_print_diags(const rap_diags *diags)
{
	rap_buf out = rap_buf_init(RAP_LIMIT_DIAGS * 4000u);

	rap_diags_print(diags, &out);
	fputs(rap_buf_text(&out), stderr);
	if (diags->n < diags->errors)
		fprintf(stderr, "and %zu more mistakes\n", diags->errors - diags->n);
	rap_buf_done(&out);
}

rap_consultation *rap_app_examine(const rap_app *app, rap_diags *diags)
{
	rap_buf lexicon = rap_buf_init(4096);
	rap_consultation *c;

	rap_buf_printf(&lexicon, "%s/lexicon.yaml", rap_path_templates);
	c = rap_consultation_examine(app->directory, rap_buf_text(&lexicon),
	                             getenv("STATE_DIRECTORY"), diags);
	rap_buf_done(&lexicon);
	return c;
}

rap_consultation *rap_app_consultation(const rap_app *app)
{
	rap_diags diags = {0};
	rap_consultation *c = rap_app_examine(app, &diags);

	if (diags.errors > 0) { /* warnings are for `check` */
		rap_app_print_diags(&diags);
		c = rap_consultation_free(c);
	}
	rap_diags_done(&diags);
	return c;
}

bool rap_app_only_flag(const rap_app *app, const char *flag, bool *ret)
{
	const struct option options[] = {
		{flag, no_argument, NULL, 'o'},
		{NULL, 0, NULL, 0},
	};
	int option;

	*ret = false;
	while ((option = getopt_long(app->argc, app->argv, "", options, NULL)) != -1) {
		if (option != 'o')
			return false;
		*ret = true;
	}
	if (optind < app->argc) {
		(void)rap_app_fail(64, "%s takes no arguments (got '%s')", app->argv[0],
		                   app->argv[optind]);
		return false;
	}
	return true;
}

bool rap_app_now(const rap_app *app, const rap_consultation *c, int64_t *ret_now)
{
	if (!app->now_text) {
		*ret_now = (int64_t)time(NULL);
		return true;
	}
	/* A wrong clock must never send real mail. */
	if (c && (c->mailbox.host || c->sending.host)) {
		(void)rap_app_fail(64, "--now is refused where mail goes over a network");
		return false;
	}
	if (rap_date_parse_iso(rap_slice_of(app->now_text), c ? c->meeting.timezone : "UTC",
	                       ret_now) == RAP_OK)
		return true;
	(void)rap_app_fail(64, "--now: a time such as 2020-07-06T09:00 (got '%s')", app->now_text);
	return false;
}

bool rap_app_planned_draft(const rap_consultation *c, long round, rap_diags *diags, rap_draft *ret,
                           char **ret_markdown)
{
	const rap_round_plan *plan = NULL;
	rap_buf path = rap_buf_init(8192), text = {0};
	rap_err err;
	bool good = false;

	*ret_markdown = NULL;
	*ret = (rap_draft){0};
	for (size_t i = 0; i < c->n_rounds; i++)
		if (c->rounds[i].draft && (!plan || c->rounds[i].id <= round))
			plan = &c->rounds[i];
	if (!plan)
		return true;
	rap_buf_printf(&path, "%s/%s", c->directory, plan->draft);
	err = rap_file_read(rap_buf_text(&path), RAP_LIMIT_DRAFT_FILE, &text);
	if (err != RAP_OK)
		rap_diags_error(diags, plan->draft, 0, 0, NULL, NULL, "%s", rap_err_text(err));
	else
		good = rap_draft_parse(rap_buf_as_slice(&text), plan->draft, diags, ret);
	if (good) {
		ret->revision = rap_strdup(plan->revision);
		*ret_markdown = rap_buf_take(&text);
	}
	rap_buf_done(&text);
	rap_buf_done(&path);
	return good;
}

/* ---- the key of the tokens ------------------------------------------------------------------------------ */

/* R71: ours alone, of the right size, and no link to somewhere else. errno says what the system refused. */
static rap_err read_key(const char *path, rap_token_key *ret)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	rap_err err = RAP_E_FOREIGN;
	struct stat info;

	if (fd < 0)
		return rap_err_from_errno(errno);
	if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && (info.st_mode & 077) == 0 &&
	    info.st_uid == geteuid() && info.st_size == RAP_TOKEN_KEY_SIZE &&
	    read(fd, ret->at, RAP_TOKEN_KEY_SIZE) == RAP_TOKEN_KEY_SIZE)
		err = RAP_OK;
	(void)close(fd); /* only read */
	return err;
}

static rap_err make_key(const char *path, rap_token_key *ret)
{
	size_t have = 0;

	while (have < RAP_TOKEN_KEY_SIZE) {
		ssize_t n = getrandom(ret->at + have, RAP_TOKEN_KEY_SIZE - have, 0);

		if (n < 0 && errno != EINTR)
			return RAP_E_IO;
		have += n > 0 ? (size_t)n : 0;
	}
	return rap_file_create(path, (rap_slice){(const char *)ret->at, RAP_TOKEN_KEY_SIZE}, 0600);
}

/* The key, made when the database is opened for writing the first time. For reading it may be missing. */
static bool open_key(const rap_consultation *c, rap_store_mode mode, rap_app_desk *desk,
                     int *ret_status)
{
	rap_buf path = rap_buf_init(4096);
	rap_err err;

	rap_buf_printf(&path, "%s/token-key", c->state_directory);
	desk->key = rap_secrecy_new(sizeof *desk->key);
	if (!desk->key)
		rap_mem_exhausted();
	err = read_key(rap_buf_text(&path), desk->key);
	if (err == RAP_E_NOT_FOUND && mode != RAP_STORE_READ)
		err = make_key(rap_buf_text(&path), desk->key);
	if (err == RAP_OK)
		desk->desk.token_key = desk->key;
	else if (err == RAP_E_FOREIGN)
		*ret_status = rap_app_fail(78,
		                           "%s: must be a file of %d bytes that is yours and that "
		                           "nobody else can read (chmod 600)",
		                           rap_buf_text(&path), RAP_TOKEN_KEY_SIZE);
	else if (err != RAP_E_NOT_FOUND)
		*ret_status = rap_app_fail(rap_err_status(err), "%s: %s", rap_buf_text(&path),
		                           rap_err_text(err));
	rap_buf_done(&path);
	return err == RAP_OK || (err == RAP_E_NOT_FOUND && mode == RAP_STORE_READ);
}

/* ---- the desk ------------------------------------------------------------------------------------------- */

static bool open_store(const rap_consultation *c, rap_store_mode mode, rap_app_desk *desk,
                       int *ret_status)
{
	char *why = NULL;
	rap_err err = rap_store_open(c->state_directory, mode, &desk->desk.store, &why);

	if (err == RAP_OK) {
		free(why);
		return true;
	}
	desk->desk.store = NULL;
	if (err == RAP_E_NOT_FOUND)
		*ret_status = rap_app_fail(rap_err_status(err),
		                           "%s: nothing is recorded yet; rapporteur open begins",
		                           c->state_directory);
	else
		*ret_status = rap_app_fail(rap_err_status(err), "%s: %s", c->state_directory,
		                           why ? why : rap_err_text(err));
	free(why);
	return false;
}

/* A state folder that was copied or named by mistake must not mix two consultations. */
static bool is_its_record(const rap_consultation *c, rap_store_mode mode, rap_app_desk *desk,
                          int *ret_status)
{
	char *owner = NULL;
	rap_err err = rap_store_own(desk->desk.store, mode, c->id, &owner);

	if (err == RAP_E_FOREIGN && owner)
		*ret_status = rap_app_fail(
			78,
			"%s: holds the record of the consultation '%s', not of '%s'; give each "
			"consultation a state_directory of its own, or the id back that it had",
			c->state_directory, owner, c->id);
	else if (err != RAP_OK)
		*ret_status = rap_app_fail(rap_err_status(err), "%s: %s", c->state_directory,
		                           rap_store_problem(desk->desk.store));
	free(owner);
	return err == RAP_OK;
}

/* The open round, else the last that was open. */
static rap_err find_round(const rap_consultation *c, rap_store *store, long *ret_round)
{
	rap_err err = rap_round_current(store, ret_round);

	for (size_t i = c->n_rounds; err == RAP_OK && *ret_round == 0 && i-- > 0;) {
		int64_t opened, deadline, closed;

		err = rap_round_get(store, c->rounds[i].id, &opened, &deadline, &closed);
		if (err == RAP_OK)
			*ret_round = c->rounds[i].id;
		else if (err == RAP_E_NOT_FOUND)
			err = RAP_OK;
	}
	return err;
}

/* As it was when the round opened; before the first round, as its file stands now. */
static rap_err find_draft(const rap_consultation *c, rap_app_desk *desk, rap_diags *diags)
{
	char *markdown = NULL, *revision = NULL;
	rap_err err = RAP_E_NOT_FOUND;
	bool good;

	if (desk->desk.round)
		err = rap_draft_get(desk->desk.store, desk->desk.round, &revision, &markdown);
	if (err == RAP_OK) {
		good = rap_draft_parse(rap_slice_of(markdown), "the recorded draft", diags,
		                       &desk->draft);
		if (good)
			desk->draft.revision = rap_strdup(revision);
	} else if (err == RAP_E_NOT_FOUND) {
		good = desk->desk.round ||
		       rap_app_planned_draft(c, 0, diags, &desk->draft, &markdown);
	} else {
		return err;
	}
	if (good && desk->draft.n > 0)
		desk->desk.draft = &desk->draft;
	free(markdown);
	free(revision);
	return good ? RAP_OK : RAP_E_CONFIG;
}

bool rap_app_desk_open(const rap_app *app, const rap_consultation *c, rap_store_mode mode,
                       rap_app_desk *ret, int *ret_status)
{
	rap_diags diags = {0};
	rap_err err;

	*ret = (rap_app_desk){.desk = {.consultation = c, .templates = rap_path_templates}};
	if (!rap_app_now(app, c, &ret->desk.now)) {
		*ret_status = 64;
		return false;
	}
	if (!open_store(c, mode, ret, ret_status) || !is_its_record(c, mode, ret, ret_status) ||
	    !open_key(c, mode, ret, ret_status)) {
		rap_app_desk_close(ret);
		return false;
	}
	err = find_round(c, ret->desk.store, &ret->desk.round);
	if (err == RAP_OK)
		err = find_draft(c, ret, &diags);
	rap_app_print_diags(&diags);
	rap_diags_done(&diags);
	if (err == RAP_OK)
		return true;
	*ret_status = err == RAP_E_CONFIG
	                      ? 78
	                      : rap_app_fail(rap_err_status(err), "%s: %s: %s", c->state_directory,
	                                     rap_err_text(err), rap_store_problem(ret->desk.store));
	rap_app_desk_close(ret);
	return false;
}

void rap_app_desk_close(rap_app_desk *desk)
{
	rap_draft_done(&desk->draft);
	desk->desk.store = desk->desk.store ? rap_store_close(desk->desk.store) : NULL;
	(void)rap_secrecy_free(desk->key, sizeof *desk->key);
	*desk = (rap_app_desk){0};
}
