// SPDX-License-Identifier: Apache-2.0
/* Sections meeting and documents of consultation.yaml, and the objectives with their templates. */
#include "common/mem.h"
#include "consultation_load.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OBJECTIVES_MAX 64u

/* ---- the meeting ---------------------------------------------------------------------------------------- */

static void take_session(const rap_section *s, int *clock, rap_session *session)
{
	static const char *const kinds[] = {"opening", "session", "break", "conclusions", NULL};
	int start = rap_take_clock(s, "start", "a time of day"),
	    end = rap_take_clock(s, "end", "a time of day");

	session->start = rap_take_text(s, "start", NULL);
	session->end = rap_take_text(s, "end", NULL);
	if (start >= 0 && end >= 0 && end <= start)
		rap_section_error(s, "end", "must be after start");
	if (start >= 0 && start < *clock)
		rap_section_error(s, "start", "must not be before the end of the part before");
	if (end >= 0)
		*clock = end;
	if (!rap_ydoc_get(s->map, "kind"))
		rap_section_error(s, "kind", "required: opening, session, break or conclusions");
	session->kind = rap_strdup(kinds[rap_take_word(s, "kind", kinds, 1)]);
	session->title = rap_take_text(s, "title", "as it stands in the programme");
	(void)rap_ydoc_strings(s->loader->doc, s->map, s->path, "items", false, s->loader->diags,
	                       &session->items);
	session->n_objectives = rap_take_objectives(s, "objectives", NULL, session->objectives);
	rap_section_end(s, "start end kind title items objectives");
}

static void load_programme(const rap_section *meeting)
{
	rap_consultation *c = meeting->loader->c;
	const rap_ynode *list = rap_section_list(meeting, "programme", NULL);
	int clock = 0;

	if (!list)
		return;
	c->meeting.sessions = rap_calloc(list->n, sizeof *c->meeting.sessions);
	for (size_t i = 0; i < list->n; i++) {
		rap_section s = rap_section_item(meeting, "programme", list, i);

		if (s.map)
			take_session(&s, &clock, &c->meeting.sessions[c->meeting.n_sessions++]);
	}
}

static bool is_link(const char *text)
{
	return strncmp(text, "https://", 8) == 0 || strncmp(text, "http://", 7) == 0;
}

static void take_document(const rap_section *s, rap_document *document)
{
	rap_loader *l = s->loader;
	bool file = rap_ydoc_get(s->map, "file"), link = rap_ydoc_get(s->map, "link");
	struct stat info;
	char *path;

	document->title = rap_take_text(s, "title", "how it is called");
	document->objective = (unsigned)rap_take_number(s, "objective", 1, 999, 0);
	if (document->objective && l->numbers_known &&
	    !rap_consultation_objective(l->c, document->objective))
		rap_section_error(s, "objective", "no such objective");
	document->file = rap_take_path(s, "file", false, NULL);
	document->link = rap_take_text(s, "link", NULL);
	if (file == link)
		rap_section_error(s, file ? "link" : "file", "one of file and link");
	if (document->link && !is_link(document->link))
		rap_section_error(s, "link", "must begin with https:// or http://");
	path = rap_loader_join(l, document->file);
	if (path && (stat(path, &info) != 0 || !S_ISREG(info.st_mode)))
		rap_section_error(s, "file", "no such file");
	free(path);
	rap_section_end(s, "title objective file link");
}

static void load_documents(const rap_section *root)
{
	rap_consultation *c = root->loader->c;
	const rap_ynode *list = rap_section_list(root, "documents", NULL);

	if (!list)
		return;
	c->documents = rap_calloc(list->n, sizeof *c->documents);
	for (size_t i = 0; i < list->n; i++) {
		rap_section s = rap_section_item(root, "documents", list, i);

		if (s.map)
			take_document(&s, &c->documents[c->n_documents++]);
	}
}

/* What stands in a calendar file as it is written here: a link goes on to its end without a blank. */
static void take_join(const rap_section *s)
{
	char **join = &s->loader->c->meeting.join;

	*join = rap_take_text(s, "join", NULL);
	if (*join && !is_link(*join))
		rap_section_error(s, "join", "must begin with https:// or http://");
	else if (*join && strchr(*join, ' '))
		rap_section_error(s, "join", "a link has no blank in it");
}

void rap_load_meeting(const rap_section *root)
{
	static const char *const addresses[] = {"hidden", "shown", NULL};
	rap_consultation *c = root->loader->c;
	rap_section s = rap_section_below(root, "meeting", "what everything leads up to");

	c->meeting.timezone = rap_take_zone(&s, "timezone", "a name such as Asia/Seoul");
	c->meeting.starts = rap_take_time(&s, "starts");
	c->meeting.ends = rap_take_time(&s, "ends");
	if (c->meeting.starts != RAP_DATE_NONE && c->meeting.ends != RAP_DATE_NONE &&
	    c->meeting.ends <= c->meeting.starts)
		rap_section_error(&s, "ends", "must be after meeting.starts");
	c->meeting.venue = rap_take_text(&s, "venue", NULL);
	take_join(&s);
	c->meeting.forward_to = rap_take_text(&s, "forward_to", NULL);
	c->meeting.sequence = rap_take_number(&s, "sequence", 0, 9999, 0);
	c->meeting.addresses_shown = rap_take_word(&s, "addresses", addresses, 0) == 1;
	load_programme(&s);
	rap_section_end(&s,
	                "starts ends timezone venue join forward_to sequence addresses programme");
	load_documents(root);
}

