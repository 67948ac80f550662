// SPDX-License-Identifier: Apache-2.0
/* HTML as mail programs write it, and HTML that is meant to hurt. */
#include "parsers/text/html.h"
#include "parsers/text/html_sheet.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "tests/unit/parsers/hostile.h"

#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const struct {
	const char *name, *html, *text, *depth /* a digit per line */, *hidden;
} cases[] = {
	{"nothing", "", "", "", NULL},
	{"words alone", "support", "support\n", "0", NULL},
	{"paragraphs and breaks", "<p>a<br>b</p><p>c</p>", "a\nb\nc\n", "000", NULL},
	{"blank lines that are seen", "<div>a</div><div><br></div><p>&nbsp;</p><p></p><div>b</div>",
         "a\n\n\nb\n", "0000", NULL},
	{"a break at the end of a block is none", "<div>a<br></div>b", "a\nb\n", "00", NULL},
	{"white space collapses", "<p>\n a \t b\n</p>", "a b\n", "0", NULL},
	{"NBSP is a blank", "<p>Answer:&nbsp; x</p>", "Answer:  x\n", "0", NULL},
	{"preformatted", "<pre>a  b\n\nc</pre>", "a  b\n\nc\n", "000", NULL},
	{"white-space: pre-wrap", "<span style='white-space: pre-wrap'>a  b\nc</span>", "a  b\nc\n",
         "00", NULL},
	{"cells",
         "<table><tr><td>[2.1]</td><td>Label</td></tr><tr><td></td><td>x</td></tr></table>",
         "[2.1]\tLabel\nx\n", "00", NULL},
	{"cells with blocks", "<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>",
         "a\tb\n", "0", NULL},
	{"cells with several blocks, and what follows the table",
         "<table><tr><td><p>a</p><p>b</p></td><td><p>c</p><p>&nbsp;</p><p>d<br></p></td></"
         "tr><tr><td>"
         "<p>e</p></td></tr></table><p>f</p>",
         "a\nb\tc\n\nd\ne\nf\n", "000000", NULL},
	{"a whole letter in a cell",
         "<table><tr><td><p>a</p><p><br></p><div>b</div>c</td></tr></table>d", "a\n\nb\nc\nd\n",
         "00000", NULL},
	{"lists", "<ul><li>a<li>b</ul><ol start=4><li>four</li><li>five</li></ol><ol><li>one</ol>",
         "• a\n• b\n4. four\n5. five\n1. one\n", "00000", NULL},
	{"what is not text",
         "<head><title>t</title><style>p{}</style></head><body><script>var a='<p>';</script>b"
         "<!-- c --><xml><w:x>d</w:x></xml></body>",
         "b\n", "0", NULL},
	{"Word",
         "<p class=MsoNormal>a<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
         "<p class=MsoNormal><span lang=EN-US>b</span></p>",
         "a\n\nb\n", "000", NULL},
	{"struck out",
         "<p>a <s>b</s> <strike>c</strike> <del>d</del> <span style='text-decoration: "
         "line-through'>e</span>f</p>",
         "a f\n", "0", NULL},
	{"entities", "a &amp; b &lt;c&gt; &#1076; &hellip; &bogus;", "a & b <c> д … &bogus;\n", "0",
         NULL},
	{"a charset inside is ignored",
         "<meta http-equiv=content-type content='text/html; charset=gb2312'>支持", "支持\n", "0",
         NULL},
	{"Thunderbird quote; people type into the element of its first line",
         "<div class=\"moz-cite-prefix\">On Monday, X wrote:<br></div><blockquote type=cite>"
         "<p>q</p></blockquote>support<blockquote type=cite><p>r</p><blockquote>s</blockquote>"
         "</blockquote>",
         "On Monday, X wrote:\nq\nsupport\nr\ns\n", "01012", NULL},
	{"Gmail quote with an answer between",
         "<div dir=ltr>top</div><div class=gmail_quote><div class=gmail_attr>"
         "On X wrote:</div><blockquote class=gmail_quote>q</blockquote>"
         "<div>mine</div><blockquote class=gmail_quote>r</blockquote></div>",
         "top\nOn X wrote:\nq\nmine\nr\n", "01101", NULL},
	{"Outlook on the web",
         "<div>mine</div><div id=appendonsend></div><hr><div id=\"divRplyFwdMsg\">From: X</div>"
         "<div>theirs</div>",
         "mine\nFrom: X\ntheirs\n", "011", NULL},
	{"its copy in a copy",
         "<div>mine</div><div id=\"x_divRplyFwdMsg\">From: X</div><div>theirs</div>",
         "mine\nFrom: X\ntheirs\n", "011", NULL},
	{"Yahoo; people type into its element",
         "<div>mine</div><div id=yahoo_quoted_12 class=\"ydp yahoo_quoted\"><div>On X "
         "wrote:</div>q</div>",
         "mine\nOn X wrote:\nq\n", "000", NULL},
	{"Zimbra",
         "<div>mine</div><hr id=\"zwchr\" data-marker=\"__DIVIDER__\"><div "
         "data-marker=\"__HEADERS__\">"
         "<b>From: </b>X</div><blockquote style=\"border-left:2px solid #1010FF\">q</blockquote>",
         "mine\nFrom: X\nq\n", "011", NULL},
	{"mail.ru",
         "<div>mine</div><div class=\"mail-quote-collapse\">q<blockquote>r</blockquote></div>",
         "mine\nq\nr\n", "011", NULL},
	{"163", "<div>mine</div><div id=\"isReplyContent\">q</div>", "mine\nq\n", "01", NULL},
	{"Foxmail, QQ",
         "<div>mine</div><blockquote style=\"margin-Top: 0px; margin-Left: "
         "0.5em\"><div>q</div></blockquote>",
         "mine\nq\n", "01", NULL},
	{"Roundcube",
         "<p>mine</p><p id=\"reply-intro\">X wrote:</p><blockquote type=\"cite\">q</blockquote>",
         "mine\nX wrote:\nq\n", "011", NULL},
	{"Outlook on the Mac",
         "<div>mine</div><span id=\"OLK_SRC_BODY_SECTION\"><div>q</div></span>", "mine\nq\n", "01",
         NULL},
	{"Apple",
         "mine<br><div><blockquote type=\"cite\"><div>On 6 Jul, X "
         "wrote:</div><br>q</blockquote></div>",
         "mine\nOn 6 Jul, X wrote:\n\nq\n", "0111", NULL},
	{"an indentation is no quote",
         "<blockquote style=\"margin:0 0 0 40px;border:none;padding:0px\">mine"
         "</blockquote>",
         "mine\n", "0", NULL},
	{"display: none", "<p>a<span style='display:NONE'>2.1 support</span></p>", "a\n", "0",
         "2.1 support"},
	{"visibility", "<div style='color:red; visibility : hidden'>x</div>b", "b\n", "0", "x"},
	{"hidden attribute", "<div hidden>x <b>y</b></div>b", "b\n", "0", "x y"},
	{"no height", "<div style='max-height:0;overflow:hidden'>x</div>b", "b\n", "0", "x"},
	{"mso-hide", "<p style='mso-hide:all'>x</p>b", "b\n", "0", "x"},
	{"letters of no size",
         "<p style='font-size:0px'>x<span style='font-size:90%'>y</span></p>b", "b\n", "0", "xy"},
	{"a size inside undoes it", "<td style='font-size:0'><p style='font-size:13px'>x</p></td>",
         "x\n", "0", NULL},
	{"small is not hidden", "<p style='font-size:0.5em;opacity:0.8'>x</p>", "x\n", "0", NULL},
	{"white on white", "<body bgcolor=white><p style='color:#FFF'>x</p>b", "b\n", "0", "x"},
	{"nearly white on white",
         "<table><tr><td style='background:#fff'><font color=#fdfdfe>x</font>b</td></tr></table>",
         "b\n", "0", "x"},
	{"black on black, as parts",
         "<div style='background-color: rgb(0,0,0)'><b style='color: rgba(0, 0, 0, 1)'>x</b>"
         "<i style='color:white'>b</i></div>",
         "b\n", "0", "x"},
	{"letters without colour", "<p style='color:transparent'>x</p>b", "b\n", "0", "x"},
	{"white on a coloured ground is seen",
         "<body style='background:white'><table><tr><td bgcolor=navy style='color:white'>x</td>"
         "</tr></table><p style='color:black'>b</p>",
         "x\nb\n", "00", NULL},
	{"white on a ground that nobody knows is seen",
         "<body style='background: white url(a.png)'><p style='color:white'>y</p>", "y\n", "0",
         NULL},
	{"white where no ground is said", "<p><font color='#fefefe'>x</font>b</p>", "b\n", "0",
         "x"},
	{"colours of a dark screen",
         "<style>@media (prefers-color-scheme: dark) { .m { color: #fff !important } }</style>"
         "<body bgcolor=#ffffff><p class=m>x</p>",
         "x\n", "0", NULL},
	{"far off the screen", "<div style='position:absolute; left:-9999px'>x</div>b", "b\n", "0",
         "x"},
	{"indented off the screen", "<p style='text-indent:-5000px'>x</p>b", "b\n", "0", "x"},
	{"Word's indents are seen",
         "<p style='margin-left:36.0pt;text-indent:-18.0pt;position:relative;top:-1px'>x</p>",
         "x\n", "0", NULL},
	{"a pixel high", "<span style='font-size:1px'>x</span>b", "b\n", "0", "x"},
	{"hardly there", "<span style='opacity:0.01'>x</span>b", "b\n", "0", "x"},
	{"no width", "<div style='width:0;overflow:hidden'>x</div>b", "b\n", "0", "x"},
	{"a class that hides",
         "<head><style><!-- /* c */ p.a, .n { display : none } #i{font-size:0} --></style></head>"
         "<p class='k n'>x</p><p id=i>y</p><p class=nn>b</p>",
         "b\n", "0", "xy"},
	{"a class that hides, undone where it stands",
         "<style>.n{display:none}.z{font-size:1px}</style><p class=n style='display:block'>a</p>"
         "<p class=z style='font-size:11pt'>b</p>",
         "a\nb\n", "00", NULL},
	{"a class on screens", "<style>@media screen{.n{display:none}}</style><p class=n>x</p>b",
         "b\n", "0", "x"},
	{"a class for paper or small screens",
         "<style>@media print{.n{display:none}} @media (max-width:600px){.n{display:none}"
         "}</style><p class=n>x</p>",
         "x\n", "0", NULL},
	{"escapes", "<p style='d\\69 splay:n\\6f ne'>x</p>b", "b\n", "0", "x"},
	{"comments", "<p style='display/**/:/* y */none'>x</p>b", "b\n", "0", "x"},
	{"nothing is cut out", "<p style='position:absolute;clip:rect(0, 0px,0 0)'>x</p>b", "b\n",
         "0", "x"},
	{"something is", "<p style='position:absolute;clip:rect(0,9px,9px,0)'>x</p>", "x\n", "0",
         NULL},
	{"cut away", "<p style='clip-path:inset(50%)'>x</p><p style='transform:scale(0)'>y</p>b",
         "b\n", "0", "xy"},
	{"turned, not away", "<p style='transform:rotate(3deg) scale(1.5)'>x</p>", "x\n", "0",
         NULL},
	{"the font's shorthand", "<p style='font:0/0 a'>x</p>b", "b\n", "0", "x"},
	{"a whole shorthand", "<p style='font:italic 400 12pt/14pt serif'>x</p>", "x\n", "0", NULL},
	{"turned round", "<p><bdo dir=rtl>x</bdo></p><p style='unicode-bidi:bidi-override'>y</p>b",
         "b\n", "0", "xy"},
	{"a sheet behind its words", "<p class=n>x</p>b<style>.n{display:none}</style>", "b\n", "0",
         "x"},
	{"a sheet without its end", "<style>.n{display:none</style><p class=n>x</p>b", "b\n", "0",
         "x"},
	{"a sheet in a comment", "<!-- <style>.n{display:none}</style> --><p class=n>x</p>", "x\n",
         "0", NULL},
	{"a sheet behind a comment that ends at once",
         "<!--><style>.n{display:none}</style><!-- --><p class=n>x</p>b", "b\n", "0", "x"},
	{"selectors of many parts",
         "<style>div > .n, #i b, p[lang]{display:none}</style><p class=n>x</p><b>y</b><p>z</p>b",
         "b\n", "0", "xyz"},
	{"states, and what does not hide",
         "<style>p:hover{display:none} div p{color:red}</style><p>x</p>", "x\n", "0", NULL},
	{"hidden blanks are no matter", "<div style='display:none'>&nbsp;\n</div>b", "b\n", "0",
         NULL},
	{"unclosed and crossed", "<p><b>a<i>b</p>c</b><div>d", "ab\nc\nd\n", "000", NULL},
	{"ends nothing", "a</div></p></table>b", "a\nb\n", "00", NULL},
	{"not a tag", "1 < 2 and <3", "1 < 2 and <3\n", "0", NULL},
	{"cut in a tag", "a<p style='", "a\n", "0", NULL},
	{"controls", "a&#1;&#133;&#0;b\x01", "ab\n", "0", NULL},
};

