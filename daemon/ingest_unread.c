// SPDX-License-Identifier: Apache-2.0
/* Why a mail was not read, in words for quarantine: the reader's end, or a limit that it has hit (R50). */
#include "ingest_mail.h"

#include "common/mem.h"

#include <string.h>

static const rap_finding *find(const rap_reading *reading, const char *code)
{
	for (size_t i = 0; reading && i < reading->n_findings; i++)
		if (strcmp(reading->findings[i].code, code) == 0)
			return &reading->findings[i];
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
	const rap_finding *limit = find(reading, RAP_FINDING_OVER_LIMIT);
	bool oversize = find(reading, RAP_FINDING_OVERSIZE) != NULL;
	rap_buf text = rap_buf_init(RAP_KIB);

	if (reading && !limit && !oversize)
		return NULL;
	if (limit)
		rap_buf_printf(&text, "It is over a limit (%s) and was not opened.",
		               limit->excerpt ? limit->excerpt : "one of them");
	else if (oversize)
		rap_buf_str(&text, "It has more text than can be handed over; it was not read.");
	else
		rap_buf_str(&text, reasons[outcome]);
	if (!reading && why)
		rap_buf_printf(&text, " (%s)", why);
	return rap_buf_take(&text);
}