/* ---- objectives ----------------------------------------------------------------------------------------- */

static int is_yaml(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);

	return entry->d_name[0] != '.' && n > 5 && strcmp(entry->d_name + n - 5, ".yaml") == 0;
}

/* Without the key: all of the folder, in the order of their names. */
static void find_files(const rap_section *root, rap_strv *files)
{
	char *folder = rap_loader_join(root->loader, "objectives");
	struct dirent **entries = NULL;
	int n = scandir(folder, &entries, is_yaml, alphasort);

	for (int i = 0; i < n; i++) {
		rap_buf name = rap_buf_init(500);

		rap_buf_printf(&name, "objectives/%s", entries[i]->d_name);
		rap_strv_take(files, rap_buf_take(&name));
		free(entries[i]);
	}
	free(entries);
	free(folder);
	if (files->n == 0)
		rap_section_error(root, "objectives",
		                  "required: the questionnaires, or files objectives/*.yaml");
}

static bool stays_below(const char *path)
{
	return path[0] != '/' && strcmp(path, "..") != 0 && strncmp(path, "../", 3) != 0 &&
	       !strstr(path, "/../");
}

/* A mistake at a field of a template that was read already. */
static void field_error(const rap_loader *l, const rap_objective *o, size_t i, const char *key,
                        const char *got, const char *reason)
{
	rap_buf path = rap_buf_init(60);

	rap_buf_printf(&path, "fields.%zu.%s", i + 1, key);
	rap_diags_error(l->diags, o->file, o->field_places[i].line, o->field_places[i].column,
	                rap_buf_text(&path), got, "%s", reason);
	rap_buf_done(&path);
}

/* What is unique in the consultation, against the templates read before. */
static void check_against(const rap_loader *l, const rap_objective *o, const rap_objective *other)
{
	if (other->number == o->number)
		rap_diags_error(l->diags, o->file, o->place.line, o->place.column, "objective",
		                NULL, "%u is the number of %s already", o->number, other->file);
	for (size_t i = 0; i < o->n_fields; i++)
		for (size_t j = 0; j < other->n_fields; j++) {
			rap_buf reason = rap_buf_init(600);

			rap_buf_printf(&reason, "stands in %s:%u already", other->file,
			               other->field_places[j].line);
			if (strcmp(o->fields[i].id, other->fields[j].id) == 0)
				field_error(l, o, i, "id", o->fields[i].id, rap_buf_text(&reason));
			rap_buf_done(&reason);
		}
}

/* The draft takes proposals in one place only: elsewhere nobody would know which field was answered. */
static void check_draft_field(const rap_loader *l)
{
	const char *first = NULL;

	for (size_t i = 0; i < l->c->n_objectives; i++) {
		const rap_objective *o = &l->c->objectives[i];

		for (size_t j = 0; j < o->n_fields; j++) {
			rap_buf reason = rap_buf_init(200);

			if (!o->fields[j].draft)
				continue;
			rap_buf_printf(
				&reason,
				"%s takes the proposals on the draft already: one field does",
				first ? first : "");
			if (first)
				field_error(l, o, j, "draft", NULL, rap_buf_text(&reason));
			else
				first = o->fields[j].id;
			rap_buf_done(&reason);
		}
	}
}

static int by_number(const void *a, const void *b)
{
	const rap_objective *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

/* One template. false: it could not be read, so its number is not known. */
static bool load_objective(const rap_section *root, const rap_ynode *list, size_t i,
                           const char *file)
{
	rap_loader *l = root->loader;
	char *path = rap_loader_join(l, file);
	rap_objective objective = {0};
	bool good = false;

	if (list && !stays_below(file)) {
		rap_section_item_error(root, "objectives", list, i,
		                       "a path below the directory, without ..");
	} else if (list && access(path, F_OK) != 0) {
		rap_section_item_error(root, "objectives", list, i, "no such file");
	} else if (rap_objective_read(path, file, l->diags, &objective)) {
		for (size_t j = 0; j < l->c->n_objectives; j++)
			check_against(l, &objective, &l->c->objectives[j]);
		l->c->objectives[l->c->n_objectives++] = objective;
		good = true;
	}
	free(path);
	return good;
}

void rap_load_objectives(const rap_section *root)
{
	rap_loader *l = root->loader;
	rap_consultation *c = l->c;
	const rap_ynode *list = rap_ydoc_get(root->map, "objectives");
	rap_strv files = {0};

	/* After a mistake in the list itself its files are left alone: which of them is meant is not known. */
	l->numbers_known = !list || rap_ydoc_strings(l->doc, root->map, "", "objectives", true,
	                                             l->diags, &files);
	if (!list)
		find_files(root, &files);
	if (!l->numbers_known)
		rap_strv_done(&files);
	else if (files.n == 0)
		rap_section_error(root, "objectives", "required: the questionnaires");
	if (files.n > OBJECTIVES_MAX)
		rap_section_error(root, "objectives", "at most %u files", OBJECTIVES_MAX);
	c->objectives = rap_calloc(files.n, sizeof *c->objectives);
	for (size_t i = 0; i < files.n && i < OBJECTIVES_MAX; i++)
		if (!load_objective(root, list, i, files.at[i]))
			l->numbers_known = false;
	rap_strv_done(&files);
	check_draft_field(l);
	qsort(c->objectives, c->n_objectives, sizeof *c->objectives, by_number);
}
