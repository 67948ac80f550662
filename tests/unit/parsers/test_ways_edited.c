// SPDX-License-Identifier: Apache-2.0
/* Cues and labels that people shortened, translated or typed again, and what stands in their place. */
#include "ways.h"

static void test_a_word_in_the_place_of_the_cue(void **state)
{
	static const row rows[] = {
		{"the id alone is gone",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Answer: the boats"},
	          {"Answer [2.4]:", "Answer: 1) Lake A\n2) Lake B"},
	          {"Answer [2.7]:", "Answer: none"}},
	         "1.2=the boats 2.4=1) Lake A\n2) Lake B 2.7=none"},
		{"translated, without the id",
	         HTML,
	         NULL,
	         {{"Answer [1.2]:", "Ответ: the boats"},
	          {"Answer [2.4]:", "答复：Lake A<br>Lake B"},
	          {"Answer [2.7]:", "답변 : 의견 없음"}},
	         "1.2=the boats 2.4=Lake A\nLake B 2.7=의견 없음"},
		{"in languages that are not ours",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Respuesta: the boats"}, {"Answer [2.4]:", "Жауап: Lake A"}},
	         "1.2=the boats 2.4=Lake A"},
		{"proposals and names behind it",
	         TEXT,
	         NULL,
	         {{"Answer [2.5]:", "Answer: Oyun Tsend, Director, o@x.example"},
	          {"Answer [2.6]:", "Answer: [P3] delete"}},
	         "2.5=Oyun Tsend, Director, o@x.example 2.6=[P3] delete"},
		{"typed again behind a whole cue: a text keeps it, but for nothing",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Answer [1.2]: Answer: fine."},
	          {"Answer [2.4]:", "Answer [2.4]: Response: n/a"},
	          {"Answer [2.7]:", "Answer [2.7]: 答：无"}},
	         "1.2=Answer: fine. 2.4=n/a 2.7=无"},
		{"typed again, with nothing behind it but a dash",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Answer [1.2]: Answer [1.2]: -"},
	          {"Answer [2.4]:", "Answer [2.4]: [2.4] -"},
	          {"Answer [2.5]:", "Answer [2.5]: Answer:"},
	          {"Answer [2.7]:", "Answer [2.7]: 2.7: –"}},
	         "1.2=- 2.4=- 2.7=–"},
		{"the colon of the cue is the first behind its id",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Answer [1.2]: We prefer: \"The boats: all of them\""},
	          {"Answer [2.7]:", "Answer [2.7]\nSubject: to law, the rest: voluntary."}},
	         "1.2=We prefer: \"The boats: all of them\" "
	         "2.7=Subject: to law, the rest: voluntary."},
		{"a box that was not ticked",
	         TEXT,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: [ ] support"},
	          {"Answer [2.2]:", "Answer [2.2]: [x] yes"}},
	         "2.1?not-a-choice 2.2=yes"},
		{"behind a dash",
	         TEXT,
	         NULL,
	         {{"Answer [2.1]:", "Answer - support"}, {"Answer [2.2]:", "Ответ – да"}},
	         "2.1=support 2.2=yes"},
		{"letters in brackets, twice",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "[a] boats [b] nets"}, {"Answer [2.7]:", "[a] boats [b] nets"}},
	         "1.2=[a] boats [b] nets 2.7=[a] boats [b] nets"},
		{"other words before a colon are the author's",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Costs: the State pays."},
	          {"Answer [2.4]:", "Answer [2.4]: North: Lake A\nSouth: Lake B"}},
	         "1.2=Costs: the State pays. 2.4=North: Lake A\nSouth: Lake B"},
	};

	(void)state;
	CHECK_ALL(rows);
}

/* Fields that were not answered are often deleted, and an answer may begin with the number of one. */
static void test_what_stands_behind_a_cue_is_its_answer(void **state)
{
	static const row rows[] = {
		{"numbers of deleted items",
	         TEXT,
	         NULL,
	         {{"[2.1] Overall position on the draft\n" CHOICE "\nAnswer [2.1]:\n\n", ""},
	          {"[2.2] Will your country take part\n(yes / no)\nAnswer [2.2]:\n\n", ""},
	          {"Answer [2.7]:", "Answer [2.7]:\n2.1 ба 2.2-р заалт давхардаж байна."}},
	         "2.7=2.1 ба 2.2-р заалт давхардаж байна."},
		{"an answer that only such an item can have",
	         TEXT,
	         NULL,
	         {{"[2.1] Overall position on the draft\n" CHOICE "\nAnswer [2.1]:\n\n", ""},
	          {"Answer [2.7]:", "Answer [2.7]:\n2.1: cannot support"}},
	         "2.1=cannot support"},
	};

	(void)state;
	CHECK_ALL(rows);
}

