// SPDX-License-Identifier: Apache-2.0
/*
 * Listing and fetching mails; see imap.h. Structure is never asked for (BODYSTRUCTURE recurses in libetpan), only UID,
 * size, arrival and bytes; every command has a budget of bytes, so that a server that lies about sizes costs a
 * connection and not the memory.
 */
#include "common/limits.h"
#include "mail/etpan.h"
#include "mail/imap_parts.h"

#include <time.h>

#define LINE_OF_LIST \
	400u /* "* 123 FETCH (UID ... RFC822.SIZE ... INTERNALDATE ...)" is below 150 */
#define LINE_OF_BODY (4u * RAP_KIB)
#define SLOWEST 8192u /* bytes per second that a server must reach at least */

/* ---- one line of a FETCH answer ------------------------------------------------------------------------- */

typedef struct fetched {
	uint32_t uid; /* 0: not said */
	int64_t size, at;
	bool has_body;
	rap_slice body;
} fetched;

static int64_t to_utc(const struct mailimap_date_time *t)
{
	struct tm tm = {
		.tm_year = t->dt_year - 1900,
		.tm_mon = t->dt_month - 1,
		.tm_mday = t->dt_day,
		.tm_hour = t->dt_hour,
		.tm_min = t->dt_min,
		.tm_sec = t->dt_sec,
	};
	int zone = t->dt_zone; /* +0530 is 530 */

	return (int64_t)timegm(&tm) - (zone / 100 * 3600 + zone % 100 * 60);
}

static void take_item(const struct mailimap_msg_att_static *item, fetched *ret)
{
	const struct mailimap_msg_att_body_section *section;

	switch (item->att_type) {
	case MAILIMAP_MSG_ATT_UID:
		ret->uid = item->att_data.att_uid;
		break;
	case MAILIMAP_MSG_ATT_RFC822_SIZE:
		ret->size = item->att_data.att_rfc822_size;
		break;
	case MAILIMAP_MSG_ATT_INTERNALDATE:
		if (item->att_data.att_internal_date)
			ret->at = to_utc(item->att_data.att_internal_date);
		break;
	case MAILIMAP_MSG_ATT_BODY_SECTION:
		section = item->att_data.att_body_section;
		ret->has_body = section != NULL;
		if (section && section->sec_body_part)
			ret->body = (rap_slice){section->sec_body_part, section->sec_length};
		break;
	default:
		break;
	}
}

static fetched take_line(const struct mailimap_msg_att *line)
{
	fetched ret = {.size = -1};

	for (clistiter *i = line->att_list ? clist_begin(line->att_list) : NULL; i;
	     i = clist_next(i)) {
		const struct mailimap_msg_att_item *item = clist_content(i);

		if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC)
			take_item(item->att_data.att_static, &ret);
	}
	return ret;
}

/* ---- commands ------------------------------------------------------------------------------------------- */

/* Takes set and wanted. lines gets what the server sent, NULL for nothing. */
static rap_err fetch(rap_imap *imap, struct mailimap_set *set, struct mailimap_fetch_type *wanted,
                     size_t budget, clist **lines, rap_buf *why)
{
	int r;

	rap_imap_begin(imap, (int)(RAP_IMAP_S + (budget - RAP_IMAP_ANSWER) / SLOWEST), budget);
	*lines = NULL;
	r = mailimap_uid_fetch(imap->session, set, wanted, lines);
	if (r != MAILIMAP_NO_ERROR)
		*lines = NULL;
	mailimap_set_free(set);
	mailimap_fetch_type_free(wanted);
	return rap_imap_end(imap, r, MAILIMAP_ERROR_UID_FETCH, "FETCH", why);
}

static void free_lines(clist *lines)
{
	if (lines)
		mailimap_fetch_list_free(lines);
}

static void add_wish(struct mailimap_fetch_type *type, struct mailimap_fetch_att *wish)
{
	rap_etpan_added(mailimap_fetch_type_new_fetch_att_list_add(type, rap_etpan_made(wish)));
}

