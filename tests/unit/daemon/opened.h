/* SPDX-License-Identifier: Apache-2.0 */
/* Files of offices, which are zip archives of XML, opened for tests: by libzip and XPath, and not by code of ours. */
#ifndef RAP_TESTS_UNIT_DAEMON_OPENED_H
#define RAP_TESTS_UNIT_DAEMON_OPENED_H

#include "common/buf.h"
#include "common/limits.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <zip.h>

/* zip_discard() ends it. */
static inline zip_t *archive_of(const rap_buf *file)
{
	zip_source_t *source = zip_source_buffer_create(file->at, file->len, 0, NULL);
	zip_t *archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);

	assert_non_null(archive);
	return archive;
}

static inline rap_buf part_of(zip_t *archive, const char *name)
{
	rap_buf part = rap_buf_init(256 * RAP_MIB);
	zip_file_t *file = zip_fopen(archive, name, 0);
	char block[16384];
	zip_int64_t got;

	assert_non_null(file);
	while ((got = zip_fread(file, block, sizeof block)) > 0)
		rap_buf_add(&part, block, (size_t)got);
	assert_int_equal(got, 0);
	assert_int_equal(zip_fclose(file), 0);
	return part;
}

/* The same of a file that is not open. */
static inline rap_buf part_of_file(const rap_buf *file, const char *name)
{
	zip_t *archive = archive_of(file);
	rap_buf part = part_of(archive, name);

	zip_discard(archive);
	return part;
}

typedef struct xml {
	xmlDoc *document;
	xmlXPathContext *context;
} xml;

/* The names of the namespace are asked for by the prefix. */
static inline xml xml_of(const rap_buf *part, const char *prefix, const char *namespace)
{
	xml x = {.document = xmlReadMemory(part->at, (int)part->len, "part", NULL,
	                                   XML_PARSE_NONET | XML_PARSE_HUGE)};

	assert_non_null(x.document);
	x.context = xmlXPathNewContext(x.document);
	assert_non_null(x.context);
	assert_int_equal(
		xmlXPathRegisterNs(x.context, (const xmlChar *)prefix, (const xmlChar *)namespace),
		0);
	return x;
}

static inline void xml_done(xml *x)
{
	xmlXPathFreeContext(x->context);
	xmlFreeDoc(x->document);
}

#endif
