// SPDX-License-Identifier: Apache-2.0
/* What stands around the form and below the last answer; lists of short answers; the form in other shapes. */
#include "ways.h"

/* ---- what stands behind the last answer -------------------------------------------------------------------- */

#define LAST "Answer [2.7]:\n\n[end of form]\n\nThe Secretariat\n"
#define KEPT "Answer [2.7]:\nGood work.\n\n"

static void test_the_last_answer_ends_where_the_letter_goes_on(void **state)
{
	static const row rows[] = {
		{"closing",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "Thanks and regards,\nOyun\nMinistry"}},
	         "2.7=Good work."},
		{"closing in traditional characters",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "敬上\n王小明"}},
	         "2.7=Good work."},
		{"closing on the line of the name",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "王小明 敬上"}},
	         "2.7=Good work."},
		{"signature whose blank was lost",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "--\nOyun\nMinistry"}},
	         "2.7=Good work."},
		{"signature behind two paragraphs",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "And more.\n\n-- \nOyun\nMinistry"}},
	         "2.7?may-be-signature"},
		{"a line, a name and a telephone",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "____________\nOyun\nTel. +976 11 123456"}},
	         "2.7=Good work."},
		{"a line and more of the answer",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "-------\nAnd more."}},
	         "2.7=Good work.\n\n-------\nAnd more."},
		{"notice",
	         TEXT,
	         NULL,
	         {{LAST, KEPT
	           "DISCLAIMER\nThis mail is for its recipient. If you are not the one, tell us."}},
	         "2.7=Good work."},
		{"thanks, and the answer goes on",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "Thank you.\nMore stations are needed in the north."}},
	         "2.7=Good work.\n\nThank you.\nMore stations are needed in the north."},
		{"the sender's name in a paragraph of its own",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "Oyun\nMinistry of Water"}},
	         "2.7=Good work."},
		{"a farewell in a language that is not known",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "Lieve groeten uit het noorden,\nO. T."}},
	         "2.7?may-be-signature"},
		{"a farewell and a name",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "Lieve groeten uit het noorden,\nTsend van Dijk"}},
	         "2.7=Good work."},
		{"a last paragraph of the answer",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "And more stations are needed."}},
	         "2.7=Good work.\n\nAnd more stations are needed."},
		{"words that end as no sentence does",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "Lieve groeten"}},
	         "2.7?may-be-signature"},
		{"a name that is not the sender's",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "A. Keeper\nOffice of Lakes\nSecond floor"}},
	         "2.7?may-be-signature"},
		{"a farewell that is a sentence, above a drawn frame",
	         TEXT,
	         NULL,
	         {{LAST, KEPT
	           "We wish you well.\n\n━━━━━━━━\nOffice of Lakes\nTEL 03-5555-0100\n━━━━━━━━"}},
	         "2.7?may-be-signature"},
		{"the same sentence, and the closing is known",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "We want more.\n\nBest regards,\nOyun"}},
	         "2.7=Good work.\n\nWe want more."},
		{"a block of several lines above a notice in any language",
	         TEXT,
	         NULL,
	         {{LAST,
	           KEPT "Lieve groeten,\nA. Keeper, office of lakes\n\nDit is een bericht voor de "
	                "ontvanger."}},
	         "2.7?may-be-signature"},
		{"a farewell that is a sentence, and a name directly below",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "We wish you well.\nA. Keeper"}},
	         "2.7?may-be-signature"},
		{"a comma ends no answer",
	         TEXT,
	         NULL,
	         {{LAST, "Answer [2.7]:\nGood work.\nLieve groeten,"}},
	         "2.7?may-be-signature"},
		{"nothing answered, a name and a telephone",
	         TEXT,
	         NULL,
	         {{LAST, "Answer [2.7]:\n\nA. Keeper\nOffice of Lakes\nFax 010-5555 0100"}},
	         "2.7?may-be-signature"},
		{"a list behind a blank line",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "- more stations\n- fewer forms"}},
	         "2.7=Good work.\n\n- more stations\n- fewer forms"},
		{"a device signs, and no person",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "And more.\n\nSent from my iPhone"}},
	         "2.7=Good work.\n\nAnd more."},
		{"nothing answered, a line and the name",
	         TEXT,
	         NULL,
	         {{LAST, "Answer [2.7]:\n\n___________\nOyun Tsend"}},
	         ""},
		{"a card on one line",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "Oyun Tsend | Ministry of Water | www.x.example"}},
	         "2.7=Good work."},
		{"the name in a sentence",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "Oyun Tsend will come."}},
	         "2.7=Good work.\n\nOyun Tsend will come."},
		{"nothing answered, and two dashes",
	         TEXT,
	         NULL,
	         {{LAST, "Answer [2.7]:\n\n--\nOyun"}},
	         ""},
		{"nothing answered, only a closing",
	         TEXT,
	         NULL,
	         {{LAST, "Answer [2.7]:\n\nBest regards,\nOyun"}},
	         ""},
		{"thanks are the answer",
	         TEXT,
	         NULL,
	         {{LAST, "Answer [2.7]:\nThank you."}},
	         "2.7=Thank you."},
		{"header in another language",
	         TEXT,
	         NULL,
	         {{LAST, KEPT "-----Ursprüngliche Nachricht-----\nVon: X <x@y.example>\nGesendet: "
	                      "Montag\nBetreff: z"}},
	         "2.7=Good work."},
	};

	(void)state;
	CHECK_ALL(rows);
}

