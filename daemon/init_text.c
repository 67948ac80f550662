// SPDX-License-Identifier: Apache-2.0
/* The words of the files that `init` writes; see init_text.h. */
#include "init_text.h"

#include "common/date.h"

#define DAY 86400

const char rap_init_draft[] =
	"# Draft under consultation\n"
	"\n"
	"## I. Goals\n"
	"\n"
	"Member States share the goals set out below. Change this text, or put your own in its\n"
	"place, and run `rapporteur number`: it writes the missing marks and changes none.\n"
	"\n"
	"Member States will cooperate on:\n"
	"\n"
	"- the first matter;\n"
	"- the second matter.\n"
	"\n"
	"## II. Follow-up\n"
	"\n"
	"The Secretariat will report on progress every year.\n";

static const char head[] =
	"# A consultation: who is asked what, on which text, until when. All keys are explained "
	"in\n"
	"# rapporteur-consultation(5). After each change run `rapporteur check`: it reports all "
	"mistakes.\n"
	"# Every person and address in this file is invented: put yours in their place.\n"
	"\n";

static const char people[] =
	"secretariat:\n"
	"  name: Secretariat                     # mails put The before it\n"
	"  address: consult@secretariat.example  # of the mailbox; keep it short\n"
	"  officers:                             # they receive the digest\n"
	"    - {name: Robin Officer, address: officer@secretariat.example}\n"
	"\n"
	"# What the members should have at hand: a link, or a file in documents/.\n"
	"# documents:\n"
	"#   - {title: The current plan, objective: 1, link: "
	"\"https://secretariat.example/plan\"}\n"
	"\n"
	"# Where mail comes in and goes out. These Maildirs need no server.\n"
	"mailbox:\n"
	"  maildir: inbox\n"
	"  done: Recorded                        # recorded mails are moved there\n"
	"  # imap: {host: imap.secretariat.example, user: consult, password_file: imap-password}\n"
	"sending:\n"
	"  maildir: sent\n"
	"  # smtp: {host: smtp.secretariat.example, user: consult, password_file: smtp-password}\n"
	"  # rate: {per_minute: 60}              # what the service allows\n"
	"\n"
	"# Whose word counts on who wrote a mail: the name with which your border server begins "
	"its\n"
	"# Authentication-Results, or microsoft365, or none.\n"
	"trust:\n"
	"  boundary: none\n"
	"  unauthenticated: confirm              # or quarantine\n"
	"\n"
	"# The States. Mail goes to these addresses and to no others.\n"
	"members:\n"
	"  - {code: NO, name: Norway, language: en, timezone: Europe/Oslo,\n"
	"     focal_points: [{name: Kari Example, address: kari@ministry.no.example}]}\n"
	"  - {code: ZA, name: South Africa, language: en, timezone: Africa/Johannesburg,\n"
	"     focal_points: [{name: Thabo Example, address: thabo@ministry.za.example}],\n"
	"     alternates: [{name: Anna Example, address: anna@ministry.za.example}]}\n"
	"\n";

static const char schedule[] =
	"schedule:\n"
	"  digest: {at: \"08:00\", quiet_days: one-line}   # or skip\n"
	"  reminders: [7d, 3d, 1d]               # before the deadline, to those who still owe "
	"answers\n"
	"  pack: {before_meeting: 48h, preview: 24h, send: after-preview}   # or on-command\n"
	"attribution: named                      # or secretariat-only\n";

/* The date so many days from now, at a time of day. */
static void put_time(rap_buf *out, int64_t now, int days, const char *clock)
{
	rap_civil day;

	if (rap_date_from_utc(now + (int64_t)days * DAY, "UTC", &day) != RAP_OK)
		day = (rap_civil){.year = 9999, .month = 12, .day = 31}; /* the calendar ends */
	rap_buf_printf(out, "%04d-%02d-%02d %s", day.year, day.month, day.day, clock);
}

/* A title may hold anything: single quotes are the one form in which only the quote itself is special. */
static void put_quoted(rap_buf *out, const char *text)
{
	rap_buf_char(out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			rap_buf_char(out, '\'');
		rap_buf_char(out, *text);
	}
	rap_buf_char(out, '\'');
}

static void put_requests(rap_buf *out, const rap_init_facts *f)
{
	rap_buf_str(out, "# The questionnaires, one file per objective: rapporteur-objective(5).\n"
	                 "objectives:\n");
	for (size_t i = 0; i < f->objectives.n; i++)
		rap_buf_printf(out, "  - %s\n", f->objectives.at[i]);
	rap_buf_str(out, "\n# What goes together in one mail.\nrequests:\n");
	if (f->n_others > 0)
		rap_buf_str(out, "  - {id: review, objectives: [");
	for (size_t i = 0; i < f->n_others; i++)
		rap_buf_printf(out, "%s%u", i ? ", " : "", f->others[i]);
	if (f->n_others > 0)
		rap_buf_str(out, "]}\n");
	if (f->on_draft)
		rap_buf_printf(out, "  - {id: draft, objectives: [%u]}\n", f->on_draft);
}

void rap_init_put_consultation(rap_buf *out, const rap_init_facts *f)
{
	rap_buf_str(out, head);
	rap_buf_printf(out, "consultation: %s", f->id);
	rap_buf_str(out,
	            "    # a short name; it stands in every subject\n\n"
	            "# Of the meeting, without an article: mails say \"in preparation for the\" "
	            "before it.\ntitle: ");
	put_quoted(out, f->title ? f->title : "Title of the meeting");
	rap_buf_str(out, "\nlanguage: en\n"
	                 "state: state                            # folder of the database\n\n"
	                 "# Times are in this zone, here and in rounds.\n"
	                 "meeting:\n  starts: ");
	put_time(out, f->now, 42, "14:00");
	rap_buf_str(out, "\n  ends: ");
	put_time(out, f->now, 42, "17:00");
	rap_buf_str(out,
	            "\n  timezone: UTC                         # such as Asia/Seoul\n"
	            "  venue: Virtual meeting\n"
	            "  # forward_to: Council                 # the body that gets the results\n"
	            "  # programme:                          # for the papers of the meeting\n"
	            "  #   - {start: \"14:00\", end: \"17:00\", kind: session, title: The draft, "
	            "objectives: [2]}\n\n");
	rap_buf_str(out, people);
	put_requests(out, f);
	rap_buf_str(
		out,
		"\n# When we ask, on which text, and until when.\nrounds:\n  - {id: 1, opens: ");
	put_time(out, f->now, 7, "09:00");
	rap_buf_str(out, ", deadline: ");
	put_time(out, f->now, 28, "18:00");
	rap_buf_str(out, ",\n     draft: draft.md, revision: Zero draft}\n\n");
	rap_buf_str(out, schedule);
}