static void test_html_text_of_what_programs_write(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		rap_html got;

		rap_html_text(rap_slice_of(cases[i].html), &got);
		if (strcmp(got.lines.text, cases[i].text) != 0)
			print_error("%s: '%s'\n", cases[i].name, got.lines.text);
		assert_string_equal(got.lines.text, cases[i].text);
		if (got.lines.n != strlen(cases[i].depth))
			print_error("%s: %zu lines\n", cases[i].name, got.lines.n);
		assert_int_equal(got.lines.n, strlen(cases[i].depth));
		for (size_t k = 0; k < got.lines.n; k++) {
			if (got.lines.depth[k] != cases[i].depth[k] - '0')
				print_error("%s: line %zu at depth %d\n", cases[i].name, k,
				            got.lines.depth[k]);
			assert_int_equal(got.lines.depth[k], cases[i].depth[k] - '0');
		}
		if (cases[i].hidden)
			assert_string_equal(got.hidden ? got.hidden : "none", cases[i].hidden);
		else
			assert_null(got.hidden);
		assert_false(got.cut);
		rap_html_done(&got);
	}
}

static void nest(const char *tag, int n, rap_html *ret)
{
	rap_buf html = rap_buf_init(RAP_MIB);

	for (int i = 0; i < n; i++)
		rap_buf_str(&html, tag);
	rap_buf_str(&html, "deep");
	rap_html_text(rap_buf_as_slice(&html), ret);
	rap_buf_done(&html);
}

