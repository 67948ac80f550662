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
	X(CS_HKSCS, "big5-hkscs", "BIG5-HKSCS", RAP_CHARSET_MULTI)         \
	X(CS_ISO2022JP, "iso-2022-jp", "ISO-2022-JP", RAP_CHARSET_SHIFTED) \
	X(CS_ISO2022KR, "iso-2022-kr", "ISO-2022-KR", RAP_CHARSET_SHIFTED) \
	X(CS_ISO2022CN, "iso-2022-cn", NULL, RAP_CHARSET_SHIFTED)          \
	X(CS_HZ, "hz-gb-2312", NULL, RAP_CHARSET_SHIFTED)                  \
	X(CS_UTF32LE, "utf-32le", NULL, RAP_CHARSET_WIDE)                  \
	X(CS_UTF32BE, "utf-32be", NULL, RAP_CHARSET_WIDE)                  \
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
	X(CS_CP874, "windows-874", "CP874", RAP_CHARSET_SINGLE)            \
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
	X(CS_ISO16, "iso-8859-16", "ISO-8859-16", RAP_CHARSET_SINGLE)      \
	X(CS_KOI8T, "koi8-t", "KOI8-T", RAP_CHARSET_SINGLE)                \
	X(CS_PT154, "ptcp154", "PT154", RAP_CHARSET_SINGLE)                \
	X(CS_CP437, "cp437", "CP437", RAP_CHARSET_SINGLE)                  \
	X(CS_CP737, "cp737", "CP737", RAP_CHARSET_SINGLE)                  \
	X(CS_CP775, "cp775", "CP775", RAP_CHARSET_SINGLE)                  \
	X(CS_CP850, "cp850", "CP850", RAP_CHARSET_SINGLE)                  \
	X(CS_CP852, "cp852", "CP852", RAP_CHARSET_SINGLE)                  \
	X(CS_CP855, "cp855", "CP855", RAP_CHARSET_SINGLE)                  \
	X(CS_CP857, "cp857", "CP857", RAP_CHARSET_SINGLE)                  \
	X(CS_CP858, "cp858", "CP858", RAP_CHARSET_SINGLE)                  \
	X(CS_CP860, "cp860", "CP860", RAP_CHARSET_SINGLE)                  \
	X(CS_CP861, "cp861", "CP861", RAP_CHARSET_SINGLE)                  \
	X(CS_CP862, "cp862", "CP862", RAP_CHARSET_SINGLE)                  \
	X(CS_CP863, "cp863", "CP863", RAP_CHARSET_SINGLE)                  \
	X(CS_CP864, "cp864", "CP864", RAP_CHARSET_SINGLE)                  \
	X(CS_CP865, "cp865", "CP865", RAP_CHARSET_SINGLE)                  \
	X(CS_CP866, "cp866", "CP866", RAP_CHARSET_SINGLE)                  \
	X(CS_CP869, "cp869", "CP869", RAP_CHARSET_SINGLE)                  \
	X(CS_CP1125, "cp1125", "CP1125", RAP_CHARSET_SINGLE)               \
	X(CS_MAC, "macintosh", "MACINTOSH", RAP_CHARSET_SINGLE)            \
	X(CS_MACCE, "x-mac-ce", "MAC-CENTRALEUROPE", RAP_CHARSET_SINGLE)   \
	X(CS_MACCYR, "x-mac-cyrillic", "MAC-CYRILLIC", RAP_CHARSET_SINGLE) \
	X(CS_MACUK, "x-mac-ukrainian", "MAC-UK", RAP_CHARSET_SINGLE)       \
	X(CS_MACIS, "x-mac-icelandic", "MAC-IS", RAP_CHARSET_SINGLE)       \
	X(CS_VISCII, "viscii", "VISCII", RAP_CHARSET_SINGLE)               \
	X(CS_TCVN, "tcvn", "TCVN", RAP_CHARSET_SINGLE)

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

/* Whether a label says no more than that its program knew none: "x-unknown", "default", "8bit". */
bool rap_charset_label_is_none(const char *label);

/*
 * The Windows set that is meant where a text labelled with a set of ISO 8859 holds bytes of 0x80 to 0x9F: there ISO has
 * control characters, which nobody writes. CS_NONE when there is none.
 */
enum rap_charset rap_charset_windows_of(enum rap_charset charset);

#endif
