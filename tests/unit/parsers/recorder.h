/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading whole mails without the alignment room: a recorder stands in its place, so that tests see what it would
 * have been given. To be included by one test program each.
 */
#ifndef RAP_TESTS_PARSERS_RECORDER_H
#define RAP_TESTS_PARSERS_RECORDER_H

#include "parsers/read.h"

#include "common/file.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/mail/charset.h"
#include "parsers/form/form.h"
#include "parsers/mail/mime.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include <cmocka.h>

/* What the alignment room was given last: "where: text" of each body, and the request. */
static rap_buf given;
static char *given_text, *given_html;
static unsigned calls;

void rap_form_read(const rap_context *context, const rap_bodies *bodies, rap_reading *reading)
{
	(void)reading;
	calls++;
	for (size_t i = 0; i < bodies->n; i++) {
		assert_true(rap_utf8_valid(rap_slice_of(bodies->at[i].text)));
		assert_int_equal(bodies->at[i].html, strcmp(bodies->at[i].where, "html") == 0);
		rap_buf_printf(&given, "%s%s: %s", bodies->at[i].attachment ? "@" : "",
		               bodies->at[i].where, bodies->at[i].text);
	}
	given_text = rap_strdup(context->answers_text);
	given_html = rap_strdup(context->answers_html);
}

static void forget(void)
{
	rap_buf_done(&given);
	given = rap_buf_init(64u * RAP_MIB);
	free(given_text);
	free(given_html);
	given_text = given_html = NULL;
	calls = 0;
}

static int set_up(void **state)
{
	const char *missing;

	(void)state;
	given = rap_buf_init(64u * RAP_MIB);
	rap_mime_init();
	return rap_charset_open_all(&missing) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	forget();
	rap_buf_done(&given);
	rap_charset_close_all();
	return 0;
}

static rap_reading *read_bytes(const rap_context *context, rap_slice raw)
{
	forget();
	return rap_read_mail(context, raw);
}

static rap_reading *read_file(const char *path)
{
	rap_context context = {0};
	rap_buf raw = {0};
	rap_reading *reading;

	if (rap_file_read(path, 2 * RAP_LIMIT_MESSAGE, &raw) != RAP_OK)
		fail_msg("%s cannot be read", path);
	reading = read_bytes(&context, rap_buf_as_slice(&raw));
	rap_buf_done(&raw);
	return reading;
}

/* What core would make of it: every reading must pass its strict decoder. */
static void check_decodable(const char *name, const rap_reading *reading)
{
	char *json = rap_reading_encode(reading);
	rap_reading *back = NULL;
	const char *why = NULL;

	if (rap_reading_decode(rap_slice_of(json), &back, &why) != RAP_OK)
		fail_msg("%s: %s", name, why);
	rap_reading_free(back);
	free(json);
}

#endif
