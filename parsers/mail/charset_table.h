/* SPDX-License-Identifier: Apache-2.0 */
/* The closed table of charsets (R55) and the labels under which mails name them. For charset.c alone. */
#ifndef RAP_PARSERS_CHARSET_TABLE_H
#define RAP_PARSERS_CHARSET_TABLE_H

#include <stdbool.h>

enum rap_charset_nature {
	RAP_CHARSET_SINGLE,
	RAP_CHARSET_MULTI,
	RAP_CHARSET_WIDE,
	RAP_CHARSET_SHIFTED
};

#define RAP_CHARSET_TABLE(X)                                               \
	X(CS_ASCII, "us-ascii", NULL, RAP_CHARSET_SINGLE)                  \
	X(CS_UTF8, "utf-8", NULL, RAP_CHARSET_MULTI)                       \
	X(CS_GB18030, "gb18030", "GB18030", RAP_CHARSET_MULTI)             \
	X(CS_CP949, "cp949", "CP949", RAP_CHARSET_MULTI)                   \
	X(CS_CP932, "cp932", "CP932", RAP_CHARSET_MULTI)                   \
	X(CS_EUCJP, "euc-jp-ms", "EUC-JP-MS", RAP_CHARSET_MULTI)           \
	X(CS_BIG5, "big5", "BIG5", RAP_CHARSET_MULTI)                      \
	X(CS_ISO2022JP, "iso-2022-jp", "ISO-2022-JP", RAP_CHARSET_SHIFTED) \
	X(CS_ISO2022KR, "iso-2022-kr", "ISO-2022-KR", RAP_CHARSET_SHIFTED) \
	X(CS_UTF16LE, "utf-16le", "UTF-16LE", RAP_CHARSET_WIDE)            \
	X(CS_UTF16BE, "utf-16be", "UTF-16BE", RAP_CHARSET_WIDE)            \
	X(CS_KOI8R, "koi8-r", "KOI8-R", RAP_CHARSET_SINGLE)                \
	X(CS_KOI8U, "koi8-u", "KOI8-U", RAP_CHARSET_SINGLE)                \
	X(CS_CP1250, "windows-1250", "CP1250", RAP_CHARSET_SINGLE)         \
	X(CS_CP1251, "windows-1251", "CP1251", RAP_CHARSET_SINGLE)         \
	X(CS_CP1252, "windows-1252", "CP1252", RAP_CHARSET_SINGLE)         \
	X(CS_CP1253, "windows-1253", "CP1253", RAP_CHARSET_SINGLE)         \
	X(CS_CP1254, "windows-1254", "CP1254", RAP_CHARSET_SINGLE)         \
	X(CS_CP1255, "windows-1255", "CP1255", RAP_CHARSET_SINGLE)         \
	X(CS_CP1256, "windows-1256", "CP1256", RAP_CHARSET_SINGLE)         \
	X(CS_CP1257, "windows-1257", "CP1257", RAP_CHARSET_SINGLE)         \
	X(CS_CP1258, "windows-1258", "CP1258", RAP_CHARSET_SINGLE)         \
	X(CS_ISO1, "iso-8859-1", "ISO-8859-1", RAP_CHARSET_SINGLE)         \
	X(CS_ISO2, "iso-8859-2", "ISO-8859-2", RAP_CHARSET_SINGLE)         \
	X(CS_ISO3, "iso-8859-3", "ISO-8859-3", RAP_CHARSET_SINGLE)         \
	X(CS_ISO4, "iso-8859-4", "ISO-8859-4", RAP_CHARSET_SINGLE)         \
	X(CS_ISO5, "iso-8859-5", "ISO-8859-5", RAP_CHARSET_SINGLE)         \
	X(CS_ISO6, "iso-8859-6", "ISO-8859-6", RAP_CHARSET_SINGLE)         \
	X(CS_ISO7, "iso-8859-7", "ISO-8859-7", RAP_CHARSET_SINGLE)         \
	X(CS_ISO8, "iso-8859-8", "ISO-8859-8", RAP_CHARSET_SINGLE)         \
	X(CS_ISO9, "iso-8859-9", "ISO-8859-9", RAP_CHARSET_SINGLE)         \
	X(CS_ISO10, "iso-8859-10", "ISO-8859-10", RAP_CHARSET_SINGLE)      \
	X(CS_ISO11, "iso-8859-11", "ISO-8859-11", RAP_CHARSET_SINGLE)      \
	X(CS_ISO13, "iso-8859-13", "ISO-8859-13", RAP_CHARSET_SINGLE)      \
	X(CS_ISO14, "iso-8859-14", "ISO-8859-14", RAP_CHARSET_SINGLE)      \
	X(CS_ISO15, "iso-8859-15", "ISO-8859-15", RAP_CHARSET_SINGLE)      \
	X(CS_ISO16, "iso-8859-16", "ISO-8859-16", RAP_CHARSET_SINGLE)

#define X(id, name, converter, nature) id,
enum rap_charset { RAP_CHARSET_TABLE(X) CS_COUNT, CS_NONE = CS_COUNT };
#undef X

typedef struct rap_charset_entry {
	const char *name; /* lower case, as in readings */
	const char *converter; /* of iconv; NULL: own code */
	enum rap_charset_nature nature;
} rap_charset_entry;

extern const rap_charset_entry rap_charset_table[CS_COUNT];

/*
 * The charset of a label, CS_NONE when it is unknown, refused or NULL. *ret_superset: it is read as more
 * than it says, because that is how it is written.
 */
enum rap_charset rap_charset_of_label(const char *label, bool *ret_superset);

#endif
