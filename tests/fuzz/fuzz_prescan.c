// SPDX-License-Identifier: Apache-2.0
/* The pre-scan and the parts: what passes has parts that lie in the mail or are their own, within the limits. */
#include "tests/fuzz/fuzz.h"

#include "common/limits.h"
#include "parsers/mail/mime.h"
#include "parsers/mail/prescan.h"

static void check_part(const rap_part *part, size_t len)
{
	MUST(part->type && strchr(part->type, '/') && fuzz_line_or_null(part->type));
	MUST(fuzz_line_or_null(part->name) && (!part->name || !strchr(part->name, '/')));
	MUST(part->depth <= RAP_LIMIT_MIME_DEPTH);
	/* No transfer encoding makes more of a part than there was. */
	MUST(part->bytes.len <= len + 1);
	MUST(part->bytes.len == 0 || part->bytes.at);
}

static void one(rap_slice input)
{
	rap_prescan scan, again;
	rap_mime mime;
	bool good = rap_prescan_check(input, &scan);

	MUST(good == rap_prescan_check(input, &again) && good == (scan.limit == NULL));
	MUST(scan.begin == again.begin && scan.body_at == again.body_at &&
	     scan.nul_in_header == again.nul_in_header);
	if (!good)
		return;
	MUST(scan.begin <= scan.body_at && scan.body_at <= input.len);
	MUST(input.len <= RAP_LIMIT_MESSAGE &&
	     scan.body_at - scan.begin <= RAP_LIMIT_HEADER_BLOCK + 2);
	rap_mime_parse(input, &scan, &mime);
	MUST(mime.n <= RAP_LIMIT_MIME_PARTS);
	/* Where nothing could be split the whole is a text. */
	MUST(mime.n > 0 || mime.limit ||
	     rap_utf8_trim(rap_slice_sub(input, scan.body_at, input.len)).len == 0);
	for (size_t i = 0; i < mime.n; i++)
		check_part(&mime.parts[i], input.len);
	rap_mime_done(&mime);
}

const fuzz_target fuzz_here = {fuzz_open_reader, one, 200000, 1000};