/* UID is always among them. b may be left out. */
static struct mailimap_fetch_type *want(struct mailimap_fetch_att *a, struct mailimap_fetch_att *b)
{
	struct mailimap_fetch_type *type =
		rap_etpan_made(mailimap_fetch_type_new_fetch_att_list_empty());

	add_wish(type, mailimap_fetch_att_new_uid());
	add_wish(type, a);
	if (b)
		add_wish(type, b);
	return type;
}

rap_err rap_imap_list(rap_imap *imap, uint32_t from, uint32_t to, size_t max,
                      rap_imap_listed_fn *listed, void *user, rap_buf *why)
{
	clist *lines;
	rap_err err = fetch(imap, rap_etpan_made(mailimap_set_new_interval(from, to)),
	                    want(mailimap_fetch_att_new_rfc822_size(),
	                         rap_etpan_made(mailimap_fetch_att_new_internaldate())),
	                    RAP_IMAP_ANSWER + max * LINE_OF_LIST, &lines, why);

	bool nameless = false;

	if (err != RAP_OK)
		return err;
	for (clistiter *i = lines ? clist_begin(lines) : NULL; i && max > 0; i = clist_next(i)) {
		fetched line = take_line(clist_content(i));

		nameless = nameless || (line.size >= 0 && line.uid == 0);
		/* "n:*" names the last mail even when its UID is below n. */
		if (line.size < 0 || line.uid < from || (to && line.uid > to))
			continue;
		listed(user, line.uid, line.size, line.at);
		max--;
	}
	/* Flags that somebody sets are told like this too, of mails that are in the list with their size. */
	for (clistiter *i = lines ? clist_begin(lines) : NULL; i && max > 0; i = clist_next(i)) {
		fetched line = take_line(clist_content(i));

		if (line.size < 0 && line.uid >= from && (!to || line.uid <= to))
			listed(user, line.uid, -1, line.at);
	}
	free_lines(lines);
	return nameless ? rap_imap_nonsense(imap, "it lists a mail without its UID", why) : RAP_OK;
}

rap_err rap_imap_bodies(rap_imap *imap, const uint32_t *uids, size_t n, size_t bytes,
                        rap_imap_body_fn *body, void *user, rap_buf *why)
{
	struct mailimap_set *set = rap_etpan_made(mailimap_set_new_empty());
	clist *lines;
	rap_err err;

	for (size_t i = 0; i < n; i++)
		rap_etpan_added(mailimap_set_add_single(set, uids[i]));
	/* RFC822.SIZE is an estimate with some servers: up to twice as much is believed. */
	err = fetch(imap, set,
	            want(mailimap_fetch_att_new_body_peek_section(
				 rap_etpan_made(mailimap_section_new(NULL))),
	                 NULL),
	            RAP_IMAP_ANSWER + 2 * bytes + n * LINE_OF_BODY, &lines, why);
	if (err != RAP_OK)
		return err;
	for (clistiter *i = lines ? clist_begin(lines) : NULL; i; i = clist_next(i)) {
		fetched line = take_line(clist_content(i));

		if (line.uid && line.has_body)
			body(user, line.uid, line.body);
	}
	free_lines(lines);
	return RAP_OK;
}

rap_err rap_imap_piece(rap_imap *imap, uint32_t uid, bool header, uint32_t offset, uint32_t len,
                       rap_buf *out, bool *ret_there, rap_buf *why)
{
	struct mailimap_section *section =
		rap_etpan_made(header ? mailimap_section_new_header() : mailimap_section_new(NULL));
	clist *lines;
	rap_err err = fetch(
		imap, rap_etpan_made(mailimap_set_new_single(uid)),
		want(mailimap_fetch_att_new_body_peek_section_partial(section, offset, len), NULL),
		RAP_IMAP_ANSWER + (size_t)len + LINE_OF_BODY, &lines, why);

	*ret_there = false;
	if (err != RAP_OK)
		return err;
	for (clistiter *i = lines ? clist_begin(lines) : NULL; i && !*ret_there;
	     i = clist_next(i)) {
		fetched line = take_line(clist_content(i));

		if (line.uid != uid || !line.has_body)
			continue;
		*ret_there = true;
		rap_buf_slice(out, line.body);
	}
	free_lines(lines);
	return RAP_OK;
}
