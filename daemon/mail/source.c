// SPDX-License-Identifier: Apache-2.0
/* What every source shares. */
#include "mail/source.h"

#include "common/limits.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

void rap_source_mail_done(rap_source_mail *mail)
{
	free(mail->key);
	free(mail->folder);
	rap_buf_done(&mail->bytes);
	*mail = (rap_source_mail){0};
}

static rap_err read_up_to(int fd, size_t max, rap_buf *out)
{
	char block[65536];

	while (out->len < max) {
		size_t want = max - out->len < sizeof block ? max - out->len : sizeof block;
		ssize_t n = read(fd, block, want);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return RAP_E_IO;
		if (n == 0)
			break;
		rap_buf_add(out, block, (size_t)n);
	}
	return RAP_OK;
}

/* R50: of a mail that is too large the header block, up to the empty line, is all that is kept. */
static void keep_header(rap_buf *bytes)
{
	const char *at = bytes->at;

	for (size_t i = 0; i + 1 < bytes->len; i++) {
		if (at[i] != '\n')
			continue;
		if (at[i + 1] == '\n' ||
		    (at[i + 1] == '\r' && i + 2 < bytes->len && at[i + 2] == '\n')) {
			rap_buf_cut(bytes, i + 1);
			return;
		}
	}
}

rap_err rap_source_read(int fd, const struct stat *st, rap_source_mail *ret)
{
	rap_err err;

	ret->size = st->st_size;
	ret->at = st->st_mtim.tv_sec;
	ret->oversize = st->st_size > (off_t)RAP_LIMIT_MESSAGE;
	if (!ret->oversize) {
		ret->bytes = rap_buf_init(RAP_LIMIT_MESSAGE + 1);
		err = read_up_to(fd, RAP_LIMIT_MESSAGE + 1, &ret->bytes);
		if (err != RAP_OK || ret->bytes.len <= RAP_LIMIT_MESSAGE) {
			ret->size = (int64_t)ret->bytes.len;
			return err;
		}
		ret->oversize = true; /* it has grown since */
		rap_buf_cut(&ret->bytes, RAP_LIMIT_HEADER_BLOCK);
	} else {
		ret->bytes = rap_buf_init(RAP_LIMIT_HEADER_BLOCK);
		err = read_up_to(fd, RAP_LIMIT_HEADER_BLOCK, &ret->bytes);
		if (err != RAP_OK)
			return err;
	}
	keep_header(&ret->bytes);
	return RAP_OK;
}
