/* SPDX-License-Identifier: Apache-2.0 */
/* The smallest consultation in a folder of its own, for the tests of the loader. */
#ifndef RAP_TESTS_CONSULTATION_WORLD_H
#define RAP_TESTS_CONSULTATION_WORLD_H

#include "common/file.h"
#include "common/mem.h"
#include "consultation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define N(array) (sizeof(array) / sizeof((array)[0]))
#define LEXICON "templates/lexicon.yaml"

/* The smallest directory; every line may be replaced by a test. */
static const char base[] =
	"consultation: T-1\n"
	"title: A title\n"
	"meeting: {starts: 2020-08-06 14:00, ends: 2020-08-06 18:30, timezone: Asia/Seoul}\n"
	"secretariat: {name: S, address: s@un.example, officers: [{name: O, address: "
	"o@un.example}]}\n"
	"mailbox: {maildir: inbox}\n"
	"sending: {maildir: sent}\n"
	"trust: {boundary: mx.un.example}\n"
	"members:\n"
	"  - {code: MN, name: Mongolia, focal_points: [{name: A, address: a@mn.example}]}\n"
	"  - {code: CN, name: China, focal_points: [{name: B, address: b@cn.example}]}\n"
	"requests: [{id: all, objectives: [1]}]\n"
	"rounds: [{id: 1, opens: 2020-07-06 09:00, deadline: 2020-07-30 18:00}]\n";

static char folder[] = "/tmp/rap-consultation-XXXXXX";

static inline char *in_folder(const char *name)
{
	rap_buf path = rap_buf_init(200);

	rap_buf_printf(&path, "%s/%s", folder, name);
	return rap_buf_take(&path);
}

static inline void put(const char *name, const char *text)
{
	char *path = in_folder(name);

	assert_int_equal(rap_file_replace(path, rap_slice_of(text), 0600), RAP_OK);
	free(path);
}

static inline int enter(void **state)
{
	char *path;

	(void)state;
	if (!mkdtemp(folder))
		return -1;
	path = in_folder("objectives");
	if (mkdir(path, 0700) != 0)
		return -1;
	free(path);
	put("objectives/1.yaml", "objective: 1\n"
	                         "title: Review\n"
	                         "fields:\n"
	                         "  - {id: \"1.1\", type: text, label: Comments}\n");
	put("doc.pdf", "x");
	return 0;
}

static inline int leave(void **state)
{
	static const char *const names[] = {"objectives/1.yaml", "objectives/2.yaml", "objectives",
	                                    "doc.pdf", "consultation.yaml"};

	(void)state;
	for (size_t i = 0; i < N(names); i++) {
		char *path = in_folder(names[i]);

		(void)remove(path);
		free(path);
	}
	return rmdir(folder);
}

/* The base with one piece replaced by another. */
static inline void put_changed(const char *from, const char *to)
{
	const char *at = strstr(base, from);
	rap_buf text = rap_buf_init(100000);

	assert_non_null(at);
	rap_buf_add(&text, base, (size_t)(at - base));
	rap_buf_str(&text, to);
	rap_buf_str(&text, at + strlen(from));
	put("consultation.yaml", rap_buf_text(&text));
	rap_buf_done(&text);
}

static inline rap_consultation *load(rap_diags *diags)
{
	return rap_consultation_load(folder, LEXICON, NULL, diags);
}

static inline void assert_printed(rap_diags *diags, const char *want, const char *what)
{
	rap_buf out = rap_buf_init(100000);

	rap_diags_print(diags, &out);
	if (strcmp(rap_buf_text(&out), want) != 0)
		fail_msg("%s:\n got: %s\nwant: %s", what, rap_buf_text(&out), want);
	rap_buf_done(&out);
	rap_diags_done(diags);
}

static inline int64_t utc(const char *text)
{
	int64_t t = 0;

	assert_int_equal(rap_date_parse_iso(rap_slice_of(text), "UTC", &t), RAP_OK);
	return t;
}

#endif
