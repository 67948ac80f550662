// SPDX-License-Identifier: Apache-2.0
/*
 * Heads and frames between core and its network children. Both sides are ours, but a child that has been
 * taken over must not harm core: types and sizes are checked, nothing is believed.
 */
#include "mail/link.h"

#include "common/mem.h"
#include "common/utf8.h"

#include <stdlib.h>

#define TEXT_SHOWN 500u

rap_err rap_link_parse(rap_slice frame, json_t **ret_head, size_t *ret_bytes)
{
	json_t *head = json_loadb(frame.at, frame.len, JSON_REJECT_DUPLICATES, NULL);
	const json_t *bytes;
	json_int_t n = 0;

	if (!json_is_object(head) || !json_is_string(json_object_get(head, "op"))) {
		json_decref(head);
		return RAP_E_PROTOCOL;
	}
	bytes = json_object_get(head, "bytes");
	if (bytes)
		n = json_is_integer(bytes) ? json_integer_value(bytes) : -1;
	if (n < 0 || n > RAP_LINK_BYTES_MAX) {
		json_decref(head);
		return RAP_E_PROTOCOL;
	}
	*ret_head = head;
	*ret_bytes = (size_t)n;
	return RAP_OK;
}

const char *rap_link_op(const json_t *head)
{
	return rap_link_text(head, "op", "");
}

const char *rap_link_text(const json_t *head, const char *key, const char *fallback)
{
	const char *text = json_string_value(json_object_get(head, key));

	return text ? text : fallback;
}

int64_t rap_link_number(const json_t *head, const char *key, int64_t fallback)
{
	const json_t *number = json_object_get(head, key);

	return json_is_integer(number) ? json_integer_value(number) : fallback;
}

char *rap_link_encode(json_t *head)
{
	char *text = json_dumps(head, JSON_COMPACT);

	json_decref(head);
	/* jansson gives NULL for want of memory only: the strings were checked when they were set */
	return text ? text : rap_strdup("{\"op\":\"none\"}");
}

void rap_link_set_text(json_t *head, const char *key, const char *value)
{
	rap_buf text = rap_buf_init(RAP_LINK_HEAD_MAX);

	rap_utf8_printable(&text, rap_slice_of(value), TEXT_SHOWN);
	json_object_set_new(head, key, json_string(rap_buf_text(&text)));
	rap_buf_done(&text);
}

rap_err rap_link_read(int fd, json_t **ret_head, rap_buf *bytes)
{
	rap_buf frame = rap_buf_init(RAP_LINK_HEAD_MAX);
	json_t *head = NULL;
	size_t n = 0;
	rap_err err = rap_frame_read(fd, RAP_LINK_HEAD_MAX, &frame);

	if (err == RAP_OK)
		err = rap_link_parse(rap_buf_as_slice(&frame), &head, &n);
	rap_buf_done(&frame);
	if (err == RAP_OK && n > 0 && !bytes)
		err = RAP_E_PROTOCOL;
	if (err == RAP_OK && n > 0) {
		err = rap_frame_read(fd, n, bytes);
		if (err == RAP_E_NOT_FOUND || (err == RAP_OK && bytes->len != n))
			err = RAP_E_PROTOCOL;
	}
	if (err != RAP_OK) {
		json_decref(head);
		return err;
	}
	*ret_head = head;
	return RAP_OK;
}

rap_err rap_link_write(int fd, json_t *head, rap_slice bytes)
{
	char *text;
	rap_err err;

	if (bytes.len > 0)
		json_object_set_new(head, "bytes", json_integer((json_int_t)bytes.len));
	text = rap_link_encode(head);
	err = rap_frame_write(fd, rap_slice_of(text));
	if (err == RAP_OK && bytes.len > 0)
		err = rap_frame_write(fd, bytes);
	free(text);
	return err;
}

rap_err rap_link_trouble(int fd, const char *text, int64_t again_in)
{
	json_t *head = json_pack("{s:s, s:I}", "op", "trouble", "again_in", (json_int_t)again_in);

	rap_link_set_text(head, "text", text);
	return rap_link_write(fd, head, (rap_slice){NULL, 0});
}