static void test_a_wrapped_line_may_begin_with_an_id(void **state)
{
	static const row rows[] = {
		{"in a parenthesis, of an item answered above",
	         TEXT,
	         "[1.2] Fine.\n[2.7] Insert \"and of the methods by which it is measured (see\n"
	         "item [1.2] of our earlier letter)\".\n\n",
	         {{0}},
	         "1.2=Fine. 2.7=Insert \"and of the methods by which it is measured (see\n"
	         "item [1.2] of our earlier letter)\"."},
		{"behind a sentence, or in great letters, it is an item",
	         TEXT,
	         "[1.2] We want more stations in the north of the basin, soon.\n"
	         "[2.7] it is fine\n\n",
	         {{0}},
	         "1.2=We want more stations in the north of the basin, soon. 2.7=it is fine"},
	};

	(void)state;
	CHECK_ALL(rows);
}

static void test_a_lone_dash_is_an_answer(void **state)
{
	static const row rows[] = {
		{"behind a label, behind a cue in other words, on a line of its own",
	         TEXT,
	         "[1.2] Lessons learnt: -\n\n[2.4] Other matters to be taken up\nReply [2.4]: "
	         "–\n\n2.5\n-\n2.7:\n-\n\n",
	         {{0}},
	         "1.2=- 2.4=– 2.5=- 2.7=-"},
		{"in brackets, stars or arrows, behind a word and a colon",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Answer [1.2]: (-)"},
	          {"Answer [2.4]:", "Answer [2.4]: *** - ***"},
	          {"Answer [2.5]:", "Answer [2.5]: >>> - <<<"},
	          {"Answer [2.7]:", "Antwort : -"}},
	         "1.2=- 2.4=- 2.5=- 2.7=-"},
		{"an arrow to nothing, and dots, are none",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Answer [1.2]: ->"}, {"Answer [2.7]:", "Answer [2.7]: ……"}},
	         ""},
		{"another sign is asked about",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Answer [1.2]: ◯"},
	          {"Answer [2.1]:", "Answer [2.1]: ○"},
	          {"Answer [2.2]:", "Answer [2.2]:\n〃"},
	          {"Answer [2.7]:", "Answer [2.7]: ☐"}},
	         "1.2?no-words 2.1?no-words 2.2?no-words"},
		{"two begin a signature",
	         TEXT,
	         "2.1 support\n2.7:\n\n--\nOyun\n\n",
	         {{0}},
	         "2.1=support"},
		{"in a table",
	         HTML,
	         "<table><tr><td>1.2</td><td>Lessons learnt</td><td>-</td></tr><tr><td>2.1</td><td>"
	         "Overall position on the "
	         "draft</td><td>support</td></tr><tr><td>2.7</td><td>General "
	         "comments</td><td><p>-</p></td></tr></table>",
	         {{0}},
	         "1.2=- 2.1=support 2.7=-"},
	};

	(void)state;
	CHECK_ALL(rows);
}

static void test_an_arrow_is_no_word(void **state)
{
	static const row rows[] = {
		{"before nothing, a list, names and proposals",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Answer [1.2]: → none"},
	          {"Answer [2.4]:", "Answer [2.4]: --> n/a"},
	          {"Answer [2.5]:", "Answer [2.5]: >>Oyun Tsend, Director, o@x.example"},
	          {"Answer [2.6]:", "Answer [2.6]: ==> [P3] delete"}},
	         "1.2=none 2.4=n/a 2.5=Oyun Tsend, Director, o@x.example 2.6=[P3] delete"},
		{"on both sides, and behind the id of a short line",
	         TEXT,
	         "2.1 => support\n2.7 → the boats\n\n",
	         {{"Answer [1.2]:", "Answer [1.2]: >>> none <<<"}},
	         "1.2=none 2.1=support 2.7=the boats"},
		{"a dash between label and answer",
	         TEXT,
	         NULL,
	         {{"Lessons learnt\n", "Lessons learnt - the boats\n"},
	          {"Other matters to be taken up\n",
	           "Other matters to be taken up – - Lake A\n- Lake B\n"}},
	         "1.2=the boats 2.4=- Lake A\n- Lake B"},
		{"a text keeps it",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Answer [1.2]: → the boats"}},
	         "1.2=→ the boats"},
	};

	(void)state;
	CHECK_ALL(rows);
}

