// SPDX-License-Identifier: Apache-2.0
/*
 * The mails that cost most: each is made in memory, as large as a mail may be where that is what hurts, and read in a
 * process of its own under the limits of the reader (five seconds of processor, 256 MiB of addresses). worst [NAME]...
 * says what each cost; the status is 1 when one could not be read within the limits.
 */
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/zip.h"

#include "common/limits.h"
#include "parsers/form/sent.h"
#include "parsers/mail/lines.h"
#include "parsers/read.h"

#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define WHOLE (RAP_LIMIT_MESSAGE - 8 * RAP_KIB)
#define TEXT (RAP_LIMIT_TEXT_PART)

const fuzz_target fuzz_here = {NULL, NULL, 0, 0}; /* this is none; for fuzz.c */

/* ---- making mails --------------------------------------------------------------------------------------- */

static void head(rap_buf *out, const char *type, const char *more)
{
	rap_buf_printf(
		out,
		"From: Bat Oyun <oyun@environment.example>\nTo: meeting@secretariat.example\n"
		"Subject: Re: the draft\nMessage-ID: <worst@environment.example>\n%sMIME-Version: "
		"1.0\n"
		"Content-Type: %s\n\n",
		more, type);
}

/* Piece after piece, until so many bytes are there; %d counts. */
static void fill(rap_buf *out, const char *piece, size_t bytes)
{
	const char *number = strstr(piece, "%d");
	size_t end = out->len + bytes < WHOLE ? out->len + bytes : WHOLE;

	for (unsigned i = 1; out->len < end; i++) {
		/* No line may be longer than a mebibyte. */
		if (i % 1000 == 0 && *piece == '<')
			rap_buf_char(out, '\n');
		if (!number) {
			rap_buf_str(out, piece);
			continue;
		}
		rap_buf_add(out, piece, (size_t)(number - piece));
		rap_buf_printf(out, "%u%s", i, number + 2);
	}
}

