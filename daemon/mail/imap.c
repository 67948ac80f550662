// SPDX-License-Identifier: Apache-2.0
/* The IMAP commands that are no fetching of mails, and what every command's end means; see imap.h. */
#include "mail/imap.h"

#include "common/limits.h"
#include "common/utf8.h"
#include "mail/etpan.h"
#include "mail/imap_parts.h"
#include "mail/mutf7.h"

#include <stdlib.h>
#include <string.h>

#define SAID_SHOWN 200u
#define NAME_MAX_BYTES (4u * RAP_KIB)
#define IDLE_ANSWER RAP_MIB /* 25 minutes of news; no line of it is long */
#define BYE_S 2

/* ---- what a result means -------------------------------------------------------------------------------- */

void rap_imap_begin(rap_imap *imap, int seconds, size_t bytes)
{
	rap_stream_begin(imap->stream, seconds, bytes);
	rap_stream_limit_silence(imap->stream, seconds < RAP_IMAP_S ? seconds : RAP_IMAP_S);
}

static void put_said(const rap_imap *imap, rap_buf *why)
{
	const char *said = imap->session->imap_response;

	if (!said || !*said)
		return;
	rap_buf_str(why, ": ");
	rap_utf8_printable(why, rap_slice_of(said), SAID_SHOWN);
}

static const char *what_broke(const rap_imap *imap, int r)
{
	const char *why = rap_stream_why(imap->stream);

	if (why)
		return why;
	switch (r) {
	case MAILIMAP_ERROR_PARSE:
		return "the server's answer cannot be understood";
	case MAILIMAP_ERROR_STREAM:
		return "the connection broke";
	case MAILIMAP_ERROR_MEMORY:
		return "memory is short";
	default:
		return "the server does not keep to the protocol";
	}
}

static rap_err give_up(rap_imap *imap)
{
	imap->dead = true;
	rap_stream_drop(imap->stream);
	return RAP_E_AGAIN;
}

rap_err rap_imap_nonsense(rap_imap *imap, const char *what, rap_buf *why)
{
	rap_buf_printf(why, "%s: the server does not keep to the protocol: %s",
	               rap_stream_name(imap->stream), what);
	return give_up(imap);
}

rap_err rap_imap_end(rap_imap *imap, int r, int refusal, const char *doing, rap_buf *why)
{
	const struct mailimap_selection_info *selected = imap->session->imap_selection_info;

	if (r == refusal && !rap_stream_why(imap->stream)) {
		rap_buf_printf(why, "%s: the server refuses %s", rap_stream_name(imap->stream),
		               doing);
		put_said(imap, why);
		return RAP_E_NOT_FOUND;
	}
	if (r != MAILIMAP_NO_ERROR) {
		rap_buf_printf(why, "%s: %s (%s)", rap_stream_name(imap->stream),
		               what_broke(imap, r), doing);
		return give_up(imap);
	}
	if (imap->uidvalidity && selected && selected->sel_uidvalidity != imap->uidvalidity) {
		rap_buf_printf(why, "%s: the folder was made anew while it was open",
		               rap_stream_name(imap->stream));
		return give_up(imap);
	}
	return RAP_OK;
}

/* ---- folders -------------------------------------------------------------------------------------------- */

static rap_err encode(const rap_imap *imap, const char *folder, rap_buf *name, rap_buf *why)
{
	*name = rap_buf_init(NAME_MAX_BYTES);
	if (rap_mutf7_encode(folder, name) == RAP_OK && !name->over && name->len > 0)
		return RAP_OK;
	rap_buf_printf(why, "%s: the name of the folder is not possible",
	               rap_stream_name(imap->stream));
	return RAP_E_NOT_FOUND;
}

