// SPDX-License-Identifier: Apache-2.0
/* Archives that pack nothing; see zip.h. */
#include "tests/fuzz/zip.h"

#include <stdint.h>

static uint32_t crc_of(rap_slice bytes)
{
	static uint32_t table[256];
	uint32_t crc = UINT32_MAX;

	for (uint32_t i = 0; !table[255] && i < 256; i++) {
		table[i] = i;
		for (int k = 0; k < 8; k++)
			table[i] = table[i] >> 1 ^ (table[i] & 1 ? 0xEDB88320u : 0);
	}
	for (size_t i = 0; i < bytes.len; i++)
		crc = crc >> 8 ^ table[(crc ^ (unsigned char)bytes.at[i]) & 0xff];
	return ~crc;
}

static void put(rap_buf *out, unsigned width, size_t value)
{
	for (unsigned i = 0; i < width; i++)
		rap_buf_char(out, (char)(unsigned char)(value >> 8 * i));
}

/* What a part's two heads have in common. */
static void put_head(rap_buf *out, const char *name, rap_slice bytes)
{
	put(out, 2, 20);
	put(out, 4, 0); /* flags, method */
	put(out, 4, 0x21 << 16); /* 1 January 1980 */
	put(out, 4, crc_of(bytes));
	put(out, 4, bytes.len);
	put(out, 4, bytes.len);
	put(out, 2, strlen(name));
	put(out, 2, 0);
}

fuzz_zip fuzz_zip_begin(size_t cap)
{
	return (fuzz_zip){rap_buf_init(cap), rap_buf_init(cap), 0};
}

void fuzz_zip_add(fuzz_zip *zip, const char *name, rap_slice bytes)
{
	size_t at = zip->bytes.len;

	rap_buf_str(&zip->bytes, "PK\3\4");
	put_head(&zip->bytes, name, bytes);
	rap_buf_str(&zip->bytes, name);
	rap_buf_slice(&zip->bytes, bytes);
	rap_buf_str(&zip->directory, "PK\1\2");
	put(&zip->directory, 2, 20);
	put_head(&zip->directory, name, bytes);
	put(&zip->directory, 6, 0); /* comment, disk, internal attributes */
	put(&zip->directory, 4, 0);
	put(&zip->directory, 4, at);
	rap_buf_str(&zip->directory, name);
	zip->n++;
}

rap_buf fuzz_zip_end(fuzz_zip *zip)
{
	size_t at = zip->bytes.len;

	rap_buf_slice(&zip->bytes, rap_buf_as_slice(&zip->directory));
	rap_buf_str(&zip->bytes, "PK\5\6");
	put(&zip->bytes, 4, 0);
	put(&zip->bytes, 2, zip->n);
	put(&zip->bytes, 2, zip->n);
	put(&zip->bytes, 4, zip->directory.len);
	put(&zip->bytes, 4, at);
	put(&zip->bytes, 2, 0);
	rap_buf_done(&zip->directory);
	return zip->bytes;
}
