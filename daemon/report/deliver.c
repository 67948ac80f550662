// SPDX-License-Identifier: Apache-2.0
/* Rendering, measuring and posting of one letter; see deliver.h. */
#include "report/deliver.h"

#include "common/limits.h"

#include <stdlib.h>

static rap_err fill_preview(const rap_desk *desk, const rap_letter *letter, char *text, char *html,
                            rap_preview *preview)
{
	rap_buf mime = rap_buf_init(0), subject = rap_buf_init(4096), to = rap_buf_init(4096);
	rap_err err = rap_letter_compose(desk, letter, &mime);

	if (err == RAP_OK) {
		rap_buf_printf(&subject, "[%s] %s", desk->consultation->id, letter->subject);
		rap_buf_printf(&to, "%s <%s>", letter->to_name ? letter->to_name : "",
		               letter->to_address);
		preview->mime_len = mime.len;
		preview->mime = rap_buf_take(&mime);
		preview->subject = rap_buf_take(&subject);
		preview->to = rap_buf_take(&to);
		preview->text = text;
		preview->html = html;
	} else {
		free(text);
		free(html);
	}
	rap_buf_done(&mime);
	rap_buf_done(&subject);
	rap_buf_done(&to);
	return err;
}

rap_err rap_deliver(const rap_desk *desk, const char *name, const json_t *view, rap_letter letter,
                    rap_preview *preview)
{
	char *text = NULL, *html = NULL, *why = NULL;
	int64_t id;
	rap_err err = rap_letter_render(desk, name, view, &text, &html, &why);

	if (err == RAP_OK && strlen(text) + strlen(html) > RAP_LIMIT_LETTER)
		err = RAP_E_LIMIT;
	if (err != RAP_OK && desk->why)
		rap_buf_str(desk->why, why ? why : "the letter becomes too long");
	free(why);
	letter.text = text;
	letter.html = html;
	if (err == RAP_OK && preview) {
		if (!preview->text)
			return fill_preview(desk, &letter, text, html, preview);
	} else if (err == RAP_OK) {
		err = rap_letter_post(desk, &letter, &id);
		if (err == RAP_E_BUSY)
			err = RAP_OK;
		else if (err == RAP_E_FORMAT && desk->why)
			rap_buf_printf(desk->why, "a header of the mail to %s is not usable",
			               letter.to_address);
	}
	free(text);
	free(html);
	return err;
}

void rap_preview_done(rap_preview *preview)
{
	free(preview->subject);
	free(preview->to);
	free(preview->text);
	free(preview->html);
	free(preview->mime);
	*preview = (rap_preview){0};
}