rap_err rap_imap_select(rap_imap *imap, const char *folder, rap_imap_folder_state *ret,
                        rap_buf *why)
{
	const struct mailimap_selection_info *selected;
	rap_buf name;
	rap_err err = encode(imap, folder, &name, why);

	imap->uidvalidity = 0;
	if (err == RAP_OK) {
		rap_imap_begin(imap, RAP_IMAP_S, RAP_IMAP_ANSWER);
		err = rap_imap_end(imap, mailimap_select(imap->session, rap_buf_text(&name)),
		                   MAILIMAP_ERROR_SELECT, "SELECT", why);
	}
	rap_buf_done(&name);
	if (err != RAP_OK)
		return err;
	selected = rap_etpan_made(imap->session->imap_selection_info);
	*ret = (rap_imap_folder_state){selected->sel_uidvalidity, selected->sel_uidnext,
	                               selected->sel_exists};
	/* UIDs begin with 1 and are never given twice: so small a number is wrong. */
	if (ret->uidnext <= ret->exists)
		ret->uidnext = 0;
	imap->uidvalidity = ret->uidvalidity;
	return RAP_OK;
}

static void take_status(const struct mailimap_mailbox_data_status *status,
                        rap_imap_folder_state *ret)
{
	*ret = (rap_imap_folder_state){0};
	for (clistiter *i = status && status->st_info_list ? clist_begin(status->st_info_list)
	                                                   : NULL;
	     i; i = clist_next(i)) {
		const struct mailimap_status_info *info = clist_content(i);

		if (info->st_att == MAILIMAP_STATUS_ATT_UIDNEXT)
			ret->uidnext = info->st_value;
		else if (info->st_att == MAILIMAP_STATUS_ATT_UIDVALIDITY)
			ret->uidvalidity = info->st_value;
		else if (info->st_att == MAILIMAP_STATUS_ATT_MESSAGES)
			ret->exists = info->st_value;
	}
}

rap_err rap_imap_status(rap_imap *imap, const char *folder, rap_imap_folder_state *ret,
                        rap_buf *why)
{
	struct mailimap_mailbox_data_status *status = NULL;
	struct mailimap_status_att_list *wanted =
		rap_etpan_made(mailimap_status_att_list_new_empty());
	rap_buf name;
	rap_err err = encode(imap, folder, &name, why);

	if (err == RAP_OK) {
		rap_etpan_added(mailimap_status_att_list_add(wanted, MAILIMAP_STATUS_ATT_UIDNEXT));
		rap_etpan_added(
			mailimap_status_att_list_add(wanted, MAILIMAP_STATUS_ATT_UIDVALIDITY));
		rap_etpan_added(mailimap_status_att_list_add(wanted, MAILIMAP_STATUS_ATT_MESSAGES));
		rap_imap_begin(imap, RAP_IMAP_S, RAP_IMAP_ANSWER);
		err = rap_imap_end(
			imap, mailimap_status(imap->session, rap_buf_text(&name), wanted, &status),
			MAILIMAP_ERROR_STATUS, "STATUS", why);
	}
	if (err == RAP_OK) {
		take_status(status, ret);
		if (status)
			mailimap_mailbox_data_status_free(status);
	}
	mailimap_status_att_list_free(wanted);
	rap_buf_done(&name);
	return err;
}

rap_err rap_imap_create(rap_imap *imap, const char *folder, rap_buf *why)
{
	rap_imap_folder_state state;
	rap_buf name, unheard = rap_buf_init(RAP_KIB);
	rap_err err = rap_imap_status(imap, folder, &state, &unheard);

	rap_buf_done(&unheard);
	if (err == RAP_OK)
		return RAP_OK;
	err = encode(imap, folder, &name, why);
	if (err == RAP_OK) {
		rap_imap_begin(imap, RAP_IMAP_S, RAP_IMAP_ANSWER);
		err = rap_imap_end(imap, mailimap_create(imap->session, rap_buf_text(&name)),
		                   MAILIMAP_ERROR_CREATE, "CREATE", why);
	}
	if (err == RAP_OK) {
		/* Mail programs show subscribed folders only; a server that refuses loses nothing. */
		rap_buf ignored = rap_buf_init(RAP_KIB);

		rap_imap_begin(imap, RAP_IMAP_S, RAP_IMAP_ANSWER);
		err = rap_imap_end(imap, mailimap_subscribe(imap->session, rap_buf_text(&name)),
		                   MAILIMAP_ERROR_SUBSCRIBE, "SUBSCRIBE", &ignored);
		if (err == RAP_E_NOT_FOUND)
			err = RAP_OK;
		rap_buf_slice(why,
		              err == RAP_OK ? (rap_slice){NULL, 0} : rap_buf_as_slice(&ignored));
		rap_buf_done(&ignored);
	}
	rap_buf_done(&name);
	return err;
}