static void test_an_answer_may_look_like_the_frame_of_a_letter(void **state)
{
	static const row rows[] = {
		{"cues translated, the options deleted, one of them typed",
	         TEXT,
	         NULL,
	         {{"\n(support / support with changes / cannot support / no position)\nAnswer "
	           "[2.1]:",
	           "\nОтвет [2.1]: no position"}},
	         "2.1=no position"},
		{"brackets of the answer where hint and cue are gone",
	         TEXT,
	         NULL,
	         {{"\n(one item per line)\nAnswer [2.4]:", ": Lake A\nMount B (summit)"}},
	         "2.4=Lake A\nMount B (summit)"},
		{"header labels",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:\n",
	           "Answer [1.2]:\nSubject: youth exchange\nDate: every year in October\n"}},
	         "1.2=Subject: youth exchange\nDate: every year in October"},
		{"from and to",
	         HTML,
	         NULL,
	         {{"Answer [1.2]:", "Answer [1.2]:<br>From: 2027<br>To: 2031"}},
	         "1.2=From: 2027\nTo: 2031"},
		{"what somebody wrote",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:\n",
	           "Answer [1.2]:\nOn 5 May 2020 the minister wrote:\nkeep it.\n"}},
	         "1.2=On 5 May 2020 the minister wrote:\nkeep it."},
		{"two dashes and a line in the middle of the form",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:\n", "Answer [1.2]:\nKeep\n--\nthe stations\n-----\nin May\n"}},
	         "1.2=Keep\n--\nthe stations\n-----\nin May"},
		{"thanks in the middle of the form",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:\n", "Answer [1.2]:\nKeep it.\nThank you.\nMore stations.\n"}},
	         "1.2=Keep it.\nThank you.\nMore stations."},
	};

	(void)state;
	CHECK_ALL(rows);
}

static void test_what_holds_no_words_is_asked_about(void **state)
{
	static const row rows[] = {
		{"stars",
	         TEXT,
	         NULL,
	         {{"Answer [1.1]:", "Answer [1.1]: ★★★★"}},
	         "1.1?not-a-rating"},
		{"a thumb", TEXT, NULL, {{"Answer [2.1]:", "Answer [2.1]: 👍"}}, "2.1?not-a-choice"},
		{"a question mark",
	         TEXT,
	         NULL,
	         {{"Answer [2.2]:", "Answer [2.2]: ?"}},
	         "2.2?not-yes-or-no"},
		{"blanks that look like none",
	         TEXT,
	         NULL,
	         {{"Answer [2.4]:", "Answer [2.4]: \u3164"},
	          {"Answer [2.5]:", "Answer [2.5]: \u2800\u2800"},
	          {"Answer [2.7]:", "Answer [2.7]: \uffa0\u115f"}},
	         ""},
		{"a second colon and an empty box",
	         TEXT,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: :"}, {"Answer [2.2]:", "Answer [2.2]: □"}},
	         ""},
		{"a picture of a sign",
	         HTML,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: <img class=emoji alt='👍' src=x>"}},
	         "2.1?not-a-choice"},
		{"a picture",
	         HTML,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: <img src=x>"}},
	         "2.1?no-words"},
		{"a spy",
	         HTML,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: <img src=x width=1 height=1>"}},
	         ""},
		{"struck out again",
	         HTML,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: <strike>support</strike>"}},
	         "2.1?no-words"},
		{"struck out, and typed anew",
	         HTML,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: <s>support</s> no position"}},
	         "2.1=no position"},
		{"the picture of a signature",
	         HTML,
	         NULL,
	         {{"<p>[end of form]</p>\n<p>The Secretariat</p>", "<img src=x>"}},
	         ""},
	};

	(void)state;
	CHECK_ALL(rows);
}

