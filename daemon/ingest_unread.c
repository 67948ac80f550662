// SPDX-License-Identifier: Apache-2.0
/* Why a mail was not read, in words for quarantine: the reader's end, or a limit that it has hit (R50). */
#include "ingest_mail.h"

#include "common/mem.h"

#include <string.h>

static const char *limit_of(const rap_reading *reading)
{
	for (size_t i = 0; reading && i < reading->n_findings; i++)
		if (strcmp(reading->findings[i].code, RAP_FINDING_OVER_LIMIT) == 0)
			return reading->findings[i].excerpt ? reading->findings[i].excerpt
			                                    : "one of them";
	return NULL;
}

char *rap_ingest_why_unread(rap_read_outcome outcome, const rap_reading *reading, const char *why)
{
	static const char *const reasons[] = {
		[RAP_READ_OK] = "it could not be read",
		[RAP_READ_DIED] = "parser died",
		[RAP_READ_TIMEOUT] = "reading it took too long",
		[RAP_READ_NONSENSE] = "the reader gave no proper answer",
	};
	const char *limit = limit_of(reading);
	rap_buf text = rap_buf_init(RAP_KIB);

	if (reading && !limit)
		return NULL;
	if (limit)
		rap_buf_printf(&text, "It is over a limit (%s) and was not opened.", limit);
	else
		rap_buf_str(&text, reasons[outcome]);
	if (!limit && why)
		rap_buf_printf(&text, " (%s)", why);
	return rap_buf_take(&text);
}