/* html and body, which the parser adds, are two of the 256. */
static void test_html_nested_to_the_limit_is_whole_and_beyond_is_cut(void **state)
{
	rap_html got;

	(void)state;
	nest("<div>", 254, &got);
	assert_string_equal(got.lines.text, "deep\n");
	assert_false(got.cut);
	rap_html_done(&got);
	nest("<div>", 255, &got);
	assert_string_equal(got.lines.text, "");
	assert_true(got.cut);
	rap_html_done(&got);
}

static void test_html_over_the_cap_is_cut_at_a_line_and_says_so(void **state)
{
	rap_buf html = rap_buf_init(16u * RAP_MIB);
	rap_html got;

	(void)state;
	/* 64 bytes of text a line: exactly the cap, then one line more. */
	for (size_t i = 0; i < RAP_LIMIT_TEXT_PART / 64; i++)
		rap_buf_str(&html,
		            "<p>123456789012345678901234567890123456789012345678901234567890123");
	rap_html_text(rap_buf_as_slice(&html), &got);
	assert_int_equal(got.lines.len, RAP_LIMIT_TEXT_PART);
	assert_false(got.cut);
	rap_html_done(&got);
	rap_buf_str(&html, "<p>x");
	rap_html_text(rap_buf_as_slice(&html), &got);
	assert_int_equal(got.lines.len, RAP_LIMIT_TEXT_PART);
	assert_true(got.cut);
	rap_html_done(&got);
	rap_buf_done(&html);
}