/* ---- the form in other shapes --------------------------------------------------------------------------- */

static void test_the_form_in_other_shapes(void **state)
{
	static const row rows[] = {
		{"items in another order",
	         TEXT,
	         "2.2 Will your country take part\nyes\n1.2 Lessons learnt\n(what should be "
	         "kept)\nthe boats\n"
	         "2.1 Overall position on the draft: support\n\n",
	         {{0}},
	         "1.2=the boats 2.1=support 2.2=yes"},
		{"bare ids and labels in another order",
	         TEXT,
	         "2.7 General comments\n(any length)\nNo change in 2.2 km of shore.\n\n1.2 Lessons "
	         "learnt\n"
	         "(what should be kept)\nthe boats\n2.2 Will your country take part\nyes\n\n",
	         {{0}},
	         "1.2=the boats 2.2=yes 2.7=No change in 2.2 km of shore."},
		{"an item that the form does not have",
	         TEXT,
	         "[2.1] support\n[2.9] more\n[2.2] yes\n\n",
	         {{0}},
	         "2.1=support 2.2=yes"},
		{"a bare number of no item",
	         TEXT,
	         "2.1 support\n9.1 more to say\n2.2 yes\n\n",
	         {{0}},
	         "2.1=support 2.2=yes"},
		{"a label copied, and an answer that a scale has too",
	         TEXT,
	         "[1.1] Implementation of the first plan: 5-\n\n[2.2] Will your country take part: "
	         "yes\n\n",
	         {{0}},
	         "1.1?not-a-rating 2.2=yes"},
		{"a number and a scale are none of our letter",
	         TEXT,
	         "1.1: 4/5\n2.7: x\n\n",
	         {{0}},
	         "1.1=4 2.7=x"},
		{"in a list, nothing answered",
	         HTML,
	         NULL,
	         {{"<p>[1.1]", "<ul><li>[1.1]"},
	          {"<p>[1.2]", "<li>[1.2]"},
	          {"<p>[2.1]", "<li>[2.1]"},
	          {"<p>[2.2]", "</ul><p>[2.2]"}},
	         ""},
		{"label deleted, and a word of it in the answer before",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Answer [1.2]: Overall it went well."},
	          {"[2.1] Overall position on the draft\n", ""},
	          {"Answer [2.1]:", "Answer [2.1]: support"}},
	         "1.2=Overall it went well. 2.1=support"},
		{"only cues are left",
	         TEXT,
	         NULL,
	         {{"[1.1] Implementation of the first plan\n(1 = low, 5 = high)\n", ""},
	          {"Answer [1.1]:", "Answer [1.1]: 4/5"},
	          {"[1.2] Lessons learnt\n(what should be kept)\n", ""},
	          {"Answer [1.2]:", "Answer [1.2]: 5 boats"},
	          {"[2.1] Overall position on the draft\n" CHOICE "\n", ""},
	          {"Answer [2.1]:", "Answer [2.1]: support with changes"}},
	         "1.1=4 1.2=5 boats 2.1=support with changes"},
		{"words cut where a program wrapped",
	         TEXT,
	         NULL,
	         {{"Overall position on", "Overall posi\ntion on"},
	          {"cannot support", "canno\nt support"},
	          {"Answer [2.1]:", "Answer [2.1]: no position"},
	          {"Lessons learnt", "Les\nsons learnt"}},
	         "2.1=no position"},
		{"quoted lines that were folded with a stroke",
	         TEXT,
	         NULL,
	         {{"cannot support /", "cannot support \\\n/"},
	          {"Answer [2.1]:", "Answer [2.1]: support"}},
	         "2.1=support"},
	};

	(void)state;
	CHECK_ALL(rows);
}