static void test_signs_before_an_id(void **state)
{
	static const row rows[] = {
		{"ticks, hands, words for answer, numbers and strokes",
	         TEXT,
	         "✅ 1.1 4\n👉 1.2: the boats\nRéponse 2.1: support\nn° 2.2 : yes\n<2.4> Lake A\n"
	         "2.7 / fine.\n\n",
	         {{0}},
	         "1.1=4 1.2=the boats 2.1=support 2.2=yes 2.4=Lake A 2.7=fine."},
		{"lines of a table in strokes",
	         TEXT,
	         "| 1.1 | 4 |\n| 2.1 | support |\n| 2.2 | yes |\n\n",
	         {{0}},
	         "1.1=4 2.1=support 2.2=yes"},
	};

	(void)state;
	CHECK_ALL(rows);
}

static void test_a_translated_label_is_no_answer(void **state)
{
	static const row rows[] = {
		{"the cues kept",
	         TEXT,
	         NULL,
	         {{"Lessons learnt\n(what should be kept)\nAnswer [1.2]:",
	           "Замечания\nAnswer [1.2]: the boats"},
	          {"Overall position on the draft\n" CHOICE "\nAnswer [2.1]:",
	           "Позиция\n(за / против)\nAnswer [2.1]: support"},
	          {"Other matters to be taken up\n(one item per line)\nAnswer [2.4]:",
	           "Перечень\nAnswer [2.4]: -"},
	          {"General comments\n(any length)", "Замечания"}},
	         "1.2=the boats 2.1=support 2.4=-"},
		{"without the ids, as the short paragraph above the cue",
	         TEXT,
	         NULL,
	         {{"[2.1] Overall position on the draft\n" CHOICE, "Позиция"},
	          {"[2.2] Will your country take part\n(yes / no)", "Участие"},
	          {"[2.5] Experts nominated\n(one per line: name, title, institution, email)",
	           "Эксперты"},
	          {"Answer [1.2]:", "Answer [1.2]: the boats"},
	          {"Answer [2.1]:", "Answer [2.1]: support"},
	          {"Answer [2.4]:", "Answer [2.4]: Lake A\nLake B"}},
	         "1.2=the boats 2.1=support 2.4=Lake A\nLake B"},
		{"one such paragraph is asked about",
	         TEXT,
	         NULL,
	         {{"[2.1] Overall position on the draft\n" CHOICE, "Позиция"},
	          {"Answer [1.2]:", "Answer [1.2]: the boats"},
	          {"Answer [2.1]:", "Answer [2.1]: support"}},
	         "1.2?before-cue 2.1=support"},
		{"labels deleted, answers on the lines of their cues",
	         TEXT,
	         NULL,
	         {{"[2.1] Overall position on the draft\n" CHOICE "\n", ""},
	          {"[2.2] Will your country take part\n(yes / no)\n", ""},
	          {"Answer [1.2]:\n\n", "Answer [1.2]: the boats\n"},
	          {"Answer [2.1]:\n\n", "Answer [2.1]: support\n"}},
	         "1.2=the boats 2.1=support"},
		{"one alone is asked about",
	         TEXT,
	         NULL,
	         {{"Lessons learnt\n(what should be kept)\nAnswer [1.2]:",
	           "We want more.\nAnswer [1.2]: See above."}},
	         "1.2?before-cue"},
		{"an answer in the place of the label",
	         HTML,
	         NULL,
	         {{"<b>Overall position on the draft</b><br>\n" CHOICE "<br>", "support<br>"},
	          {"<b>General comments</b><br>\n(any length)<br>\nAnswer [2.7]:",
	           "Comments<br>\nAnswer [2.7]: fine."}},
	         "2.1=support 2.7=fine."},
	};

	(void)state;
	CHECK_ALL(rows);
}

