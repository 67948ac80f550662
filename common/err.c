// SPDX-License-Identifier: Apache-2.0
/* Error codes, their texts and exit statuses, from the one table in err.h. */
#include "common/err.h"

#include <assert.h>
#include <errno.h>
#include <stddef.h>

static const struct {
	const char *text;
	int status;
} table[] = {
#define X(name, number, words) [name] = {words, number},
	RAP_ERR_TABLE(X)
#undef X
};

const char *rap_err_text(rap_err err)
{
	assert((size_t)err < sizeof table / sizeof table[0]);
	return table[err].text;
}

int rap_err_status(rap_err err)
{
	assert((size_t)err < sizeof table / sizeof table[0]);
	return table[err].status;
}

rap_err rap_err_from_errno(int number)
{
	switch (number) {
	case 0:
		return RAP_OK;
	case ENOSPC:
	case EDQUOT:
		return RAP_E_FULL;
	case ENOENT:
		return RAP_E_NOT_FOUND;
	case EAGAIN:
	case EINTR:
		return RAP_E_AGAIN;
	case EBUSY:
		return RAP_E_BUSY;
	case ETIMEDOUT:
		return RAP_E_TIMEOUT;
	default:
		return RAP_E_IO;
	}
}
