// SPDX-License-Identifier: Apache-2.0
/*
 * Zip archives (unzip.h). The directory is first walked by own code, because what is to be refused (parts that
 * overlap, a name twice, a directory that tells something else than the parts) libzip does not show; then libzip
 * opens what has passed, must see the same parts, and expands the few that are asked for.
 *
 * LIMITS: RAP_LIMIT_ZIP_*.
 */
#include "parsers/word/unzip.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"

#include <stdlib.h>
#include <strings.h>
#include <zip.h>

#define END_SIZE 22u /* end of central directory record */
#define END_COMMENT_MAX 0xFFFFu
#define ENTRY_SIZE 46u /* of the directory */
#define LOCAL_SIZE 30u /* header before a part */
#define NAME_MAX_BYTES 255u
#define CHUNK (64u * RAP_KIB)
#define FLAGS_SEALED 0x2041u /* encrypted, strongly encrypted, directory encrypted */
#define STORED 0u
#define DEFLATED 8u

typedef struct entry {
	char *name;
	size_t at, end; /* bytes of the archive that the part takes, its header included */
	size_t packed, size;
} entry;

struct rap_unzip {
	zip_t *zip;
	entry *entries; /* in the order of the directory */
	size_t n;
};

static uint32_t u16(rap_slice s, size_t at)
{
	return (uint32_t)(unsigned char)s.at[at] | (uint32_t)(unsigned char)s.at[at + 1] << 8;
}

static uint32_t u32(rap_slice s, size_t at)
{
	return u16(s, at) | u16(s, at + 2) << 16;
}

static bool signed_as(rap_slice s, size_t at, const char *four)
{
	return s.len >= 4 && at <= s.len - 4 && memcmp(s.at + at, four, 4) == 0;
}

/* ---- the directory -------------------------------------------------------------------------------------- */

/* The end record: the last one whose comment ends where the archive does. */
static bool find_end(rap_slice bytes, size_t *ret)
{
	size_t at = bytes.len < END_SIZE ? 0 : bytes.len - END_SIZE;

	for (size_t comment = 0; bytes.len >= END_SIZE && comment <= END_COMMENT_MAX; comment++) {
		if (signed_as(bytes, at, "PK\5\6") && u16(bytes, at + 20) == comment) {
			*ret = at;
			return true;
		}
		if (at-- == 0)
			break;
	}
	return false;
}

/* A name like those of office files: parts of a path, none of them a way out, all of it text. */
static bool is_plain_name(rap_slice name)
{
	size_t from = 0;

	if (name.len == 0 || name.len > NAME_MAX_BYTES || name.at[0] == '/' ||
	    !rap_utf8_valid(name))
		return false;
	for (size_t i = 0; i <= name.len; i++) {
		rap_slice part = rap_slice_sub(name, from, i);

		if (i < name.len &&
		    ((unsigned char)name.at[i] < 0x20 || name.at[i] == '\\' || name.at[i] == ':'))
			return false;
		if (i < name.len && name.at[i] != '/')
			continue;
		if (rap_slice_is(part, "..") || rap_slice_is(part, ".") ||
		    (part.len == 0 && i < name.len))
			return false;
		from = i + 1;
	}
	return true;
}

static const char *read_entry(rap_slice bytes, size_t at, size_t directory, entry *ret)
{
	uint32_t flags = u16(bytes, at + 8), method = u16(bytes, at + 10);
	size_t name_len = u16(bytes, at + 28);
	rap_slice name = {bytes.at + at + ENTRY_SIZE, name_len};

	*ret = (entry){.packed = u32(bytes, at + 20),
	               .size = u32(bytes, at + 24),
	               .at = u32(bytes, at + 42)};
	if (flags & FLAGS_SEALED)
		return "it is protected with a password";
	if (method != STORED && method != DEFLATED)
		return "it is packed in a way that office files do not use";
	if (!is_plain_name(name))
		return "a part of it has a name that office files do not have";
	if (ret->size > RAP_LIMIT_ZIP_EXPANDED || ret->packed > bytes.len)
		return "it would become too large when it is expanded";
	if (ret->at > directory || directory - ret->at < LOCAL_SIZE ||
	    !signed_as(bytes, ret->at, "PK\3\4"))
		return "it is damaged";
	ret->end = ret->at + LOCAL_SIZE + u16(bytes, ret->at + 26) + u16(bytes, ret->at + 28);
	if (ret->end > directory || directory - ret->end < ret->packed)
		return "it is damaged";
	ret->end += ret->packed;
	/* Below the floor a ratio says nothing: a short text may be one sentence repeated. */
	if (ret->size > RAP_LIMIT_ZIP_RATIO_FLOOR && ret->size / RAP_LIMIT_ZIP_RATIO > ret->packed)
		return "it would become too large when it is expanded";
	ret->name = rap_strndup(name.at, name.len);
	return NULL;
}

static int by_place(const void *a, const void *b)
{
	const entry *const *x = a, *const *y = b;

	return ((*x)->at > (*y)->at) - ((*x)->at < (*y)->at);
}

static int by_name(const void *a, const void *b)
{
	const entry *const *x = a, *const *y = b;

	return strcasecmp((*x)->name, (*y)->name);
}