/* What changes an answer elsewhere in the mail is for a person; what only talks about an item changes nothing. */
static void test_a_correction_makes_doubtful(void **state)
{
	static const row rows[] = {
		{"below a list of short answers",
	         TEXT,
	         "2.1 support\n2.7 Fine.\nCorrection: [2.1] cannot support\n\n",
	         {{0}},
	         "2.1?two-answers 2.7=Fine."},
		{"a postscript",
	         TEXT,
	         "P.S. Please disregard 2.1.\n\n",
	         {{"Answer [2.1]:", "Answer [2.1]: support"}},
	         "2.1?two-answers"},
		{"in the last answer",
	         TEXT,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: support"},
	          {"Answer [2.7]:", "Answer [2.7]:\nFine.\nPS: 2.1 should read: cannot support"}},
	         "2.1?two-answers 2.7=Fine."},
		{"a letter that only names an item",
	         TEXT,
	         "Please find our answer to 2.1 below.\n\n",
	         {{"Answer [2.1]:", "Answer [2.1]: support"}},
	         "2.1=support"},
	};

	(void)state;
	CHECK_ALL(rows);
}

/* Words that say "wrote" open a quotation only where somebody's mail is meant. */
static void test_who_wrote_it_may_be_the_answer(void **state)
{
	static const row rows[] = {
		{"without a colon, before a quoted line",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Answer [1.2]:\nThis is what our Ministry wrote"}},
	         "1.2=This is what our Ministry wrote"},
		{"in the middle of the form",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Answer [1.2]:\nOur Ministry wrote:\n\nToo low.\n\nWe agree."}},
	         "1.2=Our Ministry wrote:\n\nToo low.\n\nWe agree."},
		{"labels without ids, one of them wrapped",
	         TEXT,
	         "Lessons learnt: Boats.\nOther matters to be\ntaken up: Lake A\nGeneral comments: "
	         "Fine.\n\n",
	         {{0}},
	         "1.2=Boats. 2.4=Lake A 2.7=Fine."},
		{"directly above our letter it is the quotation's, with neither hour nor address",
	         HTML,
	         "<p>2.7 Fine.</p><p>On Mon, Jul 6, the Secretariat wrote:</p>",
	         {{0}},
	         "2.7=Fine."},
	};

	(void)state;
	CHECK_ALL(rows);
}

#define LAST "Answer [2.7]:\n\n[end of form]\n\nThe Secretariat\n"

static void test_a_sentence_below_the_last_answer(void **state)
{
	static const row rows[] = {
		{"nothing, and a sentence below it",
	         TEXT,
	         NULL,
	         {{LAST, "Answer [2.7]:\nnone\nMay the river flow."}},
	         "2.7?may-be-signature"},
		{"a list, and a sentence that is no item of it",
	         TEXT,
	         NULL,
	         {{LAST, "Answer [2.7]:\n1) stations\n2) forms\nMay the river flow."}},
	         "2.7?may-be-signature"},
		{"alone below the last cue, where all else stands behind cues",
	         TEXT,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: support"},
	          {"Answer [2.2]:", "Answer [2.2]: yes"},
	          {LAST, "Answer [2.7]:\nMay the river flow."}},
	         "2.1=support 2.2=yes 2.7?may-be-signature"},
		{"below its cue as others are",
	         TEXT,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]:\nsupport"},
	          {"Answer [2.2]:", "Answer [2.2]: yes"},
	          {LAST, "Answer [2.7]:\nMay the river flow."}},
	         "2.1=support 2.2=yes 2.7=May the river flow."},
	};

	(void)state;
	CHECK_ALL(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_word_in_the_place_of_the_cue),
		cmocka_unit_test(test_what_stands_behind_a_cue_is_its_answer),
		cmocka_unit_test(test_a_wrapped_line_may_begin_with_an_id),
		cmocka_unit_test(test_a_lone_dash_is_an_answer),
		cmocka_unit_test(test_an_arrow_is_no_word),
		cmocka_unit_test(test_signs_before_an_id),
		cmocka_unit_test(test_a_translated_label_is_no_answer),
		cmocka_unit_test(test_a_correction_makes_doubtful),
		cmocka_unit_test(test_who_wrote_it_may_be_the_answer),
		cmocka_unit_test(test_a_sentence_below_the_last_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