rap_err rap_imap_noop(rap_imap *imap, rap_buf *why)
{
	rap_imap_begin(imap, RAP_IMAP_S, RAP_IMAP_ANSWER);
	return rap_imap_end(imap, mailimap_noop(imap->session), MAILIMAP_ERROR_NOOP, "NOOP", why);
}

/* ---- moving --------------------------------------------------------------------------------------------- */

static rap_err move(rap_imap *imap, const uint32_t *uids, size_t n, const char *name, rap_buf *why)
{
	struct mailimap_set *set = rap_etpan_made(mailimap_set_new_empty()), *from = NULL,
			    *to = NULL;
	uint32_t uidvalidity = 0;
	rap_err err;

	for (size_t i = 0; i < n; i++)
		rap_etpan_added(mailimap_set_add_single(set, uids[i]));
	/* EXPUNGE or VANISHED for every one, and one COPYUID for all */
	rap_imap_begin(imap, RAP_IMAP_S, RAP_IMAP_ANSWER + n * 100);
	err = rap_imap_end(
		imap, mailimap_uidplus_uid_move(imap->session, set, name, &uidvalidity, &from, &to),
		MAILIMAP_ERROR_UID_MOVE, "MOVE", why);
	mailimap_set_free(set);
	if (err == RAP_OK && from)
		mailimap_set_free(from);
	if (err == RAP_OK && to)
		mailimap_set_free(to);
	return err;
}

rap_err rap_imap_move(rap_imap *imap, const uint32_t *uids, size_t n, const char *folder,
                      rap_buf *why)
{
	rap_buf name, refused = rap_buf_init(4 * RAP_KIB);
	rap_err err = encode(imap, folder, &name, why);

	if (err == RAP_OK)
		err = move(imap, uids, n, rap_buf_text(&name), &refused);
	/* Servers differ in saying that the folder is not there (not all say TRYCREATE). */
	if (err == RAP_E_NOT_FOUND && refused.len > 0) {
		err = rap_imap_create(imap, folder, why);
		if (err == RAP_OK)
			err = move(imap, uids, n, rap_buf_text(&name), why);
	} else {
		rap_buf_slice(why, rap_buf_as_slice(&refused));
	}
	rap_buf_done(&refused);
	rap_buf_done(&name);
	return err;
}

/* ---- waiting -------------------------------------------------------------------------------------------- */

rap_err rap_imap_idle(rap_imap *imap, rap_buf *why)
{
	rap_err err;

	rap_imap_begin(imap, RAP_IMAP_S, RAP_IMAP_ANSWER);
	err = rap_imap_end(imap, mailimap_idle(imap->session), MAILIMAP_ERROR_EXTENSION, "IDLE",
	                   why);
	if (err == RAP_E_NOT_FOUND)
		imap->has_idle = false; /* it says that it can, and cannot */
	return err;
}

rap_err rap_imap_idle_done(rap_imap *imap, rap_buf *why)
{
	rap_imap_begin(imap, RAP_IMAP_S, IDLE_ANSWER);
	return rap_imap_end(imap, mailimap_idle_done(imap->session), -1, "IDLE", why);
}

int rap_imap_fd(const rap_imap *imap)
{
	return rap_stream_fd(imap->stream);
}

bool rap_imap_is_ahead(const rap_imap *imap)
{
	return rap_stream_is_ahead(imap->stream);
}

/* ---- life ----------------------------------------------------------------------------------------------- */

bool rap_imap_has_move(const rap_imap *imap)
{
	return imap->has_move;
}

bool rap_imap_has_idle(const rap_imap *imap)
{
	return imap->has_idle;
}

rap_imap *rap_imap_close(rap_imap *imap)
{
	if (!imap)
		return NULL;
	/* mailimap_free says LOGOUT and waits for an answer: only where there can be one */
	if (imap->dead)
		rap_stream_drop(imap->stream);
	else
		rap_imap_begin(imap, BYE_S, RAP_IMAP_ANSWER);
	mailimap_free(imap->session);
	free(imap);
	return NULL;
}