static const char *check_all(const rap_unzip *z)
{
	const entry **sorted = rap_calloc(z->n + 1, sizeof *sorted);
	const char *why = NULL;
	size_t total = 0;

	for (size_t i = 0; i < z->n; i++) {
		sorted[i] = &z->entries[i];
		total += z->entries[i].size;
	}
	if (total > RAP_LIMIT_ZIP_EXPANDED)
		why = "it would become too large when it is expanded";
	qsort(sorted, z->n, sizeof *sorted, by_place);
	for (size_t i = 1; i < z->n && !why; i++)
		if (sorted[i]->at < sorted[i - 1]->end)
			why = "parts of it lie over each other";
	qsort(sorted, z->n, sizeof *sorted, by_name);
	for (size_t i = 1; i < z->n && !why; i++)
		if (strcasecmp(sorted[i]->name, sorted[i - 1]->name) == 0)
			why = "a part of it stands in it twice";
	free(sorted);
	return why;
}

static const char *read_directory(rap_slice bytes, rap_unzip *z)
{
	size_t end, at, count;
	const char *why = NULL;

	if (!find_end(bytes, &end))
		return "it is no whole Word file";
	count = u16(bytes, end + 10);
	at = u32(bytes, end + 16);
	if (u16(bytes, end + 4) != 0 || u16(bytes, end + 6) != 0 || u16(bytes, end + 8) != count)
		return "it is one of several volumes";
	if (count > RAP_LIMIT_ZIP_ENTRIES)
		return "it has too many parts";
	if (at > end || end - at != u32(bytes, end + 12))
		return "it is damaged";
	z->entries = rap_calloc(count + 1, sizeof *z->entries);
	for (size_t directory = at; z->n < count; z->n++) {
		if (end - at < ENTRY_SIZE || !signed_as(bytes, at, "PK\1\2") ||
		    end - at - ENTRY_SIZE <
		            u16(bytes, at + 28) + u16(bytes, at + 30) + u16(bytes, at + 32))
			return "it is damaged";
		why = read_entry(bytes, at, directory, &z->entries[z->n]);
		if (why)
			return why;
		at += ENTRY_SIZE + u16(bytes, at + 28) + u16(bytes, at + 30) + u16(bytes, at + 32);
	}
	return at == end ? check_all(z) : "it is damaged";
}

/* ---- libzip --------------------------------------------------------------------------------------------- */

/* Whether libzip sees the very parts that were judged. */
static bool sees_the_same(const rap_unzip *z)
{
	if (zip_get_num_entries(z->zip, 0) != (zip_int64_t)z->n)
		return false;
	for (size_t i = 0; i < z->n; i++) {
		zip_stat_t stat;

		zip_stat_init(&stat);
		if (zip_stat_index(z->zip, i, ZIP_FL_ENC_RAW, &stat) != 0 ||
		    (stat.valid & (ZIP_STAT_NAME | ZIP_STAT_SIZE)) !=
		            (ZIP_STAT_NAME | ZIP_STAT_SIZE) ||
		    stat.size != z->entries[i].size || strcmp(stat.name, z->entries[i].name) != 0)
			return false;
	}
	return true;
}

rap_unzip *rap_unzip_open(rap_slice bytes, const char **ret_why)
{
	rap_unzip *z = rap_calloc(1, sizeof *z);
	zip_source_t *source;

	*ret_why = read_directory(bytes, z);
	if (*ret_why)
		return rap_unzip_close(z);
	source = zip_source_buffer_create(bytes.at, bytes.len, 0, NULL);
	if (source)
		z->zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
	if (source && !z->zip)
		zip_source_free(source);
	if (z->zip && sees_the_same(z))
		return z;
	*ret_why = "it is damaged";
	return rap_unzip_close(z);
}

rap_unzip *rap_unzip_close(rap_unzip *z)
{
	if (!z)
		return NULL;
	if (z->zip)
		zip_discard(z->zip);
	for (size_t i = 0; i < z->n; i++)
		free(z->entries[i].name);
	free(z->entries);
	free(z);
	return NULL;
}

bool rap_unzip_has(const rap_unzip *z, const char *beginning)
{
	for (size_t i = 0; i < z->n; i++)
		if (strncasecmp(z->entries[i].name, beginning, strlen(beginning)) == 0)
			return true;
	return false;
}

static bool expand(zip_file_t *file, size_t size, rap_buf *ret)
{
	char *chunk = rap_calloc(1, CHUNK);
	size_t all = 0;
	zip_int64_t n;

	while ((n = zip_fread(file, chunk, CHUNK)) > 0) {
		all += (size_t)n;
		if (all > size)
			break;
		rap_buf_add(ret, chunk, (size_t)n);
	}
	free(chunk);
	/* Nothing more than was told, nothing less, and the sum right (libzip says so at the end). */
	return n == 0 && all == size && !ret->over;
}

bool rap_unzip_get(rap_unzip *z, const char *name, rap_buf *ret, const char **ret_why)
{
	*ret_why = NULL;
	for (size_t i = 0; i < z->n; i++) {
		zip_file_t *file;
		bool good;

		if (strcasecmp(z->entries[i].name, name) != 0)
			continue;
		if (z->entries[i].size > ret->cap - ret->len) {
			*ret_why = "a part of it is too large to be read";
			return false;
		}
		file = zip_fopen_index(z->zip, i, 0);
		good = file && expand(file, z->entries[i].size, ret);
		if (file)
			(void)zip_fclose(file);
		if (!good)
			*ret_why = "it is damaged";
		return good;
	}
	return false;
}