static void put_base64(rap_buf *out, rap_slice bytes)
{
	static const char alphabet[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < bytes.len; i += 3) {
		unsigned n = 0;

		for (size_t k = 0; k < 3; k++)
			n = n << 8 | (i + k < bytes.len ? (unsigned char)bytes.at[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			rap_buf_char(out,
			             k <= bytes.len - i ? alphabet[n >> (18 - 6 * k) & 63] : '=');
		if (i % 57 == 54)
			rap_buf_char(out, '\n');
	}
	rap_buf_char(out, '\n');
}

/* Bytes that are the same each time and look like chance. */
static void noise(rap_buf *out, size_t bytes, unsigned low, unsigned high)
{
	uint32_t state = 1;

	for (size_t i = 0; i < bytes; i++) {
		state = state * 1664525u + 1013904223u;
		rap_buf_char(out, (char)(unsigned char)(low + (state >> 16) % (high - low + 1)));
		if (i % 100 == 99)
			rap_buf_char(out, '\n');
	}
}

/* ---- plain texts ---------------------------------------------------------------------------------------- */

typedef struct plain_case {
	const char *name, *type, *piece;
	size_t bytes;
} plain_case;

#define PLAIN "text/plain; charset=utf-8"
#define HTML "text/html; charset=utf-8"

static const plain_case plain_cases[] = {
	{"lines", PLAIN, "a\n", WHOLE},
	{"blank-lines", PLAIN, "\n", WHOLE},
	{"words", PLAIN, "word%d word ", RAP_MIB - 100},
	{"quoted-deep", PLAIN, "> > > > > > > > > > > > > > > > > > > > > > > > > > > > x\n", TEXT},
	{"quote-marks", PLAIN, ">", RAP_MIB - 100},
	{"same-answer", PLAIN, "[2.1] support\n", TEXT},
	{"same-word", PLAIN, "support support support support\n", TEXT},
	{"all-ids", PLAIN, "[2.%d] support\n", TEXT},
	{"marks", PLAIN, "[P1] delete [P2] replace: x [P3]\n", TEXT},
	{"mark-lines", PLAIN, "[P%d] replace: The Secretariat will keep a list of dams.\n", TEXT},
	{"short-form", PLAIN, "2.1 support 2.2 4 2.3 5 2.4 support\n", TEXT},
	{"people", PLAIN, "%d. Dr. A B, Director, Ministry of Water, a@b.example, +81 3 1234\n",
         TEXT},
	{"verbs", PLAIN, "withdraw P%d\nconfirm yes\n", TEXT},
	{"header-blocks", PLAIN, "From: A\nSent: Monday\nTo: B\nSubject: c\n\n", TEXT},
	{"header-from", PLAIN, "From: A <a@b.example>\n", TEXT},
	{"separators", PLAIN, "-----Original Message-----\n", TEXT},
	{"attributions", PLAIN, "On Mon, 6 Jul 2020 at 09:00, A <a@b.example> wrote:\n", TEXT},
	{"wrapped-attributions", PLAIN, "On Mon, 6 Jul 2020 at 09:00, A\n<a@b.example> wrote:\nx\n",
         TEXT},
	{"signatures", PLAIN, "-- \nBest regards,\nA B\n\n", TEXT},
	{"closings", PLAIN, "Best regards,\n\n", TEXT},
	{"rules-notices", PLAIN, "____\nDISCLAIMER\n", TEXT},
	{"greetings", PLAIN, "Dear colleagues,\n", TEXT},
	{"taglines", PLAIN, "Sent from my phone\n\n", TEXT},
	{"bars", PLAIN, "| a\n", TEXT},
	{"bars-between", PLAIN, "| one\nyes\n", TEXT},
	{"bullets", PLAIN, "- support\n", TEXT},
	{"tables", PLAIN, "| [2.1] | support |\n", TEXT},
	{"labels", PLAIN, "Overall position on the draft: support\n", TEXT},
	{"cues", PLAIN, "Answer [2.1]:\n", TEXT},
	{"brackets", PLAIN, "[[[[((((\n", TEXT},
	{"addresses", PLAIN, "a@b.example\n", TEXT},
	{"between", PLAIN, "> one\nyes\n", TEXT},
	{"rules", PLAIN, "________________\n", TEXT},
	{"dates", PLAIN, "5 October 2020 10/05/2020 2020-10-05\n", TEXT},
	{"han", PLAIN, "支持我们的立场", RAP_MIB - 100},
	{"combining", PLAIN, "a\xcc\x81\xcc\x82\xcc\x83", RAP_MIB - 100},
	{"combining-only", PLAIN, "\xcc\x81", RAP_MIB - 100},
	{"ligatures", PLAIN, "\xef\xb7\xba", RAP_MIB - 100},
	{"flowed", "text/plain; charset=utf-8; format=flowed", "a \n", TEXT},
	{"flowed-depths", "text/plain; charset=utf-8; format=flowed; delsp=yes", "> a \n>> b \n",
         TEXT},
	{"jis-shifts", "text/plain; charset=iso-2022-jp", "\x1b$B0!\x1b(Ba", RAP_MIB - 100},
	{"korean-shifts", "text/plain; charset=iso-2022-kr", "\x1b$)C\x0e!!\x0f", RAP_MIB - 100},
	{"half-characters", "text/plain; charset=gb18030", "\x81\x30\xe9", RAP_MIB - 100},
	{"label-wrong", "text/plain; charset=utf-8", "\xca\xc7\xb5\xc4 ab\n", TEXT},
	{"utf-16", "text/plain; charset=utf-16", "a\xd8", RAP_MIB - 100},
	{"boundaries", "multipart/mixed; boundary=b", "--bb\n", WHOLE},
	{"near-boundaries", "multipart/mixed; boundary=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
         "--bbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n", WHOLE},
	{"no-boundary", "multipart/mixed", "--x%d\nContent-Type: text/plain\n\nx\n", WHOLE},
	{"parts", "multipart/mixed; boundary=b", "--b\n\nx\n", WHOLE},
	{"qp-soft", "text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable", "=\n",
         WHOLE},
	{"qp-broken", "text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable",
         "=G=3", RAP_MIB - 100},
	{"base64-junk", "text/plain\nContent-Transfer-Encoding: base64", "!!!!QUFB====\n", WHOLE},
	{"base64-lines", "text/plain\nContent-Transfer-Encoding: base64", "CgoKCgoK\n", WHOLE},
	{"uuencode", "text/plain\nContent-Transfer-Encoding: x-uuencode",
         "begin 644 a\n#0V%T\n`\nend\n", WHOLE},
	{"reports", "multipart/report; report-type=delivery-status; boundary=b",
         "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n", 1},
	{"div-deep", HTML, "<div>", TEXT},
	{"quote-deep", HTML, "<blockquote>a", TEXT},
	{"table-deep", HTML, "<table><tr><td>a", TEXT},
	{"list-deep", HTML, "<ul><li>a", TEXT},
	{"crossed", HTML, "<b><i>a</b></i>", TEXT},
	{"font-deep", HTML, "<font color=red><b>a", TEXT},
	{"paragraphs", HTML, "<p>a", TEXT},
	{"breaks", HTML, "<br>a", TEXT},
	{"spans", HTML, "<span style=\"color:#%d;display:inline\">a</span>", TEXT},
	{"hidden", HTML, "<span style=\"display:none\">a</span>", TEXT},
	{"strikes", HTML, "<s>a</s>b", TEXT},
	{"entities", HTML, "<p>&amp;&nbsp;&#x4e00;&bogus;", TEXT},
	{"open-tags", HTML, "<a ", TEXT},
	{"attributes", HTML, " a%d=b", RAP_MIB - 100},
	{"comments", HTML, "<!-- a -", TEXT},
	{"scripts", HTML, "<script>a</scrip", TEXT},
	{"cells", HTML, "<td>a</td>", TEXT},
	{"select", HTML, "<select><option>a", TEXT},
	{"end-tags", HTML, "</div></p></b>", TEXT},
	{"one-line", HTML, "a ", RAP_MIB - 100},
	{"html-answers", HTML, "<p>[2.1] support</p>", TEXT},
};

static void make_plain(const plain_case *one, rap_buf *out)
{
	head(out, one->type, "");
	if (strcmp(one->name, "attributes") == 0)
		rap_buf_str(out, "<p");
	fill(out, one->piece, one->bytes);
	if (strcmp(one->name, "reports") == 0)
		fill(out,
		     "Final-Recipient: rfc822; a%d@b.example\nAction: failed\nStatus: 5.1.1\n\n",
		     WHOLE);
}

/* ---- others --------------------------------------------------------------------------------------------- */

static char *sent; /* the request that all of them answer */

static void make_copies(rap_buf *out)
{
	head(out, PLAIN, "");
	while (out->len < TEXT)
		rap_buf_str(out, sent);
}

/* Every line of the form many times, so that nothing of it is unique. */
static void make_shuffled(rap_buf *out)
{
	size_t at = 0;
	rap_slice line;

	head(out, PLAIN, "");
	while (out->len < RAP_MIB) {
		if (!rap_lines_next(rap_slice_of(sent), &at, &line)) {
			at = 0;
			continue;
		}
		for (int i = 0; i < 20; i++) {
			rap_buf_slice(out, line);
			rap_buf_str(out, " support\n");
		}
	}
}

/* Words of the form in another order: all are common, none in a row. */
static void make_scrambled(rap_buf *out)
{
	uint32_t state = 7;
	size_t len = strlen(sent);

	head(out, PLAIN, "");
	for (unsigned n = 1; out->len < RAP_MIB; n++) {
		size_t at, end;

		state = state * 1664525u + 1013904223u;
		at = state % len;
		while (at > 0 && sent[at - 1] != ' ')
			at--;
		for (end = at; end < len && sent[end] != ' ' && sent[end] != '\n';)
			end++;
		rap_buf_add(out, sent + at, end - at);
		rap_buf_char(out, n % 12 ? ' ' : '\n');
	}
}

static void make_noise(rap_buf *out)
{
	head(out, "text/plain", "");
	noise(out, TEXT, 0x80, 0xff);
}

static void make_cyrillic_noise(rap_buf *out)
{
	head(out, "text/plain; charset=iso-8859-1", "");
	noise(out, TEXT, 0xc0, 0xff);
}

/* Two hundred parts, each to be guessed. */
static void make_noisy_parts(rap_buf *out)
{
	head(out, "multipart/mixed; boundary=b", "");
	for (int i = 0; i < 199; i++) {
		rap_buf_str(out, "--b\nContent-Type: text/plain\n\n");
		noise(out, 100 * RAP_KIB, 0x80, 0xff);
	}
}

static void make_attached_texts(rap_buf *out)
{
	head(out, "multipart/mixed; boundary=b", "");
	for (int i = 0; i < 199; i++) {
		rap_buf_printf(out,
		               "--b\nContent-Type: text/plain; name=a%d.txt\nContent-Disposition: "
		               "attachment\n\n",
		               i);
		for (size_t to = out->len + 100 * RAP_KIB; out->len < to;)
			rap_buf_str(out, sent);
	}
}

static void make_mime_deep(rap_buf *out)
{
	head(out, "multipart/mixed; boundary=b0", "");
	for (int i = 0; i < 19; i++)
		rap_buf_printf(out, "--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i,
		               i + 1);
	fill(out, "--b%d\n", WHOLE);
}

static void make_rfc822_deep(rap_buf *out)
{
	head(out, "message/rfc822", "");
	fill(out, "Content-Type: message/rfc822\n\n", WHOLE);
}

static void make_header(rap_buf *out, const char *field, const char *piece, size_t bytes, int times)
{
	rap_buf more = rap_buf_init(RAP_LIMIT_HEADER_BLOCK);

	for (int i = 0; i < times; i++) {
		rap_buf_printf(&more, "%s: ", field);
		fill(&more, piece, bytes);
		rap_buf_char(&more, '\n');
	}
	head(out, PLAIN, rap_buf_text(&more));
	rap_buf_str(out, "[2.1] support\n");
	rap_buf_done(&more);
}

static void make_comments(rap_buf *out)
{
	make_header(out, "Cc", "(", 60 * RAP_KIB, 3);
}

static void make_groups(rap_buf *out)
{
	make_header(out, "To", "g: a@b.example, ", 60 * RAP_KIB, 3);
}

static void make_routes(rap_buf *out)
{
	make_header(out, "From", "<@a,@b:\"x\\\"", 60 * RAP_KIB, 3);
}

static void make_encoded_words(rap_buf *out)
{
	make_header(out, "Cc", "=?iso-2022-jp?B?GyRC?=\n ", 60 * RAP_KIB, 3);
}

static void make_references(rap_buf *out)
{
	make_header(out, "References", "<a%d@b>", 60 * RAP_KIB, 3);
}

static void make_sections(rap_buf *out)
{
	make_header(out, "Content-Disposition", "; filename*%d*=%%41", 60 * RAP_KIB, 3);
}

static void make_style(rap_buf *out)
{
	head(out, HTML, "");
	rap_buf_str(out, "<style>");
	fill(out, ".a%d, p.b div.c > span {color: red; display: none}\n", TEXT / 4);
	rap_buf_str(out, "</style>");
	fill(out, "<p class=\"a1 a2 a3 b c\"><span class=a%d>a</span></p>", TEXT);
}

static void make_classes(rap_buf *out)
{
	head(out, HTML, "");
	rap_buf_str(out, "<style>");
	fill(out, ".a%d{color:red}\n", RAP_MIB);
	rap_buf_str(out, "</style><p class=\"");
	fill(out, "b%d ", RAP_MIB / 2);
	rap_buf_str(out, "\">x");
	fill(out,
	     "<p class=\"c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 c13 c14 c15 c16 c17 c18 c19\">y",
	     TEXT);
}

/* ---- Word files ----------------------------------------------------------------------------------------- */

#define DOCUMENT       \
	"<w:document " \
	"xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"

static void attach(rap_buf *out, const char *xml_piece, size_t bytes, const char *comments)
{
	rap_buf document = rap_buf_init(RAP_LIMIT_XML_PART - RAP_KIB),
		remarks = rap_buf_init(RAP_LIMIT_XML_PART), zip_bytes;
	fuzz_zip zip = fuzz_zip_begin(RAP_LIMIT_MESSAGE);

	rap_buf_str(&document, DOCUMENT);
	fill(&document, xml_piece, bytes);
	rap_buf_str(&document, "</w:body></w:document>");
	fuzz_zip_add(&zip, "word/_rels/document.xml.rels",
	             rap_slice_of("<Relationships><Relationship Id=\"r1\" Type=\"x/comments\" "
	                          "Target=\"comments.xml\"/>"
	                          "</Relationships>"));
	fuzz_zip_add(&zip, "word/document.xml", rap_buf_as_slice(&document));
	if (comments) {
		rap_buf_str(&remarks, DOCUMENT);
		fill(&remarks, comments, RAP_MIB);
		rap_buf_str(&remarks, "</w:body></w:document>");
		fuzz_zip_add(&zip, "word/comments.xml", rap_buf_as_slice(&remarks));
	}
	zip_bytes = fuzz_zip_end(&zip);
	rap_buf_str(out, "--b\nContent-Type: application/octet-stream; name=draft.docx\n"
	                 "Content-Transfer-Encoding: base64\n\n");
	put_base64(out, rap_buf_as_slice(&zip_bytes));
	rap_buf_done(&zip_bytes);
	rap_buf_done(&document);
	rap_buf_done(&remarks);
}

static void make_word(rap_buf *out, const char *piece, size_t bytes, const char *comments,
                      int files)
{
	head(out, "multipart/mixed; boundary=b", "");
	rap_buf_str(out, "--b\n\nPlease see the attached file.\n");
	for (int i = 0; i < files; i++)
		attach(out, piece, bytes, comments);
	rap_buf_str(out, "--b--\n");
}

static void make_word_similar(rap_buf *out)
{
	make_word(out,
	          "<w:p><w:r><w:t>The results %d shall be published every year, in a form that "
	          "farmers can "
	          "use.</w:t></w:r></w:p>",
	          RAP_MIB * 2, NULL, 4);
}

static void make_word_empty(rap_buf *out)
{
	make_word(out, "<w:p/>", RAP_MIB * 4, NULL, 2);
}

static void make_word_marks(rap_buf *out)
{
	make_word(out,
	          "<w:p><w:bookmarkStart w:id=\"%d\" w:name=\"P2\"/><w:r><w:t>[P2] "
	          "a</w:t></w:r><w:ins><w:r><w:t>b"
	          "</w:t></w:r></w:ins><w:del><w:r><w:delText>c</w:delText></w:r></w:del></w:p>",
	          RAP_MIB * 4, NULL, 2);
}

static void make_word_comments(rap_buf *out)
{
	make_word(out,
	          "<w:p><w:commentRangeStart w:id=\"%d\"/><w:r><w:t>[P2] The results shall be "
	          "published every year, in a "
	          "form that farmers can use.</w:t></w:r></w:p>",
	          RAP_MIB,
	          "<w:comment w:id=\"%d\" "
	          "w:author=\"a\"><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment>",
	          4);
}

static void make_word_long(rap_buf *out)
{
	make_word(out, "<w:r><w:t>The results shall be published every year </w:t></w:r>",
	          RAP_MIB * 4, NULL, 1);
}

static void make_word_one(rap_buf *out)
{
	make_word(out,
	          "<w:p><w:r><w:t>[P1] The riparian States will measure</w:t></w:r><w:r><w:t> "
	          "x</w:t></w:r>",
	          RAP_MIB, NULL, 4);
}

typedef struct made_case {
	const char *name;
	void (*make)(rap_buf *out);
} made_case;

static const made_case made_cases[] = {
	{"copies", make_copies},
	{"shuffled", make_shuffled},
	{"scrambled", make_scrambled},
	{"noise", make_noise},
	{"cyrillic-noise", make_cyrillic_noise},
	{"noisy-parts", make_noisy_parts},
	{"attached-texts", make_attached_texts},
	{"mime-deep", make_mime_deep},
	{"rfc822-deep", make_rfc822_deep},
	{"comments-deep", make_comments},
	{"groups", make_groups},
	{"routes", make_routes},
	{"encoded-words", make_encoded_words},
	{"references", make_references},
	{"sections", make_sections},
	{"style-sheet", make_style},
	{"classes", make_classes},
	{"word-similar", make_word_similar},
	{"word-empty", make_word_empty},
	{"word-marks", make_word_marks},
	{"word-comments", make_word_comments},
	{"word-long", make_word_long},
	{"word-one", make_word_one},
};

/* ---- reading them --------------------------------------------------------------------------------------- */

static rap_context context;

/* The form with every type of field and its draft, as if it had been sent. */
static void make_context(void)
{
	context = *fuzz_fixture_context();
	context.lexicon = fuzz_corpus_context()->lexicon;
	sent = rap_sent_invent(&context);
	context.answers_text = sent;
}

_Noreturn static void read_in_child(rap_slice raw)
{
	struct rlimit memory = {RAP_LIMIT_READER_MEMORY, RAP_LIMIT_READER_MEMORY},
		      cpu = {RAP_LIMIT_READER_CPU_S, RAP_LIMIT_READER_CPU_S + 1};
	rap_reading *reading;
	char *json;

	if (setrlimit(RLIMIT_AS, &memory) != 0 || setrlimit(RLIMIT_CPU, &cpu) != 0)
		_exit(71);
	reading = rap_read_mail(&context, raw);
	json = rap_reading_encode(reading);
	printf("  %8zu bytes, %s", strlen(json),
	       reading->n_findings > 0 ? reading->findings[0].code : "no finding");
	(void)fflush(stdout);
	_exit(0);
}

/* false: it could not be read within the limits. */
static bool measure(const char *name, rap_slice raw)
{
	struct rusage used;
	int status;
	pid_t child;

	printf("%-22s %5.1f MiB", name, (double)raw.len / RAP_MIB);
	(void)fflush(stdout);
	child = fork();
	if (child == 0)
		read_in_child(raw);
	if (child < 0 || wait4(child, &status, 0, &used) != child)
		exit(71);
	printf("  %5.2f s  %4ld MiB%s\n",
	       (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
	               (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6,
	       used.ru_maxrss / 1024, status == 0 ? "" : "  NOT READ");
	return status == 0;
}

static bool is_wanted(const char *name, char **names)
{
	bool any = false;

	for (; *names; names++, any = true)
		if (strcmp(name, *names) == 0)
			return true;
	return !any;
}

int main(int argc, char **argv)
{
	size_t n = sizeof plain_cases / sizeof *plain_cases,
	       m = sizeof made_cases / sizeof *made_cases;
	bool good = true;

	(void)argc;
	fuzz_open_reader();
	make_context();
	for (size_t i = 0; i < n + m; i++) {
		const char *name = i < n ? plain_cases[i].name : made_cases[i - n].name;
		rap_buf mail = rap_buf_init(RAP_LIMIT_MESSAGE);

		if (is_wanted(name, argv + 1)) {
			if (i < n)
				make_plain(&plain_cases[i], &mail);
			else
				made_cases[i - n].make(&mail);
			good &= measure(name, rap_buf_as_slice(&mail));
		}
		rap_buf_done(&mail);
	}
	return good ? 0 : 1;
}
