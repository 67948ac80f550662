// SPDX-License-Identifier: Apache-2.0
/* Names, converters and labels of the closed table; see charset_table.h. */
#include "parsers/mail/charset_table.h"

#include <stddef.h>
#include <string.h>

#define LABEL_SIZE 32 /* the longest alias has 19 characters */

const rap_charset_entry rap_charset_table[CS_COUNT] = {
#define X(id, name, converter, nature) {name, converter, nature},
	RAP_CHARSET_TABLE(X)
#undef X
};

/* Labels with all but letters and digits removed. What stands in the table as a name needs no line here. */
static const struct {
	const char *label;
	enum rap_charset charset;
	bool superset;
} aliases[] = {
	{"ascii", CS_ASCII, false},
	{"ansix341968", CS_ASCII, false},
	{"iso646us", CS_ASCII, false},
	{"cp65001", CS_UTF8, false},
	{"unicode11utf8", CS_UTF8, false},
	{"unicode20utf8", CS_UTF8, false},
	{"gb2312", CS_GB18030, true},
	{"gb231280", CS_GB18030, true},
	{"csgb2312", CS_GB18030, true},
	{"isoir58", CS_GB18030, true},
	{"chinese", CS_GB18030, true},
	{"gbk", CS_GB18030, true},
	{"xgbk", CS_GB18030, true},
	{"cp936", CS_GB18030, true},
	{"ms936", CS_GB18030, true},
	{"windows936", CS_GB18030, true},
	{"euccn", CS_GB18030, true},
	{"xeuccn", CS_GB18030, true},
	{"euckr", CS_CP949, true},
	{"xeuckr", CS_CP949, true},
	{"cseuckr", CS_CP949, true},
	{"ksc5601", CS_CP949, true},
	{"ksc56011987", CS_CP949, true},
	{"ksc56011989", CS_CP949, true},
	{"csksc56011987", CS_CP949, true},
	{"isoir149", CS_CP949, true},
	{"korean", CS_CP949, true},
	{"uhc", CS_CP949, false},
	{"ms949", CS_CP949, false},
	{"xwindows949", CS_CP949, false},
	{"windows949", CS_CP949, false},
	{"shiftjis", CS_CP932, true},
	{"xshiftjis", CS_CP932, true},
	{"csshiftjis", CS_CP932, true},
	{"mskanji", CS_CP932, true},
	{"sjis", CS_CP932, true},
	{"xsjis", CS_CP932, true},
	{"ms932", CS_CP932, false},
	{"windows31j", CS_CP932, false},
	{"cswindows31j", CS_CP932, false},
	{"eucjp", CS_EUCJP, true},
	{"xeucjp", CS_EUCJP, true},
	{"xeuc", CS_EUCJP, true},
	{"cp51932", CS_EUCJP, true},
	{"cseucpkdfmtjapanese", CS_EUCJP, true},
	{"csbig5", CS_BIG5, false},
	{"xbig5", CS_BIG5, false},
	{"xxbig5", CS_BIG5, false},
	{"cnbig5", CS_BIG5, false},
	{"cp950", CS_BIG5, false},
	{"windows950", CS_BIG5, false},
	{"big5hkscs", CS_BIG5, true},
	{"csiso2022jp", CS_ISO2022JP, false},
	{"iso2022jp1", CS_ISO2022JP, false},
	{"iso2022jp2", CS_ISO2022JP, false},
	{"iso2022jp3", CS_ISO2022JP, false},
	{"iso2022jpms", CS_ISO2022JP, false},
	{"cp50220", CS_ISO2022JP, false},
	{"cp50221", CS_ISO2022JP, false},
	{"csiso2022kr", CS_ISO2022KR, false},
	{"utf16", CS_UTF16BE, false},
	{"unicode", CS_UTF16LE, false},
	{"ucs2", CS_UTF16BE, false},
	{"iso10646ucs2", CS_UTF16BE, false},
	{"cskoi8r", CS_KOI8R, false},
	{"koi8", CS_KOI8R, false},
	{"koi8ru", CS_KOI8U, true},
	{"cyrillic", CS_ISO5, false},
	{"iso88591", CS_CP1252, true}, /* everybody who says it means the Windows set */
	{"isoir100", CS_CP1252, true},
	{"latin1", CS_CP1252, true},
	{"l1", CS_CP1252, true},
	{"iso885911987", CS_CP1252, true},
	{"latin2", CS_ISO2, false},
	{"latin5", CS_ISO9, false},
	{"latin9", CS_ISO15, false},
	{"tis620", CS_ISO11, false},
};

/* Letters (folded) and digits of a label; an empty one when it is longer than any we know. */
static void skeleton(const char *label, char ret[LABEL_SIZE])
{
	size_t n = 0;

	for (size_t i = 0; label[i] != '\0'; i++) {
		char c = label[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
			continue;
		if (n == LABEL_SIZE - 1) {
			n = 0;
			break;
		}
		ret[n++] = c;
	}
	ret[n] = '\0';
}

/* windows-1251 is also called cp1251, win1251 and x-cp1251. */
static bool is_windows_page(const char *label, const char *name)
{
	static const char *const prefixes[] = {"cp", "win", "xcp", "xwindows"};

	if (strncmp(name, "windows", 7) != 0)
		return false;
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
		size_t n = strlen(prefixes[i]);

		if (strncmp(label, prefixes[i], n) == 0 && strcmp(label + n, name + 7) == 0)
			return true;
	}
	return false;
}

enum rap_charset rap_charset_of_label(const char *label, bool *ret_superset)
{
	char wanted[LABEL_SIZE], name[LABEL_SIZE];

	*ret_superset = false;
	skeleton(label ? label : "", wanted);
	if (wanted[0] == '\0')
		return CS_NONE;
	for (size_t i = 0; i < sizeof(aliases) / sizeof(*aliases); i++) {
		if (strcmp(wanted, aliases[i].label) == 0) {
			*ret_superset = aliases[i].superset;
			return aliases[i].charset;
		}
	}
	for (int i = 0; i < CS_COUNT; i++) {
		skeleton(rap_charset_table[i].name, name);
		if (strcmp(wanted, name) == 0 || is_windows_page(wanted, name))
			return (enum rap_charset)i;
	}
	return CS_NONE;
}