/* What a rule beyond the limit hides is not known: nothing is read. */
static void test_html_sheet_beyond_its_limits_ends_the_text(void **state)
{
	(void)state;
	for (unsigned more = 0; more < 3; more++) {
		rap_buf html = rap_buf_init(2 * RAP_HTML_SHEET_MAX);
		rap_html got;

		rap_buf_str(&html, "<style>");
		for (unsigned i = 0; i < RAP_HTML_SHEET_RULES - (more != 1); i++)
			rap_buf_printf(&html, ".c%u{color:red}", i);
		while (more == 2 && html.len < RAP_HTML_SHEET_MAX)
			rap_buf_str(&html, ".y{content:\"filling\"}");
		rap_buf_str(&html, ".n{display:none}</style><p class=n>x</p>b");
		rap_html_text(rap_buf_as_slice(&html), &got);
		assert_int_equal(got.cut, more != 0);
		assert_string_equal(got.lines.text, more ? "" : "b\n");
		rap_html_done(&got);
		rap_buf_done(&html);
	}
}

static void test_html_many_attributes_end_the_text(void **state)
{
	rap_buf html = rap_buf_init(RAP_MIB);
	rap_html got;

	(void)state;
	for (int more = 0; more < 2; more++) {
		rap_buf_cut(&html, 0);
		rap_buf_str(&html, "<p>a</p><p title='>' ");
		for (int i = 0; i < 255 + more; i++)
			rap_buf_printf(&html, "a%d = \"<>\" ", i);
		rap_buf_str(&html, ">b");
		rap_html_text(rap_buf_as_slice(&html), &got);
		assert_string_equal(got.lines.text, more ? "a\n" : "a\nb\n");
		assert_int_equal(got.cut, more);
		rap_html_done(&got);
	}
	rap_buf_done(&html);
}

