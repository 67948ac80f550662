// SPDX-License-Identifier: Apache-2.0
/*
 * A consultation as configured: loading it whole, freeing it, and looking things up in it. The sections are read
 * in consultation_*.c; every mistake of all files is reported before anything is refused.
 */
#include "consultation.h"

#include "common/mem.h"
#include "consultation_load.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_NAME "consultation.yaml"
#define ROOT_KEYS                                                                                \
	"consultation title language state meeting secretariat documents mailbox sending trust " \
	"members objectives requests rounds schedule attribution"

/* R71: this file is copied around and shown; a secret must not be in it, wherever it stands. */
/* What people call a secret. None of these is a key of ours anywhere. */
static bool is_secret_key(const char *key)
{
	static const char *const words[] = {"password",      "passwd",       "passphrase",
	                                    "pass",          "pwd",          "secret",
	                                    "token",         "oauth2_token", "access_token",
	                                    "refresh_token", "api_key",      "credentials"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasecmp(key, words[i]) == 0)
			return true;
	return false;
}

static void refuse_passwords(const rap_loader *l, const rap_ynode *node, const char *prefix)
{
	for (size_t i = 0; i < node->n; i++) {
		rap_buf path = rap_buf_init(200);

		rap_buf_printf(&path, "%s%s", prefix, *prefix ? "." : "");
		if (node->keys)
			rap_buf_str(&path, node->keys[i]->text);
		else
			rap_buf_printf(&path, "%zu", i + 1);
		if (node->keys && is_secret_key(node->keys[i]->text)) {
			rap_diags_error(
				l->diags, rap_ydoc_name(l->doc), node->keys[i]->line,
				node->keys[i]->column, rap_buf_text(&path), NULL,
				"secrets do not stand here; put it into a file of its own and "
				"name that with password_file");
			node->items[i]->used = true;
		}
		refuse_passwords(l, node->items[i], rap_buf_text(&path)); /* depth is limited */
		rap_buf_done(&path);
	}
}

static void load_head(const rap_section *root, const char *state_override)
{
	rap_consultation *c = root->loader->c;
	char *state;

	c->id = rap_take_name(root, "consultation", "the short name in every subject");
	c->title = rap_take_text(root, "title", "the full title");
	c->language = rap_take_language(root, "language");
	if (!c->language)
		c->language = rap_strdup("en");
	state = rap_take_path(root, "state", true, NULL);
	if (state_override && *state_override)
		c->state_directory = rap_strndup(state_override, strcspn(state_override, ":"));
	else
		c->state_directory = rap_loader_join(root->loader, state ? state : "state");
	free(state);
}

static void load_root(rap_loader *l, const char *state_override)
{
	rap_section root = rap_section_root(l);

	if (!root.map)
		return;
	refuse_passwords(l, root.map, "");
	load_head(&root, state_override);
	rap_load_objectives(&root); /* first: the others name their numbers */
	rap_load_meeting(&root);
	rap_load_mail(&root);
	rap_load_people(&root);
	rap_load_plan(&root);
	rap_section_end(&root, ROOT_KEYS);
}

static void loader_done(rap_loader *l)
{
	for (size_t i = 0; i < l->n_seen; i++) {
		rap_addr_spec_done(&l->seen[i].spec);
		free(l->seen[i].owner);
	}
	free(l->seen);
	rap_ydoc_free(l->doc);
}

rap_consultation *rap_consultation_examine(const char *dir, const char *lexicon_path,
                                           const char *state_override, rap_diags *diags)
{
	rap_consultation *c = rap_calloc(1, sizeof *c);
	rap_loader l = {.c = c, .diags = diags};
	char *path;

	c->meeting.starts = c->meeting.ends = RAP_DATE_NONE;
	c->directory = realpath(dir, NULL);
	if (!c->directory) {
		rap_diags_error(diags, dir, 0, 0, NULL, NULL, "%s",
		                errno == ENOENT ? "no such directory" : strerror(errno));
		return rap_consultation_free(c);
	}
	path = rap_loader_join(&l, FILE_NAME);
	if (access(path, F_OK) != 0 && errno == ENOENT)
		rap_diags_error(diags, FILE_NAME, 0, 0, NULL, NULL,
		                "no such file in %s; -C names the directory of a consultation",
		                c->directory);
	else
		l.doc = rap_ydoc_read(path, FILE_NAME, diags);
	free(path);
	if (l.doc)
		load_root(&l, state_override);
	loader_done(&l);
	(void)rap_lexicon_read(lexicon_path, lexicon_path, diags, &c->lexicon);
	return c;
}

rap_consultation *rap_consultation_load(const char *dir, const char *lexicon_path,
                                        const char *state_override, rap_diags *diags)
{
	size_t errors = diags->errors;
	rap_consultation *c = rap_consultation_examine(dir, lexicon_path, state_override, diags);

	return diags->errors > errors ? rap_consultation_free(c) : c;
}

static void contacts_done(rap_contacts *contacts)
{
	for (size_t i = 0; i < contacts->n; i++) {
		free(contacts->at[i].name);
		free(contacts->at[i].address);
		rap_addr_spec_done(&contacts->at[i].spec);
	}
	free(contacts->at);
	*contacts = (rap_contacts){0};
}

