// SPDX-License-Identifier: Apache-2.0
/* Sections secretariat and members of consultation.yaml: the roster, the only people we ever write to. */
#include "common/mem.h"
#include "consultation_load.h"

#include <stdlib.h>
#include <string.h>

#define ADDRESS_COLUMNS 50u /* longer ones make mail programs wrap the attribution line */

/* ISO 3166-1 alpha-2, officially assigned, and EU (exceptionally reserved) for the Union's delegations. */
static const char country_codes[] =
	"AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ "
	"BR BS "
	"BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
	"EC EE "
	"EG EH ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW "
	"GY HK "
	"HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ "
	"LA LB "
	"LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX "
	"MY MZ "
	"NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO "
	"RS RU "
	"RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL "
	"TM TN "
	"TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW ";

static void load_secretariat(const rap_section *root)
{
	rap_consultation *c = root->loader->c;
	rap_section s = rap_section_below(root, "secretariat", "who runs the consultation");

	c->secretariat.name = rap_take_text(&s, "name", "the name our mails are sent under");
	if (s.map)
		rap_take_address(&s, "address", "the secretariat", &c->secretariat.address,
		                 &c->secretariat.spec);
	if (c->secretariat.address && strlen(c->secretariat.address) >= ADDRESS_COLUMNS)
		rap_section_warning(&s, "address",
		                    "50 characters or more: mail programs wrap longer lines");
	rap_take_contacts(&s, "officers", "at least one who receives the digest", "an officer",
	                  &c->secretariat.officers);
	rap_take_contacts(&s, "readers", NULL, "a reader", &c->secretariat.readers);
	rap_section_end(&s, "name address officers readers");
}

static bool is_code(const char *text)
{
	return text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z' && !text[2];
}

static void take_code(const rap_section *s, const rap_ynode *list, size_t i, rap_member *member)
{
	char *code = rap_take_text(s, "code", "two capital letters after ISO 3166, such as MN");
	char word[] = "?? "; /* two letters and the blank behind them in the table */

	if (!code)
		return;
	if (!is_code(code)) {
		rap_section_error(s, "code", "two capital letters after ISO 3166, such as MN");
		free(code);
		return;
	}
	word[0] = code[0];
	word[1] = code[1];
	if (!strstr(country_codes, word))
		rap_section_warning(s, "code", "not a code of ISO 3166");
	rap_section_once(s, "code", list, i);
	member->code = code;
}

static bool is_domain(const char *text)
{
	size_t points = 0, label = 0;

	for (; *text; text++) {
		if (*text == '.' && label > 0) {
			points++;
			label = 0;
		} else if ((*text >= 'a' && *text <= 'z') || (*text >= '0' && *text <= '9') ||
		           (*text == '-' && label > 0)) {
			label++;
		} else {
			return false;
		}
	}
	return points > 0 && label > 0;
}

/* R5: a parent is listed, never guessed; one that covers no address of the member is a slip. */
static bool covers(const char *parent, const rap_contacts *contacts)
{
	size_t n = strlen(parent);

	for (size_t i = 0; i < contacts->n; i++) {
		const char *domain = contacts->at[i].spec.domain;
		size_t len;

		if (!domain)
			continue; /* a mistake told already */
		len = strlen(domain);
		if (len >= n && strcmp(domain + len - n, parent) == 0 &&
		    (len == n || domain[len - n - 1] == '.'))
			return true;
	}
	return false;
}

static void take_dkim(const rap_section *s, rap_member *member)
{
	if (!rap_ydoc_strings(s->loader->doc, s->map, s->path, "dkim", false, s->loader->diags,
	                      &member->dkim))
		return;
	for (size_t i = 0; i < member->dkim.n; i++)
		if (!is_domain(member->dkim.at[i]))
			rap_section_error(s, "dkim",
			                  "'%s' is not a domain in lower case with a point",
			                  member->dkim.at[i]);
		else if (!covers(member->dkim.at[i], &member->contacts))
			rap_section_warning(s, "dkim", "no address of this member ends in %s",
			                    member->dkim.at[i]);
}

static void take_member(const rap_section *s, const rap_ynode *list, size_t i, rap_member *member)
{
	const rap_consultation *c = s->loader->c;
	const char *owner;

	take_code(s, list, i, member);
	member->name = rap_take_text(s, "name", "the official name");
	rap_section_once(s, "name", list, i);
	member->name_in_text = rap_take_text(s, "name_in_text", NULL);
	if (!member->name_in_text)
		member->name_in_text = rap_strdup(member->name);
	member->language = rap_take_language(s, "language");
	if (!member->language)
		member->language = rap_strdup(c->language);
	member->timezone = rap_take_zone(s, "timezone", NULL);
	if (!member->timezone)
		member->timezone = rap_strdup(c->meeting.timezone);
	owner = member->name ? member->name : "another member";
	rap_take_contacts(s, "focal_points", "at least one who is asked", owner, &member->contacts);
	rap_take_contacts(s, "alternates", NULL, owner, &member->contacts);
	take_dkim(s, member);
	rap_section_end(s, "code name name_in_text language timezone focal_points alternates dkim");
}

/* Alphabetical by name, the order of the United Nations. */
static int by_name(const void *a, const void *b)
{
	const rap_member *x = a, *y = b;

	return strcmp(x->name ? x->name : "", y->name ? y->name : "");
}

void rap_load_people(const rap_section *root)
{
	rap_consultation *c = root->loader->c;
	const rap_ynode *list;

	load_secretariat(root);
	list = rap_section_list(root, "members", "the States that are asked");
	if (!list)
		return;
	c->members = rap_calloc(list->n, sizeof *c->members);
	for (size_t i = 0; i < list->n; i++) {
		rap_section s = rap_section_item(root, "members", list, i);

		if (s.map)
			take_member(&s, list, i, &c->members[c->n_members++]);
	}
	qsort(c->members, c->n_members, sizeof *c->members, by_name);
}
