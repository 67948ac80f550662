// SPDX-License-Identifier: Apache-2.0
/* The mails of a folder that are not settled; see imap_folder.h. */
#include "mail/imap_folder.h"

#include "common/mem.h"

#include <stdlib.h>
#include <string.h>

rap_imap_folder rap_imap_folder_init(const char *name, uint32_t uidvalidity, uint32_t mark)
{
	return (rap_imap_folder){
		.name = rap_strdup(name),
		.uidvalidity = uidvalidity,
		.next = uidvalidity && mark ? mark : 1,
	};
}

void rap_imap_folder_done(rap_imap_folder *folder)
{
	free(folder->name);
	free(folder->mails);
	*folder = (rap_imap_folder){0};
}

bool rap_imap_folder_opened(rap_imap_folder *folder, uint32_t uidvalidity, uint32_t uidnext)
{
	/* A server without UIDVALIDITY promises nothing: each opening begins anew, what is known is seen by core. */
	bool anew = uidvalidity != folder->uidvalidity || uidvalidity == 0;

	/* A mark that the server never reached is from an answer that was wrong: it would hide all mail to come. */
	anew = anew || (uidnext && folder->next > uidnext);

	if (anew) {
		folder->n = 0;
		folder->next = 1;
		folder->uidvalidity = uidvalidity;
	}
	folder->uidnext = uidnext;
	return anew;
}

bool rap_imap_folder_unlisted(const rap_imap_folder *folder, uint32_t most, uint32_t *ret_from,
                              uint32_t *ret_to)
{
	if (folder->uidnext && folder->next >= folder->uidnext)
		return false;
	*ret_from = folder->next;
	*ret_to = folder->uidnext && folder->uidnext - folder->next > most ? folder->next + most - 1
	                                                                   : 0;
	return true;
}

/* Where uid stands or would stand. */
static size_t place(const rap_imap_folder *folder, uint32_t uid)
{
	size_t low = 0, high = folder->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (folder->mails[middle].uid < uid)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void rap_imap_folder_add(rap_imap_folder *folder, uint32_t uid, int64_t size, int64_t at)
{
	size_t i = place(folder, uid);

	if (uid < folder->next || (i < folder->n && folder->mails[i].uid == uid))
		return;
	folder->mails = rap_reallocarray(folder->mails, folder->n + 1, sizeof *folder->mails);
	memmove(&folder->mails[i + 1], &folder->mails[i], (folder->n - i) * sizeof *folder->mails);
	folder->mails[i] = (rap_imap_mail){uid, RAP_IMAP_HERE, size, at, 0};
	folder->n++;
}

void rap_imap_folder_listed(rap_imap_folder *folder, uint32_t to)
{
	uint32_t last = folder->n > 0 ? folder->mails[folder->n - 1].uid : 0;

	if (to && to < UINT32_MAX)
		last = to > last ? to : last;
	else if (!to && folder->uidnext > 1 && folder->uidnext - 1 > last)
		last = folder->uidnext - 1;
	if (last >= folder->next)
		folder->next = last < UINT32_MAX ? last + 1 : UINT32_MAX;
	if (!to)
		folder->uidnext = folder->next;
}

void rap_imap_folder_look(rap_imap_folder *folder)
{
	folder->uidnext = 0;
}

size_t rap_imap_folder_batch(const rap_imap_folder *folder, size_t bytes, size_t alone, size_t most,
                             uint32_t *uids)
{
	size_t n = 0, sum = 0;

	for (size_t i = 0; i < folder->n && n < most; i++) {
		const rap_imap_mail *mail = &folder->mails[i];
		bool is_alone = (size_t)mail->size > alone || mail->failures > 0;

		if (mail->state != RAP_IMAP_HERE)
			continue;
		if (n > 0 && (is_alone || sum + (size_t)mail->size > bytes))
			break;
		uids[n++] = mail->uid;
		sum += (size_t)mail->size;
		if (is_alone)
			break;
	}
	return n;
}

size_t rap_imap_folder_recorded(const rap_imap_folder *folder, size_t most, uint32_t *uids)
{
	size_t n = 0;

	for (size_t i = 0; i < folder->n && n < most; i++)
		if (folder->mails[i].state == RAP_IMAP_RECORDED)
			uids[n++] = folder->mails[i].uid;
	return n;
}

rap_imap_mail *rap_imap_folder_find(const rap_imap_folder *folder, uint32_t uid)
{
	size_t i = place(folder, uid);

	return i < folder->n && folder->mails[i].uid == uid ? &folder->mails[i] : NULL;
}

void rap_imap_folder_forget(rap_imap_folder *folder, uint32_t uid)
{
	size_t i = place(folder, uid);

	if (i == folder->n || folder->mails[i].uid != uid)
		return;
	folder->n--;
	memmove(&folder->mails[i], &folder->mails[i + 1], (folder->n - i) * sizeof *folder->mails);
}

uint32_t rap_imap_folder_mark(const rap_imap_folder *folder)
{
	return folder->n > 0 ? folder->mails[0].uid : folder->next;
}
