# parsers/mail/charset_table.c: gb2312 is no other name of its superset any more
/"gb2312", CS_GB18030, true/d
