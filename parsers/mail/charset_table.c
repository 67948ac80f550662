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
	{"us", CS_ASCII, false},
	{"usascii8bit", CS_ASCII, false},
	{"ansix341968", CS_ASCII, false},
	{"iso646us", CS_ASCII, false},
	{"cp65001", CS_UTF8, false},
	{"unicode11utf8", CS_UTF8, false},
	{"unicode20utf8", CS_UTF8, false},
	{"utf8mb4", CS_UTF8, false},
	{"cesu8", CS_UTF8, false},
	{"utf8n", CS_UTF8, false},
	{"xunicode20utf8", CS_UTF8, false},
	{"gb2312", CS_GB18030, true},
	{"gb231280", CS_GB18030, true},
	{"csgb2312", CS_GB18030, true},
	{"isoir58", CS_GB18030, true},
	{"chinese", CS_GB18030, true},
	{"gb180302000", CS_GB18030, false},
	{"gb180302005", CS_GB18030, false},
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
	{"tcabig5", CS_BIG5, false},
	{"big5eten", CS_BIG5, false},
	{"xbig5hkscs", CS_HKSCS, false},
	{"big5hk", CS_HKSCS, false},
	{"csiso2022jp", CS_ISO2022JP, false},
	{"iso2022jp1", CS_ISO2022JP, false},
	{"iso2022jp2", CS_ISO2022JP, false},
	{"iso2022jp3", CS_ISO2022JP, false},
	{"iso2022jpms", CS_ISO2022JP, false},
	{"cp50220", CS_ISO2022JP, false},
	{"cp50221", CS_ISO2022JP, false},
	{"csiso2022kr", CS_ISO2022KR, false},
	{"hz", CS_HZ, false},
	{"hzgb", CS_HZ, false},
	{"csiso2022cn", CS_ISO2022CN, false},
	{"iso2022cnext", CS_ISO2022CN, false},
	{"utf32", CS_UTF32BE, false},
	{"ucs4", CS_UTF32BE, false},
	{"iso10646ucs4", CS_UTF32BE, false},
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
	{"csisolatin1", CS_CP1252, true},
	{"iso8859", CS_CP1252, true},
	{"88591", CS_CP1252, true},
	{"ibm819", CS_CP1252, true},
	{"cp819", CS_CP1252, true},
	{"ansi", CS_CP1252, true},
	{"winlatin1", CS_CP1252, false},
	{"latin2", CS_ISO2, false},
	{"csisolatin2", CS_ISO2, false},
	{"iso885921987", CS_ISO2, false},
	{"isoir101", CS_ISO2, false},
	{"latin3", CS_ISO3, false},
	{"csisolatin3", CS_ISO3, false},
	{"latin4", CS_ISO4, false},
	{"csisolatin4", CS_ISO4, false},
	{"csisolatincyrillic", CS_ISO5, false},
	{"iso885951988", CS_ISO5, false},
	{"isoir144", CS_ISO5, false},
	{"arabic", CS_ISO6, false},
	{"csisolatinarabic", CS_ISO6, false},
	{"iso88596i", CS_ISO6, false},
	{"iso88596e", CS_ISO6, false},
	{"greek", CS_ISO7, false},
	{"greek8", CS_ISO7, false},
	{"csisolatingreek", CS_ISO7, false},
	{"iso885971987", CS_ISO7, false},
	{"isoir126", CS_ISO7, false},
	{"hebrew", CS_ISO8, false},
	{"csisolatinhebrew", CS_ISO8, false},
	{"iso88598i", CS_ISO8, false},
	{"iso88598e", CS_ISO8, false},
	{"csiso88598i", CS_ISO8, false},
	{"logical", CS_ISO8, false},
	{"visual", CS_ISO8, false},
	{"latin5", CS_ISO9, false},
	{"csisolatin5", CS_ISO9, false},
	{"latin6", CS_ISO10, false},
	{"csisolatin6", CS_ISO10, false},
	{"latin8", CS_ISO14, false},
	{"latin9", CS_ISO15, false},
	{"latin10", CS_ISO16, false},
	{"tis620", CS_CP874, true}, /* written as the Windows set, like Latin-1 */
	{"tis6200", CS_CP874, true},
	{"tis62025291", CS_CP874, true},
	{"cstis620", CS_CP874, true},
	{"koi", CS_KOI8R, false},
	{"pt154", CS_PT154, false},
	{"cp154", CS_PT154, false},
	{"cyrillicasian", CS_PT154, false},
	{"cspc850multilingual", CS_CP850, false},
	{"cspc8codepage437", CS_CP437, false},
	{"cspcp852", CS_CP852, false},
	{"850", CS_CP850, false},
	{"866", CS_CP866, false},
	{"mac", CS_MAC, false},
	{"macroman", CS_MAC, false},
	{"xmacroman", CS_MAC, false},
	{"xmacintosh", CS_MAC, false},
	{"csmacintosh", CS_MAC, false},
	{"applemac", CS_MAC, false},
	{"macce", CS_MACCE, false},
	{"xmaccentraleurroman", CS_MACCE, false},
	{"maccentraleurope", CS_MACCE, false},
	{"maccyrillic", CS_MACCYR, false},
	{"macukraine", CS_MACUK, false},
	{"xmacukraine", CS_MACUK, false},
	{"macicelandic", CS_MACIS, false},
	{"viscii111", CS_VISCII, false},
	{"csviscii", CS_VISCII, false},
	{"tcvn57121", CS_TCVN, false},
	{"tcvn5712", CS_TCVN, false},
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

/* windows-1251 is also called cp1251, win1251 and x-cp1251; cp866 is also called ibm866 and dos-866. */
static bool is_page(const char *label, const char *name)
{
	static const char *const prefixes[] = {"cp",      "win", "xcp", "xwindows",
	                                       "windows", "ibm", "dos", "csibm"};
	size_t own = strncmp(name, "windows", 7) == 0 ? 7 : strncmp(name, "cp", 2) == 0 ? 2 : 0;

	for (size_t i = 0; own > 0 && i < sizeof(prefixes) / sizeof(*prefixes); i++) {
		size_t n = strlen(prefixes[i]);

		if (strncmp(label, prefixes[i], n) == 0 && strcmp(label + n, name + own) == 0)
			return true;
	}
	return false;
}

bool rap_charset_label_is_none(const char *label)
{
	static const char *const list[] = {"unknown", "xunknown", "unknown8bit",  "default",
	                                   "8bit",    "7bit",     "none",         "null",
	                                   "binary",  "iso",      "xuserdefined", "userdefined",
	                                   "charset", "auto"};
	char wanted[LABEL_SIZE];

	skeleton(label ? label : "", wanted);
	for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++)
		if (strcmp(wanted, list[i]) == 0)
			return true;
	return wanted[0] == '\0';
}

enum rap_charset rap_charset_windows_of(enum rap_charset charset)
{
	static const enum rap_charset pairs[][2] = {
		{CS_ISO1, CS_CP1252},  {CS_ISO2, CS_CP1250}, {CS_ISO5, CS_CP1251},
		{CS_ISO6, CS_CP1256},  {CS_ISO7, CS_CP1253}, {CS_ISO8, CS_CP1255},
		{CS_ISO9, CS_CP1254},  {CS_ISO11, CS_CP874}, {CS_ISO13, CS_CP1257},
		{CS_ISO15, CS_CP1252},
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		if (pairs[i][0] == charset)
			return pairs[i][1];
	return CS_NONE;
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
		if (strcmp(wanted, name) == 0 || is_page(wanted, name))
			return (enum rap_charset)i;
	}
	return CS_NONE;
}