static void endpoint_done(rap_endpoint *e)
{
	free(e->maildir);
	free(e->host);
	free(e->tls);
	free(e->user);
	free(e->password_file);
	free(e->password_command);
	free(e->oauth2_command);
	free(e->ca_file);
}

static void free_meeting(rap_consultation *c)
{
	for (size_t i = 0; i < c->meeting.n_sessions; i++) {
		rap_session *s = &c->meeting.sessions[i];

		free(s->start);
		free(s->end);
		free(s->kind);
		free(s->title);
		rap_strv_done(&s->items);
	}
	free(c->meeting.sessions);
	free(c->meeting.timezone);
	free(c->meeting.venue);
	free(c->meeting.join);
	free(c->meeting.forward_to);
	for (size_t i = 0; i < c->n_documents; i++) {
		free(c->documents[i].title);
		free(c->documents[i].file);
		free(c->documents[i].link);
	}
	free(c->documents);
}

static void free_people(rap_consultation *c)
{
	free(c->secretariat.name);
	free(c->secretariat.address);
	rap_addr_spec_done(&c->secretariat.spec);
	contacts_done(&c->secretariat.officers);
	contacts_done(&c->secretariat.readers);
	for (size_t i = 0; i < c->n_members; i++) {
		free(c->members[i].code);
		free(c->members[i].name);
		free(c->members[i].name_in_text);
		free(c->members[i].language);
		free(c->members[i].timezone);
		contacts_done(&c->members[i].contacts);
		rap_strv_done(&c->members[i].dkim);
	}
	free(c->members);
}

static void free_plan(rap_consultation *c)
{
	for (size_t i = 0; i < c->n_objectives; i++)
		rap_objective_done(&c->objectives[i]);
	free(c->objectives);
	for (size_t i = 0; i < c->n_requests; i++)
		free(c->requests[i].id);
	free(c->requests);
	for (size_t i = 0; i < c->n_rounds; i++) {
		free(c->rounds[i].draft);
		free(c->rounds[i].revision);
		free(c->rounds[i].title);
	}
	free(c->rounds);
	free(c->schedule.reminders);
}

rap_consultation *rap_consultation_free(rap_consultation *c)
{
	if (!c)
		return NULL;
	free_meeting(c);
	free_people(c);
	free_plan(c);
	endpoint_done(&c->mailbox);
	endpoint_done(&c->sending);
	rap_strv_done(&c->folders);
	free(c->done_folder);
	free(c->boundary_id);
	rap_lexicon_done(&c->lexicon);
	free(c->directory);
	free(c->state_directory);
	free(c->id);
	free(c->title);
	free(c->language);
	free(c);
	return NULL;
}

/* ---- looking things up ---------------------------------------------------------------------------------- */

const rap_member *rap_consultation_member(const rap_consultation *c, const char *code)
{
	for (size_t i = 0; i < c->n_members; i++)
		if (c->members[i].code && strcmp(c->members[i].code, code) == 0)
			return &c->members[i];
	return NULL;
}

static const rap_contact *contact_in(const rap_contacts *contacts, const rap_addr_spec *spec)
{
	for (size_t i = 0; i < contacts->n; i++)
		if (rap_addr_spec_same(&contacts->at[i].spec, spec))
			return &contacts->at[i];
	return NULL;
}

const rap_contact *rap_consultation_contact(const rap_consultation *c, const rap_addr_spec *spec,
                                            const rap_member **ret_member)
{
	const rap_contact *found;

	*ret_member = NULL;
	for (size_t i = 0; i < c->n_members; i++) {
		found = contact_in(&c->members[i].contacts, spec);
		if (found) {
			*ret_member = &c->members[i];
			return found;
		}
	}
	return contact_in(&c->secretariat.officers, spec);
}

bool rap_consultation_is_officer(const rap_consultation *c, const rap_addr_spec *spec)
{
	return contact_in(&c->secretariat.officers, spec);
}

const rap_objective *rap_consultation_objective(const rap_consultation *c, unsigned number)
{
	for (size_t i = 0; i < c->n_objectives; i++)
		if (c->objectives[i].number == number)
			return &c->objectives[i];
	return NULL;
}

const rap_field *rap_consultation_field(const rap_consultation *c, const char *id,
                                        const rap_objective **ret_objective)
{
	for (size_t i = 0; i < c->n_objectives; i++)
		for (size_t j = 0; j < c->objectives[i].n_fields; j++)
			if (strcmp(c->objectives[i].fields[j].id, id) == 0) {
				if (ret_objective)
					*ret_objective = &c->objectives[i];
				return &c->objectives[i].fields[j];
			}
	return NULL;
}

const rap_request_plan *rap_consultation_request(const rap_consultation *c, const char *id)
{
	for (size_t i = 0; i < c->n_requests; i++)
		if (c->requests[i].id && strcmp(c->requests[i].id, id) == 0)
			return &c->requests[i];
	return NULL;
}

const rap_round_plan *rap_consultation_round(const rap_consultation *c, long id)
{
	for (size_t i = 0; i < c->n_rounds; i++)
		if (c->rounds[i].id == id)
			return &c->rounds[i];
	return NULL;
}