/* A megabyte of each takes less than a second. */
static void test_html_of_hostile_repetition_is_read_in_time(void **state)
{
	static const char *const units[] = {
		"<div>",
		"</div>",
		"<b>",
		"<",
		"<a ",
		"<!--",
		"&amp;",
		"&",
		"<p></b>",
		"<table>",
		"<td>",
		"<li>",
		"<ol>",
		"x ",
		"<p style=\"a:",
		"=",
		"<script>",
		"<style>",
		"<![CDATA[",
		"<?",
		"<!DOCTYPE ",
		"<p a=b>",
		"<br>",
		"&#x41",
		"<blockquote>",
		"<i></p>",
		"<form>",
		"<a href='",
		"<select><option>",
		"\xd0\xb4",
		"<font><p></font>",
		"<body>",
		"<head>",
		"<html a b>",
		"</p>",
		"<p a",
		"<o:p>",
		"<p hidden>x",
		"<ul><li></ul>",
		"<a b\n=\n'c' d",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		rap_buf html = rap_buf_init(HOSTILE_SIZE);
		clock_t begin;
		rap_html got;

		while (!html.over)
			rap_buf_str(&html, units[i]);
		rap_buf_cut(&html, HOSTILE_SIZE - 2);
		begin = clock();
		rap_html_text(rap_buf_as_slice(&html), &got);
		if (!hostile_in_time(begin))
			print_error("%s: slow\n", units[i]);
		assert_true(hostile_in_time(begin));
		assert_true(rap_utf8_valid(rap_slice_of(got.lines.text)));
		rap_html_done(&got);
		rap_buf_done(&html);
	}
}

#ifndef RAP_NO_SANDBOX
/* With the address space limited to so many bytes: is there a page left? */
static bool has_page(size_t bytes)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	struct rlimit before, limit;
	void *at;

	assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
	limit = before;
	limit.rlim_cur = bytes;
	assert_int_equal(setrlimit(RLIMIT_AS, &limit), 0);
	at = mmap(NULL, page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
	if (at == MAP_FAILED)
		return false;
	(void)munmap(at, page);
	return true;
}

/* Bytes of address space in use, found by trying: /proc may not be there. */
static size_t space_used(void)
{
	size_t low = 0, high = (size_t)8 << 30;

	assert_true(has_page(high));
	while (high - low > 4096) {
		size_t middle = low + (high - low) / 2;

		if (has_page(middle))
			high = middle;
		else
			low = middle;
	}
	return low;
}

#define STEPS 40u /* of a MiB: the last has much more than the text takes */

/*
 * Whole, or the process leaves with 75: with little memory a text must not be silently short. Not under sanitizers and
 * valgrind, which need more address space than any limit leaves.
 */
static void test_html_without_memory_is_whole_or_leaves(void **state)
{
	rap_buf html = rap_buf_init(8u * RAP_MIB);
	size_t whole, used;
	rap_html got;
	unsigned left = 0;

	(void)state;
	for (int i = 0; i < 60000; i++)
		rap_buf_printf(&html, "<p a%d=b>paragraph &amp; <b>number</b> %d", i, i);
	rap_html_text(rap_buf_as_slice(&html), &got);
	whole = got.lines.len;
	assert_false(got.cut);
	rap_html_done(&got);
	(void)malloc_trim(0); /* else the children find there what they need */
	used = space_used();
	for (unsigned i = 0; i < STEPS; i++) {
		int status = 0;
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0) {
			struct rlimit limit;

			limit.rlim_cur = limit.rlim_max = used + i * RAP_MIB;
			(void)setrlimit(RLIMIT_AS, &limit);
			(void)close(STDERR_FILENO);
			rap_html_text(rap_buf_as_slice(&html), &got);
			_exit(got.lines.len == whole ? 0 : 1);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		assert_true(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 75);
		left += WEXITSTATUS(status) == 75;
	}
	assert_in_range(left, 1, STEPS - 1);
	rap_buf_done(&html);
}
#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_html_text_of_what_programs_write),
		cmocka_unit_test(test_html_nested_to_the_limit_is_whole_and_beyond_is_cut),
		cmocka_unit_test(test_html_over_the_cap_is_cut_at_a_line_and_says_so),
		cmocka_unit_test(test_html_sheet_beyond_its_limits_ends_the_text),
		cmocka_unit_test(test_html_many_attributes_end_the_text),
		cmocka_unit_test(test_html_of_hostile_repetition_is_read_in_time),
#ifndef RAP_NO_SANDBOX
		cmocka_unit_test(test_html_without_memory_is_whole_or_leaves),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