static void test_any_mark_of_quotation(void **state)
{
	static const char *const marks[] = {"> ",
	                                    "} ",
	                                    ": ",
	                                    "| ",
	                                    "+ ",
	                                    "\t",
	                                    "Desk> ",
	                                    "»",
	                                    "　> ",
	                                    "§ ",
	                                    "The Secretariat <s@x.example>> "};

	(void)state;
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		row r = {marks[i],
		         TEXT,
		         NULL,
		         {{"Answer [1.2]:\n", "Answer [1.2]:\n@keep\n"},
		          {"Answer [2.1]:", "Answer [2.1]: support"}},
		         "1.2=keep 2.1=support"};

		quote_mark = marks[i];
		check_row(&r);
	}
	quote_mark = "> ";
}

static void test_the_same_everywhere_is_a_programs(void **state)
{
#define TAGS "\n</xml>\n<xml>"
	static const row rows[] = {
		{"tags",
	         TEXT,
	         NULL,
	         {{"Answer [1.1]:", "Answer [1.1]:" TAGS},
	          {"Answer [1.2]:", "Answer [1.2]:" TAGS},
	          {"Answer [2.1]:", "Answer [2.1]:" TAGS},
	          {"Answer [2.4]:", "Answer [2.4]:" TAGS},
	          {"Answer [2.5]:", "Answer [2.5]:" TAGS},
	          {"Answer [2.7]:", "Answer [2.7]: Good."}},
	         "1.1?same-everywhere 1.2?same-everywhere 2.1?same-everywhere 2.4?same-everywhere "
	         "2.5?same-everywhere 2.7=Good."},
		{"an encoding left at the ends of lines",
	         TEXT,
	         NULL,
	         {{"Lessons learnt\n", "Lessons learnt=20\n"},
	          {"Answer [1.2]:\n", "Answer [1.2]: The boats.=20\n=20\n"},
	          {"Answer [2.2]:\n", "Answer [2.2]: yes=20\n=20\n"},
	          {"Answer [2.4]:\n", "Answer [2.4]:=20\n=20\n"}},
	         "1.2=The boats. 2.2=yes"},
		{"tags that are well known",
	         TEXT,
	         NULL,
	         {{"Answer [1.1]:", "Answer [1.1]: 4\n</p>\n<p>"},
	          {"Answer [1.2]:", "Answer [1.2]:\n</p>\n<p>"},
	          {"Answer [2.7]:", "Answer [2.7]: Good."}},
	         "1.1=4 2.7=Good."},
		{"no comment under most items is a person's",
	         TEXT,
	         NULL,
	         {{"Answer [1.2]:", "Answer [1.2]: no comment"},
	          {"Answer [2.1]:", "Answer [2.1]: no comment"},
	          {"Answer [2.4]:", "Answer [2.4]: no comment"},
	          {"Answer [2.5]:", "Answer [2.5]: no comment"},
	          {"Answer [2.6]:", "Answer [2.6]: no comment"},
	          {"Answer [2.7]:", "Answer [2.7]: no comment"}},
	         "1.2=no comment 2.1=no comment 2.4=no comment 2.5=no comment 2.6=no comment "
	         "2.7=no comment"},
	};

	(void)state;
	CHECK_ALL(rows);
}

