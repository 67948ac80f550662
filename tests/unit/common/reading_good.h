/* SPDX-License-Identifier: Apache-2.0 */
/* One good reading, for the tests of the reading. */
#ifndef RAP_TESTS_READING_GOOD_H
#define RAP_TESTS_READING_GOOD_H

#include "common/reading.h"

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* In the very form and order that the encoder writes, so that a round trip must give the same bytes. */
static const char good[] =
	"{\"version\":1,\"kind\":\"bounce\",\"message\":{\"message_id\":\"<a@b.example>\",\"date\":"
	"\"2020-07-20T10:11:12+08:00\","
	"\"subject\":\"Re: "
	"[NFP]\",\"from\":[{\"name\":\"Oyun\",\"address\":\"oyun@environment.example\"}],"
	"\"to\":[{\"name\":null,\"address\":null}],\"cc\":[],\"in_reply_to\":[\"<rq.x@neaspec."
	"example>\"],\"references\":[]},"
	"\"text\":\"new "
	"words\",\"body\":{\"text\":\"Өөрчлөлт\",\"charset\":\"gb18030\",\"repairs\":[\"gb2312 "
	"read as gb18030\"],"
	"\"lost_characters\":3},\"answers\":[{\"field\":\"2.1\",\"raw\":\"Өөрчлөлт\",\"value\":"
	"\"support\",\"status\":\"ok\","
	"\"where\":\"html\",\"span\":[0,8],\"flags\":[\"not-a-choice\"]},{\"field\":\"2.2\","
	"\"raw\":\"5\",\"value\":5,"
	"\"status\":\"reserve\",\"where\":\"text\",\"span\":[8,8],\"flags\":[]},{\"field\":\"2.3\","
	"\"raw\":\"yes\",\"value\":true,"
	"\"status\":\"conflict\",\"where\":\"a.docx\",\"span\":[9,900],\"flags\":[]},{\"field\":"
	"\"2.4\",\"raw\":\"a\\nb\","
	"\"value\":[\"a\",\"b\"],\"status\":\"ok\",\"where\":\"text\",\"span\":[0,0],\"flags\":[]},"
	"{\"field\":\"2.5\",\"raw\":\"-\","
	"\"value\":null,\"status\":\"none\",\"where\":\"text\",\"span\":[1,2],\"flags\":[]}],"
	"\"proposals\":[{\"paragraph\":\"P12\",\"action\":\"replace\",\"text\":\"Whole\","
	"\"reason\":\"why\",\"type\":\"substantive\","
	"\"base_revision\":\"Zero "
	"draft\",\"words\":\"typed\",\"where\":\"draft.docx\",\"status\":\"ok\",\"flags\":[]},"
	"{\"paragraph\":\"P2 "
	"bis\",\"action\":\"delete\",\"text\":null,\"reason\":null,\"type\":\"general\",\"base_"
	"revision\":null,"
	"\"words\":\"\",\"where\":\"text\",\"status\":\"unclear\",\"flags\":[\"a\"]}],"
	"\"intents\":[{\"verb\":\"withdraw\",\"object\":\"MN-4\",\"argument\":null}],"
	"\"people\":[{\"name\":\"Kim\",\"title\":null,\"organisation\":\"Ministry\",\"address\":"
	"null}],"
	"\"attachments\":[{\"name\":\"draft.docx\",\"type\":\"application/"
	"pdf\",\"size\":20480,\"sha256\":\"" SHA "\",\"read_as\":\"docx\"}],"
	"\"bounce\":{\"recipients\":[{\"address\":\"x@y.example\",\"action\":\"failed\",\"status\":"
	"\"5.1.1\",\"diagnostic\":null}],"
	"\"reason\":\"no such user\",\"permanent\":true,\"original_message_id\":null},"
	"\"auto\":{\"why\":\"absence\",\"back_on\":\"2020-08-01\"},"
	"\"findings\":[{\"code\":\"not-a-choice\",\"field\":\"2.4\",\"excerpt\":null,\"text\":\"A "
	"sentence.\"}]}";

static inline rap_err decode(rap_slice json, rap_reading **ret, const char **ret_why)
{
	*ret = NULL;
	*ret_why = NULL;
	return rap_reading_decode(json, ret, ret_why);
}

#endif
