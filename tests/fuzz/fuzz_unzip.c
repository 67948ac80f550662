// SPDX-License-Identifier: Apache-2.0
/* Archives: any bytes; what opens keeps the limits, and a Word file in it is read or refused with a reason. */
#include "tests/fuzz/fuzz.h"

#include "common/limits.h"
#include "parsers/word/docx.h"
#include "parsers/word/unzip.h"

static void check_parts(rap_slice input)
{
	static const char *const names[] = {"[Content_Types].xml", "word/document.xml",
	                                    "WORD/DOCUMENT.XML", "a"};
	const char *why = NULL;
	rap_unzip *zip = rap_unzip_open(input, &why);

	MUST(zip || why);
	for (size_t i = 0; zip && i < sizeof names / sizeof *names; i++) {
		rap_buf part = rap_buf_init(RAP_LIMIT_XML_PART);

		if (rap_unzip_get(zip, names[i], &part, &why))
			MUST(part.len <= RAP_LIMIT_XML_PART && !part.over);
		rap_buf_done(&part);
	}
	MUST(!rap_unzip_close(zip));
}

static void one(rap_slice input)
{
	const char *why = NULL;
	rap_docx docx;

	check_parts(input);
	if (rap_docx_read(input, &docx, &why)) {
		MUST(fuzz_text_or_null(docx.now) && fuzz_text_or_null(docx.before));
		rap_docx_done(&docx);
	} else {
		MUST(why && *why);
	}
}

const fuzz_target fuzz_here = {fuzz_open_reader, one, 2000000, 5000};