static void test_lead_ins_are_taken_off(void **state)
{
	static const row rows[] = {
		{"arrows",
	         TEXT,
	         NULL,
	         {{"Answer [1.1]:", "Answer [1.1]: -> 4"},
	          {"Answer [2.1]:", "Answer [2.1]: ==> support"},
	          {"Answer [2.7]:", "Answer [2.7]: → Good."}},
	         "1.1=4 2.1=support 2.7=→ Good."},
		{"more than is no arrow",
	         TEXT,
	         NULL,
	         {{"Answer [1.1]:", "Answer [1.1]: >3"}},
	         "1.1?not-a-rating"},
		{"answer",
	         TEXT,
	         NULL,
	         {{"Answer [1.1]:\n", "Answer [1.1]:\nAnswer: 4\n"},
	          {"Answer [2.7]:\n", "Answer [2.7]:\nОтвет: Good.\n"}},
	         "1.1=4 2.7=Ответ: Good."},
		{"the sender's name, as a program writes it",
	         HTML,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: [Oyun Tsend] support"},
	          {"Answer [2.7]:", "Answer [2.7]: [Oyun Tsend] Good."}},
	         "2.1=support 2.7=[Oyun Tsend] Good."},
		{"a country before every answer",
	         TEXT,
	         NULL,
	         {{"Answer [1.1]:", "Answer [1.1]: MN: 4"},
	          {"Answer [2.1]:", "Answer [2.1]: MN: support"}},
	         "1.1=4 2.1=support"},
		{"once, by nobody knows whom",
	         TEXT,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: Alternatively: support"}},
	         "2.1?not-a-choice"},
		{"an answer before the colon",
	         TEXT,
	         NULL,
	         {{"Answer [2.1]:", "Answer [2.1]: support: yes"}},
	         "2.1?qualified"},
	};

	(void)state;
	CHECK_ALL(rows);
}

/* ---- lists of short answers ------------------------------------------------------------------------------ */

static void test_short_answers_above_the_quotation(void **state)
{
	static const row rows[] = {
		{"words and signs before and behind ids",
	         TEXT,
	         "Item 2.1 - support\nNo. 2.2: yes\n(1.1) 4\n2.7 = Good work.\n\n",
	         {{0}},
	         "1.1=4 2.1=support 2.2=yes 2.7=Good work."},
		{"a numbered list in a text names another item",
	         TEXT,
	         "2.7: 1) Say who pays.\n2) 2.2 has our answer.\n3) Add a glossary.\n\n",
	         {{0}},
	         "2.7=1) Say who pays.\n2) 2.2 has our answer.\n3) Add a glossary."},
		{"items that are numbered themselves",
	         TEXT,
	         "1) 2.1: support\n2) 2.2: yes\n3) 1.1: 4\n\n",
	         {{0}},
	         "1.1=4 2.1=support 2.2=yes"},
		{"items parted by strokes",
	         TEXT,
	         "1.1 4 / 2.1 support / 2.2 yes\n\n",
	         {{0}},
	         "1.1=4 2.1=support 2.2=yes"},
		{"plurals before several ids",
	         TEXT,
	         "Items 1.2 and 2.7: to be kept\n\n",
	         {{0}},
	         "1.2=to be kept 2.7=to be kept"},
		{"a quantity is no item",
	         TEXT,
	         "We counted again:\n1.2 million people live there.\n2.1 support\n\n",
	         {{0}},
	         "2.1=support"},
		{"a number at the beginning of a wrapped line",
	         TEXT,
	         "We spoke about\n1.2 and would like to keep it.\n\n2.1 support\n\n",
	         {{0}},
	         "1.2?bare-number 2.1=support"},
		{"a bare number behind a text of two lines",
	         TEXT,
	         "1.1 4\n1.2 we should keep the stations\nand the people\n2.1 support\n2.7 keep it "
	         "short\n"
	         "and clear\n\n",
	         {{0}},
	         "1.1=4 1.2=we should keep the stations\nand the people 2.1=support 2.7=keep it "
	         "short\nand clear"},
		{"small letters in a list",
	         TEXT,
	         "1.1 4\n1.2 good work\n\n",
	         {{0}},
	         "1.1=4 1.2=good work"},
	};

	(void)state;
	CHECK_ALL(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_last_answer_ends_where_the_letter_goes_on),
		cmocka_unit_test(test_an_answer_may_look_like_the_frame_of_a_letter),
		cmocka_unit_test(test_what_holds_no_words_is_asked_about),
		cmocka_unit_test(test_the_form_in_other_shapes),
		cmocka_unit_test(test_any_mark_of_quotation),
		cmocka_unit_test(test_the_same_everywhere_is_a_programs),
		cmocka_unit_test(test_lead_ins_are_taken_off),
		cmocka_unit_test(test_short_answers_above_the_quotation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
