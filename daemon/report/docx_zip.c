// SPDX-License-Identifier: Apache-2.0
/* Zip archives in memory; see docx_zip.h. */
#include "report/docx_zip.h"

#include <zip.h>

#define FIRST_DATE 0x0021u /* 1980-01-01 in the words of MS-DOS, which know no zone */

/* Borrows the bytes until the archive is closed. */
static bool add_part(zip_t *archive, const rap_docx_part *part)
{
	zip_source_t *source =
		zip_source_buffer(archive, part->bytes.at, (zip_uint64_t)part->bytes.len, 0);
	zip_int64_t index;

	if (!source)
		return false;
	index = zip_file_add(archive, part->name, source, ZIP_FL_ENC_UTF_8);
	if (index < 0) {
		zip_source_free(source);
		return false;
	}
	return zip_set_file_compression(archive, (zip_uint64_t)index, ZIP_CM_DEFLATE, 6) == 0 &&
	       zip_file_set_dostime(archive, (zip_uint64_t)index, 0, FIRST_DATE, 0) == 0;
}

static bool fill(zip_source_t *memory, const rap_docx_part *parts, size_t n)
{
	zip_t *archive = zip_open_from_source(memory, ZIP_TRUNCATE, NULL);
	bool good = archive != NULL;

	if (!archive)
		return false;
	zip_source_keep(memory); /* closing takes one reference */
	for (size_t i = 0; i < n && good; i++)
		good = add_part(archive, &parts[i]);
	if (good && zip_close(archive) == 0)
		return true;
	zip_discard(archive);
	return false;
}

static rap_err read_all(zip_source_t *memory, rap_buf *ret)
{
	char block[16384]; /* any size serves */
	zip_int64_t got;

	if (zip_source_open(memory) != 0)
		return RAP_E_IO;
	while ((got = zip_source_read(memory, block, sizeof block)) > 0)
		rap_buf_add(ret, block, (size_t)got);
	(void)zip_source_close(memory);
	if (got < 0)
		return RAP_E_IO;
	return ret->over ? RAP_E_LIMIT : RAP_OK;
}

rap_err rap_docx_zip(const rap_docx_part *parts, size_t n, rap_buf *ret_archive)
{
	zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, NULL);
	rap_buf bytes = rap_buf_init(RAP_DOCX_MAX);
	rap_err err = RAP_E_IO;

	if (memory && fill(memory, parts, n))
		err = read_all(memory, &bytes);
	if (memory)
		zip_source_free(memory);
	if (err == RAP_OK)
		*ret_archive = bytes;
	else
		rap_buf_done(&bytes);
	return err;
}
